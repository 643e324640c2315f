"""The output targets: a table from the name of `--target` to what writes it. A new target is a file and a line.

A writer takes a document and yields its files: the end of each name, and the bytes.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator

from predella.pages import Document

Writer = Callable[[Document], Iterator[tuple[str, bytes]]]


def screen(document: Document) -> Iterator[tuple[str, bytes]]:
    """PDF to read and to print at the office; frames that are too full get a red edge."""
    from predella.writers.markup import overset_edges
    from predella.writers.pdf import write_pdf

    sink = io.BytesIO()
    write_pdf(document, sink, overset_edges)
    yield ".pdf", sink.getvalue()


def markup(document: Document) -> Iterator[tuple[str, bytes]]:
    """PDF with grid, frames and baselines drawn over the pages."""
    from predella.writers.markup import write_markup

    sink = io.BytesIO()
    write_markup(document, sink)
    yield ".pdf", sink.getvalue()


def proof(document: Document) -> Iterator[tuple[str, bytes]]:
    """The pages as text: what stands where."""
    from predella.writers.proof import write_proof

    sink = io.BytesIO()
    write_proof(document, sink)
    yield ".txt", sink.getvalue()


def png(document: Document) -> Iterator[tuple[str, bytes]]:
    """Each page as a picture."""
    from predella.writers.png import pages_as_png

    pdf = next(screen(document))[1]
    for number, picture in enumerate(pages_as_png(pdf), 1):
        yield f"-{number}.png", picture


WRITERS: dict[str, Writer] = {"screen": screen, "markup": markup, "proof": proof, "png": png}
