"""今天我要办什么？ The mediator's desk: what waits, most urgent first; then the own figures."""

import datetime
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from blueprints.figure_links import Links
from blueprints.home import dues, pictures, wording
from blueprints.home.desk import ACCEPTED, RATE, SUCCEEDED, Card, Year
from figures import periods
from figures.rates import yuan
from office.access import Actor
from registers import dispute_dues, dispute_search, subsidies
from registers.dispute_search import Filters
from reports import charts
from vocab import SUBSIDY_GRADES

MOST_TASKS, NEWEST, MOST_GRANTS = 10, 5, 5


def page(actor: Actor, today: datetime.date) -> dict[str, Any]:
    """What the desk shows."""
    year = Year(actor, today)
    tasks = dues.tasks(year, MOST_TASKS)
    sums = dues.sums(year, dispute_dues.by_unit(actor, today))
    return {
        "year": year,
        "tasks": tasks,
        "sums": sums,
        "all_tasks": sum(one.count for one in sums),
        "cards": _cards(year),
        "by_month": None
        if year.is_empty
        else pictures.trend(year, width=charts.MIDDLE, height=pictures.BESIDE_DONUT),
        "by_type": None if year.is_empty else pictures.by_type(year),
        "grants": _grants(year),
        "newest": dispute_search.search(actor, Filters(), size=NEWEST).rows,
    }


def _cards(year: Year) -> list[Card]:
    month = periods.month(year.today.year, year.today.month)
    now = year.ask(month, (), (ACCEPTED, SUCCEEDED)).total
    links = Links(year.unit.id, month, year.basis)
    found = year.changes((ACCEPTED, SUCCEEDED, RATE))
    rate = wording.card(year, found[RATE], _("本年调解成功率"), "check-circle")
    return [
        Card(_("本月受理"), now[ACCEPTED].value, _("件"), links.to(ACCEPTED),  # type: ignore[arg-type]
             _("调解成功 %(n)s 件", n=now[SUCCEEDED].value), "calendar3"),
        wording.card(year, found[ACCEPTED], _("本年受理"), "inbox"),
        Card(rate.label, rate.value, rate.unit, rate.href, wording.counts(found[RATE]), rate.icon),
        wording.pending_card(year),
    ]  # fmt: skip


def _grants(year: Year) -> dict[str, Any] | None:
    """以案定补 of the own cases this year: how many, how many yuan, the newest; None where none was paid."""
    paid = subsidies.of_cases(year.actor, year.whole.start, year.whole.end)
    if not paid:
        return None
    return {
        "count": len(paid),
        "amount": _money(sum(one.amount for one in paid)),
        "rows": [_grant(one) for one in paid[:MOST_GRANTS]],
    }


def _grant(one: Any) -> list[Any]:
    case = url_for("disputes.show", dispute_id=one.dispute_id)
    return [{"text": one.number, "href": case}, _(SUBSIDY_GRADES.get(one.grade, one.grade)), one.approved_on.isoformat(),
            _money(one.amount)]  # fmt: skip


def _money(fen: int) -> str:
    return f"{yuan(fen):,.2f}".removesuffix(".00")
