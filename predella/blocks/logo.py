"""The theme's logo goes in, a mark of a given height comes out, in the ground's text colour when it is a silhouette."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal

from pydantic import Field

from predella.assets import Picture as PictureFile
from predella.blocks.block import Block, Context, Fragment, Node, Space, spaced_top
from predella.blocks.vector import draw, report_losses
from predella.logos import Logo
from predella.pages import MM, Element, Picture, Placed, Role, Shape
from predella.pictograms import Pictogram
from predella.validate import LengthField

HEIGHT = {"hung": 10.5 * MM, "held": 5.5 * MM}
"""pt, on the paper a layout is drawn for: a signature, not a headline."""


class LogoBlock(Block):
    """The logo of the theme; nothing where the theme has none."""

    kind: ClassVar[str] = "logo"
    role: ClassVar[Role | None] = "Figure"
    summary: ClassVar[str] = "the theme's logo, for a frame of its own; nothing where the theme has none"
    example: ClassVar[str] = "- logo: {height: 12mm}"

    height: LengthField | None = Field(
        None, description="10.5 mm on what hangs, 5.5 mm in the hand, when left out"
    )
    align: Literal["left", "right"] = Field("left", description="the edge of the frame that it stands on")

    def style_name(self) -> str:
        return "figure"

    def nodes(self, node: Node, context: Context) -> Iterator[Node]:
        if context.styles.theme.logo is not None:
            yield node

    def describe(self, element: Element, context: Context) -> None:
        logo = context.styles.theme.logo
        if logo is None:
            element.role = "Artifact"
        else:
            element.alt = logo.alt

    def lay_out(self, node: Node, space: Space, context: Context) -> Fragment:
        logo = context.styles.theme.logo
        if logo is None:
            return Fragment((), space.y)
        top = spaced_top(space, 0.0)
        height = min(self.given(space, context), space.width / logo.proportion)
        if top + height > space.bottom + 0.1 and not space.endless:
            return Fragment((), space.y, node)
        width = height * logo.proportion
        left = space.x if self.align == "left" else space.x + space.width - width
        return Fragment(self.mark(logo, left, top, width, height, node, context), top + height)

    def given(self, space: Space, context: Context) -> float:
        """Return the height that is asked for, in pt; without one a logo keeps to a frame of its own."""
        if self.height:
            return self.height.pt(context.unit, context.step)
        usual = HEIGHT[context.styles.scale] * context.ratio
        alone = space.at_top and not space.endless and space.height > 0
        return min(usual, space.height) if alone else usual

    def mark(
        self, logo: Logo, x: float, y: float, width: float, height: float, node: Node, context: Context
    ) -> tuple[Placed, ...]:
        """Return the logo in a place of its own proportion."""
        art = logo.art
        if isinstance(art, Pictogram):
            shape = Shape(art.scaled(height), context.ground["text"])
            return (Placed(x, y, shape, node.element, "logo", span=node.span),)
        if isinstance(art, PictureFile):
            picture = Picture(logo.key, width, height)
            return (Placed(x, y, picture, node.element, "logo", span=node.span),)
        report_losses(art, f"the logo {logo.shown}", logo.place, context)
        return draw(art, x, y, width, context, element=node.element, span=logo.place)


__all__ = ["LogoBlock"]
