"""The construction of a page is drawn over it, and so is what is wrong there."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pikepdf
import pypdfium2
from laying import exhibit, made, project, run

from predella.pages import Shape, TextLine
from predella.writers.markup import ALARM, FACE, problem_marks, write_markup

WIDE = "w" * 90


def test_problem_is_outlined_where_it_stands_and_said_beside_it(tmp_path: Path) -> None:
    document, _ = made(project(tmp_path, exhibit(f"- text: {WIDE}\n- text: A sentence.\n")))

    marks = [mark for page in document.pages for mark in problem_marks(page, document.problems)]
    said = [mark.ink.text for mark in marks if isinstance(mark.ink, TextLine)]
    outlined = [mark for mark in marks if isinstance(mark.ink, Shape) and mark.ink.stroke == ALARM]

    assert any("wider than its frame" in words for words in said)
    assert 2 == len(said)
    assert 1 == len(outlined), "both are about one line of the author's"
    tops = sorted(mark.y for mark in marks if isinstance(mark.ink, TextLine))
    size = document.pages[0].width / 120
    assert all(lower - upper > size for upper, lower in pairwise(tops)), "messages of one place stand clear of each other"


def test_page_without_problems_bears_no_mark(tmp_path: Path) -> None:
    document, _ = made(project(tmp_path, exhibit("- text: A sentence.\n")))

    assert [mark for page in document.pages for mark in problem_marks(page, document.problems)] == []


def test_words_of_the_markup_stand_in_a_face_that_the_theme_lacks(tmp_path: Path) -> None:
    """The markup brings its own face along: an Arabic theme has no narrow sans."""
    document, _ = made(project(tmp_path, exhibit("- text: One.\n")))
    document = replace(document, fonts={name: face for name, face in document.fonts.items() if name != FACE})
    sink = BytesIO()
    write_markup(document, sink)

    with pikepdf.open(sink) as opened:
        names = [str(font.BaseFont) for font in opened.pages[0].Resources.Font.values()]
    assert any("FiraSansCondensed-Medium" in name or "FiraSansCondensed-500" in name for name in names)


def test_what_stands_nowhere_is_listed_on_the_first_page(tmp_path: Path) -> None:
    """A problem without a place on a page is in the list at the foot of the first, with its number and its line."""
    folder = project(tmp_path, exhibit("- text: One.\n", rest="sources: [{id: a, title: A}]\n"))
    run(["build", "x", "--target", "markup"], folder)

    text = pypdfium2.PdfDocument(folder / "output/x/x-handout-markup.pdf")[0].get_textpage().get_text_range()
    assert "1 warning: exhibits/x.yaml:3:11: the source 'a' is never cited [uncited]" in text
