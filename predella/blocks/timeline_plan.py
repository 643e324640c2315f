"""A timeline's data and the exhibit's events go in, a plan comes out: what stands where, still without any measure."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from pydantic import Field, field_validator

from predella.blocks.block import Block, Context
from predella.dates import Date, month_name, month_names, say
from predella.diagnostics import did_you_mean
from predella.model import Event
from predella.pages import Element
from predella.text import Run
from predella.timescale import axis_range
from predella.validate import DateField, Model, Text, wrong

MOST_DAYS = 400
"""Marks of a band of days: more would be thinner than the gaps between them."""


class OwnLine(Model):
    """A date or a stretch of time that is no event of the exhibit: today, or a lifetime a visitor compares with."""

    date: DateField = Field(description="a day, a year, or a stretch such as 1938/2016")
    label: Text = Field(description="whose it is: `Today`, `My grandmother`")


class Selection(Block):
    """What a timeline shows of the exhibit's events, as an author writes it."""

    groups: tuple[str, ...] | None = Field(None, description="groups of events to show; else all")
    events: tuple[str, ...] | None = Field(None, description="ids of the events to show; else all")
    start: DateField | None = Field(
        None, alias="from", description="where the axis begins; else as the document or the events say"
    )
    end: DateField | None = Field(
        None,
        alias="to",
        description="where the axis ends: the beginning of that year, unless an event lies in it",
    )
    magnify: tuple[DateField, ...] = Field(
        (), description="a stretch of time that is drawn larger, or several"
    )
    above: tuple[str, ...] | None = Field(None, description="groups above the axis; else the first")
    below: tuple[str, ...] | None = Field(
        None, description="groups below the axis, with the magnified stretch; else all others"
    )
    labels: dict[str, Text] = Field(
        default_factory=dict, description="names of groups, shown over their lanes"
    )
    pause: str = Field("pause", description="the group whose events open the band of days")
    lines: tuple[OwnLine, ...] = Field((), description="dates and lifetimes of the reader, beside the axis")

    @field_validator("groups", "events", "above", "below", "magnify", mode="before")
    @classmethod
    def one_or_more(cls, value: object) -> object:
        """Accept one name for a list of one."""
        return value if isinstance(value, list | tuple) else (value,)

    @field_validator("below", mode="after")
    @classmethod
    def on_one_side(cls, value: tuple[str, ...] | None, info: object) -> tuple[str, ...] | None:
        """Refuse a group on both sides."""
        above = getattr(info, "data", {}).get("above") or ()
        both = next((name for name in value or () if name in above), None)
        if both is not None:
            raise wrong("timeline", f"the group {both!r} stands above and below", getattr(both, "span", None), "leave it out of one of the two")  # fmt: skip
        return value


@dataclass(frozen=True)
class Entry:
    """An event of the timeline, and the element of the list that its words belong to."""

    event: Event
    element: Element

    @property
    def date(self) -> Date:
        return self.event.date


@dataclass(frozen=True)
class Group:
    """The events of one group; `name` is shown when the author gave one."""

    name: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Plan:
    """What a timeline shows. `start`, `end` and `magnify` are midnights, as day numbers."""

    start: float
    end: float
    eras: tuple[Entry, ...]
    above: tuple[Group, ...]
    below: tuple[Group, ...]
    magnify: tuple[float, float] | None = None
    burst: Entry | None = None
    notes: tuple[Entry, ...] = ()
    pauses: tuple[Entry, ...] = ()
    stretches: tuple[tuple[float, float], ...] = ()
    """What is drawn larger on the axis itself, in days; `magnify` is drawn again below it."""
    lines: tuple[OwnLine, ...] = ()

    @property
    def days(self) -> int:
        """How many days the magnified stretch has."""
        return round(self.magnify[1] - self.magnify[0]) if self.magnify else 0

    def entries(self) -> tuple[Entry, ...]:
        """Return all events but the eras, in the order of time."""
        groups = [entry for group in (*self.above, *self.below) for entry in group.entries]
        found = [*groups, *self.notes, *([self.burst] if self.burst else [])]
        return tuple(sorted(found, key=lambda entry: entry.date))

    def tinted(self) -> tuple[tuple[float, float], ...]:
        """Return the days of every second era; one that the next era overlaps ends where that begins."""
        starts = [*(entry.date.earliest for entry in self.eras[1:]), math.inf][: len(self.eras)]
        spans = [
            (e.date.earliest, min(e.date.latest, start)) for e, start in zip(self.eras, starts, strict=True)
        ]
        return tuple(span for span in spans[::2] if span[0] < span[1])

    def disputed(self) -> int:
        """Return how many days at the beginning of the magnified stretch not all accounts count."""
        if self.magnify is None:
            return 0
        first = self.magnify[0]
        starts = [[entry.date.earliest for entry in told] for told in accounts(self.notes) if len(told) > 1]
        counted = max((max(days) - first for days in starts if min(days) == first), default=0.0)
        if self.burst and self.burst.date.soft_start:
            counted = max(counted, 1.0)
        return int(min(counted, self.days - 1))


def selected(block: Selection, context: Context) -> list[tuple[int, Event]]:
    """Return the events a timeline shows, with their places in the exhibit's list; report names in vain."""
    events = context.exhibit.events
    known_ids = {event.id for event in events if event.id}
    known_groups = {event.group for event in events if event.group}
    for wanted, known, what in (
        (block.events or (), known_ids, "event"),
        (
            (*(block.groups or ()), *(block.above or ()), *(block.below or ())),
            known_groups,
            "group of events",
        ),
    ):
        for name in wanted:
            if name not in known:
                context.problems.error("no-event", f"there is no {what} {name!r}", block.span, *did_you_mean(name, known))  # fmt: skip
    here = (context.document_name, context.document.layout)
    return [
        (index, event)
        for index, event in enumerate(events)
        if (block.events is None or event.id in block.events)
        and (block.groups is None or event.group in block.groups or event.kind == "era")
        and (not event.only or any(name in event.only for name in here))
    ]


def list_element(element: Element) -> Element:
    """Return the list the events belong to: the block's own element, or one inside its figure."""
    return element if element.role == "L" else element.child("L", "events")


def entries_of(block: Selection, element: Element, context: Context) -> list[Entry]:
    """Return the events a timeline shows, each with its place in the logical tree."""
    found = []
    for index, event in selected(block, context):
        item = list_element(element).child("LI", f"event {index}")
        found.append(Entry(event, told_in(item, event, context)))
    return found


def told_in(item: Element, event: Event, context: Context) -> Element:
    """Return the element of an event's words in an item of a list, after its date, which the drawing shows by a place.

    An event whose words have no room, or stand with those of another, is told all the same.
    """
    item.child("Lbl", "date", words=f"{say(event.date, context.language)}:")
    return item.child("LBody", "words", words=spoken(event, context))


def spoken(event: Event, context: Context) -> str:
    """Return an event in words, without its date."""
    text = "".join(run.text for run in context.inline(event.text))
    mark = context.mark(event.source)
    return context.words(event.title) + (f". {text}" if text else "") + (f" [{mark}]" if mark else "")


def plan_of(block: Selection, element: Element, context: Context, *, band: bool = True) -> Plan | None:
    """Return the plan of a timeline, or None after reporting why there is none.

    With `band` a single stretch to magnify is drawn again under the axis; otherwise it is larger on the axis itself.
    """
    entries = entries_of(block, element, context)
    start = block.start or context.document.start
    end = block.end or context.document.end
    shown = [e.date for e in entries if e.event.kind == "event"] + [line.date for line in block.lines]
    reach = axis_range(shown, start, end)
    if reach is None:
        hint = "write `from:` and `to:`, the earlier date first, or give the exhibit `events:`"
        context.problems.error("timeline", "nothing says when the timeline begins and ends", block.span, hint)
        return None
    stretches = magnified_stretches(block, reach, context)
    band = band and len(stretches) == 1
    if band and stretches[0][1] - stretches[0][0] > MOST_DAYS:
        where = block.where("magnify") if block.magnify else context.document.where("magnify")
        context.problems.error("timeline", f"a band of days has {MOST_DAYS} days at most", where, "`scale: bursts` draws any stretch larger, on the axis itself")  # fmt: skip
        band, stretches = False, ()
    inside = [entry for entry in entries if within(entry, reach, context)]
    plan = divided(block, inside, reach, stretches[0] if band else None, context)
    return plan if band else replace(plan, stretches=stretches)


def magnified(block: Selection, context: Context) -> tuple[Date, ...]:
    """Return what is to be drawn larger, as the block or the document says."""
    return block.magnify or context.document.magnify


def magnified_stretches(
    block: Selection, reach: tuple[float, float], context: Context
) -> tuple[tuple[float, float], ...]:
    """Return the first and last midnight of each stretch to magnify, in the order of time; report what cannot be."""
    found: list[tuple[float, float]] = []
    place = block.where("magnify") if block.magnify else context.document.where("magnify")
    for date in sorted(magnified(block, context)):
        first, last = date.earliest, date.latest
        if not (reach[0] <= first < last <= reach[1]):
            context.problems.error(
                "timeline", f"the stretch to magnify, {date.text}, must lie within the timeline", place
            )
        elif found and first < found[-1][1]:
            context.problems.error(
                "timeline", f"the stretch to magnify, {date.text}, begins before another ends", place
            )
        elif (first, last) != reach:
            found.append((first, last))
    return tuple(found)


def within(entry: Entry, reach: tuple[float, float], context: Context) -> bool:
    """True for what the axis reaches; another event is left out with a warning."""
    if entry.date.latest > reach[0] and entry.date.earliest < reach[1]:
        return True
    if entry.event.kind == "event":
        message = f"{context.words(entry.event.title)!r} ({entry.date.text}) lies outside the timeline and is left out"
        context.problems.warning("timeline", message, entry.event.span, "change `from` or `to`")
    return False


def divided(
    block: Selection,
    entries: Sequence[Entry],
    reach: tuple[float, float],
    magnify: tuple[float, float] | None,
    context: Context,
) -> Plan:
    """Return the plan: which side of the axis each group stands on, and what the magnified stretch takes."""
    eras = tuple(entry for entry in entries if entry.event.kind == "era")
    pauses = tuple(entry for entry in entries if entry.event.group == block.pause)
    rest = [entry for entry in entries if entry not in eras and entry not in pauses]
    names = list(dict.fromkeys(entry.event.group or "" for entry in rest))
    above = (
        list(block.above) if block.above is not None else [n for n in names if n not in (block.below or ())]
    )
    if block.above is None and block.below is None:
        above = names[:1]
    below = [name for name in names if name not in above]
    taken = [
        entry for entry in rest if (entry.event.group or "") in below and magnify and inside(entry, magnify)
    ]
    burst = next((entry for entry in taken if (entry.date.earliest, entry.date.latest) == magnify), None)
    notes = [entry for entry in taken if entry is not burst]
    if magnify:
        notes += [entry for entry in pauses if inside(entry, magnify)]
    lanes = [entry for entry in rest if entry not in taken]
    return Plan(
        *reach, eras, groups(block, lanes, above, context), groups(block, lanes, below, context), magnify, burst,
        tuple(sorted(notes, key=lambda entry: entry.date)), pauses if magnify else (), lines=block.lines,
    )  # fmt: skip


def inside(entry: Entry, stretch: tuple[float, float]) -> bool:
    """True when all of an event lies in a stretch of time."""
    return stretch[0] <= entry.date.earliest and entry.date.latest <= stretch[1]


def groups(
    block: Selection, entries: Iterable[Entry], names: Sequence[str], context: Context
) -> tuple[Group, ...]:
    """Return the groups of one side that have anything to show, in the order the author gave."""
    by_name: dict[str, list[Entry]] = {name: [] for name in names}
    for entry in entries:
        if (entry.event.group or "") in by_name:
            by_name[entry.event.group or ""].append(entry)
    return tuple(
        Group(context.words(block.labels.get(name)), tuple(found)) for name, found in by_name.items() if found
    )


def accounts(entries: Iterable[Entry]) -> tuple[tuple[Entry, ...], ...]:
    """Return the events in order, those that are accounts of one thing together."""
    found: dict[object, list[Entry]] = {}
    for entry in entries:
        found.setdefault(entry.event.account_of or id(entry), []).append(entry)
    return tuple(tuple(told) for told in found.values())


def lane_runs(told: Sequence[Entry], index: int, context: Context, *, dated: bool = False) -> tuple[Run, ...]:
    """Return the label of an event in its lane; of several accounts each has its date in words, ≠ between them.

    With `dated` the date stands before the title too, unless the title says it.
    """
    event = told[index].event
    runs = list(title_and_text(event, context)) if index == 0 else [Run("≠ ", strong=True)]
    if len(told) == 1 and dated and not says_date(context.words(event.title), context):
        runs.insert(0, Run(f"{say(event.date, context.language, form='short')} ", strong=True))
    if index and context.words(event.title) != context.words(told[0].event.title):
        runs.append(Run(f"{context.words(event.title)}, "))
    if len(told) > 1:
        joint = ", " if index == 0 else ""
        runs.append(Run(joint + say(event.date, context.language, year=False)))
    return (*runs, *((Run("", cites=event.source),) if event.source else ()))


def says_date(title: str, context: Context) -> bool:
    """True for a title that names a day or a month by itself, so that its date need not stand before it."""
    names = {
        month_name(m, context.language, form=form) for m in range(1, 13) for form in ("wide", "abbreviated")
    }
    known = {name.lower().rstrip(".") for name in names} | {
        name.lower() for name in month_names(context.language)
    }
    found = {word.lower().strip(".,;:") for word in title.replace("\u00a0", " ").split()}
    return any(character.isdigit() for character in title) and bool(known & found)


def title_and_text(event: Event, context: Context) -> tuple[Run, ...]:
    """Return title and text in one line: a text that begins small goes on in the title's sentence."""
    title, text = context.words(event.title), context.inline(event.text)
    if not text:
        return (Run(title, strong=bool(event.account_of)),)
    return Run(title, strong=True), Run(joint_of(title, text)), *text


def joint_of(title: str, text: Sequence[Run]) -> str:
    """Return what stands between a title and its text: a text that begins small goes on in the title's sentence."""
    return ", " if text[0].text[:1].islower() else " " if title[-1:] in ".?!…" else ". "
