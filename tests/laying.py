"""An exhibit as text goes in; a project folder, its laid-out pages, its messages or a command's answer comes out."""

from __future__ import annotations

import contextlib
import io
import os
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from predella import cli
from predella.build import Job, make, open_exhibit, plan
from predella.build import Options as Options
from predella.diagnostics import Problem, Problems, Refused
from predella.pages import Document, Page, TextLine
from predella.workspace import Workspace

LAYOUT = """\
layout: plain
summary: one frame a page, for tests
paper: {default: A5 portrait}
scale: held
smallest: 8pt
ground: paper
grid: {units: 20, margin: 1u, columns: 4, baseline: {A5: 5mm}}
pages:
  page:
    frames:
      main: {columns: 1-4, top: 10mm, bottom: 10mm, fit: continue}
      side: {columns: 3-4, top: 150mm, bottom: 10mm}
"""
"""A small layout that no design change moves; tests about the shipped ones name those."""

TEMPLATE = """\
{% for section in sections %}
<page master="{{ section.page or '' }}" section="{{ section.id }}" title="{{ section.id }}">
  {% for frame, items in section.content | by_frame("main") %}
  <flow frame="{{ frame }}">{{ items | blocks }}</flow>
  {% endfor %}
</page>
{% endfor %}
"""

HEAD = """\
exhibit: x
title: A small exhibit
"""

DOCUMENTS = """\
documents:
  handout: {layout: plain}
"""


@dataclass(frozen=True)
class Answer:
    """What a command gave back."""

    status: int
    stdout: str
    stderr: str

    def __iter__(self) -> Iterator[object]:
        return iter((self.status, self.stdout, self.stderr))


def exhibit(content: str, *, rest: str = "") -> str:
    """Return a whole exhibit of one section: `content` is the YAML list of its blocks, `rest` further keys."""
    body = textwrap.indent(textwrap.dedent(content), " " * 6)
    return f"{HEAD}{textwrap.dedent(rest)}sections:\n  - id: one\n    content:\n{body}\n{DOCUMENTS}"


def project(
    tmp_path: Path, exhibit_yaml: str | bytes, files: Mapping[str, str | bytes] | None = None
) -> Path:
    """Return a project folder with `exhibits/x.yaml`, the layout `plain` and the files given by relative name."""
    given: dict[str, str | bytes] = {
        "layouts/plain/layout.yaml": LAYOUT,
        "layouts/plain/story.xml.j2": TEMPLATE,
        "exhibits/x.yaml": exhibit_yaml,
    }
    for name, content in {**given, **(files or {})}.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    (tmp_path / "data").mkdir(exist_ok=True)
    return tmp_path


def planned(folder: Path, options: Options | None = None) -> tuple[Workspace, list[Job], Problems]:
    """Return the documents that the exhibit of a project asks for. Raises `Refused`."""
    problems = Problems()
    workspace = Workspace(folder)
    found = open_exhibit(workspace, folder / "exhibits/x.yaml", problems)
    problems.refuse_errors()
    assert found is not None
    jobs = plan(workspace, found, options or Options(), problems)
    problems.refuse_errors()
    return workspace, jobs, problems


def made(folder: Path, document: str | None = None) -> tuple[Document, list[Problem]]:
    """Return the finished document of a project, its first or the one named, and its problems. Raises `Refused`."""
    workspace, jobs, problems = planned(folder, Options(only=(document,) if document else ()))
    found, _ = make(jobs[0], workspace, problems)
    return replace(found, pages=tuple(found.pages)), problems.found


def laid(
    tmp_path: Path,
    exhibit_yaml: str,
    document: str | None = None,
    files: Mapping[str, str | bytes] | None = None,
) -> tuple[tuple[Page, ...], list[Problem]]:
    """Return the pages of an exhibit's document and its problems; no page when it is refused."""
    try:
        found, problems = made(project(tmp_path, exhibit_yaml, files), document)
    except Refused as refused:
        return (), list(refused.problems)
    return tuple(found.pages), problems


def messages(
    tmp_path: Path,
    exhibit_yaml: str | bytes,
    files: Mapping[str, str | bytes] | None = None,
    *options: str,
) -> str:
    """Return the problems of an exhibit as `predella check` prints them, paths relative to the project."""
    folder = project(tmp_path, exhibit_yaml, files)
    return run(["check", "exhibits/x.yaml", "--no-color", *options], folder).stderr


def run(arguments: Sequence[str], folder: Path) -> Answer:
    """Run a command as if typed in a folder; a command line that cannot be read has the status argparse gives it."""
    stdout, stderr = io.StringIO(), io.StringIO()
    before = Path.cwd()
    os.chdir(folder)
    try:
        with contextlib.redirect_stdout(stdout), contextlib.redirect_stderr(stderr):
            try:
                status = cli.main(list(arguments))
            except SystemExit as left:
                status = left.code if isinstance(left.code, int) else 1
    finally:
        os.chdir(before)
    return Answer(status, stdout.getvalue(), stderr.getvalue())


def lines_of(pages: Sequence[Page], role: str | None = None) -> list[str]:
    """Return the lines of text of pages in the order they were placed, of all roles or of one."""
    return [
        item.ink.text
        for page in pages
        for item in page.placed
        if isinstance(item.ink, TextLine) and role in (None, item.role)
    ]


def text_of(pages: Sequence[Page], role: str | None = None) -> str:
    """Return the text of pages as one string, white space folded."""
    return " ".join("".join(line + " " for line in lines_of(pages, role)).split())
