"""Problems go in, a SARIF log comes out, as editors and code hosts show it beside the author's lines.

SARIF 2.1.0 is an OASIS standard; paragraphs named here are those of its text of 2020.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from predella import __version__
from predella.diagnostics import Problem, Span, Waived
from predella.preflight import FAULTS, RULES

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
LEVELS: Mapping[str, str] = {"error": "error", "warning": "warning"}


def sarif_of(problems: Sequence[Problem], waived: Sequence[Waived]) -> dict[str, Any]:
    """Return a log of one run: its rules, a result for each problem, and the waived ones as suppressed (3.27.23)."""
    found = [*problems, *(each.problem for each in waived)]
    ids = list(dict.fromkeys(problem.rule for problem in found))
    results = [result_of(problem, ids) for problem in problems]
    for each in waived:
        suppression = {"kind": "inSource", "justification": each.reason, "location": location_of(each.place)}
        results.append({**result_of(each.problem, ids), "suppressions": [suppression]})
    driver = {
        "name": "Predella", "semanticVersion": __version__,
        "rules": [rule_of(name) for name in ids],
    }  # fmt: skip
    return {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}],
    }


def rule_of(name: str) -> dict[str, Any]:
    """Return a rule as a reporting descriptor (3.49): what it looks for, why it matters and who says so."""
    rule = RULES.get(name)
    if rule is None:
        fault = next((fault for fault, names in FAULTS.items() if name in names), "what cannot be used as it was written")
        return {"id": name, "shortDescription": {"text": fault}, "defaultConfiguration": {"level": "error"}}
    return {
        "id": name,
        "shortDescription": {"text": rule.looks_for},
        "fullDescription": {"text": f"{rule.reason[:1].upper()}{rule.reason[1:]}."},
        "help": {"text": f"Source: {rule.source}."},
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
    }


def result_of(problem: Problem, ids: Sequence[str]) -> dict[str, Any]:
    """Return a problem as a result (3.27)."""
    hints = "".join(f"\n{hint}" for hint in problem.hints)
    result: dict[str, Any] = {
        "ruleId": problem.rule,
        "ruleIndex": ids.index(problem.rule),
        "level": LEVELS[problem.severity],
        "message": {"text": f"{problem.message}{hints}"},
    }
    places = locations(filter(None, (problem.span,)))
    if places:
        result["locations"] = places
    if problem.places:
        result["relatedLocations"] = locations(problem.places)
    return result


def locations(spans: Iterable[Span]) -> list[dict[str, Any]]:
    """Return places as locations (3.28)."""
    return [location_of(span) for span in spans]


def location_of(span: Span) -> dict[str, Any]:
    """Return a place; a file as a whole has no region (3.30: lines and columns count from 1)."""
    place: dict[str, Any] = {"artifactLocation": {"uri": quote(span.file.replace("\\", "/"))}}
    if span.line:
        place["region"] = {"startLine": span.line, "startColumn": max(span.column, 1)}
    return {"physicalLocation": place}
