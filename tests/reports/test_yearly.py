"""The yearly workbook: the page's numbers, nothing that reckons by itself, nobody's number in clear."""

import datetime
import io
import tracemalloc
from decimal import Decimal

import openpyxl
import pytest

import db
from figures import periods
from figures.rates import wan
from figures.tables import UNIT_COLUMNS, Tables
from models import AuditEntry, Dispute, Party
from office.errors import NotAllowed
from registers import parties
from reports import yearly
from tests.make import DAY, County, make_actor, make_dispute
from vocab import Outcome, Role

SHEETS = ["汇总", "与上年对比", "分乡镇", "分月", "分类型", "分来源", "分调解组织与工作室", "公共法律服务", "图表", "案件清单", "说明"]  # fmt: skip
AT = datetime.datetime(2021, 1, 5, 9, 30)
ID_NUMBER = "990101199001011234"


@pytest.fixture
def county(database):
    county = County()
    county.scatter(60, seed=5)
    return county


def tables(actor, basis="concluded", period=None):
    return Tables(actor, None, period or periods.year(2020), basis, today=AT.date())


def write(actor, **values):
    """The workbook as Excel would open it, and the tables it was made of."""
    made, content = tables(actor, **values), io.BytesIO()
    yearly.write(made, content, made_at=AT)
    return openpyxl.load_workbook(content), made


def lines(sheet):
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def line(sheet, label, column=0):
    return next(row for row in lines(sheet) if row[column] == label)


@pytest.mark.parametrize("basis", ["concluded", "accepted"])
def test_the_units_are_those_of_the_page(county, basis):
    book, made = write(county.actor, basis=basis)
    for unit in [*made.main.rows("unit"), made.main.total]:
        told = line(book["分乡镇"], unit.label)[1:]
        for column, value in zip(UNIT_COLUMNS, told, strict=True):
            assert value == as_excel(unit[column.key]), column


def as_excel(figure):
    if figure.value is None:
        return "—"
    if figure.key == "dispute.amount":
        return float(wan(figure.value))
    return pytest.approx(float(figure.value / 100)) if figure.denominator else figure.value


def test_months_types_sources_and_bodies_add_up_to_the_same_total(county):
    book, made = write(county.actor)
    whole = made.main.total["dispute.concluded"].value
    assert line(book["分月"], "合计")[-1] == whole == sum(line(book["分月"], "合计")[1:-1])
    assert line(book["分类型"], "合计")[1] == whole == line(book["分类型"], "合计", 7)[8]
    sources = {row[0]: row[1] for row in lines(book["分来源"])}
    assert sources["合计"] == sources["主动调解"] + sources["依申请调解"] + sources["接受委托移送"] == whole
    assert sources["接受委托移送"] == sum(
        n for label, n in sources.items() if str(label).startswith("其中：")
    )
    assert line(book["分调解组织与工作室"], "合计")[1] == whole


def test_the_list_of_cases_has_as_many_lines_as_the_base_counts(county):
    book, made = write(county.actor)
    listed = [row for row in lines(book["案件清单"]) if isinstance(row[0], int)]
    assert len(listed) == made.main.total["dispute.concluded"].value
    assert [row[0] for row in listed] == list(range(1, len(listed) + 1))


def test_the_notes_say_unit_period_basis_cut_off_who_and_when(county):
    book, _ = write(county.actor)
    told = "\n".join(str(value) for row in lines(book["说明"]) for value in row if value)
    for words in ("某某县", "2020-01-01至2020-12-31", "按结案日期", "2021-01-05 09:30", "试用", "不予受理"):
        assert words in told
    assert "实时（截止 2020-12-31）" in lines(book["分乡镇"])[1][0]


def test_every_sheet_is_made_for_paper(county):
    book, _ = write(county.actor)
    assert book.sheetnames == SHEETS
    for sheet in book:
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage or sheet.title == "图表"
        assert sheet.print_title_rows
        assert "&P" in sheet.oddFooter.center.text
    assert book["分乡镇"].freeze_panes == "B4"


def test_text_never_becomes_a_formula_and_control_characters_are_dropped(database):
    county = County()
    make_dispute(county.unit, number="=HYPERLINK(1)")
    make_dispute(county.unit, number="+1\x0b2")
    book, _ = write(county.actor)
    cells = [row[1] for row in book["案件清单"].iter_rows(min_row=4)]
    assert [(cell.value, cell.data_type) for cell in cells] == [("=HYPERLINK(1)", "s"), ("+12", "s")]


def test_people_are_masked_and_absent_for_a_leader(database):
    county = County()
    dispute = make_dispute(county.unit)
    people = [
        {"role": "applicant", "name": "张建国", "id_number": ID_NUMBER, "phone": "12012345678"},
        {"role": "respondent", "name": "李秀英"},
    ]
    rows = [parties.row(dispute.id, i, person) for i, person in enumerate(people)]
    db.bulk_insert(Party, parties.FIELDS, rows)
    book, _ = write(county.actor)
    assert lines(book["案件清单"])[3][-3:] == ["张**", "李**", "990*************34"]
    told = str([lines(sheet) for sheet in book])
    assert not [secret for secret in ("建国", ID_NUMBER, "12012345678") if secret in told]
    book, _ = write(make_actor(Role.LEADER, county.unit))
    assert "申请人" not in lines(book["案件清单"])[2]


def test_an_export_is_logged_and_needs_its_permission(county):
    write(county.actor)
    assert AuditEntry.select().where(AuditEntry.act == "report.export").count() == 1
    with pytest.raises(NotAllowed):
        write(make_actor(Role.MEDIATOR, county.unit, committee_id=county.committees[0].id))


def test_a_year_without_cases_prints_dashes(database):
    book, _ = write(County().actor)
    assert line(book["汇总"], "调解成功率")[1] == "—"
    assert line(book["分乡镇"], "合计")[1:5] == [0, 0, 0, 0]


def test_rates_are_numbers_that_excel_shows_in_percent(database):
    county = County()
    for outcome in (Outcome.SUCCEEDED, Outcome.SUCCEEDED, Outcome.FAILED):
        make_dispute(county.unit, outcome=outcome)
    book, _ = write(county.actor)
    cell = next(row[1] for row in book["汇总"].iter_rows() if row[0].value == "调解成功率")
    assert (Decimal(str(cell.value)), cell.number_format) == (Decimal("0.6667"), "0.00%")


def test_a_long_list_needs_little_memory(database):
    county = County()
    row = make_dispute(county.towns[0]).__data__
    fields = [name for name in row if name != "id"]
    with db.transaction():
        copies = (
            [row[name] if name != "fingerprint" else f"{n:032}" for name in fields] for n in range(6000)
        )
        db.bulk_insert(Dispute, fields, copies)
    made = tables(county.actor, period=periods.month(DAY.year, DAY.month))
    tracemalloc.start()
    yearly.write(made, io.BytesIO(), made_at=AT)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 40_000_000


def test_charts_draw_from_the_tables_and_their_axes_say_what(county):
    book, _ = write(county.actor)
    charts = book["图表"]._charts
    assert len(charts) == 3
    for chart in charts:
        axes = [axis.title.tx.rich.p[0].r[0].t for axis in (chart.x_axis, chart.y_axis)]
        assert axes[1] == "件数（件）"
        assert axes[0] in ("月份", "纠纷类型", "单位")
        assert not chart.x_axis.delete
        for series in chart.series:
            sheet, _, cells = series.val.numRef.f.replace("'", "").partition("!")
            numbers = [cell.value for (cell,) in book[sheet][cells.replace("$", "")]]
            assert all(isinstance(number, int) or number == "—" for number in numbers)
            names, area = series.cat.numRef.f.replace("'", "").split("!")
            assert [cell.value for (cell,) in book[names][area.replace("$", "")]]


@pytest.mark.parametrize("pixels", [7, 8.8])  # of a digit, in a narrow font and in a wide one
def test_a_page_of_charts_is_as_wide_as_paper_whatever_the_font(county, pixels):
    sheet = write(county.actor)[0]["图表"]
    columns = {letter: sheet.column_dimensions[letter] for letter in "ABCDEFGHIJKL"}
    width = sum(column.width * pixels + 5 for column in columns.values()) * 2.54 / 96  # cm
    margins = (sheet.page_margins.left + sheet.page_margins.right) * 2.54
    widest = max(chart.anchor.ext.width for chart in sheet._charts) / 360_000
    assert widest < width < 29.7 - margins


def test_every_register_is_in_the_summary_and_beside_last_year(county):
    book, _ = write(county.actor)
    for sheet in ("汇总", "与上年对比"):
        names = [row[0] for row in lines(book[sheet])]
        for group in ("矛盾纠纷调解", "法律援助", "普法宣传", "行政复议"):
            assert group in names
    row = line(book["与上年对比"], "法律援助受理案件数")
    assert row[2:] == [0, 0, 0, "—", "不可比：2019年为 0"]
    assert line(book["公共法律服务"], "合计")[0] == "合计"


def test_the_notes_give_every_definition_with_its_edition(county):
    book, _ = write(county.actor)
    row = line(book["说明"], "调解成功率")
    assert len(row[2]) == 12
    assert "按结案日期" in row[1]
    assert "上年同期：2019-01-01至2019-12-31" in str(lines(book["说明"]))
