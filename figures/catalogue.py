"""All indicators told in words: for the command line, and for docs/indicators.md, which is written from here."""

from collections.abc import Iterator
from typing import Any

from figures import wording
from figures.books import sealing
from figures.dating import BASIS
from figures.defining import FEN, HOURS, Indicator, Rate
from figures.indicators import GROUPS, INDICATORS, counted, everything, find

BASIS_WORDS = "按所选口径的日期（结案或受理）"


def listed() -> list[dict[str, Any]]:
    """Every indicator as the command line lists it; `edition` changes with what the definition says."""
    editions = sealing.edition()
    return [
        {
            "key": one.key,
            "name": one.name,
            "definition": one.definition,
            "kind": one.kind,
            "unit": one.unit,
            "breakdowns": list(breakdowns(one)),
            "dated": dated(one),
            "printed": one.printed,
            "edition": editions[one.key],
        }
        for one in everything().values()
    ]


def breakdowns(one: Indicator | Rate) -> tuple[str, ...]:
    """The tables in which an indicator is wanted: those it names, or all of its source."""
    return one.breakdowns or (tuple(one.source.breakdowns) if isinstance(one, Indicator) else ())


def markdown() -> str:
    """The chapter of all indicators, group by group; those not printed in tables last in their group."""
    return "\n\n".join(piece for group in GROUPS for piece in _group(group)) + "\n"


def _group(group: str) -> Iterator[str]:
    ones = [one for key, one in INDICATORS.items() if key.partition(".")[0] == group]
    if not ones:
        return
    yield f"## {GROUPS[group]}"
    yield from (_section(one) for one in ones if one.printed)
    support = [one for one in ones if not one.printed]
    if support:
        yield "以下各项不单独印在表里，用来计算上面的比率；同样可以查询、可以打开清单。"
        yield from (_section(one) for one in support)


def _section(one: Indicator | Rate) -> str:
    lines = [f"### {one.key}", "", f"**{one.name}**：{one.definition}", ""]
    lines += [f"- 日期口径：{dated(one)}", f"- 单位：{_unit(one)}"]
    if isinstance(one, Indicator) and len(one.parts) > 1:
        parts = (f"`{name}`（{part.name or part.unit}）" for name, part in one.parts.items())
        lines.append(f"- 分列：{'、'.join(parts)}{'，合计即本数' if one.added else '，互不相加'}")
    if isinstance(one, Rate) and one.least:
        lines.append("- 分列：`minimum`（最少）、`mean`（平均）")
    lines.append(f"- 常用分组：{'、'.join(f'`{by}`' for by in breakdowns(one))}")
    return "\n".join(lines)


def _unit(one: Indicator | Rate) -> str:
    unit = wording.unit_of(one)
    notes = {FEN: "（命令行为分）", HOURS: "（命令行为分钟）"}
    return unit + notes.get(one.unit, "（时长在命令行为分钟）" if HOURS in unit else "")


def dated(one: Indicator | Rate) -> str:
    """By which date an indicator counts, in words."""
    if isinstance(one, Indicator):
        return BASIS_WORDS if one.dated == BASIS else one.source.dates[one.dated].words
    below = "或".join(_named(key) for key in dict.fromkeys(one.denominator.values()))
    if one.whole:
        return f"随口径；本行 ÷ 全表，{below}"
    above = one.numerator["concluded"]
    return f"{dated(counted(above))}（分子）；{_named(above)} ÷ {below}"


def _named(key: str) -> str:
    return f"{find(key).name}（`{key}`）"
