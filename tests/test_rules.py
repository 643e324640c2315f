"""For every rule of `check` an exhibit that breaks it and one that keeps it; or the test elsewhere that has both."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from laying import LAYOUT, exhibit, laid, project, run
from pictures import encoded
from PIL import Image

from predella import flow
from predella.blocks.block import Context
from predella.diagnostics import Problems
from predella.layouts import Layout
from predella.pages import Document, Element, Meta
from predella.papers import Paper
from predella.preflight import RULES
from predella.story import Story
from predella.writers import withheld

HERE = Path(__file__).parent
CLEARED = "rights: {credit: A, license: CC0-1.0, cleared: true}"
CLEAR_FIGURE = f"caption: The bridge, alt: Two arches over a river, file: b.png, {CLEARED}"
HUNG = LAYOUT.replace("scale: held", "scale: hung")
LONG = "word " * 40
HARD = "Institutional interdependencies notwithstanding, contemporaneous administrative deliberations necessitated extraordinary considerations. "
PLAIN = "The men took the bridge. They held it for a day. Then the rain came, and they went home. "


def picture(width: int, height: int) -> dict[str, str | bytes]:
    """Return a grey picture of so many pixels as a file of the project."""
    return {"data/b.png": encoded(Image.new("RGB", (width, height), "#8090A0"), "PNG")}


@dataclass(frozen=True)
class Case:
    """An exhibit, the files beside it, and the options it is checked with."""

    text: str
    files: Mapping[str, str | bytes] = field(default_factory=dict)
    options: tuple[str, ...] = ()


def figure(fields: str, *, width: int = 900, height: int = 600, placed: str = "- figure: b\n", head: str = "") -> Case:
    """Return an exhibit with one figure of these fields."""
    return Case(exhibit(placed, rest=f"{head}figures:\n  b: {{{fields}}}\n"), picture(width, height))


def text(content: str, *, head: str = "", document: str = "", layout: str = LAYOUT, theme: str = "") -> Case:
    """Return an exhibit of these blocks; `document` is what its document says beside its layout."""
    whole = exhibit(content, rest=head).replace("{layout: plain}", f"{{layout: plain{document}}}")
    return Case(whole, {"layouts/plain/layout.yaml": layout, **({"layouts/themes/own/theme.yaml": theme} if theme else {})})


def drawing(size: int) -> Case:
    """Return an exhibit with an SVG whose words have this size, of 200 units across."""
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 100"><text x="10" y="60" font-size="{size}">One</text></svg>'
    return Case(figure(CLEAR_FIGURE.replace("b.png", "b.svg")).text, {"data/b.svg": svg})


def charted(height: str) -> Case:
    """Return an exhibit with a chart as a figure of this height."""
    rows = ", ".join(f"{{label: Row {number}, value: {number}}}" for number in range(1, 7))
    return figure(f"bar_chart: {{rows: [{rows}]}}, caption: Six rows", placed=f"- figure: {{id: b, height: {height}}}\n")


SOURCES = "sources: [{id: a, type: book, title: A}]\n"
EVENTS = """\
sources: [{id: a, type: book, title: A}, {id: b, type: book, title: B}]
events:
  - {id: one, date: 1460-05-01/1460-06-20, title: North, account_of: north, source: "@a"}
"""
SECOND = '  - {id: two, date: 1460-05-05/1460-07, title: North, account_of: north, source: "@b"}\n'
TALLY = '- text: "[@a; @b]"\n'
COLOURS = 'theme: own\nextends: archive\ncolours: {{black: {{rgb: "#000000"{}}}}}\n'
NARROW = ", frames: {main: {columns: 1-4, top: 10mm, height: 40mm, fit: tighten}}"

TOUCHING = (
    LAYOUT.replace("{", "{{").replace("}", "}}").replace("A5 portrait}}", "A5 portrait, bleed: 3mm}}")
    .replace("side: {{columns: 3-4, top: 150mm, bottom: 10mm}}", "side: {{units: 0-20, top: 100mm, bottom: 0mm{}}}")
)  # fmt: skip
CASES: dict[str, tuple[Case, Case]] = {
    # text that fits
    "overset": (text(f"- text: {LONG * 4}\n", document=NARROW), text("- text: One.\n", document=NARROW)),
    "too-wide": (text(f"- text: {'w' * 90}\n"), text("- text: ww\n")),
    "outside-trim": (text(f"- text: {'w' * 90}\n"), text("- text: ww\n")),
    "too-small": (drawing(2), drawing(40)),
    "left-out": (
        Case(exhibit("- {text: One., frame: side}\n- text: Two.\n"), {"layouts/plain/story.xml.j2": '<page><flow frame="main">{{ sections[0].content[1:] | blocks }}</flow></page>\n'}),
        text("- text: One.\n"),
    ),
    "safe-zone": (text("- text: One.\n", layout=LAYOUT.replace("top: 10mm,", "top: 0.5mm,")), text("- text: One.\n")),
    "hyphenation": (
        text("- text: One.\n", head="languages: [sw]\ntheme: own\n", theme="theme: own\nextends: archive\nstyles: {body: {hyphenate: true}}\n"),
        text("- text: One.\n", theme="theme: own\nextends: archive\nstyles: {body: {hyphenate: true}}\n", head="theme: own\n"),
    ),
    "height": (charted("5mm"), charted("80mm")),
    # reading
    "line-length": (text(f"- text: {LONG * 2}\n", document=", frames: {main: {columns: 4-4}}"), text(f"- text: {LONG * 2}\n")),
    "word-budget": (
        Case(exhibit(f"- text: {LONG}\n").replace("  - id: one\n", "  - id: one\n    budget: 10\n")),
        Case(exhibit(f"- text: {LONG}\n").replace("  - id: one\n", "  - id: one\n    budget: 50\n")),
    ),
    "sentence-length": (text(f"- text: {LONG}.\n", layout=HUNG), text(f"- text: {PLAIN * 3}\n", layout=HUNG)),
    "reading-grade": (text(f"- text: {HARD * 8}\n"), text(f"- text: {PLAIN * 8}\n")),
    # people who listen
    "no-alt": (figure(f"caption: B, alt: ' ', file: b.png, {CLEARED}"), figure(CLEAR_FIGURE)),
    "doubtful-alt": (figure(CLEAR_FIGURE.replace("Two arches", "Image of two arches")), figure(CLEAR_FIGURE)),
    "heading-order": (text("- heading: {text: A, level: 3}\n- text: One.\n"), text("- heading: {text: A, level: 1}\n- text: One.\n")),
    # rights
    "no-credit": (figure("caption: B, file: b.png, alt: Two arches"), figure(CLEAR_FIGURE)),
    "rights": (figure(CLEAR_FIGURE.replace("cleared: true", "cleared: false")), figure(CLEAR_FIGURE)),
    "license": (figure(CLEAR_FIGURE.replace("CC0-1.0", "CC-BY-9.0")), figure(CLEAR_FIGURE)),
    "fpo": (figure(f"caption: B, {CLEARED}"), figure(CLEAR_FIGURE)),
    "no-caption": (figure(CLEAR_FIGURE.replace("caption: The bridge, ", "")), figure(CLEAR_FIGURE)),
    # what is named and is not there
    "no-figure": (figure(CLEAR_FIGURE, placed="- figure: bb\n"), figure(CLEAR_FIGURE)),
    "no-section": (text("- text: One.\n", document=", sections: [two]"), text("- text: One.\n", document=", sections: [one]")),
    "no-event": (
        text("- day_bars: {rows: [none]}\n" + TALLY, head=EVENTS + SECOND), text("- day_bars: {rows: [one]}\n" + TALLY, head=EVENTS + SECOND),
    ),
    "link": (text("- text: See [there](#two).\n"), text("- text: See [there](https://example.org).\n")),
    # sources
    "citation": (text('- text: "One [@b]."\n', head=SOURCES), text('- text: "One [@a]."\n', head=SOURCES)),
    "uncited": (text("- text: One.\n", head=SOURCES), text('- text: "One [@a]."\n', head=SOURCES)),
    "account": (text(TALLY, head=EVENTS), text(TALLY, head=EVENTS + SECOND)),
    "unused": (figure(CLEAR_FIGURE, placed="- text: One.\n"), figure(CLEAR_FIGURE)),
    # languages
    "translation": (
        text("- text: One.\n", head="languages: [en, de]\n"),
        Case(exhibit("- text: {en: One., de: Eins.}\n", rest="languages: [en, de]\n").replace("title: A small exhibit", "title: {en: Small, de: Klein}")),
    ),
    "draft": (text("- text: One.\n", head="drafts: [en]\n"), text("- text: One.\n")),
    # pictures, colours and ink
    "resolution": (figure(CLEAR_FIGURE, width=60, height=40), figure(CLEAR_FIGURE, width=1800, height=1200)),
    "contrast": (
        text("- text: One.\n", head="theme: own\n", theme="theme: own\nextends: archive\ngrounds: {paper: {text: grey28}}\n"), text("- text: One.\n"),
    ),
    "ink": (
        text("- text: One.\n", head="theme: own\n", theme=COLOURS.format(", cmyk: [90, 80, 80, 100]")),
        text("- text: One.\n", head="theme: own\n", theme=COLOURS.format(", cmyk: [0, 0, 0, 100]")),
    ),
    "no-cmyk": (
        text("- text: One.\n", head="theme: own\n", theme=COLOURS.format("")),
        text("- text: One.\n", head="theme: own\n", theme=COLOURS.format(", cmyk: [0, 0, 0, 100]")),
    ),
    "picture-profile": (
        Case(figure(CLEAR_FIGURE).text, {"data/b.png": encoded(Image.new("RGB", (900, 600), "#8090A0"), "PNG", icc_profile=b"no profile" * 20)}),
        figure(CLEAR_FIGURE),
    ),
    "unbled": (
        Case(figure(CLEAR_FIGURE, placed="- {figure: b, frame: side}\n").text, {**picture(900, 600), "layouts/plain/layout.yaml": TOUCHING.format("")}),
        Case(figure(CLEAR_FIGURE, placed="- {figure: b, frame: side}\n").text, {**picture(900, 600), "layouts/plain/layout.yaml": TOUCHING.format(", bleed: true")}),
    ),
    "hairline": (
        text("- table: {columns: [A], rows: [[1]]}\n", head="theme: own\n", theme="theme: own\nextends: archive\nstrokes: {hairline: {hung: 0.05mm, held: 0.05mm}}\n"),
        text("- table: {columns: [A], rows: [[1]]}\n"),
    ),
    "no-glyph": (text("- text: One 漢.\n"), text("- text: One.\n")),
    "direction": (text('- text: "One \\u202etwo\\u202c."\n'), text("- text: One two.\n")),
    "chart-scale": (
        text("- bar_chart: {rows: [{label: Sun, value: 1391000}, {label: Moon, value: 34}]}\n"),
        text("- bar_chart: {rows: [{label: Sun, value: 1391}, {label: Moon, value: 347}]}\n"),
    ),
    "waiver": (
        text("- text: One.\n  waive: {contrast: it is meant so}\n"), text("- heading: {text: A, level: 3}\n  waive: {heading-order: it is meant so}\n- text: One.\n"),
    ),
}  # fmt: skip

ELSEWHERE = {
    "too-high": "test_counting.py::test_a_unit_chart_too_high_for_its_frame_says_what_would_fit",
    "overlap": "test_overlaps.py::test_frames_that_only_overlap",
    "dropped": "test_fitting.py::test_what_was_done_is_told",
    "type-for-distance": "test_type_sizes.py::test_text_too_small_for_its_distance",
    "small-print": "test_type_sizes.py::test_small_print",
    "length-balance": "test_ranks.py::test_a_language_that_runs_long",
    "reading-order": "test_preflight.py::test_reading_order",
    "crop": "test_pictures.py::test_a_crop_is_kept_round_its_focus",
    "rich-black-text": "test_preflight.py::test_light_text_on_several_inks",
    "unsettled": "test_rules.py::test_pages_that_do_not_settle",
    "conformance": "test_rules.py::test_conformance_withheld",
    "font": "test_preflight.py::test_fonts_that_may_not_be_embedded",
}


def rules_of(case: Case, folder: Path) -> dict[str, int]:
    """Return the rules that `check` reports of an exhibit, each with how many of its problems name a place."""
    answer = run(["check", "x", "--format", "json", *case.options], project(folder, case.text, case.files))
    found: dict[str, int] = {}
    for problem in json.loads(answer.stdout):
        if "waived" not in problem:
            found[problem["rule"]] = found.get(problem["rule"], 0) + ("line" in problem)
    return found


@pytest.mark.parametrize("rule", CASES)
def test_rule(rule: str, tmp_path: Path) -> None:
    """An exhibit that breaks a rule is told so at a line of its own; one that keeps it is told nothing of the kind."""
    bad, good = CASES[rule]
    broken, kept = rules_of(bad, tmp_path / "bad"), rules_of(good, tmp_path / "good")
    assert rule in broken, broken
    assert broken[rule], "no place is named"
    assert rule not in kept


def decided(case: Case, line: str, folder: Path) -> tuple[int, list[tuple[str, str | None, int | None]]]:
    """Return the status of `check` of an exhibit with a further line, its second; and each problem's rule, waiver and line."""
    text = case.text.replace("title:", f"{line}\ntitle:", 1) if line else case.text
    answer = run(["check", "x", "--format", "json", *case.options], project(folder, text, case.files))
    return answer.status, [(problem["rule"], problem.get("waived"), problem.get("line")) for problem in json.loads(answer.stdout)]


@pytest.mark.parametrize("rule", [rule for rule in CASES if not RULES[rule].fixed and rule != "waiver"])
def test_waived_and_switched_off(rule: str, tmp_path: Path) -> None:
    """All that a rule finds is told, or told as waived with the reason, or not looked for: none is lost, and none is told twice."""
    bad, _ = CASES[rule]

    def told(line: str) -> list[str | None]:
        return [waived for name, waived, _ in decided(bad, line, tmp_path)[1] if name == rule]

    found = told("")
    assert found
    assert {None} == set(found)
    assert ["it is agreed with her"] * len(found) == told(f"waive: {{{rule}: it is agreed with her}}")
    assert [] == told(f"checks: {{{rule}: off}}")


@pytest.mark.parametrize("rule", [rule for rule in CASES if RULES[rule].fixed])
def test_fixed_rules_stand(rule: str, tmp_path: Path) -> None:
    """What makes output wrong or unlawful can be neither waived nor switched off: who tries is told so at that line."""
    _, good = CASES[rule]
    for line in (f"waive: {{{rule}: it is agreed with her}}", f"checks: {{{rule}: off}}"):
        status, problems = decided(good, line, tmp_path)
        assert 1 == status
        assert [2] == [place for name, _, place in problems if name == "fixed-rule"]


def test_every_rule_is_broken_somewhere() -> None:
    """A rule that no test breaks may have stopped working long ago."""
    assert set(RULES) == set(CASES) | set(ELSEWHERE)
    for rule, test in ELSEWHERE.items():
        module, name = test.split("::")
        text = (HERE / module).read_text(encoding="utf-8")
        start = text.index(f"def {name}(")
        end = text.find("\ndef ", start + 1)
        assert rule in text[start : end if end > 0 else None], f"{test} says nothing of {rule}"


@pytest.mark.parametrize("growing", [True, False])
def test_pages_that_do_not_settle(growing: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A document of which each layout has a page more than the one before is said to be unsettled; any other is not."""
    whole = flow.all_pages

    def all_pages(story: Story, layout: Layout, sheet: Paper, context: Context) -> flow.Result:
        result = whole(story, layout, sheet, context)
        return flow.Result(result.pages * (context.page_count + 1), result.bookmarks) if growing else result

    monkeypatch.setattr(flow, "all_pages", all_pages)
    _, found = laid(tmp_path, exhibit("- text: One.\n"))
    assert growing == ("unsettled" in {problem.rule for problem in found})


def test_conformance_withheld() -> None:
    """A level that a file may not claim is said with the first reason and how many there are; one it claims is not."""
    problems = Problems()
    document = Document((), Element("Document"), Meta("A title", "en"), {}, {})
    withheld(document, {"PDF/UA-1": ("no title", "no language")}, problems)
    assert ["conformance"] == [problem.rule for problem in problems.found]
    assert "PDF/UA-1: no title, and 1 more" in problems.found[0].message
    clear = Problems()
    withheld(document, {}, clear)
    assert [] == clear.found
