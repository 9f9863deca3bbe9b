"""The workbook of a comparison: figures beside earlier ones, one of them by units and month by month."""

import datetime
from collections.abc import Iterator
from typing import IO, Any

from figures import exports, wording
from figures.comparison.asked import amount
from figures.comparison.changes import Change, in_print, lines, scale
from figures.comparison.choosing import parted, ways
from figures.comparison.comparing import Beside, Comparison
from figures.indicators import find
from reports.sheets import TOTAL, Book, Value
from vocab import BASES

_HEADS = ("计量单位", "本期", "上年同期", "同比增减", "同比（%）", "上期", "环比增减", "环比（%）",
          "本年累计", "上年累计", "累计增减", "累计（%）", "不可比的原因")  # fmt: skip
_WIDTHS = (8, 11, 11, 10, 9, 11, 10, 9, 12, 12, 11, 9, 44)
_NOTES = (
    "注：比率的增减是百分点，由印出的两个比率相减，不算百分比；其余的增减和百分比由两个数得出，四舍五入。",
    "上期为 0、基数不足 10、口径或范围不同的，不算百分比，并写明“不可比”的原因。本期未完的，上年同期算到同一天，环比不算。",
)


def write(whole: Comparison, one: Comparison, target: IO[bytes], *, made_at: datetime.datetime) -> None:
    """Write the chosen figures (`whole`) and one of them in rows (`one`) to `target`, and log it. Raises NotAllowed."""
    whole.actor.must("report.export")
    book = Book()
    _figures(book, whole)
    if one.by:
        _rows(book, one)
    _months(book, whole, one.keys[0])
    if by := _by(one):
        _structure(book, whole, one.keys[0], by)
    _facts(book, whole, made_at)
    book.save(target)
    question = whole.question
    exports.note(whole.actor, whole.frame.unit.id, report="comparison", unit=whole.frame.unit.name,
                 period=whole.stretch.label, basis=question.basis, state=question.state)  # fmt: skip


def file_name(whole: Comparison) -> str:
    """What the file is called: 江干区2020年3月对比分析.xlsx."""
    return f"{whole.frame.unit.name}{whole.stretch.label}对比分析.xlsx"


def _titles(whole: Comparison, what: str) -> tuple[str, str]:
    stretch = whole.stretch
    return (
        f"{whole.frame.unit.name}{stretch.label}{stretch.up_to}{what}",
        f"{days(whole)}　口径：{BASES[whole.question.basis]}　{whole.standing.words}"
        + (f"　{wording.WITH_PREDECESSORS}" if whole.frame.shows_merged else ""),
    )


def days(whole: Comparison) -> str:
    """The days that are compared."""
    stretch = whole.stretch
    said = [f"本期：{stretch.now.start}至{stretch.now.last}",
            f"上年同期：{stretch.year_ago.start}至{stretch.year_ago.last}"]  # fmt: skip
    if not stretch.unfinished:
        said.append(f"上期：{stretch.before.start}至{stretch.before.last}")
    return "　".join(said)


def _figures(book: Book, whole: Comparison) -> None:
    sheet = book.sheet("对比", (28, *_WIDTHS), _titles(whole, "主要指标对比"))
    sheet.head(("指标", *_HEADS))
    for label, ones in whole.groups:
        sheet.row((label, *[""] * len(_HEADS)), kind=TOTAL)
        for one in ones:
            sheet.row((one.name, *_cells(one)))
    for note in _NOTES:
        sheet.paragraph(note)


def _rows(book: Book, one: Comparison) -> None:
    name = find(one.keys[0]).name
    sheet = book.sheet("分组", (24, *_WIDTHS), _titles(one, f"{name}对比"))
    sheet.head((ways(one.keys[0])[one.by], *_HEADS))
    for row in one.rows:
        sheet.row((row.label, *_cells(row.figures[0])))
    sheet.row(("合计", *_cells(one.total[0])), kind=TOTAL)


def _cells(one: Beside) -> Iterator[Any]:
    printed = one.yoy.printed
    yield printed.unit
    yield _value(one.yoy, printed.now)
    yield from _change(one.yoy)
    yield from _change(one.previous)
    if one.cumulative is None:
        yield from [Value(wording.NONE, "0")] * 4
    else:
        yield _value(one.cumulative, one.cumulative.printed.now)
        yield from _change(one.cumulative)
    yield "；".join(_whys(one))


def _change(change: Change) -> Iterator[Value]:
    printed = change.printed
    yield _value(change, printed.before)
    yield _value(change, printed.difference)
    yield Value(wording.NONE if printed.percent is None else printed.percent, "0.0")


def _whys(one: Beside) -> Iterator[str]:
    columns = (("同比", one.yoy), ("环比", one.previous), ("累计同比", one.cumulative))
    for name, change in columns:
        if change is not None and change.why:
            yield f"{name}：{change.why}"


def _value(change: Change, number: Any) -> Value:
    places = change.printed.places
    return Value(wording.NONE if number is None else number, "#,##0." + "0" * places if places else "#,##0")


def _months(book: Book, whole: Comparison, key: str) -> None:
    one = find(key)
    sheet = book.sheet("分月", (14, 16, 16, 16), _titles(whole, f"{one.name}各月与上年同月"))
    sheet.head(("月份", f"本年（{scale(one)[0]}）", "上年", "增减"))
    for month in whole.of(key).months(key):
        now, before = (_number(figure) for figure in (month.now, month.before))
        told = now is not None and before is not None
        places = scale(one)[1]
        shape = "#,##0." + "0" * places if places else "#,##0"
        cells = (now, before, now - before if told else None)
        sheet.row((month.label, *(Value(wording.NONE if n is None else n, shape) for n in cells)))


def _number(figure: Any) -> Any:
    if figure is None:
        return None
    part = lines(figure)[0]
    return in_print(amount(figure, part), figure.one, part)


def _by(one: Comparison) -> str:
    """By what the indicator is parted into shares: its own rows, or its types."""
    found = parted(one.keys[0])
    return one.by if one.by in found else next(iter(found), "")


def _structure(book: Book, whole: Comparison, key: str, by: str) -> None:
    sheet = book.sheet("构成", (26, 12, 12, 12, 12, 16), _titles(whole, f"{find(key).name}构成"))
    sheet.head((parted(key)[by], "本期", "占比（%）", "上年同期", "占比（%）", "占比增减（百分点）"))
    for share in whole.of(key).structure(key, by):
        printed = share.change.printed
        now, before = (_value(share.change, number) for number in (printed.now, printed.before))
        parts = [
            Value(wording.NONE if n is None else n, "0.0")
            for n in (share.now, share.before, share.difference)
        ]
        sheet.row((share.label, now, parts[0], before, parts[1], parts[2]))


def _facts(book: Book, whole: Comparison, made_at: datetime.datetime) -> None:
    sheet = book.sheet("说明", (20, 100), (f"{whole.frame.unit.name}{whole.stretch.label}对比说明",), heads=0)
    for label, text in (
        ("统计单位", whole.frame.unit.name),
        ("期间", days(whole)),
        ("统计口径", BASES[whole.question.basis]),
        ("数据性质", whole.standing.words),
        ("制表人", whole.actor.name),
        ("制表时间", f"{made_at:%Y-%m-%d %H:%M}"),
    ):
        sheet.row((label, text))
    for note in _NOTES:
        sheet.paragraph(note)
