"""A validated exhibit goes in, what is wrong across its parts comes out: names that lead nowhere, rights, words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from predella.audit.languages import check_languages, check_translations
from predella.audit.subject import Subject, problem
from predella.audit.told import check_alternatives
from predella.dates import month_name
from predella.diagnostics import Problem, Problems, Severity, did_you_mean
from predella.model import Exhibit, Item
from predella.preflight import RULES
from predella.rights import check_license
from predella.text import Citation, citations, parse, plain
from predella.validate import MarkedWords, texts_in


def check_exhibit(exhibit: Exhibit, problems: Problems, *, final: bool = False) -> None:
    """Run every check of the exhibit."""
    for check in EXHIBIT_CHECKS:
        problems.extend(check(Subject(exhibit, final)))


def items(exhibit: Exhibit) -> Iterator[Item]:
    """Yield everything that sections hold."""
    for section in exhibit.sections:
        yield from section.content


def cited(exhibit: Exhibit) -> Iterator[Citation]:
    """Yield every citation: in texts, in blocks' source fields, in events and figures."""
    for words in texts_in(exhibit):
        if isinstance(words, MarkedWords):
            for text in words.by_language.values():
                yield from citations(parse(text, Problems()))
    drawings = [figure.drawing.block for figure in exhibit.figures.values() if figure.drawing]
    strip = [exhibit.strip.block] if exhibit.strip else []
    for part in [exhibit, *(item.block for item in items(exhibit)), *drawings, *strip]:
        yield from citation_fields(part)


def citation_fields(value: object) -> Iterator[Citation]:
    """Yield the citations in fields of a validated object, however deep."""
    if isinstance(value, Citation):
        yield value
    elif hasattr(type(value), "model_fields"):
        for name in type(value).model_fields:  # type: ignore[attr-defined]
            yield from citation_fields(getattr(value, name))
    elif isinstance(value, tuple | list):
        for part in value:
            yield from citation_fields(part)
    elif isinstance(value, dict):
        for part in value.values():
            yield from citation_fields(part)


def check_citations(subject: Subject) -> Iterator[Problem]:
    """A citation leads to a source (an error), and a source is cited (a warning)."""
    exhibit = subject.exhibit
    used = set()
    for cite in cited(exhibit):
        used.add(cite.key)
        if cite.key not in exhibit.sources:
            yield problem(
                "error",
                "citation",
                f"there is no source {cite.key!r}",
                cite.span,
                *did_you_mean(cite.key, exhibit.sources),
            )
    for key, source in exhibit.sources.items():
        if key not in used:
            yield problem("warning", "uncited", f"the source {key!r} is never cited", source.span)


def check_markdown(subject: Subject) -> Iterator[Problem]:
    """Every text can be printed, in every language, whether a document shows it or not."""
    found = Problems()
    for words in texts_in(subject.exhibit):
        for text in words.by_language.values() if isinstance(words, MarkedWords) else ():
            parse(text, found)
    yield from found.found


def check_figures(subject: Subject) -> Iterator[Problem]:
    """Figures that are placed exist, those with a file have a text alternative, and every figure is credited."""
    figures = subject.exhibit.figures
    named = [
        (name, item.block.span or item.span)
        for item in items(subject.exhibit)
        for name in item.block.figures_named()
    ]
    named += [(event.figure, event.span) for event in subject.exhibit.events if event.figure]
    used = {name for name, _ in named}
    for name, place in named:
        if name not in figures:
            yield problem(
                "error", "no-figure", f"there is no figure {name!r}", place, *did_you_mean(name, figures)
            )
    for name, figure in figures.items():
        said = any(text.strip() for text in figure.alt.by_language.values()) if figure.alt else False
        if figure.file and not said and not figure.decorative:
            yield problem(
                "error",
                "no-alt",
                f"figure {name!r} has a file and no text alternative",
                figure.span,
                "add `alt:` with what the picture shows, or `decorative: true`",
            )
        if figure.drawing is None and figure.rights is None:
            yield problem(
                "error",
                "no-credit",
                f"figure {name!r} has no rights",
                figure.span,
                "add `rights: {credit: …, license: …}`",
            )
        if figure.drawing is None and figure.caption is None and figure.title is None:
            yield problem(
                "error", "no-caption", f"figure {name!r} has neither caption nor title", figure.span
            )
        if name not in used:
            yield problem("warning", "unused", f"figure {name!r} is placed nowhere", figure.span)


def check_rights(subject: Subject) -> Iterator[Problem]:
    """A draft may hold positions and uncleared pictures and says so; a final build may not."""
    severity: Severity = "error" if subject.final else "warning"
    for name, figure in subject.exhibit.figures.items():
        span = figure.rights.span if figure.rights and figure.rights.span else figure.span
        if figure.for_position_only:
            message = f"figure {name!r} has no file yet and stands for position only"
            message += f"; {small(figure.rights.state('en'))}" if figure.rights else ""
            yield problem(severity, "fpo", message, figure.span)
        elif figure.rights and not figure.rights.cleared and figure.file:
            yield problem(
                severity,
                "rights",
                f"figure {name!r} is not cleared; {small(figure.rights.state('en'))}",
                span,
                "set `cleared: true` once you may print it",
            )
        found = check_license(figure.rights, span) if figure.rights else None
        if found:
            yield problem(found[0], "license", found[1], span, *found[2])


def small(text: str) -> str:
    """Return a phrase as it stands inside a sentence."""
    return text[:1].lower() + text[1:]


def check_sections(subject: Subject) -> Iterator[Problem]:
    """Sections have ids of their own, and documents name sections that exist."""
    exhibit = subject.exhibit
    ids = [section.id for section in exhibit.sections]
    for index, section in enumerate(exhibit.sections):
        if section.id in ids[:index]:
            yield problem("error", "duplicate", f"there are two sections {section.id!r}", section.where("id"))
        if not section.content:
            message = f"section {section.id!r} has no content, so that its page stays empty"
            yield problem("warning", "empty", message, section.span)
    for name, document in exhibit.documents.items():
        if document.start and document.end and document.end < document.start:
            message = f"document {name!r} ends (`to`) before it begins (`from`)"
            yield problem("error", "date", message, document.where("to"))
        for wanted in document.sections or ():
            if wanted not in ids:
                yield problem(
                    "error",
                    "no-section",
                    f"document {name!r}: there is no section {wanted!r}",
                    document.where("sections"),
                    *did_you_mean(wanted, ids),
                )


def check_only(subject: Subject) -> Iterator[Problem]:
    """What is meant for some documents only names documents or layouts that exist."""
    exhibit = subject.exhibit
    known = {*exhibit.documents, *(document.layout for document in exhibit.documents.values())}
    places = [(item.only, item.span) for item in items(exhibit)]
    places += [(section.only, section.span) for section in exhibit.sections]
    for only, span in places:
        for name in only:
            if name not in known:
                yield problem(
                    "error",
                    "only",
                    f"`only` names {name!r}, which is no document",
                    span,
                    *did_you_mean(name, known),
                )


def check_language_tags(subject: Subject) -> Iterator[Problem]:
    """The engine can write dates and numbers in the exhibit's languages."""
    exhibit = subject.exhibit
    for language in exhibit.languages:
        try:
            month_name(1, language)
        except ValueError:
            yield problem(
                "error",
                "language",
                f"{language!r} is no language that dates and numbers are known for",
                exhibit.where("languages"),
                "a BCP 47 tag: en, kk, ru, de, pt-BR",
            )


BARE_CITATION = re.compile(r"(?<![\w.])@(\w[\w:.-]*\w)")


def check_bare_citations(subject: Subject) -> Iterator[Problem]:
    """A source's key after an @ is a citation only in brackets; elsewhere it would be printed as it stands."""
    exhibit = subject.exhibit
    for part in (exhibit, *(item.block for item in items(exhibit))):
        for words in texts_in(part):
            for text in words.by_language.values() if isinstance(words, MarkedWords) else ():
                for match in BARE_CITATION.finditer(plain(parse(text, Problems()))):
                    if match[1] in exhibit.sources:
                        yield problem(
                            "warning",
                            "citation",
                            f"@{match[1]} is printed as it stands",
                            text.at(max(text.find(match[0]), 0)),
                            f"a citation is [@{match[1]}] or [@{match[1]}, p. 3], with nothing before the @",
                        )


def check_switches(subject: Subject) -> Iterator[Problem]:
    """A document decides about rules of its own pages; what looks at the exhibit as a whole is decided there."""
    for name, document in subject.exhibit.documents.items():
        for rule in document.checks:
            if RULES[rule].per == "exhibit":
                message = f"document {name!r} switches the rule {rule!r}, which looks at the exhibit as a whole"
                yield problem("error", "checks", message, document.where("checks"), "switch it under `checks` of the exhibit")
        for waiver in document.waive:
            if RULES[waiver.rule].per == "exhibit":
                message = f"document {name!r} waives the rule {waiver.rule!r}, which looks at the exhibit as a whole"
                yield problem("error", "waive", message, waiver.span, "waive it at the figure or text that it names, or for the exhibit")


def check_events(subject: Subject) -> Iterator[Problem]:
    """Events have ids of their own, and an account is of an event that more than one source tells."""
    ids = [event.id for event in subject.exhibit.events if event.id]
    seen = set()
    for event in subject.exhibit.events:
        if event.id and event.id in seen:
            yield problem("error", "duplicate", f"there are two events {event.id!r}", event.span)
        seen.add(event.id)
        if event.account_of:
            accounts = [other for other in subject.exhibit.events if other.account_of == event.account_of]
            if len(accounts) < 2 and event.account_of not in ids:
                yield problem(
                    "warning",
                    "account",
                    f"only one source gives an account of {event.account_of!r}",
                    event.span,
                )


EXHIBIT_CHECKS = (
    check_citations,
    check_markdown,
    check_figures,
    check_rights,
    check_sections,
    check_only,
    check_language_tags,
    check_bare_citations,
    check_languages,
    check_translations,
    check_events,
    check_alternatives,
    check_switches,
)
