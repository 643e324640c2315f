"""Series of two to four moments go in, lines with direct labels at both ends come out."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import ClassVar, Literal, Self

from pydantic import Field, model_validator

from predella.blocks.block import Block, Context, Fragment, Node, Space, label, shape, spaced_top
from predella.blocks.chart_axis import (
    ChartRow,
    Scale,
    Value,
    disc,
    exact,
    faint,
    refuse_twins,
    sentences,
    squeezed,
    width_of,
)
from predella.blocks.data_table import Told, add_data_table, changes, heads_of, set_apart
from predella.mirroring import Facing
from predella.pages import MM, Element, Placed, Rect, Role, line
from predella.phrases import phrase
from predella.styles import Style
from predella.text import plain
from predella.timescale import least_displacement
from predella.typeset import runs_backward
from predella.typeset.bidi import paragraph_direction
from predella.validate import LengthField, Prose, Text, wrong

HIGH = 0.5
"""Of its width, the height of a chart that is given none; the lines of its labels may take more."""
SOLID = 1.05
"""From label to label at least, in sizes of their type."""
MOVED = 0.3
"""In sizes of the labels' type; a label that moved farther from its end is led to it by a line."""
WIDE, ROOM, LEAST_ROOM = 0.45, 0.3, 0.2
"""Of the width, for the lines: with large names at both ends, with small ones, and at all."""
HEAVY = 4.0
"""Of the line set apart, its width in those of the others, at least."""
KEYS = ("value", "value2", "value3", "value4")


class SlopeRow(ChartRow):
    """A series: a value for each moment."""

    value: Value = Field(description="at the first moment")
    value2: Value = Field(description="at the second moment")
    value3: Value | None = Field(None, description="at the third moment, if there is one")
    value4: Value | None = Field(None, description="at the fourth moment, if there is one")

    @property
    def values(self) -> tuple[float, ...]:
        """The values that are given, in the order of time."""
        found = (self.value, self.value2, self.value3, self.value4)
        return tuple(value for value in found if value is not None)


@dataclass(frozen=True, slots=True)
class Stand:
    """Where a slope chart stands: its moments from left to right and its scale, in pt; its labels.

    `lead` is the gap, in pt, from a line's end to its label; `both` tells that names stand at both ends.
    """

    moments: tuple[float, ...]
    scale: Scale
    style: Style
    lead: float
    both: bool


class SlopeChart(Block):
    """Change between moments."""

    kind: ClassVar[str] = "slope_chart"
    role: ClassVar[Role | None] = "Figure"
    from_file: ClassVar[tuple[str, ...]] = ("rows",)
    summary: ClassVar[str] = "how values change between two to four moments, a line a series"
    drawing: ClassVar[bool] = True
    facing: ClassVar[Facing] = "time"
    example: ClassVar[str] = """\
- slope_chart:
    moments: ["2016", "2026"]
    rows:
      - {label: on foot, value: 46, value2: 31}
      - {label: by bicycle, value: 14, value2: 38, highlight: true}
      - {label: by train, value: 22, value2: 24}
      - {label: by car, value: 18, value2: 7}
    unit: "%"
    note: How visitors came to the fair"""

    moments: tuple[Text, ...] = Field(min_length=2, max_length=4, description="their names, in order")
    rows: tuple[SlopeRow, ...] = Field(min_length=1, max_length=40, description="the series")
    unit: Text | None = Field(None, description="printed after every number: km")
    height: LengthField | None = Field(None, description="of the lines; else from the width and the labels")
    note: Prose | None = Field(None, description="what is counted, when, by whom; under the chart")

    @model_validator(mode="after")
    def check_rows(self) -> Self:
        """Refuse labels that stand twice, rows without a value for each moment, and two series set apart."""
        refuse_twins(self.rows)
        count = len(self.moments)
        for row in self.rows:
            given = [getattr(row, key) is not None for key in KEYS]
            if given != [index < count for index in range(len(KEYS))]:
                raise wrong("chart-moments", f"there are {count} moments, and {str(row.label)!r} has not one value for each", row.span, f"it takes {', '.join(f'`{key}`' for key in KEYS[:count])}")  # fmt: skip
        second = [row for row in self.rows if row.highlight][1:]
        if second:
            raise wrong("chart-highlight", f"two series are set apart, and {str(second[0].label)!r} is the second", second[0].where("highlight"), "one line is told from the others; leave out the second `highlight`")  # fmt: skip
        return self

    def style_name(self) -> str:
        return "figure"

    def describe(self, element: Element, context: Context) -> None:
        language, unit = context.language, context.words(self.unit)
        moments = [context.words(moment) for moment in self.moments]
        rows = [
            [Told(context.words(row.label), value, exact(value, language, unit)) for value in row.values]
            for row in self.rows
        ]
        kind = phrase("chart-slopes", language, first=moments[0], last=moments[-1], count=len(rows))
        moves = changes([(told[0], told[-1]) for told in rows], language)
        special = set_apart((context.words(row.label) for row in self.rows if row.highlight), language)
        element.alt = sentences(kind, moves, special, plain(context.inline(self.note)))
        cells = ((told[0].name, *(item.number for item in told)) for told in rows)
        add_data_table(element, (*heads_of(language, "name"), *moments), cells)

    def lay_out(self, node: Node, space: Space, context: Context) -> Fragment:
        def draw(part: float, trial: Context) -> tuple[list[Placed], float]:
            return self.drawn(part, node.element, space, trial)

        return squeezed(draw, self.note, node, space, context)

    def drawn(
        self, part: float, element: Element, space: Space, context: Context
    ) -> tuple[list[Placed], float]:
        """Return moments, lines and labels, and the lowest edge of all."""
        heads = context.styles("year")
        style, ends, lead, both = self.ends(space, context)
        head = spaced_top(space, 0.0) + heads.cap_height
        solid = SOLID * style.size
        given = self.height.pt(context.unit, context.step) if self.height else HIGH * space.width
        high = max(part * given, solid * (len(self.rows) - 1), 2 * solid)
        top = head + 0.6 * heads.size + style.cap_height / 2
        count = len(self.moments) - 1
        moments = tuple(ends[0] + (ends[1] - ends[0]) * index / count for index in range(count + 1))
        stand = Stand(moments, self.scale(top, top + high), style, lead, both)
        edge = top + high + style.cap_height / 2
        placed = self.heads(stand, head, edge, space, element, context)
        for row in sorted(self.rows, key=lambda row: row.highlight):
            placed += self.line(row, stand, element, context)
        for last in (False, True):
            placed += self.labels(stand, top, top + high, last=last, element=element, context=context)
        inner = self.between(stand, (head, edge), element, context)
        return [*placed, *inner], max([edge, *(item.y for item in inner)])

    def scale(self, top: float, bottom: float) -> Scale:
        """Return the scale from the least value to the largest; without lengths to read off it needs no zero."""
        values = [value for row in self.rows for value in row.values]
        low, high = min(values), max(values)
        if low == high:
            low, high = low - 1, high + 1
        return Scale(low, high, bottom, top)

    def ends(self, space: Space, context: Context) -> tuple[Style, tuple[float, float], float, bool]:
        """Return the style of the labels, where the outer moments stand, the gap to a label, if both ends are named.

        Names stand at both ends, large or small; where that leaves the lines too little room, at the right alone.
        """
        for name, both, room in (("name", True, WIDE), ("share", True, ROOM), ("share", False, 0.0)):
            style = context.styles(name)
            lead = 1.2 * style.size
            wide = [
                max(width_of(self.words(row, context, last=last, both=both), style, context, strong=True) for row in self.rows)
                for last in (False, True)
            ]  # fmt: skip
            first, end = space.x + wide[0] + lead, space.x + space.width - wide[1] - lead
            if end - first >= room * space.width:
                break
        if end - first < LEAST_ROOM * space.width:
            context.problems.error("too-wide", f"the labels leave {max(0.0, end - first) / MM:.0f} mm of {space.width / MM:.0f} mm for the lines", self.span, "shorten the labels, or give the chart more width")  # fmt: skip
            end = max(end, first + lead)
        return style, (first, end), lead, both

    def words(self, row: SlopeRow, context: Context, *, last: bool, both: bool) -> str:
        """Return what stands at an end of a line: the number next to the line, the name outside it."""
        number = exact(row.values[-1 if last else 0], context.language, context.words(self.unit))
        name = context.words(row.label)
        own = paragraph_direction(name)
        if own and own != ("rtl" if runs_backward(context.language) else "ltr"):
            # Isolated (UAX #9, 2.4): a name that runs the other way would draw the number to its far end.
            name = f"\u2068{name}\u2069"
        if last:
            return f"{number}\u00a0 {name}"
        return f"{name}\u00a0 {number}" if both else number

    def heads(
        self, stand: Stand, baseline: float, bottom: float, space: Space, element: Element, context: Context
    ) -> list[Placed]:
        """Return the names of the moments, outward from the outer ones, over an upright line each."""
        style = context.styles("year")
        width = context.styles.stroke("leader")
        placed: list[Placed] = []
        edge = space.x
        for index, (x, moment) in enumerate(zip(stand.moments, self.moments, strict=True)):
            name = context.words(moment)
            align = "left" if index == len(stand.moments) - 1 else "right" if index == 0 else "centre"
            words = label(name, x, baseline, style, context, element=element, align=align, role="moment")
            words = words.moved(right=max(0.0, edge - words.rect.x))
            words = words.moved(right=min(0.0, space.x + space.width - words.rect.right))
            if words.rect.x < edge - 0.01:
                context.problems.error("too-wide", f"the moment {name!r} is {(edge - words.rect.x) / MM:.0f} mm wider than its place", self.where("moments"), "shorten it, or give the chart more width")  # fmt: skip
            edge = words.rect.right + 0.5 * style.size
            top = baseline + 0.3 * style.size
            placed.append(shape(x, top, line(0, 0, 0, bottom - top), stroke=faint(context), width=width, element=element, role="axis"))  # fmt: skip
            placed.append(words)
        return placed

    def line(self, row: SlopeRow, stand: Stand, element: Element, context: Context) -> list[Placed]:
        """Return a series: thin, or heavy with points of the accent for the one set apart."""
        ground = context.ground
        thin = context.styles.stroke("leader")
        width = max(2 * context.styles.stroke("rule"), HEAVY * thin) if row.highlight else thin
        points = [(x, stand.scale.at(value)) for x, value in zip(stand.moments, row.values, strict=True)]
        path = (("M", *points[0]), *(("L", *point) for point in points[1:]))
        colour = ground["strong" if row.highlight else "quiet"]
        placed = [shape(0, 0, path, stroke=colour, width=width, element=element, role="series")]
        radius = (0.3 if row.highlight else 0.13) * stand.style.size
        for x, y in points:
            fill, edge = (ground["accent"], ground["line"]) if row.highlight else (colour, None)
            placed.append(shape(x, y, disc(radius), fill=fill, stroke=edge, width=thin if edge else 0.0, element=element, role="point"))  # fmt: skip
        return placed

    def between(
        self, stand: Stand, room: tuple[float, float], element: Element, context: Context
    ) -> list[Placed]:
        """Return the numbers at the inner moments: by their points, where no line and no number is met.

        The series set apart comes first. A number without a place is not printed; the table of the data has it.
        """
        style = context.styles("share")
        clear = 0.15 * style.size
        rows = sorted(self.rows, key=lambda row: not row.highlight)
        taken: list[Rect] = []
        placed: list[Placed] = []
        for row in rows:
            for x, value in list(zip(stand.moments, row.values, strict=True))[1:-1]:
                spots = self.spots_beside(x, stand.scale.at(value), row, style, stand)
                text = exact(value, context.language, context.words(self.unit))
                for place, baseline, align in spots:
                    item = label(text, place, baseline, style, context, element=element, align=align, strong=row.highlight, role="chart-number")  # fmt: skip
                    ink = Rect(item.rect.x, baseline - style.cap_height, item.rect.width, style.cap_height).inset(-clear)
                    free = room[0] < ink.y and ink.bottom < room[1] + 2 * style.cap_height and not any(map(ink.overlaps, taken))
                    if free and not any(self.crosses(ink, other, stand) for other in rows):
                        taken.append(ink)
                        placed.append(item)
                        break
        return placed

    def spots_beside(
        self, x: float, y: float, row: SlopeRow, style: Style, stand: Stand
    ) -> list[tuple[float, float, Literal["left", "right"]]]:
        """Return where a number may stand by its point, clear of the upright line: over it, under it, on both sides."""
        out = (0.42 if row.highlight else 0.25) * stand.style.size
        over, under = y - out, y + out + style.cap_height
        return [(x + out, over, "left"), (x - out, over, "right"), (x + out, under, "left"), (x - out, under, "right")]

    def crosses(self, rect: Rect, row: SlopeRow, stand: Stand) -> bool:
        """True when a series runs through a rectangle."""
        points = [(x, stand.scale.at(value)) for x, value in zip(stand.moments, row.values, strict=True)]
        for (x1, y1), (x2, y2) in pairwise(points):
            left, right = max(x1, rect.x), min(x2, rect.right)
            if left < right:
                ends = [y1 + (y2 - y1) * (x - x1) / (x2 - x1) for x in (left, right)]
                if min(ends) < rect.bottom and rect.y < max(ends):
                    return True
        return False

    def labels(
        self, stand: Stand, top: float, bottom: float, *, last: bool, element: Element, context: Context
    ) -> list[Placed]:
        """Return the labels at one end, moved apart as little as possible, and what leads to those moved."""
        style = stand.style
        end = -1 if last else 0
        rows = sorted(self.rows, key=lambda row: (-row.values[end], -row.values[0 if last else -1]))
        ends = [stand.scale.at(row.values[end]) for row in rows]
        spots = least_displacement(ends, [0.0] * len(ends), SOLID * style.size, top, bottom)
        assert spots is not None, "the height of a chart holds its labels"
        side = 1 if last else -1
        x = stand.moments[end] + side * stand.lead
        placed: list[Placed] = []
        width = context.styles.stroke("leader")
        for row, was, spot in zip(rows, ends, spots, strict=True):
            moved = abs(was - spot) > MOVED * style.size
            if moved:
                begin, stop = 0.35 * style.size * side, (stand.lead - 0.2 * style.size) * side
                path = line(begin, 0, stop, spot - was)
                placed.append(shape(stand.moments[end], was, path, stroke=context.ground["line"], width=width, element=element, role="leader"))  # fmt: skip
            text = self.words(row, context, last=last, both=stand.both)
            placed.append(label(text, x, spot + style.cap_height / 2, style, context, element=element, align="left" if last else "right", strong=row.highlight, role="chart-name"))  # fmt: skip
        return placed
