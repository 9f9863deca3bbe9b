"""Whatever the office does after months are locked, the locked figures stand, and every difference is accounted for.

A county of four townships, two years of records, months locked by the chain; then some two hundred acts at random, all
through the services: edits, late entries, moves, withdrawals, merges, renamings, new revisions.

STORM="seed,seed,…" in the environment tries other seeds, for a long night.
"""

import datetime
import os
import random
from collections import Counter

import pytest

from figures.books import sealing
from figures.books.sealed import books_of
from figures.defining import SUM
from figures.differences.bridge import bridge
from figures.differences.explaining import explain
from figures.differences.sides import Side
from figures.evaluator import Question, evaluate
from figures.frame import Frame
from figures.indicators import find
from figures.returns import spans
from models import Committee, Dispute, PublicityEvent, Return, Unit
from office import access, audit, committees, settings, unit_changes
from office.errors import OfficeError, Rejected
from registers import disputes, records
from registers.catalogue import REGISTERS
from registers.disputes import Entry
from tests import months
from tests.cases import parties
from tests.make import make_committee, make_dispute, make_unit
from vocab import BASES, LIVE, OFFICIAL, Outcome, ReturnState, UnitKind

TODAY = months.TODAY
BOSS = access.machine()
EVENTS = REGISTERS["publicity"]
FIRST_DAY, DAYS = datetime.date(2024, 11, 1), 730
LOCKED = ("2025-12", "2026-01", "2026-02", "2026-03")
LATER = ("2026-04", "2025-11")
SPANS = (*LOCKED, "2026-Q1")
WHY = "按卷宗原件更正登记错误"
KEYS = ("dispute.accepted", "dispute.concluded", "dispute.succeeded", "dispute.amount", "dispute.parties",
        "dispute.pending", "dispute.agreements", "publicity.events", "publicity.audience", "organisation.committees",
        "organisation.towns")  # fmt: skip
COUNTED = tuple(key for key in KEYS if find(key).measure == SUM)
FLOWS = tuple(key for key in COUNTED if find(key).kind == "flow")
EVERY = 40
SEEDS = [int(seed) for seed in os.environ.get("STORM", "").split(",") if seed]
STORMS = [(7, 200, "12-31"), (8, 80, "12-25")]  # seed, acts, end of the statistical year
STORMS = [(seed, 200, ("12-25", "12-31")[seed % 2]) for seed in SEEDS] or STORMS

pytestmark = pytest.mark.usefixtures("unchecked")


class Storm:
    """The county, what is done to it, and what must never have changed."""

    def __init__(self, seed):
        self.lot = random.Random(seed)
        self.done = Counter()
        self.refused = Counter()
        self.sealed = {}  # return id → everything that a lock keeps
        self.told = {}  # unit, period, lists → official figures
        self.accounted = 0
        self.build()
        self.close_months()

    # ------------------------------------------------------------ the county

    def build(self):
        self.county = make_unit("青山县")
        self.towns = [make_unit(name, self.county) for name in ("城关镇", "柳河镇", "东湖乡", "石桥乡")]
        self.villages = [
            make_unit(f"{town.name[:2]}{side}村", town, UnitKind.VILLAGE)
            for town in self.towns
            for side in "东西"
        ]
        self.units = [self.county, *self.towns, *self.villages]
        for unit in self.units:
            make_committee(
                unit, kind="village" if unit in self.villages else "township", name=f"{unit.name}调委会"
            )
        for _ in range(90):
            self.plain_case()
        for _ in range(25):
            self.event()

    def plain_case(self):
        accepted = self.day(FIRST_DAY, DAYS)
        outcome = self.lot.choice(
            [Outcome.SUCCEEDED] * 4 + [Outcome.PENDING, Outcome.FAILED, Outcome.REFUSED]
        )
        ended = outcome != Outcome.PENDING
        unit = self.lot.choice(self.units)
        make_dispute(
            unit, committee=Committee.get(Committee.unit == unit), type=self.type(), accepted_on=accepted, outcome=outcome,
            concluded_on=accepted + datetime.timedelta(days=self.lot.randrange(60)) if ended else None,
            form="written" if outcome == Outcome.SUCCEEDED else None, party_count=self.lot.randrange(2, 6),
            amount=self.lot.choice([None, 12300, 500000]),
        )  # fmt: skip

    def close_months(self):
        """One township sends nothing in one month; the county and one township close the quarter too."""
        for month in LOCKED:
            for unit in self.towns:
                if (unit, month) != (self.towns[3], "2025-12"):
                    months.approve(unit, month)
            months.approve(self.county, month)
            months.lock(self.county, month)
        for unit in (self.towns[0], self.county):
            months.approve(unit, "2026-Q1")
            months.lock(unit, "2026-Q1")

    def day(self, first=datetime.date(2025, 10, 1), days=240):
        """Mostly of a locked month or one beside it."""
        return first + datetime.timedelta(days=self.lot.randrange(days))

    def type(self):
        return f"T{self.lot.randrange(1, 19):02}"

    # ------------------------------------------------------------ acts

    def rage(self, acts):
        """So many acts at random, a look at the books after each score of them."""
        ways = [self.edit] * 6 + [self.late] * 5 + [self.move] * 4 + [self.withdraw] * 3 + [self.event] * 2
        ways += (
            [self.change_event] * 2
            + [self.withdraw_event, self.merge, self.rename, self.body]
            + [self.revise] * 2
        )
        ways += [self.lock_later]
        for number in range(1, acts + 1):
            way = self.lot.choice(ways)
            try:
                way()
                self.done[way.__name__] += 1
            except OfficeError as error:
                self.refused[f"{way.__name__}: {error}"] += 1
            if number % EVERY == 0:
                self.look()

    def entry(self, unit, accepted=None):
        accepted = accepted or self.day()
        concluded = (accepted + datetime.timedelta(days=self.lot.randrange(50))).isoformat()
        raw = {"accepted_on": accepted.isoformat(), "type": self.type(), "source": self.lot.choice(["S1", "S2"]),
               "party_count": str(self.lot.randrange(2, 9))}  # fmt: skip
        raw |= self.lot.choice([
            {"outcome": "pending"},
            {"outcome": "failed", "concluded_on": concluded},
            {"outcome": "succeeded", "concluded_on": concluded, "agreed_on": concluded, "form": "written",
             "amount": str(self.lot.randrange(1, 90) * 100)},
        ])  # fmt: skip
        committee = Committee.select().where(Committee.unit == unit.id, Committee.valid_to.is_null()).first()
        committee = committee or Committee.select().where(Committee.valid_to.is_null()).first()
        return Entry(unit.id, committee.id, raw=raw, parties=parties())

    def living(self, *kinds):
        rows = Unit.select().where(Unit.valid_to.is_null(), Unit.kind.in_(kinds)).order_by(Unit.id)
        return self.lot.choice(list(rows))

    def case(self):
        rows = Dispute.select().where(Dispute.voided_at.is_null(), Dispute.accepted_on >= "2025-09-01")
        return self.lot.choice(list(rows.order_by(Dispute.id)))

    def edit(self):
        one = self.case()
        entry = self.entry(Unit.get_by_id(one.unit_id), one.accepted_on if self.lot.random() < 0.5 else None)
        disputes.change(BOSS, one.id, one.version, entry, today=TODAY, reason=WHY)

    def move(self):
        one = self.case()
        entry = self.entry(self.living(UnitKind.VILLAGE, UnitKind.TOWNSHIP), one.accepted_on)
        disputes.change(BOSS, one.id, one.version, entry, today=TODAY, reason="案件登记在别的乡镇，移回原处")

    def late(self):
        disputes.enter(BOSS, self.entry(self.living(UnitKind.VILLAGE, UnitKind.TOWNSHIP)), today=TODAY)

    def withdraw(self):
        one = self.case()
        disputes.void(
            BOSS, one.id, one.version, self.lot.choice(["与另一件重复登记", "当事人撤回申请，误登一件"])
        )

    def typed_event(self):
        return {
            "held_on": self.day().isoformat(),
            "subject": "宪法宣传周",
            "audience": str(self.lot.randrange(300)),
        }

    def event(self):
        records.enter(BOSS, EVENTS, self.lot.choice(self.units).id, self.typed_event(), today=TODAY)

    def some_event(self):
        return self.lot.choice(list(PublicityEvent.select().where(PublicityEvent.voided_at.is_null())))

    def change_event(self):
        one = self.some_event()
        unit = self.living(UnitKind.VILLAGE, UnitKind.TOWNSHIP)
        records.change(
            BOSS, EVENTS, one.id, one.version, unit.id, self.typed_event(), today=TODAY, reason=WHY
        )

    def withdraw_event(self):
        one = self.some_event()
        records.void(BOSS, EVENTS, one.id, one.version, "活动没有举办，误登一场")

    def merge(self):
        kind = self.lot.choice([UnitKind.VILLAGE, UnitKind.VILLAGE, UnitKind.TOWNSHIP])
        one, into = self.living(kind), self.living(kind)
        on = self.lot.choice([TODAY, datetime.date(2026, 2, 10), datetime.date(2025, 12, 1)])
        unit_changes.merge(BOSS, one.id, into.id, one.version, on, today=TODAY)

    def rename(self):
        one = self.living(UnitKind.VILLAGE, UnitKind.TOWNSHIP)
        name = f"新{one.name[-6:]}"
        unit_changes.rename(BOSS, one.id, one.version, name, datetime.date(2026, 1, 15), today=TODAY)

    def body(self):
        """A committee ends, which no month may feel that was locked while it was."""
        rows = list(Committee.select().where(Committee.valid_to.is_null()))
        if len(rows) > 6:
            one = self.lot.choice(rows)
            committees.close(BOSS, one.id, one.version, self.day(), today=TODAY)

    def revise(self):
        """A new revision of a locked month or quarter."""
        row = self.lot.choice(list(Return.select().where(Return.official, Return.live).order_by(Return.id)))
        unit = Unit.get_by_id(row.unit_id)
        months.correct(unit, key_of(row))

    def lock_later(self):
        """A township that had sent nothing does so, or another month is locked."""
        unit = self.lot.choice([*self.towns, self.county])
        month = self.lot.choice(["2025-12", *LATER])
        months.approve(unit, month)
        months.lock(unit, month)

    # ------------------------------------------------------------ what must hold

    def look(self):
        self.nothing_locked_has_changed()
        self.official_figures_stand()
        self.live_is_official_and_bridge()
        self.differences_are_accounted_for()

    def nothing_locked_has_changed(self):
        for row in Return.select().where(Return.state == ReturnState.LOCKED):
            kept = (row.figures, row.members, row.missing, row.edition, row.digest, row.seal, row.locked_at)
            assert self.sealed.setdefault(row.id, kept) == kept
        for unit in (self.county, self.lot.choice(self.towns)):
            for row in Return.select().where(Return.unit == unit.id, Return.official):
                assert sealing.verify(row) == []

    def official_figures_stand(self):
        """They are those of their lists, whatever has happened; rows and months add up to them."""
        for unit in (self.county, *self.lot.sample(self.units, 2)):
            for text in self.lot.sample(SPANS, 2):
                period = months.span(text).period
                try:
                    lists = books_of(Frame(BOSS, unit.id, period), period).all_members
                except Rejected:
                    continue
                basis = self.lot.choice(list(BASES))
                total = self.figures(unit, period, basis)
                assert self.told.setdefault((unit.id, text, basis, tuple(sorted(lists))), total) == total
                self.adds_up(unit, period, basis, total)

    def adds_up(self, unit, period, basis, total):
        for by, keys in (("unit", COUNTED), ("month", FLOWS)):
            rows = evaluate(BOSS, Question(unit.id, period, basis, (by,), keys, state=OFFICIAL)).rows()
            for key in keys:
                assert sum(row[key].value for row in rows) == total[key], (unit.name, period.label, key, by)

    def figures(self, unit, period, basis, state=OFFICIAL, revision=None):
        answer = evaluate(BOSS, Question(unit.id, period, basis, (), KEYS, state=state, revision=revision))
        return {key: answer.total[key].value for key in KEYS}

    def side(self, state=LIVE, unit=None, text=None, **more):
        unit = unit or self.lot.choice(self.units)
        return Side(unit.id, months.span(text or self.lot.choice(SPANS)).period, state=state, **more)

    def live_is_official_and_bridge(self):
        side = self.side(OFFICIAL, basis=self.lot.choice(list(BASES)))
        try:
            found = bridge(BOSS, side, KEYS)
        except Rejected:
            return  # nothing is locked there
        live = self.figures(Unit(id=side.unit), side.period, side.basis, LIVE)
        for line in found.lines:
            assert line.live == live[line.one.key]
            if line.official is not None:
                assert line.official + sum(line.by_reason.values()) == line.live, (side, line.one.key)
                self.accounted += len(line.records)

    def differences_are_accounted_for(self):
        """Of any two figures: two states, two bases, two revisions, months and quarter, two units, two periods."""
        for a, b in (
            self.two_states(),
            self.two_bases(),
            self.two_revisions(),
            self.months_and_quarter(),
            self.two_places(),
        ):
            key = self.lot.choice(KEYS)
            try:
                found = explain(BOSS, a, b, key)
            except Rejected:
                continue
            assert sum(one.effect for one in found.records) == found.difference, (a, b, key)
            assert all(one.effect for one in found.records)
            assert all(one.reason.name for one in found.records)
            for side, amount in ((a, found.a), (b, found.b)):
                if not side.by_months:
                    asked = side.question((key,))
                    assert amount.value == evaluate(BOSS, asked).total[key].value
            self.accounted += len(found.records)

    def two_states(self):
        unit, text, basis = self.lot.choice(self.units), self.lot.choice(SPANS), self.lot.choice(list(BASES))
        return tuple(self.side(state, unit, text, basis=basis) for state in (OFFICIAL, LIVE))

    def two_bases(self):
        unit, text, state = (
            self.lot.choice(self.units),
            self.lot.choice(SPANS),
            self.lot.choice([OFFICIAL, LIVE]),
        )
        return tuple(self.side(state, unit, text, basis=basis) for basis in BASES)

    def two_revisions(self):
        rows = list(
            Return.select().where(Return.official).order_by(Return.revision.desc(), Return.id).limit(5)
        )
        row = self.lot.choice(rows)
        unit, text = Unit.get_by_id(row.unit_id), key_of(row)
        return tuple(self.side(OFFICIAL, unit, text, revision=number) for number in (1, row.revision))

    def months_and_quarter(self):
        unit, state = self.lot.choice([self.county, self.towns[0]]), self.lot.choice([OFFICIAL, LIVE])
        return self.side(state, unit, "2026-Q1"), self.side(state, unit, "2026-Q1", by_months=True)

    def two_places(self):
        state, text = self.lot.choice([OFFICIAL, LIVE]), self.lot.choice(LOCKED)
        return self.side(state, self.county, text), self.side(state, self.lot.choice(self.units), text)


def key_of(row):
    """The span of a return as it is written."""
    return spans.of(row.kind, row.start, settings.get("year_end")).key


@pytest.mark.timeout(400)
@pytest.mark.parametrize(("seed", "acts", "year_end"), STORMS)
def test_nothing_shakes_the_locked_figures(database, seed, acts, year_end):
    settings.put("year_end", year_end)
    storm = Storm(seed)
    storm.look()
    storm.rage(acts)
    for row in Return.select().where(Return.state == ReturnState.LOCKED):
        assert sealing.verify(row) == []
    assert not list(audit.broken_links())
    assert sum(storm.done.values()) > 0.6 * acts, storm.refused
    assert {"edit", "late", "move", "withdraw", "merge", "revise", "lock_later"} <= set(storm.done), (
        storm.refused
    )
    assert storm.accounted > 20
