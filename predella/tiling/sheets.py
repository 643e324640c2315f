"""A document whose pages are divided goes in, the same document as sheets to print comes out.

What stands where two sheets overlap is painted on both, so that a bad cut leaves no white. In the logical tree it stands
once: each item points at its element on the one sheet that shows most of it, and is decoration on the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import accumulate

from predella.faces import opened_resources
from predella.flow import bookmarks, decorative
from predella.pages import (
    Bookmark,
    Document,
    Element,
    FrameBox,
    Glyphs,
    Meta,
    Page,
    Placed,
    Rect,
    Shape,
    TextLine,
)
from predella.tiling.assembly import assembly_page
from predella.tiling.marks import Place, marks

OVERHANG = 0.25
"""How far letters may stand out of a line's box, in parts of the size."""


def divided(document: Document) -> Document:
    """Return a document with a page for each sheet that its pages are divided over.

    A page of more than one row has a page before its sheets that says how they are put together.
    """
    whole = tuple(document.pages)
    sheets: list[Page] = []
    for page in whole:
        found = sheets_of(page, document.meta, len(whole))
        sheets += [replace(sheet, number=len(sheets) + number) for number, sheet in enumerate(found, 1)]
    told = Element("Document", lang=document.tree.lang)
    sheets = [told_page(sheet, told) if sheet.window is None else sheet for sheet in sheets]
    told.children += document.tree.children
    # what stands in the margins is set in a face of the engine, which the document may not have used
    fonts = {**opened_resources, **document.fonts}
    return replace(document, pages=tuple(sheets), tree=told, bookmarks=tuple(outline(sheets)), fonts=fonts)


def told_page(page: Page, tree: Element) -> Page:
    """Return a page of instructions whose lines are told, each a paragraph at the beginning of a tree."""
    part = tree.add("Sect")
    placed = tuple(
        replace(item, element=part.add("P")) if isinstance(item.ink, TextLine) and item.element is None else item
        for item in page.placed
    )
    return replace(page, placed=placed)


def sheets_of(page: Page, meta: Meta, count: int) -> list[Page]:
    """Return the sheets of one page of `count`; a page that is not divided stays as it is."""
    division = page.division
    if division is None:
        return [page]
    homes = [home(item, division.parts) for item in page.placed]
    places = [
        Place(division, row, column, meta.language, page.number if count > 1 else 0, count)
        for row in range(len(division.rows))
        for column in range(len(division.columns))
    ]
    found = [sheet(page, place, homes) for place in places]
    return [assembly_page(page, division, meta, count), *found] if len(division.rows) > 1 else found


def sheet(page: Page, place: Place, homes: Sequence[int | None]) -> Page:
    """Return one sheet: its part of the page in the window, and the marks round it."""
    part, window = place.part, place.window
    right, down = window.x - part.x, window.y - part.y
    placed = []
    for item, at in zip(page.placed, homes, strict=True):
        if reach(item).overlaps(part):
            # The one that is told is whole, so that a reader's software has every word of it.
            placed.append((item if at == place.index else decorative(within(item, part))).moved(right, down))
    frames = tuple(moved_frame(frame, right, down) for frame in page.frames if frame.rect.overlaps(part))
    return Page(
        place.index + 1, place.division.width, place.division.height, 0.0, page.ground, tuple(placed), frames, page.master,
        page.title, page.unit, drafts=page.drafts, window=window, marks=tuple(marks(place)),
    )  # fmt: skip


def home(item: Placed, parts: Sequence[Rect]) -> int | None:
    """Return which part of a page shows most of an item, the first of those that show as much; None for none."""
    areas = [shared(item.rect, part) for part in parts]
    most = max(areas)
    return next(index for index, area in enumerate(areas) if area > most - 0.01) if most > 0 else None


def shared(one: Rect, other: Rect) -> float:
    """Return how much two rectangles have in common; what is thin as a line counts as a hair's breadth."""
    wide = min(one.right, other.right) - max(one.x, other.x)
    high = min(one.bottom, other.bottom) - max(one.y, other.y)
    return (wide + 0.1) * (high + 0.1) if wide >= 0 and high >= 0 else 0.0


def reach(item: Placed) -> Rect:
    """Return the box that holds all the ink of an item: what its strokes and overhanging letters take, too."""
    ink = item.ink
    if isinstance(ink, TextLine):
        return item.rect.inset(-OVERHANG * max((run.size for run in ink.runs), default=0.0))
    return item.rect.inset(-max(0.1, 2 * ink.stroke_width)) if isinstance(ink, Shape) else item.rect


def within(item: Placed, part: Rect) -> Placed:
    """Return an item without the letters of a line that stand beyond a part: nobody sees them, and a copy would have them."""
    ink = item.ink
    if not isinstance(ink, TextLine) or ink.turn:
        return item
    return replace(item, ink=replace(ink, runs=tuple(cut_run(run, item.x, part) for run in ink.runs)))


def cut_run(run: Glyphs, x: float, part: Rect) -> Glyphs:
    """Return the letters of a run that reach into a part, for a line that begins at `x`."""
    over = OVERHANG * run.size
    starts = list(accumulate(run.advances, initial=x + run.x))
    shown = [i for i, width in enumerate(run.advances) if starts[i] - over < part.right and starts[i] + width + over > part.x]
    if len(shown) == len(run.codes):
        return run
    first, last = (shown[0], shown[-1] + 1) if shown else (0, 0)
    return replace(
        run, x=starts[first] - x, codes=run.codes[first:last], advances=run.advances[first:last],
        texts=run.texts[first:last], offsets=run.offsets[first:last], order=run.order[first:last],
    )  # fmt: skip


def moved_frame(frame: FrameBox, right: float, down: float) -> FrameBox:
    """Return a frame at another place."""
    rect = replace(frame.rect, x=frame.rect.x + right, y=frame.rect.y + down)
    return replace(frame, rect=rect, used=frame.used + down)


def outline(sheets: Iterable[Page]) -> Iterator[Bookmark]:
    """Yield the outline of sheets: a heading whose lines stand on several is listed with the first."""
    seen: set[int] = set()
    for page in sheets:
        own = {id(item.element) for item in page.placed if item.element}
        fresh = tuple(item for item in page.placed if id(item.element) not in seen)
        yield from bookmarks(replace(page, placed=fresh))
        seen |= own

