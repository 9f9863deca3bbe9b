"""The statistical calendar: months, quarters, halves and years of years that end on any day."""

import datetime
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from figures import periods
from figures.periods import DAY, Period
from figures.returns import spans
from figures.returns.spans import HALF, MONTH, MONTHS_IN, QUARTER, YEAR, Span
from office.errors import Rejected

YEAR_ENDS = ("12-31", "11-30", "12-25", "02-28")
ANY_YEAR_END = st.sampled_from([*YEAR_ENDS, "02-29", "01-30", "06-30", "09-20", "10-31"])
DAYS = st.dates(datetime.date(1990, 1, 1), datetime.date(2050, 12, 31))
YEARS = st.integers(1990, 2050)


def day(text):
    return datetime.date.fromisoformat(text)


def days(first, last):
    return Period(day(first), day(last) + DAY)


@pytest.mark.parametrize(
    ("text", "year_end", "expected"),
    [
        ("2024-02", "12-31", days("2024-02-01", "2024-02-29")),
        ("2024-Q1", "12-31", days("2024-01-01", "2024-03-31")),
        ("2024-H2", "12-31", days("2024-07-01", "2024-12-31")),
        ("2024", "12-31", days("2024-01-01", "2024-12-31")),
        ("2023-12", "11-30", days("2023-12-01", "2023-12-31")),
        ("2024-Q1", "11-30", days("2023-12-01", "2024-02-29")),
        ("2024-H2", "11-30", days("2024-06-01", "2024-11-30")),
        ("2020", "11-30", days("2019-12-01", "2020-11-30")),
        ("2024-01", "12-25", days("2023-12-26", "2024-01-25")),
        ("2024-03", "12-25", days("2024-02-26", "2024-03-25")),
        ("2024-Q4", "12-25", days("2024-09-26", "2024-12-25")),
        ("2023-02", "02-28", days("2023-02-01", "2023-02-28")),
        ("2024-Q1", "02-28", days("2023-03-01", "2023-05-31")),
        ("2023", "02-28", days("2022-03-01", "2023-02-28")),
    ],
)
def test_the_days_of_a_span(text, year_end, expected):
    assert spans.read(text, year_end).period == expected


@given(YEARS, ANY_YEAR_END)
def test_twelve_months_make_the_year_that_figures_know(number, year_end):
    whole = Span(YEAR, number, 1, year_end)
    assert whole.period == periods.year(number, year_end)
    months = whole.months
    assert len(months) == 12
    assert (months[0].period.start, months[-1].period.end) == (whole.period.start, whole.period.end)
    assert all(one.period.end == two.period.start for one, two in itertools.pairwise(months))
    assert {one.statistical_year for one in months} == {number}


@given(YEARS, ANY_YEAR_END, st.sampled_from([QUARTER, HALF]))
def test_quarters_and_halves_tile_the_year_too(number, year_end, kind):
    parts = [Span(kind, number, place + 1, year_end) for place in range(12 // MONTHS_IN[kind])]
    assert tuple(month for part in parts for month in part.months) == Span(YEAR, number, 1, year_end).months
    for part in parts:
        assert all(part in month.above for month in part.months)


@given(DAYS, ANY_YEAR_END)
def test_a_day_lies_in_one_month_and_no_other(date, year_end):
    found = spans.of_day(date, year_end)
    assert found.period.start <= date < found.period.end
    assert not found.before.period.start <= date < found.before.period.end
    assert found.statistical_year == periods.year_of(date, year_end)


@given(DAYS, ANY_YEAR_END)
def test_each_span_comes_right_after_the_one_before(date, year_end):
    month = spans.of_day(date, year_end)
    for span in (month, *month.above):
        assert span.before.kind == span.kind
        assert span.before.period.end == span.period.start


@given(DAYS, ANY_YEAR_END)
def test_a_month_lies_in_its_quarter_half_and_year_and_in_no_other(date, year_end):
    month = spans.of_day(date, year_end)
    assert [span.kind for span in month.above] == [QUARTER, HALF, YEAR]
    for span in month.above:
        assert month in span.months
        assert month not in span.before.months


@given(DAYS, ANY_YEAR_END)
def test_a_span_is_found_again_by_what_is_stored_and_by_what_is_written(date, year_end):
    month = spans.of_day(date, year_end)
    for span in (month, *month.above):
        assert spans.of(span.kind, span.period.start, year_end) == span
        assert spans.read(span.key, year_end) == span
        assert spans.read(f" {span.key.lower()} ", year_end) == span


@given(DAYS, ANY_YEAR_END)
def test_whole_months_cover_a_period_and_nothing_else_does(date, year_end):
    month = spans.of_day(date, year_end)
    for span in (month, *month.above):
        assert spans.covering(span.period, year_end) == span.months
    inside = [
        Period(month.period.start + DAY, month.period.end),
        Period(month.period.start, month.period.end + DAY),
        Period(month.period.start - DAY, month.period.end),
        Period(month.period.start, month.period.end - DAY),
    ]
    for period in inside:
        with pytest.raises(Rejected, match="整月") as refused:
            spans.covering(period, year_end)
        assert str(period.label) in str(refused.value)


@pytest.mark.parametrize(
    "text",
    ["", "2024-13", "2024-00", "2024-0", "2024-Q0", "2024-Q5", "2024-H3", "2024-H0", "24-03", "2024-3-1", "2024年3月",
     "202403", "1949", "1949-12", "9001-01", "2024-X1", "2024Q", "'; drop table", "2024-03" * 50],
)  # fmt: skip
def test_what_is_no_span_is_refused_with_an_example(text):
    with pytest.raises(Rejected, match="2024-03（月）") as refused:
        spans.read(text, "12-31")
    assert refused.value.field == "month"
    assert len(str(refused.value)) < 100


def test_spans_are_read_as_people_write_them():
    read = [spans.read(text, "12-31") for text in ("2024-3", "2024Q2", "2024-h1", " 2024 ")]
    assert read == [
        Span(MONTH, 2024, 3),
        Span(QUARTER, 2024, 2),
        Span(HALF, 2024, 1),
        Span(YEAR, 2024),
    ]


@pytest.mark.parametrize(
    ("text", "label", "short"),
    [
        ("2024-03", "2024年3月", "3月"),
        ("2024-Q2", "2024年第二季度", "二季度"),
        ("2024-H1", "2024年上半年", "上半年"),
        ("2024", "2024年", "全年"),
    ],
)
def test_the_words_of_a_span(text, label, short):
    span = spans.read(text, "11-30")
    assert (span.label, span.short_label) == (label, short)
