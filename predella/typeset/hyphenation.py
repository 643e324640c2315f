"""A word and its language go in, the offsets at which it may be hyphenated come out.

Languages whose orthography is a rule are parted by that rule (`syllables`); for the others pyphen has the patterns of
TeX and of LibreOffice. Nothing is read before the first word: a document without hyphenation does not pay for it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from functools import cache, lru_cache, partial
from itertools import pairwise

from predella.typeset.syllables import VOWELS, syllable_breaks

SHORTEST_NAME = 5
"""Letters: a word with a capital, most often a name, is not parted when it is shorter."""

MINIMUMS = {"cs": (2, 3), "en": (2, 3), "et": (2, 3), "fr": (2, 3), "pt": (2, 3), "sa": (2, 3), "sk": (2, 3)}
"""Letters before and after the hyphen, where that is not (2, 2).

They are `lefthyphenmin` and `righthyphenmin` of TeX's hyph-utf8 (`texmf-dist/tex/generic/config/language.dat.lua`,
https://github.com/hyphenation/tex-hyphen), but for two choices of ours. Where TeX leaves one letter alone (Afrikaans,
Greek, Sanskrit, the languages of India), it is two: one letter and a hyphen fill no line. And TeX has 2 and 2 for French;
a last syllable of two letters is most often a mute one there, so it is 2 and 3.
"""

WITHOUT_HYPHENS = frozenset({"th"})
"""Languages of which pyphen has patterns, but which print no hyphen where a line ends."""

APOSTROPHES = "'’ʼ"

Parting = Callable[[str], Iterable[int]]


def knows(language: str) -> bool:
    """Return whether words of this language can be hyphenated; `language` is a tag of BCP 47, as `en-GB`."""
    return _parting(language) is not None


def minimums(language: str) -> tuple[int, int]:
    """Return the fewest letters before and after a hyphen in this language, also where it is not known."""
    return MINIMUMS.get(_subtags(language)[0], (2, 2))


@lru_cache(maxsize=20_000)
def hyphenate(word: str, language: str) -> tuple[int, ...]:
    """Return the offsets at which a hyphen may part the word as it is written, in ascending order.

    The word has its capitals, accents and apostrophes, and no punctuation; the minimums hold on each side of an
    apostrophe (l'ex-position, not l'e-xposition). No word is parted that has a digit, a hyphen or
    a soft hyphen, that has a capital after its first letter (USSR, ГУЛАГа), or whose language is not known.
    """
    part = _parting(language)
    starts, letters = _letters(word, language)
    if part is None or not letters or not _is_plain(word, letters):
        return ()
    if any(letter.isupper() for letter in word) and _count(letters) < SHORTEST_NAME:
        return ()
    before, after = minimums(language)
    return tuple(
        starts[at]
        for at in part(letters)
        if before <= _count(letters[:at].rpartition("'")[2])
        and after <= _count(letters[at:].partition("'")[0])
        and _may_begin(letters, at, language)
    )


def _letters(word: str, language: str) -> tuple[list[int], str]:
    """Return the offset of each letter in the word, and the letters: small, each one character, without loose accents.

    A letter that is written as a base and a mark becomes the one that has both (и and U+0306: й); a mark that
    belongs to no letter, as the stress in a dictionary, is dropped, so that patterns find the word.
    """
    starts: list[int] = []
    letters: list[str] = []
    for offset, character in enumerate(word):
        if letters and "\u0300" <= character <= "\u036f":
            letters[-1] = unicodedata.normalize("NFC", letters[-1] + character)[:1]
        else:
            starts.append(offset)
            letters.append(character)
    return starts, "".join(_small(letter, language) for letter in letters)


def _small(letter: str, language: str) -> str:
    """Return the small letter, always one character; the two i of Turkish and Azerbaijani are two letters."""
    if letter == "I" and _subtags(language)[0] in ("tr", "az"):
        return "ı"
    if letter in APOSTROPHES:
        return "'"  # as in the patterns
    return "i" if letter == "İ" else letter.lower()


def _is_plain(word: str, letters: str) -> bool:
    """True for a word of letters, marks and apostrophes with no capital right after another letter."""
    if any(character != "'" and unicodedata.category(character)[0] not in "LM" for character in letters):
        return False
    bare = [character for character in word if not unicodedata.combining(character)]
    return not any(b.isupper() and a.isalpha() for a, b in pairwise(bare))


def _count(letters: str) -> int:
    """Return how many letters stand here; vowel signs of Indian scripts are none."""
    return sum(character.isalpha() for character in letters)


def _may_begin(letters: str, at: int, language: str) -> bool:
    """True when a line may begin with what follows.

    Never with a mark, an apostrophe, ь or ъ, nor with й, which belongs to the vowel before it, but in Kazakh:
    there й between two vowels begins a syllable (да-йын).
    """
    first = letters[at]
    if first == "'" or letters[at - 1] == "'":
        return False
    if unicodedata.category(first).startswith("M") or first in "ьъ":
        return False
    return first != "й" or _subtags(language)[0] == "kk"


@cache
def _parting(language: str) -> Parting | None:
    """Return what parts small letters of this language, or None where there is neither a rule nor patterns.

    Falls back from a region to its language by CLDR's table of parents (en-AU to British English, pt-AO to Portugal's
    Portuguese), but never to another script: kk-Latn is not parted by the rule of kk-Cyrl.
    """
    name, script, region = _subtags(language)
    if name in WITHOUT_HYPHENS:
        return None
    script = script or _script_of(name, region)
    usual = _script_of(name, "")
    if name in VOWELS:
        return partial(syllable_breaks, language=name) if script == usual else None
    from pyphen import LANGUAGES

    if script != usual:
        candidates = [f"{name}_{script}"]
    else:
        candidates = [f"{name}_{region}", _parent(name, region), _usual(name), name]
    found = next((candidate for candidate in candidates if candidate in LANGUAGES), None)
    return None if found is None else partial(_pattern_breaks, found)


def _pattern_breaks(dictionary: str, letters: str) -> list[int]:
    """Return the offsets by pyphen's patterns, without those at which the word would be spelled anew (Hungarian, Dutch)."""
    from pyphen import Pyphen

    patterns = Pyphen(lang=dictionary, left=1, right=1)
    return [int(position) for position in patterns.positions(letters) if position.data is None]


@cache
def _subtags(language: str) -> tuple[str, str, str]:
    """Return language, script and region of a BCP 47 tag in CLDR's spelling, what is not given being empty."""
    name, *rest = language.replace("_", "-").split("-")
    script = region = ""
    for part in rest:
        if len(part) == 1:  # what follows says how the language is used, not which it is
            break
        if len(part) == 4 and part.isalpha() and not script:
            script = part.title()
        elif len(part) in (2, 3) and not region:
            region = part.upper()
    return {"no": "nb"}.get(name.lower(), name.lower()), script, region


def _cldr(table: str) -> dict[str, str]:
    """Return one of CLDR's tables, as Babel has them."""
    from babel.core import get_global

    return dict(get_global(table))  # type: ignore[arg-type]  # the tables are named by a Literal


def _script_of(name: str, region: str) -> str:
    """Return the script in which CLDR expects a language in this region: Kazakh is Cyrl, in China Arab."""
    likely = _cldr("likely_subtags")
    full = likely.get(f"{name}_{region}") or likely.get(name) or ""
    return full.split("_")[1] if full.count("_") == 2 else ""


def _usual(name: str) -> str:
    """Return a language with the region that CLDR expects of it: de_DE, en_US."""
    full = _cldr("likely_subtags").get(name, "")
    return f"{name}_{full.split('_')[-1]}"


def _parent(name: str, region: str) -> str:
    """Return the regional form whose spelling a region shares; what CLDR calls international English is British."""
    parent = _cldr("parent_exceptions").get(f"{name}_{region}", "")
    return "en_GB" if parent in ("en_001", "en_150") else parent
