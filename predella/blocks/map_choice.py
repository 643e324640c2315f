"""Positions with prices and which exclude each other go in, the cheapest set of them comes out: one for each name."""

from __future__ import annotations

from collections.abc import Sequence

MOST_STEPS = 2000
"""After so many steps of the search the best choice found stands: some 10 ms, reached by crowds of dozens only."""


def cheapest(prices: Sequence[Sequence[float]], bars: Sequence[Sequence[int]], lack: Sequence[float]) -> list[int | None]:
    """Return which position each name takes, None for none, so that prices and what is lacking cost the least.

    `prices[n]` are those of the positions of name n. Positions are numbered through all names, in order; `bars[n][p]`
    is the set, as bits of those numbers, of the positions that cannot stand beside it. `lack[n]` is the price of
    leaving a name out. Names that cannot get in each other's way are settled apart, each group exactly
    (branch and bound) unless the search takes too long.
    """
    chosen: list[int | None] = [None] * len(prices)
    for group in groups(prices, bars):
        for name, position in zip(group, settled(group, prices, bars, lack), strict=True):
            chosen[name] = position
    return chosen


def numbers(prices: Sequence[Sequence[float]]) -> list[int]:
    """Return the number of each name's first position."""
    firsts = [0]
    for each in prices:
        firsts.append(firsts[-1] + len(each))
    return firsts


def groups(prices: Sequence[Sequence[float]], bars: Sequence[Sequence[int]]) -> list[list[int]]:
    """Return the names in groups; no position of one group excludes one of another."""
    firsts = numbers(prices)
    own = [(1 << firsts[n + 1]) - (1 << firsts[n]) for n in range(len(prices))]
    reach = [0] * len(prices)
    for name, each in enumerate(bars):
        for bits in each:
            reach[name] |= bits
    found: list[list[int]] = []
    rest = list(range(len(prices)))
    while rest:
        group = [rest.pop(0)]
        for name in group:
            near = [other for other in rest if reach[name] & own[other]]
            group += near
            rest = [other for other in rest if other not in near]
        found.append(sorted(group))
    return found


def settled(
    group: Sequence[int], prices: Sequence[Sequence[float]], bars: Sequence[Sequence[int]], lack: Sequence[float]
) -> list[int | None]:
    """Return the cheapest choice of a group: the names that are dearest to leave out, and have fewest positions, first."""
    firsts = numbers(prices)
    order = sorted(group, key=lambda name: (-lack[name], len(prices[name]), name))
    floor = [0.0]
    for name in reversed(order):
        floor.append(floor[-1] + min((*prices[name], lack[name])))
    floor.reverse()
    best: tuple[float, tuple[int | None, ...] | None] = (float("inf"), None)
    steps = 0
    # Each entry: how many names are settled, what they cost, the positions excluded, the choice so far.
    stack: list[tuple[int, float, int, tuple[int | None, ...]]] = [(0, 0.0, 0, ())]
    while stack and (steps < MOST_STEPS or best[1] is None):
        steps += 1
        depth, cost, excluded, choice = stack.pop()
        if cost + floor[depth] >= best[0]:
            continue
        if depth == len(order):
            best = cost, choice
            continue
        name = order[depth]
        options: list[tuple[float, int | None]] = [
            (price, position)
            for position, price in enumerate(prices[name])
            if not excluded >> (firsts[name] + position) & 1
        ]
        options.append((lack[name], None))
        for price, position in sorted(options, key=lambda option: option[0], reverse=True):
            bits = 0 if position is None else bars[name][position]
            stack.append((depth + 1, cost + price, excluded | bits, (*choice, position)))
    found = dict(zip(order, best[1] or (), strict=True))
    return [found[name] for name in group]
