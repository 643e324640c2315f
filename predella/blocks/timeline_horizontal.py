"""The plan of a timeline and a space go in, the drawing comes out: lanes above and below an axis, the band of days under it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from predella.blocks.block import Context, Fragment, Node, Space, shape
from predella.blocks.timeline_band import Band, Name, digits, marks, months, name_of, room_for_months, trim
from predella.blocks.timeline_key import key_row, signs_of
from predella.blocks.timeline_lanes import Frame, Lanes, era_names, lay_lanes
from predella.blocks.timeline_marks import (
    Words,
    axis_band,
    axis_ticks,
    date_bar,
    sizes_of,
    tick_lines,
    true_height,
)
from predella.blocks.timeline_notes import Hung, hung_notes, notes_ink, scale_note
from predella.blocks.timeline_own import NO_ROWS, OwnRows, own_rows, report_own
from predella.blocks.timeline_plan import Entry, Plan, list_element
from predella.pages import Placed, Rect, box
from predella.timescale import Scale, Tick, linear, overlaps

if TYPE_CHECKING:
    from predella.blocks.timeline import Timeline

FAN, BAND = (2.5, 7.4), (2.0, 5.5)
"""Least and usual heights of the rays and of the marks, in leadings of a label: 88 and 66 mm on A1."""
LOOSE = 2.0
"""How many times its usual height a part may take where there is room."""
AIRY = 3.0
"""How many times the usual air may stand under a lane."""
SLACKS = (0.0, 4.0, 12.0, 40.0)
"""How far labels may leave their bars, in leadings: as little as makes everything fit."""


@dataclass(frozen=True)
class Parts:
    """Everything a horizontal timeline is made of, measured but not yet stacked."""

    block: Timeline
    plan: Plan
    frame: Frame
    ticks: tuple[Tick, ...]
    above: Lanes
    below: Lanes
    key: tuple[str, ...] = ()
    own: OwnRows = NO_ROWS
    band: Band | None = None
    name: Name | None = None
    notes: tuple[Hung, ...] = ()
    said: Words | None = None
    said_beside: bool = False  # in the wedge beside the rays, rather than under the notes


@dataclass(frozen=True, slots=True)
class Heights:
    """The heights of the parts, in pt, from the top down."""

    key: float
    eras: float
    above: float
    axis: float
    below: float
    fan: float
    band: float
    foot: float

    @property
    def total(self) -> float:
        return self.key + self.eras + self.above + self.axis + self.below + self.fan + self.band + self.foot


def lay_horizontal(block: Timeline, plan: Plan, node: Node, room: Space, context: Context) -> Fragment | None:
    """Return the drawing, or None when the space is too small for it."""
    base = frame_of(plan, room, context)
    height = true_height(room)
    bare = parts_of(block, plan, node, base, room, context)
    for slack in SLACKS:
        parts = with_lanes(bare, replace(base, slack=slack * sizes_of(context).line), context)
        least = heights_of(parts, 0.0, context)
        if least.total <= height + 0.1:
            break
    if least.total > height + 0.1:
        if not room.endless:
            return None
        report_crowded(parts, least.total - height, node, context)
    report_unplaced(parts, node, context)
    parts, heights = stretched(parts, room, context)
    return drawn(parts, heights, node, room, context)


def frame_of(plan: Plan, room: Space, context: Context) -> Frame:
    """Return where the lanes lie: across the whole sheet with the axis inside its margins, or in the space alone."""
    if is_full(room, context):
        margin = 3 * context.unit
        scale = linear(plan.start, plan.end, margin, context.page_width - margin)
        return Frame(scale, -context.bleed, context.page_width + context.bleed)
    left, right = room.x, room.x + room.width
    over_left, over_right = at_trim(room, context)
    # the axis runs on, but dates and their words keep clear of the knife
    clear = trim(context)
    scale = linear(plan.start, plan.end, left + clear * over_left, right - clear * over_right)
    return Frame(scale, left - context.bleed * over_left, right + context.bleed * over_right)


def at_trim(room: Space, context: Context) -> tuple[bool, bool]:
    """Return whether a frame on a wall reaches the trim on the left and on the right: what touches it runs into the bleed."""
    if context.held:
        return False, False
    return room.x < 0.5, room.x + room.width > context.page_width - 0.5


def is_full(room: Space, context: Context) -> bool:
    """True for a frame from trim to trim, over which a timeline runs into the bleed."""
    return all(at_trim(room, context))


def band_of(block: Timeline, plan: Plan, scale: Scale, room: Space, context: Context) -> Band | None:
    """Return the measures of the magnified band, if there is one."""
    if plan.magnify is None:
        return None
    full = is_full(room, context)
    fall = context.page_height + context.bleed if full and block.last == "strong" else 0.0
    bleed = context.bleed if full else 0.0
    return Band(plan, scale, room.x, room.width / plan.days, bleed, fall, block.last == "strong")


def parts_of(block: Timeline, plan: Plan, node: Node, base: Frame, room: Space, context: Context) -> Parts:
    """Return the measured parts, still without lanes."""
    sizes = sizes_of(context)
    band = band_of(block, plan, base.scale, room, context)
    ticks = axis_ticks(base.scale, sizes.line, context)
    key = signs_of(plan, base.scale, context) if block.key else ()
    own = own_rows(plan.lines, base.scale, list_element(node.element), context)
    parts = Parts(block, plan, base, ticks, Lanes(), Lanes(), key, own, band)
    if band is None:
        return parts
    notes = hung_notes(band, context)
    if notes is None:
        message = f"the {len(plan.notes)} notes do not stand side by side under the {plan.days} days"
        context.problems.error("timeline", message, node.span, "fewer or shorter notes, or a longer stretch")
    list_ = list_element(node.element)
    said = scale_note(band, column_unit(ticks), measure_of(room, context), list_, context)
    return replace(
        parts,
        name=apart(name_of(band, 0.0, context), band, plan, context),
        notes=tuple(notes or ()),
        said=said,
    )


def with_lanes(parts: Parts, frame: Frame, context: Context) -> Parts:
    """Return the parts with lanes on both sides of the axis."""
    obstacles = ((parts.name.left, parts.name.right),) if parts.name else ()
    above = lay_lanes(parts.plan.above, frame, context.ground["state"], context)
    below = lay_lanes(
        parts.plan.below, replace(frame, obstacles=obstacles), context.ground["accent"], context
    )
    parts = replace(parts, frame=frame, above=above, below=below, said_beside=True)
    # The wedge only grows with the rays: what has room in the least of them has room in all.
    return replace(parts, said_beside=wedge(parts, 0.0, heights_of(parts, 0.0, context), context) is not None)


def apart(name: Name, band: Band, plan: Plan, context: Context) -> Name:
    """Return the name where it can stand: under the lanes when bars run through the place beside the sliver."""
    sizes = sizes_of(context)
    bars = [date_bar(entry.date, band.scale, sizes) for group in plan.below for entry in group.entries]
    if any(bar.left < name.right + sizes.gap and name.left - sizes.gap < bar.right for bar in bars):
        left, right = band.sliver
        return replace(name, left=left, right=right, beside=False)
    return name


def measure_of(room: Space, context: Context) -> float:
    """Return the measure of the sentence under the band: a third of the drawing, 65 characters at most."""
    return min(room.width * 0.4, 24 * context.styles("credit").size)


def column_unit(ticks: Sequence[Tick]) -> str:
    """Return the unit that one column of the axis is, or "" when it is several."""
    longest = {"year": 366, "month": 31}.get(ticks[0].unit) if len(ticks) > 1 else None
    return ticks[0].unit if longest and ticks[1].day - ticks[0].day <= longest else ""


def heights_of(parts: Parts, looseness: float, context: Context) -> Heights:
    """Return the heights of the parts; the band grows from its least (0) to its usual height (1) and beyond."""
    sizes = sizes_of(context)
    unit = sizes.line
    tick = context.styles("year").leading
    above = parts.own.height + (parts.above.height + unit if parts.above.height else unit * 2 / 3)
    rows = -(-len(parts.key) // 3) if parts.key else 0
    below = parts.below.height + unit * 3 / 4 if parts.below.height else 0.0
    fan = band = foot = 0.0
    if parts.band:
        name = parts.name.height + unit * 4 / 3 if parts.name and parts.name.placed else 0.0
        beside = parts.name is None or parts.name.beside
        below = max(below, name, unit) if beside else below + name
        fan, band = (unit * (low + looseness * (usual - low)) for low, usual in (FAN, BAND))
        lines = max((note.lines for note in parts.notes), default=0)
        foot = unit + (unit * 2 / 3 + lines * unit if lines else 0.0)
        foot += unit * 2 / 3 + parts.said.height if parts.said and not parts.said_beside else 0.0
    return Heights(
        rows * unit * 5 / 3, unit * 4 / 3 if parts.plan.eras else 0.0, above, tick, below, fan, band, foot
    )  # fmt: skip


def stretched(parts: Parts, room: Space, context: Context) -> tuple[Parts, Heights]:
    """Return parts and heights that use the room: the band gets its usual height, the lanes more air, the band the rest."""
    usual = heights_of(parts, 1.0, context)
    least = heights_of(parts, 0.0, context)
    if least.total > room.height or room.endless:
        return parts, usual
    spare = room.height - least.total
    looseness = 0.0
    if parts.band:
        looseness = min(1.0, spare / (usual.total - least.total))
        spare = room.height - heights_of(parts, looseness, context).total
    rows = parts.above.rows + parts.below.rows
    if rows and spare > 0:
        loose = replace(parts.frame, pad=min(AIRY, 1.0 + spare / (rows * sizes_of(context).line / 3)))
        parts = with_lanes(parts, loose, context)
        spare = room.height - heights_of(parts, looseness, context).total
    if parts.band and spare > 0:
        looseness = min(LOOSE, looseness + spare / (usual.total - least.total))
    return parts, heights_of(parts, looseness, context)


def drawn(parts: Parts, heights: Heights, node: Node, room: Space, context: Context) -> Fragment:
    """Return all ink, stacked from the top of the space down."""
    sizes = sizes_of(context)
    list_ = list_element(node.element)
    placed: list[Placed] = []
    if parts.key:
        ink, _ = key_row(
            parts.key, parts.frame.scale.low, parts.frame.scale.high, room.y + sizes.cap, list_, context
        )
        placed += ink
    top = room.y + heights.key + heights.eras
    axis = top + heights.above
    boxes: list[tuple[Rect, Entry]] = []
    ink, found = upper(parts, top, axis, context)
    placed += ink
    boxes += found
    under = axis + heights.axis
    placed += axis_band(
        parts.frame.scale, parts.ticks, parts.frame.left, parts.frame.right, axis, heights.axis, context
    )
    lower = parts.below
    bottom = under + heights.below
    if parts.band is None and lower.height:
        placed += tick_lines(parts.frame.scale, parts.ticks, under, bottom, (), context)
    placed += [item.moved(down=under + sizes.line * 3 / 4) for item in lower.placed]
    boxes += [(replace(rect, y=rect.y + under + sizes.line * 3 / 4), entry) for rect, entry in lower.boxes]
    if parts.band and parts.name:
        down = name_top(parts, under, context)
        placed += [item.moved(down=down) for item in parts.name.placed]
        ink, bottom = band_ink(parts, parts.band, heights, under, context)
        placed += ink
    placed += [item.moved(down=axis - parts.own.height) for item in parts.own.placed]
    report_own(parts.own, node.span, context)
    report_touching(boxes, context)
    return Fragment(tuple(replace(item, span=node.span) for item in placed), bottom)


def upper(
    parts: Parts, top: float, axis: float, context: Context
) -> tuple[list[Placed], list[tuple[Rect, Entry]]]:
    """Return what stands above the axis: eras, tick lines, lanes."""
    sizes = sizes_of(context)
    frame = parts.frame
    tinted = [
        (
            frame.left if start <= frame.scale.start else frame.scale(start),
            frame.right if end >= frame.scale.end else frame.scale(end),
        )
        for start, end in parts.plan.tinted()
    ]
    placed = [
        shape(a, top, box(b - a, axis - top), fill=context.ground["tint"], role="era") for a, b in tinted
    ]
    placed += tick_lines(frame.scale, parts.ticks, top, axis, tinted, context)
    names, boxes = era_names(parts.plan.eras, frame, top - sizes.line / 3, context)
    start = top + sizes.line / 3
    placed += [*names, *(item.moved(down=start) for item in parts.above.placed)]
    boxes += [(replace(rect, y=rect.y + start), entry) for rect, entry in parts.above.boxes]
    return placed, boxes


def band_ink(
    parts: Parts, band: Band, heights: Heights, under: float, context: Context
) -> tuple[list[Placed], float]:
    """Return the magnified band from the axis down, and the last baseline under it."""
    sizes = sizes_of(context)
    fan = under + heights.below
    top = fan + heights.fan
    bottom = top + heights.band
    placed = marks(band, under, fan, top, bottom, context)
    names = months(band, bottom - sizes.inset, context)
    placed += room_for_months(names, context) + names
    baseline = bottom + sizes.line
    placed += digits(band, baseline, context)
    last = baseline
    if parts.notes:
        first = baseline + sizes.line * 5 / 3
        placed += notes_ink(band, parts.notes, baseline, first, context)
        last = first + (max(note.lines for note in parts.notes) - 1) * sizes.line
    place = wedge(parts, under, heights, context)
    if parts.said and parts.said_beside and place:
        placed += parts.said.placed(*place, role="scale")
    elif parts.said:
        first = last + sizes.line * 5 / 3
        placed += parts.said.placed(parts.frame.scale.low, first, role="scale")
        last = first + parts.said.height - sizes.line
    return placed, last


def wedge(parts: Parts, under: float, heights: Heights, context: Context) -> tuple[float, float] | None:
    """Return where the sentence on the scale stands beside the rays, left of them or right, if there is room."""
    if parts.band is None or parts.said is None:
        return None
    sizes = sizes_of(context)
    said, scale, fan = parts.said, parts.frame.scale, under + heights.below
    left, right = parts.band.sliver
    boxes = [replace(rect, y=rect.y + under + sizes.line * 3 / 4) for rect, _ in parts.below.boxes]
    boxes += [
        item.moved(down=name_top(parts, under, context)).rect
        for item in (parts.name.placed if parts.name else ())
    ]
    near, far = scale.low + said.width, scale.high - said.width
    depths = (
        (scale.low, (left - near) / (left - parts.band.left) if near < left else -1.0),
        (far, (far - right) / (parts.band.right - right) if far > right else -1.0),
    )
    for x, part in depths:
        last = fan + part * heights.fan - sizes.line
        top = last - said.height + sizes.line - sizes.cap
        mine = Rect(x, top - sizes.line / 2, said.width, last - top + sizes.line)
        if part > 0 and top > under + sizes.line / 2 and not any(mine.overlaps(box_) for box_ in boxes):
            return x, last - said.height + sizes.line
    return None


def name_top(parts: Parts, under: float, context: Context) -> float:
    """Return where the name of the magnified stretch hangs from: beside the lanes or under them."""
    sizes = sizes_of(context)
    beside = parts.name is None or parts.name.beside or not parts.below.height
    return under + sizes.line * 0.6 + (0.0 if beside else parts.below.height + sizes.line / 2)


def report_crowded(parts: Parts, by: float, node: Node, context: Context) -> None:
    """Say which events find no room in the height there is."""
    lanes = [(rect.y, entry) for side in (parts.above, parts.below) for rect, entry in side.boxes]
    limit = max((y for y, _ in lanes), default=0.0) - by
    names = list(dict.fromkeys(context.words(entry.event.title) for y, entry in lanes if y > limit))
    message = f"the timeline is {by / 72 * 25.4:.0f} mm too high for its frame; without room: {named(names)}"
    hint = "show fewer events (`groups`, `events`), shorten titles and texts, or give the frame more height"
    context.problems.error("timeline", message, node.span, hint)


def report_unplaced(parts: Parts, node: Node, context: Context) -> None:
    """Say which events have labels that stand nowhere beside the axis."""
    missing = [
        context.words(entry.event.title) for side in (parts.above, parts.below) for entry in side.unplaced
    ]
    if missing:
        message = f"these events do not fit beside the axis: {named(missing)}"
        context.problems.error("timeline", message, node.span, "shorten their titles and texts")


def report_touching(boxes: Sequence[tuple[Rect, Entry]], context: Context) -> None:
    """Hold the finished drawing against the rule that nothing touches; a breach is a fault of the arrangement."""
    for a, b in overlaps([rect for rect, _ in boxes], slack=0.5):
        if boxes[a][1] is boxes[b][1]:
            continue
        first, second = (context.words(boxes[i][1].event.title) for i in (a, b))
        context.problems.error(
            "timeline", f"{first!r} and {second!r} stand on one another", boxes[b][1].event.span
        )


def named(names: Sequence[str]) -> str:
    """Return names for a message, ten at most."""
    shown = ", ".join(repr(name) for name in names[:10])
    return shown + (f" and {len(names) - 10} more" if len(names) > 10 else "")
