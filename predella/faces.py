"""A theme's families go in, opened faces come out: the theme's own font files, or those the engine brings along."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import Field, PlainValidator, model_validator

from predella.diagnostics import Problems, did_you_mean
from predella.source import Str
from predella.typeset import Face, FontError, open_face
from predella.validate import Model, wrong
from predella.workspace import Workspace, resource, resource_names


def to_file_name(value: Any) -> str:
    """Accept the name of a file; it keeps its place in the author's file."""
    if not isinstance(value, str) or not value:
        raise wrong("font", f"the name of a font file is expected, not {value!r}")
    return value


FileName = Annotated[str, PlainValidator(to_file_name, json_schema_input_type=str)]


class Family(Model):
    """A family: one of the engine's by name, or files of the theme's own folder by weight."""

    family: str | None = None
    files: dict[int, FileName] = Field(default_factory=dict)
    italics: dict[int, FileName] = Field(default_factory=dict)
    italic: bool = Field(True, description="whether slanted faces are used; if not, emphasis stands in strong type")
    strong: int = 700
    optical: dict[Annotated[float, Field(gt=0)], Family] = Field(
        default_factory=dict, description="pt: the cuts of the family that are drawn for that size and above"
    )

    @model_validator(mode="after")
    def means_its_italics(self) -> Self:
        """Refuse files that would never be used."""
        if self.italics and not self.italic:
            raise wrong("font", "`italic: false` leaves the files of `italics` unused", None, "leave out one of the two")
        return self


def open_family(
    workspace: Workspace, key: str, family: Family, folder: Path, problems: Problems
) -> dict[tuple[int, bool], tuple[Face, ...]]:
    """Open the faces of a family, by weight and slope."""
    sources = {(weight, False): path for weight, path in family.files.items()}
    sources |= {(weight, True): path for weight, path in family.italics.items()}
    opened: dict[tuple[int, bool], tuple[Face, ...]] = {}
    for (weight, italic), name in sources.items():
        path = folder / name
        try:
            if not path.resolve().is_relative_to(folder.resolve()):
                raise FontError("the file lies outside the theme's folder")
            face = open_face(workspace.load(path), f"{folder.name}-{key}-{path.stem}")
            opened[weight, italic] = (face, *fallbacks(weight))
        except (OSError, FontError) as fault:
            reason = fault if isinstance(fault, FontError) else "there is no such file"
            place = name.span if isinstance(name, Str) else family.span
            problems.error("font", f"the face {key!r}, {name}: {reason}", place)
    if family.family:
        opened |= shipped_family(family.family)
    if not family.italic:
        opened = {(weight, slanted): chain for (weight, slanted), chain in opened.items() if not slanted}
    if not opened and not sources:
        families = sorted({font.split("-")[0] for font in resource_names("fonts", ".ttf")})
        problems.error("font", f"the face {key!r} has no font file", family.span, *did_you_mean((family.family or "").replace(" ", ""), families))  # fmt: skip
    return opened


FALLBACKS = ("FiraSans", "Literata", "NotoSansHebrew", "NotoSansArabic")
"""Families of the engine that draw what another lacks, in that order; each has the weights 400 and 700."""

opened_resources: dict[str, Face] = {}


def shipped_family(family: str) -> dict[tuple[int, bool], tuple[Face, ...]]:
    """Open the engine's faces of a family: `Fira Sans Condensed` is FiraSansCondensed-400.ttf and its siblings."""
    faces: dict[tuple[int, bool], tuple[Face, ...]] = {}
    for name in resource_names("fonts", ".ttf"):
        stem, _, rest = name.partition("-")
        if stem == family.replace(" ", ""):
            weight, _, slope = rest.partition("-")
            faces[int(weight), slope == "italic"] = (shipped_face(name), *fallbacks(int(weight)))
    return faces


def shipped_face(name: str) -> Face:
    """Open one of the engine's font files, once in a process."""
    if name not in opened_resources:
        opened_resources[name] = open_face(resource(f"fonts/{name}.ttf"), name)
    return opened_resources[name]


def fallbacks(weight: int) -> tuple[Face, ...]:
    """Return the faces that draw what a family lacks, nearest in weight."""
    bold = "700" if weight >= 600 else "400"
    return tuple(shipped_face(f"{name}-{bold}") for name in FALLBACKS)
