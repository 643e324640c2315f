"""Take the block classes; write docs/blocks.md and its pictures.

Usage: python tools/make_docs.py [text | blocks | checks]

Without a word everything is made anew: the text of docs/blocks.md, a picture of each block's example in
docs/pictures/blocks/, and one of all pictograms. Pictures of exhibits and themes are made by tools/make_gallery.py.
"""

from __future__ import annotations

import io
import sys
import tempfile
import types
import typing
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any

from PIL import Image
from pydantic import AfterValidator, BaseModel, PlainValidator
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from predella.blocks import BLOCKS
from predella.blocks.block import Block
from predella.blocks.unit_chart import known_pictogram, pictogram_names
from predella.build import Job, Options, make, open_exhibit, plan, to_bytes
from predella.diagnostics import Problems, Refused
from predella.faces import shipped_face
from predella.figures import to_cites
from predella.pages import BLACK, MM, WHITE, Document, Element, Meta, Page, Placed, Shape
from predella.pictograms import read_pictogram
from predella.preflight import FAULTS, RULES
from predella.typeset import Setting, set_one_line
from predella.validate import Length, to_date, to_length, to_prose, to_words
from predella.workspace import Workspace, resource
from predella.writers.png import pages_as_png

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
PICTURES = DOCS / "pictures"
LARGEST = 200_000  # bytes of a picture: a README is read over slow lines too

HEAD = """\
# Blocks

<!-- Written by tools/make_docs.py from the block classes: change those, then run it. -->

A block is one item of a section's `content`.
Beside its block an item may hold `frame`, `only` and `optional` ([exhibits.md](exhibits.md#items)).
A field whose default is *needed* must be given; – means none.

A *text* is a string, or one string per language; *Markdown* may also hold
[emphasis, links and citations](exhibits.md#texts).
A *length* is a number with its unit: `mm`, `cm`, `pt`, `in`, or the layout's `u` and `b`.
A *citation* is `"@key"` or `"@key, p. 3"`, a *date* is [EDTF](exhibits.md#dates).
A *pictogram* is one of {pictograms}; [they are shown below](#pictograms).
A *style* is one of the theme's ([layouts.md](layouts.md#styles)).

The pictures show the examples in the theme `archive`, most of them on an A1 panel;
{held} on a sheet held in the hand, 150 mm wide.

"""

PICTOGRAMS = """
## Pictograms

Solid silhouettes in one colour, drawn for this project after the rules of Isotype (Otto Neurath, Gerd Arntz):
no outlines, parts told apart by narrow gaps, side views facing the way one reads.

![all pictograms with their names](pictures/pictograms.png)
"""

# What is made for a handout is shown as one; the rest as on a wall.
HELD = ("answer_lines", "credits", "glossary", "page_number", "question", "sources", "table")

# What the examples refer to: a figure, a source and a few events, none of which the engine ships.
HOST = """\
exhibit: example
title: Paper sizes
place: Berlin
date: 1922
sources:
  - {id: din-476, type: standard, title: DIN 476 Papierformate, issued: 1922, citation-label: D}
events:
  - {date: 1895-12-28, title: First film show in Paris, group: inventions}
  - {date: 1903-12-17, title: First powered flight, group: inventions}
  - {date: 1922, title: DIN 476 is published, group: inventions, source: "@din-476"}
  - {date: 192X, title: Radio comes into homes, group: inventions}
figures:
  sizes:
    title: The A series
    caption: A0, and the sheets that halving makes of it [@din-476].
    proportion: 2.5
    rights: {credit: Drawn for this page, license: CC0-1.0}
  envelope:
    title: An envelope
    caption: The envelope C4, for a sheet of A4.
    proportion: 1.4
    rights: {credit: Drawn for this page, license: CC0-1.0}
sections:
  - id: example
    content:
EXAMPLE
documents:
  example: {layout: LAYOUT, from: 1890, to: 1930}
"""

WALL = """\
layout: wall
summary: a panel that shows one block
paper: {default: A1, bleed: 3mm}
scale: hung
smallest: 26pt
ground: light
grid: {units: 42, margin: 3u, columns: 12, baseline: {A1: 4mm}}
pages:
  page:
    frames:
      strip: {units: 0-42, top: 0mm, height: 10u}
      main: {units: 3-39, top: 2u, bottom: 30u}
"""

HAND = """\
layout: hand
summary: a small sheet that shows one block
paper: {default: 150 x 210 mm}
scale: held
smallest: 8pt
ground: paper
grid: {units: 42, margin: 3u, columns: 12, baseline: {A4: 5mm}}
pages:
  page:
    frames:
      main: {units: 3-39, top: 2u, bottom: 2u}
"""

TEMPLATE = """\
{% for section in sections %}
<page>
  {% for frame, items in section.content | by_frame("main") %}
  <flow frame="{{ frame }}">{{ items | blocks }}</flow>
  {% endfor %}
</page>
{% endfor %}
"""


CHECKS = """\
# What `check` looks for

<!-- Written by `python tools/make_docs.py checks` from predella/preflight.py. -->

`predella check` reads an exhibit, lays out all its documents, says what an editor, an auditor or a printer would object to, and
writes nothing. `build` says the same and writes. An error makes the exit status 1.

TABLE

*Always* are the rules without which output would be wrong or unlawful: they have no switch and no waiver.
Rights, positions and drafts are warnings while you work, and errors with `--final`, which no switch makes milder: a picture that goes
to print all the same is waived, with the reason. What a file may claim (`conformance`) is known when it is written: `build` says it.

## What cannot be used at all

These are no matters of taste: nobody can switch or waive them.

FAULTS

## Switches

A document says which rules it keeps, and how strictly; the exhibit says it for all, and for those that look at it as a whole
(texts in all languages, figures, sources):

```yaml part
documents:
  handout:
    layout: handout
    checks: {line-length: off, contrast: error}
```

## Waivers

A rule that is not kept at one place is waived there, with the reason:

```yaml part
figures:
  mine:
    caption: The only picture that is known.
    rights: {credit: A museum, license: CC0-1.0, cleared: true}
    waive: {fpo: the archive sends its scan to the print shop itself}
```

`waive` may stand on an item of a section (beside `frame`), a section, a figure, an event, a document or the exhibit. It holds for what
is written there, and for nothing else. `check` lists what was waived with its reason, and counts it. Where a whole
exhibit is checked in all its languages (`--lang kk,ru,en`), waivers that nothing needs any more are named too.

## For editors and servers

`check --format json` prints a list of problems, waived ones with their reason under `waived`. `check --format sarif` prints SARIF 2.1.0,
which code hosts and editors show at the author's lines: each rule with its reason and source, waived problems as suppressed.
`build --target markup` draws what was found on the pages: an outline and a number where it shows, and under each page the list of what
shows on it, errors in red. What is written about a figure shows at its picture, or at the position that waits for it; what shows nowhere
is in the list under the first page.
"""


def main(parts: Sequence[str]) -> None:
    """Write the parts that are named, or all."""
    wanted = set(parts) or {"text", "blocks", "checks"}
    if wanted - {"text", "blocks", "checks"}:
        raise SystemExit(__doc__)
    if "blocks" in wanted:
        picture_blocks()
        picture_pictograms()
    if "text" in wanted:
        (DOCS / "blocks.md").write_text(blocks_page(), encoding="utf-8", newline="\n")
    if "checks" in wanted:
        (DOCS / "checks.md").write_text(checks_page(), encoding="utf-8", newline="\n")


def checks_page() -> str:
    """Return the text of docs/checks.md."""
    rows = ["| rule | is | looks for | because | source |", "|---|---|---|---|---|"]
    for rule in RULES.values():
        fixed = ", always" if rule.fixed else ""
        rows.append(f"| `{rule.id}` | {rule.severity}{fixed} | {rule.looks_for} | {rule.reason} | {rule.source} |")
    faults = ["| what | reported as |", "|---|---|"]
    faults += [f"| {fault} | {', '.join(f'`{name}`' for name in names)} |" for fault, names in FAULTS.items()]
    return CHECKS.replace("TABLE", "\n".join(rows)).replace("FAULTS", "\n".join(faults))


def shown_blocks() -> list[type[Block]]:
    """Return the blocks that authors write, by name; those of templates alone have no example."""
    return [BLOCKS[kind] for kind in sorted(BLOCKS) if BLOCKS[kind].example]


def blocks_page() -> str:
    """Return the text of docs/blocks.md."""
    kinds = shown_blocks()
    rows = [f"| [`{block.kind}`](#{block.kind}) | {block.summary} |" for block in kinds]
    contents = ["| block | is |", "|---|---|", *rows]
    held = ", ".join(f"`{block.kind}`" for block in kinds if block.kind in HELD)
    pictograms = ", ".join(f"`{name}`" for name in pictogram_names())
    return (
        HEAD.replace("{held}", held).replace("{pictograms}", pictograms)
        + "\n".join(contents)
        + "\n\n"
        + "\n".join(part_of(block) for block in kinds)
        + PICTOGRAMS
    )


def part_of(block: type[Block]) -> str:
    """Return what the page says of one block."""
    lines = [f"## {block.kind}", "", sentence(block.summary)]
    if block.shorthand:
        lines += [f"Short form: `{block.kind}: …` gives its `{shorthand_of(block)}`."]
    if block.drawing:
        lines += ["A drawing: may also stand under `figures:`, with a caption."]
    lines += ["", "```yaml content", block.example, "```", ""]
    if (PICTURES / "blocks" / f"{block.kind}.png").is_file():
        lines += [f"![the example, set](pictures/blocks/{block.kind}.png)", ""]
    seen: list[type[BaseModel]] = [block]
    for model, prefix in models_in(block, "", seen):
        if prefix:
            lines += [f"{prefix}:", ""]
        lines += [*table_of(model), ""]
    return "\n".join(lines)


def shorthand_of(block: type[Block]) -> str:
    """Return the key that a bare value fills, as authors write it."""
    name = block.shorthand or ""
    return block.model_fields[name].alias or name


def models_in(
    model: type[BaseModel], path: str, seen: list[type[BaseModel]]
) -> Iterator[tuple[type[BaseModel], str]]:
    """Yield a model and those that its fields hold, each once, with the name of the field."""
    yield model, path
    for name, field in model.model_fields.items():
        for inner in inner_models(field.annotation):
            if inner not in seen:
                seen.append(inner)
                key = field.alias or name
                many = typing.get_origin(field.annotation) is tuple
                yield from models_in(inner, f"Each of `{key}`" if many else f"`{key}`", seen)


def inner_models(annotation: Any) -> Iterator[type[BaseModel]]:
    """Yield the models that an annotation names."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in typing.get_args(annotation):
        yield from inner_models(part)


def table_of(model: type[BaseModel]) -> list[str]:
    """Return a Markdown table of a model's fields."""
    rows = ["| field | takes | default | meaning |", "|---|---|---|---|"]
    for name, field in model.model_fields.items():
        file = ", or a [CSV file](exhibits.md#csv-files)" if name in getattr(model, "from_file", ()) else ""
        cells = (f"`{field.alias or name}`", takes(field) + file, default_of(field), field.description or "")
        rows.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return rows if len(rows) > 2 else ["It has no fields; write `{}`."]


KNOWN = {
    to_words: "text",
    to_prose: "Markdown",
    to_date: "date",
    to_length: "length",
    to_cites: "citation",
}
PLAIN = {str: "word", bool: "true, false", int: "whole number", float: "number", Any: "anything"}


def takes(field: FieldInfo) -> str:
    """Return what a field takes, in words."""
    for mark in field.metadata:
        if isinstance(mark, PlainValidator):
            return from_validator(mark)
        if isinstance(mark, AfterValidator) and mark.func is known_pictogram:
            return "pictogram"
    return in_words(field.annotation)


def from_validator(mark: PlainValidator) -> str:
    """Return what a validator accepts: our name for it, or what its own documentation says."""
    function: Any = mark.func
    if function in KNOWN:
        return KNOWN[function]
    said = (function.__doc__ or "").split("\n")[0].rstrip(".")
    return said.removeprefix("Accept ").split(";")[0] or "a value"


def in_words(annotation: Any) -> str:
    """Return an annotation in words."""
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is Annotated:
        for mark in arguments[1:]:
            if isinstance(mark, PlainValidator):
                return from_validator(mark)
            if isinstance(mark, AfterValidator) and mark.func is known_pictogram:
                return "pictogram"
        return in_words(arguments[0])
    if origin in (typing.Union, types.UnionType):
        return " or ".join(in_words(part) for part in arguments if part is not type(None))
    if origin is typing.Literal:
        return ", ".join(f"`{value}`" for value in arguments)
    if origin is tuple:
        many = in_words(arguments[0])
        return f"list of: {many}" if arguments[-1] is ... else f"list of {len(arguments)}: {many}"
    if origin in (dict, typing.get_origin(typing.Mapping[str, str])):
        return f"`name: {in_words(arguments[1])}` lines"
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return "`key: value` lines"
    return PLAIN.get(annotation, getattr(annotation, "__name__", str(annotation)).lower())


def default_of(field: FieldInfo) -> str:
    """Return a field's default as an author would write it."""
    if field.default is PydanticUndefined:
        return "needed" if field.default_factory is None else "–"
    value = field.default
    if value is None or value == () or value == "":
        return "–"
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    return f"`{value}`" if isinstance(value, str | int | float | Length) else "–"


def sentence(text: str) -> str:
    """Return a summary as a sentence."""
    return text[:1].upper() + text[1:] + "."


def example_exhibit(block: type[Block]) -> str:
    """Return an exhibit of one section that holds a block's example."""
    lines = [f"      {line}" for line in block.example.split("\n")]
    if block.kind == "count_strip":
        lines.append("        frame: strip")
    layout = "hand" if block.kind in HELD else "wall"
    return HOST.replace("EXAMPLE", "\n".join(lines)).replace("LAYOUT", layout)


def example_project(folder: Path) -> None:
    """Write the layouts on which examples are shown into a project folder."""
    (folder / "exhibits").mkdir(parents=True, exist_ok=True)
    for name, layout in (("wall", WALL), ("hand", HAND)):
        own = folder / "layouts" / name
        own.mkdir(parents=True, exist_ok=True)
        (own / "layout.yaml").write_text(layout, encoding="utf-8")
        (own / "story.xml.j2").write_text(TEMPLATE, encoding="utf-8")


def built(path: Path, problems: Problems) -> Iterator[tuple[Job, Document]]:
    """Yield the documents of an exhibit file."""
    workspace = Workspace.around(path)
    exhibit = open_exhibit(workspace, path, problems)
    for job in plan(workspace, exhibit, Options(), problems) if exhibit else ():
        try:
            yield job, make(job, workspace, problems)[0]
        except Refused as refused:
            problems.extend(refused.problems)


def picture_blocks() -> None:
    """Write a picture of each block's example, cut off under its ink."""
    (PICTURES / "blocks").mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        example_project(folder)
        for block in shown_blocks():
            path = folder / "exhibits" / "example.yaml"
            path.write_text(example_exhibit(block), encoding="utf-8")
            problems = Problems()
            for _, document in built(path, problems):
                image = Image.open(io.BytesIO(next(pages_as_png(to_bytes(document), 900))))
                save(trimmed(image, document), PICTURES / "blocks" / f"{block.kind}.png")
            for problem in problems.found:
                if problem.severity == "error":
                    print(f"{block.kind}: {problem.message}", file=sys.stderr)


def picture_pictograms() -> None:
    """Write a picture of all pictograms, each with its name, and 5 mm high beside it."""
    columns, wide, cell, height = 6, 118.0, 100.0, 64.0
    face = shipped_face("FiraSansCondensed-500")
    setting = Setting((face,), 11, BLACK)
    placed = []
    for index, name in enumerate(pictogram_names()):
        figure = read_pictogram(resource(f"pictograms/{name}.svg").decode())
        x, feet = index % columns * wide + 12, index // columns * cell + 78
        high = min(height, height / figure.aspect)
        small = 5 * MM
        placed.append(Placed(x, feet - high, Shape(figure.scaled(high), BLACK)))
        placed.append(Placed(x + figure.aspect * high + 6, feet - small, Shape(figure.scaled(small), BLACK)))
        placed.append(Placed(x, feet + 14, set_one_line(name, setting)))
    rows = -(-len(pictogram_names()) // columns)
    page = Page(1, columns * wide, rows * cell, 0.0, WHITE, tuple(placed))
    document = Document((page,), Element("Document"), Meta("Pictograms", "en"), {}, {face.name: face})
    image = Image.open(io.BytesIO(next(pages_as_png(to_bytes(document), 1200))))
    save(image, PICTURES / "pictograms.png")


def trimmed(image: Image.Image, document: Document) -> Image.Image:
    """Return a picture of a page down to a little under its lowest ink."""
    page = next(iter(document.pages))
    lowest = max((item.rect.bottom for item in page.placed), default=page.height)
    lower = round((lowest + page.width / 21) * image.width / page.width)
    return image.crop((0, 0, image.width, min(image.height, lower)))


def save(image: Image.Image, path: Path) -> None:
    """Write a picture as PNG with a palette; a smaller one when it would be more than `LARGEST` bytes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    flat = image.convert("RGB")
    while True:
        sink = io.BytesIO()
        flat.quantize(48, dither=Image.Dither.NONE).save(sink, "PNG", optimize=True)
        if sink.tell() <= LARGEST or flat.width < 600:
            break
        flat = flat.resize((round(flat.width * 0.9), round(flat.height * 0.9)), Image.Resampling.LANCZOS)
    path.write_bytes(sink.getvalue())
    print(f"{path.relative_to(ROOT)}: {flat.width} × {flat.height}, {sink.tell() / 1000:.0f} kB")


if __name__ == "__main__":
    main(sys.argv[1:])
