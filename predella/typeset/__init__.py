"""Text with a setting goes in, lines of placed glyphs come out. Nothing outside this package shapes or breaks text."""

from predella.typeset.boxes import Piece, Setting
from predella.typeset.fonts import Face, FontError, open_face
from predella.typeset.hyphenation import hyphenate, knows, minimums
from predella.typeset.ink import runs_backward
from predella.typeset.paragraph import Manner, SetLine, set_lines, set_one_line
from predella.typeset.shape import ShapedWord, missing, shape

__all__ = [
    "Face",
    "FontError",
    "Manner",
    "Piece",
    "SetLine",
    "Setting",
    "ShapedWord",
    "hyphenate",
    "knows",
    "minimums",
    "missing",
    "open_face",
    "runs_backward",
    "set_lines",
    "set_one_line",
    "shape",
]
