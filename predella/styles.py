"""What a theme says of a style goes in, a style ready to set text with comes out: its face, size, leading and colour.

Sizes and spaces of a `Style` are in pt.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from pydantic import Field

from predella.pages import Colour
from predella.typeset import Face, Setting
from predella.validate import LengthField, Model

Scale = Literal["hung", "held"]


class Size(Model):
    """The size of a style in one scale."""

    size: float = Field(gt=0, description="pt, at the layout's reference paper")
    leading: LengthField
    before: float | None = Field(None, description="space before in this scale, in parts of the leading")
    after: float | None = Field(None, description="space after in this scale, in parts of the leading")


class StyleSpec(Model):
    """A named style. What it leaves out comes from the style it extends."""

    extends: str | None = None
    face: str | None = None
    weight: int | None = None
    strong: int | None = Field(None, description="weight of strong text")
    italic: bool | None = None
    colour: str | None = Field(None, description="a role of the ground: text, quiet, accent …")
    tracking: float | None = Field(None, description="em")
    before: float | None = Field(None, description="space before, in parts of the leading")
    after: float | None = Field(None, description="space after, in parts of the leading")
    hang: bool | None = Field(
        None, description="set back by the side bearing, so that the stem stands on the edge"
    )
    even: bool | None = Field(None, description="balance the lines")
    grid: bool | None = Field(None, description="stand on the baseline grid")
    keep: bool | None = Field(None, description="keep with what follows")
    hung: Size | None = None
    held: Size | None = None


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

    @property
    def face(self) -> Face:
        return self.chain(False, False)[0]

    def chain(self, strong: bool, emphasis: bool) -> tuple[Face, ...]:
        """Return the faces for a weight and slope, nearest first where the family lacks one."""
        weight, italic = (self.strong_weight if strong else self.weight), emphasis != self.italic
        best = min(self.faces, key=lambda key: (key[1] != italic, abs(key[0] - weight)))
        return self.faces[best]

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
            self.chain(strong, emphasis), self.size, ground[colour or self.colour], language, self.tracking
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


def merged_style(styles: Mapping[str, StyleSpec], name: str, seen: tuple[str, ...] = ()) -> StyleSpec:
    """Return a style with all it extends merged in; a ring of styles ends where it closes."""
    spec = styles[name]
    if spec.extends and spec.extends in styles and spec.extends not in (*seen, name):
        return merge(merged_style(styles, spec.extends, (*seen, name)), spec)
    return spec


def merge(parent: StyleSpec, child: StyleSpec) -> StyleSpec:
    """Return a style with the parent's values where the child has none."""
    values = {
        name: getattr(child, name) for name in StyleSpec.model_fields if getattr(child, name) is not None
    }
    merged = parent.model_copy(update=values)
    merged._span, merged._places = child.span or parent.span, {**parent._places, **child._places}
    return merged
