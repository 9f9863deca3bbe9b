"""The board: how the returns of a unit and of those below it stand, and what there is to report."""

import datetime

import pytest

from figures.books import sealing
from figures.returns import board, deadlines, rollups, spans
from figures.returns.counting import happened
from figures.returns.reporting import Chain
from models import ReturnStep
from office import access, settings, working_days
from office.errors import NotVisible
from office.working_days import Calendar
from tests import months
from tests.make import County, make_actor, make_dispute, make_unit
from tests.records import scatter_everything
from vocab import Role, UnitKind

pytestmark = pytest.mark.usefixtures("unchecked")

D = datetime.date
MARCH = "2020-03"
DUE = D(2020, 4, 7)  # 5 April 2020 is a Sunday of the Qingming days, which end on the 6th
LATER = DUE + datetime.timedelta(days=10)


@pytest.fixture
def county(database):
    """Two cases in the first township's village, one at its desk; nothing in the second."""
    made = County()
    for unit in (made.villages[0], made.villages[0], made.towns[0]):
        make_dispute(unit)
    return made


def asked(county, month=MARCH, today=LATER, unit=None, actor=None):
    return board.board(actor or county.actor, (unit or county.unit).id, months.span(month), today=today)


def line(found, unit):
    return next(one for one in (found.own, *found.lines) if one.post.id == unit.id)


def test_a_unit_with_records_and_no_return_stands_out_one_without_does_not(county):
    found = asked(county)
    busy, idle = (line(found, town) for town in county.towns)
    assert (busy.records, idle.records) == (3, 0)
    assert (busy.stands_out, idle.stands_out) == (True, False)
    assert found.counts["missing"] == 2
    assert found.counts["stand_out"] == 1


def test_records_are_those_of_the_villages_too_and_the_own_desk_apart(county):
    make_dispute(county.unit)
    own = asked(county).own
    assert (own.records, own.own) == (4, 1)


def test_before_the_period_is_over_nobody_stands_out(county):
    assert not line(asked(county, today=D(2020, 3, 30)), county.towns[0]).stands_out
    assert line(asked(county, today=D(2020, 3, 31)), county.towns[0]).stands_out


def test_each_return_is_in_exactly_one_of_received_returned_missing(county):
    first, second = county.towns
    months.submit(first, MARCH)
    months.send_back(first, MARCH)
    months.submit(second, MARCH)
    counts = asked(county).counts
    assert (counts["received"], counts["returned"], counts["missing"]) == (1, 1, 0)
    assert counts["expected"] == counts["received"] + counts["returned"] + counts["missing"]


def test_a_locked_return_whose_next_revision_is_open_is_still_received(county):
    months.close(county.unit, MARCH)
    months.reopen(county.towns[0], MARCH)
    found = asked(county)
    one = line(found, county.towns[0])
    assert (one.state, one.revision, one.is_received, one.stands_out) == ("open", 2, True, False)
    assert found.counts["received"] == 2


def test_on_time_is_up_to_the_last_day_and_late_from_the_next(county):
    first, second = county.towns
    months.submit(first, MARCH, today=DUE)
    months.submit(second, MARCH, today=DUE + datetime.timedelta(days=1))
    ReturnStep.update(at=datetime.datetime(2020, 4, 8, 2)).execute()
    found = asked(county)
    assert [(line(found, town).is_on_time, line(found, town).days_late) for town in county.towns] == [
        (True, 0),
        (False, 1),
    ]
    assert found.counts["on_time"] == 1


def test_what_has_not_come_is_late_by_the_days_since_the_deadline(county):
    assert line(asked(county, today=DUE), county.towns[0]).days_late == 0
    assert line(asked(county, today=LATER), county.towns[0]).days_late == 10


def test_times_returned_and_the_reason_it_now_lies_with_the_unit(county):
    town = county.towns[0]
    for reason in ("协议涉及金额漏填两件", "东门村的案件漏登了两件"):
        months.submit(town, MARCH)
        months.send_back(town, MARCH, reason=reason)
    one = line(asked(county), town)
    assert (one.times_returned, one.returned.reason) == (2, "东门村的案件漏登了两件")
    months.submit(town, MARCH)
    one = line(asked(county), town)
    assert (one.times_returned, one.returned) == (2, None)


def test_a_pending_request_for_correction_is_shown(county):
    months.close(county.unit, MARCH)
    months.ask(county.towns[0], MARCH)
    found = asked(county)
    assert line(found, county.towns[0]).asked == "补录漏登的一件邻里纠纷"
    assert found.counts["asked"] == 1


def test_what_changed_after_the_lock_is_counted_until_a_new_version_takes_it_in(county):
    months.close(county.unit, MARCH)
    town = county.towns[0]
    assert line(asked(county), town).changed == 0
    make_dispute(county.villages[0])
    assert line(asked(county), town).changed == 1
    assert line(asked(county), county.towns[1]).changed == 0
    months.correct(town, MARCH)
    assert (line(asked(county), town).changed, line(asked(county), county.unit).changed) == (0, 0)


def test_the_last_activity_is_a_changed_record_or_the_last_step(county):
    town = county.towns[0]
    before = line(asked(county), town).last_activity
    months.submit(town, MARCH)
    step = ReturnStep.select().order_by(ReturnStep.id.desc()).get()
    assert line(asked(county), town).last_activity == step.at >= before
    assert line(asked(county), county.towns[1]).last_activity is None


def test_a_township_has_no_lines_and_its_own_return(county):
    found = asked(county, unit=county.towns[0], actor=make_actor(Role.TOWNSHIP, county.towns[0]))
    assert (found.lines, found.own.records) == ((), 3)


def test_outside_the_area_and_for_a_village_there_is_no_board(county):
    for unit in (county.towns[1], county.villages[0]):
        with pytest.raises(NotVisible):
            asked(county, unit=unit, actor=make_actor(Role.TOWNSHIP, county.towns[0]))


def test_a_prefecture_sees_its_counties_and_how_many_of_theirs_have_come(database):
    top = make_unit("某某市", kind=UnitKind.PREFECTURE)
    county = make_unit("青山县", top, UnitKind.COUNTY)
    towns = [make_unit(name, county) for name in ("甲镇", "乙镇")]
    make_dispute(towns[0])
    months.submit(towns[0], MARCH)
    found = board.board(access.machine(), top.id, months.span(MARCH), today=LATER)
    (one,) = found.lines
    assert (one.post.name, one.records, [each.is_received for each in one.below]) == (
        "青山县",
        1,
        [True, False],
    )


def test_a_unit_that_ended_before_the_period_is_not_expected(county):
    ended = make_unit("原西坪乡", county.unit, valid_to=D(2020, 2, 1))
    assert ended.id not in {one.post.id for one in asked(county).lines}
    assert ended.id in {one.post.id for one in asked(county, "2020-01").lines}


@pytest.mark.parametrize("month", [MARCH, "2020-Q1", "2020-H1", "2020"])
def test_the_records_counted_by_unit_are_those_that_a_return_would_hold(database, month):
    county = County()
    county.scatter(200)
    scatter_everything(county)
    span = months.span(month)
    chain = Chain(access.machine())
    counted = happened(sealing.frame_of(chain, county.unit.id, span), list(chain.posts))
    rows = [
        row
        for own in sealing.tallies(
            chain, [post.id for post in chain.all_below(county.unit.id)], span
        ).values()
        for row in rollups.only_happened(own)
    ]
    for unit in county.units:
        expected = sum(row.unit == unit.id for row in rows)
        assert (counted[unit.id].records if unit.id in counted else 0) == expected
    assert rows


# ---------------------------------------------------------------- the deadline

NATIONAL = {D(2026, 10, day): False for day in range(1, 8)}


@pytest.mark.parametrize(
    ("month", "decided", "due", "words"),
    [
        ("2026-10", {}, D(2026, 11, 5), "11月5日"),
        ("2026-09", NATIONAL, D(2026, 10, 8), "10月8日（10月5日休息，顺延）"),
        ("2026-10", {D(2026, 11, 5): False}, D(2026, 11, 6), "11月6日（11月5日休息，顺延）"),
        ("2026-08", {D(2026, 9, 5): True}, D(2026, 9, 5), "9月5日"),  # a Saturday that is worked
    ],
)
def test_the_deadline_moves_on_from_days_off_and_says_so(database, month, decided, due, words):
    found = deadlines.deadline(spans.read(month, "12-31"), Calendar(decided))
    assert (found.on, found.words) == (due, words)


def test_the_setting_names_the_day_and_a_year_without_known_holidays_is_tentative(database):
    settings.put("return_day", 10)
    assert deadlines.due_on(spans.read("2026-10", "12-31")) == D(2026, 11, 10)
    far = deadlines.deadline(spans.read("2090-10", "12-31"), working_days.load())
    assert far.tentative
    assert working_days.TENTATIVE in far.words


def test_a_village_has_no_return_of_its_own(county):
    village = make_actor(Role.MEDIATOR, county.villages[0])
    assert board.own_unit(village) is None


def test_the_chooser_shows_reporting_units_alone_in_the_order_of_the_tree(county):
    assert board.reporting_units(county.actor) == [
        (county.unit.id, "某某县"),
        *((town.id, "　" + town.name) for town in county.towns),
    ]


def test_more_units_take_no_more_queries(county, counting):
    def queries():
        with counting() as statements:
            asked(county)
        return len(statements)

    months.close(county.unit, MARCH)
    before = queries()
    for name in ("丙镇", "丁镇", "戊镇", "己镇"):
        town = make_unit(name, county.unit)
        make_dispute(town)
        months.submit(town, MARCH)
    assert queries() <= before < 150
