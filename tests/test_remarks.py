"""Remarks, terms, facts, steps and comparisons go in; fails where a word is lost, or does not stand where it should."""

from __future__ import annotations

from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from laying import LAYOUT, exhibit, laid, lines_of, messages, text_of

from predella.diagnostics import Problems
from predella.pages import MM, Element, Page, TextLine
from predella.themes import StyleSet, load_theme
from predella.workspace import Workspace


def framed(main: str) -> dict[str, str]:
    """Return the files of a layout whose page has one frame."""
    return {"layouts/plain/layout.yaml": LAYOUT[: LAYOUT.index("      main:")] + f"      main: {main}\n"}


WIDE = framed("{columns: 1-4, top: 10mm, bottom: 10mm, fit: continue}")


def places(pages: tuple[Page, ...]) -> dict[str, tuple[float, float]]:
    """Return where each line of text stands, in pt."""
    return {
        item.ink.text.strip(): (item.x, item.y)
        for page in pages
        for item in page.placed
        if isinstance(item.ink, TextLine)
    }


@st.composite
def remarks(draw: st.DrawFn) -> tuple[str, list[str]]:
    """Return the content of a section, and its words, each of them a word of its own."""
    number = count()
    items, expected = [], []

    def words(most: int) -> str:
        own = [f"word{next(number)}" for _ in range(draw(st.integers(1, most)))]
        expected.extend(own)
        return " ".join(own)

    for kind in draw(st.lists(st.sampled_from(["callout", "definition", "pull_fact", "steps", "comparison", "text"]), min_size=1, max_size=5)):  # fmt: skip
        match kind:
            case "callout":
                items.append(f"- callout: {{title: {words(4)}, text: {words(60)}}}")
            case "definition":
                items.append(f"- definition: {{term: {words(2)}, form: {words(2)}, text: {words(40)}}}")
            case "pull_fact":
                items.append(f"- pull_fact: {{text: {words(2)}, note: {words(12)}, size: heading}}")
            case "steps":
                steps = "".join(f"    - {{heading: {words(3)}, text: {words(25)}}}\n" for _ in range(draw(st.integers(1, 5))))
                items.append(f"- steps:\n{steps}")
            case "comparison":
                rows = "".join(
                    f"        - {{point: {words(2)}, cells: [{words(15)}, {words(15)}]}}\n"
                    for _ in range(draw(st.integers(1, 4)))
                )
                items.append(f"- comparison:\n    things: [First, Second]\n    rows:\n{rows}")
            case _:
                items.append(f"- text: {words(50)}")
    return "\n".join(items) + "\n", expected


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(story=remarks(), height=st.integers(25, 190), columns=st.sampled_from(["1-4", "1-2"]))
def test_no_word_is_lost(story: tuple[str, list[str]], height: int, columns: str, tmp_path: Path) -> None:
    """Every word stands on the pages once, however high and wide the frames; what fits in none is reported."""
    content, expected = story
    pages, problems = laid(
        tmp_path, exhibit(content), files=framed(f"{{columns: {columns}, top: 10mm, height: {height}mm, fit: continue}}")
    )

    found = [word.strip("():") for word in text_of(pages).split()]
    assert sorted(expected) == sorted(word for word in found if word.startswith("word"))
    assert {problem.rule for problem in problems} <= {"overset", "too-wide"}


def test_steps(tmp_path: Path) -> None:
    """Numerals hang left of the text, count on over a break, and no step breaks."""
    steps = "".join(f"    - Step {i} {'and so on and on ' * 8}\n" for i in range(1, 9))
    pages, problems = laid(tmp_path, exhibit(f"- steps:\n{steps}"), files=framed("{columns: 1-4, top: 10mm, height: 60mm, fit: continue}"))  # fmt: skip

    assert [] == problems
    assert len(pages) > 1
    assert [str(number) for number in range(1, 9)] == lines_of(pages, "number")
    for page in pages:
        numerals = {item.y: item.x for item in page.placed if item.role == "number"}
        text = [item for item in page.placed if item.role == "step"]
        firsts = [item for item in text if item.ink.text.startswith("Step")]  # type: ignore[union-attr]
        assert sorted(numerals) == pytest.approx(sorted(item.y for item in firsts))
        assert min(item.x for item in text) > max(numerals.values()) + 5 * MM


def test_steps_go_on_from_a_number(tmp_path: Path) -> None:
    """A procedure in two parts counts on."""
    pages, _ = laid(tmp_path, exhibit("- steps: {steps: [One., Two.], start: 3}\n"), files=WIDE)

    assert ["3", "4"] == lines_of(pages, "number")


def test_a_pull_fact_is_as_large_as_its_frame_allows(tmp_path: Path) -> None:
    """Few words stand in giant type on one line, more in smaller type; many words break in the smallest."""
    sizes = []
    for words in ("√2", "Sixteen sheets of A4", "Sixteen sheets make one square metre of paper"):
        pages, problems = laid(tmp_path, exhibit(f"- pull_fact: {words}\n"), files=WIDE)
        assert [] == problems
        ink = next(item.ink for page in pages for item in page.placed if item.role == "pull fact")
        assert isinstance(ink, TextLine)
        sizes.append(ink.runs[0].size)

    assert sizes[0] > sizes[1] > sizes[2]


@pytest.mark.parametrize("size", ["giant", "title", "display", "heading"])
def test_a_pull_fact_rises_no_higher_than_a_lead(size: str, tmp_path: Path) -> None:
    """Where a frame says on which baseline its text begins, large words do not rise into what stands above it."""
    frame = framed("{columns: 1-4, first: 60mm, bottom: 10mm}")
    theme = load_theme(Workspace(Path(__file__).parent.parent), "archive", Problems())
    assert theme is not None
    styles = StyleSet(theme, "held", 0, 8.0, 5 * MM)
    pages, problems = laid(tmp_path, exhibit(f"- pull_fact: {{text: X, size: {size}}}\n"), files=frame)
    (fact,) = (item for page in pages for item in page.placed)

    assert [] == problems
    assert fact.y >= 60 * MM - 0.1
    assert fact.y - styles(size).cap_height >= 60 * MM - styles("lead").cap_height - 0.1


def test_a_definition_is_one_paragraph(tmp_path: Path) -> None:
    """The term is strong, its form emphasised, and the meaning follows in the same paragraph."""
    content = "- definition: {term: Khoz-dvor, form: service yard, text: A yard between compounds.}\n"
    pages, _ = laid(tmp_path, exhibit(content), files=WIDE)
    runs = [run for page in pages for item in page.placed if isinstance(item.ink, TextLine) for run in item.ink.runs]

    assert "Khoz-dvor (service yard): A yard between compounds." == text_of(pages)
    fonts = {word: run.font for run in runs for word in run.text.split()}

    assert ("Literata-700", "Literata-400-italic") == (fonts["Khoz-dvor"], fonts["service"])
    assert "Literata-400" == fonts["compounds."]


def test_a_callout_hangs_from_a_bar(tmp_path: Path) -> None:
    """A heavy bar, the title and the remark keep together, the bar on the frame's edge."""
    pages, _ = laid(tmp_path, exhibit("- text: Before.\n- callout: {title: Try it, text: Fold it.}\n"), files=WIDE)
    (bar,) = [item for page in pages for item in page.placed if item.role == "rule"]
    found = places(pages)

    assert found["Before."][1] < bar.y < found["Try it"][1] < found["Fold it."][1]
    assert bar.x == pytest.approx(found["Try it"][0], abs=1)
    assert 5 < bar.rect.width / MM < 20


COMPARED = """\
- comparison:
    things: [A4, Letter]
    rows:
      - {point: Size, cells: [first, second cell that is a good deal longer than the first one is]}
      - [third, fourth]
"""


def test_a_comparison_stands_on_common_lines(tmp_path: Path) -> None:
    """Heads and cells of a row begin on one baseline, a column each; in a narrow frame they stand under each other."""
    wide = places(laid(tmp_path, exhibit(COMPARED), files=WIDE)[0])
    narrow = places(laid(tmp_path, exhibit(COMPARED), files=framed("{columns: 1-1, top: 10mm, bottom: 10mm}"))[0])

    assert wide["A4"][1] == wide["Letter"][1]
    assert wide["third"][1] == wide["fourth"][1]
    assert wide["third"][0] == pytest.approx(wide["A4"][0], abs=1)
    assert wide["fourth"][0] == pytest.approx(wide["Letter"][0], abs=1)
    assert "A4" not in narrow
    assert narrow["A4: third"][0] == narrow["Letter: fourth"][0]
    assert narrow["A4: third"][1] < narrow["Letter: fourth"][1]


def test_what_is_compared_stands_one_line_above_its_cells(tmp_path: Path) -> None:
    """The white between a point and its cells is the same in every row, whatever the grid leaves over."""
    rows = "".join(f"      - {{point: P{i}, cells: [a{i}, {'word ' * 9 * i}]}}\n" for i in range(1, 5))
    pages, _ = laid(tmp_path, exhibit(f"- comparison:\n    things: [A4, Letter]\n    rows:\n{rows}"), files=WIDE)
    found = places(pages)
    rules = sorted(item.y for page in pages for item in page.placed if item.role == "rule")

    for i in range(1, 5):
        assert found[f"a{i}"][1] - found[f"P{i}"][1] == pytest.approx(5 * MM)
        above = max(rule for rule in rules if rule < found[f"P{i}"][1])
        assert found[f"P{i}"][1] - above > 4 * MM


@pytest.mark.parametrize("words", range(20, 80, 6))
def test_heads_of_a_comparison_are_printed_again(words: int, tmp_path: Path) -> None:
    """On each page with rows the heads stand once above them; no page ends with heads alone."""
    rows = "".join(f"      - {{point: P{i}, cells: [a{i}, b{i}]}}\n" for i in range(8))
    content = f"- text: {'word ' * words}\n- comparison:\n    things: [A4, Letter]\n    rows:\n{rows}"
    pages, problems = laid(tmp_path, exhibit(content), files=framed("{columns: 1-4, top: 10mm, height: 45mm, fit: continue}"))  # fmt: skip

    assert [] == problems
    assert len(pages) > 2
    assert [f"{c}{i}" for i in range(8) for c in "ab"] == lines_of(pages, "comparison")
    for page in pages:
        found = [item.ink.text for item in page.placed if item.role.startswith("comparison")]  # type: ignore[union-attr]
        assert not found or (found[:2] == ["A4", "Letter"] and found.count("A4") == 1 and len(found) >= 5)


def test_a_comparison_is_a_table_when_read_aloud(tmp_path: Path) -> None:
    """Heads of columns and rows say so; a list of cells is a row without a head."""
    pages, _ = laid(tmp_path, exhibit(COMPARED), files=WIDE)
    cells = {id(item.element): item.element for page in pages for item in page.placed if item.element}
    found: list[Element] = list(cells.values())

    assert ["TH Column", "TH Column", "TH Row", "TD", "TD", "TD", "TD"] == [
        f"{cell.role} {cell.attributes.get('Scope', '')}".strip() for cell in found
    ]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("- steps: []\n", "error: 'steps' holds 0 values and needs at least 1 [value]"),
        ("- callout: {title: Only a title}\n", "error: 'text' is missing [missing]"),
        ("- definition: {term: A word}\n", "error: 'text' is missing [missing]"),
        ("- pull_fact: {text: 1, size: huge}\n", "error: 'size' must be 'giant', 'title', 'display', 'place' or 'heading', not 'huge' [value]"),
        ("- comparison: {things: [one], rows: [[a]]}\n", "error: 'things' holds 1 values and needs at least 2 [value]"),
        ("- comparison: {things: [one, two], rows: [[a, b, c]]}\n", "error: the row has 3 cells for 2 things [comparison]"),
        ("- comparison: {things: [one, two], rows: [a]}\n", "error: a row is a list of cells, and 'a' is none [comparison]"),
        ("- comparison: {things: [one, two], rows: []}\n", "error: 'rows' holds 0 values and needs at least 1 [value]"),
    ],
)  # fmt: skip
def test_wrong_input(content: str, message: str, tmp_path: Path) -> None:
    """What is missing or uneven is said at the author's line."""
    found = messages(tmp_path, exhibit(content)).splitlines()[0]

    assert found.startswith("exhibits/x.yaml:6:")
    assert found.endswith(message)
