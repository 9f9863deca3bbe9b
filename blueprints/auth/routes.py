"""Signing in and out, one's own password and logins."""

from typing import Any

from flask import flash, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from flask_login import current_user, login_user, logout_user

from blueprints import guard
from blueprints.auth import bp
from blueprints.auth.forms import PasswordForm, SignInForm
from blueprints.guard import PUBLIC, actor, needs
from office import accounts, logins, settings
from office.errors import OfficeError


@bp.route("/sign-in", methods=["GET", "POST"])
@needs(PUBLIC)
def sign_in() -> Any:
    form = SignInForm()
    target = guard.safe_next(request.args.get("next")) or "/"
    if form.validate_on_submit():
        try:
            token = logins.sign_in(form.username.data, form.password.data, **_where_from())
        except OfficeError as error:
            form.blame(error)
        else:
            login_user(guard.load(token))
            return redirect(target, 303)
    elif current_user.is_authenticated and not form.is_submitted():
        return redirect(target, 303)
    return render_template("auth/sign_in.html", form=form), 422 if form.is_submitted() else 200


def _where_from() -> dict[str, str]:
    return {"address": request.remote_addr or "", "agent": request.user_agent.string}


@bp.post("/sign-out")
@needs("own")
def sign_out() -> Any:
    logins.sign_out(actor(), current_user.login_id)
    logout_user()
    session.clear()
    flash(_("已退出。"), "success")
    return redirect(url_for("auth.sign_in"), 303)


@bp.route("/password", methods=["GET", "POST"])
@needs("own")
def change_password() -> Any:
    form = PasswordForm()
    if form.validate_on_submit():
        try:
            accounts.change_password(actor(), form.old.data, form.password.data, current_user.login_id)
        except OfficeError as error:
            form.blame(error)
        else:
            flash(_("密码已修改，其他地方的登录已退出。"), "success")
            return redirect("/", 303)
    page = render_template(
        "auth/password.html",
        form=form,
        forced=logins.must_change(current_user.account),
        length=settings.get("password_length"),
    )
    return page, 422 if form.is_submitted() else 200


@bp.get("/my-logins")
@needs("own")
def my_logins() -> Any:
    rows = logins.living(actor(), current_user.account.id)
    return render_template("auth/my_logins.html", logins=rows, present=current_user.login_id)


@bp.post("/my-logins/<int:login_id>/revoke")
@needs("own")
def revoke(login_id: int) -> Any:
    logins.revoke(actor(), login_id)
    flash(_("那次登录已退出。"), "success")
    return redirect(url_for("auth.my_logins"), 303)
