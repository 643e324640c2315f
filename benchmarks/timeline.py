"""Random events go in; rows, shifts from the dates, and the milliseconds of their placement come out, as a table.

Run it as `python -m benchmarks.timeline` from the project's folder. Beside each it measures the plain method it has to beat in
the same run: first-fit lanes of labels centred on their dates, as vis-timeline stacks them.
"""

from __future__ import annotations

import argparse
import math
import random
import statistics
import time
import tracemalloc
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from predella.pages import MM
from predella.timescale import Flag, Flown, Scale, bursts_of, faults, fly, linear, piecewise

GAP = 6 * MM
RUNS = 5
MOST_ROWS = 60


@dataclass(frozen=True)
class Case:
    """Days of events on an axis of so many days and mm, with labels of about `label` mm; `rows` above and below."""

    name: str
    days: tuple[float, ...]
    span: float
    length: float
    label: float
    rows: tuple[int, int] | None = None
    """None: as few as hold all labels."""


def cases(seed: int) -> list[Case]:
    """Return the cases: a crowd among few, on even and on piecewise axes; many events on long walls."""
    rng = random.Random(seed)
    crowd = tuple(
        sorted([rng.uniform(0, 3650) for _ in range(30)] + [1600 + rng.uniform(0, 42) for _ in range(40)])
    )
    many = tuple(sorted(rng.uniform(0, 36_500) for _ in range(5000)))
    return [
        Case("70 events, 40 in 42 days, 3 m, labels 50 mm", crowd, 3650, 3000, 50, (2, 1)),
        Case("70 events, 40 in 42 days, 3 m, labels 60 mm", crowd, 3650, 3000, 60, (2, 1)),
        Case("70 events, 40 in 42 days, 3 m, labels 60 mm", crowd, 3650, 3000, 60, (2, 2)),
        Case("5,000 events, 30 m, labels 50 mm", many, 36_500, 30_000, 50, (8, 8)),
        Case("5,000 events, 60 m, labels 50 mm", many, 36_500, 60_000, 50, (3, 3)),
    ]


def scale_of(case: Case, rows: int) -> Scale:
    """Return the axis: larger where events crowd."""
    needs = [case.label * MM / rows + GAP / rows] * len(case.days)
    whole: Callable[[float, float], tuple[float, float]] = lambda a, b: (math.floor(a), math.ceil(b + 0.01))  # noqa: E731
    bursts = bursts_of(case.days, needs, 0, case.span, case.length * MM, whole)
    low, high = 0.0, case.length * MM
    return piecewise(0, case.span, low, high, bursts) if bursts else linear(0, case.span, low, high)


def stacked(flags: Sequence[Flag]) -> int:
    """Return how many lanes first-fit stacking of centred labels takes."""
    ends: list[float] = []
    for flag in sorted(flags, key=lambda flag: flag.anchor - flag.width / 2):
        left = flag.anchor - flag.width / 2
        lane = next((i for i, end in enumerate(ends) if end <= left), None)
        if lane is None:
            ends.append(0.0)
            lane = len(ends) - 1
        ends[lane] = left + flag.width + GAP
    return len(ends)


def measured(case: Case, seed: int) -> dict[str, float | str]:
    """Return the row of the table for a case."""
    rows = case.rows or (1, 1)
    rng = random.Random(seed)
    widths = [rng.uniform(0.7, 1.3) * case.label * MM for _ in case.days]

    def place() -> tuple[list[Flag], tuple[Flown, ...] | None]:
        scale = scale_of(case, sum(rows))
        flags = [Flag(scale(day), width) for day, width in zip(case.days, widths, strict=True)]
        return flags, fly(flags, 0.0, case.length * MM, rows=rows, gap=GAP)

    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        flags, flown = place()
        times.append((time.perf_counter() - start) * 1000)
    tracemalloc.start()
    place()
    peak = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    even = linear(0, case.span, 0.0, case.length * MM)
    plain = stacked([Flag(even(day), width) for day, width in zip(case.days, widths, strict=True)])
    if flown is None:
        return {"case": case.name, "rows": sum(rows), "mean mm": "no place", "max mm": "", "faults": "", "ms": statistics.median(times), "MB": peak, "stacked": plain}  # fmt: skip
    shifts = [abs(place.left - flag.anchor) / MM for place, flag in zip(flown, flags, strict=True)]
    return {
        "case": case.name, "rows": sum(rows), "mean mm": statistics.mean(shifts), "max mm": max(shifts),
        "faults": len(faults(flags, flown)), "ms": statistics.median(times), "MB": peak, "stacked": plain,
    }  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=7, help="of the random events")
    seed = parser.parse_args().seed
    found = [measured(case, seed) for case in cases(seed)]
    names = list(found[0])
    print("| " + " | ".join(names) + " |")
    print("|" + "---|" * len(names))
    for row in found:
        print("| " + " | ".join(f"{v:.1f}" if isinstance(v, float) else str(v) for v in row.values()) + " |")


if __name__ == "__main__":
    main()
