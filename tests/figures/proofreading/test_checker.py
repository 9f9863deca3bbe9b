"""A pasted text against the records: 对 within the rounding words, 不符 with the figure and the reason, 无法核对 with why."""

import datetime

import pytest

from figures.proofreading import checker
from office.errors import NotAllowed, NotVisible, Rejected
from tests.figures.proofreading.checking import TODAY, checked, concluded, marks, one
from tests.make import make_actor, make_record
from vocab import Role


def test_true_numbers_are_right(county):
    text = "2020年，全县受理各类矛盾纠纷40件，调解纠纷20件，调解成功17件，成功率85%，涉案金额1.7万元。其中城关镇10件。邻里纠纷10件，占50%。"
    found = checked(county, text)
    assert {each["mark"] for each in found} == {"对"}
    assert [each["indicator"] for each in found] == [
        "dispute.accepted", "dispute.concluded", "dispute.succeeded", "dispute.success_rate", "dispute.amount",
        "dispute.concluded", "dispute.concluded", "dispute.concluded",
    ]  # fmt: skip
    assert (found[5]["unit"], found[6]["where"], found[3]["figure"]) == ("城关镇", {"type": "T02"}, "85%")


@pytest.mark.parametrize(
    ("text", "number", "figure", "why"),
    [
        ("调解成功率42.5%", "42.5%", "85%", "像是用“受理纠纷数” 40 作了基数"),
        ("调解成功率100%", "100%", "85%", "不是全部：还差 3"),
        ("调解纠纷21件", "21件", "20件", "多了 1 件"),
        ("调解成功20件", "20件", "17件", "像是取错了指标：与“调结纠纷数”相等"),
        ("调解纠纷30件", "30件", "20件", "像是2019年的数"),
        ("调解纠纷50余件", "50余件", "20件", "多了 30 件"),
        ("城关镇调解成功17件", "17件", "8件", "像是某某县的数"),
        ("全县调解纠纷10件", "10件", "20件", "像是城关镇的数"),
        ("邻里纠纷11件", "11件", "10件", "多了 1 件"),
        ("邻里纠纷10件，占45%", "45%", "50%", "占比 10÷20"),
    ],
)
def test_a_wrong_number_gets_the_right_one_and_the_likely_reason(county, text, number, figure, why):
    found = one(county, text, number)
    assert (found["mark"], found["figure"]) == ("不符", figure)
    assert why in found["why"]


def test_a_mean_of_rates_and_a_shortened_rate_are_told(county):
    for _ in range(20):
        concluded(county.towns[1], 2020, "succeeded")
    # 8/10 and 29/30: the mean is 88.3 %, the county 37/40 = 92.5 %
    assert "像是各单位比率的平均数" in one(county, "调解成功率88.3%", "88.3%")["why"]
    for _ in range(2):
        concluded(county.towns[1], 2020, "failed")
    # 37/42 = 88.095…
    assert one(county, "调解成功率88%", "88%")["mark"] == "对"
    assert one(county, "调解成功率88.09%", "88.09%")["why"] == "零头舍去了，应当四舍五入"


def test_a_rate_is_recomputed_from_the_numbers_printed_beside_it(county):
    found = one(county, "证明事项由91项压减至39项，压减率65.3%。", "65.3%")
    assert (found["mark"], found["figure"]) == ("不符", "57.1%")
    assert "按文中的 91 和 39 重算" in found["why"]
    assert one(county, "证明事项由91项压减至39项，压减率57.1%。", "57.1%")["mark"] == "对"
    assert one(county, "满意100人，回收问卷120份，其中满意108份，好评率90%。", "90%")["mark"] == "对"


def test_parts_beside_their_whole_are_summed(county):
    text = "清理规范性文件25件，其中废止5件、修改2件、继续有效{}件。"
    assert {mark for _, mark in marks(county, text.format(18))} == {"无法核对"}
    found = one(county, text.format(19), "25件")
    assert (found["mark"], found["figure"]) == ("不符", "26件")
    assert "5＋2＋19＝26" in found["why"]
    assert marks(county, "调解纠纷20＝12+8。") == [("20", "对"), ("12", "对"), ("8", "对")]
    assert marks(county, "调解纠纷20件，其中涉疫情3件、涉复工5件等。")[0] == ("20件", "对")


def test_件_and_人_are_not_mixed(county):
    make_record(
        "training",
        county.towns[0],
        held_on=datetime.date(2020, 5, 1),
        audience="understander",
        subject="培训",
        persons=1026,
    )
    found = one(county, "举办法律明白人培训1026场次。", "1026场次")
    assert found["mark"] == "不符"
    assert "计量单位混了" in found["why"]
    assert one(county, "举办法律明白人培训1场，参训1000余人次。", "1000余人次")["mark"] == "对"
    assert "应说成 1000余人次" in one(county, "法律明白人培训参训1100余人次。", "1100余人次")["why"]


def test_what_cannot_be_told_says_why(county):
    assert "没有找到与它对应的指标" in one(county, "植树300棵。", "300")["why"]
    assert "没有这个单位这段时间的登记" in one(county, "举办法治讲座86场。", "86场")["why"]
    assert "同比不可比" in one(county, "行政复议申请同比下降34.01%。", "34.01%")["why"]


def test_a_change_is_worked_out_with_its_direction(county):
    assert one(county, "调解纠纷20件，同比下降33.33%。", "33.33%")["mark"] == "对"
    assert one(county, "调解纠纷同比减少10件。", "10件")["mark"] == "对"
    wrong = one(county, "调解纠纷20件，同比上升33.3%。", "33.3%")
    assert (wrong["mark"], wrong["figure"]) == ("不符", "-33.33%")
    assert "升降说反了" in wrong["why"]
    assert one(county, "调解成功率同比下降15个百分点。", "15个百分点")["mark"] == "对"


def test_a_level_after_a_fall_is_no_change(county):
    assert one(county, "调解纠纷比上年下降到20件。", "20件")["mark"] == "对"


def test_a_period_in_the_text_goes_before_the_year_given(county):
    assert marks(county, "2019年调解纠纷30件。3月调解纠纷20件。4月调解纠纷0件。")[:2] == [
        ("30件", "对"),
        ("20件", "对"),
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [("  ", "请粘贴要核对的文字"), ("字" * 20_001, "一次最多核对"), ("1件，" * 1001, "一次最多核对 1000 个")],
)
def test_what_is_too_much_is_refused(county, text, told):
    with pytest.raises(Rejected, match=told):
        checked(county, text)


def test_only_what_is_ones_own_is_told(county):
    town = make_actor(Role.TOWNSHIP, county.towns[0])
    with pytest.raises(NotVisible):
        checker.check(town, "调解20件", county.unit.id, 2020, today=TODAY)
    with pytest.raises(NotAllowed):
        checker.check(make_actor(Role.ADMIN), "调解20件", county.unit.id, 2020, today=TODAY)
    found = checker.check(town, "东湖乡调解纠纷10件", county.towns[0].id, 2020, today=TODAY).as_json()[
        "numbers"
    ]
    assert found[0]["unit"] == "城关镇"


def test_units_named_together_have_their_numbers_in_turn(county):
    found = checked(county, "城关镇、东湖乡分别调解成功8件、9件。")
    assert [(each["unit"], each["mark"]) for each in found] == [("城关镇", "对"), ("东湖乡", "对")]


def test_another_year_said_in_passing_is_of_the_next_number_alone(county):
    text = "调解成功率由上年的100%变为85%。调解纠纷20件。"
    assert [(each["period"], each["mark"]) for each in checked(county, text)] == [
        ("2019年", "对"),
        ("2020年", "对"),
        ("2020年", "对"),
    ]


@pytest.mark.parametrize(
    "text", ["平均每个乡镇调解2.5件。", "三分之二为婚姻家庭纠纷。", "审查合同6件。", "藏书402册。"]
)
def test_what_is_not_understood_is_not_called_wrong(county, text):
    assert {mark for _, mark in marks(county, text)} == {"无法核对"}
