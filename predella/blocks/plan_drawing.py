"""A plan's areas, walls and counts and the space for them go in, its shapes and words at their places come out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING

from predella.blocks.block import Context, Node, Space, pieces_of, plain_runs, shape, spaced_top
from predella.blocks.plan_words import Measures, Words
from predella.blocks.unit_chart import load_pictogram
from predella.blocks.unit_figures import PITCH, Ranks, ranks, unit_rows
from predella.diagnostics import Span
from predella.pages import MM, Placed, Rect, box, line
from predella.phrases import number, phrase
from predella.text import Run
from predella.typeset import set_lines

if TYPE_CHECKING:
    from predella.blocks.plan import Area, Count, Plan

LOOSEST = 1.6
"""From one figure to the next, in widths of its ink, at most: further apart they are no longer one crowd."""
WIDEST_NOTE = 28.0
"""Em of a note under the plan: about 65 characters of a condensed face."""


class Drawing:
    """A plan drawn into a space. `less` takes from the height of its areas, `figures` scales its figures."""

    def __init__(
        self, plan: Plan, node: Node, space: Space, context: Context, less: float = 0.0, figures: float = 1.0
    ) -> None:
        self.plan = plan
        self.element = node.element
        self.context = context
        self.space = space
        self.measures = Measures.of(context, figures)
        self.wall = context.styles.stroke("wall")
        self.edge = context.styles.stroke("edge")
        total = sum(area.width for area in plan.areas)
        shares = accumulate((area.width for area in plan.areas), initial=0.0)
        self.edges = [space.x + space.width * share / total for share in shares]
        stands_out = any(wall.thick for wall in plan.walls) and plan.outer == "thin"
        self.rise = self.measures.rise if stands_out else 0.0
        self.top = spaced_top(space, 0.0) + self.rise
        self.bottom = self.top + max(self.needed_height, self.natural_height - less)
        self.counts = list(plan.all_counts())

    def draw(self) -> tuple[list[Placed], float]:
        """Return everything the plan consists of, and where it ends."""
        figures, last = self.counted()
        notes, after = self.noted(last)
        end = last + self.measures.foot if self.runs_down else self.bottom
        placed = [
            *self.grounds(end),
            *self.thin_edges(end),
            *self.thick_walls(end),
            *self.named(),
            *figures,
            *notes,
        ]
        words_end = after if notes and not self.runs_down else last if self.counts else 0.0
        return placed, max(end if self.runs_down else self.bottom + self.rise, words_end)

    # Walls

    @cached_property
    def boundaries(self) -> dict[int, tuple[bool, bool]]:
        """For each line between two areas that carries a wall: whether it is thick, and whether it runs through."""
        names = [area.id for area in self.plan.areas]
        return {
            max(names.index(name) for name in wall.between): (wall.thick, wall.through) for wall in self.plan.walls
        }  # fmt: skip

    def half(self, index: int) -> float:
        """Return how much of a line's thickness lies on one side of it; the outer edge lies inside altogether."""
        if index in (0, len(self.plan.areas)):
            return self.wall if self.plan.outer == "thick" else 0.0
        return self.wall / 2 if self.boundaries.get(index, (False, False))[0] else 0.0

    def span(self, first: int, last: int) -> tuple[float, float]:
        """Return where the room between the walls round some areas begins and ends."""
        return self.edges[first] + self.half(first), self.edges[last + 1] - self.half(last + 1)

    def grounds(self, end: float) -> Iterator[Placed]:
        """Yield the grounds of the areas."""
        for index, area in enumerate(self.plan.areas):
            if area.ground != "none":
                left, right = self.edges[index], self.edges[index + 1]
                bottom = end if self.runs_on(index) else self.bottom
                fill = self.context.ground[area.ground]
                ground = box(right - left, bottom - self.top)
                yield shape(left, self.top, ground, fill=fill, element=self.element, role="area")

    def runs_on(self, index: int) -> bool:
        """True for a column that goes on beside the figures."""
        areas = self.plan.areas
        return self.runs_down and 0 <= index < len(areas) and areas[index].column

    def thin_edges(self, end: float) -> Iterator[Placed]:
        """Yield the edges that no source describes: round the plan, and where no thick wall parts two areas."""
        count, half = len(self.plan.areas), self.edge / 2
        left, right = self.edges[0] + half, self.edges[-1] - half
        lines = [line(left, self.top + half, right, self.top + half)] if self.plan.outer == "thin" else []
        for index, x in enumerate(self.edges):
            outer = index in (0, count)
            if (outer and self.plan.outer == "thick") or self.half(index):
                continue
            inside = min(max(x, left), right)
            foot = end if self.runs_on(index) or self.runs_on(index - 1) else self.bottom
            lines.append(line(inside, self.top, inside, foot))
        for index in range(count):
            if self.plan.outer == "thin" and not self.runs_on(index):
                lines.append(
                    line(self.edges[index], self.bottom - half, self.edges[index + 1], self.bottom - half)
                )
        for path in lines:
            ink = self.context.ground["line"]
            yield shape(0, 0, path, stroke=ink, width=self.edge, element=self.element, role="edge")

    def thick_walls(self, end: float) -> Iterator[Placed]:
        """Yield the walls that a source describes."""
        fill = self.context.ground["line"]
        for index, (thick, through) in sorted(self.boundaries.items()):
            if thick:
                top = self.top - self.rise
                bottom = end if through and self.runs_down else self.bottom + self.rise
                yield shape(
                    self.edges[index] - self.wall / 2,
                    top,
                    box(self.wall, bottom - top),
                    fill=fill,
                    element=self.element,
                    role="wall",
                )
        if self.plan.outer == "thick":
            inner = Rect(
                self.edges[0], self.top, self.edges[-1] - self.edges[0], self.bottom - self.top
            ).inset(self.wall / 2)
            yield shape(
                inner.x,
                inner.y,
                box(inner.width, inner.height),
                stroke=fill,
                width=self.wall,
                element=self.element,
                role="wall",
            )

    # Words in the areas

    @cached_property
    def natural_height(self) -> float:
        """The height the areas have before they give way, in pt."""
        given = self.plan.height
        asked = given.pt(self.context.unit, self.context.step) if given else self.measures.height
        if given and asked < self.needed_height:
            self.context.problems.error("too-high", f"the words in the plan take {self.needed_height / MM:.0f} mm, and its `height` is {asked / MM:.0f} mm", self.plan.span, "leave out `height`, or shorten a label")  # fmt: skip
        return max(asked, self.needed_height)

    @cached_property
    def needed_height(self) -> float:
        """The least height at which the words of every area stand clear of each other, in pt."""
        return max(self.height_of(index) for index in range(len(self.plan.areas)))

    def height_of(self, index: int) -> float:
        """Return the least height of an area, in pt."""
        figure, words = self.figure_of(index), self.words_of(index)
        air = words.lines[0][1].leading * 0.6 if figure.lines and words.lines else 0.0
        outer = self.wall if self.plan.outer == "thick" else 0.0
        return (
            2 * (self.measures.inset_y + outer)
            + figure.first
            + figure.depth
            + air
            + words.first
            + words.depth
        )

    def inner(self, index: int) -> tuple[float, float]:
        """Return where words in an area begin, and how wide they may be."""
        left, right = self.span(index, index)
        return left + self.measures.inset_x, right - left - 1.6 * self.measures.inset_x

    def figure_of(self, index: int) -> Words:
        """Return an area's number, set."""
        area = self.plan.areas[index]
        words = self.set(
            plain_runs(self.context.words(area.number)), self.inner(index)[1], "display", area.ground
        )
        return self.checked(words, area)

    def words_of(self, index: int) -> Words:
        """Return an area's label and note, set, or the short label where they are too wide in one of the areas of that name."""
        area = self.plan.areas[index]
        words = self.long_words(index)
        named = self.context.words(area.label)
        alike = [i for i, other in enumerate(self.plan.areas) if self.context.words(other.label) == named]
        if area.short and any(self.long_words(i).overfull > 0.5 for i in alike):
            short = plain_runs(self.context.words(area.short), strong=True)
            words = self.set(short, self.inner(index)[1], "name", area.ground)
        return self.checked(words, area)

    def long_words(self, index: int) -> Words:
        """Return an area's label and note, set."""
        area, width = self.plan.areas[index], self.inner(index)[1]
        label = self.set(plain_runs(self.context.words(area.label), strong=True), width, "name", area.ground)
        note = self.set(self.context.inline(area.note), width, "note", area.ground)
        return Words(label.lines + note.lines)

    def checked(self, words: Words, area: Area) -> Words:
        """Return words in an area after reporting those that are wider than it."""
        self.report_wide(
            words, f"the area {str(area.id)!r}", area.span, "give it more `width`, or a `short` label"
        )
        return words

    def set(self, runs: Sequence[Run], width: float, style_name: str, ground: str = "") -> Words:
        """Return runs broken into lines, in the colour of what stands on a ground."""
        style = self.context.styles(style_name)
        colour = "on_accent" if ground == "accent" else "text"
        pieces = pieces_of(runs, style, self.element, self.context, colour=colour)
        lines = set_lines(pieces, max(width, 1.0), style.manner)
        return Words(tuple((line, style) for line in lines))

    def report_wide(self, words: Words, what: str, span: Span | None, hint: str) -> None:
        """Report lines that are wider than the room between two walls."""
        for found, _ in words.lines:
            if found.overfull > 0.5:
                text = found.ink.text.strip()[:40]
                self.context.problems.error("too-wide", f"{text!r} is {found.overfull / MM:.0f} mm wider than {what}", span, hint)  # fmt: skip

    def named(self) -> Iterator[Placed]:
        """Yield the words in the areas: a number hangs at the top and its label stands at the foot, else all hangs."""
        outer = self.wall if self.plan.outer == "thick" else 0.0
        top, bottom = self.top + outer + self.measures.inset_y, self.bottom - outer - self.measures.inset_y
        for index in range(len(self.plan.areas)):
            x, _ = self.inner(index)
            figure, words = self.figure_of(index), self.words_of(index)
            yield from self.place(figure, x, top + figure.first, "number")
            first = bottom - words.depth if figure.lines else top + words.first
            yield from self.place(words, x, first, "name")

    def place(self, words: Words, x: float, baseline: float, role: str) -> Iterator[Placed]:
        """Yield set lines from a first baseline on."""
        for index, (set_line, style) in enumerate(words.lines):
            baseline += style.leading if index else 0.0
            yield Placed(x, baseline, set_line.ink, self.element, role)

    # Counts

    @cached_property
    def rows(self) -> list[Ranks]:
        """How the figures of each count stand: all of one height and, so that rows can be compared, of one pitch."""
        rows = [self.standing(count, self.measures.figure) for count in self.counts]
        height = min((row.height for row in rows), default=0.0)
        rows = [self.standing(count, height) for count in self.counts]
        pitch = min((row.pitch for row in rows if row.pitch), default=0.0)
        # A hair's breadth more does no harm, and lets both rows end at their walls.
        return [
            row if row.pitch <= 1.03 * pitch else replace(row, pitch=max(pitch, PITCH * row.width))
            for row in rows
        ]

    @cached_property
    def count_baseline(self) -> float:
        """The first baseline of the words under the figures."""
        depth = max((row.depth for row in self.rows), default=0.0)
        return self.bottom + 2 * self.measures.gap + depth + self.context.styles("count").cap_height

    def counted(self) -> tuple[list[Placed], float]:
        """Return the figures and their exact numbers under the plan, and the last baseline."""
        placed: list[Placed] = []
        last = self.bottom
        fill = self.context.ground["strong"]
        for index, (count, row) in enumerate(zip(self.counts, self.rows, strict=True)):
            feet = self.bottom + self.measures.gap + row.height
            pictogram = load_pictogram(count.pictogram, self.context)
            placed += unit_rows(
                pictogram, self.units(count), self.place_of(count)[0], feet, row, fill, self.element
            )
            x, words = self.count_words(index)
            self.report_wide(
                words, "the room for it", count.span or self.plan.span, "a shorter label, or wider areas"
            )
            placed += self.place(words, x, self.count_baseline, "count")
            last = max(last, self.count_baseline + words.depth)
        return placed, last

    def units(self, count: Count) -> int:
        """Return how many whole figures stand for a count; whoever is counted is seen."""
        return max(int(count.value / self.plan.per + 0.5), 1 if count.value else 0)

    def place_of(self, count: Count) -> tuple[float, float]:
        """Return where the figures of a count begin, and how wide they may stand."""
        names = [area.id for area in self.plan.areas]
        found = [names.index(name) for name in count.areas]
        left, right = self.span(min(found), max(found))
        air = 0.15 * self.measures.inset_x
        begin = left + (air if self.half(min(found)) else 0.0)
        return begin, right - (air if self.half(max(found) + 1) else 0.0) - begin

    def standing(self, count: Count, height: float) -> Ranks:
        """Return how the figures of a count stand, at most `height` pt high."""
        pictogram = load_pictogram(count.pictogram, self.context)
        row = ranks(pictogram, max(self.units(count), 1), self.place_of(count)[1], height=height)
        return replace(row, pitch=min(row.pitch, LOOSEST * row.width))

    def count_words(self, index: int) -> tuple[float, Words]:
        """Return where the words of a count begin, beside a wall as in the area above, and the words."""
        count = self.counts[index]
        x, right = self.start_of(count), self.space.x + self.space.width
        if self.runs_down:
            left, width = self.place_of(count)
            right = left + width
        elif index + 1 < len(self.counts):
            # Without walls in the way, words may reach under the next area, up to the next words.
            right = self.start_of(self.counts[index + 1]) - self.context.styles("note").size
        text = f"{number(count.value, self.context.language)}\u00a0{self.context.words(count.label)}"
        return x, self.set(plain_runs(text), right - x, "count")

    def start_of(self, count: Count) -> float:
        """Return where the words of a count begin."""
        first = min(index for index, area in enumerate(self.plan.areas) if area.id in count.areas)
        return self.inner(first)[0] if self.half(first) else self.place_of(count)[0]

    # Notes

    @cached_property
    def column(self) -> int | None:
        """The first area that may take the notes."""
        return next((index for index, area in enumerate(self.plan.areas) if area.column), None)

    @cached_property
    def runs_down(self) -> bool:
        """True when walls and columns go on beside the figures: with figures, and room for the notes between them."""
        if not self.counts or self.plan.outer == "thick":
            return False
        if self.column is None:
            return any(wall.through for wall in self.plan.walls)
        notes = self.notes_in(self.inner(self.column)[1])
        room = self.count_baseline - self.bottom - self.measures.gap
        return all(words.overfull < 0.5 for words in notes) and self.depth_of(notes) <= room

    def depth_of(self, notes: Sequence[Words]) -> float:
        """Return the height of paragraphs with an empty line between them, in pt."""
        style = self.context.styles("note")
        lines = sum(len(words.lines) for words in notes) + max(0, len(notes) - 1)
        return style.cap_height + (lines - 1) * style.leading if lines else 0.0

    def notes_in(self, width: float, *, joined: bool = False) -> list[Words]:
        """Return what must be said about the plan: the unit of its figures, that it is schematic, the author's notes."""
        paragraphs = [self.unit_runs(), self.plan_runs()]
        if joined:
            paragraphs = [
                (*paragraphs[0], *plain_runs(" "), *paragraphs[1])
                if all(paragraphs)
                else paragraphs[0] or paragraphs[1]
            ]
        return [self.set(runs, width, "note") for runs in paragraphs if runs]

    def unit_runs(self) -> tuple[Run, ...]:
        """Return the sentence that says what a figure stands for."""
        if not self.counts:
            return ()
        per, of = number(self.plan.per, self.context.language), self.context.words(self.plan.of)
        text = phrase("unit-note", self.context.language, per=per, of=of)
        return plain_runs(text.replace(f"{per} {of}", f"{per}\u00a0{of}"))

    def plan_runs(self) -> tuple[Run, ...]:
        """Return what the plan is, and the author's notes."""
        schematic = plain_runs(phrase("schematic", self.context.language)) if self.plan.schematic else ()
        notes = self.context.inline(self.plan.notes)
        return (*schematic, *plain_runs(" "), *notes) if schematic and notes else schematic or notes

    def noted(self, last: float) -> tuple[list[Placed], float]:
        """Return the notes, in the column or under everything, and their last baseline."""
        style = self.context.styles("note")
        if self.runs_down and self.column is not None:
            x, width = self.inner(self.column)
            notes, y = self.notes_in(width), self.bottom + self.measures.gap + style.cap_height
        else:
            x = self.space.x
            notes = self.notes_in(min(self.space.width, WIDEST_NOTE * style.size), joined=True)
            above = (
                last + self.measures.foot if self.counts else self.bottom + self.rise + self.measures.foot / 2
            )
            y = above + style.cap_height + 0.2 * style.leading
        placed: list[Placed] = []
        for words in notes:
            placed += self.place(words, x, y, "note")
            y += words.depth + 2 * style.leading
        return placed, y - 2 * style.leading
