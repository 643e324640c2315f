"""A finished page goes in, the sheets to print, trim and glue it from come out; nothing on it is set anew."""

from predella.tiling.division import Undivided, divide
from predella.tiling.seams import lines_cut, words_cut
from predella.tiling.sheets import divided

__all__ = ["Undivided", "divide", "divided", "lines_cut", "words_cut"]
