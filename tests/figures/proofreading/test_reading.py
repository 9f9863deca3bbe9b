"""How a text is read around its numbers: lists told in turn, shares, changes, other periods and units, what is not sure.

In each text the numbers are marked: +right, -wrong, ?cannot be told; what bears no mark must not be taken for a number.
"""

import re

import pytest

from tests.figures.proofreading.checking import checked, concluded

MARKS = {"+": "对", "-": "不符", "?": "无法核对"}


def read(county, marked):
    """What a text with marks in it was found to be, and what it should be."""
    wanted = [MARKS[sign] for sign in re.findall(r"«(.)", marked)]
    found = checked(county, re.sub(r"«.", "", marked))
    return [one["mark"] for one in found], wanted, [(one["text"], one["mark"], one["why"]) for one in found]


def assert_read(county, *texts):
    for text in texts:
        found, wanted, told = read(county, text)
        assert found == wanted, (text, told)


def test_numbers_told_in_turn_are_of_what_is_listed(county):
    assert_read(
        county,
        "婚姻家庭、邻里两类纠纷分别调解«+10件、«+10件，分别占«+50%和«+50.0%。",
        "邻里纠纷和婚姻家庭纠纷依次为«-11件和«+10件。",
        "城关镇、东湖乡调结纠纷分别为«+10件、«+10件，占全县的«+50%和«-40%。",
        "受理、调结、成功分别为«+40件、«+20件、«?16件。",
        "一至四季度分别调结«+20件、«+0件、«+0件、«+0件。",
    )


def test_a_share_is_of_what_stands_before_or_is_named(county):
    assert_read(
        county,
        "邻里纠纷占比«+50%。邻里纠纷«+10件、婚姻家庭纠纷«+10件，合计占总数的«+100%。邻里纠纷«+10件，约占«+五成。",
        "调解纠纷«+20件，其中城关镇«+10件、东湖乡«-9件。城关镇调解«+10件，占全县的«-60%，调解成功«+8件。",
        "城关镇调解«+10件、东湖乡«+10件，占全省同类的«?3%。",
        "城关镇受理«+20件，东湖乡«+20件，两地占全县的«+100%。城关镇受理«+20件，东湖乡«+20件，两个乡镇占全县的«-90%。",
        "婚姻家庭«?10件，占«+50%。",
    )


def test_a_change_goes_on_to_the_next_clause_and_may_be_in_points_alone(county):
    assert_read(
        county,
        "调解纠纷«+20件，比上年减少«+10件，下降«+33.3%。调解成功率«+85%，与上年（«+100%）相比下降«+15个百分点。",
        "调解纠纷«+20件，比去年的«+30件少«+10件。",
        "调解成功率同比下降«-15%。调解纠纷同比下降«-33.3个百分点。与2019年相比，调解纠纷减少«+10件。",
        "二季度受理«+20件，比一季度持平；下半年受理«+0件，较上半年减少«+40件。",
        "调解成功率由«+100%下降到«+85%，下降«+15个百分点。调解成功率由«+100%下降到«+85%，下降«-13个百分点。",
        "调解成功率«+85%，低于上年«+15个百分点。调解成功率«+85%，高于上年«-15个百分点。",
        "调解纠纷由«+30件下降到«+20件，降幅«+33.3%。2019年调解«+30件，2020年调解«+20件，净减少«?7件。",
    )


def test_brackets_keep_their_period_and_unit_to_themselves(county):
    assert_read(
        county,
        "调解纠纷«+20件（2019年：«+30件），成功«+17件。",
        "调解纠纷（含邻里纠纷«+10件、婚姻家庭纠纷«+10件）共«+20件。",
        "今年以来（截至3月31日），调解纠纷«+20件；截至2月底，调解纠纷«+0件。",
    )


def test_several_years_and_unknown_places_are_not_held_against_the_year(county):
    assert_read(
        county,
        "2019—2020年共调解纠纷«+50件，近两年调解成功«+47件，近年来调解纠纷«?90件。",
        "全市调解纠纷«?900件。城关镇无名村调解纠纷«?3件。邻县清河县调解纠纷«?77件。",
        "城关镇：全镇调解纠纷«+10件。成功«?8件。东湖乡调解纠纷«+10件。调解成功«?7件。全县成功«+17件。",
        "二〇一九年，调解纠纷«+30件。去年1至3月调解纠纷«+30件。",
    )


def test_aims_cases_and_parts_of_the_office_are_no_figures_of_the_year(county):
    assert_read(
        county,
        "力争全年调解成功率达到«?98%以上。\n三、下一步工作打算\n全年调解纠纷«?1500件。",
        "王某与邻居调解达成协议，补偿«?8000元。未发生民转刑案件«?0起。每受理«?100件纠纷成功«?97件。",
        "3月8日，在广场开展调解宣传，化解纠纷«?8件。县医疗纠纷调解委员会受理纠纷«?12件。",
        "涉案金额超过«?50万元的纠纷«?12件，单案最高金额«?186万元。调解纠纷超过«?5件，超过«+19件。",
        "行业性专业性调委会调解纠纷«?9件，“老魏工作室”调解纠纷«?7件。全县评选优秀调解员«?15名。",
    )


@pytest.mark.parametrize(
    "text", ["2020 年，全 县 调 解 纠纷 «+20 件", "全县今年调解各类矛盾纠纷，\n«+20件。"]
)
def test_spaces_and_broken_lines_of_paste_are_nothing(county, text):
    assert_read(county, text)


def test_a_number_is_marked_where_it_stands_in_the_text_as_given(county):
    given = "2020 年 调解 １ ０００ 件 ，成功 17 件。"
    found = checked(county, given)
    assert [given[one["at"] :].startswith(one["text"]) for one in found] == [True, True]
    assert [(one["text"], one["mark"]) for one in found] == [("１ ０００ 件", "不符"), ("17 件", "对")]


def test_rates_and_sums_of_the_text_accuse_only_where_it_is_clear_of_what(county):
    assert_read(
        county,
        "收到建议«?50条，办结«?45条，办结率«-80%。收到建议«?50条、答复«?45条，占«?80%。",
        "清理文件«?25件，其中废止«?5件、修改«?2件。清理文件«?25件，分别为废止«?5件、修改«?2件、继续«?18件。",
        "清理文件«-25件，其中废止«?5件、修改«?2件、继续有效«?17件。",
    )


def test_concerned_people_are_those_of_what_stands_before(county):
    concluded(county.towns[0], 2020, "succeeded", crime_cases=3, crime_persons=5, party_count=9)
    assert_read(
        county,
        "受理纠纷«+41件，涉及«+9人。受理纠纷«+41件，涉及«-10人。涉及妇女«?50人。",
        "防止民转刑«+3件、涉及«+5人。防止民转刑«+3件，涉及«-9人。",
    )


def test_a_period_holds_behind_a_semicolon_too(county):
    assert_read(county, "截至2020年末受理«+40件。2019年受理«+30件；调解成功«+30件。")


def test_a_whole_that_closes_a_list_is_the_sum_of_it(county):
    assert_read(
        county,
        "城关镇调解«+10件、东湖乡调解«+10件，合计«+20件。城关镇调解«+10件、东湖乡调解«+10件，共«-21件。",
        "城关镇调解«+10件、东湖乡调解«-11件，合计«?21件。婚姻家庭纠纷«+10件、邻里纠纷«+10件，两项合计«-19件。",
        "调解纠纷«+20件，其中邻里纠纷«+10件、婚姻家庭纠纷«+10件，合计«+20件。",
        "一季度调解«+20件，二季度«+0件，共«+20件。",
        "调解纠纷«+20件，其中邻里纠纷«+10件、婚姻家庭纠纷«+10件，合计«-21件。",
    )


def test_only_what_stands_before_the_first_number_is_what_a_line_is_about(county):
    assert_read(
        county,
        "全县受理«+40件，其中一季度«+20件，二季度«+20件。调解成功«+17件。",
        "2019年全县受理«+30件，其中一季度«+30件。调解成功«+30件。",
    )
