"""The headings of the document and their pages go in, a table of contents comes out."""

from __future__ import annotations

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
    pieces_of,
    plain_runs,
)
from predella.blocks.prose import report_wide
from predella.pages import Bookmark, Placed, Role
from predella.phrases import number
from predella.typeset import set_lines
from predella.validate import Text

GAP = 1.0
"""White between a heading and its page number, in parts of the leading."""


class Contents(Block):
    """A table of contents."""

    kind: ClassVar[str] = "contents"
    role: ClassVar[Role | None] = "TOC"
    summary: ClassVar[str] = "the headings of the document, each with its page"
    example: ClassVar[str] = """\
- heading: Why every sheet has one shape
- heading: What a sheet weighs
- contents: {title: What is where}"""

    title: Text | None = Field(None, description="words above the list")
    levels: int = Field(2, ge=1, le=2, description="1: titles of pages alone; 2: sections too")

    def style_name(self) -> str:
        return "callout"

    def lists_headings(self) -> bool:
        return True

    def entries(self, context: Context) -> list[Bookmark]:
        """Return the headings as the pass before found them; this block's own title is a caption, and none of them."""
        return [mark for mark in context.headings if mark.level <= self.levels]

    def words_left(self, node: Node, context: Context) -> int:
        return sum(len(mark.title.split()) for mark in self.entries(context)[node.start :])

    def lay_out(self, node: Node, space: Space, context: Context) -> Fragment:
        entries = self.entries(context)
        placed: list[Placed] = []
        title = context.words(self.title)
        if title and not node.start:
            style = context.styles("callout-title")
            runs = plain_runs(title, strong=True)
            lines = set_lines(pieces_of(runs, style, node.element.child("Caption", "title"), context), space.width)
            first = first_baseline(space, style, 0.0, context.step)
            placed = [Placed(space.x, first + i * style.leading, item.ink, node.element.child("Caption", "title"), "title", span=node.span) for i, item in enumerate(lines)]  # fmt: skip
            if placed[-1].y > space.bottom + 0.05:
                return Fragment((), space.y, node)
            space = space.below(placed[-1].y)
        for index in range(node.start, len(entries)):
            items, bottom = self.entry(entries[index], index, node, space, context)
            if bottom > space.bottom + 0.05:
                # what has not been reached on this page goes on on the next, the title only with its first entry
                reached = index > node.start
                return Fragment(tuple(placed) if reached else (), space.y, node.from_(index) if reached else node)
            placed += items
            space = space.below(bottom)
        return Fragment(tuple(placed), space.y)

    def entry(
        self, mark: Bookmark, index: int, node: Node, space: Space, context: Context
    ) -> tuple[list[Placed], float]:
        """Return a heading with its page at the right, and its last baseline."""
        style = context.styles("callout")
        indent = 0.0 if mark.level == 1 else 1.2 * style.size
        element = node.element.child("TOCI", f"entry {index}")
        first = first_baseline(space, style, 0.0, context.step)
        page = label(number(mark.page, context.language), space.x + space.width, first, style, context, element=element.child("Reference", "page"), align="right", role="page")  # fmt: skip
        width = space.width - indent - page.rect.width - GAP * style.leading
        lines = set_lines(pieces_of(plain_runs(mark.title, strong=mark.level == 1), style, element, context), width)
        report_wide(lines, node, context)
        words = [Placed(space.x + indent, first + i * style.leading, item.ink, element, "entry", span=node.span) for i, item in enumerate(lines)]  # fmt: skip
        return [*words, replace(page, span=node.span)], first + max(0, len(lines) - 1) * style.leading


__all__ = ["Contents"]
