"""Sheets of paper and other flat things go in, a drawing of them to one scale comes out, with their sizes as numbers."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, ClassVar, Literal, Self

from pydantic import Field, field_validator, model_validator

from predella.blocks.block import Block, Context, Fragment, Node, Space, label, shape, spaced_top
from predella.blocks.data_table import add_data_table, heads_of
from predella.blocks.share_bar import per_cent
from predella.blocks.sizes_drawing import (
    Drawing,
    Lettering,
    Measures,
    Part,
    Sheet,
    Words,
    cut_in_half,
    from_corner,
    halved,
    in_row,
)
from predella.mirroring import Facing
from predella.model import wrapped
from predella.pages import MM, Element, Placed, Role, box, line
from predella.papers import PAPERS, paper
from predella.phrases import number, phrase, with_unit
from predella.source import Seq, Str
from predella.styles import Style
from predella.validate import LengthField, Model, Text, wrong

STEPS = (1, 1.1, 1.25, 1.4, 1.5, 1.75, 2, 2.2, 2.5, 2.8, 3, 3.5, 4, 4.5, 5, 6, 7, 8, 9)
ROUND = tuple(round(step * 10**power, 2) for power in range(4) for step in STEPS)
SCALES = tuple(sorted({1 / n for n in ROUND if n <= 100} | set(ROUND)))
"""1 : n, or n : 1 for small things. Round numbers, so that a visitor can work with them; the largest drawing that fits is taken."""


NAMES, MEASURES = "count", "dates"
"""The styles whose faces the words have; those of others may give the sizes."""
SAFE = 6.0
"""mm from the trim within which no words stand."""
GIVES_WAY = 1.3
"""How many times smaller sheets are drawn at most so that their words are large."""
LEAST = {True: 10.0, False: 40.0}
"""mm at the reference paper, held and hung: where the largest thing would be drawn smaller, it waits for more room."""


class SheetSpec(Model):
    """A thing that is drawn: a paper by its name, or anything flat by its measures."""

    paper: str | None = Field(None, description="the name of a paper: its measures are those of the standard")
    label: Text | None = Field(None, description="what is printed for its name; needed where there is no paper")
    width: LengthField | None = Field(None, description="of the thing itself, for what is no paper")
    height: LengthField | None = Field(None, description="of the thing itself")
    highlight: bool = Field(False, description="true: in the one colour")
    diagonal: bool = Field(False, description="true: a line from corner to corner of this sheet alone")

    @model_validator(mode="after")
    def measured(self) -> Self:
        """Refuse a sheet that is neither a paper nor a label with two measures."""
        if self.paper is not None:
            try:
                paper(self.paper)
            except ValueError as fault:
                raise wrong("paper", str(fault), self.where("paper"), "A0 to A10, B0 to B10, C0 to C10, Letter, Legal, Tabloid, or a label with width and height") from None  # fmt: skip
            if self.width or self.height:
                raise wrong("sizes", "a paper has the measures of its standard", self.where("paper"), "leave out `width` and `height`, or `paper`")  # fmt: skip
        elif not (self.label and self.width and self.height):
            raise wrong("sizes", "a thing needs a paper, or a label with width and height", self.span, "write A4, or {label: Door, width: 900mm, height: 2100mm}")  # fmt: skip
        for side in (self.width, self.height):
            if side and (side.value <= 0 or side.unit in ("u", "b")):
                raise wrong("sizes", f"a measure of the thing itself is expected, not {side}", self.span, "in mm, cm or in")  # fmt: skip
        return self

    def sides(self) -> tuple[float, float]:
        """Return width and height in mm."""
        if self.paper is not None:
            sheet = paper(self.paper)
            return sheet.width / MM, sheet.height / MM
        assert self.width
        assert self.height
        return self.width.pt() / MM, self.height.pt() / MM

    def name(self, context: Context) -> str:
        """Return what is printed for its name; a paper that is only two lengths has none."""
        named = paper(self.paper).name if self.paper else ""
        return context.words(self.label) or (named if named in PAPERS else "")

    def calls(self) -> set[str]:
        """Return the names by which `percent_of` may call it, in small letters."""
        labels = self.label.by_language.values() if self.label else ()
        found = {str(label).strip().lower() for label in labels}
        return found | ({self.paper.lower(), paper(self.paper).name.lower()} if self.paper else set())


class Sizes(Block):
    """Flat things to one scale."""

    kind: ClassVar[str] = "sizes"
    role: ClassVar[Role | None] = "Figure"
    summary: ClassVar[str] = "sheets of paper and other flat things drawn to one scale, with their measures"
    drawing: ClassVar[bool] = True
    facing: ClassVar[Facing] = "fixed"
    example: ClassVar[str] = """\
- sizes:
    sheets: [{paper: A4, highlight: true}, Letter, Legal]
    arrange: corner
    inches: true"""

    sheets: tuple[SheetSpec, ...] = Field(min_length=1, max_length=12, description="papers by name, or things with their measures")
    arrange: Literal["row", "corner", "halved", "cut"] = Field(
        "row",
        description="row: side by side on one line; corner: over each other from one corner; halved: each sheet half of the one before, inside the first; cut: each sheet with one half beside it",
    )
    inches: bool = Field(False, description="true: measures in inches too")
    diagonal: bool = Field(False, description="true: a line from corner to corner of each sheet; sheets of one shape have it at one slope")
    percent_of: str | None = Field(None, description="the sheet whose sides are 100 %: how much a copier enlarges from it")
    height: LengthField | None = Field(None, description="of the drawing with its words at most; else all that its frame has")
    scale: float | None = Field(None, gt=0, le=1000, description="10 for 1 : 10, 1 for true size; else the largest that fits")

    @field_validator("sheets", mode="before")
    @classmethod
    def short_sheets(cls, value: Any) -> Any:
        """Accept a sheet that is only the name of its paper."""
        if not isinstance(value, Seq):
            return value
        return [wrapped("paper", item) if isinstance(item, Str) else item for item in value]

    @model_validator(mode="after")
    def check_halves(self) -> Self:
        """Refuse what cannot be halved, and a base that is none of the sheets."""
        if self.arrange == "halved":
            if len(self.sheets) < 2:
                raise wrong("sizes", "halving needs the whole sheet and one half at least", self.where("sheets"))
            if self.diagonal or any(sheet.diagonal for sheet in self.sheets):
                raise wrong("sizes", "diagonals would run through the words that stand in the sheets", self.where("diagonal"), "row, corner and cut have their words beside the sheets")  # fmt: skip
            for before, after in zip(self.sheets, self.sheets[1:], strict=False):
                short, long = sorted(before.sides())
                half = sorted((short, long / 2))
                if any(abs(a - b) > 1 for a, b in zip(half, sorted(after.sides()), strict=True)):
                    raise wrong("sizes", f"{after.paper or after.label} is not half of {before.paper or before.label}", after.span or self.where("sheets"), "to a millimetre; `arrange: corner` shows any sheets over each other")  # fmt: skip
            if self.sheets[0].highlight:
                raise wrong("sizes", "the first sheet is the whole, and only its parts can be highlighted", self.sheets[0].where("highlight"))  # fmt: skip
        if self.arrange == "cut" and (self.inches or self.percent_of):
            key = "inches" if self.inches else "percent_of"
            raise wrong("sizes", f"a cut says the ratio of the sides, and nothing of {key!r}", self.where(key), "row and corner print measures")  # fmt: skip
        names = [sheet.paper or str(sheet.label) for sheet in self.sheets]
        if self.percent_of is not None and not any(self.percent_of.lower() in sheet.calls() for sheet in self.sheets):
            raise wrong("sizes", f"`percent_of` names {self.percent_of!r}, which is none of the sheets", self.where("percent_of"), f"there is: {', '.join(names)}")  # fmt: skip
        return self

    def style_name(self) -> str:
        return "figure"

    def base(self) -> float | None:
        """Return the area in mm² of the sheet that is 100 %."""
        for sheet in self.sheets:
            if self.percent_of is not None and self.percent_of.lower() in sheet.calls():
                return math.prod(sheet.sides())
        return None

    def lines(self, sheet: SheetSpec, context: Context) -> tuple[str, ...]:
        """Return the words of a sheet, its name first."""
        name, language = sheet.name(context), context.language
        sides = [measure(sheet.sides(), 1.0, 0, "mm", language)]
        if self.arrange == "cut":
            short, long = sorted(sheet.sides())
            half = sorted((short, long / 2))
            ratios = (f"1 : {number(b / a, language)}" for a, b in ((short, long), half))
            whole, part = ratios
            return name or sides[0], whole, phrase("sizes-half", language), part
        if self.inches:
            sides.append(measure(sheet.sides(), 25.4, 1, "in", language))
        base = self.base()
        if base:
            sides.append(per_cent(round(100 * math.sqrt(math.prod(sheet.sides()) / base)), language))
        return tuple([name, *sides] if name else sides)

    def describe(self, element: Element, context: Context) -> None:
        said = "; ".join(", ".join(self.lines(sheet, context)) for sheet in self.sheets)
        element.alt = phrase(f"sizes-{self.arrange}", context.language, sheets=said)
        if self.diagonal:
            element.alt += " " + phrase("sizes-diagonal", context.language)
        lines = (self.lines(sheet, context) for sheet in self.sheets)
        rows = ((name, ", ".join(measures)) for name, *measures in lines)
        add_data_table(element, heads_of(context.language, "name", "measures"), rows)

    def lay_out(self, node: Node, space: Space, context: Context) -> Fragment:
        top = spaced_top(space, 0.0)
        note = context.styles("note")
        # a cut compares shapes; its scale is worth a line where the author chose it
        foot = 0.0 if self.arrange == "cut" and not self.scale else 1.5 * note.leading
        high = space.bottom - top
        if self.height:
            high = min(high, self.height.pt(context.unit, context.step))
        found = self.largest(space.width, high - foot, context)
        if found is None and not space.endless:
            return Fragment((), space.y, node)
        scale, drawing = found or self.too_large(space, context)
        placed = [*self.areas(drawing, space.x, top, node.element, context)]
        placed += self.words(drawing, space.x, top, node, context)
        bottom = top + drawing.height
        if foot:
            bottom += foot
            _, style = styles_of(drawing.words[-1].type, context)
            # in a frame that goes to the trim, as far in as the words of the first sheet
            x = space.x + (drawing.words[0].x if space.x < SAFE * MM else 0.0)
            placed.append(label(self.scale_words(scale, context), x, bottom, style, context, element=node.element, role="scale"))  # fmt: skip
        return Fragment(tuple(replace(item, span=node.span) for item in placed), bottom)

    def largest(self, width: float, height: float, context: Context) -> tuple[float, Drawing] | None:
        """Return the scale, n of 1 : n, and the drawing that fits; None when there is no room for one that can be seen.

        Its words are large where the sheets do not have to give way to them.
        """
        small = self.largest_with("name", "note", width, height, context)
        large = self.largest_with("count", "dates", width, height, context)
        if small is None or large is None:
            return small
        return large if large[0] <= GIVES_WAY * small[0] + 0.001 else small

    def largest_with(
        self, name: str, other: str, width: float, height: float, context: Context
    ) -> tuple[float, Drawing] | None:
        """Return what `largest` does, with words in two of the theme's sizes."""
        longest = max(side for sheet in self.sheets for side in sheet.sides())
        least = min(LEAST[context.held] * context.ratio, longest)
        for scale in (self.scale,) if self.scale else SCALES:
            if not self.scale and longest / scale < least:
                return None
            drawing = self.drawn(MM / scale, width, context, name, other)
            if drawing.width <= width + 0.05 and drawing.height <= height + 0.05:
                return scale, drawing
        return None

    def drawn(
        self, k: float, width: float, context: Context, name: str = "name", other: str = "note"
    ) -> Drawing:
        """Return the drawing at `k` pt for a mm, its words in two of the theme's sizes."""
        sheets = [
            Sheet(spec.name(context), *spec.sides(), self.lines(spec, context), spec.highlight, spec.diagonal or self.diagonal)
            for spec in self.sheets
        ]
        measures = self.measures(sheets, lettering(name, other, context), context)
        if self.arrange == "row":
            return in_row(sheets, k, measures)
        if self.arrange == "corner":
            return from_corner(sheets, k, measures)
        if self.arrange == "cut":
            return cut_in_half(sheets, k, measures)
        across = max(sheets[0].width, sheets[0].height) * k <= width
        return halved(sheets, k, measures, across=across and sheets[0].width < sheets[0].height)

    def measures(self, sheets: Sequence[Sheet], type_: Lettering, context: Context) -> Measures:
        """Return what the words take."""
        name, other = styles_of(type_, context)
        # in a cut the third line names the half, as the first names the sheet
        strong = (0, 2) if self.arrange == "cut" else (0,)
        widths = tuple(
            tuple(label(text, 0, 0, name if n in strong else other, context).rect.width for n, text in enumerate(sheet.lines))
            for sheet in sheets
        )
        return Measures(widths, type_, 0.6 * type_.leading)

    def areas(
        self, drawing: Drawing, x: float, y: float, element: Element, context: Context
    ) -> Iterator[Placed]:
        """Yield the sheets: filled, edged, with their cuts and leaders."""
        ground, edge = context.ground, context.styles.stroke("edge")
        for part in drawing.parts:
            yield shape(x + part.area.x, y + part.area.y, box(part.area.width, part.area.height), fill=fill_of(part, context), stroke=ground["line"], width=edge, element=element, role="sheet")  # fmt: skip
            if part.cut:
                x1, y1, x2, y2 = part.cut
                yield shape(x, y, line(x1, y1, x2, y2), stroke=ground["line"], width=edge, dash=(4 * edge, 3 * edge), element=element, role="cut")  # fmt: skip
        for part in drawing.parts:
            if part.diagonal is None:
                continue
            x1, y1, x2, y2 = part.diagonal
            yield shape(x, y, line(x1, y1, x2, y2), stroke=ground["line"], width=edge, element=element, role="diagonal")  # fmt: skip
        for words in drawing.words:
            if words.leader:
                from_x, from_y = words.leader
                path = (("M", from_x, from_y), ("L", words.x - 2 * edge, words.top))
                yield shape(x, y, path, stroke=ground["line"], width=context.styles.stroke("leader"), element=element, role="leader")  # fmt: skip

    def words(self, drawing: Drawing, x: float, y: float, node: Node, context: Context) -> list[Placed]:
        """Return the words of the sheets; where a sheet is too small for its measures, its name stands alone."""
        placed: list[Placed] = []
        for index, words in enumerate(drawing.words):
            colour = self.ink_of(drawing, index, context)
            standing = []
            for item in self.lines_of(words, x, y, node, context, colour):
                if item.rect.width > words.width + 0.5:
                    break
                standing.append(item)
            if not standing:
                self.nameless(drawing, index, context)
            placed += standing
        return placed

    def nameless(self, drawing: Drawing, index: int, context: Context) -> None:
        """Report a sheet that is drawn too small for its name, with its size on the page."""
        # the last of halved sheets is drawn twice
        spec = self.sheets[min(index + 1, len(self.sheets) - 1)] if self.arrange == "halved" else self.sheets[index]
        area = drawing.parts[index].area
        size = f"{area.width / MM:.0f} × {area.height / MM:.0f} mm"
        context.problems.error("no-room", f"{spec.name(context)!r} is drawn {size}, too small for its name", spec.span or self.span, "leave the smallest sheets out, or give the drawing more room")  # fmt: skip

    def ink_of(self, drawing: Drawing, index: int, context: Context) -> str:
        """Return the colour role of words: those that stand in a sheet take that of what stands on it."""
        return "on_accent" if self.arrange == "halved" and drawing.parts[index].highlight else "text"

    def lines_of(
        self, words: Words, x: float, y: float, node: Node, context: Context, colour: str
    ) -> Iterator[Placed]:
        """Yield the lines of a sheet's words, the name first."""
        name, other = styles_of(words.type, context)
        for number_, text in enumerate(words.lines):
            baseline = y + words.top + words.type.depth(number_ + 1)
            style = other if number_ else name
            yield label(text, x + words.x, baseline, style, context, element=node.element, colour=colour, role="sheet-name" if not number_ else "measure")  # fmt: skip

    def scale_words(self, scale: float, context: Context) -> str:
        """Return the scale in words."""
        if scale == 1:
            return phrase("sizes-true", context.language)
        first, second = (1.0, scale) if scale > 1 else (1 / scale, 1.0)
        sides = (number(round(side, 3), context.language) for side in (first, second))
        return phrase("sizes-scale", context.language, scale=" : ".join(sides))

    def too_large(self, space: Space, context: Context) -> tuple[float, Drawing]:
        """Return the drawing that fits no frame, for the draft; its height is reported by the flow, its width here."""
        free = self.model_copy(update={"height": None}).largest(space.width, space.height, context)
        if self.height and free is not None:
            context.problems.error("too-high", f"the sheets do not fit into their height of {self.height}", self.where("height"), "give it more, or leave `height` out")  # fmt: skip
            return free
        longest = max(side for sheet in self.sheets for side in sheet.sides())
        scale = self.scale or max(1.0, longest / (LEAST[context.held] * context.ratio))
        drawing = self.drawn(MM / scale, space.width, context)
        if drawing.width > space.width + 0.05:
            what = f"{self.scale_words(scale, context)}: the sheets" if self.scale else "the sheets with their words"
            hint = "leave `scale` out, or give them a wider frame" if self.scale else "fewer sheets, or a wider frame"
            context.problems.error("too-wide", f"{what} are {drawing.width / MM:.0f} mm wide, and the frame {space.width / MM:.0f} mm", self.span, hint)  # fmt: skip
        return scale, drawing


def lettering(name: str, other: str, context: Context) -> Lettering:
    """Return the type of words in two of the theme's sizes, in the faces of all drawings' numbers and names."""
    styles = context.styles
    size, under = styles(name).size, styles(other)
    return Lettering(size, under.size, styles(NAMES).face.cap_height * size, under.leading)


def styles_of(type_: Lettering, context: Context) -> tuple[Style, Style]:
    """Return the styles of a sheet's name and of what stands under it."""
    name, other = context.styles(NAMES), context.styles(MEASURES)
    return replace(name, size=type_.name), replace(other, size=type_.other)


def fill_of(part: Part, context: Context) -> Any:
    """Return the colour of a sheet: the one colour, that of paper, or none where it lies on another."""
    if part.highlight:
        return context.ground["accent"]
    return context.ground["land"] if part.shade == 0 else None


def measure(sides: tuple[float, float], unit: float, decimals: int, name: str, language: str) -> str:
    """Return width and height in a unit, held together."""
    first, second = (number(round(side / unit, decimals), language) for side in sides)
    return with_unit(f"{first}\u00a0×\u00a0{second}", name, language)


__all__ = ["SheetSpec", "Sizes"]
