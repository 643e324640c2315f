"""Finished pages and what they were made from go in; what a check of pages looks at comes out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from predella.blocks.block import Context
from predella.pages import Page


@dataclass(frozen=True)
class Laid:
    """What a check of a document's pages looks at."""

    pages: Sequence[Page]
    context: Context
