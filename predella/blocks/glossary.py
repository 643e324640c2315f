"""Terms and what they mean go in; an alphabetical list comes out whose entries may break, but never after the term."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Annotated, Any, ClassVar

from pydantic import Field, PlainValidator, ValidationInfo

from predella.blocks.block import Block, Context, Fragment, Node, Space, first_baseline, pieces_of
from predella.blocks.prose import fitting, report_wide
from predella.diagnostics import Span
from predella.pages import Placed, Role
from predella.source import Map, Seq, text_of
from predella.text import plain
from predella.typeset import Piece, set_lines
from predella.validate import LANGUAGE, Model, Prose, Reading, read_model, reading_of, shown, wrong
from predella.words import DRAFT

ALPHABETS = {
    "kk": "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя",
    "ru": "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    "uk": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
}
"""Alphabets whose order is not that of the code points."""


class Entry(Model):
    """A term and what it means."""

    term: Prose = Field(description="the word")
    text: Prose = Field(description="what it means, in a line or two")


def to_entries(value: Any, info: ValidationInfo) -> Mapping[str, tuple[Entry, ...]]:
    """Accept a list of `{term, text}`, a mapping from term to text, or one of these for each language.

    The key "" holds entries that serve every language.
    """
    if isinstance(value, Map) and by_language(value):
        return {language: entries(item, reading_of(info)) for language, item in value.items()}
    if isinstance(value, Map | Seq):
        return {"": entries(value, reading_of(info))}
    raise wrong("terms", f"a list of terms is expected, not {shown(value)}", None, "write `Adobe: clay brick dried in the sun`, one term a line")  # fmt: skip


def by_language(value: Map) -> bool:
    """True for a mapping from languages to lists or mappings of terms.

    `{itl: {en: …, kk: …}}` is a term with a text per language, `{en: {ITL: …}}` a language with its terms.
    """
    return bool(value) and all(
        LANGUAGE.match(key)
        and (isinstance(item, Seq) or (isinstance(item, Map) and not all(LANGUAGE.match(tag) for tag in item if tag != DRAFT)))
        for key, item in value.items()
    )


def entries(value: Map | Seq, reading: Reading) -> tuple[Entry, ...]:
    """Return the entries of a list or a mapping, in the order written."""
    if isinstance(value, Map):
        items = [pair(term, value) for term in value]
    else:
        items = [item if isinstance(item, Map) else no_entry(item, place) for item, place in zip(value, value.items_at, strict=True)]  # fmt: skip
    read = [read_model(Entry, item, reading.problems) for item in items]
    found = tuple(entry for entry in read if entry)
    if len(found) < len(read):
        raise wrong("silent", "reported above")
    return found


def pair(term: str, within: Map) -> Map:
    """Return `term: text` as `{term: …, text: …}`, each at its place."""
    entry = Map(term=text_of(term, within.keys_at[term]), text=within[term])
    entry.span = within.keys_at[term]
    entry.keys_at = dict.fromkeys(entry, entry.span)
    entry.values_at = {"term": entry.span, "text": within.values_at[term]}
    return entry


def no_entry(value: Any, place: Span) -> Map:
    """Raise the error for an item that is no entry."""
    raise wrong("terms", f"an entry has a term and a text, and {shown(value)} has not", place, "write `- {term: Adobe, text: clay brick}`, or `Adobe: clay brick` without the hyphen")  # fmt: skip


EntriesField = Annotated[
    Mapping[str, tuple[Entry, ...]], PlainValidator(to_entries, json_schema_input_type=Any)
]


class Definition(Block):
    """One entry of a glossary, as the flow sees it; authors write `glossary`."""

    kind: ClassVar[str] = "definition"
    role: ClassVar[Role | None] = "LI"
    summary: ClassVar[str] = "an entry of a glossary"

    term: Prose
    text: Prose

    def style_name(self) -> str:
        return "term"

    def term_pieces(self, node: Node, context: Context) -> list[Piece]:
        runs = tuple(replace(run, strong=True) for run in context.inline(self.term))
        return pieces_of(runs, context.styles("term"), node.element.child("Lbl", "term"), context)

    def text_pieces(self, node: Node, context: Context) -> list[Piece]:
        body = node.element.child("LBody", "text")
        return pieces_of(context.inline(self.text), context.styles("term"), body, context)

    def words_left(self, node: Node, context: Context) -> int:
        term = "" if node.start else plain(context.inline(self.term))
        return len((term + " " + plain(context.inline(self.text))[node.start :]).split())

    def lay_out(self, node: Node, space: Space, context: Context) -> Fragment:
        style = context.styles("term")
        heads = set_lines(self.term_pieces(node, context), space.width) if not node.start else ()
        lines = set_lines(self.text_pieces(node, context), space.width, start=node.start)
        report_wide((*heads, *lines), node, context)
        first = first_baseline(space, style, 0.0, context.step)
        count = fitting(first, style, len(heads) + len(lines), space, context)
        least = min(len(heads) + 1, len(heads) + len(lines))
        if count < least:
            return Fragment((), space.y, node)
        placed = []
        for i, item in enumerate((*heads, *lines)[:count]):
            element = node.element.child(*(("Lbl", "term") if i < len(heads) else ("LBody", "text")))
            placed.append(
                Placed(space.x, first + i * style.leading, item.ink, element, "term", span=node.span)
            )
        rest = node.from_(lines[count - len(heads)].start) if count < len(heads) + len(lines) else None
        return Fragment(tuple(placed), first + (count - 1) * style.leading if count else space.y, rest)


class Glossary(Block):
    """Terms in strong type, each with its meaning on the next line."""

    kind: ClassVar[str] = "glossary"
    role: ClassVar[Role | None] = "L"
    summary: ClassVar[str] = "terms and what they mean, sorted by the language's alphabet"
    shorthand: ClassVar[str | None] = "terms"
    example: ClassVar[str] = """\
- glossary:
    Bleed: what is printed beyond the trim and cut away
    Trim: the edge of the finished sheet"""

    terms: EntriesField = Field(description="term: meaning lines, a list of {term, text}, or one of these for each language")  # fmt: skip
    sorted: bool = Field(True, description="false: in the order written")

    def style_name(self) -> str:
        return "term"

    def entries(self, context: Context) -> list[Entry]:
        """Return the entries of the edition's language, in the order they are printed."""
        language, default = context.language, context.exhibit.language
        found = self.terms.get(language) or self.terms.get("") or self.terms.get(default) or ()
        if not self.sorted:
            return list(found)
        return sorted(found, key=lambda entry: sort_key(plain(context.inline(entry.term)), language))

    def nodes(self, node: Node, context: Context) -> Iterator[Node]:
        for entry in self.entries(context):
            block = Definition.model_construct(term=entry.term, text=entry.text)
            element = node.element.add("LI")
            element.child("Lbl", "term")
            element.child("LBody", "text")
            text = next(iter(entry.term.by_language.values()), None)
            yield replace(node, block=block, element=element, span=getattr(text, "span", None) or node.span)


def sort_key(term: str, language: str) -> tuple[object, ...]:
    """Return what a term is sorted by: its letters in the language's alphabet, without regard to case.

    A letter with a diacritic stands with its bare letter, and only then after it; so é is sorted as in French, but ä
    of Swedish and č of Lithuanian too, which those languages put elsewhere. Digraphs that count as letters
    (ch in Slovak) are not known. `sorted: false` keeps an order made by hand.
    """
    folded = term.casefold()
    alphabet = ALPHABETS.get(language.partition("-")[0])
    if alphabet:
        places = tuple(ord("а") + alphabet.index(c) / 100 if c in alphabet else ord(c) for c in folded if c.isalnum() or c == " ")  # fmt: skip
        return places, folded, term
    bare = "".join(c for c in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(c))
    return "".join(c for c in bare if c.isalnum() or c == " "), folded, term


__all__ = ["Definition", "Entry", "Glossary", "sort_key"]
