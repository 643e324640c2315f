"""Rows of values go in, bars from a common zero with their exact numbers come out, lying or upright."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Literal, Self

from pydantic import Field, model_validator

from predella.blocks.block import (
    Block,
    Context,
    Fragment,
    Node,
    Space,
    label,
    plain_runs,
    shape,
    spaced_top,
    text_lines,
)
from predella.blocks.chart_axis import ChartRow, Value, refuse_twins, sentences, squeezed, width_of
from predella.blocks.chart_bars import (
    BarLine,
    Look,
    draw_bars,
    filled,
    line_of,
    report_short,
    report_wide,
    standing,
)
from predella.blocks.data_table import Told, add_data_table, extremes, heads_of, set_apart
from predella.pages import MM, Element, Placed, Role, line
from predella.phrases import phrase
from predella.styles import Style
from predella.text import plain
from predella.validate import LengthField, Prose, Text, wrong

HIGH = 0.5
"""Of its width, the height of a chart of upright bars that is given none."""
BAR, WIDEST = 0.66, 0.25
"""Of an upright bar's place, its width; of the chart's width, the widest place of a bar."""
GAP = 0.35
"""From label to label under upright bars, in sizes of their type, at least."""
LEAST_HIGH = 3.0
"""In capitals of the numbers, the least height of the highest upright bar."""
HINT = "split the chart, or draw them with `dot_plot` and `scale: log`"


class BarRow(ChartRow):
    """A bar."""

    value: Value = Field(description="the number; it is printed with all its decimals")
    note: Text | None = Field(None, description="a remark after the number: estimate")


class BarChart(Block):
    """Values as bars."""

    kind: ClassVar[str] = "bar_chart"
    role: ClassVar[Role | None] = "Figure"
    from_file: ClassVar[tuple[str, ...]] = ("rows",)
    summary: ClassVar[str] = "values as bars from a common zero, with the exact numbers"
    drawing: ClassVar[bool] = True
    example: ClassVar[str] = """\
- bar_chart:
    rows:
      - {label: Thursday, value: 412}
      - {label: Friday, value: 655}
      - {label: Saturday, value: 1480, highlight: true}
      - {label: Sunday, value: 970, note: until noon}
    note: Visitors of the fair, July 2026"""

    rows: tuple[BarRow, ...] = Field(min_length=1, max_length=60, description="the bars")
    orientation: Literal["horizontal", "vertical"] = Field(
        "horizontal", description="bars lie, or stand upright for a few rows with short labels"
    )
    sort: Literal["as written", "largest first", "smallest first"] = Field(
        "as written", description="order of the bars"
    )
    unit: Text | None = Field(None, description="printed after every number: km")
    negative: bool = Field(False, description="true: values below zero are meant, and drawn beyond zero")
    height: LengthField | None = Field(None, description="of a chart of upright bars; else half its width")
    note: Prose | None = Field(None, description="what is counted, when, by whom; under the bars")

    @model_validator(mode="after")
    def check_rows(self) -> Self:
        """Refuse labels that stand twice, and values below zero that nobody asked for."""
        refuse_twins(self.rows)
        below = next((row for row in self.rows if row.value < 0), None)
        if below is not None and not self.negative:
            raise wrong("chart-negative", f"the value {below.value:g} is below zero", below.where("value"), "`negative: true` draws it on the other side of zero")  # fmt: skip
        return self

    def style_name(self) -> str:
        return "figure"

    def lines(self, context: Context) -> list[BarLine]:
        """Return the rows in their order, with their words."""
        unit = context.words(self.unit)
        found = [line_of(row, row.value, unit, context.words(row.note), context) for row in self.rows]
        if self.sort != "as written":
            found.sort(key=lambda item: item.value or 0, reverse=self.sort == "largest first")
        return found

    def describe(self, element: Element, context: Context) -> None:
        language, lines = context.language, self.lines(context)
        kind = phrase("chart-bars", language, count=len(lines))
        most = extremes([Told(item.name, item.value or 0.0, item.number) for item in lines], language)
        special = set_apart((item.name for item in lines if item.highlight), language)
        element.alt = sentences(kind, most, special, plain(context.inline(self.note)))
        rows = ((item.name, item.number, item.remark) for item in lines)
        add_data_table(element, heads_of(language, "name", "value", "note"), rows)

    def lay_out(self, node: Node, space: Space, context: Context) -> Fragment:
        def draw(part: float, trial: Context) -> tuple[list[Placed], float]:
            draw_it = self.upright if self.orientation == "vertical" else self.lying
            return draw_it(part, node.element, space, trial)

        return squeezed(draw, self.note, node, space, context)

    def lying(
        self, part: float, element: Element, space: Space, context: Context
    ) -> tuple[list[Placed], float]:
        """Return bars that lie."""
        look = Look(context.styles("name"), context.styles("percent"), context.styles("note"))
        lines = self.lines(context)
        stand = standing(lines, space.width, look, context, self.span)
        report_short(lines, stand.scale, context, HINT)
        return draw_bars(lines, stand, look, part, space.below(spaced_top(space, 0.0)), element, context)

    def upright(
        self, part: float, element: Element, space: Space, context: Context
    ) -> tuple[list[Placed], float]:
        """Return bars that stand, each number on its bar and each label under the lowest."""
        lines = self.lines(context)
        place = min(space.width / len(lines), WIDEST * space.width)
        numbers = context.styles("percent")
        if max(width_of(item.number, numbers, context) for item in lines) > 0.94 * place:
            numbers = context.styles("share")
        words = numbers.cap_height + 0.5 * numbers.size
        given = self.height.pt(context.unit, context.step) if self.height else HIGH * space.width
        values = [0.0, *(item.value or 0.0 for item in lines)]
        under = words if min(values) < 0 else 0.0
        high = max(part * given - words - under, LEAST_HIGH * numbers.cap_height)
        scale = high / (max(values) - min(values)) if max(values) > min(values) else 0.0
        report_short(lines, scale, context, HINT)
        zero = spaced_top(space, 0.0) + words + max(values) * scale
        placed = [self.zero(space.x, zero, place * (len(lines) - 1) + BAR * place, element, context)]
        for index, item in enumerate(lines):
            x = space.x + index * place
            length = (item.value or 0.0) * scale
            if length:
                placed.append(filled(x, zero - max(0.0, length), BAR * place, abs(length), item.highlight, element, context))  # fmt: skip
            down = 0.3 * numbers.size + numbers.cap_height if length < 0 else -0.3 * numbers.size
            placed.append(self.number(item, x, zero - length + down, numbers, 0.97 * place, element, context))
        below = zero - min(values) * scale + under
        names, bottom = self.names(lines, place, below, element, space, context)
        return placed + names, bottom

    def number(
        self, item: BarLine, x: float, baseline: float, style: Style, room: float, element: Element,
        context: Context,
    ) -> Placed:  # fmt: skip
        """Return the number of an upright bar, flush with it; report one that would meet its neighbour."""
        placed = label(item.number, x, baseline, style, context, element=element, role="chart-number")
        if placed.rect.width > room:
            context.problems.error("too-wide", f"the number {item.number} is {(placed.rect.width - room) / MM:.0f} mm wider than its place in the chart", item.span, "`orientation: horizontal` gives it room")  # fmt: skip
        return placed

    def zero(self, x: float, y: float, width: float, element: Element, context: Context) -> Placed:
        """Return the line on which upright bars stand."""
        stroke = context.styles.stroke("edge")
        return shape(x, y, line(0, 0, width, 0), stroke=context.ground["line"], width=stroke, element=element, role="zero")  # fmt: skip

    def names(
        self, lines: Sequence[BarLine], place: float, top: float, element: Element, space: Space,
        context: Context,
    ) -> tuple[list[Placed], float]:  # fmt: skip
        """Return the labels, with any remark under them, and the last baseline of all."""
        style, remarks = context.styles("name"), context.styles("note")
        if any(width_of(item.name, style, context, strong=True) > place - GAP * style.size for item in lines):
            style = context.styles("note")
        room = place - GAP * style.size
        placed: list[Placed] = []
        bottom = top
        for index, item in enumerate(lines):
            x = space.x + index * place
            baseline = top + 0.45 * style.size + style.cap_height
            runs = plain_runs(item.name, strong=item.highlight)
            words, last = text_lines(runs, x, baseline, room, style, context, element, role="chart-name")
            report_wide(words, room, item, context, "shorten it, or `orientation: horizontal` gives it room")
            more, end = text_lines(plain_runs(item.remark), x, last + remarks.leading, room, remarks, context, element, role="chart-note")  # fmt: skip
            placed += words + more
            bottom = max(bottom, end if more else last)
        return placed, bottom


