"""Shipped exhibits go in; what tags and claims cost, in time, bytes and memory, comes out, as a table of ratios of one run.

Run it as `python -m benchmarks.tagging` from the project's folder. The same pages are written with tags as they are, and
without: the painter then marks nothing, and the file is ReportLab's own, without structure, metadata and object streams.
Both ways are taken in turns, so that what else the machine does hits both.
"""

from __future__ import annotations

import argparse
import io
import statistics
import time
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

from reportlab.pdfbase import pdfdoc

from predella.build import Job, Options, make, open_exhibit, plan
from predella.diagnostics import Problems
from predella.pages import Document
from predella.workspace import Workspace
from predella.writers import objects, pdf

ROOT = Path(__file__).parent.parent
EXHIBITS = ("kengir", "revolt-in-the-camps", "paper", "half-a-sheet")


@contextmanager
def untagged() -> Iterator[None]:
    """Write files without tags while this lasts."""
    nothing = lambda *_: None  # noqa: E731
    with (
        patch.multiple(pdf.Painter, begin_mark=nothing, end_mark=nothing, cover=nothing, silent_words=nothing),
        patch.object(pdf, "finish", lambda *_: {}),
        patch.object(objects, "CompactFile", pdfdoc.PDFDocument),
    ):
        yield


def jobs() -> Iterator[tuple[Workspace, Job]]:
    """Yield every document of the shipped exhibits, in every language."""
    for name in EXHIBITS:
        workspace = Workspace(ROOT)
        exhibit = open_exhibit(workspace, ROOT / "exhibits" / f"{name}.yaml", Problems())
        assert exhibit is not None
        for job in plan(workspace, exhibit, Options(languages=tuple(exhibit.languages)), Problems()):
            yield workspace, job


def written(document: Document, *, tags: bool) -> tuple[float, int]:
    """Return the seconds that writing took, and the bytes."""
    sink = io.BytesIO()
    start = time.perf_counter()
    if tags:
        pdf.write_pdf(document, sink)
    else:
        with untagged():
            pdf.write_pdf(document, sink)
    return time.perf_counter() - start, len(sink.getvalue())


def peak(document: Document, *, tags: bool) -> int:
    """Return the most memory, in bytes, that writing took."""
    tracemalloc.start()
    written(document, tags=tags)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most


def main() -> None:
    """Print a row for each document and their sums."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5, help="times each file is written each way (default: 5)")
    runs = parser.parse_args().runs
    print(f"{'document':36} {'pages':>5} {'build':>8} {'tags':>7} {'of build':>8} {'plain':>8} {'tagged':>8} {'size':>6} {'memory':>7}")
    totals = [0.0] * 4
    for workspace, job in jobs():
        start = time.perf_counter()
        document, _ = make(job, workspace, Problems())
        layout = time.perf_counter() - start
        pairs = [(written(document, tags=False), written(document, tags=True)) for _ in range(runs)]
        plain = statistics.median(one[0] for one, _ in pairs)
        cost = statistics.median(other[0] - one[0] for one, other in pairs)
        build = layout + plain
        (_, small), (_, large) = pairs[0]
        memory = peak(document, tags=True) / peak(document, tags=False)
        print(f"{job.stem:36} {len(tuple(document.pages)):>5} {build * 1000:>5.0f} ms {cost * 1000:>4.0f} ms {cost / build:>8.1%} {small:>8,} {large:>8,} {large / small - 1:>+6.1%} {memory:>6.2f}×")
        totals = [a + b for a, b in zip(totals, (build, cost, small, large), strict=True)]
    build, cost, small, large = totals
    print(f"{'all':42} {build * 1000:>5.0f} ms {cost * 1000:>4.0f} ms {cost / build:>8.1%} {small:>8,.0f} {large:>8,.0f} {large / small - 1:>+6.1%}")


if __name__ == "__main__":
    main()
