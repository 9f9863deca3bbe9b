"""The way of a return: who may take which step from which state, and what each leaves behind."""

import datetime
import itertools

import pytest

from figures.evaluator import Question, evaluate
from figures.returns import chain
from models import AuditEntry, Dispute, Return, ReturnStep, Unit
from office import access, audit, settings
from office.errors import NotAllowed, NotVisible, Refused, Rejected, Stale
from tests import months
from tests.make import County, make_actor, make_dispute, make_unit
from vocab import OFFICIAL, Outcome, ReturnState, Role, UnitKind

pytestmark = pytest.mark.usefixtures("unchecked")

MARCH = "2020-03"
OPEN, SUBMITTED, RETURNED, ACCEPTED, LOCKED = (
    ReturnState.OPEN,
    ReturnState.SUBMITTED,
    ReturnState.RETURNED,
    ReturnState.ACCEPTED,
    ReturnState.LOCKED,
)


@pytest.fixture
def county(database):
    """One case of March 2020 in each township's village, one at the county's own desk."""
    made = County()
    for unit in (*made.villages, made.unit):
        make_dispute(unit)
    return made


@pytest.fixture
def town(county):
    return county.towns[0]


def office(unit):
    return make_actor(Role.TOWNSHIP, unit)


def accepted_cases(unit, month=MARCH, revision=None):
    """What a unit's official figure of accepted cases says."""
    question = Question(unit.id, months.span(month).period, "accepted", (), ("dispute.accepted",), state=OFFICIAL,
                        revision=revision)  # fmt: skip
    return evaluate(access.machine(), question).total["dispute.accepted"].value


# ---------------------------------------------------------------- states

ACTS = {
    "submit": months.submit,
    "send_back": months.send_back,
    "accept": months.accept,
    "lock": months.lock,
    "ask": months.ask,
    "reopen": months.reopen,
}
WAY = {
    None: [],
    SUBMITTED: ["submit"],
    RETURNED: ["submit", "send_back"],
    ACCEPTED: ["submit", "accept"],
    LOCKED: ["submit", "accept", "lock"],
    OPEN: ["submit", "accept", "lock", "reopen"],
}
LEADS_TO = {
    (None, "submit"): SUBMITTED,
    (OPEN, "submit"): SUBMITTED,
    (RETURNED, "submit"): SUBMITTED,
    (SUBMITTED, "send_back"): RETURNED,
    (ACCEPTED, "send_back"): RETURNED,
    (SUBMITTED, "accept"): ACCEPTED,
    (ACCEPTED, "accept"): ACCEPTED,
    (ACCEPTED, "lock"): LOCKED,
    (LOCKED, "ask"): LOCKED,
    (LOCKED, "reopen"): OPEN,
}


@pytest.mark.parametrize(("state", "act"), list(itertools.product(WAY, ACTS)))
def test_every_act_from_every_state(town, state, act):
    for step in WAY[state]:
        ACTS[step](town, MARCH)
    wanted = LEADS_TO.get((state, act))
    before = Return.select().count(), ReturnStep.select().count(), AuditEntry.select().count()
    if wanted:
        ACTS[act](town, MARCH)
        assert months.now(town, MARCH).state == wanted
        assert months.history(town, MARCH)[-1][1] == act
    else:
        with pytest.raises(Rejected, match="这份报表现在是"):
            ACTS[act](town, MARCH)
        assert (Return.select().count(), ReturnStep.select().count(), AuditEntry.select().count()) == before
        assert (months.now(town, MARCH) and months.now(town, MARCH).state) == state


def test_a_refused_act_on_a_return_nobody_began_leaves_none_behind(town):
    for act in (months.lock, months.accept, months.send_back, months.ask, months.reopen):
        with pytest.raises(Rejected, match="填报"):
            act(town, MARCH)
    assert not Return.select().exists()


def test_each_step_is_kept_with_who_and_why_and_stands_in_the_audit_chain(county, town):
    clerk, bureau = office(town), county.actor
    months.submit(town, MARCH, clerk)
    months.send_back(town, MARCH, bureau, "新村的案件日期有误，请核对")
    months.submit(town, MARCH, clerk)
    months.accept(town, MARCH, bureau)
    row = months.lock(town, MARCH, bureau)
    found = [(step.act, step.actor, step.reason.partition("；")[0]) for step in chain.steps([row])]
    assert found == [
        ("submit", clerk.name, months.REASON),
        ("send_back", bureau.name, "新村的案件日期有误，请核对"),
        ("submit", clerk.name, months.REASON),
        ("accept", bureau.name, months.REASON),
        ("lock", bureau.name, ""),
    ]
    told = [entry.act for entry in audit.history("return", row.id)]
    assert told == [f"return.{act}" for act, _, _ in found]
    assert not list(audit.broken_links())


def test_on_time_is_noted_when_it_is_sent_up(county):
    early, late = county.towns
    months.submit(early, MARCH, today=datetime.date(2020, 4, 1))
    months.submit(late, MARCH, today=datetime.date(2020, 5, 1))
    assert [step.on_time for step in ReturnStep.select().order_by(ReturnStep.id)] == [True, False]


# ---------------------------------------------------------------- when


@pytest.mark.parametrize(
    ("today", "allowed"), [("2020-03-30", False), ("2020-03-31", True), ("2020-04-01", True)]
)
def test_a_month_is_sent_up_from_its_last_day_on(town, today, allowed):
    day = datetime.date.fromisoformat(today)
    if allowed:
        assert months.submit(town, MARCH, today=day).state == SUBMITTED
    else:
        with pytest.raises(Rejected, match="2020-03-31起可以上报"):
            months.submit(town, MARCH, today=day)


# ---------------------------------------------------------------- who


def test_the_unit_sends_up_and_the_office_above_decides(county, town):
    clerk = office(town)
    for act in (months.accept, months.lock, months.send_back, months.reopen):
        with pytest.raises(NotAllowed):
            act(town, MARCH, clerk)
    months.submit(town, MARCH, clerk)
    for act in (months.accept, months.lock, months.send_back, months.reopen):
        with pytest.raises(NotAllowed):
            act(town, MARCH, clerk)
    assert months.accept(town, MARCH, county.actor).state == ACCEPTED


@pytest.mark.parametrize("role", [Role.LEADER, Role.MEDIATOR, Role.ADMIN, Role.AUDITOR])
def test_other_roles_take_no_step(county, role):
    somebody = make_actor(role, county.unit, committee_id=county.committees[0].id)
    for act in ACTS.values():
        with pytest.raises((NotAllowed, NotVisible)):
            act(county.towns[0], MARCH, somebody)


def test_outside_ones_area_there_are_no_returns(county):
    mine, other = county.towns
    months.close(county.unit, MARCH)
    clerk = office(mine)
    for act in (months.submit, months.ask):
        with pytest.raises(NotVisible):
            act(other, MARCH, clerk)
    assert chain.current(clerk, other.id, months.span(MARCH)) is None
    assert chain.revisions(clerk, other.id, months.span(MARCH)) == []
    assert chain.current(clerk, mine.id, months.span(MARCH)).state == LOCKED


def test_a_village_sends_nothing_up_itself(county):
    for act in ACTS.values():
        with pytest.raises(NotVisible, match="村（社区）"):
            act(county.villages[0], MARCH)


def test_at_the_top_the_office_itself_decides_below_it_only_the_one_above(database):
    prefecture = make_unit("某市", kind=UnitKind.PREFECTURE)
    county = make_unit("某县", prefecture, UnitKind.COUNTY)
    own, above = make_actor(Role.COUNTY, county), make_actor(Role.COUNTY, prefecture)
    months.submit(county, MARCH, own)
    with pytest.raises(NotAllowed):
        months.accept(county, MARCH, own)
    months.accept(county, MARCH, above)
    assert months.lock(county, MARCH, above).state == LOCKED
    months.submit(prefecture, MARCH, above)
    months.accept(prefecture, MARCH, above)
    assert months.lock(prefecture, MARCH, above).state == LOCKED


# ---------------------------------------------------------------- nil


def test_a_nil_return_is_refused_while_there_are_records(county, town):
    with pytest.raises(Rejected, match="有 1 条记录，不能零报告"):
        months.submit(town, MARCH, nil=True)
    assert months.now(town, MARCH) is None


def test_without_records_the_return_is_nil_whether_said_so_or_not(county, town):
    for month, said in (("2020-05", True), ("2020-06", False)):
        row = months.submit(town, month, nil=said)
        assert row.nil
        assert months.history(town, month) == [(1, "nil")]


def test_what_merely_holds_at_the_months_end_is_no_record_of_the_month(county, town):
    make_dispute(town, outcome=Outcome.PENDING)
    row = months.submit(town, "2020-08", nil=True)
    assert row.nil
    assert row.figures.get("dispute.pending") == 1


def test_a_nil_return_that_gets_a_record_is_none_after_it_is_accepted_anew(county, town):
    months.submit(town, "2020-05", nil=True)
    make_dispute(town, accepted_on=datetime.date(2020, 5, 4))
    assert not months.accept(town, "2020-05").nil


@pytest.mark.parametrize(("day", "records"), [("2020-02-11", 1), ("2020-04-11", 0)])
def test_a_quarter_is_nil_when_its_months_are(county, town, day, records):
    Dispute.update(voided_at=datetime.datetime(2020, 1, 1)).execute()
    make_dispute(town, accepted_on=datetime.date.fromisoformat(day), outcome=Outcome.PENDING)
    for month in ("2020-01", "2020-02", MARCH):
        months.approve(town, month)
        months.lock(town, month)
    if records:
        with pytest.raises(Rejected, match=f"有 {records} 条记录"):
            months.submit(town, "2020-Q1", nil=True)
    else:
        assert months.submit(town, "2020-Q1", nil=True).nil


# ---------------------------------------------------------------- reasons


@pytest.mark.parametrize("reason", ["", "  ", "无", "已核实", "情况属实", "好"])
def test_an_empty_phrase_is_no_reason(town, reason):
    months.submit(town, MARCH)
    with pytest.raises(Rejected):
        months.send_back(town, MARCH, reason=reason)
    months.accept(town, MARCH)
    months.lock(town, MARCH)
    for act in (months.ask, months.reopen):
        with pytest.raises(Rejected):
            act(town, MARCH, reason=reason)
    assert months.now(town, MARCH).state == LOCKED


def test_what_was_asked_for_gives_the_reason_of_the_new_revision(county, town):
    months.approve(town, MARCH)
    months.lock(town, MARCH)
    months.ask(town, MARCH, office(town), "村里晚报一件宅基地纠纷")
    assert months.now(town, MARCH).asked == "村里晚报一件宅基地纠纷"
    fresh = months.reopen(town, MARCH, county.actor, "")
    assert (fresh.revision, fresh.reason) == (2, "村里晚报一件宅基地纠纷")


def test_a_request_can_be_declined_and_only_when_there_is_one(county, town):
    months.approve(town, MARCH)
    months.lock(town, MARCH)
    with pytest.raises(Rejected, match="没有待处理"):
        chain.refuse(county.actor, town.id, months.span(MARCH), "与卷宗登记的日期不符")
    months.ask(town, MARCH, office(town))
    chain.refuse(county.actor, town.id, months.span(MARCH), "与卷宗登记的日期不符")
    assert (months.now(town, MARCH).asked, months.now(town, MARCH).revision) == ("", 1)
    assert months.history(town, MARCH)[-2:] == [(1, "ask"), (1, "refuse")]


# ---------------------------------------------------------------- changes on the way


def test_a_list_changed_since_it_was_sent_up_is_accepted_with_a_reason_only(county, town):
    months.submit(town, MARCH)
    make_dispute(town)
    with pytest.raises(Refused, match="上报以后记录又有改动") as refused:
        months.accept(town, MARCH, reason="")
    assert "1 → 2" in str(refused.value)
    row = months.accept(town, MARCH, reason="县局来电后补录一件")
    assert row.figures["dispute.accepted"] == 2
    told = next(one for one in row.findings if one["key"] == chain.CHANGED)
    assert told["explained"] == "县局来电后补录一件"


def test_an_unchanged_list_is_accepted_without_any_reason(county, town):
    months.submit(town, MARCH)
    row = months.accept(town, MARCH, reason="")
    assert chain.CHANGED not in {one["key"] for one in row.findings}


def test_a_change_since_it_was_accepted_keeps_it_from_being_locked(county, town):
    months.approve(town, MARCH)
    late = make_dispute(town)
    with pytest.raises(Rejected, match="审核以后又有改动"):
        months.lock(town, MARCH)
    assert (months.now(town, MARCH).state, months.official(town, MARCH)) == (ACCEPTED, None)
    assert months.stored(months.now(town, MARCH)) == []
    months.accept(town, MARCH)
    assert late.id in months.stored(months.lock(town, MARCH))


def test_one_changed_township_keeps_the_whole_county_month_open(county):
    for unit in (*county.towns, county.unit):
        months.approve(unit, MARCH)
    Dispute.update(type="T03", version=2).where(Dispute.unit == county.villages[1].id).execute()
    with pytest.raises(Rejected, match="东湖乡"):
        months.lock(county.unit, MARCH)
    assert {row.state for row in Return.select()} == {ACCEPTED}
    months.accept(county.towns[1], MARCH)
    assert months.lock(county.unit, MARCH).state == LOCKED


def test_a_change_that_counts_nowhere_disturbs_nothing(county, town):
    months.approve(town, MARCH)
    Dispute.update(note="电话回访过", version=2).where(Dispute.unit == county.villages[0].id).execute()
    assert months.lock(town, MARCH).state == LOCKED


def test_whoever_looked_at_an_older_state_is_told(county, town):
    seen = months.submit(town, MARCH).version
    months.send_back(town, MARCH)
    months.submit(town, MARCH)
    for act in (months.accept, months.send_back):
        with pytest.raises(Stale):
            act(town, MARCH, seen=seen)
    months.accept(town, MARCH, seen=months.now(town, MARCH).version)
    with pytest.raises(Stale):
        months.lock(town, MARCH, seen=seen)
    assert months.lock(town, MARCH, seen=months.now(town, MARCH).version).state == LOCKED


# ---------------------------------------------------------------- the county's month


def test_locking_the_county_locks_what_is_accepted_below_and_names_what_is_missing(county):
    first, second = county.towns
    months.approve(first, MARCH)
    months.submit(second, MARCH)
    months.approve(county.unit, MARCH)
    row = months.lock(county.unit, MARCH)
    assert months.official(first, MARCH).state == LOCKED
    assert months.now(second, MARCH).state == SUBMITTED
    assert row.missing == [[second.id, "2020-03-01"]]
    assert accepted_cases(county.unit) == 2


def test_a_unit_that_did_not_exist_in_the_month_is_not_missing(county):
    make_unit("新设镇", county.unit, valid_from=datetime.date(2020, 4, 1))
    make_unit("撤销镇", county.unit, valid_to=datetime.date(2020, 3, 1))
    assert months.close(county.unit, MARCH).missing == []


def test_a_late_township_makes_the_county_and_its_locked_rollups_follow(county):
    early, late = county.towns
    for month in ("2020-01", "2020-02", MARCH):
        months.approve(early, month)
        months.approve(county.unit, month)
        months.lock(county.unit, month)
    months.approve(county.unit, "2020-Q1")
    quarter = months.lock(county.unit, "2020-Q1")
    assert (accepted_cases(county.unit), accepted_cases(county.unit, "2020-Q1")) == (2, 2)
    assert len(quarter.missing) == 3

    months.approve(late, MARCH)
    months.lock(late, MARCH)
    assert (accepted_cases(county.unit), accepted_cases(county.unit, "2020-Q1")) == (3, 3)
    row, quarter = months.official(county.unit, MARCH), months.official(county.unit, "2020-Q1")
    assert (row.revision, row.missing) == (2, [])
    assert (quarter.revision, quarter.missing) == (2, [[late.id, "2020-01-01"], [late.id, "2020-02-01"]])
    assert "东湖乡2020年3月第 1 版" in row.reason
    assert months.history(county.unit, MARCH)[-1] == (2, "follow")
    assert [accepted_cases(county.unit, MARCH, n) for n in (1, 2)] == [2, 3]
    assert [accepted_cases(county.unit, "2020-Q1", n) for n in (1, 2)] == [2, 3]


def test_following_counts_nothing_of_the_county_itself_anew(county):
    months.close(county.unit, MARCH)
    make_dispute(county.unit)
    make_dispute(county.towns[0])
    months.correct(county.towns[0], MARCH)
    assert accepted_cases(county.towns[0]) == 2
    assert accepted_cases(county.unit) == 4  # three as locked, and the township's new one


def test_a_county_whose_next_revision_is_under_way_is_not_overtaken(county):
    months.close(county.unit, MARCH)
    months.reopen(county.unit, MARCH)
    make_dispute(county.towns[0])
    months.correct(county.towns[0], MARCH)
    assert (months.official(county.unit, MARCH).revision, accepted_cases(county.unit)) == (1, 3)
    months.approve(county.unit, MARCH)
    months.lock(county.unit, MARCH)
    assert (months.official(county.unit, MARCH).revision, accepted_cases(county.unit)) == (2, 4)


# ---------------------------------------------------------------- quarters, halves, years


@pytest.mark.parametrize(
    ("span", "parts"), [("2020-Q1", 3), ("2020-H1", 6), ("2020", 12)], ids=["quarter", "half", "year"]
)
def test_a_longer_span_waits_for_all_its_months(county, town, span, parts):
    names = [month.key for month in months.span(span).months]
    assert len(names) == parts
    for month in names[:-1]:
        months.approve(town, month)
        months.lock(town, month)
    months.approve(town, names[-1])
    with pytest.raises(Rejected, match=months.span(names[-1]).label):
        months.submit(town, span)
    months.lock(town, names[-1])
    months.approve(town, span)
    row = months.lock(town, span)
    assert accepted_cases(town, span) == 1 == row.figures["dispute.accepted"]
    assert len(row.members) == parts


def test_a_span_whose_month_got_a_new_revision_is_accepted_anew_before_it_is_locked(county, town):
    for month in ("2020-01", "2020-02", MARCH):
        months.approve(town, month)
        months.lock(town, month)
    months.approve(town, "2020-Q1")
    make_dispute(town)
    months.correct(town, MARCH)
    with pytest.raises(Rejected, match="重新审核"):
        months.lock(town, "2020-Q1")
    months.accept(town, "2020-Q1")
    months.lock(town, "2020-Q1")
    assert accepted_cases(town, "2020-Q1") == 2


def test_statistical_years_that_end_earlier_are_closed_by_their_own_months(county, town):
    settings.put("year_end", "12-25")
    days = {"2020-01": datetime.date(2019, 12, 26), "2020-02": datetime.date(2020, 1, 26)}
    for day in days.values():
        make_dispute(town, accepted_on=day, outcome=Outcome.PENDING)
        make_dispute(town, accepted_on=day - datetime.timedelta(days=1), outcome=Outcome.PENDING)
    for month in days:
        months.approve(town, month)
        months.lock(town, month)
        own = months.official(town, month)
        assert (own.start, own.figures["dispute.accepted"]) == (
            days[month],
            {"2020-01": 2, "2020-02": 1}[month],
        )


# ---------------------------------------------------------------- revisions


def test_the_old_revision_stays_official_until_the_new_one_is_locked(county, town):
    months.approve(town, MARCH)
    first = months.lock(town, MARCH)
    make_dispute(town)
    for act in (months.reopen, months.submit, months.accept):
        act(town, MARCH)
        assert (months.official(town, MARCH).id, accepted_cases(town)) == (first.id, 1)
    second = months.lock(town, MARCH)
    assert (months.official(town, MARCH).id, accepted_cases(town)) == (second.id, 2)
    assert second.revision == 2


def test_all_revisions_stay_readable_with_their_lists_and_figures(county, town):
    months.approve(town, MARCH)
    months.lock(town, MARCH)
    for _ in range(2):
        make_dispute(town)
        months.correct(town, MARCH)
    rows = chain.revisions(access.machine(), town.id, months.span(MARCH))
    assert [(row.revision, row.state, row.official, row.live) for row in rows] == [
        (1, LOCKED, False, False),
        (2, LOCKED, False, False),
        (3, LOCKED, True, True),
    ]
    assert [row.figures["dispute.accepted"] for row in rows] == [1, 2, 3]
    assert [accepted_cases(town, MARCH, n) for n in (1, 2, 3)] == [1, 2, 3]
    assert [len(months.stored(row)) for row in rows] == [1, 2, 3]
    with pytest.raises(Rejected, match="没有第 4 版"):
        accepted_cases(town, MARCH, 4)


def test_an_open_revision_is_no_official_one(county, town):
    months.approve(town, MARCH)
    months.lock(town, MARCH)
    months.reopen(town, MARCH)
    with pytest.raises(Rejected, match="没有第 2 版"):
        accepted_cases(town, MARCH, 2)


def test_a_unit_that_has_ended_still_closes_the_months_in_which_it_was(county, town):
    Unit.update(valid_to=datetime.date(2020, 4, 1)).where(Unit.id == town.id).execute()
    assert months.close(county.unit, MARCH).missing == []
    assert accepted_cases(town) == 1
