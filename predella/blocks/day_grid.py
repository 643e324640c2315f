"""Days go in, a calendar of their weeks comes out: a cell for each day, some left open, the last set apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import ClassVar, Self

from pydantic import Field, field_validator, model_validator

from predella import dates
from predella.blocks.block import (
    Block,
    Context,
    Fragment,
    Node,
    Space,
    label,
    shape,
    spaced_top,
)
from predella.blocks.count_strip import CountStrip
from predella.date_words import locale_of
from predella.dates import Date, say
from predella.mirroring import Facing
from predella.pages import MM, Element, Placed, Role, box
from predella.phrases import phrase
from predella.validate import DateField, Model, wrong

MOST = 371
"""Days; a year and its broken weeks."""
ROW, CELL = 1.536, 1.42
"""From row to row and the height of a cell, in leadings of the digits: 6.4 mm and 5.9 in the hand."""
TIGHTEST = 1.2
HEAD = 0.72
"""From the weekdays' baseline to the first cells, in leadings."""
INSET = 0.31
"""From a cell's left edge to its digits, in leadings."""
GAP = 0.057
"""Between two cells of a row, in widths of a cell with its gap."""
WEEK = 7


class DaysOpen(Model):
    """Days that are left open."""

    first: DateField = Field(alias="from", description="first day")
    last: DateField = Field(alias="to", description="last day")


@dataclass(frozen=True, slots=True)
class Calendar:
    """What is drawn: the first day's number, how many days, which are open, counted from 0, and whether the last is set apart."""

    first: int
    count: int
    open: tuple[range, ...]
    last: bool

    def is_open(self, index: int) -> bool:
        return any(index in days for days in self.open)

    def in_words(self, days: range, language: str) -> str:
        """Return days, counted from 0, in words."""
        ends = dict.fromkeys((days[0], days[-1]))
        written = ("{:04d}-{:02d}-{:02d}".format(*dates.from_day_number(self.first + end)) for end in ends)
        return say(dates.parse("/".join(written)), language)


class DayGrid(Block):
    """A calendar of some weeks; without dates of its own, of the days of the exhibit's strip."""

    kind: ClassVar[str] = "day_grid"
    role: ClassVar[Role | None] = "Figure"
    summary: ClassVar[str] = "a calendar: one cell a day, a row for each week from the first day on"
    drawing: ClassVar[bool] = True
    facing: ClassVar[Facing] = "time"
    example: ClassVar[str] = """\
- day_grid:
    dates: 2026-07-04/2026-07-31
    openings: [{from: 2026-07-14, to: 2026-07-16}]
    last: true"""

    dates: DateField | None = Field(None, description="first and last day, first/last")
    openings: tuple[DaysOpen, ...] = Field((), description="days that are left open")
    last: bool = Field(False, description="set the last day apart")

    @field_validator("dates")
    @classmethod
    def check_days(cls, value: Date | None) -> Date | None:
        """Refuse dates that are not known to the day, and more days than a calendar can show."""
        if value is not None and not 2 <= (value.days or 0) <= MOST:
            found = f"{value.days} days" if value.days else "dates that are not known to the day"
            raise wrong("day-grid", f"a calendar has 2 to {MOST} days, and these are {found}", None, "write first/last, such as 2026-07-04/2026-07-31")  # fmt: skip
        return value

    @model_validator(mode="after")
    def check_openings(self) -> Self:
        """Refuse openings that are not days of the calendar."""
        for opening in self.openings:
            inside = self.dates is not None and (
                self.dates.earliest <= opening.first.earliest < opening.last.latest <= self.dates.latest
            )
            if not inside or opening.first.days != 1 or opening.last.days != 1:
                days = self.dates.text if self.dates else "none"
                raise wrong("day-grid", f"no opening from {opening.first.text} to {opening.last.text}: the days are {days}", opening.span)  # fmt: skip
        return self

    def style_name(self) -> str:
        return "figure"

    def calendar(self, context: Context) -> Calendar | None:
        """Return what is drawn: this block's days, or those of the exhibit's strip; None when there are none."""
        if self.dates is not None:
            first = int(self.dates.earliest)
            days = tuple(
                range(int(o.first.earliest) - first, int(o.last.latest) - first) for o in self.openings
            )
            return Calendar(first, self.dates.days or 0, days, self.last)
        item = context.exhibit.strip
        strip = item.block if item is not None else None
        if not isinstance(strip, CountStrip) or strip.dates is None:
            return None
        days = tuple(range(strip.number(o.first) - 1, strip.number(o.last)) for o in strip.openings)
        return Calendar(int(strip.dates.earliest), strip.count, days, strip.last is not None)

    def describe(self, element: Element, context: Context) -> None:
        calendar = self.calendar(context)
        if calendar is None:
            context.problems.error("day-grid", "a calendar needs `dates`", self.span, "write `dates: 2026-07-04/2026-07-31`, or give the exhibit a `strip:` with dates")  # fmt: skip
            return
        language = context.language
        whole = calendar.in_words(range(calendar.count), language)
        said = [phrase("day-grid", language, count=calendar.count, dates=whole)]
        said += [
            phrase("day-grid-open", language, dates=calendar.in_words(days, language))
            for days in calendar.open
        ]
        if calendar.last:
            last = calendar.in_words(range(calendar.count - 1, calendar.count), language)
            said.append(phrase("day-grid-last", language, dates=last))
        element.alt = " ".join(said)

    def lay_out(self, node: Node, space: Space, context: Context) -> Fragment:
        calendar = self.calendar(context)
        if calendar is None:
            return Fragment((), space.y)
        style = context.styles("digit")
        top = spaced_top(space, 0.0) + context.styles("note").cap_height + HEAD * style.leading
        weeks = -(-calendar.count // WEEK)
        gap = (ROW - CELL) * style.leading
        row = min(ROW * style.leading, (space.bottom - top + gap) / weeks)
        if row < TIGHTEST * style.leading:
            if space.at_top:
                context.problems.error("too-high", f"{weeks} weeks take {weeks * TIGHTEST * style.leading / MM:.0f} mm, and there are {(space.bottom - top) / MM:.0f} mm", self.span, "a higher frame, or fewer days")  # fmt: skip
            return Fragment((), space.y, node)
        wide = space.width / (WEEK - GAP)
        placed = self.weekdays(calendar, top - HEAD * style.leading, wide, node.element, space, context)
        for index in range(calendar.count):
            week, weekday = divmod(index, WEEK)
            x, y = space.x + weekday * wide, top + week * row
            placed += self.cell(calendar, index, x, y, wide * (1 - GAP), row - gap, node.element, context)
        self.report_narrow(placed, wide, context)
        bottom = top + weeks * row - gap
        return Fragment(tuple(replace(item, span=node.span) for item in placed), bottom)

    def weekdays(
        self, calendar: Calendar, baseline: float, wide: float, element: Element, space: Space, context: Context
    ) -> list[Placed]:  # fmt: skip
        """Return the names of the weekdays above their columns; the first column is the first day's."""
        style = context.styles("note")
        inset = INSET * context.styles("digit").leading
        names = weekday_names(context.language)
        # Day 1 of the proleptic calendar is a Monday.
        first = (calendar.first - 1) % WEEK
        return [
            label(
                names[(first + i) % WEEK],
                space.x + i * wide + inset,
                baseline,
                style,
                context,
                element=element,
            )
            for i in range(min(WEEK, calendar.count))
        ]

    def cell(
        self, calendar: Calendar, index: int, x: float, y: float, width: float, height: float, element: Element,
        context: Context,
    ) -> list[Placed]:  # fmt: skip
        """Return one day: its cell, and its number in the month."""
        ground, style = context.ground, context.styles("digit")
        edge = context.styles.stroke("edge")
        fill, ink = ("strong", "on_strong") if calendar.last and index == calendar.count - 1 else ("accent", "on_accent")  # fmt: skip
        if calendar.is_open(index):
            path = box(width - edge, height - edge, edge / 2, edge / 2)
            drawn = shape(x, y, path, stroke=ground["line"], width=edge, element=element, role="day")
            ink = "text"
        else:
            drawn = shape(x, y, box(width, height), fill=ground[fill], element=element, role="day")
        day = str(dates.from_day_number(calendar.first + index)[2])
        baseline = y + (height + style.cap_height) / 2
        return [
            drawn,
            label(day, x + INSET * style.leading, baseline, style, context, element=element, colour=ink),
        ]

    def report_narrow(self, placed: Sequence[Placed], wide: float, context: Context) -> None:
        """Report a frame in which words and digits are wider than their column."""
        inset = INSET * context.styles("digit").leading
        widest = max(item.rect.width for item in placed if item.role == "label")
        if widest + 1.5 * inset > wide:
            needed = (widest + 1.5 * inset) * WEEK / MM
            context.problems.error("too-wide", f"the calendar's columns are {wide / MM:.0f} mm wide, too narrow for its digits and weekdays", self.span, f"a frame {needed:.0f} mm wide")  # fmt: skip


@lru_cache(maxsize=64)
def weekday_names(language: str) -> tuple[str, ...]:
    """Return the shortest names of the weekdays that can be told apart, from Monday (CLDR's short names)."""
    from babel.dates import get_day_names

    names = get_day_names("short", context="stand-alone", locale=locale_of(language))
    return tuple(str(names[day]) for day in range(WEEK))
