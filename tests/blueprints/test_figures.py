"""The pages of figures: every number opens the list that it counts."""

import datetime
import io

import openpyxl
import pytest

from models import AuditEntry
from office import settings
from tests.make import make_dispute
from tests.pages import opened, rows
from vocab import Outcome, Role

DAY = datetime.date(2020, 3, 10)


@pytest.fixture
def cases(county):
    """Two cases in the first town (one failed), one in the other, one still open."""
    first, second = county.towns
    make_dispute(
        county.villages[0], type="T01", committee=county.committees[0], studio=county.studio, amount=1234500
    )
    make_dispute(first, outcome=Outcome.FAILED, source="S31")
    make_dispute(second, accepted_on=datetime.date(2020, 2, 1), petition_cases=1, petition_persons=15)
    make_dispute(second, accepted_on=datetime.date(2020, 12, 1), outcome=Outcome.PENDING)
    return county


def numbers(page):
    """(text, address) of every number of the page that opens a list."""
    return {
        (a.text.strip(), a["href"])
        for a in page.select("main a[href*='/figures/records']")
        if a.find_parent("td")
    }


@pytest.mark.parametrize(
    "page",
    ["/figures/year?year=2020", "/figures/month?month=2020-03", "/figures/year?year=2020&basis=accepted"],
)
def test_every_number_of_a_page_is_its_list(sign_in, cases, page):
    client = sign_in(Role.COUNTY)
    found = numbers(opened(client, page))
    assert len(found) > 100
    for text, address in sorted(found)[::7]:
        listed = opened(client, address)
        shown = listed.select_one("main .figure-value b").text
        assert shown == text or text in shown, address
        if text.isdigit() and not listed.select("th.num"):
            assert len(rows(listed)) == int(text), address


def test_a_list_states_its_question_in_words(sign_in, cases):
    page = opened(
        sign_in(Role.COUNTY),
        "/figures/records?key=dispute.succeeded&from=2020-01-01&to=2020-12-31&by=type&part=T01",
    )
    assert page.h1.text == "调解成功数"
    assert page.select_one(".page-sub").text == "青山县 · 2020年 · 婚姻家庭纠纷 · 按结案日期 · 实时"
    assert len(rows(page)) == 1


def test_a_rate_lists_its_numerator_and_leads_to_its_denominator(sign_in, cases):
    client = sign_in(Role.COUNTY)
    page = opened(client, "/figures/records?key=dispute.success_rate&from=2020-01-01&to=2020-12-31")
    assert page.select_one(".figure-value b").text == "66.67%"
    assert page.select_one(".figure-unit").text == ""
    assert len(rows(page)) == 2
    base = next(a["href"] for a in page.select("main a") if a.text == "看分母的案件")
    assert len(rows(opened(client, base))) == 3


def test_a_sum_shows_what_each_case_adds(sign_in, cases):
    page = opened(
        sign_in(Role.COUNTY), "/figures/records?key=dispute.petition_prevented&from=2020-01-01&to=2020-12-31"
    )
    assert page.select_one(".figure-value b").text == "1件15人"
    assert [row[-2:] for row in rows(page)] == [["1", "15"]]


def test_a_long_list_goes_on_by_key(sign_in, county):
    for _ in range(53):
        make_dispute(county.unit)
    client = sign_in(Role.COUNTY)
    page = opened(client, "/figures/records?key=dispute.accepted&from=2020-01-01&to=2020-12-31")
    assert len(rows(page)) == 50
    assert page.select_one(".figure-value").text.split() == ["53", "件"]
    second = opened(client, page.select_one("a[rel=next]")["href"])
    assert len(rows(second)) == 3


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("month=2020-03", "2020年3月"),
        ("year=2019&month=11", "2019年11月"),
        ("year=2019&month=2020-03", "2020年3月"),
    ],
)
def test_a_month_is_asked_for_in_one_word_or_two(sign_in, county, asked, told):
    page = opened(sign_in(Role.COUNTY), f"/figures/month?{asked}")
    assert page.select_one(".page-sub").text.split(" · ")[1] == told
    year, month = (
        page.select_one("[name=year]")["value"],
        page.select_one("[name=month] option[selected]")["value"],
    )
    assert f"{year}年{month}月" == told


def test_days_may_be_typed_as_on_the_forms(sign_in, county):
    page = opened(sign_in(Role.COUNTY), "/figures/year?from=20200105&to=2020.3.1")
    assert page.select_one(".page-sub").text.split(" · ")[1] == "2020-01-05至2020-03-01"


def test_the_year_page_sends_few_queries(sign_in, cases, counting):
    client = sign_in(Role.COUNTY)
    with counting() as queries:
        opened(client, "/figures/year?year=2020")
    assert len(queries) <= 12


def test_the_office_setting_decides_basis_and_year(sign_in, cases):
    settings.put("basis", "accepted")
    settings.put("year_end", "11-30")
    page = opened(sign_in(Role.COUNTY), "/figures/year?year=2020")
    assert page.select_one(".page-sub").text.split(" · ")[1:] == [
        "2019-12-01至2020-11-30",
        "按受理日期",
        "实时",
    ]


@pytest.mark.one_engine  # refused before a question goes to the database
@pytest.mark.parametrize(
    "address",
    [
        "/figures/year?year=abc",
        "/figures/year?from=2020-03-01&to=2020-02-01",
        "/figures/year?from=2020-03-01",
        "/figures/month?month=2020-13",
        "/figures/month?year=2020&month=13",
        "/figures/month?year=20&month=1",
        "/figures/year?from=2020-02-30&to=2020-03-01",
        "/figures/month?basis=today",
        "/figures/month?unit=x",
        "/figures/records?key=dispute.nothing&from=2020-01-01&to=2020-12-31",
        "/figures/records?key=dispute.accepted",
        "/figures/records?key=dispute.accepted&from=2020-01-01&to=2020-12-31&by=colour&part=1",
        "/figures/records?key=dispute.accepted&from=2020-01-01&to=2020-12-31&by=month&part=2019-01",
    ],
)
def test_what_cannot_be_asked_is_told_in_words(sign_in, county, address):
    page = opened(sign_in(Role.COUNTY), address, status=422)
    assert page.select_one("main p")


@pytest.mark.parametrize("by", ["unit", "type", "type15", "source", "orgkind", "committee", "studio", "form", "tag", "mediator",
                                "difficulty", "outcome", "deadline"])  # fmt: skip
def test_an_invented_row_is_an_empty_list_or_a_real_one(sign_in, county, by):
    client = sign_in(Role.COUNTY)
    for part in ("", "x", "99999999999999999999", "own", "S3", "T01"):
        address = f"/figures/records?key=dispute.accepted&from=2020-01-01&to=2020-12-31&by={by}&part={part}"
        opened(client, address)


def test_another_townships_figures_do_not_exist(sign_in, cases):
    client = sign_in(Role.TOWNSHIP)
    other = cases.towns[1].id
    for address in (
        f"/figures/year?unit={other}",
        f"/figures/records?key=dispute.accepted&from=2020-01-01&to=2020-12-31&unit={other}",
    ):
        opened(client, address, status=404)


def test_a_leader_sees_no_names(sign_in, cases):
    page = opened(sign_in(Role.LEADER), "/figures/records?key=dispute.accepted&from=2020-01-01&to=2020-12-31")
    assert "当事人" not in [head.text for head in page.select("th")]


def test_the_workbook_comes_as_a_file_and_is_logged(sign_in, cases):
    answer = sign_in(Role.COUNTY).get("/figures/workbook?year=2020")
    assert answer.status_code == 200
    assert "xlsx" in answer.headers["Content-Disposition"]
    book = openpyxl.load_workbook(io.BytesIO(answer.data))
    assert book["分乡镇"]["C6"].value == 3
    assert AuditEntry.select().where(AuditEntry.act == "report.export").count() == 1
