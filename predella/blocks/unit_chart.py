"""Counts and pictograms go in, rows of equal figures with the exact number beside them come out."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Annotated, ClassVar, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from predella.blocks.block import (
    Block,
    Context,
    Fragment,
    Node,
    Space,
    label,
    plain_runs,
    spaced_top,
    text_lines,
)
from predella.blocks.data_table import add_data_table, heads_of
from predella.blocks.unit_figures import (
    LEADING,
    LOOSEST,
    PITCH,
    WHOLE,
    Ranks,
    ink_edges,
    nice,
    ranks,
    unit_rows,
)
from predella.blocks.unit_rows import rows_drawn
from predella.diagnostics import did_you_mean
from predella.pages import MM, Element, Placed, Role
from predella.phrases import number, phrase
from predella.pictograms import Pictogram, read_pictogram
from predella.text import plain
from predella.validate import LengthField, Model, Prose, Text, wrong
from predella.workspace import resource_names

HEIGHT = (38.0, 7.6)
"""mm, of a figure that is given none: on a wall at the reference paper, and in the hand."""
SMALLEST = (7.0, 2.5)
"""mm; a figure smaller than this is no longer told from its neighbours at the distance it is read from."""
MOST_FIGURES = 1000
MOST_LINES = 5
"""Rows of a chart whose groups stand side by side; what takes more is stacked."""

FigureRole = Literal["text", "state", "accent"]


def load_pictogram(name: str, context: Context) -> Pictogram:
    """Return a pictogram of the engine by name."""
    return read_pictogram(context.assets.resource(f"pictograms/{name}.svg").decode("utf-8"))


@lru_cache(maxsize=1)
def pictogram_names() -> tuple[str, ...]:
    """Return the names of the pictograms there are."""
    return tuple(resource_names("pictograms", ".svg"))


def known_pictogram(name: str) -> str:
    """Return a pictogram's name; raises a located error that says which names are near it."""
    names = pictogram_names()
    if name not in names:
        hint = (*did_you_mean(name, names), f"there are {', '.join(names)}")[0]
        raise wrong("pictogram", f"there is no pictogram {name!r}", getattr(name, "span", None), hint)
    return name


PictogramField = Annotated[str, AfterValidator(known_pictogram)]


class Shaded(Model):
    """A part of a count that has a colour of its own."""

    value: float = Field(gt=0, le=1e12, description="how many of the row's; the number is printed")
    label: Text = Field(description="what they are, after the number")


class UnitRow(Model):
    """One count of a unit chart."""

    pictogram: PictogramField = Field(description="the figure that is repeated")
    value: float = Field(gt=0, le=1e12, description="the exact number; it is printed")
    label: Text = Field(description="what is counted, after the number")
    shaded: Shaded | None = Field(None, description="how many of them are set apart: `{value, label}`")
    note: Prose | None = Field(None, description="a remark under the number")
    role: FigureRole | None = Field(None, description="colour of this row's figures")


@dataclass(frozen=True, slots=True)
class Group:
    """A row of the chart as it stands: its figures, its place from the chart's left edge, its width in pt."""

    row: UnitRow
    pictogram: Pictogram
    standing: Ranks
    x: float
    width: float


class UnitChart(Block):
    """Figures that each stand for the same number of people or things."""

    kind: ClassVar[str] = "unit_chart"
    role: ClassVar[Role | None] = "Figure"
    from_file: ClassVar[tuple[str, ...]] = ("rows",)
    summary: ClassVar[str] = "rows of figures, each standing for the same number, with the exact numbers"
    drawing: ClassVar[bool] = True
    example: ClassVar[str] = """\
- unit_chart:
    per: 10
    of: visitors
    rows:
      - {pictogram: woman, value: 124, label: women}
      - {pictogram: child, value: 218, label: children}"""

    rows: tuple[UnitRow, ...] = Field(min_length=1, max_length=8, description="the counts")
    per: float = Field(1, ge=1e-6, description="how many one figure stands for")
    of: Text | None = Field(None, description="what one figure stands for, in the plural: prisoners")
    remainder: Literal["round", "part"] = Field(
        "round", description="round: whole figures, half a figure up; part: the last figure is cut upright to its part"
    )
    arrange: Literal["beside", "rows"] = Field(
        "beside", description="beside: groups side by side where the width allows; rows: under each other from one line, names at the left"
    )
    columns: int | None = Field(None, ge=1, le=100, description="figures in a full line")
    height: LengthField | None = Field(None, description="of a figure")
    figure_role: FigureRole = Field("text", alias="role", description="colour of the figures")

    @model_validator(mode="after")
    def check_counts(self) -> Self:
        """Refuse counts that round to no figure, and more figures than a page can show."""
        for row in self.rows:
            if row.shaded and row.shaded.value > row.value:
                raise wrong("unit-chart", f"{row.shaded.value:g} of {row.value:g} cannot be shaded", row.shaded.where("value"), "a part is not more than the whole")  # fmt: skip
            if not math.floor(row.value / self.per + 0.5):
                raise wrong("unit-chart", f"{row.value:g} is less than half a figure at `per: {self.per:g}`", row.where("value"), f"`per: {nice(row.value / 3, down=True):g}` shows it")  # fmt: skip
        total = sum(self.figures(row) for row in self.rows)
        if total > MOST_FIGURES:
            per = nice(self.per * total / 100)
            raise wrong("unit-chart", f"these are {total} figures, and a chart has {MOST_FIGURES} at most", None, f"`per: {per:g}` makes it about {total * self.per / per:.0f}")  # fmt: skip
        return self

    def figures(self, row: UnitRow) -> int:
        """Return how many figures stand for a row, one cut to its part counted as one."""
        return math.ceil(self.drawn_for(row.value) - WHOLE)

    def drawn_for(self, value: float) -> float:
        """Return how many figures are drawn for a number: whole ones, half a figure rounded up, or with the part."""
        exact = value / self.per
        return exact if self.remainder == "part" else math.floor(exact + 0.5)

    def counts_said(self, row: UnitRow, context: Context) -> str:
        """Return how many figures stand for a row in words; of a part, two decimals."""
        return number(round(self.drawn_for(row.value), 2), context.language)

    def shaded_said(self, row: UnitRow, context: Context) -> str:
        """Return the words of what is set apart within a row, or ""."""
        if row.shaded is None:
            return ""
        return phrase("unit-of", context.language, value=number(row.shaded.value, context.language), label=context.words(row.shaded.label))  # fmt: skip

    def style_name(self) -> str:
        return "figure"

    def describe(self, element: Element, context: Context) -> None:
        rows = []
        for row in self.rows:
            said = phrase("unit-row", context.language, figures=self.counts_said(row, context), value=number(row.value, context.language), label=context.words(row.label))  # fmt: skip
            rows.append(", ".join(filter(None, (said, self.shaded_said(row, context)))))
        element.alt = " ".join([*(f"{row}." for row in rows), self.unit_note(context)]).strip()
        cells = (
            (context.words(row.label), number(row.value, context.language), self.counts_said(row, context), " ".join(filter(None, (self.shaded_said(row, context), plain(context.inline(row.note))))))
            for row in self.rows
        )  # fmt: skip
        add_data_table(element, heads_of(context.language, "name", "value", "figures", "note"), cells)

    def unit_note(self, context: Context) -> str:
        """Return the sentences that say what one figure stands for, and what became of the remainders."""
        per = number(self.per, context.language)
        of = context.words(self.of)
        said = [phrase("unit-note", context.language, per=per, of=of)] if of else []
        if any(abs(row.value / self.per - round(row.value / self.per)) > WHOLE for row in self.rows):
            said.append(phrase("unit-rounded" if self.remainder == "round" else "unit-part", context.language))
        return " ".join(said)

    def count_label(self, row: UnitRow, context: Context) -> str:
        """Return the exact number and its noun, kept together."""
        return f"{number(row.value, context.language)}\u00a0{context.words(row.label)}"

    def lay_out(self, node: Node, space: Space, context: Context) -> Fragment:
        top = spaced_top(space, 0.0)
        room = space.bottom - top
        natural = self.natural_height(context)
        smallest = min(natural, SMALLEST[context.held] * MM * context.ratio)
        height = natural
        while True:
            placed, bottom = self.drawn(height, top, node, space, context)
            if bottom <= top + room + 0.1:
                return Fragment(tuple(replace(item, span=node.span) for item in placed), bottom)
            if height <= smallest + 0.01:
                break
            height = max(smallest, 0.94 * height)
        if space.at_top:
            per = self.fitting_unit(smallest, top, node, space, context)
            hint = f"`per: {per:g}` would fit" if per else "give it a higher frame"
            context.problems.error("too-high", f"the figures take {(bottom - top) / MM:.0f} mm, and there are {room / MM:.0f} mm", self.span, hint)  # fmt: skip
        return Fragment((), space.y, node)

    def natural_height(self, context: Context) -> float:
        """Return the height of a figure before it has to give way, in pt."""
        if self.height:
            return self.height.pt(context.unit, context.step)
        return HEIGHT[context.held] * MM * context.ratio

    def fitting_unit(
        self, height: float, top: float, node: Node, space: Space, context: Context
    ) -> float | None:
        """Return a `per` at which the chart fits its frame, if there is one."""
        per = self.per
        for _ in range(12):
            per = nice(per * 1.5)
            if any(row.value < per for row in self.rows):
                return None
            trial = self.model_copy(update={"per": per})
            if trial.drawn(height, top, node, space, context)[1] <= space.bottom:
                return per
        return None

    def drawn(
        self, height: float, top: float, node: Node, space: Space, context: Context
    ) -> tuple[list[Placed], float]:
        """Return the chart with figures at most `height` pt high, and its last baseline."""
        pictograms = [load_pictogram(row.pictogram, context) for row in self.rows]
        if self.arrange == "rows":
            placed, bottom = rows_drawn(self, pictograms, height, top, element=node.element, space=space, context=context)  # fmt: skip
            return self.with_note(placed, bottom, node, space, context)
        lines = self.side_by_side(pictograms, height, space.width, context)
        stacks = [lines] if lines else [[self.alone(row, figure, height, space.width)] for row, figure in zip(self.rows, pictograms, strict=True)]  # fmt: skip
        high = min(group.standing.height for groups in stacks for group in groups)
        placed = []
        bottom = top
        for index, groups in enumerate(stacks):
            # A new stack keeps half a figure from the words above it.
            head = bottom + 0.5 * high if index else top
            equal = [self.of_height(group, high) for group in groups]
            drawn, bottom = self.line_of(equal, head, node.element, space, context)
            placed += drawn
        return self.with_note(placed, bottom, node, space, context)

    def with_note(
        self, placed: list[Placed], bottom: float, node: Node, space: Space, context: Context
    ) -> tuple[list[Placed], float]:
        """Return what was placed with the sentences about its unit under it, and the last baseline."""
        style = context.styles("note")
        note = plain_runs(self.unit_note(context))
        more, last = text_lines(
            note, space.x, bottom + 1.4 * style.leading, space.width, style, context, node.element
        )
        return placed + more, last if more else bottom

    def of_height(self, group: Group, height: float) -> Group:
        """Return a group with figures of another height; all figures of one chart have one."""
        if abs(height - group.standing.height) < 0.01:
            return group
        return self.alone(group.row, group.pictogram, height, group.width)

    def alone(self, row: UnitRow, pictogram: Pictogram, height: float, width: float) -> Group:
        """Return a row that has the chart's whole width."""
        count = self.figures(row)
        columns = self.columns or (None if count > 1 else 1)
        standing = ranks(pictogram, count, width, columns=columns, height=height)
        pitch = min(standing.pitch, LOOSEST * standing.width)
        return Group(row, pictogram, replace(standing, pitch=pitch), 0.0, width)

    def side_by_side(
        self, pictograms: Sequence[Pictogram], height: float, width: float, context: Context
    ) -> list[Group] | None:
        """Return the rows beside each other, in as few lines as the width allows; None when it does not."""
        ink = [(right - left) * height for left, right in map(ink_edges, pictograms)]
        words = [self.label_width(row, context) for row in self.rows]
        counts = [self.figures(row) for row in self.rows]
        for lines in range(1, MOST_LINES + 1):
            columns = [min(self.columns or 100, math.ceil(count / lines)) for count in counts]
            for stretch in (LOOSEST, 1.2, 1.15, 1.1, PITCH):
                pitches = [stretch * width for width in ink]
                if max(ink) < 1.4 * min(ink):
                    # One pitch for all: rows of equal length are then equal counts.
                    pitches = [max(pitches)] * len(pitches)
                wide = [max(words[i], ink[i] + pitches[i] * (columns[i] - 1)) for i in range(len(columns))]
                groups = self.beside(pictograms, columns, wide, height, pitches, context)
                if groups[-1].x + groups[-1].width <= width + 0.01:
                    return groups
        return None

    def beside(
        self, pictograms: Sequence[Pictogram], columns: Sequence[int], wide: Sequence[float], height: float,
        pitches: Sequence[float], context: Context,
    ) -> list[Group]:  # fmt: skip
        """Return groups from left to right; each begins on a half-unit line of the grid."""
        groups: list[Group] = []
        x = 0.0
        for row, pictogram, count, width, pitch in zip(
            self.rows, pictograms, columns, wide, pitches, strict=True
        ):
            left, right = ink_edges(pictogram)
            lines = math.ceil(self.figures(row) / count)
            standing = Ranks(count, lines, height, (right - left) * height, pitch, LEADING * height)
            groups.append(Group(row, pictogram, standing, x, width))
            half = context.unit / 2
            gap = 5 * MM if context.held else context.unit
            x = math.ceil((x + width + gap) / half - 0.01) * half if half else x + width + gap
        return groups

    def figures_of(
        self, row: UnitRow, pictogram: Pictogram, x: float, baseline: float, standing: Ranks, element: Element,
        context: Context,
    ) -> list[Placed]:  # fmt: skip
        """Return the figures of a row, the feet of its first line on a baseline; what is set apart comes first."""
        role = row.role or self.figure_role
        other = context.ground["accent" if role != "accent" else "text"]
        shaded = (self.drawn_for(row.shaded.value), other) if row.shaded else None
        count = self.drawn_for(row.value)
        return unit_rows(pictogram, count, x, baseline, standing, context.ground[role], element, shaded=shaded)

    def label_width(self, row: UnitRow, context: Context) -> float:
        """Return the width of a row's count label, in pt."""
        return label(self.count_label(row, context), 0, 0, context.styles("count"), context).rect.width

    def line_of(
        self, groups: Sequence[Group], top: float, element: Element, space: Space, context: Context
    ) -> tuple[list[Placed], float]:
        """Return groups that stand beside each other from `top` on, and the last baseline of their words."""
        style, note = context.styles("count"), context.styles("note")
        depth = max(group.standing.depth for group in groups)
        # The capitals of a label keep their own height from the feet, and a little less on a wall.
        baseline = top + depth + max(style.leading, 1.78 * style.cap_height)
        placed: list[Placed] = []
        bottom = baseline
        for group in groups:
            x = space.x + group.x
            first = top + depth - (group.standing.lines - 1) * group.standing.leading
            placed += self.figures_of(group.row, group.pictogram, x, first, group.standing, element, context)
            words = label(self.count_label(group.row, context), x, baseline, style, context, element=element, role="count")  # fmt: skip
            placed.append(words)
            if words.rect.right > space.x + space.width + 0.5:
                context.problems.error("too-wide", f"{words.ink.text!r} is wider than its frame", group.row.span, "a shorter label")  # type: ignore[union-attr]  # fmt: skip
            runs = (*plain_runs(self.shaded_said(group.row, context), strong=True), *(plain_runs("\n") if group.row.shaded and group.row.note else ()), *context.inline(group.row.note))  # fmt: skip
            remark, last = text_lines(runs, x, baseline + 1.2 * note.leading, group.width, note, context, element)  # fmt: skip
            placed += remark
            bottom = max(bottom, last if remark else baseline)
        return placed, bottom
