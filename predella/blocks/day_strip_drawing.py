"""Days, phases and events and a space go in, the ink of a strip of days comes out: names, marks, digits, months, notes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from predella.blocks.block import Context, Space, label, shape
from predella.blocks.day_bars_rows import FINEST
from predella.blocks.day_strip_notes import Notes, beneath_ink, notes_of
from predella.blocks.timeline_band import GAP, TEETH, Band, digits
from predella.blocks.timeline_marks import Words, sizes_of, words
from predella.blocks.timeline_notes import Hung
from predella.blocks.timeline_plan import Entry, Plan
from predella.dates import Date, from_day_number, month_name
from predella.pages import Colour, Element, PathOps, Placed, box, line
from predella.text import Run
from predella.timescale import least_displacement, linear

Fill = Literal["full", "open", "hatch", "outline", "strong"]

MARK, LEAST = 8.0, 3.0
"""The height of the marks, in leadings of a caption: 96 mm on A1, and 36 mm where a frame is low."""
STUB = 0.125
"""How much of a mark is left above an opening."""
AIR = 0.5
"""From the names down to the marks, and from the leaders up to the months, in leadings of a caption."""
APART = 0.5
"""The least air between two names, or two counts, in leadings of a caption: 6 mm on A1."""
HATCH = 0.33
"""From one line of a hatching to the next, in leadings of a caption: 4 mm on A1."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A phase: its days counted from 0, its name and fill; `about` when an end of it is approximate."""

    days: range
    name: str
    fill: Fill
    date: Date
    about: bool


@dataclass(frozen=True, slots=True)
class Count:
    """How many days a phase has, and a small ≈ before it when an end of it is approximate."""

    about: Words | None
    days: Words

    @property
    def width(self) -> float:
        return self.before + self.days.width

    @property
    def before(self) -> float:
        """The width of the ≈ with a little air, in pt."""
        return self.about.width * 1.2 if self.about else 0.0

    def placed(self, x: float, top: float) -> list[Placed]:
        """Return the numeral hanging from `top`, with the ≈ at half its height."""
        cap = self.days.style.cap_height
        found = self.days.placed(x + self.before, top + cap, role="count")
        if self.about:
            middle = top + (cap + self.about.style.cap_height) / 2
            found = [*self.about.placed(x, middle, role="count"), *found]
        return found


@dataclass(frozen=True, slots=True)
class Head:
    """What stands over a phase: perhaps how many days it has, and its name, each with its left edge in pt.

    `wanted` is the left edge of the phase's first mark.
    """

    count: Count | None
    name: Words
    x: float
    count_x: float
    wanted: float

    @property
    def flush(self) -> bool:
        """True at the right end, where lines end together because they cannot begin at their mark."""
        return self.x < self.wanted - 0.1


@dataclass(frozen=True)
class Strip:
    """A strip measured. `heads` is None when the names do not fit side by side, `hung` when the notes do not.

    All heights are pt from the top: `marks` where the marks begin, `foot` where they end, `first` the notes' first
    baseline, `height` where all ends.
    """

    band: Band
    stretches: tuple[Stretch, ...]
    combed: frozenset[int]
    heads: tuple[Head, ...] | None
    hung: Notes | None
    marks: float
    foot: float
    first: float
    height: float

    def fill(self, day: int) -> Fill:
        """Return how a day, counted from 0, is drawn."""
        return next((stretch.fill for stretch in self.stretches if day in stretch.days), "full")


def strip_of(
    days: Date, stretches: tuple[Stretch, ...], notes: tuple[Entry, ...], combed: frozenset[int], room: Space,
    context: Context, *, own: float | None, counts: bool,
) -> Strip:  # fmt: skip
    """Return a strip measured for a space; `own` is the height of the marks in pt, when the author gave one."""
    sizes = sizes_of(context)
    low, high = days.earliest, days.latest
    scale = linear(low, high, room.x, room.x + room.width)
    plan = Plan(low, high, (), (), (), (low, high), None, notes)
    band = Band(plan, scale, room.x, room.width / plan.days, 0.0, 0.0)
    heads = heads_of(stretches, band, context, counts=counts)
    marks = heads_height(heads or (), context)
    months = 2 * context.styles("digit").leading
    hung = notes_of(band, context) if notes else Notes()
    notes_at = months + (1 + AIR) * sizes.line
    below = notes_at + hung.height(sizes.line) if hung and notes else months
    # Words keep their size: in a low frame it is the marks that give way.
    height = own or max(LEAST * sizes.line, min(MARK * sizes.line, room.height - marks - below))
    foot = marks + height
    return Strip(band, stretches, combed, heads, hung, marks, foot, foot + notes_at, foot + below)


def heads_of(
    stretches: Sequence[Stretch], band: Band, context: Context, *, counts: bool
) -> tuple[Head, ...] | None:
    """Return the words over the phases; None when the names do not stand side by side.

    Counts begin exactly at the first marks of their phases, and so do names that have the room; others move aside.
    What would run out at the right ends there, under the last mark.
    """
    lefts = [band.left + stretch.days[0] * band.pitch for stretch in stretches]
    counted = [count_of(stretch, context) for stretch in stretches if counts]
    names = [
        name_of(stretch, left, right, context)
        for stretch, left, right in zip(stretches, lefts, (*lefts[1:], band.right), strict=bool(stretches))
    ]
    places = side_by_side(lefts, [name.width for name in names], band, context)
    at = side_by_side(lefts, [count.width for count in counted], band, context) if counts else places
    if places is None or at is None:
        return None
    return tuple(
        Head(counted[i] if counts else None, names[i], places[i], at[i], lefts[i]) for i in range(len(names))
    )


def count_of(stretch: Stretch, context: Context) -> Count:
    """Return how many days a phase has; its ≈ is small, or it would join the numeral beside it to one number."""
    element = Element("Span")
    days = words((Run(str(len(stretch.days))),), 1e6, element, context, "display", hang=True)
    return Count(words((Run("≈"),), 1e6, element, context, "heading", hang=True) if stretch.about else None, days)


def name_of(stretch: Stretch, left: float, right: float, context: Context) -> Words:
    """Return the name of a phase, in lines that end before the next one, but in none too narrow for a word."""
    element = Element("Span")
    widest = max(words((Run(part),), 1e6, element, context, "unit").width for part in stretch.name.split(" "))
    return words((Run(stretch.name),), max(right - left - APART * sizes_of(context).line, widest + 0.1), element, context, "unit")


def side_by_side(wanted: Sequence[float], widths: Sequence[float], band: Band, context: Context) -> tuple[float, ...] | None:
    """Return where things of some widths begin: as wanted, with little air between them, where that is possible."""
    gap = APART * sizes_of(context).line
    held = [min(want, band.right - width) for want, width in zip(wanted, widths, strict=True)]
    ends = [at + width + gap for at, width in zip(held, widths, strict=True)]
    if all(end <= at for end, at in zip(ends, held[1:], strict=False)):
        return tuple(held)
    return least_displacement(wanted, widths, gap, band.left, band.right)


def heads_height(heads: Sequence[Head], context: Context) -> float:
    """Return the height of the words over the marks, with the air under them, in pt."""
    if not heads:
        return 0.0
    name = heads[0].name.style
    lines = max(len(head.name.lines) for head in heads)
    return count_height(heads, context) + name.cap_height + (lines - 1) * name.leading + AIR * sizes_of(context).line


def count_height(heads: Sequence[Head], context: Context) -> float:
    """Return the height of the row of counts, with the air under it, in pt."""
    counts = [head.count for head in heads if head.count]
    return counts[0].days.style.cap_height + AIR * sizes_of(context).line if counts else 0.0


def drawn(strip: Strip, room: Space, marks: Element, context: Context) -> list[Placed]:
    """Return all ink from the top of a space down; what is no event belongs to the element of the marks."""
    digit = context.styles("digit")
    row = room.y + strip.foot + digit.leading
    months = months_ink(strip, row + digit.leading, context)
    ink = [*heads_ink(strip, room.y, context), *marks_ink(strip, room.y, context), *digits(strip.band, row, context)]
    own = [replace(item, element=marks) for item in (*ink, *months)]
    hung = strip.hung or Notes()
    # A line aside begins under its digit, or under the month where the month's name would be struck through.
    crossed = any(crosses(note, strip.band, item) for note in hung.columns for item in months)
    start = row + digit.leading if crossed else row
    foot, first = room.y + strip.foot, room.y + strip.first
    return [*own, *beneath_ink(strip.band, hung, start, foot, first, months, context)]


def crosses(note: Hung, band: Band, month: Placed) -> bool:
    """True when a line from a note that is not under its days may run through the name of a month."""
    left, right = band.left + note.first * band.pitch, band.left + (note.last + 1) * band.pitch
    moved = right <= note.x or left >= note.x + note.measure
    return moved and min(left, note.x) < month.rect.right and max(right, note.x) > month.rect.x


def heads_ink(strip: Strip, top: float, context: Context) -> list[Placed]:
    """Return counts and names: the counts on one baseline, the names on one beneath."""
    heads = strip.heads or ()
    placed: list[Placed] = []
    below = top + count_height(heads, context)
    for head in heads:
        if head.count:
            placed += head.count.placed(head.count_x, top)
        flush = head.flush and head is heads[-1]
        placed += head.name.placed(head.x, below + head.name.style.cap_height, right=flush, role="name")
    return placed


def marks_ink(strip: Strip, top: float, context: Context) -> list[Placed]:
    """Return the marks of all days; days too narrow for a mark each join to one area for each stretch."""
    band = strip.band
    y, height = top + strip.marks, strip.foot - strip.marks
    placed = []
    for days, fill in runs_of(strip, joined=band.pitch < FINEST * context.styles.stroke("hairline")):
        x, width = band.left + days[0] * band.pitch, len(days) * band.pitch
        if days[-1] < band.plan.days - 1:
            width -= max(GAP * band.pitch, context.styles.stroke("hairline")) if len(days) == 1 else 0.0
        comb = days[0] in strip.combed and fill == "full"
        placed += mark_ink(x, y, width, height, fill, context, teeth=TEETH if comb else 1)
    return placed


def runs_of(strip: Strip, *, joined: bool) -> list[tuple[range, Fill]]:
    """Return what is drawn as one area: each day, or when `joined` the days in a row that have one fill."""
    found: list[tuple[range, Fill]] = []
    for day in range(strip.band.plan.days):
        fill = strip.fill(day)
        if joined and found and found[-1][1] == fill:
            found[-1] = (range(found[-1][0].start, day + 1), fill)
        else:
            found.append((range(day, day + 1), fill))
    return found


def mark_ink(
    x: float, y: float, width: float, height: float, fill: Fill, context: Context, *, teeth: int
) -> list[Placed]:
    """Return one mark, or the bars of a comb as wide as the gaps between them."""
    ground = context.ground
    edge = context.styles.stroke("edge")
    if fill == "outline":
        path = box(width - edge, height - edge, edge / 2, edge / 2)
        return [shape(x, y, path, stroke=ground["line"], width=edge, role="day")]
    if fill == "hatch":
        path = hatching(width, height, HATCH * sizes_of(context).line)
        return [shape(x, y, path, stroke=ground["line"], width=context.styles.stroke("leader"), role="day")]
    colour: Colour = ground["strong" if fill == "strong" else "accent"]
    part = width / (2 * teeth - 1)
    tall = height * (STUB if fill == "open" else 1.0)
    return [shape(x + 2 * i * part, y, box(part, tall), fill=colour, role="day") for i in range(teeth)]


def hatching(width: float, height: float, distance: float) -> PathOps:
    """Return lines rising to the right, `distance` pt apart down the sides, that fill a rectangle."""
    path: PathOps = ()
    count = int((width + height) / distance)
    for index in range(1, count + 1):
        left = index * distance  # where the line meets the left side, perhaps under the foot
        x1, y1 = (0.0, left) if left <= height else (left - height, height)
        x2, y2 = (left, 0.0) if left <= width else (width, left - width)
        path += line(x1, y1, x2, y2)
    return path


def months_ink(strip: Strip, baseline: float, context: Context) -> list[Placed]:
    """Return the names of the months under the days on which they begin; the first gives way to the second."""
    band, style = strip.band, context.styles("digit")
    placed: list[Placed] = []
    free = band.right
    for day in reversed(range(band.plan.days)):
        _, month, date = from_day_number(int(band.first_day) + day)
        if day and date != 1:
            continue
        name = label(month_name(month, context.language), band.left + day * band.pitch, baseline, style, context, role="month")  # fmt: skip
        if not placed and name.rect.right > free:
            name = name.moved(right=free - name.rect.right)
        if name.rect.right <= free and name.x >= band.left - 0.1:
            placed.append(name)
            free = name.x - style.size / 2
    return placed
