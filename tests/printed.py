"""A small exhibit goes in; its print master comes out, and what a test asks of one: boxes, operators, plates."""

from __future__ import annotations

import io
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
from laying import planned, project

from predella.build import Options, make, open_exhibit, plan
from predella.diagnostics import Problem, Problems
from predella.pages import Document
from predella.workspace import Workspace
from predella.writers.press import Master, write_press

ROOT = Path(__file__).parent.parent


def pressed(
    tmp_path: Path, exhibit_yaml: str, files: Mapping[str, str | bytes] | None = None
) -> tuple[bytes, Master, list[Problem]]:
    """Return the print master of an exhibit's first document, what was written of it, and the problems. Raises `Refused`."""
    workspace, jobs, problems = planned(project(tmp_path, exhibit_yaml, files), Options(target="print"))
    document, _ = make(jobs[0], workspace, problems)
    sink = io.BytesIO()
    master = write_press(document, sink)
    return sink.getvalue(), master, problems.found


@cache
def masters(name: str) -> dict[str, tuple[bytes, Master, Document]]:
    """Return the print masters of a shipped exhibit by the ends of their names, once for all tests of a process."""
    problems = Problems()
    workspace = Workspace(ROOT)
    exhibit = open_exhibit(workspace, ROOT / "exhibits" / f"{name}.yaml", problems)
    assert exhibit is not None, problems.found
    found = {}
    for job in plan(workspace, exhibit, Options(target="print"), problems):
        document, sink = make(job, workspace, problems)[0], io.BytesIO()
        master = write_press(document, sink)
        found[job.stem] = sink.getvalue(), master, document
    return found


def content_of(pdf: bytes, page: int = 0) -> str:
    """Return the operators of a page."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return opened.pages[page].Contents.read_bytes().decode("latin-1")


def inks_of_text(content: str) -> set[str]:
    """Return the colours that text is filled with, each with its graphics state."""
    found, current = set(), ""
    for line in content.splitlines():
        if line.endswith((" k", " scn", " rg", " g")):
            current = line
        elif line.startswith("BT ") and " 3 Tr " not in line:
            found.add(current)
    return found


def boxes_of(pdf: bytes) -> str:
    """Return the boxes of each page as text, in mm from the corner of the trim."""
    lines = []
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        for number, page in enumerate(opened.pages, 1):
            left, bottom = (float(value) for value in list(page.TrimBox)[:2])
            for name in ("MediaBox", "BleedBox", "TrimBox"):
                corners = [float(value) for value in page.obj[f"/{name}"]]
                placed = [(value - (left, bottom)[index % 2]) / 72 * 25.4 for index, value in enumerate(corners)]
                lines.append(f"page {number} {name:8} " + " ".join(f"{value:8.2f}" for value in placed))
    return "\n".join(lines) + "\n"


def image_of(pdf: bytes) -> Any:
    """Return the dictionary of the one image of a file, opened for as long as the test lasts."""
    opened = pikepdf.open(io.BytesIO(pdf))
    images = [stream for stream in opened.objects if isinstance(stream, pikepdf.Stream) and stream.get("/Subtype") == "/Image"]
    shown = [image for image in images if not any(other.get("/SMask") == image for other in images)]
    assert len(shown) == 1, [str(image.get("/ColorSpace")) for image in shown]
    return opened, shown[0]


def pixels_of(pdf: bytes) -> dict[tuple[int, int], tuple[float, ...]]:
    """Return the inks of some pixels of the one image of a file, in parts."""
    opened, image = image_of(pdf)
    picture = pikepdf.PdfImage(image).as_pil_image()
    size = picture.size
    # pikepdf gives a JPEG as Pillow reads it, which knows how Adobe inverts
    found = {(x, y): tuple(part / 255 for part in picture.getpixel((x, y))) for x in (8, size[0] - 8) for y in (8, size[1] - 8)}
    opened.close()
    return found
