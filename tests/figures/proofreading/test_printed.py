"""Numbers as reports print them: found with their unit, scale and rounding words; dates and words like 四调合一 are none."""

from decimal import Decimal

import pytest

from figures.proofreading import agreement, printed
from figures.proofreading.printed import ABOUT, AT_LEAST, BELOW, EXACT, MORE, NEARLY, OVER


def found(text):
    return [(one.text, one.value, one.how, one.unit) for one in printed.find(text)]


@pytest.mark.parametrize(
    ("text", "value", "how", "unit"),
    [
        ("1304件", 1304, EXACT, "件"),
        ("1,304件", 1304, EXACT, "件"),
        ("１３０４件", 1304, EXACT, "件"),
        ("99.7%", "99.7", EXACT, "%"),
        ("９９．７％", "99.7", EXACT, "%"),
        ("百分之九十八", 98, EXACT, "%"),
        ("2.9亿元", 290_000_000, EXACT, "元"),
        ("28712.20万元", 287_122_000, EXACT, "元"),
        ("3.5万份", 35_000, EXACT, "份"),
        ("10万余份", 100_000, MORE, "份"),
        ("10余万份", 100_000, MORE, "份"),
        ("1000余人次", 1000, MORE, "人次"),
        ("1000多人", 1000, MORE, "人"),
        ("七百余件", 700, MORE, "件"),
        ("百余场", 100, MORE, "场"),
        ("十余万份", 100_000, MORE, "份"),
        ("三百二十五名", 325, EXACT, "名"),
        ("三万五千份", 35_000, EXACT, "份"),
        ("近100条", 100, NEARLY, "条"),
        ("约500人", 500, ABOUT, "人"),
        ("500人左右", 500, ABOUT, "人"),
        ("8名以上", 8, AT_LEAST, "名"),
        ("超过3万家", 30_000, OVER, "家"),
        ("不足30件", 30, BELOW, "件"),
        ("65个村", 65, EXACT, "个村"),
        ("1.1个百分点", "1.1", EXACT, "个百分点"),
        ("1304", 1304, EXACT, ""),
    ],
)
def test_a_number_is_found(text, value, how, unit):
    assert found(f"全年共{text}。") == [(text, Decimal(value), how, unit)]


def test_a_third_is_a_percentage():
    (one,) = printed.find("占三分之一")
    assert (one.unit, round(one.value, 2)) == ("%", Decimal("33.33"))


@pytest.mark.parametrize(
    "text",
    [
        "第12个阵地",
        "四调合一",
        "一站式服务",
        "一村一法律顾问",
        "12348热线",
        "司发〔2020〕5号",
        "第33条",
        "1.开展工作",
        "（2）推进",
        "T02类",
        "两个阶段",
        "18类",
        "百姓满意",
    ],
)
def test_what_is_no_figure_is_passed_over(text):
    assert found(text) == []


def truth(text, value):
    (one,) = printed.find(text)
    return agreement.agrees(one, Decimal(value))


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        ("1304件", ["1304"], ["1303", "1305", "1304.5"]),
        ("3.5万份", ["35000", "35049", "34950", "35999"], ["34499", "36000"]),
        ("2.9亿元", ["290000000", "287120000", "299999999"], ["284999999", "300000000"]),
        ("1000余人", ["1000", "1026", "1999"], ["999", "2000"]),
        ("10万余份", ["100000", "100500", "109999"], ["99999", "110000"]),
        ("10余万份", ["100500", "199999"], ["99999", "200000"]),
        ("820余场", ["820", "829"], ["819", "830"]),
        ("近100条", ["98", "100"], ["89", "101"]),
        ("8名以上", ["8", "12"], ["7"]),
        ("约500人", ["500", "480", "525"], ["470", "530"]),
        ("不足30件", ["29"], ["30"]),
    ],
)
def test_rounding_words_allow_so_much_and_no_more(text, right, wrong):
    assert [value for value in right if not truth(text, value)] == []
    assert [value for value in wrong if truth(text, value)] == []
