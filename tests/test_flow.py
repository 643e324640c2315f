"""Stories and frames go in; finished pages come out, and not a word is lost on the way."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from laying import LAYOUT, TEMPLATE, exhibit, laid, lines_of, text_of

from predella.diagnostics import Problem
from predella.pages import MM, Page, TextLine

MAIN = "main: {columns: 1-4, top: 10mm, bottom: 10mm, fit: continue}"


def framed(main: str, *others: str) -> dict[str, str]:
    """Return the files of a layout whose page has these frames."""
    frames = "".join(f"      {frame}\n" for frame in (main, *others))
    return {"layouts/plain/layout.yaml": LAYOUT[: LAYOUT.index("      main:")] + frames}


def words(number: int, start: int = 0) -> str:
    """Return that many words, each of its own."""
    return " ".join(f"word{start + i}" for i in range(number))


def overset(problems: Sequence[Problem]) -> list[str]:
    """Return the messages about text that does not fit."""
    return [problem.message for problem in problems if problem.rule == "overset"]


BLOCKS = st.sampled_from(["text", "text", "text", "lead", "heading", "quote", "list", "optional"])
FITS = st.sampled_from(
    [
        "",
        ", fit: continue",
        ", fit: tighten",
        ", fit: [tighten, shrink to 60%]",
        ", fit: [shrink to 90%, continue]",
    ]
)


@st.composite
def stories(draw: st.DrawFn) -> tuple[str, list[str]]:
    """Return the content of a section, and its words in order, each of them a word of its own."""
    number = count()
    items, expected = [], []
    for kind in draw(st.lists(BLOCKS, min_size=1, max_size=7)):
        length = draw(st.integers(1, 12 if kind == "heading" else 90))
        own = [f"word{next(number)}" for _ in range(length)]
        expected += own
        match kind:
            case "heading":
                items.append(f"- heading: {{text: {' '.join(own)}, level: {draw(st.integers(1, 3))}}}")
            case "list":
                half = length // 2
                lines = [" ".join(own[:half]), " ".join(own[half:])] if half else [" ".join(own)]
                items.append("- text: |\n" + "\n".join(f"    - {line}" for line in lines))
            case "quote":
                items.append(
                    f"- quote: {{text: {' '.join(own[:-1]) or own[0]}, who: {own[-1]}}}"
                    if length > 1
                    else f"- text: {own[0]}"
                )
            case "optional":
                items.append(f"- {{text: {' '.join(own)}, optional: true}}")
            case _:
                items.append(f"- {kind}: {' '.join(own)}")
    return "\n".join(items) + "\n", expected


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    story=stories(), height=st.integers(12, 190), second=st.integers(8, 60), fit=FITS, chained=st.booleans()
)
def test_no_word_is_lost(
    story: tuple[str, list[str]], height: int, second: int, fit: str, chained: bool, tmp_path: Path
) -> None:
    """Every word of a story stands on its pages once and in order, whatever the frames, and an overflow is told."""
    content, expected = story
    link = ", next: side" if chained else ""
    files = framed(
        f"main: {{columns: 1-2, top: 10mm, height: {height}mm{fit}{link}}}",
        f"side: {{columns: 3-4, top: 10mm, height: {second}mm{fit}}}",
    )

    pages, problems = laid(tmp_path, exhibit(content), files=files)

    assert expected == [word for word in text_of(pages).split() if word.startswith("word")]
    for page in pages:
        for frame in page.frames:
            # what is drawn below a frame's last line is what was reported
            assert frame.used <= frame.rect.bottom + 0.2 or frame.overflow or overset(problems)
    assert bool(overset(problems)) == any(frame.overflow for page in pages for frame in page.frames)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(story=stories(), height=st.integers(40, 190))
def test_no_heading_stands_alone(story: tuple[str, list[str]], height: int, tmp_path: Path) -> None:
    """A heading is never the last thing in a frame when something follows it."""
    content, expected = story
    files = framed(f"main: {{columns: 1-4, top: 10mm, height: {height}mm, fit: continue}}")

    pages, _ = laid(tmp_path, exhibit(content), files=files)

    for page in pages:
        last = [item for item in page.placed if isinstance(item.ink, TextLine)][-1:]
        if last and not any(frame.overflow for frame in page.frames):
            assert last[0].role not in ("title", "heading", "subheading") or expected[-1] in last[0].ink.text  # type: ignore[union-attr]


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lengths=st.lists(st.integers(1, 120), min_size=1, max_size=5), height=st.integers(30, 120))
def test_widows_and_orphans(lengths: list[int], height: int, tmp_path: Path) -> None:
    """A paragraph that is broken leaves two lines or more at the foot of a frame and at the head of the next."""
    content = "".join(f"- text: {words(length, 1000 * i)}\n" for i, length in enumerate(lengths))
    files = framed(f"main: {{columns: 1-4, top: 10mm, height: {height}mm, fit: continue}}")

    pages, problems = laid(tmp_path, exhibit(content), files=files)

    assert [] == problems
    for element in {id(item.element): item.element for page in pages for item in page.placed}.values():
        parts = [sum(item.element is element for item in page.placed) for page in pages]
        parts = [part for part in parts if part]
        assert len(parts) == 1 or min(parts) >= 2


def test_paragraph_that_fits_nowhere_whole(tmp_path: Path) -> None:
    """A frame of a single line still takes a text, line by line, rather than turning pages without end."""
    pages, problems = laid(
        tmp_path,
        exhibit(f"- text: {words(60)}\n"),
        files=framed("main: {columns: 1-4, top: 10mm, height: 5mm, fit: continue}"),
    )

    assert words(60) == text_of(pages)
    assert len(pages) < 20
    assert problems


def test_frame_lower_than_a_line(tmp_path: Path) -> None:
    """What can stand on no page is told at once, not after two thousand pages."""
    pages, problems = laid(
        tmp_path,
        exhibit(f"- text: {words(30)}\n"),
        files=framed("main: {columns: 1-4, top: 10mm, height: 1mm, fit: continue}"),
    )

    assert 2 >= len(pages)
    assert 1 == len(overset(problems))
    assert words(30) == text_of(pages)


def test_columns(tmp_path: Path) -> None:
    """A chain of frames is filled in its order, then the same frames of the next page."""
    files = framed(
        "main: {columns: 1-2, top: 10mm, height: 40mm, next: side, fit: continue}",
        "side: {columns: 3-4, top: 10mm, height: 40mm, fit: continue}",
    )
    pages, problems = laid(tmp_path, exhibit(f"- text: {words(200)}\n"), files=files)

    assert [] == problems
    assert len(pages) > 1
    frames = [list(dict.fromkeys(item.frame for item in page.placed)) for page in pages]
    assert ["main", "side"] == frames[0] == frames[1]
    lefts = {item.frame: item.x for item in pages[0].placed}
    assert lefts["main"] < lefts["side"]


def test_another_master_for_further_pages(tmp_path: Path) -> None:
    """A page master may name the one that further pages take."""
    text = (
        LAYOUT.replace("  page:\n", "  page:\n    next: more\n")
        + "  more: {frames: {main: {columns: 2-3, top: 10mm, bottom: 10mm, fit: continue}}}\n"
    )
    pages, problems = laid(
        tmp_path, exhibit(f"- text: {words(1200)}\n"), files={"layouts/plain/layout.yaml": text}
    )

    assert [] == problems
    assert ["page", "more", "more"] == [page.master for page in pages][:3]
    assert words(1200) == text_of(pages)


def test_repeated_flow(tmp_path: Path) -> None:
    """What repeats stands on every page once, and belongs to no element: it is decoration."""
    template = TEMPLATE.replace(
        "  {% for", '  <flow frame="side" repeat="true"><p>furniture</p></flow>\n  {% for', 1
    )
    files = framed(
        "main: {columns: 1-4, top: 10mm, height: 60mm, fit: continue}",
        "side: {columns: 1-4, top: 100mm, height: 20mm}",
    )
    pages, problems = laid(
        tmp_path, exhibit(f"- text: {words(300)}\n"), files={**files, "layouts/plain/story.xml.j2": template}
    )

    assert [] == problems
    assert len(pages) > 1
    for page in pages:
        (line,) = [item for item in page.placed if item.frame == "side"]
        assert line.element
        assert line.element.role == "Artifact"
    assert f"{words(300)}" == text_of(pages).replace("furniture ", "")


def fitted(tmp_path: Path, fit: str, content: str, height: int = 40) -> tuple[Page, list[Problem]]:
    """Return the page and problems of content in a frame with a fit ladder."""
    files = framed(f"main: {{columns: 1-4, top: 10mm, height: {height}mm, fit: {fit}}}")
    pages, problems = laid(tmp_path, exhibit(content), files=files)
    assert 1 == len(pages)
    return pages[0], problems


def sizes(page: Page) -> set[float]:
    """Return the type sizes on a page."""
    return {run.size for item in page.placed if isinstance(item.ink, TextLine) for run in item.ink.runs}


PARAGRAPHS = f"- text: |\n    {words(30)}\n\n    {words(30, 100)}\n"


def test_text_that_fits_is_left_alone(tmp_path: Path) -> None:
    """No move of the ladder is taken without need."""
    page, problems = fitted(tmp_path, "[tighten, shrink to 60%, drop optional]", PARAGRAPHS, 60)

    assert ([], {11.0}, [""]) == (problems, sizes(page), [frame.fit for frame in page.frames])


def test_tighten(tmp_path: Path) -> None:
    """Tightening takes leading and space, not size, and only as much as is needed."""
    page, problems = fitted(tmp_path, "tighten", PARAGRAPHS, 43)

    assert ([], {11.0}, 1) == (problems, sizes(page), len(page.frames))
    assert re.fullmatch(r"leading 9[5-9](\.5)? %", page.frames[0].fit)


def test_shrink(tmp_path: Path) -> None:
    """Shrinking takes the largest type that fits, within its limit and the smallest size of the layout."""
    page, problems = fitted(tmp_path, "shrink to 60%", PARAGRAPHS, 37)

    assert [] == problems
    (size,) = sizes(page)
    assert 8 <= size < 11
    assert page.frames[0].used <= page.frames[0].rect.bottom + 0.1
    assert page.frames[0].fit == f"body 11 → {size:g} pt"


def test_drop_optional(tmp_path: Path) -> None:
    """What is optional is left out, the last of it first, and no more than is needed; each is told."""
    content = f"- text: {words(20)}\n- {{text: {words(40, 100)}, optional: true}}\n- {{text: {words(40, 200)}, optional: true}}\n"
    page, problems = fitted(tmp_path, "drop optional", content, 45)

    assert f"{words(20)} {words(40, 100)}" == text_of([page])
    assert ["dropped"] == [problem.rule for problem in problems]
    assert 8 == (problems[0].span.line if problems[0].span else 0)


def test_nothing_is_dropped_where_a_further_page_takes_it(tmp_path: Path) -> None:
    """A frame that goes on in the end leaves nothing out, though it tried to."""
    content = f"- text: {words(120)}\n- {{text: {words(40, 400)}, optional: true}}\n"
    text = exhibit(content).replace(
        "{layout: plain}", "{layout: plain, frames: {main: {height: 60mm, fit: [drop optional, continue]}}}"
    )
    pages, problems = laid(tmp_path, text)

    assert 2 == len(pages)
    assert [] == problems
    assert f"{words(120)} {words(40, 400)}" == text_of(pages)


def test_ladder_in_order(tmp_path: Path) -> None:
    """The moves are tried in their order; what was tried is told with what is left over."""
    page, problems = fitted(tmp_path, "[tighten, shrink to 90%, drop optional]", f"- text: {words(300)}\n")

    (problem,) = problems
    assert re.fullmatch(
        r"frame 'main' of section 'one' overflows by \d+ mm, about \d+ words", problem.message
    )
    assert "tried: tighten, shrink to 90%, drop optional" == problem.hints[0]
    assert words(300) == text_of([page])


def test_continue_leaves_type_alone(tmp_path: Path) -> None:
    """A text that goes on over pages is set alike on all of them, whatever stood before `continue` in the ladder."""
    files = framed("main: {columns: 1-4, top: 10mm, height: 60mm, fit: [tighten, shrink to 80%, continue]}")
    pages, problems = laid(tmp_path, exhibit(f"- text: {words(500)}\n"), files=files)

    assert [] == problems
    assert len(pages) > 2
    assert [{11.0}] * (len(pages) - 1) == [sizes(page) for page in pages[:-1]]


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(number=st.integers(60, 400), height=st.integers(20, 60))
def test_measure_of_an_overflow(number: int, height: int, tmp_path: Path) -> None:
    """A frame made higher by the measure that is told, and a line, holds the text; the words told are those beyond it."""
    frame = "main: {{columns: 1-4, top: 5mm, height: {}mm}}"
    content = exhibit(f"- text: {words(number)}\n")

    pages, problems = laid(tmp_path, content, files=framed(frame.format(height)))
    messages = overset(problems)
    if not messages:
        return
    amount, left = (int(value) for value in re.findall(r"\d+", messages[0].partition("overflows")[2]))
    inside = [item for item in pages[0].placed if item.y <= pages[0].frames[0].rect.bottom + 0.1]
    lines = [item.ink.text for item in inside if isinstance(item.ink, TextLine)]
    assert number - sum(len(line.split()) for line in lines) == pytest.approx(left, abs=30)
    if height + amount + 5 < 200:
        _, problems = laid(tmp_path, content, files=framed(frame.format(height + amount + 5)))
        assert [] == overset(problems)


def test_below(tmp_path: Path) -> None:
    """A frame that begins below another follows its content, by the gap, on the baseline grid."""
    files = framed(
        "main: {columns: 1-4, top: 10mm, height: 90mm}",
        "side: {columns: 1-4, below: main, gap: 10mm, bottom: 10mm}",
    )
    content = f"- {{frame: side, text: {words(10, 500)}}}\n- text: {words(40)}\n"
    pages, problems = laid(tmp_path, exhibit(content), files=files)

    assert ["reading-order"] == [problem.rule for problem in problems], "the lower frame is written first, and read first"
    baselines = {
        name: [item.y for item in pages[0].placed if item.frame == name] for name in ("main", "side")
    }
    assert max(baselines["main"]) + 10 * MM < min(baselines["side"]) < max(baselines["main"]) + 22 * MM
    assert all(abs(y / (5 * MM) - round(y / (5 * MM))) < 1e-6 for y in baselines["main"] + baselines["side"])


def test_align_bottom(tmp_path: Path) -> None:
    """A frame that is filled from its bottom has its last baseline there."""
    files = framed("main: {columns: 1-4, top: 10mm, bottom: 30mm, align: bottom}")
    pages, problems = laid(tmp_path, exhibit(f"- text: {words(40)}\n"), files=files)

    assert [] == problems
    assert pages[0].frames[0].rect.bottom == pytest.approx(max(item.y for item in pages[0].placed))


def test_first_baseline(tmp_path: Path) -> None:
    """A frame may say where its first baseline stands; else the capitals touch its top edge, or the next grid line."""
    files = framed(
        "main: {columns: 1-2, first: 20mm, bottom: 10mm}", "side: {columns: 3-4, top: 50mm, bottom: 10mm}"
    )
    content = f"- text: {words(20)}\n- {{frame: side, heading: {words(3, 900)}}}\n"
    pages, _ = laid(tmp_path, exhibit(content), files=files)

    tops = {
        name: min(item.y for item in pages[0].placed if item.frame == name) / MM for name in ("main", "side")
    }
    assert (20, True) == (pytest.approx(tops["main"]), 52 < tops["side"] < 56)


def test_a_frame_is_filled_once(tmp_path: Path) -> None:
    """A frame that takes what another leaves over cannot have content of its own: the two would stand on each other."""
    files = framed(
        "main: {columns: 1-2, top: 10mm, height: 20mm, next: side}",
        "side: {columns: 3-4, top: 10mm, height: 90mm}",
    )
    content = f"- text: {words(60)}\n- {{frame: side, text: {words(30, 500)}}}\n"
    _, problems = laid(tmp_path, exhibit(content), files=files)

    assert ["the frame 'side' is filled twice: the two would stand on each other"] == [
        p.message for p in problems
    ]


def test_only(tmp_path: Path) -> None:
    """What is for another document only is left out of this one, and out of no other."""
    content = "- text: One.\n- {text: Two., only: other}\n- {text: Three., only: [handout, other]}\n- {text: Four., only: plain}\n"
    text = exhibit(content).replace("documents:\n", "documents:\n  other: {layout: plain}\n")

    assert "One. Two. Three. Four." == text_of(laid(tmp_path, text, "other")[0])
    assert "One. Three. Four." == text_of(laid(tmp_path, text, "handout")[0])


def test_sections_of_a_document(tmp_path: Path) -> None:
    """A document takes the sections it names, in its own order."""
    text = exhibit("- text: One.\n").replace(
        "documents:\n", "  - {id: two, content: [Two.]}\n  - {id: three, content: [Three.]}\ndocuments:\n"
    )
    text = text.replace("{layout: plain}", "{layout: plain, sections: [three, one]}")

    assert ["Three.", "One."] == lines_of(laid(tmp_path, text)[0])
