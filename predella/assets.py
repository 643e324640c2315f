"""Picture files go in, measured pictures ready for the writers come out.

JPEG bytes pass through untouched; PNG, TIFF and WebP are decoded when a writer asks for them. A file that is broken, too
large to be meant or no picture at all is refused with what to do about it.
"""

from __future__ import annotations

import io
import warnings
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from predella.colours import GREY, Colour, Tone

LARGEST_PICTURE = 400_000_000
"""Pixels; a wall panel of 4 × 2 m at 150 dpi has 280 million."""

FORMATS = ("JPEG", "PNG", "TIFF", "WEBP")

TURNED = frozenset({5, 6, 7, 8})
"""EXIF orientations under which width and height change places."""


class PictureError(ValueError):
    """Raised for a file that cannot be used as a picture."""


def in_rgb(colour: Colour) -> tuple[float, ...]:
    """Return what a colour is on a screen."""
    return colour.rgb


@dataclass
class Picture:
    """A picture file, measured. `width` and `height` are pixels as a viewer sees them, orientation honoured."""

    name: str
    kind: str
    width: int
    height: int
    mode: str
    orientation: int
    file: bytes = field(repr=False)
    profile_fault: str = ""
    """What is wrong with the colour profile that it brings along, in words; its colours are then taken for sRGB, or as they stand."""

    @cached_property
    def data(self) -> bytes:
        """The bytes of the PDF image stream."""
        return self.file if self.kind == "JPEG" else self.decoded[0]

    @cached_property
    def decoded(self) -> tuple[bytes, bytes | None, str]:
        """Deflated samples, deflated opacity if there is any, and the colour space of the samples."""
        from PIL import Image

        with allow_large(), Image.open(io.BytesIO(self.file)) as opened:
            image: Image.Image = opened
            opacity = None
            if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
                whole = image.convert("RGBA")
                alpha = whole.getchannel("A")
                opacity = None if alpha.getextrema() == (255, 255) else zlib.compress(alpha.tobytes(), 6)
                image = whole.convert("L" if image.mode == "LA" else "RGB")
            elif image.mode.startswith("I;16"):
                # Pillow would cut the upper greys off rather than scale them
                image = image.convert("I").point(lambda level: level * (1 / 257)).convert("L")
            elif image.mode not in ("L", "RGB", "CMYK"):
                grey = image.mode in ("1", "I", "F")
                image = image.convert("L" if grey else "RGB")
            return zlib.compress(image.tobytes(), 6), opacity, image.mode

    @cached_property
    def greys(self) -> bytes:
        """Deflated samples of the picture in grey, for a tone."""
        from PIL import Image

        with allow_large():
            if self.kind == "JPEG":
                with Image.open(io.BytesIO(self.file)) as image:
                    return zlib.compress(image.convert("L").tobytes(), 6)
            samples, _, mode = self.decoded
            if mode == "L":
                return samples
            whole = Image.frombytes(mode, self.stored, zlib.decompress(samples))
            return zlib.compress(whole.convert("L").tobytes(), 6)

    @property
    def stored(self) -> tuple[int, int]:
        """Width and height as the file has them, before it is turned upright."""
        return (self.height, self.width) if self.orientation in TURNED else (self.width, self.height)

    def samples(self, tone: Tone | None) -> bytes:
        """Return the bytes of the PDF image stream, of the picture as it is or in a tone."""
        return self.greys if tone else self.data

    def entries(
        self, pdfdoc: Any, document: Any, tone: Tone | None = None,
        space: str = "DeviceRGB", inks: Callable[[Colour], tuple[float, ...]] = in_rgb,
    ) -> dict[str, Any]:  # fmt: skip
        """Return the entries of the image's dictionary (ISO 32000-1, table 89).

        A tone is a table beside the grey samples (an Indexed colour space, 8.6.6.3): another printer takes another table,
        of what its `inks` are in its `space`.
        """
        passed = self.kind == "JPEG" and tone is None
        mode = self.mode if passed else "L" if tone else self.decoded[2]
        entries = {
            "Width": self.stored[0],
            "Height": self.stored[1],
            "BitsPerComponent": 8,
            "ColorSpace": pdfdoc.PDFName({"L": "DeviceGray", "CMYK": "DeviceCMYK"}.get(mode, "DeviceRGB")),
            "Filter": pdfdoc.PDFName("DCTDecode" if passed else "FlateDecode"),
        }
        if tone and tone != GREY:
            table = pdfdoc.PDFStream(pdfdoc.PDFDictionary({}), tone.table(inks), filters=[])
            indexed = [pdfdoc.PDFName("Indexed"), pdfdoc.PDFName(space), 255, document.Reference(table, f"tone {tone.name} {self.name}")]
            entries["ColorSpace"] = pdfdoc.PDFArray(indexed)
        if passed and mode == "CMYK" and b"Adobe" in self.file[:4096]:
            # Adobe writes CMYK JPEG inverted; readers are told, the bytes stay
            entries["Decode"] = pdfdoc.PDFArray([1, 0] * 4)
        opacity = None if self.kind == "JPEG" else self.decoded[1]
        if opacity:
            mask = {
                "Type": pdfdoc.PDFName("XObject"), "Subtype": pdfdoc.PDFName("Image"), "Width": entries["Width"],
                "Height": entries["Height"], "BitsPerComponent": 8, "ColorSpace": pdfdoc.PDFName("DeviceGray"),
                "Filter": pdfdoc.PDFName("FlateDecode"),
            }  # fmt: skip
            stream = pdfdoc.PDFStream(pdfdoc.PDFDictionary(mask), opacity, filters=[])
            entries["SMask"] = document.Reference(stream, f"opacity {tone.name if tone else ''} {self.name}")
        return entries

    def shades(self, part: tuple[float, float, float, float], tone: Tone | None) -> tuple[Colour, Colour]:
        """Return about the darkest and the lightest colour of a part (left, top, right, bottom in fractions), in a tone.

        A twentieth at both ends is left out: a spark or a scratch makes no ground.
        """
        from PIL import Image, ImageOps

        with allow_large(), Image.open(io.BytesIO(self.file)) as opened:
            upright = ImageOps.exif_transpose(opened.convert("L") if opened.mode != "CMYK" else opened.convert("RGB").convert("L"))
            left, top, right, bottom = part
            box = (left * self.width, top * self.height, max(right * self.width, left * self.width + 1), max(bottom * self.height, top * self.height + 1))
            greys = sorted(upright.resize((16, 16), Image.Resampling.BOX, box=box).tobytes())
        table = (tone or GREY).table(lambda colour: colour.rgb)
        ends = greys[len(greys) // 20], greys[-len(greys) // 20]
        dark, light = (tuple(value / 255 for value in table[3 * grey : 3 * grey + 3]) for grey in ends)
        return Colour("dark", (dark[0], dark[1], dark[2])), Colour("light", (light[0], light[1], light[2]))

    def matrix(self, width: float, height: float, x: float, top: float) -> tuple[float, ...]:
        """Return the matrix that puts the picture's upright self at x, with its top edge at `top` (PDF axes, pt)."""
        w, h, y = width, height, top - height
        return {
            1: (w, 0, 0, h, x, y),
            2: (-w, 0, 0, h, x + w, y),
            3: (-w, 0, 0, -h, x + w, y + h),
            4: (w, 0, 0, -h, x, y + h),
            5: (0, -h, -w, 0, x + w, y + h),
            6: (0, -h, w, 0, x, y + h),
            7: (0, h, w, 0, x, y),
            8: (0, h, -w, 0, x + w, y),
        }[self.orientation]


class allow_large(warnings.catch_warnings):
    """Keeps Pillow from warning of sizes that were checked here before."""

    def __enter__(self) -> None:
        super().__enter__()
        warnings.simplefilter("ignore")


def open_picture(data: bytes, name: str) -> Picture:
    """Measure a picture file. Raises `PictureError`, whose message says what is wrong with the file."""
    from PIL import Image, UnidentifiedImageError

    if not data:
        raise PictureError("the file is empty (0 bytes)")
    limit, Image.MAX_IMAGE_PIXELS = Image.MAX_IMAGE_PIXELS, None
    try:
        with allow_large(), Image.open(io.BytesIO(data)) as image:
            kind, mode, (width, height) = image.format or "", image.mode, image.size
            if kind == "MPO":  # a JPEG with further pictures behind it, as phones write
                kind = "JPEG"
            if kind not in FORMATS:
                raise PictureError(f"{kind} pictures cannot be printed: save it as JPEG, PNG, TIFF or WebP")
            if width * height > LARGEST_PICTURE:
                raise PictureError(
                    f"{width:,} × {height:,} pixels are more than any print needs: scale it down"
                )
            # Pillow turns TIFF upright itself, and gives its size so
            orientation = 1 if kind == "TIFF" else int(image.getexif().get(0x0112, 1) or 1)
            profile = fault_of(image.info.get("icc_profile"), mode)
    except UnidentifiedImageError:
        raise PictureError("the file is not a picture: JPEG, PNG, TIFF or WebP is expected") from None
    except PictureError:
        raise
    except Exception as fault:  # Pillow's readers raise many kinds for damaged files
        raise PictureError(f"the file is cut off or damaged ({fault}): copy it again") from None
    finally:
        Image.MAX_IMAGE_PIXELS = limit
    orientation = orientation if 1 <= orientation <= 8 else 1
    if orientation in TURNED:
        width, height = height, width
    picture = Picture(name, kind, width, height, mode, orientation, data, profile)
    refuse_truncated(picture)
    return picture


SPACES = {b"RGB ": "RGB", b"GRAY": "grey", b"CMYK": "CMYK"}
"""Colour spaces of pictures in the header of an ICC profile (ICC.1:2022, 7.2.6)."""


def fault_of(profile: bytes | None, mode: str) -> str:
    """Return what is wrong with the colour profile of a picture of a mode, "" for none or a good one."""
    if not profile:
        return ""
    space = SPACES.get(profile[16:20])
    if profile[36:40] != b"acsp" or space is None or len(profile) < int.from_bytes(profile[:4], "big"):
        return "its colour profile is broken"
    wanted = {"CMYK": "CMYK", "L": "grey", "LA": "grey", "1": "grey"}.get(mode, "grey" if mode.startswith("I") else "RGB")
    return "" if space == wanted else f"its colour profile is one of {space}, and the picture is in {wanted}"


def refuse_truncated(picture: Picture) -> None:
    """Raise `PictureError` for a file that ends before its picture does."""
    if picture.kind == "JPEG":
        # a whole JPEG ends with the marker FF D9; some cameras pad after it
        if b"\xff\xd9" not in picture.file[-65536:]:
            raise PictureError("the JPEG is cut off before its end: copy the file again")
        return
    try:
        _ = picture.decoded
    except Exception:
        raise PictureError(f"the {picture.kind} is cut off or damaged: copy the file again") from None


def resolution(picture: Picture, width: float) -> float:
    """Return the pixels per inch at a printed width in pt."""
    return picture.width / (width / 72)
