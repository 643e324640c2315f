"""Items go in, a bulleted or numbered list that flows over frames comes out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pydantic import Field

from predella.blocks.block import Block, Context, Node
from predella.blocks.prose import list_nodes
from predella.pages import Role
from predella.validate import Prose


class ListBlock(Block):
    """A list whose items are YAML's own. Inside a `text`, Markdown's lists do the same."""

    kind: ClassVar[str] = "list"
    role: ClassVar[Role | None] = None
    summary: ClassVar[str] = "a bulleted or numbered list, an item a line"
    shorthand: ClassVar[str | None] = "items"
    example: ClassVar[str] = """\
- list:
    ordered: true
    items:
      - Fold the sheet across its long side.
      - Cut along the fold.
      - Lay one half on the sheet, and the shape is the same."""

    items: tuple[Prose, ...] = Field(min_length=1, description="the items, each a text in Markdown")
    ordered: bool = Field(False, description="true: numbers instead of dashes")
    start: int = Field(1, ge=0, description="the first number")
    style: str = Field("body", description="a style of the theme, for the text")

    def nodes(self, node: Node, context: Context) -> Iterator[Node]:
        items = [context.rich(item) for item in self.items]
        first = self.start if self.ordered else None
        yield from list_nodes(items, first, node.element, self.style, node, 0.0)


__all__ = ["ListBlock"]
