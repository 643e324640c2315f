"""What a theme says of a style goes in, a style ready to set text with comes out: its face, size, leading and colour.

Sizes and spaces of a `Style` are in pt.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from predella.pages import MM, Colour
from predella.typeset import Face, Manner, Setting

Scale = Literal["hung", "held"]

RISE = 9.3
"""mm of x-height for each metre between reader and text.

Smithsonian Guidelines for Accessible Exhibition Design, section B, type size by viewing distance: its sizes in
Helvetica, measured at that face's x-height of 0.523 em.
"""
LEAST = 4.5
"""mm of x-height under which nothing that hangs is set, however near it is read (the same table's first line)."""


def x_height_for(metres: float) -> float:
    """Return the x-height in mm that text needs to be read at a distance."""
    return max(LEAST, RISE * metres)


def reads_to(x_height: float) -> float:
    """Return the distance in metres at which an x-height in mm reads; nought under the least."""
    return x_height / RISE if x_height >= LEAST - 0.005 else 0.0


def size_for(metres: float, share: float, x_height: float, ladder: Sequence[float]) -> float:
    """Return the size in pt of a face (its x-height in em) that takes a share of what a distance asks for.

    It is rounded up to half a point, and further up to a step of the ladder that is at most 2.5 % away.
    """
    wanted = share * x_height_for(metres) * MM / x_height
    size = math.ceil(wanted * 2 - 0.001) / 2
    return next((step for step in sorted(ladder) if size <= step <= size * 1.025), size)


@dataclass(frozen=True)
class Ground:
    """The colours of what stands on one ground, by role."""

    name: str
    colours: Mapping[str, Colour]

    def __getitem__(self, role: str) -> Colour:
        return self.colours[role]


@dataclass(frozen=True)
class Fit:
    """How far a frame's text has been fitted: size scale, and parts of leading and space kept."""

    scale: float = 1.0
    leading: float = 1.0
    space: float = 1.0

    @property
    def plain(self) -> bool:
        return self == PLAIN


LARGE_PRINT = 16.0
"""pt from which a word is never divided, whatever a style asks for: large print keeps words whole (UKAAF MS03; RNIB)."""

PLAIN = Fit()
"""Text as the theme says it, before any move of a fit ladder."""


@dataclass(frozen=True)
class Style:
    """A style ready to set text with. Sizes and spaces in pt."""

    name: str
    faces: Mapping[tuple[int, bool], tuple[Face, ...]]
    weight: int
    strong_weight: int
    italic: bool
    size: float
    leading: float
    tracking: float
    colour: str
    before: float
    after: float
    hang: bool
    even: bool
    grid: bool
    keep: bool
    justify: bool = False
    hyphenate: bool = False
    protrude: bool = False
    features: tuple[str, ...] = ()

    @property
    def face(self) -> Face:
        return self.chain(False, False)[0]

    def chain(self, strong: bool, emphasis: bool) -> tuple[Face, ...]:
        """Return the faces for a weight and slope, nearest first where the family lacks one."""
        weight, italic = (self.strong_weight if strong else self.weight), emphasis != self.italic
        if emphasis and italic and not any(slanted for _, slanted in self.faces):
            weight = self.strong_weight  # a family without italics still has to tell emphasis apart
        best = min(self.faces, key=lambda key: (key[1] != italic, abs(key[0] - weight)))
        return self.faces[best]

    @cached_property
    def manner(self) -> Manner:
        """How its lines are broken and made to end."""
        hyphenate = self.hyphenate and self.size < LARGE_PRINT and not self.even
        return Manner(self.hang, self.even, self.justify, hyphenate, self.protrude)

    def setting(
        self,
        ground: Ground,
        language: str,
        *,
        strong: bool = False,
        emphasis: bool = False,
        colour: str | None = None,
    ) -> Setting:
        """Return the setting of a run of text."""
        return Setting(
            self.chain(strong, emphasis), self.size, ground[colour or self.colour], language, self.tracking,
            features=self.features,
        )

    @property
    def cap_height(self) -> float:
        return self.face.cap_height * self.size

    @property
    def x_height(self) -> float:
        return self.face.x_height * self.size


def first_of(*values: float | None) -> float:
    """Return the first value that is given, or nought."""
    return next((value for value in values if value is not None), 0.0)
