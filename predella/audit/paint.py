"""Finished pages go in; ink that will not print well, or that nobody can read off what lies behind it, comes out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from predella.audit.laid import Laid, spot
from predella.colours import Colour
from predella.diagnostics import Problem
from predella.pages import MM, Glyphs, Page, Picture, Placed, Shape, TextLine
from predella.preflight import RULES
from predella.surfaces import Surface, surfaces_of

LEAST_CONTRAST, OF_LARGE = 7.0, 4.5
"""Contrast of text with what is behind it (WCAG 2.2, 1.4.6, level AAA), and that of large text."""
LARGE, LARGE_BOLD = 18.0, 14.0
"""pt from which text is large (WCAG 2.2, "large scale")."""
HAIRLINE = 0.25
"""pt of the thinnest line that a press holds (Ghent Workgroup, GWG 2022)."""
SEAM = 0.1
"""pt of the stroke that closes the seam between an area and its neighbour: it is no line."""
SAFE = 3 * MM
"""What print shops ask for between the trim and anything that must not be cut."""
CAPITALS = 0.7
"""How high capitals stand above their baseline, in parts of the size, in faces for text."""
MOST_INK = 3.0
"""Parts of ink that coated paper takes on a sheet-fed press (FOGRA39: 300 %)."""
SMALL_LIGHT = 8.0
"""pt under which light text closes up on a ground of several inks."""
SEVERAL_INKS = 1.5
"""Parts of ink from which an area is of several inks: black alone has one."""


def text_runs(page: Page) -> Iterator[tuple[int, Placed, Glyphs]]:
    """Yield each run of visible text of a page with its item and its place in the order of painting."""
    for index, item in enumerate(page.placed):
        if isinstance(item.ink, TextLine):
            for run in item.ink.runs:
                if run.text.strip():
                    yield index, item, run


def check_contrast(laid: Laid) -> Iterator[Problem]:
    """Text stands out from what is really behind it, whatever the theme meant: one message for each pair of colours."""
    worst: dict[tuple[str, str], tuple[float, float, str, Page, Placed]] = {}
    for page in laid.pages:
        surfaces = surfaces_of(page)
        for index, item, run in text_runs(page):
            for surface in surfaces.behind(index, item, run):
                found = contrast_with(run.colour, surface, laid)
                least = needed(run)
                pair = run.colour.name, surface.name
                if found < least - 0.05 and found < worst.get(pair, (99.0,))[0]:
                    worst[pair] = found, least, run.text.strip()[:40], page, item
    for (text, area), (found, least, words, page, item) in worst.items():
        message = f"page {page.number} of {laid.context.document_name!r}: {words!r} in {text} on {area} has a contrast of {found:.1f}; {least:g} is needed"
        yield Problem(RULES["contrast"].severity, "contrast", message, item.span, ("a darker or a lighter colour for one of the two (WCAG 2.2, 1.4.6)",), spot=spot(page, item))


def contrast_with(text: Colour, surface: Surface, laid: Laid) -> float:
    """Return the contrast of a text's colour with an area; with a picture that of the nearest of its greys there."""
    if isinstance(surface.ink, Colour):
        return text.contrast(surface.ink)
    picture, ink = laid.context.assets.pictures[surface.ink.asset], surface.ink
    return min(text.contrast(colour) for colour in picture.shades(surface.part, ink.tone))


def needed(run: Glyphs) -> float:
    """Return the contrast that a run needs for its size."""
    bold = any(run.font.endswith(weight) for weight in ("-700", "-800", "-900"))
    return OF_LARGE if run.size >= (LARGE_BOLD if bold else LARGE) else LEAST_CONTRAST


def check_light_text(laid: Laid) -> Iterator[Problem]:
    """Small light text does not stand on a ground of several inks: where one shifts, it runs into the letters."""
    for page in laid.pages:
        surfaces = surfaces_of(page)
        small = [
            (run.size, run.text.strip()[:40], surface, item)
            for index, item, run in text_runs(page)
            if run.size < SMALL_LIGHT and run.colour.luminance > 0.5
            for surface in surfaces.behind(index, item, run)
            if isinstance(surface.ink, Colour) and surface.ink.luminance < 0.2 and sum(surface.ink.cmyk or ()) >= SEVERAL_INKS
        ]
        if small:
            size, words, surface, item = min(small, key=lambda found: found[0])
            message = f"page {page.number} of {laid.context.document_name!r}: {words!r} is light, {size:g} pt, and stands on {surface.name}, which is of several inks"
            yield Problem(RULES["rich-black-text"].severity, "rich-black-text", message, item.span, (f"{SMALL_LIGHT:g} pt at least, or a ground of black alone",), spot=spot(page, item))


def check_hairlines(laid: Laid) -> Iterator[Problem]:
    """No line is thinner than a press holds: one message a document, with the thinnest."""
    thin = [
        (ink.stroke_width, page, item)
        for page in laid.pages
        for item in page.placed
        if isinstance(ink := item.ink, Shape) and ink.stroke is not None and SEAM * bool(ink.fill) < ink.stroke_width < HAIRLINE - 0.001
    ]
    if thin:
        width, page, item = min(thin, key=lambda found: found[0])
        message = f"document {laid.context.document_name!r}: a line of {width:.2f} pt on page {page.number} ({item.role}); a press holds {HAIRLINE:g} pt"
        more = f"{len(thin)} lines are as thin" if len(thin) > 1 else "it is the only one"
        yield Problem(RULES["hairline"].severity, "hairline", message, item.span or laid.context.document.span, (f"{more}: `strokes` of the theme, or a larger drawing",), spot=spot(page, item))


def check_safe_zone(laid: Laid) -> Iterator[Problem]:
    """Words keep clear of the trim: one message a page, with the nearest."""
    for page in laid.pages:
        if page.division or any(frame.overflow for frame in page.frames):
            continue  # cut by hand, or reported with its measure
        near = [
            (distance, item)
            for item in page.placed
            if isinstance(item.ink, TextLine) and item.ink.text.strip() and 0 <= (distance := from_trim(item, page)) < SAFE - 0.1
        ]
        if near:
            distance, item = min(near, key=lambda found: found[0])
            words = item.ink.text.strip()[:40] if isinstance(item.ink, TextLine) else ""
            message = f"page {page.number} of {laid.context.document_name!r}: {words!r} stands {distance / MM:.1f} mm from the trim; {SAFE / MM:g} mm are safe from the knife"
            yield Problem(RULES["safe-zone"].severity, "safe-zone", message, item.span, spot=spot(page, item))


def from_trim(item: Placed, page: Page) -> float:
    """Return how far the letters of a line stand from the nearest edge of the page, in pt; less than nought is outside."""
    rect = item.rect
    ink = item.ink
    if not isinstance(ink, TextLine) or ink.turn:
        return min(rect.x, page.width - rect.right, rect.y, page.height - rect.bottom)
    top = min(item.y - run.rise - CAPITALS * run.size for run in ink.runs)
    return min(rect.x, page.width - rect.right, top, page.height - item.y)


def colours_of(pages: Sequence[Page]) -> dict[str, Colour]:
    """Return every colour that pages are painted in, by name."""
    found: dict[str, Colour] = {}
    for page in pages:
        used: list[Colour | None] = [page.ground]
        for item in page.placed:
            if isinstance(item.ink, TextLine):
                used += [run.colour for run in item.ink.runs]
            elif isinstance(item.ink, Shape):
                used += [item.ink.fill, item.ink.stroke]
            elif item.ink.tone:
                used += item.ink.tone.stops
        found.update({colour.name: colour for colour in used if colour})
    return found


def check_ink(laid: Laid) -> Iterator[Problem]:
    """The theme's colours say their inks, and no more of them than paper takes."""
    theme = laid.context.styles.theme.file
    used = colours_of(laid.pages)
    for name, swatch in theme.colours.items():
        if name not in used:
            continue
        inks, place = swatch.cmyk, swatch.span or theme.where("colours")
        if inks is None:
            message = f"the colour {name!r} of the theme {theme.theme!r} has no `cmyk`: a press would guess its inks"
            yield Problem(RULES["no-cmyk"].severity, "no-cmyk", message, place, ('write {rgb: "#D8A052", cmyk: [15, 40, 75, 3]}',))
        elif sum(inks) > MOST_INK:
            message = f"the colour {name!r} of the theme {theme.theme!r} has {100 * sum(inks):.0f} % of ink; paper takes {100 * MOST_INK:.0f} %"
            yield Problem(RULES["ink"].severity, "ink", message, place, ("less cyan, magenta and yellow under the black",))


TOUCHES = 0.5
"""pt; what ends no further from the trim was meant to reach it."""


def check_bleed(laid: Laid) -> Iterator[Problem]:
    """What reaches the trim runs on into the bleed: one message a page, or a cut that strays leaves a white edge."""
    for page in laid.pages:
        for item in page.placed if page.bleed else ():
            rect = item.rect
            if isinstance(item.ink, TextLine) or min(rect.width, rect.height) < MM:
                continue
            gaps = {"left": rect.x, "top": rect.y, "right": page.width - rect.right, "bottom": page.height - rect.bottom}
            side = next((side for side, gap in gaps.items() if abs(gap) < TOUCHES), None)
            if side:
                what = f"figure {item.ink.asset!r}" if isinstance(item.ink, Picture) else f"an area ({item.role})"
                message = f"page {page.number} of {laid.context.document_name!r}: {what} ends at the trim on the {side}, and does not run into the bleed"
                yield Problem(RULES["unbled"].severity, "unbled", message, item.span, ("`bleed: true` on its frame, or a margin round it",))
                break


def check_fonts(laid: Laid) -> Iterator[Problem]:
    """Fonts may be embedded: those whose makers forbid it are named."""
    faces = laid.fonts
    used = {run.font for page in laid.pages for _, _, run in text_runs(page)}
    for name in sorted(used):
        if name in faces and not faces[name].embeddable:
            message = f"the font {name!r} says that it may not be embedded, and every PDF does"
            yield Problem(RULES["font"].severity, "font", message, laid.context.styles.theme.file.where("faces"), ("ask its maker for a licence, or take another font (OpenType, OS/2 fsType)",))


