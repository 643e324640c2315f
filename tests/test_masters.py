"""Small exhibits go in on the shipped page masters; fails where a master does not do what its name says."""

from __future__ import annotations

from pathlib import Path

import pytest
from laying import exhibit, made, project
from pictures import encoded, quarters

from predella.diagnostics import Refused
from predella.pages import MM, Document, Page, Picture, Shape, TextLine

PICTURE = """\
exhibit: x
title: A small exhibit
figures:
  sky: {FILE title: A sky, caption: The sky., proportion: 1.5, rights: {credit: A hand, license: CC0-1.0, cleared: true}}
sections:
  - id: one
    heading: A picture
    page: full-bleed
    content:
      - figure: {id: sky, cover: true, caption: false}
        frame: picture
      - text: From trim to trim.
      - figure: {id: sky, picture: false}
        frame: credits
documents:
  panel: {layout: panel}
"""

LANGUAGES = """\
exhibit: x
title: {en: Halved, kk: Жартысы, ru: Пополам}
languages: [kk, ru, en]
sections:
  - id: one
    heading: {en: One sheet, kk: Бір парақ, ru: Один лист}
    content:
      - text: {en: Halve a sheet., kk: Парақты екіге бөл., ru: Раздели лист пополам.}
      - question: {en: Why?, kk: Неге?, ru: Почему?}
documents:
  panel: {layout: panel, page: trilingual}
"""


def lines(page: Page, frame: str) -> list[str]:
    """Return the lines of text that stand in a frame."""
    return [item.ink.text.strip() for item in page.placed if item.frame == frame and isinstance(item.ink, TextLine)]


def only_page(document: Document) -> Page:
    (page,) = document.pages
    return page


def test_a_picture_runs_into_the_bleed(tmp_path: Path) -> None:
    """The picture of a full-bleed panel covers its frame and the bleed on three sides, cropped and not stretched."""
    files = {"data/sky.png": encoded(quarters(60, 40), "PNG")}
    text = PICTURE.replace("FILE", "file: sky.png, alt: Four fields of colour,")
    document, problems = made(project(tmp_path, text, files))
    page = only_page(document)
    (picture,) = [item for item in page.placed if isinstance(item.ink, Picture)]
    left, top, right, bottom = picture.ink.crop  # type: ignore[union-attr]

    assert (-3, -3, 597) == tuple(round(v / MM, 3) for v in (picture.x, picture.y, picture.rect.right))
    assert 400 < picture.rect.bottom / MM < 600
    shown = (right - left) * 60 / ((bottom - top) * 40)
    assert picture.rect.width / picture.rect.height == pytest.approx(shown)
    assert ["crop", "resolution"] == sorted(problem.rule for problem in problems)


def test_a_position_that_bleeds_keeps_its_words_inside_the_trim(tmp_path: Path) -> None:
    """The tint of a missing picture runs into the bleed; its corner ticks and words do not."""
    document, _ = made(project(tmp_path, PICTURE.replace("FILE ", "")))
    items = [item for item in only_page(document).placed if item.frame == "picture"]
    tint, *signs = items

    assert isinstance(tint.ink, Shape)
    assert tint.rect.x == pytest.approx(-3 * MM)
    assert min(item.rect.x for item in signs) >= 0
    assert min(item.rect.y for item in signs) >= 0


def test_a_drawing_is_not_cropped(tmp_path: Path) -> None:
    """`cover` is for pictures; with a drawing it is refused at its line."""
    text = PICTURE.replace("FILE ", "").replace(
        "proportion: 1.5", "share_bar: {bars: [{shares: [{value: 46}]}]}"
    )
    with pytest.raises(Refused) as refused:
        made(project(tmp_path, text))

    (fault,) = [problem for problem in refused.value.problems if problem.severity == "error"]
    assert "figure 'sky' is a drawing, and a drawing is not cropped" == fault.message
    assert fault.span is not None
    assert 10 == fault.span.line


def test_three_languages_stand_side_by_side(tmp_path: Path) -> None:
    """Each language has its name, heading and text in a column, all first lines of a kind on one baseline."""
    document, problems = made(project(tmp_path, LANGUAGES))
    page = only_page(document)

    assert [] == problems
    assert ["Қазақ тілі", "Русский", "English"] == [lines(page, f"language-{n}")[0] for n in (1, 2, 3)]
    assert ["Бір парақ", "Один лист", "One sheet"] == [lines(page, f"title-{n}")[0] for n in (1, 2, 3)]
    assert ["1", "Неге?"] == lines(page, "text-1")[-2:]
    for kind in ("language", "title", "text"):
        starts = [next(item for item in page.placed if item.frame == f"{kind}-{n}") for n in (1, 2, 3)]
        assert 1 == len({(round(item.y, 3), item.ink.runs[0].size) for item in starts})  # type: ignore[union-attr]


def test_each_language_is_one_part_when_read_aloud(tmp_path: Path) -> None:
    """In the logical tree a language's name, heading and text follow each other under one part in its language."""
    document, _ = made(project(tmp_path, LANGUAGES))
    (page,) = document.tree.children
    parts = [part for part in page.children if part.lang]

    assert ["kk", "ru", "en"] == [part.lang for part in parts]
    assert all(["P", "H", "P", "LI"] == [child.role for child in part.children] for part in parts)


def test_a_language_the_exhibit_does_not_speak(tmp_path: Path) -> None:
    """A flow in a language that is not the exhibit's is refused at the template's line."""
    files = {
        "layouts/plain/story.xml.j2": '<page>\n<flow frame="main" language="de"><p>x</p></flow>\n</page>\n'
    }
    text = LANGUAGES.replace("layout: panel, page: trilingual", "layout: plain")

    with pytest.raises(Refused) as refused:
        made(project(tmp_path, text, files))

    (problem,) = [problem for problem in refused.value.problems if problem.rule == "language"]
    assert "the exhibit has no language 'de'" == problem.message
    assert ("layouts/plain/story.xml.j2", 2) == (problem.span.file[-26:], problem.span.line)  # type: ignore[union-attr]


SENTENCES = " ".join(f"Sentence number {number} says a little more of it than the one before." for number in range(60))

HANDOUT = f"""\
exhibit: x
title: A small exhibit
figures:
  sky: {{title: A sky, caption: The sky., proportion: 2, rights: {{credit: A hand, license: CC0-1.0, cleared: true}}}}
sections:
  - id: one
    content:
      - text: Before the figure.
      - figure: sky
        frame: side
      - text: {SENTENCES}
documents:
  handout: {{layout: handout, page: MASTER}}
"""


def bottoms(page: Page) -> dict[str, float]:
    """Return where the content of each frame ends, in mm."""
    return {frame.name: frame.used / MM for frame in page.frames}


def test_two_columns(tmp_path: Path) -> None:
    """Text goes on from the first column to the second, both under the title; what is for the side stands in the text."""
    document, problems = made(project(tmp_path, HANDOUT.replace("MASTER", "two-columns")))
    page = only_page(document)

    assert {"fpo"} == {problem.rule for problem in problems}
    assert ["A small exhibit"] == lines(page, "title")
    assert "Before the figure." == lines(page, "main")[0]
    assert "Figure 1. The sky." in lines(page, "main")
    assert lines(page, "second")[-1].endswith("before.")
    tops = [min(item.rect.y for item in page.placed if item.frame == name) for name in ("main", "second")]
    assert tops[0] == pytest.approx(tops[1], abs=1.0)


def test_one_column(tmp_path: Path) -> None:
    """One column keeps to a measure that can be read, and takes what is for the side where the section has it."""
    document, _ = made(project(tmp_path, HANDOUT.replace("MASTER", "one-column")))
    page = next(iter(document.pages))
    text = lines(page, "main")
    longest = max(len(line) for line in text)

    assert ["A small exhibit", "Before the figure."] == text[:2]
    assert text.index("Figure 1. The sky.") < next(i for i, line in enumerate(text) if "Sentence" in line)
    assert 50 <= longest <= 75


EVENTS = """\
exhibit: x
title: Papers
events:
  - {date: 1786-10-25, title: A letter}
  - {date: 1922, title: A standard}
  - {date: 1975, title: Another}
sections:
  - id: one
    content:
      - {lead: What came when., frame: lead}
documents:
  timeline: {layout: LAYOUT, from: 1780, to: 1980}
"""


@pytest.mark.parametrize(
    ("layout", "upright"),
    [
        ("timeline", False),
        ("timeline, page: vertical, paper: A2", True),
        ("timeline, page: vertical", True),
        ("timeline, page: strip", False),
    ],
)
def test_timelines_across_and_upright(layout: str, upright: bool, tmp_path: Path) -> None:
    """Years stand in a row across the sheet, or under each other down it, in their order; nothing is overset."""
    document, problems = made(project(tmp_path, EVENTS.replace("LAYOUT", layout)))
    page = only_page(document)
    places = {
        item.ink.text.strip(): (item.x, item.y)
        for item in page.placed
        if item.role == "tick" and isinstance(item.ink, TextLine)
    }
    years = [places[year][1 if upright else 0] for year in sorted(places) if year.isdigit()]

    assert [] == problems
    assert len(years) > 2
    assert sorted(years) == years
    assert ["What came when."] == lines(page, "lead")


def test_a_comparison_under_the_years(tmp_path: Path) -> None:
    """On the master for comparisons an item may be the timeline itself, and others stand beside and below it."""
    text = EVENTS.replace("LAYOUT", "timeline, page: comparison").replace(
        "      - {lead: What came when., frame: lead}\n",
        "      - {lead: What came when., frame: lead}\n"
        "      - {timeline: {from: 1900, to: 1980, key: false}, frame: timeline}\n"
        "      - {text: {text: Aside., style: caption}, frame: aside}\n"
        "      - day_bars: {rows: [{title: A fair, dates: 1951-05-03/1951-05-30}]}\n        frame: figures\n",
    )
    document, problems = made(project(tmp_path, text))
    page = only_page(document)

    assert [] == [problem for problem in problems if "lies outside the timeline" not in problem.message]
    assert ["Aside."] == lines(page, "aside")
    assert "1900" in lines(page, "timeline")
    assert "1780" not in lines(page, "timeline")
    assert "28 days" in lines(page, "figures")


def test_a_card_for_each_section(tmp_path: Path) -> None:
    """Every section is a card with its heading and a number."""
    text = (
        PICTURE.replace("FILE ", "")
        .replace("full-bleed", "text-and-figure")
        .replace("frame: picture", "frame: figures")
        .replace("cover: true, caption: false", "height: 30mm")
        .replace("      - figure: {id: sky, picture: false}\n        frame: credits\n", "  - {id: two, heading: Second, content: [Two.]}\n")
        .replace("layout: panel", "layout: card")
    )  # fmt: skip
    document, problems = made(project(tmp_path, text))
    pages = tuple(document.pages)

    assert [] == [problem for problem in problems if problem.severity == "error"]
    assert [["A picture"], ["Second"]] == [lines(page, "title") for page in pages]
    assert "Page 2 of 2" in lines(pages[1], "footer")
    assert "The sky." in " ".join(lines(pages[0], "figures"))


def test_a_banner_takes_what_asks_for_it(tmp_path: Path) -> None:
    """A banner has the title of the exhibit, and of its sections what names one of its frames, clear of the cassette."""
    text = EVENTS.replace("LAYOUT", "banner").replace(
        "lead: What came when., frame: lead}", "lead: What came when., frame: lead}\n      - A long text."
    )
    document, problems = made(project(tmp_path, text.replace("title: Papers", "title: Papers\nplace: Berlin")))
    page = only_page(document)

    assert [] == problems
    assert (["Papers"], ["What came when."], ["Berlin"]) == tuple(lines(page, name) for name in ("title", "lead", "foot"))
    assert max(bottoms(page).values()) < 1800


@pytest.mark.parametrize("count", [4, 9, 14, 20, 31, 44])
def test_columns_end_at_one_height(count: int, tmp_path: Path) -> None:
    """Where the text does not fill the page, its two columns differ by little more than a line, and no word is lost."""
    text = " ".join(f"Sentence number {number} says a little more." for number in range(count))
    exhibit = HANDOUT.replace(SENTENCES, text).replace("      - figure: sky\n        frame: side\n", "")
    document, _ = made(project(tmp_path, exhibit.replace("MASTER", "two-columns")))
    page = only_page(document)
    ends = bottoms(page)
    said = " ".join([*lines(page, "main"), *lines(page, "second")])

    assert abs(ends["main"] - ends["second"]) <= 11
    assert count == said.count("says a little more.")




def test_areas_of_a_theme_may_always_have_an_edge(tmp_path: Path) -> None:
    """In `clear` an area of the one colour is edged in the line's colour; a thin one by less, so that it is not drowned."""
    text = exhibit("- share_bar: {bars: [{shares: [{value: 60}, {value: 0.5}]}]}\n").replace(
        "layout: plain}", "layout: panel, theme: clear}"
    )
    document, _ = made(project(tmp_path, text))
    areas = [item.ink for item in only_page(document).placed if item.role == "share" and isinstance(item.ink, Shape)]
    accent = [ink for ink in areas if ink.fill and ink.fill.name == "signal"]

    assert 1 == len(accent)
    assert accent[0].stroke is not None
    assert "black" == accent[0].stroke.name
    assert 0.2 < accent[0].stroke_width / MM <= 1.4
    assert all(ink.stroke is None for ink in areas if ink.fill and ink.fill.name == "black")


@pytest.mark.parametrize(("theme", "part"), [("archive", 0.922), ("field", 0.2)])
def test_the_ink_of_a_mark_is_the_themes(theme: str, part: float, tmp_path: Path) -> None:
    """How much of a mark's width is drawn is said by the theme; where marks begin is not."""
    text = exhibit("- text: One.\n", rest="strip: {marks: 10}\n").replace(
        "layout: plain}", f"layout: panel, theme: {theme}}}"
    )
    document, _ = made(project(tmp_path, text))
    marks = [item.rect for item in only_page(document).placed if item.role == "strip"]

    assert 10 == len(marks)
    assert [594 / 10 * i for i in range(1, 9)] == pytest.approx([mark.x / MM for mark in marks[1:9]], abs=0.01)
    assert 59.4 * part == pytest.approx(marks[4].width / MM, abs=0.01)
