"""The rows of a unit chart go in; lines of figures under each other come out, from one edge, at one pitch."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from predella.blocks.block import Context, Space, label, plain_runs, text_lines
from predella.blocks.chart_axis import width_of
from predella.blocks.unit_figures import LEADING, LOOSEST, PITCH, Ranks, ink_edges
from predella.pages import MM, Element, Placed
from predella.phrases import number
from predella.pictograms import Pictogram

if TYPE_CHECKING:
    from predella.blocks.unit_chart import UnitChart, UnitRow

WIDEST = 0.3
"""Of the width; longer names are broken into lines."""
LEAST = 0.45
"""Of the height of a figure, what is kept so that a row stands on one line, and then on two."""
BETWEEN = 0.35
"""From the lowest ink of a row to the heads of the next, in heights of a figure."""


def rows_drawn(
    chart: UnitChart, pictograms: Sequence[Pictogram], height: float, top: float, *, element: Element, space: Space,
    context: Context,
) -> tuple[list[Placed], float]:  # fmt: skip
    """Return the rows of a chart, figures at most `height` pt high, and their lowest baseline.

    All figures keep one pitch, the widest figure's, so that rows compare by their length; a count too long for
    the width goes on under itself, and then every row breaks at the same number.
    """
    style, names = context.styles("count"), context.styles("name")
    values = [number(row.value, context.language) for row in chart.rows]
    column, gap = name_column(chart, space.width, context), 0.4 * style.size
    room = space.width - column - gap - max(width_of(value, style, context) for value in values)
    high, pitch, most = fitting(chart, pictograms, height, room)
    placed: list[Placed] = []
    bottom = top
    for index, (row, pictogram, value) in enumerate(zip(chart.rows, pictograms, values, strict=True)):
        head = bottom + BETWEEN * high if index else top
        left, right = ink_edges(pictogram)
        count = chart.figures(row)
        lines = math.ceil(count / most)
        standing = Ranks(most, lines, high, (right - left) * high, pitch, LEADING * high)
        placed += chart.figures_of(row, pictogram, space.x + column, head + high, standing, element, context)
        feet = head + standing.depth
        wide = (min(count, most) - 1) * pitch + standing.width
        # The number stands at the end of its row, at half the height of the last line.
        middle = feet - high / 2 + style.cap_height / 2
        x = space.x + column + wide + gap
        placed.append(label(value, x, middle, style, context, element=element, role="count"))
        words, last = text_lines(plain_runs(context.words(row.label)), space.x, head + high / 2 + names.cap_height / 2, column - gap, names, context, element, role="chart-name")  # fmt: skip
        remark, end = note_of(chart, row, max(feet, last), space, column, element, context)
        placed += [*words, *remark]
        bottom = max(feet, last, end)
        report_wide(words, column - gap, row, context)
    return placed, bottom


def fitting(
    chart: UnitChart, pictograms: Sequence[Pictogram], height: float, room: float
) -> tuple[float, float, int]:
    """Return height, pitch and figures in a full line: smaller figures first, then tighter, then lines that are broken."""
    longest = max(chart.figures(row) for row in chart.rows)
    ink = max(right - left for left, right in map(ink_edges, pictograms))
    if chart.columns:
        most = min(chart.columns, longest)
        high = min(height, room / (1 + PITCH * (most - 1)) / ink)
        return high, PITCH * ink * high, most
    for lines in range(1, longest + 1):
        most = math.ceil(longest / lines)
        # In tens, where that is possible, lines are counted at a glance.
        most = math.ceil(most / 10) * 10 if lines > 1 and most > 7 else most
        high = min(height, room / (1 + PITCH * (most - 1)) / ink)
        if high >= LEAST * height:
            break
    width = ink * high
    pitch = min(LOOSEST * width, (room - width) / (most - 1)) if most > 1 else LOOSEST * width
    return high, pitch, most


def name_column(chart: UnitChart, width: float, context: Context) -> float:
    """Return the width of the names at the left with the gap after them, up to a half-unit line of the grid."""
    names = context.styles("name")
    widest = max(width_of(context.words(row.label), names, context, strong=True) for row in chart.rows)
    column = min(widest, WIDEST * width) + 0.4 * context.styles("count").size
    half = context.unit / 2
    return -(-column // half) * half if half else column


def note_of(
    chart: UnitChart, row: UnitRow, above: float, space: Space, column: float, element: Element,
    context: Context,
) -> tuple[list[Placed], float]:  # fmt: skip
    """Return what is set apart in a row and its remark, under its figures, and the last baseline."""
    note = context.styles("note")
    shaded = plain_runs(chart.shaded_said(row, context), strong=True)
    runs = (*shaded, *(plain_runs("\n") if shaded and row.note else ()), *context.inline(row.note))
    if not runs:
        return [], above
    return text_lines(runs, space.x + column, above + note.leading, space.width - column, note, context, element)


def report_wide(words: Sequence[Placed], width: float, row: UnitRow, context: Context) -> None:
    """Report a name of which one word is wider than its column."""
    over = max((word.rect.width for word in words), default=0.0) - width
    if over > 0.5:
        context.problems.error("too-wide", f"{context.words(row.label)!r} is {over / MM:.1f} mm wider than its place in the chart", row.where("label"), "a shorter label, or `arrange: beside`")  # fmt: skip
