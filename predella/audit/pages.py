"""Finished pages go in, what a printer or a reader would object to comes out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from predella.assets import resolution
from predella.audit.laid import Laid, spot
from predella.audit.lines import check_line_length
from predella.audit.paint import (
    check_bleed,
    check_contrast,
    check_fonts,
    check_hairlines,
    check_ink,
    check_light_text,
    check_safe_zone,
)
from predella.audit.reading import check_budgets, check_grades, check_sentences
from predella.audit.told import check_heading_order, check_reading_order
from predella.audit.type_sizes import check_type_sizes, type_sizes
from predella.blocks.block import Context
from predella.blocks.vector import WORDS
from predella.diagnostics import Problem, Problems, Span, Spot
from predella.overlaps import Overlap, overlaps_of
from predella.pages import MM, Element, Page, Picture, Placed, TextLine

MINUTE_OF_ARC = 87.0
"""Pixels per inch that an eye tells apart at one metre: one minute of arc, 3438 / (distance in inches)."""
READ_AT = {"hung": 1.0, "held": 0.4}
"""Metres at which a document is read when it does not say."""


def check_pages(pages: Sequence[Page], context: Context, problems: Problems, tree: Element | None = None) -> None:
    """Run every check of the pages; `tree` is what is read of them."""
    laid = Laid(pages, context, tree or Element("Document"))
    for check in PAGE_CHECKS:
        problems.extend(check(laid))


def check_credits(laid: Laid) -> Iterator[Problem]:
    """A figure that a document shows is credited in it (Creative Commons licences and agency contracts ask for it)."""
    context = laid.context
    for name in context.used_figures:
        figure = context.exhibit.figures[name]
        if figure.rights and name not in context.credited:
            yield Problem("error", "no-credit", f"document {context.document_name!r} shows figure {name!r} without its credit", figure.span, (f"give the figure its caption, or add `figure: {{id: {name}, picture: false}}` or a `credits` block",))  # fmt: skip


def check_drafts(laid: Laid) -> Iterator[Problem]:
    """A final build shows no draft; any other marks the page."""
    context = laid.context
    for language in context.exhibit.languages if context.final else ():
        pages = [page.number for page in laid.pages if language in page.drafts]
        if pages:
            count = f"page {pages[0]}" if len(pages) == 1 else f"{len(pages)} pages, first on page {pages[0]}"
            message = f"document {context.document_name!r} shows a text in {language!r} that is a draft ({count})"
            yield Problem("error", "draft", message, first_draft(context, language), ("take the language out of `draft` or `drafts` once the text is approved",))


def first_draft(context: Context, language: str) -> Span | None:
    """Return where the exhibit says that a language is a draft, else its first text that is one."""
    exhibit = context.exhibit
    places = context.draft_texts.places.get(language, ())
    return exhibit.where("drafts") if language in exhibit.drafts else places[0][0] if places else None


def check_trim(laid: Laid) -> Iterator[Problem]:
    """Text stands inside the trim, all of it."""
    for page in laid.pages:
        if any(frame.overflow for frame in page.frames):
            continue  # reported with its measure
        worst: dict[int, tuple[float, Placed]] = {}
        for item in page.placed:
            if isinstance(item.ink, TextLine) and item.ink.text.strip():
                over = max(-item.rect.x, item.rect.right - page.width, item.y - page.height)
                if over > max(0.5, worst.get(id(item.element), (0.0, item))[0]):
                    worst[id(item.element)] = over, item
        for over, item in worst.values():
            text = item.ink.text.strip()[:40] if isinstance(item.ink, TextLine) else ""
            yield Problem("error", "outside-trim", f"page {page.number}: {text!r} leaves the page by {over / MM:.1f} mm", item.span, spot=spot(page, item))  # fmt: skip


def check_sizes(laid: Laid) -> Iterator[Problem]:
    """No text is smaller than the layout allows; of a drawing that was scaled, the smallest of its words is named."""
    smallest = laid.context.styles.smallest
    for page in laid.pages:
        yield from check_drawing_sizes(page, smallest)
        for item in page.placed:
            if item.role == WORDS:
                continue
            if isinstance(item.ink, TextLine) and any(run.size < smallest - 0.01 for run in item.ink.runs):
                size = min(run.size for run in item.ink.runs)
                yield Problem("error", "too-small", f"page {page.number}: {item.ink.text.strip()[:40]!r} is set in {size:g} pt; the layout's smallest is {smallest:g} pt", item.span, spot=spot(page, item))  # fmt: skip


def check_drawing_sizes(page: Page, smallest: float) -> Iterator[Problem]:
    """Name the smallest words of each SVG whose words came out too small, and how many there are."""
    small: dict[int, list[tuple[float, Placed]]] = {}
    for item in page.placed:
        if item.role == WORDS and isinstance(item.ink, TextLine):
            size = min(run.size for run in item.ink.runs)
            if size < smallest - 0.01:
                small.setdefault(id(item.element), []).append((size, item))
    for found in small.values():
        size, item = min(found, key=lambda each: each[0])
        text = item.ink.text.strip()[:40] if isinstance(item.ink, TextLine) else ""
        more = f" (and {len(found) - 1} more texts are too small)" if len(found) > 1 else ""
        hint = f"set its text {smallest / size:.1f} times as large in the SVG, or give the figure more room"
        yield Problem("error", "too-small", f"page {page.number}: {text!r} in a drawing is set in {size:.1f} pt{more}; the layout's smallest is {smallest:g} pt", item.span, (hint,), spot=spot(page, item))  # fmt: skip


def check_distance(laid: Laid) -> Iterator[Problem]:
    """Text is large enough for the distance from which it is read."""
    context = laid.context
    rows = type_sizes(laid.pages, context.styles, laid.fonts)
    place = context.document.where("read_at") if context.document.read_at else context.document.span
    yield from check_type_sizes(rows, context.styles, context.document_name, place)


def check_resolution(laid: Laid) -> Iterator[Problem]:
    """A picture has the resolution that an eye at reading distance can see.

    One minute of arc is 3438 / distance in inches, so 87 / metres pixels per inch; print shops ask for more.
    """
    context = laid.context
    metres = context.document.metres or READ_AT[context.styles.scale]
    least = MINUTE_OF_ARC / metres
    for page in laid.pages:
        for item in page.placed:
            if isinstance(item.ink, Picture):
                left, _, right, _ = item.ink.crop
                picture = context.assets.pictures[item.ink.asset]
                found = resolution(picture, item.ink.width / (right - left))
                figure, logo = context.exhibit.figures.get(item.ink.asset), context.styles.theme.logo
                noun = f"figure {item.ink.asset!r}" if figure or not logo else f"the logo {logo.shown}"
                place = figure.span if figure else logo.place if logo else None
                if found < least - 0.5:
                    yield Problem("warning", "resolution", f"{noun} has {found:.0f} ppi at its printed size on page {page.number} of {context.document_name!r}; read at {metres:g} m it needs {least:.0f}", place, ("a larger file, or a smaller place for it (`height:`)",), spot=spot(page, item))  # fmt: skip


def check_profiles(laid: Laid) -> Iterator[Problem]:
    """The colour profile of a picture says what its colours mean; one that is broken, or is for other colours, does not."""
    figures = laid.context.exhibit.figures
    shown = dict.fromkeys(item.ink.asset for page in laid.pages for item in page.placed if isinstance(item.ink, Picture))
    for name in shown:
        fault = getattr(laid.context.assets.pictures[name], "profile_fault", "")
        if fault and name in figures:
            message = f"figure {name!r}: {fault}; its colours are taken as they stand"
            yield Problem("warning", "picture-profile", message, figures[name].span, ("save it again, in sRGB",))


def check_overlaps(laid: Laid) -> Iterator[Problem]:
    """The contents of two frames do not stand on each other, whatever their rectangles do."""
    found: dict[tuple[str, str], tuple[Overlap, list[int]]] = {}
    for page in laid.pages:
        for overlap in overlaps_of(page):
            pair = overlap.first.name, overlap.second.name
            worst, pages = found.setdefault(pair, (overlap, []))
            pages.append(page.number)
            if overlap.rect.width * overlap.rect.height > worst.rect.width * worst.rect.height:
                found[pair] = overlap, pages
    for (one, other), (overlap, pages) in found.items():
        where = f"page {pages[0]}" if len(pages) == 1 else f"{len(pages)} pages, first on page {pages[0]}"
        measure = f"{overlap.rect.width / MM:.0f} × {overlap.rect.height / MM:.0f} mm"
        message = f"the contents of the frames {one!r} and {other!r} stand on each other by {measure} ({overlap.words[:30]!r}; {where})"
        yield Problem("warning", "overlap", message, frame_place(overlap), ("move or narrow one of the two, or let it begin `below` the other; --target markup shows where",), spot=Spot(pages[0], overlap.rect.x, overlap.rect.y, overlap.rect.right, overlap.rect.bottom))  # fmt: skip


def frame_place(overlap: Overlap) -> Span | None:
    """Return the line of the frame to look at: the one that an exhibit changes, else the later of the two."""
    spans = [frame.span for frame in (overlap.first, overlap.second) if frame.span]
    return max(spans, key=lambda span: (not span.file.endswith("layout.yaml"), span.file, span.line), default=None)


PAGE_CHECKS = (
    check_credits, check_drafts, check_trim, check_sizes, check_distance, check_resolution, check_profiles, check_overlaps, check_budgets,
    check_sentences, check_grades, check_line_length, check_contrast, check_light_text, check_hairlines, check_safe_zone,
    check_ink, check_fonts, check_bleed, check_heading_order, check_reading_order,
)  # fmt: skip
