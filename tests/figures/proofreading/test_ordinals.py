"""Numbers that are no figures are passed over; what is counted in something that no figure is counted in says so."""

import pytest

from figures.proofreading import printed
from figures.proofreading.squeezing import Squeezed


@pytest.mark.parametrize(
    "text",
    [
        "电话0574-87654321",
        "(2024)援字第12号",
        "〔2023〕12号",
        "身份证991234199001011234",
        "“15分钟公共法律服务圈”",
        "“1+6+N”",
        "8:30至17:30",
        "居前3位",
        "排名第2",
        "每月1次",
        "；2.调结",
        "零分之三",
        "9" * 5000,
        "一" * 5000,
    ],
)
def test_what_is_no_figure_is_passed_over(text):
    assert [one.text for one in printed.find(text)] == []


@pytest.mark.parametrize(
    ("text", "odd"), [("300棵", True), ("12.5平方米", True), ("3镇", True), ("20，", False), ("20件", False)]
)
def test_a_number_of_something_else_says_so(text, odd):
    (one,) = printed.find(f"共{text}")
    assert one.odd is odd


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("2020 年 ， 调 解 1 422 件", "2020年，调解1422件"),
        ("12 月 345 件", "12月345件"),
        ("甲镇 317 275", "甲镇317 275"),
        ("2023 422件", "2023 422件"),
        ("调解纠纷，\n成功5件", "调解纠纷，成功5件"),
        ("调解5件。\n成功5件", "调解5件。\n成功5件"),
        ("一、调解\n二、援助", "一、调解\n二、援助"),
        ("人民调解：5件\n法律援助：6件", "人民调解：5件\n法律援助：6件"),
    ],
)
def test_only_idle_spaces_and_line_ends_are_left_out(given, read):
    squeezed = Squeezed(given)
    assert squeezed.text == read
    start = squeezed.text.index("件") if "件" in read else 0
    assert given[slice(*squeezed.original(start, start + 1))] == read[start]
