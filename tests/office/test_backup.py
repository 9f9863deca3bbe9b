"""A copy is complete, private and checked; what is no good copy is told apart before it is needed."""

import json
import shutil
import sqlite3

import pytest

import db
from models import AuditEntry, Dispute
from office import access, audit, backup, crypto
from office.errors import Rejected
from tests import engines
from tests.make import make_dispute, make_unit


@pytest.fixture
def cases(database):
    """Three cases and an audit row."""
    unit = make_unit("青山镇", make_unit("城关县"))
    rows = [make_dispute(unit) for _ in range(3)]
    audit.record(access.machine(), "dispute.enter", "dispute", rows[0].id)
    return rows


@pytest.fixture
def copy(cases, sqlite_or_skip, tmp_path):
    target = tmp_path / "copy.db"
    backup.make(access.machine(), target)
    return target


@pytest.fixture
def sqlite_or_skip(database):
    if db.is_postgres():
        pytest.skip("copies are made of SQLite; PostgreSQL has pg_dump")


def test_a_copy_holds_everything_in_one_private_file(copy, tmp_path):
    assert copy.stat().st_mode & 0o077 == 0
    assert sorted(path.name for path in tmp_path.glob("copy*")) == ["copy.db"]
    with sqlite3.connect(copy) as opened:
        assert opened.execute("select count(*) from dispute").fetchone() == (Dispute.select().count(),)
        assert opened.execute("pragma journal_mode").fetchone() == ("delete",)
    opened.close()


def test_making_a_copy_is_audited(copy):
    assert AuditEntry.select().where(AuditEntry.act == "backup.make").count() == 1


def test_the_check_counts_what_is_there_and_changes_nothing(copy):
    before = copy.read_bytes()
    found = backup.check(copy)
    assert (found.disputes, found.audit_rows, found.pending_migrations) == (3, 1, [])
    assert copy.read_bytes() == before


def test_a_copy_can_be_started_from(copy, tmp_path):
    place = tmp_path / "new"
    place.mkdir()
    shutil.copyfile(copy, place / "fengqiao.db")
    here = db.database.obj.url
    engines.disconnect(db.database.obj)
    try:
        with engines.connected(f"sqlite:///{place / 'fengqiao.db'}"):
            assert db.pending() == []
            assert Dispute.select().count() == 3
    finally:
        db.init(here)
        db.database.connect()


def test_nothing_is_overwritten(copy):
    before = copy.read_bytes()
    with pytest.raises(Rejected, match="已经存在"):
        backup.make(access.machine(), copy)
    assert copy.read_bytes() == before


def test_a_folder_that_is_not_there_is_named(cases, sqlite_or_skip, tmp_path):
    with pytest.raises(Rejected, match="不能写入"):
        backup.make(access.machine(), tmp_path / "nowhere" / "copy.db")


def test_postgresql_is_sent_to_its_own_tool(database, tmp_path):
    if not db.is_postgres():
        pytest.skip("the answer for PostgreSQL")
    with pytest.raises(Rejected, match="pg_dump"):
        backup.make(access.machine(), tmp_path / "copy.db")


def test_a_damaged_copy_is_refused(copy):
    content = copy.read_bytes()
    copy.write_bytes(content[: len(content) // 2])
    with pytest.raises(Rejected, match="损坏"):
        backup.check(copy)


def test_another_file_is_refused(database, tmp_path):
    other = tmp_path / "台账.xlsx"
    other.write_bytes(b"PK\x03\x04" * 2000)
    with pytest.raises(Rejected, match="不是枫桥台账的备份"):
        backup.check(other)


def test_a_missing_file_is_named(database, tmp_path):
    with pytest.raises(Rejected, match="没有文件"):
        backup.check(tmp_path / "copy.db")


def test_a_copy_under_another_key_is_told(copy, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    crypto.use_key(elsewhere)
    with pytest.raises(Rejected, match=r"personal\.key"):
        backup.check(copy)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("update audit_entry set detail = '{\"altered\": 1}'", "审计链"),
        ("update dispute set unit_id = 99999", "悬空"),
        ("insert into schema_migration (name, applied) values ('9999_later', '2030-01-01')", "更新版本"),
    ],
)
def test_an_altered_copy_is_refused_with_the_reason(copy, change, said):
    with sqlite3.connect(copy) as opened:
        opened.execute(change)
    opened.close()
    with pytest.raises(Rejected, match=said):
        backup.check(copy)


def test_the_commands_answer_in_json_and_refuse_in_words(app, cases, sqlite_or_skip, tmp_path):
    runner = app.test_cli_runner()
    target = str(tmp_path / "made.db")
    made = json.loads(runner.invoke(args=["backup", "--to", target, "--json"]).output)
    assert (made["file"], made["disputes"]) == (target, 3)
    assert json.loads(runner.invoke(args=["backup-check", target, "--json"]).output)["disputes"] == 3
    refused = runner.invoke(args=["backup", "--to", target])
    assert refused.exit_code == 1
    assert "已经存在" in refused.output
