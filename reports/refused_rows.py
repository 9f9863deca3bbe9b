"""The rows a ledger import gave back, as a workbook to correct and import again: the same headings, and what is wrong."""

import io
from collections import defaultdict

from registers.ledger.batches import Returned
from registers.ledger.checking import Problem, RefusedRow
from reports.sheets import Book
from vocab import N_

REASON, REMEDY = N_("原因"), N_("办法")
UNNAMED = N_(
    "退回行"
)  # a .csv has no sheet name of its own, and its file's must not be taken for a township's
_NARROW, _WIDE = 14.0, 40.0


def build(returned: Returned) -> bytes:
    """The .xlsx: a sheet for each sheet of the ledger that has refused rows; every cell is text."""
    rows: dict[str, list[RefusedRow]] = defaultdict(list)
    for row in returned.rows:
        rows[row.sheet].append(row)
    faults: dict[tuple[str, int], list[Problem]] = defaultdict(list)
    for problem in returned.problems:
        faults[problem.sheet, problem.row].append(problem)
    book = Book()
    for name in rows:
        headings = returned.headings[name]
        title = UNNAMED if name in returned.unnamed else name
        sheet = book.sheet(title, [_NARROW] * len(headings) + [_WIDE, _WIDE], ())
        sheet.head([*headings, REASON, REMEDY])
        for row in rows[name]:
            cells = (row.cells + [""] * len(headings))[: len(headings)]
            sheet.row([*cells, *_explained(faults[name, row.row])])
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def _explained(problems: list[Problem]) -> tuple[str, str]:
    parted = [(problem.column, *problem.reason_and_remedy) for problem in problems]
    reasons = "\n".join(f"{column}：{reason}" if column else reason for column, reason, _ in parted)
    return reasons, "\n".join(dict.fromkeys(remedy for _, _, remedy in parted))
