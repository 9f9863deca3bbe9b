"""How the rows of a ledger of disputes become cases: parties, bodies and mediators taken out of each row."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from typing import Any

from office.errors import Rejected
from office.lists import fold
from registers import parties, values
from registers.description import CHOICE, COUNT, LONG_TEXT, MONEY, PLACE, TEXT, Field
from registers.dispute import DISPUTE
from registers.ledger.checking import Problem, SheetCheck
from registers.ledger.converting import Codes, as_wan
from registers.ledger.entries import NOWHERE, Person, Spot
from registers.ledger.mapping import MappedSheet
from registers.values import Unreadable
from vocab import N_

Number = tuple[str | None, str | None]  # an identity number and its kind
_NOBODY: tuple[list[str], int] = ([], 0)


@dataclass(slots=True)
class Case:
    """A good row: the values of the dispute, where it belongs, who takes part."""

    sheet: MappedSheet
    index: int
    values: dict[str, Any]
    applicants: list[str]
    respondents: list[str]
    numbers: dict[str, Any]
    tags: tuple[str, ...]
    spot: Spot = NOWHERE
    mediators: list[Person] = field(default_factory=list)

    @property
    def row(self) -> int:
        """The sheet's own number of the row."""
        return self.sheet.number(self.index)


class CaseIntake:
    """Rows of a ledger of disputes as cases."""

    register = DISPUTE

    def reading(self, field: Field, heading: str, codes: Codes) -> Callable[[Any], Any]:
        """How the cells of a column are read; under a heading that says 万元 bare numbers are ten thousands."""
        if field.key == "tags":
            return lambda cell: _tags(field, cell, codes(field.choice))
        if field.key == "confirmed":
            return lambda cell: _confirmation(cell, codes("confirmation_result"))
        if field.key in NUMBERS:
            return NUMBERS[field.key]
        if field.kind == CHOICE:
            known = codes(field.choice)
            return lambda cell: field.read(cell, known)
        if field.kind == MONEY and "万" in heading:
            return lambda cell: field.read(as_wan(cell))
        if field.kind in (TEXT, LONG_TEXT, PLACE):
            return lambda cell: field.read(cell) or ""
        if field.kind == COUNT and field.key != "party_count":
            return lambda cell: field.read(cell) or 0
        return field.read

    def item(self, sheet: SheetCheck, index: int, found: dict[str, Any], faults: list[Rejected]) -> Case:
        """The case of a row; what is wrong with it is added to `faults`."""
        case = self._taken_apart(sheet, index, found, faults)
        _place(sheet, case, found, faults)
        faults += DISPUTE.rules(found, sheet.today)
        return case

    def _taken_apart(
        self, sheet: SheetCheck, index: int, found: dict[str, Any], faults: list[Rejected]
    ) -> Case:
        """The row's people and links taken out of `found`, which is left with the values of the dispute itself."""
        take = found.pop
        applicants, some = take("applicant", None) or _NOBODY
        respondents, others = take("respondent", None) or _NOBODY
        numbers = {key: take(key) or () for key in NUMBERS if key in found}
        named = len(applicants) + len(respondents)
        if found.get("party_count") is None:
            found["party_count"] = some + others
        elif found["party_count"] < named:
            faults.append(Rejected("party_count", N_("涉及人数少于已列出的当事人，请核对。")))
        for key, told in numbers.items():
            names = len(applicants if key.startswith("applicant") else respondents)
            if len(told) > names and not (faults and len(told) < 2):
                faults.append(_too_many(key, names, len(told)))
        if take("confirmed", None) and not found.get("confirmation_result"):
            found["confirmation_result"] = "valid"
        return Case(sheet.mapped, index, found, applicants, respondents, numbers, take("tags", None) or ())

    def likeness(self, case: Case) -> Hashable:
        """What makes two rows of a file the same case: as registers.dispute.fingerprint, and the number on the cover."""
        values_ = case.values
        return (values_["accepted_on"], values_["type"], values_.get("number") or "",
                *sorted(case.applicants), "|", *sorted(case.respondents))  # fmt: skip

    def clash(self, case: Case) -> None:
        """Cases that are not the same may stand side by side."""

    def repeated(self, case: Case, first: Case) -> Problem:
        """A row that says the same as one before it."""
        where = f"“{first.sheet.sheet.name}”" if first.sheet is not case.sheet else ""
        text = N_("与{where}第 {row} 行重复（受理日期、纠纷类型和当事人都相同），没有再导入。")
        return duplicate(case, text.format(where=where, row=first.row))


def duplicate(case: Case, message: str) -> Problem:
    """A row that is not imported because it is there already."""
    return Problem(
        case.sheet.sheet.name, case.row, case.sheet.heading("applicant"), "、".join(case.applicants), message
    )


def _place(sheet: SheetCheck, case: Case, found: dict[str, Any], faults: list[Rejected]) -> None:
    """Say where the case belongs and who mediated it."""
    take = found.pop
    town, village, body = take("township", ""), take("village", ""), take("body", "")
    mediators, _count = take("mediators", None) or _NOBODY
    if sheet.astray:
        return
    try:
        case.spot = sheet.roster.spot(sheet.base, town or "", village or "", body or "")
        case.mediators = [sheet.roster.mediator(case.spot, name) for name in mediators]
    except Rejected as fault:
        faults.append(fault)


# ---------------------------------------------------------------- cells that hold several things


def _tags(field: Field, cell: Any, codes: Mapping[str, str]) -> tuple[str, ...]:
    parts = [part.strip() for part in values.SEVERAL.split(values.plain(cell)) if part.strip()]
    return tuple(filter(None, (field.read(part, codes) for part in parts)))


def _confirmation(cell: Any, codes: Mapping[str, str]) -> str | None:
    """是 means confirmed; the court's own words for its ruling are understood too."""
    code = codes.get(fold(values.plain(cell)))
    return code or ("valid" if DISPUTE.columns["confirmed"].read(cell) else None)


def _numbers(key: str, cell: Any) -> tuple[Number, ...]:
    """The identity numbers in a cell, one for each party named beside them."""
    try:
        return tuple(parties.read_number(part, None) for part in _parts(cell))
    except Unreadable as fault:
        raise Rejected(key, fault.text, **fault.values) from None


def _phones(key: str, cell: Any) -> tuple[str | None, ...]:
    try:
        return tuple(values.phone(part) for part in _parts(cell))
    except Unreadable as fault:
        raise Rejected(key, fault.text, **fault.values) from None


def _parts(cell: Any) -> list[Any]:
    if values.is_empty(cell):
        return []
    if not isinstance(cell, str) or cell.isalnum():
        return [cell]
    return [part for part in values.SEVERAL.split(cell) if part.strip()]


NUMBERS: dict[str, Callable[[Any], Any]] = {
    "applicant_id": lambda cell: _numbers("applicant_id", cell),
    "respondent_id": lambda cell: _numbers("respondent_id", cell),
    "applicant_phone": lambda cell: _phones("applicant_phone", cell),
    "respondent_phone": lambda cell: _phones("respondent_phone", cell),
}


def _too_many(key: str, names: int, numbers: int) -> Rejected:
    """More numbers in a cell than names beside it."""
    return Rejected(
        key, N_("这里有 {numbers} 个号码，当事人只有 {names} 名，请一一对应。"), names=names, numbers=numbers
    )
