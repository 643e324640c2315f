"""Takes random events; fails where a row of labels overlaps, a leader crosses another or runs through words."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence
from itertools import pairwise

import pytest

from predella.timescale import Burst, Flag, Flown, bursts_of, faults, fly, linear, piecewise, tracks, widened

GAP, CHANNEL, ROW = 6.0, 20.0, 30.0

Shape = Callable[[random.Random, int], list[float]]

SHAPES: dict[str, Shape] = {
    "even": lambda rng, n: [rng.uniform(0, 1) for _ in range(n)],
    "clumps": lambda rng, n: [
        min(1, max(0, rng.choice((0.1, 0.5, 0.52, 0.9)) + rng.gauss(0, 0.02))) for _ in range(n)
    ],
    "growing": lambda rng, n: [1 - rng.random() ** 3 for _ in range(n)],
    "one day": lambda rng, n: [0.5 if rng.random() < 0.7 else rng.random() for _ in range(n)],
}


def flags_of(name: str, count: int, seed: int, length: float, sided: bool) -> list[Flag]:
    """Return random labels in the order of their anchors."""
    rng = random.Random(f"{name} {count} {seed}")
    anchors = sorted(x * length for x in SHAPES[name](rng, count))
    return [Flag(x, rng.uniform(10, 90), rng.choice((0, 1)) if sided else None) for x in anchors]


Point = tuple[float, float]


def leader(flag: Flag, place: Flown) -> list[Point]:
    """Return a leader as it is drawn: from the axis up through channels and rows to the label's outer edge."""
    points = [(flag.anchor, 0.0)]
    for row, x in enumerate(place.path):
        foot = CHANNEL + row * (CHANNEL + ROW)
        points += [(x, foot), (x, foot + ROW)]
    return points


def crosses(a: tuple[Point, Point], b: tuple[Point, Point]) -> bool:
    """True when two segments cross within both, by the signs of the four areas."""

    def area(p: Point, q: Point, r: Point) -> float:
        return (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])

    (p, q), (r, s) = a, b
    return area(p, q, r) * area(p, q, s) < -1e-6 and area(r, s, p) * area(r, s, q) < -1e-6


def crossings(flags: Sequence[Flag], flown: Sequence[Flown]) -> int:
    """Count crossings of leaders with one another, and leaders through labels, from the drawn geometry alone."""
    count = 0
    for side in (0, 1):
        segments: list[tuple[int, Point, Point]] = []
        boxes: list[tuple[int, float, float, float]] = []
        for i, (flag, place) in enumerate(zip(flags, flown, strict=True)):
            if place.side == side:
                segments += [(i, a, b) for a, b in pairwise(leader(flag, place)) if a != b]
                foot = CHANNEL + place.row * (CHANNEL + ROW)
                boxes.append((i, place.left, place.left + flag.width, foot))
        segments.sort(key=lambda found: min(found[1][0], found[2][0]))
        running: list[tuple[int, Point, Point]] = []
        for i, a, b in segments:
            left = min(a[0], b[0])
            running = [other for other in running if max(other[1][0], other[2][0]) >= left - 1e-6]
            count += sum(1 for j, c, d in running if i != j and crosses((a, b), (c, d)))
            running.append((i, a, b))
        boxes.sort(key=lambda found: (found[3], found[1]))
        for one, other in pairwise(boxes):
            count += one[3] == other[3] and other[1] < one[2] - 1e-6
        for i, a, b in segments:
            if a[0] == b[0]:
                # only the rows that an upright part stands in can hold a label it runs through
                row = min(a[1], b[1])
                count += sum(
                    1
                    for j, left, right, foot in boxes
                    if foot == row and i != j and left + 1e-6 < a[0] < right - 1e-6
                )
    return count


@pytest.mark.parametrize("name", SHAPES)
@pytest.mark.parametrize("count", [1, 2, 7, 40, 150, 600, 2000])
@pytest.mark.parametrize("sided", [False, True])
def test_labels_never_overlap_and_leaders_never_cross(name: str, count: int, sided: bool) -> None:
    """From one event to two thousand, however they crowd: every label placed, in bounds, nothing in the way."""
    length = max(400.0, count * 60.0 / 4)
    flags = flags_of(name, count, 1, length, sided)
    flown = next(
        found
        for rows in range(1, 60)
        if (found := fly(flags, 0.0, length, rows=(rows, rows), gap=GAP)) is not None
    )

    assert len(flown) == count
    assert all(
        0 <= place.left and place.left + flag.width <= length + 1e-6
        for flag, place in zip(flags, flown, strict=True)
    )
    assert all(flag.side in (None, place.side) for flag, place in zip(flags, flown, strict=True))
    assert () == faults(flags, flown)
    assert 0 == crossings(flags, flown)


def test_a_breach_is_found() -> None:
    """The check itself can fail: a leader led through a label, and two in the wrong order."""
    flags = [Flag(10, 50), Flag(30, 50)]
    assert ((0, 1),) == faults(flags, [Flown(0, 0, (10,)), Flown(0, 1, (30, 30))])
    assert ((0, 1),) == faults(flags, [Flown(0, 1, (40, 40)), Flown(0, 1, (30, 95))])
    assert 1 == crossings(flags, [Flown(0, 0, (10,)), Flown(0, 1, (30, 30))])


def test_labels_stand_at_their_dates_where_there_is_room() -> None:
    """Nothing moves without need."""
    flags = [Flag(x, 40.0) for x in (0, 100, 200, 300)]
    flown = fly(flags, 0, 400, rows=(1, 0), gap=GAP)
    assert flown is not None
    assert [0, 100, 200, 300] == [place.left for place in flown]


def test_what_cannot_stand_side_by_side_has_no_place() -> None:
    """Four labels of half the length need two rows."""
    flags = [Flag(x, 180.0) for x in (0, 100, 200, 220)]
    assert fly(flags, 0, 400, rows=(1, 0), gap=GAP) is None
    assert fly(flags, 0, 400, rows=(1, 1), gap=GAP) is not None


def test_seventy_events_of_which_forty_in_forty_two_days_need_three_rows() -> None:
    """On 3 m, with labels of 50 mm on the mean, three rows hold all within 6 mm of their dates on the mean."""
    rng = random.Random(7)
    mm = 72 / 25.4
    days = sorted([rng.uniform(0, 3650) for _ in range(30)] + [1600 + rng.uniform(0, 42) for _ in range(40)])
    widths = [rng.uniform(35, 65) * mm for _ in days]
    needs = [(width + 6 * mm) / 3 for width in widths]
    bursts = bursts_of(days, needs, 0, 3650, 3000 * mm, lambda a, b: (math.floor(a), math.ceil(b + 0.01)))
    scale = piecewise(0, 3650, 0, 3000 * mm, bursts)
    flags = [Flag(scale(day), width) for day, width in zip(days, widths, strict=True)]
    flown = fly(flags, 0, 3000 * mm, rows=(2, 1), gap=6 * mm)

    assert flown is not None
    shifts = [abs(place.left - flag.anchor) / mm for place, flag in zip(flown, flags, strict=True)]
    assert sum(shifts) / len(shifts) <= 6


@pytest.mark.parametrize("seed", range(5))
def test_bursts_are_where_events_crowd(seed: int) -> None:
    """A crowd among scattered events is found; evenly spread events have none."""
    rng = random.Random(seed)
    crowd = [1000 + rng.uniform(0, 20) for _ in range(20)]
    days = sorted([rng.uniform(0, 3650) for _ in range(10)] + crowd)
    found = bursts_of(days, [10.0] * 30, 0, 3650, 1000.0, lambda a, b: (math.floor(a), math.ceil(b + 0.01)))
    assert any(burst.start <= min(crowd) and max(crowd) < burst.end for burst in found)
    assert all(burst.factor >= 2 for burst in found)
    assert () == bursts_of([i * 100.0 for i in range(36)], [10.0] * 36, 0, 3650, 1000.0, lambda a, b: (a, b))


def test_a_scale_of_pieces_keeps_its_factors_and_its_ends() -> None:
    """Outside the bursts one scale, inside so many times it; places grow with time."""
    scale = piecewise(0, 100, 10, 210, [Burst(20, 30, 5.0), Burst(60, 70, 2.0)])
    assert (10, 210) == (scale(0), scale(100))
    base = scale(10) - scale(9)
    assert scale(25) - scale(24) == pytest.approx(5 * base)
    assert scale(65) - scale(64) == pytest.approx(2 * base)
    assert scale(90) - scale(89) == pytest.approx(base)
    places = [scale(day / 3) for day in range(300)]
    assert places == sorted(places)


def test_pieces_that_overlap_are_refused() -> None:
    """Two scales for one day would place it twice."""
    with pytest.raises(ValueError, match="must lie within"):
        piecewise(0, 100, 0, 1, [Burst(20, 40, 2), Burst(30, 50, 2)])
    with pytest.raises(ValueError, match="must lie within"):
        piecewise(0, 100, 0, 1, [Burst(90, 110, 2)])


def test_a_named_stretch_without_events_keeps_the_scale() -> None:
    """What holds no labels needs no room; a linear scale is the same everywhere."""
    assert () == widened([(10, 20)], [50.0], [5.0], 0, 100, 1000.0)
    assert linear(0, 100, 0, 50)(50) == 25


def test_where_both_sides_are_free_they_take_turns() -> None:
    """A page with all labels on one side is lopsided."""
    flown = fly([Flag(x, 40.0) for x in (0, 100, 200, 300)], 0, 400, rows=(1, 1), gap=GAP)
    assert flown is not None
    assert [0, 1, 0, 1] == [place.side for place in flown]


def test_spans_that_follow_one_another_share_a_track() -> None:
    """A period that begins in the year in which another ends stands beside the same line; one that runs on does not."""
    assert (0, 0, 0) == tracks([(0, 100.1), (100, 200.1), (200, 300)])
    assert (0, 1, 0) == tracks([(0, 150), (100, 190), (190, 300)])
