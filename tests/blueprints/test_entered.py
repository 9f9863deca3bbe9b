"""Pages of entered indicators: definitions, months, evidence; and the button that makes a finding a case."""

import datetime
import io

import pytest

from models import Dispute, EnteredIndicator, EnteredValue, ScreeningFinding
from registers import entered, entered_months, records
from registers.entered_months import Typed
from registers.screenings import FINDINGS
from tests import cases
from tests.pages import filled, opened, rows, send, soup
from vocab import Role

# What pages do with data is tried on both engines where the acts are; a page looks the same on either.
pytestmark = pytest.mark.one_engine

MONTH = "2026-10"
PDF = b"%PDF-1.7 ..."


@pytest.fixture
def bureau(sign_in):
    return sign_in(Role.COUNTY)


@pytest.fixture
def office(sign_in):
    return sign_in(Role.TOWNSHIP)


@pytest.fixture
def one(county):
    typed = {"name": "证明事项办理", "measure": "件", "kind": "flow", "reported_by": "township"}
    return entered.define(cases.bureau(county), typed)


def test_the_bureau_defines_an_indicator_with_its_parts(bureau):
    form = bureau.get("/entered/indicators/new")
    send(
        bureau,
        "/entered/indicators/new",
        **filled(form, name="文件清理", measure="件", kind="flow", reported_by="county"),
    )
    whole = EnteredIndicator.get()
    typed = filled(
        form, name="其中废止", measure="件", kind="flow", reported_by="county", whole=str(whole.id)
    )
    assert send(bureau, "/entered/indicators/new", **typed) == "/entered/indicators"
    page = opened(bureau, "/entered/indicators")
    assert [row[:3] for row in rows(page)] == [
        ["entered.1", "文件清理", "件"],
        ["entered.2", "其中： 其中废止", "件"],
    ]


def test_a_fault_in_a_definition_stands_beside_its_field(bureau, one):
    form = bureau.get("/entered/indicators/new")
    typed = filled(form, name=one.name, measure="件", kind="flow", reported_by="township")
    page = opened(bureau, "/entered/indicators/new", 422, **typed)
    assert "已有名为" in page.find(id="name-error").text
    assert page.find(id="measure")["value"] == "件"


def test_a_definition_changed_meanwhile_shows_both(bureau, one):
    path = f"/entered/indicators/{one.id}"
    typed = filled(bureau.get(path), name="证明办理")
    send(bureau, path, **filled(bureau.get(path), definition="含告知承诺"))
    page = opened(bureau, path, 409, **typed)
    assert "含告知承诺" in page.text
    assert page.find(id="name")["value"] == "证明办理"


def sheet_of(county, place=0):
    return f"/entered/{county.towns[place].id}/{MONTH}"


def test_a_unit_fills_its_month_with_evidence(office, bureau, county, one):
    opened(office, "/entered")
    page = opened(office, sheet_of(county))
    assert "还没有填报：证明事项办理" in page.text
    typed = filled(office.get(sheet_of(county)), **{f"number_{one.id}": "1.34万", f"note_{one.id}": "含村级"})
    typed[f"file_{one.id}"] = (io.BytesIO(PDF), "汇总.pdf")
    answer = office.post(sheet_of(county), data=typed, content_type="multipart/form-data")
    assert answer.location == sheet_of(county)
    page = opened(office, sheet_of(county))
    assert page.find(id=f"number_{one.id}")["value"] == "13400"
    link = page.find("a", string=lambda text: text and "汇总.pdf" in text) or page.select_one("td a")
    download = bureau.get(link["href"])
    assert download.data == PDF
    assert download.headers["Content-Disposition"].startswith("attachment")
    assert download.headers["X-Content-Type-Options"] == "nosniff"
    told = rows(opened(bureau, f"/entered?month={MONTH}"))
    assert [row[1:] for row in told] == [["1", "1", "已填全"], ["0", "1", "未填报"]]


def test_a_fault_stands_at_its_line_and_everything_typed_stays(office, county, one):
    typed = filled(office.get(sheet_of(county)), **{f"number_{one.id}": "很多", f"note_{one.id}": "含村级"})
    typed[f"file_{one.id}"] = (io.BytesIO(PDF), "汇总.pdf")
    answer = office.post(sheet_of(county), data=typed, content_type="multipart/form-data")
    assert answer.status_code == 422
    page = soup(answer)
    assert "请填写数字" in page.find(id=f"number_{one.id}-error").text
    assert page.find(id=f"note_{one.id}")["value"] == "含村级"
    assert "请重新选择" in page.text
    assert EnteredValue.select().count() == 0


def test_what_is_no_evidence_is_told_at_its_file(office, county, one):
    typed = filled(office.get(sheet_of(county)), **{f"number_{one.id}": "3"})
    typed[f"file_{one.id}"] = (io.BytesIO(b"MZ"), "木马.pdf")
    answer = office.post(sheet_of(county), data=typed, content_type="multipart/form-data")
    assert answer.status_code == 422
    assert "不是 PDF 文件" in soup(answer).find(id=f"file_{one.id}-error").text


def test_a_month_saved_meanwhile_shows_both_and_can_be_saved_again(office, county, one):
    typed = filled(office.get(sheet_of(county)), **{f"number_{one.id}": "8"})
    boss, day = cases.bureau(county), datetime.date(2026, 10, 1)
    seen = entered_months.sheet(boss, county.towns[0].id, day).seen
    entered_months.fill(boss, county.towns[0].id, day, {one.id: Typed("7")}, seen, today=cases.TODAY)
    answer = office.post(sheet_of(county), data=typed)
    assert answer.status_code == 409
    page = soup(answer)
    assert page.find(id=f"number_{one.id}")["value"] == "8"
    assert "现存 7" in page.text
    send(office, sheet_of(county), **filled(answer))
    assert EnteredValue.get().amount == 800


@pytest.mark.parametrize(
    "path", ["/entered/{}/nothing", "/entered/{}/2026-13", "/entered?month=x", "/entered/99999/2026-10"]
)
def test_what_is_no_month_or_unit_does_not_exist(office, county, path):
    assert office.get(path.format(county.towns[0].id)).status_code == 404


def test_another_townships_month_does_not_exist(office, county, one):
    assert office.get(sheet_of(county, 1)).status_code == 404


def test_a_finding_becomes_a_case_in_one_click(office, county):
    raw = {"found_on": "2026-11-08", "name": "张三、李四", "type": "T02", "summary": "排水沟"}
    finding = records.enter(cases.bureau(county), FINDINGS, county.villages[0].id, raw, today=cases.TODAY)
    page = opened(office, f"/registers/findings/{finding.id}")
    (form,) = [form for form in page.select("form") if form.get("action", "").startswith("/findings/")]
    there = send(office, form["action"], x="")
    dispute = Dispute.get()
    assert there == f"/disputes/{dispute.id}/edit"
    assert ScreeningFinding.get().dispute_id == dispute.id
    page = opened(office, f"/registers/findings/{finding.id}")
    assert page.find("a", href=f"/disputes/{dispute.id}")
