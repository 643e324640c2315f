"""Stretches of pieces go in, a line of placed glyphs comes out: in visual order, its spaces as wide as the line asks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from predella.pages import Glyphs, TextLine
from predella.typeset.bidi import Direction, embedding_levels, paragraph_direction, visual_runs
from predella.typeset.bidi_classes import NEEDS_LEVELS
from predella.typeset.boxes import EASTERN, EASTERN_GLUE, SPACES, Piece, Setting, cut, tokens
from predella.typeset.shape import ShapedWord

SOFT_HYPHEN = "\u00ad"
"""What a hyphen that only divides a word at a line's end stands for in the text (ISO 32000-1, 14.8.2.2.3)."""

LONGEST = 1 << 16
"""More glyphs than any word has: the place of a word in its text and of a glyph in its word are one number."""

BACKWARD = frozenset(("ar", "arc", "ckb", "dv", "fa", "he", "ks", "nqo", "ps", "sd", "syr", "ug", "ur", "yi"))
"""Languages written from right to left; others are when their tag names such a script."""
BACKWARD_SCRIPTS = frozenset(("Adlm", "Arab", "Hebr", "Nkoo", "Rohg", "Syrc", "Thaa"))


def runs_backward(language: str) -> bool:
    """True for a language (BCP 47) that is written from right to left."""
    first, *rest = language.split("-")
    scripts = [part for part in rest if len(part) == 4 and part.isalpha()]
    return scripts[0].title() in BACKWARD_SCRIPTS if scripts else first.lower() in BACKWARD


@dataclass(frozen=True, slots=True)
class Stretching:
    """How a line is made as long as it has to be.

    `scale` is by what its letters are widened, `spread` what its spaces get besides, in parts of their own width;
    `outside` says how far it begins outside the edge, `inset` how far it ends outside the other, in pt; `hyphen` that it ends
    inside a word, `hang` that its first stem stands on the edge.
    """

    scale: float = 1.0
    spread: float = 0.0
    outside: float = 0.0
    inset: float = 0.0
    hyphen: bool = False
    hang: bool = False


AS_IT_IS = Stretching()


class Text:
    """The pieces of one paragraph as one text, with its levels when some of it runs from right to left."""

    def __init__(self, pieces: Sequence[Piece], offsets: Sequence[int]) -> None:
        self.pieces, self.offsets = pieces, offsets
        self.text = "".join(piece.text for piece in pieces)
        # a title in Latin letters among Hebrew or Arabic text reads as it does elsewhere
        self.backward = (
            bool(pieces)
            and runs_backward(pieces[0].setting.language)
            and (NEEDS_LEVELS.search(self.text) is not None or paragraph_direction(self.text) is None)
        )
        levels = embedding_levels(self.text, "rtl" if self.backward else "ltr", obey_overrides=False)
        self.levels = levels if any(levels) else None

    def runs(self, start: int, end: int) -> Iterable[tuple[int, int, bool]]:
        """Return the stretches of a line from left to right; true for those that run from right to left."""
        if self.levels is None:
            return ((start, end, False),)
        base: Direction = "rtl" if self.backward else "ltr"
        return ((a, b, bool(level % 2)) for a, b, level in visual_runs(self.text, self.levels, start, end, base))

    def words(self, start: int, end: int) -> Iterator[tuple[Piece, str, bool, int]]:
        """Yield the words and spaces of a line from left to right, with pieces, directions and places in the text."""
        for first, last, backward in self.runs(start, end):
            parts = [(piece, token) for piece, part in cut(self.pieces, self.offsets, first, last) for token in tokens(part)]
            places = accumulate((len(token) for _, token in parts), initial=first)
            found = [(piece, token, backward, place) for (piece, token), place in zip(parts, places, strict=False)]
            yield from reversed(found) if backward else found


@dataclass(slots=True)
class Line:
    """A line while it is being set."""

    runs: list[Glyphs] = field(default_factory=list)
    x: float = 0.0
    start: float = 0.0
    codes: list[int] = field(default_factory=list)
    advances: list[float] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    offsets: dict[int, tuple[float, float]] = field(default_factory=dict)
    order: list[int] = field(default_factory=list)
    rank: Rank | None = None
    kind: tuple[str, Piece] | None = None
    ascent: float = 0.0
    descent: float = 0.0
    width: float = 0.0
    inked: ShapedWord | None = None

    def reach(self, setting: Setting) -> None:
        """Let the line reach as far up and down as a setting does."""
        self.ascent = max(self.ascent, setting.ascent + setting.rise * setting.size)
        self.descent = max(self.descent, setting.descent - setting.rise * setting.size)

    def add(self, piece: Piece, word: ShapedWord, stretching: Stretching, rank: Rank | None = None) -> None:
        """Add the glyphs of a word, whose `rank` says when they are read where that is not from left to right.

        What stands side by side and is not read one after the other is no run: something is read between.
        """
        if rank and self.rank and self.rank.high != rank.low and self.rank.low != rank.high:
            self.close(stretching)
        self.rank = rank
        kind = (word.face.name, piece)
        if self.kind != kind:
            if self.kind is not None and not alike(self.kind, kind):
                self.close(stretching)
            self.kind = kind
        size = piece.setting.size
        factor = size * stretching.scale
        if word.offsets:
            for index, (right, up) in enumerate(word.offsets, len(self.codes)):
                if right or up:
                    self.offsets[index] = (right * factor, up * size)
        advances = [advance * factor for advance in word.advances]
        if stretching.spread:
            widened(advances, word, stretching.spread, size)
        self.codes += word.codes
        self.advances += advances
        self.texts += word.texts
        self.order += rank.order if rank else ()
        self.x += sum(advances)

    def close(self, stretching: Stretching) -> None:
        """End the run of glyphs of one kind."""
        if self.kind is None or not self.codes:
            return
        face, piece = self.kind
        setting = piece.setting
        offsets = tuple(self.offsets.get(i, (0.0, 0.0)) for i in range(len(self.codes))) if self.offsets else ()
        self.runs.append(
            Glyphs(face, setting.size, setting.colour, self.start, setting.rise * setting.size, tuple(self.codes),
                   tuple(self.advances), tuple(self.texts), piece.element, piece.link, offsets, stretching.scale, tuple(self.order))
        )  # fmt: skip
        self.start, self.codes, self.advances, self.texts, self.offsets, self.order = self.x, [], [], [], {}, []


@dataclass(frozen=True, slots=True)
class Rank:
    """When the glyphs of a part of a word are read, and from where to where in the text it stands, parts of letters counted."""

    order: tuple[int, ...]
    low: float
    high: float


def ranks(words: Sequence[ShapedWord], place: int, length: int, backward: bool) -> list[Rank]:
    """Return the ranks of the parts of one word, which stands at a place of the text and has so many letters."""
    count = sum(len(word.codes) for word in words)
    found, first = [], 0
    for word in words:
        last = first + len(word.codes)
        begin, end = (count - last, count - first) if backward else (first, last)
        order = range(end - 1, begin - 1, -1) if backward else range(begin, end)
        low, high = (place + length * part / max(count, 1) for part in (begin, end))
        found.append(Rank(tuple(place * LONGEST + index for index in order), low, high))
        first = last
    return found


def alike(one: tuple[str, Piece], other: tuple[str, Piece]) -> bool:
    """True when two runs can be one: of one font, size, colour, height and element."""
    a, b = one[1], other[1]
    return one[0] == other[0] and a.element is b.element and a.link == b.link and same_ink(a.setting, b.setting)


def same_ink(one: Setting, other: Setting) -> bool:
    """True when two settings paint alike."""
    return (one.size, one.colour, one.rise * one.size) == (other.size, other.colour, other.rise * other.size)


def widened(advances: list[float], word: ShapedWord, spread: float, size: float) -> None:
    """Widen the spaces of a word, in place, and what stands between two ideographs."""
    for index, text in enumerate(word.texts):
        if text in SPACES and text:
            advances[index] += spread * word.advances[index] * size
        elif text and not text.isascii() and EASTERN.match(text[-1]):
            advances[index] += spread * EASTERN_GLUE * size


def line_ink(text: Text, start: int, end: int, stretching: Stretching = AS_IT_IS) -> TextLine:
    """Shape the text between two offsets as one line. The space at its end is kept, unseen, for text extraction."""
    # a line from right to left begins at the right: what ends it stands at the left
    left, right = (stretching.inset, stretching.outside) if text.backward else (stretching.outside, stretching.inset)
    line = Line(x=-left, start=-left)
    bare = start + len(text.text[start:end].rstrip(" \n"))
    if stretching.hyphen and text.text[bare - 1] == SOFT_HYPHEN:
        end = bare - 1  # the hyphen that is drawn stands for the author's
    outside = max(0, end - bare) if text.backward and bare > start else 0
    current, shaper = None, None
    for piece, token, backward, place in text.words(start, end):
        if piece is not current or shaper is None:
            line.reach(piece.setting)
            current, shaper = piece, piece.setting.shaper
        words = shaper.word(token, backward)
        found = ranks(words, place, len(token), backward) if text.levels is not None else [None] * len(words)
        if outside and not token.strip():
            # the space at the end of a line that runs from right to left stands outside its left edge
            line.x = line.start = line.start - sum(word.width for word in words) * piece.setting.size
            for word, rank in zip(words, found, strict=True):
                line.add(piece, word, AS_IT_IS, rank)
            outside -= 1
            continue
        for word, rank in zip(words, found, strict=True):
            if stretching.hang and not text.backward and word.codes and not line.inked:
                line.x = line.start = line.x - word.face.left_bearing(word.codes[0]) * piece.setting.size
            line.add(piece, word, stretching, rank)
            line.inked = word
        if token.strip() or text.backward:
            line.width = line.x
    if stretching.spread and EASTERN.match(text.text[bare - 1]):
        line.width -= stretching.spread * EASTERN_GLUE * text.pieces[0].setting.size  # nothing follows it
    if stretching.hyphen:
        line.width = add_hyphen(line, text, bare, stretching)
    line.close(stretching)
    if stretching.hang and text.backward and line.inked and line.inked.codes:
        line.width -= line.inked.face.right_bearing(line.inked.codes[-1]) * text.pieces[0].setting.size
    return TextLine(tuple(line.runs), line.width - right, line.ascent, line.descent)


def add_hyphen(line: Line, text: Text, end: int, stretching: Stretching) -> float:
    """Add the hyphen of a divided word; return where the line then ends."""
    piece = next(piece for piece, _ in cut(text.pieces, text.offsets, end - 1, end))
    rank = Rank((end * LONGEST,), end, end) if text.levels is not None else None
    for word in piece.setting.shaper.word("-"):
        line.add(piece, ShapedWord(word.face, word.codes, word.advances, (SOFT_HYPHEN,), word.width), stretching, rank)
    return line.x
