"""Workbooks for tests: small ones drawn on the spot, and files with parts added or changed in the zip."""

import io
import zipfile

from openpyxl import Workbook


def drawn(rows, *, merges=(), title="表"):
    """A workbook of one sheet with these rows (None: empty) and merged cells."""
    book = Workbook()
    sheet = book.active
    sheet.title = title
    for row in rows:
        sheet.append(row)
    for merge in merges:
        sheet.merge_cells(merge)
    return saved(book)


def saved(book):
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def changed(content, parts=None, replaced=None):
    """The file with parts (name → bytes) added, and texts replaced in parts (name → [(old, new)])."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            body = old.read(name)
            for before, after in (replaced or {}).get(name, ()):
                assert before in body, (name, before)
                body = body.replace(before, after)
            if name not in (parts or {}):
                new.writestr(name, body)
        for name, body in (parts or {}).items():
            new.writestr(name, body)
    return target.getvalue()
