"""Several at once, and a process that dies: never two live or official returns, a lost update or a half-locked month."""

import itertools
import multiprocessing
import os
import random
import signal
import threading
import time

import peewee
import pytest

import db
from figures.books import sealing
from figures.returns import chain
from models import AuditEntry, Dispute, Return, ReturnStep, SealedRecord
from office import access, audit
from office.errors import Closed, OfficeError, Rejected, Stale
from registers import disputes
from tests import cases, months
from vocab import ReturnState

pytestmark = pytest.mark.usefixtures("unchecked")

MONTH = "2026-10"
WHY = "按卷宗原件更正结案日期"


@pytest.fixture
def county(county):
    """Three cases of October in each village."""
    county.cases = [
        cases.enter(county, cases.bureau(county), place, accepted_on="2026-10-05", concluded_on="2026-10-10",
                    agreed_on="2026-10-10")
        for place in range(4) for _ in range(3)
    ]  # fmt: skip
    return county


@pytest.fixture
def approved(county):
    """October sent up and approved by all."""
    for unit in (*county.towns, county.unit):
        months.approve(unit, MONTH)
    return county


def at_once(*acts):
    """What each act gives, or the office's error that it raised, when all begin at one moment, each in a thread."""
    begin = threading.Barrier(len(acts))
    results = [None] * len(acts)

    def run(place, act):
        try:
            with db.database.connection_context():
                begin.wait()
                results[place] = act()
        except OfficeError as error:
            results[place] = error
        except BaseException as error:
            results[place] = ("broken", repr(error))

    threads = [threading.Thread(target=run, args=one) for one in enumerate(acts)]
    for one in threads:
        one.start()
    for one in threads:
        one.join(60)
    assert not any(one.is_alive() for one in threads), "somebody waits for ever"
    broken = [one for one in results if isinstance(one, tuple) and one[:1] == ("broken",)]
    assert not broken, broken
    return results


def errors(results):
    return [one for one in results if isinstance(one, OfficeError)]


def is_said_in_chinese(error):
    return any("\u4e00" <= sign <= "\u9fff" for sign in str(error))


def whole():
    """Nothing in the books contradicts anything else."""
    rows = list(Return.select())
    for mark in ("live", "official"):
        places = [(row.unit_id, row.kind, row.start) for row in rows if getattr(row, mark)]
        assert len(places) == len(set(places)), f"two {mark} returns"
    sealed = {id_ for (id_,) in SealedRecord.select(SealedRecord.sealed_in).distinct().tuples()}
    for row in rows:
        if row.state == ReturnState.LOCKED:
            assert sealing.verify(row) == []
        else:
            assert row.id not in sealed, "a list without a lock"
    assert not list(audit.broken_links())


def acts_of(month=MONTH):
    return [step.act for step in ReturnStep.select().order_by(ReturnStep.id)]


# ---------------------------------------------------------------- two at once


@pytest.mark.parametrize("clients", [2, 4])
def test_of_several_who_submit_one_does(county, clients):
    town = county.towns[0]
    results = at_once(*[lambda: months.submit(town, MONTH)] * clients)
    lost = errors(results)
    assert len(lost) == clients - 1
    assert all(isinstance(one, Rejected | Stale) and is_said_in_chinese(one) for one in lost)
    assert (Return.select().count(), acts_of()) == (1, ["submit"])
    whole()


def test_of_two_who_accept_what_both_saw_one_does(county):
    town = county.towns[0]
    seen = months.submit(town, MONTH).version
    results = at_once(*[lambda: months.accept(town, MONTH, seen=seen)] * 2)
    (lost,) = errors(results)
    assert isinstance(lost, Stale | Rejected)
    assert is_said_in_chinese(lost)
    assert acts_of() == ["submit", "accept"]
    whole()


def test_acceptance_and_sending_back_do_not_both_win(county):
    town = county.towns[0]
    seen = months.submit(town, MONTH).version
    results = at_once(
        lambda: months.accept(town, MONTH, seen=seen), lambda: months.send_back(town, MONTH, seen=seen)
    )
    assert len(errors(results)) == 1
    assert months.now(town, MONTH).state == {"accept": "accepted", "send_back": "returned"}[acts_of()[-1]]
    whole()


@pytest.mark.parametrize("clients", [2, 3])
def test_of_several_who_lock_one_does(county, clients):
    for unit in (*county.towns, county.unit):
        months.approve(unit, MONTH)
    results = at_once(*[lambda: months.lock(county.unit, MONTH)] * clients)
    lost = errors(results)
    assert len(lost) == clients - 1
    assert all(isinstance(one, Rejected | Stale) and is_said_in_chinese(one) for one in lost)
    assert acts_of().count("lock") == 3  # the county and its two townships
    assert {row.revision for row in Return.select()} == {1}
    assert SealedRecord.select().where(SealedRecord.source == "dispute").count() == 12
    whole()


def test_a_township_and_its_county_locked_at_once_end_with_the_county_whole(county):
    for unit in (*county.towns, county.unit):
        months.approve(unit, MONTH)
    town = county.towns[0]
    results = at_once(lambda: months.lock(town, MONTH), lambda: months.lock(county.unit, MONTH))
    assert len(errors(results)) <= 1
    assert months.official(county.unit, MONTH).figures["dispute.accepted"] == 12
    assert months.official(town, MONTH).figures["dispute.accepted"] == 6
    whole()


def test_of_two_new_revisions_one_is_opened(county):
    town = county.towns[0]
    months.approve(town, MONTH)
    months.lock(town, MONTH)
    (lost,) = errors(at_once(*[lambda: months.reopen(town, MONTH)] * 2))
    assert is_said_in_chinese(lost)
    assert [row.revision for row in Return.select().order_by(Return.id)] == [1, 2]
    whole()


@pytest.mark.parametrize("mark", ["live", "official"])
def test_the_database_itself_refuses_a_second_live_or_official_return(county, mark):
    """What looks for a twin before it writes loses a race; the index does not."""
    period = months.span(MONTH).period
    values = {"unit": county.unit.id, "start": period.start, "end": period.end, "live": False, mark: True}
    Return.create(**values)
    with pytest.raises(peewee.IntegrityError), db.database.atomic():
        Return.create(**values, revision=2)
    Return.create(**values | {mark: False}, revision=2)
    Return.create(**values | {"kind": "quarter"})


# ---------------------------------------------------------------- against edits


def edit(county, one, place, seen=1, reason=WHY, **raw):
    """Put one of the county's cases right."""
    raw = {"accepted_on": "2026-10-05", "concluded_on": "2026-10-10", "agreed_on": "2026-10-10"} | raw
    return disputes.change(
        cases.bureau(county),
        one.id,
        seen,
        cases.entry(county, place, **raw),
        today=cases.TODAY,
        reason=reason,
    )


def test_of_two_edits_of_one_case_one_is_saved_and_the_other_told(county):
    one = county.cases[0]
    days = ("2026-10-11", "2026-10-12")
    results = at_once(
        *[lambda day=day: edit(county, one, 0, concluded_on=day, agreed_on=day) for day in days]
    )
    (lost,) = errors(results)
    assert isinstance(lost, Stale)
    kept = Dispute.get_by_id(one.id)
    assert kept.version == 2
    assert kept.concluded_on.isoformat() in days
    assert AuditEntry.select().where(AuditEntry.act == "dispute.change").count() == 1


@pytest.mark.parametrize("reason", [WHY, ""])
@pytest.mark.parametrize("round_", range(3))
def test_an_edit_at_the_moment_of_the_lock_is_wholly_in_the_list_or_wholly_after_it(county, round_, reason):
    for unit in (*county.towns, county.unit):
        months.approve(unit, MONTH)
    one = county.cases[round_]
    results = at_once(
        lambda: months.lock(county.unit, MONTH),
        lambda: edit(county, one, 0, reason=reason, concluded_on="2026-11-02", agreed_on="2026-11-02"),
    )
    edited = Dispute.get_by_id(one.id).version == 2
    if months.official(county.unit, MONTH) is None:
        assert edited  # it came first: what was approved is no longer what would be locked
        assert "审核以后又有改动" in str(results[0])
    else:
        assert months.official(county.unit, MONTH).figures["dispute.succeeded@concluded"] == 12
        assert edited is not isinstance(results[1], Closed)  # after the lock it wanted a reason
        assert edited or not reason
    whole()


def test_a_late_case_at_the_moment_of_the_lock_is_not_half_counted(county):
    for unit in (*county.towns, county.unit):
        months.approve(unit, MONTH)
    enter = lambda: cases.enter(county, cases.bureau(county), 2, accepted_on="2026-10-20")  # noqa: E731
    at_once(lambda: months.lock(county.unit, MONTH), enter)
    assert Dispute.select().count() == 13
    row = months.official(county.unit, MONTH)
    assert row is None or row.figures["dispute.accepted"] == 12
    whole()


def test_a_lock_waits_for_an_edit_under_way_and_then_sees_it(approved):
    under_way, go_on = threading.Event(), threading.Event()
    one = approved.cases[0]

    def slow_edit():
        with db.transaction():
            edit(approved, one, 0, concluded_on="2026-11-02", agreed_on="2026-11-02")
            under_way.set()
            go_on.wait(20)

    def lock():
        under_way.wait(20)
        threading.Timer(0.4, go_on.set).start()
        return months.lock(approved.unit, MONTH)

    edited, locked = at_once(slow_edit, lock)
    assert edited is None
    assert isinstance(locked, Rejected)
    assert "审核以后又有改动" in str(locked)
    assert months.official(approved.unit, MONTH) is None
    whole()


def test_an_edit_waits_for_a_lock_under_way_and_then_wants_a_reason(approved, monkeypatch):
    under_way, store = threading.Event(), sealing.store

    def slow_store(lists):
        under_way.set()
        time.sleep(0.4)
        return store(lists)

    def late_edit():
        under_way.wait(20)
        return edit(
            approved, approved.cases[0], 0, reason="", concluded_on="2026-11-02", agreed_on="2026-11-02"
        )

    monkeypatch.setattr(sealing, "store", slow_store)
    locked, edited = at_once(lambda: months.lock(approved.unit, MONTH), late_edit)
    assert locked.state == ReturnState.LOCKED
    assert isinstance(edited, Closed)
    assert Dispute.get_by_id(approved.cases[0].id).version == 1
    whole()


def test_many_clients_doing_everything_at_once_leave_whole_books(county):
    """Half a dozen clients submit, approve, lock, reopen and edit at random for a while."""
    units = [*county.towns, county.unit]
    until, refused = time.monotonic() + 4, []

    def busy(number):
        lot = random.Random(number)
        done = 0
        while time.monotonic() < until:
            act = lot.choice(
                (months.submit, months.accept, months.lock, months.reopen, months.send_back, "edit")
            )
            try:
                if act == "edit":
                    place = lot.randrange(12)
                    seen = Dispute.get_by_id(county.cases[place].id).version
                    day = f"2026-1{lot.randrange(2)}-1{lot.randrange(9)}"
                    edit(county, county.cases[place], place // 3, seen, concluded_on=day, agreed_on=day)
                else:
                    act(lot.choice(units), MONTH)
                done += 1
            except OfficeError as error:
                refused.append(error)
        return done

    results = at_once(*[lambda number=number: busy(number) for number in range(5)])
    assert sum(results) > 5
    assert all(map(is_said_in_chinese, refused))
    whole()


# ---------------------------------------------------------------- a process that dies


class Killer:
    """Ends its own process at the `at`-th statement it sends, in the middle of the list, or about the commit."""

    POINTS = ("half the list", "before the commit", "after the commit")

    def __init__(self, at):
        self.at = at
        self.sent = itertools.count(1)

    @staticmethod
    def die():
        os.kill(os.getpid(), signal.SIGKILL)

    def arm(self):
        """Replace what the lock calls; for a child only."""
        engine = db.database.obj
        if self.at == "half the list":
            real = db.bulk_insert

            def half(model, fields, rows):
                rows = list(rows)
                real(model, fields, rows[: len(rows) // 2])
                self.die()

            sealing.db.bulk_insert = half
        elif isinstance(self.at, str):
            commit = engine.commit

            def dying():
                if self.at == "after the commit":
                    commit()
                self.die()

            engine.commit = dying
        else:
            execute = engine.execute_sql

            def counted(*asked, **more):
                if next(self.sent) == self.at:
                    self.die()
                return execute(*asked, **more)

            engine.execute_sql = counted


def part():
    """Close every connection: none outlives a fork."""
    db.database.close()
    if db.is_postgres():
        db.database.close_all()


def lock_in_a_child(unit, killer=None, after=None):
    """Lock in a process of its own, which dies as the killer says or is killed `after` seconds; gives its exit code."""
    part()

    def child():
        db.database.connect()
        if killer:
            killer.arm()
        months.lock(unit, MONTH)
        os._exit(0)

    process = multiprocessing.get_context("fork").Process(target=child)
    process.start()
    if after is not None:
        time.sleep(after)
        process.kill()
    process.join(60)
    db.database.connect()
    return process.exitcode


def state():
    """Everything that a lock changes."""
    rows = Return.select().order_by(Return.id).dicts()
    return [
        list(rows),
        ReturnStep.select().count(),
        AuditEntry.select().count(),
        SealedRecord.select().count(),
    ]


def old_or_new(county, old):
    """Whether the month is locked; all of it or nothing of it."""
    whole()
    locked = {row.state for row in Return.select()} == {ReturnState.LOCKED}
    if locked:
        assert months.official(county.unit, MONTH).figures["dispute.accepted"] == 12
        assert SealedRecord.select().where(SealedRecord.source == "dispute").count() == 12
    else:
        assert state() == old
    return locked


def sent_by_a_lock(county, counting):
    """How many statements a lock sends up to its commit: tried, and taken back."""
    with counting() as statements, db.database.atomic() as transaction:
        months.lock(county.unit, MONTH)
        transaction.rollback()
    own = [sql for sql, _ in statements if "SAVEPOINT" not in sql]
    return len(own) - 1  # what was locked is read once more afterwards


def test_a_process_killed_at_any_statement_of_the_lock_leaves_the_old_state(approved, counting):
    sent = sent_by_a_lock(approved, counting)
    assert sent > 40
    old = state()
    points = {1, sent, *random.Random(7).sample(range(2, sent), 8)}
    for at in sorted(points):
        assert lock_in_a_child(approved.unit, Killer(at)) == -signal.SIGKILL
        assert not old_or_new(approved, old), f"killed at statement {at} of {sent}"
    assert lock_in_a_child(approved.unit) == 0
    assert old_or_new(approved, old)


@pytest.mark.parametrize("point", Killer.POINTS)
def test_a_process_killed_in_the_list_or_about_the_commit(approved, point):
    old = state()
    assert lock_in_a_child(approved.unit, Killer(point)) == -signal.SIGKILL
    assert old_or_new(approved, old) is (point == "after the commit")
    if point != "after the commit":
        assert lock_in_a_child(approved.unit) == 0
        assert old_or_new(approved, old)


def test_a_process_killed_at_random_moments(approved):
    """Kills spread over the time that a lock takes, until one comes too late."""
    lot = random.Random(11)
    old, longest = state(), 0.02
    for _ in range(40):
        lock_in_a_child(approved.unit, after=lot.uniform(0, longest))
        if old_or_new(approved, old):
            break
        longest *= 1.3
    else:
        assert lock_in_a_child(approved.unit) == 0
    assert old_or_new(approved, old)


def test_a_new_revision_killed_while_it_is_locked_leaves_the_old_one_official(approved):
    town = approved.towns[0]
    months.lock(approved.unit, MONTH)
    cases.enter(approved, cases.bureau(approved), 0, accepted_on="2026-10-21")
    months.reopen(town, MONTH)
    months.approve(town, MONTH)
    old = state()
    for at in (25, 45, 60, "half the list", "before the commit"):
        assert lock_in_a_child(town, Killer(at)) == -signal.SIGKILL
        assert state() == old
        assert months.official(approved.unit, MONTH).figures["dispute.accepted"] == 12
        whole()
    assert lock_in_a_child(town) == 0
    assert months.official(approved.unit, MONTH).figures["dispute.accepted"] == 13
    assert [
        row.revision for row in chain.revisions(access.machine(), approved.unit.id, months.span(MONTH))
    ] == [1, 2]
    whole()
