"""Makes `predella/resources/profiles/sRGB.icc`, what the colours of a screen mean: `python tools/make_profile.py`.

LittleCMS, which Pillow brings, makes the profile from the primaries of IEC 61966-2-1. Its date is set to nought, so that
it comes out the same every time.
"""

from __future__ import annotations

from pathlib import Path

from PIL import ImageCms

TARGET = Path(__file__).parent.parent / "predella" / "resources" / "profiles" / "sRGB.icc"
DATE = slice(24, 36)
"""Bytes of an ICC profile's header that say when it was made (ICC.1:2022, 7.2)."""
MADE = (2026, 1, 1, 0, 0, 0)


def profile() -> bytes:
    """Return the profile of sRGB."""
    data = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    data[DATE] = b"".join(number.to_bytes(2, "big") for number in MADE)
    return bytes(data)


if __name__ == "__main__":
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_bytes(profile())
    print(f"{TARGET}: {TARGET.stat().st_size} bytes")
