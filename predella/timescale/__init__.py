"""Dates and label sizes go in, places along a time axis come out: scales, ticks, bars, lanes. Nothing is drawn here."""

from predella.timescale.bars import Bar, bar_of, comb
from predella.timescale.columns import Column, Note, hang
from predella.timescale.lanes import Item, Spot, arrange
from predella.timescale.placement import leaders, least_displacement, overlaps, tracks
from predella.timescale.scale import Scale, axis_range, linear, magnified
from predella.timescale.ticks import Tick, Unit, tick_at, tick_unit, tick_words, ticks, year_text

__all__ = [
    "Bar",
    "Column",
    "Item",
    "Note",
    "Scale",
    "Spot",
    "Tick",
    "Unit",
    "arrange",
    "axis_range",
    "bar_of",
    "comb",
    "hang",
    "leaders",
    "least_displacement",
    "linear",
    "magnified",
    "overlaps",
    "tick_at",
    "tick_unit",
    "tick_words",
    "ticks",
    "tracks",
    "year_text",
]
