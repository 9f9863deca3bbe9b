"""Pages of the studios under a committee."""

from typing import Any

from flask import flash, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from blueprints.committees import bp
from blueprints.committees.forms import ClosingForm, StudioForm
from blueprints.guard import actor, needs
from blueprints.keeping import page, went_through
from office import access, calendar, committees

Answer = tuple[str, int] | Response


def _back(committee_id: int, done: str) -> Response:
    flash(done, "success")
    return redirect(url_for("committees.show", committee_id=committee_id), 303)


@bp.route("/committees/<int:committee_id>/studios/new", methods=["GET", "POST"])
@needs("roster.write")
def new_studio(committee_id: int) -> Answer:
    committee = access.get_committee(actor(), committee_id)
    form = StudioForm()

    def act() -> None:
        committees.add_studio(actor(), form.values() | {"committee_id": committee_id})

    if went_through(form, act):
        return _back(committee_id, _("已新增工作室。"))
    return page("committees/studio.html", form, committee=committee, studio=None)


def _as_shown(studio: Any) -> dict[str, Any]:
    return {"name": studio.name, "kind": studio.kind, "valid_from": studio.valid_from}


@bp.route("/studios/<int:studio_id>/edit", methods=["GET", "POST"])
@needs("roster.write")
def edit_studio(studio_id: int) -> Answer:
    studio = access.get_studio(actor(), studio_id)
    form = StudioForm(data=_as_shown(studio) | {"seen": studio.version})

    def act() -> None:
        committees.change_studio(actor(), studio_id, form.seen.data, form.values())

    if went_through(form, act, _as_shown):
        return _back(studio.committee_id, _("已保存。"))
    return page("committees/studio.html", form, committee=studio.committee, studio=studio)


@bp.route("/studios/<int:studio_id>/close", methods=["GET", "POST"])
@needs("roster.write")
def close_studio(studio_id: int) -> Answer:
    studio = access.get_studio(actor(), studio_id)
    today = calendar.today()
    form = ClosingForm(data={"seen": studio.version, "on": today})

    def act() -> None:
        committees.close_studio(actor(), studio_id, form.seen.data, **form.values(), today=today)

    if went_through(form, act):
        return _back(studio.committee_id, _("已撤销，原有案件不变。"))
    return page("committees/close_studio.html", form, committee=studio.committee, studio=studio)
