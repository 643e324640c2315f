"""A text goes in; how it reads comes out: words, sentences, syllables, and a grade of school by the formula of its language.

English: Flesch–Kincaid grade, 0.39 · words a sentence + 11.8 · syllables a word − 15.59 (Kincaid and others 1975).
Russian: the same with the coefficients of I. V. Oborneva (2006), 0.5 and 8.4.
German: the first Wiener Sachtextformel (Bamberger and Vanecek 1984).
Any other language: LIX (Björnsson 1968), which is no grade: words a sentence + per cent of words of more than six letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

WORD = re.compile(r"[^\W_]+(?:['’.,\-\u2011][^\W_]+)*")
END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s+[\"'“‘„«(\[]*[^\W_a-zà-ÿа-яёәғқңөұүһі])")
"""The end of a sentence: a sign, and after it something that no small letter begins."""
SHORT = frozenset(
    ["no", "nos", "p", "pp", "vol", "ed", "eds", "st", "dr", "mr", "mrs", "ms", "prof", "c", "ca", "cf", "e.g", "i.e", "etc", "fig", "vs", "gen", "col", "lt", "г", "гг", "в", "вв", "т", "тт", "с", "стр", "др", "см", "ред", "им", "ул", "р", "б", "ғ", "ғғ", "ж", "жж", "nr", "s", "bd", "bzw", "z.b", "d.h", "usw", "hg"]
)
"""Words that a full stop shortens, beside single letters: it ends no sentence."""
COUNTED_WITH_STOP = frozenset({"de", "cs", "da", "et", "fi", "hu", "nb", "pl", "sk", "sl"})
"""Languages in which a day of the month is written with a full stop: 16. Mai."""

VOWELS = {
    "en": re.compile(r"[aeiouy]+"),
    "de": re.compile(r"ei|ie|eu|äu|au|ai|aa|ee|oo|[aeiouyäöü]"),
    "ru": re.compile(r"[аеёиоуыэюя]"),
}
SILENT = re.compile(r"(?<=[^aeiouyl])e$|(?<=[aeiouy]l)e$|(?<=[^aeiouytd])ed$|(?<=[^aeiouyscxzg])es$")
"""Endings of English words that are written with a vowel and spoken without."""


@dataclass(frozen=True, slots=True)
class Reads:
    """How a text reads. `grade` is a year of school for en, ru and de, and a LIX for other languages."""

    words: int
    sentences: int
    longest: int
    grade: float
    measure: str

    @property
    def per_sentence(self) -> float:
        """Words a sentence."""
        return self.words / max(1, self.sentences)

    @property
    def is_grade(self) -> bool:
        """True when the measure is a year of school."""
        return self.measure != LIX


LIX = "LIX"
MEASURES = {"en": "Flesch–Kincaid", "ru": "Flesch–Kincaid after Oborneva", "de": "Wiener Sachtextformel"}


def sentences(paragraph: str, language: str) -> Iterator[str]:
    """Yield the sentences of a paragraph, as they stand."""
    start = 0
    for match in END.finditer(paragraph):
        before = paragraph[start : match.start()].rsplit(maxsplit=1)
        last = before[-1].lstrip("(«“„\"'") if before else ""
        short = last.lower() in SHORT or (len(last) == 1 and last.isalpha()) or (re.search(r"(^|\.)\w$", last) and not last.isdigit())
        ordinal = language.split("-")[0] in COUNTED_WITH_STOP and last.isdigit() and len(last) < 3
        if match.group()[0] == "." and (short or ordinal):
            continue
        yield paragraph[start : match.end()].strip()
        start = match.end()
    rest = paragraph[start:].strip()
    if rest:
        yield rest


def words_of(text: str) -> list[str]:
    """Return the words of a text, numbers among them."""
    return WORD.findall(text)


def syllables(word: str, language: str) -> int:
    """Return the syllables of a word in en, de or ru, at least one: its groups of vowels, in Russian its vowels."""
    word = word.lower()
    count = len(VOWELS[language].findall(word))
    if language == "en" and count > 1 and SILENT.search(word):
        count -= 1
    return max(1, count)


def reads(paragraphs: Sequence[str], language: str) -> Reads:
    """Return how paragraphs read; a number has no syllables and is left out of them."""
    tag = language.split("-")[0]
    lengths = [len(words_of(sentence)) for text in paragraphs for sentence in sentences(text, language)]
    lengths = [length for length in lengths if length]
    letters = [word for text in paragraphs for word in words_of(text) if not any(map(str.isdigit, word))]
    words = sum(lengths)
    if not letters or not lengths:
        return Reads(words, len(lengths), max(lengths, default=0), 0.0, MEASURES.get(tag, LIX))
    grade = grade_of(letters, words / len(lengths), tag)
    return Reads(words, len(lengths), max(lengths), grade, MEASURES.get(tag, LIX))


def grade_of(words: Sequence[str], per_sentence: float, tag: str) -> float:
    """Return the grade, or the LIX, of words that stand so many in a sentence."""
    count = len(words)
    long = 100 * sum(len(word) > 6 for word in words) / count
    if tag not in MEASURES:
        return per_sentence + long
    beats = [syllables(word, tag) for word in words]
    if tag == "de":
        many = 100 * sum(beat >= 3 for beat in beats) / count
        one = 100 * sum(beat == 1 for beat in beats) / count
        return 0.1935 * many + 0.1672 * per_sentence + 0.1297 * long - 0.0327 * one - 0.875
    of_sentence, of_word = (0.39, 11.8) if tag == "en" else (0.5, 8.4)
    return of_sentence * per_sentence + of_word * sum(beats) / count - 15.59
