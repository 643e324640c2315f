"""A text and how it is to be set goes in, a PDF comes out: set by Predella, by Predella with a greedy breaker, by Typst.

All use the same font files, those that come with Predella, so that a difference is one of setting.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from predella.faces import fallbacks, shipped_face
from predella.pages import BLACK, Document, Element, Meta, Page, Placed
from predella.typeset import Face, Manner, Piece, SetLine, Setting, missing, set_lines, set_one_line
from predella.writers.pdf import write_pdf

ROOT = Path(__file__).resolve().parent.parent
FONTS = ROOT / "predella" / "resources" / "fonts"
FAMILIES = {
    "he": ("NotoSansHebrew-400", "Noto Sans Hebrew"),
    "ar": ("NotoSansArabic-400", "Noto Sans Arabic"),
}
"""The file and the name of the family that a language is set in; all others are set in Literata."""

GAP = 0.5
"""White space between two paragraphs, in lines: so that they can be told apart on the page."""
MARGIN = 20.0
"""White space round the text, in pt."""


@dataclass(frozen=True)
class Job:
    """How a text is to be set. Lengths in pt; paragraphs of the text are divided by an empty line."""

    text: str
    language: str
    measure: float
    size: float = 10.0
    leading: float = 13.0
    justify: bool = True

    @property
    def paragraphs(self) -> list[str]:
        return self.text.strip().split("\n\n")


def family(language: str) -> tuple[str, str]:
    """Return the font file and the family's name for a language."""
    return FAMILIES.get(language, ("Literata-400", "Literata"))


def faces(language: str) -> tuple[Face, ...]:
    """Return our faces for a language, nearest first."""
    return shipped_face(family(language)[0]), *fallbacks(400)


def setting(job: Job) -> Setting:
    """Return our setting of a job."""
    return Setting(faces(job.language), job.size, BLACK, job.language)


def natural_space(job: Job) -> float:
    """Return the width of the font's space, in pt."""
    face = faces(job.language)[0]
    return face.advance(face.hb_font.get_nominal_glyph(0x20)) * job.size


def lacking(job: Job) -> list[str]:
    """Return the characters of a text that none of our faces has."""
    return missing(job.text, faces(job.language))


JUSTIFIED = Manner(justify=True, hyphenate=True, protrude=True)
"""Both edges straight, words divided, stops outside the edge, as Typst sets justified text by default."""


def our_lines(job: Job) -> list[tuple[SetLine, ...]]:
    """Set a job with Predella, paragraph by paragraph."""
    manner = JUSTIFIED if job.justify else Manner()
    kind = setting(job)
    return [set_lines((Piece(text, kind),), job.measure, manner) for text in job.paragraphs]


def our_pdf(job: Job) -> bytes:
    """Set a job with Predella and write it."""
    return written(job, our_lines(job))


def greedy_pdf(job: Job) -> bytes:
    """Set a job flush left, each line filled with as many words as it holds; divided at spaces only."""
    kind = setting(job)
    lines = [
        tuple(
            set_lines((Piece(text, kind),), 10 * job.measure)[0]
            for text in filled(paragraph.split(), kind, job.measure)
        )
        for paragraph in job.paragraphs
    ]
    return written(job, lines)


def filled(words: Sequence[str], kind: Setting, measure: float) -> list[str]:
    """Return lines of as many words as fit into a measure, in pt."""
    lines: list[str] = []
    for word in words:
        longer = f"{lines[-1]} {word}" if lines else ""
        if longer and set_one_line(longer, kind).width <= measure:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def written(job: Job, set_paragraphs: Sequence[Sequence[SetLine]]) -> bytes:
    """Return one tall page of set paragraphs as PDF."""
    tree = Element("Document")
    element = tree.add("P")
    placed = []
    y = MARGIN
    for lines in set_paragraphs:
        for line in lines:
            y += job.leading
            placed.append(Placed(MARGIN, y, line.ink, element))
        y += GAP * job.leading
    page = Page(1, job.measure + 2 * MARGIN, y + MARGIN, 0.0, None, tuple(placed))
    fonts = {face.name: face for face in faces(job.language)}
    sink = io.BytesIO()
    write_pdf(Document((page,), tree, Meta("Benchmark", job.language), {}, fonts), sink)
    return sink.getvalue()


def typst_version() -> str:
    """Return the version of Typst that is compared with."""
    return version("typst")


def typst_source(job: Job, linebreaks: str = "auto") -> str:
    """Return a job as Typst's markup; all that is not named is Typst's default (hyphenates when it justifies)."""
    breaks = linebreaks if linebreaks == "auto" else f'"{linebreaks}"'
    body = "\n\n".join(f"#{quoted(text)}" for text in job.paragraphs)
    return f"""
#set page(width: {job.measure + 2 * MARGIN}pt, height: auto, margin: {MARGIN}pt)
#set text(font: "{family(job.language)[1]}", size: {job.size}pt, lang: "{job.language}", fallback: false,
  top-edge: {0.75 * job.size}pt, bottom-edge: {-0.25 * job.size}pt)
#set par(justify: {str(job.justify).lower()}, linebreaks: {breaks},
  leading: {job.leading - job.size}pt, spacing: {job.leading - job.size + GAP * job.leading}pt)
{body}
"""


def quoted(text: str) -> str:
    """Return a text as a string of Typst, in which nothing is markup."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


@cache
def typst_fonts() -> Any:
    """Return the fonts that come with Predella as Typst reads them."""
    import typst

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])


def typst_pdf(job: Job, linebreaks: str = "auto") -> bytes:
    """Set a job with Typst."""
    return compiled(typst_source(job, linebreaks))


def compiled(source: str) -> bytes:
    """Compile Typst's markup to PDF."""
    import typst

    pdf = typst.compile(source.encode(), font_paths=typst_fonts(), format="pdf")
    assert isinstance(pdf, bytes)
    return pdf


def laid_out(source: str) -> str:
    """Lay out Typst's markup without writing a file; return the values of its elements marked <size>, as JSON."""
    import typst

    return str(typst.query(source.encode(), "<size>", field="value", font_paths=typst_fonts()))


TEXTS = ROOT / "benchmarks" / "texts"


def text_of(language: str) -> str:
    """Return the text of about 1,500 words in a language."""
    return (TEXTS / f"{language}.txt").read_text(encoding="utf-8")


def sentences() -> dict[str, str]:
    """Return two sentences by language."""
    lines = (TEXTS / "sentences.txt").read_text(encoding="utf-8").splitlines()
    return dict(line.split("\t") for line in lines)
