"""Command lines go in; files, whole and repeatable, messages and a status come out."""

from __future__ import annotations

import hashlib
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from laying import exhibit, project, run
from pictures import encoded, quarters

ROOT = Path(__file__).parent.parent

WHOLE = exhibit(
    """\
- heading: {text: A heading, level: 1}
- text: A sentence with *emphasis*, **strong** words, a [link](https://example.org) and a mark [@mumford].
- figure: bridge
""",
    rest="""\
summary: A summary
author: An author
sources:
  - {id: mumford, title: Technics and Civilization}
figures:
  bridge:
    file: bridge.png
    alt: Four colours
    caption: The bridge of the town
    rights: {credit: A friend, license: CC0-1.0, cleared: true}
""",
)
FILES = {"data/bridge.png": encoded(quarters(), "PNG")}


def files_of(folder: Path) -> dict[str, str]:
    """Return the files below a folder with a digest of each."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def built(folder: Path, *options: str, text: str = WHOLE) -> list[str]:
    """Return the names of the files that a build writes below output/, and no other line on standard output."""
    answer = run(["build", "x", *options], project(folder, text, FILES))
    assert (0, False) == (answer.status, ": error:" in answer.stderr)
    names = sorted(
        path.relative_to(folder / "output").as_posix() for path in (folder / "output").rglob("*.*")
    )
    assert names == sorted(line.split("  ")[0].removeprefix("output/") for line in answer.stdout.splitlines())
    return names


def test_same_bytes_twice(tmp_path: Path) -> None:
    """The same input gives the same bytes, in another folder and with the files of the first build in place."""
    for name in ("one", "two/deeper with spaces"):
        for target in ("screen", "markup", "proof", "png"):
            built(tmp_path / name, "--target", target) if not (tmp_path / name).exists() else run(
                ["build", "x", "--target", target], tmp_path / name
            )
    first = files_of(tmp_path / "one/output")
    run(["build"], tmp_path / "one")

    assert first == files_of(tmp_path / "two/deeper with spaces/output") == files_of(tmp_path / "one/output")
    assert 4 == len(first)


@pytest.mark.parametrize(
    "environment",
    [
        {"LC_ALL": "kk_KZ.UTF-8", "LANG": "ru_RU.KOI8-R", "LANGUAGE": "kk", "TZ": "Asia/Almaty", "PYTHONHASHSEED": "1"},
        {"LC_ALL": "C", "TZ": "America/Anchorage", "USER": "another", "HOME": "/nowhere", "PYTHONHASHSEED": "2"},
    ],
)  # fmt: skip
def test_same_bytes_for_another_user(environment: Mapping[str, str], tmp_path: Path) -> None:
    """Neither the user's language, clock, name, home nor the order of Python's hashes shows in a file."""
    built(tmp_path / "here")
    folder = project(tmp_path / "there", WHOLE, FILES)
    kept = {key: value for key, value in os.environ.items() if key in ("PATH", "SYSTEMROOT")}

    subprocess.run(
        [sys.executable, "-m", "predella", "build", "x"], cwd=folder, check=True, capture_output=True,
        env={**kept, **environment, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip

    assert files_of(tmp_path / "here/output") == files_of(folder / "output")


TWO_PAPERS = WHOLE.replace("{layout: plain}", "{layout: plain, paper: [A5, A4 landscape]}")
TWO_PAGES = WHOLE.replace("documents:", "  - {id: two, content: [Two.]}\ndocuments:")
TWO_DOCUMENTS = WHOLE + "  worksheet: {layout: plain}\n"
TWO_LANGUAGES = WHOLE.replace(
    "title: A small exhibit\n", "title: {en: A small exhibit, kk: Шағын көрме}\nlanguages: [en, kk]\n"
)


@pytest.mark.parametrize(
    ("text", "options", "names"),
    [
        (WHOLE, (), ["x-handout.pdf"]),
        (WHOLE, ("--paper", "A4"), ["x-handout-A4.pdf"]),
        (WHOLE, ("--paper", "150 x 200 mm"), ["x-handout-150x200mm.pdf"]),
        (TWO_PAPERS, (), ["x-handout-A4-landscape.pdf", "x-handout-A5.pdf"]),
        (TWO_PAPERS, ("--paper", "A3"), ["x-handout-A3.pdf"]),
        (TWO_LANGUAGES, (), ["x-handout-en.pdf"]),
        (TWO_LANGUAGES, ("--lang", "en,kk"), ["x-handout-en.pdf", "x-handout-kk.pdf"]),
        (TWO_DOCUMENTS, (), ["x-handout.pdf", "x-worksheet.pdf"]),
        (TWO_DOCUMENTS, ("--only", "worksheet"), ["x-worksheet.pdf"]),
        (TWO_DOCUMENTS, ("--only", "plain"), ["x-handout.pdf", "x-worksheet.pdf"]),
        (WHOLE, ("--target", "markup"), ["x-handout-markup.pdf"]),
        (WHOLE, ("--target", "proof"), ["x-handout.txt"]),
        (WHOLE, ("--target", "png"), ["x-handout-1.png"]),
        (TWO_PAGES, ("--target", "png"), ["x-handout-1.png", "x-handout-2.png"]),
        (TWO_PAGES, (), ["x-handout.pdf"]),
        (TWO_PAGES, ("--split",), ["x-handout-1.pdf", "x-handout-2.pdf"]),
        (WHOLE, ("--split",), ["x-handout.pdf"]),
    ],
)
def test_output_names(text: str, options: tuple[str, ...], names: list[str], tmp_path: Path) -> None:
    """A file is named after exhibit and document; paper and language appear when there is more than one, the target when it is no PDF to read."""
    assert [f"x/{name}" for name in names] == built(tmp_path, *options, text=text)


def test_line_of_a_file(tmp_path: Path) -> None:
    """Each file is told in a line: path, pages, paper, size."""
    answer = run(["build", "x"], project(tmp_path, TWO_PAGES, FILES))

    size = (tmp_path / "output/x/x-handout.pdf").stat().st_size
    assert f"output/x/x-handout.pdf  2 pages  A5  {size / 1000:,.0f} kB\n" == answer.stdout


def test_out(tmp_path: Path) -> None:
    """`--out` names another folder, which is made."""
    answer = run(["build", "x", "--out", "far/away"], project(tmp_path, WHOLE, FILES))

    assert 0 == answer.status
    assert ["x/x-handout.pdf"] == list(files_of(tmp_path / "far/away"))
    assert not (tmp_path / "output").exists()


def test_exhibit_by_path(tmp_path: Path) -> None:
    """An exhibit anywhere on disk is built into the output/ of its own project."""
    folder = project(tmp_path / "project", WHOLE, FILES)
    (tmp_path / "elsewhere").mkdir()

    answer = run(["build", "../project/exhibits/x.yaml"], tmp_path / "elsewhere")

    assert 0 == answer.status
    assert str(folder / "output/x/x-handout.pdf") in answer.stdout


def test_exhibit_outside_of_a_project(tmp_path: Path) -> None:
    """The folder of an exhibit that stands alone is its project."""
    folder = project(tmp_path, WHOLE, FILES)
    (folder / "exhibits/x.yaml").rename(folder / "alone.yaml")
    (folder / "exhibits").rmdir()

    assert 0 == run(["build", "alone.yaml"], folder).status
    assert (folder / "output/x/x-handout.pdf").is_file()


def test_nothing_named(tmp_path: Path) -> None:
    """Without a command and a name every exhibit of the project is built."""
    second = WHOLE.replace("exhibit: x", "exhibit: y")
    answer = run([], project(tmp_path, WHOLE, {**FILES, "exhibits/y.yml": second}))

    assert 0 == answer.status
    assert ["x/x-handout.pdf", "y/y-handout.pdf"] == list(files_of(tmp_path / "output"))


def test_one_bad_exhibit_does_not_stop_the_others(tmp_path: Path) -> None:
    """What is wrong with one exhibit keeps no other from being built; the status tells of it."""
    answer = run(
        [],
        project(
            tmp_path, "exhibit: x\n", {**FILES, "exhibits/y.yaml": WHOLE.replace("exhibit: x", "exhibit: y")}
        ),
    )

    assert 1 == answer.status
    assert ["y/y-handout.pdf"] == list(files_of(tmp_path / "output"))


@pytest.mark.parametrize(
    ("arguments", "text", "status"),
    [
        (["build", "x"], WHOLE, 0),
        (["build", "x"], WHOLE.replace("    file: bridge.png\n", ""), 0),
        (["build", "x", "--final"], WHOLE, 0),
        (["build", "x", "--final"], WHOLE.replace("    file: bridge.png\n", ""), 1),
        (["build", "x", "--final"], WHOLE.replace("cleared: true", "cleared: false"), 1),
        (["check", "x", "--final"], WHOLE.replace("    file: bridge.png\n", ""), 1),
        (["check", "x"], WHOLE, 0),
        (["check", "x"], WHOLE.replace("title:", "titel:"), 1),
        (["build", "x"], WHOLE.replace("figure: bridge", "figure: bride"), 1),
        (["build", "x", "--only", "nothing"], WHOLE, 2),
        (["build", "y"], WHOLE, 2),
        (["bild"], WHOLE, 2),
        (["build", "--target", "svg"], WHOLE, 2),
        (["--help"], WHOLE, 0),
        (["--version"], WHOLE, 0),
        (["list"], WHOLE, 0),
        (["schema", "exhibit"], WHOLE, 0),
        (["schema", "layout"], WHOLE, 0),
        (["schema", "theme"], WHOLE, 0),
    ],
)
def test_exit_status(arguments: list[str], text: str, status: int, tmp_path: Path) -> None:
    """0 when all is built, warnings allowed; 1 when something is wrong; 2 when the command is."""
    answer = run(arguments, project(tmp_path, text, FILES))

    assert status == answer.status
    assert bool(answer.stderr) or not status


@pytest.mark.parametrize("change", [("    file: bridge.png\n", ""), ("cleared: true", "cleared: false")])
def test_final_writes_nothing(change: tuple[str, str], tmp_path: Path) -> None:
    """A final build of an exhibit with a picture that is missing or not cleared leaves what was there."""
    folder = project(tmp_path, WHOLE.replace(*change), {**FILES, "output/x/x-handout.pdf": "the old file"})

    assert 1 == run(["build", "x", "--final"], folder).status
    assert b"the old file" == (folder / "output/x/x-handout.pdf").read_bytes()


def test_draft_of_a_text_that_does_not_fit(tmp_path: Path) -> None:
    """A draft is written although a text is too long, so that it can be seen where; the status tells of it."""
    text = WHOLE.replace("{layout: plain}", "{layout: plain, frames: {main: {height: 20mm, fit: tighten}}}")
    folder = project(tmp_path, text, FILES)

    answer = run(["build", "x"], folder)
    assert (1, True) == (answer.status, (folder / "output/x/x-handout.pdf").is_file())
    final = run(["build", "x", "--final", "--out", "final"], folder)
    assert (1, False) == (final.status, (folder / "final").exists())


def test_messages_in_order(tmp_path: Path) -> None:
    """Messages are sorted by file, then by line, whatever stage found them."""
    text = exhibit(
        "- text: One [@nobody].\n- figure: nothing\n- heading: {text: A, level: 3}\n",
        rest="sources: sources.yaml\nfigures:\n  a: {caption: A, rights: {credit: A}}\n",
    )
    files = {"data/sources.yaml": "- {id: a, title: A}\n- {id: a, title: A}\n"}
    answer = run(["check", "x"], project(tmp_path, text, files))
    places = [line.split(": ")[0].split(":") for line in answer.stderr.splitlines() if line[0] not in " \t"]
    keys = [(name, int(line), int(column)) for name, line, column in places]

    assert sorted(keys) == keys
    assert len(keys) >= 2


def test_quiet_and_json(tmp_path: Path) -> None:
    """`--quiet` prints errors only; `--format json` prints every problem as data."""
    text = WHOLE.replace("    file: bridge.png\n", "")
    folder = project(tmp_path, text, FILES)

    quiet = run(["build", "x", "--quiet"], folder)
    assert (0, "", "") == (quiet.status, quiet.stdout, quiet.stderr)
    (problem,) = json.loads(run(["check", "x", "--format", "json"], folder).stdout)
    assert {"severity": "warning", "rule": "fpo", "file": "exhibits/x.yaml"}.items() <= problem.items()


def test_check_writes_nothing(tmp_path: Path) -> None:
    """A check leaves the project as it was."""
    folder = project(tmp_path, WHOLE, FILES)
    before = files_of(folder)

    assert 0 == run(["check", "x"], folder).status
    assert before == files_of(folder)


def test_verbose_tells_how_text_was_fitted(tmp_path: Path) -> None:
    """`--verbose` names each frame whose text was fitted, and how."""
    text = exhibit(f"- text: {'word ' * 200}\n")
    text = text.replace(
        "{layout: plain}", "{layout: plain, frames: {main: {height: 75mm, fit: [tighten, shrink to 60%]}}}"
    )

    answer = run(["build", "x", "--verbose"], project(tmp_path, text))

    assert re.search(r"page 1, frame main: (body 11 → [\d.]+ pt, )?leading [\d.]+ %", answer.stderr)


def test_list(tmp_path: Path) -> None:
    """`list` names exhibits, layouts, themes and blocks with a line each, those that cannot be read too."""
    folder = project(tmp_path, WHOLE, {"exhibits/broken.yaml": "a: [", "layouts/odd/layout.yaml": "x"})

    lines = run(["list"], folder).stdout.splitlines()

    assert ["exhibits", "layouts", "themes", "blocks"] == [line for line in lines if line[0] != " "]
    named = dict(line.split(maxsplit=1) for line in lines if line[0] == " ")
    assert {"x": "A small exhibit", "plain": "one frame a page, for tests"}.items() <= named.items()
    assert named["broken"].startswith("cannot be read")
    assert named["odd"].startswith("cannot be read")
    assert {"panel", "archive", "text", "figure"} <= named.keys()


INTERRUPTED = """\
import os, signal, sys
os.fsync = lambda handle: os.kill(os.getpid(), signal.{signal})
from predella.cli import main
sys.exit(main(["build", "x"]))
"""


@pytest.mark.skipif(os.name != "posix", reason="signals are sent as POSIX has them")
@pytest.mark.parametrize(("name", "status", "rest"), [("SIGKILL", -signal.SIGKILL, 1), ("SIGINT", 130, 0)])
def test_interrupted_while_writing(name: str, status: int, rest: int, tmp_path: Path) -> None:
    """Whatever ends a build in the middle of a file, the old file stays, and the next build replaces it."""
    folder = project(tmp_path, WHOLE, {**FILES, "output/x/x-handout.pdf": "the old file"})

    ended = subprocess.run(
        [sys.executable, "-c", INTERRUPTED.format(signal=name)], cwd=folder, check=False, capture_output=True,
        text=True, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip

    assert status == ended.returncode
    assert "Traceback" not in ended.stderr
    assert b"the old file" == (folder / "output/x/x-handout.pdf").read_bytes()
    assert rest == len(list((folder / "output/x").glob(".*.part")))
    assert 0 == run(["build", "x"], folder).status
    assert (folder / "output/x/x-handout.pdf").read_bytes().startswith(b"%PDF-1.7")


def test_standard_output_that_is_closed(tmp_path: Path) -> None:
    """When whoever reads our output goes away, the build ends without a traceback."""
    folder = project(tmp_path, WHOLE, FILES)
    command = f"{sys.executable} -m predella list | head -1"

    ended = subprocess.run(
        command,
        shell=True,
        cwd=folder,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )

    assert ("exhibits\n", "") == (ended.stdout, ended.stderr)


def test_permissions_of_a_file(tmp_path: Path) -> None:
    """A file written anew has the permissions that any new file of the user has."""
    built(tmp_path)
    (tmp_path / "plain").write_text("")

    assert (tmp_path / "plain").stat().st_mode == (tmp_path / "output/x/x-handout.pdf").stat().st_mode
