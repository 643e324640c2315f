"""Blocks and a chain of frames go in, what was placed comes out: frames are filled, fitted and, if need be, overset.

Nothing is lost in silence. A frame tries the moves of its fit ladder in order; what still does not fit is carried to
the next frame or page where the ladder says `continue`, and is otherwise drawn past the frame and reported.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from predella.blocks.block import ENDLESS, Context, Fragment, Node, Space
from predella.diagnostics import Problems
from predella.fitting import label_of, relaxings, shrinkings, tightenings
from predella.frames import FrameRect, Move
from predella.mirroring import mirrored
from predella.pages import MM, FrameBox, Placed, TextLine
from predella.story import Flow
from predella.styles import PLAIN, Fit
from predella.typeset import runs_backward


@dataclass
class Poured:
    """What came of pouring blocks into a chain of frames."""

    placed: list[Placed] = field(default_factory=list)
    bottoms: dict[str, float] = field(default_factory=dict)
    rest: tuple[Node, ...] = ()
    problems: Problems = field(default_factory=Problems)
    credited: dict[str, None] = field(default_factory=dict)
    fit: Fit = PLAIN
    drafts: dict[str, bool] = field(default_factory=dict)


def fill(
    flow: Flow, chain: Sequence[FrameRect], context: Context, given: Fit | None = None
) -> tuple[Poured, list[FrameBox]]:
    """Pour a flow into its frames, climbing the fit ladder of the last one as far as needed.

    With a fit that is given, as frames of one rank share it, type and leading take that and nothing else.
    """
    nodes, fit, tried = flow.nodes, given or PLAIN, list[str]()
    reported = len(context.problems.found)
    poured = pour(nodes, chain, context, fit)
    for move in chain[-1].fit or chain[0].fit:
        if not poured.rest:
            break
        if move.name == "continue":
            # what was tried has not spared a page: nothing is left out, and no page is set unlike the others
            del context.problems.found[reported:]
            poured = pour(flow.nodes, chain, context, PLAIN)
            return poured, boxes_of(chain, poured, "")
        tried.append(str(move))
        if given is None or move.name == "drop optional":
            nodes, fit, poured = climb(move, nodes, chain, context, fit)
    label = label_of(flow.nodes, nodes, fit, context)
    if not poured.rest:
        if chain[0].balance and len(chain) > 1:
            poured = balanced(poured, chain, lambda frames: pour(nodes, frames, context, fit))
        return replace(aligned(poured, chain), fit=fit), boxes_of(chain, poured, label)
    whole = pour(nodes, [*chain[:-1], endless(chain[-1])], context, fit)
    # a single line that stands on the first baseline of a frame has no height of its own
    over = whole.bottoms.get(chain[-1].name, 0.0) - chain[-1].rect.bottom
    overflow = max(measure(poured.rest, chain[-1], context, fit), over)
    report_overset(poured.rest, chain[-1], context, overflow, tried, fit)
    # what an endless frame refuses is drawn nowhere else
    return replace(whole, rest=(), fit=fit), boxes_of(chain, whole, label, overflow)


def climb(
    move: Move,
    nodes: tuple[Node, ...],
    chain: Sequence[FrameRect],
    context: Context,
    fit: Fit,
) -> tuple[tuple[Node, ...], Fit, Poured]:
    """Take one step of the fit ladder; return the blocks, the fit and what came of it."""
    if move.name == "tighten":
        return nodes, *eased(tightenings(fit, context), nodes, chain, context)
    if move.name == "shrink":
        fit, poured = eased(shrinkings(move.limit, fit, nodes, context), nodes, chain, context)
        # smaller type may leave room for some of the white that was taken before
        return nodes, *((fit, poured) if poured.rest else eased(relaxings(fit), nodes, chain, context))
    if move.name == "drop optional":
        while optional := [node for node in nodes if node.optional and not node.start]:
            last = optional[-1]
            # an item of several parts goes as a whole: what is left of it would look complete
            nodes = tuple(node for node in nodes if node is not last and (node.item is None or node.item is not last.item))
            context.problems.warning("dropped", f"left out to make room in frame {chain[0].name!r}: a block marked optional", last.span)  # fmt: skip
            poured = pour(nodes, chain, context, fit)
            if not poured.rest:
                return nodes, fit, poured
    return nodes, fit, pour(nodes, chain, context, fit)


def eased(
    fits: Sequence[Fit], nodes: tuple[Node, ...], chain: Sequence[FrameRect], context: Context
) -> tuple[Fit, Poured]:
    """Take the first of some fits, each closer than the one before, in which the blocks fit, or the last.

    It is found by bisection: what comes out fits, and the one before it does not. A word wider than the frame does
    not fit either, where the last of the fits has none.
    """
    best = fits[-1], pour(nodes, chain, context, fits[-1])
    if best[1].rest:
        return best
    wide = too_wide(best[1])
    low, high = -1, len(fits) - 1
    while high - low > 1:
        middle = (low + high) // 2
        poured = pour(nodes, chain, context, fits[middle])
        if poured.rest or too_wide(poured) > wide:
            low = middle
        else:
            high, best = middle, (fits[middle], poured)
    return best


def too_wide(poured: Poured) -> int:
    """Return how many words are wider than their frames."""
    return sum(problem.rule == "too-wide" for problem in poured.problems.found)


def pour(nodes: Sequence[Node], chain: Sequence[FrameRect], context: Context, fit: Fit) -> Poured:
    """Fill a chain of frames with blocks at one fit. Problems and credits stay with the result: it may be one of several tries."""
    poured = Poured(rest=tuple(nodes))
    context = replace(
        context, styles=context.styles.fitted(fit), problems=poured.problems, credited=poured.credited
    )
    for frame in chain:
        if not poured.rest:
            break
        poured = pour_frame(poured, frame, context)
    return poured


def pour_frame(before: Poured, frame: FrameRect, context: Context) -> Poured:
    """Fill one frame with what is left."""
    queue = list(before.rest)
    placed = list(before.placed)
    rect = frame.rect
    top = frame.first if frame.first is not None else rect.y
    space = Space(rect.x, rect.y, rect.width, rect.bottom, True, frame.first)
    last_after = 0.0
    bottom = top
    while queue:
        node = queue[0]
        own = replace(context, place=node.span, drafts={})
        style = context.styles(node.block.style_name())
        gap = 0.0 if space.at_top else max(last_after, style.before if not node.start else 0.0)
        fragment = node.block.lay_out(
            node, space.below(space.y + gap) if not space.at_top else space, own
        )
        if not fragment.placed and fragment.rest is not None:
            break
        if (
            style.keep
            and fragment.rest is None
            and not follows(queue[1:], fragment, style.after, space, context)
        ):
            break
        items = node.block.faced(fragment.placed, context)
        items = mirrored(items, rect) if runs_backward(context.language) else items
        placed += [replace(item, frame=frame.name) for item in items]
        queue.pop(0)
        if fragment.placed:
            for language, said in own.drafts.items():
                before.drafts[language] = said or before.drafts.get(language, False)
            space, last_after, bottom = space.below(fragment.bottom), style.after, fragment.bottom
        if fragment.rest is not None:
            queue.insert(0, fragment.rest)
            break
    bottoms = {**before.bottoms, frame.name: bottom}
    return replace(before, placed=placed, bottoms=bottoms, rest=tuple(queue))


def follows(queue: Sequence[Node], above: Fragment, after: float, space: Space, context: Context) -> bool:
    """True when what comes after a heading gets a start in the same frame, or nothing comes."""
    if space.endless or (space.at_top and not above.placed):
        return True
    context = replace(context, problems=Problems(), credited={}, drafts={})
    for node in queue:
        style = context.styles(node.block.style_name())
        space = space.below(above.bottom + max(after, style.before))
        above, after = node.block.lay_out(node, space, context), style.after
        if not (style.keep and above.placed and above.rest is None):
            return bool(above.placed) or above.rest is None
    return True


def balanced(
    poured: Poured, chain: Sequence[FrameRect], pour_into: Callable[[Sequence[FrameRect]], Poured]
) -> Poured:
    """Return what comes of the least height at which the frames of a chain hold all that they hold now.

    Columns are then of about one length. The height is found by bisection, to half a millimetre. Pictures and drawings
    that would give way in a lower frame keep the size that they have: only text moves.
    """
    drawn = areas(poured)
    low = max(frame.rect.y for frame in chain)
    high = min(frame.rect.bottom for frame in chain)
    while high - low > 0.5 * MM:
        middle = (low + high) / 2
        cut = [replace(frame, rect=replace(frame.rect, height=middle - frame.rect.y)) for frame in chain]
        trial = pour_into(cut)
        smaller = areas(trial)
        if trial.rest or any(smaller.get(key, 0.0) < 0.9999 * area for key, area in drawn.items()):
            low = middle
        else:
            high, poured = middle, trial
    return poured


def areas(poured: Poured) -> dict[int, float]:
    """Return how much of the page the pictures and drawings of each element cover, in pt²."""
    found: dict[int, float] = {}
    for item in poured.placed:
        if item.element is not None and not isinstance(item.ink, TextLine):
            found[id(item.element)] = found.get(id(item.element), 0.0) + item.rect.width * item.rect.height
    return found


def endless(frame: FrameRect) -> FrameRect:
    """Return a frame without a bottom, for what is overset."""
    return replace(frame, rect=replace(frame.rect, height=frame.rect.height + ENDLESS))


def measure(rest: Sequence[Node], frame: FrameRect, context: Context, fit: Fit) -> float:
    """Return how much height, in pt, the blocks that did not fit would take."""
    poured = pour(rest, [endless(frame)], context, fit)
    start = frame.first if frame.first is not None else frame.rect.y
    return max(0.0, poured.bottoms.get(frame.name, start) - start)


def report_overset(
    rest: Sequence[Node], frame: FrameRect, context: Context, overflow: float, tried: Sequence[str], fit: Fit
) -> None:
    """Say by how much a frame is too small, in the author's units, what was tried and what would help."""
    words = sum(node.block.words_left(node, context) for node in rest)
    amount = f"{overflow / MM:.0f} mm" + (f", about {words} words" if words else "")
    hints = [f"tried: {', '.join(tried)}"] if tried else []
    hints.append(
        "shorten the text, mark a block `optional: true`, or give the frame more height or a `fit` move"
    )
    place = f" of section {context.section.id!r}" if context.section else ""
    context.problems.error(
        "overset", f"frame {frame.name!r}{place} overflows by {amount}", rest[0].span, *hints
    )


def aligned(poured: Poured, chain: Sequence[FrameRect]) -> Poured:
    """Move the content of frames that are filled from the bottom down to it."""
    shifts = {
        frame.name: frame.rect.bottom - poured.bottoms[frame.name]
        for frame in chain
        if frame.align == "bottom" and frame.name in poured.bottoms
    }
    if not any(shifts.values()):
        return poured
    moved = [item.moved(down=shifts.get(item.frame, 0.0)) for item in poured.placed]
    bottoms = {name: bottom + shifts.get(name, 0.0) for name, bottom in poured.bottoms.items()}
    return replace(poured, placed=moved, bottoms=bottoms)


def boxes_of(chain: Iterable[FrameRect], poured: Poured, fit: str, overflow: float = 0.0) -> list[FrameBox]:
    """Return the frames as they stand on the page."""
    frames = list(chain)
    return [
        FrameBox(
            frame.name,
            frame.rect,
            poured.bottoms.get(frame.name, frame.rect.y),
            fit,
            overflow if frame is frames[-1] else 0.0,
            frame.span,
        )
        for frame in frames
    ]
