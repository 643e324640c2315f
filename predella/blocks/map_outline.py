"""A map at its place on the page goes in, its land, its coast and room for names on both come out as shapes."""

from __future__ import annotations

from collections.abc import Sequence

from predella.blocks.block import SEAM, Context, flat, shape
from predella.blocks.map_land import Chart, clipped, coast, filled
from predella.pages import Element, Placed, Rect, box
from predella.projections import Point


def is_edged(context: Context) -> bool:
    """True when the theme wants land or its colour edged: a map then draws true coasts, with room for names."""
    return bool({"land", "accent"} & set(context.styles.theme.file.edges))


def draw_land(chart: Chart, element: Element, context: Context) -> list[Placed]:
    """Return the land, the territory in colour and, in the hand or where the theme wants edges, the coast as a line."""
    land, ground = chart.on_page(chart.land.land), context.ground
    highlight = chart.on_page(chart.land.highlight)
    if is_edged(context):
        return with_edges(chart, land, highlight, element, context)
    placed = [shape(0, 0, filled(land), fill=ground["land"], element=element, role="land")]
    if highlight:
        placed.append(shape(0, 0, filled(highlight), fill=ground["accent"], element=element, role="land"))
    if context.held:
        # On white paper the grey of the land is too light to hold its edge.
        placed.append(shape(0, 0, coast(land, chart.rect), stroke=ground["line"], width=context.styles.stroke("leader"), element=element, role="land"))  # fmt: skip
    return placed


def with_edges(
    chart: Chart,
    land: Sequence[Sequence[Point]],
    highlight: Sequence[Sequence[Point]],
    element: Element,
    context: Context,
) -> list[Placed]:
    """Return land and territory edged: a coast in the fine line of leaders, the territory in the theme's edge.

    A coast is a drawing, with bays that a heavy edge would fill. Where an extent cuts land off there is no edge.
    """
    edges = context.styles.theme.file.edges
    fine = context.styles.stroke("leader")
    heavy = context.styles.stroke(edges["accent"]) if "accent" in edges else fine
    placed: list[Placed] = []
    for rings, role, width in ((land, "land", fine), (highlight, "accent", heavy)):
        if rings:
            placed.append(flat(filled(rings), role, context, element=element, role="land"))
            placed.append(shape(0, 0, coast(rings, chart.rect), stroke=context.ground["line"], width=width, element=element, role="land"))  # fmt: skip
    return placed


def room_for(name: Rect, chart: Chart, element: Element, context: Context) -> list[Placed]:
    """Return what is drawn under a name so that no edge runs through its letters: the areas once more, without edges."""
    # each layer reaches a little beyond the one below: of that one no line may shine through at the rim
    under = name.inset(4 * SEAM)
    placed = [flat(box(under.width, under.height, under.x, under.y), "ground", context, element=element, role="land")]
    layers = ((chart.land.land, "land", name.inset(2 * SEAM)), (chart.land.highlight, "accent", name))
    for rings, role, window in layers:
        cut = [ring for ring in (clipped(ring, window) for ring in chart.on_page(rings)) if ring]
        if cut:
            placed.append(flat(filled(cut), role, context, element=element, role="land"))
    return placed
