"""Where an element of an SVG stands and what its attributes say go in; plain numbers and matrices come out."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from predella.pictograms import read_path
from predella.svg.styles import Style
from predella.svg.tree import is_svg, name_of
from predella.svg.values import Matrix, applied, length, matrix, numbers, times

Box = tuple[float, float, float, float]
"""Left, top, right, bottom, in the drawing's units."""


@dataclass(frozen=True)
class Place:
    """Where an element stands: its coordinates, its viewport, the style and opacity of what it stands in."""

    matrix: Matrix
    whole: tuple[float, float]
    style: Style
    opacity: float = 1.0
    depth: int = 0

    def of(self, axis: str, style: Style, text: str) -> float:
        """Return a length along an axis ("x", "y", or "" for both). Raises ValueError."""
        wide, high = self.whole
        whole = {"x": wide, "y": high}.get(axis, math.hypot(wide, high) / math.sqrt(2))
        return length(text, whole, float(style["font-size"]))


def known(table: Mapping[str, int], style: Style, key: str) -> int:
    """Return the number of a word. Raises ValueError."""
    if style[key] not in table:
        raise ValueError(f"{key} is {', '.join(table)}, not {style[key][:40]!r}")
    return table[style[key]]


def fit(box: tuple[float, float, float, float], width: float, height: float, how: str) -> Matrix:
    """Return the matrix that fits a view box into a place, as `preserveAspectRatio` says (SVG 1.1 section 7.8)."""
    left, top, wide, high = box
    words = how.removeprefix("defer").split() or ["xMidYMid"]
    across, down = width / wide, height / high
    if words[0] != "none":
        across = down = max(across, down) if words[1:] == ["slice"] else min(across, down)
    part = {"Min": 0.0, "Mid": 0.5, "Max": 1.0}
    right = part.get(words[0][1:4], 0.5) * (width - wide * across)
    below = part.get(words[0][5:8], 0.5) * (height - high * down)
    return across, 0, 0, down, right - left * across, below - top * down


def geometry(element: Element, name: str, place: Place) -> dict[str, str] | None:
    """Return a shape's own attributes as plain numbers, or None for one that draws nothing. Raises ValueError."""
    if name == "path":
        data = read_path(element.get("d", "") if element.get("d", "").strip() != "none" else "")
        text = " ".join(" ".join((op[0], *(f"{value!r}" for value in op[1:]))) for op in data)
        return {"d": text} if len(data) > 1 else None
    if name in ("polyline", "polygon"):
        points = numbers(element.get("points", ""))
        points = points[: len(points) // 2 * 2]
        return {"points": " ".join(map(repr, points))} if len(points) >= 4 else None
    axes = {
        "rect": {"x": "x", "y": "y", "width": "x", "height": "y", "rx": "x", "ry": "y"},
        "circle": {"cx": "x", "cy": "y", "r": ""},
        "ellipse": {"cx": "x", "cy": "y", "rx": "x", "ry": "y"},
        "line": {"x1": "x", "y1": "y", "x2": "x", "y2": "y"},
    }[name]
    given = {key: element.get(key, "").strip() for key in axes}
    values = {key: place.of(axes[key], place.style, text) for key, text in given.items() if text not in ("", "auto")}  # fmt: skip
    for key in ("width", "height", "r", "rx", "ry"):
        if values.get(key, 0.0) < 0:
            raise ValueError(f"{key} is less than 0")
    needed = {"rect": ("width", "height"), "circle": ("r",), "ellipse": ("rx", "ry")}.get(name, ())
    if any(not values.get(key) for key in needed):
        return None
    if name == "rect":
        # one radius stands for both (SVG 1.1 section 9.2)
        rx, ry = values.get("rx", values.get("ry", 0.0)), values.get("ry", values.get("rx", 0.0))
        values |= {"rx": min(rx, values["width"] / 2), "ry": min(ry, values["height"] / 2)}
    return {key: repr(value) for key, value in values.items()}


def clip_box(clip: Element | None, place: Place) -> Box | None:
    """Return the rectangle to which a clip path cuts, or None for one that is no upright rectangle.

    Drawing programs put one round everything they write, where it mostly cuts nothing. Raises ValueError.
    """
    if clip is None or clip.get("clipPathUnits", "userSpaceOnUse") != "userSpaceOnUse":
        return None
    parts = [child for child in clip if is_svg(child) and name_of(child) not in ("title", "desc")]
    if len(parts) != 1 or name_of(parts[0]) != "rect" or parts[0].get("clip-path") or clip.get("clip-path"):
        return None
    values = geometry(parts[0], "rect", place)
    if values is None or float(values.get("rx", 0)) or float(values.get("ry", 0)):
        return None
    by = place.matrix
    for element in (clip, parts[0]):
        by = times(by, matrix(element.get("transform", "")))
    if abs(by[1]) + abs(by[2]) > 1e-9 and abs(by[0]) + abs(by[3]) > 1e-9:
        return None
    x, y = float(values.get("x", 0)), float(values.get("y", 0))
    corners = [applied(by, *point) for point in ((x, y), (x + float(values["width"]), y + float(values["height"])))]
    (left, right), (top, bottom) = (sorted(axis) for axis in zip(*corners, strict=True))
    return left, top, right, bottom
