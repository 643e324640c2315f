"""A text with an initial, a head in its first line, or what cannot be set goes in; placed lines and messages come out."""

from __future__ import annotations

from pathlib import Path

import pytest
from laying import exhibit, laid

from predella.pages import Page, Placed, TextLine

LONG = "Four cuts make sixteen sheets of one large sheet, and each of them has the shape of the whole. " * 4


def lines(page: Page, role: str) -> list[Placed]:
    """Return the lines of text of a role, from top to bottom."""
    return [item for item in page.placed if item.role == role and isinstance(item.ink, TextLine)]


@pytest.mark.parametrize("height", [2, 3])
def test_an_initial_stands_beside_its_lines(tmp_path: Path, height: int) -> None:
    """It reaches from the capitals of the first line to the last baseline beside it; no letter is lost or printed twice."""
    pages, problems = laid(tmp_path, exhibit(f"- text: {{text: '{LONG}', initial: {height}}}\n"))
    (initial,), body = lines(pages[0], "initial"), lines(pages[0], "body")
    assert isinstance(initial.ink, TextLine)

    assert [] == [problem for problem in problems if problem.rule != "sentence-length"]
    assert "F" == initial.ink.text
    assert initial.y == pytest.approx(body[height - 1].y)
    left = body[height].x
    assert all(item.x > left + initial.ink.width for item in body[:height])
    assert all(item.x == left for item in body[height:])
    run, first = initial.ink.runs[0], body[0].ink
    assert isinstance(first, TextLine)
    small = first.runs[0]
    top = initial.y - run.size * 0.7
    assert top == pytest.approx(body[0].y - small.size * 0.7, abs=small.size * 0.1)
    assert LONG.split() == (initial.ink.text + "".join(line.ink.text for line in body if isinstance(line.ink, TextLine))).split()


def test_an_initial_moves_with_its_lines(tmp_path: Path) -> None:
    """Where a frame has no room for all lines beside it, the paragraph begins in the next."""
    before = "- text: " + "word " * 260 + "\n"
    pages, _ = laid(tmp_path, exhibit(before + f"- text: {{text: '{LONG}', initial: 3}}\n"))
    ((page, initial),) = [(page, initial) for page in pages for initial in lines(page, "initial")]
    beside = [item for item in lines(page, "body") if initial.rect.y < item.y <= initial.y + 0.1]
    assert len(beside) >= 3


def test_a_number_is_no_initial(tmp_path: Path) -> None:
    pages, _ = laid(tmp_path, exhibit("- text: {text: 42 days of a spring, initial: 2}\n"))
    assert [] == lines(pages[0], "initial")


def test_a_head_runs_into_its_text(tmp_path: Path) -> None:
    """It stands on the first line in strong type, and is a part of its own in the logical tree."""
    pages, _ = laid(tmp_path, exhibit("- text: {head: Where., text: Kengir lay by Zhezkazgan.}\n"))
    first = lines(pages[0], "body")[0].ink
    assert isinstance(first, TextLine)

    assert "Where.\u2002Kengir lay by Zhezkazgan." == first.text
    head, text = first.runs[0], first.runs[-1]
    assert head.font != text.font
    assert head.element is not text.element
    assert head.element is not None
    assert "Span" == head.element.role


def messages(tmp_path: Path, content: str, theme: str = "") -> list[str]:
    """Return the messages about an exhibit, in a theme with further styles if need be."""
    files = {"layouts/themes/house/theme.yaml": f"theme: house\nextends: archive\n{theme}"} if theme else None
    rest = "theme: house\n" if theme else ""
    return [f"{problem.rule}: {problem.message}" for problem in laid(tmp_path, exhibit(content, rest=rest), files=files)[1]]


def test_control_characters_are_shown_and_not_obeyed(tmp_path: Path) -> None:
    """An override that would print a word backward is named; the text prints as it is stored."""
    pages, problems = laid(tmp_path, exhibit('- text: "pay \\u202e001 to\\u202c Ann"\n'))
    (line,) = lines(pages[0], "body")
    assert isinstance(line.ink, TextLine)

    assert "pay 001 to Ann" == "".join(character for character in line.ink.text if character.isprintable())
    assert ["direction"] == [problem.rule for problem in problems]
    assert "U+202E (right-to-left override); it is not obeyed" in problems[0].message
    assert problems[0].span is not None
    assert 6 == problems[0].span.line


def test_a_character_without_a_glyph_is_named(tmp_path: Path) -> None:
    (message,) = messages(tmp_path, "- text: One Ꙩ here.\n")
    assert "no-glyph: no font has the character 'Ꙩ' (U+A668, cyrillic capital letter monocular o)" == message


def test_no_rules_for_a_language(tmp_path: Path) -> None:
    """Words that are to be divided in a language without rules: one warning, and the text is set."""
    content = "- text: Một tờ giấy.\n- text: Hai tờ giấy.\n"
    files = {"layouts/themes/house/theme.yaml": "theme: house\nextends: archive\nstyles:\n  body: {hyphenate: true}\n"}
    pages, problems = laid(tmp_path, exhibit(content, rest="theme: house\nlanguages: [vi]\n"), files=files)

    assert ["hyphenation"] == [problem.rule for problem in problems]
    assert "words in 'vi' are not divided" in problems[0].message
    assert 2 == len(lines(pages[0], "body"))


def test_a_long_word_is_set_and_reported(tmp_path: Path) -> None:
    """Ten thousand letters without a place to end a line: the whole word is there, its width is told."""
    pages, problems = laid(tmp_path, exhibit(f"- text: {'a' * 10_000}\n"))

    assert "too-wide" in {problem.rule for problem in problems}
    assert 10_000 == sum(len(item.ink.text) for page in pages for item in lines(page, "body") if isinstance(item.ink, TextLine))


def test_a_style_with_too_little_leading(tmp_path: Path) -> None:
    (message, *_) = messages(tmp_path, "- text: One.\n", "styles:\n  note: {held: {size: 20, leading: 2mm}}\n")
    assert message.startswith("leading: the style 'note' has a leading of 2mm for 20 pt")


def test_an_initial_with_a_hook_keeps_clear_of_the_next_line(tmp_path: Path) -> None:
    """What reaches below its baseline, as the hook of Қ does, has one line more beside it."""
    text = "Қағазды екіге бөлсе, пішіні өзгермейді. " * 12
    pages, _ = laid(tmp_path, exhibit(f"- text: {{text: '{text}', initial: 3}}\n", rest="languages: [kk]\n"))
    body = lines(pages[0], "body")
    left = min(item.x for item in body)

    assert [True] * 4 == [item.x > left + 1 for item in body[:4]]
    assert body[4].x == left


def test_an_initial_alone_and_one_higher_than_its_text(tmp_path: Path) -> None:
    """A text of one letter is printed; what follows stands below an initial that its own lines do not fill."""
    pages, _ = laid(tmp_path, exhibit("- text: {text: A, initial: 2}\n- text: next\n- text: {text: Be, initial: 3}\n- text: last\n"))
    first, second = lines(pages[0], "initial")
    following, short, last = lines(pages[0], "body")

    assert following.rect.y > first.y - 0.1
    assert last.rect.y > second.y - 0.1
    assert short.y < second.y
