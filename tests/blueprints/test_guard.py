"""The guard: closed unless stated, back to where one wanted to go, nothing typed lost when the time ran out."""

import re

import pytest
from bs4 import BeautifulSoup

from app import create_app
from blueprints import guard
from config import Config
from models import Account, Login
from office import access, accounts
from tests.county import PASSWORD
from vocab import ROLES, Role

# What pages do with data is tried on both engines where the acts are; a page looks the same on either.
pytestmark = pytest.mark.one_engine


@pytest.fixture
def strict_client(database, tmp_path, make_account):
    """A client of an application that asks for the tokens of forms, and an account to sign in with."""
    app = create_app(Config(data_dir=tmp_path, database_url=database.url, secret_key="test", testing=True))
    client = app.test_client()
    client.account = make_account(Role.COUNTY)
    return client


def token_of(page):
    return BeautifulSoup(page.text, "html.parser").find("input", attrs={"name": "csrf_token"})["value"]


def enter(client):
    token = token_of(client.get("/sign-in"))
    words = {"username": client.account.username, "password": PASSWORD, "csrf_token": token}
    assert client.post("/sign-in", data=words).status_code == 303


def test_a_view_that_states_nothing_is_closed_to_everybody(app, sign_in):
    app.add_url_rule("/forgotten", "forgotten", lambda: "secret")
    for role in ROLES:
        answer = sign_in(role).get("/forgotten")
        assert answer.status_code == 403
        assert "secret" not in answer.text


def test_a_misspelt_permission_does_not_start():
    with pytest.raises(KeyError):
        guard.needs("dispute.raed")


def test_who_is_not_signed_in_comes_back_after_signing_in(app, make_account):
    account = make_account(Role.ADMIN)
    client = app.test_client()
    answer = client.get("/accounts?role=admin")
    assert answer.headers["Location"] == "/sign-in?next=/accounts?role%3Dadmin"
    entered = client.post(
        answer.headers["Location"], data={"username": account.username, "password": PASSWORD}
    )
    assert entered.headers["Location"] == "/accounts?role=admin"


@pytest.mark.parametrize(
    "target",
    [
        "//evil.example",
        "https://evil.example",
        "/\\evil.example",
        "evil",
        "",
        None,
        "javascript:x",
        "/\tx",
        "/\n/x",
    ],
)
def test_nobody_is_sent_to_another_host(target):
    assert guard.safe_next(target) is None


def test_a_path_of_this_site_is_kept():
    assert guard.safe_next("/disputes?text=张&month=2026-11") == "/disputes?text=张&month=2026-11"


def test_an_ended_login_opens_nothing(app, sign_in):
    client = sign_in(Role.ADMIN)
    assert client.get("/accounts").status_code == 200
    Login.update(ended_at=Login.started_at).execute()
    assert "/sign-in" in client.get("/accounts").headers["Location"]


def test_a_closed_account_opens_nothing(sign_in):
    client = sign_in(Role.ADMIN)
    Account.update(active=False).execute()
    assert "/sign-in" in client.get("/accounts").headers["Location"]


def test_a_changed_role_counts_at_once(sign_in):
    client = sign_in(Role.ADMIN)
    Account.update(role=Role.AUDITOR).execute()
    assert client.get("/accounts").status_code == 403
    assert client.get("/audit").status_code == 200


def test_a_new_password_comes_first(app, county):
    _account, first = accounts.create(
        access.machine(), {"username": "new", "name": "新人", "role": Role.ADMIN}
    )
    client = app.test_client()
    client.post("/sign-in", data={"username": "new", "password": first})
    assert client.get("/accounts").headers["Location"] == "/password"
    assert "请先设一个自己的新密码" in client.get("/password").text
    words = {"old": first, "password": "Liuhe-2026", "again": "Liuhe-2026"}
    assert client.post("/password", data=words).status_code == 303
    assert client.get("/accounts").status_code == 200


def test_what_was_typed_when_the_time_ran_out_can_still_be_sent(strict_client):
    client = strict_client
    enter(client)
    token = token_of(client.get("/lists/tag/new"))
    Login.update(ended_at=Login.started_at).execute()
    answer = client.post("/lists/tag/new", data={"csrf_token": token, "name": "新<标签>"})
    assert answer.status_code == 401
    form = BeautifulSoup(answer.text, "html.parser").find("form")
    typed = {field["name"]: field["value"] for field in form.find_all("input")}
    assert typed["name"] == "新<标签>"
    enter(client)
    assert client.post("/lists/tag/new", data=typed).headers["Location"] == "/lists/tag"


def test_what_another_site_sends_is_not_kept(strict_client):
    answer = strict_client.post("/lists/tag/new", data={"csrf_token": "forged", "name": "新标签"})
    assert answer.status_code == 303
    assert "新标签" not in answer.text


def test_passwords_are_never_written_back_into_a_page(strict_client):
    client = strict_client
    enter(client)
    token = token_of(client.get("/password"))
    Login.update(ended_at=Login.started_at).execute()
    answer = client.post("/password", data={"csrf_token": token, "old": PASSWORD})
    assert answer.status_code == 303
    assert PASSWORD not in answer.text


def test_a_part_of_a_page_does_not_carry_the_reader_away(client, make_account):
    make_account(Role.ADMIN)
    answer = client.get("/accounts", headers={"HX-Request": "true"})
    assert (answer.status_code, answer.text) == (401, "")


def test_the_cookie_is_closed_to_scripts_and_other_sites(app, make_account):
    client = app.test_client()
    answer = client.post(
        "/sign-in", data={"username": make_account(Role.ADMIN).username, "password": PASSWORD}
    )
    cookie = answer.headers["Set-Cookie"]
    assert re.search(r"HttpOnly", cookie)
    assert re.search(r"SameSite=Lax", cookie)
    assert "Secure" not in cookie  # plain http is what an intranet has, unless the office says otherwise


def test_behind_tls_the_cookie_is_secure(database, tmp_path, make_account):
    config = Config(
        data_dir=tmp_path,
        database_url=database.url,
        secret_key="test",
        testing=True,
        cookie_secure=True,
        flask={"WTF_CSRF_ENABLED": False},
    )
    words = {"username": make_account(Role.ADMIN).username, "password": PASSWORD}
    answer = create_app(config).test_client().post("/sign-in", data=words)
    assert "Secure" in answer.headers["Set-Cookie"]


def test_a_forged_address_counts_only_from_a_trusted_proxy(database, tmp_path, make_account):
    account = make_account(Role.ADMIN)
    for proxies, address in ((0, "127.0.0.1"), (1, "10.1.2.3")):
        config = Config(
            data_dir=tmp_path,
            database_url=database.url,
            secret_key="test",
            testing=True,
            trusted_proxies=proxies,
            flask={"WTF_CSRF_ENABLED": False},
        )
        create_app(config).test_client().post(
            "/sign-in",
            data={"username": account.username, "password": PASSWORD},
            headers={"X-Forwarded-For": "10.1.2.3"},
        )
        assert Login.select().order_by(Login.id.desc()).first().address == address
