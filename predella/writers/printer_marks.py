"""A page and what its print shop is told go in, the marks outside its bleed come out, as decoration.

Crop marks say where to cut, registration marks whether the plates lie on each other, fold marks where to fold; the bar
shows each ink, and the slug line which sheet this is. All begin 1 mm outside the bleed, so that no cut leaves a trace of one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from predella.colours import BLACK, Colour
from predella.faces import fallbacks, shipped_face
from predella.pages import DECORATION, MM, Page, PathOps, Placed, Shape, box, line
from predella.press import Press
from predella.typeset import Setting, set_one_line

GAP = 1 * MM
REACH = 6 * MM
"""From where to where marks stand, away from the bleed."""
MIDDLE = (GAP + REACH) / 2 + 0.5 * MM
PEN = 0.25
"""pt; a hairline that a plate still holds."""
PATCH = 4 * MM
SIZE = 7.0
"""Of the words of the slug line, in pt; on a small sheet they get smaller, so that they fit."""
DASH = (1 * MM, 0.6 * MM)

REGISTRATION = Colour("registration", (0.0, 0.0, 0.0), (1.0, 1.0, 1.0, 1.0), "All")
"""On every plate (ISO 32000-1, 8.6.6.4)."""
SOLIDS = {
    "cyan": (1.0, 0.0, 0.0, 0.0), "magenta": (0.0, 1.0, 0.0, 0.0), "yellow": (0.0, 0.0, 1.0, 0.0), "black": (0.0, 0.0, 0.0, 1.0),
}  # fmt: skip
PAIRS = {"blue": (1.0, 1.0, 0.0, 0.0), "green": (1.0, 0.0, 1.0, 0.0), "red": (0.0, 1.0, 1.0, 0.0)}


def printer_marks(page: Page, press: Press, spots: tuple[Colour, ...] = ()) -> Iterator[Placed]:
    """Yield what stands round a page, as far as the print shop wants it."""
    drawn: dict[str, Callable[[], list[Placed]]] = {
        "crop": lambda: [ruled(crop_marks(page))],
        "registration": lambda: [ruled(op) for op in registration_marks(page)],
        "folds": lambda: [ruled(fold_marks(page, press), dash=DASH)] if press.folds else [],
        "colours": lambda: list(colour_bar(page, spots)),
        "slug": lambda: [slug_line(page, press)],
    }
    for name, draw in drawn.items():
        if name in press.marks:
            yield from draw()


def ruled(path: PathOps, dash: tuple[float, ...] = ()) -> Placed:
    """Return lines on every plate."""
    return Placed(0, 0, Shape(path, stroke=REGISTRATION, stroke_width=PEN, dash=dash), DECORATION, "printer's mark")


def crop_marks(page: Page) -> PathOps:
    """Return two lines at each corner, in the directions of the edges of the trim."""
    near, far = page.bleed + GAP, page.bleed + REACH
    found: list[tuple[object, ...]] = []
    for x in (0.0, page.width):
        found += line(x, -near, x, -far) + line(x, page.height + near, x, page.height + far)
    for y in (0.0, page.height):
        found += line(-near, y, -far, y) + line(page.width + near, y, page.width + far, y)
    return tuple(found)


def registration_marks(page: Page) -> Iterator[PathOps]:
    """Yield a ring with a cross in the middle of each side."""
    out = page.bleed + MIDDLE
    arm, ring = (REACH - GAP) / 2, 1.3 * MM
    for x, y in (
        (page.width / 2, -out), (page.width / 2, page.height + out), (-out, page.height / 2), (page.width + out, page.height / 2),
    ):  # fmt: skip
        yield (*circle(x, y, ring), *line(x - arm, y, x + arm, y), *line(x, y - arm, x, y + arm))


def circle(x: float, y: float, radius: float) -> PathOps:
    """Return a circle as four curves; 0.5523 of the radius is where their handles stand (error 0.03 %)."""
    r, h = radius, 0.5523 * radius
    return (
        ("M", x + r, y), ("C", x + r, y + h, x + h, y + r, x, y + r), ("C", x - h, y + r, x - r, y + h, x - r, y),
        ("C", x - r, y - h, x - h, y - r, x, y - r), ("C", x + h, y - r, x + r, y - h, x + r, y), ("Z",),
    )  # fmt: skip


def fold_marks(page: Page, press: Press) -> PathOps:
    """Return a dashed line at both ends of each fold."""
    near, far = page.bleed + GAP, page.bleed + REACH
    found: list[tuple[object, ...]] = []
    for fold in press.folds:
        if fold.edge == "left":
            found += line(fold.at, -near, fold.at, -far) + line(fold.at, page.height + near, fold.at, page.height + far)
        else:
            found += line(-near, fold.at, -far, fold.at) + line(page.width + near, fold.at, page.width + far, fold.at)
    return tuple(found)


def colour_bar(page: Page, spots: tuple[Colour, ...]) -> Iterator[Placed]:
    """Yield patches of each ink whole and by half, of two inks on each other, and of the spot colours, above the page."""
    colours = [Colour(f"{name} 100 %", (0.0, 0.0, 0.0), inks) for name, inks in SOLIDS.items()]
    colours += [Colour(f"{name} 50 %", (0.0, 0.0, 0.0), tuple(ink / 2 for ink in inks)) for name, inks in SOLIDS.items()]  # type: ignore[arg-type]
    colours += [Colour(name, (0.0, 0.0, 0.0), inks) for name, inks in PAIRS.items()]
    y = -page.bleed - GAP - PATCH
    # clear of the crop mark, and of the registration mark in the middle
    room = page.width / 2 - 2 * MM - (REACH - GAP) / 2 - 2 * MM
    wide = min(PATCH, room / (len(colours) + len(spots)))
    for place, colour in enumerate((*colours, *spots)):
        yield Placed(2 * MM + place * wide, y, Shape(box(wide, PATCH), fill=colour), DECORATION, "printer's mark")


def slug_line(page: Page, press: Press) -> Placed:
    """Return what sheet this is: document, language, date when there is one, page n of m, paper, profile."""
    parts = [press.document, press.language, press.date, f"{page.number}/{press.pages or 1}", press.paper, press.profile.name]
    text = " · ".join(part for part in parts if part)
    faces = (shipped_face("FiraSansCondensed-500"), *fallbacks(400))
    ink = set_one_line(text, Setting(faces, SIZE, BLACK, "en"))
    room = page.width / 2 - 2 * MM - (REACH - GAP) / 2 - 2 * MM
    if ink.width > room:
        ink = set_one_line(text, Setting(faces, SIZE * room / ink.width, BLACK, "en"))
    runs = tuple(replace(run, element=DECORATION) for run in ink.runs)
    return Placed(2 * MM, page.height + page.bleed + GAP + 3 * MM, replace(ink, runs=runs), DECORATION, "slug line")
