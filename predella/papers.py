"""The name of a paper goes in, its trim size in pt comes out; and where it is folded."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import Field, PlainValidator
from pydantic_core import PydanticCustomError

from predella.pages import MM
from predella.validate import Length, Model, PhysicalField, shown, to_length, wrong

PAPERS: dict[str, tuple[float, float]] = {
    f"A{n}": (math.floor(1000 * 2 ** (-n / 2 - 0.25) + 0.2), math.floor(1000 * 2 ** (-n / 2 + 0.25) + 0.2))
    for n in range(11)
}
"""Trim sizes in mm, portrait. The A series of ISO 216; the others below."""
PAPERS |= {
    f"B{n}": (math.floor(1000 * 2 ** (-n / 2) + 0.2), math.floor(1000 * 2 ** (-n / 2 + 0.5) + 0.2))
    for n in range(11)
}
PAPERS |= {
    f"C{n}": (math.floor(1000 * 2 ** (-n / 2 - 0.125) + 0.2), math.floor(1000 * 2 ** (-n / 2 + 0.375) + 0.2))
    for n in range(11)
}
"""The C series of ISO 269, for envelopes: its sides are the geometric means of those of A and B."""
PAPERS |= {"Letter": (215.9, 279.4), "Legal": (215.9, 355.6), "Tabloid": (279.4, 431.8)}
"""ANSI/ASME Y14.1 sizes."""

LOWER = frozenset(name.lower() for name in PAPERS)

CUSTOM_PAPER = re.compile(r"(\d+(?:\.\d+)?)\s*[x×]\s*(\d+(?:\.\d+)?)\s*(mm|cm|in)$")


@dataclass(frozen=True, slots=True)
class Paper:
    """A trim size, in pt, and its name for file names and messages."""

    name: str
    width: float
    height: float

    @property
    def slug(self) -> str:
        """The name as it appears in file names."""
        return f"{self.name}-landscape" if self.name in PAPERS and self.width > self.height else self.name


def paper(text: str) -> Paper:
    """Return the paper that a name means: `A1`, `A1 landscape`, `Letter`, `1189 x 594 mm`. Raises ValueError."""
    custom = CUSTOM_PAPER.match(text.strip())
    if custom:
        width, height = (
            float(side) * {"mm": MM, "cm": 10 * MM, "in": 72.0}[custom[3]] for side in custom.groups()[:2]
        )
        if not min(width, height) >= 40 * MM or max(width, height) > 14400:
            raise ValueError(f"{text!r}: a side lies between 40 mm and 5080 mm (the limit of PDF)")
        return Paper(f"{custom[1]}x{custom[2]}{custom[3]}", width, height)
    name, _, turn = text.strip().partition(" ")
    known = {key.lower(): key for key in PAPERS}
    if name.lower() not in known or turn not in ("", "portrait", "landscape"):
        raise ValueError(f"there is no paper {text!r}")
    name = known[name.lower()]
    short, long = (side * MM for side in PAPERS[name])
    return Paper(name, long, short) if turn == "landscape" else Paper(name, short, long)


def to_paper(value: Any) -> Paper:
    """Accept the name of a paper."""
    try:
        return paper(str(value))
    except ValueError as fault:
        raise no_paper(value, fault) from None


def no_paper(value: Any, fault: ValueError) -> PydanticCustomError:
    """Return the error of a value that names no paper."""
    return wrong("paper", str(fault), getattr(value, "span", None), "A0 to A10, B0 to B10, C0 to C10, Letter, Legal, Tabloid, with landscape or portrait, or 1189 x 594 mm")


PaperField = Annotated[Paper, PlainValidator(to_paper, json_schema_input_type=str)]


def either_way(text: str) -> tuple[Paper, ...]:
    """Return a paper upright and across; only one of the two when the text says which. Raises ValueError."""
    upright = paper(text)
    return (upright, paper(f"{upright.name} landscape")) if text.strip().lower() == upright.name.lower() in LOWER else (upright,)


def to_papers(value: Any) -> tuple[Paper, ...]:
    """Accept the name of a paper that may lie either way."""
    if isinstance(value, tuple):
        return value
    try:
        return either_way(str(value))
    except ValueError as fault:
        raise no_paper(value, fault) from None


def millimetres(value: float) -> Any:
    """Return a field for a length, with what it is when left out, in mm."""
    return Field(default_factory=lambda: Length(value, "mm"))


class SheetSpec(Model):
    """The sheets of an office printer over which a large page is divided, to be glued together."""

    paper: Annotated[tuple[Paper, ...], PlainValidator(to_papers, json_schema_input_type=str)]
    overlap: PhysicalField = millimetres(10)
    margin: PhysicalField = millimetres(8)

    @property
    def slug(self) -> str:
        """The name as it appears in file names."""
        return self.paper[0].name if len(self.paper) > 1 else self.paper[0].slug


FOLD = re.compile(r"(?P<length>.+?)(?:\s+from\s+(?P<edge>left|top))?$")




def to_fold(value: Any) -> tuple[Length, Literal["left", "top"]]:
    """Accept `105mm`, from the left edge, or `148.5mm from top`."""
    match = FOLD.match(value.strip()) if isinstance(value, str) else None
    if not match:
        raise wrong("fold", f"where it is folded is expected, not {shown(value)}", getattr(value, "span", None), "write 105mm, from the left edge, or 148.5mm from top")
    length = to_length(type(value)(match["length"]))
    return length, "top" if match["edge"] == "top" else "left"


FoldField = Annotated[tuple[Length, Literal["left", "top"]], PlainValidator(to_fold, json_schema_input_type=str)]
