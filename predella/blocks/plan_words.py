"""The scale of a page goes in, the distances inside a plan come out; set words say how much height they take."""

from __future__ import annotations

from dataclasses import dataclass, replace

from predella.blocks.block import Context
from predella.pages import MM
from predella.styles import Style
from predella.typeset import SetLine


@dataclass(frozen=True, slots=True)
class Measures:
    """Distances in a plan, in pt.

    `inset_x` and `inset_y` keep words from walls and edges, `rise` is how far a thick wall stands out, `gap` parts
    the plan from the heads below and the feet from the words, `foot` is what through walls have under the words.
    """

    inset_x: float
    inset_y: float
    rise: float
    gap: float
    figure: float
    foot: float
    height: float

    @classmethod
    def of(cls, context: Context, figures: float) -> Measures:
        """Return the measures for a wall (A1) or for the hand (A4), scaled with the paper."""
        values = (
            (1.7, 2.4, 1.4, 2.8, 7.6, 1.4, 26.0) if context.held else (7.0, 8.0, 7.0, 14.0, 38.0, 8.0, 88.0)
        )
        found = cls(*(value * MM * context.ratio for value in values))
        return replace(found, figure=found.figure * figures)


@dataclass(frozen=True, slots=True)
class Words:
    """Set lines, each with its style; they stand on baselines one leading apart."""

    lines: tuple[tuple[SetLine, Style], ...] = ()

    @property
    def first(self) -> float:
        """From the top of the capitals to the first baseline, in pt."""
        return self.lines[0][1].cap_height if self.lines else 0.0

    @property
    def depth(self) -> float:
        """From the first baseline to the last, in pt."""
        return sum(style.leading for _, style in self.lines[1:])

    @property
    def overfull(self) -> float:
        """By how much the widest line is too wide, in pt."""
        return max((line.overfull for line, _ in self.lines), default=0.0)
