"""What stands about a cell: which texts are headings, which are titles, sections or remarks, and where a number belongs."""

from reports.templates import grids, headings
from tests.reports.templates.parts import drawn


def waiting(rows, merges=()):
    """Cell → its headings in one line, with the section behind a bar."""
    grid = next(iter(grids.read(drawn(rows, merges=merges)).values()))
    found = headings.candidates(grid)
    return {spot.name: " | ".join(filter(None, (one.words, one.section))) for spot, one in found}


def test_a_section_holds_for_the_table_below_its_headings_too():
    rows = [
        ["月报表", None, None],
        ["一、人民调解", None, None],
        ["单位", "受理", "办结"],
        ["城关镇", None, None],
        ["二、法律援助", None, None],
        ["单位", "受理", "办结"],
        ["城关镇", None, None],
    ]
    assert waiting(rows, ["A1:C1", "A2:C2", "A5:C5"]) == {
        "B4": "城关镇 / 受理 | 一、人民调解",
        "C4": "城关镇 / 办结 | 一、人民调解",
        "B7": "城关镇 / 受理 | 二、法律援助",
        "C7": "城关镇 / 办结 | 二、法律援助",
    }


def test_a_wide_heading_beside_others_is_no_section():
    rows = [
        ["统计表"],
        ["类别", "受援人数", None, None, None],
        [None, "老年人", "妇女", "农民工", "其他"],
        ["刑事"],
    ]
    found = waiting([*rows[:3], ["刑事", None, None, None, None]], ["A1:E1", "B2:E2", "A2:A3"])
    assert found["C4"] == "刑事 / 受援人数 / 妇女"


def test_remarks_about_a_table_are_neither_headings_nor_sections():
    rows = [
        ["附件3"],
        ["2026年月报表"],
        ["填报单位（盖章）：", None, "填报日期：2026年 月"],
        ["单位", "受理", "办结"],
        ["城关镇", None, None],
        ["制表人：", None, None],
    ]
    found = waiting(rows, ["A1:C1", "A2:C2"])
    assert (found["B5"], found["C5"]) == ("城关镇 / 受理", "城关镇 / 办结")
    grid = next(iter(grids.read(drawn(rows, merges=["A1:C1", "A2:C2"])).values()))
    assert headings.title(grid) == "2026年月报表"


def test_gaps_among_headings_that_were_not_merged_take_no_number():
    rows = [
        ["统计表"],
        ["单位", "总数", "调解主体", None, "来源", None],
        [None, None, "村调委会", "居调委会", "主动", "申请"],
        ["城关镇", None, None, None, None, None],
    ]
    assert list(waiting(rows, ["A1:F1"])) == ["B4", "C4", "D4", "E4", "F4"]


def test_beneath_the_names_of_rows_belongs_nothing():
    rows = [
        ["指标", "单位", "本月"],
        ["受理", "件", None],
        ["办结", "件", None],
        [None, None, None],
        ["注：按月填报"],
    ]
    assert list(waiting(rows)) == ["C2", "C3"]


def test_the_name_of_the_next_cell_is_not_the_measure_of_this_one():
    grid = next(
        iter(
            grids.read(drawn([["排查（次）", None, "讲座（场）", None], ["受理", None, "件", "x"]])).values()
        )
    )
    assert headings.of(grid, (1, 2)).beside == ""
    assert headings.of(grid, (2, 2)).beside == "件"


def test_the_head_of_the_names_of_rows_is_told_with_each_row():
    grid = next(iter(grids.read(drawn([["纠纷类别", "件数"], ["邻里", None], ["其他", None]])).values()))
    assert headings.of(grid, (3, 2)).corner == "纠纷类别"


def test_right_of_a_row_of_headings_belongs_nothing():
    rows = [["统计表", None, None, None], ["单位", "受理", "办结", None], ["城关镇", None, None, None]]
    assert list(waiting(rows, ["A1:D1"])) == ["B3", "C3"]


def test_the_line_that_numbers_the_columns_waits_for_nothing():
    assert list(waiting([["单位", "受理", "办结"], ["甲", 1, 2], ["城关镇", None, None]])) == ["B3", "C3"]
