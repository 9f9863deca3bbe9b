"""What waits today: each kind on both sides of its day, only in one's own area, the most urgent first."""

import datetime

import pytest

from office import settings
from registers import dispute_dues, dispute_search
from registers.dispute_dues import CONFIRM, DUES, OVERDUE, PERFORM, SOON, VISIT
from registers.dispute_search import Filters
from tests import cases
from tests.make import make_dispute
from vocab import Outcome

TODAY = cases.TODAY


def ago(days):
    return TODAY - datetime.timedelta(days=days)


def pending(unit, days, **more):
    return make_dispute(unit, accepted_on=ago(days), outcome=Outcome.PENDING, **more)


def settled(unit, days, **more):
    """Settled so many days ago, performed and followed up unless told otherwise."""
    done = {"performance": "done", "followed_up_on": TODAY} | more
    return make_dispute(unit, accepted_on=ago(days + 5), concluded_on=ago(days), agreed_on=ago(days), **done)


def kinds(actor, case):
    """The kinds of task in whose lists a case stands."""
    return [
        kind
        for kind in DUES
        if case.id
        in [row.dispute.id for row in dispute_search.search(
            actor, Filters(), also=dispute_dues.among(kind, TODAY)).rows]
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("days", "extended", "waits"),
    [(31, None, [OVERDUE]), (30, None, [SOON]), (23, None, [SOON]), (22, None, []), (50, 3, [SOON]), (50, -1, [OVERDUE]),
     (50, 10, []), (500, None, [OVERDUE])],
)  # fmt: skip
def test_an_open_case_waits_by_its_limit(county, days, extended, waits):
    until = None if extended is None else ago(-extended)
    assert kinds(cases.bureau(county), pending(county.villages[0], days, extended_to=until)) == waits


@pytest.mark.parametrize(
    ("days", "more", "waits"),
    [
        (10, {"performance": "none"}, []),
        (30, {"performance": "none"}, [CONFIRM, PERFORM]),
        (31, {"performance": "doing"}, [PERFORM]),
        (31, {"performance": None}, []),  # nobody said that it was not
        (31, {"performance": "none", "aftermath": "sued"}, []),
        (366, {"performance": "none"}, []),
        (23, {"performance": None}, [CONFIRM]),
        (22, {"performance": None}, []),
        (25, {"performance": None, "confirmation_applied_on": TODAY}, []),
        (25, {}, []),
        (30, {"followed_up_on": None}, [VISIT]),
        (29, {"followed_up_on": None}, []),
        (90, {"followed_up_on": None}, []),
    ],
)
def test_a_settled_case_waits_for_what_was_not_done(county, days, more, waits):
    assert kinds(cases.bureau(county), settled(county.villages[0], days, **more)) == waits


def test_the_office_says_after_how_many_days_it_is_reminded(county):
    case = settled(county.villages[0], 12, performance="none")
    assert kinds(cases.bureau(county), case) == []
    settings.put("remind_days", 10)
    assert kinds(cases.bureau(county), case) == [PERFORM]


def test_counts_are_the_lengths_of_the_lists_unit_by_unit(county):
    for number, village in enumerate(county.villages[:3]):
        for days in range(10, 100, 7 + number):
            pending(village, days)
            settled(village, days, performance="none", followed_up_on=None)
    found = dispute_dues.by_unit(cases.office(county), TODAY)
    for kind in DUES:
        for village in county.villages:
            page = dispute_search.search(
                cases.bureau(county), Filters(unit_id=village.id), also=dispute_dues.among(kind, TODAY)
            )
            inside = village in county.villages[:2]
            assert found[kind][village.id] == (page.total if inside else 0)


def test_the_most_urgent_stand_first_each_once(county):
    village = county.villages[0]
    made = {
        "visit": settled(village, 40, followed_up_on=None),
        "both": settled(village, 50, performance="doing", followed_up_on=None),
        "soon": pending(village, 28),
        "late": pending(village, 33),
        "latest": pending(village, 70),
        "fine": pending(village, 3),
        "elsewhere": pending(county.villages[2], 70),
    }
    found = dispute_dues.urgent(cases.office(county), TODAY, 9)
    names = {case.id: name for name, case in made.items()}
    assert [(names[due.case.id], due.kind, due.left) for due in found] == [
        ("latest", OVERDUE, -40),
        ("late", OVERDUE, -3),
        ("soon", SOON, 2),
        ("both", PERFORM, -50),
        ("visit", VISIT, -40),
    ]
    assert len(dispute_dues.urgent(cases.office(county), TODAY, 2)) == 2


def test_a_voided_case_waits_for_nothing_and_names_are_for_those_who_may_see_them(county):
    pending(county.villages[0], 40, voided_at=datetime.datetime(2026, 11, 1))
    cases.enter(county, cases.bureau(county), accepted_on="2026-10-01", outcome="pending", concluded_on="", form="",
                agreed_on="", amount="")  # fmt: skip
    (due,) = dispute_dues.urgent(cases.bureau(county), TODAY, 5)
    assert due.people == ["张建国", "李秀英"]
    leader = cases.actor_of("leader", county.unit)
    assert [due.people for due in dispute_dues.urgent(leader, TODAY, 5)] == [[]]
