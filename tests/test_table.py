"""Tables as authors write them go in; where their cells and rules stand, and what is reported, is looked at."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise, product
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from laying import exhibit, laid, lines_of, made, messages, project

from predella.blocks.table import between, shared
from predella.pages import MM, Page, Placed, Rect, Shape, TextLine

FRAME = 148 * MM * 18 / 20
"""Width of the frame of the test layout, in pt."""

COUNTS = """\
- table:
    columns: [{head: Number, width: 25mm, style: count}, {head: What it counts, width: 1fr}, {head: Year, align: right}]
    rows:
      - ["≈ 20,000", a cell of so many words that it must be broken over two lines and keeps its first line, 1954]
      - ["42", days, 1954]
"""


def cells(page: Page) -> list[Placed]:
    return [item for item in page.placed if item.role == "cell"]


def strokes(page: Page) -> list[tuple[float, float]]:
    """Return height and width of the rules of a page, in pt, from the top down."""
    rules = [item for item in page.placed if isinstance(item.ink, Shape) and item.role == "rule"]
    return sorted((item.y, item.ink.stroke_width) for item in rules if isinstance(item.ink, Shape))


def table(rows: int, more: str = "") -> str:
    body = "".join(f"      - [{i}, row {i}]\n" for i in range(rows))
    return exhibit(f"- table:\n    columns: [Number, Words]\n    rows:\n{body}{more}")


def test_first_lines_of_a_row_share_a_baseline(tmp_path: Path) -> None:
    """A number in display type and the words beside it are read as one line."""
    (page,), problems = laid(tmp_path, exhibit(COUNTS))
    baselines = defaultdict(set)
    for item in cells(page):
        assert isinstance(item.ink, TextLine)
        baselines[round(item.y, 3)].add(item.ink.text.split()[0])

    assert [] == problems
    assert {"≈", "a", "1954"} in baselines.values()
    assert {"Number", "What", "Year"} in baselines.values()


def test_rules_are_heavier_outside(tmp_path: Path) -> None:
    """0.5 mm above and below the table, 0.2 mm between its rows, each over the whole measure."""
    (page,), _ = laid(tmp_path, table(3))

    assert [0.5, 0.2, 0.2, 0.2, 0.5] == [round(width / MM, 2) for _, width in strokes(page)]
    assert {round(FRAME, 2)} == {round(item.rect.width, 2) for item in page.placed if item.role == "rule"}


def test_columns_take_their_widths(tmp_path: Path) -> None:
    """A length is kept, a column by content is as wide as its longest cell, a share takes what is left."""
    (page,), _ = laid(tmp_path, exhibit(COUNTS))
    left = page.frames[0].rect.x
    starts = sorted({round(item.x - left, 1) for item in cells(page)})
    years = [item for item in cells(page) if item.rect.right > left + FRAME - 0.1]

    assert [0.0, round(25 * MM, 1)] == starts[:2]
    assert 3 == len(years)


def test_right_aligned_cells_end_at_one_edge(tmp_path: Path) -> None:
    """Numbers of different length are compared by their last digit."""
    content = "- table: {columns: [A, {head: B, align: right, width: 30mm}], rows: [[x, 1], [y, 1000]]}"
    (page,), _ = laid(tmp_path, exhibit(content))
    numbers = [item for item in cells(page) if isinstance(item.ink, TextLine) and item.ink.text.isdigit()]

    assert 2 == len(numbers)
    assert 1 == len({round(item.rect.right, 2) for item in numbers})
    assert 2 == len({round(item.x, 2) for item in numbers})


def test_a_long_table_goes_on_with_its_head(tmp_path: Path) -> None:
    """Each page begins with the head, every row stands once and whole, in the order written."""
    pages, problems = laid(tmp_path, table(80))
    words = [lines_of([page], "cell") for page in pages]

    assert [] == problems
    assert len(pages) > 1
    assert [["Number", "Words"]] * len(pages) == [lines[:2] for lines in words]
    assert [text for i in range(80) for text in (str(i), f"row {i}")] == [
        t for lines in words for t in lines[2:]
    ]


def test_a_repeated_head_is_no_part_of_the_table(tmp_path: Path) -> None:
    """A screen reader meets one head and every row once; what is printed again is an artifact."""
    document, _ = made(project(tmp_path, table(80)))
    elements = [element for element in document.tree.walk() if element.role in ("Table", "TR", "TH", "TD")]
    heads = [item for page in document.pages for item in cells(page) if item.ink.text in ("Number", "Words")]

    assert {"Table": 1, "TR": 81, "TH": 2, "TD": 160} == {
        role: sum(element.role == role for element in elements) for role in ("Table", "TR", "TH", "TD")
    }
    assert [True, True] == [item.element is not None for item in heads[:2]]
    assert {None} == {item.element for item in heads[2:]}


def test_every_cell_points_at_its_place_in_the_tree(tmp_path: Path) -> None:
    """Reading order comes from the tree: row by row, each cell holding its own words."""
    document, _ = made(project(tmp_path, exhibit(COUNTS)))
    said = defaultdict(str)
    for page in document.pages:
        for item in cells(page):
            said[id(item.element)] += item.ink.text
    rows = [element for element in document.tree.walk() if element.role == "TR"]

    assert ["Number", "42"] == [said[id(rows[i].children[0])] for i in (0, 2)]
    assert ["TH", "TD", "TD"] == [row.children[1].role for row in rows]


def test_a_caption_stays_with_the_last_row(tmp_path: Path) -> None:
    """A caption alone on the next page would explain nothing."""
    for rows in range(20, 34):
        folder = tmp_path / str(rows)
        folder.mkdir()
        pages, _ = laid(folder, table(rows, "    caption: Counted for this table.\n"))
        captioned = [page for page in pages if lines_of([page], "caption")]

        assert [pages[-1]] == captioned
        assert f"row {rows - 1}" in lines_of(captioned, "cell")


def test_a_single_row_does_not_begin_a_table(tmp_path: Path) -> None:
    """Under a text that leaves room for a head and one row, the table begins on the next page."""
    found = set()
    for lines in range(24, 36):
        folder = tmp_path / str(lines)
        folder.mkdir()
        text = "".join(f"        Line {i}\\\n" for i in range(lines)) + "        End."
        rows = ", ".join(f"[{i}, row]" for i in range(6))
        pages, _ = laid(folder, exhibit(f"- text: |\n{text}\n- table: {{columns: [A, B], rows: [{rows}]}}"))
        found.add(sum(line == "row" for line in lines_of(pages[:1], "cell")))

    assert 1 not in found
    assert {0, 2} <= found


def test_ragged_rows_are_reported_at_their_lines(tmp_path: Path) -> None:
    """An unquoted comma makes two cells of one; the message names the row's line and says so."""
    content = """\
    - table:
        columns: [A, B]
        rows:
          - [5,617, prisoners]
          - [one, two]
          - [alone]
          - no list
    """
    found = messages(tmp_path, exhibit(content))

    assert [9, 11, 12] == [line for line in range(6, 14) if f"x.yaml:{line}:" in found]
    assert "the row has 3 cells, the table 2 columns" in found
    assert 'put a cell with a comma in quotes: "5,617"' in found
    assert "a row is a list of cells, and 'no list' is none" in found


@pytest.mark.parametrize("width", ["wide", "0mm", "-2fr", "0fr", "25"])
def test_a_width_that_is_none_is_reported(tmp_path: Path, width: str) -> None:
    """The message lists the three ways to write a width."""
    content = f'- table: {{columns: [{{head: A, width: "{width}"}}], rows: []}}'

    assert "write 25mm, 3u, 2fr (a share of what is left) or auto" in messages(tmp_path, exhibit(content))


def test_columns_wider_than_the_frame_are_reported(tmp_path: Path) -> None:
    """The table is drawn within its frame all the same, so that a draft shows it."""
    content = "- table: {columns: [{head: A, width: 100mm}, {head: B, width: 50mm}], rows: [[a, b]]}"
    (page,), problems = laid(tmp_path, exhibit(content))

    assert ["the columns are 17 mm wider together than their frame"] == [p.message for p in problems]
    assert all(item.rect.right <= page.frames[0].rect.right + 0.1 for item in cells(page))


def test_a_word_wider_than_its_column_is_reported(tmp_path: Path) -> None:
    """Nothing is cut off in silence."""
    content = "- table: {columns: [{head: A, width: 8mm}, B], rows: [[incomprehensibilities, b]]}"
    _, problems = laid(tmp_path, exhibit(content))

    assert ["too-wide"] == [problem.rule for problem in problems]


WORDS = st.lists(st.sampled_from(["a", "camp", "1954", "administration", "≈ 20,000", "of"]), max_size=12)
ROWS = st.integers(1, 4).flatmap(
    lambda count: st.lists(st.lists(WORDS, min_size=count, max_size=count), min_size=1, max_size=12)
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=ROWS)
def test_cells_neither_overlap_nor_leave_the_frame(tmp_path: Path, rows: list[list[list[str]]]) -> None:
    """Whatever the cells hold, as long as each word fits its column."""
    quoted = [[f'"{" ".join(words)}"' for words in row] for row in rows]
    columns = ", ".join("{head: Head, style: count}" if not i % 2 else "Head" for i in range(len(rows[0])))
    body = "".join(f"      - [{', '.join(row)}]\n" for row in quoted)
    pages, problems = laid(tmp_path, exhibit(f"- table:\n    columns: [{columns}]\n    rows:\n{body}"))
    assume(not problems)
    for page in pages:
        found = cells(page)
        frame = page.frames[0].rect
        assert all(frame.x - 1 <= item.x and item.rect.right <= frame.right + 0.1 for item in found)
        assert all(item.y <= frame.bottom + 0.1 for item in found)
        inks = [tight(item) for item in found]
        assert not any(
            one.overlaps(two, 0.05)
            for (i, one), (j, two) in product(enumerate(inks), enumerate(inks))
            if i < j
        )
        heights = [y for y, _ in strokes(page)]
        assert all(below - above > 10 for above, below in pairwise(heights))


def tight(item: Placed) -> Rect:
    """Return a line's box from its capitals to its baseline: line boxes of close leading touch."""
    assert isinstance(item.ink, TextLine)
    height = 0.7 * max((run.size for run in item.ink.runs), default=0.0)
    return Rect(item.x, item.y - height, item.ink.width, height)


SIZES = st.lists(st.floats(0, 300), min_size=1, max_size=6)


@given(low=SIZES, more=SIZES, total=st.floats(0, 2000))
def test_widths_between_two_bounds(low: list[float], more: list[float], total: float) -> None:
    """Columns by content are between their longest word and their longest cell, and fill the room if they can."""
    high = [a + b for a, b in zip(low, more, strict=False)]
    low = low[: len(high)]
    widths = between(low, high, total)

    assert all(a - 1e-6 <= width <= b + 1e-6 for a, width, b in zip(low, widths, high, strict=True))
    if sum(low) <= total <= sum(high):
        assert sum(widths) == pytest.approx(total)


@given(shares=st.lists(st.integers(1, 9), min_size=1, max_size=6), total=st.floats(1, 2000), data=st.data())
def test_shares_of_what_is_left(shares: list[int], total: float, data: st.DataObject) -> None:
    """They fill the room, in proportion, but none is narrower than its longest word while there is room."""
    least = data.draw(st.lists(st.floats(0, 400), min_size=len(shares), max_size=len(shares)))
    widths = shared([float(share) for share in shares], least, total)

    assert sum(widths) == pytest.approx(total)
    if sum(least) < total:
        assert all(width >= low - 1e-6 for width, low in zip(widths, least, strict=True))
