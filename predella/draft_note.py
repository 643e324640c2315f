"""What stands on a page goes in, the note that its text is a draft comes out, where nothing else stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from predella.blocks.block import Context, flat, label
from predella.pages import MM, Placed, box
from predella.phrases import phrase

SAFE = 5 * MM
"""Print shops ask for 3 to 5 mm between the trim and what must not be cut; an office printer leaves 4 to 5 mm white."""
OF_MARGIN = 0.2
"""How far the note stands from the trim, in parts of the margin, where that is more."""
CLEAR = 0.3
"""White round the note, in parts of its height."""


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
    notes = (label(words, x, y, style, context, align=align, role="draft") for x, y, align in places(margin, context))
    first = next(notes)
    for note in (first, *notes):
        room = note.rect.inset(-CLEAR * note.rect.height)
        if not any(room.overlaps(rect) for rect in taken):
            return [note]
    plate = first.rect.inset(-CLEAR * first.rect.height)
    return [flat(box(plate.width, plate.height, plate.x, plate.y), "ground", context, role="draft"), first]


def places(margin: float, context: Context) -> Iterator[tuple[float, float, str]]:
    """Yield where the note may stand, the best first: x, baseline and the end that x is, from the foot upward."""
    style = context.styles("note")
    edge = max(SAFE, OF_MARGIN * margin)
    left = max(margin, SAFE)
    y = context.page_height - edge - (style.leading - style.cap_height) / 3
    while y > edge + style.leading:
        yield left, y, "left"
        yield context.page_width - left, y, "right"
        yield context.page_width / 2, y, "centre"
        y -= context.step or style.leading / 2
