"""The exhibit on the shape of paper: every number on its pages is computed again here, from the definitions alone."""

from __future__ import annotations

import csv
import math
import re
from pathlib import Path

import pytest
from pages_of import ROOT, built, clashes, near_the_trim, page_counts, smallest, text, two_builds

from predella.pages import MM, Document

NAME = "paper"
DOCUMENTS = {
    "panels 36x24in": 8, "handout Letter": 2, "answers Letter": 1, "cards A6-landscape": 6, "banner 850x2000mm": 1,
}  # fmt: skip
PANELS, HANDOUT = "panels 36x24in", "handout Letter"
GRAMS = 80
"""Of paper, a square metre."""


def series(number: int) -> tuple[int, int]:
    """Return width and height of A0 to A10 in mm: one square metre, sides as 1 to √2, halved, rounded down (ISO 216)."""
    short, long = 1000 / 2**0.25, 1000 * 2**0.25
    for _ in range(number):
        short, long = long / 2, short
    return math.floor(short + 0.2), math.floor(long + 0.2)


A = [series(number) for number in range(11)]
LETTER, LEGAL = (8.5 * 25.4, 11 * 25.4), (8.5 * 25.4, 14 * 25.4)


def documents() -> dict[str, Document]:
    return built(NAME)[0]


def told(name: str) -> str:
    return text(documents()[name]).replace("\u00a0", " ")


def test_all_documents_are_made_and_nothing_is_reported() -> None:
    assert page_counts(documents()) == DOCUMENTS
    assert [problem.message for problem in built(NAME)[1]] == []


def test_the_series_is_that_of_the_standard() -> None:
    """The sizes that everybody knows come out of the definition."""
    assert [(841, 1189), (594, 841), (420, 594), (297, 420), (210, 297), (148, 210), (105, 148)] == A[:7]
    assert math.prod(A[0]) / 1e6 == pytest.approx(1, abs=1e-4)


@pytest.mark.parametrize("number", range(5))
def test_sizes_on_the_panels(number: int) -> None:
    """Each sheet of the drawings has the measures of the standard."""
    width, height = A[number]

    assert f"{width:,} × {height:,} mm" in told(PANELS)


@pytest.mark.parametrize("number", range(7))
def test_weights(number: int) -> None:
    """A sheet has the weight of its part of a square metre."""
    assert f"{GRAMS / 2**number:g} g" in told(PANELS)
    assert GRAMS * math.prod(A[number]) / 1e6 == pytest.approx(GRAMS / 2**number, rel=0.01)


def test_the_weight_of_a_page_and_a_book() -> None:
    """Sixteen sheets of A4 share the weight of a square metre, a hundred of them weigh half a kilo."""
    assert GRAMS / 16 == 5
    assert "5 grams each" in told(PANELS)
    assert "A school book of 200 pages has 100 sheets" in told(PANELS)
    assert "In A4 that makes 500 grams" in told(PANELS)
    assert 100 * GRAMS / 16 == 500


@pytest.mark.parametrize("steps", range(5))
def test_what_a_copier_says(steps: int) -> None:
    """From size to size the sides grow by the square root of two."""
    assert f"{100 * math.sqrt(2) ** steps:.0f} %" in told(PANELS)


def test_ratios() -> None:
    """A4 keeps its ratio when it is cut, Letter does not; the ratios are those of their sides."""
    for short, long in (A[4], LETTER):
        half = sorted((short, long / 2))
        for ratio in (long / short, half[1] / half[0]):
            assert f"1 : {ratio:.3f}" in told(PANELS)
    assert f"{297 / 210:.3f}" == f"{210 / 148.5:.3f}" == f"{math.sqrt(2):.3f}" == "1.414"
    assert f"1 : {math.sqrt(2):.3f}" in told(PANELS)


def test_letter_beside_a4() -> None:
    """Letter is wider and shorter than A4, by the whole millimetres that the panel says."""
    wider, shorter = LETTER[0] - A[4][0], A[4][1] - LETTER[1]

    assert f"+ {wider:.0f} mm So much wider than A4 is Letter" in told(PANELS)
    assert f"− {shorter:.0f} mm So much shorter than A4 it is" in told(PANELS)
    for width, height in (LETTER, LEGAL):
        assert f"{width:.0f} × {height:.0f} mm {width / 25.4:g} × {height / 25.4:g} in" in told(PANELS)


def test_envelopes_lie_midway() -> None:
    """C4 is the geometric mean of A4 and B4 (ISO 269)."""
    b4 = (250, 353)
    c4 = [round(math.sqrt(a * b)) for a, b in zip(A[4], b4, strict=True)]

    assert [229, 324] == c4
    assert "229 × 324 mm" in told(PANELS)
    assert "250 × 353 mm" in told(PANELS)
    assert math.prod(b4) == pytest.approx(1e6 / 2**4 * math.sqrt(2), rel=0.01)


def test_the_root_of_the_panel() -> None:
    """What is said of the square root of two, of the crease over a square, and of the middle of A4 and B4."""
    assert f"{1.414 * 1.414:.3f}" == "1.999"
    assert "1.414 × 1.414 is 1.999" in told(PANELS)
    assert round(math.hypot(A[4][0], A[4][0])) == A[4][1]
    assert f"√({A[4][0]} × 250) = {math.sqrt(A[4][0] * 250):.0f}" in told(PANELS)


def test_the_opening_and_the_banner_are_in_true_size() -> None:
    """A visitor holds a sheet against the first panel, and stands before a square metre."""
    for name, role, largest in ((PANELS, "sheet", LETTER[0]), ("banner 850x2000mm", "sheet", A[1][1])):
        sheets = [item.rect.width / MM for item in documents()[name].pages[0].placed if item.role == role]
        assert max(sheets) == pytest.approx(largest, abs=0.6)
    assert "True size" in told(PANELS)


def test_cards() -> None:
    """The coloured half of a card is A7, 64 of them make a square metre, and four presses make A2 of one."""
    card = documents()["cards A6-landscape"].pages[0]
    (half,) = [item for item in card.placed if item.role == "ground"]
    assert A[7][0] == pytest.approx((card.width - half.x) / MM, abs=0.1)
    assert "74 × 105 mm" in told("cards A6-landscape")
    assert 64 == 4 * 16 == round(1e6 / math.prod(A[6]))
    for answer in ("64 cards", "Four times: A6, A5, A4, A3, A2", "A4 travels in C4"):
        assert answer in told("answers Letter")


def test_years() -> None:
    """The span between letter and standard is the difference of the years, each of which is cited."""
    assert f"{1975 - 1786} years" in told(PANELS)
    for name in (PANELS, HANDOUT):
        words = told(name)
        assert re.search(r"25 October 1786\.? ?\[?K", words), name
        assert re.search(r"1922( Germany makes it a standard, DIN 476)? ?\[?D", words), name
        assert re.search(r"1975( The world makes it a standard, ISO 216)?\.? ?\[?I", words), name
        for source in ("K: Kuhn, Markus", "D: DIN 476", "I: ISO 216"):
            assert source in words


def test_the_table_of_sizes() -> None:
    """Each row of the handout's table: mm as the standard rounds, inches to a tenth, grams to a tenth or exactly."""
    with (ROOT / "data/paper/sizes.csv").open(encoding="utf-8", newline="") as file:
        rows = {row[0]: row[1:] for row in list(csv.reader(file))[1:]}
    sheets = {f"A{number}": A[number] for number in range(7)} | {"Letter": LETTER, "Legal": LEGAL}

    assert set(sheets) == set(rows)
    for name, (width, height) in sheets.items():
        grams = GRAMS / 2 ** int(name[1:]) if name[0] == "A" else round(GRAMS * width * height / 1e6, 1)
        inches = f"{round(width / 25.4, 1):g} × {round(height / 25.4, 1):g}"
        assert [f"{width:.0f} × {height:,.0f}", inches, f"{grams:g}"] == rows[name], name
        assert all(cell in told(HANDOUT) for cell in rows[name])


@pytest.mark.parametrize("name", [PANELS, HANDOUT, "answers Letter"])
def test_numbers_of_sizes_have_sources(name: str) -> None:
    """Whoever prints the sizes cites the standard, the teacher's copy too."""
    assert "841 × 1,189" in told(name)
    assert {"K: Kuhn, Markus", "I: ISO 216"} <= set(re.findall("K: Kuhn, Markus|I: ISO 216", told(name)))


def test_answers() -> None:
    """What the teacher's copy answers is so."""
    assert math.prod(A[3]) // math.prod(A[6]) == 8
    assert f"{100 * math.sqrt(2) ** 3:.0f} %" == "283 %"
    assert 400 / (GRAMS / 16) == 80
    for answer in ("Eight. A3 to A6 are three halvings", "which makes 283 %", "Eighty. Each weighs 5 grams"):
        assert answer in told("answers Letter")


def test_sixteen_marks() -> None:
    """The strip counts the sheets of A4 in a square metre, and says so."""
    marks = [item for page in documents()[PANELS].pages for item in page.placed if item.role == "strip" and page.number == 2]

    assert 16 == len(marks)
    assert "sixteen sheets of A4, one for each mark at the head" in told(PANELS)
    assert 1e6 / math.prod(A[4]) == pytest.approx(16, abs=0.05)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_no_line_of_text_stands_on_another(name: str) -> None:
    assert list(clashes(documents()[name])) == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_type_can_be_read_and_keeps_clear_of_the_trim(name: str) -> None:
    hangs = name.startswith(("panels", "banner"))

    assert smallest(documents()[name]) >= (26 if hangs else 9.2)
    assert near_the_trim(documents()[name], 5.9 if hangs else 6.9) == []


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    first, second = two_builds(NAME, [name.split(" ")[0] for name in DOCUMENTS], tmp_path)
    assert len(first) == len(DOCUMENTS)
    assert first == second
