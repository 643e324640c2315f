"""The squares of a map's places and the sizes of their names go in, a free position for each name comes out."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from predella.pages import Rect

Side = Literal["auto", "right", "left", "above", "below"]
Line = tuple[float, float, float, float]

SIDES: tuple[Side, ...] = ("right", "below", "left", "above")
"""Where a name stands beside its square, the best first."""
FAR = (1.6, 2.4, 3.2, 4.2, 5.4, 7.0, 9.0, 12.0, 16.0)
"""How far a name on a leader may stand from its square, in heights of its capitals."""
TURNS = (-70, -110, -45, -135, -20, -160, 20, 160, 45, 135, 70, 110)
"""The directions of leaders in degrees, clockwise from the right: upward ones first, as a flag stands on its pole."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name to place: its square and the size of its line, in pt.

    `shift` moves it, right and down, from where `side` would put it; then no other position is tried.
    """

    square: Rect
    width: float
    ascent: float
    descent: float
    cap_height: float
    side: Side = "auto"
    shift: tuple[float, float] | None = None
    leader: bool = False
    rank: int = 0

    @property
    def is_free(self) -> bool:
        """True when nothing is said about where the name stands."""
        return self.side == "auto" and not self.shift


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a name stands: the left end of its baseline, the box round it, and its leader if it has one."""

    x: float
    baseline: float
    rect: Rect
    leader: Line | None = None


@dataclass(frozen=True, slots=True)
class Room:
    """What the names share: the map's edge, boxes that are taken, and the least distance between things, in pt.

    `allowed` is asked last; it refuses boxes whose words would not be legible on what lies under them. `busy` says
    how much is drawn under a box, in the price of a position further from the best.
    """

    within: Rect
    gap: float
    taken: tuple[Rect, ...] = ()
    squares: tuple[Rect, ...] = ()
    allowed: Callable[[Rect], bool] = field(default=lambda rect: True)
    busy: Callable[[Rect], float] = field(default=lambda rect: 0.0)


def place_names(names: Sequence[Name], room: Room) -> list[Spot | None]:
    """Return a position for each name; None where there is no room for it.

    Names with a position of their own come first, then by rank. A name that finds no room goes to the front and
    all are placed anew, since one that can stand in a single place must not find it taken by one that has many.
    """
    order = sorted(range(len(names)), key=lambda i: (names[i].is_free, names[i].rank))
    best: list[Spot | None] = [None] * len(names)
    for _ in range(len(names) + 1):
        spots = in_order(names, order, room)
        missing = [i for i in order if spots[i] is None]
        if len(missing) < best.count(None):
            best = spots
        if not missing:
            break
        order = [missing[0], *(i for i in order if i != missing[0])]
    return best


def in_order(names: Sequence[Name], order: Sequence[int], room: Room) -> list[Spot | None]:
    """Give each name, in the order told, the first free position it would take."""
    spots: list[Spot | None] = [None] * len(names)
    for index in order:
        others = [spot for spot in spots if spot]
        spots[index] = next(
            (s for s in positions(names[index], room) if is_free(s, names[index], others, room)), None
        )
    return spots


def positions(name: Name, room: Room) -> Iterator[Spot]:
    """Yield where a name may stand, the best first; with a leader only where nothing nearer is free."""
    gap = room.gap
    if name.shift:
        spot = moved(next(beside(name, "right" if name.side == "auto" else name.side, gap)), *name.shift)
        yield replace(spot, leader=leader_to(name, spot, gap)) if name.leader else spot
        return
    sides = SIDES if name.side == "auto" else (name.side,)
    if not name.leader:
        near = [spot for side in sides for spot in beside(name, side, gap)]
        yield from quietest([(0.4 * index, spot) for index, spot in enumerate(near)], room)
    if name.is_free or name.leader:
        far = [(1.5 * distance, spot) for distance in FAR for spot in afar(name, distance, gap)]
        yield from quietest(far, room)


def quietest(spots: Iterable[tuple[float, Spot]], room: Room) -> list[Spot]:
    """Return positions, each given with its price, by that price and what the name would cover."""
    priced = [(price + room.busy(spot.rect), spot) for price, spot in spots]
    return [spot for _, spot in sorted(priced, key=lambda pair: pair[0])]


def beside(name: Name, side: Side, gap: float) -> Iterator[Spot]:
    """Yield the positions on one side of the square. Above and below, a name begins past its corner if it can."""
    square, width = name.square, name.width
    if side in ("right", "left"):
        x = square.right + gap if side == "right" else square.x - gap - width
        yield spot_at(name, x, square.y + square.height / 2 + name.cap_height / 2)
        return
    near, clear = 0.3 * gap, 0.8 * gap
    columns = ((square.right + 0.7 * gap, near), (square.x, clear), (square.right - width, clear), (square.x - 0.7 * gap - width, near))  # fmt: skip
    for x, distance in columns:
        yield spot_at(
            name, x, square.bottom + distance + name.cap_height if side == "below" else square.y - distance
        )


def afar(name: Name, distance: float, gap: float) -> Iterator[Spot]:
    """Yield positions away from the square, `distance` heights of capitals, with a leader."""
    centre_x, centre_y = name.square.x + name.square.width / 2, name.square.y + name.square.height / 2
    for turn in TURNS:
        if name.side != "auto" and not is_towards(turn, name.side):
            continue
        reach = distance * name.cap_height + name.square.height / 2
        x = centre_x + reach * math.cos(math.radians(turn))
        y = centre_y + reach * math.sin(math.radians(turn))
        baseline = y + (0.0 if turn < -30 else name.cap_height if turn > 30 else name.cap_height / 2)
        for left in (x, x - name.width) if abs(turn) < 90 else (x - name.width, x):
            spot = spot_at(name, left, baseline)
            leader = leader_to(name, spot, gap)
            if leader:
                yield replace(spot, leader=leader)


def is_towards(turn: int, side: Side) -> bool:
    """True when a direction, in degrees clockwise from the right, leads to the side."""
    middle = {"right": 0, "below": 90, "left": 180, "above": -90}.get(side, turn)
    return abs((turn - middle + 180) % 360 - 180) <= 60


def spot_at(name: Name, x: float, baseline: float) -> Spot:
    """Return a name's position with the box round it."""
    return Spot(x, baseline, Rect(x, baseline - name.ascent, name.width, name.ascent + name.descent))


def moved(spot: Spot, right: float, down: float) -> Spot:
    """Return a position shifted."""
    rect = Rect(spot.rect.x + right, spot.rect.y + down, spot.rect.width, spot.rect.height)
    return Spot(spot.x + right, spot.baseline + down, rect)


def leader_to(name: Name, spot: Spot, gap: float) -> Line | None:
    """Return the line from a square's edge to the nearest point of a name's letters, or None if they are too near."""
    square = name.square
    letters = Rect(spot.x, spot.baseline - name.cap_height, name.width, name.cap_height).inset(-0.35 * gap)
    x, y = square.x + square.width / 2, square.y + square.height / 2
    to_x, to_y = min(max(x, letters.x), letters.right), min(max(y, letters.y), letters.bottom)
    length = max(abs(to_x - x) / square.width, abs(to_y - y) / square.height) * 2
    if length <= 1.2:
        return None
    return x + (to_x - x) / length, y + (to_y - y) / length, to_x, to_y


def is_free(spot: Spot, name: Name, others: Sequence[Spot], room: Room) -> bool:
    """True when a name and its leader keep inside the map and touch nothing but their own square."""
    rect, within = spot.rect, room.within
    if rect.x < within.x or rect.right > within.right or rect.y < within.y or rect.bottom > within.bottom:
        return False
    apart = Rect(rect.x - room.gap / 4, rect.y, rect.width + room.gap / 2, rect.height)
    blocks = [*room.taken, *(other.rect for other in others), *(s for s in room.squares if s != name.square)]
    if any(apart.overlaps(block) for block in blocks):
        return False
    lines = [other.leader for other in others if other.leader]
    if any(crosses(line, apart) for line in lines):
        return False
    leader = spot.leader
    if leader and (
        any(crosses(leader, block) for block in blocks) or any(meet(leader, line) for line in lines)
    ):
        return False
    return room.allowed(rect)


def crosses(line: Line, rect: Rect) -> bool:
    """True when a straight line runs through a rectangle (Liang and Barsky's test)."""
    x1, y1, x2, y2 = line
    first, last = 0.0, 1.0
    for step, low, high in (
        (x2 - x1, rect.x - x1, rect.right - x1),
        (y2 - y1, rect.y - y1, rect.bottom - y1),
    ):
        if step == 0:
            if low > 0 or high < 0:
                return False
            continue
        enter, leave = sorted((low / step, high / step))
        first, last = max(first, enter), min(last, leave)
    return first <= last


def meet(first: Line, second: Line) -> bool:
    """True when two straight lines cross."""

    def side(line: Line, x: float, y: float) -> float:
        return (line[2] - line[0]) * (y - line[1]) - (line[3] - line[1]) * (x - line[0])

    return (
        side(first, *second[:2]) * side(first, *second[2:]) < 0
        and side(second, *first[:2]) * side(second, *first[2:]) < 0
    )
