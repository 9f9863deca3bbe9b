"""Numbers in words: exact when exact, shortened never above the truth, percentages half up from their counts."""

import random
from decimal import Decimal

import pytest

from figures.defining import FEN
from figures.proofreading import agreement, printed
from figures.sentences import grammar, words
from figures.sentences.saying import said
from figures.sentences.words import WAN, YI


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (0, "0"),
        (7, "7"),
        (10, "10"),
        (43, "40余"),
        (40, "40"),
        (823, "820余"),
        (820, "820"),
        (1026, "1000余"),
        (1406, "1400余"),
        (9999, "9900余"),
        (10_000, "1万"),
        (30_120, "3万余"),
        (36_000, "3.6万"),
        (36_012, "3.6万余"),
        (100_500, "10万余"),
        (100_000, "10万"),
        (652_000, "65万余"),
        (290_000_000, "2.9亿"),
        (287_120_000, "2.8亿余"),
    ],
)
def test_a_number_is_rounded_down_with_a_word(value, said):
    assert words.rounded_down(Decimal(value), "余") == said


def test_the_word_may_be_another_and_the_scale_chosen():
    assert words.rounded_down(Decimal(1026), "多") == "1000多"
    assert words.rounded_down(Decimal(287_120_000), "余", WAN) == "28000万余"
    assert words.rounded_down(Decimal("18562340.50"), "余", YI) == "0.1亿余"
    assert words.rounded_down(Decimal(1_988_000), "余", YI) == "190万余"


@pytest.mark.parametrize(
    ("value", "scale", "said"),
    [
        (287_120_000, YI, "2.87亿"),
        (290_000_000, YI, "2.9亿"),
        (18_562_340, YI, "1856.23万"),
        (36_000, WAN, "3.6万"),
        (100_500, WAN, "10.05万"),
        (9_999, WAN, "9999"),
    ],
)
def test_a_number_in_a_scale_is_shortened_not_rounded(value, scale, said):
    assert words.in_scale(Decimal(value), scale) == said


def test_what_is_said_is_never_above_the_truth_and_the_checker_agrees():
    lot = random.Random(5)
    for _ in range(3000):
        truth = Decimal(lot.randrange(10 ** lot.randrange(1, 11)))
        said = words.rounded_down(truth, "余")
        found = next(printed.find(f"共{said}件"))
        assert found.value <= truth, (truth, said)
        assert agreement.agrees(found, truth), (truth, said)
        assert ("余" in said) == (found.value != truth), (truth, said)


@pytest.mark.parametrize("way", ["", *grammar.ROUNDED])
def test_money_is_never_said_to_be_more_than_it_is(way):
    lot = random.Random(7)
    for truth in (Decimal("9999.99"), Decimal("999999.99"), Decimal("99999999.99"),
                  *(Decimal(lot.randrange(10 ** lot.randrange(3, 13))) / 100 for _ in range(500))):  # fmt: skip
        (found,) = printed.find(f"共{said(truth, FEN, way)}。")
        assert found.value <= truth, (truth, found.text)
        assert agreement.agrees(found, truth), (truth, found.text)


@pytest.mark.parametrize(
    ("part", "whole", "places", "said"),
    [
        (6050, 6068, 1, "99.7"),
        (6050, 6068, 0, "99.7"),
        (842, 869, 1, "96.9"),
        (1, 8, 2, "12.5"),
        (5, 1000, 1, "0.5"),
        (1304, 1304, 2, "100"),
        (19_999, 20_000, 1, "99.995"),
        (0, 5, 1, "0"),
        (1, 0, 1, None),
    ],
)
def test_a_percentage_is_half_up_and_never_falsely_whole(part, whole, places, said):
    assert words.share(part, whole, places) == said
