"""Templates and exhibits go in; stories come out whose blocks and words remember where the author wrote them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from laying import LAYOUT, TEMPLATE, exhibit, laid, lines_of, project, run, text_of

from predella.pages import Element, TextLine

TEMPLATE_FILE = "layouts/plain/story.xml.j2"


def page(inner: str, attributes: str = "") -> dict[str, str]:
    """Return the files of a layout whose template is one page with one flow."""
    return {TEMPLATE_FILE: f'<page title="t"{attributes}><flow frame="main">{inner}</flow></page>\n'}


EVERYTHING = exhibit(
    "- text: A text.\n- {quote: {text: A *saying*, who: Somebody}, only: handout}\n- {text: Not here., only: other}\n",
    rest="""\
title: {en: 'Title <&> "it"', kk: Тақырып}
subtitle: <b>plain</b>
languages: [en, kk]
place: Kengir
date: 1954-05-16/1954-06-26
figures:
  f: {caption: "A *caption* [link](https://example.org) [@a, p. 3]", rights: {credit: B}}
sources: [{id: a, title: A, citation-label: AA}]
""",
).replace("title: A small exhibit\n", "").replace("documents:", "documents:\n  other: {layout: plain}")  # fmt: skip


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        ("<p>{{ exhibit.title }}</p>", 'Title <&> "it"'),
        ("<p>{{ exhibit.title | plain }}</p>", 'Title <&> "it"'),
        ('<heading level="1" text="{{ exhibit.title | plain }}"/>', 'Title <&> "it"'),
        ("<p>{{ exhibit.subtitle }}</p>", "<b>plain</b>"),
        ("<p>{{ exhibit.date }}</p>", "16 May – 26 June 1954"),
        ("<p>{{ exhibit.date | date }}</p>", "16 May – 26 June 1954"),
        ("<p>{{ exhibit.summary }}!</p>", "!"),
        ("<p>{{ exhibit.author or 'nobody' }}</p>", "nobody"),
        ("<p>{{ exhibit.figures.f.caption }}</p>", "A caption link [AA, p. 3]"),
        ("<p>{{ exhibit.figures['f'].caption | plain }}</p>", "A caption link"),
        ("<p>{{ language }} {{ document.layout }} {{ final }}</p>", "en plain False"),
        ("<p>{% for s in sections %}{{ s.id }}{% endfor %}</p>", "one"),
        ("<p>{{ '& <' }} {{ 1 + 1 }} {{ exhibit.place | upper }}</p>", "& < 2 KENGIR"),
        ("<p>  one\n   two  <strong> three</strong>\n</p>", "one two three"),
        ("<p>one<br/>two</p>", "one two"),
        ("{{ sections[0].content | blocks }}", "A text. A saying Somebody"),
        (
            "{% for frame, items in sections[0].content | by_frame('main') %}{{ frame }}{% endfor %}<p>x</p>",
            None,
        ),
        ("{# a remark #}<p>x</p><!-- another -->", "x"),
        ("<p>{{ '' | frames | join(' ') }}, {{ 'page' | frames | join(' ') }}, {{ nothing_there | default('no') | frames | join(' ') }}</p>", "main side, main side, main side"),
    ],
)
def test_what_a_template_prints(inner: str, text: str | None, tmp_path: Path) -> None:
    """Texts come out in the edition's language and escape themselves; dates in words; nothing as nothing."""
    pages, problems = laid(tmp_path, EVERYTHING, "handout", files=page(inner))
    faults = [problem.message for problem in problems if problem.severity == "error"]

    if text is None:
        assert ["text stands outside a block: 'main'"] == faults
    else:
        assert ([], text) == (faults, text_of(pages).replace("\n", " "))


@pytest.mark.parametrize(
    "inner",
    [
        "{{ exhibit.__class__ }}",
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ exhibit._target }}",
        "{{ exhibit.title.__dict__ }}",
        "{{ ''.__doc__ }}",
        "{{ 'a'.translate({97: 'b'}) }}",
        "{{ 'a'.expandtabs(9) }}",
        "{{ (1).to_bytes(9, 'big') }}",
        "{{ exhibit._context }}",
        "{{ exhibit.title.by_language }}",
        "{{ exhibit.title.markup.__init__.__globals__ }}",
        "{{ sections.__init__ }}",
        "{{ exhibit.model_fields }}",
        "{{ exhibit.model_dump() }}",
        "{{ exhibit.figures.f.copy() }}",
        "{{ self.__init__.__globals__ }}",
        "{{ lipsum.__globals__['os'].popen('id').read() }}",
        "{{ cycler.__init__.__globals__.os }}",
        "{{ joiner.__init__.__globals__ }}",
        "{{ (blocks).__globals__ }}",
        "{{ exhibit | attr('__class__') }}",
        "{{ exhibit.sections[0].content[0].block.__class__.__init__.__globals__ }}",
        "{{ '%s' | format(exhibit.__dict__) }}",
        "{{ '{0.__class__}'.format(exhibit) }}",
        "{{ exhibit.figures.update({}) }}{{ exhibit.nothing }}",
        "{% import 'os' as os %}",
        "{% include '/etc/passwd' %}",
        "{% include '../../../../../../etc/passwd' %}",
        "{% include 'plain/../../../exhibits/x.yaml' %}",
        "{% include '..\\\\..\\\\secret' %}",
        "{% extends 'C:/secret' %}",
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
        "{{ range(10 ** 8) | list }}",
    ],
)
def test_sandbox(inner: str, tmp_path: Path) -> None:
    """A template sees the exhibit's own words and nothing behind them: no classes, no files, no other programs."""
    files = page(f"<p>{inner}</p>")
    answer = run(["check", "x", "--no-color"], project(tmp_path, EVERYTHING, {**files, "secret": "found it"}))

    assert 1 == answer.status
    assert answer.stderr.count(f"{TEMPLATE_FILE}:1:1: error: t") == 1 or "no template" in answer.stderr
    assert not any(
        word in answer.stderr + answer.stdout for word in ("root:", "found it", "Traceback", "uid=")
    )


def test_places_survive_the_template(tmp_path: Path) -> None:
    """What is wrong with a word is told at the author's line, however the template moved the word about."""
    text = exhibit(
        "- text: |\n    One.\n\n    Two 漢.\n- heading: {text: A 字, level: 2}\n",
        rest="subtitle: Under 😀 it\n",
    )
    files = page("<heading level='1'>{{ exhibit.subtitle }}</heading>{{ sections[0].content | blocks }}")

    _, problems = laid(tmp_path, text, files=files)

    assert [(3, 17, "'😀'"), (10, 15, "'漢'"), (11, 27, "'字'")] == sorted(
        (problem.span.line, problem.span.column, problem.message.split()[5])
        for problem in problems
        if problem.span
    )


def test_place_of_every_line(tmp_path: Path) -> None:
    """Each line on a page knows the author's line of its paragraph, and a template's own words the template's."""
    files = page(
        "<p>from the template</p><heading level='1'>{{ exhibit.subtitle }}</heading>{{ sections[0].content | blocks }}"
    )
    text = exhibit("- text: |\n    One.\n\n    Two.\n", rest="subtitle: Under it\n")

    pages, _ = laid(tmp_path, text, files=files)

    found = {item.ink.text: f"{item.span}" for item in pages[0].placed if isinstance(item.ink, TextLine)}
    assert {
        "from the template": f"{TEMPLATE_FILE}:1:36",
        "Under it": "exhibits/x.yaml:3:11",
        "One.": "exhibits/x.yaml:8:11",
        "Two.": "exhibits/x.yaml:10:11",
    } == found


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(st.sampled_from("ab <>&\"'{}%/=-]"), min_size=1, max_size=30).filter(str.strip))
def test_no_text_becomes_markup(text: str, tmp_path: Path) -> None:
    """Whatever signs a title has, it is printed as it is, in an element and in an attribute."""
    quoted = "'" + text.replace("'", "''") + "'"
    files = page('<p>{{ exhibit.subtitle }}</p><heading level="1" text="{{ exhibit.title | plain }}"/>')
    whole = exhibit("- text: x\n", rest=f"subtitle: {quoted}\n")

    pages, problems = laid(tmp_path, whole, files=files)

    assert ["left-out"] == [problem.rule for problem in problems]
    assert " ".join(text.split()) + " A small exhibit" == text_of(pages)


def test_blocks_of_a_parent(tmp_path: Path) -> None:
    """A layout that extends another overrides blocks of its template, and keeps the rest."""
    parent = '<page title="t"><flow frame="main">{% block first %}<p>one</p>{% endblock %}{% block second %}<p>two</p>{% endblock %}</flow></page>'
    files = {
        "layouts/plain/layout.yaml": "layout: plain\nextends: parent\n",
        TEMPLATE_FILE: "{% extends 'parent/story.xml.j2' %}{% block second %}<p>three</p>{{ super() }}{% endblock %}",
        "layouts/parent/layout.yaml": LAYOUT,
        "layouts/parent/story.xml.j2": parent,
    }

    pages, _ = laid(tmp_path, exhibit("- text: x\n"), files=files)

    assert ["one", "three", "two"] == lines_of(pages)


def test_fault_in_a_parent_s_template(tmp_path: Path) -> None:
    """A fault is told at the line of the template that has it, not of the one that was asked for."""
    files = {
        "layouts/plain/layout.yaml": "layout: plain\nextends: parent\n",
        TEMPLATE_FILE: "{% extends 'parent/story.xml.j2' %}",
        "layouts/parent/layout.yaml": LAYOUT,
        "layouts/parent/story.xml.j2": "\n\n{{ nothing }}",
    }

    _, problems = laid(tmp_path, exhibit("- text: x\n"), files=files)

    assert ["layouts/parent/story.xml.j2:3:1"] == [str(problem.span) for problem in problems]


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        ("", "'' is not a citation"),
        ("a", "'a' is not a citation"),
        ("@b", "there is no source 'b'"),
        ("@a; @b", "there is no source 'b'"),
    ],
)
def test_citation_in_a_template(keys: str, message: str, tmp_path: Path) -> None:
    """A citation that a template writes leads to a source, or is told at the template's line."""
    _, problems = laid(tmp_path, EVERYTHING, "handout", files=page(f'<p>A <cite keys="{keys}"/></p>'))

    assert [(f"{TEMPLATE_FILE}:1:41", message)] == [
        (str(problem.span), problem.message) for problem in problems if problem.severity == "error"
    ]


@pytest.mark.parametrize("written", ["<block/>", "<block ref='9'/>", "<block ref='x'/>", "<block ref='-1'/>"])
def test_reference_that_a_template_makes_up(written: str, tmp_path: Path) -> None:
    """The references that `blocks` prints are its own; one that a template makes up leads nowhere and is told."""
    _, problems = laid(tmp_path, EVERYTHING, "handout", files=page(f"<p>A</p>{written}"))

    assert ["<block> cannot stand here"] == [p.message for p in problems if p.severity == "error"]


def tree(element: Element) -> list[object]:
    """Return the logical tree as roles."""
    return [element.role, *(tree(child) for child in element.children)]


def test_logical_tree(tmp_path: Path) -> None:
    """The tree has the order of the story: a section for each page, headings, paragraphs, lists and quotations in it."""
    content = "- heading: {text: A, level: 1}\n- text: |\n    One.\n\n    - a\n    - b\n\n    > c\n"
    pages, problems = laid(tmp_path, exhibit(content))

    assert [] == problems
    elements = {id(item.element): item.element for item in pages[0].placed if item.element}
    assert ["H", "P", "Lbl", "P", "Lbl", "P", "P"] == [element.role for element in elements.values()]


def test_repeated_furniture_is_no_part_of_the_tree(tmp_path: Path) -> None:
    """Furniture that stands on every page is decoration: a screen reader is not told of it."""
    template = TEMPLATE.replace(
        "  {% for", '  <flow frame="side" repeat="true"><p>furniture</p></flow>\n  {% for', 1
    )
    pages, _ = laid(tmp_path, exhibit("- text: One.\n"), files={TEMPLATE_FILE: template})

    assert {"furniture": True, "One.": False} == {
        item.ink.text: item.element is None or item.element.role == "Artifact" for item in pages[0].placed if isinstance(item.ink, TextLine)
    }
