"""Sheets with their sizes and a scale go in; rectangles and where their words go come out, all in pt from a corner.

Nothing is drawn here that is not to scale: `k` is pt on the page for a mm of the thing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from predella.pages import Rect

IN_SHEET = 0.36
"""Of a sheet's short side, the size of a name that stands in it."""
UNDER_NAME = 5.0
"""How many times larger than its measures such a name is, where they are not at their least."""
AIR = 1.2
"""From line to line of measures, in sizes of their type, at least."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A flat thing, in mm; `lines` are the words that say what it is, the name first."""

    name: str
    width: float
    height: float
    lines: tuple[str, ...]
    highlight: bool = False
    crossed: bool = False

    @property
    def area(self) -> float:
        return self.width * self.height


@dataclass(frozen=True, slots=True)
class Lettering:
    """The type of a sheet's words, in pt: sizes of its name and of what stands under it, capitals of the name, leading."""

    name: float
    other: float
    cap: float
    leading: float

    def depth(self, count: int) -> float:
        """Return the height of some lines, from the first cap line to the last baseline."""
        return self.cap + max(0, count - 1) * self.leading

    def for_side(self, side: float) -> Lettering:
        """Return the type for words in a sheet by its short side: half a sheet has a name smaller by the root of two."""
        name = max(self.other, IN_SHEET * side)
        other = max(self.other, name / UNDER_NAME)
        leading = max(self.leading, AIR * other)
        return Lettering(name, other, self.cap * name / self.name, leading)


@dataclass(frozen=True, slots=True)
class Words:
    """Where the words of a sheet stand: the left end and the cap line of the first, the room they have, their type."""

    x: float
    top: float
    width: float
    lines: tuple[str, ...]
    type: Lettering
    leader: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A sheet as it is drawn. `area` is filled; `cut` is a dashed line across it."""

    area: Rect
    highlight: bool = False
    cut: tuple[float, float, float, float] | None = None
    shade: int = 0
    crossed: bool = False

    @property
    def diagonal(self) -> tuple[float, float, float, float] | None:
        """The ends of the line from the lower left corner, which sheets laid over each other share, to the upper right."""
        if not self.crossed:
            return None
        return self.area.x, self.area.bottom, self.area.right, self.area.y


@dataclass(frozen=True, slots=True)
class Drawing:
    """Parts in the order of painting, words, and what they take together, in pt."""

    parts: tuple[Part, ...]
    words: tuple[Words, ...]
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Measures:
    """What the words of a drawing take, in pt: the width of each line of each sheet, their type, a gap."""

    lines: tuple[tuple[float, ...], ...]
    type: Lettering
    gap: float

    @property
    def widths(self) -> tuple[float, ...]:
        """The width of each sheet's longest line."""
        return tuple(max(widths) for widths in self.lines)

    def depth(self, count: int) -> float:
        """Return the height of some lines, from the first cap line to the last baseline."""
        return self.type.depth(count)


def in_row(sheets: Sequence[Sheet], k: float, measures: Measures) -> Drawing:
    """Stand sheets side by side on one line, their words under them."""
    parts, words = [], []
    tallest = max(sheet.height for sheet in sheets) * k
    x = 0.0
    for sheet, wide in zip(sheets, measures.widths, strict=True):
        area = Rect(x, tallest - sheet.height * k, sheet.width * k, sheet.height * k)
        parts.append(Part(area, sheet.highlight, crossed=sheet.crossed))
        words.append(Words(x, tallest + measures.gap, max(wide, area.width), sheet.lines, measures.type))
        x += max(wide, area.width) + 2 * measures.gap
    deepest = max(measures.depth(len(sheet.lines)) for sheet in sheets)
    return Drawing(tuple(parts), tuple(words), x - 2 * measures.gap, tallest + measures.gap + deepest)


def from_corner(sheets: Sequence[Sheet], k: float, measures: Measures) -> Drawing:
    """Lay sheets over each other on a common lower left corner, the largest first; words at their right, led to."""
    order = sorted(range(len(sheets)), key=lambda i: -sheets[i].area)
    tallest = max(sheet.height for sheet in sheets) * k
    widest = max(sheet.width for sheet in sheets) * k
    parts = tuple(
        Part(Rect(0, tallest - sheets[i].height * k, sheets[i].width * k, sheets[i].height * k), sheets[i].highlight, shade=n, crossed=sheets[i].crossed)
        for n, i in enumerate(order)
    )  # fmt: skip
    tops = spread(
        [tallest - sheets[i].height * k for i in order],
        [measures.depth(len(sheets[i].lines)) + measures.gap for i in order],
    )
    x = widest + 3 * measures.gap
    words = tuple(
        Words(x, top, measures.widths[i], sheets[i].lines, measures.type, (sheets[i].width * k, tallest - sheets[i].height * k))
        for i, top in zip(order, tops, strict=True)
    )
    depth = max(top + measures.depth(len(w.lines)) for top, w in zip(tops, words, strict=True))
    return Drawing(parts, words, x + max(measures.widths), max(tallest, depth))


def spread(tops: Sequence[float], depths: Sequence[float]) -> list[float]:
    """Return tops of words, in the order given by their wishes, moved down as little as keeps each clear of the one above."""
    order = sorted(range(len(tops)), key=lambda i: tops[i])
    found = list(tops)
    free = min(tops, default=0.0)
    for i in order:
        found[i] = max(tops[i], free)
        free = found[i] + depths[i]
    return found


def halved(sheets: Sequence[Sheet], k: float, measures: Measures, *, across: bool) -> Drawing:
    """Halve the first sheet again and again: each further sheet takes half of what is left, the last one both halves."""
    whole = sheets[0]
    sides = (whole.height, whole.width) if across else (whole.width, whole.height)
    left = Rect(0, 0, sides[0] * k, sides[1] * k)
    parts, words = [], []
    for sheet in sheets[1:]:
        wide = left.width > left.height
        half = Rect(left.x, left.y, left.width / 2, left.height) if wide else Rect(left.x, left.y, left.width, left.height / 2)  # fmt: skip
        parts.append(Part(half, sheet.highlight))
        words.append(inside(half, sheet, measures))
        left = Rect(half.right, half.y, half.width, half.height) if wide else Rect(half.x, half.bottom, half.width, half.height)  # fmt: skip
    parts.append(Part(left, sheets[-1].highlight))
    words.append(inside(left, sheets[-1], measures))
    return Drawing(tuple(parts), tuple(words), sides[0] * k, sides[1] * k)


def inside(area: Rect, sheet: Sheet, measures: Measures) -> Words:
    """Return the words that stand in the upper left corner of an area: as many lines as it is high."""
    side = min(area.width, area.height)
    inset, type_ = IN_SHEET / 4 * side, measures.type.for_side(side)
    free = area.height - 2 * inset - type_.cap
    count = int(free / type_.leading) + 1 if free > 0 else 0
    return Words(area.x + inset, area.y + inset, area.width - 2 * inset, sheet.lines[:count], type_)


def cut_in_half(sheets: Sequence[Sheet], k: float, measures: Measures) -> Drawing:
    """Draw each sheet with the cut across its long side, and beside it one half, turned upright; words under both."""
    parts, words = [], []
    tallest = max(max(sheet.width, sheet.height) for sheet in sheets) * k
    x = 0.0
    for sheet, widths in zip(sheets, measures.lines, strict=True):
        whole_words, half_words = max(widths[:2]), max(widths[2:])
        short, long = sorted((sheet.width * k, sheet.height * k))
        half = sorted((short, long / 2))
        whole = Rect(x, tallest - long, short, long)
        middle = whole.y + long / 2
        parts.append(Part(whole, sheet.highlight, (whole.x, middle, whole.right, middle), crossed=sheet.crossed))
        name, *rest = sheet.lines
        words.append(Words(x, tallest + measures.gap, max(whole_words, short), (name, rest[0]), measures.type))
        x += max(whole_words, short) + 2 * measures.gap
        parts.append(Part(Rect(x, tallest - half[1], half[0], half[1]), sheet.highlight, crossed=sheet.crossed))
        words.append(Words(x, tallest + measures.gap, max(half_words, half[0]), tuple(rest[1:]), measures.type))
        x += max(half_words, half[0]) + 3 * measures.gap
    return Drawing(tuple(parts), tuple(words), x - 3 * measures.gap, tallest + measures.gap + measures.depth(2))
