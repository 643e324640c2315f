"""Takes Unicode's own test of line breaking, where it is installed; fails at each line that we break otherwise."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from predella.typeset.uax14 import uax14

ROOT = Path(__file__).parent.parent
FILE = Path(os.environ.get("PREDELLA_UCD", "/usr/share/unicode")) / "auxiliary" / "LineBreakTest.txt"
VERSION = "15.0.0"


def test_every_line_of_unicodes_test() -> None:
    """A line ends where the ÷ of LineBreakTest.txt stand, and nowhere else."""
    if not FILE.exists():
        pytest.skip(
            f"{FILE} is not there: install Debian's unicode-data, or set PREDELLA_UCD to a folder of the UCD"
        )
    lines = FILE.read_text(encoding="utf-8").splitlines()
    if VERSION not in lines[0]:
        pytest.skip(f"{FILE} is of another version than our table, which is of {VERSION}: {lines[0]}")
    cases = [line for line in lines if line.startswith("×")]
    failures = [line for line in cases if breaks_by_us(line) != breaks_by_unicode(line)]

    assert len(cases) > 7000
    assert [] == failures


def breaks_by_us(line: str) -> list[int]:
    """Return where we let a line end."""
    codes = re.findall(r"[0-9A-F]{4,6}", line.partition("#")[0])
    return [end for end, _ in uax14("".join(chr(int(code, 16)) for code in codes))]


def breaks_by_unicode(line: str) -> list[int]:
    """Return where the test file lets a line end."""
    marks = re.findall("[×÷]", line.partition("#")[0])
    return [index for index, mark in enumerate(marks) if mark == "÷"]


def test_the_table_is_what_the_maker_writes(tmp_path: Path) -> None:
    """predella/typeset/line_classes.py was made from the files of that version, and not changed by hand."""
    if not FILE.exists() or VERSION not in FILE.read_text(encoding="utf-8")[:40]:
        pytest.skip(f"the Unicode Character Database {VERSION} is not there: see above")
    maker = ROOT / "tools" / "make_line_classes.py"
    made = tmp_path / "line_classes.py"
    subprocess.run([sys.executable, maker, FILE.parent.parent, made], check=True, capture_output=True)

    assert made.read_text(encoding="utf-8") == (ROOT / "predella/typeset/line_classes.py").read_text(
        encoding="utf-8"
    )
