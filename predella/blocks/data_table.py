"""The numbers of a drawn figure go in; the table and the sentences that tell them without its ink come out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from predella.pages import Element
from predella.phrases import enumerated, phrase

MOST_NAMES = 4
"""Rows of one value that a sentence names; of more it says how many they are."""


@dataclass(frozen=True, slots=True)
class Told:
    """A value of a chart, with its name and its number in the edition's words."""

    name: str
    value: float
    number: str


def add_data_table(element: Element, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Add a table of the data to a figure's element: a head for each column, rows whose first cell names them.

    Nothing of it is painted: the words stand in the cells (`Element.words`), with the direction in which each
    head reads (`Scope`; ISO 32000-1, table 349). A column without words is left out. Asked again, it adds nothing.
    """
    lines = [tuple(row) for row in rows]
    kept = [index for index in range(len(heads)) if any(line[index] for line in lines)]
    table = element.child("Table", "data")
    head = table.child("TR", "head")
    for index in kept:
        head.child("TH", f"column {index}", words=heads[index], attributes={"Scope": "Column"})
    for number, line in enumerate(lines):
        row = table.child("TR", f"row {number}")
        for index in kept:
            if index == kept[0]:
                row.child("TH", f"cell {index}", words=line[index], attributes={"Scope": "Row"})
            else:
                row.child("TD", f"cell {index}", words=line[index])


def heads_of(language: str, *keys: str) -> tuple[str, ...]:
    """Return heads of columns in the words of a language: name, value, note …"""
    return tuple(phrase(f"data-{key}", language) for key in keys)


def extremes(told: Sequence[Told], language: str) -> str:
    """Return the sentences that name the highest and the lowest of the values, or the one that all are."""
    if not told:
        return ""
    high, low = max(item.value for item in told), min(item.value for item in told)
    if high == low:
        if len(told) == 1:
            return f"{phrase('chart-row', language, label=told[0].name, value=told[0].number)}."
        return phrase("chart-all", language, value=told[0].number)
    return " ".join(
        phrase(key, language, rows=named([item for item in told if item.value == value], language))
        for key, value in (("chart-high", high), ("chart-low", low))
    )


def changes(told: Sequence[tuple[Told, Told]], language: str) -> str:
    """Return the sentences that name the series that rose and fell most from a first value to a last."""
    moves = [(last.value - first.value, first, last) for first, last in told]
    said = []
    for key, move in (("chart-rise", max(move for move, *_ in moves)), ("chart-fall", min(move for move, *_ in moves))):
        if move == 0 or (move > 0) != (key == "chart-rise"):
            continue
        rows = [
            Told(first.name, move, f"{first.number} → {last.number}") for by, first, last in moves if by == move
        ]
        said.append(phrase(key, language, rows="; ".join(named([row], language) for row in rows[:MOST_NAMES])))
    return " ".join(said)


def named(told: Sequence[Told], language: str) -> str:
    """Return rows of one value in words: their names, with "+ 3" for those beyond a few, and the value."""
    names = [item.name for item in told[:MOST_NAMES]]
    if len(told) > MOST_NAMES:
        names[-1] += f" + {len(told) - MOST_NAMES}"
    return phrase("chart-row", language, label=enumerated(tuple(names), language), value=told[0].number)


def set_apart(names: Iterable[str], language: str) -> str:
    """Return the sentence that names what is set apart from the other rows, or ""."""
    found = tuple(names)
    return phrase("chart-apart", language, names=enumerated(found, language)) if found else ""
