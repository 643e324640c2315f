"""A PDF and the text set in it go in, what copying and searching get out of the file comes out.

Compared character for character, after what belongs to the lines and not to the text is taken out: line ends become
spaces, a hyphen that ends a line keeps its word together, soft hyphens and marks of direction are dropped.
Both readers drop the hyphen of a compound that ends a line, whoever wrote the file: that is told apart from a real loss.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable, Iterator

import pypdfium2 as pdfium

from benchmarks.engines import Job, lacking, our_pdf, sentences, typst_pdf
from predella.pages import MM

DIRECTION = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Marks of direction, which poppler adds to right-to-left text (Unicode, UAX #9)."""
NEUTRAL = re.compile("\u202a(\\W+)\u202c")
"""Points and spaces between right-to-left words, which poppler gives in the order in which they stand from left to right,
between U+202A and U+202C: shown right, but the wrong way round once the marks of direction are gone."""
DIVIDED = re.compile("[\u00ad\x02\ufffe][ \r\n]*")
"""A word divided at a line's end: a soft hyphen, or PDFium's sign for it, U+0002, which pypdfium2 gives as U+FFFE."""

WAYS = (("ragged, 100 mm", 100 * MM, False), ("justified, 60 mm", 60 * MM, True))
"""How the sentences are set: a name, the measure in pt, whether justified."""

MAKERS: dict[str, Callable[[Job], bytes]] = {"Predella": our_pdf, "Typst": typst_pdf}


def by_pdfium(pdf: bytes) -> str:
    """Return the text of a PDF as PDFium (the reader of Chromium) copies it."""
    document = pdfium.PdfDocument(pdf)
    text = "\n".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return text


def by_poppler(pdf: bytes) -> str:
    """Return the text of a PDF as pdftotext (poppler) reads it."""
    return subprocess.run(
        ["pdftotext", "-enc", "UTF-8", "-", "-"], input=pdf, capture_output=True, check=True
    ).stdout.decode()


READERS: dict[str, Callable[[bytes], str]] = {"PDFium": by_pdfium, "poppler": by_poppler}


def readers() -> list[str]:
    """Return the names of the readers that this machine has."""
    return [name for name in READERS if name != "poppler" or shutil.which("pdftotext")]


def plain(text: str) -> str:
    """Return a text without what belongs to its lines."""
    text = NEUTRAL.sub(lambda found: found[1][::-1], text)
    text = DIVIDED.sub("", DIRECTION.sub("", text))
    return re.sub(r"\s+", " ", re.sub(r"-\s*\n", "-", text)).strip()


def verdict(expected: str, found: str) -> tuple[str, str]:
    """Return "yes", "but a hyphen" or "no", and for the last where the texts part."""
    expected, found = plain(expected), plain(found)
    if expected == found:
        return "yes", ""
    if expected.replace("-", "") == found.replace("-", ""):
        return "but a hyphen", ""
    place = next((i for i, (a, b) in enumerate(zip(expected, found, strict=False)) if a != b), len(found))
    parts = f"{expected[place : place + 8]!r} came back as {found[place : place + 8]!r}"
    return "no", f"after {place} of {len(expected)} characters: {parts}"


def table() -> Iterator[str]:
    """Yield the rows of a table: what came back unchanged, by language, way of setting, program and reader."""
    columns = [(engine, reader) for engine in MAKERS for reader in readers()]
    yield "| language | set | " + " | ".join(map(", ".join, columns)) + " |"
    yield "| --- | --- |" + " --- |" * len(columns)
    notes = []
    for language, sentence in sentences().items():
        for way, measure, justify in WAYS:
            job = Job(sentence, language, measure, justify=justify)
            if lacking(job):
                yield f"| {language} | {way} |" + " no face |" * len(columns)
                continue
            files = {name: make(job) for name, make in MAKERS.items()}
            cells = []
            for engine, reader in columns:
                cell, where = verdict(sentence, READERS[reader](files[engine]))
                cells.append(cell)
                notes += [f"- {language}, {way}, {engine}, {reader}: {where}"] if where else []
            yield f"| {language} | {way} | " + " | ".join(cells) + " |"
    yield from ("", *notes)
