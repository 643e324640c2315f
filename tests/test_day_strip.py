"""Takes strips of days; fails where a day has no mark, a phase no name, or an event neither a place nor a message."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from laying import Options, laid, lines_of, make, messages, planned, project, text_of
from pages_of import clashes

from predella.blocks.day_strip_drawing import hatching
from predella.pages import MM, Page, Placed, Shape

HEAD = """\
exhibit: x
title: A siege
languages: [%s]
sources:
  - {id: chronicle, title: A chronicle, citation-label: C}
  - {id: letters, title: Letters, citation-label: L}
events:
  - {id: truce, date: 1461-03-15, title: 15 March, text: A truce is made., source: "@letters"}
  - {id: shut, date: 1461-03-10, title: 10 March, account_of: shut, text: The gate is shut., source: "@chronicle"}
  - {id: shut-late, date: 1461-03-12, title: 12 March, account_of: shut, source: "@letters"}
  - {id: fire, date: 1461-03-16, title: 16 March, text: A fire in the mill by the river takes all the corn there is., source: "@letters"}
  - {id: wide, date: 1461-03-14, title: %s}
  - {id: year, date: 1462, title: Later, source: "@letters"}
sections:
  - id: one
    content:
      - day_strip:
""".replace("title: %s}", "title: " + "Word" * 30 + "}")
SIEGE = """\
          dates: 1461-03-10/1461-04-20
          counts: true
          combed: [1461-03-10]
          phases:
            - {dates: 1461-03-10/1461-03-14, name: The gate is shut}
            - {dates: 1461-03-15~/1461-03-18~, name: Truce, fill: open}
            - {dates: 1461-03-19/1461-04-19, name: Siege, fill: hatch}
            - {dates: 1461-04-20, name: The last day, fill: strong}
          events: [fire, shut, shut-late, truce]
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
      main: {units: 3-39, top: 2u, %s}
"""
TEMPLATE = "{% for s in sections %}<page><flow frame='main'>{{ s.content | blocks }}</flow></page>{% endfor %}"


EDGE, PITCH = 3 * 594 / 42 * MM, 36 * 594 / 42 * MM / 42
"""Where the strip on the wall begins, and the width of a day, in pt."""


def exhibit(strip: str, layout: str, language: str = "en") -> str:
    return HEAD % language + strip + f"documents:\n  it: {{layout: {layout}}}\n"


def page_of(tmp_path: Path, strip: str = SIEGE, layout: str = "wall", end: str = "bottom: 3u") -> tuple[Page, list[str]]:
    """Return the page of a strip on a small sheet or on a wall, and the messages of its problems."""
    files = {"layouts/wall/layout.yaml": WALL % end, "layouts/wall/story.xml.j2": TEMPLATE}
    pages, problems = laid(tmp_path, exhibit(strip, layout), files=files)
    assert pages, problems
    return pages[0], [problem.message for problem in problems]


def days(page: Page) -> list[Placed]:
    return sorted((item for item in page.placed if item.role == "day"), key=lambda item: item.x)


def test_each_day_has_a_mark_from_edge_to_edge(tmp_path: Path) -> None:
    """Forty-two days: the first a comb of four, four stubs, hatched and strong ones as their phases say."""
    page, problems = page_of(tmp_path)
    found = days(page)
    full = max(item.rect.height for item in found)
    assert problems == []
    assert len(found) == 4 + 41
    assert found[0].rect.x == pytest.approx(3 * 594 / 42 * MM)
    assert found[-1].rect.right == pytest.approx(39 * 594 / 42 * MM)
    assert [item.rect.height < full / 2 for item in found[8:12]] == [True] * 4
    assert sum(item.rect.height < full / 2 for item in found) == 4
    assert sum(isinstance(i.ink, Shape) and i.ink.stroke is not None and i.ink.fill is None for i in found) == 32
    last = found[-1].ink
    assert isinstance(last, Shape)
    assert last.fill is not None
    assert last.fill.name == "ink"


def test_phases_are_counted_over_their_marks(tmp_path: Path) -> None:
    """The counts follow from the dates, ≈ stands where a date is approximate, and a word too wide moves aside."""
    page, _ = page_of(tmp_path)
    assert lines_of([page], "count") == ["5", "≈", "4", "32", "1"]
    counts = [item for item in page.placed if item.role == "count"]
    # "≈4" begins with its sign; round numerals are set back a little, so that they seem to stand on the edge of their mark.
    for item, day in zip((counts[0], counts[1], counts[3]), (0, 5, 9), strict=True):
        assert item.rect.x == pytest.approx(EDGE + day * PITCH, abs=6)
    assert counts[-1].rect.right == pytest.approx(EDGE + 42 * PITCH, abs=3)
    names = [item for item in page.placed if item.role == "name"]
    assert text_of([page], "name").replace("\n", " ") == "The gate is shut Truce Siege The last day"
    assert max(item.rect.right for item in names) <= 39 * 594 / 42 * MM + 0.1


def test_events_hang_under_their_marks_and_lines_lead_straight_down(tmp_path: Path) -> None:
    """Each note begins at the left edge of its mark; later ones stand higher, so that no line runs through words."""
    page, _ = page_of(tmp_path)
    notes = [item for item in page.placed if item.role == "note"]
    text = " ".join(text_of([page], "note").split())
    assert "10 March ≠ 12 March" in text.replace(" [C]", "").replace(" [L]", "")
    assert text.index("10 March") < text.index("15 March") < text.index("16 March")
    first = {day: next(n for n in notes if n.ink.text.startswith(day)) for day in ("10 March", "15 March", "16 March")}  # type: ignore[union-attr]
    for (_, note), day in zip(first.items(), (0, 5, 6), strict=True):
        assert note.x == pytest.approx(EDGE + day * PITCH)
    assert first["10 March"].y > first["15 March"].y > first["16 March"].y
    lines = [item for item in page.placed if item.role == "leader"]
    assert len(lines) == 2
    for item in lines:
        assert item.rect.width == 0
        assert not any(item.rect.x > n.rect.x and item.rect.x < n.rect.right and item.rect.y < n.y < item.rect.bottom for n in notes)


def hung(tmp_path: Path, told: str, events: str) -> Sequence[Placed]:
    """Return what is placed on a wall of a strip that tells some events, with further events of its own."""
    source = exhibit(SIEGE.replace("[fire, shut, shut-late, truce]", told), "wall").replace("\nsections:", events)
    files = {"layouts/wall/layout.yaml": WALL % "bottom: 3u", "layouts/wall/story.xml.j2": TEMPLATE}
    pages, problems = laid(tmp_path, source, files=files)
    assert problems == []
    return pages[0].placed


def test_a_note_that_would_run_out_ends_under_its_mark(tmp_path: Path) -> None:
    """The words of the last day end together at the right edge of its mark."""
    events = "\n  - {id: end, date: 1461-04-20, title: 20 April, text: The gate is opened at last and all the people of the town come out., source: \"@chronicle\"}\nsections:"
    placed = hung(tmp_path, "[end, truce]", events)
    notes = [item for item in placed if item.role == "note" and item.x > EDGE + 20 * PITCH]
    assert len(notes) >= 3
    assert [item.rect.right for item in notes] == pytest.approx([EDGE + 42 * PITCH] * len(notes), abs=0.5)


def test_notes_on_days_too_near_each_other_stand_aside(tmp_path: Path) -> None:
    """Two events of one day cannot both begin under its mark: they stand side by side, and a line leads to the one aside."""
    events = "\n  - {id: mill, date: 1461-03-16, title: The mill, text: Nothing is left of it., source: \"@chronicle\"}\nsections:"
    placed = hung(tmp_path, "[fire, mill]", events)
    notes = [item for item in placed if item.role == "note"]
    assert len({round(item.x) for item in notes}) == 2
    assert [item for item in placed if item.role == "leader"]
    assert len({round(next(n.y for n in notes if round(n.x) == x)) for x in {round(item.x) for item in notes}}) == 1


def test_the_list_is_told_in_the_order_of_time(tmp_path: Path) -> None:
    page, _ = page_of(tmp_path)
    note = next(item.element for item in page.placed if item.role == "note")
    assert note is not None
    marks = next(item.element for item in page.placed if item.role == "day")
    assert marks is not None
    assert marks.role == "Figure"
    told = " ".join((marks.alt or "").split())
    assert "A band of 42 marks, one for each day, 10 March – 20 April 1461." in told
    assert "Siege: 32 days, 19 March – 19 April 1461." in told
    assert "Truce: ≈ 4 days" in told.replace("\u00a0", " ")


@pytest.mark.parametrize("count", [2, 7, 90, 400])
@pytest.mark.parametrize("layout", ["plain", "wall"])
def test_any_number_of_days(tmp_path: Path, layout: str, count: int) -> None:
    """Days too narrow for marks join to one area without gaps; digits and months never stand on each other."""
    ends = {2: "1461-03-11", 7: "1461-03-16", 90: "1461-06-07", 400: "1462-04-13"}
    workspace, jobs, problems = planned(
        project(
            tmp_path, exhibit(f"          dates: 1461-03-10/{ends[count]}\n", layout),
            {"layouts/wall/layout.yaml": WALL % "bottom: 3u", "layouts/wall/story.xml.j2": TEMPLATE},
        ), Options()
    )  # fmt: skip
    document = make(jobs[0], workspace, problems)[0]
    assert list(clashes(document)) == []
    assert [p.message for p in problems.found] == []
    drawn = days(document.pages[0])
    assert len(drawn) == (1 if count == 400 or (count == 90 and len(drawn) == 1) else count)
    assert sum(item.rect.width for item in drawn) == pytest.approx(drawn[-1].rect.right - drawn[0].x, rel=0.2)


def test_marks_give_way_in_a_low_frame(tmp_path: Path) -> None:
    """Words keep their size; a frame too low even for low marks says how much is missing."""
    tall, _ = page_of(tmp_path / "a")
    low, problems = page_of(tmp_path / "b", end="height: 15u")
    assert problems == []
    assert max(d.rect.height for d in days(low)) < max(d.rect.height for d in days(tall))
    _, problems = page_of(tmp_path / "c", end="height: 8u")
    assert any("overflows" in said for said in problems)


def test_an_event_without_room_is_named(tmp_path: Path) -> None:
    strip = "          dates: 1461-03-10/1461-03-20\n          events: [shut, truce, wide, fire]\n"
    _, problems = page_of(tmp_path, strip, layout="plain")
    assert [said[:43] for said in problems] == ["no room under the 11 days for 'WordWordWord"]


@pytest.mark.parametrize(
    ("strip", "said"),
    [
        ("dates: 1461", "a strip of days has 2 to 400 of them, and these are dates that are not known to the day"),
        ("dates: 1461-03-10", "a strip of days has 2 to 400 of them, and these are 1 days"),
        ("dates: 1461-03-10/1461-03-20, phases: [{dates: 1461-03-09, name: A}]", "1461-03-09 is not within"),
        (
            "dates: 1461-03-10/1461-03-20, phases: [{dates: 1461-03-12, name: A}, {dates: 1461-03-11, name: B}]",
            "the phase of 1461-03-11 begins before the one above it ends",
        ),
        ("dates: 1461-03-10/1461-03-20, combed: [1461-04-01]", "1461-04-01 is not within"),
        ("dates: 1461-03-10/1461-03-20, events: [tru]", "there is no event 'tru'"),
        ("dates: 1461-03-10/1461-03-20, events: [year]", "'Later' (1462) is not within 1461-03-10/1461-03-20"),
        ("dates: 1461-03-10/1461-03-20, phases: [{dates: 1461-03-12, name: A, fill: red}]", "fill"),
    ],
)  # fmt: skip
def test_what_cannot_be_drawn_is_said(tmp_path: Path, strip: str, said: str) -> None:
    source = HEAD % "en" + f"          {{{strip}}}\n" + "documents:\n  it: {layout: plain}\n"
    assert said in messages(tmp_path, source)


def test_names_without_room_are_named(tmp_path: Path) -> None:
    phases = ", ".join(f"{{dates: 1461-03-{10 + i}, name: Extraordinarily {i}}}" for i in range(10))
    source = exhibit(f"          dates: 1461-03-10/1461-03-20\n          phases: [{phases}]\n", "plain")
    assert "the names of the phases do not stand side by side" in messages(tmp_path, source)


@pytest.mark.parametrize(("width", "height"), [(10, 100), (100, 10), (5, 5)])
def test_a_hatching_stays_in_its_rectangle(width: float, height: float) -> None:
    path = hatching(width, height, 3)
    assert len(path) >= 6
    for _, x, y in path:
        assert -0.01 <= x <= width + 0.01
        assert -0.01 <= y <= height + 0.01
