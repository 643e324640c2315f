"""Templates that would never end go in; a message at their line comes out, the same on every machine."""

from __future__ import annotations

from pathlib import Path

import pytest
from laying import HEAD, exhibit, laid, lines_of, messages

from predella import sandbox

FILE = "layouts/plain/story.xml.j2"
ROUNDS = 300_000
LOOPS = f"it loops more than {ROUNDS:,} times"
TEXT = "it makes a text of more than 2,000,000 characters"
LIST = "it makes a list of more than 2,000,000 values"
NUMBER = "it makes a number of more than 1000 bits"
PRINTS = "it prints more than 200,000,000 characters"
FORMAT = "a format has a width of more than five digits, or one that an argument gives"


def asked(name: str, number: str = "10,000,000,000") -> str:
    return f"'{name}' is asked for {number}; it takes at most 100,000"


@pytest.mark.parametrize(
    ("template", "message"),
    [
        ("{% for a in range(9999) %}{% for b in range(9999) %}{% endfor %}{% endfor %}", LOOPS),
        ("{% for a in range(9999) %}{% for b in range(9999) if false %}{% endfor %}{% endfor %}", LOOPS),
        ("{% for a in range(20) recursive %}{% if loop.depth < 7 and loop(range(20)) %}{% endif %}{% endfor %}", LOOPS),
        ("{% set l = [1] %}{% for a in l %}{% set _ = l.append(a) %}{% endfor %}", LOOPS),
        ("{% set l = [1] %}{% set _ = l.extend(l | map('abs')) %}", LOOPS),
        ("{% set l = [1] %}{% for a in range(99) %}{% set _ = l.extend(l) %}{% endfor %}", LIST),
        ("{% set n = namespace(l=[1]) %}{% for a in range(99) %}{% set n.l = [n.l, n.l] %}{% endfor %}{{ n.l }}", LIST),
        ("{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(60) }}", LOOPS),
        ("{% block a %}{% if n | default(1) %}{{ self.a() }}{% endif %}{% endblock %}", "it calls itself without end"),
        ("{% for a in range(9999) %}{{ range(99999) | list | length }}{% endfor %}", LOOPS),
        ("{% for a in range(9999) %}{{ range(99999) | map('abs') | map('abs') | sum }}{% endfor %}", LOOPS),
        ("{% set l = range(99999) | list %}{% for a in range(99999) %}{{ -1 in l }}{% endfor %}", LOOPS),
        ("{{ range(10 ** 9) }}", "a range has at most 100,000 numbers"),
        ("{{ 9 ** 9 ** 9 ** 9 }}", NUMBER),
        ("{{ (9 ** 300) * (9 ** 300) }}", NUMBER),
        ("{% set n = namespace(v=9) %}{% for a in range(99) %}{% set n.v = n.v * n.v %}{% endfor %}", NUMBER),
        ('{{ "x" * 10 ** 10 }}', TEXT),
        ('{{ 10 ** 10 * "x" }}', TEXT),
        ("{{ [0] * 10 ** 10 }}", LIST),
        ('{% set n = namespace(v="x") %}{% for a in range(99) %}{% set n.v = n.v ~ n.v %}{% endfor %}', TEXT),
        ('{% set n = namespace(v="x") %}{% for a in range(99) %}{% set n.v = n.v + n.v %}{% endfor %}', TEXT),
        ('{% set n = namespace(v="x") %}{% for a in range(99) %}{% set v %}{{ n.v }}{{ n.v }}{% endset %}{% set n.v = v %}{% endfor %}', TEXT),
        ("{{ 'x' | center(10000000000) }}", asked("center")),
        ("{{ 'x' | center(width=10000000000) }}", asked("center")),
        ("{{ 'x' | indent(10000000000, true) }}", asked("indent")),
        ("{{ ['x'] | map('center', 10000000000) | list }}", asked("center")),
        ("{{ [1] | slice(10000000000) | list }}", asked("slice")),
        ("{{ [1] | batch(10000000000, 0) | list }}", asked("batch")),
        ("{{ 1 | round(10000000000, 'ceil') }}", asked("round")),
        ("{{ 'x'.center(10000000000) }}", asked("center")),
        ("{{ 'x'.zfill(10000000000) }}", asked("zfill")),
        ("{{ '%1000000d' | format(1) }}", FORMAT),
        ("{{ '%1000000d' % 1 }}", FORMAT),
        ("{{ '%*d' % (10 ** 10, 1) }}", FORMAT),
        ("{{ '{:10000000000}'.format(1) }}", FORMAT),
        ("{{ '{:{w}}'.format(1, w=10 ** 10) }}", FORMAT),
        ("{{ ('a' * 99999) | replace('a', 'b' * 99999) }}", TEXT),
        ("{{ ('a' * 99999).replace('a', 'b' * 99999) }}", TEXT),
        ("{{ range(99999) | join('x' * 99999) }}", TEXT),
        ("{{ ('x' * 99999).join(('y' * 9999) | list) }}", TEXT),
        ("{% set x = 'x' * 999999 %}{% for a in range(9999) %}{{ x }}{% endfor %}", PRINTS),
        ("{% set v %}{% for a in range(99999) %}" + "x" * 9999 + "{% endfor %}{% endset %}", PRINTS),
    ],
)  # fmt: skip
def test_ends(template: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a small template could make large or endless is stopped by a count, at its line, in every way there is."""
    monkeypatch.setattr(sandbox, "MOST_ROUNDS", ROUNDS)  # it takes seconds to count to the real one
    found = messages(tmp_path, exhibit("- text: A.\n"), {FILE: f"\n{template}"}).splitlines()

    assert f"{FILE}:2:1: error: template: {message} [template]" == found[0]


def test_counts_at_the_line_of_the_loop(tmp_path: Path) -> None:
    """The message names the innermost loop that still ran, in the file it stands in."""
    files = {
        FILE: "{% include 'plain/part.j2' %}",
        "layouts/plain/part.j2": "\n{% for a in range(99999) %}\n  {% for b in range(99999) %}{% endfor %}\n{% endfor %}",
    }

    found = messages(tmp_path, exhibit("- text: A.\n"), files).splitlines()

    assert "layouts/plain/part.j2:3:1: error: template: it loops more than 20,000,000 times [template]" == found[0]


def test_counting_changes_nothing(tmp_path: Path) -> None:
    """A counted loop is the loop that it was: `loop`, `else`, filtered, unpacked and recursive loops, macros."""
    inner = """
{% for x in [3, 4, 5] %}<p>{{ loop.index }}/{{ loop.length }} {{ x }}{{ "." if loop.last }} {{ loop.previtem | default("-") }}{{ loop.nextitem | default("-") }}</p>{% endfor %}
{% for x in [] %}x{% else %}<p>nothing</p>{% endfor %}
{% for x in [1, 2, 3, 4] if x is even %}<p>{{ loop.index }} {{ x }}</p>{% else %}x{% endfor %}
{% for x in [1, 3] if x is even %}x{% else %}<p>none is even</p>{% endfor %}
{% for key, value in {"a": 1, "b": 2} | dictsort %}<p>{{ key }}{{ value }}</p>{% endfor %}
{% for part in [[1, [2, 3]], [4, []]] recursive %}<p>{{ loop.depth }} {{ part[0] if part is iterable else part }}</p>{% if part is iterable %}{{ loop(part[1]) }}{% endif %}{% endfor %}
{% macro m(a, b="y") %}<p>{{ a }}{{ b }}{{ caller() if caller is defined }}</p>{% endmacro %}{{ m("x") }}{% call m("u", b="v") %}w{% endcall %}
{% for x in [1, 2] %}{% set outer = loop %}{% for y in [1, 2] %}<p>{{ outer.index }}{{ loop.index }}{{ loop.changed(outer.index) }}</p>{% endfor %}{% endfor %}
<p>{{ "%s-%03d" % ("a", 7) }} {{ "{:>4}|{:*<3}".format(1, 2) }} {{ 2 ** 10 * 3 + 1 }} {{ "a" ~ 1 ~ none }} {{ [1] + [2] }} {{ 1 < 2 <= 2 }} {{ "b" in "abc" }}</p>
"""
    template = f'<page title="x"><flow frame="main">{inner}</flow></page>'

    pages, problems = laid(tmp_path, exhibit("- text: A.\n"), files={FILE: template})

    assert ["left-out"] == [problem.rule for problem in problems], problems
    assert [
        "1/3 3 -4", "2/3 4 35", "3/3 5. 4-", "nothing", "1 2", "2 4", "none is even", "a1", "b2",
        "1 1", "2 2", "2 3", "1 4", "xy", "uvw", "11True", "12False", "21True", "22False",
        "a-007 1|2** 3073 a1None [1, 2] True True",
    ] == lines_of(pages)  # fmt: skip


def test_a_large_sheet_of_labels(tmp_path: Path) -> None:
    """Seventy thousand labels, each with several loops over its lines, are no endless template."""
    inner = """
{% for label in range(70000) %}
{% for line in ["Herbarium", "No. " ~ label, "Leg. A. Collector"] %}{% if loop.first %}{{ line | upper | trim }}{% endif %}{% endfor %}
{% for part in "a b c d e f".split() %}{% endfor %}
{% for part in [1, 2, 3] if part != 2 %}{% endfor %}
{% endfor %}
"""
    template = '<page title="x"><flow frame="main"><p>x</p></flow></page>{% set v %}' + inner + "{% endset %}"

    _, problems = laid(tmp_path, exhibit("- text: A.\n"), files={FILE: template})

    assert ["left-out"] == [problem.rule for problem in problems], problems


@pytest.mark.parametrize("template", ["{{ [1, 2] | random }}", "{{ lipsum() }}"])
def test_nothing_draws_lots(template: str, tmp_path: Path) -> None:
    """What gives another result each time is not there: the same input gives the same bytes."""
    found = messages(tmp_path, HEAD + "sections: []\ndocuments:\n  a: {layout: plain}\n", {FILE: template})

    assert f"{FILE}:1:1: error: template: " in found
