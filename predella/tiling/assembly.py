"""A divided page goes in, the page that says how its sheets are put together comes out: a plan with numbers, and the steps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from predella.faces import fallbacks, shipped_face
from predella.pages import BLACK, MM, WHITE, Colour, Division, Meta, Page, Placed, Rect, Shape, box
from predella.phrases import number, phrase, with_unit
from predella.tiling.marks import words
from predella.typeset import Piece, Setting, runs_backward, set_lines

EDGE = 16 * MM
"""White round the page: more than any printer needs."""
TITLE, TEXT, NUMBER = 18.0, 12.0, 28.0
"""Sizes of type, in pt; a number in a narrow sheet of the plan is smaller."""
LEAD = 1.35
"""From line to line, in parts of the size."""
LONGEST = 34
"""Of a line, in em: about 75 characters."""
SHARED = Colour("shared", (0.85, 0.85, 0.85), (0, 0, 0, 0.15))


def assembly_page(page: Page, division: Division, meta: Meta, count: int) -> Page:
    """Return the page that comes before the sheets of one page of `count`."""
    room = Rect(EDGE, EDGE, division.width - 2 * EDGE, division.height - 2 * EDGE)
    head = stacked(heads(page, division, meta, count), room, meta.language)
    steps = stacked(((text, TEXT, 400) for text in step_texts(division, meta.language)), room, meta.language)
    tall = [max(item.rect.bottom for item in part) - room.y for part in (head, steps)]
    top = room.y + tall[0] + LEAD * TEXT
    plan = Rect(room.x, top, room.width, room.bottom - tall[1] - 2 * LEAD * TEXT - top)
    drawn = drawing(page, division, plan)
    below = max(item.rect.bottom for item in drawn) + 2 * LEAD * TEXT - room.y
    placed = (*head, *drawn, *(step.moved(down=below) for step in steps))
    return Page(0, division.width, division.height, 0.0, None, placed, title=page.title)


def heads(page: Page, division: Division, meta: Meta, count: int) -> Iterator[tuple[str, float, int]]:
    """Yield what stands at the top, with size and weight: the title, and how large the whole is of how many sheets."""
    language = meta.language
    yield meta.title, TITLE, 600
    if count > 1:
        yield phrase("page", language, number=page.number, count=count), TEXT, 600
    width, height = (number(round(side / MM), language) for side in (page.width, page.height))
    whole = with_unit(f"{width}\u00a0×\u00a0{height}", "mm", language)
    yield phrase("sheets-whole", language, size=whole, count=len(division.parts), paper=division.paper), TEXT, 400


def step_texts(division: Division, language: str) -> Iterator[str]:
    """Yield the steps in words, numbered."""
    way = "backward" if division.backward else "forward"
    in_rows = (f"sheets-cut-{way}", f"sheets-glue-{way}") if len(division.columns) > 1 else ()
    for place, key in enumerate(("sheets-print", *in_rows, "sheets-rows", "sheets-edges"), 1):
        yield f"{place}. {phrase(key, language)}"


def stacked(texts: Iterable[tuple[str, float, int]], room: Rect, language: str) -> list[Placed]:
    """Return paragraphs one under the other, from the top of a room on."""
    placed, y = list[Placed](), room.y
    for text, size, weight in texts:
        faces = (shipped_face(f"FiraSansCondensed-{weight}"), *fallbacks(400))
        piece = Piece(text, Setting(faces, size, BLACK, language))
        for set_line in set_lines((piece,), min(room.width, LONGEST * size)):
            y += LEAD * size
            x = room.right - set_line.ink.width if runs_backward(language) else room.x
            placed.append(Placed(x, y, set_line.ink, role="sheet"))
        y += 0.35 * size
    return placed


def drawing(page: Page, division: Division, room: Rect) -> list[Placed]:
    """Return the page in small, as large as a room allows: what is seen of each sheet, numbered, and where two lie on each other."""
    scale = min(room.width / page.width, room.height / page.height)

    def area(x: float, y: float, right: float, bottom: float, fill: Colour | None, stroke: Colour | None) -> Placed:
        path = box((right - x) * scale, (bottom - y) * scale)
        return Placed(room.x + x * scale, room.y + y * scale, Shape(path, fill, stroke, 0.6), role="sheet")

    columns, rows = seen(division.columns, division.backward), seen(division.rows)
    edge = 1 if division.backward else 0
    placed = [area(0, 0, page.width, page.height, WHITE, None)]
    for column in division.columns[1:]:
        inner = column[edge] + (-division.overlap if division.backward else division.overlap)
        placed.append(area(min(column[edge], inner), 0, max(column[edge], inner), page.height, SHARED, None))
    placed += [area(0, row[0], page.width, row[0] + division.overlap, SHARED, None) for row in division.rows[1:]]
    cells = [(x, y, right, bottom) for y, bottom in rows for x, right in columns]
    for index, cell in enumerate(cells, 1):
        sheet = area(*cell, None, BLACK)
        size = min(NUMBER, 0.5 * sheet.rect.width, 0.6 * sheet.rect.height)
        name = words(str(index), size, "en", 600)
        middle = sheet.rect.x + (sheet.rect.width - name.width) / 2, sheet.rect.y + sheet.rect.height / 2 + 0.34 * size
        placed += [sheet, Placed(*middle, name, role="sheet")]
    return placed


def seen(stretches: Sequence[tuple[float, float]], backward: bool = False) -> list[tuple[float, float]]:
    """Return what is seen of each stretch when the next has been laid on its end."""
    begins, ends = [start for start, _ in stretches], [end for _, end in stretches]
    if backward:
        return list(zip((*ends[1:], begins[-1]), ends, strict=True))
    return list(zip(begins, (*begins[1:], ends[-1]), strict=True))
