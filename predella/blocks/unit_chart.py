"""Counts and pictograms go in, rows of equal figures with the exact number beside them come out."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

from predella.blocks.block import Context, shape
from predella.diagnostics import did_you_mean
from predella.pages import Colour, Element, PathOps, Placed, bounds
from predella.pictograms import Pictogram, read_pictogram
from predella.validate import wrong
from predella.workspace import resource_names

PITCH = 1.05
"""From one figure to the next, in widths of its ink, at least: figures that touch are counted as one."""
LEADING = 1.16
"""From one row's feet to the next row's, in heights: figures 38 mm high stand 44 mm apart on an A1 panel."""


@dataclass(frozen=True, slots=True)
class Ranks:
    """How a count of figures stands: `columns` in a full row, `lines` rows, sizes in pt.

    `height` is the figure's, `width` its ink's, `pitch` from one figure to the next, `leading` from feet to feet.
    """

    columns: int
    lines: int
    height: float
    width: float
    pitch: float
    leading: float

    @property
    def depth(self) -> float:
        """From the heads of the first row to the feet of the last, in pt."""
        return self.height + (self.lines - 1) * self.leading


def load_pictogram(name: str, context: Context) -> Pictogram:
    """Return a pictogram of the engine by name."""
    return read_pictogram(context.assets.resource(f"pictograms/{name}.svg").decode("utf-8"))


@lru_cache(maxsize=1)
def pictogram_names() -> tuple[str, ...]:
    """Return the names of the pictograms there are."""
    return tuple(resource_names("pictograms", ".svg"))


def known_pictogram(name: str) -> str:
    """Return a pictogram's name; raises a located error that says which names are near it."""
    names = pictogram_names()
    if name not in names:
        hint = (*did_you_mean(name, names), f"there are {', '.join(names)}")[0]
        raise wrong("pictogram", f"there is no pictogram {name!r}", getattr(name, "span", None), hint)
    return name


def ink_edges(pictogram: Pictogram) -> tuple[float, float]:
    """Return where a figure's ink begins and ends, in parts of its height from the view box's left edge."""
    left, _, right, _ = bounds(pictogram.path)
    return (left - pictogram.left) / pictogram.height, (right - pictogram.left) / pictogram.height


def tallest(pictogram: Pictogram, columns: int, width: float) -> float:
    """Return the height, in pt, at which `columns` figures fill a width without coming closer than `PITCH`."""
    left, right = ink_edges(pictogram)
    return width / (1 + PITCH * (columns - 1)) / (right - left)


def ranks(
    pictogram: Pictogram, count: int, width: float, *, lines: int | None = None, columns: int | None = None,
    height: float | None = None, leading: float | None = None,
) -> Ranks:  # fmt: skip
    """Return how `count` figures stand in a width of `width` pt, rows of equal length.

    `lines` or `columns` fixes the rows; else a height says how many fit a row, and the rows are made even.
    Without a height the figures are as high as the width allows.
    """
    left, right = ink_edges(pictogram)
    if columns is None and lines is None and height is not None:
        fitting = max(1, math.floor((width / ((right - left) * height) - 1) / PITCH + 1 + 1e-6))
        lines = math.ceil(count / fitting)
    columns = columns or math.ceil(count / (lines or 1))
    high = min(height or math.inf, tallest(pictogram, columns, width))
    ink = (right - left) * high
    pitch = (width - ink) / (columns - 1) if columns > 1 else 0.0
    return Ranks(columns, math.ceil(count / columns), high, ink, pitch, leading or LEADING * high)


def unit_rows(
    pictogram: Pictogram, count: int, x: float, baseline: float, standing: Ranks, fill: Colour,
    element: Element | None,
) -> list[Placed]:  # fmt: skip
    """Return `count` figures from left to right, row under row, one placed shape each.

    The first figure's ink begins at `x`; `baseline` is where the feet of the first row stand. All in pt.
    """
    left, _ = ink_edges(pictogram)
    path: PathOps = pictogram.scaled(standing.height)
    start = x - left * standing.height
    placed = []
    for index in range(count):
        line, column = divmod(index, standing.columns)
        feet = baseline + line * standing.leading
        placed.append(
            shape(start + column * standing.pitch, feet - standing.height, path, fill=fill, element=element, role="figure")
        )  # fmt: skip
    return placed
