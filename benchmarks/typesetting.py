"""How well and how fast text is set, against Typst, measured from the PDFs that both write with the same fonts.

    python benchmarks/typesetting.py --table [--only justified ragged extraction speed]

Needs `pip install ".[bench]"`, and pdftotext (poppler) for a part of the extraction. What is measured is said in
`benchmarks/measures.py`, how each program is asked to set in `benchmarks/engines.py`.
"""

from __future__ import annotations

import argparse
import statistics
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

sys.path.insert(
    0, str(Path(__file__).resolve().parent.parent)
)  # the checkout is measured, not what may be installed

from benchmarks import extraction, timing
from benchmarks.engines import (
    Job,
    greedy_pdf,
    natural_space,
    our_pdf,
    text_of,
    typst_pdf,
    typst_version,
)
from benchmarks.measures import (
    RIVER_LINES,
    RIVER_OVERLAP,
    broken_words,
    hyphens,
    left_edge,
    paragraphs,
    rag,
    rivers,
    spacing,
    stacks,
)
from predella.pages import MM

JUSTIFIED = (("en", 60), ("ru", 60), ("kk", 60), ("lt", 60), ("de", 60), ("en", 100))
"""The texts that are justified, and their measures in mm, at 10/13 pt."""

RAGGED = ("en", "ru", "kk", "lt", "de")
PANEL_CHARACTERS = 45
PANEL_SIZE, PANEL_LEADING = 28.0, 38.0
"""Panel text: characters a line on average, size and leading in pt."""

Reading = tuple[str, float, float]
"""A measure's name, its value, and what would be best; best is NaN where neither more nor less is better."""
NEITHER = float("nan")


def readings(job: Job, pdf: bytes) -> list[Reading]:
    """Return what is measured of justified text, in the order of the table."""
    text = paragraphs(pdf, job.leading)
    broken = sum(broken_words(lines, source) for lines, source in zip(text, job.paragraphs, strict=True))
    natural = natural_space(job)
    spaces = spacing(text, natural)
    heights = stacks(text)
    edge = left_edge(text) + job.measure
    open_lines = sum(line.right < edge - 0.1 * natural for lines in text for line in lines[:-1])
    return [
        ("word space, mean", spaces.mean, 1.0),
        ("word space, standard deviation", spaces.deviation, 0.0),
        ("word space, widest", spaces.widest, 1.0),
        ("word space, narrowest", spaces.narrowest, 1.0),
        ("rivers", rivers(text, natural), 0),
        ("lines that end with a hyphen", hyphens(text), 0),
        ("words broken at a line's end", broken, 0),
        ("hyphens below each other, most", max(heights, default=0), 0),
        ("stacks of 2 hyphens or more", sum(height >= 2 for height in heights), 0),
        ("stacks of 3 hyphens or more", sum(height >= 3 for height in heights), 0),
        ("lines that do not reach the edge", open_lines, 0),
        ("lines", sum(map(len, text)), NEITHER),
    ]


def row(name: str, ours: Reading, typst: Reading) -> str:
    """Return a row of the table, with a mark where ours is nearer to what would be best."""
    label, mine, best = ours
    other = typst[1]
    mark = "✓" if abs(mine - best) < abs(other - best) else "=" if mine == other else ""
    return f"| {name} | {label} | {shown(mine)} | {shown(other)} | {mark} |"


def shown(value: float) -> str:
    """Return a count as it is, any other number with two decimals."""
    return f"{value}" if isinstance(value, int) else f"{value:.2f}"


def justified() -> Iterator[str]:
    """Yield the table of justified text."""
    yield "| text | measured | Predella | Typst | |"
    yield "| --- | --- | --- | --- | --- |"
    for language, width in JUSTIFIED:
        job = Job(text_of(language), language, width * MM)
        name = f"{language}, {len(job.text.split()):,} words, {width} mm"
        for ours, typst in zip(readings(job, our_pdf(job)), readings(job, typst_pdf(job)), strict=True):
            yield row(name, ours, typst)
        ours, typst = (("ms, to PDF", timing.median_ms(make, job), 0.0) for make in (our_pdf, typst_pdf))
        yield row(name, ours, typst)


def panel_measure(job: Job) -> float:
    """Return the measure that holds 45 characters of a text on average, in pt: its width on one line, by its length."""
    flat = replace(job, text=" ".join(job.paragraphs[:3]), measure=1e6)
    (line,) = paragraphs(greedy_pdf(flat), job.leading)[0]
    return PANEL_CHARACTERS * (line.right - line.left) / len(flat.text)


def ragged() -> Iterator[str]:
    """Yield the table of panel text: how uneven its right edge is."""
    ways: dict[str, Callable[[Job], bytes]] = {
        "Predella": our_pdf,
        "greedy": greedy_pdf,
        "Typst": typst_pdf,
        "Typst, optimized": lambda job: typst_pdf(job, "optimized"),
    }
    yield "| text | measured | " + " | ".join(ways) + " | |"
    yield "| --- | --- |" + " --- |" * (len(ways) + 1)
    for language in RAGGED:
        job = Job(text_of(language), language, 0.0, PANEL_SIZE, PANEL_LEADING, justify=False)
        job = replace(job, measure=panel_measure(job))
        texts = [paragraphs(make(job), job.leading) for make in ways.values()]
        ends = [rag(text, left_edge(text)) for text in texts]
        spread = [statistics.pstdev(line) / MM for line in ends]
        name = f"{language}, {job.measure / MM:.0f} mm"
        rows: dict[str, Sequence[float]] = {
            "line ends, standard deviation, mm": spread,
            "shortest line, part of the measure": [min(line) / job.measure for line in ends],
            "lines": [sum(map(len, text)) for text in texts],
        }
        for label, values in rows.items():
            mark = "✓" if values is spread and spread[0] < min(spread[1:]) else ""
            yield f"| {name} | {label} | " + " | ".join(map(shown, values)) + f" | {mark} |"


SECTIONS: dict[str, tuple[str, Callable[[], Iterator[str]]]] = {
    "justified": ("Justified text, 10/13 pt", justified),
    "ragged": (
        f"Panel text, flush left, {PANEL_CHARACTERS} characters a line, {PANEL_SIZE:g}/{PANEL_LEADING:g} pt",
        ragged,
    ),
    "extraction": ("Text that comes back from the file", extraction.table),
    "speed": ("Speed", timing.table),
}


def preface() -> str:
    """Say what is compared."""
    return (
        f"Typst {typst_version()} with its defaults but for font, size, language, leading and `justify`: it divides words where it "
        f"has patterns and hangs punctuation; both set Literata 400 from the same file. Word spaces are multiples of the font's "
        f"space, last lines of paragraphs left out; a river is spaces that touch through {RIVER_LINES} lines or more, by at least "
        f"{RIVER_OVERLAP:g} of the font's space. ✓: ours is better, =: equal.\n"
    )


def main() -> None:
    """Measure, and print tables in Markdown."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--table", action="store_true", help="print the tables (the default)")
    parser.add_argument("--only", nargs="+", choices=list(SECTIONS), default=list(SECTIONS))
    given = parser.parse_args()
    print(preface())
    for name in given.only:
        title, section = SECTIONS[name]
        print(f"## {title}\n")
        for text in section():
            print(text, flush=True)
        print()


if __name__ == "__main__":
    main()
