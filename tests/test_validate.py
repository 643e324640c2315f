"""Located values and models go in; frozen objects, or problems at the author's lines, come out."""

from __future__ import annotations

import re
from typing import Annotated, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import Field, PlainValidator

from predella.blocks import BLOCKS
from predella.diagnostics import Problems, Span, did_you_mean, excerpt, in_order, nearest, render
from predella.model import Exhibit
from predella.pages import MM
from predella.source import read
from predella.validate import (
    PATTERNS,
    DateField,
    Length,
    LengthField,
    Model,
    Prose,
    Text,
    read_model,
    texts_in,
    to_length,
    to_words,
    wrong,
)


def to_even(value: object) -> object:
    if isinstance(value, int) and value % 2:
        raise wrong("even", f"{value} is odd {{and braces}}", None, "take another")
    return value


class Leaf(Model):
    """A leaf."""

    name: str
    count: int = Field(1, ge=1, le=9)
    ratio: float = 1.0
    kind: Literal["small", "large"] = "small"
    length: LengthField | None = None
    date: DateField | None = None
    even: Annotated[int, PlainValidator(to_even)] = 2
    id: str = Field("a", pattern=r"^[a-z0-9][a-z0-9-]*$")


class Branch(Model):
    """A branch."""

    leaves: tuple[Leaf, ...] = ()
    by_name: dict[str, Leaf] = Field(default_factory=dict)
    title: Text | None = None
    text: Prose | None = None
    sides: tuple[int, int] = (1, 2)
    to: str | None = Field(None, alias="from")


def problems_of(text: str) -> list[str]:
    """Return the problems of a branch, each as place, message and rule."""
    problems = Problems()
    read_model(Branch, read(text.encode(), "f.yaml"), problems)
    return [f"{p.span} {p.message} [{p.rule}]" for p in problems.found]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("leaves:\n  - {}\n", "2:5 'name' is missing [missing]"),
        ("leaves:\n  - name: a\n  - name: b\n    count: 0\n", "4:12 'count' must be at least 1, not 0 [value]"),
        ("leaves:\n  - name: a\n    count: 10\n", "3:12 'count' must be at most 9, not 10 [value]"),
        ("leaves:\n  - {name: a, count: x}\n", "2:22 'count' must be a whole number, not 'x' [value]"),
        ("leaves:\n  - {name: a, count: 1.5}\n", "2:22 'count' must be a whole number, not 1.5 [value]"),
        ("leaves:\n  - {name: a, ratio: high}\n", "2:22 'ratio' must be a number, not 'high' [value]"),
        ("leaves:\n  - {name: 5}\n", "2:12 'name' must be a text, not 5 [value]"),
        ("leaves:\n  - {name: [a]}\n", "2:12 'name' must be a text, not a list [value]"),
        ("leaves:\n  - a\n", "2:5 'leaves' must be `key: value` lines, not 'a' [value]"),
        ("leaves: a\n", "1:9 'leaves' must be a list, not 'a' [value]"),
        ("leaves: {a: b}\n", "1:9 'leaves' must be a list, not a mapping [value]"),
        ("by_name: [a]\n", "1:10 'by_name' must be `key: value` lines, not a list [value]"),
        ("by_name:\n  one:\n    name: a\n    kind: middle\n", "4:11 'kind' must be 'small' or 'large', not 'middle' [value]"),
        ("by_name:\n  one: {name: a, length: 5}\n", "2:26 a length is expected, not 5 [length]"),
        ("by_name:\n  one: {name: a, length: 5 furlongs}\n", "2:26 a length is expected, not '5 furlongs' [length]"),
        ("by_name:\n  one: {name: a, date: 1954-02-30}\n", '2:24 "1954-02-30": there is no day 30, 1954-02 has 28 days [date]'),
        ("by_name:\n  one: {name: a, even: 3}\n", "2:24 3 is odd {and braces} [even]"),
        ("by_name:\n  one: {name: a, id: A B}\n", "2:22 'A B' is not a name of small letters, digits and hyphens [value]"),
        ("by_name:\n  one: {name: a, nmae: b}\n", "2:18 unknown key 'nmae' [unknown-key]"),
        ("to: x\n", "1:1 unknown key 'to' [unknown-key]"),
        ("title: [a]\n", "1:8 a text is expected, not a list [text]"),
        ("title: {en: [a]}\n", "1:13 a text is expected, not a list [text]"),
        ("title: {en: a, Kazakh: b}\n", "1:16 'Kazakh' is not a language tag [language]"),
        ("text: true\n", "1:7 a text is expected, not True [text]"),
        ("sides: [1]\n", "1:8 'sides' needs 2 values or more [missing]"),
        ("sides: [1, 2, 3]\n", "1:8 'sides' holds 3 values and needs at most 2 [value]"),
        ("sides: [1, x]\n", "1:12 'sides' must be a whole number, not 'x' [value]"),
    ],
)  # fmt: skip
def test_place_and_words(text: str, problem: str) -> None:
    """A problem is told in plain words at the author's line and column, however deep the value stands."""
    assert [f"f.yaml:{problem}"] == problems_of(text)


def test_all_problems_at_once() -> None:
    """Every problem of a file is reported, those inside other mistaken parts too."""
    text = "lefes: 1\nleaves:\n  - {name: 1, cuont: 2}\n  - {count: 0}\nsides: 5\n"

    assert [
        "f.yaml:1:1 unknown key 'lefes' [unknown-key]",
        "f.yaml:3:15 unknown key 'cuont' [unknown-key]",
        "f.yaml:3:12 'name' must be a text, not 1 [value]",
        "f.yaml:4:5 'name' is missing [missing]",
        "f.yaml:4:13 'count' must be at least 1, not 0 [value]",
        "f.yaml:5:8 'sides' must be a list, not 5 [value]",
    ] == problems_of(text)


def test_place_of_a_value() -> None:
    """An object knows where it and each of its values were written, by the author's own keys."""
    problems = Problems()
    branch = read_model(Branch, read(b"from: x\nleaves:\n  - {name: a, count: 3}\n", "f.yaml"), problems)

    assert branch is not None
    assert Span("f.yaml", 1, 7) == branch.where("from")
    assert Span("f.yaml", 3, 22) == branch.leaves[0].where("count")
    assert branch.leaves[0].span == branch.leaves[0].where("ratio") == Span("f.yaml", 3, 5)


def test_every_pattern_is_in_words() -> None:
    """No pattern of the exhibit format is shown to an author as a regular expression."""
    found = set(re.findall(r"'pattern': '([^']+)'", str(Exhibit.model_json_schema())))

    assert found
    assert found <= {pattern.replace("\\", "\\\\") for pattern in PATTERNS}


def test_texts_of_an_exhibit() -> None:
    """Texts are found wherever an exhibit holds them: sections, figures, drawings, events, the strip."""
    problems = Problems()
    data = read(
        b"""\
exhibit: x
title: T1
figures:
  f: {caption: T2, alt: T3, title: T4, rights: {credit: T5}}
  g: {caption: T6, unit_chart: {per: 10, of: T7, rows: [{pictogram: man, value: 20, label: T8}]}}
events:
  - {date: 1954, title: T9, text: T10}
sections:
  - id: one
    heading: T11
    content: [T12, {quote: {text: T13, who: T14}}]
documents:
  d: {layout: plain, title: T15}
""",
        "f.yaml",
    )
    exhibit = read_model(Exhibit, data, problems, BLOCKS)

    assert [] == problems.found
    assert {f"T{i}" for i in range(1, 16)} == {str(words) for words in texts_in(exhibit)} - {""}


@pytest.mark.parametrize(
    ("written", "pt"),
    [
        ("12pt", 12),
        ("1in", 72),
        ("25.4mm", 72),
        ("2.54 cm", 72),
        ("3u", 30),
        ("2b", 10),
        ("-5mm", -5 * MM),
        ("0mm", 0),
    ],
)
def test_length(written: str, pt: float) -> None:
    """A length is in mm, cm, pt, in, or the layout's u and b (here 10 pt and 5 pt)."""
    assert to_length(written).pt(10, 5) == pytest.approx(pt)


@given(st.floats(0, 10_000, allow_nan=False), st.sampled_from(["mm", "cm", "pt", "in", "u", "b"]))
def test_length_is_read_as_it_is_shown(value: float, unit: str) -> None:
    """What a message shows of a length can be written again."""
    length = Length(float(f"{value:.3f}"), unit)

    again = (
        to_length(str(Length(float(f"{length.value:g}".replace("e+0", "e")), unit)))
        if value < 1e5
        else length
    )
    assert again.pt(10, 5) == pytest.approx(length.pt(10, 5), rel=1e-4)


def test_words_in_languages() -> None:
    """A plain text serves every language; one of a map serves its own, and others through the default."""
    plain = to_words("a", None)
    two = to_words(read(b"t: {en: a, kk: b}\n", "f.yaml")["t"], None)

    assert ["a", "a"] == [plain.text(language, "en") for language in ("en", "kk")]
    assert ["a", "b", "a"] == [two.text(language, "en") for language in ("en", "kk", "ru")]
    assert two.text("ru", "de") is None


@pytest.mark.parametrize(
    ("word", "known", "hints"),
    [
        ("captoin", ["caption", "credit"], ("did you mean 'caption'?",)),
        ("Caption", ["caption"], ("did you mean 'caption'?",)),
        ("xyz", ["caption", "alt"], ("there is: alt, caption",)),
        ("xyz", [], ()),
    ],
)
def test_did_you_mean(word: str, known: list[str], hints: tuple[str, ...]) -> None:
    """The nearest name is proposed, or all names when none is near."""
    assert hints == did_you_mean(word, known)


@given(st.text(max_size=20), st.lists(st.text(max_size=20), max_size=5))
def test_nearest_is_a_known_name(word: str, known: list[str]) -> None:
    """What is proposed exists."""
    found = nearest(word, known)

    assert found is None or found in known


def test_render() -> None:
    """A message is place, severity, message and rule; the author's line with a caret; the hints."""
    problems = Problems()
    problems.error("r", "wrong", Span("f.yaml", 2, 4), "do this", "or that")
    lines = render(problems.found[0], lambda file, line: "a: [b" if line == 2 else None)

    assert [
        "f.yaml:2:4: error: wrong [r]",
        "    a: [b",
        "       ^",
        "  hint: do this",
        "  hint: or that",
    ] == list(lines)


@given(st.text("ab \t", min_size=1, max_size=300).filter(str.strip), st.integers(1, 300))
def test_caret(text: str, column: int) -> None:
    """However long the line, the caret stands under the character that is meant."""
    lines = list(excerpt(text, column))

    if len(lines) == 2 and column <= len(text.rstrip()):
        shown, caret = lines
        assert shown[len(caret) - 1] == text.replace("\t", " ")[column - 1]
    assert all(len(line) <= 4 + 102 for line in lines)


def test_order() -> None:
    """Problems are sorted by file, line and column; those without a place come first."""
    problems = Problems()
    for span in (Span("b", 1, 1), Span("a", 10, 1), Span("a", 9, 2), None, Span("a", 9, 1)):
        problems.error("r", "m", span)

    assert ["None", "a:9:1", "a:9:2", "a:10:1", "b:1:1"] == [str(p.span) for p in in_order(problems.found)]
