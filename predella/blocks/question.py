"""Questions for the reader go in; numbered questions and lines to write on come out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Annotated, Any, ClassVar

from pydantic import Field, PlainValidator

from predella.blocks.block import (
    Block,
    Context,
    Fragment,
    Node,
    Space,
    first_baseline,
    label,
    pieces_of,
    shape,
    text_lines,
)
from predella.blocks.prose import report_wide
from predella.pages import MM, Element, Placed, Role, line
from predella.phrases import phrase
from predella.text import Run, plain
from predella.typeset import set_lines
from predella.validate import Prose, wrong

NUMBER_INDENT = 1.6
"""How far a question's text stands from its number, in parts of the leading: 8 mm for text of 11/5 mm."""
ANSWER_STEP = 8.0
"""Distance in mm of lines that a pupil writes on, on A4: the ruling of a wide-ruled exercise book."""


def to_number(value: Any) -> int | None:
    """Accept `auto` or the number to count on from."""
    if value is None or value == "auto":
        return None
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise wrong("value", f"'number' must be auto or a whole number from 1, not {value!r}", None)
    return value


class Question(Block):
    """A question with its number; the numbers count through the document."""

    kind: ClassVar[str] = "question"
    role: ClassVar[Role | None] = None
    summary: ClassVar[str] = "a numbered question, with lines to answer on if wanted"
    shorthand: ClassVar[str | None] = "text"
    example: ClassVar[str] = """\
- question:
    text: Fold a sheet in half seven times. How thick is it?
    answer: 128 sheets, about 13 mm.
    lines: 2"""

    text: Prose = Field(description="the question, one paragraph")
    answer: Prose | None = Field(None, description="printed instead of the lines where the document says `answers: true`")  # fmt: skip
    lines: int = Field(0, ge=0, le=60, description="lines to answer on, 8 mm apart on A4")
    number: Annotated[int | None, PlainValidator(to_number, json_schema_input_type=Any)] = Field(
        None, description="auto: one more than the question before; a number counts on from there"
    )

    def style_name(self) -> str:
        return "question"

    def nodes(self, node: Node, context: Context) -> Iterator[Node]:
        number = self.number or context.counters.get("question", 0) + 1
        context.counters["question"] = number
        asked = replace(node, block=self.model_copy(update={"number": number}), element=node.element.add("LI"))
        asked.element.child("Lbl", "number")
        yield asked
        if self.answer and context.document.answers:
            asked.element.child("LBody", "text").child("Span", "answer")
        elif self.lines:
            yield replace(node, block=AnswerLines(lines=self.lines, label=None))

    def words_left(self, node: Node, context: Context) -> int:
        return len(plain(context.inline(self.text)).split())

    def lay_out(self, node: Node, space: Space, context: Context) -> Fragment:
        style = context.styles("question")
        x, width = space.x + NUMBER_INDENT * style.leading, space.width - NUMBER_INDENT * style.leading
        asked = node.element.child("LBody", "text")
        lines = set_lines(pieces_of(context.inline(self.text), style, asked, context), width)
        report_wide(lines, node, context)
        first = first_baseline(space, style, 0.0, context.step)
        digits = node.element.child("Lbl", "number")
        number = label(str(self.number), space.x, first, context.styles("count"), context, element=digits, role="number")  # fmt: skip
        placed = [number, *(Placed(x, first + i * style.leading, item.ink, asked, "question", span=node.span) for i, item in enumerate(lines))]  # fmt: skip
        bottom = first + max(0, len(lines) - 1) * style.leading
        if self.answer and context.document.answers:
            answer, bottom = self.answer_lines(node, x, bottom, width, context)
            placed += answer
            kept = bottom
        else:
            kept = bottom + min(2, self.lines) * answer_step(context)
        if (kept > space.bottom + 0.05 and not space.at_top) or bottom > space.bottom + 0.05:
            return Fragment((), space.y, node)
        return Fragment(tuple(placed), bottom)

    def answer_lines(
        self, node: Node, x: float, above: float, width: float, context: Context
    ) -> tuple[list[Placed], float]:
        """Return the answer under its question, for the teacher's copy, and its last baseline."""
        style = context.styles("note")
        runs = (Run(phrase("answer", context.language) + ". ", strong=True), *context.inline(self.answer))
        element = node.element.child("LBody", "text").child("Span", "answer")
        return text_lines(runs, x, above + 1.2 * style.leading, width, style, context, element, role="answer")


class AnswerLines(Block):
    """Lines to write on."""

    kind: ClassVar[str] = "answer_lines"
    role: ClassVar[Role | None] = None
    summary: ClassVar[str] = "lines to write on, 8 mm apart on A4, with a word above them if wanted"
    shorthand: ClassVar[str | None] = "lines"
    example: ClassVar[str] = """\
- answer_lines:
    lines: 5
    label: My answer to question ____"""

    lines: int = Field(5, ge=1, le=200, description="how many lines")
    label: Prose | None = Field(None, description="what stands above them")

    def style_name(self) -> str:
        return "question"

    def nodes(self, node: Node, context: Context) -> Iterator[Node]:
        yield replace(node, element=node.element.add("P") if self.label else Element("Artifact"))

    def lay_out(self, node: Node, space: Space, context: Context) -> Fragment:
        step = answer_step(context)
        placed: list[Placed] = []
        y = space.y
        if self.label and not node.start:
            placed, y = self.label_lines(node, space, context)
            # a pupil writes above the first line: it keeps clear of the label's descenders
            y += 0.25 * step
        left = self.lines - node.start
        count = max(0, min(left, int((space.bottom + 0.05 - y) / step)))
        if count < min(2, left):
            return Fragment((), space.y, node)
        width = context.styles.stroke("hairline")
        for number in range(1, count + 1):
            path = line(0, 0, space.width, 0)
            placed.append(shape(space.x, y + number * step, path, stroke=context.ground["line"], width=width, role="answer line"))  # fmt: skip
        rest = node.from_(node.start + count) if count < left else None
        return Fragment(tuple(placed), y + count * step, rest)

    def label_lines(self, node: Node, space: Space, context: Context) -> tuple[list[Placed], float]:
        """Return the words above the lines, and their last baseline."""
        style = context.styles("note")
        runs = tuple(replace(run, strong=True) for run in context.inline(self.label))
        first = first_baseline(space, style, 0.0, context.step)
        return text_lines(runs, space.x, first, space.width, style, context, node.element, role="label")


def answer_step(context: Context) -> float:
    """Return the distance of answer lines in pt: it follows the paper, for a hand is no smaller on tight pages."""
    return (
        ANSWER_STEP * MM * context.ratio if context.held else NUMBER_INDENT * context.styles("body").leading
    )


__all__ = ["AnswerLines", "Question"]
