"""What was placed from left to right goes in, the same as it stands from right to left comes out.

A page in Hebrew or Arabic is laid out as any other and then turned over: columns, captions, bullets and rules change sides.
What has a side of its own keeps it: letters and pictures always, maps and plans, and time, unless the author says that it
runs from right to left.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Literal

from predella.pages import PathOps, Placed, Rect, Shape

Facing = Literal["page", "time", "fixed"]
"""What decides whether a block is turned over: the direction of the page, that of time, or nothing."""


def mirrored(items: Iterable[Placed], room: Rect) -> list[Placed]:
    """Return items on the other side of the middle of a room; areas and lines are turned over, letters and pictures move."""
    return [turned(item, 2 * room.x + room.width) for item in items]


def turned(item: Placed, sum_of_edges: float) -> Placed:
    """Return one item turned over; `sum_of_edges` is twice the middle, in pt."""
    if isinstance(item.ink, Shape):
        return replace(item, x=sum_of_edges - item.x, ink=replace(item.ink, path=flipped(item.ink.path)))
    rect = item.rect
    return item.moved(right=sum_of_edges - rect.right - rect.x)


def flipped(path: PathOps) -> PathOps:
    """Return a path turned over at x = 0."""
    return tuple((op[0], *(-value if i % 2 == 0 else value for i, value in enumerate(op[1:]))) for op in path)


def kept(items: Iterable[Placed]) -> list[Placed]:
    """Return items turned over in the room that they take, so that they look as they did when the page is turned over."""
    items = list(items)
    if not items:
        return items
    rects = [item.rect for item in items]
    left, right = min(rect.x for rect in rects), max(rect.right for rect in rects)
    return mirrored(items, Rect(left, 0.0, right - left, 0.0))


def on_other_side(rect: Rect, width: float) -> Rect:
    """Return a rectangle on the other side of a page of that width."""
    return replace(rect, x=width - rect.right)
