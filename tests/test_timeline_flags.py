"""Takes exhibits whose events crowd; fails where a flag covers another, a leader lies, or a change of scale is not said."""

from __future__ import annotations

import random
import re
from itertools import pairwise
from pathlib import Path

import pytest
from laying import laid
from pictures import png

from predella.diagnostics import Problem
from predella.pages import Page, Picture, Placed, Rect, Shape, TextLine
from predella.timescale import overlaps

HEAD = "exhibit: x\ntitle: A harbour\nsources:\n  - {id: log, title: A log, citation-label: L}\n"
LONG = """\
layout: long
summary: a strip of three metres
extends: timeline
pages:
  long:
    paper: 3500 x 700 mm
    frames:
      title: {left: 250mm, top: 30mm, height: 60mm}
      timeline: {left: 0mm, right: 0mm, top: 120mm, bottom: 30mm}
"""
STORY = """\
<page master="long" title="x">
  <flow frame="title"><heading level="1" style="poster">{{ exhibit.title }}</heading></flow>
  {% for section in sections %}<flow frame="timeline">{{ section.content | blocks }}</flow>{% endfor %}
</page>
"""
WORDS = ("The gates are closed for repair", "A crane arrives", "Fog stops all ships", "Two hundred are hired")


def crowd(seed: int, few: int = 30, many: int = 40) -> str:
    """Return events of ten years, most of them in 42 days of 1954."""
    rng = random.Random(seed)
    days = [(1950 + rng.randrange(10), rng.randrange(1, 13), rng.randrange(1, 29)) for _ in range(few)]
    days += [
        (1954, *((5, 16 + d) if d < 16 else (6, d - 15))) for d in (rng.randrange(42) for _ in range(many))
    ]
    rows = [f"  - {{date: {y}-{m:02}-{d:02}, title: {WORDS[i % 4]}}}" for i, (y, m, d) in enumerate(days)]
    return "events:\n" + "\n".join(rows) + "\n"


def strip(
    tmp_path: Path, events: str, fields: str = "key: true", rest: str = ""
) -> tuple[Page, list[Problem]]:
    """Return the page of a strip 3 m long with one timeline, and its problems."""
    content = (
        f"sections:\n  - id: one\n    content:\n      - timeline: {{orientation: horizontal, {fields}}}\n"
    )
    files = {"layouts/long/layout.yaml": LONG, "layouts/long/story.xml.j2": STORY}
    pages, problems = laid(tmp_path, HEAD + rest + events + content + "documents:\n  strip: {layout: long, page: long}\n", files=files)  # fmt: skip
    assert len(pages) == 1, [problem.message for problem in problems]
    return pages[0], [problem for problem in problems if problem.rule != "uncited"]


def of(page: Page, role: str) -> list[Placed]:
    """Return what a role placed, from left to right."""
    return sorted((item for item in page.placed if item.role == role), key=lambda item: item.rect.x)


def words(page: Page) -> list[Rect]:
    """Return the boxes of all words, from their capitals to their baselines."""
    found = []
    for item in page.placed:
        if isinstance(item.ink, TextLine) and item.ink.text.strip():
            cap = item.ink.runs[0].size * 0.68
            found.append(Rect(item.x, item.y - cap, item.ink.width, cap))
    return found


def through(leader: Placed, boxes: list[Rect]) -> bool:
    """True when a leader runs through a box, by stepping along it."""
    assert isinstance(leader.ink, Shape)
    points = [(op[1], op[2]) for op in leader.ink.path]
    for (x, y), (u, v) in pairwise(points):
        for k in range(101):
            px, py = x + (u - x) * k / 100, y + (v - y) * k / 100
            if any(b.x + 0.2 < px < b.right - 0.2 and b.y + 0.2 < py < b.bottom - 0.2 for b in boxes):
                return True
    return False


@pytest.mark.parametrize("seed", range(2))
def test_a_crowd_becomes_flags_and_nothing_touches(tmp_path: Path, seed: int) -> None:
    """Seventy events, forty of them in forty-two days: all words stand, none on another, no leader through one."""
    page, problems = strip(tmp_path, crowd(seed))

    assert [] == problems
    assert 70 == len(of(page, "bar"))
    assert 70 == len(of(page, "leader"))
    boxes = words(page)
    assert () == overlaps(boxes, slack=0.5)
    assert not [leader for leader in of(page, "leader") if through(leader, boxes)]
    assert all(0 < box.x and box.right < page.width for box in boxes)


def test_the_page_says_where_the_scale_changes_and_it_is_true(tmp_path: Path) -> None:
    """The sentence names the stretch and the factor; the drawn days outside and inside have that proportion."""
    page, _ = strip(tmp_path, crowd(1), "scale: bursts, from: 1950, to: 1960, magnify: 1954-05-16/1954-06-26")

    said = " ".join(
        item.ink.text for item in page.placed if item.role == "scale" and isinstance(item.ink, TextLine)
    )
    match = re.fullmatch(
        r"Where the axis is coloured, its scale is larger: 16\s?May – 26\s?June 1954 × (\d+)\.",
        said,
    )
    assert match, said
    parts = of(page, "axis")
    assert 3 == len(parts)
    axis = page.width - 6 * page.unit
    per_day = parts[1].rect.width / 42
    outside = (axis - parts[1].rect.width) / (3652 - 42)
    assert per_day / outside == pytest.approx(float(match[1]), rel=0.02)
    assert [f"× {match[1]}"] == [
        item.ink.text for item in of(page, "factor") if isinstance(item.ink, TextLine)
    ]


def test_few_events_keep_an_even_scale_and_their_labels_beside_them(tmp_path: Path) -> None:
    """Nothing changes where nothing crowds: one scale, no leaders, no sentence."""
    page, problems = strip(tmp_path, crowd(1, few=4, many=0))
    assert [] == problems
    assert 1 == len(of(page, "axis"))
    assert [] == of(page, "leader") == of(page, "scale")


def test_several_stretches_are_larger_on_the_axis(tmp_path: Path) -> None:
    """Each has its factor, and the sentence names both."""
    fields = "magnify: [1951-01/1951-03, 1954-05-16/1954-06-26]"
    events = crowd(1) + "".join(
        f"  - {{date: 1951-0{1 + i % 3}-{10 + i}, title: Ship {i}}}\n" for i in range(12)
    )
    page, problems = strip(tmp_path, events, fields)
    assert [] == problems
    assert 5 == len(of(page, "axis"))
    said = " ".join(
        item.ink.text for item in page.placed if item.role == "scale" and isinstance(item.ink, TextLine)
    )
    assert re.search(r"January–March 1951 × \d+ and 16\s?May – 26\s?June 1954 × \d+\.", said), said


def test_accounts_that_differ_are_two_marks_with_their_sources(tmp_path: Path) -> None:
    """Each account has a bar, a flag and its source; the second begins with ≠."""
    rest = "  - {id: news, title: A paper, citation-label: N}\n"
    events = (
        "events:\n  - {date: 1954-05-16, title: Gates shut, account_of: gates, source: '@log'}\n"
        "  - {date: 1954-05-17, title: Gates shut, account_of: gates, source: '@news'}\n"
    )
    page, problems = strip(tmp_path, events, "arrangement: flags, from: 1954-05-01, to: 1954-05-31", rest)
    assert [] == problems
    texts = [item.ink.text for item in of(page, "label") if isinstance(item.ink, TextLine)]
    assert [
        "16\u00a0May 1954",
        "Gates shut\u00a0[L]",
        "≠ 17\u00a0May 1954",
        "Gates shut\u00a0[N]",
    ] == texts
    assert 2 == len(of(page, "bar"))


def test_an_uncertain_date_is_open_and_the_key_says_so(tmp_path: Path) -> None:
    """A bar that is an edge only, in lanes and in flags; the sign is explained."""
    events = "events:\n  - {date: 1951?, title: A fire}\n  - {date: 1955, title: A flood}\n"
    for arrangement in ("beside", "flags"):
        page, _ = strip(tmp_path, events, f"from: 1950, to: 1960, arrangement: {arrangement}")
        fire, flood = (bar.ink for bar in of(page, "bar"))
        assert isinstance(fire, Shape)
        assert isinstance(flood, Shape)
        assert (fire.fill, flood.stroke) == (None, None)
        assert fire.stroke
        assert flood.fill
        assert "Open: uncertain" in [
            item.ink.text for item in of(page, "key") if isinstance(item.ink, TextLine)
        ]


def test_lines_of_the_reader_stand_beside_the_axis(tmp_path: Path) -> None:
    """A lifetime is an open bar of its true length, a date a line; in flags and beside."""
    lines = "lines: [{date: 1938/2016, label: My grandmother}, {date: 2026-11-26, label: Today}]"
    events = "events:\n  - {date: 1951, title: A fire}\n  - {date: 1990, title: A flood}\n"
    for arrangement in ("beside", "flags"):
        page, problems = strip(tmp_path, events, f"from: 1926, to: 2026, arrangement: {arrangement}, {lines}")
        assert [] == problems
        texts = {item.ink.text for item in of(page, "own") if isinstance(item.ink, TextLine)}
        assert {"My grandmother 1938–2016", "Today 26\u00a0Nov 2026"} == {
            t.replace(" –", "\u00a0–") for t in texts
        }
        (bar,) = of(page, "own bar")
        year = (page.width - 6 * page.unit) / 101
        assert bar.rect.width == pytest.approx(79 * year, rel=0.01)
        (line,) = of(page, "own line")
        assert isinstance(line.ink, Shape)
        assert () == overlaps(words(page), slack=0.5)


def test_a_picture_stands_at_its_event_with_its_credit(tmp_path: Path) -> None:
    """The picture keeps its proportion, the credit stands under the words, and the figure counts as credited."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data/crane.png").write_bytes(png(1200, 800))
    rest = (
        "figures:\n  crane: {file: crane.png, title: A crane, alt: A steam crane on rails., "
        "rights: {credit: Harbour Archive, license: public-domain, cleared: true}}\n"
    )
    events = (
        "events:\n  - {date: 1951, title: A crane arrives, figure: crane}\n  - {date: 1955, title: A flood}\n"
    )
    page, problems = strip(tmp_path, events, "from: 1950, to: 1960", rest)
    assert [] == problems
    (picture,) = (item for item in page.placed if isinstance(item.ink, Picture))
    assert picture.rect.width / picture.rect.height == pytest.approx(1.5)
    assert "Harbour Archive" in " ".join(
        item.ink.text for item in page.placed if isinstance(item.ink, TextLine)
    )
    assert picture.element is not None
    assert "A steam crane on rails." == picture.element.alt


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ("magnify: [1954-01/1954-03, 1954-02/1954-05]", "begins before another ends"),
        ("magnify: 1953-01/1954-12, arrangement: beside", "a band of days has 400 days at most"),
        (
            "lines: [{date: 1930, label: Birth}], from: 1950, scale: odd",
            "'scale' must be 'auto', 'even' or 'bursts'",
        ),
    ],
)
def test_faults_are_told(tmp_path: Path, fields: str, message: str) -> None:
    """What cannot be drawn is one error at the author's line."""
    content = (
        f"sections:\n  - id: one\n    content:\n      - timeline: {{orientation: horizontal, {fields}}}\n"
    )
    _, problems = laid(tmp_path, HEAD + crowd(1) + content + "documents:\n  handout: {layout: plain}\n")
    assert [problem for problem in problems if message in problem.message and problem.span]


def test_events_without_room_are_named(tmp_path: Path) -> None:
    """On a sheet of A5 seventy events do not fit: the message names some of those beyond, and says how high it is."""
    content = "sections:\n  - id: one\n    content:\n      - timeline: {orientation: horizontal}\n"
    _, problems = laid(tmp_path, HEAD + crowd(1) + content + "documents:\n  handout: {layout: plain}\n")
    (found,) = [
        problem for problem in problems if "without room" in problem.message or "too short" in problem.message
    ]
    assert any(word in found.message for word in WORDS)


def test_down_a_wide_sheet_tags_stand_on_both_sides(tmp_path: Path) -> None:
    """An upright poster: every event has a bar and a leader, words on both sides of the axis, none on another."""
    events = crowd(2, few=16, many=10)
    lines = "lines: [{date: 1938/1955, label: My grandmother}]"
    content = f"sections:\n  - id: one\n    content:\n      - timeline: {{orientation: vertical, {lines}}}\n        frame: timeline\n"
    pages, problems = laid(
        tmp_path, HEAD + events + content + "documents:\n  poster: {layout: timeline, page: vertical}\n"
    )
    page = pages[0]

    assert not [problem for problem in problems if problem.severity == "error"]
    assert 26 == len(of(page, "bar"))
    assert 1 == len(of(page, "own bar"))
    assert 27 == len(of(page, "leader"))
    axis = of(page, "axis")[0].rect
    labels = of(page, "label")
    assert any(item.rect.right < axis.x for item in labels)
    assert any(item.rect.x > axis.right for item in labels)
    boxes = words(page)
    assert () == overlaps(boxes, slack=0.5)
    assert not [leader for leader in of(page, "leader") if through(leader, boxes)]


def test_down_a_narrow_column_several_stretches_are_larger(tmp_path: Path) -> None:
    """One column of words, right of the axis; the sentence names both stretches."""
    events = "events:\n" + "".join(
        f"  - {{date: 19{year}-03-{day:02}, title: Ship {day}}}\n"
        for year in (51, 58)
        for day in range(10, 15)
    )
    content = (
        "sections:\n  - id: one\n    content:\n      - timeline: {orientation: vertical, from: 1950, to: 1960, "
        "magnify: [1951-03, 1958-03]}\n"
    )
    pages, _ = laid(tmp_path, HEAD + events + content + "documents:\n  handout: {layout: plain}\n")
    said = " ".join(
        item.ink.text for item in pages[0].placed if item.role == "scale" and isinstance(item.ink, TextLine)
    )
    assert re.search(r"March 1951 × [\d.]+ and March 1958 × [\d.]+\.", said), said
    axis = of(pages[0], "axis")[0].rect
    assert all(item.rect.x > axis.right for item in of(pages[0], "label"))
