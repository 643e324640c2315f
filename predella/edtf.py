"""Text of ISO 8601-2 goes in, a Date with day numbers to place it by comes out, or what is wrong with it.

The format is the Extended Date/Time Format, levels 0 and 1 (https://www.loc.gov/standards/datetime/). All days are
counted in the proleptic Gregorian calendar. Times of day may leave out seconds or minutes and be ends of intervals, as
in ISO 8601-1; they have no zone: all that an exhibit tells is told by one clock.
"""

from __future__ import annotations

import datetime
import math
import re
from dataclasses import dataclass, replace
from functools import total_ordering

from predella.date_words import Point

_DAYS_IN_400_YEARS = 146_097  # after which the Gregorian calendar repeats itself
_SECONDS = 86_400  # of a day
_LASTS = {"hour": 3600, "minute": 60, "second": 1}


class DateError(ValueError):
    """A text that is no date; `hint` says what to write instead, where that can be told."""

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.hint = hint


def day_number(year: int, month: int = 1, day: int = 1) -> int:
    """The proleptic Gregorian ordinal, as `datetime.date.toordinal` counts it, for any year; 1 is 0001-01-01.

    Raises ValueError for a day that the calendar does not have.
    """
    cycles, year_in_cycle = divmod(year - 1, 400)
    return datetime.date(year_in_cycle + 1, month, day).toordinal() + cycles * _DAYS_IN_400_YEARS


def from_day_number(n: int) -> tuple[int, int, int]:
    """Year, month and day of a proleptic Gregorian ordinal, for any number; the inverse of `day_number`."""
    cycles, day_in_cycle = divmod(n - 1, _DAYS_IN_400_YEARS)
    date = datetime.date.fromordinal(day_in_cycle + 1)
    return date.year + cycles * 400, date.month, date.day


def moment(n: float) -> tuple[int, int]:
    """The day number and the second of that day (0 to 86399) of a fractional day number, to the nearest second."""
    seconds = round((n - math.floor(n)) * _SECONDS)
    return math.floor(n) + seconds // _SECONDS, seconds % _SECONDS


def day_at(n: int, second: int) -> float:
    """The fractional day number of a second of a day, the one number that every date and every tick has for it."""
    return n + second / _SECONDS


def _begins(point: Point) -> float:
    """Day number at which a point begins at the earliest, qualifiers left aside."""
    if point.season is not None:
        # EDTF leaves seasons open; here they are the meteorologist's of the northern hemisphere,
        # three whole months each, and a winter begins in the year that it is named after.
        return day_number(point.year, 3 * (point.season - 20))
    day = day_number(point.year, point.month or 1, point.day or 1)
    return day if point.hour is None else day_at(day, point.seconds)


def _ends(point: Point) -> float:
    """Day number at which a point has ended at the latest, qualifiers left aside: what comes next may begin then."""
    if point.day is not None:
        day = day_number(point.year, point.month or 1, point.day)
        return day + 1 if point.hour is None else day_at(day, point.seconds + _LASTS[point.precision])
    if point.season is not None:
        return _after_month(point.year, 3 * (point.season - 20) + 2)
    if point.month is not None:
        return _after_month(point.year, point.month)
    return day_number(point.year + 10**point.unspecified)


def _soft(point: Point | None) -> bool:
    if point is None:
        return False
    unspecified = point.unspecified > 0 or point.unspecified_month or point.unspecified_day
    return unspecified or point.approximate or point.uncertain


def _after_month(year: int, month: int) -> int:
    """Day number of the first day after a month; month 14 is February of the next year."""
    years, month_from_zero = divmod(month, 12)
    return day_number(year + years, month_from_zero + 1)


@total_ordering
@dataclass(frozen=True, slots=True)
class Date:
    """A date or an interval; sorts by its first possible day, then by its last, then by its text."""

    text: str  # as the author wrote it
    start: Point | None  # None: open or unknown
    end: Point | None  # of a single date the same as start
    interval: bool = False
    open_start: bool = False  # "../1954", unlike "/1954", of which the start exists but is unknown
    open_end: bool = False

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, Date):
            return NotImplemented
        # The text breaks ties so that the order agrees with equality, which looks at every field.
        return (self.earliest, self.latest, self.text) < (other.earliest, other.latest, other.text)

    @property
    def earliest(self) -> float:
        """Day number, with the time of day as its fraction, at which it can begin; minus infinity if open or unknown."""
        return -math.inf if self.start is None else float(_begins(self.start))

    @property
    def latest(self) -> float:
        """Day number at which the last day, hour, minute or second that it can be is over; infinity if open or unknown."""
        return math.inf if self.end is None else float(_ends(self.end))

    @property
    def soft_start(self) -> bool:
        """The start is written down, but approximate, uncertain or with unspecified digits."""
        return _soft(self.start)

    @property
    def soft_end(self) -> bool:
        """The end is written down, but approximate, uncertain or with unspecified digits."""
        return _soft(self.end)

    @property
    def approximate(self) -> bool:
        """Either end is approximate (~ or %)."""
        return any(point.approximate for point in (self.start, self.end) if point is not None)

    @property
    def uncertain(self) -> bool:
        """Either end is uncertain (? or %)."""
        return any(point.uncertain for point in (self.start, self.end) if point is not None)

    @property
    def days(self) -> int | None:
        """How many days, the first and the last counted, if both are known to the day; None otherwise.

        An interval from or to a time of day is no number of whole days.
        """
        if self.start is None or self.end is None or self.soft_start or self.soft_end:
            return None
        if self.start.day is None or self.end.day is None:
            return None
        if not self.interval:
            return 1
        timed = self.start.hour is not None or self.end.hour is not None
        return None if timed else int(_ends(self.end) - _begins(self.start))


_POINT = re.compile(
    r"(?:(-?\d\d(?:\d\d|\dX|XX))(?:-(\d\d|XX)(?:-(\d\d|XX)(?:T(\d\d)(?::(\d\d)(?::(\d\d))?)?)?)?)?"
    r"|Y(-?[1-9]\d{4,11}))([?~%])?",
    re.ASCII,
)


def read(text: str) -> Date:
    """Return the date or interval that a text without blanks is. Raises DateError, mostly without a hint."""
    first, slash, second = text.partition("/")
    if not slash:
        point = _point(text)
        return Date(text, point, point)
    if first in ("", "..") and second in ("", ".."):
        raise DateError(f'"{text}" names no date', "write at least one end, for example 1954/.. or ../1954")
    start = None if first in ("", "..") else _point(first)
    end = None if second in ("", "..") else _point(second)
    if start is not None and end is not None and _begins(start) >= _ends(end):
        raise DateError(f'"{text}" ends before it begins', f"write the earlier end first: {second}/{first}")
    return Date(text, start, end, True, first == "..", second == "..")


def _point(text: str) -> Point:
    match = _POINT.fullmatch(text)
    if match is None:
        raise DateError(f'"{text}" is not an EDTF date')
    year_text, month_text, day_text, hour, minute, second, long_year, qualifier = match.groups()
    approximate, uncertain = qualifier in ("~", "%"), qualifier in ("?", "%")
    if long_year:
        return Point(int(long_year), approximate=approximate, uncertain=uncertain)
    unspecified = year_text.count("X")
    # A negative year counts backwards: the first year of -004X is -0049.
    year = int(year_text.replace("X", "9" if year_text[0] == "-" else "0"))
    _refuse_unusual(text, year_text, month_text, day_text)
    if month_text is None or month_text == "XX":
        open_month, open_day = month_text == "XX", day_text == "XX"
        return Point(year, None, None, None, unspecified, open_month, open_day, approximate, uncertain)
    month = int(month_text)
    if 21 <= month <= 24 and day_text is None:
        return Point(year, None, None, month, 0, False, False, approximate, uncertain)
    day = None if day_text is None or day_text == "XX" else int(day_text)
    _refuse_impossible(text, year_text, month, day)
    point = Point(year, month, day, None, 0, False, day_text == "XX", approximate, uncertain)
    return point if hour is None else _timed(text, point, (hour, minute, second))


def _timed(text: str, point: Point, time: tuple[str, str | None, str | None]) -> Point:
    """Return a day with its time; raises for a time that no clock shows, and for one on no known day."""
    if point.day is None:
        raise DateError(f'"{text}" has a time on a day that is left open', f"write {text.partition('T')[0]}")
    hour, minute, second = (None if part is None else int(part) for part in time)
    assert hour is not None
    if hour > 23 or (minute or 0) > 59 or (second or 0) > 59:
        shown = ":".join(part for part in time if part is not None)
        hint = "hours are 00 to 23, minutes and seconds 00 to 59"
        if hour == 24 and not minute and not second:
            next_day = from_day_number(int(_ends(point)))
            hint = f"write the midnight at which the next day begins: {_written(*next_day)}T00:00"
        raise DateError(f'"{text}": there is no time {shown}', hint)
    return replace(point, hour=hour, minute=minute, second=second)


def _written(year: int, month: int, day: int) -> str:
    """A day as EDTF has it, of a year of four digits."""
    return f"{'-' * (year < 0)}{abs(year):04}-{month:02}-{day:02}"


def _refuse_unusual(text: str, year: str, month: str | None, day: str | None) -> None:
    """Raises for what is built like a date of level 1 but is not one."""
    if year == "-0000":
        raise DateError(f'"{text}": there is no year -0000', "write 0000 for the year 1 BCE")
    if "X" in year and month is not None:
        raise DateError(f'"{text}" has a month in a year that is left open', f"write {year}")
    if month == "XX" and day not in (None, "XX"):
        raise DateError(f'"{text}" has a day in a month that is left open', f"write {year}-XX-XX")


def _refuse_impossible(text: str, year: str, month: int, day: int | None) -> None:
    """Raises for a month or a day that the calendar does not have."""
    if not 1 <= month <= 12:
        hint = "months are 01 to 12; 21 to 24, without a day, are spring, summer, autumn and winter"
        if month == 0:
            hint = f"write {year} if only the year is known"
        elif day is not None and 1 <= day <= 12 and month <= 31:
            hint = f"write {year}-{day:02}-{month:02}: the year, then the month, then the day"
        elif day is None and month > int(year[-2:]):
            hint = f"{hint}; for two years write {year}/{year[:-2]}{month}"
        raise DateError(f'"{text}": there is no month {month:02}', hint)
    days = _after_month(int(year), month) - day_number(int(year), month)
    if day is not None and not 1 <= day <= days:
        raise DateError(
            f'"{text}": there is no day {day:02}, {year}-{month:02} has {days} days',
            f"write a day from 01 to {days}, or {year}-{month:02} if only the month is known",
        )
