"""A page goes in; where its trim, its bleed and what stands outside of both lie in the file comes out.

ISO 32000-1, 14.11.2: the media holds the bleed, the bleed holds the trim. All lengths in pt.
"""

from __future__ import annotations

from typing import Any, Protocol

from predella.pages import MM, Page

Box = tuple[float, float, float, float]

BEYOND = 10 * MM
"""What is left outside the bleed for marks: 1 mm of air, 5 mm of crop marks, the slug line."""
LARGEST = 14400.0
"""The longest side of a page without a unit of its own (ISO 32000-1, annex C.2)."""


class Boxes(Protocol):
    """What a painter asks of the boxes of a page."""

    def offset(self, page: Page) -> float:
        """Return how far the trim lies from the left and the lower edge of the media."""

    def set(self, canvas: Any, page: Page) -> None:
        """Give a canvas the size and the boxes of a page."""


class ScreenBoxes:
    """The media is the bleed, and a reader shows the trim."""

    def offset(self, page: Page) -> float:
        """Return how far the trim lies from the edges of the media."""
        return page.bleed

    def set(self, canvas: Any, page: Page) -> None:
        """Give a canvas the size and the boxes of a page."""
        media, bleed, trim = boxes_of(page, 0.0)
        canvas.setPageSize(media[2:])
        canvas.setTrimBox(trim)
        if page.bleed:
            canvas.setBleedBox(bleed)
            canvas.setCropBox(trim)


class PressBoxes:
    """The media has room for marks, `beyond` the bleed, and is shown whole. `seen` are the boxes of the pages so far."""

    def __init__(self, beyond: float = BEYOND) -> None:
        self.beyond = beyond
        self.seen: list[tuple[Box, Box, Box]] = []

    def offset(self, page: Page) -> float:
        """Return how far the trim lies from the edges of the media."""
        return page.bleed + self.beyond

    def set(self, canvas: Any, page: Page) -> None:
        """Give a canvas the size and the boxes of a page."""
        media, bleed, trim = boxes_of(page, self.beyond)
        canvas.setPageSize(media[2:])
        canvas.setTrimBox(trim)
        canvas.setBleedBox(bleed)
        self.seen.append((media, bleed, trim))


def boxes_of(page: Page, beyond: float) -> tuple[Box, Box, Box]:
    """Return the media, the bleed and the trim of a page: left, bottom, right, top."""
    left = page.bleed + beyond
    trim = (left, left, left + page.width, left + page.height)
    bleed = (beyond, beyond, trim[2] + page.bleed, trim[3] + page.bleed)
    return (0.0, 0.0, bleed[2] + beyond, bleed[3] + beyond), bleed, trim
