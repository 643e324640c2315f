"""A text and its style go in, problems come out: what of it cannot be set as it is written or as the style asks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from unicodedata import name

from predella.text import Run
from predella.typeset import knows, missing
from predella.typeset.bidi import overrides
from predella.validate import places_of

if TYPE_CHECKING:
    from predella.blocks.block import Context
    from predella.styles import Style

CONTROLS = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Characters that turn letters against their own direction (UAX #9, 2)."""


def report_unset(run: Run, style: Style, faces: Any, context: Context) -> None:
    """Report what of a run cannot be set: characters, directions, divided words."""
    report_missing(run, faces, context)
    if CONTROLS.search(run.text):
        report_controls(run, context)
    if style.manner.hyphenate and not knows(context.language):
        message = f"words in {context.language!r} are not divided, though the theme asks for it: there are no rules for the language"
        context.problems.warning("hyphenation", message, context.document.span, "docs/typesetting.md names the languages that there are rules for")


def report_missing(run: Run, faces: Any, context: Context) -> None:
    """Report characters that no font of the chain can draw, with their code points and names."""
    for character in missing(run.text, faces):
        called = f", {name(character, '').lower()}" if name(character, "") else ""
        message = f"no font has the character {character!r} (U+{ord(character):04X}{called})"
        report_at(character, message, "no-glyph", "take another character, or a theme whose fonts have it", run, context)


def report_controls(run: Run, context: Context) -> None:
    """Report characters that would turn letters round unseen: what is read would not be what is stored."""
    for character in dict.fromkeys(run.text[offset] for offset in overrides(run.text)):
        message = f"the text has the control character U+{ord(character):04X} ({name(character).lower()}); it is not obeyed"
        hint = "delete it: text stands in the direction of its letters, and of its language"
        report_at(character, message, "direction", hint, run, context)


def report_at(character: str, message: str, rule: str, hint: str, run: Run, context: Context) -> None:
    """Report a character wherever the exhibit has it."""
    places = places_of(character, context.exhibit, context.language, context.exhibit.language)
    for place in tuple(places) or (run.span or context.place,):
        (context.problems.error if rule == "no-glyph" else context.problems.warning)(rule, message, place, hint)
