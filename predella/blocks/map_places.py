"""A map on the page and its places go in, their squares, names and leaders come out; a place off the map is reported."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from predella.blocks.block import Context, Node, Space, label, shape
from predella.blocks.map_fields import Place
from predella.blocks.map_furniture import gap_of
from predella.blocks.map_land import Chart, along, around, covered
from predella.blocks.map_names import Name, Room, Spot, place_names
from predella.blocks.map_outline import is_edged, room_for
from predella.pages import MM, Element, Placed, Rect, box, line
from predella.projections import Point

LEGIBLE = 4.5
"""The least contrast of a name with what lies under it (WCAG 2.2 SC 1.4.3)."""


def draw_places(
    places: Sequence[Place], chart: Chart, taken: Sequence[Rect], lines: Sequence[Point], space: Space, node: Node,
    context: Context,
) -> list[Placed]:  # fmt: skip
    """Return squares, names and leaders; a name without room is reported, not drawn over another.

    `taken` are boxes that no name may touch, `lines` points of rivers and shores that names avoid if they can.
    """
    places = [place for place in places if is_inside(place, chart, context)]
    squares = [square_of(place, chart, context) for place in places]
    highlight = chart.on_page(chart.land.highlight)
    plain = is_plain(context)
    room = room_of(chart, squares, taken, lines, space, context)
    names = [name_of(place, square, context) for place, square in zip(places, squares, strict=True)]
    spots = place_names(names, room)
    placed: list[Placed] = []
    for name, spot in zip(names, spots, strict=True):
        if spot and is_edged(context):
            placed += room_for(letters(name, spot), chart, node.element, context)
    for place, square, spot in zip(places, squares, spots, strict=True):
        colour = "text" if plain or covered(highlight, square) < 0.5 else "on_accent"
        placed.append(shape(square.x, square.y, box(square.width, square.height), fill=context.ground[colour], element=node.element, role="place"))  # fmt: skip
        if spot is None:
            context.problems.error("no-room", f"the name {str(place.name)!r} finds no room on the map", place.span, "give it `label: above`, `leader: true` or a `shift`, or make the map wider")  # fmt: skip
            continue
        if spot.leader:
            placed.append(shape(0, 0, line(*spot.leader), stroke=context.ground["line"], width=context.styles.stroke("leader"), element=node.element, role="leader"))  # fmt: skip
        colour = "text" if plain or covered(highlight, spot.rect) < 0.5 else "on_accent"
        placed.append(name_ink(place, spot.x, spot.baseline, context, node.element, colour))
    return placed


def is_plain(context: Context) -> bool:
    """True when words in the colour of text can be read on the colour of the map too."""
    return context.ground["text"].contrast(context.ground["accent"]) >= LEGIBLE


def room_of(
    chart: Chart, squares: Sequence[Rect], taken: Sequence[Rect], lines: Sequence[Point], space: Space, context: Context
) -> Room:
    """Return what the names of a map share: its edge, what is taken, and what it costs to stand on a coast or a border."""
    highlight, gap, plain = chart.on_page(chart.land.highlight), gap_of(context), is_plain(context)
    coasts = sorted(along(chart.on_page(chart.land.land), gap / 2))
    edges, waters = sorted(along(highlight, gap / 2)), sorted(lines)
    # Words may stand close to the rim of a colour, but not to a line.
    stroked, air = (2.0, gap / 3) if context.held or is_edged(context) else (1.0, 0.0)

    def price(rect: Rect) -> float:
        coast = stroked * busy(coasts, rect.inset(-air))
        return coast + halved(highlight, edges, rect) + busy(waters, rect)

    return Room(
        Rect(space.x, chart.rect.y, space.width, chart.rect.height), gap, tuple(taken), tuple(squares),
        allowed=lambda rect: plain or not 0.01 < covered(highlight, rect) < 0.99, busy=price,
    )  # fmt: skip


def is_inside(place: Place, chart: Chart, context: Context) -> bool:
    """True when a place lies on the map; one outside is reported, one far from all land is doubted."""
    lon, lat = place.at
    could_swap = abs(lon) <= 90 and (lon, lat) != (lat, lon)
    hint = f"longitude comes first; if the two are swapped, write [{lat:g}, {lon:g}]"
    if not contains(chart.rect, chart.at(place.at)):
        swapped = could_swap and contains(chart.rect, chart.at((lat, lon)))
        context.problems.error("outside", f"{str(place.name)!r} at {lon:g}, {lat:g} lies outside the map", place.span, hint if swapped else "widen `extent`, or leave the place out")  # fmt: skip
        return False
    corners = [point for ring in chart.on_page(chart.land.land) for point in ring]
    land = around(corners) if corners else chart.rect
    if could_swap and not contains(land, chart.at(place.at)) and contains(land, chart.at((lat, lon))):
        context.problems.warning("outside", f"{str(place.name)!r} at {lon:g}, {lat:g} lies off all the land of the map", place.span, hint)  # fmt: skip
    return True


def contains(rect: Rect, point: Point) -> bool:
    """True when a point lies in a rectangle."""
    return rect.x - 0.01 <= point[0] <= rect.right + 0.01 and rect.y - 0.01 <= point[1] <= rect.bottom + 0.01


def busy(lines: Sequence[Point], rect: Rect) -> float:
    """Return the price of words over coasts and borders, given as sorted points: a crossing, and how long it is."""
    count = crowd(lines, rect)
    return 0.6 + 0.08 * count if count else 0.0


def halved(highlight: Sequence[Sequence[Point]], edges: Sequence[Point], rect: Rect) -> float:
    """Return the price of words over the edge of the territory in colour: the dearest stand half on it, half off."""
    price = busy(edges, rect)
    part = covered(highlight, rect) if price else 0.0
    return price + 3 * min(part, 1 - part)


def crowd(points: Sequence[Point], rect: Rect) -> int:
    """Return how many points lie in a rectangle; they are sorted."""
    first, last = bisect_left(points, (rect.x, 0.0)), bisect_left(points, (rect.right, 0.0))
    return sum(rect.y <= y <= rect.bottom for _, y in points[first:last])


def side_of(place: Place, context: Context) -> float:
    """Return the side of a place's square: 4.8 or 3.0 mm on A1, 1.7 or 1.2 mm on A4."""
    large, small = (1.7, 1.2) if context.held else (4.8, 3.0)
    return (large if place.subject or place.strong else small) * context.ratio * MM


def square_of(place: Place, chart: Chart, context: Context) -> Rect:
    """Return the square that marks a place."""
    side = side_of(place, context)
    x, y = chart.at(place.at)
    return Rect(x - side / 2, y - side / 2, side, side)


def name_ink(
    place: Place, x: float, baseline: float, context: Context, element: Element | None, colour: str
) -> Placed:
    """Return a place's name."""
    style = context.styles("name" if place.subject else "note")
    strong = place.subject or place.strong
    return label(context.words(place.name), x, baseline, style, context, element=element, colour=colour, strong=strong, role="name")  # fmt: skip


def name_of(place: Place, square: Rect, context: Context) -> Name:
    """Return a place's name as it is to be placed, measured."""
    ink = name_ink(place, 0.0, 0.0, context, None, "text").rect
    style = context.styles("name" if place.subject else "note")
    shift = (
        (place.shift[0] * context.ratio * MM, place.shift[1] * context.ratio * MM) if place.shift else None
    )
    rank = 0 if place.subject else 1 if place.strong else 2
    return Name(
        square, ink.width, -ink.y, ink.bottom, style.cap_height, place.label, shift, place.leader, rank
    )


def letters(name: Name, spot: Spot) -> Rect:
    """Return the box round a name's letters, with a little air: what no line may run through."""
    air = 0.25 * name.cap_height
    top = spot.baseline - max(name.cap_height, name.ascent - air)
    return Rect(spot.x - air, top - air, name.width + 2 * air, spot.baseline + name.descent - top + air)
