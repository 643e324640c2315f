"""Boxes and a measure go in, the boxes with which lines end come out: chosen for the paragraph as a whole.

After Knuth and Plass, "Breaking paragraphs into lines" (Software: Practice and Experience 11, 1981). A ragged paragraph
takes the fewest lines, and of all ways to take them the one whose line ends lie nearest to a common edge. A
justified one takes the lines whose spaces are nearest to the font's own.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from predella.typeset.boxes import Boxes

ENDLESS = float("inf")

SLACK = 0.0005
"""em by which a line may be too long unnoticed: rounding."""

RUNT = 0.22
"""A last line shorter than this part of the measure is avoided when another break costs little."""
SHORT = 1500.0
"""The price of such a last line in a ragged paragraph, in squares of its white space in hundredths of the measure."""
COMPOUND = 300.0
"""The price of a ragged line that ends at the hyphen of a compound, in the same squares."""
DIVIDED = 700.0
"""The price of a ragged line that ends inside a word, in the same squares."""
STACKED = 2500.0
"""The price of a second such line in succession."""
LINE = 1e6
"""The price of a line of a ragged paragraph: no paragraph gets longer for the sake of an even edge."""

AIM = 10.0
"""What white space lines of a ragged paragraph are wanted to have at their ends, in hundredths of the measure.

With none, lines are pushed against an edge that most cannot reach. Of 0, 3, 5, 8, 10, 12 and 15, tried at 45 characters
(benchmarks/typesetting.py), 10 gives the evenest edge in English; over five languages 10 and 12 are about as even, 0 is the least."""

STRETCH, SHRINK = 1.0, 0.2
"""By what part of itself a space is stretched at a ratio of 1, and shrunk at a ratio of -1, which is the least."""
EXPANSION = 0.02
"""By what part a justified line's letters are widened or narrowed at most, before its spaces are: more can be seen
(Hermann Zapf's hz-program; Hàn Thế Thành, "Micro-typographic extensions to the TeX typesetting system", 2000)."""
TOLERANCES = (2.5, 6.0, ENDLESS)
"""How loose a justified line may be, in one try after the other."""

HYPHEN_PENALTY, COMPOUND_PENALTY, LINE_PENALTY = 45.0, 20.0, 10.0
STACK_DEMERITS, LAST_HYPHEN_DEMERITS, FIT_DEMERITS, RUNT_DEMERITS = 200_000.0, 100_000.0, 1500.0, 50_000.0
"""As in TeX; two hyphens one above the other, lines of unlike looseness and short last lines cost more than there."""


@dataclass(frozen=True, slots=True)
class Measure:
    """How long lines are, in em: the first `count` of them are shorter by `less`."""

    width: float
    less: float = 0.0
    count: int = 0

    def line(self, number: int) -> float:
        """Return the length of a line, counted from 0."""
        return self.width - self.less if number < self.count else self.width


Key = TypeVar("Key")

Breaks = list[int]
"""For each line the number of the box after its last."""


def ragged(boxes: Boxes, measure: Measure, aim: float = AIM) -> Breaks:
    """Return the breaks of a ragged paragraph. A box wider than the measure gets a line of its own.

    `aim` is the white space, in hundredths of the measure, that lines are wanted to have at their ends.
    """
    nodes: list[dict[int, tuple[float, int, int]]] = [{} for _ in range(len(boxes) + 1)]
    nodes[0][0] = (0.0, 0, 0)
    last_box = len(boxes) - 1
    forced = [i for i, force in enumerate(boxes.forced) if force]
    for first in range(len(boxes)):
        broken = first > 0 and boxes.broken[first - 1]
        for line, (cost, _, _) in nodes[first].items():
            available = max(measure.line(line), SLACK)
            following = min(line + 1, measure.count)
            for last, natural in window(boxes, first, available, forced):
                slack = max(0.0, available - natural) * 100 / available
                price = cost + LINE
                if last == last_box or boxes.forced[last]:
                    price += 0.0 if slack <= 100 - 100 * RUNT else SHORT
                else:
                    price += (slack - aim) ** 2
                    if boxes.broken[last]:
                        price += DIVIDED if boxes.hyphens[last] else COMPOUND
                        price += STACKED if broken else 0.0
                best = nodes[last + 1].get(following)
                if best is None or price < best[0]:
                    nodes[last + 1][following] = (price, first, line)
    return traced(nodes)


def traced(nodes: Sequence[Mapping[Key, tuple[float, int, Key]]]) -> Breaks:
    """Return the breaks along the cheapest way to the last place; each place knows what it costs and where it was reached from."""
    breaks: Breaks = []
    position = len(nodes) - 1
    state = min(nodes[position], key=lambda key: nodes[position][key][0])
    while position:
        breaks.append(position)
        _, position, state = nodes[position][state]
    return breaks[::-1]


def natural_width(boxes: Boxes, first: int, last: int) -> float:
    """Return the width of a line as its font has it, in em, without what stands outside the edges."""
    return boxes.bare[last] - boxes.before[first] + boxes.hyphens[last] - boxes.left[first] - boxes.right[last]


def window(boxes: Boxes, first: int, available: float, forced: Sequence[int]) -> list[tuple[int, float]]:
    """Return the boxes with which a ragged line that begins at `first` may end, and how wide it then is."""
    bare, hyphens, right = boxes.bare, boxes.hyphens, boxes.right
    start, most = boxes.before[first] + boxes.left[first], available + SLACK
    high = bisect_right(bare, start + most, first) - 1
    # the sign at the end of a line may stand outside the edge; a hyphen takes room
    while high + 1 < len(bare) and bare[high + 1] + hyphens[high + 1] - right[high + 1] - start <= most:
        high += 1
    while high > first and bare[high] + hyphens[high] - right[high] - start > most:
        high -= 1
    high = max(high, first)
    index = bisect_left(forced, first)
    if index < len(forced):
        high = min(high, forced[index])
    low = min(bisect_left(bare, start + 0.45 * available, first), high)
    widths = [(last, bare[last] + hyphens[last] - right[last] - start) for last in range(low, high + 1)]
    return [(last, width) for last, width in widths if width <= most or last == high]


def balanced(boxes: Boxes, measure: Measure) -> Breaks:
    """Return breaks for the same number of lines at the narrowest measure that allows it, as headings are set."""
    breaks = ragged(boxes, measure, 0.0)
    if len(breaks) < 2:
        return breaks
    low, high = measure.width * 0.4, measure.width
    while high - low > 0.05:
        middle = (low + high) / 2
        narrow = Measure(middle, measure.less, measure.count)
        trial = ragged(boxes, narrow, 0.0)
        fits = len(trial) <= len(breaks) and all(
            natural_width(boxes, first, end - 1) <= narrow.line(number) + SLACK
            for number, (first, end) in enumerate(zip([0, *trial], trial, strict=False))
        )
        low, high = (low, middle) if fits else (middle, high)
        breaks = trial if fits else breaks
    return breaks


def ratio(boxes: Boxes, first: int, last: int, available: float) -> float:
    """Return how far a justified line is stretched: 0 as the font has it, 1 as `STRETCH`, -1 as `SHRINK` has it."""
    natural = natural_width(boxes, first, last)
    glue = boxes.glue_bare[last] - boxes.glue_before[first]
    gap = available - natural
    give = (STRETCH if gap > 0 else SHRINK) * glue + EXPANSION * natural
    return gap / give if give > SLACK else (0.0 if abs(gap) < SLACK else ENDLESS if gap > 0 else -ENDLESS)


State = tuple[int, int, int]
"""The number of the line to come while it matters, how loose the line before is (0 to 3), how many lines before it end broken."""


class Justified:
    """The search for the lines of a justified paragraph."""

    def __init__(self, boxes: Boxes, measure: Measure) -> None:
        self.boxes, self.measure = boxes, measure
        self.forced = [i for i, force in enumerate(boxes.forced) if force]

    def breaks(self) -> Breaks | None:
        """Return the breaks at the least tolerance that allows any, None where a box is wider than the measure."""
        for tolerance in TOLERANCES:
            nodes = self.search(tolerance)
            if nodes[-1]:
                return traced(nodes)
        return None

    def search(self, tolerance: float) -> list[dict[State, tuple[float, int, State]]]:
        """Return for each place the cheapest way to it, by the state in which it is reached."""
        boxes, count = self.boxes, len(self.boxes)
        nodes: list[dict[State, tuple[float, int, State]]] = [{} for _ in range(count + 1)]
        nodes[0][0, 1, 0] = (0.0, 0, (0, 1, 0))
        for first in range(count):
            states = nodes[first]
            for line in {state[0] for state in states}:
                here = [(state, states[state][0]) for state in states if state[0] == line]
                following = min(line + 1, self.measure.count)
                for last, stretched in self.window(first, self.measure.line(line), tolerance):
                    final = last + 1 == count
                    price, fit = self.price(first, last, stretched, self.measure.line(line), final)
                    broken = boxes.broken[last]
                    ahead = nodes[last + 1]
                    for state, cost in here:
                        total = cost + price
                        if state[2] and broken:
                            total += STACK_DEMERITS * state[2]
                        if state[2] and final:
                            total += LAST_HYPHEN_DEMERITS
                        if abs(fit - state[1]) > 1:
                            total += FIT_DEMERITS
                        key = (following, fit, min(state[2] + 1, 3) if broken else 0)
                        best = ahead.get(key)
                        if best is None or total < best[0]:
                            ahead[key] = (total, first, state)
        return nodes

    def window(self, first: int, available: float, tolerance: float) -> Iterator[tuple[int, float]]:
        """Yield the boxes with which a line may end at a tolerance, and how far it is then stretched."""
        boxes = self.boxes
        start = boxes.before[first] + boxes.left[first]
        low = bisect_left(boxes.bare, start + (0.4 if tolerance < ENDLESS else 0.0) * available, first)
        index = bisect_left(self.forced, first)
        stop = self.forced[index] if index < len(self.forced) else len(boxes) - 1
        for last in range(min(low, stop), stop + 1):
            stretched = ratio(boxes, first, last, available)
            if last == stop:
                if stretched >= -1:
                    yield last, min(stretched, 0.0)
                return
            if stretched < -1:
                # a divided word needs room for its hyphen: the next place may still fit
                if boxes.bare[last] - start > available * (1 + EXPANSION) + 0.25 * boxes.bare[last]:
                    return
                if not boxes.hyphens[last] and natural_width(boxes, first, last) > 1.15 * available:
                    return
                continue
            if stretched <= tolerance:
                yield last, stretched

    def price(self, first: int, last: int, stretched: float, available: float, final: bool) -> tuple[float, int]:
        """Return the price of a line and how loose it is."""
        boxes = self.boxes
        price = (LINE_PENALTY + 100 * min(abs(stretched), 100) ** 3) ** 2
        if final or boxes.forced[last]:
            price += RUNT_DEMERITS if natural_width(boxes, first, last) < RUNT * available else 0.0
        elif boxes.broken[last]:
            price += (HYPHEN_PENALTY if boxes.hyphens[last] else COMPOUND_PENALTY) ** 2
        return price, 0 if stretched < -0.5 else 1 if stretched <= 0.5 else 2 if stretched <= 1 else 3


def justified(boxes: Boxes, measure: Measure) -> Breaks:
    """Return the breaks of a justified paragraph; those of a ragged one where a word is wider than the measure."""
    return Justified(boxes, measure).breaks() or ragged(boxes, measure)
