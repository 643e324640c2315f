"""Takes dates and label sizes of every kind; fails where a time axis lies, or where two labels meet."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from predella.dates import day_number, parse
from predella.pages import Rect
from predella.timescale import (
    Item,
    Note,
    Scale,
    Unit,
    arrange,
    axis_range,
    bar_of,
    comb,
    hang,
    leaders,
    least_displacement,
    linear,
    magnified,
    overlaps,
    tick_unit,
    tick_words,
    ticks,
    tracks,
    year_text,
)
from predella.timescale.scale import floored, raised
from predella.timescale.ticks import SHORTEST

YEARS = linear(day_number(1945), day_number(1957), 0.0, 1200.0)
"""A hundred points a year, all but a hair."""


def clustered(count: int) -> st.SearchStrategy[list[float]]:
    """Places along an axis of 1000 pt: evenly strewn, in one burst, or all at one place."""
    wide = st.floats(0, 1000)
    burst = st.floats(480, 520)
    return st.one_of(
        st.lists(wide, min_size=1, max_size=count),
        st.lists(st.one_of(wide, burst, burst, burst), min_size=1, max_size=count),
        st.integers(1, count).map(lambda n: [500.0] * n),
    )


def crossing(a: tuple[float, float], b: tuple[float, float]) -> bool:
    """True when two straight lines between the same two rows, given by their ends, cross."""
    return (a[0] - b[0]) * (a[1] - b[1]) < 0


@given(clustered(300), st.data())
def test_labels_of_a_row_keep_their_order_and_never_overlap(
    anchors: list[float], data: st.DataObject
) -> None:
    """From one label to three hundred: those that fit stand side by side, in the order of time, within the row."""
    anchors = sorted(anchors)
    sizes = data.draw(st.lists(st.floats(0.5, 40), min_size=len(anchors), max_size=len(anchors)))

    places = least_displacement(anchors, sizes, 1.0, 0.0, 1000.0)

    assert (sum(sizes) + len(sizes) - 1 > 1000 + 1e-6) == (places is None)
    if places is not None:
        ends = [place + size for place, size in zip(places, sizes, strict=True)]
        assert all(after - end >= 1 - 1e-6 for end, after in zip(ends, places[1:], strict=False))
        assert places[0] >= -1e-6
        assert ends[-1] <= 1000 + 1e-6


@given(clustered(40))
def test_leaders_cross_neither_each_other_nor_words(anchors: list[float]) -> None:
    """A leader ends at its own label's edge, in the order of time: in the corridor between there are no words."""
    anchors = sorted(anchors)
    starts = least_displacement(anchors, [20.0] * len(anchors), 1.0, 0.0, 1000.0)

    lines = [line for line in leaders(anchors, starts or (), 0.5) if line]

    assert not any(crossing(a, b) for i, a in enumerate(lines) for b in lines[:i])
    assert {end for _, end in lines} <= set(starts or ())


@given(st.lists(st.integers(0, 12), min_size=1, max_size=4))
def test_no_other_places_are_nearer_to_what_was_wanted(anchors: list[int]) -> None:
    """The sum of squared displacements is the least: no arrangement on a fine grid has less."""
    wanted = [float(anchor) for anchor in sorted(anchors)]
    sizes = [2.0] * len(wanted)

    found = least_displacement(wanted, sizes, 0.0, 0.0, 14.0)

    assert found is not None
    price = sum((a - b) ** 2 for a, b in zip(found, wanted, strict=True))
    assert price <= cheapest(wanted, 0, 0.0) + 1e-9


def cheapest(wanted: Sequence[float], index: int, low: float) -> float:
    """Return the least price of the labels from an index on, on a grid of halves."""
    if index == len(wanted):
        return 0.0
    last = 14.0 - 2.0 * (len(wanted) - index)
    steps = int((last - low) * 2) + 1
    return min(
        (
            (low + k / 2 - wanted[index]) ** 2 + cheapest(wanted, index + 1, low + k / 2 + 2)
            for k in range(steps)
        ),
        default=math.inf,
    )


@given(clustered(60), st.sampled_from([0.0, 50.0, 1000.0]), st.data())
def test_nothing_meets_in_the_lanes(anchors: list[float], slack: float, data: st.DataObject) -> None:
    """Bars and labels of a lane keep apart, whatever stands where, and labels keep off obstacles."""
    items = [Item(((x, x + data.draw(st.floats(1, 80))),), (data.draw(st.floats(5, 120)),)) for x in anchors]
    obstacle = (600.0, 640.0)

    spots = arrange(items, 0.0, 1000.0, gap=4.0, inset=2.0, slack=slack, obstacles=[obstacle])

    boxes = []
    for item, spot in zip(items, spots, strict=True):
        if spot is None:
            continue
        row = spot.lane * 10.0
        boxes.append(Rect(item.left, row + 5, item.right - item.left, 4))
        boxes.append(Rect(spot.lefts[0], row + (0 if spot.side == "above" else 5), item.widths[0], 4))
        assert spot.lefts[0] + item.widths[0] <= obstacle[0] or spot.lefts[0] >= obstacle[1]
        assert 0.0 <= spot.lefts[0] <= 1000.0 - item.widths[0] + 1e-6
    assert () == overlaps(boxes)


def test_accounts_of_one_thing_take_a_lane_each() -> None:
    """Two bars stand one under the other, their labels on the same side."""
    item = Item(((100.0, 150.0), (105.0, 170.0)), (60.0, 40.0))

    (spot,) = arrange([item], 0.0, 1000.0, gap=4.0, inset=2.0, align=30.0)

    assert spot is not None
    assert (0, "right", (172.0, 172.0)) == (spot.lane, spot.side, spot.lefts)


def test_what_fits_nowhere_is_told() -> None:
    """A label wider than the axis has no spot; the others have theirs."""
    wide, narrow = Item(((5.0, 9.0),), (200.0,)), Item(((5.0, 9.0),), (20.0,))
    assert [True, False] == [spot is None for spot in arrange([wide, narrow], 0, 100, gap=1, inset=1)]


@given(st.lists(st.tuples(st.integers(0, 100), st.integers(1, 50)), min_size=1, max_size=40))
def test_a_leader_outward_crosses_no_running_bar(spans: list[tuple[int, int]]) -> None:
    """Where a bar starts, no bar that is still running stands in its track or outside of it."""
    ordered = sorted((float(start), float(start + length)) for start, length in spans)

    found = tracks(ordered)

    for index, (start, _) in enumerate(ordered):
        running = [found[k] for k in range(index) if ordered[k][1] > start]
        assert all(track < found[index] for track in running)


@given(st.integers(-4000, 2000), st.integers(1, 3000), st.data())
def test_places_grow_with_time_and_are_exact_at_both_ends(year: int, years: int, data: st.DataObject) -> None:
    """Of any axis, linear or magnified: the ends are hit to the last digit, and no later day lies before an earlier."""
    start, end = float(day_number(year)), float(day_number(year + years))
    first = start + (end - start) * data.draw(st.floats(0, 0.5))
    last = first + max(1.0, (end - start) * 0.1)
    scales = [linear(start, end, 17.3, 911.7), magnified(start, end, 17.3, 911.7, (first, last), 0.5)]
    days = sorted(data.draw(st.lists(st.floats(start, end), max_size=20)))

    for scale in scales:
        places = [scale(day) for day in [start, *days, end]]
        assert (17.3, 911.7) == (places[0], places[-1])
        assert places == sorted(places)


def test_magnification_is_what_is_said() -> None:
    """A tenth of the time on half of the axis: its days are nine times as long as all others."""
    scale = magnified(0, 1000, 0, 600, (300, 400), 0.5)
    inside, outside = scale(301) - scale(300), scale(101) - scale(100)
    assert (3.0, 9.0) == pytest.approx((inside, inside / outside))
    assert pytest.approx(outside) == scale(1000) - scale(999)


@pytest.mark.parametrize("stretch", [(0, 0), (-1, 5), (5, 11), (0, 9)])
def test_what_cannot_be_magnified_is_refused(stretch: tuple[float, float]) -> None:
    """Nothing, what leaves the axis, and what has its share already."""
    with pytest.raises(ValueError, match="magnif"):
        magnified(0, 10, 0, 100, stretch, 0.5)


def test_years_before_our_era_skip_the_year_nought() -> None:
    """From 200 BCE to 200 CE by hundreds: the tick between is the year 1, and 100 BCE is the year -99."""
    found = ticks(day_number(-199), day_number(200), "year", 100)
    assert [-199, -99, 1, 100, 200] == [tick.year for tick in found]
    assert ["200\u00a0BCE", "100\u00a0BCE", "1", "100", "200"] == [
        year_text(tick.year, "en") for tick in found
    ]


def test_single_years_cross_the_turn_of_the_era() -> None:
    """2 BCE, 1 BCE, 1, 2: four years, no gap and none twice."""
    found = ticks(day_number(-1), day_number(2), "year", 1)
    assert ["2\u00a0BCE", "1\u00a0BCE", "1", "2"] == [year_text(tick.year, "en") for tick in found]


def named(start: str, end: str, unit: Unit, step: int, language: str = "en") -> str:
    """What the ticks from a date to another say, the first as the first; "_" stands for U+00A0."""
    found = ticks(parse(start).earliest, parse(end).earliest, unit, step)
    said = [tick_words(tick, language, first=index == 0) for index, tick in enumerate(found)]
    return " | ".join(said).replace("\u00a0", "_")


@pytest.mark.parametrize(
    ("start", "end", "unit", "step", "language", "expected"),
    [
        ("1954-06-26T21", "1954-06-27T03", "hour", 3, "en", "26_Jun, 21:00 | 27_Jun | 03:00"),
        ("1954-06-26T21", "1954-06-27T03", "hour", 3, "ru", "26_июн., 21:00 | 27_июн. | 03:00"),
        ("1954-06-26T21", "1954-06-27T03", "hour", 3, "ar", "26_يونيو، 21:00 | 27_يونيو | 03:00"),
        ("1954-06-26T03:20", "1954-06-26T04:00", "minute", 15, "en", "26_Jun, 03:30 | 03:45 | 04:00"),
        ("1954-06-28", "1954-07-02", "day", 1, "ru", "28_июн. | 29 | 30 | 1_июл. | 2"),
        ("1954-11", "1955-02", "month", 1, "kk", "1954_ж. қар. | жел. | 1955 | ақп."),
        ("-2999", "2000", "year", 1000, "en", "3000_BCE | 2000_BCE | 1000_BCE | 1 | 1000 | 2000"),
        ("Y-38000", "2000", "ago", 20_000, "en", "40,000_years ago | 20,000 | today"),
        ("Y-10000", "2000", "ago", 5000, "ru", "10_000_лет назад | 5000_лет назад | сегодня"),
        ("Y-66000000", "2020", "ago", 20 * 10**6, "en", "60_million years ago | 40_million | 20_million | today"),
        ("Y-66000000", "2020", "ago", 50 * 10**6, "kk", "50_млн жыл бұрын | бүгін"),
        ("Y-1500000000", "2020", "ago", 500 * 10**6, "ar", "قبل 1.5_مليار سنة | 1_مليار | 500_مليون | اليوم"),
        ("Y-66001000", "Y-66000000", "ago", 500, "en", "66.001_million years ago | 66,000,500 | 66_million"),
        ("Y-66000000", "2020", "ago", 50 * 10**6, "de", "vor 50.000.000_Jahren | 0"),
    ],
)  # fmt: skip
def test_ticks_suit_the_language(start: str, end: str, unit: Unit, step: int, language: str, expected: str) -> None:
    """A larger unit is named where it begins; years ago are said in full once, and where they could be years."""
    assert expected == named(start, end, unit, step, language)


@pytest.mark.parametrize(
    ("start", "end", "length", "expected"),
    [
        ("1954-06-26T03:30", "1954-06-26T04:00", 1300, ("minute", 1)),
        ("1954-06-26T03:30", "1954-06-26T05:00", 800, ("minute", 5)),
        ("1954-06-26T21:00", "1954-06-27T05:00", 1300, ("minute", 15)),
        ("1954-06-26T21:00", "1954-06-27T05:00", 400, ("hour", 1)),
        ("1954-06-26", "1954-06-28", 400, ("hour", 6)),
        ("1954-06-26", "1954-06-30", 400, ("hour", 12)),
        ("Y-4600000000", "2020", 500, ("ago", 500 * 10**6)),
        ("Y-13800000000", "2020", 500, ("ago", 2 * 10**9)),
        ("Y-38000", "2000", 500, ("ago", 5000)),
        ("1954-05-16", "1954-06-26", 2000, ("day", 1)),
        ("1954-05-16", "1954-06-26", 500, ("day", 5)),
        ("1954-01", "1955-01", 600, ("month", 1)),
        ("1954-01", "1957-01", 600, ("month", 3)),
        ("1945", "1957", 1200, ("year", 1)),
        ("1900", "1957", 500, ("year", 5)),
        ("1500", "2000", 1200, ("year", 20)),
        ("0500", "2000", 1200, ("year", 100)),
        ("-3000", "2000", 300, ("year", 1000)),
    ],
)
def test_ticks_suit_the_scale(start: str, end: str, length: float, expected: tuple[str, int]) -> None:
    """Days, months, years, decades, centuries: the shortest distance that leaves each label its 40 pt."""
    assert expected == tick_unit(parse(start).earliest, parse(end).earliest, length, dict.fromkeys(SHORTEST, 40.0))


@given(st.integers(-3000, 2000), st.integers(2, 4000), st.integers(600, 3000))
def test_ticks_leave_room_for_their_labels(year: int, years: int, length: int) -> None:
    """Whatever the axis: two ticks are no nearer than their labels need, but for the year that is not there."""
    start, end = float(day_number(year)), float(day_number(year + years))
    unit, step = tick_unit(start, end, length, {"day": 30.0, "month": 40.0, "year": 50.0})
    places = [linear(start, end, 0.0, length)(tick.day) for tick in ticks(start, end, unit, step)]

    assert all(b - a >= 0.98 * 30 for a, b in pairwise(places))


def test_comb_is_five_bars_that_thin_out() -> None:
    """Bar k stands at k/5 of the length and is (1 − (k + 0.8)/5.6)/5 of it wide."""
    bars = comb(100.0)
    assert [0.0, 20.0, 40.0, 60.0, 80.0] == pytest.approx([offset for offset, _ in bars])
    assert [17.142, 13.571, 10.0, 6.428, 2.857] == pytest.approx([width for _, width in bars], abs=0.001)


@pytest.mark.parametrize(
    ("date", "left", "right", "comb_left", "comb_right"),
    [
        ("1954-05-16/1954-06-26", 937.0, 948.5, 0, 0),  # both ends known to the day
        ("1954-03", 916.2, 924.6, 0, 0),  # a month is all that is known: the bar of that month
        ("1947", 200.0, 300.0, 33.3, 33.3),  # a third of the year on each side
        ("1946/1954-09-16", 100.0, 971.0, 100.0, 0),  # begins anywhere in its first year
        ("1953-06/1953-08", 841.4, 866.6, 8.2, 8.5),  # ends known to the month
        ("../1947-01-01", 0.0, 200.3, 0, 0),  # open: it runs on beyond the axis
        ("1956-06-01/..", 1141.6, 1200.0, 0, 0),
        ("/1945-12-31", 0.0, 100.0, 33.3, 0),  # its beginning is unknown
    ],
)
def test_bars_are_to_scale_and_combed_where_a_date_is_approximate(
    date: str, left: float, right: float, comb_left: float, comb_right: float
) -> None:
    """A hard end for a day, a comb for what is known less well."""
    bar = bar_of(parse(date), YEARS, thinnest=0.5, shortest=4.0)
    assert [left, right, comb_left, comb_right] == pytest.approx(
        [bar.left, bar.right, bar.comb_left, bar.comb_right], abs=0.25
    )


def test_a_day_is_as_thin_as_can_be_drawn() -> None:
    """A day of a century has no width; its bar is the thinnest there is, round its middle."""
    bar = bar_of(parse("1954-05-16"), YEARS, thinnest=2.0, shortest=4.0)
    assert (2.0, 0.0, 0.0) == pytest.approx((bar.width, bar.comb_left, bar.comb_right))
    assert pytest.approx(YEARS(parse("1954-05-16").earliest), abs=0.2) == bar.centre


def test_a_year_among_centuries_is_exact() -> None:
    """Where a year is thinner than a comb could be, only `~` makes its ends soft."""
    scale = linear(day_number(1), day_number(2001), 0.0, 1000.0)
    exact, about = (bar_of(parse(text), scale, thinnest=1.0, shortest=4.0) for text in ("1450", "1450~"))
    assert (0.0, 0.0) == (exact.comb_left, exact.comb_right)
    assert about.comb_left > 2
    assert about.comb_right > 2


@pytest.mark.parametrize(
    ("dates", "start", "end", "expected"),
    [
        (["1947"], "1945", "1957", ("1945-01-01", "1957-01-01")),  # a ruler ends at its last tick
        (["1957-03"], "1945", "1957", ("1945-01-01", "1958-01-01")),  # unless something lies behind it
        (["1954-06-01"], "1954-05-16", "1954-06-26", ("1954-05-16", "1954-06-27")),
        (["1947-03", "1956-04"], None, None, ("1947-01-01", "1957-01-01")),
        (["1954-05-16/1954-06-26"], None, None, ("1954-05-16", "1954-06-27")),
        (["1954-06-26T21:07", "1954-06-27T04:52"], None, None, ("1954-06-26T21", "1954-06-27T05")),
        (["1954-06-26T03:30/1954-06-26T05:00"], None, None, ("1954-06-26T03:30", "1954-06-26T05:01")),
        (["1801", "1888"], None, None, ("1800", "1890")),
        (["-2960", "0476"], None, None, ("-2999", "0500")),
        (["-2999", "2023"], None, None, ("-2999", "2030")),  # no century that is still to come
        (["-9800", "1000"], None, None, ("-9999", "1200")),  # 10,000 BCE, which is no year of deep time
        (["Y-541000000", "Y-66000000"], None, None, ("Y-550000000", "Y-60000000")),
        (["Y-4567000000", "2023"], None, None, ("Y-4600000000", "2030")),
    ],
)
def test_the_axis_reaches_from_date_to_date(
    dates: list[str], start: str | None, end: str | None, expected: tuple[str, str]
) -> None:
    """What the author leaves out is fitted to the events, in whole units."""
    found = axis_range(map(parse, dates), parse(start) if start else None, parse(end) if end else None)
    assert tuple(parse(text).earliest for text in expected) == found


def test_an_axis_needs_two_ends() -> None:
    """No event and no date: there is nothing to draw; nor is there when the end comes first."""
    assert axis_range([]) is None
    assert axis_range([], parse("1957"), parse("1945")) is None


def spans() -> st.SearchStrategy[tuple[float, float]]:
    """From an hour to 14 billion years, ending anywhere in our era or long before it, as a power of ten of days."""
    ends = st.one_of(st.integers(1, 740_000), st.integers(-(10**12), 740_000))
    seconds = st.integers(0, 86_399)
    lengths = st.floats(math.log10(1 / 24), math.log10(14e9 * 365.2425))
    return st.builds(lambda end, second, power: (end + second / 86_400 - 10**power, end + second / 86_400), ends, seconds, lengths)  # fmt: skip


@given(spans(), st.integers(15, 60))
def test_any_axis_has_ticks_with_names(span: tuple[float, float], count: int) -> None:
    """From an hour to 14 billion years: two ticks at least, no more than labels have room, inside, in order, named."""
    start, end = span
    unit, step = tick_unit(start, end, 40.0 * count, dict.fromkeys(SHORTEST, 40.0))

    found = ticks(start, end, unit, step)
    days = [tick.day for tick in found]
    said = [tick_words(tick, "en", first=tick is found[0]) for tick in found]

    assert 2 <= len(found) <= count + 2  # a year nought that is left out, and both ends
    assert start <= days[0] <= days[-1] <= end
    assert sorted(set(days)) == days
    assert not any(re.fullmatch(r"0(\u00a0.*)?", text) for text in said)
    assert len(set(said)) == len(said) or unit in ("minute", "hour", "day", "month")


@given(spans())
def test_tidy_ends_add_little(span: tuple[float, float]) -> None:
    """An axis fitted to its dates contains them and begins and ends at most 2.5 % further, or at the year or month."""
    start, end = span
    length = end - start
    first, last = floored(start, length), raised(end, length)

    least = 366 if length > 3 * 366 else 31 if length > 60 else 0
    slack = max(0.025 * length, least) + 1e-3
    assert start - slack <= first <= start + 1e-3
    assert end - 1e-3 <= last <= end + slack


def test_a_long_axis_tells_days_apart() -> None:
    """A million years on a metre: neighbouring days at its end have places of their own, in order, and exact ends."""
    start, end = float(day_number(-(10**6))), float(day_number(2000))
    scale = linear(start, end, 0.0, 3000.0)
    places = [scale(end - day) for day in (3, 2, 1, 0)]

    assert 3000.0 == places[-1]
    assert all(0 < b - a < 1e-4 for a, b in pairwise(places))


@given(st.lists(st.integers(0, 41), min_size=1, max_size=8))
def test_notes_hang_side_by_side_in_order(days: list[int]) -> None:
    """Columns never overlap, keep the order of time and stay under the band; or there is no arrangement."""
    notes = [Note(day, day) for day in sorted(days)]

    columns = hang(notes, 42, lambda _, start, end: 24 // (end - start), least=4, most=12)

    assert columns is not None
    assert all(a.end <= b.start for a, b in pairwise(columns))
    assert all(0 <= c.start and c.end <= 42 and 4 <= c.end - c.start <= 12 for c in columns)


def test_a_note_hangs_under_its_day() -> None:
    """Alone, a note begins under its mark; at the end of the band it stands over its day."""
    (column,) = hang([Note(8, 8)], 42, lambda *_: 3, least=4, most=12) or ()
    assert 8 == column.start
    (column,) = hang([Note(41, 41)], 42, lambda *_: 3, least=4, most=12) or ()
    assert (38, 42) == (column.start, column.end)


def test_more_notes_than_columns_are_refused() -> None:
    """Twelve notes of four marks do not stand under forty-two."""
    assert hang([Note(3, 3)] * 12, 42, lambda *_: 1, least=4, most=6) is None


def test_a_scale_knows_its_ends() -> None:
    """The ends of a scale of several stretches are those of the first and the last."""
    scale: Scale = magnified(0, 100, 5, 55, (10, 20), 0.5)
    assert (0, 100, 5, 55) == (scale.start, scale.end, scale.low, scale.high)
    assert (5, 55) == (scale.clipped(-9), scale.clipped(900))
