"""The finished page: a small closed vocabulary that layout produces and every writer paints.

All lengths are in pt (1/72 inch), measured from the top left corner of the trim, y downward.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from predella.colours import BLACK as BLACK
from predella.colours import WHITE as WHITE
from predella.colours import Colour as Colour
from predella.colours import Tone
from predella.diagnostics import Problem, Span
from predella.press import Press

if TYPE_CHECKING:
    from collections.abc import Iterable

MM = 72 / 25.4
INCH = 72.0

PathOps = tuple[tuple[Any, ...], ...]
"""Absolute path operators: ("M", x, y), ("L", x, y), ("C", x1, y1, x2, y2, x, y), ("Z",)."""


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle by its top left corner and its size."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    def inset(self, by: float) -> Rect:
        """Return the rectangle made smaller on all four sides."""
        return Rect(self.x + by, self.y + by, self.width - 2 * by, self.height - 2 * by)

    def overlaps(self, other: Rect, slack: float = 0.01) -> bool:
        """True when the two share more than an edge."""
        return (
            self.x + slack < other.right
            and other.x + slack < self.right
            and self.y + slack < other.bottom
            and other.y + slack < self.bottom
        )


@dataclass(frozen=True, slots=True)
class Glyphs:
    """A run of shaped glyphs in one font, size and colour, from `x` on its line.

    `codes` are glyph numbers of the font, `advances` their widths in pt as shaped (kerning included),
    `texts` the author's characters each glyph stands for ("" for all but the first of a cluster). `offsets` says by
    how many pt each glyph is moved right and up from its place; it is empty when none is. `scale` is by what the
    letters are widened; the advances have it in them. `order` says when each glyph of a line is read; it is empty where
    all are read as they stand, from left to right.
    """

    font: str
    size: float
    colour: Colour
    x: float
    rise: float
    codes: tuple[int, ...]
    advances: tuple[float, ...]
    texts: tuple[str, ...]
    element: Element | None = None
    link: str | None = None
    offsets: tuple[tuple[float, float], ...] = ()
    scale: float = 1.0
    order: tuple[int, ...] = ()

    @property
    def width(self) -> float:
        return sum(self.advances)

    @property
    def text(self) -> str:
        return "".join(self.texts)


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line of set text; it is painted with its baseline's left end at the item's (x, y).

    `turn` is in degrees, clockwise, about that point; only words of drawings are turned.
    """

    runs: tuple[Glyphs, ...]
    width: float
    ascent: float
    descent: float
    turn: float = 0.0

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Shape:
    """A vector path, filled and stroked; its coordinates are relative to the item's (x, y).

    What is inside is found by the even-odd rule, or the `nonzero` one. `cap` and `join` are the numbers of PDF
    (0 butt and miter, 1 round, 2 projecting and bevel; ISO 32000-1, 8.4.3); `miter` is its limit.
    """

    path: PathOps
    fill: Colour | None = None
    stroke: Colour | None = None
    stroke_width: float = 0.0
    dash: tuple[float, ...] = ()
    nonzero: bool = False
    dash_start: float = 0.0
    cap: int = 0
    join: int = 0
    miter: float = 10.0


@dataclass(frozen=True, slots=True)
class Picture:
    """A placed picture. `crop` is the part shown, in fractions of the picture: left, top, right, bottom.

    With a `tone` its greys are printed in the tone's colours, without one it has its own.
    """

    asset: str
    width: float
    height: float
    crop: tuple[float, float, float, float] = (0.0, 0.0, 1.0, 1.0)
    tone: Tone | None = None


Ink = TextLine | Shape | Picture

Role = Literal[
    "Document", "Sect", "H", "P", "L", "LI", "Lbl", "LBody", "Table", "TR", "TH", "TD", "Figure", "Caption",
    "BlockQuote", "Note", "Reference", "Link", "Span", "TOC", "TOCI", "Artifact",
]  # fmt: skip


@dataclass(slots=True, eq=False)
class Element:
    """A node of the logical tree: what a screen reader is told, in reading order.

    The tree is built before layout; what is painted only points at a node, so reading order never depends
    on paint order. `level` is the heading level for role H. `alt` tells what is painted; `words` are the text of an
    element of which nothing is painted, such as a cell of the data under a chart.
    """

    role: Role
    children: list[Element] = field(default_factory=list)
    alt: str | None = None
    words: str | None = None
    lang: str | None = None
    title: str | None = None
    level: int = 0
    attributes: Mapping[str, str] = field(default_factory=dict)

    key: str = ""
    by_key: dict[str, Element] = field(default_factory=dict, repr=False)

    def add(self, role: Role, **values: Any) -> Element:
        """Append a child and return it; what stands in decoration is decoration, and kept nowhere."""
        if self.role == "Artifact":
            return Element("Artifact", **values)
        child = Element(role, **values)
        self.children.append(child)
        if child.key:
            self.by_key.setdefault(child.key, child)
        return child

    def child(self, role: Role, key: str, **values: Any) -> Element:
        """Return the child of that key, appending it at first asking.

        Layout may try a block several times; what it adds below the block's element must be added once.
        """
        if self.role == "Artifact":
            return self.add(role, key=key, **values)
        if key not in self.by_key:
            self.by_key[key] = self.add(role, key=key, **values)
        return self.by_key[key]

    def walk(self) -> Iterator[Element]:
        """Yield this element and all below it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()


DECORATION = Element("Artifact")
"""Whose element is this one says nothing that is not said elsewhere: the ticks of an axis, say."""


@dataclass(frozen=True, slots=True)
class Placed:
    """Ink at a place on the page. A shape without an element is decoration (an artifact); words and pictures have one.

    `role` names what it is for the proof ("heading", "body", "strip" …), `frame` where it stands.
    """

    x: float
    y: float
    ink: Ink
    element: Element | None = None
    role: str = ""
    frame: str = ""
    span: Span | None = None

    @property
    def rect(self) -> Rect:
        """The box round the ink; for text from ascent to descent."""
        ink = self.ink
        if isinstance(ink, TextLine):
            if ink.turn:
                return turned_box(self.x, self.y, ink)
            return Rect(self.x, self.y - ink.ascent, ink.width, ink.ascent + ink.descent)
        if isinstance(ink, Picture):
            return Rect(self.x, self.y, ink.width, ink.height)
        left, top, right, bottom = bounds(ink.path)
        return Rect(self.x + left, self.y + top, right - left, bottom - top)

    def moved(self, right: float = 0.0, down: float = 0.0) -> Placed:
        """Return the same item at another place."""
        return Placed(self.x + right, self.y + down, self.ink, self.element, self.role, self.frame, self.span)


@dataclass(frozen=True, slots=True)
class FrameBox:
    """A frame as it stood on a finished page, for `markup`, `proof` and the fit report."""

    name: str
    rect: Rect
    used: float
    fit: str = ""
    overflow: float = 0.0
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Division:
    """How a page is divided over sheets of one size that are trimmed and glued together, overlapping.

    `columns` and `rows` say from where to where each shows the page, the first to be laid down first; `backward` says
    that columns go from right to left. `margin` is what a sheet leaves white on each side.
    """

    paper: str
    width: float
    height: float
    margin: float
    overlap: float
    columns: tuple[tuple[float, float], ...]
    rows: tuple[tuple[float, float], ...]
    backward: bool = False

    @property
    def parts(self) -> tuple[Rect, ...]:
        """What each sheet shows of the page, row after row."""
        return tuple(Rect(x, y, right - x, bottom - y) for y, bottom in self.rows for x, right in self.columns)


@dataclass(frozen=True, slots=True)
class Page:
    """One finished page, or a sheet of one that is divided: what was placed then shows within the `window` only,
    and `marks` stand round it.
    """

    number: int
    width: float
    height: float
    bleed: float
    ground: Colour | None
    placed: tuple[Placed, ...]
    frames: tuple[FrameBox, ...] = ()
    master: str = ""
    title: str = ""
    unit: float = 0.0
    step: float = 0.0
    drafts: tuple[str, ...] = ()
    """The languages of which the page shows a text that is a draft."""
    division: Division | None = None
    window: Rect | None = None
    marks: tuple[Placed, ...] = ()


@dataclass(frozen=True, slots=True)
class Meta:
    """What the file says of itself."""

    title: str
    language: str
    author: str = ""
    subject: str = ""
    keywords: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An entry of the outline; `level` counts from 1, `page` from 1, `y` in pt from the top."""

    title: str
    level: int
    page: int
    y: float


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes along in another: its name, its media type, what it is in words, and its bytes."""

    name: str
    media: str
    says: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Document:
    """All a writer may look at."""

    pages: Iterable[Page]
    tree: Element
    meta: Meta
    assets: Mapping[str, Any]
    fonts: Mapping[str, Any]
    bookmarks: tuple[Bookmark, ...] = ()
    problems: tuple[Problem, ...] = ()
    press: Press | None = None
    """How it is printed, for the writer of print masters."""
    attachments: tuple[Attachment, ...] = ()
    is_part: bool = False  # some of its pages are in other files


def bounds(path: PathOps) -> tuple[float, float, float, float]:
    """Return left, top, right, bottom of a path's points (control points included)."""
    xs = [value for op in path for value in op[1::2]]
    ys = [value for op in path for value in op[2::2]]
    if not xs:
        return 0.0, 0.0, 0.0, 0.0
    return min(xs), min(ys), max(xs), max(ys)


def turned_box(x: float, y: float, line: TextLine) -> Rect:
    """Return the upright box round a line of text that is turned."""
    angle = math.radians(line.turn)
    cos, sin = math.cos(angle), math.sin(angle)
    corners = [(along, down) for along in (0.0, line.width) for down in (-line.ascent, line.descent)]
    xs = [x + along * cos - down * sin for along, down in corners]
    ys = [y + along * sin + down * cos for along, down in corners]
    return Rect(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))


def thickness(path: PathOps) -> float:
    """Return about how thick the area of a path is, in pt: what it covers, divided by how long it is."""
    area, places = 0.0, list[tuple[float, float]]()
    for op in (*path, ("M", 0.0, 0.0)):
        if op[0] == "M":
            closed = zip(places, places[1:] + places[:1], strict=True)
            area += sum(x * v - u * y for (x, y), (u, v) in closed) / 2
            places = []
        if len(op) > 2:
            places.append((op[-2], op[-1]))
    left, top, right, bottom = bounds(path)
    return abs(area) / max(right - left, bottom - top, 0.01)


def box(width: float, height: float, x: float = 0.0, y: float = 0.0) -> PathOps:
    """Return a rectangle as a path."""
    return (("M", x, y), ("L", x + width, y), ("L", x + width, y + height), ("L", x, y + height), ("Z",))


def line(x1: float, y1: float, x2: float, y2: float) -> PathOps:
    """Return a straight line as a path."""
    return (("M", x1, y1), ("L", x2, y2))


def hatching(width: float, height: float, distance: float) -> PathOps:
    """Return slanting lines over a rectangle, `distance` apart along its sides."""
    lines: list[tuple[Any, ...]] = []
    for number in range(1, int((width + height) / distance) + 1):
        along = number * distance
        x1, y1 = max(0.0, along - height), min(along, height)
        x2, y2 = min(along, width), max(0.0, along - width)
        lines += line(x1, y1, x2, y2)
    return tuple(lines)
