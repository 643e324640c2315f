"""Works cited and figures used go in; a list of references and a paragraph of credits come out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, ClassVar, Literal

from pydantic import BaseModel, Field

from predella.blocks.block import Block, Context, Fragment, Node, Space, pieces_of
from predella.blocks.prose import ParagraphBlock
from predella.blocks.references import reference
from predella.model import Figure, Item, Source
from predella.pages import Role
from predella.phrases import enumerated, phrase
from predella.rights import LICENSES, STATES, Rights
from predella.text import CITATION, CITED, Citation, Run, plain
from predella.typeset import Piece
from predella.validate import MarkedWords, Prose

WIDTHS = ("Extra Condensed", "Condensed", "Extra", "Semi")
"""Words of a family's name that say its width: the widths of a family are credited once."""


class Sources(Block):
    """The works cited in this document, each with the label that its marks carry."""

    kind: ClassVar[str] = "sources"
    role: ClassVar[Role | None] = "L"
    summary: ClassVar[str] = "the works cited in this document, with their labels"
    example: ClassVar[str] = "- sources: {all: true}"

    all: bool = Field(False, description="true: all sources of the exhibit, cited here or not")
    style: str | None = Field(
        None, description="style of the list; else reference in the hand, credit on a wall"
    )

    def style_name(self) -> str:
        return self.style or "reference"

    def nodes(self, node: Node, context: Context) -> Iterator[Node]:
        style = self.style or quiet_style(context)
        for source in listed(context, everything=self.all):
            entry = node.element.add("LI")
            entry.child("Lbl", "label")
            block = SourceEntry.model_construct(key=source.id, text=MarkedWords({}, ()), style=style, indent=0.0, marker="")  # fmt: skip
            yield replace(node, block=block, element=entry)


class SourceEntry(ParagraphBlock):
    """One work of the list, as the flow sees it; authors write `sources`."""

    kind: ClassVar[str] = "source_entry"
    role: ClassVar[Role | None] = "LI"
    summary: ClassVar[str] = "a work in the list of sources"

    text: Prose = MarkedWords({}, ())
    key: str = ""

    def pieces(self, node: Node, context: Context) -> list[Piece]:
        style = context.styles(self.style)
        marker = Run(f"{context.label(self.key)}: ", strong=True)
        body = reference(context.exhibit.sources[self.key], context.language, context.exhibit.language)
        return [
            *pieces_of((marker,), style, node.element.child("Lbl", "label"), context),
            *pieces_of(body, style, node.element.child("LBody", "text"), context),
        ]

    def words_left(self, node: Node, context: Context) -> int:
        text = "".join(piece.text for piece in self.pieces(node, context))
        return len(text[node.start :].split())


class Credits(ParagraphBlock):
    """What the document owes to others: works cited, pictures, data and fonts, in one paragraph.

    It may stand before the figures that it credits, so it is put into words when it is laid out.
    """

    kind: ClassVar[str] = "credits"
    role: ClassVar[Role | None] = "P"
    summary: ClassVar[str] = "credits of the figures in this document, of data and fonts, in one paragraph"
    shorthand: ClassVar[str | None] = "text"
    example: ClassVar[str] = "- credits: {sources: true, fonts: true}"

    text: Prose | None = Field(None, description="words of your own in front")  # type: ignore[assignment]
    sources: bool = Field(False, description="begin with the works cited")
    figures: Literal["rest", "all", "none"] = Field(
        "rest",
        description="pictures to credit: the rest are those without a credit under them in this document",
    )
    data: bool = Field(True, description="where the data of maps and charts come from")
    fonts: bool = Field(False, description="end with the families that the document is set in")
    style: str = Field("", description="style of the paragraph; else reference in the hand, credit on a wall")

    def style_name(self) -> str:
        return self.style or "reference"

    def nodes(self, node: Node, context: Context) -> Iterator[Node]:
        yield replace(node, block=self.model_copy(update={"style": self.style or quiet_style(context)}))

    def pieces(self, node: Node, context: Context) -> list[Piece]:
        style = context.styles(self.style)
        return pieces_of(joined(self.parts(context)), style, node.element, context)

    def words_left(self, node: Node, context: Context) -> int:
        return len(plain(joined(self.parts(context)))[node.start :].split())

    def named(self, context: Context) -> list[str]:
        """Return the figures whose credits the paragraph holds."""
        used = [name for name in context.used_figures if name in context.exhibit.figures]
        done = {"rest": credited(context), "all": set(), "none": set(used)}[self.figures]
        return [name for name in used if context.exhibit.figures[name].rights and name not in done]

    def lay_out(self, node: Node, space: Space, context: Context) -> Fragment:
        fragment = super().lay_out(node, space, context)
        if fragment.placed:
            context.credited.update(dict.fromkeys(self.named(context)))
        return fragment

    def parts(self, context: Context) -> list[tuple[Run, ...]]:
        """Return the sentences of the paragraph."""
        parts = [context.inline(self.text)]
        if self.sources:
            parts += [(Run(f"{context.label(source.id)}: "), *reference(source, context.language, context.exhibit.language)) for source in listed(context)]  # fmt: skip
        used = {name: context.exhibit.figures[name] for name in context.used_figures if name in context.exhibit.figures}  # fmt: skip
        parts += [figure_credit(name, context.exhibit.figures[name], context) for name in self.named(context)]
        if self.data:
            parts += [(Run(sentence),) for sentence in data_origins(used.values(), context)]
        families = font_families(context)
        if self.fonts and families:
            names = enumerated(tuple(families), context.language)
            parts.append((Run(phrase("set-in", context.language, fonts=names)),))
        return [part for part in parts if part]


def quiet_style(context: Context) -> str:
    """Return the style of references: black in the hand, where greys print badly, quiet on a wall."""
    return "reference" if context.held else "credit"


def joined(parts: list[tuple[Run, ...]]) -> tuple[Run, ...]:
    """Return sentences as one paragraph."""
    runs: list[Run] = []
    for part in parts:
        runs += [Run(" "), *part] if runs else part
    return tuple(runs)


def listed(context: Context, *, everything: bool = False) -> list[Source]:
    """Return the works that the document cites, in the order of the exhibit's list of sources."""
    if everything:
        return list(context.exhibit.sources.values())
    cited = {cite.key for cite in cited_in(context.sections, context)}
    figures = context.exhibit.figures
    cited |= {cite.key for name in context.used_figures if name in figures for cite in cited_in(figures[name], context)}  # fmt: skip
    return [source for key, source in context.exhibit.sources.items() if key in cited]


def cited_in(value: Any, context: Context) -> Iterator[Citation]:
    """Yield every citation below a value that is printed in this document and this language."""
    if isinstance(value, MarkedWords):
        found = value.text(context.language, context.exhibit.language) or ""
        for match in CITATION.finditer(found):
            yield from (
                Citation(one["key"].rstrip(".,:")) for one in map(CITED.match, match[1].split(";")) if one
            )
    elif isinstance(value, Citation):
        yield value
    elif isinstance(value, Item):
        if not printed(value.only, context):
            return
        yield from cited_in(value.block, context)
        for name in value.block.figures_named():
            yield from cited_in(context.exhibit.figures.get(name), context)
        if value.kind.startswith("timeline"):
            yield from cited_in(context.exhibit.events, context)
    elif isinstance(value, BaseModel):
        if printed(getattr(value, "only", ()), context):
            for name in type(value).model_fields:
                yield from cited_in(getattr(value, name), context)
    elif isinstance(value, dict):
        yield from cited_in(tuple(value.values()), context)
    elif isinstance(value, tuple | list):
        for item in value:
            yield from cited_in(item, context)


def printed(only: tuple[str, ...], context: Context) -> bool:
    """True when what is marked `only` belongs in this document."""
    return not only or context.document_name in only or context.document.layout in only


def credited(context: Context) -> set[str]:
    """Return the figures whose credit line stands under them somewhere in this document."""
    items = [
        item for section in context.sections if printed(section.only, context) for item in section.content
    ]
    return {name for item in items if printed(item.only, context) for name in item.block.figures_credited()}


def figure_credit(name: str, figure: Figure, context: Context) -> tuple[Run, ...]:
    """Return "Figure 2. Title. Credit line. Rights": by number where the document has numbers, else by title."""
    assert figure.rights
    runs: list[Run] = []
    if context.held and name in context.numbers:
        number = phrase("figure-number", context.language, number=context.numbers[name])
        runs.append(Run(number, strong=True))
    title = context.words(figure.title)
    if not title and not runs:
        title = first_sentence(plain(context.inline(figure.caption))) or name
    sentences = [title, context.words(figure.rights.credit), rights_words(figure.rights, context)]
    return (*runs, Run((" " if runs else "") + " ".join(ended(text) for text in sentences if text)))


def rights_words(rights: Rights, context: Context) -> str:
    """Return what is printed of the rights: in a draft what is still to be done, else licence, deed and source.

    Creative Commons asks for title, author, source and licence with its address, which on paper must be printed.
    """
    if not rights.cleared:
        return "" if context.final else rights.state(context.language)
    parts = (
        [] if rights.license in STATES else [phrase("rights-license", context.language, name=rights.license)]
    )
    return ", ".join(filter(None, (*parts, LICENSES.get(rights.license, ""), rights.source)))


def data_origins(figures: Any, context: Context) -> list[str]:
    """Return a sentence for each origin of data that drawings name, each once."""
    found: dict[str, None] = {}
    for figure in figures:
        if figure.drawing is None:
            continue
        for origin in figure.drawing.block.credits(context):
            is_map = figure.drawing.kind == "map"
            found[phrase("data-origin", context.language, origin=origin) if is_map else ended(origin)] = None
    return list(found)


def font_families(context: Context) -> list[str]:
    """Return the engine's families that the theme sets in, without their widths; all are under the SIL OFL."""
    names: dict[str, None] = {}
    for family in context.styles.theme.file.faces.values():
        name = family.family or ""
        for width in WIDTHS:
            name = name.removesuffix(f" {width}")
        if name:
            names[name] = None
    return list(names)



def first_sentence(text: str) -> str:
    """Return a caption's first sentence, by which a figure without title and number is named."""
    return text.partition(". ")[0]


def ended(text: str) -> str:
    """Return a text that ends like a sentence."""
    return text if text.endswith((".", "?", "!", "…")) else f"{text}."


__all__ = ["Credits", "Sources", "cited_in", "listed"]
