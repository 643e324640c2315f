"""The magnified stretch of a timeline goes in, its true sliver, the rays, the band of days and its notes come out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from predella.blocks.block import Context, flat, label, shape
from predella.blocks.timeline_marks import Words, sizes_of, words
from predella.blocks.timeline_plan import Plan
from predella.dates import from_day_number, month_name, say
from predella.pages import DECORATION, MM, Colour, Element, PathOps, Placed, Rect, TextLine, box
from predella.text import Run
from predella.timescale import Scale

GAP = 0.078
"""The gap between two marks, in marks: 1.1 mm where a mark is a forty-second of A1."""
TEETH = 4
"""Bars of a combed mark, as wide as the gaps between them."""
OPENING = 0.27
"""Where, on their way down, the rays of a pause leave off."""


@dataclass(frozen=True)
class Band:
    """The measures of a band, in pt: its marks from `left` on, `pitch` each, and how far ink may run over its ends."""

    plan: Plan
    scale: Scale
    left: float
    pitch: float
    bleed: float
    fall: float  # to where the last mark falls, or 0 when it ends with the band
    strong: bool = True  # the last mark

    @property
    def first_day(self) -> float:
        assert self.plan.magnify
        return self.plan.magnify[0]

    @property
    def right(self) -> float:
        return self.left + self.plan.days * self.pitch

    @property
    def sliver(self) -> tuple[float, float]:
        """The stretch at its true width on the axis."""
        assert self.plan.magnify
        return self.scale(self.plan.magnify[0]), self.scale(self.plan.magnify[1])

    @property
    def factor(self) -> float:
        """How many times a day is wider below than above."""
        left, right = self.sliver
        return self.pitch * self.plan.days / (right - left)

    def paused(self, index: int) -> bool:
        """True for a day on which what is counted paused."""
        day = self.first_day + index
        return any(entry.date.earliest <= day < entry.date.latest for entry in self.plan.pauses)


def factor_text(factor: float) -> str:
    """Return a factor as people say it: whole from ten on."""
    return f"{factor:.0f}" if factor >= 9.95 else f"{factor:.1f}".removesuffix(".0")


def marks(
    band: Band, sliver_top: float, fan: float, top: float, bottom: float, context: Context
) -> list[Placed]:
    """Return the sliver, the rays and the marks of all days, the last of them strong."""
    left, right = band.sliver
    ground = context.ground
    days = band.plan.days
    day = (right - left) / days
    depth = fan - sliver_top
    placed = [shape(left, sliver_top, box(right - left, depth), fill=ground["accent"], role="sliver")]
    if band.strong:
        placed.append(shape(right - day, sliver_top, box(day, depth), fill=ground["strong"], role="sliver"))
    disputed = band.plan.disputed()
    for index in range(days):
        last = index == days - 1
        parts = TEETH if index < disputed else 1
        for part in range(parts):
            path = ray(band, index, part, parts, fan, top, band.fall if last and band.fall else bottom)
            colour: Colour = ground["strong" if last and band.strong else "accent"]
            placed.append(shape(0, 0, path, fill=colour, role="day"))
    return placed


def ray(band: Band, index: int, part: int, parts: int, fan: float, top: float, bottom: float) -> PathOps:
    """Return one mark, or one bar of a combed mark, with the ray that leads to it from the sliver."""
    sliver, end = band.sliver
    day = (end - sliver) / band.plan.days
    from_left = sliver + (index + part / parts) * day
    left = band.left + (index + part / parts) * band.pitch
    last = index == band.plan.days - 1
    width = band.pitch / parts if parts == 1 else band.pitch / parts / 2
    right = left + width - (0.0 if last or parts > 1 else GAP * band.pitch)
    from_right = from_left + day / parts * (1.0 if parts == 1 else 0.5)
    left -= band.bleed if index == 0 and part == 0 else 0.0
    right += band.bleed if last else 0.0
    if band.paused(index):
        stop = fan + OPENING * (top - fan)
        right = left + band.pitch
        a = from_left + OPENING * (left - from_left)
        b = from_right + OPENING * (right - from_right)
        return ("M", from_left, fan), ("L", from_right, fan), ("L", b, stop), ("L", a, stop), ("Z",)
    return (
        ("M", from_left, fan), ("L", from_right, fan), ("L", right, top), ("L", right, bottom),
        ("L", left, bottom), ("L", left, top), ("Z",),
    )  # fmt: skip


def digits(band: Band, baseline: float, context: Context) -> list[Placed]:
    """Return the days under their marks; as many as have room, and none too near the trim."""
    style = context.styles("digit")
    widest = label("30", 0, 0, style, context).rect.width + style.size / 4
    step = next((step for step in (1, 2, 5, 10, 20) if step * band.pitch >= widest), 50)
    placed = []
    for index in range(band.plan.days):
        date = from_day_number(int(band.first_day) + index)[2]
        if step > 1 and date % step:
            continue
        strong = index == band.plan.days - 1 and band.fall > baseline
        x = band.left + (index + 0.5) * band.pitch
        item = label(
            str(date),
            x,
            baseline,
            style,
            context,
            align="centre",
            colour="on_strong" if strong else None,
            element=DECORATION,
            role="digit",
        )
        aside = max(0.0, trim(context) - item.x) - max(
            0.0, item.rect.right - context.page_width + trim(context)
        )
        if not band.bleed or abs(aside) < band.pitch / 4 - item.rect.width / 8:
            placed.append(item.moved(right=aside if band.bleed else 0.0))
    return placed


def trim(context: Context) -> float:
    """Return how near to the trim words may stand, in pt; what is held in the hand is printed uncut."""
    return (4.0 if context.held else 6.0) * MM


def months(band: Band, baseline: float, context: Context) -> list[Placed]:
    """Return the names of the months in the band, where each begins and has room."""
    style = context.styles("digit")
    placed: list[Placed] = []
    starts = [i for i in range(band.plan.days) if i == 0 or from_day_number(int(band.first_day) + i)[2] == 1]
    for start in starts:
        index = max(start, band.plan.disputed()) if start == 0 else start
        month = from_day_number(int(band.first_day) + index)[1]
        name = month_name(month, context.language)
        x = band.left + index * band.pitch + style.size / 4
        item = label(name, x, baseline, style, context, colour="on_accent", element=DECORATION, role="month")
        stop = next(
            (i for i in range(index, band.plan.days - 1) if band.paused(i) or (i > index and i in starts)),
            band.plan.days - 1,
        )
        if band.bleed:
            item = item.moved(right=max(0.0, trim(context) - item.x))
        if item.rect.right <= band.left + stop * band.pitch:
            placed.append(item)
    return placed


def room_for_months(names: Sequence[Placed], context: Context) -> list[Placed]:
    """Return what is drawn under the names of months where the theme edges the marks: no edge runs through letters."""
    if "accent" not in context.styles.theme.file.edges:
        return []
    style = context.styles("digit")
    air = style.size / 8
    rects = [Rect(item.x - air, item.y - style.cap_height - air, item.ink.width + 2 * air, style.cap_height + 2 * air) for item in names if isinstance(item.ink, TextLine)]  # fmt: skip
    return [
        flat(box(rect.width, rect.height, rect.x, rect.y), "accent", context, role="month-room")
        for rect in rects
    ]


@dataclass(frozen=True)
class Name:
    """The name of the magnified stretch beside its sliver, with its dates; `left` and `right` bound both, in pt."""

    placed: tuple[Placed, ...]
    left: float
    right: float
    height: float
    beside: bool = True  # beside the lanes; otherwise there is room for it only under them


def two_lines(text: str, element: Element, context: Context) -> Words:
    """Return dates in two lines of about equal length, or in one that cannot be parted so."""
    whole = words((Run(text),), 1e6, element, context, "dates")
    trials = (
        words((Run(text),), whole.width * part, element, context, "dates") for part in (0.55, 0.62, 0.7, 0.8)
    )
    return next((trial for trial in trials if len(trial.lines) == 2), whole)


def name_of(band: Band, top: float, context: Context) -> Name:
    """Return the name and the dates, hung `top` pt down, right of the sliver or, without room there, left of it."""
    sizes = sizes_of(context)
    left, right = band.sliver
    burst = band.plan.burst
    if burst is None:
        return Name((), left, right, 0.0)
    element = burst.element
    dates = two_lines(say(burst.date, context.language), element, context)
    name = words((Run(context.words(burst.event.title)),), 1e6, element, context, "place")
    whole = name.width + sizes.inset * 2 + dates.width
    x = right + sizes.line / 2
    beside = True
    if x + whole > band.scale.high + (0 if context.held else context.unit):
        x = max(band.scale.low, left - sizes.line / 2 - whole)
        beside = False
    baseline = top + name.style.cap_height
    first = baseline - (len(dates.lines) - 1) * dates.style.leading
    ink = [
        *name.placed(x, baseline, role="name"),
        *dates.placed(x + name.width + 2 * sizes.inset, first, role="dates"),
    ]
    span = (min(left, x), max(right, x + whole)) if beside else (left, right)
    return Name(tuple(ink), *span, name.style.cap_height, beside)
