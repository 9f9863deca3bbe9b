"""The indicators: all that the catalogue of reports names are defined and explained."""

from pathlib import Path

import pytest

from figures import catalogue
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


def test_the_page_of_indicators_is_as_the_definitions_are():
    """docs/indicators.py writes it; run it after changing a definition."""
    told = DOCS.partition("-->\n")[2].strip()
    assert told == catalogue.markdown().strip()


@pytest.mark.parametrize("key", INDICATORS)
def test_each_indicator_is_explained(key):
    section = DOCS.split(f"### {key}\n")[1].split("\n#")[0]
    assert "日期口径" in section
    assert len(INDICATORS[key].definition) > 5


@pytest.mark.parametrize("key", [key for key, one in INDICATORS.items() if isinstance(one, Rate)])
def test_a_rate_is_made_of_indicators_that_can_be_counted(key):
    one = INDICATORS[key]
    assert [counted(k) for k in (*one.numerator.values(), *one.denominator.values())]


def test_breakdowns_of_an_indicator_exist():
    for one in INDICATORS.values():
        behind = counted(one.numerator["concluded"]) if isinstance(one, Rate) else one
        assert set(one.breakdowns) <= set(behind.source.breakdowns), one.key
