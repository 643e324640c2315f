"""Numbers and colours as the operators of a content stream are written with."""

from __future__ import annotations

from predella.colours import Colour


def number(value: float) -> str:
    """Return a number with at most three decimals, as short as it gets (a thousandth of a point is 0.35 µm)."""
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def rgb(colour: Colour) -> str:
    """Return the operands of a colour operator."""
    return " ".join(number(component) for component in colour.rgb)
