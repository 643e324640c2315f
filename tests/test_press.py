"""Takes exhibits as YAML; checks the files for their print shops: boxes, marks, inks, and what is wrong named at its line."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf

from tests.conftest import Golden
from tests.laying import exhibit
from tests.press import boxes_of, content_of, inks_of_text, pressed

PLAIN = exhibit("- text: A line of text.\n")


def test_what_a_print_master_claims(tmp_path: Path) -> None:
    """It is PDF/X-4, PDF/UA-1 and PDF/A-2a at once, with one profile for both of its intents, and no RGB."""
    pdf, master, _ = pressed(tmp_path, PLAIN)

    assert not master.faults
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        said = opened.Root.Metadata.read_bytes().decode()
        intents = list(opened.Root.OutputIntents)
        group = opened.pages[0].Group
        assert opened.pdf_version == "1.6"
        assert str(opened.docinfo["/Trapped"]) == "/False"
        assert ["/GTS_PDFX", "/GTS_PDFA1"] == [str(intent.S) for intent in intents]
        assert intents[0].DestOutputProfile.objgen == intents[1].DestOutputProfile.objgen
        assert intents[0].DestOutputProfile.read_bytes()[12:20] == b"prtrCMYK"
        assert str(group.CS) == "/DeviceCMYK"
    for claim in ("GTS_PDFXVersion>PDF/X-4<", "pdfuaid:part>1<", "pdfaid:part>2<", "pdf:Trapped>False<", "xmpMM:DocumentID>uuid:"):
        assert claim in said, claim
    assert " rg" not in content_of(pdf)


def test_boxes(tmp_path: Path, golden: Golden) -> None:
    """The trim is the paper, the bleed 3 mm round it, the media 10 mm round that; where nobody says anything."""
    pdf, _, _ = pressed(tmp_path, PLAIN)

    golden("cases/press/boxes.txt", boxes_of(pdf))


def test_black_text(tmp_path: Path) -> None:
    """Text of any black is printed in black ink alone and overprints."""
    pdf, _, _ = pressed(tmp_path, PLAIN)

    assert {"/Overprint gs 0 0 0 1 k"} == inks_of_text(content_of(pdf))
