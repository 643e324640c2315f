"""The elements of an SVG go in, what each is to look like comes out: attributes, style sheets and `style` worked out.

The cascade is that of CSS 2: attributes, then rules by specificity, then the element's own style; `!important` last.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from predella.svg.tree import SVG, SvgError, Tree, name_of

INHERITED = {
    "fill": "black", "fill-opacity": "1", "fill-rule": "nonzero", "stroke": "none", "stroke-opacity": "1",
    "stroke-width": "1", "stroke-linecap": "butt", "stroke-linejoin": "miter", "stroke-miterlimit": "4",
    "stroke-dasharray": "none", "stroke-dashoffset": "0", "color": "currentColor", "visibility": "visible",
    "font-family": "", "font-size": "16", "font-weight": "400", "font-style": "normal", "text-anchor": "start",
    "letter-spacing": "normal", "dominant-baseline": "auto", "white-space": "normal", "writing-mode": "horizontal-tb",
    "marker-start": "none", "marker-mid": "none", "marker-end": "none", "word-spacing": "normal",
    "paint-order": "normal", "text-transform": "none", "font-variant": "normal", "marker": "none",
}  # fmt: skip
"""Properties that pass from a group to what is in it, with the value that holds where nobody says one."""

OWN = {
    "opacity": "1", "display": "inline", "clip-path": "none", "mask": "none", "filter": "none",
    "baseline-shift": "baseline", "text-decoration": "none", "mix-blend-mode": "normal", "stop-color": "black",
    "vector-effect": "none", "alignment-baseline": "auto", "transform": "none", "geometry": "",
}  # fmt: skip
"""Properties of one element alone."""

GEOMETRY = frozenset({"cx", "cy", "d", "r", "rx", "ry", "x", "y"})
"""Attributes that SVG 2 also takes as properties; few programs write or read them so."""

LONGEST_FONT = 400
"""Characters of the shorthand `font`."""
MOST_MATCHES = 2_000_000
"""Rules times elements; a drawing program writes fifty rules for two thousand elements."""

Style = Mapping[str, str]
INITIAL: Style = {**INHERITED, **OWN}


@dataclass(frozen=True)
class Cascade:
    """What the style sheets of a file say of each element: declarations in rising order of weight."""

    said: Mapping[Element, tuple[tuple[str, str, bool], ...]]

    def style(self, element: Element, above: Style) -> dict[str, str]:
        """Return all properties of an element whose parent's are given."""
        own: dict[str, str] = {}
        for key, value in element.attrib.items():
            # a `transform` attribute is read where the element is; the property of that name is another thing
            if key in INITIAL and key != "transform":
                own[key] = value.strip()
        declared = [*self.said.get(element, ()), *declarations(element.get("style", ""))]
        own |= {key: value for key, value, important in declared if not important}
        own |= {key: value for key, value, important in declared if important}
        style = {key: above[key] for key in INHERITED} | OWN
        for key, value in own.items():
            if key in INITIAL and value not in ("inherit", ""):
                style[key] = INITIAL[key] if value in ("initial", "unset") else value
            elif value == "inherit":
                style[key] = above[key]
        return style


def declarations(text: str) -> Iterator[tuple[str, str, bool]]:
    """Yield the declarations of a style: property, value, whether it is important."""
    import tinycss2

    if not text.strip():
        return
    parse = getattr(tinycss2, "parse_blocks_contents", None) or tinycss2.parse_declaration_list
    for item in parse(text, skip_comments=True, skip_whitespace=True):
        if item.type != "declaration":
            continue
        value = "".join(part.serialize() for part in item.value if part.type != "comment").strip()
        if item.lower_name == "font":
            yield from ((key, part, bool(item.important)) for key, part in font_parts(value))
        elif item.lower_name in GEOMETRY:
            yield "geometry", item.lower_name, bool(item.important)
        elif item.lower_name in INITIAL:
            yield item.lower_name, value, bool(item.important)


def font_parts(value: str) -> Iterator[tuple[str, str]]:
    """Yield the properties that the shorthand `font` says: slope, weight, size, families."""
    if len(value) > LONGEST_FONT:
        return
    match = re.match(r"(.*?)([0-9.]+(?:[a-z]+|%)|(?:xx?-)?(?:small|large)|medium)(?:\s*/\s*\S+)?\s+(\S.*)$", value, re.I)
    if not match:
        return
    words = match[1].lower().split()
    yield "font-style", next((word for word in words if word in ("italic", "oblique")), "normal")
    yield "font-weight", next((word for word in words if word.isdigit() or word.startswith("bold") or word == "lighter"), "400")  # fmt: skip
    yield "font-size", match[2]
    yield "font-family", match[3]


def read_styles(tree: Tree) -> Cascade:
    """Work out what the style sheets say. Raises `SvgError` for one that cannot be read."""
    import cssselect2

    matcher = cssselect2.Matcher()
    count = 0
    for sheet in tree.root.iter(f"{SVG}style"):
        for selector, said in rules(tree, sheet):
            matcher.add_selector(selector, said)
            count += 1
    if not count:
        return Cascade({})
    if count * len(tree.lines) > MOST_MATCHES:
        raise SvgError("its style sheets have too many rules for its elements", "simplify it")
    found = {}
    for wrapper in cssselect2.ElementWrapper.from_xml_root(tree.root).iter_subtree():
        # sorted by specificity and order
        matches = matcher.match(wrapper)
        if matches:
            found[wrapper.etree_element] = tuple(one for match in matches for one in match[-1])
    return Cascade(found)


def rules(tree: Tree, sheet: Element) -> Iterator[tuple[object, tuple[tuple[str, str, bool], ...]]]:
    """Yield each selector of a style sheet with what it declares."""
    import cssselect2
    import tinycss2

    for rule in tinycss2.parse_stylesheet("".join(sheet.itertext()), True, True):
        if rule.type == "at-rule":
            if rule.lower_at_keyword not in ("charset", "namespace"):
                tree.lose(sheet, f"@{rule.lower_at_keyword} of a style sheet is left out")
        elif rule.type == "error":
            tree.lose(sheet, "a style sheet cannot be read", "check its brackets")
        else:
            said = tuple(declarations(tinycss2.serialize(rule.content)))
            try:
                selectors = cssselect2.compile_selector_list(rule.prelude)
            except cssselect2.SelectorError as fault:
                tree.lose(sheet, f"the selector {tinycss2.serialize(rule.prelude).strip()!r} is left out ({fault})")
                continue
            # what only a screen shows (:hover, ::selection) matches nothing on paper
            yield from ((selector, said) for selector in selectors if not selector.pseudo_element)


def is_shown(element: Element, style: Style) -> bool:
    """True for an element that is drawn, with what is in it."""
    return style["display"] != "none" and name_of(element) not in ("title", "desc", "metadata")
