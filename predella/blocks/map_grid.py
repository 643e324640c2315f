"""A map on the page goes in, its meridians and parallels at tidy degrees come out, numbered where they meet the edge."""

from __future__ import annotations

import math
from collections.abc import Sequence

from predella.blocks.block import Context, label, shape
from predella.blocks.map_furniture import gap_of
from predella.blocks.map_land import Chart
from predella.pages import Element, Placed, Rect
from predella.phrases import number
from predella.projections import Point, wrapped

STEPS = (1, 2, 5, 10, 15, 20, 30, 45)
MOST_LINES = 6
"""How many lines of a kind a map has at most, if the author does not say how many degrees apart they are."""


def graticule(chart: Chart, step: int | None, element: Element, context: Context) -> tuple[list[Placed], list[Placed]]:
    """Return the lines, `step` degrees apart or a tidy number, and their numbers at the map's edges."""
    lons, lats = reach(chart)
    lines: list[Placed] = []
    numbers: list[Placed] = []
    for values, is_meridian in ((lons, True), (lats, False)):
        apart = step or tidy(values[1] - values[0])
        first, last = math.ceil(values[0] / apart), math.floor(values[1] / apart)
        for value in (n * apart for n in range(first, last + 1)):
            if not is_meridian and abs(value) >= 90:
                continue
            parts = parts_inside(course(value, is_meridian, lons, lats), chart)
            lines += [drawn(part, element, context) for part in parts]
            numbered = numeral(value, is_meridian, parts, chart, element, context)
            if numbered and not any(numbered.rect.inset(-gap_of(context)).overlaps(other.rect) for other in numbers):
                numbers.append(numbered)
    return lines, numbers


def reach(chart: Chart) -> tuple[tuple[float, float], tuple[float, float]]:
    """Return from which longitude to which the map reaches, counted on past 180°, and from which latitude to which."""
    rect, middle, lons, lats = chart.rect, chart.projection.centre[0], list[float](), list[float]()
    for column in range(25):
        for row in range(25):
            point = rect.x + rect.width * column / 24, rect.y + rect.height * row / 24
            try:
                lon, lat = chart.position(point)
            except ValueError:
                continue
            lons.append(middle + wrapped(lon - middle))
            lats.append(lat)
    if max(lons) - min(lons) > 330:
        # Round a pole: the whole circle, and as far as the pole itself.
        south, north = (min(lats), 90.0) if max(lats) > -min(lats) else (-90.0, max(lats))
        return (middle - 180, middle + 180), (south, north)
    return (min(lons), max(lons)), (min(lats), max(lats))


def tidy(degrees: float) -> int:
    """Return the least tidy number of degrees that gives no more than MOST_LINES lines."""
    return next((step for step in STEPS if degrees / step <= MOST_LINES), 60)


def course(value: float, is_meridian: bool, lons: tuple[float, float], lats: tuple[float, float]) -> list[Point]:
    """Return a meridian from south to north, or a parallel from west to east, as points in degrees."""
    low, high = lats if is_meridian else lons
    steps = [low + (high - low) * part / 120 for part in range(121)]
    return [(value, each) if is_meridian else (each, value) for each in steps]


def parts_inside(points: Sequence[Point], chart: Chart) -> list[list[Point]]:
    """Return the parts of a line in degrees that lie on the map, on the page."""
    rect, middle = chart.rect.inset(-0.01), chart.projection.centre[0]
    parts: list[list[Point]] = [[]]
    for lon, lat in points:
        x, y = chart.projection.flat(lon - middle, lat)
        at = chart.origin[0] + x * chart.scale, chart.origin[1] + y * chart.scale
        if rect.x <= at[0] <= rect.right and rect.y <= at[1] <= rect.bottom:
            parts[-1].append(at)
        elif parts[-1]:
            parts.append([])
    return [part for part in parts if len(part) > 1]


def drawn(part: Sequence[Point], element: Element, context: Context) -> Placed:
    """Return a line of the graticule, finer than any coast."""
    path = tuple(("M" if index == 0 else "L", *point) for index, point in enumerate(part))
    width = 0.4 * context.styles.stroke("leader")
    return shape(0, 0, path, stroke=context.ground["quiet"], width=width, element=element, role="graticule")


def numeral(
    value: float, is_meridian: bool, parts: Sequence[Sequence[Point]], chart: Chart, element: Element, context: Context
) -> Placed | None:  # fmt: skip
    """Return a line's degrees, inside the map: a meridian's at the lower edge, a parallel's at the left one if it gets there."""
    if not parts:
        return None
    style, gap, rect = context.styles("note"), gap_of(context), chart.rect
    ends = [end for part in parts for end in (part[0], part[-1])]
    x, y = max(ends, key=lambda end: end[1]) if is_meridian else min(ends, key=lambda end: end[0])
    if not is_meridian and x - rect.x > style.leading:
        # A parallel that does not reach the edge is numbered where it comes lowest.
        x, y = max((point for part in parts for point in part), key=lambda point: point[1])
        at, edge = (x + gap / 2, y - gap / 2), 0.0
    else:
        at = (x + gap / 2, rect.bottom - gap / 2) if is_meridian else (rect.x + gap / 2, y - gap / 2)
        edge = rect.bottom - y if is_meridian else 0.0
    found = label(degrees(value, is_meridian, context.language), *at, style, context, element=element, colour="quiet", role="degrees")
    inside = Rect(rect.x, rect.y, rect.width, rect.height)
    box = found.rect
    fits = box.x >= inside.x and box.right <= inside.right and box.y >= inside.y and box.bottom <= inside.bottom + gap
    return found if fits and edge < style.leading else None


def degrees(value: float, is_meridian: bool, language: str) -> str:
    """Return degrees with their sign: a letter would be a word in the wrong language."""
    amount = wrapped(value) if is_meridian else value
    return f"{number(abs(amount), language)}°" if amount >= 0 else f"−{number(abs(amount), language)}°"
