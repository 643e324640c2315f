"""A word and a face go in, glyphs with widths and the characters they stand for come out.

HarfBuzz does the work; a word is shaped once per face and language, in em, and kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import uharfbuzz as hb

from predella.typeset.fonts import Face

PLAIN_EQUIVALENTS = {"\u202f": "\u00a0", "\u2009": " ", "\u2011": "-", "\u2007": "\u00a0"}
"""Characters that many fonts lack and that look like another: drawn as it, kept as themselves in the text."""

IGNORABLE = frozenset("\u200b\u200c\u200d\u2060\u00ad\ufeff")
"""Characters that steer line breaking and joining and are never drawn on their own."""


@dataclass(frozen=True, slots=True)
class ShapedWord:
    """Glyphs of one word in one face, in em."""

    face: Face
    codes: tuple[int, ...]
    advances: tuple[float, ...]
    texts: tuple[str, ...]
    width: float


def shape(text: str, faces: Sequence[Face], language: str, tracking: float = 0.0) -> tuple[ShapedWord, ...]:
    """Return the glyphs of a word, in the first face of the chain that has all of each stretch's characters.

    `tracking` is added to each glyph's width, in em. A character no face has is drawn as the first face's blank
    box; `missing` finds such characters before anything is set.
    """
    key = (text, tuple(faces), language, tracking)
    found = cache.get(key)
    if found is None:
        if len(cache) > LARGEST_CACHE:
            cache.clear()
        found = cache[key] = tuple(
            shape_in(stretch, face, language, tracking) for face, stretch in by_face(text, faces)
        )
    return found


cache: dict[tuple[str, tuple[Face, ...], str, float], tuple[ShapedWord, ...]] = {}
LARGEST_CACHE = 200_000


def by_face(text: str, faces: Sequence[Face]) -> list[tuple[Face, str]]:
    """Cut a word into stretches by the face that can draw them."""
    stretches: list[tuple[Face, str]] = []
    for character in text:
        face = face_for(character, faces)
        if stretches and (stretches[-1][0] is face or character in IGNORABLE):
            stretches[-1] = (stretches[-1][0], stretches[-1][1] + character)
        else:
            stretches.append((face, character))
    return stretches


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


def shape_in(text: str, face: Face, language: str, tracking: float) -> ShapedWord:
    """Shape a stretch of text in one face."""
    drawn = "".join(c if ord(c) in face.coverage else PLAIN_EQUIVALENTS.get(c, c) for c in text)
    buffer = hb.Buffer()
    buffer.add_str(drawn)
    buffer.guess_segment_properties()
    buffer.language = language
    hb.shape(face.hb_font, buffer, {"kern": True, "liga": tracking <= 0.02, "clig": tracking <= 0.02})
    infos, positions = buffer.glyph_infos, buffer.glyph_positions
    starts = sorted({info.cluster for info in infos} | {len(text)})
    ends = dict(pairwise(starts))
    seen: set[int] = set()
    texts = []
    for info in infos:
        first = info.cluster not in seen
        seen.add(info.cluster)
        texts.append(text[info.cluster : ends[info.cluster]] if first else "")
    advances = tuple(position.x_advance / face.units + tracking for position in positions)
    return ShapedWord(face, tuple(info.codepoint for info in infos), advances, tuple(texts), sum(advances))
