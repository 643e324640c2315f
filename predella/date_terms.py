"""The words of dates that CLDR does not have, by language: about, since, until, the seasons, decades and centuries."""

from __future__ import annotations

from typing import NamedTuple

TIE = "\u00a0"  # the no-break space


class Terms(NamedTuple):
    """What CLDR has no words for; by default signs that need no language.

    "Governed" is the form that a word takes after about, since and until. A named tuple, because defining
    a dataclass of so many fields takes milliseconds of every start.
    """

    about: str = f"≈{TIE}{{}}"
    about_open: str = f"≈{TIE}{{}}"  # round "since 1954"; empty: `about` stands within it
    uncertain: str = "{} (?)"
    since: str = "{}"
    until: str = "{}"
    open_start: str = "{}"  # round `until`
    open_end: str = "{}"  # round `since`
    unknown_start: str = "? – {}"
    unknown_end: str = "{} – ?"
    governs: bool = False
    seasons: tuple[str, ...] = ()  # from spring to winter; none: the months of the season
    governed_seasons: tuple[str, ...] = ()
    of_year: str = "{season} {year}"  # or {number}, the year without its unit
    decade: str = ""  # empty: from year to year, as for the century
    governed_decade: str = ""
    century: str = ""
    governed_century: str = ""
    year: str = ""  # a CLDR pattern in place of CLDR's own
    years: str = ""  # the unit behind two years
    eras: tuple[str, str] | None = None
    script: str = ""  # the only one that these words are written in
    millions: str = ""  # CLDR's "long" or "short" word for them; empty: years ago are written in full
    since_ago: str = ""  # in place of `since` before years ago
    today: str = "0"  # where an axis counts years ago


SIGNS = Terms(open_start="… – {}", open_end="{} – …")

TERMS = {
    "en": Terms(
        about="about {}",
        about_open="",
        uncertain="{} (uncertain)",
        since="from {}",
        until="until {}",
        unknown_start="{}, start unknown",
        unknown_end="{}, end unknown",
        governs=True,
        seasons=("spring", "summer", "autumn", "winter"),
        decade="{year}s",
        governed_decade="the {year}s",
        century="{ordinal} century",
        governed_century="the {ordinal} century",
        eras=("BCE", "CE"),
        millions="long",
        today="today",
    ),
    "ru": Terms(
        about="около {}",
        about_open="примерно {}",
        uncertain="{} (предположительно)",
        since="с {}",
        until="до {}",
        unknown_start="{}, начало неизвестно",
        unknown_end="{}, окончание неизвестно",
        governs=True,
        seasons=("весна", "лето", "осень", "зима"),
        governed_seasons=("весны", "лета", "осени", "зимы"),
        decade=f"{{year}}-е{TIE}гг.",
        governed_decade=f"{{year}}-х{TIE}гг.",
        century=f"{{roman}}{TIE}в.",
        year="y 'г'.",
        years="гг.",
        millions="short",
        since_ago="от {}",
        today="сегодня",
    ),
    "kk": Terms(
        about="шамамен {}",
        about_open="шамамен {}",
        uncertain="{} (болжам бойынша)",
        since="{ablative} бастап",
        until="{dative} дейін",
        unknown_start="{}, басы белгісіз",
        unknown_end="{}, соңы белгісіз",
        seasons=("көктем", "жаз", "күз", "қыс"),
        of_year=f"{{number}}{TIE}жылғы {{season}}",
        decade="{year}-жылдар",
        century=f"{{roman}}{TIE}ғ.",
        year="y 'ж'.",
        years="жж.",
        script="Cyrl",
        millions="short",
        today="бүгін",
    ),
    "ar": SIGNS._replace(millions="long", today="اليوم"),
}
