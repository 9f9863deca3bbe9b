"""The pages of official tables: each number opens its list; codes are checked. What they say stands in test_tables_everywhere."""

import datetime
import random

import pytest

from figures.forms import papers
from figures.forms.catalogue import FORMS
from office import access, accounts
from tests.county import PASSWORD
from tests.figures.forms.closing import MARCH, add, close, reopen
from tests.figures.forms.filled import TODAY, fill
from tests.make import County, make_dispute
from tests.pages import opened
from tests.printed import of_page
from tests.records import scatter_everything
from vocab import Role

# What pages do with data is tried on both engines where the acts are; a page looks the same on either.
pytestmark = pytest.mark.one_engine


@pytest.fixture
def county(database):
    return County()


@pytest.fixture
def full(county):
    """Records of every register, at random."""
    county.scatter(120)
    scatter_everything(county, 8)
    return county


@pytest.fixture
def closed(county):
    """March 2020 of the county and its towns, locked."""
    for place, unit in enumerate((county.towns[0], county.villages[0], county.towns[1])):
        make_dispute(unit, committee=county.committees[place], source="S31", aftermath="sued")
    close(county, "2020-03")
    return county


@pytest.fixture
def enter(app, county):
    """enter(role, unit): a client signed in as a new account."""

    def signed_in(role, unit=None):
        place = {"unit_id": (unit or county.unit).id, "committee_id": county.committees[0].id}
        accounts.create(access.machine(), {"username": role, "name": "某某", "role": role, **place}, PASSWORD)
        client = app.test_client()
        assert client.post("/sign-in", data={"username": role, "password": PASSWORD}).status_code == 303
        return client

    return signed_in


# ---------------------------------------------------------------- lists


def numbers(page):
    return [(a.text.strip(), a["href"]) for a in page.select("table.form-sheet a")]


@pytest.mark.parametrize("name", FORMS)
def test_every_number_opens_its_list(name, full, enter):
    client = enter(Role.COUNTY)
    found = numbers(opened(client, f"/tables/{name}?year=2020"))
    assert len(found) > 20
    for text, address in random.Random(name).sample(found, 25 if len(found) > 25 else len(found)):
        listed = opened(client, address)
        assert text in listed.select_one("main .figure-value b").text, address


def test_a_number_of_the_own_level_is_listed_without_the_units_below(closed, enter):
    make_dispute(closed.unit, type="T01", committee=closed.committees[0])
    make_dispute(closed.unit, type="T02", committee=closed.committees[0])
    client = enter(Role.COUNTY)
    page = opened(client, "/tables/cases?year=2020")
    own = next(
        row for row in page.select("table.form-sheet:nth-of-type(1) tbody tr") if row.th.text == "本级"
    )
    addresses = [
        a["href"] for a in page.select("table.form-sheet tbody a") if "where=unit%3Aown" in a["href"]
    ]
    assert own.select_one("td a").text == "2"
    listed = opened(client, next(address for address in addresses if "part=T01" in address))
    assert listed.select_one(".figure-value b").text == "1"
    assert "本级" in listed.select_one(".page-sub").text


def test_rows_that_were_merged_in_open_their_lists(closed, enter):
    from office import unit_changes

    first, second = closed.towns
    unit_changes.merge(access.machine(), second.id, first.id, 1, datetime.date(2020, 6, 1), today=TODAY)
    client = enter(Role.TOWNSHIP, first)
    page = opened(client, "/tables/cases?year=2020&predecessors=1")
    merged = [row for row in page.select("table.form-sheet tbody tr") if "已并入" in row.th.text]
    assert merged
    for link in [link for row in merged for link in row.select("a")][:6]:
        assert opened(client, link["href"]).select_one(".figure-value b").text == link.text


# ---------------------------------------------------------------- what a page shows


def test_the_index_names_every_table(enter, county):
    page = opened(enter(Role.COUNTY), "/tables")
    assert [a["href"] for a in page.select(".form-list a")] == [f"/tables/{name}" for name in FORMS]


def test_a_live_table_says_so_and_has_signature_lines(closed, enter):
    page = opened(enter(Role.COUNTY), "/tables/cases?year=2020&part=Q1")
    assert "实时，未封存，无验证码。" in page.select_one(".form-proof").text
    assert not page.select("svg.qr")
    assert "制表人：某某" in page.select_one(".form-signatures").text
    assert page.select_one(".page-sub").text == "某某县 · 2020年第一季度 · 实时"


def test_a_locked_table_shows_revision_digest_code_and_qr(closed, enter):
    client = enter(Role.COUNTY)
    page = opened(client, "/tables/cases?year=2020&part=03&state=official")
    proof = page.select_one(".form-proof")
    code = papers.of(fill("cases", closed.unit, MARCH, state="official")).code
    assert code in proof.text
    assert "第 1 版" in proof.text
    assert proof.select_one("svg.qr path")
    assert "缺报单位：无" in page.select_one(".form-facts").text


def test_broken_rules_are_told(county, enter):
    make_dispute(county.towns[0], crime_cases=2, crime_persons=1)
    page = opened(enter(Role.COUNTY), "/tables/cases?year=2020")
    (broken,) = page.select(".form-broken")
    assert "防止民转刑" in broken.text
    assert "城关镇 2 与 1" in broken.text
    assert len(page.select(".form-balances li")) == 11


def test_a_period_without_locked_months_keeps_the_filters(closed, enter):
    client = enter(Role.COUNTY)
    page = opened(client, "/tables/cases?year=2021&part=03&state=official", 422)
    assert "还没有锁定的月报" in page.select_one(".form-problem").text
    assert page.select_one("input[name=year]")["value"] == "2021"
    assert page.select_one("select[name=state] option[selected]")["value"] == "official"
    odd = opened(client, "/tables/cases?from=2020-03-02&to=2020-03-20&state=official", 422)
    assert "整月" in odd.select_one(".form-problem").text


@pytest.mark.parametrize(
    "query",
    [
        "year=20",
        "part=13&year=2020",
        "from=x&to=y",
        "from=2020-03-01",
        "state=guess",
        "basis=x",
        "unit=x",
        "revision=x",
    ],
)
def test_what_cannot_be_read_is_told(county, enter, query):
    answer = enter(Role.COUNTY).get(f"/tables/cases?{query}")
    assert answer.status_code == 422
    assert "Traceback" not in answer.text


def test_a_table_or_file_that_there_is_not(county, enter):
    client = enter(Role.COUNTY)
    for address in ("/tables/moon", "/tables/cases/pdf", f"/tables/cases?unit={99999}"):
        assert client.get(address).status_code == 404


def test_a_leader_exports_and_a_mediator_does_not(county, enter):
    make_dispute(county.towns[0], committee=county.committees[0])
    leader, mediator = enter(Role.LEADER), enter(Role.MEDIATOR, county.towns[0])
    assert "导出 Excel" in opened(leader, "/tables/cases?year=2020").text
    assert "导出 Excel" not in opened(mediator, "/tables/cases?year=2020").text
    assert mediator.get("/tables/cases/xlsx?year=2020").status_code == 403


def test_the_statistical_year_is_that_of_the_office(county, enter):
    from office import settings

    settings.put("year_end", "11-30")
    make_dispute(county.towns[0], accepted_on=datetime.date(2019, 12, 1))
    page = opened(enter(Role.COUNTY), "/tables/cases?year=2020")
    assert "2020年（2019-12-01至2020-11-30）" in page.select_one(".form-facts").text
    assert page.select_one("tfoot td a").text == "1"


# ---------------------------------------------------------------- checking a paper


def code_of(county):
    return papers.of(fill("cases", county.unit, MARCH, state="official")).code


@pytest.mark.parametrize("role", ["county", "township", "mediator", "leader", "admin", "auditor"])
def test_whoever_holds_the_paper_may_check_it(closed, enter, role):
    """The other township too: who enters the code has the paper in hand."""
    code = code_of(closed)
    unit = closed.unit if role == Role.COUNTY else closed.towns[1]
    page = opened(enter(role, unit), f"/verify?code={code}")
    assert "验证码真实，纸上的是现行的锁定版" in page.select_one(".form-verdict").text
    facts = {dt.text: dt.find_next("dd").text for dt in page.select("dl.facts dt")}
    assert (facts["单位"], facts["期间"], facts["版次"], facts["统计口径"]) == (
        "某某县",
        "2020年3月",
        "第 1 版",
        "按结案日期",
    )
    assert of_page(page)[0]["rows"][-1][1] == "3"
    assert not page.select("table.form-sheet a")


def test_an_old_paper_is_told_from_the_present_one(closed, enter):
    old = code_of(closed)
    add(closed)
    reopen(closed, "2020-03")
    page = opened(enter(Role.COUNTY), f"/verify?code={old}")
    assert "已有更新的版本：第 2 版" in page.select_one(".form-verdict").text
    assert of_page(page)[0]["rows"][-1][1] == "3"


def test_a_wrong_code_is_refused_and_kept_in_the_field(closed, enter):
    client = enter(Role.COUNTY)
    page = opened(client, "/verify?code=2222-3333-4444", 422)
    assert "没有这个验证码" in page.select_one(".form-problem").text
    assert page.select_one("input[name=code]")["value"] == "2222-3333-4444"
    assert opened(client, "/verify").select_one("input[name=code]")["value"] == ""


def test_without_signing_in_no_code_is_checked(closed, app):
    answer = app.test_client().get(f"/verify?code={code_of(closed)}")
    assert answer.status_code == 303
    assert "/sign-in" in answer.headers["Location"]
