"""What an author says of printing goes in, what a print shop is told comes out: `print:` of an exhibit, of its documents.

A document's own lines stand before the exhibit's, and these before what is done where nobody says anything: 3 mm of bleed,
coated paper after FOGRA39, all marks. What only the author can know (how many, on what) is never guessed.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, PlainValidator

from predella.diagnostics import Problems, did_you_mean
from predella.layouts import Layout
from predella.pages import MM
from predella.papers import FoldField, Paper
from predella.press import MARKS, Fold, Intent, Order, Press, Profile
from predella.profiles import ProfileError, converter, profile_of, shipped_profile
from predella.theme_files import ThemeFile
from predella.validate import Length, Model, PhysicalField, shown, wrong
from predella.workspace import Outside, Workspace

BLEED = Length(3, "mm")
"""What print shops ask for where they do not say more (docs/printing.md)."""

def to_marks(value: Any) -> tuple[str, ...]:
    """Accept `all`, `none`, or a list of marks."""
    if value in ("all", "none"):
        return MARKS if value == "all" else ()
    marks = value if isinstance(value, list) else [value]
    for mark in marks:
        if mark not in MARKS:
            raise wrong("marks", f"there is no printer's mark {shown(mark)}", getattr(mark, "span", None), f"all, none, or some of {', '.join(MARKS)}")
    return tuple(mark for mark in MARKS if mark in marks)


class PrintSpec(Model):
    """How documents are printed: what `--target print` needs to know beyond layout and theme."""

    bleed: PhysicalField | None = Field(None, description="what is printed beyond the trim, such as 3mm or 0.125in")
    profile: str | None = Field(None, description="ICC profile of the press, a file below data/; FOGRA39 (coated) when left out")
    condition: str | None = Field(None, description="name of the printing condition of `profile`, such as FOGRA51")
    intent: Intent | None = Field(None, description="how colours that the press cannot print are brought within reach")
    black_point: bool | None = Field(None, description="darks of a picture become darks of the press (true when left out)")
    pictures: Literal["cmyk", "rgb"] | None = Field(
        None, description="RGB pictures are converted, or kept with their profile for the print shop to convert"
    )
    ink_limit: float | None = Field(None, ge=100, le=400, description="most ink at one place, in per cent (300)")
    marks: Annotated[tuple[str, ...] | None, PlainValidator(to_marks, json_schema_input_type=Any)] = Field(
        None, description=f"all, none, or some of {', '.join(MARKS)}"
    )
    folds: tuple[FoldField, ...] | None = Field(None, description="where it is folded: 105mm, from the left edge, or 148.5mm from top")
    date: str | None = Field(None, description="date of this state, for the slug line; no clock is asked")
    quantity: int | None = Field(None, gt=0, description="pieces of each page")
    substrate: str | None = Field(None, description="what is printed on")
    mounting: str | None = Field(None, description="how it is mounted")
    finishing: str | None = Field(None, description="what is done after printing: laminate, edges, grommets")


def merged(exhibit: PrintSpec | None, document: PrintSpec | None) -> PrintSpec:
    """Return what holds for a document: its own lines over those of the exhibit."""
    base = exhibit or PrintSpec.model_construct()
    if document is None:
        return base
    given = {name: value for name, value in document if value is not None}
    whole = base.model_copy(update=given)
    whole._span = document.span or base.span
    whole._places = {**base._places, **document._places}
    return whole


def bleed_of(terms: PrintSpec, layout: Layout) -> Length:
    """Return the bleed of a print master: the document's, else the layout's, else 3 mm."""
    paper = layout.file.paper
    said = paper is not None and "bleed" in paper.model_fields_set
    return terms.bleed or (paper.bleed if paper and said else BLEED)


def check_bleed(terms: PrintSpec, layout: Layout, sheet: Paper, problems: Problems) -> None:
    """Report a bleed wider than the margin: what stands in the margin would be pulled over the edge with it."""
    assert layout.file.paper
    bleed, margin = bleed_of(terms, layout).pt(), layout.margin(sheet)
    if bleed > margin + 0.01:
        place = terms.where("bleed") if terms.bleed else layout.file.paper.where("bleed")
        message = f"the bleed, {bleed / MM:.1f} mm, is larger than the margin on {sheet.name}, {margin / MM:.1f} mm"
        problems.error("bleed", message, place, "3 mm is usual, 0.125in in the United States; or a wider margin in the layout")


def with_bleed(layout: Layout, bleed: Length) -> Layout:
    """Return a layout whose pages run over the trim by that much."""
    assert layout.file.paper
    paper = layout.file.paper.model_copy(update={"bleed": bleed})
    return replace(layout, file=layout.file.model_copy(update={"paper": paper}))


def profile_for(spec: PrintSpec, workspace: Workspace, problems: Problems) -> Profile | None:
    """Return the profile of the press that an author names, or the one that comes with the engine; None after a problem."""
    if spec.profile is None:
        found: Profile | None = shipped_profile()
    else:
        found = profile_file(spec, workspace, problems)
    if found is None or spec.ink_limit is None:
        return found
    return replace(found, limit=spec.ink_limit / 100)


def profile_file(spec: PrintSpec, workspace: Workspace, problems: Problems) -> Profile | None:
    """Read the profile that an author names; None after reporting what is wrong with it."""
    name, place = spec.profile or "", spec.where("profile")
    try:
        return profile_of(workspace.load(workspace.find("data", name)), spec.condition or "")
    except FileNotFoundError:
        names = [*workspace.names("data", "**/*.icc"), *workspace.names("data", "**/*.icm")]
        hints = did_you_mean(name, names) if names else ("put the print shop's profile below data/",)
        problems.error("profile", f"there is no profile data/{name}", place, *hints[:1])
    except Outside as fault:
        problems.error("outside", str(fault), place, "a profile lies below the project's data/ folder, by relative path")
    except ProfileError as fault:
        problems.error("profile", f"data/{name}: {fault}", place, fault.hint)
    except OSError as fault:
        problems.error("profile", f"data/{name} cannot be read: {fault.strerror or fault}", place)
    return None


def named_profile(path: Path, workspace: Workspace, condition: str = "") -> Profile:
    """Return the profile of a file that a user names on the command line. Raises `ProfileError` and OSError."""
    return profile_of(workspace.load(path), condition)


def press_for(
    terms: PrintSpec, profile: Profile, layout: Layout, sheet: Paper, document: str, language: str, problems: Problems
) -> Press:
    """Return what the print shop is told of a document; report folds that do not lie on its sheet."""
    intent: Intent = terms.intent or "relative"
    black_point = terms.black_point is not False
    convert = converter(profile, intent, black_point, profile.limit)
    order = Order(terms.quantity, terms.substrate or "", terms.mounting or "", terms.finishing or "")
    marks = MARKS if terms.marks is None else terms.marks
    return Press(
        profile, convert, document, language, sheet.slug, 0, terms.date or "", intent, black_point, terms.pictures == "rgb",
        profile.limit, marks, folds_of(terms, layout, sheet, problems), order, terms.span,
    )  # fmt: skip


def folds_of(terms: PrintSpec, layout: Layout, sheet: Paper, problems: Problems) -> tuple[Fold, ...]:
    """Return where a sheet is folded, in pt: as the document says, else as the layout; report a fold that misses it."""
    file = layout.file
    given, place = (terms.folds, terms.where("folds")) if terms.folds is not None else (file.folds or (), file.where("folds"))
    found = []
    for length, edge in given:
        at, side = length.pt(layout.unit(sheet), layout.step(sheet)), sheet.width if edge == "left" else sheet.height
        if not 0 < at < side:
            problems.error("fold", f"a fold at {length} from {edge} does not lie on a sheet of {side / MM:.0f} mm", place)
        found.append(Fold(at, edge))
    return tuple(found)


def check_inks(theme: ThemeFile, press: Press, problems: Problems) -> None:
    """Report colours of a theme that do not say their inks, and those that take more ink than the press bears."""
    for name, swatch in theme.colours.items():
        colour = swatch.colour(name)
        if colour.cmyk is None:
            inks = ", ".join(f"{100 * ink:.0f}" for ink in press.convert(colour))
            message = f"the colour {name!r} does not say its inks (cmyk), and a press has no other"
            hint = f'on {press.profile.name} its RGB is about {{rgb: "{swatch.written}", cmyk: [{inks}]}}: say it, or what the house prescribes'
            problems.error("cmyk", message, swatch.span or theme.where("colours"), hint)
        elif sum(colour.cmyk) > press.limit + 0.001:
            message = f"the colour {name!r} takes {100 * sum(colour.cmyk):.0f} % of ink, and {press.profile.name} bears {100 * press.limit:.0f} %"
            problems.error("ink", message, swatch.span or theme.where("colours"), "less cyan, magenta and yellow under the black")
