"""Distributions that bring blocks go in, made up or installed; their blocks come out, or what is wrong with them."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from importlib.metadata import EntryPoint
from itertools import pairwise
from pathlib import Path

import pytest
from laying import exhibit, project

from predella import extend
from predella.blocks import BLOCKS
from predella.blocks.installed import Offer, block_kinds, kinds_of

ROOT = Path(__file__).parent.parent
RULER = ROOT / "tests/packages/predella-ruler"

MODULE = """\
from predella.extend import Block, Fragment

class Good(Block):
    kind = "good"
    summary = "a good block"
    example = "- good: {}"
    def lay_out(self, node, space, context):
        return Fragment((), space.y)

class Renamed(Good):
    kind = "other"

class Silent(Good):
    kind = "silent"
    summary = ""

class Bare(Block):
    kind = "bare"
    summary = "a bare block"
    example = "- bare: {}"

class Nameless(Block):
    pass

not_a_block = 5
"""


@pytest.fixture(autouse=True)
def _module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "brought_along.py").write_text(MODULE)
    (tmp_path / "brought_broken.py").write_text("import nothing_of_that_name\n")
    (tmp_path / "brought_leaving.py").write_text("raise SystemExit(3)\n")
    monkeypatch.syspath_prepend(tmp_path)


def offer(name: str, value: str, distribution: str = "things 1.0") -> Offer:
    return Offer(EntryPoint(name, value, "predella.blocks"), distribution)


def test_a_block_of_another_distribution() -> None:
    """An installed kind stands beside the engine's, and it is known who brings it."""
    kinds = kinds_of([offer("good", "brought_along:Good")])

    assert {*BLOCKS, "good"} == set(kinds)
    assert {"good": "things 1.0"} == kinds.brought_by
    assert ({}, ()) == (kinds.broken, kinds.problems)


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("table", "brought_along:Good", "Predella has a block of that name, which is used"),
        ("Good", "brought_along:Good", "that cannot be the name of a block"),
        ("caption", "brought_along:Good", "that cannot be the name of a block"),
        ("section", "brought_along:Good", "that cannot be the name of a block"),
        ("good", "brought_broken:Good", "brought_broken:Good cannot be imported (ModuleNotFoundError: No module named 'nothing_of_that_name')"),
        ("good", "brought_leaving:Good", "brought_leaving:Good cannot be imported (SystemExit: 3)"),
        ("good", "brought_along:Bad", "brought_along:Bad cannot be imported (AttributeError: module 'brought_along' has no attribute 'Bad')"),
        ("good", "brought_along:not_a_block", "brought_along:not_a_block is no subclass of predella.extend.Block"),
        ("renamed", "brought_along:Renamed", "its class says `kind = 'other'`"),
        ("nameless", "brought_along:Nameless", "its class says `kind = None`"),
        ("silent", "brought_along:Silent", "its class has no `summary`"),
        ("bare", "brought_along:Bare", "its class has no `lay_out`"),
    ],
)  # fmt: skip
def test_what_cannot_be_used(name: str, value: str, reason: str) -> None:
    """An entry point that is no block is told with its distribution; the engine's kinds stay as they are."""
    kinds = kinds_of([offer(name, value)])

    (problem,) = kinds.problems
    assert f"the block {name!r} of things 1.0 cannot be used: {reason}" == problem.message
    assert ("warning", ("update or uninstall things",)) == (problem.severity, problem.hints)
    assert BLOCKS == dict(kinds)


def test_two_of_one_name() -> None:
    """Which of two distributions would win is not left to the order of the search path: neither does."""
    offers = [offer("good", "brought_along:Good"), offer("good", "brought_along:Good", "more 2.0")]

    for order in (offers, offers[::-1]):
        kinds = kinds_of(order)
        assert "good" not in kinds
        assert "the block 'good' of more 2.0 and things 1.0 cannot be used: they bring two of that name" == kinds.broken["good"]  # fmt: skip


def test_names_that_others_import() -> None:
    """What the documentation promises to keep is there, each name once."""
    assert sorted(extend.__all__, key=str) == sorted(set(extend.__all__), key=str)
    assert all(hasattr(extend, name) for name in extend.__all__)
    page = (ROOT / "docs/extending.md").read_text(encoding="utf-8")
    assert [] == [name for name in extend.__all__ if f"`{name}`" not in page]


def test_the_ruler_keeps_to_the_interface() -> None:
    """The block that shows how it is done imports nothing else of the engine."""
    source = (RULER / "predella_ruler.py").read_text(encoding="utf-8")

    assert ["from predella.extend import ("] == [line for line in source.splitlines() if "import" in line and "predella" in line]  # fmt: skip
    assert block_kinds() is block_kinds()


def installed(folder: Path, name: str, entries: str, source: str | Path) -> None:
    """Put a distribution into a folder as an installer would: its module, and metadata with its entry points."""
    module = entries.partition("=")[2].partition(":")[0].strip()
    if isinstance(source, Path):
        folder.mkdir(exist_ok=True)
        shutil.copy(source, folder / f"{module}.py")
    else:
        folder.mkdir(exist_ok=True)
        (folder / f"{module}.py").write_text(source)
    info = folder / f"{name.replace('-', '_')}-0.1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 0.1.0\n")
    (info / "entry_points.txt").write_text(f"[predella.blocks]\n{entries}\n")


def command(folder: Path, site: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the real command line in a project, with a folder of distributions on the search path."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(site), str(ROOT)]), "PYTHONUTF8": "1"}
    return subprocess.run([sys.executable, "-m", "predella", *arguments], cwd=folder, env=environment, capture_output=True, text=True, check=False)  # fmt: skip


RULED = exhibit("- ruler: {length: 8cm, caption: Measure the sign.}\n- figure: sign\n", rest="""\
figures:
  sign: {title: A ruler, alt: A ruler., ruler: {length: 3in, unit: in, scale: 0.5}}
""")  # fmt: skip


def test_a_document_with_an_installed_block(tmp_path: Path) -> None:
    """A block that a distribution brings is built, listed with who brings it, and part of the schema."""
    site = tmp_path / "site"
    named = tomllib.loads((RULER / "pyproject.toml").read_text())["project"]["entry-points"]["predella.blocks"]
    assert {"ruler": "predella_ruler:Ruler"} == named
    installed(site, "predella-ruler", "ruler = predella_ruler:Ruler", RULER / "predella_ruler.py")
    folder = project(tmp_path / "project", RULED)

    proof = command(folder, site, "build", "x", "--target", "proof", "--final")
    assert ("", 0) == (proof.stderr, proof.returncode)
    (text,) = [path.read_text(encoding="utf-8") for path in (folder / "output").rglob("*.txt")]
    assert "'8\\xa0cm'" in text
    assert "'3\\xa0in'" in text
    assert "Measure the sign." in text
    at = [float(x) for x in re.findall(r"main label ([\d.]+),.*'[1-7]' @", text)[:7]]
    assert 7 == len(at)
    assert all(abs(right - left - 10.0) <= 0.3 for left, right in pairwise(at)), "a printed centimetre is one"
    assert "ruler                a ruler in centimetres or inches, at full size or to a scale (predella-ruler 0.1.0)" in command(folder, site, "list").stdout  # fmt: skip
    assert "block-ruler" in json.loads(command(folder, site, "schema").stdout)["$defs"]


def test_a_broken_distribution(tmp_path: Path) -> None:
    """A block that cannot be used is a warning beside exhibits that do without it, and an error where it is used."""
    site = tmp_path / "site"
    installed(site, "predella-ruler", "ruler = predella_ruler:Ruler", "import nothing_of_that_name\n")
    reason = "the block 'ruler' of predella-ruler 0.1.0 cannot be used: predella_ruler:Ruler cannot be imported (ModuleNotFoundError: No module named 'nothing_of_that_name') [plug-in]"  # fmt: skip

    without = command(project(tmp_path / "a", exhibit("- text: A.\n")), site, "build", "x")
    assert (0, f"warning: {reason}") == (without.returncode, without.stderr.splitlines()[0])

    using = command(project(tmp_path / "b", RULED), site, "check", "x", "--no-color")
    assert 1 == using.returncode
    places = [line for line in using.stderr.splitlines() if "plug-in" in line]
    assert [f"exhibits/x.yaml:4:41: error: {reason}", f"exhibits/x.yaml:8:9: error: {reason}"] == places

    listed = command(tmp_path / "a", site, "list")
    assert (0, f"warning: {reason}") == (listed.returncode, listed.stderr.splitlines()[0])
