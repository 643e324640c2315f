"""A scale of several stretches goes in, the axis comes out: a band with ticks that suit each stretch, and its scale in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from predella.blocks.block import Context, Node, label, shape
from predella.blocks.timeline_band import factor_text
from predella.blocks.timeline_lanes import Frame, caption_element
from predella.blocks.timeline_marks import Words, axis_band, sizes_of, tick_room, tick_text, words
from predella.blocks.timeline_plan import list_element
from predella.dates import Date, Point, from_day_number, say
from predella.pages import DECORATION, Placed, box
from predella.phrases import enumerated, phrase
from predella.text import Run
from predella.timescale import Burst, Scale, Tick, Unit, tick_unit, ticks
from predella.timescale.scale import Stretch


def usual(scale: Scale) -> float:
    """Return the length of a day outside the stretches that are drawn larger, in pt."""
    return min(stretch.per_day for stretch in scale.stretches)


def is_larger(stretch: Stretch, scale: Scale) -> bool:
    """True for a stretch that is drawn larger than the rest of its axis."""
    return stretch.per_day > usual(scale) * 1.01


def stretch_ticks(
    scale: Scale, room: Mapping[Unit, float], context: Context
) -> list[tuple[Stretch, tuple[Tick, ...]]]:
    """Return the ticks of each stretch, in units that suit its scale; all of the usual scale have the same.

    `room` is the least distance between two ticks of a unit, in pt.
    """
    whole = usual(scale) * (scale.end - scale.start)
    found = []
    for stretch in scale.stretches:
        span = (stretch.start, stretch.end) if is_larger(stretch, scale) else (scale.start, scale.end)
        length = stretch.high - stretch.low if is_larger(stretch, scale) else whole
        unit, step = tick_unit(*span, length, room)
        found.append((stretch, ticks(stretch.start, stretch.end, unit, step)))
    return found


def axis_of_stretches(frame: Frame, top: float, height: float, context: Context) -> list[Placed]:
    """Return the band of the axis; what is drawn larger stands in the accent, with the factor at its end."""
    scale = frame.scale
    found = stretch_ticks(scale, tick_room(scale, sizes_of(context).line, context), context)
    if len(found) == 1:
        return axis_band(scale, found[0][1], frame.left, frame.right, top, height, context)
    placed: list[Placed] = []
    for index, (stretch, marks) in enumerate(found):
        left = frame.left if index == 0 else stretch.low
        right = frame.right if index == len(found) - 1 else stretch.high
        placed += stretch_band(stretch, marks, left, right, top, height, scale, context)
    return placed


def stretch_band(
    stretch: Stretch, marks: Sequence[Tick], left: float, right: float, top: float, height: float, scale: Scale,
    context: Context,
) -> list[Placed]:  # fmt: skip
    """Return one stretch of the band with the names of its ticks; one that is larger ends with its factor."""
    larger = is_larger(stretch, scale)
    style, inset = context.styles("year"), sizes_of(context).inset
    fill, ink = ("accent", "on_accent") if larger else ("strong", "on_strong")
    placed = [shape(left, top, box(right - left, height), fill=context.ground[fill], role="axis")]
    baseline = top + (height + style.cap_height) / 2
    free, end = stretch.low, min(right, stretch.high)
    if larger:
        factor = f"× {factor_text(stretch.per_day / usual(scale))}"
        item = label(factor, end - inset, baseline, style, context, align="right", colour=ink, role="factor")
        if item.x - inset > stretch.low:
            placed.append(item)
            end = item.x - inset
    for index, tick in enumerate(marks):
        x = stretch.place(tick.day) + inset
        name = label(
            tick_text(tick, context, first=larger and index == 0),
            x,
            baseline,
            style,
            context,
            colour=ink,
            element=DECORATION,
            role="tick",
        )
        if tick.day >= stretch.end or x < free or name.rect.right > end:
            continue
        placed.append(name)
        free = name.rect.right + inset
    return placed


def stretch_words(stretch: Stretch, language: str) -> str:
    """Return a stretch of the axis in words: from its first day to its last."""
    first, last = from_day_number(int(stretch.start)), from_day_number(int(stretch.end) - 1)
    if first[1:] == (1, 1) and last[1:] == (12, 31):
        a, b = Point(first[0]), Point(last[0])
    elif first[2] == 1 and from_day_number(int(stretch.end))[2] == 1:
        a, b = Point(first[0], first[1]), Point(last[0], last[1])
    else:
        a, b = Point(*first), Point(*last)
    return say(Date("", a, b, interval=a != b), language)


def scale_words(
    scale: Scale, bursts: Sequence[Burst], measure: float, node: Node, context: Context
) -> Words | None:
    """Return the sentence that says where the axis changes its scale, or None for an even axis."""
    if not bursts:
        return None
    larger = [stretch for stretch in scale.stretches if is_larger(stretch, scale)]
    parts = [
        f"{stretch_words(stretch, context.language)} × {factor_text(stretch.per_day / usual(scale))}"
        for stretch in larger
    ]
    said = phrase("timeline-bursts", context.language, stretches=enumerated(tuple(parts), context.language))
    return words((Run(said),), measure, caption_element(list_element(node.element)), context, "credit")
