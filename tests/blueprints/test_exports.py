"""Long exports through the pages: the warning, the background, progress, the file, whose it is, when it is gone."""

import datetime
import io
import time

import openpyxl
import pytest

from models import AuditEntry, Export, ExportPart, now
from office import access, exports
from office.exports import DONE, FAILED, RUNNING
from registers import record_export, records
from registers.catalogue import REGISTERS
from tests import ledgers
from tests.cases import TODAY, enter
from tests.pages import opened, soup
from vocab import Role

# What pages do with data is tried on both engines where the acts are; a page looks the same on either.
pytestmark = pytest.mark.one_engine

PLACE = "/figures/workbook?year=2026"


@pytest.fixture
def bureau(sign_in):
    return sign_in(Role.COUNTY)


@pytest.fixture
def long_list(county, monkeypatch):
    """Two cases, which are more than may be written at once."""
    monkeypatch.setattr(exports, "LONG", 1)
    for day in ("2026-11-05", "2026-11-06"):
        enter(county, access.machine(), accepted_on=day)


def made(client):
    """The row of 我的导出 once the file is there, or has failed."""
    for _ in range(400):
        page = opened(client, "/exports")
        if "正在生成" not in page.text:
            return page
        time.sleep(0.05)
    raise AssertionError("the export does not end")


def begin(client, place=PLACE):
    answer = client.post(place)
    assert answer.status_code == 303, answer.text
    assert answer.location.endswith("/exports")
    return made(client)


def test_a_short_list_is_given_at_once(bureau):
    answer = bureau.get(PLACE)
    assert answer.status_code == 200
    assert openpyxl.load_workbook(io.BytesIO(answer.data)).sheetnames
    assert not Export.select().count()


def test_a_long_list_is_offered_first_and_made_only_when_asked_for(bureau, long_list):
    page = opened(bureau, PLACE)
    assert "约 2 行" in page.h1.find_parent("main").text
    assert not Export.select().count()


def test_a_long_list_is_made_in_the_background_and_fetched_later(bureau, long_list):
    page = begin(bureau)
    link = page.select_one("main a[href$='/file']")["href"]
    answer = bureau.get(link)
    book = openpyxl.load_workbook(io.BytesIO(answer.data))
    listed = [row[0].value for row in book["案件清单"].iter_rows(min_row=4)]
    assert listed == [1, 2]
    assert "2026" in answer.headers["Content-Disposition"]
    assert len(answer.data) == answer.content_length
    acts = [row.act for row in AuditEntry.select().order_by(AuditEntry.id)]
    assert acts[-3:] == ["export.begin", "report.export", "export.download"]


def test_a_register_is_exported_in_the_background_too(bureau, county, monkeypatch):
    monkeypatch.setattr(exports, "LONG", 1)
    monkeypatch.setattr(record_export, "_AT_ONCE", 2)  # several chunks, of records of one day
    aid = {"kind": "civil", "accepted_on": "2026-03-01", "name": "甲某某"}
    for n in range(5):
        row = aid | {"number": f"(2026){n}号", "id_number": ledgers.id_number(n)}
        records.enter(access.machine(), REGISTERS["legal-aid"], county.villages[0].id, row, today=TODAY)
    page = begin(bureau, "/registers/legal-aid/export.xlsx?from=2026-01-01")
    book = openpyxl.load_workbook(io.BytesIO(bureau.get(page.select_one("a[href$='/file']")["href"]).data))
    rows = list(book.worksheets[0].iter_rows(min_row=3, values_only=True))
    assert [row[0] for row in rows] == [1, 2, 3, 4, 5]
    assert sorted(cell for row in rows for cell in row if str(cell).startswith("(2026)")) == [
        f"(2026){n}号" for n in range(5)
    ]


def test_no_part_of_the_file_lies_clear_in_the_table(bureau, long_list):
    begin(bureau)
    (part,) = ExportPart.select()
    assert b"PK" not in bytes(part.content)[:4]
    assert b"workbook.xml" not in bytes(part.content)


def test_nobody_else_sees_or_fetches_it(bureau, long_list, sign_in):
    begin(bureau)
    export = Export.get()
    other = sign_in(Role.LEADER)
    assert "还没有后台导出的文件" in opened(other, "/exports").text
    assert other.get(f"/exports/{export.id}/file").status_code == 404
    assert other.post(f"/exports/{export.id}/remove").status_code == 404


def test_who_has_changed_office_no_longer_gets_what_was_made_before(bureau, long_list):
    begin(bureau)
    Export.update(role=Role.LEADER).execute()
    assert bureau.get(f"/exports/{Export.get().id}/file").status_code == 404


def test_a_file_can_be_deleted_before_its_week_is_over(bureau, long_list):
    begin(bureau)
    assert bureau.post(f"/exports/{Export.get().id}/remove").status_code == 303
    assert not ExportPart.select().count()
    assert not Export.select().count()


def test_after_a_week_the_file_is_gone(bureau, long_list):
    begin(bureau)
    export_id = Export.get().id
    Export.update(expires_at=now()).execute()
    assert bureau.get(f"/exports/{export_id}/file").status_code == 404
    opened(bureau, "/exports")
    assert not Export.select().count()
    assert not ExportPart.select().count()


def test_a_run_cut_off_by_a_restart_is_told_and_leaves_nothing(bureau, long_list):
    begin(bureau)
    early = now() - datetime.timedelta(hours=1)
    Export.update(state=RUNNING, started_at=early).execute()
    assert exports.abandon(now()) == 1
    page = opened(bureau, "/exports")
    assert "重新启动" in page.text
    assert page.select_one("main a[href^='/figures/workbook']")
    assert not ExportPart.select().count()


def test_a_failure_is_told_and_leaves_nothing(bureau, long_list):
    export = Export.get_by_id(_begun(bureau))

    def fails(target, told):
        target.write(b"x" * 400_000)
        told(1)
        raise RuntimeError("no more room")

    exports.run(export.id, fails)
    export = Export.get_by_id(export.id)
    assert (export.state, ExportPart.select().count()) == (FAILED, 0)
    assert "系统出错" in opened(bureau, "/exports").text


def _begun(client):
    begin(client)
    Export.update(state=RUNNING).execute()
    ExportPart.delete().execute()
    return Export.get().id


def test_progress_is_told_while_it_runs_and_a_reload_shows_it_without_script(bureau, long_list):
    export_id = _begun(bureau)
    Export.update(expected=200, progress=0).execute()
    seen = []

    def slow(target, told):
        for rows in (50, 100, 200):
            told(rows)
            page = opened(bureau, "/exports")
            seen.append(int(page.select_one("progress")["value"]))
            assert page.select_one("noscript meta[http-equiv=refresh]")
        target.write(b"done")

    exports.run(export_id, slow)
    assert seen == [24, 49, 99]
    assert Export.get_by_id(export_id).state == DONE


def test_what_is_being_made_is_not_begun_twice(bureau, long_list):
    _begun(bureau)
    Export.update(address=PLACE).execute()
    page = soup(bureau.post(PLACE, follow_redirects=True))
    assert "正在生成" in page.text
    assert Export.select().count() == 1


def test_parts_are_bound_to_their_place(bureau, long_list):
    export_id = _begun(bureau)
    exports.run(export_id, lambda target, told: target.write(b"a" * 300_000 + b"b" * 300_000))
    first, second, _ = ExportPart.select().order_by(ExportPart.number)
    ExportPart.update(content=second.content).where(ExportPart.id == first.id).execute()
    export = Export.get_by_id(export_id)
    with pytest.raises(ValueError, match="密文"):
        list(exports._clear(export))


def test_the_command_line_waits_for_its_files(database):
    with pytest.raises(exports.Rejected):
        exports.begin(access.machine(), "年报", "年报.xlsx", "/", 9)
