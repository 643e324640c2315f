"""Takes the three recipes of docs/layouts.md from its text, as a designer would; fails where one does not give what it says."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
from laying import run
from test_docs import ROOT, copies, examples

from predella.build import Job, Options, make, open_exhibit, plan
from predella.diagnostics import Problems
from predella.pages import MM, Document, Shape, TextLine
from predella.workspace import Workspace

PAGE = ROOT / "docs" / "layouts.md"
HEADS = {"brand": "### 1. A brand pack", "frames": "### 2. Frames moved", "kind": "### 3. A new kind"}


def recipe(name: str) -> tuple[int, int]:
    """Return the first and the last line of a recipe."""
    lines = PAGE.read_text(encoding="utf-8").split("\n")
    start = next(number for number, line in enumerate(lines, 1) if line.startswith(HEADS[name]))
    ends = (number for number, line in enumerate(lines, 1) if number > start and line.startswith(("## ", "### ")))
    return start, next(ends)


@pytest.fixture
def kitchen(tmp_path: Path) -> Path:
    """Return a project that holds the exhibit which all recipes use, and nothing else."""
    text = next(example for example in examples(PAGE) if example.says == "file=exhibits/sheets.yaml")
    (tmp_path / "exhibits").mkdir()
    (tmp_path / "exhibits/sheets.yaml").write_text(text.body, encoding="utf-8")
    return tmp_path


def cooked(name: str, folder: Path) -> list[str]:
    """Do what a recipe says, in its order, and return the names of the files that it made a reader write."""
    start, end = recipe(name)
    written = []
    for example in (example for example in examples(PAGE) if start < example.line < end):
        kind, _, target = example.says.partition("=")
        if kind == "file":
            (folder / target).parent.mkdir(parents=True, exist_ok=True)
            (folder / target).write_text(example.body, encoding="utf-8")
            written.append(target)
        for line in example.body.splitlines() if example.kind == "sh" else ():
            if line.startswith("python make_exhibit.py"):
                answer = run(shlex.split(line)[2:], folder)
                assert (0, "") == (answer.status, answer.stderr), line
            else:
                source, copy = next((a, b) for a, b in copies(PAGE.name) if line == f"cp {a} {b}")
                (folder / copy).write_bytes((ROOT / source).read_bytes())
                written.append(copy)
    return written


def documents(folder: Path, exhibit: str = "sheets", **options: str) -> Iterator[tuple[Job, Document]]:
    """Yield the documents of an exhibit of the project; nothing is wrong with them."""
    problems = Problems()
    workspace = Workspace(folder)
    found = open_exhibit(workspace, folder / f"exhibits/{exhibit}.yaml", problems)
    assert found is not None
    for job in plan(workspace, found, Options(**options), problems):  # type: ignore[arg-type]
        yield job, make(job, workspace, problems)[0]
    assert [] == problems.found


def fonts(document: Document, frame: str) -> set[str]:
    """Return the names of the fonts in which a frame's text is set."""
    items = (item.ink for page in document.pages for item in page.placed if item.frame == frame)
    return {run.font for ink in items if isinstance(ink, TextLine) for run in ink.runs}


def test_a_brand_pack(kitchen: Path) -> None:
    """Own colours, own type and the own logo stand on the page, from a folder that holds no Python and no template."""
    written = cooked("brand", kitchen)
    ((_, document),) = documents(kitchen, theme="harbour")
    page = next(iter(document.pages))
    logo = [item for item in page.placed if item.frame == "logo"]

    assert {"layouts/themes/harbour"} == {Path(name).parent.as_posix() for name in written}
    assert page.ground is not None
    assert (0xF6, 0xF1, 0xE7) == tuple(round(part * 255) for part in page.ground.rgb)
    assert {"harbour-display-Harbour-Bold"} == fonts(document, "title")
    assert {"harbour-prose-Harbour-Regular"} <= fonts(document, "main")
    assert 1 == len(logo)
    assert isinstance(logo[0].ink, Shape)
    assert logo[0].ink.fill is not None
    assert "hull" == logo[0].ink.fill.name
    assert logo[0].element is not None
    assert "Harbour Museum: a sail over a wave" == logo[0].element.alt
    assert 5 < logo[0].rect.height / MM < 15


def test_frames_moved(kitchen: Path) -> None:
    """A layout moves a frame for every exhibit; `frames:` moves it for one; whatever is not named stays."""
    cooked("frames", kitchen)
    ((_, plain),) = documents(kitchen)
    ((_, narrow),) = documents(kitchen, layout="narrow")
    ((_, low),) = documents(kitchen, "sheets-low")
    plain_frames, narrow_frames, low_frames = (
        {frame.name: frame.rect for frame in next(iter(document.pages)).frames} for document in (plain, narrow, low)
    )
    unit = 594 / 42

    assert [3, 37, 3, 30, 3, 30] == [
        round(side / MM / unit, 2) for rects in (plain_frames, narrow_frames, low_frames)
        for side in (rects["main"].x, rects["main"].right)
    ]  # fmt: skip
    assert [14, 20] == [round(rects["main"].y / MM / unit, 2) for rects in (narrow_frames, low_frames)]
    assert [plain_frames["title"]] * 2 == [narrow_frames["title"], low_frames["title"]]
    assert (kitchen / "output/sheets-low/sheets-low-panel-markup.pdf").is_file()


def test_a_new_kind_of_document(kitchen: Path) -> None:
    """Two files make a kind: it is listed, it builds, and it takes from the exhibit what its template asks for."""
    written = cooked("kind", kitchen)
    ((job, document),) = documents(kitchen, layout="notice")
    text = " ".join(
        item.ink.text.strip() for page in document.pages for item in page.placed if isinstance(item.ink, TextLine)
    )

    assert ["layouts/notice/layout.yaml", "layouts/notice/story.xml.j2"] == written
    assert "A3" == job.sheet.name
    assert "One sheet, halved Halve a sheet of the A series, and both halves have its shape. Harbour Museum" == text
    assert "a sheet for the door, upright A3" in run(["list"], kitchen).stdout
