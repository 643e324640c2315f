"""Takes exhibits with events; fails where a timeline misplaces, hides or covers one of them."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from conftest import Golden
from laying import laid, lines_of, made, project

from predella.blocks.timeline_band import factor_text
from predella.diagnostics import Problem
from predella.pages import MM, Page, Placed, Rect, Shape, TextLine
from predella.timescale import overlaps

BARE = "exhibit: x\ntitle: A town\n"
HEAD = """\
exhibit: x
title: A town
sources:
  - {id: chronicle, title: A chronicle, citation-label: C}
  - {id: letters, title: Letters, citation-label: L}
"""

TOWN = """\
events:
  - {date: 1400/1449, kind: era, title: Wooden walls}
  - {date: 1450/.., kind: era, title: Stone walls}
  - {group: town, date: 1402-01-01/1431-12-31, title: The minster is built}
  - {group: town, date: 1431-12-31, title: Tower done}
  - {group: town, date: 1480~, title: A market, source: "@chronicle"}
  - {group: people, date: 1425-03-10/1425-06-20, title: Plague, account_of: plague, source: "@chronicle"}
  - {group: people, date: 1425-04/1425-09, title: Plague, account_of: plague, source: "@letters"}
  - {group: people, date: 1460-05-01/1460-05-20, title: Siege}
  - {group: people, date: 1460-05-01, title: 1 May, account_of: first, text: The gates are shut., source: "@chronicle"}
  - {group: people, date: 1460-05-03, title: 3 May, account_of: first, source: "@letters"}
  - {group: pause, date: 1460-05-08/1460-05-10, title: 8–10 May, text: A truce.}
  - {group: people, date: 1460-05-20, title: 20 May, text: The gates are opened.}
"""
POSTER = "documents:\n  poster: {layout: timeline, from: 1400, to: 1500, magnify: 1460-05-01/1460-05-20}\n"
PLAIN = (
    "sections:\n  - id: one\n    content:\n      - timeline: {%s}\ndocuments:\n  handout: {layout: plain}\n"
)


def poster(
    tmp_path: Path, events: str = TOWN, documents: str = POSTER, head: str = HEAD
) -> tuple[Page, list[Problem]]:
    """Return the one page of a poster and its problems."""
    pages, problems = laid(tmp_path, head + events + documents)
    assert len(pages) == 1, problems
    return pages[0], problems


def plain(tmp_path: Path, fields: str, events: str = TOWN) -> tuple[tuple[Page, ...], list[Problem]]:
    """Return the pages of a small layout with one timeline and its problems."""
    return laid(tmp_path, HEAD + events + PLAIN % fields)


def shapes(page: Page, role: str) -> list[Placed]:
    """Return the shapes of a role from left to right."""
    found = [item for item in page.placed if item.role == role and isinstance(item.ink, Shape)]
    return sorted(found, key=lambda item: item.rect.x)


def word_boxes(page: Page) -> list[Rect]:
    """Return the boxes of all lines of words, from their capitals to their baselines."""
    found = []
    for item in page.placed:
        if isinstance(item.ink, TextLine) and item.ink.text.strip():
            cap = item.ink.runs[0].size * 0.68
            found.append(Rect(item.x, item.y - cap, item.ink.width, cap))
    return found


def test_poster_says_everything_once(tmp_path: Path, golden: Golden) -> None:
    """The words of a small poster, by what they are and where they stand in mm: nothing is lost, nothing said twice."""
    page, problems = poster(tmp_path)

    assert [] == problems
    words = [
        f"{item.role:9} {item.x / MM:5.0f} {item.y / MM:5.0f}  {item.ink.text.strip()}"
        for item in page.placed
        if isinstance(item.ink, TextLine) and item.role not in ("digit", "tick")
    ]
    golden("timeline/poster.txt", "\n".join(words) + "\n")


def test_axis_is_to_scale(tmp_path: Path) -> None:
    """A century over 36 units: the minster's thirty years are three tenths of them, from 1402 on."""
    page, _ = poster(tmp_path)
    axis = 36 * page.width / 42

    minster = shapes(page, "bar")[0].rect

    assert axis * 2 / 100 + page.width / 14 == pytest.approx(minster.x, abs=axis / 1000)
    assert axis * 30 / 100 == pytest.approx(minster.width, abs=axis / 1000)


def test_a_bar_that_goes_on_ends_aslant_where_the_drawing_ends(tmp_path: Path) -> None:
    """An axis that stops in 1420 cuts the minster at 45 degrees at its edge, and draws its first day as a square end."""
    pages, problems = plain(tmp_path, "groups: [town], from: 1400, to: 1420, orientation: horizontal, key: false")
    assert [said for said in problems if "beyond" not in said.message and "outside" not in said.message] == []
    bar, axis = shapes(pages[0], "bar")[0], shapes(pages[0], "axis")[0]
    assert axis.rect.right == pytest.approx(bar.rect.right, abs=0.1)
    assert isinstance(bar.ink, Shape)
    (_, x1, top), (_, x2, _), (_, x3, foot), (_, x4, _), _ = bar.ink.path
    assert (foot - top, 0.0) == pytest.approx((x2 - x3, x1 - x4))


def test_a_bar_that_runs_off_the_sheet_is_whole(tmp_path: Path) -> None:
    """From trim to trim the bar runs into the bleed, and no slant shows before it."""
    page, _ = poster(tmp_path, documents=POSTER.replace("to: 1500", "to: 1490").replace("1400,", "1405,"))
    first = shapes(page, "bar")[0]
    assert isinstance(first.ink, Shape)
    assert first.rect.x < 0
    assert first.ink.path[0][1] == pytest.approx(first.ink.path[3][1])


def test_the_last_year_is_named_where_it_has_room(tmp_path: Path) -> None:
    """An axis that ends in a summer names that year when its months are wide enough for the word."""
    for end, named in (("1406-11", True), ("1406-01", False)):
        fields = f"groups: [town], from: 1402, to: {end}, orientation: horizontal, key: false"
        pages, _ = plain(tmp_path, fields)
        assert ("1406" in lines_of(pages, "tick")) == named


def test_sources_that_disagree_are_two_bars_and_two_dates(tmp_path: Path) -> None:
    """Each account has a bar in a lane of its own, its date in words and its mark; ≠ stands between them."""
    page, _ = poster(tmp_path)
    said = [line.strip() for line in lines_of([page], "label")]

    assert "Plague, 10 March – 20 June [C]" in [line.replace("\u00a0", " ") for line in said]
    assert "≠ April–September [L]" in [line.replace("\u00a0", " ") for line in said]
    axis = shapes(page, "axis")[0].y
    first, second = (item.rect for item in shapes(page, "bar") if item.y > axis)
    assert first.y != second.y
    assert not first.overlaps(second)


def test_band_has_a_mark_for_each_day_but_the_pause(tmp_path: Path) -> None:
    """Twenty days: the two disputed ones are combed into four bars, three are open to the foot, the last is strong."""
    page, _ = poster(tmp_path)
    days = shapes(page, "day")
    foot = max(item.rect.bottom for item in days)
    band = sorted(item.rect.bottom for item in days)[len(days) // 2]

    assert 2 * 4 + 18 == len(days)
    assert 3 == sum(item.rect.bottom < band - 50 for item in days)  # the rays of the truce leave off
    assert [foot] == [item.rect.bottom for item in days if item.ink.fill and item.ink.fill.name == "ink"]  # type: ignore[union-attr]
    assert page.height + page.bleed == pytest.approx(foot)


def test_factor_is_that_of_the_drawing(tmp_path: Path) -> None:
    """The words say how many times a mark is as wide as the same day on the axis."""
    page, _ = poster(tmp_path)
    axis, days = 36 * page.width / 42, 36525 - 1  # the years 1400 to 1499 of the proleptic Gregorian calendar
    factor = (page.width / 20) / (axis / days)

    said = " ".join(lines_of([page], "scale"))

    assert f" {factor:.0f} times" in said.replace("\u00a0", " ")


@pytest.mark.parametrize(("factor", "said"), [(121.7, "122"), (9.96, "10"), (2.0, "2"), (1.25, "1.2")])
def test_factor_is_whole_where_it_is_large(factor: float, said: str) -> None:
    """From ten on a fraction says nothing; below it does."""
    assert said == factor_text(factor)


def test_list_is_in_the_order_of_time(tmp_path: Path) -> None:
    """A screen reader hears each event once, with its date, from the first on."""
    found, _ = made(project(tmp_path, HEAD + TOWN + POSTER))
    lists = [element for element in found.tree.walk() if element.role == "LI" and element.by_key.get("date")]
    items = [element.by_key["date"].words for element in lists]

    assert 12 == len(items)
    assert ["1400", "1 Ja", "10 M", "Apri"] == [(item or "")[:4].replace("\u00a0", " ") for item in items[:4]]
    assert "1460" in (items[-1] if items[-1] and "1480" not in items[-1] else items[-2] or "")
    assert all(element.by_key["words"].words for element in lists)


def test_paint_is_decoration_and_words_are_not(tmp_path: Path) -> None:
    """No bar, ray or mark has an element; every label and note belongs to its event."""
    page, _ = poster(tmp_path)
    for item in page.placed:
        if isinstance(item.ink, Shape) and item.role != "logo":
            assert item.element is None
        elif item.role in ("label", "note", "era", "name", "scale"):
            assert item.element is not None


@pytest.mark.parametrize("paper", ["A0", "A1", "A2"])
def test_poster_fits_other_papers(tmp_path: Path, paper: str) -> None:
    """The same town on other papers: nothing overlaps, no word is smaller than 26 pt or leaves the sheet."""
    page, problems = poster(tmp_path, documents=POSTER.replace("from:", f"paper: {paper} landscape, from:"))

    assert [] == problems
    assert () == overlaps(word_boxes(page), slack=0.5)
    for item in page.placed:
        if isinstance(item.ink, TextLine):
            assert item.ink.runs[0].size >= 26
            assert item.rect.x >= 0
            assert item.rect.right <= page.width


@pytest.mark.parametrize("seed", range(12))
def test_nothing_overlaps_whatever_happened(tmp_path: Path, seed: int) -> None:
    """Random histories of up to forty events: either all words stand clear of each other, or the frame is called too small."""
    dice = random.Random(seed)
    start = dice.choice([-400, 1, 1200, 1900])
    length = dice.choice([30, 300, 2000])
    events = ["events:"]
    for index in range(dice.randint(1, 40)):
        year = (
            start + dice.randint(1, length - 1) if dice.random() < 0.5 else start + length // 3 + index // 9
        )
        date = f"{'-' if year < 0 else ''}{abs(year):04}{dice.choice(['', '~'])}"
        title = " ".join(["word"] * dice.randint(1, 6))
        events.append(f"  - {{date: '{date}', title: {title} {index}, group: {dice.choice('ab')}}}")
    page, problems = poster(tmp_path, "\n".join(events) + "\n", "documents:\n  p: {layout: timeline}\n", BARE)

    assert {problem.rule for problem in problems} <= {"overset", "timeline"}
    assert not [problem for problem in problems if "stand on one another" in problem.message]
    if not problems:
        assert () == overlaps(word_boxes(page), slack=0.5)


def test_events_without_room_are_named(tmp_path: Path) -> None:
    """Sixty events of one week do not fit above an axis; the message says which, and what to do."""
    events = "events:\n" + "".join(
        f"  - {{date: 1901-05-0{1 + i % 7}, title: Event number {i}, group: a}}\n" for i in range(60)
    )
    _, problems = poster(
        tmp_path, events, "documents:\n  p: {layout: timeline, from: 1900, to: 1950}\n", BARE
    )

    (crowded,) = [problem for problem in problems if problem.rule == "timeline"]
    assert "too high for its frame; without room: 'Event number" in crowded.message
    assert crowded.hints[0].startswith("show fewer events")


def test_event_beyond_the_axis_is_reported(tmp_path: Path) -> None:
    """What `from` and `to` leave out is left out with a warning, not in silence."""
    _, problems = poster(tmp_path, TOWN + "  - {group: town, date: 1520, title: A school}\n")
    assert ["'A school' (1520) lies outside the timeline and is left out"] == [p.message for p in problems]


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ("events: [fair]", "there is no event 'fair'"),
        ("groups: [twon]", "there is no group of events 'twon'"),
        ("above: [town], below: [town]", "the group 'town' stands above and below"),
        ("from: 1500, to: 1400", "nothing says when the timeline begins and ends"),
        ("magnify: 1300-05-01/1300-05-20", "the stretch to magnify, 1300-05-01/1300-05-20, must lie within"),
        ("orientation: sideways", "'orientation' must be 'auto', 'horizontal' or 'vertical'"),
    ],
)
def test_faults_are_told_at_their_line(tmp_path: Path, fields: str, message: str) -> None:
    """What a timeline cannot mean is one error at the author's line, with a hint."""
    _, problems = plain(tmp_path, fields)
    (found,) = [problem for problem in problems if message in problem.message]
    assert found.span is not None
    assert found.span.file.endswith("x.yaml")


def test_no_event_and_no_date_is_told(tmp_path: Path) -> None:
    """A timeline of nothing says that there is nothing."""
    _, problems = laid(tmp_path, "exhibit: x\ntitle: A\n" + PLAIN % "key: true")
    assert "nothing says when the timeline begins and ends" in [problem.message for problem in problems]


def test_vertical_axis_is_to_scale_and_its_labels_stand_clear(tmp_path: Path) -> None:
    """In a narrow column the years run down: bars to scale, labels in order beside them, none on another."""
    pages, problems = plain(tmp_path, "groups: [town], from: 1400, to: 1500, orientation: vertical")

    assert [] == problems
    bars = [item.rect for item in pages[0].placed if item.role == "bar"]
    axis = next(item.rect for item in pages[0].placed if item.role == "axis")
    assert axis.height * 30 / 100 == pytest.approx(max(bar.height for bar in bars), rel=0.01)
    assert () == overlaps(word_boxes(pages[0]), slack=0.5)
    labels = [item.y for item in pages[0].placed if item.role == "label"]
    assert labels == sorted(labels)


def test_vertical_magnifies_on_the_axis_itself(tmp_path: Path) -> None:
    """The stretch takes its share of the axis, a mark a day but for the truce, and the sentence says how much."""
    fields = "from: 1400, to: 1500, magnify: 1460-05-01/1460-05-20, orientation: vertical"
    pages, problems = plain(tmp_path, fields)

    assert [] == problems
    days = [item for item in pages[0].placed if item.role == "day"]
    assert 2 * 4 + 15 == len(days)
    assert any("From 1 May to 20 May" in line.replace("\u00a0", " ") for line in lines_of(pages, "scale"))


def test_auto_follows_the_space(tmp_path: Path) -> None:
    """In a high frame years run down, on a broad sheet from left to right."""
    pages, _ = plain(tmp_path, "groups: [town]")
    axis = max((item.rect for item in pages[0].placed if item.role == "axis"), key=lambda rect: rect.height)
    assert axis.height > axis.width


def test_groups_can_be_named_and_placed(tmp_path: Path) -> None:
    """`below` sends a group under the axis, and `labels` names it there."""
    fields = (
        "groups: [town, people], below: town, labels: {town: The town}, orientation: horizontal, key: false"
    )
    pages, problems = plain(tmp_path, fields)

    assert [] == problems
    axis = next(item for item in pages[0].placed if item.role == "axis")
    name = next(i for i in pages[0].placed if isinstance(i.ink, TextLine) and i.ink.text == "The town")
    assert name.y > axis.y


def test_an_axis_that_reaches_one_edge_runs_over_it(tmp_path: Path) -> None:
    """On the strip the axis ends beyond the trim on the right; dates and their words keep clear of the knife."""
    text = HEAD + TOWN + "documents:\n  poster: {layout: timeline, page: strip, from: 1400, to: 1500}\n"
    document, problems = made(project(tmp_path, text))
    (page,) = document.pages
    axis = max(item.rect.right for item in page.placed if item.role == "axis")

    assert page.width + page.bleed == pytest.approx(axis)
    assert all(page.width - item.rect.right > 3 * MM for item in page.placed if isinstance(item.ink, TextLine))
    assert {"unbled", "safe-zone"}.isdisjoint(problem.rule for problem in problems)
