"""Rows of days and a space go in, their drawing comes out: an axis of day numbers, marks, what other sources say, notes."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from predella.blocks.block import Context, Space, label, shape
from predella.blocks.timeline_band import GAP, TEETH, Band, months, room_for_months
from predella.blocks.timeline_marks import Words, bar_path, date_bar, sizes_of, text_width, words
from predella.blocks.timeline_notes import Hung, hung_notes, notes_ink
from predella.blocks.timeline_plan import Entry, Plan, accounts
from predella.date_words import locale_of
from predella.dates import say
from predella.pages import Element, Placed, box, line
from predella.phrases import phrase
from predella.text import Run
from predella.timescale import Scale, linear

MOST = 400
"""Days; with more of them not even a poster shows one by one."""
MARK = 2.5
"""The height of a row of marks, in leadings of a caption: 30 mm on A1."""
UNDER = 0.3
"""From the words of a row to its marks, in sizes of its name: the descenders end above them."""
BETWEEN = 4 / 3
"""From one row to the next, in leadings of a caption."""
HANG = 0.9
"""From the marks down to their notes, in leadings of a caption: room for the lines that lead there."""
STUB = 0.2
"""How much of a mark is left above an opening."""
FINEST = 3.0
"""A day is a mark of its own when it is as wide as so many hairlines; narrower days join to a bar."""
STEPS = (1, 2, 5, 10, 20, 50, 100, 200)
"""Days between two ticks."""


@dataclass(frozen=True)
class Row:
    """One stretch of days. `others` are what other sources say of it; `open` and `combed` are days counted from 0."""

    index: int
    entry: Entry
    others: tuple[Entry, ...]
    notes: tuple[Entry, ...]
    open: tuple[range, ...]
    combed: frozenset[int]
    last: bool

    @property
    def first_day(self) -> float:
        return self.entry.date.earliest

    @property
    def days(self) -> int:
        return int(self.entry.date.latest - self.entry.date.earliest)

    def reach(self) -> tuple[float, float]:
        """Return the first and last midnight that any source gives, in days from the first day on."""
        dates = [entry.date for entry in (self.entry, *self.others)]
        known = [d - self.first_day for date in dates for d in (date.earliest, date.latest) if math.isfinite(d)]
        return min(known), max(known)

    def disputed(self) -> frozenset[int]:
        """Return the days, counted from 0, that not every source counts."""
        found = {
            day
            for entry in self.others
            for day in range(self.days)
            if not entry.date.earliest <= self.first_day + day < entry.date.latest
        }
        for told in accounts(self.notes):
            starts = [entry.date.earliest - self.first_day for entry in told]
            if len(told) > 1 and min(starts) == 0:
                found |= set(range(int(max(starts))))
        return self.combed | found


@dataclass(frozen=True)
class Head:
    """The words above a row: its name, and beside or under it the dates."""

    name: Words
    said: Words
    beside: bool
    height: float

    @property
    def under(self) -> float:
        """Return how far the marks stand below the words, in pt."""
        return UNDER * self.name.style.size


@dataclass(frozen=True)
class Measured:
    """A row, measured: its words and what hangs under its marks."""

    row: Row
    band: Band
    head: Head
    count: Words
    notes: tuple[Hung, ...]
    accounts: tuple[Words, ...]
    top: float  # from the top of the drawing to the top of the head
    height: float


@dataclass(frozen=True)
class Stack:
    """All rows, measured and stacked. `start` is the first day that is drawn, counted from day 1 as 0."""

    rows: tuple[Measured, ...]
    scale: Scale
    width: float
    mark: float
    counts_beside: bool
    axis: float
    key: Words | None
    height: float
    unhung: tuple[Row, ...] = ()

    @property
    def pitch(self) -> float:
        return self.scale(1) - self.scale(0)

    @property
    def too_wide(self) -> bool:
        return any(
            max(row.head.name.width, row.head.said.width, *(said.width for said in row.accounts), 0.0)
            > self.width + 0.1
            for row in self.rows
        )


def days_in_words(count: int, language: str) -> str:
    """Return a number of days as a language says it, such as "42 days"."""
    from babel.units import format_unit

    said = str(format_unit(count, "duration-day", length="long", locale=locale_of(language)))
    # CLDR has no long days in every language, and Babel then prints the name of the unit.
    return phrase("day-bars-days", language, count=count) if "duration-day" in said else said


def stack_of(
    rows: Sequence[Row], room: Space, element: Element, context: Context, *, own: float | None, key: bool
) -> Stack:
    """Return all rows measured for a width; `own` is the height of the marks in pt, when the author gave one."""
    sizes = sizes_of(context)
    reaches = [row.reach() for row in rows]
    start, end = min(low for low, _ in reaches), max(high for _, high in reaches)
    scale = linear(start, end, room.x, room.x + room.width)
    counts = [count_words(row, element, context) for row in rows]
    beside = all(
        scale(row.days) + sizes.inset + count.width <= scale.high + 0.1
        for row, count in zip(rows, counts, strict=True)
    )
    mark = own or MARK * sizes.line
    axis = context.styles("year").leading
    top = axis + sizes.line
    measured: list[Measured] = []
    unhung = []
    for row, count in zip(rows, counts, strict=True):
        found = measure(row, count, scale, top, mark, beside, element, context)
        measured.append(found)
        unhung += [row] if row.notes and not found.notes else []
        top += found.height + sizes.line * BETWEEN
    top -= sizes.line * BETWEEN
    said = key_words(rows, scale, room.width, element, context) if key else None
    height = top + (sizes.line * 2 / 3 + said.height if said else 0.0)
    return Stack(tuple(measured), scale, room.width, mark, beside, axis, said, height, tuple(unhung))


def measure(
    row: Row, count: Words, scale: Scale, top: float, mark: float, beside: bool, element: Element, context: Context
) -> Measured:
    """Return a row measured: where it stands under the top of the drawing, and how high it is."""
    sizes = sizes_of(context)
    band = band_of(row, scale)
    width = scale.high - scale.low - (0.0 if beside else count.width + sizes.gap)
    head = head_of(row, width, element, context)
    told = tuple(account_words(entry, scale, element, context) for entry in row.others)
    notes = tuple(hung_notes(widened(band), context, spare=False) or ()) if row.notes else ()
    height = head.height + head.under + mark
    height += sum(sizes.line / 3 + sizes.bar + sizes.inset / 2 + said.height for said in told)
    height += (HANG + max(note.lines for note in notes)) * sizes.line if notes else 0.0
    return Measured(row, band, head, count, notes, told, top, height)


def band_of(row: Row, scale: Scale) -> Band:
    """Return a row as a magnified stretch is seen by its marks, months and notes."""
    first, last = row.entry.date.earliest, row.entry.date.latest
    plan = Plan(first, last, (), (), (), (first, last), row.entry, row.notes)
    return Band(plan, scale, scale(0), scale(1) - scale(0), 0.0, 0.0, row.last)


def widened(band: Band) -> Band:
    """Return a band as its notes see it: they may stand under all of the drawing's width, right of the last mark too."""
    first = band.first_day
    last = first + int((band.scale.high - band.left) / band.pitch + 0.001)
    return replace(band, plan=replace(band.plan, magnify=(first, last)))


def count_words(row: Row, element: Element, context: Context) -> Words:
    """Return how many days a row has, in words."""
    return words((Run(days_in_words(row.days, context.language)),), 1e6, element, context, "count")


def head_of(row: Row, width: float, element: Element, context: Context) -> Head:
    """Return the name of a row and its dates: beside the name where there is room for two lines, else under it."""
    sizes = sizes_of(context)
    event = row.entry.event
    name = words((Run(context.words(event.title)),), width, element, context, "row", hang=True)
    runs = [Run(say(event.date, context.language)), *((Run("", cites=event.source),) if event.source else ())]
    text = context.inline(event.text)
    runs += [Run("\n"), *text] if text else []
    said = words(runs, max(1.0, width - name.width - sizes.gap), element, context, "note")
    fits = len(name.lines) == 1 and len(said.lines) <= 2 and said.width <= width - name.width - sizes.gap + 0.1
    cap = name.style.cap_height
    if fits:
        return Head(name, said, True, max(cap, (len(said.lines) - 1) * sizes.line + sizes.cap))
    said = words(runs, width, element, context, "note")
    return Head(name, said, False, cap + (len(name.lines) - 1) * name.style.leading + said.height + sizes.inset / 2)


def account_words(entry: Entry, scale: Scale, element: Element, context: Context) -> Words:
    """Return what another source says of a row, after the sign of disagreement."""
    event = entry.event
    runs = [Run("≠ ", strong=True), Run(say(event.date, context.language))]
    runs += [Run("", cites=event.source)] if event.source else []
    return words(runs, scale.high - scale.low, element, context)


def key_words(
    rows: Sequence[Row], scale: Scale, width: float, element: Element, context: Context
) -> Words | None:
    """Return the sentence under the rows: what a mark is, and what a comb says, where there is one."""
    said = []
    if is_marked(scale, context):
        said.append(phrase("day-bars-mark", context.language))
    if any(row.others or row.disputed() for row in rows):
        said.append(phrase("day-bars-comb", context.language))
    if not said:
        return None
    return words((Run(" ".join(said)),), min(width, 32 * context.styles("credit").size), element, context, "credit")


def is_marked(scale: Scale, context: Context) -> bool:
    """True where a day is wide enough for a mark of its own."""
    return scale(1) - scale(0) >= FINEST * context.styles.stroke("hairline")


def drawn(stack: Stack, room: Space, element: Element, context: Context) -> list[Placed]:
    """Return all ink from the top of a space down."""
    sizes = sizes_of(context)
    last = max(row.top + row.height for row in stack.rows)
    placed = axis_ink(stack, room.y, room.y + last, element, context)
    for row in stack.rows:
        placed += row_ink(row, stack, room.y + row.top, element, context)
    if stack.key:
        first = room.y + last + sizes.line * 2 / 3 + sizes.cap
        placed += stack.key.placed(room.x, first, role="key")
    return placed


def axis_ink(stack: Stack, top: float, bottom: float, element: Element, context: Context) -> list[Placed]:
    """Return the axis: a strong band with the numbers of days, and a line down from each."""
    style, sizes, ground = context.styles("year"), sizes_of(context), context.ground
    scale = stack.scale
    first = phrase("day-bars-day", context.language, number=1)
    widest, opening = (text_width(text, context) + 2 * sizes.inset for text in (str(int(scale.end)), first))
    # The second number stands well apart from the first: "Day 1 5" would read as day 15.
    opening += sizes.line / 2
    fits = (s for s in STEPS if s * stack.pitch >= widest and (s - 1) * stack.pitch >= opening)
    step = next(fits, STEPS[-1])
    placed = [
        shape(scale.low, top, box(scale.high - scale.low, stack.axis), fill=ground["strong"], element=element, role="axis")
    ]  # fmt: skip
    baseline = top + (stack.axis + style.cap_height) / 2
    free = scale.low
    hairline = context.styles.stroke("leader")
    for number in (1, *range(step, int(scale.end) + 1, step)):
        x = scale(number - 1)
        text = first if number == 1 else str(number)
        name = label(text, x + sizes.inset, baseline, style, context, element=element, colour="on_strong", role="tick")
        if name.x < free or name.rect.right > scale.high:
            continue
        free = name.rect.right + sizes.inset
        down = line(0, 0, 0, bottom - top - stack.axis)
        placed += [
            shape(x, top + stack.axis, down, stroke=ground["tint"], width=hairline, element=element, role="tick line"),
            name,
        ]
    return placed


def row_ink(row: Measured, stack: Stack, top: float, element: Element, context: Context) -> list[Placed]:
    """Return one row: its words, its marks, and what stands under them."""
    sizes = sizes_of(context)
    head = row.head
    foot = top + head.height
    name_at = foot if head.beside else top + head.name.style.cap_height
    placed = head.name.placed(stack.scale.low, name_at, role="name")
    if head.beside:
        first = foot - (len(head.said.lines) - 1) * sizes.line
        placed += head.said.placed(stack.scale.low + head.name.width + sizes.gap, first, role="dates")
    else:
        placed += head.said.placed(stack.scale.low, foot - head.said.height + sizes.line, role="dates")
    mark_top = foot + head.under
    bottom = mark_top + stack.mark
    placed += mark_ink(row, stack, mark_top, element, context)
    x = row.band.right + sizes.inset if stack.counts_beside else stack.scale.high - row.count.width
    placed += row.count.placed(x, bottom if stack.counts_beside else foot, role="count")
    for entry, said in zip(row.row.others, row.accounts, strict=True):
        ink, bottom = account_ink(entry, said, row, stack, bottom + sizes.line / 3, element, context)
        placed += ink
    if row.notes:
        placed += notes_ink(row.band, row.notes, bottom, bottom + HANG * sizes.line + sizes.cap, context)
    return placed


def account_ink(
    entry: Entry, said: Words, row: Measured, stack: Stack, top: float, element: Element, context: Context
) -> tuple[list[Placed], float]:
    """Return what another source says, as a bar on the row's own days, and where its words end."""
    sizes, scale = sizes_of(context), stack.scale
    first = row.row.first_day
    days = linear(first + scale.start, first + scale.end, scale.low, scale.high)
    bar = date_bar(entry.date, days, sizes)
    placed = [
        shape(bar.left, top, bar_path(bar, sizes.bar), fill=context.ground["accent"], element=element, role="account")
    ]
    x = max(scale.low, min(bar.left, scale.high - said.width))
    baseline = top + sizes.bar + sizes.inset / 2 + sizes.line - (sizes.line - sizes.cap) / 2
    return [*placed, *said.placed(x, baseline, role="account")], top + sizes.bar + sizes.inset / 2 + said.height


def mark_ink(row: Measured, stack: Stack, top: float, element: Element, context: Context) -> list[Placed]:
    """Return the marks of a row's days, and in them the names of the months."""
    sizes = sizes_of(context)
    open_ = frozenset(day for days in row.row.open for day in days)
    disputed = row.row.disputed()
    marked = is_marked(stack.scale, context)
    placed = []
    for day in range(row.row.days):
        last = row.row.last and day == row.row.days - 1
        height = stack.mark * (STUB if day in open_ else 1.0)
        colour = context.ground["strong" if last else "accent"]
        for x, width in day_parts(stack.pitch, day in disputed and day not in open_, marked, context):
            placed.append(
                shape(row.band.left + day * stack.pitch + x, top, box(width, height), fill=colour, element=element, role="day")
            )  # fmt: skip
    names = months(row.band, top + stack.mark - sizes.inset, context) if marked else []
    clear = [item for item in names if not covers(item, row, open_ | disputed, stack)]
    return placed + [replace(item, element=element) for item in (*room_for_months(clear, context), *clear)]


def covers(item: Placed, row: Measured, days: frozenset[int], stack: Stack) -> bool:
    """True for words that would stand where a mark is open or combed."""
    first = int((item.x - row.band.left) / stack.pitch)
    last = int((item.rect.right - row.band.left) / stack.pitch)
    return any(day in days for day in range(first, last + 1))


def day_parts(pitch: float, combed: bool, marked: bool, context: Context) -> list[tuple[float, float]]:
    """Return x and width of what one day is drawn with, in pt from its left edge."""
    hairline = context.styles.stroke("hairline")
    if combed:
        # As many bars as keep a hairline each, with the gap after the last as wide as those between.
        count = max(1, min(TEETH, int(pitch / (2 * hairline))))
        part = pitch / (2 * count)
        return [(2 * index * part, part) for index in range(count)]
    return [(0.0, pitch - (max(GAP * pitch, hairline) if marked else 0.0))]

