"""Years long before our era go in, how long ago they were comes out, as a number and in words: "66 million years ago".

Before 10,000 BCE no one counts years by an era. They are counted back from the year 2000, which is what geologists'
"b2k" does (Walker et al., Journal of Quaternary Science 24, 2009), and which no clock moves. Words and numbers are CLDR's.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING

from predella.date_terms import TIE, Terms

if TYPE_CHECKING:
    from babel import Locale

PRESENT = 2000
"""The year from which years ago are counted."""
_EARLIEST_OF_ERA = -9999
"""The astronomical year of 10,000 BCE, the earliest that is said with its era."""
_NO_PRESENT = 10**6
"""Years ago from which on the years from 1 BCE to the present count for nothing."""
_SCALES = (10**9, 10**6)

Dash = Callable[[str, str], str]


def is_deep(year: int) -> bool:
    """True for an astronomical year that is said as so many years ago."""
    return year < _EARLIEST_OF_ERA


def years_ago(year: int) -> int:
    """How many years ago a year was, as round as its number was written.

    From a million years on that is the number itself, since nobody knows such dates to 2000 years; of a million or
    a billion three figures count after the point. Later at least two figures count, and never single years:
    Y-38000 is 40,000 years ago, Y-40000 is 42,000, Y-300000 is 300,000.
    """
    exact = ago_of(year)
    unit = next((scale // 1000 for scale in _SCALES if exact >= scale), 10)
    while exact < _NO_PRESENT and year % (unit * 10) == 0 and unit * 100 <= exact:
        unit *= 10
    return (exact + unit // 2) // unit * unit


def ago_of(year: int) -> int:
    """How many years ago a year was, not rounded: a tick's label."""
    return -year if year <= -_NO_PRESENT else PRESENT - year


def year_ago(years: int) -> int:
    """The year that was so many years ago, the inverse of `ago_of`."""
    return -years if years >= _NO_PRESENT else PRESENT - years


def ago_words(years: int, locale: Locale, words: Terms) -> str:
    """So many years ago, in words: "66 million years ago", "il y a 66 000 000 ans"."""
    number, unit = _amount(years, locale, words)
    return _framed(number + unit, years, bool(unit), locale)


def ago_range(first: int, last: int, locale: Locale, words: Terms, dash: Dash) -> str:
    """From so many years ago to so many, a unit that both share said once: "252–66 million years ago"."""
    if first == last:
        return ago_words(first, locale, words)
    (number, unit), (number_, unit_) = (_amount(years, locale, words) for years in (first, last))
    parts = dash(number, number_) + unit if unit == unit_ else dash(number + unit, number_ + unit_)
    return _framed(parts, last, bool(unit_), locale)


def amount_words(years: int, locale: Locale, words: Terms) -> str:
    """So many years as a tick of an axis says them: "66 million", "40,000"; nought is today."""
    return "".join(_amount(years, locale, words)) if years else words.today


def grouped(number: float, locale: Locale) -> str:
    """A number as a language writes it, its thousands grouped from five digits on."""
    if number < 10_000 and number == int(number):
        return str(int(number))
    from babel.numbers import format_decimal

    return str(format_decimal(number, locale=locale)).replace("\u202f", TIE)


def _amount(years: int, locale: Locale, words: Terms) -> tuple[str, str]:
    """A number and its unit, which is empty where the number is written in full: for want of words or of figures."""
    scale = next((scale for scale in _SCALES if years >= scale), 0)
    if not (scale and words.millions) or years % (scale // 1000):
        return grouped(years, locale), ""
    return grouped(years / scale, locale), _unit(years, scale, locale, words.millions)


@lru_cache(maxsize=1024)
def _unit(years: int, scale: int, locale: Locale, length: str) -> str:
    """CLDR's word for a million or a billion, as it stands behind such a number."""
    formats = locale.compact_decimal_formats[length]
    number = years / scale
    form = locale.plural_form(int(number) if number == int(number) else number)
    found = formats.get(form) or formats["other"]
    pattern = str((found.get(str(scale)) or formats["other"][str(scale)]).pattern)
    return pattern.strip("0").replace("'", "").replace(" ", TIE)


def _framed(amount: str, years: int, has_unit: bool, locale: Locale) -> str:
    patterns = _past(locale)
    # Behind million and billion "years" stands as behind all high round numbers: in Russian the genitive plural.
    form = "many" if has_unit else locale.plural_form(years)
    pattern = patterns.get(form) or patterns["other"]
    if not has_unit:
        pattern = pattern.replace("{0} ", "{0}" + TIE)
    return pattern.replace("{0}", amount)


@lru_cache(maxsize=64)
def _past(locale: Locale) -> dict[str, str]:
    """CLDR's "so many years ago" of a locale, by the form of the number."""
    from babel import localedata

    return dict(localedata.load(str(locale))["date_fields"]["year"]["past"])
