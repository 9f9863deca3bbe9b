"""An official table as a file, logged as an export."""

import datetime
from typing import IO

from figures import exports
from figures.forms import papers
from figures.forms.filling import Filled
from office.errors import Rejected
from reports.forms import document, workbook
from vocab import N_

WRITERS = {"xlsx": workbook.write, "docx": document.write}
VERIFY = "/verify?code="


def write(
    filled: Filled, kind: str, target: IO[bytes], *, made_at: datetime.datetime, root: str = ""
) -> None:
    """Write a table as "xlsx" or "docx" and log it. Raises NotAllowed; Rejected for another kind of file.

    `made_at` is the moment on the office's clock, `root` the address of this installation, which the QR then names.
    """
    filled.actor.must("report.export")
    if kind not in WRITERS:
        raise Rejected("out", N_("统计表可以写成 .xlsx 或 .docx 文件，请换一个文件名。"))
    WRITERS[kind](filled, target, made_at=made_at, link=link(filled, root))
    basis = {"basis": filled.question.basis} if filled.form.by_basis else {}
    paper = papers.of(filled)
    exports.note(filled.actor, filled.frame.unit.id, report=filled.form.title, unit=filled.frame.unit.name,
                 period=filled.period_label, **basis, **({"revision": paper.revision} if paper else {}))  # fmt: skip


def link(filled: Filled, root: str = "") -> str:
    """What the QR of a table says: the page that checks its code; "" where it has none."""
    paper = papers.of(filled)
    return f"{root.rstrip('/')}{VERIFY}{paper.code}" if paper else ""


def file_name(filled: Filled, kind: str) -> str:
    """What the file is called: 青山县2024年3月人民调解案件情况统计表.xlsx."""
    return f"{filled.frame.unit.name}{filled.period_label}{filled.form.title}.{kind}"
