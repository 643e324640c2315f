"""A picture goes in, its samples in the inks of a press come out, with how much ink they lay down.

Greys stay on the black plate, CMYK passes as it is, RGB is converted through the profiles or, when the author wants
that, kept with its own. Opacity stays a soft mask: PDF/X-4 takes it, blended in CMYK.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from reportlab.pdfbase import pdfdoc

from predella.assets import Picture, allow_large
from predella.colours import GREY, Colour, Tone
from predella.press import Press
from predella.profiles import transform
from predella.workspace import resource

SPACES = {"L": "DeviceGray", "CMYK": "DeviceCMYK"}
COLOURLESS = 6
"""Of 255: parts of light that differ by no more all over a picture make it a grey one; JPEG leaves such traces."""
SAMPLE = 512
"""Pixels of the longer side of what is looked at to say whether a picture is grey, and how much ink it takes."""
MOST = 0.999
"""Of the samples, the part that ink is measured by: single pixels are no area that does not dry."""


@dataclass
class Pictures:
    """The pictures of one file. `most` is the most ink that each lays down at one place, in parts (3.0 is 300 %)."""

    press: Press
    most: dict[str, float] = field(default_factory=dict)
    passed: set[str] = field(default_factory=set)
    """Those in CMYK, whose ink is as their makers left it."""

    def image(
        self, asset: Picture, tone: Tone | None, document: Any, inks: Callable[[Colour], tuple[float, ...]]
    ) -> tuple[dict[str, Any], bytes]:
        """Return the entries of an image's dictionary (ISO 32000-1, table 89) and its stream."""
        entries = asset.entries(pdfdoc, document, tone, "DeviceCMYK", inks)
        if tone:
            if tone != GREY:
                self.most[f"{asset.name} in {tone.name}"] = max(sum(inks(stop)) for stop in tone.stops)
            return entries, asset.samples(tone)
        image = opened(asset)
        if image.mode == "L":
            return entries, asset.samples(None)
        if image.mode == "CMYK":
            self.passed.add(asset.name)
            self.most[asset.name] = ink_of(image)
            return entries, asset.samples(None)
        if colourless(image):
            return entries | grey(entries), asset.samples(GREY)
        if self.press.keep_rgb:
            return entries | self.kept(asset, document), asset.samples(None)
        return self.converted(asset, image, entries)

    def kept(self, asset: Picture, document: Any) -> dict[str, Any]:
        """Return the colour space of a picture that stays in RGB: its own profile, or sRGB."""
        data = profile_in(asset) or resource("profiles/sRGB.icc")
        name = f"picture profile {zlib.crc32(data):08x}"
        stream = document.idToObject.get(name) or pdfdoc.PDFStream(
            pdfdoc.PDFDictionary({"N": 3, "Alternate": pdfdoc.PDFName("DeviceRGB")}), data, filters=[pdfdoc.PDFZCompress]
        )
        return {"ColorSpace": pdfdoc.PDFArray([pdfdoc.PDFName("ICCBased"), document.Reference(stream, name)])}

    def converted(self, asset: Picture, image: Any, entries: Mapping[str, Any]) -> tuple[dict[str, Any], bytes]:
        """Return a picture in inks, within the limit; what was a JPEG is one again, at a quality that is not seen."""
        from PIL import ImageCms

        press = self.press
        try:
            change = transform(profile_in(asset), press.profile.data, press.intent, press.black_point)
        except (ImageCms.PyCMSError, OSError):  # a damaged profile in a picture says nothing of its colours
            change = transform(None, press.profile.data, press.intent, press.black_point)
        inked: Any = ImageCms.applyTransform(image, change)
        if ink_of(inked) > press.limit:
            inked = limited(inked, press.limit)
        self.most[asset.name] = ink_of(inked)
        found = dict(entries) | {"ColorSpace": pdfdoc.PDFName("DeviceCMYK")}
        if asset.kind != "JPEG":
            return found | {"Filter": pdfdoc.PDFName("FlateDecode")}, zlib.compress(inked.tobytes(), 6)
        sink = io.BytesIO()
        inked.save(sink, "JPEG", quality=95, subsampling=0)
        # Pillow writes the inks of a JPEG inverted, as Adobe does
        return found | {"Decode": pdfdoc.PDFArray([1, 0] * 4)}, sink.getvalue()


def opened(asset: Picture) -> Any:
    """Return the pixels of a picture as its file has them, in grey, RGB or CMYK."""
    from PIL import Image

    with allow_large():
        if asset.kind == "JPEG":
            image: Image.Image = Image.open(io.BytesIO(asset.file))
            return image if image.mode in ("L", "RGB", "CMYK") else image.convert("RGB")
        samples, _, mode = asset.decoded
        return Image.frombytes(mode, asset.stored, zlib.decompress(samples))


def profile_in(asset: Picture, space: bytes = b"RGB ") -> bytes | None:
    """Return the profile that a picture brings along, if it is one of a colour space."""
    from PIL import Image

    with allow_large(), Image.open(io.BytesIO(asset.file)) as image:
        data: bytes | None = image.info.get("icc_profile")
    return data if data and data[36:40] == b"acsp" and data[16:20] == space else None


def sampled(image: Any) -> Any:
    """Return some of the pixels of a picture, none of them mixed."""
    share = max(1, max(image.size) // SAMPLE)
    return image.resize((max(1, image.width // share), max(1, image.height // share)), 0)


def colourless(image: Any) -> bool:
    """True for an RGB picture that has no colour."""
    from PIL import ImageChops

    red, green, blue = sampled(image).split()
    pairs = ((red, green), (green, blue), (red, blue))
    spreads: list[Any] = [ImageChops.difference(one, other).getextrema()[1] for one, other in pairs]
    return bool(max(spreads) <= COLOURLESS)


def grey(entries: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a picture's entries become when its greys take its place."""
    return {"ColorSpace": pdfdoc.PDFName("DeviceGray"), "Filter": pdfdoc.PDFName("FlateDecode")}


def ink_of(image: Any) -> float:
    """Return the most ink that a picture in CMYK lays down at one place, in parts, but for one sample in a thousand."""
    pixels = sampled(image).tobytes()
    sums: list[int] = sorted(sum(pixels[at : at + 4]) for at in range(0, len(pixels), 4))
    return sums[int(MOST * (len(sums) - 1))] / 255


def limited(image: Any, limit: float) -> Any:
    """Return a picture in CMYK with no more ink than the limit: black stays, the others give way in proportion."""
    from PIL import Image, ImageMath

    planes = image.split()
    # a little less: JPEG rounds
    most = int(255 * limit) - 4

    def shared(get: Any, plane: Any) -> Any:
        coloured = get["c"] + get["m"] + get["y"]
        share = get["min"](get["float"](most - get["k"]) / get["max"](coloured, 1), 1.0)
        return get["convert"](get["float"](plane) * share, "L")

    names = dict(zip("cmyk", planes, strict=True))
    shares = [
        ImageMath.lambda_eval(lambda get, name=name: shared(get, get[name]), **names) for name in "cmy"  # type: ignore[misc]
    ]
    return Image.merge("CMYK", (*shares, planes[3]))
