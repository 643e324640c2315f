"""The plan of a timeline and an upright space go in, the drawing comes out: the axis runs down, tags stand on both its sides.

Where the space is too narrow for two columns of words there is one, right of the axis.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from predella.blocks.block import Context, Fragment, Node, Space, label, plain_runs, shape
from predella.blocks.timeline_axis import is_larger, scale_words, stretch_ticks
from predella.blocks.timeline_flags import NEAR, burst_choices, strung_of
from predella.blocks.timeline_horizontal import named
from predella.blocks.timeline_key import key_row, signs_of
from predella.blocks.timeline_lanes import Frame
from predella.blocks.timeline_marks import (
    Words,
    bar_ink,
    date_bar,
    month_text,
    sizes_of,
    text_width,
    tick_text,
    true_height,
    words,
)
from predella.blocks.timeline_plan import Entry, OwnLine, Plan, list_element
from predella.blocks.timeline_tags import Tag, tag_of
from predella.dates import Date, from_day_number, say
from predella.pages import DECORATION, Colour, Placed, box
from predella.text import Run
from predella.timescale import Bar, Burst, Flag, Flown, Scale, Unit, fly, linear, piecewise, tracks

if TYPE_CHECKING:
    from predella.blocks.timeline import Timeline

NARROWEST = 15.0
"""em; a column of words is at least that wide where there are two."""
NATURAL = 1.25
"""The height of an axis without a limit, as a multiple of what its tags need."""
CORRIDOR = 1.3
"""The width, in leadings, in which leaders run from the bars to the tags."""
TRACK = 0.45
"""From one bar to the next off the axis, in leadings."""
GAP = 0.4
"""Between two tags, in leadings."""


@dataclass(frozen=True)
class Rung:
    """What has a tag: an event, the beginning of an era, or a date of the reader; `colour` is that of its bar, if any."""

    date: Date
    tag: Tag | Words
    side: int | None
    colour: Colour | None = None
    own: bool = False
    name: str = ""

    def height(self, gap: float) -> float:
        return self.tag.height(gap) if isinstance(self.tag, Tag) else self.tag.height


@dataclass(frozen=True)
class Column:
    """A laid column, in pt: its scale, and where bars, tags and edges stand; sides are 0 left and 1 right."""

    scale: Scale
    bursts: tuple[Burst, ...]
    rungs: tuple[Rung, ...]
    bars: tuple[Bar, ...]
    flags: tuple[Flag, ...]
    flown: tuple[Flown, ...]
    tracks: tuple[int, ...]
    band: tuple[float, float]
    words: tuple[float, float]
    """The left edges of the two columns of words."""
    measure: float

    def pitch(self, side: int, line: float) -> float:
        """Return the distance from one bar to the next off the axis, in pt: less where many stand side by side."""
        depth = max(
            (t + 1 for t, place in zip(self.tracks, self.flown, strict=True) if place.side == side), default=1
        )
        inner = self.words[1] - self.band[1] if side else self.band[0] - self.words[0] - self.measure
        return min(TRACK * line, max(0.0, inner - CORRIDOR * line) / max(depth, 1))

    @property
    def shift(self) -> float:
        shifts = [abs(place.left - flag.anchor) for place, flag in zip(self.flown, self.flags, strict=True)]
        return sum(shifts) / max(1, len(shifts))


def lay_column(block: Timeline, plan: Plan, node: Node, room: Space, context: Context) -> Fragment | None:
    """Return the drawing, or None when the space is too small for it."""
    sizes, list_ = sizes_of(context), list_element(node.element)
    flat = linear(plan.start, plan.end, 0.0, max(true_height(room), sizes.line * 4))
    signs = signs_of(plan, flat, context) if block.key else ()
    head: list[Placed] = []
    top = room.y
    if signs:
        head, last = key_row(signs, room.x, room.x + room.width, top + sizes.cap, list_, context)
        top = last + sizes.line
    found: Column | None = None
    foot = sizes.line * 2
    bottom = room.bottom
    if room.endless:
        bottom = max(
            room.y + true_height(room), top + foot + NATURAL * needed(block, plan, node, room, context)
        )
    if bottom - foot - top < sizes.line * 4:
        return None
    for trial in columns(block, plan, node, room, (top, bottom - foot), context):
        if found is None or trial.shift < found.shift:
            found = trial
        if trial.shift <= NEAR * context.styles("note").size:
            break
    if found is None:
        return None
    if room.endless:
        report_beyond(found, room.y + true_height(room) - foot, node, context)
    placed = [*head, *band_ink(plan, found, context), *tags_ink(found, context)]
    said = scale_words(found.scale, found.bursts, room.width, node, context)
    if said:
        placed += said.placed(room.x, bottom - said.height + sizes.cap, role="scale")
    end = bottom if said else bottom - foot
    return Fragment(tuple(replace(item, span=node.span) for item in placed), end)


def two_columns(plan: Plan, room: Space, context: Context) -> tuple[int, int]:
    """Return the numbers of columns of words left and right of the axis."""
    sizes = sizes_of(context)
    least = 2 * NARROWEST * context.styles("note").size
    wide = room.width - band_width(plan, context) - 4 * CORRIDOR * sizes.line >= least
    return (1, 1) if wide else (0, 1)


def rungs_of(block: Timeline, plan: Plan, node: Node, room: Space, context: Context) -> list[Rung]:
    """Return everything that has a tag; the events come first, in the order of `strung_of`."""
    rows = two_columns(plan, room, context)
    measure = measure_of(plan, room, rows, context)
    found = []
    for each in strung_of(block, plan):
        tag = tag_of(each.entry, each.told, measure, context)
        colour = context.ground["state" if each.side == 0 else "accent"]
        side = each.side if sum(rows) > 1 else 1
        found.append(Rung(each.entry.date, tag, side, colour, name=context.words(each.entry.event.title)))
    found += [era_rung(entry, measure, context) for entry in plan.eras]
    found += [own_rung(line_, index, measure, node, context) for index, line_ in enumerate(plan.lines)]
    return found


def needed(block: Timeline, plan: Plan, node: Node, room: Space, context: Context) -> float:
    """Return the length of an axis along which all tags stand one under the other, in pt."""
    sizes = sizes_of(context)
    rungs = rungs_of(block, plan, node, room, context)
    heights = [rung.height(sizes.line / 3) + GAP * sizes.line for rung in rungs]
    return sum(heights) / sum(two_columns(plan, room, context)) + max(heights, default=0.0)


def columns(
    block: Timeline, plan: Plan, node: Node, room: Space, ends: tuple[float, float], context: Context
) -> Sequence[Column]:
    """Return the columns to choose from: on an even scale, and on one that is larger where events crowd."""
    sizes = sizes_of(context)
    low, high = ends[0] + sizes.line / 2, ends[1] - sizes.line / 4
    rows = two_columns(plan, room, context)
    strung = strung_of(block, plan)
    rungs = rungs_of(block, plan, node, room, context)
    frame = Frame(linear(plan.start, plan.end, low, high), low, high)
    lengths = [rung.height(sizes.line / 3) for rung in rungs[: len(strung)]]
    found = []
    for bursts in burst_choices(block, plan, strung, lengths, rows, frame, context):
        scale = piecewise(plan.start, plan.end, low, high, bursts) if bursts else frame.scale
        column = column_of(rungs, scale, bursts, rows, room, plan, ends, context)
        found += [column] if column else []
    return found


def band_width(plan: Plan, context: Context) -> float:
    """Return the width of the axis with the names of its ticks, in pt."""
    flat = linear(plan.start, plan.end, 0.0, 1000.0)
    names = [
        tick_text(tick, context, first=index == 0)
        for _, marks in stretch_ticks(flat, tick_heights(context), context)
        for index, tick in enumerate(marks)
    ]
    # A stretch that is drawn larger may begin in any month, which then stands with its year.
    year = from_day_number(int(plan.start))[0]
    names += [f"{month_text(month, context)} {year}" for month in range(1, 13) if year > 0]
    return max(text_width(name, context) for name in names) + 2 * sizes_of(context).inset


def tick_heights(context: Context) -> dict[Unit, float]:
    """Return the least distance between two ticks down an axis, for each unit: a third more than a line."""
    height = context.styles("year").leading * 1.3
    return {"minute": height, "hour": height, "day": height, "month": height, "year": height, "ago": height}


def measure_of(plan: Plan, room: Space, rows: tuple[int, int], context: Context) -> float:
    """Return the measure of a column of words, in pt, with room for bars and leaders beside the axis."""
    sizes = sizes_of(context)
    flat = linear(plan.start, plan.end, 0.0, 1000.0)
    spans = sorted((flat.clipped(e.date.earliest), flat.clipped(e.date.latest)) for e in plan.entries())
    depth = max(tracks(spans), default=0) + 1
    aside = sum(rows) * ((CORRIDOR + 0.5) * sizes.line + depth * TRACK * sizes.line)
    widest = 30 * context.styles("note").size
    return max(4 * sizes.line, min(widest, (room.width - band_width(plan, context) - aside) / sum(rows)))


def era_rung(entry: Entry, measure: float, context: Context) -> Rung:
    """Return the name of an era, at its beginning."""
    runs = plain_runs(context.words(entry.event.title), strong=True)
    return Rung(entry.date, words(runs, measure, entry.element, context), None)


def own_rung(line_: OwnLine, index: int, measure: float, node: Node, context: Context) -> Rung:
    """Return a date of the reader; its bar is an edge only."""
    element = list_element(node.element).child("LI", f"own {index}").child("LBody", "words")
    name = context.words(line_.label)
    runs = (Run(f"{name} ", strong=True), Run(say(line_.date, context.language, form="short")))
    return Rung(line_.date, words(runs, measure, element, context), None, own=True, name=name)


def column_of(
    rungs: Sequence[Rung], scale: Scale, bursts: tuple[Burst, ...], rows: tuple[int, int], room: Space, plan: Plan,
    ends: tuple[float, float], context: Context,
) -> Column | None:  # fmt: skip
    """Return the column on one scale, or None when its tags do not stand one under the other."""
    sizes = sizes_of(context)
    measure = measure_of(plan, room, rows, context)
    bars = [date_bar(rung.date, scale, sizes) for rung in rungs]
    anchors = [max(scale.low, bar.left + min(bar.width / 2, sizes.thinnest)) for bar in bars]
    order = sorted(range(len(rungs)), key=lambda i: (anchors[i], bars[i].right))
    # A tag's first line stands beside its anchor: its top is half a line above.
    flags = tuple(Flag(anchors[i] - sizes.line / 2, rungs[i].height(sizes.line / 3), rungs[i].side if sum(rows) > 1 else 1) for i in order)  # fmt: skip
    flown = fly(flags, ends[0], ends[1], rows=rows, gap=GAP * sizes.line)
    if flown is None:
        return None
    found = [-1] * len(order)
    for side in (0, 1):
        here = [k for k, i in enumerate(order) if flown[k].side == side and has_bar(rungs[i])]
        for k, track in zip(
            here, tracks([(bars[order[k]].left, bars[order[k]].right) for k in here]), strict=True
        ):
            found[k] = track
    width = band_width(plan, context)
    aside = room.width - width - measure * sum(rows)
    left = room.x + (measure + aside / 2 if sum(rows) > 1 else 0.0)
    words_at = (room.x, room.x + room.width - measure)
    if sum(rows) == 1:
        depth = max(found, default=0) + 1
        words_at = (room.x, left + width + (depth * TRACK + CORRIDOR + 0.4) * sizes.line)
    return Column(
        scale, bursts, tuple(rungs[i] for i in order), tuple(bars[i] for i in order), flags, flown, tuple(found),
        (left, left + width), words_at, measure,
    )  # fmt: skip


def has_bar(rung: Rung) -> bool:
    """True for what has a bar beside the axis; an era is a tint behind it."""
    return rung.own or rung.colour is not None


def band_ink(plan: Plan, column: Column, context: Context) -> list[Placed]:
    """Return the tints of the eras, the band of the axis with its ticks, and the factors of what is larger."""
    sizes, ground, scale = sizes_of(context), context.ground, column.scale
    style = context.styles("year")
    left, right = column.band
    aside = (CORRIDOR * 0.6) * sizes.line
    placed = [
        shape(left - aside, scale.clipped(a), box(right - left + 2 * aside, scale.clipped(b) - scale.clipped(a)), fill=ground["tint"], role="era")
        for a, b in plan.tinted()
    ]  # fmt: skip
    for stretch, marks in stretch_ticks(scale, tick_heights(context), context):
        larger = is_larger(stretch, scale)
        fill, ink = ("accent", "on_accent") if larger else ("strong", "on_strong")
        height = stretch.high - stretch.low
        placed.append(shape(left, stretch.low, box(right - left, height), fill=ground[fill], role="axis"))
        free = stretch.low
        for index, tick in enumerate(marks):
            baseline = stretch.place(tick.day) + sizes.inset / 2 + style.cap_height
            if baseline - style.cap_height < free or baseline + sizes.inset / 2 > stretch.high:
                continue
            text = tick_text(tick, context, first=index == 0)
            if text_width(text, context) > right - left - 2 * sizes.inset:
                text = tick_text(tick, context)
            placed.append(label(text, left + sizes.inset, baseline, style, context, colour=ink, element=DECORATION, role="tick"))
            free = baseline + style.leading - style.cap_height
    return placed


def tags_ink(column: Column, context: Context) -> list[Placed]:
    """Return bars, leaders and tags."""
    sizes = sizes_of(context)
    placed: list[Placed] = []
    for index, (rung, place) in enumerate(zip(column.rungs, column.flown, strict=True)):
        ink, start = rung_bar(column, index, context)
        placed += ink
        inner = column.words[1] if place.side else column.words[0] + column.measure
        x = inner if place.side else inner - rung.tag.width
        out = 1.0 if place.side else -1.0
        bend = inner - out * sizes.line * 1.1
        bend = max(start, bend) if place.side else min(start, bend)
        stop = x - sizes.line / 6 if place.side else x + first_width(rung) + sizes.line / 6
        anchor, middle = column.flags[index].anchor + sizes.line / 2, place.left + sizes.line / 2
        turn = (inner - out * sizes.line / 6, middle)
        path = (("M", start, anchor), ("L", bend, anchor), ("L", *turn), ("L", stop, middle))
        stroke = context.styles.stroke("leader")
        placed.append(shape(0, 0, path, stroke=context.ground["line"], width=stroke, role="leader"))
        top = place.left + (sizes.line - sizes.cap) / 2
        tag = rung.tag
        placed += tag.placed(x, top, context) if isinstance(tag, Tag) else tag.placed(x, top + sizes.cap)
    return placed


def rung_bar(column: Column, index: int, context: Context) -> tuple[list[Placed], float]:
    """Return the bar of a rung, if it has one, and where its leader starts."""
    sizes = sizes_of(context)
    rung, bar, place = column.rungs[index], column.bars[index], column.flown[index]
    pitch, out, edge = (
        column.pitch(place.side, sizes.line),
        1.0 if place.side else -1.0,
        column.band[place.side],
    )
    near = edge + out * (sizes.line / 6 + max(column.tracks[index], 0) * pitch)
    far = near + out * pitch * 0.8
    if rung.own:
        path, width = box(pitch * 0.8, bar.width), context.styles.stroke("edge")
        ink = shape(
            min(near, far), bar.left, path, stroke=context.ground["line"], width=width, role="own bar"
        )
        return [ink], far
    if rung.colour:
        return [bar_ink(bar, rung.date, min(near, far), pitch * 0.8, rung.colour, context, upright=True)], far
    return [], edge


def first_width(rung: Rung) -> float:
    """Return the width of a tag's first line, at which its leader ends."""
    if not isinstance(rung.tag, Tag):
        return rung.tag.lines[0].width if rung.tag.lines else 0.0
    if rung.tag.picture:
        return rung.tag.width
    lines = rung.tag.head.lines
    return lines[0].width if lines else 0.0


def report_beyond(column: Column, bottom: float, node: Node, context: Context) -> None:
    """Name the events whose tags stand beyond the frame."""
    late = [rung.name for rung, flag, place in zip(column.rungs, column.flags, column.flown, strict=True) if place.left + flag.width > bottom and rung.name]  # fmt: skip
    if late:
        message = f"the timeline is too high for its frame; without room: {named(late)}"
        hint = "show fewer events (`groups`, `events`), shorten titles, or give the drawing more height"
        context.problems.error("timeline", message, node.span, hint)
