"""Finished files go in, of every shipped exhibit and of odd ones; veraPDF and qpdf say that they are what they claim."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import pytest
from laying import exhibit, made, project, run
from pages_of import built
from pictures import encoded
from PIL import Image
from printed import masters
from test_structure import CASES, document_of
from verapdf import Missing, class_path, validated

from predella.build import to_bytes
from predella.diagnostics import Problems
from predella.writers.pdf import write_pdf
from tools.make_docs import built as examples_built
from tools.make_docs import example_exhibit, example_project, shown_blocks

EXHIBITS = ("kengir", "revolt-in-the-camps", "paper", "half-a-sheet")


@pytest.fixture
def engine() -> None:
    try:
        class_path()
    except Missing as reason:
        pytest.skip(str(reason))


def hold(flavours: str, paths: Iterable[Path]) -> None:
    """Hold files against standards: each passes each."""
    files = list(paths)
    lines = validated(flavours, files)
    assert files
    assert len(flavours.split(",")) * len(files) == sum(line.startswith("PASS") for line in lines), "\n".join(lines)


def files_of(folder: Path, name: str) -> Iterator[Path]:
    for key, document in built(name)[0].items():
        path = folder / f"{name}-{key.replace(' ', '-')}.pdf"
        path.write_bytes(to_bytes(document))
        yield path


@pytest.mark.usefixtures("engine")
@pytest.mark.parametrize("name", EXHIBITS)
def test_exhibits_are_what_they_claim(name: str, tmp_path: Path) -> None:
    hold("ua1,2a", files_of(tmp_path, name))


def masters_of(folder: Path, name: str) -> Iterator[Path]:
    for stem, (pdf, _, _) in masters(name).items():
        path = folder / f"{stem}.pdf"
        path.write_bytes(pdf)
        yield path


@pytest.mark.usefixtures("engine")
@pytest.mark.parametrize("name", EXHIBITS)
def test_print_masters_are_tagged_too(name: str, tmp_path: Path) -> None:
    """One file for the press, for readers and for archives: PDF/UA-1, PDF/A-2a and, for what 2a asks of colours, 2b."""
    hold("2b,ua1,2a", masters_of(tmp_path, name))


@pytest.mark.usefixtures("engine")
def test_odd_documents_are_what_they_claim(tmp_path: Path) -> None:
    """Split paragraphs and tables, links, other languages, nested lists, rows of figures, lists and quotations."""
    files = []
    for number, name in enumerate(CASES):
        (tmp_path / str(number)).mkdir()
        files.append(tmp_path / f"{number}.pdf")
        files[-1].write_bytes(to_bytes(document_of(tmp_path / str(number), CASES[name])))
    hold("ua1,2a", files)


@pytest.mark.usefixtures("engine")
def test_pictures_and_sheets_are_what_they_claim(tmp_path: Path) -> None:
    """Pictures in CMYK, with opacity and in grey; a page divided over sheets, with its plan of assembly."""
    cmyk = Image.new("CMYK", (900, 600), (20, 200, 120, 30))
    data = {
        "data/c.jpg": encoded(cmyk, "JPEG"), "data/t.tif": encoded(cmyk, "TIFF"),
        "data/a.png": encoded(Image.new("RGBA", (900, 600), (20, 90, 160, 120)), "PNG"),
    }  # fmt: skip
    rights = "rights: {credit: A, license: CC0-1.0, cleared: true}"
    figures = "".join(f"  {Path(name).stem}: {{file: {Path(name).name}, alt: A field, caption: One, {rights}}}\n" for name in data)
    text = exhibit("- figure: c\n- figure: t\n- figure: a\n", rest=f"figures:\n{figures}")
    folder = project(tmp_path, text.replace("{layout: plain}", "{layout: plain, sheets: A7}"), data)
    run(["build", "x"], folder)
    lines = validated("ua1,2a", sorted((folder / "output/x").glob("*.pdf")))
    assert ["PASS", "PASS"] == [line[:4] for line in lines], lines


@pytest.mark.usefixtures("engine")
def test_every_block_is_what_its_file_claims(tmp_path: Path) -> None:
    """The example of each block: a file claims a level when veraPDF says so, and no other."""
    example_project(tmp_path)
    claims: dict[Path, Mapping[str, Sequence[str]]] = {}
    for block in shown_blocks():
        (tmp_path / "exhibits/x.yaml").write_text(example_exhibit(block), encoding="utf-8")
        for _, document in examples_built(tmp_path / "exhibits/x.yaml", Problems()):
            path = tmp_path / f"{block.kind}.pdf"
            with path.open("wb") as sink:
                claims[path] = write_pdf(document, sink)
    verdicts = {tuple(line.split()[:3]) for line in validated("ua1,2a", claims) if line[:4] in ("PASS", "FAIL")}
    expected = {
        ("FAIL" if level in faults else "PASS", flavour, str(path))
        for path, faults in claims.items()
        for level, flavour in (("PDF/UA-1", "ua1"), ("PDF/A-2a", "2a"))
    }
    assert expected == verdicts
    # examples of headings and contents have no title above them, and a rule alone says nothing
    assert {"contents", "heading", "rule"} == {path.stem for path, faults in claims.items() if faults}


@pytest.mark.usefixtures("engine")
def test_a_file_with_its_source_is_what_it_claims(tmp_path: Path) -> None:
    run(["build", "x", "--attach"], project(tmp_path, exhibit("- text: One.\n")))
    lines = validated("ua1,3a", [tmp_path / "output/x/x-handout.pdf"])
    assert ["PASS", "PASS"] == [line[:4] for line in lines]


@pytest.mark.usefixtures("engine")
def test_the_engine_finds_what_is_missing(tmp_path: Path) -> None:
    """A file whose headings skip a level claims no PDF/UA, and veraPDF says so: the validator can fail."""
    document, _ = made(project(tmp_path, exhibit("- heading: {text: Deep, level: 4}\n- text: One.\n")))
    (tmp_path / "deep.pdf").write_bytes(to_bytes(document))

    lines = validated("ua1,2a", [tmp_path / "deep.pdf"])
    assert lines[0].startswith("FAIL ua1")
    assert any("x 5-1 " in line for line in lines), "clause 5: the identification of PDF/UA"
    assert any(line.startswith("PASS 2a") for line in lines)


@pytest.mark.skipif(not shutil.which("qpdf"), reason="no qpdf")
@pytest.mark.parametrize("name", EXHIBITS)
def test_syntax(name: str, tmp_path: Path) -> None:
    """qpdf finds nothing wrong with object streams, cross-references and stream lengths."""
    for path in (*files_of(tmp_path, name), *masters_of(tmp_path, name)):
        done = subprocess.run(["qpdf", "--check", str(path)], capture_output=True, text=True)
        assert 0 == done.returncode, done.stdout + done.stderr
