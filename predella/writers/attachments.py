"""Files that go along in a file come in; the entries that PDF/A-3 asks for come out (ISO 19005-3, 6.8)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reportlab.pdfbase import pdfdoc

from predella.pages import Attachment


def add_attachments(document: Any, attachments: Sequence[Attachment]) -> None:
    """Put files into a PDF, each named in its list of files and as the source that its pages were made from."""
    if not attachments:
        return
    specifications = [specification(document, attachment) for attachment in attachments]
    names: list[Any] = []
    for attachment, reference in zip(attachments, specifications, strict=True):
        names += [pdfdoc.PDFString(attachment.name), reference]
    catalog = document.Catalog
    catalog.Names = pdfdoc.PDFDictionary({"EmbeddedFiles": pdfdoc.PDFDictionary({"Names": pdfdoc.PDFArray(names)})})
    catalog.__NoDefault__ = [*catalog.__NoDefault__, "AF"]
    catalog.AF = pdfdoc.PDFArray(specifications)


def specification(document: Any, attachment: Attachment) -> Any:
    """Return the reference to a file's specification (ISO 32000-1, 7.11.3), its bytes with it."""
    date = pdfdoc.PDFDate(ts=document._timeStamp)
    parameters = pdfdoc.PDFDictionary({"Size": len(attachment.data), "ModDate": date})
    entries = {
        "Type": pdfdoc.PDFName("EmbeddedFile"),
        # a solidus within a name is written by its number (ISO 32000-1, 7.3.5)
        "Subtype": f"/{attachment.media.replace('/', '#2F')}",
        "Params": parameters,
    }
    stream = pdfdoc.PDFStream(pdfdoc.PDFDictionary(entries), attachment.data, filters=[pdfdoc.PDFZCompress])
    data = document.Reference(stream, f"attachment {attachment.name}")
    file = {
        "Type": pdfdoc.PDFName("Filespec"),
        "F": pdfdoc.PDFString(attachment.name),
        "UF": pdfdoc.PDFString(attachment.name),
        "Desc": pdfdoc.PDFString(attachment.says),
        "AFRelationship": pdfdoc.PDFName("Source"),
        "EF": pdfdoc.PDFDictionary({"F": data, "UF": data}),
    }
    return document.Reference(pdfdoc.PDFDictionary(file), f"file {attachment.name}")
