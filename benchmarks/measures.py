"""A PDF with set text goes in, its lines as printed come out, and what is good or bad about them in numbers.

Nothing is asked of the program that set the text: places are those of the characters in the file (PDFium), in pt.
A line is what shares a baseline; a paragraph ends where the next baseline is further down than a line.
"""

from __future__ import annotations

import ctypes
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

import pypdfium2 as pdfium
import pypdfium2.raw as raw

HYPHENS = "-\u2010\u00ad\x02"
"""What PDFium may call a hyphen at the end of a line; it reports U+0002 for one that it takes for a division."""

RIVER_LINES = 3
"""Spaces that touch through so many lines are a river."""
RIVER_OVERLAP = 0.5
"""Two spaces touch when they stand over each other by at least this part of the font's natural space."""


@dataclass(frozen=True)
class Line:
    """A printed line: its edges and the spaces between its words as (left, right), in pt; whether it ends with a hyphen.

    `letters` are its characters from left to right but for spaces and hyphens.
    """

    left: float
    right: float
    spaces: tuple[tuple[float, float], ...]
    hyphen: bool = False
    letters: str = ""


@dataclass(frozen=True)
class Mark:
    """A character as printed: where its pen starts and ends, on which baseline (y upward), in pt."""

    text: str
    left: float
    right: float
    baseline: float


Paragraph = tuple[Line, ...]


def paragraphs(pdf: bytes, leading: float) -> list[Paragraph]:
    """Return the paragraphs of a PDF, line by line; `leading` is the distance of two lines, in pt."""
    document = pdfium.PdfDocument(pdf)
    found: list[list[Line]] = []
    for page in document:
        last = float("inf")
        for row in rows(marks(page), leading):
            if not found or not found[-1] or last - row[0].baseline > 1.2 * leading:
                found.append([])
            found[-1].append(line(row))
            last = row[0].baseline
    document.close()
    return [tuple(lines) for lines in found]


def marks(page: pdfium.PdfPage) -> Iterator[Mark]:
    """Yield the characters of a page that were printed, as PDFium orders them; those it made up are left out."""
    text = page.get_textpage()
    box, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    for index in range(text.count_chars()):
        if raw.FPDFText_IsGenerated(text.raw, index) == 1:
            continue
        raw.FPDFText_GetLooseCharBox(text.raw, index, box)
        raw.FPDFText_GetCharOrigin(text.raw, index, x, y)
        character = chr(raw.FPDFText_GetUnicode(text.raw, index))
        yield Mark(character, box.left, box.right, y.value)


def rows(found: Iterator[Mark], leading: float) -> list[list[Mark]]:
    """Return the marks line by line from the top, each from left to right."""
    lines: list[list[Mark]] = []
    for mark in sorted(found, key=lambda mark: -mark.baseline):
        if not lines or lines[-1][0].baseline - mark.baseline > leading / 3:
            lines.append([])
        lines[-1].append(mark)
    printed = [[mark for mark in line if not mark.text.isspace()] for line in lines]
    return [
        sorted(line, key=lambda mark: mark.left) for line, words in zip(lines, printed, strict=True) if words
    ]


def line(row: Sequence[Mark]) -> Line:
    """Return a row of marks as a line; spaces at its ends are not part of it."""
    spaces = []
    words = [mark for mark in row if not mark.text.isspace() and mark.right > mark.left]
    blanks = [mark.left for mark in row if mark.text.isspace()]
    for before, after in pairwise(words):
        # the gap between the words, so that it does not matter how a program makes a space wider; PDFium's box
        # takes in what a letter such as f hangs over its width, so where a space begins earlier, that counts
        between = [blank for blank in blanks if before.left < blank < after.left]
        if between:
            spaces.append((min(before.right, *between), after.left))
    letters = "".join(mark.text for mark in words if mark.text not in HYPHENS)
    return Line(words[0].left, words[-1].right, tuple(spaces), words[-1].text in HYPHENS, letters)


@dataclass(frozen=True)
class Spacing:
    """Word spaces as multiples of the font's natural space; last lines of paragraphs are left out."""

    mean: float
    deviation: float
    widest: float
    narrowest: float


def spacing(text: Sequence[Paragraph], natural: float) -> Spacing:
    """Measure the word spaces of justified text; `natural` is the font's space, in pt."""
    widths = [
        (right - left) / natural for lines in text for line in lines[:-1] for left, right in line.spaces
    ]
    return Spacing(statistics.fmean(widths), statistics.pstdev(widths), max(widths), min(widths))


def rivers(text: Sequence[Paragraph], natural: float) -> int:
    """Count the rivers: groups of spaces that touch from line to line through `RIVER_LINES` lines or more."""
    return sum(
        1 for lines in text for first, last in streams(lines, natural) if last - first + 1 >= RIVER_LINES
    )


def streams(lines: Paragraph, natural: float) -> list[tuple[int, int]]:
    """Return the groups of touching spaces of a paragraph, each by its first and its last line."""
    group: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for row, line in enumerate(lines):
        for place, space in enumerate(line.spaces):
            joined = [(row, place)]
            above = lines[row - 1].spaces if row else ()
            for other, over in enumerate(above):
                overlap = min(space[1], over[1]) - max(space[0], over[0])
                met = group[row - 1, other]
                if overlap >= RIVER_OVERLAP * natural and met is not joined:
                    joined += met
                    group.update(dict.fromkeys(met, joined))
            group.update(dict.fromkeys(joined, joined))
    unique = {id(members): members for members in group.values()}
    return [(min(members)[0], max(members)[0]) for members in unique.values()]


def hyphens(text: Sequence[Paragraph]) -> int:
    """Count the lines that end with a hyphen, of a divided word or of a compound."""
    return sum(line.hyphen for lines in text for line in lines)


def broken_words(lines: Paragraph, source: str) -> int:
    """Count the lines that end within a word of the source, which is found without looking at hyphens.

    Raises ValueError where the lines do not hold the letters of the source, each once and in order (left to right only).
    """
    places = [place for place, letter in enumerate(source) if not letter.isspace() and letter not in HYPHENS]
    printed = "".join(line.letters for line in lines)
    if printed != "".join(source[place] for place in places):
        raise ValueError(f"the lines do not hold the text that they were to hold: {source[:60]!r}")
    ends = list(accumulate(len(line.letters) for line in lines))[:-1]
    between = [source[places[end - 1] : places[end]] for end in ends]
    return sum(not any(letter.isspace() for letter in part) for part in between)


def stacks(text: Sequence[Paragraph]) -> list[int]:
    """Return the lengths of all stacks: lines below each other that end with a hyphen."""
    lengths = []
    for lines in text:
        height = 0
        for ends in [*(line.hyphen for line in lines), False]:
            if not ends and height:
                lengths.append(height)
            height = height + 1 if ends else 0
    return lengths


def rag(text: Sequence[Paragraph], left_edge: float) -> list[float]:
    """Return how far from the left edge each line ends, in pt; last lines of paragraphs are left out."""
    return [line.right - left_edge for lines in text for line in lines[:-1]]


def left_edge(text: Sequence[Paragraph]) -> float:
    """Return where most lines begin, in pt."""
    return statistics.median(line.left for lines in text for line in lines)
