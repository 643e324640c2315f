"""The block kinds: a table from the name authors write to the class that knows the block. A new kind is a file and a line."""

from __future__ import annotations

from predella.blocks.bar_chart import BarChart
from predella.blocks.block import Block
from predella.blocks.comparison import Comparison
from predella.blocks.contents import Contents
from predella.blocks.count_strip import CountStrip
from predella.blocks.day_bars import DayBars
from predella.blocks.day_grid import DayGrid
from predella.blocks.day_strip import DayStrip
from predella.blocks.dot_plot import DotPlot
from predella.blocks.figure import FigureBlock
from predella.blocks.glossary import Glossary
from predella.blocks.language_name import LanguageName
from predella.blocks.lists import ListBlock
from predella.blocks.logo import LogoBlock
from predella.blocks.map import MapBlock
from predella.blocks.page_number import PageNumber, RuleBlock, RunningLine
from predella.blocks.picture_row import PictureRow
from predella.blocks.plan import Plan
from predella.blocks.prose import Heading, Lead, ParagraphBlock, Quote, TextBlockKind
from predella.blocks.question import AnswerLines, Question
from predella.blocks.remarks import Callout, Definition, PullFact
from predella.blocks.share_bar import ShareBar
from predella.blocks.sizes import Sizes
from predella.blocks.slope_chart import SlopeChart
from predella.blocks.small_multiples import SmallMultiples
from predella.blocks.sources import Credits, Sources
from predella.blocks.stat import Stat
from predella.blocks.steps import Steps
from predella.blocks.table import Table
from predella.blocks.tally import Tally
from predella.blocks.timeline import Timeline
from predella.blocks.timeline_key import TimelineKey
from predella.blocks.unit_chart import UnitChart

BLOCKS: dict[str, type[Block]] = {
    kind.kind: kind
    for kind in (
        Heading,
        Lead,
        TextBlockKind,
        ParagraphBlock,
        ListBlock,
        LogoBlock,
        Quote,
        FigureBlock,
        MapBlock,
        Plan,
        CountStrip,
        UnitChart,
        Stat,
        Tally,
        ShareBar,
        BarChart,
        DotPlot,
        SmallMultiples,
        SlopeChart,
        DayGrid,
        DayBars,
        DayStrip,
        Glossary,
        Callout,
        Definition,
        PullFact,
        Steps,
        Comparison,
        PictureRow,
        Contents,
        Sizes,
        PageNumber,
        LanguageName,
        RuleBlock,
        RunningLine,
        AnswerLines,
        Question,
        Credits,
        Sources,
        Table,
        Timeline,
        TimelineKey,
    )
}
