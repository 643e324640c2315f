"""Events of the exhibit go in, a timeline to scale comes out: bars beside an axis, and one stretch of it magnified."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar, Literal

from pydantic import Field

from predella.blocks.block import Context, Fragment, Node, Space, spaced_top
from predella.blocks.timeline_hoist import lay_flags
from predella.blocks.timeline_horizontal import lay_horizontal
from predella.blocks.timeline_lanes import caption_element
from predella.blocks.timeline_marks import true_height
from predella.blocks.timeline_plan import Plan, Selection, entries_of, list_element, magnified, plan_of
from predella.blocks.timeline_vertical import lay_vertical
from predella.dates import say
from predella.diagnostics import Problems
from predella.mirroring import Facing
from predella.pages import Element, Role
from predella.phrases import phrase


class Timeline(Selection):
    """A timeline of the exhibit's events."""

    kind: ClassVar[str] = "timeline"
    role: ClassVar[Role | None] = "L"
    summary: ClassVar[str] = (
        "the exhibit's events beside a time axis, to scale; one stretch of it may be magnified"
    )
    drawing: ClassVar[bool] = True
    facing: ClassVar[Facing] = "time"
    example: ClassVar[str] = """\
- timeline:
    from: 1890
    to: 1930
    above: [inventions]"""

    orientation: Literal["auto", "horizontal", "vertical"] = Field(
        "auto", description="auto: along the longer side of the space"
    )
    arrangement: Literal["auto", "beside", "flags"] = Field(
        "auto",
        description="where labels stand: beside their bars, or as flags in rows off the axis, led to their dates; "
        "auto: beside where they have room",
    )
    scale: Literal["auto", "even", "bursts"] = Field(
        "auto",
        description="bursts: stretches where events crowd, or those to magnify, are drawn larger on the axis; "
        "auto: only where an even scale has no room",
    )
    last: Literal["strong", "plain"] = Field("strong", description="how the last day of the band is drawn")
    key: bool = Field(True, description="false: no explanation of the signs, when a `timeline_key` gives it")

    def style_name(self) -> str:
        return "figure"

    def describe(self, element: Element, context: Context) -> None:
        """Say what the list is, and add an item for each event in the order of time."""
        list_ = list_element(element)
        if magnified(self, context) or self.scale == "bursts":
            caption_element(list_)
        found = [entry.date for entry in entries_of(self, element, context)]
        start, end = self.start or context.document.start, self.end or context.document.end
        if found and element.role == "Figure":
            first, last = (say(date, context.language) for date in (start or found[0], end or found[-1]))
            element.alt = phrase("timeline-list", context.language, first=first, last=last, count=len(found))

    def lay_out(self, node: Node, space: Space, context: Context) -> Fragment:
        room = Space(space.x, spaced_top(space, 0.0), space.width, space.bottom, space.at_top)
        upright = self.orientation == "vertical" or (
            self.orientation == "auto" and true_height(room) > room.width
        )
        plan = plan_of(self, node.element, context, band=not self.on_axis(context))
        if plan is None:
            return Fragment((), space.y)
        laid = (
            lay_vertical(self, plan, node, room, context)
            if upright
            else self.across(plan, node, room, context)
        )
        if laid is None:
            return Fragment((), space.y, node)
        return laid

    def on_axis(self, context: Context) -> bool:
        """True when what is magnified is larger on the axis itself, not drawn again below it."""
        return self.arrangement == "flags" or self.scale == "bursts" or len(magnified(self, context)) > 1

    def across(self, plan: Plan, node: Node, room: Space, context: Context) -> Fragment | None:
        """Return the drawing along a horizontal axis, or None when the space is too small for it."""
        if self.on_axis(context) or any(entry.event.figure for entry in plan.entries()):
            return lay_flags(self, plan, node, room, context)
        if self.arrangement == "beside" or plan.magnify:
            return lay_horizontal(self, plan, node, room, context)
        # What is tried may fail without a word; the last that is tried says why.
        trial = replace(context, problems=Problems())
        within = replace(room, bottom=room.y + true_height(room))
        laid = lay_horizontal(self, plan, node, within, trial)
        if laid is None or trial.problems.has_errors:
            return lay_flags(self, plan, node, room, context)
        context.problems.extend(trial.problems.found)
        return laid
