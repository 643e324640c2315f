"""Words of SVG and CSS go in (lengths, colours, transforms), numbers come out; what is wrong is a ValueError."""

from __future__ import annotations

import math
import re

from predella.svg.drawing import RGB

Matrix = tuple[float, float, float, float, float, float]
"""a, b, c, d, e, f: a point goes to (a x + c y + e, b x + d y + f)."""

IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
LARGEST = 1e6
"""Units; drawings are some hundreds across, and a number beyond this is a mistake or an attack."""

NUMBER = r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?"
LENGTH = re.compile(rf"({NUMBER})\s*([a-zA-Z]*|%)$")
TRANSFORM = re.compile(r"\s*,?\s*([a-zA-Z]+)\s*\(([^()]*)\)\s*,?")

UNITS = {"": 1.0, "px": 1.0, "pt": 96 / 72, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0, "q": 96 / 101.6}
"""User units of each, at 96 to the inch (CSS Values 3, section 5.2)."""

FONT_SIZES = {
    "xx-small": 9.6, "x-small": 12.0, "small": 14.2, "medium": 16.0, "large": 19.2, "x-large": 24.0, "xx-large": 32.0,
}  # fmt: skip


def number(text: str) -> float:
    """Return a plain number within reason."""
    if not re.fullmatch(NUMBER, text.strip()):
        raise ValueError(f"{shown(text)} is not a number")
    value = float(text)
    if abs(value) > LARGEST:
        raise ValueError(f"{shown(text)} is beyond {LARGEST:,.0f} units")
    return value


def numbers(text: str) -> list[float]:
    """Return a list of numbers, between spaces and commas."""
    found = re.findall(NUMBER, text)
    if re.sub(rf"{NUMBER}|[\s,]", "", text):
        raise ValueError(f"{shown(text)} is not a list of numbers")
    return [number(part) for part in found]


def length(text: str, whole: float, em: float) -> float:
    """Return a length in user units; `whole` is what a per cent is of, `em` the size of the type."""
    match = LENGTH.match(text.strip())
    if not match:
        raise ValueError(f"{shown(text)} is not a length")
    value, unit = number(match[1]), match[2].lower()
    factors = {**UNITS, "%": whole / 100, "em": em, "ex": em / 2, "rem": 16.0}
    if unit not in factors:
        raise ValueError(f"{shown(text)}: the unit {unit!r} is not known here")
    if abs(value * factors[unit]) > LARGEST:
        raise ValueError(f"{shown(text)} is beyond {LARGEST:,.0f} units")
    return value * factors[unit]


def lengths(text: str, whole: float, em: float) -> list[float]:
    """Return a list of lengths."""
    return [length(part, whole, em) for part in text.replace(",", " ").split()]


def share(text: str) -> float:
    """Return an opacity from 0 to 1, written as a number or as per cent."""
    text = text.strip()
    value = number(text[:-1]) / 100 if text.endswith("%") else number(text)
    return min(1.0, max(0.0, value))


def colour(text: str) -> tuple[RGB | None, float]:
    """Return a colour and its opacity; None stands for `currentColor`. Knows what CSS Color 4 does."""
    from tinycss2.color4 import parse_color

    found = parse_color(text)
    if found == "currentcolor":
        return None, 1.0
    if found is None or isinstance(found, str):
        raise ValueError(f"{shown(text)} is not a colour")
    try:
        red, green, blue = (min(1.0, max(0.0, float(part or 0))) for part in found.to("srgb").coordinates)
    except NotImplementedError:
        raise ValueError(f"{shown(text)} is not an RGB colour") from None
    return (red, green, blue), float(found.alpha)


def matrix(text: str) -> Matrix:
    """Return a list of transforms as one (SVG 1.1 section 7.6)."""
    whole, place, text = IDENTITY, 0, text.strip()
    while place < len(text):
        match = TRANSFORM.match(text, place)
        if not match:
            raise ValueError(f"the transform {shown(text)} is not understood")
        whole = times(whole, single(match[1], numbers(match[2]), text))
        place = match.end()
    if not all(abs(value) <= LARGEST for value in whole):
        raise ValueError(f"the transform {shown(text)} moves beyond {LARGEST:,.0f} units")
    return whole


def single(name: str, values: list[float], text: str) -> Matrix:
    """Return one transform as a matrix."""
    match name, values:
        case "matrix", [a, b, c, d, e, f]:
            return a, b, c, d, e, f
        case "translate", [x]:
            return 1, 0, 0, 1, x, 0
        case "translate", [x, y]:
            return 1, 0, 0, 1, x, y
        case "scale", [x]:
            return x, 0, 0, x, 0, 0
        case "scale", [x, y]:
            return x, 0, 0, y, 0, 0
        case "rotate", [degrees]:
            cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
            return cos, sin, -sin, cos, 0, 0
        case "rotate", [degrees, x, y]:
            turned = times((1, 0, 0, 1, x, y), single("rotate", [degrees], text))
            return times(turned, (1, 0, 0, 1, -x, -y))
        case "skewX", [degrees] if abs(degrees) % 180 != 90:
            return 1, 0, math.tan(math.radians(degrees)), 1, 0, 0
        case "skewY", [degrees] if abs(degrees) % 180 != 90:
            return 1, math.tan(math.radians(degrees)), 0, 1, 0, 0
    raise ValueError(f"the transform {shown(text)} is not understood")


def times(first: Matrix, second: Matrix) -> Matrix:
    """Return the matrix that applies `second`, then `first`."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = second
    return a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * m + e, b * k + d * m + f


def applied(by: Matrix, x: float, y: float) -> tuple[float, float]:
    """Return where a point goes."""
    return by[0] * x + by[2] * y + by[4], by[1] * x + by[3] * y + by[5]


def stretch(by: Matrix) -> tuple[float, float]:
    """Return the largest and the smallest factor by which a matrix changes lengths (its singular values)."""
    a, b, c, d = by[:4]
    total, area = a * a + b * b + c * c + d * d, abs(a * d - b * c)
    root = math.sqrt(max(0.0, total * total / 4 - area * area))
    return math.sqrt(max(0.0, total / 2 + root)), math.sqrt(max(0.0, total / 2 - root))


def shown(text: str) -> str:
    """Return an author's words for a message, cut when they are long."""
    text = " ".join(text.split())
    return repr(text if len(text) <= 40 else f"{text[:40]}…")
