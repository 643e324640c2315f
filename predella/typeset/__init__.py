"""Text with a setting goes in, lines of placed glyphs come out. Nothing outside this package shapes or breaks text."""

from predella.typeset.fonts import Face, FontError, open_face
from predella.typeset.hyphenation import hyphenate, knows, minimums
from predella.typeset.paragraph import Piece, SetLine, Setting, set_lines, set_one_line
from predella.typeset.shape import ShapedWord, missing, shape

__all__ = [
    "Face",
    "FontError",
    "Piece",
    "SetLine",
    "Setting",
    "ShapedWord",
    "hyphenate",
    "knows",
    "minimums",
    "missing",
    "open_face",
    "set_lines",
    "set_one_line",
    "shape",
]
