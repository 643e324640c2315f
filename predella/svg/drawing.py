"""What an SVG drawing is once it has been read: outlines and words in the order of painting, and a list of losses.

Lengths are in units of the drawing, from its top left corner, y downward; `scaled` makes them pt.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from predella.pages import PathOps

RGB = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Paint:
    """A colour of the file, red, green and blue from 0 to 1, or None for the text colour of the ground.

    `opacity` is how much of it covers what is below; paper has no transparency, so it is mixed with the ground.
    """

    rgb: RGB | None
    opacity: float = 1.0


@dataclass(frozen=True, slots=True)
class Outline:
    """A path with its fill and stroke.

    `nonzero` is the rule by which its inside is found, else even-odd; `cap` and `join` are PDF's numbers.
    """

    path: PathOps
    fill: Paint | None
    stroke: Paint | None
    width: float = 0.0
    dash: tuple[float, ...] = ()
    dash_start: float = 0.0
    cap: int = 0
    join: int = 0
    miter: float = 4.0
    nonzero: bool = True


@dataclass(frozen=True, slots=True)
class Letters:
    """A stretch of text in one style. `gap` is white space before it, `rise` its height above the baseline."""

    text: str
    families: tuple[str, ...]
    weight: int
    italic: bool
    size: float
    paint: Paint
    tracking: float = 0.0
    gap: float = 0.0
    rise: float = 0.0


@dataclass(frozen=True, slots=True)
class Words:
    """One line of text from a point on its baseline: `anchor` says which part of it stands there.

    `turn` is in degrees, clockwise; `level` is what of the letters stands at the height of the point.
    """

    x: float
    y: float
    letters: tuple[Letters, ...]
    anchor: str = "start"
    level: str = "baseline"
    turn: float = 0.0


Mark = Outline | Words


@dataclass(frozen=True, slots=True)
class Loss:
    """Something in the file that print cannot keep: the first line where it stands, and how often it does.

    A `grave` one keeps the figure from being right; of others a person may say that they do no harm.
    """

    line: int
    element: str
    message: str
    hint: str
    grave: bool = True
    count: int = 1

    def __str__(self) -> str:
        times = f" ({self.count} times)" if self.count > 1 else ""
        return f"line {self.line}, <{self.element}>: {self.message}{times}"


@dataclass(frozen=True)
class Drawing:
    """A drawing by name, with its size in its own units (CSS pixels, when the file says no other)."""

    name: str
    width: float
    height: float
    marks: tuple[Mark, ...]
    losses: tuple[Loss, ...] = ()

    def scaled(self, factor: float) -> tuple[Mark, ...]:
        """Return the marks in another scale."""
        return tuple(scaled(mark, factor) for mark in self.marks)


def scaled(mark: Mark, factor: float) -> Mark:
    """Return a mark in another scale."""
    if isinstance(mark, Words):
        letters = tuple(
            replace(part, size=part.size * factor, gap=part.gap * factor, rise=part.rise * factor)
            for part in mark.letters
        )
        return replace(mark, x=mark.x * factor, y=mark.y * factor, letters=letters)
    path = tuple((op[0], *(value * factor for value in op[1:])) for op in mark.path)
    dash = tuple(length * factor for length in mark.dash)
    return replace(
        mark, path=path, width=mark.width * factor, dash=dash, dash_start=mark.dash_start * factor
    )
