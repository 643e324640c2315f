"""What the checks of an exhibit look at goes in; a problem, written in one line, comes out."""

from __future__ import annotations

from dataclasses import dataclass

from predella.diagnostics import Problem, Severity, Span
from predella.model import Exhibit


@dataclass(frozen=True, slots=True)
class Subject:
    """What a check of an exhibit looks at."""

    exhibit: Exhibit
    final: bool


def problem(severity: Severity, rule: str, message: str, span: Span | None, *hints: str) -> Problem:
    """Return a problem; a shorter way to write it."""
    return Problem(severity, rule, message, span, hints)
