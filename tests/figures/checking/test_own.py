"""The bureau's own checks: added, changed, stopped and tried without code, and run with the built-in ones."""

import json

import pytest

from figures.checking import own
from models import AuditEntry, CheckRule
from office.errors import NotAllowed, NotVisible, Refused, Rejected, Stale
from registers import entered
from tests.figures.checking.checks import FEBRUARY, MARCH, check, good, many
from tests.make import County, make_actor
from vocab import Role

TYPED = {"name": "结案不宜过少", "left": "2×调结纠纷数", "relation": "≥", "right": "受理纠纷数@上月 + 1", "strength": "explain",
         "note": "请说明积压原因"}  # fmt: skip


@pytest.fixture
def county(database):
    return County()


def faults(act, *arguments):
    with pytest.raises(Refused) as told:
        act(*arguments)
    return {fault.field: str(fault) for fault in told.value.faults}


def test_a_check_is_kept_with_keys_and_shown_with_names(county):
    row = own.add(county.actor, TYPED)
    assert (row.left, row.right) == ("2×dispute.concluded", "dispute.accepted@上月 + 1")
    (kept,) = own.shown(county.actor)
    assert (kept.left, kept.right, kept.fault) == ("2×调结纠纷数", "受理纠纷数@上月 + 1", "")


def test_it_runs_with_the_built_in_ones_and_explains_itself(county):
    good(county)
    row = own.add(county.actor, TYPED)
    assert check(county) == {}
    many(county, 2, accepted_on=FEBRUARY.start, concluded_on=FEBRUARY.last, agreed_on=None)
    told = check(county)[f"own.{row.id}"]
    assert (told.strength, told.indicator) == ("explain", "dispute.concluded")
    assert told.text == (
        "结案不宜过少：2×调结纠纷数 1（共 2），应不小于受理纠纷数（上月） 2 + 1（共 3），少 1。请说明积压原因。"
    )
    assert check(county, previous=None) == {}


def test_a_stopped_check_says_nothing_until_it_is_resumed(county):
    row = own.add(county.actor, TYPED)
    assert f"own.{row.id}" in check(county)
    row = own.stop(county.actor, row.id, row.version)
    assert check(county) == {}
    assert [kept.row.active for kept in own.shown(county.actor)] == [False]
    own.resume(county.actor, row.id, row.version)
    assert f"own.{row.id}" in check(county)


def test_a_changed_check_holds_from_then_on(county):
    row = own.add(county.actor, TYPED)
    own.change(county.actor, row.id, row.version, TYPED | {"right": "0", "strength": "must"})
    assert check(county) == {}


def test_what_is_wrong_stands_beside_its_field(county):
    told = faults(
        own.add,
        county.actor,
        {
            "name": " ",
            "left": "调解成攻数",
            "relation": "~",
            "right": "",
            "strength": "x",
            "note": "长" * 201,
        },
    )
    assert told.keys() == {"name", "left", "relation", "right", "strength", "note"}
    assert "第 1 个字起的“调解成攻数”" in told["left"]
    assert faults(own.add, county.actor, TYPED | {"left": "3", "right": "2 + 1"}) == {
        "left": "左右两边至少要有一边写指标，只有数字的不用审核。"
    }
    assert CheckRule.select().count() == 0


def test_a_sum_too_long_for_its_keys_is_refused_and_not_cut(county):
    text = "+".join(["法援"] * 2)
    assert "left" in faults(own.add, county.actor, TYPED | {"left": text})
    long = " + ".join(["负责人应出庭案件数@上月累计"] * 12)
    assert "算式太长" in faults(own.add, county.actor, TYPED | {"left": long})["left"]


def test_two_checks_in_use_have_two_names(county):
    first = own.add(county.actor, TYPED)
    assert "已有名为" in faults(own.add, county.actor, TYPED)["name"]
    first = own.change(county.actor, first.id, first.version, TYPED)
    first = own.stop(county.actor, first.id, first.version)
    own.add(county.actor, TYPED)
    with pytest.raises(Rejected, match="已有名为"):
        own.resume(county.actor, first.id, first.version)


def test_who_saw_an_older_version_is_told(county):
    row = own.add(county.actor, TYPED)
    own.change(county.actor, row.id, row.version, TYPED | {"note": "改过"})
    for act in (
        lambda: own.change(county.actor, row.id, row.version, TYPED),
        lambda: own.stop(county.actor, row.id, row.version),
    ):
        with pytest.raises(Stale) as told:
            act()
        assert told.value.current.note == "改过"


@pytest.mark.parametrize("role", [Role.TOWNSHIP, Role.LEADER, Role.MEDIATOR, Role.ADMIN])
def test_only_the_bureau_defines(county, role):
    row = own.add(county.actor, TYPED)
    stranger = make_actor(role, county.towns[0])
    for act in (
        lambda: own.add(stranger, TYPED | {"name": "另一条"}),
        lambda: own.change(stranger, row.id, row.version, TYPED),
        lambda: own.stop(stranger, row.id, row.version),
        lambda: own.tried(stranger, TYPED, county.unit.id, MARCH, FEBRUARY),
        lambda: own.shown(stranger),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert CheckRule.get().active
    with pytest.raises(NotVisible):
        own.get(county.actor, 999)


def test_acts_are_audited(county):
    row = own.add(county.actor, TYPED)
    row = own.change(county.actor, row.id, row.version, TYPED | {"strength": "hint"})
    row = own.stop(county.actor, row.id, row.version)
    own.resume(county.actor, row.id, row.version)
    entries = AuditEntry.select().where(AuditEntry.subject == "check").order_by(AuditEntry.id)
    assert [entry.act for entry in entries] == ["check.add", "check.change", "check.stop", "check.resume"]
    assert json.loads(entries[1].detail)["changes"] == {"strength": ["explain", "hint"]}


def test_entered_indicators_are_named_too_and_outlive_a_new_name(county):
    typed = {"name": "证明办理", "measure": "件", "kind": "flow", "reported_by": "township"}
    one = entered.define(county.actor, typed)
    row = own.add(county.actor, TYPED | {"left": "证明办理", "right": "5"})
    assert "证明办理 0，应不小于5" in check(county)[f"own.{row.id}"].text
    entered.change(county.actor, one.id, one.version, typed | {"name": "证明事项办理"})
    assert own.shown(county.actor)[0].left == "证明事项办理"
    assert "证明事项办理 0" in check(county)[f"own.{row.id}"].text


def test_a_check_whose_indicator_is_gone_is_told_as_a_hint(county):
    row = CheckRule.create(name="旧的", left="entered.99", relation="≤", right="3", strength="must")
    told = check(county)[f"own.{row.id}.unreadable"]
    assert told.strength == "hint"
    assert "entered.99" in own.shown(county.actor)[0].fault


def test_a_trial_says_both_sums_and_stores_nothing(county):
    good(county)
    trial = own.tried(county.actor, TYPED, county.unit.id, MARCH, FEBRUARY)
    assert (trial.left, trial.right) == ("2×调结纠纷数 1（共 2）", "受理纠纷数（上月） 0 + 1（共 1）")
    assert (trial.known, trial.finding) == (True, None)
    trial = own.tried(county.actor, TYPED | {"relation": "<"}, county.unit.id, MARCH, FEBRUARY)
    assert trial.finding.text.startswith("结案不宜过少：")
    assert CheckRule.select().count() == 0
    assert AuditEntry.select().count() == 0


def test_a_trial_needs_only_the_two_sums_and_the_relation(county):
    bare = {key: TYPED[key] for key in ("left", "relation", "right")}
    assert own.tried(county.actor, bare | {"name": ""}, county.towns[0].id, MARCH, FEBRUARY).known
    assert not own.tried(county.actor, bare, county.unit.id, MARCH, None).known
    assert "left" in faults(own.tried, county.actor, bare | {"left": "?"}, county.unit.id, MARCH, None)
