"""Evidence 佐证材料 that an entered number brings along: what may be attached, and how it is kept.

A file is judged by its content, not by its name; it is stored encrypted and only ever given back as a download.
"""

import io
import re
import zipfile
from dataclasses import dataclass
from pathlib import PurePath

from office import crypto
from office.errors import Rejected
from vocab import N_

MOST_BYTES = 10 * 1024 * 1024
_CONTEXT = "entered.evidence"
_STARTS = {
    "pdf": (b"%PDF-",),
    "png": (b"\x89PNG\r\n\x1a\n",),
    "jpg": (b"\xff\xd8\xff",),
    "jpeg": (b"\xff\xd8\xff",),
}
_INSIDE = {"xlsx": "xl/workbook.xml", "docx": "word/document.xml"}
KINDS = (*_STARTS, *_INSIDE)


@dataclass(frozen=True)
class File:
    """A file as sent: the name it bore and what is in it."""

    name: str
    content: bytes


def check(file: File, field: str) -> None:
    """Rejected (naming `field`) for an empty or large file, and one that is not what its name says."""
    kind = PurePath(file.name).suffix.removeprefix(".").lower()
    if kind not in KINDS:
        raise Rejected(field, N_("佐证材料只收 PDF、PNG、JPG 图片和 Excel（.xlsx）、Word（.docx）文件。"))
    if not file.content:
        raise Rejected(field, N_("“{name}”是空文件，请重新选择。"), name=file.name[-60:])
    if len(file.content) > MOST_BYTES:
        raise Rejected(field, N_("“{name}”超过 {most} MB，请压缩或分开后再传。"),
                       name=file.name[-60:], most=MOST_BYTES // 1024 // 1024)  # fmt: skip
    if not _is(kind, file.content):
        raise Rejected(field, N_("“{name}”的内容不是 {kind} 文件，请用原来的程序另存后再传。"),
                       name=file.name[-60:], kind=kind.upper())  # fmt: skip


def _is(kind: str, content: bytes) -> bool:
    if kind in _STARTS:
        return content.startswith(_STARTS[kind])
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            names = parts.namelist()
    except zipfile.BadZipFile:
        return False
    return _INSIDE[kind] in names and not any(name.endswith("vbaProject.bin") for name in names)


def clean_name(name: str) -> str:
    """The file's own name: no folders, no control characters, at most 100 characters with its ending."""
    own = re.sub(r"[\x00-\x1f\x7f\"<>|:*?]", "", re.split(r"[\\/]", name)[-1]).strip()
    path = PurePath(own)
    return f"{path.stem[: 100 - len(path.suffix)]}{path.suffix}"


def sealed(file: File) -> bytes:
    """The file's content as it is stored."""
    return crypto.encrypt_bytes(file.content, _CONTEXT)


def opened(cipher: bytes) -> bytes:
    """The content of a stored file."""
    return crypto.decrypt_bytes(cipher, _CONTEXT)
