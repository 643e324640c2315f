"""A date and a scale go in, a bar comes out: its true length, and combs where an end is approximate."""

from __future__ import annotations

from dataclasses import dataclass

from predella.dates import Date, Point
from predella.timescale.scale import Scale

TEETH = 5
"""Bars of a comb."""
MOST = 0.4
"""How much of a bar one comb may take, so that something solid stays between two."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar along an axis, in pt; the combs lie within `left` and `right`.

    `before` and `after` tell that it goes on beyond the ends of the axis; it `bleeds` when those ends lie beyond the
    trim, where nobody sees them.
    """

    left: float
    right: float
    comb_left: float = 0.0
    comb_right: float = 0.0
    before: bool = False
    after: bool = False
    bleeds: bool = False

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def centre(self) -> float:
        return (self.left + self.right) / 2

    def solid(self) -> tuple[float, float]:
        """Return where the part between the combs begins and ends."""
        return self.left + self.comb_left, self.right - self.comb_right

    @property
    def cut(self) -> tuple[bool, bool]:
        """Whether its start and its end are cut aslant: it goes on there, and the drawing does not."""
        start, end = self.before and not self.comb_left, self.after and not self.comb_right
        return start and not self.bleeds, end and not self.bleeds


def comb(length: float) -> tuple[tuple[float, float], ...]:
    """Return the bars of a comb as (offset, width), counted outward from the solid end, for a length in pt."""
    pitch = length / TEETH
    return tuple((k * pitch, (1 - (k + 0.8) / (TEETH + 0.6)) * pitch) for k in range(TEETH))


def bar_of(date: Date, scale: Scale, *, thinnest: float, shortest: float) -> Bar:
    """Return the bar of a date.

    A day, or a month that is all that is known of a point in time, has hard ends; a year is combed on both sides,
    and so is an end of an interval that is not known to the day. `thinnest` is the least width of a bar, `shortest`
    the least length of a comb, both in pt. What is known more exactly than the scale can show has a hard end.
    """
    left, right = scale.clipped(date.earliest), scale.clipped(date.latest)
    before, after = date.earliest < scale.start, date.latest > scale.end
    if date.interval:
        comb_left = 0.0 if before else end_comb(date.start, scale, shortest, True)
        comb_right = 0.0 if after else end_comb(date.end, scale, shortest, True)
    else:
        comb_left = comb_right = end_comb(date.start, scale, shortest, False)
    if unknown(date, "start"):
        comb_left, before = max(shortest, (right - left) / 3), False
    if unknown(date, "end"):
        comb_right, after = max(shortest, (right - left) / 3), False
    if right - left < 2.5 * shortest * ((comb_left > 0) + (comb_right > 0)):
        # Too short to hold its combs: they stand outside, where an approximate date may lie as well.
        comb_left, comb_right = min(comb_left, shortest), min(comb_right, shortest)
        left, right = left - comb_left, right + comb_right
    comb_left, comb_right = (min(comb, MOST * (right - left)) for comb in (comb_left, comb_right))
    if right - left < thinnest:
        middle = (left + right) / 2
        left, right = middle - thinnest / 2, middle + thinnest / 2
    return Bar(left, right, comb_left, comb_right, before, after)


def unknown(date: Date, end: str) -> bool:
    """True for an end that exists but is unknown, unlike one that is open."""
    if end == "start":
        return date.start is None and not date.open_start
    return date.end is None and not date.open_end


def end_comb(point: Point | None, scale: Scale, shortest: float, interval: bool) -> float:
    """Return how long the comb at one end is, in pt, or nought for a hard end.

    An interval may begin or end anywhere in the period that is known, a point in time lies somewhere within it:
    there a third on each side is combed.
    """
    if point is None:
        return 0.0
    period = Date("", point, point)
    soft = period.soft_start
    coarse = point.day is None and (interval or point.precision != "month")
    if not (soft or coarse):
        return 0.0
    length = scale(period.latest) - scale(period.earliest)
    if length < shortest:
        return shortest if soft else 0.0
    return length if interval else max(shortest, length / 3)
