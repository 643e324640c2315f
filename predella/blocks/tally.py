"""Groups of people go in, one mark for each of them comes out, all on one line if it fits."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import ClassVar, Self

from pydantic import Field, model_validator

from predella.blocks.block import (
    Block,
    Context,
    Fragment,
    Node,
    Space,
    first_baseline,
    shape,
    text_lines,
)
from predella.blocks.count_strip import is_dark
from predella.blocks.data_table import add_data_table, heads_of
from predella.blocks.unit_chart import FigureRole, PictogramField, load_pictogram
from predella.blocks.unit_figures import LEADING, PITCH, ink_edges
from predella.pages import MM, Element, Placed, Role
from predella.phrases import phrase
from predella.pictograms import Pictogram
from predella.validate import LengthField, Prose, wrong

HEIGHT = (38.0, 8.0)
"""mm, of a mark that is given none: on a wall at the reference paper, and in the hand."""
SMALLEST = (12.0, 4.0)
"""mm; marks give way to this before they take a second line."""
GROUP_GAP = 10.0
"""mm at A1 between two groups, beside the gap between two marks, for marks 38 mm high."""
HEADS = 14.0
"""mm at A1, from the label's baseline to the heads of the marks, for marks 38 mm high."""
MOST = 2000


class Tally(Block):
    """One mark for each person. Marks are never made to stand for more than one."""

    kind: ClassVar[str] = "tally"
    role: ClassVar[Role | None] = "Sect"
    summary: ClassVar[str] = "one mark for each person, with a gap between groups"
    example: ClassVar[str] = """\
- tally:
    groups: [11, 5]
    label: Eleven players. Five more on the bench.
    note: One mark is one person"""

    groups: tuple[int, ...] = Field(
        min_length=1, max_length=12, description="how many people, group by group"
    )
    pictogram: PictogramField = Field("person", description="the mark", validate_default=True)
    label: Prose | None = Field(None, description="the count in words, above the marks")
    note: Prose | None = Field(None, description="what one mark is, at the right of the label")
    height: LengthField | None = Field(None, description="of a mark")
    figure_role: FigureRole = Field(
        "accent", alias="role", description="colour of the marks, on a dark ground also of the label"
    )

    @model_validator(mode="after")
    def check_groups(self) -> Self:
        """Refuse groups without people, and more people than a page can show one by one."""
        if any(count < 1 for count in self.groups):
            raise wrong("tally", f"a group has at least one person, and one here has {min(self.groups)}", self.where("groups"), "leave the group out")  # fmt: skip
        if sum(self.groups) > MOST:
            raise wrong("tally", f"{sum(self.groups)} marks cannot be told apart on a page; {MOST} is the most", self.where("groups"), "a `stat` prints the number alone, a `unit_chart` groups it")  # fmt: skip
        return self

    def style_name(self) -> str:
        return "tally"

    def describe(self, element: Element, context: Context) -> None:
        if self.label is not None:
            element.add("P", key="label")
        groups = ", ".join(str(count) for count in self.groups)
        key = "tally-groups" if len(self.groups) > 1 else "tally"
        alt = phrase(key, context.language, count=sum(self.groups), groups=groups)
        marks = element.add("Figure", key="marks", alt=alt)
        if len(self.groups) > 1:
            rows = ((str(index), str(count)) for index, count in enumerate(self.groups, 1))
            add_data_table(marks, heads_of(context.language, "group", "figures"), rows)
        if self.note is not None:
            element.add("P", key="note")

    def lay_out(self, node: Node, space: Space, context: Context) -> Fragment:
        pictogram = load_pictogram(self.pictogram, context)
        words, last = self.words(node, space, context)
        wanted = (self.height.pt(context.unit, context.step) if self.height else HEIGHT[context.held] * MM * context.ratio)  # fmt: skip
        smallest = min(wanted, SMALLEST[context.held] * MM * context.ratio)
        height = wanted
        while True:
            top = last + HEADS / HEIGHT[0] * height if words else space.y
            lines = self.lines_at(pictogram, height, space.width)
            bottom = top + height + (lines - 1) * LEADING * height
            if (lines == 1 and bottom <= space.bottom + 0.1) or height <= smallest + 0.01:
                break
            height = max(smallest, 0.96 * height)
        if bottom > space.bottom + 0.1:
            if space.at_top:
                context.problems.error("too-high", f"{sum(self.groups)} marks take {lines} lines of {height / MM:.0f} mm, and the frame is too low for them", self.span, "a wider or a higher frame; one mark stays one person")  # fmt: skip
            return Fragment((), space.y, node)
        marks = self.marks(pictogram, height, lines, top, node, space, context)
        return Fragment(tuple(replace(item, span=node.span) for item in words + marks), bottom)

    def words(self, node: Node, space: Space, context: Context) -> tuple[list[Placed], float]:
        """Return label and note, the note right-aligned on the label's line where it fits, and the last baseline."""
        style, note = context.styles("tally"), context.styles("note")
        # Accent is an area colour: on a light ground it has too little contrast for text.
        colour = self.figure_role if is_dark(context.ground) else "text"
        baseline = first_baseline(space, style, 0.0, context.step)
        placed: list[Placed] = []
        last = space.y
        if self.label is not None:
            element = node.element.child("P", "label")
            placed, last = text_lines(context.inline(self.label), space.x, baseline, space.width, style, context, element, colour=colour, role="heading")  # fmt: skip
        if self.note is None:
            return placed, last
        element = node.element.child("P", "note")
        runs = context.inline(self.note)
        lines, end = text_lines(runs, space.x, last, space.width, note, context, element, colour=colour, role="note")  # fmt: skip
        taken = placed[-1].rect.right - space.x + note.size if placed else space.width
        if len(lines) == 1 and taken + lines[0].rect.width <= space.width:
            return [*placed, lines[0].moved(right=space.width - lines[0].rect.width)], last
        down = note.leading if placed else first_baseline(space, note, 0.0, context.step) - last
        return placed + [line.moved(down=down) for line in lines], end + down

    def lines_at(self, pictogram: Pictogram, height: float, width: float) -> int:
        """Return how many lines the marks take at a height."""
        left, right = ink_edges(pictogram)
        ink = (right - left) * height
        gaps = (len(self.groups) - 1) * gap_of(height)
        if ink + PITCH * ink * (sum(self.groups) - 1) + gaps <= width + 0.01:
            return 1
        # Every group may end a line early, so that its gap never begins one.
        columns = max(1, math.floor((width - gaps - ink) / (PITCH * ink) + 1))
        return math.ceil(sum(self.groups) / columns)

    def marks(
        self, pictogram: Pictogram, height: float, lines: int, top: float, node: Node, space: Space, context: Context
    ) -> list[Placed]:  # fmt: skip
        """Return the marks, from edge to edge of the frame in a single line, else in lines of equal number."""
        left, right = ink_edges(pictogram)
        ink = (right - left) * height
        total = sum(self.groups)
        columns = math.ceil(total / lines)
        gap = gap_of(height)
        free = space.width - ink - gap * (len(self.groups) - 1)
        pitch = min(free / (columns - 1), 2 * ink) if columns > 1 else 0.0
        path = pictogram.scaled(height)
        figure = node.element.child("Figure", "marks")
        ends = {sum(self.groups[: i + 1]) for i in range(len(self.groups))}
        placed: list[Placed] = []
        x = space.x
        for index in range(total):
            line, column = divmod(index, columns)
            if column == 0:
                x = space.x
            elif index in ends:
                x += gap
            y = top + line * LEADING * height
            fill = context.ground[self.figure_role]
            placed.append(shape(x - left * height, y, path, fill=fill, element=figure, role="figure"))
            x += pitch
        return placed


def gap_of(height: float) -> float:
    """Return the gap between two groups for marks of a height, both in pt."""
    return GROUP_GAP / HEIGHT[0] * height
