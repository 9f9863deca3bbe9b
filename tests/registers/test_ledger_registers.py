"""Ledgers of the other registers: which register, which place, what is alike, what is refused and why."""

import datetime
import json
from pathlib import Path

import pytest

from models import (
    AdviserEngagement,
    AdviserService,
    AuditEntry,
    Committee,
    Consultation,
    Dispute,
    HotlineMonth,
    ImportBatch,
    LegalAidCase,
    Livestream,
    Mediator,
    PublicityEvent,
    RecordChoice,
    ScreeningRound,
    Training,
    Understander,
    Unit,
    now,
)
from office import access, crypto
from office.errors import Rejected
from registers import records
from registers.catalogue import REGISTERS
from registers.ledger import batches
from registers.ledger.importing import take_in
from registers.ledger.recognising import named
from tests import ledgers
from tests.county import TODAY
from tests.ledgers import id_number, record, table
from tests.make import make_actor
from vocab import Role

SHARED = Path(__file__).parents[3] / "shared" / "ledgers"


def sheet(*rows, title="青山县2024年登记台账"):
    """Rows under a title; the first of them are the headings."""
    return [[title], *map(list, rows)]


def take(slug, sheets, *, into="青山县", create=False, actor=None, name="台账.xlsx"):
    content = ledgers.xlsx(sheets) if isinstance(sheets, dict) else sheets
    return take_in(
        actor or access.machine(), name, content, into, create=create, today=TODAY, register=named(slug)
    )


def one(slug, *rows, name="台账", **more):
    """The outcome of a ledger of one sheet."""
    return take(slug, {name: sheet(*rows)}, **more)


def places(model):
    rows = model.select(model, Unit).join(Unit).order_by(model.id)
    return [row.unit.name for row in rows]


def told(outcome):
    return [(problem.row, problem.column, problem.message) for problem in outcome.problems]


# ---------------------------------------------------------------- the county's own workbook


@pytest.mark.skipif(not (SHARED / "gucheng-2024.xlsx").exists(), reason="the county's ledgers are not here")
def test_a_countys_workbook_of_eight_registers_goes_in_whole_and_once(database):
    content = (SHARED / "gucheng-2024.xlsx").read_bytes()
    expected = json.loads((SHARED / "gucheng-2024.expected.json").read_text())
    first = take("workbook", content, into="古城区", create=True)
    assert first.problems == []
    assert {one.register: one.imported for one in first.sheets} == {
        "legal-aid": expected["legal_aid_cases"], "consultations": expected["consultations"],
        "advisers": expected["villages"], "adviser-services": 476, "understanders": expected["understanders"],
        "trainings": expected["trainings"], "publicity": expected["publicity_events"],
        "livestreams": expected["livestreams"],
    }  # fmt: skip
    assert (
        AdviserEngagement.select(AdviserEngagement.person_key).distinct().count()
        == expected["adviser_people"]
    )
    assert len(set(places(AdviserEngagement))) == expected["villages_with_adviser"]
    assert sum(row.persons for row in Training.select()) == expected["training_attendance"]
    groups = RecordChoice.select().where(RecordChoice.register == "legal_aid").count()
    assert groups == sum(expected["by_recipient_may_overlap"].values())
    kinds = {unit.kind for unit in Unit.select()}
    assert kinds == {"county", "subdistrict", "township", "community", "village"}
    again = take("workbook", content, into="古城区", create=True)
    assert (again.imported, again.duplicates, again.refused) == (0, first.imported, 0)


# ---------------------------------------------------------------- which register


AID = (
    ["序号", "案号", "案件类别", "申请日期", "受援人", "受援人类别"],
    [1, "1号", "民事", "2024-01-05", "甲某", "农民工、妇女"],
)
CONSULTED = (["日期", "咨询人", "咨询事项", "方式"], ["2024-01-05", "乙某", "劳动", "来电"])
SCREENED = (["乡镇", "排查日期", "排查次数", "排查发现", "化解"], ["城关镇", "2024-01-05", 2, 1, 1])


def test_a_workbook_tells_the_register_of_each_sheet(county):
    sheets = {
        "一": table(record()), "二": sheet(*AID), "三": sheet(*CONSULTED), "四": sheet(*SCREENED),
        "说明": [["填表说明"], ["一、日期写到日"]],
    }  # fmt: skip
    outcome = take("workbook", sheets, create=True)
    assert [(one.sheet, one.register, one.imported) for one in outcome.sheets] == [
        ("一", "disputes", 1), ("二", "legal-aid", 1), ("三", "consultations", 1), ("四", "screenings", 1),
        ("说明", "", 0),
    ]  # fmt: skip
    told_ = outcome.sheet_by_sheet()["sheets"]
    assert told_[0].keys() >= {"sheet", "register", "read", "imported", "refused", "duplicates", "problems"}
    assert told_[-1]["register"] is None
    assert (Dispute.select().count(), ScreeningRound.get().resolved) == (1, 1)


@pytest.mark.parametrize(
    ("name", "slug"), [("普法活动", "publicity"), ("网络直播", "livestreams"), ("调解员培训", "trainings")]
)
def test_headings_that_many_registers_have_are_told_apart_by_the_sheets_name(county, name, slug):
    rows = sheet(["序号", "日期", "主题", "内容"], [1, "2024-01-05", "以案说法", ""], title="2024年登记表")
    assert take("workbook", {name: rows}).sheets[0].register == slug


def test_a_list_of_people_without_a_name_of_its_own_is_no_roster(county):
    rows = sheet(["姓名", "性别", "联系电话", "身份证号"], ["甲某", "男", "12000000001", ""])
    with pytest.raises(Rejected, match="没有认出任何一种台账"):
        take("workbook", {"通讯录": rows})


def test_a_workbook_in_which_nothing_is_known_is_refused(county):
    with pytest.raises(Rejected, match="没有认出任何一种台账"):
        take("workbook", {"说明": [["填表说明"]]})


def test_a_ledger_without_its_register_is_told_what_it_needs(county):
    with pytest.raises(Rejected, match="没有找到法律援助台账的表头"):
        one("legal-aid", ["甲", "乙", "丙"], [1, 2, 3])


def test_a_register_nobody_knows_is_told_with_those_there_are(database):
    with pytest.raises(Rejected, match="没有“weather”这种台账，可用：workbook、disputes、legal-aid"):
        named("weather")


def test_what_the_title_tells_for_all_rows_is_stated(county):
    outcome = one("trainings", ["日期", "主题", "参训人次"], ["2024-01-05", "第1期", 30], name="调解员培训")
    assert outcome.sheets[0].assumed == {"培训对象": "人民调解员"}
    assert Training.get().audience == "mediator"


def test_a_required_choice_may_stand_in_the_title(county):
    outcome = one(
        "legal-aid", ["案号", "受理日期", "受援人"], ["1号", "2024-01-05", "甲某"], name="刑事法律援助"
    )
    assert (outcome.imported, LegalAidCase.get().kind) == (1, "criminal")


def test_a_column_goes_before_the_title(county):
    one("trainings", ["日期", "主题", "培训对象"], ["2024-01-05", "第1期", "法律明白人"], name="调解员培训")
    assert Training.get().audience == "understander"


# ---------------------------------------------------------------- which place


def test_a_row_stands_in_its_village_its_township_or_the_unit_itself(county):
    rows = [["乡镇（街道）", "村（社区）", "日期", "主题", "参训人次"], ["城关镇", "东门村", "2024-01-05", "一", 1],
            ["柳河镇", "", "2024-01-05", "二", 1], ["", "", "2024-01-05", "三", 1], ["", "柳南村", "2024-01-05", "四", 1]]  # fmt: skip
    assert one("trainings", *rows).imported == 4
    assert places(Training) == ["东门村", "柳河镇", "青山县", "柳南村"]


@pytest.mark.parametrize(
    ("cell", "unit"),
    [("城关镇", "城关镇"), ("城关镇文化广场", "城关镇"), ("县人民广场", "青山县"), ("青山县第一中学", "青山县"),
     ("柳河镇柳南村", "柳南村"), ("青山县司法局", "青山县"), ("城关镇司法所", "城关镇")],
)  # fmt: skip
def test_a_venue_is_a_place_only_where_it_names_one(county, cell, unit):
    one("publicity", ["日期", "举办地", "活动类别"], ["2024-01-05", cell, "法律进乡村"], create=True)
    assert places(PublicityEvent) == [unit]
    assert Unit.select().count() == 7


def test_a_sheet_of_a_township_holds_that_townships_rows(county):
    rows = sheet(["日期", "主题", "参训人次"], ["2024-01-05", "一", 1])
    take("trainings", {"城关镇": rows, "柳河镇2024": rows, "法律进社区": rows})
    assert places(Training) == ["城关镇", "柳河镇", "青山县"]


def test_the_title_may_name_the_township(county):
    rows = sheet(["日期", "主题", "参训人次"], ["2024-01-05", "一", 1], title="青山县柳河镇2024年培训台账")
    take("trainings", {"Sheet1": rows})
    content = ledgers.as_csv(
        sheet(["日期", "主题", "参训人次"], ["2024-01-06", "一", 1], title="城关镇法律明白人培训")
    )
    take("trainings", content, name="台账.csv")
    assert places(Training) == ["柳河镇", "城关镇"]


def test_a_village_written_with_its_township_is_found_in_it(county):
    rows = [
        ["村（社区）", "顾问姓名", "聘期起"],
        ["城关镇东门村", "甲某", "2024-01-01"],
        ["北湖街道湖滨社区", "甲某", "2024-01-01"],
    ]
    assert one("advisers", *rows, create=True).imported == 2
    village = Unit.get(Unit.name == "湖滨社区")
    assert places(AdviserEngagement) == ["东门村", "湖滨社区"]
    assert Unit.get_by_id(village.parent_id).name == "北湖街道"


def test_a_law_firm_is_never_a_unit(county):
    rows = [["乡镇（街道）", "村（社区）", "顾问姓名", "聘期起"], ["云南古城三律师事务所", "东门村", "甲某", "2024-01-01"],
            ["城关镇", "东门村", "乙某", "2024-01-01"], ["城关镇", "西门村", "乙某", "2024-01-01"]]  # fmt: skip
    outcome = one("advisers", *rows, create=True)
    assert (outcome.imported, outcome.refused) == (2, 1)
    assert "不是乡镇（街道）或村（社区）" in told(outcome)[0][2]
    assert Unit.select().count() == 7


def test_a_column_of_firms_under_the_heading_unit_is_the_office(county):
    rows = [
        ["单位", "村（社区）", "顾问姓名", "聘期起"],
        ["云南古城三律师事务所", "东门村", "甲某", "2024-01-01"],
    ]
    assert one("advisers", *rows, create=True).imported == 1
    assert (AdviserEngagement.get().office, places(AdviserEngagement)) == ("云南古城三律师事务所", ["东门村"])


def test_several_villages_in_one_cell_are_asked_to_be_parted(county):
    outcome = one(
        "advisers",
        ["村（社区）", "顾问姓名", "聘期起"],
        ["东门村、西门村", "甲某", "2024-01-01"],
        create=True,
    )
    assert (outcome.refused, "分成几行" in told(outcome)[0][2]) == (1, True)


def test_unknown_places_are_refused_or_made_as_for_disputes(county):
    rows = [["乡镇（街道）", "村（社区）", "日期", "主题"], ["新桥镇", "新桥村", "2024-01-05", "一"]]
    refused = one("trainings", *rows)
    assert (refused.refused, "自动新设" in told(refused)[0][2]) == (1, True)
    made = one("trainings", *rows, create=True)
    assert (made.imported, places(Training)) == (1, ["新桥村"])
    assert ImportBatch.get_by_id(made.batch).created["units"] == ["青山县/新桥镇", "青山县/新桥镇/新桥村"]


def test_a_township_takes_in_its_own_rows_only(county):
    office = make_actor(Role.TOWNSHIP, county.towns[0])
    rows = [["村（社区）", "日期", "主题"], ["东门村", "2024-01-05", "一"], ["柳南村", "2024-01-05", "一"]]
    outcome = one("trainings", *rows, into="城关镇", actor=office)
    assert (outcome.imported, outcome.refused) == (1, 1)


# ---------------------------------------------------------------- what is alike


def test_a_file_taken_in_twice_adds_nothing(county):
    for rows in (AID, CONSULTED):
        slug = "legal-aid" if rows is AID else "consultations"
        assert [one(slug, *rows).imported, one(slug, *rows).duplicates] == [1, 1]


def test_two_cases_of_one_person_on_one_day_stay_two_by_their_numbers(county):
    heads = ["案号", "案件类别", "申请日期", "受援人"]
    rows = [
        ["1号", "民事", "2024-01-05", "甲某"],
        ["2号", "民事", "2024-01-05", "甲某"],
        ["1号", "民事", "2024-01-05", "甲某"],
    ]
    outcome = one("legal-aid", heads, *rows)
    assert (outcome.imported, outcome.duplicates) == (2, 1)
    assert "第 3 行重复" in told(outcome)[0][2]


EVENTS = ["序号", "日期", "举办地", "活动类别", "发放资料"]


def test_rows_with_two_sequence_numbers_are_two_events_yet_the_file_again_adds_nothing(county):
    rows = [[number, "2024-01-05", "城关镇", "法律进乡村", 50] for number in (1, 2, 3)]
    assert one("publicity", EVENTS, *rows).imported == 3
    assert one("publicity", EVENTS, *rows).imported == 0
    assert one("publicity", EVENTS, *rows, [4, *rows[0][1:]]).imported == 1


def test_the_same_sequence_number_twice_is_the_same_event(county):
    rows = [[1, "2024-01-05", "城关镇", "法律进乡村", 50]] * 2
    outcome = one("publicity", EVENTS, *rows)
    assert (outcome.imported, outcome.duplicates) == (1, 1)


def test_a_row_that_stands_on_two_sheets_is_one_record(county):
    rows = sheet(EVENTS, [1, "2024-01-05", "城关镇", "法律进乡村", 50])
    outcome = take("publicity", {"1月": rows, "全年": rows})
    assert (outcome.imported, outcome.duplicates) == (1, 1)
    assert "“1月”第 3 行" in told(outcome)[0][2]


def test_entries_of_a_log_may_be_alike_without_any_number(county):
    heads = ["村（社区）", "顾问姓名", "服务日期", "服务内容", "人次"]
    rows = [["东门村", "甲某", "2024-01-05", "法律咨询", 1]] * 2
    assert one("adviser-services", heads, *rows).imported == 2
    assert one("adviser-services", heads, *rows).imported == 0
    assert one("adviser-services", heads, *rows, rows[0]).imported == 1
    assert len({row.fingerprint for row in AdviserService.select()}) == 3


def test_an_entry_written_on_a_form_is_known_to_the_ledger(county):
    raw = {"name": "甲某", "held_on": "2024-01-05", "kind": "consult", "persons": "1"}
    records.enter(access.machine(), REGISTERS["adviser-services"], county.villages[0].id, raw, today=TODAY)
    rows = [["东门村", "甲某", "2024-01-05", "法律咨询", 1]] * 2
    outcome = one("adviser-services", ["村（社区）", "顾问姓名", "服务日期", "服务内容", "人次"], *rows)
    assert (outcome.imported, outcome.duplicates) == (1, 1)


def test_a_voided_record_makes_room(county):
    one("legal-aid", *AID)
    LegalAidCase.update(voided_at=now(), void_reason="录错").execute()
    assert one("legal-aid", *AID).imported == 1


def test_a_certificate_of_somebody_else_is_refused(county):
    heads = ["村（社区）", "姓名", "证书编号", "认定日期"]
    outcome = one(
        "understanders",
        heads,
        ["东门村", "甲某", "FLM-1", "2024-01-05"],
        ["东门村", "乙某", "FLM-1", "2024-01-05"],
    )
    assert (outcome.imported, told(outcome)[0][:2]) == (1, (4, "证书编号"))
    later = one("understanders", heads, ["西门村", "丙某", "FLM-1", "2024-01-05"])
    assert (later.imported, later.refused) == (0, 1)
    assert "证书编号已用在另一条记录上" in told(later)[0][2]


# ---------------------------------------------------------------- what a row says


def test_persons_are_findable_and_their_numbers_sealed(county):
    heads = ["村（社区）", "姓名", "身份证号", "联系电话", "身份类别", "认定日期"]
    one(
        "understanders",
        heads,
        ["东门村", "张建国", id_number(1), "12000000001", "村干部、党员", "2024-01-05"],
    )
    who = Understander.get()
    assert "zhangjianguo" in who.name_key
    assert records.clear(REGISTERS["understanders"], who, "id_number") == id_number(1)
    assert id_number(1).encode() not in bytes(who.id_cipher)
    assert who.phone_index == crypto.blind_index("12000000001", "understander.phone")
    assert sorted(row.code for row in RecordChoice.select()) == ["R01", "R07"]


@pytest.mark.parametrize(
    ("heading", "cell", "minutes"),
    [("时长(小时)", 1.5, 90), ("时长(分钟)", 45, 45), ("时长", "90分钟", 90), ("时长(小时)", "2小时", 120)],
)
def test_a_length_of_time_counts_in_the_unit_that_cell_or_heading_name(county, heading, cell, minutes):
    heads = ["村（社区）", "顾问姓名", "服务日期", "服务内容", heading]
    one("adviser-services", heads, ["东门村", "甲某", "2024-01-05", "法律咨询", cell])
    assert AdviserService.get().minutes == minutes


@pytest.mark.parametrize(
    ("heading", "cell", "views"), [("观看人次", "12,000", 12000), ("观看人次(万)", 1.2, 12000)]
)
def test_numbers_may_be_written_in_ten_thousands(county, heading, cell, views):
    cell = cell if heading.endswith(")") else cell.replace(",", "")
    one("livestreams", ["日期", "主题", heading], ["2024-01-05", "以案说法", cell])
    assert Livestream.get().views == views


@pytest.mark.parametrize(
    ("cell", "first", "last"),
    [("2024.1.1-2024.12.31", "2024-01-01", "2024-12-31"), ("2024年1月1日至2025年6月30日", "2024-01-01", "2025-06-30"),
     ("2024-01-01—2024-12-31", "2024-01-01", "2024-12-31"), ("2024年1月至12月", "2024-01-01", "2024-12-31"),
     ("2024.1-2026.2", "2024-01-01", "2026-02-28"), ("2024年度", "2024-01-01", "2024-12-31"),
     ("2024-01-01起", "2024-01-01", "None")],
)  # fmt: skip
def test_a_term_may_stand_in_one_cell(county, cell, first, last):
    outcome = one("advisers", ["村（社区）", "顾问姓名", "聘期"], ["东门村", "甲某", cell])
    assert outcome.problems == []
    term = AdviserEngagement.get()
    assert (str(term.valid_from), str(term.until)) == (first, last)


@pytest.mark.parametrize("cell", ["三年", "长期", "2024-02-30至2024-12-31"])
def test_a_term_that_is_none_is_refused(county, cell):
    outcome = one("advisers", ["村（社区）", "顾问姓名", "聘期"], ["东门村", "甲某", cell])
    assert (outcome.imported, told(outcome)[0][:2]) == (0, (3, "聘期"))


# ---------------------------------------------------------------- two columns for one field


def test_the_column_that_holds_the_words_of_the_list_is_the_list(county):
    heads = ["村（社区）", "顾问姓名", "服务日期", "服务内容", "服务类型"]
    assert (
        one(
            "adviser-services", heads, ["东门村", "甲某", "2024-01-05", "讲了民法典，发了资料", "法治讲座"]
        ).imported
        == 1
    )
    assert AdviserService.get().kind == "talk"


def test_a_running_number_is_no_certificate(county):
    heads = ["编号", "村（社区）", "姓名", "认定日期", "证书编号"]
    rows = [[1, "东门村", "甲某", "2024-01-05", "FLM-7"], [2, "东门村", "乙某", "2024-01-05", "FLM-8"]]
    assert one("understanders", heads, *rows).imported == 2
    assert [who.certificate for who in Understander.select().order_by(Understander.id)] == ["FLM-7", "FLM-8"]


def test_a_unit_goes_before_a_venue(county):
    heads = ["时间", "地点", "单位", "活动类别"]
    one(
        "publicity",
        heads,
        ["2024-01-05", "城关镇文化广场", "柳河镇", "法律进乡村"],
        ["2024-01-05", "文化广场", "城关镇", "法律进乡村"],
    )
    assert places(PublicityEvent) == ["柳河镇", "城关镇"]


def test_a_month_is_its_first_day(county):
    one("hotline-months", ["月份", "来电量", "接通量"], ["2024年3月", 120, 100])
    assert HotlineMonth.get().month == datetime.date(2024, 3, 1)


def test_a_consultation_needs_no_number_and_no_name(county):
    assert one("consultations", ["日期", "咨询事项", "方式"], ["2024-01-05", "劳动", "电话"]).imported == 1
    assert (Consultation.get().name, Consultation.get().channel) == ("", "call")


@pytest.mark.parametrize(
    ("changed", "column", "why"),
    [
        ({"申请日期": "2024-02-30"}, "申请日期", "日历上没有这一天"),
        ({"申请日期": "2030-01-01"}, "申请日期", "在今天之后"),
        ({"案件类别": "星际"}, "案件类别", "不在案件类别的选项里"),
        ({"受援人类别": "农民工、火星人"}, "受援人类别", "“火星人”不在受援人类别的选项里"),
        ({"案号": "号" * 61}, "案号", "太长"),
        ({"身份证号": "123"}, "身份证号", "身份证号应为 18 位"),
        ({"挽回损失": "很多"}, "挽回损失", "不是金额"),
        ({"结案日期": "2024-01-01"}, "结案日期", "早于"),
        ({"案件类别": ""}, "案件类别", "没有填写"),
    ],
)
def test_a_bad_cell_is_named_with_its_row_column_and_remedy(county, changed, column, why):
    row = {"案号": "1号", "案件类别": "民事", "申请日期": "2024-01-05", "结案日期": "2024-03-05", "受援人": "甲某",
           "受援人类别": "妇女", "身份证号": "", "挽回损失": ""} | changed  # fmt: skip
    outcome = one("legal-aid", list(row), list(row.values()))
    assert (outcome.imported, outcome.refused) == (0, 1)
    assert told(outcome)[0][:2] == (3, column)
    assert why in told(outcome)[0][2]


def test_text_that_looks_like_a_formula_is_only_text(county):
    one("livestreams", ["日期", "主题", "观看人次"], ["2024-01-05", "=1+1", 5])
    assert Livestream.get().subject == "=1+1"


def test_totals_notes_and_blanks_are_no_records(county):
    rows = [[1, "2024-01-05", "城关镇", "法律进乡村", 50], ["合计", "", "", "", 50], [], ["", "", "", "", ""],
            ["填表人：某某", "", "", "审核人：某某"], ["注：含直属单位"]]  # fmt: skip
    outcome = one("publicity", EVENTS, *rows)
    assert (outcome.read, outcome.imported) == (1, 1)


# ---------------------------------------------------------------- rosters


def test_committees_and_mediators_go_in_like_ledgers(county):
    heads = ["乡镇（街道）", "村（社区）", "调委会名称", "类别", "成立日期"]
    rows = [
        ["城关镇", "", "城关镇人民调解委员会", "乡镇", "2011-01-01"],
        ["城关镇", "东门村", "东门村人民调解委员会", "村", ""],
    ]
    outcome = one("committees", heads, *rows)
    assert (outcome.imported, outcome.duplicates, outcome.refused) == (1, 1, 0)
    heads = ["姓名", "性别", "所属调委会", "专兼职", "联系电话"]
    outcome = one(
        "mediators",
        heads,
        ["钱某", "男", "城关镇人民调解委员会", "专职", "12000000009"],
        ["赵东门", "", "东门村人民调解委员会", "", ""],
    )
    assert (outcome.imported, outcome.duplicates) == (1, 1)
    assert Mediator.get(Mediator.name == "钱某").employment == "full"
    assert outcome.told().keys() == {"read", "imported", "refused", "duplicates", "batch", "problems"}


def test_a_place_in_a_roster_may_be_written_as_a_path(county):
    rows = [["姓名", "单位", "专兼职"], ["钱某", "城关镇/东门村", "专职"], ["孙某", "青山县/柳河镇", "专职"]]
    assert one("mediators", *rows).problems == []
    people = Mediator.select(Mediator, Unit).join(Unit).where(Mediator.name.in_(["钱某", "孙某"]))
    assert {who.name: who.unit.name for who in people} == {"钱某": "东门村", "孙某": "柳河镇"}


def test_a_roster_makes_units_and_committees_where_that_is_wanted(database):
    rows = [["乡镇", "村（社区）", "姓名", "调委会"], ["城关镇", "东门村", "钱某", "东门村人民调解委员会"]]
    outcome = one("mediators", *rows, create=True)
    assert outcome.problems == []
    assert Committee.get().name == "东门村人民调解委员会"
    assert [unit.name for unit in Unit.select().order_by(Unit.id)] == ["青山县", "城关镇", "东门村"]
    assert one("mediators", *rows).duplicates == 1


def test_rosters_stand_beside_ledgers_in_a_workbook(database):
    sheets = {
        "纠纷台账": table(record(调解员="钱某")),
        "调委会": sheet(
            ["村（社区）", "调委会名称", "行业", "规范化"], ["东门村", "东门村人民调解委员会", "", "是"]
        ),
        "调解员名册": sheet(
            ["村（社区）", "姓名", "所属调委会", "专兼职"], ["东门村", "钱某", "东门村人民调解委员会", "专职"]
        ),
    }
    outcome = take("workbook", sheets, create=True)
    assert outcome.problems == []
    assert [(one.register, one.imported) for one in outcome.sheets] == [
        ("disputes", 1),
        ("committees", 1),
        ("mediators", 1),
    ]
    assert (Committee.get().standardised, Mediator.get().employment) == (True, "full")


def test_a_row_that_a_roster_refuses_is_given_back(county):
    outcome = one("mediators", ["姓名", "所属调委会", "专兼职"], ["钱某", "无此调委会", "专职"])
    assert (outcome.imported, outcome.refused) == (0, 1)
    assert "名册里没有" in told(outcome)[0][2]


# ---------------------------------------------------------------- afterwards


def test_undoing_a_workbook_voids_its_records_of_every_register(county):
    outcome = take("workbook", {"甲": table(record()), "法律援助": sheet(*AID), "咨询": sheet(*CONSULTED)})
    boss = make_actor(Role.COUNTY, county.unit)
    assert batches.undo(boss, outcome.batch) == 3
    for model in (Dispute, LegalAidCase, Consultation):
        assert model.get().void_reason == "撤销导入"
    assert take("workbook", {"法律援助": sheet(*AID)}).imported == 1


def test_an_import_is_one_act_in_the_audit_chain(county):
    one("legal-aid", *AID)
    acts = [entry.act for entry in AuditEntry.select().order_by(AuditEntry.id)]
    assert acts.count("ledger.import") == 1
    assert "record.enter" not in acts
