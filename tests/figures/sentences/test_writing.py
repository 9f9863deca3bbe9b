"""Paragraphs from records: every number is that of the evaluator; 同比 and 环比 only where they can be compared."""

import datetime

import pytest

from figures import periods
from figures.evaluator import Question, evaluate
from figures.returns import chain, spans
from figures.sentences import writing
from figures.sentences.shipped import SHIPPED
from models import Term, Unit
from office import access
from office.errors import NotAllowed, NotVisible, Rejected
from tests.make import County, make_actor, make_dispute, make_record
from vocab import Role

TODAY = datetime.date(2026, 11, 20)
YEAR = periods.year(2020)


@pytest.fixture
def county(database):
    return County()


def cases(unit, count, year=2020, month=3, **values):
    for _ in range(count):
        make_dispute(
            unit,
            accepted_on=datetime.date(year, month, 2),
            concluded_on=datetime.date(year, month, 12),
            **({"outcome": "succeeded"} | values),
        )


def written(county, text, period=YEAR, today=TODAY, **options):
    return writing.write(county.actor, "试写", text, county.unit.id, period, today=today, **options)


def said(county, text, period=YEAR, today=TODAY, **options):
    """The paragraph without what stands at its end."""
    return written(county, text, period, today, **options).text.rpartition("（数据截至")[0]


def test_numbers_are_those_of_the_evaluator(county):
    county.scatter(300)
    text = "{dispute.accepted}|{dispute.concluded}|{dispute.succeeded}|{dispute.success_rate|2}|{dispute.crime_prevented(persons)}"
    answer = evaluate(county.actor, Question(county.unit.id, YEAR)).total
    made = written(county, text)
    values = [number.value for number in made.numbers]
    assert values == [
        answer["dispute.accepted"].value,
        answer["dispute.concluded"].value,
        answer["dispute.succeeded"].value,
        answer["dispute.success_rate"].value,
        answer["dispute.crime_prevented"].parts["persons"],
    ]
    rate = answer["dispute.success_rate"]
    assert made.numbers[3].counts == (rate.numerator, rate.denominator)


def test_money_shares_parts_and_the_largest_rows(county):
    cases(county.towns[0], 3, type="T02", amount=9_570_733_400, form="written")
    cases(county.towns[1], 5, type="T01", amount=0, form="oral")
    cases(county.towns[1], 1, type="T17", outcome="failed", amount=None)
    assert said(county, "{协议涉及金额|亿}、{协议涉及金额}") == "2.87亿元、28712.2万余元"
    assert said(county, "{调结纠纷数@type=T02|占比}、{调解成功率|两数}") == "33.3%、8/9"
    assert said(county, "{调结纠纷数|按type前2}") == "婚姻家庭纠纷5件、邻里纠纷3件"
    assert said(county, "{调解协议数|分列}") == "口头5件、书面3件"
    assert said(county, "{调结纠纷数@unit=东湖乡}件") == "6件"


def test_without_a_base_there_is_a_dash_with_its_reason(county):
    made = written(county, "成功率{调解成功率|1}，邻里占{调结纠纷数@type=T02|占比}")
    assert made.text.startswith("成功率—，邻里占—")
    assert [number.why for number in made.numbers] == ["没有基数", "没有基数"]
    assert made.whys == ["调解成功率：没有基数", "调结纠纷数：没有基数"]


def test_a_change_is_half_up_and_links_to_the_period_before(county):
    cases(county.towns[0], 28, year=2019)
    cases(county.towns[0], 24)
    made = written(county, "{调结纠纷数|同比}，{调结纠纷数|同比增减}")
    assert made.text.startswith("同比下降14.29%，比上年同期减少4件")
    assert {number.period for number in made.numbers} == {periods.year(2019)}
    assert said(county, "{调结纠纷数|环比}，{调结纠纷数|环比增减}") == "环比下降14.29%，比上年减少4件"
    assert said(county, "{调结纠纷数@上年同期}件") == "28件"


def test_a_rate_changes_by_points_as_they_are_printed(county):
    for year, failed in ((2019, 1), (2020, 2)):
        cases(county.towns[0], 30 - failed, year=year)
        cases(county.towns[0], failed, year=year, outcome="failed")
    assert said(county, "{调解成功率|同比}") == "同比下降3.34个百分点"
    assert said(county, "{调结纠纷数|同比}") == "同比持平"


@pytest.mark.parametrize(("before", "why"), [(0, "2019年为 0"), (9, "基数过小，2019年只有 9 件")])
def test_what_has_no_base_is_not_compared(county, before, why):
    cases(county.towns[0], before, year=2019)
    cases(county.towns[0], 20)
    made = written(county, "{调结纠纷数|同比}")
    assert made.text.startswith("同比不可比")
    assert made.whys == [f"调结纠纷数同比不可比：{why}"]
    assert made.numbers[0].value is None


def test_a_unit_or_type_that_came_later_is_not_compared(county):
    cases(county.towns[0], 20, type="T02")
    cases(county.towns[0], 20, year=2019, type="T02")
    Term.update(valid_from=datetime.date(2020, 1, 1)).where(Term.code == "T02").execute()
    assert (
        written(county, "{调结纠纷数@type=T02|同比}").numbers[0].why
        == "分类表不同，“邻里纠纷”2020-01-01才启用"
    )
    Unit.update(valid_from=datetime.date(2019, 6, 1)).where(Unit.id == county.unit.id).execute()
    assert "才设立" in written(county, "{调结纠纷数|同比}").numbers[0].why


def test_an_unfinished_period_is_cut_off_on_the_same_day_a_year_ago(county):
    for year in (2019, 2020):
        cases(county.towns[0], 20 if year == 2019 else 25, year=year, month=3)
        cases(county.towns[0], 7, year=year, month=9)
    today = datetime.date(2020, 6, 30)
    made = written(county, "{期间}{截至}，{调结纠纷数}件，{调结纠纷数|同比}，{调结纠纷数|环比}", today=today)
    assert made.text == ("2020年（截至6月30日），25件，同比上升25%，环比不可比"
                         "（数据截至2020年6月30日，初步数，按结案日期，同比截至上年6月30日）")  # fmt: skip
    assert made.stretch.cut_off == today
    assert made.whys == ["调结纠纷数环比不可比：本期未完"]


def test_a_period_that_has_not_begun_is_refused(county):
    with pytest.raises(Rejected, match="2021年还没有开始"):
        written(county, "{调结纠纷数}", periods.year(2021), datetime.date(2020, 12, 31))


def test_what_the_numbers_are_may_be_said_elsewhere(county):
    made = written(county, "{数据说明}{单位}{期间}")
    assert made.text == "（数据截至2020年12月31日，初步数）某某县2020年"


def test_locked_months_give_the_official_text_and_its_corrections(county):
    boss = access.machine()
    cases(county.towns[0], 12, committee=county.committees[0])
    month = spans.read("2020-03", "12-31")
    lock(boss, county, month)
    cases(county.towns[0], 2, committee=county.committees[0])
    assert said(county, "{调结纠纷数}件", month.period) == "14件"
    made = written(county, "{调结纠纷数}件", month.period, state="official")
    assert made.text == "12件（数据截至2020年3月31日，审定数，按结案日期）"
    reopen(boss, county, month)
    made = written(county, "{调结纠纷数}件", month.period, state="official")
    assert made.text == "14件（数据截至2020年3月31日，审定数，第2版，已订正，按结案日期）"
    assert made.as_json()["state"] == "official"
    with pytest.raises(Rejected, match="没有锁定的月报"):
        written(county, "{调结纠纷数}件", periods.month(2020, 5), state="official")


def lock(boss, county, span):
    for unit in (*county.towns, county.unit):
        chain.submit(boss, unit.id, span, today=TODAY, reason="集中排查月份数量较多")
        chain.accept(boss, unit.id, span, today=TODAY)
    chain.lock(boss, county.unit.id, span)


def reopen(boss, county, span):
    chain.reopen(boss, county.towns[0].id, span, "三月有两件漏登，补录后订正")
    chain.submit(boss, county.towns[0].id, span, today=TODAY, reason="补录漏登案件两件，已核实")
    chain.accept(boss, county.towns[0].id, span, today=TODAY)
    chain.lock(boss, county.towns[0].id, span)


def test_a_year_of_locked_months_names_who_is_missing(county):
    boss = access.machine()
    cases(county.towns[0], 12, committee=county.committees[0])
    lock(boss, county, spans.read("2020-03", "12-31"))
    made = written(county, "{调结纠纷数}件", YEAR, state="official")
    assert made.stretch.cut_off == datetime.date(2020, 3, 31)
    assert made.text.startswith("12件（数据截至2020年3月31日，审定数，按结案日期，缺报：")


def test_months_behind_the_cut_off_are_not_missing(county):
    boss = access.machine()
    cases(county.towns[0], 12, committee=county.committees[0])
    for month in (1, 2, 3):
        lock(boss, county, spans.read(f"2020-0{month}", "12-31"))
    made = written(county, "{调结纠纷数}件", YEAR, state="official")
    assert (made.text, made.missing) == ("12件（数据截至2020年3月31日，审定数，按结案日期）", [])


@pytest.mark.parametrize("name", SHIPPED)
def test_the_shipped_texts_can_be_written_with_and_without_records(county, name):
    made = written(county, SHIPPED[name].text)
    assert "{" not in made.text
    county.scatter(60)
    make_record("publicity", county.towns[0], held_on=datetime.date(2020, 5, 1), leaflets=100_500, audience=1)
    assert written(county, SHIPPED[name].text).numbers


def test_json_bears_each_number_with_its_question(county):
    cases(county.towns[0], 20, amount=123_456)
    told = written(county, "{调结纠纷数}件，{协议涉及金额}，{调解成功率}").as_json()
    assert told["text"].startswith("20件，2.46万余元，100%")
    first, money, rate = told["numbers"]
    assert (first["indicator"], first["value"], first["unit"], first["period"]) == (
        "dispute.concluded",
        20,
        "某某县",
        "2020年",
    )
    assert (money["value"], money["measure"]) == ("24691.2", "元")
    assert (rate["value"], rate["counts"]) == ("100.00", ["20", "20"])
    assert told["cut_off"] == "2020-12-31"


def test_nobody_writes_about_what_is_not_theirs(county):
    town = make_actor(Role.TOWNSHIP, county.towns[0])
    with pytest.raises(NotVisible):
        writing.write(town, "试写", "{调结纠纷数}", county.unit.id, YEAR, today=TODAY)
    with pytest.raises(NotAllowed):
        writing.write(make_actor(Role.ADMIN), "试写", "{调结纠纷数}", county.unit.id, YEAR, today=TODAY)


def test_many_placeholders_are_few_queries(county, counting):
    county.scatter(50)
    with counting() as queries:
        written(county, SHIPPED["mediation"].text)
    assert len(queries) < 20
