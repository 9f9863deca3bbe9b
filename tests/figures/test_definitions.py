"""The indicators: all that the catalogue of reports names are defined and explained."""

import csv
from pathlib import Path

import pytest

from figures import catalogue
from figures.indicators import GROUPS, INDICATORS, PRINTED, Rate, counted

DOCS = (Path(__file__).parents[2] / "docs" / "indicators.md").read_text(encoding="utf-8")
CITED = Path(__file__).parents[3] / "shared" / "indicators.csv"
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


@pytest.mark.skipif(not CITED.exists(), reason="the catalogue of cited figures is not here")
def test_what_published_reports_cite_is_defined():
    with CITED.open(encoding="utf-8", newline="") as file:
        keys = [row["key"] for row in csv.DictReader(file)]
    missing = [key for key in keys if key not in INDICATORS]
    assert [key for key in missing if key.partition(".")[0] not in ("compare", "task")] == []


@pytest.mark.parametrize("key", INDICATORS)
def test_a_key_belongs_to_a_group_and_is_one_word_after_it(key):
    group, _, name = key.partition(".")
    assert group in GROUPS
    assert name.isidentifier()


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
