"""The page of comparisons: every number opens its list in its own period, reasons are read, what is locked or not is said."""

import datetime
import io
import re

import openpyxl
import pytest

from models import AuditEntry
from tests.figures.forms.closing import close
from tests.make import County, make_dispute
from tests.pages import opened, signed_in
from vocab import Role

pytestmark = pytest.mark.one_engine
MARCH = "year=2020&part=03"


CASES = {
    0: {"2019-03-09": 20, "2020-02-09": 16, "2020-03-09": 17, "2019-01-20": 5},
    1: {"2019-03-09": 3, "2020-03-09": 4},
}  # place of a town → day → how many


@pytest.fixture
def county(database):
    made = County()
    for town, days in CASES.items():
        for day, count in days.items():
            for _ in range(count):
                date = datetime.date.fromisoformat(day)
                make_dispute(made.towns[town], accepted_on=date, concluded_on=date)
    return made


@pytest.fixture
def leader(app, county):
    return signed_in(app, county.unit, Role.LEADER)


def row(page, name, place="tbody"):
    return next(
        line
        for line in page.select(f"{place} tr")
        if line.td and line.td.get_text(strip=True).startswith(name) and not line.find_parent("details")
    )


def texts(line):
    return [cell.get_text(strip=True) for cell in line.select("td")]


def listed(client, cell):
    """How many records the list behind a cell has."""
    page = opened(client, cell.a["href"])
    return int(re.search(r"共 (\d+) [条件]", page.main.text)[1])


def test_every_number_opens_its_list_in_its_own_period(leader):
    page = opened(leader, f"/compare?{MARCH}")
    assert page.h1.text.strip() == "对比分析"
    for line in (
        row(page, "调结纠纷数"),
        row(page, "合计", "tfoot"),
        row(page, "城关镇"),
        row(page, "邻里"),
    ):
        cells = [cell for cell in line.select("td.num") if cell.a]
        assert len(cells) >= 2
        for cell in cells:
            assert listed(leader, cell) == int(cell.a.text), cell
    marks = {mark["href"] for mark in page.select("svg.chart a")}
    assert len(marks) > 6
    for href in sorted(marks)[:3]:
        assert leader.get(href).status_code == 200


def test_a_row_says_why_it_cannot_be_compared(county, leader):
    page = opened(leader, f"/compare?{MARCH}")
    small = row(page, "东湖乡")
    assert "同比、累计不可比：基数过小；环比不可比：原数为 0" in small.td.text
    assert texts(small)[1:5] == ["4", "3", "+1", "—"]
    tiles = opened(leader, f"/compare?{MARCH}&unit={county.towns[1].id}").select_one(".figures").text
    assert "不可比：基数过小，2019年3月只有 3 件" in tiles
    assert texts(row(page, "合计", "tfoot"))[1:8] == ["21", "23", "−2", "−8.7%", "16", "+5", "+31.3%"]


def test_a_period_that_is_not_locked_keeps_what_was_chosen(leader):
    page = opened(leader, f"/compare?{MARCH}&state=official&key=dispute.amount&keys=dispute.amount", 422)
    assert "还没有锁定的月报" in page.main.text
    assert page.select_one("select[name=state] option[selected]")["value"] == "official"
    assert page.select_one("select[name=key] option[selected]")["value"] == "dispute.amount"
    assert [box["value"] for box in page.select("input[name=keys][checked]")] == ["dispute.amount"]
    assert page.select_one("input[name=year]")["value"] == "2020"
    assert "还没有开始" in opened(leader, "/compare?year=2999", 422).main.text
    assert "没有名为“x”的指标" in opened(leader, f"/compare?{MARCH}&keys=x", 422).main.text


def test_locked_months_say_so_and_open_locked_lists(county, leader):
    for month in ("2019-03", "2020-03"):
        close(county, month)
    make_dispute(
        county.towns[0], accepted_on=datetime.date(2020, 3, 9), concluded_on=datetime.date(2020, 3, 9)
    )
    page = opened(leader, f"/compare?{MARCH}&state=official")
    assert "锁定" in page.select_one(".compare-days").text
    assert (
        page.select_one(".notice").text.strip() == "环比不可比：2020年2月没有审定数"
    )  # said once, in no row
    line = row(page, "调结纠纷数")
    assert texts(line)[:4] == ["调结纠纷数（件）", "21", "23", "−2"]
    assert listed(leader, line.select("td.num")[0]) == 21


def test_a_rate_shows_its_small_bases_apart(leader):
    page = opened(leader, f"/compare?{MARCH}&key=dispute.success_rate")
    heat = next(card for card in page.select(".chart-card") if "单位 × 月份" in card.h2.text)
    names = [mark["aria-label"] for mark in heat.select("svg a")]
    assert "东湖乡 3月：— %（基数过小，4/4）" in names
    assert "城关镇 3月：100.00 %（17/17）" in names


def test_days_of_ones_own_and_chosen_indicators(leader):
    page = opened(
        leader, "/compare?from=2020-03-01&to=2020-03-10&keys=dispute.concluded&keys=aid.all&by=type15"
    )
    names = [line.td.text.strip() for line in page.select(".compare table")[0].select("tbody tr") if line.td]
    assert [name.partition("（")[0].strip() for name in names] == ["调结纠纷数", "法律援助案件数"]
    assert page.select_one("select[name=by] option[selected]")["value"] == "type15"


def test_the_workbook_holds_what_the_page_shows_and_is_logged(app, county, leader):
    page = opened(leader, f"/compare?{MARCH}")
    content = leader.get(page.select_one("a[download]")["href"])
    assert content.status_code == 200
    book = openpyxl.load_workbook(io.BytesIO(content.data))
    assert book.sheetnames == ["对比", "分组", "分月", "构成", "说明"]
    total = next(line for line in book["分组"].iter_rows(values_only=True) if line[0] == "合计")
    assert total[2:9] == (21, 23, -2, -8.7, 16, 5, 31.3)
    assert any("基数过小" in str(line[-1]) for line in book["分组"].iter_rows(values_only=True))
    assert AuditEntry.select().where(AuditEntry.act == "report.export").count() == 1
    mediator = signed_in(app, county.unit, Role.MEDIATOR, county.committees[0])
    assert mediator.get(f"/compare/file?{MARCH}").status_code == 403
    assert not opened(mediator, f"/compare?{MARCH}").select("a[download]")
