"""Texts of many scripts go in; they come out cut where a line may end, by UAX #14 and by our rules on top of it."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from predella.typeset.breaks import opportunities
from predella.typeset.uax14 import uax14


def cut(text: str, language: str = "en") -> str:
    """Return a text with a | at every place where a line may end."""
    ends = opportunities(text, language)
    return "|".join(text[a:b] for a, b in zip((0, *ends), ends, strict=False))


def plain(text: str, *, strict: bool = True) -> str:
    """Return a text with a | where UAX #14 alone lets a line end."""
    ends = [end for end, _ in uax14(text, strict=strict)]
    return "|".join(text[a:b] for a, b in zip((0, *ends), ends, strict=False))


@pytest.mark.parametrize(
    "marked",
    [
        "a |camp—|revolt",
        "the |camp – |a |revolt",
        "1954–1956",
        "5%–10%",
        "May |1954–|June",
        "at |–5 degrees",
        "one |—two— |three",
        "word |—aside—|word",
        "well-|known",
        "well‐|known",
        "e-mail |T-34 |mid-1950s",
        "and/|or",
        "one / |two",
        "1/2 |1954/55",
        "km/|h",
    ],
)
def test_dashes_hyphens_and_slashes(marked: str) -> None:
    """A line ends after a dash, a hyphen or a slash between words; it does not begin with one, nor part a range."""
    assert marked == cut(marked.replace("|", ""))


@pytest.mark.parametrize(
    "marked",
    [
        "one\u00a0two |three",
        "10\u202f000 people",
        "10\u2007000",
        "non\u2011breaking",
        "no\u2060where",
        "one \u2060two",
        "one –\u00a0two",
        "hy\u00ad|phen\u00ad|ation",
        "long\u200b|word",
        "word\u200b |word",
        "one \t|two",
        "one\u2003|two",
        "e\u0301te\u0301-a\u0300",
        "e\u0301te\u0301-|la\u0300",
    ],
)
def test_characters_that_hold_or_let_go(marked: str) -> None:
    """No line ends at a space, hyphen or joiner that does not break; one may after a soft hyphen and a zero-width space."""
    assert marked == cut(marked.replace("|", ""))


@pytest.mark.parametrize(
    ("language", "marked"),
    [
        ("fr", "Il |dit : |« oui », |puis |« non » ; |et |alors ?"),
        ("fr", "Il |dit |«oui» |(non)"),
        ("de", "„Ja“ |„Nein“ |(»vielleicht« |»nie«)"),
        ("de", "Er |sagte |»ja« |und |‚nein‘ |dazu"),
        ("en", "the |prisoners’ |(and |guards’) |“rules” |[sic]"),
        ("en", "’tis |the |’50s |and |“ spaced ” |quotes"),
        ("es", "«sí» |¿qué? |¡no!"),
    ],
)
def test_quotation_marks(language: str, marked: str) -> None:
    """A space inside quotation marks ends no line, one outside does, before an opening bracket too."""
    assert marked == cut(marked.replace("|", ""), language)


@pytest.mark.parametrize(
    ("language", "marked"),
    [
        ("kk", "Кеңгірде |42 күн |бойы |қала-|қалада"),
        ("ru", "26 июня |1954 года — |начало"),
        ("zh", "肯|吉|尔|的|囚|犯，|四|十|二|天。|「自|由」|（一）"),
        ("zh", "他|说：|“好。”|又|说|“不”，|走|了"),
        ("zh", "在|1954|年|5|月|起|义|——|自|由"),
        ("ja", "キャ|ン|プ|は|ちょっ|と|コー|ヒー、|「自|由」|で|す。"),
        ("ja", "人々|の|こ|と・|も|の"),
        ("ko", "한|국|어 |책, |서|울|(수|도)"),
        ("th", "ภาษาไทย |สวัสดี"),
        ("hi", "नमस्ते |दुनिया। |राम-|सीता"),
        ("he", "בית־ספר |שלום"),
        ("ar", "السلام |عليكم، |نعم"),
        ("bo", "བོད་|སྐད་|ཡིག"),
    ],
)
def test_scripts(language: str, marked: str) -> None:
    """Ideographs, kana and syllables part; marks that may not begin or end a line stay with their neighbour."""
    assert marked == cut(marked.replace("|", ""), language)


def test_small_kana_begin_a_line_in_normal_style_only() -> None:
    """CJ is NS where style is strict, ID where it is normal (LB1)."""
    assert "キャ|ン|プ" == plain("キャンプ")
    assert "キ|ャ|ン|プ" == plain("キャンプ", strict=False)
    assert "コー|ヒー" == plain("コーヒー")


@pytest.mark.parametrize(
    "marked",
    [
        "👩\u200d👩\u200d👧|👍🏽|😀",
        "🇫🇷|🇩🇪|🇰",
        "❤\ufe0f|❤\ufe0f",
        "fun|😀 |now",
    ],
)
def test_emoji(marked: str) -> None:
    """A sequence of emoji is one, a flag is two letters."""
    assert marked == cut(marked.replace("|", ""))


@pytest.mark.parametrize(
    "marked",
    [
        "(a)(b) |word(s) |5(1)(a)",
        "“why?”[3] |end.[4] |what?¹ |what!²",
        "wait…what |…and |then…",
        "the |`|` |sign, |a|b".replace("`|`", "`¦`").replace("a|b", "a¦|b"),
        "version |3.11.2, |10:30 |or |.5",
    ],
)
def test_words_hold_together(marked: str) -> None:
    """Inside a word of an alphabet a line ends only after what is made for it."""
    marked = marked.replace("or |.5", "or .5")  # LB13: no line begins with a full stop, a colon or a comma
    assert marked.replace("¦", "|") == cut(marked.replace("|", "").replace("¦", "|"))


@pytest.mark.parametrize(
    "marked",
    [
        "see |https://www.example.org/|archive/|2009/|05/|the-|camp/ |now",
        "(https://example.org/|~kuhn/|iso-|paper.html).",
        "archives.gov.kz/|fonds/|1954/|12",
        "http://a.b/1",
        "1954/1955/1956/1957/1958",
    ],
)
def test_long_addresses_part_after_their_slashes(marked: str) -> None:
    """A web address of twenty characters or more may part after each slash, but not after `://`."""
    assert marked == cut(marked.replace("|", ""))


def test_what_must_end_a_line() -> None:
    """Each character that ends a line in Unicode is told apart from those that only let it end."""
    assert ((2, True), (5, True), (7, False), (8, True)) == uax14("a\nb\r\nc d")
    assert ((1, True), (2, True), (3, True)) == uax14("\u2028\n.")
    assert ((0, True),) == uax14("")


MIXED = "ab1.,:-–—…!?%$ \t\u00a0\u202f\u2011\u200b\u2060\u00ad\n'’»«“漢カー。ー한👍🏽\u200d\u0301🇫אбқ"


@given(st.text(st.sampled_from(MIXED), max_size=40))
def test_our_rules_take_away_only(text: str) -> None:
    """Without slashes and brackets every place of ours is one of UAX #14, and every place where a line must end is ours."""
    ours, theirs = opportunities(text, "en"), dict(uax14(text))

    assert set(ours) <= set(theirs)
    assert {end for end, must in theirs.items() if must} <= set(ours)


@given(st.text(max_size=40))
def test_any_text(text: str) -> None:
    """Places are in order and inside the text, and the last is its end; no character is too strange."""
    for ends in (opportunities(text, "en"), tuple(end for end, _ in uax14(text))):
        assert list(ends) == sorted(set(ends))
        assert len(text) == ends[-1]
        assert ends[0] > 0 or not text


@pytest.mark.parametrize(
    "part", ["1", "(", " \t", "\u0301", "“ ", "a/", "1,", "\u200b", "—", "🇫", "...", "x" * 30]
)
def test_no_text_takes_long(part: str) -> None:
    """The time grows with the length of a text, not with its square: 60,000 characters are done in a second or two."""
    text = part * (60_000 // len(part))
    start = time.perf_counter()
    opportunities(text, "en")

    assert time.perf_counter() - start < 2


@pytest.mark.parametrize(
    ("text", "language", "cut"),
    [
        ("В Кенгире и в Норильске", "ru", ["В Кенгире ", "и в Норильске"]),
        ("лагерь (в степи)", "ru", ["лагерь ", "(в степи)"]),
        ("w Polsce i z Polski", "pl", ["w Polsce ", "i z Polski"]),
        ("в 1954 году и", "ru", ["в 1954 году ", "и"]),
        ("1954 жылғы мамыр", "kk", ["1954 жылғы ", "мамыр"]),
        ("16 мая 1954 г. он", "ru", ["16 мая ", "1954 г. ", "он"]),
        ("a cat", "en", ["a ", "cat"]),
    ],
)
def test_words_of_one_letter(text: str, language: str, cut: list[str]) -> None:
    """Slavic languages keep a preposition or conjunction of one letter with the word after it."""
    ends = opportunities(text, language)
    assert cut == [text[a:b] for a, b in zip((0, *ends), ends, strict=False)]
