"""What the engine prints round the sheets of a divided page, a table for each language; `phrases` takes it up.

English is written; the other languages are drafts.
"""

from __future__ import annotations

SHEET_PHRASES: dict[str, dict[str, str]] = {
    "en": {
        "sheet": "Sheet {number} of {count}, row {row}, column {column}",
        "sheet-cut": "Cut along the line, lay on sheet {number}",
        "sheet-glue": "Glue sheet {number} here",
        "sheets-whole": "{size} on {count} sheets of {paper}",
        "sheets-print": "Print at 100 % (actual size), on one side of the paper.",
        "sheets-cut-forward": "In each row, cut the left edge off all sheets but the first, along the dashed line.",
        "sheets-cut-backward": "In each row, cut the right edge off all sheets but the first, along the dashed line.",
        "sheets-glue-forward": "From the left, lay each on the hatched edge of the sheet before it, tick on tick, and glue it.",
        "sheets-glue-backward": "From the right, lay each on the hatched edge of the sheet before it, tick on tick, and glue it.",
        "sheets-rows": "Cut the upper edge off all rows but the first, lay each on the hatched edge of the row above, and glue it.",
        "sheets-edges": "Last, cut off the white round the whole, along the dashed lines.",
    },
    "kk": {
        "sheet": "{number}-парақ, барлығы {count}: {row}-қатар, {column}-баған",
        "sheet-cut": "Сызық бойымен қиып, {number}-параққа салыңыз",
        "sheet-glue": "Осы жерге {number}-парақты желімдеңіз",
        "sheets-whole": "{size}, {paper} парақтары: {count}",
        "sheets-print": "100 % (нақты өлшемде), қағаздың бір бетіне басып шығарыңыз.",
        "sheets-cut-forward": "Әр қатарда біріншісінен басқа парақтардың сол жақ шетін үзік сызық бойымен қиып тастаңыз.",
        "sheets-cut-backward": "Әр қатарда біріншісінен басқа парақтардың оң жақ шетін үзік сызық бойымен қиып тастаңыз.",
        "sheets-glue-forward": "Сол жақтан бастап, әр парақты алдыңғысының штрихталған шетіне белгілерін дәл келтіріп салып, желімдеңіз.",
        "sheets-glue-backward": "Оң жақтан бастап, әр парақты алдыңғысының штрихталған шетіне белгілерін дәл келтіріп салып, желімдеңіз.",
        "sheets-rows": "Біріншісінен басқа қатарлардың үстіңгі шетін қиып, әрқайсысын жоғарғы қатардың штрихталған шетіне салып, желімдеңіз.",
        "sheets-edges": "Соңында бәрінің айналасындағы ақ жиекті үзік сызықтар бойымен қиып тастаңыз.",
    },
    "ru": {
        "sheet": "Лист {number} из {count}, ряд {row}, столбец {column}",
        "sheet-cut": "Отрезать по линии, положить на лист {number}",
        "sheet-glue": "Сюда приклеить лист {number}",
        "sheets-whole": "{size}, листов {paper}: {count}",
        "sheets-print": "Печатать в масштабе 100 % (фактический размер), на одной стороне бумаги.",
        "sheets-cut-forward": "В каждом ряду отрезать левый край всех листов, кроме первого, по пунктирной линии.",
        "sheets-cut-backward": "В каждом ряду отрезать правый край всех листов, кроме первого, по пунктирной линии.",
        "sheets-glue-forward": "Слева направо накладывать каждый лист на заштрихованный край предыдущего, метка на метку, и приклеивать.",
        "sheets-glue-backward": "Справа налево накладывать каждый лист на заштрихованный край предыдущего, метка на метку, и приклеивать.",
        "sheets-rows": "Отрезать верхний край всех рядов, кроме первого, положить каждый на заштрихованный край ряда над ним и приклеить.",
        "sheets-edges": "В конце отрезать белые поля вокруг целого по пунктирным линиям.",
    },
    "ar": {
        "sheet": "ورقة {number} من {count}، الصف {row}، العمود {column}",
        "sheet-cut": "قص على الخط وضعها على الورقة {number}",
        "sheet-glue": "ألصق الورقة {number} هنا",
        "sheets-whole": "{size}، أوراق {paper}: {count}",
        "sheets-print": "اطبع بمقياس 100 % (الحجم الفعلي) على وجه واحد من الورق.",
        "sheets-cut-forward": "في كل صف قص الحافة اليسرى لكل الأوراق ما عدا الأولى، على الخط المتقطع.",
        "sheets-cut-backward": "في كل صف قص الحافة اليمنى لكل الأوراق ما عدا الأولى، على الخط المتقطع.",
        "sheets-glue-forward": "من اليسار، ضع كل ورقة على الحافة المظللة للورقة التي قبلها، علامة على علامة، وألصقها.",
        "sheets-glue-backward": "من اليمين، ضع كل ورقة على الحافة المظللة للورقة التي قبلها، علامة على علامة، وألصقها.",
        "sheets-rows": "قص الحافة العليا لكل الصفوف ما عدا الأول، وضع كل صف على الحافة المظللة للصف الذي فوقه وألصقه.",
        "sheets-edges": "أخيرًا قص الحواف البيضاء حول الكل، على الخطوط المتقطعة.",
    },
}
