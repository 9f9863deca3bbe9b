"""校核: what each village wrote in a month, looked through by its township."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from blueprints.guard import actor, needs
from blueprints.returns import asking, bp, presenting
from blueprints.returns.asking import Wanted
from blueprints.returns.routes import Answer, frame
from blueprints.wording import moment
from figures.returns import verifying
from figures.returns.verifying import Village
from office import access
from office.calendar import today
from registers.catalogue import REGISTERS


@bp.get("/returns/villages")
@needs("return.read")
def villages() -> Answer:
    """Per village of a unit: its records of the month by register, who entered them, its 校核."""
    wanted = asking.wanted(request.args, today())
    found = verifying.villages(actor(), wanted.unit, wanted.span)
    return render_template(
        "returns/villages.html",
        **frame(wanted, "returns.villages"),
        unit=access.get_unit(actor(), wanted.unit),
        villages=[_row(one, wanted) for one in found],
        records=sum(one.count for one in found),
        waiting=sum(one.is_open for one in found),
        done=sum(one.count > 0 and not one.is_open for one in found),
        without=sum(not one.count for one in found),
    )


def _row(one: Village, wanted: Wanted) -> dict[str, Any]:
    period = wanted.span.period
    days: dict[str, Any] = {"from": period.start.isoformat(), "to": period.last.isoformat()}
    return {
        "village": one,
        "name": _("%(name)s（本级）", name=one.post.name) if one.post.id == wanted.unit else one.post.name,
        "sources": [_source(key, n, one.post.id, days) for key, n in one.records.items()],
        "standing": {
            "text": _(verifying.STANDINGS[one.standing]),
            "tone": presenting.STANDINGS[one.standing],
            "pill": True,
            "note": f"{one.verified.actor} {moment(one.verified.at)[5:]}" if one.verified else "",
        },
    }


def _source(key: str, count: int, unit_id: int, days: dict[str, Any]) -> dict[str, Any]:
    """A register's records of a village in the month: their count, leading to their list where there is one."""
    if key == "dispute":
        return {
            "label": _("矛盾纠纷"),
            "count": count,
            "href": url_for("disputes.index", unit=unit_id, **days),
        }
    register = next((one for one in REGISTERS.values() if one.key == key), None)
    if register is None:
        return {"label": _(verifying.source_label(key)), "count": count, "href": None}
    href = url_for("registers.index", register=register, unit=unit_id, **days)
    return {"label": _(register.label), "count": count, "href": href}


@bp.post("/returns/verify")
@needs("return.submit")
def verify() -> Answer:
    """Keep that a village's month (village=…), or all that is still open, has been looked through."""
    wanted = asking.sent(request.form)
    village = asking.village(request.form)
    if village is not None:
        verifying.verify(actor(), village, wanted.span)
        flash(_("已校核。"), "success")
    else:
        many = verifying.verify_all(actor(), wanted.unit, wanted.span)
        flash(_("已校核 %(n)s 处。", n=many), "success")
    return redirect(url_for("returns.villages", **wanted.args), 303)
