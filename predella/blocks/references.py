"""A work in CSL fields goes in, its reference comes out as runs, after the bibliography style of Chicago, plainly.

Only what is known is printed: a work without an author begins with its title, one without a year has none. Commas
and full stops stand outside the quotation marks.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from predella.dates import DateError, parse, say
from predella.model import Source
from predella.phrases import enumerated, phrase, quoted
from predella.text import Run

WHOLE = frozenset({"book", "report", "thesis", "collection", "map", "motion_picture", "periodical"})
"""CSL types whose title stands by itself, in italics; any other is a part or a document, in quotation marks."""


def reference(source: Source, language: str, default: str = "") -> tuple[Run, ...]:
    """Return a work's reference: author, title, container, publisher and date, address, note; what is missing is left out.

    A note that is not written in the language is printed in the default one.
    """
    more: Mapping[str, Any] = source.model_extra or {}
    sentences: list[tuple[Run, ...]] = [text_of(names(source.author, language, inverted=True))]
    sentences.append(title_of(source, language))
    if more.get("translator"):
        sentences.append(text_of(phrase("translated", language, names=names(more["translator"], language))))
    sentences.append(container_of(source, more, language))
    sentences.append(text_of(publication(source, more, language)))
    sentences.append(text_of(archive(more)))
    address = f"https://doi.org/{more['DOI']}" if more.get("DOI") else source.url
    if address:
        sentences.append((Run(address, link=address),))
        seen = date_words(more.get("accessed"), language)
        sentences.append(text_of(phrase("accessed", language, date=seen) if seen else ""))
    note = source.note.text(language, default) if source.note else None
    sentences.append(text_of(str(note or "").strip()))
    return sentences_of(sentences)


def title_of(source: Source, language: str) -> tuple[Run, ...]:
    """Return the title: in italics for a whole work, in quotation marks for a part or a document in an archive."""
    if not source.title:
        return ()
    if source.type in WHOLE:
        return (Run(source.title, emphasis=True),)
    if source.author or source.container_title:
        return text_of(quoted(source.title, language))
    return text_of(source.title)


def container_of(source: Source, more: Mapping[str, Any], language: str) -> tuple[Run, ...]:
    """Return the journal or book that holds the work, with its editors, volume, issue and pages."""
    counts = [phrase(key, language, number=more[field]) for field, key in (("volume", "volume"), ("issue", "issue")) if more.get(field)]  # fmt: skip
    pages = str(more.get("page") or "")
    editors = phrase("edited", language, names=names(more["editor"], language)) if more.get("editor") else ""
    rest = ", ".join(filter(None, (editors, *counts, pages)))
    if not source.container_title:
        return text_of(rest)
    return (Run(source.container_title, emphasis=True), *text_of(f", {rest}" if rest else ""))


def publication(source: Source, more: Mapping[str, Any], language: str) -> str:
    """Return place, publisher and date."""
    place = str(more.get("publisher-place") or "")
    house = ": ".join(filter(None, (place, source.publisher or "")))
    return ", ".join(filter(None, (house, date_words(source.issued, language))))


def archive(more: Mapping[str, Any]) -> str:
    """Return where an unpublished document lies."""
    fields = ("archive", "archive-place", "archive_location", "call-number")
    return ", ".join(str(more[field]) for field in fields if more.get(field))


def names(people: Any, language: str, *, inverted: bool = False) -> str:
    """Return names as the language lists them; in a bibliography the first begins with the family name."""
    listed = people if isinstance(people, list | tuple) else (people,)
    shown = [name(person, inverted and not index) for index, person in enumerate(listed)]
    return enumerated(tuple(one for one in shown if one), language)


def name(person: Any, inverted: bool) -> str:
    """Return one name from its CSL parts; an institution is a literal."""
    if not isinstance(person, Mapping):
        return str(person or "")
    if person.get("literal"):
        return str(person["literal"])
    particles = (person.get("dropping-particle"), person.get("non-dropping-particle"))
    family = " ".join(str(part) for part in (particles[1], person.get("family")) if part)
    given = " ".join(str(part) for part in (person.get("given"), particles[0]) if part)
    if inverted:
        return ", ".join(filter(None, (family, given, str(person.get("suffix") or ""))))
    return " ".join(filter(None, (given, family, str(person.get("suffix") or ""))))


def date_words(value: Any, language: str) -> str:
    """Return a CSL date in words: EDTF, `date-parts`, Pandoc's year, month and day, or a literal."""
    if isinstance(value, list | tuple):
        value = value[0] if value else None
    if isinstance(value, Mapping):
        if value.get("literal") or value.get("raw"):
            return str(value.get("literal") or value.get("raw"))
        ranges = value.get("date-parts") or [[value.get(part) for part in ("year", "month", "day")]]
        value = "/".join(edtf(parts) for parts in ranges)
    text = "" if value is None else str(value)
    try:
        return say(parse(text), language) if text else ""
    except DateError:
        return text


def edtf(parts: Any) -> str:
    """Return year, month and day as EDTF writes them."""
    known = [str(part) for part in (parts if isinstance(parts, list | tuple) else (parts,)) if part]
    return "-".join(part.zfill(4 if not index else 2) for index, part in enumerate(known))


def text_of(text: str) -> tuple[Run, ...]:
    """Return a text as runs, or nothing."""
    return (Run(text),) if text else ()


def sentences_of(sentences: list[tuple[Run, ...]]) -> tuple[Run, ...]:
    """Join the parts of a reference, each ending with one full stop."""
    runs: list[Run] = []
    for sentence in filter(None, sentences):
        if runs:
            runs.append(Run(" "))
        runs += sentence
        if not sentence[-1].text.rstrip("”»\u201c").endswith((".", "?", "!")):
            runs.append(Run("."))
    return tuple(runs)


__all__ = ["date_words", "name", "names", "reference"]
