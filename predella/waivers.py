"""What an author decides about rules goes in as located values; settings of rules, and waivers with their reasons, come out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import PlainValidator, ValidationInfo

from predella.diagnostics import Span, did_you_mean
from predella.preflight import RULES, Setting
from predella.source import Map
from predella.validate import Reading, reading_of, shown, wrong

SETTINGS: Mapping[Any, Setting] = {"off": "off", False: "off", "warning": "warning", "error": "error"}
"""What may be written; YAML reads a bare `off` as false."""


@dataclass(frozen=True, slots=True)
class Waiver:
    """A rule that is not kept at one place, and why."""

    rule: str
    reason: str
    span: Span


def known_rule(name: str, place: Span, reading: Reading, verb: str) -> bool:
    """True for a rule that an author may decide about; report any other word, and rules that hold everywhere."""
    if name not in RULES:
        reading.problems.error("no-rule", f"there is no rule {name!r}", place, *did_you_mean(name, RULES), "docs/checks.md lists all")
        return False
    if RULES[name].fixed:
        message = f"the rule {name!r} cannot be {verb}: {RULES[name].reason}"
        reading.problems.error("fixed-rule", message, place)
        return False
    return True


def to_settings(value: Any, info: ValidationInfo) -> Mapping[str, Setting]:
    """Accept `{line-length: off, contrast: error}`."""
    if not isinstance(value, Map):
        raise wrong("checks", f"`checks` is `rule: off`, `rule: warning` or `rule: error` lines, not {shown(value)}")
    found: dict[str, Setting] = {}
    for name, given in value.items():
        if not known_rule(name, value.keys_at[name], reading_of(info), "switched"):
            continue
        if not isinstance(given, str | bool) or given not in SETTINGS:
            message = f"the rule {name!r} is off, warning or error, not {shown(given)}"
            reading_of(info).problems.error("checks", message, value.values_at[name])
            continue
        found[name] = SETTINGS[given]
    return found


def to_waivers(value: Any, info: ValidationInfo) -> tuple[Waiver, ...]:
    """Accept `{rule: the reason in words}`."""
    return waivers_in(value, reading_of(info))


def waivers_in(value: Any, reading: Reading) -> tuple[Waiver, ...]:
    """Return the waivers of a mapping; report rules that are not known and reasons that are none."""
    if not isinstance(value, Map):
        raise wrong("waive", f"`waive` is `rule: reason` lines, not {shown(value)}", None, "write `waive: {resolution: no larger scan exists}`")
    found = []
    for name, reason in value.items():
        if not known_rule(name, value.keys_at[name], reading, "waived"):
            continue
        if not isinstance(reason, str) or len(reason.split()) < 2:
            message = f"a waiver says why in words, and {shown(reason)} is no reason"
            reading.problems.error("waive", message, value.values_at[name], "who decided it, and why")
            continue
        found.append(Waiver(name, str(reason), value.keys_at[name]))
    return tuple(found)


SettingsField = Annotated[Mapping[str, Setting], PlainValidator(to_settings, json_schema_input_type=dict[str, Any])]
WaiversField = Annotated[tuple[Waiver, ...], PlainValidator(to_waivers, json_schema_input_type=dict[str, str])]
