"""Takes README.md and docs/ as a reader would; fails where an example, a link or a command does not hold."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent

import pytest
import yaml

from predella.arguments import make_parser
from predella.blocks import BLOCKS
from predella.blocks.block import Block
from predella.cli import main
from predella.dates import parse, say
from predella.diagnostics import Problems
from predella.frames import Frame
from predella.layouts import Grid, LayoutFile, Master
from predella.model import DocumentSpec, Event, Exhibit, Figure, Section
from predella.papers import SheetSpec
from predella.printing import PrintSpec
from predella.rights import Rights
from predella.theme_files import GROUND_ROLES, StyleSpec, ThemeFile
from predella.validate import Model
from tests.test_architecture import ORDER
from tools.make_docs import (
    HOST,
    blocks_page,
    built,
    example_exhibit,
    example_project,
    models_in,
    shown_blocks,
)
from tools.make_gallery import EXHIBITS as IN_THE_GALLERY
from tools.make_gallery import gallery_page, themes_for, themes_page

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]

FENCE = re.compile(
    r"^(?P<indent> *)```(?P<kind>\w+)?(?: (?P<says>[^\n]*))?\n(?P<body>.*?)^ *```$", re.MULTILINE | re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Example:
    """A fenced block: its language, what its info string says it is, its text."""

    page: str
    line: int
    kind: str
    says: str
    body: str

    def __str__(self) -> str:
        return f"{self.page}:{self.line}"


def examples(page: Path) -> Iterator[Example]:
    text = page.read_text(encoding="utf-8")
    for match in FENCE.finditer(text):
        line = text.count("\n", 0, match.start()) + 1
        yield Example(page.name, line, match["kind"] or "", match["says"] or "", dedent(match["body"]))


ALL = [example for page in PAGES for example in examples(page)]


def marked(*says: str) -> list[Example]:
    return [example for example in ALL if example.says in says]


def ids(values: list[Example]) -> list[str]:
    return [str(value) for value in values]


def project(folder: Path, page: str) -> Path:
    """Write the files that a page's examples give into a project, and the page for single blocks."""
    example_project(folder)
    for example in ALL:
        if example.page == page and example.says.startswith("file="):
            path = folder / example.says.removeprefix("file=")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(example.body, encoding="utf-8")
    for source, target in copies(page):
        shutil.copy(ROOT / source, folder / target)
    return folder


def copies(page: str) -> Iterator[tuple[str, str]]:
    """Yield what a page has its reader copy."""
    for example in ALL:
        for line in example.body.splitlines() if (example.page, example.kind) == (page, "sh") else ():
            if line.startswith("cp "):
                _, source, target = shlex.split(line)
                yield source, target


def errors_of(path: Path) -> list[str]:
    problems = Problems()
    documents = list(built(path, problems))
    found = [
        f"{problem.span}: {problem.message}" for problem in problems.found if problem.severity == "error"
    ]
    return found or ([] if documents else ["no document was built"])


def exhibit_of(example: Example) -> str:
    """Return a whole exhibit for an example that is a part of one."""
    if example.says == "content":
        indented = "".join(f"      {line}\n" for line in example.body.splitlines())
        rest = "documents:\n  panels: {layout: panel}\n"
        return HOST.replace("EXAMPLE\n", indented).partition("documents:")[0] + rest
    given = yaml.safe_load(example.body)
    rest = {
        "exhibit": "exhibit: example",
        "title": "title: Paper sizes",
        "sections": "sections: [{id: opening, heading: Paper sizes, content: [lead: One sheet.]}]",
        "documents": "documents: {panels: {layout: panel}}",
    }
    return example.body + "\n".join(line for key, line in rest.items() if key not in given) + "\n"


def test_every_yaml_example_says_what_it_is() -> None:
    """An example that is not marked is not tried, and will be wrong one day."""
    known = re.compile(r"file=\S+|content|part|wrong")
    assert [] == [
        str(example)
        for example in ALL
        if example.kind in ("yaml", "xml") and not known.fullmatch(example.says)
    ]


EXHIBITS = [example for example in ALL if example.says.startswith("file=exhibits/")]


@pytest.mark.parametrize("example", EXHIBITS, ids=ids(EXHIBITS))
def test_a_whole_exhibit_builds(example: Example, tmp_path: Path) -> None:
    """What a reader copies into a file builds without an error, with the layouts and themes of the same page."""
    folder = project(tmp_path, example.page)
    assert [] == errors_of(folder / example.says.removeprefix("file="))


PARTS = [example for example in marked("part", "content") if example.page != "blocks.md"]


@pytest.mark.parametrize("example", PARTS, ids=ids(PARTS))
def test_a_part_of_an_exhibit_builds(example: Example, tmp_path: Path) -> None:
    """What a reader copies into an exhibit builds without an error."""
    path = project(tmp_path, example.page) / "exhibits" / "example.yaml"
    path.write_text(exhibit_of(example), encoding="utf-8")
    assert [] == errors_of(path)


@pytest.mark.parametrize("kind", [block.kind for block in shown_blocks()])
def test_a_block_builds_from_its_example(kind: str, tmp_path: Path) -> None:
    """The example of every block is an item that a section can hold."""
    example_project(tmp_path)
    path = tmp_path / "exhibits" / "example.yaml"
    path.write_text(example_exhibit(BLOCKS[kind]), encoding="utf-8")
    assert [] == errors_of(path)


@pytest.mark.parametrize("block", shown_blocks(), ids=[block.kind for block in shown_blocks()])
def test_every_field_of_a_block_is_described(block: type[Block]) -> None:
    """A field without a word on what it means would stand in the page of blocks with an empty cell."""
    found = [
        f"{model.__name__}.{name}"
        for model, _ in models_in(block, "", [block])
        for name, field in model.model_fields.items()
        if not field.description
    ]
    assert [] == found


def test_the_page_of_blocks_is_up_to_date() -> None:
    """docs/blocks.md is what `python tools/make_docs.py text` writes from the block classes."""
    assert blocks_page() == (ROOT / "docs" / "blocks.md").read_text(encoding="utf-8")


WRONG = list(zip(marked("wrong"), marked("message"), strict=True))


@pytest.mark.parametrize(("example", "message"), WRONG, ids=ids(marked("wrong")))
def test_a_message_is_as_shown(
    example: Example,
    message: Example,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A message in the documentation is what the program prints for the example above it."""
    (tmp_path / "exhibits").mkdir()
    (tmp_path / "exhibits" / "wrong.yaml").write_text(example.body, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert 1 == main(["check", "wrong", "--quiet"])
    assert message.body == capsys.readouterr().err


FORMATS = [
    ("exhibits.md", Exhibit),
    ("exhibits.md", Section),
    ("exhibits.md", Figure),
    ("exhibits.md", Rights),
    ("exhibits.md", Event),
    ("exhibits.md", DocumentSpec),
    ("exhibits.md", SheetSpec),
    ("printing.md", PrintSpec),
    ("layouts.md", LayoutFile),
    ("layouts.md", Master),
    ("layouts.md", Frame),
    ("layouts.md", Grid),
    ("layouts.md", ThemeFile),
    ("layouts.md", StyleSpec),
]


@pytest.mark.parametrize(("page", "model"), FORMATS, ids=[model.__name__ for _, model in FORMATS])
def test_every_key_is_documented(page: str, model: type[Model]) -> None:
    """A key that no page names is one that no author will use."""
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    keys = {field.alias or name for name, field in model.model_fields.items()} - {"drawing"}
    assert set() == {key for key in keys if not re.search(rf"`{key}[`:]", text)}


def test_every_shipped_layout_is_documented() -> None:
    """An author must know the page masters and frames that items can ask for."""
    text = (ROOT / "docs" / "exhibits.md").read_text(encoding="utf-8")
    furniture = {
        "strip",
        "running",
        "title",
        "footer",
        "key",
        "timeline",
        "sources",
        "second",
        "logo",
    }  # filled by the templates, or by what another frame leaves over
    for path in sorted((ROOT / "layouts").glob("*/layout.yaml")):
        layout = yaml.safe_load(path.read_text(encoding="utf-8"))
        pages = layout.get("pages", {})
        frames = {frame for master in pages.values() for frame in master.get("frames", {})} - furniture
        # name, heading and text of each language are filled by the template
        frames = {frame for frame in frames if not re.search(r"-\d$", frame)}
        named = {layout["layout"], *frames, *(pages if layout.get("series") else ())}
        assert set() == {name for name in named if f"`{name}`" not in text}, path.parent.name


def test_every_ground_role_is_documented() -> None:
    """A theme cannot be written without the names of the roles."""
    text = (ROOT / "docs" / "layouts.md").read_text(encoding="utf-8")
    assert [] == [role for role in GROUND_ROLES if f"`{role}`" not in text]


def test_every_module_has_its_line() -> None:
    """docs/architecture.md names each place of the engine, in the order that the imports keep."""
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    table = text.partition("## Where things live")[2].partition("\n## ")[0]
    cells = re.findall(r"^\| (`[^|]+) \|", table, re.MULTILINE)
    named = [name for cell in cells for name in re.findall(r"`(\w+)`", cell)]
    assert [name for name in ORDER if not name.startswith("__")] == named


def test_dates_print_as_the_table_says() -> None:
    """Each row of the table of dates is what the engine makes of the EDTF in it."""
    text = (ROOT / "docs" / "exhibits.md").read_text(encoding="utf-8")
    rows = re.findall(
        r"^\| `([^`]+)` \| ([^|]+) \| ([^|]+) \|$",
        text.partition("## Dates")[2].partition("## Events")[0],
        re.M,
    )
    assert len(rows) > 10
    for written, english, russian in rows:
        said = [say(parse(written), language).replace("\u00a0", " ") for language in ("en", "ru")]
        assert [english, russian] == said


@pytest.mark.parametrize("page", PAGES, ids=[page.name for page in PAGES])
def test_links_lead_somewhere(page: Path) -> None:
    """A relative link names a file that is there, and a heading that the file has."""
    text = FENCE.sub("", page.read_text(encoding="utf-8"))
    text = re.sub(r"`[^`\n]*`", lambda code: "x" if "](" in code.group() else code.group(), text)
    dead = []
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if re.match(r"[a-z]+:", target):
            continue
        name, _, anchor = target.partition("#")
        path = (page.parent / name).resolve() if name else page
        if not path.exists() or (anchor and anchor not in anchors(path)):
            dead.append(target)
    assert [] == dead


def anchors(page: Path) -> set[str]:
    """Return the anchors GitHub makes of a page's headings."""
    text = FENCE.sub("", page.read_text(encoding="utf-8"))
    heads = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


def test_documented_options_exist() -> None:
    """An option that a page names is one the command line has."""
    parser = make_parser(dict.fromkeys(("build", "check", "list", "schema"), lambda _: 0))
    known = set(re.findall(r"--[a-z][a-z-]*", parser.format_help()))
    for action in parser._actions:
        for command in (action.choices or {}).values() if isinstance(action.choices, dict) else ():
            known |= {option for own in command._actions for option in own.option_strings}
    elsewhere = {"--editable", "--fix", "--strict", "--update"}  # of pip, ruff, mypy, and our pytest
    for page in PAGES:
        named = set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", page.read_text(encoding="utf-8")))
        assert set() == named - known - elsewhere, page.name


def commands() -> list[tuple[str, str]]:
    """Return the pages' commands that are ours to run, each with its page."""
    found = []
    # the tutorial's commands follow each other: tests/test_tutorial.py types them in their order
    for example in (example for example in ALL if example.page != "tutorial.md"):
        lines = example.body.splitlines() if example.kind == "sh" else []
        parts = [part.strip() for line in lines for part in line.split("  #")[0].split("&&")]
        found += [(example.page, part) for part in parts if part.startswith("python make_exhibit.py")]
    return list(dict.fromkeys(found))


@pytest.mark.parametrize(("page", "command"), commands(), ids=[command for _, command in commands()])
def test_a_command_runs(
    page: str,
    command: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """What a reader is told to type succeeds, in a checkout that holds what the page has them write."""
    project(tmp_path, page)
    for folder in ("exhibits", "layouts", "data"):
        shutil.copytree(ROOT / folder, tmp_path / folder, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    assert 0 == main(shlex.split(command)[2:]), capsys.readouterr().err


def test_the_starter_builds_as_it_is(tmp_path: Path) -> None:
    """What a teacher copies is short, and reports only the picture that is still to come."""
    path = tmp_path / "exhibits" / "leap-day.yaml"
    path.parent.mkdir()
    shutil.copy(ROOT / "docs" / "starter.yaml", path)
    problems = Problems()
    documents = [job.stem for job, _ in built(path, problems)]

    assert ["leap-day-handout-A4", "leap-day-handout-Letter", "leap-day-poster"] == documents
    assert ["fpo"] == [problem.rule for problem in problems.found]
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 40


def test_the_readme_is_short() -> None:
    """What is longer is not read; the rest stands in docs/."""
    assert len((ROOT / "README.md").read_text(encoding="utf-8").splitlines()) < 200
    assert len((ROOT / "docs" / "architecture.md").read_text(encoding="utf-8").splitlines()) <= 200


def test_the_pages_of_exhibits_and_themes_are_up_to_date() -> None:
    """docs/gallery.md and docs/themes.md are what `python tools/make_gallery.py text` writes."""
    assert gallery_page() == (ROOT / "docs" / "gallery.md").read_text(encoding="utf-8")
    assert themes_page() == (ROOT / "docs" / "themes.md").read_text(encoding="utf-8")


def test_every_exhibit_is_in_the_gallery() -> None:
    """An exhibit that comes along has its pictures, one of them in each theme; none is large."""
    shipped = {path.stem for path in (ROOT / "exhibits").glob("*.yaml")}
    themes = {path.parent.name for path in (ROOT / "layouts/themes").glob("*/theme.yaml")}
    pictures = ROOT / "docs" / "pictures"

    assert shipped == set(IN_THE_GALLERY)
    assert {f"{exhibit}-{theme}" for exhibit in shipped for theme in themes_for(exhibit)} | themes == {
        path.stem for path in (pictures / "themes").glob("*.png")
    }
    assert [] == [path.name for path in pictures.rglob("*.png") if path.stat().st_size > 210_000]
