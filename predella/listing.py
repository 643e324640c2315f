"""A project goes in, the lines of `predella list` come out: exhibits, layouts, themes and blocks, one line each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from predella.blocks.installed import block_kinds
from predella.diagnostics import Refused
from predella.layouts import layout_names
from predella.source import read
from predella.themes import theme_names
from predella.workspace import Workspace, exhibits_in


def listing(workspace: Workspace, exhibits: Path) -> Iterator[str]:
    """Yield what there is, each kind under its heading; a block from elsewhere is followed by who brings it."""
    yield "exhibits"
    for path in exhibits_in(exhibits):
        yield line(path.stem, summary_of(workspace, path, "title"))
    yield "layouts"
    for name in layout_names(workspace):
        path = workspace.find("layouts", f"{name}/layout.yaml")
        yield line(name, summary_of(workspace, path, "summary"))
    yield "themes"
    for name in theme_names(workspace):
        path = workspace.find("layouts", f"themes/{name}/theme.yaml")
        yield line(name, summary_of(workspace, path, "summary"))
    yield "blocks"
    kinds = block_kinds()
    for name, block in sorted(kinds.items()):
        by = kinds.brought_by.get(name)
        yield line(name, f"{block.summary} ({by})" if by else block.summary)


def line(name: str, summary: str) -> str:
    """Return one line of the list."""
    return f"  {name:<20} {summary}"


def summary_of(workspace: Workspace, path: Path, key: str) -> str:
    """Return the line that a definition says of itself, or that it cannot be read."""
    try:
        text = read(workspace.small(path), workspace.shown(path)).get(key, "")
    except (Refused, OSError, ValueError) as fault:
        return f"cannot be read: {fault}"
    return str(next(iter(text.values()), "") if isinstance(text, dict) else text or "")
