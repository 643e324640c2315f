"""A colour or a picture goes in, the operators and entries that lay it down come out: light on a screen, inks on a press.

Both are asked alike; `Painter` does not know which of them it has. On a press text and thin strokes take one plate:
what is dark and nearly neutral is printed in black alone, and black text overprints (ISO 32000-1, 8.6.7).
"""

from __future__ import annotations

from typing import Any, Protocol

from reportlab.pdfbase import pdfdoc

from predella.colours import Colour, Tone
from predella.pages import MM, PathOps, thickness
from predella.press import Press
from predella.writers.numbers import number, rgb
from predella.writers.press_pictures import Pictures
from predella.writers.screen_pictures import image_for_screen

Inking = tuple[float, float, float, float]

KEY: Inking = (0.0, 0.0, 0.0, 1.0)
NEUTRAL, DARK, INKED = 0.12, 0.3, 0.02
"""Of the light that three inks over black leave: how far its parts differ at most in a neutral colour, how light a dark
one is at most; and how much of an ink counts."""
THIN = 1 * MM
"""Strokes and areas up to this width, in pt, are thin: where plates are a tenth of a millimetre out of register, they show it."""


class Inks(Protocol):
    """What a painter asks. `spaces` are the colour spaces laid down so far, `plain` undoes what black text has set."""

    spaces: set[str]
    plain: str

    def fill(self, colour: Colour, path: PathOps = (), *, text: bool = False) -> str:
        """Return the operators that set the colour of an area with a path, or of text."""

    def stroke(self, colour: Colour, width: float) -> str:
        """Return the operators that set the colour of lines of a width in pt."""

    def picture(self, asset: Any, tone: Tone | None, document: Any) -> tuple[dict[str, Any], bytes]:
        """Return the entries of an image's dictionary and its stream."""


class ScreenInks:
    """Colours as a screen shows them."""

    plain = ""

    def __init__(self) -> None:
        self.spaces = {"DeviceRGB"}

    def fill(self, colour: Colour, path: PathOps = (), *, text: bool = False) -> str:
        """Return the operators that set the colour of areas and text."""
        return f"{rgb(colour)} rg"

    def stroke(self, colour: Colour, width: float) -> str:
        """Return the operators that set the colour of lines."""
        return f"{rgb(colour)} RG"

    def picture(self, asset: Any, tone: Tone | None, document: Any) -> tuple[dict[str, Any], bytes]:
        """Return the entries of an image's dictionary and its stream."""
        return image_for_screen(asset, tone, document)


class PressInks:
    """Colours as a press prints them. `separations` are those of an ink of their own, by its name."""

    plain = "/Knockout gs "

    def __init__(self, press: Press) -> None:
        self.press = press
        self.pictures = Pictures(press)
        self.spaces = {"DeviceCMYK"}
        self.separations: dict[str, Colour] = {}

    def fill(self, colour: Colour, path: PathOps = (), *, text: bool = False) -> str:
        """Return the operators that set the colour of an area, or of text; only text in full black overprints.

        What is light on a dark area must take the inks below away, so every other colour knocks out.
        """
        if colour.spot:
            return f"{self.plain}/{self.separation(colour)} cs 1 scn"
        inks = self.inks(colour, path, alone=text)
        state = "/Overprint gs " if text and inks == KEY else self.plain
        return f"{state}{' '.join(map(number, inks))} k"

    def stroke(self, colour: Colour, width: float) -> str:
        """Return the operators that set the colour of lines of a width in pt."""
        if colour.spot:
            return f"/{self.separation(colour)} CS 1 SCN"
        return f"{' '.join(map(number, self.inks(colour, alone=width <= THIN)))} K"

    def inks(self, colour: Colour, path: PathOps = (), *, alone: bool = False) -> Inking:
        """Return the inks of a colour, `alone` in black where it is nearly that; an area that is thin likewise."""
        inks = colour.cmyk or self.press.convert(colour)
        if nearly_black(inks) and (alone or (path and thickness(path) <= THIN)):
            return KEY if inks[3] >= 0.95 else (0.0, 0.0, 0.0, round(max(inks[3], colour.grey), 2))
        return inks

    def separation(self, colour: Colour) -> str:
        """Return the resource name of the plate of a spot colour."""
        assert colour.spot
        self.spaces.add("Separation")
        self.separations.setdefault(colour.spot, colour)
        return f"Spot{list(self.separations).index(colour.spot)}"

    def picture(self, asset: Any, tone: Tone | None, document: Any) -> tuple[dict[str, Any], bytes]:
        """Return the entries of an image's dictionary and its stream, in inks."""
        return self.pictures.image(asset, tone, document, self.inks)

    def states(self, document: Any) -> Any:
        """Return the graphics states of a page: whether what is filled takes away what lies below (table 58)."""
        return pdfdoc.PDFDictionary({"Knockout": state(document, "Knockout", "false"), "Overprint": state(document, "Overprint", "true")})

    def plates(self, document: Any) -> dict[str, str]:
        """Return the colour spaces of the spot colours: the name of each object, and that of the resource."""
        found = {}
        for spot, colour in self.separations.items():
            name = f"plate {spot}"
            document.Reference(document.idToObject.get(name) or plate(spot, colour.cmyk or KEY), name)
            found[name] = self.separation(colour)
        return found


def nearly_black(inks: Inking) -> bool:
    """True for a dark colour of three or four inks that is close to grey: rich black, or a dark grey with some colour in it."""
    light = [(1 - ink) * (1 - inks[3]) for ink in inks[:3]]
    return sum(ink > INKED for ink in inks) >= 3 and max(light) < DARK and max(light) - min(light) < NEUTRAL


def state(document: Any, name: str, over: str) -> Any:
    """Return the reference to a graphics state. OPM 1: an ink that a colour has none of stays as it is below."""
    entries = {"Type": pdfdoc.PDFName("ExtGState"), "OP": "false", "op": over, "OPM": 1}
    return document.Reference(document.idToObject.get(name) or pdfdoc.PDFDictionary(entries), name)


def plate(spot: str, inks: Inking) -> Any:
    """Return the Separation space of a spot colour (8.6.6.4): its tints in CMYK where it has no plate."""
    tints = pdfdoc.PDFDictionary(
        {"FunctionType": 2, "Domain": pdfdoc.PDFArray([0, 1]), "C0": pdfdoc.PDFArray([0, 0, 0, 0]), "C1": pdfdoc.PDFArray(list(inks)), "N": 1}
    )
    return pdfdoc.PDFArray([pdfdoc.PDFName("Separation"), pdfdoc.PDFName(spot), pdfdoc.PDFName("DeviceCMYK"), tints])


def spaces_of(space: Any) -> set[str]:
    """Return the names of a colour space of an image, with that which it is a table of."""
    parts = space.sequence if isinstance(space, pdfdoc.PDFArray) else (space,)
    return {part.lstrip("/") for part in parts if isinstance(part, str)}
