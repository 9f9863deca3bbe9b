"""The demonstration county: made once, the same each time, with nothing real in it, and counted right."""

import datetime
from collections import Counter

import pytest

from demo import filling
from figures import periods
from figures.evaluator import Question, evaluate
from models import Account, AuditEntry, Committee, Dispute, FileNumber, Mediator, Party, Studio, Term, Unit
from office import access, audit, crypto, logins, mediators
from registers import parties, values
from registers.dispute import DISPUTE
from tests import engines
from vocab import COMMITTEE_KINDS, ROLES

TODAY = datetime.date(2026, 11, 22)
CASES = 400


@pytest.fixture(scope="module")
def county(engine, tmp_path_factory):
    """Made once for all tests of this file, none of which changes it."""
    crypto.use_key(tmp_path_factory.mktemp("keys"))
    url = engine.fresh()
    with engines.connected(url):
        yield filling.fill(TODAY, CASES)
    engine.drop(url)


def test_it_has_the_places_bodies_and_people_of_a_county(county):
    assert county["created"]
    townships = Unit.select().where(Unit.kind.in_(["township", "subdistrict"])).count()
    villages = Unit.select().where(Unit.kind.in_(["village", "community"])).count()
    assert (townships, villages) == (11, 65)
    assert {row.kind for row in Committee.select()} == set(COMMITTEE_KINDS)
    assert county["disputes"] == Dispute.select().count() == CASES
    assert county["mediators"] >= 100
    assert Studio.select().where(Studio.kind.in_(["court", "police", "petition"])).count() == 3


def test_everybody_can_sign_in_at_once_and_nobody_is_missing(county):
    assert {row.role for row in Account.select()} == set(ROLES)
    for account in county["accounts"]:
        token = logins.sign_in(account["username"], account["password"])
        assert not logins.must_change(logins.find(token).account)


def test_a_second_start_changes_nothing(county):
    before = (AuditEntry.select().count(), Dispute.select().count())
    again = filling.fill(TODAY + datetime.timedelta(days=1), CASES)
    assert not again["created"]
    assert again["accounts"] == county["accounts"]
    assert (AuditEntry.select().count(), Dispute.select().count()) == before


def test_numbers_run_without_gaps_and_the_counters_stand_at_the_last(county):
    given = {}
    for committee, year, serial in Dispute.select(
        Dispute.committee, Dispute.number_year, Dispute.number_serial
    ).tuples():
        given.setdefault((committee, year), []).append(serial)
    assert all(sorted(serials) == list(range(1, len(serials) + 1)) for serials in given.values())
    counters = {(row.committee_id, row.year): row.last for row in FileNumber.select()}
    assert counters == {key: len(serials) for key, serials in given.items()}


def test_identity_numbers_are_invented_and_pass_the_check(county):
    found = [row for row in Party.select() if row.id_cipher]
    assert len(found) > CASES
    numbers = [parties.id_number(row) for row in found]
    assert all(number.startswith("99") and values.id_number(number) == number for number in numbers)
    assert all(row.born_on.strftime("%Y%m%d") == parties.id_number(row)[6:14] for row in found)
    assert all((int(parties.id_number(row)[16]) % 2 == 1) == (row.sex == "male") for row in found)
    assert len(set(numbers)) == len(numbers)


def test_no_telephone_looks_real_and_none_is_given_out_twice(county):
    phones = [parties.phone(row) for row in Party.select() if row.phone_cipher]
    phones += [crypto.decrypt(row.phone_cipher, mediators.PHONE) for row in Mediator.select()]
    assert all(phone.startswith("120") and len(phone) == 11 for phone in phones)
    assert len(set(phones)) == len(phones)


def test_every_case_keeps_the_rules_of_the_register(county):
    faults = [fault for row in Dispute.select() for fault in DISPUTE.rules(dict(row.__data__), TODAY)]
    assert faults == []


def test_most_cases_succeed_and_the_open_ones_are_of_late(county):
    outcomes = Counter(row.outcome for row in Dispute.select())
    concluded = CASES - outcomes["pending"]
    assert 0.94 < outcomes["succeeded"] / concluded < 1
    oldest = min(row.accepted_on for row in Dispute.select() if row.outcome == "pending")
    assert oldest > TODAY - datetime.timedelta(days=75)


def test_texts_are_filled_in_and_hardly_any_two_alike(county):
    rows = list(Dispute.select(Dispute.summary, Dispute.agreement, Dispute.outcome).tuples())
    texts = [text for row in rows for text in row[:2]]
    assert not [text for text in texts if set(text) & set("{}[]|")]
    assert all(agreement for _, agreement, outcome in rows if outcome == "succeeded")
    assert len({row[0] for row in rows}) > 0.95 * len(rows)


def test_a_township_that_was_renamed_keeps_its_former_name(county):
    unit = Unit.get(Unit.name == "东湖镇")
    assert [row.name for row in unit.former_names] == ["东湖乡"]


def test_the_act_stands_in_an_unbroken_audit_chain(county):
    assert AuditEntry.select().where(AuditEntry.act == "demo.fill").count() == 1
    assert list(audit.broken_links()) == []


def test_types_have_their_own_seasons_and_places(county):
    names = {row.code: row.name for row in Term.select().where(Term.list == "type")}
    used = {names[row.type_id] for row in Dispute.select(Dispute.type)}
    assert len(used) >= 15
    traffic = Committee.get(Committee.name.contains("道路交通"))
    assert {names[row.type_id] for row in Dispute.select().where(Dispute.committee == traffic)} == {
        "道路交通事故纠纷"
    }


@pytest.mark.parametrize("basis", ["concluded", "accepted"])
def test_the_figures_are_the_counts_of_what_was_made(county, basis):
    period = periods.between(filling.first_day(TODAY), TODAY)
    keys = ("dispute.accepted", "dispute.concluded", "dispute.succeeded", "dispute.pending", "dispute.amount",
            "dispute.parties", "dispute.confirmed", "dispute.performed")  # fmt: skip
    asked = Question(None, period, basis, by=("unit",), keys=keys)
    answer = evaluate(access.machine(), asked)
    cases = list(Dispute.select())
    settled = [row for row in cases if row.outcome == "succeeded"]
    assert {key: answer.total[key].value for key in keys} == {
        "dispute.accepted": CASES,
        "dispute.concluded": CASES - sum(row.outcome == "pending" for row in cases),
        "dispute.succeeded": len(settled),
        "dispute.pending": sum(row.outcome == "pending" for row in cases),
        "dispute.amount": sum(row.amount or 0 for row in settled),
        "dispute.parties": sum(row.party_count for row in cases),
        "dispute.confirmed": sum(row.confirmation_result == "valid" for row in cases),
        "dispute.performed": sum(row.performance == "done" for row in cases),
    }
    assert len(answer.rows()) == 12  # eleven townships and the county's own bodies
