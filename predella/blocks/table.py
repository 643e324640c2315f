"""Rows of an author's table go in; a ruled table comes out that breaks between rows and repeats its head."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field, PlainValidator, PrivateAttr, ValidationInfo, field_validator

from predella.blocks.block import Block, Context, Fragment, Node, Space, first_baseline, pieces_of, shape
from predella.blocks.prose import report_wide
from predella.diagnostics import Problems, counted
from predella.importers import Rows
from predella.model import wrapped
from predella.pages import MM, Element, Placed, Role, line
from predella.source import Seq, Str, text_of
from predella.styles import Style
from predella.text import Run
from predella.typeset import Piece, SetLine, set_lines
from predella.validate import Length, MarkedWords, Model, Prose, reading_of, shown, to_length, wrong

PADDING = 0.4
"""White above the capitals and below the last baseline of a row, in parts of the leading."""
GUTTER = 0.5
"""White that a cell keeps on its right, in parts of the leading."""

FRACTION = re.compile(r"(\d+(?:\.\d+)?)fr$")


@dataclass(frozen=True, slots=True)
class ColumnWidth:
    """How wide a column is: a length, a share of what is left (`fraction`), or as its content needs (neither)."""

    length: Length | None = None
    fraction: float = 0.0


def to_width(value: Any) -> ColumnWidth:
    """Accept `25mm`, `2fr` or `auto`."""
    if isinstance(value, ColumnWidth):
        return value
    if value == "auto":
        return ColumnWidth()
    match = FRACTION.match(str(value))
    if match and float(match[1]) > 0:
        return ColumnWidth(fraction=float(match[1]))
    try:
        length = to_length(value)
    except ValueError:
        length = None
    if length is None or length.value <= 0:
        raise wrong("width", f"a column's width is expected, not {shown(value)}", getattr(value, "span", None), "write 25mm, 3u, 2fr (a share of what is left) or auto")  # fmt: skip
    return ColumnWidth(length=length)


class Column(Model):
    """A column of a table."""

    head: Prose | None = Field(None, description="words at the column's head")
    width: Annotated[ColumnWidth, PlainValidator(to_width, json_schema_input_type=str)] = Field(
        default_factory=ColumnWidth,
        description="a length, a share of what is left such as 2fr, or auto: as its content needs",
    )
    align: Literal["left", "right"] = Field("left", description="the edge that its cells stand on")
    style: str = Field("table", description="style of its cells, such as count for numbers")


@dataclass(frozen=True, slots=True)
class Row:
    """A row set at the height 0: its ink, and its height in pt."""

    placed: tuple[Placed, ...]
    height: float


class Table(Block):
    """A table with a head. It breaks between rows, never within one, and its head is printed again."""

    kind: ClassVar[str] = "table"
    role: ClassVar[Role | None] = "Table"
    from_file: ClassVar[tuple[str, ...]] = ("rows",)
    summary: ClassVar[str] = "a table with a head; it goes on in the next frame with its head repeated"
    example: ClassVar[str] = """\
- table:
    columns:
      - {head: Sheet, width: 20mm, style: count}
      - {head: Size, width: 1fr}
      - {head: Folded from A0, align: right}
    rows:
      - [A0, 841 × 1189 mm, "0"]
      - [A3, 297 × 420 mm, 3 times]
      - [A4, 210 × 297 mm, 4 times]
    caption: The sizes of ISO 216."""

    title: Prose | None = Field(None, description="words above the table")
    columns: tuple[Column, ...] = Field(
        min_length=1,
        description="the columns, from left to right; may be left out with a file, whose first line then heads them",
    )
    rows: tuple[tuple[Prose, ...], ...] = Field(description="the rows, each a list with one cell for a column")
    caption: Prose | None = Field(None, description="words under the table")
    _widths: dict[Any, tuple[float, ...]] = PrivateAttr(default_factory=dict)

    @classmethod
    def take(cls, data: Any, field: str, content: Any, problems: Problems) -> bool:
        """Turn the rows of a file into lists of cells; its first line heads the columns when the author names none."""
        if not isinstance(content, Rows):
            return super().take(data, field, content, problems)
        columns = data.get("columns")
        if isinstance(columns, Seq) and len(columns) != len(content.heads):
            message = f"the file has {counted(len(content.heads), 'column')}, the table {counted(len(columns), 'column')}"
            problems.error("table", message, content.heads.items_at[-1], "give `columns` one entry for each, or leave it out")  # fmt: skip
            return False
        if columns is None:
            data["columns"], data.values_at["columns"] = content.heads, content.span
            data.keys_at["columns"] = content.span
        rows = Seq()
        rows.span, rows.items_at = content.span, content.items_at
        for row in content:
            cells = Seq(row.get(str(head)) for head in content.heads)
            cells.span, cells.items_at = row.span, [row.values_at.get(str(head), row.span) for head in content.heads]
            rows.append(cells)
        data[field] = rows
        return True

    @field_validator("columns", mode="before")
    @classmethod
    def short_columns(cls, value: Any) -> Any:
        """Accept a column that is only its head."""
        if not isinstance(value, Seq):
            return value
        return [wrapped("head", item) if isinstance(item, Str) else item for item in value]

    @field_validator("rows", mode="before")
    @classmethod
    def even_rows(cls, value: Any, info: ValidationInfo) -> Any:
        """Report every row that has more or fewer cells than there are columns, at its line."""
        columns = info.data.get("columns")
        if not isinstance(value, Seq) or columns is None:
            return value
        problems = reading_of(info).problems
        faults = len(problems.found)
        for row, place in zip(value, value.items_at, strict=True):
            if not isinstance(row, Seq):
                problems.error("table", f"a row is a list of cells, and {shown(row)} is none", place, "write `- [first, second]`")  # fmt: skip
            elif len(row) != len(columns):
                problems.error("table", f"the row has {len(row)} cells, the table {len(columns)} columns", place, 'put a cell with a comma in quotes: "5,617"', "write \"\" for a cell without words")  # fmt: skip
        if len(problems.found) > faults:
            raise wrong("silent", "reported above")
        return [[text_of("", place) if cell is None else cell for cell in row] for row, place in zip(value, value.items_at, strict=True)]  # fmt: skip

    @property
    def has_head(self) -> bool:
        return any(column.head for column in self.columns)

    def style_name(self) -> str:
        return "table"

    def describe(self, element: Element, context: Context) -> None:
        if self.title or self.caption:
            caption = element.child("Caption", "caption")
            for key in ("title", "caption"):
                if getattr(self, key):
                    caption.child("P", key)
        if self.has_head:
            head = element.child("TR", "head")
            for number in range(len(self.columns)):
                head.child("TH", cell_key("head", number), attributes={"Scope": "Column"})
        for index, row in enumerate(self.rows):
            entry = element.child("TR", f"row {index}")
            for number in range(len(row)):
                entry.child("TD", cell_key(index, number))

    def words_left(self, node: Node, context: Context) -> int:
        return sum(len(plain(cell, context).split()) for row in self.rows[node.start :] for cell in row)

    def lay_out(self, node: Node, space: Space, context: Context) -> Fragment:
        style = context.styles("table")
        placed, top = self.title_lines(node, space, context)
        widths = self.column_widths(space.width, node, context)
        placed.append(rule(space, top, "rule", context))
        y = top
        if self.has_head:
            head = self.head_row(node, widths, space, context)
            placed += moved(head.placed, y)
            y += head.height
        first_row = y
        caption = self.caption_lines(node, space, context)
        count = node.start
        while count < len(self.rows):
            row = self.body_row(count, node, widths, space, context)
            below = caption[1] if count + 1 == len(self.rows) else 0.0
            if y + row.height + below > space.bottom + 0.05:
                break
            if y > top:
                placed.append(rule(space, y, "hairline", context))
            placed += moved(row.placed, y)
            y += row.height
            count += 1
        if (y == first_row and self.rows) or self.leaves_orphan(count, node, space):
            return Fragment((), space.y, node)
        placed.append(rule(space, y, "rule", context, up=True))
        if count < len(self.rows):
            return Fragment(tuple(placed), y, node.from_(count))
        placed += moved(caption[0], y)
        return Fragment(tuple(placed), y + caption[1] if caption[0] else y + PADDING * style.leading)

    def leaves_orphan(self, count: int, node: Node, space: Space) -> bool:
        """True when a table would begin with a single row at the foot of a frame and could begin in the next."""
        return not space.at_top and not node.start and count == 1 and len(self.rows) > 2

    def title_lines(self, node: Node, space: Space, context: Context) -> tuple[list[Placed], float]:
        """Return the title's lines and the height of the table's top rule."""
        if not self.title or node.start:
            return [], space.y
        style = context.styles("subheading")
        element = node.element.child("Caption", "caption").child("P", "title")
        lines = set_lines(pieces_of(context.inline(self.title), style, element, context), space.width, style.manner)  # fmt: skip
        first = first_baseline(space, style, 0.0, context.step)
        placed = [Placed(space.x, first + i * style.leading, item.ink, element, "title", span=node.span) for i, item in enumerate(lines)]  # fmt: skip
        return placed, first + max(0, len(lines) - 1) * style.leading + 2 * PADDING * style.leading

    def caption_lines(self, node: Node, space: Space, context: Context) -> tuple[list[Placed], float]:
        """Return the caption's lines under a table that ends at 0, and the last baseline."""
        if not self.caption:
            return [], 0.0
        style = context.styles("note")
        element = node.element.child("Caption", "caption").child("P", "caption")
        lines = set_lines(pieces_of(context.inline(self.caption), style, element, context), space.width)
        first = PADDING * style.leading + style.leading
        placed = [Placed(space.x, first + i * style.leading, item.ink, element, "caption", span=node.span) for i, item in enumerate(lines)]  # fmt: skip
        return placed, first + max(0, len(lines) - 1) * style.leading

    def head_row(self, node: Node, widths: Sequence[float], space: Space, context: Context) -> Row:
        """Return the head; what is printed again after a break is no part of the logical table."""
        row = node.element.child("TR", "head") if not node.start else Element("Artifact")
        cells = []
        for number, column in enumerate(self.columns):
            runs = tuple(Run(run.text, True, run.emphasis, run.link, run.cites, run.span) for run in context.inline(column.head))  # fmt: skip
            cells.append((runs, context.styles("table"), row.child("TH", cell_key("head", number))))
        return self.set_row(cells, node, widths, space, context, decoration=bool(node.start))

    def body_row(
        self, index: int, node: Node, widths: Sequence[float], space: Space, context: Context
    ) -> Row:
        """Return a row of the table's body."""
        row = node.element.child("TR", f"row {index}")
        cells = [
            (context.inline(cell), context.styles(column.style), row.child("TD", cell_key(index, number)))
            for number, (cell, column) in enumerate(zip(self.rows[index], self.columns, strict=True))
        ]
        return self.set_row(cells, node, widths, space, context)

    def set_row(
        self, cells: Sequence[tuple[tuple[Run, ...], Style, Element]], node: Node, widths: Sequence[float],
        space: Space, context: Context, *, decoration: bool = False,
    ) -> Row:  # fmt: skip
        """Set the cells of a row; the first lines of all stand on one baseline."""
        padding = PADDING * context.styles("table").leading
        first = padding + max(style.cap_height for _, style, _ in cells)
        placed: list[Placed] = []
        last = first
        x = space.x
        for number, (runs, style, element) in enumerate(cells):
            column = self.columns[number]
            room = widths[number] - self.gutter(number, context)
            hang = style.hang and column.align == "left"
            lines = set_lines(pieces_of(runs, style, element, context), room, replace(style.manner, hang=hang))
            report_wide(lines, node, context)
            for i, item in enumerate(lines):
                left = x + (room - item.ink.width if column.align == "right" else 0.0)
                target = None if decoration else element
                placed.append(
                    Placed(left, first + i * style.leading, item.ink, target, "cell", span=node.span)
                )
            last = max(last, first + max(0, len(lines) - 1) * style.leading)
            x += widths[number]
        return Row(tuple(placed), last + padding)

    def gutter(self, number: int, context: Context) -> float:
        """Return the white at the right of a column's cells, in pt; the last column ends at the table's edge."""
        return GUTTER * context.styles("table").leading if number + 1 < len(self.columns) else 0.0

    def column_widths(self, measure: float, node: Node, context: Context) -> tuple[float, ...]:
        """Return the widths of the columns in pt; together they are the measure."""
        over = sum(self.lengths(context)) - measure
        if over > 0.05:
            # here and not where it is measured: what is remembered would be silent in the try that counts
            context.problems.error("too-wide", f"the columns are {over / MM:.0f} mm wider together than their frame", node.span, "make a column narrower, or write 1fr for what is left")  # fmt: skip
        key = (measure, context.styles, context.language)
        if key not in self._widths:
            self._widths[key] = self.measured(measure, context)
        return self._widths[key]

    def lengths(self, context: Context) -> list[float]:
        """Return the widths that are given as lengths, in pt, and 0 for the others."""
        return [
            c.width.length.pt(context.unit, context.step) if c.width.length else 0.0 for c in self.columns
        ]

    def measured(self, measure: float, context: Context) -> tuple[float, ...]:
        """Measure the columns: lengths as given, content as it needs, shares of what is left."""
        lengths = self.lengths(context)
        if sum(lengths) > measure + 0.05:
            lengths = [length * measure / sum(lengths) for length in lengths]
        needs = [self.content(i, context) if not lengths[i] else (0.0, 0.0) for i in range(len(self.columns))]
        shares = [column.width.fraction for column in self.columns]
        free = measure - sum(lengths)
        autos = [wide if not lengths[i] and not shares[i] else 0.0 for i, (_, wide) in enumerate(needs)]
        least = sum(narrow for i, (narrow, _) in enumerate(needs) if shares[i])
        if sum(autos) > free - least:
            narrow = [needs[i][0] if auto else 0.0 for i, auto in enumerate(autos)]
            needed = sum(narrow) + least
            # too narrow for the longest words: columns give way alike, and the words are reported
            autos = [width * free / needed for width in narrow] if needed > free else between(narrow, autos, free - least)  # fmt: skip
        free -= sum(autos)
        if sum(shares):
            minima = [needs[i][0] if share else 0.0 for i, share in enumerate(shares)]
            parts = shared(shares, minima, max(0.0, free))
            return tuple(a + b + c for a, b, c in zip(lengths, autos, parts, strict=True))
        growing = autos if sum(autos) else lengths
        return tuple(
            a + b + max(0.0, free) * g / sum(growing) for a, b, g in zip(lengths, autos, growing, strict=True)
        )

    def content(self, number: int, context: Context) -> tuple[float, float]:
        """Return the width of a column's longest word and of its longest cell, in pt, with the gutter."""
        column = self.columns[number]
        head = tuple(Run(run.text, strong=True) for run in context.inline(column.head))
        narrow, wide = extent(pieces_of(head, context.styles("table"), Element("TH"), context))
        style = context.styles(column.style)
        for row in self.rows:
            least, most = extent(pieces_of(context.inline(row[number]), style, Element("TD"), context))
            narrow, wide = max(narrow, least), max(wide, most)
        # a hundredth of a point, so that rounding never breaks the line that gave the width
        gutter = self.gutter(number, context) + 0.01
        return narrow + gutter, wide + gutter


def cell_key(row: int | str, column: int) -> str:
    """Return the key of a cell's element; rows may be laid out many times, cells are added once."""
    return f"cell {row} {column}"


def plain(words: MarkedWords, context: Context) -> str:
    """Return a cell's text without markup."""
    return "".join(run.text for run in context.inline(words))


def extent(pieces: Sequence[Piece]) -> tuple[float, float]:
    """Return the widths in pt of the longest unbreakable part and of the whole text on one line."""
    whole: tuple[SetLine, ...] = set_lines(pieces, 1e6)
    parts = set_lines(pieces, 0.01)
    return max((item.ink.width for item in parts), default=0.0), max(
        (item.ink.width for item in whole), default=0.0
    )


def between(least: Sequence[float], most: Sequence[float], total: float) -> list[float]:
    """Return widths between two bounds that add up to a total, as far as the bounds allow."""
    spare = sum(most) - sum(least)
    part = min(1.0, max(0.0, (total - sum(least)) / spare)) if spare > 0 else 0.0
    return [low + (high - low) * part for low, high in zip(least, most, strict=True)]


def shared(shares: Sequence[float], least: Sequence[float], total: float) -> list[float]:
    """Return widths in proportion to shares, none under its least while the total allows."""
    held: dict[int, float] = {}
    if sum(least) >= total:
        return [share * total / sum(shares) for share in shares]
    while True:
        left = total - sum(held.values())
        weight = sum(share for i, share in enumerate(shares) if i not in held)
        low = [
            i
            for i, share in enumerate(shares)
            if i not in held and share and share * left / weight < least[i]
        ]
        if not low:
            return [held.get(i, share * left / weight if weight else 0.0) for i, share in enumerate(shares)]
        held |= {i: least[i] for i in low}


def moved(placed: Sequence[Placed], down: float) -> list[Placed]:
    """Return ink moved down by a number of pt."""
    return [item.moved(down=down) for item in placed]


def rule(space: Space, y: float, stroke: str, context: Context, *, up: bool = False) -> Placed:
    """Return a rule over the width of a space: centred on `y`, or with its outer edge there when it is the last."""
    width = context.styles.stroke(stroke)
    y += -width / 2 if up else width / 2 if stroke == "rule" else 0.0
    return shape(
        space.x, y, line(0, 0, space.width, 0), stroke=context.ground["line"], width=width, role="rule"
    )


__all__ = ["Column", "ColumnWidth", "Table"]
