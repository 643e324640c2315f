"""A command line goes in; files, messages and an exit status come out. Only this module prints."""

from __future__ import annotations

import argparse
import contextlib
import gc
import json
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from predella.arguments import make_parser
from predella.diagnostics import (
    MOST_PLACES,
    Problem,
    Problems,
    Refused,
    as_data,
    as_waived,
    counted,
    did_you_mean,
    in_order,
    render,
    render_waived,
)
from predella.pages import Attachment
from predella.workspace import Workspace, exhibits_in, line_of, shipped


class Usage(Exception):
    """Raised for a command line that cannot be carried out; the message says why."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; return the exit status."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    # a build makes many small objects and few rings of them: looking for rings less often saves a twentieth
    gc.set_threshold(100_000, 20, 20)
    parser = make_parser({"build": run_build, "check": run_check, "list": run_list, "schema": run_schema})
    given = list(sys.argv[1:] if arguments is None else arguments)
    if not given or (given[0].startswith("-") and given[0] not in ("-h", "--help", "--version")):
        given = ["build", *given]
    options = parser.parse_args(given)
    try:
        return int(options.run(options))
    except Usage as fault:
        print(f"predella: {fault}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("\npredella: stopped; files not finished were left as they were", file=sys.stderr)
        return 130
    except BrokenPipeError:
        # whoever read our output has gone; there is nobody left to tell
        with contextlib.suppress(OSError):
            sys.stdout.close()
        return 1


def run_build(given: argparse.Namespace) -> int:
    """Build documents and report each file."""
    failed = False
    paths = chosen(given.exhibits)
    given.several = len(paths) > 1
    ids: dict[str, Path] = {}
    for path in paths:
        workspace, options, problems, jobs = prepared(path, given)
        options = replace(
            options, target=given.target, split=given.split, out=given.out or output_of(workspace)
        )
        if jobs and ids.setdefault(jobs[0].exhibit.exhibit, path) != path:
            exhibit, jobs = jobs[0].exhibit, []
            message = f"{shown(ids[exhibit.exhibit])} has the id {exhibit.exhibit!r} too, and its files would be replaced"
            problems.error(
                "duplicate", message, exhibit.where("exhibit"), "give one of the two another `exhibit:` id"
            )
        for number, job in enumerate(jobs, 1):
            progress(given, number, len(jobs), f"{job.exhibit.exhibit} {job.name}")
            own = Problems()
            document, built = one_document(job, workspace, own, given, options, problems.found)
            problems.take(own)
            progress(given)
            for file in built:
                count = counted(file.pages, "page") if file.pages else "job ticket"
                say(given, f"{shown(file.path)}  {count}  {file.paper}  {file.size / 1000:,.0f} kB")
            if given.verbose and built:
                report_fit(document)
        print_problems(problems, given, path)
        failed = failed or problems.has_errors
    return 1 if failed else 0


def output_of(workspace: Workspace) -> Path:
    """Return where files go: the project's output/, or one here for an exhibit that comes with the engine."""
    return Path("output") if workspace.root == shipped() else workspace.root / "output"


def one_document(
    job: Any, workspace: Workspace, problems: Problems, given: argparse.Namespace, options: Any = None,
    before: Sequence[Problem] = (),
) -> tuple[Any, list[Any]]:  # fmt: skip
    """Make one document and, with options, write it; whatever goes wrong becomes a problem.

    What was found `before`, in the exhibit, is drawn with what is found here.
    """
    from predella.audit.settling import settle
    from predella.audit.spots import spotted
    from predella.build import make, write
    from predella.writers.png import NoRenderer

    document, built = None, []
    try:
        document, _ = make(job, workspace, problems, final=given.final)
        refuse_final(problems, given)
        found = spotted((*before, *document.problems), tuple(document.pages), job.exhibit, workspace.lines) if options else ()
        document = replace(document, problems=tuple(found))
        if getattr(given, "attach", False):
            document = replace(document, attachments=(source_of(job, workspace),))
        if options:
            built = list(write(job, document, options, problems))
            settle(problems, job.exhibit, job.name, workspace.lines)  # what writing found
    except Refused as refused:
        problems.extend(refused.problems)
    except NoRenderer as fault:
        raise Usage(str(fault)) from None
    except OSError as fault:
        where = shown(Path(fault.filename)) if fault.filename else "a file"
        problems.error("output", f"{where} cannot be written: {fault.strerror or fault}", None, "choose another folder with --out, or make room on the disk")  # fmt: skip
    except Exception as fault:
        if given.verbose:
            raise
        message = f"document {job.name!r}: a fault of Predella itself ({type(fault).__name__}: {fault})"
        problems.error(
            "internal", message, job.spec.span, "run again with --verbose and report what it prints"
        )
    return document, built


def source_of(job: Any, workspace: Workspace) -> Attachment:
    """Return an exhibit's YAML as a file that goes along in others."""
    name = Path(job.exhibit.span.file).name
    text = "\n".join(workspace.lines(job.exhibit.span.file))
    return Attachment(name, "application/yaml", "The exhibit definition that this document was made from", text.encode())


def refuse_final(problems: Problems, given: argparse.Namespace) -> None:
    """Write nothing in a final build when something is wrong; a draft shows it."""
    if given.final:
        problems.refuse_errors()


def run_check(given: argparse.Namespace) -> int:
    """Report everything that is wrong, and what is waived; write nothing."""
    from predella.audit.reading import report

    whole = Problems()
    tables: list[Any] = []
    paths = chosen(given.exhibits)
    given.several = len(paths) > 1
    for path in paths:
        workspace, _, problems, jobs = prepared(path, given)
        refused = False
        tables = tables if given.format == "json" else []
        for number, job in enumerate(jobs, 1):
            progress(given, number, len(jobs), f"{job.exhibit.exhibit} {job.name}")
            own = Problems()
            document, _ = one_document(job, workspace, own, given)
            problems.take(own)
            refused = refused or document is None
            if given.verbose and document:
                report_fit(document)
            if given.sizes and document:
                tables.append(job.sizes_of(document))
        progress(given)
        if not refused:
            report_unused(given, jobs, workspace, problems)
        whole.take(problems)
        if given.format == "text":
            print_problems(problems, given, path)
            say(given, f"{path.stem}: {tally(problems)}")
            for line in [line for table in tables for line in table.lines()]:
                say(given, line)
            for line in report(jobs[0].exhibit, sections=given.words) if jobs else ():
                say(given, line)
    if given.format != "text":
        print(json.dumps(as_log(whole, tables, given), ensure_ascii=False, indent=2))
    return 1 if whole.has_errors else 0


def tally(problems: Problems) -> str:
    """Return how many problems there are, in words."""
    errors = sum(problem.severity == "error" for problem in problems.found)
    waived = f", {len(problems.waived)} waived" if problems.waived else ""
    return f"{counted(errors, 'error')}, {counted(len(problems.found) - errors, 'warning')}{waived}"


def as_log(problems: Problems, tables: Sequence[Any], given: argparse.Namespace) -> Any:
    """Return all that was found in the form asked for."""
    from predella.sarif import sarif_of

    if given.format == "sarif":
        return sarif_of(in_order(problems.found), problems.waived)
    found = [*map(as_data, in_order(problems.found)), *map(as_waived, problems.waived)]
    return {"problems": found, "sizes": [table.data() for table in tables]} if given.sizes else found


def report_unused(given: argparse.Namespace, jobs: Sequence[Any], workspace: Workspace, problems: Problems) -> None:
    """Report waivers that nothing needed, where all of an exhibit was checked in all of its languages."""
    from predella.audit.settling import settle, unused_waivers

    choices = (given.only, given.layout, given.theme, given.paper)
    if not jobs or any(choices):
        return
    exhibit = jobs[0].exhibit
    if set(given.lang or (exhibit.language,)).issuperset(exhibit.languages):
        own = Problems(list(unused_waivers(exhibit, problems.waived, workspace.lines)))
        settle(own, exhibit, None, workspace.lines)
        problems.take(own)


def prepared(path: Path, given: argparse.Namespace) -> tuple[Workspace, Any, Problems, list[Any]]:
    """Read an exhibit and return the documents to make of it."""
    from predella.build import Options, open_exhibit, plan
    from predella.papers import either_way, paper
    from predella.printing import named_profile

    problems = Problems()
    workspace = Workspace.around(path)
    sheet = understood("--paper", paper, given.paper) if given.paper else None
    tiles = understood("--sheets", either_way, given.sheets) if getattr(given, "sheets", None) else ()
    if tiles and given.target == "print":
        raise Usage("--sheets: a print master is never divided over sheets; leave out --target print, or --sheets")
    profile = understood("--profile", lambda path: named_profile(path, workspace), given.profile) if given.profile else None
    chosen = given.only, given.lang, given.layout, given.theme, sheet, tiles, given.target, given.final
    options = Options(*chosen, profile=profile, date=given.date)
    jobs: list[Any] = []
    try:
        exhibit = open_exhibit(workspace, path, problems, final=given.final)
        if exhibit is not None and not (given.several and passed_over(exhibit, options)):
            refuse_choice(exhibit, options, workspace)
            planned = plan(workspace, exhibit, options, problems)
            problems.refuse_errors()
            jobs = planned
    except Refused as refused:
        problems.extend(refused.problems)
    return workspace, options, problems, jobs


def understood(option: str, read: Callable[[Any], Any], value: Any) -> Any:
    """Return what an option's value means; raise `Usage` when it means nothing."""
    try:
        return read(value)
    except ValueError as fault:
        raise Usage(f"{option}: {fault}") from None
    except OSError as fault:
        raise Usage(f"{option}: {value} cannot be read: {fault.strerror or fault}") from None


def passed_over(exhibit: Any, options: Any) -> bool:
    """True for one of several exhibits that has none of the documents or languages asked for."""
    kinds = {*exhibit.documents, *(document.layout for document in exhibit.documents.values())}
    return not kinds.issuperset(options.only) or not set(exhibit.languages).issuperset(options.languages)


def refuse_choice(exhibit: Any, options: Any, workspace: Workspace) -> None:
    """Raise `Usage` when an option names a document, language, layout or theme that is not there."""
    from predella.layouts import layout_names
    from predella.themes import theme_names

    kinds = {*exhibit.documents, *(document.layout for document in exhibit.documents.values())}
    checks = [("--only", name, kinds) for name in options.only]
    checks += [("--lang", name, set(exhibit.languages)) for name in options.languages]
    checks += [("--layout", options.layout, set(layout_names(workspace)))] if options.layout else []
    checks += [("--theme", options.theme, set(theme_names(workspace)))] if options.theme else []
    for option, name, known in checks:
        if name not in known:
            noun = {"--layout": "layout", "--theme": "theme"}.get(option)
            what = f"there is no {noun} {name!r}" if noun else f"the exhibit {exhibit.exhibit!r} has no {name!r}"
            raise Usage(f"{option}: {what}; {'; '.join(did_you_mean(name, known))}")


def chosen(given: Sequence[str]) -> list[Path]:
    """Return the exhibit files that names and paths mean; without any, all of the project."""
    folders = [Path("exhibits"), shipped() / "exhibits"]
    if not given:
        for folder in folders:
            found = list(exhibits_in(folder)) if folder.is_dir() else []
            if found:
                return found
        raise Usage("there is no exhibits/ folder here; name an exhibit by its path")
    paths = []
    for name in given:
        candidates = [Path(name)] + [
            folder / f"{name}{suffix}" for folder in folders for suffix in (".yaml", ".yml")
        ]
        path = next((candidate for candidate in candidates if candidate.is_file()), None)
        if path is None:
            # in a checkout the two folders are one
            known = sorted({found.stem for folder in folders if folder.is_dir() for found in exhibits_in(folder)})
            raise Usage(f"there is no exhibit {name!r}; " + "; ".join(did_you_mean(name, known)))
        paths.append(path)
    return paths


def run_list(given: argparse.Namespace) -> int:
    """Print what there is, one line each; what an installed block kind is wrong about goes to standard error."""
    from predella.blocks.installed import block_kinds
    from predella.listing import listing

    folder = Path("exhibits") if Path("exhibits").is_dir() else shipped() / "exhibits"
    for line in listing(Workspace(folder.resolve().parent), folder):
        print(line)
    for problem in block_kinds().problems:
        for line in render(problem):
            print(line, file=sys.stderr)
    return 0


def run_schema(given: argparse.Namespace) -> int:
    """Print the JSON Schema of a format."""
    from predella.schema import schema_of

    print(json.dumps(schema_of(given.format), ensure_ascii=False, indent=2))
    return 0


def report_fit(document: Any) -> None:
    """Say for each frame how its text was fitted."""
    for page in document.pages:
        for frame in page.frames:
            if frame.fit or frame.overflow:
                print(f"  page {page.number}, frame {frame.name}: {frame.fit}", file=sys.stderr)


def print_problems(problems: Problems, given: argparse.Namespace, path: Path) -> None:
    """Print problems to standard error, sorted by file and line."""
    colour = sys.stderr.isatty() and not given.no_color and "NO_COLOR" not in os.environ
    bases = [Workspace.around(path).root, Path.cwd(), shipped()]

    def text_of(file: str, line: int) -> str | None:
        # a template may forge the place of an element: no line of a file outside the project is shown
        places = [(base / file).resolve() for base in bases]
        known = [place for place in places if any(place.is_relative_to(base.resolve()) for base in bases)]
        return next((text for place in known if (text := line_of(place, line)) is not None), None)

    for problem in in_order(problems.found):
        if given.quiet and problem.severity != "error":
            continue
        most = None if getattr(given, "all", False) else MOST_PLACES
        for line in render(problem, text_of, colour=colour, most=most):
            print(line, file=sys.stderr)
    for waived in problems.waived if not given.quiet else ():
        for line in render_waived(waived):
            print(line, file=sys.stderr)


def shown(path: Path) -> str:
    """Return a path as the user would type it."""
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return str(path)


def say(given: argparse.Namespace, text: str) -> None:
    """Print a result to standard output."""
    if not given.quiet:
        print(text, flush=True)


def progress(given: argparse.Namespace, number: int = 0, total: int = 0, name: str = "") -> None:
    """Show on a terminal how far the work is; without a name, clear the line again."""
    if given.quiet or not sys.stderr.isatty():
        return
    bar = "█" * round(20 * number / total) + "░" * (20 - round(20 * number / total)) if total else ""
    print(f"\r\x1b[K{bar} {name}" if name else "\r\x1b[K", end="", file=sys.stderr, flush=True)
