"""A template's expressions go in, their values come out as long as they stay small: nothing it does runs without end.

There is no clock in it: what is counted is the same on every machine. Rounds of loops and calls are counted one by
one, values by their size, and what could make a large value from a small one is measured before it does.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import wraps
from typing import Any, ClassVar

from jinja2 import TemplateRuntimeError, nodes, pass_context
from jinja2.runtime import Context
from jinja2.sandbox import SandboxedEnvironment
from pydantic import BaseModel

MOST_ROUNDS = 20_000_000
"""Rounds of all loops, and calls: nearly three hundred for each of 70,000 labels.

Empty rounds to there take two seconds, the dearest calls that were tried half a minute.
"""
MOST_PRINTED = 200_000_000
"""Characters; seventy thousand labels print some forty million."""
LARGEST = 2_000_000
"""Characters of one text that a template makes, values in one list."""
WIDEST = 100_000
"""The largest width, count or indent that a filter or method is asked for."""
LONGEST_NUMBER = 1000
"""Bits of a whole number."""
VALUES_A_ROUND, CHARACTERS_A_ROUND = 10, 1000
"""What is looked at in about the time of a round."""
CHARACTERS_A_VALUE = 10
"""Characters of a text in a list that weigh as much as a value: the list may be printed as a whole."""

CONTAINERS = (list, tuple, dict, set, range, str)
SIZED = frozenset({"center", "indent", "truncate", "wordwrap", "batch", "slice", "round", "tojson", "urlize", "ljust", "rjust", "zfill"})  # fmt: skip
"""Filters and methods to whom a number says how large their result becomes."""
MULTIPLYING = frozenset({"replace", "indent", "wordwrap", "urlize", "join", "format"})
"""Those that may put a text they are given many times into their result."""
OF_TEXTS = frozenset({
    "capitalize", "casefold", "center", "count", "endswith", "find", "format", "index", "isalnum",
    "isalpha", "isascii", "isdecimal", "isdigit", "islower", "isnumeric", "isspace", "istitle",
    "isupper", "join", "ljust", "lower", "lstrip", "partition", "removeprefix", "removesuffix",
    "replace", "rfind", "rindex", "rjust", "rpartition", "rsplit", "rstrip", "split", "splitlines",
    "startswith", "strip", "swapcase", "title", "upper", "zfill",
})  # fmt: skip
"""Methods of texts. `expandtabs`, `translate` and `encode` have no use in a layout, and no measure."""

OF_JINJA = frozenset({"_loop_vars", "_block_vars"})
"""What Jinja2's compiler adds to each call, for macros and blocks."""
WIDTH = re.compile(r"%[-+ #0\d.]*(?:\*|\d{6})|\{[^{}]*(?:\{|\d{6})")
"""A width of six digits in a format, or one that an argument gives."""


class Endless(TemplateRuntimeError):
    """Raised when a template does more than any layout needs."""


class Sandbox(SandboxedEnvironment):
    """Runs templates that may be anybody's. One environment runs one template, once.

    A template reads the fields of a model and calls none of its methods: pydantic's `parse_file` reads any file, and
    its `parse_raw` unpickles, which runs code. Filters and globals that draw lots are not there: the same input
    gives the same bytes.
    """

    intercepted_binops: ClassVar[frozenset[str]] = frozenset({"*", "**", "+", "%"})  # type: ignore[misc]

    def __init__(self, **options: Any) -> None:
        super().__init__(**options, finalize=self.printed)
        self.rounds, self.characters = 0.0, 0
        del self.globals["lipsum"], self.filters["random"]
        self.globals["range"] = short_range
        for name, function in list[tuple[str, Any]](self.filters.items()):
            self.filters[name] = self.bounded(name, function)
        for name, function in list[tuple[str, Any]](self.tests.items()):
            self.tests[name] = self.bounded(name, function)
        self.filters |= {"-round": self.round, "-text": self.text, "-weighed": self.weighed}

    def add_filter(self, name: str, function: Callable[..., Any]) -> None:
        """Add a filter; its arguments and its result are measured like those of the others."""
        self.filters[name] = self.bounded(name, function)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Return whether a template may look at an attribute."""
        return (
            super().is_safe_attribute(obj, attr, value)
            and not (isinstance(obj, str) and callable(value) and attr not in OF_TEXTS)
            and not (isinstance(obj, int | float) and callable(value))
            and (not isinstance(obj, BaseModel) or attr in type(obj).model_fields)
        )

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        return metered(super()._parse(source, name, filename))

    def spend(self, rounds: float) -> None:
        """Count work done, in rounds of a loop."""
        self.rounds += rounds
        if self.rounds > MOST_ROUNDS:
            raise Endless(f"it loops more than {MOST_ROUNDS:,} times")

    def spend_characters(self, count: int) -> None:
        """Count what is printed, also into a variable."""
        self.characters += count
        if self.characters > MOST_PRINTED:
            raise Endless(f"it prints more than {MOST_PRINTED:,} characters")

    @pass_context
    def round(self, context: Context, value: Any) -> Any:
        """Count one round of a loop, or one call."""
        self.spend(1)
        return value

    @pass_context
    def text(self, context: Context, count: int) -> str:
        """Count the template's own characters where they are printed."""
        self.spend_characters(count)
        return ""

    @pass_context
    def printed(self, context: Context, value: Any) -> Any:
        """Return a value as it is printed."""
        if value is None:
            return ""
        return self.weighed(context, value)

    @pass_context
    def weighed(self, context: Context, value: Any) -> Any:
        """Return a value after measuring it, on its way into an operation that looks at all of it or prints it."""
        self.weigh(value)
        self.spend_characters(len(value) if isinstance(value, str) else 20)
        return value

    def weigh(self, value: Any) -> None:
        """Refuse a value that is too large, and count looking at it."""
        if isinstance(value, str):
            refuse_above(len(value), "text")
            self.spend(len(value) / CHARACTERS_A_ROUND)
        elif isinstance(value, CONTAINERS):
            self.spend(weight(value) / VALUES_A_ROUND)

    def metered(self, value: Any) -> Any:
        """Return a value to hand on; a generator is counted as it goes, for it may feed on what it fills."""
        if isinstance(value, Iterator):
            return self.counted(value)
        self.weigh(value)
        return value

    def counted(self, values: Iterator[Any]) -> Iterator[Any]:
        for number, value in enumerate(values):
            refuse_above(number, "list")
            self.spend(1)
            yield value

    def bounded(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return a filter, test or method that measures what it is given and what it makes."""
        skip = 1 if getattr(function, "jinja_pass_arg", None) else 0

        @wraps(function)
        def measured(*given: Any, **named: Any) -> Any:
            self.spend(1)
            arguments = [*given[:skip], *(self.metered(value) for value in given[skip:])]
            value, *rest = (*arguments[skip:], None)
            refuse_growth(name, value, [*rest, *named.values()])
            if name == "join":
                arguments[skip] = joined(value, arguments[skip + 1] if len(arguments) > skip + 1 else named.get("d", ""))  # fmt: skip
            result = function(*arguments, **{key: self.metered(value) for key, value in named.items()})
            self.weigh(result)
            return result

        return measured

    def call(__self, __context: Context, __obj: Any, *args: Any, **kwargs: Any) -> Any:
        """Call an object from a template."""
        owner = getattr(__obj, "__self__", None)
        if isinstance(owner, str):
            kwargs = {key: value for key, value in kwargs.items() if key not in OF_JINJA}
            method = __self.bounded(__obj.__name__, lambda _, *given, **named: __obj(*given, **named))
            return method(owner, *args, **kwargs)
        __self.spend(2)
        given = [__self.metered(value) for value in args]
        named = {key: __self.metered(value) for key, value in kwargs.items()}
        result = super().call(__context, __obj, *given, **named)
        __self.weigh(result)
        if isinstance(owner, list | dict | set):
            refuse_above(len(owner), "list")
        return result

    def wrap_str_format(self, value: Any) -> Callable[..., str] | None:
        """Return a `format` whose widths are measured."""
        form = super().wrap_str_format(value)
        if form is None:
            return None
        method = self.bounded("format", lambda text, *given, **named: form(*given, **named))
        return lambda *given, **named: method(value.__self__, *given, **named)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Carry out `*`, `**`, `+` or `%`, if the result stays small."""
        self.spend(1)
        if operator in "**":
            refuse_product(operator, left, right)
        elif operator == "%" and isinstance(left, str):
            refuse_growth("format", left, [right])
        elif operator == "+" and isinstance(left, str | list | tuple):
            refuse_above(len(left) + len(right), "text" if isinstance(left, str) else "list")
        result = super().call_binop(context, operator, left, right)
        self.weigh(result)
        return result


def metered(template: nodes.Template) -> nodes.Template:
    """Return a template that counts: a round in each loop and body, its own words, what comparisons look at."""
    for node in [template, *template.find_all(nodes.Node)]:
        line = node.lineno
        for name in node.fields:
            field = getattr(node, name)
            if isinstance(node, nodes.Compare | nodes.Concat | nodes.Operand) and name in ("expr", "nodes"):
                weighed = [filtered("-weighed", part) for part in (field if isinstance(field, list) else [field])]
                setattr(node, name, weighed if isinstance(field, list) else weighed[0])
        if isinstance(node, nodes.Output):
            count = sum(len(part.data) for part in node.nodes if isinstance(part, nodes.TemplateData))
            node.nodes += [filtered("-text", nodes.Const(count, lineno=line))] if count else []
        tick = filtered("-round", nodes.Const(True, lineno=line))
        if isinstance(node, nodes.For) and node.test is not None:
            node.test = nodes.And(tick, node.test, lineno=line)
        elif isinstance(node, nodes.For | nodes.Macro | nodes.CallBlock | nodes.Block | nodes.Template):
            node.body.insert(0, nodes.ExprStmt(tick, lineno=line))
    return template


def filtered(name: str, node: nodes.Expr) -> nodes.Filter:
    """Return an expression handed through one of the sandbox's own filters."""
    return nodes.Filter(node, name, [], [], None, None, lineno=node.lineno)


def short_range(*numbers: int) -> range:
    """Return a range as Python does, of no more numbers than a template needs."""
    numbers_of = range(*numbers)
    if len(numbers_of) > WIDEST:
        raise Endless(f"a range has at most {WIDEST:,} numbers")
    return numbers_of


def weight(value: Any) -> int:
    """Return how many values a list or mapping holds, one inside the other. Raises `Endless` when they are too many."""
    count, queue = 0, [value]
    while queue:
        part = queue.pop()
        if isinstance(part, range):
            count += len(part)
        elif not isinstance(part, str):
            count += len(part)
            refuse_above(count, "list")
            inner = part.values() if isinstance(part, dict) else part
            queue += [deeper for deeper in inner if isinstance(deeper, CONTAINERS)]
        else:
            count += len(part) // CHARACTERS_A_VALUE
        refuse_above(count, "list")
    return count


def joined(values: Iterable[Any], separator: Any) -> Iterator[Any]:
    """Yield what is joined, as long as the text that it makes stays small."""
    total = 0
    for value in values:
        total += len(str(separator)) + (len(value) if isinstance(value, str) else 20)
        refuse_above(total, "text")
        yield value


def refuse_above(count: int, kind: str) -> None:
    """Raise `Endless` when a text has too many characters, or a list too many values."""
    if count > LARGEST:
        unit = "characters" if kind == "text" else "values"
        raise Endless(f"it makes a {kind} of more than {LARGEST:,} {unit}")


def refuse_growth(name: str, value: Any, rest: Iterable[Any]) -> None:
    """Refuse what would make a far larger value than the ones it is given."""
    rest = [part for part in rest if part is not None]
    numbers = [part for part in rest if isinstance(part, int)]
    if name in SIZED and any(abs(number) > WIDEST for number in numbers):
        raise Endless(f"{name!r} is asked for {max(numbers, key=abs):,}; it takes at most {WIDEST:,}")
    if name == "format" and isinstance(value, str) and WIDTH.search(value.replace("{{", "").replace("%%", "")):
        raise Endless("a format has a width of more than five digits, or one that an argument gives")
    if name in MULTIPLYING and isinstance(value, str):
        # a width is a text of so many blanks
        longest = max((part if isinstance(part, int) else len(str(part)) for part in rest), default=0)
        if len(value) * longest > 10 * LARGEST:
            refuse_above(len(value) * longest, "text")


def refuse_product(operator: str, left: Any, right: Any) -> None:
    """Refuse a product or a power that is too large, before it is worked out."""
    for part, times in ((left, right), (right, left)):
        if isinstance(part, str | list | tuple) and isinstance(times, int):
            refuse_above(len(part) * times, "text" if isinstance(part, str) else "list")
    if isinstance(left, int) and isinstance(right, int):
        bits = left.bit_length() * right if operator == "**" else left.bit_length() + right.bit_length()
        if bits > LONGEST_NUMBER and abs(left) > 1:
            raise Endless(f"it makes a number of more than {LONGEST_NUMBER} bits")
