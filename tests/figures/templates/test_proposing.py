"""Proposals from headings: what is understood, what is only alike, and what must not be guessed."""

import datetime

import pytest

from figures import periods
from figures.frame import Frame
from figures.templates.meaning import words
from figures.templates.phrases import measure_of, plain, stretch_of
from figures.templates.proposing import Heading, Proposer
from office import access, unit_changes, units
from tests import cases
from tests.county import TODAY


@pytest.fixture
def propose(county):
    """propose(above, before, …): the meaning in words, with " ?" behind where there is a doubt; "" for none."""
    frame = Frame(cases.bureau(county), county.unit.id, periods.year(2026))

    def ask(above=(), before=(), section="", title="", beside="", number_format="General", basis="concluded"):
        heading = Heading(tuple(above), tuple(before), section, title, beside)
        found = Proposer(frame, 2026, basis).propose(heading, number_format)
        return words(found.meaning, frame) + ("" if found.sure else " ?") if found else ""

    return ask


@pytest.mark.parametrize(
    ("above", "before", "told"),
    [
        # one level, with numbers, units in brackets and other words for the same
        (["调解案件总数（件）"], ["城关镇"], "调结纠纷数 · 城关镇 · 本年累计"),
        (["2.调解成功数"], ["合计"], "调解成功数 · 本年累计"),
        (["（三）调解成功率"], ["全县合计"], "调解成功率 · 本年累计"),
        (["其中：疑难复杂案件"], ["县本级"], "疑难复杂纠纷数 · 本级 · 本年累计"),
        (["协议涉及金额（万元）"], ["1.柳河镇人民政府"], "协议涉及金额 · 柳河镇 · 本年累计 · 万"),
        (["协议涉及金额（元）"], ["柳河镇"], "协议涉及金额 · 柳河镇 · 本年累计"),
        (["协议涉及金额"], ["柳河镇"], "协议涉及金额 · 柳河镇 · 本年累计 · 万 ?"),
        # several levels
        (["案件来源", "接受委托移送", "法院"], ["城关镇"], "委托移送纠纷数 · 接受委托移送:法院 · 城关镇 · 本年累计"),
        (["案件来源", "主动"], ["城关镇"], "调结纠纷数 · 主动调解 · 城关镇 · 本年累计"),
        (["案件分类", "道路交通"], ["城关镇"], "调结纠纷数 · 道路交通事故纠纷 · 城关镇 · 本年累计"),
        (["纠纷类型", "劳动争议"], ["城关镇"], "调结纠纷数 · 劳动争议 · 城关镇 · 本年累计"),
        (["纠纷类型", "其他劳动争议纠纷"], ["城关镇"], "调结纠纷数 · 其他劳动争议纠纷 · 城关镇 · 本年累计"),
        (["调解主体", "村调委会"], ["合计"], "调结纠纷数 · 村调委会 · 本年累计"),
        (["防止群体性上访", "件"], ["城关镇"], "防止群体性上访 · 件 · 城关镇 · 本年累计"),
        (["防止群体性上访", "人"], ["城关镇"], "防止群体性上访 · 人 · 城关镇 · 本年累计"),
        (["人民调解员", "专职"], ["城关镇"], "专职人民调解员数 · 城关镇 · 本年累计"),
        (["调解成功", "邻里纠纷"], ["城关镇"], "调解成功数 · 邻里纠纷 · 城关镇 · 本年累计"),
        # figures down the side
        (["本月"], ["调解案件总数", "件"], "调结纠纷数 · 本月"),
        (["上年同期累计"], ["调解案件总数", "件"], "调结纠纷数 · 上年同期累计"),
        (["2025年"], ["法律援助受理案件"], "法律援助受理案件数 · 上年全年"),
        (["本月", "上年同期"], ["调解成功"], "调解成功数 · 上年同月"),
        (["本季度", "去年同期"], ["调解成功"], "调解成功数 · 上年同季度"),
        (["一季度"], ["城关镇", "调解成功"], "调解成功数 · 城关镇 · 一季度"),
        (["十一月"], ["排查次数"], "矛盾纠纷排查次数 · 11月"),
        # units across the top
        (["城关镇"], ["调解案件总数"], "调结纠纷数 · 城关镇 · 本年累计"),
        (["全县"], ["调解案件总数"], "调结纠纷数 · 本年累计"),
        (["青山县"], ["调解案件总数"], "调结纠纷数 · 本年累计"),
    ],
)  # fmt: skip
def test_headings_that_are_understood(propose, above, before, told):
    assert propose(above, before) == told


@pytest.mark.parametrize(
    ("above", "before", "more"),
    [
        (["调解案件总数"], ["青龙镇"], {}),  # a unit that nobody knows: never the total in its place
        (["调解案件总数"], ["某某司法所"], {}),
        (["调解成功", "其他"], ["城关镇"], {}),  # other what?
        (["调解成功", "涉及外来人员"], ["城关镇"], {}),
        (["调解成功同比增减"], ["城关镇"], {}),
        (["同比±%"], ["调解成功"], {}),
        (["排名"], ["城关镇"], {}),
        (["备注"], ["城关镇"], {}),
        (["2023年"], ["调解成功"], {}),  # a year that the table has no words for
        (["1月", "上年同期"], ["调解成功"], {}),
        (["1月", "累计"], ["调解成功"], {}),
        (["防止民转刑"], ["城关镇"], {}),  # 件 or 人?
        (["制表人"], [], {}),
        ([], ["填报日期"], {}),
        ([], [], {}),
    ],
)
def test_what_is_not_guessed(propose, above, before, more):
    assert propose(above, before, **more) == ""


@pytest.mark.parametrize(
    ("above", "before", "more", "told"),
    [
        (["调解成功纠纷总数量"], ["城关镇"], {}, "调解成功数 · 城关镇 · 本年累计 ?"),
        (["涉农民工案件", "调解成功"], ["城关镇"], {}, "调解成功数 · 城关镇 · 本年累计 ?"),
        (["调解成功"], ["城关镇"], {"section": "二、其中涉疫纠纷"}, "调解成功数 · 城关镇 · 本年累计 ?"),
        (["调解成功"], ["城关镇"], {"section": "一、人民调解"}, "调解成功数 · 城关镇 · 本年累计"),
        (["调解成功"], ["城关镇"], {"title": "重大矛盾纠纷调处情况表"}, "调解成功数 · 城关镇 · 本年累计 ?"),
        (["上年同期"], ["调解成功"], {"title": "2026年调解月报表"}, "调解成功数 · 上年同期累计 ?"),
    ],
)
def test_what_is_only_probable(propose, above, before, more, told):
    assert propose(above, before, **more) == told


def test_the_title_tells_the_stretch_where_headings_do_not(propose):
    assert propose(["调解成功"], ["城关镇"], title="3月份调解工作月报表") == "调解成功数 · 城关镇 · 本月"
    assert propose(["调解成功"], ["城关镇"], title="2026年上半年统计表") == "调解成功数 · 城关镇 · 本半年"
    assert propose(["本年累计"], ["调解成功"], title="季报表") == "调解成功数 · 本年累计"


def test_the_cell_tells_how_a_rate_is_written(propose):
    assert propose(["成功率"], ["城关镇"], number_format="0.00%").endswith("· %")
    assert not propose(["成功率"], ["城关镇"], number_format="0.00").endswith("%")


def test_the_total_follows_the_date_basis(propose):
    assert propose(["调解案件总数"], ["合计"], basis="accepted") == "受理纠纷数 · 本年累计"
    assert propose(["调解成功"], ["合计"], basis="accepted") == "调解成功数 · 本年累计"


def test_a_former_name_and_a_short_one_are_known(county):
    boss = access.machine()
    unit_changes.rename(boss, county.towns[0].id, 1, "城北街道", datetime.date(2026, 6, 1), today=TODAY)
    frame = Frame(cases.bureau(county), county.unit.id, periods.year(2026))
    proposer = Proposer(frame, 2026, "concluded")
    for name in ("城关镇", "城关", "城北街道", "城北街道办事处", "青山县城关镇"):
        found = proposer.propose(Heading(("调解成功",), (name,)))
        assert found, name
        assert found.meaning.child == "城北街道", name


def test_two_units_of_one_name_are_not_guessed(county):
    boss = access.machine()
    for town in county.towns:
        units.add(boss, town, "中心村")
    frame = Frame(cases.bureau(county), county.unit.id, periods.year(2026))
    assert Proposer(frame, 2026, "concluded").propose(Heading(("调解成功",), ("中心村",))) is None


def test_plain_measure_and_stretch():
    assert plain("  （一）、其中： 调解成功（件） ") == "调解成功"
    assert plain("３．协议涉及金额［万元］") == "协议涉及金额"
    assert measure_of("协议涉及金额（万元）") == "万元"
    assert measure_of("防止自杀") is None
    assert [stretch_of(text, 2026) for text in ("第二季度", "12月份", "13月", "2026年", "2025年度", "上半年")] == [
        "q2", "m12", None, "ytd", "year_ly", "h1"]  # fmt: skip
