"""Words, sentences and syllables are counted; grades follow the published formulas; `check` holds texts to a guide."""

from __future__ import annotations

from pathlib import Path

import pytest
from laying import LAYOUT, exhibit, laid, project, run

from predella.audit.reading import GUIDES
from predella.diagnostics import Problem
from predella.reading import reads, sentences, syllables, words_of


@pytest.mark.parametrize(
    ("text", "language", "count"),
    [
        ("It ended. Nobody knew why! Did they? No …", "en", 4),
        ("At 3.5 km from St. Petersburg, Gen. A. I. Denikin waited.", "en", 1),
        ("It was said, e.g. by K, that it rained.", "en", 1),
        ("“They came.” Then it was quiet.", "en", 2),
        ("It was 1954. In May it began.", "en", 2),
        ("Es begann am 16. Mai 1954. Es endete im Juni.", "de", 2),
        ("Восстание началось в 1954 г. в мае. Оно длилось 40 дней.", "ru", 2),
        ("Бұл 1954 ж. мамырда болды. Ол қырық күнге созылды.", "kk", 2),
        ("A line without an end", "en", 1),
        ("", "en", 0),
    ],
)
def test_sentences(text: str, language: str, count: int) -> None:
    """A full stop after a short form, in a number or after a day of the month in German ends none."""
    found = list(sentences(text, language))

    assert len(found) == count
    assert "".join(found).replace(" ", "") == text.replace(" ", "")


def test_words() -> None:
    """A number, a compound and a word with an apostrophe are one word each; a dash is none."""
    assert words_of("It’s a T-34 – 1,600 of 3.5") == ["It’s", "a", "T-34", "1,600", "of", "3.5"]


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("the:1 cat:1 table:2 people:2 asked:1 wanted:2 houses:2 make:1 every:3 uprising:3 prisoners:3 museum:2", "en"),
        ("лагерь:2 восстание:4 день:1 война:2 я:1 в:1", "ru"),
        ("Haus:1 Häuser:2 Aufstand:2 Gefangene:4 Museum:2 Lager:2 frei:1 sieben:2", "de"),
    ],
)
def test_syllables(words: str, language: str) -> None:
    """Groups of vowels, without the silent endings of English; what groups cannot know (mu-se-um) is one short."""
    for pair in words.split():
        word, count = pair.split(":")
        assert (word, syllables(word, language)) == (word, int(count))


def test_flesch_kincaid() -> None:
    """Twelve words of one syllable in two sentences: 0.39 · 6 + 11.8 · 1 − 15.59."""
    found = reads(["The cat sat on the mat. The dog sat on the log."], "en")

    assert (found.words, found.sentences, found.longest) == (12, 2, 6)
    assert found.grade == pytest.approx(0.39 * 6 + 11.8 - 15.59)


def test_russian_grade_has_its_own_coefficients() -> None:
    """Four words of 4, 3, 2 and 1 syllables: 0.5 · 4 + 8.4 · 10 / 4 − 15.59."""
    found = reads(["Восстание подняли люди днём."], "ru")

    assert found.is_grade
    assert found.grade == pytest.approx(0.5 * 4 + 8.4 * 10 / 4 - 15.59)


def test_wiener_sachtextformel() -> None:
    """Four words, one of three syllables or more, one long, two of one syllable."""
    found = reads(["Die Gefangenen sind müde."], "de")

    assert found.grade == pytest.approx(0.1935 * 25 + 0.1672 * 4 + 0.1297 * 25 - 0.0327 * 50 - 0.875)


def test_lix_is_no_grade() -> None:
    """Kazakh has no formula of its own: words a sentence and the share of long ones, 5 + 40."""
    found = reads(["Тұтқындар лагерьде қырық күн тұрды."], "kk")

    assert not found.is_grade
    assert found.grade == pytest.approx(5 + 40)


HUNG = LAYOUT.replace("held", "hung").replace("ground: paper", "ground: light").replace("A5 portrait", "A1 portrait").replace("A5: 5mm", "A1: 4mm")


def advice(tmp_path: Path, yaml: str, layout: str = HUNG) -> list[Problem]:
    """Return what is said of the words of an exhibit."""
    problems = laid(tmp_path, yaml, files={"layouts/plain/layout.yaml": layout})[1]
    return [problem for problem in problems if problem.rule in ("word-budget", "sentence-length", "reading-grade")]


def words(count: int) -> str:
    """Return text of so many words, in sentences of ten."""
    return " ".join("One" if i % 10 == 0 else "day." if i % 10 == 9 else "more" for i in range(count - 1)) + " end."


def several(count: int, budget: str, rest: str = "") -> str:
    """Return an exhibit of two sections whose second has so many words."""
    return (
        f"exhibit: x\ntitle: A small exhibit\n{rest}budget: {budget}\nsections:\n  - {{id: one, content: [{words(12)}]}}\n"
        f"  - {{id: two, content: [{words(count)}]}}\ndocuments:\n  handout: {{layout: plain}}\n"
    )


@pytest.mark.parametrize("name", GUIDES)
def test_section_keeps_to_the_guide(name: str, tmp_path: Path) -> None:
    """As many words as the guide gives are right, one more is not."""
    most = GUIDES[name].section

    assert advice(tmp_path, several(most, name)) == []
    (found,) = advice(tmp_path, several(most + 1, name))
    assert found.message == f"section 'two' has {most + 1} words, and {GUIDES[name].name} gives a section {most}"
    assert found.span is not None
    assert found.span.line == 6


def test_introduction_is_the_first_of_several_sections(tmp_path: Path) -> None:
    """The CMHR gives an introduction 85 words; a single section is none."""
    yaml = several(12, "cmhr").replace(f"[{words(12)}]", f"[{words(86)}]", 1)
    alone = exhibit(f"- text: {words(86)}\n", rest="budget: cmhr\n")

    assert [found.message for found in advice(tmp_path, yaml)] == ["section 'one' has 86 words, and the CMHR gives an introduction 85"]
    assert advice(tmp_path, alone) == []


def test_small_sheet_is_a_label(tmp_path: Path) -> None:
    """On A6 and smaller the V&A's 50 to 60 words of a label hold, hung or held."""
    small = LAYOUT.replace("A5 portrait", "A6 landscape").replace("A5: 5mm", "A6: 5mm").replace("top: 150mm", "top: 50mm")
    (found,) = advice(tmp_path, exhibit(f"- text: {words(61)}\n", rest="budget: v-and-a\n"), small)

    assert found.message == "section 'one' has 61 words, and the V&A gives a label 60"


def test_title_and_caption(tmp_path: Path) -> None:
    """Each is reported at its own line."""
    figures = "figures:\n  hut:\n    rights: {credit: The museum, license: CC0-1.0}\n    caption: " + words(18) + "\n"
    yaml = exhibit("- figure: hut\n", rest="budget: cmhr\n" + figures).replace(
        "- id: one\n", "- id: one\n    heading: Six words are one too many\n"
    )

    assert [(found.message, found.span and found.span.line) for found in advice(tmp_path, yaml)] == [
        ("the title of section 'one' has 6 words, and the CMHR gives a title 5", 10),
        ("the caption of figure 'hut' has 18 words, and the CMHR gives a caption 17", 7),
    ]


def test_budget_of_a_section_takes_the_place_of_the_guide(tmp_path: Path) -> None:
    """It may be more, or less; only what the document takes is counted."""
    yaml = several(160, "v-and-a").replace("{id: two,", "{id: two, budget: 200,")
    less = several(40, "v-and-a").replace("{id: two,", "{id: two, budget: 30,")
    elsewhere = less.replace(f"[{words(40)}]", f"[{{text: {words(40)}, only: other}}, One.]") + "  other: {layout: plain, sections: [one]}\n"

    assert advice(tmp_path, yaml) == []
    assert [found.message for found in advice(tmp_path, less)] == ["section 'two' has 40 words, and its budget is 30"]
    assert advice(tmp_path, elsewhere) == []


def test_text_in_another_language_may_be_a_fifth_longer(tmp_path: Path) -> None:
    """The V&A's 130 words are 156 in German."""
    assert advice(tmp_path, several(156, "v-and-a", "languages: [de]\n")) == []
    assert len(advice(tmp_path, several(157, "v-and-a", "languages: [de]\n"))) == 1


LONG = "One " + "more " * 24 + "end."


def test_long_sentences_of_a_document_are_one_warning(tmp_path: Path) -> None:
    """25 words are right; of several sentences with more the longest is shown, and the others have their places."""
    just = exhibit(f"- text: One {'more ' * 23}end.\n")
    one = exhibit(f"- text: Short. {LONG}\n")
    two = exhibit(f"- text: |\n    Short.\n    {LONG}\n- text: One more {LONG.lower()}\n")

    assert advice(tmp_path, just) == []
    assert [found.message for found in advice(tmp_path, one)] == ["a sentence has 26 words; read standing, 25 are the most"]
    (found,) = advice(tmp_path, two)
    assert found.message == "2 sentences of document 'handout' have more than 25 words, the longest 28"
    assert (found.span and found.span.line, [place.line for place in found.places]) == (9, [8])


def test_sentence_in_the_hand_may_be_long(tmp_path: Path) -> None:
    """The limit is for those who stand: a sheet is read sitting."""
    assert advice(tmp_path, exhibit(f"- text: {LONG}\n"), LAYOUT) == []


HARD = "Institutional representatives characteristically emphasised administrative responsibilities. "


def test_section_beyond_school_is_reported(tmp_path: Path) -> None:
    """Over grade 12, of 50 words or more; a few hard words say nothing."""
    assert [found.rule for found in advice(tmp_path, exhibit(f"- text: {HARD * 9}\n"))] == ["reading-grade"]
    assert advice(tmp_path, exhibit(f"- text: {HARD * 3}\n")) == []
    kazakh = exhibit(f"- text: {HARD * 9}\n", rest="languages: [kk]\n")
    assert advice(tmp_path, kazakh) == []


def test_check_says_how_the_text_reads(tmp_path: Path) -> None:
    """One line a language, and with --words one a section; nothing of a text of a few words."""
    folder = project(tmp_path, several(110, "serrell"))
    short = run(["check", "x"], folder).stdout.splitlines()
    long = run(["check", "x", "--words"], folder).stdout.splitlines()
    little = run(["check", "x"], project(tmp_path, several(20, "serrell"))).stdout.splitlines()

    assert short[0] == little[0] == "x: 0 errors, 0 warnings"
    assert len(short) == 2
    assert short[1].startswith("en: 122 words of running text, ")
    assert "(Flesch–Kincaid)" in short[1]
    assert long[:2] == short
    assert long[2] == "  one: 12 words, 6 to a sentence, 10 in the longest"
    assert long[3].startswith("  two: 110 words, ")
    assert little[1:] == []


PLAIN = "A line is made of some such words as these. " * 40


def lengths(tmp_path: Path, layout: str) -> list[str]:
    """Return what is said of the lines of a long paragraph."""
    problems = laid(tmp_path, exhibit(f"- text: {PLAIN}\n"), files={"layouts/plain/layout.yaml": layout})[1]
    return [problem.message for problem in problems if problem.rule == "line-length"]


def test_lines_too_long_or_too_short_for_the_eye(tmp_path: Path) -> None:
    """The column of an A5 sheet is right; across A3 its lines are too long, in a fifth of it too short."""
    wide = LAYOUT.replace("A5 portrait", "A3 landscape").replace("A5: 5mm", "A3: 5mm")
    narrow = LAYOUT.replace("columns: 1-4, top: 10mm", "columns: 1-1, top: 10mm")

    assert lengths(tmp_path, LAYOUT) == []
    (long,) = lengths(tmp_path, wide)
    assert long.startswith("the running text in frame 'main' of document 'handout' has ")
    assert long.endswith(" characters a line; at most 75 are read with ease")
    (short,) = lengths(tmp_path, narrow)
    assert short.endswith(" characters a line; under 22 the edge is ragged")


def test_a_few_lines_say_nothing_of_their_length(tmp_path: Path) -> None:
    """Of two lines across a wide sheet there is no median to speak of."""
    wide = LAYOUT.replace("A5 portrait", "A3 landscape").replace("A5: 5mm", "A3: 5mm")
    problems = laid(tmp_path, exhibit(f"- text: {PLAIN[:300]}\n"), files={"layouts/plain/layout.yaml": wide})[1]

    assert problems == []
