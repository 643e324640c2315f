"""The groups of one side of an axis go in, their lanes come out: bars to scale, each with its label."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from predella.blocks.block import Context, label, plain_runs, shape
from predella.blocks.timeline_marks import Sizes, Words, bar_ink, date_bar, sizes_of, words
from predella.blocks.timeline_plan import Entry, Group, accounts, lane_runs
from predella.pages import MM, Colour, Element, Placed, Rect, line
from predella.timescale import Bar, Item, Scale, Spot, arrange, leaders

TICK = 2.0
"""mm at the reference paper; a bar narrower than this marks an event whose date the axis does not tell."""
LABEL = 30
"""The measure of a label in em: about 65 characters, the most that a caption may have in a line."""


@dataclass(frozen=True)
class Strand:
    """What takes one place in the lanes: an event, or the accounts of one; and an event that ends it, if any."""

    told: tuple[Entry, ...]
    bars: tuple[Bar, ...]
    labels: tuple[Words, ...]
    tail: Words | None = None
    ends: Entry | None = None

    def item(self) -> Item:
        """Return the strand as the arrangement sees it."""
        spans = tuple((bar.left, bar.right) for bar in self.bars)
        return Item(spans, tuple(label.width for label in self.labels), self.tail.width if self.tail else 0.0)


@dataclass(frozen=True)
class Frame:
    """Where lanes lie, in pt: the axis, the edges that running bars reach, and what is kept free in every lane."""

    scale: Scale
    left: float
    right: float
    obstacles: tuple[tuple[float, float], ...] = ()
    slack: float = 0.0
    pad: float = 1.0


@dataclass(frozen=True)
class Lanes:
    """Laid lanes, from y = 0 down: their ink, their height, what each event covers, and what found no place."""

    placed: tuple[Placed, ...] = ()
    height: float = 0.0
    boxes: tuple[tuple[Rect, Entry], ...] = ()
    unplaced: tuple[Entry, ...] = ()
    rows: int = 0

    def under(self, other: Lanes) -> Lanes:
        """Return these lanes under others."""
        return Lanes(
            (*other.placed, *(item.moved(down=other.height) for item in self.placed)),
            other.height + self.height,
            (*other.boxes, *((replace(rect, y=rect.y + other.height), entry) for rect, entry in self.boxes)),
            (*other.unplaced, *self.unplaced),
            other.rows + self.rows,
        )


def lay_lanes(groups: Sequence[Group], frame: Frame, colour: Colour, context: Context) -> Lanes:
    """Return the lanes of all groups of a side, one group under the other."""
    whole = Lanes()
    for group in groups:
        if group.name:
            whole = group_name(group, frame, context).under(whole)
        whole = group_lanes(group, frame, colour, context).under(whole)
    return whole


def group_name(group: Group, frame: Frame, context: Context) -> Lanes:
    """Return a group's name as a row of its own."""
    sizes = sizes_of(context)
    element = group.entries[0].element
    name = label(
        group.name, frame.scale.low, sizes.line, context.styles("note"), context, element=element, strong=True
    )
    return Lanes((name,), sizes.line * 1.5, ((name.rect, group.entries[0]),))


def strands_of(group: Group, frame: Frame, context: Context) -> list[Strand]:
    """Return the events of a group with their bars and labels; what ends a longer one is joined to it."""
    sizes = sizes_of(context)
    strands = []
    for told in accounts(group.entries):
        bars = tuple(reaching(date_bar(entry.date, frame.scale, sizes), frame) for entry in told)
        labels = tuple(lane_words(told, index, frame, context) for index in range(len(told)))
        strands.append(Strand(told, bars, labels))
    for ending in list(strands):
        host = next((strand for strand in strands if is_ended(strand, ending, frame, context)), None)
        if host:
            strands.remove(ending)
            joined = replace(host, tail=ending.labels[0], ends=ending.told[0])
            strands[strands.index(host)] = joined
    return strands


def lane_words(told: Sequence[Entry], index: int, frame: Frame, context: Context) -> Words:
    """Return the label of one account of an event."""
    measure = min(LABEL * context.styles("note").size, 0.45 * (frame.scale.high - frame.scale.low))
    element = told[index].element
    dated = needs_date(told[index], frame, context)
    return words(lane_runs(told, index, context, dated=dated), measure, element, context)


def needs_date(entry: Entry, frame: Frame, context: Context) -> bool:
    """True when a reader cannot take an event's date off the axis: it is known to the day, or its bar is a mere tick."""
    date = entry.date
    if date.start and date.start.precision == "day":
        return True
    whole = math.isfinite(date.earliest) and math.isfinite(date.latest)
    return whole and frame.scale(date.latest) - frame.scale(date.earliest) < TICK * MM * context.ratio


def reaching(bar: Bar, frame: Frame) -> Bar:
    """Return a bar that runs on beyond the axis as far as the edges, which lie in the bleed or end with the axis."""
    left = frame.left if bar.before else max(bar.left, frame.left)
    right = frame.right if bar.after else min(bar.right, frame.right)
    return replace(bar, left=left, right=right, bleeds=frame.right > frame.scale.high + 0.1)


def is_ended(strand: Strand, by: Strand, frame: Frame, context: Context) -> bool:
    """True when an event falls on the last days of a longer one, which needs no second bar then."""
    if strand is by or strand.tail or by.tail or len(strand.told) > 1 or len(by.told) > 1:
        return False
    whole, end = strand.told[0].date, by.told[0].date
    long_enough = strand.bars[0].width >= strand.labels[0].width
    same_end = whole.latest == end.latest and not strand.bars[0].comb_right and not strand.bars[0].after
    room = frame.scale.high - strand.bars[0].right >= by.labels[0].width + sizes_of(context).inset
    return long_enough and same_end and room and whole.earliest < end.earliest and not by.bars[0].comb_left


def group_lanes(group: Group, frame: Frame, colour: Colour, context: Context) -> Lanes:
    """Return the lanes of one group."""
    sizes = sizes_of(context)
    strands = strands_of(group, frame, context)
    spots = arrange(
        [strand.item() for strand in strands], frame.scale.low, frame.scale.high,
        gap=sizes.gap, inset=sizes.inset, slack=frame.slack, align=3 * sizes.line, obstacles=frame.obstacles,
    )  # fmt: skip
    heights = lane_heights(strands, spots, sizes)
    placed: list[Placed] = []
    boxes: list[tuple[Rect, Entry]] = []
    unplaced: list[Entry] = []
    for strand, spot in zip(strands, spots, strict=True):
        if spot is None:
            unplaced += strand.told
            continue
        for index, entry in enumerate(strand.told):
            top = sum(above + row + frame.pad * sizes.line / 3 for above, row in heights[: spot.lane + index])
            ink, rects = strand_ink(
                strand, index, spot, top, heights[spot.lane + index], colour, sizes, context
            )
            placed += ink
            boxes += [(rect, entry) for rect in rects]
    height = sum(above + row + frame.pad * sizes.line / 3 for above, row in heights)
    return Lanes(tuple(placed), height, tuple(boxes), tuple(unplaced), len(heights))


def lane_heights(
    strands: Sequence[Strand], spots: Sequence[Spot | None], sizes: Sizes
) -> list[tuple[float, float]]:
    """Return for each lane how high its row of labels and its row of bars are."""
    count = max((spot.lane + len(s.bars) for s, spot in zip(strands, spots, strict=True) if spot), default=0)
    above, beside = [0.0] * count, [sizes.bar] * count
    for strand, spot in zip(strands, spots, strict=True):
        if spot is None:
            continue
        for index, words_ in enumerate(strand.labels):
            lane = spot.lane + index
            if spot.side == "above":
                corridor = (
                    sizes.line * 0.75 if displaced(strand, spot, sizes) else sizes.inset - sizes.line / 12
                )
                above[lane] = max(above[lane], words_.height + corridor)
            else:
                beside[lane] = max(beside[lane], words_.height)
        if strand.tail:
            beside[spot.lane] = max(beside[spot.lane], strand.tail.height)
    return list(zip(above, beside, strict=True))


def displaced(strand: Strand, spot: Spot, sizes: Sizes) -> bool:
    """True for a label that stands too far from its bar to be read without a leader."""
    return any(leaders((strand.bars[0].left,), spot.lefts, sizes.gap)) and not over(strand, spot)


def over(strand: Strand, spot: Spot) -> bool:
    """True when a label stands over its own bar."""
    bar, left = strand.bars[0], spot.lefts[0]
    return bar.left - 0.1 <= left and left + strand.labels[0].width <= bar.right + 0.1


def strand_ink(
    strand: Strand, index: int, spot: Spot, top: float, height: tuple[float, float], colour: Colour, sizes: Sizes,
    context: Context,
) -> tuple[list[Placed], list[Rect]]:  # fmt: skip
    """Return the ink of one bar and its labels, and the rectangles that nothing else may touch."""
    above, row = height
    bar, words_ = strand.bars[index], strand.labels[index]
    bar_top = top + above + (max(0.0, sizes.line - sizes.bar) / 2 if row > sizes.bar else 0.0)
    placed = [bar_ink(bar, strand.told[index].date, bar_top, sizes.bar, colour, context)]
    beside = bar_top + (sizes.bar + sizes.cap) / 2
    right = spot.side == "left"
    first = bar_top - sizes.inset - (len(words_.lines) - 1) * words_.style.leading
    if spot.side == "above" and displaced(strand, spot, sizes):
        foot = top + above - sizes.line * 0.75 + sizes.line / 12
        first = foot - (len(words_.lines) - 1) * words_.style.leading
        placed.append(leader(bar, bar_top, spot.lefts[0], foot + sizes.line / 6, context))
    ink = words_.placed(spot.lefts[index], first if spot.side == "above" else beside, right=right)
    if strand.tail and index == 0:
        ink += strand.tail.placed(bar.right + sizes.inset, beside)
    placed += ink
    rects = [Rect(bar.left, bar_top, bar.width, sizes.bar), *(close_rect(item, sizes) for item in ink)]
    return placed, rects


def leader(bar: Bar, bar_top: float, label_left: float, label_foot: float, context: Context) -> Placed:
    """Return the line from a bar up to a label that stands aside."""
    start = bar.left + min(bar.width / 2, context.styles("note").size / 4)
    path = line(start, bar_top, label_left + context.styles("note").size / 4, label_foot)
    return shape(
        0, 0, path, stroke=context.ground["line"], width=context.styles.stroke("leader"), role="leader"
    )


def close_rect(item: Placed, sizes: Sizes) -> Rect:
    """Return the box of a line of words from its capitals to a little under its baseline."""
    return Rect(item.x, item.y - sizes.cap, item.rect.width, sizes.cap * 1.25)


def era_names(
    eras: Sequence[Entry], frame: Frame, baseline: float, context: Context
) -> tuple[list[Placed], list[tuple[Rect, Entry]]]:
    """Return the names of the eras, each where its era begins, in one row."""
    sizes = sizes_of(context)
    placed: list[Placed] = []
    boxes = []
    free = frame.scale.low
    for entry in eras:
        x = max(free, frame.scale.clipped(entry.date.earliest))
        name = words(plain_runs(context.words(entry.event.title), strong=True), 1e6, entry.element, context)
        ink = name.placed(x, baseline, role="era")
        placed += ink
        boxes += [(close_rect(item, sizes), entry) for item in ink]
        free = x + name.width + sizes.gap
    return placed, boxes


def caption_element(element: Element) -> Element:
    """Return the element of what is said of the drawing as a whole."""
    return element.child("Caption", "scale")
