"""Subsidies: linked to the concluded dispute of their file number, one payment a dispute."""

import datetime

import pytest

from models import AuditEntry, SubsidyGrant
from office.errors import Refused
from registers import disputes, records
from registers.subsidies import SUBSIDIES
from tests import cases
from tests.cases import TODAY

RAW = {"approved_on": "2026-11-15", "grade": "ordinary", "mediator": "赵东门", "amount": "200"}


@pytest.fixture
def boss(county):
    return cases.bureau(county)


@pytest.fixture
def dispute(county, boss):
    return cases.enter(county, boss)


def grant(boss, unit, **raw):
    return records.enter(boss, SUBSIDIES, unit.id, RAW | raw, today=TODAY)


def refused(*arguments, **raw):
    with pytest.raises(Refused) as told:
        grant(*arguments, **raw)
    return {fault.field: str(fault) for fault in told.value.faults}


def test_a_subsidy_is_linked_to_its_dispute(county, boss, dispute):
    made = grant(boss, county.villages[0], number=dispute.number)
    assert (made.dispute_id, made.amount) == (dispute.id, 20000)
    assert AuditEntry.select().where(AuditEntry.act == "record.enter").count() == 1


def test_the_dispute_may_lie_below_the_unit_chosen(county, boss, dispute):
    assert grant(boss, county.towns[0], number=dispute.number).dispute_id == dispute.id


def test_a_second_payment_for_one_dispute_is_refused(county, boss, dispute):
    grant(boss, county.villages[0], number=dispute.number)
    assert "一案只补一次" in refused(boss, county.towns[0], number=dispute.number, amount="300")["number"]
    assert SubsidyGrant.select().count() == 1


def test_a_voided_payment_makes_room_for_the_right_one(county, boss, dispute):
    wrong = grant(boss, county.villages[0], number=dispute.number)
    records.void(boss, SUBSIDIES, wrong.id, wrong.version, "金额写错")
    assert grant(boss, county.villages[0], number=dispute.number, amount="300").amount == 30000


def test_a_payment_may_be_corrected(county, boss, dispute):
    made = grant(boss, county.villages[0], number=dispute.number)
    raw = RAW | {"number": dispute.number, "amount": "260"}
    changed = records.change(boss, SUBSIDIES, made.id, made.version, county.villages[0].id, raw, today=TODAY)
    assert (changed.amount, changed.dispute_id) == (26000, dispute.id)


def test_an_unknown_number_is_refused_with_the_remedy(county, boss, dispute):
    told = refused(boss, county.villages[0], number="〔2026〕人调字第99号")
    assert "〔2026〕人调字第99号" in told["number"]
    assert "先登记" in told["number"]


def test_a_dispute_of_another_village_is_not_found(county, boss, dispute):
    assert "number" in refused(boss, county.villages[1], number=dispute.number)


def test_a_voided_dispute_is_not_paid(county, boss, dispute):
    disputes.void(boss, dispute.id, dispute.version, "重复登记")
    assert "number" in refused(boss, county.villages[0], number=dispute.number)


def test_a_pending_dispute_is_not_paid(county, boss):
    pending = cases.enter(county, boss, outcome="pending", concluded_on="", form="", agreed_on="", amount="")
    assert "没有调解结案" in refused(boss, county.villages[0], number=pending.number)["number"]


def test_a_number_that_two_committees_gave_out_needs_the_village(county, boss):
    from models import Committee

    Committee.update(prefix="人调字").execute()
    first, second = cases.enter(county, boss, 0), cases.enter(county, boss, 1)
    assert first.number == second.number
    assert "不止一件" in refused(boss, county.towns[0], number=first.number)["number"]
    assert grant(boss, county.villages[1], number=first.number).dispute_id == second.id


@pytest.mark.parametrize(
    ("raw", "field"),
    [
        ({"approved_on": "2026-11-01"}, "approved_on"),  # concluded on 11-10
        ({"approved_on": (TODAY + datetime.timedelta(1)).isoformat()}, "approved_on"),
        ({"amount": "0"}, "amount"),
        ({"amount": "-5"}, "amount"),
        ({"amount": ""}, "amount"),
        ({"grade": "huge"}, "grade"),
        ({"number": ""}, "number"),
    ],
)
def test_what_does_not_hold_is_refused_with_its_field(county, boss, dispute, raw, field):
    assert list(refused(boss, county.villages[0], **({"number": dispute.number} | raw))) == [field]
