"""Text of an exhibit goes in, paragraphs, lists and quotations that flow over frames come out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar
from unicodedata import bidirectional

from pydantic import Field

from predella.blocks.block import (
    Block,
    Context,
    Fragment,
    Node,
    Space,
    first_baseline,
    pieces_of,
)
from predella.pages import Element, Placed, Role, TextLine
from predella.styles import Style
from predella.text import Listing, Paragraph, Quotation, Run, TextBlock
from predella.typeset import Piece, SetLine, runs_backward, set_lines, set_one_line
from predella.validate import MarkedWords, Prose

FIRST_LETTER = re.compile(r"[«“„‘'\"(]*[^\W\d_][\u0300-\u036f]*")
BESIDE_INITIAL = 0.15
"""White between an initial and the lines beside it, in parts of their size."""

WIDOW = ORPHAN = 2
"""Lines of a paragraph that must stand together at the top and at the bottom of a frame."""


class ParagraphBlock(Block):
    """One paragraph of running text, as the flow sees it; authors write `text`."""

    kind: ClassVar[str] = "p"
    role: ClassVar[Role | None] = "P"
    summary: ClassVar[str] = "a paragraph written in a template"
    shorthand: ClassVar[str | None] = "text"

    text: Prose = Field(description="the text")
    style: str = Field("body", description="its style")
    indent: float = Field(0.0, description="from the frame's edge, in em")
    marker: str = Field("", description="what stands before its first line, such as a bullet")
    initial: int = Field(0, ge=0, le=6, description="lines that its first letter is high; 0 or 1 for none")
    head: Prose | None = Field(None, description="a heading that stands in the first line, before the text")

    def style_name(self) -> str:
        return self.style

    def pieces(self, node: Node, context: Context) -> list[Piece]:
        style = context.styles(self.style)
        pieces = pieces_of(context.inline(self.text), style, node.element, context)
        if self.head is None:
            return pieces
        runs = [replace(run, strong=True) for run in (*context.inline(self.head), Run("\u2002"))]
        look = context.styles("run-in") if "run-in" in context.styles else style
        head = pieces_of(runs, replace(look, size=style.size), node.element.child("Span", "head"), context)
        return [*head, *pieces]

    def words_left(self, node: Node, context: Context) -> int:
        text = "".join(run.text for run in context.inline(self.text))
        return len(text[node.start :].split())

    def lay_out(self, node: Node, space: Space, context: Context) -> Fragment:
        style = context.styles(self.style)
        indent = self.indent * style.size
        pieces = self.pieces(node, context)
        initial = initial_of(pieces, style, self.initial) if self.initial > 1 and not node.start else None
        beside, start = (initial.room, initial.length) if initial else (0.0, node.start)
        lines = set_lines(pieces, space.width - indent, style.manner, start=start, indent=beside, indented=initial.beside if initial else 0)
        if not lines and initial is None:
            return Fragment((), space.y)
        report_wide(lines, node, context)
        baseline = first_baseline(space, style, 0.0, context.step)
        foot = baseline + (self.initial - 1) * style.leading if initial else 0.0
        if foot > space.bottom + 0.05 and not space.at_top:
            return Fragment((), space.y, node)
        count = fitting(baseline, style, len(lines), space, context)
        together = max(ORPHAN, min(self.initial, len(lines)))
        count = whole_lines(count, len(lines), node.start == 0, can_move=not space.at_top, orphan=together)
        placed = [
            Placed(
                space.x + indent + (beside if initial and i < initial.beside else 0.0),
                baseline + i * style.leading,
                line.ink,
                node.element,
                self.style,
                span=node.span,
            )
            for i, line in enumerate(lines[:count])
        ]
        if initial and (placed or not lines):
            placed.insert(0, Placed(space.x + indent, foot, initial.ink, node.element, "initial", span=node.span))
        if self.marker and not node.start and placed:
            placed.insert(0, self.marker_ink(placed[0], space.x, style, node, context))
        bottom = max(foot, baseline + (count - 1) * style.leading) if placed else space.y
        rest = node.from_(lines[count].start) if count < len(lines) else None
        return Fragment(tuple(placed), bottom, rest)

    def marker_ink(self, first: Placed, x: float, style: Style, node: Node, context: Context) -> Placed:
        """Return the bullet or number that stands before the first line."""
        element = node.element.child("Lbl", "marker")
        ink = set_one_line(
            self.marker, style.setting(context.ground, context.language, strong=True), element, hang=True
        )
        return Placed(x, first.y, ink, element, "marker", span=node.span)


@dataclass(frozen=True, slots=True)
class Initial:
    """The letter that begins a paragraph, several lines high.

    `room` is what it takes of the lines beside it, in pt, `length` its characters, `beside` how many lines stand clear of it:
    one more where its hook or tail reaches down to the letters of the next.
    """

    ink: TextLine
    room: float
    length: int
    beside: int


def backward(letter: str) -> bool:
    """True for a letter that runs from right to left."""
    return bidirectional(letter) in ("R", "AL")


def joins(letter: str) -> bool:
    """True for a letter that is joined to the next, from which an initial would tear it."""
    return bidirectional(letter) == "AL"


def initial_of(pieces: Sequence[Piece], style: Style, lines: int) -> Initial | None:
    """Return the first letter of a text so large that it reaches from the capitals of the first line to the last baseline.

    Quotation marks before the letter go with it; None for a text that begins with no letter, with one that is joined to the
    next, or with one of another direction than the page's.
    """
    found = FIRST_LETTER.match(pieces[0].text) if pieces else None
    if found is None or joins(found[0][-1]) or runs_backward(pieces[0].setting.language) != backward(found[0][-1]):
        return None
    setting = pieces[0].setting
    size = ((lines - 1) * style.leading + style.cap_height) / setting.faces[0].cap_height
    large = replace(setting, size=size)
    ink = set_one_line(found[0], large, pieces[0].element, hang=True)
    deep = max(large.faces[0].depth(code) for run in ink.runs for code in run.codes) * size
    beside = lines + (deep > style.leading - style.cap_height)
    return Initial(ink, ink.width + BESIDE_INITIAL * style.size, len(found[0]), beside)


def fitting(baseline: float, style: Style, lines: int, space: Space, context: Context) -> int:
    """Return how many lines from a baseline on stand above the frame's bottom."""
    if baseline > space.bottom + 0.05:
        return 0
    return min(lines, int((space.bottom + 0.05 - baseline) / style.leading) + 1)


def whole_lines(count: int, lines: int, is_start: bool, *, can_move: bool, orphan: int = ORPHAN) -> int:
    """Return how many lines to place so that neither a widow nor an orphan is left; `orphan` lines begin it together."""
    if count >= lines:
        return lines
    if lines - count < WIDOW:
        count = lines - WIDOW
    if is_start and count < orphan and can_move:
        return 0
    return max(count, 0)


def report_wide(lines: Sequence[SetLine], node: Node, context: Context) -> None:
    """Report a word that is wider than its frame; it is set all the same, so that it is not lost."""
    for line in lines:
        if line.overfull > 0.5:
            word = max(line.ink.text.split() or [""], key=len)[:40]
            word = word[::-1] if backward(word[:1] or " ") else word  # a line's ink is in the order in which it stands
            context.problems.error("too-wide", f"{word!r} is {line.overfull / 72 * 25.4:.0f} mm wider than its frame", node.span, "a smaller size, a wider frame or another word")  # fmt: skip


class TextBlockKind(Block):
    """Running text in Markdown: paragraphs, lists and quotations."""

    kind: ClassVar[str] = "text"
    role: ClassVar[Role | None] = None
    summary: ClassVar[str] = "running text in Markdown: paragraphs, lists, quotations, citations"
    shorthand: ClassVar[str | None] = "text"
    example: ClassVar[str] = """\
- text: |
    A sheet of **A4** is as long as the diagonal of a square on its short side.

    Cut it in half, and both halves are A5."""

    text: Prose = Field(description="the text")
    style: str = Field("body", description="style of its paragraphs")
    initial: int = Field(0, ge=0, le=6, description="lines that the first letter is high; 0 or 1 for none")
    head: Prose | None = Field(None, description="a heading that stands in the first line, before the text")

    def nodes(self, node: Node, context: Context) -> Iterator[Node]:
        parent = node.element
        for number, inner in enumerate(nodes_of(context.rich(self.text), parent, self.style, node)):
            if number == 0 and isinstance(inner.block, ParagraphBlock) and (self.initial or self.head):
                block = inner.block.model_copy(update={"initial": self.initial, "head": self.head})
                inner = replace(inner, block=block)
            yield inner


def nodes_of(
    blocks: Sequence[TextBlock], parent: Element, style: str, node: Node, indent: float = 0.0
) -> Iterator[Node]:
    """Yield nodes for rich text, adding their elements to the logical tree."""
    for block in blocks:
        match block:
            case Paragraph(runs, span):
                element = parent.add("P")
                yield replace(
                    node, block=paragraph(runs, style, indent), element=element, span=span or node.span
                )
            case Quotation(inner, span):
                quote = parent.add("BlockQuote")
                yield from nodes_of(inner, quote, "quote", replace(node, span=span), indent)
            case Listing(items, start, span):
                yield from list_nodes(items, start, parent, style, replace(node, span=span), indent)


def list_nodes(
    items: Sequence[Sequence[TextBlock]],
    start: int | None,
    parent: Element,
    style: str,
    node: Node,
    indent: float,
) -> Iterator[Node]:
    """Yield the paragraphs of a list, the first of each item with its bullet or number."""
    listing = parent.add("L")
    for number, item in enumerate(items):
        entry = listing.add("LI")
        label, body = entry.add("Lbl"), entry.add("LBody")
        marker = "\u2013" if start is None else str(start + number)
        item_style = "item" if style == "body" else style
        for inner in nodes_of(item, body, item_style, node, indent + 1.2):
            block = inner.block
            if marker and isinstance(block, ParagraphBlock) and not block.marker:
                inner = replace(inner, block=block.model_copy(update={"marker": marker}))
                # the paragraph paints the marker, and the item has it
                inner.element.by_key["marker"] = label
                marker = ""
            yield inner


def paragraph(runs: Sequence[Run], style: str, indent: float = 0.0) -> ParagraphBlock:
    """Return runs as a block of the flow."""
    words = MarkedWords({}, tuple(runs))
    return ParagraphBlock.model_construct(text=words, style=style, indent=indent, marker="", initial=0, head=None)


class Lead(TextBlockKind):
    """The lead: the few sentences that a visitor reads first."""

    kind: ClassVar[str] = "lead"
    summary: ClassVar[str] = "the lead: one to three sentences, larger than the text"
    example: ClassVar[str] = "- lead: One sheet, halved again and again, gives every size of the series."

    style: str = Field("lead", description="style of its paragraphs")


class Heading(Block):
    """A heading. Level 1 is the title of a page, 2 a section, 3 a part of it."""

    kind: ClassVar[str] = "heading"
    role: ClassVar[Role | None] = "H"
    summary: ClassVar[str] = "a heading; level 1 is the title of a page, 2 a section, 3 a part of it"
    shorthand: ClassVar[str | None] = "text"
    example: ClassVar[str] = "- heading: Why every sheet has one shape"

    text: Prose = Field(description="the heading, one paragraph")
    level: int = Field(2, ge=1, le=6, description="1 to 6")
    style: str | None = Field(None, description="else title, heading or subheading, after the level")

    def style_name(self) -> str:
        return self.style or {1: "title", 2: "heading"}.get(self.level, "subheading")

    def describe(self, element: Element, context: Context) -> None:
        element.level = self.level
        element.title = "".join(run.text for run in context.inline(self.text))

    def words_left(self, node: Node, context: Context) -> int:
        return len((node.element.title or "").split())

    def lay_out(self, node: Node, space: Space, context: Context) -> Fragment:
        style = context.styles(self.style_name())
        pieces = pieces_of(context.inline(self.text), style, node.element, context)
        lines = set_lines(pieces, space.width, style.manner)
        report_wide(lines, node, context)
        baseline = first_baseline(space, style, 0.0, context.step)
        bottom = baseline + max(0, len(lines) - 1) * style.leading
        if bottom > space.bottom + 0.05:
            return Fragment((), space.y, node)
        placed = [
            Placed(
                space.x,
                baseline + i * style.leading,
                line.ink,
                node.element,
                self.style_name(),
                span=node.span,
            )
            for i, line in enumerate(lines)
        ]
        return Fragment(tuple(placed), bottom)


class Quote(Block):
    """A quotation with who said it and where that stands."""

    kind: ClassVar[str] = "quote"
    role: ClassVar[Role | None] = "BlockQuote"
    summary: ClassVar[str] = "a quotation, who said it, and where that stands"
    shorthand: ClassVar[str | None] = "text"
    example: ClassVar[str] = """\
- quote:
    text: A sheet may have any shape, but one shape is unlike all others.
    who: An example, not a quotation"""

    text: Prose = Field(description="the words quoted")
    who: Prose | None = Field(None, description="who said it; a citation here says where it stands")

    def style_name(self) -> str:
        return "quote"

    def nodes(self, node: Node, context: Context) -> Iterator[Node]:
        yield from nodes_of(context.rich(self.text), node.element, "quote", node)
        who = context.inline(self.who)
        if who:
            element = node.element.add("P")
            yield replace(node, block=paragraph(who, "caption"), element=element)


__all__ = ["Heading", "Lead", "ParagraphBlock", "Quote", "TextBlockKind", "nodes_of", "paragraph"]
