"""The words that pages repeat go in; the page number, the running line and the rule come out."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar, Literal

from pydantic import Field

from predella.blocks.block import (
    Block,
    Context,
    Fragment,
    Node,
    Space,
    first_baseline,
    label,
    pieces_of,
    shape,
)
from predella.blocks.prose import report_wide
from predella.pages import MM, Placed, Role, line
from predella.phrases import number, phrase
from predella.text import Run
from predella.typeset import set_lines
from predella.validate import LengthField, Prose, Text

GAP = 1.0
"""White between the two ends of a running line, in parts of the leading."""


def page_words(context: Context, form: str = "long") -> str:
    """Return "Page 1 of 2" in the edition's language, or the number alone."""
    if form == "short":
        return number(context.page_number, context.language)
    return phrase("page", context.language, number=context.page_number, count=context.page_count)


def turned(align: Literal["left", "right"], context: Context) -> Literal["left", "right"]:
    """Return the edge that mirrors another one on even pages."""
    if context.page_number % 2:
        return align
    return "left" if align == "right" else "right"


def page_heading(context: Context) -> tuple[Run, ...]:
    """Return the first heading on the page, else the last before it; nothing where none has been set yet."""
    here = [mark.title for mark in context.headings if mark.page == context.page_number]
    before = [mark.title for mark in context.headings if mark.page < context.page_number]
    return tuple(Run(title) for title in here[:1] or before[-1:])


class PageNumber(Block):
    """The page number and how many pages there are."""

    kind: ClassVar[str] = "page_number"
    role: ClassVar[Role | None] = "P"
    summary: ClassVar[str] = "the number of the page and how many there are, for a repeated frame"
    example: ClassVar[str] = "- page_number: {align: left}"

    align: Literal["left", "right"] = Field("right", description="the edge of the frame that it stands on")
    form: Literal["long", "short"] = Field("long", description="Page 3 of 8, or 3")
    mirror: bool = Field(False, description="true: on even pages at the other edge")

    def style_name(self) -> str:
        return "note"

    def lay_out(self, node: Node, space: Space, context: Context) -> Fragment:
        style = context.styles("note")
        baseline = first_baseline(space, style, 0.0, context.step)
        if baseline > space.bottom + 0.05:
            return Fragment((), space.y, node)
        align = turned(self.align, context) if self.mirror else self.align
        x = space.x + (space.width if align == "right" else 0.0)
        words = label(page_words(context, self.form), x, baseline, style, context, element=node.element, align=align, role="page number")  # fmt: skip
        return Fragment((words,), baseline)


class RunningLine(Block):
    """A line at the head or the foot of pages, with words at both ends."""

    kind: ClassVar[str] = "running_line"
    role: ClassVar[Role | None] = "P"
    summary: ClassVar[str] = "one line with words at its left and its right end"
    shorthand: ClassVar[str | None] = "left"
    example: ClassVar[str] = "- running_line: {left: The paper series, right: ISO 216}"

    left: Prose | None = Field(None, description="words at the left end; on a wall in strong type")
    right: Text | None = Field(None, description="words at the right end")
    heading: bool = Field(
        False, description="true: the first heading on the page stands at the left end, else the last before it"
    )
    page_number: bool = Field(False, description="the page number stands at the right end")
    form: Literal["long", "short"] = Field("long", description="the page number as Page 3 of 8, or as 3")
    mirror: bool = Field(
        False, description="true: on even pages the short end stands at the left, as in sheets printed on both sides"
    )

    def style_name(self) -> str:
        return "note"

    def lists_headings(self) -> bool:
        return self.heading

    def lay_out(self, node: Node, space: Space, context: Context) -> Fragment:
        style = context.styles("note")
        baseline = first_baseline(space, style, 0.0, context.step)
        words = page_words(context, self.form) if self.page_number else context.words(self.right)
        end = label(words, space.x + space.width, baseline, style, context, element=node.element, align="right", role="running line")  # fmt: skip
        width = space.width - (end.rect.width + GAP * style.leading if words else 0.0)
        said = page_heading(context) if self.heading else ()
        start = tuple(
            replace(run, strong=run.strong or not context.held) for run in said or context.inline(self.left)
        )
        after: tuple[Placed, ...] = (end,) if words else ()
        if width <= 0:
            context.problems.error("too-wide", f"the running line is {-width / MM:.0f} mm too long for its frame", node.span, "shorten its words")  # fmt: skip
            start, width, after = (*start, Run(" "), Run(words)), space.width, ()
        lines = set_lines(pieces_of(start, style, node.element, context), width)
        report_wide(lines, node, context)
        before = [
            Placed(
                space.x, baseline + i * style.leading, item.ink, node.element, "running line", span=node.span
            )
            for i, item in enumerate(lines)
        ]
        bottom = baseline + max(0, len(lines) - 1) * style.leading
        if bottom > space.bottom + 0.05 and not space.at_top:
            return Fragment((), space.y, node)
        if self.mirror and after and context.page_number % 2 == 0:
            before = [item.moved(right=space.width - item.rect.width) for item in before]
            after = (end.moved(right=end.rect.width - space.width),)
        return Fragment((*before, *after), bottom)


class RuleBlock(Block):
    """A rule across the frame, from which a figure or a heading hangs."""

    kind: ClassVar[str] = "rule"
    role: ClassVar[Role | None] = None
    summary: ClassVar[str] = "a rule across the frame, from which the next thing hangs"
    example: ClassVar[str] = "- rule: {}"

    stroke: str = Field("rule", description="its width: one of the theme's strokes")
    length: LengthField | None = Field(None, description="how long it is; as wide as its frame when left out")

    def style_name(self) -> str:
        return "rule"

    def lay_out(self, node: Node, space: Space, context: Context) -> Fragment:
        width = context.styles.stroke(self.stroke)
        long = self.length.pt(context.unit, context.step) if self.length else space.width
        if space.y + width > space.bottom + 0.05:
            return Fragment((), space.y, node)
        path = line(0, 0, min(long, space.width), 0)
        ink = shape(
            space.x, space.y + width / 2, path, stroke=context.ground["line"], width=width, role="rule"
        )
        return Fragment((ink,), space.y + width)


__all__ = ["PageNumber", "RuleBlock", "RunningLine", "page_words"]
