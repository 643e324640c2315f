"""The exhibit: the format that authors write, and the frozen object that every document is made from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, PlainValidator, ValidationInfo, field_validator

from predella.diagnostics import Span, did_you_mean
from predella.figures import CitesField as CitesField
from predella.figures import Figure as Figure
from predella.frames import Frame
from predella.papers import PaperField, SheetSpec
from predella.printing import PrintSpec
from predella.source import Map, Seq, Str
from predella.validate import (
    DISTANCE,
    LANGUAGE,
    NAME,
    DateField,
    Model,
    Prose,
    Reading,
    Text,
    read_model,
    reading_of,
    shown,
    wrong,
)
from predella.waivers import SettingsField, Waiver, WaiversField, waivers_in

CHECKS = "rules switched off, or made a warning or an error: `{line-length: off}`"
WAIVE = "rules that are not kept here, each with the reason: `{resolution: no larger scan exists}`"

Name = Annotated[str, Field(pattern=NAME)]
Tag = Annotated[str, Field(pattern=LANGUAGE.pattern)]


@dataclass(frozen=True)
class Item:
    """One thing in a section's content: a block, and where and when it is placed."""

    kind: str
    block: Any
    frame: str | None = None
    only: tuple[str, ...] = ()
    optional: bool = False
    span: Span | None = None
    waive: tuple[Waiver, ...] = ()


ITEM_KEYS = ("frame", "only", "optional", "waive")


def to_item(value: Any, info: ValidationInfo) -> Item:
    """Accept `{kind: data, frame: …, only: …, optional: …}`, or a bare string as a text."""
    if isinstance(value, Item):
        return value
    reading = reading_of(info)
    if isinstance(value, Str):
        value = wrapped("text", value)
    if not isinstance(value, Map) or not value:
        raise wrong("content", f"content is a list of blocks, and {shown(value)} is none", None, "write `- text: …`, `- figure: …` and so on")  # fmt: skip
    kinds = [key for key in value if key not in ITEM_KEYS]
    known = [key for key in kinds if key in reading.blocks]
    for key in (key for key in kinds if key not in reading.blocks):
        hints = did_you_mean(key, {*reading.blocks, *ITEM_KEYS})
        if not report_broken(key, value.keys_at[key], reading):
            reading.problems.error("no-block", f"there is no block {key!r}", value.keys_at[key], *hints)
    if len(known) > 1:
        message = f"one item holds one block, and this one holds {len(known)}: {', '.join(known)}"
        reading.problems.error("content", message, value.keys_at[known[1]], "start a new item with `- `")
    if not known:
        raise wrong("silent", "reported above")
    kind = known[0]
    block = read_block(reading.blocks[kind], value[kind], value.values_at[kind], reading)
    if block is None:
        raise wrong("silent", "reported above")
    only = value.get("only", ())
    only = only if isinstance(only, list) else (only,) if only else ()
    for key, kinds_of in (("frame", str), ("optional", bool)):
        if key in value and not isinstance(value[key], kinds_of):
            message = (
                f"{key!r} must be {'a text' if kinds_of is str else 'true or false'}, not {shown(value[key])}"
            )
            reading.problems.error("value", message, value.values_at[key])
    for name in only:
        if not isinstance(name, str):
            message = f"'only' names documents, and {shown(name)} is no name"
            reading.problems.error("only", message, value.values_at["only"])
            raise wrong("silent", "reported above")
    waive = waivers_in(value["waive"], reading) if "waive" in value else ()
    return Item(kind, block, value.get("frame"), tuple(only), value.get("optional", False), value.keys_at[kind], waive)


def report_broken(kind: str, place: Span, reading: Reading) -> bool:
    """Report a block that an installed distribution brings and that cannot be used; False for any other word."""
    message = getattr(reading.blocks, "broken", {}).get(kind)
    if message:
        reading.problems.error("plug-in", message, place)
    return message is not None


def wrapped(key: str, value: Any, span: Span | None = None) -> Map:
    """Return a mapping with one key, for shorthands: `text: hello` means `text: {text: hello}`."""
    whole = Map({key: value})
    whole.span = getattr(value, "span", None) or span or Span("")
    whole.keys_at = whole.values_at = {key: whole.span}
    return whole


def read_block(kind: Any, data: Any, span: Span, reading: Reading) -> Any:
    """Validate a block's data; what is not a mapping fills the field the block names as its shorthand."""
    if kind.shorthand and (not isinstance(data, Map) or kind.is_short(data)):
        data = wrapped(kind.shorthand, data, span)
    if data is None:
        data = Map()
        data.span, data.keys_at, data.values_at = span, {}, {}
    if not isinstance(data, Map):
        message = f"{kind.kind!r} is `key: value` lines, not {shown(data)}"
        raise wrong("value", message, span if span.file else None)
    return read_model(kind, data, reading.problems, reading.blocks)


ItemField = Annotated[Item, PlainValidator(to_item, json_schema_input_type=Any)]


def to_figure(value: Any, info: ValidationInfo) -> Figure:
    """Accept a figure; a key that names a drawing block (`plan`, `map` …) holds the drawing."""
    if isinstance(value, Figure):
        return value
    reading = reading_of(info)
    if not isinstance(value, Map):
        raise wrong("figure", f"a figure is `key: value` lines, not {shown(value)}")
    drawings = [key for key in value if key in reading.blocks and reading.blocks[key].drawing]
    broken = [key for key in value if key not in Figure.model_fields and report_broken(key, value.keys_at[key], reading)]
    rest = Map({key: item for key, item in value.items() if key not in (*drawings, *broken, "drawing")})
    rest.span, rest.keys_at, rest.values_at = value.span, value.keys_at, value.values_at
    if "drawing" in value:
        reading.problems.error("unknown-key", "unknown key 'drawing'", value.keys_at["drawing"])
    if len(drawings) > 1 or (drawings and "file" in value):
        reading.problems.error(
            "figure", "a figure is one thing: a file or one drawing", value.keys_at[drawings[-1]]
        )
    figure = read_model(Figure, rest, reading.problems, reading.blocks)
    if figure is None:
        raise wrong("silent", "reported above")
    if drawings:
        kind = drawings[0]
        block = read_block(reading.blocks[kind], value[kind], value.values_at[kind], reading)
        if block is None:
            raise wrong("silent", "reported above")
        figure = figure.model_copy(update={"drawing": Item(kind, block, span=value.keys_at[kind])})
        figure._span = value.span
    return figure


FigureField = Annotated[Figure, PlainValidator(to_figure, json_schema_input_type=Any)]


class Event(Model):
    """Something that happened, for timelines. Events that share `account_of` are what different sources say of one."""

    id: str | None = None
    date: DateField
    title: Text
    text: Prose | None = None
    source: CitesField = ()
    group: str | None = None
    kind: Literal["event", "era"] = "event"
    account_of: str | None = None
    figure: str | None = Field(None, description="a figure whose picture stands at the event")
    only: tuple[str, ...] = ()
    waive: WaiversField = Field((), description=WAIVE)

    @field_validator("only", mode="before")
    @classmethod
    def one_or_more(cls, value: Any) -> Any:
        return value if isinstance(value, list | tuple) else (value,)


class Section(Model):
    """A part of the exhibit: on a wall a panel, in a handout a chapter."""

    id: str = Field(pattern=NAME)
    heading: Text | None = None
    page: str | None = Field(None, description="the page master of a layout that gives each section a page")
    ground: str | None = Field(None, description="the theme's ground of its page, in place of the page master's")
    date: DateField | None = None
    content: tuple[ItemField, ...] = ()
    budget: int | None = Field(None, gt=0, description="words; more is a warning")
    optional: bool = False
    only: tuple[str, ...] = ()
    waive: WaiversField = Field((), description=WAIVE)

    @field_validator("only", mode="before")
    @classmethod
    def one_or_more(cls, value: Any) -> Any:
        return value if isinstance(value, list | tuple) else (value,)


class DocumentSpec(Model):
    """A document to print from the exhibit."""

    layout: str
    theme: str | None = None
    title: Text | None = None
    paper: tuple[PaperField, ...] = ()
    sheets: SheetSpec | None = Field(None, description="sheets of a printer to divide its pages over")
    print: PrintSpec | None = Field(None, description="what its print shop is told, over what the exhibit says")
    sections: tuple[str, ...] | None = None
    page: str | None = Field(
        None, description="the page master of the layout that pages take whose section names none"
    )
    frames: dict[str, Frame] = Field(
        default_factory=dict, description="frames of the layout changed for this exhibit"
    )
    read_at: str | None = Field(None, pattern=DISTANCE, description="viewing distance, such as 1 m")
    answers: bool = Field(False, description="print the answers of questions: a teacher's copy")
    start: DateField | None = Field(None, alias="from", description="where a timeline begins")
    end: DateField | None = Field(None, alias="to", description="where a timeline ends")
    time: Literal["left-to-right", "right-to-left"] = Field(
        "left-to-right", description="how time runs on its timelines, strips and calendars"
    )
    magnify: tuple[DateField, ...] = Field(
        (), description="the stretch of time a timeline magnifies, or several"
    )
    checks: SettingsField = Field(default_factory=dict, description=CHECKS)
    waive: WaiversField = Field((), description=WAIVE)

    @property
    def metres(self) -> float | None:
        """How far off it is read, in metres, when it says so."""
        return float(self.read_at.rstrip(" m")) if self.read_at else None

    @field_validator("paper", "magnify", mode="before")
    @classmethod
    def one_or_more(cls, value: Any) -> Any:
        return value if isinstance(value, list | tuple) else (value,)

    @field_validator("sheets", mode="before")
    @classmethod
    def paper_alone(cls, value: Any) -> Any:
        return {"paper": value} if isinstance(value, str) else value


class Source(Model):
    """A work cited, in CSL-YAML as Zotero and Pandoc write it. Fields that are not known are left out, not guessed."""

    model_config = ConfigDict(extra="allow")

    id: str
    type: str = "document"
    title: str | None = None
    author: tuple[Any, ...] = ()
    issued: Any = None
    container_title: str | None = Field(None, alias="container-title")
    publisher: str | None = None
    url: str | None = Field(None, alias="URL")
    note: Text | None = None
    label: str | None = Field(None, alias="citation-label")


def to_sources(value: Any, info: ValidationInfo) -> Mapping[str, Source]:
    """Accept a list of CSL items, or a mapping that holds it under `references`, as Pandoc does."""
    if isinstance(value, Map) and set(value) == {"references"}:
        value = value["references"]
    if not isinstance(value, Seq):
        raise wrong(
            "sources",
            f"a list of sources is expected, not {shown(value)}",
            None,
            "each begins with `- id: …`",
        )
    reading = reading_of(info)
    found: dict[str, Source] = {}
    for item in whole_items(value, "a source", reading):
        source = read_model(Source, item, reading.problems)
        if source is None:
            continue
        if source.id in found:
            reading.problems.error("duplicate", f"there are two sources {source.id!r}", source.span)
        found[source.id] = source
    return found


def whole_items(value: Seq, noun: str, reading: Reading) -> Iterator[Map]:
    """Yield the mappings of a list; report what is none."""
    for item, place in zip(value, value.items_at, strict=True):
        if isinstance(item, Map):
            yield item
        else:
            message = f"{noun} is `key: value` lines, not {shown(item)}"
            reading.problems.error("value", message, place)


def to_events(value: Any, info: ValidationInfo) -> tuple[Event, ...]:
    """Accept a list of events, or a mapping that holds it under `events`."""
    if isinstance(value, Map) and set(value) == {"events"}:
        value = value["events"]
    if not isinstance(value, Seq):
        raise wrong(
            "events",
            f"a list of events is expected, not {shown(value)}",
            None,
            "each begins with `- date: …`",
        )
    reading = reading_of(info)
    read = [read_model(Event, item, reading.problems) for item in whole_items(value, "an event", reading)]
    return tuple(sorted((event for event in read if event), key=lambda event: event.date))


class Exhibit(Model):
    """An exhibit definition: everything that is printed is made from this."""

    exhibit: str = Field(pattern=NAME, description="id, and the name of its output folder")
    title: Text
    subtitle: Text | None = None
    summary: Text | None = Field(None, description="one line for `list` and the file's metadata")
    author: str = ""
    place: Text | None = None
    date: DateField | None = None
    languages: tuple[Tag, ...] = Field(("en",), min_length=1)
    default_language: Tag | None = None
    drafts: tuple[Tag, ...] = Field((), description="languages all of whose texts are drafts")
    budget: Literal["serrell", "v-and-a", "cmhr", "smithsonian"] | None = Field(
        None, description="the guide whose numbers of words the texts that hang keep to"
    )
    theme: str = "archive"
    print: PrintSpec | None = Field(None, description="what the print shop is told of all documents")
    sources: Annotated[Mapping[str, Source], PlainValidator(to_sources, json_schema_input_type=Any)] = Field(default_factory=dict)  # fmt: skip
    events: Annotated[tuple[Event, ...], PlainValidator(to_events, json_schema_input_type=Any)] = ()
    figures: dict[str, FigureField] = Field(default_factory=dict)
    strip: Any = Field(None, description="the count strip that pages carry: data of a `count_strip` block")
    sections: tuple[Section, ...] = ()
    documents: dict[Name, DocumentSpec] = Field(min_length=1)
    checks: SettingsField = Field(default_factory=dict, description=CHECKS)
    waive: WaiversField = Field((), description=WAIVE)

    @field_validator("drafts", mode="before")
    @classmethod
    def one_or_more(cls, value: Any) -> Any:
        return value if isinstance(value, list | tuple) else (value,)

    @property
    def language(self) -> str:
        """The language of plain strings, and of the edition built when none is named."""
        return self.default_language or self.languages[0]

    @field_validator("strip", mode="after")
    @classmethod
    def read_strip(cls, value: Any, info: ValidationInfo) -> Any:
        if value is None:
            return None
        reading = reading_of(info)
        block = read_block(reading.blocks["count_strip"], value, getattr(value, "span", Span("")), reading)
        if block is None:
            raise wrong("silent", "reported above")
        return Item("count_strip", block, span=getattr(value, "span", None))

    def section(self, name: str) -> Section | None:
        """Return a section by id."""
        return next((section for section in self.sections if section.id == name), None)
