"""What an office decides: each setting named, typed, with its default and its words."""

import datetime
import re
from dataclasses import dataclass
from typing import Any

import db
from models import Setting
from office import audit
from office.access import Actor
from office.errors import Refused, Rejected
from office.reading import is_reading, once
from vocab import BASES, N_

VERIFY_FIRST = {"no": N_("上报时一并校核"), "yes": N_("各村校核以后才能上报")}
RANK_VOLUME = {"no": N_("不按数量排名"), "yes": N_("也可以按数量排名")}
AID_DAYS = {"days": N_("自然日"), "workdays": N_("工作日")}


@dataclass(frozen=True)
class Option:
    """One setting: its label, default, help text, choices where there are any, bounds for numbers."""

    key: str
    label: str
    default: Any
    help: str = ""
    choices: dict[str, str] | None = None
    bounds: tuple[int, int] | None = None
    security: bool = False


OPTIONS = {
    option.key: option
    for option in (
        Option("county_name", N_("单位名称"), "", N_("显示在页眉和报表上，如“某某县司法局”")),
        Option("basis", N_("成功率口径"), "concluded", N_("哪一个日期决定案件算在哪个月"), choices=BASES),
        Option("year_end", N_("统计年度截止"), "12-31", N_("月-日；如 11-30 表示上年12月1日至当年11月30日")),
        Option(
            "return_day",
            N_("月报上报截止日（次月几日）"),
            5,
            N_("遇法定节假日、休息日顺延到下一个工作日"),
            bounds=(1, 28),
        ),
        Option(
            "verify_first",
            N_("村（社区）记录的校核"),
            "no",
            N_("乡镇（街道）上报以前，是否要先逐村校核"),
            choices=VERIFY_FIRST,
        ),
        Option("limit_days", N_("调解期限（天）"), 30, N_("自受理之日起；当事人同意可延长"), bounds=(1, 365)),
        Option("confirm_days", N_("司法确认申请期限（天）"), 30, N_("自协议生效之日起"), bounds=(1, 365)),
        Option(
            "remind_days",
            N_("履行、回访提醒（天）"),
            30,
            N_("协议生效满几天仍未履行、结案满几天还没有回访的，列入工作台的待办"),
            bounds=(1, 365),
        ),
        Option(
            "understander_quota",
            N_("每村（社区）法律明白人不少于（名）"),
            3,
            N_("《乡村“法律明白人”培养工作规范（试行）》（2021-11-08）为 3 名，各省可提高"),
            bounds=(0, 100),
        ),
        Option(
            "adviser_hours_month",
            N_("法律顾问每月现场服务不少于（小时）"),
            4,
            N_("按整月累计；0 为不考核"),
            bounds=(0, 200),
        ),
        Option(
            "adviser_visits_quarter",
            N_("法律顾问每季度到村不少于（次）"),
            1,
            N_("按整季累计；0 为不考核"),
            bounds=(0, 100),
        ),
        Option(
            "adviser_talks_quarter",
            N_("法律顾问每季度法治讲座不少于（场）"),
            1,
            N_("按整季累计；0 为不考核"),
            bounds=(0, 100),
        ),
        Option(
            "adviser_talks_year",
            N_("法律顾问每年法治讲座不少于（场）"),
            0,
            N_("按整年累计；0 为不考核"),
            bounds=(0, 100),
        ),
        Option(
            "aid_review_days",
            N_("法律援助审查期限（天）"),
            7,
            N_("自收到申请之日起，补正时间不计入"),
            bounds=(1, 90),
        ),
        Option(
            "aid_assign_days", N_("法律援助指派期限（天）"), 3, N_("自决定给予援助之日起"), bounds=(1, 90)
        ),
        Option("aid_sign_days", N_("法律援助签约期限（天）"), 5, N_("自指派之日起"), bounds=(1, 90)),
        Option(
            "aid_file_days", N_("法律援助归档期限（天）"), 30, N_("自办结之日起，按自然日"), bounds=(1, 365)
        ),
        Option(
            "aid_days",
            N_("审查、指派、签约期限按"),
            "days",
            N_("工作日按国家公布的节假日和调休计算，可在工作日历里调整"),
            choices=AID_DAYS,
        ),
        Option(
            "check_jump_factor",
            N_("环比突增突减几倍要说明原因（倍）"),
            3,
            N_("本月是上月的几倍以上，或只有上月的几分之一以下"),
            bounds=(2, 100),
        ),
        Option(
            "check_jump_least",
            N_("环比相差不到多少件不问"),
            30,
            N_("与上一项同时满足才要求说明"),
            bounds=(1, 100_000),
        ),
        Option(
            "rank_volume",
            N_("按数量排名"),
            "no",
            N_("给件数、人数、金额排名次、下指标，会催生虚报、拆案；默认只按质量和时效排名"),
            choices=RANK_VOLUME,
        ),
        Option("password_length", N_("密码最短长度"), 8, bounds=(8, 64), security=True),
        Option("password_days", N_("密码有效天数（0 为不限）"), 0, bounds=(0, 3650), security=True),
        Option("lock_after", N_("连续输错几次后锁定"), 5, bounds=(3, 20), security=True),
        Option("lock_minutes", N_("锁定分钟数"), 30, bounds=(1, 1440), security=True),
        Option("idle_minutes", N_("多少分钟不操作自动退出"), 30, bounds=(1, 480), security=True),
    )
}


def get(key: str) -> Any:
    """The value of a setting, or its default; KeyError for a name that is not in OPTIONS."""
    option = OPTIONS[key]
    if is_reading():
        return everything()[key]
    row = Setting.get_or_none(Setting.key == key)
    return option.default if row is None else row.value


@once
def everything() -> dict[str, Any]:
    """All settings by key, in one query."""
    kept = {row.key: row.value for row in Setting.select()}
    return {key: kept.get(key, option.default) for key, option in OPTIONS.items()}


def put(key: str, value: Any) -> None:
    """Store a setting; the act that calls this writes the audit row."""
    if key not in OPTIONS:
        raise KeyError(key)
    Setting.insert(key=key, value=value).on_conflict(
        conflict_target=[Setting.key], update={Setting.value: value}
    ).execute()


def options(security: bool) -> list[Option]:
    """The settings of the security page, or those of the office."""
    return [option for option in OPTIONS.values() if option.security == security]


def change_office(actor: Actor, values: dict[str, Any]) -> None:
    """Store what the county bureau decides. NotAllowed, Refused."""
    actor.must("settings.office")
    _change(actor, values, security=False)


def change_security(actor: Actor, values: dict[str, Any]) -> None:
    """Store what the administrator decides about passwords and logins. NotAllowed, Refused."""
    actor.must("settings.security")
    _change(actor, values, security=True)


def _change(actor: Actor, values: dict[str, Any], *, security: bool) -> None:
    known = {option.key: option for option in options(security)}
    faults = [fault for key, value in values.items() if (fault := _fault(known[key], value))]
    if faults:
        raise Refused(faults)
    with db.transaction():
        before = everything()
        moved = audit.changes(before, values)
        for key in moved:
            put(key, values[key])
        audit.record(actor, "settings.change", "setting", None, changes=moved)


def _fault(option: Option, value: Any) -> Rejected | None:
    if option.choices and value not in option.choices:
        return Rejected(option.key, "请在列出的选项中选择。")
    if option.bounds:
        low, high = option.bounds
        if not isinstance(value, int) or not low <= value <= high:
            return Rejected(option.key, "请填写 {low} 到 {high} 之间的整数。", low=low, high=high)
    if option.key == "year_end" and not _is_day_of_year(value):
        return Rejected(option.key, "请写成“月-日”，如 12-31 或 11-30。")
    if option.key == "county_name" and not 0 < len(value) <= 60:
        return Rejected(option.key, "请填写单位名称，最多 60 个字。")
    return None


def _is_day_of_year(text: str) -> bool:
    if not re.fullmatch(r"\d\d-\d\d", text):
        return False
    try:
        datetime.date.fromisoformat(f"2023-{text}")  # no 29 February: it does not come every year
    except ValueError:
        return False
    return True
