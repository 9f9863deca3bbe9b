"""Reading what people write: dates, amounts, counts, numbers of papers and phones, in the forms found in ledgers.

Each reader takes a cell or a form's text and gives the value, None for an empty one, or raises
Unreadable with what is wrong and how to put it right. A form and a ledger row use the same readers.
"""

import datetime
import operator
import re
import unicodedata
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from vocab import N_

EMPTY = {"", "无", "/", "-", "--", "—", "——", "\\", "空", "未填", "n/a", "none", "null"}
_LONGEST_EMPTY = max(map(len, EMPTY))
EXCEL_EPOCH = datetime.date(1899, 12, 30)
_SPACE = re.compile(r"\s+")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


class Unreadable(ValueError):
    """The text cannot be that kind of value; `text` says why and what to do, `values` fill its places."""

    def __init__(self, text: str, **values: Any) -> None:
        super().__init__(text)
        self.text = text
        self.values = values


def plain(value: Any) -> str:
    """A cell as text: a whole float without its ".0", white space at the ends gone."""
    if isinstance(value, str):
        return value.strip()
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    return str(value).strip()


def folded(value: Any) -> str:
    """plain(), with full-width letters and digits made half-width (NFKC)."""
    written = plain(value)
    return written if written.isascii() else unicodedata.normalize("NFKC", written).strip()


def is_empty(value: Any) -> bool:
    """Whether a cell says nothing: blank, 无, /, — and their like."""
    if isinstance(value, str):
        written = value.strip()
        return len(written) <= _LONGEST_EMPTY and folded(written).lower() in EMPTY
    return value is None


def text(value: Any, limit: int) -> str | None:
    """One line of text of at most `limit` characters; control characters are removed."""
    if isinstance(value, (datetime.date, datetime.time)):
        return plain(value)
    line = plain(value)
    if not line.isalnum():  # most cells are one word
        line = _SPACE.sub(" ", _CONTROL.sub("", line)).strip()
    return _limited(line, limit)


def long_text(value: Any, limit: int) -> str | None:
    """Text of several lines, at most `limit` characters."""
    lines = (line.rstrip() for line in _CONTROL.sub("", plain(value)).replace("\r\n", "\n").split("\n"))
    return _limited("\n".join(lines).strip(), limit)


def _limited(line: str, limit: int) -> str | None:
    if len(line) > limit:
        raise Unreadable(
            N_("太长：共 {length} 个字，最多 {limit} 个字，请缩短。"), length=len(line), limit=limit
        )
    return line or None


_DATE = re.compile(r"(\d{4})(?:年|[-./])(\d{1,2})(?:月|[-./])(\d{1,2})日?(?:[ T]\d{1,2}:\d{2}(?::\d{2})?)?")
_COMPACT_DATE = re.compile(r"(\d{4})(\d{2})(\d{2})")


def date(value: Any) -> datetime.date | None:
    """A day: a date cell, 2020-01-05, 2020/1/5, 2020.1.5, 2020年1月5日, 20200105 or Excel's day number."""
    if isinstance(value, datetime.datetime):
        return value.date()
    if isinstance(value, datetime.date):
        return value
    if is_empty(value):
        return None
    if isinstance(value, (int, float)) and not isinstance(value, bool) and 20000 <= value < 80000:
        return EXCEL_EPOCH + datetime.timedelta(days=int(value))
    written = _SPACE.sub(" ", folded(value)).replace(" 年", "年").replace("年 ", "年").replace("月 ", "月")
    match = _DATE.fullmatch(written) or _COMPACT_DATE.fullmatch(written)
    if not match:
        raise Unreadable(N_("不是完整的日期，请写成“2020-01-05”或“2020年1月5日”的样子。"))
    try:
        return datetime.date(*map(int, match.groups()[:3]))
    except ValueError:
        raise Unreadable(N_("日历上没有这一天，请核对年、月、日。")) from None


_UNITS = {"": 1, "元": 1, "圆": 1, "元整": 1, "块": 1, "千元": 1000, "千": 1000, "万": 10**4, "万元": 10**4,
          "万元整": 10**4, "w": 10**4, "亿": 10**8, "亿元": 10**8}  # fmt: skip
_MONEY = re.compile(r"([-+]?[\d,]*\.?\d+|[-+]?[\d,]+\.)([^\d]*)")
MOST_FEN = 10**15


def money(value: Any) -> int | None:
    """An amount in fen: 33091.73元, 3.008632万元, 69,550.45, ¥35514.06, a number; None for 无, / or blank."""
    if is_empty(value):
        return None
    written = _SPACE.sub("", folded(value)).lstrip("¥￥").removeprefix("RMB").removeprefix("人民币").lower()
    match = _MONEY.fullmatch(written)
    unit = _UNITS.get(match[2]) if match else None
    if match is None or unit is None:
        raise Unreadable(N_("不是金额，请只写数字，可带“元”“万元”，没有金额请留空。"))
    try:
        fen = (Decimal(match[1].replace(",", "")) * unit * 100).quantize(Decimal(1), ROUND_HALF_UP)
    except InvalidOperation:
        raise Unreadable(N_("不是金额，请只写数字，可带“元”“万元”，没有金额请留空。")) from None
    if fen < 0:
        raise Unreadable(N_("金额不能是负数，请核对后改正。"))
    if fen > MOST_FEN:
        raise Unreadable(N_("金额大得不合情理，请核对单位是“元”还是“万元”。"))
    return int(fen)


_COUNT = re.compile(r"(\d{1,12}|\d{1,3}(?:,\d{3}){1,4})(?:\.0+)?([件人次个名户份场块条通册张幅期家位本]*)")
_COUNT_IN_WAN = re.compile(r"(\d{1,9}(?:\.\d{1,4})?)万([件人次个名户份场块条通册张幅期家位本]*)")
MOST = 10**9


def count(value: Any) -> int | None:
    """A whole number of 件, 人, 份 …, 0 to a thousand million: 45, 45人次, 1,200, 1.2万."""
    if is_empty(value):
        return None
    written = _SPACE.sub("", folded(value))
    if match := _COUNT.fullmatch(written):
        found = int(match[1].replace(",", ""))
    elif match := _COUNT_IN_WAN.fullmatch(written):
        found = int(Decimal(match[1]) * 10_000)
    else:
        raise Unreadable(N_("请填写不小于 0 的整数。"))
    if found > MOST:
        raise Unreadable(N_("数字大得不合情理，请核对。"))
    return found


_NUMBER = re.compile(r"([-+]?[\d,]*\.?\d+)(亿|万|w)?")
_TIMES = {None: 1, "万": 10**4, "w": 10**4, "亿": 10**8}


def hundredths(value: Any, measure: str = "") -> int | None:
    """A number with at most two decimals, in hundredths: 1,304、98.88%、3.5万份 (of `measure` 份), -34.01%."""
    if is_empty(value):
        return None
    written = _SPACE.sub("", folded(value)).lower().removesuffix(folded(measure).lower())
    match = _NUMBER.fullmatch(written)
    if match is None:
        raise Unreadable(N_("请填写数字，可带“万”，如 1304、98.88、3.5万。"))
    exact = Decimal(match[1].replace(",", "")) * _TIMES[match[2]] * 100
    if exact != exact.to_integral_value():
        raise Unreadable(N_("最多保留两位小数，请四舍五入后填写。"))
    if abs(exact) > MOST_FEN:
        raise Unreadable(N_("数值大得不合情理，请核对单位。"))
    return int(exact)


SEVERAL = re.compile(r"[、，,；;/\n]+")
_HOURS = re.compile(r"(\d{1,5}(?:\.\d{1,2})?)(?:个)?(小时|学时|课时|h|分钟|分|min)?")


def hours(value: Any) -> int | None:
    """A length of time in minutes: 4, 1.5小时, 90分钟; a bare number is hours."""
    if is_empty(value):
        return None
    match = _HOURS.fullmatch(_SPACE.sub("", folded(value)).lower())
    if not match:
        raise Unreadable(N_("请填写小时数，如“1.5”，或“90分钟”。"))
    minutes = Decimal(match[1]) * (1 if match[2] in ("分钟", "分", "min") else 60)
    return int(minutes.quantize(Decimal(1), ROUND_HALF_UP))


_MONTH = re.compile(r"(\d{4})(?:年|[-./])?(\d{1,2})月?")


def month(value: Any) -> datetime.date | None:
    """A month as its first day: 2024-03, 2024年3月, 202403, or any day in it."""
    match = None if isinstance(value, datetime.date) else _MONTH.fullmatch(folded(value))
    if not match:
        day = date(value)
        return day and day.replace(day=1)
    try:
        return datetime.date(int(match[1]), int(match[2]), 1)
    except ValueError:
        raise Unreadable(N_("不是月份，请写成“2024-03”或“2024年3月”的样子。")) from None


_DAY_OR_MONTH = re.compile(r"(?:(\d{4})(?:年|[-./]))?(\d{1,2})(?:(?:月|[-./])(\d{1,2})(?!\d)日?|月|(?!\d))")
_YEAR = re.compile(r"(\d{4})(?:年度?)?")


def period(value: Any) -> tuple[datetime.date, datetime.date | None] | None:
    """The first and last day of a term: 2024.1.1-2024.12.31, 2024年1月至12月, 2024年度; a single day has no last."""
    if is_empty(value):
        return None
    if isinstance(value, datetime.date):
        return value.date() if isinstance(value, datetime.datetime) else value, None
    written = _SPACE.sub("", folded(value))
    if year := _YEAR.fullmatch(written):
        return datetime.date(int(year[1]), 1, 1), datetime.date(int(year[1]), 12, 31)
    found = [match.groups() for match in _DAY_OR_MONTH.finditer(written)]
    if not 1 <= len(found) <= 2 or not found[0][0]:
        raise Unreadable(N_("不是起止日期，请写成“2024-01-01至2024-12-31”的样子。"))
    try:
        first = datetime.date(int(found[0][0]), int(found[0][1]), int(found[0][2] or 1))
        return first, _last_day(first.year, *found[1]) if len(found) == 2 else None
    except ValueError:
        raise Unreadable(N_("日历上没有这一天，请核对年、月、日。")) from None


def _last_day(of_first: int, year: str | None, month_: str, day: str | None) -> datetime.date:
    """The day written, or the last of the month written; without a year in that of the first day."""
    told = datetime.date(int(year or of_first), int(month_), int(day or 1))
    if day:
        return told
    return (told + datetime.timedelta(days=31)).replace(day=1) - datetime.timedelta(days=1)


_YES = {"是", "有", "已", "y", "yes", "true", "1", "√", "✓", "已确认", "已申请", "已司法确认"}
_NO = {"否", "没有", "未", "n", "no", "false", "0", "×", "x", "未确认", "未申请", "未司法确认"}


def flag(value: Any) -> bool | None:
    """Yes or no: 是/否, 有/无, √/×; None for a blank."""
    if isinstance(value, bool):
        return value
    written = folded(value).lower()
    if written in _YES:
        return True
    if written in _NO or written == "无":
        return False
    if is_empty(value):
        return None
    raise Unreadable(N_("请填写“是”或“否”。"))


_ID_18 = re.compile(r"[0-9]{17}[0-9X]")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def id_number(value: Any) -> str | None:
    """A resident's ID number of 18 (or the old 15) digits, judged by check digit and birth date (GB 11643).

    A region code that no list knows is no fault. A number Excel has already rounded is refused as such.
    """
    if is_empty(value):
        return None
    written = folded(value).upper()
    if not written.isalnum():
        written = re.sub(r"[\s\-'’]", "", written)
    if _ID_18.fullmatch(written) and isinstance(value, str):
        return _checked(written)
    if (isinstance(value, (int, float)) and len(written) > 15) or re.fullmatch(r"\d\.\d+E\+?1[4-9]", written):
        raise Unreadable(
            N_(
                "这个号码在表格里被当成数字存放，后几位已被 Excel 改成 0，无法还原。请把该列设为“文本”后按证件重新录入。"
            )
        )
    if re.fullmatch(r"\d{15}", written):
        _born(f"19{written[6:12]}")
        return written
    raise Unreadable(
        N_("身份证号应为 18 位（末位可为 X），这里是 {length} 位，请核对。"), length=len(written)
    )


def _checked(written: str) -> str:
    _born(written[6:14])
    total = sum(map(operator.mul, map(int, written[:17]), _WEIGHTS))
    if "10X98765432"[total % 11] != written[17]:
        raise Unreadable(N_("身份证号校验位不对，可能有一位写错，请对照证件核对。"))
    return written


def _born(digits: str) -> datetime.date:
    try:
        born = datetime.date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        born = None
    if born is None or born.year < 1850 or born > datetime.date.today():
        raise Unreadable(N_("身份证号里的出生日期不存在，请对照证件核对。"))
    return born


def credit_code(value: Any) -> str | None:
    """A 统一社会信用代码 of 18 characters with its check character (GB 32100)."""
    if is_empty(value):
        return None
    from stdnum.cn import uscc  # imported where used: rarely

    written = re.sub(r"[\s\-]", "", folded(value)).upper()
    if not uscc.is_valid(written):
        raise Unreadable(N_("统一社会信用代码应为 18 位且校验位正确，请对照证照核对。"))
    return written


def looks_like_credit_code(value: Any) -> bool:
    """Whether an 18-character number has letters a resident's ID never has."""
    written = folded(value).upper()
    return len(written) == 18 and not written[:17].isdigit() and bool(re.search(r"[A-WY-Z]", written))


_PHONE = re.compile(r"\+?[\d\-]{5,24}")


def phone(value: Any) -> str | None:
    """A telephone number: 5 to 20 digits, with +, dashes, brackets or spaces between."""
    if is_empty(value):
        return None
    written = folded(value)
    if not written.isdigit():
        written = re.sub(r"[\s()（）]", "", written)
    if isinstance(value, float) and value >= 1e15:
        raise Unreadable(N_("电话号码太长，请核对。"))
    if not _PHONE.fullmatch(written):
        raise Unreadable(N_("电话号码只能有数字和短横线，请核对。"))
    return written


_SEPARATOR = re.compile(r"[、，,；;]")
_NAME = re.compile(r"[\w·.（）()《》“” -]{2,60}")
_AND_OTHERS = re.compile(r"(.+?)等(\d{1,4})?[人户名]?")


def people(value: Any, limit: int) -> tuple[list[str], int]:
    """The names in one cell and how many persons they stand for: 张三、李四 → 2; 张三等5人 → 5.

    A text is taken apart at 、，；only where every part looks like a name.
    """
    written = text(value, 100 * limit) or ""
    if written.isalnum() and "等" not in written:
        return [_limited(written, limit) or ""], 1
    parts = [part.strip() for part in _SEPARATOR.split(written) if part.strip()]
    if len(parts) > 1 and not all(_NAME.fullmatch(part) for part in parts):
        parts = [written]
    if not parts:
        return [], 0
    others = _AND_OTHERS.fullmatch(parts[-1]) if "等" in parts[-1] else None
    stands_for = len(parts)
    if others:
        parts[-1] = others[1]
        stands_for = max(stands_for, int(others[2] or 0))
    for part in parts:
        _limited(part, limit)
    return parts, stands_for
