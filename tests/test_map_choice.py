"""Takes invented positions with prices and conflicts; checks that the choice is the cheapest that there is."""

from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from predella.blocks.map_choice import cheapest
from predella.blocks.map_names import Name, Room, Spot, away, place_names
from predella.pages import Rect

PROBLEMS = st.lists(st.lists(st.integers(0, 20).map(float), max_size=3), min_size=1, max_size=5).flatmap(
    lambda prices: st.tuples(
        st.just(prices), st.sets(st.tuples(st.integers(0, 14), st.integers(0, 14)), max_size=20)
    )
)


def conflicts(prices: list[list[float]], pairs: set[tuple[int, int]]) -> list[list[int]]:
    """Bits for each position, of pairs that belong to two names."""
    owners = [name for name, each in enumerate(prices) for _ in each]
    bits = [0] * len(owners)
    for first, second in pairs:
        if max(first, second) < len(owners) and owners[first] != owners[second]:
            bits[first] |= 1 << second
            bits[second] |= 1 << first
    numbered = iter(bits)
    return [[next(numbered) for _ in each] for each in prices]


def cost(choice: tuple[int | None, ...], prices: list[list[float]], bars: list[list[int]]) -> float:
    """What a choice costs, leaving out at 30; infinite for one that holds two positions that exclude each other."""
    firsts = [sum(map(len, prices[:name])) for name in range(len(prices))]
    taken = sum(1 << firsts[name] + p for name, p in enumerate(choice) if p is not None)
    if any(bars[name][p] & taken for name, p in enumerate(choice) if p is not None):
        return float("inf")
    return sum(30.0 if p is None else prices[name][p] for name, p in enumerate(choice))


@given(PROBLEMS)
def test_no_other_choice_is_cheaper(problem: tuple[list[list[float]], set[tuple[int, int]]]) -> None:
    """Against every choice that can be made at all."""
    prices, pairs = problem
    bars = conflicts(prices, pairs)
    found = cheapest(prices, bars, [30.0] * len(prices))
    every = product(*([None, *range(len(each))] for each in prices))

    assert cost(tuple(found), prices, bars) == min(cost(choice, prices, bars) for choice in every)


def placed(squares: list[Rect], width: float) -> list[Spot]:
    names = [Name(square, width, 10, 3, 8) for square in squares]
    spots = [spot for spot in place_names(names, Room(Rect(0, 0, 400, 300), 6, (), tuple(squares))) if spot]
    assert len(spots) == len(squares)
    return spots


def test_a_name_stands_nearest_to_its_own_square() -> None:
    """Right of the first square the name would end beside the second, and be read as its name."""
    squares = [Rect(100, 100, 8, 8), Rect(172, 100, 8, 8), Rect(100, 130, 8, 8)]

    for spot, own in zip(placed(squares, 60), squares, strict=True):
        assert min(squares, key=lambda square: away(spot.rect, square)) == own


def test_one_name_moves_for_another() -> None:
    """Five squares in a row, closer than their names are wide, all get one beside them: above and below in turn."""
    squares = [Rect(60 + 30 * n, 100, 8, 8) for n in range(5)]

    assert not any(spot.leader for spot in placed(squares, 44))
