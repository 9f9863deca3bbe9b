"""The evaluation of returns: from the same data as the board, with its weights stated, blind to volume."""

import datetime
from decimal import Decimal

import pytest

from figures.returns import rating, rating_text
from figures.returns.rating import SMALL
from models import Dispute, ReturnStep
from office import access
from office.errors import NotVisible
from tests import months
from tests.make import County, make_actor, make_dispute, make_unit
from vocab import Role, UnitKind

pytestmark = pytest.mark.usefixtures("unchecked")

D = datetime.date
MARCH = "2020-03"
DUE = D(2020, 4, 7)
LATER = D(2020, 5, 30)


@pytest.fixture
def county(database):
    """A case of March in each township."""
    made = County()
    made.cases = [make_dispute(town) for town in made.towns]
    return made


def of(county, unit, month=MARCH, today=LATER):
    report = rating.report(county.actor, county.unit.id, months.span(month), today=today)
    return next(one for one in report.ratings if one.post.id == unit.id)


def text(county, month=MARCH, today=LATER):
    return rating_text.text(rating.report(county.actor, county.unit.id, months.span(month), today=today))


def send(unit, month=MARCH, *, days_late=0):
    """Sent up that many days after the deadline, by the clock as well."""
    day = DUE + datetime.timedelta(days=days_late)
    row = months.submit(unit, month, today=day)
    ReturnStep.update(at=datetime.datetime(day.year, day.month, day.day, 2)).where(
        ReturnStep.of == row.id
    ).execute()
    return row


def test_in_time_and_at_once_is_full_marks(county):
    send(county.towns[0])
    one = of(county, county.towns[0])
    assert (one.owed, one.on_time, one.score, one.grade) == (1, 1, Decimal("100.0"), "优秀")


@pytest.mark.parametrize(("days", "score"), [(1, "95.0"), (7, "65.0"), (8, "60.0"), (30, "60.0")])
def test_each_day_late_takes_five_points_down_to_what_is_left_for_having_come(county, days, score):
    send(county.towns[0], days_late=days)
    one = of(county, county.towns[0])
    assert (one.months[0].days_late, one.score) == (days, Decimal(score))


def test_a_month_that_never_came_earns_nothing_at_all(county):
    send(county.towns[0])
    one = of(county, county.towns[1])
    assert (one.score, one.grade, [month.span.key for month in one.missing]) == (
        Decimal("0.0"),
        "待改进",
        [MARCH],
    )


def test_before_the_deadline_what_has_not_come_is_not_owed(county):
    send(county.towns[0])
    assert of(county, county.towns[1], today=DUE).owed == 0
    assert of(county, county.towns[1], today=DUE).score is None
    assert of(county, county.towns[1], today=DUE + datetime.timedelta(days=1)).owed == 1


def test_sent_back_takes_ten_points_each_time_and_no_more_than_its_part(county):
    town = county.towns[0]
    send(town)
    for expected in ("90.0", "80.0", "80.0"):
        months.send_back(town, MARCH)
        months.submit(town, MARCH)
        assert of(county, town).score == Decimal(expected)


def test_months_before_the_first_return_ever_are_not_owed(county):
    send(county.towns[0])
    one = of(county, county.towns[1], "2020-Q1")
    assert [month.span.key for month in one.months] == [MARCH]


def test_a_year_is_the_mean_of_the_months_owed(county):
    town = county.towns[0]
    send(town)
    one = of(county, town, "2020", today=LATER)
    assert [month.span.key for month in one.months] == [MARCH, "2020-04"]
    assert one.score == Decimal("50.0")


def test_a_late_record_counts_and_is_not_held_against_few(county):
    town = county.towns[0]
    send(town)
    months.accept(town, MARCH)
    months.lock(town, MARCH)
    assert of(county, town).changed == 0
    make_dispute(county.villages[0])
    one = of(county, town)
    assert (one.changed, one.changed_share, one.score) == (1, None, Decimal("100.0"))
    assert of(county, county.towns[1]).changed == 0


def test_of_many_records_each_per_cent_that_changed_takes_a_point(county):
    town = county.towns[0]
    for _ in range(SMALL + 19):
        make_dispute(county.villages[0])
    send(town)
    months.accept(town, MARCH)
    months.lock(town, MARCH)
    Dispute.update(outcome="failed", version=Dispute.version + 1).where(
        Dispute.id == county.cases[0].id
    ).execute()
    one = of(county, town)
    assert (one.records, one.changed, one.changed_share, one.score) == (
        50,
        1,
        Decimal("2.0"),
        Decimal("98.0"),
    )


def test_every_way_of_changing_after_the_lock_is_counted_once(county):
    town = county.towns[0]
    voided, moved, edited, untouched = (make_dispute(county.villages[0]) for _ in range(4))
    send(town)
    months.accept(town, MARCH)
    months.lock(town, MARCH)
    up = {"version": Dispute.version + 1}
    Dispute.update(voided_at=datetime.datetime(2020, 5, 1), **up).where(Dispute.id == voided.id).execute()
    Dispute.update(unit=county.villages[1], **up).where(Dispute.id == moved.id).execute()
    Dispute.update(type="T03", **up).where(Dispute.id == edited.id).execute()
    Dispute.update(summary="换一种说法", **up).where(Dispute.id == untouched.id).execute()
    assert of(county, town).changed == 3


def test_a_correction_that_was_locked_stays_on_record(county):
    town = county.towns[0]
    months.close(county.unit, MARCH)
    make_dispute(town)
    months.correct(town, MARCH)
    one = of(county, town)
    assert (one.changed, one.reopened, one.owed) == (1, 1, 1)


def test_volume_does_not_matter(county):
    for _ in range(40):
        make_dispute(county.villages[0])
    for town in county.towns:
        send(town)
    first, second = (of(county, town) for town in county.towns)
    assert first.records > 30 > second.records
    assert first.score == second.score


def test_the_text_names_who_was_late_missing_and_sent_back(county):
    send(county.towns[0], days_late=2)
    months.send_back(county.towns[0], MARCH)
    told = text(county)
    assert "应报月报 2 份：按时 0 份（0.0%），逾期 1 份，未报 1 份；退回 1 次" in told
    assert "逾期：城关镇（2天）。" in told
    assert "未报：东湖乡。" in told
    assert "退回：城关镇（1次）。" in told
    assert "按时上报、一次通过" not in told


def test_missing_months_in_a_row_are_a_range(county):
    send(county.towns[0])
    for month in ("2020-04", "2020-05", "2020-06"):
        months.submit(county.towns[0], month, today=D(2020, 12, 1))
    assert "东湖乡（3月至6月）" in text(county, "2020-H1", today=D(2020, 12, 1))


def test_the_method_states_its_weights_and_they_make_a_hundred(county):
    method = rating.report(county.actor, county.unit.id, months.span(MARCH), today=LATER).method
    assert all(words in method for words in ("及时60分", "一次通过20分", "稳定20分", "案件多少不影响得分"))
    assert rating.TIMELY + rating.AT_ONCE + rating.STEADY == 100


def test_a_township_sees_its_own_and_nobody_elses(county):
    send(county.towns[0])
    office = make_actor(Role.TOWNSHIP, county.towns[0])
    report = rating.report(office, county.towns[0].id, months.span(MARCH), today=LATER)
    assert [one.post.name for one in report.ratings] == ["城关镇"]
    with pytest.raises(NotVisible):
        rating.report(office, county.unit.id, months.span(MARCH), today=LATER)


def test_a_prefecture_rates_its_counties_by_all_their_records(database):
    top = make_unit("某某市", kind=UnitKind.PREFECTURE)
    county = make_unit("青山县", top, UnitKind.COUNTY)
    town = make_unit("甲镇", county)
    make_dispute(town)
    months.close(county, MARCH)
    make_dispute(town)
    (one,) = rating.report(access.machine(), top.id, months.span(MARCH), today=LATER).ratings
    assert (one.post.name, one.records, one.changed, one.owed) == ("青山县", 2, 1, 1)
