"""A number and what it counts go in, a large numeral with its words and its figures beside it comes out."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import ClassVar, Literal, Self

from pydantic import Field, model_validator

from predella.blocks.block import (
    Block,
    Context,
    Fragment,
    Node,
    Space,
    first_baseline,
    label,
    plain_runs,
    text_lines,
)
from predella.blocks.captions import note_width
from predella.blocks.unit_chart import MOST_FIGURES, SMALLEST, FigureRole, PictogramField, load_pictogram
from predella.blocks.unit_figures import LEADING, Ranks, nice, ranks, tallest, unit_rows
from predella.model import CitesField
from predella.pages import MM, Placed, Role
from predella.phrases import number, phrase
from predella.pictograms import Pictogram
from predella.text import Run
from predella.validate import LengthField, Prose, Text, wrong

AIRY = 1.464
"""From one row's feet to the next row's, in heights, where there is room: dogs 11.2 mm high stand 16.4 apart on A1."""
SPREAD = 2.0
"""The pitch to which a few figures are spread at most, in widths."""
MOST_LINES = 8
WORTH_A_LINE = 0.85
"""Fewer rows are taken as long as they keep this part of the height that more rows would allow."""
BESIDE = 0.25
"""Of the frame's width; less than this beside the numeral is no column for words, which then stand under it."""


class Stat(Block):
    """A large numeral, what it counts, and that many figures."""

    kind: ClassVar[str] = "stat"
    role: ClassVar[Role | None] = "P"
    summary: ClassVar[str] = "a large numeral, what it counts, and figures that show it"
    example: ClassVar[str] = """\
- stat: {value: 98, label: dogs at the fair, note: One figure is one dog., pictogram: dog}"""

    value: float = Field(gt=0, le=1e12, description="the number; it is printed as the language writes it")
    label: Text = Field(description="what is counted")
    note: Prose | None = Field(None, description="a remark beside it, such as what one figure stands for")
    pictogram: PictogramField | None = Field(None, description="the figure that is repeated")
    per: float = Field(1, ge=1e-6, description="how many one figure stands for")
    of: Text | None = Field(
        None, description="what one figure stands for, in the plural, when there is no note"
    )
    lines: int | None = Field(
        None, ge=1, le=MOST_LINES, description="rows of figures; else as few as show them largest"
    )
    height: LengthField | None = Field(None, description="of a figure; else as high as the row allows")
    column: LengthField | None = Field(None, description="from the frame's left edge to words and figures")
    figure_role: FigureRole = Field("state", alias="role", description="colour of the figures")
    size: Literal["giant", "display", "place"] = Field("giant", description="style of the numeral")
    source: CitesField = Field((), description="where the number stands")

    @model_validator(mode="after")
    def check_figures(self) -> Self:
        """Refuse a number that rounds to no figure, and one of more figures than a row can show."""
        if self.pictogram is None:
            return self
        if not self.figures:
            raise wrong("stat", f"{self.value:g} is less than half a figure at `per: {self.per:g}`", self.where("value"), f"`per: {nice(self.value / 3, down=True):g}` shows it")  # fmt: skip
        if self.figures > MOST_FIGURES:
            per = nice(self.value / 100)
            raise wrong("stat", f"these are {self.figures} figures, and a row has {MOST_FIGURES} at most", self.where("value"), f"`per: {per:g}` makes it {self.value / per:.0f}")  # fmt: skip
        return self

    @property
    def figures(self) -> int:
        """How many whole figures stand for the number; half a figure is rounded up."""
        return math.floor(self.value / self.per + 0.5)

    def style_name(self) -> str:
        return "giant"

    def words_left(self, node: Node, context: Context) -> int:
        return 1 + len(context.words(self.label).split())

    def lay_out(self, node: Node, space: Space, context: Context) -> Fragment:
        style = context.styles(self.size)
        baseline = first_baseline(space, style, 0.0, context.step)
        text = number(self.value, context.language)
        numeral = label(text, space.x, baseline, style, context, element=node.element, role="numeral")
        if numeral.rect.right > space.x + space.width + 0.5:
            context.problems.error("too-wide", f"the numeral {text} is wider than its frame", self.span, "`size: display` or `size: place` is smaller")  # fmt: skip
        column = self.column_after(numeral, space, context)
        if column < space.x + space.width * (1 - BESIDE):
            room = Space(column, baseline - style.cap_height, space.x + space.width - column, baseline)
            placed, bottom = self.beside(node, room, baseline, context)
        else:
            room = Space(space.x, baseline, space.width, space.bottom)
            placed, bottom = self.under(node, room, 0.75 * style.cap_height, context)
        if bottom > space.bottom + 0.1:
            return Fragment((), space.y, node)
        placed.insert(0, numeral)
        return Fragment(tuple(replace(item, span=node.span) for item in placed), max(bottom, baseline))

    def column_after(self, numeral: Placed, space: Space, context: Context) -> float:
        """Return where words and figures begin: where the author says, or on the first half-unit line clear of the numeral.

        A numeral that reaches over the author's column, as in a theme with wider type, moves it on.
        """
        half = context.unit / 2
        reach = numeral.rect.right - space.x
        column = self.column.pt(context.unit, context.step) if self.column else 0.0
        if column >= reach + half / 2:
            return space.x + column
        clear = reach + 1.5 * half
        return space.x + (math.ceil(clear / half - 0.01) * half if half else clear)

    def beside(
        self, node: Node, room: Space, baseline: float, context: Context
    ) -> tuple[list[Placed], float]:
        """Return words that hang from the numeral's cap line, figures that stand on its baseline, and the bottom."""
        unit = context.styles("unit")
        placed, last = self.words(node, room, room.y + unit.cap_height, context)
        if not self.pictogram:
            return placed, last
        depth = baseline - last - 0.35 * unit.leading
        if self.lines is None and depth < SMALLEST[context.held] * MM * context.ratio:
            # Words that fill the height of the numeral leave the figures the place under it.
            below = replace(room, y=max(last, baseline))
            figures, bottom = self.figures_under(below, (baseline - room.y) * 0.75, context)
            return placed + figures, bottom
        return placed + self.figures_on(baseline, depth, room, context), max(baseline, last)

    def under(self, node: Node, room: Space, depth: float, context: Context) -> tuple[list[Placed], float]:
        """Return words and figures under the numeral, in the whole width, and the bottom."""
        unit = context.styles("unit")
        placed, last = self.words(node, room, room.y + unit.leading, context)
        if not self.pictogram:
            return placed, last
        figures, bottom = self.figures_under(replace(room, y=last), depth, context)
        return placed + figures, bottom

    def figures_under(self, room: Space, depth: float, context: Context) -> tuple[list[Placed], float]:
        """Return figures under words, at most `depth` pt deep, and where their feet stand."""
        top = room.y + 0.35 * context.styles("unit").leading
        figures = self.figures_on(top + depth, depth, room, context)
        up = min((item.rect.y for item in figures), default=top) - top
        return [item.moved(down=-up) for item in figures], top + depth - up

    def words(self, node: Node, room: Space, baseline: float, context: Context) -> tuple[list[Placed], float]:
        """Return label and note: side by side when both fit one line, else the note under the label."""
        unit, note = context.styles("unit"), context.styles("note")
        runs = [*self.note_runs(context)]
        if self.source and not runs:
            named = (*plain_runs(context.words(self.label)), Run("", cites=self.source))
        else:
            named = plain_runs(context.words(self.label))
            runs += [Run("", cites=self.source)] if self.source else []
        placed, last = text_lines(
            named, room.x, baseline, room.width, unit, context, node.element, role="label"
        )
        for line in placed:
            if line.rect.right > room.x + room.width + 0.5:
                context.problems.error("too-wide", f"{line.rect.width / MM:.0f} mm of words do not fit beside the numeral", self.span, "a shorter label, or a smaller `size`")  # fmt: skip
        gap = 0.5 * note.size
        x = placed[0].rect.right + gap if placed else room.x
        width = room.x + room.width - x
        if len(placed) == 1:
            beside, end = text_lines(runs, x, baseline, width, note, context, node.element, role="note")
            if len(beside) == 1 and beside[0].rect.width <= width:
                return placed + beside, last
        width = note_width(room.width, note, context)
        more, end = text_lines(runs, room.x, last + note.leading, width, note, context, node.element, role="note")  # fmt: skip
        return placed + more, end if more else last

    def note_runs(self, context: Context) -> tuple[Run, ...]:
        """Return the note, or else the sentence that says what one figure stands for."""
        of = context.words(self.of)
        if self.note is not None or not of:
            return context.inline(self.note)
        return plain_runs(
            phrase("unit-note", context.language, per=number(self.per, context.language), of=of)
        )

    def figures_on(self, baseline: float, depth: float, room: Space, context: Context) -> list[Placed]:
        """Return the figures, the last row's feet on a baseline, filling the width up to `depth` pt high."""
        assert self.pictogram
        pictogram = load_pictogram(self.pictogram, context)
        height = self.height.pt(context.unit, context.step) if self.height else math.inf
        tried = [self.lines] if self.lines else range(1, MOST_LINES + 1)
        found = [
            self.standing(pictogram, lines, room.width, depth, height)
            for lines in tried
            if lines <= self.figures
        ] or [self.standing(pictogram, 1, room.width, depth, height)]
        largest = max(standing.height for standing in found)
        standing = next(standing for standing in found if standing.height >= WORTH_A_LINE * largest)
        if standing.height < SMALLEST[context.held] * MM * context.ratio - 0.01:
            per = nice(self.per * 2)
            context.problems.error("too-small", f"{self.figures} figures would be {standing.height / MM:.0f} mm high, too small to be told apart", self.span, f"`per: {per:g}` makes fewer, fewer `lines` or a smaller numeral makes room")  # fmt: skip
        first = baseline - (standing.lines - 1) * standing.leading
        fill = context.ground[self.figure_role]
        return unit_rows(pictogram, self.figures, room.x, first, standing, fill, None)

    def standing(self, pictogram: Pictogram, lines: int, width: float, depth: float, height: float) -> Ranks:
        """Return how the figures stand in so many lines: as high as width and depth allow."""
        columns = math.ceil(self.figures / lines)
        lines = math.ceil(self.figures / columns)
        high = min(height, tallest(pictogram, columns, width), depth / (1 + (lines - 1) * LEADING))
        high = max(high, 0.1)
        leading = min(AIRY * high, (depth - high) / (lines - 1)) if lines > 1 else high
        found = ranks(pictogram, self.figures, width, columns=columns, height=high, leading=leading)
        return replace(found, pitch=min(found.pitch, SPREAD * found.width))
