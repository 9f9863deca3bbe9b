"""The language of checks: what it reads, what it refuses and where it says the fault is."""

from fractions import Fraction

import pytest

from figures.checking.formulas import BEFORE, STRETCHES, Formula, Names, Term, keyed, named, plain, read
from figures.indicators import INDICATORS
from office.errors import Rejected

NAMES = Names(INDICATORS)
SUCCEEDED, ACCEPTED = "dispute.succeeded", "dispute.accepted"


def terms(text):
    return [(str(t.times), t.key, t.part, t.stretch) for t in read(text, NAMES, "left").terms]


def fault(text):
    with pytest.raises(Rejected) as told:
        read(text, NAMES, "left")
    assert told.value.field == "left"
    return str(told.value)


def test_names_and_keys_mean_the_same():
    assert (
        terms("调解成功数")
        == terms(" dispute.succeeded ")
        == terms("Dispute.Succeeded")
        == [("1", SUCCEEDED, "", "")]
    )


@pytest.mark.parametrize(
    "text",
    [
        "调解成功数+受理纠纷数",
        "调解成功数 ＋ 受理纠纷数",
        "+调解成功数 + 受理纠纷数",
        "调解成功数\n+\n受理纠纷数",
    ],
)
def test_sums(text):
    assert terms(text) == [("1", SUCCEEDED, "", ""), ("1", ACCEPTED, "", "")]


@pytest.mark.parametrize("minus", ["-", "−", "－", "–"])
def test_differences(minus):
    assert terms(f"{minus}调解成功数 {minus} 3") == [("-1", SUCCEEDED, "", ""), ("-3", "", "", "")]


@pytest.mark.parametrize(
    "text", ["3×调解成功数", "3 * 调解成功数", "3＊调解成功数", "3x调解成功数", "３ X 调解成功数"]
)
def test_multiples(text):
    assert terms(text) == [("3", SUCCEEDED, "", "")]


def test_numbers_may_have_two_decimals():
    assert terms("0.25×调解成功数 + 12.5") == [("1/4", SUCCEEDED, "", ""), ("25/2", "", "", "")]


@pytest.mark.parametrize("stretch", STRETCHES)
def test_stretches(stretch):
    assert (
        terms(f"调解成功数@{stretch}") == terms(f"调解成功数 ＠ {stretch}") == [("1", SUCCEEDED, "", stretch)]
    )


def test_a_quarter_has_a_period_before_it_and_last_year_may_be_said_both_ways():
    assert terms("调解成功数@上期") == terms("调解成功数@上月")
    assert terms("调解成功数@去年同期 + 1") == terms("调解成功数@上年同期 + 1")


def test_an_indicator_that_is_several_numbers_says_which_is_meant():
    assert (
        terms("防止民转刑(人)")
        == terms("防止民转刑（人）")
        == [("1", "dispute.crime_prevented", "persons", "")]
    )
    assert terms("防止民转刑") == [("1", "dispute.crime_prevented", "", "")]
    assert terms("顾问现场服务(时长)@累计") == [("1", "adviser.visits", "minutes", "累计")]


def test_the_longest_name_is_meant():
    assert terms("法律援助案件数（含法律帮助）") == [("1", "aid.all", "", "")]
    assert terms("法律咨询人次+来访咨询人次") == [
        ("1", "aid.consultations", "", ""),
        ("1", "consultation.visits", "", ""),
    ]


@pytest.mark.parametrize("key", INDICATORS)
def test_every_indicator_can_be_written_by_key_and_is_written_back_by_name(key):
    one = Formula((Term(Fraction(2), key, "", BEFORE), Term(Fraction(-1, 2))))
    assert read(keyed(one), NAMES, "left") == one
    assert read(named(one, NAMES), NAMES, "left") == one


def test_built_in_names_are_not_given_twice():
    names = [one.name for one in INDICATORS.values()]
    assert sorted({name for name in names if names.count(name) > 1}) == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "请填写算式"),
        ("  ", "请填写算式"),
        ("调解成功", "第 1 个字起的“调解成功”不是指标的名称或代码，是不是要写“调解成功数”"),
        ("调解成攻数", "第 1 个字起的“调解成攻数”不是指标的名称或代码，是不是要写“调解成功数”"),
        ("受理纠纷数 + 量子数", "第 9 个字起的“量子数”不是指标的名称或代码，请在下面的指标表里查对"),
        ("调解成功数量", "第 1 个字起的“调解成功数量”不是指标"),
        ("调解成功数 受理纠纷数", "第 7 个字“受理纠纷数”前面缺少 + 或 −"),
        ("3 调解成功数", "第 3 个字“调解成功数”前面缺少 + 或 −"),
        ("调解成功数 ÷ 2", "第 7 个字“÷”前面缺少 + 或 −"),
        ("调解成功数 × 2", "第 7 个字“×”前面缺少 + 或 −"),
        ("调解成功数 +", "算式在“+”后面断了"),
        ("3 ×", "算式在“×”后面断了"),
        ("3 × 4", "第 5 个字起的“4”不是指标"),
        ("调解成功数 + + 3", "第 9 个字起的“+"),
        ("调解成功数@前年", "第 7 个字起的“前年”看不懂，指标后面只能加 @上月、@累计"),
        ("调解成功数@", "看不懂"),
        ("1.234 + 5", "第 1 个字起的“1.234”不是一个数"),
        ("1234567890123", "不是一个数"),
        ("(调解成功数)", "第 1 个字起的“(调解成功数)”不是指标"),
        ("调解成功数 + __import__('os')", "第 9 个字起的"),
        (" + ".join(["1"] * 21), "最多 20 项"),
        ("1 + " * 100, "最多 300 个字"),
    ],
)  # fmt: skip
def test_faults_name_their_place(text, message):
    assert message in fault(text)


@pytest.mark.parametrize(
    ("value", "text"),
    [(Fraction(3), "3"), (Fraction(5, 2), "2.5"), (Fraction(1, 3), "0.33"), (Fraction(-7), "-7")],
)
def test_numbers_as_people_write_them(value, text):
    assert plain(value) == text
