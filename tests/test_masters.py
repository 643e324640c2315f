"""Small exhibits go in on the shipped page masters; fails where a master does not do what its name says."""

from __future__ import annotations

from pathlib import Path

import pytest
from laying import made, project
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
    page: trilingual
    content:
      - text: {en: Halve a sheet., kk: Парақты екіге бөл., ru: Раздели лист пополам.}
      - question: {en: Why?, kk: Неге?, ru: Почему?}
documents:
  panel: {layout: trilingual}
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
    assert all(["P", "H", "P", "P"] == [child.role for child in part.children] for part in parts)


def test_a_language_the_exhibit_does_not_speak(tmp_path: Path) -> None:
    """A flow in a language that is not the exhibit's is refused at the template's line."""
    files = {
        "layouts/plain/story.xml.j2": '<page>\n<flow frame="main" language="de"><p>x</p></flow>\n</page>\n'
    }
    text = LANGUAGES.replace("layout: trilingual", "layout: plain").replace("    page: trilingual\n", "")

    with pytest.raises(Refused) as refused:
        made(project(tmp_path, text, files))

    (problem,) = [problem for problem in refused.value.problems if problem.rule == "language"]
    assert "the exhibit has no language 'de'" == problem.message
    assert ("layouts/plain/story.xml.j2", 2) == (problem.span.file[-26:], problem.span.line)  # type: ignore[union-attr]
