"""The rules of `check`, as a table: what each looks for, how grave a breach is, why it matters and who says so.

Only what is wrong with what was understood is in here. What cannot be understood (YAML, unknown keys, values of the wrong
kind) is no matter of taste: it has no switch, and no waiver.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from predella.diagnostics import Severity

Setting = Literal["off", "warning", "error"]
"""What a document may make of a rule."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of preflight. `fixed` rules keep output from being wrong or from being unlawful: they are never switched off.

    `severity` is that of a draft; rights, drafts and positions are errors in a final build, whatever their switch.
    Those are `final`: their errors may still be waived, with a reason; no other error of a rule for warnings can be.
    What is found `per` exhibit is switched for the exhibit, not for one of its documents; what is found `per` file, when it is written.
    """

    id: str
    severity: Severity
    looks_for: str
    reason: str
    source: str
    fixed: bool = False
    final: bool = False
    per: Literal["exhibit", "page", "file"] = "page"


HOUSE = "house rule"
SMITHSONIAN = "Smithsonian Guidelines for Accessible Exhibition Design"
WCAG = "WCAG 2.2"
UA = "ISO 14289-1 (PDF/UA-1)"

RULES: Mapping[str, Rule] = {
    rule.id: rule
    for rule in (
        # text that fits
        Rule("overset", "error", "text that does not fit its frame", "what does not fit is cut off or stands on something else", HOUSE, fixed=True),
        Rule("too-wide", "error", "a word or a drawing that is wider than its place", "it stands on what is beside it", HOUSE, fixed=True),
        Rule("too-high", "error", "a drawing that is higher than its frame", "it leaves the page or is left out", HOUSE, fixed=True),
        Rule("outside-trim", "error", "text that leaves the page", "it is cut off", HOUSE, fixed=True),
        Rule("too-small", "error", "text under the layout's smallest size", "it cannot be read where it hangs", HOUSE),
        Rule("overlap", "warning", "the contents of two frames on each other", "neither can be read", HOUSE),
        Rule("dropped", "warning", "a block marked optional that was left out", "its author should know", HOUSE),
        Rule("left-out", "warning", "content that a layout prints nowhere", "its author should know", HOUSE),
        Rule("unsettled", "warning", "page numbers that do not settle", "a number of the contents may be wrong", HOUSE),
        Rule("safe-zone", "warning", "text nearer to the trim than 3 mm", "a knife strays, and a printer's edge is white", "print shops ask for 3 to 5 mm; ISO 12647-2 says nothing of it"),
        Rule("height", "warning", "a figure that does not fit into the height it was given", "it stands smaller than was meant, or is cut", HOUSE),
        # reading
        Rule("type-for-distance", "warning", "type too small for the distance it is read from", "9.3 mm of x-height for each metre are needed", SMITHSONIAN),
        Rule("small-print", "warning", "running text in the hand under 9 pt", "many readers cannot read it", "UKAAF, Minimum Standards MS03"),
        Rule("line-length", "warning", "lines of running text that are too long or too short", "the eye loses the next line", f"{SMITHSONIAN}; {WCAG}, 1.4.8"),
        Rule("length-balance", "warning", "a language that runs much longer than the others", "languages of equal rank stand in one size", HOUSE),
        Rule("contrast", "warning", "text too near in lightness to what is behind it", "light in a gallery is low, and eyes grow old: 7 to 1 is asked for", f"{WCAG}, 1.4.6"),
        Rule("word-budget", "warning", "more words than the exhibit's guide allows", "visitors read for seconds", "Serrell, Exhibit Labels; V&A; CMHR; Smithsonian"),
        Rule("sentence-length", "warning", "sentences that are too long", "a reader who stands loses the thread", "Serrell, Exhibit Labels"),
        Rule("reading-grade", "warning", "text for readers of a higher grade than meant", "visitors of 12 and more should understand it", "Flesch and Kincaid (1975), and their kin in other languages"),
        # people who listen
        Rule("no-alt", "error", "a picture without a text alternative", "whoever does not see it is told nothing", f"{UA}, 7.3", per="exhibit"),
        Rule("doubtful-alt", "warning", "an alternative that says “image of”, is a file's name, or repeats the caption", "it says twice what is known, or nothing", "WAI, Images Tutorial, Tips and Tricks", per="exhibit"),
        Rule("heading-order", "warning", "headings that skip a level", "who jumps from heading to heading looks for the missing one", f"{UA}, 7.4.2"),
        Rule("reading-order", "warning", "text that is read before what stands above it in its column", "eye and ear part", f"{WCAG}, 1.3.2"),
        Rule("conformance", "warning", "a level of conformance that a file may not claim", "the file is less than was asked for", UA, per="file"),
        # rights
        Rule("no-credit", "error", "a picture shown without its credit, or without rights", "licences and agencies ask for it", "Creative Commons, CC BY 4.0, 3(a)", fixed=True),
        Rule("rights", "warning", "a picture whose rights are not cleared", "it may not be printed", HOUSE, final=True, per="exhibit"),
        Rule("license", "warning", "a licence that is not known, or asks for more than is there", "terms cannot be kept that nobody knows", "SPDX; Creative Commons"),
        Rule("fpo", "warning", "a position for a picture that is not there yet", "it would be printed as it stands", HOUSE, final=True, per="exhibit"),
        Rule("no-caption", "error", "a figure with neither caption nor title", "nobody knows what it shows", HOUSE, per="exhibit"),
        # what is named and is not there
        Rule("no-figure", "error", "a figure placed that is not there", "its place stays empty", HOUSE, fixed=True, per="exhibit"),
        Rule("no-section", "error", "a document's section that is not there", "a chapter is missing", HOUSE, fixed=True, per="exhibit"),
        Rule("no-event", "error", "an event named that is not there", "a day or a line of a drawing is missing", HOUSE, fixed=True),
        Rule("link", "error", "a link that leads nowhere", "paper cannot be clicked, and readers follow addresses alone", HOUSE, fixed=True, per="exhibit"),
        # sources
        Rule("citation", "error", "a citation of a source that is not there", "the claim stands without its proof", HOUSE, fixed=True, per="exhibit"),
        Rule("uncited", "warning", "a source that nothing cites", "it is printed in the list for nothing", HOUSE, per="exhibit"),
        Rule("account", "warning", "an account of an event that one source alone tells", "there is nothing to compare", HOUSE, per="exhibit"),
        Rule("unused", "warning", "a figure that is placed nowhere", "it may have been forgotten", HOUSE, per="exhibit"),
        # languages
        Rule("translation", "warning", "texts that are missing in a language", "the default language is printed there", HOUSE, per="exhibit"),
        Rule("draft", "warning", "texts that are drafts", "nobody has approved them", HOUSE, final=True, per="exhibit"),
        Rule("hyphenation", "warning", "a language without patterns for dividing words", "its lines are ragged", HOUSE),
        # pictures, colours and ink
        Rule("resolution", "warning", "a picture of too few pixels for its size and distance", "it looks blurred: an eye parts one minute of arc", "Snellen acuity 20/20"),
        Rule("picture-profile", "warning", "a picture whose colour profile is broken, or for other colours than it has", "nothing says what its colours mean", "ICC.1:2022"),
        Rule("crop", "warning", "a picture that is cut by more than a fifth", "what was cut may have been the point", HOUSE),
        Rule("ink", "warning", "a colour with more ink than paper takes", "wet sheets stick to one another", "ISO 12647-2; FOGRA39: 300 %"),
        Rule("no-cmyk", "warning", "a colour without its inks", "the press would guess them", HOUSE),
        Rule("unbled", "warning", "a picture or an area that ends at the trim and does not bleed", "a cut that strays leaves a white edge", "print shops ask for 3 mm of bleed"),
        Rule("hairline", "warning", "a line thinner than 0.25 pt", "it breaks up in print, and vanishes on some printers", "Ghent Workgroup, GWG 2022: 0.25 pt"),
        Rule("rich-black-text", "warning", "small light text on a ground of several inks", "inks that shift by a tenth of a millimetre close it", "print shops: 8 pt at least, and bold"),
        Rule("font", "warning", "a font that may not be embedded", "its maker forbids what every PDF does", "OpenType, OS/2 fsType"),
        Rule("no-glyph", "error", "a character that no font has", "it is printed as a box, and read as nothing", "ISO 14289-1 (PDF/UA-1), 7.21.8", fixed=True),
        Rule("direction", "warning", "control characters that turn letters round", "what is read would not be what is stored", "Unicode, UAX #9, 2", fixed=True),
        Rule("chart-scale", "warning", "values too small to be seen beside the largest", "a bar of no length says nought", HOUSE),
        Rule("waiver", "warning", "a waiver that waives nothing", "the fault is mended: the waiver would hide the next one", HOUSE, per="exhibit"),
    )
}  # fmt: skip

FAULTS: Mapping[str, tuple[str, ...]] = {
    "a file that cannot be read as what it is": ("csv", "encoding", "file", "logo", "picture", "svg", "type", "yaml"),
    "a file that is not there, or lies outside the project": ("no-file", "outside", "output", "profile"),
    "a key that is not known, is missing, or has a value of the wrong kind": (
        "chart-moments", "comparison", "content", "count", "events", "length", "missing", "range", "sources", "table", "terms", "text",
        "unknown-key", "value", "width",
    ),
    "a date, a language, a place or a colour that is none": ("colour", "country", "date", "language", "position"),
    "a name that leads nowhere": (
        "face", "fit", "marks", "no-area", "no-block", "no-country", "no-element", "no-frame", "no-lake", "no-layout", "no-master",
        "no-page", "no-rule", "no-theme", "only", "pictogram",
    ),
    "a name given twice": ("duplicate",),
    "a text that is empty, or that Markdown does not allow": ("empty", "empty-text", "html", "markdown"),
    "a decision about rules that cannot be kept": ("checks", "fixed-rule", "waive"),
    "a figure or block that cannot be drawn as it says": (
        "alt", "area", "chart-groups", "chart-highlight", "chart-key", "chart-label", "chart-log", "chart-negative", "day-bars", "day-grid",
        "day-strip", "empty-map", "figure", "focus", "lakes", "locator", "map", "no-room", "plan", "scale-bar", "share-bar", "sizes", "stat",
        "strip", "tally", "timeline", "unit-chart",
    ),
    "a layout, theme or template that does not hold together": (
        "edges", "extends", "feature", "frame", "ground", "leading", "style", "template", "theme", "tone",
    ),
    "paper, bleed, folds and inks that cannot be made": ("bleed", "cmyk", "fold", "paper", "sheets"),
    "a fault of a block kind that was installed, or of the engine": ("internal", "plug-in"),
}  # fmt: skip
"""What cannot be used as it was written, and the names under which it is reported: nobody can switch or waive it."""
