"""Pieces of text with their settings go in, set lines come out: ragged, broken for the evenest edge.

Lines are chosen for the paragraph as a whole (Knuth and Plass, "Breaking paragraphs into lines", 1981), for
unjustified text: first the fewest lines, then the least sum of squared white space at the line ends.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import accumulate

from predella.pages import Colour, Element, Glyphs, TextLine
from predella.typeset.breaks import opportunities
from predella.typeset.fonts import Face
from predella.typeset.shape import ShapedWord, shape

RUNT = 0.22
"""A last line shorter than this part of the measure is avoided when another break costs little."""
SHORT = 1500.0
"""The price of such a last line, in the squares of `badness`."""
HYPHEN = 300.0
"""The price of ending a line at a hyphen inside a compound, in the squares of `badness`."""

TOKEN = re.compile(r"[^ \n]+|[ \n]")
"""A word, or one space."""


@dataclass(frozen=True, slots=True)
class Setting:
    """How a piece of text is set. `size` in pt, `tracking` and `rise` in em."""

    faces: tuple[Face, ...]
    size: float
    colour: Colour
    language: str = "en"
    tracking: float = 0.0
    rise: float = 0.0

    @property
    def ascent(self) -> float:
        return self.faces[0].ascent * self.size

    @property
    def descent(self) -> float:
        return self.faces[0].descent * self.size

    @property
    def cap_height(self) -> float:
        return self.faces[0].cap_height * self.size


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text in one setting; no line may end just before an `attached` piece."""

    text: str
    setting: Setting
    element: Element | None = None
    link: str | None = None
    attached: bool = False


@dataclass(frozen=True, slots=True)
class SetLine:
    """One line. `start` and `end` are offsets in the paragraph's text; `overfull` is by how many pt it is too long."""

    ink: TextLine
    start: int
    end: int
    overfull: float = 0.0


@dataclass(frozen=True, slots=True)
class Box:
    """What stands between two break opportunities: its width without and with the space at its end, in pt."""

    start: int
    end: int
    width: float
    full: float
    forced: bool
    hyphen: bool = False


def set_lines(
    pieces: Sequence[Piece],
    measure: float,
    *,
    start: int = 0,
    indent: float = 0.0,
    hang: bool = False,
    even: bool = False,
) -> tuple[SetLine, ...]:
    """Break pieces into lines of at most `measure` pt, from the character offset `start` on.

    `indent` moves the first line; `hang` sets each line back by the side bearing of its first glyph, so that its
    stem stands on the edge; `even` balances the lines of a heading.
    """
    return cached_lines(tuple(pieces), measure, start, indent, hang, even)


@lru_cache(maxsize=4096)
def cached_lines(
    pieces: tuple[Piece, ...], measure: float, start: int, indent: float, hang: bool, even: bool
) -> tuple[SetLine, ...]:
    """Break pieces into lines; a frame that is fitted asks for the same paragraph several times."""
    text = "".join(piece.text for piece in pieces)
    starts = starts_of(pieces)
    boxes = [box for box in boxes_of(pieces, starts, text) if box.end > start]
    if not boxes:
        return ()
    if boxes[0].start < start:
        boxes[0] = replace(boxes[0], start=start)
    breaks = choose(boxes, measure, indent)
    if even and len(breaks) > 1:
        breaks = balanced(boxes, measure, indent, len(breaks))
    lines = []
    first = 0
    for last in breaks:
        begin, end = boxes[first].start, boxes[last - 1].end
        ink = line_ink(pieces, starts, begin, end, hang)
        available = measure - (indent if first == 0 else 0.0)
        lines.append(SetLine(ink, begin, end, max(0.0, ink.width - available - 0.01)))
        first = last
    return tuple(lines)


def set_one_line(
    text: str, setting: Setting, element: Element | None = None, *, hang: bool = False
) -> TextLine:
    """Set a text on a single line, whatever its width; for words in drawings."""
    return line_ink((Piece(text, setting, element),), (0,), 0, len(text), hang)


def boxes_of(pieces: Sequence[Piece], starts: Sequence[int], text: str) -> list[Box]:
    """Cut the text at its break opportunities and measure what stands between."""
    sizes = [piece.setting.size for piece in pieces]
    boxes = []
    for span in spans_of(tuple(Cast(p.text, p.setting.faces, p.setting.language, p.setting.tracking, p.attached) for p in pieces)):
        width = sum(em * sizes[index] for index, em in span.words)
        space = sum(em * sizes[index] for index, em in span.space)
        boxes.append(Box(span.start, span.end, width, width + space, span.forced, span.hyphen))
    return boxes


@dataclass(frozen=True, slots=True)
class Cast:
    """What of a piece its widths in em depend on."""

    text: str
    faces: tuple[Face, ...]
    language: str
    tracking: float
    attached: bool


@dataclass(frozen=True, slots=True)
class Stretch:
    """What stands between two break opportunities: the widths in em of its words and of the space at its end, by piece."""

    start: int
    end: int
    words: tuple[tuple[int, float], ...]
    space: tuple[tuple[int, float], ...]
    forced: bool
    hyphen: bool


@lru_cache(maxsize=1024)
def spans_of(pieces: tuple[Cast, ...]) -> tuple[Stretch, ...]:
    """Cut pieces at their break opportunities, measured in em: a frame that is fitted sets them in many sizes."""
    text = "".join(piece.text for piece in pieces)
    starts = starts_of(pieces)
    closed = set()
    for piece, offset in zip(pieces, starts, strict=False):
        if piece.attached:
            closed |= {offset, offset + len(piece.text) - len(piece.text.lstrip())}
    found = []
    start = 0
    for end in opportunities(text, pieces[0].language if pieces else "en"):
        if end in closed:
            continue
        bare = start + len(text[start:end].rstrip(" \n\u200b"))
        words = tuple((index, word_width(pieces[index], part)) for index, part in cut(pieces, starts, start, bare))
        space = tuple(
            (index, word_width(pieces[index], part)) for index, part in cut(pieces, starts, bare, end) if part.strip("\n")
        )
        part = text[start:end]
        found.append(Stretch(start, end, words, space, part.endswith("\n"), part.endswith("-")))
        start = end
    return tuple(found)


def word_width(piece: Cast, text: str) -> float:
    """Return the width of a stretch of one piece, in em."""
    return sum(word.width for word in shape(text, piece.faces, piece.language, piece.tracking))


def cut(
    pieces: Sequence[Piece | Cast], starts: Sequence[int], start: int, end: int
) -> Iterator[tuple[int, str]]:
    """Yield the parts of the pieces, by number, between two offsets of the whole text; `starts` is where each begins in it."""
    for index in range(max(0, bisect_right(starts, start) - 1), len(pieces)):
        piece, offset = pieces[index], starts[index]
        if offset >= end:
            return
        part = piece.text[max(0, start - offset) : end - offset]
        if part:
            yield index, part


def starts_of(pieces: Sequence[Piece | Cast]) -> list[int]:
    """Return where each piece begins in the whole text."""
    return list(accumulate((len(piece.text) for piece in pieces[:-1]), initial=0))


def choose(boxes: Sequence[Box], measure: float, indent: float, per_line: float = 1e6) -> list[int]:
    """Return for each line the index of the box after its last.

    Dynamic programming over the boxes; `per_line` is the price of a line, high enough that no paragraph gets
    longer for the sake of an even edge. A box wider than the measure gets a line of its own.
    """
    count = len(boxes)
    best: list[tuple[float, int]] = [(0.0, 0)] + [(float("inf"), 0)] * count
    for first in range(count):
        cost_before = best[first][0]
        if cost_before == float("inf"):
            continue
        available = measure - (indent if first == 0 else 0.0)
        width = 0.0
        for last in range(first, count):
            natural = width + boxes[last].width
            if natural > available + 0.01 and last > first:
                break
            cost = (
                cost_before + per_line + badness(natural, available, last + 1 == count or boxes[last].forced)
            )
            cost += HYPHEN if boxes[last].hyphen and last + 1 < count else 0.0
            if cost < best[last + 1][0]:
                best[last + 1] = (cost, first)
            if boxes[last].forced:
                break
            width += boxes[last].full
    breaks = []
    position = count
    while position > 0:
        breaks.append(position)
        position = best[position][1]
    return breaks[::-1]


def badness(natural: float, available: float, is_last: bool) -> float:
    """Return the price of a line: the square of its white space, in hundredths of the measure."""
    slack = max(0.0, available - natural) / available if available > 0 else 0.0
    if is_last:
        return 0.0 if natural >= RUNT * available else SHORT
    return (100 * slack) ** 2


def balanced(boxes: Sequence[Box], measure: float, indent: float, lines: int) -> list[int]:
    """Return breaks for the same number of lines at the narrowest measure that allows it."""
    low, high = measure * 0.4, measure
    while high - low > 1.0:
        middle = (low + high) / 2
        trial = choose(boxes, middle, indent)
        fits = len(trial) <= lines and all(
            sum(box.full for box in boxes[a : b - 1]) + boxes[b - 1].width <= middle + 0.01
            for a, b in zip([0, *trial], trial, strict=False)
        )
        low, high = (low, middle) if fits else (middle, high)
    return choose(boxes, high, indent)


def line_ink(pieces: Sequence[Piece], starts: Sequence[int], start: int, end: int, hang: bool) -> TextLine:
    """Shape the text between two offsets as one line. The space at its end is kept, unseen, for text extraction."""
    runs: list[Run] = []
    x = 0.0
    ascent = descent = 0.0
    width = 0.0
    for index, part in cut(pieces, starts, start, end):
        piece, setting = pieces[index], pieces[index].setting
        size = setting.size
        ascent = max(ascent, setting.ascent + setting.rise * size)
        descent = max(descent, setting.descent - setting.rise * size)
        for token in tokens(part):
            for word in shape(token, setting.faces, setting.language, setting.tracking):
                if hang and not runs and word.codes:
                    x -= word.face.left_bearing(word.codes[0]) * size
                if not runs or runs[-1].face is not word.face or not alike(runs[-1].piece, piece):
                    runs.append(Run(word.face, piece, x))
                runs[-1].add(word)
                x += word.width * size
            if not token.isspace():
                width = x
    return TextLine(tuple(run.glyphs() for run in runs), width, ascent, descent)


@dataclass(slots=True)
class Run:
    """Words of one face and kind on a line, gathered so that a line is few operators in the PDF."""

    face: Face
    piece: Piece
    x: float
    codes: list[int] = field(default_factory=list)
    advances: list[float] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    def add(self, word: ShapedWord) -> None:
        """Add a word at the end."""
        size = self.piece.setting.size
        self.codes += word.codes
        self.advances += [advance * size for advance in word.advances]
        self.texts += word.texts

    def glyphs(self) -> Glyphs:
        """Return the run as the page has it."""
        piece, setting = self.piece, self.piece.setting
        return Glyphs(
            self.face.name, setting.size, setting.colour, self.x, setting.rise * setting.size, tuple(self.codes),
            tuple(self.advances), tuple(self.texts), piece.element, piece.link,
        )  # fmt: skip


def alike(one: Piece, other: Piece) -> bool:
    """True when words of two pieces may stand in one run."""
    a, b = one.setting, other.setting
    return one is other or (
        one.element is other.element
        and one.link == other.link
        and (a.size, a.colour, a.rise * a.size) == (b.size, b.colour, b.rise * b.size)
    )


def tokens(text: str) -> list[str]:
    """Return words and the spaces between them; the words are what the shaping cache knows."""
    return [" " if part == "\n" else part for part in TOKEN.findall(text)]
