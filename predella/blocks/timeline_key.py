"""The signs that a timeline uses go in, an explanation of each comes out: hard end, comb, sources that disagree."""

from __future__ import annotations

from typing import ClassVar

from predella.blocks.block import (
    Context,
    Fragment,
    Node,
    Space,
    first_baseline,
    label,
    plain_runs,
    shape,
)
from predella.blocks.timeline_marks import Words, bar_path, date_bar, sizes_of, words
from predella.blocks.timeline_plan import Plan, Selection, plan_of
from predella.pages import DECORATION, Element, Placed, Role
from predella.phrases import phrase
from predella.timescale import Bar, Scale, linear

SWATCH = 5 / 3
"""The width of a sign, in leadings of its label: 20 mm on A1."""
AIRY = 4 / 3
"""From one row to the next, in leadings, where there is room."""
TEXT = 13 / 6
"""Where the words beside a sign begin."""


def signs_of(plan: Plan, scale: Scale, context: Context) -> tuple[str, ...]:
    """Return the signs that a timeline uses and that need words; hard ends alone explain themselves."""
    sizes = sizes_of(context)
    entries = plan.entries()
    bars = [date_bar(entry.date, scale, sizes) for entry in entries]
    told = [entry.event.account_of for entry in entries if entry.event.account_of]
    signs = []
    if any(bar.comb_left or bar.comb_right for bar in bars):
        signs += ["timeline-hard-end", "timeline-comb"]
    if any(entry.date.uncertain for entry in entries):
        signs.append("timeline-uncertain")
    if len(told) > len(set(told)):
        signs.append("timeline-disagree")
    return tuple(signs)


def sign(name: str, x: float, baseline: float, context: Context) -> Placed:
    """Return a sign, centred on the height of the capitals beside it."""
    sizes = sizes_of(context)
    if name == "timeline-disagree":
        middle = x + SWATCH * sizes.line / 2
        return label("≠", middle, baseline, context.styles("unit"), context, align="centre", element=DECORATION, role="key")
    width = SWATCH * sizes.line
    soft = width / 4 if name == "timeline-comb" else 0.0
    path = bar_path(Bar(0, width, soft, soft), sizes.bar)
    top = baseline - (sizes.cap + sizes.bar) / 2
    if name == "timeline-uncertain":
        stroke = context.styles.stroke("edge")
        return shape(x, top, path, stroke=context.ground["line"], width=stroke, role="key")
    return shape(x, top, path, fill=context.ground["state"], role="key")


def key_words(name: str, measure: float, list_: Element, context: Context) -> Words:
    """Return the words of a sign."""
    element = list_.child("LI", name).child("LBody", "words")
    return words(plain_runs(phrase(name, context.language)), measure, element, context)


def key_row(
    signs: tuple[str, ...], x: float, right: float, baseline: float, list_: Element, context: Context
) -> tuple[list[Placed], float]:
    """Return the signs side by side, in as many rows as they need, and the last baseline."""
    sizes = sizes_of(context)
    placed: list[Placed] = []
    at = x
    for name in signs:
        said = key_words(name, right - x - TEXT * sizes.line, list_, context)
        width = TEXT * sizes.line + said.width
        if at > x and at + width > right:
            at, baseline = x, baseline + sizes.line * AIRY
        placed += [
            sign(name, at, baseline, context),
            *said.placed(at + TEXT * sizes.line, baseline, role="key"),
        ]
        at += width + 2 * sizes.gap
    return placed, baseline


class TimelineKey(Selection):
    """The key of a timeline, where it stands apart from it."""

    kind: ClassVar[str] = "timeline_key"
    role: ClassVar[Role | None] = "L"
    summary: ClassVar[str] = "the signs of a timeline in words, for a frame of their own"
    example: ClassVar[str] = "- timeline_key:"

    def style_name(self) -> str:
        return "figure"

    def lay_out(self, node: Node, space: Space, context: Context) -> Fragment:
        # The plan is only looked at; the list of its events belongs to the timeline.
        plan = plan_of(self, Element("L"), context)
        if plan is None:
            return Fragment((), space.y)
        sizes, style = sizes_of(context), context.styles("note")
        scale = linear(plan.start, plan.end, 0.0, context.page_width - 6 * context.unit)
        baseline = first_baseline(space, style, 0.0, context.step)
        placed: list[Placed] = []
        last = space.y
        signs = signs_of(plan, scale, context)
        airy = baseline + (len(signs) - 1) * AIRY * sizes.line <= space.bottom
        pitch = sizes.line * (AIRY if airy else 1.0)
        for name in signs:
            said = key_words(name, space.width - TEXT * sizes.line, node.element, context)
            placed += [
                sign(name, space.x, baseline, context),
                *said.placed(space.x + TEXT * sizes.line, baseline, role="key"),
            ]
            last = baseline + said.height - style.leading
            baseline = last + pitch
        if placed and last > space.bottom + 0.1:
            return Fragment((), space.y, node)
        return Fragment(tuple(placed), last)
