"""Everything of a workbook that somebody might miss, counted in the zip: kinds, sheets, and what of each.

The kinds are those of losses.KINDS.
"""

import re
from collections import Counter
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from reports.templates.package import BOOK, Package, local

Key = tuple[str, str, str]  # kind, sheet ("" the whole file), what of it

_IN_SHEET = {
    "mergeCell": "merge",
    "f": "formula",
    "dataValidation": "validation",
    "cfRule": "condition",
    "sheetProtection": "protection",
    "autoFilter": "filter",
    "brk": "break",
    "picture": "background",
    "protectedRange": "editable",
    "customSheetView": "view",
    "ignoredError": "ignored",
}
_PLACED = {"control": "control", "oleObject": "object"}  # written twice, for old and new programs
_ONCE = ("control", "object", "title", "area")  # LibreOffice names a sheet's print titles twice
_DRAWN = "drawn"
_VML_KIND = re.compile(rb'ObjectType="(\w+)"')
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_X14 = {
    "cfRule": "x14_format",
    "dataValidation": "x14_validation",
    "slicer": "slicer",
    "timelineRef": "slicer",
}
_RELATED = {
    "printerSettings": "printer",
    "pivotTable": "pivot",
    "table": "table",
    "queryTable": "connection",
}
_OF_BOOK = {
    "pivotCacheDefinition": "cache",
    "externalLink": "external",
    "connections": "connection",
    "customXml": "custom_xml",
    "FeaturePropertyBag": "checkbox",
}
_CELL_PICTURES = "cellImage"  # WPS keeps them in a part of their own
_NAMES = {"_xlnm.Print_Titles": "title", "_xlnm.Print_Area": "area"}


def inventory(content: bytes) -> Counter[Key]:
    """Everything of a workbook that somebody might miss: (kind, sheet, what of it) → how many."""
    package = Package(content)
    found: Counter[Key] = Counter()
    rich = _texts(package)
    for sheet, part in package.sheets.items():
        if part in package.names:
            seen = Counter(_of_sheet(package, part, rich))
            found.update({(kind, sheet, what): count for (kind, what), count in _once_drawn(seen).items()})
    found.update(_of_book(package))
    return Counter({key: 1 if key[0] in _ONCE else count for key, count in found.items()})


def _once_drawn(seen: Counter[tuple[str, str]]) -> Counter[tuple[str, str]]:
    """Controls are drawn in the old language, and newer programs list them once more: then the list counts."""
    drawn = [key for key in seen if key[0] == _DRAWN]
    listed = any(kind == "control" for kind, _ in seen)
    for kind, number in drawn:
        del seen[kind, number]
        if not listed:
            seen["control", number] = 1
    return seen


# ---------------------------------------------------------------- the sheets


def _of_sheet(package: Package, part: str, rich: dict[str, set[str]]) -> Iterator[tuple[str, str]]:
    for element in package.passed(part):
        yield from _of_element(element, rich)
    for _, kind, target in package.relations(part):
        if kind in _RELATED:
            yield _RELATED[kind], ""
        if target not in package.names:
            continue
        if kind == "drawing":
            yield from _of_drawing(package, target)
        elif kind in ("comments", "threadedComment"):
            yield from (
                ("comment" if kind == "comments" else "threaded", "") for _ in _notes(package, target)
            )
        elif kind == "vmlDrawing":
            yield from _of_vml(package, target)


def _of_element(element: Element, rich: dict[str, set[str]]) -> Iterator[tuple[str, str]]:
    name = local(element.tag)
    if name == "extLst":
        yield from _of_extensions(element)
    elif name == "c":
        yield from ((kind, "") for kind in _of_cell(element, rich))
    elif name == "pane" and element.get("state", "").startswith("frozen"):
        yield "freeze", ""
    elif name == "sheetProtection":
        if element.get("sheet") in ("1", "true"):
            yield "protection", ""
    elif name in _PLACED:
        yield _PLACED[name], element.get("shapeId", "")
    elif name in _IN_SHEET and element.tag.startswith(_MAIN):
        yield _IN_SHEET[name], ""


def _of_extensions(list_: Element) -> Iterator[tuple[str, str]]:
    for extension in list_:
        inside = list(extension.iter())
        named = [_X14[local(one.tag)] for one in inside if local(one.tag) in _X14]
        yield from ((kind, "") for kind in named)
        sparks = sum(local(one.tag) == "sparkline" for one in inside)
        yield from (("sparkline", "") for _ in range(sparks))
        if not named and not sparks and len(inside) > 1 and not _belongs_to_a_rule(extension):
            yield "extension", extension.get("uri", "")


def _belongs_to_a_rule(extension: Element) -> bool:
    """The mark by which a plain rule points at its extended half, which is counted itself."""
    return any(local(one.tag) == "id" for one in extension)


def _of_cell(cell: Element, rich: dict[str, set[str]]) -> Iterator[str]:
    if cell.get("vm"):
        yield "cell_picture"
    if cell.get("cm"):
        yield "dynamic"
    if cell.get("t") == "s":
        number = next((one.text or "" for one in cell if local(one.tag) == "v"), "")
        yield from (kind for kind, texts in rich.items() if number in texts)
    elif cell.get("t") == "inlineStr":
        yield from (kind for one in cell if local(one.tag) == "is" for kind in _writing(one))


def _texts(package: Package) -> dict[str, set[str]]:
    """The numbers of the shared texts that are written in several fonts, and of those with their pronunciation."""
    found: dict[str, set[str]] = {"rich": set(), "phonetic": set()}
    for part in package.related(BOOK, "sharedStrings"):
        for number, text in enumerate(package.tree(part)):
            for kind in _writing(text):
                found[kind].add(str(number))
    return found


def _writing(text: Element) -> Iterator[str]:
    if sum(local(one.tag) == "r" for one in text) > 1:
        yield "rich"
    if any(local(one.tag) == "rPh" for one in text):
        yield "phonetic"


# ---------------------------------------------------------------- what lies upon them


def _of_drawing(package: Package, part: str) -> Iterator[tuple[str, str]]:
    for element in _drawn(package.tree(part)):
        name = local(element.tag)
        if name in ("sp", "cxnSp"):
            yield "shape", ""
        elif name == "pic":
            yield "picture", ""
        elif name == "graphicData":
            shown = element.get("uri", "").rpartition("/")[2]
            yield ("chart" if shown.startswith("chart") else "diagram"), ""
    for chart in package.related(part, "chart"):
        yield from (("chart_detail", element.tag) for element in package.tree(chart).iter())


def _drawn(element: Element) -> Iterator[Element]:
    """The elements of a drawing, of alternatives the first only."""
    yield element
    for child in element:
        if local(child.tag) != "Fallback":
            yield from _drawn(child)


def _notes(package: Package, part: str) -> Iterator[Element]:
    return (one for one in package.tree(part).iter() if local(one.tag) in ("comment", "threadedComment"))


def _of_vml(package: Package, part: str) -> Iterator[tuple[str, str]]:
    """What is drawn in the old language besides the frames of comments: controls, pictures of headers and footers."""
    text = package.archive.read(part)
    others = [kind for kind in _VML_KIND.findall(text) if kind not in (b"Note", b"Pict")]
    yield from ((_DRAWN, str(number)) for number in range(len(others)))
    if b"ObjectType" not in text:
        yield from (("header_picture", "") for _ in range(text.count(b"<v:imagedata")))


# ---------------------------------------------------------------- the whole


def _of_book(package: Package) -> Iterator[Key]:
    for _, kind, target in package.relations(BOOK):
        if kind in _OF_BOOK and target in package.names:
            yield _OF_BOOK[kind], "", ""
        elif kind in ("slicerCache", "timelineCache"):
            yield "slicer", "", kind
        elif kind == _CELL_PICTURES and target in package.names:
            shown = sum(local(one.tag) == _CELL_PICTURES for one in package.tree(target))
            yield from (("cell_picture", "", "") for _ in range(shown))
    yield from _of_book_itself(package)
    if any(name.startswith("_xmlsignatures/") for name in package.names):
        yield "signature", "", ""


def _of_book_itself(package: Package) -> Iterator[Key]:
    for element in package.book.iter():
        name = local(element.tag)
        if name == "sheet" and element.get("state", "visible") != "visible":
            yield "hidden", element.get("name", ""), ""
        elif name == "fileSharing":
            yield "sharing", "", ""
        elif name == "definedName":
            yield from _of_name(element, list(package.sheets))


def _of_name(element: Element, sheets: list[str]) -> Iterator[Key]:
    name, place = element.get("name", ""), element.get("localSheetId", "")
    sheet = sheets[int(place)] if place.isdigit() and int(place) < len(sheets) else ""
    if name in _NAMES:
        yield _NAMES[name], sheet, ""
    elif not name.startswith("_"):
        yield "name", sheet, name
