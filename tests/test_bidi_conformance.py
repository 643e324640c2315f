"""Takes the Unicode Consortium's own test files of UAX #9; fails where our levels or orders differ from them.

The files are those of Debian's package unicode-data, or of the folder that PREDELLA_UCD names. A seventh of the
cases are run, always the same; PREDELLA_UCD_ALL=1 runs all of them.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from predella.typeset.bidi import Direction, embedding_levels, paragraph_direction, visual_runs
from predella.typeset.bidi_classes import BRACKETS, LETTERS, NEEDS_LEVELS, character_class, classes

FOLDER = Path(os.environ.get("PREDELLA_UCD", "/usr/share/unicode"))
STEP = 1 if os.environ.get("PREDELLA_UCD_ALL") else 7
"""A prime, so that the sample keeps no step with the order of the files' cases."""

REPRESENTATIVES = {
    "L": "a",
    "R": "\u05d0",
    "AL": "\u0627",
    "EN": "1",
    "AN": "\u0661",
    "ES": "+",
    "ET": "%",
    "CS": ",",
    "NSM": "\u0301",
    "BN": "\u00ad",
    "B": "\u2029",
    "S": "\t",
    "WS": " ",
    "ON": "!",
    "LRE": "\u202a",
    "LRO": "\u202d",
    "RLE": "\u202b",
    "RLO": "\u202e",
    "PDF": "\u202c",
    "LRI": "\u2066",
    "RLI": "\u2067",
    "FSI": "\u2068",
    "PDI": "\u2069",
}
"""One character of each class; the files' cases of classes hold no bracket."""

TOO_NEW = (
    "0ECE 10EFD..10EFF 11241 11F00..11F01 11F36..11F3A 11F40 11F42 13440 13447..13455 1E08F "
    "1E4EC..1E4EF 1F6DC 1F774..1F776 1F77B..1F77F 1F7D9 1FA75..1FA77 1FA87..1FA88 1FAAD..1FAAF "
    "1FABB..1FABD 1FABF 1FACE..1FACF 1FADA..1FADB 1FAE8 1FAF7..1FAF8"
)
"""Characters of Unicode 15.0 that Python 3.11, which knows 14.0, does not know, and of which the class is not their block's:
marks (NSM) and signs (ON) that we take for L, and three Arabic marks that we take for letters."""


def lines(name: str, comment: str = "#") -> Iterator[str]:
    """Yield the lines of a file of the Unicode Character Database that hold data."""
    path = FOLDER / name
    if not path.exists():
        pytest.skip(f"{path} is not there (Debian's package unicode-data, or the folder in PREDELLA_UCD)")
    with path.open(encoding="utf-8") as file:
        for line in file:
            if line.strip() and not line.startswith(comment):
                yield line.strip()


def version_of(name: str) -> str:
    """Return the version in a file's first line, as "15.0.0"."""
    with (FOLDER / name).open(encoding="utf-8") as file:
        return file.readline().strip().rpartition("-")[2].removesuffix(".txt")


def laid(text: str, direction: Direction | None) -> tuple[list[int], list[int]]:
    """Return the levels after L1 and the order of the characters, the whole text being one line."""
    levels = embedding_levels(text, direction)
    base = direction or paragraph_direction(text) or "ltr"
    after = list(levels)
    order: list[int] = []
    for start, end, level in visual_runs(text, levels, 0, len(text), base):
        after[start:end] = [level] * (end - start)
        order += range(end - 1, start - 1, -1) if level % 2 else range(start, end)
    return after, order


def differs(text: str, direction: Direction | None, levels: list[str], order: list[str]) -> bool:
    """Return whether ours is not the expected; removed characters have level "x" and no place in the order."""
    ours, visual = laid(text, direction)
    same_levels = all(level in ("x", str(our)) for our, level in zip(ours, levels, strict=True))
    return not same_levels or order != [str(place) for place in visual if levels[place] != "x"]


def cases_of_classes() -> Iterator[tuple[str, Direction | None, list[str], list[str]]]:
    directions: tuple[Direction | None, ...] = (None, "ltr", "rtl")
    levels: list[str] = []
    order: list[str] = []
    for line in lines("BidiTest.txt"):
        if line.startswith("@Levels:"):
            levels = line.removeprefix("@Levels:").split()
        elif line.startswith("@Reorder:"):
            order = line.removeprefix("@Reorder:").split()
        elif not line.startswith("@"):
            names, bits = line.split(";")
            text = "".join(REPRESENTATIVES[name] for name in names.split())
            for bit, direction in enumerate(directions):
                if int(bits) & 1 << bit:
                    yield text, direction, levels, order


def cases_of_characters() -> Iterator[tuple[str, Direction | None, list[str], list[str]]]:
    directions: dict[str, Direction | None] = {"0": "ltr", "1": "rtl", "2": None}
    for line in lines("BidiCharacterTest.txt"):
        codes, direction, _, levels, order = line.split(";")
        text = "".join(chr(int(code, 16)) for code in codes.split())
        yield text, directions[direction], levels.split(), order.split()


def test_representatives_have_their_class() -> None:
    """Every class has one, and a wrong one would try another rule than the case means."""
    assert set(LETTERS) == set(REPRESENTATIVES)
    for name, character in REPRESENTATIVES.items():
        assert name == character_class(character)


@pytest.mark.parametrize(("part", "of"), [(part, 2) for part in range(2)])
def test_cases_of_classes(part: int, of: int) -> None:
    """BidiTest.txt: every sequence of up to four classes, and longer ones, in three directions."""
    wrong, tried = [], 0
    for number, (text, direction, levels, order) in enumerate(cases_of_classes()):
        if number % STEP or number // STEP % of != part:
            continue
        tried += 1
        if differs(text, direction, levels, order):
            wrong.append((classes(text), direction, levels, order))
    assert tried > 700_000 / STEP / of
    assert [] == wrong[:10], f"{len(wrong)} of {tried}"


def test_cases_of_characters() -> None:
    """BidiCharacterTest.txt: brackets, isolates and the limits of nesting, in characters; none is left out."""
    wrong, tried = [], 0
    for number, (text, direction, levels, order) in enumerate(cases_of_characters()):
        if number % STEP:
            continue
        tried += 1
        if differs(text, direction, levels, order):
            wrong.append((ascii(text), direction, levels, order))
    assert tried > 91_000 / STEP
    assert [] == wrong[:10], f"{len(wrong)} of {tried}"


def points(ranges: str) -> list[int]:
    """Return the code points of "0ECE 10EFD..10EFF"."""
    found: list[int] = []
    for part in ranges.split():
        first, _, last = part.partition("..")
        found += range(int(first, 16), int(last or first, 16) + 1)
    return found


def expected_classes() -> dict[int, str]:
    """Return the class of every code point; the file says that of blocks first, in comments that count."""
    long_names = {
        "Left_To_Right": "L",
        "Right_To_Left": "R",
        "Arabic_Letter": "AL",
        "European_Terminator": "ET",
    }
    expected: dict[int, str] = {}
    for line in lines("extracted/DerivedBidiClass.txt", comment="##"):
        data = line.removeprefix("# @missing:").partition("#")[0]
        if data.count(";") == 1:
            codes, name = (part.strip() for part in data.split(";"))
            expected.update(dict.fromkeys(points(codes), long_names.get(name, name)))
    return expected


def test_classes_of_characters() -> None:
    """DerivedBidiClass.txt: all code points, but those that this Python is too old to know."""
    expected = expected_classes()
    wrong = [code for code in range(0x110000) if character_class(chr(code)) != expected[code]]
    known = [f"U+{code:04X}" for code in wrong if unicodedata.category(chr(code)) != "Cn"]
    versions = unicodedata.unidata_version, version_of("extracted/DerivedBidiClass.txt")
    if versions[0] <= versions[1]:
        assert [] == known
    if versions == ("14.0.0", "15.0.0"):
        assert points(TOO_NEW) == wrong
        assert 64 == len(wrong)


def test_brackets() -> None:
    """BidiBrackets.txt: the table in the code is the file."""
    pairs = [line.partition("#")[0].split(";") for line in lines("BidiBrackets.txt")]
    opening = [(int(first, 16), int(second, 16)) for first, second, kind in pairs if kind.strip() == "o"]
    ours = [(ord(first), ord(second)) for first, second in zip(BRACKETS[::2], BRACKETS[1::2], strict=True)]
    assert opening == ours


def test_nothing_right_to_left_takes_the_short_way() -> None:
    """What a single search takes for a left-to-right text holds nothing that could raise a level."""
    raising = {"R", "AL", "AN", "LRE", "LRO", "RLE", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
    missed = [
        f"U+{code:04X}"
        for code, name in expected_classes().items()
        if name in raising and not NEEDS_LEVELS.search(chr(code))
    ]
    assert [] == missed
