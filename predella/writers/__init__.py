"""The output targets: a table from the name of `--target` to what writes it. A new target is a file and a line.

A writer takes a document and yields its files: the end of each name, and the bytes. What keeps a file from claiming a
level of conformance goes into the problems.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from predella.diagnostics import Problems
from predella.pages import Document

Writer = Callable[[Document, Problems], Iterator[tuple[str, bytes]]]


def screen(document: Document, problems: Problems) -> Iterator[tuple[str, bytes]]:
    """PDF to read and to print at the office; frames that are too full get a red edge."""
    from predella.writers.markup import overset_edges
    from predella.writers.pdf import write_pdf

    sink = io.BytesIO()
    withheld(document, write_pdf(document, sink, overset_edges), problems)
    yield ".pdf", sink.getvalue()


def withheld(document: Document, faults: Mapping[str, Sequence[str]], problems: Problems) -> None:
    """Report the levels that a file does not claim, each with the first of what was found; a level is claimed or explained."""
    for level, found in faults.items():
        more = f", and {len(found) - 1} more" if len(found) > 1 else ""
        problems.warning("conformance", f"the file of {document.meta.title!r} ({document.meta.language}) does not claim {level}: {found[0]}{more}")


def press(document: Document, problems: Problems) -> Iterator[tuple[str, bytes]]:
    """PDF/X-4 for the print shop, with bleed and marks, in its inks; and the job ticket, as text and as CSV."""
    from predella.writers.press import write_press
    from predella.writers.ticket import ticket_csv, ticket_text

    sink = io.BytesIO()
    master = write_press(document, sink)
    withheld(document, master.faults, problems)
    too_much_ink(document, master, problems)
    yield ".pdf", sink.getvalue()
    yield "-ticket.txt", ticket_text(document, master)
    yield "-ticket.csv", ticket_csv(document, master)


def too_much_ink(document: Document, master: Any, problems: Problems) -> None:
    """Report pictures in CMYK that take more ink than the press bears: they are printed as their makers left them."""
    press = document.press
    for name in sorted(master.inks.pictures.passed) if press else ():
        most = master.inks.pictures.most[name]
        if press and most > press.limit + 0.005:
            place = next((item.span for page in document.pages for item in page.placed if getattr(item.ink, "asset", None) == name), None)
            message = f"figure {name!r} takes {100 * most:.0f} % of ink, and {press.profile.name} bears {100 * press.limit:.0f} %"
            problems.error("ink", message, place, "give it as RGB, to be converted here, or convert it for this press")


def markup(document: Document, problems: Problems) -> Iterator[tuple[str, bytes]]:
    """PDF with grid, frames and baselines drawn over the pages."""
    from predella.writers.markup import write_markup

    sink = io.BytesIO()
    write_markup(document, sink)
    yield ".pdf", sink.getvalue()


def proof(document: Document, problems: Problems) -> Iterator[tuple[str, bytes]]:
    """The pages as text: what stands where."""
    from predella.writers.proof import write_proof

    sink = io.BytesIO()
    write_proof(document, sink)
    yield ".txt", sink.getvalue()


def png(document: Document, problems: Problems) -> Iterator[tuple[str, bytes]]:
    """Each page as a picture."""
    from predella.writers.png import pages_as_png

    pdf = next(screen(document, problems))[1]
    for number, picture in enumerate(pages_as_png(pdf), 1):
        yield f"-{number}.png", picture


def reading(document: Document, problems: Problems) -> Iterator[tuple[str, bytes]]:
    """What a screen reader says, as text: the structure of the PDF in its order."""
    from predella.writers.reading import reading_of

    yield ".txt", reading_of(document)


WRITERS: dict[str, Writer] = {
    "screen": screen, "print": press, "markup": markup, "proof": proof, "png": png, "reading": reading,
}  # fmt: skip
