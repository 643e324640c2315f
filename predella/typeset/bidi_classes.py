"""A text goes in, one letter per character comes out: its bidirectional class (UAX #9, table 4), and what it pairs with.

The letters, so that rules can be regular expressions over them:

    L R A   left-to-right, right-to-left, Arabic letter (AL)      E N   European and Arabic number (EN, AN)
    + T ,   separator, terminator, common separator of numbers    M     mark on the character before (NSM)
    B S W   paragraph separator, segment separator, white space   O     every other neutral (ON)
    < > ?   isolates LRI, RLI, FSI        !  their end, PDI       b     boundary neutral (BN)
    l r     embeddings LRE, RLE           x y  overrides LRO, RLO      p  the end of both, PDF

The classes are those of the Unicode version of the running Python; a character newer than that has the
class that DerivedBidiClass.txt gives to its block. Brackets are those of BidiBrackets.txt 15.0.
"""

from __future__ import annotations

import re
import unicodedata

LETTERS = {
    "L": "L",
    "R": "R",
    "AL": "A",
    "EN": "E",
    "AN": "N",
    "ES": "+",
    "ET": "T",
    "CS": ",",
    "NSM": "M",
    "BN": "b",
    "B": "B",
    "S": "S",
    "WS": "W",
    "ON": "O",
    "LRI": "<",
    "RLI": ">",
    "FSI": "?",
    "PDI": "!",
    "LRE": "l",
    "RLE": "r",
    "LRO": "x",
    "RLO": "y",
    "PDF": "p",
}
"""The letter for each short name of a class."""

IGNORABLE = ((0x2065, 0x2065), (0xFDD0, 0xFDEF), (0xFFF0, 0xFFF8), (0xE0000, 0xE0FFF))
"""Code points that are no characters and are ignored where they stand: class BN; so are the last two of each plane."""

DEFAULTS = (
    (0x0590, 0x05FF, "R"),
    (0x0600, 0x07BF, "AL"),
    (0x07C0, 0x085F, "R"),
    (0x0860, 0x08FF, "AL"),
    (0x20A0, 0x20CF, "ET"),
    (0xFB1D, 0xFB4F, "R"),
    (0xFB50, 0xFDCF, "AL"),
    (0xFDF0, 0xFDFF, "AL"),
    (0xFE70, 0xFEFF, "AL"),
    (0x10800, 0x10CFF, "R"),
    (0x10D00, 0x10D3F, "AL"),
    (0x10D40, 0x10EBF, "R"),
    (0x10EC0, 0x10EFF, "AL"),
    (0x10F00, 0x10F2F, "R"),
    (0x10F30, 0x10F6F, "AL"),
    (0x10F70, 0x10FFF, "R"),
    (0x1E800, 0x1EC6F, "R"),
    (0x1EC70, 0x1ECBF, "AL"),
    (0x1ECC0, 0x1ECFF, "R"),
    (0x1ED00, 0x1ED4F, "AL"),
    (0x1ED50, 0x1EDFF, "R"),
    (0x1EE00, 0x1EEFF, "AL"),
    (0x1EF00, 0x1EFFF, "R"),
)
"""First, last and class of the blocks whose unassigned code points are not L (DerivedBidiClass.txt 15.0, "@missing")."""

BRACKETS = (
    "()[]{}\u0f3a\u0f3b\u0f3c\u0f3d\u169b\u169c\u2045\u2046"
    "\u207d\u207e\u208d\u208e\u2308\u2309\u230a\u230b\u2329\u232a\u2768\u2769\u276a\u276b"
    "\u276c\u276d\u276e\u276f\u2770\u2771\u2772\u2773\u2774\u2775\u27c5\u27c6\u27e6\u27e7"
    "\u27e8\u27e9\u27ea\u27eb\u27ec\u27ed\u27ee\u27ef\u2983\u2984\u2985\u2986\u2987\u2988"
    "\u2989\u298a\u298b\u298c\u298d\u2990\u298f\u298e\u2991\u2992\u2993\u2994\u2995\u2996"
    "\u2997\u2998\u29d8\u29d9\u29da\u29db\u29fc\u29fd\u2e22\u2e23\u2e24\u2e25\u2e26\u2e27"
    "\u2e28\u2e29\u2e55\u2e56\u2e57\u2e58\u2e59\u2e5a\u2e5b\u2e5c\u3008\u3009\u300a\u300b"
    "\u300c\u300d\u300e\u300f\u3010\u3011\u3014\u3015\u3016\u3017\u3018\u3019\u301a\u301b"
    "\ufe59\ufe5a\ufe5b\ufe5c\ufe5d\ufe5e\uff08\uff09\uff3b\uff3d\uff5b\uff5d\uff5f\uff60"
    "\uff62\uff63"
)
"""Opening and closing brackets in turn (BidiBrackets.txt 15.0)."""

CANONICAL = {"\u2329": "\u3008", "\u232a": "\u3009"}
"""Brackets that are the same character in two code points (UAX #9, BD16)."""

CLOSING = {
    opening: CANONICAL.get(closing, closing)
    for opening, closing in zip(BRACKETS[::2], BRACKETS[1::2], strict=True)
}
"""The closing bracket, in its canonical form, of each opening one."""

BRACKET = re.compile(f"[{re.escape(BRACKETS)}]")

NEEDS_LEVELS = re.compile(
    "[\u0590-\u08ff\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdcf\ufdf0-\ufdff\ufe70-\ufeff"
    "\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
"""Whatever may give a character of a left-to-right text a level above 0: R, AL, AN and the explicit controls."""


def character_class(character: str) -> str:
    """Return the short name of the character's bidirectional class, as "AL"; never empty."""
    known = unicodedata.bidirectional(character)
    if known:
        return known
    code = ord(character)
    if code & 0xFFFE == 0xFFFE or any(first <= code <= last for first, last in IGNORABLE):
        return "BN"
    return next((name for first, last, name in DEFAULTS if first <= code <= last), "L")


class _Letters(dict[int, str]):
    """The letter of each code point, looked up once."""

    def __missing__(self, code: int) -> str:
        letter = self[code] = LETTERS[character_class(chr(code))]
        return letter


_letters = _Letters()


def classes(text: str) -> bytes:
    """Return one letter per character of the text."""
    return text.translate(_letters).encode("ascii")
