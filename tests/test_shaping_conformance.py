"""Words go in; our glyphs are those of HarfBuzz's own command, hb-shape, from Debian's package libharfbuzz-bin."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from predella.faces import shipped_face
from predella.typeset.shape import shaper
from predella.workspace import resource_names

HB_SHAPE = shutil.which("hb-shape")
pytestmark = pytest.mark.skipif(HB_SHAPE is None, reason="hb-shape is not there (Debian: libharfbuzz-bin)")

FONTS = Path(__file__).parent.parent / "predella" / "resources" / "fonts"
CASES = [
    ("Literata-400", "en", "office AVATAR To"),
    ("Literata-400", "lt", "Aleksandra Kišonaitė į ė"),
    ("Literata-400", "kk", "Қазақстан Жезқазған ұлы"),
    ("Literata-400", "vi", "Tất cả mọi người"),
    ("Literata-400", "el", "Όλοι οι άνθρωποι"),
    ("Literata-400-italic", "ru", "под ред. Ёжик"),
    ("FiraSansExtraCondensed-800", "uk", "Їжак ґанок"),
    ("FiraSansCondensed-400", "tr", "İstanbul fıstık"),
    ("NotoSansHebrew-400", "he", "שָׁלוֹם עולם"),
    ("NotoSansArabic-400", "ar", "الْكِتَاب لا إله"),
]


def expected(font: str, language: str, word: str) -> list[tuple[int, int]]:
    """Return glyph numbers and widths, in units of the font, as hb-shape has them."""
    command = [str(HB_SHAPE), str(FONTS / f"{font}.ttf"), "--no-glyph-names", "--no-clusters", "--no-positions", f"--language={language}", word]
    numbers = subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8").stdout
    positions = subprocess.run([part for part in command if part != "--no-positions"], check=True, capture_output=True, text=True, encoding="utf-8").stdout
    codes = [int(code) for code in re.findall(r"[\[|](\d+)", numbers)]
    widths = [int(width) for width in re.findall(r"\+(-?\d+)", positions)]
    return list(zip(codes, widths, strict=True))


@pytest.mark.parametrize(("font", "language", "text"), CASES)
def test_glyphs_are_those_of_harfbuzz(font: str, language: str, text: str) -> None:
    """Word by word, in ten languages of five scripts: the same glyphs, in the same order, of the same width."""
    assert font in resource_names("fonts", ".ttf")
    face = shipped_face(font)
    for word in text.split():
        found = shaper((face,), language).word(word, backward=language in ("he", "ar"))
        ours = [(code, round(advance * face.units)) for part in found for code, advance in zip(part.codes, part.advances, strict=True)]
        assert expected(font, language, word) == ours

