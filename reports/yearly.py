"""The yearly workbook: the year page on paper, with the list of cases and what every figure means."""

import datetime
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import IO, Any

from figures import exports, wording
from figures.evaluator import Figure, Line
from figures.indicators import INDICATORS, PRINTED, Rate, date_words
from figures.rates import yuan
from figures.records import Case, records
from figures.tables import MONTH_COLUMNS, STUDIO_COLUMNS, UNIT_COLUMNS, Column, Tables
from office import crypto
from registers import parties
from reports.sheets import CHILD, TOTAL, Book, Value, of_figure
from vocab import FORMS, LIVE, OFFICIAL, OUTCOMES, PARTY_ROLES, PERFORMANCES

TOTAL_LABEL = "合计"


def write(tables: Tables, target: IO[bytes], *, made_at: datetime.datetime) -> dict[str, Any]:
    """Write the workbook of a year (or any period) to `target` and log it; gives sheets and number of cases.

    Raises NotAllowed. `made_at` is the moment on the office's clock that 说明 states.
    """
    tables.actor.must("report.export")
    book = Book()
    _summary(book, tables)
    _units(book, tables)
    _months(book, tables)
    _types(book, tables)
    _sources(book, tables)
    _bodies(book, tables)
    cases = _cases(book, tables)
    _notes(book, tables, made_at)
    book.save(target)
    unit = tables.frame.unit
    exports.note(tables.actor, unit.id, report="yearly", unit=unit.name, period=tables.period.label,
                 basis=tables.basis, cases=cases, state=tables.state)  # fmt: skip
    return {"sheets": book.workbook.sheetnames, "cases": cases}


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


def _summary(book: Book, tables: Tables) -> None:
    sheet = book.sheet("汇总", (34, 16, 10, 26, 34), _titles(tables, "统计汇总"))
    sheet.head(("指标", "数值", "单位", "计算依据", "日期口径"))
    for key in PRINTED:
        if key == "dispute.share":
            continue  # a share is of a row; of the whole it says nothing
        dated = date_words(INDICATORS[key], tables.basis)
        for label, value, unit, basis, kind in _summary_rows(tables.main.total[key]):
            sheet.row((label, value, unit, basis, dated), kind=kind)


def _summary_rows(figure: Figure) -> Iterator[tuple[str, Value, str, str, str]]:
    """The lines of one indicator: itself, and under it its parts where it has several."""
    one = figure.one
    unit = wording.unit_of(one)
    if not isinstance(one, Rate) and "persons" in figure.parts:
        for part, amount in figure.parts.items():
            yield one.name, Value(amount, "0"), one.parts[part].unit, "", "text"
        return
    basis = wording.both_counts(figure) if isinstance(one, Rate) else ""
    yield one.name, of_figure(figure), unit, basis, "text"
    if not isinstance(one, Rate) and len(figure.parts) > 1:
        for part, amount in figure.parts.items():
            yield f"其中：{one.parts[part].name}", Value(amount, "0"), unit, "", CHILD


# ---------------------------------------------------------------- 分乡镇, 分月


def _units(book: Book, tables: Tables) -> None:
    sheet = book.sheet("分乡镇", (20, *[11] * len(UNIT_COLUMNS)), _titles(tables, "分乡镇（街道）统计表"))
    sheet.head(("单位", *_labels(UNIT_COLUMNS)))
    lacking = tables.standing.lacking
    for line in tables.main.rows("unit"):
        label = f"{line.label}（{lacking[line.part]}）" if line.part in lacking else line.label
        sheet.row((label, *_figures(UNIT_COLUMNS, line)))
    sheet.row((TOTAL_LABEL, *_figures(UNIT_COLUMNS, tables.main.total)), kind=TOTAL)


def _months(book: Book, tables: Tables) -> None:
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
    sheet.head(("月份", *_labels(MONTH_COLUMNS)))
    for line in months:
        sheet.row((line.label, *_figures(MONTH_COLUMNS, line)))
    sheet.row((TOTAL_LABEL, *_figures(MONTH_COLUMNS, tables.main.total)), kind=TOTAL)


# ---------------------------------------------------------------- 分类型, 分来源, 分调解组织与工作室


def _types(book: Book, tables: Tables) -> None:
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
    sheet.row((*total, None, *total), kind=TOTAL)


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


# ---------------------------------------------------------------- 案件清单

_CASE_HEADS = ("序号", "卷宗号", "单位", "调解组织", "工作室", "纠纷类型", "案件来源", "受理日期", "结案日期", "调解结果",
               "协议形式", "涉及金额（元）", "履行情况")  # fmt: skip
_CASE_WIDTHS = (7, 22, 24, 26, 18, 16, 20, 11, 11, 10, 9, 15, 9)
_SINCE_HEADS, _SINCE_WIDTHS = ("锁定后变动",), (22,)
_PEOPLE_HEADS = ("申请人", "被申请人", "申请人证件号码")
_PEOPLE_WIDTHS = (12, 12, 21)


def _cases(book: Book, tables: Tables) -> int:
    """Every case that the base counts; gives their number. Without people for who may not see them."""
    with_people = tables.actor.may("dispute.people")
    locked = tables.state == OFFICIAL
    heads = (*_CASE_HEADS, *(_SINCE_HEADS if locked else ()), *(_PEOPLE_HEADS if with_people else ()))
    widths = (*_CASE_WIDTHS, *(_SINCE_WIDTHS if locked else ()), *(_PEOPLE_WIDTHS if with_people else ()))
    sheet = book.sheet("案件清单", widths, _titles(tables, "案件清单"))
    sheet.head(heads)
    number = 0
    for number, case in enumerate(
        records(tables.actor, tables.question(), tables.base, frame=tables.frame).every(), 1
    ):
        since = (case.since.words,) if locked else ()
        sheet.row((number, *_case(case), *since, *(_people(case) if with_people else ())))
    return number


def _case(case: Case) -> tuple[Any, ...]:
    amount = None if case.amount is None else Value(yuan(case.amount), "#,##0.00")
    return (
        case.number or "",
        case.unit,
        case.committee or "",
        case.studio or "",
        case.type,
        case.source,
        case.accepted_on,
        case.concluded_on or "",
        OUTCOMES[case.outcome],
        FORMS.get(case.form or "", ""),
        amount if amount else "",
        PERFORMANCES.get(case.performance or "", ""),
    )


def _people(case: Case) -> tuple[str, str, str]:
    """The parties with their names and numbers masked; telephones never leave the house."""
    names = {
        role: "、".join(masked_name(party.name) for party in case.people if party.role == role)
        for role in PARTY_ROLES
    }
    first = next((party for party in case.people if party.role == "applicant"), None)
    number = crypto.mask(parties.id_number(first)) if first else ""
    return names["applicant"], names["respondent"], number


def masked_name(name: str) -> str:
    """A person's name as lists show it outside the house: the surname and two stars."""
    return f"{name[:1]}**" if name else ""


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


def _notes(book: Book, tables: Tables, made_at: datetime.datetime) -> None:
    sheet = book.sheet(
        "说明", (28, 110), (f"{tables.frame.unit.name}{tables.period.label}统计说明",), heads=0
    )
    for label, text in _facts(tables, made_at):
        sheet.row((label, text))
    sheet.gap()
    sheet.section("计数规则")
    for rule in _RULES:
        sheet.paragraph(rule)
    sheet.gap()
    sheet.section("指标定义")
    sheet.head(("指标", "定义与日期口径"))
    for key in PRINTED:
        sheet.row(
            (
                INDICATORS[key].name,
                f"{INDICATORS[key].definition}（{date_words(INDICATORS[key], tables.basis)}）",
            )
        )


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
