"""Pictures of ramps and grain go in; fails where they are cropped, toned, framed or named otherwise than was asked for."""

from __future__ import annotations

import io
import re
import zlib
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from laying import exhibit, laid, lines_of, made, messages, project
from pictures import encoded, grain
from PIL import Image

from predella.assets import open_picture
from predella.build import to_bytes
from predella.colours import BLACK, GREY, WHITE, Colour, Tone
from predella.pages import Page, Picture, Placed, TextLine
from predella.writers.png import pages_as_png

ADOBE = Colour("adobe", (0xD8 / 255, 0xA0 / 255, 0x52 / 255), (0.15, 0.4, 0.75, 0.03))
RIGHTS = "rights: {credit: Who made it, license: CC0-1.0, cleared: true}"
FILES = {"data/a.png": encoded(grain(1800, 1200), "PNG"), "data/b.jpg": encoded(grain(1000, 1500, "RGB"), "JPEG")}


def figure(more: str = "", *, block: str = "a", file: str = "a.png", rights: str = RIGHTS) -> str:
    """Return an exhibit of one figure; `more` are keys of it, `block` is how its block names it."""
    rest = f"figures:\n  a: {{file: {file}, alt: A ramp., caption: A ramp with grain., {more + ', ' if more else ''}{rights}}}\n"
    return exhibit(f"- figure: {block}\n", rest=rest)


def shown(pages: tuple[Page, ...]) -> list[Placed]:
    """Return the placed pictures."""
    return [item for page in pages for item in page.placed if isinstance(item.ink, Picture)]


def crop_of(item: Placed) -> tuple[float, float, float, float]:
    """Return the part of a picture that is shown."""
    assert isinstance(item.ink, Picture)
    return item.ink.crop


@pytest.mark.parametrize(
    ("focus", "left"),
    [("left", 0), ("right", 1 / 3), ("centre", 1 / 6), ("top", 1 / 6), ("top right", 1 / 3), ("[0.5, 0.5]", 1 / 6), ("[0.4, 1]", 0.4 - 1 / 3)],
)
def test_a_crop_is_kept_round_its_focus(focus: str, left: float, tmp_path: Path) -> None:
    """A picture of 3:2 shown as a square loses a third of its width, where the focus is not; nobody is warned of it."""
    pages, problems = laid(tmp_path, figure(f"focus: {focus}, crop: 1:1"), files=FILES)
    (item,) = shown(pages)

    assert [] == problems
    assert (left, 0, left + 2 / 3, 1) == pytest.approx(crop_of(item))
    assert item.rect.width == pytest.approx(item.rect.height)


@pytest.mark.parametrize("block", ["a", "{id: a, crop: 4:3}", "{id: a, height: 30mm}", "{id: a, crop: 4:3, height: 30mm}", "{id: a, cover: true}"])
@pytest.mark.parametrize("more", ["", "crop: 5:4"])
def test_nothing_is_stretched(block: str, more: str, tmp_path: Path) -> None:
    """However it is placed, a picture is as many times as high as it is wide as the part of it that is shown."""
    pages, _ = laid(tmp_path, figure(more, block=block), files=FILES)
    (item,) = shown(pages)
    left, top, right, bottom = crop_of(item)

    assert item.rect.width / item.rect.height == pytest.approx(1.5 * (right - left) / (bottom - top))
    if "crop: 4:3" in block:
        assert item.rect.width / item.rect.height == pytest.approx(4 / 3)


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        ("focus: middle", "exhibits/x.yaml:4:70: error: a focus is expected, not 'middle' [focus]"),
        ("focus: left left", "a focus is expected, not 'left left' [focus]"),
        ("focus: [0.2, 1.2]", "a focus is expected, not a list [focus]"),
        ("crop: 3:0", "a proportion is expected, not '3:0' [crop]"),
        ("crop: wide", "a proportion is expected, not 'wide' [crop]"),
        ("tone: sepia", "exhibits/x.yaml:4:69: error: figure 'a': the theme 'archive' has no tone 'sepia' [tone]"),
        ("edge: gold", "'edge' must be 'none', 'keyline' or 'ticks', not 'gold' [value]"),
    ],
)
def test_what_is_no_crop_or_tone(keys: str, message: str, tmp_path: Path) -> None:
    assert message in messages(tmp_path, figure(keys), FILES)


def test_a_licence_against_changes(tmp_path: Path) -> None:
    """A crop or a tone of a picture that may not be changed is a warning; the whole one in its own colours is none."""
    rights = RIGHTS.replace("CC0-1.0", "CC-BY-ND-4.0")
    _, problems = laid(tmp_path, figure("crop: 1:1, tone: grey", rights=rights), files=FILES)
    assert ["figure 'a' is cropped and toned, and CC-BY-ND-4.0 allows no changed picture"] == [problem.message for problem in problems]
    assert problems[0].span is not None

    assert [] == laid(tmp_path, figure(rights=rights), files=FILES)[1]


def test_pixels_at_the_printed_size(tmp_path: Path) -> None:
    """A crop takes pixels away: what is then too few for the distance is said with both numbers, at the figure."""
    found = messages(tmp_path, figure("crop: 1:4, focus: left"), {"data/a.png": encoded(grain(600, 400), "PNG")})
    said = re.search(r"x.yaml:4:6: warning: figure 'a' has (\d+) ppi at its printed size on page 1 of 'handout'; read at 0.4 m it needs 218", found)

    assert said is not None
    pages, _ = laid(tmp_path, figure("crop: 1:4, focus: left"), files={"data/a.png": encoded(grain(600, 400), "PNG")})
    (item,) = shown(pages)
    assert int(said[1]) == round(400 / (item.rect.height / 72))


def test_a_tone_is_as_light_as_the_grey_picture() -> None:
    """From black over a colour to white, each grey is printed in a colour of about that grey; the ends are the ends."""
    tone = Tone("duotone", (BLACK, ADOBE, WHITE))
    table = tone.table(lambda colour: colour.rgb)
    mixed = [Colour("", (red / 255, green / 255, blue / 255)) for red, green, blue in zip(table[::3], table[1::3], table[2::3], strict=True)]

    assert [(0, 0, 0), (1, 1, 1)] == [mixed[0].rgb, mixed[-1].rgb]
    assert ADOBE.grey == pytest.approx(min(mixed, key=lambda colour: abs(colour.grey - ADOBE.grey)).grey, abs=0.004)
    assert max(abs(1 - colour.grey - grey / 255) for grey, colour in enumerate(mixed)) < 0.04
    assert bytes(range(256)) == GREY.table(lambda colour: (colour.luminance,))


@given(st.lists(st.floats(0, 1), min_size=2, max_size=5, unique=True).map(sorted))
@example([0.0, 1.0])
def test_a_tone_never_turns_over(greys: list[float]) -> None:
    """A tone whose colours get lighter makes lighter greys lighter, whatever it is printed in, four inks too."""
    stops = tuple(Colour(f"c{i}", (value, value, value), (0, 0, 0, 1 - value)) for i, value in enumerate(greys))
    tone = Tone("t", stops)
    if not tone.darkens:
        lights, blacks = tone.table(lambda colour: colour.rgb)[::3], tone.table(lambda colour: colour.cmyk or ())[3::4]
        assert sorted(lights) == list(lights)
        assert sorted(blacks, reverse=True) == list(blacks)
        assert 1024 == len(tone.table(lambda colour: colour.cmyk or ()))
    assert Tone("t", stops[::-1]).darkens


MODES = {
    "PNG": ("L", "RGB", "RGBA", "LA", "P", "I;16", "1"),
    "JPEG": ("L", "RGB", "CMYK"),
    "TIFF": ("L", "RGB", "CMYK", "RGBA", "LA", "P", "I;16", "1"),
    "WEBP": ("L", "RGB", "RGBA"),
}
"""What pictures of each kind of file may be."""


@pytest.mark.parametrize(("kind", "mode"), [(kind, mode) for kind, modes in MODES.items() for mode in modes])
def test_any_picture_takes_a_tone(kind: str, mode: str, tmp_path: Path) -> None:
    """Grey, colour, four inks, 16 bits, palettes, with opacity or without: the greys of a tone are those of the picture."""
    image = grain(300, 200, "L").convert("1") if mode == "1" else in_mode(grain(300, 200, "L"), mode)
    data = encoded(image, kind, **({"lossless": True} if kind == "WEBP" else {}))
    greys = Image.frombytes("L", (300, 200), zlib.decompress(open_picture(data, "a").greys))
    meant = image.convert("L") if mode != "I;16" else grain(300, 200, "L")

    worst = max(abs(a - b) for a, b in zip(greys.resize((6, 4)).tobytes(), meant.resize((6, 4)).tobytes(), strict=True))
    assert worst <= 3

    name = f"a.{kind.lower()}"
    pages, problems = laid(tmp_path, figure("tone: duotone", file=name), files={f"data/{name}": data})
    assert {"resolution"} >= {problem.rule for problem in problems}
    assert ["duotone"] == [item.ink.tone.name for item in shown(pages) if isinstance(item.ink, Picture) and item.ink.tone]


def in_mode(image: Image.Image, mode: str) -> Image.Image:
    """Return a grey picture in another mode, whole and opaque."""
    if mode == "I;16":
        return Image.frombytes("I;16", image.size, b"".join(bytes((value, value)) for value in image.tobytes()))
    return image.convert("RGB").convert(mode) if mode in ("CMYK", "RGBA", "P") else image.convert(mode)


def test_a_tone_in_the_file(tmp_path: Path) -> None:
    """A picture in a tone is printed in the tone's colours, twice in different ones from one file; the same bytes again."""
    ramp = Image.linear_gradient("L").rotate(90).resize((512, 120))
    rest = "".join(f"  {name}: {{file: a.png, alt: A ramp., caption: C., tone: {tone}, {RIGHTS}}}\n" for name, tone in (("a", "duotone"), ("b", "grey"), ("c", "none")))
    text = exhibit("- figure: a\n- figure: b\n- figure: c\n- figure: a\n", rest=f"figures:\n{rest}")
    document, _ = made(project(tmp_path, text, {"data/a.png": encoded(ramp, "PNG")}))
    pdf = to_bytes(document)
    (item, *others) = shown(tuple(document.pages))
    page = Image.open(io.BytesIO(next(iter(pages_as_png(pdf, 592))))).convert("RGB")
    scale = 592 / document.pages[0].width  # type: ignore[index]

    def at(picture: Placed, across: float) -> tuple[int, ...]:
        rect = picture.rect
        colour = page.getpixel((int((rect.x + across * rect.width) * scale), int((rect.y + rect.height / 2) * scale)))
        assert isinstance(colour, tuple)
        return colour

    assert to_bytes(document) == pdf
    middle = [sum(at(item, 0.3)) - 3 * min(at(item, 0.3)) for item in (item, *others[:2])]
    assert middle[0] > 40
    assert [0, 0] == middle[1:]
    dark, light = sorted((at(item, 0.01), at(item, 0.99)), key=sum)
    assert max(abs(a - b) for a, b in zip(dark, (0x15, 0x18, 0x1B), strict=True)) < 12
    assert min(light) > 240


@pytest.mark.parametrize("edge", ["keyline", "ticks", "none"])
def test_edges(edge: str, tmp_path: Path) -> None:
    """A keyline lies on the picture's edge, ticks at the corners of its place; both stay inside the frame."""
    pages, problems = laid(tmp_path, figure(f"edge: {edge}"), files=FILES)
    (item,) = shown(pages)
    drawn = [mark for mark in pages[0].placed if mark.role == "keyline"]
    frame = pages[0].frames[0].rect

    assert [] == problems
    assert {"keyline": 1, "ticks": 4, "none": 0}[edge] == len(drawn)
    assert all(mark.element is None for mark in drawn)
    assert all(frame.x <= mark.rect.x and mark.rect.right <= frame.right for mark in drawn)
    assert item.rect.width / item.rect.height == pytest.approx(1.5)
    assert (item.rect.width == pytest.approx(frame.width)) == (edge != "ticks")


@pytest.mark.parametrize("at", ["below", "beside", "above"])
def test_where_a_caption_stands(at: str, tmp_path: Path) -> None:
    """Below the picture, above it with the credit at its foot, or beside it with its capitals at the picture's top."""
    theme = {"layouts/themes/house/theme.yaml": f"theme: house\nextends: archive\npictures: {{captions: {at}}}\n"}
    ways = [
        (figure(block=f"{{id: a, caption_at: {at}}}"), FILES),
        (figure().replace("{layout: plain}", "{layout: plain, theme: house}"), {**FILES, **theme}),
    ]
    for text, files in ways:
        pages, problems = laid(tmp_path, text, files=files)
        (picture,) = (item.rect for item in shown(pages))
        words = {item.role: item for item in pages[0].placed if isinstance(item.ink, TextLine)}
        caption, credit = words["caption"], words["credit"]

        assert [] == problems
        assert (picture.y < caption.y) == (at != "above")
        assert (caption.rect.x > picture.right) == (at == "beside") == (credit.y < picture.bottom)
        if at == "beside":
            assert caption.rect.right <= pages[0].frames[0].rect.right
            assert picture.y <= caption.rect.y + 3


def test_a_narrow_frame_has_its_captions_below(tmp_path: Path) -> None:
    pages, _ = laid(tmp_path, figure(block="{id: a, caption_at: beside}").replace("- figure:", "- frame: side\n        figure:"), files=FILES)
    (picture,) = shown(pages)

    assert lines_of(pages, "caption")
    assert all(item.y > picture.rect.bottom for item in pages[0].placed if item.role == "caption")


ROW = """\
figures:
  a: {file: a.png, alt: A ramp., caption: The first., RIGHTS}
  b: {file: b.jpg, alt: A ramp., caption: The second., RIGHTS}
  c: {caption: The third., RIGHTS}
""".replace("RIGHTS", RIGHTS)


def test_a_row_of_one_proportion_with_one_caption(tmp_path: Path) -> None:
    """All pictures of a row are cropped alike; one caption names them by their sides, one credit stands for all."""
    content = "- picture_row: {figures: [a, {id: b, caption: false}, c], crop: 1:1, caption: All three.}\n"
    pages, problems = laid(tmp_path, exhibit(content, rest=ROW), files=FILES)
    places = [item.rect for item in pages[0].placed if item.role in ("picture", "position") and getattr(item.ink, "fill", True)]

    assert {"fpo"} == {problem.rule for problem in problems}
    assert [1, 1, 1] == pytest.approx([rect.width / rect.height for rect in places])
    assert "All three. Left: Figure 1. The first. Right: Figure 3. The third." == " ".join(" ".join(lines_of(pages, "caption")).split())
    assert ["Who made it"] == lines_of(pages, "credit")


def test_credits_of_a_row_are_told_apart(tmp_path: Path) -> None:
    rest = ROW.replace("Who made it", "Another", 1)
    pages, _ = laid(tmp_path, exhibit("- picture_row: {figures: [a, b], caption: Both.}\n", rest=rest), files=FILES)
    assert ["Left: Another; Right: Who made it"] == lines_of(pages, "credit")

    four = exhibit("- picture_row: {figures: [a, b, c, a], caption: Four., height: 20mm}\n", rest=rest)
    pages, _ = laid(tmp_path, four, files=FILES)
    assert "Four. From left to right: Figure 1. The first." in " ".join(" ".join(lines_of(pages, "caption")).split())


def test_the_words_of_a_row_belong_to_their_pictures(tmp_path: Path) -> None:
    """Each part of a caption that all share is read with its own picture; the common words are a paragraph."""
    document, _ = made(project(tmp_path, exhibit("- picture_row: {figures: [a, b], caption: Both.}\n", rest=ROW), FILES))
    elements = [element for element in document.tree.walk() if element.role in ("Figure", "Caption", "P")]

    assert ["Figure", "Caption", "Figure", "Caption", "P"] == [element.role for element in elements]
    words = {id(run.element): run.text for page in document.pages for item in page.placed if isinstance(item.ink, TextLine) for run in item.ink.runs}
    assert all(id(element) in words for element in elements if element.role != "Figure")


def test_a_drawing_in_a_file_is_not_cropped(tmp_path: Path) -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 20"><title>A box</title><path d="M0 0h30v20h-30z"/></svg>'
    found = messages(tmp_path, figure("crop: 1:1", file="a.svg"), {"data/a.svg": svg})

    assert "figure 'a' is a drawing, and a drawing is not cropped [figure]" in found
