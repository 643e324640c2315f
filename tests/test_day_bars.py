"""Takes stretches of days; fails where a row has another number of marks, another scale or fewer accounts than it was given."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from laying import Options, laid, lines_of, make, messages, planned, project, text_of
from pages_of import clashes

from predella.blocks.day_bars_rows import days_in_words
from predella.pages import MM, Page, Placed, Shape, TextLine

HEAD = """\
exhibit: x
title: Sieges
languages: [%s]
sources:
  - {id: chronicle, title: A chronicle, citation-label: C}
  - {id: letters, title: Letters, citation-label: L}
events:
  - {id: north, date: 1460-05-01/1460-06-20, title: North Gate, account_of: north, source: "@chronicle"}
  - {id: north-told, date: 1460-05-05/1460-07, title: North Gate, account_of: north, source: "@letters"}
  - {id: south, date: 1461-03-10/1461-03-30, title: South Gate, text: a few hundred people, source: "@chronicle"}
  - {id: truce, date: 1461-03-15, title: 15 March, text: A truce is made., source: "@letters"}
  - {id: shut, date: 1461-03-10, title: 10 March, account_of: shut, text: The gate is shut., source: "@chronicle"}
  - {id: shut-late, date: 1461-03-12, title: 12 March, account_of: shut, source: "@letters"}
  - {id: year, date: 1462, title: A siege of 1462, source: "@letters"}
sections:
  - id: one
    content:
      - day_bars:
"""
TWO = """\
          rows:
            - north
            - event: south
              openings: [{from: 1461-03-16, to: 1461-03-18}]
              last: true
"""
WALL = """\
layout: wall
summary: a panel for tests
paper: {default: A1, bleed: 3mm}
scale: hung
smallest: 26pt
ground: light
grid: {units: 42, margin: 3u, columns: 12, baseline: {A1: 4mm}}
pages:
  page:
    frames:
      main: {units: 3-39, top: 2u, bottom: 3u}
"""


def exhibit(rows: str, layout: str = "plain", language: str = "en") -> str:
    return HEAD % language + rows + f"documents:\n  it: {{layout: {layout}}}\n"


def page_of(
    tmp_path: Path, rows: str = TWO, layout: str = "plain", language: str = "en"
) -> tuple[Page, list[str]]:
    """Return the first page of rows on a small sheet or on a wall, and the messages of their problems."""
    template = "{% for s in sections %}<page><flow frame='main'>{{ s.content | blocks }}</flow></page>{% endfor %}"
    files = {"layouts/wall/layout.yaml": WALL, "layouts/wall/story.xml.j2": template}
    pages, problems = laid(tmp_path, exhibit(rows, layout, language), files=files)
    assert pages, problems
    return pages[0], [problem.message for problem in problems]


def marks(page: Page) -> list[list[Placed]]:
    """Return the shapes of days, row by row."""
    found: dict[float, list[Placed]] = {}
    for item in page.placed:
        if item.role == "day" and isinstance(item.ink, Shape):
            found.setdefault(round(item.y, 2), []).append(item)
    return [found[y] for y in sorted(found)]


def colours(items: list[Placed]) -> list[str]:
    return [item.ink.fill.name for item in items if isinstance(item.ink, Shape) and item.ink.fill]


@pytest.mark.parametrize("layout", ["plain", "wall"])
def test_a_mark_for_each_day_from_one_edge_on_one_scale(tmp_path: Path, layout: str) -> None:
    """51 and 21 days: the days that all sources count have a mark each, and all rows begin on one edge."""
    north, south = marks(page_of(tmp_path, layout=layout)[0])
    solid = north[-47:]  # the letters begin four days later: those four are combs
    assert len(north) > 51
    assert len(south) == 21
    pitch = (solid[-1].x - solid[0].x) / 46
    assert [item.x - south[0].x for item in south] == pytest.approx([day * pitch for day in range(21)])
    assert north[0].x == pytest.approx(south[0].x)
    assert solid[0].x - north[0].x == pytest.approx(4 * pitch)


def test_the_scale_reaches_to_what_any_source_gives(tmp_path: Path) -> None:
    """The letters end some day in July: the row's second bar is on the same scale, and the axis ends with that month."""
    page, _ = page_of(tmp_path, layout="wall")
    axis = next(item for item in page.placed if item.role == "axis")
    account = next(item for item in page.placed if item.role == "account" and isinstance(item.ink, Shape))
    pitch = axis.rect.width / 92  # 1 May to 31 July
    assert account.rect.x - axis.rect.x == pytest.approx(4 * pitch)
    assert marks(page)[1][1].x - marks(page)[1][0].x == pytest.approx(pitch)


def test_open_days_are_stubs_and_the_last_is_set_apart(tmp_path: Path) -> None:
    south = marks(page_of(tmp_path, layout="wall")[0])[1]
    full = south[0].rect.height
    assert [day for day, item in enumerate(south) if item.rect.height < full / 2] == [6, 7, 8]
    assert set(colours(south[:-1])) == {"adobe"}
    assert colours(south[-1:]) == ["ink"]


def test_disagreement_is_told_with_both_sources(tmp_path: Path) -> None:
    page, problems = page_of(tmp_path, layout="wall")
    told = text_of([page])
    assert "1 May – 20 June 1460 [C]" in told
    assert "≠ 5 May 1460 – July 1460 [L]" in told
    assert "51 days" in told
    assert "21 days" in told
    assert "a few hundred people" in told
    assert problems == []


def test_notes_hang_under_their_row_and_comb_what_they_disagree_about(tmp_path: Path) -> None:
    """Accounts of the first day are one note; the days that only one of them counts are combs."""
    rows = "          rows: [{event: south, notes: [truce, shut, shut-late]}]\n"
    page, problems = page_of(tmp_path, rows, layout="wall")
    notes = lines_of([page], "note")
    assert notes[0].split() == ["10", "March", "[C]", "≠", "12", "March", "[L]"]
    assert "A truce is made." in " ".join(notes)
    assert len(marks(page)[0]) == 2 * 4 + 19
    assert problems == []


def test_a_row_of_its_own_needs_no_event(tmp_path: Path) -> None:
    rows = """\
          rows:
            - title: This fair
              dates: 2026-07-04/2026-07-31
              combed: [2026-07-04/2026-07-05]
              source: "@chronicle"
              accounts: [{dates: 2026-07-05/2026-07-30, source: "@letters"}]
"""
    page, problems = page_of(tmp_path, rows, layout="wall")
    assert "4–31 July 2026 [C]" in text_of([page])
    assert "≠ 5–30 July 2026 [L]" in text_of([page])
    assert "28 days" in text_of([page])
    assert len(marks(page)[0]) == 3 * 4 + 25  # the last day is counted by one source alone
    assert problems == []


@pytest.mark.parametrize("language", ["en", "kk", "ru"])
@pytest.mark.parametrize("layout", ["plain", "wall"])
def test_words_stand_clear_of_each_other_in_each_language(
    tmp_path: Path, layout: str, language: str
) -> None:
    pages, _ = laid_documents(tmp_path, layout, language)
    assert list(clashes(pages)) == []


def laid_documents(tmp_path: Path, layout: str, language: str):  # type: ignore[no-untyped-def]
    """Return the finished document and its problems."""
    template = "{% for s in sections %}<page><flow frame='main'>{{ s.content | blocks }}</flow></page>{% endfor %}"
    files = {"layouts/wall/layout.yaml": WALL, "layouts/wall/story.xml.j2": template}
    rows = TWO + "              notes: [truce]\n"
    workspace, jobs, problems = planned(project(tmp_path, exhibit(rows, layout, language), files), Options())
    return make(jobs[0], workspace, problems)[0], problems.found


def test_days_are_counted_as_each_language_counts_them() -> None:
    assert [days_in_words(n, "en") for n in (1, 42)] == ["1 day", "42 days"]
    assert [days_in_words(n, "ru") for n in (21, 42, 71)] == ["21 день", "42 дня", "71 день"]
    assert days_in_words(42, "kk") == "42 күн"


def test_days_too_narrow_for_marks_join_to_a_bar(tmp_path: Path) -> None:
    """400 days on a small sheet: no gaps that would print as grey, and no sentence that one mark is one day."""
    rows = "          rows: [{title: Long, dates: 1460-01-01/1461-02-03}]\n"
    page, _ = page_of(tmp_path, rows)
    (row,) = marks(page)
    gaps = [b.x - a.rect.right for a, b in pairwise(row)]
    assert max(gaps) == pytest.approx(0, abs=1e-6)
    assert "One mark is one day." not in text_of([page])


def test_the_drawing_is_told_in_words(tmp_path: Path) -> None:
    page, _ = page_of(tmp_path)
    (element,) = {id(item.element): item.element for item in page.placed if item.element and item.element.alt}.values()
    assert element.role == "Figure"
    told = " ".join((element.alt or "").split())
    assert "North Gate: 51 days, 1 May – 20 June 1460 [C] ≠ 5 May 1460 – July 1460 [L]." in told
    assert "South Gate: 21 days, 10–30 March 1461 [C]." in told


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("[nort]", ["there is no event 'nort'", "did you mean 'north'?"]),
        ("[year]", ["a row has 2 to 400 days, and 1462 is not known to the day"]),
        ("[{title: Alone}]", ["a row needs an `event`, or a `title` and `dates`"]),
        ("[{event: north, dates: 1460-05-01/1460-05-02}]", ["a row with an `event` has its dates from there"]),
        ("[{event: south, notes: [north]}]", ["'North Gate' (1460-05-01/1460-06-20) is not within 1461-03-10/1461-03-30"]),
        ("[{event: south, combed: [1461-04-01]}]", ["no comb at 1461-04-01: the days are 1461-03-10/1461-03-30"]),
        ("[{event: south, openings: [{from: 1461-03-01, to: 1461-03-12}]}]", ["no opening from 1461-03-01 to 1461-03-12"]),
        ("[]", ["rows"]),
    ],
)  # fmt: skip
def test_what_cannot_be_drawn_is_said_where_it_is_written(tmp_path: Path, rows: str, said: list[str]) -> None:
    found = messages(tmp_path, exhibit(f"          rows: {rows}\n"))
    assert [words for words in said if words not in found] == []
    assert "exhibits/x.yaml:19:" in found or "x.yaml:14:" in found  # a date is the event’s


def test_a_title_wider_than_the_frame_is_reported(tmp_path: Path) -> None:
    rows = f"          rows: [{{title: {'Longwordedness' * 12}, dates: 2026-07-04/2026-07-31}}]\n"
    _, problems = page_of(tmp_path, rows)
    assert any("wider than" in problem for problem in problems)


days = st.integers(0, 300)


@settings(max_examples=25)
@given(st.lists(st.tuples(days, st.integers(2, 200)), min_size=1, max_size=6))
def test_every_row_keeps_the_scale(tmp_path_factory: pytest.TempPathFactory, spans: list[tuple[int, int]]) -> None:
    """Whatever the stretches: n days have n marks, side by side at one pitch, inside the frame, words clear of marks."""
    start = date(1900, 1, 1)
    rows = "          rows:\n" + "".join(
        f"            - {{title: Row {i}, dates: {start + timedelta(first)}/{start + timedelta(first + count - 1)}}}\n"
        for i, (first, count) in enumerate(spans)
    )
    page, problems = page_of(tmp_path_factory.mktemp("rows"), rows, layout="wall")
    longest = max(count for _, count in spans)
    pitch = 36 * page.width / 42 / longest
    found = marks(page)
    assert [len(row) for row in found] == [count for _, count in spans]
    for row in found:
        assert [item.x - row[0].x for item in row] == pytest.approx([day * pitch for day in range(len(row))])
        assert row[-1].rect.right <= 39 * page.width / 42 + 0.1
    counts = [item for item in page.placed if item.role == "count" and isinstance(item.ink, TextLine)]
    for count in counts:
        ink = [item for row in found for item in row if item.rect.overlaps(count.rect, 0.5)]
        assert ink == []
    assert problems == []


def test_height_is_the_authors(tmp_path: Path) -> None:
    page, _ = page_of(tmp_path, "          rows: [south]\n          height: 30mm\n", layout="wall")
    assert marks(page)[0][0].rect.height == pytest.approx(30 * MM)
