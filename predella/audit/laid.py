"""Finished pages and what they were made from go in; what a check of pages looks at comes out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from predella.blocks.block import Context
from predella.diagnostics import Spot
from predella.faces import opened_resources
from predella.pages import Element, Page, Placed


@dataclass(frozen=True)
class Laid:
    """What a check of a document's pages looks at."""

    pages: Sequence[Page]
    context: Context
    tree: Element = field(default_factory=lambda: Element("Document"))

    @property
    def fonts(self) -> Mapping[str, Any]:
        """The faces that the pages may be set in, by name."""
        return {**opened_resources, **self.context.styles.theme.embedded}


def spot(page: Page, item: Placed) -> Spot:
    """Return where an item stands."""
    rect = item.rect
    return Spot(page.number, rect.x, rect.y, rect.right, rect.bottom)
