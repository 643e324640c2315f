"""A word in small letters goes in, the offsets between its syllables come out, for languages that are written as spoken.

Kazakh, Turkish and Azerbaijani have one vowel to a syllable, and a syllable after the first begins with one consonant:
V-CV, VC-CV, VCC-CV. The rule of the orthography is thus the whole of it, and needs no table of patterns:

- Kazakh, on the carrying over of words (тасымал): by syllables; й and у between two vowels begin a syllable
  (да-уыс, құ-йын), у and и that are vowels end one (су-ық, қи-ын); of three consonants the third goes over
  (құмырс-қа). https://www.tarbie.kz/20404
- Turkish, Türk Dil Kurumu, Yazım Kılavuzu, "Hece yapısı ve satır sonunda kelimelerin bölünmesi": a-ra-ba, bir-lik,
  alt-lık, and so for what came from the west: prog-ram, sant-ral.
  http://www.dilimiz.com/dil/imlakilavuzu/TDK/KUR03_22.HTM
- Azerbaijani has the rule of Turkish and the letters ə, q and x besides.
"""

from __future__ import annotations

import re
from itertools import pairwise

VOWELS = {"kk": "аәеёиоөуұүыіэюя", "tr": "aâeıiîoöuûü", "az": "aeəıioöuü"}
"""The vowels of the languages whose words are parted by rule; у of Kazakh is one only at times."""

UNSURE = {"kk": re.compile("(?<=[бвгғджзйкқлмнңпрстфхһцчшщ])стан")}
"""Where the sources part a word in different ways: Қазақс-тан by the letter of the rule, Қазақ-стан in schoolbooks."""


def syllable_breaks(letters: str, language: str) -> tuple[int, ...]:
    """Return the offsets at which a syllable begins, the first left out.

    `letters` are small and composed (NFC); what is no letter, as an apostrophe, parts the word in two that share no
    syllable. `language` is a key of `VOWELS`, else this is a KeyError.
    """
    offsets: list[int] = []
    for run in re.finditer(r"[^\W\d_]+", letters):
        word = run.group()
        vowels = [at for at in range(len(word)) if _is_vowel(word, at, language)]
        breaks = [_onset(word, before, after) for before, after in pairwise(vowels)]
        if language in UNSURE:
            doubts = {at for found in UNSURE[language].finditer(word) for at in range(*found.span())}
            breaks = [at for at in breaks if at not in doubts]
        offsets += [run.start() + at for at in breaks]
    return tuple(offsets)


def _onset(word: str, before: int, after: int) -> int:
    """Return where the syllable of the vowel at `after` begins, `before` being the vowel before it."""
    if after == before + 1 or word[after - 1] == "ъ":  # об-ъект is no syllable: ъ says that the consonant stays
        return after
    onset = after - 1
    # ь softens the consonant before it and goes where that goes: ком-пью-тер.
    return onset - 1 if word[onset] == "ь" and onset - 1 > before else onset


def _is_vowel(word: str, at: int, language: str) -> bool:
    """True when the letter carries a syllable; Kazakh у does not before a vowel that opens a word, nor after a vowel.

    After и it does, as in социум and аквариум, but not between и and another vowel: диуана.
    """
    vowels = VOWELS[language]
    if word[at] not in vowels:
        return False
    if language != "kk" or word[at] != "у":
        return True
    follows = word[at + 1 : at + 2]
    opens = bool(follows) and follows in vowels
    if at == 0:
        return not opens
    if word[at - 1] == "и":
        return not opens
    return word[at - 1] not in vowels
