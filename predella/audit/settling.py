"""Problems and what an exhibit decides about rules go in; what stands, and what was waived with its reason, comes out.

Nothing is lost in between: a problem stands, is waived and listed, or its rule is switched off for the document.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from predella.diagnostics import Problem, Problems, Span, Waived
from predella.model import Exhibit
from predella.preflight import RULES
from predella.waivers import Waiver

Lines = Callable[[str], Sequence[str]]
"""Gives the lines of a file of the author's by the name that its spans have; none for one that cannot be read."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A waiver and the lines that it holds for; without lines it holds everywhere, or for one document."""

    waiver: Waiver
    file: str = ""
    first: int = 0
    last: int = 0
    document: str | None = None

    def holds(self, problem: Problem, document: str | None) -> bool:
        """True when the waiver is for a problem of a document."""
        if problem.rule != self.waiver.rule or (self.document is not None and self.document != document):
            return False
        span = problem.span
        return not self.first or (span is not None and span.file == self.file and self.first <= span.line <= self.last)


def settle(problems: Problems, exhibit: Exhibit, document: str | None, lines: Lines) -> None:
    """Switch the rules of a document, or of the exhibit alone, and move what is waived out of the problems."""
    spec = exhibit.documents[document] if document else None
    settings = {**exhibit.checks, **(spec.checks if spec else {})}
    waivers = list(waivers_of(exhibit, lines))
    found, problems.found = problems.found, []
    for problem in found:
        if RULES.get(problem.rule) is None or RULES[problem.rule].fixed:
            problems.add(problem)
            continue
        if raised(problem) and not RULES[problem.rule].final:
            problems.add(problem)  # not a matter of taste: what was written cannot be used, or not be printed
            continue
        setting = None if raised(problem) else settings.get(problem.rule)
        if setting == "off":
            continue
        problem = replace(problem, severity=setting) if setting else problem
        waiver = next((placed.waiver for placed in waivers if placed.holds(problem, document)), None)
        if waiver is None:
            problems.add(problem)
        else:
            problems.waive(Waived(problem, waiver.reason, waiver.span))


def raised(problem: Problem) -> bool:
    """True for an error of a rule for warnings, such as uncleared rights in a final build: no setting makes it milder."""
    return problem.severity == "error" and RULES[problem.rule].severity == "warning"


def unused_waivers(exhibit: Exhibit, waived: Sequence[Waived], lines: Lines) -> Iterator[Problem]:
    """Yield the waivers that nothing needed, when everything was checked."""
    used = {found.place for found in waived}
    for placed in waivers_of(exhibit, lines):
        waiver = placed.waiver
        if waiver.span not in used and RULES[waiver.rule].per != "file":  # nothing was written
            message = f"the waiver of {waiver.rule!r} waives nothing here: the fault is mended, or stands elsewhere"
            yield Problem(RULES["waiver"].severity, "waiver", message, waiver.span, ("take it out, so that it does not hide the next one",))


def waivers_of(exhibit: Exhibit, lines: Lines) -> Iterator[Placed]:
    """Yield every waiver of an exhibit with what it holds for."""
    yield from (Placed(waiver) for waiver in exhibit.waive)
    for name, document in exhibit.documents.items():
        yield from (Placed(waiver, document=name) for waiver in document.waive)
    parts: list[tuple[tuple[Waiver, ...], Span | None]] = [(event.waive, event.span) for event in exhibit.events]
    parts += [(figure.waive, figure.span) for figure in exhibit.figures.values()]
    for section in exhibit.sections:
        # what stands nearer to the fault comes first
        parts += [(item.waive, item.span) for item in section.content]
        parts.append((section.waive, section.span))
    for waivers, span in parts:
        for waiver in waivers:
            if span:
                yield Placed(waiver, span.file, span.line, end_of(span, lines(span.file)))


def end_of(span: Span, lines: Sequence[str]) -> int:
    """Return the last line of what begins at a place: those below it that are indented as far."""
    last = span.line
    for number, line in enumerate(lines[span.line :], span.line + 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue  # a comment may stand at any indentation, and ends nothing
        if len(line) - len(line.lstrip(" ")) + 1 < span.column:
            break
        last = number
    return last


