"""Small exhibits go in, each with one fault or without it; the rule that names it, its switch, its waiver and the logs are held."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as settings_of_tests
from hypothesis import strategies as st
from laying import LAYOUT, exhibit, laid, made, project, run
from pictures import encoded
from PIL import Image

from predella.audit.settling import settle
from predella.audit.told import doubt
from predella.build import open_exhibit
from predella.colours import BLACK, Colour
from predella.diagnostics import Problem, Problems, Span, Waived
from predella.pages import Glyphs, Page, Placed, Shape, TextLine, box
from predella.preflight import FAULTS, RULES
from predella.sarif import sarif_of
from predella.surfaces import along, surfaces_of
from predella.workspace import Workspace
from tools.make_docs import checks_page

ROOT = Path(__file__).parent.parent

DARK = LAYOUT.replace("ground: paper", "ground: dark")
THIN = """\
theme: thin
extends: archive
strokes: {hairline: {hung: 0.05mm, held: 0.05mm}}
"""
GLUE = """\
theme: glue
extends: archive
colours: {black: {rgb: "#000000", cmyk: [90, 80, 80, 100]}, grey80: {rgb: "#404040"}}
"""
FAINT = """\
theme: faint
extends: archive
grounds: {paper: {text: grey28}}
"""
TABLE = "- table: {columns: [A, B], rows: [[1, 2]]}\n"
NEAR = {"layouts/plain/layout.yaml": LAYOUT.replace("columns: 1-4, top: 10mm", "columns: 1-4, top: 0.5mm")}
TINY = """\
theme: tiny
extends: archive
styles: {body: {held: {size: 6.5, leading: 3mm}}}
"""


def themed(name: str, text: str) -> dict[str, str]:
    return {f"layouts/themes/{name}/theme.yaml": text}


UPPER = LAYOUT.replace("main: {columns: 1-4, top: 10mm, bottom: 10mm,", "main: {columns: 1-4, top: 120mm, bottom: 10mm,").replace(
    "side: {columns: 3-4, top: 150mm, bottom: 10mm}", "side: {columns: COLUMNS, top: 20mm, height: 60mm}"
)
"""The template fills `main` first, and `side` stands above it."""


def test_reading_order(tmp_path: Path) -> None:
    """What stands on top and is read last is named at its line; beside one another, either may be first."""
    text = exhibit("- {text: Under., frame: main}\n- {text: Above., frame: side}\n")
    _, found = laid(tmp_path / "bad", text, files={"layouts/plain/layout.yaml": UPPER.replace("COLUMNS", "1-4")})
    (problem,) = [problem for problem in found if problem.rule == "reading-order"]
    assert "frames 'main' and 'side': 'Above.' stands above 'Under.' and is read after it" in problem.message
    assert problem.span
    assert 7 == problem.span.line

    beside = UPPER.replace("COLUMNS", "3-4").replace("main: {columns: 1-4", "main: {columns: 1-2")
    _, clean = laid(tmp_path / "good", text, files={"layouts/plain/layout.yaml": beside})
    assert "reading-order" not in {problem.rule for problem in clean}


def test_a_handout_s_lead_is_read_before_its_columns(tmp_path: Path) -> None:
    text = exhibit("- text: In a column.\n- {lead: Over both columns., frame: lead}\n").replace("{layout: plain}", "{layout: handout, page: two-columns}")
    document, found = made(project(tmp_path, text))
    assert "reading-order" not in {problem.rule for problem in found}
    places = {element: number for number, element in enumerate(document.tree.walk())}
    lines = {item.ink.text.strip(): item for page in document.pages for item in page.placed if isinstance(item.ink, TextLine)}
    lead, column = lines["Over both columns."], lines["In a column."]
    assert lead.y < column.y
    assert lead.element
    assert column.element
    assert places[lead.element] < places[column.element]


@pytest.mark.parametrize("turn", [0.0, 90.0, -90.0, 30.0])
def test_what_is_behind_turned_words(turn: float) -> None:
    """A run is looked at where it is painted: on the strip along its baseline, not where it would lie unturned."""
    run = Glyphs("f", 10.0, BLACK, 0.0, 0.0, (1,), (100.0,), ("a",))
    item = Placed(200, 200, TextLine((run,), 100, 8, 2, turn))
    far = [(x - 2, y - 2) for x, y in along(item, run)]
    strip = [Placed(x, y, Shape(box(4, 4), fill=Colour("dark", (0.1, 0.1, 0.1)))) for x, y in far]
    page = Page(1, 400, 400, 0, None, (*strip, item))
    assert ["dark"] == [surface.name for surface in surfaces_of(page).behind(3, item, run)]
    assert ["white"] == [surface.name for surface in surfaces_of(page).behind(0, item, run)], "what is painted later is not behind"
    ends = {0.0: (297, 197.5), 90.0: (202.5, 297), -90.0: (197.5, 103)}
    if turn in ends:
        assert pytest.approx(ends[turn]) == list(along(item, run))[-1]


@pytest.mark.parametrize(
    ("alt", "caption", "fault"),
    [
        ("Photo of a bridge", "", "begins with 'Photo of'"),
        ("The picture showing arches", "", "begins with"),
        ("Фотография моста", "", "begins with"),
        ("Bild von einer Brücke", "", "begins with"),
        ("A black-and-white photograph of two men", "", "begins with"),
        ("Photographs of the yard", "", "begins with"),
        ("Чёрный дом", "", None),
        ("На фотографии видны бараки", "", "begins with"),
        ("Eine Aufnahme vom Hof", "", "begins with"),
        ("Une photo d’un pont", "", "begins with"),
        ("صورة لجسر", "", "begins with"),
        ("Көпірдің суреті", "", "ends with 'суреті'"),
        ("Тұтқындар тұрған аула бейнеленген сурет.", "", "ends with"),
        ("Суретші аулада отыр", "", None),
        ("Bilder an einer Wand hängen schief", "", None),
        ("Imagination", "", None),
        ("A man holding a picture of his son", "", None),
        ("IMG_2041.JPG", "", "is the name of a file"),
        ("dsc-0042", "", "is the name of a file"),
        ("The bridge.", "the bridge", "is its caption"),
        ("word " * 80, "", "characters"),
        (" ", "", "is empty"),
        ("Two arches over a river", "The bridge of the town", None),
        ("Imagery of saints on a wall", "", None),
        ("A photographer at work", "", None),
    ],
)
def test_doubtful_alternatives(alt: str, caption: str, fault: str | None) -> None:
    found = doubt(alt, caption)
    assert (found is None) if fault is None else (found is not None and fault in found)


def test_capitals_near_the_trim(tmp_path: Path) -> None:
    """What a knife would cut first of a large heading are the tops of its capitals, 2 mm from the trim here."""
    heading = exhibit("- heading: {text: Deep, level: 1}\n- text: One.\n")
    _, found = laid(tmp_path / "bad", heading, files=NEAR)
    (problem,) = [problem for problem in found if problem.rule == "safe-zone"]
    assert "'Deep' stands" in problem.message
    _, clean = laid(tmp_path / "good", heading)
    assert "safe-zone" not in {problem.rule for problem in clean}


def test_light_text_on_several_inks(tmp_path: Path) -> None:
    """Small light text on the dark ground of the archive theme, whose black has four inks; larger text there is fine."""
    layout = {"layouts/plain/layout.yaml": DARK.replace("smallest: 8pt", "smallest: 4pt"), **themed("tiny", TINY)}
    _, found = laid(tmp_path, exhibit("- text: One.\n", rest="theme: tiny\n"), files=layout)
    assert "rich-black-text" in {problem.rule for problem in found}, found
    _, clean = laid(tmp_path / "large", exhibit("- text: One.\n"), files={"layouts/plain/layout.yaml": DARK})
    assert "rich-black-text" not in {problem.rule for problem in clean}


def test_text_on_a_picture(tmp_path: Path) -> None:
    """Words on a picture are held against its own greys there, not against the ground of the page."""
    from predella.assets import open_picture
    from predella.colours import BLACK, WHITE

    dark = Image.new("L", (100, 100), 20)
    dark.paste(235, (50, 0, 100, 100))
    picture = open_picture(encoded(dark, "PNG"), "p")
    left, right = picture.shades((0.0, 0.0, 0.4, 1.0), None), picture.shades((0.6, 0.0, 1.0, 1.0), None)

    assert min(map(WHITE.contrast, left)) > 14
    assert min(map(WHITE.contrast, right)) < 1.5
    assert min(map(BLACK.contrast, right)) > 14


NAMED_AT = {"Problem": 1, "problem": 1, "error": 0, "warning": 0, "report": 0, "wrong": 0, "report_at": 2}
"""Where calls that report something have the name of the rule."""


def reported() -> dict[str, str]:
    """Return every rule that any module of the engine reports by name, with a module that does."""
    found: dict[str, str] = {}
    for path in sorted((ROOT / "predella").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            place = NAMED_AT.get(getattr(node.func, "id", getattr(node.func, "attr", ""))) if isinstance(node, ast.Call) else None
            if place is not None and isinstance(node, ast.Call) and len(node.args) > place:
                name = node.args[place]
                if isinstance(name, ast.Constant) and isinstance(name.value, str):
                    found[name.value] = path.name
    return found


FAULT_NAMES = {name for names in FAULTS.values() for name in names}
BUILT = {"face"}
"""Names that are put together where they are reported."""


def test_every_rule_reported_has_its_row() -> None:
    """No rule without reason and source, no fault without its line, and no row that nothing reports."""
    named = reported()
    named.pop("silent")  # reported by whoever raised it
    assert {} == {name: module for name, module in named.items() if name not in RULES and name not in FAULT_NAMES}
    assert set() == (set(RULES) | FAULT_NAMES) - set(named) - BUILT
    assert set() == set(RULES) & FAULT_NAMES
    assert len(FAULT_NAMES) == sum(len(names) for names in FAULTS.values())
    assert all(rule.reason and rule.source and rule.looks_for for rule in RULES.values())


def test_every_rule_in_expected_messages_has_its_row() -> None:
    """Rules whose names are put together at run time are met in the messages that other tests expect."""
    files = list((ROOT / "tests" / "cases").rglob("problems.txt"))
    met = {name for path in files for name in re.findall(r"^\S.*(?:error|warning): .*\[([a-z-]+)\]$", path.read_text(encoding="utf-8"), re.MULTILINE)}
    assert len(met) > 40
    assert set() == met - set(RULES) - FAULT_NAMES


def test_validation_is_never_waived(tmp_path: Path) -> None:
    """A rule and a fault of a value may share a name: the fault stands."""
    bad = Problem("error", "crop", "a crop is four numbers", Span("exhibits/x.yaml", 5, 9))
    mild = Problem("warning", "crop", "figure 'b' is cropped", Span("exhibits/x.yaml", 5, 9))
    folder = project(tmp_path, exhibit("- text: One.\n", rest="waive: {crop: agreed with the artist}\n"))
    found, problems = open_exhibit(Workspace(folder), folder / "exhibits/x.yaml", Problems()), Problems([bad, mild])
    assert found
    settle(problems, found, None, lambda _: ())
    assert [bad] == problems.found
    assert [mild] == [waived.problem for waived in problems.waived]


def test_page_of_rules_is_fresh() -> None:
    assert checks_page() == (ROOT / "docs" / "checks.md").read_text(encoding="utf-8")


DEEP = "- heading: {text: Deep, level: 3}\n- text: One.\n"


def checked(tmp_path: Path, text: str, *options: str) -> tuple[int, str, str]:
    answer = run(["check", "x", "--no-color", *options], project(tmp_path, text))
    return answer.status, answer.stdout, answer.stderr


def test_rule_switched_off(tmp_path: Path) -> None:
    text = exhibit(DEEP)
    assert "[heading-order]" in checked(tmp_path, text)[2]
    off = text.replace("{layout: plain}", "{layout: plain, checks: {heading-order: off}}")
    assert "[heading-order]" not in checked(tmp_path, off)[2]
    assert 0 == checked(tmp_path, off)[0]


def test_rule_made_an_error(tmp_path: Path) -> None:
    strict = exhibit(DEEP, rest="checks: {heading-order: error}\n")
    status, _, messages = checked(tmp_path, strict)
    assert 1 == status
    assert "error: page 1" in messages
    milder = strict.replace("{layout: plain}", "{layout: plain, checks: {heading-order: warning}}")
    assert 0 == checked(tmp_path, milder)[0]


def test_waiver_at_its_place(tmp_path: Path) -> None:
    """A waiver holds where it stands, is listed with its reason, and counted."""
    waived = exhibit(
        "- heading: {text: Deep, level: 3}\n  waive: {heading-order: the house style wants it so}\n- text: One.\n"
        "- heading: {text: Deeper, level: 5}\n- text: Two.\n"
    )
    status, out, messages = checked(tmp_path, waived)

    assert 0 == status
    assert "'Deep' of level 3" in messages.split("waived:")[1]
    assert "because: the house style wants it so (exhibits/x.yaml:" in messages
    assert "warning: page 1 of 'handout': the heading 'Deeper' of level 5" in messages
    assert "1 waived" in out


def test_waiver_of_a_section_and_a_document(tmp_path: Path) -> None:
    section = exhibit(DEEP).replace("  - id: one\n", "  - id: one\n    waive: {heading-order: agreed with the editor}\n")
    assert "1 waived" in checked(tmp_path, section)[1]
    document = exhibit(DEEP).replace("{layout: plain}", "{layout: plain, waive: {heading-order: agreed with the editor}}")
    assert "1 waived" in checked(tmp_path, document)[1]


@pytest.mark.parametrize(
    ("waive", "message"),
    [
        ("{heading-odrer: agreed with her}", "there is no rule 'heading-odrer'"),
        ("{overset: there is no room}", "the rule 'overset' cannot be waived: what does not fit"),
        ("{heading-order: ok}", "a waiver says why in words"),
        ("[heading-order]", "`waive` is `rule: reason` lines"),
    ],
)
def test_waivers_that_are_none(waive: str, message: str, tmp_path: Path) -> None:
    status, _, messages = checked(tmp_path, exhibit(f"- text: One.\n  waive: {waive}\n"))
    assert 1 == status
    assert message in messages
    assert "exhibits/x.yaml:" in messages


def test_switches_that_are_none(tmp_path: Path) -> None:
    for given_, message in (("{line-length: maybe}", "is off, warning or error"), ("{no-credit: off}", "cannot be switched"), ("{linelength: off}", "did you mean 'line-length'")):
        status, _, messages = checked(tmp_path, exhibit("- text: One.\n", rest=f"checks: {given_}\n"))
        assert 1 == status
        assert message in messages


def test_waiver_that_waives_nothing(tmp_path: Path) -> None:
    _, _, messages = checked(tmp_path, exhibit("- text: One.\n  waive: {contrast: it is meant so}\n"))
    assert "the waiver of 'contrast' waives nothing here" in messages


POSITION = exhibit("- figure: b\n", rest="figures:\n  b:\n    caption: B\n    rights: {credit: A, license: CC0-1.0, cleared: true}\n")


@pytest.mark.parametrize("setting", ["off", "warning"])
def test_no_switch_makes_a_final_build_milder(setting: str, tmp_path: Path) -> None:
    """A position is an error with --final, whatever `checks` say; a waiver with its reason lets it pass, and is listed."""
    switched = POSITION.replace("figures:", f"checks: {{fpo: {setting}}}\nfigures:")
    assert 0 == checked(tmp_path, switched)[0]
    status, _, messages = checked(tmp_path, switched, "--final")
    assert 1 == status
    assert "[fpo]" in messages
    waived = POSITION.replace("    caption: B", "    waive: {fpo: the archive sends its scan}\n    caption: B")
    status, out, _ = checked(tmp_path, waived, "--final")
    assert 0 == status
    assert "1 waived" in out


@pytest.mark.parametrize(("key", "value", "verb"), [("checks", "off", "switches"), ("waive", "agreed with her", "waives")])
def test_document_cannot_decide_for_the_exhibit(key: str, value: str, verb: str, tmp_path: Path) -> None:
    """What would do nothing is refused at its line, with where to write it."""
    text = POSITION.replace("{layout: plain}", f"{{layout: plain, {key}: {{fpo: {value}}}}}")
    status, _, messages = checked(tmp_path, text)
    assert 1 == status
    assert f"document 'handout' {verb} the rule 'fpo', which looks at the exhibit as a whole [{key}]" in messages


def test_comment_does_not_end_a_waiver(tmp_path: Path) -> None:
    section = exhibit(DEEP).replace("  - id: one\n", "  - id: one\n    waive: {heading-order: agreed with the editor}\n# a note at the margin\n")
    status, out, messages = checked(tmp_path, section)
    assert 0 == status
    assert "0 errors, 0 warnings, 1 waived" in out, messages


def test_waiver_ends_with_its_item(tmp_path: Path) -> None:
    """The fault of the next section is not waived with the one before it."""
    section = exhibit(DEEP).replace("  - id: one\n", "  - id: one\n    waive: {heading-order: agreed with the editor}\n")
    second = "  - id: two\n    content:\n      - heading: {text: Deeper, level: 6}\n      - text: Two.\ndocuments:"
    _, out, messages = checked(tmp_path, section.replace("documents:", second))
    assert "1 warning, 1 waived" in out
    assert "warning: page 2 of 'handout': the heading 'Deeper'" in messages


def test_theme_faults_are_switched(tmp_path: Path) -> None:
    """What a theme lacks follows the exhibit's switches like what its pages lack."""
    def found(checks: str) -> list[str]:
        folder = project(tmp_path, exhibit("- text: One.\n", rest=f"theme: faint\n{checks}"), themed("faint", FAINT))
        return [problem["severity"] for problem in json.loads(run(["check", "x", "--format", "json"], folder).stdout) if problem["rule"] == "contrast"]

    assert {"warning"} == set(found(""))
    assert {"error"} == set(found("checks: {contrast: error}\n"))
    assert [] == found("checks: {contrast: off}\n")


def test_unused_waiver_in_several_languages(tmp_path: Path) -> None:
    """It may be needed in a language that was not laid out: it is named where all were."""
    text = exhibit("- text: One.\n  waive: {contrast: it is meant so}\n", rest="languages: [en, ru]\n")
    assert "[waiver]" not in checked(tmp_path, text)[2]
    assert "the waiver of 'contrast' waives nothing here" in checked(tmp_path, text, "--lang", "en,ru")[2]
    off = text.replace("languages:", "checks: {waiver: off}\nlanguages:")
    assert "[waiver]" not in checked(tmp_path, off, "--lang", "en,ru")[2]


def test_sarif(tmp_path: Path) -> None:
    """A log has its rules with reason and source, a result at each line, and waived problems as suppressed."""
    text = exhibit(DEEP.replace("- text", "  waive: {heading-order: the house style wants it so}\n- text") + "- heading: {text: Deeper, level: 5}\n")
    log = json.loads(checked(tmp_path, text, "--format", "sarif")[1])

    assert "2.1.0" == log["version"]
    (found,) = log["runs"]
    assert "Predella" == found["tool"]["driver"]["name"]
    rules = found["tool"]["driver"]["rules"]
    assert all(rule["id"] and rule["shortDescription"]["text"] for rule in rules)
    by_level = {bool(result.get("suppressions")): result for result in found["results"] if result["ruleId"] == "heading-order"}
    assert "the house style wants it so" == by_level[True]["suppressions"][0]["justification"]
    for result in found["results"]:
        assert result["ruleId"] == rules[result["ruleIndex"]]["id"]
        assert result["level"] in ("error", "warning", "note", "none")
        assert result["message"]["text"]
        region = result["locations"][0]["physicalLocation"]["region"]
        assert region["startLine"] >= 1
        assert region["startColumn"] >= 1
        assert "exhibits/x.yaml" == result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]


SHAPES: dict[str, tuple[set[str], set[str]]] = {
    "log": ({"version", "runs"}, {"$schema"}),
    "run": ({"tool", "results"}, {"columnKind"}),
    "tool": ({"driver"}, set()),
    "driver": ({"name"}, {"semanticVersion", "rules"}),
    "rule": ({"id"}, {"shortDescription", "fullDescription", "help", "defaultConfiguration"}),
    "result": ({"message"}, {"ruleId", "ruleIndex", "level", "locations", "relatedLocations", "suppressions"}),
    "suppression": ({"kind"}, {"justification", "location"}),
    "location": ({"physicalLocation"}, set()),
    "place": ({"artifactLocation"}, {"region"}),
    "region": ({"startLine"}, {"startColumn"}),
}
"""Keys that the schema of SARIF 2.1.0 (OASIS) needs in each object, and those of its others that are written here; it allows no
others (`additionalProperties: false`). `results` is needed of a tool that ran (3.14.23)."""


def shaped(value: dict[str, object], kind: str) -> None:
    needed, allowed = SHAPES[kind]
    assert needed <= set(value) <= needed | allowed, (kind, set(value))


def holds_to_schema(log: dict[str, Any]) -> None:
    """Fail where a log leaves what the schema needs and allows: keys, kinds of values, enumerations, references."""
    shaped(log, "log")
    for found in log["runs"]:
        shaped(found, "run")
        shaped(found["tool"], "tool")
        shaped(found["tool"]["driver"], "driver")
        assert found["columnKind"] in ("utf16CodeUnits", "unicodeCodePoints")
        rules = found["tool"]["driver"]["rules"]
        for rule in rules:
            shaped(rule, "rule")
            assert all(set(rule[key]) == {"text"} and rule[key]["text"] for key in ("shortDescription", "fullDescription", "help") if key in rule)
            assert rule["defaultConfiguration"]["level"] in ("none", "note", "warning", "error")
        assert len({rule["id"] for rule in rules}) == len(rules)
        for result in found["results"]:
            shaped(result, "result")
            assert result["ruleId"] == rules[result["ruleIndex"]]["id"]
            assert result["level"] in ("none", "note", "warning", "error")
            assert result["message"]["text"]
            for suppression in result.get("suppressions", ()):
                shaped(suppression, "suppression")
                assert suppression["kind"] in ("inSource", "external")
            parts = [*result.get("locations", ()), *result.get("relatedLocations", ()), *(each["location"] for each in result.get("suppressions", ()))]
            for location in parts:
                shaped(location, "location")
                shaped(location["physicalLocation"], "place")
                uri = location["physicalLocation"]["artifactLocation"]["uri"]
                assert re.fullmatch(r"(?:[\w.~!$&'()*+,;=:@/-]|%[0-9A-F]{2})+", uri, re.ASCII), "RFC 3986, a reference"
                assert not uri.startswith("/"), "from the root of the project"
                if region := location["physicalLocation"].get("region"):
                    shaped(region, "region")
                    assert all(isinstance(number, int) and number >= 1 for number in region.values())


PLACES = st.builds(Span, st.sampled_from(["exhibits/x.yaml", "data/a b.csv", "data/кенгир #1 50%.yaml"]), st.integers(0, 30), st.integers(0, 30))
FOUND = st.builds(
    Problem, st.sampled_from(["error", "warning"]), st.sampled_from([*sorted(RULES), "yaml", "unknown-key"]), st.text(min_size=1, max_size=9), st.none() | PLACES,
    st.just(("a hint",)), st.lists(PLACES, max_size=2).map(tuple),
)  # fmt: skip


@settings_of_tests(suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(FOUND, max_size=8), st.lists(FOUND, max_size=4))
def test_every_log_holds_to_the_schema(found: list[Problem], waived: list[Problem]) -> None:
    log = sarif_of(found, [Waived(problem, "agreed with her", Span("exhibits/x.yaml", 3, 5)) for problem in waived])
    holds_to_schema(json.loads(json.dumps(log)))
    results = log["runs"][0]["results"]
    assert len(found) + len(waived) == len(results)
    assert len(waived) == sum("suppressions" in result for result in results)


@st.composite
def decided(draw: st.DrawFn) -> tuple[str, list[Problem]]:
    """Draw what an exhibit, its document and its one item decide about rules, and problems there and elsewhere."""
    free = [name for name, rule in RULES.items() if not rule.fixed and rule.per == "page"]
    settings = st.dictionaries(st.sampled_from(free), st.sampled_from(["off", "warning", "error"]), max_size=3)
    waivers = st.dictionaries(st.sampled_from(free), st.just("agreed with her"), max_size=3)
    written = [json.dumps(draw(kind)) for kind in (settings, waivers, settings, waivers, waivers)]
    text = exhibit(f"- text: One.\n  waive: {written[4]}\n", rest=f"checks: {written[0]}\nwaive: {written[1]}\n")
    text = text.replace("{layout: plain}", f"{{layout: plain, checks: {written[2]}, waive: {written[3]}}}")
    spans = st.none() | st.builds(Span, st.just("exhibits/x.yaml"), st.integers(1, 12), st.just(9))
    problem = st.builds(Problem, st.sampled_from(["error", "warning"]), st.sampled_from([*sorted(RULES), "yaml"]), st.text(min_size=1, max_size=4), spans)
    return text, draw(st.lists(problem, max_size=12))


@settings_of_tests(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(decided())
def test_no_problem_is_lost(tmp_path: Path, given_: tuple[str, list[Problem]]) -> None:
    """Each problem stands, is waived with its reason, or is of a rule that was switched off; none of the last is an error of use."""
    text, found = given_
    folder = project(tmp_path, text)
    opened, own = Problems(), Problems()
    whole = open_exhibit(Workspace(folder), folder / "exhibits/x.yaml", opened)
    assert whole, opened.found
    own.extend(found)
    settle(own, whole, "handout", Workspace(folder).lines)

    off = {rule for rule, setting in {**whole.checks, **whole.documents["handout"].checks}.items() if setting == "off"}
    stand = {(problem.rule, problem.message, problem.span) for problem in own.found}
    waived = {(each.problem.rule, each.problem.message, each.problem.span) for each in own.waived}
    for problem in found:
        name = problem.rule, problem.message, problem.span
        assert name in stand or name in waived or problem.rule in off
        if problem.rule not in RULES or RULES[problem.rule].fixed:
            assert problem in own.found
    assert all(each.reason and each.place.line for each in own.waived)
    assert {name for name, _, _ in waived} <= {rule for rule in RULES if not RULES[rule].fixed}


@given(st.lists(st.sampled_from(sorted(RULES)), max_size=12))
def test_every_problem_has_a_result(rules: list[str]) -> None:
    """No problem is lost on the way into a log, whatever its place."""
    problems = [Problem(RULES[rule].severity, rule, f"message {number}", Span("a b.yaml", number, 0) if number % 2 else None) for number, rule in enumerate(rules)]
    log = sarif_of(problems, [])
    assert [problem.message for problem in problems] == [result["message"]["text"] for result in log["runs"][0]["results"]]


def test_waived_problem_in_json(tmp_path: Path) -> None:
    text = exhibit(DEEP.replace("- text", "  waive: {heading-order: the house style wants it so}\n- text"))
    found = json.loads(checked(tmp_path, text, "--format", "json")[1])
    assert ["the house style wants it so"] == [problem["waived"] for problem in found if problem.get("waived")]


def test_fonts_that_may_not_be_embedded(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from predella.typeset.fonts import Face

    monkeypatch.setattr(Face, "embeddable", property(lambda _: False))
    _, found = laid(tmp_path, exhibit("- text: One.\n"))
    assert any("may not be embedded" in problem.message for problem in found if problem.rule == "font")


def test_collector_takes_waived_along() -> None:
    """What is waived in one document is listed with the others, once."""
    one, whole = Problems(), Problems()
    one.waive(Waived(Problem("warning", "crop", "cut"), "agreed", Span("x.yaml", 1, 1)))
    whole.take(one)
    whole.take(one)
    assert 1 == len(whole.waived)


