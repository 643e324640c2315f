"""A frame as a layout declares it goes in, its rectangle on a paper comes out, and the moves by which it is filled.

Lengths are written in u (trim width ÷ grid units), b (one baseline step), mm, pt or in.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import Field, PlainValidator

from predella.diagnostics import Span
from predella.pages import Rect
from predella.validate import LengthField, Model, wrong

RANGE = re.compile(r"(\d+(?:\.\d+)?)\s*-\s*(\d+(?:\.\d+)?)$")


def to_range(value: Any) -> tuple[float, float]:
    """Accept `1-7`."""
    match = RANGE.match(str(value))
    if not match or float(match[1]) > float(match[2]):
        raise wrong("range", f"a range such as 1-7 is expected, not {value!r}", getattr(value, "span", None))
    return float(match[1]), float(match[2])


RangeField = Annotated[tuple[float, float], PlainValidator(to_range, json_schema_input_type=str)]

MOVE = re.compile(r"(?P<move>tighten|shrink to (?P<percent>\d+)%|drop optional|continue)$")


@dataclass(frozen=True, slots=True)
class Move:
    """One step of a frame's fit ladder."""

    name: Literal["tighten", "shrink", "drop optional", "continue"]
    limit: float = 1.0

    def __str__(self) -> str:
        return f"shrink to {self.limit:.0%}" if self.name == "shrink" else self.name


def to_moves(value: Any) -> tuple[Move, ...]:
    """Accept one move or a list of them."""
    moves = []
    for item in value if isinstance(value, list) else [value]:
        match = MOVE.match(str(item))
        if not match:
            raise wrong("fit", f"there is no fit move {item!r}", getattr(item, "span", None), "tighten, shrink to 85%, drop optional, continue")  # fmt: skip
        if match["percent"]:
            if not 40 <= int(match["percent"]) <= 100:
                raise wrong(
                    "fit", f"{item!r}: text is shrunk to between 40% and 100%", getattr(item, "span", None)
                )
            moves.append(Move("shrink", int(match["percent"]) / 100))
        else:
            moves.append(Move(match["move"]))  # type: ignore[arg-type]
    return tuple(moves)


class Frame(Model):
    """A frame as a layout declares it. `bottom` is measured up from the bottom of the trim."""

    columns: RangeField | None = None
    units: RangeField | None = None
    left: LengthField | None = None
    right: LengthField | None = None
    top: LengthField | None = None
    bottom: LengthField | None = None
    height: LengthField | None = None
    first: LengthField | None = Field(
        None, description="where the first baseline stands, from the top of the trim"
    )
    below: str | None = Field(None, description="the frame under whose content this one begins")
    gap: LengthField | None = Field(None, description="the space between the two")
    align: Literal["top", "bottom"] | None = None
    ground: str | None = Field(None, description="the theme's ground that the frame is painted in, where it holds something")
    inset: LengthField | None = Field(None, description="from the frame's edges to what it holds")
    bleed: bool | None = Field(
        None, description="runs over the trim, into the bleed, on the sides where it touches the trim"
    )
    fit: Annotated[tuple[Move, ...] | None, PlainValidator(to_moves, json_schema_input_type=Any)] = None
    next: str | None = Field(None, description="the frame that takes what does not fit")
    rank: str | None = Field(None, description="frames of one rank are set in one size: languages side by side")
    balance: bool | None = Field(
        None, description="this frame and those that take what does not fit are filled to one height"
    )

    def over(self, parent: Frame) -> Frame:
        """Return this frame with the parent's values where it has none; one way to say a side replaces the others."""
        values = {
            name: getattr(self, name) for name in type(self).model_fields if getattr(self, name) is not None
        }
        if values.keys() & {"columns", "units", "left", "right"}:
            values = {"columns": None, "units": None, "left": None, "right": None} | values
        if values.keys() & {"top", "first", "below"}:
            values = {"top": None, "first": None, "below": None} | values
        whole = dict(parent) | values
        if values.keys() & {"height", "bottom"} and (whole["top"] or whole["first"] or whole["below"]):
            values = {"height": None, "bottom": None} | values
        merged = parent.model_copy(update=values)
        merged._span = self.span
        return merged


@dataclass(frozen=True)
class FrameRect:
    """A frame on a given paper: its rectangle in pt, its first baseline if fixed, and how it is filled."""

    name: str
    rect: Rect
    first: float | None
    align: str
    fit: tuple[Move, ...]
    next: str | None
    below: str | None = None
    gap: float = 0.0
    balance: bool = False
    span: Span | None = None
    height: float | None = None
    """What the layout gives it in place of a lower edge; it keeps that where it begins below another."""
    floor: float = 0.0
    """The lower edge of the trim."""
    rank: str = ""
    """Frames of one rank take one fit, the closest of them."""
    ground: str | None = None
    """The ground that it is painted in, from edge to edge of `area`; content stands in `rect`."""
    area: Rect | None = None
