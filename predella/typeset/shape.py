"""A word and the faces it may be set in go in, glyphs with widths and the characters they stand for come out.

HarfBuzz does the work; a word is shaped once per chain of faces, language and features, in em, and kept.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import uharfbuzz as hb

from predella.typeset.fonts import Face

WIDE_SPACES = "\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
"""Spaces of a width of their own: HarfBuzz makes them of a font's space where it has none."""

PLAIN_EQUIVALENTS = {**dict.fromkeys(WIDE_SPACES, " "), "\u2011": "-", "\u2010": "-", "\t": " ", "\u2028": " ", "\u2029": " "}
"""Characters that many fonts lack and that another can stand for; they stay themselves in the text."""

IGNORABLE = frozenset("\u200b\u200c\u200d\u2060\u00ad\ufeff\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufe0e\ufe0f")
"""Characters that steer line breaking, joining and direction and are never drawn on their own."""

LOOSE = 0.02
"""Tracking, in em, from which letters are no longer joined to ligatures: the joined ones would stand too close."""

JOINED = frozenset(("Arab", "Mong", "Nkoo", "Syrc"))
"""Scripts whose letters are joined: tracking would tear them apart."""

BACKWARD_LETTER = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
"""Letters that run from right to left (Unicode, DerivedBidiClass): a word with one is shaped, and measured, that way."""

LARGEST_CACHE = 50_000


@dataclass(frozen=True, slots=True)
class ShapedWord:
    """Glyphs of one word in one face, in em and in the order in which they stand from left to right.

    `offsets` says by how much each glyph is moved right and up from its place; it is empty when none is.
    """

    face: Face
    codes: tuple[int, ...]
    advances: tuple[float, ...]
    texts: tuple[str, ...]
    width: float
    offsets: tuple[tuple[float, float], ...] = ()


Word = tuple[ShapedWord, ...]


class Shaper:
    """Shapes words with one chain of faces, one language and one set of features, and keeps them."""

    def __init__(self, faces: tuple[Face, ...], language: str, tracking: float, features: tuple[str, ...]) -> None:
        self.faces = faces
        self.language = language
        self.tracking = tracking
        joined = tracking <= LOOSE
        self.features = {"kern": True, "liga": joined, "clig": joined, **dict.fromkeys(features, True)}
        self.words: dict[tuple[str, bool], Word] = {}
        self.widths: dict[str, float] = {}

    def word(self, text: str, backward: bool = False) -> Word:
        """Return the glyphs of a word; `backward` when it stands in text that runs from right to left."""
        found = self.words.get((text, backward))
        if found is None:
            if len(self.words) > LARGEST_CACHE:
                self.words.clear()
            parts = [self.stretch(part, face, backward) for face, part in stretches(text, self.faces)]
            found = self.words[text, backward] = tuple(reversed(parts) if backward else parts)
        return found

    def width(self, text: str) -> float:
        """Return the width of a word, in em."""
        found = self.widths.get(text)
        if found is None:
            if len(self.widths) > LARGEST_CACHE:
                self.widths.clear()
            backward = not text.isascii() and BACKWARD_LETTER.search(text) is not None
            found = self.widths[text] = sum(part.width for part in self.word(text, backward))
        return found

    def stretch(self, text: str, face: Face, backward: bool) -> ShapedWord:
        """Shape a stretch of text in one face and one script."""
        buffer = hb.Buffer()
        buffer.add_str("".join(c if ord(c) in face.coverage or c in WIDE_SPACES else PLAIN_EQUIVALENTS.get(c, c) for c in text))
        buffer.guess_segment_properties()
        buffer.language = self.language
        buffer.direction = "rtl" if backward else "ltr"
        hb.shape(face.hb_font, buffer, self.features)
        infos, positions = buffer.glyph_infos, buffer.glyph_positions
        # marks stay on their letters, and joined letters joined
        tracking = 0.0 if buffer.script in JOINED else self.tracking
        advances = tuple(place.x_advance / face.units + (tracking if place.x_advance else 0.0) for place in positions)
        offsets = tuple((place.x_offset / face.units, place.y_offset / face.units) for place in positions)
        codes = tuple(info.codepoint for info in infos)
        texts = texts_of(text, [info.cluster for info in infos], advances)
        return ShapedWord(face, codes, advances, texts, sum(advances), offsets if any(map(any, offsets)) else ())


def texts_of(text: str, clusters: Sequence[int], advances: Sequence[float]) -> tuple[str, ...]:
    """Return what each glyph stands for: a cluster's characters with its widest glyph, nothing with its marks."""
    ends = dict(pairwise(sorted({*clusters, len(text)})))
    widest: dict[int, int] = {}
    for index, cluster in enumerate(clusters):
        if cluster not in widest or advances[index] > advances[widest[cluster]]:
            widest[cluster] = index
    return tuple(text[c : ends[c]] if widest[c] == i else "" for i, c in enumerate(clusters))


@lru_cache(maxsize=512)
def shaper(faces: tuple[Face, ...], language: str, tracking: float = 0.0, features: tuple[str, ...] = ()) -> Shaper:
    """Return the shaper of a chain of faces, the same one each time."""
    return Shaper(faces, language, tracking, features)


def shape(text: str, faces: Sequence[Face], language: str, tracking: float = 0.0, features: tuple[str, ...] = ()) -> Word:
    """Return the glyphs of a word, in the first face of the chain that has all of each stretch's characters.

    `tracking` is added to each glyph's width, in em; `features` are OpenType tags such as `smcp`. A character no
    face has is drawn as the first face's blank box; `missing` finds such characters before anything is set.
    """
    return shaper(tuple(faces), language, tracking, features).word(text)


def stretches(text: str, faces: Sequence[Face]) -> Iterator[tuple[Face, str]]:
    """Yield a word's stretches by the face that can draw them and the script that they are in."""
    start, face, script = 0, faces[0], ""
    for index, character in enumerate(text):
        own = face if character in IGNORABLE else face_for(character, faces)
        if unicodedata.combining(character) and ord(character) in face.coverage and index:
            own = face  # a mark stays with the letter that carries it
        named = script_of(character)
        if index and (own is not face or (named and script and named != script)):
            yield face, text[start:index]
            start, script = index, ""
        face, script = own, named or script
    if text:
        yield face, text[start:]


@lru_cache(maxsize=20_000)
def script_of(character: str) -> str:
    """Return the script of a letter by its Unicode name (LATIN, CYRILLIC, ARABIC …), or "" for what all scripts share."""
    if not unicodedata.category(character).startswith("L"):
        return ""
    first = unicodedata.name(character, "").split(" ")[0]
    return "" if first in ("MODIFIER", "FULLWIDTH", "HALFWIDTH") or "-" in first else first


def face_for(character: str, faces: Sequence[Face]) -> Face:
    """Return the first face that has a character, or the first face of all."""
    wanted = {ord(character), ord(PLAIN_EQUIVALENTS.get(character, character))}
    return next((face for face in faces if not face.coverage.isdisjoint(wanted)), faces[0])


def missing(text: str, faces: Sequence[Face]) -> list[str]:
    """Return the characters of a text that no face of the chain can draw, each once."""
    covered = covered_by(tuple(faces))
    return [
        character
        for character in dict.fromkeys(text)
        if ord(character) not in covered
        and ord(PLAIN_EQUIVALENTS.get(character, character)) not in covered
        and character not in IGNORABLE
        and character != "\n"
    ]


@lru_cache(maxsize=256)
def covered_by(faces: tuple[Face, ...]) -> frozenset[int]:
    """Return the code points that one of the faces can draw."""
    return frozenset().union(*(face.coverage for face in faces))
