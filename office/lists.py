"""The lists a bureau may extend and the words offices use for their codes."""

import datetime
import re
import unicodedata
from collections.abc import Iterable, Mapping

import db
import vocab
from models import Alias, Term
from office import audit, first_lists
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
    "unit_kind": vocab.UNIT_KINDS,
    "committee_kind": vocab.COMMITTEE_KINDS,
    "studio_kind": vocab.STUDIO_KINDS,
    "employment": vocab.EMPLOYMENTS,
    "sex": vocab.SEXES,
    "party_kind": vocab.PARTY_KINDS,
    "id_kind": vocab.ID_KINDS,
    "aid_kind": vocab.AID_KINDS,
    "aid_state": vocab.AID_STATES,
    "quality": vocab.QUALITIES,
    "channel": vocab.CHANNELS,
    "place_kind": vocab.PLACE_KINDS,
    "adviser_category": vocab.ADVISER_CATEGORIES,
    "adviser_service": vocab.ADVISER_SERVICES,
    "service_mode": vocab.SERVICE_MODES,
    "proposal": vocab.PROPOSALS,
    "understander_state": vocab.UNDERSTANDER_STATES,
    "understander_activity": vocab.UNDERSTANDER_ACTIVITIES,
    "appraisal": vocab.APPRAISALS,
    "training_audience": vocab.TRAINING_AUDIENCES,
    "finding_state": vocab.FINDING_STATES,
    "event_form": vocab.EVENT_FORMS,
    "study_kind": vocab.STUDY_KINDS,
    "enterprise_service": vocab.ENTERPRISE_SERVICES,
    "review_result": vocab.REVIEW_RESULTS,
    "litigation_result": vocab.LITIGATION_RESULTS,
    "reviewed_document": vocab.REVIEWED_DOCUMENTS,
    "clearing_result": vocab.CLEARING_RESULTS,
    "subsidy_grade": vocab.SUBSIDY_GRADES,
    "education": vocab.EDUCATIONS,
    "ethnic_group": vocab.ETHNIC_GROUPS,
}


def fold(text: str) -> str:
    """The form in which spoken names are compared: NFKC, no white space or brackets' width, lower case."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).strip("*:.。;；、").casefold()


def seed() -> None:
    """Fill the lists that are still empty: all of a new installation, those that came with an upgrade of an old one."""
    filled = {row[0] for row in Term.select(Term.list).distinct().tuples()}
    spoken_of = {row[0] for row in Alias.select(Alias.choice).where(Alias.unit.is_null()).distinct().tuples()}
    with db.transaction():
        for position, (list_, code, name, parent, spoken) in enumerate(first_lists.TERMS):
            if list_ not in filled:
                Term.create(code=code, list=list_, name=name, parent=parent, position=position)
                _seed_words(list_, code, spoken)
        for choice, codes in first_lists.SPOKEN.items():
            for code, texts in codes.items() if choice not in spoken_of else ():
                _seed_words(choice, code, texts.split())


def _seed_words(choice: str, code: str, texts: Iterable[str]) -> None:
    for text in texts:
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


def line_of_heirs(terms: Mapping[str, Term], code: str, on: datetime.date | None = None) -> list[str]:
    """The code, and those that stand for it one after the other since it ended; with `on`, up to the one of that day."""
    line = [code]
    while (row := terms[line[-1]]).successor_id is not None and row.successor_id not in line:
        if on is not None and (row.valid_to is None or row.valid_to > on):
            break
        line.append(row.successor_id)
    return line


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
