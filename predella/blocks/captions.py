"""A figure goes in, its words come out: number, caption, date and credit, under its picture, beside it or above it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pydantic import Field

from predella.blocks.block import (
    Block,
    Context,
    Node,
    Space,
    on_grid,
    plain_runs,
    text_lines,
)
from predella.dates import say
from predella.diagnostics import Problems
from predella.model import Figure
from predella.pages import MM, Element, Placed, TextLine
from predella.phrases import phrase
from predella.styles import Style
from predella.text import Run

WIDEST = 28.0
"""em of its size; what explains a drawing on a wall is no wider, about 65 letters: read standing, at an arm's length."""


def note_width(width: float, style: Style, context: Context) -> float:
    """Return the measure of small words that explain a drawing, in pt: the whole width in the hand, on a wall a part."""
    return width if context.held else min(width, WIDEST * style.size)


class Captioned(Block):
    """A block that shows a figure with its words."""

    id: str = Field(description="the figure's name under `figures:`")
    picture: bool = Field(
        True, description="false: only caption and credit, for a figure shown elsewhere or not at all"
    )
    caption: bool = Field(
        True, description="false: no caption here; another `figure` of the page must carry it"
    )

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
        first = bottom + style.leading + (1.0 * context.ratio * MM)
        if self.caption_runs(figure, context) and not context.held:
            first = on_grid(first, style, context.step)
        return self.words_from(first, figure, node, space, context)

    def words_from(
        self, first: float, figure: Figure, node: Node, space: Space, context: Context, *, caption: bool = True, credit: bool = True
    ) -> tuple[list[Placed], float]:  # fmt: skip
        """Return caption and credit, or one of the two, from a first baseline on, and the last baseline."""
        style = context.styles("caption")
        element = node.element.child("Caption", "caption")
        runs = self.caption_runs(figure, context) if caption else ()
        placed: list[Placed] = []
        width = note_width(space.width, style, context)
        last = first - style.leading
        if runs:
            placed, last = text_lines(runs, space.x, first, width, style, context, element, role="caption")
        if credit:
            lines, last = self.credit_lines(figure, element, space, last + style.leading, context)
            placed += lines
        placed = [replace(item, span=node.span) for item in placed]
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

    def caption_height(self, figure: Figure, node: Node, width: float, context: Context, *, caption: bool = True) -> float:
        """Return how much height caption and credit take below a picture, or the credit alone."""
        if not self.caption:
            return 0.0
        space = Space(0, 0, width, 1e9)
        # measured, not set: what is wrong with it is said where it stands
        trial = replace(context, problems=Problems(), credited={})
        if caption:
            return self.caption_lines(figure, node, space, 0.0, trial)[1]
        first = context.styles("caption").leading + 1.0 * context.ratio * MM
        lines, last = self.words_from(first, figure, node, space, trial, caption=False)
        return last if lines else 0.0


__all__ = ["WIDEST", "Captioned", "note_width"]
