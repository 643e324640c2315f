"""Events and the room their labels need go in, the stretches where they crowd come out, and a scale that widens those."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from predella.timescale.scale import Scale, Stretch

FEWEST = 4
"""Events that make a burst; fewer are better served by moving their labels aside."""
LEAST_FACTOR = 2.0
"""A stretch that would be widened by less keeps the scale of the rest."""
MOST = 4
"""Bursts of one axis: a reader follows a few changes of scale, not many."""
TIDY = (1, 1.2, 1.5, 1.8, 2, 2.2, 2.5, 3, 3.5, 4, 4.5, 5, 5.5, 6, 7, 8, 9)
"""Factors between powers of ten, for a page that says by how much its scale changes."""
PART = 0.85
"""How much of an axis all bursts together may take: the rest still has to be seen."""
AIR = 1.1
"""How much more length than in a burst a label gets outside, where labels lie unevenly."""


@dataclass(frozen=True, slots=True)
class Burst:
    """A stretch of the axis, in days, and how many times its days are longer than those outside."""

    start: float
    end: float
    factor: float


def crowded(days: Sequence[float], needs: Sequence[float], per_day: float) -> list[tuple[int, int]]:
    """Return the first and last index of each run of events whose labels need more room than their stretch has.

    `days` ascend, `needs` are the widths of the labels in pt, shared by the rows they may stand in, `per_day` is the
    length of a day in pt. The runs are all maximal scoring subsequences of needs less lengths: W. L. Ruzzo and
    M. Tompa, "A linear time algorithm for finding all maximal scoring subsequences", ISMB 1999.
    """
    scores: list[tuple[float, int]] = []
    for index, (day, need) in enumerate(zip(days, needs, strict=True)):
        if index:
            scores.append(((days[index - 1] - day) * per_day, -1))
        scores.append((need, index))
    runs: list[tuple[float, float, int, int]] = []  # sum before, sum after, first and last event
    total = 0.0
    for score, index in scores:
        total += score
        if index < 0 or score <= 0:
            continue
        before, after, first, last = total - score, total, index, index
        while True:
            place = next((i for i in range(len(runs) - 1, -1, -1) if runs[i][0] < before), None)
            if place is None or runs[place][1] >= after:
                runs.append((before, after, first, last))
                break
            before, first = runs[place][0], runs[place][2]
            del runs[place:]
    return [(first, last) for _, _, first, last in runs if last - first + 1 >= FEWEST]


def bursts_of(
    days: Sequence[float], needs: Sequence[float], start: float, end: float, length: float,
    rounded: Callable[[float, float], tuple[float, float]],
) -> tuple[Burst, ...]:  # fmt: skip
    """Return the bursts of an axis from `start` to `end` (days) of a length in pt, in the order of time.

    `rounded` moves the ends of a stretch outward to where a reader expects a change: the midnights of days, months,
    years. Of many bursts the most crowded are kept.
    """
    per_day = length / (end - start)
    found: list[tuple[float, float]] = []
    scored = []
    for first, last in crowded(days, needs, per_day):
        lacking = sum(needs[first : last + 1]) - (days[last] - days[first]) * per_day
        scored.append((-lacking, first, last))
    for _, first, last in sorted(scored)[:MOST]:
        a, b = rounded(days[first], days[last])
        a, b = max(a, start), min(b, end)
        if a < b and not any(a < d and c < b for c, d in found):
            found.append((a, b))
    return widened(sorted(found), days, needs, start, end, length)


def widened(
    stretches: Sequence[tuple[float, float]], days: Sequence[float], needs: Sequence[float], start: float, end: float,
    length: float,
) -> tuple[Burst, ...]:  # fmt: skip
    """Return stretches with the factors that share the length by what the labels inside and outside need.

    Outside, where events lie far apart, they get a little more; factors are tidy numbers.
    """
    if not stretches or sum(b - a for a, b in stretches) >= end - start:
        return ()
    inside = [sum(n for d, n in zip(days, needs, strict=True) if a <= d < b) for a, b in stretches]
    rest_days = (end - start) - sum(b - a for a, b in stretches)
    rest_need = max(sum(needs) - sum(inside), 0.0)
    total = rest_need * AIR + sum(inside)
    outside = max(length * rest_need * AIR / total, length * (1 - PART)) / rest_days
    share = (length - outside * rest_days) / sum(inside) if sum(inside) else 0.0
    found = []
    for (a, b), need in zip(stretches, inside, strict=True):
        factor = tidy(share * need / (b - a) / outside)
        if factor >= LEAST_FACTOR:
            found.append(Burst(a, b, factor))
    return tuple(found)


def tidy(factor: float) -> float:
    """Return the tidy number nearest to a factor from below."""
    power = 1.0
    while factor >= 10 * power:
        power *= 10
    return max((part * power for part in TIDY if part * power <= factor + 1e-9), default=1.0)


def piecewise(start: float, end: float, low: float, high: float, bursts: Sequence[Burst]) -> Scale:
    """Return a scale from `low` to `high` pt on which the days of each burst are so many times longer than all others.

    Raises ValueError for bursts that overlap or leave the axis.
    """
    cuts: list[tuple[float, float, float]] = []
    at = start
    for burst in sorted(bursts, key=lambda burst: burst.start):
        if not (at <= burst.start < burst.end <= end):
            raise ValueError(
                f"the stretch {burst.start}–{burst.end} must lie within {at}–{end}, apart from others"
            )
        cuts += [(at, burst.start, 1.0), (burst.start, burst.end, burst.factor)]
        at = burst.end
    cuts = [cut for cut in [*cuts, (at, end, 1.0)] if cut[0] < cut[1]]
    unit = (high - low) / sum((b - a) * factor for a, b, factor in cuts)
    stretches = []
    place = low
    for index, (a, b, factor) in enumerate(cuts):
        after = high if index == len(cuts) - 1 else place + (b - a) * factor * unit
        stretches.append(Stretch(a, b, place, after))
        place = after
    return Scale(tuple(stretches))
