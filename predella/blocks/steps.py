"""The steps of a procedure go in, numbered paragraphs with hanging numerals come out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, ClassVar

from pydantic import Field, field_validator

from predella.blocks.block import Block, Context, Fragment, Node, Space, first_baseline, label, pieces_of
from predella.blocks.prose import report_wide
from predella.blocks.question import NUMBER_INDENT
from predella.model import wrapped
from predella.pages import Placed, Role
from predella.source import Map, Seq, Str
from predella.text import Run, plain
from predella.typeset import set_lines
from predella.validate import Model, Prose, Text


class Step(Model):
    """One step."""

    text: Prose = Field(description="what to do, one paragraph")
    heading: Text | None = Field(None, description="a few words before it, in strong type on a line of their own")


class StepItem(Block):
    """One step as the flow sees it; authors write `steps`."""

    kind: ClassVar[str] = "step"
    role: ClassVar[Role | None] = "LI"

    step: Step
    number: int

    def style_name(self) -> str:
        return "question"

    def runs(self, context: Context) -> tuple[Run, ...]:
        """Return the step's words, the heading first."""
        heading = context.words(self.step.heading)
        head = (Run(f"{heading}\n", strong=True),) if heading else ()
        return (*head, *context.inline(self.step.text))

    def words_left(self, node: Node, context: Context) -> int:
        return len(plain(self.runs(context)).split())

    def lay_out(self, node: Node, space: Space, context: Context) -> Fragment:
        style = context.styles(self.style_name())
        indent = NUMBER_INDENT * style.leading
        body = node.element.child("LBody", "body")
        lines = set_lines(pieces_of(self.runs(context), style, body, context), space.width - indent)
        report_wide(lines, node, context)
        first = first_baseline(space, style, 0.0, context.step)
        bottom = first + max(0, len(lines) - 1) * style.leading
        if bottom > space.bottom + 0.05:
            return Fragment((), space.y, node)
        numeral = label(str(self.number), space.x, first, context.styles("count"), context, element=node.element.child("Lbl", "number"), role="number")  # fmt: skip
        placed = [Placed(space.x + indent, first + i * style.leading, item.ink, body, "step", span=node.span) for i, item in enumerate(lines)]  # fmt: skip
        return Fragment((replace(numeral, span=node.span), *placed), bottom)


class Steps(Block):
    """A procedure: steps that are done one after the other."""

    kind: ClassVar[str] = "steps"
    role: ClassVar[Role | None] = "L"
    summary: ClassVar[str] = "numbered steps of a procedure; a step never breaks over two frames"
    shorthand: ClassVar[str | None] = "steps"
    example: ClassVar[str] = """\
- steps:
    - Take a sheet of A4 and fold it in half.
    - {heading: Measure, text: Divide the long side by the short one.}
    - Fold again. What do you notice?"""

    steps: tuple[Step, ...] = Field(min_length=1, max_length=99, description="the steps, each a text or `{heading, text}`")
    start: int = Field(1, ge=1, le=999, description="the number of the first")

    @field_validator("steps", mode="before")
    @classmethod
    def short_steps(cls, value: Any) -> Any:
        """Accept a step that is only its text."""
        if not isinstance(value, Seq):
            return value
        return [wrapped("text", item) if isinstance(item, Str) or is_text(item) else item for item in value]

    def nodes(self, node: Node, context: Context) -> Iterator[Node]:
        for number, step in enumerate(self.steps, self.start):
            item = StepItem.model_construct(step=step, number=number)
            entry = node.element.add("LI")
            entry.child("Lbl", "number")
            entry.child("LBody", "body")
            yield replace(node, block=item, element=entry, span=step.span or node.span)


def is_text(item: Any) -> bool:
    """True for a mapping that is one text per language, and no step."""
    return isinstance(item, Map) and bool(item) and not set(item) & set(Step.model_fields)


__all__ = ["Step", "Steps"]
