"""What every block is: data an author writes, a place in the logical tree, and a way to lay itself out in a space."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar, Self

from pydantic import model_validator

from predella.blocks.unset import report_unset
from predella.diagnostics import Problems, Span
from predella.drafts import DraftTexts
from predella.mirroring import Facing, kept
from predella.model import DocumentSpec, Exhibit, Figure, Section
from predella.pages import Bookmark, Element, PathOps, Placed, Role, Shape
from predella.styles import Ground, Style
from predella.text import Citation, Paragraph, Run, TextBlock, parse
from predella.themes import StyleSet
from predella.typeset import Piece, runs_backward, set_lines, set_one_line
from predella.validate import Length, MarkedWords, Model, Words, wrong

ENDLESS = 200_000.0
"""pt added to the height of a frame whose content does not fit: far more than the largest sheet of PDF."""


@dataclass(frozen=True, slots=True)
class Space:
    """What a frame offers to a block, in pt from the top left of the trim.

    `y` is where the block above ended: for text its last baseline. `at_top` is true for the first block of a
    frame, whose capitals (or whose first baseline, `first`) then stand on the frame's top edge.
    """

    x: float
    y: float
    width: float
    bottom: float
    at_top: bool = False
    first: float | None = None

    @property
    def height(self) -> float:
        return self.bottom - self.y

    @property
    def endless(self) -> bool:
        """True in the frame without a bottom into which an overset draft is drawn."""
        return self.bottom > ENDLESS / 2

    def below(self, y: float) -> Space:
        """Return what is left under a height."""
        return replace(self, y=y, at_top=False, first=None)


@dataclass(frozen=True, slots=True)
class Fragment:
    """What a block's layout returns: what it placed, where that ended, and the part that did not fit."""

    placed: tuple[Placed, ...]
    bottom: float
    rest: Node | None = None


@dataclass(frozen=True)
class Node:
    """A block in the story. `start` says where it goes on after a break, in its own units (characters, rows, items).

    Nodes of one `item` are what one thing an author wrote has become.
    """

    block: Block
    element: Element
    frame: str = ""
    optional: bool = False
    span: Span | None = None
    start: int = 0
    item: Any = field(default=None, repr=False, compare=False)

    def from_(self, start: int) -> Node:
        """Return the part of the block that comes after a break."""
        return replace(self, start=start)


@dataclass
class Context:
    """What a block may ask while it is composed and laid out."""

    exhibit: Exhibit
    document: DocumentSpec
    document_name: str
    language: str
    styles: StyleSet
    ground: Ground
    unit: float
    step: float
    ratio: float
    page_width: float
    page_height: float
    bleed: float
    problems: Problems
    assets: Assets
    final: bool = False
    section: Section | None = None
    place: Span | None = None
    page_number: int = 1
    page_count: int = 1
    headings: tuple[Bookmark, ...] = ()
    sections: tuple[Section, ...] = ()
    numbers: dict[str, int] = field(default_factory=dict)
    used_figures: dict[str, None] = field(default_factory=dict)
    counters: dict[str, int] = field(default_factory=dict)
    credited: dict[str, None] = field(default_factory=dict)
    drafts: dict[str, bool] = field(default_factory=dict)
    draft_texts: DraftTexts = field(default_factory=lambda: DraftTexts({}))

    @property
    def held(self) -> bool:
        """True for a document held in the hand."""
        return self.styles.scale == "held"

    def words(self, words: Words | None) -> str:
        """Return a text in the edition's language, or "" for none."""
        found = words.text(self.language, self.exhibit.language) if words else None
        self.note_draft(found.span if found else None)
        return "" if found is None else str(found).strip()

    def rich(self, words: MarkedWords | None) -> tuple[TextBlock, ...]:
        """Return a Markdown text in the edition's language as blocks."""
        if words is None:
            return ()
        if words.runs is not None:
            return (Paragraph(words.runs),)
        found = words.text(self.language, self.exhibit.language)
        self.note_draft(found.span if found else None)
        return parse(found, self.problems) if found is not None else ()

    def note_draft(self, place: Span | None) -> None:
        """Remember that a draft is shown, when the text at a place of the author's is one; `drafts` says in which
        language, and whether the page says so already.
        """
        if self.draft_texts.holds(self.language, place):
            self.drafts.setdefault(self.language, False)

    def inline(self, words: MarkedWords | None) -> tuple[Run, ...]:
        """Return a Markdown text that is one paragraph as runs; further paragraphs are joined by a space."""
        runs: list[Run] = []
        for block in self.rich(words):
            if isinstance(block, Paragraph):
                runs += [Run(" "), *block.runs] if runs else block.runs
            else:
                self.problems.error("markdown", "a list or a quote cannot stand here", block.span)
        return tuple(runs)

    def mark(self, cites: Sequence[Citation]) -> str:
        """Return the mark that stands for works cited: their labels and places, such as "K, p. 3"."""
        # No line ends within a mark: what is raised would begin the next one.
        return ";\u00a0".join(", ".join(filter(None, (self.label(cite.key), cite.locator))) for cite in cites)

    def label(self, key: str) -> str:
        """Return a source's short label: its citation-label, or its number in the list."""
        source = self.exhibit.sources.get(key)
        if source is None:
            return "?"
        return source.label or str(list(self.exhibit.sources).index(key) + 1)

    def figure_number(self, name: str) -> int:
        """Return the number of a figure in this document, given in the order of first use."""
        return self.numbers.setdefault(name, len(self.numbers) + 1)


@dataclass
class Assets:
    """The pictures and data that drawings use, loaded on demand."""

    pictures: Mapping[str, Any]
    resource: Callable[[str], bytes]


class Block(Model):
    """A kind of thing a section holds. A subclass is the block's data, its defaults, its role and its layout."""

    kind: ClassVar[str]
    role: ClassVar[Role | None] = "Figure"
    summary: ClassVar[str] = ""
    example: ClassVar[str] = ""
    shorthand: ClassVar[str | None] = None
    drawing: ClassVar[bool] = False
    facing: ClassVar[Facing] = "page"
    from_file: ClassVar[tuple[str, ...]] = ()
    """Fields that may name a data file instead: its rows are mappings keyed by the words of the file's first line."""

    @model_validator(mode="after")
    def sizes_above_nothing(self) -> Self:
        """Refuse a length that is none; only a layout measures to the left of an edge or above it."""
        for name in type(self).model_fields:
            length = getattr(self, name)
            if isinstance(length, Length) and length.value <= 0:
                raise wrong("length", f"{name!r} must be more than 0, not {length}")
        return self

    @classmethod
    def is_short(cls, data: Any) -> bool:
        """True when a mapping is not the block's data but fills its shorthand field (a text per language)."""
        return not set(data) & {field.alias or name for name, field in cls.model_fields.items()}

    @classmethod
    def take(cls, data: Any, field: str, content: Any, problems: Problems) -> bool:
        """Put what a data file holds into a field of the author's data, before it is validated.

        A block that wants another shape than mappings makes it here; False says that a problem was reported.
        """
        data[field] = content
        return True

    def nodes(self, node: Node, context: Context) -> Iterator[Node]:
        """Yield the nodes this block becomes in the story; most blocks are one."""
        yield node

    def describe(self, element: Element, context: Context) -> None:
        """Complete the block's element: alternative text, children."""

    def lay_out(self, node: Node, space: Space, context: Context) -> Fragment:
        """Place the block, or as much of it as fits."""
        raise NotImplementedError

    def credits(self, context: Context) -> list[str]:
        """Return the origins of data that a drawing must name, such as "Natural Earth"."""
        return []

    def style_name(self) -> str:
        """Return the style whose spacing the flow uses round the block."""
        return "body"

    def faced(self, placed: Sequence[Placed], context: Context) -> Sequence[Placed]:
        """Return what the block placed so that it faces the right way once the page is turned over, if it is."""
        backward = runs_backward(context.language)
        over = {"page": backward, "time": context.document.time == "right-to-left", "fixed": False}[self.facing]
        return placed if over == backward else kept(placed)

    def figures_named(self) -> tuple[str, ...]:
        """Return the names of the exhibit's figures that the block has to do with."""
        return ()

    def figures_shown(self) -> tuple[str, ...]:
        """Return those whose picture it shows: they are numbered in a document held in the hand."""
        return ()

    def lists_headings(self) -> bool:
        """True when the block prints headings of the document, which are known when it has been laid out."""
        return False

    def figures_credited(self) -> tuple[str, ...]:
        """Return those under which it prints their credit."""
        return ()

    def words_left(self, node: Node, context: Context) -> int:
        """Return how many words the block still has to place, for the measure of an overflow."""
        return 0


def spaced_top(space: Space, before: float) -> float:
    """Return where a drawing's top edge stands: on the frame's edge, or `before` under what is above."""
    return space.y if space.at_top else space.y + before


def first_baseline(space: Space, style: Style, before: float, step: float) -> float:
    """Return the first baseline of a text.

    At the top of a frame the capitals stand on the edge, or the baseline where the frame says; elsewhere the
    baseline is one leading under the one above. Running text is moved down to the next line of the grid.
    """
    if space.first is not None:
        baseline = space.first
    elif space.at_top:
        baseline = space.y + style.cap_height
    else:
        baseline = space.y + before + style.leading
    return on_grid(baseline, style, step)


def on_grid(baseline: float, style: Style, step: float) -> float:
    """Return a baseline moved down to the grid, when its style stands on it."""
    if not style.grid or not step:
        return baseline
    return -(-(baseline - 0.05) // step) * step


def pieces_of(
    runs: Sequence[Run], style: Style, element: Element, context: Context, *, colour: str | None = None
) -> list[Piece]:
    """Return runs as pieces of text: strong and emphasis by face, citations as marks, links with their element."""
    pieces: list[Piece] = []
    for index, run in enumerate(runs):
        context.note_draft(run.span)
        if run.cites:
            pieces += mark_pieces(run.cites, style, element.child("Reference", f"run {index}"), context)
            continue
        target = element.child("Link", f"run {index}", alt=run.link) if run.link else element
        if run.lang and run.lang != context.language:
            target = target.child("Span", f"in {run.lang} {index}", lang=run.lang)
        setting = style.setting(
            context.ground, run.lang or context.language, strong=run.strong, emphasis=run.emphasis, colour=colour
        )
        report_unset(run, style, setting.faces, context)
        pieces.append(Piece(run.text, setting, target, run.link))
    return pieces


def mark_pieces(cites: Sequence[Citation], style: Style, reference: Element, context: Context) -> list[Piece]:
    """Return the mark of works cited: small and quiet, raised on a wall, in brackets in the hand."""
    mark_style = context.styles("mark")
    setting = mark_style.setting(
        context.ground, context.language, colour="quiet" if style.colour == "text" else style.colour
    )
    text = context.mark(cites)
    if context.held or mark_style.size > 0.8 * style.size:
        return [Piece(f"\u00a0[{text}]", setting, reference, attached=True)]
    rise = (style.cap_height - mark_style.cap_height) / mark_style.size
    return [Piece(f"\u202f{text}", replace(setting, rise=rise), reference, attached=True)]


def label(
    text: str, x: float, baseline: float, style: Style, context: Context, *, element: Element | None = None,
    align: str = "left", colour: str | None = None, strong: bool = False, emphasis: bool = False, role: str = "label",
) -> Placed:  # fmt: skip
    """Return one line of words in a drawing, at its left end, centre or right end."""
    setting = style.setting(context.ground, context.language, colour=colour, strong=strong, emphasis=emphasis)
    report_unset(Run(text), style, setting.faces, context)
    ink = set_one_line(text, setting, element, hang=style.hang and align == "left")
    left = x - {"left": 0.0, "centre": ink.width / 2, "right": ink.width}[align]
    return Placed(left, baseline, ink, element, role)


def text_lines(
    runs: Sequence[Run], x: float, baseline: float, width: float, style: Style, context: Context, element: Element,
    *, colour: str | None = None, role: str = "text",
) -> tuple[list[Placed], float]:  # fmt: skip
    """Set a short text in a drawing; return its lines and the last baseline."""
    lines = set_lines(
        pieces_of(runs, style, element, context, colour=colour), width, style.manner
    )
    placed = [
        Placed(x, baseline + i * style.leading, line.ink, element, role) for i, line in enumerate(lines)
    ]
    return placed, baseline + max(0, len(lines) - 1) * style.leading


def plain_runs(text: str, *, strong: bool = False) -> tuple[Run, ...]:
    """Return a text without markup as runs."""
    return (Run(text, strong=strong),) if text else ()


def shape(
    x: float, y: float, path: PathOps, *, fill: Any = None, stroke: Any = None, width: float = 0.0,
    dash: tuple[float, ...] = (), element: Element | None = None, role: str = "drawing",
) -> Placed:  # fmt: skip
    """Return a placed vector path."""
    return Placed(x, y, Shape(path, fill, stroke, width, dash), element, role)


SEAM = 0.1
"""The stroke in its own colour, in pt, of an area without an edge: it closes the seam beside a neighbour."""


def flat(path: PathOps, colour: str, context: Context, *, element: Element | None = None, role: str = "drawing") -> Placed:
    """Return an area in a colour of the ground that has no edge, whatever the theme says of its role."""
    ink = context.ground[colour]
    return shape(0, 0, path, fill=ink, stroke=ink, width=SEAM, element=element, role=role)


__all__ = ["Assets", "Block", "Context", "Figure", "Fragment", "Node", "Space"]
