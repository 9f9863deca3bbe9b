"""What a figure is taken from: a unit, a period, the books, a date basis, a row; and how somebody writes it down.

Two sides stand against each other where a difference is explained. The command line writes one as
"unit=铁山区,month=2016-08,state=official,key=dispute.concluded".
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from figures import periods
from figures.frame import Frame
from figures.periods import Period
from figures.returns import spans
from figures.returns.spans import HALF, MONTH, QUARTER, YEAR
from figures.selects import Question
from figures.sources import Source
from office import settings, units
from office.access import Actor
from office.errors import Rejected
from registers import values
from registers.values import Unreadable
from vocab import BASES, BOOKS, LIVE, N_, OFFICIAL

MONTHS = "months"  # what `sum` can say


@dataclass(frozen=True)
class Side:
    """One of two figures: of which unit and period, from which books, by which date, of which row.

    `by_months`: the sum of the figures of its months. `where` confines it to rows: (("type", "T01"), …).
    `comparable`: in the rows of today's lists and units.
    """

    unit: int | None
    period: Period
    state: str = LIVE
    revision: int | None = None
    basis: str = "concluded"
    where: tuple[tuple[str, str], ...] = ()
    predecessors: bool = False
    by_months: bool = False
    key: str = ""
    comparable: bool = False

    @classmethod
    def read(cls, actor: Actor, text: str, like: "Side | None" = None) -> "Side":
        """A side as it is typed; a unit and period that it does not name are those of `like`.

        Rejected names the part that cannot be read.

        Parts: unit, month, quarter, half, year or from and to, state, revision, basis, key, predecessors=1,
        comparable=1, sum=months, and a row by its breakdown (type=T01 or type=邻里纠纷).
        """
        typed = _parted(text)
        found: dict[str, Any] = {"where": ()}
        for name, written in typed.items():
            if name in _READERS:
                key, read = _READERS[name]
                found[key] = read(actor, name, written)
            elif name not in ("from", "to"):
                found["where"] = (*found["where"], (name, written))
        if "from" in typed or "to" in typed:
            found["period"] = periods.between(_day(typed, "from"), _day(typed, "to"))
        return _made(found, like)

    def question(self, keys: tuple[str, ...], by: tuple[str, ...] = ()) -> Question:
        """The side as a question."""
        return Question(self.unit, self.period, self.basis, by, keys, self.where, self.state, self.revision,
                        self.predecessors, self.comparable)  # fmt: skip

    def frame(self, actor: Actor) -> Frame:
        """What the side stands in. Raises NotVisible."""
        return Frame(actor, self.unit, self.period, self.predecessors, self.comparable)

    def months(self) -> list[tuple[str, Period]]:
        """The months of the period under their keys: those of the statistical calendar where it consists of them."""
        try:
            return [(one.key, one.period) for one in spans.covering(self.period, settings.get("year_end"))]
        except Rejected:
            return [(one.key, one) for one in periods.months(self.period)]

    def words(self, frame: Frame) -> str:
        """Unit, period and books in words, for a heading: 铁山区2016年8月审定."""
        said = [frame.unit.name, *([N_("（含并入前单位）")] if self.predecessors else [])]
        said += [self.period.label, *([N_("各月之和")] if self.by_months else []), BOOKS[self.state]]
        said += [N_("现行口径")] if self.comparable else []
        return "".join([*said, *([N_("第 {n} 版").format(n=self.revision)] if self.revision else [])])


def _made(found: dict[str, Any], like: Side | None) -> Side:
    if like is not None:
        found = {"unit": like.unit, "period": like.period} | found
    if "period" not in found:
        raise Rejected(
            "month", N_("没有写明期间，请写 month=2016-08、quarter=2016-Q3、year=2016 或 from=、to=。")
        )
    side = Side(**({"unit": None, "basis": str(settings.get("basis"))} | found))
    return replace(side, state=OFFICIAL) if side.revision else side


def resolved(side: Side, source: Source, frame: Frame) -> Side:
    """The side with every row known by its part, also where its label was typed (type=邻里纠纷)."""
    return replace(side, where=tuple((by, _part(source, by, part, frame)) for by, part in side.where))


def _part(source: Source, by: str, typed: str, frame: Frame) -> str:
    way = source.breakdowns.get(by)
    if way is None:
        raise Rejected(by, N_("“{by}”不能用来限定这个指标，可用：{known}。"), by=by,
                       known="、".join(source.breakdowns))  # fmt: skip
    labels = way.axis(frame, set())
    if typed in labels:
        return typed
    return next((part for part, label in labels.items() if label == typed), typed)


# ---------------------------------------------------------------- reading what was typed


def _parted(text: str) -> dict[str, str]:
    """The parts of a side by their names."""
    found: dict[str, str] = {}
    for piece in text.replace("，", ",").replace("＝", "=").split(","):
        name, equals, written = (one.strip() for one in piece.partition("="))
        if not piece.strip():
            continue
        if not equals or not name or not written:
            raise Rejected(
                "side", N_("“{piece}”看不懂，请写成 名称=值 的样子，如 unit=铁山区。"), piece=piece.strip()
            )
        if name in found:
            raise Rejected(name, N_("“{name}”写了两次，请只写一次。"), name=name)
        found[name] = written
    return found


def _unit(actor: Actor, name: str, written: str) -> int:
    return int(units.find(actor, written).id)


def _span(actor: Actor, name: str, written: str) -> Period:
    span = spans.read(_span_text(name, written), settings.get("year_end"))
    if span.kind != name:
        raise Rejected(name, N_("{name}={text} 不是{kind}，请写成 {name}={example}。"), name=name, text=written,
                       kind=_KINDS[name][0], example=_KINDS[name][1])  # fmt: skip
    return span.period


def _span_text(name: str, written: str) -> str:
    """quarter=2016-3 and half=2016-1 are read as 2016-Q3 and 2016-H1."""
    letter = {QUARTER: "Q", HALF: "H"}.get(name, "")
    year, dash, number = written.partition("-")
    return f"{year}-{letter}{number}" if letter and dash and number.isdecimal() else written


_KINDS = {
    MONTH: (N_("月份"), "2016-08"),
    QUARTER: (N_("季度"), "2016-Q3"),
    HALF: (N_("半年"), "2016-H2"),
    YEAR: (N_("年度"), "2016"),
}


def _state(actor: Actor, name: str, written: str) -> str:
    return _one_of(name, written, BOOKS, N_("数据状态应为 live（实时）或 official（审定），“{text}”不是。"))


def _basis(actor: Actor, name: str, written: str) -> str:
    return _one_of(name, written, BASES,
                   N_("统计口径应为 concluded（按结案日期）或 accepted（按受理日期），“{text}”不是。"))  # fmt: skip


def _one_of(name: str, written: str, codes: dict[str, str], wrong: str) -> str:
    found = (
        written if written in codes else next((code for code, word in codes.items() if word == written), None)
    )
    if found is None:
        raise Rejected(name, wrong, text=written)
    return found


def _revision(actor: Actor, name: str, written: str) -> int:
    if not (written.isascii() and written.isdecimal() and 0 < int(written) < 10_000):
        raise Rejected(name, N_("revision（第几版）应为 1、2、3 这样的数，“{text}”不是。"), text=written)
    return int(written)


def _sum(actor: Actor, name: str, written: str) -> bool:
    if written != MONTHS:
        raise Rejected(name, N_("sum 只能写 sum=months（各月之和），“{text}”不是。"), text=written)
    return True


def _yes(actor: Actor, name: str, written: str) -> bool:
    return written in ("1", "yes", "true", "含", "是")


def _text(actor: Actor, name: str, written: str) -> str:
    return written


_READERS: dict[str, tuple[str, Callable[[Actor, str, str], Any]]] = {
    "unit": ("unit", _unit),
    **{kind: ("period", _span) for kind in _KINDS},
    "state": ("state", _state),
    "revision": ("revision", _revision),
    "basis": ("basis", _basis),
    "key": ("key", _text),
    "predecessors": ("predecessors", _yes),
    "comparable": ("comparable", _yes),
    "sum": ("by_months", _sum),
}


def _day(typed: dict[str, str], name: str) -> datetime.date:
    try:
        day = values.date(typed.get(name))
    except Unreadable as fault:
        raise Rejected(name, "{name}：" + fault.text, name=name, **fault.values) from None
    if day is None:
        raise Rejected(name, N_("from 和 to 要一起写，如 from=2016-01-01,to=2016-08-31。"))
    return day


def is_official(side: Side) -> bool:
    """Whether it is taken from locked returns; an older revision always is."""
    return side.state == OFFICIAL
