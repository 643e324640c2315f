"""An event goes in, its tag comes out: picture, date, words and credit, set to one measure, to hang on a pole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from predella.blocks.block import Context, Node, Space
from predella.blocks.figure import FigureBlock
from predella.blocks.timeline_marks import Words, sizes_of, words
from predella.blocks.timeline_plan import Entry, joint_of, says_date
from predella.dates import say
from predella.pages import Placed
from predella.text import Run

MEASURES = (13.0, 10.5, 8.5, 7.4)
"""The measures that are tried, in em: from about 28 characters down to 16, under which most lines hold one word."""


@dataclass(frozen=True)
class Tag:
    """What hangs on a pole, in pt: a picture of some height, then words; all flush left, `width` wide."""

    entry: Entry
    head: Words
    text: Words
    credit: Words | None
    width: float
    picture: float = 0.0
    block: FigureBlock | None = None

    @property
    def words_height(self) -> float:
        parts = (self.head, self.text, self.credit)
        return sum(part.height for part in parts if part)

    def height(self, gap: float) -> float:
        """Return the whole height, with `gap` between the picture and the words under it."""
        return self.words_height + (self.picture + gap if self.picture else 0.0)

    def placed(self, x: float, top: float, context: Context) -> list[Placed]:
        """Return the ink from a top edge down; the capitals of the first line stand on it where there is no picture."""
        sizes = sizes_of(context)
        ink: list[Placed] = []
        if self.block and self.picture:
            ink += picture_ink(self, x, top, context)
            top += self.picture + sizes.line / 3
        baseline = top + sizes.cap
        for part in (self.head, self.text, self.credit):
            if part:
                ink += part.placed(x, baseline, role="label")
                baseline += part.height
        return ink


def tag_of(entry: Entry, told: Sequence[Entry], measure: float, context: Context) -> Tag:
    """Return an event's tag at a measure in pt: its date in words, then what happened; ≠ before a second account."""
    event = entry.event
    sign = "≠ " if entry is not told[0] else ""
    title, text = context.words(event.title), context.inline(event.text)
    cites = (Run("", cites=event.source),) if event.source else ()
    if says_date(title, context):
        head = (Run(f"{sign}{title}", strong=True), *(() if text else cites))
        runs: tuple[Run, ...] = (*text, *cites) if text else ()
    else:
        date = say(event.date, context.language, form="short")
        head = (Run(f"{sign}{date}", strong=True),)
        runs = (Run(title), *((Run(joint_of(title, text)), *text) if text else ()), *cites)
    first = words(head, measure, entry.element, context)
    second = words(runs, measure, entry.element, context)
    block, height, credit = pictured(entry, measure, context)
    width = max(first.width, second.width, measure if block else 0.0, credit.width if credit else 0.0)
    return Tag(entry, first, second, credit, width, height, block)


def pictured(
    entry: Entry, measure: float, context: Context
) -> tuple[FigureBlock | None, float, Words | None]:
    """Return the picture at an event, its height at a width in pt, and its credit, which stands with it."""
    name = entry.event.figure
    figure = context.exhibit.figures.get(name) if name else None
    if name is None or figure is None or figure.drawing is not None:
        return None, 0.0, None
    block = FigureBlock.model_validate({"id": name, "caption": False})
    picture = context.assets.pictures.get(name)
    proportion = picture.width / picture.height if picture else figure.proportion
    credit = block.credit(figure, context)
    said = words((Run(credit),), measure, entry.element, context, "credit") if credit else None
    return block, measure / proportion, said


def picture_ink(tag: Tag, x: float, top: float, context: Context) -> Sequence[Placed]:
    """Return the picture of a tag, and note that it is used and credited here."""
    assert tag.block
    element = tag.entry.element.child("Figure", f"figure {tag.block.id}")
    tag.block.describe(element, context)
    context.credited[tag.block.id] = None
    room = Space(x, top, tag.width, top + tag.picture + 0.01, at_top=True)
    return tag.block.lay_out(Node(tag.block, element, span=tag.entry.event.span), room, context).placed
