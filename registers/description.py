"""How a register is described: its fields, each with label, kind, choices, limits, and ledger headings.

Form, list, filter, import and export are made from the description; a field's one reading rule
(`Field.read`) serves the form and the ledger row alike.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from office.errors import Rejected
from office.lists import fold
from registers import values
from registers.values import Unreadable
from vocab import N_

TEXT, LONG_TEXT, DATE, CHOICE, MONEY, COUNT, FLAG = (
    "text",
    "long_text",
    "date",
    "choice",
    "money",
    "count",
    "flag",
)
PEOPLE, ID_NUMBER, PHONE, PLACE = "people", "id_number", "phone", "place"


@dataclass(frozen=True)
class Field:
    """One thing a register holds. `headings` are what offices write above its column."""

    key: str
    label: str
    kind: str = TEXT
    required: bool = False
    choice: str = ""
    limit: int = 100
    help: str = ""
    headings: tuple[str, ...] = ()

    def read(self, raw: Any, codes: Mapping[str, str] | None = None) -> Any:
        """The value that `raw` (a cell or a form's text) stands for, or Rejected naming this field.

        For a choice `codes` maps folded spoken words to codes.
        """
        try:
            value = self._choose(raw, codes or {}) if self.kind == CHOICE else self._reader(raw)
        except Unreadable as fault:
            raise Rejected(self.key, fault.text, **fault.values) from None
        if self.required and (value is None or value == "" or value == ([], 0)):
            raise Rejected(self.key, N_("{label}没有填写，请补填。"), label=self.label)
        return value

    def _reader(self, raw: Any) -> Any:
        if self.kind in (TEXT, PLACE):
            return values.text(raw, self.limit)
        if self.kind == LONG_TEXT:
            return values.long_text(raw, self.limit)
        if self.kind == PEOPLE:
            return values.people(raw, self.limit)
        reader: Callable[[Any], Any] = getattr(values, self.kind)
        return reader(raw)

    def _choose(self, raw: Any, codes: Mapping[str, str]) -> str | None:
        if values.is_empty(raw):
            return None
        written = values.plain(raw)
        code = codes.get(fold(written))
        if code is None:
            raise Unreadable(
                N_("“{written}”不在{label}的选项里，请改成规定的名称，或在导入时指定它对应哪一项。"),
                written=written[:30],
                label=self.label,
            )
        return code


@dataclass(frozen=True)
class Group:
    """Fields that stand together on the form."""

    key: str
    label: str
    fields: tuple[Field, ...]


@dataclass(frozen=True)
class Register:
    """A kind of record. `rules` yields every cross-field fault of a row's values."""

    key: str
    label: str
    groups: tuple[Group, ...]
    ledger_only: tuple[Field, ...]
    rules: Callable[[dict[str, Any], Any], Iterable[Rejected]]

    @cached_property
    def fields(self) -> dict[str, Field]:
        """The record's own fields by key, in form order."""
        return {field.key: field for group in self.groups for field in group.fields}

    @cached_property
    def columns(self) -> dict[str, Field]:
        """Everything a ledger may hold: the record's fields and those that become child rows or links."""
        return self.fields | {field.key: field for field in self.ledger_only}

    @cached_property
    def headings(self) -> dict[str, str]:
        """Folded heading → field key, from labels and known headings."""
        return {
            fold(text): field.key
            for field in self.columns.values()
            for text in (field.label, *field.headings)
        }
