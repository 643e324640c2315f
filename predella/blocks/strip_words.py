"""A strip where it stands goes in, its words come out: in its openings, and digits, events and months under it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from predella import dates
from predella.blocks.block import Context, label, on_grid, plain_runs, text_lines
from predella.dates import month_name, say
from predella.pages import MM, Element, Placed
from predella.text import Run, plain

if TYPE_CHECKING:
    from predella.blocks.count_strip import CountStrip, Opening, StripEvent

LEAST_COMB = 0.5
"""Of a mark's width, taken by the bars of a comb where marks are drawn as thin lines: bars must be told apart."""
INSET = 2.4
"""mm at the reference paper, from a mark's left edge to words under or in it."""
CLEAR = 6.0
"""mm at the reference paper; no word stands closer to the trim."""


@dataclass(frozen=True, slots=True)
class Strip:
    """Where a strip stands, in pt: its corner, the width of a mark with its gap, its height.

    A `high` strip carries digits under it and words in its openings. Where the last mark `falls` to the foot of
    the page, no word stands under it. `ink` is the part of a mark's width that is drawn, `every` says how many marks
    share a number under them.
    """

    x: float
    y: float
    mark: float
    height: float
    count: int
    high: bool
    falls: bool
    ink: float
    every: int

    @property
    def bottom(self) -> float:
        return self.y + self.height

    def left(self, number: int) -> float:
        """Return the left edge of a mark, counted from 1."""
        return self.x + (number - 1) * self.mark

    def centre(self, number: int) -> float:
        """Return the middle of a mark's ink."""
        return self.left(number) + self.mark * self.ink / 2

    @property
    def air(self) -> float:
        """The gap that closes an opening at its right; thin marks leave enough white as it is."""
        return self.mark * (1 - self.ink) if self.ink > LEAST_COMB else 0.0

    def wide(self, number: int, *, combed: bool = False) -> float:
        """Return the width of a mark's ink; the last of full marks closes the strip without a gap."""
        closes = number == self.count and self.ink > LEAST_COMB
        return self.mark * (1.0 if closes else max(self.ink, LEAST_COMB) if combed else self.ink)


def opening_words(strip: CountStrip, stand: Strip, element: Element, context: Context) -> list[Placed]:
    """Return the words in the openings of a high strip; words that do not fit are left out and reported."""
    style = context.styles("note")
    inset = INSET * context.ratio * MM
    placed: list[Placed] = []
    for opening in strip.openings if stand.high else ():
        runs = opening_runs(strip, opening, context, parted=True)
        first, last = strip.number(opening.first), strip.number(opening.last)
        x = stand.left(first) + inset
        width = stand.left(last + 1) - stand.air - inset - x
        # Two leadings less what stands above the capitals: 22 mm under the stubs on an A1 panel.
        below = stand.y + stand.height * strip.stub(first, stand) + 22 / 12 * style.leading
        baseline = on_grid(below, context.styles("caption"), context.step)
        lines, bottom = text_lines(runs, x, baseline, width, style, context, element, role="strip")
        if lines and (bottom > stand.bottom or any(line.rect.width > width + 0.1 for line in lines)):
            said = " ".join(plain(runs).split())
            context.problems.warning("dropped", f"left out, as it does not fit into its opening in the strip: {said!r}", opening.span, "shorten it, or give it as an event under the strip")  # fmt: skip
            continue
        placed += lines
    return placed


def words_below(
    strip: CountStrip, stand: Strip, element: Element, context: Context
) -> tuple[list[Placed], float]:
    """Return the digits, then the events and months, under the strip, and the last baseline."""
    shown = strip.digits if strip.digits is not None else stand.high and not strip.band
    if strip.band or (not shown and not (strip.events and stand.high)):
        return [], stand.bottom
    style = context.styles("digit")
    placed, baseline = [], stand.bottom
    if shown:
        baseline += style.leading
        placed = digit_row(strip, stand, baseline, element, context)
    words, bottom = event_row(strip, stand, baseline + context.styles("note").leading, element, context)
    return placed + words, bottom if words else baseline


def digit_row(
    strip: CountStrip, stand: Strip, baseline: float, element: Element, context: Context
) -> list[Placed]:
    """Return the digits, centred under their marks, but for those that would stand too close to the trim."""
    style = context.styles("digit")
    clear = CLEAR * context.ratio * MM if context.bleed else 0.0
    placed = []
    widest = 0.0
    for number in range(1, strip.count + 1):
        text = str(strip.day(number)[2] if strip.dates else number)
        item = label(text, stand.centre(number), baseline, style, context, element=element, align="centre", role="strip")  # fmt: skip
        widest = max(widest, item.rect.width)
        under_last = stand.falls and number == strip.count
        if not under_last and (number - 1) % stand.every == 0 and item.x >= clear and item.rect.right <= context.page_width - clear:
            placed.append(item)
    if widest > stand.mark * stand.every - 0.1 * style.size:
        # Digits that touch would read as one long number; every seventh still tells where one is.
        placed = placed[::7]
    return placed


def event_row(
    strip: CountStrip, stand: Strip, baseline: float, element: Element, context: Context
) -> tuple[list[Placed], float]:
    """Return the words under the marks: each event has the room up to the next, a month where room is left."""
    style = context.styles("note")
    clear = CLEAR * context.ratio * MM if context.bleed else 0.0
    inset = INSET * context.ratio * MM
    gap = 0.6 * style.size
    edge = min(stand.left(strip.count + 1), context.page_width - clear)
    if stand.falls:
        edge = stand.left(strip.count) - 2 * inset
    placed: list[Placed] = []
    # From the right, so that a label knows where the next one begins.
    for number, runs, is_own in reversed(labels(strip, context)):
        natural = one_line(runs, context)
        x = max(stand.left(number) + inset, clear + inset / 2)
        if not placed and x + natural > edge:
            # Words measured apart, where a line may break, are a trace wider than the line.
            x = max(edge - natural - 0.1 * style.size, stand.x, clear)
        if not is_own and x + natural > edge:
            continue
        lines, _ = text_lines(runs, x, baseline, edge - x, style, context, element, role="strip")
        if any(line.rect.right > edge + 0.5 for line in lines):
            context.problems.error("too-wide", f"no room under mark {number} of the strip for {plain(runs)!r}", strip.span, "shorten it, or leave out the event beside it")  # fmt: skip
        placed += lines
        edge = x - gap
    for number, runs in months(strip, context):
        x = stand.left(number) + inset
        lines, _ = text_lines(runs, x, baseline, 1e6, style, context, element, role="strip")
        room = replace(lines[0].rect, x=x - gap, width=lines[0].rect.width + 2 * gap)
        if not any(room.overlaps(item.rect) for item in placed) and room.right < stand.left(strip.count):
            placed += lines
    return placed, max((item.y for item in placed), default=baseline)


def labels(strip: CountStrip, context: Context) -> list[tuple[int, tuple[Run, ...], bool]]:
    """Return the words under the strip by mark: the author's events, and the first and the last day."""
    found = {strip.number(event.mark): (event_runs(strip, event, context), True) for event in strip.events}
    for number in (1, strip.count) if strip.dates else ():
        found.setdefault(number, (plain_runs(in_days(strip, number, number, context), strong=True), False))
    return [(number, *found[number]) for number in sorted(found)]


def months(strip: CountStrip, context: Context) -> list[tuple[int, tuple[Run, ...]]]:
    """Return the names of the months that begin on the strip, by mark."""
    days = [(number, *strip.day(number)[1:]) for number in range(2, strip.count)] if strip.dates else []
    names = ((number, month_name(month, context.language)) for number, month, day in days if day == 1)
    return [(number, plain_runs(name, strong=True)) for number, name in names]


def in_days(strip: CountStrip, first: int, last: int, context: Context) -> str:
    """Return the days of marks in words, without the year."""
    if not strip.dates:
        return ""
    ends = ("{:04d}-{:02d}-{:02d}".format(*strip.day(number)) for number in dict.fromkeys((first, last)))
    return say(dates.parse("/".join(ends)), context.language, year=False)


def event_runs(strip: CountStrip, event: StripEvent, context: Context) -> tuple[Run, ...]:
    """Return an event's words, the head in bold."""
    number = strip.number(event.mark)
    head = context.words(event.head) if event.head else in_days(strip, number, number, context)
    text = context.inline(event.text)
    return (*plain_runs(head, strong=True), *(plain_runs(" ") if head and text else ()), *text)


def opening_runs(
    strip: CountStrip, opening: Opening, context: Context, *, parted: bool = False
) -> tuple[Run, ...]:
    """Return an opening's words; `parted` puts the head on a line of its own."""
    first, last = strip.number(opening.first), strip.number(opening.last)
    head = context.words(opening.head) if opening.head else in_days(strip, first, last, context)
    text = context.inline(opening.text)
    between = plain_runs("\n" if parted else " ") if head and text else ()
    return (*plain_runs(head, strong=True), *between, *text)


def one_line(runs: Sequence[Run], context: Context) -> float:
    """Return the width of a note set on one line."""
    lines, _ = text_lines(runs, 0, 0, 1e6, context.styles("note"), context, Element("P"))
    return lines[0].rect.width if lines else 0.0
