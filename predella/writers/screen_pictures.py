"""A picture goes in, its image for a screen comes out: what is not meant in sRGB is converted, the rest passes untouched.

The output intent of files to be read is sRGB: inks of a press would mean nothing there (ISO 19005-2, 6.2.4.3), and
colours of a camera's own would come out dull.
"""

from __future__ import annotations

import io
import zlib
from typing import Any

from reportlab.pdfbase import pdfdoc

from predella.assets import Picture
from predella.colours import Tone
from predella.profiles import opened as profile
from predella.profiles import shipped_profile
from predella.writers.press_pictures import opened, profile_in

QUALITY = 95
"""Of a JPEG that is written again: no difference is seen."""


def image_for_screen(asset: Picture, tone: Tone | None, document: Any) -> tuple[dict[str, Any], bytes]:
    """Return the entries of an image's dictionary (ISO 32000-1, table 89) and its stream."""
    entries = asset.entries(pdfdoc, document, tone)
    mode = asset.mode if asset.kind == "JPEG" else asset.decoded[2]
    source = source_of(asset, mode) if tone is None else None
    if source is None:
        return entries, asset.samples(tone)
    image = lit(opened(asset), source, mode)
    entries = {key: value for key, value in entries.items() if key != "Decode"} | {"ColorSpace": pdfdoc.PDFName("DeviceRGB")}
    if asset.kind != "JPEG":
        return entries | {"Filter": pdfdoc.PDFName("FlateDecode")}, zlib.compress(image.tobytes(), 6)
    sink = io.BytesIO()
    image.save(sink, "JPEG", quality=QUALITY, subsampling=0)
    return entries, sink.getvalue()


def source_of(asset: Picture, mode: str) -> bytes | None:
    """Return the profile that a picture has to be converted from, or None for one that is meant in sRGB or grey."""
    if mode == "CMYK":
        return profile_in(asset, b"CMYK") or shipped_profile().data
    data = profile_in(asset) if mode == "RGB" else None
    return data if data and b"s\0R\0G\0B" not in data and b"sRGB" not in data else None


def lit(image: Any, source: bytes, mode: str) -> Any:
    """Return an image in sRGB, converted relative to the white of its paper, the usual intent for reading."""
    from PIL import ImageCms

    screen: Any = ImageCms.createProfile("sRGB")
    intent: Any = ImageCms.Intent.RELATIVE_COLORIMETRIC
    try:
        return ImageCms.profileToProfile(image, profile(source), screen, renderingIntent=intent, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError):  # a damaged profile says nothing of the colours
        if mode == "RGB":
            return image
        return ImageCms.profileToProfile(image, profile(shipped_profile().data), screen, renderingIntent=intent, outputMode="RGB")
