"""A layout's template and an exhibit go in, a story comes out: blocks for frames, and the logical tree they belong to.

Jinja2 prints markup, never YAML; the markup's vocabulary is small: page, flow, section, the blocks, and inline
elements. What is wrong in a template is reported at the template's line, what is wrong in a text at the author's.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from pydantic_core import PydanticCustomError

from predella.blocks.block import Block, Context, Node
from predella.diagnostics import Problem, Refused, Span, did_you_mean
from predella.figures import to_cites
from predella.layouts import Layout
from predella.model import Item, read_block
from predella.pages import Element
from predella.source import DEEPEST, Map, Str, text_of
from predella.story import Flow, PageStory, Story
from predella.templates import TEMPLATE, LayoutLoader, render
from predella.text import Citation, Run
from predella.validate import MarkedWords, Reading
from predella.views import Content, place_from
from predella.workspace import Workspace

INLINE = frozenset({"t", "strong", "em", "a", "cite", "br"})
STRUCTURE = frozenset({"story", "page", "flow", "section", "block"})


def compose(
    layout: Layout, context: Context, blocks: Mapping[str, type[Block]], workspace: Workspace
) -> Story:
    """Return the story of a document. Raises `Refused` when the template cannot be used."""
    context.counters.clear()
    number_figures(context, layout)
    content = Content(lambda only: not only or context.document_name in only or layout.name in only)
    markup = render(layout, context, content, workspace)
    root = parse(markup, Span(workspace.shown(LayoutLoader(workspace, layout).path(TEMPLATE)), 1, 1))
    story = Composer(layout, context, blocks, content).story(root)
    report_left_out(layout, context, content)
    return story


def number_figures(context: Context, layout: Layout) -> None:
    """Number the figures in the order in which the sections name them, whatever frame each stands in."""
    for section in context.sections:
        for item in section.content:
            wanted = not item.only or context.document_name in item.only or layout.name in item.only
            for name in item.block.figures_shown() if wanted else ():
                context.figure_number(name)


def report_left_out(layout: Layout, context: Context, content: Content) -> None:
    """Report every item of the document's sections that its template did not print: nothing is lost in silence."""
    if layout.file.picks:
        return
    printed = {id(item) for item in content.items}
    for section in context.sections:
        for item in section.content if content.wanted(section.only) else ():
            if content.wanted(item.only) and id(item) not in printed:
                frame = f" for frame {item.frame!r}" if item.frame else ""
                message = f"the layout {layout.name!r} prints no {item.kind}{frame}: it is left out of {context.document_name!r}"
                context.problems.warning("left-out", message, item.span, "name a frame the layout prints, or say with `only:` which documents it is for")  # fmt: skip


def parse(markup: str, template: Span) -> ET.Element:
    """Parse a template's output; report faults at the nearest element that the template wrote before, or at its start."""
    try:
        if "<!DOCTYPE" in markup:
            raise ValueError("a document type has no place in a template")
        root = ET.fromstring(f"<story>{markup}</story>")
        level = [root]
        for _ in range(DEEPEST):
            level = [child for element in level for child in element]
        if level:
            raise ValueError(f"elements are nested more than {DEEPEST} deep")
        return root
    except (ET.ParseError, ValueError) as fault:
        line, column = getattr(fault, "position", (1, 0))
        lines = f"<story>{markup}</story>".split("\n")
        before = "\n".join([*lines[: line - 1], lines[line - 1][: column + 1]])
        # the author's texts and blocks are well formed; what is not closed stands in the template
        stamps = re.findall(r'at="([^"]+\.j2:\d+:\d+)"', before)
        reason = str(fault).split(": line")[0]
        hint = "a text inside an attribute needs `| plain`; every element must be closed"
        place = place_from(stamps[-1]) if stamps else template
        raise Refused(
            [Problem("error", "template", f"the template's markup is broken: {reason}", place, (hint,))]
        ) from None


class Composer:
    """Walks the markup and builds page stories, nodes and elements."""

    def __init__(
        self, layout: Layout, context: Context, blocks: Mapping[str, type[Block]], content: Content
    ) -> None:
        self.layout = layout
        self.context = context
        self.blocks = blocks
        self.content = content
        self.references = {str(number) for number in range(len(content.items))}
        self.problems = context.problems
        self.tree = Element("Document", lang=context.language)
        self.languages: dict[str, Context] = {}
        self.told: set[str] = set()
        self.sect = self.tree

    def story(self, root: ET.Element) -> Story:
        """Return the story of the whole markup."""
        pages = []
        for child in root:
            if child.tag == "page":
                pages.append(self.page(child))
            else:
                self.unknown(child, ("page",), "a template's outermost elements are pages")
        if not any(page.flows for page in pages):
            bare = not self.context.sections
            place = self.context.document.span if bare else Span(self.layout.shown)
            hint = (
                "the exhibit has no section for it"
                if bare
                else "its template needs at least one <page> with a <flow>"
            )
            message = f"the document {self.context.document_name!r} has no page"
            self.problems.error("no-page", message, place, hint)
        self.problems.refuse_errors()
        return Story(tuple(pages), self.tree)

    def page(self, element: ET.Element) -> PageStory:
        """Return one page story."""
        master = element.get("master") or None
        place = place_of(element)
        if master and master not in self.layout.file.pages:
            section = self.context.exhibit.section(element.get("section", ""))
            place = section.where("page") if section and section.page == master else place
            known = self.layout.file.pages
            self.problems.error("no-master", f"the layout {self.layout.name!r} has no page master {master!r}", place, *did_you_mean(master, known))  # fmt: skip
            master = None
        self.sect = parent = self.tree.add("Sect", title=element.get("title"))
        section = self.context.exhibit.section(element.get("section", ""))
        return PageStory(master, tuple(self.flows(element, parent)), section, element.get("title", ""), parent)

    def flows(self, page: ET.Element, parent: Element) -> Iterator[Flow]:
        """Yield a page's flows; what is bound for one frame is one flow, however often the template names it."""
        found: dict[tuple[str, bool, str | None], list[Node]] = {}
        spoken, parts = self.context, dict[str, Element]()
        for child in page:
            if child.tag != "flow":
                self.unknown(child, ("flow",), "a page holds flows")
                continue
            repeat = child.get("repeat") == "true"
            under = Element("Artifact") if repeat else parent
            language = child.get("language")
            if language:
                self.check_language(language, child)
                # each language counts its own questions; what is read aloud is one part a language
                self.context = self.languages.setdefault(language, replace(spoken, language=language, counters={}))
                if not repeat:
                    parts[language] = under = parts.get(language) or parent.add("Sect", lang=language)
            found.setdefault((child.get("frame", "main"), repeat, language), []).extend(self.nodes(child, under))
            self.context = spoken
        for (frame, repeat, language), nodes in found.items():
            yield Flow(frame, tuple(nodes), repeat, language)

    def check_language(self, language: str, element: ET.Element) -> None:
        """Report a language that a flow asks for and the exhibit does not speak."""
        known = self.context.exhibit.languages
        if language not in known:
            message = f"the exhibit has no language {language!r}"
            self.problems.error("language", message, place_of(element), f"languages: {', '.join(known)}")

    def nodes(self, element: ET.Element, parent: Element, optional: bool = False) -> Iterator[Node]:
        """Yield the nodes of an element's children."""
        for child in element:
            if child.tag == "section":
                yield from self.nodes(child, parent.add("Sect"), optional or child.get("optional") == "True")
            elif child.tag == "block" and child.get("ref") in self.references:
                item = self.content.items[int(child.get("ref", ""))]
                yield from self.block_nodes(item, parent, optional)
            elif child.tag in self.blocks:
                item_or_none = self.item(child)
                if item_or_none:
                    yield from self.block_nodes(item_or_none, parent, optional)
            else:
                self.unknown(child, (*self.blocks, "section"))
        stray = " ".join(
            filter(None, (text.strip() for text in (element.text or "", *(c.tail or "" for c in element))))
        )
        if stray:
            self.problems.error("template", f"text stands outside a block: {stray[:40]!r}", place_of(element), "put it into <p>…</p>")  # fmt: skip

    def block_nodes(self, item: Item, parent: Element, optional: bool) -> Iterator[Node]:
        """Yield the nodes of a block, after adding its element to the tree."""
        block: Block = item.block
        if parent.role == "Artifact" and block.role == "Figure" and item.kind not in self.told:
            # words that run along every page say where one is; a drawing there says something, once
            self.told.add(item.kind)
            parent = self.sect
        element = parent.add(block.role) if block.role else parent
        block.describe(element, self.context)
        node = Node(block, element, item.frame or "", optional or item.optional, item.span, item=item)
        yield from block.nodes(node, self.context)

    def item(self, element: ET.Element) -> Item | None:
        """Return the block that an element of a template stands for."""
        kind = self.blocks[element.tag]
        place = place_of(element) or Span(self.layout.shown)
        data = Map()
        data.span, data.keys_at, data.values_at = place, {}, {}
        for name, value in element.attrib.items():
            if name == "at":
                continue
            data[name.replace("-", "_")] = text_of(value, place)
            data.keys_at[name] = data.values_at[name] = place
        if len(element) or (element.text or "").strip():
            runs = tuple(self.runs(element, Run("")))
            field = kind.shorthand or "text"
            plain = text_of("".join(run.text for run in runs), place)
            data[field] = MarkedWords({"": plain}, trimmed(runs))
            data.keys_at[field] = data.values_at[field] = place
        block = read_block(kind, data, place, Reading(self.problems, self.blocks))
        return Item(element.tag, block, span=first_place(element) or place) if block else None

    def runs(self, element: ET.Element, kind: Run) -> Iterator[Run]:
        """Yield the runs of an element's inline content."""
        place = place_of(element)
        kind = replace(kind, span=place or kind.span) if element.tag in INLINE else kind
        if element.text:
            yield replace(kind, text=squeezed(element.text))
        for child in element:
            match child.tag:
                case "cite":
                    yield replace(kind, cites=self.cites(child))
                case "br":
                    yield replace(kind, text="\n")
                case "strong":
                    yield from self.runs(child, replace(kind, strong=True))
                case "em":
                    yield from self.runs(child, replace(kind, emphasis=True))
                case "a":
                    yield from self.runs(child, replace(kind, link=child.get("href")))
                case "t":
                    yield from self.runs(child, replace(kind, lang=child.get("lang") or kind.lang))
                case _:
                    self.unknown(child, INLINE, "only inline elements stand inside a text")
            if child.tail:
                yield replace(kind, text=squeezed(child.tail))

    def cites(self, element: ET.Element) -> tuple[Citation, ...]:
        """Return the works that an element cites; what is none is reported."""
        place, hint = place_of(element), 'write <cite keys="@key, p. 3"/>'
        try:
            cites = to_cites(Str(element.get("keys", "")))
        except PydanticCustomError as fault:
            self.problems.error("template", fault.message(), place, hint)
            return ()
        sources = self.context.exhibit.sources
        for cite in cites:
            if cite.key not in sources:
                hints = did_you_mean(cite.key, sources)
                self.problems.error("citation", f"there is no source {cite.key!r}", place, *hints)
        return tuple(cite for cite in cites if cite.key in sources)

    def unknown(self, element: ET.Element, known: Any, hint: str = "") -> None:
        """Report an element that has no place where it stands."""
        hints = did_you_mean(element.tag, known)
        reason = getattr(self.blocks, "broken", {}).get(element.tag)
        hints = (reason,) if reason else hints
        self.problems.error(
            "no-element",
            f"<{element.tag}> cannot stand here",
            place_of(element),
            *hints,
            *filter(None, (hint,)),
        )


def place_of(element: ET.Element) -> Span | None:
    """Return the place stamped on an element."""
    at = element.get("at")
    return place_from(at) if at else None


def first_place(element: ET.Element) -> Span | None:
    """Return the author's place of the text inside an element, if its text comes from an author."""
    return next((place_of(child) for child in element.iter("t") if child.get("at")), None)


def squeezed(text: str) -> str:
    """Return a template's text with its white space folded; line ends of a template mean nothing."""
    return re.sub(r"[ \t\n]+", " ", text)


def trimmed(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """Return runs without the white space at both ends that a template's indentation leaves."""
    result = [run for run in runs if run.text or run.cites]
    if result and not result[0].cites:
        result[0] = replace(result[0], text=result[0].text.lstrip())
    if result and not result[-1].cites:
        result[-1] = replace(result[-1], text=result[-1].text.rstrip())
    return tuple(run for run in result if run.text or run.cites)
