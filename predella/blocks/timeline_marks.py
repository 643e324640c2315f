"""Bars, dates and words of a timeline go in, the ink of its lanes and of its axis comes out."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from predella.blocks.block import ENDLESS, Context, Space, label, pieces_of, shape
from predella.dates import Date, from_day_number, month_name
from predella.pages import DECORATION, Colour, Element, PathOps, Placed, TextLine, box, line
from predella.styles import Style
from predella.text import Run
from predella.timescale import (
    Bar,
    Scale,
    Tick,
    Unit,
    bar_of,
    comb,
    tick_at,
    tick_unit,
    tick_words,
    ticks,
    year_text,
)
from predella.typeset import Manner, set_lines


@dataclass(frozen=True, slots=True)
class Sizes:
    """The measures of a timeline in pt. They follow its text, which keeps its size when the paper gets smaller."""

    line: float  # the leading of a label
    cap: float
    bar: float  # a bar 8 mm high stands beside labels with 12 mm of leading
    inset: float  # between a bar and its label
    gap: float  # between two labels
    thinnest: float
    shortest: float  # the least comb: 2 mm on A1


def true_height(space: Space) -> float:
    """Return the height of the frame itself, in pt."""
    return space.height - (ENDLESS if space.endless else 0.0)


def sizes_of(context: Context) -> Sizes:
    """Return the measures for a document's scale and paper."""
    style = context.styles("note")
    leading = style.leading
    return Sizes(
        leading, style.cap_height, leading * 2 / 3, leading / 4, leading * 5 / 6,
        context.styles.stroke("edge"), leading / 6,
    )  # fmt: skip


@dataclass(frozen=True)
class Words:
    """A set label: its lines, the width of the longest and what it belongs to."""

    lines: tuple[TextLine, ...]
    width: float
    element: Element
    style: Style

    @property
    def height(self) -> float:
        return len(self.lines) * self.style.leading

    def placed(self, x: float, baseline: float, *, right: bool = False, role: str = "label") -> list[Placed]:
        """Return the lines from a first baseline on; ragged left when they end at the right edge."""
        return [
            Placed(x + (self.width - ink.width if right else 0.0), baseline + i * self.style.leading, ink, self.element, role)
            for i, ink in enumerate(self.lines)
        ]  # fmt: skip


def words(
    runs: Sequence[Run], measure: float, element: Element, context: Context, style: str = "note",
    *, even: bool = False, hang: bool = False, colour: str | None = None,
) -> Words:  # fmt: skip
    """Set a label in lines of at most `measure` pt; with `hang` set back so that its first stem stands on the edge."""
    found = context.styles(style)
    set_ = set_lines(
        pieces_of(runs, found, element, context, colour=colour), measure, Manner(hang=hang, even=even)
    )
    lines = tuple(line.ink for line in set_)
    return Words(lines, max((ink.width for ink in lines), default=0.0), element, found)


def date_bar(date: Date, scale: Scale, sizes: Sizes) -> Bar:
    """Return the bar of a date at the sizes of this document."""
    return bar_of(date, scale, thinnest=sizes.thinnest, shortest=sizes.shortest)


def bar_path(bar: Bar, height: float) -> PathOps:
    """Return a bar as a path from its own left end: a solid part, and combs at approximate ends.

    An end beyond which the bar goes on is cut at 45 degrees: a square one would say that something ended there.
    """
    left, right = bar.solid()
    path = box(right - left, height, left - bar.left)
    if any(bar.cut):
        slant = min(height, (right - left) / 2)
        start, end = (slant if cut else 0.0 for cut in bar.cut)
        width = right - left
        x = left - bar.left
        path = (("M", x + start, 0.0), ("L", x + width, 0.0), ("L", x + width - end, height), ("L", x, height), ("Z",))
    for offset, width in comb(bar.comb_right) if bar.comb_right else ():
        path += box(width, height, right - bar.left + offset)
    for offset, width in comb(bar.comb_left) if bar.comb_left else ():
        path += box(width, height, left - bar.left - offset - width)
    return path


def turned(path: PathOps) -> PathOps:
    """Return a path with its two directions exchanged, for an axis that runs down."""
    return tuple((op[0], *(v for i in range(1, len(op), 2) for v in (op[i + 1], op[i]))) for op in path)


def bar_ink(
    bar: Bar,
    date: Date,
    top: float,
    height: float,
    colour: Colour,
    context: Context,
    *,
    upright: bool = False,
) -> Placed:
    """Return the bar of an event; an uncertain date has an open one, and a mark too thin for the accent is dark.

    With `upright`, for an axis that runs down, `top` is the bar's left edge and `height` its width.
    """
    path = bar_path(bar, height)
    x, y = (top, bar.left) if upright else (bar.left, top)
    path = turned(path) if upright else path
    if date.uncertain and bar.width >= sizes_of(context).line / 6:
        stroke = context.styles.stroke("edge")
        return shape(x, y, path, stroke=context.ground["line"], width=stroke, role="bar")
    # The accent is for areas: a mark this thin would be lost in it.
    fill = context.ground["line"] if bar.width < sizes_of(context).line / 6 else colour
    return shape(x, y, path, fill=fill, role="bar")


def tick_room(scale: Scale, room: float, context: Context) -> dict[Unit, float]:
    """Return the least distance between two ticks of each unit, in pt; `room` is kept free after each label."""
    language = context.language
    ends = [text_width(year_text(year_of(day), language), context) for day in (scale.start, scale.end)]
    day = text_width(tick_words(tick_at(math.floor(scale.start), "hour"), language), context)
    widest: dict[Unit, float] = {
        "minute": day,
        "hour": day,
        "day": text_width("30", context),
        "month": max(text_width(month_text(month, context), context) for month in range(1, 13)),
        "year": max(ends),
        "ago": text_width(tick_words(tick_at(scale.start, "ago"), language, first=True), context),
    }
    return {unit: width + room for unit, width in widest.items()}


def axis_ticks(scale: Scale, room: float, context: Context) -> tuple[Tick, ...]:
    """Return the ticks of a horizontal axis; `room` pt is kept free after each label."""
    needed = tick_room(scale, room, context)
    unit, step = tick_unit(scale.start, scale.end, scale.high - scale.low, needed)
    return ticks(scale.start, scale.end, unit, step)


def year_of(day: float) -> int:
    """Return the year that holds a day."""
    return from_day_number(math.floor(day))[0]


def month_text(month: int, context: Context) -> str:
    """Return the name of a month as it stands on an axis."""
    return month_name(month, context.language, form="abbreviated")


def text_width(text: str, context: Context, style: str = "year") -> float:
    """Return the width of a text on one line, in pt."""
    return label(text, 0, 0, context.styles(style), context).rect.width


def tick_text(tick: Tick, context: Context, *, first: bool = False) -> str:
    """Return what an axis says at a tick; a larger unit is named where it begins, and at the first tick."""
    return tick_words(tick, context.language, first=first)


def axis_band(
    scale: Scale,
    marks: Sequence[Tick],
    left: float,
    right: float,
    top: float,
    height: float,
    context: Context,
) -> list[Placed]:
    """Return the axis: a strong band with the names of the ticks just right of their places."""
    style = context.styles("year")
    inset = sizes_of(context).inset
    placed = [shape(left, top, box(right - left, height), fill=context.ground["strong"], role="axis")]
    baseline = top + (height + style.cap_height) / 2
    free = scale.low
    for index, tick in enumerate(marks):
        text = tick_text(tick, context, first=index == 0)
        name = label(text, scale(tick.day) + inset, baseline, style, context, colour="on_strong", element=DECORATION, role="tick")
        if tick.day >= scale.end or name.x < free or name.x + name.rect.width > scale.high:
            continue
        placed.append(name)
        free = name.x + name.rect.width + inset
    return placed


def tick_lines(
    scale: Scale, marks: Sequence[Tick], top: float, bottom: float, tinted: Sequence[tuple[float, float]], context: Context
) -> list[Placed]:  # fmt: skip
    """Return the lines behind the lanes: the ground's colour on an era's tint, a tint on the ground."""
    placed = []
    for tick in marks:
        x = scale(tick.day)
        covered = any(left <= x < right for left, right in tinted)
        colour: Colour = context.ground["ground" if covered else "tint"]
        placed.append(
            shape(
                x,
                top,
                line(0, 0, 0, bottom - top),
                stroke=colour,
                width=context.styles.stroke("leader"),
                role="tick line",
            )
        )
    return placed
