"""Exhibits go in; what a screen reader says of them, in its order, and what the files claim, is held against what is meant."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from conftest import Golden
from hypothesis import example, given
from hypothesis import strategies as st
from laying import exhibit, made, project, run
from pages_of import built

from predella.build import to_bytes
from predella.faces import shipped_face
from predella.pages import BLACK, Document, Element, Placed, Shape, TextLine, box
from predella.typeset import Piece, Setting, set_lines, set_one_line
from predella.writers.conformance import LEVELS, Facts, claimed
from predella.writers.pdf import structure_of, write_pdf
from predella.writers.reading import reading_of
from predella.writers.structure import Node, as_said, runs_in_order

STRUCTURES = Path(__file__).parent / "structures"

LONG = "A sheet halved again and again keeps its shape, and each half is the next size of the series. " * 14
ROWS = "".join(f"          - [A{size}, {841 >> size} mm, half of the one before]\n" for size in range(44))

CASES = {
    "paragraph over two pages": f"- text: '{LONG * 3}'\n",
    "table over two pages": "- table:\n    columns: [Name, Side, What it is]\n    rows:\n" + ROWS.replace("          ", "      "),
    "link inside a line": "- text: 'Read [the standard](https://example.org/iso), and **[its preface](https://example.org/b)**.'\n",
    "another language inside a line": "- text: 'The word [лагерь]{lang=ru} is Russian, *[Blatt]{lang=de}* German [and on](https://example.org).'\n",
    "nested list": "- text: |\n    First:\n\n    1. One sheet.\n       - Half of it.\n       - A quarter.\n    2. Two sheets.\n",
    "figures in a row": "- picture_row: {figures: [one, two]}\n",
    "a list, a quotation, a chart": (
        "- quote: {text: A sheet may have any shape., who: An example}\n"
        "- bar_chart: {rows: [{label: A3, value: 4}, {label: A4, value: 2}], unit: sheets}\n"
        "- question: {text: How many?, lines: 2}\n- question: {text: Why?}\n"
    ),
}
FIGURES = """\
figures:
  one: {title: The first sheet, alt: A sheet, rights: {credit: A. Printer, license: CC0}}
  two: {title: The second sheet, alt: Another sheet, rights: {credit: B. Printer, license: CC0}}
"""


def document_of(tmp_path: Path, content: str) -> Document:
    rest = FIGURES if "picture_row" in content else ""
    document, problems = made(project(tmp_path, exhibit(content, rest=rest)))
    assert [] == [problem for problem in problems if problem.severity == "error"]
    return document


@pytest.mark.parametrize("name", CASES)
def test_structure(name: str, golden: Golden, tmp_path: Path) -> None:
    golden(STRUCTURES / f"{name.replace(' ', '-').replace(',', '')}.txt", reading_of(document_of(tmp_path, CASES[name])).decode())


@pytest.mark.parametrize(
    ("name", "document"), [("kengir", "welcome"), ("half-a-sheet", "panel"), ("kengir", "handout"), ("kengir", "timeline")]
)
def test_structure_of_an_exhibit(name: str, document: str, golden: Golden) -> None:
    """The trilingual panel, a page from right to left, the handout, the timeline: as they are read aloud."""
    found = next(made for key, made in built(name)[0].items() if key.split()[0] == document)
    golden(STRUCTURES / f"{name}-{document}.txt", reading_of(found).decode())


@pytest.mark.parametrize("name", CASES)
def test_every_word_is_told_once(name: str, tmp_path: Path) -> None:
    """What is painted for an element is read, each word once, whatever it is painted over."""
    document = document_of(tmp_path, CASES[name])
    painted = sorted(
        word
        for page in document.pages
        for item in page.placed
        if isinstance(item.ink, TextLine)
        for run in item.ink.runs
        if (element := run.element or item.element) is not None and element.role != "Artifact"
        for word in run.text.split()
    )
    root = structure_of(document)
    assert root is not None
    assert painted == sorted(word for mark in root.marks() for word in mark.text.split())


def test_marks_and_elements_find_each_other(tmp_path: Path) -> None:
    """Each mark of a page leads to an element that has the mark, and each link area to its link."""
    pdf = to_bytes(document_of(tmp_path, CASES["another language inside a line"] + CASES["table over two pages"]))
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        tree = opened.Root.StructTreeRoot
        rows = dict(zip(map(int, list(tree.ParentTree.Nums)[::2]), list(tree.ParentTree.Nums)[1::2], strict=True))
        for page in opened.pages:
            numbers = [
                int(instruction.operands[1].MCID)
                for instruction in pikepdf.parse_content_stream(page)
                if str(instruction.operator) == "BDC"
            ]
            assert sorted(numbers) == list(range(len(rows[int(page.StructParents)])))
            assert str(page.Tabs) == "/S"
            for area in page.get("/Annots", []):
                owner = rows[int(area.StructParent)]
                assert str(owner.S) == "/Link"
                assert str(area.Contents)
        assert int(tree.ParentTreeNextKey) == len(rows)


def test_what_the_file_says_of_itself(tmp_path: Path) -> None:
    pdf = to_bytes(document_of(tmp_path, "- text: One.\n"))
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        packet = opened.Root.Metadata.read_bytes().decode()
        assert bool(opened.Root.MarkInfo.Marked)
        assert bool(opened.Root.ViewerPreferences.DisplayDocTitle)
        assert "en" == str(opened.Root.Lang)
        (intent,) = opened.Root.OutputIntents
        assert 3 == int(intent.DestOutputProfile.N)
    assert "<pdfuaid:part>1</pdfuaid:part>" in packet
    assert "<pdfaid:part>2</pdfaid:part>" in packet
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in packet


def broken(document: Document, tree: Element, placed: Placed) -> Document:
    """Return a document of one page with one item on it, and another tree."""
    (page,) = document.pages
    return replace(document, tree=tree, pages=(replace(page, placed=(placed,)),))


def line_of(document: Document, text: str, element: Element | None) -> TextLine:
    """Return a line of text in a face of a document."""
    face = next(iter(document.fonts.values()))
    return set_one_line(text, Setting((face,), 12.0, BLACK), element)


def faults_of(document: Document) -> dict[str, list[str]]:
    return {level: list(found) for level, found in write_pdf(document, io.BytesIO()).items()}


def test_forgotten_words_are_no_decoration(tmp_path: Path) -> None:
    """Words without an element keep a file from claiming what it is not: they would vanish for a reader, and validate."""
    document = document_of(tmp_path, "- text: One.\n")
    tree = Element("Document")
    tree.add("P")
    faults = faults_of(broken(document, tree, Placed(10, 10, line_of(document, "Lost", None), role="body")))

    assert ["PDF/UA-1", "PDF/A-2a"] == list(faults)
    assert any("'Lost' (body) belongs to no element" in fault for fault in faults["PDF/UA-1"])


def test_a_level_that_is_not_reached_is_not_claimed(tmp_path: Path) -> None:
    """A heading of level 3 after none, a figure without words: no claim of UA, and the messages name both."""
    document = document_of(tmp_path, "- text: One.\n")
    tree = Element("Document")
    heading = tree.add("H", level=3)
    tree.add("Figure")
    bad = broken(document, tree, Placed(10, 10, line_of(document, "Too deep", heading), heading))
    pdf = to_bytes(bad)

    assert ["the heading 'Too deep' of level 3 follows none"] == faults_of(bad)["PDF/UA-1"]
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        packet = opened.Root.Metadata.read_bytes().decode()
    assert "pdfuaid" not in packet
    assert "<pdfaid:part>2</pdfaid:part>" in packet


def test_figure_without_words(tmp_path: Path) -> None:
    document = document_of(tmp_path, "- text: One.\n")
    tree = Element("Document")
    figure = tree.add("Figure")
    bad = broken(document, tree, Placed(10, 10, Shape(box(10, 10), stroke=BLACK, stroke_width=1), figure))
    assert ["a figure has no text alternative ('')"] == faults_of(bad)["PDF/UA-1"]


@pytest.mark.parametrize(
    ("root", "message"),
    [
        (Node("Document", [Node("L", [Node("P", [])])]), "P stands in L"),
        (Node("Document", [Node("LI", [])]), "LI stands in Document"),
        (Node("Document", [Node("Table", [Node("TR", [Node("TD")]), Node("TR", [Node("TD"), Node("TD")])])]), "rows of a table have 1, 2 cells"),
    ],
)  # fmt: skip
def test_shapes_of_lists_and_tables(root: Node, message: str, tmp_path: Path) -> None:
    meta = document_of(tmp_path, "- text: One.\n").meta
    _, faults = claimed(("PDF/UA-1",), Facts(meta, root))
    assert any(message in fault for fault in faults["PDF/UA-1"])


def test_levels_name_their_standard() -> None:
    for name, level in LEVELS.items():
        assert name == level.name
        assert level.checks
        assert level.source.startswith("ISO ")


def test_skipped_heading_is_reported(tmp_path: Path) -> None:
    """A template that skips a level: the build says that the file does not claim PDF/UA, and still writes it."""
    answer = run(["build", "x"], project(tmp_path, exhibit("- heading: {text: Deep, level: 4}\n- text: One.\n")))
    assert "the file of 'A small exhibit' (en) does not claim PDF/UA-1: the heading 'Deep' of level 4 follows none" in answer.stderr


@pytest.mark.parametrize(
    ("line", "status", "said", "unsaid"),
    [
        ("checks: {conformance: off}", 0, "", "[conformance]"),
        ("checks: {conformance: error}", 1, "error: the file of 'A small exhibit' (en) does not claim PDF/UA-1", "warning: the file"),
        ("waive: {conformance: it is for the wall alone}", 0, "waived: the file of 'A small exhibit' (en) does not claim PDF/UA-1", "warning: the file"),
    ],
)
def test_what_a_file_does_not_claim_is_decided_like_other_rules(line: str, status: int, said: str, unsaid: str, tmp_path: Path) -> None:
    """It is found when the file is written, and follows switches and waivers; `check`, which writes none, has nothing against a waiver."""
    folder = project(tmp_path, exhibit("- heading: {text: Deep, level: 4}\n- text: One.\n", rest=f"{line}\n"))
    built = run(["build", "x", "--no-color"], folder)
    assert status == built.status
    assert said in built.stderr
    assert unsaid not in built.stderr
    assert (folder / "output/x/x-handout.pdf").is_file()
    assert "[waiver]" not in run(["check", "x", "--no-color"], folder).stderr


FACES = tuple(map(shipped_face, ("NotoSansArabic-400", "NotoSansHebrew-400", "FiraSans-400", "Literata-400")))
MIXED = st.lists(
    st.sampled_from(["هذا", "معيار", "كتاب", "ورقة.", "،", "של", "שלום", "PDF/UA-1", "link", "Lichtenberg", "(A4)", "[I]", "148.5", "12", "1,189", "×", "10%", "-", ".", "?"]),
    min_size=1, max_size=9,
)  # fmt: skip


def said_of(line: TextLine) -> str:
    return "".join(map(as_said, runs_in_order(line.runs)))


@given(words=MIXED, language=st.sampled_from(["ar", "he", "en"]), glue=st.sampled_from([" ", "  ", ""]))
@example(words=["هذا", "معيار", "PDF/UA-1", "."], language="ar", glue=" ")
@example(words=["Words", "in", "שלום", "וגם", "A4", "inside"], language="en", glue=" ")
def test_a_line_is_said_as_it_was_written(words: list[str], language: str, glue: str) -> None:
    """Whatever directions meet in a line, it is read in the order of its text, letter by letter."""
    text = glue.join(words)
    assert text == said_of(set_one_line(text, Setting(FACES, 12.0, BLACK, language)))


@given(st.lists(st.tuples(st.sampled_from(["هذا ", "معيار ", "PDF ", "148.5 ", "A4. "]), st.sampled_from([0, 1, 2])), min_size=1, max_size=7))
def test_a_line_of_several_sizes_is_said_as_it_was_written(parts: list[tuple[str, int]]) -> None:
    """Pieces of other sizes, such as a mark raised above the line, are read where they stand in the text."""
    pieces = [Piece(text, Setting(FACES, 10.0 + size, BLACK, "ar")) for text, size in parts]
    lines = set_lines(pieces, 1e6)
    assert "".join(text for text, _ in parts).strip() == "".join(said_of(line.ink) for line in lines).strip()


def test_the_source_goes_along(tmp_path: Path) -> None:
    """`--attach` puts the exhibit's YAML into the file, as its source, and the file claims the part that allows it."""
    text = exhibit("- text: One.\n")
    run(["build", "x", "--attach"], project(tmp_path, text))
    with pikepdf.open(tmp_path / "output/x/x-handout.pdf") as opened:
        (file,) = opened.Root.AF
        assert "/Source" == str(file.AFRelationship)
        assert "x.yaml" == str(file.UF)
        assert text.encode() == file.EF.F.read_bytes()
        packet = opened.Root.Metadata.read_bytes().decode()
    assert "<pdfaid:part>3</pdfaid:part>" in packet


def test_parts_of_a_document_claim_what_the_whole_does(tmp_path: Path) -> None:
    """`--split` writes each page on its own: words of a chart on another page are told in another file."""
    chart = "- bar_chart: {rows: [{label: A3, value: 4}, {label: A4, value: 2}], unit: sheets}\n"
    text = exhibit(f"- heading: {{text: One, level: 1}}\n- text: '{LONG * 3}'\n- heading: {{text: Two, level: 2}}\n{chart}")
    answer = run(["build", "x", "--split"], project(tmp_path, text))
    parts = sorted((tmp_path / "output/x").glob("x-handout-*.pdf"))

    assert len(parts) > 1
    assert "does not claim" not in answer.stderr
    for part in parts:
        with pikepdf.open(part) as opened:
            assert b"pdfuaid:part" in opened.Root.Metadata.read_bytes()
