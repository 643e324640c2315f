"""A map at its place on the page goes in, its scale bar and its north mark come out, in corners that are free."""

from __future__ import annotations

from collections.abc import Sequence

from predella.blocks.block import Context, label, shape
from predella.blocks.map_land import Chart, clipped, covered
from predella.geography import Point, nice_length
from predella.pages import MM, Element, Placed, Rect, line
from predella.phrases import number, phrase, with_unit


def gap_of(context: Context) -> float:
    """Return the distance of a name from its square."""
    return (1.0 if context.held else 3.2) * context.ratio * MM


def bar_length(chart: Chart) -> tuple[int, float]:
    """Return the scale bar's length in km and in pt: at most a fifth of the map, true at the standard parallels."""
    most = chart.rect.width / chart.scale / 5
    km = nice_length(most) if most >= 1 else 0
    return km, km * chart.scale


def bar_text(km: int, context: Context) -> str:
    """Return the words beside the scale bar."""
    return with_unit(number(km, context.language), "km", context.language)


def bar_size(chart: Chart, context: Context) -> tuple[float, float]:
    """Return width and height of the scale bar with its words."""
    km, length = bar_length(chart)
    words = label(bar_text(km, context), 0, 0, context.styles("note"), context).rect
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
    words = label(bar_text(km, context), 0, 0, style, context, element=element, role="scale").rect
    x = corner.x if corner else chart.rect.right - size[0]
    baseline = corner.bottom - words.bottom if corner else below
    y = baseline - style.cap_height / 2
    path = (
        line(x, y - tick, x, y + tick)
        + line(x, y, x + length, y)
        + line(x + length, y - tick, x + length, y + tick)
    )
    bar = shape(0, 0, path, stroke=context.ground["line"], width=context.styles.stroke("edge"), element=element, role="scale")  # fmt: skip
    text = label(bar_text(km, context), x + length + gap_of(context), baseline, style, context, element=element, role="scale")  # fmt: skip
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
    apex_x, apex_y = apex(chart)
    away = ((apex_x - x) ** 2 + (apex_y - y) ** 2) ** 0.5
    up = 1.0 if apex_y < y else -1.0
    to_x, to_y = x + up * (apex_x - x) / away * reach, y + up * (apex_y - y) / away * reach
    pole = shape(0, 0, line(x, y, to_x, to_y), stroke=context.ground["line"], width=context.styles.stroke("edge"), element=element, role="north")  # fmt: skip
    letter = phrase("north", context.language)
    return [pole, label(letter, to_x, to_y - gap_of(context) / 2, style, context, element=element, align="centre", strong=True, role="north")]  # fmt: skip


def apex(chart: Chart) -> Point:
    """Return where the meridians of the map, which are straight lines, would meet."""
    middle, (first, second) = chart.projection.centre[0], chart.projection.parallels
    east = (middle + 20 + 180) % 360 - 180
    low, high = min(first, second) - 1.0, max(first, second) + 1.0
    (x1, y1), (x2, y2) = chart.at((east, low)), chart.at((east, high))
    x = chart.origin[0]
    # On a map of both sides of the equator the meridians are next to parallel: north is up.
    return (x, y1 + (x - x1) * (y2 - y1) / (x2 - x1)) if abs(x2 - x1) > 1e-6 else (x, -1e9)
