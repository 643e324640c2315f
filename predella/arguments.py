"""What a command line may say, as a parser: commands, options, and what `--help` prints of them."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from pathlib import Path

from predella import __version__

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


def make_parser(runs: Mapping[str, Callable[[argparse.Namespace], int]]) -> argparse.ArgumentParser:
    """Return the parser of the command line; `runs` has what each command runs."""
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
    build.set_defaults(run=runs["build"])
    check = commands.add_parser("check", help="say what is wrong and write nothing")
    add_choice(check)
    check.add_argument("--target", choices=("screen", "print"), default="screen", help="print: also what keeps a print shop from printing it")
    check.add_argument("--format", choices=("text", "json", "sarif"), default="text", help="how problems are printed; sarif: for editors and code hosts")
    check.add_argument("--sizes", action="store_true", help="also say how large each style is and from how far it reads")
    check.add_argument("--all", action="store_true", help="name every place of a problem that has many")
    check.add_argument("--words", action="store_true", help="say how each section reads: words, sentences, grade")
    check.set_defaults(run=runs["check"])
    listing = commands.add_parser("list", help="exhibits, layouts, themes and block kinds, one line each")
    listing.set_defaults(run=runs["list"])
    schema = commands.add_parser("schema", help="JSON Schema of the formats, for editors")
    schema.add_argument("format", nargs="?", choices=("exhibit", "layout", "theme"), default="exhibit")
    schema.set_defaults(run=runs["schema"])
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
