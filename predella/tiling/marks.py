"""A sheet's place in a divided page goes in, what stands in its margins comes out.

Sides where a sheet lies on the one before are cut off, and so are the edges of the whole page: a dashed line says where.
Sides on which the next sheet is laid stay, and are hatched. Ticks at both ends of what two sheets have in common stand on
both at the same place of the page, so that they fall onto each other. Nothing stands on the picture itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from predella.faces import fallbacks, shipped_face
from predella.pages import BLACK, MM, Colour, Division, PathOps, Placed, Rect, Shape, TextLine, hatching, line
from predella.phrases import phrase
from predella.typeset import Setting, set_one_line

GAP, REACH = 0.6 * MM, 4.0 * MM
"""From where to where marks stand, away from the picture."""
BASELINE = 1.3 * MM
"""How far from the picture words stand; those below it hang from there."""
SIZE = 8.0
"""Of the words in the margins, in pt: the least that is read in the hand."""
PEN, CUT_PEN = 0.4, 0.6
DASH = (2 * MM, 1.5 * MM)
HATCH = Colour("hatching", (0.62, 0.62, 0.62), (0, 0, 0, 0.38))
BETWEEN = 1.5 * MM

Side = Literal["left", "right", "top", "bottom"]


@dataclass(frozen=True)
class Place:
    """Where a sheet stands in a divided page: row and column from 0, in the order in which sheets are laid down.

    `page` is the number of the page among the `pages` of its document, 0 when there is no other.
    """

    division: Division
    row: int
    column: int
    language: str
    page: int = 0
    pages: int = 1

    @property
    def index(self) -> int:
        return self.row * len(self.division.columns) + self.column

    @property
    def part(self) -> Rect:
        """What the sheet shows of the page."""
        return self.division.parts[self.index]

    @property
    def window(self) -> Rect:
        """Where it shows it: at the corner in which the first sheet of the page begins."""
        division, part = self.division, self.part
        right = division.width - division.margin - part.width
        return replace(part, x=right if division.backward else division.margin, y=division.margin)

    @property
    def neighbours(self) -> dict[Side, int]:
        """The numbers of the sheets beside it, from 1, by the side they are on."""
        columns, number = len(self.division.columns), self.index + 1
        sides: tuple[Side, Side] = ("right", "left") if self.division.backward else ("left", "right")
        before, after = sides
        found: dict[Side, int] = {}
        if self.column:
            found[before] = number - 1
        if self.column < columns - 1:
            found[after] = number + 1
        if self.row:
            found["top"] = number - columns
        if self.row < len(self.division.rows) - 1:
            found["bottom"] = number + columns
        return found

    @property
    def glued(self) -> dict[Side, int]:
        """The sheets that are laid on it, by the side they are on."""
        return {side: number for side, number in self.neighbours.items() if number > self.index + 1}

    @property
    def ends(self) -> tuple[list[float], list[float]]:
        """Where what it has in common with its neighbours begins and ends: across, and down; the edges of the picture too."""
        window, overlap = self.window, self.division.overlap
        across = [window.x, window.x + overlap] * ("left" in self.neighbours)
        across += [window.right - overlap, window.right] * ("right" in self.neighbours)
        down = [window.y, window.y + overlap] * ("top" in self.neighbours)
        down += [window.bottom - overlap, window.bottom] * ("bottom" in self.neighbours)
        return across, down


def marks(place: Place) -> Iterator[Placed]:
    """Yield what stands round the picture of a sheet."""
    words = {side: notes(place, side) for side in ("left", "right", "top", "bottom")}
    gaps = {side: [stretch(item, side) for item in found] for side, found in words.items()}
    yield Placed(0, 0, Shape(cuts(place), stroke=BLACK, stroke_width=CUT_PEN, dash=DASH), role="sheet")
    yield Placed(0, 0, Shape(ticks(place), stroke=BLACK, stroke_width=PEN), role="sheet")
    for band in bands(place, gaps):
        yield Placed(band.x, band.y, Shape(hatching(band.width, band.height, 2.5 * MM), stroke=HATCH, stroke_width=PEN), role="sheet")
    for found in words.values():
        yield from found


def cuts(place: Place) -> PathOps:
    """Return the lines along which a sheet is cut, just outside of its picture."""
    edge = place.window.inset(-CUT_PEN / 2)
    sides = {
        "left": line(edge.x, edge.y, edge.x, edge.bottom),
        "right": line(edge.right, edge.y, edge.right, edge.bottom),
        "top": line(edge.x, edge.y, edge.right, edge.y),
        "bottom": line(edge.x, edge.bottom, edge.right, edge.bottom),
    }
    return tuple(op for side, path in sides.items() if side not in place.glued for op in path)


def ticks(place: Place) -> PathOps:
    """Return the ticks at both ends of what a sheet has in common with its neighbours, on the two sides that they end at."""
    window, (across, down) = place.window, place.ends
    found: list[tuple[object, ...]] = []
    for x in across:
        found += line(x, window.y - GAP, x, window.y - REACH) + line(x, window.bottom + GAP, x, window.bottom + REACH)
    for y in down:
        found += line(window.x - GAP, y, window.x - REACH, y) + line(window.right + GAP, y, window.right + REACH, y)
    return tuple(found)


def bands(place: Place, gaps: dict[str, list[tuple[float, float]]]) -> Iterator[Rect]:
    """Yield what is hatched: the margins that the next sheets are laid on, and the ends of the strips inside of them."""
    window, overlap, depth = place.window, place.division.overlap, REACH - GAP
    outside = {
        "left": window.x - REACH, "right": window.right + GAP, "top": window.y - REACH, "bottom": window.bottom + GAP,
    }  # fmt: skip
    for side in ("left", "right", "top", "bottom"):
        upright = side in ("left", "right")
        begin, end = (window.y, window.bottom) if upright else (window.x, window.right)
        first, last = ("top", "bottom") if upright else ("left", "right")
        wanted = [(begin, end)] if side in place.glued else []
        wanted += [(begin, begin + overlap)] * (first in place.glued) + [(end - overlap, end)] * (last in place.glued)
        for start, stop in free(wanted, gaps[side]):
            if upright:
                yield Rect(outside[side], start, depth, stop - start)
            else:
                yield Rect(start, outside[side], stop - start, depth)


def free(wanted: list[tuple[float, float]], taken: list[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    """Yield what the stretches wanted cover together, without those that are taken and some white round them; no scraps."""
    edges = sorted({place for pair in wanted for place in pair} | {start - BETWEEN for start, _ in taken} | {end + BETWEEN for _, end in taken})
    pieces = list[tuple[float, float]]()
    for start, end in pairwise(edges):
        middle = (start + end) / 2
        covered = any(a < middle < b for a, b in wanted)
        hidden = any(a - BETWEEN < middle < b + BETWEEN for a, b in taken)
        if covered and not hidden and pieces and pieces[-1][1] == start:
            pieces[-1] = pieces[-1][0], end
        elif covered and not hidden:
            pieces.append((start, end))
    yield from (piece for piece in pieces if piece[1] - piece[0] > REACH)


def notes(place: Place, side: Side) -> list[Placed]:
    """Return the words on one side: which sheet is glued there, and below the picture which sheet this is."""
    texts = [name_of(place)] if side == "bottom" else []
    if side in place.neighbours:
        key = "sheet-glue" if side in place.glued else "sheet-cut"
        texts.append(phrase(key, place.language, number=place.neighbours[side]))
    window, (across, down) = place.window, place.ends
    upright = side in ("left", "right")
    begin, length = (window.y, window.height) if upright else (window.x, window.width)
    ends = down if upright else across
    start = ends[1] if ends and ends[0] == begin else begin
    start += 2 * BETWEEN if ends else 0.0
    stop = begin + length - (place.division.overlap if ends and ends[-1] == begin + length else 0.0)
    narrow = not any(edge in place.glued for edge in ("left", "right"))
    room = (place.division.width - 2 * place.division.margin if narrow else length) - (start - begin) - (length + begin - stop)
    natural = sum(words(text, SIZE, place.language).width for text in texts) + 4 * BETWEEN * (len(texts) - 1)
    size = SIZE * min(1.0, max(0.3, room / natural)) if natural and not upright else SIZE
    found = []
    for text in texts:
        ink = words(text, size, place.language)
        found.append(put(ink, place.window, side, start))
        start += ink.width + 4 * BETWEEN
    return found


def name_of(place: Place) -> str:
    """Return what a sheet is called: its number, row and column, and that of its page when there are more."""
    own = phrase(
        "sheet", place.language, number=place.index + 1, count=len(place.division.parts), row=place.row + 1, column=place.column + 1
    )
    page = phrase("page", place.language, number=place.page, count=place.pages) if place.page else ""
    return f"{page} · {own}" if page else own


def words(text: str, size: float, language: str, weight: int = 500) -> TextLine:
    """Return words set for a margin."""
    return set_one_line(text, Setting((shipped_face(f"FiraSansCondensed-{weight}"), *fallbacks(400)), size, BLACK, language))


def put(ink: TextLine, window: Rect, side: Side, start: float) -> Placed:
    """Return words on one side of a picture, from `start` on along it, their feet or heads towards it."""
    if side == "left":
        return Placed(window.x - BASELINE, start + ink.width, replace(ink, turn=-90.0), role="sheet")
    if side == "right":
        return Placed(window.right + BASELINE, start, replace(ink, turn=90.0), role="sheet")
    y = window.y - BASELINE if side == "top" else window.bottom + BASELINE + 0.7 * SIZE
    return Placed(start, y, ink, role="sheet")


def stretch(item: Placed, side: str) -> tuple[float, float]:
    """Return what words take of the length of their side."""
    rect = item.rect
    return (rect.y, rect.bottom) if side in ("left", "right") else (rect.x, rect.right)
