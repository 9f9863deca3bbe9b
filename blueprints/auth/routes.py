"""Signing in and out, one's own password and logins."""

from typing import Any

from flask import flash, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from flask_login import current_user, login_user, logout_user

from blueprints import guard
from blueprints.auth import bp
from blueprints.auth.forms import PasswordForm, SignInForm
from blueprints.guard import PUBLIC, actor, needs
from blueprints.keeping import page, went_through
from office import accounts, logins, settings


@bp.route("/sign-in", methods=["GET", "POST"])
@needs(PUBLIC)
def sign_in() -> Any:
    target = guard.safe_next(request.args.get("next")) or "/"
    if current_user.is_authenticated:
        return redirect(target, 303)
    form = SignInForm()
    if went_through(form, lambda: _begin(form)):
        return redirect(target, 303)
    return page("auth/sign_in.html", form)


def _begin(form: SignInForm) -> None:
    token = logins.sign_in(
        form.username.data,
        form.password.data,
        address=request.remote_addr or "",
        agent=request.user_agent.string,
    )
    login_user(guard.load(token))


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
    here = current_user.login_id
    if went_through(form, lambda: accounts.change_password(actor(), form.old.data, form.password.data, here)):
        flash(_("密码已修改，其他地方的登录已退出。"), "success")
        return redirect("/", 303)
    return page(
        "auth/password.html",
        form,
        forced=logins.must_change(current_user.account),
        length=settings.get("password_length"),
    )


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
