"""Problems: what is wrong with an author's input goes in, the lines a person reads come out.

A problem is a value. Every stage collects problems, none prints them, and one renderer here knows how they look.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A place in an author's file. `line` and `column` count from 1; line 0 means the file as a whole."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on a finished page: the page's number, and the edges of an upright box in pt from its top left corner."""

    page: int
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, where, and what to do about it."""

    severity: Severity
    rule: str
    message: str
    span: Span | None = None
    hints: tuple[str, ...] = ()
    places: tuple[Span, ...] = ()
    """Further places that one message is about: too many for a message each."""
    spot: Spot | None = field(default=None, compare=False)
    """Where it shows on a page, if it does; one fault that shows twice is one problem."""


class Refused(Exception):
    """Raised when a stage cannot go on; it carries every problem found up to there."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(problem.message for problem in self.problems))


@dataclass(frozen=True, slots=True)
class Waived:
    """A problem that its author knows and lets stand, the reason, and where that is written."""

    problem: Problem
    reason: str
    place: Span


@dataclass(slots=True)
class Problems:
    """A collector that the stages of one build share."""

    found: list[Problem] = field(default_factory=list)
    waived: list[Waived] = field(default_factory=list)

    def waive(self, waived: Waived) -> None:
        """Collect a problem that is waived, once."""
        if waived not in self.waived:
            self.waived.append(waived)

    def take(self, other: Problems) -> None:
        """Collect what another collector has, the waived with it."""
        self.extend(other.found)
        for waived in other.waived:
            self.waive(waived)

    def error(self, rule: str, message: str, span: Span | None = None, *hints: str) -> None:
        """Collect a problem that keeps the output from being right."""
        self.add(Problem("error", rule, message, span, hints))

    def warning(self, rule: str, message: str, span: Span | None = None, *hints: str) -> None:
        """Collect a problem that a person should look at before printing."""
        self.add(Problem("warning", rule, message, span, hints))

    def add(self, problem: Problem) -> None:
        """Collect a problem once: the same fault met on two pages is one line for the author."""
        if problem not in self.found:
            self.found.append(problem)

    def extend(self, problems: Iterable[Problem]) -> None:
        """Collect several problems."""
        for problem in problems:
            self.add(problem)

    @property
    def has_errors(self) -> bool:
        """True when something among the problems is an error."""
        return any(problem.severity == "error" for problem in self.found)

    def refuse_errors(self) -> None:
        """Raise `Refused` with all problems when one of them is an error."""
        if self.has_errors:
            raise Refused(self.found)


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Sort problems by file and line; those without a place come first."""
    return sorted(problems, key=lambda p: (p.span or Span(""), p.severity, p.rule, p.message))


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known name closest to a misspelt one, or None when nothing is close."""
    matches = difflib.get_close_matches(word.lower(), {name.lower(): name for name in known}, n=1, cutoff=0.6)
    return next((name for name in known if matches and name.lower() == matches[0]), None)


def did_you_mean(word: str, known: Iterable[str]) -> tuple[str, ...]:
    """Return hints for a name that does not exist: the nearest one, or the list of all."""
    names = sorted(known)
    close = nearest(word, names)
    if close:
        return (f"did you mean {close!r}?",)
    return (f"there is: {', '.join(names)}",) if names else ()


def counted(count: int, noun: str) -> str:
    """Return a count with its noun, for messages."""
    return f"{count:,} {noun}{'s' * (count != 1)}"


def render_waived(waived: Waived) -> Iterator[str]:
    """Yield the lines of a problem that is waived: what it is, why it stands, and where that is written."""
    place = f"{waived.problem.span}: " if waived.problem.span else ""
    yield f"{place}waived: {waived.problem.message} [{waived.problem.rule}]"
    yield f"  because: {waived.reason} ({waived.place})"


MOST_PLACES = 10
"""How many further places of one problem are named when nobody asks for all."""

SEVERITY_COLOURS = {"error": "\x1b[1;31m", "warning": "\x1b[1;33m"}
PLAIN = "\x1b[0m"


def render(
    problem: Problem,
    line_of: Callable[[str, int], str | None] = lambda file, line: None,
    *,
    colour: bool = False,
    most: int | None = MOST_PLACES,
) -> Iterator[str]:
    """Yield the lines of one message: place, severity, message, rule; the author's line; the hints; further places.

    Of those `most` are named, or all for None.

    `line_of(file, line)` gives the text of a line, or None when the file cannot be read any more.
    """
    start, stop = (SEVERITY_COLOURS[problem.severity], PLAIN) if colour else ("", "")
    place = f"{problem.span}: " if problem.span else ""
    yield f"{place}{start}{problem.severity}:{stop} {problem.message} [{problem.rule}]"
    if problem.span and problem.span.line:
        text = line_of(problem.span.file, problem.span.line)
        if text is not None and text.strip():
            yield from excerpt(text, problem.span.column)
    for hint in problem.hints:
        yield f"  hint: {hint}"
    for further in problem.places[:most]:
        text = (line_of(further.file, further.line) or "").strip()
        yield f"  {further}" + (f"  {text[:60]}" + "…" * (len(text) > 60) if text else "")
    if most is not None and len(problem.places) > most:
        yield f"  … and {counted(len(problem.places) - most, 'more place')}: `check --all` names all"


def as_data(problem: Problem) -> dict[str, Any]:
    """Return a problem as JSON data."""
    span = problem.span
    place = as_place(span) if span else {}
    further = {"places": [as_place(place) for place in problem.places]} if problem.places else {}
    return {
        "severity": problem.severity,
        "rule": problem.rule,
        "message": problem.message,
        **place,
        "hints": list(problem.hints),
        **further,
    }


def as_waived(waived: Waived) -> dict[str, Any]:
    """Return a waived problem as JSON data."""
    return {**as_data(waived.problem), "waived": waived.reason}


def as_place(span: Span) -> dict[str, Any]:
    """Return a place as JSON data."""
    return {"file": span.file, "line": span.line, "column": span.column}


def excerpt(text: str, column: int, width: int = 100) -> Iterator[str]:
    """Yield the author's line, cut to `width` characters round the column, and a caret under the place."""
    text = text.rstrip().expandtabs(1)
    first = max(0, min(column - 1 - width // 2, len(text) - width))
    shown = ("…" if first else "") + text[first : first + width] + ("…" if first + width < len(text) else "")
    yield f"    {shown}"
    if 1 <= column <= len(text) + 1:
        yield "    " + " " * (column - 1 - first + bool(first)) + "^"
