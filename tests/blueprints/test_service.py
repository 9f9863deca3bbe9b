"""The page of public legal service: every number of every register opens its list."""

import datetime

import pytest

from tests.make import make_record
from tests.pages import opened, rows
from tests.records import scatter_everything
from vocab import Role

DAY = datetime.date(2020, 3, 10)


@pytest.fixture
def busy(county):
    county.units = [county.unit, *county.towns, *county.villages]
    scatter_everything(county, count=6)
    return county


def numbers(page):
    """(text, address) of every number of the page that opens a list."""
    links = page.select("main td a[href*='/figures/records']")
    return sorted({(a.text.strip(), a["href"]) for a in links})


def test_every_number_is_its_list(sign_in, busy):
    client = sign_in(Role.COUNTY)
    found = numbers(opened(client, "/figures/service?year=2020"))
    assert len(found) > 80
    for text, address in found:
        listed = opened(client, address)
        assert listed.select_one("main .figure-value b").text == text, address


def test_the_groups_stand_under_their_names(sign_in, busy):
    page = opened(sign_in(Role.COUNTY), "/figures/service?year=2020")
    heads = [head.text for head in page.select("main h2")]
    assert heads[:3] == ["分单位", "矛盾纠纷排查", "以案定补"]
    assert {"法律援助", "法律明白人", "普法宣传", "行政复议"} <= set(heads)


def test_a_record_in_a_list_leads_to_its_page(sign_in, county):
    row = {"name": "试一试", "kind": "civil", "state": "concluded", "counts_on": DAY, "accepted_on": DAY}
    record = make_record(
        "legal_aid", county.towns[0], number="援1", recovered=123456, concluded_on=DAY, **row
    )
    client = sign_in(Role.COUNTY)
    page = opened(client, "/figures/records?key=aid.recovered&from=2020-01-01&to=2020-12-31")
    (first,) = rows(page)
    assert first[0] == "援1"
    assert "1234.56" in first
    link = next(a["href"] for a in page.select("main td a"))
    assert link.endswith(f"/legal-aid/{record.id}")
    opened(client, link)
    assert "试一试" in page.text
    leader = opened(sign_in(Role.LEADER), "/figures/records?key=aid.recovered&from=2020-01-01&to=2020-12-31")
    assert "试一试" not in leader.text


def test_the_list_of_a_coverage_leads_to_its_base(sign_in, busy):
    client = sign_in(Role.COUNTY)
    page = opened(client, "/figures/records?key=adviser.coverage&from=2020-01-01&to=2020-12-31")
    base = next(a["href"] for a in page.select("main a") if a.text == "看分母的记录")
    assert len(rows(opened(client, base))) == 4


def test_a_township_reads_its_own(sign_in, busy):
    page = opened(sign_in(Role.TOWNSHIP), "/figures/service?year=2020")
    assert page.select_one(".page-sub").text.startswith(busy.towns[0].name)
