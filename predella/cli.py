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

from predella import __version__
from predella.diagnostics import (
    MOST_PLACES,
    Problems,
    Refused,
    as_data,
    counted,
    did_you_mean,
    in_order,
    render,
)
from predella.workspace import Workspace, exhibits_in, line_of, shipped

EXAMPLES = """\
examples:
  predella                              build every exhibit in exhibits/ into output/
  predella build kengir                 build one exhibit, by name or by path
  predella build kengir --only handout  one of its documents
  predella build kengir --paper A2      on another paper: the type is set anew, not scaled
  predella build kengir --target print  for the print shop
  predella check kengir                 say what is wrong, write nothing
  predella list                         exhibits, layouts, themes and blocks

exit status: 0 all built, warnings allowed; 1 something is wrong; 2 the command is wrong
"""

TARGETS = {
    "screen": "PDF (the default)",
    "print": "PDF/X-4 for the print shop: bleed, marks, CMYK, and a job ticket",
    "markup": "PDF with grid, frames and baselines drawn over the pages",
    "proof": "text: what stands where",
    "png": "a picture of each page",
    "reading": "text: what a screen reader says, in its order",
}


class Usage(Exception):
    """Raised for a command line that cannot be carried out; the message says why."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; return the exit status."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    # a build makes many small objects and few rings of them: looking for rings less often saves a twentieth
    gc.set_threshold(100_000, 20, 20)
    parser = make_parser()
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


def make_parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    parser = argparse.ArgumentParser(
        prog="predella", description="Turn an exhibit definition into wall panels, handouts and timelines.",
        epilog=EXAMPLES, formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    parser.add_argument("--version", action="version", version=f"predella {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    build = commands.add_parser("build", help="make the documents of exhibits", epilog=EXAMPLES, formatter_class=argparse.RawDescriptionHelpFormatter)  # fmt: skip
    add_choice(build)
    build.add_argument(
        "--target", choices=TARGETS, default="screen", help="; ".join(f"{k}: {v}" for k, v in TARGETS.items())
    )
    build.add_argument("--sheets", metavar="PAPER", help="divide each page over sheets of this paper (A4, 'A4 landscape'), to trim and glue")
    build.add_argument("--split", action="store_true", help="one file a page")
    build.add_argument("--out", type=Path, metavar="DIR", help="where files go (default: output/ of the project)")
    build.set_defaults(run=run_build)
    check = commands.add_parser("check", help="say what is wrong and write nothing")
    add_choice(check)
    check.add_argument("--target", choices=("screen", "print"), default="screen", help="print: also what keeps a print shop from printing it")
    check.add_argument("--format", choices=("text", "json"), default="text", help="how problems are printed")
    check.add_argument("--sizes", action="store_true", help="also say how large each style is and from how far it reads")
    check.add_argument("--all", action="store_true", help="name every place of a problem that has many")
    check.add_argument("--words", action="store_true", help="say how each section reads: words, sentences, grade")
    check.set_defaults(run=run_check)
    listing = commands.add_parser("list", help="exhibits, layouts, themes and block kinds, one line each")
    listing.set_defaults(run=run_list)
    schema = commands.add_parser("schema", help="JSON Schema of the formats, for editors")
    schema.add_argument("format", nargs="?", choices=("exhibit", "layout", "theme"), default="exhibit")
    schema.set_defaults(run=run_schema)
    return parser


def add_choice(parser: argparse.ArgumentParser) -> None:
    """Add the options that choose what is made."""
    parser.add_argument("exhibits", nargs="*", metavar="EXHIBIT", help="a name (kengir) or a path (exhibits/kengir.yaml)")
    parser.add_argument("--only", type=names, default=(), metavar="KIND,…", help="documents or layouts to make")
    parser.add_argument("--lang", type=names, default=(), metavar="TAG,…", help="language editions to make")
    parser.add_argument("--layout", metavar="NAME", help="use this layout for every document")
    parser.add_argument("--theme", metavar="NAME", help="use this theme for every document")
    parser.add_argument("--paper", metavar="PAPER", help="A1, 'A1 landscape', Letter, '1189 x 594 mm'")
    parser.add_argument("--profile", type=Path, metavar="FILE", help="ICC profile of the press, for --target print")
    parser.add_argument("--date", metavar="TEXT", default="", help="date of this state, for the slug line of --target print")
    parser.add_argument("--final", action="store_true", help="refuse pictures that are missing or not cleared")
    parser.add_argument("-q", "--quiet", action="store_true", help="print errors only")
    parser.add_argument("-v", "--verbose", action="store_true", help="also say how text was fitted")
    parser.add_argument(
        "--no-color", action="store_true", help="plain messages (also: NO_COLOR in the environment)"
    )


def names(text: str) -> tuple[str, ...]:
    """Split a comma-separated option."""
    return tuple(part.strip() for part in text.split(",") if part.strip())


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
            document, built = one_document(job, workspace, own, given, options)
            problems.extend(own.found)
            progress(given)
            for file in built:
                count = counted(file.pages, "page")
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
    job: Any, workspace: Workspace, problems: Problems, given: argparse.Namespace, options: Any = None
) -> tuple[Any, list[Any]]:
    """Make one document and, with options, write it; whatever goes wrong becomes a problem."""
    from predella.build import make, write
    from predella.writers.png import NoRenderer

    document, built = None, []
    try:
        document, _ = make(job, workspace, problems, final=given.final)
        refuse_final(problems, given)
        built = list(write(job, document, options, problems)) if options else []
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


def refuse_final(problems: Problems, given: argparse.Namespace) -> None:
    """Write nothing in a final build when something is wrong; a draft shows it."""
    if given.final:
        problems.refuse_errors()


def run_check(given: argparse.Namespace) -> int:
    """Report everything that is wrong; write nothing."""
    from predella.audit.reading import report

    failed = False
    found: list[dict[str, Any]] = []
    tables: list[Any] = []
    paths = chosen(given.exhibits)
    given.several = len(paths) > 1
    for path in paths:
        workspace, _, problems, jobs = prepared(path, given)
        tables = tables if given.format == "json" else []
        for number, job in enumerate(jobs, 1):
            progress(given, number, len(jobs), f"{job.exhibit.exhibit} {job.name}")
            own = Problems()
            document, _ = one_document(job, workspace, own, given)
            problems.extend(own.found)
            if given.verbose and document:
                report_fit(document)
            if given.sizes and document:
                tables.append(job.sizes_of(document))
        progress(given)
        errors = sum(problem.severity == "error" for problem in problems.found)
        failed = failed or errors > 0
        if given.format == "json":
            found += [as_data(problem) for problem in in_order(problems.found)]
            continue
        print_problems(problems, given, path)
        warnings = len(problems.found) - errors
        say(given, f"{path.stem}: {counted(errors, 'error')}, {counted(warnings, 'warning')}")
        for table in tables:
            say(given, "\n".join(table.lines()))
        for line in report(jobs[0].exhibit, sections=given.words) if jobs else ():
            say(given, line)
    if given.format == "json":
        told = {"problems": found, "sizes": [table.data() for table in tables]} if given.sizes else found
        print(json.dumps(told, ensure_ascii=False, indent=2))
    return 1 if failed else 0


def prepared(path: Path, given: argparse.Namespace) -> tuple[Workspace, Any, Problems, list[Any]]:
    """Read an exhibit and return the documents to make of it."""
    from predella.build import Options, open_exhibit, plan
    from predella.papers import either_way, paper
    from predella.printing import named_profile

    problems = Problems()
    workspace = Workspace.around(path)
    sheet = understood("--paper", paper, given.paper) if given.paper else None
    tiles = understood("--sheets", either_way, given.sheets) if getattr(given, "sheets", None) else ()
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
    except (ValueError, OSError) as fault:
        raise Usage(f"{option}: {fault}") from None


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
    bases = [Path.cwd(), Workspace.around(path).root, shipped()]

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
