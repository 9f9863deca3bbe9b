"""Trainings 培训 of legal understanders and of mediators, with attendance."""

from typing import Any

from models import Training
from registers.description import HOURS, SEQUENCE, TOWNSHIP, VILLAGE, Group, Register, of
from registers.rules import not_to_come
from vocab import N_


def audience(row: dict[str, Any]) -> dict[str, Any]:
    """Whom it was for, where only the subject tells: 调解员培训 is the mediators', everything else the understanders'."""
    subject = row.get("subject") or ""
    told = "mediator" if "调解" in subject and "明白人" not in subject else "understander"
    return {"audience": row.get("audience") or told}


TRAININGS: Register = Register(
    key="training",
    slug="trainings",
    label=N_("培训"),
    icon="easel",
    model=Training,
    dated="held_on",
    groups=(
        Group("training", N_("培训"), (
            of(Training.held_on, required=True, headings=("日期", "时间", "培训时间", "开班日期", "举办日期", "举办时间", "开展日期",
                         "办班日期", "办班时间", "培训起始日期", "授课日期", "授课时间")),
            of(Training.audience, choice="training_audience", help=N_("不填的按主题判断，一般为法律明白人"), headings=("对象", "参训对象", "培训类别", "类别")),
            of(Training.subject, required=True, headings=("培训主题", "培训内容", "培训名称", "内容", "课程", "课程名称", "培训班名称", "名称",
                         "培训主题内容", "培训科目", "授课内容", "授课主题", "培训课程", "班次名称", "培训班次")),
            of(Training.persons, headings=("参训人数", "人次", "人数", "培训人次", "培训人数", "参加人数", "参加人次", "到课人数",
                         "参训人员数", "参训人员", "受训人数", "受训人次", "参学人数", "参会人数", "到场人数", "培训人数(人)")),
            of(Training.minutes, kind=HOURS, help=N_("按小时填写，如 4，或 90分钟"),
               headings=("课时", "时长", "培训时长", "学时(小时)", "时长(小时)", "培训学时", "小时")),
        )),
    ),
    ledger_only=(SEQUENCE, TOWNSHIP, VILLAGE),
    listed=("held_on", "audience", "subject", "persons", "minutes"),
    same=("held_on", "audience", "subject"),
    rules=lambda row, today: not_to_come(TRAININGS, row, today),
    derive=audience,
)  # fmt: skip
