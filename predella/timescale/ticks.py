"""A stretch of time and its length in pt go in, ticks come out: minutes, hours, days, months, years, and years ago.

Where an axis begins before 10,000 BCE its years are counted back from the present, as `predella.dates` says them.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from predella.dates import (
    Date,
    Point,
    ago_of,
    day_at,
    day_number,
    from_day_number,
    is_deep,
    moment,
    month_name,
    say,
    say_ago,
    say_time,
    year_ago,
)

Unit = Literal["minute", "hour", "day", "month", "year", "ago"]

SHORTEST: dict[Unit, float] = {
    "minute": 1 / 1440,
    "hour": 1 / 24,
    "day": 1,
    "month": 28,
    "year": 365,
    "ago": 365,
}
"""Days in the shortest of each unit."""

LONGEST: dict[Unit, float] = {"minute": 1, "hour": 8, "day": 150, "month": 4 * 366}
"""Days in the longest axis that has ticks for each unit: beyond it, half a year between years is only noise."""

STEPS: tuple[tuple[Unit, int], ...] = (
    ("minute", 1), ("minute", 5), ("minute", 15), ("minute", 30),
    ("hour", 1), ("hour", 3), ("hour", 6), ("hour", 12),
    ("day", 1), ("day", 5), ("month", 1), ("month", 3), ("month", 6),
    *(("year", factor * 10**power) for power in range(11) for factor in (1, 2, 5)),
)  # fmt: skip
"""The distances between ticks, from the shortest on."""

BARE = 10_000
"""Years ago from which on a number alone cannot be taken for a year of our era."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A tick at a day number, which is a midnight but where `second` of that day says otherwise.

    It `opens` when it also begins the next larger unit.
    """

    day: float
    unit: Unit
    year: int
    month: int
    date: int
    second: int = 0

    @property
    def opens(self) -> bool:
        if self.unit in ("minute", "hour"):
            return self.second == 0
        return {"day": self.date == 1, "month": self.month == 1}.get(self.unit, True)


def tick_unit(start: float, end: float, length: float, room: Mapping[Unit, float]) -> tuple[Unit, int]:
    """Return the shortest unit, and how many of it from tick to tick, that leaves its labels room.

    `length` is the axis in pt, `room` the least distance between two ticks of a unit in pt. Where that leaves fewer
    than two ticks, a shorter distance that gives two is better, even if not all of its labels have room.
    """
    per_day = length / (end - start)
    steps = steps_of(start, end)
    index = next(
        (i for i, (unit, step) in enumerate(steps) if days_apart(unit, step) * per_day >= room[unit]), -1
    )
    index %= len(steps)
    while index and len(ticks(start, end, *steps[index])) < 2:
        index -= 1
    return steps[index]


def steps_of(start: float, end: float) -> list[tuple[Unit, int]]:
    """Return the distances that suit an axis, whatever its length in pt."""
    if is_deep(from_day_number(math.floor(start))[0]) and end - start > LONGEST["month"]:
        return [("ago", step) for unit, step in STEPS if unit == "year"]
    return [(unit, step) for unit, step in STEPS if end - start <= LONGEST.get(unit, math.inf)]


def days_apart(unit: Unit, step: int) -> float:
    """Return the days between two ticks where these stand closest."""
    return 4 if (unit, step) == ("day", 5) else step * SHORTEST[unit]


def ticks(start: float, end: float, unit: Unit, step: int) -> tuple[Tick, ...]:
    """Return the ticks from `start` to `end`, both included."""
    if unit in ("minute", "hour"):
        days: Iterator[float] = times_of(start, end, step * (60 if unit == "minute" else 3600))
    else:
        days = {"day": days_of, "month": months_of, "year": years_of, "ago": ago_years}[unit](
            start, end, step
        )
    return tuple(tick_at(day, unit) for day in days if start <= day <= end)


def tick_at(day: float, unit: Unit) -> Tick:
    """Return the tick of a unit at a day number."""
    whole, second = moment(day)
    return Tick(day, unit, *from_day_number(whole), second)


def times_of(start: float, end: float, step: int) -> Iterator[float]:
    """Yield the times of every so many seconds, counted from each midnight."""
    for day in range(math.floor(start), math.floor(end) + 1):
        yield from (day_at(day, second) for second in range(0, 86_400, step))


def days_of(start: float, end: float, step: int) -> Iterator[int]:
    """Yield days; of fives only those that leave the first of the month room."""
    for day in range(math.ceil(start), math.floor(end) + 1):
        date = from_day_number(day)[2]
        if step == 1 or date == 1 or (date % 5 == 0 and date < 30):
            yield day


def months_of(start: float, end: float, step: int) -> Iterator[int]:
    """Yield the first days of months."""
    first, last = (from_day_number(math.floor(day))[0] for day in (start, end))
    for year in range(first, last + 1):
        yield from (day_number(year, month) for month in range(1, 13, step))


def years_of(start: float, end: float, step: int) -> Iterator[int]:
    """Yield the first days of years that are multiples of the step, counted as people do.

    Years before our era are counted backwards from 1 BCE, and there is no year nought: where a round step would
    meet it, the tick is the year 1.
    """
    first, last = (from_day_number(math.floor(day))[0] for day in (start, end))
    for multiple in range(first // step - 1, last // step + 2):
        counted = multiple * step
        if counted == 0 and step == 1:
            continue
        yield day_number(counted if counted > 0 else counted + 1)


def ago_years(start: float, end: float, step: int) -> Iterator[int]:
    """Yield the first days of years that were multiples of the step ago, the present the last of them."""
    first, last = (ago_of(from_day_number(math.floor(day))[0]) for day in (start, end))
    for multiple in range(first // step + 1, max(last // step, 0) - 1, -1):
        yield day_number(year_ago(multiple * step))


def tick_words(tick: Tick, language: str, *, first: bool = False) -> str:
    """Return what an axis says at a tick; a larger unit is named where it begins, and at the first tick."""
    if tick.unit == "ago":
        years = ago_of(tick.year)
        return say_ago(years, language, bare=years >= BARE and not first)
    if tick.unit == "year" or (tick.unit == "month" and tick.opens):
        return year_text(tick.year, language)
    if tick.unit == "month":
        if first:
            return said(Point(tick.year, tick.month), language)
        return month_name(tick.month, language, form="abbreviated")
    day = Point(tick.year, tick.month, tick.date)
    if tick.unit == "day":
        return said(day, language, year=False) if first or tick.opens else str(tick.date)
    if tick.opens:
        return said(day, language, year=False)
    time = replace(day, hour=tick.second // 3600, minute=tick.second // 60 % 60)
    return said(time, language, year=False) if first else say_time(time, language)


def said(point: Point, language: str, *, year: bool = True) -> str:
    """Return the short words for a point in time."""
    return say(Date("", point, point), language, year=year, form="short")


def year_text(year: int, language: str) -> str:
    """Return a year as an axis shows it: the number alone, or in words before our era."""
    if is_deep(year):
        return say_ago(ago_of(year), language, bare=True)
    return str(year) if year > 0 else said(Point(year), language)
