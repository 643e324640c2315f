"""An exhibit goes in; where its drafts stand comes out: the texts of each language that nobody has approved yet.

A text that is set comes from a place in the author's file, and by that place it is known to be a draft, whichever
way it took: through a template, a drawing or a table.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from predella.diagnostics import Span
from predella.model import Exhibit
from predella.words import texts_in


@dataclass(frozen=True)
class DraftTexts:
    """Where the drafts of each language begin and end, in the order of the file."""

    places: Mapping[str, Sequence[tuple[Span, Span]]]

    def holds(self, language: str, place: Span | None) -> bool:
        """True when a place lies in a text that is a draft in a language."""
        places = self.places.get(language)
        if not places or place is None:
            return False
        before = bisect_right(places, place, key=lambda ends: ends[0]) - 1
        return before >= 0 and places[before][0] <= place <= places[before][1]


def draft_texts(exhibit: Exhibit) -> DraftTexts:
    """Return the places of the drafts that each of the exhibit's languages shows: its own, and those it falls back to."""
    found: dict[str, list[tuple[Span, Span]]] = {}
    default = exhibit.language
    for words in texts_in(exhibit):
        for language in exhibit.languages if words.drafts or exhibit.drafts else ():
            text = words.text(language, default)
            if text and words.is_draft(language, default, exhibit.drafts):
                found.setdefault(language, []).append((text.span, text.at(len(text))))
    return DraftTexts({language: sorted(places) for language, places in found.items()})
