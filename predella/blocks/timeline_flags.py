"""The plan of a crowded timeline goes in, an arrangement comes out: tags in rows off the axis, each led to its date.

Bars stand next to the axis, tags in rows beyond them. Where events crowd, the axis itself may change its scale.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from predella.blocks.block import Context, Node
from predella.blocks.timeline_lanes import Frame, reaching
from predella.blocks.timeline_marks import date_bar, sizes_of
from predella.blocks.timeline_own import OwnRows, own_rows
from predella.blocks.timeline_plan import Entry, Plan, accounts, list_element
from predella.blocks.timeline_tags import MEASURES, Tag, tag_of
from predella.timescale import (
    Bar,
    Burst,
    Flag,
    Flown,
    Scale,
    bursts_of,
    floored,
    fly,
    linear,
    piecewise,
    raised,
    tracks,
    widened,
)  # fmt: skip

if TYPE_CHECKING:
    from predella.blocks.timeline import Timeline

NEAR = 0.65
"""The mean shift of tags from their dates that needs no more rows, in em: 6 mm at 26 pt."""
CHANNEL = (0.8, 2.5)
"""Least and greatest height of a channel in which leaders run aslant, in leadings."""
PADDING = 0.1
"""How much a stretch that is drawn larger may grow, in parts, to begin and end with a month or a year."""
MINUTE = 1 / 1440
GAP = 0.5
"""Between a tag and the next pole, in leadings; the pole itself parts them."""
MOST_ROWS = 24
TRACK = 0.5
"""From one bar to the next off the axis, in leadings; bars of a crowd are thinner."""
DEEPEST = 4.0
"""How much the bars of one side may take together, in leadings."""


@dataclass(frozen=True)
class Strung:
    """An event on its side of the axis: 0 above, 1 below, None where nobody said."""

    entry: Entry
    told: tuple[Entry, ...]
    side: int | None


@dataclass(frozen=True)
class Arrangement:
    """Everything that says where a crowded timeline's parts stand along its axis, in pt; still without heights."""

    plan: Plan
    frame: Frame
    bursts: tuple[Burst, ...]
    strung: tuple[Strung, ...]
    bars: tuple[Bar, ...]
    tags: tuple[Tag, ...]
    flags: tuple[Flag, ...]
    flown: tuple[Flown, ...]
    tracks: tuple[int, ...]
    own: OwnRows

    @property
    def scale(self) -> Scale:
        return self.frame.scale

    @property
    def shift(self) -> float:
        """How far tags stand from their dates on the mean, in pt."""
        shifts = [abs(place.left - flag.anchor) for place, flag in zip(self.flown, self.flags, strict=True)]
        return sum(shifts) / len(shifts) if shifts else 0.0

    def rows(self, side: int) -> int:
        return max((place.row + 1 for place in self.flown if place.side == side), default=0)

    def row_heights(self, side: int, gap: float) -> list[float]:
        """Return the height of each row of a side, from the axis outward."""
        heights = [0.0] * self.rows(side)
        for place, tag in zip(self.flown, self.tags, strict=True):
            if place.side == side:
                heights[place.row] = max(heights[place.row], tag.height(gap))
        return heights

    def depth(self, side: int) -> int:
        """Return how many bars stand off the axis on a side."""
        tracks = [t + 1 for t, place in zip(self.tracks, self.flown, strict=True) if place.side == side]
        return max(tracks, default=0)


def strung_of(block: Timeline, plan: Plan) -> list[Strung]:
    """Return the events in the order of time; where the author named no sides and one group, each takes either."""
    free = block.above is None and block.below is None and len(plan.above) + len(plan.below) == 1
    above = {id(entry) for group in plan.above for entry in group.entries}
    told = {id(entry): group for group in accounts(plan.entries()) for entry in group}
    return [
        Strung(entry, told[id(entry)], None if free else 0 if id(entry) in above else 1)
        for entry in plan.entries()
    ]


def arrangements(
    block: Timeline, plan: Plan, node: Node, frame: Frame, context: Context
) -> Iterator[list[Arrangement]]:
    """Yield, for more and more rows, the arrangements that have a place for every tag, wide ones first."""
    strung = strung_of(block, plan)

    @cache
    def tags(measure: float) -> tuple[Tag, ...]:
        size = context.styles("note").size
        return tuple(tag_of(each.entry, each.told, measure * size, context) for each in strung)

    for rows in row_counts(strung):
        trials = (
            arranged(plan, strung, tags(measure), bursts, rows, node, frame, context)
            for measure in MEASURES
            for bursts in burst_choices(
                block, plan, strung, [tag.width for tag in tags(measure)], rows, frame, context
            )
        )
        yield [found for found in trials if found]


def row_counts(strung: Sequence[Strung]) -> Iterator[tuple[int, int]]:
    """Yield numbers of rows above and below, fewest first; a side with more to show has more."""
    sides = [sum(each.side == side for each in strung) for side in (0, 1)]
    either = len(strung) - sum(sides)
    need = [count + either / 2 for count in sides]
    for total in range(1, MOST_ROWS + 1):
        pairs = [(above, total - above) for above in range(total + 1)]
        pairs = [
            pair
            for pair in pairs
            if all((count == 0) == (n == 0) for count, n in zip(pair, need, strict=True))
        ]
        if either and total == 1:
            pairs = [(1, 0)]
        if pairs:
            yield min(pairs, key=lambda pair: abs(pair[0] * need[1] - pair[1] * need[0]))


def burst_choices(
    block: Timeline, plan: Plan, strung: Sequence[Strung], lengths: Sequence[float], rows: tuple[int, int], frame: Frame,
    context: Context,
) -> list[tuple[Burst, ...]]:  # fmt: skip
    """Return the bursts to try: none for an even scale, those named, or those found where tags crowd.

    `lengths` is what each tag takes along the axis, in pt.
    """
    scale = frame.scale
    sizes = sizes_of(context)
    order = sorted(range(len(strung)), key=lambda i: middle(strung[i], plan))
    days = [middle(strung[i], plan) for i in order]
    needs = [(lengths[i] + GAP * sizes.line + sizes.inset) / sum(rows) for i in order]
    length = scale.high - scale.low
    if plan.stretches:
        return [widened(plan.stretches, days, needs, plan.start, plan.end, length)]
    found = bursts_of(days, needs, plan.start, plan.end, length, whole_units)
    if block.scale == "bursts":
        return [found]
    return [(), found] if block.scale == "auto" and found else [()]


def middle(each: Strung, plan: Plan) -> float:
    """Return the first day of an event on the axis."""
    return min(max(each.entry.date.earliest, plan.start), plan.end)


def whole_units(first: float, last: float) -> tuple[float, float]:
    """Return a stretch that holds what happens on its last day, in the largest unit that adds little to its length."""
    after = last + 1 if last == int(last) else last + MINUTE
    span = after - first
    for coarse in (max(4 * 366.0, span), 61.0, span):
        start, end = floored(first, coarse), raised(after, coarse)
        if end - start <= span * (1 + PADDING):
            break
    return start, end


def arranged(
    plan: Plan, strung: Sequence[Strung], tags: Sequence[Tag], bursts: tuple[Burst, ...], rows: tuple[int, int],
    node: Node, frame: Frame, context: Context,
) -> Arrangement | None:  # fmt: skip
    """Return the arrangement on one scale in so many rows, or None when the tags do not stand side by side."""
    sizes = sizes_of(context)
    low, high = frame.scale.low, frame.scale.high
    scale = (
        piecewise(plan.start, plan.end, low, high, bursts)
        if bursts
        else linear(plan.start, plan.end, low, high)
    )
    frame = replace(frame, scale=scale)
    bars = [reaching(date_bar(each.entry.date, scale, sizes), frame) for each in strung]
    anchors = [max(low, bar.left + min(bar.width / 2, sizes.thinnest)) for bar in bars]
    order = sorted(range(len(strung)), key=lambda i: (anchors[i], bars[i].right))
    flags = tuple(Flag(anchors[i], tags[i].width + sizes.inset, strung[i].side) for i in order)
    flown = fly(flags, low, high, rows=rows, gap=GAP * sizes.line)
    if flown is None:
        return None
    bars = [bars[i] for i in order]
    found = [0] * len(bars)
    for side in (0, 1):
        here = [i for i, place in enumerate(flown) if place.side == side]
        for i, track in zip(here, tracks([(bars[i].left, bars[i].right) for i in here]), strict=True):
            found[i] = track
    own = own_rows(plan.lines, scale, list_element(node.element), context)
    return Arrangement(
        plan, frame, bursts, tuple(strung[i] for i in order), tuple(bars), tuple(tags[i] for i in order), flags, flown,
        tuple(found), own,
    )  # fmt: skip


def channels(arrangement: Arrangement, side: int, line: float) -> list[float]:
    """Return the height of each channel under a row, from the axis outward: higher where leaders run far aslant."""
    found = []
    for row in range(arrangement.rows(side)):
        far = 0.0
        for place, flag in zip(arrangement.flown, arrangement.flags, strict=True):
            if place.side == side and place.row >= row:
                before = place.path[row - 1] if row else flag.anchor
                far = max(far, abs(place.path[row] - before))
        found.append(min(max(CHANNEL[0] * line, far / 6), CHANNEL[1] * line))
    return found


def track_pitch(arrangement: Arrangement, line: float) -> float:
    """Return the distance from one bar to the next off the axis."""
    deepest = max(arrangement.depth(0), arrangement.depth(1), 1)
    return min(TRACK * line, DEEPEST * line / deepest)


def is_near(arrangement: Arrangement, context: Context) -> bool:
    """True when tags stand near enough to their dates."""
    return arrangement.shift <= NEAR * context.styles("note").size
