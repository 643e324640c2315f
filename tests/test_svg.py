"""SVG files, handwritten here, go in; the outlines and words that the pages get of them come out, or why there are none."""

from __future__ import annotations

import builtins
import contextlib
import io
import re
import socket
import sys
from pathlib import Path
from xml.parsers.expat import ExpatError

import pypdfium2
import pytest
from conftest import Golden
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from laying import exhibit, laid, made, messages, project, run

from predella.build import to_bytes
from predella.pages import MM, Page, Placed, Shape, TextLine
from predella.svg import Drawing, Outline, SvgError, Words, read_svg
from predella.svg.tree import read_tree

NAMESPACES = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'


def svg(content: str, attributes: str = 'viewBox="0 0 100 50"') -> bytes:
    return f"<svg {NAMESPACES} {attributes}>\n{content}\n</svg>".encode()


def read(content: str, attributes: str = 'viewBox="0 0 100 50"') -> Drawing:
    return read_svg(svg(content, attributes), "x")


def outline(content: str, attributes: str = 'viewBox="0 0 100 50"') -> Outline:
    (mark,) = read(content, attributes).marks
    assert isinstance(mark, Outline)
    return mark


def words(content: str) -> list[Words]:
    return [mark for mark in read(content).marks if isinstance(mark, Words)]


def points(mark: Outline) -> str:
    """Return a path with its numbers to the tenth."""
    return " ".join(op[0] + ",".join(f"{value:.1f}".replace(".0", "") for value in op[1:]) for op in mark.path)


def hexed(mark: Outline) -> str:
    assert mark.fill
    assert mark.fill.rgb
    return "".join(f"{round(part * 255):02x}" for part in mark.fill.rgb)


def figure(content: str, *, file: str = "chart.svg", more: str = "") -> str:
    """Return an exhibit with one figure."""
    return exhibit(
        "- figure: chart\n",
        rest=f"figures:\n  chart: {{file: {file}, alt: A chart., caption: The chart., rights: {{credit: Own, cleared: true, license: CC0-1.0}}{more}}}\n",
    )


def pages_of(tmp_path: Path, content: bytes) -> tuple[tuple[Page, ...], list[str]]:
    pages, problems = laid(tmp_path, figure(""), files={"data/chart.svg": content})
    return pages, [f"{problem.severity}: {problem.message}" for problem in problems]


def drawn(pages: tuple[Page, ...]) -> list[Placed]:
    return [item for page in pages for item in page.placed if item.role.startswith("drawing")]


def shown(item: Placed) -> str:
    """Return one placed item as a line of text, in mm from the figure's page."""
    place = f"{item.x / MM:.2f},{item.y / MM:.2f}"
    if isinstance(item.ink, TextLine):
        turn = f" turned {item.ink.turn:g}" if item.ink.turn else ""
        runs = ", ".join(f"{run.text!r} {run.font} {run.size:.2f}pt {run.colour.name} at {run.x / MM:.2f}" for run in item.ink.runs)  # fmt: skip
        return f"words {place}{turn}: {runs}"
    ink = item.ink
    assert isinstance(ink, Shape)
    path = " ".join(op[0] + ",".join(f"{value / MM:.2f}" for value in op[1:]) for op in ink.path)
    stroke = f", stroke {ink.stroke.name} {ink.stroke_width / MM:.2f} {ink.cap}{ink.join}" if ink.stroke else ""
    dash = f" dash {[round(part / MM, 2) for part in ink.dash]}" if ink.dash else ""
    fill = f"fill {ink.fill.name} {'nonzero' if ink.nonzero else 'even-odd'}" if ink.fill else "no fill"
    return f"shape {place}: {fill}{stroke}{dash}: {path}"


SHAPES = """\
<rect x="10" y="10" width="30" height="20" fill="#d8a052"/>
<rect x="50" y="10" width="30" height="20" rx="4" fill="none" stroke="currentColor" stroke-width="2"/>
<circle cx="20" cy="40" r="5" fill="currentColor"/>
<ellipse cx="40" cy="40" rx="8" ry="4" fill="rgb(10%, 20%, 30%)"/>
<line x1="0" y1="0" x2="100%" y2="0" stroke="navy" stroke-dasharray="4 2" stroke-linecap="round"/>
<polyline points="60,35 70,45 80,35" fill="none" stroke="black" stroke-linejoin="bevel"/>
<polygon points="85,35 95,35 90,45" fill="teal" fill-rule="evenodd"/>
<path d="m5 5 h5 v5 q5 0 5 5 z" fill="hsl(120, 100%, 25%)"/>"""

TEXTS = """\
<style>.b { font: bold 6px 'Literata', serif; fill: #a33 }</style>
<text x="2" y="10" font-size="6">Sans <tspan class="b">and serif</tspan> again</text>
<text x="50" y="20" text-anchor="middle" font-size="6">middle</text>
<text x="98" y="30" text-anchor="end" font-size="6" fill="currentColor">the end</text>
<text transform="translate(4 48) rotate(-90)" font-size="6">up</text>
<text font-size="6"><tspan x="10" y="40">first</tspan><tspan x="10" dy="6">second</tspan></text>
<text x="50" y="40" font-size="6" dominant-baseline="middle">half</text>
<text x="70" y="40" font-size="6">H<tspan baseline-shift="sub" font-size="4">2</tspan>O</text>"""

GROUPS = """\
<defs><g id="flag"><rect width="10" height="6"/><path d="M0 0v12" stroke="black"/></g>
<symbol id="cell" viewBox="0 0 2 2"><circle cx="1" cy="1" r="1"/></symbol></defs>
<g transform="translate(50 25) scale(2) rotate(90)" fill="#123456"><use xlink:href="#flag"/></g>
<use href="#flag" x="5" y="5" fill="crimson"/>
<use href="#cell" x="80" y="5" width="10" height="10" fill="orange"/>
<svg x="0" y="40" width="20" height="10" viewBox="0 0 100 100"><rect width="100" height="100" fill="gray"/></svg>"""


@pytest.mark.parametrize(
    ("name", "content"), [("shapes", SHAPES), ("texts", TEXTS), ("groups", GROUPS)], ids=lambda v: v[:6]
)
def test_placed(name: str, content: str, tmp_path: Path, golden: Golden) -> None:
    """What the page gets of a drawing: paths in mm, words in the theme's faces."""
    pages, problems = pages_of(tmp_path, svg(content))

    golden(f"cases/svg/{name}.txt", "\n".join([*map(shown, drawn(pages)), *problems]) + "\n")


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ('<path d="M1 1L2 2"/>', "M1,1 L2,2"),
        ('<rect x="1" y="2" width="3" height="4"/>', "M1,2 L4,2 L4,6 L1,6 Z"),
        ('<rect x="10%" y="10%" width="50%" height="50%"/>', "M10,5 L60,5 L60,30 L10,30 Z"),
        ('<rect width="1em" height="1in"/>', "M0,0 L16,0 L16,96 L0,96 Z"),
        ('<g transform="matrix(2 0 0 2 10 0)"><path d="M1 1h1v1z"/></g>', "M12,2 L14,2 L14,4 Z"),
        ('<g transform="translate(10)"><path transform="scale(2,3)" d="M1 1h1v1z"/></g>', "M12,3 L14,3 L14,6 Z"),
        ('<path transform="rotate(90 10 10)" d="M10 10h5v5z"/>', "M10,10 L10,15 L5,15 Z"),
        ('<path transform="translate(1,1),skewX(45)" d="M0 0h5v5z"/>', "M1,1 L6,1 L11,6 Z"),
        ('<polygon points="1 1 5 1 5"/>', "M1,1 L5,1 Z"),
        ('<path d="M0 0h5v5z m10 0h5v5z"/>', "M0,0 L5,0 L5,5 Z M10,0 L15,0 L15,5 Z"),
    ],
)  # fmt: skip
def test_geometry(content: str, expected: str) -> None:
    """Shapes stand where SVG says, transforms and units worked out."""
    assert expected == points(outline(content))


@pytest.mark.parametrize(
    ("attributes", "size", "expected"),
    [
        ('viewBox="0 0 10 5"', (10, 5), "M0,0 L10,0"),
        ('viewBox="-5 -5 10 5" width="20" height="10"', (20, 10), "M10,10 L30,10"),
        ('width="20" height="10"', (20, 10), "M0,0 L10,0"),
        ('width="1in" height="100%" viewBox="0 0 10 5"', (96, 48), "M0,0 L96,0"),
        ('width="40" height="10" viewBox="0 0 10 5"', (40, 10), "M10,0 L30,0"),
        ('width="40" height="10" viewBox="0 0 10 5" preserveAspectRatio="xMinYMin"', (40, 10), "M0,0 L20,0"),
        ('width="40" height="10" viewBox="0 0 10 5" preserveAspectRatio="none"', (40, 10), "M0,0 L40,0"),
    ],
)  # fmt: skip
def test_size(attributes: str, size: tuple[float, float], expected: str) -> None:
    """Width and height, the view box and how one is fitted into the other give size and scale."""
    drawing = read('<path d="M0 0h10" stroke="red"/>', attributes)

    assert size == (pytest.approx(drawing.width), pytest.approx(drawing.height))
    assert expected == points(outline('<path d="M0 0h10" stroke="red"/>', attributes))


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ('<g fill="red"><rect width="9" height="9"/></g>', "ff0000"),
        ('<style>rect { fill: lime }</style><rect width="9" height="9" fill="red"/>', "00ff00"),
        ('<style>.a { fill: lime }</style><rect class="a" width="9" height="9" style="fill:blue"/>', "0000ff"),
        ('<style>.a { fill: lime !important }</style><rect class="a" width="9" height="9" style="fill:blue"/>', "00ff00"),
        ('<style>#i { fill: red } .a { fill: lime }</style><rect id="i" class="a" width="9" height="9"/>', "ff0000"),
        ('<style>g > rect { fill: red } circle { fill: lime }</style><g><rect width="9" height="9"/></g>', "ff0000"),
        ('<style>@media screen { rect { fill: red } }</style><rect width="9" height="9" fill="#0f08"/>', "00ff00"),
        ('<g color="#123"><rect width="9" height="9" fill="currentColor"/></g>', "112233"),
        ('<rect width="9" height="9" fill="RebeccaPurple"/>', "663399"),
        ('<g fill="red"><rect width="9" height="9" fill="inherit"/></g>', "ff0000"),
        ('<g fill="red"><rect width="9" height="9" style="fill: initial"/></g>', "000000"),
    ],
)  # fmt: skip
def test_colours(content: str, expected: str) -> None:
    """Attributes, style sheets and own styles are weighed as CSS weighs them."""
    assert expected == hexed(outline(content))


@pytest.mark.parametrize(
    "content",
    [
        '<rect width="9" height="9" display="none"/>',
        '<g style="display:none"><rect width="9" height="9"/></g>',
        '<g visibility="hidden"><rect width="9" height="9"/></g>',
        '<rect width="9" height="9" fill="none"/>',
        '<rect width="9" height="9" opacity="0"/>',
        '<rect width="0" height="9"/>',
        '<path d="M5 5" stroke="red"/>',
        '<defs><rect width="9" height="9"/></defs>',
        '<rect x="200" width="9" height="9"/>',
        '<text> </text>',
    ],
)  # fmt: skip
def test_nothing_to_see(content: str) -> None:
    """What a browser does not show is not printed, and nothing is said of it."""
    drawing = read(f'{content}<circle cx="50" cy="25" r="5"/>')

    assert (1, ()) == (len(drawing.marks), drawing.losses)


def test_words() -> None:
    """A line begins at each new place; what follows without one goes on, white space folded as in SVG."""
    found = words('<text x="5" y="9">One <tspan font-weight="bold"> two</tspan>\n  three<tspan x="5" dy="10"> four </tspan></text>')  # fmt: skip

    assert [["One ", "two", " three"], ["four"]] == [[part.text for part in line.letters] for line in found]
    assert [(5, 9), (5, 19)] == [(line.x, line.y) for line in found]
    assert [400, 700, 400] == [part.weight for part in found[0].letters]


def test_words_between_their_styles() -> None:
    """Size, family, anchor and colour come down from groups; per cent and em are of the size above."""
    (line,) = words('<g font-size="10" font-family="\'Fira Sans\', serif" fill="red" text-anchor="end"><text x="9" y="9" font-size="2em" font-style="italic">A<tspan font-size="50%">b</tspan></text></g>')  # fmt: skip

    assert ["end", "end"] == [line.anchor] * 2
    assert [20, 10] == [part.size for part in line.letters]
    assert {("Fira Sans", "serif")} == {part.families for part in line.letters}
    assert all(part.italic and part.paint.rgb == (1, 0, 0) for part in line.letters)


def test_scaled_text_has_the_size_that_is_printed() -> None:
    """A scale makes the type larger, a turn turns it; both are of the line, not of its letters."""
    (line,) = words('<g transform="scale(3) rotate(30)"><text font-size="4">a</text></g>')

    assert (12, 30) == (pytest.approx(line.letters[0].size), pytest.approx(line.turn))


def test_anchored_words_stand_on_their_point(tmp_path: Path) -> None:
    """Middle and end are those of the whole line in the faces that print it, not of the SVG's font."""
    pages, _ = pages_of(
        tmp_path,
        svg('<g font-size="8"><text x="50" y="10" text-anchor="middle">a <tspan font-weight="bold">wide</tspan> line</text><text x="100" y="20" text-anchor="end">end</text></g>'),
    )
    middle, end = drawn(pages)
    left = 148 / 20 * MM
    width = (148 - 2 * 148 / 20) * MM

    assert left + width / 2 == pytest.approx(middle.x + middle.ink.width / 2, abs=0.1)
    assert left + width == pytest.approx(end.x + end.ink.width, abs=0.1)


def test_families_are_the_themes(tmp_path: Path) -> None:
    """A family that the theme has is used, by its name or the theme's word for it; all else is its face for data."""
    names = ("Literata", "fira sans  condensed", "prose", "Times, serif", "Arial, sans-serif", "Comic Sans", "")
    texts = "".join(f'<text x="1" y="{5 * i + 5}" font-size="5" font-family="{name}">abc</text>' for i, name in enumerate(names))  # fmt: skip
    pages, _ = pages_of(tmp_path, svg(texts))

    assert ["Literata-400", "FiraSansCondensed-400", "Literata-400", "Literata-400", *["FiraSansCondensed-400"] * 3] == [
        item.ink.runs[0].font for item in drawn(pages) if isinstance(item.ink, TextLine)
    ]  # fmt: skip


LOSSES = [
    ('<linearGradient id="g"><stop stop-color="#00f"/></linearGradient><rect width="9" height="9" fill="url(#g)"/>', "line 2, <rect>: gradients are not printed: its first colour stands for it"),
    ('<pattern id="p"/><rect width="9" height="9" fill="url(#p) red"/>', "line 2, <rect>: patterns are left out"),
    ('<filter id="f"/><rect width="9" height="9" filter="url(#f)"/>', "line 2, <rect>: its filter is left out"),
    ('<rect width="9" height="9" style="filter: blur(2px)"/>', "line 2, <rect>: its filter is left out"),
    ('<mask id="m"/><g mask="url(#m)"><rect width="9" height="9"/></g>', "line 2, <g>: its mask is left out"),
    ('<clipPath id="c"/><rect width="9" height="9" clip-path="url(#c)"/>', "line 2, <rect>: it is not cut by its clip path"),
    ('<style>.c{clip-path:url(#c)}</style>\n\n<rect class="c" width="9" height="9"/>', "line 4, <rect>: it is not cut by its clip path"),
    ('<rect width="9" height="9"/><image href="data:image/png;base64,AA=="/>', "line 2, <image>: pictures inside an SVG are not drawn"),
    ('<rect width="9" height="9"/><foreignObject><p xmlns="http://www.w3.org/1999/xhtml">a</p></foreignObject>', "line 2, <foreignObject>: it holds what is not SVG, which is not drawn"),
    ('<rect width="9" height="9"/>\n<animate/>', "line 3, <animate>: animation is not printed"),
    ('<rect width="9" height="9"><animate/></rect>', "line 2, <animate>: animation is not printed"),
    ('<rect width="9" height="9"/><bogus/>', "line 2, <bogus>: this element is not known and is left out"),
    ('<rect width="9" height="9"/><use href="#nobody"/>', "line 2, <use>: there is no element with the id 'nobody'"),
    ('<marker id="a"/><path d="M0 0h9" stroke="red" marker-end="url(#a)"/>', "line 2, <path>: its markers (arrowheads) are left out"),
    ('<rect width="9" height="9" fill-opacity="0.5"/>', "line 2, <rect>: print has no transparency: its colour is mixed with the ground alone"),
    ('<g opacity="50%">\n<rect width="9" height="9"/><rect width="9" height="9"/></g>', "line 3, <rect>: print has no transparency: its colour is mixed with the ground alone (2 times)"),
    ('<text x="1" y="9" transform="scale(1 2)">a</text>', "line 2, <text>: text that is stretched, slanted or mirrored is set in its plain form"),
    ('<text x="1 5 9" y="9">abc</text>', "line 2, <text>: letters placed one by one are set with the spaces of the face"),
    ('<text x="1" y="9">a<textPath href="#p">b</textPath></text>', "line 2, <textPath>: text along a path is not set"),
    ('<text x="1" y="9" textLength="90">a</text>', "line 2, <text>: its textLength is not kept: the face decides how long a text is"),
    ('<text x="1" y="9" stroke="red">a</text>', "line 2, <text>: the outlines of letters are not drawn"),
    ('<circle r="9" cx="50" cy="25" style="r: 5"/>', "line 2, <circle>: places and sizes written as styles are left out"),
    ('<switch><text systemLanguage="ru" y="9">а</text><text y="9">a</text></switch>', "line 2, <switch>: versions for other languages are left out"),
    ('<rect width="300" height="9"/>', "line 1, <svg>: it reaches over its edge by 200% of its size, and is not cut there"),
    ('<style>@media print { rect { fill: red } }</style><rect width="9" height="9"/>', "line 2, <style>: @media of a style sheet is left out"),
]  # fmt: skip


@pytest.mark.parametrize(("content", "message"), LOSSES, ids=[message for _, message in LOSSES])
def test_losses(content: str, message: str) -> None:
    """What print cannot keep is named with its element and line; what remains is drawn."""
    drawing = read(content)

    assert [message] == [str(loss) for loss in drawing.losses]
    assert drawing.marks


@pytest.mark.parametrize(
    ("clip", "shape", "lost"),
    [
        ('<rect width="100" height="50"/>', '<rect width="9" height="9"/>', False),
        ('<rect x="5" width="100" height="50"/>', '<rect width="9" height="9"/>', True),
        ('<rect width="20" height="20"/>', '<g transform="scale(2)"><rect width="9" height="9"/></g>', False),
        ('<rect width="20" height="20"/>', '<g transform="scale(3)"><rect width="9" height="9"/></g>', True),
        ('<rect width="9" height="9" transform="scale(2)"/>', '<rect width="18" height="18"/>', False),
        ('<rect width="100" height="50" rx="3"/>', '<rect width="9" height="9"/>', True),
        ('<rect width="100" height="50" transform="rotate(3)"/>', '<rect width="9" height="9"/>', True),
        ('<rect width="100" height="50"/><rect width="1" height="1"/>', '<rect width="9" height="9"/>', True),
        ('<circle r="90"/>', '<rect width="9" height="9"/>', True),
        ('<rect width="100" height="50"/>', '<path d="M0 0C0 90 100 90 100 0"/>', True),
        ('<rect width="100" height="50"/>', '<path d="M0 0C0 60 100 60 100 0"/>', False),
    ],
)  # fmt: skip
def test_a_clip_path_that_cuts_nothing_is_no_loss(clip: str, shape: str, lost: bool) -> None:
    """Drawing programs clip to the sheet; only a rectangle with everything inside is known to cut nothing."""
    drawing = read(f'<defs><clipPath id="c">{clip}</clipPath></defs><g clip-path="url(#c)">{shape}</g>')

    assert lost == any("clip path" in loss.message for loss in drawing.losses)


def test_losses_do_not_speak_of_what_is_not_used() -> None:
    """Gradients, filters and clip paths that nothing uses are what drawing programs leave behind."""
    unused = '<defs><linearGradient id="a"/><filter id="b"/><clipPath id="c"><rect width="1" height="1"/></clipPath></defs>'

    assert () == read(f'{unused}<metadata><a href="http://example.com"/></metadata><rect width="9" height="9"/>').losses


REFUSALS = [
    (b"", "the file is empty"),
    (b"\x1f\x8b\x08", "the file is packed (.svgz)"),
    (b"not xml", "line 1, character 1: not XML (syntax error)"),
    (b"<svg", "line 1, character 1: not XML (unclosed token)"),
    (b"<svg xmlns='http://www.w3.org/2000/svg'>\n<g></svg>", "line 2, character 6: not XML (mismatched tag)"),
    (b"<svg/>", "line 1: its outermost element is <svg>, not <svg> of SVG"),
    (b"<html xmlns='http://www.w3.org/1999/xhtml'/>", "line 1: its outermost element is <html>, not <svg> of SVG"),
    (b"<!DOCTYPE svg [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><svg>&b;</svg>", "line 1: it has entities, which could name other files or grow without end"),
    (b"<!DOCTYPE svg [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><svg>&x;</svg>", "line 1: it has entities, which could name other files or grow without end"),
    (b"<?xml-stylesheet href='a.css'?><svg/>", "line 1: it takes its styles from another file"),
    (b"<?xml version='1.0' encoding='klingon'?><svg/>", "its characters cannot be read (unknown encoding: klingon)"),
    (svg("<script>alert(1)</script>"), "line 2, <script>: scripts are not run, and a drawing with one is not trusted"),
    (svg('<rect onclick="x()"/>'), "line 2, <rect>: the attribute 'onclick' is a script"),
    (svg('<image href="photo.png"/>'), "line 2, <image>: 'photo.png' is outside the file, and is not fetched"),
    (svg('<image xlink:href="file:///etc/passwd"/>'), "line 2, <image>: 'file:///etc/passwd' is outside the file, and is not fetched"),
    (svg('<use href="http://example.com/a.svg#b"/>'), "line 2, <use>: 'http://example.com/a.svg#b' is outside the file, and is not fetched"),
    (svg('<linearGradient href="other.svg#g"/>'), "line 2, <linearGradient>: 'other.svg#g' is outside the file, and is not fetched"),
    (svg('<a href="javascript:x()" onload="y()"><rect/></a>'), "line 2, <a>: the attribute 'onload' is a script"),
    (svg('<rect fill="url(http://example.com/#a)"/>'), "line 2, <rect>: url(http://example.com/#a) is outside the file, and is not fetched"),
    (svg('<rect style="fill: URL( \'a.svg#b\' )"/>'), "line 2, <rect>: url('a.svg#b') is outside the file, and is not fetched"),
    (svg("<style>@import 'a.css';</style>"), "line 2, <style>: @import would fetch another file"),
    (svg("<style>@font-face { src: url(a.ttf) }</style>"), "line 2, <style>: @font-face would fetch another file"),
    (svg("<style>rect { fill: u\\72l(a.svg#b) }</style>"), "line 2, <style>: a backslash in a style can hide a reference"),
    (svg('<g id="a">\n<use href="#a"/></g>'), "line 3, <use>: #a uses itself"),
    (svg('<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>'), "line 2, <use>: #b uses itself"),
    (svg('<symbol id="a"><use href="#a"/></symbol><use href="#a"/>'), "line 2, <use>: #a uses itself"),
    (svg("<g>" * 70 + "</g>" * 70), "line 2: elements stand more than 60 deep in one another"),
    (svg("<g/>" * 50_001), "it has more than 50,000 elements"),
    (svg("".join(f'<g id="a{i}">{f"""<use href="#a{i + 1}"/>""" * 10}</g>' for i in range(10)) + '<g id="a10"/>'), "written out, its uses make more than 50,000 elements or stand too deep"),
    (svg('<rect width="9" height="9"/>', ""), "line 1, <svg>: it does not say how large it is"),
    (svg('<rect width="9" height="9"/>', 'width="100%" height="100%"'), "line 1, <svg>: it does not say how large it is"),
    (svg("", 'viewBox="0 0 0 0"'), "line 1, <svg>: viewBox needs a width and a height above 0"),
    (svg("", 'viewBox="0 0 9"'), "line 1, <svg>: viewBox needs four numbers"),
    (svg("", 'viewBox="0 0 1e300 9"'), "line 1, <svg>: viewBox needs four numbers"),
    (svg("", 'width="9" height="9000"'), "line 1, <svg>: it is 9 × 9000 units, which no figure is"),
    (svg("", 'width="9bananas" height="9"'), "line 1, <svg>: '9bananas': the unit 'bananas' is not known here"),
    (svg(""), "nothing in it can be drawn"),
    (svg('<rect width="-9" height="9"/>'), "line 2, <rect>: width is less than 0"),
    (svg('<rect width="1e9" height="9"/>'), "line 2, <rect>: '1e9' is beyond 1,000,000 units"),
    (svg('<rect width="nine" height="9"/>'), "line 2, <rect>: 'nine' is not a length"),
    (svg('<circle r="nan"/>'), "line 2, <circle>: 'nan' is not a length"),
    (svg('<rect width="9" height="9" fill="bleu"/>'), "line 2, <rect>: 'bleu' is not a colour"),
    (svg('<rect width="9" height="9" fill="color(display-p3 1 0 0)"/>'), "line 2, <rect>: 'color(display-p3 1 0 0)' is not an RGB colour"),
    (svg('<rect width="9" height="9" opacity="half"/>'), "line 2, <rect>: 'half' is not a number"),
    (svg('<rect width="9" height="9" transform="turn(3)"/>'), "line 2, <rect>: the transform 'turn(3)' is not understood"),
    (svg('<rect width="9" height="9" transform="scale(1"/>'), "line 2, <rect>: the transform 'scale(1' is not understood"),
    (svg('<g transform="scale(1000)"><g transform="scale(1001)"><rect width="9" height="9"/></g></g>'), "line 2, <g>: its transforms move it beyond 1,000,000 units"),
    (svg('<path d="M0 0 L1"/>'), "line 2, <path>: path data, character 8: expected a number, found the end"),
    (svg('<polygon points="1,2 x"/>'), "line 2, <polygon>: '1,2 x' is not a list of numbers"),
    (svg('<text font-weight="fat">a</text>'), "line 2, <text>: 'fat' is not a weight of type"),
    (svg('<text font-size="tiny">a</text>'), "line 2, <text>: 'tiny' is not a length"),
    (svg('<path d="M0 0h9" stroke="red" stroke-linecap="pointed"/>'), "line 2, <path>: stroke-linecap is butt, round, square, not 'pointed'"),
]  # fmt: skip


def survives(data: bytes) -> None:
    with contextlib.suppress(SvgError):
        assert read_svg(data, "x").marks


@pytest.mark.parametrize(("data", "message"), REFUSALS, ids=[message[:60] for _, message in REFUSALS])
def test_refused(data: bytes, message: str) -> None:
    """What is not safe, and what makes no sense, is refused with the element and its line."""
    with pytest.raises(SvgError, match=re.escape(message)):
        read_svg(data, "x")


@pytest.mark.parametrize(
    "content",
    [
        f'<rect width="9" height="9" style="fill: {"(" * 5000}"/>',
        f"<style>rect {{ fill: {'[(' * 5000} }}</style><rect/>",
        f"<style>{':not(' * 3000}</style><rect/>",
        f"<style>{'a ' * 20000}{{ fill: red }}</style><rect/>",
        f'<rect width="9" height="9" transform="{"rotate(1)" * 100_000}"/>',
        f'<rect width="9" height="9" style="font: {"1" * 400_000}"/>',
        f'<path d="{"M0 0h9" * 100_000}"/>',
        f'<text y="9">{"<tspan>a" * 55}{"</tspan>" * 55}</text>',
        f'<text y="9">{" " * 500_000}a</text>',
    ],
    ids=range(9),
)
def test_input_made_to_exhaust(content: str) -> None:
    """Brackets without end, endless lists and long selectors end in a drawing or a message, and soon."""
    survives(svg(content))


def test_too_large_a_file() -> None:
    """A file beyond 8 MB is not read at all."""
    with pytest.raises(SvgError, match="the file has 8 MB; an SVG has at most 8 MB"):
        read_svg(svg("<g/>") + b" " * 8_000_000, "x")


def test_nothing_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading a drawing opens no file and no connection, whatever it names."""
    read(SHAPES + TEXTS + GROUPS)  # imports done
    opened: list[object] = []

    def noted(*what: object, **options: object) -> None:
        opened.append(what)
        raise OSError("closed")

    monkeypatch.setattr(builtins, "open", noted)
    monkeypatch.setattr(io, "open", noted)
    monkeypatch.setattr(socket, "socket", noted)
    read(SHAPES + TEXTS + GROUPS + '<text font-family="Nowhere Sans">a</text>')

    assert [] == opened


def test_without_the_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """SVG figures are an extra; without it the message says what to install, at the figure's line."""
    monkeypatch.setitem(sys.modules, "svglib.svglib", None)
    found = messages(tmp_path, figure(""), {"data/chart.svg": svg(SHAPES)})

    assert "x.yaml:4:17: error: figure 'chart', data/chart.svg: SVG figures need the package 'svglib', which is not installed [svg]" in found
    assert 'hint: install it: pip install ".[svg]"' in found


PIECES = st.sampled_from(
    [
        *re.findall(r"<[^>]+>|[^<]+", SHAPES + TEXTS + GROUPS),
        "<g>", "</g>", "<!--", "&amp;", "&x;", "\0", "<use href='#flag'/>", "<text>", "</text>", "<tspan dy='1e5'>",
    ]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=25))
def test_elements_in_any_order(pieces: list[str]) -> None:
    """Whatever elements are put together, there is a drawing or a message."""
    survives(svg("".join(pieces)))


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_mutations(data: st.DataObject) -> None:
    """A drawing in which characters were changed is drawn or refused; nothing else happens."""
    text = bytearray(svg(data.draw(st.sampled_from([SHAPES, TEXTS, GROUPS]))))
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, len(text) - 1))
        text[place : place + data.draw(st.integers(0, 4))] = data.draw(st.sampled_from([b"", b"-", b"e9", b"<", b">", b'"', b"0", b"%", b"(", b"url(#", b"\xff", b"NaN", b" ", b"#"]))  # fmt: skip
    survives(bytes(text))


VALUES = st.sampled_from(["", "0", "-1", "1e999", "1e-320", "nan", "inf", "9 9 9", "url(#flag)", "none", "inherit", "100%", "1em", "rotate(0)", "scale(0)", "scale(-1)", "matrix(1e-9 0 0 1e9 0 0)", "M0 0A0 0 0 0 0 1 1", "currentColor", "#12", "bold", "currentcolor", "9px 9px"])  # fmt: skip
NAMES = st.sampled_from(["x", "y", "width", "height", "r", "rx", "d", "points", "transform", "fill", "stroke", "opacity", "stroke-width", "stroke-dasharray", "stroke-miterlimit", "font-size", "font-weight", "letter-spacing", "baseline-shift", "dx", "viewBox", "preserveAspectRatio", "style", "id", "href", "display", "paint-order", "text-decoration", "font-family", "dominant-baseline", "clip-path", "color"])  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(["rect", "path", "text", "circle", "ellipse", "line", "polyline", "svg", "use", "g", "symbol"]),
    st.dictionaries(NAMES, VALUES, max_size=8),
)  # fmt: skip
def test_values_of_any_kind(name: str, attributes: dict[str, str]) -> None:
    """No value of any attribute gets past the checks as a traceback."""
    said = " ".join(f'{key}="{value}"' for key, value in attributes.items())
    survives(svg(f'<rect width="9" height="9"/><{name} {said}>a</{name}>'))


def test_problems_stand_at_the_figures_line(tmp_path: Path, golden: Golden) -> None:
    """A loss is an error of the exhibit, at the line that names the file, with what to do."""
    content = svg('<rect width="9" height="9" filter="url(#a)"/>\n<text x="80" y="20" font-size="3" fill-opacity=".5">a long text</text>\n<text x="1" y="20" font-size="1">丠</text>')  # fmt: skip

    golden("cases/svg/problems.txt", messages(tmp_path, figure(""), {"data/chart.svg": content}))


def test_small_words_are_one_problem(tmp_path: Path) -> None:
    """Words that come out smaller than the layout allows are reported once for each drawing, the smallest named."""
    texts = "".join(f'<text x="1" y="{9 + i}" font-size="{1 + i / 10}">small {i}</text>' for i in range(5))
    _, problems = pages_of(tmp_path, svg(texts))

    assert ["error: page 1: 'small 0' in a drawing is set in 3.8 pt (and 4 more texts are too small); the layout's smallest is 8 pt"] == problems


def test_the_proportion_is_kept(tmp_path: Path) -> None:
    """A drawing with too little room gets smaller, and is never cropped."""
    tall = svg('<rect width="50" height="200"/>', 'viewBox="0 0 50 200"')
    pages, problems = pages_of(tmp_path, tall)
    (item,) = drawn(pages)

    assert 4 == pytest.approx(item.rect.height / item.rect.width)
    assert item.rect.height < 190 * MM
    assert [] == problems


@pytest.mark.parametrize("target", ["screen", "markup", "proof"])
def test_every_target_takes_a_drawing(tmp_path: Path, target: str) -> None:
    """PDF, markup and proof know what a drawing is made of."""
    document, _ = made(project(tmp_path, figure(""), {"data/chart.svg": svg(SHAPES + TEXTS)}))
    data = to_bytes(document, target)

    if target == "proof":
        assert b"drawing words" in data
        assert b"drawing: 8 shapes" in data
    else:
        text = pypdfium2.PdfDocument(data)[0].get_textpage().get_text_range()
        assert {"middle", "the end", "second"} <= set(re.findall("middle|the end|second", text))


def pixels(tmp_path: Path, content: str) -> list[list[int]]:
    """Return the drawing as grey levels, from the finished page."""
    document, _ = made(project(tmp_path, figure(""), {"data/chart.svg": svg(content)}))
    page = pypdfium2.PdfDocument(to_bytes(document))[0]
    image = page.render(scale=200 / 72).to_pil().convert("L")
    left, top, width = 148 / 20 * MM, 10 * MM, (148 - 2 * 148 / 20) * MM
    scale = 200 / 72
    return [
        [image.getpixel((int((left + (x + 0.5) * width / 20) * scale), int((top + (y + 0.5) * width / 20) * scale))) for x in range(20)]
        for y in range(10)
    ]  # fmt: skip


@pytest.mark.parametrize(("rule", "inside"), [("nonzero", 0), ("evenodd", 255)])
def test_fill_rules_in_the_file(tmp_path: Path, rule: str, inside: int) -> None:
    """A square in a square drawn the same way round is a hole by one rule and none by the other."""
    grid = pixels(tmp_path, f'<path fill-rule="{rule}" d="M5 5h40v40h-40z M15 15h20v20h-20z"/>')

    assert [255, 0, inside, 0, 255] == [grid[4][column] for column in (0, 2, 5, 8, 12)]


def test_turned_words_in_the_file(tmp_path: Path) -> None:
    """A turned line goes up the page from its point."""
    grid = pixels(tmp_path, '<text transform="translate(50 50) rotate(-90)" font-size="14">■■■■■</text>')

    dark = {(x, y) for y, row in enumerate(grid) for x, value in enumerate(row) if value < 128}
    assert {8, 9} == {x for x, _ in dark}
    assert {0, 9} <= {y for _, y in dark}


def test_an_exhibit_builds_with_a_drawing(tmp_path: Path) -> None:
    """From the command line to the file, and the same bytes twice."""
    folder = project(tmp_path, figure(""), {"data/chart.svg": svg(SHAPES)})
    first = run(["build", "x"], folder)
    data = (folder / "output/x/x-handout.pdf").read_bytes()
    run(["build", "x"], folder)

    assert 0 == first.status, first.stderr
    assert data == (folder / "output/x/x-handout.pdf").read_bytes()


@pytest.mark.parametrize(
    "doctype",
    [
        b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">',
        b"<!DOCTYPE svg>",
    ],
)
def test_a_plain_doctype_is_passed_over(doctype: bytes) -> None:
    """Drawing programs write one; the file that it names is not asked for, and a name from it is refused, not dropped."""
    svg = b'%s<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><title>%s</title><rect width="5" height="5"/></svg>'

    assert read_tree(svg % (doctype, b"A square")).root.tag.endswith("svg")
    with pytest.raises((SvgError, ExpatError)):
        read_tree(svg % (doctype, b"&nbsp;"))
