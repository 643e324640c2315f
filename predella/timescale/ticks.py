"""A stretch of time and its length in pt go in, ticks come out: days, months, years, decades, centuries and beyond."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from predella.dates import day_number, from_day_number, parse, say

Unit = Literal["day", "month", "year"]

SHORTEST = {"day": 1, "month": 28, "year": 365}
"""Days in the shortest of each unit."""

LONGEST = {"day": 150, "month": 4 * 366}
"""Days in the longest axis that has ticks for each unit: beyond it, half a year between years is only noise."""

STEPS: tuple[tuple[Unit, int], ...] = (
    ("day", 1), ("day", 5), ("month", 1), ("month", 3), ("month", 6),
    *(("year", factor * 10**power) for power in range(10) for factor in (1, 2, 5)),
)  # fmt: skip
"""The distances between ticks, from the shortest on."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A tick at the midnight on which `day` begins; `opens` when it also begins the next larger unit."""

    day: int
    unit: Unit
    year: int
    month: int
    date: int

    @property
    def opens(self) -> bool:
        return {"day": self.date == 1, "month": self.month == 1, "year": True}[self.unit]


def tick_unit(start: float, end: float, length: float, room: Mapping[Unit, float]) -> tuple[Unit, int]:
    """Return the shortest unit, and how many of it from tick to tick, that leaves its labels room.

    `length` is the axis in pt, `room` the least distance between two ticks of a unit in pt.
    """
    per_day = length / (end - start)
    for unit, step in STEPS:
        if unit != "year" and end - start > LONGEST[unit]:
            continue
        shortest = 4 if (unit, step) == ("day", 5) else step * SHORTEST[unit]
        if shortest * per_day >= room[unit]:
            return unit, step
    return STEPS[-1]


def ticks(start: float, end: float, unit: Unit, step: int) -> tuple[Tick, ...]:
    """Return the ticks from `start` to `end`, both included."""
    days = {"day": days_of, "month": months_of, "year": years_of}[unit](start, end, step)
    return tuple(Tick(day, unit, *from_day_number(day)) for day in days if start <= day <= end)


def days_of(start: float, end: float, step: int) -> Iterator[int]:
    """Yield days; of fives only those that leave the first of the month room."""
    for day in range(int(start), int(end) + 1):
        date = from_day_number(day)[2]
        if step == 1 or date == 1 or (date % 5 == 0 and date < 30):
            yield day


def months_of(start: float, end: float, step: int) -> Iterator[int]:
    """Yield the first days of months."""
    for year in range(from_day_number(int(start))[0], from_day_number(int(end))[0] + 1):
        yield from (day_number(year, month) for month in range(1, 13, step))


def years_of(start: float, end: float, step: int) -> Iterator[int]:
    """Yield the first days of years that are multiples of the step, counted as people do.

    Years before our era are counted backwards from 1 BCE, and there is no year nought: where a round step would
    meet it, the tick is the year 1.
    """
    first, last = from_day_number(int(start))[0], from_day_number(int(end))[0]
    for multiple in range(first // step - 1, last // step + 2):
        counted = multiple * step
        if counted == 0 and step == 1:
            continue
        yield day_number(counted if counted > 0 else counted + 1)


def year_text(year: int, language: str) -> str:
    """Return a year as an axis shows it: the number alone, or in words before our era."""
    if year > 0:
        return str(year)
    edtf = f"-{-year:04}" if -10_000 < year < 0 else f"Y{year}" if year else "0000"
    return say(parse(edtf), language)
