"""A finished page goes in; where the content of two of its frames stands on each other comes out.

Frames may overlap: what counts is ink. A text collides with the text, the picture or the drawing of another frame;
a line counts only where it runs through the words, an area also where it lies under them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from predella.pages import MM, WHITE, Colour, FrameBox, Page, PathOps, Placed, Rect, Shape, TextLine

LEAST = 0.3 * MM
"""pt; inks that share less than this, either way, touch and do not collide."""
CAPITALS, DESCENDERS = 0.7, 0.2
"""Heights of capitals and descenders in parts of the size: a line's ink, without the white that its font reserves."""
FAINT = 1.5
"""Contrast with the ground under which a line is a guide behind the words and strikes none of them out."""
STEPS = 8
"""Straight pieces that stand for a curve."""

Point = tuple[float, float]
Inked = tuple[Placed, Rect]
"""An item and the box round what it paints."""


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two frames, the rectangle in pt round all that collides, and the words that do."""

    first: FrameBox
    second: FrameBox
    rect: Rect
    words: str


def overlaps_of(page: Page) -> Iterator[Overlap]:
    """Yield each pair of a page's frames whose contents collide; an overset frame has been reported otherwise."""
    if len(page.frames) < 2:
        return
    items: dict[str, list[Inked]] = {}
    for item in page.placed:
        if is_seen(item, page.ground or WHITE):
            items.setdefault(item.frame, []).append((item, ink_of(item)))
    boxes = {frame.name: frame for frame in page.frames if not frame.overflow and frame.name in items}
    extents = {name: around(ink for _, ink in items[name]) for name in boxes}
    for one, other in combinations(boxes, 2):
        if not extents[one].overlaps(extents[other], LEAST):
            continue
        found = [*collisions(items[one], items[other], extents[other]), *collisions(items[other], items[one], extents[one])]  # fmt: skip
        if found:
            yield Overlap(boxes[one], boxes[other], around(rect for rect, _ in found), found[0][1])


def is_seen(item: Placed, ground: Colour) -> bool:
    """True for ink that counts: not for blanks, nor for a line as faint as those of the years of a timeline."""
    ink = item.ink
    if isinstance(ink, TextLine):
        return bool(ink.text.strip())
    if isinstance(ink, Shape):
        return ink.fill is not None or (ink.stroke is not None and ink.stroke.contrast(ground) >= FAINT)
    return True


def collisions(items: Iterable[Inked], others: Iterable[Inked], extent: Rect) -> Iterator[tuple[Rect, str]]:
    """Yield what the text lines of one frame share with another's content, which stands within `extent`."""
    texts = [(item, ink) for item, ink in items if isinstance(item.ink, TextLine) and ink.overlaps(extent, LEAST)]
    if not texts:
        return
    reach = around(ink for _, ink in texts)
    near = [(other, ink) for other, ink in others if ink.overlaps(reach, LEAST)]
    for item, ink in texts:
        assert isinstance(item.ink, TextLine)
        for other, other_ink in near:
            shared = shared_by(ink, other_ink)
            if shared and (not isinstance(other.ink, Shape) or runs_through(other, shared)):
                yield shared, " ".join(item.ink.text.split())


def ink_of(item: Placed) -> Rect:
    """Return the box round what is painted."""
    if isinstance(item.ink, TextLine):
        size = max((run.size for run in item.ink.runs), default=0.0)
        return Rect(item.x, item.y - CAPITALS * size, item.ink.width, (CAPITALS + DESCENDERS) * size)
    if isinstance(item.ink, Shape) and item.ink.stroke:
        # a straight line has no height of its own, and counts where it strikes words out
        return item.rect.inset(-max(item.ink.stroke_width / 2, LEAST))
    return item.rect


def around(rects: Iterable[Rect]) -> Rect:
    """Return the smallest rectangle round several."""
    known = list(rects)
    left, top = min(rect.x for rect in known), min(rect.y for rect in known)
    return Rect(left, top, max(rect.right for rect in known) - left, max(rect.bottom for rect in known) - top)


def shared_by(one: Rect, other: Rect) -> Rect | None:
    """Return what two rectangles share, or None when it is next to nothing."""
    left, top = max(one.x, other.x), max(one.y, other.y)
    width, height = min(one.right, other.right) - left, min(one.bottom, other.bottom) - top
    return Rect(left, top, width, height) if width > LEAST and height > LEAST else None


def runs_through(item: Placed, rect: Rect) -> bool:
    """True when a shape's outline crosses a rectangle, or its area lies under it."""
    assert isinstance(item.ink, Shape)
    moved = Rect(rect.x - item.x, rect.y - item.y, rect.width, rect.height)
    middle = moved.x + moved.width / 2, moved.y + moved.height / 2
    inside = False
    for polygon in polygons(item.ink.path):
        if any(crosses(start, end, moved) for start, end in pairwise(polygon)):
            return True
        inside ^= encloses(polygon, middle)
    return inside and item.ink.fill is not None


def polygons(path: PathOps) -> Iterator[list[Point]]:
    """Yield the parts of a path as points, curves as short straight pieces."""
    points: list[Point] = []
    for name, *numbers in path:
        if name == "M":
            if points:
                yield points
            points = [(numbers[0], numbers[1])]
        elif name == "L":
            points.append((numbers[0], numbers[1]))
        elif name == "C":
            x0, y0 = points[-1]
            x1, y1, x2, y2, x3, y3 = numbers
            for step in range(1, STEPS + 1):
                t, u = step / STEPS, 1 - step / STEPS
                a, b, c, d = u**3, 3 * u * u * t, 3 * u * t * t, t**3
                points.append((a * x0 + b * x1 + c * x2 + d * x3, a * y0 + b * y1 + c * y2 + d * y3))
        elif points:
            points.append(points[0])
    if points:
        yield points


def crosses(start: Point, end: Point, rect: Rect) -> bool:
    """True when a straight line has a part in a rectangle (Liang and Barsky's clipping)."""
    first, last = 0.0, 1.0
    for origin, far, low, high in (
        (start[0], end[0], rect.x, rect.right),
        (start[1], end[1], rect.y, rect.bottom),
    ):
        way = far - origin
        if not way:
            if not low < origin < high:
                return False
            continue
        near, off = sorted(((low - origin) / way, (high - origin) / way))
        first, last = max(first, near), min(last, off)
    return first < last


def encloses(polygon: Sequence[Point], point: Point) -> bool:
    """True when a closed line goes round a point."""
    inside = False
    x, y = point
    for (x1, y1), (x2, y2) in pairwise([*polygon, polygon[0]]):
        if (y1 > y) != (y2 > y) and x < x1 + (y - y1) / (y2 - y1) * (x2 - x1):
            inside = not inside
    return inside
