"""Finished pages and their styles go in; how large each style came out and from how far it reads comes out.

Sizes are in pt, x-heights in mm, distances in metres.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from predella.diagnostics import Problem, Span
from predella.pages import MM, Glyphs, Page, TextLine
from predella.styles import LEAST, reads_to, x_height_for
from predella.themes import StyleSet

CLEAR_PRINT = ((14.0, "clear print, 14 pt"), (12.0, "clear print, 12 pt"))
"""pt that clear print asks for, the ideal and the least (UKAAF, Minimum Standards MS03), in Arial."""
ARIAL = 0.519
"""x-height of Arial in em (OS/2 sxHeight 1062 of 2048): sizes of clear print are those of a sans such as it."""
LEAST_HELD = 9.0
"""pt under which running text in the hand is reported."""
DRAWN = "words of drawings"


@dataclass
class TypeSize:
    """A style in a size as it was set: its x-height in mm, the characters of its lines, and its pages."""

    style: str
    size: float
    x_height: float
    counts: list[int] = field(default_factory=list)
    pages: dict[int, None] = field(default_factory=dict)

    @property
    def characters(self) -> int:
        """Half of its lines have no more characters than this."""
        return round(median(self.counts))

    @property
    def clear_print(self) -> str:
        """Which size of clear print it equals, by its x-height."""
        equal = self.x_height * MM / ARIAL
        return next((words for least, words in CLEAR_PRINT if equal >= least - 0.05), "under clear print")

    def data(self) -> dict[str, Any]:
        """Return it for `--format json`."""
        return {
            "style": self.style, "size": self.size, "x_height": round(self.x_height, 2),
            "characters": self.characters, "reads_to": round(reads_to(self.x_height), 2), "pages": list(self.pages),
        }  # fmt: skip


def type_sizes(pages: Sequence[Page], styles: StyleSet, faces: Mapping[str, Any]) -> list[TypeSize]:
    """Return every style in every size it was set in, the largest first; of drawings the smallest words count."""
    found: dict[tuple[str, float], TypeSize] = {}
    for page in pages:
        for item in page.placed:
            if not isinstance(item.ink, TextLine) or not item.ink.text.strip():
                continue
            run = leading_run(item.ink)
            x_height = faces[run.font].x_height * run.size / MM
            drawn = item.role not in styles
            key = (DRAWN, 0.0) if drawn else (item.role, run.size)
            row = found.setdefault(key, TypeSize(key[0], run.size, x_height))
            row.size, row.x_height = min(row.size, run.size), min(row.x_height, x_height)
            row.counts.append(len(item.ink.text.strip()))
            row.pages[page.number] = None
    return sorted(found.values(), key=lambda row: (row.style == DRAWN, -row.size, row.style))


def leading_run(line: TextLine) -> Glyphs:
    """Return the run that a line of text is read by: the longest of its largest size."""
    return max(line.runs, key=lambda run: (run.size, run.width))


def check_type_sizes(rows: Sequence[TypeSize], styles: StyleSet, name: str, place: Span | None) -> Iterator[Problem]:
    """What is read from a distance is large enough for it, what hangs is at least 4.5 mm high, what is held 9 pt."""
    for row in rows:
        running = row.style in styles and styles.theme.runs(row.style)
        if styles.scale == "held":
            if running and row.size < LEAST_HELD - 0.01:
                yield small_print(row, name, place)
            continue
        metres = styles.metres if running and not styles.below else None
        needed = x_height_for(metres) if metres else LEAST
        if row.style != DRAWN and row.x_height < needed - 0.05:
            distance = f"read at {metres:g} m" if metres else "whatever the distance"
            message = f"document {name!r}: {row.style!r} is set in {row.size:g} pt on {pages_of(row)}, an x-height of {row.x_height:.1f} mm; {distance} it needs {needed:.1f} mm"
            hints = ("9.3 mm of x-height for each metre, 4.5 mm at least: Smithsonian Guidelines for Accessible Exhibition Design", "shorten the text, so that it need not shrink to fit, or let `read_at` be nearer")
            yield Problem("warning", "type-for-distance", message, place, hints)


def small_print(row: TypeSize, name: str, place: Span | None) -> Problem:
    """Return what is said of running text that is too small to read in the hand."""
    message = f"document {name!r}: {row.style!r} is set in {row.size:g} pt on {pages_of(row)}; running text in the hand is {LEAST_HELD:g} pt at least"
    return Problem("warning", "small-print", message, place, ("clear print is 12 pt, better 14 (UKAAF, MS03): shorten the text, or give it another page",))  # fmt: skip


def pages_of(row: TypeSize) -> str:
    """Return the pages of a row in words."""
    first = f"page {next(iter(row.pages))}"
    return first if len(row.pages) == 1 else f"{len(row.pages)} pages, first on {first}"


@dataclass(frozen=True)
class SizeTable:
    """The sizes of a document's styles."""

    document: str
    paper: str
    language: str
    held: bool
    metres: float | None
    rows: tuple[TypeSize, ...]

    def lines(self) -> Iterator[str]:
        """Yield the table as lines of text."""
        distance = f", read at {self.metres:g} m" if self.metres else ""
        yield f"{self.document} ({self.language}) on {self.paper}{distance}"
        wide = max((len(row.style) for row in self.rows), default=5)
        yield f"  {'style':{wide}}  {'size':>9}  {'x-height':>8}  {'characters a line':>17}  reads"
        for row in self.rows:
            count = "" if row.style == DRAWN else str(row.characters)
            far = reads_to(row.x_height)
            reads = row.clear_print if self.held else f"any to {far:.2f} m" if far else "under 4.5 mm"
            yield f"  {row.style:{wide}}  {row.size:>6g} pt  {row.x_height:>5.1f} mm  {count:>17}  {reads}"

    def data(self) -> dict[str, Any]:
        """Return the table for `--format json`."""
        return {
            "document": self.document, "paper": self.paper, "language": self.language, "read_at": self.metres,
            "styles": [row.data() for row in self.rows],
        }  # fmt: skip
