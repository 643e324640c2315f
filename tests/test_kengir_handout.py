"""The handout of the shipped exhibit in Kazakh and Russian: every text is there, with the numbers and works of the English."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import pytest
from pages_of import ROOT
from test_kengir_languages import ADDED, cited, numbers

from predella.build import open_exhibit
from predella.diagnostics import Problems
from predella.model import Exhibit
from predella.source import Str
from predella.validate import texts_in
from predella.workspace import Workspace


@pytest.fixture(scope="module")
def kengir() -> Exhibit:
    problems = Problems()
    exhibit = open_exhibit(Workspace(ROOT), ROOT / "exhibits/kengir.yaml", problems)
    assert exhibit is not None, problems.found
    return exhibit


def handout(exhibit: Exhibit) -> Iterator[Mapping[str, Str]]:
    """Yield every text of the handout's sections, by language; the key "" is one text for all."""
    for section in exhibit.sections:
        if section.id.startswith("h-"):
            yield from (words.by_language for words in texts_in(section))


def whole_years(text: str) -> str:
    """Return the text with 1952–4 written out as 1952–1954, as Kazakh and Russian write it."""
    return re.sub(r"\b(\d{3})(\d)–(\d)\b", r"\1\2–\1\3", text)


def test_only_signs_and_keys_of_sources_are_one_text_for_all(kengir: Exhibit) -> None:
    plain = {str(text[""]) for text in handout(kengir) if set(text) == {""}}
    partly = [text for text in handout(kengir) if "" not in text and set(text) != {"en", *ADDED}]

    assert {text for text in plain if not re.fullmatch(r"[\d\s:+,%≈]+", text)} == {"K", "U"}
    assert partly == []


@pytest.mark.parametrize("language", ADDED)
def test_numbers_and_citations_are_those_of_the_english_text(kengir: Exhibit, language: str) -> None:
    pairs = [(text["en"], text[language]) for text in handout(kengir) if "" not in text]
    different = [
        (english, other)
        for english, other in pairs
        if numbers(whole_years(english)) != numbers(other) or cited(english) != cited(other)
    ]

    assert len(pairs) > 50
    assert different == []


@pytest.mark.parametrize("language", ADDED)
def test_no_translation_is_much_longer_than_the_english_text(kengir: Exhibit, language: str) -> None:
    """The handout is full: a paragraph may be a tenth longer, a word or a line of a table by a few letters."""
    long = [
        (len(text[language]), text["en"])
        for text in handout(kengir)
        if "" not in text and len(text[language]) > 1.1 * len(text["en"]) + 12
    ]

    assert long == []


def test_the_handout_is_called_what_the_exhibit_is_called(kengir: Exhibit) -> None:
    first = next(handout(kengir))

    assert dict(first) == dict(kengir.title.by_language)
