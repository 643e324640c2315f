"""Rows of pictures, tables of contents and running lines go in; fails where heights, credits or page numbers are wrong."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from laying import LAYOUT, TEMPLATE, exhibit, laid, lines_of, messages
from pictures import encoded, quarters

from predella.pages import MM, Page, Picture, Placed, TextLine

FILES = {
    "layouts/plain/layout.yaml": LAYOUT[: LAYOUT.index("      main:")]
    + "      main: {columns: 1-4, top: 10mm, bottom: 10mm, fit: continue}\n"
}


def figures(proportions: list[float]) -> str:
    """Return figures f0, f1 … that stand for position, each with a credit of its own."""
    lines = "".join(
        f"  f{i}: {{caption: Caption {i}., proportion: {p}, rights: {{credit: Credit {i}, license: CC0-1.0, cleared: true}}}}\n"
        for i, p in enumerate(proportions)
    )
    return f"figures:\n{lines}"


def areas(page: Page) -> list[Placed]:
    """Return the tinted areas of positions, from the first figure on."""
    return [item for item in page.placed if item.role == "position" and getattr(item.ink, "fill", None)]


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(proportions=[1, 3, 3, 1, 1])
@given(proportions=st.lists(st.floats(0.4, 3).map(lambda p: round(p, 2)), min_size=2, max_size=6))
def test_pictures_of_a_row_have_one_height(proportions: list[float], tmp_path: Path) -> None:
    """Widths follow the proportions, a row is as wide as its frame, none is lower than can be seen, all are credited."""
    names = ", ".join(f"f{i}" for i in range(len(proportions)))
    pages, problems = laid(tmp_path, exhibit(f"- picture_row: [{names}]\n", rest=figures(proportions)), files=FILES)
    page = pages[0]
    placed = areas(page)
    rows: dict[float, list[Placed]] = {}
    for item in placed:
        rows.setdefault(round(item.y, 2), []).append(item)

    # a picture may be too narrow for a word of its caption
    assert {problem.rule for problem in problems} <= {"fpo", "overset", "safe-zone", "too-wide"}
    assert len(placed) == len(proportions)
    for item, proportion in zip(placed, proportions, strict=True):
        assert item.rect.width / item.rect.height == pytest.approx(proportion, rel=1e-4)
    frame = page.frames[0].rect
    for row in rows.values():
        assert 1 == len({round(item.rect.height, 3) for item in row})
        assert row[0].rect.x == pytest.approx(frame.x)
        if row[-1].rect.right != pytest.approx(frame.right):
            # only in a full frame do the highest pictures give way
            assert row[0].rect.height == pytest.approx(max(item.rect.height for item in placed))
            assert max(item.rect.bottom for item in page.placed if item.frame == "main") > frame.bottom - 12 * MM
        assert all(b.rect.x - a.rect.right == pytest.approx(0.5 * 148 / 20 * MM) for a, b in itertools.pairwise(row))
        assert row[0].rect.height >= 19.9 * MM or len(row) == 1
    said = " ".join(" ".join(lines_of(pages, "credit")).split())
    assert " ".join(f"Credit {i}" for i in range(len(proportions))) == said
    assert [f"Figure {i + 1}. Caption {i}." for i in range(len(proportions))] == [
        " ".join(line.split()) for line in " ".join(lines_of(pages, "caption")).replace(" Figure", "\nFigure").split("\n")
    ]


def test_pictures_are_neither_cropped_nor_stretched(tmp_path: Path) -> None:
    """A row shows whole pictures: their height follows from their proportions."""
    files = {**FILES, "data/a.png": encoded(quarters(60, 30), "PNG"), "data/b.png": encoded(quarters(20, 40), "PNG")}
    rest = "".join(
        f"  {name}: {{file: {name}.png, alt: Four fields., caption: C., rights: {{credit: X, license: CC0-1.0, cleared: true}}}}\n"
        for name in "ab"
    )
    pages, problems = laid(tmp_path, exhibit("- picture_row: [a, b]\n", rest=f"figures:\n{rest}"), files=files)
    shown = [item for item in pages[0].placed if isinstance(item.ink, Picture)]

    assert {"resolution"} == {problem.rule for problem in problems}
    assert [(0, 0, 1, 1)] * 2 == [item.ink.crop for item in shown]  # type: ignore[union-attr]
    assert [2, 0.5] == pytest.approx([item.rect.width / item.rect.height for item in shown])


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("[f0]", "'figures' holds 1 values and needs at least 2 [value]"),
        ("[f0, f1, f0, f1, f0, f1, f0]", "'figures' holds 7 values and needs at most 6 [value]"),
        ("[f0, nobody]", "there is no figure 'nobody' [no-figure]"),
        ("[f0, drawn]", "figure 'drawn' is a drawing, and a row is of pictures [figure]"),
    ],
)
def test_what_is_no_row(row: str, message: str, tmp_path: Path) -> None:
    """Too few, too many, unknown figures and drawings are refused at the author's line."""
    rest = figures([1, 1]) + "  drawn: {caption: D., share_bar: {bars: [{shares: [{value: 46}]}]}}\n"
    found = messages(tmp_path, exhibit(f"- picture_row: {row}\n", rest=rest), FILES)

    assert f"{message}\n" in found


CONTENTS = """\
exhibit: x
title: A small exhibit
sections:
  - {id: one, content: [contents: {title: What is where}, {heading: First, level: 1}, text: LONG]}
  - {id: two, content: [{heading: Second}, text: LONG, {heading: {text: Deeper, level: 3}}]}
  - {id: three, content: [{heading: Third part}]}
documents:
  handout: {layout: plain}
""".replace("{heading: First, level: 1}", "{heading: {text: First, level: 1}}")


@pytest.mark.parametrize(("words", "pages_of"), [(20, [1, 2, 3]), (700, [1, 3, 5])])
def test_contents_know_the_pages(words: int, pages_of: list[int], tmp_path: Path) -> None:
    """Each heading of the first two levels is listed with the page it stands on, however long the text before it."""
    pages, problems = laid(tmp_path, CONTENTS.replace("LONG", "word " * words), files=FILES)

    assert [] == [problem for problem in problems if problem.rule != "heading-order"]
    assert ["First", "Second", "Third part"] == lines_of(pages, "entry")
    assert [str(number) for number in pages_of] == lines_of(pages, "page")
    for heading, number in zip(("First", "Second", "Third part"), pages_of, strict=True):
        assert any(
            item.ink.text.strip() == heading and item.role in ("title", "heading")
            for item in pages[number - 1].placed
            if isinstance(item.ink, TextLine)
        )


def test_contents_go_on_on_the_next_page(tmp_path: Path) -> None:
    """A list longer than its page is broken between entries, and its own length is counted in the pages it prints."""
    sections = "".join(f"  - {{id: s{i}, content: [{{heading: Part {i}}}]}}\n" for i in range(70))
    text = CONTENTS[: CONTENTS.index("  - {id: one")] + "  - {id: zero, content: [contents: {}]}\n" + sections
    pages, problems = laid(tmp_path, text + "documents:\n  handout: {layout: plain}\n", files=FILES)

    assert [] == [problem for problem in problems if problem.rule != "heading-order"]
    assert [f"Part {i}" for i in range(70)] == lines_of(pages, "entry")
    first = next(page.number for page in pages if any(item.role == "heading" for item in page.placed))
    assert first > 1
    assert str(first) == lines_of(pages, "page")[0]


@pytest.mark.parametrize("words", [62, 78])
def test_the_title_of_contents_stays_with_its_list(words: int, tmp_path: Path) -> None:
    """A title for whose list there is no room moves on with it: it stands neither alone, nor twice, nor past the edge."""
    files = {"layouts/plain/layout.yaml": FILES["layouts/plain/layout.yaml"].replace("bottom: 10mm", "height: 40mm")}
    content = "- text: " + "word " * words + "\n- contents: {title: What is where}\n- heading: First\n"
    pages, problems = laid(tmp_path, exhibit(content), files=files)

    assert [] == [problem for problem in problems if problem.rule != "heading-order"]
    assert ["What is where"] == lines_of(pages, "title")
    assert ["What is where", "First"] == lines_of(pages[1:2])[:2]


def running(line: str) -> dict[str, str]:
    """Return the files of a layout that repeats a running line on each page."""
    template = TEMPLATE.replace("{% for frame", f'<flow frame="side" repeat="true">{line}</flow>\n  {{% for frame', 1)
    return {
        "layouts/plain/layout.yaml": FILES["layouts/plain/layout.yaml"].replace("bottom: 10mm", "bottom: 20mm")
        + "      side: {columns: 1-4, bottom: 8mm, height: 6mm}\n",
        "layouts/plain/story.xml.j2": template,
    }


@pytest.mark.parametrize(
    ("line", "ends"),
    [
        ('<running_line left="Head" page-number="true"/>', [("Head", "Page 1 of 2"), ("Head", "Page 2 of 2")]),
        ('<running_line left="Head" page-number="true" form="short"/>', [("Head", "1"), ("Head", "2")]),
        ('<running_line left="Head" page-number="true" form="short" mirror="true"/>', [("Head", "1"), ("2", "Head")]),
        ('<page_number form="short" mirror="true"/>', [("1",), ("2",)]),
    ],
)
def test_running_lines(line: str, ends: list[tuple[str, ...]], tmp_path: Path) -> None:
    """A running head has words and the page at its ends; mirrored, they change sides on even pages."""
    text = exhibit("- text: " + "word " * 500 + "\n")
    pages, problems = laid(tmp_path, text, files=running(line))
    found, sides = [], []
    for page in pages:
        items = sorted((item for item in page.placed if item.frame == "side"), key=lambda item: item.x)
        found.append(tuple(item.ink.text.strip() for item in items))  # type: ignore[union-attr]
        frame = next(frame.rect for frame in page.frames if frame.name == "side")
        sides.append((items[0].x - frame.x < 1, frame.right - items[-1].rect.right < 1))

    assert [] == [problem for problem in problems if problem.rule != "heading-order"]
    assert ends == found
    if len(ends[0]) == 2:
        assert [(True, True)] * 2 == sides
    else:
        assert [(False, True), (True, False)] == sides


def test_a_running_head_names_what_the_page_is_about(tmp_path: Path) -> None:
    """The first heading on the page stands in it, on a page without one the last before; before all, its own words."""
    content = "- text: LONG\n- heading: First\n- text: LONG\n- heading: Second\n- text: Short.\n- heading: Third\n"
    text = exhibit(content.replace("LONG", "Word. " * 700))
    files = running('<running_line left="Head" heading="true" page-number="true" form="short"/>')
    pages, problems = laid(tmp_path, text, files=files)
    heads, expected, last = [], [], "Head"
    for page in pages:
        here = lines_of([page], "heading")
        last = here[0] if here else last
        expected.append([last, str(page.number)])
        last = here[-1] if here else last
        heads.append([item.ink.text.strip() for item in page.placed if item.frame == "side"])  # type: ignore[union-attr]

    assert [] == [problem for problem in problems if problem.rule != "heading-order"]
    assert expected == heads
    assert {"Head", "First"} < {head for head, _ in heads}


def test_a_row_gives_way_in_a_low_frame(tmp_path: Path) -> None:
    """Where a frame is too low for a row, its pictures get lower together and stay whole."""
    files = {**FILES, "layouts/plain/layout.yaml": FILES["layouts/plain/layout.yaml"].replace("bottom: 10mm", "height: 50mm")}
    pages, problems = laid(tmp_path, exhibit("- picture_row: [f0, f1]\n", rest=figures([1.5, 1])), files=files)
    first, second = areas(pages[0])

    assert {"fpo"} == {problem.rule for problem in problems}
    assert first.rect.height == pytest.approx(second.rect.height)
    assert [1.5, 1] == pytest.approx([item.rect.width / item.rect.height for item in (first, second)])
    assert first.rect.height < 45 * MM
    assert max(item.y for item in pages[0].placed if isinstance(item.ink, TextLine)) <= 60 * MM + 0.2


def test_a_caption_does_not_run_over_its_neighbour(tmp_path: Path) -> None:
    """A word of a caption that is wider than its picture is reported at the figure."""
    rest = figures([3, 0.4]).replace("Caption 1.", "Donaudampfschifffahrtsgesellschaftskapitaen")
    _, problems = laid(tmp_path, exhibit("- picture_row: [f1, f0]\n", rest=rest), files=FILES)
    wide = [problem for problem in problems if problem.rule == "too-wide"]

    assert 1 == len(wide)
    assert wide[0].message.startswith("'Donaudampfschifffahrtsgesellschaftskapit' under figure 'f1' is ")
    assert wide[0].span is not None


@pytest.mark.parametrize("key", ["height: 10mm", "cover: true", "rule: true", "picture: false"])
def test_what_a_picture_of_a_row_does_not_take(key: str, tmp_path: Path) -> None:
    """What would do nothing in a row is refused, not passed over."""
    found = messages(tmp_path, exhibit(f"- picture_row: [{{id: f0, {key}}}, f1]\n", rest=figures([1, 1])), FILES)

    assert f"unknown key {key.split(':')[0]!r} [unknown-key]" in found
