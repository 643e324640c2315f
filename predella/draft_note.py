"""What stands on a page goes in, the note that its text is a draft comes out, where nothing else stands."""

from __future__ import annotations

from collections.abc import Sequence

from predella.blocks.block import Context, flat, label
from predella.pages import MM, Element, Placed, Rect, TextLine, box
from predella.phrases import phrase

SAFE = 7 * MM
"""Office printers leave 4 to 7 mm white; print shops ask for 3 to 5 mm between the trim and what must not be cut."""
OF_MARGIN = 0.2
"""How far the note stands from the trim, in parts of the margin, where that is more."""
ABOVE, BESIDE = 0.2, 1.5
"""White round the note, in parts of the height of its capitals."""
FURNITURE = ("running line", "page number")
"""What the words at the foot of a page are for, beside which the note stands."""


def draft_note(
    languages: Sequence[str], placed: Sequence[Placed], margin: float, element: Element, context: Context
) -> list[Placed]:
    """Return the note for the languages whose drafts a page shows, told by an element; nothing for none.

    It stands at the foot on the left, else where there is room nearest to that; on a page that is full, on a plate.
    """
    if not languages:
        return []
    words = " · ".join(dict.fromkeys(phrase("draft", language) for language in languages))
    style = context.styles("note")
    note = label(words, 0.0, 0.0, style, context, element=element, role="draft")
    size = Rect(note.rect.x, -style.cap_height, note.rect.width, style.cap_height + note.rect.bottom)
    left, rows = max(SAFE, margin), baselines(size, margin, placed, context)
    for row in rows:
        beside = [item.y for item in placed if isinstance(item.ink, TextLine) and abs(item.y - row) < style.cap_height]
        for y in (*beside[:1], row):
            x = room_on(y, size, left, placed, context)
            if x is not None:
                return [note.moved(x - size.x, y)]
    plate = size.inset(-ABOVE * style.cap_height)
    path = box(plate.width, plate.height, plate.x + left - size.x, plate.y + rows[-1])
    return [flat(path, "ground", context, role="draft"), note.moved(left - size.x, rows[-1])]


def baselines(size: Rect, margin: float, placed: Sequence[Placed], context: Context) -> list[float]:
    """Return where the note's baseline may be, the best first: beside the words at the foot, at the foot, further up.

    The last is the one at the foot again, for a page without room.
    """
    edge = max(SAFE, OF_MARGIN * margin)
    lowest, step = context.page_height - edge - size.bottom, context.step or size.height / 2
    feet = [item.y for item in placed if item.role in FURNITURE and item.y > context.page_height - margin]
    count = max(1, int((lowest + size.y - edge) / step))
    return [*sorted(feet)[-1:], *(lowest - number * step for number in range(count)), lowest]


def room_on(baseline: float, size: Rect, left: float, placed: Sequence[Placed], context: Context) -> float | None:
    """Return where the note begins on a baseline: at the left margin, else at the right one, else in the widest gap."""
    capitals = -size.y
    band = Rect(0.0, baseline + size.y, context.page_width, size.height).inset(-ABOVE * capitals)
    taken = sorted((rect.x - BESIDE * capitals, rect.right + BESIDE * capitals) for rect in (item.rect for item in placed) if rect.overlaps(band))
    right = context.page_width - left
    gaps, start = list[tuple[float, float]](), left
    for begin, end in (*taken, (right, right)):
        if min(begin, right) - start >= size.width:
            gaps.append((start, min(begin, right)))
        start = max(start, end)
    if not gaps:
        return None
    if gaps[0][0] == left:
        return left
    if gaps[-1][1] == right:
        return right - size.width
    widest = max(gaps, key=lambda gap: gap[1] - gap[0])
    return (sum(widest) - size.width) / 2
