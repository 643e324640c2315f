"""The shipped exhibit: every document builds, says all that it must, credits what it shows, and nothing collides."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pages_of import built, clashes, near_the_trim, page_counts, smallest, text, two_builds, untold

from predella.pages import MM, Document, TextLine

DOCUMENTS = ("panels A1", "welcome 1189x594mm", "handout A4", "handout Letter", "timeline A1-landscape")

FACTS = {
    1: ("Polish Home Army", "Baltic", "Western Ukraine", "partisans", "Japanese prisoners of war"),
    2: ("1945", "40 %|40 per cent|many informers", "apart from"),
    3: ("1947", "twenty-five years", "radical"),
    4: ("Stalin died in March 1953", "amnesty", "more than a million|over a million|passed most"),
    5: ("Norilsk", "4 August", "June to August", "Rechlag"),
    6: ("Steplag|Steppe Camp", "six divisions", "75 kilometres"),
    7: ("20,000", "thirty nationalities", "46", "22"),
    8: ("70", "Article 58.1"),
    9: ("3,203", "2,414", "5,617", "adobe", "khoz-dvor|service yard"),
    10: ("Historians debate", "mid-May guards fired again|In mid-May", "joined the politicals"),
    11: ("16 May", "night of 17 May", "19 May"),
    12: ("24 May", "Presidium"),
    13: ("eight", "exile", "[Cc]ounter-revolutionary", "rations", "wages"),
    14: ("committee", "Red Army veterans", "nationalists"),
    15: ("1,600", "98", "T-34", "25–26 June"),
    16: ("37", "61", "nine", "40 soldiers", "[Oo]fficial"),
    17: ("Kapiton Kuznetsov", "Lidiya Suprun", "sentenced to death"),
    18: ("16 September 1954", "April 1956"),
    19: ("could not break",),
}
"""Words by which each of the nineteen facts is known on the page; a bar separates ways of saying it."""

CREDITS = (
    "via Wikimedia Commons",
    "NYPL Digital Library / Wikimedia Commons",
    "Kaunas 9th Fort Museum / Europeana / Wikimedia Commons",
    "Laski Diffusion / via Getty Images",
    "Laski Diffusion / Hulton Archive / Getty Images",
    "State Museum of the Political History of Russia, St Petersburg / Fine Art Images / Heritage Images / Getty Images",
)


def documents() -> dict[str, Document]:
    return built("kengir")[0]


def test_all_documents_are_made() -> None:
    assert tuple(documents()) == DOCUMENTS


def test_nothing_but_the_missing_photographs_is_reported() -> None:
    """All eight photographs stand for position only, translations are drafts, and nothing else is wrong."""
    assert [p.message for p in built("kengir")[1] if p.rule not in ("fpo", "draft", "translation")] == []
    assert sum(p.rule == "fpo" for p in built("kengir")[1]) == 8


@pytest.mark.parametrize("number", FACTS)
@pytest.mark.parametrize("name", ["panels A1", "handout A4", "handout Letter"])
def test_every_fact_is_told(name: str, number: int) -> None:
    # the handout leaves the exact dates of Norilsk to its question, which the fact's words cover too
    assert untold(documents()[name], FACTS[number]) == []


def test_every_photograph_is_credited_on_the_panels() -> None:
    told = text(documents()["panels A1"])
    assert [credit for credit in CREDITS if credit not in told] == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_no_line_of_text_stands_on_another(name: str) -> None:
    assert list(clashes(documents()[name])) == []


@pytest.mark.parametrize(
    ("name", "least"), [("panels A1", 26), ("timeline A1-landscape", 26), ("handout A4", 9.2)]
)
def test_no_type_is_smaller_than_can_be_read(name: str, least: float) -> None:
    assert smallest(documents()[name]) >= least


@pytest.mark.parametrize("name", DOCUMENTS)
def test_text_keeps_clear_of_the_trim(name: str) -> None:
    """Six millimetres from the trim on what hangs, seven on what an office printer prints."""
    assert near_the_trim(documents()[name], 7 if name.startswith("handout") else 5.9) == []


def test_the_demands_stand_in_the_size_of_the_text_on_its_step() -> None:
    """The list of the fourth panel is read from as far off as the text above it, on the same step of 4 mm."""
    items = [i for i in documents()["panels A1"].pages[3].placed if i.role == "item" and isinstance(i.ink, TextLine)]
    assert len(items) >= 8
    for item in items:
        assert isinstance(item.ink, TextLine)
        assert max(run.size for run in item.ink.runs) >= 52
        assert item.y / MM == pytest.approx(4 * round(item.y / MM / 4), abs=0.05)


def test_what_explains_a_drawing_is_set_in_short_lines() -> None:
    """Captions, notes and credits on the panels have about 65 characters a line, whatever the width of their frame."""
    lines = [
        item.ink.text.strip() for page in documents()["panels A1"].pages for item in page.placed
        if isinstance(item.ink, TextLine) and item.role in ("note", "caption", "credit")
    ]  # fmt: skip
    assert len(lines) > 60
    assert [line for line in lines if len(line) > 72] == []


def test_the_panels_number_six_and_the_handout_fits_two_pages() -> None:
    assert page_counts(documents()) == {
        "panels A1": 6, "welcome 1189x594mm": 2, "handout A4": 2, "handout Letter": 2, "timeline A1-landscape": 1,
    }  # fmt: skip


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    """Another process with another seed for its hashes, and documents built alone, give the same files."""
    first, second = two_builds("kengir", ("timeline", "welcome", "panels", "handout"), tmp_path)
    assert len(first) == 5
    assert first == second


def test_both_disagreements_are_named() -> None:
    for name in ("panels A1", "handout A4", "timeline A1-landscape"):
        told = text(documents()[name])
        assert "≠" in told
        assert re.search("June( to |–| – )August", told)
        assert "17 May" in told
