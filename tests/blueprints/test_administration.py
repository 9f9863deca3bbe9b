"""The pages of administration: first start, sign-in, accounts, settings, lists, audit."""

import re

import pytest

from models import Account, Alias, AuditEntry, Login, Term
from office import access, audit, settings, setup
from tests.county import PASSWORD
from tests.pages import opened, rows, send
from vocab import ROLES, Role

# What pages do with data is tried on both engines where the acts are; a page looks the same on either.
pytestmark = pytest.mark.one_engine

SETUP = {
    "unit_name": "青山县",
    "county_name": "",
    "name": "王管理",
    "username": "guanli",
    "password": PASSWORD,
    "again": PASSWORD,
}


# ---------------------------------------------------------------- first start


@pytest.mark.parametrize("path", ["/", "/sign-in", "/accounts", "/nothing"])
def test_an_empty_installation_leads_to_the_first_page(client, path):
    answer = client.get(path, follow_redirects=True)
    assert answer.request.path == "/setup"


def test_first_start_to_first_account(client, tmp_path):
    opened(client, "/setup")
    page = opened(client, "/setup", 422, **SETUP, code="wrong")
    assert "设置码不正确" in page.text
    assert page.find("input", id="unit_name")["value"] == "青山县"
    assert send(client, "/setup", **SETUP, code=setup.one_time_code(tmp_path)) == "/sign-in"
    assert client.get("/setup").status_code == 404
    send(client, "/sign-in", username="guanli", password=PASSWORD)
    assert "青山县司法局" in opened(client, "/accounts").text


def test_two_passwords_that_differ_found_nothing(client, tmp_path):
    words = SETUP | {"again": "other", "code": setup.one_time_code(tmp_path)}
    assert "不一致" in opened(client, "/setup", 422, **words).text
    assert setup.needed()


# ---------------------------------------------------------------- signing in


def test_a_wrong_password_keeps_the_name_and_not_the_password(client, make_account):
    account = make_account(Role.COUNTY)
    page = opened(client, "/sign-in", 422, username=account.username, password="Wrong-2026")
    assert page.find("input", id="username")["value"] == account.username
    assert not page.find("input", id="password").get("value")
    assert "用户名或密码不正确" in page.text


def test_signing_out_ends_the_login(sign_in):
    client = sign_in(Role.COUNTY)
    assert send(client, "/sign-out") == "/sign-in"
    assert Login.get().ended_at is not None
    assert "/sign-in" in client.get("/settings").headers["Location"]


def test_a_stolen_cookie_is_worthless_after_signing_out(app, sign_in):
    client = sign_in(Role.COUNTY)
    stolen = client.get_cookie("fengqiao").value
    send(client, "/sign-out")
    thief = app.test_client()
    thief.set_cookie("fengqiao", stolen)
    assert "/sign-in" in thief.get("/settings").headers["Location"]


def test_a_change_of_password_asks_for_the_old_one(sign_in):
    client = sign_in(Role.COUNTY)
    words = {"old": "wrong", "password": "Liuhe-2026", "again": "Liuhe-2026"}
    assert "原密码不正确" in opened(client, "/password", 422, **words).text
    assert send(client, "/password", **words | {"old": PASSWORD}) == "/"


def test_another_browser_is_sent_away(app, sign_in):
    client = sign_in(Role.COUNTY)
    other = app.test_client()
    send(other, "/sign-in", username=client.account.username, password=PASSWORD)
    page = opened(client, "/my-logins")
    assert "本次登录" in page.text
    (way,) = [form["action"] for form in page.select("main form")]
    send(client, way)
    assert "/sign-in" in other.get("/settings").headers["Location"]
    assert client.get("/settings").status_code == 200


# ---------------------------------------------------------------- accounts


def test_a_new_account_signs_in_with_the_password_shown_once(app, county, sign_in):
    client = sign_in(Role.ADMIN)
    words = {"name": "李所长", "username": "li", "role": Role.TOWNSHIP, "unit_id": county.towns[0].id}
    page = opened(client, "/accounts/new", **words)
    password = page.find("code").text
    assert password not in client.get("/accounts").text
    newcomer = app.test_client()
    send(newcomer, "/sign-in", username="li", password=password)
    opened(newcomer, "/password")


def test_a_refused_account_keeps_everything_typed(county, sign_in):
    client = sign_in(Role.ADMIN)
    page = opened(client, "/accounts/new", 422, name="李所长", username="li", role=Role.TOWNSHIP, unit_id="")
    assert "请选择所属单位" in page.text
    assert page.find("input", id="username")["value"] == "li"
    assert page.select_one("#role option[selected]")["value"] == Role.TOWNSHIP


def test_accounts_are_listed_and_narrowed(sign_in, make_account):
    client = sign_in(Role.ADMIN)
    make_account(Role.MEDIATOR, username="zhao")
    found = rows(opened(client, "/accounts?role=mediator"))
    assert [(line[1], line[3], line[4]) for line in found] == [("zhao", "东门村人民调解委员会", "启用")]
    assert "没有符合条件的账号" in opened(client, "/accounts?text=nobody").text


def test_a_change_against_an_old_version_shows_both(county, sign_in, make_account):
    client = sign_in(Role.ADMIN)
    person = make_account(Role.TOWNSHIP)
    way = f"/accounts/{person.id}"
    words = {"role": Role.TOWNSHIP, "unit_id": county.towns[0].id, "seen": 1}
    send(client, way, name="先来", **words)
    page = opened(client, way, 409, name="后到", **words)
    assert page.find("input", id="name")["value"] == "后到"
    assert "先来" in page.text
    seen = page.find("input", id="seen")["value"]
    send(client, way, **words | {"name": "后到", "seen": seen})
    assert Account.get_by_id(person.id).name == "后到"


def test_reset_deactivate_and_activate(app, sign_in, make_account):
    client = sign_in(Role.ADMIN)
    person = make_account(Role.COUNTY)
    way = f"/accounts/{person.id}"
    password = client.post(f"{way}/reset-password").text
    first = re.search(r'class="one-time">([^<]+)<', password)[1]
    send(app.test_client(), "/sign-in", username=person.username, password=first)
    send(client, f"{way}/deactivate")
    assert "停用" in opened(client, way).find("p", class_="page-sub").text
    send(client, f"{way}/activate")
    assert Account.get_by_id(person.id).active


def test_the_administrator_sees_and_ends_logins(sign_in):
    client = sign_in(Role.ADMIN)
    person = sign_in(Role.COUNTY)
    way = f"/accounts/{person.account.id}/logins"
    (button,) = opened(client, way).select("main form")
    send(client, button["action"])
    assert "/sign-in" in person.get("/settings").headers["Location"]
    assert "没有在使用的登录" in opened(client, way).text


# ---------------------------------------------------------------- settings


def test_the_county_changes_its_settings_and_sees_its_name(sign_in):
    client = sign_in(Role.COUNTY)
    words = {
        "county_name": "柳河县司法局",
        "basis": "accepted",
        "year_end": "11-30",
        "limit_days": "45",
        "confirm_days": "30",
    }
    page = opened(client, "/settings", 422, **words | {"limit_days": "四十"})
    assert page.find("input", id="limit_days")["value"] == "四十"
    assert send(client, "/settings", **words) == "/settings"
    assert "柳河县司法局" in opened(client, "/settings").find("header").text
    assert settings.get("limit_days") == 45


def test_security_settings_have_bounds(sign_in):
    client = sign_in(Role.ADMIN)
    form = opened(client, "/settings/security").find("main").find("form")
    words = {field["name"]: field["value"] for field in form.select("input:not([type=hidden])")}
    assert "3 到 20 之间" in opened(client, "/settings/security", 422, **words | {"lock_after": "1"}).text
    send(client, "/settings/security", **words | {"lock_after": "6"})
    assert settings.get("lock_after") == 6


# ---------------------------------------------------------------- lists


def test_the_county_adds_and_ends_a_type(sign_in):
    client = sign_in(Role.COUNTY)
    page = opened(client, "/lists/type/new", 422, name="网络纠纷", parent="", valid_from="2026年1月1日")
    assert page.find("input", id="name")["value"] == "网络纠纷"
    send(client, "/lists/type/new", name="网络纠纷", parent="P06", valid_from="２０２６.1.1")
    assert rows(opened(client, "/lists/type"))[-1] == ["T19", "网络纠纷", "损害赔偿", "2026-01-01", "—", "—"]
    send(client, "/lists/type/T19", name="网络侵权纠纷", parent="P06", valid_to="20270101", successor="T06")
    term = Term.get_by_id("T19")
    assert (term.name, str(term.valid_to), term.successor_id) == ("网络侵权纠纷", "2027-01-01", "T06")


def test_a_date_that_does_not_exist_is_told(sign_in):
    client = sign_in(Role.COUNTY)
    page = opened(client, "/lists/tag/new", 422, name="新标签", valid_from="2026-02-30")
    assert "不是有效的日期" in page.text
    assert page.find("input", id="valid_from")["value"] == "2026-02-30"


def test_the_county_teaches_a_word_and_takes_it_back(sign_in):
    client = sign_in(Role.COUNTY)
    send(client, "/lists/outcome/words", text="摆平", code="succeeded")
    alias = Alias.get(Alias.text == "摆平")
    assert "摆平" in opened(client, "/lists/outcome/words").text
    send(client, f"/lists/words/{alias.id}/remove")
    assert "摆平" not in opened(client, "/lists/outcome/words").text


@pytest.mark.parametrize(
    "path", ["/lists/nothing", "/lists/nothing/words", "/lists/type/X99", "/lists/outcome"]
)
def test_a_list_that_is_not_there(sign_in, path):
    opened(sign_in(Role.COUNTY), path, 404)


# ---------------------------------------------------------------- audit


def test_the_auditor_reads_the_chain_page_by_page(sign_in):
    client = sign_in(Role.AUDITOR)
    for number in range(60):
        audit.record(access.machine(), "backup.make", "backup", number)
    page = opened(client, "/audit")
    assert len(rows(page)) == 50
    older = page.find("a", rel="next")["href"]
    numbers = [int(line[0]) for line in rows(page) + rows(opened(client, older))]
    assert numbers == sorted(numbers, reverse=True)
    assert len(set(numbers)) == len(numbers)
    narrowed = rows(opened(client, "/audit?act=login.start"))
    assert {line[3] for line in narrowed} == {"登录"}


def test_the_check_tells_whether_the_chain_is_whole(sign_in):
    client = sign_in(Role.AUDITOR)
    send(client, "/audit/check")
    assert "审计记录完整" in opened(client, "/audit").text
    second = AuditEntry.select().order_by(AuditEntry.id)[1]
    AuditEntry.update(actor="别人").where(AuditEntry.id == second.id).execute()
    send(client, "/audit/check")
    assert f"第 {second.id} 条" in opened(client, "/audit").text


def test_changes_are_told_in_words(sign_in):
    auditor, county = sign_in(Role.AUDITOR), sign_in(Role.COUNTY)
    words = {"county_name": "青山县司法局", "basis": "accepted", "year_end": "12-31"}
    send(county, "/settings", **words, limit_days="30", confirm_days="30")
    assert "按结案日期 → 按受理日期" in rows(opened(auditor, "/audit?act=settings.change"))[0][5]


# ---------------------------------------------------------------- menu


@pytest.mark.parametrize("role", ROLES)
def test_every_entry_of_the_menu_opens(sign_in, role):
    client = sign_in(role)
    page = opened(client, "/my-logins")
    links = [link["href"] for link in page.select("nav.sidebar a, .account-menu a")]
    assert len(links) > 2
    for link in links:
        assert client.get(link, follow_redirects=True).status_code == 200, link
