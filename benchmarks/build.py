"""How long an exhibit takes to build, how much memory and how many bytes: whole cold processes, and warm in one process.

    python benchmarks/build.py [EXHIBIT] [--runs 5]

Times depend on the machine, so each is also given as a ratio to a floor measured in the same run: a bare interpreter
that imports ReportLab's canvas and saves one empty page.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # the checkout is measured, not what may be installed

FLOOR = (
    "import io; from reportlab.pdfgen.canvas import Canvas; c = Canvas(io.BytesIO()); c.showPage(); c.save()"
)


def process(arguments: list[str]) -> tuple[float, float]:
    """Run a process; return its wall time in seconds and its peak memory in MB (0 where the system does not say)."""
    start = time.perf_counter()
    child = subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=ROOT)
    if not hasattr(os, "wait4"):
        child.wait()
        return time.perf_counter() - start, 0.0
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    scale = 1e6 if sys.platform == "darwin" else 1e3
    return time.perf_counter() - start, usage.ru_maxrss / scale


def median(arguments: list[str], runs: int) -> tuple[float, float]:
    """Return the medians of several runs, after one that is not counted."""
    process(arguments)
    measured = [process(arguments) for _ in range(runs)]
    return statistics.median(t for t, _ in measured), statistics.median(m for _, m in measured)


def warm(exhibit: str, only: str | None, runs: int, out: str) -> float:
    """Return the median time of a build in a process that has built before."""
    from predella.cli import main

    arguments = ["build", exhibit, "--out", out, "--quiet", *(["--only", only] if only else [])]
    times = []
    saved, sys.stderr = sys.stderr, open(os.devnull, "w")  # noqa: SIM115
    try:
        for _ in range(runs + 1):
            start = time.perf_counter()
            main(arguments)
            times.append(time.perf_counter() - start)
    finally:
        sys.stderr.close()
        sys.stderr = saved
    return statistics.median(times[1:])


def documents(exhibit: str) -> list[str]:
    """Return the names of an exhibit's documents."""
    from predella.blocks import BLOCKS
    from predella.cli import chosen
    from predella.diagnostics import Problems
    from predella.load import load_exhibit
    from predella.workspace import Workspace

    path = chosen([exhibit])[0]
    loaded = load_exhibit(Workspace.around(path), path, BLOCKS, Problems())
    return list(loaded.documents) if loaded else []


def main() -> None:
    """Measure and print a table in Markdown."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("exhibit", nargs="?", default="kengir")
    parser.add_argument("--runs", type=int, default=5)
    given = parser.parse_args()
    floor, _ = median([sys.executable, "-c", FLOOR], given.runs)
    print(f"floor (interpreter, ReportLab's canvas, an empty page): {floor:.2f} s\n")
    print("| documents | files | pages | cold s | × floor | warm s | peak MB | output kB |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    for name in (None, *documents(given.exhibit)):
        with tempfile.TemporaryDirectory() as out:
            only = ["--only", name] if name else []
            command = [
                sys.executable,
                "-m",
                "predella",
                "build",
                given.exhibit,
                "--out",
                out,
                "--quiet",
                *only,
            ]
            cold, memory = median(command, given.runs)
            files = list(Path(out).rglob("*.pdf"))
            size = sum(file.stat().st_size for file in files) / 1000
            hot = warm(given.exhibit, name, given.runs, out)
            row = f"| {name or 'all'} | {len(files)} | {sum(map(pages, files))} | {cold:.2f} | {cold / floor:.1f} |"
            print(f"{row} {hot:.2f} | {memory:.0f} | {size:,.0f} |")


def pages(file: Path) -> int:
    """Return the number of pages of a PDF, counted by its page objects (the file has no object streams)."""
    return file.read_bytes().count(b"/Trans <<")


if __name__ == "__main__":
    main()
