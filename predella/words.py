"""A text as its author wrote it goes in, in one or several languages; what stands for it in one language comes out."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel, GetJsonSchemaHandler

from predella.diagnostics import Span
from predella.source import Str
from predella.text import Run

LANGUAGE = re.compile(r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")
"""The shape of a BCP 47 language tag, as far as keys need it."""

DRAFT = "draft"
"""The key that stands among the languages of a text and names those whose text is a draft."""


@dataclass(frozen=True)
class Words:
    """A text in one or several languages, as written. The key "" holds a plain string: the default language.

    `drafts` are the languages whose text is not finished.
    """

    by_language: Mapping[str, Str]
    drafts: frozenset[str] = field(default=frozenset(), kw_only=True)

    def key(self, language: str, default: str) -> str | None:
        """Return under which key stands what is printed in a language; None when nothing is."""
        return next((key for key in (language, "", default) if self.by_language.get(key)), None)

    def text(self, language: str, default: str) -> Str | None:
        """Return the text for a language; a text without language is in the default one and serves all."""
        found = self.by_language.get(language) or self.by_language.get("")
        if found is None and language != default:
            found = self.by_language.get(default)
        return found

    def is_draft(self, language: str, default: str, drafts: Collection[str] = ()) -> bool:
        """True when what is printed in a language is a draft; all the texts of the languages `drafts` are."""
        key = self.key(language, default)
        return key is not None and (key in self.drafts or (key or default) in drafts)

    def __str__(self) -> str:
        return str(next(iter(self.by_language.values()), ""))

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: Any, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {"anyOf": [{"type": "string"}, {"type": "object", "additionalProperties": {"type": "string"}}]}


@dataclass(frozen=True)
class MarkedWords(Words):
    """A text in Markdown; `runs` holds it ready when it comes from a template rather than from an author."""

    runs: tuple[Run, ...] | None = None


def places_of(character: str, value: Any, language: str, default: str) -> Iterator[Span]:
    """Yield where a character stands first in each text of a validated object, in one language."""
    for words in texts_in(value):
        text = words.text(language, default)
        if text is not None and character in text:
            yield text.at(text.index(character))


def texts_in(value: Any) -> Iterator[Words]:
    """Yield every text of a validated object, however deep."""
    if isinstance(value, Words):
        yield value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from texts_in(getattr(value, name))
    elif isinstance(getattr(value, "block", None), BaseModel):  # an item of a section, or a drawing
        yield from texts_in(value.block)
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from texts_in(item)
    elif isinstance(value, tuple | list):
        for item in value:
            yield from texts_in(item)
