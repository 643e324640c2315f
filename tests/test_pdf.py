"""Documents go in; the PDF is opened again by other programs, and says and shows what the author wrote."""

from __future__ import annotations

import io
from itertools import product
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from laying import LAYOUT, exhibit, made, project, run
from pictures import CORNERS, encoded, quarters
from PIL import Image, ImageCms

from predella.build import to_bytes
from predella.pages import MM, Page, Picture


def pdf_of(tmp_path: Path, text: str, **files: str | bytes) -> tuple[bytes, tuple[Page, ...]]:
    """Return the PDF of an exhibit's first document, and its pages."""
    document, problems = made(
        project(
            tmp_path,
            text,
            {name.replace("_", "/", 1).replace("_", "."): data for name, data in files.items()},
        )
    )
    assert [] == [problem for problem in problems if problem.severity == "error"]
    return to_bytes(document), tuple(document.pages)


def extracted(pdf: bytes) -> str:
    """Return the text that a reader finds in a PDF, line ends as spaces."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "".join(page.get_textpage().get_text_range() for page in document).replace("\r\n", "")
    finally:
        document.close()


@pytest.mark.parametrize(
    "text",
    [
        "Office, find, flag, affluent, fjord, waffle",
        "Қазақстан Республикасы: Әә Ғғ Ққ Ңң Өө Ұұ Үү Һһ Іі",
        "Ёлки, съезд, объём, “кавычки” и «ёлочки»",
        "AVATAR To We “Ty” 11.1 f’ kerned pairs",
        "Soft – hyphens — dashes… § 5, No. 7, 30 %, 5 °C, ≈ 20, ½, ©",
        "é e\u0301 ñ n\u0303 й и\u0306",
        "ab < cd > & ef",
    ],
)
def test_text(text: str, tmp_path: Path) -> None:
    """The text of a file is the author's, letter by letter: ligatures, kerned pairs and Kazakh letters among it."""
    pdf, _ = pdf_of(tmp_path, exhibit(f"- text: '{text.replace(chr(39), chr(39) * 2)}'\n"))

    assert text == extracted(pdf).strip()


def test_kinds_of_space(tmp_path: Path) -> None:
    """A space that does not break is another character in the file than one that does, though they look alike."""
    text = "a\u00a0b c\u202fd e\u2009f g\u2011h"
    pdf, _ = pdf_of(tmp_path, exhibit(f"- text: {text}\n"))

    with pikepdf.open(io.BytesIO(pdf)) as opened:
        (cmap,) = [font.ToUnicode.read_bytes().decode() for font in fonts_of(opened).values()]
    for character in ("\u00a0", "\u202f", "\u2009", "\u2011", " "):
        assert f"<{ord(character):04X}>" in cmap


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    words=st.lists(
        st.text("abcdefghilmnoprstufiflqКазақтіңөүұ", min_size=1, max_size=14), min_size=1, max_size=60
    )
)
def test_any_words(words: list[str], tmp_path: Path) -> None:
    """Whatever words fill lines and columns, a reader finds them all again, in order."""
    pdf, _ = pdf_of(tmp_path, exhibit(f"- text: x {' '.join(words)}\n"))

    assert ["x", *words] == extracted(pdf).split()


EVERY_BLOCK_OF_TEXT = exhibit(
    """\
- heading: {text: A heading, level: 1}
- heading: {text: A second one, level: 2}
- lead: A *lead* with **strong** and ***both***.
- text: |
    A [link](https://example.org/a?b=c&d=(e)), a mark [@m, p. 3], 漢 would be missing.

    - an item

    > a saying
""".replace(" 漢 would be missing", " an end"),
    rest="""\
summary: What it is about
author: Somebody
languages: [en, kk]
sources: [{id: m, title: A title, citation-label: M}]
""",
)


def fonts_of(pdf: pikepdf.Pdf) -> dict[str, Any]:
    """Return the fonts of all pages by their resource names."""
    return {name: font for page in pdf.pages for name, font in page.Resources.get("/Font", {}).items()}


def test_fonts(tmp_path: Path) -> None:
    """Every font is a composite one, embedded as a subset with a map to Unicode; none is left to the reader."""
    pdf, _ = pdf_of(tmp_path, EVERY_BLOCK_OF_TEXT)

    with pikepdf.open(io.BytesIO(pdf)) as opened:
        fonts = fonts_of(opened)
        assert len(fonts) >= 5
        for font in fonts.values():
            assert ("/Type0", "/Identity-H") == (font.Subtype, font.Encoding)
            assert font.ToUnicode.read_bytes().count(b"beginbfchar")
            descriptor = font.DescendantFonts[0].FontDescriptor
            assert descriptor.FontFile2.read_bytes()[:4] == b"\x00\x01\x00\x00"
            assert "+" in str(descriptor.FontName)
        names = {
            str(item.get("/BaseFont", "")) for item in opened.objects if isinstance(item, pikepdf.Dictionary)
        }
    assert not any("Helvetica" in name for name in names)


def test_fonts_are_subsets(tmp_path: Path) -> None:
    """A file of a sentence carries the letters of a sentence, not whole fonts."""
    pdf, _ = pdf_of(tmp_path, exhibit("- text: One sentence.\n"))

    assert len(pdf) < 12_000


def test_metadata(tmp_path: Path) -> None:
    """The file says its title, author, subject and language, and no date of today."""
    pdf, _ = pdf_of(tmp_path, EVERY_BLOCK_OF_TEXT)

    with pikepdf.open(io.BytesIO(pdf)) as opened:
        info = opened.docinfo
        assert ("A small exhibit", "Somebody", "What it is about") == (
            str(info.Title),
            str(info.Author),
            str(info.Subject),
        )
        assert "en" == str(opened.Root.Lang)
        assert str(info.Creator).startswith("Predella ")
        assert not str(info.get("/CreationDate", "D:2000")).startswith("D:202")
    assert pdf.startswith(b"%PDF-1.7")


def test_links(tmp_path: Path) -> None:
    """A link leads where the author wrote, parentheses and all, from the place where its words stand."""
    pdf, pages = pdf_of(tmp_path, EVERY_BLOCK_OF_TEXT)

    with pikepdf.open(io.BytesIO(pdf)) as opened:
        (link,) = opened.pages[0].Annots
        assert "https://example.org/a?b=c&d=(e)" == str(link.A.URI)
        left, bottom, right, top = (float(value) for value in link.Rect)
    runs = [(item, run) for item in pages[0].placed for run in getattr(item.ink, "runs", ()) if run.link]
    ((item, run),) = runs
    assert (left, right) == (
        pytest.approx(item.x + run.x, abs=0.1),
        pytest.approx(item.x + run.x + run.width, abs=0.1),
    )
    assert bottom < pages[0].height - item.y < top


def test_outline(tmp_path: Path) -> None:
    """The outline has the headings of the first two levels, nested, each leading to its page."""
    content = "".join(
        f"- heading: {{text: {title}, level: {level}}}\n- text: {'word ' * 200}\n"
        for title, level in [("One", 1), ("Two", 2), ("Three", 3), ("Four", 1), ("Five «5»", 2)]
    )
    pdf, _ = pdf_of(tmp_path, exhibit(content))

    with pikepdf.open(io.BytesIO(pdf)) as opened, opened.open_outline() as outline:
        assert [("One", ["Two"]), ("Four", ["Five «5»"])] == [
            (one.title, [two.title for two in one.children]) for one in outline.root
        ]
        assert len(opened.pages) > 1


@pytest.mark.parametrize(
    ("paper", "bleed"), [("A5", "0mm"), ("A5 landscape", "3mm"), ("A1", "0.125in"), ("Letter", "5mm")]
)
def test_boxes(paper: str, bleed: str, tmp_path: Path) -> None:
    """The trim is the paper's size to a hundredth of a millimetre; the bleed lies round it; a reader shows the trim."""
    text = LAYOUT.replace("{default: A5 portrait}", f"{{default: {paper}, bleed: {bleed}}}").replace(
        "150mm", "1mm"
    )
    pdf, pages = pdf_of(tmp_path, exhibit("- text: One.\n"), **{"layouts_plain/layout_yaml": text})
    width, height = pages[0].width, pages[0].height
    out = {"0mm": 0, "3mm": 3 * MM, "0.125in": 9, "5mm": 5 * MM}[bleed]

    with pikepdf.open(io.BytesIO(pdf)) as opened:
        page = opened.pages[0]
        trim, media = ([float(value) for value in box] for box in (page.TrimBox, page.MediaBox))
        assert [0, 0, width + 2 * out, height + 2 * out] == pytest.approx(media, abs=0.03)
        assert [out, out, out + width, out + height] == pytest.approx(trim, abs=0.03)
        assert trim == pytest.approx(
            [float(value) for value in page.get("/CropBox", page.MediaBox)], abs=0.03
        )


FIGURE = exhibit(
    "- figure: bridge\n",
    rest="""\
figures:
  bridge:
    file: bridge.FORMAT
    alt: Four colours
    caption: Four fields, each in one colour
    rights: {credit: A friend, license: CC0-1.0, cleared: true}
""",
)


def colours(
    pdf: bytes, pages: tuple[Page, ...], scale: float = 2.0
) -> dict[tuple[int, int], tuple[int, int, int]]:
    """Return the colours at the centres of the four quarters of the first picture, as they are drawn."""
    (item,) = [item for item in pages[0].placed if isinstance(item.ink, Picture)]
    document = pypdfium2.PdfDocument(pdf)
    try:
        image = document[0].render(scale=scale).to_pil().convert("RGB")
    finally:
        document.close()
    assert isinstance(item.ink, Picture)
    return {
        (column, row): image.getpixel((
            round((item.x + item.ink.width * (0.25 + 0.5 * column)) * scale),
            round((item.y + item.ink.height * (0.25 + 0.5 * row)) * scale),
        ))
        for column, row in product((0, 1), (0, 1))
    }  # type: ignore[misc]  # fmt: skip


def assert_like(
    found: dict[tuple[int, int], tuple[int, int, int]],
    wanted: dict[tuple[int, int], tuple[int, int, int]],
    slack: int,
) -> None:
    """Fail where a quarter has another colour than it should have."""
    wrong = {
        place: (found[place], colour)
        for place, colour in wanted.items()
        if max(abs(a - b) for a, b in zip(found[place], colour, strict=True)) > slack
    }
    assert not wrong


def drawn(
    tmp_path: Path, data: bytes, suffix: str
) -> tuple[dict[tuple[int, int], tuple[int, int, int]], tuple[Page, ...], bytes]:
    """Return the colours of a picture's quarters on the page, the pages and the file."""
    folder = project(tmp_path, FIGURE.replace("FORMAT", suffix), {f"data/bridge.{suffix}": data})
    document, problems = made(folder)
    # the pictures here have few pixels, and some are cropped, on purpose
    assert [] == [problem for problem in problems if problem.rule not in ("resolution", "crop")]
    pdf = to_bytes(document)
    return colours(pdf, tuple(document.pages)), tuple(document.pages), pdf


TURNS = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}
"""How a camera held another way stores an upright picture, by EXIF orientation (EXIF 2.32, tag 0x0112)."""


@pytest.mark.parametrize("orientation", sorted(TURNS))
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "WEBP"])
def test_orientation(kind: str, orientation: int, tmp_path: Path) -> None:
    """A picture stands upright, whichever way the camera was held, in its own proportion."""
    turn = TURNS[orientation]
    stored = quarters().transpose(turn) if turn is not None else quarters()
    exif = Image.Exif()
    exif[0x0112] = orientation
    options = {"lossless": True} if kind == "WEBP" else {"quality": 95} if kind == "JPEG" else {}
    found, pages, _ = drawn(tmp_path, encoded(stored, kind, exif=exif, **options), kind.lower())

    assert_like(found, CORNERS, 12)
    (picture,) = [item.ink for item in pages[0].placed if isinstance(item.ink, Picture)]
    assert 64 / 48 == pytest.approx(picture.width / picture.height)
    assert (0, 0, 1, 1) == pytest.approx(picture.crop)


def test_jpeg_bytes(tmp_path: Path) -> None:
    """A JPEG goes into the file as it is, byte by byte."""
    data = encoded(quarters(), "JPEG")
    _, _, pdf = drawn(tmp_path, data, "jpg")

    assert [data] == [stored for _, stored in images_of(pdf)]


def images_of(pdf: bytes) -> list[tuple[str, bytes]]:
    """Return colour space and stored bytes of each picture that a page uses."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return [
            (str(image.ColorSpace), bytes(image.read_raw_bytes()))
            for page in opened.pages
            for image in page.Resources.get("/XObject", {}).values()
        ]


GREY = {
    place: (round(sum(c * w for c, w in zip(colour, (0.299, 0.587, 0.114), strict=True))),) * 3
    for place, colour in CORNERS.items()
}


@pytest.mark.parametrize(
    ("kind", "mode", "options", "wanted", "slack"),
    [
        ("JPEG", "RGB", {"quality": 95}, CORNERS, 8),
        ("JPEG", "RGB", {"quality": 95, "progressive": True}, CORNERS, 8),
        ("JPEG", "L", {"quality": 95}, GREY, 8),
        ("PNG", "RGB", {}, CORNERS, 1),
        ("PNG", "P", {}, CORNERS, 40),
        ("PNG", "L", {}, GREY, 1),
        ("TIFF", "RGB", {}, CORNERS, 1),
        ("TIFF", "RGB", {"compression": "tiff_lzw"}, CORNERS, 1),
        ("TIFF", "L", {"compression": "tiff_deflate"}, GREY, 1),
        ("WEBP", "RGB", {"lossless": True}, CORNERS, 1),
        ("WEBP", "RGB", {"quality": 95}, CORNERS, 12),
    ],
)  # fmt: skip
def test_formats(
    kind: str, mode: str, options: dict[str, Any], wanted: Any, slack: int, tmp_path: Path
) -> None:
    """JPEG, PNG, TIFF and WebP, in colour and in grey, are drawn in their colours."""
    found, _, pdf = drawn(tmp_path, encoded(quarters(mode=mode), kind, **options), kind.lower())

    assert_like(found, wanted, slack)
    ((space, _),) = images_of(pdf)
    assert ("/DeviceGray" if mode == "L" else "/DeviceRGB") == space


@pytest.mark.parametrize("kind", ["JPEG", "TIFF"])
def test_four_inks(kind: str, tmp_path: Path) -> None:
    """A picture in CMYK is converted for screens, and is not drawn as its negative."""
    image = Image.new("CMYK", (64, 48))
    inks = {(0, 0): (0, 0, 0, 0), (1, 0): (255, 0, 0, 0), (0, 1): (0, 255, 255, 0), (1, 1): (0, 0, 0, 255)}
    for (column, row), ink in inks.items():
        image.paste(ink, (32 * column, 24 * row, 32 * column + 32, 24 * row + 24))
    options = {"quality": 95} if kind == "JPEG" else {}
    found, _, pdf = drawn(tmp_path, encoded(image, kind, **options), kind.lower())

    ((space, _),) = images_of(pdf)
    assert "/DeviceRGB" == space
    white, cyan, red, black = (found[place] for place in inks)
    assert min(white) > 240
    assert cyan[0] < 60 < 120 < cyan[2]
    assert red[0] > 180 > 80 > red[2]
    assert max(black) < 60


@pytest.mark.parametrize(
    ("kind", "mode"), [("PNG", "RGBA"), ("PNG", "LA"), ("PNG", "P"), ("WEBP", "RGBA"), ("TIFF", "RGBA")]
)
def test_transparency(kind: str, mode: str, tmp_path: Path) -> None:
    """What is transparent in a picture shows the ground; what is opaque does not."""
    image = quarters().convert("RGBA")
    image.paste((0, 0, 0, 0), (0, 0, 32, 24))
    if mode == "P":
        image = image.convert("P", palette=Image.Palette.ADAPTIVE)
        data = encoded(image, kind, transparency=image.getpixel((2, 2)))
    else:
        data = encoded(image.convert(mode), kind, **({"lossless": True} if kind == "WEBP" else {}))
    found, _, _ = drawn(tmp_path, data, kind.lower())

    wanted = GREY if mode == "LA" else CORNERS
    assert_like(found, {**wanted, (0, 0): (255, 255, 255)}, 3 if mode != "P" else 40)


@pytest.mark.parametrize(("kind", "mode"), [("PNG", "1"), ("TIFF", "1"), ("PNG", "I;16"), ("TIFF", "I;16")])
def test_other_depths(kind: str, mode: str, tmp_path: Path) -> None:
    """Pictures of one bit and of sixteen have the greys they were made with."""
    if mode == "1":
        image = Image.new("1", (64, 48), 1)
        image.paste(0, (0, 0, 32, 24))
        wanted = {(0, 0): (0,) * 3, (1, 0): (255,) * 3}
    else:
        image = Image.new("I;16", (64, 48), 0x4000)
        for x, y in product(range(32), range(24)):
            image.putpixel((x, y), 0xC000)
        wanted = {(0, 0): (192,) * 3, (1, 0): (64,) * 3}
    found, _, _ = drawn(tmp_path, encoded(image, kind), kind.lower())

    assert_like(found, wanted, 2)


def test_picture_used_twice(tmp_path: Path) -> None:
    """A picture that stands on two pages is in the file once."""
    text = FIGURE.replace("FORMAT", "png").replace(
        "documents:", "  - {id: two, content: [{figure: bridge}]}\ndocuments:"
    )
    document, _ = made(project(tmp_path, text, {"data/bridge.png": encoded(quarters(), "PNG")}))

    with pikepdf.open(io.BytesIO(to_bytes(document))) as opened:
        assert 2 == len(opened.pages)
        assert 1 == sum(
            isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Image" for item in opened.objects
        )


def test_reading_again(tmp_path: Path) -> None:
    """The file holds together: a strict reader finds nothing to repair, and no command to run."""
    pdf, _ = pdf_of(tmp_path, EVERY_BLOCK_OF_TEXT)

    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert [] == opened.check_pdf_syntax()
        names = {str(key) for item in opened.objects if isinstance(item, pikepdf.Dictionary) for key in item}
    assert not names & {"/JS", "/JavaScript", "/OpenAction", "/Launch", "/EmbeddedFiles", "/AA"}


def test_png(tmp_path: Path) -> None:
    """The target png is a picture of each page within its trim."""
    folder = project(tmp_path, exhibit("- text: One.\n"))
    run(["build", "x", "--target", "png"], folder)

    with Image.open(folder / "output/x/x-handout-1.png") as image:
        assert ("PNG", 1600) == (image.format, image.width)
        assert 210 / 148 == pytest.approx(image.height / image.width, abs=0.002)


def test_proof(tmp_path: Path) -> None:
    """The target proof tells frames, lines with size and place, and the author's line each came from."""
    folder = project(
        tmp_path,
        exhibit(
            "- heading: {text: A heading, level: 1}\n- text: One.\n- figure: f\n",
            rest="figures:\n  f: {file: bridge.png, alt: A, caption: A caption, rights: {credit: B, cleared: true, license: CC0-1.0}}\n",
        ),
        {"data/bridge.png": encoded(quarters(), "PNG")},
    )
    run(["build", "x", "--target", "proof"], folder)

    proof = (folder / "output/x/x-handout.txt").read_text("utf-8")
    assert proof.startswith(
        "A small exhibit (en)\n\npage 1 [page] 148.0 × 210.0 mm “one”\n  frame main: 7.4,10.0 133.2 × 190.0, used to "
    )
    assert "    main body 7.4," in proof
    assert " 11pt 'One.' @" in proof
    assert "picture f" in proof


def test_markup(tmp_path: Path) -> None:
    """The target markup draws frames over the same page, names them, and tells the measure of an overflow."""
    text = exhibit(f"- text: {'word ' * 300}\n").replace(
        "{layout: plain}", "{layout: plain, frames: {main: {height: 30mm, fit: tighten}}}"
    )
    folder = project(tmp_path, text)
    run(["build", "x", "--target", "markup"], folder)

    words = extracted((folder / "output/x/x-handout-markup.pdf").read_bytes())
    assert "main 133 × 30 mm leading 95 % overflows by " in " ".join(words.split())


def test_a_picture_in_colours_of_its_own(tmp_path: Path) -> None:
    """A picture whose profile is not sRGB is converted: what its profile calls red is drawn as that red."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    # its primaries change places, and it no longer calls itself sRGB
    red, green = profile.find(b"rXYZ"), profile.find(b"gXYZ")
    profile[red : red + 4], profile[green : green + 4] = b"gXYZ", b"rXYZ"
    named = bytes(profile).replace("sRGB".encode("utf-16-be"), "xRGB".encode("utf-16-be")).replace(b"sRGB", b"xRGB")
    image = Image.new("RGB", (64, 48), (255, 0, 0))
    found, _, pdf = drawn(tmp_path, encoded(image, "PNG", icc_profile=named), "png")

    ((space, _),) = images_of(pdf)
    assert "/DeviceRGB" == space
    middle = found[(0, 0)]
    assert middle[1] > 200 > 100 > middle[0]
