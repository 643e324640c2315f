"""The block kinds: a table from the name authors write to the class that knows the block. A new kind is a file and a line."""

from __future__ import annotations

from predella.blocks.block import Block
from predella.blocks.count_strip import CountStrip
from predella.blocks.figure import FigureBlock
from predella.blocks.map import MapBlock
from predella.blocks.prose import Heading, Lead, ParagraphBlock, Quote, TextBlockKind
from predella.blocks.unit_chart import UnitChart

BLOCKS: dict[str, type[Block]] = {
    kind.kind: kind
    for kind in (
        Heading,
        Lead,
        TextBlockKind,
        ParagraphBlock,
        Quote,
        FigureBlock,
        MapBlock,
        CountStrip,
        UnitChart,
    )
}
