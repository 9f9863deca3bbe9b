"""Where an indicator is used: in which tables, sentences, checks and templates. Each part tells its own uses.

A new part adds a teller with fill(); nobody else changes.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from figures.checking import builtin, own, rules
from figures.checking.formulas import Names, folded
from figures.comparison.choosing import USUAL
from figures.defining import Rate
from figures.forms.catalogue import FORMS
from figures.indicators import PRINTED, everything
from figures.sentences import own as texts
from figures.sentences.shipped import SHIPPED
from figures.service import COLUMNS as SERVICE_COLUMNS
from figures.tables import MONTH_COLUMNS, STUDIO_COLUMNS, UNIT_COLUMNS
from models import Template, TemplateMap
from office.errors import Rejected
from vocab import BASES, N_

TABLE, SENTENCE, CHECK, TEMPLATE, FIGURE = "table", "sentence", "check", "template", "figure"
KINDS = {
    TABLE: N_("统计表"),
    SENTENCE: N_("报告语句"),
    CHECK: N_("审核关系"),
    TEMPLATE: N_("上级模板"),
    FIGURE: N_("比率"),
}


@dataclass(frozen=True)
class Use:
    """One place where an indicator is used: what kind of place, and what it is called."""

    kind: str
    name: str


Told = Iterable[tuple[str, Use]]
Teller = Callable[[], Told]
_TELLERS: list[Teller] = []


def fill(teller: Teller) -> Teller:
    """Have a part tell its uses: (key of an indicator, use)."""
    _TELLERS.append(teller)
    return teller


def used() -> dict[str, dict[str, list[str]]]:
    """Key → kind → the names of the places where it is used, as everything stands at this moment."""
    found: dict[str, dict[str, list[str]]] = {}
    for teller in _TELLERS:
        for key, use in teller():
            names = found.setdefault(key, {}).setdefault(use.kind, [])
            if use.name not in names:
                names.append(use.name)
    return found


def used_in(key: str) -> dict[str, list[str]]:
    """Kind → the names of the places where one indicator is used."""
    return used().get(key, {})


# ---------------------------------------------------------------- what is there


@fill
def _pages() -> Told:
    """The tables of the year, the month and the public legal service."""
    for key in (*PRINTED, *(one.key for one in (*UNIT_COLUMNS, *MONTH_COLUMNS, *STUDIO_COLUMNS))):
        yield key, Use(TABLE, N_("月度、年度汇总"))
    for column in SERVICE_COLUMNS:
        yield column.key, Use(TABLE, N_("公共法律服务统计表"))
    for key, one in everything().items():
        if one.printed:
            yield key, Use(TABLE, N_("年度工作簿"))


@fill
def _comparisons() -> Told:
    """What the page of comparisons shows unless told otherwise."""
    for key in USUAL:
        yield key, Use(TABLE, N_("对比分析"))


@fill
def _forms() -> Told:
    """The official tables."""
    for form in FORMS.values():
        for column in form.every_column():
            for basis in BASES:
                if key := column.of_basis(basis):
                    yield key, Use(TABLE, form.title)


@fill
def _rates() -> Told:
    """Rates that are worked out of others."""
    for one in everything().values():
        if isinstance(one, Rate):
            for key in (*one.numerator.values(), *one.denominator.values(), one.least):
                if key:
                    yield key, Use(FIGURE, one.name)


@fill
def _checks() -> Told:
    """The checks that compare figures, built in and the bureau's own."""
    known = own.names()
    for rule in (*builtin.RULES, *own.active()):
        try:
            read = rules.read(rule, known)
        except Rejected:  # it names an indicator that is no more; the checks say so themselves
            continue
        for key in (*read.left.keys, *read.right.keys):
            yield key, Use(CHECK, rule.name)


_BRACED = re.compile(r"\{([^{}|@]+)")


@fill
def _sentences() -> Told:
    """The texts of reports, shipped and the bureau's own."""
    known = own.names()
    own_texts = ((row.name, row.text) for row in texts.listed() if row.active)
    for title, text in (*((one.title, one.text) for one in SHIPPED.values()), *own_texts):
        for key in _named(text, known):
            yield key, Use(SENTENCE, title)


def _named(text: str, known: Names) -> Iterator[str]:
    """The indicators that a text's placeholders name."""
    for found in _BRACED.finditer(text):
        meant = known.meant(folded(found[1].strip()), 0)
        if meant:
            yield meant[1]


@fill
def _templates() -> Told:
    """The superior's templates, by what their cells are filled with."""
    rows = TemplateMap.select(TemplateMap.indicator, Template.name, Template.year).join(Template)
    for key, name, year in rows.distinct().tuples():
        yield key, Use(TEMPLATE, N_("{name}（{year}年）").format(name=name, year=year))
