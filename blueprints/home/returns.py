"""The last finished month's return in one line, as long as it waits for something."""

import datetime
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from blueprints.navigation import office_settings
from figures.returns import brief as briefs
from figures.returns import spans
from figures.returns.brief import Brief
from office.access import Actor
from vocab import ReturnState


def standing(actor: Actor, today: datetime.date) -> dict[str, Any] | None:
    """What to say and where it leads; None when it waits for nobody here, or where nobody reports."""
    span = spans.of_day(today, office_settings()["year_end"]).before
    brief = briefs.brief(actor, span, today=today)
    if brief is None or brief.state == ReturnState.LOCKED:
        return None
    if not brief.expected and brief.state not in (ReturnState.OPEN, ReturnState.RETURNED):
        return None
    page = "returns.board" if brief.expected else "returns.show"
    return {
        "text": _of_many(brief) if brief.expected else _of_one(brief),
        "tone": "warning" if brief.days_late else "info",
        "url": url_for(page, unit=brief.post.id, month=span.key),
        "link": _("看进度") if brief.expected else _("打开月报"),
    }


def _of_many(brief: Brief) -> str:
    return _(
        "%(month)s月报：已报 %(n)s / 应报 %(m)s 个单位，截止 %(due)s。", month=brief.span.short_label, n=brief.received,
        m=brief.expected, due=brief.deadline.words,
    )  # fmt: skip


def _of_one(brief: Brief) -> str:
    states = {
        ReturnState.OPEN: _("还没有上报"),
        ReturnState.RETURNED: _("被退回，请改正后再报"),
    }
    late = _("，已逾期 %(n)s 天", n=brief.days_late) if brief.days_late else ""
    return _("%(month)s月报%(state)s，截止 %(due)s%(late)s。", month=brief.span.short_label,
             state=states[brief.state], due=brief.deadline.words, late=late)  # fmt: skip
