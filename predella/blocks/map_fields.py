"""What an author writes of a map's countries and places goes in, codes and positions come out, or what is wrong with them."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, PlainValidator

from predella.blocks.map_land import Extent
from predella.blocks.map_names import Side
from predella.date_words import locale_of
from predella.diagnostics import nearest
from predella.geography import Outlines
from predella.projections import Point
from predella.validate import Model, Text, shown, wrong

Corner = Literal["emptiest", "top-left", "top-right", "bottom-left", "bottom-right"]


def to_codes(value: Any) -> tuple[str, ...]:
    """Accept one country code or a list of them, or `world`."""
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


def to_extent(value: Any) -> Extent:
    """Accept `[west, south, east, north]` in degrees, with room between its sides."""
    span = getattr(value, "span", None)
    form = "an extent is [west, south, east, north] in degrees"
    numbers = isinstance(value, list | tuple) and all(
        isinstance(part, int | float) and not isinstance(part, bool) for part in value
    )
    if not numbers or len(value) != 4:
        raise wrong("position", f"{form}, not {shown(value)}", span, "write [-10, 36, 19, 55]")
    west, south, east, north = (float(part) for part in value)
    for latitude in (south, north):
        if abs(latitude) > 90:
            raise wrong("position", f"a latitude lies between -90 and 90, not {latitude:g}", span, form)
    for longitude in (west, east):
        if abs(longitude) > 180:
            raise wrong("position", f"a longitude lies between -180 and 180, not {longitude:g}", span, form)
    if south >= north:
        raise wrong("position", f"the south {south:g} is not below the north {north:g}", span, form)
    if west == east:
        raise wrong("position", f"the extent is empty: its west and its east are both {west:g}", span, f"{form}; the whole circle is [-180, {south:g}, 180, {north:g}]")  # fmt: skip
    return west, south, east, north


def to_locator(value: Any) -> bool | Extent:
    """Accept true, false or an extent."""
    return value if isinstance(value, bool) else to_extent(value)


Locator = Annotated[bool | Extent, PlainValidator(to_locator, json_schema_input_type=bool | list[float])]
Codes = Annotated[tuple[str, ...], PlainValidator(to_codes, json_schema_input_type=list[str])]
Position = Annotated[Point, PlainValidator(to_position, json_schema_input_type=list[float])]
ExtentField = Annotated[Extent, PlainValidator(to_extent, json_schema_input_type=list[float])]


class Place(Model):
    """A place marked on a map by a square, and its name."""

    name: Text = Field(description="its name, printed beside the square")
    at: Position = Field(description="longitude and latitude in degrees, east and north positive")
    subject: bool = Field(False, description="the place the map is about: a large square, a large name")
    strong: bool = Field(False, description="a place of the story: a large square, a bold name")
    label: Side = Field("auto", description="the side of the square on which the name stands")
    shift: tuple[float, float] | None = Field(None, description="mm right and down from where `label` puts the name, on the layout's reference paper")  # fmt: skip
    leader: bool = Field(False, description="the name stands apart, and a line leads to it")


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
