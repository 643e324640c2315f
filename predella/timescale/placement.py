"""Wanted places and sizes along one line go in, places without overlap come out, moved as little as can be."""

from __future__ import annotations

from collections.abc import Sequence

from predella.pages import Rect


def least_displacement(
    wanted: Sequence[float], sizes: Sequence[float], gap: float, low: float, high: float
) -> tuple[float, ...] | None:
    """Return starts for things of the given sizes, or None when they are too long for `low` to `high`. All in pt.

    The order is kept, `gap` lies between neighbours, and the sum of squared displacements is the least there is:
    isotonic regression by pooling adjacent violators (Barlow et al., "Statistical Inference under Order
    Restrictions", 1972), clamped to the ends, which for these bounds keeps it exact. `wanted` must ascend.
    """
    if not wanted:
        return ()
    offsets = [0.0]
    for size in sizes[:-1]:
        offsets.append(offsets[-1] + size + gap)
    latest = high - offsets[-1] - sizes[-1]
    if latest < low - 1e-6:
        return None
    pools: list[tuple[float, int]] = []
    for want, offset in zip(wanted, offsets, strict=True):
        total, count = want - offset, 1
        while pools and pools[-1][0] / pools[-1][1] >= total / count:
            before, members = pools.pop()
            total, count = total + before, count + members
        pools.append((total, count))
    places: list[float] = []
    for total, count in pools:
        place = max(low, min(total / count, latest))
        places += [place + offset for offset in offsets[len(places) : len(places) + count]]
    return tuple(places)


def leaders(
    anchors: Sequence[float], starts: Sequence[float], tolerance: float
) -> tuple[tuple[float, float] | None, ...]:
    """Return for each label the ends of its leader along the axis, or None where it stands at its anchor.

    Straight lines through the corridor between bars and labels never cross: both ends are in the same order.
    """
    return tuple(
        (anchor, start) if abs(anchor - start) > tolerance else None
        for anchor, start in zip(anchors, starts, strict=True)
    )


HAIR = 0.5
"""pt; spans that share no more follow one another, as a period that begins in the year in which another ends."""


def tracks(spans: Sequence[tuple[float, float]]) -> tuple[int, ...]:
    """Return a track for each span, such that spans of one track do not overlap. `spans` must ascend by start.

    A new span takes the track outside all that are still running: what leads outward from its start crosses none.
    """
    running: list[tuple[float, int]] = []
    found = []
    for start, end in spans:
        running = [(stop, track) for stop, track in running if stop > start + min(HAIR, (end - start) / 2)]
        track = max((track for _, track in running), default=-1) + 1
        running.append((end, track))
        found.append(track)
    return tuple(found)


def overlaps(rects: Sequence[Rect], slack: float = 0.01) -> tuple[tuple[int, int], ...]:
    """Return the pairs of rectangles, by index, that share more than an edge."""
    order = sorted(range(len(rects)), key=lambda index: rects[index].x)
    open_: list[int] = []
    pairs = []
    for index in order:
        open_ = [other for other in open_ if rects[other].right > rects[index].x]
        pairs += [
            (min(index, other), max(index, other))
            for other in open_
            if rects[index].overlaps(rects[other], slack)
        ]
        open_.append(index)
    return tuple(sorted(pairs))
