"""The logical tree and the marks of what was painted go in; the tree as a reader's software meets it comes out.

What painted nothing and says nothing is left out, what stands side by side in a line is put into the order in which it is
read, and what an alternative text would hide stands beside its figure instead of below it (ISO 32000-1, 14.8).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from predella.pages import Element, Glyphs

BESIDE = frozenset({"Caption", "Table", "L", "Sect", "P"})
"""What an alternative text of a figure must not stand for: it replaces all that is below it (ISO 32000-1, 14.9.3)."""
CELLS = frozenset({"Table", "TR", "TH", "TD", "L", "LI", "Lbl", "LBody"})
"""Roles whose words may stand without ink: they belong to the drawing that shows them otherwise."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One stretch of a page's content that belongs to an element: its page from 0, its number there, what it says."""

    page: int
    number: int
    time: int
    texts: list[str]

    @property
    def text(self) -> str:
        return "".join(self.texts)


@dataclass(frozen=True, slots=True)
class Area:
    """A link area on a page, counted over the whole file."""

    page: int
    index: int
    target: str


@dataclass(slots=True, eq=False)
class Node:
    """A structure element as it is written: its standard type, its kids in reading order, what it says of itself.

    `actual` are the words of an element whose mark shows none. `box` is left, bottom, right, top on page `page`, in pt.
    """

    kind: str
    kids: list[Node | Mark | Area] = field(default_factory=list)
    alt: str | None = None
    actual: str | None = None
    lang: str | None = None
    title: str | None = None
    attributes: Mapping[str, str] = field(default_factory=dict)
    box: tuple[float, float, float, float] | None = None
    element: Element | None = None

    def walk(self) -> Iterator[Node]:
        """Yield this node and all below it, in reading order."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Node):
                yield from kid.walk()

    def marks(self) -> Iterator[Mark]:
        """Yield the marks of this node and of all below it, in reading order."""
        for kid in self.kids:
            if isinstance(kid, Mark):
                yield kid
            elif isinstance(kid, Node):
                yield from kid.marks()

    @property
    def text(self) -> str:
        """What is read of this node and of all below it."""
        return self.actual if self.actual is not None else "".join(
            kid.text for kid in self.kids if not isinstance(kid, Area)
        )


class Marks:
    """What was painted for which element, taken down while pages are painted."""

    def __init__(self, tree: Element) -> None:
        self.tree = tree
        self.parents: dict[Element, Element] = {}
        self.of: dict[Element, list[Mark]] = {}
        self.areas: dict[Element, list[Area]] = {}
        self.boxes: dict[Element, tuple[int, float, float, float, float]] = {}
        self.pages: list[list[Element]] = []
        self.area_owners: list[Element] = []
        self.waiting: dict[Element, list[Element]] = {}
        for element in tree.walk():
            for child in element.children:
                self.parents[child] = element
        for element in tree.walk():
            if element.words is not None:
                self.waiting.setdefault(self.drawing_of(element), []).append(element)
        self.drawings = {part: drawing for drawing in self.waiting for part in drawing.walk()}
        self.fresh: dict[Element, None] = {}
        self.time = 0

    def drawing_of(self, element: Element) -> Element:
        """Return what shows the words of an element that has no ink: the figure, table or list that it belongs to."""
        while element.role in CELLS and element in self.parents:
            above = self.parents[element]
            if above.role not in CELLS:
                return above if above.role == "Figure" else element
            element = above
        return element

    def link_of(self, element: Element) -> Element:
        """Return the link that an element stands in, or the element itself."""
        found: Element | None = element
        while found is not None and found.role != "Link":
            found = self.parents.get(found)
        return found or element

    def known(self, *elements: Element | None) -> Element | None:
        """Return the first of some elements that stands in the tree, or is decoration."""
        for element in elements:
            if element is not None and (element in self.parents or element is self.tree or element.role == "Artifact"):
                return element
        return None

    def begin_page(self) -> None:
        self.pages.append([])

    def mark(self, element: Element) -> Mark:
        """Return a new mark of an element on the page that is being painted."""
        page = self.pages[-1]
        self.time += 1
        found = Mark(len(self.pages) - 1, len(page), self.time, [])
        page.append(element)
        self.of.setdefault(element, []).append(found)
        if element in self.drawings:
            self.fresh[self.drawings[element]] = None
        return found

    def said_last(self, element: Element) -> list[str]:
        """Return what the last mark of an element that says anything says."""
        return next((mark.texts for mark in reversed(self.of.get(element, [])) if mark.texts), [])

    def area(self, element: Element, target: str) -> Area:
        """Return a new link area of an element on the page that is being painted."""
        found = Area(len(self.pages) - 1, len(self.area_owners), target)
        self.area_owners.append(element)
        self.areas.setdefault(element, []).append(found)
        return found

    def cover(self, element: Element, left: float, bottom: float, right: float, top: float) -> None:
        """Widen the box of a figure by ink on the page that is being painted; its first page counts."""
        page = len(self.pages) - 1
        known = self.boxes.get(element)
        if known is None:
            self.boxes[element] = page, left, bottom, right, top
        elif known[0] == page:
            self.boxes[element] = page, min(left, known[1]), min(bottom, known[2]), max(right, known[3]), max(top, known[4])

    def unpainted(self) -> Iterator[tuple[Element, list[Element]]]:
        """Yield each drawing that was painted, with the elements whose words stand without ink, once."""
        done, self.fresh = [drawing for drawing in self.fresh if drawing in self.waiting], {}
        for drawing in done:
            silent = [element for element in self.waiting.pop(drawing) if not any(e in self.of for e in element.walk())]
            if silent:
                yield drawing, silent

    def unsaid(self) -> list[str]:
        """Return the words without ink whose drawings were painted on no page."""
        return [element.words for elements in self.waiting.values() for element in elements if element.words]

    def parts(self, *, is_part: bool = False) -> tuple[Node | None, Mapping[Element, Node]]:
        """Return the root of the tree as it is read, or None for no content, and the node of each element."""
        nodes: dict[Element, Node] = {}
        root = self.node(self.tree, nodes)
        if root is not None:
            tidy(root)
            if is_part:
                promote(root)
        return root, nodes

    def node(self, element: Element, nodes: dict[Element, Node]) -> Node | None:
        """Return the node of an element, or None for one that neither painted nor says anything.

        A link without an area to click, as in a print master, is words like others (ISO 32000-1, table 338).
        """
        marks, areas = self.of.get(element, []), self.areas.get(element, [])
        kids = [node for child in element.children if (node := self.node(child, nodes)) is not None]
        # an empty cell keeps its place in a row that says something
        said = marks or kids if element.role not in ("TR", "Table") else any(True for kid in kids for _ in kid.marks())
        if not said and element.role not in ("TD", "TH"):
            return None
        box = self.boxes.get(element)
        node = nodes[element] = Node(
            "Span" if element.role == "Link" and not areas else structure_tag(element), in_order(marks, kids), element.alt if element.role != "Link" else None,
            element.words if marks and element.words is not None and not kids and not any(m.texts for m in marks) else None,
            element.lang, element.title, element.attributes, box[1:] if box else None, element,
        )  # fmt: skip
        node.kids += areas
        return node


def structure_tag(element: Element) -> str:
    """Return the standard structure type of an element (ISO 32000-1, 14.8.4)."""
    return f"H{min(max(element.level, 1), 6)}" if element.role == "H" else element.role


def in_order(marks: Sequence[Mark], kids: Sequence[Node]) -> list[Node | Mark | Area]:
    """Return marks of an element's own and its kids in reading order.

    Without marks of its own an element keeps the order of the tree, whatever was painted first. In a line of text what was
    painted first is read first; a kid without ink follows the one before it.
    """
    if not marks:
        return [*kids]
    timed: list[tuple[int, Node | Mark | Area]] = [(mark.time, mark) for mark in marks]
    last = 0
    for kid in kids:
        last = min((mark.time for mark in kid.marks()), default=last)
        timed.append((last, kid))
    return [part for _, part in sorted(timed, key=lambda pair: pair[0])]


def tidy(node: Node) -> None:
    """Bring the kids of a node, and of all below it, into the shapes that readers' software knows."""
    for kid in node.kids:
        if isinstance(kid, Node):
            tidy(kid)
    node.kids = [part for kid in node.kids for part in (beside(kid) if isinstance(kid, Node) else (kid,))]
    if node.kind != "L":
        node.kids = list(listed(node.kids))
    else:
        # A caption is the first of a list's kids (ISO 32000-1, table 336).
        node.kids.sort(key=lambda kid: not (isinstance(kid, Node) and kid.kind == "Caption"))


def promote(root: Node) -> None:
    """Raise the headings of a part of a document, so that the first is of level 1: what stands over them is in another file."""
    open_levels: list[str] = []
    for node in root.walk():
        if node.kind[0] == "H" and node.kind[1:].isdigit():
            while open_levels and open_levels[-1] >= node.kind:
                open_levels.pop()
            open_levels.append(node.kind)
            node.kind = f"H{len(open_levels)}"


def beside(node: Node) -> Iterable[Node]:
    """Return a node with what its alternative text would hide, as kids of one division."""
    if node.kind != "Figure" or not node.alt:
        return (node,)
    out = [kid for kid in node.kids if isinstance(kid, Node) and kid.kind in BESIDE]
    if not out:
        return (node,)
    node.kids = [kid for kid in node.kids if not any(kid is other for other in out)]
    figure = [node] if node.kids else []
    return (Node("Div", [*figure, *out]),) if len(figure) + len(out) > 1 else (*figure, *out)


def listed(kids: Iterable[Node | Mark | Area]) -> Iterator[Node | Mark | Area]:
    """Yield kids with neighbouring items that stand in no list put into one."""
    items: list[Node | Mark | Area] = []
    for kid in kids:
        if isinstance(kid, Node) and kid.kind == "LI":
            items.append(kid)
            continue
        if items:
            yield Node("L", items)
            items = []
        yield kid
    if items:
        yield Node("L", items)


def runs_in_order(runs: Sequence[Glyphs]) -> Sequence[Glyphs]:
    """Return the runs of a line in the order in which they are read; they stand from left to right."""
    return sorted(runs, key=lambda run: min(run.order)) if all(run.order for run in runs) else runs


def as_said(run: Glyphs) -> str:
    """Return the text of a run in the order in which it is said; its glyphs stand from left to right."""
    if not run.order:
        return run.text
    return "".join(text for _, text in sorted(zip(run.order, run.texts, strict=True)))


def joins(before: Sequence[str], run: Glyphs) -> bool:
    """True when a run that begins a line would be read as one word with what the element said before."""
    return bool(before) and before[-1][-1:] not in ("", " ", "\n", "\u00ad", "-") and as_said(run)[:1] not in ("", " ")
