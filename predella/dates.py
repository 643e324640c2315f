"""Takes the text of an EDTF date, gives a Date with day numbers to place it by and words to print it with.

The format is the Extended Date/Time Format, levels 0 and 1, of ISO 8601-2:2019
(https://www.loc.gov/standards/datetime/). Years are astronomical, as ISO 8601 has them: 0000 is 1 BCE, -0043 is 44 BCE.
All days are counted in the proleptic Gregorian calendar; a time of day is the fraction of its day's number.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from predella.date_hints import explained
from predella.date_words import Point, clock_words, locale_of, names_of, terms_of, wording
from predella.edtf import Date, DateError, day_at, day_number, from_day_number, moment, read
from predella.years_ago import ago_of, ago_words, amount_words, is_deep, year_ago

__all__ = [
    "Date",
    "DateError",
    "Point",
    "ago_of",
    "day_at",
    "day_number",
    "from_day_number",
    "is_deep",
    "moment",
    "month_name",
    "month_names",
    "parse",
    "say",
    "say_ago",
    "say_time",
    "year_ago",
]


def say(date: Date, language: str, *, year: bool = True, form: Literal["long", "short"] = "long") -> str:
    """The words for a date, such as "16 May – 26 June 1954", in a language (a BCP 47 tag).

    English, Kazakh and Russian have words for about, uncertain, from, until, seasons, decades and centuries.
    Every other language has CLDR's dates with signs: "≈ 1930", "1954 (?)", "1954 – …" for an open end and
    "1954 – ?" for an unknown one; there a season is its months, a decade or century its first and last year.
    Years before 10,000 BCE are years ago, counted back from 2000 and as round as they were written: "66 million
    years ago", in languages not built in with the number in full. Plain "en" is British, day before month. The short form abbreviates months; `year=False` leaves years
    out of what has a month or a season. Numbers are tied to their month, unit and era by U+00A0.

    Raises ValueError for a language that CLDR does not know.
    """
    opened = date.open_start or date.open_end
    return wording(date.start, date.end, opened, language, year, form == "short")


def say_ago(years: int, language: str, *, bare: bool = False) -> str:
    """So many years before 2000 in words, such as "66 million years ago"; bare "66 million", or "today" for nought.

    Raises ValueError for a language that CLDR does not know.
    """
    return (amount_words if bare or not years else ago_words)(years, *terms_of(language))


def say_time(point: Point, language: str) -> str:
    """The time of day alone, on a clock of 24 hours, such as "03:30".

    Raises ValueError for a language that CLDR does not know.
    """
    return clock_words(point, locale_of(language))


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
        return read(text)
    except DateError as error:
        raise (error if error.hint else explained(text)) from None
