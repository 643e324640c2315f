"""A drawing read from an SVG goes in at a place and a scale; its paths and its words, in the theme's faces, come out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import cos, radians, sin

from predella.blocks.block import Context
from predella.blocks.unset import report_missing
from predella.diagnostics import Span
from predella.pages import MM, Colour, Element, Glyphs, Placed, Rect, Shape, TextLine
from predella.svg import Drawing, Letters, Outline, Paint, Words
from predella.text import Run
from predella.themes import Theme
from predella.typeset import Face, Setting, set_one_line

WORDS = "drawing words"
"""The role of an SVG's words, by which the checks of the pages know them."""

OVERHANG = 1.0
"""pt by which words may reach over a drawing's edge, which nobody sees."""

Faces = Mapping[tuple[int, bool], tuple[Face, ...]]


def draw(
    drawing: Drawing, x: float, y: float, width: float, context: Context, *, element: Element | None, span: Span | None
) -> tuple[Placed, ...]:  # fmt: skip
    """Return a drawing with its top left corner at (x, y), `width` pt wide."""
    pen = Pen(context, element, span)
    return tuple(pen.mark(mark).moved(x, y) for mark in drawing.scaled(width / drawing.width))


def report_losses(drawing: Drawing, where: str, place: Span | None, context: Context) -> None:
    """Report what of an SVG is not printed; `where` names the file."""
    for loss in drawing.losses:
        report = context.problems.error if loss.grave else context.problems.warning
        report("svg", f"{where}, {loss}", place, *filter(None, (loss.hint,)))


def report_long_words(placed: tuple[Placed, ...], box: Rect, where: str, place: Span | None, context: Context) -> None:
    """Report words that reach over the drawing's edge: the theme's faces may run wider than those it was drawn with."""
    over = 0.0
    text = ""
    for item in placed:
        if isinstance(item.ink, TextLine):
            angle = radians(item.ink.turn)
            x, y = item.x + item.ink.width * cos(angle), item.y + item.ink.width * sin(angle)
            reach = max(box.x - min(item.x, x), max(item.x, x) - box.right, box.y - min(item.y, y), max(item.y, y) - box.bottom)  # fmt: skip
            if reach > max(over, OVERHANG):
                over, text = reach, item.ink.text.strip()[:40]
    if text:
        context.problems.warning("svg", f"{where}: {text!r} reaches over the edge of the drawing by {over / MM:.1f} mm", place, "texts are set in the theme's faces, which may run wider: leave them more room")  # fmt: skip


@dataclass(frozen=True)
class Pen:
    """Draws the marks of one SVG."""

    context: Context
    element: Element | None
    span: Span | None

    def mark(self, mark: Outline | Words) -> Placed:
        """Return one mark, placed."""
        return self.words(mark) if isinstance(mark, Words) else self.outline(mark)

    def outline(self, mark: Outline) -> Placed:
        """Return a path with its fill and stroke."""
        shape = Shape(
            mark.path, self.colour(mark.fill), self.colour(mark.stroke), mark.width, mark.dash,
            mark.nonzero, mark.dash_start, mark.cap, mark.join, mark.miter,
        )  # fmt: skip
        return Placed(0, 0, shape, self.element, "drawing", span=self.span)

    def colour(self, paint: Paint | None) -> Colour | None:
        """Return a colour of the file, or of the ground; what lets the ground shine through is mixed with it."""
        if paint is None:
            return None
        ground, over = self.context.ground["ground"], self.context.ground["text"]
        if paint.rgb is not None:
            red, green, blue = paint.rgb
            over = Colour(f"#{round(red * 255):02X}{round(green * 255):02X}{round(blue * 255):02X}", paint.rgb)
        return over if paint.opacity == 1 else mixed(over, ground, paint.opacity)

    def words(self, words: Words) -> Placed:
        """Return a line of text in the theme's faces."""
        line = self.line(words)
        along = -line.width * {"start": 0.0, "middle": 0.5, "end": 1.0}[words.anchor]
        down = self.drop(words)
        angle = radians(words.turn)
        x = words.x + along * cos(angle) - down * sin(angle)
        y = words.y + along * sin(angle) + down * cos(angle)
        return Placed(x, y, replace(line, turn=words.turn), self.element, WORDS, span=self.span)

    def line(self, words: Words) -> TextLine:
        """Return the stretches of a line, one after the other."""
        runs: list[Glyphs] = []
        width = ascent = descent = 0.0
        for letters in words.letters:
            ink = set_one_line(letters.text, self.setting(letters), self.element)
            width += letters.gap
            runs += [replace(run, x=run.x + width, rise=run.rise + letters.rise) for run in ink.runs]
            # with the space at its end, which the line itself does not count
            width += max((run.x + run.width for run in ink.runs), default=0.0)
            ascent, descent = max(ascent, ink.ascent + letters.rise), max(descent, ink.descent - letters.rise)
        return TextLine(tuple(runs), width, ascent, descent)

    def setting(self, letters: Letters) -> Setting:
        """Return how a stretch is set: the family asked for, or the theme's face for data."""
        faces = nearest_face(family(letters.families, self.context.styles.theme), letters)
        report_missing(Run(letters.text, span=self.span), faces, self.context)
        colour = self.colour(letters.paint)
        assert colour is not None
        return Setting(faces, letters.size, colour, self.context.language, letters.tracking)

    def drop(self, words: Words) -> float:
        """Return how far below its point a line's baseline stands, in pt."""
        first = words.letters[0]
        face = self.setting(first).faces[0]
        height = {"middle": face.x_height / 2, "top": face.cap_height, "bottom": -face.descent}
        return height.get(words.level, 0.0) * first.size


def mixed(over: Colour, under: Colour, share: float) -> Colour:
    """Return the colour that an ink of some opacity has on another."""
    red, green, blue = (a * share + b * (1 - share) for a, b in zip(over.rgb, under.rgb, strict=True))
    return Colour(f"{over.name} at {share:.0%}", (red, green, blue))


def family(names: tuple[str, ...], theme: Theme) -> Faces:
    """Return the first of the families that the theme has, by the name of the family or of the theme's face.

    `serif` is the face that running text is set in; all else is set in the face `data`.
    """
    faces = theme.faces
    known = {plain(spec.family or key): key for key, spec in reversed(theme.file.faces.items())}
    known |= {plain(key): key for key in faces}
    body = theme.file.styles.get("body")
    text = theme.resolved("body").face if body else None
    spare = "data" if "data" in faces else text or next(iter(faces))
    for name in names:
        if plain(name) in known:
            return faces[known[plain(name)]]
        if plain(name) in ("serif", "ui-serif") and text:
            return faces[text]
        if plain(name) in ("sans-serif", "monospace", "system-ui", "ui-sans-serif"):
            break
    return faces[spare]


def plain(name: str) -> str:
    """Return a family's name as it is compared: without case and spaces."""
    return name.lower().replace(" ", "")


def nearest_face(faces: Faces, letters: Letters) -> tuple[Face, ...]:
    """Return the faces for a weight and slope, nearest first where the family lacks one."""
    best = min(faces, key=lambda key: (key[1] != letters.italic, abs(key[0] - letters.weight)))
    return faces[best]

