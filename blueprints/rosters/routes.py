"""Taking in a roster: choose → preview → import → what became of it."""

import io
from typing import Any

from flask import abort, flash, redirect, render_template, request, send_file, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from blueprints.errors import message
from blueprints.guard import actor, needs
from blueprints.keeping import page, went_through
from blueprints.rosters import bp
from blueprints.rosters.forms import RosterForm
from office import calendar
from office.errors import Rejected
from registers import roster_import
from registers.roster_rows import Line, Problem
from registers.rosters import ROSTERS
from reports import refused_rows, roster_templates

Answer = str | tuple[str, int] | Response
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_LISTS = {"units": "units.index", "committees": "committees.index", "studios": "committees.index",
          "mediators": "mediators.index"}  # fmt: skip


def _own() -> dict[str, str]:
    """Key → label of the rosters that whoever is signed in may take in."""
    return {key: roster.label for key, roster in ROSTERS.items() if actor().may(roster.permission)}


@bp.context_processor
def telling() -> dict[str, Any]:
    """How the templates put a problem, and what a good row registers, into words."""
    return {"trouble": _trouble, "told": _told}


def _trouble(problem: Problem) -> str:
    return message(Rejected("", problem.text, **problem.values))


def _told(line: Line) -> str:
    parts = (
        _("%(label)s：%(word)s（系统认定）", label=_(label), word=_(word))
        if concluded
        else f"{_(label)}：{_(word)}"
        for label, word, concluded in line.facts
    )
    return "；".join(parts)


@bp.route("/rosters/import", methods=["GET", "POST"])
@needs("roster.write")
def choose() -> Answer:
    form = RosterForm(_own(), data={"key": request.args.get("key", "mediators")})
    batches = []

    def act() -> None:
        sent = form.file.data
        batches.append(roster_import.upload(actor(), form.key.data, sent.filename, sent.read()))

    if went_through(form, act):
        return redirect(url_for("rosters.show", batch_id=batches[0].id), 303)
    return page("rosters/choose.html", form, rosters=_own())


@bp.get("/rosters/templates/<key>")
@needs("roster.write")
def template(key: str) -> Answer:
    """The empty workbook of a roster."""
    if key not in _own():
        abort(404)
    content = roster_templates.build(actor(), key, calendar.today())
    name = _("%(roster)s名册模板.xlsx", roster=_(ROSTERS[key].label))
    return send_file(io.BytesIO(content), _XLSX, as_attachment=True, download_name=name)


@bp.get("/rosters/import/<int:batch_id>")
@needs("roster.write")
def show(batch_id: int) -> Answer:
    """What would be imported; after the import, what was."""
    batch, roster = roster_import.get(actor(), batch_id)
    if batch.state != "uploaded":
        problems = roster_import.problems_of(batch)
        return render_template(
            "rosters/done.html",
            batch=batch,
            roster=roster,
            problems=problems,
            has_rows=roster_import.has_rows(batch),
            list_url=url_for(_LISTS[roster.key]),
        )
    outcome = roster_import.preview(actor(), batch_id, today=calendar.today())
    return render_template("rosters/preview.html", batch=batch, roster=roster, outcome=outcome)


@bp.post("/rosters/import/<int:batch_id>")
@needs("roster.write")
def take(batch_id: int) -> Answer:
    batch = roster_import.take(actor(), batch_id, today=calendar.today())
    flash(_("已导入 %(n)s 行。", n=batch.imported), "success")
    return redirect(url_for("rosters.show", batch_id=batch_id), 303)


@bp.get("/rosters/import/<int:batch_id>/refused.xlsx")
@needs("roster.write")
def refused(batch_id: int) -> Response:
    """The rows that cannot come in, to correct and import again."""
    _batch, roster = roster_import.get(actor(), batch_id)
    returned = roster_import.give_back(actor(), batch_id, today=calendar.today())
    name = _("%(roster)s名册退回的行.xlsx", roster=_(roster.label))
    return send_file(io.BytesIO(refused_rows.build(returned)), _XLSX, as_attachment=True, download_name=name)
