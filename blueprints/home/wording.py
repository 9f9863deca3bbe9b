"""How a desk says what a figure is, how it compares, and how long something has waited."""

import datetime

from flask_babel import gettext as _

from blueprints.home.desk import Card, Year
from figures import wording
from figures.comparison.changes import Change
from figures.defining import Rate
from registers.dispute_dues import CONFIRM, OVERDUE, PERFORM, SOON, Due


def card(year: Year, change: Change, label: str, icon: str = "") -> Card:
    """A figure of the year with its change, opening its list."""
    text = wording.text(change.figure)
    value = None if text == wording.NONE else text.removesuffix("%")
    unit = wording.unit_of(change.figure.one)
    return Card(label, value, _(unit), year.links.to(change.key), beside(change), icon)


def pending_card(year: Year) -> Card:
    """未结 today, and how its time limits stand."""
    late, soon = year.pending("overdue"), year.pending("soon")
    note = _("超期 %(late)s，七日内到期 %(soon)s", late=late, soon=soon)
    return Card(
        _("未结"),
        year.pending(),
        _("件"),
        year.pending_list(),
        note,
        "hourglass-split",
        "warn" if late else "",
    )


def beside(change: Change) -> str:
    """同比 +4.2%，上年 2135; 同比 +1.10 个百分点; or why it cannot be held against last year."""
    printed = change.printed
    if not change.alike or printed.difference is None:
        return _("同比不可比：%(why)s", why=_why(change)) if change.why else ""
    if change.is_rate:
        return _("同比 %(n)s 个百分点", n=signed(printed.difference))
    if printed.percent is None:
        return _("上年同期 %(n)s", n=printed.before)
    return _("同比 %(n)s%%，上年 %(was)s", n=signed(printed.percent), was=printed.before)


def _why(change: Change) -> str:
    """Why they cannot be compared; the days of last year, which the desk's foot names, as 上年同期."""
    return change.why.replace(change.earlier.label, _("上年同期")) if change.earlier else change.why


def signed(number: object) -> str:
    """+4.2, −4.2, 0.0."""
    text = f"{number:+}"
    if not text.strip("+-0."):
        return text.lstrip("+-")
    return text.replace("-", "−")


def counts(change: Change) -> str:
    """A rate's two counts: 1983 ÷ 2049 件."""
    figure = change.figure
    if not isinstance(figure.one, Rate) or figure.denominator is None:
        return ""
    return _("%(above)s ÷ %(below)s 件", above=figure.numerator, below=figure.denominator)


def waiting(due: Due) -> str:
    """超期 12 天, 还有 3 天, 今天到期; of an agreement how long it has been."""
    if due.kind == OVERDUE:
        return _("超期 %(n)s 天", n=-due.left)
    if due.kind in (SOON, CONFIRM):
        return _("还有 %(n)s 天", n=due.left) if due.left else _("今天到期")
    if due.kind == PERFORM:
        return _("已生效 %(n)s 天", n=-due.left)
    return _("已结案 %(n)s 天", n=-due.left)


def days_to(day: datetime.date, today: datetime.date) -> str:
    """还有 3 天, 今天截止, 已过 2 天."""
    left = (day - today).days
    if left == 0:
        return _("今天截止")
    return _("还有 %(n)s 天", n=left) if left > 0 else _("已过 %(n)s 天", n=-left)
