"""A CSV file goes in, rows come out: mappings keyed by the words of its first line, each value with line and column.

Python's own csv module says of a cell neither its line nor its column, nor whether it stood in quotes, and takes a
quote that is never closed for a cell as long as the file. So the cells are read here; it is one pattern.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from predella.diagnostics import Problem, Problems, Refused, Span, counted
from predella.source import CsvRow, Map, Seq, Str, number_of, text_of, text_without_controls
from predella.validate import LANGUAGE

MOST_ROWS = 1_000_000
"""Rows of one file; what is longer is a database, not an exhibit."""
DELIMITERS = "\t;,"
"""What may stand between cells: a spreadsheet writes semicolons where the decimal sign is a comma."""
DECLARED = re.compile(r"sep=(.)\n")
"""The line by which a spreadsheet is told the delimiter."""
QUOTED = re.compile(r'"(?:[^"]|"")*"')
TAGGED = re.compile(r"(?P<base>.*\S)\s*(?P<sign>[@.])(?P<tag>[A-Za-z0-9-]+)$", re.DOTALL)
IN_QUOTES = 'a cell that holds the delimiter, a quote or a line break stands in quotes: "5,617"'


class Cell(NamedTuple):
    """What stands between two delimiters. `raw` is its stretch of the file, for places inside the text."""

    text: str
    raw: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Head:
    """A column: the key it fills, the language it is in if it says one, and where its head stands."""

    key: str
    tag: str | None
    span: Span


class Rows(Seq):
    """The rows of a file, and the keys of its columns in order."""

    heads: Seq


def read_csv(data: bytes, name: str, language: str = "en") -> Rows:
    """Return the rows of a file. A cell without content is a key that is not there, a row without content no row.

    Columns named `title@kk` and `title@ru` are one text in several languages, `title` beside them is in `language`.
    Numbers are typed as in YAML 1.2; everything else is text. Raises `Refused` with every problem of the file.
    """
    text, problems = text_without_controls(data, name, "csv"), Problems()
    declared = DECLARED.match(text)
    delimiter = declared[1] if declared else delimiter_of(text)
    records = list(records_of(text, declared.end() if declared else 0, delimiter, name, problems))
    if not records:
        problems.error("empty", "the file is empty", Span(name, 1, 1))
        raise Refused(problems.found)
    head, *rows = records
    width = max((n for n, cell in enumerate(head, 1) if cell.text), default=0)
    heads = heads_of(head[:width], language, name, problems)
    rows = [row for row in rows if any(cell.text for cell in row)]
    if not rows and not problems.has_errors:
        problems.error("csv", "the file has a head and no rows", Span(name, head[0].line, 1))
    check_lengths(rows, head, width, name, problems)
    problems.refuse_errors()
    return located(rows, heads, name)


def delimiter_of(text: str) -> str:
    """Return the delimiter that the first line has most of, outside of quotes; a comma where it has none."""
    bare = QUOTED.sub("", text.lstrip("\n")).partition("\n")[0]
    return max((*DELIMITERS, ","), key=bare.count) if any(sign in bare for sign in DELIMITERS) else ","


def records_of(text: str, start: int, delimiter: str, name: str, problems: Problems) -> Iterator[list[Cell]]:
    """Yield the cells of each line that is not empty; a cell in quotes may go over several."""
    sign = re.escape(delimiter)
    pattern = re.compile(rf' *(?:"(?P<quoted>[^"]*(?:""[^"]*)*)(?P<close>" *)?|(?P<plain>[^{sign}\n]*))')
    line, line_start, position, row = text.count("\n", 0, start) + 1, start, start, list[Cell]()
    count = 0
    while position < len(text):
        match = pattern.match(text, position)
        assert match
        part = "plain" if match["quoted"] is None else "quoted"
        first, position = match.start(part), match.end()
        column = first - line_start + 1
        if part == "quoted":
            raw = match["quoted"].replace('""', '" ')  # so that places after a doubled quote stay right
            row.append(Cell(match["quoted"].replace('""', '"'), raw, line, column))
            if match["close"] is None:
                problems.error("csv", "a quote that opens here is not closed", Span(name, line, column - 1), "a quote inside a cell is doubled")  # fmt: skip
                return
            if match["quoted"].count("\n"):
                line, line_start = line + raw.count("\n"), first + raw.rfind("\n") + 1
            if text[position : position + 1] not in ("", "\n", delimiter):
                place = Span(name, line, position - line_start + 1)
                problems.error("csv", "text stands after the quote that closes a cell", place, 'a quote inside a cell is doubled: "the ""old"" mill"')  # fmt: skip
                position = end_of_cell(text, position, delimiter)
        else:
            plain = match["plain"].rstrip(" ")
            row.append(Cell(plain, plain, line, column))
        if text[position : position + 1] == delimiter:
            position += 1
            if position < len(text):
                continue
            row.append(Cell("", "", line, position - line_start + 1))
        if len(row) > 1 or row[0].text:
            yield row
            count += 1
            if count > MOST_ROWS + 1:
                raise Refused([Problem("error", "csv", f"the file has more than {MOST_ROWS:,} rows", Span(name, line, 1))])  # fmt: skip
        row, position, line, line_start = [], position + 1, line + 1, position + 1


def end_of_cell(text: str, position: int, delimiter: str) -> int:
    """Return where the next delimiter or line end stands."""
    ends = [end for end in (text.find(delimiter, position), text.find("\n", position)) if end >= 0]
    return min(ends, default=len(text))


def heads_of(cells: Sequence[Cell], language: str, name: str, problems: Problems) -> list[Head]:
    """Return the columns that the head names; report one without a name, and one that is there twice."""
    parts = [TAGGED.match(cell.text) for cell in cells]
    bases = Counter(part["base"] if part else cell.text for cell, part in zip(cells, parts, strict=True))
    bases.update(cell.text for cell, part in zip(cells, parts, strict=True) if part)
    heads: list[Head] = []
    for number, (cell, part) in enumerate(zip(cells, parts, strict=True), 1):
        span = Span(name, cell.line, cell.column)
        if not cell.text:
            problems.error("csv", f"column {number} has no head", span, "the first line names the columns")
        # `no.of` is a word with a full stop, `title.kk` beside `title.ru` a language
        tagged = part and LANGUAGE.match(part["tag"]) and (part["sign"] == "@" or bases[part["base"]] > 1)
        if part and part["sign"] == "@" and not tagged:
            problems.error("language", f"{part['tag']!r} is not a language tag", span, "for example title@kk")
        found = Head(part["base"] if part and tagged else cell.text, part["tag"] if part and tagged else None, span)
        heads.append(found)
    several = {head.key for head in heads if head.tag}
    heads = [Head(h.key, h.tag or language, h.span) if h.key in several else h for h in heads]
    for number, head in enumerate(heads):
        first = next(h for h in heads if (h.key, h.tag) == (head.key, head.tag))
        if first is not head and cells[number].text:
            hint = f"the first is in column {heads.index(first) + 1}"
            problems.error("duplicate", f"a second column is headed {cells[number].text!r}", head.span, hint)
    return heads


def check_lengths(
    rows: Sequence[Sequence[Cell]], head: Sequence[Cell], width: int, name: str, problems: Problems
) -> None:
    """Report rows with more or fewer cells than there are columns; empty cells past the last column are none."""
    for row in rows:
        count = max((n for n, cell in enumerate(row, 1) if cell.text or n <= width), default=0)
        if count != width:
            message = f"the row has {counted(count, 'cell')}, the head {counted(width, 'column')}"
            problems.error("csv", message, Span(name, row[0].line, 1), IN_QUOTES if count > width else "a cell without content needs its delimiter too")  # fmt: skip


def located(rows: Sequence[Sequence[Cell]], heads: Sequence[Head], name: str) -> Rows:
    """Return rows as mappings with the places of their cells."""
    keys_at: dict[str, Span] = {}
    for head in heads:
        keys_at.setdefault(head.key, head.span)
    result = Rows()
    result.span = Span(name, 1, 1)
    result.items_at = [Span(name, row[0].line, 1) for row in rows]
    result.heads = Seq(text_of(key, span) for key, span in keys_at.items())
    result.heads.span, result.heads.items_at = result.span, list(keys_at.values())
    first = heads[0].span.line if heads else 1
    for row, place in zip(rows, result.items_at, strict=True):
        values = CsvRow()
        values.span, values.keys_at, values.values_at = place, keys_at, {}
        values.head_at = Span(name, first, 1)
        for head, cell in zip(heads, row, strict=False):
            if cell.text.strip():
                put(values, head, cell, Span(name, cell.line, cell.column))
        result.append(values)
    return result


def put(row: Map, head: Head, cell: Cell, span: Span) -> None:
    """Put a cell into its row: a number, a text, or one of the texts that a column has in several languages."""
    text = Str(cell.text)
    text.span, text.raw = span, cell.raw
    if head.tag is None:
        value: Any = number_of(cell.text, span)
        row[head.key] = text if value is None else value
        row.values_at[head.key] = span
        return
    if head.key not in row:
        texts = Map()
        texts.span, texts.keys_at, texts.values_at = span, {}, {}
        row[head.key], row.values_at[head.key] = texts, span
    row[head.key][head.tag] = text
    row[head.key].keys_at[head.tag], row[head.key].values_at[head.tag] = head.span, span
