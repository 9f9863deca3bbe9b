"""Settings: those of the office and its working days for the county bureau, those of security for the administrator."""

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _

from blueprints.guard import actor, needs
from blueprints.keeping import page, went_through
from blueprints.settings import bp
from blueprints.settings.forms import DayForm, settings_form
from office import calendar, settings
from office import working_days as calendar_days
from registers import values
from registers.values import Unreadable


@bp.route("/settings", methods=["GET", "POST"])
@needs("settings.office")
def office() -> Any:
    return _page(_("业务设置"), settings.options(security=False), settings.change_office)


@bp.route("/settings/security", methods=["GET", "POST"])
@needs("settings.security")
def security() -> Any:
    return _page(_("安全设置"), settings.options(security=True), settings.change_security)


@bp.route("/settings/calendar", methods=["GET", "POST"])
@needs("settings.office")
def working_days() -> Any:
    """The days on which the office works, or does not, whatever the country's calendar says."""
    form = DayForm()
    this_year = calendar.today().year
    if went_through(form, lambda: calendar_days.decide(actor(), **form.decision())):
        flash(_("工作日历已调整。"), "success")
        return redirect(url_for("settings.working_days"), 303)
    years = {year: calendar_days.decided(year) for year in (this_year - 1, this_year, this_year + 1)}
    unknown = [year for year in years if not calendar_days.load().knows(year)]
    return page("settings/calendar.html", form, years=years, unknown=unknown)


@bp.post("/settings/calendar/forget")
@needs("settings.office")
def forget_day() -> Any:
    """Leave a day to the country's calendar again."""
    try:
        day = values.date(request.form.get("day"))
    except Unreadable:
        day = None
    if day:
        calendar_days.forget(actor(), day)
        flash(_("已恢复。"), "success")
    return redirect(url_for("settings.working_days"), 303)


def _page(heading: str, options: list[settings.Option], change: Callable[..., None]) -> Any:
    form = settings_form(options)(data=settings.everything())
    if went_through(form, lambda: change(actor(), form.values())):
        flash(_("设置已保存。"), "success")
        return redirect(url_for(request.endpoint or ""), 303)
    return page("settings/edit.html", form, heading=heading, keys=[option.key for option in options])
