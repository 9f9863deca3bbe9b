"""Who may open a page. A view states what it needs; what states nothing is closed to everybody."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import current_app, g, redirect, render_template, request, url_for
from flask_login import UserMixin, current_user
from flask_wtf.csrf import validate_csrf
from werkzeug.wrappers import Response
from wtforms import ValidationError

from office import access, logins
from office.access import Actor
from office.errors import NotAllowed
from vocab import PERMISSIONS

PUBLIC = "public"
# What somebody may still open who must choose a new password first.
_BEFORE_NEW_PASSWORD = {"auth.change_password", "auth.sign_out"}

View = TypeVar("View", bound=Callable[..., Any])


def needs(permission: str) -> Callable[[View], View]:
    """State the permission of vocab.PERMISSIONS or PUBLIC that a view needs; KeyError for a misspelt one."""
    if permission != PUBLIC:
        PERMISSIONS[permission]

    def mark(view: View) -> View:
        view.needs = permission  # type: ignore[attr-defined]
        return view

    return mark


class SignedIn(UserMixin):
    """The account behind the cookie, for Flask-Login; its id is the random token of this one login."""

    def __init__(self, login: Any, token: str) -> None:
        self.login_id = login.id
        self.account = login.account
        self.token = token

    def get_id(self) -> str:
        return self.token


def load(token: str) -> SignedIn | None:
    """The account signed in with `token`; None when that login was ended, revoked or idle too long."""
    login = logins.find(token)
    return SignedIn(login, token) if login else None


def actor() -> Actor:
    """Who acts in this request: the signed-in account with its unit. For views that need a permission."""
    if "actor" not in g:
        g.actor = access.actor_of(current_user.account)
    return g.actor


def enforce() -> Response | None:
    """Before each request: let in whom the view's permission allows, send the others where they can go on."""
    if request.endpoint is None:  # no such page: the router answers 404 or 405
        return None
    needed = getattr(current_app.view_functions[request.endpoint], "needs", None)
    if needed == PUBLIC:
        return None
    if not current_user.is_authenticated:
        return _sign_in_first()
    if needed is None or not actor().may(needed):
        raise NotAllowed()
    if request.endpoint not in _BEFORE_NEW_PASSWORD and logins.must_change(current_user.account):
        return redirect(url_for("auth.change_password"), 303)
    return None


def safe_next(target: str | None) -> str | None:
    """`target` when it is a path of this site (no other host, no control characters), else None."""
    if not target or not target.startswith("/") or target.startswith("//"):
        return None
    return None if "\\" in target or any(ord(sign) < 32 for sign in target) else target


def _sign_in_first() -> Response:
    """To the sign-in page and back. What was typed into a form meanwhile is kept; a part of a page just stays away."""
    if request.headers.get("HX-Request") == "true":
        return Response(status=401)
    if request.method == "POST" and _may_be_kept():
        typed = [pair for pair in request.form.items(multi=True) if pair[0] != "csrf_token"]
        return Response(render_template("auth/resume.html", typed=typed), 401)
    path = request.full_path.rstrip("?")
    back = path if request.method == "GET" and path != "/" else None
    return redirect(url_for("auth.sign_in", next=back), 303)


def _may_be_kept() -> bool:
    """Whether a form of ours was sent in this very session, without files and without passwords."""
    if request.blueprint in ("auth", "accounts") or any(file.filename for file in request.files.values()):
        return False
    try:
        validate_csrf(request.form.get("csrf_token"))
    except ValidationError:
        return False
    return True
