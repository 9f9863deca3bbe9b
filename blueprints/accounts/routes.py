"""Accounts, for the system administrator: open, change, reset, close, and end logins."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from blueprints.accounts import bp
from blueprints.accounts.forms import AccountForm
from blueprints.guard import actor, needs
from blueprints.keeping import page, went_through
from office import accounts, calendar, logins
from vocab import ROLES


@bp.get("/accounts")
@needs("accounts.manage")
def index() -> Any:
    text, role, state = (request.args.get(name, "") for name in ("text", "role", "state"))
    rows = accounts.listed(
        actor(), text=text, role=role, active={"on": True, "off": False}.get(state), locked=state == "locked"
    )
    roles = {code: _(words) for code, words in ROLES.items()}
    return render_template(
        "accounts/index.html",
        rows=rows,
        roles=roles,
        text=text,
        role=role,
        state=state,
        is_locked=logins.is_locked,
    )


@bp.route("/accounts/new", methods=["GET", "POST"])
@needs("accounts.manage")
def new() -> Any:
    form = AccountForm().offer(accounts.places(actor(), calendar.today()))
    made: list[Any] = []
    if went_through(form, lambda: made.extend(accounts.create(actor(), form.values()))):
        return _show_once(*made)
    return page("accounts/edit.html", form, person=None)


@bp.route("/accounts/<int:account_id>", methods=["GET", "POST"])
@needs("accounts.manage")
def edit(account_id: int) -> Any:
    person = accounts.get(actor(), account_id)
    form = AccountForm(data=_kept(person)).offer(accounts.places(actor(), calendar.today()))
    if went_through(form, lambda: accounts.change(actor(), account_id, form.seen.data, form.values()), _kept):
        flash(_("已保存。"), "success")
        return redirect(url_for("accounts.index"), 303)
    return page("accounts/edit.html", form, person=person)


def _kept(person: Any) -> dict[str, Any]:
    """What the form shows of an account as it stands."""
    names = ("name", "role", "unit_id", "committee_id", "studio_id")
    return {name: getattr(person, name) for name in names} | {"seen": person.version}


@bp.post("/accounts/<int:account_id>/reset-password")
@needs("accounts.manage")
def reset_password(account_id: int) -> Any:
    password = accounts.reset_password(actor(), account_id)
    return _show_once(accounts.get(actor(), account_id), password)


def _show_once(person: Any, password: str) -> str:
    """The one-time password, in the answer itself: it must not be kept anywhere, so there is no redirect."""
    return render_template("accounts/password.html", person=person, password=password)


@bp.post("/accounts/<int:account_id>/deactivate")
@needs("accounts.manage")
def deactivate(account_id: int) -> Any:
    return _switch(account_id, accounts.deactivate, _("账号已停用。"))


@bp.post("/accounts/<int:account_id>/activate")
@needs("accounts.manage")
def activate(account_id: int) -> Any:
    return _switch(account_id, accounts.activate, _("账号已启用。"))


def _switch(account_id: int, act: Any, done: str) -> Any:
    act(actor(), account_id)
    flash(done, "success")
    return redirect(url_for("accounts.edit", account_id=account_id), 303)


@bp.get("/accounts/<int:account_id>/logins")
@needs("accounts.manage")
def account_logins(account_id: int) -> Any:
    person = accounts.get(actor(), account_id)
    rows = logins.living(actor(), account_id)
    return render_template("accounts/logins.html", person=person, logins=rows)


@bp.post("/accounts/<int:account_id>/logins/<int:login_id>/revoke")
@needs("accounts.manage")
def revoke(account_id: int, login_id: int) -> Any:
    logins.revoke(actor(), login_id)
    flash(_("那次登录已退出。"), "success")
    return redirect(url_for("accounts.account_logins", account_id=account_id), 303)
