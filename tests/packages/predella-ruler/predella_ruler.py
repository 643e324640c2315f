"""A length and a unit go in, a printed ruler comes out: beside the photograph of an object, or for children to measure with."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar, Literal

from pydantic import Field

from predella.extend import (
    MM,
    Block,
    Context,
    Element,
    Fragment,
    LengthField,
    Node,
    Placed,
    Prose,
    Role,
    Space,
    box,
    label,
    line,
    shape,
    spaced_top,
    text_lines,
)

UNIT = {"cm": 10 * MM, "in": 25.4 * MM}
PARTS = {"cm": (10, 5), "in": (16, 8)}
"""Into how many parts a unit is divided, and which of them has a longer tick."""
BAND = 0.5
"""Height of the band, in parts of the height of the numbers' capitals times three."""
FINEST = 4
"""From one tick to the next, in widths of a tick; nearer ones run together in print."""


class Ruler(Block):
    """A ruler that is true on paper printed at full size."""

    kind: ClassVar[str] = "ruler"
    role: ClassVar[Role | None] = "Figure"
    summary: ClassVar[str] = "a ruler in centimetres or inches, at full size or to a scale"
    drawing: ClassVar[bool] = True
    example: ClassVar[str] = """\
- ruler:
    length: 8cm
    caption: Measure the sign on the left."""

    length: LengthField = Field(description="what it measures; at full size also its own length")
    unit: Literal["cm", "in"] = Field("cm", description="the unit")
    scale: float = Field(1, gt=0.001, le=1000, description="printed ÷ real: 0.5 beside a picture at half size")
    caption: Prose | None = Field(None, description="words under it")

    def style_name(self) -> str:
        """Return the style whose spacing the flow uses."""
        return "figure"

    def describe(self, element: Element, context: Context) -> None:
        """Say to a screen reader what is drawn."""
        scale = "" if self.scale == 1 else f", {self.scale:g} : 1"
        element.alt = f"0–{self.count} {self.unit}{scale}"
        if self.caption:
            element.child("Caption", "caption")

    @property
    def pitch(self) -> float:
        """From one number to the next, in pt."""
        return UNIT[self.unit] * self.scale

    @property
    def count(self) -> int:
        """Whole units."""
        return max(1, round(self.length.pt() / UNIT[self.unit]))

    def lay_out(self, node: Node, space: Space, context: Context) -> Fragment:
        """Place the ruler: a band of alternating units, ticks under it, numbers under those."""
        style = context.styles("unit")
        width = self.count * self.pitch
        if width > space.width + 0.1:
            message = f"the ruler is {width / MM:.0f} mm long and its frame {space.width / MM:.0f} mm wide"
            context.problems.error("too-wide", message, self.where("length"), "a shorter `length`, or a `scale`")
        top = spaced_top(space, style.size)
        band, ticks = style.cap_height * BAND, style.cap_height
        baseline = top + band + ticks + 1.5 * style.cap_height
        placed = [*self.band(space.x, top, band, context), *self.ticks(space.x, top + band, ticks, context)]
        placed += self.numbers(space.x, baseline, node, context)
        bottom = baseline
        if self.caption:
            caption = context.styles("caption")
            words, bottom = text_lines(
                context.inline(self.caption), space.x, baseline + caption.leading, space.width, caption,
                context, node.element.child("Caption", "caption"), role="caption",
            )  # fmt: skip
            placed += words
        if bottom > space.bottom + 0.1 and not space.endless:
            return Fragment((), space.y, node)
        return Fragment(tuple(replace(item, span=node.span) for item in placed), bottom)

    def band(self, x: float, top: float, height: float, context: Context) -> list[Placed]:
        """Return every second unit as an area, and a line along all of them."""
        areas = [
            shape(x + number * self.pitch, top, box(self.pitch, height), fill=context.ground["text"], role="ruler")
            for number in range(0, self.count, 2)
        ]
        stroke = context.styles.stroke("hairline")
        edge = shape(x, top, box(self.count * self.pitch, height), stroke=context.ground["text"], width=stroke)
        return [*areas, replace(edge, role="ruler")]

    def ticks(self, x: float, top: float, height: float, context: Context) -> list[Placed]:
        """Return the ticks: whole units, halves, and parts as fine as print shows them."""
        parts, half = PARTS[self.unit]
        stroke = context.styles.stroke("hairline")
        fine = [step for step in (1, 2, half, parts) if not parts % step]
        step = next((step for step in fine if self.pitch * step / parts >= FINEST * stroke), parts)
        placed = []
        for number in range(0, self.count * parts + 1, step):
            long = 1.0 if number % parts == 0 else 0.75 if number % half == 0 else 0.5
            path = line(0, 0, 0, long * height)
            at = x + number * self.pitch / parts
            placed.append(shape(at, top, path, stroke=context.ground["text"], width=stroke, role="tick"))
        return placed

    def numbers(self, x: float, baseline: float, node: Node, context: Context) -> list[Placed]:
        """Return the numbers, as many as have room; the last one names the unit."""
        style = context.styles("unit")
        words = [str(number) for number in range(self.count + 1)]
        words[-1] += f"\u00a0{self.unit}"
        every = next(n for n in (1, 2, 5, 10, 50, 1000) if n * self.pitch >= 1.4 * style.size or n == 1000)
        placed = [
            label(word, x + number * self.pitch, baseline, style, context, element=node.element, align="centre")
            for number, word in enumerate(words)
            if number % every == 0 or number == self.count
        ]
        right = x + self.count * self.pitch
        placed = [
            item.moved(right=max(0.0, x - item.rect.x) - max(0.0, item.rect.right - right)) for item in placed
        ]
        room = placed[-1].rect.x - 0.3 * style.size
        return [item for item in placed[:-1] if item.rect.right <= room] + placed[-1:]
