"""Takes the blocks that count; fails where a drawing shows another number than it was given, or words that meet."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from predella.blocks import BLOCKS
from predella.blocks.block import Assets, Block, Context, Node, Space
from predella.diagnostics import Problem, Problems
from predella.model import Exhibit, read_block
from predella.pages import MM, Element, Placed, Rect, Shape, TextLine
from predella.source import read
from predella.styles import Scale
from predella.themes import StyleSet, load_theme
from predella.validate import Reading, read_model
from predella.workspace import Workspace, resource

THEME = load_theme(Workspace(Path(__file__).parent.parent), "archive", Problems())
STRIP = """
count_strip:
  dates: 1954-05-16/1954-06-26
  openings: [{from: 1954-05-20, to: 1954-05-23, text: Talks. The prisoners go back to work}]
  combed: [1]
  last: {fall: true}
  events:
    - {at: 1, head: 16 May ≠, text: It begins}
    - {at: 1954-05-24, text: It begins again}
    - {at: 42, text: Tanks}
"""
BARS = """
share_bar:
  bars:
    - {shares: [{value: 46, label: Ukrainian}, {value: 22, label: Baltic states}], rest: all others}
  approximate: true
"""


@dataclass(frozen=True)
class Sheet:
    """A frame on a sheet; all in mm."""

    width: float = 594.0
    height: float = 841.0
    left: float = 42.43
    top: float = 300.0
    measure: float = 509.14
    depth: float = 520.0
    scale: Scale = "hung"
    ground: str = "light"
    step: float = 4.0

    @property
    def frame(self) -> Rect:
        return Rect(self.left * MM, self.top * MM, self.measure * MM, self.depth * MM)


PANEL = Sheet()
HEAD = Sheet(left=0, top=0, measure=594, depth=236)
LOW = Sheet(left=0, top=0, measure=594, depth=36)
A4 = Sheet(
    width=210, height=297, left=138, top=27, measure=55, depth=240, scale="held", ground="paper", step=5
)
HAND = Sheet(width=210, height=297, left=7, top=8, measure=196, depth=9, scale="held", ground="paper", step=5)


@dataclass(frozen=True)
class Drawn:
    """What a block placed, its element and the problems."""

    placed: tuple[Placed, ...]
    bottom: float
    element: Element
    problems: list[Problem]
    fits: bool

    def shapes(self, role: str) -> list[Rect]:
        return [item.rect for item in self.placed if isinstance(item.ink, Shape) and item.role == role]

    def words(self) -> list[str]:
        return [item.ink.text.strip() for item in self.placed if isinstance(item.ink, TextLine)]

    def text(self, words: str) -> Placed:
        return next(i for i in self.placed if isinstance(i.ink, TextLine) and i.ink.text.strip() == words)


def context_of(sheet: Sheet, problems: Problems, language: str, exhibit: Exhibit) -> Context:
    """Return a context as a page of the sheet's size gives it to its blocks."""
    assert THEME is not None
    smallest = 26.0 if sheet.scale == "hung" else 9.2
    return Context(
        exhibit=exhibit, document=exhibit.documents["x"], document_name="x", language=language,
        styles=StyleSet(THEME, sheet.scale, 0, smallest, sheet.step * MM), ground=THEME.ground(sheet.ground),
        unit=sheet.width * MM / 42, step=sheet.step * MM, ratio=1.0, page_width=sheet.width * MM,
        page_height=sheet.height * MM, bleed=3 * MM if sheet.scale == "hung" else 0.0, problems=problems,
        assets=Assets({}, resource),
    )  # fmt: skip


def block_of(yaml: str, problems: Problems) -> Block | None:
    """Read `kind: data` as an author writes it."""
    data = read(yaml.encode(), "x.yaml")
    (kind,) = data
    block: Block | None = read_block(
        BLOCKS[kind], data[kind], data.values_at[kind], Reading(problems, BLOCKS)
    )
    return block


def draw(yaml: str, sheet: Sheet = PANEL, *, language: str = "en", strip: str = "") -> Drawn:
    """Lay a block out at the top of a frame."""
    problems = Problems()
    block = block_of(yaml, problems)
    assert block is not None, [problem.message for problem in problems.found]
    whole = f"exhibit: x\ntitle: X\ndocuments: {{x: {{layout: x}}}}\nstrip: {strip or 'null'}\n"
    exhibit = read_model(Exhibit, read(whole.encode(), "x.yaml"), problems, BLOCKS)
    assert exhibit is not None
    context = context_of(sheet, problems, language, exhibit)
    element = Element(block.role or "P")
    block.describe(element, context)
    frame = sheet.frame
    space = Space(frame.x, frame.y, frame.width, frame.bottom, at_top=True)
    fragment = block.lay_out(Node(block, element), space, context)
    return Drawn(fragment.placed, fragment.bottom, element, problems.found, fragment.rest is None)


def refused(yaml: str) -> Problem:
    """Return the one problem for which a block's data is refused."""
    problems = Problems()
    assert block_of(yaml, problems) is None
    (problem,) = problems.found
    return problem


def assert_clear(drawn: Drawn, frame: Rect | None = None) -> None:
    """No words overlap other words; none leaves the frame."""
    texts = [item for item in drawn.placed if isinstance(item.ink, TextLine) and item.ink.text.strip()]
    for one, other in combinations(texts, 2):
        assert not inked(one).overlaps(inked(other)), (one.ink, other.ink)
    for item in texts if frame else ():
        assert frame is not None
        assert frame.x - 0.1 <= item.rect.x
        assert item.rect.right <= frame.right + 0.1


def inked(item: Placed) -> Rect:
    """Return the box of a line from capitals to a shallow descender, as lines set solid may share more than that."""
    assert isinstance(item.ink, TextLine)
    size = item.ink.runs[0].size
    return Rect(item.x, item.y - 0.7 * size, item.ink.width, 0.7 * size)


def near(value: float) -> object:
    return pytest.approx(value, abs=0.05)


def test_a_strip_has_a_mark_for_each_day() -> None:
    """42 days are 42 marks of 1 u less 0.078 u; one is a comb of four, one is the last."""
    marks = draw(STRIP, LOW).shapes("strip")
    unit = 594 * MM / 42

    assert 41 - 1 + 4 + 1 == len(marks)
    assert [near(unit * 0.922)] * 40 == [rect.width for rect in marks[4:44]]
    assert [near(unit * i) for i in range(1, 41)] == [rect.x for rect in marks[4:44]]


def test_a_comb_has_bars_and_gaps_of_one_width() -> None:
    """The first bar also runs into the bleed."""
    bars = draw(STRIP, LOW).shapes("strip")[:4]
    part = 594 * MM / 42 * 0.922 / 7

    assert [near(part)] * 3 == [bar.width for bar in bars[1:]]
    assert [near(2 * part * i) for i in (1, 2, 3)] == [bar.x for bar in bars[1:]]
    assert near(-3 * MM) == bars[0].x


@pytest.mark.parametrize(("sheet", "part"), [(HEAD, 1 / 8), (LOW, 1 / 4)])
def test_an_opening_leaves_stubs(sheet: Sheet, part: float) -> None:
    """Marks 5 to 8 are an eighth of a high strip and a quarter of a low one."""
    depth = sheet.depth * MM
    marks = [rect for rect in draw(STRIP, sheet).shapes("strip") if rect.bottom < depth - 1]

    assert 4 == len(marks)
    assert [near(depth * part)] * 4 == [rect.bottom for rect in marks]
    assert near(4 * 594 * MM / 42) == marks[0].x


def test_the_last_mark_falls_into_the_bleed() -> None:
    """It closes the strip at the right trim and ends below the lower trim."""
    last = draw(STRIP, LOW).shapes("strip")[-1]

    assert near(594 * MM / 42 + 3 * MM) == last.width
    assert near(597 * MM) == last.right
    assert near(844 * MM) == last.bottom
    assert near(-3 * MM) == last.y


def test_the_last_mark_of_a_held_sheet_stops_where_printers_do() -> None:
    """Inside 7 to 203 mm, without bleed, to 289 of 297 mm."""
    marks = draw(STRIP, HAND).shapes("strip")

    assert near(7 * MM) == marks[0].x
    assert near(203 * MM) == marks[-1].right
    assert near(8 * MM) == marks[-1].y
    assert near(289 * MM) == marks[-1].bottom


def test_a_dark_ground_is_the_last_mark() -> None:
    """The ground rises where the last mark would be drawn."""
    marks = draw(STRIP, Sheet(left=0, top=0, measure=594, depth=36, ground="dark")).shapes("strip")

    assert 44 == len(marks)
    assert marks[-1].right < 41 * 594 * MM / 42


def test_a_mark_within_the_text_does_not_fall() -> None:
    """In a column it would cross what stands below."""
    marks = draw(STRIP.replace("last: {fall", "height: 9mm\n  last: {fall"), A4).shapes("strip")

    assert near(27 * MM + 9 * MM) == marks[-1].bottom


def test_a_high_strip_says_its_days() -> None:
    """Digits under the marks but the first, too near to the trim, and the last, which falls; then events."""
    drawn = draw(STRIP, HEAD)

    assert [*map(str, range(17, 32)), *map(str, range(1, 26))] == [w for w in drawn.words() if w.isdigit()]
    assert near(248 * MM) == drawn.text("17").y
    assert near(260 * MM) == drawn.text("June").y == drawn.bottom
    assert near(52 * MM) == drawn.text("20–23\u00a0May").y
    assert {"16 May ≠ It begins", "24\u00a0May It begins again", "26\u00a0June Tanks"} <= set(drawn.words())
    assert near(8 * 594 * MM / 42 + 2.4 * MM) == drawn.text("24\u00a0May It begins again").x
    assert drawn.text("16 May ≠ It begins").x >= 6 * MM
    assert_clear(drawn, HEAD.frame)


def test_words_too_wide_for_their_opening_are_left_out_and_reported() -> None:
    """On a small sheet the marks still show the opening, and the alternative text says what it is."""
    drawn = draw("count_strip: {marks: 30, openings: [{from: 2, to: 2, text: Unforeseeable}]}", HEAD)

    assert ["left out, as it does not fit into its opening in the strip: 'Unforeseeable'"] == [
        p.message for p in drawn.problems
    ]
    assert "Unforeseeable" not in drawn.words()
    assert "Unforeseeable" in (drawn.element.alt or "")


def test_the_last_words_are_set_back_on_one_line() -> None:
    """Kerning over a possible break, as at a dash, does not make them wrap."""
    drawn = draw(STRIP.replace("{at: 42, text", "{at: 42, head: 25–26 June, text"), HEAD)

    assert near(260 * MM) == drawn.text("25–26 June Tanks").y == drawn.bottom


def test_bases_and_caveat_share_a_line() -> None:
    """What the last bar's 100 per cent are stands at the left, the caveat at the right."""
    drawn = draw(BARS.replace("rest: all others", "rest: all others, base: Six divisions"))

    assert drawn.text("Six divisions").y == drawn.text("Shares are approximate").y == drawn.bottom


def test_a_strip_in_a_column_has_its_usual_height() -> None:
    """Only a frame made for it is filled: 2.5 u of the sheet elsewhere."""
    marks = draw("count_strip: {marks: 9}", PANEL).shapes("strip")

    assert [near(36 * MM)] * 9 == [mark.height for mark in marks]


def test_a_low_strip_is_silent() -> None:
    """On further sheets it only carries the marks; its alternative text says all."""
    drawn = draw(STRIP, LOW)

    assert [] == drawn.words()
    assert near(36 * MM) == drawn.bottom
    assert (
        "A band of 42 marks, one for each day, 16 May – 26 June 1954. Marks 5 to 8 are left open: "
        "20–23 May Talks. The prisoners go back to work. Drawn as a comb, because the date is approximate or "
        "disputed: mark 1. 16 May ≠ It begins. 24 May It begins again. 26 June Tanks. The last mark is set "
        "apart and falls to the foot of the page."
    ) == (drawn.element.alt or "").replace("\u00a0", " ")


def test_an_empty_strip_is_the_exhibits() -> None:
    """Pages carry the strip that the exhibit has; an exhibit without one has none."""
    assert 7 == len(draw("count_strip:", LOW, strip="{marks: 7}").shapes("strip"))
    assert () == draw("count_strip:", LOW).placed


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("dates: 1954-05/1954-06", "a strip has 2 to 60 marks, and these are dates that are not known to the day"),
        ("dates: 1954-05-01/1954-07-29", "a strip has 2 to 60 marks, and these are 90 days"),
        ("{marks: 9, dates: 1954-05-01/1954-05-03}", "a strip takes one of `marks`, `dates` and `band`"),
        ("{marks: 9, openings: [{from: 8, to: 10}]}", "no opening from 8 to 10: the strip has marks 1 to 9"),
        ("{marks: 9, combed: [1954-05-01]}", "there is no mark 1954-05-01: the strip has marks 1 to 9"),
        ("{combed: [1]}", "the strip says neither `marks` nor `dates`"),
    ],
)  # fmt: skip
def test_a_strip_that_cannot_be_is_refused(data: str, message: str) -> None:
    """Every mark that is named must be on the strip."""
    assert message == refused(f"count_strip: {data if data[0] == '{' else '{' + data + '}'}").message


@settings(max_examples=40)
@given(st.integers(2, 60), st.lists(st.integers(1, 60), max_size=5, unique=True), st.booleans())
def test_words_under_a_strip_never_meet(count: int, at: list[int], falls: bool) -> None:
    """Either they are clear of each other, or the author is told."""
    events = [{"at": mark, "text": f"Event number {mark}"} for mark in at if mark <= count]
    drawn = draw(f"count_strip: {{marks: {count}, digits: true, events: {events}, last: {{fall: {str(falls).lower()}}}}}", HEAD)  # fmt: skip

    if not drawn.problems:
        assert_clear(drawn, HEAD.frame)


PEOPLE = """
unit_chart:
  per: 100
  of: prisoners
  rows:
    - {pictogram: woman, value: 2414, label: women}
    - {pictogram: man, value: 3203, label: men}
"""


@pytest.mark.parametrize(("sheet", "lines"), [(PANEL, 2), (A4, 4)])
def test_a_unit_chart_shows_whole_figures_and_the_exact_number(sheet: Sheet, lines: int) -> None:
    """2,414 women and 3,203 men are 24 and 32 figures, in rows that stand side by side."""
    drawn = draw(PEOPLE, sheet)
    figures = drawn.shapes("figure")

    assert 24 + 32 == len(figures)
    assert lines == len({round(rect.bottom, 2) for rect in figures})
    assert "2,414\u00a0women 3,203\u00a0men One figure stands for 100 prisoners. Rounded to whole figures." == " ".join(drawn.words())
    assert_clear(drawn, sheet.frame)


CATTLE = """
unit_chart:
  per: 10
  of: heads
  remainder: part
  arrange: rows
  rows:
    - {pictogram: horse, value: 34, label: horses}
    - {pictogram: cow, value: 73, label: cattle, shaded: {value: 25, label: cows in milk}}
    - {pictogram: sheep, value: 219, label: sheep}
"""


def widths_of(drawn: Drawn, colour: str | None = None) -> list[float]:
    """Return the widths of figures, of all or of those in a colour."""
    return [item.rect.width for item in drawn.placed if item.role == "figure" and isinstance(item.ink, Shape) and item.ink.fill and colour in (None, item.ink.fill.name)]  # fmt: skip


@pytest.mark.parametrize("sheet", [PANEL, A4])
def test_the_last_figure_is_cut_to_its_part(sheet: Sheet) -> None:
    """3.4 horses: the fourth has four tenths of the width and the full height; the number is exact."""
    drawn = draw(CATTLE, sheet)
    horses = widths_of(drawn)[:4]

    assert horses[0] == pytest.approx(horses[2])
    assert horses[3] == pytest.approx(0.4 * horses[0], rel=0.01)
    assert {"34", "73", "219"} <= set(drawn.words())
    assert "The last figure of a row is cut to its part." in " ".join(drawn.words())
    assert_clear(drawn, sheet.frame)


def test_a_part_of_a_count_is_shaded() -> None:
    """25 of 73 are two and a half figures; the figure on the border has both colours, and the words say how many."""
    drawn = draw(CATTLE)
    shaded, whole = widths_of(drawn, "adobe"), widths_of(drawn)[0]

    assert 3 == len(shaded)
    assert shaded[2] == pytest.approx(0.5 * shaded[0], rel=0.06)
    assert whole > 0
    assert "of these 25 cows in milk" in " ".join(drawn.words())
    assert "of these 25 cows in milk" in (drawn.element.alt or "")


@pytest.mark.parametrize("sheet", [PANEL, A4])
def test_rows_begin_at_one_edge_and_keep_one_pitch(sheet: Sheet) -> None:
    """The n-th figures of all rows stand under each other, whatever they show."""
    whole = CATTLE.replace("remainder: part", "remainder: round").replace(", shaded: {value: 25, label: cows in milk}", "")
    figures = draw(whole, sheet).shapes("figure")
    columns = sorted({round(rect.x, 2) for rect in figures})
    pitch = columns[1] - columns[0]

    assert all(abs((x - columns[0]) / pitch - round((x - columns[0]) / pitch)) < 0.01 for x in columns)
    assert len(figures) == 3 + 7 + 22
    assert 1 == len({round(rect.height, 2) for rect in figures})
    assert not any(one.overlaps(other) for one, other in combinations(figures, 2))


@given(st.floats(0.5, 400), st.floats(0.01, 1.0), st.sampled_from(["rows", "beside"]), st.sampled_from([PANEL, A4]))
@settings(max_examples=30, deadline=None)
def test_parts_add_up(value: float, part: float, arrange: str, sheet: Sheet) -> None:
    """The widths of figures, shaded or not, add up to the number over the unit."""
    value = round(value, 1)
    shaded = max(0.1, round(value * part, 1))
    drawn = draw(f"unit_chart: {{per: 10, remainder: part, arrange: {arrange}, rows: [{{pictogram: letter, value: {value + 10}, label: letters, shaded: {{value: {shaded}, label: read}}}}]}}", sheet)  # fmt: skip
    height = max(rect.height for rect in drawn.shapes("figure"))

    assert sum(widths_of(drawn)) == pytest.approx((value + 10) / 10 * height / 0.64, rel=0.01)
    assert sum(widths_of(drawn, "adobe" if sheet is PANEL else None)) > 0


def test_more_than_the_whole_is_not_shaded() -> None:
    """At the value that is too large."""
    problem = refused(CATTLE.replace("value: 25", "value: 74"))

    assert "74 of 73 cannot be shaded" == problem.message


def test_figures_of_one_chart_have_one_height_and_do_not_touch() -> None:
    """The pitch is at least 1.05 of their width; feet stand on a line."""
    figures = draw(PEOPLE, A4).shapes("figure")
    first = [rect for rect in figures if abs(rect.bottom - figures[0].bottom) < 0.1]
    pitches = [b.x - a.x for a, b in pairwise(first)]

    assert 14 == len(first)
    assert all(pitch >= 1.05 * a.width - 0.01 for pitch, a in zip(pitches, first, strict=False))
    assert {round(first[0].height, 1)} == {round(rect.height, 1) for rect in first[:6]}


def test_numbers_follow_the_language() -> None:
    """Kazakh and Russian do not part four digits."""
    assert "2414\u00a0women" in draw(PEOPLE, language="kk").words()


def test_a_unit_chart_too_high_for_its_frame_says_what_would_fit() -> None:
    """Figures shrink first; then it is an error with the unit that fits."""
    data = "unit_chart: {of: visitors, rows: [{pictogram: man, value: 950, label: men}]}"
    drawn = draw(data, Sheet(depth=100))

    assert not drawn.fits
    assert ["too-high"] == [problem.rule for problem in drawn.problems]
    assert re.match(r"`per: \d+` would fit", drawn.problems[0].hints[0])


@pytest.mark.parametrize(
    ("row", "message", "hint"),
    [
        ("{pictogram: wman, value: 9, label: women}", "there is no pictogram 'wman'", "woman"),
        ("{pictogram: man, value: 0, label: men}", "'value' must be more than 0, not 0", ""),
        ("{pictogram: man, value: 4, label: men}", "4 is less than half a figure at `per: 10`", "`per: 1` shows it"),
        ("{pictogram: man, value: 99999, label: men}", "these are 10000 figures", "`per: 1000` makes it about 100"),
    ],
)  # fmt: skip
def test_a_count_that_cannot_be_drawn_is_refused(row: str, message: str, hint: str) -> None:
    """The message says what would do."""
    problem = refused(f"unit_chart: {{per: 10, rows: [{row}]}}")

    assert problem.message.startswith(message)
    assert hint in " ".join(problem.hints)


@settings(max_examples=40)
@given(
    st.lists(st.tuples(st.sampled_from(["woman", "dog", "tank", "person"]), st.integers(5, 3000)), min_size=1, max_size=5),
    st.sampled_from([1, 10, 50]), st.sampled_from([PANEL, A4, Sheet(measure=240)]),
)  # fmt: skip
def test_figures_never_overlap(rows: list[tuple[str, int]], per: int, sheet: Sheet) -> None:
    """Whatever the counts: figures keep apart, stay in the frame and above its bottom, or nothing is placed."""
    total = sum(int(value / per + 0.5) for _, value in rows)
    if total > 600 or any(value < per for _, value in rows):
        return
    data = [{"pictogram": name, "value": value, "label": f"{name}s"} for name, value in rows]
    drawn = draw(f"unit_chart: {{per: {per}, rows: {data}}}", sheet)
    figures = drawn.shapes("figure")

    assert len(figures) in (total, 0)
    for one, other in pairwise(figures):
        assert not one.overlaps(other)
    assert all(sheet.frame.x - 0.1 <= rect.x and rect.right <= sheet.frame.right + 0.1 for rect in figures)
    assert drawn.bottom <= sheet.frame.bottom + 0.2
    assert_clear(drawn)


NIGHT = Sheet(ground="dark", top=275.6)
DOGS = "stat: {value: 98, label: guard dogs with handlers, note: One figure is one dog., pictogram: dog, column: 8.5u}"


def test_ninety_eight_dogs_are_drawn() -> None:
    """Four rows of 25, the last of 23, from 11.5 u to 39 u; the numeral stands on 356 and its words hang from its cap line."""
    drawn = draw(DOGS, NIGHT)
    dogs = drawn.shapes("figure")
    unit = 594 * MM / 42

    assert 98 == len(dogs)
    assert [25, 25, 25, 23] == [sum(abs(dog.bottom - y) < 1 for dog in dogs) for y in sorted({round(dog.bottom, 1) for dog in dogs})]  # fmt: skip
    assert near(11.5 * unit - 42.43 * MM + NIGHT.left * MM) == dogs[0].x
    assert near(NIGHT.frame.right) == max(dog.right for dog in dogs)
    assert near(drawn.bottom) == max(dog.bottom for dog in dogs) == drawn.text("98").y
    assert drawn.text("guard dogs with handlers").y == drawn.text("One figure is one dog.").y
    assert_clear(drawn, NIGHT.frame)


@pytest.mark.parametrize(
    ("data", "figures", "rows"),
    [
        ("{value: 1600, label: troops, pictogram: soldier, per: 100, column: 18.5u}", 16, 1),
        ("{value: 5, label: tanks, pictogram: tank, column: 5u}", 5, 1),
        ("{value: 40, label: soldiers hurt}", 0, 0),
    ],
)
def test_a_stat_fills_its_row(data: str, figures: int, rows: int) -> None:
    """As few rows as show the figures large; none for a stat that is only words."""
    drawn = draw(f"stat: {data}", NIGHT)
    found = drawn.shapes("figure")

    assert figures == len(found)
    assert rows == len({round(rect.bottom) for rect in found})
    assert [] == drawn.problems


@settings(max_examples=40)
@given(st.integers(1, 99_999), st.sampled_from([1, 100]), st.sampled_from(["giant", "display", "place"]), st.sampled_from([PANEL, A4]))  # fmt: skip
def test_a_stat_keeps_numeral_words_and_figures_apart(value: int, per: int, size: str, sheet: Sheet) -> None:
    """Or it says that there is no room."""
    if not 50 <= value / per * 50 <= 20_000:
        return
    drawn = draw(f"stat: {{value: {value}, label: people who came, note: A remark of several words., pictogram: man, per: {per}, size: {size}}}", sheet)  # fmt: skip
    if drawn.problems:
        return
    figures = drawn.shapes("figure")
    texts = [inked(item) for item in drawn.placed if isinstance(item.ink, TextLine)]

    assert_clear(drawn, sheet.frame)
    assert not any(rect.overlaps(text) for rect in figures for text in texts)
    assert not any(one.overlaps(other) for one, other in pairwise(figures))


TALLY = (
    "tally: {groups: [37, 9], label: 37 killed. Nine more died in hospital., note: One mark is one person}"
)


def test_the_dead_are_never_grouped() -> None:
    """46 marks on one line from margin to margin, and a gap of 10 mm more after the 37th."""
    drawn = draw(TALLY, NIGHT)
    marks = drawn.shapes("figure")
    pitches = [b.x - a.x for a, b in pairwise(marks)]

    assert 46 == len(marks)
    assert {round(marks[0].y, 2)} == {round(mark.y, 2) for mark in marks}
    assert near(pitches[0] + 10 * MM) == pitches[36]
    assert [near(pitches[0])] * 44 == pitches[:36] + pitches[37:]
    assert near(NIGHT.frame.x) == marks[0].x
    assert near(NIGHT.frame.right) == marks[-1].right
    assert near(38 * MM) == marks[0].height
    assert near(drawn.bottom) == marks[0].bottom


def test_a_tally_reads_as_words_then_marks() -> None:
    """The label is text; the marks are a figure with words of its own."""
    label, marks, note = draw(TALLY, NIGHT).element.children

    assert ("P", "Figure", "P") == (label.role, marks.role, note.role)
    assert "46 marks, one for each person, in groups of 37, 9." == marks.alt


@pytest.mark.parametrize(("ground", "colour"), [("dark", "adobe"), ("light", "ink")])
def test_the_label_is_warm_only_on_a_dark_ground(ground: str, colour: str) -> None:
    """On a light ground the warm colour has too little contrast for text."""
    ink = draw(TALLY, Sheet(ground=ground)).text("37 killed. Nine more died in hospital.").ink

    assert isinstance(ink, TextLine)
    assert colour == ink.runs[0].colour.name


@settings(max_examples=40)
@given(st.lists(st.integers(1, 333), min_size=1, max_size=6), st.sampled_from([PANEL, A4]))
def test_a_tally_has_a_mark_for_every_person(groups: list[int], sheet: Sheet) -> None:
    """All of them, apart from each other and inside the frame, or an error."""
    drawn = draw(f"tally: {{groups: {groups}}}", sheet)
    marks = drawn.shapes("figure")

    if drawn.problems:
        assert [] == marks
        return
    assert sum(groups) == len(marks)
    assert all(sheet.frame.x - 0.1 <= mark.x and mark.right <= sheet.frame.right + 0.1 for mark in marks)
    assert not any(one.overlaps(other) for one, other in pairwise(marks))
    assert drawn.bottom <= sheet.frame.bottom + 0.2


def test_the_shares_of_a_bar_make_its_whole_width() -> None:
    """100 per cent are the live width; the remainder is an edge line inside it."""
    drawn = draw(BARS)
    first, second, rest = drawn.shapes("share")
    frame = PANEL.frame

    assert near(frame.width * 0.46) == first.width
    assert near(frame.width * 0.22) == second.width
    assert near(first.right) == second.x
    edge = 0.7 * MM
    assert near(second.right + edge / 2) == rest.x
    assert near(frame.right - edge / 2) == rest.right
    assert pytest.approx(22 * MM, abs=0.5) == first.height
    assert ["46\u00a0%", "Ukrainian", "22\u00a0%", "Baltic states", "32\u00a0%", "all others", "Shares are approximate"] == drawn.words()  # fmt: skip


def test_a_word_too_wide_for_its_share_stands_below() -> None:
    """A tick leads to it from the bar."""
    drawn = draw(BARS, A4)
    (tick, *_) = drawn.shapes("tick")
    word = drawn.text("Baltic states")

    assert near(drawn.shapes("share")[0].bottom) == tick.y
    assert near(word.y) == tick.bottom
    assert word.y > drawn.shapes("share")[0].bottom


@pytest.mark.parametrize(
    ("shares", "message"),
    [
        ("[{value: 60}, {value: 44}]", "the shares add up to 104 %"),
        ("[{value: -3}]", "'value' must be more than 0, not -3"),
        ("[{value: 0}]", "'value' must be more than 0, not 0"),
    ],
)
def test_impossible_shares_are_refused_at_their_line(shares: str, message: str) -> None:
    """The place is that of the value which goes too far."""
    problem = refused(f"share_bar:\n  bars:\n    - shares: {shares}\n")

    assert message == problem.message
    assert problem.span is not None
    assert 3 == problem.span.line


@settings(max_examples=40)
@given(st.lists(st.floats(0.5, 40), min_size=1, max_size=8), st.booleans(), st.sampled_from([PANEL, A4]))
def test_words_of_shares_never_meet(values: list[float], rest: bool, sheet: Sheet) -> None:
    """In their shares or below them; what finds no place is reported."""
    if sum(values) > 100:
        return
    shares = [{"value": round(value, 1), "label": f"share {i}"} for i, value in enumerate(values)]
    drawn = draw(
        f"share_bar: {{bars: [{{shares: {shares}, rest: {'all others' if rest else 'null'}}}]}}", sheet
    )

    assert_clear(drawn, sheet.frame)
    widths = [rect.width for rect in drawn.shapes("share")]
    assert sum(widths) <= sheet.frame.width + 0.7 * MM * len(widths)
    for tick in drawn.shapes("tick"):
        texts = [inked(item) for item in drawn.placed if isinstance(item.ink, TextLine)]
        assert not any(Rect(tick.x, tick.y, 0.1, tick.height - 0.1).overlaps(text) for text in texts)


def test_a_sign_stands_where_the_language_puts_it() -> None:
    """46 % in English and Russian, %46 in Turkish."""
    assert "46\u00a0%" in draw(BARS, language="ru").words()
    assert "%46" in draw(BARS, language="tr").words()


GRID = """
day_grid:
  dates: 1954-05-16/1954-06-26
  openings: [{from: 1954-05-20, to: 1954-05-23}]
  last: true
"""


def test_a_calendar_has_a_cell_for_each_day() -> None:
    """Six weeks from a Sunday; weekday names come from the language."""
    drawn = draw(GRID, A4)
    days = drawn.shapes("day")

    assert 42 == len(days)
    assert 6 == len({round(day.y / (5 * MM)) for day in days})
    assert ["Su", "Mo", "Tu", "We", "Th", "Fr", "Sa"] == drawn.words()[:7]
    assert [*map(str, range(16, 32)), *map(str, range(1, 27))] == drawn.words()[7:]
    assert near(A4.frame.right) == max(day.right for day in days)
    assert near(drawn.bottom) == max(day.bottom for day in days)
    assert_clear(drawn, A4.frame)


def test_open_days_are_outlined_and_the_last_is_dark() -> None:
    """Meaning never lies in colour alone: digits stand in every cell."""
    placed = [item for item in draw(GRID, A4).placed if item.role == "day"]
    inks = [item.ink for item in placed if isinstance(item.ink, Shape)]

    assert [4, 5, 6, 7] == [i for i, ink in enumerate(inks) if ink.fill is None]
    assert ["black"] == [ink.fill.name for ink in inks[-1:] if ink.fill]


def test_a_calendar_may_be_that_of_the_strip() -> None:
    """The days, the openings and the last day are written once."""
    strip = "{dates: 1954-05-16/1954-06-26, openings: [{from: 5, to: 8}], last: {fall: true}}"

    assert draw(GRID, A4).element.alt == draw("day_grid:", A4, strip=strip).element.alt
    assert draw(GRID, A4).words() == draw("day_grid:", A4, strip=strip).words()


def test_a_calendar_without_days_is_reported() -> None:
    """Neither the block nor the exhibit's strip has dates."""
    assert ["a calendar needs `dates`"] == [problem.message for problem in draw("day_grid:", A4).problems]


@pytest.mark.parametrize("name", ["count_strip", "unit_chart", "stat", "tally", "share_bar", "day_grid"])
@pytest.mark.parametrize("language", ["en", "kk", "ru", "de"])
def test_the_documented_example_is_drawn(name: str, language: str) -> None:
    """Every block's own example lays out without a problem, in any language."""
    yaml = re.sub(r"^- |^  ", "", BLOCKS[name].example, flags=re.MULTILINE)
    drawn = draw(yaml, language=language)

    assert [] == drawn.problems
    assert drawn.placed
    assert_clear(drawn, PANEL.frame)
