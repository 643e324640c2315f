"""Glossaries, questions, sources, credits and page furniture go in; words, order and places are looked at."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from laying import exhibit, laid, lines_of, made, messages, project, text_of

from predella.blocks.glossary import sort_key
from predella.blocks.references import date_words, names, reference
from predella.model import Source
from predella.pages import MM, Page, Placed, Shape
from predella.phrases import PHRASES
from predella.source import Str
from predella.validate import Words

SOURCES = """\
sources:
  - {id: k, type: article, title: A first text, citation-label: K, note: It cites another.}
  - id: book
    type: book
    title: A whole book
    author: [{family: Doe, given: Ann}, {family: Roe, given: Bo}, {literal: An institute}]
    publisher: A house
    publisher-place: Riga
    issued: {date-parts: [[1998]]}
    citation-label: D
  - {id: never, title: A text that nobody cites}
"""


def placed(pages: tuple[Page, ...], role: str) -> list[Placed]:
    return [item for page in pages for item in page.placed if item.role == role]


# Glossary


@pytest.mark.parametrize(
    ("language", "terms"),
    [
        ("en", ["adobe", "Article 58.1", "Émigré", "exile", "Gulag", "ITL", "T-34"]),
        ("ru", ["Ель", "Ёлка", "Жук", "Яма"]),
        ("kk", ["Адам", "Әке", "Ғалым", "Дала", "Қала", "Ұлт", "Үй", "Ірі"]),
        ("uk", ["Гора", "Ґанок", "Ера", "Єдність", "Їжа", "Яр"]),
    ],
)
def test_terms_stand_in_the_order_of_the_alphabet(language: str, terms: list[str]) -> None:
    """Capitals and diacritics do not matter before the letters do; Kazakh letters stand in their places."""
    assert terms == sorted(set(terms), key=lambda term: sort_key(term, language))


def test_a_glossary_is_sorted_unless_told(tmp_path: Path) -> None:
    """The author's order is kept on request."""
    terms = "terms: {Trim: edge, Bleed: beyond the edge}"
    first, _ = laid(tmp_path, exhibit(f"- glossary: {{{terms}}}"))
    second, _ = laid(tmp_path, exhibit(f"- glossary: {{{terms}, sorted: false}}"))

    assert ["Bleed", "beyond the edge", "Trim", "edge"] == lines_of(first, "term")
    assert ["Trim", "edge", "Bleed", "beyond the edge"] == lines_of(second, "term")


@pytest.mark.parametrize(
    "terms",
    [
        "{Trim: edge}",
        "{terms: {Trim: edge}}",
        "{terms: [{term: Trim, text: edge}]}",
        "{terms: {Trim: {en: edge, ru: край}}}",
        "{terms: {en: {Trim: edge}, ru: {Обрез: край}}}",
        "{terms: {en: [{term: Trim, text: edge}]}}",
    ],
)
def test_terms_may_be_written_in_several_ways(tmp_path: Path, terms: str) -> None:
    """A list, a mapping, texts by language, or terms by language."""
    pages, problems = laid(tmp_path, exhibit(f"- glossary: {terms}"))

    assert [] == [problem for problem in problems if problem.severity == "error"]
    assert ["Trim", "edge"] == lines_of(pages, "term")


def test_a_term_is_never_parted_from_its_meaning(tmp_path: Path) -> None:
    """A page may begin with the rest of a meaning, but not end with a term."""
    meaning = "what it means " * 12
    entries = "".join(f"    - {{term: Term {i}, text: {meaning}}}\n" for i in range(40))
    pages, problems = laid(tmp_path, exhibit(f"- glossary:\n    terms:\n{entries}"))
    ends = [lines_of([page], "term")[-1] for page in pages]

    assert [] == problems
    assert len(pages) > 2
    assert not [line for line in ends if line.startswith("Term")]
    assert " ".join(f"Term {i} {meaning.strip()}" for i in sorted(range(40), key=str)) == text_of(
        pages, "term"
    )


def test_faults_of_a_glossary_are_told_at_their_line(tmp_path: Path) -> None:
    """An entry without its text, and a term without a meaning."""
    content = """\
    - glossary:
        terms:
          - {term: Trim, text: edge}
          - {term: Bleed}
    - glossary:
        Trim: edge
        Bleed:
    """
    found = messages(tmp_path, exhibit(content))

    assert "x.yaml:9:" in found
    assert "'text' is missing" in found
    assert "x.yaml:12:" in found


# Questions


QUESTIONS = "- question: Who counted?\n- question: For whom?\n- question: {text: And later?, number: 7}\n- question: Why?\n"


def test_questions_count_through_the_document(tmp_path: Path) -> None:
    """A number that the author gives is counted on from."""
    pages, problems = laid(tmp_path, exhibit(QUESTIONS))

    assert [] == problems
    assert ["1", "2", "7", "8"] == lines_of(pages, "number")


def test_numbers_do_not_change_when_pages_are_set_again(tmp_path: Path) -> None:
    """Pages that print how many there are are laid out twice; frames that fit by trial many times."""
    rest = "".join("- question: {text: Why?, lines: 6}\n" for _ in range(30))
    pages, _ = laid(tmp_path, exhibit(rest + "- page_number: {}\n"))

    assert len(pages) > 3
    assert [str(i + 1) for i in range(30)] == lines_of(pages, "number")
    assert [f"Page {len(pages)} of {len(pages)}"] == lines_of(pages, "page number")


def test_a_question_stands_on_its_number(tmp_path: Path) -> None:
    """The number hangs at the edge, the text 8 mm beside it on the same baseline."""
    pages, _ = laid(tmp_path, exhibit(QUESTIONS))
    numbers, texts = placed(pages, "number"), placed(pages, "question")

    assert [item.y for item in numbers] == [item.y for item in texts]
    assert {8.0} == {round((text.x - number.x) / MM, 1) for number, text in zip(numbers, texts, strict=True)}


def test_answers_are_for_the_teacher(tmp_path: Path) -> None:
    """A document with `answers: true` prints them in the place of the lines; any other prints the lines."""
    content = exhibit("- question: {text: Who counted?, answer: The office that sent them., lines: 3}")
    pupil, _ = laid(tmp_path, content)
    teacher, _ = laid(tmp_path, content.replace("{layout: plain}", "{layout: plain, answers: true}"))

    assert [] == lines_of(pupil, "answer")
    assert 3 == len(placed(pupil, "answer line"))
    assert ["Answer. The office that sent them."] == lines_of(teacher, "answer")
    assert [] == placed(teacher, "answer line")


def test_answer_lines_are_far_enough_apart_to_write(tmp_path: Path) -> None:
    """8 mm on A4, as in a wide-ruled exercise book; a fit never brings them nearer."""
    rest = "documents: {handout: {layout: handout}}"
    text = exhibit("- answer_lines: {lines: 6, label: My answer}").split("documents:")[0] + rest
    pages, problems = laid(tmp_path, text)
    lines = placed(pages, "answer line")

    assert [] == problems
    assert 6 == len(lines)
    assert {8.0} == {round((two.y - one.y) / MM, 2) for one, two in pairwise(lines)}
    assert all(item.element is None for item in lines)


def test_answer_lines_go_on_over_a_page(tmp_path: Path) -> None:
    """Forty lines are forty lines, however the pages break."""
    pages, problems = laid(tmp_path, exhibit("- answer_lines: 40"))

    assert [] == problems
    assert len(pages) > 1
    assert 40 == len(placed(pages, "answer line"))


# Sources and credits


def test_only_the_works_cited_are_listed(tmp_path: Path) -> None:
    """In the order of the exhibit's list, each with the label that its marks carry."""
    content = "- text: One sentence. [@book, p. 3]\n- text: Another. [@k]\n- sources: {}\n"
    pages, _ = laid(tmp_path, exhibit(content, rest=SOURCES))

    assert "K: A first text. It cites another. D: Doe, Ann, Bo Roe and An institute. A whole book. Riga: A house, 1998." == text_of(pages, "reference")  # fmt: skip


def test_all_sources_on_request(tmp_path: Path) -> None:
    """A source without a label has its number."""
    pages, _ = laid(tmp_path, exhibit("- sources: {all: true}", rest=SOURCES))

    assert text_of(pages, "reference").endswith("3: A text that nobody cites.")


def test_a_citation_for_another_document_is_not_listed(tmp_path: Path) -> None:
    """What is marked `only` elsewhere is not cited here."""
    content = "- {text: Elsewhere. [@book], only: panels}\n- text: Here. [@k]\n- sources: {}\n"
    pages, _ = laid(tmp_path, exhibit(content, rest=SOURCES))

    assert "A whole book" not in text_of(pages)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"title": "A text"}, "A text."),
        ({"title": "What for?"}, "What for?"),
        ({"title": "An article", "container-title": "A journal", "volume": 4, "issue": 2, "page": "1–9", "issued": 1954}, "“An article”. A journal, vol. 4, no. 2, 1–9. 1954."),
        ({"type": "chapter", "title": "A part", "author": [{"family": "Doe", "given": "A."}], "container-title": "A whole", "editor": [{"given": "B.", "family": "Roe"}]}, "Doe, A. “A part”. A whole, edited by B. Roe."),
        ({"title": "A letter", "archive": "State archive", "archive_location": "box 7", "issued": "1954-05-16"}, "A letter. 16 May 1954. State archive, box 7."),
        ({"title": "A page", "URL": "https://example.org/a", "accessed": {"date-parts": [[2026, 1, 2]]}}, "A page. https://example.org/a. accessed 2 January 2026."),
        ({"title": "Data", "DOI": "10.1000/1"}, "Data. https://doi.org/10.1000/1."),
    ],
)  # fmt: skip
def test_a_reference_holds_what_is_known(fields: dict[str, object], expected: str) -> None:
    """Fields that are missing leave no mark, and every part ends with one stop."""
    source = Source.model_validate({"id": "x", **fields})

    assert expected == "".join(run.text for run in reference(source, "en")).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("language", "expected"), [("en", "No author."), ("ru", "Без автора."), ("kk", "No author.")]
)
def test_a_note_is_in_the_language_of_the_edition(language: str, expected: str) -> None:
    """Where that language has none, the default one serves."""
    note = {"en": Str("No author"), "ru": Str("Без автора")}
    source = Source.model_validate({"id": "x", "title": "T", "note": Words(note)})

    assert f"T. {expected}" == "".join(run.text for run in reference(source, language, "en"))


def test_a_list_of_sources_takes_the_note_of_its_language(tmp_path: Path) -> None:
    """In a Russian exhibit the note is Russian, in a list of sources and in a paragraph of credits."""
    rest = "languages: [ru, en]\nsources:\n  - {id: k, title: T, citation-label: K, note: {en: No author, ru: Без автора}}\n"
    for block in ("sources: {}", "credits: {sources: true}"):
        pages, _ = laid(tmp_path, exhibit(f"- text: Раз. [@k]\n- {block}\n", rest=rest))

        assert "T. Без автора." in text_of(pages)


def test_names_and_dates_of_csl() -> None:
    """Names as a bibliography turns them; dates in every form that CSL tools write."""
    assert "van Beethoven, Ludwig" == names([{"family": "Beethoven", "given": "Ludwig", "non-dropping-particle": "van"}], "en", inverted=True)  # fmt: skip
    assert ["May 1954", "May 1954", "1954", "spring 1954", "nineteen-odd"] == [
        date_words(value, "en")
        for value in ({"date-parts": [[1954, 5]]}, [{"year": 1954, "month": 5}], 1954, {"literal": "spring 1954"}, "nineteen-odd")
    ]  # fmt: skip


FIGURES = """\
figures:
  mine:
    title: A mine
    alt: A mine.
    caption: A long caption of a mine.
    rights: {credit: A museum, license: CC-BY-4.0, source: "https://example.org/mine", cleared: true}
  hut:
    caption: A hut in the steppe. It is gone.
    rights: {credit: A library}
  unused:
    caption: Not here.
    rights: {credit: Nobody}
"""


def test_credits_name_the_pictures_that_carry_none(tmp_path: Path) -> None:
    """The block may stand before the pictures; the licence is printed with its address, as its deed asks."""
    content = "- credits: {}\n- figure: {id: mine, caption: false}\n- figure: hut\n"
    pages, _ = laid(tmp_path, exhibit(content, rest=FIGURES))

    assert "Figure 1. A mine. A museum. Licence: CC-BY-4.0, https://creativecommons.org/licenses/by/ 4.0/, https://example.org/mine." == text_of(pages, "reference")  # fmt: skip


def test_credits_name_all_pictures_on_request(tmp_path: Path) -> None:
    """A draft also says what is still to be done; a picture that the document does not use is not named."""
    content = "- credits: {figures: all, fonts: true}\n- figure: mine\n- figure: hut\n"
    found = text_of(laid(tmp_path, exhibit(content, rest=FIGURES))[0], "reference")

    assert found.startswith("Figure 1. A mine. A museum. Licence:")
    assert "Figure 2. A library. Rights: to be confirmed" in found
    assert "Nobody" not in found
    assert found.endswith("Set in Literata and Fira Sans, SIL Open Font License.")


def test_credits_begin_with_words_of_the_author(tmp_path: Path) -> None:
    """And with the works cited, on request."""
    content = "- text: Cited. [@k]\n- credits: {text: Made by a class., sources: true}\n"
    pages, _ = laid(tmp_path, exhibit(content, rest=SOURCES))

    assert "Made by a class. K: A first text. It cites another." == text_of(pages, "reference")


# Page furniture


def test_a_running_line_ends_at_both_edges(tmp_path: Path) -> None:
    """Left words begin at the frame's edge, right words end at the other, on one baseline."""
    (page,), problems = laid(tmp_path, exhibit("- running_line: {left: Kengir, right: May 1954}"))
    left, right = placed((page,), "running line")
    frame = page.frames[0].rect

    assert [] == problems
    assert left.y == right.y
    assert (frame.x, round(frame.right, 3)) == (left.x, round(right.rect.right, 3))


def test_a_running_line_without_room_is_broken_on_its_left(tmp_path: Path) -> None:
    """The words at the right keep their line; those at the left never run into them."""
    (page,), _ = laid(tmp_path, exhibit(f"- running_line: {{left: {'word ' * 40}, right: May 1954}}"))
    *left, right = placed((page,), "running line")

    assert len(left) > 1
    assert all(item.rect.right < right.x for item in left)


def test_a_running_line_that_cannot_be_set_is_reported(tmp_path: Path) -> None:
    """Words at the right that are wider than the frame leave nothing for the left; they are set within it all the same."""
    (page,), problems = laid(tmp_path, exhibit(f"- running_line: {{left: Kengir, right: {'word ' * 40}}}"))

    assert ["too-wide"] == [problem.rule for problem in problems]
    assert all(item.rect.right <= page.frames[0].rect.right for item in placed((page,), "running line"))


def test_a_rule_stands_with_what_hangs_from_it(tmp_path: Path) -> None:
    """A rule alone at the foot of a page would belong to nothing."""
    for lines in range(30, 36):
        folder = tmp_path / str(lines)
        folder.mkdir()
        text = "".join(f"    Line {i}\\\n" for i in range(lines)) + "    End."
        pages, _ = laid(
            folder, exhibit(f"- text: |\n{text}\n- rule: {{}}\n- heading: Under the rule\n- text: Words.\n")
        )
        ruled = [page.number for page in pages if placed((page,), "rule")]
        headed = [page.number for page in pages if "Under the rule" in lines_of([page])]

        assert ruled == headed


def test_phrases_are_there_in_every_language() -> None:
    """A phrase in one language and not in another would mix two on a page."""
    assert {frozenset(PHRASES["en"])} == {frozenset(PHRASES[language]) for language in ("en", "kk", "ru")}
    assert all(PHRASES["en"].keys() >= phrases.keys() for phrases in PHRASES.values())


# The layout `handout`


HANDOUT = """\
exhibit: x
title: A small exhibit
place: A town
date: 1954-05-16/1954-06-26
sections:
  - id: one
    heading: A small exhibit
    content: [{{lead: The lead.}}]
  - id: two
    heading: What happened
    content: [{{text: Words.}}{more}]
  - id: words
    heading: Words
    content: [{{frame: side, glossary: {{Trim: edge}}}}]
  - id: three
    heading: Read the sources
    page: following
    content: [{{question: Why?}}]
documents: {{handout: {{layout: handout, paper: {paper}}}}}
"""


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_a_section_may_begin_a_page_of_a_handout(tmp_path: Path, paper: str) -> None:
    """Its heading then is that page's title; other headings are of the second level; the side column has its own."""
    document, problems = made(project(tmp_path, HANDOUT.format(paper=paper, more="")))
    headings = [(element.level, element.title) for element in document.tree.walk() if element.role == "H"]

    assert [] == problems
    assert [(1, "A small exhibit"), (2, "What happened"), (2, "Words"), (1, "Read the sources")] == headings
    assert ["first", "following"] == [page.master for page in document.pages]
    assert ["main", "side"] == [item.frame for item in document.pages[0].placed if is_heading(item, "W")]


def is_heading(item: Placed, letter: str) -> bool:
    return item.role in ("section", "heading") and item.ink.text.startswith(letter)


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_a_handout_has_its_line_at_the_foot(tmp_path: Path, paper: str) -> None:
    """9.5 mm from the foot of either paper: what the handout is, and which page."""
    pages, _ = laid(tmp_path, HANDOUT.format(paper=paper, more=""))
    foot = placed(pages, "running line")

    assert {9.5} == {round((pages[0].height - item.y) / MM, 2) for item in foot}
    assert ["A small exhibit. A town, 16 May – 26 June 1954", "Page 1 of 2"] == [
        item.ink.text.replace("\u00a0", " ") for item in foot[:2]
    ]


def test_a_long_handout_goes_on_at_full_size(tmp_path: Path) -> None:
    """Further pages take the master `following`; no page of the run is set smaller than another."""
    more = ", " + ", ".join(f'{{text: "{"Words of a long text. " * 40}"}}' for _ in range(12))
    pages, problems = laid(tmp_path, HANDOUT.format(paper="A4", more=more))
    sizes = {run.size for item in placed(pages[:3], "body") for run in item.ink.runs}

    assert [] == problems
    assert len(pages) > 3
    assert ["first", "following", "following"] == [page.master for page in pages[:3]]
    assert {11} == sizes


def test_a_few_lines_too_many_do_not_make_a_page(tmp_path: Path) -> None:
    """The column is set a little tighter first, and never under the layout's smallest size."""
    counts = set()
    for words in range(300, 600, 20):
        folder = tmp_path / str(words)
        folder.mkdir()
        text = HANDOUT.format(paper="A4", more=f', {{text: "{"Words " * words}"}}')
        pages, _ = laid(folder, text)
        used = max(item.y for item in placed(pages[:1], "body"))
        fits = {box.fit for box in pages[0].frames if box.name == "main"}
        counts.add((len(pages), any(fits)))
        assert used <= pages[0].height - 18 * MM + 0.1
        assert all(run.size >= 9.2 for page in pages for item in page.placed if not isinstance(item.ink, Shape) for run in item.ink.runs)  # fmt: skip

    assert (2, False) in counts
    assert (2, True) in counts


def test_figures_of_the_side_column_hang_from_rules(tmp_path: Path) -> None:
    """One rule each, also under a heading; none twice where the author asks for it too."""
    side = "[{figure: a, frame: side}, {heading: Two, frame: side}, {figure: a, frame: side}, {figure: {id: a, rule: true}, frame: side}]"
    text = f"""\
exhibit: x
title: T
figures: {{a: {{caption: A., alt: A., proportion: 3, rights: {{credit: C}}}}}}
sections: [{{id: one, content: {side}}}]
documents: {{handout: {{layout: handout}}}}
"""
    pages, _ = laid(tmp_path, text)

    assert 3 == len([item for item in placed(pages, "rule") if item.frame == "side"])
