"""The audit chain: whole under concurrent writers, and every tampering shows."""

import contextlib
import re
import threading
from pathlib import Path

import pytest

import db
from models import AuditEntry
from office import access, acts, audit
from office.errors import NotAllowed
from vocab import ROLES, Role

BOSS = access.machine()
ROOT = Path(__file__).parents[2]


def write(count, start=0):
    for number in range(start, start + count):
        with db.transaction():
            audit.record(BOSS, "test.act", "test", number, number=number, text="汉字")


def auditor():
    return access.Actor(role=Role.AUDITOR, name="审计员", unit_path=access.NOWHERE)


def test_an_untouched_chain_is_whole(database):
    write(5)
    assert list(audit.broken_links()) == []
    first, second = AuditEntry.select().order_by(AuditEntry.id).limit(2)
    assert first.previous == audit.START
    assert second.previous == first.hash


@pytest.mark.parametrize(
    "change",
    [
        {"actor": "别人"},
        {"act": "other.act"},
        {"subject_id": 99},
        {"detail": "{}"},
        {"previous": "0" * 64},
        {"hash": "f" * 64},
    ],
)
def test_a_changed_row_shows(database, change):
    write(4)
    second = AuditEntry.select().order_by(AuditEntry.id)[1]
    AuditEntry.update(**change).where(AuditEntry.id == second.id).execute()
    assert second.id in list(audit.broken_links())


def test_a_removed_row_shows(database):
    write(4)
    _first, second, third, _fourth = AuditEntry.select().order_by(AuditEntry.id)
    AuditEntry.delete().where(AuditEntry.id == second.id).execute()
    assert list(audit.broken_links()) == [third.id]


def test_a_row_forged_without_the_key_shows(database):
    write(2)
    last = AuditEntry.select().order_by(AuditEntry.id.desc()).first()
    forged = AuditEntry.create(
        at=last.at, actor="别人", act="test.act", subject="test", previous=last.hash, hash="a" * 64
    )
    assert list(audit.broken_links()) == [forged.id]


def test_an_act_that_fails_leaves_no_row(database):
    with contextlib.suppress(RuntimeError), db.transaction():
        audit.record(BOSS, "test.act", "test")
        raise RuntimeError
    assert not AuditEntry.select().exists()


def test_writers_at_the_same_time_make_one_chain(database):
    """Four writers, ten acts each: nothing lost, nothing forked."""
    faults = []

    def writer(start):
        try:
            with db.database.connection_context():
                write(10, start)
        except Exception as error:
            faults.append(error)

    threads = [threading.Thread(target=writer, args=(100 * place,)) for place in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert AuditEntry.select().count() == 40
    assert list(audit.broken_links()) == []


def test_the_check_names_the_broken_rows_and_is_itself_recorded(database):
    write(3)
    assert audit.check(auditor()) == []
    second = AuditEntry.select().order_by(AuditEntry.id)[1]
    AuditEntry.update(actor="别人").where(AuditEntry.id == second.id).execute()
    assert audit.check(auditor()) == [second.id]
    assert audit.entries(auditor())[0].act == "audit.check"


@pytest.mark.parametrize("role", [role for role in ROLES if role != Role.AUDITOR])
def test_only_the_auditor_reads_the_chain(database, role):
    actor = access.Actor(role=role, name="某人")
    with pytest.raises(NotAllowed):
        audit.entries(actor)
    with pytest.raises(NotAllowed):
        audit.check(actor)


def test_pages_of_the_chain_follow_each_other(database):
    write(5)
    newest = audit.entries(auditor(), limit=2)
    older = audit.entries(auditor(), limit=9, before_id=newest[-1].id)
    assert [row.subject_id for row in newest + older] == [4, 3, 2, 1, 0]


def test_every_act_has_its_words():
    """What any module records is called by a name the auditor can read."""
    recorded = set()
    for room in ("office", "registers", "figures", "reports"):
        for path in (ROOT / room).rglob("*.py"):
            text = path.read_text(encoding="utf-8")
            recorded |= set(re.findall(r'record\(\s*[\w.()]+,\s*"([a-z_.]+)"', text))
    assert recorded - set(acts.ACTS) == set()
