"""The desks of those who keep the system and see no case: the administrator's, the auditor's, and a new office's steps."""

import datetime
import json
from collections import Counter
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from blueprints.navigation import may_open
from blueprints.wording import moment
from office import accounts, audit, backup, calendar, logins, oversight
from office.access import Actor
from office.acts import ACTS
from vocab import ROLES, Role

MOST_SHOWN = 12  # people in a list on the desk
BACKUP_DUE = 2  # days
# What takes personal data or figures out, or undoes work: the acts an auditor looks at first.
WATCHED = ("dispute.reveal", "mediator.reveal", "report.export", "ledger.import", "ledger.undo", "dispute.void",
           "account.create", "account.reset", "settings.change")  # fmt: skip

# key of oversight.beginnings() → what to do, who does it, where: (words, page, its arguments)
STEPS: dict[str, tuple[Any, Any, str, tuple[tuple[Any, str, dict[str, Any]], ...]]] = {
    "county": (
        _l("设县司法局账号"), _l("由县司法局建单位、定统计口径。"), Role.ADMIN,
        ((_l("新设账号"), "accounts.new", {}),),
    ),
    "units": (
        _l("建单位"), _l("乡镇（街道）和村（社区）：整批导入名册，或逐个新设；导入台账时也可一并建立。"), Role.COUNTY,
        ((_l("导入单位名册"), "rosters.choose", {"key": "units"}), (_l("新设单位"), "units.new", {})),
    ),
    "committees": (
        _l("建调解组织和调解员名册"), _l("案件记在调解委员会名下。"), Role.COUNTY,
        (
            (_l("导入调解委员会"), "rosters.choose", {"key": "committees"}),
            (_l("导入调解员"), "rosters.choose", {"key": "mediators"}),
        ),
    ),
    "people": (
        _l("设司法所和调解员的账号"), _l("单位和调解组织建好以后，才能选所属。"), Role.ADMIN,
        ((_l("新设账号"), "accounts.new", {}),),
    ),
    "cases": (
        _l("导入以往的台账，或登记第一件纠纷"), _l("原有的 Excel 台账可以直接导入，导错了可以整批撤销。"), Role.COUNTY,
        ((_l("导入台账"), "imports.new", {}), (_l("登记纠纷"), "disputes.new", {})),
    ),
    "backup": (
        _l("安排每天备份"), _l("在服务器上用 backup 命令；密钥文件 personal.key 另存一份。"), Role.ADMIN, (),
    ),
}  # fmt: skip


def first_steps(actor: Actor) -> list[dict[str, Any]]:
    """What a new installation needs, in order, each with the buttons the reader may press; empty once work has begun."""
    there = oversight.beginnings()
    if there["cases"] and there["people"]:
        return []
    return [_step(actor, key, done) for key, done in there.items()]


def _step(actor: Actor, key: str, done: bool) -> dict[str, Any]:
    words, why, who, ways = STEPS[key]
    links = [
        {"label": label, "url": url_for(page, **args)}
        for label, page, args in ways
        if may_open(page) and not done
    ]
    others = "" if done or links or actor.role == who else _("由%(role)s办理", role=_(ROLES[who]))
    return {"label": words, "why": why, "done": done, "links": links, "others": others}


def administrator(actor: Actor, today: datetime.date) -> dict[str, Any]:
    """What the administrator's desk shows."""
    present = _by_person(logins.present(actor))
    staff = oversight.staff(actor)
    last = oversight.last_backup(actor)
    return {
        "steps": first_steps(actor),
        "staff": [one for one in staff if one.active or one.closed],
        "roles": {code: _(words) for code, words in ROLES.items()},
        "active": sum(one.active for one in staff),
        "locked": accounts.listed(actor, locked=True),
        "present": present[:MOST_SHOWN],
        "here": len(present),
        "logins": sum(many for _login, many in present),
        "own_backup": backup.possible(),
        "backup": last,
        "backup_age": (today - _day_of(last)).days if last else None,
        "backup_due": BACKUP_DUE,
    }


def _by_person(found: list[Any]) -> list[tuple[Any, int]]:
    """Each person's latest login, and how many there are."""
    many = Counter(login.account_id for login in found)
    latest = {login.account_id: login for login in reversed(found)}
    return [(latest[account_id], times) for account_id, times in many.items()]


def _day_of(at: datetime.datetime) -> datetime.date:
    """The office's day of a stored moment."""
    return at.replace(tzinfo=datetime.UTC).astimezone().date()


def auditor(actor: Actor, today: datetime.date) -> dict[str, Any]:
    """What the auditor's desk shows."""
    week, month = today - datetime.timedelta(days=6), today - datetime.timedelta(days=29)
    first = today.replace(day=1)
    counted = oversight.watched(actor, calendar.began(month), WATCHED)
    failures = oversight.watched(actor, calendar.began(week), ("login.failure", "login.lock"))
    failed = oversight.failures(actor, calendar.began(week), MOST_SHOWN)
    return {
        "today": audit.count(actor, calendar.began(today)),
        "today_url": _audit_url(today),
        "month": audit.count(actor, calendar.began(first)),
        "month_url": _audit_url(first),
        "failures": failures["login.failure"][0],
        "failures_url": _audit_url(week, act="login.failure"),
        "locks": failures["login.lock"][0],
        "failed": [[name, times, moment(at)] for name, times, at in failed],
        "watched": [_watched(act, *counted[act], month) for act in WATCHED],
        "chain": _chain(),
    }


def _audit_url(first: datetime.date, **args: Any) -> str:
    """The audit list since a day."""
    return url_for("audit.index", **(args | {"from": first.isoformat()}))


def _watched(act: str, times: int, people: int, first: datetime.date) -> list[Any]:
    """A row of the table of acts to look at."""
    return [_(ACTS[act]), {"text": times, "href": _audit_url(first, act=act) if times else None}, people]


def _chain() -> dict[str, Any]:
    """How the last check of the chain ended."""
    entry = audit.latest("audit.check")
    if entry is None:
        return {"words": _("未校验"), "note": _("还没有校验过"), "tone": "warn"}
    whole = not json.loads(entry.detail)["broken"]
    return {
        "words": _("完整") if whole else _("不符"),
        "note": _("校验于 %(at)s", at=moment(entry.at)),
        "tone": "good" if whole else "warn",
    }
