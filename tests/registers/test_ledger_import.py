"""Ledgers taken in whole: where the cases go, what is made, what is refused and why, what is there already."""

import datetime
import io

import pytest
import xlwt
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models import AuditEntry, Committee, Dispute, ImportBatch, Mediator, Party, Studio, Unit
from office import access, crypto, units
from office.errors import Rejected
from registers import parties
from registers.ledger import importing
from registers.ledger.mapping import Choices
from registers.ledger.reading import Sheet
from tests import ledgers
from tests.ledgers import HEADINGS, record, table, take, told
from tests.make import make_actor
from vocab import Role


def one(**changed):
    """The outcome of a ledger of one record, and the record's case if it went in."""
    outcome = take(ledgers.xlsx({"城关镇": table(record(**changed))}))
    return outcome, Dispute.select().order_by(Dispute.id.desc()).first() if outcome.imported else None


def unit_names(outcome):
    rows = Dispute.select(Dispute, Unit).join(Unit).where(Dispute.batch == outcome.batch)
    return [row.unit.name for row in rows.order_by(Dispute.id)]


# ---------------------------------------------------------------- an empty installation


def test_everything_a_ledger_names_is_made_in_an_empty_installation(database):
    rows = table(record(), record(调解组织="老张调解工作室"))
    outcome = take(ledgers.xlsx({"城关镇": rows, "柳河乡": table(record(**{"村(社区)": "柳南社区"}))}))
    assert (outcome.read, outcome.imported, outcome.problems) == (3, 3, [])
    county = Unit.get(Unit.parent.is_null())
    assert (county.name, county.kind) == ("青山县", "county")
    assert unit_names(outcome) == ["东门村", "东门村", "柳南社区"]
    assert {unit.name: unit.kind for unit in Unit.select()} == {
        "青山县": "county", "城关镇": "township", "柳河乡": "township", "东门村": "village", "柳南社区": "community",
    }  # fmt: skip
    studio = Studio.select(Studio, Committee).join(Committee).get()
    assert (studio.name, studio.committee.name) == ("老张调解工作室", "城关镇人民调解委员会")
    case = Dispute.get(Dispute.studio == studio)
    assert case.committee_id == studio.committee_id
    batch = ImportBatch.get_by_id(outcome.batch)
    assert batch.created["units"][0] == "青山县"
    assert batch.created["studios"] == ["老张调解工作室"]


def test_a_city_above_counties_is_made_as_a_prefecture(database):
    take(ledgers.xlsx({"东区": table(record()), "青县": table(record())}), into="青市")
    kinds = {unit.name: unit.kind for unit in Unit.select()}
    assert (kinds["青市"], kinds["东区"], kinds["青县"]) == ("prefecture", "county", "county")


def test_without_leave_to_make_them_unknown_places_and_people_are_refused(county):
    rows = table(record(), record(**{"村(社区)": "南门村"}), record(调解组织="城关镇商会人民调解委员会"),
                 record(调解员="钱不知"))  # fmt: skip
    outcome = take(ledgers.xlsx({"城关镇": rows}), create=False)
    assert outcome.imported == 1
    assert told(outcome) == [(4, "村(社区)"), (5, "调解组织"), (6, "调解员")]
    assert all("自动新设" in problem.message for problem in outcome.problems)


def test_an_unknown_destination_is_refused_unless_it_may_be_made(database):
    with pytest.raises(Rejected, match="没有名为“青山县”的单位"):
        take(ledgers.xlsx({"城关镇": table(record())}), create=False)
    assert not Unit.select().exists()


# ---------------------------------------------------------------- which unit


@pytest.mark.parametrize(
    "name",
    [
        "城关镇",
        "城关镇2020",
        "1.城关镇",
        "青山县城关镇",
        "城关",
        "城关镇（1-6月）",
        "2020年城关镇台账",
        "城关镇司法所",
    ],
)
def test_a_sheet_finds_its_township_whatever_stands_around_the_name(county, name):
    outcome = take(ledgers.xlsx({name: table(record())}), create=False)
    assert unit_names(outcome) == ["东门村"]


@pytest.mark.parametrize("name", ["Sheet1", "台账", "1月", "全县", "青山县", "汇总"])
def test_a_sheet_that_names_no_township_goes_into_the_unit_itself(county, name):
    outcome = take(ledgers.xlsx({name: table(record(**{"村(社区)": "", "调解组织": "", "调解员": ""}))}))
    assert unit_names(outcome) == ["青山县"]


def test_a_stem_is_made_whole_by_the_title_above_the_table(database):
    rows = table(record(), titles=["青山县石桥镇2020年人民调解台账"])
    take(ledgers.xlsx({"石桥": rows}))
    assert Unit.get(Unit.name == "石桥镇").kind == "township"


def test_a_unit_column_tells_the_township_of_each_row(county):
    headings = ["乡镇", *HEADINGS]
    rows = [record(**{"乡镇": town, "村(社区)": village, "调解组织": f"{village}人民调解委员会", "调解员": f"赵{village[:2]}"})
            for town, village in (("城关镇", "东门村"), ("青山县柳河镇", "柳南村"), ("柳河", "柳北村"))]  # fmt: skip
    outcome = take(ledgers.xlsx({"Sheet1": table(*rows, headings=headings)}), create=False)
    assert unit_names(outcome) == ["东门村", "柳南村", "柳北村"]


@pytest.mark.parametrize("cell", ["城关镇", "青山县城关镇", "城关", "城关镇司法所", ""])
def test_a_unit_column_may_repeat_what_the_sheet_says(county, cell):
    rows = table(record(乡镇=cell, **{"村(社区)": "青山县城关镇东门村"}), headings=["乡镇", *HEADINGS])
    assert unit_names(take(ledgers.xlsx({"城关镇": rows}), create=False)) == ["东门村"]


def test_a_table_may_begin_anywhere_on_its_sheet(county):
    rows = [[]] * 5 + [["", "", *row] for row in table(record(), record(身份证号="123"), after=[["合计"]])]
    outcome = take(ledgers.xlsx({"城关镇": rows}), create=False)
    assert (outcome.read, outcome.imported, told(outcome)) == (2, 1, [(9, "身份证号")])


def test_a_unit_column_merged_over_rows_holds_for_each(county):
    headings = ["乡镇", *HEADINGS]
    rows = table(record(乡镇="城关镇"), record(), headings=headings)
    outcome = take(ledgers.xlsx({"Sheet1": rows}, merged={"Sheet1": ["A3:A4"]}), create=False)
    assert unit_names(outcome) == ["东门村", "东门村"]


def test_a_csv_goes_into_the_unit_itself(county):
    content = ledgers.as_csv(table(record()), "gb18030")
    outcome = take(content, "柳河镇.csv", into="青山县/城关镇", create=False)
    assert unit_names(outcome) == ["东门村"]


def test_a_sheet_of_another_township_is_not_made_below_a_township(county):
    outcome = take(ledgers.xlsx({"南桥镇": table(record())}), into="城关镇")
    assert outcome.imported == 0
    assert "没有名为“南桥镇”" in outcome.problems[0].message


def test_a_village_is_known_by_its_committee_and_group(county):
    outcome = take(ledgers.xlsx({"城关镇": table(record(**{"村(社区)": "东门村村委会"}), record(**{"村(社区)": "东门村3组"}))}),
                   create=False)  # fmt: skip
    assert unit_names(outcome) == ["东门村", "东门村"]


def test_a_township_imports_into_its_own_area_only(county):
    office = make_actor(Role.TOWNSHIP, county.towns[0])
    assert take(ledgers.xlsx({"城关镇": table(record())}), into="城关镇", actor=office).imported == 1
    with pytest.raises(Rejected, match="没有名为“柳河镇”"):
        take(ledgers.xlsx({"柳河镇": table(record())}), into="柳河镇", actor=office)
    refused = take(
        ledgers.xlsx({"城关镇": table(record(**{"村(社区)": "新村"}))}), into="城关镇", actor=office
    )
    assert (refused.imported, "县司法局" in refused.problems[0].message) == (0, True)


def test_committees_and_mediators_are_found_before_they_are_made(county):
    """The spellings of one committee are one; a mediator of the place is not made again."""
    rows = table(
        *(
            record(调解组织=name)
            for name in ("东门村人民调解委员会", "东门村调委会", "东门村", "城关镇东门村调解委员会")
        )
    )
    outcome = take(ledgers.xlsx({"城关镇": rows}))
    assert ImportBatch.get_by_id(outcome.batch).created == {
        "units": [],
        "committees": [],
        "studios": [],
        "mediators": [],
    }
    assert {case.committee_id for case in Dispute.select()} == {county.committees[0].id}


@pytest.mark.parametrize(
    ("name", "kind", "unit"),
    [
        ("城关镇人民调解委员会", "township", "城关镇"),
        ("西门村调委会", "village", "西门村"),
        ("城关镇商会人民调解委员会", "social", "城关镇"),
        ("青山县医疗纠纷人民调解委员会", "social", "青山县"),
        ("机械厂人民调解委员会", "enterprise", "城关镇"),
    ],
)
def test_a_new_committee_has_the_kind_and_the_unit_its_name_tells(county, name, kind, unit):
    _, case = one(调解组织=name)
    committee = Committee.select(Committee, Unit).join(Unit).where(Committee.id == case.committee_id).get()
    assert (committee.kind, committee.unit.name) == (kind, unit)


def test_a_studio_already_there_is_found(county):
    _, case = one(调解组织="东门调解工作室")
    assert case.studio_id == county.studio.id


# ---------------------------------------------------------------- which rows


def test_totals_blanks_notes_titles_and_repeated_headings_are_no_records(county):
    rows = table(record(), after=[
        [], ["合计", "", "", "", "", "1件"], ["", "小 计：", "", "", "", "1件"], ["1月合计", "", "", "", "", 3], ["小计", "3件"],
        ["二月份"], ["", "", "", ""], HEADINGS, list(record().values()), [3, "", "东门村"],
        ["填表人：某某", "", "", "审核人：某某"], ["注：以上为2020年数据"],
    ])  # fmt: skip
    outcome = take(ledgers.xlsx({"城关镇": rows}))
    assert (outcome.read, outcome.imported, outcome.problems) == (2, 2, [])


def test_a_file_without_any_ledger_is_refused(county):
    with pytest.raises(Rejected, match="没有找到纠纷台账的表头"):
        take(ledgers.xlsx({"说明": [["填表说明"]], "空": []}))


def test_sheets_that_are_no_ledger_do_not_disturb(county):
    sheets = {
        "说明": [["填表说明"], ["一、…"]],
        "城关镇": table(record()),
        "空": [],
        "旧台账": table(record()),
    }
    outcome = take(ledgers.xlsx(sheets, hidden=["旧台账"]))
    assert (outcome.read, outcome.imported, outcome.problems) == (1, 1, [])


def test_a_ledger_that_lacks_a_required_column_says_so_for_its_rows(county):
    headings = [text for text in HEADINGS if text != "案件来源"]
    outcome = take(ledgers.xlsx({"城关镇": table(record(), headings=headings)}))
    assert (outcome.read, outcome.refused) == (1, 1)
    assert "没有“案件来源”一栏" in outcome.problems[0].message


# ---------------------------------------------------------------- which values


def test_what_a_row_says_is_what_is_stored(county):
    number = ledgers.id_number(7)
    _, case = one(身份证号=number, 联系电话="0712-12000001", 申请人="甲某、乙某等5人", 司法确认="是")
    assert (case.type_id, case.source_id, case.outcome, case.form) == ("T02", "S1", "succeeded", "oral")
    assert (case.accepted_on, case.concluded_on, case.days) == (
        datetime.date(2020, 3, 1),
        datetime.date(2020, 3, 9),
        8,
    )
    assert (case.amount, case.performance, case.party_count) == (120050, "done", 6)
    assert case.confirmed_counts_on == case.performed_counts_on == case.concluded_on
    people = parties.of([case.id])[case.id]
    assert [(p.role, p.name) for p in people][:2] == [("applicant", "甲某"), ("applicant", "乙某")]
    assert (parties.id_number(people[0]), parties.phone(people[0])) == (number, "0712-12000001")
    assert number.encode() not in bytes(people[0].id_cipher)
    assert people[0].id_index == crypto.blind_index(number, parties.ID_CONTEXT)


@pytest.mark.parametrize(
    ("heading", "cell", "fen"),
    [("涉及金额(元)", "3.008632万元", 3008632), ("涉及金额(万元)", 1.5, 1500000), ("涉及金额(万元)", "200元", 20000),
     ("涉及金额(万元)", "无", None), ("涉及金额(元)", 54955.26, 5495526)],
)  # fmt: skip
def test_an_amount_counts_in_the_unit_that_cell_or_heading_name(county, heading, cell, fen):
    headings = [heading if text == "涉及金额(元)" else text for text in HEADINGS]
    take(ledgers.xlsx({"城关镇": table(record(**{heading: cell}), headings=headings)}))
    assert Dispute.get().amount == fen


def test_each_partys_own_numbers_are_kept(county):
    headings = [
        "受理日期",
        "申请人",
        "身份证号",
        "被申请人",
        "身份证号",
        "联系电话",
        "纠纷类型",
        "案件来源",
        "调解结果",
        "结案日期",
    ]
    first, second, third = map(ledgers.id_number, (11, 12, 13))
    cells = [
        "2020-1-1",
        "甲某、乙某",
        f"{first}、{second}",
        "丙某",
        third,
        "12000000001",
        "邻里",
        "主动",
        "成功",
        "2020-1-2",
    ]
    outcome = take(ledgers.xlsx({"城关镇": [headings, cells]}))
    assert outcome.imported == 1
    people = parties.of([Dispute.get().id])[Dispute.get().id]
    assert [(p.name, parties.id_number(p)) for p in people] == [
        ("甲某", first),
        ("乙某", second),
        ("丙某", third),
    ]


def test_a_file_number_is_kept_as_it_is_written(county):
    take(ledgers.xlsx({"城关镇": table(record(卷宗号="(2020)东调字第7号"), headings=["卷宗号", *HEADINGS])}))
    case = Dispute.get()
    assert (case.number, case.number_serial) == ("(2020)东调字第7号", None)


@pytest.mark.parametrize(
    ("column", "cell", "why"),
    [
        ("受理日期", "2020-02-30", "日历上没有这一天"),
        ("受理日期", "", "没有填写"),
        ("结案日期", "2019-12-31", "早于受理日期"),
        ("结案日期", "", "没有结案日期"),
        ("纠纷类型", "星际纠纷", "星际纠纷"),
        ("案件来源", "接受委托移送", "接受委托移送"),
        ("调解结果", "大概成了", "大概成了"),
        ("身份证号", 991376199503214874, "已被 Excel 改成 0"),
        ("身份证号", "991376199503214875", "校验位不对"),
        ("涉及金额(元)", -5, "不能是负数"),
        ("申请人", "", "没有填写"),
        ("申请人", "长" * 51, "太长"),
        ("联系电话", "见附件", "电话号码"),
        ("联系电话", "12000000001、12000000002", "一一对应"),
        ("司法确认", "大概", "“是”或“否”"),
    ],
)
def test_a_fault_names_its_row_and_column_and_the_remedy(county, column, cell, why):
    rows = table(record(), record(**{column: cell}), record())
    outcome = take(ledgers.xlsx({"城关镇": rows}))
    assert (outcome.read, outcome.imported, outcome.refused) == (3, 2, 1)
    assert told(outcome) == [(4, column)]
    assert why in outcome.problems[0].message
    assert column in outcome.problems[0].told


def test_every_fault_of_a_row_is_told(county):
    outcome, _ = one(**{"身份证号": "123", "纠纷类型": "星际纠纷", "村(社区)": "城" * 61})
    assert {column for _, column in told(outcome)} == {"身份证号", "纠纷类型", "村(社区)"}


def test_a_refused_row_founds_nothing(county):
    before = (Unit.select().count(), Mediator.select().count())
    one(**{"身份证号": "123", "村(社区)": "新村", "调解员": "新某"})
    assert (Unit.select().count(), Mediator.select().count()) == before


def test_text_that_looks_like_a_formula_is_only_text(county):
    formula = '=HYPERLINK("http://evil.example","x")'
    content = ledgers.as_csv(table(record(调解员=formula, 申请人="=1+1")))
    assert take(content, "a.csv", into="城关镇").imported == 1
    assert Mediator.get(Mediator.name == formula)
    assert Party.get(Party.role == "applicant").name == "=1+1"


# ---------------------------------------------------------------- again


def test_the_same_file_adds_nothing_the_second_time(county):
    content = ledgers.xlsx({"城关镇": table(record(), record())})
    first, second = take(content), take(content)
    assert (first.imported, second.imported, second.duplicates, second.refused) == (2, 0, 2, 0)
    assert Dispute.select().count() == 2
    assert f"案件 {Dispute.select().order_by(Dispute.id).first().id}" in second.problems[0].message


def test_a_row_twice_in_a_file_is_flagged_with_the_row_it_repeats(county):
    row = record()
    outcome = take(ledgers.xlsx({"城关镇": table(row, record(), row | {"序号": 99})}))
    assert (outcome.imported, outcome.duplicates) == (2, 1)
    assert (outcome.problems[0].row, "与第 3 行重复" in outcome.problems[0].message) == (5, True)


def test_two_file_numbers_are_two_cases(county):
    row = record()
    headings = ["卷宗号", *HEADINGS]
    rows = table(row | {"卷宗号": "1号"}, row | {"卷宗号": "2号"}, headings=headings)
    content = ledgers.xlsx({"城关镇": rows})
    assert take(content).imported == 2
    assert take(content).duplicates == 2


def test_an_import_is_one_act_in_the_audit_chain(county):
    outcome, _ = one()
    (entry,) = AuditEntry.select().where(AuditEntry.act == "ledger.import")
    batch = ImportBatch.get_by_id(outcome.batch)
    assert batch.file_digest in entry.detail
    assert "申某" not in entry.detail


def test_what_fails_in_the_end_leaves_nothing(county, monkeypatch):
    from registers.ledger import importing

    def fail(*_args, **_kept):
        raise RuntimeError("disk full")

    monkeypatch.setattr(importing, "_close", fail)
    with pytest.raises(RuntimeError):
        one(**{"村(社区)": "新村"})
    assert not Dispute.select().exists()
    assert not ImportBatch.select().exists()
    assert not Unit.select().where(Unit.name == "新村").exists()


def test_what_somebody_adds_meanwhile_is_taken_over(county, monkeypatch):
    """Between reading the rosters and storing, another session makes the same village."""
    from registers.ledger import importing

    check = importing.check

    def slow(*args):
        found = check(*args)
        units.add(access.machine(), county.towns[0], "新村")
        return found

    monkeypatch.setattr(importing, "check", slow)
    one(**{"村(社区)": "新村"})
    assert Unit.select().where(Unit.name == "新村").count() == 1


# ---------------------------------------------------------------- other files, other cells


def test_an_old_binary_workbook_goes_in(county):
    book = xlwt.Workbook()
    sheet = book.add_sheet("城关镇")
    day = xlwt.easyxf(num_format_str="YYYY-MM-DD")
    rows = table(record(受理日期=datetime.date(2020, 3, 1), 结案日期=20200309, **{"涉及金额(元)": 0.29}))
    for i, cells in enumerate(rows):
        for j, cell in enumerate(cells):
            sheet.write(i, j, cell, *([day] if isinstance(cell, datetime.date) else []))
    made = io.BytesIO()
    book.save(made)
    assert take(made.getvalue(), "台账.xls", create=False).imported == 1
    case = Dispute.get()
    assert (case.accepted_on, case.concluded_on, case.amount) == (
        datetime.date(2020, 3, 1),
        datetime.date(2020, 3, 9),
        29,
    )


@pytest.mark.parametrize(
    "cell",
    [datetime.date(2020, 3, 1), datetime.datetime(2020, 3, 1, 9, 30), 43891, 20200301, "2020-03-01", "2020/3/1",
     "2020.3.1", "2020年3月1日", "2020 年 3 月 1 日", "２０２０．３．１", "20200301", "2020-03-01 09:30:00"],
)  # fmt: skip
def test_a_date_is_read_in_every_form(county, cell):
    _, case = one(受理日期=cell)
    assert case.accepted_on == datetime.date(2020, 3, 1)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_csv_with_a_unit_column_goes_into_the_townships(county, encoding):
    rows = table(record(乡镇="城关镇"), headings=["乡镇", *HEADINGS])
    outcome = take(ledgers.as_csv(rows, encoding), "一季度.csv", create=False)
    assert unit_names(outcome) == ["东门村"]


CELLS = st.one_of(
    st.text(max_size=30),
    st.integers(-(10**20), 10**20),
    st.floats(),
    st.dates(),
    st.datetimes(),
    st.booleans(),
    st.none(),
    st.sampled_from(
        ["合计", "无", "=1+1", "2020-01-01", "成功", "主动", "邻里", "城关镇", "是", "{x}", "%s"]
    ),
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.dictionaries(st.sampled_from(HEADINGS), CELLS), min_size=1, max_size=8))
def test_no_cell_whatever_brings_the_import_down(county, rows):
    """Every row read is imported, refused or a repetition; every problem has a place and a sentence."""
    sheet = Sheet("城关镇", table(*(record(**row) for row in rows)))
    boss = access.machine()
    ledger = importing.understand(boss, [sheet], county.unit.id, Choices(), create=True)
    checked = importing.check(ledger, ledgers.TODAY)
    assert len(checked.items) + len(checked.refused) + len(checked.duplicates) == checked.read
    assert all(problem.row > 2 and problem.told and problem.column for problem in checked.problems)
    batch = ImportBatch(register="dispute", file_name="x", file_digest="x")
    assert importing.settle(ledger, checked, batch).read == checked.read
