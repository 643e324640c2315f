"""The words of a page go in, the places where sheets meet come out, so that the seams cut as few of them as can be.

A page rarely fills its last sheet. What that one has too much lets every seam move back by so much at most, and a seam
that has moved lets those after it move no less: their shifts never decrease. The best of all is found seam by seam, as
the lines of a paragraph are. A sheet is cut where it lies upon the one before, so that is where a seam is seen.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from predella.pages import MM, Division, Page, Placed, Rect, TextLine, turned_box

STEP = 0.5 * MM
"""The places that are tried stand so far apart; nobody cuts more exactly."""
CLEAR = 0.5 * MM
"""A word that comes nearer to a seam counts as cut: a pair of scissors may stray so far."""
ASCENT, DESCENT = 0.76, 0.24
"""How far letters go up and down from their baseline, in parts of the size; a font's own ascent holds white above them."""
LEAST = 0.5
"""Of what a sheet can show, the part that one in the middle shows at least."""

Cost = tuple[int, int, int]
"""Words cut, lines cut, and by how many steps seams were moved: the less of the first the better, then of the second."""


class Spans:
    """Stretches along one side of a page, to be counted where a cut goes through them."""

    def __init__(self, pairs: Iterable[tuple[float, float]]) -> None:
        pairs = list(pairs)
        self.starts = sorted(start for start, _ in pairs)
        self.ends = sorted(end for _, end in pairs)

    def cut_at(self, place: float) -> int:
        """Return how many stretches a cut goes through, or comes too near to."""
        return bisect_left(self.starts, place + CLEAR) - bisect_right(self.ends, place - CLEAR)


def seams(length: float, shown: float, overlap: float, words: Spans, lines: Spans) -> list[float]:
    """Return where the second and each further sheet begins, along one side of a page.

    `length` is that side's, `shown` how much of it a sheet can show, `overlap` how much two have in common; all in pt.
    There are as few sheets as possible. Of the places that cut equally few words, the ones that fill sheets most are taken.
    """
    stride = shown - overlap
    count = max(1, math.ceil((length - overlap) / stride - 1e-6))
    spare = stride * count + overlap - length
    most = max(0, int(min(spare, stride - LEAST * shown) / STEP))

    def cost(seam: int, shift: int) -> Cost:
        place = seam * stride - shift * STEP
        return words.cut_at(place), lines.cut_at(place), shift

    found = least([[cost(seam, shift) for shift in range(most + 1)] for seam in range(1, count)])
    return [seam * stride - shift * STEP for seam, shift in enumerate(found, 1)]


def least(costs: Sequence[Sequence[Cost]]) -> tuple[int, ...]:
    """Return one shift for each seam, none less than the one before, that cost least together."""
    best: list[tuple[Cost, tuple[int, ...]]] = [((0, 0, 0), ())] * (len(costs[0]) if costs else 1)
    for row in costs:
        reached = accumulate(best, min)
        best = [(added(before, own), (*shifts, shift)) for shift, (own, (before, shifts)) in enumerate(zip(row, reached, strict=True))]
    return min(best)[1]


def added(one: Cost, other: Cost) -> Cost:
    """Return the sum of two costs."""
    return one[0] + other[0], one[1] + other[1], one[2] + other[2]


def line_boxes(page: Page) -> Iterator[Rect]:
    """Yield a box round the letters of each line of text."""
    for item in page.placed:
        if isinstance(item.ink, TextLine) and item.ink.text.strip():
            yield stretch_box(item, item.ink, 0.0, item.ink.width)


def word_boxes(page: Page) -> Iterator[Rect]:
    """Yield a box round the letters of each word."""
    for item in page.placed:
        if isinstance(item.ink, TextLine):
            for start, end in word_spans(item.ink):
                yield stretch_box(item, item.ink, start, end)


def word_spans(line: TextLine) -> Iterator[tuple[float, float]]:
    """Yield where each word of a line begins and ends, in pt from the line's start; a word may go on in another run."""
    start: float | None = None
    end = 0.0
    for run in line.runs:
        place = run.x
        for text, advance in zip(run.texts, run.advances, strict=True):
            # all glyphs of a cluster but the first have no text: they belong to what stands before them
            if text.isspace():
                if start is not None:
                    yield start, end
                start = None
            elif start is None:
                start, end = place, place + advance
            else:
                end = max(end, place + advance)
            place += advance
    if start is not None:
        yield start, end


def stretch_box(item: Placed, line: TextLine, start: float, end: float) -> Rect:
    """Return the upright box round a stretch of a line, which may be turned."""
    size = max(run.size for run in line.runs)
    angle = math.radians(line.turn)
    stretch = TextLine((), end - start, ASCENT * size, DESCENT * size, line.turn)
    return turned_box(item.x + start * math.cos(angle), item.y + start * math.sin(angle), stretch)


def across(boxes: Iterable[Rect]) -> Spans:
    """Return what boxes take of a page's width."""
    return Spans((box.x, box.right) for box in boxes)


def down(boxes: Iterable[Rect]) -> Spans:
    """Return what boxes take of a page's height."""
    return Spans((box.y, box.bottom) for box in boxes)


def words_cut(page: Page, division: Division) -> int:
    """Return how many words of a page the seams of a division go through, or come too near to."""
    return cut_by(list(word_boxes(page)), division)


def lines_cut(page: Page, division: Division) -> int:
    """Return how many lines of text of a page the seams of a division go through, between words too."""
    return cut_by(list(line_boxes(page)), division)


def cut_by(boxes: Sequence[Rect], division: Division) -> int:
    """Return how many boxes the seams of a division go through; one that two seams go through counts twice."""
    edge = 1 if division.backward else 0
    upright = sum(across(boxes).cut_at(column[edge]) for column in division.columns[1:])
    return upright + sum(down(boxes).cut_at(row[0]) for row in division.rows[1:])
