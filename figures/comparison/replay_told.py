"""A replay as the command line prints it, and its cells in words for page and command alike."""

from decimal import Decimal
from typing import Any

from figures import wording
from figures.comparison.changes import Change
from figures.comparison.replay import Replay, Row, Why
from figures.defining import Rate
from figures.differences import saying
from figures.indicators import find
from vocab import BASES, N_

UNKNOWN = wording.NONE
NOT_LOCKED = N_("上年同期没有锁定的月报，“当时口径”用的是上年同期的实时数，按各记录自己的类型和单位归类。")


def as_json(found: Replay) -> dict[str, Any]:
    """Every row with its three figures; money in fen, what has decimals as text. The total of a breakdown has no part."""
    return {
        "unit": found.frame.unit.name,
        "from": found.now.start.isoformat(),
        "to": found.now.last.isoformat(),
        "then": {
            "from": found.then.start.isoformat(),
            "to": found.then.last.isoformat(),
            **found.standing.as_json(),
        },
        "basis": found.basis,
        "by": found.by or None,
        "rows": [_row(row) for row in found.every],
        "changes": [one.as_json() for one in found.changed],
    }


def _row(row: Row) -> dict[str, Any]:
    return {
        "key": row.key,
        "name": row.now.one.name,
        "part": row.part,
        "label": row.label,
        "now": row.now.as_json()["value"],
        "then_as_locked": row.locked.as_json()["value"],
        "then_recomputed": row.again.as_json()["value"],
        "effect": _plain(row.effect),
        "yoy": _change(row.plain),
        "comparable": _change(row.alike),
        "why": [_why(one) for one in row.why],
        **({"unknown": row.unknown} if row.unknown else {}),
    }


def _change(change: Change) -> dict[str, Any]:
    printed = change.printed
    return {"difference": _plain(printed.difference), "percent": _plain(printed.percent), "why": change.why}


def _why(one: Why) -> dict[str, Any]:
    told = {"reason": one.code, "reason_name": one.name, "count": one.count, "effect": _plain(one.effect),
            "details": list(one.details)}  # fmt: skip
    return told | ({"base_effect": _plain(one.base_effect)} if one.base_effect else {})


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, Decimal) else value


# ---------------------------------------------------------------- in words


def effect(row: Row) -> str:
    """口径影响: +14, −2.31 万元 without its unit, of a rate in 百分点; — where one of the counts is unknown."""
    value, one = row.effect, row.now.one
    if value is None:
        return UNKNOWN
    more = value if value > 0 else -value
    return _signed(value, str(more) if isinstance(one, Rate) else wording.number(more, one.unit))


def why(row: Row) -> str:
    """类型表（分类）不同 14 条（+14）：山林土地纠纷归入其他纠纷；更正 2 条（−2）."""
    return "；".join(_said(row, one) for one in row.why)


def _said(row: Row, one: Why) -> str:
    added = saying.both(row.now.one, one.effect, one.base_effect) if isinstance(row.now.one, Rate) else (
        saying.signed(row.now.one, one.effect)
    )  # fmt: skip
    details = "：" + "、".join(one.details) if one.details else ""
    return N_("{reason} {n} 条（{added}）{details}").format(
        reason=one.name, n=one.count, added=added, details=details
    )


def difference(change: Change) -> str:
    """How much more or less: +14, −0.6; — where the two cannot be held against each other."""
    value = change.printed.difference
    return UNKNOWN if value is None else _signed(value)


def percent(change: Change) -> str:
    """The same in percent of the earlier figure, of a rate in 百分点: +12.5%, −0.6 个百分点; — without a base."""
    printed = change.printed
    if change.is_rate:
        unit = N_("个百分点") if change.figure.one.unit == "%" else change.figure.one.unit
        return (
            UNKNOWN if printed.difference is None or change.why else f"{_signed(printed.difference)} {unit}"
        )
    return UNKNOWN if printed.percent is None else f"{_signed(printed.percent)}%"


def _signed(value: Any, printed: str = "") -> str:
    return f"{'+' if value > 0 else '−' if value < 0 else ''}{printed or abs(value)}"


def standing_words(found: Replay) -> str:
    """From which books last year's 当时口径 is: 审定（2026-01-06 锁定，第 1 版）, or that nothing was locked."""
    return found.standing.words if found.books else NOT_LOCKED


HEADS = (N_("本期"), N_("上年（当时口径）"), N_("上年（现行口径）"), N_("口径影响"), N_("同比"), N_("可比增减"),
         N_("可比增减%"), N_("口径影响的原因"))  # fmt: skip


def cells(row: Row) -> list[str]:
    """What stands under HEADS in a row."""
    return [
        *(wording.text(figure) for figure in (row.now, row.locked, row.again)),
        effect(row),
        percent(row.plain),
        difference(row.alike),
        percent(row.alike),
        why(row) or row.unknown,
    ]


def as_text(found: Replay) -> str:
    """The same as lines that a person reads."""
    head = f"{found.frame.unit.name}　{found.label}　{BASES[found.basis]}"
    lines = [head, f"{found.then.label}　{standing_words(found)}"]
    for key in found.keys if found.by else ():
        lines += ["", "\t".join((wording.heading(find(key)), *HEADS))]
        lines += [
            "\t".join((row.label, *cells(row))).rstrip() for row in (*found.rows(key), found.total(key))
        ]
    if not found.by:
        lines.append("\t".join(("", *HEADS)))
        lines += ["\t".join((wording.heading(row.now.one), *cells(row))).rstrip() for row in found.every]
    lines += ["", *(f"{one.kind}　{one.day or ''}　{one.text}" for one in found.changed)]
    return "\n".join(lines).rstrip()
