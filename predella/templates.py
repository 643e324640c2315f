"""A layout's template and views of an exhibit go in, the markup that it prints comes out, each tag with its place."""

from __future__ import annotations

import re
import traceback
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from jinja2 import BaseLoader, StrictUndefined, TemplateError, TemplateNotFound, TemplateSyntaxError
from jinja2.environment import Environment
from jinja2.ext import Extension
from jinja2.utils import missing
from markupsafe import Markup

from predella.blocks.block import Context
from predella.dates import Date, say
from predella.diagnostics import Problem, Refused, Span, did_you_mean
from predella.layouts import Layout
from predella.sandbox import Sandbox
from predella.source import decode
from predella.views import Content, View, in_language, language_name
from predella.workspace import Outside, Workspace, inside

TEMPLATE = "story.xml.j2"


class Stamp(Extension):
    """Marks each element that a template writes with its own file and line, so that messages can name them."""

    TAG = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}|<([a-z][\w-]*)(?=[\s/>])", re.DOTALL)
    """A tag, or what Jinja2 reads, in which `a <b` is a comparison."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """Return the template with an `at` attribute on each of its tags; line numbers do not change."""
        file = escape(filename or name or "", {'"': "&quot;"})

        def stamped(match: re.Match[str]) -> str:
            if not match[1]:
                return match.group()
            line = source.count("\n", 0, match.start()) + 1
            column = match.start() - source.rfind("\n", 0, match.start())
            return f'{match.group()} at="{file}:{line}:{column}"'

        return self.TAG.sub(stamped, source)


class Missing(StrictUndefined):
    """A name that a template uses and that is not there; says what there is."""

    __slots__ = ()

    @property
    def _undefined_message(self) -> str:
        if self._undefined_hint:
            return self._undefined_hint
        owner = self._undefined_obj
        known = list(owner) if isinstance(owner, View | dict) else VARIABLES
        if owner is not missing and not isinstance(owner, View | dict):
            return f"there is no {self._undefined_name!r} here"
        return "; ".join(
            (f"there is no {self._undefined_name!r}", *did_you_mean(str(self._undefined_name), known))
        )


VARIABLES = ("exhibit", "document", "sections", "language", "final")
"""What a template may look at."""


class LayoutLoader(BaseLoader):
    """Finds templates: plain names along the layouts that extend each other, others below `layouts/`."""

    def __init__(self, workspace: Workspace, layout: Layout) -> None:
        self.workspace = workspace
        self.layout = layout

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Any]:
        """Return a template's text and the name messages use. Raises TemplateNotFound."""
        try:
            path = self.path(template)
            shown = self.workspace.shown(path)
            return decode(self.workspace.small(path), shown), shown, lambda: True
        except (OSError, Outside):
            raise TemplateNotFound(template) from None

    def path(self, template: str) -> Path:
        """Return a template's file. Raises FileNotFoundError, and `Outside` for a link that leads out of its folder."""
        for folder in self.layout.templates:
            if "/" not in template and (folder / template).is_file():
                return inside(folder, template)
        return self.workspace.find("layouts", template)


def environment_of(layout: Layout, context: Context, content: Content, workspace: Workspace) -> Sandbox:
    """Return a sandbox with the filters that templates have besides those of Jinja2."""
    environment = Sandbox(
        loader=LayoutLoader(workspace, layout), autoescape=True, undefined=Missing, extensions=[Stamp],
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    environment.add_filter("blocks", lambda items: Markup(content.markup(items)))
    environment.add_filter("by_frame", content.by_frame)
    environment.add_filter("language_name", language_name)
    environment.add_filter("in_language", in_language)
    environment.add_filter("frames", lambda master: frames_of(layout, master))
    environment.add_filter("plain", lambda text: "" if text is None else str.__str__(text))
    environment.add_filter(
        "date", lambda date: say(date, context.language) if isinstance(date, Date) else str(date or "")
    )
    return environment


def render(layout: Layout, context: Context, content: Content, workspace: Workspace) -> str:
    """Run the template."""
    environment = environment_of(layout, context, content, workspace)
    wanted = [section for section in context.sections if content.wanted(section.only)]
    values = {
        "exhibit": View(context.exhibit, context),
        "document": View(context.document, context),
        "sections": [View(section, context) for section in wanted],
        "language": context.language,
        "final": context.final,
    }
    try:
        return environment.get_template(TEMPLATE).render(values)
    except TemplateSyntaxError as fault:
        place = Span(fault.filename or fault.name or layout.name, fault.lineno, 1)
        raise Refused([Problem("error", "template", f"template: {fault.message}", place)]) from None
    except TemplateNotFound as fault:
        raise Refused([Problem("error", "template", f"there is no template {fault.message!r}", template_place(fault, layout))]) from None  # fmt: skip
    except RecursionError as fault:
        message = "template: it calls itself without end"
        raise Refused([Problem("error", "template", message, template_place(fault, layout))]) from None
    except (TemplateError, TypeError, ValueError, LookupError, ArithmeticError, AttributeError, MemoryError) as fault:  # fmt: skip
        message = f"template: {str(fault) or type(fault).__name__}"
        raise Refused([Problem("error", "template", message, template_place(fault, layout))]) from None


def frames_of(layout: Layout, name: Any) -> list[str]:
    """Return the names of a page master's frames, in the layout's order; of the first for no name or an unknown one."""
    return list(layout.master(str(name) if name in layout.file.pages else None).frames)


def template_place(fault: BaseException, layout: Layout) -> Span:
    """Return the innermost line of a template in a fault's traceback; Jinja2 maps its code to template lines."""
    frames = [frame for frame in traceback.extract_tb(fault.__traceback__) if frame.filename.endswith(".j2")]
    return Span(frames[-1].filename, frames[-1].lineno or 1, 1) if frames else Span(layout.shown)
