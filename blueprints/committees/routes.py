"""Pages of committees; their studios are in studios.py."""

import datetime
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from blueprints.committees import bp
from blueprints.committees.forms import ClosingForm, CommitteeForm, NewCommitteeForm
from blueprints.guard import actor, needs
from blueprints.keeping import page, went_through
from office import access, calendar, committees, lists, mediators, units
from vocab import COMMITTEE_KINDS, EMPLOYMENTS, STUDIO_KINDS, TRADE

Answer = str | tuple[str, int] | Response


@bp.get("/committees")
@needs("roster.read")
def index() -> Answer:
    today = calendar.today()
    asked = {key: request.args.get(key, "").strip() for key in ("q", "kind", "unit", "trade", "standardised")}
    past = "past" in request.args
    unit = access.get_unit(actor(), int(asked["unit"])) if asked["unit"].isdigit() else None
    found = committees.listed(
        actor(), today=today, unit=unit, kind=asked["kind"], trade=asked["trade"],
        standardised=bool(asked["standardised"]), text=asked["q"], past=past, at=request.args.get("at", ""),
    )  # fmt: skip
    kept: dict[str, Any] = {key: value for key, value in asked.items() if value}
    kept |= {"past": 1} if past else {}
    return render_template(
        "committees/index.html",
        asked=asked,
        past=past,
        found=found,
        sizes=committees.sizes(found.rows, today),
        units=units.choices(actor()),
        kinds=COMMITTEE_KINDS,
        trades=lists.labels(TRADE),
        filtered=bool(kept),
        previous_url=url_for("committees.index", **kept, at=found.before) if found.before else None,
        next_url=url_for("committees.index", **kept, at=found.after) if found.after else None,
    )


@bp.get("/committees/<int:committee_id>")
@needs("roster.read")
def show(committee_id: int) -> Answer:
    committee = committees.get(actor(), committee_id)
    today = calendar.today()
    return render_template(
        "committees/show.html",
        committee=committee,
        line=units.line(actor(), committee.unit),
        studios=committees.studios_of(actor(), [committee]),
        members=mediators.listed(actor(), today=today, committee_id=committee_id, limit=200).rows,
        today=today,
        kinds=COMMITTEE_KINDS,
        studio_kinds=STUDIO_KINDS,
        employments=EMPLOYMENTS,
        trades=lists.labels(TRADE),
    )


def _trades(today: datetime.date) -> dict[str, str]:
    return lists.leaves(TRADE, today)


@bp.route("/committees/new", methods=["GET", "POST"])
@needs("roster.write")
def new() -> Answer:
    places = units.choices(actor())
    asked = request.args.get("unit", type=int)
    form = NewCommitteeForm(places, _trades(calendar.today()), data={"unit_id": asked})

    def act() -> None:
        committee = committees.add(actor(), form.values())
        flash(_("已新增“%(name)s”。", name=committee.name), "success")

    if went_through(form, act):
        if request.form.get("then") == "again":
            return redirect(url_for("committees.new", unit=form.unit_id.data), 303)
        return redirect(url_for("units.show", unit_id=form.unit_id.data), 303)
    return page("committees/new.html", form)


def _as_shown(committee: Any) -> dict[str, Any]:
    row = committee.__data__
    return {key: row[key] for key in ("name", "kind", "trade", "prefix", "standardised", "valid_from")}


@bp.route("/committees/<int:committee_id>/edit", methods=["GET", "POST"])
@needs("roster.write")
def edit(committee_id: int) -> Answer:
    committee = access.get_committee(actor(), committee_id)
    trades = lists.leaves(TRADE)  # with past ones: what the committee holds must stay on offer
    form = CommitteeForm(trades, data=_as_shown(committee) | {"seen": committee.version})

    def act() -> None:
        committees.change(actor(), committee_id, form.seen.data, form.values())

    if went_through(form, act, _as_shown):
        flash(_("已保存。"), "success")
        return redirect(url_for("committees.show", committee_id=committee_id), 303)
    return page("committees/edit.html", form, committee=committee)


@bp.route("/committees/<int:committee_id>/close", methods=["GET", "POST"])
@needs("roster.write")
def close(committee_id: int) -> Answer:
    committee = access.get_committee(actor(), committee_id)
    today = calendar.today()
    form = ClosingForm(data={"seen": committee.version, "on": today})

    def act() -> None:
        committees.close(actor(), committee_id, form.seen.data, **form.values(), today=today)

    if went_through(form, act):
        flash(_("已撤销，原有案件和案号不变。"), "success")
        return redirect(url_for("committees.show", committee_id=committee_id), 303)
    studios, members = committees.sizes([committee], today)[committee.id]
    return page("committees/close.html", form, committee=committee, studios=studios, members=members)
