"""A finished PDF goes in, its pages as PNG pictures come out. Needs the `png` extra (pypdfium2)."""

from __future__ import annotations

import io
from collections.abc import Iterator

WIDTH = 1600
"""Pixels across a page: enough to judge it, small enough to mail."""


class NoRenderer(RuntimeError):
    """Raised when the package that draws PDF pages is not installed."""


def pages_as_png(pdf: bytes, width: int = WIDTH) -> Iterator[bytes]:
    """Yield each page, within its trim, as a PNG file. Raises `NoRenderer`."""
    try:
        import pypdfium2
    except ImportError:
        raise NoRenderer('pictures of pages need pypdfium2: python -m pip install "predella[png]"') from None
    document = pypdfium2.PdfDocument(pdf)
    try:
        for page in document:
            image = page.render(scale=width / page.get_width()).to_pil()
            sink = io.BytesIO()
            image.save(sink, "PNG", optimize=False)
            yield sink.getvalue()
    finally:
        document.close()
