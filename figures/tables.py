"""The tables of a month or a year, worked out once for the page and the workbook alike."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from figures.asked import Asked
from figures.disputes import source_tree
from figures.evaluator import Answer, Figure, Line, evaluate
from figures.indicators import BASE, CORE, PRINTED
from vocab import BASES, N_


@dataclass(frozen=True)
class Column:
    """A column of a table: an indicator under a short heading with its unit."""

    key: str
    label: str


ACCEPTED = Column("dispute.accepted", N_("受理（件）"))
CONCLUDED = Column("dispute.concluded", N_("调结（件）"))
SUCCEEDED = Column("dispute.succeeded", N_("成功（件）"))
FAILED = Column("dispute.failed", N_("不成功（件）"))
RATE = Column("dispute.success_rate", N_("成功率"))
SHARE = Column("dispute.share", N_("占比"))
AMOUNT = Column("dispute.amount", N_("金额（万元）"))

UNIT_COLUMNS = (
    ACCEPTED,
    CONCLUDED,
    SUCCEEDED,
    FAILED,
    RATE,
    Column("dispute.pending", N_("未结（件）")),
    AMOUNT,
    Column("dispute.parties", N_("当事人（人）")),
    Column("dispute.difficult", N_("疑难复杂（件）")),
    Column("dispute.written_agreements", N_("书面协议（件）")),
    Column("dispute.oral_agreements", N_("口头协议（件）")),
    Column("dispute.performed", N_("履行（件）")),
    Column("dispute.confirmed", N_("司法确认有效（件）")),
)
MONTH_COLUMNS = (ACCEPTED, CONCLUDED, SUCCEEDED, FAILED, RATE, AMOUNT)
STUDIO_COLUMNS = (ACCEPTED, CONCLUDED, SUCCEEDED, FAILED, RATE, AMOUNT)


@dataclass(frozen=True)
class SourceRow:
    """A line of the tree of sources: a source, or the parent of several, whose line is never added."""

    label: str
    line: Line
    part: str
    is_child: bool


class Tables(Asked):
    """The tables of a unit in a period; each answer is one query, asked when needed."""

    @property
    def base(self) -> str:
        """The indicator that counts every case of the basis: what a matrix and a list of cases show."""
        return BASE[self.basis]

    @property
    def base_column(self) -> Column:
        """Its column, for tables that show one count."""
        return CONCLUDED if self.basis == "concluded" else ACCEPTED

    @property
    def sort_columns(self) -> tuple[Column, ...]:
        """What a table by type or source shows."""
        return (self.base_column, SHARE, SUCCEEDED, RATE, AMOUNT)

    @property
    def basis_words(self) -> str:
        """The basis as a heading states it: 按结案日期."""
        return BASES[self.basis]

    @cached_property
    def main(self) -> Answer:
        """Every indicator by unit and month."""
        keys = dict.fromkeys((*PRINTED, *(column.key for column in UNIT_COLUMNS)))
        return evaluate(self.actor, self.question(("unit", "month"), tuple(keys)), self.frame)

    @cached_property
    def sorts(self) -> Answer:
        """The core figures by type and source."""
        return evaluate(self.actor, self.question(("type", "source"), (*CORE, "dispute.share")), self.frame)

    @cached_property
    def bodies(self) -> Answer:
        """The core figures by kind of committee and by studio."""
        return evaluate(
            self.actor, self.question(("orgkind", "studio"), (*CORE, "dispute.share")), self.frame
        )

    def sources(self) -> Iterator[SourceRow]:
        """The sources as a tree, each parent before its children."""
        lines = {line.part: line for line in self.sorts.rows("source")}
        for code, below in source_tree(self.frame, set(lines)):
            if not below:
                yield SourceRow(lines[code].label, lines[code], code, False)
                continue
            yield SourceRow(self.frame.terms[code].name, self.sorts.together("source", below), code, False)
            for child in below:
                yield SourceRow(self.frame.terms[child].name, lines[child], child, True)

    def cell(self, unit: Line, month: Line) -> Figure:
        """Where a unit and a month cross: the base count."""
        return self.main.at(unit=unit.part, month=month.part)[self.base]
