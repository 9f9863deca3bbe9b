"""Entering, changing and withdrawing cases: what is stored, what is refused, who may, what the audit tells."""

import dataclasses
import datetime
import json
import threading
from pathlib import Path

import pytest

from models import AuditEntry, Dispute, FileNumber, Party
from office import audit, crypto
from office.errors import NotAllowed, NotVisible, Refused, Rejected, Stale
from registers import disputes, parties
from registers.similar import Doubtful
from tests import cases
from tests.cases import TODAY, enter, entry, party
from vocab import Role


def stored(dispute):
    return Dispute.get_by_id(dispute.id)


def faults(caught):
    return {fault.field: str(fault) for fault in caught.value.faults}


@pytest.fixture
def office(county):
    return cases.office(county)


def test_a_case_is_stored_as_typed_and_counted_as_derived(county, office):
    made = enter(county, office, tags=["G01"], mediators=county.mediators[:1], performance="done")
    row = stored(made)
    assert (row.unit_id, row.committee_id, row.type_id) == (
        county.villages[0].id,
        county.committees[0].id,
        "T02",
    )
    assert row.concluded_on == datetime.date(2026, 11, 10)
    assert (row.amount, row.days, row.party_count) == (3_500_000, 5, 2)
    assert row.performed_counts_on == datetime.date(2026, 11, 10)
    assert [one.name for one in parties.of([row.id])[row.id]] == ["张建国", "李秀英"]
    assert [one.id for one in disputes.mediators_of([row.id])[row.id]] == [county.mediators[0].id]
    assert [term.code for term in disputes.tags_of([row.id])[row.id]] == ["G01"]


def test_every_fault_is_told_at_once_each_at_its_field(county, office):
    people = [
        party("applicant", "张建国", id_number="990101197003071239", phone="不详细"),
        party("respondent", "甲" * 51),
    ]
    with pytest.raises(Refused) as caught:
        enter(
            county,
            office,
            people=people,
            accepted_on="2026-13-05",
            type="",
            amount="很多",
            subject="事" * 101,
        )
    told = faults(caught)
    assert {
        "accepted_on",
        "type",
        "amount",
        "subject",
        "parties-0-id_number",
        "parties-1-name",
    } == told.keys()
    assert "101" in told["subject"]
    assert not Dispute.select().exists()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"people": []}, "parties-0-name"),
        ({"people": [{"role": "respondent", "name": "李秀英"}]}, "parties-0-name"),
        (
            {"people": [{"role": "judge", "name": "李秀英"}, {"role": "applicant", "name": "张三"}]},
            "parties-0-role",
        ),
        ({"tags": ["T02"]}, "tags"),
        ({"source": "S3"}, "source"),
        ({"party_count": "1"}, "party_count"),
    ],
)
def test_what_does_not_fit_is_refused(county, office, change, field):
    with pytest.raises(Refused) as caught:
        enter(county, office, **change)
    assert field in faults(caught)


def test_a_type_may_be_chosen_only_for_cases_accepted_while_it_was_in_force(county, office, database):
    database.execute_sql("update term set valid_to = '2026-11-01' where code = 'T02'")
    with pytest.raises(Refused) as caught:
        enter(county, office)
    assert "邻里纠纷" in faults(caught)["type"]
    assert enter(county, office, accepted_on="2026-10-31", agreed_on="").type_id == "T02"


def test_control_characters_go_and_a_formula_stays_text(county, office):
    people = [party("applicant", "=HYPERLINK(1)\x00"), party("respondent", "@SUM(A1)")]
    made = enter(county, office, people=people, subject="=1+1\x07", note="一\x00行\n二行")
    assert (stored(made).subject, stored(made).note) == ("=1+1", "一行\n二行")
    assert [one.name for one in parties.of([made.id])[made.id]] == ["=HYPERLINK(1)", "@SUM(A1)"]


# ---------------------------------------------------------------- who may


def test_another_township_is_refused_as_a_place_and_its_cases_do_not_exist(county, office):
    with pytest.raises(Refused) as caught:
        enter(county, office, 2)
    assert "committee" in faults(caught)
    made = enter(county, cases.office(county, 1), 2)
    with pytest.raises(NotVisible):
        disputes.change(office, made.id, 1, entry(county), today=TODAY)
    with pytest.raises(NotVisible):
        disputes.void(office, made.id, 1, "重复登记")


@pytest.mark.parametrize("role", [Role.LEADER, Role.ADMIN, Role.AUDITOR])
def test_who_may_not_write_does_not(county, role):
    with pytest.raises(NotAllowed):
        enter(county, cases.actor_of(role, county.unit))


def test_a_mediator_enters_for_the_own_committee_and_may_not_void(county):
    own = cases.mediator(county)
    made = enter(county, own)
    with pytest.raises(Refused):
        enter(county, own, 1)
    with pytest.raises(NotAllowed):
        disputes.void(own, made.id, 1, "重复登记")


def test_who_works_in_a_studio_enters_for_it(county):
    made = enter(county, cases.mediator(county, studio=county.studio))
    assert stored(made).studio_id == county.studio.id


def test_a_studio_of_another_committee_is_refused(county, office):
    with pytest.raises(Refused) as caught:
        enter(county, office, 1, studio=county.studio)
    assert "studio" in faults(caught)


def test_a_mediator_of_another_township_is_refused_but_stays_where_the_bureau_put_him(county, office):
    stranger = county.mediators[3]
    with pytest.raises(Refused) as caught:
        enter(county, office, mediators=[stranger])
    assert "mediators" in faults(caught)
    made = enter(county, cases.bureau(county), mediators=[stranger])
    disputes.change(office, made.id, 1, entry(county, mediators=[stranger], note="已核"), today=TODAY)
    assert [one.id for one in disputes.mediators_of([made.id])[made.id]] == [stranger.id]


# ---------------------------------------------------------------- sent twice, looks the same


def test_the_same_form_sent_twice_makes_one_case(county, office):
    first = enter(county, office, entry_key="k1", other_than=())
    again = enter(county, office, entry_key="k1", other_than=())
    assert again.id == first.id
    assert Dispute.select().count() == 1
    assert AuditEntry.select().where(AuditEntry.act == "dispute.enter").count() == 1


def test_going_back_and_typing_another_case_into_the_form_makes_another(county, office):
    first = enter(county, office, entry_key="k1")
    other = enter(county, office, entry_key="k1", people=cases.parties("王海", "赵强"))
    assert other.id != first.id


def test_the_key_of_somebody_else_does_not_answer_with_his_case(county, office):
    first = enter(county, dataclasses.replace(office, account_id=None), entry_key="k1")
    other = enter(county, cases.bureau(county), 2, entry_key="k1")
    assert other.id != first.id


def test_what_looks_the_same_must_be_said_to_be_another_and_the_audit_keeps_it(county, office):
    first = enter(county, office)
    with pytest.raises(Doubtful) as caught:
        enter(county, office, accepted_on="2026-11-06", other_than=())
    assert [one.dispute.id for one in caught.value.found] == [first.id]
    assert first.number in str(caught.value)
    second = enter(county, office, accepted_on="2026-11-06", other_than={first.id})
    (told,) = audit.history("dispute", second.id)
    assert json.loads(told.detail)["other_than"] == [first.id]


# ---------------------------------------------------------------- changing


def test_a_change_tells_the_audit_what_moved_but_no_texts(county, office):
    made = enter(county, office, summary="张建国与李秀英因排水发生争吵")
    disputes.change(office, made.id, 1, entry(county, summary="两家已和好", amount="4万"), today=TODAY)
    detail = json.loads(audit.history("dispute", made.id)[-1].detail)
    assert detail["changes"] == {"amount": [3_500_000, 4_000_000], "summary": [None, None]}
    assert stored(made).version == 2


def test_numbers_left_blank_stay_and_the_word_none_removes_them(county, office):
    made = enter(county, office)
    first, second = parties.of([made.id])[made.id]
    people = [party("applicant", "张建军", id=first.id), party("respondent", "李秀英", id=second.id)]
    disputes.change(office, made.id, 1, entry(county, people=people), today=TODAY)
    kept = parties.of([made.id])[made.id][0]
    assert (kept.id, kept.name) == (first.id, "张建军")
    assert (parties.id_number(kept), parties.phone(kept)) == (cases.ID_NUMBER, cases.PHONE)
    people[0] |= {"id_number": "无", "phone": cases.OTHER_PHONE}
    disputes.change(office, made.id, 2, entry(county, people=people), today=TODAY)
    kept = parties.of([made.id])[made.id][0]
    assert (parties.id_number(kept), parties.phone(kept)) == (None, cases.OTHER_PHONE)


def test_a_party_of_another_case_gives_nothing_away(county, office):
    other = enter(county, office)
    (victim, _) = parties.of([other.id])[other.id]
    made = enter(county, office, people=[party("applicant", "王海")])
    people = [party("applicant", "王海", id=victim.id)]
    disputes.change(office, made.id, 1, entry(county, people=people), today=TODAY)
    (own,) = parties.of([made.id])[made.id]
    assert own.id_cipher is None
    assert own.id != victim.id
    assert parties.id_number(Party.get_by_id(victim.id)) == cases.ID_NUMBER


def test_a_change_against_an_old_version_is_stale_and_changes_nothing(county, office):
    made = enter(county, office)
    disputes.change(office, made.id, 1, entry(county, amount="1元"), today=TODAY)
    with pytest.raises(Stale) as caught:
        disputes.change(office, made.id, 1, entry(county, amount="2元"), today=TODAY)
    assert caught.value.current.version == 2
    assert stored(made).amount == 100
    assert len(parties.of([made.id])[made.id]) == 2


def test_a_case_keeps_its_number_unless_it_moves_to_another_committee(county, office):
    made = enter(county, office)
    same = disputes.change(office, made.id, 1, entry(county, accepted_on="2025-12-30"), today=TODAY)
    assert same.number == made.number
    moved = disputes.change(office, made.id, 2, entry(county, 1), today=TODAY)
    assert moved.number == "〔2026〕西门调字第1号"


# ---------------------------------------------------------------- withdrawing


def test_a_withdrawn_case_stays_and_can_neither_change_nor_be_withdrawn_again(county, office):
    made = enter(county, office)
    gone = disputes.void(office, made.id, 1, "与第2号重复\x00")
    assert gone.voided_at is not None
    assert stored(made).void_reason == "与第2号重复"
    with pytest.raises(Rejected):
        disputes.change(office, made.id, 2, entry(county), today=TODAY)
    with pytest.raises(Rejected):
        disputes.void(office, made.id, 2, "再来一次")
    assert enter(county, office).number_serial == 2


@pytest.mark.parametrize("reason", ["", " 一 ", "长" * 201])
def test_a_withdrawal_needs_a_reason_of_sensible_length(county, office, reason):
    made = enter(county, office)
    with pytest.raises(Rejected) as caught:
        disputes.void(office, made.id, 1, reason)
    assert caught.value.field == "reason"
    assert stored(made).voided_at is None


# ---------------------------------------------------------------- secrets and numbers


def test_no_number_stands_in_clear_in_the_database_or_the_audit(county, office, database):
    made = enter(county, office)
    people = [party("applicant", "张建国", id_number=cases.OTHER_ID, phone=cases.OTHER_PHONE)]
    disputes.change(office, made.id, 1, entry(county, people=people), today=TODAY)
    parties.reveal(office, made, "核对协议书")
    secrets = [cases.ID_NUMBER, cases.PHONE, cases.OTHER_ID, cases.OTHER_PHONE]
    for table in database.get_tables():
        for row in database.execute_sql(f'select * from "{table}"').fetchall():
            content = b"".join(cell if isinstance(cell, bytes) else str(cell).encode() for cell in row)
            assert not [number for number in secrets if number.encode() in content], table


def test_the_database_file_holds_no_number_in_clear(county, office, database):
    if not database.url.startswith("sqlite"):
        pytest.skip("one file only on SQLite")
    enter(county, office)
    path = database.url.removeprefix("sqlite:///")
    content = b"".join(Path(path + end).read_bytes() for end in ("", "-wal"))
    assert "张建国".encode() in content  # the case is in there
    assert cases.ID_NUMBER.encode() not in content
    assert cases.PHONE.encode() not in content


def in_threads(database, work, count):
    """`work(i)` in `count` threads at once, each on its own connection; what went wrong is raised."""
    barrier, errors = threading.Barrier(count), []

    def run(number):
        try:
            with database.connection_context():
                barrier.wait()
                work(number)
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=run, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]


def test_entry_by_several_at_once_leaves_no_gap_and_no_double(county, office, database):
    def work(number):
        for turn in range(3):
            enter(county, office, people=cases.parties(f"张{number}{turn}", f"李{number}{turn}"))

    in_threads(database, work, 6)
    serials = sorted(row[0] for row in Dispute.select(Dispute.number_serial).tuples())
    assert serials == list(range(1, 19))
    assert not list(audit.broken_links())


def test_one_form_sent_by_several_at_once_makes_one_case(county, office, database):
    in_threads(database, lambda _: enter(county, office, entry_key="k1", other_than=()), 6)
    assert Dispute.select().count() == 1
    assert FileNumber.get().last == 1


def test_a_save_that_fails_gives_its_serial_back(county, office, monkeypatch):
    def fail(*_args, **_more):
        raise OSError("disk full")

    with monkeypatch.context() as patch:
        patch.setattr(audit, "record", fail)
        with pytest.raises(OSError, match="disk full"):
            enter(county, office)
    assert not Dispute.select().exists()
    assert enter(county, office).number == "〔2026〕东门调字第1号"


def test_the_last_case_of_an_account_is_offered_only_to_it(county, make_account):
    writer = dataclasses.replace(cases.office(county), account_id=make_account(Role.TOWNSHIP).id)
    enter(county, writer)
    last = enter(county, writer, 1)
    assert disputes.last_of(writer, TODAY).id == last.id
    assert disputes.last_of(cases.bureau(county), TODAY) is None


def test_the_blind_index_finds_what_the_cipher_hides(county, office):
    made = enter(county, office)
    (first, _) = parties.of([made.id])[made.id]
    assert crypto.decrypt(first.id_cipher, parties.ID_CONTEXT) == cases.ID_NUMBER
    assert (
        Dispute.select().where(parties.by_number(f" {cases.ID_NUMBER[:6]} {cases.ID_NUMBER[6:]}")).count()
        == 1
    )
