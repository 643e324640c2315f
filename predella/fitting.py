"""The blocks of a frame and a move of its fit ladder go in; the fits it may take, in their order, and what was done in words.

Type is set again in real sizes, a quarter of a point apart; leading gives way by half a per cent. Hairlines, drawings
and the grid keep their measures.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from predella.blocks.block import Context, Node
from predella.diagnostics import counted
from predella.styles import Fit

QUARTER = 0.25
"""pt between the sizes in which text is tried: finer than an eye tells apart, coarser than rounding."""
HALF_PER_CENT = 0.005
"""Of the leading, the step in which it is tightened."""

STEPS_BACK = 20
"""In how many steps white that was taken is given back."""


def tightenings(fit: Fit, context: Context) -> list[Fit]:
    """Return what tightening may make of a fit, from the least to all that the theme allows."""
    most = context.styles.theme.file.tighten
    count = max(1, round((1 - most.leading) / HALF_PER_CENT))
    parts = [number / count for number in range(1, count + 1)]
    return [
        replace(fit, leading=1 - part * (1 - most.leading), space=1 - part * (1 - most.space)) for part in parts
    ]


def relaxings(fit: Fit) -> list[Fit]:
    """Return what of the leading and white that a fit has taken may be given back, from all of it to none."""
    parts = [number / STEPS_BACK for number in range(STEPS_BACK + 1)]
    return [replace(fit, leading=1 - part * (1 - fit.leading), space=1 - part * (1 - fit.space)) for part in parts]


def shrinkings(limit: float, fit: Fit, nodes: Sequence[Node], context: Context) -> list[Fit]:
    """Return what shrinking to a part of the size may make of a fit: each quarter of a point of the leading style."""
    size = leading_size(nodes, context)
    if size is None:
        return [replace(fit, scale=1 - part / 100) for part in range(1, round(100 * (1 - limit)) + 1)] or [fit]
    largest, least = math.ceil(size / QUARTER) - 1, math.ceil(size * limit / QUARTER - 0.001)
    return [replace(fit, scale=number * QUARTER / size) for number in range(largest, least - 1, -1)] or [fit]


def leading_size(nodes: Sequence[Node], context: Context) -> float | None:
    """Return the size in pt of the style that has the most text, of those that can shrink; None where there is none."""
    styles = context.styles.fitted(Fit())
    name = leading_style(nodes, context)
    return styles(name).size if name else None


def leading_style(nodes: Sequence[Node], context: Context) -> str | None:
    """Return the style with the most text of some blocks, of those above the layout's smallest size if there are any."""
    words: dict[str, int] = {}
    styles = context.styles.fitted(Fit())
    for node in nodes:
        name = node.block.style_name()
        words[name] = words.get(name, 0) + node.block.words_left(node, context)
    with_text = [name for name, count in words.items() if count]
    free = [name for name in with_text if styles(name).size > styles.smallest + 0.01]
    return max(free or with_text, key=lambda name: words[name], default=None)


def label_of(before: Sequence[Node], after: Sequence[Node], fit: Fit, context: Context) -> str:
    """Return what was done to a frame's text: `body 52 → 46.25 pt, leading 97.5 %, 1 block left out`."""
    parts = []
    name = leading_style(after, context)
    if fit.scale < 1 and name:
        styles = context.styles
        parts.append(f"{name} {styles.fitted(Fit())(name).size:g} → {styles.fitted(fit)(name).size:g} pt")
    elif fit.scale < 1:
        parts.append(f"pictures at {fit.scale:.0%}")
    if fit.leading < 1:
        parts.append(f"leading {round(1000 * fit.leading) / 10:g} %")
    elif fit.space < 1:
        parts.append(f"space {fit.space:.0%}")
    if dropped := len(before) - len(after):
        parts.append(f"{counted(dropped, 'block')} left out")
    return ", ".join(parts)
