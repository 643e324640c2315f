"""Rows of one or two values go in, dots on a common scale with their exact numbers come out."""

from __future__ import annotations

from dataclasses import dataclass, replace
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
from predella.blocks.chart_axis import (
    INVISIBLE,
    ChartRow,
    Scale,
    Value,
    axis_lines,
    axis_numbers,
    disc,
    exact,
    fitted_ticks,
    refuse_twins,
    report_hidden,
    sentences,
    squeezed,
    width_of,
)
from predella.blocks.chart_bars import WIDEST_NAMES
from predella.blocks.data_table import Told, add_data_table, extremes, heads_of, set_apart
from predella.pages import MM, Element, Placed, Role, TextLine, line
from predella.phrases import phrase
from predella.text import plain
from predella.validate import Prose, Text, wrong

RADIUS = 0.36
"""Of a dot, in sizes of its numbers."""
PITCH, TIGHTEST = 1.25, 0.72
"""From row to row, in leadings of the names: as it is, and at least."""
LEAST_ROOM = 0.25
"""Of the width; a shorter scale shows nothing."""


class DotRow(ChartRow):
    """A row of dots."""

    value: Value = Field(description="the number; it is printed with all its decimals")
    value2: Value | None = Field(None, description="a second number on the same scale: after")


@dataclass(frozen=True, slots=True)
class Plot:
    """Where a dot plot stands, in pt: scale, radius of the dots, width of the names at the left or 0."""

    scale: Scale
    radius: float
    column: float


class DotPlot(Block):
    """Values as dots."""

    kind: ClassVar[str] = "dot_plot"
    role: ClassVar[Role | None] = "Figure"
    from_file: ClassVar[tuple[str, ...]] = ("rows",)
    summary: ClassVar[str] = "one or two values a row as dots on a common scale"
    drawing: ClassVar[bool] = True
    example: ClassVar[str] = """\
- dot_plot:
    first: "2016"
    second: "2026"
    rows:
      - {label: Town hall, value: 14, value2: 45}
      - {label: Library, value: 32, value2: 61}
      - {label: Market, value: 50, value2: 38}
    unit: "%"
    note: Visitors who came by bicycle"""

    rows: tuple[DotRow, ...] = Field(min_length=1, max_length=60, description="from top to bottom")
    first: Text | None = Field(None, description="what the first values are, in the key above the plot")
    second: Text | None = Field(None, description="what the second values are")
    scale: Literal["linear", "log"] = Field(
        "linear", description="log: equal steps are equal factors; said on the page"
    )
    zero: bool = Field(
        True, description="false: the scale begins near the least value, which is said on the page"
    )
    unit: Text | None = Field(None, description="printed after every number: km")
    note: Prose | None = Field(None, description="what is counted, when, by whom; under the plot")

    @model_validator(mode="after")
    def check_rows(self) -> Self:
        """Refuse labels that stand twice, values that have no logarithm, and second values without a name."""
        refuse_twins(self.rows)
        for row in self.rows if self.scale == "log" else ():
            for key in ("value", "value2"):
                value = getattr(row, key)
                if value is not None and value <= 0:
                    raise wrong("chart-log", f"the value {value:g} has no place on a logarithmic scale", row.where(key), "such a scale holds values above zero; leave `scale` out")  # fmt: skip
        double = next((row for row in self.rows if row.value2 is not None), None)
        if double is not None and not (self.first and self.second):
            raise wrong("chart-key", "nothing says what the two values of a row are", double.where("value2"), "name them, as in `first: before` and `second: after`")  # fmt: skip
        return self

    def style_name(self) -> str:
        return "figure"

    def numbers(self, row: DotRow, context: Context) -> tuple[str, str]:
        """Return a row's numbers in words; the second is "" where there is none."""
        unit = context.words(self.unit)
        second = "" if row.value2 is None else exact(row.value2, context.language, unit)
        return exact(row.value, context.language, unit), second

    def describe(self, element: Element, context: Context) -> None:
        language = context.language
        first, second = context.words(self.first), context.words(self.second)
        rows = [(context.words(row.label), *self.numbers(row, context)) for row in self.rows]
        double = any(row.value2 is not None for row in self.rows)
        kind = phrase("chart-dots", language, count=len(rows))
        kind += " " + phrase("chart-pair", language, first=first, second=second) if double else ""
        told = [Told(name, row.value, number) for row, (name, number, _) in zip(self.rows, rows, strict=True)]
        if double:
            told = [replace(item, name=f"{item.name} ({first})") for item in told]
            told += [Told(f"{name} ({second})", row.value2, number) for row, (name, _, number) in zip(self.rows, rows, strict=True) if row.value2 is not None]  # fmt: skip
        special = set_apart((context.words(row.label) for row in self.rows if row.highlight), language)
        element.alt = sentences(kind, extremes(told, language), special, self.remark(context), plain(context.inline(self.note)))  # fmt: skip
        name, value = heads_of(language, "name", "value")
        add_data_table(element, (name, first or value, second), rows)

    def remark(self, context: Context) -> str:
        """Return what must be said of the scale."""
        if self.scale == "log":
            return phrase("chart-log", context.language)
        return "" if self.zero else phrase("chart-cut", context.language)

    def lay_out(self, node: Node, space: Space, context: Context) -> Fragment:
        def draw(part: float, trial: Context) -> tuple[list[Placed], float]:
            return self.drawn(part, node.element, space, trial)

        return squeezed(draw, None, node, space, context)

    def drawn(
        self, part: float, element: Element, space: Space, context: Context
    ) -> tuple[list[Placed], float]:
        """Return key, rows, axis and words under it, and the last baseline."""
        plot, ticks = self.plot(space, context)
        self.report_scale(plot, context)
        placed, top = self.key(plot, space.below(spaced_top(space, 0.0)), element, context)
        names = context.styles("name")
        pitch = max(TIGHTEST, part * PITCH) * names.leading
        if not plot.column:
            pitch = 2 * plot.radius + max(TIGHTEST, part) * names.size
        rows: list[Placed] = []
        y = top
        for row in self.rows:
            if not plot.column:
                words, y = self.name_above(row, space, y, element, context)
                rows += words
            middle = y + (pitch / 2 if plot.column else plot.radius + 0.4 * names.size)
            rows += self.row(row, plot, middle, space, element, context)
            y += pitch
        printed = [item.rect for item in rows if isinstance(item.ink, TextLine)]
        lines = axis_lines(plot.scale, ticks, top, y, printed, element, context)
        style = context.styles("note")
        baseline = y + 0.4 * style.size + style.cap_height
        numbers = axis_numbers(plot.scale, ticks, baseline, space, element, context)
        runs = plain_runs(self.remark(context))
        said, last = text_lines(runs, space.x, baseline + style.leading, space.width, style, context, element, role="scale")  # fmt: skip
        bottom = last if said else baseline
        words, last = text_lines(context.inline(self.note), space.x, bottom + style.leading * (1 if said else 1.3), space.width, style, context, element)  # fmt: skip
        return [*lines, *placed, *rows, *numbers, *said, *words], last if words else bottom

    def plot(self, space: Space, context: Context) -> tuple[Plot, list[float]]:
        """Return where names and scale stand, and the ticks."""
        names, style = context.styles("name"), context.styles("share")
        half = context.unit / 2
        column = max(width_of(context.words(row.label), names, context, strong=True) for row in self.rows) + 0.5 * names.size  # fmt: skip
        column = -(-column // half) * half if half else column
        column = 0.0 if column > WIDEST_NAMES * space.width else column
        widest = max(width_of(text, style, context) for row in self.rows for text in self.numbers(row, context))  # fmt: skip
        radius = RADIUS * style.size
        side = widest + radius + 0.3 * style.size
        if column and space.width - column - 2 * side < LEAST_ROOM * space.width:
            column = 0.0
        left, end = space.x + column, space.x + space.width - side
        # Numbers left of their dots take room before the scale only where the dots stand near its start.
        for start in (left + radius, left + side):
            plot, ticks = self.plot_between(start, max(end, start + radius), radius, column, context)
            lefts = (min(plot.scale.at(row.value), plot.scale.at(row.value2)) for row in self.rows if row.value2 is not None)  # fmt: skip
            if all(x - side >= left for x in lefts):
                break
        if end - start < LEAST_ROOM * space.width:
            context.problems.error("too-wide", f"the numbers leave {max(0.0, end - start) / MM:.0f} mm of {space.width / MM:.0f} mm for the scale", self.span, "give the plot more width, or a shorter `unit`")  # fmt: skip
        return plot, ticks

    def plot_between(
        self, start: float, end: float, radius: float, column: float, context: Context
    ) -> tuple[Plot, list[float]]:
        """Return the plot whose scale stands between two places, and the ticks."""
        values = [value for row in self.rows for value in (row.value, row.value2) if value is not None]
        scale, ticks = fitted_ticks(values, start, end, context, zero=self.zero, log=self.scale == "log")
        return Plot(scale, radius, column), ticks

    def report_scale(self, plot: Plot, context: Context) -> None:
        """Warn of values that stand on the zero of the scale, though they are not nothing."""
        if self.scale == "log" or not self.zero:
            return
        zero = plot.scale.at(0.0)
        values = [(row, key, value) for row in self.rows for key in ("value", "value2") if (value := getattr(row, key))]  # fmt: skip
        hidden = [
            (context.words(row.label), row.where(key))
            for row, key, value in values
            if abs(plot.scale.at(value) - zero) < INVISIBLE
        ]
        if hidden:
            largest = max(values, key=lambda item: abs(item[2]))[0]
            report_hidden(hidden, context.words(largest.label), context, "`scale: log` shows them, or split the plot")  # fmt: skip

    def key(
        self, plot: Plot, space: Space, element: Element, context: Context
    ) -> tuple[list[Placed], float]:
        """Return what the two dots are, above the plot, and where the plot begins."""
        names = [context.words(self.first), context.words(self.second)]
        if all(row.value2 is None for row in self.rows):
            return [], space.y
        style = context.styles("share")
        x, baseline = space.x + plot.column, space.y + style.cap_height
        placed: list[Placed] = []
        for index, name in enumerate(names):
            words = label(name, 0, baseline, style, context, element=element, role="key")
            wide = 2 * plot.radius + 0.4 * style.size + words.rect.width
            if x > space.x + plot.column and x + wide > space.x + space.width:
                x, baseline = space.x + plot.column, baseline + style.leading
            if x + wide > space.x + space.width + 0.5:
                context.problems.error("too-wide", f"{name!r} is {(x + wide - space.x - space.width) / MM:.0f} mm wider than its place in the key", self.span, "shorten `first` or `second`")  # fmt: skip
            centre = baseline - style.cap_height / 2
            placed += self.dot(x + plot.radius, centre, plot.radius, second=bool(index), highlight=False, element=element, context=context)  # fmt: skip
            placed.append(words.moved(right=x + 2 * plot.radius + 0.4 * style.size))
            x += wide + 1.5 * style.size
        return placed, baseline + 0.8 * style.size

    def name_above(
        self, row: DotRow, space: Space, top: float, element: Element, context: Context
    ) -> tuple[list[Placed], float]:
        """Return a row's name on lines of its own, and where its dots begin."""
        style = context.styles("name")
        name = context.words(row.label)
        runs = plain_runs(name, strong=row.highlight)
        words, last = text_lines(runs, space.x, top + 0.35 * style.size + style.cap_height, space.width, style, context, element, role="chart-name")  # fmt: skip
        widest = max((word.rect.width for word in words), default=0.0)
        if widest > space.width + 0.5:
            context.problems.error("too-wide", f"{name!r} is {(widest - space.width) / MM:.0f} mm wider than its place in the chart", row.where("label"), "shorten it, or give the chart more width")  # fmt: skip
        return words, last

    def row(
        self, row: DotRow, plot: Plot, y: float, space: Space, element: Element, context: Context
    ) -> list[Placed]:
        """Return a row's name, its dots with their numbers outside them, and the line that joins them."""
        style, names = context.styles("share"), context.styles("name")
        placed: list[Placed] = []
        baseline = y + style.cap_height / 2
        if plot.column:
            placed.append(label(context.words(row.label), space.x, y + names.cap_height / 2, names, context, element=element, strong=row.highlight, role="chart-name"))  # fmt: skip
        spots = sorted(self.spots(row, plot, context))
        if len(spots) == 2:
            stroke = context.styles.stroke("edge")
            path = line(0, 0, spots[1][0] - spots[0][0], 0)
            placed.append(shape(spots[0][0], y, path, stroke=context.ground["line"], width=stroke, element=element, role="join"))  # fmt: skip
        # The first value's hollow dot lies over the second's where they meet, so that both are seen.
        for x, _, second in sorted(spots, key=lambda spot: not spot[2]):
            placed += self.dot(x, y, plot.radius, second=second or len(spots) == 1, highlight=row.highlight, element=element, context=context)  # fmt: skip
        out = plot.radius + 0.3 * style.size
        for index, (x, text, _) in enumerate(spots):
            left = len(spots) == 2 and index == 0
            placed.append(label(text, x - out if left else x + out, baseline, style, context, element=element, align="right" if left else "left", role="chart-number"))  # fmt: skip
        return placed

    def spots(self, row: DotRow, plot: Plot, context: Context) -> list[tuple[float, str, bool]]:
        """Return where a row's dots stand, their numbers, and which is the second."""
        first, second = self.numbers(row, context)
        found = [(plot.scale.at(row.value), first, False)]
        return found if row.value2 is None else [*found, (plot.scale.at(row.value2), second, True)]

    def dot(
        self, x: float, y: float, radius: float, *, second: bool, highlight: bool, element: Element,
        context: Context,
    ) -> list[Placed]:  # fmt: skip
        """Return a dot: hollow for the first of two values, else full; the accent fills the one set apart."""
        ground = context.ground
        stroke = context.styles.stroke("edge")
        fill = ground["accent" if highlight else "strong"] if second else ground["ground"]
        path = disc(radius - stroke / 2)
        return [shape(x, y, path, fill=fill, stroke=ground["line"], width=stroke, element=element, role="dot")]  # fmt: skip


__all__ = ["DotPlot"]
