"""Pages of the months: who has filled in what, a unit's sheet, and the evidence behind a number."""

import datetime
import io
from typing import Any

from flask import redirect, render_template, request, send_file, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from blueprints import corrections
from blueprints.corrections import Box
from blueprints.entered import bp
from blueprints.entered.forms import SheetForm
from blueprints.guard import actor, needs
from office import calendar, units
from office.errors import Closed, NotVisible, Refused, Rejected, Stale
from registers import entered_months, values
from registers.values import Unreadable

Answer = str | tuple[str, int] | Response
ID = "int(max=2147483647)"


def _month(written: str) -> datetime.date:
    """The month of an address, 2026-10; NotVisible for what is none."""
    try:
        month = values.month(written)
    except Unreadable:
        month = None
    if month is None:
        raise NotVisible()
    return month


def _last_month() -> datetime.date:
    return (calendar.today().replace(day=1) - datetime.timedelta(days=1)).replace(day=1)


@bp.get("/entered")
@needs("record.write")
def index() -> Answer:
    """The units of the area with how much of a month they have filled in; the month that has ended unless told."""
    month = _month(request.args.get("month") or f"{_last_month():%Y-%m}")
    found = entered_months.reporting(actor(), month)
    names = units.full_names([unit for unit, _done, _asked in found])
    return render_template(
        "entered/index.html",
        month=month,
        rows=[(unit, names[unit.id], done, asked) for unit, done, asked in found],
        lacking=sum(done < asked for _unit, done, asked in found),
    )


@bp.route(f"/entered/<{ID}:unit_id>/<month>", methods=["GET", "POST"])
@needs("record.write")
def sheet(unit_id: int, month: str) -> Answer:
    """A unit's month on one form."""
    day = _month(month)
    form = SheetForm.of(entered_months.sheet(actor(), unit_id, day))
    if not form.validate_on_submit():
        return _page(form, 422 if form.is_submitted() else 200)
    try:
        seen, why = form.seen.data or "", corrections.reason()
        now = entered_months.fill(
            actor(), unit_id, day, form.typed(), seen, today=calendar.today(), reason=why
        )
    except (Rejected, Refused) as error:
        form.blame(error)
        return _page(form, 422)
    except Stale as error:
        form.meet(error.current)
        return _page(form, 409)
    except Closed as error:
        return _page(form, 422, Box.of(error))
    corrections.told(_told(now), "entered", unit_id, is_record=False)
    return redirect(url_for("entered.sheet", unit_id=unit_id, month=f"{day:%Y-%m}"), 303)


def _told(sheet: Any) -> str:
    if not sheet.missing:
        return _("已保存，本月各项都已填报。")
    return _("已保存，还有 %(n)s 项没有填报。", n=len(sheet.missing))


def _page(form: SheetForm, code: int, box: Box | None = None) -> Answer:
    month = form.sheet.month
    before = (month - datetime.timedelta(days=1)).replace(day=1)
    after = (month + datetime.timedelta(days=31)).replace(day=1)
    files = code != 200 and any(one.filename for one in request.files.values())
    return render_template(
        "entered/sheet.html",
        form=form,
        sheet=form.sheet,
        line=units.line(actor(), form.sheet.unit),
        shown=entered_months.shown,
        before=url_for("entered.sheet", unit_id=form.sheet.unit.id, month=f"{before:%Y-%m}"),
        after=url_for("entered.sheet", unit_id=form.sheet.unit.id, month=f"{after:%Y-%m}"),
        meanwhile=code == 409,
        files_lost=files,
        box=box,
    ), code


@bp.get(f"/entered/evidence/<{ID}:value_id>")
@needs("record.people")
def evidence(value_id: int) -> Response:
    """The evidence of a number, always as a download: it is never shown within a page."""
    file = entered_months.open_evidence(actor(), value_id)
    return send_file(
        io.BytesIO(file.content), "application/octet-stream", as_attachment=True, download_name=file.name
    )
