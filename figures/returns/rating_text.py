"""The text of an evaluation, ready to be sent round: who was punctual, late, missing, each in the order of the units."""

from collections.abc import Sequence
from decimal import Decimal

from figures.rates import rounded
from figures.returns.rating import Rating, Report
from figures.returns.reporting import Post
from figures.returns.spans import Span
from office import settings
from vocab import N_


def text(report: Report) -> str:
    """The 通报 of a period."""
    office = settings.get("county_name") or report.post.name
    kind = {"month": N_("月报评价"), "year": N_("月报总结")}.get(report.span.kind, N_("月报通报"))
    heading = N_("【{office}】{span}{kind}").format(office=office, span=report.span.label, kind=kind)
    return "\n".join([heading, _summary(report.ratings), *_named(report.ratings, report.span)])


def _summary(ratings: Sequence[Rating]) -> str:
    owed, on_time = sum(one.owed for one in ratings), sum(one.on_time for one in ratings)
    late, missing = sum(len(one.late) for one in ratings), sum(len(one.missing) for one in ratings)
    share = f"（{rounded(Decimal(100 * on_time) / owed, 1)}%）" if owed else ""
    return N_(
        "应报单位 {units} 个，应报月报 {owed} 份：按时 {on_time} 份{share}，逾期 {late} 份，未报 {missing} 份；"
        "退回 {returned} 次，锁定后补录、更正 {changed} 条。"
    ).format(units=len(ratings), owed=owed, on_time=on_time, share=share, late=late, missing=missing,
             returned=sum(one.returned for one in ratings), changed=sum(one.changed for one in ratings))  # fmt: skip


def _named(ratings: Sequence[Rating], span: Span) -> list[str]:
    """Who is to be praised and who is told what, each in the order of the units."""
    good = [one.post.name for one in ratings if one.owed and one.on_time == one.owed and not one.returned]
    groups = (
        (N_("按时上报、一次通过"), good),
        (N_("逾期"), [_with(one.post, _late(one, span)) for one in ratings if one.late]),
        (N_("未报"), [_with(one.post, _missing(one, span)) for one in ratings if one.missing]),
        (N_("退回"), [_with(one.post, N_("{n}次").format(n=one.returned)) for one in ratings if one.returned]),
        (N_("锁定后补录、更正"), [_with(one.post, N_("{n}条").format(n=one.changed)) for one in ratings if one.changed]),
    )  # fmt: skip
    return [f"{words}：{'、'.join(names)}。" for words, names in groups if names]


def _with(post: Post, words: str) -> str:
    return f"{post.name}（{words}）" if words else post.name


def _late(one: Rating, span: Span) -> str:
    said = [(month.span.short_label, N_("{n}天").format(n=month.days_late)) for month in one.late]
    return "、".join(days if len(span.months) == 1 else f"{label}{days}" for label, days in said)


def _missing(one: Rating, span: Span) -> str:
    """The months that have not come, those in a row as a range: 1月至3月、9月."""
    if len(span.months) == 1:
        return ""
    lacking = {month.span for month in one.missing}
    runs: list[list[Span]] = []
    for month in span.months:
        if month in lacking and runs and runs[-1][-1] == month.before:
            runs[-1].append(month)
        elif month in lacking:
            runs.append([month])
    return "、".join(_run(run) for run in runs)


def _run(run: list[Span]) -> str:
    if len(run) < 3:
        return "、".join(month.short_label for month in run)
    return N_("{first}至{last}").format(first=run[0].short_label, last=run[-1].short_label)
