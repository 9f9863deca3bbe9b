"""What can be counted: a table with its visible rows, its dates and the ways in which it breaks down.

A described register becomes a source by of_register(): its choices are breakdowns, its days are dates, all under
the fields' own names unless told. The rosters and the disputes name theirs by hand.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from peewee import ModelSelect

from figures.breakdowns import Breakdown, ByMonth, ByUnit, Fixed, Listed, Several, Yes
from figures.dating import AS_OF, BASIS, Dated, Stock, flow
from figures.frame import Frame
from office import access, lists
from office.access import Actor
from registers.description import CHOICE, DATE, FLAG, MANY, MONTH, Field, Register
from vocab import N_


@dataclass(frozen=True, eq=False)
class Source:
    """A table that can be counted.

    `rows` is its one visible-rows query (office/access), `unit` the column by which rows belong to units, `live`
    the condition that a row counts at all. `dates` are by name what an indicator's `dated` can say; `newest` is
    the day by which its lists run (none: in the order of entry). `register` describes the rows; `shown` says what
    lists show where no register does.
    """

    key: str
    label: str
    model: Any
    rows: Callable[[Actor], ModelSelect]
    unit: Any
    dates: Mapping[str, Dated]
    breakdowns: Mapping[str, Breakdown]
    live: Any = None
    newest: Any = None
    register: Register | None = None
    shown: tuple[Field, ...] = ()

    @property
    def listed(self) -> tuple[Field, ...]:
        """What its lists show of a row: the list columns of its register, or the fields named by hand."""
        if self.register is None:
            return self.shown
        return tuple(self._listed(key) for key in self.register.listed)

    def _listed(self, key: str) -> Field:
        """A list column: a field of the register, or a day worked out from them."""
        fields = self.register.fields if self.register else {}
        return fields.get(key) or Field(key, self.column(key).verbose_name or N_("日期"), DATE)

    def column(self, key: str) -> Any:
        """The column in which a field of its lists is stored."""
        return self.model._meta.fields[key]

    def dated(self, name: str, basis: str) -> Dated:
        """The date called `name`; BASIS is the one that the chosen basis names."""
        return self.dates[basis if name == BASIS else name]

    def visible(self, frame: Frame) -> ModelSelect:
        """The live rows of the frame's unit that its actor may see, whatever their dates."""
        rows = self.rows(frame.actor)
        if self.live is not None:
            rows = rows.where(self.live)
        return rows if frame.is_whole_area else rows.where(self.unit.in_(sorted(frame.inside)))

    def held(self, frame: Frame) -> ModelSelect:
        """Those of the visible rows that hold on the period's last day."""
        return self._seen(frame).where(self.dates[AS_OF].when(frame.period))

    def within(self, frame: Frame, dated: str) -> ModelSelect:
        """Those of the visible rows whose day `dated` lies in the period."""
        return self._seen(frame).where(self.dates[dated].when(frame.period))

    def _seen(self, frame: Frame) -> ModelSelect:
        rows = self.rows(frame.actor)
        return rows if self.live is None else rows.where(self.live)


def of_register(
    register: Register,
    *,
    called: Mapping[str, str] | None = None,
    dates: Mapping[str, Dated] | None = None,
    stock: Stock | None = None,
    breakdowns: Iterable[Breakdown] = (),
) -> Source:
    """A described register as a source.

    Dates: each day or month of the description under its column's name, and `dates`; `stock` is called AS_OF.
    Breakdowns: unit, month, each choice, flag and several-choice under its field's name or that in `called`
    (field → name), and `breakdowns`.
    """
    model, called = register.model, called or {}
    days = {
        key: flow(model._meta.fields[key])
        for key, one in register.fields.items()
        if one.kind in (DATE, MONTH)
    }
    found = [_way(register, one, called.get(one.key, one.key)) for one in register.fields.values()]
    ways = [*places(model.unit), *(way for way in found if way), *breakdowns]
    return Source(
        key=register.key,
        label=register.label,
        model=model,
        rows=lambda actor: access.records(actor, model),
        unit=model.unit,
        live=model.voided_at.is_null(),
        dates={**days, **(dates or {}), **({AS_OF: stock} if stock else {})},
        breakdowns={way.key: way for way in ways},
        newest=model._meta.fields[register.dated],
        register=register,
    )


def places(unit: Any) -> tuple[Breakdown, Breakdown]:
    """What every source breaks down by: unit and month."""
    return ByUnit("unit", N_("单位"), unit), ByMonth("month", N_("月份"))


def _way(register: Register, one: Field, key: str) -> Breakdown | None:
    """The breakdown that a field of a register allows, if any."""
    if one.kind == MANY:
        return Several(key, one.label, register.model.id, register.key, one.key, one.choice)
    if one.kind not in (CHOICE, FLAG):
        return None
    column = register.model._meta.fields[one.key]
    if one.kind == FLAG:
        return Yes(key, one.label, column)
    kind = Fixed if one.choice in lists.FIXED else Listed
    return kind(key, one.label, column, one.choice)
