"""Take a TopoJSON file of the world's countries; write the compact outlines that predella/geography.py reads.

Usage: python tools/make_outlines.py countries-50m.json predella/resources/maps/countries-50m.json

The input is `countries-50m.json` of the npm package world-atlas. What is changed on the way is listed in
predella/resources/maps/README.md.
"""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeAlias

from babel.core import get_global

ORIGIN = "Natural Earth 4.1.0, Admin 0 countries, 1:50m, by way of npm world-atlas 2.0.2"
LICENSE = "public domain"
STEPS_PER_DEGREE = 100
# A shape round the pole has no outline on a conic map.
LEFT_OUT = {"AQ"}
# Natural Earth draws who holds the ground. The keys are ISO codes, and ISO 3166-2 lists Crimea and Sevastopol
# (UA-43, UA-40) under Ukraine. A point inside the ring that moves, from whom, to whom:
MOVED = [((34.1, 45.0), "RU", "UA")]

Point: TypeAlias = tuple[int, int]
Ring: TypeAlias = list[int]  # arc numbers in order; ~n is arc n walked backwards, as in TopoJSON


def main(source: Path, target: Path) -> None:
    """Convert the file at `source` and write `target`; both are UTF-8 JSON."""
    topology = json.loads(source.read_text(encoding="utf-8"))
    arcs = [_lattice(arc, topology["transform"]) for arc in topology["arcs"]]
    countries = _countries(topology)
    for place, giver, taker in MOVED:
        _move(place, countries[giver]["rings"], countries[taker]["rings"], arcs)
    target.write_text(_written(arcs, countries), encoding="utf-8")
    print(f"{target}: {len(countries)} countries, {target.stat().st_size / 1000:.0f} kB")


def _lattice(arc: list[list[int]], transform: dict[str, list[float]]) -> list[Point]:
    """Undo the delta coding and round to our steps; 180° becomes -180°, so that one meridian has one name."""
    x = y = 0
    points: list[Point] = []
    half = 180 * STEPS_PER_DEGREE
    for step_x, step_y in arc:
        x, y = x + step_x, y + step_y
        lon, lat = (
            value * scale + shift
            for value, scale, shift in zip((x, y), transform["scale"], transform["translate"], strict=True)
        )
        point = ((round(lon * STEPS_PER_DEGREE) + half) % (2 * half) - half, round(lat * STEPS_PER_DEGREE))
        if not points or point != points[-1]:
            points.append(point)
    return points if len(points) > 1 else points * 2


def _countries(topology: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Code to name and rings. Shapes that share a numeric code become one country."""
    polygons: list[tuple[str, str, list[list[Ring]]]] = []
    for shape in topology["objects"]["countries"]["geometries"]:
        parts = [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]
        name = shape["properties"]["name"]
        polygons.append((_code(shape.get("id"), name), name, parts))
    uses = Counter(max(n, ~n) for _, _, parts in polygons for part in parts for ring in part for n in ring)
    countries: dict[str, dict[str, Any]] = {}
    for code, name, parts in sorted(polygons, key=lambda item: (item[0], -len(item[2]))):
        if code in LEFT_OUT:
            continue
        country = countries.setdefault(code, {"name": name, "rings": []})
        for outer, *holes in parts:
            # A hole that nobody else fills is leased ground (Baikonur in the finer data sets): it is closed.
            country["rings"] += [outer, *(hole for hole in holes if any(uses[max(n, ~n)] > 1 for n in hole))]
    return countries


def _code(numeric: str | None, name: str) -> str:
    aliases = get_global("territory_aliases")
    if numeric:
        return str(aliases[numeric][0])
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z]+", "-", plain).strip("-")


def _move(place: tuple[float, float], giver: list[Ring], taker: list[Ring], arcs: list[list[Point]]) -> None:
    """Hand the giver's ring round the place to the taker, joined to the ring it shares an arc with."""
    ring = next(ring for ring in giver if _inside(place, _points(ring, arcs)))
    giver.remove(ring)
    host, shared = next((other, n) for other in taker for n in other if ~n in ring)
    cut, spot = ring.index(~shared), host.index(shared)
    taker[taker.index(host)] = host[:spot] + ring[cut + 1 :] + ring[:cut] + host[spot + 1 :]


def _points(ring: Ring, arcs: list[list[Point]]) -> list[Point]:
    return [point for n in ring for point in (arcs[n] if n >= 0 else arcs[~n][::-1])[:-1]]


def _inside(place: tuple[float, float], points: list[Point]) -> bool:
    x, y = (value * STEPS_PER_DEGREE for value in place)
    crossings = 0
    for (x1, y1), (x2, y2) in zip(points, points[1:] + points[:1], strict=True):
        crossings += (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1
    return crossings % 2 == 1


def _written(arcs: list[list[Point]], countries: dict[str, dict[str, Any]]) -> str:
    used = sorted({max(n, ~n) for country in countries.values() for ring in country["rings"] for n in ring})
    number = {old: new for new, old in enumerate(used)}
    data = {
        "origin": ORIGIN,
        "license": LICENSE,
        "stepsPerDegree": STEPS_PER_DEGREE,
        "countries": {
            code: {
                "name": country["name"],
                "rings": [[number[n] if n >= 0 else ~number[~n] for n in ring] for ring in country["rings"]],
            }
            for code, country in countries.items()
        },
        "arcs": [_delta_text(arcs[old]) for old in used],
    }
    lines = [json.dumps(data[key], ensure_ascii=False, separators=(",", ":")) for key in data]
    return "{" + ",\n".join(f'"{key}":{line}' for key, line in zip(data, lines, strict=True)) + "}\n"


def _delta_text(arc: list[Point]) -> str:
    steps = [arc[0], *((x2 - x1, y2 - y1) for (x1, y1), (x2, y2) in pairwise(arc))]
    return " ".join(f"{x} {y}" for x, y in steps)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: python tools/make_outlines.py COUNTRIES.topojson OUTLINES.json")
    main(Path(sys.argv[1]), Path(sys.argv[2]))
