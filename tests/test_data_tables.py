"""Takes the examples of all blocks that draw numbers; checks the tables and the sentences that tell them without ink."""

from __future__ import annotations

import pytest
from conftest import Golden
from test_charts import chart
from test_counting import draw

from predella.blocks import BLOCKS
from predella.blocks.data_table import Told, changes, extremes
from predella.pages import Element

CHARTS = ("bar_chart", "dot_plot", "share_bar", "sizes", "slope_chart", "small_multiples", "tally", "unit_chart")


def outline(element: Element, depth: int = 0) -> str:
    """Return a tree as indented lines: role, scope, words that are not painted, alternative text."""
    parts = [element.role, element.attributes.get("Scope", ""), element.words or "", f"alt: {element.alt}" if element.alt else ""]  # fmt: skip
    line = "  " * depth + " | ".join(filter(None, parts)).replace("\u00a0", " ")
    return "".join([line + "\n", *(outline(child, depth + 1) for child in element.children)])


@pytest.mark.parametrize("language", ["en", "kk", "ru", "ar"])
def test_what_charts_tell(language: str, golden: Golden) -> None:
    """Each chart's element has a sentence and a table, in the words of the edition."""
    told = [outline(draw(BLOCKS[kind].example.removeprefix("- "), language=language).element) for kind in CHARTS]

    golden(f"cases/charts/told-{language}.txt", "\n".join(told))


@pytest.mark.parametrize("kind", CHARTS)
def test_tables_are_whole(kind: str) -> None:
    """Every row has a cell for each column, its first cell names it, and no cell is painted."""
    drawn = draw(BLOCKS[kind].example.removeprefix("- "))
    (table,) = [element for element in drawn.element.walk() if element.role == "Table"]
    head, *rows = table.children
    painted = {id(item.element) for item in drawn.placed}

    assert {"TH"} == {cell.role for cell in head.children}
    assert {"Column"} == {cell.attributes["Scope"] for cell in head.children}
    assert {len(head.children)} == {len(row.children) for row in rows}
    assert {("TH", "Row")} == {(row.children[0].role, row.children[0].attributes["Scope"]) for row in rows}
    assert not painted & {id(element) for element in table.walk()}
    assert all(cell.words for cell in head.children)


def test_a_column_without_words_is_left_out() -> None:
    """Of notes, when no row has one."""
    table = draw(chart("bar_chart", [{"label": "a", "value": 1}])).element.children[0]

    assert ["Name", "Value"] == [cell.words for cell in table.children[0].children]


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ([5], "a 5."),
        ([5, 5], "Every value is 5."),
        ([1, 2, 2], "Highest: b and c 2. Lowest: a 1."),
        ([0, 0, 0, 0, 0, 0, 9], "Highest: g 9. Lowest: a, b, c and d + 2 0."),
        ([], ""),
    ],
)
def test_extremes(values: list[int], said: str) -> None:
    """All rows of the highest and the lowest value are named, up to four."""
    assert said == extremes([Told("abcdefg"[i], value, str(value)) for i, value in enumerate(values)], "en")


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ([1, 9], [4, 2], "Greatest rise: a 1 → 4. Greatest fall: b 9 → 2."),
        ([1, 9], [4, 10], "Greatest rise: a 1 → 4."),
        ([7, 7], [7, 7], ""),
    ],
)
def test_changes(first: list[int], last: list[int], said: str) -> None:
    """Only what rose is said to rise."""
    pairs = [
        (Told(name, a, str(a)), Told(name, b, str(b))) for name, a, b in zip("ab", first, last, strict=True)
    ]

    assert said == changes(pairs, "en")
