"""The objects of a file go in, the file comes out: small objects together in compressed streams, as PDF 1.5 allows.

ReportLab writes each object on its own, uncompressed. A tagged file has one for every paragraph and cell: apart from text
and pictures they would be most of it (ISO 32000-1, 7.5.7 and 7.5.8).
"""

from __future__ import annotations

import zlib
from typing import Any

from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

TOGETHER = 400
"""Objects in one stream: a reader unpacks a stream whole, to get at one of them."""


PDFDocument: Any = pdfdoc.PDFDocument
"""Its types do not name the attributes that a file is written from."""


class CompactFile(PDFDocument):  # type: ignore[misc]
    """ReportLab's document, written with object streams and a cross-reference stream."""

    def format(self) -> bytes:
        """Return the whole file."""
        self.Reference(self.Catalog)
        self.Reference(self.info)
        out = bytearray(pdfdoc.PDFFile(self._pdfVersion).format(self))
        places: dict[int, tuple[int, int, int]] = {0: (0, 0, 65535)}
        small: list[tuple[int, bytes]] = []
        number = 1
        # formatting an object may make others: the list grows while it is gone through
        while number in self.numberToId:
            body = self.body_of(number)
            if body.endswith(b"endstream"):
                places[number] = (1, len(out), 0)
                out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
            else:
                small.append((number, body))
            number += 1
        for start in range(0, len(small), TOGETHER):
            part = small[start : start + TOGETHER]
            places[number] = (1, len(out), 0)
            places.update({own: (2, number, index) for index, (own, _) in enumerate(part)})
            out += b"%d 0 obj\n%b\nendobj\n" % (number, object_stream(part))
            number += 1
        places[number] = (1, len(out), 0)
        return bytes(out) + self.ending(number, places, len(out))

    def body_of(self, number: int) -> bytes:
        """Return an object as it stands between `obj` and `endobj`; a stream's data ends with a line end."""
        body: bytes = pdfdoc.format(self.idToObject[self.numberToId[number]], self, toplevel=1)
        body = body.strip(b"\n")
        if body.endswith(b"endstream"):
            # ISO 19005-2, 6.1.7.1: ReportLab leaves the line end out after compressed data
            body = body.removesuffix(b"endstream") + b"\nendstream"
        return body

    def ending(self, number: int, places: dict[int, tuple[int, int, int]], start: int) -> bytes:
        """Return the cross-reference stream, object `number`, and what follows it."""
        wide = max(2, (start.bit_length() + 7) // 8)
        rows = b"".join(
            kind.to_bytes(1, "big") + first.to_bytes(wide, "big") + second.to_bytes(2, "big")
            for kind, first, second in (places[own] for own in range(number + 1))
        )
        data = zlib.compress(rows, 9)
        identity = b"<" + self.signature.hexdigest().encode() + b">"
        entries = (
            b"<</Type/XRef/Size %d/W[1 %d 2]/Root %b/Info %b/ID[%b%b]/Filter/FlateDecode/Length %d>>"
            % (number + 1, wide, self.shown(self.Catalog), self.shown(self.info), identity, identity, len(data))
        )
        return b"%d 0 obj\n%b\nstream\n%b\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % (number, entries, data, start)

    def shown(self, thing: Any) -> bytes:
        """Return the reference to an object as it is written."""
        reference: bytes = self.Reference(thing).format(self)
        return reference


class Sheet(Canvas):
    """A canvas without ReportLab's preamble, which would name a font that is not embedded, and with a compact file."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        file: Any = self  # its types do not name the document
        file._doc.__class__ = CompactFile

    def _make_preamble(self) -> None:
        self._preamble = ""


def object_stream(objects: list[tuple[int, bytes]]) -> bytes:
    """Return objects, each with its number, as one compressed stream."""
    heads, at = [], 0
    for number, body in objects:
        heads.append(b"%d %d" % (number, at))
        at += len(body) + 1
    head = b" ".join(heads) + b"\n"
    data = zlib.compress(head + b"\n".join(body for _, body in objects), 6)
    return b"<</Type/ObjStm/N %d/First %d/Filter/FlateDecode/Length %d>>\nstream\n%b\nendstream" % (
        len(objects), len(head), len(data), data,
    )  # fmt: skip


class Written(pdfdoc.PDFObject):
    """An object that is written by a function when its time comes, and always referred to by its number."""

    __RefOnly__ = 1

    def __init__(self, write: Any) -> None:
        self.write = write

    def format(self, document: Any) -> bytes:
        """Return the object as it is written."""
        body: bytes = self.write(document)
        return body
