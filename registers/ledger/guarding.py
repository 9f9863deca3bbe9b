"""What is looked at before a file is read: what it is, whether it is encrypted, whether it would burst.

A few kilobytes can unpack to gigabytes, and one value in the last corner of a sheet makes a reader lay
out seventeen thousand million cells: both are found here without unpacking more than the bounds.
"""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator

from office.errors import Rejected
from vocab import N_

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MOST_ROWS = 200_000
MOST_CELLS = 6_000_000
MOST_BYTES = 256 * 1024 * 1024  # unpacked

_SHEET = re.compile(rb"<(\w+:|)sheetData\b")
_ROW_NUMBER = re.compile(rb'\br="(\d+)"')
_COLUMNS = re.compile(rb' r="([A-Z]{2,3})\d')  # those after Z
_BOOK = "xl/workbook.xml"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MARKUP = re.compile(rb"\s*<(?:!doctype|html|table|head|meta|\?xml)", re.IGNORECASE)


def no_spreadsheet() -> Rejected:
    """The file is something else."""
    return Rejected("file", N_("这不是表格文件，请选择 .xlsx、.xls 或 .csv 文件。"))


def too_large() -> Rejected:
    """The file holds more than one ledger can."""
    return Rejected("file", N_("文件太大：最多 {rows} 行，请按乡镇或月份拆开后分别导入。"), rows=MOST_ROWS)


def unreadable(error: BaseException) -> Rejected:
    """What a reader's own error means to the user."""
    if "Password" in type(error).__name__ or "ncrypted" in str(error):
        return encrypted()
    return Rejected("file", N_("文件已损坏，无法读取。请用 Excel 或 WPS 打开，另存为 .xlsx 后重新上传。"))


def encrypted() -> Rejected:
    """The file asks for a password."""
    return Rejected("file", N_("文件加了密码，请在 Excel 或 WPS 中取消密码，另存后重新上传。"))


def check_ole(content: bytes) -> None:
    """Rejected when an old binary file is an encrypted new one or no workbook."""
    if _ENCRYPTED in content:
        raise encrypted()
    if not any(name.encode("utf-16-le") in content for name in ("Workbook", "Book")):
        raise no_spreadsheet()


def check_zip(content: bytes) -> None:
    """Rejected when a zipped workbook is damaged, is none, or unpacks beyond the bounds."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, struct.error) as error:
        raise unreadable(error) from error
    if not any(member.filename.lower() == _BOOK for member in members):
        raise no_spreadsheet()
    if sum(member.file_size for member in members) > MOST_BYTES:
        raise too_large()
    if sum(map(_laid_out, _unpacked(content, members))) > MOST_CELLS:
        raise too_large()


def _unpacked(content: bytes, members: list[zipfile.ZipInfo]) -> Iterator[bytes]:
    """Each packed member's bytes, one at a time; Rejected when one holds more than its header says."""
    for member in members:
        if member.flag_bits & 1:
            raise encrypted()
        if member.compress_type == zipfile.ZIP_DEFLATED:
            yield _inflated(content, member)


def _inflated(content: bytes, member: zipfile.ZipInfo) -> bytes:
    at = member.header_offset
    try:
        name_length, extra_length = struct.unpack("<HH", content[at + 26 : at + 30])
        start = at + 30 + name_length + extra_length
        packed = content[start : start + member.compress_size]
        found = zlib.decompressobj(-15).decompress(packed, member.file_size + 1)
    except (struct.error, zlib.error) as error:
        raise unreadable(error) from error
    if len(found) > member.file_size:
        raise too_large()
    return found


def _laid_out(part: bytes) -> int:
    """How many cells a reader lays out for a sheet: down to its last filled row, across to its widest column."""
    opening = _SHEET.search(part)
    if opening is None:
        return 0
    mark = opening[1]  # the name space, where a program writes one: <x:row
    filled = part.rfind(b"</" + mark + b"c>")
    last = (
        _ROW_NUMBER.search(part, part.rfind(b"<" + mark + b"row ", 0, filled), filled) if filled > 0 else None
    )
    columns = max((_column(letters) for letters in set(_COLUMNS.findall(part))), default=26)
    return columns * int(last[1]) if last else 0


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def decoded(content: bytes) -> str:
    """The text of a .csv in UTF-8 (with or without mark), GB18030 or, as Excel's Unicode text, UTF-16."""
    if _MARKUP.match(content):
        raise Rejected("file", N_("这是网页格式的表格。请用 Excel 或 WPS 打开，另存为 .xlsx 后重新上传。"))
    encodings = ("utf-16",) if content[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" in text:
            break
        return text
    raise no_spreadsheet()
