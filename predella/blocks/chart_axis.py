"""Values go in; scales, round ticks, exact numbers and what charts say of themselves come out."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Annotated

from pydantic import AfterValidator, Field

from predella.blocks.block import Context, Fragment, Node, Space, label, shape, text_lines
from predella.diagnostics import Problems, Span
from predella.pages import MM, Colour, Element, PathOps, Placed, Rect, line
from predella.phrases import number
from predella.styles import Style
from predella.validate import MarkedWords, Model, Text, Words, wrong

INVISIBLE = 0.3 * MM
"""pt; what is shorter is taken for nothing: about the width of a hairline in print."""
SQUEEZES = (1.0, 0.9, 0.8, 0.7, 0.6, 0.5)
"""Parts of its natural height that a chart gives way to, in turn, before it asks for another frame."""
SIGN = "\u2212"
"""Minus, as wide as a figure; what number formats print is a hyphen."""

NO_CONTRAST = 0.01
"""Of luminance; a line that differs less from the page is not seen."""
LEAST = 1e-9
"""Smaller numbers have more digits than anybody reads; another unit shows them."""


def readable(value: float) -> float:
    """Return a value; refuses one that is too near to zero to be printed."""
    if value and abs(value) < LEAST:
        raise wrong("value", f"{value:g} is too small to be printed", None, "give the values in a smaller unit")
    return value


Value = Annotated[float, Field(ge=-1e12, le=1e12, allow_inf_nan=False), AfterValidator(readable)]
"""A number of a chart; what is not finite cannot be drawn."""


class ChartRow(Model):
    """What the rows of all charts have."""

    label: Text = Field(description="what the row is")
    highlight: bool = Field(False, description="set apart from the other rows")


@dataclass(frozen=True, slots=True)
class Scale:
    """A line of values from `low` to `high` that stands from `start` to `end`, in pt; `log` takes those above 0."""

    low: float
    high: float
    start: float
    end: float
    log: bool = False

    def at(self, value: float) -> float:
        """Return where a value stands, in pt."""
        low, high = self.mapped(self.low), self.mapped(self.high)
        return self.start + (self.mapped(value) - low) / (high - low) * (self.end - self.start)

    def mapped(self, value: float) -> float:
        """Return the value, or its logarithm."""
        return math.log10(value) if self.log else value


def exact(value: float, language: str, unit: str = "") -> str:
    """Return a number with all its decimals and a true minus, held together with its unit."""
    text = number(value, language, exact=True).replace("-", SIGN)
    return f"{text}\u00a0{unit}" if unit else text


def round_step(size: float) -> float:
    """Return the smallest of 1, 2 and 5 times a power of ten that is not less than a size."""
    power = 10.0 ** math.floor(math.log10(size))
    return next(part * power for part in (1.0, 2.0, 5.0, 10.0) if part * power >= size * (1 - 1e-9))


def round_values(low: float, high: float, most: int) -> list[float]:
    """Return round values that enclose a range, about `most` steps apart."""
    step = round_step((high - low) / max(1, most))
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [float(f"{i * step:.12g}") for i in range(first, last + 1)]


def round_powers(low: float, high: float, most: int) -> list[float]:
    """Return powers of ten that enclose a range, about `most` steps; 1, 2 and 5 of each where that is few."""
    first, last = math.floor(math.log10(low) + 1e-9), math.ceil(math.log10(high) - 1e-9)
    last = max(last, first + 1)
    if 3 * (last - first) <= most:
        return [float(f"{part}e{power}") for power in range(first, last) for part in (1, 2, 5)] + [float(f"1e{last}")]  # fmt: skip
    every = math.ceil((last - first) / max(1, most))
    return [float(f"1e{power}") for power in range(first, last + every, every)]


def fitted_ticks(values: Sequence[float], start: float, end: float, context: Context, *, zero: bool, log: bool) -> tuple[Scale, list[float]]:  # fmt: skip
    """Return a scale that holds all values and its ticks, as many as their numbers find room for."""
    low, high = min(values), max(values)
    if zero and not log:
        low, high = min(low, 0.0), max(high, 0.0)
    if low == high and not log:
        low, high = (low - abs(low) / 10, high + abs(high) / 10) if low else (0.0, 1.0)
    style = context.styles("note")
    for most in range(6, 0, -1):
        ticks = (round_powers if log else round_values)(low, high, most)
        scale = Scale(ticks[0], ticks[-1], start, end, log)
        spots = [(scale.at(tick), width_of(exact(tick, context.language), style, context)) for tick in ticks]
        if all(b - a >= (v + w) / 2 + 0.6 * style.size for (a, v), (b, w) in pairwise(spots)):  # fmt: skip
            return scale, ticks
    return scale, [ticks[0], ticks[-1]]


def width_of(text: str, style: Style, context: Context, *, strong: bool = False) -> float:
    """Return the width of a text on one line, in pt."""
    return label(text, 0, 0, style, context, strong=strong).rect.width if text else 0.0


def axis_lines(
    scale: Scale, ticks: Iterable[float], top: float, bottom: float, words: Sequence[Rect], element: Element,
    context: Context,
) -> list[Placed]:  # fmt: skip
    """Return the lines of the ticks, lighter than all that stands on them and broken where words stand."""
    width = context.styles.stroke("hairline")
    clear = 0.15 * context.styles("share").size
    placed = []
    for x in (scale.at(tick) for tick in ticks):
        begin = top
        met = sorted((word.y, word.bottom) for word in words if word.x - clear < x < word.right + clear)
        for stop, after in [*met, (bottom, bottom)]:
            if stop > begin:
                path = line(0, 0, 0, stop - begin)
                placed.append(shape(x, begin, path, stroke=faint(context), width=width, element=element, role="axis"))  # fmt: skip
            begin = max(begin, after)
    return placed


def faint(context: Context) -> Colour:
    """Return the colour of lines that lie behind: land, or where land is as light as the page, the colour of lines."""
    ground = context.ground
    same = abs(ground["land"].luminance - ground["ground"].luminance) < NO_CONTRAST
    return ground["line" if same else "land"]


def axis_numbers(
    scale: Scale, ticks: Iterable[float], baseline: float, space: Space, element: Element, context: Context
) -> list[Placed]:
    """Return the numbers of the ticks, each under its line; the outer ones stay within the frame."""
    style = context.styles("note")
    placed = []
    for tick in ticks:
        item = label(exact(tick, context.language), scale.at(tick), baseline, style, context, element=element, align="centre", role="tick")  # fmt: skip
        item = item.moved(right=max(0.0, space.x - item.rect.x))
        placed.append(item.moved(right=min(0.0, space.x + space.width - item.rect.right)))
    return placed


def squeezed(
    draw: Callable[[float, Context], tuple[list[Placed], float]], note: MarkedWords | None, node: Node, space: Space,
    context: Context,
) -> Fragment:  # fmt: skip
    """Return a chart with its note in the largest of its heights that fits, or the whole chart as the rest.

    Only the height that counts may report: what the others found is dropped with them.
    """
    for part in SQUEEZES[-1:] if space.endless else SQUEEZES:
        trial = replace(context, problems=Problems())
        placed, bottom = draw(part, trial)
        style = trial.styles("note")
        words, last = text_lines(trial.inline(note), space.x, bottom + 1.3 * style.leading, space.width, style, trial, node.element)  # fmt: skip
        placed, bottom = placed + words, last if words else bottom
        if bottom <= space.bottom + 0.1:
            context.problems.extend(trial.problems.found)
            return Fragment(tuple(replace(item, span=node.span) for item in placed), bottom)
    return Fragment((), space.y, node)


def refuse_twins(rows: Sequence[ChartRow], groups: Sequence[Words | None] = ()) -> None:
    """Refuse a label that stands twice in a chart, or twice in a group of it."""
    seen: set[object] = set()
    for index, row in enumerate(rows):
        group = groups[index] if groups else None
        key = (said(group), said(row.label))
        if key in seen:
            place = f" in {str(group)!r}" if group else ""
            raise wrong("chart-label", f"the label {str(row.label)!r} stands twice{place}", row.where("label"), "give each row a label of its own, or add the two values up")  # fmt: skip
        seen.add(key)


def said(words: Words | None) -> tuple[tuple[str, str], ...]:
    """Return a text as something that can be compared."""
    return tuple(sorted((key, str(text).strip()) for key, text in words.by_language.items())) if words else ()


def report_hidden(
    found: Sequence[tuple[str, Span | None]], largest: str, context: Context, hint: str
) -> None:
    """Warn of values that cannot be seen beside the largest, at the first of them."""
    if not found:
        return
    names = [repr(name) for name, _ in found[:4]] + ([f"{len(found) - 4} more"] if len(found) > 4 else [])
    context.problems.warning("chart-scale", f"beside {largest!r} these values are too small to be seen (under {INVISIBLE / MM:.1f} mm): {', '.join(names)}", found[0][1], hint)  # fmt: skip


def disc(radius: float) -> PathOps:
    """Return a circle round the origin as a path of four curves."""
    k = 0.5522847498 * radius  # the error of the radius is under 0.03 %
    r = radius
    return (
        ("M", r, 0.0), ("C", r, k, k, r, 0.0, r), ("C", -k, r, -r, k, -r, 0.0),
        ("C", -r, -k, -k, -r, 0.0, -r), ("C", k, -r, r, -k, r, 0.0), ("Z",),
    )  # fmt: skip


def sentences(*texts: str) -> str:
    """Return texts as sentences, each with its full stop."""
    return " ".join(text if text.endswith(".") else f"{text}." for text in texts if text)
