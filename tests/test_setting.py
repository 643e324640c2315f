"""Paragraphs go in, set in every manner; lines come out that are whole, straight where they should be, and in reading order."""

from __future__ import annotations

import io
import unicodedata
from functools import cache

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from predella.faces import fallbacks, shipped_face
from predella.pages import BLACK, Document, Element, Meta, Page, Placed
from predella.typeset import Face, Manner, Piece, SetLine, Setting, runs_backward, set_lines, shape
from predella.typeset.ink import SOFT_HYPHEN
from predella.typeset.lines import EXPANSION
from predella.writers.pdf import write_pdf

ENGLISH = (
    "Recognition of the inherent dignity and of the equal and inalienable rights of all members of the human family is "
    "the foundation of freedom, justice and peace in the world, and nobody shall be subjected to arbitrary interference."
)
JUSTIFIED = Manner(justify=True, hyphenate=True, protrude=True)


@cache
def faces(name: str = "Literata-400") -> tuple[Face, ...]:
    """Return a face of the engine with those that help it out."""
    return (shipped_face(name), *fallbacks(400))


def piece(text: str, language: str = "en", name: str = "Literata-400", **setting: object) -> Piece:
    """Return a piece of text in 10 pt."""
    return Piece(text, Setting(faces(name), 10.0, BLACK, language, **setting))  # type: ignore[arg-type]


def edges(line: SetLine) -> tuple[float, float]:
    """Return where the ink of a line begins and where its last glyph that is no space ends, in pt."""
    ends = []
    for run in line.ink.runs:
        x = run.x
        for advance, text in zip(run.advances, run.texts, strict=True):
            x += advance
            if text.strip():
                ends.append(x)
    return min(run.x for run in line.ink.runs), max(ends)


def test_both_edges_are_straight() -> None:
    """All lines but the last are as long as the measure, to a hundredth of a point; letters hardly change their width."""
    lines = set_lines([piece(ENGLISH)], 170, Manner(justify=True, hyphenate=True))

    assert len(lines) > 4
    for line in lines[:-1]:
        assert edges(line) == pytest.approx((0, 170), abs=0.02)
        assert all(abs(run.scale - 1) <= EXPANSION + 1e-9 for run in line.ink.runs)
    assert edges(lines[-1])[1] < 170


def test_stops_stand_outside() -> None:
    """A line that ends with a stop or a hyphen reaches over the edge by a part of it; one with a letter does not."""
    for line in set_lines([piece(ENGLISH)], 170, JUSTIFIED)[:-1]:
        last = line.ink.text.rstrip()[-1]
        over = edges(line)[1] - 170
        assert (1.0 < over < 3.0) if last in ".,-\u00ad" else abs(over) < 0.02


def test_divided_words() -> None:
    """A word is divided only where a manner asks for it; the hyphen is in no author's text and says what it is in the file."""
    divided = set_lines([piece(ENGLISH)], 110, Manner(justify=True, hyphenate=True))
    whole = set_lines([piece(ENGLISH)], 110)

    assert any(line.ink.text.endswith(SOFT_HYPHEN) for line in divided)
    assert ENGLISH == "".join(line.ink.text for line in divided).replace(SOFT_HYPHEN, "")
    assert ENGLISH == "".join(line.ink.text for line in whole)


def test_headings_are_never_divided() -> None:
    lines = set_lines([piece("Recognition of inalienable responsibilities")], 70, Manner(even=True, hyphenate=True))

    assert not any(SOFT_HYPHEN in line.ink.text for line in lines)


def test_a_soft_hyphen_is_drawn_where_its_line_ends() -> None:
    """And nowhere else: inside a line it has no width."""
    text = "counter\u00adrevolutionary"
    first, second = set_lines([piece(text)], 60)
    (whole,) = set_lines([piece(text)], 200)

    assert ("counter\u00ad", "revolutionary") == (first.ink.text, second.ink.text)
    assert first.ink.runs[-1].advances[-1] > 2
    bare = set_lines([piece("counterrevolutionary")], 200)[0]
    assert whole.ink.width == pytest.approx(bare.ink.width, abs=0.5)


def test_few_hyphens_below_each_other() -> None:
    """Two in succession cost so much that most paragraphs have none; three do not happen here."""
    lines = set_lines([piece(ENGLISH * 3)], 150, JUSTIFIED)
    ends = "".join("-" if line.ink.text.endswith(SOFT_HYPHEN) else "." for line in lines)

    assert "---" not in ends


WORDS = st.lists(st.text("abfilmoқәЖ1.,-’אבגشاً", min_size=1, max_size=12), min_size=1, max_size=30)
MANNERS = st.builds(Manner, hang=st.booleans(), justify=st.booleans(), hyphenate=st.booleans(), protrude=st.booleans())


@given(words=WORDS, measure=st.floats(30, 300), manner=MANNERS, language=st.sampled_from(["en", "he", "ar", "kk", "zh"]))
def test_nothing_is_lost(words: list[str], measure: float, manner: Manner, language: str) -> None:
    """In every manner, language and direction the lines hold each character of the text once, and their offsets meet."""
    text = " ".join(words)
    lines = set_lines([piece(text, language)], measure, manner)

    assert [0, *(line.end for line in lines)] == [*(line.start for line in lines), len(text)]
    for line in lines:
        assert sorted(text[line.start : line.end]) == sorted(line.ink.text.replace(SOFT_HYPHEN, ""))


@given(words=WORDS, measure=st.floats(40, 300))
def test_the_same_text_gives_the_same_lines(words: list[str], measure: float) -> None:
    """Whatever has been set before: two pieces that are equal are set alike."""
    text = " ".join(words)
    once, again = (set_lines([piece(text)], measure, JUSTIFIED) for _ in range(2))
    assert once == again


def test_beside_an_initial() -> None:
    """The first lines are shorter by its width, the others not."""
    lines = set_lines([piece(ENGLISH)], 200, Manner(justify=True), indent=40, indented=2)

    widths = [round(edges(line)[1]) for line in lines]
    assert [160, 160] == widths[:2]
    assert {200} == set(widths[2:-1])


def test_hebrew_stands_from_right_to_left() -> None:
    """The first word stands at the right, a number inside it from left to right, brackets are turned."""
    (line,) = set_lines([piece("שלום (עולם) 1954", "he")], 400)

    assert "1954" in line.ink.text
    glyphs = [text for run in line.ink.runs for text in run.texts]
    assert "".join(glyphs).startswith("1954 ")
    assert "ש" == glyphs[-1]
    opening, closing = (shape(sign, faces(), "en")[0].codes[0] for sign in "()")
    drawn = {text: code for run in line.ink.runs for text, code in zip(run.texts, run.codes, strict=True) if text in ("(", ")")}
    assert opening != closing
    assert (closing, opening) == (drawn["("], drawn[")"])


def test_latin_lines_in_hebrew_read_as_elsewhere() -> None:
    """A title in Latin letters alone keeps its stop at its end."""
    (line,) = set_lines([piece("A whole book.", "he")], 400)
    assert "A whole book." == line.ink.text


@pytest.mark.parametrize(
    ("language", "backward"),
    [("he", True), ("ar-EG", True), ("fa", True), ("az-Arab", True), ("en", False), ("ur-Latn", False), ("kk-Cyrl", False)],
)
def test_directions_of_languages(language: str, backward: bool) -> None:
    assert backward is runs_backward(language)


def test_arabic_letters_stay_joined() -> None:
    """Tracking, which would tear them apart, is left out; marks are moved onto their letters and have no width."""
    plain, tracked = (shape("بِسم", faces("NotoSansArabic-400"), "ar", tracking) for tracking in (0.0, 0.2))

    assert plain[0].advances == tracked[0].advances
    assert plain[0].offsets


def test_chinese_is_justified_between_its_characters() -> None:
    """Without a space in the line; no line begins with a full stop."""
    text = "人人生而自由，在尊严和权利上一律平等。他们赋有理性和良心，并应以兄弟关系的精神相对待。"
    lines = set_lines([piece(text, "zh")], 105, Manner(justify=True))

    assert text == "".join(line.ink.text for line in lines)
    assert all(line.ink.text[0] not in "，。、" for line in lines)
    for line in lines[:-1]:
        assert line.ink.width == pytest.approx(105, abs=0.05)


def test_features_change_glyphs_and_not_the_text() -> None:
    """Small capitals and old-style figures are other glyphs for the same characters."""
    plain, small = (shape("Mine 1954", faces(), "en", features=features)[0] for features in ((), ("smcp", "onum")))

    assert plain.texts == small.texts
    assert plain.codes[0] == small.codes[0]
    assert all(a != b for a, b, text in zip(plain.codes[1:], small.codes[1:], plain.texts[1:], strict=True) if text.strip())


def extracted(lines: tuple[SetLine, ...], used: tuple[Face, ...]) -> str:
    """Return the text that PDFium finds in a page of lines."""
    placed = tuple(Placed(20, 20 + 14 * i, line.ink, None) for i, line in enumerate(lines))
    page = Page(1, 400, 60 + 14 * len(lines), 0, None, placed)
    sink = io.BytesIO()
    write_pdf(Document((page,), Element("Document"), Meta("t", "en"), {}, {face.name: face for face in used}), sink)
    document = pypdfium2.PdfDocument(sink.getvalue())
    return " ".join(document[0].get_textpage().get_text_range().split())


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The office’s five “affidavits” — 1,600 of them."),
        ("kk", "Қазақстанда ұлы көтеріліс болды, әр адам ғажап қасірет шекті."),
        ("ru", "Объём подъезда — 5617 человек."),
        ("vi", "Tất cả mọi người sinh ra đều được tự do."),
        ("el", "Όλοι οι άνθρωποι γεννιούνται ελεύθεροι."),
        ("he", "כל בני האדם נולדו בני חורין, בשנת 1948 ואחריה."),
        ("ar", "يولد جميع الناس أحرارًا متساوين في الكرامة والحقوق."),
        ("en", "a\u0301 decomposed e\u0301 mark"),
    ],
)
def test_text_comes_back_from_the_file(language: str, text: str) -> None:
    """Ligatures, marks and joined letters, from left or from right: what is copied is what was written."""
    used = (faces({"he": "NotoSansHebrew-400", "ar": "NotoSansArabic-400"}.get(language, "Literata-400")))
    lines = set_lines([Piece(text, Setting(used, 10.0, BLACK, language))], 150)

    assert unicodedata.normalize("NFC", text) == unicodedata.normalize("NFC", extracted(lines, used))


def test_spaces_of_their_own_width() -> None:
    """A font without them has them all the same: an en space is half an em, a narrow one half of the font's own."""
    (word,) = shape("\u2002\u2009\u202f ", faces(), "en")

    assert 0.5 == pytest.approx(word.advances[0])
    assert word.advances[1] < 0.25
    assert word.advances[2] < word.advances[3]
    assert ("\u2002", "\u2009", "\u202f", " ") == word.texts


def test_stops_stand_outside_the_left_edge_of_hebrew() -> None:
    """All lines begin at one edge on the right; the stop that ends a line stands left of the other edge."""
    text = "כל בני האדם נולדו בני חורין, ושווים בערכם. כולם חוננו בתבונה ובמצפון, לפיכך חובה עליהם לנהוג. " * 2
    lines = set_lines([piece(text, "he")], 120, Manner(justify=True, protrude=True))

    assert len(lines) > 3
    for line in lines[:-1]:
        start, end = edges(line)
        assert line.ink.width == pytest.approx(120, abs=0.05)
        assert end == pytest.approx(120, abs=0.05)
        stop = text[line.start : line.end].rstrip()[-1] in ".,"
        spaces = sum(advance for run in line.ink.runs[:1] for advance, sign in zip(run.advances[:1], run.texts[:1], strict=True) if sign == " ")
        assert (start + spaces < -0.5) is stop


def test_a_soft_hyphen_in_hebrew_disturbs_no_line() -> None:
    """Words stand side by side, from the left edge to the right one, though a line ends at a soft hyphen."""
    text = "שלום שלום שלום incomprehensibility\u00adincomprehensibility שלום"
    for line in set_lines([piece(text, "he")], 170):
        x = line.ink.runs[0].x
        for run in line.ink.runs:
            assert run.x == pytest.approx(x, abs=0.02)
            x += sum(run.advances)


def test_a_soft_hyphen_at_the_end_draws_nothing() -> None:
    (line,) = set_lines([piece("word\u00ad")], 200)
    assert line.ink.width == pytest.approx(set_lines([piece("word")], 200)[0].ink.width, abs=0.01)
