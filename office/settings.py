"""What an office decides: each setting named, typed, with its default and its words."""

from dataclasses import dataclass
from typing import Any

from models import Setting
from vocab import BASES, N_


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
        Option("limit_days", N_("调解期限（天）"), 30, N_("自受理之日起；当事人同意可延长"), bounds=(1, 365)),
        Option("confirm_days", N_("司法确认申请期限（天）"), 30, N_("自协议生效之日起"), bounds=(1, 365)),
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
    row = Setting.get_or_none(Setting.key == key)
    return option.default if row is None else row.value


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
