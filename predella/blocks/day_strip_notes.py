"""The events of a strip of days go in, the notes under it come out: each begins under its mark, in as few rows as that takes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from predella.blocks.block import Context, shape
from predella.blocks.timeline_band import Band
from predella.blocks.timeline_marks import Words, sizes_of, words
from predella.blocks.timeline_notes import NARROWEST, WIDEST, Hung, days_of, hung_notes, note_runs, notes_ink
from predella.blocks.timeline_plan import Entry, accounts
from predella.pages import Placed, line
from predella.text import Run

ROWS, TALLEST = 4, 5
"""The most rows of notes, and the most lines of a note under which another one hangs."""
FLUSH = 15.0
"""The measure, in em, of a note that ends under its mark at the right: two or three lines of about 32 characters."""
BETWEEN = 1 / 3
"""From one row down to the next, in leadings: a step of 4 mm on A1."""


@dataclass(frozen=True)
class Beneath:
    """A note that begins (or, `flush`, ends) under its mark, in a row counted from 0 downwards.

    `anchor` is the edge of the mark, `left` and `right` the edges of the words, in pt.
    """

    anchor: float
    left: float
    right: float
    row: int
    flush: bool
    said: tuple[Words, ...]

    @property
    def lines(self) -> int:
        return sum(len(part.lines) for part in self.said)


@dataclass(frozen=True)
class Notes:
    """What hangs under a strip: notes in rows under their marks or, where those find no room, columns with leaders."""

    rows: tuple[Beneath, ...] = ()
    columns: tuple[Hung, ...] = ()

    def down(self, row: int, line_: float) -> float:
        """Return how far a row's first baseline lies under that of the first, in pt, at a leading of `line_`."""
        return sum((self.most(above) + BETWEEN) * line_ for above in range(row))

    def most(self, row: int) -> int:
        """Return the lines of the longest note in a row."""
        return max((note.lines for note in self.rows if note.row == row), default=0)

    def height(self, line_: float) -> float:
        """Return how far the last baseline lies under the first, in pt."""
        if self.columns:
            return (max(note.lines for note in self.columns) - 1) * line_
        last = max((note.row for note in self.rows), default=0)
        return self.down(last, line_) + (self.most(last) - 1) * line_


def notes_of(band: Band, context: Context) -> Notes | None:
    """Return the notes of a strip, or None when they find no room under it."""
    told = accounts(band.plan.notes)
    for rows in range(1, ROWS + 1):
        found = in_rows(band, told, rows, context)
        if found is not None:
            return Notes(rows=found)
    columns = hung_notes(band, context)
    return None if columns is None else Notes(columns=tuple(columns))


def in_rows(
    band: Band, told: Sequence[tuple[Entry, ...]], rows: int, context: Context
) -> tuple[Beneath, ...] | None:
    """Return the notes in so many rows, each as far up as it has room; None when one has none.

    From the right: a later note stands higher, and the line down to an earlier one passes to the left of it.
    """
    found: list[Beneath] = []
    for group in reversed(told):
        ways = (beneath(band, group, row, rows > 1, found, context) for row in range(rows))
        note = next((way for way in ways if way is not None), None)
        if note is None:
            return None
        found.append(note)
    return tuple(reversed(found))


def beneath(
    band: Band, told: tuple[Entry, ...], row: int, one_run: bool, others: Sequence[Beneath], context: Context
) -> Beneath | None:
    """Return a note in a row beside the notes to its right, or None when it is too narrow there or in their way."""
    note = context.styles("note")
    gap = sizes_of(context).gap
    first, last = days_of(band, told)
    anchor, end = band.left + first * band.pitch, band.left + (last + 1) * band.pitch
    right = min((limit - gap for limit in limits(row, others)), default=band.right)
    if any(other.row < row and other.left - gap < anchor < other.right + gap for other in others):
        return None
    flush = band.right - anchor < NARROWEST * note.size
    if flush and end > right + 0.1:
        return None
    measure = min(FLUSH * note.size, end - band.left) if flush else min(WIDEST * note.size, right - anchor)
    said = said_of(told, measure, one_run, context)
    width = max(part.width for part in said)
    crowded = measure < min(NARROWEST * note.size, band.right - band.left) - 0.1 or width > measure + 0.1
    if crowded or sum(len(part.lines) for part in said) > TALLEST:
        return None
    left = end - width if flush else anchor
    return Beneath(end if flush else anchor, left, left + width, row, flush, said)


def limits(row: int, others: Sequence[Beneath]) -> list[float]:
    """Return where a row is no longer free: at words in it, and at lines that run through it further down."""
    return [other.left if other.row == row else other.anchor for other in others if other.row >= row]


def said_of(told: tuple[Entry, ...], measure: float, one_run: bool, context: Context) -> tuple[Words, ...]:
    """Return the words of a note: its head over its text or, in `one_run`, before it in the same lines."""
    head, text = note_runs(told, context)
    element = told[0].element
    parts = [(*head, Run(" "), *text)] if one_run and text else [part for part in (head, text) if part]
    return tuple(words(part, measure, element, context) for part in parts)


def beneath_ink(
    band: Band, notes: Notes, digits: float, marks: float, first: float, months: Sequence[Placed], context: Context
) -> list[Placed]:  # fmt: skip
    """Return the notes from a first baseline on; a straight line leads down to what does not hang in the first row.

    `marks` is the foot of the marks, from where those lines begin, or from under the name of a month that is in the way;
    `digits` the baseline from where lines lead aside to columns.
    """
    if notes.columns:
        return notes_ink(band, notes.columns, digits, first, context)
    sizes = sizes_of(context)
    stroke = context.styles.stroke("leader")
    placed: list[Placed] = []
    for note in notes.rows:
        baseline = first + notes.down(note.row, sizes.line)
        if note.row:
            x = note.anchor + (-stroke / 2 if note.flush else stroke / 2)
            met = [name for name in months if name.rect.x - stroke <= x <= name.rect.right + stroke]
            top = max((name.y + sizes.line / 4 for name in met), default=marks)
            path = line(0, top, 0, baseline - sizes.cap - sizes.line / 6)
            placed.append(shape(x, 0, path, stroke=context.ground["line"], width=stroke, role="leader"))
        for part in note.said:
            x = note.right - part.width if note.flush else note.left
            placed += part.placed(x, baseline, right=note.flush, role="note")
            baseline += part.height
    return placed
