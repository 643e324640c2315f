"""A text and its language go in, the places at which a line may end come out.

A small part of UAX #14: after spaces, dashes, slashes and hyphens; never at U+00A0, U+202F, U+2011 and U+2060. On top of
it the rules of good setting: a number stays with its noun, a day with its month, the two ends of a
range of numbers with each other, and a slash ends a line.
"""

from __future__ import annotations

import re
from functools import lru_cache

BREAKABLE = re.compile(
    r"(?P<space>[ \t\u2002-\u2006\u2008-\u200a\u3000]+)"
    r"|(?P<dash>(?<=\w)[\u2013\u2014](?=[^\W\d])|(?<=[^\W\d])[\u2013\u2014](?=\d))"
    r"|(?P<hyphen>(?<=[^\W\d_]{2})-(?=[^\W\d_]{2}))"
    r"|(?P<slash>(?<=\w)/(?=[^\W\d_]))"
    r"|(?P<zero>\u200b)"
)

NUMBER_BEFORE = re.compile(r"(?:^|[\s(\u2013\u2014≈>~])[≈>~]?\d(?:[\d.,\u00a0\u202f]*\d)?(?:\s?%)?$")
YEAR_BEFORE = re.compile(r"(?:^|[\s(\u2013\u2014])(?:1[0-9]|20)\d\d$")
NOUN_AFTER = re.compile(r"^[^\W\d_]{1,14}\b|^[%°£€$]")
LABEL_BEFORE = re.compile(r"(?:^|[\s(])(?:Article|No\.|no\.|p\.|pp\.|Fig\.|Figure|§|№|ст\.|с\.|т\.|≈|≠|>|<)$")
INITIAL_BEFORE = re.compile(r"(?:^|[\s(])[^\W\d_]\.$")


@lru_cache(maxsize=20_000)
def opportunities(text: str, language: str) -> tuple[int, ...]:
    """Return the offsets at which a new line may begin; the end of the text is the last of them."""
    offsets = [
        match.end()
        for match in BREAKABLE.finditer(text)
        if match.end() < len(text)
        and (match.lastgroup != "space" or not glued(text, match.start(), match.end()))
    ]
    forced = [match.end() for match in re.finditer("\n", text) if match.end() < len(text)]
    return (*sorted({*offsets, *forced}), len(text))


def glued(text: str, start: int, end: int) -> bool:
    """True when the space between `start` and `end` may not end a line."""
    before, after = text[max(0, start - 40) : start], text[end : end + 20]
    if after[:1] in "/\u2013\u2014" or before[-1:] == "≠":
        return True
    if LABEL_BEFORE.search(before) and after[:1].isdigit():
        return True
    if INITIAL_BEFORE.search(before) and after[:1].isupper():
        return True
    if not NUMBER_BEFORE.search(before) or YEAR_BEFORE.search(before):
        return False
    return bool(NOUN_AFTER.match(after))
