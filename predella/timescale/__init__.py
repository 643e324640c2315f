"""Dates and label sizes go in, places along a time axis come out: scales, ticks, bars, lanes. Nothing is drawn here."""

from predella.timescale.bars import Bar, bar_of, comb
from predella.timescale.bursts import Burst, bursts_of, piecewise, widened
from predella.timescale.columns import Column, Note, hang
from predella.timescale.labelling import Flag, Flown, faults, fly
from predella.timescale.lanes import Item, Spot, arrange
from predella.timescale.placement import leaders, least_displacement, overlaps, tracks
from predella.timescale.scale import Scale, axis_range, floored, linear, magnified, raised
from predella.timescale.ticks import Tick, Unit, tick_at, tick_unit, tick_words, ticks, year_text

__all__ = [
    "Bar",
    "Burst",
    "Column",
    "Flag",
    "Flown",
    "Item",
    "Note",
    "Scale",
    "Spot",
    "Tick",
    "Unit",
    "arrange",
    "axis_range",
    "bar_of",
    "bursts_of",
    "comb",
    "faults",
    "floored",
    "fly",
    "hang",
    "leaders",
    "least_displacement",
    "linear",
    "magnified",
    "overlaps",
    "piecewise",
    "raised",
    "tick_at",
    "tick_unit",
    "tick_words",
    "ticks",
    "tracks",
    "widened",
    "year_text",
]
