"""Takes short lines of two directions; fails where their letters stand in another order than readers expect.

As in UAX #9, capitals stand for letters that run from right to left: A to Z are Hebrew, so that a line of this file is
in the order of its text, and what is expected is the order on paper.
"""

from __future__ import annotations

from pathlib import Path

import pytest
import uharfbuzz as hb
from hypothesis import given
from hypothesis import strategies as st

from predella.typeset.bidi import (
    Direction,
    embedding_levels,
    overrides,
    paragraph_direction,
    visual_runs,
)
from predella.typeset.bidi_classes import BRACKETS, LETTERS

HEBREW = Path(__file__).parent.parent / "predella" / "resources" / "fonts" / "NotoSansHebrew-400.ttf"

LRM, RLM = "\u200e", "\u200f"
LRE, RLE, PDF, LRO, RLO = "\u202a", "\u202b", "\u202c", "\u202d", "\u202e"
LRI, RLI, FSI, PDI = "\u2066", "\u2067", "\u2068", "\u2069"

CAPITALS = {chr(ord("A") + number): chr(0x05D0 + number) for number in range(26)}
TO_HEBREW = str.maketrans(CAPITALS)
TO_CAPITALS = str.maketrans({hebrew: capital for capital, hebrew in CAPITALS.items()})
MIRRORED = str.maketrans(BRACKETS, "".join(BRACKETS[at ^ 1] for at in range(len(BRACKETS))))

UNPAIRED = "a\u05d0\u06271\u0661+%,\u0301\u00ad\u2029\n\r\t !()[]\u2329\u3009" + LRM + RLM
PAIRED = LRE + RLE + PDF + LRI + RLI + FSI + PDI
TEXTS = st.text(st.sampled_from(UNPAIRED + PAIRED + LRO + RLO), max_size=40)
DIRECTIONS = st.sampled_from(["ltr", "rtl"])


def seen(text: str, direction: Direction, **options: bool) -> str:
    """Return what stands on paper, left to right, when the text is one line; controls are not seen."""
    stored = text.translate(TO_HEBREW)
    levels = embedding_levels(stored, direction, **options)
    shown = ""
    for start, end, level in visual_runs(stored, levels, 0, len(stored), direction):
        run = stored[start:end]
        shown += run[::-1].translate(MIRRORED) if level % 2 else run
    return "".join(letter for letter in shown.translate(TO_CAPITALS) if letter.isascii())


@pytest.mark.parametrize(
    ("text", "direction", "expected"),
    [
        ("car means CAR.", "ltr", "car means RAC."),
        ("CAR MEANS car.", "rtl", ".car SNAEM RAC"),
        ("CAR MEANS car.", "ltr", "SNAEM RAC car."),
        ("IN 1954 AND 1955", "rtl", "1955 DNA 1954 NI"),
        ("PRICE: 12.50% OR 3,000", "rtl", "3,000 RO 12.50% :ECIRP"),
        ("he said \u201cYES 16.5.1954\u201d.", "ltr", "he said 16.5.1954 SEY."),
        ("CAMP (1954)", "rtl", "(1954) PMAC"),
        ("CAMP (kengir) WAS", "rtl", "SAW (kengir) PMAC"),
        ("CAMP (kengir)", "rtl", "(kengir) PMAC"),
        ("a (B) c", "ltr", "a (B) c"),
        ("a (B C) D", "ltr", "a (C B) D"),
        ("book(s) OF HIM", "rtl", "MIH FO book(s)"),
        ("A [b (C]", "rtl", "[C) b] A"),
    ],
)
def test_words_numbers_and_brackets(text: str, direction: Direction, expected: str) -> None:
    assert expected == seen(text, direction)


@pytest.mark.parametrize(
    ("text", "direction", "expected"),
    [
        ("see THE CAMP 3 of 4", "ltr", "see 3 PMAC EHT of 4"),
        (f"see {RLI}THE CAMP{PDI} 3 of 4", "ltr", "see PMAC EHT 3 of 4"),
        (f"see {FSI}THE CAMP{PDI} 3 of 4", "ltr", "see PMAC EHT 3 of 4"),
        (f"WAS {LRI}C++ a.{PDI} NAME", "rtl", "EMAN C++ a. SAW"),
        (f"A {FSI}b{PDI} C", "rtl", "C b A"),
        (f"A {LRI}b {RLI}C 1{PDI} d{PDI} E", "rtl", "E b 1 C d A"),
        (f"see {RLI}THE 1", "ltr", "see 1 EHT"),
        (f"CAMP!{RLM} x", "ltr", "!PMAC x"),
        (f"a{LRM}1 B", "ltr", "a1 B"),
    ],
)
def test_isolates_and_marks(text: str, direction: Direction, expected: str) -> None:
    """A name between isolates does not draw the number after it to its other side."""
    assert expected == seen(text, direction)


def test_arabic_letters_make_arabic_numbers() -> None:
    """W2: after an Arabic letter, 1-2 is turned as a whole and the parts keep their order; in Hebrew too."""
    assert (1, 2, 1, 2) == embedding_levels("\u06271-2", "rtl")
    assert (1, 2, 2, 2) == embedding_levels("\u06271,2", "rtl")
    assert (1, 2, 2, 2) == embedding_levels("\u05d01-2", "rtl")


def test_canonical_brackets_are_one() -> None:
    """U+2329 is closed by U+3009, being the same character as U+3008."""
    pair = embedding_levels("\u05d0\u2329a\u3009", "rtl")
    assert (1, 1, 2, 1) == pair == embedding_levels("\u05d0\u3008a\u232a", "rtl")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", None),
        ("1954 (!)", None),
        ("1954 A b", "rtl"),
        ("1954 b A", "ltr"),
        ("\u0627 b", "rtl"),
        (f"{RLI}A{PDI} b", "ltr"),
        (f"{RLI}A b", None),
        (f"{PDI}A b", "rtl"),
        (f"{RLE}a", "ltr"),
        (f"1\n{LRI}a\nB", "rtl"),
    ],
)
def test_direction_of_a_paragraph(text: str, expected: Direction | None) -> None:
    assert expected == paragraph_direction(text.translate(TO_HEBREW))


def test_each_paragraph_is_for_itself() -> None:
    """What is open ends with its paragraph; without a direction given, each has its own. CR LF is one end."""
    assert (0, 0, 1, 1, 1, 1) == embedding_levels("a\n\u05d0\r\n\u05d0", None)
    assert (0, 2, 0, 0) == embedding_levels(f"{RLE}1\n1", "ltr")


def test_spaces_at_the_end_of_a_line_stay_at_its_end() -> None:
    """L1: wherever the line is broken, its last space is at the far end of the paragraph's direction."""
    text = "ab \u05d0\u05d1 \u05d2\u05d3"
    levels = embedding_levels(text, "ltr")
    assert ((0, 3, 0), (3, 5, 1), (5, 6, 0)) == visual_runs(text, levels, 0, 6, "ltr")
    assert ((6, 8, 1),) == visual_runs(text, levels, 6, 8, "ltr")
    levels = embedding_levels(text, "rtl")
    assert ((2, 3, 1), (0, 2, 2)) == visual_runs(text, levels, 0, 3, "rtl")


def test_a_tab_is_at_the_level_of_the_paragraph() -> None:
    """L1: columns follow the paragraph, and so do spaces before a tab."""
    text = "\u05d0 \t\u05d1"
    assert ((0, 1, 1), (1, 3, 0), (3, 4, 1)) == visual_runs(text, embedding_levels(text, "ltr"), 0, 4, "ltr")


def test_overrides_turn_letters_or_are_ignored() -> None:
    text = f"pay {RLO}001{PDF} now"
    assert "pay 100 now" == seen(text, "ltr")
    assert "pay 001 now" == seen(text, "ltr", obey_overrides=False)
    assert (4,) == overrides(text)


def test_ignoring_overrides_leaves_isolates() -> None:
    text = f"x {RLE}a{RLI}b C{PDI}{PDF}"
    assert "x aC b" == seen(text, "ltr", obey_overrides=False)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"a {LRI}b{PDI} {RLE}c{PDF}", ()),
        (f"a {LRI}b {FSI}c{PDI}{PDI}", ()),
        (f"a {LRO}b{PDF} {RLO}c{PDF}", (2, 6)),
        (f"a{RLO}", (1,)),
        (f"{RLI}a", (0,)),
        (f"{RLI}a\n{PDI}", (0, 3)),
        (f"a{PDF}b{PDI}", (1, 3)),
        (f"{RLI}{RLE}a{PDI}{PDF}", (1, 4)),
        (f"{RLE}{LRI}{PDF}{PDI}{PDF}", (2,)),
        (f"{LRI}{LRE}{LRE}", (0, 1, 2)),
    ],
)
def test_controls_that_an_author_should_see(text: str, expected: tuple[int, ...]) -> None:
    assert expected == overrides(text)


def test_nesting_has_an_end() -> None:
    """BD2: levels end at 125, and I1 and I2 add at most two; what is nested deeper closes in its order."""
    text = RLE * 200 + "a" + PDF * 200 + "b"
    levels = embedding_levels(text, "ltr")
    assert (126, 0) == (max(levels), levels[-1])


@given(TEXTS, DIRECTIONS, st.data())
def test_runs_cover_every_line(text: str, direction: Direction, data: st.DataObject) -> None:
    """Whatever the text and wherever it is broken: each character is in one run, and no run is empty."""
    levels = embedding_levels(text, direction)
    cut = data.draw(st.integers(0, len(text)))
    for start, end in ((0, cut), (cut, len(text))):
        runs = visual_runs(text, levels, start, end, direction)
        assert list(range(start, end)) == sorted(at for first, last, _ in runs for at in range(first, last))
        assert all(first < last for first, last, _ in runs)


@given(st.lists(st.integers(0, 6), min_size=1, max_size=30))
def test_order_is_that_of_single_letters(levels: list[int]) -> None:
    """L2 as it is written: from the highest level to the lowest odd one, reverse what is at the level or above."""
    order = list(range(len(levels)))
    for level in range(max(levels), 0, -1):
        at = 0
        while at < len(order):
            end = at
            while end < len(order) and levels[order[end]] >= level:
                end += 1
            order[at:end] = order[at:end][::-1]
            at = end + 1
    runs = visual_runs("a" * len(levels), levels, 0, len(levels), "ltr")
    ours = [at for start, end, level in runs for at in range(start, end)[:: -1 if level % 2 else 1]]
    assert order == ours


@given(TEXTS, DIRECTIONS)
def test_levels_of_text(text: str, direction: Direction) -> None:
    """One level per character, between the paragraph's and the highest that there is."""
    levels = embedding_levels(text, direction)
    assert len(text) == len(levels)
    assert all(int(direction == "rtl") <= level <= 126 for level in levels)


@given(st.text(st.sampled_from("ab12 +%,.()[]\u0301\u00ad\t\n"), max_size=30), st.sampled_from([None, "ltr"]))
def test_left_to_right_is_level_zero(text: str, direction: Direction | None) -> None:
    """The short way and the long one, which any control is enough to take, agree."""
    assert (0,) * len(text) == embedding_levels(text, direction)
    assert (0,) * (len(text) + 2) == embedding_levels(f"{text}{LRI}{PDI}", "ltr")


@given(st.text(st.sampled_from("a\n" + PAIRED), max_size=40))
def test_taking_out_what_is_found_is_enough(text: str) -> None:
    """What `overrides` does not name is in pairs, and stays so when an author deletes what it names."""
    named = overrides(text)
    assert () == overrides("".join(letter for at, letter in enumerate(text) if at not in named))


def test_letters_of_classes_differ() -> None:
    assert 23 == len(LETTERS) == len(set(LETTERS.values()))


@pytest.mark.parametrize(("bracket", "partner"), [("(", ")"), ("]", "["), ("{", "}"), ("«", "»")])
def test_harfbuzz_mirrors_brackets(bracket: str, partner: str) -> None:
    """L4 is not ours: a run of an odd level, shaped from right to left, shows the partner of the bracket it holds."""
    font = hb.Font(hb.Face(hb.Blob.from_file_path(str(HEBREW))))
    buffer = hb.Buffer()
    buffer.add_str(f"\u05d0{bracket}\u05d1")
    buffer.guess_segment_properties()
    buffer.direction = "rtl"
    hb.shape(font, buffer)
    shown = [info.codepoint for info in buffer.glyph_infos if info.cluster == 1]
    assert [font.get_nominal_glyph(ord(partner))] == shown
