"""Rows of values go in, horizontal bars on one scale with their names and exact numbers come out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from predella.blocks.block import Context, Space, label, plain_runs, shape, text_lines
from predella.blocks.chart_axis import INVISIBLE, ChartRow, exact, report_hidden, width_of
from predella.diagnostics import Span
from predella.pages import MM, Element, Placed, box, line
from predella.styles import Style

THICKNESS, GAP = 1.35, 0.42
"""Of a bar, in heights of its numbers' capitals: 14 mm on A1. From bar to bar, in bars."""
THINNEST = 0.8
"""In heights of the numbers' capitals; a bar that gives way is no thinner."""
WIDEST_NAMES = 0.42
"""Of the width; longer names stand above their bars."""
LEAST_ROOM = 0.18
"""Of the width; bars that would be shorter are no drawing of their values."""


@dataclass(frozen=True, slots=True)
class Look:
    """The styles of a chart's names and numbers."""

    names: Style
    numbers: Style
    remarks: Style


@dataclass(frozen=True, slots=True)
class BarLine:
    """A row as it is drawn: what stands beside its bar. Without a value it is an empty place.

    `span` is where the author wrote the value, `place` where the label.
    """

    name: str
    value: float | None
    number: str
    remark: str = ""
    highlight: bool = False
    span: Span | None = None
    place: Span | None = None

    def tail(self, look: Look, context: Context) -> float:
        """Return the width, in pt, of the words at the bar's end with the gap before them."""
        gap = 0.3 * look.numbers.size
        wide = gap + width_of(self.number, look.numbers, context)
        return wide + (gap + width_of(self.remark, look.remarks, context) if self.remark else 0.0)


@dataclass(frozen=True, slots=True)
class Standing:
    """How the bars of a chart stand, in pt: where zero is from the left edge, how long a value of 1 is.

    `column` is the width of the names at the left, 0 where they stand above their bars.
    """

    column: float
    zero: float
    scale: float
    width: float


def line_of(row: ChartRow, value: float, unit: str, remark: str, context: Context) -> BarLine:
    """Return a row with its words in the edition's language."""
    return BarLine(context.words(row.label), value, exact(value, context.language, unit), remark, row.highlight, row.where("value"), row.where("label"))  # fmt: skip


def longest_scale(lines: Sequence[BarLine], room: float, look: Look, context: Context) -> tuple[float, float]:
    """Return the length of 1 and the place of zero, in pt, with which bars and words just fill a room."""
    ends = [(item.value, item.tail(look, context)) for item in lines if item.value is not None]
    right = [(value, tail) for value, tail in ends if value >= 0] or [(0.0, 0.0)]
    left = [(-value, tail) for value, tail in ends if value < 0] or [(0.0, 0.0)]
    spans = [(a + b, room - v - w) for (a, v), (b, w) in product(left, right)]
    scale = min((free / size for size, free in spans if size > 0), default=0.0)
    # Where all values are nothing, or no room is left, the words still stand.
    scale = max(0.0, scale)
    return scale, max(size * scale + tail for size, tail in left)


def standing(
    lines: Sequence[BarLine], width: float, look: Look, context: Context, where: Span | None
) -> Standing:
    """Return how bars stand in a width: names at the left, or above where bars would have too little room."""
    half = context.unit / 2
    # Every line in its strong face: which one is set apart must not move the bars.
    names = max(width_of(item.name, look.names, context, strong=True) for item in lines)
    column = names + 0.5 * look.names.size
    column = -(-column // half) * half if half else column
    if column > WIDEST_NAMES * width:
        column = 0.0
    scale, zero = longest_scale(lines, width - column, look, context)
    reach = scale * spread(lines)
    if column and reach < LEAST_ROOM * width:
        column = 0.0
        scale, zero = longest_scale(lines, width, look, context)
        reach = scale * spread(lines)
    if reach < LEAST_ROOM * width and spread(lines):
        context.problems.error("too-wide", f"the numbers leave {max(0.0, reach) / MM:.0f} mm of {width / MM:.0f} mm for the bars", where, "give the chart more width, or a shorter `unit` and shorter notes")  # fmt: skip
    return Standing(column, column + zero, scale, width)


def spread(lines: Sequence[BarLine]) -> float:
    """Return the distance from the lowest value, or zero, to the highest."""
    values = [item.value for item in lines if item.value is not None]
    return max([0.0, *values]) - min([0.0, *values])


def draw_bars(
    lines: Sequence[BarLine], stand: Standing, look: Look, part: float, space: Space, element: Element,
    context: Context,
) -> tuple[list[Placed], float]:  # fmt: skip
    """Return bars with their words from the space's top on, and the lowest edge of the last bar, in pt.

    `part` says how far the chart gives way: bars and gaps become thinner, type does not.
    """
    thick = max(THINNEST, part * THICKNESS) * look.numbers.cap_height
    gap = max(part * GAP * thick, 1.15 * look.numbers.cap_height - thick, 0.12 * look.numbers.size)
    placed: list[Placed] = []
    top = space.y
    bars: list[tuple[float, float]] = []
    for item in lines:
        if not stand.column:
            above, top = name_above(item, space, top, look, context, element)
            placed += above
        bars.append((top, top + thick))
        placed += bar_of(item, stand, thick, look, space.x, top, element, context)
        bottom = top + thick
        top = bottom + gap * (1.0 if stand.column else 1.6)
    values = [item.value for item in lines if item.value is not None]
    if not values or min(values) <= 0:
        # One line through all bars; where names stand above them, a piece at each, as it would cross the names.
        pieces = [(bars[0][0], bars[-1][1])] if stand.column else bars
        placed += [zero_line(space.x + stand.zero, *piece, element, context) for piece in pieces]
    return placed, bottom


def zero_line(x: float, top: float, bottom: float, element: Element, context: Context) -> Placed:
    """Return the line that bars begin at: drawn where one of them is nothing or lies on its other side."""
    width = context.styles.stroke("edge")
    return shape(x, top, line(0, 0, 0, bottom - top), stroke=context.ground["line"], width=width, element=element, role="zero")  # fmt: skip


def name_above(
    item: BarLine, space: Space, top: float, look: Look, context: Context, element: Element
) -> tuple[list[Placed], float]:
    """Return a name on lines of its own, and where its bar begins."""
    baseline = top + look.names.cap_height
    runs = plain_runs(item.name, strong=item.highlight)
    words, last = text_lines(
        runs, space.x, baseline, space.width, look.names, context, element, role="chart-name"
    )
    report_wide(words, space.width, item, context)
    return words, last + 0.45 * look.names.size


def report_wide(
    words: Sequence[Placed], width: float, item: BarLine, context: Context,
    hint: str = "shorten it, or give the chart more width",
) -> None:  # fmt: skip
    """Report a name of which one word is wider than its place."""
    widest = max((word.rect.width for word in words), default=0.0)
    if widest > width + 0.5:
        context.problems.error("too-wide", f"{item.name!r} is {(widest - width) / MM:.1f} mm wider than its place in the chart", item.place, hint)  # fmt: skip


def bar_of(
    item: BarLine, stand: Standing, thick: float, look: Look, x: float, top: float, element: Element,
    context: Context,
) -> list[Placed]:  # fmt: skip
    """Return a bar, the name at its left and the number at its end, all on one baseline."""
    baseline = top + (thick + look.numbers.cap_height) / 2
    placed: list[Placed] = []
    if stand.column:
        placed.append(label(item.name, x, baseline, look.names, context, element=element, strong=item.highlight, role="chart-name"))  # fmt: skip
    zero = x + stand.zero
    gap = 0.3 * look.numbers.size
    if item.value is None:
        placed.append(label("–", zero + gap, baseline, look.numbers, context, element=element, role="chart-number"))  # fmt: skip
        return placed
    length = item.value * stand.scale
    if length:
        placed.append(filled(min(zero, zero + length), top, abs(length), thick, item.highlight, element, context))  # fmt: skip
    side = -1 if item.value < 0 else 1
    align = "right" if side < 0 else "left"
    end = zero + length + side * gap
    number = label(item.number, end, baseline, look.numbers, context, element=element, align=align, role="chart-number")  # fmt: skip
    placed.append(number)
    if item.remark:
        beyond = number.rect.x - gap if side < 0 else number.rect.right + gap
        placed.append(label(item.remark, beyond, baseline, look.remarks, context, element=element, align=align, role="chart-note"))  # fmt: skip
    return placed


def filled(
    x: float, top: float, width: float, height: float, highlight: bool, element: Element, context: Context
) -> Placed:
    """Return a bar; the one set apart has the accent and, as colour never tells alone, an edge.

    The edge stands within the bar, so that the outline is the measure.
    """
    ground = context.ground
    if not highlight:
        return shape(x, top, box(width, height), fill=ground["strong"], element=element, role="bar")
    edge = min(context.styles.stroke("edge"), width / 4, height / 4)
    path = box(width - edge, height - edge, edge / 2, edge / 2)
    return shape(x, top, path, fill=ground["accent"], stroke=ground["line"], width=edge, element=element, role="bar")  # fmt: skip


def report_short(lines: Sequence[BarLine], scale: float, context: Context, hint: str) -> None:
    """Warn of bars that are too short to be seen, though their values are not nothing."""
    values = [item for item in lines if item.value]
    if not values or not scale:
        return
    hidden = [(item.name, item.span) for item in values if abs(item.value or 0) * scale < INVISIBLE]
    largest = max(values, key=lambda item: abs(item.value or 0))
    report_hidden(hidden, largest.name, context, hint)


