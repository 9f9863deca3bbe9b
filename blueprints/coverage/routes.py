"""One page: how many villages are covered, and the lists of those that are not."""

import datetime
from collections.abc import Mapping
from typing import Any

from flask import render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from blueprints import addresses
from blueprints.coverage import bp
from blueprints.guard import actor, needs
from blueprints.navigation import office_settings
from office import access, units
from office.calendar import today
from office.errors import Rejected
from registers import coverage
from registers.advisers import ADVISER_SERVICES, ADVISERS
from registers.coverage import Shortfall, Work
from registers.description import Register
from registers.understanders import UNDERSTANDERS
from vocab import N_

LACKING = {"minutes": _l("现场服务时长"), "visits": _l("到村次数"), "talks": _l("法治讲座")}
Day = datetime.date


@bp.get("/coverage")
@needs("record.read")
def index() -> str:
    """Villages of a unit without an adviser or enough understanders on a day, and below the minimum between two days."""
    unit_id = addresses.number(request.args, "unit")
    path = access.get_unit(actor(), unit_id).path if unit_id else "/"
    first, last = _days(request.args)
    without = coverage.without_adviser(actor(), last, path)
    scarce = coverage.below_quota(actor(), last, path)
    short = coverage.below_minimum(actor(), first, last, path)
    return render_template(
        "coverage/index.html",
        units=units.choices(actor()),
        unit=unit_id,
        first=first,
        last=last,
        village_count=len(coverage.villages(actor(), last, path)),
        without=[[one.parent.name, _link(one, ADVISERS)] for one in without],
        scarce=[[one.parent.name, _link(one, UNDERSTANDERS), people] for one, people in scarce],
        short=[_short(one, first, last) for one in short],
        months=coverage.whole_months(first, last),
        asked=_asked(coverage.needed(first, last)),
        quota=office_settings()["understander_quota"],
    )


def _days(args: Mapping[str, str]) -> tuple[Day, Day]:
    """The days of the address; from the new year to today where it names none. Rejected when they go backwards."""
    last = addresses.day(args, "to") or today()
    first = addresses.day(args, "from") or last.replace(month=1, day=1)
    if last < first:
        raise Rejected("to", N_("截止日期早于起始日期，请核对。"))
    return first, last


def _link(village: Any, register: Register, **more: Any) -> dict[str, Any]:
    """A village's name that opens its records in a register."""
    return {
        "text": village.name,
        "href": url_for("registers.index", register=register, unit=village.id, **more),
    }


def _short(one: Shortfall, first: Day, last: Day) -> list[Any]:
    days = {"from": first.isoformat(), "to": last.isoformat()}
    return [
        one.village.parent.name,
        _link(one.village, ADVISER_SERVICES, **days),
        _hours(one.work.minutes),
        one.work.visits,
        one.work.talks,
        "、".join(str(LACKING[key]) for key in one.lacking),
    ]


def _asked(work: Work) -> str:
    """What the settings ask in the period, in words; "" when they ask nothing."""
    parts = (
        (work.minutes, _("现场服务 %(n)s 小时", n=_hours(work.minutes))),
        (work.visits, _("到村 %(n)s 次", n=work.visits)),
        (work.talks, _("法治讲座 %(n)s 场", n=work.talks)),
    )
    return "、".join(words for asked, words in parts if asked)


def _hours(minutes: int) -> str:
    return f"{minutes / 60:.1f}".removesuffix(".0")
