"""An exhibit in Hebrew or Arabic goes in; its pages come out turned over, but for what has a side of its own."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from laying import made, project
from pages_of import ROOT

from predella.build import Options, make, open_exhibit, plan
from predella.diagnostics import Problems
from predella.mirroring import flipped, kept, mirrored
from predella.pages import Document, Page, Placed, Rect, Shape, TextLine, box
from predella.workspace import Workspace

TEXT = """\
exhibit: x
title: {he: "דף", en: A sheet}
languages: [he, en]
sections:
  - id: one
    heading: {he: "דף נייר", en: A sheet of paper}
    content:
      - text: {he: "- גיליון אחד\\n- גיליון שני", en: "- one sheet\\n- another sheet"}
      - table:
          columns: [{head: {he: "גיליון", en: Sheet}}, {head: {he: "מידה", en: Size}}]
          rows: [[A4, "210"], [A5, "148"]]
      - sizes: {sheets: [A4, A5]}
documents:
  handout: {layout: handout, page: one-column}
"""


def page_in(language: str, tmp_path: Path, text: str = TEXT) -> Page:
    """Return the first page of the exhibit in one of its languages."""
    order = "[he, en]" if language == "he" else "[en, he]"
    document, problems = made(project(tmp_path, text.replace("[he, en]", order)))
    assert [] == [problem.message for problem in problems if problem.severity == "error"]
    return next(iter(document.pages))


def words(page: Page, role: str) -> list[Placed]:
    """Return the lines of text of a role."""
    return [item for item in page.placed if item.role == role and isinstance(item.ink, TextLine)]


def test_text_stands_at_the_right(tmp_path: Path) -> None:
    """Lines begin at one edge on the right; bullets stand right of their items; the first column of a table is the rightmost."""
    page = page_in("he", tmp_path)

    rights = {round(item.rect.right, 1) for item in words(page, "item")}
    assert 1 == len(rights)
    assert all(mark.rect.x > rights.copy().pop() for mark in words(page, "marker"))
    heads = [item for item in page.placed if isinstance(item.ink, TextLine) and item.ink.text.strip()[::-1] in ("גיליון", "מידה")]
    assert heads[0].rect.x > heads[1].rect.x


def test_the_page_is_the_other_one_turned_over(tmp_path: Path) -> None:
    """Frames lie on the other side of the sheet; nothing else of them changes."""
    hebrew, english = page_in("he", tmp_path), page_in("en", tmp_path)

    for mine, other in zip(hebrew.frames, english.frames, strict=True):
        assert (mine.name, mine.rect.y, mine.rect.width) == (other.name, other.rect.y, other.rect.width)
        assert abs(mine.rect.x - (english.width - other.rect.right)) < 0.01


def test_drawings_to_scale_are_not_turned(tmp_path: Path) -> None:
    """A4 stands left of A5 in both: what is drawn to scale keeps its sides."""
    found = {}
    for language in ("he", "en"):
        names = [item for item in page_in(language, tmp_path).placed if isinstance(item.ink, TextLine) and item.ink.text in ("A4", "A5")]
        found[language] = [item.ink.text for item in sorted(names[-2:], key=lambda item: item.x) if isinstance(item.ink, TextLine)]
    assert ["A4", "A5"] == found["he"] == found["en"]


TIMELINE = """\
exhibit: x
title: {he: "זמן", en: Time}
languages: [he, en]
events:
  - {date: 1900, title: {he: "ראשון", en: First}}
  - {date: 1950, title: {he: "אחרון", en: Last}}
sections:
  - id: one
    content:
      - timeline: {from: 1890, to: 1960, orientation: horizontal}
documents:
  handout: {layout: handout, page: one-column, time: left-to-right}
"""


def years(page: Page) -> list[str]:
    """Return the years of a timeline's axis from left to right."""
    found = [item for item in page.placed if isinstance(item.ink, TextLine) and item.ink.text in ("1900", "1920", "1940")]
    return [item.ink.text for item in sorted(found, key=lambda item: item.x) if isinstance(item.ink, TextLine)]


def test_time_runs_as_the_document_says(tmp_path: Path) -> None:
    """From left to right in every language, until a document asks for the other."""
    backward = TIMELINE.replace("left-to-right", "right-to-left")
    assert ["1900", "1920", "1940"] == years(page_in("he", tmp_path, TIMELINE)) == years(page_in("en", tmp_path, TIMELINE))
    assert ["1940", "1920", "1900"] == years(page_in("he", tmp_path, backward)) == years(page_in("en", tmp_path, backward))


def test_the_arabic_exhibit() -> None:
    """It fits one page each, every page says that it is a draft, and its text is there from right to left."""
    workspace, problems = Workspace(ROOT), Problems()
    exhibit = open_exhibit(workspace, ROOT / "exhibits" / "half-a-sheet.yaml", problems)
    assert exhibit is not None
    documents: dict[str, Document] = {
        job.stem: make(job, workspace, problems)[0] for job in plan(workspace, exhibit, Options(), problems)
    }

    assert {"half-a-sheet-panel-ar": 1, "half-a-sheet-handout-ar": 1} == {name: len(list(d.pages)) for name, d in documents.items()}
    assert {"draft"} == {problem.rule for problem in problems.found}
    for document in documents.values():
        for page in document.pages:
            assert words(page, "draft")
            assert len({round(item.rect.right) for item in words(page, "body") if item.frame == "main"}) <= 2


RECTS = st.builds(Rect, st.floats(0, 100), st.floats(0, 100), st.floats(1, 50), st.floats(1, 50))


@given(rects=st.lists(RECTS, min_size=1, max_size=5), room=RECTS)
def test_turning_twice_changes_nothing(rects: list[Rect], room: Rect) -> None:
    """Areas are turned over about the middle of a room; what keeps its sides looks as before once the page is turned over."""
    items = [Placed(r.x, r.y, Shape(box(r.width, r.height))) for r in rects]
    twice = mirrored(mirrored(items, room), room)
    for item, again in zip(items, twice, strict=True):
        assert abs(item.rect.x - again.rect.x) < 1e-6
        assert abs(item.rect.width - again.rect.width) < 1e-6
    same = mirrored(kept(items), room)
    moved = {round(again.rect.x - item.rect.x, 6) for item, again in zip(items, same, strict=True)}
    assert 1 == len(moved)
    assert flipped(flipped(box(3, 4))) == box(3, 4)
