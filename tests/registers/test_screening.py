"""Screening: rounds with nil returns, and findings that become cases in one click."""

import pytest

from models import AuditEntry, Committee, Dispute, Party, ScreeningFinding
from office.errors import NotVisible, Refused, Rejected
from registers import findings, records
from registers.screenings import FINDINGS, SCREENINGS
from tests import cases
from tests.cases import TODAY


@pytest.fixture
def boss(county):
    return cases.bureau(county)


def enter(actor, register, unit, **raw):
    return records.enter(actor, register, unit.id, raw, today=TODAY)


def refused(actor, register, unit, **raw):
    with pytest.raises(Refused) as told:
        enter(actor, register, unit, **raw)
    return [fault.field for fault in told.value.faults]


def test_a_nil_return_is_a_round_that_found_nothing(county, boss):
    made = enter(boss, SCREENINGS, county.villages[0], held_on="2026-11-10", found="0")
    assert (made.rounds, made.found, made.prevented, made.resolved) == (1, 0, 0, 0)


def test_a_monthly_entry_holds_many_rounds(county, boss):
    made = enter(
        boss,
        SCREENINGS,
        county.towns[0],
        held_on="2026-10-31",
        rounds="5665次",
        resolved="5412件",
        prevented="785",
    )
    assert (made.rounds, made.found, made.resolved, made.prevented) == (5665, 0, 5412, 785)


@pytest.mark.parametrize(
    ("raw", "field"),
    [
        ({"held_on": ""}, "held_on"),
        ({"held_on": "2026-12-01"}, "held_on"),
        ({"rounds": "两次"}, "rounds"),
        ({"rounds": "0", "found": "3"}, "rounds"),
        ({"found": "2", "resolved": "3"}, "resolved"),
        ({"found": "1.5"}, "found"),
        ({"prevented": "-1"}, "prevented"),
    ],
)
def test_a_round_that_cannot_be_is_refused(county, boss, raw, field):
    assert refused(boss, SCREENINGS, county.villages[0], **({"held_on": "2026-11-10"} | raw)) == [field]


FOUND = {"found_on": "2026-11-08", "name": "张三、李四", "type": "T02", "summary": "两家因排水沟起争执"}


def test_a_finding_becomes_a_case_and_stays_linked(county, boss):
    finding = enter(boss, FINDINGS, county.villages[0], **FOUND)
    assert finding.state == "open"
    dispute = findings.become_case(boss, finding.id, today=TODAY)
    kept = ScreeningFinding.get_by_id(finding.id)
    assert (kept.dispute_id, kept.state) == (dispute.id, "case")
    assert (dispute.outcome, dispute.type_id, dispute.source_id) == ("pending", "T02", "S1")
    assert (dispute.accepted_on, dispute.unit_id) == (TODAY, county.villages[0].id)
    assert dispute.committee_id == county.committees[0].id
    assert dispute.number
    people = Party.select(Party.role, Party.name).where(Party.dispute == dispute).order_by(Party.position)
    assert list(people.tuples()) == [("applicant", "张三"), ("respondent", "李四")]
    assert AuditEntry.select().where(AuditEntry.act == "finding.case").count() == 1


def test_a_second_click_gives_the_same_case(county, boss):
    finding = enter(boss, FINDINGS, county.villages[0], **FOUND)
    first = findings.become_case(boss, finding.id, today=TODAY)
    assert findings.become_case(boss, finding.id, today=TODAY).id == first.id
    assert Dispute.select().count() == 1


def test_a_change_of_the_finding_keeps_its_case(county, boss):
    finding = enter(boss, FINDINGS, county.villages[0], **FOUND)
    dispute = findings.become_case(boss, finding.id, today=TODAY)
    seen = ScreeningFinding.get_by_id(finding.id).version
    raw = FOUND | {"summary": "已到现场", "state": "case"}
    records.change(boss, FINDINGS, finding.id, seen, county.villages[0].id, raw, today=TODAY)
    assert ScreeningFinding.get_by_id(finding.id).dispute_id == dispute.id


def test_a_finding_without_a_type_or_a_voided_one_is_no_case_yet(county, boss):
    bare = enter(boss, FINDINGS, county.villages[0], **(FOUND | {"type": ""}))
    with pytest.raises(Rejected, match="类型"):
        findings.become_case(boss, bare.id, today=TODAY)
    void = enter(boss, FINDINGS, county.villages[1], **FOUND)
    records.void(boss, FINDINGS, void.id, void.version, "重复登记")
    with pytest.raises(Rejected, match="作废"):
        findings.become_case(boss, void.id, today=TODAY)
    assert Dispute.select().count() == 0


def test_where_the_village_has_no_committee_that_above_takes_the_case(county, boss):
    Committee.update(unit=county.towns[0]).where(Committee.id == county.committees[0].id).execute()
    finding = enter(boss, FINDINGS, county.villages[0], **FOUND)
    assert findings.become_case(boss, finding.id, today=TODAY).committee_id == county.committees[0].id


def test_where_nobody_could_take_the_case_that_is_said(county, boss):
    finding = enter(boss, FINDINGS, county.unit, **FOUND)
    with pytest.raises(Rejected, match="调委会"):
        findings.become_case(boss, finding.id, today=TODAY)


def test_another_townships_finding_does_not_exist(county, boss):
    finding = enter(boss, FINDINGS, county.villages[2], **FOUND)
    with pytest.raises(NotVisible):
        findings.become_case(cases.office(county), finding.id, today=TODAY)
