"""Pages go in, sheets to trim and glue come out; glued together they are the page again."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise, product
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from laying import exhibit, made, messages, planned, project, run
from pages_of import ROOT, built
from PIL import Image, ImageChops, ImageStat

from predella.build import Options, make, to_bytes
from predella.pages import MM, Document, Page, Placed, Rect, Shape, TextLine
from predella.papers import SheetSpec, either_way, paper
from predella.tiling import Undivided, divide, divided, lines_cut, words_cut
from predella.tiling.marks import GAP, REACH, Place, ticks
from predella.tiling.seams import Cost, least, stretch_box, word_spans
from predella.validate import Length

WORDS = "Glue makes one sheet of many when each lies where it ought to lie. [A link](https://example.org) goes on."
POSTER = exhibit(f"- heading: {{text: A poster, level: 1}}\n- text: '{' '.join([WORDS] * 16)}'\n").replace(
    "{layout: plain}", "{layout: plain, paper: A3, sheets: {paper: A5, overlap: 10mm, margin: 8mm}}"
)
PER_MM = 4
"""Pixels a mm: all places of the poster's sheets are whole pixels then."""
WHOLE = 1 - 1e-5
"""A page that is a rounding error larger than whole pixels would be drawn on one more, and so a little larger."""


def spec(name: str, overlap: float = 10, margin: float = 8) -> SheetSpec:
    return SheetSpec(paper=either_way(name), overlap=Length(overlap, "mm"), margin=Length(margin, "mm"))


def blank(size: str) -> Page:
    sheet = paper(size)
    return Page(1, sheet.width, sheet.height, 0.0, None, ())


def poster(folder: Path, text: str = POSTER) -> tuple[Document, Document]:
    """Return a document, its pages whole, and as sheets."""
    document, problems = made(project(folder, text))
    assert [] == [problem for problem in problems if problem.severity == "error"]
    return document, divided(document)


def pictures(document: Document) -> list[Image.Image]:
    pdf = pypdfium2.PdfDocument(to_bytes(document))
    try:
        return [page.render(scale=WHOLE * PER_MM / MM).to_pil().convert("RGB") for page in pdf]
    finally:
        pdf.close()


def pixels(rect: Rect) -> tuple[int, int, int, int]:
    left, top, right, bottom = (round(value * PER_MM / MM) for value in (rect.x, rect.y, rect.right, rect.bottom))
    return left, top, right, bottom


@settings(deadline=None, max_examples=60)
@given(
    width=st.floats(40, 2500), height=st.floats(40, 1300), overlap=st.floats(0, 30), margin=st.floats(5, 15),
    name=st.sampled_from(["A4", "A3 landscape", "Letter portrait"]), backward=st.booleans(),
)  # fmt: skip
def test_every_point_is_on_a_sheet(
    width: float, height: float, overlap: float, margin: float, name: str, backward: bool
) -> None:
    """From edge to edge, each sheet begins where the one before has still its overlap to go, and none shows too much."""
    page = Page(1, width * MM, height * MM, 0.0, None, ())
    try:
        found = divide(page, spec(name, overlap, margin), backward=backward)
    except Undivided:
        return
    columns = [(page.width - right, page.width - left) for left, right in found.columns] if backward else found.columns
    for stretches, length, side in (columns, page.width, found.width), (found.rows, page.height, found.height):
        assert (0, pytest.approx(length)) == (pytest.approx(stretches[0][0]), stretches[-1][1])
        assert all(end - start == pytest.approx(found.overlap) for (_, end), (start, _) in pairwise(stretches))
        assert all(0 < end - start <= side - 2 * found.margin + 0.01 for start, end in stretches)
        fewer, shown = len(stretches) - 1, side - 2 * found.margin
        assert not fewer or fewer * shown - (fewer - 1) * found.overlap < length


@pytest.mark.parametrize(
    ("size", "name", "margin", "count"),
    [("A1", "A4", 8, 15), ("A1", "A4", 5, 12), ("A0", "A4", 5, 21), ("A0", "A4 portrait", 5, 25),
     ("2400x200mm", "A4", 8, 13), ("2400x200mm", "A4", 5, 9), ("2400x420mm", "A4", 8, 26), ("A4", "A3", 8, 1)],
)  # fmt: skip
def test_as_few_sheets_as_possible(size: str, name: str, margin: float, count: int) -> None:
    """Sheets lie the way that needs fewer, unless the author says which; the numbers are those of docs/printing.md."""
    assert count == len(divide(blank(size), spec(name, margin=margin)).parts)


costs = st.tuples(st.integers(0, 3), st.integers(0, 3))


@given(st.lists(st.lists(costs, min_size=4, max_size=4), min_size=1, max_size=4))
def test_no_choice_of_seams_is_better(rows: list[list[tuple[int, int]]]) -> None:
    """Of all shifts that do not decrease, those found cost least."""
    table: list[list[Cost]] = [[(*cost, shift) for shift, cost in enumerate(row)] for row in rows]

    def total(shifts: tuple[int, ...]) -> tuple[int, ...]:
        return tuple(map(sum, zip(*(row[shift] for row, shift in zip(table, shifts, strict=True)), strict=True)))

    allowed = [shifts for shifts in product(range(4), repeat=len(rows)) if list(shifts) == sorted(shifts)]
    assert least(table) in allowed
    assert min(map(total, allowed)) == total(least(table))


def test_words_of_a_line(tmp_path: Path) -> None:
    """A word is what stands between two spaces, though its letters are in different faces."""
    document, _ = made(project(tmp_path, exhibit("- text: One t*wo* three.\n")))
    line = next(item.ink for page in document.pages for item in page.placed if isinstance(item.ink, TextLine))
    spans = list(word_spans(line))
    assert 3 == len(spans)
    assert all(end < start for (_, end), (start, _) in pairwise(spans))


def test_sheets_glued_together_are_the_page(tmp_path: Path) -> None:
    """Each sheet's window is its part of the page, pixel by pixel, so what two have in common is the same on both."""
    whole, sheets = poster(tmp_path)
    (picture,) = pictures(whole)
    (page,), shown = whole.pages, pictures(sheets)
    assert page.division
    windows = [(sheet, image) for sheet, image in zip(sheets.pages, shown, strict=True) if sheet.window]
    assert len(page.division.parts) == len(windows) > 4
    for part, (sheet, image) in zip(page.division.parts, windows, strict=True):
        assert sheet.window
        # the outermost pixels are shared with what stands outside
        wanted = picture.crop(pixels(part)).crop((1, 1, pixels(part)[2] - pixels(part)[0] - 1, pixels(part)[3] - pixels(part)[1] - 1))
        got = image.crop(pixels(sheet.window)).crop((1, 1, wanted.width + 1, wanted.height + 1))
        assert max(ImageStat.Stat(ImageChops.difference(wanted, got)).mean) < 0.2


def test_nothing_but_marks_outside_of_a_window(tmp_path: Path) -> None:
    """What stands on the page is cut off at the window; marks keep clear of it and of what a printer does not reach."""
    _, sheets = poster(tmp_path)
    for sheet in sheets.pages:
        window = sheet.window
        if window is None:
            continue
        (plain,) = pictures(replace(sheets, pages=(replace(sheet, marks=()),), bookmarks=()))
        plain.paste((255, 255, 255), pixels(window.inset(-0.3 * MM)))
        assert ((255, 255),) * 3 == plain.getextrema()
        reached = window.inset(-REACH - 0.1)
        for rect in pieces(sheet.marks):
            assert not rect.overlaps(window), rect
            assert rect.x >= reached.x
            assert rect.y >= reached.y
            assert rect.bottom <= sheet.height - 8 * MM + REACH + 0.1
            assert rect.right <= sheet.width - 8 * MM + REACH + 0.1


def pieces(marks: Sequence[Placed]) -> Iterator[Rect]:
    """Yield a box round each straight stroke of marks, and round the letters of their words."""
    for mark in marks:
        if isinstance(mark.ink, TextLine):
            yield stretch_box(mark, mark.ink, 0.0, mark.ink.width)
            continue
        assert isinstance(mark.ink, Shape)
        for (_, x1, y1), (operator, x2, y2) in pairwise(mark.ink.path):
            if operator == "L":
                yield Rect(mark.x + min(x1, x2), mark.y + min(y1, y2), abs(x2 - x1), abs(y2 - y1))


def test_ticks_fall_onto_each_other() -> None:
    """Both ends of what two sheets have in common are marked on both, at the same place of the page, at both ends."""
    division = divide(blank("A2"), spec("A4"))
    assert len(division.columns) > 1
    assert len(division.rows) > 1
    count = len(division.columns)
    places = [Place(division, index // count, index % count, "en") for index in range(len(division.parts))]
    for place in places:
        found = {(round(x - place.window.x + place.part.x, 2), round(y - place.window.y + place.part.y, 2)) for _, x, y in ticks(place)}
        for side, number in place.neighbours.items():
            other = places[number - 1]
            theirs = {(round(x - other.window.x + other.part.x, 2), round(y - other.window.y + other.part.y, 2)) for _, x, y in ticks(other)}
            shared = sorted(found & theirs)
            assert len(shared) >= 8, side
            assert {round(place.part.x, 2), round(other.part.x, 2)} & {x for x, _ in shared} or side in ("top", "bottom")


def test_each_item_is_told_once(tmp_path: Path) -> None:
    """Of what stands on several sheets, one points at its element and has its links: a reader hears it once."""
    whole, sheets = poster(tmp_path)
    (page,) = whole.pages
    told = sorted(item.ink.text for item in page.placed if isinstance(item.ink, TextLine) and item.element and item.element.role != "Artifact")
    on_sheets = [item for sheet in sheets.pages for item in sheet.placed if isinstance(item.ink, TextLine) and sheet.window]
    copies = [item for item in on_sheets if item.element and item.element.role == "Artifact"]
    again = sorted(item.ink.text for item in on_sheets if isinstance(item.ink, TextLine) and item not in copies)
    assert told == again
    assert copies
    assert not [run for item in copies if isinstance(item.ink, TextLine) for run in item.ink.runs if (run.element and run.element.role != "Artifact") or run.link]
    assert ["A poster"] == [mark.title for mark in sheets.bookmarks]


def test_seams_avoid_words(tmp_path: Path) -> None:
    """Kengir's timeline loses half as many words to seams as when every sheet is full, and no more lines."""
    page = next(iter(built("kengir")[0]["timeline A1-landscape"].pages))
    found = divide(page, spec("A4"))
    full = [tuple((i * (side - 26 * MM), min(length, i * (side - 26 * MM) + side - 16 * MM)) for i in range(count))
            for side, length, count in ((found.width, page.width, len(found.columns)), (found.height, page.height, len(found.rows)))]  # fmt: skip
    plain = replace(found, columns=full[0], rows=full[1])
    assert words_cut(page, found) <= 0.6 * words_cut(page, plain)
    assert lines_cut(page, found) <= lines_cut(page, plain)


def test_from_right_to_left() -> None:
    """Where time or language run from right to left the first sheet is on the right, and right edges are cut off."""
    page = blank("A2 landscape")
    division = divide(page, spec("A4"), backward=True)
    first, second = Place(division, 0, 0, "en"), Place(division, 0, 1, "en")
    assert pytest.approx(page.width) == first.part.right
    assert {"left": 2} == {side: number for side, number in first.neighbours.items() if side != "bottom"}
    assert "left" in first.glued
    assert second.neighbours["right"] == 1
    assert "right" not in second.glued
    assert first.window.right == pytest.approx(division.width - division.margin)


@pytest.mark.parametrize(("key", "backward"), [("", False), (", time: right-to-left", True)])
def test_time_decides_where_the_first_sheet_is(key: str, backward: bool, tmp_path: Path) -> None:
    document, _ = made(project(tmp_path, POSTER.replace("paper: A3,", f"paper: A3{key},")))
    assert [backward] == [page.division.backward for page in document.pages if page.division]


def test_a_sheet_larger_than_the_page(tmp_path: Path) -> None:
    """One sheet with a line to cut on all sides, without a plan."""
    _, sheets = poster(tmp_path, POSTER.replace("paper: A3", "paper: A5").replace("[one]", "").replace("paper: A5, overlap", "paper: A4, overlap"))
    for sheet in sheets.pages:
        assert sheet.window
        assert [10] == [len(mark.ink.path) + 2 for mark in sheet.marks if isinstance(mark.ink, Shape) and mark.ink.dash]
        assert ["Sheet 1 of 1, row 1, column 1"] == [text.split(" · ")[-1] for text in words(sheet)]


def words(sheet: Page) -> list[str]:
    return [mark.ink.text for mark in sheet.marks if isinstance(mark.ink, TextLine)]


@pytest.mark.parametrize(
    ("language", "told"),
    [("en", "Sheet 2 of"), ("kk", "2-парақ"), ("ru", "Лист 2 из"), ("ar", "ورقة"[::-1]), ("de", "Sheet 2 of")],
)
def test_margins_speak_the_language(language: str, told: str, tmp_path: Path) -> None:
    document, _ = made(project(tmp_path, POSTER))
    sheets = divided(replace(document, meta=replace(document.meta, language=language)))
    assert any(told in text for text in words(list(sheets.pages)[2]))


def test_a_page_says_how_sheets_are_put_together(tmp_path: Path) -> None:
    """A page of several rows begins with a plan: each sheet's number, and the steps; a single row has none."""
    _, sheets = poster(tmp_path)
    plan = next(iter(sheets.pages))
    texts = [item.ink.text.strip() for item in plan.placed if isinstance(item.ink, TextLine)]
    count = sum(1 for sheet in sheets.pages if sheet.window)
    assert plan.window is None
    assert [str(number) for number in range(1, count + 1)] == [text for text in texts if text.isdigit()]
    assert f"297\u00a0×\u00a0420\u00a0mm on {count} sheets of A5" in texts
    assert all(0 <= item.rect.x and item.rect.right <= plan.width and item.rect.bottom <= plan.height for item in plan.placed)
    _, row = poster(tmp_path, POSTER.replace("paper: A3,", "paper: 400 x 190 mm,").replace("{paper: A5,", "{paper: A4,").replace(f"'{' '.join([WORDS] * 16)}'", "A word."))
    assert all(sheet.window for sheet in row.pages)


@pytest.mark.parametrize(
    ("options", "name"),
    [
        ((), "x-handout-A5-sheets.pdf"),
        (("--sheets", "a4"), "x-handout-A4-sheets.pdf"),
        (("--sheets", "A4 landscape", "--paper", "A2"), "x-handout-A2-A4-landscape-sheets.pdf"),
        (("--target", "proof"), "x-handout-A5-sheets.txt"),
        (("--target", "markup"), "x-handout-A5-sheets-markup.pdf"),
    ],
)
def test_names_of_files(options: tuple[str, ...], name: str, tmp_path: Path) -> None:
    answer = run(["build", "x", *options], project(tmp_path, POSTER))
    assert 0 == answer.status
    assert answer.stdout.startswith(f"output/x/{name}  ")
    assert " on A" in answer.stdout


def test_targets_that_show_the_page_whole(tmp_path: Path) -> None:
    """Proof and markup show the page as it is, with its sheets; a sheet a page is for the printer."""
    folder = project(tmp_path, POSTER)
    for target in ("proof", "markup", "screen"):
        run(["build", "x", "--target", target], folder)
    proof = (folder / "output/x/x-handout-A5-sheets.txt").read_text(encoding="utf-8")
    pages = {}
    for name in ("x-handout-A5-sheets-markup.pdf", "x-handout-A5-sheets.pdf"):
        pdf = pypdfium2.PdfDocument(io.BytesIO((folder / "output/x" / name).read_bytes()))
        pages[name] = [tuple(round(side / MM) for side in page.get_size()) for page in pdf]
    count = int(proof.partition(" sheets of A5")[0].split()[-1])
    assert f"sheet {count}: " in proof
    assert [(297, 420)] == pages["x-handout-A5-sheets-markup.pdf"]
    assert count + 1 == len(pages["x-handout-A5-sheets.pdf"])
    assert {148, 210} == {side for size in pages["x-handout-A5-sheets.pdf"] for side in size}


@pytest.mark.parametrize(
    ("sheets", "told"),
    [
        ("A4x", "there is no paper 'A4x' [paper]"),
        ("{paper: A5, overlap: 70mm}", "with an overlap of 70mm and margins of 8mm, a sheet of A5 shows too little of the page [sheets]"),
        ("{paper: A5, margin: 100mm}", "a sheet of A5 shows too little of the page [sheets]"),
        ("{paper: A5, margin: 2mm}", "a margin of 2mm leaves no room for the marks by which sheets are glued [sheets]"),
        ("{paper: A5, overlap: 3u}", "a length of its own is expected, not 3u [length]"),
        ("{paper: A5, overlop: 3mm}", "unknown key 'overlop' [unknown-key]"),
        ("{overlap: 3mm}", "'paper' is missing [missing]"),
        ("{paper: A9, overlap: 1mm, margin: 5mm}", "sheets of A9, and 100 are the most [sheets]"),
    ],
)
def test_sheets_that_cannot_be(sheets: str, told: str, tmp_path: Path) -> None:
    """The message stands at the line of the document and says what would do."""
    said = messages(tmp_path, POSTER.replace("{paper: A5, overlap: 10mm, margin: 8mm}", sheets))
    line = POSTER[: POSTER.index("sheets:")].count("\n") + 1
    assert told in said
    assert f"exhibits/x.yaml:{line}:" in said
    assert "hint: " in said


def test_an_option_that_cannot_be(tmp_path: Path) -> None:
    answer = run(["build", "x", "--sheets", "A55"], project(tmp_path, POSTER))
    assert 2 == answer.status
    assert "--sheets: there is no paper 'A55'" in answer.stderr


def test_the_option_keeps_overlap_and_margin(tmp_path: Path) -> None:
    """What the document says besides the paper holds for the paper of the option too."""
    text = POSTER.replace("overlap: 10mm, margin: 8mm", "overlap: 14mm, margin: 6mm")
    workspace, jobs, problems = planned(project(tmp_path, text), Options(sheets=either_way("A4")))
    (page,) = make(jobs[0], workspace, problems)[0].pages
    assert page.division
    assert ("A4", pytest.approx(14 * MM), pytest.approx(6 * MM)) == (page.division.paper, page.division.overlap, page.division.margin)
    assert GAP < REACH < page.division.margin
    assert (ROOT / "docs/printing.md").read_text(encoding="utf-8").count("--sheets A4") == 1


def test_copies_hold_only_the_letters_that_are_seen() -> None:
    """A decoration's line is cut to the letters that reach into its sheet; what is left stands where it stood."""
    from predella.pages import BLACK, Glyphs
    from predella.tiling.sheets import within

    run = Glyphs("f", 10.0, BLACK, 0.0, 0.0, (1, 2, 3, 4), (10.0, 10.0, 10.0, 10.0), ("a", "b", "c", "d"))
    item = Placed(100.0, 50.0, TextLine((run,), 40.0, 8.0, 2.0))
    found = within(item, Rect(114.0, 0.0, 12.0, 100.0)).ink
    assert isinstance(found, TextLine)
    assert ("bc", 10.0, 20.0) == (found.text, found.runs[0].x, found.runs[0].width)
    assert item == within(item, Rect(90.0, 0.0, 100.0, 100.0))
    assert "" == within(item, Rect(300.0, 0.0, 10.0, 100.0)).ink.text  # type: ignore[union-attr]
