"""Periods: half-open days, statistical years, the words of a heading."""

import datetime
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from figures import periods
from figures.periods import Period
from office.errors import Rejected

DAYS = st.dates(datetime.date(1990, 1, 1), datetime.date(2050, 12, 31))


def day(text):
    return datetime.date.fromisoformat(text)


def days(start, end):
    return Period(day(start), day(end))


@pytest.mark.parametrize(
    ("period", "expected", "label"),
    [
        (periods.month(2020, 2), days("2020-02-01", "2020-03-01"), "2020年2月"),
        (periods.month(2020, 12), days("2020-12-01", "2021-01-01"), "2020年12月"),
        (periods.quarter(2020, 4), days("2020-10-01", "2021-01-01"), "2020年第四季度"),
        (periods.half(2020, 2), days("2020-07-01", "2021-01-01"), "2020年下半年"),
        (periods.year(2020), days("2020-01-01", "2021-01-01"), "2020年"),
        (periods.year(2020, "11-30"), days("2019-12-01", "2020-12-01"), "2019-12-01至2020-11-30"),
        (periods.year(2020, "02-28"), days("2019-03-01", "2020-02-29"), "2019-03-01至2020-02-28"),
        (
            periods.between(day("2020-01-05"), day("2020-01-05")),
            days("2020-01-05", "2020-01-06"),
            "2020-01-05至2020-01-05",
        ),
    ],
)
def test_periods_and_their_labels(period, expected, label):
    assert (period, period.label) == (expected, label)


def test_a_period_that_ends_before_it_begins_is_refused():
    with pytest.raises(Rejected):
        periods.between(day("2020-03-02"), day("2020-03-01"))


@given(DAYS, st.integers(0, 900))
def test_months_cover_a_period_without_gap_or_overlap(start, length):
    period = Period(start, start + datetime.timedelta(days=length + 1))
    months = periods.months(period)
    assert (months[0].start, months[-1].end) == (period.start, period.end)
    assert all(one.end == two.start for one, two in itertools.pairwise(months))
    assert all(month.start.month == month.last.month for month in months)


@given(DAYS, st.sampled_from(["12-31", "11-30", "09-20", "02-28"]))
def test_every_day_lies_in_the_statistical_year_it_is_told(date, year_end):
    year = periods.year(periods.year_of(date, year_end), year_end)
    assert year.start <= date < year.end


def test_a_year_earlier_keeps_its_length_over_a_leap_day():
    assert periods.year_before(days("2020-02-01", "2020-02-29")) == days("2019-02-01", "2019-03-01")
    assert periods.year_before(days("2020-02-01", "2020-03-01")) == days("2019-02-01", "2019-03-01")
