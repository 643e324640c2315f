"""A text goes in, pictures for docs/typesetting.md come out: the same paragraph set by ReportLab and by Predella.

`python tools/make_specimens.py` writes docs/pictures/typesetting/*.png. It is run by hand when setting changes.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pypdfium2
from PIL import Image
from reportlab.lib.enums import TA_JUSTIFY
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from predella.faces import fallbacks, shipped_face
from predella.pages import BLACK, MM, Document, Element, Meta, Page, Placed
from predella.typeset import Manner, Piece, Setting, set_lines
from predella.writers.pdf import write_pdf
from tools.make_docs import PICTURES, ROOT, save

SIZE, LEADING, MEASURE, MARGIN = 10.0, 13.0, 60 * MM, 6 * MM
"""pt: the setting of the paragraph, and the white round it."""
SHARP = 4.0
"""Pixels of the pictures for each pt."""
TEXTS = {
    "english": ("en", "en.txt", 3),
    "kazakh": ("kk", "kk.txt", 3),
}
"""By name of the picture: language, file in benchmarks/texts, and which paragraph of it."""


def main() -> None:
    """Write the pictures."""
    for name, (language, file, number) in TEXTS.items():
        paragraphs = (ROOT / "benchmarks" / "texts" / file).read_text(encoding="utf-8").strip().split("\n\n")
        text = max(paragraphs[: 3 * number], key=len)[:900].rsplit(" ", 1)[0]
        columns = [picture(pdf) for pdf in (by_reportlab(text), ours(text, language))]
        width, height = sum(column.width for column in columns), max(column.height for column in columns)
        sheet = Image.new("RGB", (width, height), "white")
        x = 0
        for column in columns:
            sheet.paste(column, (x, 0))
            x += column.width
        save(sheet, PICTURES / "typesetting" / f"{name}.png")


def picture(pdf: bytes) -> Image.Image:
    """Return the one page of a PDF."""
    return pypdfium2.PdfDocument(pdf)[0].render(scale=SHARP).to_pil().convert("RGB")


def by_reportlab(text: str) -> bytes:
    """Return the paragraph as ReportLab's platypus justifies it."""
    pdfmetrics.registerFont(TTFont("Literata", str(ROOT / "predella/resources/fonts/Literata-400.ttf")))
    style = ParagraphStyle("text", fontName="Literata", fontSize=SIZE, leading=LEADING, alignment=TA_JUSTIFY)
    paragraph = Paragraph(text, style)
    _, height = paragraph.wrap(MEASURE, 10_000)
    sink = io.BytesIO()
    canvas = Canvas(sink, pagesize=(MEASURE + 2 * MARGIN, height + 2 * MARGIN), invariant=1)
    paragraph.drawOn(canvas, MARGIN, MARGIN)
    canvas.save()
    return sink.getvalue()


def ours(text: str, language: str) -> bytes:
    """Return the paragraph as Predella justifies it."""
    faces = (shipped_face("Literata-400"), *fallbacks(400))
    manner = Manner(justify=True, hyphenate=True, protrude=True)
    lines = set_lines([Piece(text, Setting(faces, SIZE, BLACK, language))], MEASURE, manner)
    placed = tuple(Placed(MARGIN, MARGIN + (i + 0.8) * LEADING, line.ink, None) for i, line in enumerate(lines))
    page = Page(1, MEASURE + 2 * MARGIN, len(lines) * LEADING + 2 * MARGIN, 0, None, placed)
    sink = io.BytesIO()
    write_pdf(Document((page,), Element("Document"), Meta("Specimen", language), {}, {face.name: face for face in faces}), sink)
    return sink.getvalue()


if __name__ == "__main__":
    main()
