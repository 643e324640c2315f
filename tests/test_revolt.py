"""The exhibit on revolts in the camps: it says all that it must, cites it, and stands on its papers."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from pages_of import ROOT, built, clashes, near_the_trim, page_counts, smallest, text, two_builds, untold

from predella.pages import MM, Document, Shape, TextLine

NAME = "revolt-in-the-camps"
PANEL, TIMELINE = "panel A2", "timeline A1-landscape"
DOCUMENTS = (PANEL, "handout A4", "handout Letter", TIMELINE)

FACTS = {
    1: ("Polish Home Army", "Baltic", "Western Ukraine", "partisans", "Japanese prisoners of war", "strict"),
    2: ("Apart from criminals", "amnesty of 1945", "40 %", "informers"),
    3: ("1947", "twenty-five years", "radical"),
    4: ("Stalin died in March 1953", "Beria amnesty", "over a million", "few of them political"),
    5: ("26 May to 4 August 1953", "≠ June to August", "16,000", "Rechlag, near Vorkuta", "late in July"),
    11: ("16 May", "night of 17 May", "19 May"),
    12: ("Early on 24 May",),
    13: ("cases reviewed", "shorter", "rations", "guards punished"),
    14: ("committee", "Red Army veterans", "nationalist organisations", "security"),
    15: ("night of 25–26 June",),
    18: ("dissolved, 16 Sept", "Steplag closes"),
    19: ("Tanks and guns", "system lost", "break"),
}
"""Words by which the handout tells each fact."""

ON_THE_WALL = {
    PANEL: (
        "stricter camps", "once partisans in the Baltic states or in Western Ukraine", "twenty-five years", "March 1953",
        "26 May – 4 August 1953", "≠ June–August 1953", "16,000", "16 May – 26 June 1954", "16 May ≠ the night of 17 May",
        "review of cases", "shorter hours", "higher rations", "punishment of guards", "Red Army veterans", "nationalists",
        "71 days", "42 days", "tanks and guns", "did not break",
    ),
    TIMELINE: (
        "40 %", "Twenty-five years", "Stalin’s death", "Beria amnesty", "16,000", "26 May – 4 August", "≠ June–August",
        "Rechlag", "near Vorkuta", "16 May ≠ night of 17 May", "19 May", "24 May", "25–26 June", "16 Sept. 1954",
        "Steplag closes", "review of cases", "committees", "71 days", "42 days",
    ),
}  # fmt: skip

NORILSK, KENGIR, REACH = 71, 42, 98
"""Days by K, 26 May to 4 August and 16 May to 26 June, both ends counted; and those up to the end of U's August."""


def documents() -> dict[str, Document]:
    return built(NAME)[0]


def test_all_documents_are_made_and_nothing_is_reported() -> None:
    assert tuple(documents()) == DOCUMENTS
    assert [problem.message for problem in built(NAME)[1]] == []


def test_each_document_is_one_page_on_its_paper() -> None:
    assert page_counts(documents()) == dict.fromkeys(DOCUMENTS, 1)
    sizes = {
        name: tuple(round(side / MM) for side in (page.width, page.height))
        for name, document in documents().items()
        for page in document.pages
    }
    assert sizes == {PANEL: (420, 594), "handout A4": (210, 297), "handout Letter": (216, 279), TIMELINE: (841, 594)}


@pytest.mark.parametrize("number", FACTS)
@pytest.mark.parametrize("name", ["handout A4", "handout Letter"])
def test_the_handout_tells_every_fact(name: str, number: int) -> None:
    assert untold(documents()[name], FACTS[number]) == []


@pytest.mark.parametrize("name", ON_THE_WALL)
def test_what_hangs_tells_its_part(name: str) -> None:
    assert untold(documents()[name], ON_THE_WALL[name]) == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_both_sources_are_cited_and_listed(name: str) -> None:
    told = text(documents()[name])
    assert re.search(r"\bK\b", told)
    assert re.search(r"\bU\b", told)
    assert "K: Article on the Kengir uprising of 1954" in told
    assert "Marta Craveri" in told
    assert "U: Text on prisoner uprisings" in told


def test_every_passage_of_the_texts_is_cited() -> None:
    """Each paragraph of what tells a fact names its source; so does each event."""
    for section in yaml.safe_load((ROOT / f"exhibits/{NAME}.yaml").read_text("utf-8"))["sections"]:
        for item in section["content"]:
            told = item.get("text") or item.get("lead")
            for paragraph in (told["text"] if isinstance(told, dict) else told or "").split("\n\n"):
                assert not paragraph or "[@" in paragraph, paragraph
    for event in yaml.safe_load((ROOT / f"data/{NAME}/events.yaml").read_text("utf-8"))["events"]:
        assert event.get("kind") == "era" or event["source"], event


@pytest.mark.parametrize("name", DOCUMENTS)
def test_both_revolts_stand_side_by_side_on_one_scale(name: str) -> None:
    """A mark for each day that nobody doubts, the same pitch in both rows, both from the left edge of the drawing."""
    rows: dict[float, list[float]] = {}
    axes = []
    for page in documents()[name].pages:
        for item in page.placed:
            if item.role == "day" and isinstance(item.ink, Shape):
                rows.setdefault(round(item.y, 1), []).append(item.x)
            if item.role == "axis" and isinstance(item.ink, Shape) and item.rect.width > item.rect.height * 10:
                axes.append(item.rect)
    norilsk, kengir = (sorted(rows[y]) for y in sorted(rows))
    axis = axes[-1] if name == TIMELINE else max(axes, key=lambda rect: rect.width)
    pitch = axis.width / REACH
    assert norilsk[0] == pytest.approx(axis.x, abs=0.1)
    assert kengir[0] == pytest.approx(axis.x, abs=0.1)
    assert norilsk[-1] - axis.x == pytest.approx((NORILSK - 1) * pitch, abs=0.1)
    assert kengir[-1] - axis.x == pytest.approx((KENGIR - 1) * pitch, abs=0.1)
    assert norilsk[-1] - norilsk[-2] == pytest.approx(pitch, abs=0.1)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_no_line_of_text_stands_on_another(name: str) -> None:
    assert list(clashes(documents()[name])) == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_no_type_is_smaller_than_can_be_read(name: str) -> None:
    assert smallest(documents()[name]) >= (9.2 if name.startswith("handout") else 26)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_text_keeps_clear_of_the_trim(name: str) -> None:
    assert near_the_trim(documents()[name], 7 if name.startswith("handout") else 5.9) == []


def test_body_of_the_panel_is_read_at_seventy_centimetres() -> None:
    """Literata at 37 pt has an x-height of 6.6 mm, which is 9.3 mm a metre at 0.7 m; nothing is shrunk to fit."""
    (page,) = documents()[PANEL].pages
    body = [run.size for item in page.placed if item.role == "body" and isinstance(item.ink, TextLine) for run in item.ink.runs]
    assert body.count(37) >= 6


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    first, second = two_builds(NAME, ("timeline", "panel", "handout"), tmp_path)
    assert len(first) == 4
    assert first == second
