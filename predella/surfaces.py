"""A finished page goes in; what lies under each of its words comes out: the area or picture that was painted there last."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import cos, radians, sin

from predella.colours import WHITE, Colour
from predella.overlaps import encloses, polygons
from predella.pages import Glyphs, Page, Picture, Placed, Rect, Shape, TextLine

ALONG = (0.03, 0.5, 0.97)
"""Where along a run it is looked at, in parts of its width."""
MIDDLE = 0.25
"""How far above the baseline, in parts of the size: the middle of small letters."""


@dataclass(frozen=True, slots=True)
class Surface:
    """What words stand on: a colour, or a picture of which they cover a part (left, top, right, bottom in fractions)."""

    name: str
    ink: Colour | Picture
    part: tuple[float, float, float, float] = (0.0, 0.0, 1.0, 1.0)


@dataclass(frozen=True, slots=True)
class Surfaces:
    """The areas and pictures of a page in the order in which they were painted, each with its place in that order."""

    ground: Colour
    areas: Sequence[tuple[int, Rect, Placed]]

    def behind(self, index: int, item: Placed, run: Glyphs) -> Iterator[Surface]:
        """Yield what a run stands on that is painted as item number `index`, each surface once."""
        points = list(along(item, run))
        (left, top), (right, bottom) = map(min, zip(*points, strict=True)), map(max, zip(*points, strict=True))
        below = [
            (rect, area)
            for number, rect, area in self.areas
            if number < index and rect.x <= right and left <= rect.right and rect.y <= bottom and top <= rect.bottom
        ]
        found: dict[str, Surface] = {}
        for x, y in points:
            hit = next(((rect, area) for rect, area in reversed(below) if inside(rect, x, y) and covers(area, x, y)), None)
            surface = surface_of(*hit, item, run) if hit else Surface(self.ground.name, self.ground)
            found[surface.name] = surface
        yield from found.values()


def along(item: Placed, run: Glyphs) -> Iterator[tuple[float, float]]:
    """Yield points of the page that lie in the small letters of a run, along its baseline, which may be turned."""
    up = run.rise + MIDDLE * run.size
    turn = radians(item.ink.turn) if isinstance(item.ink, TextLine) else 0.0
    for share in ALONG:
        far = run.x + share * run.width
        yield item.x + far * cos(turn) + up * sin(turn), item.y + far * sin(turn) - up * cos(turn)


def inside(rect: Rect, x: float, y: float) -> bool:
    """True when a point of the page lies in a rectangle."""
    return rect.x <= x <= rect.right and rect.y <= y <= rect.bottom


def surfaces_of(page: Page) -> Surfaces:
    """Return the areas of a page."""
    areas = [
        (index, item.rect, item)
        for index, item in enumerate(page.placed)
        if isinstance(item.ink, Picture) or (isinstance(item.ink, Shape) and item.ink.fill)
    ]
    return Surfaces(page.ground or WHITE, areas)


def covers(area: Placed, x: float, y: float) -> bool:
    """True when a point of the page lies in an area."""
    if not isinstance(area.ink, Shape):
        return True
    point = x - area.x, y - area.y
    inside = [encloses(polygon, point) for polygon in polygons(area.ink.path)]
    return any(inside) if area.ink.nonzero else sum(inside) % 2 == 1


def surface_of(rect: Rect, area: Placed, item: Placed, run: Glyphs) -> Surface:
    """Return an area as what a run stands on."""
    if isinstance(area.ink, Shape):
        assert area.ink.fill is not None
        return Surface(area.ink.fill.name, area.ink.fill)
    assert isinstance(area.ink, Picture)
    left, top, right, bottom = area.ink.crop
    wide, high = (right - left) / rect.width, (bottom - top) / rect.height
    upright = Rect(item.x + run.x, item.y - 0.7 * run.size, run.width, 0.9 * run.size)
    words = item.rect if isinstance(item.ink, TextLine) and item.ink.turn else upright
    part = (
        max(left, left + (words.x - rect.x) * wide), max(top, top + (words.y - rect.y) * high),
        min(right, left + (words.right - rect.x) * wide), min(bottom, top + (words.bottom - rect.y) * high),
    )  # fmt: skip
    return Surface(f"the picture {area.ink.asset!r}", area.ink, part)
