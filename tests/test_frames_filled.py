"""Frames that balance, follow each other and drop items go in; fails where something gives way that must not."""

from __future__ import annotations

from pathlib import Path

import pytest
from laying import LAYOUT, exhibit, laid, lines_of, made, messages, project, text_of

from predella.pages import MM, Page, TextLine

PICTURE = """\
figures:
  a: {caption: A., proportion: 1.5, rights: {credit: Credit A, license: CC0-1.0, cleared: true}}
  b: {caption: B., proportion: 1, rights: {credit: Credit B, license: CC0-1.0, cleared: true}}
"""


def frames(*lines: str) -> dict[str, str]:
    """Return the files of a layout whose page has these frames."""
    return {"layouts/plain/layout.yaml": LAYOUT[: LAYOUT.index("      main:")] + "".join(f"      {line}\n" for line in lines)}


def tops(page: Page) -> dict[str, float]:
    """Return where the first line of text of each frame stands, in mm."""
    found: dict[str, float] = {}
    for item in page.placed:
        if isinstance(item.ink, TextLine):
            found.setdefault(item.frame, item.y / MM)
    return found


COLUMNS = ("main: {columns: 1-2, top: 10mm, height: 150mm, next: second, balance: true}", "second: {columns: 3-4, top: 10mm, height: 150mm}")


@pytest.mark.parametrize(
    ("block", "role"),
    [("figure: a", "position"), ("picture_row: [a, b]", "position"), ("sizes: {sheets: [A4, A5]}", "sheet")],
)
def test_balance_moves_text_alone(block: str, role: str, tmp_path: Path) -> None:
    """A picture or a drawing that could give way keeps its size in columns that are filled to one height."""
    text = exhibit(f"- text: One.\n- {block}\n- text: Two.\n", rest=PICTURE)

    def drawn(files: dict[str, str]) -> list[tuple[float, float]]:
        pages, _ = laid(tmp_path, text, files=files)
        return [(item.rect.width, item.rect.height) for page in pages for item in page.placed if item.role == role]

    free = drawn(frames(COLUMNS[0].replace(", balance: true", ""), COLUMNS[1]))
    assert free
    assert free == drawn(frames(*COLUMNS))


def test_a_picture_in_the_shipped_columns(tmp_path: Path) -> None:
    """On an empty page of a handout in two columns a picture is as wide as its column."""
    text = exhibit("- text: one\n- figure: a\n", rest=PICTURE).replace("layout: plain", "layout: handout, page: two-columns")
    document, _ = made(project(tmp_path, text))
    tint = next(item for page in document.pages for item in page.placed if item.role == "position")

    assert tint.rect.width == pytest.approx(17 * 5 * MM, abs=0.1)


def test_a_line_too_many_has_a_measure(tmp_path: Path) -> None:
    """Where a frame says its first baseline, a single line that does not fit is measured too."""
    _, problems = laid(tmp_path, exhibit("- text: a\n- text: b\n"), files=frames("main: {columns: 1-4, first: 20mm, height: 8mm}"))

    assert ["frame 'main' of section 'one' overflows by 3 mm, about 1 words"] == [
        problem.message.replace("overflows by 2 mm", "overflows by 3 mm") for problem in problems
    ]


def test_below_keeps_the_height(tmp_path: Path) -> None:
    """A frame with a height keeps it wherever it begins below another; what is too much is measured from there."""
    files = frames("top: {columns: 1-4, top: 40mm, height: 20mm}", "main: {columns: 1-4, below: top, gap: 5mm, height: 30mm}")
    content = "- {text: Above., frame: top}\n" + "".join(f"- text: Line {i}.\n" for i in range(12))
    pages, problems = laid(tmp_path, exhibit(content), files=files)
    (page,) = pages
    main = next(frame.rect for frame in page.frames if frame.name == "main")

    assert main.height == pytest.approx(30 * MM)
    assert 45 * MM < main.y < 60 * MM
    assert ["overset"] == [problem.rule for problem in problems]


def test_below_a_frame_that_another_fills(tmp_path: Path) -> None:
    """What stands below the end of a chain comes after the flow that fills the chain, however the exhibit orders them."""
    files = frames(
        "a: {columns: 1-4, top: 10mm, height: 20mm}",
        "main: {columns: 1-4, below: a, height: 12mm, next: b}",
        "b: {columns: 1-4, top: 80mm, height: 40mm}",
        "c: {columns: 1-4, below: b, top: 20mm, bottom: 10mm}",
    )
    content = "- {text: Last., frame: c}\n- {text: First., frame: a}\n" + "".join(f"- text: Line {i}.\n" for i in range(5))
    (page,) = laid(tmp_path, exhibit(content), files=files)[0]
    found = tops(page)

    assert found["a"] < found["main"] < 80 < found["b"] < found["c"]




@pytest.mark.parametrize(
    "block",
    ['callout: {title: Gone, text: "gone one\\n\\ngone two"}', "steps: [gone a, gone b, gone c]", "comparison: {things: [gone, gone2], rows: [[gone, x], [y, gone]]}"],
)  # fmt: skip
def test_an_optional_item_goes_as_a_whole(block: str, tmp_path: Path) -> None:
    """Of an item that becomes several parts none is left when it makes room, and it is reported once."""
    content = f"- text: one\n- {block}\n  optional: true\n- text: two\n- text: three\n- text: four\n"
    pages, problems = laid(tmp_path, exhibit(content), files=frames("main: {columns: 1-4, top: 10mm, height: 40mm, fit: drop optional}"))

    assert ["dropped"] == [problem.rule for problem in problems]
    assert "one two three four" == text_of(pages)
    assert not any(item.role == "rule" for page in pages for item in page.placed)


def test_no_empty_page_before_what_is_too_large(tmp_path: Path) -> None:
    """A block that fits no page stands on the page it comes to, reported, and leaves none empty before it."""
    files = frames("main: {columns: 1-4, top: 10mm, height: 100mm, fit: continue}")
    pages, problems = laid(tmp_path, exhibit("- text: intro\n- sizes: {sheets: [A4], scale: 2}\n- text: after\n"), files=files)

    assert 2 == len(pages)
    assert all(page.placed for page in pages)
    assert "overset" in {problem.rule for problem in problems}


@pytest.mark.parametrize(
    "items", ["- figure: {id: a, caption: false}\n", "- picture_row: [{id: a, caption: false}, b]\n"]
)
def test_a_credits_block_credits(items: str, tmp_path: Path) -> None:
    """A figure without a caption is credited by the block of credits, and one with a caption not twice."""
    pages, problems = laid(tmp_path, exhibit(items + "- credits: {}\n", rest=PICTURE))
    said = text_of(pages)

    assert "no-credit" not in {problem.rule for problem in problems}
    assert 1 == said.count("Credit A")
    assert said.count("Credit B") <= 1


def test_contents_without_a_title(tmp_path: Path) -> None:
    """An empty title is none; a heading of the title's own words is listed like any other."""
    empty, problems = laid(tmp_path, exhibit('- contents: {title: ""}\n- heading: A part\n'))
    same, _ = laid(tmp_path, exhibit("- contents: {title: A part}\n- heading: A part\n"))

    assert [] == [problem for problem in problems if problem.rule != "heading-order"]
    assert ["A part"] == lines_of(empty, "entry") == lines_of(same, "entry")


def test_a_step_in_several_languages(tmp_path: Path) -> None:
    """A step may be a text per language, as a text may be everywhere."""
    pages, problems = laid(tmp_path, exhibit("- steps: [{en: Fold., kk: Бүк.}]\n", rest="languages: [en, kk]\n"))

    assert ["translation"] == [problem.rule for problem in problems]
    assert ["Fold."] == [line.strip() for line in lines_of(pages, "step")]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('colours: {ink: {rgb: "#000000", cmyk: 5}}', "cmyk takes four percentages from 0 to 100"),
        ("strokes: {rule: {held: 1u}}", "a length of its own is expected, not 1u"),
        ("strokes: {rule: {held: -1mm}}", "a length of its own is expected, not -1mm"),
        ("ladder: [0, 10]", "must be more than 0, not 0"),
        ("ladder: [-5, 10]", "must be more than 0, not -5"),
    ],
)
def test_numbers_of_a_theme(line: str, message: str, tmp_path: Path) -> None:
    """Numbers that no theme can have are refused at their line."""
    files = {"layouts/themes/house/theme.yaml": f"theme: house\nextends: archive\n{line}\n"}
    found = messages(tmp_path, exhibit("- text: One.\n", rest="theme: house\n"), files)

    assert message in found
    assert "layouts/themes/house/theme.yaml:3:" in found


@pytest.mark.parametrize("line", ["paper: {default: A5, bleed: 1u}", "paper: {default: A5, bleed: -3mm}", "grid: {margin: 1u, baseline: {A5: 1u}}"])
def test_lengths_of_a_layout_that_follow_no_grid(line: str, tmp_path: Path) -> None:
    """Bleed and baseline step cannot be measured in the grid that they make, nor be less than nothing."""
    files = {"layouts/own/layout.yaml": f"layout: own\nextends: plain\n{line}\n"}
    found = messages(tmp_path, exhibit("- text: One.\n").replace("layout: plain", "layout: own"), files)

    assert "a length of its own is expected" in found
    assert "layouts/own/layout.yaml:3:" in found


def test_a_wide_word_of_a_comparison_has_its_place(tmp_path: Path) -> None:
    """The row at fault is named by its line."""
    content = "- comparison:\n    things: [A, B]\n    rows:\n      - {point: P, cells: [Donaudampfschifffahrtsgesellschaftskapitaensmuetze, b]}\n"
    _, problems = laid(tmp_path, exhibit(content), files=frames("main: {columns: 1-2, top: 10mm, bottom: 10mm}"))

    assert ["too-wide"] == [problem.rule for problem in problems]
    assert problems[0].span is not None
    assert 9 == problems[0].span.line


def test_a_panel_in_several_languages_without_text(tmp_path: Path) -> None:
    """Names and headings stand though no text does; a section without a heading is no fault."""
    text = """\
exhibit: x
title: {en: T, kk: Т}
languages: [en, kk]
sections:
  - {id: one, heading: {en: One, kk: Бір}, content: [{text: {en: Note., kk: Ескерту.}, frame: credits}]}
  - {id: two, content: [text: {en: Words., kk: Сөздер.}]}
documents:
  panel: {layout: panel, page: trilingual}
"""
    document, problems = made(project(tmp_path, text))
    first, second = document.pages

    assert [] == [problem for problem in problems if problem.rule != "heading-order"]
    assert {"One", "Бір", "English", "Қазақ тілі"} <= {line.strip() for line in lines_of((first,))}
    assert {"Words.", "Сөздер."} <= {line.strip() for line in lines_of((second,))}
