"""Countries, places and an extent go in, a flat equal-area map with its names and a true scale bar comes out."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import Field, PlainValidator, field_validator, model_validator

from predella.blocks.block import Block, Context, Fragment, Node, Space, label, shape, spaced_top
from predella.blocks.map_furniture import bar_size, free_corner, gap_of, north_mark, scale_bar
from predella.blocks.map_land import (
    Chart,
    Land,
    along,
    around,
    border,
    covered,
    fitted,
    outlines_of,
    rings_of,
    whole_bounds,
)
from predella.blocks.map_names import Name, Room, Side, Spot, place_names
from predella.blocks.map_outline import draw_land, is_edged, room_for
from predella.date_words import locale_of
from predella.diagnostics import nearest
from predella.geography import Albers, Outlines, Point
from predella.mirroring import Facing
from predella.pages import MM, Element, Placed, Rect, Role, box, line
from predella.phrases import enumerated, phrase
from predella.validate import LengthField, Model, Text, shown, wrong

OUTLINES = "maps/countries-50m.json"
LEGIBLE = 4.5
"""The least contrast of a name with what lies under it (WCAG 2.2 SC 1.4.3)."""

SMALLEST = 0.25
"""The least part of its natural size at which a map is still drawn into a low frame."""


def to_codes(value: Any) -> tuple[str, ...]:
    """Accept one country code or a list of them."""
    codes = value if isinstance(value, list | tuple) else [value]
    for code in codes:
        if not isinstance(code, str):
            raise wrong("country", f"a country code is expected, not {shown(code)}", None, "write KZ, FR, BR: codes of ISO 3166-1")  # fmt: skip
    return tuple(codes)


def to_position(value: Any) -> Point:
    """Accept `[longitude, latitude]` in degrees."""
    numbers = isinstance(value, list | tuple) and all(
        isinstance(part, int | float) and not isinstance(part, bool) for part in value
    )
    if not numbers or len(value) != 2:
        raise wrong("position", f"a position is [longitude, latitude] in degrees, not {shown(value)}", getattr(value, "span", None), "write [67.7, 47.9] for 67.7° E, 47.9° N")  # fmt: skip
    lon, lat = value
    if abs(lat) <= 90 and abs(lon) <= 180:
        return float(lon), float(lat)
    hint = f"longitude comes first; are the two swapped? write [{lat:g}, {lon:g}]" if abs(lon) <= 90 and abs(lat) <= 180 else None  # fmt: skip
    which = f"the latitude {lat:g} is not between -90 and 90" if abs(lat) > 90 else f"the longitude {lon:g} is not between -180 and 180"  # fmt: skip
    raise wrong("position", which, getattr(value, "span", None), hint)


Codes = Annotated[tuple[str, ...], PlainValidator(to_codes, json_schema_input_type=list[str])]
Position = Annotated[Point, PlainValidator(to_position, json_schema_input_type=list[float])]


class Place(Model):
    """A place marked on a map by a square, and its name."""

    name: Text = Field(description="its name, printed beside the square")
    at: Position = Field(description="longitude and latitude in degrees, east and north positive")
    subject: bool = Field(False, description="the place the map is about: a large square, a large name")
    strong: bool = Field(False, description="a place of the story: a large square, a bold name")
    label: Side = Field("auto", description="the side of the square on which the name stands")
    shift: tuple[float, float] | None = Field(None, description="mm right and down from where `label` puts the name, on the layout's reference paper")  # fmt: skip
    leader: bool = Field(False, description="the name stands apart, and a line leads to it")


class MapBlock(Block):
    """A map: countries flat, one territory in colour, places as squares with their names."""

    kind: ClassVar[str] = "map"
    role: ClassVar[Role | None] = "Figure"
    summary: ClassVar[str] = "a map: countries as one flat shape, a territory in colour, places with their names, a scale bar"  # fmt: skip
    drawing: ClassVar[bool] = True
    facing: ClassVar[Facing] = "fixed"
    example: ClassVar[str] = """\
- map:
    land: [PT, ES, FR, IT, CH, DE, AT, BE, NL, LU]
    highlight: IT
    extent: [-10, 36, 19, 55]
    places:
      - {name: Fabriano, at: [12.9, 43.34], subject: true}
      - {name: Nuremberg, at: [11.08, 49.45]}"""

    land: Codes = Field(
        (),
        description="countries by ISO 3166-1 code, drawn as one shape without inner borders; France and others include land overseas, which an `extent` cuts off",
    )
    highlight: Codes = Field((), description="countries in colour")
    places: tuple[Place, ...] = Field((), description="places marked by a square, with their names")
    parallels: tuple[float, float] | None = Field(None, description="the two latitudes of true scale; else they follow from the extent")  # fmt: skip
    centre: float | None = Field(None, ge=-180, le=180, description="longitude of the middle; else it follows from the extent")  # fmt: skip
    extent: tuple[float, float, float, float] | None = Field(None, description="west, south, east, north in degrees; else all the land is shown")  # fmt: skip
    width: LengthField | None = Field(None, description="the widest the map may be; else the frame's width")
    align: Literal["left", "right"] = Field(
        "left", description="the side of the frame on which a narrower map stands"
    )
    scale_bar: bool | None = Field(None, description="on walls by default")
    north: bool = Field(False, description="an arrow-less mark that points north")

    @field_validator("parallels", "extent", mode="after")
    @classmethod
    def on_the_globe(cls, value: tuple[float, ...] | None) -> tuple[float, ...] | None:
        """Refuse latitudes beyond the poles, and an extent whose south lies above its north."""
        latitudes = () if value is None else value if len(value) == 2 else (value[1], value[3])
        if any(abs(latitude) >= 90 for latitude in latitudes):
            order = "" if len(latitudes) != len(value or ()) else "; an extent is [west, south, east, north]"
            raise wrong(
                "position", f"a latitude lies between -90 and 90, not {max(latitudes, key=abs):g}{order}"
            )
        if value and len(value) == 4 and value[1] >= value[3]:
            raise wrong("position", f"the south {value[1]:g} is not below the north {value[3]:g}", None, "an extent is [west, south, east, north]")  # fmt: skip
        return value

    @model_validator(mode="after")
    def has_land(self) -> Self:
        """Refuse a map that shows nothing."""
        if not self.land and not self.highlight:
            raise wrong(
                "map",
                "a map needs `land`",
                None,
                "write the codes of the countries to show: `land: [FR, DE]`",
            )
        return self

    def describe(self, element: Element, context: Context) -> None:
        outlines, language = outlines_of(context.assets.resource(OUTLINES)), context.language
        marked = sorted(self.places, key=lambda place: (not place.subject, not place.strong))
        codes = [code for code in dict.fromkeys((*self.land, *self.highlight)) if code in outlines]
        parts = [phrase("map", language)]
        for key, names in (
            ("map-land", [country(code, outlines, language) for code in codes] if len(codes) < 6 else []),
            (
                "map-highlight",
                [country(code, outlines, language) for code in self.highlight if code in outlines],
            ),
            ("map-places", [context.words(place.name) for place in marked]),
        ):
            if names:
                parts.append(phrase(key, language, names=enumerated(tuple(names), language)))
        element.alt = " ".join(parts)

    def credits(self, context: Context) -> list[str]:
        return ["Natural Earth"]

    def style_name(self) -> str:
        return "figure"

    def lay_out(self, node: Node, space: Space, context: Context) -> Fragment:
        data = context.assets.resource(OUTLINES)
        codes = self.known((*self.land, *self.highlight), data, context)
        if not codes:
            return Fragment((), space.y)
        bar, reserve = self.has_scale_bar(context), context.styles("note").leading
        try:
            chart = self.chart(codes, data, space, context, 0.0)
            if chart and bar and not free_corner(chart, bar_size(chart, context), context):
                chart = self.chart(codes, data, space, context, reserve)
        except ValueError as fault:
            context.problems.error("map", str(fault), self.span)
            return Fragment((), space.y)
        if chart is None:
            return Fragment((), space.y, node)
        placed = draw_land(chart, node.element, context)
        furniture: list[Placed] = []
        bottom = chart.rect.bottom
        if bar:
            lines, bottom = scale_bar(chart, node.element, context)
            furniture += lines
        if self.north:
            furniture += north_mark(chart, [item.rect for item in furniture], node.element, context)
        placed += self.draw_places(chart, [item.rect for item in furniture], space, node, context)
        return Fragment((*placed, *furniture), bottom)

    def has_scale_bar(self, context: Context) -> bool:
        """True when the map carries a scale bar. A map in the hand is small, and its caption has the room."""
        return not context.held if self.scale_bar is None else self.scale_bar

    def known(self, codes: Sequence[str], data: bytes, context: Context) -> tuple[str, ...]:
        """Return the codes that are countries, after reporting the others at the author's line."""
        outlines = outlines_of(data)
        for code in codes:
            if code not in outlines:
                context.problems.error("no-country", f"there is no country {str(code)!r}", getattr(code, "span", self.span), code_hint(code, outlines))  # fmt: skip
        return tuple(dict.fromkeys(str(code) for code in codes if code in outlines))

    def chart(
        self, codes: tuple[str, ...], data: bytes, space: Space, context: Context, reserve: float
    ) -> Chart | None:
        """Return the map fitted into the space above `reserve` pt, or None when it would be too small to read.

        Raises ValueError if the land crosses the meridian at which the map is cut open.
        """
        projection = self.projection(codes, data)
        top = spaced_top(space, 0.0)
        width = min(space.width, self.width.pt(context.unit, context.step) if self.width else space.width)
        endless = space.endless
        height = width * 10 if endless else space.bottom - top - reserve
        shown = around([projection(*point) for point in border(self.extent)]) if self.extent else whole_bounds(data, codes, projection)  # fmt: skip
        if height < SMALLEST * width * shown.height / shown.width:
            return None
        land = self.survey(
            codes, data, projection, shown, min(width / shown.width, height / shown.height), context
        )
        scale = min(width / land.bounds.width, height / land.bounds.height)
        drawn = Rect(space.x, top, land.bounds.width * scale, land.bounds.height * scale)
        if self.align == "right":
            drawn = Rect(space.x + space.width - drawn.width, top, drawn.width, drawn.height)
        origin = drawn.x - land.bounds.x * scale, drawn.y - land.bounds.y * scale
        return Chart(land, projection, scale, origin, drawn)

    def projection(self, codes: tuple[str, ...], data: bytes) -> Albers:
        """Return the projection asked for; what is left open fits the extent."""
        fit = fitted(data, codes, self.extent)
        centre = fit.centre if self.centre is None else (self.centre, fit.centre[1])
        return Albers(self.parallels or fit.parallels, centre)

    def survey(
        self,
        codes: tuple[str, ...],
        data: bytes,
        projection: Albers,
        shown: Rect,
        scale: float,
        context: Context,
    ) -> Land:
        """Return the land simplified for a scale near `scale` pt per km, and what the map shows of it."""
        tolerance = float(f"{(0.15 if context.held else 0.4) * context.ratio * MM / scale:.2g}")
        smallest = float(f"{(0.3 if context.held else 4.0) * (context.ratio * MM / scale) ** 2:.2g}")
        highlight = tuple(str(code) for code in self.highlight if code in codes)
        land = rings_of(data, codes, projection, tolerance, smallest)
        coloured = rings_of(data, highlight, projection, tolerance, smallest) if highlight else ()
        if self.extent:
            return Land(land, coloured, shown, is_cut=True)
        corners = [point for ring in land for point in ring]
        for place in self.places:
            half = side_of(place, context) / 2 / scale
            x, y = projection(*place.at)
            corners += [(x - half, y - half), (x + half, y + half)]
        return Land(land, coloured, around(corners))

    def draw_places(
        self, chart: Chart, taken: Sequence[Rect], space: Space, node: Node, context: Context
    ) -> list[Placed]:
        """Return squares, names and leaders; a name without room is reported, not drawn over another."""
        places = [place for place in self.places if self.is_inside(place, chart, context)]
        squares = [square_of(place, chart, context) for place in places]
        highlight = chart.on_page(chart.land.highlight)
        lines = sorted(along(chart.on_page(chart.land.land), gap_of(context)))
        plain = context.ground["text"].contrast(context.ground["accent"]) >= LEGIBLE
        left, right = space.x, space.x + space.width
        within = Rect(left, chart.rect.y, right - left, chart.rect.height)
        room = Room(
            within, gap_of(context), tuple(taken), tuple(squares),
            allowed=lambda rect: plain or not 0.01 < covered(highlight, rect) < 0.99,
            busy=lambda rect: crowd(lines, rect) * (0.2 if context.held else 0.1),
        )  # fmt: skip
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

    def is_inside(self, place: Place, chart: Chart, context: Context) -> bool:
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



def country(code: str, outlines: Outlines, language: str) -> str:
    """Return a country's name in a language, or as its outline is called."""
    try:
        return str(locale_of(language).territories[code])
    except (KeyError, ValueError):
        return outlines.name(code)


def code_hint(code: str, outlines: Outlines) -> str:
    """Return what to write instead of a code that no country has."""
    names = {outlines.name(known): known for known in outlines}
    if code.upper() in outlines or code.lower() in outlines:
        return f"did you mean {code.upper() if code.upper() in outlines else code.lower()!r}?"
    near = nearest(code, names)
    if near:
        return f"did you mean {names[near]!r}, {near}?"
    same = [
        f"{known} {outlines.name(known)}"
        for known in sorted(outlines)
        if known[0] == code[:1].upper() and len(known) == 2
    ]
    return f"codes are those of ISO 3166-1; with {code[:1].upper()} begin {', '.join(same)}" if same else "codes are those of ISO 3166-1, such as KZ or FR"  # fmt: skip
