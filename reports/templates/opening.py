"""What is looked at before a template is opened: that it is a workbook, harmless, and not larger than it may be.

Everything else is Rejected with the remedy; nothing is unpacked further than the bounds.
"""

import io
import re
import warnings
import zipfile
from typing import Any

import openpyxl
from openpyxl.utils.cell import range_boundaries

from office.errors import Rejected
from registers.ledger import guarding
from reports.templates.package import BOOK, Package, local
from vocab import N_

MOST_BYTES = 10 * 1024 * 1024  # of the file
MOST_UNPACKED = 64 * 1024 * 1024
MOST_CELLS = 100_000  # merged ones included
MOST_MERGES = 20_000
MOST_SHEETS = 100
_DECLARED = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_STRICT = b"http://purl.oclc.org/ooxml/"
_CELL = re.compile(rb"<(?:\w+:)?c[ >/]")


def check(content: bytes) -> None:
    """Rejected (field "file") unless it is a workbook that may be opened and filled."""
    if not content.strip():
        raise Rejected("file", N_("文件是空的，请重新选择文件。"))
    if content.startswith(guarding.OLE):
        _refuse_old(content)
    if not content.startswith(guarding.ZIP):
        raise _no_workbook()
    if len(content) > MOST_BYTES:
        raise _too_large()
    _check_members(content)
    _check_unpacked(content)
    _check_parts(content)


def load(content: bytes) -> Any:
    """The workbook as openpyxl reads it, texts with several fonts kept. Rejected when it cannot be read."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what will be lost is told by reports/templates/losses.py
            return openpyxl.load_workbook(io.BytesIO(content), rich_text=True)
    except Exception as error:  # whatever a damaged file makes the reader raise
        raise guarding.unreadable(error) from error


def _refuse_old(content: bytes) -> None:
    guarding.check_ole(content)
    raise Rejected(
        "file",
        N_("这是旧格式的表格（.xls、.et），不能原样填写。请用 Excel 或 WPS 打开，另存为 .xlsx 后重新上传。"),
    )


def _no_workbook() -> Rejected:
    return Rejected(
        "file", N_("这不是 .xlsx 工作簿。请用 Excel 或 WPS 打开上级下发的表，另存为 .xlsx 后上传。")
    )


def _too_large() -> Rejected:
    return Rejected(
        "file", N_("文件太大，不像一份填报模板。请删去多余的工作表、空行和空列，另存为 .xlsx 后重新上传。")
    )


def _check_members(content: bytes) -> None:
    """Macros, other kinds of documents and bursting archives, by the list of members alone."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise guarding.unreadable(error) from error
    names = {member.filename for member in members}
    if any(name.lower().endswith("vbaproject.bin") or "/macrosheets/" in name.lower() for name in names):
        raise Rejected(
            "file", N_("文件里有宏，不能使用。请用 Excel 或 WPS 打开，另存为不带宏的 .xlsx 后重新上传。")
        )
    if BOOK not in names or "[Content_Types].xml" not in names:
        raise _no_workbook()
    if len(names) < len(members) or sum(member.file_size for member in members) > MOST_UNPACKED:
        raise _too_large()


def _check_unpacked(content: bytes) -> None:
    """As for ledgers, but a template that is too large needs another remedy than they do."""
    try:
        guarding.check_zip(content)
    except Rejected as refused:
        raise _too_large() if refused.text == guarding.too_large().text else refused from None


def _check_parts(content: bytes) -> None:
    """What only the parts themselves tell: entities, another dialect, merges and cells without end."""
    try:
        package = Package(content)
        for name in package.names:
            if name.endswith((".xml", ".rels", ".vml")) and _DECLARED.search(package.archive.read(name)):
                raise _damaged()
        if _STRICT in package.archive.read(BOOK):
            raise Rejected(
                "file",
                N_("文件是“Strict Open XML”格式。请用 Excel 打开，另存为“Excel 工作簿（.xlsx）”后重新上传。"),
            )
        if len(package.sheets) > MOST_SHEETS:
            raise _too_large()
        _check_cells(package)
    except Rejected:
        raise
    except Exception as error:  # damaged XML, missing parts
        raise guarding.unreadable(error) from error


def _check_cells(package: Package) -> None:
    """Rejected when the sheets have more cells, or merge more, than a template does."""
    cells = merges = 0
    for part in package.sheets.values():
        if part not in package.names:
            raise _damaged()
        cells += len(_CELL.findall(package.archive.read(part)))
        for element in package.passed(part):
            if local(element.tag) == "mergeCell":
                left, top, right, bottom = range_boundaries(element.get("ref", ""))
                cells += (right - left + 1) * (bottom - top + 1)
                merges += 1
        if cells > MOST_CELLS or merges > MOST_MERGES:
            raise _too_large()


def _damaged() -> Rejected:
    return guarding.unreadable(ValueError())
