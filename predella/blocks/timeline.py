"""Events of the exhibit go in, a timeline to scale comes out: bars beside an axis, and one stretch of it magnified."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar, Literal

from pydantic import Field

from predella.blocks.block import Context, Fragment, Node, Space, spaced_top
from predella.blocks.timeline_column import lay_column
from predella.blocks.timeline_hoist import lay_flags
from predella.blocks.timeline_horizontal import lay_horizontal
from predella.blocks.timeline_lanes import caption_element
from predella.blocks.timeline_marks import true_height
from predella.blocks.timeline_plan import (
    Plan,
    Selection,
    entries_of,
    list_element,
    magnified,
    plan_of,
    selected,
)
from predella.blocks.timeline_vertical import lay_vertical
from predella.dates import say
from predella.diagnostics import Problems
from predella.mirroring import Facing
from predella.pages import Element, Role
from predella.phrases import phrase

WIDE = 45.0
"""em; the width from which a vertical timeline has words on both sides of its axis."""


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
        on_axis = self.on_axis(upright, context)
        plan = plan_of(self, node.element, context, band=not on_axis)
        if plan is None:
            return Fragment((), space.y)
        if upright:
            wide = room.width >= WIDE * context.styles("note").size and self.arrangement != "beside"
            lay = lay_column if on_axis or (wide and not plan.magnify) else lay_vertical
        else:
            lay = lay_flags if on_axis else self.across
        laid = lay(self, plan, node, room, context)
        return Fragment((), space.y, node) if laid is None else laid

    def on_axis(self, upright: bool, context: Context) -> bool:
        """True when what is magnified is larger on the axis itself, not drawn again below it."""
        told = self.arrangement == "flags" or self.scale == "bursts" or len(magnified(self, context)) > 1
        pictured = any(event.figure for _, event in selected(self, context))
        return told or pictured or (upright and bool(self.lines))

    @staticmethod
    def across(block: Timeline, plan: Plan, node: Node, room: Space, context: Context) -> Fragment | None:
        """Return the drawing along a horizontal axis, with labels beside their bars where they have room there."""
        if block.arrangement == "beside" or plan.magnify:
            return lay_horizontal(block, plan, node, room, context)
        # What is tried may fail without a word; the last that is tried says why.
        trial = replace(context, problems=Problems())
        within = replace(room, bottom=room.y + true_height(room))
        laid = lay_horizontal(block, plan, node, within, trial)
        if laid is None or trial.problems.has_errors:
            return lay_flags(block, plan, node, room, context)
        context.problems.extend(trial.problems.found)
        return laid
