"""A checked SVG goes in, the same drawing comes out flat and plain: shapes with their looks, words, no references.

What is left for svglib is an <svg> of shapes in one coordinate system, each with a number by which it is known again.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element, SubElement, tostring

from predella.svg.drawing import Outline, Paint, Words
from predella.svg.geometry import Box, Place, clip_box, fit, geometry, known
from predella.svg.lettering import Lettering, share_of, styled
from predella.svg.styles import INITIAL, Cascade, Style, is_shown
from predella.svg.tree import DEEPEST, MOST_ELEMENTS, SVG, XLINK, SvgError, Tree, is_svg, name_of
from predella.svg.values import (
    IDENTITY,
    LARGEST,
    colour,
    length,
    lengths,
    matrix,
    numbers,
    share,
    stretch,
    times,
)

LONGEST_PATHS = 16_000_000
"""Characters of path data, after everything that is used several times has been written out."""
GROUPS = ("svg", "g", "a", "symbol", "switch")
SHAPES = ("path", "rect", "circle", "ellipse", "line", "polyline", "polygon")
SILENT = (
    "defs", "title", "desc", "metadata", "style", "linearGradient", "radialGradient", "pattern", "clipPath", "mask",
    "filter", "marker", "view", "cursor", "color-profile", "symbol", "stop",
)  # fmt: skip
"""What draws nothing by itself; where it is used, what is lost is noted."""

LOST = {
    "image": ("pictures inside an SVG are not drawn", "make the picture a figure of its own"),
    "foreignObject": ("it holds what is not SVG, which is not drawn", "write it as <text>"),
    "textPath": ("text along a path is not set", "turn it into paths"),
}
ANIMATION = ("animate", "animateTransform", "animateMotion", "animateColor", "set", "mpath", "discard")

OUTLINED = {"fill": "none", "stroke": "#000"}
"""svglib makes two shapes of an open one that is filled; how a shape is painted is not asked of it."""

CAPS, JOINS = {"butt": 0, "round": 1, "square": 2}, {"miter": 0, "miter-clip": 0, "round": 1, "bevel": 2}

EFFECTS = {
    "mask": ("its mask is left out", "draw what the mask leaves"),
    "filter": ("its filter is left out", "print has no shadows and blurs: delete it"),
    "mix-blend-mode": ("its colours are not blended", "give it the colour that is wanted"),
    "vector-effect": ("its stroke is scaled with the drawing", ""),
    "transform": ("a transform written as a style is left out", "write it as the attribute `transform`"),
    "geometry": ("places and sizes written as styles are left out", "write them as attributes"),
}
"""What a style may ask for and print does not do."""

UNCUT = "it is not cut by its clip path", "cut the shapes themselves, or take the clip path away"
"""What is said of a clip path that cuts something off."""


@dataclass(frozen=True)
class Clip:
    """A rectangle that cuts some marks, from one place in their order to another, if they reach over it."""

    element: Element
    box: Box
    start: int
    end: int


@dataclass
class Plain:
    """A drawing without references: shapes by number, and all marks in the order of painting."""

    width: float
    height: float
    root: Element
    looks: dict[str, Outline] = field(default_factory=dict)
    order: list[str | Words] = field(default_factory=list)
    clips: list[Clip] = field(default_factory=list)

    def svg(self) -> bytes:
        """Return the shapes as an SVG file."""
        return bytes(tostring(self.root, encoding="utf-8"))


class Plainer:
    """Walks one drawing and writes it plain."""

    def __init__(self, tree: Tree, cascade: Cascade) -> None:
        self.tree, self.cascade = tree, cascade
        self.ids = {element.get("id", ""): element for element in reversed([*tree.root.iter()])}
        self.using: list[Element] = []
        self.walked = self.path_length = 0
        width, height = self.size(tree.root)
        frame = Element(f"{SVG}svg", {"viewBox": f"0 0 {width!r} {height!r}", "width": repr(width), "height": repr(height)})  # fmt: skip
        self.plain = Plain(width, height, frame)

    def draw(self) -> Plain:
        """Return the plain drawing. Raises `SvgError`."""
        place = Place(IDENTITY, (self.plain.width, self.plain.height), INITIAL)
        self.walk(self.tree.root, place)
        return self.plain

    def size(self, root: Element) -> tuple[float, float]:
        """Return the size of the drawing in user units; what the file does not say follows from its view box."""
        box = self.view_box(root)
        given = [root.get(key, "").strip() for key in ("width", "height")]
        try:
            width, height = (0.0 if text.endswith("%") or text == "auto" or not text else length(text, 0, 16) for text in given)  # fmt: skip
        except ValueError as fault:
            raise self.tree.error(root, str(fault)) from None
        if box:
            width, height = (
                width or (height * box[2] / box[3] if height else box[2]),
                height or (width * box[3] / box[2] if width else box[3]),
            )
        if not (width > 0 and height > 0):
            raise self.tree.error(root, "it does not say how large it is", 'add a view box: viewBox="0 0 width height"')  # fmt: skip
        if not 0.01 <= width / height <= 100:
            raise self.tree.error(root, f"it is {width:g} × {height:g} units, which no figure is")
        return width, height

    def view_box(self, element: Element) -> tuple[float, float, float, float] | None:
        """Return an element's view box, or None when it has none. Raises `SvgError`."""
        if not element.get("viewBox", "").strip():
            return None
        try:
            left, top, width, height = numbers(element.get("viewBox", ""))
        except ValueError:
            raise self.tree.error(element, "viewBox needs four numbers") from None
        if not (width > 1e-6 and height > 1e-6):
            raise self.tree.error(element, "viewBox needs a width and a height above 0")
        return left, top, width, height

    def walk(self, element: Element, place: Place) -> None:
        """Write an element and what is in it."""
        self.walked += 1
        if self.walked > MOST_ELEMENTS or place.depth > 2 * DEEPEST:
            raise self.tree.error(element, f"written out, its uses make more than {MOST_ELEMENTS:,} elements or stand too deep", "simplify it")  # fmt: skip
        style = styled(self.tree, self.cascade, element, place.style)
        name = name_of(element)
        if not is_shown(element, style):
            return
        try:
            self.enter(element, name, replace(place, style=style, depth=place.depth + 1))
        except SvgError:
            raise
        except ValueError as fault:
            raise self.tree.error(element, str(fault)) from None

    def enter(self, element: Element, name: str, place: Place) -> None:
        """Write one element of a known kind."""
        style = place.style
        drawn = name in (*GROUPS, *SHAPES, "text", "use")
        if not drawn:
            self.pass_over(element, name)
            return
        for key, (message, hint) in EFFECTS.items():
            if style[key] not in ("none", "normal", "", "auto"):
                self.tree.lose(element, message, hint, grave=key != "vector-effect")
        place = replace(place, opacity=place.opacity * share_of(style))
        own = matrix(element.get("transform", ""))
        place = replace(place, matrix=times(place.matrix, own))
        if not all(abs(value) <= LARGEST for value in place.matrix):
            raise ValueError(f"its transforms move it beyond {LARGEST:,.0f} units")
        start = len(self.plain.order)
        self.enter_in(element, name, place)
        if style["clip-path"] != "none":
            reference = style["clip-path"].removeprefix("url(").rstrip(")").strip(" '\"").removeprefix("#")
            box = clip_box(self.ids.get(reference), place)
            if box is None:
                self.tree.lose(element, *UNCUT)
            else:
                self.plain.clips.append(Clip(element, box, start, len(self.plain.order)))

    def enter_in(self, element: Element, name: str, place: Place) -> None:
        """Write what an element draws, where it stands."""
        if name == "use":
            self.use(element, place)
        elif name in ("svg", "symbol"):
            self.viewport(element, place, element)
        elif name == "switch":
            self.switch(element, place)
        elif name in GROUPS:
            self.group(element, place)
        elif name == "text":
            self.text(element, place)
        else:
            self.shape(element, name, place)

    def pass_over(self, element: Element, name: str) -> None:
        """Note what an element that is not drawn would have shown."""
        if name in LOST:
            self.tree.lose(element, *LOST[name])
        elif name in ANIMATION:
            self.tree.lose(element, "animation is not printed", grave=False)
        elif name not in SILENT:
            self.tree.lose(element, "this element is not known and is left out", "check how it is written")

    def group(self, element: Element, place: Place) -> None:
        """Write what is in a group. Elements of other namespaces are a drawing program's notes to itself."""
        for child in element:
            if is_svg(child) and name_of(child) != "symbol":
                self.walk(child, place)

    def switch(self, element: Element, place: Place) -> None:
        """Write the first of several versions that asks for nothing special."""
        for child in element:
            if is_svg(child) and not child.get("requiredExtensions") and not child.get("systemLanguage"):
                self.walk(child, place)
                break
        if any(child.get("systemLanguage") for child in element):
            self.tree.lose(element, "versions for other languages are left out", "draw one file for each language")

    def viewport(self, element: Element, place: Place, sized_by: Element) -> None:
        """Write an <svg> or <symbol>: its view box is fitted into its place."""
        style, root = place.style, element is self.tree.root
        x, y = (0.0 if root or not sized_by.get(key) else place.of(key, style, sized_by.get(key, "")) for key in "xy")
        width, height = place.whole
        if not root:
            width = place.of("x", style, sized_by.get("width") or "100%")
            height = place.of("y", style, sized_by.get("height") or "100%")
        if width <= 0 or height <= 0:
            return
        box = self.view_box(element) or (0.0, 0.0, width, height)
        fitted = fit(box, width, height, element.get("preserveAspectRatio", ""))
        inner = times(place.matrix, times((1, 0, 0, 1, x, y), fitted))
        self.group(element, replace(place, matrix=inner, whole=(box[2], box[3])))

    def use(self, element: Element, place: Place) -> None:
        """Write what a <use> shows, where it shows it. Raises `SvgError` for one that comes back to itself."""
        name = (element.get("href") or element.get(XLINK) or "").strip().removeprefix("#")
        target = self.ids.get(name) if name else None
        if target is None:
            self.tree.lose(element, f"there is no element with the id {name[:40]!r}")
            return
        if target in self.using:
            raise self.tree.error(element, f"#{name[:40]} uses itself", "a drawing cannot hold itself")
        self.using.append(target)
        x, y = (place.of(key, place.style, element.get(key, "0") or "0") for key in "xy")
        if name_of(target) in ("svg", "symbol"):
            style = styled(self.tree, self.cascade, target, place.style)
            self.viewport(target, replace(place, style=style, depth=place.depth + 1), element)
        else:
            self.walk(target, replace(place, matrix=times(place.matrix, (1, 0, 0, 1, x, y))))
        self.using.pop()

    def text(self, element: Element, place: Place) -> None:
        """Write the lines of a text."""
        lettering = Lettering(self.tree, self.cascade, self.letter_paint, place.whole)
        lettering.gather(element, place.style, place.opacity, False)
        if place.style["stroke"] != "none":
            self.tree.lose(element, "the outlines of letters are not drawn", "turn the text into paths", grave=False)  # fmt: skip
        self.plain.order += lettering.words(place.matrix, element)

    def letter_paint(self, element: Element, style: Style, opacity: float) -> Paint | None:
        """Return the colour of letters, or None for letters that cannot be seen."""
        return self.paint("fill", element, style, opacity)

    def shape(self, element: Element, name: str, place: Place) -> None:
        """Write a shape with what it looks like."""
        style = place.style
        for child in element:
            if is_svg(child):
                self.pass_over(child, name_of(child))
        if style["visibility"] != "visible":
            return
        values = geometry(element, name, place)
        if values is None:
            return
        self.path_length += len(values.get("d", "")) + len(values.get("points", ""))
        if self.path_length > LONGEST_PATHS:
            raise self.tree.error(element, "written out, its uses make too long a drawing", "simplify it")
        look = self.look(element, place)
        if name == "line":
            look = replace(look, fill=None)
        if look.fill is None and look.stroke is None:
            return
        if any(style[f"marker{end}"] != "none" for end in ("", "-start", "-mid", "-end")):
            self.tree.lose(element, "its markers (arrowheads) are left out", "draw them as paths")
        number = f"m{len(self.plain.looks)}"
        self.plain.looks[number] = look
        self.plain.order.append(number)
        a, b, c, d, e, f = place.matrix
        transform = f"matrix({a!r} {b!r} {c!r} {d!r} {e!r} {f!r})"
        SubElement(self.plain.root, f"{SVG}{name}", {**values, "id": number, "transform": transform, **OUTLINED})

    def look(self, element: Element, place: Place) -> Outline:
        """Return fill and stroke of a shape, in the drawing's units, with no path yet."""
        style = place.style
        width = place.of("", style, style["stroke-width"])
        fill, stroke = (self.paint(key, element, style, place.opacity) for key in ("fill", "stroke"))
        largest, smallest = stretch(place.matrix)
        scale = math.sqrt(largest * smallest)
        if stroke and width > 0 and largest > 1.1 * smallest:
            self.tree.lose(element, "a stroke that is stretched is drawn in one width", grave=False)
        if stroke and fill and style["paint-order"].split()[0] == "stroke":
            self.tree.lose(element, "its stroke is drawn over its fill", grave=False)
        dash: list[float] = []
        if style["stroke-dasharray"] != "none":
            dash = lengths(style["stroke-dasharray"], place.of("", style, "100%"), float(style["font-size"]))
            dash = dash * 2 if len(dash) % 2 else dash
            dash = dash if dash and min(dash) >= 0 and sum(dash) > 0 else []
        return Outline(
            path=(),
            fill=fill,
            stroke=stroke if width * scale > 0 else None,
            width=width * scale,
            dash=tuple(part * scale for part in dash),
            dash_start=place.of("", style, style["stroke-dashoffset"]) * scale if dash else 0.0,
            cap=known(CAPS, style, "stroke-linecap"),
            join=known(JOINS, style, "stroke-linejoin"),
            miter=max(1.0, numbers(style["stroke-miterlimit"])[0]),
            nonzero=style["fill-rule"] != "evenodd",
        )

    def paint(self, key: str, element: Element, style: Style, opacity: float) -> Paint | None:
        """Return the colour of a fill or stroke, or None for nothing to be seen. Raises ValueError."""
        value = style[key]
        if value.startswith("url("):
            value = self.stand_in(element, value)
        if value == "none":
            return None
        rgb, alpha = colour(value)
        if rgb is None and style["color"].lower() != "currentcolor":
            rgb, alpha = colour(style["color"])
        opacity *= alpha * share(style[f"{key}-opacity"])
        if opacity <= 0:
            return None
        if opacity < 0.999:
            self.tree.lose(element, "print has no transparency: its colour is mixed with the ground alone", "give it the colour that is wanted", grave=False)  # fmt: skip
        return Paint(rgb, opacity if opacity < 0.999 else 1.0)

    def stand_in(self, element: Element, value: str) -> str:
        """Return the one colour that stands for a gradient or pattern, which are lost: its first."""
        reference, _, spare = value.partition(")")
        name = reference.removeprefix("url(").strip(" '\"").removeprefix("#")
        target, seen = self.ids.get(name), set[Element]()
        if target is not None and name_of(target) == "pattern":
            self.tree.lose(element, "patterns are left out", "give it one colour")
            return spare.strip() or "none"
        self.tree.lose(element, "gradients are not printed: its first colour stands for it", "give it one colour")
        while target is not None and target not in seen:
            seen.add(target)
            for stop in target.iter(f"{SVG}stop"):
                return self.cascade.style(stop, INITIAL)["stop-color"]
            further = target.get("href") or target.get(XLINK) or ""
            target = self.ids.get(further.removeprefix("#"))
        return spare.strip() or "none"
