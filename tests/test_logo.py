"""A theme with a logo goes in; where and how it stands on pages comes out, and what is said of one that cannot be used."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from laying import LAYOUT, exhibit, made, messages, project
from pictures import encoded, png, quarters

from predella.build import Options, make, open_exhibit, plan, to_bytes
from predella.diagnostics import Problem, Problems
from predella.logos import silhouette
from predella.pages import MM, Document, Picture, Placed, Shape, TextLine
from predella.workspace import Workspace

HERE = Path(__file__).parent.parent
PLAIN = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10"><title>House</title><path d="M0 0h20v10z"/></svg>'
COLOURED = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10"><rect width="10" height="10" fill="#c00"/><circle cx="15" cy="5" r="5"/></svg>'


def theme(keys: str, name: str = "house", above: str = "archive") -> str:
    return f"theme: {name}\nextends: {above}\n{keys}"


def house(keys: str, more: dict[str, str | bytes] | None = None, **files: str | bytes) -> dict[str, str | bytes]:
    """Return the files of a theme: its keys, and logos by the end of their names."""
    found: dict[str, str | bytes] = {"layouts/themes/house/theme.yaml": theme(keys)}
    found |= {f"layouts/themes/house/logo.{end}": content for end, content in files.items()}
    return {**found, **(more or {})}


def printed(
    tmp_path: Path, files: dict[str, str | bytes], content: str = "- logo: {}\n"
) -> tuple[Document, list[Placed], list[Problem]]:
    """Return the document of a small exhibit in the theme `house`, and what it prints of the logo."""
    document, problems = made(project(tmp_path, "theme: house\n" + exhibit(content), files))
    page = next(iter(document.pages))
    return document, [item for item in page.placed if item.role in ("logo", "drawing")], problems


def test_a_silhouette_takes_the_colour_of_the_ground(tmp_path: Path) -> None:
    """A logo of paths in one colour is drawn in the text colour of the ground, 5.5 mm high in the hand."""
    document, (item,), problems = printed(tmp_path, house("logo: logo.svg\n", svg=PLAIN))

    assert isinstance(item.ink, Shape)
    assert ("black", False) == (item.ink.fill.name if item.ink.fill else "", item.ink.nonzero)
    assert (pytest.approx(11 * MM), pytest.approx(5.5 * MM)) == (item.rect.width, item.rect.height)
    assert ["House"] == [element.alt for element in document.tree.walk() if element.role == "Figure"]
    assert [] == problems


def test_a_silhouette_needs_no_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only drawings in several colours go through svglib."""
    monkeypatch.setitem(sys.modules, "svglib.svglib", None)

    assert 1 == len(printed(tmp_path, house("logo: logo.svg\n", svg=PLAIN))[1])
    found = messages(tmp_path / "b", "theme: house\n" + exhibit("- logo: {}\n"), house("logo: logo.svg\nlogo_alt: House\n", svg=COLOURED))  # fmt: skip
    assert "house/theme.yaml:3:7: error: the logo logo.svg: SVG figures need the package 'svglib', which is not installed [logo]" in found


def test_a_drawing_keeps_its_colours(tmp_path: Path) -> None:
    """A logo in several colours is drawn as an SVG figure is."""
    _, items, problems = printed(tmp_path, house("logo: logo.svg\nlogo_alt: The house\n", svg=COLOURED))

    assert ["#CC0000", "#000000"] == [item.ink.fill.name for item in items if isinstance(item.ink, Shape) and item.ink.fill]  # fmt: skip
    assert [] == problems


@pytest.mark.parametrize("end", ["png", "jpg"])
def test_a_picture(tmp_path: Path, end: str) -> None:
    """A logo may be a picture; it goes into the file, and one of too few pixels is reported at the theme's line."""
    small = encoded(quarters(30, 20), {"png": "PNG", "jpg": "JPEG"}[end])
    document, (item,), (problem,) = printed(
        tmp_path, house(f"logo: logo.{end}\nlogo_alt: The house\n", None, **{end: small})
    )

    assert isinstance(item.ink, Picture)
    assert (pytest.approx(8.25 * MM), pytest.approx(5.5 * MM)) == (item.ink.width, item.ink.height)
    assert b"/Subtype /Image" in to_bytes(document)
    assert problem.message.startswith(f"the logo layouts/themes/house/logo.{end} has 92 ppi at its printed size on page 1")
    assert "layouts/themes/house/theme.yaml:3:7" == str(problem.span)


@pytest.mark.parametrize(
    ("content", "left", "height"),
    [
        ("- logo: {height: 8mm}\n", 7.4, 8.0),
        ("- logo: {height: 8mm, align: right}\n", 148 - 7.4 - 16, 8.0),
        ("- logo: {height: 150mm}\n", 7.4, 66.6),
    ],
)
def test_height_and_edge(tmp_path: Path, content: str, left: float, height: float) -> None:
    """The block says the height and the edge; a logo never gets wider than its frame."""
    _, (item,), _ = printed(tmp_path, house("logo: logo.svg\n", svg=PLAIN), content)

    assert (pytest.approx(left), pytest.approx(height)) == (item.x / MM, item.rect.height / MM)


@pytest.mark.parametrize(("sheet", "height"), [("A5", 4.0), ("A4", 4.0)])
def test_a_frame_of_its_own_is_the_most_a_logo_takes(tmp_path: Path, sheet: str, height: float) -> None:
    """On larger paper a logo grows, and not out of a frame whose height is given in mm."""
    layout = LAYOUT.replace("side: {columns: 3-4, top: 150mm, bottom: 10mm}", "side: {columns: 3-4, top: 2mm, height: 4mm}")  # fmt: skip
    text = ("theme: house\n" + exhibit("- logo: {}\n  frame: side\n")).replace("{layout: plain}", f"{{layout: plain, paper: {sheet}}}")  # fmt: skip
    document, problems = made(project(tmp_path, text, {**house("logo: logo.svg\n", svg=PLAIN), "layouts/plain/layout.yaml": layout}))  # fmt: skip
    (item,) = next(iter(document.pages)).placed

    assert pytest.approx(height) == item.rect.height / MM
    assert [] == problems


def test_alternative_text(tmp_path: Path) -> None:
    """What the theme says goes before the title of the file."""
    document, _, _ = printed(tmp_path, house("logo: logo.svg\nlogo_alt: Museum of Paper\n", svg=PLAIN))

    assert ["Museum of Paper"] == [element.alt for element in document.tree.walk() if element.role == "Figure"]


def test_a_logo_is_inherited_from_the_folder_that_names_it(tmp_path: Path) -> None:
    """A theme that extends another has its logo, which lies beside the theme that names it."""
    more = {"layouts/themes/parent/theme.yaml": theme("logo: mark.svg\n", "parent"), "layouts/themes/parent/mark.svg": PLAIN}  # fmt: skip
    files = {**more, "layouts/themes/house/theme.yaml": theme("", "house", "parent")}

    assert 1 == len(printed(tmp_path, files)[1])


def test_no_logo(tmp_path: Path) -> None:
    """`none` is no logo; the block then prints nothing, and no reader is told of it."""
    document, items, problems = printed(tmp_path, house("logo: none\n"), "- text: Words.\n- logo: {}\n")

    assert ([], []) == (items, problems)
    assert "Figure" not in {element.role for element in document.tree.walk()}


@pytest.mark.parametrize(
    ("keys", "files", "message"),
    [
        ("logo: gone.svg", {}, "error: the theme 'house' has no file 'gone.svg' [no-file]"),
        ("logo: .", {}, "error: the theme 'house' has no file '.' [no-file]"),
        ("logo: ../archive/logo.svg", {}, "error: the logo '../archive/logo.svg' leads out of the theme's folder [outside]"),
        ("logo: /etc/passwd", {}, "error: the logo '/etc/passwd' leads out of the theme's folder [outside]"),
        ("logo: logo.png", {"png": png()}, "error: the logo logo.png has no text for those who do not see it [alt]"),
        ("logo: logo.png", {"png": png()[:40]}, "error: the logo logo.png: the file is not a picture: JPEG, PNG, TIFF or WebP is expected [logo]"),
        ("logo: logo.png", {"png": b""}, "error: the logo logo.png: the file is empty (0 bytes) [logo]"),
        ("logo: logo.svg", {"svg": COLOURED}, "error: the logo logo.svg has no text for those who do not see it [alt]"),
        ("logo: logo.svg", {"svg": "<svg"}, "error: the logo logo.svg: line 1, character 1: not XML (unclosed token) [logo]"),
        ("logo: logo.svg", {"svg": PLAIN.replace("<path", "<script/><path")}, "error: the logo logo.svg: line 1, <script>: scripts are not run, and a drawing with one is not trusted [logo]"),
        ("logo: logo.svg", {"svg": "<!DOCTYPE svg [<!ENTITY a 'b'>]>" + PLAIN}, "error: the logo logo.svg: line 1: it has entities, which could name other files or grow without end [logo]"),
        ("logo: [logo.svg]", {}, "error: 'logo' must be a text, not a list"),
    ],
)  # fmt: skip
def test_what_is_said(tmp_path: Path, keys: str, files: dict[str, str | bytes], message: str) -> None:
    """A logo that cannot be used is reported where the theme names it."""
    found = messages(tmp_path, "theme: house\n" + exhibit("- text: One.\n"), house(f"{keys}\n", None, **files))  # fmt: skip

    assert f"layouts/themes/house/theme.yaml:3:7: {message}" in found


def test_losses_of_a_drawing_are_said(tmp_path: Path) -> None:
    """What print cannot keep of a logo is an error at the theme's line."""
    drawing = COLOURED.replace("<rect", '<rect filter="url(#a)"')
    _, _, (problem,) = printed(tmp_path, house("logo: logo.svg\nlogo_alt: House\n", svg=drawing))

    assert "the logo layouts/themes/house/logo.svg, line 1, <rect>: its filter is left out" == problem.message
    assert "layouts/themes/house/theme.yaml:3:7" == str(problem.span)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (("", ""), True),
        (('<path', '<path fill="currentColor"'), True),
        (('<path', '<path style="fill:#000000"'), True),
        (('<path', '<path fill="#c00"'), False),
        (('<path', '<path style="fill: red"'), False),
        (('<path', '<path stroke="red"'), False),
        (('<path', '<path class="a"'), False),
        (('<path', '<circle r="1"/><path'), False),
        (('<title>House</title>', ''), False),
    ],
)  # fmt: skip
def test_silhouettes(change: tuple[str, str], expected: bool) -> None:
    """A silhouette has a title, paths and no colour of its own; all else is a drawing."""
    assert expected == (silhouette(PLAIN.replace(*change).encode()) is not None)


def test_pages_carry_the_logo_of_their_theme() -> None:
    """The shipped layouts print the logo once, where nothing else stands."""
    workspace, problems = Workspace(HERE), Problems()
    found = open_exhibit(workspace, HERE / "exhibits/kengir.yaml", problems)
    assert found is not None
    for job in plan(workspace, found, Options(), problems):
        document, _ = make(job, workspace, Problems())
        pages = list(document.pages)
        marks = [[item for item in page.placed if item.role == "logo"] for page in pages]
        assert [1, *[0] * (len(pages) - 1)] == [len(items) for items in marks], job.stem
        low, high = ((9, 12) if job.layout.scale == "hung" else (5, 6))
        assert low <= marks[0][0].rect.height / MM <= high
        beside = [item for item in pages[0].placed if item.rect.overlaps(marks[0][0].rect, 1.0) and item is not marks[0][0]]
        assert [] == [item for item in beside if isinstance(item.ink, TextLine)], job.stem
