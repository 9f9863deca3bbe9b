"""A workbook as the zip it is: its sheets by name, the parts that belong to each, and their XML read piece by piece."""

import io
import posixpath
import zipfile
from collections.abc import Iterator
from functools import cached_property
from xml.etree import ElementTree

BOOK = "xl/workbook.xml"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def local(tag: str) -> str:
    """A tag without its name space."""
    return tag.rpartition("}")[2]


class Package:
    """The parts of a workbook. Names of parts are compared as they stand in the zip."""

    def __init__(self, content: bytes) -> None:
        self.archive = zipfile.ZipFile(io.BytesIO(content))
        self.names = set(self.archive.namelist())

    @cached_property
    def book(self) -> ElementTree.Element:
        """The workbook's own part."""
        return _parsed(self.archive.read(BOOK))

    @cached_property
    def sheets(self) -> dict[str, str]:
        """Name of each sheet → its part, in their order, chart sheets included."""
        targets = {id_: target for id_, _, target in self.relations(BOOK)}
        found = {}
        for sheet in self.book.iter():
            if local(sheet.tag) == "sheet" and (part := targets.get(sheet.get(_RELATION, ""))):
                found[sheet.get("name", "")] = part
        return found

    def relations(self, part: str) -> list[tuple[str, str, str]]:
        """(id, kind, part) of everything that a part refers to inside the file; the kind is the last word of its type."""
        folder, _, name = part.rpartition("/")
        path = f"{folder}/_rels/{name}.rels"
        if path not in self.names:
            return []
        root = _parsed(self.archive.read(path))
        return [
            (each.get("Id", ""), each.get("Type", "").rpartition("/")[2], _joined(folder, each))
            for each in root
        ]

    def related(self, part: str, kind: str) -> Iterator[str]:
        """The parts of one kind that a part refers to, as far as they are there."""
        for _, own, target in self.relations(part):
            if own == kind and target in self.names:
                yield target

    def tree(self, part: str) -> ElementTree.Element:
        """A part's XML."""
        return _parsed(self.archive.read(part))

    def passed(self, part: str) -> Iterator[ElementTree.Element]:
        """The elements of a part as each ends, rows being let go of once they were seen."""
        with self.archive.open(part) as stream:
            for _, element in ElementTree.iterparse(stream):  # noqa: S314 - see _parsed
                yield element
                if local(element.tag) == "row":
                    element.clear()


def _parsed(content: bytes) -> ElementTree.Element:
    return ElementTree.fromstring(content)  # noqa: S314 - opening.check has refused whatever declares entities


def _joined(folder: str, relation: ElementTree.Element) -> str:
    target = relation.get("Target", "")
    if relation.get("TargetMode") == "External":
        return ""
    return (
        target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
    )
