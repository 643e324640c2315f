"""Takes pytest's command line; gives every test the golden files and one way to draw examples."""

from __future__ import annotations

import difflib
import os
from pathlib import Path
from typing import Protocol

import pytest
from hypothesis import settings

TESTS = Path(__file__).parent

# A deadline would fail a slow machine, not a wrong rule. CI draws the same examples each time, so that a
# red run is about the change under test; at a desk new examples are worth their surprise.
settings.register_profile("predella", deadline=None, derandomize="CI" in os.environ, print_blob=True)
settings.load_profile("predella")


class Golden(Protocol):
    """Compares text with what a file under tests/ has recorded."""

    def __call__(self, path: str | Path, text: str) -> None: ...


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="write golden files anew instead of comparing")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """`golden(path, text)`: the file holds exactly this text; `pytest --update` makes it so.

    A relative path starts at tests/. Line ends count: the file is read as bytes.
    """
    update: bool = request.config.getoption("--update")

    def compare(path: str | Path, text: str) -> None:
        file = TESTS / path
        recorded = file.read_bytes().decode() if file.is_file() else None
        if recorded == text:
            return
        if update:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text.encode())
            return
        name = file.relative_to(TESTS) if file.is_relative_to(TESTS) else file
        pytest.fail(_difference(name.as_posix(), recorded, text), pytrace=False)

    return compare


def _difference(name: str, recorded: str | None, text: str) -> str:
    if recorded is None:
        return f"{name} does not exist; `pytest --update` writes it:\n{text}"
    # Lines are split at line feeds alone, and each shows what else ends it: a diff between two texts that
    # differ in a carriage return or in the last line feed would else be empty.
    before, after = (version.replace("\r", "␍").split("\n") for version in (recorded, text))
    diff = "\n".join(difflib.unified_diff(before, after, f"{name} (recorded)", f"{name} (now)", lineterm=""))
    return f"{name} is not what was recorded; if the change is meant, `pytest --update` records it:\n{diff}"
