"""The notes on a magnified stretch go in, columns of words under its marks come out."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from predella.blocks.block import Context, shape
from predella.blocks.timeline_band import Band, factor_text, trim
from predella.blocks.timeline_lanes import caption_element
from predella.blocks.timeline_marks import Words, sizes_of, words
from predella.blocks.timeline_plan import Entry, accounts
from predella.pages import Element, Placed, line
from predella.phrases import phrase
from predella.text import Run
from predella.timescale import Note, hang

NARROWEST, WIDEST = 7.4, 30.0
"""The measure of a note in em: 16 characters at least, 65 at most."""
NARROWER, TALLER = 5.8, 3
"""The least measure where notes then stand nearer to their days, 13 characters; and the lines by which the tallest may grow for it."""


def note_runs(told: Sequence[Entry], context: Context) -> tuple[tuple[Run, ...], tuple[Run, ...]]:
    """Return the head and the text of a note; accounts of one thing share it, their titles parted by ≠."""
    heads: list[Run] = []
    texts: list[Run] = []
    # Accounts of one work are marked once, those of several each.
    one = len({(cite.key, cite.locator) for entry in told for cite in entry.event.source}) == 1
    for entry in told:
        event = entry.event
        heads.append(Run((" ≠ " if heads else "") + context.words(event.title), strong=True))
        text = context.inline(event.text)
        texts += [*((Run(" "),) if texts and text else ()), *text]
        if event.source and not (one and len(told) > 1):
            (heads if len(told) > 1 or not text else texts).append(Run("", cites=event.source))
    if one and len(told) > 1:
        (texts or heads).append(Run("", cites=told[0].event.source))
    return tuple(heads), tuple(texts)


@dataclass(frozen=True)
class Hung:
    """A note in its column: its days in marks from 0, its left edge and measure in pt, its head and its text."""

    first: int
    last: int
    x: float
    measure: float
    head: Words
    text: Words
    told: tuple[Entry, ...]

    @property
    def lines(self) -> int:
        return len(self.head.lines) + len(self.text.lines)

    @property
    def too_wide(self) -> bool:
        return max(self.head.width, self.text.width) > self.measure + 0.1


def hung_note(band: Band, told: tuple[Entry, ...], start: int, end: int, context: Context) -> Hung:
    """Return a note set in the column under some marks: inset a little, and clear of the trim."""
    sizes = sizes_of(context)
    x = band.left + start * band.pitch + sizes.line / 5
    if band.bleed:
        x = max(x, trim(context) + sizes.line / 8)
    measure = band.left + end * band.pitch - sizes.line / 2 - x
    head, text = note_runs(told, context)
    element = told[0].element
    first, last = days_of(band, told)
    return Hung(
        first, last, x, measure, words(head, measure, element, context), words(text, measure, element, context), told
    )  # fmt: skip


def days_of(band: Band, told: Sequence[Entry]) -> tuple[int, int]:
    """Return the first and the last mark that a note speaks of."""
    first = min(entry.date.earliest for entry in told) - band.first_day
    last = max(entry.date.latest for entry in told) - band.first_day - 1
    return int(first), int(last)


def hung_notes(band: Band, context: Context, *, spare: bool = True) -> list[Hung] | None:
    """Return the notes in their columns, or None when they do not stand side by side.

    Columns are narrower where that brings notes under their days and makes none much taller, if there is height to `spare`.
    """
    wide = hung_from(band, NARROWEST, context)
    narrow = hung_from(band, NARROWER, context) if spare else None
    if not wide or not narrow:
        return wide
    tall = max(note.lines for note in narrow) - max(note.lines for note in wide)
    return narrow if tall <= TALLER and distance(narrow, band) < distance(wide, band) else wide


def distance(hung: Sequence[Hung], band: Band) -> float:
    """Return how far notes begin from their days in all, in marks."""
    return sum(abs((note.x - band.left) / band.pitch - note.first) for note in hung)


def hung_from(band: Band, narrowest: float, context: Context) -> list[Hung] | None:
    """Return the notes in columns of at least a measure in em, or None when they do not stand side by side."""
    told = accounts(band.plan.notes)
    cell = max(1, math.ceil(band.plan.days / 60))
    pitch = band.pitch * cell
    size = context.styles("note").size
    # Nothing stands under a last mark that falls, and only there do the columns end before the band.
    count = (band.plan.days - (1 if band.fall else 0)) // cell
    found: dict[tuple[int, int, bool], Hung] = {}

    def lines(index: int, start: int, end: int) -> int | None:
        # Columns of one width are set once; only the first is narrower, for the sake of the trim.
        key = (index, end - start, start == 0)
        if key not in found:
            found[key] = hung_note(band, told[index], start * cell, end * cell, context)
        return None if found[key].too_wide else found[key].lines

    spans = [Note(first // cell, last // cell) for first, last in (days_of(band, group) for group in told)]
    least = min(count, max(1, math.ceil(narrowest * size / pitch)))
    columns = hang(spans, count, lines, least=least, most=max(least, int(WIDEST * size / pitch)))
    if columns is None:
        return None
    return [
        hung_note(band, group, column.start * cell, column.end * cell, context)
        for group, column in zip(told, columns, strict=True)
    ]


def notes_ink(
    band: Band, hung: Sequence[Hung], digits: float, first: float, context: Context
) -> list[Placed]:
    """Return the notes from a first baseline on; a line leads to a note that does not stand under its days."""
    sizes = sizes_of(context)
    placed: list[Placed] = []
    for note in hung:
        left, right = band.left + note.first * band.pitch, band.left + (note.last + 1) * band.pitch
        if right <= note.x or left >= note.x + note.measure:
            middle = band.left + (note.first + 0.5) * band.pitch
            to = note.x if middle < note.x else note.x + note.head.width
            path = line(middle, digits + sizes.line / 4, to, first - sizes.cap - sizes.line / 6)
            stroke = context.styles.stroke("leader")
            placed.append(shape(0, 0, path, stroke=context.ground["line"], width=stroke, role="leader"))
        placed += note.head.placed(note.x, first, role="note")
        below = first + note.head.height
        placed += note.text.placed(note.x, below, role="note")
    return placed


def scale_note(band: Band, unit: str, measure: float, list_: Element, context: Context) -> Words:
    """Return the sentence that says by how much the band is magnified."""
    key = f"timeline-column-{unit}"
    said = phrase("timeline-magnified", context.language, factor=factor_text(band.factor))
    if unit:
        said = f"{phrase(key, context.language)} {said}"
    return words((Run(said),), measure, caption_element(list_), context, "credit")
