"""Bars with labels go in, lanes come out: which lane each takes, and whether its label stands beside or above it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from predella.timescale.placement import least_displacement

Side = Literal["right", "left", "above"]


@dataclass(frozen=True, slots=True)
class Item:
    """What shares one name: usually one bar, or one bar for each account where sources disagree.

    `bars` are (left, right) and `widths` those of their labels; `tail` is the width of a second label that stands
    to the right of a single bar, for what ends it. All in pt.
    """

    bars: tuple[tuple[float, float], ...]
    widths: tuple[float, ...]
    tail: float = 0.0

    @property
    def left(self) -> float:
        return min(left for left, _ in self.bars)

    @property
    def right(self) -> float:
        return max(right for _, right in self.bars)


@dataclass(frozen=True, slots=True)
class Spot:
    """Where an item stands: the lane of its first bar, and the side and left edges of its labels."""

    lane: int
    side: Side
    lefts: tuple[float, ...]


@dataclass
class Lane:
    """A lane as it fills: what its row of bars holds, and the labels in the row above that."""

    taken: list[tuple[float, float]] = field(default_factory=list)
    above: list[tuple[float, int]] = field(default_factory=list)  # wanted place, item


@dataclass(frozen=True, slots=True)
class Room:
    """The measures of an arrangement, in pt. `slack` is how far a label may stand from its bar."""

    low: float
    high: float
    gap: float
    inset: float
    slack: float
    align: float
    obstacles: tuple[tuple[float, float], ...]


def arrange(
    items: Sequence[Item], low: float, high: float, *, gap: float, inset: float, slack: float = 0.0, align: float = 0.0,
    obstacles: Sequence[tuple[float, float]] = (),
) -> tuple[Spot | None, ...]:  # fmt: skip
    """Return a spot for each item, or None for one that fits nowhere. Lanes fill from the first on.

    A label stands over a bar that is longer than itself, else to the right of it, else to the left. Where neither
    side is free it joins the row over its lane and may be moved there by up to `slack`, all labels of a row by
    the least displacement. Two labels keep `gap`, a label and its bar `inset`. Labels of accounts begin on one line
    when their bars end within `align` of each other. No label covers an obstacle; bars may cross it.
    """
    room = Room(low, high, gap, inset, slack, align, tuple(obstacles))
    lanes: list[Lane] = []
    chosen: dict[int, tuple[int, Side]] = {}
    for index in sorted(range(len(items)), key=lambda i: (items[i].left, -items[i].right)):
        for lane, side in candidates(items[index], lanes):
            more = [Lane() for _ in range(lane + len(items[index].bars) - len(lanes))]
            if fits(items, index, [*lanes, *more], lane, side, room):
                lanes += more
                enter(items, index, lanes, lane, side, room)
                chosen[index] = (lane, side)
                break
    return settled(items, lanes, chosen, room)


def candidates(item: Item, lanes: Sequence[Lane]) -> Iterator[tuple[int, Side]]:
    """Yield lanes and sides in the order of preference."""
    single = len(item.bars) == 1
    wide = single and (item.right - item.left >= item.widths[0] or item.tail > 0)
    if wide:
        yield from ((lane, "above") for lane in range(len(lanes) + 1))
    yield from ((lane, side) for lane in range(len(lanes)) for side in sides())
    if single:
        yield from ((lane, "above") for lane in range(len(lanes)) if lanes[lane].above)
    yield from ((len(lanes), side) for side in sides())
    if single:
        yield from ((lane, "above") for lane in range(len(lanes) + 1))


def sides() -> tuple[Side, ...]:
    """Return the sides beside a bar, the preferred one first."""
    return ("right", "left")


def beside(item: Item, side: Side, room: Room) -> tuple[float, ...]:
    """Return where the labels beside the bars begin: on one line when the bars end near each other."""
    lefts, rights = zip(*item.bars, strict=True)
    if side == "right":
        ends = [item.right] * len(rights) if max(rights) - min(rights) <= room.align else list(rights)
        return tuple(end + room.inset for end in ends)
    starts = [item.left] * len(lefts) if max(lefts) - min(lefts) <= room.align else list(lefts)
    return tuple(start - room.inset - width for start, width in zip(starts, item.widths, strict=True))


def spans(item: Item, side: Side, room: Room) -> Iterator[tuple[float, float]]:
    """Yield what each bar takes of its lane together with a label beside it."""
    if side == "above":
        for left, right in item.bars:
            yield left, right + (room.inset + item.tail if item.tail else 0.0)
        return
    for (left, right), width, start in zip(item.bars, item.widths, beside(item, side, room), strict=True):
        tail = room.inset + item.tail if item.tail else 0.0
        yield min(left, start), max(right + tail, start + width)


def covers(left: float, right: float, room: Room) -> bool:
    """True when words there would stand on an obstacle or too near it."""
    return any(left < b + room.gap and a < right + room.gap for a, b in room.obstacles)


def words_blocked(item: Item, side: Side, room: Room) -> bool:
    """True when a label beside a bar would stand on an obstacle."""
    starts = beside(item, side, room) if side != "above" else ()
    tail = item.right + room.inset
    return any(
        covers(start, start + width, room) for start, width in zip(starts, item.widths, strict=False)
    ) or (item.tail > 0 and covers(tail, tail + item.tail, room))


def fits(items: Sequence[Item], index: int, lanes: Sequence[Lane], lane: int, side: Side, room: Room) -> bool:
    """True when an item may stand there without touching anything or moving a label too far."""
    item = items[index]
    if (item.tail and side == "right") or words_blocked(item, side, room):
        return False
    for lane_, (left, right) in zip(lanes[lane:], spans(item, side, room), strict=False):
        inside = side == "above" and not item.tail  # a bar may run beyond the axis, a label may not
        if not inside and (
            (side == "left" and left < room.low) or (right > room.high and right > item.right)
        ):
            return False
        if any(left < b + room.gap and a < right + room.gap for a, b in lane_.taken):
            return False
    if side != "above":
        return True
    row = [*lanes[lane].above, (wanted(item, room), index)]
    return row_places(items, row, room) is not None


def wanted(item: Item, room: Room) -> float:
    """Return where a label over its bar would best begin."""
    return max(room.low, min(item.left, room.high - item.widths[0]))


def enter(
    items: Sequence[Item], index: int, lanes: Sequence[Lane], lane: int, side: Side, room: Room
) -> None:
    """Note in the lanes what an item takes of them."""
    item = items[index]
    for lane_, span in zip(lanes[lane:], spans(item, side, room), strict=False):
        lane_.taken.append(span)
    if side == "above":
        lanes[lane].above.append((wanted(item, room), index))


def row_places(
    items: Sequence[Item], row: Sequence[tuple[float, int]], room: Room
) -> dict[int, float] | None:
    """Return where the labels of a row begin, or None when one would have to move too far."""
    row = sorted(row)
    places = least_displacement(
        [want for want, _ in row], [items[i].widths[0] for _, i in row], room.gap, room.low, room.high
    )
    if places is None:
        return None
    found = {index: place for (_, index), place in zip(row, places, strict=True)}
    if any(abs(found[index] - want) > max(room.slack, room.gap) for want, index in row):
        return None
    if any(covers(place, place + items[index].widths[0], room) for index, place in found.items()):
        return None
    return found


def settled(
    items: Sequence[Item], lanes: Sequence[Lane], chosen: dict[int, tuple[int, Side]], room: Room
) -> tuple[Spot | None, ...]:
    """Return the final places, with the labels over each lane moved as little as can be."""
    places: dict[int, float] = {}
    for lane in lanes:
        places |= row_places(items, lane.above, room) or {}
    found: list[Spot | None] = []
    for index, item in enumerate(items):
        if index not in chosen:
            found.append(None)
            continue
        number, side = chosen[index]
        if side == "above":
            lefts: tuple[float, ...] = (places[index],)
        else:
            lefts = beside(item, side, room)
        found.append(Spot(number, side, lefts))
    return tuple(found)
