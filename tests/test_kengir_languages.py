"""The shipped exhibit in Kazakh and Russian: what is translated says the same numbers and cites the same works."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping

import pytest
from pages_of import ROOT

from predella.build import open_exhibit
from predella.diagnostics import Problems
from predella.model import Exhibit
from predella.source import Str
from predella.validate import Words, texts_in
from predella.workspace import Workspace

ADDED = ("kk", "ru")
WALL = (
    "opening",
    "before",
    "people",
    "uprising",
    "last-night",
    "after",
    "t-uprising",
    "t-after",
    "timeline-text",
)

CYRILLIC = re.compile("[А-Яа-яЁёӘәҒғҚқҢңӨөҰұҮүҺһІі]")


@pytest.fixture(scope="module")
def kengir() -> Exhibit:
    problems = Problems()
    exhibit = open_exhibit(Workspace(ROOT), ROOT / "exhibits/kengir.yaml", problems)
    assert exhibit is not None, problems.found
    return exhibit


def around(exhibit: Exhibit) -> Iterator[Words]:
    """Yield every text around the sections: titles, strip, figures with their drawings, events, notes on sources."""
    yield from texts_in((exhibit.title, exhibit.subtitle, exhibit.summary, exhibit.place, exhibit.strip))
    yield from texts_in((exhibit.figures, exhibit.events, exhibit.sources, exhibit.documents))


def on_the_wall(exhibit: Exhibit) -> Iterator[Words]:
    """Yield every text of the sections that panels print."""
    return texts_in([section for section in exhibit.sections if section.id in WALL])


def translated(exhibit: Exhibit) -> Iterator[Mapping[str, Str]]:
    """Yield those texts, around the sections and on the wall, that are written in several languages, by language."""
    texts = (*around(exhibit), *on_the_wall(exhibit))
    yield from (words.by_language for words in texts if set(words.by_language) != {""})


def numbers(text: str) -> Counter[str]:
    """Return the numbers of a text in digits, without what parts their thousands; a century may stand as XX."""
    whole = re.sub(r"(?<=\d)[,\u00a0](?=\d{3})", "", text).replace("XX", "20")
    return Counter(re.findall(r"\d+(?:\.\d+)?", whole))


def cited(text: str) -> list[str]:
    return re.findall(r"\[@[^\]]+\]", text)


def test_titles_strip_figures_and_events_are_in_three_languages(kengir: Exhibit) -> None:
    """Of the parts around the sections, only credits and the numbers of the plan stay as they are."""
    credits = {str(figure.rights.credit) for figure in kengir.figures.values() if figure.rights}
    plain = {str(words) for words in around(kengir) if set(words.by_language) != {"en", *ADDED}}

    assert plain == credits | {"1", "2", "3"}


def test_the_wall_is_in_three_languages(kengir: Exhibit) -> None:
    untranslated = [str(words) for words in on_the_wall(kengir) if set(words.by_language) != {"en", *ADDED}]

    assert untranslated == []
    assert {section.id for section in kengir.sections} >= set(WALL)


@pytest.mark.parametrize("language", ADDED)
def test_numbers_and_citations_are_those_of_the_english_text(kengir: Exhibit, language: str) -> None:
    """“two” may become a word of another form, but a number in digits stays that number."""
    different = [
        (text["en"], text[language])
        for text in translated(kengir)
        if numbers(text["en"]) != numbers(text[language]) or cited(text["en"]) != cited(text[language])
    ]

    assert different == []


@pytest.mark.parametrize("language", ADDED)
def test_translations_are_in_cyrillic(kengir: Exhibit, language: str) -> None:
    latin = [
        text[language]
        for text in translated(kengir)
        if re.search("[A-Za-z]", text["en"]) and not CYRILLIC.search(text[language])
    ]

    assert latin == []
