"""Layout files go in; frames on a paper, in pt, or problems at the file's line come out."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from laying import LAYOUT, TEMPLATE

from predella.diagnostics import Problems, Refused
from predella.frames import Frame as FrameModel
from predella.layouts import Layout, layout_names, load_layout, overridden
from predella.pages import MM
from predella.papers import PAPERS, paper
from predella.source import read
from predella.validate import read_model
from predella.workspace import Workspace


def layout(tmp_path: Path, text: str, name: str = "plain", **parents: str) -> Layout:
    """Return the layout of a text; `parents` are further layouts that it may extend. Raises `Refused`."""
    for folder, content in {"plain": text, **parents}.items():
        path = tmp_path / "layouts" / folder
        path.mkdir(parents=True, exist_ok=True)
        (path / "layout.yaml").write_text(content)
        (path / "story.xml.j2").write_text(TEMPLATE)
    problems = Problems()
    found = load_layout(Workspace(tmp_path), name, problems)
    problems.refuse_errors()
    assert found is not None
    return found


def framed(tmp_path: Path, frame: str, *, sheet: str = "A5") -> tuple[float, float, float, float]:
    """Return left, top, right and bottom of a frame, in mm, on a paper of the layout `plain` (u = 7.4 mm)."""
    text = LAYOUT.replace("{columns: 1-4, top: 10mm, bottom: 10mm, fit: continue}", frame)
    found = layout(
        tmp_path, text.replace("A5: 5mm", "A5: 5mm, A6: 4mm").replace("3-4, top: 150mm", "3-4, top: 100mm")
    )
    rect = found.frames(found.master(None), paper(sheet))["main"].rect
    return tuple(round(value / MM, 2) for value in (rect.x, rect.y, rect.right, rect.bottom))  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("frame", "mm"),
    [
        ("{}", (7.4, 0, 140.6, 210)),
        ("{columns: 1-4, top: 10mm, bottom: 10mm}", (7.4, 10, 140.6, 200)),
        ("{columns: 2-3, top: 10mm, bottom: 10mm}", (40.7, 10, 107.3, 200)),
        ("{columns: 1-1.5, top: 1u, bottom: 2u}", (7.4, 7.4, 57.35, 195.2)),
        ("{units: 2-10, top: 2b, height: 3b}", (14.8, 10, 74, 25)),
        ("{left: 1cm, right: 1in, top: 0mm, height: 72pt}", (10, 0, 122.6, 25.4)),
        ("{units: 2-10, left: 1u, top: 0mm}", (7.4, 0, 74, 210)),
        ("{height: 20mm}", (7.4, 190, 140.6, 210)),
        ("{height: 20mm, bottom: 10mm}", (7.4, 180, 140.6, 200)),
        ("{first: 30mm, bottom: 10mm}", (7.4, 30, 140.6, 200)),
        ("{first: 30mm, top: 25mm, bottom: 10mm}", (7.4, 25, 140.6, 200)),
    ],
)
def test_frame(frame: str, mm: tuple[float, ...], tmp_path: Path) -> None:
    """A frame is measured in columns, units, baseline steps or absolute lengths, its bottom up from the trim's."""
    assert mm == framed(tmp_path, frame)


def test_frame_on_another_paper(tmp_path: Path) -> None:
    """Units and baseline steps follow the paper; millimetres do not."""
    assert (10.5, 8.0, 52.5, 28.0) == framed(tmp_path, "{units: 2-10, top: 2b, height: 20mm}", sheet="A6")


def test_step_of_a_paper_that_is_not_listed(tmp_path: Path) -> None:
    """The baseline step of a paper that the layout does not name is that of the nearest in size."""
    found = layout(tmp_path, LAYOUT.replace("{A5: 5mm}", "{A3: 8mm, A5: 5mm}"))

    steps = [round(found.step(paper(name)) / MM, 3) for name in ("A2", "A3", "A5", "A7", "150 x 200 mm")]
    assert [8, 8, 5, 5, 5] == steps


@pytest.mark.parametrize(
    ("name", "mm"),
    [
        ("A0", (841, 1189)),
        ("A1", (594, 841)),
        ("A2", (420, 594)),
        ("A3", (297, 420)),
        ("A4", (210, 297)),
        ("A5", (148, 210)),
        ("A6", (105, 148)),
        ("A10", (26, 37)),
        ("B0", (1000, 1414)),
        ("B1", (707, 1000)),
        ("B4", (250, 353)),
        ("B5", (176, 250)),
        ("Letter", (215.9, 279.4)),
        ("Legal", (215.9, 355.6)),
        ("Tabloid", (279.4, 431.8)),
    ],
)
def test_paper(name: str, mm: tuple[float, float]) -> None:
    """Papers have the sizes of ISO 216 and ANSI/ASME Y14.1, portrait unless said otherwise, in any case."""
    found, turned = paper(name.lower()), paper(f"{name} landscape")

    assert mm == (pytest.approx(found.width / MM), pytest.approx(found.height / MM))
    assert (found.height, found.width) == (turned.width, turned.height)
    assert (name, f"{name}-landscape") == (found.slug, turned.slug)


@pytest.mark.parametrize(
    ("text", "mm", "slug"),
    [
        ("1189 x 594 mm", (1189, 594), "1189x594mm"),
        ("40×60cm", (400, 600), "40x60cm"),
        ("24 x 36 in", (609.6, 914.4), "24x36in"),
    ],
)
def test_paper_of_its_own_size(text: str, mm: tuple[float, float], slug: str) -> None:
    """A paper that has no name is given by width and height."""
    found = paper(text)

    assert mm == (pytest.approx(found.width / MM), pytest.approx(found.height / MM))
    assert slug == found.slug


@pytest.mark.parametrize(
    "text", ["A11", "A", "", "A4 sideways", "10 x 10 mm", "9999 x 9999 mm", "100 x mm", "A4landscape"]
)
def test_no_paper(text: str) -> None:
    """A paper that does not exist, or that no PDF can be, is refused."""
    with pytest.raises(ValueError, match=r"paper|side"):
        paper(text)


@given(st.sampled_from(sorted(PAPERS)))
def test_ladder_steps(name: str) -> None:
    """One paper of a series further is two steps of a ladder in fourth roots of two."""
    series, number = name[0], name[1:]
    if number.isdigit() and int(number) < 9 and name[:1] in "AB":
        large, small = paper(name), paper(f"{series}{int(number) + 1}")
        assert (large.width * large.height) / (small.width * small.height) == pytest.approx(2, rel=0.06)


PARENT = LAYOUT.replace("layout: plain", "layout: parent").replace("pages:\n", "ground: paper\npages:\n", 0)


def test_extends(tmp_path: Path) -> None:
    """A layout has what it says itself, and for the rest what it extends; frames are merged one by one."""
    child = """\
layout: plain
extends: parent
scale: hung
pages:
  page:
    frames:
      side: {height: 20mm}
      note: {columns: 1-2, height: 9mm}
  other:
    extends: page
    next: page
    frames:
      main: {columns: 1-2}
"""
    found = layout(tmp_path, child, parent=LAYOUT.replace("layout: plain", "layout: parent"))

    assert ("hung", "paper") == (found.scale, found.file.ground)
    page, other = found.master("page"), found.master("other")
    assert ["main", "side", "note"] == list(page.frames) == list(other.frames)
    assert ((3, 4), (1, 4), (1, 2)) == tuple(
        m.frames[k].columns for m, k in ((page, "side"), (page, "main"), (other, "main"))
    )
    assert ("20mm", "None", "150mm") == tuple(
        str(getattr(page.frames["side"], k)) for k in ("height", "bottom", "top")
    )
    assert "page" == other.next


def test_templates_along_the_chain(tmp_path: Path) -> None:
    """A template is looked for in the layout's own folder first, then in those it extends."""
    found = layout(tmp_path, "layout: plain\nextends: parent\n", parent=LAYOUT)

    assert ["plain", "parent"] == [folder.name for folder in found.templates]


@pytest.mark.parametrize(
    ("change", "gone"),
    [
        ("{left: 1u}", ("columns", "units", "right")),
        ("{columns: 1-2}", ("units", "left", "right")),
        ("{below: side}", ("top", "first")),
        ("{first: 3u}", ("top", "below")),
        ("{height: 3u}", ("bottom",)),
        ("{bottom: 3u}", ("height",)),
    ],
)
def test_one_way_to_say_a_side_replaces_the_others(
    change: str, gone: tuple[str, ...], tmp_path: Path
) -> None:
    """A frame that is changed for one exhibit loses what its parent said of the same side in another way."""
    found = layout(tmp_path, LAYOUT)
    frame = read_model(FrameModel, read(f"f: {change}".encode(), "x")["f"], Problems())
    assert frame is not None

    frames = overridden(found, {"main": frame}, Problems()).master("page").frames

    assert {None} == {getattr(frames["main"], key) for key in gone}
    assert frames["main"].fit == found.master("page").frames["main"].fit


def test_override_of_a_frame_that_is_not_there(tmp_path: Path) -> None:
    """An exhibit can change only the frames a layout has."""
    with pytest.raises(Refused, match="the layout 'plain' has no frame 'mian'"):
        overridden(layout(tmp_path, LAYOUT), {"mian": FrameModel.model_construct()}, Problems())


@pytest.mark.parametrize(
    ("frame", "message"),
    [
        ("{units: 0-25}", "the frame 'main' leaves the page by 37.0 mm on A5"),
        ("{top: 150mm, height: 80mm}", "the frame 'main' leaves the page by 20.0 mm on A5"),
        ("{top: -3mm, bottom: 10mm}", "the frame 'main' leaves the page by 3.0 mm on A5"),
        ("{top: 150mm, bottom: 80mm}", "the frame 'main' has no room on A5: 133 × -20 mm"),
    ],
)
def test_frame_that_cannot_stand(frame: str, message: str, tmp_path: Path) -> None:
    """A frame outside the page, or without room, is refused with its measure."""
    with pytest.raises(Refused) as fault:
        framed(tmp_path, frame)

    assert [message] == [problem.message for problem in fault.value.problems]
    assert fault.value.problems[0].span is not None


def test_names(tmp_path: Path) -> None:
    """A project's layouts stand beside those the engine ships."""
    layout(tmp_path, LAYOUT)

    assert {"plain", "panel"} <= set(layout_names(Workspace(tmp_path)))


def test_shipped_layouts_stand_on_their_papers() -> None:
    """Every frame of every layout that ships stands on the paper it is drawn for and on its neighbours in size."""
    for name in layout_names(Workspace(Path(__file__).parent)):
        problems = Problems()
        found = load_layout(Workspace(Path(__file__).parent), name, problems)
        assert [] == problems.found
        assert found is not None
        assert found.file.paper is not None
        for master in found.file.pages:
            assert found.frames(found.master(master), found.drawn_for(master))
