"""What is wrong with single records: days out of order and unbalanced pairs keep a month back, doubles want a word."""

import itertools
from collections.abc import Iterator, Sequence
from functools import reduce
from operator import or_
from typing import Any

from peewee import SQL, Case, ModelSelect, fn

from figures.checking.books import Books
from figures.checking.findings import EXPLAIN, MUST, Finding
from figures.checking.naming import Row, cases_of_month, links, words
from figures.disputes import DISPUTES
from figures.frame import Frame
from figures.selects import MOST_PARAMETERS
from models import Dispute
from office import access
from registers.catalogue import REGISTERS
from registers.description import Register
from registers.dispute import DISPUTE
from vocab import N_, PREVENTIONS

# earlier, later: what the law and the file say happens in this order, also where entering a case does not ask for it
ORDER = (
    ("occurred_on", "accepted_on"),
    ("accepted_on", "concluded_on"),
    ("mediated_from", "mediated_to"),
    ("accepted_on", "agreed_on"),
    ("agreed_on", "effective_on"),
    ("agreed_on", "performed_on"),
    ("agreed_on", "concluded_on"),
    ("agreed_on", "confirmation_applied_on"),
    ("confirmation_applied_on", "confirmed_on"),
)


def findings(books: Books) -> Iterator[Finding]:
    """Everything wrong with the records of the month."""
    yield from dates(books)
    yield from pairs(books)
    yield from doubles(books)


# ---------------------------------------------------------------- 强制


def dates(books: Books) -> Iterator[Finding]:
    """强制: a step of a case before the step that leads to it."""
    columns = [Dispute._meta.fields[key] for key in dict.fromkeys(itertools.chain(*ORDER))]
    wrong = reduce(or_, (_before(later, earlier) for earlier, later in ORDER))
    rows = list(cases_of_month(books, *columns).where(wrong).dicts())
    for earlier, later in ORDER:
        mine = [
            (row["id"], row["number"])
            for row in rows
            if row[later] and row[earlier] and row[later] < row[earlier]
        ]
        if mine:
            text = N_("{later}早于{earlier}：{records}，请更正日期。").format(
                later=DISPUTE.fields[later].label, earlier=DISPUTE.fields[earlier].label, records=words(mine)
            )
            yield Finding(f"dates.{later}.{earlier}", MUST, text, links("dispute", mine))


def _before(later: str, earlier: str) -> Any:
    return Dispute._meta.fields[later] < Dispute._meta.fields[earlier]


def pairs(books: Books) -> Iterator[Finding]:
    """强制: 防止 items with 人 but no 件, with 件 but no 人, or with fewer 人 than 件."""
    wrong = {key: _unbalanced(key) for key in PREVENTIONS}
    flags = [Case(None, [(condition, SQL("1"))], SQL("0")) for condition in wrong.values()]
    found = list(cases_of_month(books, *flags).where(reduce(or_, wrong.values())).tuples())
    for place, (key, name) in enumerate(PREVENTIONS.items()):
        rows: list[Row] = [(id_, number) for id_, number, *is_wrong in found if is_wrong[place]]
        if rows:
            text = N_("{name}的件数与人数不相称（有件必有人，人数不少于件数）：{records}，请更正。").format(
                name=name, records=words(rows)
            )
            yield Finding(f"pairs.records.{key}", MUST, text, links("dispute", rows))


def _unbalanced(key: str) -> Any:
    cases, persons = getattr(Dispute, f"{key}_cases"), getattr(Dispute, f"{key}_persons")
    return (persons < cases) | ((cases == 0) & (persons > 0))


# ---------------------------------------------------------------- 核实


def doubles(books: Books) -> Iterator[Finding]:
    """核实: live records of the unit that say the same; where registers keep logs (一次一记), alike entries are none."""
    mine = cases_of_month(books).select(Dispute.fingerprint).order_by()
    rows = DISPUTES.visible(books.frame).where(Dispute.fingerprint.in_(mine))
    again = rows.select(Dispute.fingerprint).group_by(Dispute.fingerprint).having(fn.COUNT(Dispute.id) > 1)
    found = rows.where(Dispute.fingerprint.in_(again)).order_by(Dispute.fingerprint, Dispute.id)
    cases = found.select(Dispute.fingerprint, Dispute.id, Dispute.number).tuples()
    for print_, group in itertools.groupby(cases, lambda row: row[0]):
        yield _double("dispute", DISPUTE.label, print_, [(id_, number) for _, id_, number in group])
    for register, print_ in _repeated(books.frame):
        model = register.model
        rows = _of_month(books.frame, register).where(model.fingerprint == print_).order_by(model.id)
        yield _double(
            register.key, register.label, print_, [(id_, None) for (id_,) in rows.select(model.id).tuples()]
        )


def _repeated(frame: Frame) -> Iterator[tuple[Register, str]]:
    """What stands more than once in the other registers' month, in as few statements as a database takes."""
    asked = {one.key: one for one in REGISTERS.values() if not one.alike and "fingerprint" not in one.unique}
    selects = [_prints(frame, one) for one in asked.values()]
    at_once = max(1, MOST_PARAMETERS // (len(frame.inside) + 10))
    for start in range(0, len(selects), at_once):
        some = reduce(lambda left, right: left.union_all(right), selects[start : start + at_once])
        yield from ((asked[key], print_) for key, print_ in some.tuples())


def _prints(frame: Frame, register: Register) -> ModelSelect:
    model = register.model
    rows = _of_month(frame, register).select(SQL(f"'{register.key}'"), model.fingerprint)
    return rows.group_by(model.fingerprint).having(fn.COUNT(model.id) > 1)


def _of_month(frame: Frame, register: Register) -> ModelSelect:
    model = register.model
    day = model._meta.fields[register.dated]
    rows = access.records(frame.actor, model).where(model.voided_at.is_null())
    rows = rows.where((day >= frame.period.start) & (day < frame.period.end))
    return rows if frame.is_whole_area else rows.where(model.unit.in_(sorted(frame.inside)))


def _double(source: str, label: str, print_: str, twins: Sequence[Row]) -> Finding:
    text = N_("{label}可能重复登记：{records} 内容相同；确是几件的请说明，重复的请作废。").format(
        label=label, records=words(twins)
    )
    return Finding(f"double.{source}.{print_[:12]}.{len(twins)}", EXPLAIN, text, links(source, twins))
