"""A new year's template beside last year's: what stayed, moved, was renamed, is new, is gone; the map goes along."""

import pytest

from figures.templates.keeping import Mapped
from figures.templates.meaning import Meaning
from reports.templates.comparing import Comparison
from reports.templates.filling import Sheets
from tests.reports.templates.parts import drawn

OLD = [
    ["2025年人民调解统计表", None, None, None, None],
    ["单位", "案件来源", None, "调解成功", "2024年"],
    [None, "主动调解", "依申请调解", None, None],
    ["城关镇", None, None, None, None],
    ["柳河镇", None, None, None, None],
    ["合计", "=B4+B5", None, None, None],
]
MERGES = ("A1:E1", "A2:A3", "B2:C2", "D2:D3", "E2:E3")
MEANT = {
    f"{column}{row}": Meaning(f"of {column}", whose="child", child=town)
    for column in "BCDE"
    for row, town in ((4, "城关镇"), (5, "柳河镇"))
}


def sheets(rows, merges=MERGES, meant=None, title="表"):
    mapped = {(title, cell): Mapped(title, cell, meaning) for cell, meaning in (meant or {}).items()}
    return Sheets(drawn(rows, merges=merges, title=title), mapped)


def compared(rows, merges=MERGES, title="表"):
    return Comparison(sheets(OLD, meant=MEANT), 2025, sheets(rows, merges, title=title), 2026)


def of_kind(found, kind):
    return sorted(
        (change.old and change.old[1], change.new and change.new[1])
        for change in found.changes
        if change.kind == kind
    )


def carried(found):
    return {cell[1]: meaning.key for cell, meaning in found.carried.items()}


def edited(*changes):
    rows = [list(row) for row in OLD]
    rows[0][0], rows[1][4] = "2026年人民调解统计表", "2025年"
    for row, column, text in changes:
        rows[row][column] = text
    return rows


def test_the_same_table_with_the_years_moved_on():
    found = compared(edited())
    assert {
        kind for kind in ("moved", "renamed", "added", "removed", "reckoned") if of_kind(found, kind)
    } == set()
    assert carried(found) == {cell: meaning.key for cell, meaning in MEANT.items()}
    assert found.left == []


def test_a_column_that_moved_takes_its_meaning_along():
    rows = [[*row[:3], None, *row[3:]] for row in edited()]
    rows[1][3] = "疑难复杂"
    found = compared(rows, ("A1:F1", "A2:A3", "B2:C2", "D2:D3", "E2:E3", "F2:F3"))
    assert of_kind(found, "moved") == [
        ("D4", "E4"),
        ("D5", "E5"),
        ("D6", "E6"),
        ("E4", "F4"),
        ("E5", "F5"),
        ("E6", "F6"),
    ]
    assert of_kind(found, "added") == [(None, "D4"), (None, "D5"), (None, "D6")]
    assert carried(found) == {"B4": "of B", "B5": "of B", "C4": "of C", "C5": "of C", "E4": "of D", "E5": "of D",
                              "F4": "of E", "F5": "of E"}  # fmt: skip
    (group,) = found.groups("added")
    assert (group.new, len(group.changes)) == ("疑难复杂", 3)


def test_a_new_township_and_one_that_is_gone():
    found = compared(edited((4, 0, "青龙镇")))
    assert of_kind(found, "removed") == [("B5", None), ("C5", None), ("D5", None), ("E5", None)]
    assert of_kind(found, "added") == [(None, "B5"), (None, "C5"), (None, "D5"), (None, "E5")]
    assert {change.old[1] for change in found.left} == {"B5", "C5", "D5", "E5"}
    assert sorted(carried(found)) == ["B4", "C4", "D4", "E4"]
    (group,) = found.groups("added")
    assert (group.new, len(group.changes)) == ("青龙镇", 4)  # told by the row, in one line


def test_rows_that_changed_places():
    rows = edited((3, 0, "柳河镇"), (4, 0, "城关镇"))
    found = compared(rows)
    assert found.carried[("表", "B4")].child == "柳河镇"
    assert found.carried[("表", "B5")].child == "城关镇"


def test_a_renamed_heading_is_asked_about():
    found = compared(edited((1, 3, "调解成功件数（含口头）")))
    assert of_kind(found, "renamed") == [("D4", "D4"), ("D5", "D5"), ("D6", "D6")]
    assert {cell[1]: meaning.key for cell, meaning in found.renamed.items()} == {"D4": "of D", "D5": "of D"}
    assert "D4" not in carried(found)


def test_a_heading_that_was_turned_round_where_it_lay_is_asked_about_too():
    found = compared(edited((1, 3, "成功调解数")))
    assert ("D4", "D4") in of_kind(found, "renamed")
    other = compared(edited((1, 3, "疑难纠纷"), (1, 4, "成功调解数")))  # it lies elsewhere
    assert ("D4", "E4") not in of_kind(other, "renamed")


def test_what_has_no_place_any_more_is_listed():
    found = compared(edited((1, 3, "备注")))
    assert [change.old[1] for change in found.left] == ["D4", "D5"]
    assert ("D4", None) in of_kind(found, "removed")
    assert (None, "D4") in of_kind(found, "added")


def test_a_cell_that_became_a_formula_is_not_carried():
    found = compared(edited((3, 3, "=B4+C4")))
    assert [(change.kind, change.old[1]) for change in found.left] == [("reckoned", "D4")]
    assert "D4" not in carried(found)


def test_a_sheet_with_another_name_is_found_again():
    assert len(carried(compared(edited(), title="附件1"))) == 8
    assert (
        len(carried(compared([["别的表", None], ["姓名", None], ["甲", 1]], ("A1:B1",), title="花名册"))) == 0
    )


def test_headings_that_stand_twice_are_told_apart_by_their_order():
    rows = [["单位", "件", "件"], ["甲村", None, None]]
    meant = {"B2": Meaning("first"), "C2": Meaning("second")}
    found = Comparison(
        sheets(rows, (), meant),
        2025,
        sheets([["单位", "户", "件", "件"], ["甲村", None, None, None]], ()),
        2026,
    )
    assert carried(found) == {"C2": "first", "D2": "second"}


@pytest.mark.parametrize("year", [2025, 2027])
def test_a_column_of_a_fixed_year_is_another_one(year):
    rows = edited((1, 4, f"{year - 2}年"))
    assert ("E4" in carried(compared(rows))) is (year == 2027)
