"""A finished document goes in, the same pages with grid, frames, baselines and problems drawn over them come out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import BinaryIO

from predella.diagnostics import Problem, Span
from predella.faces import shipped_face
from predella.overlaps import Overlap, overlaps_of
from predella.pages import (
    MM,
    WHITE,
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
from predella.writers.pdf import write_pdf

GRID = Colour("grid", (0.55, 0.75, 0.95))
BASELINE = Colour("baseline", (0.75, 0.85, 0.95))
FRAME = Colour("frame", (0.0, 0.45, 0.8))
FACE = "FiraSansCondensed-500"
ALARM = Colour("alarm", (0.85, 0.05, 0.1))
LINE = 1.3
"""From one line of messages to the next, in parts of their size."""


def write_markup(document: Document, sink: BinaryIO) -> None:
    """Write the pages with their construction, and what is wrong on them, drawn over them."""
    # its words are in a face that the theme need not have
    face = shipped_face(FACE)
    document = replace(document, fonts={**document.fonts, face.name: face})
    pages = tuple(document.pages)
    shown = {item.span for page in pages for item in page.placed if item.span}
    elsewhere = [problem for problem in document.problems if problem.span not in shown]

    def drawn(page: Page) -> Iterator[Placed]:
        yield from overlay(page)
        yield from problem_marks(page, document.problems)
        if page is pages[0]:
            yield from problem_list(page, elsewhere, document.problems)

    write_pdf(replace(document, pages=pages), sink, drawn)


def problem_list(page: Page, problems: Sequence[Problem], numbered: Sequence[Problem]) -> Iterator[Placed]:
    """Yield the list of the problems that stand at no place of a page, at its foot, on a plate of white."""
    size = page.width / 120
    setting = Setting((shipped_face(FACE),), size, ALARM)
    lines = [set_one_line(f"{numbered.index(problem) + 1} {in_words(problem)}", setting) for problem in problems]
    if not lines:
        return
    high = (LINE * len(lines) + 0.7) * size
    top, wide = page.height - high, min(page.width, max(line.width for line in lines) + 2 * size)
    yield Placed(0, top, Shape(box(wide, high), fill=WHITE, stroke=ALARM, stroke_width=page.width / 900))
    for row, ink in enumerate(lines, 1):
        yield Placed(size, top + LINE * row * size, ink, role="markup")


def in_words(problem: Problem) -> str:
    """Return a problem in one line: how grave, where it is written, what it is, and its rule."""
    place = f"{problem.span}: " if problem.span else ""
    return f"{problem.severity}: {place}{problem.message} [{problem.rule}]"


def problem_marks(page: Page, problems: Sequence[Problem]) -> Iterator[Placed]:
    """Yield a red outline at each of the author's lines that has problems and stands on the page, and over it their messages."""
    size = page.width / 120
    setting = Setting((shipped_face(FACE),), size, ALARM)
    at: dict[Span, list[str]] = {}
    for number, problem in enumerate(problems, 1):
        if problem.span:
            at.setdefault(problem.span, []).append(f"{number} {problem.severity}: {problem.message}")
    for span, messages in at.items():
        rects = [item.rect for item in page.placed if item.span == span]
        if not rects:
            continue
        left, top = min(rect.x for rect in rects), min(rect.y for rect in rects)
        right, bottom = max(rect.right for rect in rects), max(rect.bottom for rect in rects)
        yield Placed(left, top, Shape(box(right - left, bottom - top), stroke=ALARM, stroke_width=page.width / 600))
        last = max(LINE * size * len(messages), top - size / 3)
        for above, words in enumerate(reversed(messages)):
            yield Placed(left, last - LINE * size * above, set_one_line(words, setting), role="markup")


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
