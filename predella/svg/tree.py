"""The bytes of an SVG file go in, its elements come out with their lines; what is not safe to read is refused."""

from __future__ import annotations

from dataclasses import dataclass, field
from xml.etree.ElementTree import Element
from xml.parsers import expat

from predella.svg.drawing import Loss

SVG = "{http://www.w3.org/2000/svg}"
XLINK = "{http://www.w3.org/1999/xlink}href"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"

LARGEST_FILE = 8_000_000
"""Bytes; a map of a country with all its rivers has two million."""
MOST_ELEMENTS = 50_000
DEEPEST = 60
"""Elements inside one another; drawing programs nest ten deep."""


class SvgError(ValueError):
    """Raised for an SVG that cannot be used; the message says where and why, `hint` what to do."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


@dataclass
class Tree:
    """An SVG file's elements, the line of each, and what has been found so far that print cannot keep."""

    root: Element
    lines: dict[Element, int]
    losses: dict[tuple[str, str], Loss] = field(default_factory=dict)

    def lose(self, element: Element, message: str, hint: str = "", *, grave: bool = True) -> None:
        """Note that something of an element is lost; the same of many elements is one loss."""
        key = name_of(element), message
        found = self.losses.get(key)
        line, count = (found.line, found.count) if found else (self.lines.get(element, 1), 0)
        self.losses[key] = Loss(line, key[0], message, hint, grave, count + 1)

    def error(self, element: Element, message: str, hint: str = "") -> SvgError:
        """Return the error of an element that keeps the file from being read."""
        return SvgError(f"line {self.lines.get(element, 1)}, <{name_of(element)}>: {message}", hint)


def name_of(element: Element) -> str:
    """Return the name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def is_svg(element: Element) -> bool:
    """True for an element of SVG; others are a drawing program's notes to itself."""
    return str(element.tag).startswith(SVG)


class Reader:
    """Builds the elements of one file, line by line; holds what the parser's callbacks share."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate(namespace_separator="}")
        self.open: list[Element] = []
        self.root: Element | None = None
        self.lines: dict[Element, int] = {}
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.text
        self.parser.StartDoctypeDeclHandler = self.doctype
        self.parser.EntityDeclHandler = self.entity
        self.parser.SkippedEntityHandler = self.entity
        self.parser.ProcessingInstructionHandler = self.instruction

    def read(self, data: bytes) -> Tree:
        """Return the tree of a file. Raises `SvgError`, or expat's own for what is no XML."""
        self.parser.Parse(data, True)
        assert self.root is not None  # expat refuses a file without a root
        return Tree(self.root, self.lines)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        line = self.parser.CurrentLineNumber
        element = Element(qualified(name), {qualified(key): value for key, value in attributes.items()})
        if self.open:
            self.open[-1].append(element)
        else:
            self.root = element
        self.open.append(element)
        self.lines[element] = line
        if len(self.open) > DEEPEST:
            raise SvgError(
                f"line {line}: elements stand more than {DEEPEST} deep in one another", "ungroup it"
            )
        if len(self.lines) > MOST_ELEMENTS:
            raise SvgError(f"it has more than {MOST_ELEMENTS:,} elements", "simplify it, or use a picture")

    def end(self, name: str) -> None:
        self.open.pop()

    def text(self, data: str) -> None:
        if not self.open:
            return
        last = self.open[-1]
        if len(last):
            last[-1].tail = (last[-1].tail or "") + data
        else:
            last.text = (last.text or "") + data

    def doctype(self, name: str, system: str | None, public: str | None, internal: int) -> None:
        """Pass over the plain declaration that many programs write: the file it names is never asked for."""
        if internal:
            self.entity()

    def entity(self, *what: object) -> None:
        raise SvgError(
            f"line {self.parser.CurrentLineNumber}: it has entities, which could name other files or grow without end",
            "save it as plain SVG; nothing in a drawing needs them",
        )

    def instruction(self, target: str, data: str) -> None:
        if target == "xml-stylesheet":
            raise SvgError(
                f"line {self.parser.CurrentLineNumber}: it takes its styles from another file",
                "put them into a <style> element",
            )


def qualified(name: str) -> str:
    """Return a name as ElementTree writes it, {namespace}name."""
    return f"{{{name}" if "}" in name else name


def read_tree(data: bytes) -> Tree:
    """Read the elements of an SVG file. Raises `SvgError`."""
    if not data.strip():
        raise SvgError("the file is empty")
    if data[:2] == b"\x1f\x8b":
        raise SvgError("the file is packed (.svgz)", "unpack it")
    if len(data) > LARGEST_FILE:
        raise SvgError(
            f"the file has {len(data) / 1e6:.0f} MB; an SVG has at most {LARGEST_FILE / 1e6:.0f} MB",
            "simplify it, or use a picture",
        )
    try:
        tree = Reader().read(data)
    except expat.ExpatError as fault:
        reason = expat.ErrorString(fault.code)
        raise SvgError(f"line {fault.lineno}, character {fault.offset + 1}: not XML ({reason})") from None
    except (LookupError, ValueError) as fault:
        if isinstance(fault, SvgError):
            raise
        raise SvgError(f"its characters cannot be read ({fault})", "save it as UTF-8") from None
    if tree.root.tag != f"{SVG}svg":
        raise SvgError(
            f"line {tree.lines[tree.root]}: its outermost element is <{name_of(tree.root)}>, not <svg> of SVG",
            'write <svg xmlns="http://www.w3.org/2000/svg" …>',
        )
    refuse_unsafe(tree)
    return tree


def refuse_unsafe(tree: Tree) -> None:
    """Refuse scripts and whatever would be fetched from elsewhere. Raises `SvgError`."""
    for element in tree.root.iter():
        if name_of(element).lower() in ("script", "handler", "listener"):
            raise tree.error(element, "scripts are not run, and a drawing with one is not trusted", "delete it")
        for key, value in element.attrib.items():
            local = key.rpartition("}")[2].lower()
            if local.startswith("on") and is_svg(element):
                raise tree.error(element, f"the attribute {local!r} is a script", "delete it")
            if local == "href" and is_svg(element):
                refuse_reference(tree, element, value)
            elif "url(" in value.lower() or "\\" in value:
                refuse_urls(tree, element, value)
        if is_svg(element) and name_of(element) == "style":
            refuse_urls(tree, element, "".join(element.itertext()))


def refuse_reference(tree: Tree, element: Element, value: str) -> None:
    """Refuse a reference to anything but an element of the same file, and links, which print leaves out."""
    value = value.strip()
    if value.startswith("#") or not value or name_of(element) == "a":
        return
    if value.lower().startswith("data:image/"):
        return  # lost, and reported as such
    shown = value if len(value) <= 60 else f"{value[:60]}…"
    raise tree.error(element, f"{shown!r} is outside the file, and is not fetched", "put what it shows into the file")


def refuse_urls(tree: Tree, element: Element, text: str) -> None:
    """Refuse styles that fetch something: url() of another file, @import, @font-face, and escapes that hide one."""
    folded = "".join(text.lower().split())
    for word in ("@import", "@font-face"):
        if word in folded:
            raise tree.error(element, f"{word} would fetch another file", "delete it; texts are set in the theme's faces")
    for part in folded.split("url(")[1:]:
        if not part.lstrip("'\"").startswith("#"):
            raise tree.error(element, f"url({part[:40].split(')')[0]}) is outside the file, and is not fetched", "delete it")
    if "\\" in text and is_svg(element) and ("style" in (name_of(element), *element.attrib)):
        raise tree.error(element, "a backslash in a style can hide a reference", "write the character itself")
