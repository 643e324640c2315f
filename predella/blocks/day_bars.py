"""Stretches of days go in, a comparison comes out: a row of day marks for each, all from a day 1 and on one scale."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, ClassVar, Self

from pydantic import Field, field_validator, model_validator

from predella.blocks.block import Block, Context, Fragment, Node, Space, spaced_top
from predella.blocks.data_table import add_data_table, heads_of
from predella.blocks.day_bars_rows import MOST, Row, Stack, days_in_words, drawn, stack_of
from predella.blocks.day_grid import DaysOpen
from predella.blocks.timeline_plan import Entry
from predella.dates import Date, say
from predella.diagnostics import did_you_mean
from predella.mirroring import Facing
from predella.model import CitesField, Event, wrapped
from predella.pages import MM, Element, Role
from predella.phrases import phrase
from predella.source import Seq, Str
from predella.validate import DateField, LengthField, Model, Text, wrong


class Account(Model):
    """What another source says of the same days."""

    dates: DateField = Field(description="first and last day, as exactly as the source gives them")
    source: CitesField = Field((), description="who says so")


class BarRow(Model):
    """A stretch of days: an event of the exhibit, or one with a title and dates of its own."""

    event: str | None = Field(None, description="id of an event; others with its `account_of` are compared with it")
    title: Text | None = Field(None, description="name of the row; else the event's title")
    dates: DateField | None = Field(None, description="first and last day, first/last; else the event's date")
    source: CitesField = Field((), description="who says so; else the event's source")
    accounts: tuple[Account, ...] = Field((), description="what other sources say")
    openings: tuple[DaysOpen, ...] = Field((), description="days that are left open")
    combed: tuple[DateField, ...] = Field((), description="days that are drawn as combs, being approximate or disputed")
    notes: tuple[str, ...] = Field((), description="ids of events within these days, told under their marks")
    last: bool = Field(False, description="set the last day apart")

    @model_validator(mode="after")
    def names_its_days(self) -> Self:
        """Refuse a row that is neither an event nor has a title and dates."""
        if self.event is None and (self.title is None or self.dates is None):
            raise wrong("day-bars", "a row needs an `event`, or a `title` and `dates`", self.span, "write event: and the id of an event, or title: and dates: first/last")  # fmt: skip
        if self.event is not None and (self.dates is not None or self.accounts):
            raise wrong("day-bars", "a row with an `event` has its dates from there", self.span, "leave out `dates` and `accounts`; events with one `account_of` are what different sources say")  # fmt: skip
        return self


class DayBars(Block):
    """Stretches of days compared from their first days on."""

    kind: ClassVar[str] = "day_bars"
    role: ClassVar[Role | None] = "Figure"
    summary: ClassVar[str] = "stretches of days compared: a row of day marks each, all from a day 1 and on one scale"
    drawing: ClassVar[bool] = True
    facing: ClassVar[Facing] = "time"
    example: ClassVar[str] = """\
- day_bars:
    rows:
      - {title: Last year’s fair, dates: 2025-07-05/2025-07-21}
      - title: This year’s fair
        dates: 2026-07-04/2026-07-31
        openings: [{from: 2026-07-14, to: 2026-07-16}]
        last: true"""

    rows: tuple[BarRow, ...] = Field(
        min_length=1, max_length=12, description="the stretches, from the top down; an id stands for its event"
    )
    height: LengthField | None = Field(None, description="of the marks; else two and a half lines of a caption")
    key: bool = Field(True, description="false: no sentence about the marks under the rows")

    @field_validator("rows", mode="before")
    @classmethod
    def short_rows(cls, value: Any) -> Any:
        """Accept a row that is only the id of its event."""
        if not isinstance(value, Seq):
            return value
        return [wrapped("event", item) if isinstance(item, Str) else item for item in value]

    def style_name(self) -> str:
        return "figure"

    def describe(self, element: Element, context: Context) -> None:
        """Tell every row in words, with what each source says."""
        language = context.language
        said, rows = [phrase("day-bars", language)], []
        for row in rows_of(self, element, context):
            told = [
                say(entry.date, language) + (f" [{context.mark(entry.event.source)}]" if entry.event.source else "")
                for entry in (row.entry, *row.others)
            ]
            counted = days_in_words(row.days, language)
            said.append(f"{context.words(row.entry.event.title)}: {counted}, {' ≠ '.join(told)}.")
            rows.append((context.words(row.entry.event.title), counted, " ≠ ".join(told)))
        element.alt = " ".join(said)
        add_data_table(element, heads_of(language, "name", "days", "dates"), rows)

    def lay_out(self, node: Node, space: Space, context: Context) -> Fragment:
        rows = list(rows_of(self, node.element, context))
        if not rows:
            return Fragment((), space.y)
        room = Space(space.x, spaced_top(space, 0.0), space.width, space.bottom, space.at_top)
        own = self.height.pt(context.unit, context.step) if self.height else None
        stack = stack_of(rows, room, node.element, context, own=own, key=self.key)
        if room.y + stack.height > room.bottom + 0.1 and not room.endless:
            return Fragment((), space.y, node)
        self.report(stack, context)
        placed = drawn(stack, room, node.element, context)
        bottom = room.y + stack.height
        return Fragment(tuple(replace(item, span=node.span) for item in placed), bottom)

    def report(self, stack: Stack, context: Context) -> None:
        """Report rows whose words do not stand in the width there is."""
        if stack.too_wide:
            widest = stack.width / MM
            context.problems.error("too-wide", f"the words of a row are wider than the {widest:.0f} mm there are", self.span, "a shorter title, or a wider frame")  # fmt: skip
        for row in stack.unhung:
            title = context.words(row.entry.event.title)
            message = f"the {len(row.notes)} notes of {title!r} do not stand side by side under its {row.days} days"
            context.problems.error("day-bars", message, self.span, "fewer or shorter notes, or a wider frame")


def rows_of(block: DayBars, element: Element, context: Context) -> Iterator[Row]:
    """Yield the rows that can be drawn; report the others where they are written."""
    for index, spec in enumerate(block.rows):
        told = told_of(spec, context)
        if told is None:
            continue
        main = told[0]
        if not known_to_the_day(main.date):
            message = f"a row has 2 to {MOST} days, and {main.date.text} is {extent(main.date)}"
            context.problems.error("day-bars", message, main.span or spec.span, "a date such as 1954-05-16/1954-06-26")  # fmt: skip
            continue
        entries = tuple(Entry(event, element) for event in told)
        notes = tuple(Entry(event, element) for event in notes_of(spec, main, context))
        open_ = tuple(opened(spec, main, context))
        yield Row(index, entries[0], entries[1:], notes, open_, frozenset(combed(spec, main, context)), spec.last)


def told_of(spec: BarRow, context: Context) -> tuple[Event, ...] | None:
    """Return the event of a row and the other accounts of it, or None after reporting that there is no such event."""
    if spec.event is None:
        assert spec.title is not None
        assert spec.dates is not None
        own = Event.model_construct(date=spec.dates, title=spec.title, source=spec.source)
        others = (
            Event.model_construct(date=account.dates, title=spec.title, source=account.source)
            for account in spec.accounts
        )
        return own, *others
    main = named(spec.event, spec, context)
    if main is None:
        return None
    others = (
        event
        for event in shown(context)
        if main.account_of and event.account_of == main.account_of and event is not main
    )
    titled = main.model_copy(update={"title": spec.title}) if spec.title else main
    return titled.model_copy(update={"source": spec.source}) if spec.source else titled, *others


def shown(context: Context) -> Iterator[Event]:
    """Yield the events that this document takes."""
    here = (context.document_name, context.document.layout)
    for event in context.exhibit.events:
        if not event.only or any(name in event.only for name in here):
            yield event


def named(name: str, spec: BarRow, context: Context) -> Event | None:
    """Return the event with an id, or None after reporting that there is none."""
    found = next((event for event in context.exhibit.events if event.id == name), None)
    if found is None:
        known = [event.id for event in context.exhibit.events if event.id]
        context.problems.error("no-event", f"there is no event {name!r}", spec.span, *did_you_mean(name, known))
    return found


def notes_of(spec: BarRow, main: Event, context: Context) -> Iterator[Event]:
    """Yield the events told under a row, in the order of time; report those that are not of its days."""
    found = [event for event in (named(name, spec, context) for name in spec.notes) if event is not None]
    for event in sorted(found, key=lambda event: event.date):
        if main.date.earliest <= event.date.earliest and event.date.latest <= main.date.latest:
            yield event
            continue
        message = f"{context.words(event.title)!r} ({event.date.text}) is not within {main.date.text}"
        context.problems.error("day-bars", message, spec.where("notes"))


def opened(spec: BarRow, main: Event, context: Context) -> Iterator[range]:
    """Yield the days that a row leaves open, counted from 0; report those that are not of its days."""
    first = int(main.date.earliest)
    for opening in spec.openings:
        start, end = opening.first.earliest, opening.last.latest
        if main.date.earliest <= start < end <= main.date.latest:
            yield range(int(start) - first, int(end) - first)
            continue
        message = f"no opening from {opening.first.text} to {opening.last.text}: the days are {main.date.text}"
        context.problems.error("day-bars", message, opening.span)


def combed(spec: BarRow, main: Event, context: Context) -> Iterator[int]:
    """Yield the days that a row draws as combs, counted from 0; report those that are not of its days."""
    for date in spec.combed:
        if main.date.earliest <= date.earliest < date.latest <= main.date.latest:
            first = int(main.date.earliest)
            yield from range(int(date.earliest) - first, int(date.latest) - first)
            continue
        message = f"no comb at {date.text}: the days are {main.date.text}"
        context.problems.error("day-bars", message, spec.where("combed"))


def known_to_the_day(date: Date) -> bool:
    """True for dates with as many days as a row can show."""
    return 2 <= (date.days or 0) <= MOST


def extent(date: Date) -> str:
    """Return how long dates are, for a message."""
    return f"{date.days} days" if date.days else "not known to the day"
