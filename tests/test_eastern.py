"""A theme with a Chinese font of its own and a Chinese exhibit go in; pages come out that keep the rules of the script.

The font, 10 MB, is not part of the project: PREDELLA_NOTO_SANS_SC names NotoSansSC in TrueType outlines, as npm's
`@expo-google-fonts/noto-sans-sc` has it.
"""

from __future__ import annotations

import io
import os
from pathlib import Path

import pypdfium2
import pytest
from laying import made, project

from predella.pages import Document, TextLine
from predella.writers.pdf import write_pdf

FONT = os.environ.get("PREDELLA_NOTO_SANS_SC", "")
pytestmark = pytest.mark.skipif(not Path(FONT).is_file(), reason="PREDELLA_NOTO_SANS_SC names no Noto Sans SC (.ttf)")

TEXT = "把一张A4纸对折，得到的小纸形状不变。长边与短边之比是1.414，也就是“二的平方根”。十六张A4纸合成一平方米；每张重五克。请量一量！"
THEME = """\
theme: eastern
extends: field
faces:
  prose: {files: {400: NotoSansSC.ttf}}
  data: {files: {400: NotoSansSC.ttf}}
  display: {files: {400: NotoSansSC.ttf}}
styles:
  body: {align: justify, protrude: true}
"""
EXHIBIT = f"""\
exhibit: x
title: 纸的形状
languages: [zh]
theme: eastern
sections:
  - id: one
    heading: 纸的形状
    content:
      - text: {TEXT}
documents:
  handout: {{layout: handout, page: two-columns}}
"""
NEVER_FIRST, NEVER_LAST = "，。；：！？”）》、", "“（《"


def document(tmp_path: Path) -> Document:
    """Return the exhibit's handout."""
    files: dict[str, str | bytes] = {
        "layouts/themes/eastern/theme.yaml": THEME,
        "layouts/themes/eastern/NotoSansSC.ttf": Path(FONT).read_bytes(),
    }
    found, problems = made(project(tmp_path, EXHIBIT, files))
    assert [] == problems
    return found


def test_lines_keep_the_rules(tmp_path: Path) -> None:
    """No line begins with a closing sign or ends with an opening one; all but the last reach the edge."""
    page = next(iter(document(tmp_path).pages))
    lines = [item.ink for item in page.placed if item.role == "body" and isinstance(item.ink, TextLine)]

    assert len(lines) > 2
    assert TEXT == "".join(line.text for line in lines)
    assert not any(line.text[0] in NEVER_FIRST or line.text[-1] in NEVER_LAST for line in lines)
    widths = {round(line.width, 1) for line in lines[:-1]}
    assert max(widths) - min(widths) < 6.0  # a stop at the end stands outside the edge


def test_text_comes_back(tmp_path: Path) -> None:
    """What is copied from the file is what was written; PDFium parts lines by a space."""
    sink = io.BytesIO()
    write_pdf(document(tmp_path), sink)
    found = pypdfium2.PdfDocument(sink.getvalue())[0].get_textpage().get_text_range()

    assert TEXT in "".join(found.split())
