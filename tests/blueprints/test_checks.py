"""Pages of the checks: what they say, an own one added, changed, tried and stopped without code."""

import pytest

from figures.checking import own
from models import AuditEntry, CheckRule
from tests import cases
from tests.pages import filled, opened, rows, send
from vocab import Role

# What pages do with data is tried on both engines where the acts are; a page looks the same on either.
pytestmark = pytest.mark.one_engine

TYPED = {"name": "结案不宜过少", "left": "2×调结纠纷数", "relation": "≥", "right": "受理纠纷数@上月 + 1", "strength": "explain",
         "note": "请说明积压原因"}  # fmt: skip


@pytest.fixture
def bureau(sign_in):
    return sign_in(Role.COUNTY)


@pytest.fixture
def rule(county):
    return own.add(cases.bureau(county), TYPED)


def test_the_page_tells_the_built_in_checks_with_their_strength(bureau):
    page = opened(bureau, "/checks")
    told = {row[1]: row for row in rows(page)}
    assert told["成功不多于调结"] == ["强制", "成功不多于调结", "调解成功数 ≤ 调结纠纷数（按结案日期统计时）"]
    assert told["环比突增突减"][0] == "核实"
    assert "3 倍以上" in told["环比突增突减"][2]
    assert told["协议内容雷同"][0] == "提示"
    assert "还没有自设的审核关系" in page.text
    assert page.find("a", href="/checks", attrs={"aria-current": "page"})


def test_the_bureau_adds_a_check_without_code(bureau):
    form = bureau.get("/checks/new")
    assert send(bureau, "/checks/new", **filled(form, **TYPED)) == "/checks"
    row = CheckRule.get()
    assert (row.left, row.strength, row.note) == ("2×dispute.concluded", "explain", "请说明积压原因")
    first = rows(opened(bureau, "/checks"))[0]
    assert first[:3] == ["核实", "结案不宜过少", "2×调结纠纷数 ≥ 受理纠纷数@上月 + 1 请说明积压原因"]


def test_the_form_lists_what_indicators_are_called(bureau):
    listed = {row[0]: row[1:] for row in rows(opened(bureau, "/checks/new"))}
    assert listed["调解成功数"] == ["dispute.succeeded", "件"]
    assert listed["协议涉及金额"] == ["dispute.amount", "元"]
    assert listed["防止民转刑 防止民转刑(件)、防止民转刑(人)"] == ["dispute.crime_prevented", "—"]


def test_a_fault_stands_beside_its_side_and_all_that_was_typed_stays(bureau):
    typed = filled(bureau.get("/checks/new"), **TYPED | {"left": "调解成功数 + 量子数", "strength": "must"})
    page = opened(bureau, "/checks/new", 422, **typed)
    assert "第 9 个字起的“量子数”不是指标的名称或代码" in page.find(id="left-error").text
    assert page.find(id="left")["value"] == "调解成功数 + 量子数"
    assert page.find(id="note")["value"] == "请说明积压原因"
    assert page.find("input", value="must").has_attr("checked")
    page = opened(bureau, "/checks/new", 422, **typed | {"name": "", "left": ""})
    assert page.find(id="name-error")
    assert page.find(id="left-error")
    assert CheckRule.select().count() == 0


def test_a_check_opens_with_names_and_is_changed(bureau, rule):
    path = f"/checks/{rule.id}"
    form = bureau.get(path)
    typed = filled(form)
    assert (typed["left"], typed["right"]) == ("2×调结纠纷数", "受理纠纷数@上月 + 1")
    assert send(bureau, path, **typed | {"strength": "must"}) == "/checks"
    assert CheckRule.get().strength == "must"


def test_a_check_changed_meanwhile_shows_both(bureau, rule):
    path = f"/checks/{rule.id}"
    typed = filled(bureau.get(path), note="我的说明")
    send(bureau, path, **filled(bureau.get(path), note="他的说明"))
    page = opened(bureau, path, 409, **typed)
    assert "他的说明" in page.text
    assert page.find(id="note")["value"] == "我的说明"


def test_a_check_is_stopped_and_resumed_from_the_list(bureau, rule):
    for button, active in ((f"/checks/{rule.id}/stop", False), (f"/checks/{rule.id}/resume", True)):
        (form,) = opened(bureau, "/checks").select(f"form[action='{button}']")
        seen = form.find("input", attrs={"name": "seen"})["value"]
        assert send(bureau, button, seen=seen) == "/checks"
        assert CheckRule.get().active is active
    assert bureau.post(f"/checks/{rule.id}/stop", data={"seen": str(rule.version)}).status_code == 409
    assert bureau.post(f"/checks/{rule.id}/stop", data={"seen": "²"}).status_code == 409


def trial(client, path, status=200, **typed):
    sent = filled(client.get(path), **typed) | {"then": "trial"}
    return opened(client, path, status, **sent)


def test_a_trial_tells_what_would_be_found_and_stores_nothing(bureau, county):
    cases.enter(county, cases.bureau(county))
    before = AuditEntry.select().count()
    on = {"unit": str(county.towns[0].id), "month": "2026-11"}
    page = trial(bureau, "/checks/new", left="调结纠纷数", relation=">", right="受理纠纷数", **on)
    assert "试算：不符。" in page.text
    assert "调结纠纷数 1，应大于受理纠纷数 1，两边相等" in page.text
    page = trial(bureau, "/checks/new", left="调结纠纷数", relation="=", right="受理纠纷数", **on)
    assert "试算：相符。" in page.text
    assert page.find(id="left")["value"] == "调结纠纷数"
    assert page.find("option", value=str(county.towns[0].id)).has_attr("selected")
    page = trial(
        bureau,
        "/checks/new",
        left="调解成功率",
        relation="≥",
        right="90",
        **on | {"unit": str(county.towns[1].id)},
    )
    assert "不作判断" in page.text
    assert (CheckRule.select().count(), AuditEntry.select().count()) == (0, before)


def test_a_trial_of_an_own_check_leaves_it_as_it_is(bureau, rule, county):
    page = trial(bureau, f"/checks/{rule.id}", right="0")
    assert "试算：相符。" in page.text
    assert CheckRule.get().right == rule.right


@pytest.mark.parametrize(
    ("typed", "field"),
    [({"left": "?"}, "left"), ({"month": "十月"}, "month"), ({"unit": "x"}, "unit"), ({"unit": "99999"}, "unit"),
     ({"relation": "~"}, "relation"), ({"left": "1", "right": "2"}, "left")],
)  # fmt: skip
def test_what_cannot_be_tried_is_told_at_its_field(bureau, county, typed, field):
    sums = {"left": "调解成功数", "right": "受理纠纷数"}
    page = trial(bureau, "/checks/new", 422, **sums | typed)
    assert page.find(id=f"{field}-error")
    assert "试算：" not in page.text


def test_a_check_that_is_not_there_does_not_exist(bureau):
    assert bureau.get("/checks/999").status_code == 404
    assert bureau.post("/checks/999/stop", data={"seen": "1"}).status_code == 404


def test_a_township_has_no_such_page(sign_in, rule):
    office = sign_in(Role.TOWNSHIP)
    assert office.get("/checks").status_code == 403
    assert office.post(f"/checks/{rule.id}/stop", data={"seen": "1"}).status_code == 403
