"""A page and the sheets to print it on go in, how it is divided comes out: which way they lie, how many, and where they meet."""

from __future__ import annotations

from predella.pages import MM, Division, Page, Rect
from predella.papers import Paper, SheetSpec
from predella.tiling.seams import across, down, line_boxes, lines_cut, seams, word_boxes, words_cut

MOST_SHEETS = 100
"""Sheets of one page; who needs more has named the wrong paper."""
LEAST_MARGIN = 5 * MM
"""What the marks round a sheet's picture need, and most printers leave white."""


class Undivided(ValueError):
    """Raised when a page cannot be divided over sheets; `hint` says what to do about it."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


def divide(page: Page, spec: SheetSpec, *, backward: bool = False) -> Division:
    """Return how a page is divided over as few sheets as possible; `backward` lets the columns begin on the right.

    Sheets whose direction is not named lie upright or across, whichever needs fewer, then cuts fewer words.
    Raises `Undivided` for sheets that are too small.
    """
    words, lines = list(word_boxes(page)), list(line_boxes(page))
    found = [one_way(page, sheet, spec, words, lines, backward) for sheet in spec.paper]
    chosen = min(found, key=lambda each: (len(each.parts), words_cut(page, each), lines_cut(page, each)))
    if len(chosen.parts) > MOST_SHEETS:
        message = f"page {page.number}, {size(page.width, page.height)}, would take {len(chosen.parts)} sheets of {spec.slug}, and {MOST_SHEETS} are the most"
        raise Undivided(message, "name larger sheets, such as A3, or a smaller `paper` for the document")
    return chosen


def one_way(
    page: Page, sheet: Paper, spec: SheetSpec, words: list[Rect], lines: list[Rect], backward: bool
) -> Division:
    """Return how a page is divided over sheets that lie one way. Raises `Undivided`."""
    margin, overlap = spec.margin.pt(), spec.overlap.pt()
    wide, high = sheet.width - 2 * margin, sheet.height - 2 * margin
    if margin < LEAST_MARGIN - 0.01:
        raise Undivided(f"a margin of {spec.margin} leaves no room for the marks by which sheets are glued", "5mm or more; most printers leave 4 to 7 mm white")
    if min(wide, high) < 3 * overlap or min(wide, high) <= 0:
        message = f"with an overlap of {spec.overlap} and margins of {spec.margin}, a sheet of {sheet.slug} shows too little of the page"
        raise Undivided(message, "a third of what a sheet shows is the most that overlaps; 10mm is enough to glue")
    turned = [Rect(page.width - each.right, each.y, each.width, each.height) for each in words + lines] if backward else words + lines
    starts = seams(page.width, wide, overlap, across(turned[: len(words)]), across(turned[len(words) :]))
    tops = seams(page.height, high, overlap, down(words), down(lines))
    columns = stretches(page.width, starts, overlap)
    if backward:
        columns = tuple((page.width - right, page.width - left) for left, right in columns)
    return Division(
        sheet.name, sheet.width, sheet.height, margin, overlap, columns, stretches(page.height, tops, overlap), backward
    )


def stretches(length: float, starts: list[float], overlap: float) -> tuple[tuple[float, float], ...]:
    """Return from where to where each sheet shows one side of a page; each ends where the next overlaps it."""
    ends = [*(start + overlap for start in starts), length]
    return tuple(zip((0.0, *starts), ends, strict=True))


def size(width: float, height: float) -> str:
    """Return a size for messages."""
    return f"{width / MM:.0f} × {height / MM:.0f} mm"
