"""Takes rows of values; fails where a chart shows other lengths, where its words meet, or where it keeps quiet."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from laying import exhibit, laid
from test_counting import A4, PANEL, Drawn, Sheet, assert_clear, draw, refused

from predella.blocks.chart_axis import round_powers, round_values
from predella.pages import MM, Rect, Shape, TextLine

DARK = Sheet(ground="dark")
SHEETS = st.sampled_from([PANEL, A4, DARK])
LABELS = st.text("abcdefghij", min_size=1, max_size=9)
VALUES = st.one_of(st.integers(0, 9999), st.floats(0.01, 500).map(lambda value: round(value, 2)))
DAYS = """
bar_chart:
  rows:
    - {label: Thursday, value: 412}
    - {label: Saturday, value: 1480, highlight: true}
    - {label: Sunday, value: 970.5, note: until noon}
"""


def near(value: float) -> object:
    return pytest.approx(value, abs=0.01)


def chart(kind: str, rows: list[dict[str, object]], **fields: object) -> str:
    """Return a chart as an author writes it."""
    return f"{kind}: {json.dumps({'rows': rows, **fields})}"


def bars_of(drawn: Drawn) -> list[Rect]:
    """Return the outlines of the bars: their paths and half of any edge round them."""
    bars = [(item.rect, item.ink.stroke_width) for item in drawn.placed if isinstance(item.ink, Shape) and item.role == "bar"]  # fmt: skip
    return [rect.inset(-width / 2) for rect, width in bars]


def inside(drawn: Drawn, sheet: Sheet) -> None:
    """Nothing that is drawn leaves the frame's width."""
    for item in drawn.placed:
        assert sheet.frame.x - 0.1 <= item.rect.x
        assert item.rect.right <= sheet.frame.right + 0.1


def sized(drawn: Drawn) -> bool:
    """True when the chart fitted and reported no error."""
    return drawn.fits and not any(problem.severity == "error" for problem in drawn.problems)


def test_bars_are_as_long_as_their_values() -> None:
    """All begin at one edge, on a half-unit line, and the longest with its number fills the frame."""
    drawn = draw(DAYS)
    bars = bars_of(drawn)

    assert [near(bars[1].width * value / 1480) for value in (412, 1480, 970.5)] == [bar.width for bar in bars]
    assert 1 == len({round(bar.x, 3) for bar in bars})
    half = PANEL.width * MM / 84
    assert near(0) == (bars[0].x - PANEL.frame.x + half / 2) % half - half / 2
    assert near(PANEL.frame.right) == drawn.text("1,480").rect.right
    assert drawn.text("412").y == drawn.text("Thursday").y


def test_the_bar_set_apart_has_an_edge_and_a_heavier_name() -> None:
    """The accent is never the only sign."""
    drawn = draw(DAYS)
    fills = [item.ink.fill.name for item in drawn.placed if isinstance(item.ink, Shape) and item.role == "bar" and item.ink.fill]  # fmt: skip

    assert ["ink", "adobe", "ink"] == fills
    edges = [item.ink.stroke_width for item in drawn.placed if isinstance(item.ink, Shape) and item.role == "bar"]
    assert [0.0, near(0.7 * MM), 0.0] == edges
    names = [drawn.text(name).ink for name in ("Thursday", "Saturday")]
    assert all(isinstance(name, TextLine) for name in names)
    assert 2 == len({name.runs[0].font for name in names if isinstance(name, TextLine)})


def test_a_chart_is_told_in_words() -> None:
    """The alternative text says what is drawn, the extremes and what is set apart, as the edition writes them."""
    drawn = draw(DAYS.replace("bar_chart:\n", "bar_chart:\n  note: Visitors in July\n  unit: a day\n"))

    assert (
        "A bar chart, number of bars: 3. Highest: Saturday 1,480 a day. Lowest: Thursday 412 a day."
        " Set apart: Saturday. Visitors in July."
    ) == (drawn.element.alt or "").replace("\u00a0", " ")
    assert "970,5" in draw(DAYS, language="ru").words()


def test_numbers_keep_their_decimals() -> None:
    """A number is printed exactly, with a true minus."""
    drawn = draw(chart("bar_chart", [{"label": "a", "value": -0.00012}, {"label": "b", "value": 1.23456}], negative=True))  # fmt: skip

    assert {"−0.00012", "1.23456"} <= set(drawn.words())


def test_values_below_zero_lie_on_its_other_side() -> None:
    """Both sides have one scale, and a line stands at zero."""
    drawn = draw(chart("bar_chart", [{"label": "a", "value": -4}, {"label": "b", "value": 8}], negative=True))
    left, right = bars_of(drawn)
    (zero,) = drawn.shapes("zero")

    assert near(left.right) == right.x == near(zero.x)
    assert near(2 * left.width) == right.width
    inside(drawn, PANEL)
    assert_clear(drawn)


@pytest.mark.parametrize(
    ("order", "names"),
    [("as written", ["b", "c", "a"]), ("largest first", ["c", "a", "b"]), ("smallest first", ["b", "a", "c"])],
)
def test_bars_are_sorted_where_that_is_asked_for(order: str, names: list[str]) -> None:
    """As they are written when nothing is said."""
    rows: list[dict[str, object]] = [{"label": "b", "value": 1}, {"label": "c", "value": 3}, {"label": "a", "value": 2}]  # fmt: skip
    drawn = draw(chart("bar_chart", rows, sort=order))

    assert names == [word for word in drawn.words() if word in "abc"]


def test_names_stand_above_in_a_narrow_column() -> None:
    """55 mm of a handout hold long names on lines of their own, and the bars begin at the frame's edge."""
    rows: list[dict[str, object]] = [{"label": "A name of many words that fills the column", "value": 12}, {"label": "b", "value": 7}]  # fmt: skip
    drawn = draw(chart("bar_chart", rows), A4)

    assert near(A4.frame.x) == bars_of(drawn)[0].x
    assert drawn.text("b").rect.bottom < bars_of(drawn)[1].bottom
    assert_clear(drawn, A4.frame)


def test_a_chart_gives_way_before_it_asks_for_another_frame() -> None:
    """Its bars become thinner, its type does not; then the whole chart goes on."""
    rows: list[dict[str, object]] = [{"label": f"row {i}", "value": i + 1} for i in range(12)]
    whole = draw(chart("bar_chart", rows))
    tight = draw(chart("bar_chart", rows), Sheet(depth=(whole.bottom - PANEL.frame.y) / MM * 0.8))

    assert tight.fits
    assert bars_of(tight)[0].height < bars_of(whole)[0].height
    assert_clear(tight)
    assert not draw(chart("bar_chart", rows), Sheet(depth=60)).fits


def test_a_chart_higher_than_its_frame_is_measured(tmp_path: Path) -> None:
    """The frame says by how much, and nothing is cut off."""
    rows = [{"label": f"row {i}", "value": i + 1} for i in range(60)]
    pages, problems = laid(tmp_path, exhibit(f"- {{frame: side, bar_chart: {{rows: {json.dumps(rows)}}}}}"))

    assert any("mm" in problem.message and problem.severity == "error" for problem in problems)
    assert 60 == sum(item.role == "bar" for page in pages for item in page.placed)


def test_rows_come_from_a_csv_file(tmp_path: Path) -> None:
    """A cell is what the same text is in YAML, an empty one is left out, and messages name the cell."""
    table = "label,value,value2,highlight\nWeavers,46,31,\nDyers,4.5,38,true\n"
    content = '- slope_chart: {moments: ["1900", "2000"], rows: trades.csv}\n'
    pages, problems = laid(tmp_path, exhibit(content), files={"data/trades.csv": table})
    words = {item.ink.text for item in pages[0].placed if isinstance(item.ink, TextLine)}

    assert [] == problems
    assert {"Dyers\u00a0 4.5", "38\u00a0 Dyers"} <= words
    twice = laid(tmp_path, exhibit(content), files={"data/trades.csv": table.replace("Dyers", "Weavers")})[1]
    assert [("data/trades.csv", 3)] == [(p.span.file, p.span.line) for p in twice if p.span]


@pytest.mark.parametrize("kind", ["bar_chart", "dot_plot", "small_multiples"])
def test_values_too_small_to_be_seen_are_named(kind: str) -> None:
    """One value a thousand times the rest is said at the line of the first that vanishes."""
    rows: list[dict[str, object]] = [{"label": "a", "value": 900_000, "group": "g"}, {"label": "b", "value": 90, "group": "g"}, {"label": "c", "value": 70, "group": "g"}]  # fmt: skip
    if kind != "small_multiples":
        rows = [{key: value for key, value in row.items() if key != "group"} for row in rows]
    problems = draw(chart(kind, rows)).problems

    assert ["beside 'a' these values are too small to be seen (under 0.3 mm): 'b', 'c'"] == [p.message for p in problems]  # fmt: skip
    assert ["chart-scale"] == [p.rule for p in problems]


def test_a_logarithmic_scale_is_said_on_the_page() -> None:
    """Equal factors are equal steps, all can be seen, and the plot says what its scale is."""
    rows: list[dict[str, object]] = [{"label": str(power), "value": 10**power} for power in range(4)]
    drawn = draw(chart("dot_plot", rows, scale="log"))
    dots = [rect.x for rect in drawn.shapes("dot")]

    assert [] == drawn.problems
    assert [near(dots[1] - dots[0])] * 3 == [b - a for a, b in pairwise(dots)]
    assert "Logarithmic scale" in drawn.words()
    assert "Logarithmic scale" in (drawn.element.alt or "")


def test_a_scale_without_zero_is_said_on_the_page() -> None:
    """Only where the author asks for it."""
    rows: list[dict[str, object]] = [{"label": "a", "value": 1013}, {"label": "b", "value": 1021}]

    assert "0" in draw(chart("dot_plot", rows)).words()
    cut = draw(chart("dot_plot", rows, zero=False)).words()
    assert "0" not in cut
    assert "The scale does not begin at zero" in cut


def test_the_two_dots_of_a_row_differ_in_fill() -> None:
    """The first is hollow, the second full, and a key says what they are."""
    rows: list[dict[str, object]] = [{"label": "a", "value": 5, "value2": 9}]
    drawn = draw(chart("dot_plot", rows, first="before", second="after"))
    dots = [item for item in drawn.placed if item.role == "dot" and isinstance(item.ink, Shape)]

    assert 4 == len(dots)
    assert [("ash", "ink"), ("ink", "ink")] * 2 in (
        [(d.ink.fill.name, d.ink.stroke.name) for d in sorted(dots, key=lambda d: (d.y, d.x)) if isinstance(d.ink, Shape) and d.ink.fill and d.ink.stroke],
    )  # fmt: skip
    assert drawn.text("before").x < drawn.text("after").x


def test_small_charts_share_scale_and_height() -> None:
    """A bar twice as long is a value twice as high, in whichever chart; a value that is missing leaves its place."""
    rows: list[dict[str, object]] = [
        {"group": "p", "label": "a", "value": 10}, {"group": "p", "label": "b", "value": 40},
        {"group": "q", "label": "a", "value": 20}, {"group": "r", "label": "b", "value": 5},
    ]  # fmt: skip
    drawn = draw(chart("small_multiples", rows))
    bars = bars_of(drawn)

    assert [near(bars[1].width * part) for part in (0.25, 1, 0.5, 0.125)] == [bar.width for bar in bars]
    assert near(bars[0].y) == bars[2].y
    assert near(bars[1].y) == bars[3].y
    assert 2 == drawn.words().count("–")
    assert 1 == len({round(drawn.text(title).y, 3) for title in "pqr"})


def test_small_charts_stand_under_each_other_in_a_column() -> None:
    """As many stand side by side as the width takes."""
    rows: list[dict[str, object]] = [{"group": group, "label": "a", "value": 10} for group in "pqr"]
    wide, narrow = draw(chart("small_multiples", rows)), draw(chart("small_multiples", rows), A4)

    assert 3 == len({round(wide.text(title).x) for title in "pqr"})
    assert 1 == len({round(narrow.text(title).x) for title in "pqr"})


def test_lines_end_at_their_values() -> None:
    """The heavy line is the one set apart; its points carry the accent."""
    rows: list[dict[str, object]] = [{"label": "a", "value": 10, "value2": 30, "highlight": True}, {"label": "b", "value": 20, "value2": 10}]  # fmt: skip
    drawn = draw(chart("slope_chart", rows, moments=["1900", "2000"]))
    lines = [item.ink for item in drawn.placed if item.role == "series" and isinstance(item.ink, Shape)]
    thin, heavy = sorted(lines, key=lambda ink: ink.stroke_width)
    (_, _, low), (_, _, high) = heavy.path

    assert near((low - high) / 2) == low - thin.path[0][2]
    assert near(low) == thin.path[1][2]
    assert heavy.stroke_width > 2 * thin.stroke_width
    assert heavy.stroke is not None
    assert "ink" == heavy.stroke.name
    assert "A 10" not in drawn.words()
    assert {"a\u00a0 10", "10\u00a0 b", "30\u00a0 a"} <= set(drawn.words())


@pytest.mark.parametrize(
    ("yaml", "message"),
    [
        (chart("bar_chart", []), "'rows' holds 0 values and needs at least 1"),
        (chart("bar_chart", [{"label": "a", "value": -3}]), "the value -3 is below zero"),
        (chart("bar_chart", [{"label": "a", "value": 3}, {"label": "a", "value": 4}]), "the label 'a' stands twice"),
        ("bar_chart: {rows: [{label: a, value: .nan}]}", "'value' must be a number, not '.nan'"),
        ("bar_chart: {rows: [{label: a, value: 1.0e999}]}", "'value' must be a finite number, not '1.0e999'"),
        ("bar_chart: {rows: [{label: a, value: 1.0e-300}]}", "1e-300 is too small to be printed"),
        ("bar_chart: {rows: [{label: a, value: 1.0e13}]}", "'value' must be at most 1e+12, not 10000000000000.0"),
        (chart("dot_plot", [{"label": "a", "value": 0}], scale="log"), "the value 0 has no place on a logarithmic scale"),
        (chart("dot_plot", [{"label": "a", "value": 1, "value2": 2}]), "nothing says what the two values of a row are"),
        (chart("small_multiples", [{"group": "g", "label": "a", "value": -1}]), "the value -1 is below zero"),
        (chart("small_multiples", [{"group": "g", "label": "a", "value": 1}] * 2), "the label 'a' stands twice in 'g'"),
        (
            chart("slope_chart", [{"label": "a", "value": 1, "value2": 2}], moments=["1", "2", "3"]),
            "there are 3 moments, and 'a' has not one value for each",
        ),
        (
            chart("slope_chart", [{"label": n, "value": 1, "value2": 2, "highlight": True} for n in "ab"], moments=["1", "2"]),
            "two series are set apart, and 'b' is the second",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_drawn_is_refused(yaml: str, message: str) -> None:
    """Each has a message of its own."""
    assert message == refused(yaml).message


ROWS = st.lists(st.tuples(LABELS, VALUES), min_size=1, max_size=12, unique_by=lambda row: row[0])


@settings(max_examples=60, deadline=None)
@given(ROWS, SHEETS, st.sampled_from(["horizontal", "vertical"]), st.booleans(), st.sampled_from(["", "%", "metres"]))
def test_bars_are_proportional_and_words_clear(
    rows: list[tuple[str, float]], sheet: Sheet, orientation: str, negative: bool, unit: str
) -> None:
    """For any values: lengths as the values, no words on words, nothing outside the frame."""
    values = [(-value if negative and i % 2 else value) for i, (_, value) in enumerate(rows)]
    data: list[dict[str, object]] = [{"label": name, "value": value, "highlight": i == 1} for i, ((name, _), value) in enumerate(zip(rows, values, strict=True))]  # fmt: skip
    drawn = draw(chart("bar_chart", data, orientation=orientation, negative=negative, unit=unit), sheet)
    assume(sized(drawn))
    lengths = [bar.width if orientation == "horizontal" else bar.height for bar in bars_of(drawn)]
    sizes = [abs(value) for value in values if value]

    if sizes:
        scale = max(lengths) / max(sizes)
        assert [near(size * scale) for size in sizes] == lengths
    assert_clear(drawn, sheet.frame)
    inside(drawn, sheet)


@settings(max_examples=50, deadline=None)
@given(ROWS, SHEETS, st.booleans(), st.booleans(), st.booleans())
def test_dots_stand_on_their_scale(
    rows: list[tuple[str, float]], sheet: Sheet, double: bool, log: bool, zero: bool
) -> None:
    """For any values: numbers clear of each other, nothing outside the frame, order as the values."""
    data: list[dict[str, object]] = [{"label": name, "value": value + 0.01, **({"value2": value * 2 + 1} if double else {})} for name, value in rows]  # fmt: skip
    more: dict[str, object] = {"first": "then", "second": "now", "scale": "log" if log else "linear", "zero": zero}  # fmt: skip
    drawn = draw(chart("dot_plot", data, **more), sheet)
    assume(sized(drawn))

    assert_clear(drawn, sheet.frame)
    inside(drawn, sheet)
    if not double:
        dots = [dot.x for dot in drawn.shapes("dot")]
        order = sorted(range(len(rows)), key=lambda i: rows[i][1])
        assert all(dots[a] <= dots[b] + 0.01 for a, b in pairwise(order))


@settings(max_examples=50, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from("pqrst"), LABELS, VALUES), min_size=1, max_size=14, unique_by=lambda row: row[:2]),
    SHEETS,
)  # fmt: skip
def test_small_charts_are_proportional_and_clear(rows: list[tuple[str, str, float]], sheet: Sheet) -> None:
    """One scale through all charts, for any values."""
    data: list[dict[str, object]] = [{"group": group, "label": name, "value": value} for group, name, value in rows]  # fmt: skip
    drawn = draw(chart("small_multiples", data), sheet)
    assume(sized(drawn))
    lengths = sorted(bar.width for bar in bars_of(drawn))
    sizes = sorted(value for _, _, value in rows if value)

    if sizes:
        assert [near(size * lengths[-1] / sizes[-1]) for size in sizes] == lengths
    assert_clear(drawn, sheet.frame)
    inside(drawn, sheet)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(LABELS, VALUES, VALUES), min_size=1, max_size=12, unique_by=lambda row: row[0]), SHEETS
)
def test_labels_of_slopes_are_clear(rows: list[tuple[str, float, float]], sheet: Sheet) -> None:
    """For any values: no label on another, none outside the frame."""
    data: list[dict[str, object]] = [{"label": name, "value": one, "value2": two, "highlight": i == 0} for i, (name, one, two) in enumerate(rows)]  # fmt: skip
    drawn = draw(chart("slope_chart", data, moments=["1900", "2000"]), sheet)
    assume(sized(drawn))

    assert_clear(drawn, sheet.frame)
    inside(drawn, sheet)


def test_inner_moments_have_their_numbers() -> None:
    """Each is over or under its point, where no line runs through it; the series set apart goes first."""
    rows: list[dict[str, object]] = [{"label": "a", "value": 10, "value2": 31, "value3": 12, "highlight": True}, {"label": "b", "value": 50, "value2": 55, "value3": 60}]  # fmt: skip
    drawn = draw(chart("slope_chart", rows, moments=["1900", "1950", "2000"]))
    points = {item.y for item in drawn.placed if item.role == "point"}

    (middle,) = sorted({item.x for item in drawn.placed if item.role == "point"})[1:2]
    for number in ("31", "55"):
        item = drawn.text(number)
        assert not item.rect.x < middle < item.rect.right
        assert min(abs(item.y - y) for y in points) < 2 * item.rect.height
    assert_clear(drawn)


def test_numbers_keep_beside_the_line_whatever_way_a_name_runs() -> None:
    """An Arabic name is isolated, so that the number after it stays at the line."""
    rows: list[dict[str, object]] = [{"label": "سوق", "value": 10, "value2": 31}]
    drawn = draw(chart("slope_chart", rows, moments=["1900", "2000"]))
    words = next(item.ink for item in drawn.placed if item.role == "chart-name")

    assert isinstance(words, TextLine)
    assert "0" == [text for run in words.runs for text in run.texts if text.strip()][-1]


@given(st.floats(-1e6, 1e6), st.floats(1e-3, 1e6), st.integers(1, 8))
def test_ticks_are_round_and_enclose(low: float, size: float, most: int) -> None:
    """Steps are 1, 2 or 5 times a power of ten, no more than a few of them."""
    ticks = round_values(low, low + size, most)
    step = ticks[1] - ticks[0]

    assert ticks[0] <= low + 1e-6 * size + 1e-6
    assert ticks[-1] >= low + size - 1e-6 * size - 1e-6
    assert len(ticks) <= most + 2
    assert f"{step:.3e}"[0] in "125" or f"{step:.3e}".startswith("9.99")


@given(st.floats(1e-6, 1e6), st.floats(1, 1e8), st.integers(1, 8))
def test_ticks_of_powers_enclose(low: float, factor: float, most: int) -> None:
    """Powers of ten go up to the first that is not exceeded."""
    ticks = round_powers(low, low * factor, most)

    assert ticks[0] <= low * (1 + 1e-6)
    assert ticks[-1] >= low * factor * (1 - 1e-6)
    assert sorted(set(ticks)) == ticks
