"""Take the files of the Unicode Character Database; write the table of line breaking classes that typeset/uax14.py reads.

Usage: python tools/make_line_classes.py /usr/share/unicode predella/typeset/line_classes.py

The folder is that of Debian's package unicode-data, or https://www.unicode.org/Public/15.0.0/ucd/ with `emoji/` in it.
"""

from __future__ import annotations

import re
import sys
import textwrap
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

LETTERS = {
    "AL": "a", "HL": "l", "NU": "n", "SP": "s", "BK": "k", "CR": "r", "LF": "f", "NL": "e", "CM": "m", "ZWJ": "j",
    "WJ": "w", "ZW": "z", "GL": "g", "CL": "c", "CP": "p", "EX": "x", "IS": "i", "SY": "y", "OP": "o", "QU": "q",
    "NS": "t", "B2": "b", "BA": "h", "HY": "H", "BB": "u", "CB": "v", "IN": "d", "PR": "R", "PO": "P", "ID": "I",
    "EB": "E", "EM": "M", "JL": "L", "JV": "V", "JT": "T", "H2": "S", "H3": "Y", "RI": "G", "CJ": "K",
    "wide OP": "O", "wide CP": "C", "free picture": "U",
}  # fmt: skip
"""A letter for each class. The last three are ours: what LB30 and LB30b tell apart by other properties."""

HEAD = '''"""The line breaking class of every character, as letters with the length of their runs from U+0000 on.

Written by tools/make_line_classes.py from {origin}; not by hand.
Classes AI, SG and XX are AL here, SA is CM or AL, as rule LB1 of UAX #14 has it. The letters are explained in uax14.py.
"""

RUNS = (
'''


def main(folder: Path, target: Path) -> None:
    """Read the files under `folder`, write the Python module `target`."""
    lines = (folder / "LineBreak.txt").read_text(encoding="utf-8")
    found = re.match(r"# (LineBreak-[\d.]+)\.txt", lines)
    if found is None:
        sys.exit(f"{folder / 'LineBreak.txt'}: the first line does not name its version")
    runs = "".join(
        f"{letter}{length if length > 1 else ''}"
        for letter, group in groupby(letters(folder))
        for length in [sum(1 for _ in group)]
    )
    rows = textwrap.wrap(runs, 100)
    table = "".join(f'    "{row}"\n' for row in rows)
    origin = f"{found[1]}, EastAsianWidth and emoji-data of the Unicode Character Database"
    target.write_text(HEAD.format(origin=origin) + table + ")\n", encoding="utf-8")
    print(f"{target}: {len(rows)} lines, {target.stat().st_size / 1000:.1f} kB")


def letters(folder: Path) -> Iterator[str]:
    """Yield the letter of each code point, in order."""
    classes = dict(values(folder / "LineBreak.txt"))
    widths = dict(values(folder / "EastAsianWidth.txt"))
    categories = dict(values(folder / "extracted" / "DerivedGeneralCategory.txt"))
    pictures = {
        code
        for code, value in values(folder / "emoji" / "emoji-data.txt")
        if value == "Extended_Pictographic"
    }
    for code in range(0x110000):
        kind = classes.get(code, "XX")
        category = categories.get(code, "Cn")
        if kind == "SA":
            kind = "CM" if category in ("Mn", "Mc") else "AL"
        elif kind in ("AI", "SG", "XX"):
            kind = "AL"
        if kind in ("OP", "CP") and widths.get(code, "N") in ("F", "W", "H"):
            kind = f"wide {kind}"
        if category == "Cn" and code in pictures:
            kind = "free picture"
        yield LETTERS[kind]


def values(path: Path) -> Iterator[tuple[int, str]]:
    """Yield code points and their value from a file of `range ; value # comment` lines."""
    for line in path.read_text(encoding="utf-8").splitlines():
        fields = line.partition("#")[0].split(";")
        if len(fields) < 2:
            continue
        first, _, last = fields[0].strip().partition("..")
        for code in range(int(first, 16), int(last or first, 16) + 1):
            yield code, fields[1].strip()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
