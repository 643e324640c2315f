"""Pages whose frames overlap go in; only where their inks collide is there a warning, and hatching in the markup."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from laying import exhibit, laid, made, project

from predella.overlaps import crosses, encloses, overlaps_of, polygons, runs_through
from predella.pages import (  # fmt: skip
    BLACK,
    MM,
    WHITE,
    Colour,
    FrameBox,
    Glyphs,
    Page,
    Picture,
    Placed,
    Rect,
    Shape,
    TextLine,
    box,
    line,
)
from predella.writers.markup import ALARM, overlay

FAINT = Colour("faint", (0.93, 0.93, 0.93))


def words(x: float, y: float, frame: str, text: str = "words") -> Placed:
    """Return a line of ten characters' width in 10 pt, its baseline's left end at (x, y)."""
    run = Glyphs("F", 10, BLACK, 0, 0, (1,) * len(text), (5.0,) * len(text), tuple(text))
    return Placed(x, y, TextLine((run,), run.width, 9, 3), None, "body", frame)


def page(*placed: Placed, overflow: float = 0.0) -> Page:
    frames = tuple(FrameBox(name, Rect(0, 0, 100, 100), 50, overflow=overflow) for name in ("a", "b"))
    return Page(1, 100, 100, 0, None, placed, frames)


def rects(*placed: Placed) -> list[tuple[float, ...]]:
    return [tuple(round(v, 2) for v in (o.rect.x, o.rect.y, o.rect.width, o.rect.height)) for o in overlaps_of(page(*placed))]  # fmt: skip


@pytest.mark.parametrize(
    ("other", "shared"),
    [
        (words(15, 14, "b"), (15, 7, 20, 5)),
        (words(36, 14, "b"), None),
        (words(10, 30, "b"), None),
        (words(15, 14, "a"), None),
        (words(15, 14, "b", "     "), None),
        (Placed(0, 0, Picture("x", 20, 20), None, "picture", "b"), (10, 3, 10, 9)),
        (Placed(0, 0, Picture("x", 9, 20), None, "picture", "b"), None),
        (Placed(0, 0, Shape(box(50, 50), fill=BLACK), None, "", "b"), (10, 3, 25, 9)),
        (Placed(0, 0, Shape(box(50, 50), stroke=BLACK, stroke_width=1), None, "", "b"), None),
        (Placed(0, 0, Shape(box(50, 50)), None, "", "b"), None),
        (Placed(20, 0, Shape(line(0, 0, 0, 50), stroke=BLACK, stroke_width=1), None, "", "b"), (19.15, 3, 1.7, 9)),
        (Placed(20, 0, Shape(line(0, 0, 0, 50), stroke=FAINT, stroke_width=1), None, "", "b"), None),
        (Placed(0, 8, Shape(line(0, 0, 50, 0), stroke=BLACK, stroke_width=4), None, "", "b"), (10, 6, 25, 4)),
        (Placed(0, 14, Shape(line(0, 0, 50, 0), stroke=BLACK, stroke_width=1), None, "", "b"), None),
        (Placed(0, 0, Shape((*box(50, 50), *box(40, 40, 5, 1)), fill=BLACK), None, "", "b"), None),
    ],
)  # fmt: skip
def test_what_collides(other: Placed, shared: tuple[float, ...] | None) -> None:
    """Ink counts, not rectangles: words beside a drawing, within an outline or in a hole of an area do not collide."""
    assert ([shared] if shared else []) == rects(words(10, 10, "a"), other)


def test_an_overset_frame_is_reported_once() -> None:
    """What runs out of a frame that is too full has been told with its measure."""
    assert [] == list(overlaps_of(page(words(10, 10, "a"), words(12, 10, "b"), overflow=5)))


@given(st.tuples(*[st.integers(-20, 20)] * 4), st.tuples(st.integers(-20, 15), st.integers(-20, 15)))
def test_a_line_through_a_rectangle(ends: tuple[int, ...], corner: tuple[int, int]) -> None:
    """A line crosses a rectangle when one of its points lies within it, tried at many points."""
    start, end = (float(ends[0]), float(ends[1])), (float(ends[2]), float(ends[3]))
    rect = Rect(corner[0], corner[1], 5, 5)
    points = [
        (start[0] + (end[0] - start[0]) * t / 400, start[1] + (end[1] - start[1]) * t / 400)
        for t in range(401)
    ]
    within = any(rect.x < x < rect.right and rect.y < y < rect.bottom for x, y in points)

    if within:
        assert start == end or crosses(start, end, rect)
    if start != end and not crosses(start, end, rect):
        assert not within


def test_a_curve_and_an_area() -> None:
    """A curve is followed; an area encloses what lies inside its outline, not in its box."""
    half = (("M", 0, 0), ("C", 0, 40, 40, 40, 40, 0), ("Z",))
    (outline,) = polygons(half)

    assert encloses(outline, (20, 20))
    assert not encloses(outline, (2, 28))
    assert not runs_through(Placed(0, 0, Shape(half, fill=WHITE)), Rect(0, 25, 4, 4))
    assert runs_through(Placed(0, 0, Shape(half, fill=WHITE)), Rect(18, 10, 4, 4))


COLLIDING = exhibit("- text: Some words of the main text.\n- {text: Beside., frame: side}\n").replace(
    "{layout: plain}", "{layout: plain, frames: {side: {left: 15mm, top: 10mm}}}"
)


def test_frames_that_only_overlap(tmp_path: Path) -> None:
    """Two frames share a part of the page as long as their contents do not meet."""
    _, problems = laid(tmp_path, exhibit("- text: Some words.\n- {text: Beside., frame: side}\n"))

    assert [] == problems


def test_markup_hatches_the_place(tmp_path: Path) -> None:
    """The markup shows in red where, and says which two."""
    document, problems = made(project(tmp_path, COLLIDING))
    (found,) = problems
    (first,) = document.pages
    (overlap,) = overlaps_of(first)

    assert ("warning", "overlap") == (found.severity, found.rule)
    red = [mark for mark in overlay(first) if isinstance(mark.ink, Shape) and mark.ink.stroke == ALARM]
    outline, hatching = red
    assert overlap.rect == outline.rect
    assert len(hatching.ink.path) > 2
    assert all(
        -0.01 <= x <= overlap.rect.width + 0.01 and -0.01 <= y <= overlap.rect.height + 0.01
        for _, x, y in hatching.ink.path
    )
    said = [mark.ink.text for mark in overlay(first) if isinstance(mark.ink, TextLine)]
    assert "main on side" in said
    assert 1 * MM < overlap.rect.width < 20 * MM
