"""Country codes and a projection go in, the outlines of land and their place in a rectangle come out.

Decoding, projecting and simplifying take most of a map's time, so each is done once for the same request.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from predella.geography import Outlines, merge, outline, read_outlines
from predella.pages import PathOps, Rect
from predella.projections import Crossing, Point, Projection, fitting, reach, wrapped
from predella.projections import line as projected

Extent = tuple[float, float, float, float]
"""West, south, east, north in degrees; east below west means across the antimeridian."""
Rings = tuple[tuple[Point, ...], ...]


@dataclass(frozen=True, slots=True)
class Land:
    """The outlines of a map in km, x right and y down, and the rectangle that is shown of them.

    `is_cut` says that land may reach beyond the rectangle.
    """

    land: Rings
    highlight: Rings
    bounds: Rect
    is_cut: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """A map's land at its place on the page: `scale` in pt per km, (0, 0) of the projection at `origin`."""

    land: Land
    projection: Projection
    scale: float
    origin: Point
    rect: Rect

    def at(self, position: Point) -> Point:
        """Return where a longitude and latitude stands on the page."""
        x, y = self.projection(*position)
        return self.origin[0] + x * self.scale, self.origin[1] + y * self.scale

    def position(self, point: Point) -> Point:
        """Return longitude and latitude of a point of the page. Raises ValueError for one outside the globe."""
        return self.projection.back((point[0] - self.origin[0]) / self.scale, (point[1] - self.origin[1]) / self.scale)

    def on_page(self, rings: Sequence[Sequence[Point]]) -> list[list[Point]]:
        """Return rings in pt on the page, cut off at the map's edge where an extent asks for it."""
        left, top = self.origin
        placed = [[(left + x * self.scale, top + y * self.scale) for x, y in ring] for ring in rings]
        return (
            [ring for ring in (clipped(ring, self.rect) for ring in placed) if ring]
            if self.land.is_cut
            else placed
        )


@lru_cache(maxsize=4)
def outlines_of(data: bytes) -> Outlines:
    """Return the outlines that a resource holds."""
    return read_outlines(data)


def points_of(data: bytes, codes: Sequence[str]) -> list[list[Point]]:
    """Return the arcs of countries, in degrees."""
    outlines = outlines_of(data)
    return [list(arc) for code in codes for ring in outlines[code].rings for arc in ring]


def border(extent: Extent) -> list[Point]:
    """Return points along the border of an extent, close enough that the curve of a parallel is seen."""
    west, south, east, north = extent
    east += 360 if east <= west else 0
    steps = [part / 24 for part in range(25)]
    lons = [west + (east - west) * part for part in steps]
    lats = [south + (north - south) * part for part in steps]
    sides = [(lon, south) for lon in lons] + [(east, lat) for lat in lats]
    sides += [(lon, north) for lon in reversed(lons)] + [(west, lat) for lat in reversed(lats)]
    return [((lon + 180) % 360 - 180, lat) for lon, lat in sides]


@lru_cache(maxsize=64)
def fitted(data: bytes, codes: tuple[str, ...], extent: Extent | None, centre: float | None) -> Projection:
    """Return the projection that fits an extent, or else all the land; `centre` is the middle if one is asked for."""
    if not extent:
        return fitting(reach(point for arc in points_of(data, codes) for point in arc), centre)
    west, south, east, north = extent
    width = east - west + (360 if east <= west else 0)
    return fitting((wrapped(west + width / 2), width, south, north), centre)


def extent_bounds(extent: Extent, projection: Projection) -> Rect:
    """Return the rectangle, in km, round what lies in an extent."""
    if not projection.is_world:
        return around([projection(*point) for point in border(extent)])
    west, south, east, north = extent
    half = (east - west + (360 if east <= west else 0)) / 2
    # a parallel is the longer the nearer it lies to the equator
    lats = {south, north, min(max(0.0, south), north)}
    return around([projection.flat(side * half, lat) for side in (-1, 1) for lat in sorted(lats)])


@lru_cache(maxsize=64)
def whole_bounds(data: bytes, codes: tuple[str, ...], projection: Projection) -> Rect:
    """Return the rectangle, in km, round everything that belongs to the countries."""
    points: list[Point] = []
    for arc in points_of(data, codes):
        try:
            points += projected(projection, arc)
        except Crossing:
            points += [projection(*point) for point in arc]
    return around(points)


@lru_cache(maxsize=64)
def rings_of(
    data: bytes, codes: tuple[str, ...], projection: Projection, tolerance: float, smallest: float
) -> Rings:
    """Return countries as one shape, in km: `tolerance` in km, islands under `smallest` km² left out."""
    outlines = outlines_of(data)
    merged = merge(outlines[code] for code in dict.fromkeys(codes))
    # A country of small islands alone is still to be seen.
    return outline(merged, projection, tolerance, smallest) or outline(merged, projection, tolerance / 8, 0.0)


def around(points: Sequence[Point]) -> Rect:
    """Return the smallest rectangle round points."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return Rect(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))


def clipped(ring: Sequence[Point], rect: Rect) -> list[Point]:
    """Return the part of a ring inside a rectangle (Sutherland and Hodgman 1974); empty if there is none.

    Parts that hang apart stay joined by lines along the rectangle's edge: right to fill, not to stroke.
    """
    limits = ((0, rect.x, 1), (0, rect.right, -1), (1, rect.y, 1), (1, rect.bottom, -1))
    points = list(ring)
    for axis, limit, sign in limits:
        inside = [sign * (point[axis] - limit) >= 0 for point in points]
        if all(inside):
            continue
        if not any(inside):
            return []
        kept: list[Point] = []
        for index, point in enumerate(points):
            if inside[index] != inside[index - 1]:
                kept.append(crossing(points[index - 1], point, axis, limit))
            if inside[index]:
                kept.append(point)
        points = kept
    return points


def crossing(first: Point, second: Point, axis: int, limit: float) -> Point:
    """Return where the line between two points meets an edge."""
    part = (limit - first[axis]) / (second[axis] - first[axis])
    other = first[1 - axis] + part * (second[1 - axis] - first[1 - axis])
    return (limit, other) if axis == 0 else (other, limit)


def area(ring: Sequence[Point]) -> float:
    """Return the signed area of a ring; a hole, which turns the other way, has the other sign."""
    following = [*ring[1:], *ring[:1]]
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(ring, following, strict=True)) / 2


def covered(rings: Sequence[Sequence[Point]], rect: Rect) -> float:
    """Return which part of a rectangle lies under a shape, from 0 to 1."""
    return abs(sum(area(clipped(ring, rect)) for ring in rings)) / (rect.width * rect.height)


def along(rings: Sequence[Sequence[Point]], step: float) -> list[Point]:
    """Return points on the lines of rings, no further apart than `step`."""
    found: list[Point] = []
    for ring in rings:
        for (x1, y1), (x2, y2) in zip([ring[-1], *ring[:-1]], ring, strict=True):
            count = math.ceil(math.hypot(x2 - x1, y2 - y1) / step)
            found += [(x1 + (x2 - x1) * n / count, y1 + (y2 - y1) * n / count) for n in range(count)]
    return found


def filled(rings: Sequence[Sequence[Point]]) -> PathOps:
    """Return rings as one closed path."""
    ops: list[tuple[str | float, ...]] = []
    for ring in rings:
        ops += [("M" if index == 0 else "L", *point) for index, point in enumerate(ring)]
        ops.append(("Z",))
    return tuple(ops)


def coast(rings: Sequence[Sequence[Point]], rect: Rect) -> PathOps:
    """Return the lines of rings without those that only run along the map's edge, where the land was cut off."""
    ops: list[tuple[str | float, ...]] = []
    for ring in rings:
        pen_is_down = False
        for first, second in zip([ring[-1], *ring[:-1]], ring, strict=True):
            if on_one_edge(first, second, rect):
                pen_is_down = False
                continue
            if not pen_is_down:
                ops.append(("M", *first))
            ops.append(("L", *second))
            pen_is_down = True
    return tuple(ops)


def on_one_edge(first: Point, second: Point, rect: Rect) -> bool:
    """True when two points lie on the same side of a rectangle."""
    edges = ((0, rect.x), (0, rect.right), (1, rect.y), (1, rect.bottom))
    return any(abs(first[axis] - edge) < 0.01 and abs(second[axis] - edge) < 0.01 for axis, edge in edges)
