"""The bytes of a font file go in, a face that can be measured, shaped and embedded comes out."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import uharfbuzz as hb

RESTRICTED = 0x0002
"""OS/2 fsType bit 1: restricted licence embedding, no part of the font may be embedded (OpenType OS/2, fsType)."""


class FontError(ValueError):
    """Raised for a font file that cannot be used; the message says what to do instead."""


@dataclass(eq=False)
class Face:
    """One font file, opened. Measures are in em (1 = the type size).

    `name` is unique within the process: two files with one PostScript name stay two fonts.
    """

    name: str
    data: bytes
    hb_face: Any = field(repr=False)
    hb_font: Any = field(repr=False)
    postscript_name: str
    units: int
    ascent: float
    descent: float
    cap_height: float
    x_height: float
    weight: int
    italic: bool
    box: tuple[int, int, int, int]

    @cached_property
    def coverage(self) -> frozenset[int]:
        """The code points the face has a glyph for."""
        return frozenset(self.hb_face.unicodes)

    def left_bearing(self, glyph: int) -> float:
        """Return the white space at the left of a glyph, in em."""
        extents = self.hb_font.get_glyph_extents(glyph)
        return extents.x_bearing / self.units if extents else 0.0

    def advance(self, glyph: int) -> float:
        """Return the width of a glyph, in em."""
        return float(self.hb_font.get_glyph_h_advance(glyph)) / self.units


def open_face(data: bytes, name: str) -> Face:
    """Open a static TrueType font. Raises `FontError` for any other file, saying what to convert."""
    refuse_unusable(data)
    try:
        hb_face = hb.Face(data)
        hb_font = hb.Font(hb_face)
    except Exception as fault:
        raise FontError(f"the font cannot be opened: {fault}") from None
    os2, head, hhea, post = (
        bytes(hb_face.reference_table(tag).data) for tag in ("OS/2", "head", "hhea", "post")
    )
    if len(os2) < 78 or len(head) < 54 or len(hhea) < 36 or hb_face.glyph_count == 0:
        raise FontError("the font file is damaged: a table that describes it is missing or cut short")
    if struct.unpack_from(">H", os2, 8)[0] & 0x000F == RESTRICTED:
        raise FontError("the font's licence bits forbid embedding it (OS/2 fsType 2): take another font")
    units = hb_face.upem
    ascent, descent = struct.unpack_from(">hh", hhea, 4)
    x_height, cap_height = struct.unpack_from(">hh", os2, 86) if len(os2) >= 90 else (0, 0)
    return Face(
        name=name,
        data=data,
        hb_face=hb_face,
        hb_font=hb_font,
        postscript_name=postscript_name(bytes(hb_face.reference_table("name").data)) or name,
        units=units,
        ascent=ascent / units,
        descent=-descent / units,
        cap_height=(cap_height or glyph_height(hb_font, "H")) / units,
        x_height=(x_height or glyph_height(hb_font, "x")) / units,
        weight=struct.unpack_from(">H", os2, 4)[0],
        italic=bool(struct.unpack_from(">i", post, 4)[0]) if len(post) >= 8 else False,
        box=struct.unpack_from(">hhhh", head, 36),
    )


def refuse_unusable(data: bytes) -> None:
    """Raise `FontError` for a file that is no static font with TrueType outlines."""
    kind = data[:4]
    reasons = {
        b"OTTO": "it has CFF outlines: convert it to TrueType (.ttf)",
        b"wOFF": "it is a WOFF web font: unpack it to TrueType (.ttf)",
        b"wOF2": "it is a WOFF2 web font: unpack it to TrueType (.ttf)",
        b"ttcf": "it is a collection of several fonts: split it and name one file",
    }
    if kind in reasons:
        raise FontError(f"the font cannot be used, {reasons[kind]}")
    if kind not in (b"\x00\x01\x00\x00", b"true"):
        raise FontError("the file is not a TrueType font")
    count = struct.unpack_from(">H", data, 4)[0] if len(data) >= 12 else 0
    tags = {data[12 + 16 * i : 16 + 16 * i] for i in range(count)}
    if b"fvar" in tags:
        raise FontError("the font is variable: make a static instance of each weight (.ttf) and name those")
    if b"glyf" not in tags:
        raise FontError("the font has no TrueType outlines (glyf table): convert it to TrueType (.ttf)")


def postscript_name(table: bytes) -> str:
    """Return name id 6 from a name table, or "" when there is none."""
    if len(table) < 6:
        return ""
    count, strings = struct.unpack_from(">HH", table, 2)
    for i in range(count):
        platform, _, _, name_id, length, offset = struct.unpack_from(">6H", table, 6 + 12 * i)
        if name_id == 6:
            raw = table[strings + offset : strings + offset + length]
            return raw.decode("utf-16-be" if platform in (0, 3) else "latin-1", "replace")
    return ""


def glyph_height(font: Any, letter: str) -> int:
    """Return the height of a letter in font units, for fonts whose OS/2 table does not say it."""
    glyph = font.get_nominal_glyph(ord(letter))
    extents = font.get_glyph_extents(glyph) if glyph else None
    return int(extents.y_bearing) if extents else 0
