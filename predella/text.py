"""CommonMark text goes in, rich text comes out: paragraphs, lists and quotes made of runs that remember their place.

Only what an exhibit text needs is understood: emphasis, strong, links, lists, quotes, hard line breaks and Pandoc's
citations `[@key, p. 3]` and spans `[mot]{lang=fr}`. Raw HTML is refused. ReportLab's own markup (`<font>`, `<para>`, `<img>` …) is plain text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from predella.diagnostics import Problem, Problems, Span
from predella.source import Str

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token


@dataclass(frozen=True, slots=True)
class Citation:
    """One work cited: its key in the sources, and where in it."""

    key: str
    locator: str = ""
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text of one kind. A run with citations has no text of its own: its mark is set from them."""

    text: str
    strong: bool = False
    emphasis: bool = False
    link: str | None = None
    cites: tuple[Citation, ...] = ()
    span: Span | None = None
    lang: str | None = None
    """Its language, where that is not the text's."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Runs that form one paragraph."""

    runs: tuple[Run, ...]
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """A list; `start` is the first number, or None when it is not ordered."""

    items: tuple[tuple[TextBlock, ...], ...]
    start: int | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation set apart."""

    blocks: tuple[TextBlock, ...]
    span: Span | None = None


TextBlock = Paragraph | Listing | Quotation

REPORTLAB_MARKUP = frozenset(
    [
        "font",
        "img",
        "para",
        "bullet",
        "greek",
        "unichar",
        "seq",
        "seqdefault",
        "seqreset",
        "seqchain",
        "seqformat",
        "ondraw",
        "onDraw",
        "index",
        "evalstring",
        "super",
        "nobr",
    ]
)
"""Tags that only ReportLab's paragraphs know (reportlab.platypus.paraparser); elsewhere they mean nothing."""

CITATION = re.compile(r"\[(@[^\[\]]+)\]")
CITED = re.compile(r"\s*@(?P<key>\w[\w:.#$%&+?<>~/-]*?)\s*(?:,\s*(?P<locator>.+?))?\s*$")
FOREIGN = re.compile(r"\[([^\[\]@][^\[\]]*)\]\{lang=([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)\}")
"""Words in another language, as Pandoc writes them: `[Gulag]{lang=ru}`."""
LINK = re.compile(r"(https?://|mailto:|tel:)\S", re.IGNORECASE)
LINK_HINT = "links begin with https://, http://, mailto: or tel:"
REFUSED_LINK = re.compile(r"\]\(\s*<?((?:javascript|vbscript|file|data):\S*)\)", re.IGNORECASE)
"""What the Markdown parser leaves as plain text, because the address is of a dangerous kind."""
TAG = re.compile(r"</?\s*([A-Za-z][\w-]*)")


@cache
def markdown() -> MarkdownIt:
    """Return the CommonMark parser, imported only when a text is read."""
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark")


def parse(text: Str, problems: Problems) -> tuple[TextBlock, ...]:
    """Return the blocks of a text; what cannot be printed is reported at its line."""
    key = (str(text), text.span)
    if key not in parsed:
        if len(parsed) > LARGEST_CACHE:
            parsed.clear()
        found = Problems()
        parsed[key] = Reader(text, found).blocks(), tuple(found.found)
    blocks, problems_found = parsed[key]
    problems.extend(problems_found)
    return blocks


parsed: dict[tuple[str, Span], tuple[tuple[TextBlock, ...], tuple[Problem, ...]]] = {}
"""What was read before: checks, documents and tries of a layout ask for the same text again and again."""
LARGEST_CACHE = 20_000


def parse_inline(text: Str, problems: Problems) -> tuple[Run, ...]:
    """Return the runs of a text that is one paragraph, such as a caption."""
    blocks = parse(text, problems)
    paragraphs = [block for block in blocks if isinstance(block, Paragraph)]
    if len(paragraphs) != len(blocks) or len(blocks) > 1:
        problems.error(
            "markdown",
            "one paragraph is expected here",
            text.span,
            "move lists, quotes and further paragraphs to a `text`",
        )
    return tuple(run for paragraph in paragraphs for run in paragraph.runs)


def plain(blocks: Sequence[TextBlock] | Sequence[Run]) -> str:
    """Return the text without its markup and without citations."""
    return " ".join("".join(run.text for run in runs) for runs in run_groups(blocks)).strip()


def run_groups(blocks: Sequence[TextBlock] | Sequence[Run]) -> Iterator[tuple[Run, ...]]:
    """Yield the runs of each paragraph, however deep it stands."""
    if blocks and isinstance(blocks[0], Run):
        yield tuple(run for run in blocks if isinstance(run, Run))
        return
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block.runs
        elif isinstance(block, Quotation):
            yield from run_groups(block.blocks)
        elif isinstance(block, Listing):
            for item in block.items:
                yield from run_groups(item)


def citations(blocks: Sequence[TextBlock] | Sequence[Run]) -> Iterator[Citation]:
    """Yield every work cited in a text."""
    for runs in run_groups(blocks):
        for run in runs:
            yield from run.cites


class Reader:
    """Walks the parser's tokens and keeps a cursor in the author's text, so that messages find their place."""

    def __init__(self, text: Str, problems: Problems) -> None:
        self.text = text
        self.problems = problems
        self.cursor = 0
        self.tokens = markdown().parse(str(text))
        self.lines = [0]
        for line in str(text).split("\n"):
            self.lines.append(self.lines[-1] + len(line) + 1)

    def blocks(self) -> tuple[TextBlock, ...]:
        """Return the blocks of the whole text."""
        return self.until(iter(self.tokens), None)

    def until(self, tokens: Iterator[Token], closing: str | None) -> tuple[TextBlock, ...]:
        """Read blocks up to a closing token."""
        found: list[TextBlock] = []
        for token in tokens:
            if token.type == closing:
                break
            place = self.place(token)
            match token.type:
                case "paragraph_open":
                    inline = next(tokens)
                    next(tokens)
                    found.append(Paragraph(self.inline(inline, place), place))
                case "bullet_list_open":
                    found.append(Listing(self.items(tokens, "bullet_list_close"), None, place))
                case "ordered_list_open":
                    start = int(token.attrGet("start") or 1)
                    found.append(Listing(self.items(tokens, "ordered_list_close"), start, place))
                case "blockquote_open":
                    found.append(Quotation(self.until(tokens, "blockquote_close"), place))
                case _:
                    found.extend(self.other(token, tokens, place))
        return tuple(found)

    def items(self, tokens: Iterator[Token], closing: str) -> tuple[tuple[TextBlock, ...], ...]:
        """Read the items of a list."""
        items = []
        for token in tokens:
            if token.type == closing:
                break
            items.append(self.until(tokens, "list_item_close"))
        return tuple(items)

    def other(self, token: Token, tokens: Iterator[Token], place: Span) -> Iterator[TextBlock]:
        """Report a block that exhibit texts do not have; keep its words, so that none is lost in a draft."""
        match token.type:
            case "html_block":
                if self.html(token.content, place):
                    yield Paragraph((Run(token.content.strip(), span=place),), place)
            case "heading_open":
                self.problems.error("markdown", "a heading cannot stand inside a text", place, "use `heading:` of the section, or a `heading` item of its content")  # fmt: skip
                yield Paragraph(self.inline(next(tokens), place), place)
                next(tokens)
            case "code_block" | "fence":
                hint = "lines that start with four spaces are code in Markdown: take the spaces away"
                self.problems.error("markdown", "code cannot stand in an exhibit text", place, hint)
                yield Paragraph((Run(token.content.strip(), span=place),), place)
            case "hr":
                self.problems.error(
                    "markdown",
                    "a rule (---) cannot stand inside a text",
                    place,
                    "start a new section instead",
                )

    def place(self, token: Token) -> Span:
        """Return the place in the file at which a block starts, and move the cursor there."""
        if token.map:
            self.cursor = max(self.cursor, self.lines[min(token.map[0], len(self.lines) - 1)])
        while self.cursor < len(self.text) and self.text[self.cursor].isspace():
            self.cursor += 1
        return self.text.at(self.cursor)

    def seek(self, piece: str) -> Span:
        """Return the place of the next occurrence of a piece of the text, and move the cursor behind it."""
        found = self.text.find(piece.strip(), self.cursor)
        if found < 0:
            return self.text.at(min(self.cursor, max(len(self.text) - 1, 0)))
        self.cursor = found + len(piece.strip())
        return self.text.at(found)

    def inline(self, token: Token, place: Span) -> tuple[Run, ...]:
        """Return the runs of a paragraph that starts at a place."""
        runs: list[Run] = []
        strong = emphasis = 0
        link: str | None = None
        for child in token.children or ():
            kind = Run("", strong > 0, emphasis > 0, link, span=place)
            match child.type:
                case "text":
                    runs.extend(self.words(child.content, kind))
                case "softbreak":
                    runs.append(replace(kind, text=" "))
                case "hardbreak":
                    runs.append(replace(kind, text="\n"))
                case "strong_open" | "strong_close":
                    strong += child.nesting
                case "em_open" | "em_close":
                    emphasis += child.nesting
                case "link_open":
                    link = self.link(str(child.attrGet("href") or ""))
                case "link_close":
                    link = None
                case "html_inline":
                    if self.html(child.content, self.seek(child.content)):
                        runs.append(replace(kind, text=child.content))
                case "code_inline":
                    runs.append(replace(kind, text=child.content, span=self.seek(child.content)))
                case "image":
                    self.problems.error("markdown", "a picture cannot stand inside a text", self.seek("!["), "name it under `figures:` and place it with a `figure` item")  # fmt: skip
        return joined(runs)

    def link(self, target: str) -> str | None:
        """Return where a link leads, or None after reporting that paper and readers cannot follow it."""
        if LINK.match(target):
            return target
        place = self.seek(target)
        self.problems.error("link", f"a link cannot lead to {target!r}", place, LINK_HINT)
        return None

    def words(self, content: str, kind: Run) -> Iterator[Run]:
        """Yield the runs of a stretch of text, with its citations and its words in other languages cut out of it."""
        start = 0
        for refused in REFUSED_LINK.finditer(content):
            self.link(refused.group(1))
        marks = [*CITATION.finditer(content), *FOREIGN.finditer(content)]
        for match in sorted(marks, key=lambda match: match.start()):
            if match.start() > start:
                yield replace(kind, text=content[start : match.start()])
            if match.re is CITATION:
                yield replace(kind, cites=self.cites(match.group(1)))
            else:
                yield replace(kind, text=match.group(1), lang=match.group(2))
            start = match.end()
        if start < len(content):
            yield replace(kind, text=content[start:])

    def cites(self, inner: str) -> tuple[Citation, ...]:
        """Return the works of one pair of brackets: `@key, p. 3; @other`."""
        found = self.text.find(f"[{inner}", self.cursor)
        self.cursor = found if found >= 0 else self.cursor
        cites = []
        for part in inner.split(";"):
            place = self.seek(part)
            match = CITED.match(part)
            if match:
                cites.append(Citation(match["key"].rstrip(".,:"), match["locator"] or "", place))
            else:
                self.problems.error(
                    "citation",
                    f"{part.strip()!r} is not a citation",
                    place,
                    "write [@key] or [@key, p. 3; @other]",
                )
        return tuple(cites)

    def html(self, content: str, place: Span) -> bool:
        """Report raw HTML; return True when the tag is to be printed as it stands."""
        match = TAG.match(content.strip())
        name = match.group(1) if match else ""
        if name in REPORTLAB_MARKUP:
            self.problems.warning(
                "markdown", f"<{name}> is printed as it stands: it is no markup here", place
            )
            return True
        hint = {"b": "write **strong**", "i": "write *emphasis*", "br": "end the line with a backslash"}.get(
            name, "write \\< to print the character itself"
        )
        self.problems.error(
            "html", f"raw HTML is not used in exhibit texts: {content.strip()[:40]!r}", place, hint
        )
        return False


def joined(runs: Sequence[Run]) -> tuple[Run, ...]:
    """Join neighbouring runs of one kind, and take away the space before a citation, whose mark follows its word."""
    result: list[Run] = []
    for run in runs:
        if run.cites and result and not result[-1].cites:
            result[-1] = replace(result[-1], text=result[-1].text.rstrip(" "))
        same = result and not run.cites and not result[-1].cites
        if same and replace(result[-1], text="", span=None) == replace(run, text="", span=None):
            result[-1] = replace(result[-1], text=result[-1].text + run.text)
        else:
            result.append(run)
    return tuple(run for run in result if run.text or run.cites)
