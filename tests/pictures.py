"""A size and a kind go in, small picture and font files, whole and broken, come out."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

from PIL import Image, ImageChops

from predella.workspace import resource

CORNERS = {(0, 0): (220, 30, 30), (1, 0): (30, 160, 60), (0, 1): (30, 60, 200), (1, 1): (240, 200, 30)}
"""Colours of the four quarters of a test picture by column and row: red, green, blue, yellow."""


def quarters(width: int = 64, height: int = 48, mode: str = "RGB") -> Image.Image:
    """Return a picture of four quarters in different colours."""
    image = Image.new("RGB", (width, height))
    for (column, row), colour in CORNERS.items():
        left, top = column * width // 2, row * height // 2
        image.paste(colour, (left, top, left + width // 2, top + height // 2))
    return image.convert(mode)


def grain(width: int, height: int, mode: str = "RGB") -> Image.Image:
    """Return a ramp from dark to light with a grain that is the same each time; it is no picture of anything."""
    across, down = Image.linear_gradient("L").rotate(90).resize((width, height)), Image.linear_gradient("L").resize((width, height))
    ramp = Image.blend(across, down, 0.3)
    spread = Image.frombytes("L", (64, 64), bytes((i * i * 31 + i * 17) % 48 for i in range(64 * 64)))
    tile = Image.new("L", (width, height))
    for x in range(0, width, 64):
        for y in range(0, height, 64):
            tile.paste(spread, (x, y))
    return ImageChops.subtract(ImageChops.add(ramp, tile), Image.new("L", (width, height), 24)).convert(mode)


def encoded(image: Image.Image, kind: str, **options: Any) -> bytes:
    """Return a picture as the bytes of a file."""
    sink = io.BytesIO()
    image.save(sink, kind, **options)
    return sink.getvalue()


def png(width: int = 1, height: int = 1) -> bytes:
    """Return a black PNG."""
    return encoded(Image.new("L", (width, height)), "PNG")


def png_of_size(width: int, height: int) -> bytes:
    """Return a PNG that says it has a size and holds no samples of it."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def font(kind: bytes, *tags: bytes) -> bytes:
    """Return the beginning of a font file: its kind and a directory of empty tables."""
    directory = b"".join(struct.pack(">4sIII", tag, 0, 0, 0) for tag in tags)
    return kind + struct.pack(">HHHH", len(tags), 0, 0, 0) + directory


TRUETYPE = b"\x00\x01\x00\x00"


def whole_font() -> bytes:
    """Return one of the engine's fonts."""
    return resource("fonts/FiraSans-400.ttf")


def restricted() -> bytes:
    """Return one of the engine's fonts with the bit set that forbids embedding it."""
    return with_table(b"OS/2", b"\0" * 8 + b"\0\2")


def with_table(tag: bytes, content: bytes) -> bytes:
    """Return one of the engine's fonts with other bytes at the beginning of a table."""
    data = bytearray(whole_font())
    tables = (
        struct.unpack_from(">4sIII", data, 12 + 16 * i) for i in range(int.from_bytes(data[4:6], "big"))
    )
    offset = next(offset for found, _, offset, _ in tables if found == tag)
    data[offset : offset + len(content)] = content
    return bytes(data)
