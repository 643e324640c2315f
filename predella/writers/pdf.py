"""A finished document goes in, a PDF comes out, painted on ReportLab's canvas.

ReportLab writes the file, its page tree, outline and streams. Glyphs, paths and pictures are written here as PDF
operators, each within a mark of its logical element: what a reader's software is told, and in which order.
"""

from __future__ import annotations

import hashlib
import io
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, BinaryIO

from reportlab import rl_config
from reportlab.pdfbase import pdfdoc

from predella import __version__
from predella.pages import (
    Bookmark,
    Colour,
    Document,
    Element,
    Glyphs,
    Page,
    PathOps,
    Picture,
    Placed,
    Shape,
    TextLine,
    box,
)
from predella.writers.attachments import add_attachments
from predella.writers.boxes import Boxes, ScreenBoxes
from predella.writers.conformance import Facts, claimed
from predella.writers.fonts import EmbeddedFont
from predella.writers.inks import Inks, ScreenInks, spaces_of
from predella.writers.metadata import Intent, Property, add_metadata, screen_intent
from predella.writers.numbers import number
from predella.writers.objects import Sheet
from predella.writers.structure import (
    Mark,
    Marks,
    Node,
    as_said,
    joins,
    runs_in_order,
    structure_tag,
)
from predella.writers.tags import Tags, link_area

# ASCII85 makes files a quarter larger and, with pictures, building many times slower
rl_config.useA85 = 0


MITER = 10.0
"""The miter limit that a page begins with (ISO 32000-1, table 52)."""


SCREEN = ("PDF/UA-1", "PDF/A-2a")
"""The levels that a file to be read claims, when it passes their checks."""


class Painter:
    """Paints pages onto a canvas; y grows downward outside, upward in the file."""

    def __init__(self, canvas: Any, document: Document, inks: Inks | None = None, boxes: Boxes | None = None) -> None:
        self.canvas = canvas
        self.document = document
        self.inks = inks or ScreenInks()
        self.boxes = boxes or ScreenBoxes()
        self.fonts: dict[str, EmbeddedFont] = {}
        self.height = 0.0
        self.offset = 0.0
        self.fill: str | None = None
        self.miter = MITER
        self.marks = Marks(document.tree)
        self.areas: list[Any] = []
        self.facts = Facts(document.meta, None)
        self.open: Element | None = None
        self.mark: Mark | None = None
        self.is_open = self.overlaid = False

    def write(self, operators: str) -> None:
        """Add operators to the page's content stream."""
        self.canvas._code.append(operators)

    def page(self, page: Page, overlay: Callable[[Page], Iterable[Placed]] | None = None) -> None:
        """Paint one page."""
        self.boxes.set(self.canvas, page)
        self.offset = self.boxes.offset(page)
        self.height = page.height + self.offset
        self.fill, self.miter = None, MITER
        self.marks.begin_page()
        self.paint(page)
        self.overlaid = True
        for item in overlay(page) if overlay else ():
            self.item(item)
        self.overlaid = False
        self.end_mark()
        if page.window:
            self.write("Q")
            self.fill, self.miter = None, MITER
        self.overlaid = True  # marks round a sheet are for those who cut it
        for item in page.marks:
            self.item(item)
        self.overlaid = False
        self.silent_words()
        self.end_mark()
        self.canvas.showPage()

    def paint(self, page: Page) -> None:
        """Paint the ground of a page and what was placed on it; of a divided page only the window is seen."""
        if page.window:
            window = page.window
            self.write(f"q {self.path(box(window.width, window.height), window.x, window.y)} W n")
        if page.ground:
            width, height = page.width + 2 * page.bleed, page.height + 2 * page.bleed
            self.item(Placed(0, 0, Shape(box(width, height, -page.bleed, -page.bleed), fill=page.ground)))
        for item in page.placed:
            self.item(item)

    def item(self, item: Placed) -> None:
        """Paint one item."""
        ink = item.ink
        if isinstance(ink, TextLine):
            self.text(item, ink)
            return
        element = self.marks.known(item.element)
        if element is None and (isinstance(ink, Picture) or item.element is not None) and not self.overlaid:
            self.facts.loose.append(f"a {type(ink).__name__.lower()} of {item.role or 'no role'}")
        self.begin_mark(element)
        if isinstance(ink, Shape):
            self.shape(item)
        else:
            self.picture(item, ink)
        self.cover(element, item)

    def begin_mark(self, element: Element | None) -> None:
        """Let what is painted from here on belong to an element, or be decoration (an artifact)."""
        element = None if self.overlaid or (element and element.role == "Artifact") else element
        if self.is_open and element is self.open:
            return
        self.end_mark()
        self.is_open, self.open = True, element
        if element is None:
            self.mark = None
            self.write("/Artifact BMC")
        else:
            self.mark = self.marks.mark(element)
            self.write(f"/{structure_tag(element)} <</MCID {self.mark.number}>> BDC")

    def end_mark(self) -> None:
        """End what belongs together; the next ink begins anew."""
        if self.is_open:
            self.write("EMC")
        self.is_open, self.open, self.mark = False, None, None

    def cover(self, element: Element | None, item: Placed) -> None:
        """Widen the box of a drawing by an item."""
        if element is not None and (element.role == "Figure" or element in self.marks.waiting):
            rect = item.rect
            left, bottom = self.offset + rect.x, self.height - rect.bottom
            self.marks.cover(element, left, bottom, left + rect.width, bottom + rect.height)

    def silent_words(self) -> None:
        """Give words that have no ink a place in their drawing: a space that nobody sees, under their element.

        What is said stands with the element (ActualText): software that reads a page goes from mark to mark, and passes
        over an element that has none.
        """
        for drawing, elements in self.marks.unpainted():
            _, left, _, _, top = self.marks.boxes.get(drawing, (0, self.offset, 0.0, 0.0, self.height))
            font = self.font(next(iter(self.fonts), None) or next(iter(self.document.fonts)))
            code = font.code_of_space()
            for element in elements:
                self.begin_mark(element)
                self.write(f"BT /{font.resource} 1 Tf 3 Tr {number(left)} {number(top)} Td <{code:04X}> Tj 0 Tr ET")

    def text(self, item: Placed, line: TextLine) -> None:
        """Paint a line of text, run by run in the order in which they are read, and the link areas over it."""
        for index, run in enumerate(runs_in_order(line.runs)):
            element = self.marks.known(run.element, item.element)
            if element is None and not self.overlaid and run.text.strip():
                self.facts.loose.append(f"{run.text.strip()!r} ({item.role or 'no role'})")
            self.begin_mark(element)
            if self.mark is not None:
                if not index and element is not None and joins(self.marks.said_last(element), run):
                    self.space_before(item, run)
                self.mark.texts.append(as_said(run))
            self.run(item, line, run)
            if run.link and element is not None and self.mark is not None:
                self.link(item, run, run.link, element)
        self.cover(self.marks.known(item.element), item)

    def space_before(self, item: Placed, run: Glyphs) -> None:
        """Part the words of two lines that stand under each other: without a space they would be read as one."""
        font = self.font(run.font)
        place = f"{number(self.offset + item.x + run.x)} {number(self.height - item.y)} Td"
        self.write(f"BT /{font.resource} {number(run.size)} Tf {place} <{font.code_of_space():04X}> Tj ET")
        assert self.mark is not None
        self.mark.texts.append(" ")

    def run(self, item: Placed, line: TextLine, run: Glyphs) -> None:
        """Paint one run of a line."""
        angle = math.radians(line.turn)
        cos, sin = math.cos(angle), math.sin(angle)
        font = self.font(run.font)
        self.colour(run.colour, text=True)
        x = self.offset + item.x + run.x * cos + run.rise * sin
        y = self.height - item.y - run.x * sin + run.rise * cos
        place = f"{number(x)} {number(y)} Td"
        if line.turn:
            # a thousandth of a turn would show at the end of a long line
            place = f"{cos:.6f} {-sin:.6f} {sin:.6f} {cos:.6f} {number(x)} {number(y)} Tm"
        wide = f"{number(100 * run.scale)} Tz " if run.scale != 1 else ""
        self.write(f"BT /{font.resource} {number(run.size)} Tf {wide}{place} {font.show(run)} ET")
        if wide:
            # the scale of letters belongs to the graphics state: it outlives the text object
            self.write("100 Tz")
        for right, up, outline in font.marks(run):
            self.write(f"q {matrix(run, x, y, right, up, cos, sin, font.face.units)} cm {outline} f Q")

    def link(self, item: Placed, run: Glyphs, target: str, element: Element) -> None:
        """Add a link area over a run of text; it says where it leads (ISO 14289-1, 7.18.5)."""
        left, bottom = self.offset + item.x + run.x, self.height - item.y - 0.25 * run.size
        corners = (left, bottom, left + run.width, bottom + 1.1 * run.size)
        area = link_area(corners, target, element.alt or target)
        element = self.marks.link_of(element)
        self.canvas._addAnnotation(area)
        self.areas.append(area)
        self.marks.area(element, target)
        self.facts.links.append((target, element.role))

    def font(self, name: str) -> EmbeddedFont:
        """Return the embedded font of a face, registering it with the file at first use."""
        if name not in self.fonts:
            font = EmbeddedFont(self.document.fonts[name], f"T{len(self.fonts)}")
            self.fonts[name] = font
            self.canvas._doc.delayedFonts.append(font)
        return self.fonts[name]

    def colour(self, colour: Colour, path: PathOps = (), *, text: bool = False) -> None:
        """Set the colour of an area or of text, when it changes."""
        operators = self.inks.fill(colour, path, text=text)
        if operators != self.fill:
            self.write(operators)
            self.fill = operators

    def shape(self, item: Placed) -> None:
        """Paint a path."""
        shape = item.ink
        assert isinstance(shape, Shape)
        if shape.fill:
            self.colour(shape.fill, shape.path)
        rule = "" if shape.nonzero else "*"
        paint = f"f{rule}" if shape.fill else "n"
        if shape.stroke and shape.stroke_width > 0:
            self.pen(shape, self.inks.stroke(shape.stroke, shape.stroke_width))
            paint = f"B{rule}" if shape.fill else "S"
        self.write(f"{self.path(shape.path, item.x, item.y)} {paint}")

    def pen(self, shape: Shape, colour: str) -> None:
        """Set what a path is stroked with."""
        dash = f"[{' '.join(map(number, shape.dash))}] {number(shape.dash_start)} d" if shape.dash else "[] 0 d"
        pen = f"{colour} {number(shape.stroke_width)} w {shape.cap} J {shape.join} j {dash}"
        if shape.miter != self.miter:
            pen += f" {number(shape.miter)} M"
            self.miter = shape.miter
        self.write(pen)

    def path(self, path: PathOps, x: float, y: float) -> str:
        """Return a path as operators."""
        parts = []
        for op in path:
            points = [
                number(self.offset + x + value) if i % 2 == 0 else number(self.height - y - value)
                for i, value in enumerate(op[1:])
            ]
            parts.append(" ".join((*points, {"M": "m", "L": "l", "C": "c", "Z": "h"}[op[0]])))
        return " ".join(parts)

    def picture(self, item: Placed, picture: Picture) -> None:
        """Paint a picture, cropped to the part that is shown."""
        asset = self.document.assets[picture.asset]
        name = self.image(picture, asset)
        left, top, right, bottom = picture.crop
        width, height = picture.width / (right - left), picture.height / (bottom - top)
        x, y = self.offset + item.x, self.height - item.y
        clip = self.path(box(picture.width, picture.height), item.x, item.y)
        matrix = asset.matrix(width, height, x - left * width, y + top * height)
        self.write(f"q {self.inks.plain}{clip} W n {' '.join(map(number, matrix))} cm /{name} Do Q")

    def image(self, picture: Picture, asset: Any) -> str:
        """Return the resource name of a picture in its tone, adding its bytes to the file at first use."""
        canvas = self.canvas
        key = picture.asset + (f" in {picture.tone}" if picture.tone else "")
        name = f"picture-{hashlib.sha256(key.encode()).hexdigest()[:12]}"
        if not canvas._doc.hasForm(name):
            entries, samples = self.inks.picture(asset, picture.tone, canvas._doc)
            entries = {"Type": pdfdoc.PDFName("XObject"), "Subtype": pdfdoc.PDFName("Image")} | entries
            self.facts.spaces |= spaces_of(entries["ColorSpace"])
            stream = pdfdoc.PDFStream(pdfdoc.PDFDictionary(entries), samples, filters=[])
            canvas._doc.addForm(name, stream)
        canvas._currentPageHasImages = 1
        if name not in canvas._formsinuse:
            canvas._formsinuse.append(name)
        return str(canvas._doc.getXObjectName(name))


def matrix(run: Glyphs, x: float, y: float, right: float, up: float, cos: float, sin: float, units: int) -> str:
    """Return the matrix that draws a glyph's outline at a place of a run whose line is turned."""
    size = run.size / units
    wide = size * run.scale
    left, bottom = x + right * cos + up * sin, y - right * sin + up * cos
    scales = (wide * cos, -wide * sin, size * sin, size * cos)
    return " ".join((*(f"{value:.6f}" for value in scales), number(left), number(bottom)))


def structure_of(document: Document) -> Node | None:
    """Return the structure of a document as it is read, or None for one without content."""
    painter = Painter(Sheet(io.BytesIO(), pagesize=(100, 100), invariant=1), document)
    for page in document.pages:
        painter.page(page)
    return painter.marks.parts()[0]


def write_pdf(
    document: Document, sink: BinaryIO, overlay: Callable[[Page], Iterable[Placed]] | None = None,
    levels: Sequence[str] = SCREEN,
) -> Mapping[str, Sequence[str]]:  # fmt: skip
    """Write a document as tagged PDF. The same document gives the same bytes.

    The file claims those of the `levels` whose checks it passes; of each other one it is returned what was found.
    """
    painter = Painter(begun(Sheet, document, sink), document)
    paint_pages(painter, overlay)
    add_attachments(painter.canvas._doc, document.attachments)
    if document.attachments:
        # the part of the standard that allows any file within another
        levels = [level.replace("PDF/A-2", "PDF/A-3") for level in levels]
    faults = finish(painter, levels, (screen_intent(),))
    painter.canvas.save()
    return faults


def begun(kind: type[Sheet], document: Document, sink: BinaryIO, version: tuple[int, int] = (1, 7)) -> Any:
    """Return a canvas for a file of a version of PDF, with what the file says of itself."""
    canvas: Any = kind(
        sink, pagesize=(100, 100), pageCompression=1, invariant=1, lang=document.meta.language, pdfVersion=version
    )
    meta = document.meta
    canvas.setTitle(meta.title)
    canvas.setAuthor(meta.author or "")
    canvas.setSubject(meta.subject)
    canvas.setKeywords(", ".join(meta.keywords))
    canvas.setCreator(f"Predella {__version__}")
    return canvas


def paint_pages(painter: Painter, overlay: Callable[[Page], Iterable[Placed]] | None = None) -> None:
    """Paint all pages, with the outline that leads to them."""
    canvas, document = painter.canvas, painter.document
    outline: dict[int, list[Bookmark]] = {}
    for mark in document.bookmarks:
        outline.setdefault(mark.page, []).append(mark)
    for page in document.pages:
        for index, mark in enumerate(outline.get(page.number, ())):
            key = f"p{page.number}-{index}"
            canvas.bookmarkPage(key, fit="FitH", top=page.height + painter.boxes.offset(page) - mark.y)
            canvas.addOutlineEntry(mark.title, key, level=outline_level(mark.level, canvas), closed=False)
        painter.page(page, overlay)


def finish(
    painter: Painter, levels: Sequence[str], intents: Sequence[Intent], said: Sequence[Property] = ()
) -> Mapping[str, Sequence[str]]:
    """Write what holds for the whole file: its structure, and what it says of itself; return what it may not claim.

    `said` are further properties of the file, beside the claims of its levels.
    """
    canvas, facts = painter.canvas, painter.facts
    file = canvas._doc
    root, nodes = painter.marks.parts(is_part=painter.document.is_part)
    facts.root, facts.intents = root, intents
    facts.silent = [] if painter.document.is_part else painter.marks.unsaid()
    facts.spaces |= painter.inks.spaces
    facts.unread = {font.face.name: count for font in painter.fonts.values() if (count := font.unread)}
    if root is not None:
        pages = [file.idToObject[f"Page{index}"] for index in range(1, len(painter.marks.pages) + 1)]
        Tags(painter.marks, pages, painter.areas).add(file, root, nodes)
    claims, faults = claimed(levels, facts)
    add_metadata(canvas, painter.document.meta, [*claims, *said], intents)
    return faults


def outline_level(level: int, canvas: Any) -> int:
    """Return the outline level of a bookmark: never deeper than one below the entry before."""
    current = getattr(canvas._doc.outline, "currentlevel", -1)
    return min(level - 1, current + 1)
