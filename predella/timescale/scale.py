"""A stretch of time and a length go in, a scale comes out that gives each day number its place in pt.

Days are counted as `predella.dates` counts them; a day's place is that of the midnight on which it begins.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from predella.dates import Date, day_at, day_number, from_day_number, is_deep, moment

SLACK = 0.025
"""How much of an axis may be added at either end to begin or end it at a tidy time."""
SECONDS = (86_400, 43_200, 21_600, 10_800, 3600, 1800, 900, 300, 60, 1)
"""Tidy parts of a day, in seconds, from the largest on."""
YEARS = tuple(factor * 10**power for power in range(10, -1, -1) for factor in (5, 2, 1))
"""Tidy numbers of years, from the largest on."""

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
    """Return the first and the last day number of an axis, or None when nothing says where it lies.

    What is not given is fitted to the dates, in round or whole years, months, days or hours as their range suggests. An axis that
    runs to a year ends where that year begins, as a ruler ends at its last tick, unless something shown lies in it.
    """
    dates = tuple(dates)
    known = [day for date in dates for day in (date.earliest, date.latest) if math.isfinite(day)]
    first = start.earliest if start else min(known, default=math.inf)
    last = end.latest if end else max(known, default=-math.inf)
    if not (math.isfinite(first) and math.isfinite(last) and first < last):
        return None
    if start is None:
        first = float(floored(first, last - first))
    if end is None:
        last = float(raised(last, last - first))
    elif end.end is not None and end.end.precision in COARSE:
        opening = Date(end.text, end.end, end.end).earliest
        within = any(opening < day <= last for day in known) or any(
            opening <= date.earliest < last for date in dates
        )
        last = last if within or opening <= first else opening
    return first, last


def floored(day: float, span: float) -> float:
    """Return the tidiest time before a day number, by how long the axis is in days.

    Of round years (steps of 1, 2, 5, 10 and so on), days, hours and minutes it is the beginning of the largest that
    adds no more than `SLACK` of the axis, else the year, in the span of months the month, that holds the day.
    """
    return tidy(day, span, math.floor)


def raised(day: float, span: float) -> float:
    """Return the tidiest time after a day number, as `floored` before it; none is far beyond the present."""
    return tidy(day, span, math.ceil)


def tidy(day: float, span: float, rounded: Callable[[float], int]) -> float:
    """Return a day number rounded down (`math.floor`) or up (`math.ceil`) to a tidy time."""
    whole, second = moment(day)
    year, month, _ = from_day_number(whole)
    if span > 3 * 366:
        return tidy_year(day, year, span, rounded)
    if span > 60:
        begins = day_number(year, month)
        return (
            begins
            if rounded is math.floor or begins == day
            else day_number(year + month // 12, month % 12 + 1)
        )
    trials = (day_at(whole, rounded(second / step) * step) for step in SECONDS)
    return next((found for found in trials if abs(found - day) <= SLACK * span), day)


def tidy_year(day: float, year: int, span: float, rounded: Callable[[float], int]) -> float:
    """Return the beginning of a round year, as people count years, or of the year itself. `year` holds the day."""
    up = rounded is math.ceil
    year += up and day_number(year) < day
    # What is rounded is 3000 for 3000 BCE, and before 10,000 BCE the year as it is written.
    deep = is_deep(year)
    most = math.inf if year <= 0 else 10 if up and year > 1900 else 1000
    for step in YEARS:
        multiple = rounded((year if year > 0 or deep else year - 1) / step) * step
        found = day_number(multiple if multiple > 0 or (deep and is_deep(multiple)) else multiple + 1)
        if step <= most and abs(found - day) <= SLACK * span:
            return found
    return day_number(year)
