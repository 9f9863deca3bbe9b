"""A filled table as the command line prints it: one JSON object, or lines of text."""

from decimal import Decimal
from typing import Any

from figures.forms import balancing, papers
from figures.forms.cells import Cell, Number
from figures.forms.filling import Filled, Sheet


def as_json(filled: Filled) -> dict[str, Any]:
    """The table as one object: what it is of, its parts with columns and rows, the rules, the code where it has one.

    Counts are numbers; money, hours and rates are texts, exact to the digit printed; what cannot be worked out is null.
    """
    question = filled.question
    return {
        "table": filled.form.name,
        "title": filled.title,
        "unit": filled.frame.unit.name,
        "from": question.period.start.isoformat(),
        "to": question.period.last.isoformat(),
        "period": filled.period_label,
        "basis": question.basis if filled.form.by_basis else None,
        "state": question.state,
        "cut_off": filled.cut_off.isoformat(),
        "missing": filled.missing,
        "parts": [_sheet(sheet) for sheet in filled.sheets],
        "notes": filled.notes,
        "balances": [_finding(finding) for finding in balancing.findings(filled)],
        "paper": _paper(filled),
    }


def _sheet(sheet: Sheet) -> dict[str, Any]:
    return {
        "title": sheet.part.title,
        "columns": [
            {"name": column.name, "headings": list(column.headings), "unit": unit, "of": column.of or None}
            for column, unit in zip(sheet.columns, sheet.units, strict=True)
        ],
        "rows": [
            {"row": row.label, "of_which": row.is_child, "values": [_plain(cell.value) for cell in cells]}
            for row, cells in sheet.rows
        ],
        "total": [_plain(cell.value) for cell in sheet.total[1]],
    }


def _plain(value: Number) -> int | str | None:
    return str(value) if isinstance(value, Decimal) else value


def _finding(finding: balancing.Finding) -> dict[str, Any]:
    broken = [
        {"row": row, "left": _plain(left), "right": _plain(right)} for row, left, right in finding.broken
    ]
    return {"rule": finding.words, "holds": finding.holds, "broken": broken}


def _paper(filled: Filled) -> dict[str, Any] | None:
    paper = papers.of(filled)
    if paper is None:
        return None
    return {
        "code": paper.code,
        "revision": paper.revision,
        "digest": paper.digest,
        "locked_at": paper.locked_at.isoformat(),
    }


def as_text(filled: Filled) -> str:
    """Title, facts, and each part with its columns down the side: a wide table is read by columns in a terminal."""
    lines = [filled.title, "　".join(f"{label}：{text}" for label, text in filled.facts)]
    for sheet in filled.sheets:
        labels = [row.label for row, _ in sheet.lines]
        lines += ["", sheet.part.title, "\t".join(["", "", *labels])]
        for place, column in enumerate(sheet.columns):
            cells: list[Cell] = [cells[place] for _, cells in sheet.lines]
            lines.append("\t".join(["·".join(column.headings), sheet.units[place], *(c.text for c in cells)]))
    lines += [
        "",
        *(f"不平衡：{one.words}" for one in balancing.findings(filled) if not one.holds),
        *filled.notes,
        papers.words(filled),
    ]
    return "\n".join(lines)
