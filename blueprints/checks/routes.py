"""Pages of the checks: what they say, the form of an own one with its trial, out of use and back."""

import datetime
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from blueprints.checks import bp
from blueprints.checks.forms import CheckForm
from blueprints.guard import actor, needs
from blueprints.keeping import page, seen_version, went_through
from blueprints.navigation import office_settings
from figures.checking import catalogue, own
from figures.checking.formulas import STRETCHES
from figures.checking.own import Trial
from figures.checking.rules import RELATIONS
from figures.returns import spans
from office import calendar, units
from office.errors import NotVisible, Refused, Rejected
from vocab import STRENGTHS

Answer = str | tuple[str, int] | Response
ID = "int(max=2147483647)"
TONES = {"must": "red", "explain": "amber", "hint": "blue"}
_SHOWN = ("name", "strength", "left", "relation", "right", "note")


@bp.get("/checks")
@needs("check.define")
def index() -> Answer:
    """The checks of the bureau's own, and the built-in ones."""
    return render_template(
        "checks/index.html",
        own=own.shown(actor()),
        built_in=catalogue.built_in(),
        strengths=STRENGTHS,
        tones=TONES,
        relations=RELATIONS,
    )


@bp.route("/checks/new", methods=["GET", "POST"])
@needs("check.define")
def new() -> Answer:
    form = CheckForm(data={"strength": "explain", "relation": "≤", **_on()}).offer(units.choices(actor()))
    if _is_trial():
        return _try(form, None)

    def act() -> None:
        row = own.add(actor(), form.values())
        flash(_("已新设审核关系“%(name)s”，上报和审核时一并执行。", name=row.name), "success")

    if went_through(form, act):
        return redirect(url_for("checks.index"), 303)
    return _page(form, None)


@bp.route(f"/checks/<{ID}:rule_id>", methods=["GET", "POST"])
@needs("check.define")
def edit(rule_id: int) -> Answer:
    row = own.get(actor(), rule_id)
    form = CheckForm(data={**_as_shown(row), "seen": row.version, **_on()}).offer(units.choices(actor()))
    if _is_trial():
        return _try(form, row)

    def act() -> None:
        own.change(actor(), rule_id, form.seen.data, form.values())

    if went_through(form, act, _as_shown):
        flash(_("已保存。"), "success")
        return redirect(url_for("checks.index"), 303)
    return _page(form, row)


@bp.post(f"/checks/<{ID}:rule_id>/stop")
@needs("check.define")
def stop(rule_id: int) -> Response:
    row = own.stop(actor(), rule_id, seen_version())
    flash(_("已停用审核关系“%(name)s”。", name=row.name), "success")
    return redirect(url_for("checks.index"), 303)


@bp.post(f"/checks/<{ID}:rule_id>/resume")
@needs("check.define")
def resume(rule_id: int) -> Response:
    row = own.resume(actor(), rule_id, seen_version())
    flash(_("已启用审核关系“%(name)s”。", name=row.name), "success")
    return redirect(url_for("checks.index"), 303)


def _as_shown(row: Any) -> dict[str, Any]:
    kept = own.in_words(row)
    return {key: row.__data__[key] for key in _SHOWN} | {"left": kept.left, "right": kept.right}


# ---------------------------------------------------------------- 试算


def _is_trial() -> bool:
    return request.method == "POST" and request.form.get("then") == "trial"


def _on() -> dict[str, str]:
    """On what a check is tried unless told otherwise: the own unit's last month."""
    last = calendar.today().replace(day=1) - datetime.timedelta(days=1)
    return {"unit": str(actor().unit_id or ""), "month": f"{last:%Y-%m}"}


def _try(form: CheckForm, row: Any) -> Answer:
    """The form as it was sent, with what the check says of the unit's month; nothing is stored."""
    try:
        trial = _tried(form)
    except (Rejected, Refused) as error:
        form.blame(error)
        return _page(form, row)
    return _page(form, row, trial)[0]


def _tried(form: CheckForm) -> Trial:
    span = spans.read(form.month.data or "", office_settings()["year_end"])
    written = form.unit.data or ""
    if not (written.isascii() and written.isdigit() and len(written) < 10):
        raise Rejected("unit", _("请选择试算的单位。"))
    try:
        return own.tried(actor(), form.values(), int(written), span.period, span.before.period)
    except NotVisible:
        raise Rejected("unit", _("没有这个单位，请从列表中选择。")) from None


def _page(form: CheckForm, row: Any, trial: Trial | None = None) -> tuple[str, int]:
    return page(
        "checks/edit.html",
        form,
        row=row,
        trial=trial,
        indicators=catalogue.indicators(),
        stretches=STRETCHES,
        relations=RELATIONS,
    )
