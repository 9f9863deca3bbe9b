"""Pages of figures of a unit that took in another: its history with and without what was merged into it."""

import datetime
import io

import openpyxl
import pytest

from office import access, unit_changes
from tests.county import TODAY
from tests.make import make_dispute
from tests.pages import opened, rows
from vocab import Role

# What pages do with data is tried on both engines where the acts are; a page looks the same on either.
pytestmark = pytest.mark.one_engine

DAY = datetime.date(2026, 3, 10)
PAGES = ("/figures/year?year=2026&basis=accepted", "/figures/month?month=2026-03&basis=accepted")


@pytest.fixture
def merged(county):
    """城关镇 (two cases of its own, one of a village) went into 柳河镇 (one case) in June."""
    first, second = county.towns
    for unit in (first, first, county.villages[0], second):
        make_dispute(unit, accepted_on=DAY)
    unit_changes.merge(access.machine(), first.id, second.id, 1, datetime.date(2026, 6, 1), today=TODAY)
    return county


def by_unit(page):
    """Unit → accepted cases in the table by unit, those of nothing left out."""
    table = page.select_one("main table")
    found = {row[0]: row[1] for row in rows(table)}
    return {name: count for name, count in found.items() if count not in ("0", "—")}


@pytest.mark.parametrize("address", PAGES)
def test_a_page_shows_the_past_of_what_was_merged_only_when_asked(sign_in, merged, address):
    client = sign_in(Role.TOWNSHIP, unit=merged.towns[1])
    without = opened(client, address)
    assert by_unit(without) == {"本级": "1"}
    assert "含并入前单位" not in without.select_one("main").text
    (choice,) = without.select("select[name=predecessors]")
    assert [option["value"] for option in choice.select("option")] == ["", "1"]
    with_them = opened(client, f"{address}&predecessors=1")
    assert by_unit(with_them) == {"本级": "1", "东门村": "1", "城关镇（已并入）": "2"}
    assert with_them.select_one("select[name=predecessors] option[selected]")["value"] == "1"
    assert "含并入前单位" in with_them.select_one("main").text


def test_every_number_with_predecessors_is_its_list(sign_in, merged):
    client = sign_in(Role.COUNTY)
    page = opened(client, f"{PAGES[0]}&unit={merged.towns[1].id}&predecessors=1")
    found = {(a.text.strip(), a["href"]) for a in page.select("td a[href*='/figures/records']")}
    assert len(found) > 100
    for text, address in sorted(found)[::5]:
        listed = opened(client, address)
        assert listed.select_one("main .figure-value b").text == text, address
    cases = next(address for text, address in sorted(found) if text == "4")
    assert len(rows(opened(client, cases))) == 4


def test_the_way_from_page_to_page_keeps_the_choice(sign_in, merged):
    client = sign_in(Role.COUNTY)
    town = merged.towns[1].id
    page = opened(client, f"{PAGES[0]}&unit={town}&predecessors=1")
    links = page.select(".page-actions a")
    assert len(links) == 4
    assert all("predecessors=1" in link["href"] for link in links)
    service = opened(client, f"/figures/service?year=2026&unit={town}&predecessors=1")
    assert service.select_one("select[name=predecessors] option[selected]")["value"] == "1"
    assert all("predecessors=1" in a["href"] for a in service.select("td a[href*='/figures/']"))


def test_where_nothing_was_merged_in_from_elsewhere_there_is_no_choice(sign_in, merged):
    client = sign_in(Role.COUNTY)
    for address in (*PAGES, "/figures/service?year=2026"):
        page = opened(client, f"{address}&predecessors=1")
        assert not page.select("select[name=predecessors]")
        assert "含并入前单位" not in page.select_one("main").text


def test_the_list_behind_a_number_says_that_it_holds_predecessors(sign_in, merged):
    client = sign_in(Role.COUNTY)
    town = merged.towns[1].id
    address = (
        f"/figures/records?key=dispute.accepted&unit={town}&from=2026-01-01&to=2026-12-31&basis=accepted"
    )
    without, with_them = opened(client, address), opened(client, f"{address}&predecessors=1")
    assert (len(rows(without)), len(rows(with_them))) == (1, 4)
    assert "含并入前单位" in with_them.select_one("main").text
    assert "含并入前单位" not in without.select_one("main").text


def test_the_workbook_says_whose_past_it_holds(sign_in, merged):
    client = sign_in(Role.COUNTY)
    page = opened(client, f"{PAGES[0]}&unit={merged.towns[1].id}&predecessors=1")
    answer = client.get(page.select_one("a[download]")["href"])
    book = openpyxl.load_workbook(io.BytesIO(answer.data))
    facts = {row[0]: row[1] for row in book["说明"].iter_rows(values_only=True)}
    assert facts["统计单位"] == "柳河镇（含并入前单位：城关镇）"
    assert "含并入前单位" in book["分乡镇"]["A2"].value
    units = [row[0] for row in book["分乡镇"].iter_rows(values_only=True)]
    assert "城关镇（已并入）" in units
    assert len([row for row in book["案件清单"].iter_rows(values_only=True) if isinstance(row[0], int)]) == 4
