"""The bytes of an SVG file go in, outlines and words ready to be placed come out, with what of the file is lost.

An SVG is untrusted: nothing in it is run, fetched or opened, and what would be is refused (`tree`). Styles are worked
out (`styles`, `values`), references and words resolved (`plain`); svglib then draws the shapes (`reading`).
"""

from predella.svg.drawing import Drawing, Letters, Loss, Outline, Paint, Words
from predella.svg.reading import read_svg
from predella.svg.tree import SvgError

__all__ = ["Drawing", "Letters", "Loss", "Outline", "Paint", "SvgError", "Words", "read_svg"]
