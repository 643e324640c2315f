"""A map on the page goes in, a small map of the wider region comes out, with what the large one shows outlined on it."""

from __future__ import annotations

import contextlib
import math
from collections.abc import Sequence

from predella.blocks.block import Context, shape
from predella.blocks.map_fields import Corner
from predella.blocks.map_land import (
    Chart,
    Extent,
    Land,
    clipped,
    covered,
    extent_bounds,
    filled,
    outlines_of,
    rings_of,
)
from predella.pages import MM, Element, Placed, Rect, box
from predella.projections import Azimuthal, Point, Projection, fitting, wrapped

NARROWEST, WIDEST = 1500.0, 8500.0
"""How many km the wider region reaches from its middle, at least and at most: a country's neighbours, or a hemisphere."""


def inset(
    chart: Chart, extent: Extent | None, corner: Corner, taken: Sequence[Rect], codes: tuple[str, ...], data: bytes,
    element: Element, context: Context,
) -> tuple[list[Placed], Rect]:  # fmt: skip
    """Return the inset and the box it fills, in the corner told or in the emptiest. `extent` is the region to show.

    `codes` are the countries in colour on it, `data` the outlines, `taken` the boxes of the map's squares and furniture.
    """
    projection, shown = region(chart, extent)
    side = max((18 if context.held else 60) * MM * context.ratio, min(chart.rect.width, chart.rect.height) / 4)
    ratio = min(max(shown.height / shown.width, 0.5), 1.0)
    place = corner_of(chart, (side, side * ratio), corner, taken)
    scale = min(place.width / shown.width, place.height / shown.height)
    origin = (
        place.x + place.width / 2 - (shown.x + shown.width / 2) * scale,
        place.y + place.height / 2 - (shown.y + shown.height / 2) * scale,
    )
    fine = fineness(scale, context)
    land = rings_of(data, tuple(sorted(outlines_of(data))), projection, *fine)
    marked = rings_of(data, codes, projection, *fine)
    small = Chart(Land(land, (), shown, is_cut=True), projection, scale, origin, place)
    frame = box(place.width, place.height, place.x, place.y)
    edge, line = context.styles.stroke("leader"), context.ground["line"]
    return [
        shape(0, 0, frame, fill=context.ground["ground"], element=element, role="inset"),
        shape(0, 0, filled(small.on_page(land)), fill=context.ground["land"], element=element, role="inset"),
        shape(0, 0, filled(small.on_page(marked)), fill=context.ground["accent"], element=element, role="inset"),
        shape(0, 0, frame, stroke=line, width=edge, element=element, role="inset"),
        window(chart, small, element, context),
    ], place


def region(chart: Chart, extent: Extent | None) -> tuple[Projection, Rect]:
    """Return the projection of the wider region and the rectangle of it that is shown, in km."""
    if extent:
        west, south, east, north = extent
        width = east - west + (360 if east <= west else 0)
        projection = fitting((wrapped(west + width / 2), width, south, north))
        return projection, extent_bounds(extent, projection)
    rect = chart.rect
    middle = chart.position((rect.x + rect.width / 2, rect.y + rect.height / 2))
    reach = min(WIDEST, max(NARROWEST, 1.6 * math.hypot(rect.width, rect.height) / chart.scale))
    return Azimuthal(middle), Rect(-reach, -0.8 * reach, 2 * reach, 1.6 * reach)


def fineness(scale: float, context: Context) -> tuple[float, float]:
    """Return by how many km the inset's land is simplified, and the least island in km²."""
    mm = context.ratio * MM / scale
    fine = 0.15 if context.held else 0.4
    return float(f"{fine * mm:.2g}"), float(f"{(2 * fine * mm) ** 2:.2g}")


def corner_of(chart: Chart, size: tuple[float, float], corner: Corner, taken: Sequence[Rect]) -> Rect:
    """Return the corner told; else the one with the fewest things and then the least land, the lower left first."""
    (width, height), rect = size, chart.rect
    corners: dict[str, Rect] = {
        "bottom-left": Rect(rect.x, rect.bottom - height, width, height),
        "top-left": Rect(rect.x, rect.y, width, height),
        "top-right": Rect(rect.right - width, rect.y, width, height),
        "bottom-right": Rect(rect.right - width, rect.bottom - height, width, height),
    }
    if corner != "emptiest":
        return corners[corner]
    land, coloured = chart.on_page(chart.land.land), chart.on_page(chart.land.highlight)

    def fullness(place: Rect) -> tuple[int, float]:
        return sum(place.overlaps(other) for other in taken), covered(coloured, place) * 4 + covered(land, place)

    return min(corners.values(), key=fullness)


def window(chart: Chart, small: Chart, element: Element, context: Context) -> Placed:
    """Return the outline of what the large map shows; a square where that would be too small to see."""
    points = [small.at(place) for place in places_along(chart)]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    least = (1.4 if context.held else 4.0) * MM * context.ratio
    if max(max(xs) - min(xs), max(ys) - min(ys)) < least:
        x, y = (min(xs) + max(xs) - least) / 2, (min(ys) + max(ys) - least) / 2
        return shape(x, y, box(least, least), fill=context.ground["text"], element=element, role="inset")
    ring = clipped(points, small.rect)
    width = context.styles.stroke("edge")
    return shape(0, 0, filled([ring]), stroke=context.ground["text"], width=width, element=element, role="inset")


def places_along(chart: Chart) -> list[Point]:
    """Return the degrees of points along the edge of a map; a corner beyond the globe has none."""
    found = []
    for point in rim(chart.rect):
        with contextlib.suppress(ValueError):
            found.append(chart.position(point))
    return found


def rim(rect: Rect) -> list[Point]:
    """Return points along the edge of a rectangle, close enough that a line that is curved elsewhere is seen to be."""
    parts = [part / 12 for part in range(12)]
    top = [(rect.x + rect.width * part, rect.y) for part in parts]
    right = [(rect.right, rect.y + rect.height * part) for part in parts]
    bottom = [(rect.right - rect.width * part, rect.bottom) for part in parts]
    return [*top, *right, *bottom, *((rect.x, rect.bottom - rect.height * part) for part in parts)]


