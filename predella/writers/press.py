"""A finished document goes in, the file for its print shop comes out: PDF/X-4 (ISO 15930-7), tagged like that for readers.

The pages are those of the screen; what differs is what colours are made of (`inks`), where the page lies on the sheet
(`boxes`), and what stands outside it (`printer_marks`). Nothing can be clicked on paper: there are no link areas.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, BinaryIO

from reportlab.pdfbase import pdfdoc

from predella.faces import opened_resources
from predella.pages import Document, Element, Glyphs, Placed, Shape
from predella.press import Press
from predella.writers.boxes import BEYOND, PressBoxes
from predella.writers.inks import PressInks
from predella.writers.metadata import Intent, Property
from predella.writers.objects import Sheet
from predella.writers.pdf import Painter, begun, finish, paint_pages
from predella.writers.printer_marks import printer_marks

MASTER = ("PDF/X-4", "PDF/UA-1", "PDF/A-2a")
"""The levels that a print master claims, when it passes their checks."""
HAIRLINE = 0.25
"""pt; finer lines break up on a plate (print shops; docs/printing.md)."""
MANAGEMENT = "http://ns.adobe.com/xap/1.0/mm/"


class PressSheet(Sheet):
    """A canvas whose pages blend in the inks of the press and know its plates."""

    inks: PressInks

    def _setExtGState(self, page: Any) -> None:
        file: Any = self
        page.ExtGState = self.inks.states(file._doc)

    def _setColorSpace(self, page: Any) -> None:
        file: Any = self
        page._colorsUsed = self.inks.plates(file._doc)
        page.__NoDefault__ = [*page.__NoDefault__, "Group"]
        page.Group = pdfdoc.PDFDictionary(
            {"S": pdfdoc.PDFName("Transparency"), "CS": pdfdoc.PDFName("DeviceCMYK"), "I": "true", "K": "false"}
        )


class PressPainter(Painter):
    """Paints for paper: where a link leads is not part of the page."""

    def pen(self, shape: Shape, colour: str) -> None:
        """Set what a path is stroked with, no finer than a plate holds."""
        super().pen(replace(shape, stroke_width=max(shape.stroke_width, HAIRLINE)), colour)

    def link(self, item: Placed, run: Glyphs, target: str, element: Element) -> None:
        """Leave link areas out: PDF/X-4 takes annotations outside the bleed only."""


@dataclass(frozen=True)
class Master:
    """What was written: which levels the file does not claim, and what the job ticket says of it."""

    faults: Mapping[str, Sequence[str]]
    inks: PressInks
    fonts: tuple[str, ...]
    boxes: PressBoxes


def write_press(document: Document, sink: BinaryIO) -> Master:
    """Write a document as PDF/X-4. The same document gives the same bytes.

    Files that would go along stay at home: a print shop has no use for them, and its preflight asks what they are.
    """
    press = press_of(document)
    inks = PressInks(press)
    boxes = PressBoxes(BEYOND if press.marks else 0.0)
    spots = tuple(spot_colours(document.pages))
    pages = tuple(replace(page, marks=tuple(printer_marks(page, press, spots))) for page in document.pages)
    # the slug line's face is opened last, and the theme may not have it
    document = replace(document, pages=pages, fonts={**document.fonts, **opened_resources})
    canvas = begun(PressSheet, document, sink, (1, 6))
    canvas.inks = inks
    painter = PressPainter(canvas, document, inks, boxes)
    painter.facts.boxes = boxes.seen
    paint_pages(painter)
    inks.spaces |= painter.facts.spaces
    faults = finish(painter, MASTER, press_intents(press), identity(document))
    canvas.save()
    return Master(faults, inks, tuple(font.face.name for font in painter.fonts.values()), boxes)


def press_of(document: Document) -> Press:
    """Return what a document's print shop is told; one that was not made for print has nothing to tell."""
    assert document.press is not None, "the document was made for a screen"
    return document.press


def spot_colours(pages: Any) -> list[Any]:
    """Return the spot colours that pages are painted in, each once."""
    found: dict[str, Any] = {}
    for page in pages:
        for colour in (page.ground, *(colour for item in page.placed for colour in colours_of(item))):
            if colour is not None and colour.spot:
                found.setdefault(colour.spot, colour)
    return list(found.values())


def colours_of(item: Placed) -> list[Any]:
    """Return the colours that an item is painted in."""
    ink: Any = item.ink
    if hasattr(ink, "runs"):
        return [run.colour for run in ink.runs]
    return [getattr(ink, "fill", None), getattr(ink, "stroke", None)]


def press_intents(press: Press) -> tuple[Intent, ...]:
    """Return the intents of a print master: for the press, and the same profile for PDF/A."""
    profile = press.profile
    return tuple(
        Intent(subtype, profile.condition, profile.data, 4, profile.name, profile.registry)
        for subtype in ("GTS_PDFX", "GTS_PDFA1")
    )


def identity(document: Document) -> list[Property]:
    """Return by what a file is told from others (ISO 15930-7, 6.8): made of what it is, never of the moment."""
    press = press_of(document)
    stated = "\0".join((press.document, press.language, press.paper, press.date, document.meta.title))
    digest = hashlib.sha256(stated.encode()).hexdigest()
    number = "-".join((digest[:8], digest[8:12], digest[12:16], digest[16:20], digest[20:32]))
    return [
        Property("xmpMM", MANAGEMENT, "DocumentID", f"uuid:{number}"),
        Property("xmpMM", MANAGEMENT, "VersionID", "1"),
        Property("xmpMM", MANAGEMENT, "RenditionClass", "default"),
    ]
