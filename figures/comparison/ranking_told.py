"""A ranking as the command line prints it: one JSON object, or lines of text."""

from typing import Any

from figures.comparison.ranking import Ranked, Ranking, Rankings
from figures.wording import NONE
from vocab import BASES, N_


def as_json(found: Rankings, key: str) -> dict[str, Any]:
    """The ranked and the others apart; numbers with decimals as text, as they are printed."""
    ranked, days = found.by(key), found.stretch.now
    return {
        "unit": found.frame.unit.name,
        "period": found.stretch.label,
        "from": days.start.isoformat(),
        "to": days.last.isoformat(),
        "key": key,
        "name": ranked.name,
        "better": ranked.way.better,
        "measure": ranked.unit,
        "basis": found.asking.basis,
        **found.standing.as_json(),
        "whole": None if ranked.whole is None else _counts(ranked.whole_value, ranked.whole),
        "rows": [_row(row) for row in ranked.rows],
        "unranked": [_unranked(row) for row in ranked.unranked],
        "previous_why": ranked.previous_why,
    }


def _row(row: Ranked) -> dict[str, Any]:
    return {
        "place": row.place,
        "unit": row.name,
        **_counts(row.value, row.measured),
        "previous_place": row.previous,
        "difference": None if row.difference is None else str(row.difference),
        **{figure.key: figure.as_json()["value"] for figure in row.measured.beside},
        "why": row.why,
    }


def _unranked(row: Ranked) -> dict[str, Any]:
    return {"unit": row.name, **_counts(row.value, row.measured), "why": row.why}


def _counts(value: Any, of: Any) -> dict[str, Any]:
    counts = {"numerator": of.numerator, "denominator": of.denominator}
    return {"value": None if value is None else str(value), **{k: _plain(v) for k, v in counts.items()}}


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, int) else str(value)


def as_text(found: Rankings, key: str) -> str:
    """A heading, a line for each ranked unit, then the others with the reason."""
    ranked = found.by(key)
    head = N_("{unit}　{period}　{basis}　{standing}").format(
        unit=found.frame.unit.name, period=found.stretch.label, basis=BASES[found.asking.basis],
        standing=found.standing.words,
    )  # fmt: skip
    columns = [
        N_("名次"),
        N_("单位"),
        f"{ranked.name}（{ranked.unit}）",
        N_("分子/分母"),
        N_("上年同期名次"),
        N_("说明"),
    ]
    lines = [columns, *(_line(row) for row in (*ranked.rows, *ranked.unranked))]
    whole = _whole(ranked)
    why = [N_("没有上年同期名次：{why}。").format(why=ranked.previous_why)] if ranked.previous_why else []
    return "\n".join([head, *("\t".join(line) for line in (*lines, *whole)), *why])


def _line(row: Ranked) -> list[str]:
    return [
        _or_none(row.place),
        row.name,
        _or_none(row.value),
        _both(row.measured),
        _or_none(row.previous),
        row.why,
    ]


def _whole(ranked: Ranking) -> list[list[str]]:
    if ranked.whole is None:
        return []
    return [["", N_("总体"), _or_none(ranked.whole_value), _both(ranked.whole), "", ""]]


def _both(of: Any) -> str:
    return NONE if of.denominator is None else f"{of.numerator}/{of.denominator}"


def _or_none(value: Any) -> str:
    return NONE if value is None else str(value)
