"""The catalogue of figures: what each means, where it is used, its list; and the fields that nothing counts by."""

import pytest

from figures import uses
from figures.comparison.derived import DERIVED
from figures.indicators import everything
from models import CheckRule
from office import access
from tests.cases import enter
from tests.pages import opened
from vocab import Role

# What pages do with data is tried on both engines where the acts are; a page looks the same on either.
pytestmark = pytest.mark.one_engine


@pytest.fixture
def bureau(sign_in):
    return sign_in(Role.COUNTY)


def names(page):
    return [code.text for code in page.select("tbody td:first-child code")]


def test_every_indicator_is_told_with_its_edition_and_its_list(bureau):
    page = opened(bureau, "/figures/catalogue")
    assert sorted(names(page)) == sorted([*everything(), *DERIVED])
    row = next(tr for tr in page.select("tbody tr") if tr.code.text == "dispute.succeeded")
    told = row.text
    for words in (
        "调解成功数",
        "期间数",
        "人民调解案件情况统计表",
        "口头加书面不多于成功",
        "报告语句",
        "长期有效",
    ):
        assert words in told
    assert row.select("td")[3].code.text
    assert bureau.get(row.a["href"]).status_code == 200


def test_a_word_finds_names_meanings_keys_and_tables(bureau):
    assert "compare.yoy" in names(opened(bureau, "/figures/catalogue?word=同比"))
    for word in ("平均调解用时", "dispute.average_days"):
        found = names(opened(bureau, f"/figures/catalogue?word={word}"))
        assert found
        assert len(found) < 10
    assert "没有找到" in opened(bureau, "/figures/catalogue?word=没有这个词").text
    assert all(key.startswith("aid.") for key in names(opened(bureau, "/figures/catalogue?group=aid")))


def test_a_check_of_the_bureaus_own_is_a_use_as_soon_as_it_stands(database):
    before = uses.used_in("aid.accepted").get(uses.CHECK, [])
    CheckRule.create(name="援助不少于帮助", left="aid.accepted", relation="≥", right="1", strength="hint")
    assert uses.used_in("aid.accepted")[uses.CHECK] == [*before, "援助不少于帮助"]


def test_another_part_tells_its_uses_by_one_function(database, monkeypatch):
    monkeypatch.setattr(uses, "_TELLERS", list(uses._TELLERS))
    uses.fill(lambda: [("aid.accepted", uses.Use(uses.TABLE, "试用表"))])
    assert "试用表" in uses.used_in("aid.accepted")[uses.TABLE]


def test_fields_that_nothing_counts_by_are_listed_with_how_often_they_are_filled_in(bureau, county):
    enter(county, access.machine(), note="一句话")
    enter(county, access.machine(), accepted_on="2026-11-04")
    page = opened(bureau, "/figures/catalogue/fields")
    disputes = page.select("tbody")[0].select("tr")
    told = {tr.td.text: [td.text for td in tr.select("td")[1:]] for tr in disputes}
    assert told["备注"] == ["1", "50%"]
    for used in ("纠纷类型", "案件来源", "受理日期", "调解结果", "履行情况", "申请人"):
        assert used not in told
