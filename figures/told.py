"""The catalogue of figures as its page shows it: each indicator in words, with its edition, validity and uses."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

from peewee import fn

from figures import catalogue, uses, wording
from figures.books import sealing
from figures.defining import RATE, STOCK, Indicator, Rate
from figures.entered import ENTERED
from figures.frame import Frame
from figures.indicators import GROUPS, breakdowns, everything
from models import EnteredValue
from registers import entered as register
from vocab import N_

FLOW_WORDS, STOCK_WORDS, RATE_WORDS = N_("期间数"), N_("期末数"), N_("比率、平均数")


@dataclass(frozen=True)
class Told:
    """An indicator in words. `since` and `until` are the first month filled in and the day from which it no longer holds."""

    key: str
    name: str
    definition: str
    kind: str
    dated: str
    unit: str
    source: str
    breakdowns: tuple[str, ...]
    edition: str
    printed: bool
    has_list: bool
    since: datetime.date | None = None
    until: datetime.date | None = None
    uses: Mapping[str, list[str]] = field(default_factory=dict)

    def speaks_of(self, word: str) -> bool:
        """Whether a word occurs in what is told of it."""
        said = (
            self.key,
            self.name,
            self.definition,
            self.unit,
            self.source,
            *(n for ns in self.uses.values() for n in ns),
        )
        return any(word.lower() in text.lower() for text in said)


def groups(frame: Frame, word: str = "", group: str = "") -> list[tuple[str, list[Told]]]:
    """(name of a group, its indicators), those in which `word` occurs, of one `group` where that is given."""
    editions, used, spans = sealing.edition(), uses.used(), _spans()
    found: dict[str, list[Told]] = {}
    for key, one in everything().items():
        told = _told(one, editions[key], used.get(key, {}), spans)
        if told.speaks_of(word) and group in ("", _group(key)):
            found.setdefault(_group(key), []).append(told)
    return [(label, found[name]) for name, label in GROUPS.items() if name in found]


def _group(key: str) -> str:
    return key.partition(".")[0]


Spans = Mapping[str, tuple[datetime.date | None, datetime.date | None]]


def _told(one: Indicator | Rate, edition: str, used: Mapping[str, list[str]], spans: Spans) -> Told:
    source = one.source if isinstance(one, Indicator) else None
    since, until = spans.get(one.key, (None, None))
    return Told(
        one.key,
        one.name,
        one.definition,
        {STOCK: STOCK_WORDS, RATE: RATE_WORDS}.get(one.kind, FLOW_WORDS),
        catalogue.dated(one).replace("`", ""),
        wording.unit_of(one),
        source.label if source else "",
        tuple(_ways(one)),
        edition,
        one.printed,
        not (isinstance(one, Rate) and one.whole),
        since,
        until,
        used,
    )


def _ways(one: Indicator | Rate) -> list[str]:
    """The breakdowns in words."""
    counted = one if isinstance(one, Indicator) else _numerator(one)
    ways = counted.source.breakdowns
    return [ways[by].name for by in breakdowns(one) if by in ways]


def _numerator(one: Rate) -> Indicator:
    found = everything()[one.numerator["concluded"]]
    assert isinstance(found, Indicator)
    return found


def _spans() -> Spans:
    """Key of an entered indicator → the first month filled in, and the day from which it no longer holds."""
    of = EnteredValue
    rows = of.select(of.indicator, fn.MIN(of.month)).where(ENTERED.live).group_by(of.indicator).tuples()
    begun = dict(rows)
    return {row.key: (begun.get(row.id), row.valid_to) for row in register.listed()}
