"""Screening 矛盾纠纷排查: the rounds with what they found (nil return 零报告), and the disputes found one by one.

Rounds (次), disputes found and prevented (件) are numbers of their own and never enter the success rate (domain: 5.2).
"""

import datetime
from collections.abc import Iterator
from typing import Any

from models import ScreeningFinding as Finding
from models import ScreeningRound as Round
from office.errors import Rejected
from registers.description import NAME, PHONE, SEQUENCE, TOWNSHIP, VILLAGE, Field, Group, Register, of
from registers.rules import not_to_come
from vocab import N_, TYPE

_OUTCOMES = ("found", "prevented", "resolved")


def _rules(row: dict[str, Any], today: datetime.date) -> Iterator[Rejected]:
    """Without a round nothing was found; of what a round found no more is settled than that."""
    yield from not_to_come(SCREENINGS, row, today)
    if row.get("rounds") == 0 and any(row.get(key) for key in _OUTCOMES):
        yield Rejected("rounds", N_("填了排查发现、预防或化解的件数，排查次数应不小于 1。"))
    if row.get("found") and (row.get("resolved") or 0) > row["found"]:
        yield Rejected(
            "resolved", N_("化解件数多于排查发现的件数，请核对；化解以前发现的纠纷请记在发现的那一次。")
        )


def _derive(row: dict[str, Any]) -> dict[str, Any]:
    """An entry without a number of rounds is one round."""
    return {"rounds": 1 if row.get("rounds") is None else row["rounds"]}


SCREENINGS: Register = Register(
    key="screening",
    slug="screenings",
    label=N_("矛盾纠纷排查"),
    icon="search",
    model=Round,
    dated="held_on",
    groups=(
        Group("round", N_("排查"), (
            of(Round.held_on, required=True, headings=("日期", "时间", "排查时间", "报告日期", "上报日期",
                         "排查开展日期", "活动日期", "填报日期", "排查日")),
            of(Round.rounds, help=N_("不填为 1 次"), headings=("次数", "排查(次)", "开展排查次数", "排查次", "排查场次",
                         "开展排查", "开展排查(次)", "组织排查次数", "集中排查次数", "排查活动次数")),
            of(Round.found, help=N_("没有发现填 0，即零报告"),
               headings=("排查发现", "发现纠纷", "发现纠纷数", "排查发现纠纷", "排查纠纷数", "发现(件)", "排查出纠纷", "发现矛盾纠纷", "发现件数", "排查数",
                         "排查出纠纷数", "排查纠纷", "排查纠纷(件)", "排查矛盾纠纷", "排查矛盾纠纷数", "排查出矛盾纠纷", "发现数", "发现纠纷(件)", "发现矛盾", "排查出(件)")),
            of(Round.prevented, headings=("预防", "预防纠纷", "预防纠纷数", "预防(件)", "预防件数",
                         "预防数", "预防矛盾纠纷", "防止纠纷", "预防纠纷发生")),
            of(Round.resolved, help=N_("本次发现的纠纷中当场或随后化解的"),
               headings=("化解", "化解纠纷", "化解数", "已化解", "化解件数", "就地化解", "化解纠纷数",
                         "调处成功", "调处成功(件)", "成功化解", "化解成功", "调解成功", "调解成功数", "已化解数", "化解(件)", "化解矛盾纠纷", "调处数", "调处")),
            of(Round.note, headings=("备注", "情况", "说明", "排查情况")),
        )),
    ),
    ledger_only=(SEQUENCE, TOWNSHIP, VILLAGE),
    listed=("held_on", "rounds", "found", "prevented", "resolved"),
    same=("held_on", "rounds", "found", "prevented", "resolved", "note"),
    rules=_rules,
    derive=_derive,
)  # fmt: skip


def _finding_rules(row: dict[str, Any], today: datetime.date) -> Iterator[Rejected]:
    yield from not_to_come(FINDINGS, row, today)


FINDINGS: Register = Register(
    key="finding",
    slug="findings",
    label=N_("排查发现的纠纷"),
    icon="exclamation-circle",
    model=Finding,
    dated="found_on",
    groups=(
        Group("finding", N_("发现"), (
            of(Finding.found_on, required=True, headings=("日期", "发现时间", "排查日期", "排查时间")),
            Field("name", N_("当事人"), NAME, required=True, limit=50, help=N_("几个当事人用顿号分开"),
                  headings=("当事人姓名", "纠纷当事人", "姓名", "双方当事人")),
            Field("phone", N_("联系电话"), PHONE, headings=("电话", "手机号", "联系方式")),
            of(Finding.type, choice=TYPE, headings=("类型", "纠纷类别", "类别")),
            of(Finding.summary, headings=("纠纷情况", "案情", "基本情况", "主要内容", "情况")),
            of(Finding.state, choice="finding_state", help=N_("不填为待处置"), headings=("处置", "处理情况", "状态", "化解情况")),
        )),
    ),
    ledger_only=(SEQUENCE, TOWNSHIP, VILLAGE),
    listed=("found_on", "name", "type", "state"),
    same=("found_on", "name", "type"),
    rules=_finding_rules,
    derive=lambda row: {"state": row.get("state") or "open"},
)  # fmt: skip
