"""A finished document goes in, its pages as text come out: what stands where, to be read, mailed and compared.

Lengths are in mm from the top left of the trim.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from predella.pages import MM, Document, Page, Picture, Placed, TextLine


def write_proof(document: Document, sink: BinaryIO) -> None:
    """Write the proof as UTF-8 text."""
    sink.write("\n".join(lines(document)).encode() + b"\n")


def lines(document: Document) -> Iterator[str]:
    """Yield the lines of a proof: each page with its frames and items."""
    yield f"{document.meta.title} ({document.meta.language})"
    for page in document.pages:
        yield ""
        yield from page_lines(page)


def page_lines(page: Page) -> Iterator[str]:
    """Yield the lines of one page."""
    title = f" “{page.title}”" if page.title else ""
    yield f"page {page.number} [{page.master}] {page.width / MM:.1f} × {page.height / MM:.1f} mm{title}"
    for frame in page.frames:
        rect = frame.rect
        fit = f", {frame.fit}" if frame.fit else ""
        over = f", OVERFLOWS by {frame.overflow / MM:.1f} mm" if frame.overflow else ""
        yield f"  frame {frame.name}: {place(rect.x, rect.y)} {rect.width / MM:.1f} × {rect.height / MM:.1f}, used to {frame.used / MM:.1f}{fit}{over}"
    if page.division:
        sheets = page.division
        yield f"  {len(sheets.parts)} sheets of {sheets.paper}, {sheets.width / MM:.0f} × {sheets.height / MM:.0f} mm, rows of {len(sheets.columns)}, overlap {sheets.overlap / MM:g} mm"
        for number, part in enumerate(sheets.parts, 1):
            yield f"    sheet {number}: {place(part.x, part.y)} {part.width / MM:.1f} × {part.height / MM:.1f}"
    shapes: dict[tuple[str, str], int] = {}
    for item in page.placed:
        if isinstance(item.ink, TextLine):
            yield text_line(item, item.ink)
        elif isinstance(item.ink, Picture):
            yield f"    {item.frame} {item.role} {place(item.x, item.y)} picture {item.ink.asset}"
        else:
            key = item.frame, item.role
            shapes[key] = shapes.get(key, 0) + 1
    for (name, role), count in shapes.items():
        yield f"    {name} {role}: {count} shapes"


def text_line(item: Placed, line: TextLine) -> str:
    """Return one line of text with its place, size and origin."""
    size = max((run.size for run in line.runs), default=0.0)
    origin = f" @{item.span.line}" if item.span else ""
    return f"    {item.frame} {item.role} {place(item.x, item.y)} {size:g}pt {line.text.rstrip()!r}{origin}"


def place(x: float, y: float) -> str:
    """Return a point in mm."""
    return f"{x / MM:.1f},{y / MM:.1f}"
