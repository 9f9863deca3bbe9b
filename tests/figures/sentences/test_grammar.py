"""The placeholders: what is read, and what is refused with its place, in Chinese."""

import pytest

from figures import periods
from figures.frame import Frame
from figures.sentences import grammar
from figures.sentences.grammar import Slot, Words
from office.errors import Rejected
from tests.make import County


@pytest.fixture
def frame(database):
    return Frame(County().actor, None, periods.year(2020))


def only(text, frame):
    (slot,) = grammar.read(text, frame).slots
    return slot


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{dispute.concluded}", ("dispute.concluded", "", "", "", "", "")),
        ("{ 调结纠纷数 }", ("dispute.concluded", "", "", "", "", "")),
        ("{DISPUTE.AMOUNT|亿}", ("dispute.amount", "", "", "", "", "亿")),
        ("{dispute.concluded@type=T02|占比}", ("dispute.concluded", "", "type", "T02", "", "占比")),
        ("{调结纠纷数@type=邻里纠纷}", ("dispute.concluded", "", "type", "T02", "", "")),
        ("{调结纠纷数@source=S3}", ("dispute.concluded", "", "source", "S3", "", "")),
        ("{调结纠纷数@上年同期}", ("dispute.concluded", "", "", "", "上年同期", "")),
        ("{防止民转刑(人)}", ("dispute.crime_prevented", "persons", "", "", "", "")),
        ("{直播场次(观看)|余}", ("publicity.livestreams", "views", "", "", "", "余")),
        ("{调解成功率|1}", ("dispute.success_rate", "", "", "", "", "1")),
        ("{法律援助案件数（按类别）|分列}", ("aid.by_kind", "", "", "", "", "分列")),
        ("{调结纠纷数|按type前3}", ("dispute.concluded", "", "", "", "", "按type前3")),
    ],
)
def test_a_placeholder_is_read(text, expected, frame):
    slot = only(text, frame)
    assert (slot.key, slot.part, slot.by, slot.row, slot.stretch, slot.way) == expected


def test_words_stay_as_they_are_and_know_their_place(frame):
    found = grammar.read("共{期间}调解{调结纠纷数}件。", frame)
    assert found.pieces[0] == Words("共")
    assert [piece.at for piece in found.pieces if isinstance(piece, Slot)] == [2, 8]
    assert found.says == {"期间"}
    assert (
        "".join(p.text if isinstance(p, Words) else f"{{{p.written}}}" for p in found.pieces)
        == "共{期间}调解{调结纠纷数}件。"
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("共{量子数}件", "第 2 个字起的“量子数”不是指标的名称或代码"),
        ("{调解成功}件", "是不是要写“调解成功数”"),
        ("共调解{调结纠纷数件", "第 4 个字的大括号没有成对"),
        ("共调解}件", "第 4 个字的大括号没有成对"),
        ("{调结{纠纷}数}", "第 1 个字的大括号没有成对"),
        ("{}", "第 1 个字起的大括号里是空的"),
        ("{调结纠纷数|量}", "不能说成“量”"),
        ("{调解成功率|亿}", "不能说成“亿”"),
        ("{调解成功率@type=T02|占比}", "占比要写明是哪一行"),
        ("{调结纠纷数|占比}", "占比要写明是哪一行"),
        ("{调结纠纷数|分列}", "不能说成“分列”"),
        ("{调结纠纷数|按天气前3}", "不能说成“按天气前3”"),
        ("{调结纠纷数@天气=晴}", "这个指标不能按“天气”分，可用：unit、"),
        ("{调结纠纷数@type=外星纠纷}", "没有“外星纠纷”这一行，可用：婚姻家庭纠纷、"),
        ("{调结纠纷数@去年}", "第 1 个字起的“@去年”看不懂"),
        ("{调结纠纷数@上期|同比}", "不能说成“同比”"),
        ("字" * 4001, "文字最多 4000 个字"),
        ("{调结纠纷数}" * 121, "一段最多 120 个占位数"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_place(text, told, frame):
    with pytest.raises(Rejected) as error:
        grammar.read(text, frame)
    assert told in str(error.value)
    assert error.value.field == "text"
