"""Shares and rates as published tables print them, to the digit."""

from decimal import Decimal

import pytest

from figures import periods
from figures.evaluator import Question, evaluate
from figures.rates import ratio, rounded, wan
from tests.make import County, make_dispute
from vocab import Outcome

# 黄石市 2016-08 (published): type, cases, printed share in percent
HUANGSHI = [
    ("T01", 160, "18.4"),
    ("T02", 278, "32.0"),
    ("T03", 67, "7.7"),
    ("T04", 44, "5.1"),
    ("T05", 31, "3.6"),
    ("T06", 76, "8.7"),
    ("T07", 18, "2.1"),
    ("T08", 28, "3.2"),
    ("T09", 4, "0.5"),
    ("T11", 13, "1.5"),
    ("T14", 7, "0.8"),
    ("T15", 55, "6.3"),
    ("T16", 33, "3.8"),
    ("T17", 1, "0.1"),
    ("T18", 54, "6.2"),
]
# Statistical yearbook, disputes mediated in 1999 and 2000: cases and printed shares
YEARBOOK = [
    ((5188646, 5030619), ("100.00", "100.00")),
    ((1923175, 1951114), ("37.07", "38.78")),
    ((868585, 871710), ("16.74", "17.33")),
    ((270751, 276601), ("5.22", "5.50")),
    ((372193, 390002), ("7.17", "7.75")),
    ((411646, 412801), ("7.93", "8.21")),
    ((538843, 532656), ("10.39", "10.59")),
    ((480341, 451049), ("9.26", "8.97")),
    ((529318, 495783), ("10.20", "9.86")),
    ((764541, 740161), ("14.73", "14.71")),
    ((387208, 364585), ("7.46", "7.25")),
    ((565220, 495271), ("10.89", "9.85")),
]


@pytest.mark.parametrize(("cases", "printed"), YEARBOOK)
def test_the_yearbook_shares(cases, printed):
    wholes = YEARBOOK[0][0]
    assert tuple(str(ratio(n, whole, 2)) for n, whole in zip(cases, wholes, strict=True)) == printed


def test_halves_go_up_and_nothing_is_cut_off():
    assert [str(rounded(Decimal(text), 1)) for text in ("0.05", "0.15", "0.25", "0.249")] == [
        "0.1",
        "0.2",
        "0.3",
        "0.2",
    ]


def test_nothing_is_a_share_of_nothing():
    assert ratio(0, 0, 2) is None
    assert ratio(0, 5, 2) == 0


def test_money_is_printed_in_ten_thousands_with_two_decimals():
    assert str(wan(2873800000)) == "2873.80"
    assert str(wan(500000)) == "0.50"
    assert str(wan(5000)) == "0.01"


@pytest.fixture
def august(database):
    """黄石 2016-08 as cases: 869, of which 27 failed; 455, 378 and 36 by source."""
    county = County()
    day = periods.month(2016, 8).start
    sources = iter(["S1"] * 455 + ["S2"] * 378 + ["S31"] * 16 + ["S33"] * 14 + ["S34"] * 6)
    outcomes = iter([Outcome.FAILED] * 27 + [Outcome.SUCCEEDED] * 842)
    with database.atomic():
        for type_, count, _ in HUANGSHI:
            for _ in range(count):
                make_dispute(county.towns[0], type=type_, source=next(sources), outcome=next(outcomes),
                             accepted_on=day, concluded_on=day)  # fmt: skip
    return county


def test_the_published_month_comes_back_to_the_digit(august):
    answer = evaluate(august.actor, Question(None, periods.month(2016, 8), by=("type", "source")))
    shares = {line.label: str(line["dispute.share"].value) for line in answer.rows("type15")}
    assert list(shares.values()) == [share for _, _, share in HUANGSHI]
    rate = answer.total["dispute.success_rate"]
    assert (rate.numerator, rate.denominator, str(rate.value)) == (842, 869, "96.89")
    assert str(ratio(rate.numerator, rate.denominator, 1)) == "96.9"
    referred = answer.together("source", ["S31", "S32", "S33", "S34", "S35"])
    main = [line["dispute.share"].value for line in answer.rows("source")[:2]]
    assert [str(share) for share in (*main, referred["dispute.share"].value)] == ["52.4", "43.5", "4.1"]
