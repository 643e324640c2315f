"""Notes on the days of a band go in, columns under the band come out, each as near to its days as its text allows."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

FAR = 12.0
"""The price of a note that stands beside its days, for each mark between them, squared."""
LATE = 0.15
"""The price of a note that begins under a later or earlier mark than its first day, for each mark, squared."""
FAR_ENOUGH = 12
"""The marks from which on a shift is no worse: the note then hangs within a long stretch or beside its days."""
TALL = 0.35
"""The price of a note's height, for each line, squared."""


@dataclass(frozen=True, slots=True)
class Note:
    """The first and last day a note speaks of, counted in marks from 0."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Column:
    """The marks a note's column begins under and ends before."""

    start: int
    end: int


def hang(
    notes: Sequence[Note], count: int, lines: Callable[[int, int, int], int | None], *, least: int, most: int
) -> tuple[Column, ...] | None:
    """Return a column for each note, in order, or None when they do not fit side by side under `count` marks.

    `lines(note, start, end)` says how many lines a note takes in a column, or None when it is too narrow; columns
    are `least` to `most` marks wide. The cheapest of all arrangements is found by dynamic programming.
    """
    best: dict[int, tuple[float, tuple[Column, ...]]] = {0: (0.0, ())}
    for index, note in enumerate(notes):
        after: dict[int, tuple[float, tuple[Column, ...]]] = {}
        # A column may leave marks free before it, so the cheapest way to have used at most `start` marks counts.
        cheapest: tuple[float, tuple[Column, ...]] | None = None
        for start in range(count - least + 1):
            if start in best and (cheapest is None or best[start][0] < cheapest[0]):
                cheapest = best[start]
            if cheapest is None:
                continue
            for end in range(start + least, min(start + most, count) + 1):
                height = lines(index, start, end)
                if height is None:
                    continue
                total = cheapest[0] + cost(note, start, end, height)
                if total < after.get(end, (math.inf,))[0]:
                    after[end] = (total, (*cheapest[1], Column(start, end)))
        best = after
        if not best:
            return None
    return min(best.values(), key=lambda found: found[0])[1]


def cost(note: Note, start: int, end: int, lines: int) -> float:
    """Return the price of a column for a note."""
    apart = max(0, start - note.last, note.first - (end - 1))
    shift = min(abs(start - note.first), FAR_ENOUGH)
    return FAR * apart**2 + LATE * shift**2 + TALL * lines**2
