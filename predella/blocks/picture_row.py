"""Two to six figures go in, a row of pictures of one height comes out, each with its caption and its credit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, ClassVar

from pydantic import Field, field_validator

from predella.blocks.block import Block, Context, Fragment, Node, Space, on_grid, pieces_of, spaced_top
from predella.blocks.captions import WIDEST
from predella.blocks.figure import LEAST, FigureBlock
from predella.diagnostics import Problems
from predella.figures import CropField
from predella.model import Figure, wrapped
from predella.pages import MM, Placed, Role
from predella.phrases import phrase
from predella.source import Seq, Str
from predella.text import Run
from predella.typeset import Piece, runs_backward, set_lines
from predella.validate import LengthField, MarkedWords, Model, Prose

LOWEST = {True: 20.0, False: 80.0}
"""mm at the reference paper, held and hung: pictures of a row that would be lower stand in two rows."""
GAP = 0.5
"""u; the white between two pictures."""


class Row(Block):
    """Pictures of one height as the flow sees them; authors write `picture_row`."""

    kind: ClassVar[str] = "pictures"
    role: ClassVar[Role | None] = None

    figures: tuple[FigureBlock, ...]
    nodes_of: tuple[Node, ...] = ()
    height: Any = None
    caption: MarkedWords | None = None
    words_of: Any = None

    def style_name(self) -> str:
        return "figure"

    def words_left(self, node: Node, context: Context) -> int:
        return sum(figure.words_left(own, context) for figure, own in zip(self.figures, self.nodes_of, strict=True))

    def lay_out(self, node: Node, space: Space, context: Context) -> Fragment:
        found = [(block, own, block.figure(context)) for block, own in zip(self.figures, self.nodes_of, strict=True)]
        whole = [(block, own, figure) for block, own, figure in found if figure is not None]
        proportions = [block.proportion(figure, context) for block, _, figure in whole]
        rows = self.rows(proportions, space, context)
        heights = [self.height_of([proportions[i] for i in row], space.width, context) for row in rows]
        natural = limit = max(heights)
        for _ in range(4):
            trial = replace(context, problems=Problems())
            placed, y = self.drawn(rows, whole, limit, space, trial)
            if y <= space.bottom + 0.1 or space.endless:
                context.problems.extend(trial.problems.found)
                return Fragment(tuple(placed), y)
            # where the frame is too low, pictures give way alike, as a single one does
            limit -= (y - space.bottom) / sum(height >= limit for height in heights)
            if limit < LEAST * natural:
                break
        return Fragment((), space.y, node)

    def drawn(
        self, rows: Sequence[range], whole: Sequence[tuple[FigureBlock, Node, Figure]], limit: float, space: Space,
        context: Context,
    ) -> tuple[list[Placed], float]:  # fmt: skip
        """Return all rows, no picture higher than a limit in pt, and where the last ends."""
        y, placed = spaced_top(space, 0.0), list[Placed]()
        for number, row in enumerate(rows):
            y += context.styles("figure").leading if number else 0.0
            more, y = self.row(whole[row[0] : row[-1] + 1], y, limit, space, context)
            placed += more
        if self.caption is not None:
            more, y = self.shared_caption(whole, len(rows), y, space, context)
            placed += more
        return placed, y

    def shared_caption(
        self, whole: Sequence[tuple[FigureBlock, Node, Figure]], rows: int, bottom: float, space: Space, context: Context
    ) -> tuple[list[Placed], float]:  # fmt: skip
        """Return the caption of all pictures, each of which it names by its side, then their credits."""
        style, credit_style = context.styles("caption"), context.styles("credit")
        names = sides(len(whole), rows, context)
        words = [*pieces_of(context.inline(self.caption), style, self.words_of, context)]
        credits, credited = list[Piece](), dict.fromkeys(block.credit(figure, context) for block, _, figure in whole)
        for name, (block, own, figure) in zip(names, whole, strict=True):
            element = own.element.child("Caption", "caption")
            said = block.caption_runs(figure, context) if block.caption else ()
            if said:
                words += pieces_of((Run(" "), *named(name, strong=True), *said), style, element, context)
            credit = block.credit(figure, context)
            if credit and (len(credited) > 1 or not credits):
                name = name if len(credited) > 1 else ""
                credits += pieces_of((*((Run("; "),) if credits else ()), *named(name), Run(credit)), credit_style, element, context)
            context.credited.update({block.id: None} if credit else {})
        first = bottom + style.leading + 1.0 * context.ratio * MM
        first = first if context.held else on_grid(first, style, context.step)
        width = min(space.width, WIDEST * style.size)
        placed, y = list[Placed](), first - style.leading
        for pieces, look, role in ((words, style, "caption"), (credits, credit_style, "credit")):
            for line in set_lines(pieces, width, look.manner):
                y += look.leading
                placed.append(Placed(space.x, y, line.ink, line.ink.runs[0].element, role, span=self.span))
        return placed, y

    def rows(self, proportions: Sequence[float], space: Space, context: Context) -> list[range]:
        """Return the figures of each row: as few rows as keep pictures from being too low to see."""
        count = len(proportions)
        for lines in range(1, count + 1):
            part = -(-count // lines)
            rows = [range(start, min(start + part, count)) for start in range(0, count, part)]
            lowest = min(self.height_of([proportions[i] for i in row], space.width, context) for row in rows)
            if lowest >= LOWEST[context.held] * MM * context.ratio:
                break
        return rows

    def height_of(self, proportions: Sequence[float], width: float, context: Context) -> float:
        """Return the one height at which pictures fill a width, in pt; no more than what was asked for."""
        gaps = (len(proportions) - 1) * GAP * context.unit
        fills = (width - gaps) / sum(proportions)
        return min(fills, self.height.pt(context.unit, context.step)) if self.height else fills

    def row(
        self, row: Sequence[tuple[FigureBlock, Node, Figure]], top: float, limit: float, space: Space, context: Context
    ) -> tuple[list[Placed], float]:
        """Return pictures beside each other, their captions under them, and where the longest ends."""
        proportions = [block.proportion(figure, context) for block, _, figure in row]
        high = min(limit, self.height_of(proportions, space.width, context))
        # where a frame shrinks its type, all pictures of a row give way alike
        foot = top + high * context.styles.fit.scale
        x, placed, bottom = space.x, list[Placed](), foot
        for (block, own, figure), proportion in zip(row, proportions, strict=True):
            width = high * proportion
            room = Space(x, top, width, top + high, True)
            drawn = block.draw(figure, own, room, context)
            placed += drawn.placed if drawn else ()
            lines, last = list[Placed](), foot
            if block.caption and self.caption is None:
                lines, last = block.caption_lines(figure, own, room, foot, context)
            placed += lines
            bottom = max(bottom, last)
            x += width + GAP * context.unit
        return placed, bottom


def sides(count: int, rows: int, context: Context) -> list[str]:
    """Return what a caption calls each picture of a row: by its side up to three, more by their order, said once."""
    names = {2: ["left", "right"], 3: ["left", "middle", "right"]}.get(count) if rows == 1 else None
    if names is None:
        return [phrase("from-left", context.language), *[""] * (count - 1)]
    words = [phrase(name, context.language) for name in names]
    return words[::-1] if runs_backward(context.language) else words


def named(name: str, *, strong: bool = False) -> tuple[Run, ...]:
    """Return the name of a picture before what is said of it."""
    return (Run(f"{name}: ", strong=strong),) if name else ()


class RowFigure(Model):
    """One picture of a row."""

    id: str = Field(description="the figure's name under `figures:`")
    caption: bool = Field(True, description="false: no caption here; another `figure` or `credits` must carry its credit")

    def block(self, crop: float | None) -> FigureBlock:
        """Return the figure as a block, as it would stand alone, in the proportion of the row."""
        block = FigureBlock.model_construct(id=self.id, caption=self.caption, crop=crop)
        block._span = self.span
        return block


class PictureRow(Block):
    """A pair or a row of pictures."""

    kind: ClassVar[str] = "picture_row"
    role: ClassVar[Role | None] = None
    summary: ClassVar[str] = "two to six pictures beside each other at one height, each with caption and credit"
    shorthand: ClassVar[str | None] = "figures"
    example: ClassVar[str] = "- picture_row: [sizes, envelope]"

    figures: tuple[RowFigure, ...] = Field(
        min_length=2, max_length=6, description="names under `figures:`, or `{id, caption}`, from left to right"
    )
    height: LengthField | None = Field(None, description="of the pictures at most; else they fill the width")

    crop: CropField | None = Field(
        None, description="width and height of the part that is shown of each, such as 4:3; else each in its own"
    )
    caption: Prose | None = Field(
        None, description="one caption for all, which names each picture by its side; `caption: false` of a picture leaves its own words out"
    )

    @field_validator("figures", mode="before")
    @classmethod
    def short_figures(cls, value: Any) -> Any:
        """Accept a figure that is only its name."""
        if not isinstance(value, Seq):
            return value
        return [wrapped("id", item) if isinstance(item, Str) else item for item in value]

    def figures_named(self) -> tuple[str, ...]:
        return tuple(figure.id for figure in self.figures)

    def figures_shown(self) -> tuple[str, ...]:
        return self.figures_named()

    def figures_credited(self) -> tuple[str, ...]:
        return tuple(figure.id for figure in self.figures if figure.caption or self.caption)

    def nodes(self, node: Node, context: Context) -> Iterator[Node]:
        own, blocks = [], [figure.block(self.crop) for figure in self.figures]
        for figure in blocks:
            found = figure.figure(context)
            if found is not None and found.drawing is not None:
                context.problems.error("figure", f"figure {figure.id!r} is a drawing, and a row is of pictures", figure.span or self.span, "a drawing has no height of its own: give it a `figure` for itself")  # fmt: skip
            element = node.element.add("Figure")
            figure.describe(element, context)
            own.append(Node(figure, element, node.frame, span=figure.span or node.span))
        row = Row.model_construct(
            figures=tuple(blocks), nodes_of=tuple(own), height=self.height, caption=self.caption, words_of=node.element.add("P") if self.caption else None
        )
        row._span = self.span
        yield replace(node, block=row)


__all__ = ["PictureRow"]
