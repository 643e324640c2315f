"""A text that is no EDTF date goes in, why it is none and the date that its writer may have meant come out."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from predella.date_words import locale_of, names_of
from predella.edtf import DateError, read
from predella.years_ago import year_ago

_EXAMPLES = "write a date such as 1954, 1954-05, 1954-05-16, 1930~, 193X or 1954-05-16/1954-06-26"
_LONGEST = 60  # no longer text is searched for a date or quoted in full

_EXPLAINED = (
    (r"", "is empty: there is no date in it", "write a date such as 1954-05-16, or leave the date out"),
    (
        r"(\d{4}-\d\d-\d\d)[Tt ].*",
        "has a time of day that cannot be understood",
        r"write it with 24 hours and minutes, as in \1T03:30",
    ),
    (r"\d\d?:\d\d.*", "is a time without its day", "write both, as in 1954-06-26T03:30"),
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


def explained(text: str) -> DateError:
    """Return why a text is no date, and what to write if it is one of the ways in which people write dates."""
    if len(text) > _LONGEST:
        return DateError(f'"{text[:_LONGEST]}…" is too long for an EDTF date', _EXAMPLES)
    unzoned = _ZONE.sub(r"\1", text)
    if unzoned != text and _is_date(unzoned):
        hint = f"write {unzoned}: times of an exhibit are those of one clock, and its texts say which"
        return DateError(f'"{text}" has a time zone, which times here do not have', hint)
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
        return bool(read(text))
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


def _before_our_era(match: re.Match[str]) -> str:
    """44 BC, 12,000 BCE: the year before it is one less, for there is no year nought in common speech."""
    return _year(1 - _number(match[1]))


def _years_ago(match: re.Match[str]) -> str:
    """66 million years ago, 40,000 years ago, 11,700 BP (before 1950); what is nearer depends on today."""
    unit = match[2].casefold().rstrip(".")
    scale = 10 ** (9 if unit in ("billion", "bya", "ga", "gyr", "млрд") else 6)
    years = round(float(match[1].replace(",", ".")) * scale) if unit else _number(match[1])
    if years < 3000:
        return ""
    return _year(year_ago(years) - 50 * (match[0].casefold().endswith("bp") and years < 10**6))


def _number(text: str) -> int:
    return int(re.sub(r"[ ,.]", "", text))


def _year(year: int) -> str:
    return f"Y{year}" if year < -9999 else f"{'-' * (year < 0)}{abs(year):04}"


def _timed(match: re.Match[str]) -> str:
    """A day with a time of 12 or 24 hours; the hour is left as it is where it is no hour of either."""
    day, hour, minute, second, half = match.groups()
    number = int(hour)
    if half and 1 <= number <= 12:
        number = number % 12 + (12 if half.casefold() == "p" else 0)
    elif half:
        return ""
    rest = "".join(f":{part}" for part in (minute or "00", second) if part)
    return f"{_better(day)}T{number:02}{rest}"


def _day_and_month(match: re.Match[str]) -> str:
    """16/05/1954, and 05/16/1954 as Americans write it; 05/06/1954 is left to its author."""
    first, mark, second, year = match.groups()
    if int(second) > 12:
        first, second = second, first
    elif mark == "/" and int(first) <= 12:
        return ""
    return _numbered(year, second, first)


_ZONE = re.compile(r"(T\d\d(?::\d\d){0,2})(?:Z|[+-]\d\d(?::?\d\d)?)(?![\d:])")
_TIME = r"(\d\d?)[:.](\d\d)(?:[:.](\d\d)(?:[.,]\d+)?)?(?: ?([ap])\.?m\.?)?"
_HOUR = r"(\d\d?)()() ?([ap])\.?m\.?"

_MILLIONS = (
    r"(million|billion|млн\.?|млрд\.?|Ma|Ga|mya|bya|Myr|Gyr)(?: years?| лет| жыл)?(?: ago| BP| назад| бұрын)?"
)
_ABOUT = r"(?:circa|ca\.?|c\.?|about|around|approx(?:\.|imately)?|около|ок\.|шамамен|[~≈]) ?(\w.*)"
_PERHAPS = r"(?:probably|possibly|perhaps|\?) ?(\w.*)|(\w.*?) ?(?:\(?\?\)?|\(?uncertain\)?)"
_NTH = r"(\d\d?)(?:st|nd|rd|th)?"
_WORD = r"([^\W\d_]+)\.?"
_DASH = " ?[–—-] ?"

_REWRITES: tuple[tuple[str, Callable[[re.Match[str]], str]], ...] = (
    (r"(\d{3})0(?:['’]?s|-?[ех](?: гг\.?| годы| годов)?|[ -]?жылдар)", lambda m: f"{m[1]}X"),
    (r"(\d\d?)(?:st|nd|rd|th)[ -](?:century|c\.?)", lambda m: f"{int(m[1]) - 1:02}XX"),
    (r"([\dxu-]+)([?~%]?)", lambda m: m[1].upper().replace("U", "X") + m[2]),  # u: the X of older EDTF
    (rf"(\w.{{3,}}?)(?:T|,? (?:at |в )?){_TIME}", _timed),
    (rf"(\w.{{3,}}?)(?:T|,? (?:at )?){_HOUR}", _timed),
    (r"(.*T)(\d\d)(\d\d)(\d\d)?", lambda m: f"{_better(m[1][:-1])}T{m[2]}:{m[3]}" + (f":{m[4]}" if m[4] else "")),
    (rf"(.*\d)T{_TIME} ?[/–—-] ?T?{_TIME}", lambda m: _between(f"{m[1]}T{m[2]}:{m[3]}", f"{m[1]}T{m[6]}:{m[7]}")),
    (rf"(.*\d),? {_TIME} ?[–—-] ?{_TIME}", lambda m: _between(f"{m[1]} {m[2]}:{m[3]}", f"{m[1]} {m[6]}:{m[7]}")),
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
    (r"(\d{1,4}|\d{1,3}(?:[ ,.]?\d{3}){1,3}) ?B\.?C\.?(?:E\.?)?", _before_our_era),
    (rf"(\d+(?:[.,]\d+)?) ?{_MILLIONS}", _years_ago),
    (r"(\d{1,3}(?:[ ,.]?\d{3})+) ?(?:years? (?:ago|BP)|BP|лет назад|жыл бұрын)()", _years_ago),
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
