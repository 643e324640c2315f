"""A map at its place on the page goes in, its scale bar and its north mark come out, in corners that are free."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache

from predella.blocks.block import Context, label, shape
from predella.blocks.map_land import Chart, clipped, covered
from predella.geography import nice_length
from predella.pages import MM, Element, Placed, Rect, line
from predella.phrases import number, phrase, with_unit
from predella.projections import Point, distance


def gap_of(context: Context) -> float:
    """Return the distance of a name from its square."""
    return (1.0 if context.held else 3.2) * context.ratio * MM


@lru_cache(maxsize=64)
def bar_length(chart: Chart) -> tuple[int, float]:
    """Return the scale bar's length in km and in pt: at most a fifth of the map, true across the middle of the map.

    It is (0, 0) for a map that has no one scale, as one of the world, and for one that is narrower than 5 km.
    """
    rect = chart.rect
    middle = rect.x + rect.width / 2, rect.y + rect.height / 2
    km_per_pt = km_between(chart, middle, rect.width / 5, 0.0) / (rect.width / 5)
    if chart.projection.is_world or not 1 <= km_per_pt * rect.width / 5 < math.inf:
        return 0, 0.0
    km = nice_length(km_per_pt * rect.width / 5)
    length = km / km_per_pt
    for _ in range(3):
        length *= km / km_between(chart, middle, length, 0.0)
    return km, length


def km_between(chart: Chart, middle: Point, right: float, down: float) -> float:
    """Return the great-circle distance of two points of the page about a middle, in km; infinite off the globe."""
    (x, y), (half_x, half_y) = middle, (right / 2, down / 2)
    try:
        return distance(
            chart.position((x - half_x, y - half_y)), chart.position((x + half_x, y + half_y))
        )
    except ValueError:
        return math.inf


@lru_cache(maxsize=64)
def is_uneven(chart: Chart) -> bool:
    """True when the scale varies by more than a twentieth over the map, from place to place or with the direction."""
    rect, step = chart.rect, chart.rect.width / 100
    parts = [part / 4 for part in range(5)]
    places = [(rect.x + rect.width * column, rect.y + rect.height * row) for column in parts for row in parts]
    found = [
        km
        for place in places
        for km in (km_between(chart, place, step, 0.0), km_between(chart, place, 0.0, step))
        if 0 < km < math.inf
    ]
    return bool(found) and max(found) > 1.05 * min(found)


def bar_text(chart: Chart, context: Context) -> str:
    """Return the words beside the scale bar: its length, and that it holds in the middle of the map, if only there."""
    length = with_unit(number(bar_length(chart)[0], context.language), "km", context.language)
    return phrase("scale-middle", context.language, length=length) if is_uneven(chart) else length


def bar_size(chart: Chart, context: Context) -> tuple[float, float]:
    """Return width and height of the scale bar with its words."""
    _, length = bar_length(chart)
    words = label(bar_text(chart, context), 0, 0, context.styles("note"), context).rect
    return length + gap_of(context) + words.width, words.height


def free_corner(
    chart: Chart, size: tuple[float, float], context: Context, taken: Sequence[Rect] = ()
) -> Rect | None:
    """Return a corner of the map with no land and no square in it, the lower right first; None if there is none."""
    width, height = size
    rect, land = chart.rect, chart.on_page(chart.land.land)
    air = gap_of(context)
    for x, y in (
        (rect.right - width, rect.bottom - height), (rect.x, rect.bottom - height),
        (rect.x, rect.y), (rect.right - width, rect.y),
    ):  # fmt: skip
        corner = Rect(x, y, width, height)
        wide = corner.inset(-air)
        if not any(clipped(ring, wide) for ring in land) and not any(wide.overlaps(other) for other in taken):
            return corner
    return None


def clear_edge(chart: Chart, size: tuple[float, float], taken: Sequence[Rect]) -> Rect:
    """Return the place along the map's edge with the least land in it, and nothing else."""
    (width, height), rect, land = size, chart.rect, chart.on_page(chart.land.land)
    columns = [rect.x + (rect.width - width) * part / 8 for part in range(9)]
    rows = [rect.y + (rect.height - height) * part / 8 for part in range(9)]
    places = [Rect(x, y, width, height) for x in columns for y in (rows[0], rows[-1])]
    places += [Rect(x, y, width, height) for y in rows for x in (columns[0], columns[-1])]
    clear = [place for place in places if not any(place.overlaps(other) for other in taken)]
    return min(clear or places, key=lambda place: covered(land, place))


def scale_bar(chart: Chart, element: Element, context: Context) -> tuple[list[Placed], float]:
    """Return the scale bar in a free corner, else under the map; and where the drawing ends."""
    km, length = bar_length(chart)
    if not km:
        return [], chart.rect.bottom
    style, size = context.styles("note"), bar_size(chart, context)
    corner = free_corner(chart, size, context)
    below = chart.rect.bottom + style.leading
    tick = (0.6 if context.held else 2.0) * context.ratio * MM
    words = label(bar_text(chart, context), 0, 0, style, context, element=element, role="scale").rect
    x = corner.x if corner else chart.rect.right - size[0]
    baseline = corner.bottom - words.bottom if corner else below
    y = baseline - style.cap_height / 2
    path = (
        line(x, y - tick, x, y + tick)
        + line(x, y, x + length, y)
        + line(x + length, y - tick, x + length, y + tick)
    )
    bar = shape(0, 0, path, stroke=context.ground["line"], width=context.styles.stroke("edge"), element=element, role="scale")  # fmt: skip
    text = label(bar_text(chart, context), x + length + gap_of(context), baseline, style, context, element=element, role="scale")  # fmt: skip
    return [bar, text], chart.rect.bottom if corner else below


def north_mark(chart: Chart, taken: Sequence[Rect], element: Element, context: Context) -> list[Placed]:
    """Return a line towards north where it stands, with its letter: on a conic map north is not everywhere up."""
    style = context.styles("note")
    reach = (5 if context.held else 14) * context.ratio * MM
    width = reach + 2 * style.cap_height
    height = reach + style.leading
    size = width, height
    corner = free_corner(chart, size, context, taken) or clear_edge(chart, size, taken)
    x, y = corner.x + corner.width / 2, corner.bottom
    east, north = north_of(chart, (x, y))
    to_x, to_y = x + east * reach, y + north * reach
    pole = shape(0, 0, line(x, y, to_x, to_y), stroke=context.ground["line"], width=context.styles.stroke("edge"), element=element, role="north")  # fmt: skip
    letter = phrase("north", context.language)
    return [pole, label(letter, to_x, to_y - gap_of(context) / 2, style, context, element=element, align="centre", strong=True, role="north")]  # fmt: skip


def north_of(chart: Chart, point: Point) -> Point:
    """Return the direction of north at a point of the page, as a step of length 1."""
    try:
        lon, lat = chart.position(point)
    except ValueError:
        return 0.0, -1.0
    low, high = chart.at((lon, max(-90.0, lat - 0.01))), chart.at((lon, min(90.0, lat + 0.01)))
    length = math.dist(low, high)
    return ((high[0] - low[0]) / length, (high[1] - low[1]) / length) if length else (0.0, -1.0)
