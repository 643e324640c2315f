"""A pictogram and a count go in, equal figures in rows come out: how they stand, whole, in part, and shaded."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from predella.blocks.block import shape
from predella.pages import Colour, Element, PathOps, Placed, bounds
from predella.pictograms import Pictogram, between

PITCH = 1.05
"""From one figure to the next, in widths of its ink, at least: figures that touch are counted as one."""
LOOSEST = 1.25
"""The pitch to which the figures of a chart are spread at most, to fill their line."""
LEADING = 1.16
"""From one row's feet to the next row's, in heights: figures 38 mm high stand 44 mm apart on an A1 panel."""
WHOLE = 1e-6
"""Of a figure; what lacks no more than this is whole."""


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
    pictogram: Pictogram, count: float, x: float, baseline: float, standing: Ranks, fill: Colour,
    element: Element | None, *, shaded: tuple[float, Colour] | None = None,
) -> list[Placed]:  # fmt: skip
    """Return `count` figures from left to right, row under row, one placed shape each.

    The first figure's ink begins at `x`; `baseline` is where the feet of the first row stand. All in pt. Of a count
    that is not whole, the last figure is cut upright to its part. The first `shaded` figures have a colour of their own.
    """
    left, right = ink_edges(pictogram)
    path: PathOps = pictogram.scaled(standing.height)
    start = x - left * standing.height
    placed = []
    for index in range(math.ceil(count - WHOLE)):
        line, column = divmod(index, standing.columns)
        feet = baseline + line * standing.leading
        for begin, end, colour in spans_of(index, count, shaded, fill):
            edges = ((left + (right - left) * part) * standing.height for part in (begin, end))
            ink = path if (begin, end) == (0.0, 1.0) else between(path, *edges)
            placed.append(
                shape(start + column * standing.pitch, feet - standing.height, ink, fill=colour, element=element, role="figure")
            )  # fmt: skip
    return placed


def spans_of(
    index: int, count: float, shaded: tuple[float, Colour] | None, fill: Colour
) -> Iterator[tuple[float, float, Colour]]:
    """Yield the parts of a figure, 0 its left edge and 1 its right one, with their colours."""
    end = 1.0 if count - index > 1 - WHOLE else count - index
    turn = min(end, max(0.0, shaded[0] - index)) if shaded else 0.0
    turn = end if turn > end - WHOLE else turn if turn > WHOLE else 0.0
    if shaded and turn:
        yield 0.0, turn, shaded[1]
    if turn < end:
        yield turn, end, fill


def nice(value: float, *, down: bool = False) -> float:
    """Return the number of the series 1, 2, 5, 10 … next to a value, above or below it."""
    power = 10.0 ** math.floor(math.log10(value))
    steps = [power * step for step in (1, 2, 5, 10)]
    if down:
        return max(step for step in steps if step <= value + 1e-9)
    return min(step for step in steps if step >= value - 1e-9)
