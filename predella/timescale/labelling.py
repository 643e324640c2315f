"""Labels of one width each go in, rows of labels on both sides of an axis come out, and the way of every leader.

A label hangs on a pole at its left edge. A leader runs from its anchor on the axis outward: straight through each row
it passes, aslant through the channels between the rows. In a row, poles and passing leaders stand in the order of
their anchors, so that no two leaders cross; a passing leader keeps clear of the labels, so that none runs through words.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from predella.timescale.placement import least_displacement

EFFORT = 40_000
"""How many places are weighed before the search looks at one arrangement only: 70 labels are tried in many ways."""
WIDEST_BEAM = 24
"""How many arrangements are followed at once, at most."""
MOST_MENDED = 120
"""Labels up to which single ones are moved to other rows afterwards, at the price of a tenth of a second."""
PASSES = 4
COVERS = 0.25
"""The price of a label that stands over a later anchor which then has no row left under it, in widths, squared."""
SAME = 5e-4
"""The price of the side that the label before has: where both are free, they take turns."""
FAR = 1e-3
"""The price of each row between a label and the axis: of two like places the nearer is taken."""


@dataclass(frozen=True, slots=True)
class Flag:
    """A label to be placed: its anchor on the axis and its width, in pt; `side` 0 or 1, or None for either."""

    anchor: float
    width: float
    side: int | None = None


@dataclass(frozen=True, slots=True)
class Flown:
    """Where a label stands: its side, its row counted from the axis, and its leader's place in each row up to that.

    The last of `path` is the label's pole, its left edge. All in pt along the axis.
    """

    side: int
    row: int
    path: tuple[float, ...]

    @property
    def left(self) -> float:
        return self.path[-1]


@dataclass(frozen=True, slots=True)
class Hoist:
    """An arrangement as it grows from left to right: where each row of each side is taken to, its price, its choices."""

    ends: tuple[tuple[float, ...], ...]
    price: float
    chosen: tuple[int, ...] | None
    before: Hoist | None


def fly(
    flags: Sequence[Flag], low: float, high: float, *, rows: tuple[int, int], gap: float
) -> tuple[Flown, ...] | None:
    """Return a place for each label, or None when they do not fit into so many rows of the two sides.

    `flags` must ascend by anchor. Rows are chosen by a search from left to right; then each row is settled so that
    the sum of squared displacements is the least there is. `gap` lies between a label and the pole after it.
    """
    if not flags:
        return ()
    chosen = rows_for(flags, rows, gap)
    if chosen is None:
        return None
    if len(flags) <= MOST_MENDED:
        chosen = mended(flags, chosen, low, high, rows, gap)
    ways: list[list[float]] = [[] for _ in flags]
    for side in (0, 1):
        settled = settle(flags, chosen, side, rows[side], low, high, gap)
        if settled is None:
            return None
        for index, way in settled.items():
            ways[index] = way
    return tuple(Flown(side, row, tuple(way)) for (side, row), way in zip(chosen, ways, strict=True))


def settle(
    flags: Sequence[Flag],
    chosen: Sequence[tuple[int, int]],
    side: int,
    rows: int,
    low: float,
    high: float,
    gap: float,
) -> dict[int, list[float]] | None:
    """Return the ways of one side's leaders by label, each row at the least displacement; None when one is too full."""
    ways: dict[int, list[float]] = {i: [] for i, (at, _) in enumerate(chosen) if at == side}
    for row in range(rows):
        here = [i for i in ways if chosen[i][1] >= row]
        sizes = [flags[i].width if chosen[i][1] == row else 0.0 for i in here]
        places = least_displacement([flags[i].anchor for i in here], sizes, gap, low, high)
        if places is None:
            return None
        for i, place in zip(here, places, strict=True):
            ways[i].append(place)
    return ways


def mended(
    flags: Sequence[Flag],
    chosen: Sequence[tuple[int, int]],
    low: float,
    high: float,
    rows: tuple[int, int],
    gap: float,
) -> tuple[tuple[int, int], ...]:
    """Return the choice after moving single labels to other rows as long as that lessens the squared displacements."""

    def price(side: int) -> float:
        ways = settle(flags, best, side, rows[side], low, high, gap)
        return 1e18 if ways is None else sum((way[-1] - flags[i].anchor) ** 2 for i, way in ways.items())

    best = list(chosen)
    prices = [price(0), price(1)]
    for _ in range(PASSES):
        before = sum(prices)
        for index, flag in enumerate(flags):
            for place in [(s, r) for s in (0, 1) for r in range(rows[s]) if flag.side in (None, s)]:
                old = best[index]
                best[index] = place
                trial = [price(s) if s in (old[0], place[0]) else prices[s] for s in (0, 1)]
                if sum(trial) < sum(prices) - 1e-6:
                    prices = trial
                else:
                    best[index] = old
        if sum(prices) > 0.99 * before:
            break
    return tuple(best)


def rows_for(flags: Sequence[Flag], rows: tuple[int, int], gap: float) -> tuple[tuple[int, int], ...] | None:
    """Return side and row of each label, by a beam search for the least displacement with labels pushed rightward."""
    width = sum(flag.width for flag in flags) / len(flags) + gap
    beam_width = max(1, min(WIDEST_BEAM, EFFORT // (len(flags) * max(1, sum(rows)))))
    beam = [Hoist(tuple((-math.inf,) * count for count in rows), 0.0, None, None)]
    under = anchors_under(flags, gap)
    for index, flag in enumerate(flags):
        found = [choice for hoist in beam for choice in choices(hoist, flag, under[index], width)]
        if not found:
            return None
        beam = hoisted(found, flag, gap, beam_width)
    picked: list[tuple[int, int]] = []
    last: Hoist | None = beam[0]
    while last is not None and last.chosen is not None:
        picked.append((last.chosen[0], last.chosen[1]))
        last = last.before
    return tuple(reversed(picked))


Choice = tuple[float, Hoist, int, int, float]
"""Price, arrangement before, side, row, and the label's place in its row."""


def hoisted(found: list[Choice], flag: Flag, gap: float, most: int) -> list[Hoist]:
    """Return the cheapest arrangements with one more label, one for each state of the rows."""
    if most == 1:
        return [with_label(min(found, key=price_of), flag, gap)]
    beam: dict[tuple[tuple[float, ...], ...], Hoist] = {}
    for choice in sorted(found, key=price_of):
        hoist = with_label(choice, flag, gap)
        if hoist.ends not in beam:
            beam[hoist.ends] = hoist
            if len(beam) == most:
                break
    return list(beam.values())


def price_of(choice: Choice) -> float:
    """Return the price of a choice."""
    return choice[0]


def with_label(choice: Choice, flag: Flag, gap: float) -> Hoist:
    """Return an arrangement in which the rows up to the label's are taken: by it, and by its leader passing."""
    price, before, side, row, place = choice
    ends = list(before.ends[side])
    for nearer in range(row):
        ends[nearer] = max(flag.anchor, ends[nearer]) + gap
    ends[row] = place + flag.width + gap
    return Hoist((*before.ends[:side], tuple(ends), *before.ends[side + 1 :]), price, (side, row), before)


def anchors_under(flags: Sequence[Flag], gap: float) -> list[int]:
    """Return how many later anchors fall under each label where it stands at its own."""
    found = []
    reach = 0
    for index, flag in enumerate(flags):
        reach = max(reach, index + 1)
        while reach < len(flags) and flags[reach].anchor < flag.anchor + flag.width + gap:
            reach += 1
        # Labels of unequal width may reach less far than one before; then the count starts over.
        while reach > index + 1 and flags[reach - 1].anchor >= flag.anchor + flag.width + gap:
            reach -= 1
        found.append(reach - index - 1)
    return found


def choices(hoist: Hoist, flag: Flag, under: int, width: float) -> Iterator[Choice]:
    """Yield each row of each side that a label may take, with the price of the arrangement then."""
    anchor = flag.anchor
    both = sum(1 for ends in hoist.ends if ends)
    for side, ends in enumerate(hoist.ends):
        if flag.side is not None and flag.side != side:
            continue
        expected = under if flag.side is not None else -(-under // both) if both else 0
        deepest = min(expected, len(ends) - 1)
        price = hoist.price + (SAME if hoist.chosen and hoist.chosen[0] == side else 0.0)
        for row, end in enumerate(ends):
            place = end if end > anchor else anchor
            shift = ((place - anchor) / width) ** 2
            buried = deepest - row
            yield (
                price + shift + (COVERS * buried * buried if buried > 0 else FAR * row),
                hoist,
                side,
                row,
                place,
            )
            price += shift / 2  # what goes on to a farther row is pushed aside here


def faults(flags: Sequence[Flag], flown: Sequence[Flown], slack: float = 1e-6) -> tuple[tuple[int, int], ...]:
    """Return the pairs of labels, by index, of which one stands in the other's way: the rule, checked on the result.

    In every row, poles and passing leaders must stand in the order of their anchors, and none within a label.
    """
    found = []
    for side in (0, 1):
        for row in range(max((place.row for place in flown if place.side == side), default=-1) + 1):
            here = [i for i, place in enumerate(flown) if place.side == side and place.row >= row]
            for a, b in pairwise(here):
                end = flown[a].path[row] + (flags[a].width if flown[a].row == row else 0.0)
                if flown[b].path[row] < end - slack:
                    found.append((a, b))
    return tuple(found)
