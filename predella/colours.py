"""Colours by name go in; how light they are, what a black printer makes of them and the tones of pictures come out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise


def encoded(linear: float) -> float:
    """Return a linear part of light, 0 to 1, as screens write it (sRGB, IEC 61966-2-1)."""
    return 12.92 * linear if linear <= 0.0031308 else 1.055 * linear ** (1 / 2.4) - 0.055


@dataclass(frozen=True, slots=True)
class Colour:
    """A named theme colour, with the value for screens and the one for the press."""

    name: str
    rgb: tuple[float, float, float]
    cmyk: tuple[float, float, float, float] | None = None
    spot: str | None = None
    """The name of an ink of its own, for which `cmyk` stands where there is none of it."""

    @property
    def luminance(self) -> float:
        """Relative luminance, 0 black to 1 white (WCAG 2.2, relative luminance)."""
        red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in self.rgb)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    @property
    def grey(self) -> float:
        """The part of black, 0 to 1, that a black printer lays down for it: the grey of the same luminance."""
        return 1 - min(1.0, encoded(self.luminance))

    def contrast(self, other: Colour) -> float:
        """Contrast ratio with another colour, 1 to 21 (WCAG 2.2 SC 1.4.3)."""
        low, high = sorted((self.luminance, other.luminance))
        return (high + 0.05) / (low + 0.05)


BLACK = Colour("black", (0.0, 0.0, 0.0), (0, 0, 0, 1))
WHITE = Colour("white", (1.0, 1.0, 1.0), (0, 0, 0, 0))


@dataclass(frozen=True, slots=True)
class Tone:
    """What the greys of a picture are printed in: colours from the darkest to the lightest, two or more.

    Each colour stands for the grey that is as far between the first and the last as the colour itself is, so that a
    picture in colours of a theme is as light in every part as the grey one, and prints alike on a black printer.
    """

    name: str
    stops: tuple[Colour, ...]

    @property
    def places(self) -> tuple[float, ...]:
        """The greys of a picture that the stops stand for, 0 black to 1 white."""
        first, last = self.stops[0].grey, self.stops[-1].grey
        return tuple((first - stop.grey) / (first - last) for stop in self.stops)

    @property
    def darkens(self) -> bool:
        """True when a colour is no lighter than the one before: the picture would turn over there."""
        return any(one.grey <= other.grey for one, other in pairwise(self.stops))

    def table(self, inks: Callable[[Colour], tuple[float, ...]]) -> bytes:
        """Return what each of the 256 greys of a picture is printed in, a byte for each ink or light of a colour.

        `inks` says what a colour is made of, in parts from 0 to 1: its `rgb`, or what it is on a press.
        """
        marks = list(zip(self.places, map(inks, self.stops), strict=True))
        samples = bytearray()
        for grey in range(256):
            low, high = next(pair for pair in pairwise(marks) if grey / 255 <= pair[1][0] or pair[1] is marks[-1])
            share = (grey / 255 - low[0]) / (high[0] - low[0])
            samples += bytes(round(255 * (a + (b - a) * share)) for a, b in zip(low[1], high[1], strict=True))
        return bytes(samples)


GREY = Tone("grey", (BLACK, WHITE))
"""A picture in grey: what it is printed in by a black printer."""
