"""A <text> of an SVG goes in, its lines come out: each from one point, in stretches of one style.

A line begins wherever the file says a new x or y (SVG 1.1 section 10.5, "text chunks"); what follows goes on where the
letters before it end, which only the theme's faces can say.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element

from predella.svg.drawing import Letters, Paint, Words
from predella.svg.styles import Cascade, Style, is_shown
from predella.svg.tree import SPACE, Tree, is_svg, name_of
from predella.svg.values import FONT_SIZES, Matrix, applied, length, lengths, share, stretch

LEVELS = {
    "auto": "baseline", "alphabetic": "baseline", "baseline": "baseline", "middle": "middle", "central": "middle",
    "mathematical": "middle", "hanging": "top", "text-before-edge": "top", "text-top": "top", "before-edge": "top",
    "ideographic": "bottom", "text-after-edge": "bottom", "text-bottom": "bottom", "after-edge": "bottom",
}  # fmt: skip
"""What of the letters stands at the height of a point, by the word of SVG."""

RAISED, LOWERED = 0.4, -0.2
"""em; where CSS leaves superiors and inferiors to the font."""

PaintOf = Callable[[Element, Style, float], Paint | None]


@dataclass
class Line:
    """One line while it is gathered."""

    x: float
    y: float
    style: Style
    letters: list[Letters] = field(default_factory=list)


def font_size(text: str, above: float) -> float:
    """Return a size of type in user units. Raises ValueError."""
    relative = {"larger": above * 1.2, "smaller": above / 1.2}
    return FONT_SIZES.get(text) or relative.get(text) or length(text, above, above)


def font_weight(text: str, above: str) -> int:
    """Return a weight from 1 to 1000. Raises ValueError."""
    heavy = int(above) >= 600 if above.isdigit() else False
    known = {"normal": 400, "bold": 700, "bolder": 900 if heavy else 700, "lighter": 400 if heavy else 300}
    if text in known:
        return known[text]
    if not re.fullmatch("[0-9]{1,4}", text) or not 1 <= int(text) <= 1000:
        raise ValueError(f"{text[:40]!r} is not a weight of type")
    return int(text)


def families(text: str) -> tuple[str, ...]:
    """Return the names of a list of families."""
    return tuple(filter(None, (name.strip().strip("'\"").strip() for name in text.split(","))))


@dataclass
class Lettering:
    """Gathers the lines of one <text>."""

    tree: Tree
    cascade: Cascade
    paint_of: PaintOf
    whole: tuple[float, float]
    lines: list[Line] = field(default_factory=list)
    gap: float = 0.0
    rise: float = 0.0
    space_before: bool = True

    def gather(self, element: Element, style: Style, opacity: float, keep: bool, rise: float = 0.0) -> None:
        """Add what an element says, and what stands in it."""
        self.place(element, style)
        self.report(element, style)
        keep = {"preserve": True, "default": False}.get(element.get(SPACE, ""), keep)
        keep = keep or style["white-space"].startswith("pre")
        rise += shift(style)
        self.add(element, element.text or "", style, opacity, keep, rise)
        for child in element:
            if is_svg(child):
                self.child(child, style, opacity, keep, rise)
            self.add(element, child.tail or "", style, opacity, keep, rise)

    def child(self, child: Element, above: Style, opacity: float, keep: bool, rise: float) -> None:
        """Add a <tspan>; note what else stands in a text and is lost."""
        name = name_of(child)
        style = styled(self.tree, self.cascade, child, above)
        if not is_shown(child, style):
            return
        if name in ("tspan", "a"):
            self.gather(child, style, opacity * share_of(style), keep, rise)
        elif name == "textPath":
            self.tree.lose(child, "text along a path is not set", "turn it into paths, or set it straight")
        elif name.startswith("animate") or name == "set":
            self.tree.lose(child, "animation is not printed", grave=False)
        else:
            self.tree.lose(child, "it is left out of the text", "write its words into the <text>")

    def place(self, element: Element, style: Style) -> None:
        """Begin a new line where an element says where it stands; else note how far it moves."""
        em = float(style["font-size"])
        wide, high = self.whole
        x, y, dx, dy = (
            lengths(element.get(key, ""), whole, em)
            for key, whole in (("x", wide), ("y", high), ("dx", wide), ("dy", high))
        )
        if max(map(len, (x, y, dx, dy))) > 1 or element.get("rotate"):
            self.tree.lose(element, "letters placed one by one are set with the spaces of the face", "give the text one x and one y", grave=False)  # fmt: skip
        if x or y or not self.lines:
            last = self.lines[-1] if self.lines else Line(0.0, 0.0, style)
            self.lines.append(Line(x[0] if x else last.x, y[0] if y else last.y, style))
            self.gap = self.rise = 0.0
            self.space_before = True
        line = self.lines[-1]
        if line.letters:
            self.gap += dx[0] if dx else 0.0
            self.rise -= dy[0] if dy else 0.0
        else:
            line.x += dx[0] if dx else 0.0
            line.y += dy[0] if dy else 0.0

    def report(self, element: Element, style: Style) -> None:
        """Note what of an element's style is not set."""
        if element.get("textLength"):
            self.tree.lose(element, "its textLength is not kept: the face decides how long a text is", grave=False)  # fmt: skip
        if style["text-decoration"].split()[:1] not in ([], ["none"]):
            self.tree.lose(element, "lines under, over and through text are not drawn", grave=False)
        if not style["writing-mode"].startswith(("horizontal", "lr")):
            self.tree.lose(element, "vertical text is set in lines", "turn it by `transform`, or use paths")
        if style["font-variant"] != "normal" or style["word-spacing"] not in ("normal", "0", "0px"):
            self.tree.lose(element, "font-variant and word-spacing are not kept", grave=False)
        if style["alignment-baseline"] not in ("auto", "baseline"):
            self.tree.lose(element, "alignment-baseline is not kept", "use dominant-baseline")

    def add(self, element: Element, text: str, style: Style, opacity: float, keep: bool, rise: float) -> None:
        """Add a stretch of text in an element's style, white space folded."""
        text = re.sub(r"[\t\r\n]", " ", text)
        if not keep:
            text = re.sub(" +", " ", text)
            if self.space_before:
                text = text.removeprefix(" ")
        if not text:
            return
        self.space_before = text.endswith(" ") and not keep
        if style["visibility"] != "visible":
            return
        paint = self.paint_of(element, style, opacity)
        if paint is None:
            return
        size = float(style["font-size"])
        if not size:
            return
        spacing = style["letter-spacing"]
        tracking = 0.0 if spacing == "normal" else length(spacing, size, size) / size
        letters = Letters(
            cased(text, style["text-transform"]), families(style["font-family"]), int(style["font-weight"]),
            style["font-style"] != "normal", size, paint, tracking, self.gap, self.rise + rise,
        )  # fmt: skip
        self.lines[-1].letters.append(letters)
        self.gap = 0.0

    def words(self, matrix: Matrix, element: Element) -> list[Words]:
        """Return the lines where a matrix puts them. Text can be turned, and neither stretched nor mirrored."""
        largest, smallest = stretch(matrix)
        if not smallest:
            return []
        a, b, c, d = matrix[:4]
        if largest > 1.02 * smallest or a * d - b * c < 0:
            self.tree.lose(element, "text that is stretched, slanted or mirrored is set in its plain form", "turn it into paths")  # fmt: skip
        scale = math.sqrt(largest * smallest)
        turn = math.degrees(math.atan2(b, a))
        turn = 0.0 if abs(turn) < 0.05 else turn
        return [line_words(line, matrix, scale, turn) for line in self.lines if has_text(line)]


def line_words(line: Line, matrix: Matrix, scale: float, turn: float) -> Words:
    """Return one line where a matrix puts it, without the space at its end."""
    parts = [
        replace(part, size=part.size * scale, gap=part.gap * scale, rise=part.rise * scale)
        for part in line.letters
    ]
    while parts and not parts[-1].text.strip():
        parts.pop()
    parts[-1] = replace(parts[-1], text=parts[-1].text.rstrip(" "))
    x, y = applied(matrix, line.x, line.y)
    anchor = line.style["text-anchor"]
    level = LEVELS.get(line.style["dominant-baseline"], "baseline")
    return Words(x, y, tuple(parts), anchor if anchor in ("middle", "end") else "start", level, turn)


def has_text(line: Line) -> bool:
    """True for a line on which something is printed."""
    return any(part.text.strip() for part in line.letters)


def styled(tree: Tree, cascade: Cascade, element: Element, above: Style) -> dict[str, str]:
    """Return an element's style with size and weight of type as numbers. Raises `SvgError`."""
    style = cascade.style(element, above)
    try:
        style["font-size"] = repr(max(0.0, font_size(style["font-size"], float(above["font-size"]))))
        style["font-weight"] = str(font_weight(style["font-weight"], above["font-weight"]))
    except ValueError as fault:
        raise tree.error(element, str(fault)) from None
    return style


def share_of(style: Style) -> float:
    """Return the opacity of an element and all that is in it. Raises ValueError."""
    return share(style["opacity"])


def shift(style: Style) -> float:
    """Return how far a stretch stands above its baseline. Raises ValueError."""
    value, size = style["baseline-shift"], float(style["font-size"])
    known = {"baseline": 0.0, "super": RAISED * size, "sub": LOWERED * size, "0": 0.0}
    return known[value] if value in known else length(value, size, size)


def cased(text: str, transform: str) -> str:
    """Return a text as `text-transform` says."""
    return {"uppercase": text.upper(), "lowercase": text.lower(), "capitalize": text.title()}.get(transform, text)
