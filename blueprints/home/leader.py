"""今年怎么样，跟去年比如何，哪里要过问？ The leader's desk: figures and units, never a person."""

import datetime
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from blueprints import paragraph_links
from blueprints.home import dues, months, pictures, wording
from blueprints.home.desk import ACCEPTED, AMOUNT, PERFORMED, RATE, Ask, Year
from blueprints.navigation import office_settings
from figures.breakdowns import OWN
from figures.comparison.ranking import Asking, Ranking, Rankings
from figures.returns import board, grid
from figures.sentences import writing
from office.access import Actor
from registers import dispute_dues
from registers.dispute_dues import OVERDUE, PERFORM, VISIT
from reports import charts
from reports.charts import Chart, Mark
from vocab import N_, ReturnState

MOST_NAMED = 6
SENTENCE = N_(
    "{期间}{截至}，{单位}受理矛盾纠纷{受理纠纷数}件，{受理纠纷数|同比}；调解成功{调解成功数}件，调解成功率{调解成功率}，"
    "{调解成功率|同比}。从类型看，居前三位的是{受理纠纷数|按type前3}。"
    "受理法律援助案件{法律援助受理案件数}件，{法律援助受理案件数|同比}；开展普法活动{普法活动场次}场，{普法活动场次|同比}。"
)
FIRST_YEAR = N_(
    "{期间}{截至}，{单位}受理矛盾纠纷{受理纠纷数}件，调解成功{调解成功数}件，调解成功率{调解成功率}。"
    "从类型看，居前三位的是{受理纠纷数|按type前3}。受理法律援助案件{法律援助受理案件数}件；开展普法活动{普法活动场次}场。"
)
# key, label, icon
FIGURES = (
    (ACCEPTED, N_("受理纠纷"), "inbox"),
    (RATE, N_("调解成功率"), "check-circle"),
    (AMOUNT, N_("协议涉及金额"), "cash-coin"),
    (PERFORMED, N_("协议履行率"), "clipboard-check"),
    ("aid.accepted", N_("法律援助案件"), "shield-check"),
    ("aid.consultations", N_("法律咨询"), "chat-dots"),
    ("adviser.consultations", N_("法律顾问解答咨询"), "signpost-split"),
    ("publicity.events", N_("普法活动"), "megaphone"),
)


def page(actor: Actor, today: datetime.date) -> dict[str, Any]:
    """What the desk shows."""
    year = Year(actor, today)
    empty = year.is_empty
    quality = None if empty else _quality(year)
    found = year.changes(key for key, _label, _icon in FIGURES)
    return {
        "year": year,
        "sentence": [] if empty else _sentence(year),
        "cards": [wording.card(year, found[key], _(label), icon) for key, label, icon in FIGURES],
        "asks": _asks(year, quality),
        "two_years": None if empty else pictures.two_years(year, height=330),
        "types": None if empty else pictures.types_beside(year),
        "quality": quality and _quality_chart(year, quality),
        "unranked": [row.name for row in quality.unranked if row.measured.place] if quality else [],
        "heat": None if empty else pictures.heat(year, width=charts.WIDE),
    }


def _sentence(year: Year) -> list[paragraph_links.Piece]:
    text = FIRST_YEAR if year.is_first else SENTENCE
    made = writing.write(year.actor, _("今年"), text, year.unit.id, year.whole, today=year.today)
    return paragraph_links.pieces(made)


# ---------------------------------------------------------------- the units by quality


def _quality(year: Year) -> Ranking | None:
    """The units by their success rate; None where there are not two to compare."""
    asking = Asking(year.unit.id, year.whole, year.basis)
    found = Rankings(year.actor, asking, (RATE,), today=year.today).order(RATE)
    return found if len(found.rows) > 1 else None


def _low(ranking: Ranking) -> list[Any]:
    """The units whose rate chance alone does not explain to be below the whole's."""
    return [
        row for row in ranking.rows if not row.alike and row.difference is not None and row.difference < 0
    ]


def _quality_chart(year: Year, ranking: Ranking) -> Chart:
    marks = [
        Mark(row.name, row.value, year.links.of(RATE, "unit", row.measured.part)) for row in ranking.rows
    ]
    whole = Mark(year.unit.name, ranking.whole_value, year.links.to(RATE))
    low = [row.name for row in _low(ranking)]
    return charts.around(marks, whole, far=low, title=_("各单位调解成功率，与全县相比"), head=_("单位"))


# ---------------------------------------------------------------- what wants asking after


def _asks(year: Year, ranking: Ranking | None) -> list[Ask]:
    """What wants asking after, nothing that is in order."""
    found = dispute_dues.by_unit(year.actor, year.today)
    asks = [*_late(year), _overdue(year), _low_ask(year, ranking), *_agreements(year, found)]
    return [one for one in asks if one is not None]


def _late(year: Year) -> list[Ask]:
    unit = board.own_unit(year.actor)
    if unit is None:
        return []
    last = months.finished(year.today, office_settings()["year_end"])
    field = grid.grid(year.actor, unit, months.latest(last), today=year.today)
    missing = [cell for cell in field.all if cell.is_overdue and cell.state != ReturnState.RETURNED]
    back = [cell for cell in field.standing(ReturnState.RETURNED) if cell.is_overdue]
    kinds = ((_("月报逾期未报"), missing), (_("月报退回未改"), back))
    return [
        months.ask(words, cells, {"unit": unit}, "calendar-x", "red", MOST_NAMED)
        for words, cells in kinds
        if cells
    ]


def _overdue(year: Year) -> Ask | None:
    late = year.pending("overdue")
    if not late:
        return None
    rows = [(line, year.pending("overdue", line.part)) for line in year.open.rows("unit")]
    rows = sorted(((line, n) for line, n in rows if n), key=lambda row: -row[1])
    units = [(_(line.label), str(n), year.pending_list("overdue", line.part) if line.part != OWN
              else dues.part_list(year, OVERDUE, year.unit.id)) for line, n in rows[:MOST_NAMED]]  # fmt: skip
    return Ask(
        _("超过调解期限未结"), _("%(n)s 件", n=late), year.pending_list("overdue"), "alarm", "red", units
    )


def _low_ask(year: Year, ranking: Ranking | None) -> Ask | None:
    low = _low(ranking) if ranking else []
    if ranking is None or not low:
        return None
    units = [
        (row.name, f"{row.value}%", year.links.of(RATE, "unit", row.measured.part))
        for row in low[:MOST_NAMED]
    ]
    href = url_for("comparison.ranking", key=RATE, year=year.number)
    words = _("调解成功率明显低于全县（%(n)s%%）", n=ranking.whole_value)
    return Ask(words, _("%(n)s 个单位", n=len(low)), href, "graph-down", "amber", units)


def _agreements(year: Year, found: dues.Counts) -> list[Ask]:
    icons = {PERFORM: "file-earmark-text", VISIT: "telephone"}
    made = []
    for kind, icon in icons.items():
        total = sum(found[kind].values())
        if total:
            rows = dues.by_child(year, found, (kind,))[:MOST_NAMED]
            units = [(name, str(waits[kind]), dues.part_list(year, kind, id_)) for id_, name, waits in rows]
            words = _(dispute_dues.DUES[kind])
            made.append(Ask(words, _("%(n)s 件", n=total), dues.cases_list(kind), icon, "amber", units))
    return made
