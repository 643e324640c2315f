"""What a file says of itself goes in; its XMP packet, its output intent and its viewer preferences come out.

XMP is ISO 16684-1. A property of a schema that PDF/A does not know is described in the packet (ISO 19005-2, 6.6.2.3).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

from reportlab.pdfbase import pdfdoc

from predella.pages import Meta
from predella.workspace import resource


@dataclass(frozen=True, slots=True)
class Property:
    """A property of XMP by which a file claims a level, and how PDF/A wants it described where it does not know it."""

    prefix: str
    namespace: str
    name: str
    value: str
    schema: str = ""
    kind: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True)
class Intent:
    """What the colours of a file are meant for: the subtype of the intent, an ICC profile, its name and its colours."""

    subtype: str
    condition: str
    profile: bytes
    components: int
    info: str = ""
    registry: str = ""


def screen_intent() -> Intent:
    """Return the intent of files to be read: sRGB (IEC 61966-2-1)."""
    profile = resource("profiles/sRGB.icc")
    return Intent("GTS_PDFA1", "sRGB", profile, 3, "sRGB IEC61966-2.1", "http://www.color.org")


def add_metadata(canvas: Any, meta: Meta, claims: Sequence[Property], intents: Sequence[Intent]) -> None:
    """Put packet, intents and preferences into a file's catalog."""
    document, catalog = canvas._doc, canvas._doc.Catalog
    canvas.setViewerPreference("DisplayDocTitle", "true")
    # bytes: a text would be written in another encoding
    catalog.Metadata = pdfdoc.XMP(creator=lambda file: packet(file, meta, claims).encode())
    catalog.__NoDefault__ = [*catalog.__NoDefault__, "OutputIntents"]
    catalog.OutputIntents = pdfdoc.PDFArray([intent_entries(document, intent) for intent in intents])


def intent_entries(document: Any, intent: Intent) -> Any:
    """Return the dictionary of an output intent (ISO 32000-1, 14.11.5); one profile serves several."""
    # ISO 19005-2, 6.2.3: intents of one file point at one profile
    profile = document.idToObject.get(f"profile {intent.condition}") or pdfdoc.PDFStream(
        pdfdoc.PDFDictionary({"N": intent.components}), intent.profile, filters=[pdfdoc.PDFZCompress]
    )
    entries = {
        "Type": pdfdoc.PDFName("OutputIntent"),
        "S": pdfdoc.PDFName(intent.subtype),
        "OutputConditionIdentifier": pdfdoc.PDFString(intent.condition),
        "Info": pdfdoc.PDFString(intent.info or intent.condition),
        "DestOutputProfile": document.Reference(profile, f"profile {intent.condition}"),
    }
    if intent.registry:
        entries["RegistryName"] = pdfdoc.PDFString(intent.registry)
    return pdfdoc.PDFDictionary(entries)


def packet(document: Any, meta: Meta, claims: Sequence[Property]) -> str:
    """Return the XMP packet; it says what the information dictionary says, as PDF/A asks (ISO 19005-2, 6.6.3)."""
    info = document.info
    moment = moment_of(document)
    parts = [
        "<dc:format>application/pdf</dc:format>",
        f'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{escape(meta.title)}</rdf:li></rdf:Alt></dc:title>',
        f"<dc:language><rdf:Bag><rdf:li>{escape(meta.language)}</rdf:li></rdf:Bag></dc:language>",
    ]
    if meta.author:
        parts.append(f"<dc:creator><rdf:Seq><rdf:li>{escape(meta.author)}</rdf:li></rdf:Seq></dc:creator>")
    if meta.subject:
        parts.append(f'<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{escape(meta.subject)}</rdf:li></rdf:Alt></dc:description>')  # fmt: skip
    if meta.keywords:
        parts.append(f"<pdf:Keywords>{escape(', '.join(meta.keywords))}</pdf:Keywords>")
    parts += [
        f"<pdf:Producer>{escape(str(info.producer))}</pdf:Producer>",
        f"<xmp:CreatorTool>{escape(str(info.creator))}</xmp:CreatorTool>",
        f"<xmp:CreateDate>{moment}</xmp:CreateDate>",
        f"<xmp:ModifyDate>{moment}</xmp:ModifyDate>",
        f"<xmp:MetadataDate>{moment}</xmp:MetadataDate>",
    ]
    described = "".join(
        f'<rdf:Description rdf:about="" xmlns:{claim.prefix}="{claim.namespace}"><{claim.prefix}:{claim.name}>{claim.value}</{claim.prefix}:{claim.name}></rdf:Description>'
        for claim in claims
    )
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"'
        f' xmlns:pdf="http://ns.adobe.com/pdf/1.3/">{"".join(parts)}</rdf:Description>{described}'
        f"{''.join(extensions(claims))}</rdf:RDF></x:xmpmeta>\n"
        '<?xpacket end="w"?>'
    )


def moment_of(document: Any) -> str:
    """Return when the file says it was made, as XMP writes it: always the same moment, so that builds repeat."""
    stamp = document._timeStamp
    year, month, day, hour, minute, second = stamp.YMDhms
    return f"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{stamp.dhh:+03}:{stamp.dmm:02}"


def extensions(claims: Sequence[Property]) -> Iterator[str]:
    """Yield the description of the schemas that PDF/A does not know."""
    schemas: dict[str, list[Property]] = {}
    for claim in claims:
        if claim.schema:
            schemas.setdefault(claim.namespace, []).append(claim)
    if not schemas:
        return
    yield (
        '<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"'
        ' xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">'
        "<pdfaExtension:schemas><rdf:Bag>"
    )
    for namespace, known in schemas.items():
        yield f'<rdf:li rdf:parseType="Resource"><pdfaSchema:schema>{known[0].schema}</pdfaSchema:schema><pdfaSchema:namespaceURI>{namespace}</pdfaSchema:namespaceURI><pdfaSchema:prefix>{known[0].prefix}</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq>'
        for claim in known:
            yield f'<rdf:li rdf:parseType="Resource"><pdfaProperty:name>{claim.name}</pdfaProperty:name><pdfaProperty:valueType>{claim.kind}</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category><pdfaProperty:description>{claim.description}</pdfaProperty:description></rdf:li>'
        yield "</rdf:Seq></pdfaSchema:property></rdf:li>"
    yield "</rdf:Bag></pdfaExtension:schemas></rdf:Description>"
