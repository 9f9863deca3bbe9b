"""The page of last year in both ways: its numbers, the lists behind them, the explanation, the entry that ends."""

import datetime
import re

import pytest

from figures.returns import chain
from office import lists
from tests import months
from tests.figures.comparison.test_comparable import end
from tests.make import make_dispute
from vocab import TYPE, Role

pytestmark = [pytest.mark.one_engine, pytest.mark.usefixtures("unchecked")]

PAGE = "/compare/replay?year=2026&part=01"


@pytest.fixture
def unchecked(monkeypatch):
    """No check finds anything."""
    monkeypatch.setattr(chain, "run", lambda *asked, **more: [])


@pytest.fixture
def towns(county):
    """January 2025 is locked: three cases of T04 and two of T05; a year later T04 has ended, and T05 has six."""
    for year, type_, count in ((2025, "T04", 3), (2025, "T05", 2)):
        cases(county.towns[0], year, type_, count)
    months.close(county.unit, "2025-01")
    cases(county.towns[1], 2026, "T05", 6)
    end("T04", "T05", datetime.date(2026, 1, 1))
    return county.towns


def cases(unit, year, type_, count):
    day = datetime.date(year, 1, 10)
    for _ in range(count):
        make_dispute(unit, type=type_, accepted_on=day, concluded_on=day)


def row(text, label):
    """Heading → cell of the row of a table that begins with a label."""
    found = next(one for one in re.findall(r"<tr>(.*?)</tr>", text, re.DOTALL) if f">{label}</td>" in one)
    return dict(re.findall(r'data-label="([^"]*)">(.*?)</td>', found, re.DOTALL))


def words(cell):
    return re.sub(r"\s+", "", re.sub("<[^>]+>", "", cell))


def opened(client, cell):
    return client.get(re.search('href="([^"]+)"', cell)[1].replace("&amp;", "&"))


def test_every_number_opens_a_list_of_as_many_and_the_effect_its_explanation(sign_in, towns):
    client = sign_in(Role.LEADER)
    text = client.get(PAGE).text
    names = lists.labels(TYPE)
    found = row(text, names["T05"])
    columns = ("本期", "上年（当时口径）", "上年（现行口径）")
    assert [words(found[column]) for column in columns] == ["6", "2", "5"]
    for column, count in zip(columns, (6, 2, 5), strict=True):
        assert f"共 {count} 件" in opened(client, found[column]).text
    assert "按现行口径" in opened(client, found["上年（现行口径）"]).text
    assert words(found["口径影响"]) == "+3"
    told = opened(client, found["口径影响"]).text
    assert told.count(f"{names['T04']}归入{names['T05']}") == 3
    assert f"停用“{names['T04']}”，归入“{names['T05']}”" in text
    assert "审定（" in text


def test_by_unit_and_whole(sign_in, towns):
    client = sign_in(Role.COUNTY)
    assert words(row(client.get(f"{PAGE}&by=unit").text, "柳河镇")["本期"]) == "6"
    whole = client.get(f"{PAGE}&by=whole").text
    assert words(row(whole, "调解成功率（%）")["可比增减%"]) == "—"
    assert words(row(whole, "受理纠纷数（件）")["上年（现行口径）"]) == "5"


def test_what_cannot_be_asked_keeps_the_filters(sign_in, towns):
    client = sign_in(Role.COUNTY)
    for wrong in ("/compare/replay?year=20x6", "/compare/replay?year=2999", f"{PAGE}&key=none"):
        assert client.get(wrong).status_code == 422
    refused = client.get(
        "/figures/records?key=dispute.concluded&from=2025-01-01&to=2025-01-31&state=official&comparable=1"
    )
    assert refused.status_code == 422
    assert "不能按现行口径重算" in refused.text


def test_a_difference_keeps_its_basis_when_it_is_asked_again(sign_in, towns):
    client = sign_in(Role.COUNTY)
    found = row(client.get(PAGE).text, lists.labels(TYPE)["T05"])
    assert '<input type="hidden" name="b_comparable" value="1">' in opened(client, found["口径影响"]).text


def test_the_successor_of_an_entry_is_chosen_on_its_page(sign_in, county):
    client = sign_in(Role.COUNTY)
    page = "/lists/type/T04"
    assert 'name="successor"' in client.get(page).text
    typed = {"name": lists.labels(TYPE)["T04"], "parent": "P04", "valid_from": "", "successor": "T05"}
    refused = client.post(page, data=typed | {"valid_to": ""})
    assert refused.status_code == 422
    assert "请先填写停用日期" in refused.text
    assert re.search(r'<option[^>]* selected[^>]* value="T05"|value="T05"[^>]* selected', refused.text)
    assert client.post(page, data=typed | {"valid_to": "20260101"}).status_code == 303
    assert lists.labels(TYPE)["T05"] in row(client.get("/lists/type").text, "T04")["停用后归入"]
    assert 'name="successor"' not in client.get("/lists/source/S3").text
