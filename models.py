"""Every table, in the order of the work: places, people who sign in, lists, who mediates, what is recorded.

Tables only: queries live in office/, registers/ and figures/. Money is integer fen; a point in time is
UTC; a day is a date; an end of validity is the first day on which the thing no longer holds.
"""

import datetime
import json
from functools import partial

import peewee
from peewee import (
    SQL,
    BigIntegerField,
    BlobField,
    BooleanField,
    CharField,
    Check,
    CompositeKey,
    DateField,
    DateTimeField,
    ForeignKeyField,
    IntegerField,
    TextField,
)

from db import Model

# Chinese text stays readable (and findable) in the stored JSON.
JSONField = partial(peewee.JSONField, dumps=partial(json.dumps, ensure_ascii=False, sort_keys=True))


def now() -> datetime.datetime:
    """This moment in UTC, to the second, without zone (as stored)."""
    return datetime.datetime.now(datetime.UTC).replace(tzinfo=None, microsecond=0)


# ---------------------------------------------------------------- places


class Unit(Model):
    """A county, township, village … A unit keeps its place for life: a merge closes it and names its successor."""

    parent = ForeignKeyField("self", null=True, backref="children")
    kind = CharField(16)
    name = CharField(60)
    code = CharField(20, null=True, unique=True)
    path = CharField(120, unique=True, null=True)  # "/1/7/": the ids from the root down to itself
    position = IntegerField(default=0)
    valid_from = DateField(null=True)
    valid_to = DateField(null=True)
    successor = ForeignKeyField("self", null=True, backref="predecessors")
    version = IntegerField(default=1)

    class Meta:
        indexes = ((("parent", "name"), False),)


class UnitName(Model):
    """A name a unit bore until `valid_to`; the present name is in `unit`."""

    unit = ForeignKeyField(Unit, backref="former_names", on_delete="CASCADE")
    name = CharField(60)
    valid_to = DateField()


# ---------------------------------------------------------------- lists the bureau may extend


class Term(Model):
    """An entry of a list (纠纷类型, 案件来源, 标签 …), with the dates between which it may be chosen."""

    code = CharField(8, primary_key=True)
    list = CharField(12)
    name = CharField(40)
    parent = ForeignKeyField("self", null=True, backref="children")
    position = IntegerField(default=0)
    valid_from = DateField(null=True)
    valid_to = DateField(null=True)
    external_code = CharField(20, null=True)

    class Meta:
        indexes = ((("list", "name"), True),)


# ---------------------------------------------------------------- who mediates


class Committee(Model):
    """人民调解委员会. Its prefix (字号) heads the file numbers it gives out."""

    unit = ForeignKeyField(Unit, backref="committees")
    kind = CharField(12)
    name = CharField(80)
    prefix = CharField(20, default="人调字")
    trade = ForeignKeyField(Term, null=True)
    valid_from = DateField(null=True)
    valid_to = DateField(null=True)
    version = IntegerField(default=1)

    class Meta:
        indexes = ((("unit", "name"), True),)


class Studio(Model):
    """调解工作室 or stationed room: a second view of its parent committee's work, never added to it."""

    committee = ForeignKeyField(Committee, backref="studios")
    kind = CharField(12, default="brand")
    name = CharField(80)
    valid_from = DateField(null=True)
    valid_to = DateField(null=True)
    version = IntegerField(default=1)

    class Meta:
        indexes = ((("committee", "name"), True),)


class Mediator(Model):
    """人民调解员 with the term of appointment."""

    unit = ForeignKeyField(Unit, backref="mediators")
    committee = ForeignKeyField(Committee, null=True, backref="mediators")
    studio = ForeignKeyField(Studio, null=True, backref="mediators")
    name = CharField(50)
    name_key = CharField(200, default="")
    employment = CharField(8, default="part")
    sex = CharField(8, null=True)
    phone_cipher = BlobField(null=True)
    phone_index = CharField(64, null=True, index=True)
    id_cipher = BlobField(null=True)
    id_index = CharField(64, null=True, index=True)
    valid_from = DateField(null=True)
    valid_to = DateField(null=True)
    version = IntegerField(default=1)

    class Meta:
        indexes = ((("unit", "name"), False),)


# ---------------------------------------------------------------- who signs in


class Account(Model):
    username = CharField(40, unique=True)
    name = CharField(50)
    role = CharField(12)
    unit = ForeignKeyField(Unit, null=True, backref="accounts")
    committee = ForeignKeyField(Committee, null=True)
    studio = ForeignKeyField(Studio, null=True)
    mediator = ForeignKeyField(Mediator, null=True)
    password_hash = CharField(255)
    former_hashes = JSONField(default=list)
    password_set_at = DateTimeField(default=now)
    must_change = BooleanField(default=True)
    failures = IntegerField(default=0)
    locked_until = DateTimeField(null=True)
    active = BooleanField(default=True)
    created_at = DateTimeField(default=now)
    version = IntegerField(default=1)


class Login(Model):
    """One signed-in browser. Its random token is what the session cookie carries, so it can be revoked."""

    token = CharField(64, unique=True)  # sha256 of the token in the cookie
    account = ForeignKeyField(Account, backref="logins", on_delete="CASCADE")
    started_at = DateTimeField(default=now)
    seen_at = DateTimeField(default=now)
    ended_at = DateTimeField(null=True)
    address = CharField(64, default="")
    agent = CharField(200, default="")


class AuditEntry(Model):
    """One writing act (or reveal, or export). Chained: each hash covers the one before."""

    at = DateTimeField()
    account = ForeignKeyField(Account, null=True)
    actor = CharField(80)
    act = CharField(40, index=True)
    subject = CharField(20)
    subject_id = BigIntegerField(null=True)
    detail = TextField(default="{}")
    previous = CharField(64)
    hash = CharField(64, unique=True)

    class Meta:
        indexes = ((("subject", "subject_id"), False),)


class Setting(Model):
    key = CharField(40, primary_key=True)
    value = JSONField()


class Alias(Model):
    """What an office writes for a code: `text` (folded) of the choice `choice` means `code`.

    `unit` is the office whose habit it is; without one it holds for everybody.
    """

    choice = CharField(24)
    text = CharField(60)
    code = CharField(12)
    unit = ForeignKeyField(Unit, null=True, on_delete="CASCADE")

    class Meta:
        indexes = ((("choice", "text", "unit"), True),)


class ColumnHabit(Model):
    """How an office heads a column of its ledger: `heading` (folded) of `register` is `field` ("" = leave out)."""

    unit = ForeignKeyField(Unit, on_delete="CASCADE")
    register = CharField(24)
    heading = CharField(60)
    field = CharField(40)

    class Meta:
        indexes = ((("unit", "register", "heading"), True),)


class ImportBatch(Model):
    """One ledger taken in: uploaded → checked → running → done (→ undone), or failed.

    `content` holds the file and `refused_rows` the rows given back, both encrypted.
    """

    register = CharField(24)
    unit = ForeignKeyField(Unit)
    account = ForeignKeyField(Account, null=True)
    file_name = CharField(200)
    file_digest = CharField(64)
    state = CharField(12, default="uploaded")
    started_at = DateTimeField(default=now)
    ended_at = DateTimeField(null=True)
    content = BlobField(null=True)
    mapping = JSONField(default=dict)
    progress = IntegerField(default=0)
    read = IntegerField(default=0)
    imported = IntegerField(default=0)
    refused = IntegerField(default=0)
    duplicates = IntegerField(default=0)
    created = JSONField(default=dict)
    problems = BlobField(null=True)
    message = TextField(default="")


# ---------------------------------------------------------------- the dispute register


class FileNumber(Model):
    """The last serial a committee gave out in a year; raised in the same transaction that uses it."""

    committee = ForeignKeyField(Committee)
    year = IntegerField()
    last = IntegerField(default=0)

    class Meta:
        primary_key = CompositeKey("committee", "year")


class Dispute(Model):
    """矛盾纠纷案件. The dates are kept apart (domain: 2.5); `*_counts_on`, `days` are derived on saving."""

    unit = ForeignKeyField(Unit, backref="disputes", index=False)  # the covering indexes begin with it
    committee = ForeignKeyField(Committee, null=True, backref="disputes", index=False)
    studio = ForeignKeyField(Studio, null=True, backref="disputes", index=False)
    number = CharField(60, null=True)
    number_year = IntegerField(null=True)
    number_serial = IntegerField(null=True)
    external_number = CharField(60, null=True)  # the provincial system's

    type = ForeignKeyField(Term, backref="+", index=False)
    source = ForeignKeyField(Term, backref="+", index=False)
    difficulty = ForeignKeyField(Term, null=True, backref="+", index=False)
    relation = CharField(12, null=True)
    subject = CharField(100, default="")
    summary = TextField(default="")
    place = CharField(100, default="")
    party_count = IntegerField(default=0)

    occurred_on = DateField(null=True)
    accepted_on = DateField()
    mediated_from = DateField(null=True)
    mediated_to = DateField(null=True)
    agreed_on = DateField(null=True)
    effective_on = DateField(null=True)
    performed_on = DateField(null=True)
    concluded_on = DateField(null=True)
    filed_on = DateField(null=True)
    followed_up_on = DateField(null=True)
    extended_to = DateField(null=True)  # both sides agreed to an extension (若干规定 33)

    outcome = CharField(12)
    form = CharField(8, null=True)
    amount = BigIntegerField(null=True)  # fen
    agreement = TextField(default="")
    performance_terms = TextField(default="")
    performance = CharField(8, null=True)
    satisfaction = CharField(8, null=True)
    aftermath = CharField(16, null=True)
    note = TextField(default="")

    confirmation_applied_on = DateField(null=True)
    confirmation_court = CharField(60, default="")
    confirmation_result = CharField(12, null=True)
    confirmed_on = DateField(null=True)
    confirmation_number = CharField(60, default="")

    suicide_cases = IntegerField(default=0)
    suicide_persons = IntegerField(default=0)
    crime_cases = IntegerField(default=0)
    crime_persons = IntegerField(default=0)
    petition_cases = IntegerField(default=0)
    petition_persons = IntegerField(default=0)
    fight_cases = IntegerField(default=0)
    fight_persons = IntegerField(default=0)

    days = IntegerField(null=True)  # 结案 − 受理
    performed_counts_on = DateField(null=True)
    applied_counts_on = DateField(null=True)
    confirmed_counts_on = DateField(null=True)

    fingerprint = CharField(64, index=True)
    entry_key = CharField(40, null=True, unique=True)  # a form sent twice makes one case
    batch = ForeignKeyField(ImportBatch, null=True, backref="disputes")
    entered_by = ForeignKeyField(Account, null=True, backref="+", index=False)
    entered_at = DateTimeField(default=now)
    changed_at = DateTimeField(default=now)
    version = IntegerField(default=1)
    voided_at = DateTimeField(null=True)
    void_reason = CharField(200, null=True)

    class Meta:
        constraints = (
            Check("amount is null or amount >= 0", "dispute_amount"),
            Check("concluded_on is null or concluded_on >= accepted_on", "dispute_concluded"),
            Check("outcome <> 'succeeded' or concluded_on is not null", "dispute_succeeded"),
            Check("party_count >= 0", "dispute_parties"),
        )
        indexes = ((("committee", "number_year", "number_serial"), True),)


_LIVE = SQL("voided_at is null")
# Covering indexes for the live figures: (unit, the date that counts), then dimensions and measures.
# voided_at stands last, empty, because SQLite reads the row for a column that only the condition names.
Dispute.add_index(
    Dispute.index(
        Dispute.unit,
        Dispute.concluded_on,
        Dispute.outcome,
        Dispute.type,
        Dispute.source,
        Dispute.committee,
        Dispute.studio,
        Dispute.form,
        Dispute.difficulty,
        Dispute.amount,
        Dispute.days,
        Dispute.party_count,
        Dispute.voided_at,
        where=_LIVE,
        name="dispute_by_conclusion",
    )
)
Dispute.add_index(
    Dispute.index(
        Dispute.unit,
        Dispute.accepted_on,
        Dispute.outcome,
        Dispute.type,
        Dispute.source,
        Dispute.committee,
        Dispute.studio,
        Dispute.form,
        Dispute.difficulty,
        Dispute.amount,
        Dispute.days,
        Dispute.party_count,
        Dispute.concluded_on,
        Dispute.voided_at,
        where=_LIVE,
        name="dispute_by_acceptance",
    )
)
Dispute.add_index(Dispute.index(Dispute.accepted_on, Dispute.id, name="dispute_newest"))
Dispute.add_index(
    Dispute.index(
        Dispute.studio, Dispute.accepted_on, where=SQL("studio_id is not null"), name="dispute_of_studio"
    )
)
# Cases open for long are few; with them apart, what was open on a past day is found without reading all before it.
Dispute.add_index(
    Dispute.index(
        Dispute.unit,
        Dispute.accepted_on,
        where=SQL("(days is null or days > 400)"),
        name="dispute_slow",
    )
)
for _field in (
    Dispute.performed_counts_on,
    Dispute.applied_counts_on,
    Dispute.confirmed_counts_on,
    Dispute.followed_up_on,
):
    _set = SQL(f"{_field.name} is not null")
    Dispute.add_index(Dispute.index(Dispute.unit, _field, where=_set, name=f"dispute_{_field.name}"))


class Party(Model):
    """A party to a dispute: a person or an organisation; ID number and phone only as cipher and blind index."""

    dispute = ForeignKeyField(Dispute, backref="parties", on_delete="CASCADE")
    role = CharField(12)
    position = IntegerField(default=0)
    kind = CharField(12, default="person")
    name = CharField(100)
    name_key = CharField(400, default="")
    sex = CharField(8, null=True)
    ethnic_group = CharField(20, default="")
    born_on = DateField(null=True)
    occupation = CharField(50, default="")
    address = CharField(100, default="")
    contact = CharField(50, default="")  # of an organisation: who acts for it
    id_kind = CharField(10, null=True)
    id_cipher = BlobField(null=True)
    id_index = CharField(64, null=True, index=True)
    phone_cipher = BlobField(null=True)
    phone_index = CharField(64, null=True, index=True)


class DisputeMediator(Model):
    dispute = ForeignKeyField(Dispute, backref="mediator_links", on_delete="CASCADE", index=False)
    mediator = ForeignKeyField(Mediator, backref="dispute_links")

    class Meta:
        primary_key = CompositeKey("dispute", "mediator")


class DisputeTag(Model):
    dispute = ForeignKeyField(Dispute, backref="tag_links", on_delete="CASCADE", index=False)
    tag = ForeignKeyField(Term, backref="+")

    class Meta:
        primary_key = CompositeKey("dispute", "tag")


ALL: list[type[peewee.Model]] = [
    Unit,
    UnitName,
    Term,
    Committee,
    Studio,
    Mediator,
    Account,
    Login,
    AuditEntry,
    Setting,
    Alias,
    ColumnHabit,
    ImportBatch,
    FileNumber,
    Dispute,
    Party,
    DisputeMediator,
    DisputeTag,
]
