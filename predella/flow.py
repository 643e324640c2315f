"""A story and a layout go in, finished pages come out: page after page, until every flow has been placed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from predella.blocks.block import Context, shape
from predella.diagnostics import Span, did_you_mean
from predella.draft_note import draft_note
from predella.frames import FrameRect
from predella.layouts import Layout
from predella.mirroring import on_other_side
from predella.pages import (
    DECORATION,
    Bookmark,
    Element,
    FrameBox,
    Page,
    Placed,
    Shape,
    TextLine,
    box,
    thickness,
)
from predella.papers import Paper
from predella.pouring import fill
from predella.ranks import shared_fits, unbalanced
from predella.story import Flow, PageStory, Story
from predella.styles import Fit
from predella.typeset import runs_backward

MOST_PAGES = 2000
"""Pages of one document laid out whole; a flow that never ends is a fault, not a book."""
LEAST_EDGE = 0.25
"""pt of the thinnest line that a press holds."""
MOST_EDGE = 0.06
"""Of an area's thickness, the width of the edge that a theme draws round it at most."""


@dataclass
class Result:
    """The pages of a document and its outline."""

    pages: list[Page]
    bookmarks: list[Bookmark]


def lay_out(story: Story, layout: Layout, sheet: Paper, context: Context) -> Result:
    """Return the finished pages. What pages print of the document itself is known only when it has been laid out: they
    are set again until the number of pages holds, and the headings if something lists them.
    """
    count, headings = len(story.pages), list[Bookmark]()
    for tries_left in (2, 1, 0):
        problems_before = len(context.problems.found)
        known = replace(context, page_count=count, headings=tuple(headings))
        result = all_pages(story, layout, sheet, known)
        settled = len(result.pages) == count and (not lists_headings(story) or listed(result.bookmarks) == listed(headings))
        if settled or not tries_left:
            break
        count, headings = len(result.pages), result.bookmarks
        del context.problems.found[problems_before:]
    if not settled:
        context.problems.warning("unsettled", f"page numbers of document {context.document_name!r} do not settle: each layout moves what the one before counted", context.document.span, "a little more room on the page of the contents")  # fmt: skip
    return result


def lists_headings(story: Story) -> bool:
    """True when a block of the document prints its headings."""
    return any(node.block.lists_headings() for page in story.pages for flow in page.flows for node in flow.nodes)


def listed(headings: Sequence[Bookmark]) -> list[tuple[str, int]]:
    """Return what a list of headings prints of them."""
    return [(mark.title, mark.page) for mark in headings]


def all_pages(story: Story, layout: Layout, sheet: Paper, context: Context) -> Result:
    """Lay out every page story, and the pages its overflow asks for."""
    result = Result([], [])
    for page_story in story.pages:
        master_name = page_story.master
        flows = list(page_story.flows)
        last = False
        while flows:
            own = replace(context, page_number=len(result.pages) + 1)
            reported = len(context.problems.found)
            page, carried = one_page(page_story, master_name, flows, layout, sheet, own, last)
            if stands_still(flows, carried) and (layout.master(master_name).next or master_name) == master_name:
                # the same page again would take no more: this one has to take all of it, too large or not
                del context.problems.found[reported:]
                page, carried = one_page(page_story, master_name, flows, layout, sheet, own, last=True)
            result.pages.append(page)
            result.bookmarks += bookmarks(page)
            if not carried:
                break
            last = stands_still(flows, carried) or len(result.pages) >= MOST_PAGES
            master_name = layout.master(master_name).next or master_name
            flows = [replace(flow, again=True) for flow in page_story.flows if flow.repeat] + carried
    return result


def stands_still(flows: Sequence[Flow], carried: Sequence[Flow]) -> bool:
    """True when a page took nothing of its flows: the next has to take all of it, too large or not."""
    before = [node for flow in flows if not flow.repeat for node in flow.nodes]
    after = [node for flow in carried for node in flow.nodes]
    return len(before) == len(after) and all(a is b for a, b in zip(before, after, strict=True))


@dataclass
class Filled:
    """What the frames of one page hold so far."""

    grounds: list[Placed] = field(default_factory=list)
    """Under all that is placed: the areas of frames with a ground of their own."""
    placed: list[Placed] = field(default_factory=list)
    boxes: list[FrameBox] = field(default_factory=list)
    carried: list[Flow] = field(default_factory=list)
    used: dict[str, float] = field(default_factory=dict)
    fits: dict[str, Fit] = field(default_factory=dict)
    drafts: dict[str, bool] = field(default_factory=dict)


def one_page(
    page_story: PageStory, master_name: str | None, flows: Sequence[Flow], layout: Layout, sheet: Paper,
    context: Context, last: bool = False,
) -> tuple[Page, list[Flow]]:  # fmt: skip
    """Fill the frames of one page; return it and the flows that go on, of which the last page leaves none."""
    master_name = master_name or next(iter(layout.file.pages))
    master = layout.master(master_name)
    frames = layout.frames(master, sheet)
    if runs_backward(context.language):
        frames = {name: turned_over(frame, sheet.width) for name, frame in frames.items()}
    chosen = page_story.section.ground if page_story.section else None
    ground = context.styles.theme.ground(chosen or master.ground or layout.file.ground or "")
    context = replace(context, ground=ground, section=page_story.section)
    filled = fill_page(flows, frames, context, last)
    for flow in flows:
        if flow.frame not in frames:
            message = f"the page master {master_name!r} has no frame {flow.frame!r}"
            context.problems.error("no-frame", message, start_of(flow), *did_you_mean(flow.frame, frames))
    unsaid = [language for language, said in filled.drafts.items() if not said]
    filled.placed += draft_note(unsaid, filled.placed, layout.margin(sheet), note_element(page_story, flows, unsaid), context)
    ground_colour = ground["ground"] if ground["ground"].rgb != (1.0, 1.0, 1.0) else None
    page = Page(
        context.page_number, sheet.width, sheet.height, layout.bleed, ground_colour, (*filled.grounds, *filled.placed),
        tuple(filled.boxes), master_name, page_story.title, context.unit, context.step, tuple(filled.drafts),
    )  # fmt: skip
    return page, filled.carried


def decorative(item: Placed) -> Placed:
    """Return an item as decoration: what it says was said before."""
    ink = item.ink
    if isinstance(ink, TextLine):
        ink = replace(ink, runs=tuple(replace(run, element=DECORATION, link=None) for run in ink.runs))
    return replace(item, ink=ink, element=DECORATION)


def note_element(page_story: PageStory, flows: Sequence[Flow], unsaid: Sequence[str]) -> Element:
    """Return what the note of drafts belongs to: the first thing that is read of a story, said once."""
    goes_on = len(flows) != len(page_story.flows) or any(a is not b for a, b in zip(flows, page_story.flows, strict=True))
    if not unsaid or page_story.element is None or goes_on:
        return DECORATION
    known = page_story.element.by_key.get("draft note")
    if known is None:
        known = page_story.element.child("P", "draft note", lang=unsaid[0] if len(unsaid) == 1 else None)
        page_story.element.children.insert(0, page_story.element.children.pop())
    return known


def fill_page(flows: Sequence[Flow], frames: Mapping[str, FrameRect], context: Context, last: bool) -> Filled:
    """Fill the frames of a page; those of one rank that came out unlike are all filled again, as the closest of them."""
    reported = len(context.problems.found)
    order = [flow for flow in in_frame_order(flows, frames) if flow.frame in frames]
    shared: dict[str, Fit] = {}
    for _ in range(2):
        del context.problems.found[reported:]
        filled = Filled()
        for flow in order:
            fill_frame(filled, flow, frames, context, last, shared.get(frames[flow.frame].rank))
        shared = shared_fits(filled.fits, frames)
        if not shared:
            break
    context.problems.extend(unbalanced(context.page_number, order, frames, filled.placed))
    return filled


def fill_frame(
    filled: Filled, flow: Flow, frames: Mapping[str, FrameRect], context: Context, last: bool, given: Fit | None
) -> None:
    """Pour a flow into its frame and those that take what does not fit; add what came of it to the page."""
    chain = [pushed_down(frame, frames, filled.used, context.step) for frame in chain_of(flow.frame, frames)]
    chain = [closed(frame) if last else frame for frame in chain]
    if chain[0].ground:
        context = replace(context, ground=context.styles.theme.ground(chain[0].ground))
        filled.grounds += [painted(frame, context) for frame in chain[:1] if flow.nodes]
    poured, boxes = fill(flow, chain, replace(context, language=flow.language or context.language), given)
    filled.fits[flow.frame] = poured.fit
    for name in filled.used.keys() & poured.bottoms.keys():
        message = f"the frame {name!r} is filled twice: the two would stand on each other"
        hint = "a frame that takes what another leaves over (`next`) has no content of its own; a template fills a frame once"
        context.problems.error("frame", message, start_of(flow), hint)
    filled.used |= poured.bottoms
    context.problems.extend(poured.problems.found)
    context.credited.update(poured.credited)
    for language, said in poured.drafts.items():
        filled.drafts[language] = said or filled.drafts.get(language, False)
    placed = [edged(item, context) for item in poured.placed]
    filled.placed += [decorative(item) for item in placed] if flow.again else placed
    filled.boxes += boxes
    if poured.rest:
        filled.carried.append(replace(flow, nodes=poured.rest))


def turned_over(frame: FrameRect, width: float) -> FrameRect:
    """Return a frame where it stands on a page that runs from right to left."""
    area = on_other_side(frame.area, width) if frame.area else None
    return replace(frame, rect=on_other_side(frame.rect, width), area=area)


def painted(frame: FrameRect, context: Context) -> Placed:
    """Return the area of a frame in its own ground; it belongs to no frame, since others may stand on it."""
    area = frame.area or frame.rect
    return shape(area.x, area.y, box(area.width, area.height), fill=context.ground["ground"], role="ground")


def edged(item: Placed, context: Context) -> Placed:
    """Return an item with an edge round it where the theme wants areas of its colour to have one."""
    edges = context.styles.theme.file.edges
    ink = item.ink
    if not edges or not isinstance(ink, Shape) or ink.stroke is not None or ink.fill is None:
        return item
    stroke = next((edges[role] for role in edges if context.ground[role].name == ink.fill.name), None)
    if stroke is None:
        return item
    # an edge must not drown what it surrounds: a bar of a comb, a ray, a small figure
    width = max(LEAST_EDGE, min(context.styles.stroke(stroke), MOST_EDGE * thickness(ink.path)))
    return replace(item, ink=replace(ink, stroke=context.ground["line"], stroke_width=width))


def start_of(flow: Flow) -> Span | None:
    """Return the place of what a flow begins with."""
    return flow.nodes[0].span if flow.nodes else None


def in_frame_order(flows: Sequence[Flow], frames: Mapping[str, FrameRect]) -> list[Flow]:
    """Return the flows so that a frame that begins below another comes after whatever fills that one."""
    chains = {flow.frame: [frame.name for frame in chain_of(flow.frame, frames)] for flow in flows}
    filled_by = {name: start for start, chain in reversed(chains.items()) for name in (*chain, start)}

    def depth(start: str, seen: tuple[str, ...] = ()) -> int:
        above = [frames[name].below for name in chains.get(start, [start]) if name in frames]
        levels = [
            1 + depth(filled_by.get(name, name), (*seen, start)) for name in above if name and start not in seen
        ]
        return max(levels, default=0)

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
    bottom = frame.rect.bottom if frame.height is None else min(frame.floor, top + frame.height)
    return replace(frame, rect=replace(frame.rect, y=top, height=max(0.0, bottom - top)))


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
