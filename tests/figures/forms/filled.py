"""Filling a table in tests: the figures of a row by the names of its columns."""

import datetime

from figures import periods
from figures.evaluator import Question
from figures.forms.catalogue import named
from figures.forms.filling import Filled
from office import access

TODAY = datetime.date(2026, 11, 20)
YEAR = periods.year(2020)


def fill(form, unit=None, period=YEAR, *, actor=None, **more):
    """A table of a unit (none: the whole) in a period, by the name of the table or the table itself."""
    form = named(form) if isinstance(form, str) else form
    question = Question(unit.id if unit else None, period, **more)
    return Filled(actor or access.machine(), form, question, today=TODAY)


def texts(filled, row="合计"):
    """Column name → text of a row, through all parts."""
    return {
        column.name: cell.text
        for sheet in filled.sheets
        for line, cells in sheet.lines
        if line.label == row
        for column, cell in zip(sheet.columns, cells, strict=True)
    }


def column(filled, part, name):
    """Row → text of one column of a part."""
    sheet = filled.sheets[part]
    place = [one.name for one in sheet.columns].index(name)
    return {row.label: cells[place].text for row, cells in sheet.lines}
