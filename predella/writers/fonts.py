"""The glyphs a document uses go in, composite fonts come out: Type 0, Identity-H, subset, with a true ToUnicode.

Every pair of a glyph and the text it stands for gets a code of its own, so that a space and a non-breaking space drawn
by one glyph come back from the file as two characters (ISO 32000-1, 9.7 and 9.10).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

import uharfbuzz as hb
from reportlab.pdfbase import pdfdoc

from predella.pages import Glyphs
from predella.typeset import Face

DROPPED_TABLES = (
    "GSUB",
    "GPOS",
    "GDEF",
    "name",
    "OS/2",
    "post",
    "DSIG",
    "kern",
    "cmap",
    "STAT",
    "meta",
    "BASE",
    "JSTF",
)
"""Tables of a font that a PDF reader never asks for: layout is done, and codes go straight to glyphs."""


class EmbeddedFont:
    """One face in one file. ReportLab calls `addObjects` when it saves."""

    def __init__(self, face: Face, resource: str) -> None:
        self.face = face
        self.resource = resource
        self.codes: dict[tuple[int, str], int] = {(0, ""): 0}
        self.outlines: dict[int, str] = {}

    def show(self, run: Glyphs) -> str:
        """Return the text-showing operators of a run; widths that differ from the font's are corrected in place."""
        unit = run.size * run.scale
        parts: list[str] = []
        hexes: list[str] = []
        left_over = 0.0
        for index, (glyph, text, advance) in enumerate(zip(run.codes, run.texts, run.advances, strict=True)):
            if not text and not advance:
                continue  # drawn by `marks`
            code = self.codes.setdefault((glyph, text), len(self.codes))
            right, up = run.offsets[index] if run.offsets else (0.0, 0.0)
            moved = round(-right / unit * 1000)
            if moved or up:
                parts += [f"<{''.join(hexes)}>" if hexes else "", f" {moved} " if moved else "", raised(up) if up else ""]
                hexes = []
            hexes.append(f"{code:04X}")
            # TJ numbers are thousandths of an em, subtracted (ISO 32000-1, 9.4.3); what rounding loses is kept for the next
            wanted = (self.face.advance(glyph) - advance / unit) * 1000 - moved + left_over
            correction = round(wanted)
            left_over = wanted - correction
            if correction or up:
                parts += [f"<{''.join(hexes)}>", raised(0) if up else "", f" {correction} " if correction else ""]
                hexes = []
        if hexes:
            parts.append(f"<{''.join(hexes)}>")
        return f"[{''.join(parts)}] TJ"

    def code_of_space(self) -> int:
        """Return the code of a space, for what is said and not seen."""
        glyph = self.face.hb_font.get_nominal_glyph(ord(" ")) or 0
        return self.codes.setdefault((glyph, " "), len(self.codes))

    @property
    def unread(self) -> int:
        """How many codes come back from the file as no character; the first is the font's own sign for none."""
        return sum(1 for (_, text), code in self.codes.items() if code and not text)

    def marks(self, run: Glyphs) -> Iterator[tuple[float, float, str]]:
        """Yield the marks of a run that stand for no character of their own, such as the dots and vowels of Arabic letters.

        Their characters stand with the letter that carries them; readers would take each for another letter, on a line
        of its own, so they are painted as areas. Gives their places, in pt right of the run's
        start and above its baseline, and their outlines in units of the font.
        """
        x = 0.0
        for index, (glyph, text, advance) in enumerate(zip(run.codes, run.texts, run.advances, strict=True)):
            if not text and not advance:
                right, up = run.offsets[index] if run.offsets else (0.0, 0.0)
                if glyph not in self.outlines:
                    pen = Pen()
                    self.face.hb_font.draw_glyph_with_pen(glyph, pen)
                    self.outlines[glyph] = " ".join(pen.operators)
                yield x + right, up, self.outlines[glyph]
            x += advance

    def addObjects(self, document: Any) -> None:
        """Add the font's dictionaries and streams to the document."""

        name = pdfdoc.PDFName(f"{subset_tag(self.resource)}+{plain_name(self.face.postscript_name)}")
        key = f"font {self.face.name}"
        file = stream({}, self.subset())
        file.dictionary["Length1"] = len(file.content)
        descriptor = pdfdoc.PDFDictionary(self.descriptor(name, document.Reference(file, f"{key} file")))
        descendant = pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("Font"),
                "Subtype": pdfdoc.PDFName("CIDFontType2"),
                "BaseFont": name,
                "CIDSystemInfo": pdfdoc.PDFDictionary(
                    {
                        "Registry": pdfdoc.PDFString("Adobe"),
                        "Ordering": pdfdoc.PDFString("Identity"),
                        "Supplement": 0,
                    }
                ),
                "FontDescriptor": document.Reference(descriptor, f"{key} descriptor"),
                "DW": 1000,
                "W": pdfdoc.PDFArray([0, pdfdoc.PDFArray(self.widths())]),
                "CIDToGIDMap": document.Reference(stream({}, self.glyph_map()), f"{key} glyphs"),
            }
        )
        font = pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("Font"),
                "Subtype": pdfdoc.PDFName("Type0"),
                "BaseFont": name,
                "Encoding": pdfdoc.PDFName("Identity-H"),
                "DescendantFonts": pdfdoc.PDFArray([document.Reference(descendant, f"{key} descendant")]),
                "ToUnicode": document.Reference(stream({}, self.to_unicode()), f"{key} unicode"),
            }
        )
        fonts = document.idToObject["BasicFonts"]
        fonts.dict[self.resource] = document.Reference(font, key)

    def subset(self) -> bytes:
        """Return the font file with only the glyphs used; glyph numbers stay."""
        wanted = hb.SubsetInput()
        wanted.glyph_set.update(glyph for glyph, _ in self.codes)
        wanted.flags = hb.SubsetFlags.RETAIN_GIDS | hb.SubsetFlags.NO_HINTING
        wanted.drop_table_tag_set.update(
            int.from_bytes(tag.ljust(4).encode(), "big") for tag in DROPPED_TABLES
        )
        return bytes(hb.subset(self.face.hb_face, wanted).blob.data)

    def descriptor(self, name: Any, file: Any) -> dict[str, Any]:
        """Return the entries of the font descriptor (ISO 32000-1, table 122)."""
        face = self.face
        em = 1000.0
        scale = em / face.units
        return {
            "Type": pdfdoc.PDFName("FontDescriptor"),
            "FontName": name,
            "Flags": 4 | (64 if face.italic else 0),
            "FontBBox": pdfdoc.PDFArray([round(value * scale) for value in face.box]),
            "ItalicAngle": -12 if face.italic else 0,
            "Ascent": round(face.ascent * em),
            "Descent": -round(face.descent * em),
            "CapHeight": round(face.cap_height * em),
            "XHeight": round(face.x_height * em),
            "StemV": 50 + face.weight // 8,
            "FontFile2": file,
        }

    def widths(self) -> list[int]:
        """Return the width of each code, in thousandths of an em."""
        return [round(self.face.advance(glyph) * 1000) for glyph, _ in self.codes]

    def glyph_map(self) -> bytes:
        """Return the CIDToGIDMap: two bytes for each code."""
        return b"".join(glyph.to_bytes(2, "big") for glyph, _ in self.codes)

    def to_unicode(self) -> bytes:
        """Return the ToUnicode CMap (Adobe Technical Note 5411)."""
        pairs = [f"<{code:04X}> <{utf16(as_read(text))}>" for (_, text), code in self.codes.items() if text]
        blocks = [pairs[i : i + 100] for i in range(0, len(pairs), 100)]
        body = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
        return CMAP.replace("BODY", body).encode("ascii")


CMAP = """\
/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
BODY
endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""


def raised(up: float) -> str:
    """Return what ends one array of glyphs and begins another at a height in pt; nothing for a glyph that stays."""
    return f"] TJ {up:.2f} Ts [" if up else "] TJ 0 Ts ["


class Pen:
    """Takes down an outline as operators of a content stream."""

    def __init__(self) -> None:
        self.operators: list[str] = []
        self.at = (0.0, 0.0)

    def moveTo(self, to: tuple[float, float]) -> None:
        self.write("m", to)

    def lineTo(self, to: tuple[float, float]) -> None:
        self.write("l", to)

    def qCurveTo(self, *points: tuple[float, float]) -> None:
        """Write a curve of the second degree as one of the third, the only kind that PDF has."""
        (x, y), (cx, cy), (tx, ty) = self.at, points[0], points[1]
        first = (x + 2 / 3 * (cx - x), y + 2 / 3 * (cy - y))
        self.write("c", first, (tx + 2 / 3 * (cx - tx), ty + 2 / 3 * (cy - ty)), (tx, ty))

    def curveTo(self, *points: tuple[float, float]) -> None:
        self.write("c", *points)

    def closePath(self) -> None:
        self.operators.append("h")

    def write(self, operator: str, *points: tuple[float, float]) -> None:
        self.at = points[-1]
        self.operators.append(" ".join(f"{value:.0f}" for point in points for value in point) + f" {operator}")


def as_read(text: str) -> str:
    """Return what a glyph stands for in the order in which readers expect it.

    They turn the characters of a line from right to left over one by one, those of a ligature too.
    """
    return text[::-1] if len(text) > 1 and unicodedata.bidirectional(text[0]) in ("R", "AL") else text


def utf16(text: str) -> str:
    """Return a text as hexadecimal UTF-16, surrogates included."""
    return text.encode("utf-16-be").hex().upper()


def plain_name(name: str) -> str:
    """Return a font's name without what a name in a PDF may not have unescaped (ISO 32000-1, 7.3.5)."""
    return re.sub(r"[^A-Za-z0-9._+-]", "", name) or "Font"


def subset_tag(name: str) -> str:
    """Return the six capitals that mark a subset, made from the resource's number so that builds repeat."""
    number = int("".join(c for c in name if c.isdigit()) or "0")
    letters = []
    for _ in range(6):
        number, rest = divmod(number, 26)
        letters.append(chr(65 + rest))
    return "".join(letters)


def stream(entries: dict[str, Any], content: bytes) -> Any:
    """Return a PDF stream that ends its data with a line end, as PDF/A asks (ISO 19005-2, 6.1.7.1)."""
    return pdfdoc.PDFStream(pdfdoc.PDFDictionary(entries), content, filters=[pdfdoc.PDFZCompress])
