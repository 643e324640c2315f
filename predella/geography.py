"""Take country outlines in degrees; give rings in kilometres on an equal-area map, simplified for print.

A country is drawn from arcs. Two neighbours share the arc of their border, so a border is simplified the same
way for both, and a group of countries is drawn as one shape by leaving out the arcs that two of them share.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import TypeAlias

from predella.projections import EARTH_RADIUS_KM, Crossing, Point, Projection, line, wrapped

Arc: TypeAlias = tuple[Point, ...]
# Arcs in order, each ending where the next begins, the last where the first began. Holes turn the other way.
Ring: TypeAlias = tuple[Arc, ...]

@dataclass(frozen=True, slots=True)
class Country:
    """A country's name and its rings; points are (longitude, latitude) in degrees."""

    name: str
    rings: tuple[Ring, ...]


class Outlines(Mapping[str, Country]):
    """Countries by ISO 3166-1 alpha-2 code; a country's points are decoded when it is first asked for."""

    def __init__(
        self,
        origin: str,
        license: str,
        steps_per_degree: int,
        countries: dict[str, tuple[str, list[list[int]]]],
        arcs: list[str],
    ) -> None:
        self.origin = origin
        self.license = license
        self._steps = steps_per_degree
        self._countries = countries
        self._texts = arcs
        self._arcs: dict[int, Arc] = {}

    def __getitem__(self, code: str) -> Country:
        name, rings = self._countries[code]
        return Country(name, tuple(tuple(self._arc(n) for n in ring) for ring in rings))

    def __iter__(self) -> Iterator[str]:
        return iter(self._countries)

    def __len__(self) -> int:
        return len(self._countries)

    def name(self, code: str) -> str:
        """The country's name in the source, without decoding its outline."""
        return self._countries[code][0]

    def _arc(self, number: int) -> Arc:
        if number in self._arcs:
            return self._arcs[number]
        if number < 0:
            arc = self._arc(~number)[::-1]
        else:
            steps = list(map(int, self._texts[number].split()))
            arc = tuple(
                (x / self._steps, y / self._steps)
                for x, y in zip(accumulate(steps[::2]), accumulate(steps[1::2]), strict=True)
            )
        self._arcs[number] = arc
        return arc


def read_outlines(data: bytes) -> Outlines:
    """Read the form described in resources/maps/README.md. Raises ValueError if a part of it is missing."""
    try:
        parts = json.loads(data)
        countries = {code: (str(entry["name"]), entry["rings"]) for code, entry in parts["countries"].items()}
        steps = int(parts["stepsPerDegree"])
        return Outlines(parts["origin"], parts["license"], steps, countries, parts["arcs"])
    except (KeyError, TypeError, AttributeError) as problem:
        raise ValueError(f"the outlines lack a part: {problem}") from problem


def merge(countries: Iterable[Country]) -> tuple[Ring, ...]:
    """The rings of the countries as one shape: arcs that two of them share are left out, the rest are joined.

    Raises ValueError if the arcs left over do not close, as when a ring is open.
    """
    outer: dict[Arc, None] = {}
    for country in countries:
        for ring in country.rings:
            for arc in ring:
                if arc[::-1] in outer:
                    del outer[arc[::-1]]
                else:
                    outer[arc] = None
    return tuple(_joined(outer))


def simplify(points: Sequence[Point], tolerance: float) -> tuple[Point, ...]:
    """Leave out points no further than `tolerance` from the line that remains (Douglas and Peucker 1973).

    A line that ends where it begins is a ring: it keeps at least three corners, or vanishes when the area it
    encloses is not above the square of the tolerance. It does not matter from which end a line is read.
    """
    if len(points) < 3:
        return tuple(points)
    if points[0] != points[-1]:
        if points[0] > points[-1]:
            return _thinned(points[::-1], [len(points) - 1], tolerance)[::-1]
        return _thinned(points, [len(points) - 1], tolerance)
    if abs(_area(points)) <= tolerance * tolerance:
        return ()
    if points[1] > points[-2]:
        return _thinned_ring(points[::-1], tolerance)[::-1]
    return _thinned_ring(points, tolerance)


def outline(
    rings: Iterable[Ring], projection: Projection, tolerance_km: float, smallest_km2: float
) -> tuple[tuple[Point, ...], ...]:
    """Project and simplify rings for drawing; each closes by itself, without repeating its first point.

    Points are in km, y down. Rings, holes too, that enclose less than `smallest_km2` are left out, as are
    those no larger than the square of `tolerance_km`. A ring that crosses the meridian at which the map is cut open
    comes in the parts on either side; one round the point opposite to an azimuthal map's centre comes with the map's rim.
    """
    drawn: list[tuple[Point, ...]] = []
    for ring in rings:
        try:
            parts = [[line(projection, arc) for arc in ring]]
        except Crossing:
            parts = [[part] for part in cut_open(ring, projection)]
        for arcs in parts:
            whole = [point for arc in arcs for point in arc[:-1]]
            area = _area(whole)
            if abs(area) < smallest_km2 or abs(area) <= tolerance_km * tolerance_km:
                continue
            corners = tuple(point for arc in arcs for point in simplify(arc, tolerance_km)[:-1])
            if len(corners) < 3:
                # Two arcs, each thinned to a straight line: the ends alone say nothing of the shape.
                corners = simplify([*whole, whole[0]], tolerance_km)[:-1]
            drawn.append(corners)
            if not projection.is_open and area * _area(unwrapped(ring, projection.centre[0])) > 0:
                drawn.append(rim(area > 0))
    return tuple(drawn)


def unwrapped(ring: Ring, middle: float) -> list[Point]:
    """Return a ring's points, degrees east of a meridian and latitude, without a jump where the degrees begin anew."""
    found: list[Point] = []
    for lon, lat in (point for arc in ring for point in arc[:-1]):
        east = wrapped(lon - middle)
        found.append((found[-1][0] + wrapped(east - found[-1][0]) if found else east, lat))
    return found


def rim(clockwise: bool) -> tuple[Point, ...]:
    """Return the rim of an azimuthal map, on which the point opposite to its centre lies."""
    turns = [math.radians(degree) * (-1 if clockwise else 1) for degree in range(0, 360, 5)]
    return tuple((2 * EARTH_RADIUS_KM * math.cos(t), 2 * EARTH_RADIUS_KM * math.sin(t)) for t in turns)


def cut_open(ring: Ring, projection: Projection) -> list[list[Point]]:
    """Return the parts of a ring on either side of the meridian at which a map is cut open, each closed, in km."""
    points = unwrapped(ring, projection.centre[0])
    parts = []
    for turn in (-360.0, 0.0, 360.0):
        kept = [(east + turn, lat) for east, lat in points]
        for limit, sign in ((-180.0, 1), (180.0, -1)):
            kept = _within(kept, limit, sign)
        if kept:
            parts.append([projection.flat(*point) for point in _dense([*kept, kept[0]])])
    return parts


def _within(points: Sequence[Point], limit: float, sign: int) -> list[Point]:
    """The part of a ring on one side of a meridian (Sutherland and Hodgman 1974)."""
    kept: list[Point] = []
    for (x1, y1), (x2, y2) in zip([*points[-1:], *points[:-1]], points, strict=True):
        if (sign * (x1 - limit) >= 0) != (sign * (x2 - limit) >= 0):
            kept.append((limit, y1 + (y2 - y1) * (limit - x1) / (x2 - x1)))
        if sign * (x2 - limit) >= 0:
            kept.append((x2, y2))
    return kept


def _dense(points: Sequence[Point]) -> list[Point]:
    """Points with more between those far apart, so that the meridian of a cut is as curved as the map has it."""
    found = [points[0]]
    for (x1, y1), (x2, y2) in pairwise(points):
        steps = max(1, math.ceil(abs(y2 - y1) / 2)) if abs(x2 - x1) < 1e-9 else 1
        found += [(x1 + (x2 - x1) * n / steps, y1 + (y2 - y1) * n / steps) for n in range(1, steps + 1)]
    return found


def nice_length(km_max: float) -> int:
    """The longest scale bar of 1, 2 or 5 times a power of ten, in km, that is no longer than `km_max`.

    Raises ValueError for less than 1 km.
    """
    if not 1 <= km_max < math.inf:
        raise ValueError(f"a scale bar needs room for at least 1 km, found {km_max:g} km")
    power: int = 10 ** (len(str(int(km_max))) - 1)
    return max(step * power for step in (1, 2, 5) if step * power <= km_max)


def _joined(arcs: Iterable[Arc]) -> Iterator[Ring]:
    rest: dict[Point, list[Arc]] = {}
    for arc in arcs:
        rest.setdefault(arc[0], []).append(arc)
    for start in list(rest):
        while rest[start]:
            ring = [rest[start].pop()]
            while ring[-1][-1] != start:
                onward = rest.get(ring[-1][-1])
                if not onward:
                    raise ValueError(f"an outline is not closed: it stops at {ring[-1][-1]}")
                ring.append(onward.pop())
            yield tuple(ring)


def _area(points: Sequence[Point]) -> float:
    """Signed area of a polygon, closed or not, by the shoelace formula."""
    following = [*points[1:], points[0]]
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(points, following, strict=True)) / 2


def _thinned_ring(points: Sequence[Point], tolerance: float) -> tuple[Point, ...]:
    first = points[0]
    far = max(range(len(points)), key=lambda i: math.dist(first, points[i]))
    thin = _thinned(points, [far, len(points) - 1], tolerance)
    if len(thin) > 3:
        return thin
    # The third corner is the one furthest from the line through the two anchors.
    (x1, y1), (x2, y2) = first, points[far]
    third = max(
        range(len(points)),
        key=lambda i: abs((y2 - y1) * (points[i][0] - x1) - (x2 - x1) * (points[i][1] - y1)),
    )
    return tuple(points[i] for i in (0, *sorted((far, third)), len(points) - 1))


def _thinned(points: Sequence[Point], anchors: Sequence[int], tolerance: float) -> tuple[Point, ...]:
    keep = {0, *anchors}
    spans = list(zip([0, *anchors], anchors, strict=False))
    limit = tolerance * tolerance
    while spans:
        start, end = spans.pop()
        if end - start < 2:
            continue
        distances = _squared_distances(points[start + 1 : end], points[start], points[end])
        furthest = max(distances)
        if furthest > limit:
            place = start + 1 + distances.index(furthest)
            keep.add(place)
            spans += [(start, place), (place, end)]
    return tuple(points[i] for i in sorted(keep))


def _squared_distances(points: Sequence[Point], start: Point, end: Point) -> list[float]:
    """From each point to the segment, not to the endless line: a spit beyond the segment's end must count."""
    x1, y1 = start
    dx, dy = end[0] - x1, end[1] - y1
    length = dx * dx + dy * dy
    if length == 0:
        return [(x - x1) ** 2 + (y - y1) ** 2 for x, y in points]
    distances = []
    for x, y in points:
        x -= x1
        y -= y1
        along = x * dx + y * dy
        if along <= 0:
            distances.append(x * x + y * y)
        elif along >= length:
            distances.append((x - dx) ** 2 + (y - dy) ** 2)
        else:
            distances.append((x * dy - y * dx) ** 2 / length)
    return distances
