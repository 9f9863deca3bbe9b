"""Settings: those of the office for the county bureau, those of security for the administrator."""

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _

from blueprints.guard import actor, needs
from blueprints.keeping import page, went_through
from blueprints.settings import bp
from blueprints.settings.forms import settings_form
from office import settings


@bp.route("/settings", methods=["GET", "POST"])
@needs("settings.office")
def office() -> Any:
    return _page(_("业务设置"), settings.options(security=False), settings.change_office)


@bp.route("/settings/security", methods=["GET", "POST"])
@needs("settings.security")
def security() -> Any:
    return _page(_("安全设置"), settings.options(security=True), settings.change_security)


def _page(heading: str, options: list[settings.Option], change: Callable[..., None]) -> Any:
    form = settings_form(options)(data=settings.everything())
    if went_through(form, lambda: change(actor(), form.values())):
        flash(_("设置已保存。"), "success")
        return redirect(url_for(request.endpoint or ""), 303)
    return page("settings/edit.html", form, heading=heading, keys=[option.key for option in options])
