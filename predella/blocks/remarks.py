"""A remark, a term or a fact goes in, paragraphs that stand apart from the running text come out."""

from __future__ import annotations

from collections.abc import Iterator
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
    mark_pieces,
    pieces_of,
    plain_runs,
)
from predella.blocks.page_number import RuleBlock
from predella.blocks.prose import nodes_of, paragraph, report_wide
from predella.model import CitesField
from predella.pages import Placed, Role
from predella.styles import Style
from predella.text import Run, plain
from predella.themes import StyleSet
from predella.typeset import Piece, SetLine, set_lines
from predella.validate import Length, Prose, Text

SIZES = ("giant", "title", "display", "place", "heading")
"""Styles of a pull fact, from the largest on."""


class Callout(Block):
    """A short remark beside the running text."""

    kind: ClassVar[str] = "callout"
    role: ClassVar[Role | None] = "Note"
    summary: ClassVar[str] = "a short remark set apart from the running text by a heavy bar above it"
    shorthand: ClassVar[str | None] = "text"
    example: ClassVar[str] = """\
- callout:
    title: Try it
    text: Fold a sheet in half and in half again. Each time it has the same shape."""

    text: Prose = Field(description="the remark")
    title: Text | None = Field(None, description="a few words above it, in strong type")

    def nodes(self, node: Node, context: Context) -> Iterator[Node]:
        yield replace(node, block=RuleBlock(stroke="wall", length=Length(2, "u")))
        title = context.words(self.title)
        if title:
            heading = paragraph(plain_runs(title, strong=True), "callout-title")
            yield replace(node, block=heading, element=node.element.add("P"))
        yield from nodes_of(context.rich(self.text), node.element, "callout", node)


class Definition(Block):
    """One term and what it means, where it is needed."""

    kind: ClassVar[str] = "definition"
    role: ClassVar[Role | None] = None
    summary: ClassVar[str] = "one term and what it means, where it is needed; a `glossary` is a sorted list of them"
    example: ClassVar[str] = """\
- definition:
    term: Aspect ratio
    form: width to height
    text: How much longer one side of a sheet is than the other."""

    term: Text = Field(description="the word")
    text: Prose = Field(description="what it means")
    form: Text | None = Field(None, description="the word in its own language or script, or how it is said")
    source: CitesField = Field((), description="where the meaning stands")
    style: str = Field("body", description="style of the paragraph")

    def nodes(self, node: Node, context: Context) -> Iterator[Node]:
        runs = [*plain_runs(context.words(self.term), strong=True)]
        form = context.words(self.form)
        if form:
            runs += [Run(" ("), Run(form, emphasis=True), Run(")")]
        runs += [Run(": "), *context.inline(self.text)]
        if self.source:
            runs.append(Run("", cites=self.source))
        yield replace(node, block=paragraph(runs, self.style), element=node.element.add("P"))


class PullFact(Block):
    """A fact that a visitor reads first, in type as large as its frame allows."""

    kind: ClassVar[str] = "pull_fact"
    role: ClassVar[Role | None] = "P"
    summary: ClassVar[str] = "a number or a few words that are read first, as large as the frame allows, with a line under them"
    shorthand: ClassVar[str | None] = "text"
    example: ClassVar[str] = """\
- pull_fact:
    text: 16 sheets
    note: of A4 make one square metre."""

    text: Text = Field(description="a number or a few words")
    note: Prose | None = Field(None, description="what it means, one or two lines")
    size: Literal["giant", "title", "display", "place", "heading"] = Field(
        "giant", description="style of the words at most; smaller where they would not fit on a line"
    )
    source: CitesField = Field((), description="where it stands")

    def style_name(self) -> str:
        return self.size

    def words_left(self, node: Node, context: Context) -> int:
        return len(f"{context.words(self.text)} {plain(context.inline(self.note))}".split())

    def fitting(self, styles: StyleSet, pieces: dict[str, list[Piece]], width: float) -> tuple[str, tuple[SetLine, ...]]:
        """Return the largest style in which the words stand on one line, else the smallest, and its lines."""
        for name in pieces:
            lines = set_lines(pieces[name], width, replace(styles(name).manner, even=True))
            if len(lines) <= 1 and all(line.overfull <= 0.5 for line in lines):
                break
        return name, lines

    def first(self, space: Space, style: Style, context: Context) -> float:
        """Return the first baseline; the words rise no higher than a lead's capitals.

        Where a frame says on which baseline its text begins, it was drawn for a lead or for running text.
        """
        baseline = first_baseline(space, style, 0.0, context.step)
        if space.first is None:
            return baseline
        return baseline + max(0.0, style.cap_height - context.styles("lead").cap_height)

    def lay_out(self, node: Node, space: Space, context: Context) -> Fragment:
        runs = plain_runs(context.words(self.text))
        names = SIZES[SIZES.index(self.size) :]
        pieces = {name: pieces_of(runs, context.styles(name), node.element, context) for name in names}
        name, lines = self.fitting(context.styles, pieces, space.width)
        report_wide(lines, node, context)
        style, note = context.styles(name), context.styles("unit")
        first = self.first(space, style, context)
        placed = [Placed(space.x, first + i * style.leading, item.ink, node.element, "pull fact", span=node.span) for i, item in enumerate(lines)]  # fmt: skip
        bottom = first + max(0, len(lines) - 1) * style.leading
        words = pieces_of(context.inline(self.note), note, node.element, context)
        if self.source:
            words += mark_pieces(self.source, note, node.element.child("Reference", "source"), context)
        below = set_lines(words, space.width) if words else ()
        report_wide(below, node, context)
        for number, item in enumerate(below):
            # the words hang as far under the large ones as their own line is high
            baseline = bottom + 0.25 * style.size + note.leading * (number + 1) - 0.3 * note.leading
            placed.append(Placed(space.x, baseline, item.ink, node.element, "note", span=node.span))
        bottom = placed[-1].y if below else bottom
        if bottom > space.bottom + 0.05:
            return Fragment((), space.y, node)
        return Fragment(tuple(placed), bottom)


__all__ = ["Callout", "Definition", "PullFact"]
