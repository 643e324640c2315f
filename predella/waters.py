"""Natural Earth's lakes and rivers go in, those of a map come out: by name, projected and simplified for print."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from predella.geography import Ring, outline, simplify
from predella.projections import Crossing, Point, Projection, line


@dataclass(frozen=True, slots=True)
class Lake:
    """A lake's English name, or "", whether it is dammed, and its rings in degrees."""

    name: str
    is_reservoir: bool
    rings: tuple[Ring, ...]


@dataclass(frozen=True, slots=True)
class Waters:
    """Lakes, and rivers as lines in degrees; the source has no names of rivers."""

    origin: str
    license: str
    lakes: tuple[Lake, ...]
    rivers: tuple[tuple[Point, ...], ...]


def read_waters(data: bytes) -> Waters:
    """Read the form described in resources/maps/README.md. Raises ValueError if a part of it is missing."""
    try:
        parts = json.loads(data)
        steps = int(parts["stepsPerDegree"])
        lakes = tuple(
            Lake(str(lake["name"]), bool(lake["reservoir"]), tuple((points_of(ring, steps),) for ring in lake["rings"]))
            for lake in parts["lakes"]
        )
        rivers = tuple(points_of(river, steps) for river in parts["rivers"])
        return Waters(parts["origin"], parts["license"], lakes, rivers)
    except (KeyError, TypeError) as problem:
        raise ValueError(f"the waters lack a part: {problem}") from problem


def points_of(text: str, steps: int) -> tuple[Point, ...]:
    """Return a line written as its first point and the step to each next one."""
    numbers = list(map(int, text.split()))
    return tuple(
        (x / steps, y / steps) for x, y in zip(accumulate(numbers[::2]), accumulate(numbers[1::2]), strict=True)
    )


def lake_rings(
    lakes: Iterable[Lake], projection: Projection, tolerance_km: float, smallest_km2: float
) -> list[tuple[tuple[Point, ...], ...]]:
    """Return the outline of each lake that is large enough to be drawn, in km: its shore, then its islands."""
    found = (outline(lake.rings, projection, tolerance_km, smallest_km2) for lake in lakes)
    return [rings for rings in found if rings]


def river_lines(
    rivers: Iterable[Sequence[Point]], projection: Projection, tolerance_km: float, shortest_km: float
) -> list[tuple[Point, ...]]:
    """Return rivers in km, simplified; those that end sooner than `shortest_km` from where they began are left out.

    One that crosses the meridian at which the map is cut open is left out too; there is none on a map of a country.
    """
    found = []
    for river in rivers:
        try:
            points = line(projection, river)
        except Crossing:
            continue
        across = max(x for x, _ in points) - min(x for x, _ in points)
        down = max(y for _, y in points) - min(y for _, y in points)
        if max(across, down) >= shortest_km:
            found.append(simplify(points, tolerance_km))
    return found


class Ground:
    """Says quickly whether a point lies on a shape: its sides sorted into bands from top to bottom."""

    BANDS = 400

    def __init__(self, rings: Iterable[Sequence[Point]]) -> None:
        sides = [
            (*first, *second)
            for ring in rings
            for first, second in zip([*ring[-1:], *ring[:-1]], ring, strict=True)
        ]
        self._top = min((min(y1, y2) for _, y1, _, y2 in sides), default=0.0)
        bottom = max((max(y1, y2) for _, y1, _, y2 in sides), default=0.0)
        self._height = max((bottom - self._top) / self.BANDS, 1e-9)
        self._bands: dict[int, list[tuple[float, float, float, float]]] = {}
        for side in sides:
            first, last = sorted((self._band(side[1]), self._band(side[3])))
            for band in range(first, last + 1):
                self._bands.setdefault(band, []).append(side)

    def _band(self, y: float) -> int:
        return int((y - self._top) / self._height)

    def holds(self, point: Point) -> bool:
        """True when a point lies inside, by the even-odd rule."""
        x, y = point
        inside = False
        for x1, y1, x2, y2 in self._bands.get(self._band(y), ()):
            if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
                inside = not inside
        return inside


def parts_where(points: Sequence[Point], holds: Callable[[Point], bool]) -> list[list[Point]]:
    """Return the parts of a line whose points a test holds true for."""
    parts: list[list[Point]] = []
    before = False
    for point in points:
        now = holds(point)
        if now and before:
            parts[-1].append(point)
        elif now:
            parts.append([point])
        before = now
    return [part for part in parts if len(part) > 1]
