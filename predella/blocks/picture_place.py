"""A picture, or the position of one, goes in with its place; it comes out cropped, toned and framed as was asked for."""

from __future__ import annotations

from dataclasses import replace

from predella.assets import Picture as PictureFile
from predella.blocks.block import Context, Node, Space, plain_runs, shape, text_lines
from predella.colours import Tone
from predella.diagnostics import did_you_mean
from predella.model import Figure
from predella.pages import MM, PathOps, Picture, Placed, box
from predella.phrases import phrase
from predella.text import Run

GAP = 1.5
"""mm at the reference paper, hung; the white between a picture and the ticks at its corners. Held, a third of it."""


def put(name: str, picture: PictureFile, figure: Figure, node: Node, room: Space, asked: float, context: Context) -> list[Placed]:  # fmt: skip
    """Return a picture that fills a room, round its focus; `asked` is the proportion that it was to have there."""
    theme = context.styles.theme.file.pictures
    edge = figure.edge or theme.edge
    bleeds = room != inside_trim(room, context)
    placed: list[Placed] = []
    if edge == "ticks" and not bleeds:
        placed = ticks(room, theme.stroke, context)
        across = (GAP if not context.held else GAP / 3) * context.ratio * MM
        down = across * room.height / room.width  # the picture keeps its proportion
        room = replace(room, x=room.x + across, y=room.y + down, width=room.width - 2 * across, bottom=room.bottom - down)
    own = picture.width / picture.height
    crop = crop_to(own, room.width / room.height, figure.focus)
    tone = tone_of(name, figure, context)
    report_changes(name, figure, crop, shown_of(crop_to(own, asked, figure.focus)), tone is not None, node, context)
    ink = Picture(name, room.width, room.height, crop, tone)
    placed.insert(0, Placed(room.x, room.y, ink, node.element, "picture", span=node.span))
    if edge == "keyline" and not bleeds:
        width = context.styles.stroke(theme.stroke)
        path = box(room.width - width, room.height - width, width / 2, width / 2)
        placed.append(shape(room.x, room.y, path, stroke=context.ground["line"], width=width, role="keyline"))
    return placed


def ticks(room: Space, stroke: str, context: Context) -> list[Placed]:
    """Return the ticks at the corners of a room."""
    tick = (3.4 if context.held else 9.0 * context.ratio) * MM
    width = context.styles.stroke(stroke)
    return [
        shape(room.x, room.y, path, stroke=context.ground["line"], width=width, role="keyline")
        for path in corners(room.width, room.height, tick)
    ]


def tone_of(name: str, figure: Figure, context: Context) -> Tone | None:
    """Return what a picture's greys are printed in; None for its own colours, and after reporting an unknown tone."""
    theme = context.styles.theme
    wanted = figure.tone or theme.file.pictures.tone
    known = ("none", "grey", *theme.file.tones)
    if wanted not in known:
        context.problems.error("tone", f"figure {name!r}: the theme {theme.file.theme!r} has no tone {wanted!r}", figure.where("tone"), *did_you_mean(wanted, known))  # fmt: skip
        return None
    return theme.tone(wanted)


def report_changes(
    name: str, figure: Figure, crop: tuple[float, float, float, float], asked: float, toned: bool, node: Node, context: Context
) -> None:  # fmt: skip
    """Say how much less than was asked for is shown of a picture, and what its licence has against a change."""
    shown = shown_of(crop)
    if shown < 0.99 * asked:
        context.problems.warning("crop", f"figure {name!r} is cropped: {1 - shown:.0%} of the picture is not shown", node.span, "set its `focus`, or give it another `height` or frame")  # fmt: skip
    changes = [word for word, changed in (("cropped", shown < 0.99), ("toned", toned)) if changed]
    license = figure.rights.license if figure.rights else ""
    if changes and "-ND-" in license:
        context.problems.warning("license", f"figure {name!r} is {' and '.join(changes)}, and {license} allows no changed picture", node.span, "show the whole picture in its own colours (`tone: none`), or ask for leave")  # fmt: skip


def shown_of(crop: tuple[float, float, float, float]) -> float:
    """Return the part of a picture's area that a crop shows."""
    return (crop[2] - crop[0]) * (crop[3] - crop[1])


def position(name: str, figure: Figure, node: Node, room: Space, context: Context) -> list[Placed]:
    """Return the marked position of a picture that is not there yet: tint, corner ticks, name, state of the rights."""
    held = context.held
    ground, tick = context.ground, (3.4 if held else 9.0 * context.ratio) * MM
    inset = (2.4 if held else 6.0 * context.ratio) * MM
    width = context.styles.stroke("edge")
    style = context.styles("note")
    area = box(room.width, room.height)
    placed = [shape(room.x, room.y, area, fill=ground["land"], element=node.element, role="position")]
    room = inside_trim(room, context)
    placed += [
        shape(room.x, room.y, path, stroke=ground["line"], width=width, element=node.element, role="position")
        for path in corners(room.width, room.height, tick)
    ]
    width = room.width - 2 * inset
    runs = (Run(phrase("position", context.language), strong=True),)
    first = room.y + inset + style.cap_height
    colour = "text"
    head = node.element.child("Span", "position")
    lines, last = text_lines(runs, room.x + inset, first, width, style, context, head, colour=colour)
    words = phrase("figure-name", context.language, name=name)
    more, last = text_lines(
        plain_runs(words), room.x + inset, last + style.leading, width, style, context, head, colour=colour
    )
    placed += lines + more
    if figure.rights:
        foot = room.bottom - inset
        state = plain_runs(figure.rights.state(context.language))
        if foot - last >= style.leading:
            lines, _ = text_lines(state, room.x + inset, foot, width, style, context, head, colour=colour)
            up = lines[-1].y - foot
            placed += [line.moved(down=-up) for line in lines]
    return placed


def inside_trim(room: Space, context: Context) -> Space:
    """Return the part of a space that the knife leaves: of a position that bleeds, signs and words stand there."""
    left, right = max(room.x, 0.0), min(room.x + room.width, context.page_width)
    return replace(
        room, x=left, y=max(room.y, 0.0), width=right - left, bottom=min(room.bottom, context.page_height)
    )


def corners(width: float, height: float, tick: float) -> list[PathOps]:
    """Return the four corner ticks of a position."""
    tick = min(tick, width / 3, height / 3)
    return [
        (("M", x, y + dy * tick), ("L", x, y), ("L", x + dx * tick, y))
        for x, dx in ((0.0, 1), (width, -1))
        for y, dy in ((0.0, 1), (height, -1))
    ]


def crop_to(
    proportion: float, wanted: float, focus: tuple[float, float]
) -> tuple[float, float, float, float]:
    """Return the part of a picture that fills a place of another proportion, kept round its focus."""
    wide = min(1.0, wanted / proportion)
    high = min(1.0, proportion / wanted)
    left = min(max(focus[0] - wide / 2, 0.0), 1 - wide)
    top = min(max(focus[1] - high / 2, 0.0), 1 - high)
    return left, top, left + wide, top + high


__all__ = ["crop_to", "position", "put"]
