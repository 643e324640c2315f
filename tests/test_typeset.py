"""Text and faces go in; lines of glyphs come out, broken where the language allows."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from predella.faces import fallbacks, shipped_face
from predella.pages import BLACK
from predella.typeset import Face, Manner, Piece, Setting, missing, set_lines, set_one_line, shape
from predella.typeset.breaks import opportunities


@cache
def faces(name: str = "Literata-400") -> tuple[Face, ...]:
    """Return a face of the engine with those that help it out."""
    return (shipped_face(name), *fallbacks(400))


def setting(size: float = 10.0, name: str = "Literata-400") -> Setting:
    """Return a plain setting."""
    return Setting(faces(name), size, BLACK)


def broken(text: str, measure: float, **options: bool) -> list[str]:
    """Return the lines of a text set in 10 pt."""
    return [line.ink.text for line in set_lines([Piece(text, setting())], measure, Manner(**options))]


def parts(text: str) -> list[str]:
    """Return a text cut at every place where a line may end."""
    ends = opportunities(text, "en")
    return [text[a:b] for a, b in zip((0, *ends), ends, strict=False)]


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("one two", ["one ", "two"]),
        ("42 days", ["42 days"]),
        ("about 1,600 troops came", ["about ", "1,600 troops ", "came"]),
        ("16 May 1954", ["16 May ", "1954"]),
        ("in 1954 the camp", ["in ", "1954 ", "the ", "camp"]),
        ("5 °C", ["5 °C"]),
        ("30 %", ["30 %"]),
        ("see p. 3, and No. 7", ["see ", "p. 3, ", "and ", "No. 7"]),
        ("Article 58 of", ["Article 58 of"]),
        ("J. S. Bach", ["J. S. Bach"]),
        ("≈ 20 years", ["≈ 20 years"]),
        ("and/or", ["and/", "or"]),
        ("1/2", ["1/2"]),
        ("one / two", ["one / ", "two"]),
        ("one – two", ["one – ", "two"]),
        ("camp—revolt", ["camp—", "revolt"]),
        ("1954–1956", ["1954–1956"]),
        ("about 20–23 May–June", ["about ", "20–23 May–", "June"]),
        ("well-known", ["well-", "known"]),
        ("T-34", ["T-34"]),
        ("e-mail", ["e-mail"]),
        ("a\u00a0b c", ["a\u00a0b ", "c"]),
        ("10\u202f000 km", ["10\u202f000 km"]),
        ("non\u2011breaking", ["non\u2011breaking"]),
        ("no\u2060where", ["no\u2060where"]),
        ("long\u200bword", ["long\u200b", "word"]),
        ("two  spaces", ["two  ", "spaces"]),
        ("first\nsecond line", ["first\n", "second ", "line"]),
        ("42 күн бойы", ["42 күн ", "бойы"]),
        ("26 июня 1954", ["26 июня ", "1954"]),
        ("", [""]),
    ],
)
def test_breaks(text: str, cut: list[str]) -> None:
    """A line ends after spaces, dashes, slashes and hyphens, never between a number and its noun or a day and its month."""
    assert cut == parts(text) or (not text and [] == parts(text)[1:])


@given(st.text(st.sampled_from("ab1.-/ –\u00a0\u202f\u2011\n"), max_size=60))
def test_break_places(text: str) -> None:
    """Places are in order, inside the text, end with its end, and none stands at a space that does not break."""
    ends = opportunities(text, "en")

    assert list(ends) == sorted(set(ends))
    assert len(text) == ends[-1]
    assert text == "".join(parts(text))
    glue = "\u00a0\u202f\u2011"
    # after a space a line may begin with a space that does not break (UAX #14, LB12a)
    assert not any(
        text[end - 1] in glue or (text[end] in glue and text[end - 1] not in " \n") for end in ends[:-1]
    )


WORDS = st.lists(st.text("abfilmoқәЖ1.,-’", min_size=1, max_size=12), min_size=1, max_size=30)
MEASURES = st.floats(30, 400)


@given(words=WORDS, measure=MEASURES, even=st.booleans(), hang=st.booleans())
def test_nothing_is_lost(words: list[str], measure: float, even: bool, hang: bool) -> None:
    """The lines, one after the other, are the text; their offsets meet; each that could be broken fits."""
    text = " ".join(words)
    lines = set_lines([Piece(text, setting())], measure, Manner(even=even, hang=hang))

    assert text == "".join(line.ink.text for line in lines)
    assert [0, *(line.end for line in lines)] == [*(line.start for line in lines), len(text)]
    for line in lines:
        assert line.ink.width <= measure + 0.02 or len(parts(text[line.start : line.end])) == 1 or hang
        assert (line.overfull > 0) == (line.ink.width > measure + 0.01)


def greedy(text: str, measure: float) -> int:
    """Return how many lines a text takes when each is filled as far as it goes."""
    lines, current = 1, ""
    for part in parts(text):
        if current and set_one_line((current + part).rstrip(" "), setting()).width > measure + 0.01:
            lines, current = lines + 1, ""
        current += part
    return lines


@given(words=WORDS, measure=MEASURES, even=st.booleans())
def test_no_more_lines_than_needed(words: list[str], measure: float, even: bool) -> None:
    """An even edge, or a balanced heading, never costs a line: there are as few as greedy filling needs."""
    text = " ".join(words)

    # kerning across a space may differ by a hair between words measured alone and a whole line
    assert len(broken(text, measure, even=even)) <= greedy(text, measure - 0.05)


@given(words=WORDS, measure=MEASURES, start=st.integers(0, 40))
def test_going_on_after_a_break(words: list[str], measure: float, start: int) -> None:
    """The rest of a paragraph, set in another frame, is exactly what the first frame did not take."""
    text = " ".join(words)
    first = set_lines([Piece(text, setting())], measure)
    taken = first[min(start, len(first)) - 1].end if start else 0

    rest = set_lines([Piece(text, setting())], measure * 0.8, start=taken)

    assert text[taken:] == "".join(line.ink.text for line in rest)


def test_balanced_heading() -> None:
    """A balanced heading has lines of like length and no single word at its end."""
    text = "Forty-two days that nobody had planned and everybody remembered"

    plain, even = broken(text, 170), broken(text, 170, even=True)

    assert len(plain) == len(even)
    spread = [set_one_line(line.rstrip(), setting()).width for line in even]
    assert max(spread) - min(spread) < 40


def test_no_runt() -> None:
    """A paragraph does not end with a short word alone when another break costs nothing."""
    lines = broken(
        "It took them more than forty days to find out what the others had known all along, it is", 172
    )

    assert len(lines[-1].split()) > 1


def test_pieces() -> None:
    """A word may change its face in the middle; the mark attached to a word stays on its line."""
    bold = Setting((shipped_face("Literata-700"),), 10, BLACK)
    pieces = [
        Piece("one tw", setting()),
        Piece("o", bold),
        Piece(" three", setting()),
        Piece("\u2009K", bold, attached=True),
    ]

    lines = set_lines(pieces, 32)

    assert ["one ", "two ", "three\u2009K"] == [line.ink.text for line in lines]
    assert ["Literata-400", "Literata-700", "Literata-400"] == [run.font for run in lines[1].ink.runs]


def test_indent() -> None:
    """An indent makes the first line shorter, none of the others."""
    text = "aaaa " * 12
    plain, indented = (
        set_lines([Piece(text, setting())], 120),
        set_lines([Piece(text, setting())], 120, indent=40),
    )

    assert len(indented[0].ink.text) < len(plain[0].ink.text)
    assert len(indented[1].ink.text) == len(plain[1].ink.text)


def test_hang() -> None:
    """A line that hangs begins left of the edge by the side bearing of its first glyph."""
    hung, plain = set_one_line("Bread", setting(), hang=True), set_one_line("Bread", setting())
    face = faces()[0]
    bearing = face.left_bearing(face.hb_font.get_nominal_glyph(ord("B"))) * 10

    assert bearing > 0
    assert hung.runs[0].x == pytest.approx(plain.runs[0].x - bearing)


def test_fallback_face() -> None:
    """A character that the family lacks is drawn by the first face of the chain that has it; the rest stays."""
    words = shape("a₸b", faces("FiraSansExtraCondensed-800"), "kk")
    letters = {text: word.face.name for word in words for text in word.texts}

    assert "FiraSansExtraCondensed-800" == letters["a"] == letters["b"]
    assert all(word.face.coverage >= {ord(c) for c in "".join(word.texts)} for word in words)


def test_missing() -> None:
    """Characters that no face can draw are named once each; those that are never drawn are not."""
    assert ["漢", "字"] == missing("a 漢字漢\u200b\u2060\n\u00a0\u202f", faces())


@pytest.mark.parametrize(
    "name", ["Literata-400", "FiraSansCondensed-400", "FiraSansExtraCondensed-800", "FiraSans-400"]
)
@pytest.mark.parametrize(
    "text", ["Әә Ғғ Ққ Ңң Өө Ұұ Үү Һһ Іі", "Ёё Йй Щщ Ъъ Ыы", "é ł ő ß ñ Å", "“”‘’«»–—…·•№§°%"]
)
def test_languages_of_the_region(name: str, text: str) -> None:
    """Every chain of faces draws Kazakh, Russian and the languages of Europe, and the signs of good typography."""
    assert [] == missing(text, faces(name))


@given(st.text(st.sampled_from("abfi flTAVWaқ’“\u00a0\u2009\u202f1,.-"), max_size=30))
def test_texts_of_glyphs(text: str) -> None:
    """Each glyph knows which of the author's characters it stands for; together they are the text."""
    line = set_one_line(text, setting())

    assert text.replace("\n", " ") == line.text
    assert all(len(run.codes) == len(run.advances) == len(run.texts) for run in line.runs)
    assert line.width <= sum(run.width for run in line.runs) + 1e-6


def test_ligature() -> None:
    """Letters that join into one glyph are still the author's letters."""
    line = set_one_line("ffi", setting(name="FiraSans-400"))

    assert "ffi" == line.text


def test_tracking() -> None:
    """Tracking widens every glyph by a part of the size, and takes ligatures apart."""
    plain = set_one_line("abc", setting())
    wide = set_one_line("abc", Setting(faces(), 10, BLACK, tracking=0.1))

    assert wide.width == pytest.approx(plain.width + 3)
