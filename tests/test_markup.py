"""The construction of a page is drawn over it, and so is what is wrong there."""

from __future__ import annotations

from pathlib import Path

from laying import exhibit, made, project

from predella.pages import Shape, TextLine
from predella.writers.markup import ALARM, problem_marks

WIDE = "w" * 90


def test_problem_is_outlined_where_it_stands_and_said_beside_it(tmp_path: Path) -> None:
    document, _ = made(project(tmp_path, exhibit(f"- text: {WIDE}\n- text: A sentence.\n")))

    marks = [mark for page in document.pages for mark in problem_marks(page, document.problems)]
    said = [mark.ink.text for mark in marks if isinstance(mark.ink, TextLine)]
    outlined = [mark for mark in marks if isinstance(mark.ink, Shape) and mark.ink.stroke == ALARM]

    assert any("wider than its frame" in words for words in said)
    assert len(outlined) == len(said)


def test_page_without_problems_bears_no_mark(tmp_path: Path) -> None:
    document, _ = made(project(tmp_path, exhibit("- text: A sentence.\n")))

    assert [mark for page in document.pages for mark in problem_marks(page, document.problems)] == []
