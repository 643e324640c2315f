"""The bytes of an SVG file go in, a drawing comes out; svglib is imported here, and only when a file is read.

svglib makes ReportLab's shapes of plain ones (`plain`), and here they become paths. It is given nothing to open.
"""

from __future__ import annotations

import io
import logging
import math
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from predella.pages import PathOps
from predella.svg.drawing import Drawing, Mark, Outline, Words
from predella.svg.plain import UNCUT, Plain, Plainer
from predella.svg.styles import read_styles
from predella.svg.tree import SvgError, Tree, read_tree
from predella.svg.values import IDENTITY, Matrix, applied, times

CIRCLE = 4 / 3 * math.tan(math.pi / 8)
"""How far the handles of a curve stand out that draws a quarter of a circle, in radii."""

OVERHANG = 0.005
"""Of the drawing's size: how far a shape may reach over its edge before it is said; a stroke's half is not counted."""


def read_svg(data: bytes, name: str) -> Drawing:
    """Read a drawing from the bytes of an SVG file. Raises `SvgError`."""
    convert = svglib()
    tree = read_tree(data)
    try:
        plain = Plainer(tree, read_styles(tree)).draw()
    except RecursionError:
        raise SvgError("brackets in its styles stand too deep in one another", "simplify them") from None
    paths = outlines(convert, plain)
    marks = tuple(mark for item in plain.order for mark in one_mark(item, plain, paths))
    if not marks:
        raise SvgError("nothing in it can be drawn")
    report_clips(tree, plain, paths)
    inside = tuple(mark for mark in marks if not beyond(mark, plain))
    report_overhang(tree, inside, plain)
    return Drawing(name, plain.width, plain.height, inside, tuple(tree.losses.values()))


def svglib() -> Any:
    """Return svglib's converter. Raises `SvgError` when it is not installed."""
    try:
        import cssselect2  # noqa: F401
        import tinycss2  # noqa: F401
        from svglib.svglib import svg2rlg
    except ImportError as fault:
        raise SvgError(
            f"SVG figures need the package {(fault.name or 'svglib').split('.')[0]!r}, which is not installed",
            'install it: pip install ".[svg]"',
        ) from None
    return svg2rlg


def outlines(convert: Any, plain: Plain) -> dict[str, PathOps]:
    """Return the paths of the shapes by their numbers, in the drawing's units. Raises `SvgError`."""
    if not plain.looks:
        return {}
    log = logging.getLogger("svglib.svglib")
    before, log.disabled = log.disabled, True  # what it would say has been checked, and it prints
    try:
        drawing = convert(io.BytesIO(plain.svg()))
    except Exception as fault:  # a drawing that passed every check must not end a build
        raise SvgError(f"svglib cannot draw it ({type(fault).__name__}: {fault})") from None
    finally:
        log.disabled = before
    if drawing is None:
        raise SvgError("svglib cannot draw it")
    scale = plain.width / drawing.width
    paths: dict[str, PathOps] = {}
    for number, item, matrix in shapes(drawing, (scale, 0, 0, -scale, 0, plain.height), ""):
        paths[number] = tuple(moved(path_of(item), matrix))
    missing = set(plain.looks) - set(paths)
    if missing:
        raise SvgError(f"svglib leaves out {len(missing)} of its {len(plain.looks)} shapes")
    return paths


def shapes(group: Any, above: Matrix, number: str) -> Iterator[tuple[str, Any, Matrix]]:
    """Yield the shapes of a group with their numbers and the matrix of each."""
    matrix = times(above, tuple(getattr(group, "transform", IDENTITY)))
    for item in group.contents:
        own = getattr(item, "svgid", "") or number
        if hasattr(item, "contents"):
            yield from shapes(item, matrix, own)
        elif own:
            yield own, item, matrix


def path_of(item: Any) -> Iterator[tuple[Any, ...]]:
    """Yield the operators of one of ReportLab's shapes."""
    match type(item).__name__:
        case "Path" | "NoStrokePath":
            yield from operators(item)
        case "Rect":
            yield from rectangle(item)
        case "Circle":
            yield from ellipse(item.cx, item.cy, item.r, item.r)
        case "Ellipse":
            yield from ellipse(item.cx, item.cy, item.rx, item.ry)
        case "Line":
            yield from polygon([item.x1, item.y1, item.x2, item.y2])
        case "PolyLine":
            yield from polygon(item.points)
        case "Polygon":
            yield from polygon(item.points)
            yield ("Z",)


def operators(item: Any) -> Iterator[tuple[Any, ...]]:
    """Yield the operators of a path."""
    place = 0
    for kind in item.operators:
        letter, count = (("M", 2), ("L", 2), ("C", 6), ("Z", 0))[kind]
        yield letter, *item.points[place : place + count]
        place += count


def polygon(points: Any) -> Iterator[tuple[Any, ...]]:
    """Yield straight lines from point to point."""
    for i in range(0, len(points) - 1, 2):
        yield "L" if i else "M", points[i], points[i + 1]


def rectangle(item: Any) -> Iterator[tuple[Any, ...]]:
    """Yield a rectangle, with its corners rounded where it says so."""
    x, y, right, bottom = item.x, item.y, item.x + item.width, item.y + item.height
    rx, ry = item.rx or 0.0, item.ry or 0.0
    if not rx or not ry:
        yield from polygon([x, y, right, y, right, bottom, x, bottom])
        yield ("Z",)
        return
    hx, hy = rx * (1 - CIRCLE), ry * (1 - CIRCLE)
    yield "M", x + rx, y
    yield "L", right - rx, y
    yield "C", right - hx, y, right, y + hy, right, y + ry
    yield "L", right, bottom - ry
    yield "C", right, bottom - hy, right - hx, bottom, right - rx, bottom
    yield "L", x + rx, bottom
    yield "C", x + hx, bottom, x, bottom - hy, x, bottom - ry
    yield "L", x, y + ry
    yield "C", x, y + hy, x + hx, y, x + rx, y
    yield ("Z",)


def ellipse(x: float, y: float, rx: float, ry: float) -> Iterator[tuple[Any, ...]]:
    """Yield an ellipse as four curves."""
    hx, hy = rx * CIRCLE, ry * CIRCLE
    yield "M", x + rx, y
    yield "C", x + rx, y + hy, x + hx, y + ry, x, y + ry
    yield "C", x - hx, y + ry, x - rx, y + hy, x - rx, y
    yield "C", x - rx, y - hy, x - hx, y - ry, x, y - ry
    yield "C", x + hx, y - ry, x + rx, y - hy, x + rx, y
    yield ("Z",)


def moved(path: Iterator[tuple[Any, ...]], by: Matrix) -> Iterator[tuple[Any, ...]]:
    """Yield operators where a matrix puts them."""
    for op in path:
        points = [applied(by, op[i], op[i + 1]) for i in range(1, len(op), 2)]
        yield op[0], *(value for point in points for value in point)


def one_mark(item: str | Words, plain: Plain, paths: dict[str, PathOps]) -> Iterator[Mark]:
    """Yield the mark of a number, or the words themselves."""
    if isinstance(item, Words):
        yield item
    elif len(paths[item]) > 1:
        yield replace(plain.looks[item], path=paths[item])


def report_clips(tree: Tree, plain: Plain, paths: dict[str, PathOps]) -> None:
    """Note the clip paths that would cut something off; those that only stand round everything are no loss."""
    slack = OVERHANG * max(plain.width, plain.height)
    for clip in plain.clips:
        marks = (mark for item in plain.order[clip.start : clip.end] for mark in one_mark(item, plain, paths))
        for left, top, right, bottom in map(extent, marks):
            over = max(clip.box[0] - left, clip.box[1] - top, right - clip.box[2], bottom - clip.box[3])
            if over > slack:
                tree.lose(clip.element, *UNCUT)
                break


def beyond(mark: Mark, plain: Plain) -> bool:
    """True for a mark that stands outside the drawing altogether, where nobody has ever seen it."""
    left, top, right, bottom = extent(mark)
    return right < 0 or bottom < 0 or left > plain.width or top > plain.height


def report_overhang(tree: Tree, marks: tuple[Mark, ...], plain: Plain) -> None:
    """Note a drawing that reaches over its edge, where a browser cuts it off and print does not."""
    over = 0.0
    for mark in marks:
        left, top, right, bottom = extent(mark)
        over = max(
            over, -left / plain.width, (right - plain.width) / plain.width,
            -top / plain.height, (bottom - plain.height) / plain.height,
        )  # fmt: skip
    if over > OVERHANG:
        tree.lose(tree.root, f"it reaches over its edge by {over:.0%} of its size, and is not cut there", "make the view box larger, or cut the shapes")  # fmt: skip


def extent(mark: Mark) -> tuple[float, float, float, float]:
    """Return left, top, right and bottom of a mark; of words, whose length is not known yet, the point."""
    if isinstance(mark, Words):
        return mark.x, mark.y, mark.x, mark.y
    xs: list[float] = []
    ys: list[float] = []
    here: tuple[float, float] = (0.0, 0.0)
    for op in mark.path:
        if op[0] == "C":
            for axis, found in ((0, xs), (1, ys)):
                found += reach(here[axis], op[1 + axis], op[3 + axis], op[5 + axis])
        elif op[0] != "Z":
            xs.append(op[1])
            ys.append(op[2])
        here = (op[-2], op[-1]) if len(op) > 1 else here
    return min(xs), min(ys), max(xs), max(ys)


def reach(a: float, b: float, c: float, d: float) -> list[float]:
    """Return the values of a Bézier curve at its ends and where it turns, along one axis."""
    values = [a, d]
    p, q, r = d - a + 3 * (b - c), 2 * (a - 2 * b + c), b - a
    root = q * q - 4 * p * r
    turns = [-r / q] if abs(p) < 1e-12 and q else []
    if abs(p) >= 1e-12 and root >= 0:
        turns = [(-q + sign * math.sqrt(root)) / (2 * p) for sign in (1, -1)]
    for t in turns:
        if 0 < t < 1:
            s = 1 - t
            values.append(s * s * s * a + 3 * s * s * t * b + 3 * s * t * t * c + t * t * t * d)
    return values


__all__ = ["Drawing", "Outline", "read_svg"]
