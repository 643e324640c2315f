"""What a print shop is told of a document: the profile of its press, bleed, marks, and how many of what is ordered.

Only data, so that a page may carry it to the writers; `printing` reads it from what an author wrote.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from predella.colours import Colour
from predella.diagnostics import Span

Intent = Literal["relative", "perceptual", "saturation", "absolute"]
MARKS = ("crop", "registration", "folds", "colours", "slug")
"""What may stand outside the bleed of a print master."""


@dataclass(frozen=True, slots=True)
class Profile:
    """An ICC profile of a press: what it calls itself, what the output intent names, and how much ink it bears.

    `limit` is the sum of the inks at one place, in parts: 3.0 is 300 %.
    """

    name: str
    condition: str
    data: bytes = field(repr=False)
    registry: str = ""
    limit: float = 3.0


@dataclass(frozen=True, slots=True)
class Fold:
    """A line along which a sheet is folded: `at` pt from the left edge of the trim, or from the `top`."""

    at: float
    edge: Literal["left", "top"] = "left"


@dataclass(frozen=True, slots=True)
class Order:
    """What is ordered; what the author does not say is not guessed."""

    quantity: int | None = None
    substrate: str = ""
    mounting: str = ""
    finishing: str = ""


@dataclass(frozen=True, slots=True)
class Press:
    """How a document is printed. `convert` gives what a screen's colour is on this press, for colours that name no inks.

    `document`, `language`, `paper`, `date` and `pages` stand in the slug line and in the job ticket; `span` is where
    the author asks for it.
    """

    profile: Profile
    convert: Callable[[Colour], tuple[float, float, float, float]]
    document: str
    language: str
    paper: str
    pages: int = 0
    date: str = ""
    intent: Intent = "relative"
    black_point: bool = True
    keep_rgb: bool = False
    limit: float = 3.0
    marks: tuple[str, ...] = MARKS
    folds: tuple[Fold, ...] = ()
    order: Order = field(default_factory=Order)
    span: Span | None = None
