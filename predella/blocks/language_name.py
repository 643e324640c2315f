"""The language of a page goes in; its name in itself comes out, with the word for a draft where its texts are drafts."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from predella.blocks.block import Block, Context, Fragment, Node, Space
from predella.blocks.prose import paragraph
from predella.date_words import locale_of
from predella.pages import Role
from predella.phrases import phrase
from predella.text import Run
from predella.words import texts_in


class LanguageName(Block):
    """What a language is called in itself, and that its texts on the page are drafts."""

    kind: ClassVar[str] = "language_name"
    role: ClassVar[Role | None] = "P"
    summary: ClassVar[str] = "the language of a page or column, in itself, and whether its texts are drafts"
    example: ClassVar[str] = "- language_name: {}"

    style: str = Field("language", description="its style")

    def style_name(self) -> str:
        return self.style

    def lay_out(self, node: Node, space: Space, context: Context) -> Fragment:
        status = ""
        if shows_drafts(context):
            context.drafts[context.language] = True
            status = f" {phrase('draft-status', context.language)}"
        runs = (Run(own_name(context.language), strong=True), *((Run(status),) if status else ()))
        return paragraph(runs, self.style).lay_out(node, space, context)


def own_name(language: str) -> str:
    """Return what a language is called in itself, as a heading: English, Қазақ тілі; its tag when CLDR has no name."""
    try:
        locale = locale_of(language)
    except ValueError:
        return language
    name = locale.get_language_name() or language
    return name[:1].upper() + name[1:]


def shows_drafts(context: Context) -> bool:
    """True when a text of the section that a page shows is a draft in its language."""
    exhibit, section = context.exhibit, context.section
    if section is None:
        return False
    named = [name for item in section.content for name in item.block.figures_named()]
    shown = [section, *(exhibit.figures[name] for name in named if name in exhibit.figures)]
    return any(
        words.is_draft(context.language, exhibit.language, exhibit.drafts)
        for part in shown
        for words in texts_in(part)
    )
