"""Checks before a month goes up and after it is locked: what keeps it back, and which books are looked at."""

import pytest

from figures.checking import own
from figures.checking.findings import Finding
from figures.returns import chain
from models import Return
from office import access
from office.errors import Refused, Rejected
from tests import months
from tests.figures.checking.checks import check, good, many
from tests.make import County
from vocab import OFFICIAL

RULE = {"relation": "=", "strength": "explain"}


@pytest.fixture
def county(database):
    return County()


def test_a_month_with_a_case_without_committee_goes_up_with_a_reason_only(county):
    good(county, committee=None)
    with pytest.raises(Refused, match="没有填调解组织类别"):
        months.submit(county.towns[0], "2020-03", reason="")
    assert Return.select().count() == 0


def test_an_explanation_goes_with_the_return(county):
    row = own.add(county.actor, {"name": "总有两件", "left": "调结纠纷数", "right": "2", **RULE})
    good(county)
    with pytest.raises(Refused, match="需要核实"):
        chain.submit(access.machine(), county.towns[0].id, months.span("2020-03"), today=months.TODAY)
    answered = {f"own.{row.id}": "另一件撤回后没有再来申请"}
    sent = months.submit(county.towns[0], "2020-03", reason="", explanations=answered)
    (kept,) = [Finding.from_json(one) for one in sent.findings]
    assert (kept.key, kept.explained) == (f"own.{row.id}", answered[kept.key])


def test_a_locked_month_is_checked_by_what_is_locked(county):
    many(county, 3)
    months.close(county.unit, "2020-03")
    three = own.add(county.actor, {"name": "总有三件", "left": "调结纠纷数", "right": "3", **RULE})
    last_year = {
        "name": "比去年多",
        "left": "0",
        "right": "调结纠纷数@上年同期",
        "relation": ">",
        "strength": "must",
    }
    more = own.add(county.actor, last_year)
    late = good(county, committee=None)
    assert check(county, state=OFFICIAL) == {}
    assert {"balance.orgkind", f"own.{three.id}", f"own.{more.id}"} == check(county).keys()
    assert check(county)["balance.orgkind"].records == (("dispute", late.id),)


def test_a_month_that_is_not_locked_has_no_official_figures_to_check(county):
    with pytest.raises(Rejected, match="没有审定数"):
        check(county, state=OFFICIAL)
