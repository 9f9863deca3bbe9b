"""Official figures folded by column, beside the plainest fold there is: record by record, as it was sealed."""

import itertools

import pytest

from figures.books import sealed
from figures.books.sealed import books_of
from figures.books.tallying import slot_of
from figures.defining import DISTINCT, LEAST
from figures.evaluator import Question, evaluate
from figures.frame import Frame
from figures.indicators import counted
from figures.records import records
from models import Dispute, SealedRecord
from office import access
from tests import months
from tests.make import County
from vocab import OFFICIAL

pytestmark = pytest.mark.usefixtures("unchecked")

CASES = ("dispute.accepted", "dispute.amount", "dispute.agreements", "dispute.pending", "dispute.failed")
QUESTIONS = [
    (CASES, (), ()),
    (CASES, ("unit", "month"), ()),
    (CASES, ("type", "source"), ()),
    (CASES, ("tag",), ()),
    (CASES, ("mediator", "unit"), (("tag", "G01"),)),
    (CASES, ("orgkind",), (("form", "written"), ("outcome", "succeeded"))),
    (("mediator.people",), ("unit",), ()),
    (("understander.fewest",), ("month",), ()),
]


@pytest.fixture
def county(database, monkeypatch):
    """Cases of every sort in three locked months, whose lists are read in small pieces."""
    monkeypatch.setattr(sealed, "_PIECE", 5)
    made = County()
    made.scatter(200)
    months.close(made.unit, "2020-01", "2020-02", "2020-03")
    return made


def question(unit, keys, by=(), where=(), span="2020-Q1"):
    return Question(unit.id, months.span(span).period, "concluded", by, keys, where, OFFICIAL)


def plainly(asked, one):
    """Cell → part → what the sealed records of an indicator add, one after the other."""
    frame = Frame(access.machine(), asked.unit, asked.period)
    books, ways = books_of(frame, asked.period), one.source.breakdowns
    stock = one.source.dated(one.dated, asked.basis).is_stock and "month" not in asked.by
    found = {}
    for row in books.rows(one.source.key, [books.last_month] if stock else None):
        rows = {"unit": [ways["unit"].part(row.unit, frame)], "month": [row.month]}

        def parts(by, row=row, rows=rows):
            own = row.parts.get(by, [] if ways[by].overlapping else "")
            return rows.get(by) or (own if isinstance(own, list) else [own])

        if row.unit in frame.inside and all(part in parts(by) for by, part in asked.where):
            for cell, part in itertools.product(itertools.product(*map(parts, asked.by)), one.parts):
                value = row.adds.get(slot_of(one, part, asked.basis))
                if value is not None:
                    found.setdefault(cell, {}).setdefault(part, []).append(value)
    return found


def summed(one, values):
    if one.measure == DISTINCT:
        return len(set(values))
    return min(values) if one.measure == LEAST else sum(values)


def test_every_cell_is_what_the_sealed_records_add_up_to(county):
    for keys, by, where in QUESTIONS:
        for unit in (county.unit, county.towns[0], county.villages[0]):
            asked = question(unit, keys, by, where)
            answer = evaluate(access.machine(), asked)
            for key in keys:
                one = counted(key)
                plain = plainly(asked, one)
                assert plain or (key, unit) != (keys[0], county.unit), "what nothing answers proves nothing"
                for part in one.parts:
                    place = answer.slots[key, part]
                    told = {cell: sums[place] for cell, sums in answer.cells.items() if sums[place]}
                    right = {cell: summed(one, own[part]) for cell, own in plain.items() if part in own}
                    assert told == {cell: value for cell, value in right.items() if value}


def test_a_figure_is_the_length_of_its_list_however_it_is_paged(county):
    asked = question(county.unit, CASES)
    for key in CASES:
        listed = records(access.machine(), asked, key)
        whole = [(row.accepted_on, row.id) for row in listed.every()]
        paged, after = [], ""
        while after is not None:
            rows, after = listed.page(after, 7)
            paged += [(row.accepted_on, row.id) for row in rows]
        assert whole == paged[::-1]
        assert [day for day, _ in whole] == sorted(day for day, _ in whole)
        count, values = listed.measure()
        assert count == len(whole)
        assert sum(values) == listed.figure.value


def test_what_was_read_of_late_is_not_told_of_another_lock(county):
    asked = question(county.unit, ("dispute.accepted",))
    before = evaluate(access.machine(), asked).total["dispute.accepted"].value
    late = (
        Dispute.select()
        .where(Dispute.accepted_on >= "2020-02-01", Dispute.accepted_on < "2020-03-01")
        .first()
    )
    Dispute.update(voided_at=late.entered_at).where(Dispute.id == late.id).execute()
    assert evaluate(access.machine(), asked).total["dispute.accepted"].value == before
    post = county.towns[0] if late.unit_id in (county.towns[0].id, county.villages[0].id) else county.towns[1]
    post = county.unit if late.unit_id == county.unit.id else post
    months.ask(post, "2020-02")
    months.reopen(post, "2020-02")
    months.approve(post, "2020-02")
    months.lock(post, "2020-02")
    assert evaluate(access.machine(), asked).total["dispute.accepted"].value == before - 1
    sealed.forget()
    assert evaluate(access.machine(), asked).total["dispute.accepted"].value == before - 1
    assert SealedRecord.select().where(SealedRecord.record == late.id).exists()
