"""One text in several languages goes in, side by side; they come out in one size, and a language that runs long is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from laying import made, project
from test_masters import LANGUAGES

from predella.diagnostics import Problem
from predella.pages import Page, TextLine
from predella.ranks import shared_fits
from predella.styles import PLAIN, Fit


def panel(tmp_path: Path, words: dict[str, int], titles: dict[str, str] | None = None) -> tuple[Page, list[Problem]]:
    """Return a panel of three languages whose texts have as many words as given, and its problems."""
    texts = ", ".join(f"{tag}: {'слово ' * count}конец." for tag, count in words.items())
    text = LANGUAGES.replace("{en: Halve a sheet., kk: Парақты екіге бөл., ru: Раздели лист пополам.}", f"{{{texts}}}")
    for old, new in (titles or {}).items():
        text = text.replace(old, new)
    document, problems = made(project(tmp_path, text))
    return next(iter(document.pages)), problems


def sizes(page: Page, frame: str) -> set[tuple[float, str]]:
    """Return size and role of the lines in a frame."""
    return {
        (run.size, item.role)
        for item in page.placed
        if item.frame == frame and isinstance(item.ink, TextLine)
        for run in item.ink.runs
    }


def leading(page: Page, frame: str) -> float:
    """Return the distance between the first two lines of a frame, in pt."""
    first, second = [item.y for item in page.placed if item.frame == frame and item.role == "body"][:2]
    return round(second - first, 3)


def test_languages_shrink_together(tmp_path: Path) -> None:
    """The longest language decides: all three stand in its size and leading, though two had room."""
    page, problems = panel(tmp_path, {"kk": 45, "ru": 56, "en": 44})

    assert [] == [problem for problem in problems if problem.rule != "sentence-length"]
    (one,) = {frozenset(sizes(page, f"text-{n}")) for n in (1, 2, 3)}
    assert 44 <= {role: size for size, role in one}["body"] < 52
    assert 1 == len({leading(page, f"text-{n}") for n in (1, 2, 3)})
    assert 1 == len({frame.fit for frame in page.frames if frame.name.startswith("text-")})


def test_titles_shrink_together(tmp_path: Path) -> None:
    """One long heading makes all headings smaller, and no text."""
    page, problems = panel(tmp_path, {"kk": 9, "ru": 9, "en": 9}, {"ru: Один лист": "ru: Один единственный лист бумаги"})

    assert [] == problems
    (title,) = {frozenset(sizes(page, f"title-{n}")) for n in (1, 2, 3)}
    assert max(size for size, _ in title) < 147
    assert {(52.0, "body")} == {pair for pair in sizes(page, "text-1") if pair[1] == "body"}


def test_what_fits_is_left_alone(tmp_path: Path) -> None:
    """Where every language fits, none is touched."""
    page, problems = panel(tmp_path, {"kk": 20, "ru": 20, "en": 20})

    assert ([], {""}) == (problems, {frame.fit for frame in page.frames})


def test_a_language_that_runs_long(tmp_path: Path) -> None:
    """More than 30 % over the shortest is a warning that names page, languages and lines, at the text."""
    _, problems = panel(tmp_path, {"kk": 30, "ru": 50, "en": 30})

    (problem,) = (problem for problem in problems if problem.rule != "sentence-length")
    assert ("warning", "length-balance") == (problem.severity, problem.rule)
    assert problem.message.startswith("page 1: the text in 'ru' takes ")
    assert problem.message.endswith(" % more")
    assert problem.span is not None
    assert 8 == problem.span.line


@pytest.mark.parametrize("words", [{"kk": 40, "ru": 44, "en": 40}, {"kk": 1, "ru": 6, "en": 1}])
def test_languages_of_about_one_length(tmp_path: Path, words: dict[str, int]) -> None:
    """A tenth more is no matter, nor is any difference between texts of a line or three."""
    _, problems = panel(tmp_path, words)

    assert [] == [problem for problem in problems if problem.rule != "sentence-length"]


def test_the_closest_fit_is_shared() -> None:
    """Of each rank the least size, leading and space; a rank whose frames agree, and a frame without one, are left out."""
    from predella.frames import FrameRect
    from predella.pages import Rect

    def frame(name: str, rank: str) -> FrameRect:
        return FrameRect(name, Rect(0, 0, 1, 1), None, "top", (), None, rank=rank)

    frames = {name: frame(name, rank) for name, rank in (("a", "text"), ("b", "text"), ("c", "title"), ("d", ""))}
    fits = {"a": Fit(0.9, 0.95, 0.5), "b": Fit(1.0, 0.9, 1.0), "c": PLAIN, "d": Fit(0.5)}
    assert {"text": Fit(0.9, 0.9, 0.5)} == shared_fits(fits, frames)
