"""催报: the text that is put into the group chat, naming each unit and what it lacks; who has nothing to report is left alone."""

import datetime

from figures.returns import board, deadlines
from figures.returns.board import Board, Line
from figures.returns.spans import Span
from office import settings
from office.access import Actor
from vocab import N_, RETURN_KINDS, ReturnState


def text(actor: Actor, unit_id: int, span: Span, *, today: datetime.date) -> str:
    """The text about the units that report to a unit. NotVisible, NotAllowed."""
    return of_board(board.board(actor, unit_id, span, today=today))


def of_board(found: Board) -> str:
    """The text about the lines of a board."""
    lines = lacking(found)
    what = f"{found.span.label}{RETURN_KINDS[found.span.kind]}"
    office = settings.get("county_name") or found.own.post.name
    heading = N_("【{office}】{what}催报").format(office=office, what=what)
    if not found.is_over:
        return "\n".join([heading, N_("{span}还没有结束，暂不用上报。").format(span=found.span.label)])
    if not lines:
        return "\n".join([heading, N_("应报的单位都已上报，没有要催的。")])
    named = [f"{place}. {one.post.name}：{_lack(one)}" for place, one in enumerate(lines, 1)]
    return "\n".join([heading, _deadline(found), N_("还有 {n} 个单位没有办完：").format(n=len(lines)), *named,
                      N_("请登录系统，在“月报进度”里办理。")])  # fmt: skip


def lacking(found: Board) -> list[Line]:
    """The lines that lack something, those sent back first: not the office's own checking, not units without records."""
    if not found.is_over:
        return []
    late = [
        line
        for line in found.lines
        if line.state == ReturnState.RETURNED or (line.state == ReturnState.OPEN and line.records > 0)
    ]
    return sorted(late, key=lambda line: line.state != ReturnState.RETURNED)


def _deadline(found: Board) -> str:
    due = found.deadline
    if found.today > due.on:
        days = (found.today - due.on).days
        return N_("上报截止{due}，今天{today}，已逾期 {n} 天。").format(
            due=due.words, today=deadlines.in_words(found.today), n=days
        )
    return N_("请在{due}前上报。").format(due=due.words)


def _lack(line: Line) -> str:
    if line.returned is not None:
        return N_("{day}退回待改：{reason}").format(
            day=deadlines.in_words(line.returned_on), reason=line.returned.reason
        ) + _late(line)
    if line.revision > 1:
        return N_("第 {n} 版（更正）还没有上报").format(n=line.revision)
    return N_("未上报，有 {n} 条记录").format(n=line.records) + _late(line)


def _late(line: Line) -> str:
    """How many days after the deadline it lies there, or was first sent up."""
    days = line.days_late
    if not days:
        return ""
    return (N_("（逾期 {n} 天）") if line.sent is None else N_("（首次上报逾期 {n} 天）")).format(n=days)
