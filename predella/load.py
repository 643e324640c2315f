"""An exhibit file goes in, a validated exhibit and its pictures come out; every problem of every file is reported."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from predella.assets import Picture, PictureError, open_picture
from predella.diagnostics import Problems, Refused, Span, did_you_mean
from predella.importers import IMPORTERS
from predella.model import Exhibit
from predella.source import Map, Seq, Str, read
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
    """Read one file; what keeps it from being read is reported where it is named."""
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
    inclusion = Inclusion(workspace, blocks, problems, language_of(data))
    if isinstance(data.get("sources"), Str):
        data["sources"] = inclusion.content(data["sources"], (".yaml", ".yml"), Seq)
    if isinstance(data.get("events"), Str):
        data["events"] = inclusion.content(data["events"], IMPORTERS, Seq)
    if isinstance(data.get("strip"), Map):
        inclusion.rows("count_strip", data["strip"])
    figures = data.get("figures")
    for figure in figures.values() if isinstance(figures, Map) else ():
        inclusion.drawings(figure)
    sections = data.get("sections")
    for section in sections if isinstance(sections, Seq) else ():
        content = section.get("content") if isinstance(section, Map) else None
        if isinstance(content, Seq):
            inclusion.items(content)


def language_of(data: Map) -> str:
    """Return the language of texts that name none, before the exhibit is validated."""
    languages = data.get("languages")
    first = languages[0] if isinstance(languages, Seq) and languages else "en"
    return str(data.get("default_language") or first)


@dataclass(frozen=True)
class Inclusion:
    """Reads the data files that an exhibit names. What stands for one that cannot be read reports nothing more."""

    workspace: Workspace
    blocks: Mapping[str, Any]
    problems: Problems
    language: str

    def content(self, name: Str, endings: Iterable[str], kind: type[Map | Seq]) -> Any:
        """Return what a data file holds, or an empty value of its kind after reporting a problem."""
        content = self.read(name, endings)
        return content if content is not None else empty(kind, name.span)

    def read(self, name: Str, endings: Iterable[str]) -> Any:
        """Return what a data file holds, or None after reporting why it cannot be read."""
        path = find_data(self.workspace, str(name), name.span, self.problems)
        if path is None:
            return None
        ending = path.suffix.lower()
        if ending not in endings:
            known = ", ".join(ending.removeprefix(".") for ending in endings)
            hints = [f"the name ends in one of: {known}"]
            hints += ["save the spreadsheet as CSV (UTF-8)"] if ".csv" in endings else []
            self.problems.error("file", f"{name!r} is no data file that can be read here", name.span, *hints)
            return None
        reader = IMPORTERS[ending]
        return read_file(
            self.workspace, path, name.span, self.problems,
            lambda data, shown: reader(data, shown, self.language),
        )  # fmt: skip

    def drawings(self, figure: Any) -> None:
        """Fill the drawings of a figure; each may be a file as a whole, or name one for its rows."""
        drawn = [key for key in figure if key in self.blocks and self.blocks[key].drawing] if isinstance(figure, Map) else []  # fmt: skip
        for key in drawn:
            if isinstance(figure[key], Str):
                figure[key] = self.content(figure[key], (".yaml", ".yml"), Map)
            if isinstance(figure[key], Map) and not self.rows(key, figure[key]):
                del figure[key]

    def items(self, content: Seq) -> None:
        """Fill the blocks of a section; one whose file cannot be read is taken out."""
        for index in reversed(range(len(content))):
            item = content[index]
            kinds = [key for key in item if key in self.blocks] if isinstance(item, Map) else []
            whole = [self.rows(key, item[key]) for key in kinds if isinstance(item[key], Map)]
            if not all(whole):
                del content[index], content.items_at[index]

    def rows(self, kind: str, data: Map) -> bool:
        """Fill the fields of a block that a file can fill; return False after reporting that one cannot be read."""
        whole = True
        for field in self.blocks[kind].from_file if kind in self.blocks else ():
            if isinstance(data.get(field), Str):
                content = self.read(data[field], IMPORTERS)
                whole = content is not None and self.blocks[kind].take(data, field, content, self.problems) and whole
        return whole


def empty(kind: type[Map | Seq], span: Span) -> Map | Seq:
    """Return the value that stands for a file that could not be read, so that its fault is reported once."""
    value = kind()
    value.span = span
    if isinstance(value, Map):
        value.keys_at, value.values_at = {}, {}
    else:
        value.items_at = []
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
