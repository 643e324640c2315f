"""Takes small exhibits with a map; checks where land, squares, names and the scale bar stand, and what is refused."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from laying import LAYOUT, exhibit, laid, messages, text_of

from predella.blocks.map_land import clipped, coast, covered
from predella.blocks.map_names import Name, Room, crosses, meet, place_names
from predella.pages import MM, Page, Placed, Rect, Shape, TextLine
from predella.projections import EARTH_RADIUS_KM, Albers
from predella.waters import Ground

WALL = LAYOUT.replace("held", "hung").replace("ground: paper", "ground: light").replace("A5 portrait", "A1 portrait").replace("8pt", "26pt").replace("A5: 5mm", "A1: 4mm")  # fmt: skip
DARK = WALL.replace("ground: light", "ground: dark")

KENGIR = """\
- map:
    land: [RU, KZ, UA, BY, LT, LV, EE, MD, GE, AM, AZ, TM, UZ, KG, TJ]
    highlight: KZ
    parallels: [47, 67]
    centre: 95
    places:
      - {name: Moscow, at: [37.62, 55.75]}
      - {name: Kengir, at: [67.7, 47.8], subject: true}
      - {name: Vorkuta, at: [64.03, 67.5], strong: true, label: above, leader: true}
      - {name: Norilsk, at: [88.2, 69.35], strong: true}
"""


def drawn(tmp_path: Path, content: str, layout: str = WALL, rest: str = "") -> tuple[Page, list[str]]:
    pages, problems = laid(tmp_path, exhibit(content, rest=rest), files={"layouts/plain/layout.yaml": layout})
    return pages[0], [problem.message for problem in problems]


def items(page: Page, role: str) -> list[Placed]:
    return [item for item in page.placed if item.role == role]


def fill(item: Placed) -> str:
    assert isinstance(item.ink, Shape)
    assert item.ink.fill is not None
    return item.ink.fill.name


def middle(item: Placed) -> tuple[float, float]:
    return item.rect.x + item.rect.width / 2, item.rect.y + item.rect.height / 2


def text_of_item(item: Placed) -> str:
    return item.ink.text if isinstance(item.ink, TextLine) else ""


def bar_scale(page: Page) -> float:
    """The scale that the bar states, in pt per km."""
    bar, words = items(page, "scale")
    assert isinstance(words.ink, TextLine)
    return bar.rect.width / float(re.sub(r"\D", "", words.ink.text))


def test_land_is_one_flat_shape_and_a_territory_lies_on_it_in_colour(tmp_path: Path) -> None:
    """On a wall land has no outline; on white paper, where its grey is faint, the coast is a line of 0.18 mm."""
    page, problems = drawn(tmp_path, KENGIR)
    held, _ = drawn(tmp_path, KENGIR, LAYOUT)

    assert [] == problems
    assert ["land", "adobe"] == [fill(item) for item in items(page, "land")]
    line = items(held, "land")[2].ink
    assert isinstance(line, Shape)
    assert (None, 0.18) == (line.fill, round(line.stroke_width / MM, 3))


def lines_in(item: Placed) -> list[tuple[float, float, float, float]]:
    """The straight lines of a path, on the page."""
    assert isinstance(item.ink, Shape)
    found, at = [], (0.0, 0.0)
    for op in item.ink.path:
        to = (float(op[1]) + item.x, float(op[2]) + item.y) if len(op) > 1 else at
        if op[0] == "L":
            found.append((*at, *to))
        at = to
    return found


@pytest.mark.parametrize("layout", [WALL, LAYOUT])
def test_no_edge_runs_through_a_name(tmp_path: Path, layout: str) -> None:
    """Where a theme edges land, the areas are drawn once more under each name, without the edge: all can be read."""
    crossing = KENGIR.replace("[67.7, 47.8], subject: true", "[82, 47.8], subject: true, label: right")
    page, problems = drawn(tmp_path, crossing, layout, "theme: clear\n")
    land = [item for item in items(page, "land") if isinstance(item.ink, Shape)]
    edges = [item for item in land if isinstance(item.ink, Shape) and item.ink.fill is None]
    patches = land[land.index(edges[-1]) + 1 :]

    assert [] == problems
    assert 2 == len(edges)
    assert all(isinstance(item.ink, Shape) and item.ink.stroke == item.ink.fill for item in patches)
    crossed = 0
    for name in items(page, "name"):
        letters = Rect(name.rect.x, name.rect.y + 1, name.rect.width, name.rect.height - 2)
        if any(crosses(line, letters) for edge in edges for line in lines_in(edge)):
            crossed += 1
            below = [patch.rect for patch in patches]
            assert any(box.x <= letters.x and letters.right <= box.right and box.y <= letters.y and letters.bottom <= box.bottom for box in below)
        assert page.placed.index(name) > max(page.placed.index(patch) for patch in patches)
    assert crossed


def test_land_that_is_cut_off_has_no_edge_there(tmp_path: Path) -> None:
    """The edge of a theme is the coast's and the border's, never the line along which an extent cut the land off."""
    page, _ = drawn(tmp_path, "- map: {land: [FR, DE], highlight: DE, extent: [5, 46, 9, 50]}\n", WALL, "theme: clear\n")
    land = items(page, "land")
    edges = [line for item in land if isinstance(item.ink, Shape) and not item.ink.fill for line in lines_in(item)]
    left, right = min(item.rect.x for item in land), max(item.rect.right for item in land)

    assert edges
    assert not [line for line in edges if line[0] == line[2] and min(abs(line[0] - left), abs(line[0] - right)) < 0.2]


def on_land(page: Page, role: str) -> bool:
    """True when all the corners of what has a role lie on the page's land."""
    ground = Ground([[(x1, y1) for x1, y1, _, _ in lines_in(item)] for item in items(page, "land")[:1]])
    return all(ground.holds((x, y)) for item in items(page, role) for line in lines_in(item) for x, y in (line[:2], line[2:]))


def test_rivers_end_where_the_land_of_the_map_ends(tmp_path: Path) -> None:
    """A river that comes from a country that is not shown begins at the border; there is ink for it in the hand."""
    wall, problems = drawn(tmp_path, "- map: {land: FR, extent: [-5, 42, 8.5, 51.5], rivers: true}", WALL)
    held, _ = drawn(tmp_path, "- map: {land: FR, extent: [-5, 42, 8.5, 51.5], rivers: true}", LAYOUT)
    strokes = [item.ink.stroke.name for page in (wall, held) for item in items(page, "water") if isinstance(item.ink, Shape) and item.ink.stroke]

    assert [] == problems
    edged, _ = drawn(tmp_path, "- map: {land: FR, extent: [-5, 42, 8.5, 51.5], rivers: true}", WALL, "theme: clear\n")
    (on_white,) = [item.ink for item in items(edged, "water") if isinstance(item.ink, Shape)]

    assert ["ash", "grey80"] == strokes
    assert on_white.stroke is not None
    assert "white" != on_white.stroke.name
    assert on_land(wall, "water")


def test_lakes_are_named_or_all_and_dammed_ones_asked_for(tmp_path: Path) -> None:
    """Kuybyshev's reservoir was filled in 1957: a map of an earlier year does not want it."""
    content = "- map: {land: [RU, KZ], extent: [45, 45, 110, 60], lakes: %s}"
    counts = [len(items(drawn(tmp_path, content % lakes)[0], "water")) for lakes in ("[Baikal, Balkhash]", "true", "all")]

    assert 2 == counts[0] < counts[1] < counts[2]


def test_a_lake_that_is_not_there_is_named(tmp_path: Path) -> None:
    """At its own line, with the name that was meant."""
    found = messages(tmp_path, exhibit("- map:\n    land: RU\n    lakes: [Balkash, Baikal]\n"))

    assert "there is no lake 'Balkash' on the map" in found
    assert "did you mean 'Balkhash'?" in found


def test_names_of_waters_stand_where_they_are_told(tmp_path: Path) -> None:
    """Centred on the place, emphasised; one that lies on a square moves, one outside the map is named."""
    content = """\
- map:
    land: KZ
    lakes: true
    names: [{name: Caspian Sea, at: [51, 43], water: true}, {name: Steppe, at: [67, 48.5]}, {name: Ob, at: [20, 70]}]
    places: [{name: Kengir, at: [67, 48.5], subject: true}]
"""
    page, problems = drawn(tmp_path, content)
    sea, steppe = items(page, "lettering")
    (square,) = items(page, "place")

    assert ["the name 'Ob' finds no room on the map at 20, 70"] == problems
    assert not steppe.rect.overlaps(square.rect)
    assert middle(steppe)[0] == pytest.approx(middle(square)[0], abs=2)
    assert sea.rect.right < steppe.rect.x
    assert not any(sea.rect.overlaps(name.rect) or steppe.rect.overlaps(name.rect) for name in items(page, "name"))


def test_the_inset_outlines_what_the_map_shows(tmp_path: Path) -> None:
    """In a corner, with the country in colour, and no name under it; a place that it would cover is named."""
    content = "- map:\n    land: world\n    highlight: PL\n    extent: [13, 48.6, 25, 55.2]\n    locator: true\n    locator_corner: top-right\n    places: [{name: A, at: [%s]}]\n"
    page, problems = drawn(tmp_path, content % "21, 52.2")
    _, covered_place = drawn(tmp_path, content % "24, 54.5")
    frame, _, colour, _, window = items(page, "inset")

    assert [] == problems
    assert "the inset covers 'A'" in covered_place
    assert "adobe" == fill(colour)
    assert window.rect.x < middle(colour)[0] < window.rect.right
    assert frame.rect.width / 2 > window.rect.width
    assert max(item.rect.right for item in items(page, "land")) == pytest.approx(frame.rect.right, abs=0.5)


def test_the_world_has_no_inset(tmp_path: Path) -> None:
    """There is nothing wider to show it in."""
    assert "lies in no wider region" in messages(tmp_path, exhibit("- map: {land: world, locator: true}\n"))


def test_meridians_and_parallels_are_drawn_when_asked_for(tmp_path: Path) -> None:
    """At tidy degrees, or as many apart as the author says, each numbered; the place on a crossing stands on both."""
    content = "- map: {land: DE, extent: [5.5, 47.2, 15.2, 55.1], places: [{name: A, at: [10, 50]}]%s}"
    bare, tidy, wide = (drawn(tmp_path, content % more)[0] for more in ("", ", graticule: true", ", graticule: 5"))
    square = middle(items(wide, "place")[0])
    near = [min(math.dist(square, line[:2]) for line in lines_in(item)) for item in items(wide, "graticule")]

    assert [] == items(bare, "graticule")
    assert {"6°", "8°", "10°", "12°", "14°", "48°", "50°", "52°", "54°"} == {text_of_item(item) for item in items(tidy, "degrees")}
    assert {"10°", "50°"} <= {text_of_item(item) for item in items(wide, "degrees")}
    assert 2 == sum(distance < 15 for distance in near)


def test_a_region_has_no_inner_borders(tmp_path: Path) -> None:
    """Two neighbours are one ring; a border of today says nothing in a map of another time."""
    page, _ = drawn(tmp_path, "- map: {land: [CH, AT, LI]}")
    ink = items(page, "land")[0].ink
    assert isinstance(ink, Shape)

    assert 1 == sum(op[0] == "M" for op in ink.path)


def test_squares_stand_where_the_projection_puts_them(tmp_path: Path) -> None:
    """Distances on the page are those of the equal-area map, all at one scale."""
    page, _ = drawn(tmp_path, KENGIR)
    albers = Albers((47, 67), (95, 55))
    moscow, kengir, _, norilsk = items(page, "place")
    found = []

    for first, second, ends in (
        (moscow, kengir, ((37.62, 55.75), (67.7, 47.8))),
        (kengir, norilsk, ((67.7, 47.8), (88.2, 69.35))),
    ):
        found.append(math.dist(middle(first), middle(second)) / math.dist(albers(*ends[0]), albers(*ends[1])))
    assert found[0] == pytest.approx(found[1], rel=0.001)


def test_the_subject_and_places_of_the_story_have_larger_squares(tmp_path: Path) -> None:
    """Squares are 4.8 and 3.0 mm on A1, 1.7 and 1.2 mm in the hand."""
    scaled = LAYOUT.replace("A5 portrait", "A4 portrait").replace("A5: 5mm", "A4: 5mm")

    for layout, sides in ((WALL, [3.0, 4.8, 4.8, 4.8]), (scaled, [1.2, 1.7, 1.7, 1.7])):
        page, _ = drawn(tmp_path, KENGIR, layout)
        assert sides == [round(item.rect.width / MM, 3) for item in items(page, "place")]


def great_circle(first: tuple[float, float], second: tuple[float, float]) -> float:
    """Kilometres on the globe, by the spherical law of cosines."""
    (lon1, lat1), (lon2, lat2) = (tuple(math.radians(value) for value in place) for place in (first, second))
    cosine = math.sin(lat1) * math.sin(lat2) + math.cos(lat1) * math.cos(lat2) * math.cos(lon2 - lon1)
    return EARTH_RADIUS_KM * math.acos(cosine)


@pytest.mark.parametrize(
    ("land", "extent", "ends"),
    [
        ("DE", (9, 50, 10, 50.6), ((9.4, 50.3), (9.6, 50.3))),
        ("[KZ, RU]", (40, 40, 150, 75), ((90, 57), (100, 57))),
        ("world", (130, -48, -70, 60), ((-155, 6), (-145, 6))),
        ("world", (-180, 60, 180, 90), ((-90, 88), (90, 88))),
        ("[CL, AR]", (-77, -56, -63, -17), ((-71, -36.5), (-69, -36.5))),
        ("[ID, MY]", (95, -11, 141, 6), ((116, -2.5), (120, -2.5))),
    ],
)
def test_the_scale_bar_is_true_in_the_middle_of_the_map(
    tmp_path: Path, land: str, extent: Sequence[float], ends: Sequence[tuple[float, float]]
) -> None:
    """Two places side by side there are as far apart as the bar says and as they are on the globe, within one per cent."""
    places = ", ".join(f"{{name: {name}, at: {list(at)}}}" for name, at in zip("ab", ends, strict=True))
    page, problems = drawn(tmp_path, f"- map: {{land: {land}, extent: {list(extent)}, places: [{places}]}}")
    first, second = items(page, "place")

    assert [] == problems
    assert great_circle(*ends) * bar_scale(page) == pytest.approx(math.dist(middle(first), middle(second)), rel=0.01)


def test_the_scale_bar_says_when_it_holds_in_the_middle_only(tmp_path: Path) -> None:
    """Over Kazakhstan the scale is one; over Russia it varies by more than a twentieth."""
    small, _ = drawn(tmp_path, "- map: {land: KZ}")
    large, _ = drawn(tmp_path, "- map: {land: RU}")

    assert "500 km" == text_of([small], "scale").replace("\u00a0", " ")
    assert "1,000 km in the middle" == text_of([large], "scale").replace("\u00a0", " ")


def test_a_map_of_the_world_has_no_scale_bar(tmp_path: Path) -> None:
    """There is no one scale: none is drawn, and one that is asked for is refused."""
    page, problems = drawn(tmp_path, "- map: {land: world}")
    found = messages(tmp_path, exhibit("- map: {land: world, scale_bar: true}\n"))

    assert ([], []) == (problems, items(page, "scale"))
    assert "a map of the world has no one scale" in found


def test_land_across_the_antimeridian_and_round_the_pole(tmp_path: Path) -> None:
    """The ocean lies in the middle: Tokyo left of Honolulu, and Norilsk right of the pole where 0° is at the bottom."""
    pacific, none = drawn(tmp_path, "- map: {land: world, extent: [130, -48, -70, 60], places: [{name: Tokyo, at: [139.7, 35.7]}, {name: Honolulu, at: [-157.9, 21.3]}]}")
    arctic, nor = drawn(tmp_path, "- map: {land: world, extent: [-180, 60, 180, 90], places: [{name: Norilsk, at: [88.2, 69.35]}, {name: Tura, at: [-88.2, 69.35]}]}")
    tokyo, honolulu = items(pacific, "place")
    norilsk, other = items(arctic, "place")

    assert [] == none == nor
    assert tokyo.rect.x < honolulu.rect.x
    assert norilsk.rect.x > other.rect.x
    assert norilsk.rect.y == pytest.approx(other.rect.y, abs=1)


def test_the_scale_bar_speaks_the_language(tmp_path: Path) -> None:
    """1, 2 or 5 times a power of ten, written as the language writes numbers; on a small map only when asked for."""
    kazakh, _ = drawn(tmp_path, KENGIR, rest="languages: [kk]\n")
    english, _ = drawn(tmp_path, KENGIR)
    held, _ = drawn(tmp_path, KENGIR, LAYOUT)

    assert "ортасында 1000 км" == text_of([kazakh], "scale").replace("\u00a0", " ")
    assert "1,000 km in the middle" == text_of([english], "scale").replace("\u00a0", " ")
    assert [] == items(held, "scale")


def test_a_map_keeps_its_proportions_in_a_low_frame(tmp_path: Path) -> None:
    """Where the height is short the map gets smaller as a whole and stays in its frame."""
    low = WALL.replace("top: 10mm, bottom: 10mm, fit: continue", "top: 10mm, bottom: 700mm")
    high_page, _ = drawn(tmp_path, KENGIR)
    low_page, problems = drawn(tmp_path, KENGIR, low)
    high, small = items(high_page, "land")[0].rect, items(low_page, "land")[0].rect

    assert [] == problems
    assert pytest.approx(high.width / high.height, rel=0.02) == small.width / small.height
    assert pytest.approx(131 * MM, abs=1.0) == small.height


def test_a_map_may_stand_on_the_right(tmp_path: Path) -> None:
    """`align: right` puts the easternmost land on the frame's right edge, `width` says how wide the map is."""
    page, _ = drawn(tmp_path, KENGIR + "    align: right\n    width: 200mm\n")
    land, frame = items(page, "land")[0].rect, page.frames[0].rect

    assert pytest.approx(200 * MM) == land.width
    assert pytest.approx(frame.right) == land.right


def test_an_extent_cuts_the_land_off(tmp_path: Path) -> None:
    """Nothing is drawn outside the extent, and the cut is no coast."""
    content = (
        "- map: {land: [FR, DE, IT, ES], extent: [0, 42, 12, 50], places: [{name: Lyon, at: [4.83, 45.76]}]}"
    )
    page, problems = drawn(tmp_path, content, LAYOUT)
    land = items(page, "land")[0].rect

    assert [] == problems
    assert pytest.approx(page.frames[0].rect.width) == land.width
    assert all(land.overlaps(item.rect) for item in items(page, "place"))


def test_a_ring_is_clipped_and_its_cut_is_not_stroked() -> None:
    """A square that reaches over the edge keeps the half inside, and three of its sides."""
    edge = Rect(0, 0, 10, 10)
    half = clipped([(5, 2), (15, 2), (15, 8), (5, 8)], edge)

    assert {(5, 2), (10, 2), (10, 8), (5, 8)} == set(half)
    assert 3 == sum(op[0] == "L" for op in coast([half], edge))
    assert [] == clipped([(20, 2), (25, 2), (25, 8)], edge)


@pytest.mark.parametrize(
    ("code", "hint"),
    [
        ("Kazakstan", "did you mean 'KZ', Kazakhstan?"),
        ("kz", "did you mean 'KZ'?"),
        ("UK", "with U begin UA Ukraine"),
    ],
)
def test_an_unknown_country_is_found_by_code_and_name(tmp_path: Path, code: str, hint: str) -> None:
    """The message stands at the code and says which one is meant."""
    found = messages(tmp_path, exhibit(f"- map:\n    land: [FR, {code}]\n    highlight: FR\n"))

    assert f"there is no country '{code}'" in found
    assert hint in found


@pytest.mark.parametrize(
    ("map_yaml", "message"),
    [
        ("{land: FR, places: [{name: Norilsk, at: [69.35, 188.2]}]}", "the latitude 188.2"),
        ("{land: FR, places: [{name: Tura, at: [64.3, 100.2]}]}", "write [100.2, 64.3]"),
        ("{land: FR, places: [{name: Lyon, at: 45.76}]}", "a position is [longitude, latitude]"),
        (
            "{land: IT, extent: [6, 36, 19, 47], places: [{name: Rome, at: [41.9, 12.5]}]}",
            "write [12.5, 41.9]",
        ),
        ("{land: IT, extent: [6, 47, 19, 36]}", "the south 47 is not below the north 36"),
        ("{land: IT, parallels: [40, 95]}", "a latitude lies between -90 and 90, not 95"),
        ("{land: IT, extent: [6, 36, 6, 47]}", "the extent is empty"),
        ("{land: IT, extent: [6, 36, 19]}", "an extent is [west, south, east, north]"),
        ("{land: IT, extent: [6, 36, 190, 47]}", "a longitude lies between -180 and 180, not 190"),
        ("{land: IT, extent: [-60, -40, -20, -10]}", "no land lies in the extent"),
        ("{}", "a map needs"),
    ],
)
def test_positions_are_checked(tmp_path: Path, map_yaml: str, message: str) -> None:
    """Latitude first is the commonest mistake; the message guesses it."""
    assert message in messages(tmp_path, exhibit(f"- map: {map_yaml}\n"))


def test_a_place_off_the_land_is_doubted(tmp_path: Path) -> None:
    """Swapped coordinates that are valid degrees are noticed when swapping them back hits the land."""
    found = messages(tmp_path, exhibit("- map: {land: IT, places: [{name: Rome, at: [41.9, 12.5]}]}"))

    assert "warning: 'Rome' at 41.9, 12.5 lies off all the land" in found


def test_a_name_without_room_is_reported_and_not_drawn_over_another(tmp_path: Path) -> None:
    """The message names the place."""
    name = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch " * 3
    page, problems = drawn(
        tmp_path, f"- map: {{land: GB, places: [{{name: {name}, at: [-4.2, 53.2]}}]}}", LAYOUT
    )

    assert any("finds no room on the map" in message and "Llanfair" in message for message in problems)
    assert [] == items(page, "name")


def test_a_leader_joins_a_name_to_its_square(tmp_path: Path) -> None:
    """A name asked to stand apart has a line of 0.5 mm from the edge of its square towards its letters."""
    page, _ = drawn(tmp_path, KENGIR)
    (leader,) = items(page, "leader")
    vorkuta = next(item for item in items(page, "name") if text_of_item(item) == "Vorkuta")
    assert isinstance(leader.ink, Shape)
    (_, x1, y1), (_, x2, y2) = leader.ink.path
    square = items(page, "place")[2].rect

    assert 0.5 == round(leader.ink.stroke_width / MM, 3)
    assert pytest.approx(square.width / 2) == max(abs(x1 - middle(items(page, "place")[2])[0]), abs(y1 - square.y - square.height / 2))  # fmt: skip
    assert vorkuta.rect.inset(-4 * MM).overlaps(Rect(x2, y2, 0.1, 0.1))


def test_names_on_a_dark_ground_do_not_lie_half_on_the_colour(tmp_path: Path) -> None:
    """Ash is not legible on adobe, nor ink on ink: a name lies on one of the two, and its colour says on which."""
    page, problems = drawn(tmp_path, KENGIR, DARK)
    kengir = next(item for item in items(page, "name") if "Kengir" in text_of_item(item))
    _, highlight = items(page, "land")
    assert isinstance(highlight.ink, Shape)
    assert isinstance(kengir.ink, TextLine)
    ring = [(op[1], op[2]) for op in highlight.ink.path if op[0] != "Z"]
    part = covered([ring], kengir.rect)

    assert [] == problems
    assert "ink" == fill(items(page, "place")[1])
    assert kengir.ink.runs[0].colour.name == ("ink" if part > 0.9 else "ash")
    assert part < 0.05 or part > 0.95


def test_a_map_is_told_in_words(tmp_path: Path) -> None:
    """Without an alternative text of the author's, the subject comes first, in the language of the edition."""
    page, _ = drawn(tmp_path, "- map: {land: [KZ, UZ], highlight: KZ, places: [{name: Tashkent, at: [69.2, 41.3]}, {name: Kengir, at: [67.7, 47.8], subject: true}]}")  # fmt: skip
    element = items(page, "land")[0].element
    assert element is not None

    assert (
        "Map. Land: Kazakhstan and Uzbekistan. In colour: Kazakhstan. Marked: Kengir and Tashkent."
        == element.alt
    )


NAMES = st.lists(
    st.tuples(
        st.floats(0, 380), st.floats(0, 280), st.floats(8, 90), st.sampled_from(["auto", "auto", "left", "above"])
    ),
    max_size=14,
)  # fmt: skip


@given(NAMES)
def test_names_never_touch(places: list[tuple[float, float, float, str]]) -> None:
    """A name keeps inside the map, off every other name and square; leaders cross neither them nor each other."""
    squares = [Rect(x, y, 8, 8) for x, y, _, _ in places]
    names = [Name(square, width, 10, 3, 8, side) for square, (_, _, width, side) in zip(squares, places, strict=True)]  # type: ignore[arg-type]  # fmt: skip
    within = Rect(0, 0, 400, 300)
    spots = place_names(names, Room(within, 6, (Rect(300, 280, 100, 20),), tuple(squares)))

    for index, spot in enumerate(spots):
        if spot is None:
            continue
        assert within.x <= spot.rect.x
        assert spot.rect.right <= within.right
        assert not spot.rect.overlaps(Rect(300, 280, 100, 20))
        others = [square for square in squares if square != squares[index]]
        assert not any(spot.rect.overlaps(other) for other in others)
        assert not (spot.leader and any(crosses(spot.leader, other) for other in others))
    for first, second in combinations([spot for spot in spots if spot], 2):
        assert not first.rect.overlaps(second.rect)
        assert not (first.leader and crosses(first.leader, second.rect))
        assert not (first.leader and second.leader and meet(first.leader, second.leader))


def test_a_free_name_stands_right_of_its_square() -> None:
    """The first position of the list is taken when nothing is in the way, and the next when something is."""
    name = Name(Rect(100, 100, 8, 8), 50, 10, 3, 8)
    room = Room(Rect(0, 0, 400, 300), 6)
    (right,) = place_names([name], room)
    (other,) = place_names([name], Room(room.within, 6, (Rect(120, 100, 10, 10),)))

    assert right is not None
    assert (114, 108) == (right.x, right.baseline)
    assert other is not None
    assert other.leader is None
    assert (other.x, other.baseline) != (right.x, right.baseline)
