"""An arrangement of tags and a space go in, the drawing comes out: axis, bars, leaders, poles and tags."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from predella.blocks.block import Context, Fragment, Node, Space, shape
from predella.blocks.timeline_axis import axis_of_stretches, scale_words, stretch_ticks
from predella.blocks.timeline_flags import Arrangement, arrangements, channels, is_near, track_pitch
from predella.blocks.timeline_horizontal import frame_of, named
from predella.blocks.timeline_key import key_row, signs_of
from predella.blocks.timeline_lanes import close_rect, era_names
from predella.blocks.timeline_marks import Words, bar_ink, sizes_of, tick_lines, tick_room, true_height
from predella.blocks.timeline_own import report_own
from predella.blocks.timeline_plan import Plan, list_element
from predella.pages import Placed, Rect, TextLine, box
from predella.timescale import Bar, faults, overlaps

if TYPE_CHECKING:
    from predella.blocks.timeline import Timeline

LOOSEST = 2.0
"""How many times its height a channel may grow where there is room."""


@dataclass(frozen=True)
class Side:
    """One side of the axis, measured from it outward, in pt: where bars end, and each row begins and ends."""

    bars: float
    rows: tuple[tuple[float, float], ...]

    @property
    def height(self) -> float:
        return self.rows[-1][1] if self.rows else self.bars


@dataclass(frozen=True)
class Sheet:
    """The whole drawing, measured: from the top the key, the eras, a side, the axis, the other side, a sentence."""

    arrangement: Arrangement
    signs: tuple[str, ...]
    key: float
    eras: float
    above: Side
    axis: float
    below: Side
    said: Words | None
    foot: float

    @property
    def height(self) -> float:
        return self.key + self.eras + self.above.height + self.axis + self.below.height + self.foot


def lay_flags(block: Timeline, plan: Plan, node: Node, room: Space, context: Context) -> Fragment | None:
    """Return the drawing, or None when the space is too small for it.

    The first arrangement is taken whose tags stand near their dates, else the nearest of all that fit. In the endless
    frame of a draft the lowest is drawn, and the events beyond the frame are named.
    """
    best: Sheet | None = None
    lowest: Sheet | None = None
    for trials in arrangements(block, plan, node, frame_of(plan, room, context), context):
        sheets = [sheet_of(block, found, node, room, 1.0, context) for found in trials]
        fitting = [sheet for sheet in sheets if sheet.height <= true_height(room) + 0.1]
        lowest = min([*sheets, *([lowest] if lowest else [])], key=lambda sheet: sheet.height, default=None)
        near = next((sheet for sheet in fitting if is_near(sheet.arrangement, context)), None)
        nearest = min([*fitting, *([best] if best else [])], key=shift_of, default=None)
        best = near or nearest
        # More rows are higher still.
        if near or (sheets and not fitting):
            break
    sheet_ = best or (lowest if room.endless else None)
    if sheet_ is None:
        return unplaced(plan, node, room, context) if lowest is None else None
    if sheet_ is not best:
        report_outside(sheet_, node, room, context)
    return drawn(loosened(sheet_, block, node, room, context), node, room, context)


def shift_of(sheet: Sheet) -> float:
    """Return how far tags stand from their dates on the mean, in pt."""
    return sheet.arrangement.shift


def sheet_of(
    block: Timeline, found: Arrangement, node: Node, room: Space, looseness: float, context: Context
) -> Sheet:
    """Return an arrangement with its heights; `looseness` is by what the channels are higher than they need."""
    sizes = sizes_of(context)
    signs = signs_of(found.plan, found.scale, context) if block.key else ()
    key = 0.0
    if signs:
        scale = found.scale
        _, last = key_row(signs, scale.low, scale.high, sizes.cap, list_element(node.element), context)
        key = last + sizes.line
    said = scale_words(
        found.scale, found.bursts, min(room.width * 0.6, 45 * context.styles("credit").size), node, context
    )
    foot = said.height + sizes.line / 3 if said else 0.0
    eras = sizes.line * 4 / 3 if found.plan.eras else 0.0
    above, below = (side_of(found, side, looseness, context) for side in (0, 1))
    return Sheet(found, signs, key, eras, above, context.styles("year").leading, below, said, foot)


def side_of(found: Arrangement, side: int, looseness: float, context: Context) -> Side:
    """Return one side: the reader's rows above the axis, the bars, then a channel and a row in turn."""
    sizes = sizes_of(context)
    own = found.own.height if side == 0 else 0.0
    depth = found.depth(side)
    at = bars = own + (sizes.line / 6 + depth * track_pitch(found, sizes.line) if depth else 0.0)
    rows = []
    heights = found.row_heights(side, sizes.line / 3)
    for channel, height in zip(channels(found, side, sizes.line), heights, strict=True):
        start = at + channel * looseness
        at = start + height - (sizes.line - sizes.cap) + sizes.line / 3
        rows.append((start, at))
    return Side(bars, tuple(rows))


def loosened(sheet: Sheet, block: Timeline, node: Node, room: Space, context: Context) -> Sheet:
    """Return the sheet with higher channels where there is room."""
    spare = true_height(room) - sheet.height
    whole = sheet_of(block, sheet.arrangement, node, room, LOOSEST, context)
    if spare <= 0 or whole.height <= sheet.height:
        return sheet
    part = min(1.0, spare / (whole.height - sheet.height))
    return sheet_of(block, sheet.arrangement, node, room, 1 + part * (LOOSEST - 1), context)


def drawn(sheet: Sheet, node: Node, room: Space, context: Context) -> Fragment:
    """Return all ink, stacked from the top of the space down."""
    sizes, found = sizes_of(context), sheet.arrangement
    frame, list_ = found.frame, list_element(node.element)
    placed: list[Placed] = []
    if sheet.signs:
        placed += key_row(sheet.signs, frame.scale.low, frame.scale.high, room.y + sizes.cap, list_, context)[
            0
        ]
    top = room.y + sheet.key + sheet.eras
    axis = top + sheet.above.height
    under = axis + sheet.axis
    bottom = under + sheet.below.height
    placed += behind(sheet, top, axis, under, context)
    placed += era_names(found.plan.eras, frame, top - sizes.line / 3, context)[0]
    placed += axis_of_stretches(frame, axis, sheet.axis, context)
    placed += [item.moved(down=axis - found.own.height) for item in found.own.placed]
    report_own(found.own, node.span, context)
    tags: list[list[Placed]] = []
    for index in range(len(found.flown)):
        bar, ink = event_ink(sheet, index, axis, under, context)
        placed += bar + ink
        tags.append(ink)
    if sheet.said:
        baseline = bottom + sizes.line / 3 + sizes.cap
        placed += sheet.said.placed(frame.scale.low, baseline, role="scale")
    report_faults(found, tags, context)
    return Fragment(tuple(replace(item, span=node.span) for item in placed), bottom + sheet.foot)


def behind(sheet: Sheet, top: float, axis: float, under: float, context: Context) -> list[Placed]:
    """Return what lies behind bars and tags: the tints of the eras, and short lines at the ticks beside the axis."""
    found = sheet.arrangement
    frame = found.frame
    tinted = []
    for start, end in found.plan.tinted():
        left = frame.left if start <= frame.scale.start else frame.scale(start)
        right = frame.right if end >= frame.scale.end else frame.scale(end)
        tinted.append((left, right))
    placed = [
        shape(a, top, box(b - a, axis - top), fill=context.ground["tint"], role="era") for a, b in tinted
    ]
    for _, marks in stretch_ticks(
        frame.scale, tick_room(frame.scale, sizes_of(context).line, context), context
    ):
        placed += tick_lines(frame.scale, marks, axis - sheet.above.bars, axis, tinted, context)
        placed += tick_lines(frame.scale, marks, under, under + sheet.below.bars, (), context)
    return placed


def event_ink(
    sheet: Sheet, index: int, axis: float, under: float, context: Context
) -> tuple[list[Placed], list[Placed]]:
    """Return the bar of an event with its leader and pole, and the ink of its tag."""
    sizes, found = sizes_of(context), sheet.arrangement
    place, bar, tag = found.flown[index], found.bars[index], found.tags[index]
    side = sheet.above if place.side == 0 else sheet.below
    out = -1.0 if place.side == 0 else 1.0
    edge = axis if place.side == 0 else under

    def y(depth: float) -> float:
        return edge + out * depth

    pitch = track_pitch(found, sizes.line)
    thick = pitch * 0.8
    near = (found.own.height if place.side == 0 else 0.0) + sizes.line / 6 + found.tracks[index] * pitch
    entry = found.strung[index].entry
    colour = context.ground["state" if place.side == 0 and found.strung[index].side == 0 else "accent"]
    bar = parted(bar, context)
    placed = [bar_ink(bar, entry.date, min(y(near), y(near + thick)), thick, colour, context)]
    start = side.rows[place.row][0]
    height = tag.height(sizes.line / 3) - (sizes.line - sizes.cap)
    path = [("M", found.flags[index].anchor, y(near + thick)), ("L", found.flags[index].anchor, y(side.bars))]
    for row, x in enumerate(place.path):
        path.append(("L", x, y(side.rows[row][0])))
        if row < place.row:
            path.append(("L", x, y(side.rows[row][1])))
    path.append(("L", place.left, y(start + height)))
    stroke = context.styles.stroke("leader")
    placed.append(shape(0, 0, tuple(path), stroke=context.ground["line"], width=stroke, role="leader"))
    top = min(y(start), y(start + height))
    return placed, tag.placed(place.left + sizes.inset, top, context)


def parted(bar: Bar, context: Context) -> Bar:
    """Return a bar a little shorter at its end, so that what follows on the next day is another bar."""
    by = min(context.styles.stroke("edge"), bar.width / 8)
    return bar if bar.comb_right or bar.after else replace(bar, right=bar.right - by)


def report_faults(found: Arrangement, tags: list[list[Placed]], context: Context) -> None:
    """Hold the finished drawing against the rule that nothing touches: a breach is a fault of the arrangement."""
    pairs = set(faults(found.flags, found.flown))
    sizes = sizes_of(context)
    rects: list[tuple[Rect, int]] = []
    for index, ink in enumerate(tags):
        rects += [(close_rect(i, sizes) if isinstance(i.ink, TextLine) else i.rect, index) for i in ink]
    for a, b in overlaps([rect for rect, _ in rects], slack=0.5):
        if rects[a][1] != rects[b][1]:
            pairs.add((rects[a][1], rects[b][1]))
    for pair in sorted(pairs):
        first, second = (found.strung[i].entry.event for i in pair)
        names = f"{context.words(first.title)!r} and {context.words(second.title)!r}"
        context.problems.error("timeline", f"{names} stand in one another's way", second.span)


def report_outside(sheet: Sheet, node: Node, room: Space, context: Context) -> None:
    """Name the events whose tags do not fit into the height there is: those of the outer rows."""
    over = sheet.height - true_height(room)
    found, names = sheet.arrangement, list[str]()
    sides = [sheet.above, sheet.below]
    while over > 0 and any(side.rows for side in sides):
        number = max((0, 1), key=lambda side: len(sides[side].rows))
        rows = sides[number].rows
        over -= rows[-1][1] - (rows[-2][1] if len(rows) > 1 else sides[number].bars)
        for place, each in zip(found.flown, found.strung, strict=True):
            if (place.side, place.row) == (number, len(rows) - 1):
                names.append(context.words(each.entry.event.title))
        sides[number] = Side(sides[number].bars, rows[:-1])
    message = f"the timeline is {(sheet.height - true_height(room)) / 72 * 25.4:.0f} mm too high for its frame; without room: {named(names)}"
    hint = "show fewer events (`groups`, `events`), shorten titles and texts, or give the frame more room"
    context.problems.error("timeline", message, node.span, hint)


def unplaced(plan: Plan, node: Node, room: Space, context: Context) -> Fragment | None:
    """Report that the axis is too short for the tags at any number of rows."""
    if not room.endless:
        return None
    names = [context.words(entry.event.title) for entry in plan.entries()]
    context.problems.error("timeline", f"the axis is too short for its events: {named(names)}", node.span, "show fewer events, or give the frame more width")  # fmt: skip
    return Fragment((), room.y)
