"""This year's figures beside last year's: differences, percentages, and when there are none."""

import datetime
from decimal import Decimal

import pytest

from figures import periods
from figures.comparison.year_ago import YearAgo
from figures.tables import Tables
from models import EnteredIndicator, EnteredValue, Return, Unit
from tests.figures.forms.closing import close
from tests.make import County, make_dispute
from vocab import OFFICIAL, Outcome

TODAY = datetime.date(2021, 1, 5)
NAMES = {"调结纠纷数", "调解成功率", "协议涉及金额"}


@pytest.fixture
def county(database):
    return County()


def cases(county, year, count, failed=0, month=3, amount=None):
    for n in range(count):
        day = datetime.date(year, month, 1 + n % 20)
        outcome = Outcome.FAILED if n < failed else Outcome.SUCCEEDED
        make_dispute(county.unit, accepted_on=day, concluded_on=day, outcome=outcome, amount=amount)


def ago(county, today=TODAY, **more):
    return YearAgo(Tables(county.actor, None, periods.year(2020), "concluded", today=today, **more))


def line(found, name):
    return next(one for _, lines in found.groups for one in lines if one.name == name)


def test_a_count_has_a_difference_and_a_percentage(county):
    cases(county, 2019, 20)
    cases(county, 2020, 25)
    one = line(ago(county), "调结纠纷数")
    assert (one.now, one.before, one.difference, one.percent, one.why) == (25, 20, 5, Decimal("25.0"), "")


def test_money_is_compared_in_wan(county):
    cases(county, 2019, 10, amount=1_000_000)
    cases(county, 2020, 10, amount=1_500_000)
    one = line(ago(county), "协议涉及金额").printed
    assert (one.unit, one.now, one.before, one.percent) == (
        "万元",
        Decimal("15.00"),
        Decimal("10.00"),
        Decimal("50.0"),
    )


def test_of_a_rate_the_difference_is_in_points_and_has_no_percentage(county):
    cases(county, 2019, 20, failed=10)
    cases(county, 2020, 20, failed=5)
    one = line(ago(county), "调解成功率")
    assert (one.now, one.before, one.difference, one.percent) == (75, 50, 25, None)


def test_nothing_last_year_cannot_be_compared(county):
    cases(county, 2020, 20)
    assert line(ago(county), "调结纠纷数").why == "2019年为 0"
    rate = line(ago(county), "调解成功率")
    assert (rate.why, rate.difference) == ("2019年没有基数", None)


def test_a_small_base_gives_no_percentage(county):
    cases(county, 2019, 9)
    cases(county, 2020, 18)
    one = line(ago(county), "调结纠纷数")
    assert (one.difference, one.percent, one.why) == (9, None, "基数过小，2019年只有 9 件")
    assert line(ago(county), "调解成功率").why == "基数过小，2019年只有 9"


def test_an_unfinished_year_is_held_against_the_same_days(county):
    cases(county, 2019, 12, month=3)
    cases(county, 2019, 12, month=9)
    cases(county, 2020, 15, month=3)
    found = ago(county, today=datetime.date(2020, 6, 30))
    assert (found.period.start, found.period.last) == (datetime.date(2019, 1, 1), datetime.date(2019, 6, 30))
    assert line(found, "调结纠纷数").before == 12
    assert found.months["2020-03"] == 12
    assert "2020-09" not in found.months


def test_a_unit_that_did_not_exist_has_no_last_year(county):
    Unit.update(valid_from=datetime.date(2019, 7, 1)).where(Unit.id == county.unit.id).execute()
    cases(county, 2020, 12)
    found = ago(county)
    assert found.missing == "“某某县”2019-07-01才设立"
    one = line(found, "调结纠纷数")
    assert (one.before, one.difference, one.why) == (None, None, found.missing)


def test_what_is_filled_in_by_hand_must_have_been_filled_in_last_year(county):
    kind = EnteredIndicator.create(key="entered.9", name="走访户数", measure="户")
    EnteredValue.create(
        unit=county.unit, indicator=kind, month=datetime.date(2020, 5, 1), amount=1200, fingerprint="1"
    )
    one = line(ago(county), "走访户数")
    assert (one.now, one.why) == (12, "上年没有填报")


def test_official_figures_need_official_ones_of_last_year(county):
    cases(county, 2020, 12)
    found = ago(county, state=OFFICIAL)
    with pytest.raises(Exception, match="没有锁定"):
        _ = found.period


def locked(county, units=None):
    """March of both years locked, the second by `units` alone."""
    cases(county, 2019, 12)
    cases(county, 2020, 15)
    cases(county, 2020, 4, month=9)
    close(county, "2019-03")
    close(county, "2020-03", units)
    period = periods.month(2020, 3)
    return YearAgo(Tables(county.actor, None, period, "concluded", today=TODAY, state=OFFICIAL))


def test_official_figures_are_held_against_official_ones_of_the_same_months(county):
    one = line(locked(county), "调结纠纷数")
    assert (one.now, one.before, one.difference, one.percent) == (15, 12, 3, Decimal("25.0"))


def test_years_in_which_other_units_are_missing_cannot_be_compared(county):
    found = locked(county, [county.towns[0], county.unit])
    for name in ("调结纠纷数", "调解成功率"):
        one = line(found, name)
        assert (one.why, one.difference) == ("两期缺报的单位不同", None)


def test_years_counted_by_other_definitions_cannot_be_compared(county):
    found = locked(county)
    for row in Return.select().where(Return.start == datetime.date(2019, 3, 1)):
        row.edition = row.edition | {"dispute.succeeded": "000000000000"}
        row.save()
    assert line(found, "调解成功率").why == "统计口径的版本不同"
    assert line(found, "调解成功数").difference is None
    assert line(found, "调结纠纷数").difference == 3
