"""The output targets: a table from the name of `--target` to what writes it. A new target is a file and a line."""

from __future__ import annotations
