"""A finished document goes in, what a reader's software says of it comes out as text, in its order and with its structure.

A line for each structure element: its type, its language where it has one of its own, what stands in for its ink (`alt`),
and its words. An editor reads it aloud; a test compares it.
"""

from __future__ import annotations

import io
from collections.abc import Iterator

from predella.pages import Document
from predella.writers.pdf import structure_of
from predella.writers.structure import Area, Mark, Node


def reading_of(document: Document) -> bytes:
    """Return the reading of a document as UTF-8 text."""
    out = io.StringIO()
    out.write(f"{document.meta.title} ({document.meta.language})\n")
    root = structure_of(document)
    for line in lines(root) if root is not None else ():
        out.write(f"{line}\n")
    return out.getvalue().encode()


def lines(node: Node, depth: int = 0) -> Iterator[str]:
    """Yield the lines of an element and of all below it."""
    own = said(node)
    yield "  " * depth + " ".join((node.kind, *own))
    for kid in node.kids:
        if isinstance(kid, Node) and not is_inline(kid):
            yield from lines(kid, depth + 1)


def said(node: Node) -> Iterator[str]:
    """Yield what is said of an element itself: language, attributes, its alternative text or its words."""
    if node.lang:
        yield f"[{node.lang}]"
    for key, value in node.attributes.items():
        yield f"{key}={value}"
    if node.alt:
        yield f"alt “{node.alt}”"
        return
    words = " ".join("".join(inline(node)).split())
    if words:
        yield f"“{words}”"


def inline(node: Node) -> Iterator[str]:
    """Yield the words of an element, with those of its inline elements among them, each in its brackets."""
    if node.actual is not None:
        yield node.actual
    for kid in node.kids:
        if isinstance(kid, Mark):
            yield kid.text
        elif isinstance(kid, Node) and is_inline(kid):
            tag = kid.kind + (f" {kid.lang}" if kid.lang else "")
            target = next((part.target for part in kid.kids if isinstance(part, Area)), None)
            yield f"⟨{tag}: {''.join(inline(kid))}{f' → {target}' if target else ''}⟩"


def is_inline(node: Node) -> bool:
    """True for an element that stands in a line of its parent's words."""
    return node.kind in ("Span", "Link", "Reference", "Quote", "Code")
