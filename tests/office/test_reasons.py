"""What counts as a reason, and what is only an empty phrase."""

import pytest

from office.errors import Rejected
from office.reasons import LEAST, MOST, real_reason

EMPTY = [
    "无", "没有", "正常", "属正常", "已核实", "核实无误", "情况属实", "同上", "没问题", "没有问题", "ok", "OK OK OK", "一样", "如上",
    "经核实情况属实", "经核查，数据准确无误，符合实际情况。", "已核实，无误！！", "　已　核　实　", "ＯＫ　ｏｋ", "数据真实有效", "核实核实核实",
    "1234567890", "2026-11-05", "。。。。。。。", "……——……", "啊啊啊啊啊啊啊", "aaaaaaaa", "哈嘿哈嘿哈嘿", "abcabcabc", "好的好的好的好的",
    "工作需要", "本月工作需要", "以上数据经审核正确", "none none none",
]  # fmt: skip
REAL = [
    "10月集中排查，新增物业纠纷较多",
    "上月漏登的案件本月补录",
    "已核实，系两名同名当事人的不同纠纷",
    "春节外出务工人员返乡，邻里纠纷增多",
    "同一小区业主分别申请，事由相同",
    "12345热线转来42件物业投诉",
]


@pytest.mark.parametrize("text", ["", "  ", "\n", None])
def test_nothing_written_is_no_reason(text):
    with pytest.raises(Rejected, match="请写明原因") as told:
        real_reason(text)
    assert told.value.field == "reason"


@pytest.mark.parametrize("text", EMPTY)
def test_empty_phrases_are_refused(text):
    with pytest.raises(Rejected, match=r"没有说明原因|太短"):
        real_reason(text)


@pytest.mark.parametrize("text", REAL)
def test_a_reason_is_kept_as_written(text):
    assert real_reason(f"  {text} ") == text


def test_too_short_and_too_long_say_how_long():
    with pytest.raises(Rejected, match=f"至少写 {LEAST} 个字"):
        real_reason("补录一")
    with pytest.raises(Rejected, match=f"最多 {MOST} 个字"):
        real_reason("上月漏登的案件本月补录" * 30)
    assert real_reason("补录漏登三件") == "补录漏登三件"
