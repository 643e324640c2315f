"""Problems and finished pages go in; the same problems come out, those about a figure with where it stands on the pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import replace

from predella.audit.laid import spot
from predella.audit.settling import Lines, end_of
from predella.diagnostics import Problem, Span, Spot
from predella.model import Exhibit
from predella.pages import Page, Picture


def spotted(problems: Sequence[Problem], pages: Sequence[Page], exhibit: Exhibit, lines: Lines) -> Iterator[Problem]:
    """Yield problems; what is written about a figure (its rights, its alternative) shows where its picture stands.

    A problem that has a place on a page keeps it. `lines` gives the lines of an author's file.
    """
    written = [
        (name, figure.span, end_of(figure.span, lines(figure.span.file))) for name, figure in exhibit.figures.items() if figure.span
    ]
    for problem in problems:
        place = problem.span
        name = next((name for name, span, last in written if place and place.file == span.file and span.line <= place.line <= last), None)
        yield replace(problem, spot=spot_of_figure(name, pages, exhibit)) if name and not problem.spot else problem


def spot_of_figure(name: str, pages: Sequence[Page], exhibit: Exhibit) -> Spot | None:
    """Return where a figure stands first: its picture, else all that was put in its place; None where no page shows it."""
    items = [(page, item) for page in pages for item in page.placed]
    if shown := next((spot(page, item) for page, item in items if isinstance(item.ink, Picture) and item.ink.asset == name), None):
        return shown
    placing = [item for section in exhibit.sections for item in section.content if name in item.block.figures_named()]
    spans = {span for item in placing for span in (item.span, item.block.span)} | {event.span for event in exhibit.events if event.figure == name}
    spans.discard(None)
    return next((round_all(page, spans) for page, item in items if item.span in spans), None)


def round_all(page: Page, spans: Set[Span | None]) -> Spot:
    """Return the box round all that comes from some lines of the author's on a page, and round the areas that it stands on."""
    told = {item.element for item in page.placed if item.span in spans and item.element}
    rects = [
        item.rect for item in page.placed
        if item.span in spans or (item.element and item.element.alt and any(element in told for element in item.element.walk()))
    ]  # fmt: skip
    return Spot(
        page.number, min(rect.x for rect in rects), min(rect.y for rect in rects),
        max(rect.right for rect in rects), max(rect.bottom for rect in rects),
    )  # fmt: skip
