"""What a cell of a template means: which figure, of whom, of when, in which form."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from figures import wording
from figures.breakdowns import Breakdown, ByBody, ByMonth, ByUnit
from figures.defining import Indicator, Rate
from figures.frame import Frame
from figures.indicators import counted, everything, find
from figures.sources import Source
from figures.templates.stretches import STRETCHES
from models import TemplateMap
from office.errors import Refused, Rejected
from vocab import N_

TOTAL, OWN, CHILD = "total", "own", "child"
WHOSE = {TOTAL: N_("全部（含下级）"), OWN: N_("本级（直接记在本单位名下的）"), CHILD: N_("下级单位")}

AS_IS, WAN, PERCENT = "as_is", "wan", "percent"
FORMS = {AS_IS: N_("原数（金额为元）"), WAN: N_("万（金额为万元，两位小数）"), PERCENT: N_("百分比格式的小数（0.997）")}  # fmt: skip


@dataclass(frozen=True)
class Meaning:
    """A figure (`key`, of several numbers the `part`), of the row of a breakdown, of whom, of when, in which form.

    `child` is the name of a unit below, as the template writes it. `stretch` is one of stretches.STRETCHES.
    """

    key: str
    part: str = ""
    by: str = ""
    row: str = ""
    whose: str = TOTAL
    child: str = ""
    stretch: str = "ytd"
    form: str = AS_IS

    @classmethod
    def of(cls, kept: TemplateMap) -> "Meaning":
        """As a template keeps it."""
        return cls(
            kept.indicator, kept.part, kept.by, kept.row, kept.whose, kept.child, kept.period, kept.form
        )

    def kept(self) -> dict[str, str]:
        """The columns of TemplateMap that say it."""
        values = asdict(self)
        return values | {"indicator": values.pop("key"), "period": values.pop("stretch")}


def checked(typed: Mapping[str, Any], frame: Frame) -> Meaning:
    """The meaning that was chosen in a form. Refused with every fault, each naming its field."""
    meaning = Meaning(**{key: str(typed.get(key) or "").strip() for key in Meaning.__dataclass_fields__})
    faults = list(_faults(meaning, frame))
    if faults:
        raise Refused(faults)
    return meaning


def _faults(meaning: Meaning, frame: Frame) -> Iterator[Rejected]:
    try:
        one = find(meaning.key)
    except Rejected:
        yield Rejected("figure", N_("请选择指标。"))
        return
    yield from _faults_of_figure(one, meaning, frame)
    if meaning.whose not in WHOSE:
        yield Rejected("whose", N_("请选择填哪个单位的数。"))
    if meaning.whose == CHILD and not 0 < len(meaning.child) <= 60:
        yield Rejected("child", N_("请选择或写明下级单位的名称。"))
    if meaning.stretch not in STRETCHES:
        yield Rejected("stretch", N_("请选择期间。"))
    if meaning.form not in FORMS:
        yield Rejected("form", N_("请选择数的写法。"))
    elif meaning.form == PERCENT and one.unit != "%":
        yield Rejected("form", N_("“{name}”不是百分比，请选择“原数”或“万”。"), name=one.name)


def _faults_of_figure(one: Indicator | Rate, meaning: Meaning, frame: Frame) -> Iterator[Rejected]:
    if isinstance(one, Rate) and one.least:
        yield Rejected("figure", N_("指标“{name}”是两个数，不能填在一格里。"), name=one.name)
    if meaning.part and (isinstance(one, Rate) or meaning.part not in one.parts):
        yield Rejected("figure", N_("指标“{name}”没有这个分项，请重新选择。"), name=one.name)
    if wording.is_several(one) and not meaning.part:
        yield Rejected("figure", N_("指标“{name}”有几个数，请选择其中一个。"), name=one.name)
    if meaning.by and not _has_row(one, meaning, frame):
        yield Rejected("row", N_("指标“{name}”不能按这一项细分，请重新选择，或不选。"), name=one.name)


def _has_row(one: Indicator | Rate, meaning: Meaning, frame: Frame) -> bool:
    ways = source_of(one).breakdowns
    return meaning.by in ways and meaning.row in rows_of(ways[meaning.by], frame)


def source_of(one: Indicator | Rate) -> Source:
    """The records that a figure counts; of a rate those of its base."""
    return one.source if isinstance(one, Indicator) else counted(one.denominator["concluded"]).source


def offered(source: Source) -> dict[str, Breakdown]:
    """The breakdowns whose rows a cell may be about: those by lists, not by unit, month or body."""
    unwanted = (ByUnit, ByMonth, ByBody)
    return {key: way for key, way in source.breakdowns.items() if not isinstance(way, unwanted)}


def rows_of(way: Breakdown, frame: Frame) -> dict[str, str]:
    """The rows of a breakdown by code, the parents of its list among them."""
    rows = way.axis(frame, set())
    parents = {frame.terms[row].parent_id for row in rows if row in frame.terms} - {None}
    if way.key != "source":
        return rows
    return {code: frame.terms[code].name for code in frame.terms if code in parents} | rows


def words(meaning: Meaning, frame: Frame, *, brief: bool = False) -> str:
    """A meaning in one line: 调解成功数 · 邻里纠纷 · 城关镇 · 本年累计 · 万; `brief` without the unit below."""
    one = everything().get(meaning.key)
    if one is None:
        return N_("已不存在的指标（{key}）").format(key=meaning.key)
    told = [one.name]
    if meaning.part and isinstance(one, Indicator):
        part = one.parts.get(meaning.part)
        told.append((part.name or part.unit or one.unit) if part else meaning.part)
    way = source_of(one).breakdowns.get(meaning.by)
    if way is not None:
        told.append(rows_of(way, frame).get(meaning.row, meaning.row))
    if meaning.whose == OWN or (meaning.whose == CHILD and not brief):
        told.append(meaning.child if meaning.whose == CHILD else N_("本级"))
    told.append(STRETCHES[meaning.stretch])
    if meaning.form != AS_IS:
        told.append(N_("万") if meaning.form == WAN else "%")
    return " · ".join(told)
