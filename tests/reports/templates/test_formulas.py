"""What the sums of a template come to, and which formulas are not judged."""

from decimal import Decimal

import pytest

from reports.templates import formulas, grids
from tests.reports.templates.parts import drawn


def worth(formula, filled=None):
    content = drawn([[1, 2, 3], [4, 5, "字"], [None, formula, "=A1+A2"]])
    return formulas.Sheets(grids.read(content), filled or {}).value("表", "B3")


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("=SUM(A1:C1)", 6),
        ("=sum(A1:A2,C1,10)", 18),
        ("=A1+B1*C1-A2/2", 5),
        ("=-(A1-B1)", 1),
        ("=ROUND(A1/C1*100,2)", Decimal("33.33")),
        ("=SUM(表!A1:C2)", 15),
        ("='表'!$B$2%", Decimal("0.05")),
        ("=C3+1", 6),
        ("=C2+A3", 0),
    ],
)
def test_a_formula_is_worked_out(formula, value):
    assert worth(formula) == value


@pytest.mark.parametrize(
    "formula",
    [
        "=IF(A1>0,1,2)",
        "=VLOOKUP(A1,B:C,2)",
        "=A1/A3",
        "=B3+1",
        '="a"&A1',
        "=别表!A1",
        "=SUM(A1:ZZ9999)",
        "=1+",
        "=名称",
    ],
)
def test_other_formulas_are_not_judged(formula):
    with pytest.raises(formulas.Unjudged):
        worth(formula)


def test_what_was_filled_in_counts():
    filled = {("表", "A1"): Decimal(100), ("表", "B1"): None}
    assert worth("=SUM(A1:C1)", filled) == 103


def test_a_sum_over_cells_that_nobody_filled_says_nothing():
    content = drawn([[1, None], ["=A1+B1", None]])
    sheets = formulas.Sheets(grids.read(content), {}, {("表", "B1")})
    with pytest.raises(formulas.Unjudged):
        sheets.value("表", "A2")
    assert formulas.Sheets(grids.read(content), {("表", "B1"): None}).value("表", "A2") == 1
