"""The importers: a table from the end of a data file's name to what reads it into located values. A new one is a line."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from predella.importers.csv import Rows, read_csv
from predella.source import read_any

IMPORTERS: Mapping[str, Callable[[bytes, str, str], Any]] = {
    ".yaml": lambda data, name, language: read_any(data, name),
    ".yml": lambda data, name, language: read_any(data, name),
    ".csv": read_csv,
    ".tsv": read_csv,
}
"""Each takes the bytes of a file, the name by which messages call it, and the language of texts that name none.

It returns values of `source` with their places, or raises `Refused` with everything that is wrong with the file.
"""

__all__ = ["IMPORTERS", "Rows", "read_csv"]
