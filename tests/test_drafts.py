"""Texts in several languages, some of them drafts, go in; pages say so, and `check` counts what is there and what is not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from laying import Options, exhibit, laid, lines_of, planned, project, run

from predella.blocks.block import shape
from predella.build import context_of, make
from predella.draft_note import draft_note
from predella.pages import DECORATION, MM, Page, Shape, box

ENGLISH, KAZAKH, RUSSIAN = "Draft translation", "Аударма жобасы", "Черновой перевод"


def pages_in(tmp_path: Path, yaml: str, language: str, document: str = "handout") -> tuple[Page, ...]:
    """Return the pages of one document in one language."""
    options = Options(only=(document,), languages=(language,))
    workspace, jobs, problems = planned(project(tmp_path, yaml), options)
    return tuple(make(jobs[0], workspace, problems)[0].pages)


def notes(pages: tuple[Page, ...]) -> list[list[str]]:
    """Return what each page says of drafts."""
    return [lines_of([page], "draft") for page in pages]


def spoken(content: str, rest: str = "", languages: str = "en, kk, ru") -> str:
    return exhibit(content, rest=f"languages: [{languages}]\n{rest}")


def test_page_with_a_draft_says_so_in_its_language(tmp_path: Path) -> None:
    """Of three editions only those whose text is a draft carry the note, each in its own words."""
    yaml = spoken("- text: {en: One., kk: Бір., ru: Один., draft: [kk, ru]}\n")
    found = {language: notes(pages_in(tmp_path, yaml, language)) for language in ("en", "kk", "ru")}

    assert found == {"en": [[]], "kk": [[KAZAKH]], "ru": [[RUSSIAN]]}


def test_only_the_pages_that_show_a_draft_say_so(tmp_path: Path) -> None:
    """The second of three pages holds the draft, and the first, into which it does not fit, does not say so."""
    filler = "\n".join(f"    Line {number} of the page.\\" for number in range(40))
    content = f"""\
- text: |
{filler}
    and its end.
- text: {{en: One., kk: Бір., draft: kk}}
- text: |
{filler}
{filler}
    and its end.
"""
    pages = pages_in(tmp_path, spoken(content, languages="en, kk"), "kk")
    holding = [page.number for page in pages if "Бір." in lines_of([page])]

    assert [page.number for page in pages if page.drafts] == holding
    assert [bool(note) for note in notes(pages)] == [page.number in holding for page in pages]
    assert 0 < len(holding) < len(pages)


def test_drafts_of_the_exhibit_are_all_texts_of_a_language(tmp_path: Path) -> None:
    """`drafts: kk` says it once for all; a text that falls back to English is none of them."""
    content = "- text: {en: One., kk: Бір.}\n"
    fallen = "- text: {en: One.}\n"

    assert notes(pages_in(tmp_path, spoken(content, "drafts: kk\n"), "kk")) == [[KAZAKH]]
    assert notes(pages_in(tmp_path, spoken(fallen, "drafts: [kk]\n"), "kk")) == [[]]


def test_plain_strings_are_drafts_with_their_language(tmp_path: Path) -> None:
    """A plain string is in the default language: where that is a draft, every edition that shows it shows one."""
    yaml = spoken("- text: One.\n", "drafts: en\n")

    assert notes(pages_in(tmp_path, yaml, "en")) == [[ENGLISH]]
    assert notes(pages_in(tmp_path, yaml, "kk")) == [[KAZAKH]]


FIGURE = """\
figures:
  hut:
    title: {en: Hut, kk: Үй, draft: kk}
    rights: {credit: The museum, license: CC0-1.0}
"""


@pytest.mark.parametrize(
    ("content", "rest"),
    [
        ("- heading: {en: One, kk: Бір, draft: kk}\n", ""),
        ("- text:\n    en: One.\n    kk: |\n      Бір.\n\n      - екі\n      - үш\n    draft: kk\n", ""),
        ("- quote: {text: {en: One., kk: Бір., draft: kk}}\n", ""),
        ("- stat: {value: 12, label: {en: days, kk: күн, draft: kk}}\n", ""),
        ("- table: {columns: [{head: {en: One, kk: Бір, draft: kk}}], rows: [[1]]}\n", ""),
        ("- bar_chart: {rows: [{label: {en: One, kk: Бір, draft: kk}, value: 3}, {label: B, value: 4}]}\n", ""),
        ("- glossary: {Adobe: {en: Clay brick., kk: Саман., draft: kk}}\n", ""),
        ("- figure: hut\n", FIGURE),
    ],
)
def test_draft_is_known_whichever_way_its_text_takes(content: str, rest: str, tmp_path: Path) -> None:
    """In running text, in a list, in a drawing, in a table, under a figure."""
    pages = pages_in(tmp_path, spoken(content, rest, "en, kk"), "kk")

    assert notes(pages) == [[KAZAKH]]
    assert notes(pages_in(tmp_path, spoken(content, rest, "en, kk"), "en")) == [[]]


PANEL = """\
exhibit: x
title: {en: A small exhibit, kk: Шағын көрме}
place: Kengir
languages: [en, kk, ru]
sections:
  - id: one
    heading: {en: One, kk: Бір, ru: Один, draft: [kk, ru]}
    content:
      - text: {en: One., kk: Бір., ru: Один., draft: ru}
documents:
  handout: {layout: handout, paper: [A4, Letter]}
  panel: {layout: panel}
  three: {layout: panel, page: trilingual}
"""


@pytest.mark.parametrize("document", ["handout", "panel"])
def test_note_stands_inside_the_sheet_and_on_nothing(document: str, tmp_path: Path) -> None:
    """Heading from a template included: 7 mm from the trim at least, and not on the foot, the logo or the text."""
    (page,) = pages_in(tmp_path, PANEL, "kk", document)
    (note,) = (item for item in page.placed if item.role == "draft")
    others = [item.rect.inset(1) for item in page.placed if item is not note]

    assert note.rect.x >= 7 * MM
    assert note.rect.right <= page.width - 7 * MM
    assert note.rect.bottom <= page.height - 7 * MM + 0.01
    assert not [rect for rect in others if rect.overlaps(note.rect.inset(1))]


def test_column_says_it_beside_the_name_of_its_language(tmp_path: Path) -> None:
    """Three languages on one sheet: the status stands with each, and no note at the foot."""
    pages = pages_in(tmp_path, PANEL, "en", "three")

    assert lines_of(pages, "language") == ["English", "Қазақ тілі жоба", "Русский черновик"]
    assert notes(pages) == [[]]
    assert set(pages[0].drafts) == {"kk", "ru"}


def test_note_on_a_full_page_has_a_plate(tmp_path: Path) -> None:
    """A picture from edge to edge leaves no room: the note is set on a plate of the ground, and reads."""
    _, jobs, problems = planned(project(tmp_path, PANEL), Options(only=("panel",), languages=("kk",)))
    context = context_of(jobs[0], problems, final=False)
    full = shape(0, 0, box(context.page_width, context.page_height), fill=context.ground["text"])
    plate, note = draft_note(["kk"], [full], 0.0, DECORATION, context)

    assert lines_of([Page(1, 1, 1, 0, None, (plate, note))]) == [KAZAKH]
    assert isinstance(plate.ink, Shape)
    assert plate.ink.fill == context.ground["ground"]
    assert plate.rect.x < note.rect.x
    assert plate.rect.right > note.rect.right


def test_final_build_refuses_a_draft_that_it_would_print(tmp_path: Path) -> None:
    """The Kazakh edition is refused, the English one is not."""
    folder = project(tmp_path, spoken("- text: {en: One., kk: Бір., draft: kk}\n", languages="en, kk"))
    english = run(["check", "x", "--final", "--no-color"], folder)
    kazakh = run(["check", "x", "--final", "--no-color", "--lang", "kk"], folder)

    assert english.status == 0
    assert "[draft]" not in english.stderr
    assert kazakh.status == 1
    assert "error: document 'handout' shows a text in 'kk' that is a draft (page 1) [draft]" in kazakh.stderr


MANY = "".join(f"- text: Text {number} of many.\n" for number in range(14))


def test_missing_translations_are_counted_and_ten_are_named(tmp_path: Path) -> None:
    """The title and fourteen texts lack Kazakh; a number needs no translator."""
    folder = project(tmp_path, spoken(MANY + '- text: "1954"\n- text: {en: One., kk: Бір.}\n', languages="en, kk"))
    short = run(["check", "x", "--no-color"], folder).stderr
    long = run(["check", "x", "--no-color", "--all"], folder).stderr
    (problem,) = json.loads(run(["check", "x", "--format", "json"], folder).stdout)

    assert "1 of 16 texts are there in 'kk'; the others fall back to 'en' [translation]" in short
    assert short.count("exhibits/x.yaml:") == 1 + 10
    assert "  … and 5 more places: `check --all` names all" in short
    assert long.count("exhibits/x.yaml:") == 1 + 15
    assert [place["line"] for place in problem["places"]] == [2, *range(7, 21)]


def test_credit_in_one_language_serves_all(tmp_path: Path) -> None:
    """A credit is printed as its owner asks: it is not counted among what lacks a translation."""
    figure = FIGURE.replace(", draft: kk", "")
    problems = laid(tmp_path, spoken("- figure: hut\n", figure, "en, kk"))[1]

    assert [problem.message for problem in problems if problem.rule == "translation"] == [
        "1 of 2 texts are there in 'kk'; the others fall back to 'en'"
    ]
