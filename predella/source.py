"""YAML text goes in, plain values that remember their line and column come out.

The values are ordinary str, dict and list objects of three subclasses that carry a `span`. Scalars are typed as in
YAML 1.2, so that `no`, `1954-05-16` and `0930` stay what the author wrote. Every fault is a Problem at its place.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from typing import Any

import yaml

from predella.diagnostics import Problem, Problems, Refused, Span

Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

LARGEST_TREE = 100_000
"""Values in one file, aliases expanded; more is an alias bomb."""
DEEPEST = 60
"""Levels of nesting; a definition needs about ten."""

INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]*)$")
DECIMAL = re.compile(r"[-+]?([0-9]+\.[0-9]*|\.[0-9]+|[0-9]+(?=[eE]))([eE][-+]?[0-9]+)?$")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""Characters that are no text: neither YAML nor the markup of a template may hold them."""


class Str(str):
    """A text scalar; `raw` is the stretch of the file it was read from, for places inside the text."""

    span: Span
    raw: str
    reached: tuple[int, int, int, int]

    def at(self, offset: int) -> Span:
        """Return the place in the file of a character of this text.

        Folding, quotes and indentation change only white space, so the non-blank characters before the place
        are counted off in the file.
        """
        # readers ask for one place after the other: each goes on from the one before
        asked, index, line, column = getattr(self, "reached", (0, 0, self.span.line, self.span.column))
        if offset < asked:
            asked, index, line, column = 0, 0, self.span.line, self.span.column
        skip = len("".join(self[asked:offset].split()))
        while index < len(self.raw):
            character = self.raw[index]
            if not character.isspace():
                if skip == 0:
                    break
                skip -= 1
            line, column = (line + 1, 1) if character == "\n" else (line, column + 1)
            index += 1
        self.reached = offset, index, line, column
        return Span(self.span.file, line, column)


class Whole(int):
    """A whole number; `written` is what the author wrote, should it be a text after all."""

    span: Span
    written: str


class Fraction(float):
    """A number with decimals; `written` keeps the zero at the end of `1.50`."""

    span: Span
    written: str


class Map(dict[str, Any]):
    """A mapping that knows where it, its keys and its values stand."""

    span: Span
    keys_at: dict[str, Span]
    values_at: dict[str, Span]


class CsvRow(Map):
    """A row of a file with a head: a key that no row has is missing there, and not in each row."""

    head_at: Span


class Seq(list[Any]):
    """A sequence that knows where it and its items stand."""

    span: Span
    items_at: list[Span]


def text_of(value: str, span: Span) -> Str:
    """Return a text with a place, for values that come from elsewhere than YAML (a CSV cell, a template)."""
    located = Str(value)
    located.span, located.raw = span, value
    return located


def decode(data: bytes, name: str) -> str:
    """Return the text of a file; refuse bytes that are not UTF-8, naming line, column and the likely encoding."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise Refused([Problem("error", "encoding", "the file is UTF-16, not UTF-8", Span(name), (SAVE_AS,))])
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as fault:
        before = data[: fault.start]
        line_start = before.rfind(b"\n") + 1
        place = Span(name, before.count(b"\n") + 1, len(before[line_start:].decode("utf-8", "replace")) + 1)
        message = f"the byte 0x{data[fault.start]:02X} is not UTF-8"
        raise Refused([Problem("error", "encoding", message, place, (SAVE_AS,))]) from None


def text_without_controls(data: bytes, name: str, rule: str) -> str:
    """Return the text of a file; refuse it with every control character it holds, each at its place."""
    text, problems = decode(data, name), Problems()
    for match in CONTROL.finditer(text):
        message, place = f"control character U+{ord(match.group()):04X}", place_of(text, match.start(), name)
        problems.error(rule, message, place, "delete it and type the text again")
    problems.refuse_errors()
    return text


SAVE_AS = "save the file as UTF-8 (the editor's Save As, Encoding)"


def read(data: bytes, name: str) -> Map:
    """Return the mapping that a YAML file holds. Raises `Refused` with all problems found.

    `name` is how messages call the file.
    """
    value = read_any(data, name)
    if not isinstance(value, Map):
        message = "the file must hold `key: value` lines at its top level"
        raise Refused([Problem("error", "type", message, Span(name, 1, 1))])
    return value


def read_any(data: bytes, name: str) -> Any:
    """Return what a YAML file holds: a mapping, a list (of sources, of events) or one value. Raises `Refused`."""
    text = text_without_controls(data, name, "yaml")
    problems = Problems()
    refuse_deep(text, name)
    try:
        node = yaml.compose(text, Loader=Loader)
    except yaml.MarkedYAMLError as fault:
        raise Refused([syntax_problem(fault, text, name)]) from None
    except yaml.YAMLError as fault:
        raise Refused([Problem("error", "yaml", f"not YAML: {fault}", Span(name))]) from None
    if node is None:
        raise Refused([Problem("error", "empty", "the file is empty", Span(name, 1, 1), ("start from a small exhibit: docs/exhibits.md has one to copy",))])  # fmt: skip
    value = Reader(text, name, problems).value(node, 0)
    problems.refuse_errors()
    return value


def refuse_deep(text: str, name: str) -> None:
    """Refuse nesting that would exhaust the stack of the YAML library, before it is asked to read it."""
    depth = 0
    for match in re.finditer(r"[\[{\]}]|^(?:- ){2,}|\n(?:- ){2,}", text):
        depth += 1 if match.group() in "[{" else -1 if match.group() in "]}" else 0
        if depth > 1000 or len(match.group()) > 2 * DEEPEST:
            message = f"values are nested more than {DEEPEST} deep"
            start = match.start() + match.group().startswith("\n")
            raise Refused([Problem("error", "yaml", message, place_of(text, start, name))])


def place_of(text: str, offset: int, name: str) -> Span:
    """Return line and column of a character of a file."""
    return Span(name, text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset))


def syntax_problem(fault: yaml.MarkedYAMLError, text: str, name: str) -> Problem:
    """Turn the YAML library's complaint into one in the author's words."""
    reason = fault.problem or "the text cannot be read as YAML"
    unclosed = any(part in reason for part in UNCLOSED)
    mark = (fault.context_mark if unclosed else None) or fault.problem_mark or fault.context_mark
    place = Span(name, mark.line + 1, mark.column + 1) if mark else Span(name)
    lines = ["", *text.split("\n")]
    line = lines[place.line] if 0 < place.line < len(lines) else ""
    if line[: len(line) - len(line.lstrip())].count("\t") or "'\\t'" in reason or "tab" in reason:
        column = line.find("\t") + 1
        where = Span(name, place.line, max(column, 1))
        return Problem(
            "error", "yaml", "a tab cannot indent YAML", where, ("use spaces, two for each level",)
        )
    if "expected a single document" in reason or "expected a single document" in (fault.context or ""):
        return Problem(
            "error",
            "yaml",
            "a second document starts here (`---`)",
            place,
            ("one file holds one definition",),
        )
    glued = GLUED_KEY.match(lines[place.line - 1]) if 1 < place.line <= len(lines) else None
    if glued and "mapping values" in reason:
        place = Span(name, place.line - 1, glued.end("key") + 1)
        return Problem("error", "yaml", "a key needs a space after its colon", place)
    message, hint = FAULTS.get(
        next((key for key in FAULTS if key in reason), ""), (f"this is not YAML: {reason}", "")
    )
    return Problem("error", "yaml", message, place, (hint,) if hint else ())


UNCLOSED = ("found unexpected end of stream", "did not find expected ',' or", "could not find expected ':'")
"""Complaints that come up at the end of the file, or far down; their cause stands where the bracket opened."""

GLUED_KEY = re.compile(r"\s*(?:- )*(?P<key>[\w-]+:)[^\s/]")

FAULTS = {
    "mapping values are not allowed": (
        "a colon and a space cannot stand inside a text without quotes",
        "put quotes round the text, or write `|` and the text on lines of its own",
    ),
    "could not find expected ':'": (
        "a line that is no `key: value` stands here",
        "a key needs a colon and a space after it",
    ),
    "did not find expected key": (
        "this line does not fit the lines above",
        "keys that belong together begin in one column; or a quote above is not closed",
    ),
    "did not find expected '-'": (
        "this line does not fit the lines above",
        "items of one list, and keys that belong together, begin in one column",
    ),
    "found unexpected end of stream": ("a quote that opens here is not closed", ""),
    "found character that cannot start any token": (
        "this character cannot begin a text",
        "put quotes round a text that starts with @, ` or %",
    ),
    "did not find expected ',' or": (
        "a bracket that opens here is not closed, or a comma is missing in it",
        "a text with , : [ ] { or } in brackets needs quotes round it",
    ),
    "undefined alias": ("nothing has this name", "a text that starts with * needs quotes round it"),
    "alphabetic or numeric": (
        "this character cannot begin a text",
        "put quotes round a text that starts with * or &",
    ),
    "block end": (
        "this line does not fit the lines above",
        "keys that belong together begin in one column",
    ),
}
"""What the YAML library says, as far as authors meet it, and the same in plain words with what to do."""


class Reader:
    """Turns composed nodes into located values, collecting problems on the way."""

    def __init__(self, text: str, name: str, problems: Problems) -> None:
        self.text = text
        self.name = name
        self.problems = problems
        self.count = 0
        self.open: set[int] = set()
        self.done: dict[int, tuple[int, Any]] = {}

    def span(self, node: yaml.Node) -> Span:
        return Span(self.name, node.start_mark.line + 1, node.start_mark.column + 1)

    def value(self, node: yaml.Node, depth: int) -> Any:
        """Return the located value of a node; an alias gets the value its anchor has, counted again."""
        size, known = self.done.get(id(node), (1, None))
        self.count += size
        if self.count > LARGEST_TREE:
            message = f"the file unfolds to more than {LARGEST_TREE:,} values"
            hint = "aliases (*name) that repeat other aliases multiply"
            raise Refused([Problem("error", "yaml", message, self.span(node), (hint,))])
        if depth > DEEPEST or id(node) in self.open:
            raise Refused(
                [Problem("error", "yaml", f"values are nested more than {DEEPEST} deep", self.span(node))]
            )
        if known is not None:
            return known
        if isinstance(node, yaml.ScalarNode):
            return self.scalar(node)
        before = self.count - 1
        self.open.add(id(node))
        result = (
            self.mapping(node, depth) if isinstance(node, yaml.MappingNode) else self.sequence(node, depth)
        )
        self.open.discard(id(node))
        self.done[id(node)] = (self.count - before, result)
        return result

    def mapping(self, node: yaml.Node, depth: int) -> Map:
        result = Map()
        result.span, result.keys_at, result.values_at = self.span(node), {}, {}
        self.check_tag(node)
        for key_node, value_node in node.value:
            key = str(key_node.value) if isinstance(key_node, yaml.ScalarNode) else ""
            place = self.span(key_node)
            if not key:
                self.problems.error("type", "a key must be a plain word", place)
                continue
            if key in result:
                first = result.keys_at[key]
                self.problems.error(
                    "duplicate",
                    f"{key!r} stands here a second time",
                    place,
                    f"the first is on line {first.line}",
                )
                continue
            result[key] = self.value(value_node, depth + 1)
            result.keys_at[key] = place
            result.values_at[key] = self.span(value_node)
        return result

    def sequence(self, node: yaml.Node, depth: int) -> Seq:
        result = Seq(self.value(item, depth + 1) for item in node.value)
        result.span = self.span(node)
        result.items_at = [self.span(item) for item in node.value]
        self.check_tag(node)
        return result

    def scalar(self, node: yaml.ScalarNode) -> Any:
        self.check_tag(node)
        text = node.value
        if not node.style:
            if text in ("", "~", "null", "Null", "NULL"):
                return None
            if text in ("true", "True", "TRUE", "false", "False", "FALSE"):
                return text.lower() == "true"
            number = number_of(text, self.span(node))
            if number is not None:
                return number
        result = Str(text)
        result.span = self.span(node)
        escaped = CONTROL.search(text)
        if escaped:
            message = f"the text holds the control character U+{ord(escaped.group()):04X}"
            self.problems.error("yaml", message, result.span, "take the escape out of the quotes")
        start = node.start_mark.index
        result.raw = self.text[start : node.end_mark.index]
        if node.style in ("'", '"'):
            result.span = Span(self.name, result.span.line, result.span.column + 1)
            result.raw = result.raw[1:]
        elif node.style in ("|", ">"):
            _header, _, body = result.raw.partition("\n")
            result.span = Span(self.name, result.span.line + 1, 1)
            result.raw = body
        return result

    def check_tag(self, node: yaml.Node) -> None:
        """Refuse `!tags`: a definition is data, and a tag would ask for something else."""
        if self.text[node.start_mark.index : node.start_mark.index + 1] == "!" or "python" in node.tag:
            self.problems.error(
                "yaml", f"tags such as {node.tag!r} are not used", self.span(node), "delete the tag"
            )


def number_of(text: str, span: Span) -> Whole | Fraction | None:
    """Return the number that a text is in YAML 1.2, or None; `0930` and `1:30` are none."""
    number: Whole | Fraction | None = None
    if INTEGER.fullmatch(text) and len(text) < 20:
        number = Whole(text)
    elif DECIMAL.fullmatch(text):
        number = Fraction(text)
    if number is None or not math.isfinite(number):
        return None
    number.span, number.written = span, text
    return number


def span_of(data: Any, loc: Iterable[int | str], *, key: bool = False) -> Span | None:
    """Return the place that a path of keys and indexes leads to, as far as it can be followed.

    Parts of the path that name no key (a validator's own labels) are passed over. With `key`, the place of the
    last key itself is meant, not of its value.
    """
    place: Span | None = getattr(data, "span", None)
    for part in loc:
        if isinstance(data, Map) and part in data:
            name = str(part)
            place = data.keys_at[name] if key else data.values_at[name]
            data = data[name]
        elif isinstance(data, Seq) and isinstance(part, int) and part < len(data):
            place = data.items_at[part]
            data = data[part]
        elif isinstance(data, CsvRow) and part not in data.keys_at:
            return data.head_at
    return place
