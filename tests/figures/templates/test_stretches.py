"""The stretches of time of which a cell may be."""

import datetime

import pytest

from figures.templates.stretches import STRETCHES, When
from office.errors import Rejected


def days(when, stretch):
    period = when.period(stretch)
    return f"{period.start:%Y-%m-%d}", f"{period.last:%Y-%m-%d}"


@pytest.mark.parametrize(
    ("stretch", "first", "last"),
    [
        ("month", "2024-05-01", "2024-05-31"),
        ("before", "2024-04-01", "2024-04-30"),
        ("quarter", "2024-04-01", "2024-06-30"),
        ("half", "2024-01-01", "2024-06-30"),
        ("ytd", "2024-01-01", "2024-05-31"),
        ("month_ly", "2023-05-01", "2023-05-31"),
        ("quarter_ly", "2023-04-01", "2023-06-30"),
        ("ytd_ly", "2023-01-01", "2023-05-31"),
        ("year_ly", "2023-01-01", "2023-12-31"),
        ("m2", "2024-02-01", "2024-02-29"),
        ("q4", "2024-10-01", "2024-12-31"),
        ("h2", "2024-07-01", "2024-12-31"),
    ],
)
def test_from_the_month_that_is_reported(stretch, first, last):
    assert days(When(2024, 5, "12-31"), stretch) == (first, last)


def test_what_is_not_over_in_the_month_that_is_reported():
    july = When(2024, 7, "12-31")
    assert days(july, "q3") == ("2024-07-01", "2024-07-31")
    assert days(july, "q2") == ("2024-04-01", "2024-06-30")
    assert [key for key in ("m7", "m8", "q3", "q4", "h2", "ytd") if july.is_ahead(key)] == ["m8", "q4"]
    assert not When(2024, None, "12-31").is_ahead("m12")


def test_a_whole_year_needs_a_month_for_what_is_of_a_month():
    year = When(2024, None, "12-31")
    assert days(year, "ytd") == ("2024-01-01", "2024-12-31")
    assert days(year, "ytd_ly") == ("2023-01-01", "2023-12-31")
    with pytest.raises(Rejected) as told:
        year.period("month")
    assert told.value.field == "month"


def test_a_statistical_year_that_ends_in_november():
    when = When(2020, 12, "11-30")  # its first month
    assert days(when, "month") == ("2019-12-01", "2019-12-31")
    assert days(when, "before") == ("2019-11-01", "2019-11-30")
    assert days(when, "ytd") == ("2019-12-01", "2019-12-31")
    assert days(When(2020, 1, "11-30"), "ytd") == ("2019-12-01", "2020-01-31")
    assert days(when, "year_ly") == ("2018-12-01", "2019-11-30")


def test_every_stretch_has_days_and_words():
    when = When(2026, 3, "12-31")
    assert all(when.period(stretch).start < datetime.date(2027, 1, 1) for stretch in STRETCHES)
    assert len(set(STRETCHES.values())) == len(STRETCHES)


@pytest.mark.parametrize(("year", "month"), [(1900, 1), (99999, 1), (2026, 0), (2026, 13)])
def test_what_is_no_year_or_month(year, month):
    with pytest.raises(Rejected):
        When(year, month, "12-31")
