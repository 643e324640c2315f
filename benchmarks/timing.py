"""Texts go in, the milliseconds that setting them takes come out: Predella and Typst in one process, in turns.

Both are warm: each has set the same text before, but each time with a measure 0.01 pt wider, so that words may be
remembered and paragraphs not. The median of the runs counts.
"""

from __future__ import annotations

import itertools
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import replace

from benchmarks.engines import (
    Job,
    compiled,
    laid_out,
    our_lines,
    our_pdf,
    text_of,
    typst_pdf,
    typst_source,
)
from predella.pages import MM

RUNS = 7
STEP = 0.01
"""By how much the measure grows from run to run, in pt."""
runs_made = itertools.count(1)
"""All runs of the process: no two of them share a measure."""

PANEL_WORDS = 250
PANEL = (400.0, 640.0)
"""The frame that a panel's text is fitted into, in pt: width and height."""
SMALLEST, LARGEST, GRAIN = 12.0, 60.0, 0.25
"""The sizes between which a panel is fitted, in pt, and their step."""
LEADING = 1.3


def median_ms(action: Callable[[Job], object], job: Job, runs: int = RUNS) -> float:
    """Return the median time of an action on a job in ms, after one run that is not counted."""
    times = []
    for _ in range(runs + 1):
        varied = replace(job, measure=job.measure + next(runs_made) * STEP)
        start = time.perf_counter()
        action(varied)
        times.append(1000 * (time.perf_counter() - start))
    return statistics.median(times[1:])


def panel_job(width: float = PANEL[0]) -> Job:
    """Return the text of a panel of 250 words, flush left."""
    words = text_of("en").split()[:PANEL_WORDS]
    return Job(" ".join(words), "en", width, justify=False)


def fit_ours(job: Job) -> float:
    """Return the largest size in which a text fits the panel's height, found by bisection, in pt."""
    low, high = 0, round((LARGEST - SMALLEST) / GRAIN)
    while high > low:
        middle = (low + high + 1) // 2
        size = SMALLEST + middle * GRAIN
        trial = replace(job, size=size, leading=LEADING * size)
        height = sum(map(len, our_lines(trial))) * trial.leading
        low, high = (middle, high) if height <= PANEL[1] else (low, middle - 1)
    return SMALLEST + low * GRAIN


FIT_IN_TYPST = """
#let body(size) = block(width: {width}pt, text(size: size * 1pt, top-edge: 0.75em, bottom-edge: -0.25em,
  par(leading: {gap}em, {text})))
#let fit(low, high) = if low >= high {{ low }} else {{
  let middle = calc.quo(low + high + 1, 2)
  let size = {smallest} + middle * {grain}
  let lines = (measure(body(size)).height.pt() + {gap} * size) / ({leading} * size)
  if lines * {leading} * size <= {height} + 0.001 {{ fit(middle, high) }} else {{ fit(low, middle - 1) }}
}}
#context {{
  let size = {smallest} + fit(0, {steps}) * {grain}
  [#metadata(size) <size>]
  body(size)
}}
"""


def fit_typst_source(job: Job) -> str:
    """Return the same fit in Typst's markup; the size found is kept as metadata."""
    head, _, text = typst_source(job).rpartition("\n#")
    return head + FIT_IN_TYPST.format(
        width=job.measure,
        height=PANEL[1],
        gap=LEADING - 1,
        leading=LEADING,
        text=text.strip(),
        smallest=SMALLEST,
        grain=GRAIN,
        steps=round((LARGEST - SMALLEST) / GRAIN),
    )


def table() -> Iterator[str]:
    """Yield the rows of a table of times in ms."""
    handout = Job(text_of("en"), "en", 60 * MM)
    words = len(handout.text.split())
    panel = panel_job()
    rows: list[tuple[str, Callable[[Job], object], Callable[[Job], object], Job]] = [
        (f"{words:,} words, lines only", our_lines, lambda job: laid_out(typst_source(job)), handout),
        (f"{words:,} words, to PDF", our_pdf, typst_pdf, handout),
        (
            f"{PANEL_WORDS} words fitted by bisection",
            fit_ours,
            lambda job: laid_out(fit_typst_source(job)),
            panel,
        ),
        (
            f"{PANEL_WORDS} words fitted by bisection, to PDF",
            lambda job: our_pdf(replace(job, size=(size := fit_ours(job)), leading=LEADING * size)),
            lambda job: compiled(fit_typst_source(job)),
            panel,
        ),
    ]
    yield "| English, warm | Predella ms | Typst ms | |"
    yield "| --- | --- | --- | --- |"
    for name, ours, typst, job in rows:
        mine, other = median_ms(ours, job), median_ms(typst, job)
        yield f"| {name} | {mine:.1f} | {other:.1f} | {'✓' if mine < other else ''} |"
