"""A stretch of time and a length go in, a scale comes out that gives each day number its place in pt.

Days are counted as `predella.dates` counts them; a day's place is that of the midnight on which it begins.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from predella.dates import Date, day_number, from_day_number

COARSE = frozenset({"year", "decade", "century"})
"""Precisions of an axis end that name a tick rather than a stretch of time."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of time that is drawn at one scale: `start` and `end` in days, `low` and `high` in pt."""

    start: float
    end: float
    low: float
    high: float

    @property
    def per_day(self) -> float:
        """How long a day is, in pt."""
        return (self.high - self.low) / (self.end - self.start)

    def place(self, day: float) -> float:
        """Return a day's place; it may lie outside. Both ends are exact, whatever rounding does between them."""
        if day == self.end:
            return self.high
        place = self.low + (self.high - self.low) * ((day - self.start) / (self.end - self.start))
        return min(place, self.high) if day < self.end else max(place, self.high)


@dataclass(frozen=True, slots=True)
class Scale:
    """Stretches end to end. Places grow with time, and beyond the ends the outer stretches go on."""

    stretches: tuple[Stretch, ...]

    @property
    def start(self) -> float:
        return self.stretches[0].start

    @property
    def end(self) -> float:
        return self.stretches[-1].end

    @property
    def low(self) -> float:
        return self.stretches[0].low

    @property
    def high(self) -> float:
        return self.stretches[-1].high

    def stretch(self, day: float) -> Stretch:
        """Return the stretch a day lies in, or the nearest."""
        return next((stretch for stretch in self.stretches if day < stretch.end), self.stretches[-1])

    def __call__(self, day: float) -> float:
        """Return a day's place in pt."""
        return self.stretch(day).place(day)

    def clipped(self, day: float) -> float:
        """Return a day's place, or that of the end of the axis it lies beyond."""
        return self(min(max(day, self.start), self.end))


def linear(start: float, end: float, low: float, high: float) -> Scale:
    """Return a scale at which every day is equally long. Raises ValueError for a stretch of no length."""
    if not (start < end and low < high):
        raise ValueError(f"a scale needs a stretch of time and a length: {start}–{end}, {low}–{high} pt")
    return Scale((Stretch(start, end, low, high),))


def magnified(
    start: float, end: float, low: float, high: float, stretch: tuple[float, float], share: float
) -> Scale:
    """Return a scale that gives one stretch `share` (0 to 1) of the length; all the rest keeps one scale.

    Raises ValueError for a stretch that is empty or leaves the axis, and for one that the share would not enlarge.
    """
    first, last = stretch
    if not (start <= first < last <= end and low < high):
        raise ValueError(f"the magnified stretch {first}–{last} must lie within {start}–{end}")
    rest = (end - start) - (last - first)
    if rest == 0:
        return linear(start, end, low, high)
    if not (last - first) / (end - start) < share < 1:
        raise ValueError(f"a share of {share:.2f} does not magnify {first}–{last}")
    outside = (high - low) * (1 - share) / rest
    a = low + (first - start) * outside
    b = high - (end - last) * outside
    cut = [(start, first, low, a), (first, last, a, b), (last, end, b, high)]
    return Scale(tuple(Stretch(*values) for values in cut if values[0] < values[1]))


def axis_range(
    dates: Iterable[Date], start: Date | None = None, end: Date | None = None
) -> tuple[float, float] | None:
    """Return the first and the last midnight of an axis, or None when nothing says where it lies.

    What is not given is fitted to the dates, in whole years, months or days as their range suggests. An axis that
    runs to a year ends where that year begins, as a ruler ends at its last tick, unless something shown lies in it.
    """
    dates = tuple(dates)
    known = [day for date in dates for day in (date.earliest, date.latest) if math.isfinite(day)]
    first = start.earliest if start else min(known, default=math.inf)
    last = end.latest if end else max(known, default=-math.inf)
    if not (math.isfinite(first) and math.isfinite(last) and first < last):
        return None
    if start is None:
        first = float(floored(int(first), last - first))
    if end is None:
        last = float(raised(int(last), last - first))
    elif end.end is not None and end.end.precision in COARSE:
        opening = Date(end.text, end.end, end.end).earliest
        within = any(opening < day <= last for day in known) or any(
            opening <= date.earliest < last for date in dates
        )
        last = last if within or opening <= first else opening
    return first, last


def floored(day: int, span: float) -> int:
    """Return the beginning of the year, month or day that holds a day, by how long the axis is."""
    year, month, date = from_day_number(day)
    if span > 3 * 366:
        return day_number(year)
    return day_number(year, month) if span > 60 else day_number(year, month, date)


def raised(day: int, span: float) -> int:
    """Return the end of the year, month or day before the midnight `day`, by how long the axis is."""
    year, month, _ = from_day_number(day - 1)
    if span > 3 * 366:
        return day_number(year + 1)
    return day_number(year + month // 12, month % 12 + 1) if span > 60 else day
