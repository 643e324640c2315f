"""Takes places on the globe; checks where the three projections put them, and that they come back."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from predella.projections import Albers, Azimuthal, EqualEarth, Projection, distance, fitting, reach

MAPS = (Albers(), Albers((-20, -50), (-70, -35)), Azimuthal(), Azimuthal((-156, 4)), EqualEarth((11, 0)))


@pytest.mark.parametrize("projection", MAPS)
@given(lon=st.floats(-179, 179), lat=st.floats(-85, 85))
def test_a_place_comes_back(projection: Projection, lon: float, lat: float) -> None:
    """What is read off the map is the place that was drawn on it."""
    found = projection.back(*projection(lon, lat))

    assert distance((lon, lat), found) < 1


@pytest.mark.parametrize("projection", MAPS)
@pytest.mark.parametrize("place", [(20.0, 10.0), (100.0, 60.0), (-70.0, -40.0)])
def test_areas_are_true(projection: Projection, place: tuple[float, float]) -> None:
    """A small square of the globe has its own area on each of the maps."""
    lon, lat = place
    step = 0.01
    (x1, y1), (x2, y2), (x3, y3) = projection(lon, lat), projection(lon + step, lat), projection(lon, lat + step)
    area = abs((x2 - x1) * (y3 - y1) - (x3 - x1) * (y2 - y1))
    true = 6371**2 * math.radians(step) * (math.sin(math.radians(lat + step)) - math.sin(math.radians(lat)))

    assert true == pytest.approx(area, rel=0.01)


def test_the_azimuthal_map_agrees_with_snyder() -> None:
    """The worked example of Snyder 1987, page 332, on a sphere of radius 3, y up."""
    x, y = Azimuthal((-100, 40))(100, -20)

    assert (-4.2339303, 4.0257775) == pytest.approx((x / 6371 * 3, -y / 6371 * 3), abs=1e-6)


@pytest.mark.parametrize(
    ("extent", "kind"),
    [
        ((95.0, 130.0, 35.0, 80.0), Albers),
        ((-70.0, 14.0, -56.0, -17.0), Albers),
        ((-150.0, 160.0, -48.0, 60.0), Azimuthal),
        ((0.0, 360.0, 60.0, 90.0), Azimuthal),
        ((0.0, 360.0, -60.0, 84.0), EqualEarth),
    ],
)
def test_the_projection_follows_from_the_extent(extent: tuple[float, float, float, float], kind: type) -> None:
    """A cone for a country, a point for a pole and an ocean, the whole globe for the world."""
    assert isinstance(fitting(extent), kind)


def test_reach_across_the_antimeridian() -> None:
    """The widest empty span of longitudes is left out, not the one that 180° happens to cut."""
    assert (-178.0, 16.0, -10.0, 10.0) == reach([(174, -10), (-170, 10)])
    assert fitting(reach([(174, -10), (-170, 10)])).centre == (-178, 0)


def test_no_place_lies_outside_the_globe() -> None:
    """A corner of the page beyond the world has no coordinates."""
    for projection in (Albers(), Azimuthal(), EqualEarth()):
        with pytest.raises(ValueError, match="outside the globe"):
            projection.back(30000, 1000)


def test_distance() -> None:
    """A quarter of a great circle, and Moscow to Vorkuta, 1,900 km."""
    assert 6371 * math.pi / 2 == pytest.approx(distance((0, 0), (90, 0)))
    assert 1900 == pytest.approx(distance((37.62, 55.75), (64.03, 67.5)), rel=0.02)
