"""A figure of the exhibit goes in; the picture, its position or its drawing comes out with caption, credit and rights."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from pydantic import Field

from predella.blocks.block import (
    Block,
    Context,
    Fragment,
    Node,
    Space,
    first_baseline,
    label,
    on_grid,
    plain_runs,
    shape,
    spaced_top,
    text_lines,
)
from predella.blocks.vector import draw, report_long_words, report_losses
from predella.dates import say
from predella.diagnostics import Problems, did_you_mean
from predella.model import Figure
from predella.pages import MM, Element, PathOps, Picture, Placed, Rect, Role, TextLine, box
from predella.phrases import phrase
from predella.svg import Drawing
from predella.text import Run
from predella.validate import LengthField

LEAST = 0.25
"""Of its natural height, a picture keeps at least this much to stand in what is left of a frame."""
LEAST_GIVEN = 0.4
"""The same for a height that the author gave: much less than asked for is an error, not a compromise."""
MOST_CUT = 0.2
"""Of a picture's height, at most this much is cropped to make it fit; beyond, the picture gets narrower."""


class FigureBlock(Block):
    """A figure from `figures:`, with its caption and credit under it."""

    kind: ClassVar[str] = "figure"
    role: ClassVar[Role | None] = "Figure"
    summary: ClassVar[str] = (
        "a figure of the exhibit: picture, position or drawing, with caption, credit and rights"
    )
    shorthand: ClassVar[str | None] = "id"
    example: ClassVar[str] = "- figure: sizes"

    id: str = Field(description="the figure's name under `figures:`")
    height: LengthField | None = Field(
        None, description="height of the picture, else from its proportion; the most a drawing may take"
    )
    picture: bool = Field(
        True, description="false: only caption and credit, for a figure shown elsewhere or not at all"
    )
    caption: bool = Field(
        True, description="false: no caption here; another `figure` of the page must carry it"
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
            if self.cover:
                context.problems.error("figure", f"figure {self.id!r} is a drawing, and a drawing is not cropped", self.where("cover"), "leave `cover` out: a drawing takes the width of its frame")  # fmt: skip
        alt = context.words(figure.alt)
        described = "".join(run.text for run in context.inline(figure.caption))
        element.alt = alt or element.alt or described or context.words(figure.title) or self.id

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
        caption = self.caption_height(figure, node, space.width, context)
        room = replace(space, y=top, bottom=space.bottom - caption, at_top=True, first=None)
        drawn = self.draw(figure, node, room, context)
        if drawn is None or (drawn.bottom + caption > space.bottom + 0.1 and not space.endless):
            return Fragment((), space.y, node)
        placed += drawn.placed
        bottom = drawn.bottom
        if self.caption:
            lines, bottom = self.caption_lines(figure, node, space, bottom, context)
            placed += lines
        return Fragment(tuple(placed), bottom)

    def draw(self, figure: Figure, node: Node, room: Space, context: Context) -> Fragment | None:
        """Return the figure itself, or None when there is no room for it."""
        if figure.drawing is not None:
            return self.draw_drawing(figure.drawing.block, node, room, context)
        picture = context.assets.pictures.get(self.id)
        proportion = picture.width / picture.height if picture else figure.proportion
        size = self.size(proportion, room, context)
        if size is None:
            return None
        if isinstance(picture, Drawing):
            return self.draw_vectors(picture, figure, node, room, size, context)
        room = replace(room, width=size[0], bottom=room.y + size[1])
        if picture:
            crop = crop_to(proportion, size[0] / size[1], figure.focus)
            self.report_crop(crop, node, context)
            ink = Picture(self.id, *size, crop)
            placed: tuple[Placed, ...] = (
                Placed(room.x, room.y, ink, node.element, "picture", span=node.span),
            )
        else:
            placed = tuple(self.position(figure, node, room, context))
        return Fragment(placed, room.bottom)

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

    def size(self, proportion: float, room: Space, context: Context) -> tuple[float, float] | None:
        """Return the width and height, in pt, at which a picture of a proportion stands; None where it has no room."""
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
        return min(room.width, height * proportion / (1 - MOST_CUT)), height

    def report_crop(self, crop: tuple[float, float, float, float], node: Node, context: Context) -> None:
        """Say how much of a picture is not shown: some licences forbid it, and the author should look."""
        shown = (crop[2] - crop[0]) * (crop[3] - crop[1])
        if shown < 0.99:
            context.problems.warning("crop", f"figure {self.id!r} is cropped: {1 - shown:.0%} of the picture is not shown", node.span, "set its `focus`, or give it another `height` or frame")  # fmt: skip

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

    def position(self, figure: Figure, node: Node, room: Space, context: Context) -> list[Placed]:
        """Return the marked position of a picture that is not there yet: tint, corner ticks, name, state of the rights."""
        held = context.held
        ground, tick = context.ground, (3.4 if held else 9.0 * context.ratio) * MM
        inset = (2.4 if held else 6.0 * context.ratio) * MM
        width = context.styles.stroke("edge")
        style = context.styles("note")
        area = box(room.width, room.height)
        placed = [shape(room.x, room.y, area, fill=ground["land"], element=node.element, role="position")]
        room = inside_trim(room, context)
        placed += [
            shape(room.x, room.y, path, stroke=ground["line"], width=width, element=node.element, role="position")
            for path in corners(room.width, room.height, tick)
        ]
        width = room.width - 2 * inset
        runs = (Run(phrase("position", context.language), strong=True),)
        first = room.y + inset + style.cap_height
        colour = "text"
        head = node.element.child("Span", "position")
        lines, last = text_lines(runs, room.x + inset, first, width, style, context, head, colour=colour)
        name = phrase("figure-name", context.language, name=self.id)
        more, last = text_lines(
            plain_runs(name), room.x + inset, last + style.leading, width, style, context, head, colour=colour
        )
        placed += lines + more
        if figure.rights:
            foot = room.bottom - inset
            state = plain_runs(figure.rights.state(context.language))
            if foot - last >= style.leading:
                lines, _ = text_lines(state, room.x + inset, foot, width, style, context, head, colour=colour)
                up = lines[-1].y - foot
                placed += [line.moved(down=-up) for line in lines]
        return placed

    def caption_runs(self, figure: Figure, context: Context) -> tuple[Run, ...]:
        """Return the caption, numbered in a document held in the hand, with the date when the caption lacks it."""
        runs = context.inline(figure.caption)
        if not runs and figure.title and figure.drawing is None:
            runs = plain_runs(context.words(figure.title))
        if runs and context.held and self.id in context.numbers:
            number = phrase("figure-number", context.language, number=context.figure_number(self.id))
            runs = (Run(f"{number} ", strong=True), *runs)
        if figure.date and not figure.caption:
            runs = (*runs, Run(f", {say(figure.date, context.language)}"))
        return runs

    def credit(self, figure: Figure, context: Context) -> str:
        """Return the credit line; a draft also says the state of the rights where no position shows it."""
        parts = [context.words(figure.rights.credit)] if figure.rights else []
        if figure.drawing is not None:
            parts += [
                phrase("data-origin", context.language, origin=name)
                for name in figure.drawing.block.credits(context)
            ]
        if figure.rights and not figure.rights.cleared and not self.picture and not context.final:
            parts.append(figure.rights.state(context.language))
        return ". ".join(part for part in parts if part)

    def caption_lines(
        self, figure: Figure, node: Node, space: Space, bottom: float, context: Context
    ) -> tuple[list[Placed], float]:
        """Return caption and credit under a figure whose bottom edge is given."""
        style = context.styles("caption")
        caption = node.element.child("Caption", "caption")
        runs = self.caption_runs(figure, context)
        gap = style.leading + (1.0 * context.ratio * MM)
        placed: list[Placed] = []
        last = bottom
        if runs:
            first = on_grid(bottom + gap, style, context.step) if not context.held else bottom + gap
            placed, last = text_lines(
                runs, space.x, first, space.width, style, context, caption, role="caption"
            )
        lines, last = self.credit_lines(
            figure, caption, space, last + (style.leading if runs else gap), context
        )
        placed = [replace(item, span=node.span) for item in placed + lines]
        self.report_wide_caption(placed, space.width, node, context)
        return placed, last

    def report_wide_caption(self, placed: Sequence[Placed], width: float, node: Node, context: Context) -> None:
        """Report a word that is wider than the picture it stands under: it would run over what is beside it."""
        widest = max(placed, key=lambda item: item.rect.width, default=None)
        if widest is not None and isinstance(widest.ink, TextLine) and widest.rect.width > width + 0.5:
            over = (widest.rect.width - width) / MM
            word = max(widest.ink.text.split() or [""], key=len)[:40]
            context.problems.error("too-wide", f"{word!r} under figure {self.id!r} is {over:.0f} mm wider than its place", node.span, "another word, or a wider place for the figure")  # fmt: skip

    def credit_lines(
        self, figure: Figure, caption: Element, space: Space, baseline: float, context: Context
    ) -> tuple[list[Placed], float]:
        """Return the credit from a baseline on; without a credit the caption's last baseline stays the bottom."""
        style = context.styles("credit")
        credit = self.credit(figure, context)
        if not credit:
            return [], baseline - style.leading
        context.credited[self.id] = None
        return text_lines(
            plain_runs(credit), space.x, baseline, space.width, style, context, caption, role="credit"
        )

    def caption_height(self, figure: Figure, node: Node, width: float, context: Context) -> float:
        """Return how much height caption and credit take."""
        if not self.caption:
            return 0.0
        space = Space(0, 0, width, 1e9)
        # measured, not set: what is wrong with it is said where it stands
        trial = replace(context, problems=Problems(), credited={})
        return self.caption_lines(figure, node, space, 0.0, trial)[1]

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


def inside_trim(room: Space, context: Context) -> Space:
    """Return the part of a space that the knife leaves: of a position that bleeds, signs and words stand there."""
    left, right = max(room.x, 0.0), min(room.x + room.width, context.page_width)
    return replace(
        room, x=left, y=max(room.y, 0.0), width=right - left, bottom=min(room.bottom, context.page_height)
    )


def corners(width: float, height: float, tick: float) -> list[PathOps]:
    """Return the four corner ticks of a position."""
    tick = min(tick, width / 3, height / 3)
    return [
        (("M", x, y + dy * tick), ("L", x, y), ("L", x + dx * tick, y))
        for x, dx in ((0.0, 1), (width, -1))
        for y, dy in ((0.0, 1), (height, -1))
    ]


def crop_to(
    proportion: float, wanted: float, focus: tuple[float, float]
) -> tuple[float, float, float, float]:
    """Return the part of a picture that fills a place of another proportion, kept round its focus."""
    wide = min(1.0, wanted / proportion)
    high = min(1.0, proportion / wanted)
    left = min(max(focus[0] - wide / 2, 0.0), 1 - wide)
    top = min(max(focus[1] - high / 2, 0.0), 1 - high)
    return left, top, left + wide, top + high


__all__ = ["FigureBlock", "crop_to", "label"]
