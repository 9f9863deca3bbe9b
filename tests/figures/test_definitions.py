"""The indicators: all that the catalogue of reports names are defined and explained."""

from pathlib import Path

import pytest

from figures.breakdowns import BREAKDOWNS
from figures.indicators import INDICATORS, PRINTED, Rate, counted

DOCS = (Path(__file__).parents[2] / "docs" / "indicators.md").read_text(encoding="utf-8")
# What 157 published reports cite of people's mediation.
CATALOGUE = [
    f"dispute.{name}"
    for name in (
        "accepted concluded succeeded failed pending success_rate mediation_rate amount parties difficult agreements "
        "performed performance_rate confirmation_applied confirmed referred referred_success_rate share average_days "
        "satisfaction_rate suicide_prevented crime_prevented petition_prevented fight_prevented"
    ).split()
]


def test_every_figure_of_the_catalogue_is_defined():
    assert sorted(PRINTED) == sorted(CATALOGUE)


@pytest.mark.parametrize("key", INDICATORS)
def test_each_indicator_is_explained_as_it_is_defined(key):
    one = INDICATORS[key]
    section = DOCS.split(f"### {key}\n")[1].split("\n#")[0]
    assert one.name in section
    assert one.definition in section
    assert "日期口径" in section
    assert all(f"`{by}`" in section for by in one.breakdowns)


@pytest.mark.parametrize("key", [key for key, one in INDICATORS.items() if isinstance(one, Rate)])
def test_a_rate_is_made_of_indicators_that_can_be_counted(key):
    one = INDICATORS[key]
    assert [counted(k) for k in (*one.numerator.values(), *one.denominator.values())]


def test_breakdowns_of_an_indicator_exist():
    assert {by for one in INDICATORS.values() for by in one.breakdowns} <= set(BREAKDOWNS)
