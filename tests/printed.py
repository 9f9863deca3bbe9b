"""An official table read back from wherever it was printed: page, workbook, document, JSON; each as the same plain parts.

A part is {"title", "heads", "units", "numbers", "rows"}: heads are the lines of headings, rows lists of texts with the
row's name first and the total last.
"""

import io
from decimal import Decimal

import docx
import openpyxl

UNITS, NUMBERS = "计量单位", "栏次"


def of_page(page):
    """The parts on a parsed page."""
    return [_of_html(table) for table in page.select("table.form-sheet")]


def _of_html(table):
    *heads, units, numbers = table.select("thead tr")
    lines = [[cell.get_text(strip=True) for cell in row.select("th")] for row in heads]
    rows = [
        [cell.get_text(strip=True) for cell in row.select("th, td")]
        for row in table.select("tbody tr, tfoot tr")
    ]
    return _part(table.caption.get_text(strip=True), lines, _texts(units), _texts(numbers), rows)


def _texts(row):
    return [cell.get_text(strip=True) for cell in row.select("td")][1:]


def _part(title, heads, units, numbers, rows):
    return {"title": title, "heads": heads, "units": units, "numbers": numbers, "rows": rows}


# ---------------------------------------------------------------- workbook


def of_workbook(content):
    """The parts of a workbook, each number as Excel would show it."""
    return [_of_sheet(sheet) for sheet in openpyxl.load_workbook(io.BytesIO(content))]


def _of_sheet(sheet):
    lines = [[cell for cell in row] for row in sheet.iter_rows()]
    units = next(i for i, line in enumerate(lines) if line[0].value == UNITS)
    end = next(i for i, line in enumerate(lines) if line[0].value == "合计")
    title = next(i for i, line in enumerate(lines) if line[0].value == sheet.title)
    heads = [[cell.value for cell in line if cell.value] for line in lines[title + 1 : units]]
    rows = [[_shown(cell) for cell in line] for line in lines[units + 2 : end + 1]]
    above, numbers = ([cell.value or "" for cell in line[1:]] for line in lines[units : units + 2])
    return _part(sheet.title, heads, above, numbers, rows)


def _shown(cell):
    """A cell's number in its format: 0, 0.00%, #,##0.00."""
    if isinstance(cell.value, str):
        return cell.value
    value, format_ = Decimal(str(cell.value)), cell.number_format
    places = len(format_.rstrip("%").partition(".")[2])
    shown = (value * 100 if format_.endswith("%") else value).quantize(Decimal(1).scaleb(-places))
    return f"{shown}%" if format_.endswith("%") else str(shown)


# ---------------------------------------------------------------- document, JSON


def of_document(content):
    """The parts of a Word document."""
    document = docx.Document(io.BytesIO(content))
    titles = [line.text for line in document.paragraphs if line.text[1:2] == "、"]
    return [_of_table(title, table) for title, table in zip(titles, document.tables, strict=True)]


def _of_table(title, table):
    width = len(table.columns)
    cells = table._cells
    lines = [cells[start : start + width] for start in range(0, len(cells), width)]
    texts = [[cell.text for cell in line] for line in lines]
    units = next(i for i, line in enumerate(texts) if line[0] == UNITS)
    seen, heads = set(), []
    for line in lines[:units]:
        fresh = [cell for cell in line if not (id(cell._tc) in seen or seen.add(id(cell._tc)))]
        heads.append([cell.text for cell in fresh])
    rows = [[line[0].removeprefix("　"), *line[1:]] for line in texts[units + 2 :]]
    return _part(title, heads, texts[units][1:], texts[units + 1][1:], rows)


def of_json(told):
    """The parts of what the command line prints; headings are not laid out there."""
    parts, first = [], 1
    for part in told["parts"]:
        units = [column["unit"] for column in part["columns"]]
        lines = [*((row["row"], row["values"]) for row in part["rows"]), ("合计", part["total"])]
        rows = [[label, *map(_written, values, units)] for label, values in lines]
        numbers = [str(first + place) for place in range(len(units))]
        parts.append(_part(part["title"], None, units, numbers, rows))
        first += len(units)
    return parts


def _written(value, unit):
    if value is None:
        return "—"
    return f"{value}%" if unit == "%" else str(value)


def without_heads(parts):
    """The same without the lines of headings."""
    return [part | {"heads": None} for part in parts]
