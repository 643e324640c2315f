"""An exhibit goes in; which texts it lacks in which of its languages, and which are drafts, comes out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from predella.audit.subject import Subject, problem
from predella.diagnostics import Problem, Span, did_you_mean, nearest
from predella.model import Exhibit
from predella.validate import Words, texts_in

WORD = re.compile(r"[^\W\d_]{2,}")
"""What a translator has to do with: two letters in a row. 1954, A4 and 40 % stand in every language."""


@dataclass(frozen=True, slots=True)
class Translated:
    """How far the texts of an exhibit are there in one language."""

    language: str
    texts: int
    drafts: int
    missing: tuple[Span, ...]

    @property
    def there(self) -> int:
        """How many texts are there, drafts among them."""
        return self.texts - len(self.missing)

    def __str__(self) -> str:
        drafts = f", {self.drafts} of them drafts" if self.drafts else ""
        return f"{self.language} {self.there} of {self.texts} texts{drafts}"


def translated(exhibit: Exhibit) -> Iterator[Translated]:
    """Yield how far each language of an exhibit is, in the exhibit's order."""
    texts = list(to_translate(exhibit))
    for language in exhibit.languages:
        drafts, missing = 0, list[Span]()
        for words in texts:
            key = words.key(language, exhibit.language)
            if key is None or (key or exhibit.language) != language:
                missing.append(words.by_language[key].span if key is not None else next(iter(words.by_language.values())).span)
            else:
                drafts += words.is_draft(language, exhibit.language, exhibit.drafts)
        yield Translated(language, len(texts), drafts, tuple(sorted(missing)))


def to_translate(exhibit: Exhibit) -> Iterator[Words]:
    """Yield the texts that hold words; a credit is printed as its owner asks, so that one in one language serves all."""
    rights = [figure.rights for figure in exhibit.figures.values() if figure.rights]
    credits = {id(words) for words in texts_in(rights) if "" in words.by_language}
    for words in texts_in(exhibit):
        if id(words) not in credits and any(WORD.search(text) for text in words.by_language.values()):
            yield words


def check_translations(subject: Subject) -> Iterator[Problem]:
    """An exhibit's texts are there in each of its languages, and approved: one warning a language says how far it is."""
    exhibit = subject.exhibit
    for found in translated(exhibit) if len(exhibit.languages) > 1 or exhibit.drafts else ():
        place = exhibit.where("languages")
        if found.missing and found.language != exhibit.language:
            drafts = f", {found.drafts} of them drafts" if found.drafts else ""
            message = f"{found.there} of {found.texts} texts are there in {found.language!r}{drafts}; the others fall back to {exhibit.language!r}"
            yield Problem("warning", "translation", message, place, places=found.missing)
        elif found.drafts and not subject.final:
            message = f"{found.drafts} of {found.texts} texts in {found.language!r} are drafts; the pages that show one say so"
            yield problem("warning", "draft", message, exhibit.where("drafts" if found.language in exhibit.drafts else "languages"))


def check_languages(subject: Subject) -> Iterator[Problem]:
    """A text is in the exhibit's languages, and there in the one that is built when none is named.

    Notes on sources may have further languages: a list of works often serves several exhibits.
    """
    exhibit = subject.exhibit
    shared = {id(source.note) for source in exhibit.sources.values()}
    listed = f"languages: {', '.join(exhibit.languages)}"
    if exhibit.language not in exhibit.languages:
        message = f"the default language {exhibit.language!r} is not among the exhibit's languages"
        yield problem("error", "language", message, exhibit.where("default_language"), listed)
    for language in exhibit.drafts:
        if language not in exhibit.languages:
            message = f"'drafts' names {language!r}, which is not among the exhibit's languages"
            yield problem("error", "language", message, exhibit.where("drafts"), *did_you_mean(language, exhibit.languages))
    for words in texts_in(exhibit):
        for language, text in words.by_language.items():
            if language and language not in exhibit.languages and id(words) not in shared:
                message = f"a text in {language!r}, which is not among the exhibit's languages"
                lacking = sorted(set(exhibit.languages) - set(words.by_language) - {exhibit.language})
                # tags are too short to be alike: kz for kk, ua for uk
                close = nearest(language, exhibit.languages) or (lacking[0] if len(lacking) == 1 else None)
                yield problem("warning", "language", message, text.span, *([f"did you mean {close!r}?"] if close else []), listed)
        if words.by_language and "" not in words.by_language and exhibit.language not in words.by_language:
            span = next(iter(words.by_language.values())).span
            yield problem("error", "language", f"a text is missing in {exhibit.language!r}", span)
