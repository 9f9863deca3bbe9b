"""The lists a bureau may extend and the words offices use for their codes."""

import datetime
import re
import unicodedata
from collections.abc import Mapping

import db
import vocab
from models import Alias, Term
from office import audit
from office.access import Actor
from office.errors import Rejected

# Fixed lists, by the name under which aliases and fields refer to them.
FIXED: dict[str, Mapping[str, str]] = {
    "outcome": vocab.OUTCOMES,
    "form": vocab.FORMS,
    "performance": vocab.PERFORMANCES,
    "relation": vocab.RELATIONS,
    "satisfaction": vocab.SATISFACTIONS,
    "confirmation_result": vocab.CONFIRMATIONS,
    "aftermath": vocab.AFTERMATHS,
    "committee_kind": vocab.COMMITTEE_KINDS,
    "studio_kind": vocab.STUDIO_KINDS,
    "employment": vocab.EMPLOYMENTS,
    "sex": vocab.SEXES,
    "party_kind": vocab.PARTY_KINDS,
    "id_kind": vocab.ID_KINDS,
}


def fold(text: str) -> str:
    """The form in which spoken names are compared: NFKC, no white space or brackets' width, lower case."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).strip("*:.。;；、").casefold()


def seed() -> None:
    """Fill the lists of a new installation; does nothing once there are any."""
    if Term.select().exists():
        return
    with db.transaction():
        for position, (list_, code, name, parent, spoken) in enumerate(vocab.TERMS):
            Term.create(code=code, list=list_, name=name, parent=parent, position=position)
            for text in spoken:
                Alias.get_or_create(choice=list_, text=fold(text), unit=None, defaults={"code": code})
        for choice, codes in vocab.SPOKEN.items():
            for code, texts in codes.items():
                for text in texts.split():
                    Alias.get_or_create(choice=choice, text=fold(text), unit=None, defaults={"code": code})


def terms(list_: str, on: datetime.date | None = None) -> list[Term]:
    """The entries of a list in print order; with `on`, only those that may be chosen on that day."""
    rows = Term.select().where(Term.list == list_)
    if on:
        rows = rows.where(
            (Term.valid_from.is_null() | (Term.valid_from <= on))
            & (Term.valid_to.is_null() | (Term.valid_to > on))
        )
    return list(rows.order_by(Term.position, Term.code))


def labels(choice: str) -> dict[str, str]:
    """Code → name of a fixed or extensible list, in print order, past entries included."""
    if choice in FIXED:
        return dict(FIXED[choice])
    return {term.code: term.name for term in terms(choice)}


def leaves(list_: str, on: datetime.date | None = None) -> dict[str, str]:
    """Code → name of the entries that no other entry has as its parent: those a record may carry."""
    rows = terms(list_, on)
    parents = {row.parent_id for row in rows}
    return {row.code: row.name for row in rows if row.code not in parents}


def source_label(code: str, names: Mapping[str, Term]) -> str:
    """A source as reports print it: the parent before the child, 接受委托移送:法院."""
    term = names[code]
    return f"{names[term.parent_id].name}:{term.name}" if term.parent_id in names else term.name


def spoken(choice: str, unit_ids: tuple[int, ...] = ()) -> dict[str, str]:
    """Folded text → code: the entries' own names, what everybody writes, and the habits of the given offices.

    Later offices in `unit_ids` win over earlier ones (county first, then township).
    """
    own = {fold(name): code for code, name in choosable(choice).items()}
    rows = list(Alias.select().where(Alias.choice == choice).tuples())
    general = {text: code for _, _, text, code, unit in rows if unit is None}
    found = general | own
    for office in unit_ids:
        found |= {text: code for _, _, text, code, unit in rows if unit == office}
    return found


def choosable(choice: str) -> dict[str, str]:
    """Code → name of what a record may carry: a fixed list, or the leaves of an extensible one."""
    return labels(choice) if choice in FIXED else leaves(choice)


def remember(actor: Actor, choice: str, text: str, code: str, unit_id: int | None) -> None:
    """Keep that `text` means `code` for an office (or everybody); part of the act that calls it."""
    if code not in choosable(choice):
        raise Rejected(choice, "“{text}”没有对应到有效的选项，请重新选择。", text=text)
    same = (Alias.choice == choice) & (Alias.text == fold(text))
    same &= Alias.unit.is_null() if unit_id is None else (Alias.unit == unit_id)
    if not Alias.update(code=code).where(same).execute():
        Alias.create(choice=choice, text=fold(text), code=code, unit=unit_id)
    audit.record(actor, "alias.remember", "alias", None, choice=choice, text=text, code=code, unit=unit_id)
