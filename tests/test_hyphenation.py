"""Words and languages go in; the places at which a line may part them come out, as the orthographies have it."""

from __future__ import annotations

import subprocess
import sys
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from predella.typeset import hyphenate, knows, minimums

KAZAKH = """
    кі-тап кі-тап-тың да-уыс са-уат да-йын-дық құ-йын жа-уап қа-йың са-уын ке-йін қа-уын жа-уын ба-уыр та-уар
    ту-ын-ды қи-ын ти-ім-ді ки-ім-ді жи-ын-ды қу-а-қы жи-ыр-ма си-я-сат қо-ян тұ-яқ ою-лы
    құ-мырс-қа күң-гірт-теу жаң-ғырт-ты ор-на-лас-ты-ру рес-пуб-ли-ка-мыз-да құр-мет-ті
    ала-қан еле-уіш әке-лік өзі-міз-ге ауыл ұйым адам отыр ақыл сия қию аю уақ төрт
    бос-тан-дық кө-те-рі-ліс әлеу-мет-тік те-мір-жол-шы-лар мем-ле-кет-тік тұт-қын-дар-дың
    Кең-гір Ал-ма-ты жа-за-лау со-ғыс сый-лық су-рет уа-қыт уа-қи-ға тау-лар ша-ру-а-шы-лық жуу-шы
    ди-уа-на дә-уір-лік бұй-рық бас-қар жал-ғыз мек-теп-тер жер-лес-те-рі-міз
    қа-ра-тор-ғай күн-де-лік-ті ха-лық-тар тә-уел-сіз-дік жел-тоқ-сан көк-те-мі
    уни-вер-си-тет со-ци-ум ак-ва-ри-ум ав-то-мо-биль аль-бом ком-пью-тер объ-ек-ті-сі про-ект-тер
    ла-герь-лер мил-ли-он
"""

TURKISH = """
    ara-ba bi-çi-mi-ne in-sa-nın ka-ra-ca ta-le-be alt-lık al-dı bir-lik sev-mek Türk-çe Kork-maz
    band-rol kont-rol port-re prog-ram sant-ral sürp-riz tund-ra volf-ram telg-raf
    ba-şöğ-ret-men il-ko-kul Ka-ra-os-ma-noğ-lu uçurt-ma mü-da-faa
    du-var-la-ra per-de-le-re eş-ya-la-ra mu-hit-te ço-cuk-lu-ğu-nun ge-çi-yor ha-tır-la-dı
    İs-tan-bul'un An-ka-ra'dan Işık-lar İs-tik-lal de-mir-yol-cu-lar hür-ri-yet sa-at-ler kâ-ğıt-lar
    mec-lis dev-rim kur-tu-luş öz-gür-lük ga-ze-te mü-ze-si top-lu-luk sür-gün ada oku IŞIKLAR
"""

PATTERNS = {
    "en": "ex-hi-bi-tion pris-on-ers up-ris-ing tele-graph mu-seum",
    "en-GB": "ex-hib-i-tion demo-cracy",
    "ru": "вос-ста-ние за-клю-чён-ных май-ор объ-яв-ле-ние ла-герь сво-бо-да вой-на подъ-езд",
    "de": "Frei-heit Ge-fan-ge-ne Stra-ßen-bahn Mu-se-um Wi-der-stand",
    "lt": "su-ki-li-mas ka-li-nių pa-ro-da lais-vė",
    "fr": "l’ex-po-si-tion li-berté pri-son-niers mu-sée",
    "pl": "wy-sta-wa więź-nio-wie mu-zeum",
    "uk": "сво-бо-да об’єд-на-н-ня му-зей",
    "el": "ελευ-θε-ρία έκ-θε-ση κρα-τού-με-νοι μου-σείο",
    "es": "ex-po-si-ción li-ber-tad pri-sio-ne-ros mu-seo",
    "cs": "vý-stava svo-boda",
    "az": "azad-lıq müs-tə-qil-lik ki-tab-xa-na Azər-bay-can",
}


def parts(word: str, language: str) -> list[str]:
    """Return the word cut at every place where it may be hyphenated."""
    ends = (0, *hyphenate(word, language), len(word))
    return [word[a:b] for a, b in pairwise(ends)]


@pytest.mark.parametrize("word", KAZAKH.split())
def test_kazakh_is_parted_by_its_syllables(word: str) -> None:
    """The rule is that of the orthography (тасымал); some of the words are its own examples, as да-уыс and құ-мырс-қа."""
    assert word.split("-") == parts(word.replace("-", ""), "kk")


@pytest.mark.parametrize("word", TURKISH.split())
def test_turkish_is_parted_by_its_syllables(word: str) -> None:
    """The rule is that of the Türk Dil Kurumu; many of the words are its own examples, as alt-lık and prog-ram."""
    assert word.split("-") == parts(word.replace("-", ""), "tr")


@pytest.mark.parametrize(
    ("word", "language"), [(word, language) for language, words in PATTERNS.items() for word in words.split()]
)
def test_patterns(word: str, language: str) -> None:
    """A new version of the patterns, or other minimums, would break lines anew: this is where it is seen."""
    assert word.split("-") == parts(word.replace("-", ""), language)


def test_where_authorities_differ_no_hyphen_stands() -> None:
    """Қазақс-тан follows the letter of the rule, Қазақ-стан the schoolbooks; a line ends at neither."""
    assert ["Қа", "зақстан", "дық"] == parts("Қазақстандық", "kk")


@pytest.mark.parametrize(
    "word",
    ["USSR", "ГУЛАГа", "McDonaldson", "A1954", "exhibition2", "exhi\u00adbition", "long-standing", "Anna", "it", "", "'"],
)
def test_words_that_stay_whole(word: str) -> None:
    """Abbreviations, numbers, short names, and what has its own hyphen or soft hyphen."""
    assert () == hyphenate(word, "ru" if word == "ГУЛАГа" else "en")


def test_a_short_name_stays_whole_but_a_short_word_does_not() -> None:
    assert () == hyphenate("Мама", "ru")
    assert (2,) == hyphenate("мама", "ru")


def test_marks_stay_with_their_letters() -> None:
    """A letter may be written as a base and a mark; й is then и and U+0306, and a stress is no letter."""
    loose = unicodedata.normalize("NFD", "дайындық")
    assert ["да", "йын", "дық"] == [unicodedata.normalize("NFC", part) for part in parts(loose, "kk")]
    assert ["сво", "бо\u0301", "да"] == parts("свобо\u0301да", "ru")


@pytest.mark.parametrize(
    ("tag", "known"),
    [
        ("kk", True),
        ("kk-Cyrl", True),
        ("KK_kz", True),
        ("kk-Latn", False),
        ("kk-CN", False),  # written in Arabic letters
        ("en-AU", True),
        ("de-DE-u-co-phonebk", True),
        ("sr-Latn", True),
        ("sr-ME", True),
        ("ru-Latn", False),
        ("no", True),
        ("vi", False),
        ("th", False),
        ("zh-Hant", False),
        ("und", False),
    ],
)
def test_which_languages_are_known(tag: str, known: bool) -> None:
    """A region falls back to its language, never to another script."""
    assert known == knows(tag)
    assert known or hyphenate("exhibition", tag) == ()


def test_regions_take_the_spelling_that_they_share() -> None:
    """American and British words are parted in different ways; Australia keeps to the British."""
    assert hyphenate("exhibition", "en-US") == hyphenate("exhibition", "en")
    assert hyphenate("exhibition", "en-AU") == hyphenate("exhibition", "en-GB") != hyphenate("exhibition", "en")


def test_a_spelling_that_would_change_is_left_alone() -> None:
    """Hungarian asszony is asz-szony at the end of a line: offsets cannot say so, so there is no hyphen."""
    assert () == hyphenate("asszony", "hu")


LETTERS = {
    "kk": "аәбгғдеёжийкқлмнңоөпрстуұүыіьъэюя'",
    "tr": "abcçdefgğhıijklmnoöprsştuüvyzâ'",
    "en": "abcdefghijklmnopqrstuvwxyz'",
    "ru": "абвгдеёжзийклмнопрстуфхцчшщъыьэюя\u0301",
    "uk": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя'",
    "el": "αάβγδεέζηήθιίκλμνξοόπρσςτυύφχψωώ",
    "fr": "aàbcdeéèfghijlmnoprstuvxyz’",
}


@given(st.data())
def test_offsets_keep_what_they_promise(data: st.DataObject) -> None:
    """Offsets ascend inside the word, no part is too short, and none begins with a mark, ь, ъ or an apostrophe."""
    language = data.draw(st.sampled_from(sorted(LETTERS)))
    word = data.draw(st.text(LETTERS[language], max_size=18))
    word = word.capitalize() if data.draw(st.booleans()) else word
    offsets = hyphenate(word, language)
    assert sorted(set(offsets)) == list(offsets)
    assert word == "".join(parts(word, language))
    before, after = minimums(language)
    for at in offsets:
        assert before <= sum(letter.isalpha() for letter in word[:at])
        assert after <= sum(letter.isalpha() for letter in word[at:])
        assert word[at] not in "ьъ'’\u0301"
        assert word[at] != "й" or language == "kk"


def test_patterns_are_read_at_the_first_word_alone() -> None:
    """A document without hyphenation does not pay for it, nor does one whose languages go by rule."""
    code = (
        "import sys; from predella.typeset import hyphenate; assert hyphenate('теміржол', 'kk');"
        "assert 'pyphen' not in sys.modules; assert hyphenate('exhibition', 'en'); assert 'pyphen' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
