"""What was written goes in; which levels of conformance the file may claim, and why not the others, comes out.

A level is a row of `LEVELS`: what the file says of itself, and the checks that it must pass first. A check looks at what
goes into the file, not at what was meant to. Validators (veraPDF) hold the finished files to the same standards in the tests.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from predella.pages import MM, Meta
from predella.writers.boxes import LARGEST, Box
from predella.writers.metadata import Intent, Property
from predella.writers.structure import Mark, Node


@dataclass
class Facts:
    """What a check may look at. `loose` are texts and pictures that belong to no element, `silent` words that found no page."""

    meta: Meta
    root: Node | None
    intents: Sequence[Intent] = ()
    loose: list[str] = field(default_factory=list)
    silent: list[str] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)
    spaces: set[str] = field(default_factory=set)
    """Colour spaces of pictures and of what is painted: DeviceRGB, DeviceGray, DeviceCMYK, ICCBased …"""
    unread: dict[str, int] = field(default_factory=dict)
    """For each font the codes that come back as no character."""
    boxes: list[tuple[Box, Box, Box]] = field(default_factory=list)
    """Media, bleed and trim of each page that is printed, as left, bottom, right, top."""


Check = Callable[[Facts], Iterator[str]]


def titled(facts: Facts) -> Iterator[str]:
    """Title and language are there."""
    if not facts.meta.title.strip():
        yield "the document has no title"
    if not facts.meta.language.strip():
        yield "the document has no language"


def tagged(facts: Facts) -> Iterator[str]:
    """Whatever is painted is told or is decoration, and whatever is to be told has a page."""
    if facts.root is None:
        yield "nothing on its pages is told"
    for what in facts.loose[:90]:
        yield f"{what} belongs to no element"
    for what in facts.silent[:3]:
        yield f"{what!r} is told on no page"


def headings_stepwise(facts: Facts) -> Iterator[str]:
    """Headings begin with level 1 and go down one level at a time."""
    before = 0
    for node in facts.root.walk() if facts.root else ():
        if node.kind[0] == "H" and node.kind[1:].isdigit():
            level = int(node.kind[1:])
            if level > before + 1:
                after = f"a heading of level {before}" if before else "none"
                yield f"the heading {node.text.strip()!r} of level {level} follows {after}"
            before = level


def alternatives(facts: Facts) -> Iterator[str]:
    """Figures have an alternative text."""
    for node in facts.root.walk() if facts.root else ():
        if node.kind == "Figure" and not (node.alt or "").strip():
            yield f"a figure has no text alternative ({node.text.strip()[:40]!r})"


KIDS: Mapping[str, tuple[str, ...]] = {
    "L": ("LI", "Caption", "L"), "LI": ("Lbl", "LBody"), "Table": ("TR", "THead", "TBody", "TFoot", "Caption"),
    "TR": ("TH", "TD"), "TOC": ("TOCI", "TOC", "Caption"),
}  # fmt: skip
PARENTS: Mapping[str, tuple[str, ...]] = {
    "LI": ("L",), "LBody": ("LI",), "TR": ("Table", "THead", "TBody", "TFoot"), "TH": ("TR",), "TD": ("TR",), "TOCI": ("TOC",),
}  # fmt: skip


def nested(facts: Facts) -> Iterator[str]:
    """Lists, tables and contents are built of their parts alone (ISO 32000-1, tables 336 and 337)."""
    for node in facts.root.walk() if facts.root else ():
        for kid in node.kids:
            if isinstance(kid, Node):
                if node.kind in KIDS and kid.kind not in KIDS[node.kind]:
                    yield f"{kid.kind} stands in {node.kind} ({kid.text.strip()[:40]!r})"
                if kid.kind in PARENTS and node.kind not in PARENTS[kid.kind]:
                    yield f"{kid.kind} stands in {node.kind} ({kid.text.strip()[:40]!r})"
            elif node.kind in KIDS and isinstance(kid, Mark):
                yield f"{node.kind} has text of its own ({kid.text.strip()[:40]!r})"


def even_tables(facts: Facts) -> Iterator[str]:
    """Rows of a table are of one length, spans counted."""
    for node in facts.root.walk() if facts.root else ():
        if node.kind == "Table":
            lengths = {row_length(row) for row in node.walk() if row.kind == "TR"}
            if len(lengths) > 1 and not any("RowSpan" in cell.attributes for cell in node.walk()):
                yield f"rows of a table have {', '.join(map(str, sorted(lengths)))} cells"


def row_length(row: Node) -> int:
    """Return how many columns a row takes."""
    return sum(int(cell.attributes.get("ColSpan", 1)) for cell in row.kids if isinstance(cell, Node))


def linked(facts: Facts) -> Iterator[str]:
    """Link areas belong to a link that says where it leads."""
    for target, kind in facts.links:
        if kind != "Link":
            yield f"the link to {target} stands in {kind}"


def readable_fonts(facts: Facts) -> Iterator[str]:
    """Every code of every font comes back as a character."""
    for font, codes in facts.unread.items():
        yield f"{codes} glyphs of {font} come back as no character"


COLOURS = {1: {"DeviceGray"}, 3: {"DeviceGray", "DeviceRGB"}, 4: {"DeviceGray", "DeviceCMYK"}}
"""The device colours that an intent of so many components gives a meaning to (ISO 19005-2, 6.2.4.3)."""


def meant_colours(facts: Facts) -> Iterator[str]:
    """Device colours are those of the output intent."""
    known = set().union(*(COLOURS[intent.components] for intent in facts.intents)) if facts.intents else set()
    for space in sorted(facts.spaces):
        if space.startswith("Device") and space not in known:
            yield f"{space} is used, and the output intent does not say what it means"


ON_PRESS = frozenset({"DeviceCMYK", "DeviceGray", "Separation", "ICCBased", "Indexed"})
"""Colour spaces of a file for a press (ISO 15930-7, 6.2.4): device colours are those of its intent, others bring their meaning."""


def inked(facts: Facts) -> Iterator[str]:
    """The intent is a press, and nothing is painted in the light of a screen."""
    presses = [intent for intent in facts.intents if intent.subtype == "GTS_PDFX"]
    if len(presses) != 1 or presses[0].components != 4 or presses[0].profile[12:20] != b"prtrCMYK":
        yield "the output intent is no CMYK press"
    for space in sorted(facts.spaces - ON_PRESS):
        yield f"{space} is used, and a press has inks"


def trimmed(facts: Facts) -> Iterator[str]:
    """Each page says where it is cut; the trim lies in the bleed, the bleed in the media, and the media within PDF's limit."""
    if not facts.boxes:
        yield "no page says where it is cut"
    for number, (media, bleed, trim) in enumerate(facts.boxes, 1):
        if not (within(trim, bleed) and within(bleed, media)):
            yield f"page {number}: trim, bleed and media do not lie in each other"
        if max(media[2:]) > LARGEST:
            yield f"page {number}: with bleed and marks it is {max(media[2:]) / MM:,.0f} mm long, and a PDF ends at {LARGEST / MM:,.0f}"


def within(inner: Box, outer: Box) -> bool:
    """True when a box lies in another; a hundredth of a point is rounding."""
    near = [mine - theirs for mine, theirs in zip(inner, outer, strict=True)]
    return min(near[:2]) > -0.01 and max(near[2:]) < 0.01


def still(facts: Facts) -> Iterator[str]:
    """Nothing on the pages can be clicked."""
    for target, _ in facts.links:
        yield f"the link to {target} has an area on the page"


@dataclass(frozen=True, slots=True)
class Level:
    """A level of conformance: how a file claims it, what it must pass before, and where that stands."""

    name: str
    claims: tuple[Property, ...]
    checks: tuple[Check, ...]
    source: str


UA = "http://www.aiim.org/pdfua/ns/id/"
A = "http://www.aiim.org/pdfa/ns/id/"
X = "http://www.npes.org/pdfx/ns/id/"

LEVELS: Mapping[str, Level] = {
    "PDF/UA-1": Level(
        "PDF/UA-1",
        (Property("pdfuaid", UA, "part", "1", "PDF/UA identification", "Integer", "Part of ISO 14289 that the file follows"),),
        (titled, tagged, headings_stepwise, alternatives, nested, even_tables, linked, readable_fonts),
        "ISO 14289-1:2014",
    ),
    "PDF/A-2a": Level(
        "PDF/A-2a",
        (Property("pdfaid", A, "part", "2"), Property("pdfaid", A, "conformance", "A")),
        (titled, tagged, nested, readable_fonts, meant_colours),
        "ISO 19005-2:2011",
    ),
    "PDF/A-3a": Level(
        "PDF/A-3a",
        (Property("pdfaid", A, "part", "3"), Property("pdfaid", A, "conformance", "A")),
        (titled, tagged, nested, readable_fonts, meant_colours),
        "ISO 19005-3:2012",
    ),
    "PDF/X-4": Level(
        "PDF/X-4",
        (Property("pdfxid", X, "GTS_PDFXVersion", "PDF/X-4", "PDF/X identification", "Text", "Part of ISO 15930 that the file follows"),
         Property("pdf", "http://ns.adobe.com/pdf/1.3/", "Trapped", "False", "Adobe PDF", "Text", "Whether the file has been trapped")),
        (titled, inked, trimmed, still),
        "ISO 15930-7:2010",
    ),
}  # fmt: skip


def claimed(wanted: Sequence[str], facts: Facts) -> tuple[list[Property], dict[str, list[str]]]:
    """Return the claims of the levels whose checks find nothing, and for each other one what they found."""
    claims: list[Property] = []
    faults: dict[str, list[str]] = {}
    for name in wanted:
        level = LEVELS[name]
        found = [fault for check in level.checks for fault in check(facts)]
        if found:
            faults[name] = found
        else:
            claims += level.claims
    return claims, faults
