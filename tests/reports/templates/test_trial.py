"""A new year's template tried on last year's locked figures, beside what last year's file was filled with."""

import datetime

import pytest

from figures.returns import chain, spans
from figures.templates import keeping
from figures.templates.meaning import Meaning
from figures.templates.stretches import When
from office.errors import Rejected
from reports.templates import uploading
from reports.templates.filling import Filling
from reports.templates.trial import Trial
from tests import cases
from tests.make import make_dispute
from tests.reports.templates.parts import drawn

TODAY = datetime.date(2026, 2, 20)
JANUARY = When(2025, 1, "12-31")
ROWS = [["单位", "调解案件总数", "调解成功"], ["城关镇", None, None], ["柳河镇", None, None]]


@pytest.fixture
def county(county):
    """January 2025 locked with 2 concluded in 城关镇 and 1 in 柳河镇."""
    for village in (0, 1, 2):
        day = datetime.date(2025, 1, 3)
        make_dispute(county.villages[village], accepted_on=day, committee=county.committees[village])
    actor, span = cases.bureau(county), spans.read("2025-01", "12-31")
    for unit in (*county.towns, county.unit):
        chain.submit(actor, unit.id, span, today=TODAY, reason="1月集中排查，新增邻里纠纷较多")
        chain.accept(actor, unit.id, span, today=TODAY, reason="1月集中排查，新增邻里纠纷较多")
    chain.lock(actor, county.unit.id, span)
    return county


@pytest.fixture
def years(county):
    """The template of 2025, filled for January, and that of 2026 with a column put in between."""
    actor = cases.bureau(county)
    old = uploading.upload(actor, {"name": "月报", "year": 2025}, "a.xlsx", drawn(ROWS))
    for row, town in ((2, "城关镇"), (3, "柳河镇")):
        for column, key in (("B", "dispute.concluded"), ("C", "dispute.succeeded")):
            meaning = Meaning(key, whose="child", child=town, stretch="month")
            keeping.put(actor, old.id, ("表", f"{column}{row}"), meaning, 0)
    Filling(actor, old.id, county.unit.id, JANUARY, "concluded").write()
    rows = [[row[0], "受理" if n == 0 else None, *row[1:]] for n, row in enumerate(ROWS)]
    new = uploading.upload(actor, {"name": "月报", "year": 2026}, "b.xlsx", drawn(rows), old.id)
    return old, new


def tried(county, new, month=1):
    actor = cases.bureau(county)
    previous, compared = uploading.with_last_year(actor, new.id)
    trial = Trial(actor, new.id, previous, compared, county.unit.id, "concluded", month, "12-31")
    return {line.cell[1]: line for line in trial.lines()}


def test_the_same_figures_stand_side_by_side(county, years):
    found = tried(county, years[1])
    assert {cell: (line.old_cell[1], line.number, line.then) for cell, line in found.items()} == {
        "C2": ("B2", 2, 2), "D2": ("C2", 2, 2), "C3": ("B3", 1, 1), "D3": ("C3", 1, 1)}  # fmt: skip
    assert not any(line.differs for line in found.values())


def test_what_was_filled_in_before_a_correction_differs(county, years):
    day = datetime.date(2025, 1, 5)
    make_dispute(
        county.villages[0], accepted_on=day, committee=county.committees[0]
    )  # after the month was locked
    Filling(cases.bureau(county), years[0].id, county.unit.id, JANUARY, "concluded").write()  # living: 3
    line = tried(county, years[1])["C2"]
    assert (line.number, line.then, line.differs) == (2, 3, True)


def test_official_numbers_go_before_living_ones(county, years):
    make_dispute(county.villages[0], accepted_on=datetime.date(2025, 1, 5), committee=county.committees[0])
    filling = Filling(cases.bureau(county), years[0].id, county.unit.id, JANUARY, "concluded", "official")
    assert filling.numbers[("表", "B2")] == 2
    assert filling.missing == []
    filling.write()
    assert not tried(county, years[1])["C2"].differs


def test_without_locked_months_there_is_no_trial(county, years):
    previous, compared = uploading.with_last_year(cases.bureau(county), years[1].id)
    previous.year = 2024
    with pytest.raises(Rejected, match="没有锁定的月报"):
        Trial(cases.bureau(county), years[1].id, previous, compared, county.unit.id, "concluded", 1, "12-31")


def test_a_month_that_was_never_filled_says_so(county, years):
    found = tried(county, years[1], month=2)
    assert not any(line.known for line in found.values())
    assert found["C2"].why == "“青山县”2025年2月还没有锁定的月报，没有审定数。"


def test_the_first_template_has_no_last_year(county, years):
    assert uploading.with_last_year(cases.bureau(county), years[0].id) is None
