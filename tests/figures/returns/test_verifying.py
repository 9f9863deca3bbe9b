"""校核: what a village wrote is looked through before it goes up, and a later change shows."""

import datetime

import pytest

from figures.books import sealing
from figures.returns import verifying
from figures.returns.counting import happened
from figures.returns.reporting import Chain
from models import Account, AuditEntry, Dispute, ReturnStep, Verified
from office import settings
from office.errors import NotAllowed, NotVisible, Rejected
from tests import months
from tests.make import County, make_actor, make_dispute, make_unit
from tests.records import scatter_everything
from vocab import Role, UnitKind

pytestmark = pytest.mark.usefixtures("unchecked")

MARCH = "2020-03"


@pytest.fixture
def county(database):
    """Two cases in a village, one at the township's desk, a second village without any."""
    made = County()
    made.idle = make_unit("城关二村", made.towns[0], UnitKind.VILLAGE)
    made.cases = [make_dispute(unit) for unit in (made.villages[0], made.villages[0], made.towns[0])]
    return made


@pytest.fixture
def office(county):
    return make_actor(Role.TOWNSHIP, county.towns[0])


def standing(county, actor, month=MARCH):
    """Unit name → records and how its 校核 stands."""
    found = verifying.villages(actor, county.towns[0].id, months.span(month))
    return {one.post.name: (one.count, one.standing) for one in found}


def test_each_village_with_its_records_and_the_own_desk_first(county, office):
    assert standing(county, office) == {
        "城关镇": (1, "open"),
        "城关新村": (2, "open"),
        "城关二村": (0, "open"),
    }
    assert next(iter(standing(county, office))) == "城关镇"


def test_records_by_register_and_who_entered_them(county, office):
    writer = Account.create(
        username="a", name="赵东门", role=Role.MEDIATOR, password_hash="x", unit=county.villages[0]
    )
    Dispute.update(entered_by=writer).where(Dispute.unit == county.villages[0]).execute()
    found = verifying.villages(office, county.towns[0].id, months.span(MARCH))
    village = next(one for one in found if one.post.id == county.villages[0].id)
    assert (dict(village.records), village.writers) == ({"dispute": 2}, ("赵东门",))


def test_records_of_every_register_are_looked_through(database):
    made = County()
    scatter_everything(made)
    found = verifying.villages(made.actor, made.towns[0].id, months.span(MARCH))
    counted = happened(
        sealing.frame_of(Chain(made.actor), made.unit.id, months.span(MARCH)),
        [unit.id for unit in made.units],
    )
    assert {one.post.id: one.count for one in found} == {
        unit.id: counted[unit.id].records for unit in (made.towns[0], made.villages[0])
    }
    assert len({source for one in found for source in one.records}) > 5


def test_a_village_that_was_looked_through_shows_a_later_change(county, office):
    village, span = county.villages[0], months.span(MARCH)
    verifying.verify(office, village.id, span)
    assert standing(county, office)["城关新村"] == (2, "done")
    Dispute.update(amount=100).where(Dispute.id == county.cases[0].id).execute()
    assert standing(county, office)["城关新村"] == (2, "changed")
    verifying.verify(office, village.id, span)
    assert standing(county, office)["城关新村"] == (2, "done")
    assert Verified.select().count() == 1


def test_a_change_that_counts_for_nothing_leaves_it_verified(county, office):
    verifying.verify(office, county.villages[0].id, months.span(MARCH))
    Dispute.update(summary="换一种说法").where(Dispute.id == county.cases[0].id).execute()
    assert standing(county, office)["城关新村"] == (2, "done")


def test_another_month_is_not_touched(county, office):
    make_dispute(county.villages[0], accepted_on=datetime.date(2020, 4, 2))
    verifying.verify(office, county.villages[0].id, months.span(MARCH))
    assert standing(county, office, "2020-04")["城关新村"] == (1, "open")


def test_all_at_once_takes_what_has_records_and_is_open(county, office):
    span = months.span(MARCH)
    verifying.verify(office, county.villages[0].id, span)
    assert verifying.verify_all(office, county.towns[0].id, span) == 1
    assert verifying.verify_all(office, county.towns[0].id, span) == 0
    assert AuditEntry.select().where(AuditEntry.act == "return.verify").count() == 2


def test_sending_up_looks_through_what_is_open_and_says_so(county, office):
    months.submit(county.towns[0], MARCH, office)
    assert {name for name, (_n, how) in standing(county, office).items() if how == "done"} == {
        "城关镇",
        "城关新村",
    }
    assert "一并校核 2 处记录" in ReturnStep.get().reason
    assert {row.actor for row in Verified.select()} == {office.name}


def test_when_it_is_wanted_before_an_open_village_keeps_the_return_back(county, office):
    settings.put("verify_first", "yes")
    with pytest.raises(Rejected, match="城关新村"):
        months.submit(county.towns[0], MARCH, office)
    assert not Verified.select().exists()
    assert months.now(county.towns[0], MARCH) is None
    verifying.verify(office, county.villages[0].id, months.span(MARCH))
    assert months.submit(county.towns[0], MARCH, office).state == "submitted"


def test_a_change_after_it_was_looked_through_keeps_it_back_as_well(county, office):
    settings.put("verify_first", "yes")
    verifying.verify(office, county.villages[0].id, months.span(MARCH))
    make_dispute(county.villages[0])
    with pytest.raises(Rejected, match="没有校核"):
        months.submit(county.towns[0], MARCH, office)


def test_a_nil_return_has_nothing_to_look_through(county):
    settings.put("verify_first", "yes")
    months.submit(county.towns[1], MARCH, nil=True)
    assert not Verified.select().exists()


def test_who_may_and_where(county, office):
    span = months.span(MARCH)
    with pytest.raises(NotVisible):
        verifying.verify(office, county.villages[1].id, span)
    with pytest.raises(NotAllowed):
        verifying.verify(make_actor(Role.LEADER, county.unit), county.villages[0].id, span)
    with pytest.raises(Rejected, match="按月"):
        verifying.verify(office, county.villages[0].id, months.span("2020-Q1"))
    assert verifying.verify(county.actor, county.villages[1].id, span).unit_id == county.villages[1].id
    assert not Verified.select().where(Verified.unit == county.villages[0].id).exists()
