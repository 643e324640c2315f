"""Parts of an exhibit go in; what a template may see of them, and the markup they become, come out."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from predella.blocks import BLOCKS
from predella.diagnostics import Problems, Span
from predella.model import Exhibit, Item
from predella.source import read
from predella.text import Citation, Run
from predella.validate import read_model, to_words
from predella.views import Content, View, place_from, place_text, run_markup, shown, viewed

TEXT = b"""\
exhibit: x
title: {en: Forty-two days, kk: Qyryq eki kun}
date: 1954
sections:
  - {id: one, heading: One, content: [A text., {text: Another., frame: side, only: wall}]}
documents:
  wall: {layout: plain, from: 1945}
"""


def view(language: str = "en") -> Any:
    """Return the view of a small exhibit in one of its languages."""
    exhibit = read_model(Exhibit, read(TEXT, "f.yaml"), Problems(), BLOCKS)
    assert exhibit is not None
    return View(exhibit, cast(Any, SimpleNamespace(language=language, exhibit=exhibit)))


def test_languages() -> None:
    """A view shows each text in the edition's language."""
    assert ("Forty-two days", "Qyryq eki kun") == (view("en").title, view("kk").title)


def test_parts() -> None:
    """What lies deeper is a view as well; a date is said in words; what is not there is None."""
    exhibit = view()

    assert "One" == exhibit.sections[0].heading
    assert "1945" == exhibit.documents["wall"].start
    assert exhibit.subtitle is None
    assert isinstance(exhibit.sections[0], View)
    assert all(isinstance(item, Item) for item in exhibit.sections[0].content)


@pytest.mark.parametrize(
    "name", ["_target", "_context", "__dict__", "model_dump", "model_fields", "span", "where", "nothing"]
)
def test_nothing_else(name: str) -> None:
    """A view has the fields that an author writes, and no other name."""
    with pytest.raises(AttributeError):
        View.__getattr__(view(), name)


def test_nothing_can_be_changed() -> None:
    """What a template is given are copies: changing them changes nothing of the exhibit."""
    exhibit = view()
    exhibit.sections.clear()
    exhibit.documents.clear()

    assert (1, 1) == (len(exhibit.sections), len(exhibit.documents))


@given(
    st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"), max_size=40)
)
def test_text_escapes_itself(text: str) -> None:
    """A text printed as markup is the same text when the markup is read; as a string it is plain."""
    words = to_words(text, None)
    found = shown(words, cast(Any, SimpleNamespace(language="en", exhibit=SimpleNamespace(language="en"))))

    assert text.strip() == found
    assert text.strip() == "".join(ElementTree.fromstring(f"<p>{found.__html__()}</p>").itertext())


RUNS = st.builds(
    Run,
    st.text("ab<>&\"'é", min_size=1, max_size=8),
    st.booleans(),
    st.booleans(),
    st.sampled_from([None, 'https://example.org/?a=b&c="d"<e>']),
    st.just(()),
    st.sampled_from([None, Span("a file.yaml", 3, 7), Span('odd"<&:name.yaml', 1, 1)]),
)


@given(RUNS)
def test_run_as_markup(run: Run) -> None:
    """A run becomes inline elements that say all of it: text, emphasis, link and the author's place."""
    root = ElementTree.fromstring(f"<p>{run_markup(run)}</p>")
    tags = {element.tag for element in root.iter()} - {"p", "t"}

    assert run.text == "".join(root.itertext())
    assert tags == {
        name for name, there in (("strong", run.strong), ("em", run.emphasis), ("a", run.link)) if there
    }
    at = root[0].get("at")
    assert run.span == (place_from(at) if at else None)


def test_citation_as_markup() -> None:
    """A citation becomes an element with its keys, as an author writes them."""
    run = Run("", cites=(Citation("a", "p. 3"), Citation("b")))

    assert '<cite keys="@a, p. 3; @b"/>' == run_markup(run)


@given(st.text(min_size=1, max_size=20), st.integers(0, 10**6), st.integers(0, 10**6))
def test_place_is_read_back(file: str, line: int, column: int) -> None:
    """A place that went through a template is the same place, colons in a file's name and all."""
    assert Span(file, line, column) == place_from(place_text(Span(file, line, column)))


def test_content() -> None:
    """Items become references; those for other documents are left out; frames keep the order of first use."""
    content = Content(lambda only: not only)
    items = view().sections[0].content

    assert '<block ref="0" at="f.yaml:5:39"/>' == content.markup(items)
    assert [("main", [items[0]])] == content.by_frame(items)
    assert [("main", [items[0]]), ("side", [items[1]])] == Content(lambda only: True).by_frame(items)
    assert viewed(items, cast(Any, None)) is items
