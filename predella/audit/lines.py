"""Finished pages go in; running text whose lines are too long to find the next one, or too short to read on, comes out."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from statistics import median

from predella.audit.laid import Laid
from predella.diagnostics import Problem, Span
from predella.pages import TextLine

LONGEST = {"hung": 60, "held": 75}
"""Characters of a line of running text. On walls 55 on average at most are asked for, 45 to 50 preferred (Smithsonian
Guidelines, B); in the hand 60 to 70 (RNIB), and never more than 80 (WCAG 2.2, 1.4.8). Each with a little to spare."""
SHORTEST = 22
"""Half of the 45 that are preferred: with fewer, a line holds three or four words, and its edge is ragged."""
FEWEST = 6
"""Lines of which a median says something."""
RUNNING = ("body",)
"""The styles of running text; captions, notes and labels are narrow on purpose."""


def check_line_length(laid: Laid) -> Iterator[Problem]:
    """Lines of running text have a length that the eye can follow: one warning a frame."""
    context = laid.context
    most = LONGEST[context.styles.scale]
    for (_, frame), lines in running_lines(laid).items():
        middle = median(len(text) for text, _ in lines)
        if len(lines) < FEWEST or SHORTEST <= middle <= most:
            continue
        bound = f"at most {most} are read with ease" if middle > most else f"under {SHORTEST} the edge is ragged"
        message = f"the running text in frame {frame!r} of document {context.document_name!r} has {middle:.0f} characters a line; {bound}"
        hint = "a narrower frame, or two columns" if middle > most else "a wider frame, or fewer columns"
        yield Problem("warning", "line-length", message, lines[0][1], (hint,))


def running_lines(laid: Laid) -> dict[tuple[str, str], list[tuple[str, Span | None]]]:
    """Return the full lines of running text of each frame of each page master, with their places.

    The last line of a paragraph is left out: it is as long as it comes.
    """
    found: dict[tuple[str, str], list[tuple[str, Span | None]]] = {}
    for page in laid.pages:
        overset = {frame.name for frame in page.frames if frame.overflow}  # reported with its measure; it is not done yet
        placed = [item for item in page.placed if item.role in RUNNING and item.frame not in overset]
        lines = [(item, item.ink.text) for item in placed if isinstance(item.ink, TextLine)]
        for (item, text), (after, _) in pairwise(lines):
            if after.element is item.element and after.frame == item.frame:
                found.setdefault((page.master, item.frame), []).append((text.strip(), item.span))
    return found
