"""The period and unit that a number is about: named in its sentence, at the head of its line, or those checked against."""

import datetime

import pytest

from figures import periods
from figures.frame import Frame
from figures.periods import Period
from figures.proofreading.whereabouts import Whereabouts
from tests.make import County


@pytest.fixture
def county(database):
    return County()


def where(county, text, year_end="12-31"):
    frame = Frame(county.actor, county.unit.id, periods.year(2020))
    return Whereabouts(text, frame, 2020, year_end)


def day(text):
    return datetime.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("text", "first", "after"),
    [
        ("2019年", "2019-01-01", "2020-01-01"),
        ("全年", "2020-01-01", "2021-01-01"),
        ("今年以来", "2020-01-01", "2021-01-01"),
        ("去年", "2019-01-01", "2020-01-01"),
        ("一季度", "2020-01-01", "2020-04-01"),
        ("2019年第三季度", "2019-07-01", "2019-10-01"),
        ("前三季度", "2020-01-01", "2020-10-01"),
        ("上半年", "2020-01-01", "2020-07-01"),
        ("1至11月", "2020-01-01", "2020-12-01"),
        ("2019年1-11月", "2019-01-01", "2019-12-01"),
        ("前11个月", "2020-01-01", "2020-12-01"),
        ("3月份", "2020-03-01", "2020-04-01"),
        ("截至11月20日", "2020-01-01", "2020-11-21"),
        ("截至2019年11月底", "2019-01-01", "2019-12-01"),
        ("截至11月", "2020-01-01", "2020-12-01"),
        ("上年同期", "2019-01-01", "2020-01-01"),
    ],
)
def test_a_period_is_read(county, text, first, after):
    found = where(county, f"{text}，调解纠纷5件")
    assert found.period(len(text) + 6) == Period(day(first), day(after))
    assert found.taken


@pytest.mark.parametrize("text", ["12月4日开展宣传，", "2020-03-05，", "2月30日，", "2021-2025年，"])
def test_a_single_day_is_no_period(county, text):
    assert where(county, f"{text}调解纠纷5件").period(len(text) + 4) == periods.year(2020)


def test_a_statistical_year_may_end_in_november(county):
    found = where(county, "全年调解5件，一季度2件", "11-30")
    assert found.period(4) == Period(day("2019-12-01"), day("2020-12-01"))
    assert found.period(11) == Period(day("2019-12-01"), day("2020-03-01"))


def test_a_line_keeps_the_period_of_its_first_sentence_alone(county):
    text = "1至11月，调解5件。一季度调解2件。成功4件。\n受援3件。"
    found = where(county, text)
    ends = [found.period(text.index(number)).end.isoformat() for number in ("5件", "2件", "4件", "3件")]
    assert ends == ["2020-12-01", "2020-04-01", "2020-12-01", "2021-01-01"]


def test_a_unit_is_named_within_its_sentence(county):
    text = "全县5件，城关镇3件，东湖乡1件。再2件。"
    found = where(county, text)
    units = [found.unit(text.index(number)) for number in ("5件", "3件", "1件", "2件")]
    assert units == [county.unit.id, county.towns[0].id, county.towns[1].id, county.unit.id]


def test_a_village_is_named_before_its_town(county):
    text = "城关镇城关新村3件"
    assert where(county, text).unit(7) == county.villages[0].id
