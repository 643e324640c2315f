"""Shares of a whole go in, bars come out: full width is 100 per cent, the remainder an edge line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import ClassVar, Self

from pydantic import Field, model_validator

from predella.blocks.block import (
    Block,
    Context,
    Fragment,
    Node,
    Space,
    label,
    plain_runs,
    shape,
    spaced_top,
    text_lines,
)
from predella.blocks.chart_axis import sentences
from predella.blocks.data_table import add_data_table, heads_of
from predella.date_words import locale_of
from predella.pages import Element, Placed, Role, box, line
from predella.phrases import number, phrase
from predella.text import plain
from predella.validate import Model, Prose, Text, wrong

HEIGHT = 2.05
"""Of a bar, in heights of its numbers' capitals: 22 mm on A1."""
BASELINE, INSET, WORD_GAP, GAP = 0.7, 0.23, 0.2, 0.27
"""In heights of a bar: the words' baseline from its top, their inset, number to word, bar to bar."""
FILLS = (("accent", "on_accent"), ("strong", "on_strong"), ("land", "text"))
"""Colour of the first three shares and of the words on them; any others are edge lines, as is the remainder."""
MOST_BELOW = 6
NEAR = 1e-6


class Share(Model):
    """A part of the whole."""

    value: float = Field(gt=0, le=100, description="per cent")
    label: Text | None = Field(None, description="whose share it is")


class Bar(Model):
    """A whole of 100 per cent and its shares."""

    shares: tuple[Share, ...] = Field(min_length=1, max_length=12, description="from left to right")
    rest: Text | None = Field(None, description="what the remainder is; its number is computed")
    base: Prose | None = Field(None, description="what 100 per cent are, and when, under the bar")

    @model_validator(mode="after")
    def check_sum(self) -> Self:
        """Refuse shares of more than the whole, at the share that goes beyond it."""
        total = sum(share.value for share in self.shares)
        if total <= 100 + NEAR:
            return self
        reached = 0.0
        beyond = self.shares[-1]
        for share in self.shares:
            reached += share.value
            if reached > 100 + NEAR:
                beyond = share
                break
        raise wrong("share-bar", f"the shares add up to {total:g} %", beyond.where("value"), "the shares of one bar make 100 % at most; draw another whole as another bar")  # fmt: skip

    @property
    def remainder(self) -> float:
        """Per cent that no share takes."""
        return max(0.0, round(100 - sum(share.value for share in self.shares), 6))


@dataclass(frozen=True, slots=True)
class Part:
    """A share as it is drawn: left end and width in pt, its words, the roles of its colours."""

    x: float
    width: float
    percent: str
    word: str
    fill: str | None
    ink: str


@dataclass(frozen=True, slots=True)
class Below:
    """Words under a bar, with the tick that leads to them."""

    tick: float
    text: str
    width: float


class ShareBar(Block):
    """Shares of a whole as parts of a bar."""

    kind: ClassVar[str] = "share_bar"
    role: ClassVar[Role | None] = "Figure"
    summary: ClassVar[str] = "bars whose full width is 100 per cent"
    drawing: ClassVar[bool] = True
    example: ClassVar[str] = """\
- share_bar:
    bars:
      - shares: [{value: 46, label: came on foot}, {value: 22, label: by bicycle}]
        rest: by train
    note: Visitors of the fair, July 2026
    approximate: true"""

    bars: tuple[Bar, ...] = Field(min_length=1, max_length=12, description="one bar for each whole")
    note: Prose | None = Field(None, description="base and date, under the bars")
    approximate: bool = Field(False, description="say under the bars that the shares are approximate")

    def style_name(self) -> str:
        return "figure"

    def describe(self, element: Element, context: Context) -> None:
        said = []
        for bar in self.bars:
            shares = ", ".join(filter(None, (f"{part.percent} {part.word}".strip() for part in parts_of(bar, 1, context))))  # fmt: skip
            said += [phrase("shares-bar", context.language, shares=shares), plain(context.inline(bar.base))]
        said.append(plain(context.inline(self.note)))
        said += [phrase("shares-approximate", context.language)] if self.approximate else []
        element.alt = sentences(*said)
        rows = (
            (f"{index}" if len(self.bars) > 1 else "", part.word, part.percent, plain(context.inline(bar.base)))
            for index, bar in enumerate(self.bars, 1)
            for part in parts_of(bar, 1, context)
            if part.percent
        )
        add_data_table(element, heads_of(context.language, "bar", "name", "share", "note"), rows)

    def lay_out(self, node: Node, space: Space, context: Context) -> Fragment:
        height = HEIGHT * context.styles("percent").cap_height
        note = context.styles("note")
        bottom = spaced_top(space, 0.0)
        placed: list[Placed] = []
        for index, bar in enumerate(self.bars):
            top = bottom + (GAP * height if index else 0.0)
            drawn, bottom = self.bar(bar, top, height, node.element, space, context)
            placed += drawn
            if index + 1 == len(self.bars) and bottom > top + height + 0.1 and (self.note or bar.base or self.approximate):
                # Words under the last bar are no part of the note under them.
                bottom += 0.25 * note.leading
            if index + 1 < len(self.bars):
                runs = context.inline(bar.base)
                base, end = text_lines(
                    runs, space.x, bottom + note.leading, space.width, note, context, node.element
                )
                placed += base
                bottom = end if base else bottom
                # Words above a bar keep as far from it as those under it.
                bottom += 0.25 * note.leading if bottom > top + height + 0.1 else 0.0
        words, bottom = self.notes(bottom, node.element, space, context)
        if bottom > space.bottom + 0.1:
            return Fragment((), space.y, node)
        return Fragment(tuple(replace(item, span=node.span) for item in placed + words), bottom)

    def notes(
        self, above: float, element: Element, space: Space, context: Context
    ) -> tuple[list[Placed], float]:
        """Return the last base and the note at the left and the caveat at the right, under each other where they meet."""
        style = context.styles("note")
        base, note = context.inline(self.bars[-1].base), context.inline(self.note)
        runs = (*base, *(plain_runs("\n") if base and note else ()), *note)
        placed, bottom = text_lines(
            runs, space.x, above + style.leading, space.width, style, context, element
        )
        if not self.approximate:
            return placed, bottom if placed else above
        words = plain_runs(phrase("shares-approximate", context.language))
        caveat, _ = text_lines(words, 0, above + style.leading, space.width, style, context, element)
        wide = max(item.rect.width for item in caveat)
        right = space.x + space.width - wide
        if not placed or (len(caveat) == 1 and placed[0].rect.right + style.size < right):
            return [*placed, *(item.moved(right=right) for item in caveat)], max(bottom, caveat[-1].y)
        down = bottom - above
        return [*placed, *(item.moved(right=space.x, down=down) for item in caveat)], caveat[-1].y + down

    def bar(
        self, bar: Bar, top: float, height: float, element: Element, space: Space, context: Context
    ) -> tuple[list[Placed], float]:
        """Return a bar with its words, and where it ends: its lower edge, or the last words under it."""
        placed: list[Placed] = []
        below: list[Below] = []
        edge = context.styles.stroke("edge")
        lined = 0.0
        for part in parts_of(bar, space.width, context):
            x = space.x + part.x
            if part.fill:
                placed.append(shape(x, top, box(part.width, height), fill=context.ground[part.fill], element=element, role="share"))  # fmt: skip
            elif part.width > edge:
                # The line stands within the bar, so that the bar's outline is its measure; two neighbours share one.
                path = box(part.width + lined - edge, height - edge, edge / 2 - lined, edge / 2)
                placed.append(shape(x, top, path, stroke=context.ground["line"], width=edge, element=element, role="share"))  # fmt: skip
            lined = 0.0 if part.fill else edge
            words, outside = words_in(replace(part, x=x), top, height, element, context)
            placed += words
            below += [outside] if outside else []
        if not below:
            return placed, top + height
        ticked, bottom = self.words_under(below, top + height, element, space, context)
        return placed + ticked, bottom

    def words_under(
        self, below: Sequence[Below], edge: float, element: Element, space: Space, context: Context
    ) -> tuple[list[Placed], float]:
        """Return words under a bar, each led to by a tick that crosses no other, and the last baseline."""
        style = context.styles("share")
        gap = 0.3 * style.size
        spots = arranged(below, space.x, space.x + space.width, gap) if len(below) <= MOST_BELOW else None
        if spots is None:
            context.problems.error("too-wide", f"no room under the bar for {', '.join(repr(item.text) for item in below)}", self.span, "shorten the labels, or make the smallest shares part of the rest")  # fmt: skip
            return [], edge
        width = context.styles.stroke("leader")
        placed: list[Placed] = []
        bottom = edge
        for item, (row, left) in zip(below, spots, strict=True):
            baseline = edge + (row + 1) * style.leading
            bottom = max(bottom, baseline)
            path = line(0, 0, 0, baseline - edge)
            placed.append(shape(item.tick, edge, path, stroke=context.ground["line"], width=width, element=element, role="tick"))  # fmt: skip
            placed.append(label(item.text, left, baseline, style, context, element=element, role="share"))
        return placed, bottom


def parts_of(bar: Bar, width: float, context: Context) -> Iterator[Part]:
    """Yield the shares of a bar and its remainder, from left to right."""
    x = 0.0
    for index, share in enumerate(bar.shares):
        fill, ink = FILLS[index] if index < len(FILLS) else (None, "text")
        wide = width * share.value / 100
        word = context.words(share.label)
        yield Part(x, wide, per_cent(share.value, context.language), word, fill, ink)
        x += wide
    if bar.remainder:
        word = context.words(bar.rest)
        percent = per_cent(bar.remainder, context.language) if word else ""
        yield Part(x, width - x, percent, word, None, "text")


def words_in(
    part: Part, top: float, height: float, element: Element, context: Context
) -> tuple[list[Placed], Below | None]:
    """Return the words that stand in a share, and those for which it is too narrow."""
    if not part.percent:
        return [], None
    inset, baseline = INSET * height, top + BASELINE * height
    style = context.styles("share")
    room = part.x + part.width - 0.6 * inset
    tick = part.x + min(inset, part.width / 2)
    digits = label(part.percent, part.x + inset, baseline, context.styles("percent"), context, element=element, colour=part.ink, role="share")  # fmt: skip
    if digits.rect.right > room:
        text = f"{part.percent} {part.word}".strip()
        return [], Below(tick, text, label(text, 0, 0, style, context).rect.width)
    if not part.word:
        return [digits], None
    x = digits.rect.right + WORD_GAP * height
    word = label(part.word, x, baseline, style, context, element=element, colour=part.ink, role="share")
    if word.rect.right > room:
        return [digits], Below(tick, part.word, word.rect.width)
    return [digits, word], None


def arranged(below: Sequence[Below], left: float, right: float, gap: float) -> list[tuple[int, float]] | None:
    """Return row and left end of words under a bar, in the fewest rows; None when there is no way.

    Words stand right or left of their tick. No two overlap, and no tick runs through words on its way down.
    """
    sides = [
        [start for start in (item.tick + gap, item.tick - gap - item.width) if left - 0.01 <= start and start + item.width <= right + 0.01]
        for item in below
    ]  # fmt: skip

    def collide(i: int, a: tuple[int, float], j: int, b: tuple[int, float]) -> bool:
        (row, start), (other, begin) = a, b
        end, stop = start + below[i].width, begin + below[j].width
        if row == other and start < stop + 2 * gap and begin < end + 2 * gap:
            return True
        through = row >= other and begin - gap / 2 < below[i].tick < stop + gap / 2
        return through or (other >= row and start - gap / 2 < below[j].tick < end + gap / 2)

    def place(done: list[tuple[int, float]], rows: int) -> list[tuple[int, float]] | None:
        if len(done) == len(below):
            return done
        for spot in ((row, start) for row in range(rows) for start in sides[len(done)]):
            if not any(collide(len(done), spot, j, other) for j, other in enumerate(done)):
                found = place([*done, spot], rows)
                if found:
                    return found
        return None

    for rows in range(1, len(below) + 1):
        found = place([], rows)
        if found:
            return found
    return None


def per_cent(value: float, language: str) -> str:
    """Return a percentage: 46 %, the number and its sign held together; %46 where the language puts the sign first."""
    return f"%{number(value, language)}" if sign_first(language) else f"{number(value, language)}\u00a0%"


@lru_cache(maxsize=64)
def sign_first(language: str) -> bool:
    """True for a language whose pattern in CLDR begins with the sign, such as Turkish."""
    try:
        return str(locale_of(language).percent_formats[None].pattern).startswith("%")
    except ValueError:
        return False
