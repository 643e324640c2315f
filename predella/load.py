"""An exhibit file goes in, a validated exhibit and its pictures come out; every problem of every file is reported."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from predella.assets import Picture, PictureError, open_picture
from predella.diagnostics import Problems, Refused, Span
from predella.model import Exhibit
from predella.source import Map, Str, read, read_any
from predella.svg import Drawing, SvgError, read_svg
from predella.validate import read_model
from predella.workspace import Outside, Workspace


def load_exhibit(
    workspace: Workspace, path: Path, blocks: Mapping[str, Any], problems: Problems
) -> Exhibit | None:
    """Read an exhibit and the data files it names; return None after reporting why there is none to check.

    An exhibit that was read is returned even if something in it is wrong, so that its checks report the rest;
    without its data files they would report what follows from that alone.
    """
    data = read_file(workspace, path, None, problems, read)
    if data is None:
        return None
    include_files(workspace, data, blocks, problems)
    whole = not problems.has_errors
    exhibit = read_model(Exhibit, data, problems, blocks)
    return exhibit if whole else None


def read_file(
    workspace: Workspace,
    path: Path,
    named_at: Span | None,
    problems: Problems,
    read: Callable[[bytes, str], Any],
) -> Any:
    """Read one YAML file; what keeps it from being read is reported where it is named."""
    shown = workspace.shown(path)
    try:
        return read(workspace.small(path), shown)
    except Refused as refused:
        problems.extend(refused.problems)
    except ValueError as fault:
        problems.error("file", str(fault), Span(shown))
    except OSError as fault:
        problems.error("file", f"{shown} cannot be read: {fault.strerror or fault}", named_at or Span(shown))
    return None


def include_files(workspace: Workspace, data: Map, blocks: Mapping[str, Any], problems: Problems) -> None:
    """Put the content of named data files in the place of their names; positions stay those of each file."""
    for key in ("sources", "events"):
        if isinstance(data.get(key), Str):
            data[key] = included(workspace, data[key], problems, key)
    figures = data.get("figures")
    for figure in figures.values() if isinstance(figures, Map) else ():
        drawings = (
            [key for key in figure if key in blocks and blocks[key].drawing]
            if isinstance(figure, Map)
            else []
        )
        for key in drawings:
            if isinstance(figure[key], Str):
                figure[key] = included(workspace, figure[key], problems, key)


def included(workspace: Workspace, name: Str, problems: Problems, key: str) -> Any:
    """Return what a data file holds, or an empty value of its kind after reporting a problem."""
    path = find_data(workspace, str(name), name.span, problems)
    content = read_file(workspace, path, name.span, problems, read_any) if path else None
    return content if content is not None else empty(name.span, key)


def empty(span: Span, key: str) -> Any:
    """Return the value that stands for a file that could not be read, so that its fault is reported once."""
    value = Map()
    value.span, value.keys_at, value.values_at = span, {}, {}
    if key in ("sources", "events"):
        from predella.source import Seq

        items = Seq()
        items.span, items.items_at = span, []
        return items
    return value


def find_data(workspace: Workspace, name: str, span: Span | None, problems: Problems) -> Path | None:
    """Return a file below data/, or None after reporting that there is none or that it leads out."""
    try:
        return workspace.find("data", name)
    except Outside as fault:
        problems.error(
            "outside",
            str(fault),
            span,
            "files an exhibit uses lie below the project's data/ folder, by relative path",
        )
    except FileNotFoundError:
        names = workspace.names("data", f"**/*{Path(name).suffix}") if Path(name).suffix else []
        from predella.diagnostics import did_you_mean

        problems.error("no-file", f"there is no file data/{name}", span, *did_you_mean(name, names)[:1])
    except OSError as fault:
        problems.error("file", f"data/{name} cannot be read: {fault.strerror or fault}", span)
    return None


def load_pictures(
    workspace: Workspace, exhibit: Exhibit, problems: Problems
) -> dict[str, Picture | Drawing]:
    """Open the picture file of every figure that has one; an SVG becomes a drawing."""
    pictures: dict[str, Picture | Drawing] = {}
    for name, figure in exhibit.figures.items():
        if figure.file is None:
            continue
        path = find_data(workspace, figure.file, figure.where("file"), problems)
        if path is None:
            continue
        try:
            pictures[name] = opened(workspace.load(path), name, path)
        except PictureError as fault:
            problems.error("picture", f"figure {name!r}, data/{figure.file}: {fault}", figure.where("file"))
        except SvgError as fault:
            problems.error("svg", f"figure {name!r}, data/{figure.file}: {fault}", figure.where("file"), *filter(None, (fault.hint,)))  # fmt: skip
        except OSError as fault:
            problems.error(
                "file",
                f"data/{figure.file} cannot be read: {fault.strerror or fault}",
                figure.where("file"),
            )
    return pictures


def opened(data: bytes, name: str, path: Path) -> Picture | Drawing:
    """Open a picture, or read an SVG. Raises `PictureError` and `SvgError`."""
    return read_svg(data, name) if path.suffix.lower() == ".svg" else open_picture(data, name)
