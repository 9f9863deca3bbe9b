"""The page of village coverage: what is missing, for whom, and where the names lead."""

import datetime

import pytest

from office import settings
from registers.advisers import ADVISER_SERVICES, ADVISERS
from registers.understanders import UNDERSTANDERS
from tests.entering import enter
from tests.pages import opened
from vocab import Role

# What pages do with data is tried on both engines where the acts are; a page looks the same on either.
pytestmark = pytest.mark.one_engine

PAGE = "/coverage?from=2026-01-01&to=2026-09-30"


@pytest.fixture
def covered(county):
    """The first village has an adviser, its understanders and a talk; nobody else has anything."""
    settings.put("understander_quota", 1)
    for key in ("adviser_hours_month", "adviser_visits_quarter"):
        settings.put(key, 0)
    village = county.villages[0]
    enter(
        ADVISERS, village, name="石超", office="某某律师事务所", valid_from="2026-01-01", until="2026-12-31"
    )
    enter(UNDERSTANDERS, village, name="陈丽丽", certified_on="2025-01-01")
    for month in ("02", "05", "08"):
        enter(ADVISER_SERVICES, village, name="石超", held_on=f"2026-{month}-01", kind="talk", minutes="2")


def texts(page, section):
    rows = page.select(f"#{section} tbody tr")
    return [[cell.get_text(strip=True) for cell in row.select("td")] for row in rows]


def test_each_list_names_the_villages_that_lack_something(sign_in, county, covered):
    page = opened(sign_in(Role.COUNTY), PAGE)
    lacking = ["西门村", "柳南村", "柳北村"]
    assert [row[1] for row in texts(page, "without")] == lacking
    assert texts(page, "scarce")[0] == ["城关镇", "西门村", "0"]
    assert texts(page, "short")[0] == ["城关镇", "西门村", "0", "0", "0", "法治讲座"]
    assert [figure.b.text for figure in page.select(".figure")] == ["3", "3", "3"]
    assert "法治讲座 3 场" in page.select_one("#short").text


def test_a_name_opens_its_records(sign_in, county, covered):
    client = sign_in(Role.COUNTY)
    page = opened(client, PAGE)
    for section in ("without", "scarce", "short"):
        opened(client, page.select_one(f"#{section} tbody a")["href"])


def test_an_office_sees_its_own_villages_only(sign_in, county, covered):
    page = opened(sign_in(Role.TOWNSHIP, unit=county.towns[1]), PAGE)
    assert [row[1] for row in texts(page, "without")] == ["柳南村", "柳北村"]
    assert "共 2 个村（社区）" in page.text


def test_the_page_can_be_narrowed_to_a_township(sign_in, county, covered):
    page = opened(sign_in(Role.COUNTY), f"{PAGE}&unit={county.towns[0].id}")
    assert [row[1] for row in texts(page, "without")] == ["西门村"]


def test_without_days_it_shows_this_year_to_date(sign_in, county):
    page = opened(sign_in(Role.COUNTY), "/coverage")
    days = [page.find("input", attrs={"name": name})["value"] for name in ("from", "to")]
    today = datetime.date.today()
    assert days == [f"{today.year}-01-01", today.isoformat()]


def test_nothing_lacking_is_said_so(sign_in, county):
    for key in (
        "understander_quota",
        "adviser_hours_month",
        "adviser_visits_quarter",
        "adviser_talks_quarter",
    ):
        settings.put(key, 0)
    page = opened(sign_in(Role.COUNTY), PAGE)
    assert "没有未达标准的村（社区）" in page.text
    assert "不作考核" in page.text


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("from=昨天", "不是完整的日期"),
        ("from=2026-02-01&to=2026-01-01", "早于起始日期"),
        ("unit=x", "查询条件不对"),
    ],
)
def test_what_cannot_be_asked_is_told(sign_in, county, query, words):
    assert words in opened(sign_in(Role.COUNTY), f"/coverage?{query}", 422).text


def test_a_unit_elsewhere_does_not_exist(sign_in, county):
    client = sign_in(Role.TOWNSHIP, unit=county.towns[1])
    opened(client, f"/coverage?unit={county.towns[0].id}", 404)
