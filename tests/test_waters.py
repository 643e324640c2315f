"""Takes the shipped lakes and rivers and small invented ones; checks reading, projection and what is left out."""

from __future__ import annotations

from pathlib import Path

import pytest

from predella.projections import Albers, distance
from predella.waters import Ground, Waters, lake_rings, parts_where, read_waters, river_lines

SHIPPED = Path(__file__).parent.parent / "predella/resources/maps/waters-50m.json"


@pytest.fixture(scope="module")
def shipped() -> Waters:
    return read_waters(SHIPPED.read_bytes())


def test_lakes_lie_where_they_are(shipped: Waters) -> None:
    """Each once, with its English name: Baikal 31,700 km² large, Balkhash 16,400."""
    projection = Albers((45, 55), (90, 50))
    for name, place, km2 in (("Baikal", (108.0, 53.5), 31_700), ("Balkhash", (74.2, 45.8), 17_000)):
        (lake,) = [lake for lake in shipped.lakes if lake.name == name]
        ((shore, *_),) = lake_rings([lake], projection, 0.1, 1.0)
        area = abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(shore, shore[1:] + shore[:1], strict=True))) / 2

        assert Ground([shore]).holds(projection(*place))
        assert km2 == pytest.approx(area, rel=0.1)


@pytest.mark.parametrize(
    ("river", "place"),
    [("Volga", (44.5, 48.6)), ("Irtysh", (73.3, 55.0)), ("Nile", (32.5, 25.7)), ("Mississippi", (-90.2, 38.6))],
)
def test_rivers_run_where_they_run(shipped: Waters, river: str, place: tuple[float, float]) -> None:
    """The source has no names; a point on each of these rivers is within 30 km of a line."""
    assert 30 > min(distance(place, point) for line in shipped.rivers for point in line), river


def test_short_rivers_are_left_out() -> None:
    """What is short on paper is a crumb of a line; length is that of the whole, however it winds."""
    rivers = [((70.0, 50.0), (70.1, 50.0)), ((70.0, 50.0), (75.0, 50.0), (70.0, 50.1))]

    assert 1 == len(river_lines(rivers, Albers(), 1.0, 50.0))


@pytest.mark.parametrize("data", [b"{}", b"[]", b'{"stepsPerDegree": 100, "lakes": [{}]}'])
def test_unreadable_waters(data: bytes) -> None:
    """A file in another form is refused at once."""
    with pytest.raises(ValueError, match="lack a part"):
        read_waters(data)


def test_a_line_is_cut_where_it_leaves_the_ground() -> None:
    """Two parts of a river that leaves a country and comes back; one point alone is no line."""
    ground = Ground([[(0, 0), (10, 0), (10, 10), (0, 10)]])
    river = [(1.0, 1.0), (5.0, 5.0), (15.0, 5.0), (8.0, 8.0), (9.0, 9.0), (12.0, 9.0), (9.5, 9.5), (20.0, 9.5)]

    assert [[(1.0, 1.0), (5.0, 5.0)], [(8.0, 8.0), (9.0, 9.0)]] == parts_where(river, ground.holds)
