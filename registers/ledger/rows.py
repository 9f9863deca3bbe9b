"""Which rows of a ledger hold a case: not the blanks, the totals, the notes, the headings and titles in between."""

import re
from collections.abc import Iterator

from registers import values
from registers.description import DATE, MONTH
from registers.ledger.mapping import MappedSheet
from registers.ledger.reading import Row
from registers.values import Unreadable

_TOTAL = ("合计", "小计", "总计", "共计", "累计")
_TOTAL_COLUMNS = 4
_NOTE = re.compile(
    r"[(【]?(注|备注|说明|填表|填报|制表|审核|复核|经办|负责|单位负责|分管|统计|报送|截至|截止|以上|本表|共\d+页|第\d+页|盖章)"
)
_LONGEST_NOTE = 4  # filled cells
_SAYS_NOTHING = {"sequence", "township", "village"}  # prepared in advance, without a case behind it


def records(mapped: MappedSheet) -> Iterator[tuple[int, Row]]:
    """Index and cells of every row that holds a case."""
    telling = [column.index for column in mapped.columns if column.field not in _SAYS_NOTHING]
    date = _date_column(mapped)
    first = min((column.index for column in mapped.columns if column.heading), default=0)
    printed = mapped.sheet.rows[mapped.header.row] if mapped.header else []
    marks = [column.index for column in mapped.columns if column.field][:2]
    for index, row in enumerate(mapped.rows):
        if not any(row[i] not in ("", None) and str(row[i]).strip() for i in telling):
            continue
        if _is_total(row, date) or _is_note(row, first) or any(row[i] == printed[i] != "" for i in marks):
            continue
        yield index, row


def _date_column(mapped: MappedSheet) -> int:
    """The column of the day that every record has: a line of totals has none. -1 where no column is one."""
    kinds = {key: one.kind for key, one in mapped.register.columns.items()}
    days = [key for key, kind in kinds.items() if kind in (DATE, MONTH) and key in mapped.fields]
    return mapped.fields[days[0]].index if days else -1


def _is_total(row: Row, date: int) -> bool:
    for index, cell in enumerate(row[:_TOTAL_COLUMNS]):
        if isinstance(cell, str) and "计" in cell:
            word = values.folded(cell).replace(" ", "").strip(":")
            if len(word) <= 20 and (word.startswith(_TOTAL) or word.endswith(_TOTAL)):
                return date in (-1, index) or _is_no_day(row[date])
    return False


def _is_no_day(cell: object) -> bool:
    """Whether a date column holds none: blank, or the 15件 of a total."""
    try:
        return values.date(cell) is None
    except Unreadable:
        return True


def _is_note(row: Row, first: int) -> bool:
    """A line under or between the cases: one text at the left, or a few cells that begin like a note."""
    if len(row) - row.count("") - row.count(None) > _LONGEST_NOTE:
        return False
    filled = [(i, cell) for i, cell in enumerate(row) if cell not in ("", None)]
    index, text = filled[0]
    if not isinstance(text, str):
        return False
    return (len(filled) == 1 and index <= first) or bool(_NOTE.match(values.folded(text)))
