"""All indicators told in words: for the command line, and for docs/indicators.md, which is written from here."""

from collections.abc import Iterator, Mapping
from typing import Any

from figures import wording
from figures.books import sealing
from figures.comparison.derived import DERIVED, GROUP, KIND, Derived
from figures.dating import BASIS
from figures.defining import FEN, HOURS, Indicator, Rate
from figures.indicators import GROUPS, INDICATORS, breakdowns, counted, everything, find

BASIS_WORDS = "按所选口径的日期（结案或受理）"


def listed() -> list[dict[str, Any]]:
    """Every indicator and derived measure as the command line lists it; `edition` changes with what the definition says."""
    editions = sealing.edition()
    return [*_indicators(editions), *map(_derived, DERIVED.values())]


def _derived(one: Derived) -> dict[str, Any]:
    """Of a derived measure `of` are the indicators of which it can be asked."""
    return {
        "key": one.key,
        "name": one.name,
        "definition": one.definition + one.limits,
        "kind": KIND,
        "unit": one.unit,
        "breakdowns": [],
        "dated": one.dated,
        "printed": False,
        "edition": one.edition,
        "of": one.covers(),
    }


def _indicators(editions: Mapping[str, str]) -> list[dict[str, Any]]:
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


def markdown() -> str:
    """The chapter of all indicators, group by group; those not printed in tables last in their group."""
    pieces = [piece for group in GROUPS for piece in _group(group)]
    return "\n\n".join([*pieces, *_derived_chapter()]) + "\n"


def _derived_chapter() -> Iterator[str]:
    """The measures that are worked out of other figures."""
    yield f"## {GROUP}"
    yield "以下各项由其他指标得出，不能作为指标查询，在“对比分析”页面和命令 `compare`、`rank` 里看。"
    for one in DERIVED.values():
        lines = [f"### {one.key}", "", f"**{one.name}**：{one.definition}{one.limits}", ""]
        yield "\n".join([*lines, f"- 期间：{one.dated}", f"- 单位：{one.unit}", f"- 页面：{one.page}"])


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
