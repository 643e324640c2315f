"""Takes small invented countries and the shipped outlines; checks projection, simplification and merging."""

from __future__ import annotations

import json
import math
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from predella.geography import (
    Country,
    Outlines,
    merge,
    nice_length,
    outline,
    read_outlines,
    simplify,
)
from predella.projections import Albers, Azimuthal, EqualEarth, Point

SHIPPED = Path(__file__).parent.parent / "predella/resources/maps/countries-50m.json"
SOVIET = ("RU", "KZ", "UA", "BY", "LT", "LV", "EE", "MD", "GE", "AM", "AZ", "TM", "UZ", "KG", "TJ")

# Two squares of two degrees side by side; arc 0 is the border between them.
TWO = {
    "origin": "drawn by hand",
    "license": "public domain",
    "stepsPerDegree": 10,
    "countries": {"AA": {"name": "Left", "rings": [[0, 1]]}, "BB": {"name": "Right", "rings": [[-1, 2]]}},
    "arcs": ["20 0 0 20", "20 20 -20 0 0 -20 20 0", "20 0 20 0 0 20 -20 0"],
}


@pytest.fixture(scope="module")
def shipped() -> Outlines:
    return read_outlines(SHIPPED.read_bytes())


def two() -> Outlines:
    return read_outlines(json.dumps(TWO).encode())


def area(points: tuple[Point, ...]) -> float:
    return (
        abs(
            sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(points, points[1:] + points[:1], strict=True))
        )
        / 2
    )


def area_of(country: Country) -> float:
    """In km², unsimplified. Holes count as land: the enclaves in the countries measured here are tiny."""
    return sum(area(ring) for ring in outline(country.rings, Albers.fitting(points_of(country)), 0, 0))


def points_of(country: Country) -> list[Point]:
    return [point for ring in country.rings for arc in ring for point in arc]


def distance(point: Point, start: Point, end: Point) -> float:
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = dx * dx + dy * dy
    t = 0.0 if length == 0 else ((point[0] - start[0]) * dx + (point[1] - start[1]) * dy) / length
    t = min(1.0, max(0.0, t))
    return math.dist(point, (start[0] + t * dx, start[1] + t * dy))


def test_read_outlines() -> None:
    """Arcs are undone from their steps, and walked backwards where the ring says so."""
    outlines = two()

    assert ["AA", "BB"] == list(outlines)
    assert ("drawn by hand", "public domain") == (outlines.origin, outlines.license)
    assert "Right" == outlines.name("BB")
    assert Country("Right", ((((2, 2), (2, 0)), ((2, 0), (4, 0), (4, 2), (2, 2))),)) == outlines["BB"]
    with pytest.raises(KeyError):
        outlines["ZZ"]


@pytest.mark.parametrize(
    ("data", "complaint"),
    [
        (b"", "Expecting value"),
        (b"{", "Expecting property name"),
        (b"[]", "lack a part"),
        (b'{"countries": {}}', "lack a part: 'stepsPerDegree'"),
        (b'{"countries": {"AA": {}}}', "lack a part: 'name'"),
    ],
)
def test_unreadable_outlines(data: bytes, complaint: str) -> None:
    """A file in another form is refused at once, not when a country is first drawn."""
    with pytest.raises(ValueError, match=complaint):
        read_outlines(data)


def test_albers_agrees_with_snyder() -> None:
    """The worked example of Snyder 1987, page 291, on a sphere of radius 1."""
    x, y = Albers((29.5, 45.5), (-96, 23))(-75, 35)

    assert (0.2952720, -0.2416774) == pytest.approx((x / 6371, y / 6371), abs=5e-8)


def test_albers_centre_and_directions() -> None:
    """The centre is the origin; east is to the right; north is up, where y is less. South of the line too."""
    for projection in (Albers(), Albers((-20, -40), (25, -30)), Albers((-10, 10), (25, 0))):
        lon, lat = projection.centre
        right, above = projection(lon + 1, lat), projection(lon, lat + 1)

        assert (0, 0) == pytest.approx(projection(lon, lat), abs=1e-3)
        assert right[0] > 50
        assert abs(right[1]) < 1
        assert above[1] < -50
        assert 0 == pytest.approx(above[0], abs=1e-6)


def test_albers_with_opposite_parallels_is_a_cylinder() -> None:
    """Parallels at ±φ leave no cone: x = R λ cos φ and y = −R sin θ ÷ cos φ, within a metre."""
    cos = math.cos(math.radians(30))
    expected = (6371 * math.radians(40) * cos, -6371 * math.sin(math.radians(50)) / cos)

    assert expected == pytest.approx(Albers((-30, 30), (10, 0))(50, 50), abs=1e-3)


@pytest.mark.parametrize(("parallels", "centre"), [((47, 90), (0, 50)), ((47, 67), (0, -95))])
def test_albers_refuses_impossible_latitudes(parallels: Point, centre: Point) -> None:
    """A pole has no parallel of true scale."""
    with pytest.raises(ValueError, match="between -90 and 90"):
        Albers(parallels, centre)


def test_across_the_antimeridian() -> None:
    """A degree is a degree on either side of 180°: the land east of it is not thrown to the other edge."""
    projection = Albers()
    (west, _), (east, _) = projection(179.5, 66), projection(-179.5, 66)

    assert 0 < east - west < 60


def test_fitting() -> None:
    """Parallels lie a sixth inside the extent (Deetz and Adams), the centre in its middle."""
    projection = Albers.fitting([(40, 41), (80, 53), (60, 50)])

    assert (43, 51) == pytest.approx(projection.parallels)
    assert (60, 47) == pytest.approx(projection.centre)


def test_fitting_across_the_antimeridian() -> None:
    """The centre lies inside the extent, not on the other side of the world."""
    assert (-178, 0) == pytest.approx(Albers.fitting([(174, -10), (-170, 10)]).centre)
    with pytest.raises(ValueError, match="at least one point"):
        Albers.fitting([])


lattice = st.tuples(st.integers(-30, 30), st.integers(-30, 30)).map(lambda p: (float(p[0]), float(p[1])))


@given(st.lists(lattice, min_size=2, max_size=40), st.floats(0.1, 20))
def test_simplify_stays_near(points: list[Point], tolerance: float) -> None:
    """Ends stay, corners are points of the line in order, and no point is further off than the tolerance."""
    if points[0] == points[-1]:
        points = [*points, (99.0, 99.0)]
    thin = simplify(points, tolerance)
    rest = iter(points)

    assert (points[0], points[-1]) == (thin[0], thin[-1])
    assert all(corner in rest for corner in thin)
    assert all(min(distance(p, a, b) for a, b in pairwise(thin)) <= tolerance + 1e-9 for p in points)


@given(st.lists(lattice, min_size=2, max_size=40), st.floats(0.1, 20))
def test_simplify_does_not_care_which_way(points: list[Point], tolerance: float) -> None:
    """Two neighbours walk their border in opposite directions and must draw the same."""
    assert simplify(points, tolerance) == simplify(points[::-1], tolerance)[::-1]


@given(st.lists(lattice, min_size=3, max_size=40), st.floats(0.1, 20))
def test_a_ring_keeps_a_triangle_or_vanishes(points: list[Point], tolerance: float) -> None:
    """A closed line keeps three corners and stays closed; it goes if its area is within tolerance squared."""
    ring = [*points, points[0]]
    thin = simplify(ring, tolerance)

    if area(tuple(points)) <= tolerance**2:
        assert () == thin
    else:
        assert thin[0] == thin[-1] == ring[0]
        assert len(set(thin)) >= 3


def test_merge_leaves_the_border_out() -> None:
    """Two neighbours become one ring without the arc they share; one country alone stays as it is."""
    outlines = two()
    (ring,) = merge(outlines.values())

    assert {(x, y) for arc in ring for x, y in arc} == {(2, 0), (2, 2), (0, 2), (0, 0), (4, 0), (4, 2)}
    assert all(arc != outlines["AA"].rings[0][0] for arc in ring)
    assert outlines["AA"].rings == merge([outlines["AA"]])


def test_merge_fills_an_enclave() -> None:
    """A country inside another is a hole of the one and a ring of the other: together there is neither."""
    outer = ((0.0, 0.0), (9.0, 0.0), (9.0, 9.0), (0.0, 9.0), (0.0, 0.0))
    inner = ((3.0, 3.0), (6.0, 3.0), (6.0, 6.0), (3.0, 3.0))
    around, within = Country("Around", ((outer,), (inner[::-1],))), Country("Within", ((inner,),))

    assert ((outer,),) == merge([around, within])


def test_merge_refuses_open_rings() -> None:
    """An outline that does not come back to its start cannot be filled."""
    with pytest.raises(ValueError, match="not closed"):
        merge([Country("Open", ((((0.0, 0.0), (1.0, 1.0)),),))])


def test_neighbours_meet(shipped: Outlines) -> None:
    """Simplified by itself, a country has no corner that its neighbours or their common coast lack."""

    def corners(*codes: str) -> set[Point]:
        return {
            corner
            for code in codes
            for ring in outline(shipped[code].rings, Albers(), 13, 1500)
            for corner in ring
        }

    kazakhstan = corners("KZ")
    coast = {
        corner
        for ring in outline(merge(shipped[code] for code in SOVIET), Albers(), 13, 1500)
        for corner in ring
    }
    neighbours = corners("RU", "UZ", "TM", "KG")

    assert len(kazakhstan) > 100
    assert set() == kazakhstan - coast - neighbours
    assert len(kazakhstan & coast) > 20


def test_merged_republics_leave_no_sliver(shipped: Outlines) -> None:
    """Fifteen republics become one mainland without a hole, and all other rings are islands and exclaves."""
    rings = outline(merge(shipped[code] for code in SOVIET), Albers(), 13, 1500)
    turns = {
        sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True)) > 0
        for ring in rings
    }
    mainland = max(rings, key=area)

    assert 1 == len(turns)
    assert 8_000 < max(x for x, _ in mainland) - min(x for x, _ in mainland) < 8_500
    assert area(mainland) == pytest.approx(22_000_000, rel=0.03)


@pytest.mark.parametrize(
    ("code", "km2"),
    [("KZ", 2_724_900), ("UA", 603_550), ("KG", 199_950), ("UZ", 448_978), ("DE", 357_600), ("FR", 643_801)],
)
def test_areas(shipped: Outlines, code: str, km2: float) -> None:
    """Equal-area means that the areas of the CIA World Factbook come out, within what 1:50 million leaves."""
    assert km2 == pytest.approx(area_of(shipped[code]), rel=0.03)


def test_outline_leaves_small_rings_out() -> None:
    """Rings under the smallest area, or lost in the tolerance, are not drawn."""
    outlines = two()
    projection = Albers.fitting(points_of(outlines["AA"]))

    assert 1 == len(outline(outlines["AA"].rings, projection, 10, 1_000))
    assert () == outline(outlines["AA"].rings, projection, 10, 100_000)
    assert () == outline(outlines["AA"].rings, projection, 300, 0)


def test_outline_does_not_repeat_its_first_point() -> None:
    """The reader of an outline closes it; a repeated point would draw a corner without length."""
    outlines = two()
    (ring,) = outline(outlines["AA"].rings, Albers.fitting(points_of(outlines["AA"])), 1, 0)

    assert 4 == len(ring) == len(set(ring))


@pytest.mark.parametrize("projection", [Albers((30, 50), (-100, 40)), EqualEarth((-100, 0))])
def test_a_country_astride_the_cut_comes_in_two_parts(shipped: Outlines, projection: Albers | EqualEarth) -> None:
    """Russia, cut at 80° E, keeps its area, and no part reaches over the cut."""
    whole = area_of(shipped["RU"])
    parts = outline(shipped["RU"].rings, projection, 0, 0)

    assert whole == pytest.approx(sum(area(part) for part in parts), rel=0.001)
    assert {True, False} == {all(x > 0 for x, _ in part) for part in parts}
    assert all(len({x > 0 for x, _ in part}) == 1 for part in parts)


def test_land_opposite_to_the_centre_lies_round_the_rim(shipped: Outlines) -> None:
    """The antipode of an azimuthal map is its whole rim: a country there is what its border leaves of the disc."""
    congo = shipped["CD"]
    rings = outline(congo.rings, Azimuthal((-156, 4)), 0, 0)
    signed = sum(
        x1 * y2 - x2 * y1
        for ring in rings
        for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True)
    )

    # ring and rim are polygons: what their straight sides leave of the rim's 500 million km² is most of the error
    rim = 2 * 6371**2 * 72 * math.sin(math.radians(5))
    whole = 4 * math.pi * 6371**2
    assert area_of(congo) == pytest.approx(abs(signed) / 2 + whole - rim, rel=0.1)


@pytest.mark.parametrize(
    ("room", "length"),
    [(1, 1), (1.9, 1), (2, 2), (4.99, 2), (5, 5), (9.99, 5), (10, 10), (1360, 1000), (999, 500)],
)
def test_nice_length(room: float, length: int) -> None:
    """A scale bar is 1, 2 or 5 times a power of ten and fits its room."""
    assert length == nice_length(room)


@pytest.mark.parametrize("room", [0.99, 0, -5, math.inf, math.nan])
def test_no_scale_bar_under_a_kilometre(room: float) -> None:
    """There is no length to draw; a bar of 0 km would be a lie."""
    with pytest.raises(ValueError, match="at least 1 km"):
        nice_length(room)


def test_crimea_follows_iso_3166_2(shipped: Outlines) -> None:
    """Simferopol and Perekop lie in one ring, Ukraine's; resources/maps/README.md says why."""

    def rings_round(lon: float, lat: float, code: str) -> int:
        count = 0
        for ring in shipped[code].rings:
            points = [point for arc in ring for point in arc[:-1]]
            count += (
                sum(
                    (y1 > lat) != (y2 > lat) and lon < (x2 - x1) * (lat - y1) / (y2 - y1) + x1
                    for (x1, y1), (x2, y2) in zip(points, points[1:] + points[:1], strict=True)
                )
                % 2
            )
        return count

    assert (1, 0) == (rings_round(34.1, 44.95, "UA"), rings_round(34.1, 44.95, "RU"))
    assert 1 == rings_round(33.7, 46.1, "UA")
