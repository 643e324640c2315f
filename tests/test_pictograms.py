"""Takes SVG text and path data; checks the outlines that predella.pictograms reads from them."""

from __future__ import annotations

import math
import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from predella.pages import bounds
from predella.pictograms import PathOps, Pictogram, read_path, read_pictogram

SHIPPED = sorted((Path(__file__).parent.parent / "predella/resources/pictograms").glob("*.svg"))


def svg(body: str, box: str = "0 0 10 20", title: str = "<title>a mark</title>") -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}">{title}{body}</svg>'


def rounded(path: PathOps) -> PathOps:
    return tuple((op[0], *(round(value, 3) + 0.0 for value in op[1:])) for op in path)


def on_curve(start: tuple[float, float], curve: tuple[float, ...], t: float) -> tuple[float, float]:
    """A point of a cubic, by de Casteljau's weights."""
    weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
    points = [start, (curve[0], curve[1]), (curve[2], curve[3]), (curve[4], curve[5])]
    return (
        sum(w * x for w, (x, _) in zip(weights, points, strict=True)),
        sum(w * y for w, (_, y) in zip(weights, points, strict=True)),
    )


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("", ()),
        ("M1 2", (("M", 1, 2),)),
        ("M1 2L3,4", (("M", 1, 2), ("L", 3, 4))),
        ("M1 2 3 4 5 6", (("M", 1, 2), ("L", 3, 4), ("L", 5, 6))),
        ("m1 2 3 4 5 6", (("M", 1, 2), ("L", 4, 6), ("L", 9, 12))),
        ("M1 2l3 4-5 6", (("M", 1, 2), ("L", 4, 6), ("L", -1, 12))),
        ("M1 2H5V6h1 1v-2", (("M", 1, 2), ("L", 5, 2), ("L", 5, 6), ("L", 6, 6), ("L", 7, 6), ("L", 7, 4))),
        ("M0 0c1 0 2 1 2 2", (("M", 0, 0), ("C", 1, 0, 2, 1, 2, 2))),
        ("M0 0h9zl1 1", (("M", 0, 0), ("L", 9, 0), ("Z",), ("M", 0, 0), ("L", 1, 1))),
        ("M1 1h9zm1 1h2", (("M", 1, 1), ("L", 10, 1), ("Z",), ("M", 2, 2), ("L", 4, 2))),
        ("M.4.6L-.5-.2", (("M", 0.4, 0.6), ("L", -0.5, -0.2))),
        ("M1e1-2E-1L+3.+.5", (("M", 10, -0.2), ("L", 3, 0.5))),
        (" M 1 , 2\n\tL 3\r4 Z ", (("M", 1, 2), ("L", 3, 4), ("Z",))),
    ],
)
def test_lines_and_numbers(data: str, expected: PathOps) -> None:
    """Every operation comes out absolute, however tersely its numbers are written."""
    assert expected == read_path(data)


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("M0 0C1 2 3 4 5 6S9 8 7 7", "M0 0C1 2 3 4 5 6C7 8 9 8 7 7"),
        ("M1 1c1 2 3 4 5 6s4 2 2 1", "M1 1C2 3 4 5 6 7C8 9 10 9 8 8"),
        ("M1 1L2 2S5 5 6 4", "M1 1L2 2C2 2 5 5 6 4"),
        ("M0 0Q1 2 3 4S5 5 6 4", "M0 0Q1 2 3 4C3 4 5 5 6 4"),
        ("M0 0Q3 0 3 3", "M0 0C2 0 3 1 3 3"),
        ("M1 1q3 0 3 3", "M1 1C3 1 4 2 4 4"),
        ("M0 0Q1 2 3 4T7 8", "M0 0Q1 2 3 4Q5 6 7 8"),
        ("M0 0q1 2 3 4t4 4 1 0", "M0 0Q1 2 3 4Q5 6 7 8Q9 10 8 8"),
        ("M0 0C1 2 3 4 5 6T8 9", "M0 0C1 2 3 4 5 6Q5 6 8 9"),
        ("M0 0L2 2T8 9", "M0 0L2 2Q2 2 8 9"),
        ("M0 0Q1 2 3 4L5 5T8 9", "M0 0Q1 2 3 4L5 5Q5 5 8 9"),
        ("M0 0a5 5 0 0110 0", "M0 0A5 5 0 0 1 10 0"),
        ("M0 0a5 5 0 10.5.5", "M0 0A5 5 0 1 0 .5 .5"),
        ("M1 1a-5 5 0 1,0 1 1 5 5 0 00 1 1", "M1 1A5 5 0 1 0 2 2A5 5 0 0 0 3 3"),
        ("M1 1A0 5 0 0 1 9 9", "M1 1L9 9"),
        ("M1 1A1e-11 5 0 0 1 9 9", "M1 1L9 9"),
        ("M1 1A5 5 0 0 1 1 1L2 2", "M1 1L2 2"),
        ("M0 0A1 1 0 0 1 10 0", "M0 0A5 5 0 0 1 10 0"),
    ],
)
def test_shorthand(short: str, long: str) -> None:
    """Shorthand draws what its long form draws (SVG 1.1 sections 8.3.6 to 8.3.8, F.6.2)."""
    assert rounded(read_path(long)) == rounded(read_path(short))


def test_half_circle() -> None:
    """Two quarters, with the handle length that keeps a cubic closest to the circle."""
    path = rounded(read_path("M0 0A5 5 0 0 1 10 0"))

    assert (("M", 0, 0), ("C", 0, -2.761, 2.239, -5, 5, -5), ("C", 7.761, -5, 10, -2.761, 10, 0)) == path


@given(
    st.floats(0.5, 50),
    st.floats(0.5, 50),
    st.floats(-180, 180),
    st.sampled_from("01"),
    st.sampled_from("01"),
    st.floats(-40, 40),
    st.floats(1, 40),
)
def test_arcs_keep_to_their_ellipse(
    rx: float, ry: float, turn: float, large: str, sweep: str, x: float, y: float
) -> None:
    """An arc lies on an ellipse of its radii, which grow only if they cannot span the chord (F.6.6)."""
    path = read_path(f"M0 0A{rx:f} {ry:f} {turn:f} {large} {sweep} {x:f} {y:f}")
    cos, sin = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    start, points = (0.0, 0.0), []
    for op in path[1:]:
        points += [on_curve(start, op[1:], t) for t in (0, 0.25, 0.5, 0.75, 1)]
        start = (op[5], op[6])
    unit = [((cos * px + sin * py) / rx, (cos * py - sin * px) / ry) for px, py in points]
    (ax, ay), (bx, by) = unit[0], unit[-1]
    radius = max(1.0, math.hypot(bx - ax, by - ay) / 2)
    centres = _centres(unit[0], unit[-1], radius)

    assert start == pytest.approx((x, y), abs=1e-5)
    assert any(
        all(math.dist(centre, point) == pytest.approx(radius, rel=1e-3) for point in unit)
        for centre in centres
    )


def _centres(a: tuple[float, float], b: tuple[float, float], radius: float) -> list[tuple[float, float]]:
    chord = math.dist(a, b)
    height = math.sqrt(max(0.0, radius * radius - chord * chord / 4)) / chord
    mid = ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2)
    x, y = height * (b[1] - a[1]), height * (b[0] - a[0])
    return [(mid[0] - x, mid[1] + y), (mid[0] + x, mid[1] - y)]


@pytest.mark.parametrize(
    ("flags", "x", "y"),
    [("0 1", 3.536, 1.464), ("0 0", 1.464, 3.536), ("1 1", 8.536, -3.536), ("1 0", -3.536, 8.536)],
)
def test_arc_flags(flags: str, x: float, y: float) -> None:
    """Of the four arcs between two points the flags choose one; here is the middle of each."""
    path = read_path(f"M0 0A5 5 0 {flags} 5 5")
    pieces = path[1:]
    if len(pieces) == 1:
        middle = on_curve((0, 0), pieces[0][1:], 0.5)
    else:
        middle = on_curve(pieces[0][5:], pieces[1][1:], 0.5)

    assert (x, y) == pytest.approx(middle, abs=5e-3)


@pytest.mark.parametrize(
    ("data", "place", "wanted"),
    [
        ("L1 2", 1, "M or m"),
        ("1 2", 1, "M or m"),
        ("M1", 3, "a number"),
        ("M1 2 3", 7, "a number"),
        ("M1 2L", 6, "a number"),
        ("M1 2,", 6, "a number"),
        ("M1 2L3,,4", 8, "a number"),
        ("M,1 2", 2, "a number"),
        ("M1 2X3 4", 5, "a path command"),
        ("M1 2Z3 4", 6, "a path command"),
        ("M1 2A5 5 0 2 1 9 9", 12, "an arc flag"),
        ("M1 1e999", 4, "a number between"),
    ],
)
def test_broken_data_says_where(data: str, place: int, wanted: str) -> None:
    """A broken path is never drawn in part: the author is told the character to look at."""
    with pytest.raises(ValueError, match=rf"character {place}: expected {wanted}"):
        read_path(data)


@given(st.text("MmLlHhVvCcSsQqTtAaZz0123456789.-+e, \n", max_size=30).map("M0 0".__add__))
def test_any_data_is_read_or_refused(data: str) -> None:
    """Whatever an author pastes, the answer is finite coordinates or a ValueError with a place."""
    try:
        path = read_path(data)
    except ValueError as problem:
        path, told = (), str(problem)
    else:
        told = "character "

    assert "character " in told
    assert all(math.isfinite(value) for op in path for value in op[1:])


def test_read_pictogram() -> None:
    """Title, view box and all paths, groups included; a drawing program's notes are passed over."""
    notes = '<defs/><x:view xmlns:x="notes" transform="none"/>'
    text = svg(
        notes + '<g><path d="M0 0H4"/></g><path fill-rule="evenodd" d="M1 1V5Z"/>',
        box="-5, 1 10 20",
        title="<title> a\n mark </title>",
    )
    path = (("M", 0, 0), ("L", 4, 0), ("M", 1, 1), ("L", 1, 5), ("Z",))

    assert Pictogram("a mark", path, -5, 1, 10, 20) == read_pictogram(text)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("<svg", "not well-formed"),
        ("<svg viewBox='0 0 1 1'/>", "SVG namespace"),
        (svg('<path d="M0 0H1"/>', title=""), "no <title>"),
        (svg('<path d="M0 0H1"/>', box="0 0 1"), "four numbers, found '0 0 1'"),
        (svg('<path d="M0 0H1"/>', box="0 0 0 9"), "above 0"),
        (svg(""), "no <path>"),
        (svg('<circle r="2"/>'), "<circle> is not read"),
        (svg('<defs><path d="M0 0H1"/></defs>'), "<defs> is not read"),
        (svg('<g transform="scale(2)"><path d="M0 0H1"/></g>'), "transform on <g>"),
        (svg('<path d="M0 0Hx"/>'), "character 6"),
    ],
)
def test_refused_files(text: str, complaint: str) -> None:
    """What would be drawn otherwise than the file says is refused."""
    with pytest.raises(ValueError, match=complaint):
        read_pictogram(text)


def test_scaled() -> None:
    """The view box's corner comes to the origin, its height to the height asked for."""
    figure = read_pictogram(svg('<path d="M-5 1C-5 6 5 6 5 21Z"/>', box="-5 1 10 20"))

    assert (("M", 0, 0), ("C", 0, 2.5, 5, 2.5, 5, 10), ("Z",)) == figure.scaled(10)
    assert 0.5 == figure.aspect


def test_mirrored() -> None:
    """A figure turns round inside its own view box, and twice is as before."""
    figure = read_pictogram(svg('<path d="M-5 1H0"/>', box="-5 1 10 20"))

    assert (("M", 5, 1), ("L", 0, 1)) == figure.mirrored().path
    assert figure == figure.mirrored().mirrored()


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
def test_shipped_figures_fill_their_box(file: Path) -> None:
    """A shipped figure stands on the foot of its view box and reaches its top, so that heights compare."""
    figure = read_pictogram(file.read_text(encoding="utf-8"))
    ys = [value for op in figure.scaled(100) for value in op[2::2]]
    xs = [value for op in figure.scaled(100) for value in op[1::2]]

    assert figure.title
    assert 0 == pytest.approx(min(ys), abs=0.5)
    assert 100 == pytest.approx(max(ys), abs=0.5)
    assert min(xs) >= -0.5
    assert max(xs) <= 100 * figure.aspect + 0.5


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
def test_shipped_figures_are_areas(file: Path) -> None:
    """A shipped figure has no stroke, every part is closed, and none is a speck that printing loses."""
    text = file.read_text(encoding="utf-8")
    parts = text.split(' d="')[1].split('"')[0].upper().count("M")
    path = read_pictogram(text).scaled(100)
    begun = [index for index, op in enumerate(path) if op[0] == "M"]

    assert not {"stroke", "style", "class", "transform"} & set(re.findall(r"[a-z-]+(?==)", text))
    assert parts == len(begun) == sum(op[0] == "Z" for op in path)
    for begin, end in pairwise([*begun, len(path)]):
        left, top, right, bottom = bounds(path[begin:end])
        assert max(right - left, bottom - top) > 2
