"""A text goes in, the places come out where Unicode lets a line end: UAX #14, revision 49, of Unicode 15.0.

https://www.unicode.org/reports/tr14/tr14-49.html, with numbers after example 7 of its section 8.2, as LineBreakTest.txt has
them. Each character becomes the letter of its class; combining marks are left out, since a mark goes with its base (LB9);
where a rule looks further than at two neighbours, a letter is replaced by one of a class of ours; what is left is a
table of pairs, and one regular expression finds all the places.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache

from predella.typeset.line_classes import RUNS

NEW_LINES = frozenset("\n\v\f\r\x85\u2028\u2029")
"""After these a line must begin: BK, LF, NL and CR."""
MARKS = re.compile("[mj]")  # CM, ZWJ
ALONE = re.compile("((?:^|[krfesz]))[mj]")
NUMBER = re.compile("n[niy]*+[cpC]?+")
IN_NUMBER = str.maketrans("iycpC", "DZQWX")  # IS, SY, CL, CP and wide CP of a number
BEFORE_NUMBER = re.compile("(?<=[RP])[oO](?=n)")
AFTER_HEBREW = re.compile("(?<=l)[hH]")
OPEN, CLOSE = "oOF", "cpCQWX"
HANGUL = "LVTSY"
EVERY = "alnskrfewzgcpxioyqtbhHuvdRPIEMLVTSYGOCUDZQWXFAJ"

RULES = (
    # Each line: the rule, what stands before, what stands after, whether a line may end between them.
    # The first line that speaks of a pair decides. An empty field is any class. Spaces are in SPACES below.
    ("LB6-7", "", "krfesz", False),
    ("LB8", "z", "", True),
    ("LB11", "", "w", False),
    ("LB11", "w", "", False),
    ("LB12", "g", "", False),
    ("LB12a", EVERY.translate({ord(letter): None for letter in "shHA"}), "g", False),
    ("LB13", "", "cpCQWXxiyDZ", False),
    ("LB14", OPEN, "", False),
    ("LB15", "q", OPEN, False),
    ("LB16", CLOSE, "t", False),
    ("LB17", "b", "b", False),
    ("LB19", "", "q", False),
    ("LB19", "q", "", False),
    ("LB20", "", "v", True),
    ("LB20", "v", "", True),
    ("LB21", "", "hHAt", False),
    ("LB21", "u", "", False),
    ("LB21a", "A", "", False),
    ("LB21b", "yZ", "l", False),
    ("LB22", "", "d", False),
    ("LB23", "al", "n", False),
    ("LB23", "n", "al", False),
    ("LB23a", "R", "IUEM", False),
    ("LB23a", "IUEM", "P", False),
    ("LB24", "RP", "al", False),
    ("LB24", "al", "RP", False),
    ("LB25", "RP", "nF", False),
    ("LB25", "HoOFnDZ", "n", False),
    ("LB25", "nDZQWX", "RP", False),
    ("LB26", "L", "LVSY", False),
    ("LB26", "VS", "VT", False),
    ("LB26", "TY", "T", False),
    ("LB27", HANGUL, "P", False),
    ("LB27", "R", HANGUL, False),
    ("LB28", "al", "al", False),
    ("LB29", "iD", "al", False),
    ("LB30", "aln", "oF", False),
    ("LB30", "pW", "aln", False),
    ("LB30a", "G", "J", False),
    ("LB30b", "EU", "M", False),
    ("LB31", "", "", True),
)
"""F is an OP between PR or PO and a number, A a hyphen or BA after a Hebrew letter, J the second half of a flag."""

SPACES = "|".join(
    (
        rf"s(?<![s{OPEN}{CLOSE}qbz]s)s*+(?=[^krfezwcpCxiy])",  # LB18, after LB6, LB7, LB11 and LB13
        r"s(?<=qs)s*+(?=[^krfezwcpCxiyoO])",  # LB15
        rf"s(?<=[{CLOSE}]s)s*+(?=[^krfezwcpCxiyt])",  # LB16
        r"s(?<=bs)s*+(?=[^krfezwcpCxiyb])",  # LB17
        r"zs*+(?=[^skrfez])",  # LB8
    )
)
"""Where a line may end after spaces."""


class _Letters(dict[int, str]):
    """The letter of the class of each code point, looked up in the runs when it is first met."""

    def __init__(self, small_kana: str) -> None:
        super().__init__()
        self.small_kana = small_kana

    def __missing__(self, code: int) -> str:
        starts, letters = _runs()
        letter = letters[bisect_right(starts, code) - 1]
        self[code] = self.small_kana if letter == "K" else letter
        return self[code]


STRICT, NORMAL = _Letters("t"), _Letters("I")
"""What LB1 makes of CJ, small kana and the like: NS where style is strict, ID where it is normal."""


def uax14(text: str, *, strict: bool = True) -> tuple[tuple[int, bool], ...]:
    """Return the offsets at which a line may begin, and whether one must; the end of the text is the last, and must.

    `strict` keeps small kana and the mark of a long vowel from beginning a line.
    """
    ends = places(text, strict=strict)
    return (*((end, text[end - 1] in NEW_LINES) for end in ends[:-1]), (len(text), True))


def places(text: str, *, strict: bool = True) -> list[int]:
    """Return the offsets of `uax14` alone."""
    classes = text.translate(STRICT if strict else NORMAL)
    if not MARKS.search(classes):
        return [found.end() for found in _finder().finditer(_resolved(classes))] or [0]
    bases = ALONE.sub(r"\1a", classes)  # LB10
    kept = [index for index, letter in enumerate(bases) if letter not in "mj"]  # LB9
    short = _resolved("".join([bases[index] for index in kept]))
    ends = [kept[found.end()] for found in _finder().finditer(short) if found.end() < len(kept)]
    return [*(end for end in ends if classes[end - 1] != "j"), len(text)]  # LB8a


def _resolved(classes: str) -> str:
    """Give the letters of our own classes to what is bound by more than its neighbour."""
    if "n" in classes:
        classes = NUMBER.sub(lambda found: found.group().translate(IN_NUMBER), classes)
        classes = BEFORE_NUMBER.sub("F", classes)
    if "l" in classes:
        classes = AFTER_HEBREW.sub("A", classes)
    return classes.replace("GG", "GJ")


@lru_cache(maxsize=1)
def _runs() -> tuple[list[int], str]:
    """Return where each run of one class begins, and the letters of the runs."""
    starts: list[int] = []
    letters = []
    place = 0
    for letter, length in re.findall(r"([A-Za-z])(\d*)", "".join(RUNS)):
        starts.append(place)
        letters.append(letter)
        place += int(length or 1)
    return starts, "".join(letters)


@lru_cache(maxsize=1)
def _finder() -> re.Pattern[str]:
    """Return the expression that ends at each place where a line may begin, in a string of letters."""
    undecided = {letter: set(EVERY) for letter in EVERY}
    allowed = dict.fromkeys(EVERY, "")
    for _, before, after, may in RULES:
        right = set(after or EVERY)
        for letter in before or EVERY:
            if may:
                allowed[letter] += "".join(sorted(undecided[letter] & right))
            undecided[letter] -= right
    groups: dict[str, str] = {}
    for letter, after in allowed.items():
        if after and letter not in "skrfez":
            groups[after] = groups.get(after, "") + letter
    # Letters and digits go by whole words: most of a text is nothing else.
    after_words = allowed["a"]
    word = f"[{groups.pop(after_words)}]++"
    pairs = "|".join(f"[{before}](?=[{after}])" for after, before in groups.items())
    rest = rf"{pairs}|{SPACES}|[kfe](?!\Z)|r(?!f)(?!\Z)"
    passed = rf"(?:{word}(?![{after_words}])|(?!{rest})[^{word[1:-3]}])*+"
    return re.compile(rf"{passed}(?:{word}(?=[{after_words}])|{rest})|(?s:.+)")
