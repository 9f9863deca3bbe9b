"""催报: each unit with what it lacks; nobody is reminded who has nothing to report or has done the own part."""

import datetime

import pytest

from figures.returns import reminding
from office import settings
from office.errors import NotVisible
from tests import months
from tests.make import County, make_actor, make_dispute, make_unit
from vocab import Role

pytestmark = pytest.mark.usefixtures("unchecked")

MARCH = "2020-03"
DUE = datetime.date(2020, 4, 7)
LATER = DUE + datetime.timedelta(days=3)


@pytest.fixture
def county(database):
    """A county with three townships; a case of March in each of the first two."""
    made = County()
    made.towns.append(make_unit("白云乡", made.unit))
    for town in made.towns[:2]:
        make_dispute(town)
    settings.put("county_name", "某某县司法局")
    return made


def text(county, today=LATER, month=MARCH, actor=None):
    return reminding.text(actor or county.actor, county.unit.id, months.span(month), today=today)


def test_each_unit_is_named_with_what_it_lacks_and_how_late_it_is(county):
    months.submit(county.towns[0], MARCH, today=DUE)
    months.send_back(county.towns[0], MARCH, reason="协议涉及金额漏填两件")
    told = text(county)
    assert told.startswith("【某某县司法局】2020年3月月报催报\n")
    assert "上报截止4月7日（4月5日休息，顺延），今天4月10日，已逾期 3 天。" in told
    assert "退回待改：协议涉及金额漏填两件" in told
    assert "东湖乡：未上报，有 1 条记录（逾期 3 天）" in told
    assert told.index("城关镇") < told.index("东湖乡")


def test_a_unit_with_nothing_to_report_is_not_reminded(county):
    assert "白云乡" not in text(county)
    make_dispute(county.towns[2])
    assert "白云乡" in text(county)


def test_what_the_office_itself_has_still_to_check_is_not_named(county):
    months.submit(county.towns[0], MARCH)
    months.submit(county.towns[1], MARCH)
    months.accept(county.towns[1], MARCH)
    told = text(county)
    assert not any(town.name in told for town in county.towns)
    assert "应报的单位都已上报" in told


def test_before_the_deadline_the_day_is_told_and_no_days_late(county):
    told = text(county, today=DUE)
    assert "请在4月7日（4月5日休息，顺延）前上报。" in told
    assert "逾期" not in told


def test_before_the_period_is_over_nobody_is_reminded(county):
    told = text(county, today=datetime.date(2020, 3, 30))
    assert "还没有结束" in told
    assert "城关镇" not in told


def test_a_correction_that_was_agreed_to_is_asked_for_without_days_late(county):
    months.close(county.unit, MARCH)
    months.reopen(county.towns[0], MARCH)
    told = text(county)
    assert "城关镇：第 2 版（更正）还没有上报" in told
    assert "城关镇：第 2 版（更正）还没有上报（逾期" not in told


def test_a_returned_nil_return_is_still_reminded(county):
    months.submit(county.towns[2], MARCH, nil=True)
    months.send_back(county.towns[2], MARCH, reason="白云村两件案件没有登记")
    assert "白云乡" in text(county)


def test_outside_the_area_there_is_no_text(county):
    with pytest.raises(NotVisible):
        text(county, actor=make_actor(Role.TOWNSHIP, county.towns[0]))
