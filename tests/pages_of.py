"""The name of a shipped exhibit goes in; its finished documents, their lines of text and what is wrong with them come out."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from predella.build import Options, make, open_exhibit, plan
from predella.diagnostics import Problem, Problems
from predella.pages import MM, Document, Page, Placed, Rect, TextLine
from predella.workspace import Workspace

ROOT = Path(__file__).parent.parent


@cache
def built(name: str) -> tuple[dict[str, Document], tuple[Problem, ...]]:
    """Build every document of an exhibit, once for all tests of a process; return them by name and paper, and problems."""
    problems = Problems()
    workspace = Workspace(ROOT)
    exhibit = open_exhibit(workspace, ROOT / "exhibits" / f"{name}.yaml", problems)
    assert exhibit is not None, problems.found
    documents = {}
    for job in plan(workspace, exhibit, Options(), problems):
        documents[f"{job.name} {job.sheet.slug}"] = make(job, workspace, problems)[0]
    return documents, tuple(problems.found)


def lines(page: Page) -> list[tuple[Placed, TextLine]]:
    """Return the lines of text of a page that show anything, each with what places it."""
    return [
        (item, item.ink) for item in page.placed if isinstance(item.ink, TextLine) and item.ink.text.strip()
    ]


def text(document: Document) -> str:
    """Return the text of a document as one string, white space folded."""
    return re.sub(r"\s+", " ", " ".join(line.text for page in document.pages for _, line in lines(page)))


def untold(document: Document, words: Sequence[str]) -> list[str]:
    """Return those of some patterns that the text of a document does not match."""
    told = text(document)
    return [pattern for pattern in words if not re.search(pattern, told)]


def ink(item: Placed, line: TextLine) -> Rect:
    """Return the box of a line from x-height to just under the baseline: letters that meet are an overlap."""
    size = max(run.size for run in line.runs)
    rise = min(run.rise for run in line.runs)
    return Rect(item.x + 0.5, item.y - rise - 0.5 * size, max(0.0, line.width - 1), 0.5 * size)


def clashes(document: Document) -> Iterator[tuple[int, str, str]]:
    """Yield page and words of each two lines that stand on one another."""
    for page in document.pages:
        boxes = [(ink(item, line), line.text) for item, line in lines(page)]
        for index, (rect, words) in enumerate(boxes):
            for box, other in boxes[index + 1 :]:
                if rect.overlaps(box, 0.3):
                    yield page.number, words, other


def smallest(document: Document) -> float:
    """Return the smallest size of type in a document, in pt."""
    return min(run.size for page in document.pages for _, line in lines(page) for run in line.runs)


def near_the_trim(document: Document, clear: float) -> list[tuple[int, str]]:
    """Return page and words of each line nearer than `clear` mm to the left, right or lower edge of the trim."""
    return [
        (page.number, line.text)
        for page in document.pages
        for item, line in lines(page)
        if min(item.rect.x, page.width - item.rect.right, page.height - item.y) < clear * MM
    ]


def page_counts(documents: Mapping[str, Document]) -> dict[str, int]:
    """Return how many pages each document has."""
    return {name: len(tuple(document.pages)) for name, document in documents.items()}


def two_builds(
    name: str, documents: Sequence[str], folder: Path
) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """Return an exhibit's files from one process, and from other processes with another seed, a document each."""
    found: list[dict[str, bytes]] = []
    for seed, runs in (("1", [[]]), ("2", [["--only", document] for document in documents])):
        out = folder / seed
        for only in runs:
            command = [sys.executable, "-m", "predella", "build", name, "--quiet", *only, "--out", str(out)]
            seeded = os.environ | {"PYTHONHASHSEED": seed}
            subprocess.run(command, check=True, cwd=ROOT, capture_output=True, env=seeded)
        found.append({path.name: path.read_bytes() for path in sorted(out.rglob("*.pdf"))})
    return found[0], found[1]
