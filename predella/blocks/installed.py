"""The distributions installed beside this one go in, the block kinds that they bring come out, and what is wrong with them.

A distribution names its blocks in the entry-point group `predella.blocks`: the kind that authors write, and its class.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from typing import Any

from predella.blocks import BLOCKS
from predella.blocks.block import Block
from predella.diagnostics import Problem
from predella.model import ITEM_KEYS, Figure

GROUP = "predella.blocks"
KIND = re.compile(r"[a-z][a-z0-9_]*")
TAKEN = frozenset({*ITEM_KEYS, *Figure.model_fields, "story", "page", "flow", "section", "block", "t", "strong", "em", "a", "cite", "br"})  # fmt: skip
"""Words that mean something else where a kind could stand: keys of an item or a figure, elements of a template."""


class Kinds(dict[str, type[Block]]):
    """The block kinds there are. `broken` says of those that cannot be used why; `brought_by` who brings a kind."""

    broken: Mapping[str, str]
    brought_by: Mapping[str, str]
    problems: tuple[Problem, ...]


class Unusable(Exception):
    """Raised for an entry point that is no block; the message says why."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One entry point, and the distribution it belongs to, with its version."""

    entry: EntryPoint
    distribution: str


@cache
def block_kinds() -> Kinds:
    """Return the engine's kinds and those of installed distributions, found once a run.

    Reading the entry points of some fifty distributions takes 2 ms. Only then are the modules imported that a
    distribution names; one that cannot be used is left out and reported.
    """
    return kinds_of(
        Offer(entry, f"{entry.dist.name} {entry.dist.version}" if entry.dist else "an unknown distribution")
        for entry in entry_points(group=GROUP)
    )


def kinds_of(offers: Iterable[Offer]) -> Kinds:
    """Return the kinds that a set of entry points makes, in an order that does not depend on the search path."""
    kinds, problems = Kinds(BLOCKS), list[Problem]()
    broken: dict[str, str] = {}
    brought_by: dict[str, str] = {}
    by_name: dict[str, list[Offer]] = {}
    for offer in sorted(offers, key=lambda offer: (offer.entry.name, offer.distribution)):
        by_name.setdefault(offer.entry.name, []).append(offer)
    for name, several in by_name.items():
        who = " and ".join(offer.distribution for offer in several)
        try:
            if len(several) > 1:
                raise Unusable("they bring two of that name")
            kinds[name] = loaded(several[0].entry)
            brought_by[name] = who
        except Unusable as fault:
            message = f"the block {name!r} of {who} cannot be used: {fault}"
            hint = f"update or uninstall {several[0].distribution.split(' ')[0]}"
            problems.append(Problem("warning", "plug-in", message, None, (hint,)))
            if name not in BLOCKS:
                broken[name] = message
    kinds.broken, kinds.brought_by, kinds.problems = broken, brought_by, tuple(problems)
    return kinds


def loaded(entry: EntryPoint) -> type[Block]:
    """Return the class that an entry point names. Raises `Unusable`."""
    if entry.name in BLOCKS:
        raise Unusable("Predella has a block of that name, which is used")
    if not KIND.fullmatch(entry.name) or entry.name in TAKEN:
        raise Unusable("that cannot be the name of a block")
    try:
        kind: Any = entry.load()
    except (Exception, SystemExit) as fault:
        raise Unusable(f"{entry.value} cannot be imported ({type(fault).__name__}: {fault})") from None
    if not isinstance(kind, type) or not issubclass(kind, Block):
        raise Unusable(f"{entry.value} is no subclass of predella.extend.Block")
    if getattr(kind, "kind", None) != entry.name:
        raise Unusable(f"its class says `kind = {getattr(kind, 'kind', None)!r}`")
    for name in ("summary", "example"):
        if not getattr(kind, name):
            raise Unusable(f"its class has no `{name}`")
    if kind.lay_out is Block.lay_out:
        raise Unusable("its class has no `lay_out`")
    return kind
