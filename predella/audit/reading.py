"""A document's texts go in; those that are longer or harder than visitors read while they stand come out.

The numbers of words are those that museums give their own writers (docs/printing.md names the sources). They are
English; a text in another language may be a fifth longer, as the French of the Canadian Museum for Human Rights is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from predella.audit.laid import Laid
from predella.blocks.block import Context
from predella.diagnostics import Problem, Problems, Span, counted
from predella.model import Exhibit, Item, Section
from predella.pages import MM
from predella.reading import Reads, reads, sentences, words_of
from predella.source import Str
from predella.text import parse, run_groups
from predella.validate import MarkedWords, Words

LONGEST_SENTENCE = 25
"""Words of a sentence on a wall at most; 15 are preferred (Smithsonian Guidelines for Accessible Exhibition Design, B)."""
HIGHEST_GRADE = 12
"""The last year of school. UCSB Library's guide aims at the 8th; more than the 12th is out of reach of most visitors."""
EXPANSION = 1.2
"""A text in another language by its English: 100 words for 85, 75 for 60, 20 for 17 (Canadian Museum for Human Rights)."""
LABEL = 148.0 * 105.0 * MM**2
"""The area, in pt², of an A6 sheet: what is no larger is a label. A5 may be a booklet."""


@dataclass(frozen=True, slots=True)
class Guide:
    """How many words a guide gives the kinds of text at most; nought for a kind that it does not speak of."""

    name: str
    intro: int = 0
    section: int = 0
    label: int = 0
    caption: int = 0
    title: int = 0


GUIDES = {
    "serrell": Guide("Serrell", intro=300, section=150, label=150, caption=150, title=7),
    "v-and-a": Guide("the V&A", intro=150, section=130, label=60),
    "cmhr": Guide("the CMHR", intro=85, section=100, label=60, caption=17, title=5),
    "smithsonian": Guide("the Smithsonian", section=100, label=100),
}
"""What `budget:` of an exhibit may name."""


def check_budgets(laid: Laid) -> Iterator[Problem]:
    """The texts that hang, and labels, keep to the number of words of the section, else of the guide that the exhibit names."""
    context = laid.context
    guide = GUIDES.get(context.exhibit.budget or "", Guide(""))
    small = is_label(context)
    for number, section in enumerate(context.sections):
        kind = "label" if small else "intro" if number == 0 and len(context.sections) > 1 and guide.intro else "section"
        found = paragraphs(texts_of(section, context), context.language, context.exhibit.language)
        words = sum(len(words_of(text)) for _, text in found)
        if section.budget:
            if words > section.budget:
                yield over("its budget is", f"section {section.id!r}", words, section.budget, section.where("budget"))
        elif context.held and not small:
            continue
        elif problem := over_guide(guide, kind, f"section {section.id!r}", words, context, section.span):
            yield problem
        heading = words_in(section.heading, context)
        if problem := over_guide(guide, "title", f"the title of section {section.id!r}", heading, context, section.where("heading")):
            yield problem
    yield from check_captions(guide, context)


def check_captions(guide: Guide, context: Context) -> Iterator[Problem]:
    """Captions that hang keep to the guide's number of words."""
    for name in context.used_figures if not context.held else ():
        figure = context.exhibit.figures[name]
        words = words_in(figure.caption, context)
        if problem := over_guide(guide, "caption", f"the caption of figure {name!r}", words, context, figure.where("caption")):
            yield problem


NOUNS = {"intro": "an introduction", "section": "a section", "label": "a label", "caption": "a caption", "title": "a title"}


def over_guide(guide: Guide, kind: str, noun: str, words: int, context: Context, place: Span | None) -> Problem | None:
    """Return the warning for a text with more words than a guide gives its kind, or None."""
    most = getattr(guide, kind)
    if context.language.split("-")[0] != "en":
        most = round(most * EXPANSION)
    return over(f"{guide.name} gives {NOUNS[kind]}", noun, words, most, place) if most and words > most else None


def over(giver: str, noun: str, words: int, most: int, place: Span | None) -> Problem:
    """Return the warning for a text with too many words."""
    return Problem("warning", "word-budget", f"{noun} has {counted(words, 'word')}, and {giver} {most}", place)


def check_sentences(laid: Laid) -> Iterator[Problem]:
    """A sentence that is read standing has 25 words at most; one warning names all of a document that have more."""
    context = laid.context
    if context.held and not is_label(context):
        return
    long: list[tuple[int, Span]] = []
    for section in context.sections:
        for text, paragraph in paragraphs(texts_of(section, context), context.language, context.exhibit.language):
            for sentence in sentences(paragraph, context.language):
                if len(words_of(sentence)) > LONGEST_SENTENCE:
                    long.append((len(words_of(sentence)), place_of(sentence, text)))
    if long:
        long.sort(key=lambda each: (-each[0], each[1]))
        message = f"a sentence has {long[0][0]} words; read standing, {LONGEST_SENTENCE} are the most"
        if len(long) > 1:
            message = f"{len(long)} sentences of document {context.document_name!r} have more than {LONGEST_SENTENCE} words, the longest {long[0][0]}"
        yield Problem("warning", "sentence-length", message, long[0][1], ("make two of it; 15 words are read with ease",), tuple(place for _, place in long[1:]))


def place_of(sentence: str, text: Str) -> Span:
    """Return where a sentence begins in the text that it stands in; of one that is broken by markup, the text's place."""
    found = re.search(r"\W+".join(map(re.escape, words_of(sentence)[:4])), text)
    return text.at(found.start()) if found else text.span


def check_grades(laid: Laid) -> Iterator[Problem]:
    """A section can be read by somebody who has left school, where the formula of its language says grades."""
    context = laid.context
    for section in context.sections:
        found = read_of(texts_of(section, context), context.language, context.exhibit.language)
        if found.is_grade and says_something(found) and found.grade > HIGHEST_GRADE:
            message = f"section {section.id!r} reads at grade {found.grade:.1f} ({found.measure}, in {context.language!r}); more than {HIGHEST_GRADE} is beyond school"
            yield Problem("warning", "reading-grade", message, section.span, ("shorter sentences and shorter words; grade 8 is a good aim",))


FEWEST, FEWEST_SENTENCES = 50, 3
"""Words and sentences of which a grade says something; the formulas were made for passages of about 100 words."""


def says_something(found: Reads) -> bool:
    """True for a text that is long enough for a grade; a list of names without a full stop is none."""
    return found.words >= FEWEST and found.sentences >= FEWEST_SENTENCES


def is_label(context: Context) -> bool:
    """True for a document on sheets of A6 or smaller."""
    return context.page_width * context.page_height <= 1.01 * LABEL


def texts_of(section: Section, context: Context) -> list[MarkedWords]:
    """Return the running texts of a section that a document takes."""
    wanted = {context.document_name, context.document.layout}
    return running_texts(item for item in section.content if not item.only or wanted & set(item.only))


def running_texts(items: Iterable[Item]) -> list[MarkedWords]:
    """Return the texts of items that are read as text; a heading is none."""
    found = [getattr(item.block, "text", None) for item in items if item.kind != "heading"]
    return [text for text in found if isinstance(text, MarkedWords)]


def paragraphs(texts: Sequence[Words], language: str, default: str) -> list[tuple[Str, str]]:
    """Return the paragraphs and list items of texts, without markup, each with the text that it stands in.

    What is not there in the language is left out: words of another would be measured by the wrong formula.
    """
    found: list[tuple[Str, str]] = []
    for words in texts:
        key = words.key(language, default)
        if key is not None and (key or default) == language:
            text = words.by_language[key]
            found += [(text, "".join(run.text for run in runs)) for runs in run_groups(parse(text, Problems()))]
    return found


def read_of(texts: Sequence[Words], language: str, default: str) -> Reads:
    """Return how texts read in a language."""
    return reads([text for _, text in paragraphs(texts, language, default)], language)


def words_in(words: Words | None, context: Context) -> int:
    """Return how many words a short text has in the edition's language."""
    return sum(len(words_of(text)) for _, text in paragraphs([words] if words else [], context.language, context.exhibit.language))


def report(exhibit: Exhibit, *, sections: bool) -> Iterator[str]:
    """Yield a line for each language on how the exhibit's running text reads, and with `sections` one for each of them.

    Nothing is said of a language with little text.
    """
    for language in exhibit.languages:
        texts = {section.id: running_texts(section.content) for section in exhibit.sections}
        whole = read_of([text for found in texts.values() for text in found], language, exhibit.language)
        if whole.words >= 2 * FEWEST:
            yield f"{language}: {counted(whole.words, 'word')} of running text, {as_read(whole)}"
        for name, found in texts.items() if sections else ():
            read = read_of(found, language, exhibit.language)
            if read.words:
                yield f"  {name}: {counted(read.words, 'word')}, {as_read(read)}, {read.longest} in the longest"


def as_read(found: Reads) -> str:
    """Return the measures of a text in words; a short one has no grade."""
    grade = f", grade {found.grade:.1f} ({found.measure})" if found.is_grade else f", {found.measure} {found.grade:.0f}"
    return f"{found.per_sentence:.0f} to a sentence" + (grade if says_something(found) else "")
