"""Take the text of an SVG silhouette; give its outline as absolute move, line, curve and close operations."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, TypeAlias
from xml.etree import ElementTree

# ("M", x, y), ("L", x, y), ("C", x1, y1, x2, y2, x, y), ("Z",), filled by the even-odd rule.
PathOps: TypeAlias = tuple[tuple[Any, ...], ...]
Point: TypeAlias = tuple[float, float]

_SVG = "{http://www.w3.org/2000/svg}"
_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_SPACE = re.compile(r"[ \t\r\n\f]*")
_COMMA_OR_SPACE = re.compile(r"[ \t\r\n\f]*,?[ \t\r\n\f]*")
# What each command takes: n a number, f a flag of an arc (one character, so that "0150" is 0, 1, 50).
_ARGUMENTS = {
    "M": "nn",
    "L": "nn",
    "H": "n",
    "V": "n",
    "C": "nnnnnn",
    "S": "nnnn",
    "Q": "nnnn",
    "T": "nn",
    "A": "nnnffnn",
    "Z": "",
}
# Far beyond any drawing, and small enough that no square of it leaves the range of a float.
_LARGEST = 1e9
# Elements that carry words, not ink, and those that are read.
_KNOWN = {"svg", "g", "title", "desc", "metadata", "path"}


@dataclass(frozen=True, slots=True)
class Pictogram:
    """A silhouette in the units of its view box, y down, to be filled by the even-odd rule."""

    title: str
    path: PathOps
    left: float
    top: float
    width: float
    height: float

    @property
    def aspect(self) -> float:
        """Width divided by height."""
        return self.width / self.height

    def scaled(self, height: float) -> PathOps:
        """The outline with the view box's corner at (0, 0) and its height at `height` pt."""
        factor = height / self.height
        return _mapped(self.path, lambda x, y: ((x - self.left) * factor, (y - self.top) * factor))

    def mirrored(self) -> Pictogram:
        """The same figure facing the other way, in the same view box."""
        axis = 2 * self.left + self.width
        return replace(self, path=_mapped(self.path, lambda x, y: (axis - x, y)))


def between(path: PathOps, left: float, right: float) -> PathOps:
    """Return what of a closed outline, filled by the even-odd rule, lies between two upright lines.

    Curves become twelve straight pieces, and each part is clipped by itself (Sutherland and Hodgman 1974): the
    edges that run along a line cancel out under the even-odd rule.
    """
    clipped: list[tuple[Any, ...]] = []
    for points in _polygons(path):
        for side, edge in ((1, left), (-1, right)):
            points = _beyond(points, edge, side)
        if points:
            clipped += [("M", *points[0]), *(("L", *point) for point in points[1:]), ("Z",)]
    return tuple(clipped)


def _polygons(path: PathOps) -> list[list[Point]]:
    found: list[list[Point]] = []
    for op in path:
        if op[0] == "M":
            found.append([(op[1], op[2])])
        elif op[0] == "L":
            found[-1].append((op[1], op[2]))
        elif op[0] == "C":
            (ax, ay), (_, bx, by, cx, cy, dx, dy) = found[-1][-1], op
            for t in (i / 12 for i in range(1, 13)):
                a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
                found[-1].append((a * ax + b * bx + c * cx + d * dx, a * ay + b * by + c * cy + d * dy))
    return found


def _beyond(points: list[Point], edge: float, side: int) -> list[Point]:
    found: list[Point] = []
    for (x1, y1), (x2, y2) in zip(points[-1:] + points[:-1], points, strict=True):
        inside, was = side * (x2 - edge) >= 0, side * (x1 - edge) >= 0
        if inside != was:
            found.append((edge, y1 + (y2 - y1) * (edge - x1) / (x2 - x1)))
        if inside:
            found.append((x2, y2))
    return found


def read_pictogram(svg: str) -> Pictogram:
    """Read one silhouette: a view box, a title and one path or several.

    A silhouette has one colour, which the page decides: fill, stroke and style are not looked at.
    Raises ValueError, saying where, for broken path data, a missing view box or title, and whatever would be
    drawn elsewhere than the file says: a transform, a shape that is not a path.
    """
    try:
        root = ElementTree.fromstring(svg)
    except ElementTree.ParseError as problem:
        raise ValueError(f"the SVG is not well-formed XML: {problem}") from problem
    left, top, width, height = _view_box(root)
    title = " ".join(root.findtext(f"{_SVG}title", "").split())
    if not title:
        raise ValueError("the SVG has no <title>; it is what a screen reader says")
    path: list[tuple[Any, ...]] = []
    # Elements of other namespaces are a drawing program's notes to itself.
    for element in (found for found in root.iter() if str(found.tag).startswith(_SVG)):
        name = str(element.tag).removeprefix(_SVG)
        if name not in _KNOWN and not (name == "defs" and len(element) == 0):
            raise ValueError(f"<{name}> is not read; turn every shape into a <path>")
        if "transform" in element.attrib:
            raise ValueError(f"transform on <{name}> is not read; apply it to the coordinates")
        if name == "path":
            path += read_path(element.get("d", ""))
    if not path:
        raise ValueError("the SVG has no <path> with data")
    return Pictogram(title, tuple(path), left, top, width, height)


def read_path(data: str) -> PathOps:
    """Turn SVG path data (SVG 1.1 section 8.3) into absolute operations; arcs and quadratics become cubics.

    Raises ValueError with the character, counted from 1, at which the data stops making sense.
    """
    return tuple(_Tracer(data).trace())


def _view_box(root: ElementTree.Element) -> tuple[float, float, float, float]:
    if root.tag != f"{_SVG}svg":
        raise ValueError(f"the outermost element is <{root.tag}>, not <svg> in the SVG namespace")
    words = root.get("viewBox", "").replace(",", " ").split()
    try:
        left, top, width, height = (float(word) for word in words)
    except ValueError:
        raise ValueError(f"viewBox needs four numbers, found {root.get('viewBox')!r}") from None
    if not (width > 0 and height > 0 and math.isfinite(left + top + width + height)):
        raise ValueError(f"viewBox needs a width and a height above 0, found {root.get('viewBox')!r}")
    return left, top, width, height


def _mapped(path: PathOps, move: Callable[[float, float], Point]) -> PathOps:
    return tuple(
        (op[0], *(value for i in range(1, len(op), 2) for value in move(op[i], op[i + 1]))) for op in path
    )


class _Tracer:
    """One pass over path data: the place in the text, the current point and what S, T and Z refer back to."""

    def __init__(self, data: str) -> None:
        self.data = data
        self.place = 0
        self.here: Point = (0.0, 0.0)
        self.start: Point = (0.0, 0.0)
        self.cubic: Point | None = None
        self.quadratic: Point | None = None
        self.open = False
        self.ops: list[tuple[Any, ...]] = []

    def trace(self) -> list[tuple[Any, ...]]:
        self._skip(_SPACE)
        if self.place < len(self.data) and self.data[self.place] not in "Mm":
            raise self._error("M or m to begin with")
        while self.place < len(self.data):
            letter = self.data[self.place]
            kind = letter.upper()
            if kind not in _ARGUMENTS:
                raise self._error("a path command")
            self.place += 1
            self._skip(_SPACE)
            self._draw(kind, letter.islower())
            # Further pairs after a move are lines (SVG 1.1 section 8.3.2).
            repeated = "L" if kind == "M" else kind
            while kind != "Z" and self._goes_on():
                self._draw(repeated, letter.islower())
            self._skip(_SPACE)
        return self.ops

    def _goes_on(self) -> bool:
        before = self.place
        self._skip(_COMMA_OR_SPACE)
        if self.place < len(self.data) and self.data[self.place] in "+-.0123456789":
            return True
        if "," in self.data[before : self.place]:
            raise self._error("a number")
        return False

    def _draw(self, kind: str, relative: bool) -> None:
        values = self._arguments(_ARGUMENTS[kind])
        if relative:
            values = self._absolute(kind, values)
        cubic, quadratic = self.cubic, self.quadratic
        self.cubic = self.quadratic = None
        if kind == "M":
            self.here = self.start = (values[0], values[1])
            self.ops.append(("M", *self.here))
            self.open = True
        elif kind == "Z":
            self.ops.append(("Z",))
            self.here = self.start
            self.open = False
        else:
            self._reopen()
            self._extend(kind, values, cubic, quadratic)

    def _reopen(self) -> None:
        # After Z the next figure begins where the last one did, unless a move says otherwise.
        if not self.open:
            self.ops.append(("M", *self.start))
            self.open = True

    def _extend(self, kind: str, values: list[float], cubic: Point | None, quadratic: Point | None) -> None:
        x, y = self.here
        match kind:
            case "L":
                self._line(values[0], values[1])
            case "H":
                self._line(values[0], y)
            case "V":
                self._line(x, values[0])
            case "C":
                self._curve(values)
            case "S":
                first = _reflected(cubic, self.here)
                self._curve([*first, *values])
            case "Q":
                self._bend((values[0], values[1]), (values[2], values[3]))
            case "T":
                self._bend(_reflected(quadratic, self.here), (values[0], values[1]))
            case "A":
                self._arc(values)

    def _line(self, x: float, y: float) -> None:
        self.ops.append(("L", x, y))
        self.here = (x, y)

    def _curve(self, values: list[float]) -> None:
        self.ops.append(("C", *values))
        self.cubic = (values[2], values[3])
        self.here = (values[4], values[5])

    def _bend(self, control: Point, end: Point) -> None:
        (x, y), (cx, cy), (ex, ey) = self.here, control, end
        self._curve(
            [
                x + (cx - x) * 2 / 3,
                y + (cy - y) * 2 / 3,
                ex + (cx - ex) * 2 / 3,
                ey + (cy - ey) * 2 / 3,
                ex,
                ey,
            ]
        )
        self.cubic, self.quadratic = None, control

    def _arc(self, values: list[float]) -> None:
        radius_x, radius_y, turn, large, sweep, x, y = values
        radius_x, radius_y = abs(radius_x), abs(radius_y)
        chord = math.dist(self.here, (x, y))
        if chord == 0:
            return
        # A radius of nothing draws a line (F.6.2); so, as far as ink can tell, does one beside which the
        # other lengths vanish.
        if min(radius_x, radius_y, chord) * _LARGEST <= max(radius_x, radius_y, chord):
            self._line(x, y)
            return
        for piece in _arc_curves(
            self.here, radius_x, radius_y, math.radians(turn), bool(large), bool(sweep), (x, y)
        ):
            self._curve(piece)
        self.cubic = None

    def _absolute(self, kind: str, values: list[float]) -> list[float]:
        x, y = self.here
        if kind == "V":
            return [values[0] + y]
        if kind == "A":
            return [*values[:5], values[5] + x, values[6] + y]
        return [value + (y if i % 2 else x) for i, value in enumerate(values)]

    def _arguments(self, pattern: str) -> list[float]:
        values = []
        for i, sort in enumerate(pattern):
            if i:
                self._skip(_COMMA_OR_SPACE)
            values.append(self._number() if sort == "n" else self._flag())
        return values

    def _number(self) -> float:
        found = _NUMBER.match(self.data, self.place)
        if found is None:
            raise self._error("a number")
        value = float(found.group())
        if abs(value) > _LARGEST:
            raise self._error(f"a number between -{_LARGEST:g} and {_LARGEST:g}")
        self.place = found.end()
        return value

    def _flag(self) -> float:
        if self.data[self.place : self.place + 1] not in {"0", "1"}:
            raise self._error("an arc flag, 0 or 1")
        self.place += 1
        return float(self.data[self.place - 1])

    def _skip(self, pattern: re.Pattern[str]) -> None:
        found = pattern.match(self.data, self.place)
        self.place = found.end() if found else self.place

    def _error(self, wanted: str) -> ValueError:
        rest = self.data[self.place : self.place + 12]
        found = f"{rest!r}" if rest else "the end"
        return ValueError(f"path data, character {self.place + 1}: expected {wanted}, found {found}")


def _reflected(control: Point | None, here: Point) -> Point:
    return here if control is None else (2 * here[0] - control[0], 2 * here[1] - control[1])


def _arc_curves(
    start: Point, radius_x: float, radius_y: float, turn: float, large: bool, sweep: bool, end: Point
) -> list[list[float]]:
    """Cubics of at most a quarter turn each, by the conversion to a centre of SVG 1.1 appendix F.6.5."""
    cos, sin = math.cos(turn), math.sin(turn)
    half_x, half_y = (start[0] - end[0]) / 2, (start[1] - end[1]) / 2
    x, y = cos * half_x + sin * half_y, cos * half_y - sin * half_x
    # Radii too small to span the chord grow until they do (F.6.6).
    half_chord = math.hypot(x / radius_x, y / radius_y)
    grow = max(1.0, half_chord)
    rx, ry = radius_x * grow, radius_y * grow
    spare = (grow / half_chord) ** 2 - 1
    offset = math.sqrt(max(0.0, spare)) * (1 if large != sweep else -1)
    mid_x, mid_y = offset * rx * y / ry, -offset * ry * x / rx
    centre_x = cos * mid_x - sin * mid_y + (start[0] + end[0]) / 2
    centre_y = sin * mid_x + cos * mid_y + (start[1] + end[1]) / 2
    first = math.atan2((y - mid_y) / ry, (x - mid_x) / rx)
    angle = math.atan2((-y - mid_y) / ry, (-x - mid_x) / rx) - first
    angle = angle % math.tau if sweep else angle % math.tau - math.tau
    pieces = max(1, math.ceil(abs(angle) / (math.pi / 2) - 1e-9))
    step = angle / pieces
    handle = 4 / 3 * math.tan(step / 4)

    def place(u: float, v: float) -> Point:
        return centre_x + cos * rx * u - sin * ry * v, centre_y + sin * rx * u + cos * ry * v

    curves = []
    for i in range(pieces):
        a, b = first + i * step, first + (i + 1) * step
        curves.append(
            [
                *place(math.cos(a) - handle * math.sin(a), math.sin(a) + handle * math.cos(a)),
                *place(math.cos(b) + handle * math.sin(b), math.sin(b) - handle * math.cos(b)),
                *(end if i == pieces - 1 else place(math.cos(b), math.sin(b))),
            ]
        )
    return curves
