"""Areas, walls and counts go in, a schematic plan with its figures underneath comes out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import Field, PlainValidator, model_validator

from predella.blocks.block import Block, Context, Fragment, Node, Space
from predella.blocks.plan_drawing import Drawing
from predella.blocks.unit_chart import PictogramField
from predella.diagnostics import Span, did_you_mean
from predella.mirroring import Facing
from predella.pages import Element, Role
from predella.phrases import number, phrase
from predella.source import text_of
from predella.validate import LengthField, Model, Prose, Text, shown, wrong


def to_name(value: Any) -> str:
    """Accept an area's id, a word or a number."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise wrong("area", f"the id of an area is expected, not {shown(value)}")
    return value if isinstance(value, str) else text_of(str(value), Span(""))


def place(name: str, owner: Model) -> Span | None:
    """Return where an id stands; a number keeps no place of its own, so what holds it is named."""
    span: Span | None = getattr(name, "span", None)
    return span if span and span.line else owner.span


Name = Annotated[str, PlainValidator(to_name, json_schema_input_type=str | int)]


class AreaCount(Model):
    """How many are in an area: the exact number is printed, figures stand for it."""

    pictogram: PictogramField = Field(description="the figure that is repeated")
    value: int = Field(ge=0, description="the exact number; it is printed")
    label: Text = Field(description="what is counted, after the number")


class Count(AreaCount):
    """A count that belongs to one area or to several beside each other."""

    areas: tuple[Name, ...] = Field(min_length=1, description="ids of areas that lie side by side")


class Area(Model):
    """A part of the plan."""

    id: Name = Field(description="what walls and counts call it")
    width: float = Field(1.0, gt=0, description="its share of the plan's width; only proportions count")
    number: Text | None = Field(None, description="large, at the top")
    label: Text | None = Field(None, description="its name")
    note: Prose | None = Field(None, description="a few words under the label")
    short: Text | None = Field(
        None, description="stands for label and note where they are too wide for the area"
    )
    ground: Literal["accent", "land", "none"] = Field("accent", description="its colour, as a role")
    column: bool = Field(
        False, description="runs on beside the figures and takes the notes, where there is room"
    )
    count: AreaCount | None = Field(None, description="how many are in it")

    @property
    def title(self) -> tuple[Text, ...]:
        """What the area is called in words."""
        return tuple(text for text in (self.number, self.label) if text is not None)


class Wall(Model):
    """A wall between two neighbours; where none is named, a thin edge parts them."""

    between: tuple[Name, Name] = Field(description="ids of two neighbouring areas")
    thick: bool = Field(False, description="a source describes the wall")
    through: bool = Field(False, description="runs on through the figures below")


class Plan(Block):
    """A schematic plan: areas in a row, walls between them, counts as figures beneath."""

    kind: ClassVar[str] = "plan"
    role: ClassVar[Role | None] = "Figure"
    summary: ClassVar[str] = (
        "a schematic plan: areas side by side, walls, and figures that count who was where"
    )
    drawing: ClassVar[bool] = True
    facing: ClassVar[Facing] = "fixed"
    example: ClassVar[str] = """\
- plan:
    areas:
      - {id: rags, width: 10, number: 1, label: Rag room, count: {pictogram: woman, value: 24, label: sorters}}
      - {id: yard, width: 5, label: Yard, ground: land, column: true}
      - {id: vats, width: 9, number: 2, label: Vat house, count: {pictogram: man, value: 18, label: makers}}
    walls:
      - {between: [rags, yard], thick: true, through: true}
      - {between: [yard, vats], thick: true, through: true}
    per: 2
    of: workers"""

    areas: tuple[Area, ...] = Field(min_length=1, max_length=20, description="from left to right")
    walls: tuple[Wall, ...] = Field((), description="walls between neighbours; else thin edges")
    outer: Literal["thin", "thick"] = Field("thin", description="the edge round the plan; thick when a source describes it")  # fmt: skip
    counts: tuple[Count, ...] = Field((), description="counts that join several areas")
    per: int = Field(1, gt=0, description="how many one figure stands for")
    of: Text | None = Field(None, description="what one figure stands for, in the plural: prisoners")
    schematic: bool = Field(True, description="say that the plan is schematic and not to scale")
    notes: Prose | None = Field(None, description="what thick and thin lines mean, and other remarks")
    height: LengthField | None = Field(
        None, description="of the areas; else as the words need, about 88 mm on A1"
    )

    @model_validator(mode="after")
    def check_areas(self) -> Self:
        """Refuse ids given twice, walls and counts of areas that do not lie side by side."""
        names = [area.id for area in self.areas]
        for index, area in enumerate(self.areas):
            if area.id in names[:index]:
                raise wrong("duplicate", f"there are two areas {area.id!r}", place(area.id, area))
        for wall in self.walls:
            self.check_neighbours(wall.between, wall, "a wall stands")
        taken: set[str] = set()
        for count in self.all_counts():
            self.check_neighbours(count.areas, count, "a count joins areas")
            for name in count.areas:
                if name in taken:
                    raise wrong("count", f"the area {name!r} has two counts", place(name, count), "join them, or part the area in two")  # fmt: skip
                if self.areas[names.index(name)].column:
                    raise wrong("count", f"the area {name!r} is a column and has no room for figures", place(name, count), "leave out `column: true`")  # fmt: skip
                taken.add(name)
        if taken and self.of is None:
            raise wrong(
                "plan", "'of' is missing: what one figure stands for", None, "add a line `of: people`"
            )
        return self

    def check_neighbours(self, wanted: Sequence[str], owner: Model, what: str) -> None:
        """Refuse ids that are no areas, and areas that have another one between them."""
        names = [area.id for area in self.areas]
        for name in wanted:
            if name not in names:
                raise wrong(
                    "no-area", f"there is no area {name!r}", place(name, owner), did_you_mean(name, names)[0]
                )
        found = sorted(names.index(name) for name in wanted)
        if any(after != before + 1 for before, after in pairwise(found)):
            shown_names = " and ".join(repr(str(name)) for name in wanted)
            raise wrong("no-area", f"{what} side by side, and {shown_names} do not", place(wanted[0], owner), f"from left to right there are {', '.join(names)}")  # fmt: skip

    def all_counts(self) -> Iterator[Count]:
        """Yield the counts of single areas and the joined ones, from left to right."""
        own = [
            Count.model_construct(areas=(area.id,), **dict(area.count)) for area in self.areas if area.count
        ]
        order = [area.id for area in self.areas]
        yield from sorted((*own, *self.counts), key=lambda count: order.index(count.areas[0]) if count.areas[0] in order else 0)  # fmt: skip

    def style_name(self) -> str:
        return "figure"

    def describe(self, element: Element, context: Context) -> None:
        language = context.language
        titles = {area.id: " ".join(context.words(text) for text in area.title) for area in self.areas}
        named = {key: title or str(key) for key, title in titles.items()}
        parts = [
            phrase("plan-schematic" if self.schematic else "plan", language, areas="; ".join(named.values()))
        ]
        for wall in self.walls:
            if wall.thick:
                first, second = (named[name] for name in wall.between)
                parts.append(phrase("plan-wall", language, first=first, second=second))
        parts += [
            f"{number(count.value, language)} {context.words(count.label)}." for count in self.all_counts()
        ]
        element.alt = " ".join(parts)

    def lay_out(self, node: Node, space: Space, context: Context) -> Fragment:
        less = 0.0
        for figures in (1.0, 1.0, 0.9, 0.8, 0.7, 0.6):
            placed, bottom = Drawing(self, node, space, context, less, figures).draw()
            over = bottom - space.bottom
            if over <= 0.1 or space.endless:
                return Fragment(tuple(placed), bottom)
            less += over
        return Fragment((), space.y, node)
