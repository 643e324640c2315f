"""Every shipped exhibit in every shipped theme: all documents build without an error, and what is set can be read."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from pages_of import ROOT, clashes, smallest

from predella.build import Options, make, open_exhibit, plan
from predella.diagnostics import Problems
from predella.pages import Document, Shape
from predella.themes import theme_names
from predella.workspace import Workspace
from tools.make_gallery import themes_for

EXHIBITS = sorted(path.stem for path in (ROOT / "exhibits").glob("*.yaml"))
THEMES = sorted(theme_names(Workspace(ROOT)))
UNFINISHED = ("fpo", "draft", "translation")
"""Rules that say what the shipped exhibits still lack: photographs, and translations that a native speaker has approved."""
BOTH = [(exhibit, theme) for exhibit in EXHIBITS for theme in themes_for(exhibit)]


@cache
def printed(exhibit: str, theme: str) -> tuple[dict[str, Document], list[str]]:
    """Return the documents of an exhibit in a theme, and what is wrong but for pictures that are still to come."""
    problems = Problems()
    workspace = Workspace(ROOT)
    found = open_exhibit(workspace, Path(ROOT / "exhibits" / f"{exhibit}.yaml"), problems)
    assert found is not None
    documents = {
        job.stem: make(job, workspace, problems)[0] for job in plan(workspace, found, Options(theme=theme), problems)
    }
    return documents, [problem.message for problem in problems.found if problem.rule not in UNFINISHED]


def test_there_are_three_of_each() -> None:
    assert {"archive", "clear", "field", "field-arabic"} <= set(THEMES)
    assert {"half-a-sheet", "kengir", "paper", "revolt-in-the-camps"} <= set(EXHIBITS)


@pytest.mark.parametrize(("exhibit", "theme"), BOTH)
def test_nothing_is_reported(exhibit: str, theme: str) -> None:
    """Nothing is overset, left out, too wide or hard to read."""
    assert [] == printed(exhibit, theme)[1]


@pytest.mark.parametrize(("exhibit", "theme"), BOTH)
def test_lines_do_not_meet(exhibit: str, theme: str) -> None:
    """However wide a theme's type runs, no line stands on another, and none is smaller than can be read."""
    for name, document in printed(exhibit, theme)[0].items():
        assert [] == list(clashes(document)), name
        held = any(word in name for word in ("handout", "answers", "cards"))
        assert smallest(document) >= (9.2 if held else 26), name


@pytest.mark.parametrize("exhibit", EXHIBITS)
def test_no_edge_runs_through_words(exhibit: str) -> None:
    """Where a theme edges areas, the names of months in a band of days stand on the plain colour: no edge crosses them."""
    for name, document in printed(exhibit, "clear")[0].items():
        for page in document.pages:
            for index, item in enumerate(page.placed):
                if item.role == "month":
                    middle = item.rect.y + item.rect.height / 2
                    below = [
                        under.ink.stroke == under.ink.fill
                        for under in page.placed[:index]
                        if isinstance(under.ink, Shape) and under.ink.fill and under.rect.x < item.rect.x
                        and under.rect.right > item.rect.right and under.rect.y < middle < under.rect.bottom
                    ]  # fmt: skip
                    # Under a strip of days months stand on the ground, in a band of a timeline on its marks.
                    assert below or "timeline" not in name, (name, item)
                    assert not below or below[-1], (name, item)
