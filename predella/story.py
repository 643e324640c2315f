"""What composing produces and layout consumes: blocks bound for frames, page by page, in reading order."""

from __future__ import annotations

from dataclasses import dataclass

from predella.blocks.block import Node
from predella.model import Section
from predella.pages import Element


@dataclass(frozen=True)
class Flow:
    """Blocks bound for one frame. A repeated flow is set anew on every page, and is decoration where it stands `again`.

    `language` is given where it is not the document's: on a page in several languages.
    """

    frame: str
    nodes: tuple[Node, ...]
    repeat: bool = False
    language: str | None = None
    again: bool = False


@dataclass(frozen=True)
class PageStory:
    """What one page is to hold; what does not fit makes further pages."""

    master: str | None
    flows: tuple[Flow, ...]
    section: Section | None = None
    title: str = ""
    element: Element | None = None
    """What of the logical tree it holds."""


@dataclass(frozen=True)
class Story:
    """A composed document: page stories in reading order, and the logical tree their blocks point at."""

    pages: tuple[PageStory, ...]
    tree: Element
