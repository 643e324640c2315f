"""The reader's own dates go in, rows beside the axis come out: today as a line on it, a lifetime as an open bar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from predella.blocks.block import Context, shape
from predella.blocks.timeline_marks import Words, date_bar, sizes_of, words
from predella.blocks.timeline_plan import OwnLine
from predella.dates import say
from predella.diagnostics import Span
from predella.pages import Element, Placed, Rect, box
from predella.text import Run
from predella.timescale import Bar, Flag, Flown, Item, Scale, Spot, arrange, fly

MOST_ROWS = 4
"""Rows of dates beside an axis; a reader has one or two."""


@dataclass(frozen=True)
class OwnRows:
    """Laid rows from y = 0 down to the axis: their ink, their height, the boxes of words, the labels without a place."""

    placed: tuple[Placed, ...] = ()
    height: float = 0.0
    boxes: tuple[Rect, ...] = ()
    unplaced: tuple[OwnLine, ...] = ()


NO_ROWS = OwnRows()


@dataclass(frozen=True)
class Own:
    """A date of the reader, its bar, and its label."""

    line: OwnLine
    bar: Bar
    words: Words


def own_rows(lines: Sequence[OwnLine], scale: Scale, list_: Element, context: Context) -> OwnRows:
    """Return the rows: stretches of time farthest from the axis, dates next to it, so that their lines run free."""
    if not lines:
        return OwnRows()
    sizes = sizes_of(context)
    found = [own(line_, index, scale, list_, context) for index, line_ in enumerate(lines)]
    spans = [each for each in found if each.line.date.interval]
    moments = sorted(
        (each for each in found if not each.line.date.interval), key=lambda each: each.bar.centre
    )
    pitch = sizes.line * 1.25
    spots = span_spots(spans, scale, context)
    flown = moment_places(moments, scale, context)
    lost = [each.line for each, spot in zip(spans, spots, strict=True) if spot is None]
    lost += [] if flown is not None else [each.line for each in moments]
    lanes = max((spot.lane + 1 for spot in spots if spot), default=0)
    rows = max((place.row + 1 for place in flown or ()), default=0)
    height = (lanes + rows) * pitch
    placed: list[Placed] = []
    words_ink: list[Placed] = []
    for each, spot in zip(spans, spots, strict=True):
        if spot:
            placed.append(open_bar(each.bar, spot.lane * pitch + (pitch - sizes.bar) / 2, context))
            words_ink += each.words.placed(
                spot.lefts[0], spot.lane * pitch + (pitch + sizes.cap) / 2, role="own"
            )
    for each, place in zip(moments, flown or (), strict=False):
        placed.append(moment_line(each, place, height, pitch, context))
        baseline = height - place.row * pitch - (pitch - sizes.cap) / 2
        words_ink += each.words.placed(place.left + sizes.inset, baseline, role="own")
    boxes = tuple(item.rect for item in words_ink)
    return OwnRows((*placed, *words_ink), height, boxes, tuple(lost))


def own(line_: OwnLine, index: int, scale: Scale, list_: Element, context: Context) -> Own:
    """Return a date of the reader, measured; its label says the date, too."""
    element = list_.child("LI", f"own {index}").child("LBody", "words")
    date = say(line_.date, context.language, form="short")
    runs = (Run(f"{context.words(line_.label)} ", strong=True), Run(date))
    return Own(line_, date_bar(line_.date, scale, sizes_of(context)), words(runs, 1e6, element, context))


def span_spots(spans: Sequence[Own], scale: Scale, context: Context) -> tuple[Spot | None, ...]:
    """Return where stretches of time and their labels stand; a label stands in its bar where it has room there."""
    sizes = sizes_of(context)
    items = []
    for each in spans:
        within = each.words.width + 2 * sizes.inset <= each.bar.width
        items.append(Item(((each.bar.left, each.bar.right),), (0.0 if within else each.words.width,)))
    spots = arrange(items, scale.low, scale.high, gap=sizes.gap, inset=sizes.inset)
    found: list[Spot | None] = []
    for each, spot in zip(spans, spots, strict=True):
        within = each.words.width + 2 * sizes.inset <= each.bar.width
        found.append(Spot(spot.lane, "above", (each.bar.left + sizes.inset,)) if spot and within else spot)
    return tuple(found)


def moment_places(moments: Sequence[Own], scale: Scale, context: Context) -> tuple[Flown, ...] | None:
    """Return where dates stand, each label at its own line, in as few rows as they need."""
    sizes = sizes_of(context)
    flags = [Flag(each.bar.centre, each.words.width + sizes.inset, 0) for each in moments]
    for rows in range(1, MOST_ROWS + 1):
        flown = fly(flags, scale.low, scale.high, rows=(rows, 0), gap=sizes.gap)
        if flown is not None:
            return flown
    return None


def open_bar(bar: Bar, top: float, context: Context) -> Placed:
    """Return a bar that is an edge only: it belongs to the reader, not to the story."""
    path = box(bar.width, sizes_of(context).bar)
    width = context.styles.stroke("edge")
    return shape(bar.left, top, path, stroke=context.ground["line"], width=width, role="own bar")


def moment_line(each: Own, place: Flown, height: float, pitch: float, context: Context) -> Placed:
    """Return the line from a date on the axis up to its label."""
    path = [("M", each.bar.centre, height)]
    for row, x in enumerate(place.path):
        path.append(("L", x, height - row * pitch - pitch / 8))
    path.append(("L", place.left, height - place.row * pitch - pitch))
    stroke = context.styles.stroke("edge")
    return shape(0, 0, tuple(path), stroke=context.ground["line"], width=stroke, role="own line")


def report_own(rows: OwnRows, span: Span | None, context: Context) -> None:
    """Say which of the reader's dates find no place."""
    if rows.unplaced:
        names = ", ".join(repr(context.words(line_.label)) for line_ in rows.unplaced)
        context.problems.error(
            "timeline", f"these lines do not fit beside the axis: {names}", span, "shorten their labels"
        )
