"""What a block from another distribution may import, in one place: these names stay as they are within a major version.

Everything else in the package may change with any release. docs/extending.md shows how they are used.
"""

from predella.blocks.block import (
    Block,
    Context,
    Fragment,
    Node,
    Space,
    first_baseline,
    label,
    pieces_of,
    plain_runs,
    shape,
    spaced_top,
    text_lines,
)
from predella.pages import MM, Element, PathOps, Placed, Role, box, line
from predella.validate import Length, LengthField, Model, Prose, Text, wrong

__all__ = [
    "MM",
    "Block",
    "Context",
    "Element",
    "Fragment",
    "Length",
    "LengthField",
    "Model",
    "Node",
    "PathOps",
    "Placed",
    "Prose",
    "Role",
    "Space",
    "Text",
    "box",
    "first_baseline",
    "label",
    "line",
    "pieces_of",
    "plain_runs",
    "shape",
    "spaced_top",
    "text_lines",
    "wrong",
]
