"""A print master goes in, its job ticket comes out: the graphics schedule that goes to the print shop, as text and as CSV.

A row a page: size at the trim and with bleed, how many, on what, what becomes of it, and the extremes of ink and
resolution. What the author has not said is "not stated": a shop that guesses prints it twice.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from predella.assets import Picture as Asset
from predella.colours import Colour
from predella.pages import MM, Document, Page, Picture, Shape, TextLine, thickness
from predella.press import Press
from predella.writers.inks import THIN
from predella.writers.press import Master, press_of

UNSAID = "not stated"
COLUMNS = (
    "document", "language", "page", "pages", "title", "width mm", "height mm", "width with bleed mm", "height with bleed mm",
    "quantity", "substrate", "mounting", "finishing", "profile", "plates", "most ink %", "lowest ppi", "highest ppi", "fonts",
)  # fmt: skip
INTENTS = {
    "relative": "relative colorimetric", "perceptual": "perceptual", "saturation": "saturation", "absolute": "absolute colorimetric",
}  # fmt: skip


@dataclass(frozen=True)
class Sheet:
    """One page as a print shop counts it: lengths in mm, ink in per cent; nothing for a page without pictures."""

    page: Page
    ink: float
    plates: tuple[str, ...]
    resolutions: tuple[float, ...]

    @property
    def trim(self) -> tuple[float, float]:
        return self.page.width / MM, self.page.height / MM

    @property
    def whole(self) -> tuple[float, float]:
        bleed = 2 * self.page.bleed / MM
        return self.page.width / MM + bleed, self.page.height / MM + bleed


def sheets_of(document: Document, master: Master) -> Iterator[Sheet]:
    """Yield the pages with what is printed on them."""
    inks = master.inks
    for page in document.pages:
        most, plates, resolutions = 0.0, {"black"}, []
        for colour, alone in used_on(page):
            if colour.spot:
                plates.add(colour.spot)
                most = max(most, 1.0)
                continue
            parts = inks.inks(colour, alone=alone)
            most = max(most, sum(parts))
            plates |= {name for name, part in zip(("cyan", "magenta", "yellow", "black"), parts, strict=True) if part}
        for picture in pictures_on(page):
            asset = document.assets[picture.asset]
            resolutions.append(resolution_of(picture, asset))
            key = f"{asset.name} in {picture.tone.name}" if picture.tone else asset.name
            most = max(most, inks.pictures.most.get(key, 0.0))
            if key in inks.pictures.most:
                plates |= {"cyan", "magenta", "yellow"}
        order = ("cyan", "magenta", "yellow", "black")
        named = (*(name for name in order if name in plates), *sorted(plates - set(order)))
        yield Sheet(page, 100 * most, named, tuple(sorted(resolutions)))


def used_on(page: Page) -> Iterator[tuple[Colour, bool]]:
    """Yield the colours of a page, and whether each is printed in one ink where it is nearly black."""
    if page.ground:
        yield page.ground, False
    for item in page.placed:
        ink = item.ink
        if isinstance(ink, TextLine):
            yield from ((run.colour, True) for run in ink.runs)
        elif isinstance(ink, Shape):
            if ink.fill:
                yield ink.fill, thickness(ink.path) <= THIN
            if ink.stroke and ink.stroke_width > 0:
                yield ink.stroke, ink.stroke_width <= THIN


def inks_used(document: Document, master: Master) -> list[tuple[str, str]]:
    """Return each colour of a document by name with its inks in per cent; text in rich black has a line of its own."""
    found = {}
    for colour, alone in {used for page in document.pages for used in used_on(page)}:
        parts = master.inks.inks(colour, alone=alone)
        name = f"{colour.name} ({colour.spot})" if colour.spot else colour.name
        name += ", as text and thin lines" if parts != master.inks.inks(colour, alone=False) else ""
        found[name] = " ".join(f"{100 * part:3.0f}" for part in parts)
    return sorted(found.items())


def pictures_on(page: Page) -> list[Picture]:
    """Return the pictures of a page."""
    return [item.ink for item in page.placed if isinstance(item.ink, Picture)]


def resolution_of(picture: Picture, asset: Asset) -> float:
    """Return the pixels per inch at which a picture is printed; a crop counts."""
    left, top, right, bottom = picture.crop
    return min(
        asset.width * (right - left) / (picture.width / 72), asset.height * (bottom - top) / (picture.height / 72)
    )


def ticket_csv(document: Document, master: Master) -> bytes:
    """Return the graphics schedule as CSV with a header (RFC 4180), in UTF-8 with the mark that spreadsheets look for."""
    press = press_of(document)
    order = press.order
    text = io.StringIO()
    rows = csv.writer(text)
    rows.writerow(COLUMNS)
    for sheet in sheets_of(document, master):
        page = sheet.page
        rows.writerow((
            press.document, press.language, page.number, press.pages, page.title or document.meta.title,
            *(f"{side:.1f}" for side in (*sheet.trim, *sheet.whole)), order.quantity or UNSAID, order.substrate or UNSAID,
            order.mounting or UNSAID, order.finishing or UNSAID, press.profile.name, " ".join(sheet.plates), f"{sheet.ink:.0f}",
            *(extremes(sheet.resolutions)), "; ".join(sorted(master.fonts)),
        ))  # fmt: skip
    return ("\ufeff" + text.getvalue()).encode()


def extremes(values: tuple[float, ...]) -> tuple[str, str]:
    """Return the least and the largest value, rounded; nothing where there is none."""
    return (f"{values[0]:.0f}", f"{values[-1]:.0f}") if values else ("", "")


def between(values: tuple[float, ...]) -> str:
    """Return from which to which resolution pictures are printed."""
    least, most = extremes(values)
    return "no pictures" if not values else f"{least} ppi" if least == most else f"{least} to {most} ppi"


def ticket_text(document: Document, master: Master) -> bytes:
    """Return the job ticket to be read: what holds for the whole, then each page."""
    press = press_of(document)
    sheets = list(sheets_of(document, master))
    lines = [f"Job ticket: {press.document}", ""]
    lines += aligned(list(whole_job(document, press, master, sheets)))
    lines += ["", "pages"]
    for sheet in sheets:
        width, height = sheet.trim
        outer, upper = sheet.whole
        shown = between(sheet.resolutions)
        lines.append(
            f"  {sheet.page.number}/{press.pages}  {width:.1f} × {height:.1f} mm, with bleed {outer:.1f} × {upper:.1f} mm; "
            f"most ink {sheet.ink:.0f} %; {shown}" + (f"; {sheet.page.title}" if sheet.page.title else "")
        )
    lines += ["", "inks, in per cent of cyan, magenta, yellow, black"]
    lines += aligned(inks_used(document, master))
    lines += ["", "fonts, all embedded", *(f"  {name}" for name in sorted(master.fonts))]
    return ("\n".join(lines) + "\n").encode()


def whole_job(document: Document, press: Press, master: Master, sheets: list[Sheet]) -> Iterator[tuple[str, str]]:
    """Yield what holds for the whole document: a name and what is said of it."""
    order = press.order
    yield "title", document.meta.title
    yield "language", press.language
    yield "date", press.date or UNSAID
    yield "pages", str(press.pages)
    yield "quantity", f"{order.quantity} of each page" if order.quantity else UNSAID
    yield "substrate", order.substrate or UNSAID
    yield "mounting", order.mounting or UNSAID
    yield "finishing", order.finishing or UNSAID
    yield "folds", "; ".join(f"{fold.at / MM:.1f} mm from {fold.edge}" for fold in press.folds) or "none"
    claims = [name for name in ("PDF/X-4", "PDF/UA-1", "PDF/A-2a") if name not in master.faults]
    yield "file", ", ".join(claims) or "PDF 1.6"
    yield "profile", f"{press.profile.name} ({press.profile.condition})"
    compensated = ", black point compensated" if press.black_point and press.intent == "relative" else ""
    yield "pictures", "RGB pictures are kept with their profiles" if press.keep_rgb else f"converted, {INTENTS[press.intent]}{compensated}"
    yield "ink", f"at most {max((sheet.ink for sheet in sheets), default=0):.0f} %, the press bears {100 * press.limit:.0f} %"
    yield "spot colours", ", ".join(spots) if (spots := [spot for spot in master.inks.separations if spot != "All"]) else "none"
    yield "resolution", between(tuple(sorted(value for sheet in sheets for value in sheet.resolutions)))


def aligned(rows: list[tuple[str, str]]) -> list[str]:
    """Return rows of a name and a value, the values under each other."""
    wide = max((len(name) for name, _ in rows), default=0)
    return [f"  {name:{wide}}  {value}" for name, value in rows]
