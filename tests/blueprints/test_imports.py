"""Pages of the ledger import: upload → columns and words → check → import → result, refused rows, undo."""

import io
import time

import pytest
from openpyxl import load_workbook

from models import Alias, AuditEntry, ColumnHabit, Dispute, ImportBatch, LegalAidCase, Training, Unit
from registers.ledger import batches
from tests import ledgers
from tests.county import TODAY
from tests.ledgers import HEADINGS, record, table
from tests.pages import check, filled, opened, soup
from vocab import Role

pytestmark = pytest.mark.one_engine  # the acts behind these pages are tried on both


@pytest.fixture
def bureau(sign_in):
    return sign_in(Role.COUNTY)


def send(client, content, unit, name="台账.xlsx"):
    return client.post("/imports/new", data={"unit_id": unit.id, "file": (io.BytesIO(content), name)})


def walk(client, content, unit, name="台账.xlsx", **typed):
    """Upload, accept the mapping (but for what is `typed`), and import; gives the result page."""
    mapping = send(client, content, unit, name).location
    page = client.get(mapping)
    check(soup(page))
    checked = client.post(mapping, data=filled(page, **typed))
    assert checked.status_code == 303, checked.text
    opened(client, checked.location)
    started = client.post(mapping.replace("mapping", "start"))
    assert started.status_code == 303, started.text
    return finished(client, started.location)


def finished(client, place):
    """The page of a batch once its import is over."""
    for _ in range(200):
        page = client.get(place)
        if "正在导入" not in page.text:
            check(soup(page))
            return page
        time.sleep(0.05)
    raise AssertionError("the import does not end")


def figures(page):
    return [int(tag.text.replace(",", "")) for tag in soup(page).select(".figure-value b")]


def control(page, label):
    """The name of the control that is labelled so."""
    return soup(page).find(attrs={"aria-label": label})["name"]


def last():
    return ImportBatch.select().order_by(ImportBatch.id.desc()).first()


def test_a_ledger_goes_from_the_file_to_the_list_of_its_cases(bureau, county):
    result = walk(
        bureau, ledgers.xlsx({"城关镇": table(record(), record(), record(身份证号="123"))}), county.unit
    )
    assert figures(result) == [3, 2, 1, 0]
    assert "城关镇" in result.text
    link = soup(result).find("a", string="查看导入的案件")["href"]
    assert "2 件" in bureau.get(link).text
    assert last().content is None
    assert AuditEntry.select().where(AuditEntry.act == "ledger.import").count() == 1
    assert "台账.xlsx" in opened(bureau, "/imports").text


def test_nothing_is_imported_before_it_is_confirmed(bureau, county):
    place = send(bureau, ledgers.xlsx({"新桥镇": table(record())}), county.unit).location
    page = bureau.get(place)
    checked = bureau.get(bureau.post(place, data=filled(page)).location)
    assert "将新设" in checked.text
    assert "新桥镇" in checked.text
    assert not Dispute.select().exists()
    assert not Unit.select().where(Unit.name == "新桥镇").exists()
    bureau.post(place.replace("mapping", "cancel"))
    assert not ImportBatch.select().exists()


def test_the_file_and_the_rows_given_back_are_encrypted(bureau, county):
    content = ledgers.xlsx({"城关镇": table(record(申请人="甲明文", 身份证号="123"))})
    send(bureau, content, county.unit)
    assert content not in bytes(last().content)
    walk(bureau, content, county.unit)
    assert "甲明文".encode() not in bytes(last().problems)


def test_an_unknown_word_is_mapped_and_remembered(bureau, county):
    content = ledgers.xlsx({"城关镇": table(record(纠纷类型="鸡毛蒜皮"), record(调解结果="大概成了"))})
    place = send(bureau, content, county.unit).location
    page = bureau.get(place)
    typed = {
        control(page, "“鸡毛蒜皮”对应"): "T02",
        control(page, "“大概成了”对应"): "succeeded",
        "remember": "1",
    }
    result = walk(bureau, content, county.unit, **typed)
    assert figures(result) == [2, 2, 0, 0]
    assert {case.type_id for case in Dispute.select()} == {"T02"}
    assert Alias.get(Alias.text == "鸡毛蒜皮").unit_id == county.unit.id
    again = walk(bureau, ledgers.xlsx({"城关镇": table(record(纠纷类型="鸡毛蒜皮"))}), county.unit)
    assert figures(again) == [1, 1, 0, 0]


def test_a_word_mapped_for_one_file_only_is_unknown_in_the_next(bureau, county):
    content = ledgers.xlsx({"城关镇": table(record(纠纷类型="鸡毛蒜皮"))})
    name = control(bureau.get(send(bureau, content, county.unit).location), "“鸡毛蒜皮”对应")
    assert figures(walk(bureau, content, county.unit, **{name: "T02"})) == [1, 1, 0, 0]
    assert figures(
        walk(bureau, ledgers.xlsx({"城关镇": table(record(纠纷类型="鸡毛蒜皮"))}), county.unit)
    ) == [1, 0, 1, 0]


def test_a_column_is_mapped_and_remembered(bureau, county):
    headings = ["怎么来的" if text == "案件来源" else text for text in HEADINGS]

    def content():
        return ledgers.xlsx({"城关镇": table(record(怎么来的="主动"), headings=headings)})

    first = content()
    page = bureau.get(send(bureau, first, county.unit).location)
    assert "案件来源" in soup(page).select_one(".notice-warning").text
    typed = {control(page, "“怎么来的”导入为"): "source", "remember": "1"}
    assert figures(walk(bureau, first, county.unit, **typed)) == [1, 1, 0, 0]
    assert ColumnHabit.get().field == "source"
    assert figures(walk(bureau, content(), county.unit)) == [1, 1, 0, 0]


def test_a_sheet_is_given_to_another_unit_or_left_out(bureau, county):
    sheets = {"甲表": table(record(**{"村(社区)": "柳南村"})), "乙表": table(record())}
    content = ledgers.xlsx(sheets)
    page = bureau.get(send(bureau, content, county.unit).location)
    place = last().id
    sent = filled(page, **{control(page, "工作表“甲表”归到"): "柳河镇"})
    del sent[control(page, "导入工作表“乙表”")]
    bureau.post(f"/imports/{place}/mapping", data=sent)
    bureau.post(f"/imports/{place}/start")
    assert figures(finished(bureau, f"/imports/{place}")) == [1, 1, 0, 0]
    assert Dispute.get().unit_id == county.villages[2].id


def test_refused_rows_come_back_in_a_workbook_that_can_be_corrected_and_imported(bureau, county):
    row = record(身份证号="123", 申请人="=1+1", 纠纷类型="星际纠纷")
    result = walk(bureau, ledgers.xlsx({"城关镇": table(record(), row, titles=["一", "二"])}), county.unit)
    answer = bureau.get(soup(result).select_one("a[href$=xlsx]")["href"])
    assert AuditEntry.select().where(AuditEntry.act == "ledger.return").count() == 1
    book = load_workbook(io.BytesIO(answer.data))
    (sheet,) = book.worksheets
    heads = [cell.value for cell in sheet[1]]
    assert (sheet.title, heads) == ("城关镇", [*HEADINGS, "原因", "办法"])
    assert {cell.data_type for line in sheet.iter_rows() for cell in line if cell.value is not None} == {"s"}
    told = dict(zip(heads, [cell.value for cell in sheet[2]], strict=True))
    assert told["申请人"] == "=1+1"
    assert "身份证号应为 18 位" in told["原因"]
    assert "请核对" in told["办法"]
    sheet.cell(2, heads.index("身份证号") + 1).value = ledgers.id_number(5)
    sheet.cell(2, heads.index("纠纷类型") + 1).value = "邻里"
    corrected = io.BytesIO()
    book.save(corrected)
    again = walk(bureau, corrected.getvalue(), county.unit, "退回的行.xlsx")
    assert figures(again) == [1, 1, 0, 0]
    assert Dispute.select().where(Dispute.unit == county.villages[0]).count() == 2


def test_rows_of_a_csv_come_back_into_the_same_unit(bureau, county):
    content = ledgers.as_csv(table(record(身份证号="123")))
    walk(bureau, content, county.towns[0], "柳河镇.csv")
    book = load_workbook(io.BytesIO(bureau.get(f"/imports/{last().id}/refused.xlsx").data))
    book.worksheets[0].cell(2, HEADINGS.index("身份证号") + 1).value = ""
    corrected = io.BytesIO()
    book.save(corrected)
    assert figures(walk(bureau, corrected.getvalue(), county.towns[0])) == [1, 1, 0, 0]


def test_an_import_is_undone_and_may_be_done_again(bureau, county):
    content = ledgers.xlsx({"城关镇": table(record(), record())})
    walk(bureau, content, county.unit)
    place = f"/imports/{last().id}"
    assert bureau.post(f"{place}/undo").status_code == 303
    assert "已撤销" in opened(bureau, place).text
    assert {case.void_reason for case in Dispute.select()} == {"撤销导入"}
    assert bureau.post(f"{place}/undo").status_code == 422
    assert AuditEntry.select().where(AuditEntry.act == "ledger.undo").count() == 1
    assert figures(walk(bureau, content, county.unit)) == [2, 2, 0, 0]


def test_undoing_what_somebody_changed_since_must_be_confirmed(bureau, county):
    walk(bureau, ledgers.xlsx({"城关镇": table(record(), record())}), county.unit)
    Dispute.update(version=2).where(Dispute.id == Dispute.select().first().id).execute()
    place = f"/imports/{last().id}"
    assert "有 1 条在导入后修改过" in opened(bureau, place).text
    refused = bureau.post(f"{place}/undo")
    assert (refused.status_code, "请勾选确认" in refused.text) == (422, True)
    assert not Dispute.select().where(Dispute.voided_at.is_null(False)).exists()
    assert bureau.post(f"{place}/undo", data={"edited_too": "y"}).status_code == 303
    assert Dispute.select().where(Dispute.voided_at.is_null(False)).count() == 2


@pytest.mark.parametrize(("content", "why"), [(b"", "文件是空的"), (b"%PDF", "不是表格文件")])
def test_a_file_that_cannot_be_read_is_told_beside_its_field(bureau, county, content, why):
    answer = send(bureau, content, county.unit)
    assert answer.status_code == 422
    assert why in soup(answer).find(id="file-error").text


def test_a_township_imports_into_its_own_area_and_sees_its_own_imports(sign_in, county):
    office, other = sign_in(Role.TOWNSHIP), sign_in(Role.TOWNSHIP, unit=county.towns[1])
    content = ledgers.xlsx({"台账": table(record())})
    assert send(office, content, county.unit).status_code == 422
    walk(office, content, county.towns[0])
    assert other.get(f"/imports/{last().id}").status_code == 404
    assert "台账.xlsx" not in other.get("/imports").text


def test_a_run_cut_off_by_a_restart_is_told_and_can_be_repeated(bureau, county, app):
    content = ledgers.xlsx({"城关镇": table(record())})
    place = send(bureau, content, county.unit).location.replace("/mapping", "")
    batches.start(boss(county), last().id)
    assert "已完成 0%" in bureau.get(place).text
    before = ImportBatch.get().started_at
    assert batches.abandon(before) == 0
    ImportBatch.update(started_at="2026-01-01 00:00:00").execute()
    bureau.application.extensions["imports"]._settled = False
    page = bureau.get(place)
    assert "中断" in page.text
    bureau.post(f"{place}/start")
    assert figures(finished(bureau, place)) == [1, 1, 0, 0]


def boss(county):
    from tests.make import make_actor

    return make_actor(Role.COUNTY, county.unit)


def test_a_failure_in_the_background_is_told_and_saves_nothing(bureau, county, monkeypatch):
    def fail(*_args, **_kept):
        raise RuntimeError("disk full")

    place = send(bureau, ledgers.xlsx({"城关镇": table(record())}), county.unit).location.replace(
        "/mapping", ""
    )
    monkeypatch.setattr(batches.importing, "settle", fail)
    bureau.post(f"{place}/start")
    page = finished(bureau, place)
    assert "没有保存任何记录" in page.text
    assert not Dispute.select().exists()
    assert ImportBatch.get().state == "failed"


def test_progress_is_told_while_a_ledger_is_checked(bureau, county, monkeypatch):
    monkeypatch.setattr(batches.importing.checking, "_TOLD_EVERY", 1)
    told = []
    monkeypatch.setattr(batches, "_progress", lambda batch_id, percent: told.append(percent))
    send(bureau, ledgers.xlsx({"城关镇": table(*(record() for _ in range(4)))}), county.unit)
    batches.start(boss(county), last().id)
    batches.run(boss(county), last().id, today=TODAY)
    assert told == [17, 35, 52, 70]
    assert ImportBatch.get().progress == 100


def test_a_started_import_is_not_started_again(bureau, county):
    place = send(bureau, ledgers.xlsx({"城关镇": table(record())}), county.unit).location
    batches.start(boss(county), last().id)
    assert bureau.post(place.replace("mapping", "start")).status_code == 422
    assert bureau.get(place).status_code == 422


def test_an_empty_ledger_is_offered_whose_headings_the_import_knows(bureau, county):
    content = bureau.get("/imports/template.xlsx").data
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    heads = [cell.value for cell in sheet[1]]
    sheet.append(
        [record(**{"乡镇（街道）": "城关镇", "村（社区）": "东门村"}).get(head, "") for head in heads]
    )
    book = io.BytesIO()
    sheet.parent.save(book)
    assert figures(walk(bureau, book.getvalue(), county.unit)) == [1, 1, 0, 0]
    assert Dispute.get().unit_id == county.villages[0].id


# ---------------------------------------------------------------- the other registers


def plain(*rows, title="青山县2024年台账"):
    return [[title], *map(list, rows)]


AID = plain(
    ["案号", "案件类别", "受理日期", "受援人"],
    ["1号", "民事", "2024-01-05", "甲某"],
    ["2号", "劳务", "2024-01-05", "乙某"],
)
TRAINED = plain(["日期", "主题", "参训人次"], ["2024-01-05", "第1期", 30])


def send_as(client, slug, content, unit):
    """Upload as the ledger of a register; gives the address of the mapping."""
    data = {"unit_id": unit.id, "register": slug, "file": (io.BytesIO(content), "台账.xlsx")}
    answer = client.post("/imports/new", data=data)
    assert answer.status_code == 303, answer.text
    return answer.location


def run(client, place):
    """Import an upload whose mapping has been decided; gives the result page."""
    opened(client, place.replace("mapping", "check"))
    return finished(client, client.post(place.replace("mapping", "start")).location)


def test_a_registers_ledger_goes_the_same_way_to_its_list(bureau, county):
    place = send_as(bureau, "legal-aid", ledgers.xlsx({"台账": AID}), county.unit)
    page = bureau.get(place)
    check(soup(page))
    sent = filled(page, **{control(page, "“劳务”对应"): "civil"})
    assert bureau.post(place, data=sent).status_code == 303
    result = run(bureau, place)
    assert figures(result) == [2, 2, 0, 0]
    assert soup(result).find("a", string="查看法律援助清单")["href"] == "/registers/legal-aid"
    assert "法律援助" in opened(bureau, "/imports").text
    assert bureau.post(f"/imports/{last().id}/undo").status_code == 303
    assert {row.void_reason for row in LegalAidCase.select()} == {"撤销导入"}


def test_the_way_in_from_a_register_has_it_chosen_with_its_template(bureau, county):
    page = opened(bureau, "/imports/new?register=understanders")
    assert page.select_one("select[name=register] option[selected]")["value"] == "understanders"
    template = bureau.get(page.select_one("a.btn[href*='template.xlsx']")["href"])
    assert load_workbook(io.BytesIO(template.data)).worksheets[0].title == "法律明白人"
    assert bureau.get("/imports/template.xlsx?register=weather").status_code == 404


def test_a_workbook_is_shown_sheet_by_sheet_and_may_be_put_right(bureau, county):
    content = ledgers.xlsx({"法律援助": AID, "法律明白人培训": TRAINED, "说明": [["填表说明"]]})
    place = send_as(bureau, "workbook", content, county.unit)
    page = bureau.get(place)
    check(soup(page))
    assert (
        soup(page).find(attrs={"aria-label": "工作表“法律援助”是"}).select_one("[selected]").text
        == "法律援助"
    )
    audience = control(page, "工作表“法律明白人培训”的培训对象")
    assert soup(page).find(attrs={"name": audience}).select_one("[selected]").text == "法律明白人"
    sent = filled(page, **{audience: "mediator", control(page, "工作表“法律援助”是"): "consultation"})
    assert bureau.post(place, data=sent).status_code == 303
    again = bureau.get(place)
    assert (
        soup(again).find(attrs={"aria-label": "工作表“法律援助”是"}).select_one("[selected]").text
        == "法律咨询"
    )
    sent = filled(again, **{control(again, "工作表“法律援助”是"): "legal_aid"})
    bureau.post(place, data=sent)
    result = run(bureau, place)
    assert figures(result) == [3, 2, 1, 0]
    assert "培训对象按“人民调解员”" in result.text
    assert "没有台账的表头" in result.text
    assert Training.get().audience == "mediator"


def test_columns_of_each_register_are_mapped_and_remembered_apart(bureau, county):
    rows = [["日子" if cell in ("受理日期", "日期") else cell for cell in row] for row in AID]
    trained = plain(["日子", "主题", "参训人次", "学时"], ["2024-01-05", "第1期", 30, 4])
    content = ledgers.xlsx({"法律援助": rows[:3], "法律明白人培训": trained})
    place = send_as(bureau, "workbook", content, county.unit)
    page = bureau.get(place)
    controls = [one["name"] for one in soup(page).find_all(attrs={"aria-label": "“日子”导入为"})]
    assert len(controls) == 2
    sent = filled(page, **{controls[0]: "accepted_on", controls[1]: "held_on", "remember": "1"})
    assert bureau.post(place, data=sent).status_code == 303
    assert figures(run(bureau, place)) == [2, 2, 0, 0]
    assert {(habit.register, habit.field) for habit in ColumnHabit.select()} == {
        ("legal_aid", "accepted_on"), ("training", "held_on"),
    }  # fmt: skip


def test_refused_rows_of_a_workbook_come_back_on_their_sheets(bureau, county):
    place = send_as(
        bureau, "workbook", ledgers.xlsx({"法律援助": AID, "法律明白人培训": TRAINED}), county.unit
    )
    bureau.post(place, data=filled(bureau.get(place)))
    result = run(bureau, place)
    book = load_workbook(
        io.BytesIO(bureau.get(soup(result).select_one("a[href$='refused.xlsx']")["href"]).data)
    )
    assert book.sheetnames == ["法律援助"]
    book.worksheets[0].cell(2, 2).value = "刑事"
    corrected = io.BytesIO()
    book.save(corrected)
    again = send_as(bureau, "legal-aid", corrected.getvalue(), county.unit)
    bureau.post(again, data=filled(bureau.get(again)))
    assert figures(run(bureau, again)) == [1, 1, 0, 0]


def test_a_kind_of_ledger_that_does_not_exist_is_no_choice(bureau, county):
    data = {"unit_id": county.unit.id, "register": "weather", "file": (io.BytesIO(b"x"), "x.xlsx")}
    assert bureau.post("/imports/new", data=data).status_code == 422
