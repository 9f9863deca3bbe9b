"""How returns are shown: states as pills, steps as a strip, findings with their links."""

import datetime
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from blueprints.figure_links import Links
from blueprints.wording import moment
from figures import wording
from figures.checking.findings import Finding
from figures.defining import Rate
from figures.periods import Period
from figures.returns.board import Line
from figures.returns.reviewing import MAIN, Figures
from registers.catalogue import REGISTERS
from vocab import OFFICIAL, RETURN_ACTS, STRENGTHS, ReturnState

# state → words, tone of the pill
STATES = {
    ReturnState.OPEN: (_l("未上报"), "grey"),
    ReturnState.SUBMITTED: (_l("已上报"), "amber"),
    ReturnState.RETURNED: (_l("退回待改"), "red"),
    ReturnState.ACCEPTED: (_l("已审核"), "blue"),
    ReturnState.LOCKED: (_l("已锁定"), "green"),
}
TONES = {"must": "red", "explain": "amber", "hint": "grey"}
STANDINGS = {"open": "amber", "done": "green", "changed": "red"}
MOST_LINKS = 20

Cell = dict[str, Any]


def state(line: Line) -> Cell:
    """The pill of a line, with its revision and what is special about it beneath."""
    words, tone = STATES[line.state]
    notes = []
    if line.row and line.row.nil and line.state not in (ReturnState.OPEN, ReturnState.RETURNED):
        notes.append(_("零报告"))
    if line.revision > 1:
        notes.append(_("第 %(n)s 版", n=line.revision))
    if line.asked:
        notes.append(_("申请更正"))
    if line.changed:
        notes.append(_("锁定后改动 %(n)s 条", n=line.changed))
    if line.state == ReturnState.OPEN:
        words, tone = _open(line)
    return {"text": words, "tone": tone, "pill": True, "note": " · ".join(notes)}


def _open(line: Line) -> tuple[Any, str]:
    if line.revision > 1:
        return _("更正中"), "amber"
    if not line.is_over:
        return _("填报中"), "grey"
    if not line.records:
        return _("无记录"), "grey"
    return _("未上报"), "red"


def sent(line: Line) -> Cell:
    """When and by whom it was first sent up, in time or how many days late."""
    if line.sent is None:
        late = _("逾期 %(n)s 天", n=line.days_late) if line.days_late else ""
        return {"text": None, "note": late if line.records else ""}
    verdict = _("按时") if line.is_on_time else _("逾期 %(n)s 天", n=line.days_late)
    return {"text": moment(line.sent.at)[5:], "note": f"{line.sent.actor} · {verdict}"}


def checks(line: Line) -> Cell | str | None:
    """Findings of the checks: those that still want an answer, and those that were explained."""
    if line.row is None or line.state in (ReturnState.OPEN, ReturnState.RETURNED):
        return None
    if line.open_checks:
        return {"text": _("待说明 %(n)s", n=line.open_checks), "pill": True, "tone": "red"}
    if line.explained_checks:
        return _("已说明 %(n)s", n=line.explained_checks)
    return _("提示 %(n)s", n=line.hints) if line.hints else _("无")


# ---------------------------------------------------------------- one return


def strip(line: Line) -> list[dict[str, Any]]:
    """The way of a return as far as it has come: [{label, sign, who, at, note}]."""
    acts = [step for step in line.steps if line.row and step.of_id == line.row.id]
    last = {step.act: step for step in acts}
    sending = max(
        (last[key] for key in ("submit", "nil") if key in last), key=lambda step: step.id, default=None
    )
    back = last.get("send_back") if line.state == ReturnState.RETURNED else None
    shown = [
        _stage(
            _("填报"),
            None,
            "now" if line.state == ReturnState.OPEN else "done",
            _("%(n)s 条记录", n=line.records),
        ),
        _stage(_("上报"), sending, "done" if back else _sign(line.state, ReturnState.SUBMITTED)),
    ]
    if back:
        shown.append(_stage(_("退回"), back, "bad"))
    shown += [
        _stage(_("审核"), last.get("accept"), _sign(line.state, ReturnState.ACCEPTED)),
        _stage(_("锁定"), last.get("lock") or last.get("follow"), _sign(line.state, ReturnState.LOCKED)),
    ]
    return shown


def _sign(now: str, stage: str) -> str:
    """done, now (the last stage that was reached) or open."""
    way = [
        ReturnState.OPEN,
        ReturnState.RETURNED,
        ReturnState.SUBMITTED,
        ReturnState.ACCEPTED,
        ReturnState.LOCKED,
    ]
    if way.index(now) < way.index(stage):
        return "open"
    return "now" if now == stage != ReturnState.LOCKED else "done"


def _stage(label: str, step: Any, sign: str, note: str = "") -> dict[str, Any]:
    shown = step if sign != "open" else None
    return {"label": label, "sign": sign, "who": shown.actor if shown else "", "at": shown.at if shown else None,
            "note": note}  # fmt: skip


def history(steps: list[Any], revisions: dict[int, int]) -> list[list[Any]]:
    """Every step of all revisions, the newest first: when and by whom, which act of which revision, why."""
    return [
        [
            {"text": moment(step.at), "note": step.actor},
            {
                "text": _(RETURN_ACTS.get(step.act, step.act)),
                "note": _("第 %(n)s 版", n=revisions[step.of_id]),
            },
            {"text": step.reason or None, "note": _timely(step)},
        ]
        for step in reversed(steps)
    ]


def _timely(step: Any) -> str:
    if step.on_time is None:
        return ""
    return _("按时") if step.on_time else _("逾期")


# ---------------------------------------------------------------- figures


def figures(found: Figures, revision: int | None) -> tuple[list[Any], list[list[Any]]]:
    """Headings and rows of the main figures: live, and where there are locked ones (of `revision`), the difference."""
    place = found.frame.unit.id, found.frame.period, found.basis
    links = Links(*place), Links(*place, state=OFFICIAL, revision=revision) if found.official else None
    columns: list[Any] = [_("指标")]
    if found.official is not None:
        columns.append({"label": _("审定"), "num": True})
    columns.append({"label": _("实时"), "num": True})
    if found.official is not None:
        columns.append({"label": _("差"), "num": True})
    return columns, [_figure(found, key, links) for key in MAIN]


def _figure(found: Figures, key: str, links: tuple[Links, Links | None]) -> list[Any]:
    live = found.live[key]
    name = wording.heading(live.one) if live.one.unit != "%" else _(live.one.name)
    now = {"text": wording.text(live), "href": links[0].to(key)}
    if found.official is None or links[1] is None:
        return [name, now]
    locked = found.official[key]
    return [name, {"text": wording.text(locked), "href": links[1].to(key)}, now, difference(live, locked)]


def difference(live: Any, locked: Any) -> str | None:
    """Live less locked, with its sign; a rate in points; None where one of them is not known."""
    if live.value is None or locked.value is None:
        return None
    if live.value == locked.value:
        return "0"
    gap = live.value - locked.value
    sign = "+" if gap > 0 else "−"
    if isinstance(live.one, Rate):
        return f"{sign}{abs(gap)}"
    return sign + wording.number(abs(gap), live.one.unit)


# ---------------------------------------------------------------- findings


def findings(found: list[Finding], links: Links) -> list[dict[str, Any]]:
    """The findings with the pill of their strength and the addresses of what lies behind them."""
    return [
        {
            "finding": one,
            "strength": _(STRENGTHS[one.strength]),
            "tone": TONES[one.strength],
            "list": links.of(one.indicator, one.by, one.part) if one.indicator else None,
            "records": [_record(*each) for each in one.records[:MOST_LINKS]],
            "more": len(one.records) > MOST_LINKS,
        }
        for one in found
    ]


def _record(source: str, record: int) -> str | None:
    if source == "dispute":
        return url_for("disputes.show", dispute_id=record)
    register = next((one for one in REGISTERS.values() if one.key == source), None)
    return url_for("registers.show", register=register, record_id=record) if register else None


def bridge(unit_id: int, period: Period, basis: str, revision: int | None) -> str:
    """The page that says by which records locked and live figures differ."""
    days: dict[str, Any] = {"from": period.start.isoformat(), "to": period.last.isoformat()}
    return url_for("figures.bridge", unit=unit_id, **days, basis=basis, revision=revision)


def last_activity(line: Line) -> str:
    """When something last happened to the return or its records."""
    at: datetime.datetime | None = line.last_activity
    return moment(at)[5:] if at else "—"
