"""The only door to files: names that authors write go in, bytes and finished files come out.

A workspace knows the project's root and the resources shipped with the engine, refuses every path that leaves
them, and replaces output only by complete files.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from importlib import resources
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import BinaryIO

LARGEST_TEXT = 16 * 1024 * 1024
"""Bytes; a definition larger than this is a mistake or an attack, not an exhibit."""


class Outside(ValueError):
    """Raised when a path would leave the folder it must stay in."""


class Workspace:
    """The files of one project, and those the engine brings along."""

    def __init__(self, root: Path) -> None:
        self.root = root.resolve()

    @classmethod
    def around(cls, exhibit: Path) -> Workspace:
        """Return the workspace of the project that an exhibit file belongs to.

        The root is the nearest folder above the file that holds `exhibits/`, or the file's own folder.
        """
        folder = exhibit.resolve().parent
        for candidate in (folder, *folder.parents):
            if (candidate / "exhibits").is_dir():
                return cls(candidate)
        return cls(folder)

    def places(self, kind: str) -> tuple[Path, ...]:
        """Return the folders in which files of a kind ("data", "layouts", "exhibits") are looked up, in order."""
        return self.root / kind, shipped() / kind

    def find(self, kind: str, name: str) -> Path:
        """Return the file an author named, from the project or from what the engine ships.

        Raises `Outside` for a path that leaves the folder, FileNotFoundError when there is none.
        """
        for base in self.places(kind):
            path = inside(base, name)
            if path.is_file():
                return path
        raise FileNotFoundError(name)

    def names(self, kind: str, pattern: str) -> list[str]:
        """Return the relative names of the files of a kind that match a glob pattern, without doubles."""
        found = {
            path.relative_to(base).as_posix() for base in self.places(kind) for path in base.glob(pattern)
        }
        return sorted(found)

    def load(self, path: Path) -> bytes:
        """Read a file and remember what was read. Raises OSError."""
        data = path.read_bytes()
        return data

    def small(self, path: Path) -> bytes:
        """Read a definition file; raises ValueError when it is too large to be one, OSError when it cannot be read."""
        size = path.stat().st_size
        if size > LARGEST_TEXT:
            raise ValueError(
                f"the file has {size / 1e6:,.0f} MB; a definition has at most {LARGEST_TEXT / 1e6:,.0f} MB"
            )
        return self.load(path)

    def lines(self, name: str) -> list[str]:
        """Return the lines of a file of the project by the name that messages give it; none when there is no such file."""
        places = [(base / name).resolve() for base in (self.root, Path.cwd())]
        return next((lines for place in places if place.is_relative_to(self.root.resolve()) and (lines := lines_of(place))), [])

    def shown(self, path: Path) -> str:
        """Return the name of a file as messages show it: relative to where the user stands, if it is below."""
        for base in (Path.cwd(), self.root):
            try:
                return path.resolve().relative_to(base.resolve()).as_posix()
            except ValueError:
                continue
        return path.as_posix()


def shipped() -> Path:
    """Return the folder that holds the layouts, themes and exhibits brought along.

    In an installed package they lie in `predella/shipped`; in a checkout they are the top-level folders.
    """
    package = Path(__file__).resolve().parent
    return package / "shipped" if (package / "shipped").is_dir() else package.parent


def resource(name: str) -> bytes:
    """Read a file of the engine's own resources (fonts, pictograms, map outlines). Raises FileNotFoundError."""
    return (resources.files("predella") / "resources" / name).read_bytes()


def resource_names(folder: str, suffix: str) -> list[str]:
    """Return the names, without suffix, of the engine's resources of one kind."""
    entries = (resources.files("predella") / "resources" / folder).iterdir()
    return sorted(entry.name.removesuffix(suffix) for entry in entries if entry.name.endswith(suffix))


def inside(base: Path, name: str) -> Path:
    """Join a name to its folder; raise `Outside` when the name is absolute, climbs out or follows a link out."""
    if not name or "\0" in name:
        raise Outside("the path is empty or holds a null character")
    if PurePosixPath(name).is_absolute() or PureWindowsPath(name).drive or PureWindowsPath(name).root:
        raise Outside(f"{name!r} is an absolute path")
    resolved = (base / name.replace("\\", "/")).resolve()
    if not resolved.is_relative_to(base.resolve()):
        raise Outside(f"{name!r} leads out of {base.name}/")
    return resolved


def lines_of(path: Path) -> list[str]:
    """Return the lines of an author's file as editors count them, none when it cannot be read."""
    try:
        text = path.read_bytes().decode("utf-8-sig", "replace")
    except OSError:
        return []
    # other characters that Python takes for line ends are none
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def line_of(path: Path, number: int) -> str | None:
    """Return one line of a text file for a message, or None when it cannot be read."""
    lines = lines_of(path)
    return lines[number - 1] if 0 < number <= len(lines) else None


def replace(path: Path, write: Callable[[BinaryIO], None]) -> int:
    """Write a file under a temporary name beside its place, then put it there in one step; return its size.

    Whatever interrupts the writing, the old file stays. Raises OSError.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as sink:
            write(sink)
            sink.flush()
            os.fsync(sink.fileno())
            size = sink.tell()
        if os.name == "posix":
            os.chmod(temporary, 0o666 & ~current_umask())
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return size


def current_umask() -> int:
    """Return the process's file mode mask; there is no way to read it but to set it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


def exhibits_in(folder: Path) -> Iterator[Path]:
    """Yield the exhibit definitions of a folder, by name."""
    yield from sorted(path for path in folder.glob("*.y*ml") if path.is_file())
