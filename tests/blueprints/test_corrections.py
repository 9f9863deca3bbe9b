"""Forms that meet a locked month: the effects are shown before anything is saved, and nothing typed is lost."""

import datetime
import io
import time

import pytest

from models import AuditEntry, Consultation, Dispute, EnteredValue, ImportBatch, ScreeningFinding
from registers import entered, entered_months, records
from registers.catalogue import REGISTERS
from registers.entered_months import Typed
from registers.ledger import importing
from registers.screenings import FINDINGS
from tests import cases, ledgers
from tests.ledgers import record, table
from tests.months import close
from tests.pages import filled, opened, rows, send
from vocab import Role

pytestmark = pytest.mark.one_engine  # the guard behind the pages is tried on both without them
WHY = "结案结果登记错误，按调解协议书原件更正"
TOLD = "已更正；审定数不变，差异列入更正清单"
CONSULTATIONS = REGISTERS["consultations"]
OCTOBER = datetime.date(2026, 10, 1)


@pytest.fixture(autouse=True)
def unchecked(monkeypatch):
    """Returns are sent up whatever the checks of their figures find: they have tests of their own."""
    monkeypatch.setattr("figures.returns.chain.run", lambda *asked, **more: [])


@pytest.fixture
def office(sign_in):
    return sign_in(Role.TOWNSHIP)


@pytest.fixture
def case(county):
    """A case of October, which is locked."""
    days = {"accepted_on": "2026-10-05", "concluded_on": "2026-10-20", "agreed_on": "2026-10-20"}
    made = cases.enter(county, cases.office(county), **days)
    close(county.unit, "2026-10")
    return made


def box(page):
    """The box of a page: title → its rows, and the fields that are sent with the form."""
    (found,) = page.select(".closed-box")
    typed = {one["name"]: one.get("value", "") for one in found.select("input")}
    return found, typed


def failed(page):
    return filled(page, outcome="failed", form="", agreed_on="", amount="", note="当事人反悔")


def test_a_change_of_a_locked_month_is_shown_before_it_is_saved(office, case):
    place = f"/disputes/{case.id}/edit"
    page = opened(office, place, 422, **failed(office.get(place)))
    found, _sent = box(page)
    assert "这项改动会改变已锁定月份的数字" in found.h2.text
    assert "城关镇 2026年10月" in found.h3.text
    assert "第 1 版" in found.h3.text
    assert "已计入青山县" in found.h3.text
    assert "年度分单位表第 1 行" in found.h3.text
    told = {row[0]: row[1:] for row in rows(found)}
    assert told["调解成功数"] == ["−1件", "四季度 −1件， 下半年 −1件， 全年 −1件"]
    assert told["调解不成功数"][0] == "+1件"
    assert told["协议涉及金额"][0] == "−35000.00元"
    assert "调解成功率" in found.text
    assert page.find(attrs={"name": "note"}).text.strip() == "当事人反悔"
    assert Dispute.get().outcome == "succeeded"


def test_with_a_reason_it_is_saved_and_told(office, case):
    place = f"/disputes/{case.id}/edit"
    form = failed(office.get(place))
    _found, sent = box(opened(office, place, 422, **form))
    assert send(office, place, **form, **sent | {"correction": WHY}) == f"/disputes/{case.id}"
    assert Dispute.get().outcome == "failed"
    page = opened(office, f"/disputes/{case.id}")
    assert TOLD in page.select_one(".notice-success").text
    assert WHY in page.select_one(".history").text
    assert "已计入 2026年10月（第1版，锁定）" in page.select_one(".standing-lines").text
    assert "封存后有改动" in page.select_one(".standing-lines").text


@pytest.mark.parametrize("empty", ["情况属实", "已核实", "短"])
def test_an_empty_phrase_is_no_reason(office, case, empty):
    place = f"/disputes/{case.id}/edit"
    form = failed(office.get(place))
    _found, sent = box(opened(office, place, 422, **form))
    found, again = box(opened(office, place, 422, **form, **sent | {"correction": empty}))
    assert found.select_one(".field-error")
    assert again["correction"] == empty
    assert Dispute.get().version == 1


def test_a_reason_holds_for_the_effects_that_were_shown_and_for_no_others(office, case):
    place = f"/disputes/{case.id}/edit"
    form = failed(office.get(place))
    _found, sent = box(opened(office, place, 422, **form))
    other = form | {"type": "T03", "correction": WHY, "effects_shown": sent["effects_shown"]}
    found, again = box(opened(office, place, 422, **other))
    assert "纠纷类型" in found.text
    assert again["correction"] == WHY
    send(office, place, **other | again)
    assert Dispute.get().type_id == "T03"


def test_the_reason_is_kept_while_other_faults_are_put_right(office, case):
    place = f"/disputes/{case.id}/edit"
    form = failed(office.get(place))
    _found, sent = box(opened(office, place, 422, **form))
    page = office.post(place, data=form | sent | {"correction": WHY, "concluded_on": "2026-09-01"})
    assert page.status_code == 422
    kept = filled(page)
    assert kept["correction"] == WHY
    send(office, place, **kept | {"concluded_on": "2026-10-20"})


def test_what_does_not_count_is_changed_as_ever(office, case):
    place = f"/disputes/{case.id}/edit"
    send(office, place, **filled(office.get(place), note="已核对", summary="两家和好"))
    page = opened(office, f"/disputes/{case.id}")
    assert "已保存修改" in page.select_one(".notice-success").text
    assert "封存后有改动" not in page.text


def test_what_is_no_correction_after_all_is_not_told_to_be_one(office, case):
    place = f"/disputes/{case.id}/edit"
    before = filled(office.get(place))
    _found, sent = box(opened(office, place, 422, **failed(office.get(place))))
    send(office, place, **before | sent | {"correction": WHY, "note": "已核对"})
    assert "已保存修改" in opened(office, f"/disputes/{case.id}").select_one(".notice-success").text


def test_a_withdrawal_shows_its_effects_with_the_reason_already_given(office, case):
    place = f"/disputes/{case.id}/void"
    form = filled(office.get(place), reason="与第2号案件重复登记")
    found, sent = box(opened(office, place, 422, **form))
    assert sent["correction"] == "与第2号案件重复登记"
    assert ["受理纠纷数", "−1件", "四季度 −1件， 下半年 −1件， 全年 −1件"] in rows(found)
    assert Dispute.get().voided_at is None
    send(office, place, **form | sent)
    assert Dispute.get().voided_at is not None
    assert "封存后有改动" in opened(office, f"/disputes/{case.id}").text


def test_a_late_entry_needs_no_reason_and_is_told_to_be_one(office, county, case):
    days = {"accepted_on": "2026-10-06", "concluded_on": "2026-10-21", "agreed_on": "2026-10-21"}
    form = filled(office.get("/disputes/new"), **cases.RAW | days | {"form": "", "agreed_on": ""})
    form |= {"unit": county.villages[0].id, "committee": county.committees[0].id}
    form |= {"parties-0-name": "周铁柱", "parties-1-name": "钱三"}
    place = send(office, "/disputes/new", **form)
    page = opened(office, place)
    assert "2026年10月已锁定，这条记录作为补录" in page.text
    assert "锁定后补录，未计入审定数" in page.select_one(".standing-lines").text


def test_months_in_a_row_stand_on_one_line(office, county):
    raw = {
        "accepted_on": "2026-07-05",
        "outcome": "pending",
        "concluded_on": "",
        "agreed_on": "",
        "form": "",
        "amount": "",
    }
    made = cases.enter(county, cases.office(county), **raw)
    close(county.unit, "2026-07", "2026-08", "2026-09")
    lines = [
        line.text.strip() for line in opened(office, f"/disputes/{made.id}").select(".standing-lines li")
    ]
    assert lines == ["城关镇 已计入 2026年7月至2026年9月（第1版，锁定）"]


# ---------------------------------------------------------------- the other registers


@pytest.fixture
def consultation(county):
    raw = {"held_on": "2026-10-08", "channel": "phone", "persons": "2", "name": "张建国", "topic": "marriage"}
    channel, topic = (sorted(_codes(key))[0] for key in ("channel", "topic"))
    raw |= {"channel": channel, "topic": topic}
    made = records.enter(cases.office(county), CONSULTATIONS, county.villages[0].id, raw, today=cases.TODAY)
    close(county.unit, "2026-10")
    return made


def _codes(key):
    from office import lists

    return lists.choosable(CONSULTATIONS.fields[key].choice)


def test_a_described_register_asks_the_same(office, consultation):
    place = f"/registers/consultations/{consultation.id}"
    form = filled(office.get(f"{place}/edit"), held_on="2026-11-02")
    found, sent = box(opened(office, f"{place}/edit", 422, **form))
    assert "城关镇 2026年10月" in found.h3.text
    send(office, f"{place}/edit", **form | sent | {"correction": WHY})
    assert Consultation.get().held_on == datetime.date(2026, 11, 2)
    page = opened(office, place)
    assert TOLD in page.text
    assert "封存后有改动" in page.select_one(".standing-lines").text


def test_its_withdrawal_too(office, consultation):
    place = f"/registers/consultations/{consultation.id}/void"
    form = filled(office.get(place), reason="与上一条重复登记了")
    _found, sent = box(opened(office, place, 422, **form))
    send(office, place, **form | sent)
    assert Consultation.get().voided_at is not None


def test_a_finding_of_a_locked_month_becomes_a_case_with_a_reason(office, county):
    raw = {"found_on": "2026-10-08", "name": "张建国、李秀英", "type": "T02"}
    made = records.enter(cases.office(county), FINDINGS, county.villages[0].id, raw, today=cases.TODAY)
    close(county.unit, "2026-10")
    place = f"/findings/{made.id}/case"
    answer = office.post(place)
    assert answer.status_code == 422
    page = opened(office, place, 422, correction="")
    found, sent = box(page)
    assert ["排查转为纠纷案件数", "+1件"] in [row[:2] for row in rows(found)]
    assert not Dispute.select().exists()
    send(office, place, **filled(answer) | sent | {"correction": WHY})
    assert ScreeningFinding.get().dispute_id == Dispute.get().id


# ---------------------------------------------------------------- entered numbers and imports


def test_another_number_in_a_locked_month_asks_for_its_reason(office, county):
    typed = {"name": "证明事项办理", "measure": "件", "kind": "flow", "reported_by": "township"}
    one = entered.define(cases.bureau(county), typed)
    sheet = entered_months.sheet(cases.office(county), county.towns[0].id, OCTOBER)
    entered_months.fill(cases.office(county), county.towns[0].id, OCTOBER, {one.id: Typed("8")}, sheet.seen,
                        today=cases.TODAY)  # fmt: skip
    close(county.unit, "2026-10")
    place = f"/entered/{county.towns[0].id}/2026-10"
    form = filled(office.get(place), **{f"number_{one.id}": "11.5"})
    found, sent = box(opened(office, place, 422, **form))
    assert rows(found) == [["证明事项办理", "+3.5件", "四季度 +3.5件， 下半年 +3.5件， 全年 +3.5件"]]
    assert EnteredValue.get().amount == 800
    send(office, place, **form | sent | {"correction": WHY})
    assert EnteredValue.get().amount == 1150
    assert TOLD in opened(office, place).text


def test_undoing_an_import_of_a_locked_month_asks_for_its_reason(sign_in, county):
    bureau = sign_in(Role.COUNTY)
    content = ledgers.xlsx({"城关镇": table(record(受理日期="2026-10-05", 结案日期="2026-10-20"))})
    importing.take_in(cases.bureau(county), "台账.xlsx", content, "青山县", create=True, today=cases.TODAY)
    close(county.unit, "2026-10")
    place = f"/imports/{ImportBatch.get().id}"
    found, sent = box(opened(bureau, f"{place}/undo", 422, correction=""))
    assert "受理纠纷数" in found.text
    assert Dispute.get().voided_at is None
    assert bureau.post(f"{place}/undo", data=sent | {"correction": WHY}).status_code == 303
    assert Dispute.get().voided_at is not None
    assert WHY in AuditEntry.select().where(AuditEntry.act == "ledger.undo").get().detail


def test_the_preview_of_an_import_says_how_many_rows_belong_to_locked_months(sign_in, county):
    bureau = sign_in(Role.COUNTY)
    cases.enter(
        county, cases.office(county), accepted_on="2026-10-05", concluded_on="2026-10-20", agreed_on=""
    )
    close(county.unit, "2026-10")
    days = {"受理日期": "2026-10-05", "结案日期": "2026-10-20"}
    spots = ({}, {"村(社区)": "新设村", "调解组织": "新设村人民调解委员会"}, {"受理日期": "2026-11-05"})
    later = {"结案日期": "2026-11-10"}
    rows_ = [record(**days | spot | (later if "受理日期" in spot else {})) for spot in spots]
    content = ledgers.xlsx({"城关镇": table(*rows_)})
    sent = {"unit_id": county.unit.id, "file": (io.BytesIO(content), "台账.xlsx")}
    mapping = bureau.post("/imports/new", data=sent).location
    checked = bureau.post(mapping, data=filled(bureau.get(mapping))).location
    assert "其中 2 条属于已锁定的月份，将作为补录，不改变审定数" in opened(bureau, checked).text
    place = bureau.post(mapping.replace("mapping", "start")).location
    _wait(bureau, place)
    assert "其中 2 条属于已锁定的月份，作为补录" in opened(bureau, place).text


def _wait(client, place):
    for _ in range(200):
        if "正在导入" not in client.get(place).text:
            return
        time.sleep(0.05)
