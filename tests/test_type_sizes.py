"""A distance and an exhibit go in; sizes of type, the table of `check --sizes` and its warnings come out."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from laying import exhibit, laid, messages, project, run
from test_themes import house, shipped

from predella.audit.type_sizes import TypeSize
from predella.pages import MM
from predella.styles import LEAST, RISE, reads_to, size_for, x_height_for
from predella.themes import StyleSet

THEMES = ("archive", "clear", "field")


def styles(theme: str, metres: float | None, below: int = 0, smallest: float = 26) -> StyleSet:
    """Return the hung styles of a shipped theme at a distance."""
    return StyleSet(shipped(theme), "hung", 0, smallest, 4 * MM, metres=metres, below=below)


@given(st.floats(0.3, 4), st.floats(0.5, 6), st.floats(0.42, 0.56))
def test_size_is_enough_and_not_much_more(metres: float, share: float, x_height: float) -> None:
    """A size gives its share of the x-height that the rule asks for, and at most half a point or 2.5 % more."""
    wanted = share * x_height_for(metres) * MM / x_height
    size = size_for(metres, share, x_height, shipped().file.ladder)

    assert wanted - 0.001 <= size <= (wanted + 0.5) * 1.025
    assert size * 2 == round(size * 2) or size in shipped().file.ladder


@pytest.mark.parametrize(("metres", "least"), [(0.3, 4.5), (1.0, 9.3), (2.0, 18.6)])
def test_rule(metres: float, least: float) -> None:
    """9.3 mm of x-height for each metre, 4.5 mm at least; and back."""
    assert least == pytest.approx(x_height_for(metres))
    assert reads_to(least) == pytest.approx(max(metres, LEAST / RISE))


@pytest.mark.parametrize("theme", THEMES)
def test_a_metre_is_what_the_themes_are_drawn_for(theme: str) -> None:
    """At one metre every style of a panel has the size it has without a distance; a poster's two are drawn for 0.7 m."""
    near = {"poster", "summary"}
    for name in shipped(theme).file.styles:
        metres = 0.7 if name in near else 1.0
        assert styles(theme, None)(name).size == styles(theme, metres)(name).size, name


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("metres", [0.5, 1.0, 1.7, 2.5])
def test_distance(theme: str, metres: float) -> None:
    """Text reads from its distance, on whole steps of the grid; captions keep their size, nothing is under the smallest."""
    found = styles(theme, metres)
    body = found("body")
    assert body.x_height / MM >= x_height_for(metres) - 0.005
    assert body.leading / found.step == pytest.approx(round(body.leading / found.step))
    assert body.leading >= 1.12 * body.size
    assert found("title").size > 3 * body.size
    assert found("caption").size == 26
    assert min(found(name).size for name in found.theme.file.styles) >= 26


def test_a_smaller_paper_takes_steps() -> None:
    """On the next smaller paper type stands two steps of the ladder lower, and reads from less far."""
    assert (52, 37) == (styles("archive", 1.0)("body").size, styles("archive", 1.0, below=-2)("body").size)


def test_running_text() -> None:
    """Text is running text by its share, or by the style it is made from; titles of a theme without shares are not."""
    theme = shipped()
    assert [True, True, True, False, False] == [theme.runs(name) for name in ("body", "item", "lead", "callout", "caption")]


WALL = """\
layout: wall
paper: {default: A3 landscape}
scale: hung
smallest: 14pt
ground: light
grid: {units: 20, margin: 1u, columns: 4, baseline: {A3: 2mm}}
pages:
  page: {frames: {main: {columns: 1-4, top: 10mm, bottom: 10mm, fit: shrink to 40%}}}
"""


def wall(content: str, read_at: str) -> tuple[str, dict[str, str | bytes]]:
    """Return an exhibit with one wall document, and its layout."""
    text = exhibit(content).replace("{layout: plain}", "\n    layout: wall\n" + (f"    read_at: {read_at}\n" if read_at else ""))
    template = '<page><flow frame="main">{{ sections[0].content | blocks }}</flow></page>'
    return text, {"layouts/wall/layout.yaml": WALL, "layouts/wall/story.xml.j2": template}


def test_text_too_small_for_its_distance(tmp_path: Path) -> None:
    """Text that shrank to fit no longer reads from where the document says: a warning at that line, with the rule."""
    text, files = wall(f"- text: {'word ' * 130}\n", "1 m")
    found = messages(tmp_path, text, files)

    line = 1 + text.split("\n").index("    read_at: 1 m")
    assert re.search(r"an x-height of \d\.\d mm; read at 1 m it needs 9\.3 mm", found)
    assert f"exhibits/x.yaml:{line}:" in found
    assert "[type-for-distance]" in found or "type-for-distance" in found
    assert "Smithsonian Guidelines" in found


def test_text_large_enough(tmp_path: Path) -> None:
    """Text that has room is as large as its distance asks for, and nothing is said."""
    text, files = wall("- text: A few words.\n", "1 m")
    pages, problems = laid(tmp_path, text, files=files)

    assert [] == problems
    assert {52.0} == {run.size for item in pages[0].placed for run in getattr(item.ink, "runs", ())}


def test_under_the_floor(tmp_path: Path) -> None:
    """Type that hangs has an x-height of 4.5 mm, whether the document names a distance or not."""
    text, files = wall(f"- text: {'word ' * 600}\n", "")
    _, problems = laid(tmp_path, text, files=files)

    found = [problem for problem in problems if problem.rule == "type-for-distance"]
    assert ["whatever the distance it needs 4.5 mm"] == [problem.message.split("; ")[1] for problem in found]


def test_small_print(tmp_path: Path) -> None:
    """Running text in the hand under 9 pt is reported."""
    text = exhibit(f"- text: {'word ' * 500}\n").replace(
        "{layout: plain}", "{layout: plain, frames: {main: {height: 100mm, fit: shrink to 60%}}}"
    )
    _, problems = laid(tmp_path, text)

    assert "small-print" in {problem.rule for problem in problems}


def test_table(tmp_path: Path) -> None:
    """`check --sizes` prints a line for each style under the summary; with JSON it comes beside the problems."""
    text, files = wall("- text: A few words.\n", "1 m")
    folder = project(tmp_path, text, files)
    shown = run(["check", "exhibits/x.yaml", "--sizes"], folder)
    data = json.loads(run(["check", "exhibits/x.yaml", "--sizes", "--format", "json"], folder).stdout)

    assert "handout (en) on A3-landscape, read at 1 m" in shown.stdout
    assert re.search(r"body +52 pt +9\.3 mm +12  any to 1\.00 m", shown.stdout)
    assert [] == data["problems"]
    assert [("body", 52.0, 1.0)] == [(row["style"], row["size"], row["reads_to"]) for row in data["sizes"][0]["styles"]]


@pytest.mark.parametrize(("size", "words"), [(14, "clear print, 14 pt"), (12, "clear print, 12 pt"), (11, "under clear print")])
def test_clear_print(size: float, words: str) -> None:
    """A style in the hand equals a size of clear print by its x-height, measured in Arial."""
    assert words == TypeSize("body", size, 0.519 * size / MM).clear_print


def test_a_theme_of_one_s_own_without_shares(tmp_path: Path) -> None:
    """A theme that gives its text a size and no share keeps that size whatever the distance."""
    theme = house(tmp_path, "styles: {body: {hung: {size: 40, leading: 18mm}}}\n")
    found = StyleSet(theme, "hung", 0, 26, 4 * MM, metres=2.0)
    assert (40, True) == (found("body").size, theme.runs("body"))
