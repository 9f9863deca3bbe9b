"""Errors: each with its code, a sentence and a way on; the last resort needs neither template nor database."""

import pytest

import db
from blueprints import guard
from office import settings
from office.errors import NotAllowed, NotVisible, Refused, Rejected, Stale
from tests.pages import opened
from vocab import Role

# What pages do with data is tried on both engines where the acts are; a page looks the same on either.
pytestmark = pytest.mark.one_engine

CASES = [
    (NotVisible(), 404, "没有找到这条记录"),
    (NotAllowed(), 403, "没有这项权限"),
    (Rejected("name", "“{name}”不行。", name="<b>"), 422, "“&lt;b&gt;”不行。"),
    (Refused([Rejected("a", "甲不行。"), Rejected("b", "乙不行。")]), 422, "甲不行。乙不行。"),
    (Stale(None), 409, "已被他人改动"),
]


def add_page(app, act, path="/fails"):
    app.add_url_rule(path, path, guard.needs(guard.PUBLIC)(act))


def failing(app, error):
    def view():
        raise error

    add_page(app, view)


@pytest.mark.parametrize(("error", "code", "text"), CASES, ids=lambda value: type(value).__name__)
def test_the_offices_errors_become_pages(app, make_account, error, code, text):
    make_account(Role.ADMIN)
    failing(app, error)
    answer = app.test_client().get("/fails")
    assert answer.status_code == code
    assert text in answer.text
    opened(app.test_client(), "/fails", code)


def test_inside_the_usual_frame_for_whoever_is_signed_in(app, sign_in):
    failing(app, NotVisible())
    page = opened(sign_in(Role.COUNTY), "/fails", 404)
    assert page.find("nav", class_="sidebar")


def test_a_failure_tells_nothing_of_the_program_and_asks_no_database(app, sign_in, monkeypatch):
    failing(app, ZeroDivisionError("secret detail"))
    client = sign_in(Role.COUNTY)
    monkeypatch.setattr(settings, "get", lambda key: pytest.fail("the database was asked"))
    page = opened(client, "/fails", 500)
    assert "ZeroDivisionError" not in page.text
    assert "secret detail" not in page.text
    assert "没有保存" in page.text


def test_a_database_that_is_gone_still_gives_a_page(app, make_account, monkeypatch):
    make_account(Role.ADMIN)

    def gone(*args, **options):
        raise db.peewee.OperationalError("gone")

    client = app.test_client()
    client.get("/healthz")
    monkeypatch.setattr(settings, "everything", gone)
    monkeypatch.setattr(settings, "get", gone)
    assert client.get("/healthz").status_code == 500
    assert client.get("/nothing").status_code == 404


def test_templates_that_fail_leave_a_page_of_bare_words(app, make_account, monkeypatch):
    make_account(Role.ADMIN)
    failing(app, Rejected("name", "“{name}”不行。", name="<b>"))
    monkeypatch.setattr("blueprints.errors.render_template", lambda *args, **options: 1 / 0)
    answer = app.test_client().get("/fails")
    assert answer.status_code == 422
    assert "“&lt;b&gt;”不行。" in answer.text


def test_what_fails_leaves_nothing_half_saved(app, make_account):
    make_account(Role.ADMIN)

    def view():
        with db.transaction():
            settings.put("basis", "accepted")
            raise ZeroDivisionError

    add_page(app, view)
    assert app.test_client().get("/fails").status_code == 500
    assert settings.get("basis") == "concluded"


@pytest.mark.parametrize(("method", "path", "code"), [("GET", "/nothing", 404), ("GET", "/sign-out", 405)])
def test_wrong_addresses(client, make_account, method, path, code):
    make_account(Role.ADMIN)
    answer = client.open(path, method=method)
    assert answer.status_code == code
    assert ("Allow" in answer.headers) == (code == 405)
    assert "回到首页" in answer.text


def test_too_large_an_upload_is_told(app, sign_in):
    client = sign_in(Role.COUNTY)
    app.config["MAX_CONTENT_LENGTH"] = 1000
    answer = client.post("/settings", data={"county_name": "x" * 2000})
    assert answer.status_code == 413
    assert "文件太大" in answer.text
