"""The yearly workbook: the year page on paper with every register, last year, charts, the cases, what figures mean."""

import datetime
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import IO, Any

from figures import exports, wording
from figures.books import sealing
from figures.books.sealed import books_of
from figures.comparison.changes import POINTS, Change, Printed
from figures.comparison.year_ago import YearAgo
from figures.evaluator import Figure, Line
from figures.indicators import INDICATORS, Rate, date_words
from figures.service import COLUMNS as SERVICE_COLUMNS
from figures.service import Service
from figures.tables import MONTH_COLUMNS, STUDIO_COLUMNS, UNIT_COLUMNS, Column, Tables
from reports import case_list, yearly_charts
from reports.sheets import CHILD, TOTAL, Book, Value, of_figure
from reports.streaming import Told
from reports.yearly_charts import Drawn, Place
from vocab import LIVE, OFFICIAL

TOTAL_LABEL = "合计"
_HEAD = 3  # the line of the headings, below the two titles


def write(
    tables: Tables, target: IO[bytes], *, made_at: datetime.datetime, told: Told | None = None
) -> dict[str, Any]:
    """Write the workbook of a year (or any period) to `target` and log it; gives sheets and number of cases.

    Raises NotAllowed. `made_at` is the moment on the office's clock that 说明 states; `told` hears how many cases are
    written.
    """
    tables.actor.must("report.export")
    book, ago = Book(), YearAgo(tables)
    _summary(book, tables, ago)
    _compared(book, tables, ago)
    units, months = _units(book, tables), _months(book, tables, ago)
    types = _types(book, tables)
    _sources(book, tables)
    _bodies(book, tables)
    _services(book, tables)
    yearly_charts.write(book, _titles(tables, "统计图"), (months, types, units))
    titles = _titles(tables, "案件清单")
    cases = book.listing("案件清单", case_list.columns(tables), titles, case_list.rows(tables))
    _notes(book, tables, ago, made_at)
    book.save(target, told)
    unit = tables.frame.unit
    exports.note(tables.actor, unit.id, report="yearly", unit=unit.name, period=tables.period.label,
                 basis=tables.basis, cases=cases.count, state=tables.state)  # fmt: skip
    return {"sheets": book.workbook.sheetnames, "cases": cases.count}


def file_name(tables: Tables) -> str:
    """What the file is called: 江干区2020年人民调解统计年报.xlsx, of official figures 年报（审定）."""
    state = "（审定）" if tables.state == OFFICIAL else ""
    return f"{tables.frame.unit.name}{tables.period.label}人民调解统计年报{state}.xlsx"


def _titles(tables: Tables, what: str) -> tuple[str, str]:
    """The two lines above every sheet: what it is, and unit, period, basis and cut-off."""
    period = tables.period
    return (
        f"{tables.frame.unit.name}{period.label}人民调解{what}",
        f"单位：{tables.frame.unit.name}　期间：{period.start}至{period.last}　"
        f"口径：{tables.basis_words}　{tables.standing.words}"
        + (f"　{wording.WITH_PREDECESSORS}" if tables.frame.shows_merged else ""),
    )


def _labels(columns: Sequence[Column]) -> list[str]:
    return [column.label for column in columns]


def _figures(columns: Sequence[Column], line: Line) -> list[Value]:
    return [of_figure(line[column.key]) for column in columns]


# ---------------------------------------------------------------- 汇总


def _summary(book: Book, tables: Tables, ago: YearAgo) -> None:
    """Every printed figure of every register."""
    sheet = book.sheet("汇总", (34, 16, 10, 26, 34), _titles(tables, "统计汇总"))
    sheet.head(("指标", "数值", "单位", "计算依据", "日期口径"))
    for label, lines in ago.groups:
        sheet.row((label, "", "", "", ""), kind=TOTAL)
        for one in lines:
            basis = wording.both_counts(one.figure) if one.is_rate else ""
            unit = one.printed.unit
            sheet.row((one.name, _now(one), unit, basis, date_words(one.figure.one, tables.basis)))
            for name, amount in _added(one.figure):
                sheet.row((f"其中：{name}", Value(amount, "0"), unit, "", ""), kind=CHILD)


def _now(one: Change) -> Value:
    """This year's number, a rate in percent where it is one."""
    return of_figure(one.figure) if one.is_rate else _shown(one.printed, one.printed.now)


def _added(figure: Figure) -> Iterator[tuple[str, int]]:
    """The parts of an indicator that is their sum."""
    one = figure.one
    if not isinstance(one, Rate) and one.added and len(figure.parts) > 1:
        yield from ((one.parts[name].name, amount) for name, amount in figure.parts.items())


def _compared(book: Book, tables: Tables, ago: YearAgo) -> None:
    """Every figure beside last year's."""
    what, stated = _titles(tables, "与上年同期对比")
    sheet = book.sheet("与上年对比", (34, 9, 14, 14, 14, 12, 30), (what, stated, ago.words))
    sheet.head(("指标", "单位", "本期", "上年同期", "增减", "增减（%）", "说明"))
    for label, lines in ago.groups:
        sheet.row((label, *[""] * 6), kind=TOTAL)
        for one in lines:
            sheet.row(_beside(one))
    for note in _COMPARED:
        sheet.paragraph(note)


_COMPARED = (
    "注：比率的增减是百分点，不算百分比；上年为 0、基数不足 10、没有填报或口径不同的，不算增减百分比，并写明“不可比”的原因。",
    "本期尚未结束的，上年同期也只算到同一天（审定数算到同一个月）。",
)


def _beside(one: Change) -> tuple[Any, ...]:
    printed = one.printed
    percent = Value(wording.NONE if printed.percent is None else printed.percent, "0.0")
    if one.is_rate and one.difference is not None:
        percent = Value(POINTS if printed.unit == "%" else wording.NONE, "0.0")
    shown = (_shown(printed, number) for number in (printed.now, printed.before, printed.difference))
    return one.name, printed.unit, *shown, percent, f"不可比：{one.why}" if one.why else ""


def _shown(printed: Printed, number: Any) -> Value:
    style = "#,##0." + "0" * printed.places if printed.places else "#,##0"
    return Value(wording.NONE if number is None else number, style)


# ---------------------------------------------------------------- 分乡镇, 分月


def _units(book: Book, tables: Tables) -> Drawn:
    sheet = book.sheet("分乡镇", (20, *[11] * len(UNIT_COLUMNS)), _titles(tables, "分乡镇（街道）统计表"))
    sheet.head(("单位", *_labels(UNIT_COLUMNS)))
    lacking = tables.standing.lacking
    for line in tables.main.rows("unit"):
        label = f"{line.label}（{lacking[line.part]}）" if line.part in lacking else line.label
        sheet.row((label, *_figures(UNIT_COLUMNS, line)))
    place = Place(sheet, _HEAD, sheet.lines, (2, 3))
    sheet.row((TOTAL_LABEL, *_figures(UNIT_COLUMNS, tables.main.total)), kind=TOTAL)
    return Drawn("各单位受理和调结", "单位", "件数（件）", place)


def _months(book: Book, tables: Tables, ago: YearAgo) -> Drawn:
    months = tables.main.rows("month")
    sheet = book.sheet("分月", (20, *[9.5] * (len(months) + 1)), _titles(tables, "分月统计表"))
    sheet.head(("单位", *(line.label for line in months), TOTAL_LABEL))
    for unit in tables.main.rows("unit"):
        crossed = [of_figure(tables.cell(unit, month)) for month in months]
        sheet.row((unit.label, *crossed, of_figure(unit[tables.base])))
    totals = [of_figure(line[tables.base]) for line in (*months, tables.main.total)]
    sheet.row((TOTAL_LABEL, *totals), kind=TOTAL)
    sheet.gap()
    sheet.section("各月主要指标")
    base = tables.base_column
    sheet.head(("月份", *_labels(MONTH_COLUMNS), f"上年同期{base.label}"))
    head = sheet.lines
    for line in months:
        before = Value(ago.months.get(line.part, wording.NONE), "0")
        sheet.row((line.label, *_figures(MONTH_COLUMNS, line), before))
    place = Place(sheet, head, sheet.lines, (MONTH_COLUMNS.index(base) + 2, len(MONTH_COLUMNS) + 2))
    whole = Value(sum(ago.months.values()) if ago.months else wording.NONE, "0")
    sheet.row((TOTAL_LABEL, *_figures(MONTH_COLUMNS, tables.main.total), whole), kind=TOTAL)
    return Drawn(f"各月{base.label}与上年同期", "月份", "件数（件）", place)


# ---------------------------------------------------------------- 分类型, 分来源, 分调解组织与工作室


def _types(book: Book, tables: Tables) -> Drawn:
    """18 types and the 15 they fold to, side by side."""
    columns = tables.sort_columns
    one = (24, 10, 9, 10, 10, 13)
    sheet = book.sheet("分类型", (*one, 3, *one), _titles(tables, "分类型统计表"))
    sheet.head(("类型（18类）", *_labels(columns), "", "类型（15类）", *_labels(columns)))
    blank = [None] * (len(columns) + 1)
    left, right = tables.sorts.rows("type"), tables.sorts.rows("type15")
    for a, b in zip_longest(left, right):
        first = [a.label, *_figures(columns, a)] if a else blank
        sheet.row((*first, None, *([b.label, *_figures(columns, b)] if b else blank)))
    total = [TOTAL_LABEL, *_figures(columns, tables.sorts.total)]
    place = Place(sheet, _HEAD, _HEAD + len(left), (2,))
    sheet.row((*total, None, *total), kind=TOTAL)
    return Drawn("纠纷类型（18类）", "纠纷类型", "件数（件）", place, lying=True)


def _sources(book: Book, tables: Tables) -> None:
    columns = tables.sort_columns
    sheet = book.sheet("分来源", (30, 14, 12, 14, 12, 18), _titles(tables, "分案件来源统计表"))
    sheet.head(("案件来源", *_labels(columns)))
    for row in tables.sources():
        label = f"其中：{row.label}" if row.is_child else row.label
        sheet.row((label, *_figures(columns, row.line)), kind=CHILD if row.is_child else "text")
    sheet.row((TOTAL_LABEL, *_figures(columns, tables.sorts.total)), kind=TOTAL)
    sheet.paragraph("注：“其中”各行是上一行的组成部分，不再计入合计。")


def _bodies(book: Book, tables: Tables) -> None:
    titles = _titles(tables, "分调解组织与工作室统计表")
    columns = tables.sort_columns
    sheet = book.sheet("分调解组织与工作室", (34, 12, 12, 12, 12, 14, 16), titles)
    sheet.head(("调解组织类别", *_labels(columns)))
    for line in tables.bodies.rows("orgkind"):
        sheet.row((line.label, *_figures(columns, line)))
    sheet.row((TOTAL_LABEL, *_figures(columns, tables.bodies.total)), kind=TOTAL)
    sheet.gap()
    sheet.section("调解工作室（其案件已计入所属调委会的类别，不再相加）")
    sheet.head(("工作室", *_labels(STUDIO_COLUMNS)))
    for line in tables.bodies.rows("studio"):
        sheet.row((line.label, *_figures(STUDIO_COLUMNS, line)))


def _services(book: Book, tables: Tables) -> None:
    """What a leader compares units by in the other registers."""
    service = Service(tables.actor, tables.frame.unit.id, tables.period, tables.basis, today=tables.today,
                      predecessors=tables.frame.predecessors, state=tables.state, revision=tables.revision)  # fmt: skip
    titles = _titles(tables, "")
    title = f"{tables.frame.unit.name}{tables.period.label}公共法律服务统计表"
    sheet = book.sheet("公共法律服务", (20, *[13] * len(SERVICE_COLUMNS)), (title, titles[1]))
    sheet.head(("单位", *_labels(SERVICE_COLUMNS)))
    for line in service.units.rows("unit"):
        sheet.row((line.label, *_figures(SERVICE_COLUMNS, line)))
    sheet.row((TOTAL_LABEL, *_figures(SERVICE_COLUMNS, service.units.total)), kind=TOTAL)
    sheet.paragraph("注：全部台账的各项数字见“汇总”。")


# ---------------------------------------------------------------- 说明

_RULES = (
    "一件案件只计一次。作废的案件和不予受理的案件不计入任何指标。",
    "比率由表中所列两个合计数相除得出，四舍五入，不由各单位的比率平均；没有基数时印作“—”。",
    "调解工作室的案件计入其所属调解委员会的类别；工作室表是另一种看法，不与组织类别相加。",
    "案件来源中法院、检察院、公安机关、信访部门、其他部门是“接受委托移送”的组成部分，不重复相加。",
    "单位名称为期末时的名称；期内撤销的单位仍列出其撤销前的案件；“本级”是直接记在本单位名下的案件。",
    "金额以分计算，以万元印出，保留两位小数，四舍五入。",
    "案件清单中的姓名和证件号码已作遮盖，不含联系电话。",
)


def _notes(book: Book, tables: Tables, ago: YearAgo, made_at: datetime.datetime) -> None:
    sheet = book.sheet(
        "说明", (28, 96, 18), (f"{tables.frame.unit.name}{tables.period.label}统计说明",), heads=0
    )
    for label, text in (*_facts(tables, made_at), ("上年同期", ago.missing or ago.words)):
        sheet.row((label, text))
    sheet.gap()
    sheet.section("计数规则")
    for rule in _RULES:
        sheet.paragraph(rule)
    sheet.gap()
    sheet.section("指标定义（版次是定义内容的校验值，定义一改，版次就变）")
    sheet.head(("指标", "定义与日期口径", "版次"))
    editions = _editions(tables)
    for key, figure in ago.now.items():
        dated = date_words(figure.one, tables.basis)
        sheet.row((figure.one.name, f"{figure.one.definition}（{dated}）", editions.get(key, "")))


def _editions(tables: Tables) -> dict[str, str]:
    """Key → the edition of its definition: the present one, or those by which locked returns were counted."""
    if tables.state != OFFICIAL:
        return sealing.edition()
    found: dict[str, dict[str, None]] = {}
    for row in books_of(tables.frame, tables.period, tables.revision).returns:
        for key, edition in row.edition.items():
            found.setdefault(key, {})[edition] = None
    return {key: "、".join(editions) for key, editions in found.items()}


_NATURE = {
    LIVE: "实时数字：由登记的案件即时汇总，以后补录、更正的案件会改变它",
    OFFICIAL: "审定数字：取自锁定的月报，锁定以后的补录、更正不改变它，另见“实时与审定对照”",
}


def _facts(tables: Tables, made_at: datetime.datetime) -> tuple[tuple[str, str], ...]:
    period = tables.period
    frame = tables.frame
    merged = f"（{wording.WITH_PREDECESSORS}：{'、'.join(frame.merged_names)}）" if frame.shows_merged else ""
    return (
        ("统计单位", frame.unit.name + merged),
        ("统计期间", f"{period.start}至{period.last}（{period.label}）"),
        ("统计口径", f"{tables.basis_words}。成功率的基数：{INDICATORS[tables.base].name}"),
        ("数据性质", _NATURE[tables.state]),
        ("数据截止", "；".join(tables.standing.notes)),
        ("制表人", tables.actor.name),
        ("制表时间", f"{made_at:%Y-%m-%d %H:%M}"),
    )
