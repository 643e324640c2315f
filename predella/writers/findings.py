"""Problems and finished pages go in; numbered marks where they show, and a list under each page, come out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from predella.diagnostics import Problem, in_order
from predella.faces import shipped_face
from predella.pages import WHITE, Colour, Page, Placed, Rect, Shape, TextLine, box
from predella.typeset import Piece, Setting, set_lines, set_one_line

FACE = "FiraSansCondensed-500"
ALARM = Colour("alarm", (0.85, 0.05, 0.1))
NOTICE = Colour("notice", (0.72, 0.36, 0.0))
COLOURS: Mapping[str, Colour] = {"error": ALARM, "warning": NOTICE}
LINE = 1.3
"""From one line of the list to the next, in parts of its size."""


@dataclass(frozen=True)
class Finding:
    """A problem with its number, and where it shows: a box, in pt, for each page's number; none for one that shows nowhere."""

    number: int
    problem: Problem
    places: Mapping[int, Rect]

    @property
    def lines(self) -> tuple[str, ...]:
        """How grave it is, where it is written, what it is, its rule; and what to do about it."""
        problem = self.problem
        place = f"{problem.span}: " if problem.span else ""
        return f"{self.number}  {place}{problem.severity}: {problem.message} [{problem.rule}]", *problem.hints


def findings_of(problems: Sequence[Problem], pages: Sequence[Page]) -> list[Finding]:
    """Return problems in the order in which `check` names them, each with where it shows."""
    return [Finding(number, problem, places_of(problem, pages)) for number, problem in enumerate(in_order(problems), 1)]


def places_of(problem: Problem, pages: Sequence[Page]) -> dict[int, Rect]:
    """Return where a problem shows: at its own place, else round what comes from its line of the author's text."""
    if spot := problem.spot:
        return {spot.page: Rect(spot.left, spot.top, spot.right - spot.left, spot.bottom - spot.top)}
    found: dict[int, Rect] = {}
    for page in pages:
        rects = [item.rect for item in page.placed if item.span and item.span == problem.span]
        if rects:
            left, top = min(rect.x for rect in rects), min(rect.y for rect in rects)
            right, bottom = max(rect.right for rect in rects), max(rect.bottom for rect in rects)
            found[page.number] = Rect(left, top, right - left, bottom - top)
    return found


def marks(page: Page, findings: Sequence[Finding]) -> Iterator[Placed]:
    """Yield an outline round each place on a page where something shows, with its number on a plate beside it."""
    plates: list[Rect] = []
    for finding in findings:
        if place := finding.places.get(page.number):
            colour = COLOURS[finding.problem.severity]
            yield Placed(place.x, place.y, Shape(box(place.width, place.height), stroke=colour, stroke_width=page.width / 600))
            yield from plate(finding, place, page, plates)


def plate(finding: Finding, place: Rect, page: Page, plates: list[Rect]) -> Iterator[Placed]:
    """Yield the number of a finding over the corner of its place, beside the plates that are there already."""
    size = page.width / 100
    number = set_one_line(str(finding.number), Setting((shipped_face(FACE),), size, WHITE))
    wide, high = number.width + size, LINE * size
    x, y = max(0.0, place.x), max(0.0, place.y - high)
    while taken := next((other for other in plates if x < other.right and other.x < x + wide and y < other.bottom and other.y < y + high), None):
        x = taken.right
    plates.append(Rect(x, y, wide + size / 8, high))
    yield Placed(x, y, Shape(box(wide, high), fill=COLOURS[finding.problem.severity]))
    yield Placed(x + size / 2, y + 0.78 * high, number, role="markup")


def rows(page: Page, findings: Sequence[Finding], *, first: bool) -> list[tuple[float, TextLine]]:
    """Return the lines of the list under a page, each with its indent: what shows on it, and on the first what shows nowhere."""
    size = page.width / 110
    found: list[tuple[float, TextLine]] = []
    for finding in findings:
        if page.number in finding.places or (first and not finding.places):
            setting = Setting((shipped_face(FACE),), size, COLOURS[finding.problem.severity])
            for number, text in enumerate(finding.lines):
                indent = size * (1 if not number else 3)
                found += [(indent, line.ink) for line in set_lines([Piece(text, setting)], page.width - size - indent)]
    return found


def height_of(lines: Sequence[tuple[float, TextLine]], page: Page) -> float:
    """Return how high the list under a page is, in pt."""
    return (LINE * len(lines) + 1) * page.width / 110 if lines else 0.0


def listed(page: Page, lines: Sequence[tuple[float, TextLine]]) -> Iterator[Placed]:
    """Yield the list under a page, on white, with the edge of the page over it."""
    if not lines:
        return
    size = page.width / 110
    yield Placed(0, page.height, Shape(box(page.width, height_of(lines, page)), fill=WHITE))
    yield Placed(0, page.height, Shape(box(page.width, size / 8), fill=ALARM))
    for row, (indent, line) in enumerate(lines, 1):
        yield Placed(indent, page.height + LINE * row * size, line, role="markup")
