"""A finished document goes in, the same pages with grid, frames, baselines and problems drawn over them come out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from predella.faces import shipped_face
from predella.overlaps import Overlap, overlaps_of
from predella.pages import (
    MM,
    Colour,
    Document,
    FrameBox,
    Page,
    PathOps,
    Placed,
    Shape,
    TextLine,
    box,
    hatching,
    line,
)
from predella.typeset import Setting, set_one_line
from predella.writers.findings import ALARM, FACE, findings_of, height_of, listed, marks, rows
from predella.writers.pdf import write_pdf

GRID = Colour("grid", (0.55, 0.75, 0.95))
BASELINE = Colour("baseline", (0.75, 0.85, 0.95))
FRAME = Colour("frame", (0.0, 0.45, 0.8))


def write_markup(document: Document, sink: BinaryIO) -> None:
    """Write the pages with their construction, and what is wrong on them, drawn over them and listed under them."""
    # its words are in a face that the theme need not have
    face = shipped_face(FACE)
    document = replace(document, fonts={**document.fonts, face.name: face})
    pages = {page.number: page for page in document.pages}
    findings = findings_of(document.problems, tuple(pages.values()))
    lists = {page.number: rows(page, findings, first=not index) for index, page in enumerate(pages.values())}

    def drawn(longer: Page) -> Iterator[Placed]:
        page = pages[longer.number]
        yield from overlay(page)
        yield from marks(page, findings)
        yield from listed(page, lists[page.number])

    under = tuple(replace(page, height=page.height + height_of(lists[page.number], page)) for page in pages.values())
    write_pdf(replace(document, pages=under), sink, drawn)


def overlay(page: Page) -> Iterator[Placed]:
    """Yield what is drawn over one page."""
    hairline = page.width / 2400
    yield Placed(0, 0, Shape(grid(page), stroke=GRID, stroke_width=hairline))
    if page.step:
        yield Placed(0, 0, Shape(baselines(page), stroke=BASELINE, stroke_width=hairline / 4))
    for frame in page.frames:
        yield from frame_marks(frame, page)
    yield from box_marks(page)
    for overlap in overlaps_of(page):
        yield from overlap_marks(overlap, page)
    yield from sheet_marks(page)


def overlap_marks(overlap: Overlap, page: Page) -> Iterator[Placed]:
    """Yield the hatching over the place where the contents of two frames stand on each other, and their names."""
    rect, width = overlap.rect, page.width / 900
    yield Placed(rect.x, rect.y, Shape(box(rect.width, rect.height), stroke=ALARM, stroke_width=width))
    yield Placed(rect.x, rect.y, Shape(hatching(rect.width, rect.height, page.width / 150), stroke=ALARM, stroke_width=width))  # fmt: skip
    size = page.width / 120
    setting = Setting((shipped_face(FACE),), size, ALARM)
    words = set_one_line(f"{overlap.first.name} on {overlap.second.name}", setting)
    yield Placed(rect.x, max(size, rect.y - size / 3), words, role="markup")


def sheet_marks(page: Page) -> Iterator[Placed]:
    """Yield the outline and the number of each sheet that a page is divided over; where two overlap, two lines run."""
    size = page.width / 60
    setting = Setting((shipped_face("FiraSansCondensed-500"),), size, ALARM)
    for number, part in enumerate(page.division.parts if page.division else (), 1):
        outline = Shape(box(part.width, part.height), stroke=ALARM, stroke_width=page.width / 900, dash=(size, size / 2))
        yield Placed(part.x, part.y, outline)
        x = part.x + (part.width - size) / 2
        yield Placed(x, part.y + part.height / 2, set_one_line(str(number), setting), role="markup")


def grid(page: Page) -> PathOps:
    """Return the unit lines of the page."""
    count = round(page.width / page.unit) if page.unit else 0
    return tuple(op for i in range(count + 1) for op in line(i * page.unit, 0, i * page.unit, page.height))


def baselines(page: Page) -> PathOps:
    """Return the baseline grid."""
    count = int(page.height / page.step)
    return tuple(op for i in range(1, count + 1) for op in line(0, i * page.step, page.width, i * page.step))


def frame_marks(frame: FrameBox, page: Page) -> Iterator[Placed]:
    """Yield the outline and the name of a frame; an overset one is red, with the measure of what is too much."""
    colour = ALARM if frame.overflow else FRAME
    width = page.width / (300 if frame.overflow else 900)
    rect = frame.rect
    yield Placed(rect.x, rect.y, Shape(box(rect.width, rect.height), stroke=colour, stroke_width=width))
    words = f"{frame.name}  {rect.width / MM:.0f} × {rect.height / MM:.0f} mm"
    words += f"  {frame.fit}" if frame.fit else ""
    words += f"  overflows by {frame.overflow / MM:.0f} mm" if frame.overflow else ""
    size = page.width / 120
    setting = Setting((shipped_face(FACE),), size, colour)
    yield Placed(rect.x + size / 3, rect.y + size, set_one_line(words, setting), role="markup")


def box_marks(page: Page) -> Iterator[Placed]:
    """Yield a thin box round each line of text, which shows what overlaps."""
    for item in page.placed:
        if isinstance(item.ink, TextLine):
            rect = item.rect
            yield Placed(
                rect.x,
                rect.y,
                Shape(box(rect.width, rect.height), stroke=GRID, stroke_width=page.width / 4800),
            )


def overset_edges(page: Page) -> Iterator[Placed]:
    """Yield the red edges that a draft draws round frames that are too full."""
    for frame in page.frames:
        if frame.overflow:
            rect = frame.rect
            outline = Shape(box(rect.width, rect.height), stroke=ALARM, stroke_width=page.width / 300)
            yield Placed(rect.x, rect.y, outline)
