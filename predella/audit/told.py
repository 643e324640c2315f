"""Finished pages, their logical tree and an exhibit go in; what would puzzle somebody who listens comes out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from predella.audit.laid import Laid, spot
from predella.audit.subject import Subject, problem
from predella.diagnostics import Problem, Problems
from predella.pages import Element, Page, Placed, TextLine
from predella.preflight import RULES
from predella.text import parse, plain
from predella.validate import MarkedWords

KINDS_OF_PHOTOGRAPH = r"(black[- ]and[- ]white|b&w|colou?r(ed)?|sepia|old|archival|historic(al)?|aerial|faded|blurred)"
BEGINNINGS = re.compile(
    rf"\s*((an?|the) )?({KINDS_OF_PHOTOGRAPH} )*(image|picture|photo|photograph|graphic|illustration)s? (of|showing|shows?|that shows)\b"
    r"|\s*(image|picture|photo|photograph|illustration): "
    r"|\s*((ein|eine|das) )?(schwarzweiß|farb|luft)?(bild|foto|fotografie|aufnahme|abbildung)e?r? (von|vom|des|der|eines|einer|zeigt|mit)\b"
    r"|\s*((une?|la|l’|l') ?)?(image|photo|photographie|illustration)s? (de |du |des |d’|d'|montrant|représentant)"
    r"|\s*(((черно-белая|цветная|старая|архивная) )?(фото|фотография|фотоснимок)|изображение|рисунок|картинка|снимок|на (фото|фотографии|снимке|рисунке))[,:]? "
    r"|\s*(сурет|фотосурет|фото|суретте|фотода)[,:]? "
    r"|\s*صورة ((فوتوغرافية|قديمة|جوية) )?(ل|ال|تظهر|من)",
    re.IGNORECASE,
)
"""How alternatives begin that say what a screen reader says anyway."""
ENDINGS = re.compile(r"\w\s+(суреті|фотосуреті|фотосы|бейнесі|бейнеленген (сурет|фото)|көрсетілген (сурет|фото))[.\s]*$", re.IGNORECASE)
"""How they end in Kazakh, where what is shown stands before the word for a picture."""
FILE_NAME = re.compile(r"\S+\.(jpe?g|png|tiff?|webp|svg|gif|pdf)\s*$|(img|dsc|scan|foto)[_-]?\d+\s*$", re.IGNORECASE)
LONGEST = 250
"""Characters of an alternative that is still heard to its end; what is longer belongs into the text."""


def check_alternatives(subject: Subject) -> Iterator[Problem]:
    """An alternative says what is seen: no "image of", no file's name, not the caption again, no page of text."""
    for name, figure in subject.exhibit.figures.items():
        for language, text in figure.alt.by_language.items() if figure.alt else ():
            caption = figure.caption.by_language.get(language) if figure.caption else None
            said = plain(parse(caption, Problems())) if caption and isinstance(figure.caption, MarkedWords) else ""
            fault = doubt(str(text), said)
            if fault:
                message = f"the alternative of figure {name!r} {fault}"
                yield problem(RULES["doubtful-alt"].severity, "doubtful-alt", message, text.span, "say what it shows to somebody on the telephone")


def doubt(alt: str, caption: str) -> str | None:
    """Return what is doubtful about an alternative, or None."""
    words = alt.strip()
    if not words:
        return "is empty"
    if found := BEGINNINGS.match(words):
        return f"begins with {found[0].strip()!r}, which is said anyway"
    if found := ENDINGS.search(words):
        return f"ends with {found[1]!r}, which is said anyway"
    if FILE_NAME.match(words):
        return f"is the name of a file: {words!r}"
    if caption and words.rstrip(".").casefold() == caption.strip().rstrip(".").casefold():
        return "is its caption: both are read"
    if len(words) > LONGEST and not caption.startswith(words):
        return f"has {len(words)} characters; {LONGEST} are heard to the end"
    return None


def placed_by_element(laid: Laid) -> dict[Element, tuple[Page, Placed]]:
    """Return the first item that is painted for each element."""
    found: dict[Element, tuple[Page, Placed]] = {}
    for page in laid.pages:
        for item in page.placed:
            elements = {run.element or item.element for run in item.ink.runs} if isinstance(item.ink, TextLine) else {item.element}
            for element in elements:
                if element is not None and element not in found:
                    found[element] = page, item
    return found


def check_heading_order(laid: Laid) -> Iterator[Problem]:
    """Headings begin with level 1 and go down one level at a time, in the order in which they are read."""
    painted = placed_by_element(laid)
    before = 0
    for element in laid.tree.walk():
        if element.role != "H" or element not in painted:
            continue
        if element.level > before + 1:
            page, item = painted[element]
            after = f"one of level {before}" if before else "none"
            message = f"page {page.number} of {laid.context.document_name!r}: the heading {(element.title or '')[:40]!r} of level {element.level} follows {after}"
            yield Problem(RULES["heading-order"].severity, "heading-order", message, item.span, (f"level {before + 1} here, or a heading of that level before it",), spot=spot(page, item))
        before = element.level


def check_reading_order(laid: Laid) -> Iterator[Problem]:
    """What stands higher in a column of a page is read first, in one frame or in two: one message for each two frames."""
    place = {element: number for number, element in enumerate(laid.tree.walk())}
    told: set[tuple[str, str]] = set()
    for page in laid.pages:
        firsts: dict[Element, Placed] = {}
        for item in page.placed:
            if isinstance(item.ink, TextLine) and item.element in place and item.ink.text.strip() and in_text(item):
                firsts.setdefault(item.element, item)
        read = sorted(firsts.items(), key=lambda pair: place[pair[0]])
        for (_, one), (_, other) in pairwise(read):
            frames = one.frame, other.frame
            if stands_above(other, one) and frames not in told:
                told.add(frames)
                yield read_backwards(one, other, page, laid)


def stands_above(upper: Placed, lower: Placed) -> bool:
    """True for two items of which one stands wholly above the other, in one column."""
    one, other = upper.rect, lower.rect
    side_by_side = one.x >= other.right or other.x >= one.right
    return other.y > one.bottom and not side_by_side


def read_backwards(one: Placed, other: Placed, page: Page, laid: Laid) -> Problem:
    """Return what is said of an item that stands above the one that is read before it."""
    words = [item.ink.text.strip()[:30] for item in (one, other) if isinstance(item.ink, TextLine)]
    frames = f"frame {one.frame!r}" if one.frame == other.frame else f"frames {one.frame!r} and {other.frame!r}"
    message = f"page {page.number} of {laid.context.document_name!r}, {frames}: {words[1]!r} stands above {words[0]!r} and is read after it"
    hint = "name the blocks, and let the template name its flows, in the order in which they stand; `--target reading` shows what is read"
    return Problem(RULES["reading-order"].severity, "reading-order", message, other.span or one.span, (hint,), spot=spot(page, other))


def in_text(item: Placed) -> bool:
    """True for lines of running text in a frame; the words of a drawing, told or not (`Element.words`), stand where it wants."""
    element = item.element
    if not item.frame or (isinstance(item.ink, TextLine) and item.ink.turn):
        return False  # the mark of a draft belongs to the page
    return element is not None and element.role in ("P", "H", "LBody", "BlockQuote") and element.words is None
