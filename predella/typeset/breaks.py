"""A text and its language go in, the places at which a line may end come out.

The places are those of UAX #14 (uax14.py), less those that good setting avoids: a number stays with its noun, a day
with its month, the two ends of a range of numbers with each other; no line begins with a dash or a slash between
words; inside a word of an alphabet a line ends only after what is made for it. Three kinds of place are added: after the
slashes of a long web address, between a closing quotation mark and an opening bracket, and outside Chinese quotation marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from unicodedata import category, east_asian_width

from predella.typeset.uax14 import NEW_LINES, STRICT, places

SPACES = frozenset(" \t\u1680\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u205f\u3000")
DASHES = frozenset("\u2012\u2013\u2014")
HYPHENS = frozenset("-\u2010")
QUOTES = frozenset("«»‹›“”‘’")

NUMBER_BEFORE = re.compile(r"(?:^|[\s(\u2013\u2014≈>~])[≈>~]?\d(?:[\d.,\u00a0\u202f]*\d)?(?:\s?%)?$")
YEAR_BEFORE = re.compile(r"(?:^|[\s(\u2013\u2014])(?:1[0-9]|20)\d\d$")
YEAR_NOUN = re.compile(r"^(?:год|гг?\.|г\b|рок|рік|року|роц|р\.|жыл|ж\.|m\.|met[aųu]|rok|roku|r\.)")
"""What stands after a year and belongs to it: its own noun or that noun's abbreviation, in Russian, Ukrainian, Kazakh, Lithuanian, Polish."""
NOUN_AFTER = re.compile(r"^[^\W\d_]{1,14}\b|^[%°£€$]")
LABEL_BEFORE = re.compile(r"(?:^|[\s(])(?:Article|No\.|no\.|p\.|pp\.|Fig\.|Figure|§|№|ст\.|с\.|т\.|≈|≠|>|<)$")
INITIAL_BEFORE = re.compile(r"(?:^|[\s(])[^\W\d_]\.$")
OPENING_BEFORE = re.compile(r"(?:^|[\s(\[{])[«‹“‘]+$")
CLOSING_AFTER = re.compile(r"[»›”’]+(?:[\s)\]}.,:;!?]|$)")
DASH_AFTER = re.compile(r"[\u2012-\u2014](?:\s|$)")

CLOSED = re.compile(r"[\"'»›”’«‹“‘](?<=[^\s(\[{«‹“‘„‚].) +(?=[(\[{„‚¿¡])")
EAST = r"\u3005-\u3007\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff"
BEFORE_QUOTE, AFTER_QUOTE = f"{EAST}、。，：；！？》」』）", f"{EAST}《「『（"
EASTERN_QUOTES = re.compile(
    rf"(?<=[{BEFORE_QUOTE}])(?=[“‘][{AFTER_QUOTE}])|[”’](?<=[{BEFORE_QUOTE}].)(?=[{AFTER_QUOTE}])"
)
SLAVIC = frozenset(("be", "bg", "cs", "mk", "pl", "ru", "sk", "sr", "uk"))
LETTER_ALONE = re.compile(r"(?:(?<=[\s(«„“\u2013\u2014])|^)[^\W\d_] +(?=\S)")
"""A preposition or conjunction of one letter, which these languages keep with the word after it (в, с, к, и; w, z; v, k, s)."""

ADDRESS = re.compile(r"[!-~]{20,}")
IN_ADDRESS = re.compile(r"://|www\.|\.[a-z]{2,}/")
PART_OF_ADDRESS = re.compile(r"(?<=[^/:]/)(?=[\w~%?#@=&+-])")


@lru_cache(maxsize=20_000)
def opportunities(text: str, language: str) -> tuple[int, ...]:
    """Return the offsets at which a new line may begin; the end of the text is the last of them.

    `language` is a BCP 47 tag. Thai, Khmer, Lao and Burmese would need a dictionary: their lines end at spaces only,
    and at U+200B.
    """
    ends = [end for end in places(text)[:-1] if _may_end(text, end)]
    if language.split("-")[0] in SLAVIC:
        alone = {found.end() for found in LETTER_ALONE.finditer(text)}
        ends = [end for end in ends if end not in alone]
    added = [found.end() for found in CLOSED.finditer(text)]
    if language[:2] in ("zh", "ja"):
        added += [found.end() for found in EASTERN_QUOTES.finditer(text)]
    if "/" in text:
        added += _ends_in_addresses(text)
    if added:
        ends = sorted({*ends, *added})
    return (*ends, len(text))


def _may_end(text: str, end: int) -> bool:
    """True when good setting, too, lets a line end before the offset `end`, where UAX #14 does."""
    before, after = text[end - 1], text[end]
    if before == " " and after.isalpha() and (text[end - 2].isalpha() or text[end - 2] == ","):
        return True  # most spaces: no number, no label, no sign
    if "\u3040" <= before <= "\u9fff" or before in NEW_LINES or before == "\u200b":
        return True  # kana and ideographs; where a line must end; where the author lets it
    if after in SPACES:
        return False
    if before in SPACES:
        start = end - 1
        while start and text[start - 1] in SPACES:
            start -= 1
        return not glued(text, start, end)
    return _may_part(text, end)


def glued(text: str, start: int, end: int) -> bool:
    """True when the space between `start` and `end` may not end a line."""
    before, after = text[max(0, start - 40) : start], text[end : end + 20]
    last, first = before[-1:], after[:1]
    if first == "/" or last == "≠" or DASH_AFTER.match(after):
        return True
    if last in QUOTES and OPENING_BEFORE.search(before):
        return True
    if first in QUOTES and CLOSING_AFTER.match(after):
        return True
    if first.isdigit() and LABEL_BEFORE.search(before):
        return True
    if last == "." and first.isupper() and INITIAL_BEFORE.search(before):
        return True
    if not (last.isdigit() or last == "%") or not NUMBER_BEFORE.search(before):
        return False
    return bool((YEAR_NOUN if YEAR_BEFORE.search(before) else NOUN_AFTER).match(after))


def _may_part(text: str, end: int) -> bool:
    """True when a line may end before `end` though no space stands there."""
    mark, after = text[end - 1], text[end]
    if _eastern(mark) or _eastern(after):
        return True
    kind = STRICT[ord(after)]
    if kind == "g":  # a space or hyphen that does not break holds on both sides
        return False
    one = text[end - 2 : end - 1]
    if mark in DASHES:
        return _may_end_at_dash(one, after)
    if mark in HYPHENS:
        return _two_letters(reversed(text[max(0, end - 9) : end - 1])) and _two_letters(text[end : end + 8])
    if mark == "/":
        return (one == "_" or one.isalnum()) and after.isalpha()
    # BA: the soft hyphen, the bar, the marks between words of many scripts.
    return STRICT[ord(mark)] == "h" and after.isalnum()


def _may_end_at_dash(before: str, after: str) -> bool:
    """True when a line may end between a dash, which stands after `before`, and what follows."""
    if not before or before.isspace() or category(before) in ("Ps", "Pi"):
        return False  # a minus, or the dash that opens a speech
    if after.isdigit():
        return before.isalpha()
    return after.isalpha() or (category(after) == "Ps" and not before.isdigit())


def _eastern(character: str) -> bool:
    """True for what stands in a line without spaces: ideographs, kana, Hangul, their punctuation; emoji, flags."""
    if character < "\u1100":
        return False
    return STRICT[ord(character)] in "IEMUG" or east_asian_width(character) in "WFH"


def _two_letters(characters: Iterable[str]) -> bool:
    """True when a text begins with two letters; a mark on a letter is part of it."""
    letters = [character.isalpha() for character in characters if category(character)[0] != "M"]
    return letters[:2] == [True, True]


def _ends_in_addresses(text: str) -> list[int]:
    """Return the offsets after the slashes inside long web addresses, the two of `://` left out."""
    return [
        address.start() + part.start()
        for address in ADDRESS.finditer(text)
        if IN_ADDRESS.search(address.group())
        for part in PART_OF_ADDRESS.finditer(address.group())
    ]
