"""Ledgers for tests, made cell by cell: the usual one with what a test changes about it.

Persons are invented: phones begin with 120, identity numbers with 99 and a right check digit.
"""

import csv
import datetime
import io
import itertools
import random

from openpyxl import Workbook

from office import access
from registers.ledger.importing import take_in

TODAY = datetime.date(2026, 11, 20)
HEADINGS = ["序号", "受理日期", "村(社区)", "调解组织", "调解员", "申请人", "身份证号", "联系电话", "被申请人", "纠纷类型",
            "案件来源", "调解结果", "协议形式", "结案日期", "涉及金额(元)", "履行情况", "司法确认"]  # fmt: skip
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_serial = itertools.count(1)


def id_number(seed):
    """A well-formed number of nobody: region 99, a birth date, a right check digit."""
    lot = random.Random(seed)
    born = datetime.date(1950, 1, 1) + datetime.timedelta(days=lot.randrange(18000))
    body = f"99{lot.randrange(10**4):04}{born:%Y%m%d}{lot.randrange(1000):03}"
    return body + "10X98765432"[sum(int(d) * w for d, w in zip(body, _WEIGHTS, strict=True)) % 11]


def record(**changed):
    """A good row as heading → cell, unlike any before it; `changed` names headings that are identifiers."""
    number = next(_serial)
    row = {
        "序号": number,
        "受理日期": "2020-03-01",
        "村(社区)": "东门村",
        "调解组织": "东门村人民调解委员会",
        "调解员": "赵东门",
        "申请人": f"申某{number}",
        "身份证号": id_number(number),
        "联系电话": f"120{number:08}",
        "被申请人": f"被某{number}",
        "纠纷类型": "邻里",
        "案件来源": "主动",
        "调解结果": "成功",
        "协议形式": "口头",
        "结案日期": "2020-03-09",
        "涉及金额(元)": "1,200.50",
        "履行情况": "已履行",
        "司法确认": "否",
    }
    return row | changed


def table(*records, headings=HEADINGS, titles=("青山县2020年人民调解案件登记台账",), after=()):
    """The rows of a sheet: titles, headings, records (dicts by heading), and rows below them."""
    rows = [[title] for title in titles] + [list(headings)]
    rows += [[row.get(heading, "") for heading in headings] for row in records]
    return rows + [list(row) for row in after]


def xlsx(sheets, *, hidden=(), merged=None):
    """A workbook of {name: rows}; `merged` is {name: [ranges]}."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
            for cell in sheet[sheet.max_row] if row else ():
                cell.data_type = "s" if isinstance(cell.value, str) else cell.data_type  # never a formula
        for cells in (merged or {}).get(name, ()):
            sheet.merge_cells(cells)
        sheet.sheet_state = "hidden" if name in hidden else "visible"
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def as_csv(rows, encoding="utf-8"):
    """The rows as a .csv."""
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode(encoding)


def take(content, name="台账.xlsx", into="青山县", create=True, actor=None):
    """Import a file on TODAY."""
    return take_in(actor or access.machine(), name, content, into, create=create, today=TODAY)


def told(outcome):
    """(row, column) of every problem."""
    return [(problem.row, problem.column) for problem in outcome.problems]
