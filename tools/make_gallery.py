"""Take the shipped exhibits and themes; write docs/gallery.md, docs/themes.md and the pictures of both and of README.md.

Usage: python tools/make_gallery.py [text | pages | themes]

Without a word everything is made anew: the two pages as text, a picture of every document of every exhibit and of
every exhibit in every theme, and a specimen of each theme.
"""

from __future__ import annotations

import io
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from PIL import Image

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from predella.build import Options, make, open_exhibit, plan, to_bytes
from predella.diagnostics import Problems
from predella.pages import Colour
from predella.theme_files import GROUND_ROLES, Size
from predella.themes import Theme, load_theme, theme_names
from predella.workspace import Workspace
from predella.writers.png import pages_as_png
from tools.make_docs import DOCS, PICTURES, ROOT, save

EXHIBITS = {
    "kengir": "A prison camp's forty-two days in 1954. Six wall panels, a handout, a timeline; photographs stand for position.",
    "revolt-in-the-camps": "The context: two uprisings on one scale of days. A panel on A2, a handout of one page, a timeline.",
    "paper": "Why A4 has its shape. Panels across, a US Letter handout with a teacher's copy, cards, a banner; all drawn.",
    "half-a-sheet": "The same in Arabic, from right to left: a panel and a handout of one page.",
}
"""The exhibits that come along, in the order in which a reader should meet them, and what each is."""

SPECIMEN = """\
exhibit: specimen
title: GROUND ground
strip: {marks: 28, combed: [1], openings: [{from: 6, to: 8}], last: {}}
sections:
  - id: one
    heading: Title of a panel
    content:
      - lead: The lead is what a visitor reads first.
      - text: Running text tells the story in lines of about fifty characters, in *emphasis* and in **strong type**.
      - share_bar:
          bars: [{shares: [{value: 46, label: accent}, {value: 22, label: strong}], rest: the rest}]
          note: A note under a drawing, as small as anything that hangs.
      - stat: {value: 98, label: one figure is one dog, pictogram: dog}
documents:
  panel: {layout: specimen}
"""
SPECIMEN_LAYOUT = """\
layout: specimen
summary: one ground of a theme
paper: {default: 594 x 440 mm, bleed: 0mm}
scale: hung
smallest: 26pt
ground: GROUND
grid: {units: 42, margin: 3u, columns: 12, baseline: {A1: 4mm}}
pages:
  page:
    frames:
      strip: {units: 0-42, top: 0mm, height: 3u}
      title: {units: 3-39, top: 4.2u, height: 5u, align: bottom, fit: shrink to 50%}
      main: {units: 3-39, first: 12u, bottom: 1u}
"""
SPECIMEN_TEMPLATE = """\
{% for section in sections %}
<page>
  <flow frame="strip"><count_strip/></flow>
  <flow frame="title"><heading level="1">{{ section.heading }}</heading></flow>
  <flow frame="main">{{ section.content | blocks }}</flow>
</page>
{% endfor %}
"""


def main(parts: Sequence[str]) -> None:
    """Write the parts that are named, or all."""
    wanted = set(parts) or {"text", "pages", "themes"}
    if wanted - {"text", "pages", "themes"}:
        raise SystemExit(__doc__)
    if "pages" in wanted:
        picture_documents()
        picture_themes_of_exhibits()
    if "themes" in wanted:
        picture_specimens()
    if "text" in wanted:
        for name, text in (("gallery", gallery_page()), ("themes", themes_page())):
            (DOCS / f"{name}.md").write_text(text, encoding="utf-8", newline="\n")


def names() -> list[str]:
    """Return the themes that come along, `archive` first: the others extend it."""
    found = theme_names(Workspace(ROOT))
    return sorted(found, key=lambda name: (name != "archive", name))


def themes_for(exhibit: str) -> list[str]:
    """Return the themes whose faces draw an exhibit's script: those for Arabic draw no other as it should be."""
    return [name for name in names() if (name == "field-arabic") == (exhibit == "half-a-sheet")]


def theme_of(name: str) -> Theme:
    """Return a theme that comes along."""
    theme = load_theme(Workspace(ROOT), name, Problems())
    assert theme is not None, name
    return theme


def documents_of(exhibit: str, theme: str | None = None, folder: Path = ROOT) -> Iterator[tuple[str, list[Image.Image]]]:
    """Yield name and page pictures of each document of an exhibit, on the first of its papers."""
    path = folder / "exhibits" / f"{exhibit}.yaml"
    workspace, problems, seen = Workspace.around(path), Problems(), set()
    found = open_exhibit(workspace, path, problems)
    assert found is not None, problems.found
    for job in plan(workspace, found, Options(theme=theme), problems):
        if job.name not in seen:
            seen.add(job.name)
            pages = pages_as_png(to_bytes(make(job, workspace, problems)[0]), 1200)
            yield job.name, [Image.open(io.BytesIO(page)).convert("RGB") for page in pages]


def picture_documents() -> None:
    """Write a picture of each document of each exhibit, its pages side by side."""
    for exhibit in EXHIBITS:
        for name, pages in documents_of(exhibit):
            across = pages[0].width > pages[0].height
            columns = min(2 if across else 3, len(pages))
            save(sheet_of(pages, columns, 1500), PICTURES / exhibit / f"{name}.png")


def picture_themes_of_exhibits() -> None:
    """Write a picture of each exhibit in each theme: all its pages, small."""
    for exhibit in EXHIBITS:
        for theme in themes_for(exhibit):
            pages = [page for _, found in documents_of(exhibit, theme) for page in found]
            save(sheet_of(pages, 5, 1500), PICTURES / "themes" / f"{exhibit}-{theme}.png")


def picture_specimens() -> None:
    """Write a picture of each theme: the same few things on each of its grounds."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "exhibits").mkdir()
        (folder / "layouts/specimen").mkdir(parents=True)
        (folder / "layouts/specimen/story.xml.j2").write_text(SPECIMEN_TEMPLATE, encoding="utf-8")
        for theme in names():
            pages = []
            for ground in theme_of(theme).file.grounds:
                layout = SPECIMEN_LAYOUT.replace("GROUND", ground)
                (folder / "layouts/specimen/layout.yaml").write_text(layout, encoding="utf-8")
                (folder / "exhibits/specimen.yaml").write_text(SPECIMEN.replace("GROUND", ground), encoding="utf-8")
                pages += [page for _, found in documents_of("specimen", theme, folder) for page in found]
            save(sheet_of(pages, 3, 1500), PICTURES / "themes" / f"{theme}.png")


def sheet_of(pages: Sequence[Image.Image], columns: int, width: int) -> Image.Image:
    """Return pages in rows on grey, `width` pixels across; each row is as high as its highest page."""
    gap = width // 75
    across = (width - gap * (columns + 1)) // columns
    small = [page.resize((across, round(page.height * across / page.width)), Image.Resampling.LANCZOS) for page in pages]
    rows = [small[start : start + columns] for start in range(0, len(small), columns)]
    sheet = Image.new("RGB", (width, gap + sum(gap + max(page.height for page in row) for row in rows)), "#B9B9B9")
    y = gap
    for row in rows:
        for column, page in enumerate(row):
            sheet.paste(page, (gap + column * (across + gap), y))
        y += gap + max(page.height for page in row)
    return sheet


def gallery_page() -> str:
    """Return the text of docs/gallery.md."""
    lines = ["# Gallery", "", "<!-- Written by tools/make_gallery.py. -->", "",
             "Every document of the exhibits that come along, as it is built today, then every exhibit in every theme.",
             "The pictures are small; build the PDFs to see the type.", ""]  # fmt: skip
    for exhibit, about in EXHIBITS.items():
        lines += [f"## {exhibit}", "", about, f"Made from [exhibits/{exhibit}.yaml](../exhibits/{exhibit}.yaml).", ""]
        for path in sorted((PICTURES / exhibit).glob("*.png")):
            lines += [f"**{path.stem}**", "", f"![{exhibit}: {path.stem}](pictures/{exhibit}/{path.name})", ""]
    lines += ["## Any exhibit in any theme", "",
              "A theme changes how things look, and nothing of what they say: `--theme clear`. [themes.md](themes.md) has their colours and sizes.", ""]  # fmt: skip
    for exhibit in EXHIBITS:
        for theme in themes_for(exhibit):
            lines += [f"**{exhibit}** in **{theme}**", "", f"![all pages of {exhibit} in {theme}](pictures/themes/{exhibit}-{theme}.png)", ""]  # fmt: skip
    return "\n".join(lines)


def themes_page() -> str:
    """Return the text of docs/themes.md."""
    lines = ["# Themes", "", "<!-- Written by tools/make_gallery.py from the themes: change those, then run it. -->", "",
             "The themes that come along, in their own words. How to write one: [layouts.md](layouts.md#the-theme).",
             "Their fonts are the engine's families by name, so that no theme carries a copy of megabytes.", ""]  # fmt: skip
    for name in names():
        lines += theme_part(name, theme_of(name))
    return "\n".join(lines)


def theme_part(name: str, theme: Theme) -> list[str]:
    """Return what the page says of one theme."""
    file = theme.file
    lines = [f"## {name}", "", file.summary[:1].upper() + file.summary[1:] + ".", "",
             f"![{name}: title, text and drawings on each of its grounds](pictures/themes/{name}.png)", ""]  # fmt: skip
    lines += ["| role | " + " | ".join(file.grounds) + " |", "|---" * (len(file.grounds) + 1) + "|"]
    for role in GROUND_ROLES:
        behind = {"on_accent": "accent", "on_strong": "strong"}.get(role, "ground")
        cells = (shown(theme.ground(ground)[role], theme.ground(ground)[behind], role) for ground in file.grounds)
        lines.append(f"| `{role}` | " + " | ".join(cells) + " |")
    lines += ["", "After each colour stands its contrast (WCAG 2.2) with what it lies on: the ground, for `on_accent` and `on_strong` those areas.", ""]
    lines += [*inks(theme), "", *drawing(theme), ""]
    lines += ["| style | face | hung: pt / mm | held: pt / mm |", "|---|---|---|---|"]
    for style in file.styles:
        spec = theme.resolved(style)
        family = file.faces[spec.face or ""].family or "files of its own"
        slope = ", italic" if spec.italic else ""
        lines.append(f"| `{style}` | {family} {spec.weight or 400}{slope} | {sized(spec.hung)} | {sized(spec.held)} |")
    return [*lines, ""]


def inks(theme: Theme) -> list[str]:
    """Return the colours of a theme's grounds, with what they are printed in."""
    used = dict.fromkeys(name for ground in theme.file.grounds.values() for name in ground.values())
    lines = ["| colour | screen | print: C M Y K, per cent |", "|---|---|---|"]
    for name in used:
        colour = theme.colours[name]
        parts = " ".join(f"{100 * part:.0f}" for part in colour.cmyk) if colour.cmyk else "left to the printer"
        lines.append(f"| {name} | {code_of(colour)} | {parts} |")
    return lines


def drawing(theme: Theme) -> list[str]:
    """Return how a theme draws: its strokes, its marks, its edges."""
    file = theme.file
    lines = ["| stroke | hung, mm | held, mm |", "|---|---|---|"]
    for name, widths in file.strokes.items():
        hung, held = (str(widths.get(scale, "–")).removesuffix("mm") for scale in ("hung", "held"))
        lines.append(f"| `{name}` | {hung} | {held} |")
    every = {1: "under every mark"}.get(file.marks.digits, f"under every {file.marks.digits}th mark")
    lines += ["", f"Marks of a count strip: {100 * file.marks.ink:.0f} % ink; digits, where a strip has them, {every}."]
    edged = ", ".join(f"`{role}` by the stroke `{stroke}`" for role, stroke in file.edges.items())
    return [*lines, f"Areas that always have an edge: {edged or 'none'}."]


def code_of(colour: Colour) -> str:
    """Return a colour's hexadecimal code."""
    return "#" + "".join(f"{round(part * 255):02X}" for part in colour.rgb)


def shown(colour: Colour, ground: Colour, role: str) -> str:
    """Return a colour as the page has it: name, hex, and contrast with what it lies on."""
    return f"{colour.name} {code_of(colour)}" + ("" if role == "ground" else f" ({colour.contrast(ground):.1f})")


def sized(size: Size | None) -> str:
    """Return a size and its leading, or a dash."""
    return f"{size.size:g} / {size.leading}".removesuffix("mm") if size else "–"


if __name__ == "__main__":
    main(sys.argv[1:])
