"""The squares of a map's places and the sizes of their names go in, a free position for each name comes out."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from predella.blocks.map_choice import cheapest
from predella.pages import Rect

Side = Literal["auto", "right", "left", "above", "below"]
Line = tuple[float, float, float, float]

SIDES: tuple[Side, ...] = ("right", "below", "left", "above")
"""Where a name stands beside its square, the best first."""
FAR = (1.6, 2.4, 3.2, 4.2, 5.4, 7.0, 9.0, 12.0, 16.0)
"""How far a name on a leader may stand from its square, in heights of its capitals."""
TURNS = (-70, -110, -45, -135, -20, -160, 20, 160, 45, 135, 70, 110)
"""The directions of leaders in degrees, clockwise from the right: upward ones first, as a flag stands on its pole."""

LACK = 40.0
"""The price of leaving a name out: more than that of the worst position beside its square."""
MOST_POSITIONS = 16
"""How many positions of one name are weighed."""


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
    blocks: tuple[Rect, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "blocks", (*self.taken, *self.squares))


def place_names(names: Sequence[Name], room: Room) -> list[Spot | None]:
    """Return a position for each name; None where there is no room for it.

    Positions beside the squares are chosen for all names together, the cheapest set that leaves nothing out that can
    be had. A name that finds none stands apart on a leader; if it must, one other name moves for it.
    """
    options = [near(name, room) for name in names]
    spots = [[spot for _, spot in each] for each in options]
    weights = [(4.0, 2.0, 1.0)[name.rank] for name in names]
    prices = [[price * weight for price, _ in each] for each, weight in zip(options, weights, strict=True)]
    chosen = cheapest(prices, bars(names, spots, room), [LACK * weight for weight in weights])
    found = [None if n is None else each[n] for n, each in zip(chosen, spots, strict=True)]
    for index in sorted((i for i, spot in enumerate(found) if spot is None), key=lambda i: (names[i].rank, i)):
        if names[index].is_free:
            apart(index, names, options, found, room)
    return found


def near(name: Name, room: Room) -> list[tuple[float, Spot]]:
    """Return the positions a name may take before any other is thought of, with their prices, the cheapest first."""
    found = []
    for order, spot in enumerate(positions(name, room)):
        if fits(spot, name, room):
            found.append((0.15 * order + room.busy(spot.rect) + doubt(spot, name, room), spot))
        if len(found) == MOST_POSITIONS:
            break
    return sorted(found, key=lambda option: option[0])


def doubt(spot: Spot, name: Name, room: Room) -> float:
    """Return the price of a position from which a name may be read as that of another square."""
    own, price, reach = away(spot.rect, name.square), 0.0, 1.5 * room.gap
    wide = spot.rect.inset(-reach)
    for square in room.squares:
        if square != name.square and wide.overlaps(square) and (other := away(spot.rect, square)) < reach:
            price += 2 * (1.5 - other / room.gap) + (3.0 if other <= own else 0.0)
    return price


def away(first: Rect, second: Rect) -> float:
    """Return the distance of two rectangles."""
    across = max(first.x - second.right, second.x - first.right, 0.0)
    return math.hypot(across, max(first.y - second.bottom, second.y - first.bottom, 0.0))


def bars(names: Sequence[Name], spots: Sequence[Sequence[Spot]], room: Room) -> list[list[int]]:
    """Return for each position the positions of other names beside which it cannot stand, as bits of their numbers."""
    # A name's positions may meet another's only where the boxes round them all do.
    boxes = [around([spot.rect for spot in each], room.gap) for each in spots]
    firsts = [sum(map(len, spots[:name])) for name in range(len(spots))]
    barred = [[0] * len(each) for each in spots]
    for second, other in enumerate(boxes):
        for first in range(second):
            one = boxes[first]
            if not (one and other and one.overlaps(other)):
                continue
            for i, here in enumerate(spots[first]):
                for j, there in enumerate(spots[second]):
                    if clash(here, there, room):
                        barred[first][i] |= 1 << firsts[second] + j
                        barred[second][j] |= 1 << firsts[first] + i
    return barred


def around(rects: Sequence[Rect], air: float) -> Rect | None:
    """Return the box round rectangles with their air and the leaders between them, or None for none."""
    if not rects:
        return None
    left, top = min(rect.x for rect in rects) - air, min(rect.y for rect in rects) - air
    right, bottom = max(rect.right for rect in rects) + air, max(rect.bottom for rect in rects) + air
    return Rect(left, top, right - left, bottom - top)


def apart(
    index: int,
    names: Sequence[Name],
    options: Sequence[Sequence[tuple[float, Spot]]],
    found: list[Spot | None],
    room: Room,
) -> None:
    """Give a name that has no position the cheapest that is left: on a leader, or one that another name can leave."""
    held = [n for n, spot in enumerate(found) if spot and n != index]
    best: tuple[float, Spot, int | None, Spot | None] | None = None
    others: dict[int, list[tuple[float, Spot]]] = {}
    for price, spot in anywhere(names[index], options[index], room):
        if best and price >= best[0]:
            break
        blockers = [n for n in held if clash(spot, found[n], room)]
        if not blockers:
            best = price, spot, None, None
        elif len(blockers) == 1 and names[blockers[0]].is_free:
            (blocker,) = blockers
            if blocker not in others:
                others[blocker] = anywhere(names[blocker], options[blocker], room)
            rest = [found[n] for n in held if n != blocker] + [spot]
            for more, way in others[blocker]:
                if best and price + more >= best[0]:
                    break
                if not any(clash(way, other, room) for other in rest):
                    best = price + more, spot, blocker, way
                    break
    if best:
        found[index] = best[1]
        if best[2] is not None:
            found[best[2]] = best[3]


def anywhere(name: Name, beside: Sequence[tuple[float, Spot]], room: Room) -> list[tuple[float, Spot]]:
    """Return all the positions a name may take, with and without a leader, the cheapest first."""
    far = [
        (1.0 + 1.5 * distance + room.busy(spot.rect) + doubt(spot, name, room), spot)
        for distance in FAR
        for spot in afar(name, distance, room.gap)
        if fits(spot, name, room)
    ]
    return sorted([*beside, *far], key=lambda option: option[0])


def positions(name: Name, room: Room) -> Iterator[Spot]:
    """Yield where a name may stand, the best first; with a leader only where the author asks for one."""
    gap = room.gap
    sides = SIDES if name.side == "auto" else (name.side,)
    if name.shift:
        spot = moved(next(beside(name, sides[0], gap)), *name.shift)
        yield replace(spot, leader=leader_to(name, spot, gap)) if name.leader else spot
    elif name.leader:
        yield from quietest([(1.5 * distance, spot) for distance in FAR for spot in afar(name, distance, gap)], room)
    else:
        for side in sides:
            yield from beside(name, side, gap)


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


def fits(spot: Spot, name: Name, room: Room) -> bool:
    """True when a name and its leader keep inside the map, off what is taken and off every square but their own."""
    rect, within = spot.rect, room.within
    if rect.x < within.x or rect.right > within.right or rect.y < within.y or rect.bottom > within.bottom:
        return False
    box, leader = widened(rect, room), spot.leader
    xs, ys = (leader[::2], leader[1::2]) if leader else ((rect.x,), (rect.y,))
    left, right, top, bottom = min(box.x, *xs), max(box.right, *xs), min(box.y, *ys), max(box.bottom, *ys)
    for block in room.blocks:
        if block.x > right or block.y > bottom or block.x + block.width < left or block.y + block.height < top:
            continue
        if block != name.square and (box.overlaps(block) or (leader and crosses(leader, block))):
            return False
    return room.allowed(rect)


def clash(first: Spot, second: Spot | None, room: Room) -> bool:
    """True when two names, or a name and the other's leader, or both leaders touch."""
    if second is None:
        return False
    one, other, air = first.rect, second.rect, room.gap / 4
    if (
        one.x - air < other.right and other.x - air < one.right
        and one.y < other.bottom and other.y < one.bottom
    ):  # fmt: skip
        return True
    if second.leader and crosses(second.leader, widened(one, room)):
        return True
    if not first.leader:
        return False
    return crosses(first.leader, widened(other, room)) or bool(second.leader and meet(first.leader, second.leader))


def widened(rect: Rect, room: Room) -> Rect:
    """Return the box of a name with the air that it needs beside it."""
    return Rect(rect.x - room.gap / 4, rect.y, rect.width + room.gap / 2, rect.height)


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
