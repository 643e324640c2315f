"""What stands on a page goes in, the note that its text is a draft comes out, where nothing else stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from predella.blocks.block import Context, flat, label
from predella.pages import MM, Placed, Rect, TextLine, box
from predella.phrases import phrase

SAFE = 7 * MM
"""Office printers leave 4 to 7 mm white; print shops ask for 3 to 5 mm between the trim and what must not be cut."""
OF_MARGIN = 0.2
"""How far the note stands from the trim, in parts of the margin, where that is more."""
CLEAR = 0.2
"""White round the note, in parts of the height of its capitals."""


def draft_note(
    languages: Sequence[str], placed: Sequence[Placed], margin: float, context: Context
) -> list[Placed]:
    """Return the note for the languages whose drafts a page shows; nothing for none.

    It stands at the foot on the left, else where there is room nearest to that; on a page that is full, on a plate.
    """
    if not languages:
        return []
    words = " · ".join(dict.fromkeys(phrase("draft", language) for language in languages))
    style = context.styles("note")
    taken = [item.rect for item in placed]
    note = label(words, 0.0, 0.0, style, context, role="draft")
    notes = [note.moved(x, y) for x, y in places(note.rect, margin, placed, context)]
    for note in notes:
        room = inked(note, style.cap_height)
        if not any(room.overlaps(rect) for rect in taken):
            return [note]
    first = notes[0]
    plate = inked(first, style.cap_height)
    return [flat(box(plate.width, plate.height, plate.x, plate.y), "ground", context, role="draft"), first]


def inked(note: Placed, capitals: float) -> Rect:
    """Return the room that a line of words takes, from the tops of its capitals to its descenders, with white round it."""
    rect = Rect(note.x, note.y - capitals, note.rect.width, note.rect.bottom - note.y + capitals)
    return rect.inset(-CLEAR * capitals)


def places(note: Rect, margin: float, placed: Sequence[Placed], context: Context) -> Iterator[tuple[float, float]]:
    """Yield how far to move the note, right and down, the best place first.

    That is the line of text at the foot of the page, where one stands in the margin, else the foot, and from there upward;
    on each height the left, the right, the middle.
    """
    edge, left = max(SAFE, OF_MARGIN * margin), max(SAFE, margin)
    room = context.page_width - 2 * left - note.width
    lowest, step = context.page_height - edge - note.bottom, context.step or note.height / 2
    feet = [item.y for item in placed if isinstance(item.ink, TextLine) and context.page_height - margin < item.y <= lowest]
    steps = range(max(1, int((lowest + note.y - edge) / step)))
    for down in (*sorted(feet)[-1:], *(lowest - number * step for number in steps)):
        for part in (0.0, 1.0, 0.5):
            yield left + part * room - note.x, down
