"""The bytes of an ICC profile go in, a press or the reason why it is none comes out; and colours and pictures on it.

Headers after ICC.1:2010 (profile version 4), 7.2. The conversion is that of LittleCMS, by Pillow's `ImageCms`.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import cache, lru_cache
from typing import Any

from predella.colours import Colour
from predella.press import Intent, Profile
from predella.workspace import resource

SHIPPED = "FOGRA39L_coated.icc"
"""Sheetfed offset on coated paper, ISO 12647-2; predella/resources/profiles/README.md says where it is from."""
LIMIT = 3.0
"""Ink at one place, in parts. The definition that the shipped profile was made from says 300 % (`tlimit`), and shops
ask for it where they do not say more (docs/printing.md)."""
SPACES = {b"CMYK": "CMYK", b"RGB ": "RGB", b"GRAY": "grey", b"Lab ": "Lab"}
INTENTS: dict[Intent, int] = {"perceptual": 0, "relative": 1, "saturation": 2, "absolute": 3}
"""Numbers of ICC.1:2010, table 23."""
GREYISH = 3 / 255
"""Parts of light that differ by less are a grey."""
BLACK_POINT = 0x2000
"""LittleCMS's flag for compensation of the black point."""


class ProfileError(ValueError):
    """Raised for a file that is no profile of a press; `hint` says what to do."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


def profile_of(data: bytes, condition: str = "", limit: float = LIMIT) -> Profile:
    """Return the profile of a press. Raises `ProfileError`."""
    again = "ask the print shop for its ICC profile, or copy the file again"
    if len(data) < 128 or data[36:40] != b"acsp":
        raise ProfileError("the file is no ICC profile", again)
    if int.from_bytes(data[:4], "big") != len(data):
        raise ProfileError("the profile is cut off or damaged", again)
    space = SPACES.get(data[16:20], data[16:20].decode("latin-1").strip())
    if space != "CMYK":
        raise ProfileError(f"the profile is for {space}, and CMYK is needed", "name the profile of a press, not that of a screen or a camera")
    if data[12:16] != b"prtr":
        raise ProfileError("the profile is not that of a press", again)
    if data[8] > 4:
        raise ProfileError(f"the profile is of ICC version {data[8]}, and PDF/X-4 takes 2 and 4", again)
    try:
        name = opened(data).profile.profile_description or "CMYK"
        transform(None, data, "relative", True)
    except Exception as fault:  # ImageCms raises errors of its own, and OSError
        raise ProfileError(f"the profile is damaged ({fault})", again) from None
    name = str(name).strip()
    return Profile(name, condition or name, data, limit=limit)


@cache
def shipped_profile() -> Profile:
    """Return the profile that is taken where an author names none: FOGRA39, by its name in the registry of the ICC."""
    found = profile_of(resource(f"profiles/{SHIPPED}"))
    return Profile(found.name, "FOGRA39", found.data, "http://www.color.org", LIMIT)


@lru_cache(maxsize=8)
def opened(data: bytes) -> Any:
    """Return a profile as ImageCms takes it."""
    from PIL import ImageCms

    return ImageCms.ImageCmsProfile(io.BytesIO(data))


@lru_cache(maxsize=16)
def transform(source: bytes | None, press: bytes, intent: Intent, black_point: bool) -> Any:
    """Return what turns RGB in a profile, sRGB where there is none, into the inks of a press."""
    from PIL import ImageCms

    given: Any = opened(source) if source else ImageCms.createProfile("sRGB")
    flags: Any = BLACK_POINT if black_point and intent == "relative" else 0
    number: Any = INTENTS[intent]
    return ImageCms.buildTransform(given, opened(press), "RGB", "CMYK", renderingIntent=number, flags=flags)


def converter(profile: Profile, intent: Intent, black_point: bool, limit: float) -> Callable[[Colour], tuple[float, float, float, float]]:
    """Return what gives the inks of a colour by its RGB, in parts to a hundredth, within the limit.

    A grey takes black ink alone: in four inks a plate out of register would give it a colour.
    """

    @cache
    def convert(colour: Colour) -> tuple[float, float, float, float]:
        from PIL import Image, ImageCms

        if max(colour.rgb) - min(colour.rgb) < GREYISH:
            return 0.0, 0.0, 0.0, round(colour.grey, 2)
        pixel = Image.new("RGB", (1, 1), tuple(round(255 * part) for part in colour.rgb))
        converted: Any = ImageCms.applyTransform(pixel, transform(None, profile.data, intent, black_point))
        cyan, magenta, yellow, key = (round(part / 255, 2) for part in converted.getpixel((0, 0)))
        over = max(1.0, (cyan + magenta + yellow) / max(0.01, limit - key))
        return round(cyan / over, 3), round(magenta / over, 3), round(yellow / over, 3), key

    return convert
