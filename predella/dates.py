"""Takes the text of an EDTF date, gives a Date with day numbers to place it by and words to print it with.

The format is the Extended Date/Time Format, levels 0 and 1, of ISO 8601-2:2019
(https://www.loc.gov/standards/datetime/), without times of day. Years are astronomical, as ISO 8601 has them:
0000 is 1 BCE, -0043 is 44 BCE. All days are counted in the proleptic Gregorian calendar.
"""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, total_ordering
from typing import Literal

from predella.date_words import Point, locale_of, names_of, wording

__all__ = [
    "Date",
    "DateError",
    "Point",
    "day_number",
    "from_day_number",
    "month_name",
    "month_names",
    "parse",
    "say",
]

_DAYS_IN_400_YEARS = 146_097  # after which the Gregorian calendar repeats itself


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


def _first_day(point: Point) -> int:
    """Day number of the first day that a point can be, qualifiers left aside."""
    if point.season is not None:
        # EDTF leaves seasons open; here they are the meteorologist's of the northern hemisphere,
        # three whole months each, and a winter begins in the year that it is named after.
        return day_number(point.year, 3 * (point.season - 20))
    return day_number(point.year, point.month or 1, point.day or 1)


def _day_after(point: Point) -> int:
    """Day number of the day after the last that a point can be, qualifiers left aside."""
    if point.day is not None:
        return day_number(point.year, point.month or 1, point.day) + 1
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
        """Day number of the midnight at which it can begin; minus infinity if open or unknown."""
        return -math.inf if self.start is None else float(_first_day(self.start))

    @property
    def latest(self) -> float:
        """Day number of the midnight after its last possible day; infinity if open or unknown."""
        return math.inf if self.end is None else float(_day_after(self.end))

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
        """How many days, the first and the last counted, if both are known to the day; None otherwise."""
        if self.start is None or self.end is None or self.soft_start or self.soft_end:
            return None
        if self.start.day is None or self.end.day is None:
            return None
        return _day_after(self.end) - _first_day(self.start)


def say(date: Date, language: str, *, year: bool = True, form: Literal["long", "short"] = "long") -> str:
    """The words for a date, such as "16 May – 26 June 1954", in a language (a BCP 47 tag).

    English, Kazakh and Russian have words for about, uncertain, from, until, seasons, decades and centuries.
    Every other language has CLDR's dates with signs: "≈ 1930", "1954 (?)", "1954 – …" for an open end and
    "1954 – ?" for an unknown one; there a season is its months, a decade or century its first and last year.
    Plain "en" is British, day before month. The short form abbreviates months; `year=False` leaves years
    out of what has a month or a season. Numbers are tied to their month, unit and era by U+00A0.

    Raises ValueError for a language that CLDR does not know.
    """
    opened = date.open_start or date.open_end
    return wording(date.start, date.end, opened, language, year, form == "short")


def month_name(month: int, language: str, *, form: Literal["wide", "abbreviated", "narrow"] = "wide") -> str:
    """The name of a month (1 to 12) as it stands alone, in the nominative: a heading, a tick of an axis.

    Raises ValueError for another number and for a language that CLDR does not know.
    """
    if not 1 <= month <= 12:
        raise ValueError(f"there is no month {month}: months are 1 to 12")
    return str(names_of(locale_of(language))["months"]["stand-alone"][form][month])


@lru_cache(maxsize=64)
def month_names(language: str) -> frozenset[str]:
    """All full month names of a language, as they stand alone and as they stand in a date.

    Raises ValueError for a language that CLDR does not know.
    """
    months = names_of(locale_of(language))["months"]
    return frozenset(str(name) for use in ("stand-alone", "format") for name in months[use]["wide"].values())


@lru_cache(maxsize=8192)
def parse(text: str) -> Date:
    """Reads one EDTF date or interval; blanks around it are ignored.

    Raises DateError, with a hint that says what to write instead.
    """
    text = text.strip()
    try:
        return _read(text)
    except DateError as error:
        raise (error if error.hint else _explained(text)) from None


_POINT = re.compile(
    r"(?:(-?\d\d(?:\d\d|\dX|XX))(?:-(\d\d|XX)(?:-(\d\d|XX))?)?|Y(-?[1-9]\d{4,11}))([?~%])?", re.ASCII
)


def _read(text: str) -> Date:
    first, slash, second = text.partition("/")
    if not slash:
        point = _point(text)
        return Date(text, point, point)
    if first in ("", "..") and second in ("", ".."):
        raise DateError(f'"{text}" names no date', "write at least one end, for example 1954/.. or ../1954")
    start = None if first in ("", "..") else _point(first)
    end = None if second in ("", "..") else _point(second)
    if start is not None and end is not None and _first_day(start) >= _day_after(end):
        raise DateError(f'"{text}" ends before it begins', f"write the earlier end first: {second}/{first}")
    return Date(text, start, end, True, first == "..", second == "..")


def _point(text: str) -> Point:
    match = _POINT.fullmatch(text)
    if match is None:
        raise DateError(f'"{text}" is not an EDTF date')
    year_text, month_text, day_text, long_year, qualifier = match.groups()
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
    return Point(year, month, day, None, 0, False, day_text == "XX", approximate, uncertain)


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


_EXAMPLES = "write a date such as 1954, 1954-05, 1954-05-16, 1930~, 193X or 1954-05-16/1954-06-26"
_LONGEST = 60  # no longer text is searched for a date or quoted in full

_EXPLAINED = (
    (r"", "is empty: there is no date in it", "write a date such as 1954-05-16, or leave the date out"),
    (r"(\d{4}-\d\d-\d\d)[T ]\d.*", "has a time of day, which dates here do not have", r"write \1"),
    (
        r"(?:0?\d|1[0-2])/(?:0?\d|1[0-2])/\d{4}",
        "can be read in two ways",
        "write year, month and day, as in 1954-05-16",
    ),
    (r"\d\d?([./-])\d\d?\1\d\d|\d\d?", "leaves the century open", "write the year in full, as in 1954-05-16"),
    (r"-?(?:\dXXX|XXXX).*", "leaves more than two digits open", "write an interval, as in 1000/1999"),
    (
        r"[\[{].*|.*-[?~%]\d.*|Y-?\d+E\d+.*|.*\dS\d+",
        "is EDTF of level 2, of which levels 0 and 1 are understood here",
        _EXAMPLES,
    ),
    (r"(?i:unknown|undated|no date|n\.? ?d\.?|s\.? ?d\.?|\?)", "is no date", "leave the date out"),
)


def _explained(text: str) -> DateError:
    """Why a text is no date, and what to write if it is one of the ways in which people write dates."""
    if len(text) > _LONGEST:
        return DateError(f'"{text[:_LONGEST]}…" is too long for an EDTF date', _EXAMPLES)
    better = _suggestion(text)
    for pattern, message, hint in _EXPLAINED:
        if match := re.fullmatch(pattern, text):
            if better is None:
                return DateError(f'"{text}" {message}', match.expand(hint))
            break
    return DateError(f'"{text}" is not an EDTF date', f"write {better}" if better else _EXAMPLES)


# Remembered, because the parts of an interval are tried at every place where it could be cut.
@lru_cache(maxsize=4096)
def _suggestion(text: str) -> str | None:
    """The EDTF of a date as people write it, or None; what is suggested is a date."""
    text = " ".join(text.split())
    for pattern, rewrite in _REWRITES:
        match = re.fullmatch(pattern, text, re.IGNORECASE)
        if match and _is_date(better := rewrite(match)):
            return better
    return None


def _is_date(text: str) -> bool:
    try:
        return bool(_read(text))
    except DateError:
        return False


def _better(part: str) -> str:
    """A part of a date put right; itself where that cannot be done, so that the whole is no date either."""
    if part.casefold() in ("present", "now", "today", "open", "..."):
        return ".."
    if part.casefold() in ("unknown", "?"):
        return ""
    return part if part in ("", "..") or _is_date(part) else _suggestion(part) or part


def _between(first: str, second: str) -> str:
    return f"{_better(first)}/{_better(second)}"


def _qualified(date: str, qualifier: str) -> str:
    """A date with a qualifier, an interval with one at either end."""
    ends = _better(date).split("/")
    return "/".join(end + qualifier if end[-1:].isalnum() else re.sub("[?~]$", "%", end) for end in ends)


def _numbered(year: str, month: str, day: str = "") -> str:
    return f"{year}-{int(month):02}-{int(day):02}" if day else f"{year}-{int(month):02}"


def _named(year: str, month: str, day: str = "") -> str:
    """A date whose month is a word of English, Kazakh or Russian, in full or abbreviated."""
    word = month.casefold()
    for months in (names_of(locale_of(language))["months"] for language in ("en", "kk", "ru")):
        for use in ("stand-alone", "format"):
            for number in range(1, 13):
                names = (months[use][form][number].casefold() for form in ("wide", "abbreviated"))
                if word in (name.rstrip(".") for name in names):
                    return _numbered(year, str(number), day)
    return ""


def _day_and_month(match: re.Match[str]) -> str:
    """16/05/1954, and 05/16/1954 as Americans write it; 05/06/1954 is left to its author."""
    first, mark, second, year = match.groups()
    if int(second) > 12:
        first, second = second, first
    elif mark == "/" and int(first) <= 12:
        return ""
    return _numbered(year, second, first)


_ABOUT = r"(?:circa|ca\.?|c\.?|about|around|approx(?:\.|imately)?|около|ок\.|шамамен|[~≈]) ?(\w.*)"
_PERHAPS = r"(?:probably|possibly|perhaps|\?) ?(\w.*)|(\w.*?) ?(?:\(?\?\)?|\(?uncertain\)?)"
_NTH = r"(\d\d?)(?:st|nd|rd|th)?"
_WORD = r"([^\W\d_]+)\.?"
_DASH = " ?[–—-] ?"

_REWRITES: tuple[tuple[str, Callable[[re.Match[str]], str]], ...] = (
    (r"(\d{3})0(?:['’]?s|-?[ех](?: гг\.?| годы| годов)?|[ -]?жылдар)", lambda m: f"{m[1]}X"),
    (r"(\d\d?)(?:st|nd|rd|th)[ -](?:century|c\.?)", lambda m: f"{int(m[1]) - 1:02}XX"),
    (r"([\dxu-]+)([?~%]?)", lambda m: m[1].upper().replace("U", "X") + m[2]),  # u: the X of older EDTF
    (r"(\d{4})(\d\d)(\d\d)", lambda m: _numbered(m[1], m[2], m[3])),
    (
        r"Y?(-|[−–])0*(\d{1,4})|Y0*(\d{1,4})|(\d{3})",
        lambda m: f"{'-' * bool(m[1])}{int(m[2] or m[3] or m[4]):04}",
    ),
    (r"Y?(-?\d{5,12})", lambda m: f"Y{m[1]}"),
    (r"(\d\d?)([./-])(\d\d?)\2(\d{4})", _day_and_month),
    (r"(\d{4})([./-])(\d\d?)\2(\d\d?)\.?", lambda m: _numbered(m[1], m[3], m[4])),
    (r"(\d{4})-(\d)", lambda m: _numbered(m[1], m[2])),
    (r"(\d\d?)[./](\d{4})", lambda m: _numbered(m[2], m[1])),
    (r"(\d\d)(\d\d)[/–](\d\d)", lambda m: f"{m[1]}{m[2]}/{m[1]}{m[3]}"),
    (r"(\d{4})-(\d{4})", lambda m: f"{m[1]}/{m[2]}"),
    (r"(\d{4}-\d\d-)(\d\d)/(\d\d)", lambda m: f"{m[1]}{m[2]}/{m[1]}{m[3]}"),
    (rf"{_NTH} (?:of )?{_WORD},? (\d{{4}})(?: ?г\.?| года)?", lambda m: _named(m[3], m[2], m[1])),
    (rf"{_WORD} {_NTH},? (\d{{4}})", lambda m: _named(m[3], m[1], m[2])),
    (rf"{_WORD},? (\d{{4}})(?: ?г\.?| года?)?", lambda m: _named(m[2], m[1])),
    (rf"(\d{{4}}) ?(?:ж\.|жылғы|жылы)? (\d\d?) {_WORD}", lambda m: _named(m[1], m[3], m[2])),
    (r"(\d{4}) ?(?:г\.?|год|ж\.?|жыл)", lambda m: m[1]),
    (r"(\d{1,4}) ?(?:A\.?D\.?|C\.?E\.?)|A\.?D\.? ?(\d{1,4})", lambda m: f"{int(m[1] or m[2]):04}"),
    (r"(\d{1,4}) ?B\.?C\.?(?:E\.?)?", lambda m: f"{'-' * (int(m[1]) != 1)}{int(m[1]) - 1:04}"),
    (_ABOUT, lambda m: _qualified(m[1], "~")),
    (_PERHAPS, lambda m: _qualified(m[1] or m[2], "?")),
    (r"(\w.*?) ?~", lambda m: _qualified(m[1], "~")),
    (r"(?:before|until|till|by|до) (\w.*)", lambda m: _between("..", m[1])),
    (r"(?:after|since|from|с) (\w.*)|(\w.*?) ?[–—-]", lambda m: _between(m[1] or m[2], "..")),
    (rf"(\d\d?){_DASH}(\d\d? {_WORD},? (\d{{4}}))", lambda m: _between(f"{m[1]} {m[3]} {m[4]}", m[2])),
    (rf"((?:\d\d? )?{_WORD}){_DASH}(.* (\d{{4}}))", lambda m: _between(f"{m[1]} {m[4]}", m[3])),
    (r"(.+?)(?: ?[–—] ?| ?/ ?| -{1,2} | to | until | till )(.*)", lambda m: _between(m[1], m[2])),
    (r"(?:from|between) (.+?) (?:to|until|till|and) (.+)", lambda m: _between(m[1], m[2])),
)
