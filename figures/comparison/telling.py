"""A comparison as the command line prints it: one JSON object, or lines that a person reads."""

from decimal import Decimal
from typing import Any

from figures import wording
from figures.comparison.changes import POINTS, Change, Number
from figures.comparison.comparing import Beside, Comparison
from figures.periods import Period
from vocab import BASES, N_


def as_json(found: Comparison) -> dict[str, Any]:
    """Every figure in every column as tables print it (money in 万元, time in hours); what has decimals as text."""
    stretch = found.stretch
    year = stretch.cumulative
    told = {
        "unit": found.frame.unit.name,
        "period": stretch.label,
        "from": stretch.now.start.isoformat(),
        "to": stretch.now.last.isoformat(),
        "basis": found.question.basis,
        **found.standing.as_json(),
        "cut_off": stretch.cut_off.isoformat(),
        "by": found.by or None,
        "rows": [
            {"part": row.part, "label": row.label, "figures": [_figure(one, year) for one in row.figures]}
            for row in (found.rows if found.by else ())
        ],
        "total": {"figures": [_figure(one, year) for one in found.total]},
    }
    if found.frame.shows_merged:
        told["predecessors"] = found.frame.merged_names
    return told


def _figure(one: Beside, days: Period) -> dict[str, Any]:
    printed = one.yoy.printed
    return {
        "key": one.key,
        **({"part": one.part} if one.part else {}),
        "name": one.name,
        "measure": printed.unit,
        "now": _plain(printed.now),
        "yoy": _change(one.yoy),
        "previous": _change(one.previous),
        "cumulative": None if one.cumulative is None else _cumulative(one.cumulative, days),
    }


def _change(change: Change) -> dict[str, Any]:
    printed, earlier = change.printed, change.earlier
    return {
        "from": earlier.start.isoformat() if earlier else None,
        "to": earlier.last.isoformat() if earlier else None,
        "before": _plain(printed.before),
        "difference": _plain(printed.difference),
        "percent": _plain(printed.percent),
        "why": change.why,
    }


def _cumulative(change: Change, days: Period) -> dict[str, Any]:
    """As any change; `from` and `to` are those of the year so far, held against the same days of the last."""
    own = {"from": days.start.isoformat(), "to": days.last.isoformat(), "now": _plain(change.printed.now)}
    return _change(change) | own


def _plain(value: Number) -> int | str | None:
    return str(value) if isinstance(value, Decimal) else value


# ---------------------------------------------------------------- for the terminal


def as_text(found: Comparison) -> str:
    """The comparison as lines: a figure each, with 同比, 环比 and the year so far."""
    stretch = found.stretch
    head = f"{found.frame.unit.name}　{stretch.label}{stretch.up_to}　{BASES[found.question.basis]}"
    lines = [f"{head}　{found.standing.words}"]
    if found.frame.shows_merged:
        lines[0] += f"　{wording.WITH_PREDECESSORS}"
    for row in found.rows if found.by else ():
        lines += [f"{row.label}　{_line(one)}" for one in row.figures]
    whole = N_("合计") + "　" if found.by else ""
    return "\n".join([*lines, *(whole + _line(one) for one in found.total)])


def _line(one: Beside) -> str:
    printed = one.yoy.printed
    parts = [f"{one.name} {number(printed.now)}{printed.unit}", f"{N_('同比')} {in_words(one.yoy)}",
             f"{N_('环比')} {in_words(one.previous)}"]  # fmt: skip
    if one.cumulative is not None:
        year = number(one.cumulative.printed.now)
        parts.append(f"{N_('本年累计')} {year}{printed.unit}，{N_('同比')} {in_words(one.cumulative)}")
    return "；".join(parts)


def in_words(change: Change) -> str:
    """+29件（+3.5%，上期 840）; what cannot be compared with its reason."""
    printed = change.printed
    told = [] if printed.percent is None else [f"{signed(printed.percent)}%"]
    if printed.before is not None:
        told.append(N_("原 {n}").format(n=number(printed.before)))
    if change.why:
        told.append(N_("不可比：{why}").format(why=change.why))
    behind = f"（{'，'.join(told)}）" if told else ""
    return f"{signed(printed.difference)}{unit_of(change)}{behind}"


def unit_of(change: Change) -> str:
    """What a difference counts: 件, 万元; of a percentage 百分点. Nothing where there is none."""
    if change.difference is None:
        return ""
    unit = change.printed.unit
    return POINTS if unit == "%" else unit


def number(value: Number) -> str:
    """A number as it stands, — for none."""
    return wording.NONE if value is None else str(value)


def signed(value: Number) -> str:
    """A difference with its sign: +29, −159, 0."""
    if value is None:
        return wording.NONE
    return f"+{value}" if value > 0 else f"−{-value}" if value < 0 else str(value)
