"""The plan of a timeline and a narrow space go in, the drawing comes out: the axis runs down, its labels stand beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from predella.blocks.block import Context, Fragment, Node, Space, label, shape
from predella.blocks.timeline_band import factor_text
from predella.blocks.timeline_horizontal import named
from predella.blocks.timeline_key import key_row, signs_of
from predella.blocks.timeline_lanes import caption_element
from predella.blocks.timeline_marks import (
    Sizes,
    Words,
    bar_ink,
    date_bar,
    sizes_of,
    text_width,
    tick_text,
    true_height,
    words,
)
from predella.blocks.timeline_plan import Entry, Plan, accounts, list_element, says_date
from predella.dates import from_day_number, parse, say
from predella.pages import DECORATION, Colour, Element, Placed, box, line
from predella.phrases import phrase
from predella.text import Run
from predella.timescale import (
    Bar,
    Scale,
    Tick,
    Unit,
    least_displacement,
    linear,
    magnified,
    tick_unit,
    ticks,
    tracks,
    year_text,
)  # fmt: skip

if TYPE_CHECKING:
    from predella.blocks.timeline import Timeline

SHARE = 0.45
"""How much of the axis a magnified stretch takes, unless its days need less."""
CORRIDOR = 1.3
"""The width, in leadings, in which leaders run from the bars to the labels."""
NATURAL = 6.0
"""The height of a timeline without a limit, in leadings for each event."""


@dataclass(frozen=True)
class Upright:
    """Where the parts of a vertical timeline stand from left to right, in pt: axis, tracks of bars, labels."""

    scale: Scale
    axis: float
    thick: float
    first_track: float
    track: float
    labels: float
    right: float


@dataclass(frozen=True)
class Line:
    """One event: its bar and track, its colour, and its label."""

    entry: Entry
    bar: Bar
    track: int
    colour: Colour
    words: Words


def lay_vertical(block: Timeline, plan: Plan, node: Node, room: Space, context: Context) -> Fragment | None:
    """Return the drawing, or None when the space is too small for it."""
    sizes = sizes_of(context)
    list_ = list_element(node.element)
    head: list[Placed] = []
    top = room.y
    flat = linear(plan.start, plan.end, 0.0, max(true_height(room), sizes.line * 4))
    signs = signs_of(plan, flat, context) if block.key else ()
    if signs:
        head, last = key_row(signs, room.x, room.x + room.width, top + sizes.cap, list_, context)
        top = last + sizes.line
    said = stretch_words(plan, 1.0, room, list_, context) if plan.magnify else None
    foot = said.height + sizes.line / 2 if said else 0.0
    count = len(plan.entries()) + len(plan.eras)
    bottom = top + NATURAL * count * sizes.line if room.endless else room.bottom - foot
    if bottom - top < sizes.line * 4:
        return None
    scale = scale_of(plan, top + sizes.line / 2, bottom - sizes.line / 4)
    upright = upright_of(plan, scale, room, context)
    lines = lines_of(plan, upright, context)
    ink = column_ink(lines, upright, top, bottom, context)
    if ink is None:
        return None
    if room.endless:
        report_crowded(lines, room.y + true_height(room) - top - foot, node, context)
    placed = [*head, *axis_ink(plan, upright, context), *ink]
    if said and plan.magnify:
        said = stretch_words(plan, factor(scale, plan), room, list_, context)
        placed += said.placed(room.x, bottom + foot - said.height + sizes.line, role="scale")
        bottom += foot
    return Fragment(tuple(replace(item, span=node.span) for item in placed), bottom)


def scale_of(plan: Plan, top: float, bottom: float) -> Scale:
    """Return the scale from the top down, with the magnified stretch, if any, at a scale of its own."""
    if plan.magnify is None:
        return linear(plan.start, plan.end, top, bottom)
    share = (plan.magnify[1] - plan.magnify[0]) / (plan.end - plan.start)
    return magnified(plan.start, plan.end, top, bottom, plan.magnify, max(SHARE, (1 + share) / 2))


def factor(scale: Scale, plan: Plan) -> float:
    """Return how many times a day of the magnified stretch is longer than any other."""
    assert plan.magnify
    inside = scale.stretch(plan.magnify[0])
    outside = next((stretch for stretch in scale.stretches if stretch is not inside), inside)
    return inside.per_day / outside.per_day


def stretch_words(plan: Plan, times: float, room: Space, list_: Element, context: Context) -> Words:
    """Return the sentence that says where and by how much the scale changes."""
    assert plan.magnify
    first, last = (day_words(day, context) for day in (plan.magnify[0], plan.magnify[1] - 1))
    said = phrase("timeline-stretched", context.language, first=first, last=last, factor=factor_text(times))
    return words((Run(said),), room.width, caption_element(list_), context, "credit")


def day_words(day: float, context: Context) -> str:
    """Return a day in words, without its year."""
    year, month, date = from_day_number(int(day))
    if not 0 < year < 10_000:
        return year_text(year, context.language)
    return say(parse(f"{year:04}-{month:02}-{date:02}"), context.language, year=False)


def upright_of(plan: Plan, scale: Scale, room: Space, context: Context) -> Upright:
    """Return where the parts stand; the names of the years take what they need."""
    sizes = sizes_of(context)
    names = [name for _, name in tick_names(plan, scale, context)]
    widest = max(text_width(name, context) for name in names)
    axis = room.x + widest + sizes.inset
    thick = sizes.line / 3
    track = sizes.line * 0.45
    starts = sorted((scale.clipped(e.date.earliest), scale.clipped(e.date.latest)) for e in plan.entries())
    count = max(tracks(starts), default=-1) + 1
    first = axis + thick + sizes.line / 6
    labels = first + count * track + CORRIDOR * sizes.line
    return Upright(scale, axis, thick, first, track, labels, room.x + room.width)


def lines_of(plan: Plan, upright: Upright, context: Context) -> list[Line]:
    """Return all events from the top down, each with its bar, its track and its label."""
    sizes = sizes_of(context)
    above = {id(entry) for group in plan.above for entry in group.entries}
    told = {id(entry): group for group in accounts(plan.entries()) for entry in group}
    eras = [era_line(entry, upright, context) for entry in plan.eras]
    entries = sorted(plan.entries(), key=lambda e: (date_bar(e.date, upright.scale, sizes).left, e.date))
    bars = [date_bar(entry.date, upright.scale, sizes) for entry in entries]
    found = []
    for entry, bar, track in zip(entries, bars, tracks([(bar.left, bar.right) for bar in bars]), strict=True):
        colour = context.ground["state" if id(entry) in above else "accent"]
        said = words(
            label_runs(entry, told[id(entry)], context),
            upright.right - upright.labels,
            entry.element,
            context,
        )
        found.append(Line(entry, bar, track, colour, said))
    return [*eras, *found]


def era_line(entry: Entry, upright: Upright, context: Context) -> Line:
    """Return the name of an era, as a label without a bar of its own."""
    start = upright.scale.clipped(entry.date.earliest)
    runs = (Run(context.words(entry.event.title), strong=True),)
    said = words(runs, upright.right - upright.labels, entry.element, context)
    return Line(entry, Bar(start, start), -1, context.ground["tint"], said)


def label_runs(entry: Entry, told: Sequence[Entry], context: Context) -> tuple[Run, ...]:
    """Return a short label: the date, then the title; a second account of one thing begins with ≠."""
    event, title = entry.event, context.words(entry.event.title)
    sign = "≠ " if entry is not told[0] else ""
    cites = (Run("", cites=event.source),) if event.source else ()
    if says_date(title, context):
        text = first_sentence(context.inline(event.text))
        return Run(f"{sign}{title}", strong=True), *((Run(" "), *text) if text else ()), *cites
    date = say(event.date, context.language, form="short")
    return Run(f"{sign}{date}", strong=True), Run(f" {title}"), *cites


def first_sentence(runs: Sequence[Run]) -> tuple[Run, ...]:
    """Return a text up to its first full stop: a short label has room for no more."""
    kept: list[Run] = []
    for run in runs:
        head, stop, _ = run.text.partition(". ")
        kept.append(replace(run, text=head + stop.strip()))
        if stop:
            break
    return tuple(kept)


def column_ink(
    lines: Sequence[Line], upright: Upright, top: float, bottom: float, context: Context
) -> list[Placed] | None:
    """Return bars and labels, each label as near to its bar as the others let it, or None when they do not fit."""
    sizes = sizes_of(context)
    anchors = [anchor_of(line_, upright.scale, context) for line_ in lines]
    order = sorted(range(len(lines)), key=lambda index: anchors[index])
    wanted = [anchors[i] - sizes.line / 2 for i in order]
    heights = [lines[i].words.height for i in order]
    tops = least_displacement(wanted, heights, 0.0, top, bottom)
    if tops is None:
        return None
    placed: list[Placed] = []
    for index, label_top in zip(order, tops, strict=True):
        line_ = lines[index]
        baseline = label_top + (sizes.line + sizes.cap) / 2
        placed += line_ink(line_, anchors[index], baseline - sizes.cap / 2, upright, sizes, context)
        placed += line_.words.placed(upright.labels, baseline)
    return placed


def anchor_of(line_: Line, scale: Scale, context: Context) -> float:
    """Return where the leader of an event begins: at its first day, or in the middle of a bar that is a line."""
    edge = context.styles.stroke("edge")
    if line_.bar.width < 2 * edge or line_.track < 0:
        return line_.bar.centre
    return scale.clipped(line_.entry.date.earliest) + edge


def line_ink(
    line_: Line, anchor: float, label_middle: float, upright: Upright, sizes: Sizes, context: Context
) -> list[Placed]:
    """Return the bar of an event and the leader from it to its label."""
    placed: list[Placed] = []
    x = upright.labels - CORRIDOR * sizes.line
    if line_.track >= 0:
        left = upright.first_track + line_.track * upright.track
        width = upright.track * 0.8
        placed.append(bar_ink(line_.bar, line_.entry.date, left, width, line_.colour, context, upright=True))
        start = left + width
    else:
        start = x
    path = (*line(start, anchor, x, anchor), ("L", upright.labels - sizes.line / 6, label_middle))
    stroke = context.styles.stroke("leader")
    placed.append(shape(0, 0, path, stroke=context.ground["line"], width=stroke, role="leader"))
    return placed


def axis_ink(plan: Plan, upright: Upright, context: Context) -> list[Placed]:
    """Return the eras behind, the axis, its years, and the days of a magnified stretch."""
    scale, ground = upright.scale, context.ground
    placed = []
    for start, end in plan.tinted():
        top, bottom = scale.clipped(start), scale.clipped(end)
        width = upright.labels - CORRIDOR * sizes_of(context).line - upright.axis
        placed.append(shape(upright.axis, top, box(width, bottom - top), fill=ground["tint"], role="era"))
    for stretch in scale.stretches:
        if (stretch.start, stretch.end) == plan.magnify:
            placed += day_ink(plan, upright, context)
            continue
        height = stretch.high - stretch.low
        placed.append(
            shape(upright.axis, stretch.low, box(upright.thick, height), fill=ground["strong"], role="axis")
        )
    return placed + year_ink(plan, upright, context)


def day_ink(plan: Plan, upright: Upright, context: Context) -> list[Placed]:
    """Return a mark for each day of the magnified stretch, with an opening where there was a pause."""
    assert plan.magnify
    ground, scale = context.ground, upright.scale
    placed = []
    for index in range(plan.days):
        day = plan.magnify[0] + index
        if any(entry.date.earliest <= day < entry.date.latest for entry in plan.pauses):
            continue
        top, bottom = scale(day), scale(day + 1)
        colour = ground["strong" if index == plan.days - 1 else "accent"]
        parts = 4 if index < plan.disputed() else 1
        width = upright.thick / parts * (1.0 if parts == 1 else 0.5)
        height = (bottom - top) * 0.86
        for part in range(parts):
            x = upright.axis + part * upright.thick / parts
            placed.append(shape(x, top, box(width, height), fill=colour, role="day"))
    return placed


def year_ink(plan: Plan, upright: Upright, context: Context) -> list[Placed]:
    """Return the names of years, and of the first and last magnified day, left of the axis; each hangs from its line."""
    style = context.styles("year")
    scale = upright.scale
    right = upright.axis - sizes_of(context).inset
    taken: list[tuple[float, float]] = []
    placed = []
    for day, text in tick_names(plan, scale, context):
        y = scale(day)
        placed.append(shape(upright.axis, y, line(0, 0, -sizes_of(context).inset, 0), stroke=context.ground["line"],
                            width=context.styles.stroke("hairline"), role="tick line"))  # fmt: skip
        free = all(y + style.leading <= a or b <= y for a, b in taken)
        if free and (day < scale.end):
            taken.append((y, y + style.leading))
            baseline = y + style.cap_height / 2
            placed.append(label(text, right, baseline, style, context, align="right", element=DECORATION, role="tick"))
    return placed


def tick_names(plan: Plan, scale: Scale, context: Context) -> list[tuple[float, str]]:
    """Return the first and last magnified day and all ticks, each with its name; the first have their place first."""
    leading = context.styles("year").leading
    room: dict[Unit, float] = {"day": leading, "month": leading, "year": leading}
    room |= dict.fromkeys(("minute", "hour", "ago"), 3 * leading)
    per_day = min(stretch.per_day for stretch in scale.stretches)
    unit, step = tick_unit(scale.start, scale.end, per_day * (scale.end - scale.start), room)
    days = (plan.magnify[0], plan.magnify[1] - 1) if plan.magnify else ()
    names = [(day, day_words(day, context)) for day in days]
    for index, tick in enumerate(ticks(scale.start, scale.end, unit, step)):
        names.append((tick.day, tick_name(tick, context, first=index == 0)))
    return names


def tick_name(tick: Tick, context: Context, *, first: bool = False) -> str:
    """Return what a tick of a vertical axis says."""
    if tick.unit == "day":
        return day_words(tick.day, context)
    return tick_text(tick, context, first=first and tick.unit != "month")


def report_crowded(lines: Sequence[Line], height: float, node: Node, context: Context) -> None:
    """Say which labels find no room in the height there is."""
    used, late = 0.0, []
    for line_ in lines:
        used += line_.words.height
        if used > height:
            late.append(context.words(line_.entry.event.title))
    if not late:
        return
    message = f"the timeline is too high for its frame; without room: {named(late)}"
    hint = "show fewer events (`groups`, `events`), shorten titles, or give the drawing more height"
    context.problems.error("timeline", message, node.span, hint)
