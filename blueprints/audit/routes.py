"""The audit chain, for the audit administrator: the newest acts first, paged by key, and the check of the chain."""

import json
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from blueprints.audit import bp
from blueprints.guard import actor, needs
from office import audit
from office.acts import ACTS, DETAILS
from office.settings import OPTIONS
from registers.dispute import DISPUTE

PAGE = 50


@bp.get("/audit")
@needs("audit.read")
def index() -> Any:
    act = request.args.get("act", "")
    before = request.args.get("before", type=int)
    rows = audit.entries(actor(), before_id=before, act=act, limit=PAGE + 1)
    older = rows[PAGE - 1].id if len(rows) > PAGE else None
    return render_template(
        "audit/index.html",
        rows=[(row, _said(row.detail)) for row in rows[:PAGE]],
        acts={code: _(words) for code, words in ACTS.items()},
        act=act,
        before=before,
        older=older,
    )


def _said(detail: str) -> str:
    """The details of an act in one line; what changed with its old and new value."""
    found = json.loads(detail)
    moved = found.pop("changes", None) or {}
    parts = [
        f"{_word(name)}：{_shown(value)}" for name, value in found.items() if value not in (None, "", [], {})
    ]
    parts += [f"{_word(name)}：{_shown(old)} → {_shown(new)}" for name, (old, new) in moved.items()]
    return "；".join(parts)


def _word(name: str) -> str:
    """What a detail is called: as in the audit's own words, the register's, or the settings'."""
    if name in DETAILS:
        return _(DETAILS[name])
    described = DISPUTE.fields.get(name) or OPTIONS.get(name)
    return _(described.label) if described else name


def _shown(value: Any) -> str:
    if value in (None, ""):
        return "—"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


@bp.post("/audit/check")
@needs("audit.read")
def check() -> Any:
    broken = audit.check(actor())
    if broken:
        numbers = "、".join(str(number) for number in broken)
        flash(
            _("审计记录被改动过：第 %(numbers)s 条与前后不符。请立即保全数据并查明原因。", numbers=numbers),
            "error",
        )
    else:
        flash(_("审计记录完整，没有被改动。"), "success")
    return redirect(url_for("audit.index"), 303)
