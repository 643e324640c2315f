"""Theme files go in; styles with sizes in pt for a scale and a paper come out."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from predella.diagnostics import Problems, Refused
from predella.layouts import load_layout
from predella.pages import MM
from predella.papers import paper
from predella.styles import Fit
from predella.theme_files import GROUND_ROLES
from predella.themes import StyleSet, Theme, load_theme, theme_names
from predella.typeset import shape
from predella.workspace import Workspace, resource

HERE = Workspace(Path(__file__).parent)


@cache
def shipped(name: str = "archive") -> Theme:
    """Return a theme that ships."""
    problems = Problems()
    theme = load_theme(HERE, name, problems)
    assert [] == problems.found
    assert theme is not None
    return theme


def house(tmp_path: Path, text: str, **files: bytes) -> Theme:
    """Return a theme of a project, which extends `archive`."""
    folder = tmp_path / "layouts/themes/house"
    folder.mkdir(parents=True)
    (folder / "theme.yaml").write_text(f"theme: house\nextends: archive\n{text}")
    for name, content in files.items():
        (folder / f"{name}.ttf").write_bytes(content)
    problems = Problems()
    theme = load_theme(Workspace(tmp_path), "house", problems)
    assert [] == problems.found
    assert theme is not None
    return theme


def test_optical_sizes(tmp_path: Path) -> None:
    """The cut for a size is the one drawn for it or the next smaller; what hangs takes that of a third of its size."""
    cuts = "faces:\n  prose: {family: Literata, optical: {12: {family: Andika}, 24: {family: Fira Sans}}}\n"
    theme = house(tmp_path, cuts)
    held, hung = (StyleSet(theme, scale, 0, 1.0, 1.0) for scale in ("held", "hung"))

    assert ("Literata-400", "FiraSans-400") == (held("body").face.name, theme.faces_at("prose", 24, "held")[400, False][0].name)
    assert "Andika-400" == theme.faces_at("prose", 23.9, "held")[400, False][0].name
    assert "Andika-400" == hung("body").face.name  # 52 pt at a metre look like 18 in the hand
    assert {"Andika-400", "FiraSans-400", "Literata-400"} <= set(theme.embedded)


def test_features(tmp_path: Path) -> None:
    """A style may ask for forms of letters by name or tag; what its face lacks is a warning at the line that asks."""
    theme = house(tmp_path, "styles:\n  note: {features: [small-caps, ss01]}\n")
    assert ("smcp", "ss01") == StyleSet(theme, "held", 0, 1.0, 1.0)("note").features

    (tmp_path / "layouts/themes/house/theme.yaml").write_text(
        "theme: house\nextends: archive\nfaces:\n  plain: {family: Noto Sans Hebrew}\nstyles:\n  note: {face: plain, features: [small-caps]}\n"
    )
    problems = Problems()
    load_theme(Workspace(tmp_path), "house", problems)
    (problem,) = problems.found
    assert ("warning", "feature", 6) == (problem.severity, problem.rule, problem.span.line if problem.span else 0)


@cache
def styles(sheet: str, layout: str = "panel") -> StyleSet:
    """Return the styles of a shipped layout on a paper."""
    found = load_layout(HERE, layout, Problems())
    assert found is not None
    assert found.file.smallest is not None
    on = paper(sheet)
    return StyleSet(
        shipped(), found.scale, found.steps_down(on), found.file.smallest.pt(), found.step(on), found.ratio(on)
    )  # fmt: skip


def test_ladder_by_paper() -> None:
    """The text of a panel takes two steps of the ladder down for each smaller paper: 52, 37, 26 pt on A1, A2, A3."""
    assert [52, 37, 26] == [styles(sheet)("body").size for sheet in ("A1", "A2", "A3")]
    assert [74, 52, 37] == [styles(sheet)("heading").size for sheet in ("A1", "A2", "A3")]


def test_larger_paper() -> None:
    """A larger paper takes two steps up."""
    assert 74 == styles("A0")("body").size


@pytest.mark.parametrize("sheet", ["A0", "A1", "A2", "A3", "A4", "A5"])
def test_nothing_is_smaller_than_allowed(sheet: str) -> None:
    """Whatever the paper and the fit, no style is set smaller than the layout's smallest size."""
    found = styles(sheet)
    for fit in (Fit(), Fit(scale=0.4), Fit(scale=0.85, leading=0.95, space=0.4)):
        sizes = [found.fitted(fit)(name).size for name in found.theme.file.styles]
        assert min(sizes) >= found.smallest


@pytest.mark.parametrize("sheet", ["A0", "A1", "A2", "A3"])
def test_leading_stands_on_the_grid(sheet: str) -> None:
    """Running text keeps whole baseline steps on every paper, and lines that do not touch."""
    found = styles(sheet)
    for name in found.theme.file.styles:
        style = found(name)
        assert style.leading > 0.8 * style.size
        if style.grid:
            assert style.leading / found.step == pytest.approx(round(style.leading / found.step))


@given(st.sampled_from(list(shipped().file.ladder)), st.integers(-6, 6))
def test_steps_are_the_ladder_s(size: float, steps: int) -> None:
    """A size of the ladder goes to another of its sizes; up and down again is where it began."""
    theme = shipped()
    ladder = list(theme.file.ladder)
    index = ladder.index(size) + steps

    there = theme.stepped(size, steps)
    if 0 <= index < len(ladder):
        assert (ladder[index], size) == (there, theme.stepped(there, -steps))
    else:
        assert there == pytest.approx(size * 2 ** (steps / 4), rel=0.02)


def test_ladder_is_the_fourth_root_of_two() -> None:
    """The steps of the shipped ladder are even to the ear of a printer: each about 1.19 times the one before."""
    assert all(1.15 < b / a < 1.23 for a, b in pairwise(shipped().file.ladder))


@given(st.floats(0.4, 1.0), st.floats(0.8, 1.0), st.floats(0, 1.0))
def test_fit(scale: float, leading: float, space: float) -> None:
    """A fit makes type, leading and spaces smaller, never larger, and takes running text off the grid."""
    plain, fitted = styles("A1")("body"), styles("A1").fitted(Fit(scale, leading, space))("body")

    assert fitted.size <= plain.size
    assert fitted.leading <= plain.leading + 1e-9
    assert fitted.after <= plain.after + 1e-9
    assert fitted.grid == (Fit(scale, leading, space) == Fit())


def test_scales() -> None:
    """A style has a size for what hangs and one for what is held."""
    held = StyleSet(shipped(), "held", 0, 8.0, 5 * MM)

    assert (52, 11) == (styles("A1")("body").size, held("body").size)
    assert 5 * MM == pytest.approx(held("body").leading)


def test_strokes_follow_the_paper() -> None:
    """The widths of lines are scaled with the paper, not with the text."""
    assert styles("A3").stroke("edge") == pytest.approx(styles("A1").stroke("edge") / 2, rel=0.01)


def test_extends(tmp_path: Path) -> None:
    """A theme has what it says itself, and for the rest what it extends, down to a single entry of a style."""
    theme = house(
        tmp_path,
        "styles:\n  body: {weight: 700}\n  extra: {extends: body, colour: quiet}\ngrounds:\n  paper: {text: slate}\n",
    )
    found = StyleSet(theme, "held", 0, 8.0, 5 * MM)

    assert (700, 700, 11, "quiet") == (
        found("body").weight,
        found("extra").weight,
        found("extra").size,
        found("extra").colour,
    )
    assert "slate" == theme.ground("paper")["text"].name
    assert "white" == theme.ground("paper")["ground"].name
    assert "black" == shipped().ground("paper")["text"].name


def test_fonts_of_a_theme(tmp_path: Path) -> None:
    """A theme may bring its own font files; the nearest weight stands in for one it lacks, strong type for emphasis."""
    theme = house(
        tmp_path,
        "faces:\n  prose: {files: {400: Ours.ttf, 700: Bold.ttf}}\n",
        Ours=resource("fonts/FiraSans-400.ttf"),
        Bold=resource("fonts/FiraSans-700.ttf"),
    )
    body = StyleSet(theme, "held", 0, 8.0, 5 * MM)("body")

    assert ["house-prose-Ours", "house-prose-Bold", "house-prose-Bold"] == [
        body.chain(*given)[0].name for given in ((False, False), (True, False), (False, True))
    ]


def test_what_a_font_of_a_theme_lacks(tmp_path: Path) -> None:
    """A character that a theme's own font has not is drawn from the engine's, as it is for the engine's families."""
    theme = house(tmp_path, "faces:\n  prose: {files: {700: Ours.ttf}}\n", Ours=resource("fonts/NotoSansHebrew-700.ttf"))  # fmt: skip
    faces = StyleSet(theme, "held", 0, 8.0, 5 * MM)("body").chain(True, False)

    assert ["house-prose-Ours", "FiraSans-700", "Literata-700", "NotoSansHebrew-700", "NotoSansArabic-700"] == [face.name for face in faces]
    assert ["FiraSans-700"] == [word.face.name for word in shape("ә", faces, "kk")]


@pytest.mark.parametrize("name", theme_names(HERE))
def test_shipped_themes(name: str) -> None:
    """Each theme that ships says every colour of every ground, and its text can be read on it (WCAG 2.2, 1.4.3)."""
    theme = shipped(name)
    for ground in theme.file.grounds:
        colours = theme.ground(ground)
        assert set(GROUND_ROLES) <= set(colours.colours)
        for text, behind in (
            ("text", "ground"),
            ("quiet", "ground"),
            ("on_accent", "accent"),
            ("on_strong", "strong"),
        ):
            assert colours[text].contrast(colours[behind]) >= 4.5, (ground, text)


def test_what_a_theme_lacks() -> None:
    """A style or a stroke that a block asks for in vain is told with the name of the theme, not as a fault of ours."""
    bare = Theme(shipped().file.model_copy(update={"styles": {}, "strokes": {}}), shipped().faces)
    found = StyleSet(bare, "held", 0, 8.0, 5 * MM)

    with pytest.raises(Refused, match="the theme 'archive' has no style 'body', which a block asks for"):
        found("body")
    with pytest.raises(Refused, match="the theme 'archive' has no held width of the stroke 'edge'"):
        found.stroke("edge")


@pytest.mark.parametrize("name", theme_names(HERE))
def test_a_shipped_theme_has_all_that_blocks_ask_for(name: str) -> None:
    """Any exhibit can be printed in any theme: each has the grounds, roles, styles and strokes of `archive`."""
    theme, archive = shipped(name), shipped()

    assert set(archive.file.grounds) <= set(theme.file.grounds)
    assert all(set(GROUND_ROLES) <= set(ground) for ground in theme.file.grounds.values())
    assert set(archive.file.styles) <= set(theme.file.styles)
    assert set(archive.file.strokes) <= set(theme.file.strokes)


@pytest.mark.parametrize("name", theme_names(HERE))
@pytest.mark.parametrize("ground", ["light", "dark", "paper"])
def test_a_shipped_theme_reads_in_grey(name: str, ground: str) -> None:
    """On a black and white printer the one colour, the strongest area and the ground stay three different greys, or
    the theme draws an edge round the colour.
    """
    theme = shipped(name)
    colours = theme.ground(ground)
    accent, strong, land, paper_ = (colours[role] for role in ("accent", "strong", "land", "ground"))

    assert accent.contrast(strong) >= 1.4
    assert land.contrast(strong) >= 1.4
    assert accent.contrast(land) >= 1.35
    assert accent.contrast(paper_) >= 1.5 or "accent" in theme.file.edges
    assert land.contrast(paper_) >= 1.1 or "land" in theme.file.edges


def test_emphasis_without_italics() -> None:
    """In a family without slanted faces emphasis is set in its strong weight, not lost."""
    body = StyleSet(shipped("clear"), "hung", 0, 26, 0)("body")

    assert (400, 700) == (body.chain(False, False)[0].weight, body.chain(False, True)[0].weight)


def test_clear_slants_nothing() -> None:
    """A theme may do without the slanted faces of a family that has them; emphasis then stands in its strong weight."""
    theme = shipped("clear")
    found = StyleSet(theme, "hung", 0, 26, 0)

    assert not any(slanted for family in theme.faces.values() for _, slanted in family)
    assert not any("italic" in name for name in theme.embedded)
    assert any(slanted for _, slanted in shipped().faces["data"])
    assert 700 == found("caption").chain(False, True)[0].weight


def test_contrast_is_measured(tmp_path: Path) -> None:
    """Text that is hard to tell from what it stands on is reported with its measure, at the theme's grounds."""
    folder = tmp_path / "layouts/themes/pale"
    folder.mkdir(parents=True)
    (folder / "theme.yaml").write_text(
        'theme: pale\nextends: archive\ncolours:\n  pale: "#888888"\ngrounds:\n  light: {text: pale}\n'
    )
    problems = Problems()
    load_theme(Workspace(tmp_path), "pale", problems)

    assert [
        "the ground 'light': text on ground has a contrast of 3.0, and 7 is needed",
        "the ground 'light': text on land has a contrast of 2.3, and 7 is needed",
        "the ground 'light': text on tint has a contrast of 2.6, and 7 is needed",
        "the ground 'colour': on_accent on accent has a contrast of 3.0, and 7 is needed",
    ] == [problem.message for problem in problems.found]
    assert {("warning", 6)} == {(problem.severity, problem.span.line) for problem in problems.found if problem.span}
