"""A key and a language go in, the words that the engine itself puts on a page come out.

English is written; Kazakh and Russian are drafts. A language without words of its own gets English.
"""

from __future__ import annotations

from functools import lru_cache

from predella.date_words import locale_of
from predella.figure_phrases import FIGURE_PHRASES
from predella.sheet_phrases import SHEET_PHRASES

PAGE_PHRASES: dict[str, dict[str, str]] = {
    "en": {
        "position": "For position only",
        "figure-name": "Figure {name}",
        "figure-number": "Figure {number}.",
        "left": "Left", "middle": "Middle", "right": "Right", "from-left": "From left to right",
        "rights-to-be-confirmed": "Rights: to be confirmed",
        "rights-managed": "Rights-managed: needs a licence",
        "rights-agreement": "By agreement",
        "rights-license": "Licence: {name}",
        "draft": "Draft translation",
        "draft-status": "draft",
        "page": "Page {number} of {count}",
        "answer": "Answer",
        "my-answer": "My answer to question ____",
        "data-origin": "Map: {origin}.",
        "set-in": "Set in {fonts}, SIL Open Font License.",
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
        "day-grid": "A calendar of {count} days, {dates}.",
        "day-grid-open": "Left open: {dates}.",
        "day-grid-last": "Set apart: {dates}.",
        "day-bars": "Stretches of days on one scale, each from its day 1.",
        "day-bars-day": "Day {number}",
        "day-bars-days": "{count} days",
        "day-bars-mark": "One mark is one day.",
        "day-bars-comb": "Combed: approximate, or not in every source.",
        "timeline-hard-end": "Hard end: exact date",
        "timeline-comb": "Comb: approximate",
        "timeline-disagree": "Sources disagree",
        "timeline-column-year": "Above, one column is a year.",
        "timeline-column-month": "Above, one column is a month.",
        "timeline-magnified": "Below, one mark is a day, {factor} times as wide as it stands above.",
        "timeline-stretched": "From {first} to {last}, one mark is a day, {factor} times as long as elsewhere.",
        "timeline-uncertain": "Open: uncertain",
        "timeline-bursts": "Where the axis is coloured, its scale is larger: {stretches}.",
        "timeline-list": "Timeline, {first} to {last}: {count} entries in the order of time",
        "north": "N", "scale-middle": "{length} in the middle",
        "map": "Map.",
        "map-land": "Land: {names}.",
        "map-highlight": "In colour: {names}.",
        "map-places": "Marked: {names}.",
        "schematic": "Schematic plan, not to scale.",
        "plan": "Plan, from left to right: {areas}.",
        "plan-schematic": "Schematic plan, not to scale, from left to right: {areas}.",
        "plan-wall": "A wall stands between {first} and {second}.",
    },
    "kk": {
        "position": "Орынды белгілеу үшін",
        "figure-name": "{name} суреті",
        "figure-number": "{number}-сурет.",
        "left": "Сол жақта", "middle": "Ортада", "right": "Оң жақта", "from-left": "Солдан оңға қарай",
        "rights-to-be-confirmed": "Құқықтары: анықталуда",
        "rights-managed": "Құқықтары қорғалған: лицензия қажет",
        "rights-agreement": "Келісім бойынша",
        "rights-license": "Лицензия: {name}",
        "draft": "Аударма жобасы",
        "draft-status": "жоба",
        "page": "{number}-бет, барлығы {count}",
        "answer": "Жауап",
        "my-answer": "____-сұраққа менің жауабым",
        "data-origin": "Карта: {origin}.",
        "set-in": "Қаріптері: {fonts}, SIL Open Font License.",
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
        "day-grid": "{count} күннің күнтізбесі, {dates}.",
        "day-grid-open": "Ашық қалдырылған: {dates}.",
        "day-grid-last": "Бөлек: {dates}.",
        "day-bars": "Бір масштабтағы күндер қатарлары, әрқайсысы өзінің 1-күнінен басталады.",
        "day-bars-day": "{number}-күн",
        "day-bars-days": "{count} күн",
        "day-bars-mark": "Бір белгі – бір күн.",
        "day-bars-comb": "Тарақша: шамамен не барлық деректе жоқ.",
        "timeline-hard-end": "Тік шеті: нақты күні",
        "timeline-comb": "Тарақша: шамамен",
        "timeline-disagree": "Деректер әртүрлі",
        "timeline-column-year": "Жоғарыда бір баған – бір жыл.",
        "timeline-column-month": "Жоғарыда бір баған – бір ай.",
        "timeline-magnified": "Төменде бір белгі – бір күн, жоғарыдағыдан {factor} есе кең.",
        "timeline-stretched": "{first} – {last}: бір белгі – бір күн, басқа жердегіден {factor} есе ұзын.",
        "timeline-uncertain": "Ашық: күмәнді",
        "timeline-bursts": "Ось боялған жерде масштаб ірірек: {stretches}.",
        "timeline-list": "Уақыт сызығы, {first} – {last}: уақыт ретімен {count} жазба",
        "north": "С", "scale-middle": "ортасында {length}",
        "map": "Карта.",
        "map-land": "Жері: {names}.",
        "map-highlight": "Түспен белгіленген: {names}.",
        "map-places": "Белгіленген орындар: {names}.",
        "schematic": "Сызба жоспар, масштабсыз.",
        "plan": "Жоспар, солдан оңға қарай: {areas}.",
        "plan-schematic": "Сызба жоспар, масштабсыз, солдан оңға қарай: {areas}.",
        "plan-wall": "{first} мен {second} арасында қабырға тұр.",
    },
    "ru": {
        "position": "Место для снимка",
        "figure-name": "Рисунок {name}",
        "figure-number": "Рис. {number}.",
        "left": "Слева", "middle": "В середине", "right": "Справа", "from-left": "Слева направо",
        "rights-to-be-confirmed": "Права: уточняются",
        "rights-managed": "Права защищены: нужна лицензия",
        "rights-agreement": "По договору",
        "rights-license": "Лицензия: {name}",
        "draft": "Черновой перевод",
        "draft-status": "черновик",
        "page": "Страница {number} из {count}",
        "answer": "Ответ",
        "my-answer": "Мой ответ на вопрос ____",
        "data-origin": "Карта: {origin}.",
        "set-in": "Шрифты: {fonts}, SIL Open Font License.",
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
        "day-grid": "Календарь, дней: {count}, {dates}.",
        "day-grid-open": "Оставлены открытыми: {dates}.",
        "day-grid-last": "Выделено: {dates}.",
        "day-bars": "Ряды дней в одном масштабе, каждый со своего первого дня.",
        "day-bars-day": "День {number}",
        "day-bars-days": "дней: {count}",
        "day-bars-mark": "Одна отметка — один день.",
        "day-bars-comb": "Гребень: приблизительно или не во всех источниках.",
        "timeline-hard-end": "Ровный край: точная дата",
        "timeline-comb": "Гребень: приблизительно",
        "timeline-disagree": "Источники расходятся",
        "timeline-column-year": "Вверху один столбец — год.",
        "timeline-column-month": "Вверху один столбец — месяц.",
        "timeline-magnified": "Внизу одна полоса — день; увеличение {factor} : 1.",
        "timeline-stretched": "{first} – {last}: одна полоса — день; увеличение {factor} : 1.",
        "timeline-uncertain": "Контур: под вопросом",
        "timeline-bursts": "Где ось цветная, масштаб крупнее: {stretches}.",
        "timeline-list": "Лента времени, {first} – {last}: записи по порядку, {count}",
        "north": "С", "scale-middle": "{length} в середине",
        "map": "Карта.",
        "map-land": "Суша: {names}.",
        "map-highlight": "Выделено цветом: {names}.",
        "map-places": "Отмечено: {names}.",
        "schematic": "Схема, не в масштабе.",
        "plan": "План, слева направо: {areas}.",
        "plan-schematic": "Схема, не в масштабе, слева направо: {areas}.",
        "plan-wall": "Между частями «{first}» и «{second}» стоит стена.",
    },
    "he": {"draft": "טיוטת תרגום", "draft-status": "טיוטה"},
    "ar": {
        "position": "مكان الصورة",
        "figure-name": "الشكل {name}",
        "figure-number": "الشكل {number}.",
        "left": "إلى اليسار", "middle": "في الوسط", "right": "إلى اليمين", "from-left": "من اليمين إلى اليسار",
        "rights-to-be-confirmed": "الحقوق: قيد التحقق",
        "rights-managed": "حقوق محفوظة: تحتاج إلى ترخيص",
        "rights-agreement": "باتفاق",
        "rights-license": "الرخصة: {name}",
        "page": "صفحة {number} من {count}",
        "answer": "الجواب",
        "my-answer": "جوابي عن السؤال ____",
        "data-origin": "الخريطة: {origin}.",
        "set-in": "الخطوط: {fonts}، SIL Open Font License.",
        "edited": "تحرير {names}",
        "volume": "مج {number}",
        "issue": "ع {number}",
        "accessed": "تاريخ الاطلاع: {date}",
        "translated": "ترجمة {names}",
        "strip-band": "شريط متصل بعرض الصفحة.",
        "strip-days": "شريط من العلامات ({count})، علامة لكل يوم، {dates}.",
        "strip-marks": "شريط من العلامات ({count}).",
        "strip-open": "العلامات من {first} إلى {last} مفتوحة: {text}",
        "strip-comb": "مرسومة كالمشط لأن التاريخ تقريبي أو مختلف فيه: العلامة {marks}.",
        "strip-last": "العلامة الأخيرة مميزة وتنزل إلى أسفل الصفحة.",
        "strip-last-mark": "العلامة الأخيرة مميزة.",
        "day-grid": "تقويم، عدد الأيام {count}، {dates}.",
        "day-grid-open": "مفتوحة: {dates}.",
        "day-grid-last": "مميزة: {dates}.",
        "day-bars": "صفوف من الأيام بمقياس واحد، كل منها من يومه الأول.",
        "day-bars-day": "اليوم {number}",
        "day-bars-days": "الأيام: {count}",
        "day-bars-mark": "العلامة الواحدة يوم.",
        "day-bars-comb": "المشط: تقريبي، أو ليس في كل المصادر.",
        "timeline-hard-end": "حد مستقيم: تاريخ دقيق",
        "timeline-comb": "المشط: تقريبي",
        "timeline-disagree": "المصادر مختلفة",
        "timeline-column-year": "في الأعلى العمود الواحد سنة.",
        "timeline-column-month": "في الأعلى العمود الواحد شهر.",
        "timeline-magnified": "في الأسفل العلامة الواحدة يوم، مكبرة {factor} مرات.",
        "timeline-stretched": "من {first} إلى {last} العلامة الواحدة يوم، مكبرة {factor} مرات.",
        "timeline-uncertain": "مفتوح: غير مؤكد",
        "timeline-bursts": "حيث المحور ملوّن يكون المقياس أكبر: {stretches}.",
        "timeline-list": "خط زمني، من {first} إلى {last}: المداخل مرتبة زمنيًا، عددها {count}",
        "north": "ش", "scale-middle": "{length} في الوسط",
        "map": "خريطة.",
        "map-land": "اليابسة: {names}.",
        "map-highlight": "بالألوان: {names}.",
        "map-places": "المواضع: {names}.",
        "schematic": "مخطط بلا مقياس.",
        "plan": "مخطط، من اليسار إلى اليمين: {areas}.",
        "plan-schematic": "مخطط بلا مقياس، من اليسار إلى اليمين: {areas}.",
        "plan-wall": "بين {first} و{second} جدار.",
        "draft": "ترجمة أولية", "draft-status": "مسودة",
    },
    "zh": {"draft": "译文草稿", "draft-status": "草稿"},
}

PHRASES = {
    language: own | FIGURE_PHRASES.get(language, {}) | SHEET_PHRASES.get(language, {})
    for language, own in PAGE_PHRASES.items()
}
"""Every phrase of the engine, language by language."""


QUOTES = {
    "“”": ("en", "ko", "nl", "pt-BR", "tr", "vi", "id", "th"),
    "„“": ("de", "cs", "sk", "lt", "et", "is", "sl", "bg", "ka", "sr", "mk", "hr"),
    "„”": ("pl", "hu", "ro"),
    "«»": ("ru", "kk", "uk", "be", "es", "it", "pt", "el", "ca", "hy", "ar", "fa", "az", "ky", "tg", "no", "nb", "nn"),
    "«\u202f\u202f»": ("fr",),
    "””": ("sv", "fi", "he"),
    "„“ ": ("lv",),
    "《》": ("zh",),
    "『』": ("ja",),
}
"""Quotation marks round the title of a work, and the languages that use them (CLDR, delimiters; GB/T 15834 and the
style of Japanese publishers for titles)."""

MARKS = {language: marks.strip() for marks, languages in QUOTES.items() for language in languages}


def quoted(text: str, language: str) -> str:
    """Return the title of a work in the quotation marks of a language."""
    marks = MARKS.get(language) or MARKS.get(language.split("-")[0]) or MARKS["en"]
    half = len(marks) // 2
    return f"{marks[:half]}{text}{marks[half:]}"


AND = {"en": "and", "kk": "және"}
"""Where CLDR has a comma before the last name, or no word at all."""


@lru_cache(maxsize=1024)
def enumerated(names: tuple[str, ...], language: str) -> str:
    """Return names as a language (BCP 47) lists them: A, B and C; after CLDR, where `AND` says nothing else."""
    from babel.lists import format_list

    if len(names) < 2:
        return "".join(names)
    word = AND.get(language.split("-")[0])
    if word:
        return f"{', '.join(names[:-1])} {word} {names[-1]}"
    try:
        return str(format_list(names, locale=locale_of(language)))
    except ValueError:
        return ", ".join(names)


UNITS = {"mm": "length-millimeter", "in": "length-inch", "km": "length-kilometer"}


@lru_cache(maxsize=4096)
def with_unit(amount: str, unit: str, language: str) -> str:
    """Return an amount with its unit (mm, in, km) as a language (BCP 47) abbreviates it, held together; after CLDR."""
    from babel.units import format_unit

    try:
        words = str(format_unit(amount, UNITS[unit], "short", locale=locale_of(language)))
    except ValueError:
        words = f"{amount} {unit}"
    return words.replace(" ", "\u00a0")


def phrase(key: str, language: str, **values: object) -> str:
    """Return a phrase in a language (BCP 47), with its values filled in. Raises KeyError for an unknown key."""
    own = PHRASES.get(language) or PHRASES.get(language.split("-")[0]) or {}
    return (own.get(key) or PHRASES["en"][key]).format(**values)


@lru_cache(maxsize=4096)
def number(value: float, language: str, *, exact: bool = False) -> str:
    """Return a number as a language writes it: 5,617 in English, 5617 and 12 500 in Kazakh and Russian.

    Where thousands are parted by a space, four digits stay together, so that a year and a count look alike.
    It is rounded to three decimals, unless `exact` asks for all that it has.
    """
    from babel.numbers import format_decimal, get_group_symbol

    try:
        locale = locale_of(language)
    except ValueError:
        return str(value)
    parted = not get_group_symbol(locale).isspace() or abs(value) >= 10_000
    return str(format_decimal(value, locale=locale, group_separator=parted, decimal_quantization=not exact)).replace("\u202f", "\u00a0")
