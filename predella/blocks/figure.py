"""A figure of the exhibit goes in; the picture, its position or its drawing comes out with caption, credit and rights."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar, Literal

from pydantic import Field

from predella.blocks.block import (
    Block,
    Context,
    Fragment,
    Node,
    Space,
    first_baseline,
    shape,
    spaced_top,
    text_lines,
)
from predella.blocks.captions import Captioned
from predella.blocks.picture_place import position, put
from predella.blocks.vector import draw, report_long_words, report_losses
from predella.diagnostics import Problems, did_you_mean
from predella.figures import CropField
from predella.model import Figure
from predella.pages import MM, Element, Placed, Rect, Role, box
from predella.svg import Drawing
from predella.validate import LengthField

LEAST = 0.25
"""Of its natural height, a picture keeps at least this much to stand in what is left of a frame."""
LEAST_GIVEN = 0.4
"""The same for a height that the author gave: much less than asked for is an error, not a compromise."""
BESIDE = 1 / 3
"""Of a frame's width, what a caption beside its picture takes."""
NARROWEST = 8.0
"""em of its size: a caption's column beside a picture that would be narrower, about 18 letters, goes below."""
MOST_CUT = 0.2
"""Of a picture's height, at most this much is cropped to make it fit; beyond, the picture gets narrower."""


class FigureBlock(Captioned):
    """A figure from `figures:`, with its caption and credit under it."""

    kind: ClassVar[str] = "figure"
    role: ClassVar[Role | None] = "Figure"
    summary: ClassVar[str] = (
        "a figure of the exhibit: picture, position or drawing, with caption, credit and rights"
    )
    shorthand: ClassVar[str | None] = "id"
    example: ClassVar[str] = "- figure: sizes"

    height: LengthField | None = Field(
        None, description="height of the picture, else from its proportion; the most a drawing may take"
    )
    crop: CropField | None = Field(
        None, description="width and height of the part of the picture that is shown here, such as 3:2"
    )
    caption_at: Literal["below", "beside", "above"] | None = Field(
        None, description="where the caption stands; else where the theme puts those of pictures"
    )
    rule: bool = Field(False, description="a rule above, from which the figure hangs")
    cover: bool = Field(
        False, description="true: the picture covers what is left of its frame, cropped round its focus"
    )

    def style_name(self) -> str:
        if not self.picture:
            return "caption"
        return "hanging" if self.rule else "figure"

    def figures_named(self) -> tuple[str, ...]:
        return (self.id,)

    def figures_shown(self) -> tuple[str, ...]:
        return (self.id,) if self.picture else ()

    def figures_credited(self) -> tuple[str, ...]:
        return (self.id,) if self.caption or not self.picture else ()

    def figure(self, context: Context) -> Figure | None:
        """Return the figure, or None after reporting that there is none."""
        found = context.exhibit.figures.get(self.id)
        if found is None:
            context.problems.error("no-figure", f"there is no figure {self.id!r}", self.span, *did_you_mean(self.id, context.exhibit.figures))  # fmt: skip
        return found

    def describe(self, element: Element, context: Context) -> None:
        figure = self.figure(context)
        if figure is None:
            return
        context.used_figures[self.id] = None
        if self.picture:
            context.figure_number(self.id)
        if figure.drawing is not None and self.picture:
            figure.drawing.block.describe(element, context)
            self.refuse_crop("cover" if self.cover else "crop", context, asked=self.cover or self.crop)
        elif isinstance(context.assets.pictures.get(self.id), Drawing):
            self.refuse_crop("crop", context, asked=self.crop or figure.crop)
        alt = context.words(figure.alt)
        described = "".join(run.text for run in context.inline(figure.caption))
        element.alt = alt or element.alt or described or context.words(figure.title) or self.id

    def refuse_crop(self, key: str, context: Context, *, asked: object) -> None:
        """Report a crop that was asked for of a drawing."""
        if asked:
            context.problems.error("figure", f"figure {self.id!r} is a drawing, and a drawing is not cropped", self.where(key), f"leave `{key}` out: a drawing takes the width of its frame")  # fmt: skip

    def words_left(self, node: Node, context: Context) -> int:
        return len((node.element.alt or "").split()) if self.caption else 0

    def lay_out(self, node: Node, space: Space, context: Context) -> Fragment:
        figure = self.figure(context)
        if figure is None:
            return Fragment((), space.y)
        if not self.picture:
            return self.caption_only(figure, node, space, context)
        top = spaced_top(space, 0.0)
        placed: list[Placed] = []
        if self.rule:
            width = context.styles.stroke("rule")
            placed.append(
                shape(space.x, top, box(space.width, width), fill=context.ground["line"], role="rule")
            )
            top += width + 5 * MM
        hung = replace(space, y=top, at_top=True, first=None)
        lay_out = {"below": self.over_words, "beside": self.beside_words, "above": self.under_words}
        inner = lay_out[self.words_at(figure, space, context)](figure, node, hung, context)
        if inner is None or (inner.bottom > space.bottom + 0.1 and not space.endless):
            return Fragment((), space.y, node)
        return Fragment((*placed, *inner.placed), inner.bottom)

    def words_at(self, figure: Figure, space: Space, context: Context) -> Literal["below", "beside", "above"]:
        """Return where the words stand: a drawing's below unless its block says otherwise, and none beside in a narrow frame."""
        usual = context.styles.theme.file.pictures.captions if figure.drawing is None else "below"
        wanted = self.caption_at or usual
        narrow = space.width * BESIDE < NARROWEST * context.styles("caption").size
        return "below" if not self.caption or self.cover or (wanted == "beside" and narrow) else wanted

    def over_words(self, figure: Figure, node: Node, space: Space, context: Context) -> Fragment | None:
        """Return the picture over its words."""
        caption = self.caption_height(figure, node, space.width, context)
        drawn = self.draw(figure, node, replace(space, bottom=space.bottom - caption), context)
        if drawn is None or not self.caption:
            return drawn
        lines, bottom = self.caption_lines(figure, node, space, drawn.bottom, context)
        return Fragment((*drawn.placed, *lines), bottom)

    def under_words(self, figure: Figure, node: Node, space: Space, context: Context) -> Fragment | None:
        """Return the picture under its caption; the credit stands at its foot."""
        style = context.styles("caption")
        lines, last = self.words_from(space.y + style.cap_height, figure, node, space, context, credit=False)
        top = last + 0.5 * style.leading if lines else space.y
        foot = style.leading + 1.0 * context.ratio * MM
        credit = self.caption_height(figure, node, space.width, context, caption=False)
        drawn = self.draw(figure, node, replace(space, y=top, bottom=space.bottom - credit), context)
        if drawn is None:
            return None
        more, bottom = self.words_from(drawn.bottom + foot, figure, node, space, context, caption=False)
        return Fragment((*lines, *drawn.placed, *more), bottom if more else drawn.bottom)

    def beside_words(self, figure: Figure, node: Node, space: Space, context: Context) -> Fragment | None:
        """Return the picture with its words at its right, their capitals level with its top edge."""
        style, gap = context.styles("caption"), context.unit
        column = space.width * BESIDE
        drawn = self.draw(figure, node, replace(space, width=space.width - column - gap), context)
        if drawn is None:
            return None
        # a picture that its height keeps narrow has its words close by
        right = max(item.rect.right for item in drawn.placed)
        beside = replace(space, x=right + gap, width=column)
        lines, last = self.words_from(space.y + style.cap_height, figure, node, beside, context)
        return Fragment((*drawn.placed, *lines), max(drawn.bottom, last))

    def proportion(self, figure: Figure, context: Context) -> float:
        """Return width ÷ height of what is to be shown: the crop asked for, the picture's own, or its position's."""
        picture = context.assets.pictures.get(self.id)
        own = picture.width / picture.height if picture else figure.proportion
        return own if isinstance(picture, Drawing) else self.crop or figure.crop or own

    def draw(self, figure: Figure, node: Node, room: Space, context: Context) -> Fragment | None:
        """Return the figure itself, or None when there is no room for it."""
        if figure.drawing is not None:
            return self.draw_drawing(figure.drawing.block, node, room, context)
        picture = context.assets.pictures.get(self.id)
        proportion = self.proportion(figure, context)
        size = self.size(proportion, room, context, exact=bool(self.crop or figure.crop))
        if size is None:
            return None
        if isinstance(picture, Drawing):
            return self.draw_vectors(picture, figure, node, room, size, context)
        room = replace(room, width=size[0], bottom=room.y + size[1])
        if picture:
            placed = put(self.id, picture, figure, node, room, proportion, context)
        else:
            placed = position(self.id, figure, node, room, context)
        return Fragment(tuple(placed), room.bottom)

    def draw_vectors(
        self, drawing: Drawing, figure: Figure, node: Node, room: Space, size: tuple[float, float], context: Context
    ) -> Fragment:  # fmt: skip
        """Return an SVG's drawing in its own proportion: it is made smaller to fit, and never cropped."""
        width = min(size[0], size[1] * drawing.width / drawing.height)
        height = width * drawing.height / drawing.width
        place = figure.where("file")
        where = f"figure {self.id!r}, data/{figure.file}"
        report_losses(drawing, where, place, context)
        placed = draw(drawing, room.x, room.y, width, context, element=node.element, span=place or node.span)
        report_long_words(placed, Rect(room.x, room.y, width, height), where, place, context)
        return Fragment(placed, room.y + height)

    def size(
        self, proportion: float, room: Space, context: Context, *, exact: bool = False
    ) -> tuple[float, float] | None:
        """Return the width and height, in pt, at which a picture of a proportion stands; None where it has no room.

        A proportion that was asked for is kept; a picture's own may be cropped a little to fill the width.
        """
        if self.cover and not room.endless and room.height > 0:
            return room.width, room.height
        height = self.height.pt(context.unit, context.step) if self.height else room.width / proportion
        # where a frame shrinks its type, a picture gives way too, round its focus
        height *= context.styles.fit.scale
        least = LEAST_GIVEN if self.height else LEAST
        if not room.endless and height > room.height > least * height:
            height = room.height
        if height > room.height + 0.1 and not room.endless:
            return None
        return min(room.width, height * proportion / (1 if exact else 1 - MOST_CUT)), height

    def draw_drawing(self, block: Block, node: Node, room: Space, context: Context) -> Fragment | None:
        """Return a drawing at no more than its `height`; when that is too little, say what it takes instead."""
        inner = Node(block, node.element, node.frame, span=node.span)
        if self.height and not room.endless:
            limit = room.y + self.height.pt(context.unit, context.step)
            trial = replace(context, problems=Problems())
            fragment = block.lay_out(inner, replace(room, bottom=min(room.bottom, limit)), trial)
            if fragment.rest is None:
                context.problems.extend(trial.problems.found)
                return replace(fragment, placed=tuple(block.faced(fragment.placed, context)))
            if limit < room.bottom:
                context.problems.warning("height", f"figure {self.id!r} does not fit into its height of {self.height}", node.span, "give it more, or leave `height` out")  # fmt: skip
        fragment = block.lay_out(inner, room, context)
        if fragment.rest is not None:
            return None
        return replace(fragment, placed=tuple(block.faced(fragment.placed, context)))

    def caption_only(self, figure: Figure, node: Node, space: Space, context: Context) -> Fragment:
        """Place caption and credit of a figure whose picture stands elsewhere."""
        style = context.styles("caption")
        caption = node.element.child("Caption", "caption")
        first = first_baseline(space, style, 0.0, context.step)
        runs = self.caption_runs(figure, context)
        placed, last = text_lines(runs, space.x, first, space.width, style, context, caption, role="caption")
        lines, bottom = self.credit_lines(figure, caption, space, last + style.leading, context)
        if bottom > space.bottom + 0.1 and not space.endless:
            return Fragment((), space.y, node)
        return Fragment((*placed, *lines), bottom)


__all__ = ["FigureBlock"]
