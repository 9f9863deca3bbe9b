"""Pages of the roster import: choose a file, look at what would come in, take it in."""

import io

import pytest
from openpyxl import load_workbook

from models import AuditEntry, Mediator
from tests.pages import soup
from vocab import Role

# What pages do with data is tried on both engines where the acts are; a page looks the same on either.
pytestmark = pytest.mark.one_engine

ROSTER = "青山县调解员名册\r\n姓名,单位,专兼职,联系电话\r\n欧阳建国,东门村,专职,12000000009\r\n赵东门,东门村,,\r\n王某某,柳南村,兼职,\r\n"


@pytest.fixture
def office(sign_in):
    return sign_in(Role.TOWNSHIP)


def send(client, text=ROSTER, key="mediators", name="名册.csv"):
    return client.post(
        "/rosters/import", data={"key": key, "file": (io.BytesIO(text.encode("gb18030")), name)}
    )


def test_a_roster_is_uploaded_looked_at_and_taken_in(office, county):
    uploaded = send(office)
    assert uploaded.status_code == 303
    preview = office.get(uploaded.location)
    text = preview.text
    assert "导入这 1 行" in text
    assert "专兼职：专职" in text
    assert "没有名为“柳南村”的单位" in text
    assert Mediator.select().count() == 4
    done = office.post(soup(preview).select_one("main form")["action"])
    assert done.location == uploaded.location
    result = office.get(done.location).text
    assert "调解员名册已导入" in result
    assert "柳南村" in result
    assert Mediator.get(Mediator.name == "欧阳建国").unit_id == county.villages[0].id
    assert AuditEntry.select().where(AuditEntry.act == "roster.import").count() == 1


def test_refused_rows_come_back_in_a_workbook_that_can_be_corrected_and_taken_in(office, county):
    place = send(office, ROSTER + "吴某某,东门村,专兼,120\r\n").location
    before = office.get(f"{place}/refused.xlsx").data
    office.post(place)
    (link,) = soup(office.get(place)).select("main a[href$=xlsx]")
    book = load_workbook(io.BytesIO(office.get(link["href"]).data))
    (sheet,) = book.worksheets
    rows = [[cell.value or "" for cell in row] for row in sheet.iter_rows()]
    assert [[cell.value or "" for cell in row] for row in load_workbook(io.BytesIO(before)).active] == rows
    assert rows[0] == ["姓名", "单位", "专兼职", "联系电话", "原因", "办法"]
    assert [row[:4] for row in rows[1:]] == [
        ["王某某", "柳南村", "兼职", ""],
        ["吴某某", "东门村", "专兼", "120"],
    ]
    assert "没有名为“柳南村”的单位" in rows[1][4]
    assert all(word in rows[2][4] for word in ("专兼职：“专兼”不在", "联系电话："))
    assert rows[2][5]
    assert AuditEntry.select().where(AuditEntry.act == "roster.return").count() == 2
    sheet["B2"], sheet["C3"], sheet["D3"] = "东门村", "兼职", ""
    corrected = io.BytesIO()
    book.save(corrected)
    data = {"key": "mediators", "file": (io.BytesIO(corrected.getvalue()), "退回的行.xlsx")}
    again = office.post("/rosters/import", data=data).location
    assert "这些列不导入" not in office.get(again).text
    office.post(again)
    assert Mediator.select().where(Mediator.name.in_(["王某某", "吴某某"])).count() == 2
    assert office.get(f"{again}/refused.xlsx").status_code == 422


def test_a_second_click_imports_nothing_twice(office, county):
    place = send(office).location
    office.post(place)
    assert office.post(place).status_code == 422
    assert Mediator.select().where(Mediator.name == "欧阳建国").count() == 1


@pytest.mark.parametrize(
    ("text", "why"),
    [("", "文件是空的"), ("名字,村\r\n张三,东门村\r\n", "至少要有：姓名"), ("只是一句话", "")],
)
def test_a_file_that_is_no_roster_is_told_beside_its_field(office, county, text, why):
    answer = send(office, text)
    assert answer.status_code == 422
    assert why in soup(answer).find(id="file-error").text


def test_no_file_and_a_roster_of_the_bureau_are_refused(office, county):
    assert office.post("/rosters/import", data={"key": "mediators"}).status_code == 422
    assert send(office, "上级,名称\r\n城关镇,南门村\r\n", key="units").status_code == 422
    assert "单位名册模板" not in office.get("/rosters/import").text


def test_units_come_in_for_the_bureau(sign_in, county):
    client = sign_in(Role.COUNTY)
    place = send(client, "上级,名称,类型\r\n城关镇,南门村,村\r\n", key="units").location
    client.post(place)
    assert "南门村" in client.get("/units").text


def test_a_template_is_a_workbook_with_the_area_on_offer(office, county):
    answer = office.get("/rosters/templates/mediators")
    assert "attachment" in answer.headers["Content-Disposition"]
    sheet = load_workbook(io.BytesIO(answer.data)).worksheets[0]
    assert [cell.value for cell in sheet[1]][:4] == ["姓名", "性别", "民族", "文化程度"]
    assert office.get("/rosters/templates/units").status_code == 404


def test_somebody_elses_upload_does_not_exist(office, sign_in, county):
    place = send(office).location
    other = sign_in(Role.TOWNSHIP, unit=county.towns[1])
    assert other.get(place).status_code == 404
    assert other.get(f"{place}/refused.xlsx").status_code == 404
    assert other.post(place).status_code == 404
