"""A map on the page and what an author wants of lakes and rivers go in, water as shapes comes out, on the land alone."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Annotated, Any

from pydantic import PlainValidator

from predella.blocks.block import SEAM, Context, shape
from predella.blocks.map_land import Chart, coast, filled
from predella.blocks.map_outline import is_edged
from predella.diagnostics import Span, nearest
from predella.pages import MM, Element, Placed, Shape
from predella.projections import Point, Projection
from predella.validate import shown, wrong
from predella.waters import Ground, Lake, Waters, lake_rings, parts_where, read_waters, river_lines

WATERS = "maps/waters-50m.json"


def to_lakes(value: Any) -> bool | tuple[str, ...]:
    """Accept true, false, `all` for reservoirs too, or a list of English names."""
    if isinstance(value, bool):
        return value
    if value == "all":
        return ("all",)
    if isinstance(value, list | tuple) and all(isinstance(name, str) for name in value):
        return tuple(value)
    raise wrong("lakes", f"lakes are true, all or a list of English names, not {shown(value)}", getattr(value, "span", None), "write lakes: [Baikal, Balkhash]")  # fmt: skip


Lakes = Annotated[bool | tuple[str, ...], PlainValidator(to_lakes, json_schema_input_type=bool | str | list[str])]


@lru_cache(maxsize=2)
def waters_of(data: bytes) -> Waters:
    """Return the waters that a resource holds."""
    return read_waters(data)


def lakes_wanted(wanted: bool | tuple[str, ...], span: Span | None, context: Context) -> tuple[Lake, ...]:
    """Return the lakes an author asks for, after reporting names that no lake has. `true` is all that are not dammed."""
    if not wanted:
        return ()
    lakes = waters_of(context.assets.resource(WATERS)).lakes
    if isinstance(wanted, bool):
        return tuple(lake for lake in lakes if not lake.is_reservoir)
    if wanted == ("all",):
        return lakes
    known = {lake.name for lake in lakes if lake.name}
    for name in wanted:
        if name not in known:
            near = nearest(name, sorted(known))
            hint = f"did you mean {near!r}?" if near else "the names are English, without “Lake”: Baikal, Victoria, Issyk-Kul"
            context.problems.error("no-lake", f"there is no lake {str(name)!r} on the map", getattr(name, "span", span), hint)
    return tuple(lake for lake in lakes if lake.name in wanted)


@lru_cache(maxsize=32)
def shores(
    lakes: tuple[Lake, ...], projection: Projection, tolerance: float, smallest: float
) -> list[tuple[tuple[Point, ...], ...]]:
    """Return the outlines of lakes, in km."""
    return lake_rings(lakes, projection, tolerance, smallest)


@lru_cache(maxsize=32)
def courses(data: bytes, projection: Projection, tolerance: float, shortest: float) -> list[tuple[Point, ...]]:
    """Return the courses of rivers, in km."""
    return river_lines(waters_of(data).rivers, projection, tolerance, shortest)


def draw_rivers(chart: Chart, element: Element, context: Context) -> list[Placed]:
    """Return the rivers of the land as fine lines: in the colour of open water on a wall, in ink in the hand and on edged land."""
    data, (tolerance, mm) = context.assets.resource(WATERS), fineness(chart, context)
    lines = courses(data, chart.projection, tolerance, (5 if context.held else 12) * mm)
    land = Ground(chart.on_page(chart.land.land))
    paths: list[tuple[str | float, ...]] = []
    for points in lines:
        for part in parts_where(dense(on_page(chart, points), 2 * mm * chart.scale), land.holds):
            paths += [("M" if index == 0 else "L", *point) for index, point in enumerate(part)]
    if not paths:
        return []
    # Where land has the colour of the page, and an edge instead, a river in that colour would not be seen.
    inked = context.held or is_edged(context)
    role = "quiet" if inked else "ground"
    width = 0.6 * context.styles.stroke("leader") if inked else 0.9 * MM * context.ratio
    return [shape(0, 0, tuple(paths), stroke=context.ground[role], width=width, element=element, role="water")]


def draw_lakes(lakes: tuple[Lake, ...], chart: Chart, element: Element, context: Context) -> list[Placed]:
    """Return the lakes on the land in the colour of the open water, with a shore where the map has a coast."""
    tolerance, mm = fineness(chart, context)
    found = shores(lakes, chart.projection, tolerance, (1.0 if context.held else 6.0) * mm * mm)
    land = Ground(chart.on_page(chart.land.land))
    water, placed = context.ground["ground"], list[Placed]()
    for rings in found:
        # Half of a lake on a border belongs to the neighbour: a lake is drawn if any of its shore lies on the land.
        drawn = chart.on_page(rings)
        if not any(land.holds(point) for ring in drawn for point in ring):
            continue
        placed.append(shape(0, 0, filled(drawn), fill=water, stroke=water, width=SEAM, element=element, role="water"))
        if context.held or is_edged(context):
            placed.append(shape(0, 0, coast(drawn, chart.rect), stroke=context.ground["line"], width=0.7 * context.styles.stroke("leader"), element=element, role="water"))  # fmt: skip
    return placed


def points_in(items: Sequence[Placed]) -> list[Point]:
    """Return the corners of shapes, where they stand on the page."""
    paths = [item.ink.path for item in items if isinstance(item.ink, Shape)]
    return [(float(op[1]), float(op[2])) for path in paths for op in path if len(op) == 3]


def fineness(chart: Chart, context: Context) -> tuple[float, float]:
    """Return by how many km a line may be simplified, and how many km are a millimetre of the reference paper."""
    mm = float(f"{context.ratio * MM / chart.scale:.2g}")
    return float(f"{(0.15 if context.held else 0.4) * mm:.2g}"), mm


def on_page(chart: Chart, points: Sequence[Point]) -> list[Point]:
    """Return a line in km where it stands on the page."""
    left, top = chart.origin
    return [(left + x * chart.scale, top + y * chart.scale) for x, y in points]


def dense(points: Sequence[Point], step: float) -> list[Point]:
    """Return a line with points no further apart than `step`, so that it is cut close to the coast."""
    found = [points[0]]
    for x2, y2 in points[1:]:
        x1, y1 = found[-1]
        count = max(1, int(max(abs(x2 - x1), abs(y2 - y1)) / step))
        found += [(x1 + (x2 - x1) * n / count, y1 + (y2 - y1) * n / count) for n in range(1, count + 1)]
    return found
