"""The logo that a theme names goes in, a mark ready to be placed comes out: a silhouette, a drawing or a picture."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from predella.assets import Picture, PictureError, open_picture
from predella.diagnostics import Problems, Span
from predella.pictograms import Pictogram, read_pictogram
from predella.svg import Drawing, SvgError, read_svg
from predella.workspace import Outside, Workspace, inside

NONE = "none"
"""What a theme writes that wants no logo, not even that of the theme it extends."""

INKS = frozenset({"currentcolor", "black", "#000", "#000000"})
"""Colours that say no more than that there is ink."""


@dataclass(frozen=True)
class Logo:
    """A theme's logo: `key` names it among the pictures of a document, `place` is where the theme names it."""

    key: str
    alt: str
    art: Pictogram | Drawing | Picture
    shown: str
    place: Span | None

    @property
    def proportion(self) -> float:
        """Width divided by height."""
        return self.art.width / self.art.height


class NamesLogo(Protocol):
    """What of a theme's file says its logo."""

    @property
    def logo(self) -> str | None: ...

    @property
    def logo_alt(self) -> str: ...

    def where(self, key: str) -> Span | None: ...


def logo_of(
    workspace: Workspace, chain: Sequence[tuple[NamesLogo, Path]], problems: Problems
) -> Logo | None:
    """Open the logo of a theme and those it extends, itself last: the nearest counts, beside whose file it lies."""
    for file, path in reversed(chain):
        if file.logo:
            name, place = file.logo, file.where("logo")
            return None if name == NONE else open_logo(workspace, path.parent, name, file.logo_alt, place, problems)  # fmt: skip
    return None


def open_logo(
    workspace: Workspace, folder: Path, name: str, alt: str, place: Span | None, problems: Problems
) -> Logo | None:
    """Open a logo of a theme's own folder; return None after reporting why there is none."""
    try:
        path = inside(folder, name)
        art = read_art(workspace.load(path), path)
    except Outside:
        problems.error("outside", f"the logo {name!r} leads out of the theme's folder", place, "a theme brings its logo along, beside its theme.yaml")  # fmt: skip
        return None
    except OSError:
        problems.error("no-file", f"the theme {folder.name!r} has no file {name!r}", place)
        return None
    except (PictureError, SvgError) as fault:
        hints = (fault.hint,) if isinstance(fault, SvgError) and fault.hint else ()
        problems.error("logo", f"the logo {name}: {fault}", place, *hints)
        return None
    alt = alt or (art.title if isinstance(art, Pictogram) else "")
    if not alt:
        problems.error("alt", f"the logo {name} has no text for those who do not see it", place, "add `logo_alt:` with the name of the house")  # fmt: skip
        return None
    return Logo(f"logo of {folder.name}", alt, art, workspace.shown(path), place)


def read_art(data: bytes, path: Path) -> Pictogram | Drawing | Picture:
    """Read a logo's file. Raises `PictureError` and `SvgError`."""
    if path.suffix.lower() != ".svg":
        return open_picture(data, path.stem)
    return silhouette(data) or read_svg(data, path.stem)


def silhouette(data: bytes) -> Pictogram | None:
    """Return an SVG of paths in one colour, which the ground then gives; None for any other."""
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        return None
    try:
        text = data.decode("utf-8-sig")
        figure = read_pictogram(text)
    except ValueError:
        return None
    said = {colour.lower() for colour in re.findall(r"""\bfill\s*[:=]\s*["']?\s*([^\s"';}]+)""", text)}
    special = re.search(r"<style|<script|\b(?:stroke|class|opacity|filter|mask|on[a-z]+|href)\s*[:=]", text)
    return figure if said <= INKS and not special else None
