"""Bad input of every kind goes in; a clear message at the author's line comes out, and never a traceback.

A case is a folder under cases/bad_input/: exhibit.yaml, any further files of its project, and problems.txt with what
`predella check` prints. `data/dot.png`, one black pixel, is there for all of them.
"""

from __future__ import annotations

import errno
import itertools
import os
import re
from pathlib import Path

import pytest
from conftest import Golden
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from laying import LAYOUT, TEMPLATE, exhibit, laid, messages, project, run, text_of
from pictures import TRUETYPE, encoded, font, png, png_of_size, quarters, restricted, whole_font, with_table

CASES = Path(__file__).parent / "cases" / "bad_input"
NAMES = sorted(path.parent.name for path in CASES.glob("*/exhibit.yaml"))


def files_of(case: Path) -> dict[str, str | bytes]:
    """Return the further files of a case's project by their relative names."""
    files: dict[str, str | bytes] = {"data/dot.png": png()}
    for path in case.rglob("*"):
        name = path.relative_to(case).as_posix()
        if path.is_file() and name not in ("exhibit.yaml", "problems.txt"):
            files[name] = path.read_bytes()
    return files


@pytest.mark.parametrize("name", NAMES)
def test_message(name: str, tmp_path: Path, golden: Golden) -> None:
    """Each bad input has the message that is recorded for it."""
    case = CASES / name
    found = messages(tmp_path, (case / "exhibit.yaml").read_bytes(), files_of(case))

    golden(f"cases/bad_input/{name}/problems.txt", found)


WHOLE = exhibit("- text: One plain sentence.\n")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "exhibits/x.yaml:1:1: error: the file is empty [empty]"),
        (b"\xef\xbb\xbf", "exhibits/x.yaml:1:1: error: the file is empty [empty]"),
        (
            WHOLE.encode("utf-16"),
            "exhibits/x.yaml: error: the file is UTF-16, not UTF-8 [encoding]",
        ),
        (
            WHOLE.replace("plain", "plaïn").encode("latin-1"),
            "exhibits/x.yaml:6:22: error: the byte 0xEF is not UTF-8 [encoding]",
        ),
        (
            WHOLE.replace("plain", "pl\x00ain").encode(),
            "exhibits/x.yaml:6:21: error: control character U+0000 [yaml]",
        ),
        (
            WHOLE.replace("plain", "pl\x1bain").encode(),
            "exhibits/x.yaml:6:21: error: control character U+001B [yaml]",
        ),
        (b"\xff" * 40, "exhibits/x.yaml:1:1: error: the byte 0xFF is not UTF-8 [encoding]"),
        (
            WHOLE.replace("One plain", '"One\\x07 plain"').replace(" sentence.", "").encode(),
            "exhibits/x.yaml:6:15: error: the text holds the control character U+0007 [yaml]",
        ),
        (b"\x89PNG\r\n\x1a\n", "exhibits/x.yaml:1:1: error: the byte 0x89 is not UTF-8 [encoding]"),
    ],
)
def test_bytes_that_are_no_text(data: bytes, message: str, tmp_path: Path) -> None:
    """A file that is not UTF-8 text is refused at the byte that is not, with what to do."""
    assert message == messages(tmp_path, data).splitlines()[0]


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbf" + WHOLE.encode(),
        WHOLE.replace("\n", "\r\n").encode(),
        WHOLE.replace("\n", "\r").encode(),
        WHOLE.replace("id: one", "id:\tone").encode(),
        b"--- # a document\n" + WHOLE.encode() + b"...\n",
        b"%YAML 1.2\n---\n" + WHOLE.encode(),
    ],
    ids=["bom", "crlf", "cr", "tab after a colon", "document marks", "directive"],
)
def test_accepted(data: bytes, tmp_path: Path) -> None:
    """What editors leave in a file is read as if it were not there."""
    assert "" == messages(tmp_path, data)


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_place_with_byte_order_mark_and_carriage_returns(newline: str, mark: str, tmp_path: Path) -> None:
    """A byte order mark and carriage returns do not move the place of a message, nor spoil the line shown."""
    text = mark + exhibit("- text: One [@nobody] sentence.\n").replace("\n", newline)

    found = messages(tmp_path, text).splitlines()

    assert "exhibits/x.yaml:6:20: error: there is no source 'nobody' [citation]" == found[0]
    assert "          - text: One [@nobody] sentence." == found[1]
    assert "                       ^" == found[2]


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("1954-05-16", "16 May 1954"),
        ("1954", "1954"),
        ("'1954'", "1954"),
        ("1954-05", "May 1954"),
        ("2001-12-14", "14 December 2001"),
    ],
)
def test_dates_of_yaml(written: str, printed: str, tmp_path: Path) -> None:
    """An unquoted date or year, a type of its own in YAML 1.1, means what the author meant."""
    template = '<page title="x"><flow frame="main"><p>{{ exhibit.date }}</p></flow></page>'
    files = {"layouts/plain/story.xml.j2": template}

    pages, problems = laid(tmp_path, exhibit("- text: A.\n", rest=f"date: {written}\n"), files=files)

    assert ["left-out"] == [problem.rule for problem in problems]  # this template prints no section
    assert printed == text_of(pages)


@pytest.mark.parametrize(
    "written", ["no", "on", "0930", "1_000", "1:30", "0x1F", "1e3", ".5", "~x", "=", "2001-12-14t21:59:43"]
)
def test_words_that_yaml_took_for_something_else(written: str, tmp_path: Path) -> None:
    """`no` is a word, `0930` a time of day and `1:30` a proportion, as the author wrote them."""
    pages, problems = laid(tmp_path, exhibit(f"- text: {written}\n"))

    assert [] == problems
    assert written == text_of(pages)


FIGURE = exhibit(
    "- figure: bridge\n",
    rest="""\
    figures:
      bridge:
        alt: A bridge
        caption: The bridge of the town
        file: bridge.png
        rights: {credit: A friend, license: CC0-1.0, cleared: true}
    """,
)
PICTURE = "figure 'bridge', data/bridge.png: "


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "the file is empty (0 bytes)"),
        (encoded(quarters(), "JPEG")[:-600], "the JPEG is cut off before its end: copy the file again"),
        (encoded(quarters(), "JPEG")[:300], "the file is cut off or damaged (Truncated File Read): copy it again"),
        (encoded(quarters(), "PNG")[:-40], "the file is cut off or damaged (image file is truncated"),
        (encoded(quarters(), "TIFF")[:-999], "the TIFF is cut off or damaged: copy the file again"),
        (encoded(quarters(), "WEBP")[:-40], "the file is cut off or damaged (could not create decoder object)"),
        (png_of_size(1, 1)[:30], "the file is not a picture: JPEG, PNG, TIFF or WebP is expected"),
        (png_of_size(40_000, 40_000), "40,000 × 40,000 pixels are more than any print needs: scale it down"),
        (png_of_size(2_000_000_000, 2), "2,000,000,000 × 2 pixels are more than any print needs: scale it down"),
        (png_of_size(300, 300), "the file is cut off or damaged (image file is truncated"),
        (b"not a picture", "the file is not a picture: JPEG, PNG, TIFF or WebP is expected"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "the file is not a picture: JPEG, PNG, TIFF or WebP is expected"),
        (encoded(quarters(), "GIF"), "GIF pictures cannot be printed: save it as JPEG, PNG, TIFF or WebP"),
        (encoded(quarters(), "BMP"), "BMP pictures cannot be printed: save it as JPEG, PNG, TIFF or WebP"),
    ],
)  # fmt: skip
def test_pictures(data: bytes, message: str, tmp_path: Path) -> None:
    """A picture that cannot be printed is refused at the line that names it, with what is wrong with the file."""
    first, *_ = messages(tmp_path, FIGURE, {"data/bridge.png": data}).splitlines()

    assert first.startswith(f"exhibits/x.yaml:7:11: error: {PICTURE}{message}")
    assert first.endswith("[picture]")


def test_large_jpeg_header(tmp_path: Path) -> None:
    """A JPEG that says it has 40,000 × 40,000 pixels is refused before any memory is asked for."""
    data = bytearray(encoded(quarters(), "JPEG"))
    frame = data.index(b"\xff\xc0")
    data[frame + 5 : frame + 9] = (40_000).to_bytes(2, "big") * 2

    assert "40,000 × 40,000 pixels" in messages(tmp_path, FIGURE, {"data/bridge.png": bytes(data)})


def test_link_out_of_the_project(tmp_path: Path) -> None:
    """A symbolic link below data/ that leads out of it is not followed."""
    (tmp_path / "secret.png").write_bytes(png())
    folder = project(tmp_path / "work", FIGURE)
    (folder / "data/bridge.png").symlink_to(tmp_path / "secret.png")

    first, *_ = run(["check", "x", "--no-color"], folder).stderr.splitlines()

    assert "exhibits/x.yaml:7:11: error: 'bridge.png' leads out of data/ [outside]" == first


def test_layout_through_a_link(tmp_path: Path) -> None:
    """A layout's template that is a link out of the project is not read."""
    (tmp_path / "secret").write_text("<page><flow><p>secret</p></flow></page>")
    folder = project(tmp_path / "work", WHOLE)
    (folder / "layouts/plain/story.xml.j2").unlink()
    (folder / "layouts/plain/story.xml.j2").symlink_to(tmp_path / "secret")

    answer = run(["check", "x", "--no-color"], folder)

    assert 1 == answer.status


def test_picture_that_is_a_folder(tmp_path: Path) -> None:
    """A folder where a picture should be is not a file."""
    first, *_ = messages(tmp_path, FIGURE, {"data/bridge.png/x": b""}).splitlines()

    assert "exhibits/x.yaml:7:11: error: there is no file data/bridge.png [no-file]" == first


@pytest.mark.parametrize("paths", list(itertools.permutations(["exhibits", "data", "layouts"], 1)))
def test_file_that_may_not_be_read(
    paths: tuple[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that the system does not let us read is named, with the system's reason."""
    folder = project(tmp_path, FIGURE, {"data/bridge.png": png()})
    read_bytes = Path.read_bytes

    def refused(path: Path) -> bytes:
        if path.resolve().is_relative_to(folder / paths[0]):
            raise PermissionError(13, "Permission denied", str(path))
        return read_bytes(path)

    monkeypatch.setattr(Path, "read_bytes", refused)
    answer = run(["check", "x", "--no-color"], folder)

    assert 1 == answer.status
    assert f"{paths[0]}/" in answer.stderr
    assert "Permission denied" in answer.stderr


def test_output_folder_that_cannot_be_made(tmp_path: Path) -> None:
    """An output folder below a file cannot be made: the message names it and says what to do."""
    folder = project(tmp_path, WHOLE, {"output": "a file"})

    answer = run(["build", "x", "--no-color"], folder)

    assert (1, "") == (answer.status, answer.stdout)
    place, hint = answer.stderr.splitlines()
    assert "error: output/x cannot be written: Not a directory [output]" == place
    assert "  hint: choose another folder with --out, or make room on the disk" == hint


def test_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the disk is full the old file stays, no half a file is left, and the message says so."""
    folder = project(tmp_path, WHOLE, {"output/x/x-handout.pdf": "the old file"})

    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    answer = run(["build", "x", "--no-color"], folder)

    assert 1 == answer.status
    assert "cannot be written: No space left on device [output]" in answer.stderr
    assert {"x-handout.pdf": b"the old file"} == {
        p.name: p.read_bytes() for p in (folder / "output/x").iterdir()
    }


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (font(b"wOFF"), "the font cannot be used, it is a WOFF web font: unpack it to TrueType (.ttf)"),
        (font(b"wOF2"), "the font cannot be used, it is a WOFF2 web font: unpack it to TrueType (.ttf)"),
        (font(b"OTTO", b"CFF "), "the font cannot be used, it has CFF outlines: convert it to TrueType (.ttf)"),
        (font(b"ttcf"), "the font cannot be used, it is a collection of several fonts: split it and name one file"),
        (font(TRUETYPE, b"fvar", b"glyf"), "the font is variable: make a static instance of each weight (.ttf) and name those"),
        (font(TRUETYPE, b"cmap"), "the font has no TrueType outlines (glyf table): convert it to TrueType (.ttf)"),
        (whole_font()[:100_000], "the font file is cut off: it has 100,000 bytes of 440,983; copy it again"),
        (whole_font()[:60], "the font file is damaged: a table that describes it is missing or cut short"),
        (with_table(b"head", bytes(54)), "the font file is damaged: its tables contradict each other"),
        (with_table(b"name", b"\xff" * 984), "the font file is damaged: a table that describes it is missing or cut short"),
        (with_table(b"OS/2", b"\0" * 8 + b"\1\0"), "the font's licence bits forbid embedding a part of it (OS/2 fsType 0x100), as a PDF does: take another font"),
        (with_table(b"OS/2", b"\0" * 8 + b"\2\0"), "the font's licence bits let only its bitmaps be embedded (OS/2 fsType 0x200): take another font"),
        (b"A note on our fonts.", "the file is not a TrueType font"),
        (font(TRUETYPE, b"glyf"), "the font file is damaged: a table that describes it is missing or cut short"),
        (TRUETYPE, "the font file is damaged: a table that describes it is missing or cut short"),
        (b"", "the file is empty (0 bytes)"),
        (b"%PDF-1.7", "the file is not a TrueType font"),
        (restricted(), "the font's licence bits forbid embedding it (OS/2 fsType 2): take another font"),
    ],
)  # fmt: skip
def test_fonts(data: bytes, message: str, tmp_path: Path) -> None:
    """A font file that cannot be embedded is refused where the theme names it, with what to do about it."""
    theme = "theme: house\nextends: archive\nfaces:\n  prose: {files: {400: Our.ttf}}\n"
    files = {"layouts/themes/house/theme.yaml": theme, "layouts/themes/house/Our.ttf": data}

    first, *_ = messages(tmp_path, "theme: house\n" + WHOLE, files).splitlines()

    place = "layouts/themes/house/theme.yaml:4:24: error: the face 'prose', Our.ttf: "
    assert f"{place}{message} [font]" == first


def test_reportlab_markup_is_printed(tmp_path: Path) -> None:
    """What ReportLab's paragraphs would take for markup stands on the page as the author wrote it."""
    text = 'A <font color="red">red</font> <para>word</para> <img src="/etc/passwd"/>'

    pages, _ = laid(tmp_path, exhibit(f"- text: |\n    {text}\n"))

    assert text == text_of(pages)


def test_without_a_command_line_to_carry_out(tmp_path: Path) -> None:
    """Names on the command line that lead nowhere are told with the nearest, and give the status 2."""
    folder = project(tmp_path, WHOLE)

    commands = [
        (["build", "y"], "there is no exhibit 'y'; there is: "),
        (["build", "xx"], "there is no exhibit 'xx'; did you mean 'x'?"),
        (["build", "x", "--only", "handuot"], "--only: the exhibit 'x' has no 'handuot'; did you mean 'handout'?"),
        (["build", "x", "--lang", "kk"], "--lang: the exhibit 'x' has no 'kk'; there is: en"),
        (["build", "x", "--layout", "plian"], "--layout: there is no layout 'plian'; did you mean 'plain'?"),
        (["build", "x", "--theme", "archiv"], "--theme: there is no theme 'archiv'; did you mean 'archive'?"),
        (["build", "x", "--paper", "A55"], "--paper: there is no paper 'A55'"),
        (["check", "../nowhere.yaml"], "there is no exhibit '../nowhere.yaml'; "),
    ]  # fmt: skip
    for arguments, message in commands:
        answer = run(arguments, folder)
        assert (2, "") == (answer.status, answer.stdout)
        assert answer.stderr.startswith(f"predella: {message}")


SEED = exhibit(
    """\
- lead: A lead with *emphasis* and **strong** words.
- text: |
    One plain sentence [@mumford, p. 3].

    - an item
    - another
- {figure: bridge, optional: true}
- heading: {text: A heading, level: 3}
- quote: {text: A saying, who: Somebody}
""",
    rest="""\
subtitle: {en: One, kk: Бір}
languages: [en, kk]
date: 1954-05-16/1954-06-26
sources:
  - {id: mumford, title: A title, issued: 1934}
events:
  - {date: 1954-05, title: Something}
figures:
  bridge:
    caption: A caption
    date: 193X
    rights: {credit: A friend, license: CC0-1.0, cleared: true}
""",
).replace(
    "{layout: plain}", "{layout: plain, paper: [A5, A4], sections: [one], frames: {side: {height: 9mm}}}"
)

INSERTED = st.one_of(
    st.text("{}[]:,-&*!|>'\"%@`#?\t \n", min_size=1, max_size=4),
    st.text(min_size=1, max_size=4),
    st.sampled_from(["null", "true", "-1", "1e999", ".inf", ".nan", "0x10", "{}", "[]", "''", "2024-02-30", "\u202e", "\ud7ff", "<b>", "{{ 1 }}", "](", "@", "**", "- - - x", "? x", "<<: *a", "&a", "99999999999999999999"]),
)  # fmt: skip


@st.composite
def mutations(draw: st.DrawFn, seed: str) -> str:
    """Return a text with a few of its lines deleted, doubled, exchanged, cut or grown."""
    lines = seed.split("\n")
    for _ in range(draw(st.integers(1, 4))):
        index = draw(st.integers(0, len(lines) - 1))
        other = draw(st.integers(0, len(lines) - 1))
        column = draw(st.integers(0, len(lines[index])))
        match draw(st.sampled_from(["delete", "double", "exchange", "insert", "value", "cut", "indent"])):
            case "delete" if len(lines) > 1:
                del lines[index]
            case "double":
                lines.insert(other, lines[index])
            case "exchange":
                lines[index], lines[other] = lines[other], lines[index]
            case "insert":
                lines[index] = lines[index][:column] + draw(INSERTED) + lines[index][column:]
            case "value":
                key, colon, _ = lines[index].partition(": ")
                lines[index] = f"{key}{colon}{draw(INSERTED)}"
            case "cut":
                lines[index] = lines[index][:column]
            case "indent":
                lines[index] = " " * draw(st.integers(0, 9)) + lines[index].lstrip()
    return "\n".join(lines)


def test_seed_of_the_mutations(tmp_path: Path) -> None:
    """The exhibit that is mutated is a good one, or the mutations would all fail for one reason."""
    answer = run(["check", "x", "--no-color"], project(tmp_path, SEED))

    assert (0, "x: 0 errors, 3 warnings") == (answer.status, answer.stdout.strip())


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=mutations(SEED))
def test_no_mutation_makes_a_traceback(text: str, tmp_path: Path) -> None:
    """Whatever is typed into an exhibit, the command answers with a status and with messages in our words.

    `-v` lets a fault of the engine itself through, which a user would see as one message.
    """
    answer = run(["check", "x", "--no-color", "-v"], project(tmp_path, text.encode("utf-8", "surrogatepass")))

    assert answer.status in (0, 1)
    assert bool(answer.status) == (": error:" in answer.stderr)
    assert not re.search(r"Traceback|object at 0x|predella\.|pydantic|<class", answer.stderr)


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=mutations(LAYOUT))
def test_no_mutation_of_a_layout_makes_a_traceback(text: str, tmp_path: Path) -> None:
    """Whatever is typed into a layout, the command answers with a status and with messages in our words."""
    files = {"layouts/plain/layout.yaml": text.encode("utf-8", "surrogatepass")}

    answer = run(["check", "x", "--no-color", "-v"], project(tmp_path, SEED, files))

    assert answer.status in (0, 1)
    assert bool(answer.status) == (": error:" in answer.stderr)
    assert not re.search(r"Traceback|object at 0x|predella\.|pydantic|<class", answer.stderr)


TEMPLATE_SEED = TEMPLATE.replace(
    "</page>",
    '<flow frame="side"><section><p>A <strong>word</strong> <a href="https://example.org">and</a>'
    ' a <cite keys="@a"/><br/>mark, {{ (section.date or exhibit.date) | date }}</p></section></flow></page>',
)


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(at=st.integers(0, len(TEMPLATE_SEED) - 1), length=st.integers(0, 12), text=INSERTED)
def test_no_change_of_a_template_makes_a_traceback(at: int, length: int, text: str, tmp_path: Path) -> None:
    """Whatever is cut out of a template or typed into it, the command answers with a status and messages."""
    changed = TEMPLATE_SEED[:at] + text + TEMPLATE_SEED[at + length :]
    files = {"layouts/plain/story.xml.j2": changed.encode("utf-8", "surrogatepass")}

    answer = run(["check", "x", "--no-color", "-v"], project(tmp_path, WHOLE, files))

    assert answer.status in (0, 1)
    assert bool(answer.status) == (": error:" in answer.stderr)
