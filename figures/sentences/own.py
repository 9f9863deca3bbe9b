"""The report texts of the bureau's own, beside those that come with the program: tried, kept in every version, audited."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from peewee import fn

import db
from figures import exports
from figures.frame import Frame
from figures.periods import Period
from figures.sentences import grammar, writing
from figures.sentences.shipped import SHIPPED
from figures.sentences.writing import Paragraph
from models import ReportText, ReportTextEdition
from office import audit
from office.access import Actor
from office.errors import NotVisible, Refused, Rejected
from office.saving import save
from registers import values
from registers.values import Unreadable
from vocab import LIVE, N_

PREFIX = "own-"


@dataclass(frozen=True)
class Kept:
    """A text as it is offered: its name in addresses and on the command line, its title, its words; its row if own."""

    name: str
    title: str
    text: str
    row: ReportText | None = None


def offered(actor: Actor) -> list[Kept]:
    """The texts that can be written: those of the program, then the bureau's own in use. NotAllowed."""
    actor.must("figures.read")
    return [*(_shipped(name) for name in SHIPPED), *(_own(row) for row in listed() if row.active)]


def listed() -> list[ReportText]:
    """The bureau's own, those in use first, in the order in which they were added."""
    return list(ReportText.select().order_by(ReportText.active.desc(), ReportText.id))


def find(actor: Actor, name: str) -> Kept:
    """The text of a name (mediation, own-3) or title (人民调解). Rejected when there is none."""
    for one in offered(actor):
        if name in (one.name, one.title):
            return one
    known = "、".join(one.title for one in offered(actor))
    raise Rejected("name", N_("没有名为“{name}”的工作报告文字，现有：{known}。"), name=name[:40], known=known)


def _shipped(name: str) -> Kept:
    one = SHIPPED[name]
    return Kept(one.name, one.title, one.text)


def _own(row: ReportText) -> Kept:
    return Kept(f"{PREFIX}{row.id}", row.name, row.text, row)


def get(actor: Actor, text_id: int) -> ReportText:
    """An own text, for those who write them; NotVisible when there is none, NotAllowed."""
    actor.must("text.write")
    row = ReportText.get_or_none(ReportText.id == text_id)
    if row is None:
        raise NotVisible()
    return row


def editions(actor: Actor, text_id: int) -> list[ReportTextEdition]:
    """What a text said, the newest first. NotAllowed."""
    actor.must("text.write")
    rows = ReportTextEdition.select().where(ReportTextEdition.of == text_id)
    return list(rows.order_by(ReportTextEdition.version.desc()))


# ---------------------------------------------------------------- acts


def add(actor: Actor, typed: dict[str, Any], today: datetime.date) -> ReportText:
    """A new text: name, text. Refused with every fault."""
    actor.must("text.write")
    with db.transaction():
        db.serialise("report texts")  # two of the same name at once: the second is refused
        row = ReportText.create(**_checked(actor, typed, today))
        _keep(actor, row)
        audit.record(actor, "text.add", "text", row.id, name=row.name)
    return row


def change(actor: Actor, text_id: int, seen: int, typed: dict[str, Any], today: datetime.date) -> ReportText:
    """Change a text whose version is still `seen`; what it said stays among its editions. Refused, Stale, NotVisible."""
    with db.transaction():
        db.serialise("report texts")
        row = get(actor, text_id)
        before = {"name": row.name, "text": row.text}
        new = _checked(actor, typed, today, row.id)
        row = save(row, seen, new)
        _keep(actor, row)
        audit.record(actor, "text.change", "text", row.id, name=row.name, changes=audit.changes(before, new))
    return row


def stop(actor: Actor, text_id: int, seen: int) -> ReportText:
    """Put a text out of use. Stale, NotVisible."""
    return _use(actor, text_id, seen, False)


def resume(actor: Actor, text_id: int, seen: int) -> ReportText:
    """Take a stopped text into use again. Rejected when another bears its name by now, Stale, NotVisible."""
    return _use(actor, text_id, seen, True)


def _use(actor: Actor, text_id: int, seen: int, active: bool) -> ReportText:
    with db.transaction():
        db.serialise("report texts")
        row = get(actor, text_id)
        if active:
            _no_namesake(row.name, row.id)
        row = save(row, seen, {"active": active})
        _keep(actor, row)
        audit.record(actor, "text.resume" if active else "text.stop", "text", row.id, name=row.name)
    return row


def _keep(actor: Actor, row: ReportText) -> None:
    ReportTextEdition.create(
        of=row.id,
        version=row.version,
        name=row.name,
        text=row.text,
        account=actor.account_id,
        actor=actor.name,
    )


def exported(actor: Actor, made: Sequence[Paragraph]) -> None:
    """Note that paragraphs left the house as a document. NotAllowed."""
    actor.must("report.export")
    if made:
        names = "、".join(one.name for one in made)
        exports.note(actor, made[0].unit_id, report=names, period=made[0].stretch.label)


# ---------------------------------------------------------------- what holds of a text


def tried(
    actor: Actor,
    typed: dict[str, Any],
    unit_id: int,
    period: Period,
    *,
    today: datetime.date,
    state: str = LIVE,
) -> Paragraph:
    """What a text as typed says of a unit and period; nothing is stored. Rejected, Refused, NotVisible, NotAllowed."""
    actor.must("text.write")
    text = _text(typed.get("text"))
    return writing.write(
        actor, typed.get("name") or N_("预览"), text, unit_id, period, today=today, state=state
    )


def _checked(actor: Actor, typed: dict[str, Any], today: datetime.date, own_id: int = 0) -> dict[str, str]:
    row: dict[str, str] = {}
    faults = []
    for key, reader in (("name", _name), ("text", _text)):
        try:
            row[key] = reader(typed.get(key))
        except Rejected as fault:
            faults.append(fault)
    try:
        if "text" in row:
            grammar.read(row["text"], Frame(actor, None, Period(today, today + datetime.timedelta(days=1))))
        if "name" in row:
            _no_namesake(row["name"], own_id)
    except Rejected as fault:
        faults.append(fault)
    if faults:
        raise Refused(faults)
    return row


def _name(text: Any) -> str:
    try:
        written = values.text(text, 60) or ""
    except Unreadable as fault:
        raise Rejected("name", fault.text, **fault.values) from None
    if not written:
        raise Rejected("name", N_("请给这段文字起个名称。"))
    if written in SHIPPED or written.startswith(PREFIX):
        raise Rejected("name", N_("“{name}”是系统用的名称，请换一个。"), name=written)
    return written


def _text(text: Any) -> str:
    try:
        written = values.long_text(text, grammar.MOST_SIGNS) or ""
    except Unreadable as fault:
        raise Rejected("text", fault.text, **fault.values) from None
    if not written:
        raise Rejected("text", N_("请填写文字，数字用占位数，如“调解纠纷{{调结纠纷数}}件”。"))
    return written


def _no_namesake(name: str, own_id: int) -> None:
    same = ReportText.select().where(ReportText.active & (fn.LOWER(ReportText.name) == name.lower()))
    if same.where(ReportText.id != own_id).exists() or name in {one.title for one in SHIPPED.values()}:
        raise Rejected("name", N_("已有名为“{name}”的工作报告文字，请换一个名称。"), name=name)
