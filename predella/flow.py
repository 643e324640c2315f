"""A story and a layout go in, finished pages come out: frames are filled, broken, fitted and, if need be, overset.

Nothing is lost in silence. A frame tries the moves of its fit ladder in order; what still does not fit is carried to
the next frame or page where the ladder says `continue`, and is otherwise drawn past the frame and reported.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from predella.blocks.block import ENDLESS, Context, Fragment, Node, Space
from predella.diagnostics import Problems, did_you_mean
from predella.frames import FrameRect, Move
from predella.layouts import Layout
from predella.pages import MM, Bookmark, FrameBox, Page, Placed
from predella.papers import Paper
from predella.story import Flow, PageStory, Story
from predella.themes import Fit

MOST_PAGES = 2000
"""Pages of one document laid out whole; a flow that never ends is a fault, not a book."""


@dataclass
class Poured:
    """What came of pouring blocks into a chain of frames."""

    placed: list[Placed] = field(default_factory=list)
    bottoms: dict[str, float] = field(default_factory=dict)
    rest: tuple[Node, ...] = ()
    problems: Problems = field(default_factory=Problems)
    credited: dict[str, None] = field(default_factory=dict)


@dataclass
class Result:
    """The pages of a document and its outline."""

    pages: list[Page]
    bookmarks: list[Bookmark]


def lay_out(story: Story, layout: Layout, sheet: Paper, context: Context) -> Result:
    """Return the finished pages. Pages that print their number are set again until the count holds."""
    count = len(story.pages)
    for tries_left in (2, 1, 0):
        problems_before = len(context.problems.found)
        result = all_pages(story, layout, sheet, replace_count(context, count))
        if len(result.pages) == count or not tries_left:
            break
        count = len(result.pages)
        del context.problems.found[problems_before:]
    return result


def replace_count(context: Context, count: int) -> Context:
    """Return the context with the number of pages as known so far."""
    return replace(context, page_count=count)


def all_pages(story: Story, layout: Layout, sheet: Paper, context: Context) -> Result:
    """Lay out every page story, and the pages its overflow asks for."""
    result = Result([], [])
    for page_story in story.pages:
        master_name = page_story.master
        flows = list(page_story.flows)
        last = False
        while flows:
            own = replace(context, page_number=len(result.pages) + 1)
            page, carried = one_page(page_story, master_name, flows, layout, sheet, own, last)
            result.pages.append(page)
            result.bookmarks += bookmarks(page)
            if not carried:
                break
            last = stands_still(flows, carried) or len(result.pages) >= MOST_PAGES
            master_name = layout.master(master_name).next or master_name
            flows = [flow for flow in page_story.flows if flow.repeat] + carried
    return result


def stands_still(flows: Sequence[Flow], carried: Sequence[Flow]) -> bool:
    """True when a page took nothing of its flows: the next has to take all of it, too large or not."""
    before = [node for flow in flows if not flow.repeat for node in flow.nodes]
    after = [node for flow in carried for node in flow.nodes]
    return len(before) == len(after) and all(a is b for a, b in zip(before, after, strict=True))


def one_page(
    page_story: PageStory,
    master_name: str | None,
    flows: Sequence[Flow],
    layout: Layout,
    sheet: Paper,
    context: Context,
    last: bool = False,
) -> tuple[Page, list[Flow]]:
    """Fill the frames of one page; return it and the flows that go on, of which the last page leaves none."""
    master = layout.master(master_name)
    frames = layout.frames(master, sheet)
    theme = context.styles.theme
    ground = theme.ground(master.ground or layout.file.ground or "")
    context = replace(context, ground=ground, section=page_story.section)
    placed: list[Placed] = []
    boxes: list[FrameBox] = []
    carried: list[Flow] = []
    used: dict[str, float] = {}
    for flow in in_frame_order(flows, frames):
        if flow.frame not in frames:
            span = flow.nodes[0].span if flow.nodes else None
            context.problems.error("no-frame", f"the page master {master_name or next(iter(layout.file.pages))!r} has no frame {flow.frame!r}", span, *did_you_mean(flow.frame, frames))  # fmt: skip
            continue
        chain = [pushed_down(frame, frames, used, context.step) for frame in chain_of(flow.frame, frames)]
        chain = [closed(frame) if last else frame for frame in chain]
        poured, filled = fill(flow, chain, replace(context, language=flow.language or context.language))
        for name in used.keys() & poured.bottoms.keys():
            span = flow.nodes[0].span if flow.nodes else None
            message = f"the frame {name!r} is filled twice: the two would stand on each other"
            hint = "a frame that takes what another leaves over (`next`) has no content of its own; a template fills a frame once"
            context.problems.error("frame", message, span, hint)
        used |= poured.bottoms
        context.problems.extend(poured.problems.found)
        context.credited.update(poured.credited)
        placed += [replace(item, element=None) for item in poured.placed] if flow.repeat else poured.placed
        boxes += filled
        if poured.rest:
            carried.append(replace(flow, nodes=poured.rest))
    ground_colour = ground["ground"] if ground["ground"].rgb != (1.0, 1.0, 1.0) else None
    page = Page(
        context.page_number, sheet.width, sheet.height, layout.bleed, ground_colour, tuple(placed), tuple(boxes),
        master_name or next(iter(layout.file.pages)), page_story.title, context.unit, context.step,
    )  # fmt: skip
    return page, carried


def in_frame_order(flows: Sequence[Flow], frames: Mapping[str, FrameRect]) -> list[Flow]:
    """Return the flows so that a frame that begins below another comes after it."""

    def depth(name: str) -> int:
        level = 0
        while name in frames and frames[name].below and level < len(frames):
            name, level = frames[name].below or "", level + 1
        return level

    return sorted(flows, key=lambda flow: depth(flow.frame))


def pushed_down(
    frame: FrameRect, frames: Mapping[str, FrameRect], used: Mapping[str, float], step: float
) -> FrameRect:
    """Return a frame that begins below another with its top edge under that one's content, on the baseline grid.

    Where that one is empty, the one that it begins below itself counts.
    """
    above = frame.below
    while above and above not in used:
        above = frames[above].below
    if above is None:
        return frame
    top = used[above] + frame.gap
    top = -(-(top - 0.05) // step) * step if step else top
    rect = replace(frame.rect, y=top, height=max(0.0, frame.rect.bottom - top))
    return replace(frame, rect=rect)


def closed(frame: FrameRect) -> FrameRect:
    """Return a frame that has no page after it."""
    return replace(frame, fit=tuple(move for move in frame.fit if move.name != "continue"))


def chain_of(name: str, frames: Mapping[str, FrameRect]) -> list[FrameRect]:
    """Return a frame and those that take what does not fit into it."""
    chain = []
    next_name: str | None = name
    while next_name and next_name in frames and frames[next_name] not in chain:
        chain.append(frames[next_name])
        next_name = frames[next_name].next
    return chain


def fill(flow: Flow, chain: Sequence[FrameRect], context: Context) -> tuple[Poured, list[FrameBox]]:
    """Pour a flow into its frames, climbing the fit ladder of the last one as far as needed."""
    nodes, fit, tried = flow.nodes, Fit(), list[str]()
    reported = len(context.problems.found)
    poured = pour(nodes, chain, context, fit)
    moves = chain[-1].fit or chain[0].fit
    for move in moves:
        if not poured.rest:
            break
        if move.name == "continue":
            # what was tried has not spared a page: nothing is left out, and no page is set unlike the others
            del context.problems.found[reported:]
            poured = pour(flow.nodes, chain, context, Fit())
            return poured, boxes_of(chain, poured, "")
        tried.append(str(move))
        nodes, fit, poured = climb(move, nodes, chain, context, fit)
    if not poured.rest:
        return aligned(poured, chain), boxes_of(chain, poured, label_of(tried, fit))
    overflow = measure(poured.rest, chain[-1], context, fit)
    report_overset(poured.rest, chain[-1], context, overflow, tried, fit)
    whole = pour(nodes, [*chain[:-1], endless(chain[-1])], context, fit)
    return replace_rest(whole), boxes_of(chain, whole, label_of(tried, fit), overflow)


def replace_rest(poured: Poured) -> Poured:
    """Return the poured blocks without their rest: what an endless frame refuses is drawn nowhere else."""
    return Poured(poured.placed, poured.bottoms, (), poured.problems, poured.credited)


def climb(
    move: Move,
    nodes: tuple[Node, ...],
    chain: Sequence[FrameRect],
    context: Context,
    fit: Fit,
) -> tuple[tuple[Node, ...], Fit, Poured]:
    """Take one step of the fit ladder; return the blocks, the fit and what came of it."""
    tighten = context.styles.theme.file.tighten
    if move.name == "tighten":
        return nodes, *eased(
            lambda part: replace(fit, leading=1 - part * (1 - tighten.leading), space=1 - part * (1 - tighten.space)),
            nodes, chain, context,
        )  # fmt: skip
    if move.name == "shrink":
        return nodes, *eased(
            lambda part: replace(fit, scale=1 - part * (1 - move.limit)), nodes, chain, context
        )
    if move.name == "drop optional":
        while optional := [node for node in nodes if node.optional and not node.start]:
            nodes = tuple(node for node in nodes if node is not optional[-1])
            context.problems.warning("dropped", f"left out to make room in frame {chain[0].name!r}: a block marked optional", optional[-1].span)  # fmt: skip
            poured = pour(nodes, chain, context, fit)
            if not poured.rest:
                return nodes, fit, poured
    return nodes, fit, pour(nodes, chain, context, fit)


def eased(
    fit_at: Callable[[float], Fit], nodes: tuple[Node, ...], chain: Sequence[FrameRect], context: Context
) -> tuple[Fit, Poured]:
    """Take as little of a move as makes the blocks fit, found by bisection, or all of it."""
    best = fit_at(1.0), pour(nodes, chain, context, fit_at(1.0))
    if best[1].rest:
        return best
    low, high = 0.0, 1.0
    for _ in range(4):
        middle = (low + high) / 2
        poured = pour(nodes, chain, context, fit_at(middle))
        if poured.rest:
            low = middle
        else:
            high, best = middle, (fit_at(middle), poured)
    return best


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
        context.place = node.span
        style = context.styles(node.block.style_name())
        gap = 0.0 if space.at_top else max(last_after, style.before if not node.start else 0.0)
        fragment = node.block.lay_out(
            node, space.below(space.y + gap) if not space.at_top else space, context
        )
        if not fragment.placed and fragment.rest is not None:
            break
        if (
            style.keep
            and fragment.rest is None
            and not follows(queue[1:], fragment, style.after, space, context)
        ):
            break
        placed += [replace(item, frame=frame.name) for item in fragment.placed]
        queue.pop(0)
        if fragment.placed:
            space, last_after, bottom = space.below(fragment.bottom), style.after, fragment.bottom
        if fragment.rest is not None:
            queue.insert(0, fragment.rest)
            break
    return Poured(
        placed, {**before.bottoms, frame.name: bottom}, tuple(queue), before.problems, before.credited
    )


def follows(queue: Sequence[Node], above: Fragment, after: float, space: Space, context: Context) -> bool:
    """True when what comes after a heading gets a start in the same frame, or nothing comes."""
    if space.endless or (space.at_top and not above.placed):
        return True
    context = replace(context, problems=Problems(), credited={})
    for node in queue:
        style = context.styles(node.block.style_name())
        space = space.below(above.bottom + max(after, style.before))
        above, after = node.block.lay_out(node, space, context), style.after
        if not (style.keep and above.placed and above.rest is None):
            return bool(above.placed) or above.rest is None
    return True


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
    return Poured(moved, bottoms, poured.rest, poured.problems, poured.credited)


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
        )
        for frame in frames
    ]


def label_of(tried: Sequence[str], fit: Fit) -> str:
    """Return what was done to a frame's text, for the fit report."""
    if fit.scale < 1:
        return f"type at {fit.scale:.0%}"
    return ", ".join(tried)


def bookmarks(page: Page) -> list[Bookmark]:
    """Return the outline entries of a page: its headings of the first two levels, in reading order."""
    found: dict[int, Bookmark] = {}
    for item in page.placed:
        element = item.element
        if (
            element
            and element.role == "H"
            and element.level <= 2
            and element.title
            and id(element) not in found
        ):
            found[id(element)] = Bookmark(element.title, element.level, page.number, max(0.0, item.rect.y))
    return list(found.values())
