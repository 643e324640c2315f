"""Exhibit files and options go in, finished documents come out: the pipeline, and the only place that knows its order.

read → validate → check → compose → lay out → check pages → write. Every stage reports into one collector.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from predella.assets import Picture
from predella.audit import check_exhibit, check_pages
from predella.audit.settling import settle
from predella.audit.type_sizes import SizeTable, type_sizes
from predella.blocks.block import Assets, Context
from predella.blocks.installed import block_kinds
from predella.compose import compose
from predella.diagnostics import Problems, Refused, Span, did_you_mean
from predella.drafts import draft_texts
from predella.faces import opened_resources
from predella.flow import Result, lay_out
from predella.layouts import Layout, layout_names, load_layout, overridden
from predella.load import load_exhibit, load_pictures
from predella.model import DocumentSpec, Exhibit, Section
from predella.pages import Document, Meta, Page
from predella.papers import Paper, SheetSpec
from predella.press import Press, Profile
from predella.printing import (
    PrintSpec,
    bleed_of,
    check_bleed,
    check_inks,
    merged,
    press_for,
    profile_for,
    with_bleed,
)
from predella.story import Story
from predella.svg import Drawing
from predella.themes import StyleSet, Theme, load_theme, theme_names
from predella.tiling import Undivided, divide, divided
from predella.typeset import runs_backward
from predella.workspace import Outside, Workspace, resource
from predella.workspace import replace as replace_file
from predella.writers import WRITERS

T = TypeVar("T")

PRINTED = ("screen", "png")
"""The targets that show a divided page as its sheets."""


@dataclass(frozen=True)
class Options:
    """What the command line asks for beyond the exhibit itself. Empty means: as the exhibit says."""

    only: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    layout: str | None = None
    theme: str | None = None
    paper: Paper | None = None
    sheets: tuple[Paper, ...] = ()
    target: str = "screen"
    final: bool = False
    split: bool = False
    out: Path = Path("output")
    profile: Profile | None = None
    date: str = ""


@dataclass(frozen=True)
class Job:
    """One document on one paper in one language."""

    exhibit: Exhibit
    name: str
    spec: DocumentSpec
    language: str
    layout: Layout
    theme: Theme
    sheet: Paper
    stem: str
    pictures: Mapping[str, Picture | Drawing]
    sheets: SheetSpec | None = None
    press: Press | None = None

    @property
    def made_for(self) -> Paper:
        """The paper whose distance `read_at` says: the document's first, else the one its page master is drawn for."""
        return next(iter(self.spec.paper), None) or self.layout.drawn_for(self.spec.page)

    def sizes_of(self, document: Document) -> SizeTable:
        """Return the sizes of the styles of this document, finished."""
        styles = styles_of(self)
        rows = type_sizes(tuple(document.pages), styles, document.fonts)
        held = styles.scale == "held"
        return SizeTable(self.name, self.sheet.slug, self.language, held, self.spec.metres, tuple(rows))

    @property
    def assets(self) -> dict[str, Picture | Drawing]:
        """The pictures of the exhibit, and the theme's logo when it is one."""
        logo = self.theme.logo
        return {**self.pictures, **({logo.key: logo.art} if logo and isinstance(logo.art, Picture) else {})}


@dataclass(frozen=True)
class Built:
    """One file that was written; a job ticket has no pages."""

    path: Path
    pages: int
    paper: str
    size: int


@dataclass
class Kit:
    """Layouts and themes read once for all the documents of a run."""

    workspace: Workspace
    problems: Problems
    layouts: dict[str, Layout | None] = field(default_factory=dict)
    themes: dict[str, Theme | None] = field(default_factory=dict)
    profiles: dict[tuple[str | None, float | None], Profile | None] = field(default_factory=dict)

    def profile(self, terms: PrintSpec) -> Profile | None:
        """Return the profile of the press that a document is printed on, or None after reporting why not."""
        key = terms.profile, terms.ink_limit
        if key not in self.profiles:
            self.profiles[key] = profile_for(terms, self.workspace, self.problems)
        return self.profiles[key]

    def layout(self, name: str, span: Span | None) -> Layout | None:
        """Return a layout by name, or None after reporting why not."""
        if name not in self.layouts:
            self.layouts[name] = self.load("layout", load_layout, layout_names(self.workspace), name, span)
        return self.layouts[name]

    def theme(self, name: str, span: Span | None) -> Theme | None:
        """Return a theme by name, or None after reporting why not."""
        if name not in self.themes:
            self.themes[name] = self.load("theme", load_theme, theme_names(self.workspace), name, span)
        return self.themes[name]

    def load(
        self,
        kind: str,
        read: Callable[[Workspace, str, Problems], T | None],
        known: Sequence[str],
        name: str,
        span: Span | None,
    ) -> T | None:
        """Read a layout or theme; its own problems are collected apart, so that others do not make it fail."""
        if name not in known:
            self.problems.error(
                f"no-{kind}", f"there is no {kind} {name!r}", span, *did_you_mean(name, known)
            )
            return None
        own = Problems()
        loaded: T | None = None
        try:
            loaded = read(self.workspace, name, own)
        except Refused as refused:
            own.extend(refused.problems)
        except (OSError, Outside, ValueError) as fault:
            own.error("file", f"the {kind} {name!r} cannot be read: {fault}", span)
        self.problems.extend(own.found)
        return loaded


def open_exhibit(
    workspace: Workspace, path: Path, problems: Problems, *, final: bool = False
) -> Exhibit | None:
    """Read and check one exhibit; None when errors keep it from being built."""
    kinds = block_kinds()
    exhibit = load_exhibit(workspace, path, kinds, problems)
    told = {problem.message for problem in problems.found}
    problems.extend(problem for problem in kinds.problems if problem.message not in told)
    if exhibit is not None:
        check_exhibit(exhibit, problems, final=final)
        settle(problems, exhibit, None, workspace.lines)
    return exhibit


def plan(workspace: Workspace, exhibit: Exhibit, options: Options, problems: Problems) -> list[Job]:
    """Return the documents to make; what the options name in vain is reported."""
    kit = Kit(workspace, problems)
    pictures = load_pictures(workspace, exhibit, problems)
    jobs: list[Job] = []
    for name, spec in exhibit.documents.items():
        layout_name, theme_name = options.layout or spec.layout, options.theme or spec.theme or exhibit.theme
        if options.only and name not in options.only and spec.layout not in options.only:
            continue
        layout = kit.layout(layout_name, spec.where("layout"))
        theme = kit.theme(theme_name, spec.where("theme") if spec.theme else exhibit.where("theme"))
        if layout is None or theme is None:
            continue
        if spec.frames:
            layout = overridden(layout, dict(spec.frames), problems)
        terms = terms_of(exhibit, spec, options)
        profile = kit.profile(terms) if options.target == "print" or terms.profile else None
        if options.target == "print":
            layout = with_bleed(layout, bleed_of(terms, layout))
        for job in jobs_of(exhibit, name, spec, layout, theme, options, pictures):
            if job.language == (options.languages or (job.language,))[0]:
                check_bleed(terms, layout, job.sheet, problems)
            if options.target == "print" and profile:
                job = printed(job, terms, options.profile or profile, problems)
            other = next((other.name for other in jobs if other.stem == job.stem), None)
            if other:
                message = f"the documents {other!r} and {name!r} would both be written to {job.stem}"
                problems.error("output", message, spec.span, "rename one, or name a paper once")
            jobs.append(job)
    settle(problems, exhibit, None, workspace.lines)  # what themes were found to lack
    return jobs


def jobs_of(
    exhibit: Exhibit, name: str, spec: DocumentSpec, layout: Layout, theme: Theme, options: Options,
    pictures: Mapping[str, Picture | Drawing],
) -> Iterator[Job]:  # fmt: skip
    """Yield one job for each paper and language of a document."""
    papers = (options.paper,) if options.paper else spec.paper or (layout.drawn_for(spec.page),)
    page = spec.page or next(iter(layout.file.pages))
    together = page in layout.file.pages and layout.master(page).languages == "all"
    languages = (options.languages or (exhibit.language,)) if not together else (exhibit.language,)
    sheets = spec.sheets if options.target != "print" else None
    if options.sheets and options.target != "print":
        sheets = SheetSpec(paper=options.sheets) if sheets is None else sheets.model_copy(update={"paper": options.sheets})
    for sheet in papers:
        for language in languages:
            parts = [exhibit.exhibit, name]
            parts += [sheet.slug] if len(spec.paper) > 1 or options.paper else []
            parts += [f"{sheets.slug}-sheets"] if sheets else []
            parts += [language] if len(exhibit.languages) > 1 and not together else []
            parts += [options.target] if options.target not in ("screen", "png", "proof") else []
            yield Job(exhibit, name, spec, language, layout, theme, sheet, "-".join(parts), pictures, sheets)


def terms_of(exhibit: Exhibit, spec: DocumentSpec, options: Options) -> PrintSpec:
    """Return what holds for the printing of a document; what the command line says of it goes before."""
    terms = merged(exhibit.print, spec.print)
    update = {"date": options.date} if options.date else {}
    return terms.model_copy(update=update | ({"profile": None} if options.profile else {}))


def printed(job: Job, terms: PrintSpec, profile: Profile, problems: Problems) -> Job:
    """Return a job with what its print shop is told; report what keeps its colours from being printed."""
    press = press_for(terms, profile, job.layout, job.sheet, f"{job.exhibit.exhibit} {job.name}", job.language, problems)
    check_inks(job.theme.file, press, problems)
    return replace(job, press=press)


def styles_of(job: Job) -> StyleSet:
    """Return the styles of a document on its paper."""
    layout, sheet, page = job.layout, job.sheet, job.spec.page
    assert layout.file.smallest
    step, steps = layout.step(sheet), layout.steps_down(sheet, page)
    smallest = layout.file.smallest.pt(layout.unit(sheet), step)
    below = steps - layout.steps_down(job.made_for, page)
    return StyleSet(
        job.theme, layout.scale, steps, smallest, step, layout.ratio(sheet, page), metres=job.spec.metres, below=below
    )


def context_of(job: Job, problems: Problems, *, final: bool) -> Context:
    """Return what the blocks of a document may ask."""
    layout, sheet = job.layout, job.sheet
    assert layout.file.paper
    assert layout.file.ground
    return Context(
        exhibit=job.exhibit,
        document=job.spec,
        document_name=job.name,
        language=job.language,
        styles=styles_of(job),
        ground=job.theme.ground(layout.file.ground),
        unit=layout.unit(sheet),
        step=layout.step(sheet),
        ratio=layout.ratio(sheet, job.spec.page),
        page_width=sheet.width,
        page_height=sheet.height,
        bleed=layout.bleed,
        problems=problems,
        assets=Assets(job.assets, resource),
        final=final,
        sections=sections_of(job),
        draft_texts=draft_texts(job.exhibit),
    )


def sections_of(job: Job) -> tuple[Section, ...]:
    """Return the sections a document takes, in its own order."""
    wanted = job.spec.sections
    if wanted is None:
        return job.exhibit.sections
    found = (job.exhibit.section(name) for name in wanted)
    return tuple(section for section in found if section is not None)


def make(
    job: Job, workspace: Workspace, problems: Problems, *, final: bool = False
) -> tuple[Document, Story]:
    """Compose and lay out one document. Raises `Refused` when that is impossible."""
    check_job(job, problems)
    context = context_of(job, problems, final=final)
    story = compose(job.layout, context, block_kinds(), workspace)
    result: Result = lay_out(story, job.layout, job.sheet, context)
    check_pages(result.pages, context, problems, story.tree)
    settle(problems, job.exhibit, job.name, workspace.lines)
    pages = over_sheets(job, result.pages, problems)
    title = context.words(job.spec.title) or context.words(job.exhibit.title)
    meta = Meta(title, job.language, job.exhibit.author, context.words(job.exhibit.summary))
    fonts = {**opened_resources, **job.theme.embedded}
    document = Document(
        pages,
        story.tree,
        meta,
        job.assets,
        fonts,
        tuple(result.bookmarks),
        tuple(problems.found),
        replace(job.press, pages=len(pages)) if job.press else None,
    )
    return document, story


def over_sheets(job: Job, pages: Sequence[Page], problems: Problems) -> tuple[Page, ...]:
    """Return pages that know how they are divided over the sheets that the document asks for. Raises `Refused`."""
    if job.sheets is None:
        return tuple(pages)
    backward = job.spec.time == "right-to-left" or runs_backward(job.language)
    try:
        return tuple(replace(page, division=divide(page, job.sheets, backward=backward)) for page in pages)
    except Undivided as fault:
        problems.error("sheets", f"document {job.name!r}: {fault}", job.spec.where("sheets"), fault.hint)
        raise Refused(problems.found) from None


def check_job(job: Job, problems: Problems) -> None:
    """Report a ground or a page master that the layout or the theme does not have."""
    file = job.layout.file
    grounds: dict[str | None, Span | None] = {section.ground: section.where("ground") for section in sections_of(job)}
    for master in file.pages.values():
        grounds |= {frame.ground: frame.where("ground") for frame in master.frames.values()} | {master.ground: file.span}
    for ground, place in (grounds | {file.ground: file.span}).items():
        if ground and ground not in job.theme.file.grounds:
            message = f"the theme {job.theme.file.theme!r} has no ground {ground!r}"
            problems.error("ground", message, place, *did_you_mean(ground, job.theme.file.grounds))
    for section in sections_of(job) if file.series else ():
        check_master(section.page, section.where("page"), job.layout, problems)
    check_master(job.spec.page, job.spec.where("page"), job.layout, problems)
    problems.refuse_errors()


def check_master(name: str | None, place: Span | None, layout: Layout, problems: Problems) -> None:
    """Report a page master that an exhibit names and the layout does not have."""
    if name and name not in layout.file.pages:
        message = f"the layout {layout.name!r} has no page master {name!r}"
        problems.error("no-master", message, place, *did_you_mean(name, layout.file.pages))


def write(job: Job, document: Document, options: Options, problems: Problems) -> Iterator[Built]:
    """Write a document's files, each replaced only by a complete new one. Raises OSError."""
    folder = options.out / job.exhibit.exhibit
    writer = WRITERS[options.target]
    # what shows how pages are made shows them whole, and where they are cut
    document = divided(document) if job.sheets and options.target in PRINTED else document
    pages = tuple(document.pages)
    parts: Iterable[tuple[str, Document]] = [("", document)]
    if options.split and len(pages) > 1:
        parts = [
            (
                f"-{page.number}",
                replace(
                    document,
                    pages=(page,),
                    is_part=True,
                    bookmarks=tuple(m for m in document.bookmarks if m.page == page.number),
                ),
            )
            for page in pages
        ]
    for suffix, part in parts:
        for name, content in writer(part, problems):
            path = folder / f"{job.stem}{suffix}{name}"
            count = 1 if options.target == "png" else 0 if name.startswith("-ticket") else len(tuple(part.pages))
            size = replace_file(path, lambda sink, content=content: sink.write(content) and None)  # type: ignore[misc]
            paper = f"{job.sheet.slug} on {job.sheets.slug}" if job.sheets else job.sheet.slug
            yield Built(path, count, paper, size)


def to_bytes(document: Document, target: str = "screen") -> bytes:
    """Return the first file of a document, for tests and tools."""
    sink = io.BytesIO()
    sink.write(next(iter(WRITERS[target](document, Problems())))[1])
    return sink.getvalue()
