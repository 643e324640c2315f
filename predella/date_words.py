"""Takes points in time and a language, gives the words to print for them.

Order, month names and eras come from CLDR by way of Babel, which is imported on first use because it is slow
to start. An interval is made from the pattern of a single date, by saying once what both ends share: CLDR's
interval patterns abbreviate the months, and in Lithuanian or Georgian contradict CLDR's own dates.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from predella.date_endings import kazakh, ordinal, roman
from predella.date_terms import SIGNS, TERMS, TIE, Terms
from predella.years_ago import ago_range, ago_words, grouped, is_deep, years_ago

if TYPE_CHECKING:
    from babel import Locale

Precision = Literal["second", "minute", "hour", "day", "month", "season", "year", "decade", "century"]

_TIMES = frozenset({"hour", "minute", "second"})
_SPACES = str.maketrans("\u00a0\u2009\u202f", "   ")


@dataclass(frozen=True, slots=True)
class Point:
    """One date of EDTF, as precisely as it is known."""

    year: int  # astronomical, 0 is 1 BCE; with unspecified digits the first year that it can be
    month: int | None = None
    day: int | None = None
    season: int | None = None  # 21 spring, 22 summer, 23 autumn, 24 winter
    unspecified: int = 0  # trailing digits of the year that are X: 1 in 193X, 2 in 19XX
    unspecified_month: bool = False  # 1954-XX
    unspecified_day: bool = False  # 1954-05-XX
    approximate: bool = False  # ~ or %
    uncertain: bool = False  # ? or %
    hour: int | None = None
    minute: int | None = None
    second: int | None = None

    @property
    def seconds(self) -> int:
        """The second of the day at which it begins."""
        return 3600 * (self.hour or 0) + 60 * (self.minute or 0) + (self.second or 0)

    @property
    def precision(self) -> Precision:
        """What is known: 1954-05-XX is known to the month, 1954-XX to the year."""
        if self.unspecified:
            return "decade" if self.unspecified == 1 else "century"
        if self.season is not None:
            return "season"
        if self.month is None:
            return "year"
        if self.hour is None:
            return "month" if self.day is None else "day"
        return "hour" if self.minute is None else "minute" if self.second is None else "second"


class _Field(NamedTuple):
    """One field of a CLDR date pattern and the text behind it."""

    letter: str  # empty for text that stands before all fields
    width: int
    unit: str  # goes where the number goes: "г." behind a year, "日" behind a day
    after: str  # leads on to the next field


class _Voice(NamedTuple):
    """How to speak: a locale, its words, and what the caller wants said."""

    locale: Locale
    words: Terms
    year: bool
    short: bool


@lru_cache(maxsize=4096)
def wording(
    start: Point | None, end: Point | None, opened: bool, language: str, year: bool, short: bool
) -> str:
    """The words for a date (start and end are equal) or an interval, in a language (a BCP 47 tag).

    An end that is None is open or, unless `opened`, unknown. Raises ValueError for an unknown language.
    """
    locale, words = terms_of(language)
    # Beside a bare year, a month without its year would seem to belong to that year.
    bare = {"year", "decade", "century"}.intersection(point.precision for point in (start, end) if point)
    voice = _Voice(locale, words, year or bool(bare), short)
    if start is not None and end is not None:
        return _qualified(start, voice) if start == end else _range(start, end, voice)
    if start is not None:
        since = (is_deep(start.year) and words.since_ago) or words.since
        return _half(start, since, words.open_end if opened else words.unknown_end, voice)
    if end is not None:
        return _half(end, words.until, words.open_start if opened else words.unknown_start, voice)
    raise ValueError("an interval without a start and without an end has no words")


@lru_cache(maxsize=64)
def locale_of(language: str) -> Locale:
    """The locale of a BCP 47 tag; subtags that CLDR knows nothing of are dropped from the end."""
    from babel import Locale, UnknownLocaleError

    subtags = language.split("-")
    script = next((tag.title() for tag in subtags[1:2] if len(tag) == 4 and tag.isalpha()), None)
    while subtags and subtags[0].lower() not in ("und", "root"):
        try:
            locale = Locale.parse("-".join(subtags), sep="-")
        except (UnknownLocaleError, ValueError):
            subtags.pop()
            continue
        if script and locale.script not in (None, script):
            break  # CLDR answers kk-Latn with Cyrillic
        # Plain English is British, the day before the month; the American order is asked for by name.
        return Locale("en", "GB") if locale.language == "en" and locale.territory is None else locale
    raise ValueError(f'no dates are known in the language "{language}"; write a tag such as kk or pt-BR')


@lru_cache(maxsize=64)
def terms_of(language: str) -> tuple[Locale, Terms]:
    """The locale of a BCP 47 tag and our words in it. Raises ValueError for an unknown language."""
    locale = locale_of(language)
    words = TERMS.get(locale.language, SIGNS)
    return locale, SIGNS if words.script and locale.script not in (None, words.script) else words


@lru_cache(maxsize=64)
def names_of(locale: Locale) -> Mapping[str, Any]:
    """CLDR's "months" and "eras" of a locale, out of reach of other locales.

    Babel writes an alias that it resolved into data which all locales share: once Hebrew months were asked
    for, German ones were Hebrew, too (https://github.com/python-babel/babel/issues/1234).
    """
    from babel import localedata

    shared = localedata.load(str(locale))
    return localedata.LocaleDataDict(deepcopy({key: shared[key] for key in ("months", "eras")}))


def _half(point: Point, phrase: str, frame: str, voice: _Voice) -> str:
    """An interval of which only one end is known."""
    text = _plain(point, voice, governed=True)
    about_round = voice.words.about_open
    if point.approximate and not about_round:
        text = voice.words.about.format(text)
    cases = {} if "{}" in phrase else {case: kazakh(text, case) for case in ("ablative", "dative")}
    text = phrase.format(text, **cases)
    if point.approximate and about_round:
        text = about_round.format(text)
    return frame.format(voice.words.uncertain.format(text) if point.uncertain else text)


def _range(start: Point, end: Point, voice: _Voice) -> str:
    """An interval; what both ends share is said once, unless one is qualified and must stand by itself."""
    qualified = start.approximate or start.uncertain or end.approximate or end.uncertain
    precision = start.precision
    if qualified or precision != end.precision or precision in ("season", "decade", "century"):
        return _both(start, end, voice)
    if precision in _TIMES:
        return _times(start, end, voice)
    if (start.year, start.month, start.day) == (end.year, end.month, end.day):
        return _plain(start, voice)
    if precision == "year":
        return _years(start.year, end.year, voice)
    same_year = start.year == end.year
    fields = _fields(_pattern(precision, voice))
    varying = "d" if same_year and start.month == end.month else "dML"
    where = [index for index, field in enumerate(fields) if field.letter and field.letter in varying]
    *inner, last = fields[where[0] : where[-1] + 1]
    if voice.year and (not same_year or any(field.letter == "y" for field in inner)):
        return _both(start, end, voice)
    middle = (*inner, last._replace(after=""))
    parts = _dash(_draw(middle, start, voice), _draw(middle, end, voice), voice)
    before, after = fields[: where[0]], fields[where[-1] + 1 :]
    return _draw(before, start, voice) + parts + last.after + _draw(after, end, voice)


def _times(start: Point, end: Point, voice: _Voice) -> str:
    """From time to time: on one day, which is said once, or on two days of which one says a year that they share."""
    if (start.year, start.month, start.day) == (end.year, end.month, end.day):
        first, last = clock_words(start, voice.locale), clock_words(end, voice.locale)
        return _on_day(start, first if first == last else _dash(first, last, voice), voice)
    one, other = voice, voice
    if start.year == end.year:
        leads = _fields(_pattern("day", voice))[0].letter == "y"
        one, other = voice._replace(year=voice.year and leads), voice._replace(year=voice.year and not leads)
    return _dash(_plain(start, one), _plain(end, other), voice)


def _on_day(point: Point, time: str, voice: _Voice, *, governed: bool = False, name_era: bool = False) -> str:
    """A time, or two, on the day of a point, joined as CLDR joins them."""
    day = _plain(Point(point.year, point.month, point.day), voice, governed=governed, name_era=name_era)
    joint = str(voice.locale.datetime_formats["medium"]).translate(_SPACES).replace("'", "")
    return joint.replace("{1}", day).replace("{0}", time)


def clock_words(point: Point, locale: Locale) -> str:
    """The time of day of a point, as a clock of 24 hours shows it; an hour alone has its noughts."""
    time = datetime.time(point.hour or 0, point.minute or 0, point.second or 0)
    pattern = locale.datetime_skeletons["Hm" if point.second is None else "Hms"]
    return str(pattern.apply(time, locale)).translate(_SPACES).replace(" ", TIE)


def _both(start: Point, end: Point, voice: _Voice) -> str:
    crossing = start.year <= 0 < end.year and not is_deep(start.year)
    return _dash(_qualified(start, voice, crossing), _qualified(end, voice, crossing), voice)


def _dash(first: str, second: str, voice: _Voice) -> str:
    """Joins by an en dash, or by what the language has in its place, in spaces where a part has spaces."""
    mark = voice.locale.interval_formats[None].replace("{0}", "").replace("{1}", "").strip()
    mark = "–" if mark in ("-", "—") else mark
    spaced = mark.isalpha() or any(inner in first + second for inner in (" ", TIE, mark))
    return f"{first} {mark} {second}" if spaced else f"{first}{mark}{second}"


def _qualified(point: Point, voice: _Voice, name_era: bool = False) -> str:
    text = _plain(point, voice, governed=point.approximate, name_era=name_era)
    if point.approximate:
        text = voice.words.about.format(text)
    return voice.words.uncertain.format(text) if point.uncertain else text


def _plain(point: Point, voice: _Voice, *, governed: bool = False, name_era: bool = False) -> str:
    """A point without its qualifiers; `name_era` says CE, too."""
    governed = governed and voice.words.governs
    precision = point.precision
    if precision in _TIMES:
        return _on_day(point, clock_words(point, voice.locale), voice, governed=governed, name_era=name_era)
    if is_deep(point.year) and precision == "year":
        return ago_words(years_ago(point.year), voice.locale, voice.words)
    if precision == "decade":
        return _decade(point.year, voice, governed)
    if precision == "century":
        return _century(point.year, voice, governed)
    if precision == "season":
        return _season(point, voice, governed, name_era)
    pattern = _pattern(precision, voice)
    # L is the month as it stands alone, M as it stands in a date: where these differ, the genitive.
    return _draw(_fields(pattern.replace("L", "M") if governed else pattern), point, voice, name_era)


def _decade(year: int, voice: _Voice, governed: bool) -> str:
    # "1900s" could be the century, "30s" any, and the decades of EDTF before year 1 are not the reader's.
    if not voice.words.decade or year < 100 or year % 100 == 0:
        return _years(year, year + 9, voice)
    return ((governed and voice.words.governed_decade) or voice.words.decade).format(year=year)


def _century(year: int, voice: _Voice, governed: bool) -> str:
    """The century of 19XX by its customary number, the 20th; -00XX is exactly the 1st BCE."""
    words = voice.words
    if not words.century:
        return _years(year, year + 99, voice)
    number = year // 100 + 1 if year >= 0 else (100 - year) // 100
    template = (governed and words.governed_century) or words.century
    text = template.format(ordinal=ordinal(number), roman=roman(number))
    return _with_era(text, _era(year + 99, voice), voice)


def _season(point: Point, voice: _Voice, governed: bool, name_era: bool) -> str:
    season, words = point.season or 21, voice.words
    if not words.seasons:
        month = 3 * (season - 20)
        last = Point(point.year + (month + 2) // 13, (month + 1) % 12 + 1)
        return _range(Point(point.year, month), last, voice)
    name = ((governed and words.governed_seasons) or words.seasons)[season - 21]
    if not voice.year:
        return name
    number = _with_era(_digits(point.year, voice), _era(point.year, voice, name_era), voice)
    year = _plain(Point(point.year), voice, name_era=name_era)
    return words.of_year.format(season=name, number=number, year=year)


def _years(first: int, last: int, voice: _Voice) -> str:
    """From year to year, unit and era said once."""
    if is_deep(last):
        ends = years_ago(first), years_ago(last)
        return ago_range(*ends, voice.locale, voice.words, partial(_dash, voice=voice))
    if is_deep(first):
        return _both(Point(first), Point(last), voice)
    fields = _fields(_pattern("year", voice))
    if len(fields) > 1 or first <= 0 < last:
        return _both(Point(first), Point(last), voice)
    # "年" and "." stand behind both years; "г." only behind the last, in the plural.
    unit, tie, word = fields[0].unit.partition(TIE)
    years = _dash(_digits(first, voice) + unit, _digits(last, voice) + unit, voice)
    years += tie + (voice.words.years or word)
    return _with_era(years, _era(last, voice, name_era=0 < first < 100), voice)


def _pattern(precision: Precision, voice: _Voice) -> str:
    """CLDR's pattern for a day, a month or a year; the short one abbreviates the month."""
    skeletons, short = voice.locale.datetime_skeletons, voice.short
    if precision == "year":
        return voice.words.year or str(skeletons["y"].pattern)
    if precision == "month":
        if voice.year:
            return str(skeletons["yMMM" if short else "yMMMM"].pattern)
        return "LLL" if short else "LLLL"
    if voice.year:
        return str((skeletons["yMMMd"] if short else voice.locale.date_formats["long"]).pattern)
    return str(skeletons["MMMd" if short else "MMMMd"].pattern)


_TOKEN = re.compile(r"([A-Za-z])\1*|'(?:[^']|'')*'|[^A-Za-z']+")


@lru_cache(maxsize=256)
def _fields(pattern: str) -> tuple[_Field, ...]:
    """The fields of a CLDR date pattern (Unicode TR 35 part 4), numbers tied to their units and months."""
    letters, texts = [""], [""]
    for token in _TOKEN.finditer(pattern.translate(_SPACES)):
        if token[1]:
            letters.append(token[0])
            texts.append("")
        else:
            quoted = token[0].startswith("'")
            texts[-1] += (token[0][1:-1].replace("''", "'") or "'") if quoted else token[0]
    fields = []
    for letter, text, following in zip(letters, texts, [*letters[1:], ""], strict=True):
        # A word behind a year is its unit even after a space; behind a day it stays: "gegužės 16–20 d."
        match = re.match(r"[\w.]*(?: [^\W\d_][\w.]*)?" if letter[:1] == "y" else r"[\w.]*", text)
        unit = match[0] if match and letter else ""
        after = text[len(unit) :]
        if letter[:1] + following[:1] in ("dM", "dL", "Md", "Ld", "Gy", "yG"):
            after = after.replace(" ", TIE)
        elif letter[:1] == "d" and after[1:2].isalpha():
            after = after.replace(" ", TIE, 1)
        fields.append(_Field(letter[:1], len(letter), unit.replace(" ", TIE), after))
    return tuple(fields if fields[0].after else fields[1:])


def _draw(fields: tuple[_Field, ...], point: Point, voice: _Voice, name_era: bool = False) -> str:
    """The fields of a pattern filled in."""
    era_has_its_field = any(field.letter == "G" for field in fields)
    drawn = ""
    for field in fields:
        if field.letter == "y":
            era = "" if era_has_its_field else _era(point.year, voice, name_era)
            drawn += _with_era(_digits(point.year, voice) + field.unit, era, voice)
        elif field.letter == "G":
            drawn += _era(point.year, voice, name_era=True)
        elif field.letter == "d":
            drawn += f"{point.day:0{field.width}}{field.unit}"
        elif field.letter and point.month is not None:
            drawn += _month(field, point.month, voice) + field.unit
        drawn += field.after
    return drawn


def _month(field: _Field, month: int, voice: _Voice) -> str:
    if field.width < 3:
        return f"{month:0{field.width}}"
    form = "abbreviated" if field.width == 3 else "wide"
    months = names_of(voice.locale)["months"]
    name, alone = str(months["format"][form][month]), str(months["stand-alone"][form][month])
    # Kazakh capitalises a month that stands alone, which a date within a sentence does not do.
    return name if field.letter == "M" or name == alone.lower() else alone


def _digits(year: int, voice: _Voice) -> str:
    """The number of a year in its era, grouped from five digits on."""
    number = 1 - year if year <= 0 else year
    return grouped(number, voice.locale)


def _era(year: int, voice: _Voice, name_era: bool = False) -> str:
    """The name of the era where it must be said: before year 1, in the first century, or when asked for."""
    if year >= 100 and not name_era:
        return ""
    names = voice.words.eras or names_of(voice.locale)["eras"]["abbreviated"]
    return str(names[0 if year <= 0 else 1]).replace(" ", TIE)


def _with_era(text: str, era: str, voice: _Voice) -> str:
    pattern = str(voice.locale.datetime_skeletons["Gy"].pattern)
    tie = TIE if era and not pattern.startswith("Gy") else ""
    return f"{era}{tie}{text}" if pattern.startswith("G") else f"{text}{tie}{era}"
