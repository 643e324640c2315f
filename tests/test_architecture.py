"""Takes the engine's source as text; fails where it leaves the shape that docs/architecture.md draws.

Every rule is a function from one module to its findings, tried on a line or two of source, then held against
every module of predella/. A new module is met without being named, but for its place in ORDER.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "predella"

ORDER = (
    "__init__",
    "diagnostics",
    "preflight",
    "workspace",
    "source",
    "text",
    "date_terms",
    "date_endings",
    "years_ago",
    "date_words",
    "edtf",
    "date_hints",
    "dates",
    "pictograms",
    "projections",
    "geography",
    "waters",
    "colours",
    "press",
    "pages",
    "profiles",
    "mirroring",
    "overlaps",
    "surfaces",
    "sheet_phrases",
    "figure_phrases",
    "phrases",
    "words",
    "reading",
    "validate",
    "waivers",
    "importers",
    "typeset",
    "svg",
    "assets",
    "logos",
    "faces",
    "theme_files",
    "styles",
    "themes",
    "papers",
    "frames",
    "layouts",
    "printing",
    "rights",
    "figures",
    "model",
    "drafts",
    "timescale",
    "blocks",
    "extend",
    "story",
    "views",
    "sandbox",
    "templates",
    "compose",
    "draft_note",
    "fitting",
    "pouring",
    "ranks",
    "flow",
    "audit",
    "tiling",
    "writers",
    "load",
    "build",
    "schema",
    "listing",
    "sarif",
    "arguments",
    "cli",
    "__main__",
)
"""The places of the engine, a package being one: each may import only those above it."""

MAY_IMPORT = {
    "yaml": ("source",),  # one reader, so that every value has its position
    "jinja2": ("sandbox", "templates"),  # one template environment, so that there is one sandbox
    "reportlab": ("writers",),  # a canvas and a font embedder, not our layout
    "pyphen": ("typeset.hyphenation",),  # patterns, beside the rules of our own
    "svglib": ("svg",),  # an SVG's shapes, after everything that is not safe has been refused
    "tinycss2": ("svg",),
    "cssselect2": ("svg",),
    "xml.parsers": ("svg",),  # the one that says lines, and that can be told to refuse a DOCTYPE
    "reportlab.platypus": (),  # it would own the page loop and the paragraph; both are ours
    "importlib.resources": ("workspace",),  # these four are other doors to files
    "importlib.metadata": ("blocks.installed",),  # what is installed beside us may bring blocks
    "tempfile": ("workspace",),
    "shutil": ("workspace",),
    "glob": ("workspace",),
    "urllib.request": (),  # everything runs without a network
}
"""What comes from outside, and the places it may come into."""

OPENS_FILES = ("workspace",)
FILE_CALLS = frozenset(
    {
        "from_file_path",  # uharfbuzz.Blob
        "glob",
        "iterdir",
        "mkdir",
        "read_bytes",
        "read_text",
        "rglob",
        "unlink",
        "write_bytes",
        "write_text",
        "FileSystemLoader",
        "PackageLoader",
    }
)
OPENS_NO_FILE = frozenset({"Image", "webbrowser"})
"""What has an `open` that is no file's: Pillow's takes the bytes that the workspace has read."""

MEETS_THE_USER = ("cli", "__main__")
USER_CALLS = frozenset({"print", "input"})
USER_NAMES = frozenset({"os.environ", "os.getenv", "sys.argv", "sys.stdin", "sys.stdout", "sys.stderr"})

CLOCKS = frozenset(
    {"time.time", "time.time_ns", "datetime.now", "datetime.utcnow", "datetime.today", "date.today"}
)

LONGEST_FUNCTION = 40
LONGEST_MODULE = 400


@dataclass(frozen=True, slots=True)
class Module:
    """One file of the engine; `name` is dotted and starts below the package (`typeset.fonts`)."""

    name: str
    text: str
    tree: ast.Module
    is_package: bool = False

    @property
    def place(self) -> str:
        return self.name.split(".")[0]

    def stands_in(self, places: tuple[str, ...]) -> bool:
        return any(_is_or_is_below(self.name, place) for place in places)

    def imports(self) -> Iterator[tuple[int, str]]:
        """Yield line and full dotted name of everything imported, inside functions too."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from ((node.lineno, alias.name) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                origin = self._origin(node)
                yield from ((node.lineno, f"{origin}.{alias.name}") for alias in node.names)

    def _origin(self, node: ast.ImportFrom) -> str:
        if node.level == 0:
            return node.module or ""
        # The root's own name is "predella", not "predella.__init__".
        here = ["predella", *(part for part in self.name.split(".") if part != "__init__")]
        climbs = node.level - 1 if self.is_package else node.level
        return ".".join(here[: len(here) - climbs] + ([node.module] if node.module else []))


def _is_or_is_below(name: str, above: str) -> bool:
    return name == above or name.startswith(f"{above}.")


def _dotted(node: ast.expr) -> str:
    """Return `a.b.c` as it is written; what is no plain name (a call, an index) is left out."""
    if isinstance(node, ast.Attribute):
        return f"{_dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def _references(module: Module) -> Iterator[tuple[int, str]]:
    """Yield every dotted name that the module uses or imports."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Attribute):
            yield node.lineno, _dotted(node)
    yield from module.imports()


def _calls(module: Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call):
            yield node.lineno, _dotted(node.func)


def unplaced(module: Module) -> Iterator[str]:
    if module.place not in ORDER:
        yield f"predella/{module.place} has no place in ORDER; say what it may import"


def backward_arrows(module: Module) -> Iterator[str]:
    if module.place not in ORDER:
        return
    here = ORDER.index(module.place)
    for line, name in module.imports():
        if not _is_or_is_below(name, "predella"):
            continue
        # `from predella import __version__` names no module: it is the package itself that is imported.
        place = next((part for part in name.split(".")[1:2] if part in ORDER), "__init__")
        if ORDER.index(place) > here:
            yield f"{module.name}:{line} imports {place}, which stands below it"


def strangers(module: Module) -> Iterator[str]:
    for line, name in module.imports():
        for library, places in MAY_IMPORT.items():
            if _is_or_is_below(name, library) and not module.stands_in(places):
                allowed = " and ".join(places) or "nobody"
                yield f"{module.name}:{line} imports {library}, which is for {allowed}"


def opened_files(module: Module) -> Iterator[str]:
    if module.stands_in(OPENS_FILES):
        return
    for line, name in _calls(module):
        receiver, _, verb = name.rpartition(".")
        opens = verb == "open" and receiver.rpartition(".")[2] not in OPENS_NO_FILE
        if opens or verb in FILE_CALLS:
            yield f"{module.name}:{line} calls {name}, but only the workspace opens files"


def talk_with_the_user(module: Module) -> Iterator[str]:
    if module.stands_in(MEETS_THE_USER):
        return
    called = [(line, name) for line, name in _calls(module) if name in USER_CALLS]
    named = [(line, name) for line, name in _references(module) if name in USER_NAMES]
    for line, name in called + named:
        yield f"{module.name}:{line} uses {name}, which is for the command line"


def clocks(module: Module) -> Iterator[str]:
    if module.stands_in(MEETS_THE_USER):
        return
    for line, name in _references(module):
        if ".".join(name.split(".")[-2:]) in CLOCKS:
            yield f"{module.name}:{line} reads the clock by {name}"


def long_functions(module: Module) -> Iterator[str]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > LONGEST_FUNCTION:
                place = f"{module.name}:{node.lineno}"
                yield f"{place} {node.name} has {lines} lines, more than {LONGEST_FUNCTION}"


def long_modules(module: Module) -> Iterator[str]:
    lines = len(module.text.splitlines())
    if lines > LONGEST_MODULE:
        yield f"{module.name} has {lines} lines, more than {LONGEST_MODULE}"


Rule = Callable[[Module], Iterator[str]]


def engine() -> Iterator[Module]:
    """Yield every module of the engine."""
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        is_package = parts[-1] == "__init__"
        name = ".".join(parts[:-1] if is_package and len(parts) > 1 else parts)
        text = path.read_text(encoding="utf-8")
        yield Module(name, text, ast.parse(text, path), is_package)


def hold(rule: Rule) -> None:
    findings = [finding for module in engine() for finding in dict.fromkeys(rule(module))]
    assert [] == findings, "\n" + "\n".join(findings)


def found(rule: Rule, name: str, text: str, *, is_package: bool = False) -> bool:
    """Return whether the rule finds fault with a module of this name and text."""
    return any(rule(Module(name, text, ast.parse(text), is_package)))


def test_every_module_has_its_place() -> None:
    """A module outside the order could import anything, and everything could import it."""
    hold(unplaced)


def test_imports_point_upwards() -> None:
    """A stage that knows a later one cannot be read, tested or replaced alone."""
    hold(backward_arrows)


def test_libraries_stay_in_their_place() -> None:
    """A library met in one place can be replaced, sandboxed and given positions there."""
    hold(strangers)


def test_only_the_workspace_opens_files() -> None:
    """One door to files keeps untrusted definitions inside their project, and knows what a build has read."""
    hold(opened_files)


def test_only_the_command_line_meets_the_user() -> None:
    """What prints or looks at the environment below the command line cannot run in a server or a worker."""
    hold(talk_with_the_user)


def test_nothing_reads_the_clock() -> None:
    """The same input gives the same bytes; a date comes from the exhibit or is handed in."""
    hold(clocks)


def test_functions_stay_short() -> None:
    """Beyond 40 lines a function does several things and hides which."""
    hold(long_functions)


def test_modules_stay_short() -> None:
    """Beyond 400 lines a module has become two."""
    hold(long_modules)


def test_the_engine_is_found() -> None:
    """Rules held against no module would all be kept."""
    assert "diagnostics" in {module.name for module in engine()}


@pytest.mark.parametrize(
    ("rule", "name", "text"),
    [
        (unplaced, "helpers", ""),
        (unplaced, "helpers.files", ""),
        (backward_arrows, "source", "import predella.flow"),
        (backward_arrows, "source", "from predella.flow import fill"),
        (backward_arrows, "source", "from predella import diagnostics, flow"),
        (backward_arrows, "source", "from . import flow"),
        (backward_arrows, "blocks.figure", "from ..writers.pdf import write"),
        (backward_arrows, "source", "def read():\n    from predella.cli import main"),
        (backward_arrows, "source", "if TYPE_CHECKING:\n    from predella.model import Exhibit"),
        (strangers, "themes", "import yaml"),
        (strangers, "flow", "from jinja2.sandbox import SandboxedEnvironment"),
        (strangers, "blocks.figure", "from reportlab.pdfgen import canvas"),
        (strangers, "typeset.shape", "import reportlab"),
        (strangers, "writers.pdf", "from reportlab import platypus"),
        (strangers, "writers.pdf", "from reportlab.platypus.paragraph import Paragraph"),
        (strangers, "assets", "from importlib.resources import files"),
        (strangers, "assets", "from urllib import request"),
        (opened_files, "assets", "open('figure.png')"),
        (opened_files, "assets", "io.open('figure.png')"),
        (opened_files, "assets", "(folder / name).open('rb')"),
        (opened_files, "assets", "Path(name).read_bytes()"),
        (opened_files, "writers.proof", "path.write_text(proof)"),
        (opened_files, "compose", "Environment(loader=FileSystemLoader('layouts'))"),
        (talk_with_the_user, "build", "print('done')"),
        (talk_with_the_user, "build", "import os\nos.environ['HOME']"),
        (talk_with_the_user, "build", "from os import getenv"),
        (talk_with_the_user, "build", "sys.stderr.write('done')"),
        (talk_with_the_user, "build", "def report(to=sys.argv): ..."),
        (clocks, "build", "time.time()"),
        (clocks, "build", "from time import time"),
        (clocks, "writers.pdf", "datetime.datetime.now(UTC)"),
        (clocks, "writers.pdf", "made = date.today"),
        (long_functions, "flow", "def fill():\n" + "    step()\n" * LONGEST_FUNCTION),
        (long_functions, "flow", "class A:\n  async def fill(self):\n" + "    step()\n" * LONGEST_FUNCTION),
        (long_modules, "flow", "\n" * (LONGEST_MODULE + 1)),
    ],
)
def test_a_rule_finds(rule: Rule, name: str, text: str) -> None:
    """Each rule can fail: in a call, in a from-import, inside a function, one level down in a package."""
    assert found(rule, name, text)


@pytest.mark.parametrize(
    ("rule", "name", "text"),
    [
        (unplaced, "typeset.shape", ""),
        (backward_arrows, "flow", "from predella.pages import Page"),
        (backward_arrows, "flow", "from predella import __version__"),
        (backward_arrows, "blocks.figure", "from .prose import Prose\nfrom ..typeset import shape"),
        (backward_arrows, "source", "import flow"),
        (strangers, "source", "import yaml"),
        (strangers, "flow", "from predella import yaml_schema"),
        (strangers, "writers.pdf", "from reportlab.pdfgen import canvas"),
        (opened_files, "workspace", "path.read_bytes()"),
        (opened_files, "assets", "Image.open(BytesIO(data))"),
        (opened_files, "writers.pdf", "sink.write(data)"),
        (talk_with_the_user, "cli", "print(os.environ)"),
        (talk_with_the_user, "writers.proof", "proof.print()"),
        (clocks, "cli", "time.time()"),
        (clocks, "dates", "date(1954, 5, 16)\ntime.gmtime(epoch)"),
        (long_functions, "flow", "def fill():\n" + "    step()\n" * (LONGEST_FUNCTION - 1)),
        (long_modules, "flow", "\n" * LONGEST_MODULE),
    ],
)
def test_a_rule_lets_pass(rule: Rule, name: str, text: str) -> None:
    """A rule that finds fault with everything would be switched off by the first who meets it."""
    assert not found(rule, name, text)


@pytest.mark.parametrize(("is_package", "wrong"), [(True, False), (False, True)])
def test_relative_imports_of_a_package_start_in_it(is_package: bool, wrong: bool) -> None:
    """`from .cli import x` is blocks.cli in blocks/__init__.py, but the command line in blocks.py."""
    assert wrong == found(backward_arrows, "blocks", "from .cli import arguments", is_package=is_package)
