"""Texts and frames too small for them go in; the least change of type and leading that makes them fit comes out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from laying import exhibit, laid, run
from test_flow import words

from predella.fitting import QUARTER
from predella.pages import Page, TextLine


def page_of(tmp_path: Path, content: str, height: int, fit: str) -> tuple[Page, list[str]]:
    """Return the page of a text in a frame of a height in mm, and the rules of its problems."""
    text = exhibit(content).replace("{layout: plain}", f"{{layout: plain, frames: {{main: {{height: {height}mm, fit: {fit}}}}}}}")
    pages, problems = laid(tmp_path, text)
    return pages[0], [problem.rule for problem in problems]


def size_of(page: Page) -> float:
    """Return the largest size of type on a page."""
    return max(run.size for item in page.placed if isinstance(item.ink, TextLine) for run in item.ink.runs)


@pytest.mark.parametrize("height", [60, 66, 71, 78])
def test_a_quarter_of_a_point_more_does_not_fit(tmp_path: Path, height: int) -> None:
    """The size found fits; the next larger, asked for as the limit of the shrinking, is too much."""
    content = f"- text: {words(170)}\n"
    page, problems = page_of(tmp_path, content, height, '"shrink to 60%"')
    size = size_of(page)
    assert (0, True) == (len([rule for rule in problems if rule == "overset"]), size < 11)
    assert size / QUARTER == round(size / QUARTER)

    limit = -int(-100 * (size + QUARTER) // 11)  # per cent, rounded up: this and all above it are tried and refused
    _, problems = page_of(tmp_path, content, height, f'"shrink to {limit}%"')
    assert "overset" in problems


def test_leading_gives_way_by_half_a_per_cent(tmp_path: Path) -> None:
    """Tightening takes no more of the leading than is needed: the lower the frame, the more, in steps of a half."""
    content = f"- text: {words(170)}\n"
    found = []
    for height in range(99, 91, -1):
        page, problems = page_of(tmp_path, content, height, "tighten")
        if "overset" not in problems:
            found.append(float((re.findall(r"leading ([\d.]+) %", page.frames[0].fit) or ["100"])[0]))

    assert sorted(found, reverse=True) == found
    assert {value * 2 % 1 for value in found} == {0}
    assert any(95 < value < 100 for value in found)


def test_what_was_done_is_told(tmp_path: Path) -> None:
    """Size from and to, leading, and what was left out stand in the fit of the frame, and `check --verbose` prints it."""
    content = f"- text: {words(100)}\n- {{text: {words(100, 300)}, optional: true}}\n"
    page, problems = page_of(tmp_path, content, 60, '[tighten, "shrink to 95%", drop optional]')

    assert ["dropped"] == problems
    assert "body 11 → 10.5 pt, leading 95 %, 1 block left out" == page.frames[0].fit
    told = run(["check", "exhibits/x.yaml", "--verbose"], tmp_path).stderr
    assert "page 1, frame main: body 11 → 10.5 pt, leading 95 %, 1 block left out" in told


def test_the_style_with_the_most_text_leads(tmp_path: Path) -> None:
    """Sizes are tried by quarters of the text's own size, however many headings stand over it; headings follow."""
    content = f"- heading: Head\n- text: {words(170)}\n"
    page, _ = page_of(tmp_path, content, 70, '"shrink to 60%"')

    assert page.frames[0].fit.startswith("body 11 → ")


def test_a_frame_of_headings_alone(tmp_path: Path) -> None:
    """Where no text leads, what there is shrinks: a title by quarters of a point of its own size."""
    page, _ = page_of(tmp_path, f"- heading: {words(40)}\n", 18, '"shrink to 60%"')

    assert re.match(r"heading 15\.5 → \d+(\.25|\.5|\.75)? pt", page.frames[0].fit)


@pytest.mark.parametrize("height", [16, 19])
def test_a_word_wider_than_the_frame_does_not_fit(tmp_path: Path, height: int) -> None:
    """Where a smaller size leaves no word too wide, that is the size taken, though the height would allow a larger."""
    content = "- {heading: short words and then the Incomprehensibilities of it, frame: side}\n- text: x\n"
    frame = f"side: {{columns: 4-4, height: {height}mm, fit: shrink to 40%}}"
    text = exhibit(content).replace("{layout: plain}", f"{{layout: plain, frames: {{{frame}}}}}")
    pages, problems = laid(tmp_path, text)

    assert [] == [problem for problem in problems if problem.rule != "heading-order"]
    assert ["heading 15.5 → 11.25 pt"] == [box.fit for box in pages[0].frames if box.name == "side"]
