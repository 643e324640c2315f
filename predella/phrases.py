"""A key and a language go in, the words that the engine itself puts on a page come out.

English is written; Kazakh and Russian are drafts. A language without words of its own gets English.
"""

from __future__ import annotations

from functools import lru_cache

from predella.date_words import locale_of

PHRASES: dict[str, dict[str, str]] = {
    "en": {
        "position": "For position only",
        "figure-name": "Figure {name}",
        "figure-number": "Figure {number}.",
        "rights-to-be-confirmed": "Rights: to be confirmed",
        "rights-managed": "Rights-managed: needs a licence",
        "rights-agreement": "By agreement",
        "rights-license": "Licence: {name}",
        "page": "Page {number} of {count}",
        "answer": "Answer",
        "my-answer": "My answer to question ____",
        "data-origin": "Map: {origin}.",
        "set-in": "Set in {fonts}, SIL Open Font License.",
        "and": "{first} and {last}",
        "title-in-quotes": "“{text}”",
        "edited": "edited by {names}",
        "volume": "vol. {number}",
        "issue": "no. {number}",
        "accessed": "accessed {date}",
        "translated": "translated by {names}",
        "strip-band": "A plain band across the page.",
        "strip-days": "A band of {count} marks, one for each day, {dates}.",
        "strip-marks": "A band of {count} marks.",
        "strip-open": "Marks {first} to {last} are left open: {text}",
        "strip-comb": "Drawn as a comb, because the date is approximate or disputed: mark {marks}.",
        "strip-last": "The last mark is set apart and falls to the foot of the page.",
        "strip-last-mark": "The last mark is set apart.",
        "unit-note": "One figure stands for {per} {of}.",
        "unit-row": "{figures} figures for {value} {label}",
        "shares-approximate": "Shares are approximate",
        "shares-bar": "A bar divided into shares: {shares}.",
        "tally": "{count} marks, one for each person.",
        "tally-groups": "{count} marks, one for each person, in groups of {groups}.",
        "day-grid": "A calendar of {count} days, {dates}.",
        "day-grid-open": "Left open: {dates}.",
        "day-grid-last": "Set apart: {dates}.",
    },
    "kk": {
        "position": "Орынды белгілеу үшін",
        "figure-name": "{name} суреті",
        "figure-number": "{number}-сурет.",
        "rights-to-be-confirmed": "Құқықтары: анықталуда",
        "rights-managed": "Құқықтары қорғалған: лицензия қажет",
        "rights-agreement": "Келісім бойынша",
        "rights-license": "Лицензия: {name}",
        "page": "{number}-бет, барлығы {count}",
        "answer": "Жауап",
        "my-answer": "____-сұраққа менің жауабым",
        "data-origin": "Карта: {origin}.",
        "set-in": "Қаріптері: {fonts}, SIL Open Font License.",
        "and": "{first} және {last}",
        "title-in-quotes": "«{text}»",
        "edited": "редакторы {names}",
        "volume": "{number}-том",
        "issue": "№ {number}",
        "accessed": "қаралған күні: {date}",
        "translated": "аударған {names}",
        "strip-band": "Бет бойындағы тұтас жолақ.",
        "strip-days": "{count} белгіден тұратын жолақ, әр күнге бір белгі: {dates}.",
        "strip-marks": "{count} белгіден тұратын жолақ.",
        "strip-open": "{first}–{last} белгілер ашық қалдырылған: {text}",
        "strip-comb": "Күні шамамен алынған не даулы болғандықтан тарақ түрінде салынған белгі: {marks}.",
        "strip-last": "Соңғы белгі бөлек, ол беттің төменгі шетіне дейін түседі.",
        "strip-last-mark": "Соңғы белгі бөлек.",
        "unit-note": "Бір бейне: {per} {of}.",
        "unit-row": "{figures} бейне: {value} {label}",
        "shares-approximate": "Үлестер шамамен берілген",
        "shares-bar": "Үлестерге бөлінген жолақ: {shares}.",
        "tally": "{count} белгі, әр адамға бір белгі.",
        "tally-groups": "{count} белгі, әр адамға бір белгі, топтары: {groups}.",
        "day-grid": "{count} күннің күнтізбесі, {dates}.",
        "day-grid-open": "Ашық қалдырылған: {dates}.",
        "day-grid-last": "Бөлек: {dates}.",
    },
    "ru": {
        "position": "Место для снимка",
        "figure-name": "Рисунок {name}",
        "figure-number": "Рис. {number}.",
        "rights-to-be-confirmed": "Права: уточняются",
        "rights-managed": "Права защищены: нужна лицензия",
        "rights-agreement": "По договору",
        "rights-license": "Лицензия: {name}",
        "page": "Страница {number} из {count}",
        "answer": "Ответ",
        "my-answer": "Мой ответ на вопрос ____",
        "data-origin": "Карта: {origin}.",
        "set-in": "Шрифты: {fonts}, SIL Open Font License.",
        "and": "{first} и {last}",
        "title-in-quotes": "«{text}»",
        "edited": "под ред. {names}",
        "volume": "т. {number}",
        "issue": "№ {number}",
        "accessed": "дата обращения: {date}",
        "translated": "пер. {names}",
        "strip-band": "Сплошная полоса вдоль верха страницы.",
        "strip-days": "Полоса из отметок ({count}), по одной на каждый день, {dates}.",
        "strip-marks": "Полоса из отметок ({count}).",
        "strip-open": "Отметки с {first} по {last} оставлены открытыми: {text}",
        "strip-comb": "Показана гребёнкой, так как дата приблизительна или спорна: отметка {marks}.",
        "strip-last": "Последняя отметка выделена и спускается до низа страницы.",
        "strip-last-mark": "Последняя отметка выделена.",
        "unit-note": "Одна фигура: {per} {of}.",
        "unit-row": "фигур: {figures}, {value} {label}",
        "shares-approximate": "Доли приблизительны",
        "shares-bar": "Полоса, разделённая на доли: {shares}.",
        "tally": "Отметок: {count}, по одной на каждого человека.",
        "tally-groups": "Отметок: {count}, по одной на каждого человека, группами: {groups}.",
        "day-grid": "Календарь, дней: {count}, {dates}.",
        "day-grid-open": "Оставлены открытыми: {dates}.",
        "day-grid-last": "Выделено: {dates}.",
    },
}


def phrase(key: str, language: str, **values: object) -> str:
    """Return a phrase in a language (BCP 47), with its values filled in. Raises KeyError for an unknown key."""
    own = PHRASES.get(language) or PHRASES.get(language.split("-")[0]) or {}
    return (own.get(key) or PHRASES["en"][key]).format(**values)


@lru_cache(maxsize=4096)
def number(value: float, language: str) -> str:
    """Return a number as a language writes it: 5,617 in English, 5617 and 12 500 in Kazakh and Russian.

    Where thousands are parted by a space, four digits stay together, so that a year and a count look alike.
    """
    from babel.numbers import format_decimal, get_group_symbol

    try:
        locale = locale_of(language)
    except ValueError:
        return f"{value:g}"
    parted = not get_group_symbol(locale).isspace() or abs(value) >= 10_000
    return str(format_decimal(value, locale=locale, group_separator=parted)).replace("\u202f", "\u00a0")
