"""layout.yaml goes in, page masters come out: paper, grid, frames and the rules by which text is fitted into them.

A layout says where things go. Geometry is written in u (trim width ÷ grid units), b (one baseline step), mm, pt or in.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, field_validator

from predella.diagnostics import Problems, Refused, did_you_mean
from predella.frames import Frame, FrameRect
from predella.pages import MM, Rect
from predella.papers import PAPERS, FoldField, Paper, PaperField, paper
from predella.source import read
from predella.styles import Scale
from predella.validate import Length, LengthField, Model, PhysicalField, read_model, wrong
from predella.workspace import Workspace


class Master(Model):
    """A page master: named frames on a ground."""

    extends: str | None = None
    ground: str | None = None
    paper: PaperField | None = Field(
        None, description="what it is drawn for, where that is not the layout's paper"
    )
    languages: Literal["one", "all"] = Field(
        "one", description="all: its pages show every language of the exhibit, so that a document is made once"
    )
    next: str | None = Field(None, description="the master of the page that takes what does not fit")
    frames: dict[str, Frame] = Field(default_factory=dict)


class PaperSpec(Model):
    """The paper a layout is drawn for, and the bleed."""

    default: PaperField
    bleed: PhysicalField = Field(default_factory=lambda: Length(0, "mm"))


class Grid(Model):
    """The grid: the trim width in units, the side margin, columns, and the baseline step per paper."""

    units: int = Field(42, ge=1, le=400)
    margin: LengthField
    columns: int = Field(12, ge=1, le=48)
    baseline: dict[str, PhysicalField] = Field(min_length=1)

    @field_validator("baseline")
    @classmethod
    def known_papers(cls, value: dict[str, Any]) -> dict[str, Any]:
        for name in value:
            if name not in PAPERS:
                raise wrong(
                    "paper", f"there is no paper {name!r}", None, "; ".join(did_you_mean(name, PAPERS))
                )
        return value


class LayoutFile(Model):
    """layout.yaml."""

    layout: str = Field(description="its name")
    summary: str = ""
    extends: str | None = None
    paper: PaperSpec | None = None
    scale: Literal["hung", "held"] | None = None
    smallest: LengthField | None = None
    grid: Grid | None = None
    ground: str | None = None
    pages: dict[str, Master] = Field(default_factory=dict)
    folds: tuple[FoldField, ...] | None = Field(
        None, description="where its sheets are folded: 105mm, from the left edge, or 148.5mm from top"
    )
    series: bool | None = Field(None, description="each section takes a page of its own")
    picks: bool | None = Field(
        None, description="the template takes only some items; those it leaves out are not reported"
    )


@dataclass(frozen=True)
class Layout:
    """A layout with everything it extends merged in."""

    name: str
    file: LayoutFile
    templates: tuple[Path, ...]
    shown: str

    @property
    def scale(self) -> Scale:
        return self.file.scale or "held"

    @property
    def bleed(self) -> float:
        """What is printed beyond the trim on each side, in pt."""
        return self.file.paper.bleed.pt() if self.file.paper else 0.0

    def master(self, name: str | None) -> Master:
        """Return a master by name, or the first; what it extends is merged in. Raises KeyError."""
        return whole_master(self.file.pages, name or next(iter(self.file.pages)))

    def step(self, sheet: Paper) -> float:
        """Return the baseline step for a paper, in pt: the step given for it, or for the nearest larger."""
        steps = self.file.grid.baseline if self.file.grid else {}
        if sheet.name in steps:
            return steps[sheet.name].pt()
        area = sheet.width * sheet.height
        sized = {name: paper(name) for name in steps}
        nearest = min(sized, key=lambda name: abs(math.log(sized[name].width * sized[name].height / area)))
        return steps[nearest].pt()

    def unit(self, sheet: Paper) -> float:
        """Return u for a paper, in pt."""
        return sheet.width / (self.file.grid.units if self.file.grid else 42)

    def drawn_for(self, page: str | None) -> Paper:
        """Return the paper that a document on a page master is drawn for."""
        assert self.file.paper
        master = self.master(page) if page in self.file.pages else None
        return (master and master.paper) or self.file.paper.default

    def ratio(self, sheet: Paper, page: str | None = None) -> float:
        """Return by how much the paper is wider than the one that a page master is drawn for."""
        drawn = self.drawn_for(page)
        return math.sqrt(sheet.width * sheet.height / (drawn.width * drawn.height))

    def steps_down(self, sheet: Paper, page: str | None = None) -> int:
        """Return how many ladder steps the type goes up (or, negative, down) on a paper."""
        return round(4 * math.log2(self.ratio(sheet, page)))

    def frames(self, master: Master, sheet: Paper) -> dict[str, FrameRect]:
        """Return the frames of a master on a paper. Raises `Refused` for a frame that cannot stand there."""
        problems = Problems()
        found = {}
        for name, frame in master.frames.items():
            rect = self.rect(frame, sheet)
            u, b = self.unit(sheet), self.step(sheet)
            inset = frame.inset.pt(u, b) if frame.inset else 0.0
            if rect.width <= 2 * inset or rect.height < 2 * inset:
                problems.error(
                    "frame", f"the frame {name!r} has no room on {sheet.name}: {size(rect)}", frame.span
                )
            elif (
                rect.x < -0.1
                or rect.y < -0.1
                or rect.right > sheet.width + 0.1
                or rect.bottom > sheet.height + 0.1
            ):
                over = max(-rect.x, -rect.y, rect.right - sheet.width, rect.bottom - sheet.height) / MM
                problems.error("frame", f"the frame {name!r} leaves the page by {over:.1f} mm on {sheet.name}", frame.span, "a frame ends at the trim; with `bleed: true` it runs off where it touches the trim")  # fmt: skip
            area = run_off(rect, sheet, self.bleed)
            rect = inner(area if frame.bleed else rect, inset)
            first = frame.first.pt(u, b) if frame.first else None
            gap = frame.gap.pt(u, b) if frame.gap else 0.0
            found[name] = FrameRect(
                name, rect, first, frame.align or "top", frame.fit or (), frame.next, frame.below, gap,
                bool(frame.balance), frame.span,
                frame.height.pt(u, b) if frame.height and not frame.bottom else None, sheet.height,
                frame.rank or "", frame.ground, area,
            )  # fmt: skip
        problems.refuse_errors()
        return found

    def margin(self, sheet: Paper) -> float:
        """Return the side margin on a paper, in pt."""
        assert self.file.grid
        return self.file.grid.margin.pt(self.unit(sheet), self.step(sheet))

    def rect(self, frame: Frame, sheet: Paper) -> Rect:
        """Return a frame's rectangle on a paper, in pt."""
        assert self.file.grid
        u, b, grid = self.unit(sheet), self.step(sheet), self.file.grid
        margin = self.margin(sheet)
        left, right = margin, sheet.width - margin
        if frame.columns:
            column = (right - left) / grid.columns
            left, right = left + (frame.columns[0] - 1) * column, left + frame.columns[1] * column
        elif frame.units:
            left, right = frame.units[0] * u, frame.units[1] * u
        left = frame.left.pt(u, b) if frame.left else left
        right = sheet.width - frame.right.pt(u, b) if frame.right else right
        height = frame.height.pt(u, b) if frame.height else None
        bottom = sheet.height - frame.bottom.pt(u, b) if frame.bottom else None
        top = frame.top.pt(u, b) if frame.top else frame.first.pt(u, b) if frame.first else None
        if top is None:
            top = (bottom if bottom is not None else sheet.height) - height if height is not None else 0.0
        if bottom is None:
            bottom = top + height if height is not None else sheet.height
        return Rect(left, top, right - left, bottom - top)


def whole_master(pages: Mapping[str, Master], name: str) -> Master:
    """Return a master with what it extends merged in. Raises KeyError."""
    master = pages[name]
    return over(whole_master(pages, master.extends), master) if master.extends else master


def over(parent: Master, child: Master) -> Master:
    """Return a master with the child's values over the parent's, frame by frame."""
    frames = dict(parent.frames)
    for key, frame in child.frames.items():
        frames[key] = frame.over(frames[key]) if key in frames else frame
    update = {key: getattr(child, key) or getattr(parent, key) for key in ("ground", "paper", "next")}
    update["languages"] = child.languages if "languages" in child.model_fields_set else parent.languages
    return parent.model_copy(update={**update, "frames": frames})


def run_off(rect: Rect, sheet: Paper, bleed: float) -> Rect:
    """Return a rectangle that goes on into the bleed on the sides where it touches the trim."""
    left = bleed if rect.x < 0.1 else 0.0
    top = bleed if rect.y < 0.1 else 0.0
    right = bleed if rect.right > sheet.width - 0.1 else 0.0
    bottom = bleed if rect.bottom > sheet.height - 0.1 else 0.0
    return Rect(rect.x - left, rect.y - top, rect.width + left + right, rect.height + top + bottom)


def inner(rect: Rect, inset: float) -> Rect:
    """Return what is left of a rectangle within an inset on all sides."""
    return Rect(rect.x + inset, rect.y + inset, rect.width - 2 * inset, rect.height - 2 * inset)


def size(rect: Rect) -> str:
    """Return a rectangle's size for messages."""
    return f"{rect.width / MM:.0f} × {rect.height / MM:.0f} mm"


def layout_names(workspace: Workspace) -> list[str]:
    """Return the names of the layouts there are."""
    return [Path(name).parent.name for name in workspace.names("layouts", "*/layout.yaml")]


def load_layout(workspace: Workspace, name: str, problems: Problems) -> Layout | None:
    """Read a layout and what it extends; return None after reporting problems."""
    chain: list[tuple[LayoutFile, Path]] = []
    wanted: str | None = name
    while wanted:
        path = workspace.find("layouts", f"{wanted}/layout.yaml")
        file = read_model(LayoutFile, read(workspace.small(path), workspace.shown(path)), problems)
        if file is None:
            return None
        chain.insert(0, (file, path))
        wanted = file.extends
        if wanted and any(wanted == path.parent.name for _, path in chain):
            problems.error("extends", f"the layout {wanted!r} extends itself", file.span)
            return None
        if wanted and wanted not in layout_names(workspace):
            problems.error(
                "no-layout",
                f"there is no layout {wanted!r} to extend",
                file.span,
                *did_you_mean(wanted, layout_names(workspace)),
            )
            return None
    merged = chain[0][0]
    for file, _ in chain[1:]:
        merged = merge_layouts(merged, file)
    templates = tuple(path.parent for _, path in reversed(chain))
    layout = Layout(name, merged, templates, workspace.shown(chain[-1][1]))
    check(layout, problems)
    return None if problems.has_errors else layout


def merge_layouts(parent: LayoutFile, child: LayoutFile) -> LayoutFile:
    """Return a layout with the child's values over the parent's; masters are merged frame by frame."""
    given = {name: getattr(child, name) for name in LayoutFile.model_fields if name in child.model_fields_set}
    pages = dict(parent.pages)
    for name, master in child.pages.items():
        pages[name] = over(pages[name], master) if name in pages and not master.extends else master
    return parent.model_copy(update=given | {"pages": pages})


def check(layout: Layout, problems: Problems) -> None:
    """Report what a layout leaves out or names in vain."""
    file = layout.file
    for key in ("paper", "grid", "scale", "ground", "smallest"):
        if getattr(file, key) is None:
            problems.error(
                "missing", f"{key!r} is missing", file.span, "a layout says it, or the one it extends"
            )
    if not file.pages:
        problems.error("missing", "a layout needs at least one page master under `pages`", file.span)
    for name, master in file.pages.items():
        for reference in (master.extends, master.next):
            if reference and reference not in file.pages:
                problems.error("no-master", f"the page master {name!r} names {reference!r}, which is not there", master.span, *did_you_mean(reference, file.pages))  # fmt: skip
        seen = {name}
        parent = master.extends
        while parent in file.pages:
            if parent in seen:
                problems.error("extends", f"the page master {parent!r} extends itself", master.span)
                return
            seen.add(parent)
            parent = file.pages[parent].extends
    if problems.has_errors:
        return
    for name in file.pages:
        frames = layout.master(name).frames
        for key, frame in frames.items():
            for reference in (frame.next, frame.below):
                if reference and reference not in frames:
                    message = f"the frame {key!r} names {reference!r}, which is not there"
                    problems.error("no-frame", message, frame.span, *did_you_mean(reference, frames))
            above, seen = frame.below, {key}
            while above in frames and above not in seen:
                seen.add(above)
                above = frames[above].below
            if above == key:
                problems.error("frame", f"the frame {key!r} begins below itself", frame.where("below"))
    if not any((folder / "story.xml.j2").is_file() for folder in layout.templates):
        problems.error("missing", "the layout has no template story.xml.j2 beside it", file.span)


def overridden(layout: Layout, frames: dict[str, Frame], problems: Problems) -> Layout:
    """Return the layout with frames an exhibit changes for itself alone, in every master that has them."""
    pages = dict(layout.file.pages)
    known = {key for name in pages for key in layout.master(name).frames}
    for key, frame in frames.items():
        if key not in known:
            problems.error(
                "no-frame",
                f"the layout {layout.name!r} has no frame {key!r}",
                frame.span,
                *did_you_mean(key, known),
            )
            continue
        for name, master in pages.items():
            whole = layout.master(name).frames
            if key in whole:
                pages[name] = master.model_copy(
                    update={"frames": {**master.frames, key: frame.over(whole[key])}}
                )
    if problems.has_errors:
        raise Refused(problems.found)
    return Layout(
        layout.name, layout.file.model_copy(update={"pages": pages}), layout.templates, layout.shown
    )
