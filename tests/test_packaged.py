"""pyproject.toml goes in; all that ships is in the wheel that it describes."""

from __future__ import annotations

import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_the_wheel_brings_all_that_ships() -> None:
    """Every exhibit with its data, every layout and every theme has its line; no line names what is not there."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        listed = tomllib.load(file)["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    found = [*ROOT.glob("exhibits/*.yaml"), *ROOT.glob("data/*/"), *(path.parent for path in ROOT.glob("layouts/*/layout.yaml"))]
    found += [path.parent for path in ROOT.glob("layouts/themes/*/theme.yaml")]

    assert {path.relative_to(ROOT).as_posix() for path in found} == {name for name in listed if not name.startswith("docs")}
    assert all(target == f"predella/shipped/{name}" for name, target in listed.items())
