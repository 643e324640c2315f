"""Degrees go in, kilometres on an equal-area map come out, and back: a conic, an azimuthal and a world projection."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol, TypeAlias

Point: TypeAlias = tuple[float, float]

EARTH_RADIUS_KM = 6371.0
LARGEST_CONE = 60.0
"""The most degrees of latitude, or of longitude either side of the middle, for which a map of both hemispheres is
drawn on a cone: beyond them one that is centred on a point distorts less."""


class Crossing(ValueError):
    """A line crosses the meridian at which the map is cut open."""


class Projection(Protocol):
    """A map of the sphere: `centre`, a longitude and a latitude, falls on (0, 0); x to the right and y DOWN, in km.

    `is_open` says that the map is cut along the meridian opposite to the centre; `is_world` that it has no one scale.
    """

    @property
    def centre(self) -> Point: ...
    @property
    def is_open(self) -> bool: ...
    @property
    def is_world(self) -> bool: ...
    def __hash__(self) -> int: ...
    def __call__(self, lon: float, lat: float) -> Point: ...
    def flat(self, east: float, lat: float) -> Point:
        """Project a point `east` degrees east of the central meridian, from -180 to 180."""
        ...

    def back(self, x: float, y: float) -> Point:
        """Return longitude and latitude of a point of the map. Raises ValueError for one outside the globe."""
        ...


def line(projection: Projection, points: Sequence[Point]) -> list[Point]:
    """Project points that hang together, in km. Raises Crossing if the map is cut open between two of them."""
    middle, flat, is_open = projection.centre[0], projection.flat, projection.is_open
    projected = []
    before = None
    for lon, lat in points:
        east = (lon - middle + 180.0) % 360.0 - 180.0
        if is_open and before is not None and abs(east - before) > 180.0:
            raise Crossing(f"the line crosses the meridian {(middle + 360) % 360 - 180:g}")
        before = east
        projected.append(flat(east, lat))
    return projected


@dataclass(frozen=True, slots=True)
class Albers:
    """Albers' equal-area conic projection of a sphere of 6,371 km (Snyder 1987, Map Projections, section 14).

    `parallels` are the two latitudes of true scale. Longitudes are measured from the central meridian the short way
    round, so a country across the antimeridian stays in one piece.
    Raises ValueError for a latitude that is not between -90° and 90°.
    """

    parallels: tuple[float, float] = (47.0, 67.0)
    centre: Point = (95.0, 55.0)
    is_open: bool = field(default=True, init=False)
    is_world: bool = field(default=False, init=False)
    _cone: float = field(init=False, repr=False, compare=False)
    _constant: float = field(init=False, repr=False, compare=False)
    _radius: float = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if not all(-90 < latitude < 90 for latitude in (*self.parallels, self.centre[1])):
            raise ValueError(
                f"parallels {self.parallels} and centre {self.centre}: "
                "each latitude must lie between -90 and 90 degrees"
            )
        first, second, middle = (math.radians(value) for value in (*self.parallels, self.centre[1]))
        cone = (math.sin(first) + math.sin(second)) / 2
        # Parallels at equal distances from the equator make the cone a cylinder, with no apex to measure
        # from. A cone this slender differs from it by less than a metre.
        if abs(cone) < 1e-8:
            cone = 1e-8
        constant = math.cos(first) ** 2 + 2 * cone * math.sin(first)
        object.__setattr__(self, "_cone", cone)
        object.__setattr__(self, "_constant", constant)
        radius = math.sqrt(max(0.0, constant - 2 * cone * math.sin(middle))) / cone
        object.__setattr__(self, "_radius", radius)

    @classmethod
    def fitting(cls, points: Iterable[Point]) -> Albers:
        """The projection for an extent: centred on it, parallels a sixth of its height inside either edge.

        Raises ValueError if there are no points.
        """
        middle, _, south, north = reach(points)
        inset = (north - south) / 6
        return cls((south + inset, north - inset), (middle, (south + north) / 2))

    def __call__(self, lon: float, lat: float) -> Point:
        return self.flat((lon - self.centre[0] + 180.0) % 360.0 - 180.0, lat)

    def flat(self, east: float, lat: float) -> Point:
        cone = self._cone
        radius = math.sqrt(max(0.0, self._constant - 2 * cone * math.sin(math.radians(lat)))) / cone
        angle = cone * math.radians(east)
        x, y = radius * math.sin(angle), radius * math.cos(angle) - self._radius
        return x * EARTH_RADIUS_KM, y * EARTH_RADIUS_KM

    def back(self, x: float, y: float) -> Point:
        cone, (x, y) = self._cone, (x / EARTH_RADIUS_KM, y / EARTH_RADIUS_KM + self._radius)
        sign = math.copysign(1.0, cone)
        sine = (self._constant - (x * x + y * y) * cone * cone) / (2 * cone)
        angle = math.degrees(math.atan2(sign * x, sign * y)) / cone
        if abs(sine) > 1 or abs(angle) > 180:
            raise ValueError("a place outside the globe")
        return wrapped(self.centre[0] + angle), math.degrees(math.asin(sine))


@dataclass(frozen=True, slots=True)
class Azimuthal:
    """Lambert's azimuthal equal-area projection of a sphere (Snyder 1987, section 24): true at its centre.

    For ground round a pole, and for what lies wide on both sides of the equator.
    """

    centre: Point = (0.0, 90.0)
    is_open: bool = field(default=False, init=False)
    is_world: bool = field(default=False, init=False)

    def __call__(self, lon: float, lat: float) -> Point:
        return self.flat(lon - self.centre[0], lat)

    def flat(self, east: float, lat: float) -> Point:
        east, lat, middle = math.radians(east), math.radians(lat), math.radians(self.centre[1])
        sin, cos = math.sin(lat), math.cos(lat)
        inner = 1 + math.sin(middle) * sin + math.cos(middle) * cos * math.cos(east)
        # The antipode is the whole rim of the map; any point of it will do.
        reach = EARTH_RADIUS_KM * math.sqrt(2 / max(inner, 1e-12))
        return (
            reach * cos * math.sin(east),
            -reach * (math.cos(middle) * sin - math.sin(middle) * cos * math.cos(east)),
        )

    def back(self, x: float, y: float) -> Point:
        away = math.hypot(x, y)
        if away < 1e-9:
            return self.centre
        if away > 2 * EARTH_RADIUS_KM:
            raise ValueError("a place outside the globe")
        middle, angle = math.radians(self.centre[1]), 2 * math.asin(away / (2 * EARTH_RADIUS_KM))
        sin, cos = math.sin(angle), math.cos(angle)
        sine = cos * math.sin(middle) - y * sin * math.cos(middle) / away
        east = math.atan2(x * sin, away * math.cos(middle) * cos + y * math.sin(middle) * sin)
        return wrapped(self.centre[0] + math.degrees(east)), math.degrees(math.asin(max(-1.0, min(1.0, sine))))


A1, A2, A3, A4 = 1.340264, -0.081106, 0.000893, 0.003796
"""The coefficients of the Equal Earth projection."""


@dataclass(frozen=True, slots=True)
class EqualEarth:
    """The Equal Earth projection (Šavrič, Patterson and Jenny 2018): the whole world, areas true, no one scale."""

    centre: Point = (0.0, 0.0)
    is_open: bool = field(default=True, init=False)
    is_world: bool = field(default=True, init=False)

    def __call__(self, lon: float, lat: float) -> Point:
        return self.flat(wrapped(lon - self.centre[0]), lat)

    def flat(self, east: float, lat: float) -> Point:
        t = math.asin(math.sqrt(3) / 2 * math.sin(math.radians(lat)))
        x = 2 * math.sqrt(3) * math.radians(east) * math.cos(t) / (3 * slope(t))
        y = t * (A1 + A2 * t**2 + t**6 * (A3 + A4 * t**2))
        return EARTH_RADIUS_KM * x, -EARTH_RADIUS_KM * y

    def back(self, x: float, y: float) -> Point:
        x, y = x / EARTH_RADIUS_KM, -y / EARTH_RADIUS_KM
        t = y
        for _ in range(12):
            t -= (t * (A1 + A2 * t**2 + t**6 * (A3 + A4 * t**2)) - y) / slope(t)
        sine = 2 * math.sin(t) / math.sqrt(3)
        east = math.degrees(3 * x * slope(t) / (2 * math.sqrt(3) * math.cos(t)))
        if abs(sine) > 1 or abs(east) > 180.000001:
            raise ValueError("a place outside the globe")
        return wrapped(self.centre[0] + east), math.degrees(math.asin(sine))


def slope(t: float) -> float:
    """Return how fast y of the Equal Earth projection grows with its parameter."""
    return A1 + 3 * A2 * t**2 + t**6 * (7 * A3 + 9 * A4 * t**2)


def wrapped(lon: float) -> float:
    """Return a longitude from -180 up to, not including, 180."""
    return (lon + 180.0) % 360.0 - 180.0


def reach(points: Iterable[Point]) -> tuple[float, float, float, float]:
    """Return the middle longitude of places, how many degrees they span, their southernmost and northernmost latitude.

    They are what the widest empty span of longitudes leaves over, wherever the antimeridian runs.
    Raises ValueError if there are no points.
    """
    places = list(points)
    if not places:
        raise ValueError("an extent needs at least one point")
    degrees = sorted({math.floor(lon) % 360 for lon, _ in places})
    gaps = [
        (after - before, after)
        for before, after in zip(degrees, [*degrees[1:], degrees[0] + 360], strict=True)
    ]
    west = max(gaps)[1]
    offsets = [(lon - west) % 360 for lon, _ in places]
    low, high = min(offsets), max(offsets)
    lats = [lat for _, lat in places]
    return wrapped(west + (low + high) / 2), high - low, min(lats), max(lats)


def fitting(extent: tuple[float, float, float, float], centre: float | None = None) -> Projection:
    """Return the projection for an extent: conic, but round a pole or wide over the equator azimuthal, else the world's.

    `extent` is what `reach` gives; `centre` is the longitude of the middle if the author wants another.
    """
    middle, width, south, north = extent
    middle = middle if centre is None else centre
    if width > 180 and (south > 30 or north < -30):
        return Azimuthal((0.0 if centre is None else centre, 90.0 if south > 0 else -90.0))
    if width > 180:
        # 169° W, through the Bering Strait, is where the fewest countries are cut.
        return EqualEarth((11.0 if centre is None and width > 300 else middle, 0.0))
    if south < -15 and north > 15 and max(north - south, width / 2) > LARGEST_CONE:
        return Azimuthal((middle, (south + north) / 2))
    inset = (north - south) / 6
    return Albers((south + inset, north - inset), (middle, (south + north) / 2))


def distance(first: Point, second: Point) -> float:
    """Return the great-circle distance of two places given in degrees, in km (the haversine formula)."""
    (lon1, lat1), (lon2, lat2) = ((math.radians(a), math.radians(b)) for a, b in (first, second))
    inner = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(inner))
