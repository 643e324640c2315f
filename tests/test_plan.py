"""Takes small exhibits with a plan; checks where areas, walls, figures and words stand, and what is refused."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from laying import LAYOUT, exhibit, laid, messages, text_of

from predella.pages import MM, Page, Placed, Shape, TextLine
from predella.source import read

WALL = (
    LAYOUT.replace("held", "hung")
    .replace("ground: paper", "ground: light")
    .replace("A5 portrait", "A1 portrait")
    .replace("8pt", "26pt")
    .replace("units: 20, margin: 1u", "units: 42, margin: 3u")
    .replace("A5: 5mm", "A1: 4mm")
)
HAND = (
    LAYOUT.replace("A5 portrait", "A4 portrait")
    .replace("A5: 5mm", "A4: 5mm")
    .replace("units: 20, margin: 1u", "units: 42, margin: 15.5u")
)
"""A frame 509 mm wide on A1, and one of 55 mm on A4."""

DIVISION = Path(__file__).parent.parent / "data/kengir/third-division.yaml"
FIGURE = """\
figures:
  divisions: {plan: kengir/third-division.yaml}
"""
CASTLE = """\
- plan:
    areas:
      - {id: gate, width: 4, label: Gatehouse, note: built 1240}
      - {id: bailey, width: 8, label: Outer bailey, ground: land}
      - {id: hall, width: 5, number: 1, label: Great hall}
      - {id: keep, width: 4, number: 2, label: Keep, note: walls of *four* metres}
      - {id: garden, width: 5, label: Garden, ground: none}
    walls: [{between: [bailey, hall], thick: true}, {between: [hall, keep], thick: true}]
"""


def drawn(tmp_path: Path, content: str, layout: str = WALL, rest: str = "") -> tuple[Page, list[str]]:
    files = {
        "layouts/plain/layout.yaml": layout,
        "data/kengir/third-division.yaml": DIVISION.read_text("utf-8"),
    }
    pages, problems = laid(tmp_path, exhibit(content, rest=rest), files=files)
    # of the title of the exhibit there is no translation
    return pages[0], [problem.message for problem in problems if problem.rule != "translation"]


def division(tmp_path: Path, layout: str = WALL, language: str = "en") -> tuple[Page, list[str]]:
    languages = f"default_language: {language}\nlanguages: [{language}, {', '.join(sorted({'en', 'kk', 'ru'} - {language}))}]\n"
    return drawn(tmp_path, "- figure: {id: divisions, caption: false}\n", layout, FIGURE + languages)


def items(page: Page, role: str) -> list[Placed]:
    return [item for item in page.placed if item.role == role]


def words(page: Page, role: str) -> list[str]:
    return [item.ink.text.strip() for item in items(page, role) if isinstance(item.ink, TextLine)]


def millimetres(page: Page, value: float) -> float:
    """A height from the top of the frame, in mm."""
    return round((value - page.frames[0].rect.y) / MM, 1)


def test_the_plan_is_drawn_as_data_says(tmp_path: Path) -> None:
    """Areas are as wide as their shares; walls of 6.4 mm stand on the lines between them and 7 mm out of the plan."""
    page, problems = division(tmp_path)
    areas, walls = items(page, "area"), items(page, "wall")
    left, unit = page.frames[0].rect.x, page.frames[0].rect.width / 36

    assert [] == problems
    assert [12.0, 8.0, 8.0, 8.0] == [round(area.rect.width / unit, 3) for area in areas]
    assert [12.0, 20.0, 28.0] == [
        round((wall.rect.x + wall.rect.width / 2 - left) / unit, 3) for wall in walls
    ]
    assert {6.4} == {round(wall.rect.width / MM, 3) for wall in walls}
    assert [(0.0, 231.0), (0.0, 231.0), (0.0, 102.0)] == [
        (millimetres(page, wall.rect.y), round(millimetres(page, wall.rect.bottom))) for wall in walls
    ]
    assert (7.0, 95.0) == (millimetres(page, areas[0].rect.y), millimetres(page, areas[0].rect.bottom))


def test_the_yard_runs_down_and_carries_the_notes(tmp_path: Path) -> None:
    """A column ends where the walls beside it end; what the drawing means is said inside it."""
    page, _ = division(tmp_path)
    yard, wall = items(page, "area")[1].rect, items(page, "wall")[0].rect

    assert pytest.approx(wall.bottom) == yard.bottom
    assert all(yard.x < note.rect.x and note.rect.right < yard.right for note in items(page, "note"))
    assert text_of([page], "note").startswith("One figure stands for 100\u00a0prisoners. Schematic plan, not to scale.".replace("\u00a0", " "))  # fmt: skip


def test_figures_stand_in_equal_rows(tmp_path: Path) -> None:
    """One figure is 100: 24 and 32, in two rows of 12 and 16, 38 mm high, feet 44 mm apart on A1."""
    page, _ = division(tmp_path)
    figures = items(page, "figure")
    walls = [wall.rect for wall in items(page, "wall")]
    women = [figure.rect for figure in figures if figure.rect.right < walls[0].x]
    men = [figure.rect for figure in figures if figure.rect.x > walls[1].right]

    assert (24, 32, 56) == (len(women), len(men), len(figures))
    assert (2, 12) == (len({round(f.y) for f in women}), len({round(f.x) for f in women}))
    assert (2, 16) == (len({round(f.y) for f in men}), len({round(f.x) for f in men}))
    assert {147.0, 191.0} == {round(millimetres(page, figure.bottom)) for figure in women}
    assert ["2,414\u00a0women", "3,203\u00a0men"] == words(page, "count")
    assert {223.0} == {round(millimetres(page, item.y)) for item in items(page, "count")}


def test_figures_do_not_touch(tmp_path: Path) -> None:
    """Neighbours of a row keep a gap, or a crowd could not be counted."""
    for layout in (WALL, HAND):
        page, _ = division(tmp_path, layout)
        rects = [figure.rect for figure in items(page, "figure")]
        assert not any(a.overlaps(b) for i, a in enumerate(rects) for b in rects[:i])


def test_in_a_narrow_column_the_notes_stand_underneath(tmp_path: Path) -> None:
    """In 55 mm the yard has no room for them: it stops, takes its short name, and the rows become four."""
    page, problems = division(tmp_path, HAND)
    areas, figures = items(page, "area"), items(page, "figure")

    assert [] == problems
    assert 1 == len({round(area.rect.bottom, 2) for area in areas})
    assert "Yard" in words(page, "name")
    assert 4 == len({round(figure.rect.y) for figure in figures})
    assert min(note.rect.y for note in items(page, "note")) > max(count.y for count in items(page, "count"))
    assert "Schematic plan, not to scale." in text_of([page], "note")


def test_every_language_fits_the_walls(tmp_path: Path) -> None:
    """The same plan in Kazakh and Russian: nothing is too wide, and numbers follow the language."""
    for language in ("kk", "ru"):
        page, problems = division(tmp_path, language=language)
        assert [] == problems
        assert "3203" in text_of([page], "count")


def test_a_castle_has_no_figures(tmp_path: Path) -> None:
    """A plan without counts is its areas, its words, and that it is schematic."""
    page, problems = drawn(tmp_path, CASTLE)
    areas = [area.rect for area in items(page, "area")]

    assert [] == problems
    assert [] == items(page, "figure")
    assert 4 == len(areas)  # the garden has no ground
    assert ["Gatehouse", "built 1240", "Outer bailey", "Great hall", "Keep"] == words(page, "name")[:5]
    assert "Schematic plan, not to scale." == text_of([page], "note")


def test_the_outer_wall_may_be_described_too(tmp_path: Path) -> None:
    """`outer: thick` draws the plan's own edge as a wall, inside its width; `schematic: false` leaves the note out."""
    page, _ = drawn(tmp_path, CASTLE + "    outer: thick\n    schematic: false\n")
    outer = items(page, "wall")[-1]
    assert isinstance(outer.ink, Shape)

    assert 6.4 == round(outer.ink.stroke_width / MM, 3)
    assert pytest.approx(page.frames[0].rect.width) == outer.rect.width + outer.ink.stroke_width
    assert [] == items(page, "note")


def test_a_plan_gives_way_in_a_low_frame(tmp_path: Path) -> None:
    """Areas get lower, then figures smaller, and the drawing keeps inside its frame."""
    low = WALL.replace("top: 10mm, bottom: 10mm, fit: continue", "top: 10mm, bottom: 640mm")
    page, problems = division(tmp_path, low)
    frame = page.frames[0].rect

    assert [] == problems
    assert all(item.rect.y > frame.y - 0.1 and item.y < frame.bottom + 0.1 for item in page.placed)
    assert max(wall.rect.bottom for wall in items(page, "wall")) <= frame.bottom + 0.1


def test_a_plan_is_told_in_words(tmp_path: Path) -> None:
    """Without an alternative text of the author's: the areas from left to right, the walls, the counts."""
    page, _ = division(tmp_path)
    element = items(page, "area")[0].element
    assert element is not None

    assert (
        "Schematic plan, not to scale, from left to right: 1 Women; Service yard; 2 Men; 3 Men. "
        "A wall stands between 1 Women and Service yard. A wall stands between Service yard and 2 Men. "
        "A wall stands between 2 Men and 3 Men. 2,414 women. 3,203 men."
    ) == element.alt


def test_the_shipped_plan_adds_up() -> None:
    """3,203 men and 2,414 women were the 5,617 inmates of the third division."""
    data = read(DIVISION.read_bytes(), "third-division.yaml")

    assert 5617 == sum(count["value"] for count in data["counts"])


AREAS = "areas: [{id: 1, label: A}, {id: 2, label: B}, {id: 3, label: C}]"


@pytest.mark.parametrize(
    ("plan", "message"),
    [
        (f"{{{AREAS}, walls: [{{between: [1, 4]}}]}}", "there is no area '4'"),
        (f"{{{AREAS}, walls: [{{between: [1, 3]}}]}}", "a wall stands side by side, and '1' and '3' do not"),
        ("{areas: [{id: 1}, {id: 1}]}", "there are two areas '1'"),
        (f"{{{AREAS}, counts: [{{areas: [1], pictogram: man, value: 3, label: men}}]}}", "'of' is missing"),
        (
            f"{{{AREAS}, of: men, counts: [{{areas: [1], pictogram: mann, value: 3, label: men}}]}}",
            "did you mean 'man'?",
        ),
        (
            f"{{{AREAS}, of: men, counts: [{{areas: [1, 2], pictogram: man, value: 3, label: a}}, "
            "{areas: [2], pictogram: man, value: 3, label: b}]}",
            "the area '2' has two counts",
        ),
        (
            "{areas: [{id: a, column: true, count: {pictogram: man, value: 3, label: men}}], of: men}",
            "the area 'a' is a column",
        ),
        (f"{{{AREAS}, height: 5mm}}", "and its `height` is 5 mm"),
        (
            "{areas: [{id: a, label: Donaudampfschifffahrtsgesellschaft}, {id: b, width: 9}]}",
            "wider than the area 'a'",
        ),
    ],
)
def test_a_plan_is_checked(tmp_path: Path, plan: str, message: str) -> None:
    """Each fault is named with what there is."""
    files = {"layouts/plain/layout.yaml": LAYOUT}

    assert message in messages(tmp_path, exhibit(f"- plan: {plan}\n"), files)


LABELS = st.lists(
    st.sampled_from(["yard", "hall", "gate", "of", "the", "mill", "kitchen", "garden", "north"]),
    min_size=1,
    max_size=4,
)
AREA = st.tuples(st.integers(3, 9), LABELS, st.booleans(), st.booleans())


@settings(max_examples=25)
@given(st.lists(AREA, min_size=1, max_size=6))
def test_words_never_cross_a_wall(areas: list[tuple[int, list[str], bool, bool]]) -> None:
    """Words keep inside their area and off each other, whatever its width, or the area is reported."""
    lines = [
        f"  - {{id: a{i}, width: {width}, label: {' '.join(label)}{f', number: {i}' if numbered else ''}}}"
        for i, (width, label, numbered, _) in enumerate(areas)
    ]
    walls = ", ".join(
        f"{{between: [a{i - 1}, a{i}], thick: {str(areas[i][3]).lower()}}}" for i in range(1, len(areas))
    )
    content = (
        "- plan:\n" + "".join(f"    {line}\n" for line in ["areas:", *lines]) + f"    walls: [{walls}]\n"
    )
    with tempfile.TemporaryDirectory() as folder:
        page, problems = drawn(Path(folder), content)
    if problems:
        # words that are wider than their area run into the wall, which is said too
        assert any("wider than the area" in problem for problem in problems)
        assert [] == [problem for problem in problems if "wider than the area" not in problem and "in ink on ink" not in problem]
        return
    spans = [area.rect for area in items(page, "area")]
    solid = [wall.rect for wall in items(page, "wall")]
    texts = [item.rect for item in (*items(page, "name"), *items(page, "number"))]
    for text in texts:
        assert sum(span.x < text.x and text.right < span.right for span in spans) == 1
        assert not any(text.overlaps(wall) for wall in solid)
    # A line's box is higher than its letters, so that lines of one label touch; columns must not.
    assert not any(a.overlaps(b) for i, a in enumerate(texts) for b in texts[:i] if abs(a.x - b.x) > 20)
