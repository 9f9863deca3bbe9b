"""What a lock keeps: the figures are those of the evaluator and of the stored list, and no word of them changes unseen."""

import datetime
import json
import re

import pytest

from figures.answers import Answer
from figures.books import sealing, tallying
from figures.books.sealed import read
from figures.evaluator import Question, evaluate
from figures.indicators import everything
from figures.returns import chain, rollups
from models import AuditEntry, Dispute, Return, ReturnStep, SealedRecord, Term
from office import access, settings
from tests import months
from tests.make import County, make_dispute
from tests.records import scatter_everything
from vocab import BASES, LIVE, OFFICIAL

pytestmark = pytest.mark.usefixtures("unchecked")

APRIL = "2020-04"
QUARTER = ("2020-01", "2020-02", "2020-03")


@pytest.fixture
def county(database):
    """Cases of every sort, and records of every register, over two years about 2020."""
    made = County()
    made.scatter(120)
    scatter_everything(made, 10)
    return made


@pytest.fixture
def closed(county):
    """April 2020, locked for all."""
    county.april = months.close(county.unit, APRIL)
    return county


@pytest.fixture
def small(database):
    """April 2020 of a county with few cases, locked for all."""
    made = County()
    for unit in (*made.towns, *made.villages):
        for day in (2, 3):
            make_dispute(unit, accepted_on=datetime.date(2020, 4, day), amount=12100)
    made.april = months.close(made.unit, APRIL)
    return made


def asked(unit, span, state, basis, keys, by=()):
    question = Question(unit.id, months.span(span).period, basis, by, tuple(keys), state=state)
    return evaluate(access.machine(), question)


def told(answer: Answer, by=()):
    """Every figure of an answer, row by row."""
    rows = {"total": answer.total} | {
        row.part: row for row in (answer.rows(by) if by else ()) if not row.is_nil
    }
    return {part: {key: row[key].as_json() for key in row} for part, row in rows.items()}


# ---------------------------------------------------------------- figures


@pytest.mark.parametrize("basis", BASES)
def test_at_the_moment_of_the_lock_official_is_live_in_every_figure(closed, basis):
    for unit in (closed.unit, *closed.towns):
        live, official = (told(asked(unit, APRIL, state, basis, everything())) for state in (LIVE, OFFICIAL))
        assert official == live
    assert live["total"]["dispute.accepted"]["value"]


def test_at_the_moment_of_the_lock_official_is_live_in_every_row_of_every_table(closed):
    compared = 0
    for ones in tallying.sources().values():
        for by in ones[0].source.breakdowns:
            keys = [one.key for one in ones]
            live, official = (
                told(asked(closed.unit, APRIL, state, "concluded", keys, (by,)), by)
                for state in (LIVE, OFFICIAL)
            )
            assert official == live, (ones[0].source.key, by)
            compared += len(live) > 1
    assert compared > 30


def test_the_figures_stored_are_those_of_the_official_answer(closed):
    for unit in (closed.unit, *closed.towns):
        row = months.official(unit, APRIL)
        for basis in BASES:
            answer = asked(unit, APRIL, OFFICIAL, basis, everything())
            for one in answer.known.values():
                for part in one.parts:
                    stored = row.figures.get(tallying.slot_of(one, part, basis), 0)
                    assert stored == (answer.total[one.key].parts[part] or 0), (
                        unit.name,
                        one.key,
                        part,
                        basis,
                    )


def test_the_figures_stored_are_the_sums_of_the_stored_list(closed):
    for unit in (closed.unit, *closed.towns):
        row = months.official(unit, APRIL)
        members = [id_ for id_, _ in row.members]
        rows = [one for source in tallying.sources() for one in read(source, {APRIL: members})]
        found = {}
        for name, measure in tallying.measures().items():
            values = [one.adds[name] for one in rows if name in one.adds]
            if values:
                fold = {"distinct": lambda those: len(set(those)), "least": min}.get(measure, sum)
                found[name] = fold(values)
        assert row.figures == found


def test_stocks_are_sealed_too(closed):
    figures = closed.april.figures
    for key in ("dispute.pending", "organisation.committees", "mediator.people"):
        assert figures[key] == asked(closed.unit, APRIL, LIVE, "concluded", (key,)).total[key].value > 0


def test_a_quarter_is_the_sum_of_its_months_where_something_happened_and_its_last_month_where_it_holds(
    county,
):
    for month in QUARTER:
        months.close(county.unit, month)
    months.approve(county.unit, "2020-Q1")
    quarter = months.lock(county.unit, "2020-Q1")
    parts = [months.official(county.unit, month).figures for month in QUARTER]
    stocks = {
        slot.key for ones in tallying.sources().values() for slot in tallying.slots(ones) if slot.is_stock
    }
    summed = {name for name, measure in tallying.measures().items() if measure == "sum"}
    for name in summed:
        expected = parts[-1].get(name, 0) if name in stocks else sum(part.get(name, 0) for part in parts)
        assert quarter.figures.get(name, 0) == expected, name
    assert quarter.figures["dispute.accepted"] > parts[0]["dispute.accepted"]
    answers = [
        told(
            asked(
                county.unit,
                "2020-Q1",
                OFFICIAL,
                basis,
                ("dispute.accepted", "dispute.pending", "dispute.amount"),
            )
        )
        for basis in BASES
    ]
    live = [
        told(
            asked(
                county.unit, "2020-Q1", LIVE, basis, ("dispute.accepted", "dispute.pending", "dispute.amount")
            )
        )
        for basis in BASES
    ]
    assert answers == live


def test_every_record_is_kept_once_with_its_version_and_what_lists_show(closed):
    rows = SealedRecord.select().where(SealedRecord.source == "dispute").dicts()
    keys = [row["record"] for row in rows]
    assert len(keys) == len(set(keys))
    disputes = {one["id"]: one for one in Dispute.select().dicts()}
    for row in rows:
        own = disputes[row["record"]]
        assert (row["version"], row["unit"]) == (own["version"], own["unit"])
        shown = json.loads(row["shown"])
        assert shown["accepted_on"] == own["accepted_on"].isoformat()
        assert shown["amount"] == own["amount"]


def test_voided_records_and_those_of_other_months_are_not_in_the_list(closed):
    own = {
        id_
        for (id_,) in SealedRecord.select(SealedRecord.record)
        .where(SealedRecord.source == "dispute")
        .tuples()
    }
    voided = Dispute.select(Dispute.id).where(Dispute.voided_at.is_null(False)).tuples()
    later = Dispute.select(Dispute.id).where(Dispute.accepted_on >= datetime.date(2020, 5, 1)).tuples()
    assert own
    assert not own & {id_ for (id_,) in [*voided, *later]}
    assert list(voided)
    assert list(later)


def test_the_edition_of_every_definition_and_list_is_kept(closed):
    edition = closed.april.edition
    assert set(everything()) <= set(edition)
    assert {"list:type", "list:source"} <= set(edition)
    assert edition == sealing.edition()


def test_another_edition_is_known_by_the_list_that_changed(closed):
    Term.update(name="邻里之间的纠纷").where(Term.code == "T02").execute()
    before, after = closed.april.edition, sealing.edition()
    assert {key for key in after if after[key] != before[key]} == {"list:type"}


# ---------------------------------------------------------------- nothing changes unseen


def whole(unit):
    return sealing.verify(months.official(unit, APRIL))


def first(unit, source="dispute"):
    """A sealed record of the unit's own list."""
    row = months.official(unit, APRIL)
    return (
        SealedRecord.select().where(SealedRecord.sealed_in == row.id, SealedRecord.source == source).first()
    )


def test_what_was_locked_is_whole(small):
    assert [whole(unit) for unit in (small.unit, *small.towns)] == [[], [], []]


@pytest.mark.parametrize("field", ["adds", "parts", "shown", "unit", "version", "record"])
def test_any_change_of_a_sealed_record_shows_in_its_return_and_in_those_above(small, field):
    town = small.towns[0]
    one = first(town)
    value = getattr(one, field)
    text = value.replace("1", "2") if isinstance(value, str) else value + 1
    assert text != value
    SealedRecord.update({field: text}).where(SealedRecord.id == one.id).execute()
    row = months.official(town, APRIL)
    assert (row.id, sealing.SEAL) in whole(town)
    assert (row.id, sealing.SEAL) in whole(small.unit)
    assert whole(small.towns[1]) == []
    if field == "adds":
        assert (row.id, sealing.FIGURES) in whole(town)


def test_a_record_taken_out_or_put_in_shows(small):
    one, other = first(small.towns[0]), small.towns[1]
    row = months.official(other, APRIL)
    SealedRecord.update(sealed_in=row.id).where(SealedRecord.id == one.id).execute()
    for town in small.towns:
        found = whole(town)
        assert found == [
            (months.official(town, APRIL).id, sealing.SEAL),
            (months.official(town, APRIL).id, sealing.FIGURES),
        ]


@pytest.mark.parametrize(
    "change",
    [
        {"figures": {"dispute.accepted": 99}},
        {"missing": [[2, "2020-04-01"]]},
        {"edition": {}},
        {"nil": True},
        {"findings": [{"key": "x", "explained": "改过的说明"}]},
        {"digest": "0" * 64},
        {"revision": 7},
        {"locked_at": datetime.datetime(2020, 5, 1)},
        {"seal": "0" * 64},
        {"seal": ""},
    ],
    ids=lambda change: next(iter(change)),
)
def test_any_change_of_a_locked_return_shows(small, change):
    row = small.april
    Return.update(change).where(Return.id == row.id).execute()
    assert (row.id, sealing.SEAL) in whole(small.unit)


def test_going_on_breaks_no_seal(small):
    town = small.towns[0]
    months.ask(town, APRIL)
    assert whole(town) == []
    make_dispute(town, accepted_on=datetime.date(2020, 4, 2))
    months.correct(town, APRIL)
    for unit in (town, small.unit):
        rows = chain.revisions(access.machine(), unit.id, months.span(APRIL))
        assert [(row.revision, sealing.verify(row)) for row in rows] == [(1, []), (2, [])]


def test_the_digest_of_a_list_is_that_which_was_approved(small):
    for unit in small.towns:
        row = months.official(unit, APRIL)
        assert (
            sealing.digest(sealing.kept(row.id))
            == row.digest
            == rollups.counted(unit.id, months.span(APRIL)).digest
        )


# ---------------------------------------------------------------- mistakes of others, as tests


def test_approval_is_of_figures_and_undoing_it_deletes_nothing(small):
    """Elsewhere approval holds no figures, and taking it back deletes it."""
    town = small.towns[0]
    before = months.official(town, APRIL)
    assert before.figures["dispute.accepted"] > 0
    months.reopen(town, APRIL)
    months.submit(town, APRIL)
    months.send_back(town, APRIL)
    after = Return.get_by_id(before.id)
    assert (after.official, after.state, after.figures, after.members) == (
        True,
        "locked",
        before.figures,
        before.members,
    )
    assert sealing.verify(after) == []


def test_no_setting_switches_the_history_off(small):
    """Whatever is set, an act on a return leaves its step, its audit row and its revision."""
    town = small.towns[0]
    for key, option in settings.OPTIONS.items():
        assert not re.search("审计|留痕|历史|版本|痕迹", str(option.label)), key
        if option.choices and key != "verify_first":
            settings.put(key, list(option.choices)[-1])
        elif option.bounds:
            settings.put(key, option.bounds[0])
    before = AuditEntry.select().count(), ReturnStep.select().count()
    months.correct(town, APRIL)
    assert AuditEntry.select().count() - before[0] >= 4
    assert ReturnStep.select().count() - before[1] >= 4
    assert [act for _, act in months.history(town, APRIL)][-4:] == ["reopen", "submit", "accept", "lock"]
    assert len(chain.revisions(access.machine(), town.id, months.span(APRIL))) == 2


@pytest.mark.parametrize(
    ("day", "counts"),
    [("2020-03-31", False), ("2020-04-01", True), ("2020-04-30", True), ("2020-05-01", False)],
)
def test_the_lock_holds_inside_its_window_and_not_outside(small, day, counts):
    """A record of a locked day waits for a new revision; one of a day before or after is that of another month."""
    keys = ("dispute.accepted",)
    town = small.towns[0]

    def official():
        return asked(town, APRIL, OFFICIAL, "accepted", keys).total["dispute.accepted"].value

    def live():
        return asked(town, APRIL, LIVE, "accepted", keys).total["dispute.accepted"].value

    before = official()
    make_dispute(town, accepted_on=datetime.date.fromisoformat(day))
    assert (official(), live()) == (before, before + counts)
    months.correct(town, APRIL)
    assert official() == before + counts
