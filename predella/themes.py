"""theme.yaml goes in, named styles come out: faces, sizes, colours and spacing for one scale and paper.

A theme says how things look and nothing of where they stand. Sizes are steps of its ladder: a document that hangs and
one held in the hand have sizes of their own, and a smaller paper takes steps down, never a scaled drawing.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from predella.colours import GREY, Tone
from predella.diagnostics import Problem, Problems, Refused, did_you_mean
from predella.faces import open_family
from predella.logos import Logo, logo_of
from predella.source import read
from predella.styles import PLAIN, Fit, Ground, Scale, Style, first_of, size_for
from predella.theme_files import (
    FEATURES,
    Size,
    StyleSpec,
    ThemeFile,
    check_names,
    merge_files,
    merged_style,
    with_grounds,
)
from predella.typeset import Face
from predella.validate import read_model
from predella.workspace import Workspace

NEAR = 0.35
"""m from which a page in the hand is read; a wall is read from about 1 m (design of exhibitions; see docs/printing.md)."""


class Theme:
    """A theme with everything it extends merged in, and its faces opened."""

    def __init__(
        self,
        file: ThemeFile,
        faces: Mapping[str, Mapping[tuple[int, bool], tuple[Face, ...]]],
        logo: Logo | None = None,
        cuts: Mapping[str, Mapping[float, Mapping[tuple[int, bool], tuple[Face, ...]]]] | None = None,
    ) -> None:
        self.file = file
        self.logo = logo
        self.faces = faces
        self.cuts = cuts or {}
        self.colours = {name: swatch.colour(name) for name, swatch in file.colours.items()}
        self.styles: dict[tuple[Any, ...], Style] = {}

    def ground(self, name: str) -> Ground:
        """Return a ground by name; raises KeyError."""
        return Ground(name, {role: self.colours[colour] for role, colour in self.file.grounds[name].items()})

    def tone(self, name: str) -> Tone | None:
        """Return a tone by name, None for `none`; raises KeyError."""
        if name in ("none", "grey") and name not in self.file.tones:
            return GREY if name == "grey" else None
        return Tone(name, tuple(self.colours[colour] for colour in self.file.tones[name]))

    @cached_property
    def embedded(self) -> dict[str, Face]:
        """Every face of the theme by its unique name, for the writers."""
        return {
            face.name: face
            for family in (*self.faces.values(), *(cut for cuts in self.cuts.values() for cut in cuts.values()))
            for chain in family.values()
            for face in chain
        }

    def faces_at(self, name: str, size: float, scale: Scale) -> Mapping[tuple[int, bool], tuple[Face, ...]]:
        """Return the faces of a family in the cut that is drawn for a size in pt.

        What hangs is read from three times as far as what is held: it looks a third as large, and takes the cut of that.
        """
        seen = size if scale == "held" else size * NEAR
        cuts = [(from_size, faces) for from_size, faces in self.cuts.get(name, {}).items() if from_size <= seen]
        # what a cut does not have, a weight or a slope, comes from the family
        return {**self.faces[name], **max(cuts, key=lambda cut: cut[0])[1]} if cuts else self.faces[name]

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
        return merged_style(self.file, name)

    def runs(self, name: str) -> bool:
        """True for a style of running text: one that takes the whole distance, or is made from `body` or `lead`."""
        spec = self.resolved(name)
        if spec.hung and spec.hung.reads is not None:
            return spec.hung.reads >= 1
        above, seen = name, set[str]()
        while above and above not in seen:
            if above in ("body", "lead"):
                return True
            seen.add(above)
            above = self.file.styles[above].extends or ""
        return False

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
    metres: float | None = None
    """How far off what hangs is read, on the paper that the document is made for; None where it does not say."""
    below: int = 0
    """Steps from that paper to this one."""

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
        key = (self.scale, self.steps, self.smallest, self.step, self.fit, self.metres, self.below, name)
        found = self.theme.styles.get(key)
        if found is None:
            found = self.theme.styles[key] = self.resolve(name)
        return found

    def resolve(self, name: str) -> Style:
        spec = self.theme.resolved(name)
        given = (spec.hung if self.scale == "hung" else spec.held) or spec.hung or spec.held
        assert given, f"the style {name!r} has no size"  # check_names refuses such a theme
        style = self.bare(name, spec)
        size = self.size(given, style.face.x_height)
        leading = self.leading(given, size, on_grid=bool(spec.grid))
        if self.fit.scale < 1:
            smaller = max(self.smallest, round(size * self.fit.scale * 4) / 4)
            leading, size = leading * smaller / size, min(size, smaller)
        leading *= self.fit.leading
        return replace(
            style,
            faces=self.theme.faces_at(spec.face or "", size, self.scale),
            size=size,
            leading=leading,
            before=first_of(given.before, spec.before) * leading * self.fit.space,
            after=first_of(given.after, spec.after) * leading * self.fit.space,
        )

    def size(self, given: Size, x_height: float) -> float:
        """Return the size in pt of a style on this paper, before any fit; the face's x-height is in em."""
        if self.metres and given.reads and self.scale == "hung":
            wanted = size_for(self.metres, given.reads, x_height, self.theme.file.ladder)
            return max(self.smallest, self.theme.stepped(wanted, self.below))
        return max(self.smallest, self.theme.stepped(given.size, self.steps))

    def leading(self, given: Size, size: float, *, on_grid: bool) -> float:
        """Return the leading in pt of a style set in a size: in the theme's proportion, in whole steps of the grid."""
        leading = given.leading.pt() * size / given.size
        moved = self.steps or abs(size - given.size) > 0.01
        if moved and on_grid and self.step:
            least = math.ceil(size * 1.12 / self.step) * self.step
            leading = max(round(leading / self.step) * self.step, least)
        return leading

    def bare(self, name: str, spec: StyleSpec) -> Style:
        """Return a style that has no size yet."""
        family = self.theme.file.faces[spec.face or ""]
        return Style(
            name=name,
            faces=self.theme.faces[spec.face or ""],
            weight=spec.weight or 400,
            strong_weight=spec.strong or family.strong,
            italic=bool(spec.italic),
            size=0.0,
            leading=0.0,
            tracking=spec.tracking or 0.0,
            colour=spec.colour or "text",
            before=0.0,
            after=0.0,
            hang=bool(spec.hang),
            even=bool(spec.even),
            grid=bool(spec.grid) and self.fit.plain,
            keep=bool(spec.keep),
            justify=spec.align == "justify",
            hyphenate=bool(spec.hyphenate),
            protrude=bool(spec.protrude),
            features=tuple(tag for name in spec.features or () for tag in FEATURES.get(name, (name,))),
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
    merged = with_grounds(merged)
    check_names(merged, problems)
    return opened(workspace, merged, folders, chain, problems)


def opened(
    workspace: Workspace,
    merged: ThemeFile,
    folders: Mapping[str, Path],
    chain: list[tuple[ThemeFile, Path]],
    problems: Problems,
) -> Theme | None:
    """Return a theme with its faces and logo opened, None after reporting problems."""
    faces = {
        key: open_family(workspace, key, family, folders[key], problems)
        for key, family in merged.faces.items()
    }
    cuts = {
        key: {
            size: open_family(workspace, f"{key}-{size:g}", cut, folders[key], problems)
            for size, cut in family.optical.items()
        }
        for key, family in merged.faces.items()
    }
    logo = logo_of(workspace, chain, problems)
    if problems.has_errors:
        return None
    check_features(merged, faces, problems)
    return Theme(merged, faces, logo, cuts)


def check_features(
    file: ThemeFile, faces: Mapping[str, Mapping[tuple[int, bool], tuple[Face, ...]]], problems: Problems
) -> None:
    """Report forms of letters that a style asks for and its face does not have."""
    for name, spec in file.styles.items():
        if not spec.features:
            continue
        whole = merged_style(file, name)
        chain = min(faces[whole.face or ""].items(), key=lambda pair: (pair[0][1], abs(pair[0][0] - (whole.weight or 400))))[1]
        for feature in spec.features:
            if not chain[0].features.intersection(FEATURES.get(feature, (feature,))):
                known = [known for known, tags in FEATURES.items() if chain[0].features.intersection(tags)]
                message = f"the style {name!r} asks for {feature}, which its face {whole.face!r} does not have"
                problems.warning("feature", message, spec.where("features"), f"it has: {', '.join(known) or 'none'}")


def theme_names(workspace: Workspace) -> list[str]:
    """Return the names of the themes there are."""
    return [Path(name).parent.name for name in workspace.names("layouts", "themes/*/theme.yaml")]
