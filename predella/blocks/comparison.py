"""Two or three things and what is to be compared come in, columns whose rows stand on common lines come out.

Their heads are printed again after a break.
Where a column would be too narrow to read, the things stand under each other in every row, each with its name.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, ClassVar

from pydantic import Field, ValidationInfo, field_validator

from predella.blocks.block import Block, Context, Fragment, Node, Space, first_baseline, pieces_of, shape
from predella.blocks.prose import report_wide
from predella.model import wrapped
from predella.pages import MM, Element, Placed, Role, line
from predella.source import Map, Seq, text_of
from predella.text import Run, plain
from predella.themes import StyleSet
from predella.typeset import SetLine, set_lines
from predella.validate import Model, Prose, Text, reading_of, shown, wrong

NARROWEST = {True: 33.0, False: 115.0}
"""mm at the reference paper, held and hung: a narrower column has fewer than about a dozen characters a line."""
GUTTER = 1.0
"""White between columns, in parts of the leading of the text."""


class Point(Model):
    """One thing that is compared."""

    point: Text | None = Field(None, description="what is compared, above the cells of its row")
    cells: tuple[Prose, ...] = Field(description="what is said of each thing, in the order of `things`")


class Row(Block):
    """One row of a comparison as the flow sees it; authors write `comparison`."""

    kind: ClassVar[str] = "comparison_row"
    role: ClassVar[Role | None] = "TR"

    things: tuple[str, ...]
    point: Point | None

    def style_name(self) -> str:
        return "comparison" if self.point else "comparison-head"

    def words_left(self, node: Node, context: Context) -> int:
        cells = self.point.cells if self.point else ()
        said = [context.words(self.point.point)] if self.point else list(self.things)
        return len(" ".join([*said, *(plain(context.inline(cell)) for cell in cells)]).split())

    def stacks(self, width: float, context: Context) -> bool:
        """True where columns would be too narrow to read."""
        return width / len(self.things) < NARROWEST[context.held] * MM * context.ratio

    def lay_out(self, node: Node, space: Space, context: Context) -> Fragment:
        stacked = self.stacks(space.width, context)
        if self.point is None and stacked:
            return Fragment((), space.y)
        edge = context.styles.stroke("hairline" if self.point else "rule")
        heads: tuple[Placed, ...] = ()
        if self.point and space.at_top and not stacked:
            # what is printed again after a break is no part of the logical table
            again = Row.model_construct(things=self.things, point=None, span=self.span)
            above = again.lay_out(replace(node, element=Element("Artifact")), space, context)
            heads, space = above.placed, space.below(above.bottom)
        top = space.y if space.at_top else space.y + 0.5 * context.styles("comparison").leading
        path = line(0, 0, space.width, 0)
        rule = shape(space.x, top + edge / 2, path, stroke=context.ground["line"], width=edge, role="rule")
        room = replace(space, y=top + edge, at_top=False, first=None)
        placed, bottom = self.words(node, room, stacked, context)
        if bottom > space.bottom + 0.05:
            return Fragment((), space.y, node)
        return Fragment((*heads, rule, *(replace(item, span=node.span) for item in placed)), bottom)

    def words(
        self, node: Node, room: Space, stacked: bool, context: Context
    ) -> tuple[list[Placed], float]:
        """Return the row's words: what is compared, then a cell for each thing, side by side or under each other."""
        placed, y = self.head(node, room, context)
        width = room.width if stacked else self.column(room.width, context)
        bottom = y
        for number, thing in enumerate(self.things):
            left = room.x if stacked else room.x + number * (width + self.gutter(context))
            cell = replace(room, x=left, y=bottom if stacked else y, width=width)
            more, end = self.block(*self.cell(number, thing, stacked, context), cell, self.target(node, number), context)
            placed += more
            bottom = end if stacked else max(bottom, end)
        return placed, bottom

    def head(self, node: Node, room: Space, context: Context) -> tuple[list[Placed], float]:
        """Return the words that say what is compared, and their last baseline.

        They stand one line above the cells: what the grid of the cells leaves over is white under the rule.
        """
        name = context.words(self.point.point) if self.point else ""
        if not name:
            return [], room.y
        head = node.element.child("TH", "point", attributes={"Scope": "Row"})
        placed, y = self.block((Run(name, strong=True),), "comparison-point", room, head, context)
        cells = context.styles("comparison")
        down = first_baseline(room.below(y), cells, 0.0, context.step) - cells.leading - y
        return [replace(item, y=item.y + down) for item in placed], y + down

    def target(self, node: Node, number: int) -> Element:
        """Return the element of a cell."""
        if self.point is None:
            return node.element.child("TH", f"cell {number}", attributes={"Scope": "Column"})
        return node.element.child("TD", f"cell {number}")

    def cell(self, number: int, thing: str, stacked: bool, context: Context) -> tuple[tuple[Run, ...], str]:
        """Return a cell's words and style; stacked, it begins with the name of its thing."""
        if self.point is None:
            return (Run(thing),), "comparison-head"
        runs = context.inline(self.point.cells[number])
        return ((Run(f"{thing}: ", strong=True), *runs) if stacked else runs), "comparison"

    def block(
        self, runs: Sequence[Run], style_name: str, room: Space, element: Element, context: Context
    ) -> tuple[list[Placed], float]:
        """Return a few lines that begin under the top of a space, and their last baseline."""
        style = context.styles(style_name)
        lines: tuple[SetLine, ...] = set_lines(pieces_of(runs, style, element, context), room.width, style.manner)
        report_wide(lines, Node(self, element, span=self.point.span if self.point else context.place), context)
        first = first_baseline(room, style, 0.0, context.step)
        placed = [Placed(room.x, first + i * style.leading, item.ink, element, style_name) for i, item in enumerate(lines)]
        return placed, first + max(0, len(lines) - 1) * style.leading

    def column(self, width: float, context: Context) -> float:
        """Return the width of a column, in pt."""
        count = len(self.things)
        return (width - (count - 1) * self.gutter(context)) / count

    def gutter(self, context: Context) -> float:
        """Return the white between two columns, in pt."""
        styles: StyleSet = context.styles
        return GUTTER * styles("comparison").leading


class Comparison(Block):
    """Things side by side."""

    kind: ClassVar[str] = "comparison"
    role: ClassVar[Role | None] = "Table"
    summary: ClassVar[str] = "two or three things side by side, compared point by point"
    example: ClassVar[str] = """\
- comparison:
    things: [A4, Letter]
    rows:
      - {point: Size, cells: [210 × 297 mm, 216 × 279 mm]}
      - {point: Halved, cells: [the same shape again, another shape]}"""

    things: tuple[Text, ...] = Field(min_length=2, max_length=3, description="the things, as heads of the columns")
    rows: tuple[Point, ...] = Field(min_length=1, description="what is compared: `{point, cells}`, or a list of cells")

    @field_validator("rows", mode="before")
    @classmethod
    def even_rows(cls, value: Any, info: ValidationInfo) -> Any:
        """Accept a row that is only its cells; report every row that has not one cell for each thing."""
        things = info.data.get("things")
        if not isinstance(value, Seq) or things is None:
            return value
        problems = reading_of(info).problems
        faults = len(problems.found)
        rows = []
        for row, place in zip(value, value.items_at, strict=True):
            whole = wrapped("cells", row, place) if isinstance(row, Seq) else row
            cells = whole.get("cells") if isinstance(whole, Map) else None
            if not isinstance(cells, Seq):
                problems.error("comparison", f"a row is a list of cells, and {shown(row)} is none", place, "write `- {point: Size, cells: [first, second]}`")  # fmt: skip
            elif len(cells) != len(things):
                problems.error("comparison", f"the row has {len(cells)} cells for {len(things)} things", place, 'put a cell with a comma in quotes: "5,617"', 'write "" for a cell without words')  # fmt: skip
            else:
                cells[:] = [text_of("", place) if cell is None else cell for cell in cells]
            rows.append(whole)
        if len(problems.found) > faults:
            raise wrong("silent", "reported above")
        return rows

    def nodes(self, node: Node, context: Context) -> Iterator[Node]:
        things = tuple(context.words(thing) for thing in self.things)
        head = Row.model_construct(things=things, point=None)
        yield replace(node, block=head, element=self.row_element(node, "TD"))
        for point in self.rows:
            row = Row.model_construct(things=things, point=point)
            yield replace(node, block=row, element=self.row_element(node, "TH"), span=point.span or node.span)

    def row_element(self, node: Node, first: Role) -> Element:
        """Return the element of a row; where points are named each row has a cell for it, or its columns would not match."""
        row = node.element.add("TR")
        if any(point.point for point in self.rows):
            row.child(first, "point", attributes={"Scope": "Row"} if first == "TH" else {})
        return row


__all__ = ["Comparison", "Point"]
