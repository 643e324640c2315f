"""Rows in groups go in, a small bar chart for each group comes out, all on one scale and of one height."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Self

from pydantic import Field, model_validator

from predella.blocks.block import Block, Context, Fragment, Node, Space, plain_runs, spaced_top, text_lines
from predella.blocks.chart_axis import ChartRow, Value, refuse_twins, said, sentences, squeezed
from predella.blocks.chart_bars import BarLine, Look, draw_bars, line_of, report_short, standing
from predella.blocks.data_table import Told, add_data_table, extremes, heads_of
from predella.pages import MM, Element, Placed, Role
from predella.phrases import enumerated, phrase
from predella.text import plain
from predella.validate import Prose, Text, wrong

NARROWEST = 15.0
"""Sizes of the labels' type; a chart narrower than this does not stand beside another: 138 mm on A1."""
BETWEEN = 1.5
"""From chart to chart, in sizes of the labels' type."""
MOST = 24


class GroupRow(ChartRow):
    """A bar of one of the charts."""

    group: Text = Field(description="the chart it belongs to; its title")
    value: Value = Field(description="the number; it is printed with all its decimals")


@dataclass(frozen=True, slots=True)
class Small:
    """One of the charts: its title and a line for each label of all charts."""

    title: str
    lines: list[BarLine]


class SmallMultiples(Block):
    """Small charts to compare."""

    kind: ClassVar[str] = "small_multiples"
    role: ClassVar[Role | None] = "Figure"
    from_file: ClassVar[tuple[str, ...]] = ("rows",)
    summary: ClassVar[str] = "several small bar charts of one scale, side by side"
    drawing: ClassVar[bool] = True
    example: ClassVar[str] = """\
- small_multiples:
    rows:
      - {group: Children, label: morning, value: 120}
      - {group: Children, label: afternoon, value: 310}
      - {group: Children, label: evening, value: 40}
      - {group: Adults, label: morning, value: 90}
      - {group: Adults, label: afternoon, value: 240}
      - {group: Adults, label: evening, value: 275}
      - {group: Schools, label: morning, value: 205}
      - {group: Schools, label: afternoon, value: 35}
    note: Visitors of the fair, July 2026"""

    rows: tuple[GroupRow, ...] = Field(min_length=1, max_length=200, description="the bars of all charts")
    columns: int | None = Field(
        None, ge=1, le=12, description="charts side by side; else as many as the width takes"
    )
    unit: Text | None = Field(None, description="printed after every number: km")
    note: Prose | None = Field(None, description="what is counted, when, by whom; under the charts")

    @model_validator(mode="after")
    def check_rows(self) -> Self:
        """Refuse labels that stand twice in a chart, values below zero, more charts than can be compared."""
        refuse_twins(self.rows, [row.group for row in self.rows])
        below = next((row for row in self.rows if row.value < 0), None)
        if below is not None:
            raise wrong("chart-negative", f"the value {below.value:g} is below zero", below.where("value"), "small charts begin at zero; `bar_chart` with `negative: true` draws both sides of it")  # fmt: skip
        groups = {said(row.group) for row in self.rows}
        if len(groups) > MOST:
            raise wrong("chart-groups", f"these are {len(groups)} charts, and {MOST} are the most that can be compared", self.where("rows"), "leave some out, or draw two sets")  # fmt: skip
        return self

    def style_name(self) -> str:
        return "figure"

    def charts(self, context: Context) -> list[Small]:
        """Return the charts in the order of their first rows; what a chart lacks is an empty line."""
        unit = context.words(self.unit)
        labels = list(dict.fromkeys(context.words(row.label) for row in self.rows))
        found: dict[str, dict[str, BarLine]] = {}
        for row in self.rows:
            lines = found.setdefault(context.words(row.group), {})
            lines[context.words(row.label)] = line_of(row, row.value, unit, "", context)
        return [
            Small(title, [lines.get(name) or BarLine(name, None, "–") for name in labels])
            for title, lines in found.items()
        ]

    def describe(self, element: Element, context: Context) -> None:
        language, charts = context.language, self.charts(context)
        names = enumerated(tuple(chart.title for chart in charts), language)
        told = [
            Told(f"{chart.title}, {item.name}", item.value, item.number)
            for chart in charts for item in chart.lines if item.value is not None
        ]  # fmt: skip
        kind = phrase("chart-many", language, names=names)
        element.alt = sentences(kind, extremes(told, language), plain(context.inline(self.note)))
        rows = ((chart.title, *(item.number for item in chart.lines)) for chart in charts)
        add_data_table(element, (*heads_of(language, "group"), *(item.name for item in charts[0].lines)), rows)

    def lay_out(self, node: Node, space: Space, context: Context) -> Fragment:
        def draw(part: float, trial: Context) -> tuple[list[Placed], float]:
            return self.drawn(part, node.element, space, trial)

        return squeezed(draw, self.note, node, space, context)

    def drawn(
        self, part: float, element: Element, space: Space, context: Context
    ) -> tuple[list[Placed], float]:
        """Return the charts, and the lowest edge of the last."""
        look = Look(context.styles("note"), context.styles("share"), context.styles("note"))
        charts = self.charts(context)
        columns, pitch, width = self.grid(len(charts), space, context)
        lines = [item for chart in charts for item in chart.lines]
        stand = standing(lines, width, look, context, self.span)
        report_short(lines, stand.scale, context, "show the large values in a chart of their own")
        placed: list[Placed] = []
        top = spaced_top(space, 0.0)
        for first in range(0, len(charts), columns):
            beside = charts[first : first + columns]
            below, titles = self.titles(beside, pitch, width, top, element, space, context)
            placed += titles
            for index, chart in enumerate(beside):
                place = Space(space.x + index * pitch, below, width, space.bottom)
                drawn, bottom = draw_bars(chart.lines, stand, look, part, place, element, context)
                placed += drawn
            top = bottom + max(0.6, part) * 1.6 * look.names.leading
        return placed, bottom

    def grid(self, count: int, space: Space, context: Context) -> tuple[int, float, float]:
        """Return how many charts stand side by side, from one to the next, and the width of one, in pt.

        Rows are made even, and charts begin on half-unit lines where that takes little of their width.
        """
        size = context.styles("note").size
        gap, narrowest = BETWEEN * size, NARROWEST * size
        columns = self.columns or max(1, int((space.width + gap) // (narrowest + gap)))
        columns = math.ceil(count / math.ceil(count / columns))
        pitch = (space.width + gap) / columns
        half = context.unit / 2
        if half and columns > 1 and half < 0.1 * pitch:
            pitch = pitch // half * half
        return columns, pitch, min(pitch - gap, space.width)

    def titles(
        self, charts: Sequence[Small], pitch: float, width: float, top: float, element: Element,
        space: Space, context: Context,
    ) -> tuple[float, list[Placed]]:  # fmt: skip
        """Return where the bars of a row of charts begin, and the titles above them."""
        style = context.styles("name")
        placed: list[Placed] = []
        bottom = top
        for index, chart in enumerate(charts):
            runs = plain_runs(chart.title)
            words, last = text_lines(runs, space.x + index * pitch, top + style.cap_height, width, style, context, element, role="chart-title")  # fmt: skip
            widest = max((word.rect.width for word in words), default=0.0)
            if widest > width + 0.5:
                context.problems.error("too-wide", f"the title {chart.title!r} is {(widest - width) / MM:.0f} mm wider than its chart", self.span, "shorten it, or give `columns` a smaller number")  # fmt: skip
            placed += words
            bottom = max(bottom, last)
        return bottom + 0.6 * style.size, placed
