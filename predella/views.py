"""An exhibit in one language goes in, what a template may look at comes out: read-only views whose text escapes itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from pydantic import BaseModel

from predella.blocks.block import Context
from predella.blocks.language_name import own_name
from predella.dates import Date, say
from predella.diagnostics import Span
from predella.model import Item
from predella.text import Citation, Run
from predella.validate import MarkedWords, Words


class Shown(str):
    """A text in the edition's language. As a string it is plain; printed by a template it is safe markup.

    The markup carries the author's place, which the composer reads back into the block.
    """

    markup: str

    def __html__(self) -> str:
        return self.markup


def shown(words: Words, context: Context) -> Shown:
    """Return a text for a template."""
    if isinstance(words, MarkedWords):
        runs = context.inline(words)
        text = Shown("".join(run.text for run in runs))
        text.markup = "".join(run_markup(run) for run in runs)
        return text
    found = words.text(context.language, context.exhibit.language)
    text = Shown(str(found or "").strip())
    text.markup = place_markup(escape(text), getattr(found, "span", None))
    return text


def run_markup(run: Run) -> str:
    """Return a run as inline elements of the story vocabulary."""
    if run.cites:
        keys = "; ".join(cite_text(cite) for cite in run.cites)
        return f"<cite keys={quoteattr(keys)}/>"
    text = escape(run.text).replace("\n", "<br/>")
    if run.emphasis:
        text = f"<em>{text}</em>"
    if run.strong:
        text = f"<strong>{text}</strong>"
    if run.lang:
        text = f"<t lang={quoteattr(run.lang)}>{text}</t>"
    if run.link:
        text = f"<a href={quoteattr(run.link)}>{text}</a>"
    return place_markup(text, run.span)


def cite_text(cite: Citation) -> str:
    """Return a citation as authors write it."""
    return f"@{cite.key}, {cite.locator}" if cite.locator else f"@{cite.key}"


def place_markup(markup: str, span: Span | None) -> str:
    """Return markup stamped with the author's place."""
    if not markup:
        return ""
    return f"<t at={quoteattr(place_text(span))}>{markup}</t>" if span else f"<t>{markup}</t>"


def place_text(span: Span) -> str:
    """Return a place as one attribute value."""
    return f"{span.file}:{span.line}:{span.column}"


def place_from(text: str) -> Span:
    """Read back what `place_text` wrote."""
    file, line, column = text.rsplit(":", 2)
    return Span(file, int(line), int(column))


class View:
    """A read-only look at a part of the exhibit; texts come out in the edition's language."""

    def __init__(self, target: BaseModel, context: Context) -> None:
        self._target = target
        self._context = context

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or name not in type(self._target).model_fields:
            raise AttributeError(name)
        return viewed(getattr(self._target, name), self._context)

    def __iter__(self) -> Iterator[str]:
        return iter(type(self._target).model_fields)


def in_language(view: Any, language: str) -> Any:
    """Return the same view in another of the exhibit's languages, for pages that stand in several."""
    if not isinstance(view, View):
        raise TypeError("in_language takes exhibit, document or a section")
    return View(view._target, replace(view._context, language=str(language)))


def language_name(language: str) -> str:
    """Return what a language is called in itself, as `own_name` does."""
    return own_name(str(language))


def viewed(value: Any, context: Context) -> Any:
    """Return what a template sees of a value."""
    if isinstance(value, Words):
        return shown(value, context)
    if isinstance(value, BaseModel):
        return View(value, context)
    if isinstance(value, Date):
        return say(value, context.language)
    if isinstance(value, Mapping):
        return {key: viewed(item, context) for key, item in value.items()}
    if isinstance(value, tuple | list) and not any(isinstance(item, Item) for item in value):
        return [viewed(item, context) for item in value]
    return value


class Content:
    """The blocks of a section on their way through a template: each becomes a reference the composer resolves."""

    def __init__(self, wanted: Callable[[tuple[str, ...]], bool]) -> None:
        self.items: list[Item] = []
        self.wanted = wanted

    def markup(self, items: Any) -> str:
        """Return references to the items that belong in this document."""
        parts = []
        for item in items:
            if not self.wanted(item.only):
                continue
            self.items.append(item)
            place = f" at={quoteattr(place_text(item.span))}" if item.span else ""
            parts.append(f'<block ref="{len(self.items) - 1}"{place}/>')
        return "".join(parts)

    def by_frame(
        self, items: Any, default: str = "main", into: Mapping[str, str] | None = None
    ) -> list[tuple[str, list[Item]]]:
        """Return the items grouped by the frame they ask for, in the order of first use.

        `into` names frames whose items stand in another one instead, in their place among its items.
        """
        groups: dict[str, list[Item]] = {}
        for item in items:
            if self.wanted(item.only):
                frame = item.frame or default
                groups.setdefault((into or {}).get(frame, frame), []).append(item)
        return list(groups.items())
