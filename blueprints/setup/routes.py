"""First start: until somebody can sign in, every page leads here."""

from typing import Any

from flask import current_app, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from blueprints.guard import PUBLIC, needs
from blueprints.keeping import page, went_through
from blueprints.setup import bp
from blueprints.setup.forms import SetupForm
from office import setup
from office.errors import NotVisible

_OPEN = {"setup", "assets", "health"}


@bp.before_app_request
def lead_here() -> Response | None:
    """Send everybody to the first page while the installation is empty; asked no more once it is not."""
    known = current_app.extensions
    if request.blueprint in _OPEN or "founded" in known:
        return None
    if setup.needed():
        return redirect(url_for("setup.index"), 303)
    known["founded"] = True
    return None


@bp.route("/setup", methods=["GET", "POST"])
@needs(PUBLIC)
def index() -> Any:
    if not setup.needed():
        raise NotVisible()
    form = SetupForm()
    folder = current_app.config["FENGQIAO"].data_dir
    if went_through(form, lambda: setup.found(folder, form.code.data, form.values())):
        flash(_("设置完成。请用刚才的用户名和密码登录，再为各岗位设立账号。"), "success")
        return redirect(url_for("auth.sign_in"), 303)
    return page("setup/index.html", form)
