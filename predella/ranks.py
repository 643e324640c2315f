"""What the frames of a page came out as goes in; the one fit that frames of one rank take, and languages out of balance, come out.

Frames with the same `rank` in the layout are equals: languages side by side. None of them is set smaller than the others.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from predella.diagnostics import Problem
from predella.frames import FrameRect
from predella.pages import Placed, TextLine
from predella.story import Flow
from predella.styles import Fit

MOST_LONGER = 1.3
"""How many times as long as the shortest a language may run. Translations of one text differ by up to a third."""
FEW_LINES = 6
"""Lines under which a text is too short for its length to say anything: a title has one or two."""


def shared_fits(fits: Mapping[str, Fit], frames: Mapping[str, FrameRect]) -> dict[str, Fit]:
    """Return the closest fit of each rank whose frames were fitted unlike; `fits` is by frame."""
    by_rank: dict[str, list[Fit]] = {}
    for name, fit in fits.items():
        if rank := frames[name].rank:
            by_rank.setdefault(rank, []).append(fit)
    return {
        rank: Fit(min(f.scale for f in found), min(f.leading for f in found), min(f.space for f in found))
        for rank, found in by_rank.items()
        if len(set(found)) > 1
    }


def unbalanced(
    page: int, flows: Sequence[Flow], frames: Mapping[str, FrameRect], placed: Sequence[Placed]
) -> Iterator[Problem]:
    """Report each language whose text runs more than 30 % over the shortest of its rank, by lines set alike."""
    ranks: dict[str, list[tuple[int, Flow]]] = {}
    for flow in flows:
        frame = frames.get(flow.frame)
        if frame and frame.rank and flow.language:
            ranks.setdefault(frame.rank, []).append((lines_in(flow.frame, placed), flow))
    for found in ranks.values():
        shortest, short = min(found, key=lambda each: each[0])
        for lines, flow in found:
            if lines >= FEW_LINES and shortest and lines > MOST_LONGER * shortest:
                more = f"{100 * (lines / shortest - 1):.0f} % more"
                message = f"page {page}: the text in {flow.language!r} takes {lines} lines, that in {short.language!r} {shortest}: {more}"
                span = flow.nodes[0].span if flow.nodes else None
                yield Problem("warning", "length-balance", message, span, ("shorten the longer, or let the shorter say what it leaves out; 30 % is common between languages",))  # fmt: skip


def lines_in(frame: str, placed: Sequence[Placed]) -> int:
    """Return how many lines of text stand in a frame, those at one height counted once."""
    return len({round(item.y, 1) for item in placed if item.frame == frame and isinstance(item.ink, TextLine)})
