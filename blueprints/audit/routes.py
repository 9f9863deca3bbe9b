"""The audit chain, for the audit administrator: the newest acts first, paged by key, and the check of the chain."""

import datetime
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from blueprints.audit import bp
from blueprints.audit.telling import Telling
from blueprints.errors import message
from blueprints.guard import actor, needs
from office import audit, calendar
from office.acts import ACTS
from office.errors import Rejected
from registers import values
from registers.values import Unreadable

PAGE = 50
DAY = datetime.timedelta(days=1)


@bp.get("/audit")
@needs("audit.read")
def index() -> Any:
    given: dict[str, Any] = {
        name: request.args[name] for name in ("act", "from", "to") if request.args.get(name)
    }
    rows, fault = [], ""
    try:
        rows = audit.entries(
            actor(),
            before_id=request.args.get("before", type=int),
            act=given.get("act", ""),
            start=_moment("from"),
            end=_moment("to", after=DAY),
            limit=PAGE + 1,
        )
    except Rejected as error:
        fault = message(error)
    told = Telling(actor(), rows[:PAGE])
    page = render_template(
        "audit/index.html",
        rows=[(row, told.of(row.id)) for row in rows[:PAGE]],
        acts={code: _(words) for code, words in ACTS.items()},
        given=given,
        newest=url_for("audit.index", **given) if request.args.get("before") else None,
        older=url_for("audit.index", **given, before=rows[PAGE - 1].id) if len(rows) > PAGE else None,
        fault=fault,
    )
    return page, 422 if fault else 200


def _moment(name: str, after: datetime.timedelta = datetime.timedelta()) -> datetime.datetime | None:
    """When a day of the filter began, or ended; nothing before and after what a clock can tell."""
    try:
        day = values.date(request.args.get(name) or None)
    except Unreadable as fault:
        raise Rejected(name, fault.text, **fault.values) from None
    return calendar.began(day + after) if day and 1970 < day.year < 3000 else None


@bp.post("/audit/check")
@needs("audit.read")
def check() -> Any:
    broken = audit.check(actor())
    if broken:
        numbers = "、".join(str(number) for number in broken)
        flash(
            _("审计记录被改动过：第 %(numbers)s 条与前后不符。请立即保全数据并查明原因。", numbers=numbers),
            "error",
        )
    else:
        flash(_("审计记录完整，没有被改动。"), "success")
    return redirect(url_for("audit.index"), 303)
