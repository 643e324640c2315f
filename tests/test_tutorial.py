"""Takes docs/tutorial.md as a reader does, from its first step to its last; fails where a step does not do what it says."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from laying import Answer, run
from pictures import encoded, quarters
from test_docs import Example, examples

PAGE = Path(__file__).parent.parent / "docs" / "tutorial.md"


def changed(text: str, diff: str, where: str) -> str:
    """Return a file's text with the lines of a diff replaced; what it shows of the file stands there once, or last."""
    before = "".join(line[1:] + "\n" for line in diff.splitlines() if line[:1] in ("", " ", "-"))
    after = "".join(line[1:] + "\n" for line in diff.splitlines() if line[:1] in ("", " ", "+"))
    count = text.count(before)
    assert count == 1 or (where == "end" and count), f"{where}: stands {count} times in the file:\n{before}"
    return after.join(text.rsplit(before, 1))


def printed(expected: str, answer: Answer) -> list[str]:
    """Return the lines that a command did not print; an ellipsis stands for anything."""
    said = (answer.stdout + answer.stderr).splitlines()
    patterns = [re.escape(line).replace("…", ".*") for line in expected.splitlines()]
    return [pattern for pattern in patterns if not any(re.fullmatch(pattern, line) for line in said)]


def test_every_step(tmp_path: Path) -> None:
    """Files, changes, commands and what they print, in the order of the page; at the end nothing is left to be said."""
    (tmp_path / "data/missing-days").mkdir(parents=True)
    (tmp_path / "data/missing-days/clock.jpg").write_bytes(encoded(quarters(1500, 1000), "JPEG"))
    answer = Answer(0, "", "")
    for step in examples(PAGE):
        kind, _, name = step.says.partition("=")
        if kind == "file":
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(step.body, encoding="utf-8")
        elif kind == "change":
            name, _, where = name.partition(" ")
            path = tmp_path / name
            path.write_text(changed(path.read_text(encoding="utf-8"), step.body, where or str(step)), encoding="utf-8")
        elif step.kind == "sh":
            for command in step.body.splitlines():
                answer = run(shlex.split(command)[2:], tmp_path)
                assert (1 if step.says == "fails" else 0) == answer.status, f"{step}: {answer.stderr}"
        else:
            assert step.says == "prints", step
            assert [] == printed(step.body, answer), f"{step}:\n{answer.stdout}{answer.stderr}"
    assert "error" not in answer.stderr
    assert "warning" not in answer.stderr


@pytest.mark.parametrize("step", [step for step in examples(PAGE) if step.kind == "diff"], ids=str)
def test_a_change_is_marked(step: Example) -> None:
    """Each line of a change begins with its sign: a line without would be lost in silence."""
    assert all(line[:1] in ("", " ", "+", "-") for line in step.body.splitlines())


def test_half_an_hour() -> None:
    """The minutes that the steps name add up to what the title promises."""
    minutes = [int(found) for found in re.findall(r"^## .*\((\d+) minutes\)$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)]

    assert 25 <= sum(minutes) <= 35
