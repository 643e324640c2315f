"""The tree as it is read goes in; structure elements, the way back from each mark to its element, and link areas come out.

ISO 32000-1, 14.7 (logical structure) and 14.8 (tagged PDF), as ISO 14289-1 (PDF/UA-1) asks for them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from reportlab.pdfbase import pdfdoc

from predella.pages import Element
from predella.writers.objects import Written
from predella.writers.structure import Area, Mark, Marks, Node

TABLE_ATTRIBUTES = frozenset({"Scope", "RowSpan", "ColSpan", "Headers"})


class Tags:
    """Writes the structure of one file. `pages` are the objects of its pages, `areas` the dictionaries of link areas."""

    def __init__(self, marks: Marks, pages: list[Any], areas: list[Any]) -> None:
        self.marks = marks
        self.pages = pages
        self.areas = areas
        self.objects: dict[Node, Written] = {}
        self.of_element: Mapping[Element, Node] = {}
        self.notes = 0

    def add(self, document: Any, root: Node, of_element: Mapping[Element, Node]) -> None:
        """Put the structure into a file's catalog."""
        self.of_element = of_element
        top = Written(lambda file: self.top(file, root))
        self.element(document, root, top)
        catalog = document.Catalog
        catalog.StructTreeRoot = top
        catalog.MarkInfo = pdfdoc.PDFDictionary({"Marked": "true"})
        for key, page in enumerate(self.pages):
            page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
            page.StructParents, page.Tabs = key, pdfdoc.PDFName("S")
        for index, area in enumerate(self.areas):
            area["StructParent"] = len(self.pages) + index

    def element(self, document: Any, node: Node, parent: Written) -> None:
        """Give an element and all below it their numbers in the file."""
        written = self.objects[node] = Written(lambda file: self.body(file, node, parent))
        document.Reference(written)
        for kid in node.kids:
            if isinstance(kid, Node):
                self.element(document, kid, written)

    def top(self, document: Any, root: Node) -> bytes:
        """Return the root of the structure, with the way back from marks and areas to their elements."""
        rows = [
            b"%d[%b]" % (key, b" ".join(self.reference(document, element) for element in page))
            for key, page in enumerate(self.marks.pages)
        ]
        rows += [
            b"%d %b" % (len(self.pages) + index, self.reference(document, element))
            for index, element in enumerate(self.marks.area_owners)
        ]
        parents = Written(lambda file: b"<</Nums[%b]>>" % b"\n".join(rows))
        return b"<</Type/StructTreeRoot/K %b/ParentTree %b/ParentTreeNextKey %d>>" % (
            shown(document, self.objects[root]), shown(document, parents), len(rows),
        )  # fmt: skip

    def reference(self, document: Any, element: Element) -> bytes:
        """Return the reference to the node of an element."""
        return shown(document, self.objects[self.of_element[element]])

    def body(self, document: Any, node: Node, parent: Written) -> bytes:
        """Return a structure element as it is written."""
        page = next((kid.page for kid in node.kids if not isinstance(kid, Node)), None)
        parts = [b"/S/%b/P %b" % (node.kind.encode(), shown(document, parent))]
        if page is not None:
            parts.append(b"/Pg " + shown(document, self.pages[page]))
        for key, value in (("Alt", node.alt), ("ActualText", node.actual), ("Lang", node.lang)):
            if value:
                parts.append(b"/%b%b" % (key.encode(), pdfdoc.PDFString(value).format(document)))
        if node.kind == "Note":
            # every note has a name of its own (ISO 14289-1, 7.9)
            self.notes += 1
            parts.append(b"/ID(note-%d)" % self.notes)
        parts += attributes(node)
        kids = [self.kid(document, kid, page) for kid in node.kids]
        if kids:
            parts.append(b"/K " + kids[0] if len(kids) == 1 else b"/K[%b]" % b" ".join(kids))
        return b"<<%b>>" % b"".join(parts)

    def kid(self, document: Any, kid: Node | Mark | Area, page: int | None) -> bytes:
        """Return a kid of an element whose own page is `page`: a number, a mark on another page, a link area, an element."""
        if isinstance(kid, Node):
            return shown(document, self.objects[kid])
        if isinstance(kid, Area):
            area = shown(document, self.areas[kid.index])
            return b"<</Type/OBJR/Pg %b/Obj %b>>" % (shown(document, self.pages[kid.page]), area)
        if kid.page == page:
            return b"%d" % kid.number
        return b"<</Type/MCR/Pg %b/MCID %d>>" % (shown(document, self.pages[kid.page]), kid.number)


def attributes(node: Node) -> list[bytes]:
    """Return the attributes of an element: of tables, of figures the box, of lists how their items are numbered."""
    found = []
    table = {key: value for key, value in node.attributes.items() if key in TABLE_ATTRIBUTES}
    if table:
        entries = "".join(f"/{key}{' ' if value.isdigit() else '/'}{value}" for key, value in table.items())
        found.append(f"<</O/Table{entries}>>")
    if node.box and node.kind == "Figure":
        found.append(f"<</O/Layout/Placement/Block/BBox[{' '.join(f'{value:.1f}' for value in node.box)}]>>")
    if node.kind == "L" and (numbering := numbering_of(node)):
        found.append(f"<</O/List/ListNumbering/{numbering}>>")
    if not found:
        return []
    whole = found[0] if len(found) == 1 else f"[{''.join(found)}]"
    return [f"/A{whole}".encode()]


def numbering_of(node: Node) -> str | None:
    """Return how the items of a list are marked (ISO 32000-1, table 347), or None for a list without marks."""
    labels = [
        label.text.strip()
        for item in node.kids
        if isinstance(item, Node)
        for label in item.kids
        if isinstance(label, Node) and label.kind == "Lbl"
    ]
    if not labels:
        return None
    if all(label.rstrip(".)").isdigit() for label in labels):
        return "Decimal"
    return "Disc" if all(len(label) == 1 and not label.isalnum() for label in labels) else None


def shown(document: Any, thing: Any) -> bytes:
    """Return the reference to an object as it is written, giving it a number at first asking."""
    reference: bytes = document.Reference(thing).format(document)
    return reference


def link_area(corners: tuple[float, float, float, float], target: str, said: str) -> Any:
    """Return the dictionary of a link area: left, bottom, right, top in pt, where it leads and what is said of it.

    It is printed, has no border and says where it leads (ISO 32000-1, 12.5.6.5; ISO 14289-1, 7.18.5).
    """
    action = pdfdoc.PDFDictionary({"S": pdfdoc.PDFName("URI"), "URI": pdfdoc.PDFString(target)})
    return pdfdoc.PDFDictionary(
        {
            "Type": pdfdoc.PDFName("Annot"),
            "Subtype": pdfdoc.PDFName("Link"),
            "Rect": pdfdoc.PDFArray([round(value, 3) for value in corners]),
            "Border": pdfdoc.PDFArray([0, 0, 0]),
            "F": 4,
            "Contents": pdfdoc.PDFString(said),
            "A": action,
        }
    )
