"""Days, their phases and events go in, one large strip comes out: a mark a day, what the phases are called, what happened."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import ClassVar, Self

from pydantic import Field, field_validator, model_validator

from predella.blocks.block import Block, Context, Fragment, Node, Space, spaced_top
from predella.blocks.day_bars_rows import MOST, days_in_words
from predella.blocks.day_strip_drawing import Fill, Stretch, Strip, drawn, strip_of
from predella.blocks.timeline_plan import Entry, accounts, list_element, spoken, told_in
from predella.dates import Date, say
from predella.diagnostics import did_you_mean
from predella.mirroring import Facing
from predella.pages import MM, Element, Role
from predella.phrases import phrase
from predella.validate import DateField, LengthField, Model, Text, wrong


class Phase(Model):
    """A stretch of the days with a name and a fill of its own."""

    dates: DateField = Field(description="first and last day, first/last, or one day; ~ marks what is approximate")
    name: Text = Field(description="what the stretch is called, over its marks")
    fill: Fill = Field("full", description="how its marks are drawn")


class DayStrip(Block):
    """All days of a story as one large figure."""

    kind: ClassVar[str] = "day_strip"
    role: ClassVar[Role | None] = "Sect"
    summary: ClassVar[str] = "a mark for each day from edge to edge, in phases, with what happened hung under its day"
    drawing: ClassVar[bool] = True
    facing: ClassVar[Facing] = "time"
    example: ClassVar[str] = """\
- day_strip:
    dates: 1890-05-20/1890-06-16
    counts: true
    phases:
      - {dates: 1890-05-20/1890-05-31, name: The hall is built}
      - {dates: 1890-06-01/1890-06-03, name: Rain, fill: open}
      - {dates: 1890-06-04/1890-06-15, name: The fair, fill: hatch}
      - {dates: 1890-06-16, name: Fire, fill: strong}"""

    dates: DateField = Field(description="first and last day, first/last")
    phases: tuple[Phase, ...] = Field((), max_length=12, description="stretches of the days, in their order")
    counts: bool = Field(False, description="true: how many days each phase has, as a numeral over its name")
    events: tuple[str, ...] = Field((), max_length=12, description="ids of events within these days, told under their marks")  # fmt: skip
    combed: tuple[DateField, ...] = Field((), description="days that are drawn as combs, being approximate or disputed")
    height: LengthField | None = Field(None, description="of the marks; else eight lines of a caption")

    @field_validator("dates")
    @classmethod
    def check_days(cls, value: Date) -> Date:
        """Refuse dates that are not known to the day, and more days than a strip can show."""
        if not 2 <= (value.days or 0) <= MOST:
            found = f"{value.days} days" if value.days else "dates that are not known to the day"
            raise wrong("day-strip", f"a strip of days has 2 to {MOST} of them, and these are {found}", None, "write first/last, such as 1954-05-16/1954-06-26")  # fmt: skip
        return value

    @model_validator(mode="after")
    def check_phases(self) -> Self:
        """Refuse phases and combs that are not among the days, and phases that do not follow each other."""
        for date, span in (*((p.dates, p.span) for p in self.phases), *((d, self.where("combed")) for d in self.combed)):
            if not self.dates.earliest <= date.earliest < date.latest <= self.dates.latest:
                raise wrong("day-strip", f"{date.text} is not within {self.dates.text}", span)
        end = self.dates.earliest
        for phase_ in self.phases:
            if phase_.dates.earliest < end:
                raise wrong("day-strip", f"the phase of {phase_.dates.text} begins before the one above it ends", phase_.span, "put the phases in their order; a day belongs to one of them")  # fmt: skip
            end = phase_.dates.latest
        return self

    def style_name(self) -> str:
        return "figure"

    def describe(self, element: Element, context: Context) -> None:
        """Tell days and phases in words; add an item for each event in the order of time."""
        language = context.language
        days = say(self.dates, language)
        told = [phrase("strip-days", language, count=self.dates.days or 0, dates=days)]
        for stretch in self.stretches(context):
            counted = ("≈\u00a0" if stretch.about else "") + days_in_words(len(stretch.days), language)
            told.append(f"{stretch.name}: {counted}, {say(stretch.date, language)}.")
        marks = element if element.role == "Figure" else element.child("Figure", "marks")
        marks.alt = marks.alt or " ".join(told)
        list(self.entries(element, context))

    def stretches(self, context: Context) -> Iterator[Stretch]:
        """Yield the phases with their days counted from 0."""
        first = int(self.dates.earliest)
        for spec in self.phases:
            days = range(int(spec.dates.earliest) - first, int(spec.dates.latest) - first)
            about = spec.dates.soft_start or spec.dates.soft_end
            yield Stretch(days, context.words(spec.name), spec.fill, spec.dates, about)

    def entries(self, element: Element, context: Context) -> Iterator[Entry]:
        """Yield the events told, in the order of time, each with its item in the list; report names in vain."""
        known = {event.id: event for event in context.exhibit.events if event.id}
        for name in self.events:
            if name not in known:
                context.problems.error("no-event", f"there is no event {name!r}", self.where("events"), *did_you_mean(name, known))  # fmt: skip
        for event in sorted((known[name] for name in self.events if name in known), key=lambda event: event.date):
            if not self.dates.earliest <= event.date.earliest < event.date.latest <= self.dates.latest:
                message = f"{context.words(event.title)!r} ({event.date.text}) is not within {self.dates.text}"
                context.problems.error("day-strip", message, self.where("events"))
                continue
            item = list_element(element).child("LI", f"event {event.id}")
            yield Entry(event, told_in(item, event, context))

    def lay_out(self, node: Node, space: Space, context: Context) -> Fragment:
        top = spaced_top(space, 0.0)
        room = Space(space.x, top, space.width, space.bottom, space.at_top)
        strip = self.measured(node.element, room, context)
        if strip is None:
            return Fragment((), space.y)
        if top + strip.height > space.bottom + 0.1:
            if space.at_top:
                message = f"the strip of days takes {strip.height / MM:.0f} mm, and there are {room.height / MM:.0f} mm"
                context.problems.error("too-high", message, self.span, "a higher frame, a smaller `height`, or fewer events")  # fmt: skip
            return Fragment((), space.y, node)
        marks = node.element if node.element.role == "Figure" else node.element.child("Figure", "marks")
        placed = drawn(strip, room, marks, context)
        return Fragment(tuple(replace(item, span=node.span) for item in placed), top + strip.height)

    def measured(self, element: Element, room: Space, context: Context) -> Strip | None:
        """Return the strip measured with the events that have room; report the others, and names that have none."""
        days, first = self.dates, int(self.dates.earliest)
        combs = frozenset(int(d) - first for date in self.combed for d in range(int(date.earliest), int(date.latest)))
        told = accounts(self.entries(element, context))
        own = self.height.pt(context.unit, context.step) if self.height else None
        stretches = tuple(self.stretches(context))
        while True:
            notes = tuple(entry for group in told for entry in group)
            strip = strip_of(days, stretches, notes, combs, room, context, own=own, counts=self.counts)
            if strip.hung is not None or not told:
                break
            # The longest text is what keeps the others from standing side by side.
            longest = max(told, key=lambda group: sum(len(spoken(entry.event, context)) for entry in group))
            message = f"no room under the {days.days} days for {context.words(longest[0].event.title)!r}"
            context.problems.error("day-strip", message, longest[0].event.span or self.where("events"), "a shorter text, fewer events, or a wider frame")  # fmt: skip
            told = tuple(group for group in told if group is not longest)
        if strip.heads is None:
            names = ", ".join(repr(stretch.name) for stretch in stretches)
            context.problems.error("too-wide", f"the names of the phases do not stand side by side over the {days.days} days: {names}", self.span, "shorter names, or a wider frame")  # fmt: skip
            return None
        return strip
