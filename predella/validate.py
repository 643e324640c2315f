"""Located values and a format's classes go in, frozen objects or problems at the author's lines come out.

Every format (exhibit, layout, theme, block) is a pydantic model built on `Model`. All problems of a file are found
at once: unknown keys are collected on the way, the rest is what pydantic reports, mapped back to line and column.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Self, TypeVar

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    PlainValidator,
    PrivateAttr,
    ValidationError,
    ValidationInfo,
    model_validator,
)
from pydantic_core import PydanticCustomError

from predella import dates
from predella.diagnostics import Problems, Span, did_you_mean, nearest
from predella.pages import INCH, MM
from predella.source import CsvRow, Map, Seq, Str, span_of, text_of
from predella.words import DRAFT, LANGUAGE, MarkedWords, Words, places_of, texts_in

__all__ = ["LANGUAGE", "MarkedWords", "Words", "places_of", "texts_in"]

NAME = r"^[a-z0-9][a-z0-9-]*$"
"""Identifiers: they become file names, so they keep to what every file system takes."""

DISTANCE = r"^\d+(\.\d+)?\s*m$"
"""A viewing distance."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What validators may look at beside the value: where problems go, and which block kinds there are."""

    problems: Problems
    blocks: Mapping[str, Any]


def reading_of(info: ValidationInfo) -> Reading:
    """Return what `read_model` handed to the validators."""
    assert isinstance(info.context, Reading)
    return info.context


class Model(BaseModel):
    """A format's mapping: strict, frozen, and aware of where the author wrote it."""

    # a build reads a few of the formats; compiling the others is put off until somebody asks for them
    model_config = ConfigDict(
        extra="forbid", frozen=True, arbitrary_types_allowed=True, populate_by_name=True, defer_build=True
    )
    _span: Span | None = PrivateAttr(None)
    _places: Mapping[str, Span] = PrivateAttr(default_factory=dict)

    @property
    def span(self) -> Span | None:
        """Where the author wrote this mapping."""
        return self._span

    def where(self, key: str) -> Span | None:
        """Return where the author wrote the value of a key; the whole mapping's place when it is not there."""
        return self._places.get(key, self._span)

    @model_validator(mode="wrap")
    @classmethod
    def locate(cls, data: Any, handler: Any, info: ValidationInfo) -> Self:
        """Report unknown keys with the nearest known one, and remember the place of the mapping."""
        if not isinstance(data, Map):
            return handler(data)  # type: ignore[no-any-return]
        known = {field.alias or name for name, field in cls.model_fields.items()}
        unknown = [key for key in data if key not in known]
        if unknown and cls.model_config.get("extra") != "allow":
            data, whole = Map({key: value for key, value in data.items() if key in known}), data
            data.span, data.keys_at, data.values_at = whole.span, whole.keys_at, whole.values_at
            reading = reading_of(info)
            for key in unknown:
                hints = did_you_mean(key, known)
                reading.problems.error("unknown-key", f"unknown key {key!r}", whole.keys_at[key], *hints)
        instance = handler(data)
        instance._span, instance._places = data.span, data.values_at
        return instance  # type: ignore[no-any-return]


M = TypeVar("M", bound=Model)


def read_model(
    kind: type[M], data: Any, problems: Problems, blocks: Mapping[str, Any] | None = None
) -> M | None:
    """Validate located data; return the object, or None after reporting every problem."""
    try:
        return kind.model_validate(data, context=Reading(problems, blocks or {}))
    except ValidationError as fault:
        report(fault, data, problems)
        return None


def report(fault: ValidationError, data: Any, problems: Problems) -> None:
    """Turn pydantic's errors into problems at the author's lines."""
    errors = fault.errors(include_url=False)
    for error in errors:
        loc = error["loc"]
        if error["type"] == "silent":
            continue  # a part of the value reported its own problem
        if error["type"] == "too_short" and any(
            other["loc"][: len(loc)] == loc != other["loc"] for other in errors
        ):
            continue  # pydantic counts only the items without a fault of their own
        span = error.get("ctx", {}).get("span") or span_of(data, loc)
        name = next((str(part) for part in reversed(loc) if isinstance(part, str) and "[" not in part), "")
        message, hints = in_words(error["type"], name, error)
        if error["type"] == "missing" and is_column(data, loc):
            hints = (f"the first line names the columns; add {name!r} there, and a cell to each row",)
        ours = "hint" in error.get("ctx", {})  # raised by `wrong`, whose kind is the rule
        rule = error["type"] if ours else RULES.get(error["type"], "value")
        problems.error(rule, message, span, *hints)


def is_column(data: Any, loc: Sequence[int | str]) -> bool:
    """True when a path leads to a key that no row of a CSV file has."""
    for part in loc[:-1]:
        if isinstance(data, Seq) and isinstance(part, int):
            data = data[part]
        else:
            data = data.get(str(part)) if isinstance(data, Map) else None
    return isinstance(data, CsvRow) and loc[-1] not in data.keys_at


RULES = {"missing": "missing", "extra_forbidden": "unknown-key"}

EXPECTED = {
    "string_type": "a text",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "float_parsing": "a number",
    "finite_number": "a finite number",
    "dict_type": "`key: value` lines",
    "model_type": "`key: value` lines",
    "model_attributes_type": "`key: value` lines",
    "mapping_type": "`key: value` lines",
    "list_type": "a list",
    "tuple_type": "a list",
}


PATTERNS = {
    NAME: ("a name of small letters, digits and hyphens", "first-panel"),
    LANGUAGE.pattern: ("a language tag", "en, kk or pt-BR"),
    DISTANCE: ("a distance", "1 m"),
}
"""What the patterns of the formats ask for, and an example of it."""


def in_words(kind: str, name: str, error: Any) -> tuple[str, tuple[str, ...]]:
    """Return the message for one of pydantic's errors, and hints."""
    context = error.get("ctx", {})
    hints = (context["hint"],) if context.get("hint") else ()
    if kind == "missing" and isinstance(error["loc"][-1], int):
        return f"{name!r} needs {error['loc'][-1] + 1} values or more", hints
    if kind == "missing":
        return f"{name!r} is missing", (f"add a line `{name}: …`",)
    if kind == "string_pattern_mismatch":
        form, example = PATTERNS.get(context["pattern"], (f"the form {context['pattern']}", ""))
        return f"{shown(error.get('input'))} is not {form}", (f"for example {example}",) if example else ()
    if kind in EXPECTED:
        return f"{name!r} must be {EXPECTED[kind]}, not {shown(error.get('input'))}", hints
    if kind == "literal_error":
        return f"{name!r} must be {context['expected']}, not {shown(error.get('input'))}", hints
    if kind in ("greater_than", "greater_than_equal", "less_than", "less_than_equal"):
        bound = {"greater_than": ("gt", "more than"), "greater_than_equal": ("ge", "at least"),
                 "less_than": ("lt", "less than"), "less_than_equal": ("le", "at most")}[kind]  # fmt: skip
        return f"{name!r} must be {bound[1]} {context[bound[0]]:g}, not {shown(error.get('input'))}", hints
    if kind in ("too_short", "too_long"):
        need = (
            f"at least {context['min_length']}" if kind == "too_short" else f"at most {context['max_length']}"
        )
        return f"{name!r} holds {context.get('actual_length')} values and needs {need}", hints
    return str(error["msg"]).removeprefix("Value error, "), hints


def shown(value: Any) -> str:
    """Return an author's value as messages quote it."""
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    return "nothing" if value is None else repr(value if not isinstance(value, str) else str(value)[:60])


def wrong(kind: str, message: str, span: Span | None = None, hint: str | None = None) -> PydanticCustomError:
    """Return an error a validator raises; `span` overrides the place that pydantic would give."""
    context = {"message": message, "span": span, "hint": hint}
    return PydanticCustomError(kind, "{message}", context)


TEXT_SCHEMA = {
    "anyOf": [
        {"type": ["string", "number"]},
        {
            "type": "object",
            "properties": {DRAFT: {"type": ["string", "array"], "items": {"type": "string"}, "description": "languages whose text is a draft"}},
            "additionalProperties": {"type": "string"},
            "description": "one text per language tag",
        },
    ]
}


def to_words(value: Any, info: ValidationInfo) -> Words:
    """Accept a text, a number that means a text, or a map of languages, of which `draft` names those not finished.

    A language without words in its text is reported and left out: the text falls back as if it were not there.
    """
    if isinstance(value, Words):
        return value
    if not isinstance(value, Map):
        return Words({"": one_text(value, None)})
    texts = {}
    for language, text in value.items():
        if language == DRAFT:
            continue
        if not LANGUAGE.match(language):
            hint = "a text with a colon and a space in it needs quotes; a text in several languages is one string per language (en, kk, ru …)"
            hint = f"did you mean {DRAFT!r}?" if nearest(language, [DRAFT]) else hint
            raise wrong("language", f"{language!r} is not a language tag", value.keys_at[language], hint)
        if text is None or (isinstance(text, str) and not text.strip()):
            message = f"the text in {language!r} is empty: the default language stands in its place"
            hint = f"write it, or leave {language!r} out"
            reading_of(info).problems.warning("empty-text", message, value.keys_at[language], hint)
            continue
        texts[language] = one_text(text, value.values_at[language])
    return Words(texts, drafts=drafts_of(value, info))


def drafts_of(value: Map, info: ValidationInfo) -> frozenset[str]:
    """Return the languages that a text's `draft` names: one tag, or a list of them."""
    given = value.get(DRAFT, Seq())
    known = [key for key in value if key != DRAFT]
    tags = given if isinstance(given, list) else [given]
    for tag in tags:
        if tag not in known:
            message = f"'draft' names {shown(tag)}, and the text is not in it"
            hints = did_you_mean(tag, known) if isinstance(tag, str) else ("write draft: kk, or draft: [kk, ru]",)
            place = getattr(tag, "span", None) or value.values_at[DRAFT]
            reading_of(info).problems.error("language", message, place, *hints)
    return frozenset(str(tag) for tag in tags)


def one_text(value: Any, span: Span | None) -> Str:
    """Return one located text."""
    if isinstance(value, Str):
        return value
    if isinstance(value, str):
        return text_of(value, span or Span(""))
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise wrong("text", f"a text is expected, not {shown(value)}", span)
    return text_of(getattr(value, "written", f"{value}"), getattr(value, "span", None) or span or Span(""))


def to_date(value: Any) -> dates.Date:
    """Accept a date in EDTF; an unquoted year is a number in YAML and means the year."""
    if isinstance(value, dates.Date):
        return value
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise wrong(
            "date",
            f"a date is expected, not {shown(value)}",
            None,
            "write 1954-05-16, 1954-05, 1954, 193X or 1930~",
        )
    try:
        return dates.parse(str(value))
    except dates.DateError as fault:
        raise wrong("date", str(fault), getattr(value, "span", None), fault.hint) from None


LENGTH = re.compile(r"(?P<value>-?\d+(?:\.\d+)?)\s*(?P<unit>mm|cm|pt|in|u|b)$")


@dataclass(frozen=True, slots=True)
class Length:
    """A length as a layout or theme writes it: `3u`, `9b`, `36mm`, `12pt`, `0.125in`."""

    value: float
    unit: str

    def pt(self, unit: float = 0.0, step: float = 0.0) -> float:
        """Return the length in pt; `unit` and `step` are the grid's u and b, in pt."""
        return self.value * {"mm": MM, "cm": 10 * MM, "pt": 1.0, "in": INCH, "u": unit, "b": step}[self.unit]

    def __str__(self) -> str:
        return f"{self.value:g}{self.unit}"


def to_length(value: Any) -> Length:
    """Accept a length with its unit."""
    if isinstance(value, Length):
        return value
    match = LENGTH.match(value.strip()) if isinstance(value, str) else None
    if not match:
        raise wrong("length", f"a length is expected, not {shown(value)}", getattr(value, "span", None), "write a number and its unit: 3u, 9b, 36mm, 12pt, 0.125in")  # fmt: skip
    return Length(float(match["value"]), match["unit"])


def to_physical(value: Any) -> Length:
    """Accept a length of its own, not of the grid: nought or more of mm, cm, pt or in."""
    length = to_length(value)
    if length.unit in ("u", "b") or length.value < 0:
        raise wrong("length", f"a length of its own is expected, not {length}", getattr(value, "span", None), "nought or more of mm, cm, pt or in")  # fmt: skip
    return length


LENGTH_SCHEMA = {"type": "string", "pattern": LENGTH.pattern}

Text = Annotated[
    Words, PlainValidator(to_words, json_schema_input_type=Any), Field(json_schema_extra=TEXT_SCHEMA)
]
"""A text without markup."""


def to_prose(value: Any, info: ValidationInfo) -> MarkedWords:
    """Accept a text in Markdown, in one or several languages."""
    if isinstance(value, MarkedWords):
        return value
    words = to_words(value, info)
    return MarkedWords(words.by_language, drafts=words.drafts)


Prose = Annotated[
    MarkedWords, PlainValidator(to_prose, json_schema_input_type=Any), Field(json_schema_extra=TEXT_SCHEMA)
]
"""A text in Markdown."""
DateField = Annotated[dates.Date, PlainValidator(to_date, json_schema_input_type=str)]
LengthField = Annotated[Length, PlainValidator(to_length, json_schema_input_type=str)]
PhysicalField = Annotated[Length, PlainValidator(to_physical, json_schema_input_type=str)]
"""What does not follow a grid: the bleed, the width of a stroke, a baseline step."""
