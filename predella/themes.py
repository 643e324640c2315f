"""theme.yaml goes in, named styles come out: faces, sizes, colours and spacing for one scale and paper.

A theme says how things look and nothing of where they stand. Sizes are steps of its ladder: a document that hangs and
one held in the hand have sizes of their own, and a smaller paper takes steps down, never a scaled drawing.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, PlainValidator

from predella.diagnostics import Problem, Problems, Refused, did_you_mean
from predella.faces import Family, open_family
from predella.logos import Logo, logo_of
from predella.pages import MM, Colour
from predella.source import read
from predella.styles import PLAIN, Fit, Ground, Scale, Style, StyleSpec, first_of, merge, merged_style
from predella.typeset import Face
from predella.validate import LengthField, Model, read_model, wrong
from predella.workspace import Workspace

GROUND_ROLES = (
    "ground", "text", "quiet", "accent", "on_accent", "strong", "on_strong", "land", "tint", "state", "line",
)  # fmt: skip
"""What a ground must say: its own colour, and the colours of what stands on it."""


def to_colour(value: Any) -> tuple[tuple[float, float, float], tuple[float, float, float, float] | None]:
    """Accept `"#D8A052"` or `{rgb: "#D8A052", cmyk: [15, 40, 75, 3]}` (per cent)."""
    mapping = value if isinstance(value, dict) else {"rgb": value}
    match = re.match(r"#([0-9a-fA-F]{6})$", str(mapping.get("rgb", "")))
    cmyk = mapping.get("cmyk")
    if not match or set(mapping) - {"rgb", "cmyk"}:
        raise wrong("colour", f"a colour is expected, not {value!r}", None, 'write "#D8A052", or {rgb: "#D8A052", cmyk: [15, 40, 75, 3]}')  # fmt: skip
    red, green, blue = (int(match[1][i : i + 2], 16) / 255 for i in (0, 2, 4))
    if cmyk is None:
        return (red, green, blue), None
    if len(cmyk) != 4 or not all(isinstance(c, int | float) and 0 <= c <= 100 for c in cmyk):
        raise wrong("colour", "cmyk takes four percentages from 0 to 100", None)
    cyan, magenta, yellow, key = (c / 100 for c in cmyk)
    return (red, green, blue), (cyan, magenta, yellow, key)


class Tighten(Model):
    """How far the fit move `tighten` may go, as parts of the leading and of the spaces."""

    leading: float = Field(0.95, ge=0.8, le=1)
    space: float = Field(0.5, ge=0, le=1)


class Marks(Model):
    """How the marks of a count strip are drawn."""

    ink: float = Field(0.922, gt=0.02, le=1, description="the part of a mark's width that is ink; the rest is air")
    digits: int = Field(1, ge=1, le=60, description="every how many marks a number stands under them")


class ThemeFile(Model):
    """theme.yaml."""

    theme: str = Field(description="its name, one line for `list`")
    summary: str = ""
    extends: str | None = None
    logo: str | None = Field(None, description="a file beside this one: SVG, PNG or JPEG; `none` for no logo")
    logo_alt: str = Field("", description="the logo in words; an SVG's title when left out")
    ladder: tuple[float, ...] = ()
    colours: dict[str, Annotated[Any, PlainValidator(to_colour, json_schema_input_type=Any)]] = Field(default_factory=dict)  # fmt: skip
    grounds: dict[str, dict[str, str]] = Field(default_factory=dict)
    faces: dict[str, Family] = Field(default_factory=dict)
    styles: dict[str, StyleSpec] = Field(default_factory=dict)
    strokes: dict[str, dict[Literal["hung", "held"], LengthField]] = Field(default_factory=dict)
    edges: dict[str, str] = Field(
        default_factory=dict, description="roles whose areas always have an edge, and the stroke that draws it"
    )
    marks: Marks = Field(default_factory=lambda: Marks.model_construct())
    tighten: Tighten = Field(default_factory=lambda: Tighten.model_construct())


class Theme:
    """A theme with everything it extends merged in, and its faces opened."""

    def __init__(
        self,
        file: ThemeFile,
        faces: Mapping[str, Mapping[tuple[int, bool], tuple[Face, ...]]],
        logo: Logo | None = None,
    ) -> None:
        self.file = file
        self.logo = logo
        self.faces = faces
        self.colours = {name: Colour(name, *value) for name, value in file.colours.items()}
        self.styles: dict[tuple[Any, ...], Style] = {}

    def ground(self, name: str) -> Ground:
        """Return a ground by name; raises KeyError."""
        return Ground(name, {role: self.colours[colour] for role, colour in self.file.grounds[name].items()})

    @cached_property
    def embedded(self) -> dict[str, Face]:
        """Every face of the theme by its unique name, for the writers."""
        return {
            face.name: face for family in self.faces.values() for chain in family.values() for face in chain
        }

    def stroke(self, name: str, scale: Scale, ratio: float) -> float:
        """Return the width of a named stroke in pt; it follows the paper, not the text. Raises `Refused`."""
        widths = self.file.strokes.get(name, {})
        if scale not in widths:
            raise self.lacking(f"no {scale} width of the stroke", name, self.file.strokes)
        return widths[scale].pt() * ratio

    def lacking(self, noun: str, name: str, known: Iterable[str]) -> Refused:
        """Return what a block raises that asks for something the theme does not say."""
        message = f"the theme {self.file.theme!r} has {noun} {name!r}, which a block asks for"
        hints = (*did_you_mean(name, known), "a theme that extends `archive` has all that blocks ask for")
        return Refused([Problem("error", "theme", message, self.file.span, hints)])

    def resolved(self, name: str) -> StyleSpec:
        """Return a style with all it extends merged in. Raises `Refused`."""
        if name not in self.file.styles:
            raise self.lacking("no style", name, self.file.styles)
        return merged_style(self.file.styles, name)

    def stepped(self, size: float, steps: int) -> float:
        """Return the size some steps up or down the ladder; a size between steps keeps its ratio."""
        ladder = self.file.ladder
        near = min(range(len(ladder)), key=lambda i: abs(math.log(ladder[i] / size))) if ladder else -1
        if ladder and abs(ladder[near] - size) < 0.3 and 0 <= near + steps < len(ladder):
            return ladder[near + steps]
        return round(size * 2 ** (steps / 4), 1)


@dataclass(frozen=True)
class StyleSet:
    """A theme's styles for one scale, paper and fit; what blocks ask for sizes."""

    theme: Theme
    scale: Scale
    steps: int
    smallest: float
    step: float
    ratio: float = 1.0
    fit: Fit = PLAIN

    def fitted(self, fit: Fit) -> StyleSet:
        """Return the same styles under another fit."""
        return replace(self, fit=fit)

    def stroke(self, name: str) -> float:
        """Return the width of a named stroke, in pt."""
        return self.theme.stroke(name, self.scale, self.ratio)

    def __contains__(self, name: str) -> bool:
        return name in self.theme.file.styles

    def __call__(self, name: str) -> Style:
        """Return a style by name. Raises `Refused`."""
        key = (self.scale, self.steps, self.smallest, self.step, self.fit, name)
        found = self.theme.styles.get(key)
        if found is None:
            found = self.theme.styles[key] = self.resolve(name)
        return found

    def resolve(self, name: str) -> Style:
        spec = self.theme.resolved(name)
        given = (spec.hung if self.scale == "hung" else spec.held) or spec.hung or spec.held
        assert given, f"the style {name!r} has no size"  # check_names refuses such a theme
        size = self.theme.stepped(given.size, self.steps)
        size = max(self.smallest, size)
        leading = given.leading.pt() * size / given.size
        if self.steps and spec.grid and self.step:
            leading = max(
                round(leading / self.step) * self.step, math.ceil(size * 1.12 / self.step) * self.step
            )
        if self.fit.scale < 1:
            smaller = max(self.smallest, round(size * self.fit.scale * 4) / 4)
            leading, size = leading * smaller / size, min(size, smaller)
        leading *= self.fit.leading
        family = self.theme.file.faces[spec.face or ""]
        return Style(
            name=name,
            faces=self.theme.faces[spec.face or ""],
            weight=spec.weight or 400,
            strong_weight=spec.strong or family.strong,
            italic=bool(spec.italic),
            size=size,
            leading=leading,
            tracking=spec.tracking or 0.0,
            colour=spec.colour or "text",
            before=first_of(given.before, spec.before) * leading * self.fit.space,
            after=first_of(given.after, spec.after) * leading * self.fit.space,
            hang=bool(spec.hang),
            even=bool(spec.even),
            grid=bool(spec.grid) and self.fit.plain,
            keep=bool(spec.keep),
        )


def load_theme(workspace: Workspace, name: str, problems: Problems) -> Theme | None:
    """Read a theme and what it extends, open its faces; return None after reporting problems."""
    chain: list[tuple[ThemeFile, Path]] = []
    wanted: str | None = name
    while wanted:
        path = workspace.find("layouts", f"themes/{wanted}/theme.yaml")
        shown = workspace.shown(path)
        file = read_model(ThemeFile, read(workspace.small(path), shown), problems)
        if file is None:
            return None
        chain.insert(0, (file, path))
        wanted = file.extends
        if wanted and (any(wanted == path.parent.name for _, path in chain)):
            problems.error(
                "extends",
                f"the theme {wanted!r} extends itself",
                file.span,
                "leave `extends` out of one of them",
            )
            return None
        if wanted and f"themes/{wanted}/theme.yaml" not in workspace.names("layouts", "themes/*/theme.yaml"):
            problems.error(
                "no-theme",
                f"there is no theme {wanted!r} to extend",
                file.span,
                *did_you_mean(wanted, theme_names(workspace)),
            )
            return None
    merged = chain[0][0]
    folders = dict.fromkeys(merged.faces, chain[0][1].parent)
    for file, path in chain[1:]:
        folders |= dict.fromkeys(file.faces, path.parent)
        merged = merge_files(merged, file)
    check_names(merged, problems)
    faces = {
        key: open_family(workspace, key, family, folders[key], problems)
        for key, family in merged.faces.items()
    }
    logo = logo_of(workspace, chain, problems)
    return None if problems.has_errors else Theme(merged, faces, logo)


def theme_names(workspace: Workspace) -> list[str]:
    """Return the names of the themes there are."""
    return [Path(name).parent.name for name in workspace.names("layouts", "themes/*/theme.yaml")]


def merge_files(parent: ThemeFile, child: ThemeFile) -> ThemeFile:
    """Return a theme with the child's entries over the parent's; a ground or style is merged key by key."""
    grounds = {
        name: {**parent.grounds.get(name, {}), **ground}
        for name, ground in {**parent.grounds, **child.grounds}.items()
    }
    styles = dict(parent.styles)
    for name, spec in child.styles.items():
        styles[name] = merge(styles[name], spec) if name in styles else spec
    return child.model_copy(
        update={
            "ladder": child.ladder or parent.ladder,
            "colours": {**parent.colours, **child.colours},
            "grounds": grounds,
            "faces": {**parent.faces, **child.faces},
            "styles": styles,
            "strokes": {**parent.strokes, **child.strokes},
            "edges": {**parent.edges, **child.edges},
            **{key: getattr(child if key in child.model_fields_set else parent, key) for key in ("tighten", "marks")},
        }
    )


def check_names(file: ThemeFile, problems: Problems) -> None:
    """Report styles, colours and faces that name something the theme does not have."""
    for name, ground in file.grounds.items():
        unsaid = [role for role in GROUND_ROLES if role not in ground]
        if unsaid:
            message = f"the ground {name!r} does not say its colours for {', '.join(unsaid)}"
            problems.error("ground", message, file.where("grounds"))
        for role, colour in ground.items():
            if colour not in file.colours:
                message = f"{name}.{role}: there is no colour {colour!r}"
                problems.error("colour", message, file.where("grounds"), *did_you_mean(colour, file.colours))
    for role, stroke in file.edges.items():
        for noun, name, known in (("colour role", role, GROUND_ROLES), ("stroke", stroke, file.strokes)):
            if name not in known:
                message = f"edges: there is no {noun} {name!r}"
                problems.error("edges", message, file.where("edges"), *did_you_mean(name, known))
    for name, spec in file.styles.items():
        check_style(name, spec, file, problems)


def check_style(name: str, spec: StyleSpec, file: ThemeFile, problems: Problems) -> None:
    """Report what a style names in vain and what it lacks."""
    names = (
        ("extends", "style", file.styles),
        ("face", "face", file.faces),
        ("colour", "colour", GROUND_ROLES),
    )
    for key, rule, known in names:
        given = getattr(spec, key)
        if given and given not in known:
            noun = "colour role" if key == "colour" else rule
            message = f"the style {name!r}: there is no {noun} {given!r}"
            problems.error(rule, message, spec.where(key), *did_you_mean(given, known))
    above, seen = spec.extends, {name}
    while above in file.styles and above not in seen:
        seen.add(above)
        above = file.styles[above].extends
    if above == name:
        problems.error("extends", f"the style {name!r} extends itself", spec.where("extends"))
    whole = merged_style(file.styles, name)
    if not whole.hung and not whole.held:
        problems.error("style", f"the style {name!r} has no size", spec.span, "add `hung:` or `held:` with size and leading")  # fmt: skip
    if not whole.face:
        problems.error("style", f"the style {name!r} has no face", spec.span, *did_you_mean("", file.faces))
    for size in (spec.hung, spec.held):
        if size and size.leading.pt() < size.size * 0.7:
            problems.error("leading", f"the style {name!r} has a leading of {size.leading} for {size.size:g} pt", size.span, f"{size.size * 1.2 / MM:.1f}mm or more keeps lines apart")  # fmt: skip
