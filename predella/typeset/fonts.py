"""The bytes of a font file go in, a face that can be measured, shaped and embedded comes out."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import uharfbuzz as hb

RESTRICTED, WHOLE_ONLY, BITMAPS_ONLY = 0x0002, 0x0100, 0x0200
"""Bits of OS/2 fsType: no part of the font may be embedded; only all of it; only its bitmaps (OpenType OS/2, fsType)."""

HEAD_MAGIC = b"\x5f\x0f\x3c\xf5"
"""What every head table holds at its twelfth byte (OpenType, head)."""

DAMAGED = "the font file is damaged: a table that describes it is missing or cut short"


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
    def embeddable(self) -> bool:
        """False when its maker forbids embedding, or allows bitmaps only (OpenType, OS/2, fsType bits 1 and 9)."""
        table = bytes(self.hb_face.reference_table("OS/2").data)
        kind = int.from_bytes(table[8:10], "big") if len(table) >= 10 else 0
        return kind & 0x000F != 0x0002 and not kind & 0x0200

    @cached_property
    def coverage(self) -> frozenset[int]:
        """The code points the face has a glyph for."""
        return frozenset(self.hb_face.unicodes)

    @cached_property
    def features(self) -> frozenset[str]:
        """The OpenType features that the face has glyphs for (OpenType, GSUB, FeatureList)."""
        table = bytes(self.hb_face.reference_table("GSUB").data)
        if len(table) < 10:
            return frozenset()
        start = struct.unpack_from(">H", table, 6)[0]
        count = struct.unpack_from(">H", table, start)[0] if start + 2 <= len(table) else 0
        records = table[start + 2 : start + 2 + 6 * count]
        return frozenset(records[i : i + 4].decode("latin-1") for i in range(0, len(records), 6))

    def left_bearing(self, glyph: int) -> float:
        """Return the white space at the left of a glyph, in em."""
        extents = self.hb_font.get_glyph_extents(glyph)
        return extents.x_bearing / self.units if extents else 0.0

    def depth(self, glyph: int) -> float:
        """Return how far a glyph reaches below the baseline, in em."""
        extents = self.hb_font.get_glyph_extents(glyph)
        return max(0.0, -(extents.y_bearing + extents.height) / self.units) if extents else 0.0

    def right_bearing(self, glyph: int) -> float:
        """Return the white space at the right of a glyph, in em."""
        extents = self.hb_font.get_glyph_extents(glyph)
        return self.advance(glyph) - (extents.x_bearing + extents.width) / self.units if extents else 0.0

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
    try:
        return described(data, name, hb_face, hb_font)
    except struct.error:
        raise FontError(DAMAGED) from None


def described(data: bytes, name: str, hb_face: Any, hb_font: Any) -> Face:
    """Return a face with what its tables say of it. Raises `FontError`, and struct.error for tables cut short."""
    os2, head, hhea, post = (
        bytes(hb_face.reference_table(tag).data) for tag in ("OS/2", "head", "hhea", "post")
    )
    if len(os2) < 78 or len(head) < 54 or len(hhea) < 36 or hb_face.glyph_count == 0:
        raise FontError(DAMAGED)
    # the length of an entry of loca is said by head, which ends with the format of the outlines, always 0
    entry = {b"\0\0\0\0": 2, b"\0\1\0\0": 4}.get(head[50:54], 0)
    places = len(bytes(hb_face.reference_table("loca").data)) // max(1, entry) - hb_face.glyph_count
    if head[:2] != b"\0\1" or head[12:16] != HEAD_MAGIC or not entry or places not in (1, 2):
        raise FontError("the font file is damaged: its tables contradict each other")
    refuse_forbidden(struct.unpack_from(">H", os2, 8)[0])
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


def refuse_forbidden(licence: int) -> None:
    """Raise `FontError` for a font whose licence bits do not let a subset of its outlines be embedded."""
    if licence & 0x000F == RESTRICTED:
        raise FontError("the font's licence bits forbid embedding it (OS/2 fsType 2): take another font")
    if licence & WHOLE_ONLY:
        raise FontError("the font's licence bits forbid embedding a part of it (OS/2 fsType 0x100), as a PDF does: take another font")
    if licence & BITMAPS_ONLY:
        raise FontError("the font's licence bits let only its bitmaps be embedded (OS/2 fsType 0x200): take another font")


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
        raise FontError("the file is not a TrueType font" if data else "the file is empty (0 bytes)")
    count = struct.unpack_from(">H", data, 4)[0] if len(data) >= 12 else 0
    if len(data) < 12 + 16 * count:
        raise FontError(DAMAGED)
    tables = [struct.unpack_from(">4sIII", data, 12 + 16 * i) for i in range(count)]
    tags = {tag for tag, _, _, _ in tables}
    if b"fvar" in tags:
        raise FontError("the font is variable: make a static instance of each weight (.ttf) and name those")
    if b"glyf" not in tags:
        raise FontError("the font has no TrueType outlines (glyf table): convert it to TrueType (.ttf)")
    end = max(offset + length for _, _, offset, length in tables)
    if end > len(data):
        raise FontError(f"the font file is cut off: it has {len(data):,} bytes of {end:,}; copy it again")


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
