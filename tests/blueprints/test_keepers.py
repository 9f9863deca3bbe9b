"""The desks of the administrator, the auditor and a new office: their first question is answered, and no case is told."""

import datetime
import json

import pytest

from models import Account, AuditEntry, now
from office import access, audit, backup, calendar
from tests.make import make_dispute
from tests.pages import opened, rows, send
from vocab import Role

# What pages do with data is tried on both engines where the acts are; a page looks the same on either.
pytestmark = pytest.mark.one_engine


def figures(page):
    """Label → number of the large figures."""
    return {one.select_one(".figure-label").text: one.b.text for one in page.select(".figure")}


def steps(page):
    """Step → its buttons, or who does it; None when it is done."""
    found = {}
    for step in page.select(".steps li"):
        ways = [link.text for link in step.select("a")] or [
            one.text for one in step.select(".step-ways small")
        ]
        found[step.strong.text] = None if "step-done" in step.get("class", []) else ways
    return found


# ---------------------------------------------------------------- a new office


def test_the_administrator_is_led_through_a_new_installation(sign_in, county):
    page = opened(sign_in(Role.ADMIN), "/")
    assert steps(page) == {
        "设县司法局账号": ["新设账号"],
        "建单位": None,
        "建调解组织和调解员名册": None,
        "设司法所和调解员的账号": ["新设账号"],
        "导入以往的台账，或登记第一件纠纷": ["由县司法局办理"],
        "安排每天备份": [],
    }


def test_the_county_is_led_to_its_own_steps_until_there_are_cases(sign_in, county):
    client = sign_in(Role.COUNTY)
    page = opened(client, "/")
    assert steps(page)["导入以往的台账，或登记第一件纠纷"] == ["导入台账", "登记纠纷"]
    assert steps(page)["设司法所和调解员的账号"] == ["由系统管理员办理"]
    assert steps(page)["设县司法局账号"] is None
    for link in page.select(".steps a"):
        assert client.get(link["href"]).status_code == 200
    make_dispute(county.unit, accepted_on=calendar.today())
    assert not opened(client, "/").select(".steps")


def test_the_steps_are_gone_once_work_has_begun(sign_in, make_account, county):
    make_account(Role.TOWNSHIP)
    make_dispute(county.unit)
    assert not opened(sign_in(Role.ADMIN), "/").select(".steps")


# ---------------------------------------------------------------- the administrator


def test_the_administrator_sees_accounts_and_who_is_here(app, sign_in, make_account, county):
    person = sign_in(Role.TOWNSHIP)
    other = make_account(Role.MEDIATOR)
    Account.update(locked_until=now() + datetime.timedelta(minutes=5)).where(Account.id == other.id).execute()
    client = sign_in(Role.ADMIN)
    page = opened(client, "/")
    assert figures(page) == {"启用的账号": "3", "正在使用": "2", "已锁定": "1", "最近备份": "—"}
    assert [row[0] for row in rows(page.select_one("#present"))] == [
        "某admin 系统管理员",
        "某township 司法所",
    ]
    locked = page.select_one("a.figure-warn")["href"]
    assert [row[1] for row in rows(opened(client, locked))] == [other.username]
    send(person, "/sign-out")
    assert figures(opened(client, "/"))["正在使用"] == "1"


def test_each_number_of_accounts_opens_as_many(sign_in, make_account, county):
    make_account(Role.TOWNSHIP)
    closed = make_account(Role.COUNTY)
    Account.update(active=False).where(Account.id == closed.id).execute()
    client = sign_in(Role.ADMIN)
    table = opened(client, "/").select_one("main table")
    numbers = [(cell.a["href"], int(cell.text)) for cell in table.select("td.num") if cell.a]
    assert sorted(number for _, number in numbers) == [1, 1, 1]
    for href, number in numbers:
        assert len(rows(opened(client, href))) == number


@pytest.mark.parametrize(("days", "value", "told"), [(0, "今天", False), (2, "2", False), (3, "3", True)])
def test_an_old_backup_is_told(sign_in, make_account, county, days, value, told):
    make_account(Role.TOWNSHIP)
    make_dispute(county.unit)
    entry = audit.record(access.machine(), "backup.make", "backup")
    at = calendar.began(calendar.today() - datetime.timedelta(days=days)) + datetime.timedelta(minutes=1)
    AuditEntry.update(at=at).where(AuditEntry.id == entry.id).execute()
    page = opened(sign_in(Role.ADMIN), "/")
    assert figures(page)["最近备份"] == value
    assert bool(page.select(".notice-warning")) == (told and backup.possible())


# ---------------------------------------------------------------- the auditor


def test_the_auditor_sees_what_was_done_and_each_number_opens_as_many(client, sign_in, make_account, county):
    case = make_dispute(county.unit)
    bureau = sign_in(Role.COUNTY)
    assert bureau.post(f"/disputes/{case.id}/reveal", data={"reason": "核对送达地址"}).status_code == 200
    client.post("/sign-in", data={"username": bureau.account.username, "password": "Wrong-2026"})
    auditor = sign_in(Role.AUDITOR)
    page = opened(auditor, "/")
    assert figures(page)["登录失败"] == "1"
    assert [row[:2] for row in rows(page.select("main table")[1])] == [["某county", "1"]]
    watched = {row[0]: row[1:] for row in rows(page.select_one("main table"))}
    assert watched["查看当事人证件电话"] == ["1", "1"]
    links = [(a["href"], int(a.b.text)) for a in page.select("a.figure")]
    links += [(a["href"], int(a.text)) for a in page.select("td.num a")]
    assert len(links) >= 4
    for href, number in links:
        assert len(rows(opened(auditor, href))) == number


def test_what_is_older_is_not_counted(sign_in, county):
    for act, days in (("dispute.reveal", 30), ("login.failure", 7)):
        entry = audit.record(access.machine(), act, "x")
        at = calendar.began(calendar.today()) - datetime.timedelta(days=days - 1, minutes=1)
        AuditEntry.update(at=at).where(AuditEntry.id == entry.id).execute()
    page = opened(sign_in(Role.AUDITOR), "/")
    assert figures(page)["登录失败"] == "0"
    assert {row[0]: row[1] for row in rows(page.select_one("main table"))}["查看当事人证件电话"] == "0"


def test_the_state_of_the_chain_is_told(sign_in, county):
    client = sign_in(Role.AUDITOR)
    assert figures(opened(client, "/"))["审计链"] == "未校验"
    send(client, "/audit/check")
    assert figures(opened(client, "/"))["审计链"] == "完整"
    first = AuditEntry.select().order_by(AuditEntry.id).first()
    AuditEntry.update(actor="别人").where(AuditEntry.id == first.id).execute()
    send(client, "/audit/check")
    assert figures(opened(client, "/"))["审计链"] == "不符"


@pytest.mark.parametrize("role", [Role.ADMIN, Role.AUDITOR])
def test_the_keepers_see_no_case(sign_in, county, role):
    make_dispute(county.unit, number="〔2020〕城调字第1号", subject="院墙排水")
    page = opened(sign_in(role), "/")
    assert "〔2020〕" not in page.text
    assert "院墙" not in page.text


# ---------------------------------------------------------------- the audit list


def said(client, act):
    """The content of the newest row of an act, as the page tells it."""
    return rows(opened(client, f"/audit?act={act}"))[0][5]


@pytest.mark.parametrize(
    ("act", "detail", "told"),
    [
        ("account.create", {"role": "auditor", "username": "su"}, "岗位：审计员；用户名：su"),
        ("settings.change", {"changes": {"basis": ["concluded", "accepted"]}}, "成功率口径：按结案日期 → 按受理日期"),
        ("unit.add", {"name": "新村", "kind": "village"}, "类别：村；名称：新村"),
        ("committee.change", {"kind": ["village", "enterprise"]}, "类别：村调委会 → 企事业单位调委会"),
        ("unit.rename", {"name": ["东湖乡", "东湖镇"], "on": "2026-01-01"}, "名称：东湖乡 → 东湖镇；日期：2026-01-01"),
        ("list.add", {"list": "type", "code": "T02", "parent": "P02"}, "代码：邻里纠纷；选项表：纠纷类型；上级：邻里"),
        ("alias.remember", {"choice": "outcome", "code": "succeeded", "text": "摆平"}, "选项表：调解结果；代码：调解成功；写法：摆平"),
        (
            "dispute.change",
            {"changes": {"outcome": ["pending", "succeeded"], "amount": [None, 123450], "summary": [None, None]}},
            "协议涉及金额（元）：— → 1234.50；调解结果：受理中 → 调解成功；简要情况有改动",
        ),
        ("ledger.map", {"columns": {"办结日": "concluded_on", "编外": ""}, "words": {"outcome": {"摆平": "succeeded"}}},
         "列的含义：办结日 → 结案日期、编外 → 不导入；对应的写法：摆平 → 调解成功"),
        ("mediator.change", {"employment": ["part", "full"], "phone_index": ["…", "…"], "name_key": ["a", "b"]},
         "专兼职：兼职 → 专职；联系电话有改动"),
        ("ledger.import", {"created": {"units": 2}, "read": 9, "digest": "ab"}, "新建：单位 2；读入：9"),
    ],
)  # fmt: skip
def test_details_are_told_in_words(sign_in, county, act, detail, told):
    client = sign_in(Role.AUDITOR)
    entry = audit.record(access.machine(), act, "x")
    AuditEntry.update(detail=json.dumps(detail)).where(AuditEntry.id == entry.id).execute()
    assert set(said(client, act).split("；")) == set(told.split("；"))


def test_places_and_people_are_named_and_moments_are_the_offices(sign_in, county):
    boss = access.machine()
    audit.record(boss, "mediator.add", "mediator", unit=county.towns[0].id, committee=county.committees[0].id)
    until = calendar.began(datetime.date(2026, 11, 20)) + datetime.timedelta(hours=9)
    audit.record(boss, "login.lock", "account", until=until, account=987654)
    client = sign_in(Role.AUDITOR)
    assert said(client, "mediator.add") == "调解委员会：东门村人民调解委员会；单位：城关镇"
    assert "账号：987654" in said(client, "login.lock")


def test_the_list_is_narrowed_by_days(sign_in, county):
    entry = audit.record(access.machine(), "backup.make", "backup")
    noon = calendar.began(datetime.date(2026, 1, 5)) + datetime.timedelta(hours=12)
    AuditEntry.update(at=noon).where(AuditEntry.id == entry.id).execute()
    AuditEntry.update(at=noon - datetime.timedelta(days=9)).where(AuditEntry.id < entry.id).execute()
    client = sign_in(Role.AUDITOR)
    for days in ("from=20260105&to=20260105", "from=2026-01-01&to=2026-02-01"):
        assert [int(row[0]) for row in rows(opened(client, f"/audit?{days}"))] == [entry.id]
    assert rows(opened(client, "/audit?from=20260106&to=20260110")) == []
    assert "不是完整的日期" in opened(client, "/audit?from=昨天", 422).text
