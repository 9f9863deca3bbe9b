"""Who may open a page. A view states what it needs; what states nothing is closed to everybody."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import current_app, g, redirect, request, url_for
from flask_login import UserMixin, current_user
from werkzeug.wrappers import Response

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
        return _elsewhere(url_for("auth.sign_in", next=_where_to_return()))
    if needed is None or not actor().may(needed):
        raise NotAllowed()
    if request.endpoint not in _BEFORE_NEW_PASSWORD and logins.must_change(current_user.account):
        return _elsewhere(url_for("auth.change_password"))
    return None


def safe_next(target: str | None) -> str | None:
    """`target` when it is a path of this site (no other host, no control characters), else None."""
    if not target or not target.startswith("/") or target.startswith("//"):
        return None
    return None if "\\" in target or any(ord(sign) < 32 for sign in target) else target


def _where_to_return() -> str | None:
    path = request.full_path.rstrip("?")
    return path if request.method == "GET" and path != "/" and not _is_htmx() else None


def _is_htmx() -> bool:
    return request.headers.get("HX-Request") == "true"


def _elsewhere(url: str) -> Response:
    """A redirect of the whole page, also when only a part of it was asked for."""
    if _is_htmx():
        return Response(status=204, headers={"HX-Redirect": url})
    return redirect(url, 303)
