"""Proposals from headings: what is understood, what is only alike, and what must not be guessed."""

import datetime

import pytest

from figures import periods
from figures.frame import Frame
from figures.templates.meaning import words
from figures.templates.phrases import measure_of, plain, stretch_of
from figures.templates.proposing import Heading, Proposer
from office import access, settings, unit_changes, units
from tests import cases
from tests.county import TODAY


@pytest.fixture
def propose(county):
    """propose(above, before, …): the meaning in words, with " ?" behind where there is a doubt; "" for none."""
    frame = Frame(cases.bureau(county), county.unit.id, periods.year(2026))

    def ask(
        above=(),
        before=(),
        section="",
        title="",
        beside="",
        number_format="General",
        basis="concluded",
        sheet="",
        corner="",
    ):
        heading = Heading(tuple(above), tuple(before), section, title, beside, sheet, corner)
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
        (["人民调解员", "其中：少数民族"], ["城关镇"], "人民调解员总数 · 少数民族 · 城关镇 · 本年累计"),
        (["人民调解员", "少数民族人数"], ["城关镇"], "人民调解员总数 · 少数民族 · 城关镇 · 本年累计"),
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
        (["调解成功", "2023年1-6月"], ["城关镇"], {}),  # a time that is not understood is not left out
        (["1-9月"], ["调解成功"], {"title": "2026年调解月报"}),  # up to a month that is not the one reported
        (["人民调解员", "党员"], ["城关镇"], {}),  # part of them, of which nothing is kept
        (["调解主体", "村（居）调委会"], ["城关镇"], {}),  # two rows in one
        (["调解成功", "邻里纠纷", "村调委会"], ["城关镇"], {}),  # two breakdowns at once
        (["小计"], ["调解成功"], {}),  # of which units?
        (["调解案件（人）"], ["城关镇"], {}),  # people are no cases
        (["协议涉及金额（千元）"], ["城关镇"], {}),
        (["行政调解", "调解成功"], ["城关镇"], {}),  # not the mediation that is kept here
        (["受理"], ["城关镇"], {"section": "四、公证业务"}),
        (["受理"], ["城关镇"], {"title": "社区矫正工作月报表"}),
        (["受理"], ["城关镇"], {"title": "人民调解和法律援助月报表"}),  # of which of the two?
        (["参与调解纠纷"], ["城关镇"], {"section": "法律援助"}),
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


@pytest.mark.parametrize(
    ("text", "around", "told"),
    [
        ("受理（件）", {"section": "二、法律援助"}, "法律援助受理案件数"),
        ("办结（件）", {"section": "二、法律援助"}, "法律援助办结数"),
        ("办结（件）", {"section": "六、行政复议与应诉"}, "行政复议办结数"),
        ("办结（件）", {"section": "一、人民调解"}, "调结纠纷数"),
        ("法治讲座（场）", {"section": "三、普法宣传"}, "法治讲座场次"),
        ("法治讲座（场）", {"section": "村（居）法律顾问"}, "顾问法治讲座场次"),
        ("培训人次", {"title": "2026年法律明白人情况统计表"}, "法律明白人培训 · 参训"),
        ("受理", {"title": "法律援助统计表"}, "法律援助受理案件数"),
        ("受理", {"sheet": "法律援助"}, "法律援助受理案件数"),
        ("法律援助受理", {"section": "公共法律服务中心"}, "法律援助受理案件数"),
        ("受理", {}, "受理纠纷数 ?"),
    ],
)
def test_what_a_short_word_means_is_told_by_what_stands_about_it(propose, text, around, told):
    found = propose([text], ["城关镇"], **around)
    assert found.replace(" · 城关镇 · 本年累计", "") == told


def test_a_heading_of_another_work_tells_it_too(propose):
    assert propose(["行政应诉", "已审结", "胜诉"], ["青山县"]).startswith("行政应诉胜诉数")
    assert propose(["行政复议", "审结"], ["青山县"]) == "行政复议办结数 · 本年累计"


def test_a_title_tells_the_figure_where_headings_tell_only_whose_and_when(propose):
    title = "2026年各乡镇（街道）调解纠纷数统计表（件）"
    assert propose(["三月"], ["城关镇"], title=title) == "调结纠纷数 · 城关镇 · 3月"
    assert propose(["备用"], ["城关镇"], title=title) == ""


def test_a_table_about_one_unit_below_is_of_that_one(propose):
    title = "柳河镇各村2026年调解情况"
    assert propose(["调解成功"], ["柳南"], title=title) == "调解成功数 · 柳南村 · 本年累计"
    assert propose(["调解成功"], ["小计"], title=title) == "调解成功数 · 柳河镇 · 本年累计"
    assert propose(["调解成功"], ["全县"], title=title) == "调解成功数 · 本年累计"
    assert propose(["本月"], ["调解成功"], title="柳河司法所月报表") == "调解成功数 · 柳河镇 · 本月"


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("2026年3月份人民调解情况统计表", "本月"),
        ("人民调解情况统计表（2026年1—12月）", "本年累计"),
        ("人民调解情况统计表（2026年1-6月）", "上半年"),
        ("2026年4-6月人民调解统计", "二季度"),
        ("2026年前三季度人民调解统计", "本年累计 ?"),
        ("截至2026年6月底人民调解统计", "本年累计"),
    ],
)
def test_the_time_that_a_title_tells(propose, title, told):
    assert propose(["调解成功"], ["城关镇"], title=title) == f"调解成功数 · 城关镇 · {told}"
    assert propose(["调解成功"], ["城关镇"], title="2026年2-5月人民调解统计") == ""  # no word for it


def test_a_rate_stays_a_rate_in_a_row_of_its_own(propose):
    assert propose(["成功率（%）"], ["邻里纠纷"]) == "调解成功率 · 邻里纠纷 · 本年累计"
    assert propose(["占比（%）"], ["邻里纠纷"]) == "占比 · 邻里纠纷 · 本年累计"


def test_rounds_are_no_cases(propose):
    assert propose(["本月"], ["排查纠纷", "件"]) == ""
    assert propose(["本月"], ["排查纠纷", "次"]) == "矛盾纠纷排查次数 · 本月"


def test_rows_of_other_registers_and_what_stands_over_them(propose):
    assert propose(["调委会（个）"], ["村人民调解委员会"]) == "人民调解组织总数 · 村调委会 · 本年累计"
    assert propose(["调解员", "女性"], ["合计"]) == "人民调解员总数 · 女 · 本年累计"
    assert propose(["调解成功"], ["其他"], corner="纠纷类别") == "调解成功数 · 其他纠纷 · 本年累计"
    assert propose(["调解成功"], ["其他"], corner="单位") == ""


def test_a_part_that_says_by_itself_what_it_is(propose):
    assert propose(["数量"], ["公共法律服务工作站", "个"]).startswith(
        "公共法律服务中心、站、室数 · 公共法律服务工作站"
    )


def test_kinds_of_units_over_their_names_say_nothing_more(propose):
    assert propose(["街道", "城关镇"], ["调解成功"]) == "调解成功数 · 城关镇 · 本年累计"
    assert propose(["调解主体", "街道"], ["城关镇"]) == "调结纠纷数 · 街道调委会 · 城关镇 · 本年累计"


def test_brackets_within_a_word_belong_to_it_and_remarks_are_doubted(propose):
    assert propose(["村（居）法律顾问"], ["城关镇"]) == "村（居）法律顾问人数 · 城关镇 · 本年累计"
    assert propose(["调解成功（诉前）"], ["城关镇"]).endswith("?")
    assert propose(["调解成功（3=1-2）"], ["城关镇"]) == "调解成功数 · 城关镇 · 本年累计"
    assert propose(["涉案金额（单位：万元）"], ["城关镇"]) == "协议涉及金额 · 城关镇 · 本年累计 · 万"


def test_ranges_of_months(propose):
    assert [stretch_of(text, 2026, 7) for text in ("1-7月", "1—7月累计", "1－6月", "1-3月", "1月至12月", "1-9月")] == [
        "ytd", "ytd", "h1", "q1", "ytd", None]  # fmt: skip
    assert [stretch_of(text, 2026, 7) for text in ("2026年1-6月", "2025年1-7月", "2025年1-6月", "2026年3月", "2025年同期")] == [
        "h1", "ytd_ly", None, "m3", "ytd_ly"]  # fmt: skip
    assert propose(["1-7月累计"], ["调解成功"], title="2026年7月月报") == "调解成功数 · 本年累计"
    settings.put("year_end", "11-30")  # 1-6月 is no half of such a year
    assert propose(["1-7月累计"], ["调解成功"], title="2026年7月月报") == ""


def test_the_title_tells_the_stretch_where_headings_do_not(propose):
    assert propose(["调解成功"], ["城关镇"], title="3月份调解工作月报表") == "调解成功数 · 城关镇 · 本月"
    assert propose(["调解成功"], ["城关镇"], title="2026年上半年统计表") == "调解成功数 · 城关镇 · 上半年"
    assert propose(["调解成功"], ["城关镇"], title="人民调解半年报表") == "调解成功数 · 城关镇 · 本半年"
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
