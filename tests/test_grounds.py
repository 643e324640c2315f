"""Sections and frames with a ground of their own go in; fails where the colour is not under what stands on it."""

from __future__ import annotations

from pathlib import Path

import pytest
from laying import HEAD, LAYOUT, exhibit, made, project

from predella.diagnostics import Problems, Refused
from predella.pages import MM, Document, Page, Placed, Shape, TextLine
from predella.themes import load_theme
from predella.workspace import Workspace

HALF = LAYOUT.replace("columns: 3-4, top: 150mm, bottom: 10mm", "left: 74mm, right: 0mm, top: 150mm, bottom: 10mm, FRAME").replace(
    "{default: A5 portrait}", "{default: A5 portrait, bleed: 3mm}"
)
WORDS = "- text: One.\n- {text: Two., frame: side}\n"


def laid_out(tmp_path: Path, frame: str, content: str = WORDS) -> Page:
    """Return the page of a small exhibit whose frame `side` is given more keys."""
    folder = project(tmp_path, exhibit(content))
    (folder / "layouts/plain/layout.yaml").write_text(HALF.replace("FRAME", frame), encoding="utf-8")
    document, problems = made(folder)
    assert [] == problems
    return only(document)


def only(document: Document) -> Page:
    (page,) = document.pages
    return page


def areas(page: Page) -> list[Placed]:
    return [item for item in page.placed if item.role == "ground"]


def ink(page: Page, word: str) -> str:
    """Return the colour of the line that has a word."""
    (line,) = [item.ink for item in page.placed if isinstance(item.ink, TextLine) and word in item.ink.text]
    return line.runs[0].colour.name


def test_a_section_has_a_ground_of_its_own(tmp_path: Path) -> None:
    """A page takes the ground that its section names, in place of its master's and its layout's."""
    text = HEAD + (
        "sections:\n  - {id: one, heading: One, content: [text: One.]}\n"
        "  - {id: two, heading: Two, ground: colour, content: [text: Two.]}\n"
        "  - {id: three, heading: Three, page: dark, ground: light, content: [text: Three.]}\n"
        "documents:\n  panel: {layout: panel, theme: archive}\n"
    )
    document, _ = made(project(tmp_path, text))

    assert ["ash", "adobe", "ash"] == [page.ground.name for page in document.pages if page.ground]
    assert ["ink", "ink"] == [ink(page, word) for page, word in zip(document.pages[1:], ("Two.", "Three."), strict=True)]


def test_a_ground_that_the_theme_does_not_have(tmp_path: Path) -> None:
    """It is an error at the section's line, with the name that was meant."""
    text = exhibit("- text: One.\n").replace("    content:", "    ground: color\n    content:", 1)

    with pytest.raises(Refused) as refused:
        made(project(tmp_path, text))

    (problem,) = refused.value.problems
    assert ("ground", "the theme 'archive' has no ground 'color'") == (problem.rule, problem.message)
    assert problem.span
    assert "ground: color" == text.splitlines()[problem.span.line - 1].strip()
    assert any("colour" in hint for hint in problem.hints)


def test_a_frame_is_painted_under_what_it_holds(tmp_path: Path) -> None:
    """Its area is drawn first, into the bleed where it touches the trim; its words stand within the inset."""
    page = laid_out(tmp_path, "ground: dark, inset: 10mm")
    (area,) = areas(page)
    (line,) = [item for item in page.placed if isinstance(item.ink, TextLine) and "Two" in item.ink.text]

    assert page.placed[0] is area
    assert isinstance(area.ink, Shape)
    assert area.ink.fill
    assert "ink" == area.ink.fill.name
    assert (74, 150, 151) == pytest.approx((area.rect.x / MM, area.rect.y / MM, area.rect.right / MM), abs=0.01)
    assert 84 == pytest.approx(line.x / MM, abs=0.01)
    assert line.rect.y / MM >= 158
    assert ("black", "ash") == (ink(page, "One"), ink(page, "Two"))


def test_an_empty_frame_is_not_painted(tmp_path: Path) -> None:
    assert [] == areas(laid_out(tmp_path, "ground: dark", "- text: One.\n"))


def test_a_role_of_another_ground(tmp_path: Path) -> None:
    """`light.accent` is the accent that the ground `light` has when what a theme extends is merged in."""
    folder = tmp_path / "layouts/themes/sea"
    folder.mkdir(parents=True)
    (folder / "theme.yaml").write_text(
        'theme: sea\nextends: archive\ncolours: {foam: "#A0D0E0"}\ngrounds:\n  light: {accent: foam}\n', encoding="utf-8"
    )
    problems = Problems()
    theme = load_theme(Workspace(tmp_path), "sea", problems)

    assert theme
    assert [] == problems.found
    assert ("foam", "ash", "ink") == tuple(theme.ground("colour")[role].name for role in ("ground", "accent", "text"))
