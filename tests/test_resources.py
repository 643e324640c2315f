"""Takes the files under predella/resources; checks that they may be used and hold what they should."""

from __future__ import annotations

import hashlib
import json
import re
from functools import cache
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

RESOURCES = Path(__file__).parent.parent / "predella/resources"
FONTS = sorted((RESOURCES / "fonts").glob("*.ttf"))
README = (RESOURCES / "fonts/README.md").read_text(encoding="utf-8")

KAZAKH = "әғқңөұүһіӘҒҚҢӨҰҮҺІ"
SIGNS = "≠≈–—“”«»№…"
# Missing, and known to be: a face further down the chain draws them, or a plain equivalent stands in.
LITERATA_LACKS = {"\u2011", "\u202f"}
FIRA_LACKS = LITERATA_LACKS | {"\u2009", "\u2010", "\u2032", "\u2033", "₸"}
EXCEPTIONS = {
    "Literata": LITERATA_LACKS,
    "FiraSans": FIRA_LACKS,
    "FiraSansCondensed": FIRA_LACKS,
    "FiraSansExtraCondensed": FIRA_LACKS,
    "Andika": set(),
}
TEXT_FONTS = [file for file in FONTS if file.stem.split("-")[0] in EXCEPTIONS]
EXPECTED = {
    "Literata": ["400", "400-italic", "600", "700"],
    "FiraSans": ["400", "500", "700"],
    "FiraSansCondensed": ["400", "400-italic", "500", "600", "700"],
    "FiraSansExtraCondensed": ["500", "700", "800"],
    "Andika": ["400", "400-italic", "700", "700-italic"],
    "NotoSansHebrew": ["400", "700"],
    "NotoSansArabic": ["400", "700"],
}
# Territories without a code of ISO 3166-1: see resources/maps/README.md.
SLUGS = {"indian-ocean-ter", "kosovo", "n-cyprus", "siachen-glacier", "somaliland"}

each_font = pytest.mark.parametrize("file", FONTS, ids=lambda file: file.stem)


@cache
def font(file: Path) -> TTFont:
    return TTFont(file, lazy=True)


def family(file: Path) -> str:
    return file.stem.split("-")[0]


def test_the_list_of_fonts() -> None:
    """The themes name these faces; one missing would be replaced by another without a word."""
    assert {f"{name}-{style}" for name, styles in EXPECTED.items() for style in styles} == {
        file.stem for file in FONTS
    }


@each_font
def test_static_truetype(file: Path) -> None:
    """ReportLab refuses CFF outlines, and draws a variable font in its default instance without a warning."""
    tables = set(font(file).keys())

    assert {"glyf", "loca"} <= tables
    assert set() == tables & {"fvar", "gvar", "CFF ", "CFF2"}


@each_font
def test_embeddable(file: Path) -> None:
    """fsType 0: installable embedding, no restriction on subsets (OpenType specification, OS/2)."""
    assert 0 == font(file)["OS/2"].fsType


@each_font
def test_the_file_name_tells_the_truth(file: Path) -> None:
    """Weight and slope are read from the file name; the font must agree."""
    _, weight, *slope = file.stem.split("-")
    os2, head = font(file)["OS/2"], font(file)["head"]

    assert int(weight) == os2.usWeightClass
    assert bool(slope) == bool(os2.fsSelection & 1) == bool(head.macStyle & 2)


def test_postscript_names_are_unique() -> None:
    """ReportLab silently takes the first font for a second of the same PostScript name."""
    names = [font(file)["name"].getDebugName(6) for file in FONTS]

    assert len(FONTS) == len(set(names))


@each_font
def test_licence_beside_the_font(file: Path) -> None:
    """Condition 2 of the Open Font License: each copy with its copyright notice and the licence."""
    text = (RESOURCES / f"fonts/OFL-{family(file)}.txt").read_text(encoding="utf-8")

    assert text.startswith("Copyright ")
    assert "SIL OPEN FONT LICENSE Version 1.1" in text
    assert "TERMINATION" in text
    assert "Open Font License" in font(file)["name"].getDebugName(13)


@each_font
def test_unmodified(file: Path) -> None:
    """The table of the README gives the checksum of the file in its package."""
    (row,) = (line for line in README.splitlines() if line.startswith(f"| `{file.name}` |"))
    version = font(file)["name"].getDebugName(5).removeprefix("Version ")

    assert f"`{hashlib.sha256(file.read_bytes()).hexdigest()}`" in row
    assert f"| {version} |" in row


@pytest.mark.parametrize("file", TEXT_FONTS, ids=lambda file: file.stem)
def test_coverage(file: Path) -> None:
    """Every text face has Kazakh and the signs of disagreement; what is missing is exactly what is listed."""
    characters = set(font(file).getBestCmap())
    spaces = "\u00a0\u00ad\u2009\u200b\u2010\u2011\u202f\u2032\u2033₸"

    assert set() == {sign for sign in KAZAKH + SIGNS if ord(sign) not in characters}
    assert EXCEPTIONS[family(file)] == {sign for sign in spaces if ord(sign) not in characters}


@pytest.mark.parametrize(
    ("name", "sample"), [("Hebrew", "אבגדהוזחטיכלמנסעפצקרשת"), ("Arabic", "ابتثجحخدذرزسشصضطظعغفقكلمنهويپچژگ")]
)
def test_fallback_faces_have_their_script(name: str, sample: str) -> None:
    """A fallback face is there for one script, all of it; it has no Kazakh and never stands first."""
    for file in FONTS:
        if family(file) == f"NotoSans{name}":
            characters = set(font(file).getBestCmap())

            assert set() == {letter for letter in sample if ord(letter) not in characters}
            assert ord("ә") not in characters


def test_fonts_stay_small() -> None:
    """The whole set is a download: it may not grow unnoticed."""
    assert sum(file.stat().st_size for file in FONTS) < 9_500_000


def test_outlines_say_where_they_are_from() -> None:
    """Origin and licence travel with the data; keys are ISO 3166-1 alpha-2 but for five named territories."""
    file = RESOURCES / "maps/countries-50m.json"
    data = json.loads(file.read_text(encoding="utf-8"))

    assert "Natural Earth 4.1.0" in data["origin"]
    assert "public domain" == data["license"]
    assert SLUGS == {code for code in data["countries"] if not re.fullmatch("[A-Z]{2}", code)}
    assert file.stat().st_size < 700_000
    assert (RESOURCES / "maps/LICENSE-world-atlas.txt").read_text(encoding="utf-8").startswith("Copyright")
