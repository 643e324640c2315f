"""A count and its exceptions go in, the strip comes out: a band of equal marks across the head of a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Any, ClassVar, Self

from pydantic import Field, PlainValidator, field_validator, model_validator

from predella import dates
from predella.blocks.block import (
    Block,
    Context,
    Fragment,
    Node,
    Space,
    label,
    plain_runs,
    shape,
    spaced_top,
    text_lines,
)
from predella.dates import Date, month_name, say
from predella.pages import MM, Element, Placed, Role, box
from predella.phrases import phrase
from predella.text import Run, plain
from predella.themes import Ground
from predella.validate import DateField, LengthField, Model, Prose, Text, to_date, wrong

GAP = 0.078
"""Of a mark's width, left white at its right: 1.1 mm on an A1 panel."""
COMB = 4
"""Bars of a mark whose date is disputed or approximate."""
MOST = 60
HIGH = 6.0
"""u; a strip at least so high carries its digits and the words in its openings."""
USUAL = 2.5455
"""u; the height of a strip that is given none: 36 mm on A1."""
STUB = (0.125, 0.25)
"""How much of the height is left above an opening, in a high strip and in a low one."""
INSET = 2.4
"""mm at the reference paper, from a mark's left edge to words under or in it."""
CLEAR = 6.0
"""mm at the reference paper; no word stands closer to the trim."""
FOOT = 8.0
"""mm above the lower edge where the last mark ends on a sheet that is not trimmed; printers need 7."""


def to_mark(value: Any) -> int | Date:
    """Accept the number of a mark, counted from 1, or its day."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    return to_date(value)


MarkField = Annotated[int | Date, PlainValidator(to_mark, json_schema_input_type=int | str)]


class Opening(Model):
    """Marks that are stubs, so that they leave an opening."""

    first: MarkField = Field(alias="from", description="first mark, by number or day")
    last: MarkField = Field(alias="to", description="last mark, by number or day")
    head: Text | None = Field(None, description="words in bold before the text; with `dates` else the days")
    text: Prose | None = Field(None, description="what the opening means, set in it when the strip is high")
    depth: float | None = Field(None, gt=0, lt=1, description="height of the stubs, in parts of the strip")


class StripEvent(Model):
    """Words under a mark."""

    at: MarkField = Field(description="the mark, by number or day")
    head: Text | None = Field(None, description="words in bold before the text; with `dates` else the day")
    text: Prose | None = Field(None, description="what happened")


class LastMark(Model):
    """How the last mark is drawn."""

    fall: bool = Field(True, description="let it fall to the foot of the page")


@dataclass(frozen=True, slots=True)
class Strip:
    """Where a strip stands, in pt: its corner, the width of a mark with its gap, its height.

    A `high` strip carries digits under it and words in its openings.
    """

    x: float
    y: float
    mark: float
    height: float
    count: int
    high: bool

    @property
    def bottom(self) -> float:
        return self.y + self.height

    def left(self, number: int) -> float:
        """Return the left edge of a mark, counted from 1."""
        return self.x + (number - 1) * self.mark

    def centre(self, number: int) -> float:
        """Return the middle of a mark's ink."""
        return self.left(number) + self.mark * (1 - GAP) / 2


class CountStrip(Block):
    """A band of marks, one for each thing counted; without data of its own, the exhibit's."""

    kind: ClassVar[str] = "count_strip"
    role: ClassVar[Role | None] = "Figure"
    summary: ClassVar[str] = "a band of marks across the page, one for each day or thing counted"
    drawing: ClassVar[bool] = True
    example: ClassVar[str] = """\
- count_strip:
    dates: 2026-07-04/2026-07-31
    openings: [{from: 2026-07-14, to: 2026-07-16, text: Rain. The fair is closed}]
    events: [{at: 2026-07-20, text: The balloons rise}]
    last: {fall: false}
    digits: true"""

    marks: int | None = Field(None, ge=2, le=MOST, description="how many marks")
    dates: DateField | None = Field(None, description="first and last day, first/last; one mark a day")
    band: bool = Field(False, description="one plain band, for a story that counts nothing")
    openings: tuple[Opening, ...] = Field((), description="marks that are left open")
    combed: tuple[MarkField, ...] = Field((), description="marks whose date is approximate or disputed")
    last: LastMark | None = Field(None, description="sets the last mark apart")
    digits: bool | None = Field(
        None, description="numbers or days under the marks; else only under a high strip"
    )
    events: tuple[StripEvent, ...] = Field((), description="words under the marks")
    height: LengthField | None = Field(None, description="of the marks; else the frame's height")

    @field_validator("dates")
    @classmethod
    def check_days(cls, value: Date | None) -> Date | None:
        """Refuse dates that are not known to the day, and too few or too many days for a strip."""
        if value is not None and not 2 <= (value.days or 0) <= MOST:
            found = f"{value.days} days" if value.days else "dates that are not known to the day"
            raise wrong("strip", f"a strip has 2 to {MOST} marks, and these are {found}", None, "write first/last, such as 2026-07-04/2026-07-31, or count weeks with `marks`")  # fmt: skip
        return value

    @model_validator(mode="after")
    def check(self) -> Self:
        """Refuse a count that cannot be drawn, and marks that are not on the strip."""
        if sum((self.marks is not None, self.dates is not None, self.band)) > 1:
            raise wrong("strip", "a strip takes one of `marks`, `dates` and `band`", self.span)
        for opening in self.openings:
            if not 1 <= self.number(opening.first) <= self.number(opening.last) <= self.count:
                raise wrong("strip", f"no opening from {said(opening.first)} to {said(opening.last)}: {self.reach()}", opening.span)  # fmt: skip
        for event in self.events:
            if not 1 <= self.number(event.at) <= self.count:
                raise wrong("strip", f"there is no mark {said(event.at)}: {self.reach()}", event.span)
        for mark in self.combed:
            if not 1 <= self.number(mark) <= self.count:
                raise wrong("strip", f"`combed`: there is no mark {said(mark)}: {self.reach()}")
        return self

    @property
    def empty(self) -> bool:
        return self.marks is None and self.dates is None and not self.band

    @property
    def count(self) -> int:
        """How many marks the strip has."""
        return self.marks or (self.dates.days if self.dates else None) or 1

    def reach(self) -> str:
        """Return which marks there are, for a message."""
        days = f", {self.dates.text}" if self.dates else ""
        return f"the strip has marks 1 to {self.count}{days}"

    def number(self, mark: int | Date) -> int:
        """Return the number of a mark, counted from 1; 0 for a day when the marks are no days."""
        if isinstance(mark, int):
            return mark
        return int(mark.earliest - self.dates.earliest) + 1 if self.dates and mark.days == 1 else 0

    def day(self, number: int) -> tuple[int, int, int]:
        """Return year, month and day of a mark."""
        assert self.dates is not None
        return dates.from_day_number(int(self.dates.earliest) + number - 1)

    def own_or_exhibit(self, context: Context) -> CountStrip | None:
        """Return this strip, or the exhibit's when this one has no data; None when there is none at all."""
        if not self.empty:
            return self
        item = context.exhibit.strip
        found = item.block if item is not None else None
        return found if isinstance(found, CountStrip) and not found.empty else None

    def style_name(self) -> str:
        return "figure"

    def describe(self, element: Element, context: Context) -> None:
        strip = self.own_or_exhibit(context)
        element.alt = strip.in_words(context) if strip else None

    def in_words(self, context: Context) -> str:
        """Return what the strip shows, as a screen reader says it."""
        language = context.language
        if self.band:
            return phrase("strip-band", language)
        days = say(self.dates, language) if self.dates else ""
        said_so = [phrase("strip-days" if days else "strip-marks", language, count=self.count, dates=days)]
        for opening in self.openings:
            words = plain(self.opening_runs(opening, context))
            marks = (self.number(opening.first), self.number(opening.last))
            said_so.append(
                phrase("strip-open", language, first=marks[0], last=marks[1], text=words).rstrip(" :")
            )
        if self.combed:
            said_so.append(
                phrase("strip-comb", language, marks=", ".join(str(self.number(m)) for m in self.combed))
            )
        said_so += [plain(self.event_runs(event, context)) for event in self.events]
        if self.last:
            said_so.append(phrase("strip-last" if self.last.fall else "strip-last-mark", language))
        return " ".join(text if text.endswith(".") else f"{text}." for text in said_so if text)

    def lay_out(self, node: Node, space: Space, context: Context) -> Fragment:
        strip = self.own_or_exhibit(context)
        if strip is None:
            return Fragment((), space.y)
        mark = space.width / strip.count
        top = spaced_top(space, 0.0)
        height = self.height or strip.height
        high = height.pt(context.unit, context.step) if height else USUAL * context.unit
        if not height and space.at_top and space.bottom < 100_000:
            high = space.height
        if top + high > space.bottom + 0.1:
            if not space.at_top:
                return Fragment((), space.y, node)
            high = space.height
        stand = Strip(space.x, top, mark, high, strip.count, high >= HIGH * context.unit)
        placed = strip.marks_of(stand, node.element, context)
        placed += strip.opening_words(stand, node.element, context)
        below, bottom = strip.words_below(stand, node.element, context)
        return Fragment(tuple(replace(item, span=node.span) for item in placed + below), bottom)

    def marks_of(self, stand: Strip, element: Element, context: Context) -> list[Placed]:
        """Return the marks, run into the bleed where the strip touches the trim."""
        bleed = context.bleed
        left = bleed if stand.x < 0.1 else 0.0
        up = bleed if stand.y < 0.1 else 0.0
        end = stand.x + stand.mark * stand.count
        right = bleed if end > context.page_width - 0.1 else 0.0
        combed = {self.number(mark) for mark in self.combed}
        accent = context.ground["accent"]
        if self.band:
            path = box(stand.mark + left + right, stand.height + up, -left, -up)
            return [shape(stand.x, stand.y, path, fill=accent, element=element, role="strip")]
        drawn = []
        for number in range(1, stand.count + (0 if self.last else 1)):
            height = stand.height * self.stub(number, stand)
            wide = stand.mark * (1 - (0 if number == stand.count else GAP))
            for x, width in bars(wide, COMB if number in combed else 1):
                out = left if number == 1 and x == 0 else 0.0
                over = right if number == stand.count and x + width > wide - 0.01 else 0.0
                path = box(width + out + over, height + up, x - out, -up)
                drawn.append(
                    shape(stand.left(number), stand.y, path, fill=accent, element=element, role="strip")
                )
        if self.last and not is_dark(context.ground):
            drawn.append(self.last_mark(stand, up, right, element, context))
        return drawn

    def last_mark(self, stand: Strip, up: float, right: float, element: Element, context: Context) -> Placed:
        """Return the last mark: it closes the strip without a gap, and may fall to the foot of the page."""
        assert self.last is not None
        foot = context.page_height
        # A sheet from a desk printer is not trimmed: the mark stops where the printer stops.
        foot = foot - FOOT * MM if context.held else foot + (context.bleed if right else 0.0)
        height = foot - stand.y if self.last.fall else stand.height
        path = box(stand.mark + right, height + up, 0.0, -up)
        x = stand.left(stand.count)
        return shape(x, stand.y, path, fill=context.ground["strong"], element=element, role="strip")

    def stub(self, number: int, stand: Strip) -> float:
        """Return how much of the strip's height a mark has: all of it, or a stub's part."""
        for opening in self.openings:
            if self.number(opening.first) <= number <= self.number(opening.last):
                return opening.depth or STUB[0 if stand.high else 1]
        return 1.0

    def opening_words(self, stand: Strip, element: Element, context: Context) -> list[Placed]:
        """Return the words in the openings of a high strip; words that do not fit are reported."""
        style = context.styles("note")
        inset = INSET * context.ratio * MM
        placed: list[Placed] = []
        for opening in self.openings if stand.high else ():
            runs = self.opening_runs(opening, context, parted=True)
            first, last = self.number(opening.first), self.number(opening.last)
            x = stand.left(first) + inset
            width = stand.left(last + 1) - stand.mark * GAP - inset - x
            # Two leadings less what stands above the capitals: 22 mm under the stubs on an A1 panel.
            baseline = stand.y + stand.height * self.stub(first, stand) + 22 / 12 * style.leading
            lines, bottom = text_lines(runs, x, baseline, width, style, context, element, role="strip")
            if lines and (bottom > stand.bottom or any(line.rect.width > width + 0.1 for line in lines)):
                context.problems.error("too-wide", f"{plain(runs)!r} does not fit into its opening in the strip", opening.span, "shorten it, or give it as an event under the strip")  # fmt: skip
                continue
            placed += lines
        return placed

    def words_below(self, stand: Strip, element: Element, context: Context) -> tuple[list[Placed], float]:
        """Return the digits, then the events and months, under the strip, and the last baseline."""
        shown = self.digits if self.digits is not None else stand.high and not self.band
        if self.band or (not shown and not (self.events and stand.high)):
            return [], stand.bottom
        style = context.styles("digit")
        placed, baseline = [], stand.bottom
        if shown:
            baseline += style.leading
            placed = self.digit_row(stand, baseline, element, context)
        words, bottom = self.event_row(stand, baseline + context.styles("note").leading, element, context)
        return placed + words, bottom if words else baseline

    def falls_through(self, number: int) -> bool:
        """True for the mark under which no digit can stand."""
        return number == self.count and self.last is not None and self.last.fall

    def digit_row(self, stand: Strip, baseline: float, element: Element, context: Context) -> list[Placed]:
        """Return the digits, centred under their marks, but for those that would stand too close to the trim."""
        style = context.styles("digit")
        clear = CLEAR * context.ratio * MM if context.bleed else 0.0
        placed = []
        widest = 0.0
        for number in range(1, self.count + 1):
            text = str(self.day(number)[2] if self.dates else number)
            item = label(text, stand.centre(number), baseline, style, context, element=element, align="centre", role="strip")  # fmt: skip
            widest = max(widest, item.rect.width)
            if self.falls_through(number) or item.x < clear or item.rect.right > context.page_width - clear:
                continue
            placed.append(item)
        if widest > stand.mark - 0.1 * style.size:
            # Digits that touch would read as one long number; every seventh still tells where one is.
            placed = placed[::7]
        return placed

    def event_row(
        self, stand: Strip, baseline: float, element: Element, context: Context
    ) -> tuple[list[Placed], float]:
        """Return the words under the marks: each event has the room up to the next, a month where room is left."""
        style = context.styles("note")
        clear = CLEAR * context.ratio * MM if context.bleed else 0.0
        inset = INSET * context.ratio * MM
        gap = 0.6 * style.size
        edge = min(stand.left(self.count + 1), context.page_width - clear)
        if self.falls_through(self.count):
            edge = stand.left(self.count) - 2 * inset
        placed: list[Placed] = []
        # From the right, so that a label knows where the next one begins.
        for number, runs in reversed(self.labels(context)):
            natural = one_line(runs, context)
            x = max(stand.left(number) + inset, clear + inset / 2)
            if not placed and x + natural > edge:
                x = max(edge - natural - 0.01, stand.x, clear)
            lines, _ = text_lines(runs, x, baseline, edge - x, style, context, element, role="strip")
            if any(line.rect.right > edge + 0.5 for line in lines):
                context.problems.error("too-wide", f"no room under mark {number} of the strip for {plain(runs)!r}", self.span, "shorten it, or leave out the event beside it")  # fmt: skip
            placed += lines
            edge = x - gap
        for number, runs in self.months(context):
            x = stand.left(number) + inset
            lines, _ = text_lines(runs, x, baseline, 1e6, style, context, element, role="strip")
            room = replace(lines[0].rect, x=x - gap, width=lines[0].rect.width + 2 * gap)
            if not any(room.overlaps(item.rect) for item in placed) and room.right < stand.left(self.count):
                placed += lines
        return placed, max((item.y for item in placed), default=baseline)

    def labels(self, context: Context) -> list[tuple[int, tuple[Run, ...]]]:
        """Return the words under the strip by mark: the events, and the first and the last day."""
        found = {self.number(event.at): self.event_runs(event, context) for event in self.events}
        for number in (1, self.count) if self.dates else ():
            found.setdefault(number, plain_runs(self.in_days(number, number, context), strong=True))
        return [(number, found[number]) for number in sorted(found)]

    def months(self, context: Context) -> list[tuple[int, tuple[Run, ...]]]:
        """Return the names of the months that begin on the strip, by mark."""
        days = [(number, *self.day(number)[1:]) for number in range(2, self.count)] if self.dates else []
        names = ((number, month_name(month, context.language)) for number, month, day in days if day == 1)
        return [(number, plain_runs(name, strong=True)) for number, name in names]

    def in_days(self, first: int, last: int, context: Context) -> str:
        """Return the days of marks in words, without the year."""
        if not self.dates:
            return ""
        ends = ("{:04d}-{:02d}-{:02d}".format(*self.day(number)) for number in dict.fromkeys((first, last)))
        return say(dates.parse("/".join(ends)), context.language, year=False)

    def event_runs(self, event: StripEvent, context: Context) -> tuple[Run, ...]:
        """Return an event's words, the head in bold."""
        number = self.number(event.at)
        head = context.words(event.head) if event.head else self.in_days(number, number, context)
        text = context.inline(event.text)
        return (*plain_runs(head, strong=True), *(plain_runs(" ") if head and text else ()), *text)

    def opening_runs(self, opening: Opening, context: Context, *, parted: bool = False) -> tuple[Run, ...]:
        """Return an opening's words; `parted` puts the head on a line of its own."""
        first, last = self.number(opening.first), self.number(opening.last)
        head = context.words(opening.head) if opening.head else self.in_days(first, last, context)
        text = context.inline(opening.text)
        between = plain_runs("\n" if parted else " ") if head and text else ()
        return (*plain_runs(head, strong=True), *between, *text)


def bars(width: float, count: int) -> list[tuple[float, float]]:
    """Return x and width of a mark's bars: bars and the gaps between them have equal width."""
    part = width / (2 * count - 1)
    return [(2 * i * part, part) for i in range(count)]


def is_dark(ground: Ground) -> bool:
    """True where text is lighter than what it stands on."""
    return ground["ground"].luminance < ground["text"].luminance


def said(mark: int | Date) -> str:
    """Return a mark as its author wrote it."""
    return str(mark) if isinstance(mark, int) else mark.text


def one_line(runs: Sequence[Run], context: Context) -> float:
    """Return the width of a note set on one line."""
    lines, _ = text_lines(runs, 0, 0, 1e6, context.styles("note"), context, Element("P"))
    return lines[0].rect.width if lines else 0.0


__all__ = ["CountStrip", "bars", "is_dark"]
