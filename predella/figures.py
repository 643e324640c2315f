"""A figure as its author writes it goes in; what is shown, how it is cropped and toned, and its rights come out."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import Field, PlainValidator

from predella.rights import Rights
from predella.text import CITED, Citation
from predella.validate import DateField, Model, Prose, Text, shown, wrong
from predella.waivers import WaiversField


def to_cites(value: Any) -> tuple[Citation, ...]:
    """Accept `"@key, p. 3; @other"`, with or without brackets."""
    if isinstance(value, tuple):
        return value
    if not isinstance(value, str):
        raise wrong(
            "citation", f"a citation is expected, not {shown(value)}", None, 'write "@key" or "@key, p. 3"'
        )
    cites = []
    for part in value.strip().removeprefix("[").removesuffix("]").split(";"):
        match = CITED.match(part)
        if not match:
            raise wrong("citation", f"{part.strip()!r} is not a citation", getattr(value, "span", None), 'write "@key" or "@key, p. 3"')  # fmt: skip
        cites.append(
            Citation(match["key"].rstrip(".,:"), match["locator"] or "", getattr(value, "span", None))
        )
    return tuple(cites)


CitesField = Annotated[tuple[Citation, ...], PlainValidator(to_cites, json_schema_input_type=str)]


SIDES = {"left": (0, 0.0), "right": (0, 1.0), "top": (1, 0.0), "bottom": (1, 1.0)}
"""Words for a focus: of which axis, and how far along it. What no word says is the middle."""


def to_focus(value: Any) -> tuple[float, float]:
    """Accept `[0.3, 0.4]`, or one or two words: `top left`, `right`, `centre`."""
    words = value.split() if isinstance(value, str) else []
    said = dict(SIDES[word] for word in words if word in SIDES)
    if words in (["centre"], ["center"]) or (words and len(said) == len(words)):
        return said.get(0, 0.5), said.get(1, 0.5)
    parts = value if isinstance(value, list | tuple) else ()
    numbers = [float(part) for part in parts if isinstance(part, int | float) and not isinstance(part, bool)]
    if len(numbers) == len(parts) == 2 and all(0 <= part <= 1 for part in numbers):
        return numbers[0], numbers[1]
    raise wrong("focus", f"a focus is expected, not {shown(value)}", getattr(value, "span", None), "two numbers from 0 to 1, from the left and from the top, as in [0.3, 0.4]; or words, as in top left")  # fmt: skip


def to_crop(value: Any) -> float:
    """Accept a proportion: `3:2`, or width ÷ height as a number."""
    match = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*[:/x×]\s*(\d+(?:\.\d+)?)\s*", value) if isinstance(value, str) else None
    found = float(match[1]) / float(match[2]) if match and float(match[2]) else value
    if isinstance(found, bool) or not isinstance(found, int | float) or not 0.1 < found < 10:
        raise wrong("crop", f"a proportion is expected, not {shown(value)}", getattr(value, "span", None), "width and height, as in 3:2 or 4:5; from 1:10 to 10:1")  # fmt: skip
    return float(found)


FocusField = Annotated[tuple[float, float], PlainValidator(to_focus, json_schema_input_type=Any)]
CropField = Annotated[float, PlainValidator(to_crop, json_schema_input_type=Any)]


class Figure(Model):
    """A picture from outside with its rights, or a drawing that the engine makes from data."""

    file: str | None = None
    alt: Text | None = None
    decorative: bool = False
    caption: Prose | None = None
    title: Text | None = Field(None, description="a few words that name the figure")
    date: DateField | None = None
    source: CitesField = ()
    rights: Rights | None = None
    focus: FocusField = Field(
        (0.5, 0.5), description="what a crop keeps: parts from the left and the top, or words such as top left"
    )
    crop: CropField | None = Field(
        None, description="width and height of the part that is shown, such as 3:2, kept round the focus"
    )
    tone: str | None = Field(
        None, description="none, grey or one of the theme's tones; else what the theme says"
    )
    edge: Literal["none", "keyline", "ticks"] | None = Field(
        None, description="what is drawn round the picture; else what the theme says"
    )
    proportion: float = Field(
        1.5, gt=0.1, lt=10, description="width ÷ height of a position without its picture"
    )
    waive: WaiversField = Field(
        (), description="rules that are not kept here, each with the reason: `{resolution: no larger scan exists}`"
    )
    drawing: Any = Field(None, exclude=True)

    @property
    def for_position_only(self) -> bool:
        """True when the picture itself is not there yet."""
        return self.file is None and self.drawing is None
