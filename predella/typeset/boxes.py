"""Pieces of text go in, what lines are made of comes out: boxes between the places where a line may end, measured.

All lengths are in the unit of the settings' sizes: em of the first piece, where those are parts of its size. Numbers that the search for lines asks for many thousand times stand in plain lists.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from predella.pages import Colour, Element
from predella.typeset.breaks import opportunities
from predella.typeset.fonts import Face
from predella.typeset.hyphenation import hyphenate
from predella.typeset.shape import Shaper, shaper

SPACES = " \u00a0\u3000"
"""Spaces that a justified line may widen; thin ones keep their width."""

EASTERN = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff65\U00020000-\U0003ffff]")
"""Characters set one beside the other without spaces, as in Chinese and Japanese."""

EASTERN_GLUE = 0.12
"""How far, in em, two of those may part when a line is justified, against a space that counts with its own width."""

WORD = re.compile(r"[^\W\d_]+(?:[’'\u0300-\u036f][^\W\d_]+)*")

SHORTEST = 4
"""Characters below which no word is divided."""

PROTRUSION = {
    **dict.fromkeys("-\u2010\u00ad.,", 0.7),
    **dict.fromkeys("’‘'", 0.6),
    **dict.fromkeys("“”„\"", 0.5),
    **dict.fromkeys(";:", 0.4),
    **dict.fromkeys("«»‹›–", 0.3),
    **dict.fromkeys("—()!?", 0.15),
    **dict.fromkeys("、。，．", 0.5),
}
"""The part of a sign's width that stands outside the edge, so that the edge looks straight.

After Hàn Thế Thành, "Micro-typographic extensions of pdfTeX in practice" (TUGboat 25, 2004), rounded."""


@dataclass(frozen=True, slots=True)
class Setting:
    """How a piece of text is set. `size` in pt, `tracking` and `rise` in em, `features` OpenType tags such as smcp."""

    faces: tuple[Face, ...]
    size: float
    colour: Colour
    language: str = "en"
    tracking: float = 0.0
    rise: float = 0.0
    features: tuple[str, ...] = ()

    @property
    def ascent(self) -> float:
        return self.faces[0].ascent * self.size

    @property
    def descent(self) -> float:
        return self.faces[0].descent * self.size

    @property
    def cap_height(self) -> float:
        return self.faces[0].cap_height * self.size

    @property
    def shaper(self) -> Shaper:
        return shaper(self.faces, self.language, self.tracking, self.features)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text in one setting; no line may end just before an `attached` piece."""

    text: str
    setting: Setting
    element: Element | None = None
    link: str | None = None
    attached: bool = False


@dataclass(slots=True)
class Boxes:
    """What stands between the places where a line may end, as parallel lists; a box's number is its index.

    `starts` and `ends` are offsets in the text. `before` is the width of all boxes before, their spaces included;
    `bare` the same up to the end of the box without the space at its end. `glue_before` and `glue_bare` count in the
    same way what a justified line may stretch. `hyphens` is the width of the hyphen that a line gets which ends there,
    nought for a place without one; `broken` says that a line which ends there ends inside a word.
    """

    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    before: list[float] = field(default_factory=list)
    bare: list[float] = field(default_factory=list)
    glue_before: list[float] = field(default_factory=list)
    glue_bare: list[float] = field(default_factory=list)
    hyphens: list[float] = field(default_factory=list)
    broken: list[bool] = field(default_factory=list)
    forced: list[bool] = field(default_factory=list)
    left: list[float] = field(default_factory=list)
    right: list[float] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.starts)


class Maker:
    """Cuts pieces of text into boxes."""

    def __init__(self, pieces: Sequence[Piece], hyphens: bool, protrude: bool) -> None:
        self.pieces = pieces
        self.offsets = starts_of(pieces)
        self.text = "".join(piece.text for piece in pieces)
        self.hyphens, self.protrude = hyphens, protrude
        self.boxes = Boxes()
        self.width = self.glue = 0.0

    def make(self, start: int) -> Boxes:
        """Return the boxes of the text from an offset on."""
        closed = set()
        for piece, offset in zip(self.pieces, self.offsets, strict=False):
            if piece.attached:
                closed |= {offset, offset + len(piece.text) - len(piece.text.lstrip())}
        language = self.pieces[0].setting.language if self.pieces else "en"
        for end in opportunities(self.text, language) if self.text else ():
            if end in closed or end <= start:
                continue
            self.span(start, end)
            start = end
        return self.boxes

    def span(self, start: int, end: int) -> None:
        """Add the box, or the boxes of a word that may be divided, between two places where a line may end."""
        text = self.text
        bare = start + len(text[start:end].rstrip(" \n\u200b\u3000"))
        piece = self.pieces[bisect_right(self.offsets, start) - 1]
        whole = end - start <= len(piece.text) - (start - self.offsets[bisect_right(self.offsets, start) - 1])
        width = None
        if self.hyphens and whole and bare - start >= SHORTEST and "\u00ad" not in text[start:bare]:
            start, width = self.divided(start, bare, piece.setting)
        inside = text[bare - 1 : bare] == "\u00ad" and end < len(text)
        hyphen = self.hyphen(piece.setting) if inside else 0.0
        self.add(start, bare, end, hyphen, width)
        self.boxes.forced[-1] = text[end - 1] == "\n"

    def divided(self, start: int, bare: int, setting: Setting) -> tuple[int, float | None]:
        """Add the parts of a word but for the last; return where that begins and how wide it is.

        The widths are those that the parts have in the whole word, so that together they are as wide as it is.
        """
        text = self.text[start:bare]
        cuts = [word.start() + at for word in WORD.finditer(text) for at in hyphenate(word[0], setting.language)]
        if not cuts:
            return start, None
        widths = widths_up_to(text, setting)
        done, width = 0, 0.0
        for at in cuts:
            if at in widths:  # not inside a ligature
                self.add(start + done, start + at, start + at, self.hyphen(setting), widths[at] - width)
                done, width = at, widths[at]
        return start + done, widths[len(text)] - width

    def hyphen(self, setting: Setting) -> float:
        return setting.shaper.width("-") * setting.size

    def add(self, start: int, bare: int, end: int, hyphen: float, known: float | None = None) -> None:
        """Add one box; `bare` is where its content ends and its space begins, `known` its width if it is known."""
        boxes, text = self.boxes, self.text
        width = glue = 0.0
        for piece, part in cut(self.pieces, self.offsets, start, bare):
            width += 0.0 if known is not None else width_of(piece.setting, part)
            glue += glue_of(piece.setting, part)
        width = width if known is None else known
        space = space_glue = 0.0
        if end > bare:
            for piece, part in cut(self.pieces, self.offsets, bare, end):
                if part.strip("\n\u200b"):
                    space += width_of(piece.setting, part.strip("\n\u200b"))
                    space_glue += glue_of(piece.setting, part)
        last = text[bare - 1 : bare]
        boxes.starts.append(start)
        boxes.ends.append(end)
        boxes.before.append(self.width)
        boxes.bare.append(self.width + width)
        boxes.glue_before.append(self.glue)
        # what parts two ideographs parts them only inside a line
        boxes.glue_bare.append(self.glue + glue - (eastern_glue(self.pieces[-1].setting) if EASTERN.match(last) else 0.0))
        boxes.hyphens.append(hyphen)
        boxes.broken.append(hyphen > 0 or last == "-")
        boxes.forced.append(False)
        sign = "-" if hyphen else last
        boxes.left.append(self.protruding(start, text[start : start + 1]))
        boxes.right.append(self.protruding(max(start, bare - 1), sign))
        self.width += width + space
        self.glue += glue + space_glue

    def protruding(self, offset: int, sign: str) -> float:
        """Return how far a sign at the edge of a line stands outside it."""
        if not self.protrude or sign not in PROTRUSION or not sign:
            return 0.0
        setting = self.pieces[bisect_right(self.offsets, offset) - 1].setting
        return PROTRUSION[sign] * setting.shaper.width(sign) * setting.size


def eastern_glue(setting: Setting) -> float:
    """Return how far two ideographs may part, in pt."""
    return EASTERN_GLUE * setting.size


def glue_of(setting: Setting, text: str) -> float:
    """Return by what a stretch of text may be widened, as a sum of natural widths in pt."""
    found = 0.0
    if " " in text or "\u00a0" in text or "\u3000" in text:
        found = sum(map(text.count, SPACES)) * setting.shaper.width(" ") * setting.size
    if not text.isascii():
        found += len(EASTERN.findall(text)) * eastern_glue(setting)
    return found


def width_of(setting: Setting, text: str) -> float:
    """Return the width of a stretch of text in one setting, in pt."""
    if " " in text and len(text) > 1:
        return sum(setting.shaper.width(token) for token in tokens(text)) * setting.size
    return setting.shaper.width(text) * setting.size


def widths_up_to(text: str, setting: Setting) -> dict[int, float]:
    """Return how wide a text is up to each of its offsets, in pt; there is none inside a ligature."""
    widths, offset, width = {}, 0, 0.0
    for token in tokens(text):
        for word in setting.shaper.word(token):
            for advance, characters in zip(word.advances, word.texts, strict=True):
                if characters:
                    widths[offset] = width * setting.size
                width += advance
                offset += len(characters)
    widths[offset] = width * setting.size
    return widths


def tokens(text: str) -> Iterator[str]:
    """Yield words and the spaces between them; the words are what the shaping cache knows."""
    start = 0
    for index, character in enumerate(text):
        if character in " \n":
            if index > start:
                yield text[start:index]
            yield " "
            start = index + 1
    if start < len(text):
        yield text[start:]


def cut(pieces: Sequence[Piece], starts: Sequence[int], start: int, end: int) -> Iterator[tuple[Piece, str]]:
    """Yield the parts of the pieces between two offsets of the whole text; `starts` is where each piece begins in it."""
    for index in range(max(0, bisect_right(starts, start) - 1), len(pieces)):
        piece, offset = pieces[index], starts[index]
        if offset >= end:
            return
        part = piece.text[max(0, start - offset) : end - offset]
        if part:
            yield piece, part


def starts_of(pieces: Sequence[Piece]) -> list[int]:
    """Return where each piece begins in the whole text."""
    return list(accumulate((len(piece.text) for piece in pieces[:-1]), initial=0))
