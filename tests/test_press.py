"""Takes exhibits as YAML; checks the files for their print shops: boxes, marks, inks, and what is wrong named at its line."""

from __future__ import annotations

import csv
import io
import re
import shutil
import subprocess
from pathlib import Path

import pikepdf
import pytest
from conftest import Golden
from laying import LAYOUT, exhibit, messages, project, run
from pictures import encoded, grain, quarters
from PIL import Image, ImageCms
from printed import ROOT, boxes_of, content_of, image_of, inks_of_text, masters, pixels_of, pressed

from predella.colours import Colour
from predella.diagnostics import Problems
from predella.pages import MM, Page, Placed, TextLine, box
from predella.press import Press
from predella.printing import check_inks
from predella.profiles import converter, shipped_profile
from predella.themes import load_theme
from predella.workspace import Workspace, resource
from predella.writers.inks import PressInks, nearly_black
from predella.writers.press_pictures import ink_of, limited

EXHIBITS = ("kengir", "revolt-in-the-camps", "paper", "half-a-sheet")
PLAIN = exhibit("- text: A line of text.\n")
RIGHTS = "rights: {credit: Who made it, license: CC0-1.0, cleared: true}"
BLEEDS = LAYOUT.replace("pages:\n  page:\n", "pages:\n  page:\n    ground: dark\n")


def figure(keys: str = "", name: str = "a.png") -> str:
    """Return an exhibit of one picture."""
    more = f", {keys}" if keys else ""
    return exhibit("- figure: a\n", rest=f"figures:\n  a: {{file: {name}, alt: A ramp., caption: A ramp., {RIGHTS}{more}}}\n")


def printing(text: str, *, of: str = PLAIN) -> str:
    """Return an exhibit whose document says something of its printing."""
    return of.replace("{layout: plain}", f"{{layout: plain, print: {text}}}")


def press(**values: object) -> Press:
    """Return what a print shop is told, with the shipped profile."""
    profile = shipped_profile()
    return Press(profile, converter(profile, "relative", True, 3.0), "x handout", "en", "A5", **values)  # type: ignore[arg-type]


def test_what_a_print_master_claims(tmp_path: Path) -> None:
    """It is PDF/X-4, PDF/UA-1 and PDF/A-2a at once, with one profile for both of its intents, and no RGB."""
    pdf, master, _ = pressed(tmp_path, PLAIN)

    assert not master.faults
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        said = opened.Root.Metadata.read_bytes().decode()
        intents = list(opened.Root.OutputIntents)
        group = opened.pages[0].Group
        assert opened.pdf_version == "1.6"
        assert str(opened.docinfo["/Trapped"]) == "/False"
        assert ["/GTS_PDFX", "/GTS_PDFA1"] == [str(intent.S) for intent in intents]
        assert intents[0].DestOutputProfile.objgen == intents[1].DestOutputProfile.objgen
        assert intents[0].DestOutputProfile.read_bytes()[12:20] == b"prtrCMYK"
        assert str(group.CS) == "/DeviceCMYK"
    for claim in ("GTS_PDFXVersion>PDF/X-4<", "pdfuaid:part>1<", "pdfaid:part>2<", "pdf:Trapped>False<", "xmpMM:DocumentID>uuid:"):
        assert claim in said, claim
    assert " rg" not in content_of(pdf)


def test_the_same_exhibit_gives_the_same_bytes(tmp_path: Path) -> None:
    """No clock and no chance in a print master."""
    assert pressed(tmp_path, PLAIN)[0] == pressed(tmp_path, PLAIN)[0]


@pytest.mark.parametrize(
    ("name", "terms"),
    [("plain", "{}"), ("inches", "{bleed: 0.125in}"), ("bare", "{marks: none, bleed: 5mm}")],
)
def test_boxes(name: str, terms: str, tmp_path: Path, golden: Golden) -> None:
    """The trim is the paper, the bleed 3 mm or as said round it, the media 10 mm round that unless there are no marks."""
    pdf, _, _ = pressed(tmp_path, printing(terms))

    golden(f"cases/press/boxes-{name}.txt", boxes_of(pdf))


def test_marks(tmp_path: Path, golden: Golden) -> None:
    """What stands outside the bleed, as operators: on the plates of all inks, and all of it decoration."""
    text = printing("{folds: [74mm, 105mm from top], date: 2 March 2026}")
    pdf, _, _ = pressed(tmp_path, text)
    marks = content_of(pdf).rpartition("EMC\n/Artifact BMC")[2]

    golden("cases/press/marks.txt", marks)


def test_marks_that_are_asked_for(tmp_path: Path) -> None:
    """`marks` takes some of them; without any, nothing stands outside the bleed."""
    bare = content_of(pressed(tmp_path, printing("{marks: none}"))[0])
    crop = content_of(pressed(tmp_path, printing("{marks: [crop]}"))[0])

    assert "Spot0" not in bare
    assert crop.count("Spot0 CS") == 1


def test_a_ground_runs_into_the_bleed(tmp_path: Path) -> None:
    """A dark page is painted from edge to edge of its bleed, where neither layout nor document says how wide that is."""
    pdf, _, _ = pressed(tmp_path, PLAIN, {"layouts/plain/layout.yaml": BLEEDS})
    first = next(line for line in content_of(pdf).splitlines() if line.endswith(" f*"))

    # 10 mm in from the corner of the media, 154 mm wide, 216 mm high
    assert "28.346 640.63 m 464.882 640.63 l 464.882 28.346 l 28.346 28.346 l h f*" == first


def test_black_text(tmp_path: Path) -> None:
    """Text of any black is printed in black ink alone and overprints; a dark grey is a tint of black, and knocks out.

    Thin strokes and areas are in one ink too, others may be a rich black; a grey that names no inks is one of black.
    """
    pdf, _, _ = pressed(tmp_path, PLAIN)
    inks = PressInks(press())
    rich, slate, paper = Colour("ink", (0.08, 0.09, 0.1), (0.6, 0.5, 0.4, 1)), Colour("slate", (0.26, 0.28, 0.29), (0.2, 0.1, 0.1, 0.8)), Colour("paper", (1, 1, 1), (0, 0, 0, 0))

    assert {"/Overprint gs 0 0 0 1 k"} == inks_of_text(content_of(pdf))
    assert "/Overprint gs 0 0 0 1 k" == inks.fill(rich, text=True)
    assert "/Knockout gs 0.6 0.5 0.4 1 k" == inks.fill(rich)
    assert "/Knockout gs 0 0 0 0.8 k" == inks.fill(slate, text=True)
    assert "/Knockout gs 0 0 0 0 k" == inks.fill(paper, text=True)
    assert "0 0 0 1 K" == inks.stroke(rich, 0.5)
    assert "0.6 0.5 0.4 1 K" == inks.stroke(rich, 8.0)
    assert "/Knockout gs 0 0 0 1 k" == inks.fill(rich, box(200, 2))
    assert "/Knockout gs 0.6 0.5 0.4 1 k" == inks.fill(rich, box(200, 4))
    assert (0, 0, 0, 0.5) == inks.inks(Colour("#808080", (0.5, 0.5, 0.5)))
    assert not nearly_black((0.95, 0.75, 0.4, 0.5)), "a dark blue is a colour"


def test_light_text_on_a_dark_page_knocks_out(tmp_path: Path) -> None:
    """Overprinted, it would not be seen."""
    pdf, _, _ = pressed(tmp_path, PLAIN, {"layouts/plain/layout.yaml": BLEEDS})
    page = content_of(pdf)

    assert {"/Knockout gs 0.06 0.05 0.08 0 k", "/Overprint gs 0 0 0 1 k"} == inks_of_text(page)  # the latter is the slug line


def test_spot_colours(tmp_path: Path) -> None:
    """An ink of its own has a plate of its own, and CMYK for those who have none of it; the colour bar shows it."""
    theme = 'theme: house\nextends: archive\ncolours: {ink: {rgb: "#A8785A", cmyk: [15, 45, 60, 20], spot: "PANTONE 7509 C"}}\n'
    text = PLAIN.replace("{layout: plain}", "{layout: plain, theme: house}")
    layout = LAYOUT.replace("ground: paper", "ground: light")
    pdf, master, _ = pressed(tmp_path, text, {"layouts/themes/house/theme.yaml": theme, "layouts/plain/layout.yaml": layout})

    assert not master.faults
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        spaces = opened.pages[0].Resources.ColorSpace
        found = {str(space[1]): [float(part) for part in space[3].C1] for space in spaces.values()}
    assert {"/PANTONE 7509 C": [0.15, 0.45, 0.6, 0.2], "/All": [1, 1, 1, 1]} == found
    assert any(colour.endswith("cs 1 scn") for colour in inks_of_text(content_of(pdf)))


@pytest.mark.parametrize(
    ("name", "keys", "picture", "space"),
    [
        ("a.jpg", "", encoded(quarters(), "JPEG", quality=95, subsampling=0), "/DeviceCMYK"),
        ("a.png", "", encoded(quarters(), "PNG"), "/DeviceCMYK"),
        ("a.png", "", encoded(quarters(mode="RGBA"), "PNG"), "/DeviceCMYK"),
        ("a.jpg", "", encoded(grain(64, 48, "RGB"), "JPEG"), "/DeviceGray"),
        ("a.png", "", encoded(grain(64, 48, "L"), "PNG"), "/DeviceGray"),
        ("a.tif", "", encoded(quarters(mode="CMYK"), "TIFF"), "/DeviceCMYK"),
        ("a.jpg", "", encoded(quarters(mode="CMYK"), "JPEG"), "/DeviceCMYK"),
        ("a.png", "tone: grey", encoded(quarters(), "PNG"), "/DeviceGray"),
        ("a.png", "tone: duotone", encoded(quarters(), "PNG"), "/DeviceCMYK in /Indexed"),
    ],
)  # fmt: skip
def test_pictures(name: str, keys: str, picture: bytes, space: str, tmp_path: Path) -> None:
    """RGB is converted, grey stays on the black plate, CMYK passes, a tone is a table of inks."""
    theme = "theme: house\nextends: archive\ntones: {duotone: [ink, adobe, white]}\n"
    text = figure(keys, name).replace("{layout: plain}", "{layout: plain, theme: house}")
    pdf, master, _ = pressed(tmp_path, text, {f"data/{name}": picture, "layouts/themes/house/theme.yaml": theme})
    opened, image = image_of(pdf)
    own = image.ColorSpace

    assert not master.faults
    assert space == (f"{own[1]} in {own[0]}" if isinstance(own, pikepdf.Array) else str(own))
    opened.close()


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_converted_picture_has_the_inks_of_the_profile(kind: str, tmp_path: Path) -> None:
    """The red quarter of a picture is what LittleCMS makes of its red; the inks do not come out inverted."""
    expected = converter(shipped_profile(), "relative", True, 3.0)(Colour("red", (220 / 255, 30 / 255, 30 / 255)))
    options = {"quality": 95, "subsampling": 0} if kind == "JPEG" else {}
    pdf, _, _ = pressed(tmp_path, figure(), {"data/a.png": encoded(quarters(), kind, **options)})

    assert pixels_of(pdf)[(8, 8)] == pytest.approx(expected, abs=0.03)


def test_a_picture_with_a_profile_of_its_own(tmp_path: Path) -> None:
    """A file that says what its numbers mean is converted from that, not from sRGB."""
    lab = ImageCms.ImageCmsProfile(io.BytesIO(resource("profiles/sRGB.icc"))).tobytes()
    swapped = lab.replace(b"rXYZ", b"tmpX").replace(b"bXYZ", b"rXYZ").replace(b"tmpX", b"bXYZ")
    plain = pixels_of(pressed(tmp_path, figure(), {"data/a.png": encoded(quarters(), "PNG")})[0])
    other = pixels_of(pressed(tmp_path, figure(), {"data/a.png": encoded(quarters(), "PNG", icc_profile=swapped)})[0])

    # red and blue have changed places: what was printed in magenta and yellow has cyan now
    assert plain[(8, 8)][0] < 0.1 < 0.5 < other[(8, 8)][0]


def test_pictures_kept_in_rgb(tmp_path: Path) -> None:
    """`pictures: rgb` leaves the conversion to the print shop, and says what the numbers mean."""
    pdf, master, _ = pressed(tmp_path, printing("{pictures: rgb}", of=figure()), {"data/a.png": encoded(quarters(), "PNG")})
    opened, image = image_of(pdf)

    assert not master.faults
    assert str(image.ColorSpace[0]) == "/ICCBased"
    assert image.ColorSpace[1].N == 3
    opened.close()


def test_opacity_stays_a_soft_mask(tmp_path: Path) -> None:
    """PDF/X-4 takes it, blended in the inks of the page; nothing is flattened."""
    image = quarters(mode="RGBA")
    image.putalpha(grain(64, 48, "L"))
    pdf, master, _ = pressed(tmp_path, figure(), {"data/a.png": encoded(image, "PNG")})
    opened, shown = image_of(pdf)

    assert not master.faults
    assert str(shown.SMask.ColorSpace) == "/DeviceGray"
    opened.close()


def test_ink_of_pictures_is_limited() -> None:
    """Black stays as it is, the others give way in proportion, and what takes less is left alone."""
    heavy = Image.merge("CMYK", [Image.new("L", (8, 8), value) for value in (240, 220, 200, 220)])
    light = Image.new("CMYK", (8, 8), (100, 80, 60, 20))

    cyan, magenta, yellow, key = limited(heavy, 3.0).getpixel((0, 0))
    assert key == 220
    assert ink_of(limited(heavy, 3.0)) <= 3.0
    assert (magenta / cyan, yellow / cyan) == pytest.approx((220 / 240, 200 / 240), abs=0.02)
    assert limited(light, 3.0).getpixel((0, 0)) == light.getpixel((0, 0))


def test_nothing_goes_along(tmp_path: Path) -> None:
    """`--attach` is for readers and archives; the print shop gets pages alone."""
    folder = project(tmp_path, PLAIN)
    run(["build", "exhibits/x.yaml", "--target", "print", "--attach", "--out", "out"], folder)

    with pikepdf.open(folder / "out/x/x-handout-print.pdf") as opened:
        assert not opened.attachments
        assert b"<pdfaid:part>2<" in opened.Root.Metadata.read_bytes()


def test_no_stroke_is_finer_than_a_plate_holds(tmp_path: Path) -> None:
    """The edge of a small area, 0.1 pt on a screen, is 0.25 pt on a press."""
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 100"><path d="M0 0H300" stroke="#000" stroke-width="0.1"/></svg>'
    pdf, _, _ = pressed(tmp_path, figure(name="a.svg"), {"data/a.svg": svg})
    widths = [float(width) for width in re.findall(r" ([\d.]+) w ", content_of(pdf))]

    assert 0.25 == min(widths)


def test_links_are_left_out(tmp_path: Path) -> None:
    """There is nothing to click on paper: the words stay, the area goes."""
    pdf, master, _ = pressed(tmp_path, exhibit("- text: 'See [the site](https://example.org).'\n"))

    assert not master.faults
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert "/Annots" not in opened.pages[0]
        kinds = {str(found.S) for found in opened.objects if isinstance(found, pikepdf.Dictionary) and "/S" in found and "/P" in found}
        assert "/Span" in kinds
        assert "/Link" not in kinds


def test_job_ticket(tmp_path: Path, golden: Golden) -> None:
    """What the author says stands in the ticket, and what he does not say is not stated."""
    text = printing("{quantity: 40, substrate: 'matt coated, 200 g/m²', folds: [74mm], date: 2 March 2026}", of=figure())
    folder = project(tmp_path, text, {"data/a.png": encoded(quarters(640, 480), "PNG")})
    answer = run(["build", "exhibits/x.yaml", "--target", "print", "--out", "out"], folder)
    written = {path.name: path.read_bytes() for path in sorted((folder / "out/x").iterdir())}

    assert ["x-handout-print-ticket.csv", "x-handout-print-ticket.txt", "x-handout-print.pdf"] == list(written), answer.stderr
    assert 2 == answer.stdout.count("job ticket")
    golden("cases/press/ticket.txt", written["x-handout-print-ticket.txt"].decode())
    (row,) = csv.DictReader(io.StringIO(written["x-handout-print-ticket.csv"].decode("utf-8-sig")))
    assert ("40", "matt coated, 200 g/m²", "not stated", "154.0") == (row["quantity"], row["substrate"], row["mounting"], row["width with bleed mm"])


@pytest.mark.parametrize("name", EXHIBITS)
def test_print_masters_of_the_exhibits(name: str) -> None:
    """Each claims all its levels, and what touches the trim is painted to the edge of the bleed; no letter crosses the trim."""
    for stem, (_, master, document) in masters(name).items():
        assert not master.faults, stem
        for page in document.pages:
            assert page.bleed == pytest.approx(3 * MM), stem
            assert [] == [f"{stem}, page {page.number}: {item.role}" for item in page.placed if stops_at_the_trim(item, page)]


@pytest.mark.parametrize("name", ["archive", "clear", "field", "field-arabic"])
def test_every_shipped_theme_can_be_printed(name: str) -> None:
    """Each colour says its inks, and none takes more than the press bears."""
    problems = Problems()
    theme = load_theme(Workspace(ROOT), name, problems)

    assert theme is not None
    check_inks(theme.file, press(), problems)
    assert [] == [problem for problem in problems.found if problem.rule in ("cmyk", "ink")]


def stops_at_the_trim(item: Placed, page: Page) -> bool:
    """True for an area that ends at the trim, and for words that cross it."""
    rect = item.rect
    out = (-rect.x, -rect.y, rect.right - page.width, rect.bottom - page.height)
    if isinstance(item.ink, TextLine):
        return max(out) > 0
    return any(-0.1 < side < page.bleed - 0.1 for side in out)


def theme(colour: str, name: str = "adobe") -> dict[str, str | bytes]:
    return {"layouts/themes/house/theme.yaml": f"theme: house\nextends: archive\ncolours:\n  {name}: {colour}\n"}


HOUSE = PLAIN.replace("{layout: plain}", "{layout: plain, theme: house}")
CUT = resource("profiles/FOGRA39L_coated.icc")[:5000]
WHOLE = resource("profiles/FOGRA39L_coated.icc")


@pytest.mark.parametrize(
    ("name", "text", "files"),
    [
        ("colour-without-inks", HOUSE, theme('"#D8A052"')),
        ("colour-with-too-much-ink", HOUSE, theme('{rgb: "#404040", cmyk: [90, 80, 70, 100]}', "grey80")),
        ("spot-without-inks", HOUSE, theme('{rgb: "#D8A052", spot: PANTONE 7509 C}')),
        ("spot-named-as-a-plate", HOUSE, theme('{rgb: "#D8A052", cmyk: [15, 40, 75, 3], spot: All}')),
        ("profile-missing", printing("{profile: press.icc}"), {"data/pres.icc": WHOLE}),
        ("profile-of-a-screen", printing("{profile: press.icc}"), {"data/press.icc": resource("profiles/sRGB.icc")}),
        ("profile-cut-off", printing("{profile: press.icc}"), {"data/press.icc": CUT}),
        ("profile-empty", printing("{profile: press.icc}"), {"data/press.icc": b""}),
        ("profile-damaged", printing("{profile: press.icc}"), {"data/press.icc": WHOLE[:132] + b"\xff" * (len(WHOLE) - 132)}),
        ("profile-outside", printing("{profile: ../press.icc}"), {}),
        ("bleed-larger-than-the-margin", printing("{bleed: 8mm}"), {}),
        ("bleed-of-a-layout-larger-than-the-margin", PLAIN, {"layouts/plain/layout.yaml": LAYOUT.replace("A5 portrait}", "A5 portrait, bleed: 0.5in}")}),
        ("bleed-in-units", printing("{bleed: 1u}"), {}),
        ("mark-unknown", printing("{marks: [crop, cross]}"), {}),
        ("fold-beside-the-sheet", printing("{folds: [160mm, 230mm from top]}"), {}),
        ("fold-without-a-unit", printing("{folds: [105]}"), {}),
        ("ink-limit", printing("{ink_limit: 20}"), {}),
        ("intent-unknown", printing("{intent: nice}"), {}),
    ],
    ids=lambda value: value if isinstance(value, str) and "\n" not in value else "",
)  # fmt: skip
def test_what_keeps_it_from_being_printed(name: str, text: str, files: dict[str, str | bytes], tmp_path: Path, golden: Golden) -> None:
    """Each fault is named at the line of the exhibit, the theme or the layout that it stands in, with what to do."""
    golden(f"cases/press/wrong-{name}.txt", messages(tmp_path, text, files, "--target", "print"))


def test_a_picture_in_inks_with_too_much_of_them(tmp_path: Path) -> None:
    """A CMYK picture is printed as its maker left it, so that too much ink is said at the figure."""
    picture = encoded(Image.new("CMYK", (640, 480), (240, 230, 220, 240)), "TIFF")
    folder = project(tmp_path, figure(name="a.tif"), {"data/a.tif": picture})
    answer = run(["build", "exhibits/x.yaml", "--target", "print", "--out", "out", "--no-color"], folder)

    assert answer.status == 1
    assert "error: figure 'a' takes 365 % of ink, and FOGRA39L Coated bears 300 % [ink]" in answer.stderr


@pytest.mark.parametrize(
    ("profile", "message"),
    [("no.icc", "--profile: "), ("exhibits/x.yaml", "--profile: the file is no ICC profile")],
)
def test_a_profile_named_on_the_command_line(profile: str, message: str, tmp_path: Path) -> None:
    """It goes before the exhibit's; one that is none is a fault of the command."""
    folder = project(tmp_path, printing("{profile: none.icc}"), {"press.icc": WHOLE})

    answer = run(["check", "exhibits/x.yaml", "--target", "print", "--profile", profile], folder)
    assert (2, True) == (answer.status, message in answer.stderr)
    answer = run(["check", "exhibits/x.yaml", "--target", "print", "--profile", "press.icc"], folder)
    assert (0, "") == (answer.status, answer.stderr)


def test_a_profile_of_the_print_shop(tmp_path: Path) -> None:
    """The file brings the profile that its author names, under the condition that the shop calls it by."""
    terms = "{profile: press/house.icc, condition: House 7, ink_limit: 260}"
    pdf, master, _ = pressed(tmp_path, printing(terms), {"data/press/house.icc": WHOLE})

    assert not master.faults
    assert 2.6 == master.inks.press.limit
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        intent = opened.Root.OutputIntents[0]
        assert ("House 7", WHOLE) == (str(intent.OutputConditionIdentifier), intent.DestOutputProfile.read_bytes())


def test_what_is_said_for_all_documents(tmp_path: Path) -> None:
    """A document's own lines stand before the exhibit's; what it leaves out comes from there."""
    text = printing("{bleed: 5mm}").replace("title: A small", "print: {bleed: 4mm, quantity: 7}\ntitle: A small")
    pdf, master, _ = pressed(tmp_path, text)

    assert "page 1 BleedBox    -5.00" in boxes_of(pdf)
    assert 7 == master.inks.press.order.quantity


def test_a_page_longer_than_a_pdf(tmp_path: Path) -> None:
    """5080 mm is as long as a page may be; with bleed and marks it is longer, and the file says no more that it is PDF/X-4."""
    _, master, _ = pressed(tmp_path, PLAIN.replace("{layout: plain}", "{layout: plain, paper: 5079 x 400 mm}"))

    assert {"PDF/X-4": ["page 1: with bleed and marks it is 5,105 mm long, and a PDF ends at 5,080"]} == master.faults


def test_sheets_of_an_office_printer_are_not_for_the_print_shop(tmp_path: Path) -> None:
    """A document that is divided at the office is printed whole on a press."""
    pdf, _, _ = pressed(tmp_path, PLAIN.replace("{layout: plain}", "{layout: plain, paper: A3, sheets: A4}"))

    assert "page 1 TrimBox      0.00     0.00   297.00   420.00" in boxes_of(pdf)


@pytest.mark.skipif(not shutil.which("gs"), reason="no Ghostscript")
def test_plates(tmp_path: Path) -> None:
    """Ghostscript parts the inks: black text on a coloured ground is on the black plate, and leaves no trace on the others."""
    layout = LAYOUT.replace("ground: paper", "ground: light")
    pdf, _, _ = pressed(tmp_path, printing("{marks: none}"), {"layouts/plain/layout.yaml": layout})
    (tmp_path / "x.pdf").write_bytes(pdf)
    subprocess.run(
        ["gs", "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=tiffsep", "-r72", "-o", str(tmp_path / "x%d.tif"), str(tmp_path / "x.pdf")],
        check=True, capture_output=True,
    )  # fmt: skip
    spread = {}
    for plate in ("Cyan", "Magenta", "Yellow", "Black"):
        with Image.open(tmp_path / f"x1({plate}).tif") as image:
            darkest, lightest = image.convert("L").getextrema()
            spread[plate] = lightest - darkest
    assert spread["Black"] > 200
    assert [0, 0, 0] == [spread[plate] for plate in ("Cyan", "Magenta", "Yellow")]
