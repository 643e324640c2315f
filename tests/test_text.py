"""Markdown goes in; runs that know their place, and problems at their place, come out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from predella.diagnostics import Problems, Span
from predella.source import Str, read
from predella.text import (
    REPORTLAB_MARKUP,
    Listing,
    Paragraph,
    Quotation,
    Run,
    TextBlock,
    citations,
    parse,
    parse_inline,
    plain,
)


def located(text: str) -> Str:
    """Return a text as a literal block of a YAML file: its lines begin on line 2, column 3."""
    body = "".join(f"  {line}\n" for line in text.split("\n"))
    value = read(f"text: |2\n{body}".encode(), "f.yaml")["text"]
    assert isinstance(value, Str)
    return value


def read_text(text: str) -> tuple[tuple[TextBlock, ...], list[str]]:
    """Return the blocks of a text, and its problems with their places."""
    problems = Problems()
    blocks = parse(located(text), problems)
    return blocks, [f"{p.span} {p.severity}: {p.message} [{p.rule}]" for p in problems.found]


def runs_of(text: str) -> tuple[Run, ...]:
    """Return the runs of a text that is one paragraph."""
    (block,), problems = read_text(text)
    assert [] == problems
    assert isinstance(block, Paragraph)
    return block.runs


def marks(text: str) -> list[tuple[str, str]]:
    """Return each run's text with its marks: s strong, e emphasis, l link."""
    return [(run.text, "s" * run.strong + "e" * run.emphasis + "l" * bool(run.link)) for run in runs_of(text)]


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("plain words", [("plain words", "")]),
        ("*one* and **two**", [("one", "e"), (" and ", ""), ("two", "s")]),
        ("***both***", [("both", "se")]),
        ("**a *b* c**", [("a ", "s"), ("b", "se"), (" c", "s")]),
        ("two\nlines", [("two lines", "")]),
        ("hard\\\nbreak", [("hard\nbreak", "")]),
        ("hard  \nbreak", [("hard\nbreak", "")]),
        ("[words](https://example.org) after", [("words", "l"), (" after", "")]),
        ("<https://example.org>", [("https://example.org", "l")]),
        ("`code`", [("code", "")]),
        ("a \\*star\\* and \\<b\\>", [("a *star* and <b>", "")]),
        ("5 &lt; 6 &amp; 7", [("5 < 6 & 7", "")]),
        ("snake_case_word", [("snake_case_word", "")]),
        ("2 * 3 * 4", [("2 * 3 * 4", "")]),
        ("қар мен “қыс” – 5 °C", [("қар мен “қыс” – 5 °C", "")]),
        ("non\u00a0breaking", [("non\u00a0breaking", "")]),
    ],
)
def test_inline(text: str, runs: list[tuple[str, str]]) -> None:
    """Emphasis, strong, links and line breaks are CommonMark's; all else is the author's text."""
    assert runs == marks(text)


def test_blocks() -> None:
    """Paragraphs, lists (with their first number) and quotations nest."""
    blocks, problems = read_text("One.\n\n- a\n\n  b\n- c\n\n3. d\n4. e\n\n> f\n> - g")

    assert [] == problems
    paragraph, bullets, numbers, quote = blocks
    assert isinstance(paragraph, Paragraph)
    assert isinstance(bullets, Listing)
    assert [2, 1] == [len(item) for item in bullets.items]
    assert bullets.start is None
    assert isinstance(numbers, Listing)
    assert 3 == numbers.start
    assert isinstance(quote, Quotation)
    assert [Paragraph, Listing] == [type(block) for block in quote.blocks]


def test_places_of_blocks() -> None:
    """Each block, however deep, knows the line and column of its first word."""
    blocks, _ = read_text("One.\n\nTwo\nlines.\n\n- a\n- b\n\n> c")

    def places(found: tuple[TextBlock, ...]) -> list[Span | None]:
        spans = []
        for block in found:
            if isinstance(block, Paragraph):
                spans.append(block.span)
            elif isinstance(block, Listing):
                spans += [span for item in block.items for span in places(item)]
            else:
                spans += places(block.blocks)
        return spans

    lines = [(span.line, span.column) for span in places(blocks) if span]
    assert [2, 4, 7, 8, 10] == [line for line, _ in lines]
    assert [3, 3] == [column for _, column in lines[:2]]


@pytest.mark.parametrize(
    ("text", "cites"),
    [
        ("A [@key].", [("key", "", 2, 6)]),
        ("A [@key, p. 3; @other-1934, §§ 4–5].", [("key", "p. 3", 2, 6), ("other-1934", "§§ 4–5", 2, 18)]),
        ("me@b.org [@b]\n[@b; @b]", [("b", "", 2, 13), ("b", "", 3, 4), ("b", "", 3, 8)]),
        ("*A [@key]*", [("key", "", 2, 7)]),
        ("- a\n- b [@key:1_2, no. 7]", [("key:1_2", "no. 7", 3, 8)]),
        ("[@key](https://example.org)", []),
        ("not@a.cite and [not one]", []),
    ],
)
def test_citations(text: str, cites: list[tuple[str, str, int, int]]) -> None:
    """Pandoc's citations are found with their places: several in one pair of brackets, each its own."""
    blocks, problems = read_text(text)

    assert [] == problems
    found = [(c.key, c.locator, c.span.line, c.span.column) for c in citations(blocks) if c.span]
    assert cites == found


def test_citation_takes_the_space_before_it() -> None:
    """The mark follows its word: the space before the brackets goes, the stop after them stays."""
    first, cite, last = runs_of("A word [@key].")

    assert ("A word", ".") == (first.text, last.text)
    assert "key" == cite.cites[0].key
    assert "A word." == plain(runs_of("A word [@key]."))


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("[@, p. 3]", "f.yaml:2:4 error: '@, p. 3' is not a citation [citation]"),
        ("a [@b; c]", "f.yaml:2:10 error: 'c' is not a citation [citation]"),
        ("One.\n\n# Two", "f.yaml:4:3 error: a heading cannot stand inside a text [markdown]"),
        ("One\n---", "f.yaml:2:3 error: a heading cannot stand inside a text [markdown]"),
        ("One.\n\n---", "f.yaml:4:3 error: a rule (---) cannot stand inside a text [markdown]"),
        ("One.\n\n    two", "f.yaml:4:7 error: code cannot stand in an exhibit text [markdown]"),
        ("```\ntwo\n```", "f.yaml:2:3 error: code cannot stand in an exhibit text [markdown]"),
        ("One ![two](a.png).", "f.yaml:2:7 error: a picture cannot stand inside a text [markdown]"),
        ("One <b>two", "f.yaml:2:7 error: raw HTML is not used in exhibit texts: '<b>' [html]"),
        ("<div>One</div>", "f.yaml:2:3 error: raw HTML is not used in exhibit texts: '<div>One</div>' [html]"),
        ("One\n<!-- two -->", "f.yaml:3:3 error: raw HTML is not used in exhibit texts: '<!-- two -->' [html]"),
        ("<script>alert(1)</script>", "f.yaml:2:3 error: raw HTML is not used in exhibit texts: '<script>alert(1)</script>' [html]"),
        ("[a](b.html)", "f.yaml:2:7 error: a link cannot lead to 'b.html' [link]"),
        ("[a](javascript:b)", "f.yaml:2:7 error: a link cannot lead to 'javascript:b' [link]"),
    ],
)  # fmt: skip
def test_refused(text: str, problem: str) -> None:
    """What cannot be printed is refused at its line."""
    _, problems = read_text(text)

    assert [problem] == problems


@pytest.mark.parametrize("name", sorted(REPORTLAB_MARKUP))
def test_reportlab_markup(name: str) -> None:
    """A tag that ReportLab would interpret is printed as it stands, with a warning."""
    blocks, problems = read_text(f"A <{name} a='b'>word</{name}> and <{name}/>.")

    assert f"A <{name} a='b'>word</{name}> and <{name}/>." == plain(blocks)
    assert ["warning"] * 3 == [problem.split()[1].rstrip(":") for problem in problems]


@pytest.mark.parametrize("text", ["# One", "    one", "```\none\n```", "<font>one</font>", "One\n==="])
def test_words_of_a_refused_block_stay(text: str) -> None:
    """A draft still shows the words of a block that cannot be printed as it was meant."""
    blocks, problems = read_text(text)

    assert problems
    assert "one" in plain(blocks).lower()


def test_caption_is_one_paragraph() -> None:
    """Where one paragraph is expected a second one, or a list, is refused; its words stay."""
    problems = Problems()
    runs = parse_inline(located("One.\n\nTwo."), problems)

    assert "One.Two." == "".join(run.text for run in runs)
    assert ["one paragraph is expected here"] == [problem.message for problem in problems.found]


@given(st.lists(st.text("abcқ.,;é’“”–", min_size=1, max_size=8), min_size=1, max_size=20))
def test_plain_words_stay(words: list[str]) -> None:
    """A text without markup comes out as it went in, white space folded."""
    text = "x " + " ".join(words)
    blocks, problems = read_text(text)

    assert ([], text) == (problems, plain(blocks))


@given(st.text(st.sampled_from("ab*_[]()<>@!`#>-1. \\&;\n\"'"), max_size=60))
def test_any_markdown(text: str) -> None:
    """Whatever signs a text has, it is read, and every problem has a place inside it."""
    _, problems = read_text("x" + text)

    assert all(problem.startswith("f.yaml:") for problem in problems)
