"""Countries, places and an extent go in, a flat equal-area map with its names and a true scale bar comes out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, field_validator, model_validator

from predella.blocks.block import Block, Context, Fragment, Node, Space, spaced_top
from predella.blocks.map_fields import Codes, Corner, ExtentField, Locator, Place, code_hint, country
from predella.blocks.map_furniture import bar_length, bar_size, free_corner, north_mark, scale_bar
from predella.blocks.map_grid import graticule
from predella.blocks.map_inset import inset
from predella.blocks.map_land import (
    Chart,
    Land,
    around,
    extent_bounds,
    fitted,
    outlines_of,
    rings_of,
    whole_bounds,
)
from predella.blocks.map_lettering import Lettering, letter
from predella.blocks.map_outline import draw_land
from predella.blocks.map_places import draw_places, side_of, square_of
from predella.blocks.map_waters import Lakes, draw_lakes, draw_rivers, lakes_wanted, points_in
from predella.mirroring import Facing
from predella.pages import MM, Element, Placed, Rect, Role
from predella.phrases import enumerated, phrase
from predella.projections import Albers, Projection
from predella.validate import LengthField, wrong

OUTLINES = "maps/countries-50m.json"
SMALLEST = 0.25
"""The least part of its natural size at which a map is still drawn into a low frame."""


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
        description="countries by ISO 3166-1 code, or `world` for all, drawn as one shape without inner borders; France and others include land overseas, which an `extent` cuts off",
    )
    highlight: Codes = Field((), description="countries in colour")
    rivers: bool = Field(False, description="the large rivers of the land")
    lakes: Lakes = Field(False, description="`true` for all that are not dammed, `all` for reservoirs too, or English names: `[Baikal, Balkhash]`; they are those of today")  # fmt: skip
    places: tuple[Place, ...] = Field((), description="places marked by a square, with their names")
    names: tuple[Lettering, ...] = Field((), description="names of seas, rivers and regions, without a square")
    parallels: tuple[float, float] | None = Field(None, description="the two latitudes of true scale; else they follow from the extent")  # fmt: skip
    centre: float | None = Field(None, ge=-180, le=180, description="longitude of the middle; else it follows from the extent")  # fmt: skip
    extent: ExtentField | None = Field(None, description="west, south, east, north in degrees; else all the land is shown")  # fmt: skip
    width: LengthField | None = Field(None, description="the widest the map may be; else the frame's width")
    align: Literal["left", "right"] = Field(
        "left", description="the side of the frame on which a narrower map stands"
    )
    scale_bar: bool | None = Field(None, description="on walls by default")
    graticule: bool | Annotated[int, Field(ge=1, le=90)] = Field(False, description="meridians and parallels with their degrees; a number says how many degrees apart")  # fmt: skip
    locator: Locator = Field(False, description="a small map of the wider region, with what this one shows outlined; an extent says which region")  # fmt: skip
    locator_corner: Corner = Field("emptiest", description="the corner in which it stands")
    north: bool = Field(False, description="an arrow-less mark that points north")

    @field_validator("parallels", mode="after")
    @classmethod
    def on_the_globe(cls, value: tuple[float, float] | None) -> tuple[float, float] | None:
        """Refuse latitudes at the poles and beyond them."""
        for latitude in value or ():
            if abs(latitude) >= 90:
                raise wrong("position", f"a latitude lies between -90 and 90, not {latitude:g}")
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
        chart = self.chart(codes, data, space, context, 0.0)
        if self.scale_bar and chart and not bar_length(chart)[0]:
            context.problems.error("scale-bar", "a map of the world has no one scale", self.span, "leave `scale_bar` out, or show less with an `extent`")  # fmt: skip
        if chart and bar and not free_corner(chart, bar_size(chart, context), context):
            chart = self.chart(codes, data, space, context, reserve)
        if chart is None:
            return Fragment((), space.y, node)
        if not chart.on_page(chart.land.land):
            context.problems.error("empty-map", "no land lies in the extent of the map", self.span, "an extent is [west, south, east, north]; name the countries there in `land`, or write `land: world`")  # fmt: skip
        return self.drawn(chart, data, space, node, context)

    def drawn(self, chart: Chart, data: bytes, space: Space, node: Node, context: Context) -> Fragment:
        """Return a map at its place with all that stands on it; names are placed last, where there is room."""
        element, bottom = node.element, chart.rect.bottom
        waters = self.waters(chart, element, context)
        step = None if isinstance(self.graticule, bool) else self.graticule
        lines, furniture = graticule(chart, step, element, context) if self.graticule else ([], [])
        if self.has_scale_bar(context):
            scale, bottom = scale_bar(chart, element, context)
            furniture += scale
        if self.locator:
            furniture = self.located(chart, data, furniture, element, context)
        if self.north:
            furniture += north_mark(chart, [item.rect for item in furniture], element, context)
        boxes = [item.rect for item in furniture]
        squares = [square_of(place, chart, context) for place in self.places]
        furniture += letter(self.names, chart, [*boxes, *squares], element, context)
        boxes = [item.rect for item in furniture]
        names = draw_places(self.places, chart, boxes, points_in([*waters, *lines]), space, node, context)
        return Fragment((*draw_land(chart, element, context), *waters, *lines, *names, *furniture), bottom)

    def located(
        self, chart: Chart, data: bytes, furniture: list[Placed], element: Element, context: Context
    ) -> list[Placed]:
        """Return the furniture with the inset, and without the degrees that it covers."""
        if chart.projection.is_world:
            context.problems.error("locator", "a map of the world lies in no wider region", self.span, "leave `locator` out, or show less with an `extent`")  # fmt: skip
            return furniture
        boxes = [square_of(place, chart, context) for place in self.places] + [item.rect for item in furniture]
        codes = self.highlight or (self.land if len(self.land) == 1 else ())
        small, place = inset(
            chart, None if isinstance(self.locator, bool) else self.locator, self.locator_corner, boxes,
            tuple(str(code) for code in codes if code in outlines_of(data)), data, element, context,
        )  # fmt: skip
        for square, marked in zip(boxes, self.places, strict=False):
            if place.overlaps(square):
                context.problems.error("locator", f"the inset covers {str(marked.name)!r}", marked.span, "give it another corner with `locator_corner`, or widen the `extent`")  # fmt: skip
        return [item for item in furniture if item.role != "degrees" or not place.overlaps(item.rect)] + small

    def waters(self, chart: Chart, element: Element, context: Context) -> list[Placed]:
        """Return the rivers and lakes asked for; a lake covers the river that runs through it."""
        lakes = lakes_wanted(self.lakes, self.span, context)
        placed = draw_rivers(chart, element, context) if self.rivers else []
        return placed + draw_lakes(lakes, chart, element, context)

    def has_scale_bar(self, context: Context) -> bool:
        """True when the map carries a scale bar. A map in the hand is small, and its caption has the room."""
        return not context.held if self.scale_bar is None else self.scale_bar

    def known(self, codes: Sequence[str], data: bytes, context: Context) -> tuple[str, ...]:
        """Return the codes that are countries, after reporting the others at the author's line."""
        outlines = outlines_of(data)
        codes = [each for code in codes for each in (sorted(outlines) if code == "world" else [code])]
        for code in codes:
            if code not in outlines:
                context.problems.error("no-country", f"there is no country {str(code)!r}", getattr(code, "span", self.span), code_hint(code, outlines))  # fmt: skip
        return tuple(dict.fromkeys(str(code) for code in codes if code in outlines))

    def chart(
        self, codes: tuple[str, ...], data: bytes, space: Space, context: Context, reserve: float
    ) -> Chart | None:
        """Return the map fitted into the space above `reserve` pt, or None when it would be too small to read."""
        projection = self.projection(codes, data)
        top = spaced_top(space, 0.0)
        width = min(space.width, self.width.pt(context.unit, context.step) if self.width else space.width)
        endless = space.endless
        height = width * 10 if endless else space.bottom - top - reserve
        shown = extent_bounds(self.extent, projection) if self.extent else whole_bounds(data, codes, projection)
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

    def projection(self, codes: tuple[str, ...], data: bytes) -> Projection:
        """Return the projection asked for; what is left open fits the extent."""
        fit = fitted(data, codes, self.extent, self.centre)
        return Albers(self.parallels, fit.centre) if self.parallels else fit

    def survey(
        self,
        codes: tuple[str, ...],
        data: bytes,
        projection: Projection,
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
