"""The construction of a page is drawn over it, and so is what is wrong there."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from itertools import combinations, pairwise
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from laying import exhibit, made, planned, project, run
from pictures import encoded, quarters

from predella.audit.spots import spotted
from predella.build import make
from predella.diagnostics import Problem, Spot
from predella.pages import Document, Page, Picture, Shape, TextLine
from predella.writers.findings import ALARM, FACE, Finding, findings_of, height_of, listed, marks, rows
from predella.writers.markup import write_markup

WIDE = "w" * 90


def found_on(folder: Path) -> tuple[Document, list[Finding]]:
    """Return a project's document, and what was found in it with where it shows, as the markup draws it."""
    workspace, jobs, problems = planned(folder)
    document, _ = make(jobs[0], workspace, problems)
    pages = tuple(document.pages)
    shown = spotted(problems.found, pages, jobs[0].exhibit, workspace.lines)
    return document, findings_of(tuple(shown), pages)


def pictured(**changes: str) -> str:
    given = {"alt": "Image of a bridge", "caption": "The bridge", "rights": "{credit: The museum, license: CC0-1.0}", **changes}
    lines = "".join(f"    {key}: {value}\n" for key, value in given.items())
    return exhibit("- text: One.\n- figure: b\n", rest=f"figures:\n  b:\n{lines}")


def test_problem_is_outlined_where_it_stands_and_numbered(tmp_path: Path) -> None:
    """Two problems of one line have one outline each, and numbers beside one another."""
    document, findings = found_on(project(tmp_path, exhibit(f"- text: {WIDE}\n- text: A sentence.\n")))
    (page,) = document.pages
    drawn = list(marks(page, findings))
    outlined = [mark for mark in drawn if isinstance(mark.ink, Shape) and mark.ink.stroke == ALARM]
    numbers = [mark for mark in drawn if isinstance(mark.ink, TextLine)]

    assert ["1", "2"] == [mark.ink.text for mark in numbers if isinstance(mark.ink, TextLine)]
    assert 2 == len(outlined)
    assert all(one.rect.right < other.rect.x for one, other in pairwise(numbers))


def test_what_is_written_of_a_figure_shows_at_its_picture(tmp_path: Path) -> None:
    """Its alternative, its rights and its pixels are marked at the picture, not in the margin of the first page."""
    files = {"data/b.png": encoded(quarters(40, 30), "PNG")}
    document, findings = found_on(project(tmp_path, pictured(file="b.png"), files))
    (picture,) = (item.rect for page in document.pages for item in page.placed if isinstance(item.ink, Picture))

    assert {"doubtful-alt", "rights", "resolution"} == {finding.problem.rule for finding in findings}
    for finding in findings:
        (place,) = finding.places.values()
        assert (place.x, place.y, place.right, place.bottom) == pytest.approx((picture.x, picture.y, picture.right, picture.bottom))


def test_what_is_written_of_a_figure_shows_at_its_position(tmp_path: Path) -> None:
    """A picture that is not there yet is marked round the area that waits for it, and its words."""
    document, findings = found_on(project(tmp_path, pictured()))
    (page,) = document.pages
    area = max((item.rect for item in page.placed if item.role == "position"), key=lambda rect: rect.height)
    (position,) = (finding for finding in findings if finding.problem.rule == "fpo")
    place = position.places[1]

    assert place.y == pytest.approx(area.y)
    assert place.bottom >= area.bottom
    assert place.width >= area.width


def test_a_thin_line_is_marked_at_the_line(tmp_path: Path) -> None:
    """What no line of the exhibit asks for shows at its own place on the page."""
    theme = "theme: thin\nextends: archive\nstrokes: {hairline: {hung: 0.05mm, held: 0.05mm}}\n"
    table = exhibit("- text: One.\n- table: {columns: [A, B], rows: [[1, 2]]}\n", rest="theme: thin\n")
    document, findings = found_on(project(tmp_path, table, {"layouts/themes/thin/theme.yaml": theme}))
    (thin,) = (finding for finding in findings if finding.problem.rule == "hairline")
    lines = [item.rect for page in document.pages for item in page.placed if isinstance(item.ink, Shape) and item.ink.stroke and item.ink.stroke_width < 0.2]

    assert thin.places[1] in lines


def test_the_list_stands_under_the_page(tmp_path: Path) -> None:
    """The page grows by its list, which covers nothing of it; each line fits its width, and no message is lost."""
    text = pictured(title="word " * 60).replace("figures:", "sources: [{id: a, title: A}]\nfigures:")
    folder = project(tmp_path, text)
    document, findings = found_on(folder)
    (page,) = document.pages
    lines = rows(page, findings, first=True)
    placed = list(listed(page, lines))

    assert all(item.rect.y >= page.height - 0.01 for item in placed)
    assert all(item.rect.right <= page.width for item in placed)
    assert all(item.rect.bottom <= page.height + height_of(lines, page) for item in placed)
    said = " ".join(line.text for _, line in lines)
    assert findings
    assert all(f"{finding.number}  " in said and finding.problem.message in said for finding in findings)
    run(["build", "x", "--target", "markup"], folder)
    (written,) = pypdfium2.PdfDocument(folder / "output/x/x-handout-markup.pdf")
    assert written.get_height() == pytest.approx(page.height + height_of(lines, page), abs=0.1)


@given(st.lists(st.tuples(st.integers(0, 500), st.integers(0, 500), st.sampled_from(["error", "warning"])), max_size=12))
def test_numbers_never_stand_on_one_another(given_: list[tuple[int, int, str]]) -> None:
    page = Page(1, 400.0, 600.0, 0.0, None, ())
    problems = [Problem(severity, "ink", f"message {i}", spot=Spot(1, x, y, x + 40, y + 20)) for i, (x, y, severity) in enumerate(given_)]  # type: ignore[arg-type]
    plates = [item.rect for item in marks(page, findings_of(problems, (page,))) if isinstance(item.ink, Shape) and item.ink.fill]

    assert len(problems) == len(plates)
    for one, other in combinations(plates, 2):
        assert min(one.right, other.right) - max(one.x, other.x) <= 0.01 or min(one.bottom, other.bottom) - max(one.y, other.y) <= 0.01


def test_page_without_problems_bears_no_mark(tmp_path: Path) -> None:
    document, _ = made(project(tmp_path, exhibit("- text: A sentence.\n")))

    (page,) = document.pages
    findings = findings_of(document.problems, (page,))
    assert [] == list(marks(page, findings))
    assert [] == list(listed(page, rows(page, findings, first=True)))


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
    """A problem without a place on a page is in the list under the first, with its number and its line."""
    folder = project(tmp_path, exhibit("- text: One.\n", rest="sources: [{id: a, title: A}]\n"))
    run(["build", "x", "--target", "markup"], folder)

    text = pypdfium2.PdfDocument(folder / "output/x/x-handout-markup.pdf")[0].get_textpage().get_text_range()
    assert "1 exhibits/x.yaml:3:11: warning: the source 'a' is never cited [uncited]" in text
