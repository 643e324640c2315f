"""Numbers and words go in, the same inflected as a date needs them come out: English ordinals, Roman numbers, Kazakh cases."""

from __future__ import annotations

import re

_KAZAKH_ONES = ("нөл", "бір", "екі", "үш", "төрт", "бес", "алты", "жеті", "сегіз", "тоғыз")
_KAZAKH_TENS = ("нөл", "он", "жиырма", "отыз", "қырық", "елу")


def ordinal(number: int) -> str:
    """The English ordinal of a number, such as 20th."""
    tens, ones = divmod(number, 10)
    return f"{number}{'th' if tens == 1 else {1: 'st', 2: 'nd', 3: 'rd'}.get(ones, 'th')}"


def roman(number: int) -> str:
    """A Roman number up to 100, the last century of years in four digits."""
    tens = ("", "X", "XX", "XXX", "XL", "L", "LX", "LXX", "LXXX", "XC", "C")
    ones = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
    return tens[number // 10] + ones[number % 10]


def kazakh(text: str, case: str) -> str:
    """A Kazakh date in the "ablative" or "dative", in harmony with its last vowel and last sound.

    The ending of a time follows the number as it is spoken, after a hyphen: 03:30-дан.
    """
    for short, full in (("ж.", "жыл"), ("ғ.", "ғасыр")):
        if text.endswith(short):
            text = text.removesuffix(short) + full
    if text.endswith("."):
        return text  # the ending of an abbreviated month is read, not written
    if number := re.search(r"(\d)(\d)$", text):
        tens, ones = int(number[1]), int(number[2])
        return f"{text}-{_ending(_KAZAKH_ONES[ones] if ones else _KAZAKH_TENS[tens], case)}"
    return text + _ending(text, case)


def _ending(word: str, case: str) -> str:
    back = next(letter for letter in reversed(word) if letter in "аоұыуәеөүі") in "аоұы"
    # After е, у is the front vowel of елу; after others the back one.
    back = back or (word[-1] == "у" and "е" not in word)
    voiceless = word[-1] in "кқпстфхцчшщ"
    if case == "dative":
        return ("қа" if voiceless else "ға") if back else ("ке" if voiceless else "ге")
    consonant = "т" if voiceless else "н" if word[-1] in "мнң" else "д"
    return consonant + ("ан" if back else "ен")
