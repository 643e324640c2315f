"""Sheets go in; fails where a rectangle is not to scale, a number is not the standard's, or words meet."""

from __future__ import annotations

import math
import re
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from laying import LAYOUT, exhibit, laid, lines_of, made, messages, project

from predella.pages import MM, Page, Placed, Shape, TextLine
from predella.papers import PAPERS

FILES = {
    "layouts/plain/layout.yaml": LAYOUT[: LAYOUT.index("      main:")]
    + "      main: {columns: 1-4, top: 10mm, bottom: 10mm}\n"
}


def drawn(tmp_path: Path, sheets: str, rest: str = "") -> tuple[Page, list[Placed]]:
    """Return the page of a `sizes` block and its rectangles."""
    pages, problems = laid(tmp_path, exhibit(f"- sizes: {{sheets: [{sheets}]{rest}}}\n"), files=FILES)
    assert [] == problems
    (page,) = pages
    return page, [item for item in page.placed if item.role == "sheet"]


def sides(item: Placed) -> tuple[float, float]:
    """Return the width and height of a rectangle as its path has them, in mm."""
    assert isinstance(item.ink, Shape)
    xs, ys = [op[1] for op in item.ink.path if len(op) > 1], [op[2] for op in item.ink.path if len(op) > 1]
    return (max(xs) - min(xs)) / MM, (max(ys) - min(ys)) / MM


@pytest.mark.parametrize("number", range(11))
def test_the_c_series_lies_between_a_and_b(number: int) -> None:
    """The sides of C are the geometric means of those of A and B (ISO 269), rounded as the standard rounds."""
    expected = [math.sqrt(a * b) for a, b in zip(PAPERS[f"A{number}"], PAPERS[f"B{number}"], strict=True)]

    assert expected == pytest.approx(PAPERS[f"C{number}"], abs=1)


@pytest.mark.parametrize(
    ("name", "mm"), [("C0", (917, 1297)), ("C3", (324, 458)), ("C4", (229, 324)), ("C5", (162, 229)), ("C6", (114, 162)), ("C7", (81, 114))]
)  # fmt: skip
def test_envelopes(name: str, mm: tuple[int, int]) -> None:
    """The sizes of the C series are those of ISO 269."""
    assert mm == PAPERS[name]


NAMES = [name for name in PAPERS if not re.match(r"[ABC](8|9|10)$", name)]


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    names=st.lists(st.sampled_from(NAMES), min_size=1, max_size=4, unique=True),
    arrange=st.sampled_from(["row", "corner"]),
    inches=st.booleans(),
)
def test_everything_is_to_one_scale(names: list[str], arrange: str, inches: bool, tmp_path: Path) -> None:
    """Whatever the sheets, all are drawn by the factor that the scale says, and words neither meet nor leave the frame."""
    rest = f", arrange: {arrange}, inches: {str(inches).lower()}"
    page, sheets = drawn(tmp_path, ", ".join(names), rest)
    (said,) = (text for text in lines_of((page,), "scale"))
    first, second = (float(part.replace(",", "")) for part in said.removeprefix("Scale ").split(" : ")) if said != "True size" else (1.0, 1.0)  # fmt: skip
    order = sorted(names, key=lambda name: -math.prod(PAPERS[name])) if arrange == "corner" else names
    expected = [tuple(side * first / second for side in PAPERS[name]) for name in order]

    assert [side for pair in expected for side in pair] == pytest.approx([side for item in sheets for side in sides(item)], abs=0.01 / MM)  # fmt: skip
    ratios = [sides(item)[0] / expected[i][0] for i, item in enumerate(sheets)]
    assert max(ratios) == pytest.approx(min(ratios), abs=1e-6)
    text = [item for item in page.placed if isinstance(item.ink, TextLine)]
    frame = page.frames[0].rect
    assert all(frame.x - 0.1 <= item.rect.x and item.rect.right <= frame.right + 0.1 for item in text + sheets)
    assert not any(boxed(a).overlaps(boxed(b)) for a, b in combinations(text, 2))


def boxed(item: Placed):  # type: ignore[no-untyped-def]
    """Return the box round a line's capitals."""
    assert isinstance(item.ink, TextLine)
    size = item.ink.runs[0].size
    return type(item.rect)(item.x, item.y - 0.65 * size, item.ink.width, 0.65 * size)


def test_measures_are_those_of_the_standard(tmp_path: Path) -> None:
    """Numbers are computed from the paper's name, in mm and in inches."""
    page, _ = drawn(tmp_path, "Letter, A4", ", inches: true")

    assert ["216 × 279 mm", "8.5 × 11 in", "210 × 297 mm", "8.3 × 11.7 in"] == [
        text.replace("\u00a0", " ") for text in lines_of((page,), "measure")
    ]


def test_halving(tmp_path: Path) -> None:
    """Each sheet takes half of what the one before left, the last both halves: together they cover the first."""
    page, sheets = drawn(tmp_path, "A0, A1, A2, A3, A4", ", arrange: halved")
    areas = [math.prod(sides(item)) for item in sheets]

    assert ["A1", "A2", "A3", "A4", "A4"] == lines_of((page,), "sheet-name")
    assert all(a == pytest.approx(2 * b) for a, b in pairwise(areas[:-1]))
    assert areas[-1] == pytest.approx(areas[-2])
    whole = max(item.rect.right for item in sheets) - min(item.rect.x for item in sheets)
    high = max(item.rect.bottom for item in sheets) - min(item.rect.y for item in sheets)
    assert sum(areas) == pytest.approx(whole * high / MM**2)


def test_cut(tmp_path: Path) -> None:
    """A half of A4 has the ratio of A4, a half of Letter another: the numbers are computed from the sides."""
    page, sheets = drawn(tmp_path, "A4, Letter", ", arrange: cut")
    words = lines_of((page,), "sheet-name") + lines_of((page,), "measure")

    assert ["A4", "one half", "Letter", "one half"] == words[:4]
    assert ["1 : 1.414", "1 : 1.414", "1 : 1.294", "1 : 1.545"] == words[4:]
    found = [max(pair) / min(pair) for pair in map(sides, sheets)]
    assert [297 / 210, 210 / 148.5, 279.4 / 215.9, 215.9 / 139.7] == pytest.approx(found, rel=1e-6)


@pytest.mark.parametrize("names", ["A4, A5, A6, A7", "C4, A4, B4", "A4, Letter, Legal"])
@pytest.mark.parametrize("arrange", ["row", "corner", "cut"])
def test_diagonals(names: str, arrange: str, tmp_path: Path) -> None:
    """A diagonal joins the lower left and the upper right corner of its sheet; the alternative text says so."""
    page, sheets = drawn(tmp_path, names, f", arrange: {arrange}, diagonal: true")
    lines = [item for item in page.placed if item.role == "diagonal"]

    assert len(sheets) == len(lines)
    for sheet, item in zip(sheets, lines, strict=True):
        assert isinstance(item.ink, Shape)
        (_, x1, y1), (_, x2, y2) = item.ink.path
        found = item.x + x1, item.y + y1, item.x + x2, item.y + y2
        (wide, high), left, top = (side * MM for side in sides(sheet)), sheet.x, sheet.y
        assert (left, top + high, left + wide, top) == pytest.approx(found, abs=0.01)
    assert "Each has a line from corner to corner." in (page.placed[0].element.alt or "")  # type: ignore[union-attr]


def test_percent_of(tmp_path: Path) -> None:
    """A copier's percentages are the roots of the ratios of the areas."""
    page, _ = drawn(tmp_path, "A4, A3, A2", ", percent_of: A4")

    assert ["100 %", "141 %", "200 %"] == [text.replace("\u00a0", " ") for text in lines_of((page,), "measure") if "%" in text]


def test_true_size(tmp_path: Path) -> None:
    """A scale of 1 draws the thing as large as it is, and says so."""
    page, sheets = drawn(tmp_path, "{label: Ticket, width: 30mm, height: 66mm}", ", scale: 1")

    assert (30, 66) == pytest.approx(sides(sheets[0]))
    assert ["True size"] == lines_of((page,), "scale")


def test_no_name_is_lost(tmp_path: Path) -> None:
    """A sheet too small for its name is reported with its size on the page; those with a name have it."""
    block = f"- sizes: {{sheets: [{', '.join(f'A{n}' for n in range(11))}], arrange: halved}}\n"
    pages, problems = laid(tmp_path, exhibit(block), files=FILES)
    lost = {re.match(r"'(A\d+)' is drawn \d+ × \d+ mm, too small for its name$", problem.message)[1] for problem in problems}  # type: ignore[index]

    assert lost
    assert {f"A{n}" for n in range(1, 11)} == lost | set(lines_of(pages, "sheet-name"))
    assert {"no-room"} == {problem.rule for problem in problems}


@pytest.mark.parametrize("name", ["A6", "A7", "A8", "A10", "C7", "B8"])
def test_small_things_are_enlarged_by_round_numbers(name: str, tmp_path: Path) -> None:
    """The scale of an enlargement is as round as that of a reduction, and the one that is drawn."""
    page, (sheet,) = drawn(tmp_path, name)
    (said,) = lines_of((page,), "scale")
    times = float(said.removeprefix("Scale ").removesuffix(" : 1")) if said != "True size" else 1.0

    assert times in (1, 1.1, 1.25, 1.4, 1.5, 1.75, 2, 2.2, 2.5, 2.8, 3, 3.5, 4, 4.5, 5, 6, 7, 8, 9)
    assert sides(sheet) == pytest.approx([times * side for side in PAPERS[name]], abs=0.01 / MM)


@pytest.mark.parametrize(
    ("block", "message"),
    [
        ("{sheets: []}", "'sheets' holds 0 values and needs at least 1 [value]"),
        ("{sheets: [A77]}", "there is no paper 'A77' [paper]"),
        ("{sheets: [{label: Door}]}", "a thing needs a paper, or a label with width and height [sizes]"),
        ("{sheets: [{paper: A4, width: 10mm}]}", "a paper has the measures of its standard [sizes]"),
        ("{sheets: [{label: Door, width: 3u, height: 2m}]}", "a length is expected, not '2m' [length]"),
        ("{sheets: [{label: Door, width: 3u, height: 20cm}]}", "a measure of the thing itself is expected, not 3u [sizes]"),
        ("{sheets: [A4, A6], arrange: halved}", "A6 is not half of A4 [sizes]"),
        ("{sheets: [A4, A5], arrange: halved, diagonal: true}", "diagonals would run through the words that stand in the sheets [sizes]"),
        ("{sheets: [A4], percent_of: A3}", "`percent_of` names 'A3', which is none of the sheets [sizes]"),
        ("{sheets: [{paper: A3, highlight: true}, A4], arrange: halved}", "the first sheet is the whole, and only its parts can be highlighted [sizes]"),
        ("{sheets: [A4], arrange: cut, inches: true}", "a cut says the ratio of the sides, and nothing of 'inches' [sizes]"),
        ("{sheets: [A4, A3], height: 15mm}", "the sheets do not fit into their height of 15mm [too-high]"),
        ("{sheets: [A0], scale: 1}", "True size: the sheets are 841 mm wide, and the frame 133 mm [too-wide]"),
    ],
)  # fmt: skip
def test_wrong_input(block: str, message: str, tmp_path: Path) -> None:
    """What cannot be drawn is said at the author's line, with its measure."""
    found = messages(tmp_path, exhibit(f"- sizes: {block}\n"), FILES)

    assert message in found


@pytest.mark.parametrize("base", ["A4", "a4", "Door", "дверь"])
def test_percent_of_by_any_name(base: str, tmp_path: Path) -> None:
    """The sheet that is 100 % may be called by its paper in any case, or by its label in any language."""
    sheets = "a4, {label: {ru: Дверь, en: Door}, width: 210mm, height: 297mm}"
    text = exhibit(f"- sizes: {{sheets: [{sheets}], percent_of: {base}}}\n", rest="languages: [en, ru]\n")
    pages, problems = laid(tmp_path, text, files=FILES)

    assert ["translation"] == [problem.rule for problem in problems]
    assert ["A4", "Door"] == lines_of(pages, "sheet-name")
    assert 2 == sum("100" in line for line in lines_of(pages, "measure"))


def test_a_paper_of_two_lengths_has_no_name(tmp_path: Path) -> None:
    """A paper that is only its lengths is labelled with them, not with the first."""
    page, _ = drawn(tmp_path, "1189 x 594 mm")

    assert ["1,189 × 594 mm"] == [text.replace("\u00a0", " ") for text in lines_of((page,), "sheet-name")]


def test_a_drawing_waits_for_room(tmp_path: Path) -> None:
    """Where only a speck would fit, the drawing goes on on the next page, and in a frame too low for it is reported."""
    low = {"layouts/plain/layout.yaml": FILES["layouts/plain/layout.yaml"].replace("bottom: 10mm", "height: 60mm, fit: continue")}
    content = "".join(f"- text: Line {i}.\n" for i in range(6)) + "- sizes: {sheets: [A4, A5]}\n"
    pages, problems = laid(tmp_path, exhibit(content), files=low)

    assert [] == problems
    assert [0, 2] == [sum(item.role == "sheet" for item in page.placed) for page in pages]
    tight = {"layouts/plain/layout.yaml": FILES["layouts/plain/layout.yaml"].replace("bottom: 10mm", "height: 16mm")}
    assert ["overset"] == [problem.rule for problem in laid(tmp_path, exhibit("- sizes: {sheets: [A4, A5]}\n"), files=tight)[1]]


def test_names_in_halved_sheets_halve_with_them(tmp_path: Path) -> None:
    """From sheet to sheet the name is smaller by the root of two, as the sheet is, until it is as small as text may be."""
    document, _ = made(project(tmp_path, exhibit("- sizes: {sheets: [A0, A1, A2, A3, A4], arrange: halved}\n").replace("layout: plain", "layout: panel")))
    sizes = [item.ink.runs[0].size for item in document.pages[0].placed if item.role == "sheet-name" and isinstance(item.ink, TextLine)]

    assert 5 == len(sizes)
    assert sizes[0] > 100
    for larger, smaller in pairwise(sizes[:4]):
        assert larger / smaller == pytest.approx(math.sqrt(2), rel=0.001)
    assert sizes[3] == sizes[4]


def test_words_beside_sheets_give_way_before_the_sheets_do(tmp_path: Path) -> None:
    """On a panel the names are as large as counts; in a narrow place they are small, and the sheets keep their scale."""
    found = {}
    for place, frame in (("wide", "figures"), ("narrow", "left")):
        content = "- {sizes: {sheets: [A4, Letter, Legal], arrange: corner, inches: true}, frame: FRAME}\n".replace("FRAME", frame)
        document, _ = made(project(tmp_path / place, exhibit(content).replace("layout: plain", "layout: panel")))
        found[place] = {item.ink.runs[0].size for item in document.pages[0].placed if item.role == "sheet-name" and isinstance(item.ink, TextLine)}

    assert {"wide": {74}, "narrow": {37}} == found


def test_one_sheet_may_have_a_diagonal(tmp_path: Path) -> None:
    content = "- sizes: {sheets: [A4, {label: Square, width: 210mm, height: 210mm, diagonal: true}], arrange: corner}\n"
    document, _ = made(project(tmp_path, exhibit(content)))
    (line,) = [item.rect for item in document.pages[0].placed if item.role == "diagonal"]

    assert line.width == pytest.approx(line.height, rel=0.01)


def test_a_cut_says_its_scale_where_the_author_chose_it(tmp_path: Path) -> None:
    for scale, said in ((", scale: 10", ["Scale 1 : 10"]), ("", [])):
        document, _ = made(project(tmp_path / (said or ["none"])[0].replace(" ", ""), exhibit(f"- sizes: {{sheets: [A4], arrange: cut{scale}}}\n")))
        words = [item.ink.text.strip() for item in document.pages[0].placed if item.role == "scale" and isinstance(item.ink, TextLine)]
        assert said == [word.replace("\u00a0", " ") for word in words]
