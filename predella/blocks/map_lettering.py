"""Names of seas, rivers and regions go in, their words on the map come out, near where the author puts them."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import Field

from predella.blocks.block import Context, label
from predella.blocks.map_fields import Position
from predella.blocks.map_furniture import gap_of
from predella.blocks.map_land import Chart
from predella.pages import Element, Placed, Rect
from predella.validate import Model, Text


class Lettering(Model):
    """A name on a map without a square: of a sea, a river, a region. Water is emphasised, as on maps since long."""

    name: Text = Field(description="the name")
    at: Position = Field(description="longitude and latitude of its middle, in degrees")
    water: bool = Field(False, description="the name of a sea, a lake or a river")


STEPS = (0.0, -0.8, 0.8, -1.6, 1.6, -2.4, 2.4)
"""How far a name may move up or down for what is in its way, in heights of its line."""


def letter(
    names: Sequence[Lettering], chart: Chart, taken: Sequence[Rect], element: Element, context: Context
) -> list[Placed]:
    """Return the names, each clear of `taken` and of the others; one that finds no room or lies off the map is reported."""
    placed: list[Placed] = []
    for each in names:
        boxes = [rect.inset(-gap_of(context) / 2) for rect in (*taken, *(item.rect for item in placed))]
        found = next((item for item in tries(each, chart, element, context) if is_clear(item.rect, boxes, chart)), None)
        if found:
            placed.append(found)
        else:
            context.problems.error("no-room", f"the name {str(each.name)!r} finds no room on the map at {each.at[0]:g}, {each.at[1]:g}", each.span, "move it with `at`: longitude comes first")  # fmt: skip
    return placed


def tries(each: Lettering, chart: Chart, element: Element, context: Context) -> list[Placed]:
    """Return a name where the author wants it, then a little above and below."""
    style = context.styles("note")
    x, y = chart.at(each.at)
    return [
        label(
            context.words(each.name), x, y + style.cap_height / 2 + step * style.leading, style, context,
            element=element, align="centre", emphasis=each.water, colour="text", role="lettering",
        )
        for step in STEPS
    ]  # fmt: skip


def is_clear(rect: Rect, boxes: Sequence[Rect], chart: Chart) -> bool:
    """True when a box lies on the map and on nothing else."""
    edge = chart.rect
    inside = edge.x <= rect.x and rect.right <= edge.right and edge.y <= rect.y and rect.bottom <= edge.bottom
    return inside and not any(rect.overlaps(other) for other in boxes)
