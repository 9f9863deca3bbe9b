"""The field of the months: who has sent up what, in time or not, where nothing is owed, and how many queries that takes."""

import datetime

import pytest

from figures.returns import spans
from figures.returns.grid import grid
from models import Unit
from tests import cases, months
from tests.make import make_dispute
from vocab import ReturnState

TODAY = cases.TODAY
SEPTEMBER, OCTOBER = (spans.month(2026, number) for number in (9, 10))
AUGUST = SEPTEMBER.before


@pytest.fixture
def busy(county):
    """A case of each month in each township."""
    for month in (8, 9, 10):
        for village in (county.villages[0], county.villages[2]):
            make_dispute(village, accepted_on=datetime.date(2026, month, 3))
    return county


def shown(county, actor=None, *, unit=None, today=TODAY):
    return grid(
        actor or cases.bureau(county), (unit or county.unit).id, (AUGUST, SEPTEMBER, OCTOBER), today=today
    )


def test_each_month_of_each_unit_stands_as_its_newest_return(busy):
    months.close(busy.unit, "2026-09")
    months.submit(busy.towns[0], "2026-10")
    found = shown(busy)
    assert found.spans == [SEPTEMBER, OCTOBER]  # nobody had begun in August
    assert [post.name for post in found.posts] == ["城关镇", "柳河镇"]
    assert [[cell.state for cell in found.of(post)] for post in found.posts] == [
        [ReturnState.LOCKED, ReturnState.SUBMITTED],
        [ReturnState.LOCKED, ReturnState.OPEN],
    ]
    assert [cell.is_received for cell in found.month(OCTOBER)] == [True, False]
    assert [cell.post.name for cell in found.standing(ReturnState.SUBMITTED)] == ["城关镇"]
    assert found.own.post.id == busy.unit.id


def test_what_came_late_and_what_has_not_come_is_told_apart(busy):
    months.submit(busy.towns[0], "2026-10", today=datetime.date(2026, 11, 5))
    months.submit(busy.towns[1], "2026-09", today=TODAY)
    first, second = (shown(busy).of(post) for post in shown(busy).posts)
    assert [(cell.on_time, cell.is_overdue) for cell in first] == [(None, True), (True, False)]
    assert [(cell.on_time, cell.is_overdue) for cell in second] == [(False, False), (None, True)]
    assert not any(cell.is_overdue for cell in shown(busy, today=datetime.date(2026, 11, 5)).month(OCTOBER))


def test_a_month_that_is_sent_again_keeps_its_first_day(busy):
    months.submit(busy.towns[0], "2026-10", today=datetime.date(2026, 11, 4))
    months.send_back(busy.towns[0], "2026-10")
    assert shown(busy).month(OCTOBER)[0].state == ReturnState.RETURNED
    months.submit(busy.towns[0], "2026-10", today=TODAY)
    assert shown(busy).month(OCTOBER)[0].on_time is True


def test_a_correction_counts_as_received_and_an_asking_is_seen(busy):
    months.close(busy.unit, "2026-10")
    months.ask(busy.towns[0], "2026-10")
    assert [cell.asks for cell in shown(busy).month(OCTOBER)] == [True, False]
    months.reopen(busy.towns[0], "2026-10")
    cell = shown(busy).month(OCTOBER)[0]
    assert (cell.is_corrected, cell.is_received, cell.is_overdue) == (True, True, False)


def test_a_unit_owes_nothing_before_it_was(busy):
    months.submit(busy.towns[0], "2026-09")
    Unit.update(valid_from=datetime.date(2026, 10, 1)).where(Unit.id == busy.towns[1].id).execute()
    found = shown(busy)
    assert [cell and cell.state for cell in found.of(found.posts[1])] == [None, ReturnState.OPEN]


def test_a_township_sees_its_own_months_alone(busy):
    found = shown(busy, cases.office(busy), unit=busy.towns[0])
    assert [post.name for post in found.posts] == ["城关镇"]


def test_the_number_of_queries_does_not_grow(busy, counting):
    with counting() as few:
        shown(busy)
    months.close(busy.unit, "2026-08", "2026-09", "2026-10")
    with counting() as many:
        shown(busy)
    assert len(many) <= len(few) + 1
