"""Entered indicators: defined by the bureau without code, filled in by month with evidence, counted like any other."""

import datetime
import io
import zipfile
from decimal import Decimal

import pytest

from figures import indicators, periods
from figures.evaluator import Question, evaluate
from figures.records import Records
from models import AuditEntry, EnteredIndicator, EnteredValue
from office.errors import NotAllowed, NotVisible, Refused, Rejected, Stale
from registers import entered, entered_months
from registers.entered_months import Typed
from registers.evidence import MOST_BYTES, File
from tests import cases
from tests.cases import TODAY

MONTH = datetime.date(2026, 10, 1)
PDF = File("汇总表.pdf", b"%PDF-1.7\n%...")


@pytest.fixture
def boss(county):
    return cases.bureau(county)


@pytest.fixture
def office(county):
    return cases.office(county)


def define(boss, name, **values):
    usual = {"name": name, "measure": "件", "kind": "flow", "reported_by": "township"}
    return entered.define(boss, usual | values)


def fill(actor, unit, numbers, month=MONTH, **more):
    typed = {one.id: Typed(str(number), **more) for one, number in numbers.items()}
    seen = entered_months.sheet(actor, unit.id, month).seen
    return entered_months.fill(actor, unit.id, month, typed, seen, today=TODAY)


def faults(call, *arguments, **named):
    with pytest.raises(Refused) as told:
        call(*arguments, **named)
    return {fault.field: str(fault) for fault in told.value.faults}


def asked(actor, unit, *ones, first="2026-01-01", last="2026-12-31", by=()):
    period = periods.between(datetime.date.fromisoformat(first), datetime.date.fromisoformat(last))
    return evaluate(actor, Question(unit.id, period, by=by, keys=tuple(one.key for one in ones)))


# ---------------------------------------------------------------- definitions


def test_the_bureau_defines_and_nobody_else(boss, office):
    one = define(boss, "办件", definition="窗口办理的证明事项")
    assert (one.key, one.version) == ("entered.1", 1)
    assert define(boss, "另一项").key == "entered.2"
    with pytest.raises(NotAllowed):
        define(office, "第三项")
    assert AuditEntry.select().where(AuditEntry.act == "indicator.define").count() == 2


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "长" * 41}, "name"),
        ({"name": "办件"}, "name"),
        ({"measure": ""}, "measure"),
        ({"kind": "sum"}, "kind"),
        ({"reported_by": "office"}, "reported_by"),
        ({"measure": "%", "kind": "flow", "reported_by": "county"}, "kind"),
        ({"measure": "%", "kind": "stock"}, "reported_by"),
        ({"whole": 99}, "whole"),
    ],
)
def test_a_definition_that_cannot_be_is_refused(boss, values, field):
    define(boss, "办件")
    with pytest.raises(Rejected) as told:
        define(boss, **{"name": "新指标"} | values)
    assert told.value.field == field


def test_parts_are_counted_like_their_whole_and_stand_below_it(boss):
    whole = define(boss, "清理文件", position=2)
    first = define(boss, "最先", position=1)
    part = define(boss, "其中废止", whole=whole.id, position=9)
    assert [one.id for one in entered.listed()] == [first.id, whole.id, part.id]
    with pytest.raises(Rejected, match="一致"):
        define(boss, "其中失效", whole=whole.id, measure="份")
    with pytest.raises(Rejected, match="不能再作合计"):
        define(boss, "其中的其中", whole=part.id)
    with pytest.raises(Rejected, match="已有分项"):
        entered.change(boss, whole.id, 1, _typed(whole) | {"whole": first.id})


def _typed(one):
    return {key: one.__data__[key] for key in
            ("name", "measure", "kind", "reported_by", "definition", "whole", "position", "valid_to")}  # fmt: skip


def test_once_filled_in_only_words_place_and_end_may_change(county, boss):
    one = define(boss, "办件")
    fill(boss, county.towns[0], {one: 3})
    changed = entered.change(boss, one.id, 1, _typed(one) | {"name": "办理件数", "valid_to": TODAY})
    assert (changed.name, changed.valid_to, changed.key) == ("办理件数", TODAY, "entered.1")
    with pytest.raises(Rejected, match="停用"):
        entered.change(boss, one.id, 2, _typed(one) | {"kind": "stock"})
    with pytest.raises(Stale):
        entered.change(boss, one.id, 1, _typed(one))


# ---------------------------------------------------------------- a month's sheet


def test_a_sheet_shows_what_the_kind_of_unit_fills_in_and_what_is_missing(county, boss):
    town, village = define(boss, "镇级"), define(boss, "村级", reported_by="village")
    ended = define(boss, "旧的", valid_to=MONTH)
    sheet = entered_months.sheet(boss, county.towns[0].id, MONTH)
    assert [line.indicator.id for line in sheet.lines] == [town.id]
    assert sheet.missing == sheet.lines
    sheet = entered_months.sheet(boss, county.villages[0].id, MONTH)
    assert [line.indicator.id for line in sheet.lines] == [village.id]
    september = entered_months.sheet(boss, county.towns[0].id, datetime.date(2026, 9, 30))
    assert [line.indicator.id for line in september.lines] == [town.id, ended.id]


def test_numbers_are_kept_to_two_decimals_and_a_second_filling_changes_them(county, office, boss):
    one = define(boss, "资料", measure="份")
    sheet = fill(office, county.towns[0], {one: "3.5万份"}, note="含村级")
    assert (sheet.lines[0].value.amount, sheet.missing) == (3500000, [])
    fill(office, county.towns[0], {one: "1,234.56"})
    (row,) = EnteredValue.select()
    assert (row.amount, row.version, row.note, row.entered_by_id) == (123456, 2, "", None)
    acts = [entry.detail for entry in AuditEntry.select().where(AuditEntry.act == "entered.fill")]
    assert len(acts) == 2
    assert '"资料": ["35000", "1234.56"]' in acts[1]


def test_saving_the_same_again_is_no_change(county, boss):
    one = define(boss, "办件")
    fill(boss, county.towns[0], {one: 3})
    fill(boss, county.towns[0], {one: "3.00"})
    assert EnteredValue.get().version == 1
    assert AuditEntry.select().where(AuditEntry.act == "entered.fill").count() == 1


def test_an_emptied_number_is_missing_again_and_may_come_back(county, boss):
    one = define(boss, "办件")
    fill(boss, county.towns[0], {one: 3})
    assert len(fill(boss, county.towns[0], {one: ""}).missing) == 1
    fill(boss, county.towns[0], {one: 4})
    assert asked(boss, county.unit, one).total[one.key].value == 4
    assert EnteredValue.select().count() == 2


def test_parts_that_do_not_add_up_are_refused_with_both_numbers(county, boss):
    whole = define(boss, "清理文件")
    parts = [define(boss, name, whole=whole.id) for name in ("废止", "修改", "继续有效")]
    numbers = dict(zip([whole, *parts], (25, 5, 2, 17), strict=True))
    told = faults(fill, boss, county.towns[0], numbers)
    assert list(told) == [f"number_{whole.id}"]
    assert "25" in told[f"number_{whole.id}"]
    assert "24" in told[f"number_{whole.id}"]
    assert EnteredValue.select().count() == 0
    assert len(fill(boss, county.towns[0], numbers | {parts[2]: 18}).missing) == 0


def test_parts_still_missing_may_not_be_overtaken_by_the_others(county, boss):
    whole = define(boss, "清理文件")
    one, other = (define(boss, name, whole=whole.id) for name in ("废止", "修改"))
    sheet = fill(boss, county.towns[0], {whole: 25, one: 5})
    assert [line.indicator.id for line in sheet.missing] == [other.id]
    assert f"number_{whole.id}" in faults(fill, boss, county.towns[0], {whole: 25, one: 26})


@pytest.mark.parametrize("number", ["很多", "1.234", "-1", "1e5", "99999999999999999", "12件次", "=1+1"])
def test_what_is_no_number_is_refused_at_its_line(county, boss, number):
    one = define(boss, "办件")
    assert list(faults(fill, boss, county.towns[0], {one: number})) == [f"number_{one.id}"]


def test_a_share_may_be_negative_and_is_the_countys(county, boss):
    one = define(boss, "败诉率同比", measure="%", kind="stock", reported_by="county")
    fill(boss, county.unit, {one: "-32.35%"})
    assert asked(boss, county.unit, one).total[one.key].value == Decimal("-32.35")


def test_a_month_to_come_is_not_filled_in(county, boss):
    one = define(boss, "办件")
    assert list(faults(fill, boss, county.towns[0], {one: 1}, month=datetime.date(2026, 12, 1))) == ["month"]


def test_a_sheet_saved_meanwhile_by_another_is_told(county, boss, office):
    one = define(boss, "办件")
    seen = entered_months.sheet(office, county.towns[0].id, MONTH).seen
    fill(boss, county.towns[0], {one: 7})
    with pytest.raises(Stale) as told:
        entered_months.fill(office, county.towns[0].id, MONTH, {one.id: Typed("8")}, seen, today=TODAY)
    assert told.value.current.lines[0].value.amount == 700


def test_another_townships_sheet_does_not_exist(county, office, boss):
    define(boss, "办件")
    with pytest.raises(NotVisible):
        entered_months.sheet(office, county.towns[1].id, MONTH)


def test_who_still_has_to_fill_in_is_told_unit_by_unit(county, boss):
    one, _ = define(boss, "办件"), define(boss, "另一项")
    fill(boss, county.towns[0], {one: 3})
    told = [(unit.name, done, wanted) for unit, done, wanted in entered_months.reporting(boss, MONTH)]
    assert told == [("城关镇", 1, 2), ("柳河镇", 0, 2)]


# ---------------------------------------------------------------- evidence


def office_file(inside):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as parts:
        for name in inside:
            parts.writestr(name, "<x/>")
    return content.getvalue()


@pytest.mark.parametrize(
    "file",
    [
        PDF,
        File("图.PNG", b"\x89PNG\r\n\x1a\n..."),
        File("照片.jpeg", b"\xff\xd8\xff\xe0..."),
        File("表.xlsx", office_file(["[Content_Types].xml", "xl/workbook.xml"])),
        File("文.docx", office_file(["[Content_Types].xml", "word/document.xml"])),
    ],
    ids=lambda file: file.name,
)
def test_evidence_is_kept_encrypted_and_given_back_whole(county, boss, office, file):
    one = define(boss, "办件")
    sheet = fill(office, county.towns[0], {one: 3}, file=file)
    stored = EnteredValue.get()
    assert file.content not in bytes(stored.evidence)
    assert entered_months.open_evidence(boss, sheet.lines[0].value.id) == file
    assert AuditEntry.select().where(AuditEntry.act == "entered.evidence").count() == 1
    fill(office, county.towns[0], {one: 4})
    assert EnteredValue.get().evidence_name == file.name


@pytest.mark.parametrize(
    "file",
    [
        File("木马.pdf", b"MZ\x90\x00"),
        File("脚本.html", b"<script>"),
        File("没有后缀", b"%PDF-1.7"),
        File("空.pdf", b""),
        File("大.pdf", b"%PDF-" + bytes(MOST_BYTES)),
        File("假.xlsx", b"PK\x03\x04 no archive"),
        File("文.xlsx", office_file(["word/document.xml"])),
        File("宏.docx", office_file(["word/document.xml", "word/vbaProject.bin"])),
    ],
    ids=lambda file: file.name,
)
def test_what_is_no_evidence_is_refused_at_its_field(county, boss, file):
    one = define(boss, "办件")
    assert list(faults(fill, boss, county.towns[0], {one: 3}, file=file)) == [f"file_{one.id}"]
    assert EnteredValue.select().count() == 0


def test_a_file_keeps_only_its_own_name(county, boss):
    one = define(boss, "办件")
    fill(boss, county.towns[0], {one: 3}, file=File('C:\\Users\\某人\\..\\汇"总\n.pdf', PDF.content))
    assert EnteredValue.get().evidence_name == "汇总.pdf"


def test_evidence_of_another_township_does_not_exist_and_leaders_open_none(county, boss, office):
    one = define(boss, "办件")
    sheet = fill(boss, county.towns[1], {one: 3}, file=PDF)
    with pytest.raises(NotVisible):
        entered_months.open_evidence(office, sheet.lines[0].value.id)
    with pytest.raises(NotAllowed):
        entered_months.open_evidence(cases.actor_of("leader", county.unit), sheet.lines[0].value.id)


# ---------------------------------------------------------------- as figures


def month(number):
    return datetime.date(2026, number, 1)


def test_a_flow_adds_up_over_months_and_units_and_opens_its_list(county, boss):
    one = define(boss, "办件")
    fill(boss, county.towns[0], {one: 3}, month=month(1))
    fill(boss, county.towns[0], {one: "4.5"}, month=month(3))
    fill(boss, county.towns[1], {one: 10}, month=month(3))
    answer = asked(boss, county.unit, one, by=("unit", "month"))
    assert answer.total[one.key].value == Decimal("17.5")
    assert {line.label: line[one.key].value for line in answer.rows("unit")} == {
        "城关镇": Decimal("7.5"),
        "柳河镇": 10,
    }
    assert [line[one.key].value for line in answer.rows("month")][:4] == [3, 0, Decimal("14.5"), 0]
    assert asked(boss, county.unit, one, first="2026-02-01").total[one.key].value == Decimal("14.5")
    question = asked(boss, county.unit, one).question
    rows = Records(boss, question, one.key).page()[0]
    assert sum(sum(row.adds) for row in rows) == 1750
    assert [row.texts[:2] for row in rows][-1] == ("2026-01", "3")


def test_a_stock_is_taken_at_each_units_latest_month(county, boss):
    one = define(boss, "网点", measure="个", kind="stock")
    fill(boss, county.towns[0], {one: 3}, month=month(1))
    fill(boss, county.towns[0], {one: 5}, month=month(3))
    fill(boss, county.towns[1], {one: 10}, month=month(2))
    assert asked(boss, county.unit, one).total[one.key].value == 15
    assert asked(boss, county.unit, one, last="2026-02-28").total[one.key].value == 13
    answer = asked(boss, county.unit, one, by=("month",))
    assert [line[one.key].value for line in answer.rows()][:4] == [3, 13, 15, 15]
    entered.change(boss, one.id, 1, _typed(one) | {"valid_to": month(6)})
    assert asked(boss, county.unit, one).total[one.key].value == 0
    assert asked(boss, county.unit, one, last="2026-05-31").total[one.key].value == 15


def test_a_definition_is_an_indicator_as_soon_as_it_is_made(county, boss):
    before = set(indicators.everything())
    one = define(boss, "办件", definition="窗口办理的证明事项")
    assert set(indicators.everything()) - before == {one.key}
    found = indicators.find(one.key)
    assert (found.name, found.unit, found.definition) == ("办件", "件", "窗口办理的证明事项")
    entered.change(boss, one.id, 1, _typed(one) | {"name": "办理件数"})
    assert indicators.find(one.key).name == "办理件数"
    with pytest.raises(Rejected):
        indicators.find("entered.99")
    assert EnteredIndicator.select().count() == 1


def test_an_entered_figure_stands_beside_counted_ones(county, boss):
    one = define(boss, "办件")
    fill(boss, county.towns[0], {one: 3})
    period = periods.between(datetime.date(2026, 1, 1), datetime.date(2026, 12, 31))
    answer = evaluate(
        boss, Question(county.unit.id, period, by=("unit",), keys=("dispute.accepted", one.key))
    )
    assert answer.total[one.key].as_json() == {"value": 3}
    assert answer.total["dispute.accepted"].value == 0
