"""Long lists streamed into a styled workbook: what a spreadsheet finds in them, and how little they need."""

import datetime
import io
import re
import tracemalloc
import zipfile

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from office.errors import Rejected
from reports import streaming
from reports.sheets import Book
from reports.streaming import COUNT, DAY, HOURS, MONEY, NUMBER, TEXT, Column

COLUMNS = [Column("序号", COUNT, 6), Column("文字", TEXT, 12), Column("日期", DAY), Column("金额（元）", MONEY), Column("学时", HOURS)]  # fmt: skip
DAY_ = datetime.date(2020, 2, 29)


def written(rows, columns=COLUMNS, told=None):
    book, made = Book(), io.BytesIO()
    before = book.sheet("汇总", (20,), ("汇总",))
    before.head(("指标",))
    listed = book.listing("清单", columns, ("某某县清单", "单位：某某县"), rows)
    book.sheet("说明", (20,), ("说明",))
    book.save(made, told)
    return made, listed


def sheet(rows, columns=COLUMNS):
    return openpyxl.load_workbook(written(rows, columns)[0])["清单"]


def test_values_are_what_a_spreadsheet_goes_on_with():
    made = sheet([(1, "邻里纠纷", DAY_, 123456, 90), (2, "", None, None, None)])
    cells = list(made.iter_rows(min_row=4))
    assert [cell.value for cell in cells[0]] == [1, "邻里纠纷", datetime.datetime(2020, 2, 29), 1234.56, 1.5]
    assert [cell.number_format for cell in cells[0]] == ["0", "@", "yyyy-mm-dd", "#,##0.00", "0.##"]
    assert [cell.value for cell in cells[1]] == [2, None, None, None, None]
    assert all(cell.border.left.style == "thin" and cell.font.name == "宋体" for row in cells for cell in row)


@pytest.mark.parametrize(
    "text", ["=1+1", "+8612000000000", "-5", "@SUM(A1)", "007", "990101199001011234", "1e5", "TRUE", " 前后 "]
)
def test_text_stays_text(text):
    cell = sheet([(1, text, None, None, None)])["B4"]
    assert (cell.value, cell.data_type) == (text, "s")


def test_what_is_not_of_its_columns_kind_is_written_as_text():
    row = next(sheet([(1, 12, "不详", "—", None)]).iter_rows(min_row=4, values_only=True))
    assert row == (1, "12", "不详", "—", None)


def test_days_before_spreadsheets_count_them_are_text():
    assert sheet([(1, "", datetime.date(1899, 5, 1), None, None)])["C4"].value == "1899-05-01"


def test_control_characters_and_codes_do_no_harm():
    made, _ = written([(1, "甲\x00乙\x0b<&>\r\n丙_x0041_\ud800", None, None, None)])
    assert openpyxl.load_workbook(made)["清单"]["B4"].value.startswith("甲乙<&>\n丙")
    made.seek(0)
    rows = CalamineWorkbook.from_filelike(made).get_sheet_by_name("清单").to_python()
    assert rows[3][1].startswith("甲乙<&>")


def test_the_longest_text_that_a_cell_holds_is_kept():
    assert len(sheet([(1, "字" * 40_000, None, None, None)])["B4"].value) == 32_767


def test_filter_headings_and_print_titles_cover_the_list():
    made, listed = written((n, "行", None, None, None) for n in range(1, 1201))
    book = openpyxl.load_workbook(made)
    page = book["清单"]
    assert listed.count == 1200
    assert (page.auto_filter.ref, page.freeze_panes, page.print_title_rows) == ("A3:E1203", "B4", "$1:$3")
    assert page.max_row == 1203
    with zipfile.ZipFile(made) as parts:
        names = parts.read("xl/workbook.xml").decode()
    assert re.search(r"_FilterDatabase[^>]*>'清单'!\$A\$3:\$E\$1203<", names)
    assert [one.title for one in book] == ["汇总", "清单", "说明"]


def test_an_empty_list_is_headings_alone():
    page = sheet([])
    assert page.max_row == 3
    assert page.auto_filter.ref == "A3:E4"


def test_long_texts_get_higher_rows():
    page = sheet([(1, "短", None, None, None), (2, "很长的文字" * 5, None, None, None)])
    assert page.row_dimensions[4].height is None
    assert page.row_dimensions[5].height > 40


def test_how_far_it_is_is_told():
    seen = []
    written(((n, "", None, None, None) for n in range(1200)), told=seen.append)
    assert seen == [500, 1000, 1200]


def test_more_than_a_sheet_holds_is_refused(monkeypatch):
    monkeypatch.setattr(streaming, "MOST", 10)
    with pytest.raises(Rejected, match="缩短期间"):
        written((n, "", None, None, None) for n in range(11))


def test_a_file_that_can_only_be_written_forward_is_enough():
    class Forward(io.RawIOBase):
        def __init__(self):
            self.content = b""

        def writable(self):
            return True

        def write(self, content):
            self.content += content
            return len(content)

    book, target = Book(), Forward()
    book.listing("清单", COLUMNS, ("清单",), [(1, "甲", DAY_, 1, 1)])
    book.save(target)
    assert openpyxl.load_workbook(io.BytesIO(target.content))["清单"]["B3"].value == "甲"


def test_ten_times_as_many_rows_need_no_more_memory():
    def peak(count):
        rows = ((n, "邻里纠纷，双方自愿达成协议", DAY_, n, n) for n in range(count))
        book = Book()
        book.listing("清单", COLUMNS, ("清单",), rows)
        tracemalloc.start()
        book.save(_Nowhere())
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    peak(10)
    assert peak(20_000) < 1.3 * peak(2_000)


class _Nowhere(io.RawIOBase):
    def writable(self):
        return True

    def write(self, content):
        return len(content)


TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=40).filter(
    lambda text: "_x" not in text
)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.tuples(
            TEXTS,
            st.none() | st.dates(datetime.date(1900, 3, 1)),
            st.none() | st.integers(-(10**13), 10**13),
        ),
        min_size=1,
        max_size=20,
    )
)
def test_whatever_is_written_is_read_again(rows):
    columns = [Column("文字"), Column("日期", DAY), Column("金额", MONEY), Column("数", NUMBER)]
    read = [
        [cell.value for cell in line]
        for line in sheet([(*row, 7) for row in rows], columns).iter_rows(min_row=4)
    ]
    for (text, day, fen), (told, when, yuan, _) in zip(rows, read, strict=True):
        assert (told or "") == text.replace("\ufffe", "").replace("\uffff", "")
        assert when == (day and datetime.datetime.combine(day, datetime.time()))
        assert (yuan is None) if fen is None else round(yuan * 100) == fen
