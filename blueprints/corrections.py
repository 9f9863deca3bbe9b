"""Corrections of what a locked month counted: the box that asks why, what is told afterwards, and how a record stands."""

import json
from typing import Any

from flask import current_app, flash, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup

from blueprints.errors import message
from blueprints.guard import actor
from blueprints.wording import moment
from figures.differences import standing
from figures.differences.effects import Effect, Effects
from figures.differences.locks import Lock
from figures.differences.standing import AS_LOCKED, CHANGED, LATE, Standing
from figures.returns.spans import Span
from office import audit
from office.errors import Closed
from registers.closed_months import Confirmed

FIELD, SHOWN = "correction", "effects_shown"
SHOWN_MONTHS = 12  # months of units on a page: undoing an import can touch hundreds
_STATES = {AS_LOCKED: "", CHANGED: _l("封存后有改动"), LATE: _l("锁定后补录，未计入审定数")}


def reason() -> Confirmed:
    """Why what a locked month counted is corrected, as typed beside the effects that were shown; "" for none."""
    return Confirmed(request.form.get(FIELD, "").strip(), request.form.get(SHOWN, ""))


class Box:
    """What the box shows: the effects of a change, the reason typed so far, and what is wrong with that."""

    def __init__(self, effects: Effects, typed: str = "", fault: str = "") -> None:
        self.effects = effects
        self.typed = typed
        self.fault = fault

    @classmethod
    def of(cls, error: Closed, typed: str = "") -> "Box":
        """The box of a change that was not saved; `typed` is a reason given elsewhere on the form."""
        return cls(error.effects, reason() or typed, message(error.fault) if error.fault else "")

    def groups(self) -> list[dict[str, Any]]:
        """The effects in words, month by month of each unit."""
        found: dict[tuple[str, Span], dict[str, Any]] = {}
        for row in self.effects.rows:
            new = {"title": f"{row.unit} {_(row.month.label)}", "note": _lock(row.lock), "rows": []}
            found.setdefault((row.unit, row.month), new)["rows"].append(_words(row))
        return list(found.values())[:SHOWN_MONTHS]

    @property
    def more(self) -> int:
        """How many months of units there are beyond those shown."""
        return max(0, len({(row.unit, row.month) for row in self.effects.rows}) - SHOWN_MONTHS)


def _words(row: Effect) -> dict[str, Any]:
    above = [f"{_(span.short_label)} {_(text)}" for span, text in row.above]
    return {"name": _(row.name), "text": _(row.text), "above": above}


def _lock(lock: Lock) -> str:
    """How the month is locked, where it has gone, and its line in the tables of the year."""
    said = [_("第 %(n)s 版，%(day)s 锁定", n=lock.revision, day=moment(lock.locked_at)[:10])]
    if lock.sent_to:
        said.append(_("已计入%(units)s", units="、".join(lock.sent_to)))
    if lock.line:
        said.append(_("年度分单位表第 %(n)s 行", n=lock.line))
    return "，".join(said)


def told(text: str, subject: str, subject_id: int, *, is_record: bool = True) -> None:
    """Flash that a change was saved; where a locked month was corrected by it, what that means and where to go on.

    The subject is what the act's audit row is about: a record, else without a way to its return.
    """
    if not _was_correction(subject, subject_id):
        flash(text, "success")
        return
    said = _("已更正；审定数不变，差异列入更正清单，如需改变审定数请由单位申请新的版本。")
    stood = standing.standings(subject, subject_id) if is_record else []
    links = [_link(one) for one in stood if one.state == CHANGED]
    flash(Markup("").join([said, *links[:1]]), "success")


def _was_correction(subject: str, subject_id: int) -> bool:
    """Whether the act that was just saved altered what a locked month counted."""
    acts = audit.history(subject, subject_id) if reason() else []
    return bool(acts) and "effects" in json.loads(acts[-1].detail)


def _link(one: Standing) -> Markup:
    url = return_url(one.unit, one.month)
    text = _("看%(unit)s%(month)s的报表", unit=one.name, month=_(one.month.label))
    return Markup(' <a href="{}">{}</a>').format(url, text) if url else Markup("")


def told_of_late(source: str, record: int) -> None:
    """Flash that a new record belongs to a locked month."""
    late = [one for one in standing.standings(source, record) if one.state == LATE]
    if late:
        months = "、".join(_(one.month.label) for one in late)
        text = _(
            "%(months)s已锁定，这条记录作为补录，不改变审定数；如需计入请由单位申请新的版本。", months=months
        )
        flash(text, "info")


def standings(source: str, record: int) -> list[dict[str, Any]]:
    """How a record stands in locked months, in words: a line for months in a row, with the way to the last one's return."""
    runs: list[list[Standing]] = []
    for one in standing.standings(source, record):
        if runs and _goes_on(runs[-1][-1], one):
            runs[-1].append(one)
        else:
            runs.append([one])
    return [_line(run[0], run[-1]) for run in runs]


def _goes_on(before: Standing, one: Standing) -> bool:
    alike = (before.unit, before.revision, before.state) == (one.unit, one.revision, one.state)
    return alike and one.month.before == before.month


def _line(first: Standing, last: Standing) -> dict[str, Any]:
    month = _(first.month.label)
    if first != last:
        month = _("%(first)s至%(last)s", first=month, last=_(last.month.label))
    counted = (
        _("已计入 %(month)s（第%(n)s版，锁定）", month=month, n=first.revision) if first.revision else month
    )
    url = return_url(last.unit, last.month)
    return {"text": counted, "unit": first.name, "mark": _STATES[first.state], "url": url}


def return_url(unit: int, month: Span) -> str:
    """The address of a unit's return; "" where the reader has no such page."""
    known = "returns.show" in current_app.view_functions and actor().may("return.read")
    inside = actor().unit_path == "/" or unit in actor().unit_ids
    return url_for("returns.show", unit=unit, month=month.key) if known and inside else ""
