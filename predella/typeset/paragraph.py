"""Pieces of text with their settings go in, set lines come out: ragged or justified, or balanced as a heading is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from predella.pages import BLACK, Element, TextLine
from predella.typeset.boxes import Boxes, Maker, Piece, Setting, starts_of, width_of
from predella.typeset.fonts import Face
from predella.typeset.ink import Stretching, Text, line_ink
from predella.typeset.lines import EXPANSION, Measure, balanced, justified, natural_width, ragged, ratio


@dataclass(frozen=True, slots=True)
class Manner:
    """How a paragraph is set.

    `hang` sets each line back by the side bearing of its first glyph, so that its stem stands on the edge; `even`
    balances the lines of a heading; `justify` makes all lines but the last equally long; `hyphenate` lets a line end inside
    a word; `protrude` lets stops and quotation marks stand outside the edge.
    """

    hang: bool = False
    even: bool = False
    justify: bool = False
    hyphenate: bool = False
    protrude: bool = False


RAGGED = Manner()
LONG = 20_000
"""Characters from which the lines of a paragraph are not remembered."""


@dataclass(frozen=True, slots=True)
class SetLine:
    """One line. `start` and `end` are offsets in the paragraph's text; `overfull` is by how many pt it is too long."""

    ink: TextLine
    start: int
    end: int
    overfull: float = 0.0


def set_lines(
    pieces: Sequence[Piece],
    measure: float,
    manner: Manner = RAGGED,
    *,
    start: int = 0,
    indent: float = 0.0,
    indented: int = 1,
) -> tuple[SetLine, ...]:
    """Break pieces into lines of at most `measure` pt, from the character offset `start` on.

    The first `indented` lines of a paragraph are shorter by `indent` pt, for the initial or the head before them.
    """
    # a text of many pages is set anew on each of them: remembered, it would fill the memory
    long = sum(len(piece.text) for piece in pieces) > LONG
    set_anew = cached_lines.__wrapped__ if long else cached_lines
    return set_anew(tuple(pieces), measure, manner, start, indent, indented if indent else 0)


@lru_cache(maxsize=4096)
def cached_lines(
    pieces: tuple[Piece, ...], measure: float, manner: Manner, start: int, indent: float, indented: int
) -> tuple[SetLine, ...]:
    """Break pieces into lines; a frame that is fitted asks for the same paragraph several times."""
    if not pieces:
        return ()
    size = pieces[0].setting.size
    casts = tuple(cast_of(piece, size) for piece in pieces)
    measured = boxes_in_em if sum(len(piece.text) for piece in pieces) <= LONG else boxes_in_em.__wrapped__
    boxes = measured(casts, start, manner.hyphenate and not manner.even, manner.protrude)
    if not len(boxes):
        return ()
    widths = Measure(measure / size, indent / size, indented)
    breaks = (balanced if manner.even else justified if manner.justify else ragged)(boxes, widths)
    return tuple(inked(Text(pieces, starts_of(pieces)), boxes, breaks, widths, manner))


Cast = tuple[str, tuple[Face, ...], float, str, float, tuple[str, ...], bool]
"""What of a piece its boxes depend on: text, faces, size in parts of the first piece's, language, tracking, features, attached."""


def cast_of(piece: Piece, size: float) -> Cast:
    """Return what of a piece its boxes depend on, whatever the size of the paragraph."""
    setting = piece.setting
    return (piece.text, setting.faces, setting.size / size, setting.language, setting.tracking, setting.features, piece.attached)


@lru_cache(maxsize=1024)
def boxes_in_em(casts: tuple[Cast, ...], start: int, hyphens: bool, protrude: bool) -> Boxes:
    """Return the boxes of a paragraph measured in its first piece's size, so that another size needs no new ones."""
    pieces = tuple(
        Piece(text, Setting(faces, size, BLACK, language, tracking, features=features), attached=attached)
        for text, faces, size, language, tracking, features, attached in casts
    )
    return Maker(pieces, hyphens, protrude).make(start)


def inked(
    text: Text, boxes: Boxes, breaks: Sequence[int], widths: Measure, manner: Manner
) -> Iterator[SetLine]:
    """Yield the lines between breaks; boxes and widths are in em."""
    first, size = 0, text.pieces[0].setting.size
    for number, end in enumerate(breaks):
        last = end - 1
        available = widths.line(number)
        closing = end == len(boxes) or boxes.forced[last]
        stretching = stretched(text, boxes, first, last, available, manner, closing)
        ink = line_ink(text, boxes.starts[first], boxes.ends[last], stretching)
        over = max(0.0, ink.width - available * size - 0.01)
        yield SetLine(ink, boxes.starts[first], boxes.ends[last], over)
        first = end


def stretched(
    text: Text, boxes: Boxes, first: int, last: int, available: float, manner: Manner, closing: bool
) -> Stretching:
    """Return how the line from one box to another is made as long as it has to be; `available` is in em.

    The last line of a justified paragraph keeps its spaces, unless it is a little too long for them.
    """
    scale, spread, size = 1.0, 0.0, text.pieces[0].setting.size
    outside, inset = boxes.left[first], boxes.right[last]
    if manner.justify:
        found = ratio(boxes, first, last, available)
        glue = boxes.glue_bare[last] - boxes.glue_before[first]
        if -1.01 <= found < (0 if closing else float("inf")):
            scale = 1 + EXPANSION * max(-1.0, min(1.0, found))
            natural = natural_width(boxes, first, last) + parting(text, boxes, first, last)
            # what stands outside the edges is widened with the rest
            wide = (natural + outside + inset) * scale - outside - inset
            spread = (available - wide) / glue if glue > 0.001 else 0.0
    hang = manner.hang and not outside
    return Stretching(scale, spread, outside * size, inset * size, boxes.hyphens[last] > 0, hang)


def parting(text: Text, boxes: Boxes, first: int, last: int) -> float:
    """Return by how many em the parts of divided words at both ends of a line are wider than they are in the whole word."""
    start, end = boxes.starts[first], boxes.ends[last]
    inside = first > 0 and boxes.hyphens[first - 1] > 0
    if not inside and not boxes.hyphens[last]:
        return 0.0
    end = len(text.text[:end].rstrip())
    measured = sum(width_of(piece.setting, token) for piece, token, *_ in text.words(start, end))
    return measured / text.pieces[0].setting.size - (boxes.bare[last] - boxes.before[first])


def set_one_line(text: str, setting: Setting, element: Element | None = None, *, hang: bool = False) -> TextLine:
    """Set a text on a single line, whatever its width; for words in drawings."""
    pieces = (Piece(text, setting, element),)
    return line_ink(Text(pieces, starts_of(pieces)), 0, len(text), Stretching(hang=hang))
