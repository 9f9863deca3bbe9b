"""Pages of the superior's templates: upload with the report of losses, the grid, cells, proposals, filling, next year."""

import datetime
import io
from pathlib import Path

import openpyxl
import pytest

from figures.templates import keeping
from figures.templates.meaning import Meaning
from models import AuditEntry, TemplateFill, TemplateMap
from reports.templates import opening
from tests import cases
from tests.make import make_dispute
from tests.pages import filled, opened, rows, send
from vocab import Role

# What pages do with data is tried on both engines where the acts are; a page looks the same on either.
pytestmark = pytest.mark.one_engine

FILES = Path(__file__).parents[1] / "reports" / "templates" / "files"
MARCH = datetime.date(2026, 3, 2)
SHEET = "调解月报"


@pytest.fixture
def bureau(sign_in):
    return sign_in(Role.COUNTY)


@pytest.fixture
def disputes(county):
    """城关镇: 3 concluded, 2 of them settled; 柳河镇: 1, not settled."""
    for village, outcome in ((0, "succeeded"), (0, "failed"), (1, "succeeded"), (2, "failed")):
        make_dispute(
            county.villages[village], accepted_on=MARCH, outcome=outcome, source="S1", amount=12345600
        )


def upload(client, content, *, previous=None, **typed):
    data = {"name": "市局调解月报", "year": "2026", "note": ""} | typed
    data["file"] = (io.BytesIO(content), "月报.xlsx")
    path = "/superior-templates/new" + (f"?previous={previous}" if previous else "")
    return client.post(path, data=data, content_type="multipart/form-data")


@pytest.fixture
def content():
    return (FILES / "libreoffice.xlsx").read_bytes()


@pytest.fixture
def template(bureau, content):
    answer = upload(bureau, content)
    assert answer.status_code == 303, answer.text
    return answer.headers["Location"]


def test_the_pages_before_anything_was_uploaded(bureau):
    assert "还没有上级模板" in opened(bureau, "/superior-templates").text
    assert opened(bureau, "/superior-templates/new").find(id="file")


def test_an_upload_tells_what_would_be_lost_and_keeps_the_original(bureau, template, content):
    page = opened(bureau, template)
    assert ["扩展的条件格式（数据条、图标集等）", SHEET, "1"] in rows(page)
    assert "合并单元格：10 处" in page.text
    assert "工作表保护：1 处" in page.text
    assert bureau.get(f"{template}/original").data == content
    assert AuditEntry.select().where(AuditEntry.act == "template.original").count() == 1
    assert "市局调解月报" in opened(bureau, "/superior-templates").text


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "文件是空的"),
        (b"%PDF-1.4 nothing", "不是 .xlsx 工作簿"),
        (b"PK\x03\x04 torn", "已损坏"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), "另存为 .xlsx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "密码"),
    ],
)
def test_what_is_no_template_is_refused_and_nothing_typed_is_lost(bureau, content, told):
    answer = upload(bureau, content, name="某表")
    assert answer.status_code == 422
    assert told in answer.text
    assert 'value="某表"' in answer.text
    assert keeping.listed(cases_bureau()) == []


def cases_bureau():
    from office import access

    return access.machine()


def test_the_grid_shows_the_sheet_with_its_merges_and_a_link_for_each_cell(bureau, template):
    page = opened(bureau, f"{template}/grid")
    heading = page.find("td", string=lambda text: text and text.startswith("2026年人民调解"))
    assert heading["colspan"] == "10"
    assert page.find("a", href=f"{template}/cell?sheet=1&cell=B6")
    assert not page.find("a", href=f"{template}/cell?sheet=1&cell=B8")  # a formula
    assert page.find("td", class_="is-formula")
    assert page.select_one("select[name=cell] option[value=B6]").text == "B6　城关镇 / 调解案件总数（件）"
    assert "选项" in opened(bureau, f"{template}/grid?sheet=2").h1.text
    opened(bureau, f"{template}/grid?sheet=3", 404)


def test_a_cell_is_proposed_from_its_headings_and_kept_when_confirmed(bureau, template):
    path = f"{template}/cell?sheet=1&cell=h6"
    page = opened(bureau, path)
    assert "按表头建议：防止民转刑 · 件 · 城关镇 · 本月" in page.text
    assert TemplateMap.select().count() == 0  # never silently
    form = filled(bureau.get(path))
    assert form["figure"] == "dispute.crime_prevented#cases"
    send(bureau, path, **form)
    row = TemplateMap.get()
    assert (row.cell, row.indicator, row.part, row.child) == (
        "H6",
        "dispute.crime_prevented",
        "cases",
        "城关镇",
    )
    changed = filled(bureau.get(path), figure="dispute.concluded", row="dispute/type:T02", stretch="ytd")
    send(bureau, path, **changed)
    row = TemplateMap.get()
    assert (row.indicator, row.by, row.row, row.period, row.version) == (
        "dispute.concluded",
        "type",
        "T02",
        "ytd",
        2,
    )
    assert "邻里纠纷" in opened(bureau, f"{template}/grid").text
    stale = bureau.post(path, data=form | {"seen": "1"})
    assert stale.status_code == 409
    assert send(bureau, f"{template}/cell/drop", sheet="1", cell="H6")
    assert TemplateMap.select().count() == 0
    acts = [
        row.act
        for row in AuditEntry.select().where(AuditEntry.act.startswith("template")).order_by(AuditEntry.id)
    ]
    assert acts == ["template.upload", "template.map", "template.map", "template.unmap"]


def test_what_cannot_be_is_told_beside_its_field(bureau, template):
    path = f"{template}/cell?sheet=1&cell=B6"
    form = filled(bureau.get(path))
    page = opened(
        bureau,
        path,
        422,
        **form | {"figure": "aid.accepted", "row": "dispute/type:T02", "whose": "child", "child": ""},
    )
    assert "不能按这一项细分" in page.find(id="row-error").text
    assert "下级单位的名称" in page.find(id="child-error").text
    page = opened(bureau, path, 422, **form | {"figure": "dispute.concluded", "form": "percent"})
    assert "不是百分比" in page.find(id="form-error").text


def test_a_formula_is_refused(bureau, template):
    page = opened(bureau, f"{template}/cell?sheet=1&cell=B8", 422)
    assert "B8 是公式" in page.text
    opened(bureau, f"{template}/cell?sheet=1&cell=;drop", 422)


def test_proposals_are_confirmed_together(bureau, template):
    page = opened(bureau, f"{template}/proposals")
    assert rows(page)[0][1:] == [
        "B6 " + SHEET,
        "城关镇 / 调解案件总数（件）",
        "调结纠纷数 · 城关镇 · 本月",
        "一致",
    ]
    ticked = [box["value"] for box in page.select("input[name=cell][checked]")]
    assert len(ticked) == 16
    send(bureau, f"{template}/proposals", cell=ticked)
    assert TemplateMap.select().count() == 16
    assert "没有新的建议" in opened(bureau, f"{template}/proposals").text


@pytest.fixture
def mapped(bureau, template, disputes):
    page = opened(bureau, f"{template}/proposals")
    send(
        bureau,
        f"{template}/proposals",
        cell=[box["value"] for box in page.select("input[name=cell][checked]")],
    )
    return template


def test_filling_shows_the_check_list_and_gives_the_file(bureau, county, mapped):
    make_dispute(county.unit, accepted_on=MARCH)  # of the county itself: in no row of the table
    page = opened(bureau, f"{mapped}/fill?month=3")
    assert ["B8 " + SHEET, "合计 / 调解案件总数（件）", "4", "5", "+1", "调结纠纷数 · 本月"] in rows(page)
    assert ["D6 " + SHEET, "城关镇 / 成功率（%）", "66.67", "调解成功率 · 城关镇 · 本月"] in rows(page)
    answer = bureau.post(f"{mapped}/fill?month=3")
    assert "filename*=UTF-8''" in answer.headers["Content-Disposition"]
    sheet = openpyxl.load_workbook(io.BytesIO(answer.data))[SHEET]
    assert [cell.value for cell in sheet[6]] == ["城关镇", 3, 2, 66.67, 3, 0, 24.69, 0, 0, None]
    assert sheet["B8"].value == "=SUM(B6:B7)"
    assert TemplateFill.get().numbers[f"{SHEET}!B6"] == "3"


def test_without_a_month_what_needs_one_stays_empty_and_says_so(bureau, mapped):
    page = opened(bureau, f"{mapped}/fill")
    assert "没有写明月份" in page.text
    opened(bureau, f"{mapped}/fill?month=13", 422)
    opened(bureau, f"{mapped}/fill?state=other", 422)


def test_a_township_fills_but_does_not_map(sign_in, mapped):
    office = sign_in(Role.TOWNSHIP)
    page = opened(office, mapped)
    assert not page.find("a", href=f"{mapped}/proposals")
    assert "青山县" in page.text
    assert not opened(office, f"{mapped}/grid").find("a", href=lambda href: href and "/cell?" in href)
    assert "城关镇 · 2026年3月" in opened(office, f"{mapped}/fill?month=3").text
    assert office.get(f"{mapped}/cell?sheet=1&cell=B6").status_code == 403


def next_year(content, change):
    book = opening.load(content)
    change(book[SHEET])
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def test_a_new_year_is_compared_and_takes_the_map_over(bureau, mapped, content):
    bureau.post(f"{mapped}/fill?month=3")

    def change(sheet):
        sheet["A1"] = "2027年人民调解工作情况月报表"
        sheet["B4"] = "受理调解案件总数（件）"  # renamed
        sheet["J4"] = "涉及当事人数（人）"  # added, in the place of the remarks

    answer = upload(bureau, next_year(content, change), previous=mapped.rpartition("/")[2], year="2027")
    assert answer.headers["Location"].endswith("/compare"), answer.text
    page = opened(bureau, answer.headers["Location"])
    assert "已沿用上年的对应" in page.text
    assert page.find("input", attrs={"name": "cell", "value": f"{SHEET}!B6"})
    assert TemplateMap.select().where(TemplateMap.template == 2).count() == 14
    send(bureau, answer.headers["Location"], cell=[f"{SHEET}!B6", f"{SHEET}!B7", "无!A1"])
    assert TemplateMap.select().where(TemplateMap.template == 2).count() == 16
    assert "没有锁定" in opened(bureau, answer.headers["Location"] + "?month=3").text


def test_a_year_has_one_file_and_the_next_comes_after(bureau, template, content):
    assert "已经有了" in upload(bureau, content).text
    assert "应晚于上一份的年度" in upload(bureau, content, previous=1, year="2025").text


def test_deleting(bureau, template):
    assert send(bureau, f"{template}/remove") == "/superior-templates"
    assert bureau.get(template).status_code == 404


def test_a_prefectures_county_does_not_see_another_countys_template(county, make_account, app, template):
    from tests.make import make_actor, make_unit

    other = make_unit("别县")
    assert keeping.listed(make_actor(Role.COUNTY, other)) == []
    below = keeping.listed(cases.office(county))
    assert [row.name for row in below] == ["市局调解月报"]


def test_a_meaning_is_told_in_one_line(county):
    from figures import periods
    from figures.frame import Frame
    from figures.templates.meaning import words

    frame = Frame(cases.bureau(county), county.unit.id, periods.year(2026))
    meaning = Meaning("dispute.amount", "", "source", "S3", "own", "", "q2", "wan")
    assert words(meaning, frame) == "协议涉及金额 · 接受委托移送 · 本级 · 二季度 · 万"


def test_the_audit_tells_what_was_mapped_in_words(bureau, template, sign_in):
    path = f"{template}/cell?sheet=1&cell=G6"
    send(bureau, path, **filled(bureau.get(path)))
    told = opened(sign_in(Role.AUDITOR), "/audit").text
    assert "期间：— → 本月" in told
    assert "谁的数：— → 下级单位" in told
    assert "写法：— → 万（金额为万元，两位小数）" in told
    assert f"单元格：{SHEET}!G6" in told


def test_two_who_map_one_cell_at_once(bureau, template):
    path = f"{template}/cell?sheet=1&cell=B6"
    form = filled(bureau.get(path))
    send(bureau, path, **form)
    page = opened(bureau, path, 409, **form | {"figure": "dispute.succeeded"})
    assert page.select_one("#figure option[selected]")["value"] == "dispute.succeeded"
    send(bureau, path, **filled(bureau.get(path), figure="dispute.accepted"))
    gone = filled(bureau.get(path))
    send(bureau, f"{template}/cell/drop", sheet="1", cell="B6")
    opened(bureau, path, 409, **gone)
    assert bureau.post(f"{template}/cell/drop", data={"sheet": "1", "cell": "B6"}).status_code == 404
