"""`returns …` and official `figures` on the command line: the acts of the pages, as JSON that scripts read."""

import json

import pytest

from models import AuditEntry, Return, SealedRecord
from office import access, accounts
from tests.make import County, make_dispute
from vocab import Role

MONTH = ("--month", "2020-03")
DAYS = ("--from", "2020-03-01", "--to", "2020-03-31")


@pytest.fixture
def county(database):
    county = County()
    for place, unit, outcome in ((0, county.towns[0], "succeeded"), (1, county.villages[0], "failed"),
                                 (2, county.towns[1], "succeeded")):  # fmt: skip
        make_dispute(unit, outcome=outcome, committee=county.committees[place])
    return county


@pytest.fixture
def run(app, county):
    """run(…): exit code, standard output and error of a command."""

    def command(*arguments):
        return app.test_cli_runner().invoke(args=list(arguments))

    return command


@pytest.fixture
def told(run):
    """told(…): what a command that succeeds prints as JSON."""

    def command(*arguments):
        found = run(*arguments, "--json")
        assert found.exit_code == 0, found.stderr
        return json.loads(found.stdout)

    return command


@pytest.fixture
def act(told):
    """act(name, unit, …): a step of the chain; gives how the return then stands."""
    return lambda name, unit, *more: told("returns", name, "--unit", unit, *MONTH, *more)


@pytest.fixture
def lock_all(act):
    """Take the two townships and the county through the chain."""

    def lock():
        for unit in ("城关镇", "东湖乡", "某某县"):
            act("submit", unit)
            act("accept", unit)
        return act("lock", "某某县")

    return lock


@pytest.fixture
def concluded(told):
    """concluded(unit, state): the number of concluded disputes in March 2020."""

    def ask(unit, state, *more):
        asked = ("--keys", "dispute.concluded", "--basis-state", state, *more)
        return told("figures", "--unit", unit, *DAYS, *asked)["figures"]["dispute.concluded"]["value"]

    return ask


def test_a_month_that_nobody_has_begun_is_open(act):
    found = act("status", "某某县")
    assert (found["state"], found["period"], found["revision"]) == ("open", "2020-03", 1)
    assert (found["due"], found["expected"], found["received"]) == ("2020-04-07", 2, 0)  # moved on from 清明


def test_the_chain_is_told_step_by_step(act, lock_all):
    assert act("submit", "城关镇")["state"] == "submitted"
    assert act("return", "城关镇", "--reason", "结案日期请核对")["state"] == "returned"
    found = lock_all()
    assert (found["state"], found["official"], found["missing"]) == ("locked", True, [])
    steps = act("status", "城关镇")["steps"]
    assert [one["act"] for one in steps] == ["submit", "send_back", "submit", "accept", "lock"]
    assert (steps[1]["reason"], steps[0]["on_time"]) == ("结案日期请核对", False)


def test_official_figures_stay_when_a_case_comes_late(lock_all, concluded, county):
    lock_all()
    make_dispute(county.villages[0], committee=county.committees[1])
    assert [concluded("某某县", state) for state in ("live", "official")] == [4, 3]
    assert [concluded("城关镇", state) for state in ("live", "official")] == [3, 2]


def test_a_late_case_enters_by_a_new_revision_and_the_old_stays_readable(act, lock_all, concluded, county):
    lock_all()
    make_dispute(county.villages[0], committee=county.committees[1])
    assert act("reopen", "城关镇", "--reason", "补报漏登案件")["revision"] == 2
    assert concluded("城关镇", "official") == 2
    act("submit", "城关镇")
    act("accept", "城关镇")
    assert act("lock", "城关镇")["revision"] == 2
    assert [concluded(unit, "official") for unit in ("城关镇", "某某县")] == [3, 4]
    assert [concluded(unit, "official", "--revision", "1") for unit in ("城关镇", "某某县")] == [2, 3]
    county_steps = act("status", "某某县")["steps"]
    assert county_steps[-1]["act"] == "follow"
    assert "城关镇" in county_steps[-1]["reason"]


def test_a_county_closes_with_what_is_missing_named(act, concluded):
    for unit in ("城关镇", "某某县"):
        act("submit", unit)
        act("accept", unit)
    assert act("lock", "某某县")["missing"] == ["东湖乡"]
    assert concluded("某某县", "official") == 2


def test_a_nil_return_is_refused_with_records_and_made_without(run, act, county):
    found = run("returns", "submit", "--unit", "城关镇", *MONTH, "--nil")
    assert found.exit_code == 1
    assert "不能零报告" in found.stderr
    assert act("submit", "城关镇")["nil"] is False
    empty = ("--unit", "东湖乡", "--month", "2020-05", "--nil", "--json")
    assert json.loads(run("returns", "submit", *empty).stdout)["nil"] is True


def test_official_figures_of_an_open_month_are_refused_in_words(run):
    asked = ("--keys", "dispute.concluded", "--basis-state", "official")
    found = run("figures", "--unit", "某某县", *DAYS, *asked)
    assert found.exit_code == 1
    assert "还没有锁定" in found.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("submit", "--unit", "城关镇"), "--month"),
        (("submit", "--unit", "城关镇", "--month", "2020-13"), "不是统计期"),
        (("submit", "--unit", "城关新村", *MONTH), "所属乡镇"),
        (("lock", "--unit", "城关镇", *MONTH), "审核"),
        (("return", "--unit", "城关镇", *MONTH, "--reason", "无"), "没有说明原因"),
        (("status", "--unit", "城关镇", *MONTH, "--as", "nobody"), "没有名为“nobody”"),
        (("submit", "--unit", "城关镇", "--month", "2999-01"), "还没有结束"),
    ],
)
def test_what_cannot_be_done_is_said_in_words(run, arguments, words):
    found = run("returns", *arguments)
    assert found.exit_code == 1
    assert words in found.stderr
    assert "Traceback" not in found.output


def test_a_named_account_acts_within_its_rights_and_is_written_down(run, act, county):
    values = {"username": "chen", "name": "陈某", "role": Role.TOWNSHIP, "unit_id": county.towns[0].id}
    account, _ = accounts.create(access.machine(), values, "Qingshan-2026")
    assert act("submit", "城关镇", "--as", "chen")["steps"][-1]["by"] == "陈某"
    assert AuditEntry.get(AuditEntry.act == "return.submit").account_id == account.id
    found = run("returns", "accept", "--unit", "城关镇", *MONTH, "--as", "chen")
    assert (found.exit_code, "权限" in found.stderr or "上一级" in found.stderr) == (1, True)
    assert run("returns", "status", "--unit", "东湖乡", *MONTH, "--as", "chen").exit_code == 1


def test_a_locked_month_proves_itself_and_tells_when_it_was_tampered_with(told, run, lock_all):
    lock_all()
    assert told("returns", "verify", "--unit", "某某县", *MONTH)["whole"] is True
    row = SealedRecord.get(SealedRecord.source == "dispute")
    SealedRecord.update(adds=row.adds.replace("1", "2")).where(SealedRecord.id == row.id).execute()
    found = run("returns", "verify", "--unit", "某某县", *MONTH, "--json")
    assert found.exit_code == 1
    assert {one["what"] for one in json.loads(found.stdout)["broken"]} == {"seal", "figures"}


def test_an_indicator_that_did_not_exist_at_the_lock_is_unknown_not_nought(lock_all, concluded):
    lock_all()
    for row in Return.select():
        edition = {key: value for key, value in row.edition.items() if key != "dispute.concluded"}
        Return.update(edition=edition).where(Return.id == row.id).execute()
    assert concluded("某某县", "official") is None


def test_without_json_the_steps_are_a_readable_list(run, lock_all):
    lock_all()
    text = run("returns", "status", "--unit", "某某县", *MONTH).stdout
    assert "锁定　第1版" in text
    assert "应报 2 个单位，已报 2 个" in text
