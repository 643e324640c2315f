"""YAML text goes in; values that know their place, or problems at their place, come out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from predella.diagnostics import Refused, Span
from predella.source import Map, Seq, decode, place_of, read, span_of, text_of
from predella.validate import to_words


def refused(text: str | bytes) -> list[str]:
    """Return the problems for which a text is refused, each as place, message and rule."""
    with pytest.raises(Refused) as fault:
        read(text.encode() if isinstance(text, str) else text, "f.yaml")
    return [f"{problem.span} {problem.message} [{problem.rule}]" for problem in fault.value.problems]


def scalar(written: str) -> object:
    """Return the value of one scalar."""
    return read(f"key: {written}\n".encode(), "f.yaml")["key"]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("1954", 1954),
        ("-3", -3),
        ("0", 0),
        ("1.5", 1.5),
        ("1e3", 1000.0),
        (".5", 0.5),
        ("true", True),
        ("False", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("no", "no"),
        ("yes", "yes"),
        ("on", "on"),
        ("0930", "0930"),
        ("0x10", "0x10"),
        ("1_000", "1_000"),
        ("12:30:45", "12:30:45"),
        ("1954-05-16", "1954-05-16"),
        ("1954-05", "1954-05"),
        ("1954-05-16T10:00:00Z", "1954-05-16T10:00:00Z"),
        ("'1954'", "1954"),
        ('"true"', "true"),
        ("99999999999999999999", "99999999999999999999"),
        (".inf", ".inf"),
        (".nan", ".nan"),
        ("1e999", "1e999"),
    ],
)
def test_scalars(written: str, value: object) -> None:
    """Scalars are typed as YAML 1.2 types them: numbers, true and false, nothing; all else is the author's text."""
    found = scalar(written)

    assert value == found
    assert isinstance(found, type(value))


def test_places_of_a_tree() -> None:
    """Every mapping, key, value, sequence and item knows its line and column."""
    tree = read(b"a: 1\nb:\n  - c: x\n    d: [p, q]\n  - e\n", "f.yaml")

    assert Span("f.yaml", 1, 1) == tree.span
    assert {"a": Span("f.yaml", 1, 1), "b": Span("f.yaml", 2, 1)} == tree.keys_at
    assert {"a": Span("f.yaml", 1, 4), "b": Span("f.yaml", 3, 3)} == tree.values_at
    items = tree["b"]
    assert isinstance(items, Seq)
    assert [Span("f.yaml", 3, 5), Span("f.yaml", 5, 5)] == items.items_at
    assert isinstance(items[0], Map)
    assert Span("f.yaml", 4, 5) == items[0].keys_at["d"]
    assert Span("f.yaml", 4, 12) == items[0]["d"].items_at[1]


@pytest.mark.parametrize(
    ("loc", "key", "place"),
    [
        (("b", 0, "d", 1), False, (4, 12)),
        (("b", 0, "d"), True, (4, 5)),
        (("b", 0, "d"), False, (4, 8)),
        (("b", 7), False, (3, 3)),
        (("nothing",), False, (1, 1)),
        (("b", "function-plain[to_item()]", 1), False, (5, 5)),
        ((), False, (1, 1)),
    ],
)
def test_place_of_a_path(loc: tuple[int | str, ...], key: bool, place: tuple[int, int]) -> None:
    """A path is followed as far as it goes; what names no key on the way is passed over."""
    tree = read(b"a: 1\nb:\n  - c: x\n    d: [p, q]\n  - e\n", "f.yaml")

    assert Span("f.yaml", *place) == span_of(tree, loc, key=key)


@pytest.mark.parametrize(
    ("text", "word", "place"),
    [
        ("t: one two three\n", "three", (1, 12)),
        ("t: 'one two three'\n", "three", (1, 13)),
        ('t: "one two three"\n', "two", (1, 9)),
        ("t: |\n  one\n  two three\n", "three", (3, 7)),
        ("t: >\n  one\n  two\n\n  three\n", "three", (5, 3)),
        ("t: |-\n\n  one\n    two\n", "two", (4, 5)),
        ("t: one\n  two\n  three\n", "three", (3, 3)),
        ("t: 'one\n\n  two three'\n", "three", (3, 7)),
        ("k: 1\nt:\n  - a\n  - b one\n", None, (4, 5)),
        ("t: |2\n    one two\n", "two", (2, 9)),
        ("t: бір екі үш\n", "үш", (1, 12)),
    ],
)
def test_place_inside_a_text(text: str, word: str | None, place: tuple[int, int]) -> None:
    """A character of a text is found again in the file, however the text is folded, quoted or indented."""
    value = read(text.encode(), "f.yaml")["t"]
    found = value[1].at(0) if word is None else value.at(value.index(word))

    assert Span("f.yaml", *place) == found


WORDS = st.lists(st.text("abcäқ.,;", min_size=1, max_size=6), min_size=1, max_size=12)


@given(words=WORDS, style=st.sampled_from(["|", ">", "'", '"', ""]), width=st.integers(1, 4))
def test_every_word_is_found_again(words: list[str], style: str, width: int) -> None:
    """Whatever the style of the scalar, the place of each word is where the word stands in the file."""
    lines = [" ".join(words[i : i + width]) for i in range(0, len(words), width)]
    body = "\n".join(f"  {line}" for line in lines)
    match style:
        case "|" | ">":
            text = f"t: {style}\n{body}\n"
        case "":
            text = f"t: x {body.lstrip()}\n"
        case _:
            text = f"t: {style}{body.strip()}{style}\n"

    value = read(text.encode(), "f.yaml")["t"]

    file, offset = text.split("\n"), 0
    for word in words:
        offset = value.index(word, offset)
        place = value.at(offset)
        assert file[place.line - 1][place.column - 1 :].startswith(word)
        offset += len(word)


def test_text_from_elsewhere() -> None:
    """A text that is not from YAML has the place it is given."""
    assert Span("cell.csv", 3, 4) == text_of("two words", Span("cell.csv", 3, 0)).at(4)


def test_all_faults_at_once() -> None:
    """Doubled keys, tags and keys that are no words are all reported, not the first alone."""
    assert [
        "f.yaml:2:1 'a' stands here a second time [duplicate]",
        "f.yaml:3:4 tags such as '!x' are not used [yaml]",
        "f.yaml:4:3 a key must be a plain word [type]",
    ] == refused("a: 1\na: 2\nb: !x y\n? [p]\n: q\n")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("a: 'x\n", "f.yaml:1:4 a quote that opens here is not closed [yaml]"),
        ("a: [1, 2\nb: 3\n", "f.yaml:1:4 a bracket that opens here is not closed, or a comma is missing in it [yaml]"),
        ("a:\n\t- b\n", "f.yaml:2:1 a tab cannot indent YAML [yaml]"),
        ("a: b: c\n", "f.yaml:1:5 a colon and a space cannot stand inside a text without quotes [yaml]"),
        ("a:b\nc: d\n", "f.yaml:1:3 a key needs a space after its colon [yaml]"),
        ("a: 1\n b: 2\n", "f.yaml:2:3 a colon and a space cannot stand inside a text without quotes [yaml]"),
        ("a: 1\nb\n", "f.yaml:2:1 a line that is no `key: value` stands here [yaml]"),
        ("a: *b\n", "f.yaml:1:4 nothing has this name [yaml]"),
        ("a: 1\n---\nb: 2\n", "f.yaml:2:1 a second document starts here (`---`) [yaml]"),
        ("- a\n", "f.yaml:1:1 the file must hold `key: value` lines at its top level [type]"),
        ("", "f.yaml:1:1 the file is empty [empty]"),
        ("a: &x [*x]\n", "f.yaml:1:4 values are nested more than 60 deep [yaml]"),
        ("a: " + "[" * 100 + "]" * 100, "f.yaml:1:64 values are nested more than 60 deep [yaml]"),
        ("a: " + "[" * 100_000, "f.yaml:1:1004 values are nested more than 60 deep [yaml]"),
        ("a: " + "{x: " * 5_000, "f.yaml:1:4004 values are nested more than 60 deep [yaml]"),
        ("a:\n" + "- " * 50_000 + "b", "f.yaml:2:1 values are nested more than 60 deep [yaml]"),
    ],
)  # fmt: skip
def test_refused(text: str, problem: str) -> None:
    """What cannot be read is refused at its place, in plain words."""
    assert [problem] == refused(text)


def test_aliases_that_multiply() -> None:
    """A file of a few lines that unfolds to millions of values is refused before it is unfolded."""
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]" for i in range(1, 30)]

    (problem,) = refused("\n".join(lines))

    assert "the file unfolds to more than 100,000 values [yaml]" in problem


def test_alias() -> None:
    """An alias that is used a few times has the value of its anchor."""
    assert {"a": [1, 2], "b": [1, 2]} == read(b"a: &x [1, 2]\nb: *x\n", "f.yaml")


def test_decode() -> None:
    """Line ends and a byte order mark of any system are read as line feeds and nothing."""
    assert "a\nb\nc\n" == decode(b"\xef\xbb\xbfa\r\nb\rc\n", "f.yaml")


@given(st.text(max_size=40), st.integers(0, 40))
def test_place_of(text: str, offset: int) -> None:
    """Line and column of a character count from 1, at line feeds alone."""
    offset = min(offset, len(text))
    place = place_of(text, offset, "f.yaml")

    lines = text[:offset].split("\n")
    assert (len(lines), len(lines[-1]) + 1) == (place.line, place.column)


def problems_of(data: bytes) -> int | None:
    """Return how many problems keep bytes from being read, or None when they are read."""
    try:
        read(data, "f.yaml")
    except Refused as fault:
        return sum(bool(problem.span and problem.message) for problem in fault.problems)
    return None


@given(st.binary(max_size=200))
def test_any_bytes(data: bytes) -> None:
    """Whatever bytes a file has, it is read or refused with a reason."""
    assert 0 != problems_of(data)


@given(st.text("ab:-[]{}'\"|>&*!#?,\n\t @`%", max_size=60))
def test_any_text(text: str) -> None:
    """Whatever signs of YAML a file has, it is read or refused with a reason."""
    assert 0 != problems_of(text.encode())


@pytest.mark.parametrize("written", ["1.50", "007", "+5", "1e3", "1954"])
def test_number_that_is_a_text(written: str) -> None:
    """A number where a text is meant is printed as the author wrote it."""
    words = to_words(scalar(written), None)

    assert written == str(words)
    assert Span("f.yaml", 1, 6) == next(iter(words.by_language.values())).span


def test_a_time_without_quotes_is_a_text() -> None:
    """YAML 1.1 has timestamps, which would come as an object in another zone; here they are what the author wrote."""
    data = read(b"from: 1954-06-26T03:30\nlist: [1954-06-26T03:30:00, 1954-06-26T03:30/1954-06-26T05:00]\n", "a.yaml")
    assert data == {"from": "1954-06-26T03:30", "list": ["1954-06-26T03:30:00", "1954-06-26T03:30/1954-06-26T05:00"]}
    assert (1, 7) == (data["from"].span.line, data["from"].span.column)
