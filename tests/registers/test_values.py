"""The readers of dates, amounts, counts, numbers of papers and phones, and names."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registers import values
from registers.values import Unreadable
from tests.ledgers import id_number

DAY = datetime.date(2020, 1, 5)


@pytest.mark.parametrize(
    "written",
    [DAY, datetime.datetime(2020, 1, 5, 8), 43835, 43835.75, 20200105, 20200105.0, "20200105", "2020-01-05", "2020/1/5",
     "2020.1.5", "2020年1月5日", "2020年01月05", " 2020 年 1 月 5 日 ", "2020 - 1 - 5", "２０２０年１月５日", "2020-01-05T10:00",
     "2020-01-05 10:00:00"],
)  # fmt: skip
def test_a_day_in_every_form(written):
    assert values.date(written) == DAY


@pytest.mark.parametrize("written", ["", None, "无", "/", "—", " "])
def test_nothing_is_no_day(written):
    assert values.date(written) is None


@pytest.mark.parametrize(
    "written", ["2020-02-30", "2020年13月1日", "2020", "1月5日", "去年", "2020-1", 12, -1.0, True]
)
def test_what_is_no_day_is_told(written):
    with pytest.raises(Unreadable):
        values.date(written)


@given(st.dates(min_value=datetime.date(1955, 1, 1), max_value=datetime.date(2100, 1, 1)))
def test_every_day_comes_back_from_each_form(day):
    forms = (day.isoformat(), f"{day.year}年{day.month}月{day.day}日", f"{day:%Y%m%d}", f"{day.year}.{day.month}.{day.day}",
             (day - values.EXCEL_EPOCH).days)  # fmt: skip
    assert {values.date(written) for written in forms} == {day}


@pytest.mark.parametrize(
    ("written", "fen"),
    [("33091.73元", 3309173), ("3.008632万元", 3008632), ("69,550.45", 6955045), ("¥35514.06", 3551406), (54955.26, 5495526),
     (0, 0), ("0", 0), (10000, 1000000), ("１２００元", 120000), ("2亿元", 2 * 10**10), ("1.005", 101), (0.285, 29),
     ("人民币500元整", 50000), ("无", None), ("/", None), ("", None), (None, None)],
)  # fmt: skip
def test_an_amount_is_read_to_the_fen(written, fen):
    assert values.money(written) == fen


@pytest.mark.parametrize(
    "written", ["很多", "-5", -5, "1.2.3", "5000斤", "12元34", "九千万亿", 1e20, float("nan"), float("inf")]
)
def test_what_is_no_amount_is_told(written):
    with pytest.raises(Unreadable):
        values.money(written)


@given(st.integers(0, 10**13))
def test_no_fen_is_lost_in_any_form(fen):
    yuan = f"{fen // 100}.{fen % 100:02}"
    assert (
        values.money(yuan)
        == values.money(f"¥{fen // 100:,}.{fen % 100:02}")
        == values.money(f"{yuan}元")
        == fen
    )


@pytest.mark.parametrize(
    ("written", "count"), [(3, 3), (3.0, 3), ("3人", 3), ("３件", 3), ("", None), ("无", None)]
)
def test_a_count(written, count):
    assert values.count(written) == count


@pytest.mark.parametrize("written", [-1, 1.5, "三", "十余人", "1-2"])
def test_what_is_no_count_is_told(written):
    with pytest.raises(Unreadable):
        values.count(written)


@pytest.mark.parametrize(("written", "said"), [("是", True), ("√", True), (True, True), ("否", False), ("无", False),
                                               ("未", False), ("", None), (None, None), ("/", None)])  # fmt: skip
def test_yes_and_no(written, said):
    assert values.flag(written) is said


@given(st.integers())
def test_a_well_formed_id_number_is_taken_and_any_wrong_digit_is_found(seed):
    number = id_number(seed)
    assert (
        values.id_number(number) == values.id_number(f" {number[:6]} {number[6:14]}-{number[14:]} ") == number
    )
    assert values.id_number(number.lower()) == number
    for place in range(17):
        wrong = number[:place] + str((int(number[place]) + 1) % 10) + number[place + 1 :]
        with pytest.raises(Unreadable):
            values.id_number(wrong)


@pytest.mark.parametrize(
    ("written", "why"),
    [(991376199503214874, "已被 Excel"), (9.91376199503215e17, "已被 Excel"), ("9.91376E+17", "已被 Excel"),
     ("99137619950321", "应为 18 位"), ("99137619950230487X", "出生日期"), ("991376209903214874", "出生日期")],
)  # fmt: skip
def test_an_id_number_that_cannot_be_is_told_why(written, why):
    with pytest.raises(Unreadable, match=why):
        values.id_number(written)


def test_the_old_id_number_of_fifteen_digits_is_taken():
    assert values.id_number("991376500321487") == "991376500321487"


@pytest.mark.parametrize(
    ("written", "phone"),
    [("12000000001", "12000000001"), (12000000001.0, "12000000001"), ("0712-1200001", "0712-1200001"),
     ("（0712）1200001", "07121200001"), ("+86 120 0000 0001", "+8612000000001"), ("无", None)],
)  # fmt: skip
def test_a_phone(written, phone):
    assert values.phone(written) == phone


@pytest.mark.parametrize("written", ["见附件", "120", "1" * 30, 1e20])
def test_what_is_no_phone_is_told(written):
    with pytest.raises(Unreadable):
        values.phone(written)


@pytest.mark.parametrize(
    ("written", "names", "persons"),
    [("张某", ["张某"], 1), ("张某、李某", ["张某", "李某"], 2), ("张某，李某；王某", ["张某", "李某", "王某"], 3),
     ("张某等5人", ["张某"], 5), ("张某、李某等5人", ["张某", "李某"], 5), ("张某等", ["张某"], 1), ("", [], 0),
     ("阿依古丽·买买提", ["阿依古丽·买买提"], 1)],
)  # fmt: skip
def test_the_people_in_a_cell(written, names, persons):
    assert values.people(written, 50) == (names, persons)


@pytest.mark.parametrize("written", ["长" * 51, "短、" + "长" * 51, "x" * 6000])
def test_a_name_that_is_too_long_is_told(written):
    with pytest.raises(Unreadable, match="太长"):
        values.people(written, 50)


def test_text_loses_what_no_one_typed():
    assert values.text("  甲\x00 \n 乙\ufffe ", 50) == "甲 乙"
    assert values.long_text("一\r\n二\x07  \n", 50) == "一\n二"
