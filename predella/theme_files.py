"""theme.yaml goes in as located values, one validated theme file comes out, with what it extends merged in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated, Any, Literal, TypeVar

from pydantic import Field, PlainValidator

from predella.colours import Tone
from predella.diagnostics import Problems, Span, did_you_mean
from predella.faces import Family
from predella.pages import MM, Colour
from predella.validate import LengthField, Model, PhysicalField, wrong

GROUND_ROLES = (
    "ground", "text", "quiet", "accent", "on_accent", "strong", "on_strong", "land", "tint", "state", "line",
)  # fmt: skip
"""What a ground must say: its own colour, and the colours of what stands on it."""


LEAST_CONTRAST = 7.0
"""Of text with what is behind it (WCAG 2.2, success criterion 1.4.6, level AAA): light in a gallery is low."""
READ_ON = (("text", "ground"), ("quiet", "ground"), ("text", "land"), ("text", "tint"), ("on_accent", "accent"), ("on_strong", "strong"))
"""What text is set in, and on which areas."""


@dataclass(frozen=True, slots=True)
class Swatch:
    """A colour as a theme writes it, and where: light for a screen, inks for a press, or an ink of its own."""

    rgb: tuple[float, float, float]
    cmyk: tuple[float, float, float, float] | None = None
    spot: str | None = None
    span: Span | None = None

    def colour(self, name: str) -> Colour:
        """Return the colour of that name."""
        return Colour(name, self.rgb, self.cmyk, self.spot)

    @property
    def written(self) -> str:
        """Its light as a theme writes it."""
        return "#" + "".join(f"{round(255 * part):02X}" for part in self.rgb)


SPOT = re.compile(r"[A-Za-z0-9][A-Za-z0-9 .+_-]*$")
"""Names of inks: those of PANTONE, HKS, RAL are written so. `All` and `None` mean every plate and no plate in a PDF."""
PLATES = frozenset({"all", "none", "cyan", "magenta", "yellow", "black"})


def to_colour(value: Any) -> Swatch:
    """Accept `"#D8A052"` or `{rgb: "#D8A052", cmyk: [15, 40, 75, 3], spot: "PANTONE 7509 C"}` (per cent)."""
    mapping = value if isinstance(value, dict) else {"rgb": value}
    place = getattr(value, "span", None)
    match = re.match(r"#([0-9a-fA-F]{6})$", str(mapping.get("rgb", "")))
    cmyk, spot = mapping.get("cmyk"), mapping.get("spot")
    if not match or set(mapping) - {"rgb", "cmyk", "spot"}:
        raise wrong("colour", f"a colour is expected, not {value!r}", None, 'write "#D8A052", or {rgb: "#D8A052", cmyk: [15, 40, 75, 3]}')  # fmt: skip
    red, green, blue = (int(match[1][i : i + 2], 16) / 255 for i in (0, 2, 4))
    if spot is not None and (not isinstance(spot, str) or not SPOT.match(spot) or spot.lower() in PLATES):
        raise wrong("colour", f"spot takes the name of an ink, not {spot!r}", place, 'for example spot: "PANTONE 7509 C"')
    if cmyk is None:
        if spot is not None:
            raise wrong("colour", f"the spot colour {spot!r} has no cmyk: what is printed where there is none of that ink", place, 'write {rgb: "#D8A052", cmyk: [15, 40, 75, 3], spot: "PANTONE 7509 C"}')
        return Swatch((red, green, blue), span=place)
    if not isinstance(cmyk, list) or len(cmyk) != 4 or not all(isinstance(c, int | float) and 0 <= c <= 100 for c in cmyk):
        raise wrong("colour", "cmyk takes four percentages from 0 to 100", None)
    cyan, magenta, yellow, key = (c / 100 for c in cmyk)
    return Swatch((red, green, blue), (cyan, magenta, yellow, key), str(spot) if spot else None, place)


FEATURES = {
    "small-caps": ("smcp",),
    "all-small-caps": ("smcp", "c2sc"),
    "old-style-figures": ("onum",),
    "lining-figures": ("lnum",),
    "tabular-figures": ("tnum",),
    "proportional-figures": ("pnum",),
    "fractions": ("frac",),
    "superiors": ("sups",),
    "inferiors": ("sinf",),
    "ordinals": ("ordn",),
    "slashed-zero": ("zero",),
    "rare-ligatures": ("dlig",),
}
"""Names for features of fonts, and their OpenType tags (OpenType specification, registered features)."""


def to_feature(value: Any) -> str:
    """Accept the name of a feature, or an OpenType tag of four letters and digits."""
    name = str(value)
    if name not in FEATURES and not re.fullmatch(r"[a-z]{2}[a-z0-9]{2}", name):
        raise wrong("feature", f"there is no feature of fonts {name!r}", getattr(value, "span", None), *did_you_mean(name, FEATURES))
    return name


Feature = Annotated[str, PlainValidator(to_feature, json_schema_input_type=str)]


class Size(Model):
    """The size of a style in one scale."""

    size: float = Field(gt=0, description="pt, at the layout's reference paper")
    leading: LengthField
    reads: float | None = Field(
        None, gt=0, le=20, description="its share of the x-height that a document's `read_at` asks for"
    )
    before: float | None = Field(None, description="space before in this scale, in parts of the leading")
    after: float | None = Field(None, description="space after in this scale, in parts of the leading")


class StyleSpec(Model):
    """A named style. What it leaves out comes from the style it extends."""

    extends: str | None = None
    face: str | None = None
    weight: int | None = None
    strong: int | None = Field(None, description="weight of strong text")
    italic: bool | None = None
    colour: str | None = Field(None, description="a role of the ground: text, quiet, accent …")
    tracking: float | None = Field(None, description="em")
    before: float | None = Field(None, description="space before, in parts of the leading")
    after: float | None = Field(None, description="space after, in parts of the leading")
    hang: bool | None = Field(
        None, description="set back by the side bearing, so that the stem stands on the edge"
    )
    even: bool | None = Field(None, description="balance the lines")
    grid: bool | None = Field(None, description="stand on the baseline grid")
    keep: bool | None = Field(None, description="keep with what follows")
    align: Literal["left", "justify"] | None = Field(None, description="left, or both edges straight")
    hyphenate: bool | None = Field(
        None, description="words may be divided; never in a heading, and never from 16 pt on"
    )
    protrude: bool | None = Field(
        None, description="stops and quotation marks stand outside the edge, so that it looks straight"
    )
    features: tuple[Feature, ...] | None = Field(
        None, description="forms of letters and figures: small-caps, old-style-figures … or OpenType tags"
    )
    hung: Size | None = None
    held: Size | None = None


class Tighten(Model):
    """How far the fit move `tighten` may go, as parts of the leading and of the spaces."""

    leading: float = Field(0.95, ge=0.8, le=1)
    space: float = Field(0.5, ge=0, le=1)


class Marks(Model):
    """How the marks of a count strip are drawn."""

    ink: float = Field(0.922, gt=0.02, le=1, description="the part of a mark's width that is ink; the rest is air")
    digits: int = Field(1, ge=1, le=60, description="every how many marks a number stands under them")


class Pictures(Model):
    """How pictures look where a figure does not say otherwise."""

    tone: str = Field("none", description="none for their own colours, grey, or a name under `tones`")
    edge: Literal["none", "keyline", "ticks"] = Field(
        "none", description="what is drawn round them: nothing, a fine line, or ticks at the corners"
    )
    stroke: str = Field("hairline", description="the stroke of keyline and ticks")
    captions: Literal["below", "beside", "above"] = Field("below", description="where captions stand")


class ThemeFile(Model):
    """theme.yaml."""

    theme: str = Field(description="its name, one line for `list`")
    summary: str = ""
    extends: str | None = None
    logo: str | None = Field(None, description="a file beside this one: SVG, PNG or JPEG; `none` for no logo")
    logo_alt: str = Field("", description="the logo in words; an SVG's title when left out")
    ladder: tuple[Annotated[float, Field(gt=0)], ...] = ()
    colours: dict[str, Annotated[Swatch, PlainValidator(to_colour, json_schema_input_type=Any)]] = Field(default_factory=dict)  # fmt: skip
    grounds: dict[str, dict[str, str]] = Field(default_factory=dict)
    faces: dict[str, Family] = Field(default_factory=dict)
    styles: dict[str, StyleSpec] = Field(default_factory=dict)
    strokes: dict[str, dict[Literal["hung", "held"], PhysicalField]] = Field(default_factory=dict)
    edges: dict[str, str] = Field(
        default_factory=dict, description="roles whose areas always have an edge, and the stroke that draws it"
    )
    tones: dict[str, Annotated[tuple[str, ...], Field(min_length=2, max_length=6)]] = Field(
        default_factory=dict, description="colours that the greys of a picture are printed in, from dark to light"
    )
    pictures: Pictures = Field(default_factory=lambda: Pictures.model_construct())
    marks: Marks = Field(default_factory=lambda: Marks.model_construct())
    tighten: Tighten = Field(default_factory=lambda: Tighten.model_construct())


def merged_style(file: ThemeFile, name: str, seen: tuple[str, ...] = ()) -> StyleSpec:
    """Return a style with all it extends merged in; a ring of styles ends where it closes."""
    spec = file.styles[name]
    if spec.extends in file.styles and spec.extends not in (*seen, name):
        return merge(merged_style(file, spec.extends, (*seen, name)), spec)
    return spec


def merge(parent: StyleSpec, child: StyleSpec) -> StyleSpec:
    """Return a style with the parent's values where the child has none."""
    values = {
        name: getattr(child, name) for name in StyleSpec.model_fields if getattr(child, name) is not None
    }
    merged = parent.model_copy(update=values)
    merged._span, merged._places = child.span or parent.span, {**parent._places, **child._places}
    return merged


M = TypeVar("M", bound=Model)


def merge_part(parent: M, child: M) -> M:
    """Return a part of a theme with what the child says of it over what the parent says."""
    merged = parent.model_copy(update={name: getattr(child, name) for name in child.model_fields_set})
    merged._span, merged._places = child.span or parent.span, {**parent._places, **child._places}
    return merged


def merge_files(parent: ThemeFile, child: ThemeFile) -> ThemeFile:
    """Return a theme with the child's entries over the parent's; a ground or style is merged key by key."""
    grounds = {
        name: {**parent.grounds.get(name, {}), **ground}
        for name, ground in {**parent.grounds, **child.grounds}.items()
    }
    styles = dict(parent.styles)
    for name, spec in child.styles.items():
        styles[name] = merge(styles[name], spec) if name in styles else spec
    return child.model_copy(
        update={
            "ladder": child.ladder or parent.ladder,
            "colours": {**parent.colours, **child.colours},
            "grounds": grounds,
            "faces": {**parent.faces, **child.faces},
            "styles": styles,
            "strokes": {**parent.strokes, **child.strokes},
            "edges": {**parent.edges, **child.edges},
            "tones": {**parent.tones, **child.tones},
            "pictures": merge_part(parent.pictures, child.pictures),
            "marks": child.marks if "marks" in child.model_fields_set else parent.marks,
            "tighten": child.tighten if "tighten" in child.model_fields_set else parent.tighten,
        }
    )


def with_grounds(file: ThemeFile) -> ThemeFile:
    """Return a theme whose grounds name colours alone: `light.accent` is what the ground `light` has for its accent.

    It is looked up after all that extends has been merged, so that a theme with another accent has it there too.
    """
    said = {f"{name}.{role}": colour for name, ground in file.grounds.items() for role, colour in ground.items()}
    grounds = {
        name: {role: said.get(colour, colour) for role, colour in ground.items()} for name, ground in file.grounds.items()
    }
    return file.model_copy(update={"grounds": grounds})


def check_names(file: ThemeFile, problems: Problems) -> None:
    """Report styles, colours and faces that name something the theme does not have."""
    for name, ground in file.grounds.items():
        unsaid = [role for role in GROUND_ROLES if role not in ground]
        if unsaid:
            message = f"the ground {name!r} does not say its colours for {', '.join(unsaid)}"
            problems.error("ground", message, file.where("grounds"))
        for role, colour in ground.items():
            if colour not in file.colours:
                message = f"{name}.{role}: there is no colour {colour!r}"
                problems.error("colour", message, file.where("grounds"), *did_you_mean(colour, file.colours))
    for role, stroke in file.edges.items():
        for noun, name, known in (("colour role", role, GROUND_ROLES), ("stroke", stroke, file.strokes)):
            if name not in known:
                message = f"edges: there is no {noun} {name!r}"
                problems.error("edges", message, file.where("edges"), *did_you_mean(name, known))
    check_pictures(file, problems)
    for name, spec in file.styles.items():
        check_style(name, spec, file, problems)
    if not problems.has_errors:
        check_contrast(file, problems)


def check_pictures(file: ThemeFile, problems: Problems) -> None:
    """Report tones that name no colour or turn a picture over, and what pictures ask for in vain."""
    for name, stops in file.tones.items():
        missing = [colour for colour in stops if colour not in file.colours]
        for colour in missing:
            problems.error("colour", f"the tone {name!r}: there is no colour {colour!r}", file.where("tones"), *did_you_mean(colour, file.colours))
        if not missing and Tone(name, tuple(file.colours[stop].colour(stop) for stop in stops)).darkens:
            message = f"the tone {name!r} does not get lighter from colour to colour: {', '.join(stops)}"
            problems.error("tone", message, file.where("tones"), "the darkest colour first, the lightest last")
    pictures, tones = file.pictures, ("none", "grey", *file.tones)
    for key, noun, known in (("tone", "tone", tones), ("stroke", "stroke", tuple(file.strokes))):
        name = getattr(pictures, key)
        if name not in known and (key in pictures.model_fields_set or pictures.edge != "none"):
            problems.error(key, f"pictures: there is no {noun} {name!r}", pictures.where(key), *did_you_mean(name, known))


def check_contrast(file: ThemeFile, problems: Problems) -> None:
    """Report text that stands out too little from what it stands on, ground by ground."""
    for name, ground in file.grounds.items():
        colours = {role: file.colours[colour].colour(colour) for role, colour in ground.items()}
        for text, area in READ_ON:
            found = colours[text].contrast(colours[area])
            if found < LEAST_CONTRAST - 0.05:
                message = f"the ground {name!r}: {text} on {area} has a contrast of {found:.1f}, and {LEAST_CONTRAST:g} is needed"
                problems.warning("contrast", message, file.where("grounds"), "WCAG 2.2, success criterion 1.4.6: a darker or a lighter colour for one of the two")  # fmt: skip


def check_style(name: str, spec: StyleSpec, file: ThemeFile, problems: Problems) -> None:
    """Report what a style names in vain and what it lacks."""
    names = (
        ("extends", "style", file.styles),
        ("face", "face", file.faces),
        ("colour", "colour", GROUND_ROLES),
    )
    for key, rule, known in names:
        given = getattr(spec, key)
        if given and given not in known:
            noun = "colour role" if key == "colour" else rule
            message = f"the style {name!r}: there is no {noun} {given!r}"
            problems.error(rule, message, spec.where(key), *did_you_mean(given, known))
    above, seen = spec.extends, {name}
    while above in file.styles and above not in seen:
        seen.add(above)
        above = file.styles[above].extends
    if above == name:
        problems.error("extends", f"the style {name!r} extends itself", spec.where("extends"))
    whole = merged_style(file, name)
    if not whole.hung and not whole.held:
        problems.error("style", f"the style {name!r} has no size", spec.span, "add `hung:` or `held:` with size and leading")  # fmt: skip
    if not whole.face:
        problems.error("style", f"the style {name!r} has no face", spec.span, *did_you_mean("", file.faces))
    for size in (spec.hung, spec.held):
        if size and size.leading.pt() < size.size * 0.7:
            problems.error("leading", f"the style {name!r} has a leading of {size.leading} for {size.size:g} pt", size.span, f"{size.size * 1.2 / MM:.1f}mm or more keeps lines apart")  # fmt: skip
