"""The audit chain, for the audit administrator: the newest acts first, paged by key, and the check of the chain."""

import json
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from blueprints.audit import bp
from blueprints.guard import actor, needs
from office import audit
from office.acts import ACTS

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
    """The details of an act in one line."""
    return "；".join(
        f"{name}={_shown(value)}" for name, value in json.loads(detail).items() if value not in (None, "")
    )


def _shown(value: Any) -> str:
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
