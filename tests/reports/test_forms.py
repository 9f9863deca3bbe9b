"""Official tables as files: made for print, and proved; what they say is held against the page in test_tables_everywhere.py."""

import datetime
import html
import io
import zipfile

import docx
import openpyxl
import pytest

from figures import periods
from figures.evaluator import Question
from figures.forms import papers
from figures.forms.catalogue import FORMS
from figures.forms.filling import Filled
from models import AuditEntry
from office.errors import NotAllowed, Rejected
from reports.forms import writing
from tests.figures.forms.closing import MARCH, close
from tests.figures.forms.filled import TODAY, fill
from tests.make import County, make_actor, make_dispute
from tests.printed import of_document, of_workbook
from vocab import Role

NOW = datetime.datetime(2026, 11, 20, 9, 30)


@pytest.fixture
def county(database):
    county = County()
    make_dispute(county.towns[0], committee=county.committees[0], amount=1_234_567)
    return county


def written(filled, kind, root=""):
    content = io.BytesIO()
    writing.write(filled, kind, content, made_at=NOW, root=root)
    return content.getvalue()


@pytest.fixture
def live(county):
    return Filled(county.actor, FORMS["cases"], Question(None, MARCH), today=TODAY)


@pytest.fixture
def locked(county):
    close(county, "2020-03")
    return Filled(
        county.actor, FORMS["cases"], Question(county.unit.id, MARCH, state="official"), today=TODAY
    )


def test_a_workbook_is_made_for_print(live):
    book = openpyxl.load_workbook(io.BytesIO(written(live, "xlsx")))
    assert book.sheetnames == [
        "一、案件、主体与来源",
        "二、纠纷类型与协议形式",
        "三、排查与预防",
        "四、履行与司法确认",
    ]
    for sheet in book:
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert "&P" in sheet.oddFooter.center.text
        above = int(sheet.print_title_rows.rpartition("$")[2])
        assert sheet.cell(above, 1).value == "栏次"
        assert sheet.freeze_panes == f"B{above + 1}"
        texts = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]
        assert texts[0] == "某某县人民调解案件情况统计表"
        assert (
            "填报单位：某某县　统计期间：2020年3月（2020-03-01至2020-03-31）　统计口径：按结案日期"
            in texts[1]
        )
        assert "实时，未封存，无验证码。" in texts
        assert any(text.startswith("单位负责人：") and "制表人：试用" in text for text in texts)
        assert not sheet._images


def test_money_is_a_number_that_excel_goes_on_reckoning_with(live):
    sheet = openpyxl.load_workbook(io.BytesIO(written(live, "xlsx"))).worksheets[0]
    cell = next(cell for row in sheet.iter_rows() for cell in row if cell.number_format == "#,##0.00")
    assert cell.value == 1.23


def test_a_document_is_made_for_print(live):
    document = docx.Document(io.BytesIO(written(live, "docx")))
    section = document.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (297, 210)
    footer = section.footer.paragraphs[0]._p.xml
    assert "PAGE" in footer
    assert "NUMPAGES" in footer
    for table in document.tables:
        xml = table._tbl.xml
        assert xml.count("w:tblHeader") >= 3
        assert xml.count("w:cantSplit") == len(table.rows)
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert texts[0] == "某某县人民调解案件情况统计表"
    assert "实时，未封存，无验证码。" in texts
    assert texts[-1].startswith("单位负责人：")


@pytest.mark.parametrize("kind", ["xlsx", "docx"])
def test_a_locked_table_carries_its_code_and_a_picture_of_it(locked, kind):
    code = papers.of(locked).code
    assert writing.link(locked, "http://fengqiao.example/") == f"http://fengqiao.example/verify?code={code}"
    assert writing.link(locked) == f"/verify?code={code}"
    content = written(locked, kind, "http://fengqiao.example/")
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        pictures = [name for name in package.namelist() if name.endswith(".png")]
        assert pictures
        assert package.read(pictures[0]).startswith(b"\x89PNG")
        texts = "".join(package.read(name).decode() for name in package.namelist() if name.endswith(".xml"))
    texts = html.unescape(texts)
    assert code in texts
    assert "第 1 版" in texts


def test_a_text_never_becomes_a_formula(county):
    """A unit may be called anything; and what no XML allows is left out."""
    from models import Unit

    Unit.update(name="=1+1\x0b").where(Unit.id == county.towns[0].id).execute()
    filled = Filled(county.actor, FORMS["cases"], Question(None, MARCH), today=TODAY)
    sheet = openpyxl.load_workbook(io.BytesIO(written(filled, "xlsx"))).worksheets[0]
    (cell,) = [cell for row in sheet.iter_rows() for cell in row if str(cell.value).startswith("=1")]
    assert (cell.value, cell.data_type) == ("=1+1", "s")
    assert of_document(written(filled, "docx"))[0]["rows"][0][0] == "=1+1"


def test_an_export_is_logged_with_what_it_was_of(locked):
    written(locked, "xlsx")
    entry = AuditEntry.select().where(AuditEntry.act == "report.export").get()
    for word in ("人民调解案件情况统计表", "某某县", "2020年3月", '"revision": 1'):
        assert word in entry.detail


def test_who_may_not_export_gets_nothing(county):
    actor = make_actor(Role.MEDIATOR, county.towns[0], committee_id=county.committees[0].id)
    filled = Filled(actor, FORMS["cases"], Question(None, MARCH), today=TODAY)
    with pytest.raises(NotAllowed):
        written(filled, "xlsx")


def test_another_kind_of_file_is_refused(live):
    with pytest.raises(Rejected):
        written(live, "pdf")


@pytest.mark.parametrize("name", FORMS)
def test_every_table_is_written_whole(county, name):
    filled = fill(name, period=periods.year(2020))
    assert of_workbook(written(filled, "xlsx")) == of_document(written(filled, "docx"))
    assert writing.file_name(filled, "xlsx") == f"某某县2020年{FORMS[name].title}.xlsx"
