"""Rosters from spreadsheets: headings found, good rows in, bad rows told with their place, nothing twice."""

import datetime
import io
import json

import pytest
from openpyxl import Workbook, load_workbook

from models import AuditEntry, Committee, ImportBatch, Mediator, Studio, Unit
from office import access, audit, crypto, mediators
from office.errors import NotAllowed, NotVisible, Rejected
from registers import roster_import
from reports import roster_templates
from tests.roster_county import TODAY, actor_of, lay_out
from vocab import Role

GOOD_ID, WRONG_ID = "990101197003071238", "990101197003071230"


@pytest.fixture
def county(database):
    return lay_out()


def book(*sheets):
    """An .xlsx of (name, rows) sheets."""
    made = Workbook()
    made.remove(made.active)
    for name, rows in sheets:
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    content = io.BytesIO()
    made.save(content)
    return content.getvalue()


def upload(actor, key, *rows, name="名册.xlsx"):
    return roster_import.upload(actor, key, name, book(("表1", rows)))


def take_in(actor, key, *rows):
    batch = upload(actor, key, *rows)
    return roster_import.take(actor, batch.id, today=TODAY)


def told(problem):
    return problem.text.format(**problem.values)


# ---------------------------------------------------------------- units


def test_units_come_in_below_titles_with_parents_of_the_same_table(county):
    batch = take_in(
        county.bureau, "units",
        ["城关县行政区划一览表"], [], ["序号", "上级单位", "单位名称", "单位类型", "区划代码"],
        [1, "城关县", "白云乡", "", 990105], [2, "白云乡", "云上村", "村", ""], [3, "城关县/白云乡", "云下社区", None, None],
        ["合计", "", "3个", "", ""],
    )  # fmt: skip
    assert (batch.imported, batch.refused, batch.read) == (3, 0, 3)
    town = Unit.get(Unit.name == "白云乡")
    assert (town.kind, town.code, town.parent_id) == ("township", "990105", county.county.id)
    assert Unit.get(Unit.name == "云下社区").kind == "community"
    assert Unit.get(Unit.name == "云上村").path.startswith(town.path)


def test_a_unit_whose_kind_the_name_does_not_tell_is_refused(county):
    upload(county.bureau, "units", ["上级", "名称"], ["城关县", "开发片"])
    outcome = roster_import.preview(county.bureau, ImportBatch.get().id, today=TODAY)
    (problem,) = outcome.problems
    assert (problem.sheet, problem.row, problem.column) == ("表1", 2, "类型")
    assert "请在“类型”列填写" in told(problem)


def test_only_the_bureau_takes_in_units(county):
    with pytest.raises(NotAllowed):
        upload(county.office, "units", ["上级", "名称"], ["青山镇", "南村"])


# ---------------------------------------------------------------- committees, studios, mediators


def test_committees_and_studios_come_in_with_what_the_words_mean(county):
    take_in(
        county.office, "committees",
        ["所属单位", "调委会名称", "类型", "行业", "字号", "成立时间"],
        ["青山镇", "青山镇人民调解委员会", "乡镇", "", "青人调字", "2011年3月1日"],
        ["青山镇", "青山镇物业纠纷人民调解委员会", "行业性、专业性", "物业", None, datetime.date(2019, 5, 4)],
    )  # fmt: skip
    first, second = Committee.select().where(Committee.unit == county.green).order_by(Committee.id)
    assert (first.kind, first.prefix, first.valid_from) == ("township", "青人调字", datetime.date(2011, 3, 1))
    assert (second.kind, second.trade_id, second.prefix) == ("social", "H04", "人调字")
    take_in(
        county.office, "studios", ["所属调委会", "工作室名称"], ["青山镇人民调解委员会", "驻青山法庭调解室"]
    )
    studio = Studio.get()
    assert (studio.committee_id, studio.kind) == (first.id, "court")


HEADINGS = ["姓名", "性别", "所在单位", "调委会", "专/兼职", "联系电话", "身份证号码", "聘任起", "聘任止"]


def person(name, *, unit="东村", phone="", id_number="", begin="2026.1.1", end="2029-01-01"):
    return [name, "男", unit, f"{unit}人民调解委员会", "专职", phone, id_number, begin, end]


def test_mediators_come_in_with_sealed_numbers_and_terms(county):
    take_in(county.office, "mediators", HEADINGS, person("欧阳建国", phone=12012345678, id_number=GOOD_ID))
    row = Mediator.get(Mediator.name == "欧阳建国")
    assert (row.committee_id, row.employment, row.sex) == (county.east_committee.id, "full", "male")
    assert (row.valid_from, row.valid_to) == (datetime.date(2026, 1, 1), datetime.date(2029, 1, 1))
    found = mediators.listed(county.office, today=TODAY, text="12012345678").rows
    assert [found_row.id for found_row in found] == [row.id]


def test_a_mediator_may_be_placed_by_the_committee_alone(county):
    take_in(county.office, "mediators", ["姓名", "调解组织"], ["李四方", "西村人民调解委员会"])
    assert Mediator.get(Mediator.name == "李四方").unit_id == county.west.id


@pytest.mark.parametrize(
    ("row", "column", "value", "why"),
    [
        (person("甲某某", id_number=WRONG_ID), "身份证号码", WRONG_ID, "校验位"),
        (person("甲某某", unit="北社区"), "所在单位", "北社区", "没有名为"),
        (person("甲某某", unit="无此村"), "所在单位", "无此村", "没有名为"),
        (person("甲某某", phone="十二号"), "联系电话", "十二号", "电话号码"),
        (person("甲某某", begin="2026年"), "聘任起", "2026年", "日期"),
        (person("甲某某", end="2020-01-01"), "聘任止", "2020-01-01", "晚于"),
        (["甲某某", "男", "东村", "南村人民调解委员会"], "调委会", "南村人民调解委员会", "先导入调委会名册"),
        (["甲某某", "不详", "东村"], "性别", "不详", "不在性别的选项里"),
        (["", "男", "东村"], "姓名", "", "没有填写"),
    ],
)
def test_a_bad_row_is_told_with_its_place_and_the_good_ones_go_in(county, row, column, value, why):
    batch = take_in(county.office, "mediators", ["调解员名册"], HEADINGS, person("好某人"), row)
    (problem,) = roster_import.problems_of(batch)
    assert (problem.sheet, problem.row, problem.column, problem.value) == ("表1", 4, column, value)
    assert why in told(problem)
    assert (batch.imported, batch.refused) == (1, 1)
    assert Mediator.select().where(Mediator.name == "甲某某").count() == 0


def test_a_row_that_is_there_already_is_left_alone(county):
    rows = [HEADINGS, person("欧阳建国", id_number=GOOD_ID), person("张东明")]
    take_in(county.office, "mediators", *rows)
    before = list(Mediator.select().dicts())
    batch = take_in(county.office, "mediators", *rows)
    assert (batch.imported, batch.duplicates, batch.refused) == (0, 2, 0)
    assert list(Mediator.select().dicts()) == before


def test_two_rows_of_one_person_make_one_mediator(county):
    batch = take_in(county.office, "mediators", HEADINGS, person("欧阳建国"), person("欧阳建国"))
    assert (batch.imported, batch.duplicates) == (1, 1)


def test_namesakes_with_different_numbers_are_two_people(county):
    other = "990101198003071232"
    take_in(county.office, "mediators", HEADINGS, person("欧阳建国", id_number=GOOD_ID))
    batch = take_in(county.office, "mediators", HEADINGS, person("欧阳建国", id_number=other))
    assert (batch.imported, batch.duplicates) == (1, 0)


def test_a_number_registered_under_another_name_is_refused(county):
    take_in(county.office, "mediators", HEADINGS, person("欧阳建国", id_number=GOOD_ID))
    batch = take_in(county.office, "mediators", HEADINGS, person("欧阳建", id_number=GOOD_ID))
    (problem,) = roster_import.problems_of(batch)
    assert problem.column == "身份证号码"
    assert "欧阳建国" in told(problem)


# ---------------------------------------------------------------- preview, undo, access


def test_the_preview_promises_what_happens_and_keeps_nothing(county):
    rows = [
        ["单位", "名称", "备注"],
        ["东村", "东村第二调委会", "新"],
        ["东村", "东村人民调解委员会", ""],
        ["无此村", "第三调委会", ""],
    ]
    batch = upload(county.office, "committees", *rows)
    entries = len(list(audit.history("batch", batch.id)))
    outcome = roster_import.preview(county.office, batch.id, today=TODAY)
    assert [(line.row, line.name) for line in outcome.added] == [(2, "东村第二调委会")]
    assert outcome.added[0].facts == [("单位", "东村", False), ("类别", "村调委会", True)]
    assert [line.name for line in outcome.known] == ["东村人民调解委员会"]
    assert (outcome.refused, outcome.ignored_headings) == (1, ["备注"])
    assert Committee.select().count() == 3
    assert len(list(audit.history("batch", batch.id))) == entries
    done = roster_import.take(county.office, batch.id, today=TODAY)
    assert (done.imported, done.duplicates, done.refused) == (1, 1, 1)


def test_the_file_is_stored_sealed_and_thrown_away_after_the_import(county, database):
    batch = upload(county.office, "mediators", HEADINGS, person("欧阳建国", id_number=GOOD_ID))
    (content,) = database.execute_sql("select content from import_batch").fetchone()
    assert not bytes(content).startswith(b"PK")
    roster_import.take(county.office, batch.id, today=TODAY)
    assert ImportBatch.get_by_id(batch.id).content is None
    with pytest.raises(Rejected, match="已经导入过"):
        roster_import.take(county.office, batch.id, today=TODAY)


def test_a_second_upload_replaces_the_first_that_was_not_imported(county):
    upload(county.office, "mediators", HEADINGS, person("甲某某"))
    second = upload(county.office, "mediators", HEADINGS, person("乙某某"))
    assert [row.id for row in ImportBatch.select()] == [second.id]


def test_an_import_is_one_audit_row_and_the_chain_holds(county):
    batch = take_in(county.office, "mediators", HEADINGS, person("甲某某"), person("乙某某"))
    acts = [entry.act for entry in audit.history("batch", batch.id)]
    assert acts == ["roster.upload", "roster.import"]
    assert not list(audit.broken_links())


def test_another_township_and_a_leader_do_not_get_at_an_upload(county):
    batch = upload(county.office, "mediators", HEADINGS, person("甲某某"))
    for stranger in (county.other_office, actor_of(Role.LEADER, county.county)):
        with pytest.raises(NotVisible):
            roster_import.preview(stranger, batch.id, today=TODAY)


def test_a_file_without_the_headings_is_refused_with_what_it_needs(county):
    with pytest.raises(Rejected, match="至少要有：姓名"):
        upload(county.office, "mediators", ["名字", "村"], ["张三", "东村"])
    with pytest.raises(Rejected):
        roster_import.upload(county.office, "mediators", "名册.xlsx", b"nonsense")


def test_sheets_without_headings_are_named_and_the_others_read(county):
    content = book(
        ("说明", [["请认真填写"]]),
        ("空", []),
        ("东村", [HEADINGS, person("甲某某")]),
        ("西村", [HEADINGS, person("乙某某", unit="西村")]),
    )
    batch = roster_import.upload(county.office, "mediators", "名册.xlsx", content)
    outcome = roster_import.preview(county.office, batch.id, today=TODAY)
    assert [(line.sheet, line.name) for line in outcome.added] == [("东村", "甲某某"), ("西村", "乙某某")]
    assert outcome.skipped_sheets == ["说明"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_a_csv_is_read_too(county, encoding):
    text = "姓名,单位,专兼职\r\n欧阳建国,东村,兼职\r\n"
    batch = roster_import.upload(county.office, "mediators", "名册.csv", text.encode(encoding))
    roster_import.take(county.office, batch.id, today=TODAY)
    assert Mediator.get(Mediator.name == "欧阳建国").unit_id == county.east.id


def test_rating_education_grade_and_commendation_come_in(county):
    take_in(county.bureau, "committees", ["单位", "名称", "是否规范化"], ["青山镇", "青山镇商会调委会", "√"])
    assert Committee.get(Committee.name == "青山镇商会调委会").standardised
    batch = take_in(
        county.bureau, "mediators",
        ["姓名", "单位", "学历", "等级评定", "获奖情况"],
        ["欧阳建国", "东村", "本科", "二级调解员", "2025年市先进个人"], ["司马秀英", "东村", "博导", "二级", ""],
    )  # fmt: skip
    assert (batch.imported, batch.refused) == (1, 1)
    made = Mediator.get(Mediator.name == "欧阳建国")
    assert (made.education, made.grade_id, made.commended) == ("bachelor", "M02", "2025年市先进个人")


def test_the_ethnic_group_comes_in_as_offices_write_it(county):
    batch = take_in(
        county.bureau, "mediators", ["姓名", "单位", "民族成份"],
        ["欧阳甲", "东村", "汉族"], ["欧阳乙", "东村", "苗"], ["欧阳丙", "东村", " 毛难族 "], ["欧阳丁", "东村", "穿青人"],
        ["欧阳戊", "东村", ""], ["欧阳己", "东村", "苗彝"],
    )  # fmt: skip
    groups = Mediator.select(Mediator.name, Mediator.ethnic_group).where(Mediator.name.startswith("欧阳"))
    assert dict(groups.tuples()) == {
        "欧阳甲": "01", "欧阳乙": "06", "欧阳丙": "36", "欧阳丁": "97", "欧阳戊": None
    }  # fmt: skip
    (problem,) = roster_import.problems_of(batch)
    assert (problem.row, problem.column) == (7, "民族成份")
    assert told(problem).startswith("“苗彝”不在民族的选项里，可填：汉族、蒙古族、")


def test_refused_rows_are_kept_as_typed_and_taken_by_nobody_unseen(county):
    batch = take_in(
        county.bureau, "mediators", ["序号", "姓名", "单位", "备注"], [1, "欧阳建国", "东村", None], [2, "司马某", "无此村", "临时"]
    )  # fmt: skip
    found = roster_import.give_back(county.bureau, batch.id, today=TODAY)
    assert found.headings == {"表1": ["序号", "姓名", "单位", "备注"]}
    assert [(row.row, row.cells) for row in found.rows] == [(3, ["2", "司马某", "无此村", "临时"])]
    (entry,) = AuditEntry.select().where(AuditEntry.act == "roster.return")
    assert (entry.subject_id, entry.account_id) == (batch.id, county.bureau.account_id)


def test_an_import_of_a_former_version_still_tells_its_problems(county):
    batch = take_in(county.bureau, "mediators", ["姓名", "单位"], ["司马某", "无此村"])
    old = json.dumps([vars(problem) for problem in roster_import.problems_of(batch)])
    batch.problems = crypto.encrypt(old, "batch.problems")
    batch.save()
    assert [problem.column for problem in roster_import.problems_of(batch)] == ["单位"]
    assert not roster_import.has_rows(batch)
    with pytest.raises(Rejected):
        roster_import.give_back(county.bureau, batch.id, today=TODAY)


# ---------------------------------------------------------------- the templates


@pytest.mark.parametrize("key", ["units", "committees", "studios", "mediators"])
def test_a_filled_template_comes_in_again(county, key):
    empty = roster_templates.build(county.bureau, key, TODAY)
    with pytest.raises(Rejected):
        roster_import.upload(county.bureau, "units" if key == "mediators" else "mediators", "x.xlsx", empty)
    made = load_workbook(io.BytesIO(empty))
    row = {
        "units": ["青山镇", "南村", "村", "990199"],
        "committees": [
            "青山镇",
            "青山镇人民调解委员会",
            "乡镇调委会",
            "",
            "青人调字",
            "是",
            datetime.date(2011, 1, 1),
        ],
        "studios": ["东村", "东村人民调解委员会", "老张调解工作室", "个人调解工作室", None],
        "mediators": [
            "欧阳建国",
            "男",
            "汉族",
            "大专",
            "东村",
            "东村人民调解委员会",
            "",
            "专职",
            "三级",
            "县先进",
            "12000000009",
            GOOD_ID,
        ],
    }[key]
    for number, value in enumerate(row, 1):
        made.worksheets[0].cell(2, number).value = value
    content = io.BytesIO()
    made.save(content)
    batch = roster_import.upload(county.bureau, key, "模板.xlsx", content.getvalue())
    outcome = roster_import.preview(county.bureau, batch.id, today=TODAY)
    assert (len(outcome.added), outcome.problems, outcome.skipped_sheets) == (1, [], [])


def test_a_template_keeps_numbers_as_text_and_offers_the_area(county):
    made = load_workbook(io.BytesIO(roster_templates.build(county.office, "mediators", TODAY)))
    sheet = made.worksheets[0]
    heads = {cell.value: cell.column_letter for cell in sheet[1]}
    assert sheet[f"{heads['身份证号']}2"].number_format == "@"
    assert sheet[f"{heads['聘任起']}2"].number_format == "yyyy-mm-dd"
    offered = {cell.value for column in made["选项"].iter_cols() for cell in column if cell.value}
    assert {"东村", "西村", "东村人民调解委员会", "专职"} <= offered
    assert "北社区" not in offered
    assert len(sheet.data_validations.dataValidation) >= 4


def test_a_name_in_a_template_never_becomes_a_formula(county):
    Committee.update(name="=1+1").where(Committee.id == county.east_committee.id).execute()
    made = load_workbook(io.BytesIO(roster_templates.build(access.machine(), "mediators", TODAY)))
    cells = [cell for column in made["选项"].iter_cols() for cell in column if cell.value == "=1+1"]
    assert [cell.data_type for cell in cells] == ["s"]
