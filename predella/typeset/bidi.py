"""A text goes in, the level of each character and the order of a line's runs come out: UAX #9, the bidirectional algorithm.

https://www.unicode.org/reports/tr9/, complete from P2 to L2: isolates, embeddings, overrides, bracket pairs.
Mirroring (L4) is left to HarfBuzz, which mirrors brackets in a run shaped from right to left, and so are marks (L3).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from predella.typeset.bidi_classes import NEEDS_LEVELS, classes
from predella.typeset.bidi_rules import CONTROL, RUN, first_strong, resolve

Direction = Literal["ltr", "rtl"]

PARAGRAPH = re.compile(r"[^\n\r\x1c-\x1e\x85\u2029]*(?:\r\n|[\n\r\x1c-\x1e\x85\u2029])?")
"""A paragraph with its separator, class B (P1); CR and LF are one."""

EMBEDDINGS = bytes.maketrans(b"lrxyp", b"bbbbb")

OVERRIDE = re.compile(rb"[xy]")
TRAILING = re.compile(rb"[BSW<>?!blrxyp]+")


def paragraph_direction(text: str) -> Direction | None:
    """Return the direction of the first strong character that no isolate holds (P2, P3), None where there is none.

    Of several paragraphs, the first that has such a character decides.
    """
    for start, end in _paragraphs(text):
        strong = first_strong(classes(text[start:end]))
        if strong:
            return "ltr" if strong == b"L" else "rtl"
    return None


def embedding_levels(
    text: str, direction: Direction | None, *, obey_overrides: bool = True
) -> tuple[int, ...]:
    """Return one level per character, after I2: even is left to right, odd right to left.

    Each paragraph begins at 0 for "ltr", at 1 for "rtl"; None lets its own first strong character decide
    (left to right where it has none). A character that X9 removes has the level of the one before
    it (UAX #9, 5.2). Without `obey_overrides`, overrides and embeddings (U+202A to U+202E) do nothing;
    isolates do what they do.
    """
    if direction != "rtl" and not NEEDS_LEVELS.search(text):
        return (0,) * len(text)
    levels = bytearray()
    for start, end in _paragraphs(text):
        letters = classes(text[start:end])
        if not obey_overrides:
            letters = letters.translate(EMBEDDINGS)
        base = _base(letters, direction)
        body = letters.rstrip(b"B")
        levels += resolve(text[start : start + len(body)], body, base)
        levels += bytes((base,)) * (len(letters) - len(body))
    return tuple(levels)


def visual_runs(
    text: str, levels: Sequence[int], start: int, end: int, base: Direction
) -> tuple[tuple[int, int, int], ...]:
    """Return the runs (start, end, level) of the line text[start:end], from left to right.

    White space at the line's end, and before tabs and separators, goes to the level of the paragraph's
    direction `base` (L1); then runs are reordered (L2). Inside a run the characters stay as they are stored,
    and a shaper turns those of an odd level. The runs cover the line; an empty line has none.
    """
    line = _settle_spaces(text[start:end], bytes(levels[start:end]), int(base == "rtl"))
    runs = [(start + match.start(), start + match.end(), match.group()[0]) for match in RUN.finditer(line)]
    if len(runs) < 2:
        return tuple(runs)
    lowest_odd = min(level | 1 for _, _, level in runs)
    for level in range(max(level for _, _, level in runs), lowest_odd - 1, -1):
        _turn(runs, level)
    return tuple(runs)


def overrides(text: str) -> tuple[int, ...]:
    """Return the offsets of overrides (U+202D, U+202E), and of controls that open or close without their partner.

    An override makes letters run against their own direction, so what is read is not what is stored. An
    embedding or isolate that stays open changes the rest of its paragraph; an end without a beginning
    is left over from a text that was cut. What is still open in an isolate ends with it, and is reported too.
    """
    found: set[int] = set()
    for start, end in _paragraphs(text):
        letters = classes(text[start:end])
        found.update(start + match.start() for match in OVERRIDE.finditer(letters))
        found.update(start + place for place in _unpaired(letters))
    return tuple(sorted(found))


def _unpaired(letters: bytes) -> list[int]:
    """Return where the controls of a paragraph stand that open or close without their partner."""
    isolates: list[int] = []
    embeddings: list[list[int]] = [[]]  # those outside every isolate, then those in each open isolate
    found = []
    for match in CONTROL.finditer(letters):
        control, place = match.group(), match.start()
        if control in b"<>?":
            isolates.append(place)
            embeddings.append([])
        elif control == b"!" and isolates:
            isolates.pop()
            found += embeddings.pop()
        elif control == b"p" and embeddings[-1]:
            embeddings[-1].pop()
        elif control in b"!p":
            found.append(place)
        else:
            embeddings[-1].append(place)
    return [*found, *isolates, *(place for inner in embeddings for place in inner)]


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each paragraph begins and ends, its separator with it."""
    return (match.span() for match in PARAGRAPH.finditer(text) if match.group())


def _base(letters: bytes, direction: Direction | None) -> int:
    if direction is None:
        return int(first_strong(letters) in (b"R", b"A"))
    return int(direction == "rtl")


def _settle_spaces(line: str, levels: bytes, base: int) -> bytes:
    """Return the line's levels after L1."""
    letters = classes(line)
    settled = bytearray(levels)
    for match in TRAILING.finditer(letters):
        start, end = match.span()
        if end < len(letters):
            # Only up to the last separator: what follows it, stands before a letter.
            end = start + max(match.group().rfind(b"B"), match.group().rfind(b"S")) + 1
        settled[start:end] = bytes((base,)) * (end - start)
    return bytes(settled)


def _turn(runs: list[tuple[int, int, int]], level: int) -> None:
    """Reverse, in place, every stretch of runs at this level or above (L2)."""
    first = 0
    while first < len(runs):
        last = first
        while last < len(runs) and runs[last][2] >= level:
            last += 1
        runs[first:last] = runs[first:last][::-1]
        first = last + 1
