"""A count and its exceptions go in, the strip comes out: a band of equal marks across the head of a page."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Any, ClassVar, Self

from pydantic import Field, PlainValidator, field_validator, model_validator

from predella import dates
from predella.blocks.block import (
    Block,
    Context,
    Fragment,
    Node,
    Space,
    shape,
    spaced_top,
)
from predella.blocks.strip_words import (
    Strip,
    event_runs,
    opening_runs,
    opening_words,
    words_below,
)
from predella.dates import Date, say
from predella.mirroring import Facing
from predella.pages import MM, Element, Placed, Role, box
from predella.phrases import phrase
from predella.styles import Ground
from predella.text import plain
from predella.validate import DateField, LengthField, Model, Prose, Text, to_date, wrong

COMB = 4
"""Bars of a mark whose date is disputed or approximate."""
MOST = 60
HIGH = 6.0
"""u; a strip at least so high carries its digits and the words in its openings."""
HIGHEST = 18.0
"""u; a frame of less height is filled, being made for the strip; in a column the strip has its usual height."""
USUAL = 2.5455
"""u; the height of a strip that is given none: 36 mm on A1."""
STUB = (0.125, 0.25)
"""How much of the height is left above an opening, in a high strip and in a low one."""
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

    mark: MarkField = Field(alias="at", description="the mark, by number or day")
    head: Text | None = Field(None, description="words in bold before the text; with `dates` else the day")
    text: Prose | None = Field(None, description="what happened")


class LastMark(Model):
    """How the last mark is drawn."""

    fall: bool = Field(True, description="let it fall to the foot of the page")


class CountStrip(Block):
    """A band of marks, one for each thing counted; without data of its own, the exhibit's."""

    kind: ClassVar[str] = "count_strip"
    role: ClassVar[Role | None] = "Figure"
    summary: ClassVar[str] = "a band of marks across the page, one for each day or thing counted"
    drawing: ClassVar[bool] = True
    facing: ClassVar[Facing] = "time"
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
        if self.empty and (self.openings or self.events or self.combed):
            raise wrong("strip", "the strip says neither `marks` nor `dates`", self.span, "write `marks: 42`, or `dates: first/last`")  # fmt: skip
        for opening in self.openings:
            if not 1 <= self.number(opening.first) <= self.number(opening.last) <= self.count:
                raise wrong("strip", f"no opening from {said(opening.first)} to {said(opening.last)}: {self.reach()}", opening.span)  # fmt: skip
        for event in self.events:
            if not 1 <= self.number(event.mark) <= self.count:
                raise wrong("strip", f"there is no mark {said(event.mark)}: {self.reach()}", event.span)
        for mark in self.combed:
            if not 1 <= self.number(mark) <= self.count:
                raise wrong("strip", f"there is no mark {said(mark)}: {self.reach()}", self.where("combed"))
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
            words = plain(opening_runs(self, opening, context))
            marks = (self.number(opening.first), self.number(opening.last))
            said_so.append(
                phrase("strip-open", language, first=marks[0], last=marks[1], text=words).rstrip(" :")
            )
        if self.combed:
            said_so.append(
                phrase("strip-comb", language, marks=", ".join(str(self.number(m)) for m in self.combed))
            )
        said_so += [plain(event_runs(self, event, context)) for event in self.events]
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
        if not height and space.at_top and space.height < HIGHEST * context.unit:
            high = space.height
        if top + high > space.bottom + 0.1:
            if not space.at_top:
                return Fragment((), space.y, node)
            high = space.height
        falls = strip.last is not None and strip.last.fall and in_margin(space, context)
        marks = context.styles.theme.file.marks
        is_high = high >= HIGH * context.unit
        stand = Strip(space.x, top, mark, high, strip.count, is_high, falls, marks.ink, marks.digits)
        placed = strip.marks_of(stand, node.element, context)
        placed += opening_words(strip, stand, node.element, context)
        below, bottom = words_below(strip, stand, node.element, context)
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
            wide = stand.wide(number, combed=number in combed)
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
        foot = context.page_height
        # A sheet from a desk printer is not trimmed: the mark stops where the printer stops.
        foot = foot - FOOT * MM if context.held else foot + (context.bleed if right else 0.0)
        height = foot - stand.y if stand.falls else stand.height
        wide = stand.wide(stand.count)
        path = box(wide + right, height + up, 0.0, -up)
        x = stand.left(stand.count + 1) - wide
        return shape(x, stand.y, path, fill=context.ground["strong"], element=element, role="strip")

    def stub(self, number: int, stand: Strip) -> float:
        """Return how much of the strip's height a mark has: all of it, or a stub's part."""
        for opening in self.openings:
            if self.number(opening.first) <= number <= self.number(opening.last):
                return opening.depth or STUB[0 if stand.high else 1]
        return 1.0


def bars(width: float, count: int) -> list[tuple[float, float]]:
    """Return x and width of a mark's bars: bars and the gaps between them have equal width."""
    part = width / (2 * count - 1)
    return [(2 * i * part, part) for i in range(count)]


def in_margin(space: Space, context: Context) -> bool:
    """True where the last mark stands in the outer margin, and can fall without crossing what is below."""
    return space.x + space.width > context.page_width - 2 * context.unit


def is_dark(ground: Ground) -> bool:
    """True where text is lighter than what it stands on."""
    return ground["ground"].luminance < ground["text"].luminance


def said(mark: int | Date) -> str:
    """Return a mark as its author wrote it."""
    return str(mark) if isinstance(mark, int) else mark.text


__all__ = ["CountStrip", "bars", "is_dark"]
