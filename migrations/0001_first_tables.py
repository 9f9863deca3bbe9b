"""The first tables: places, accounts, lists, mediation bodies, the audit chain, imports, the dispute register."""

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

# Chinese text stays readable (and findable) in the stored JSON.
JSONField = partial(peewee.JSONField, dumps=partial(json.dumps, ensure_ascii=False, sort_keys=True))


def now() -> datetime.datetime:
    """This moment in UTC, to the second, without zone (as stored)."""
    return datetime.datetime.now(datetime.UTC).replace(tzinfo=None, microsecond=0)


class Model(peewee.Model):
    class Meta:
        legacy_table_names = False


# ---------------------------------------------------------------- places


class Unit(Model):
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
    unit = ForeignKeyField(Unit, backref="former_names", on_delete="CASCADE")
    name = CharField(60)
    valid_to = DateField()


# ---------------------------------------------------------------- lists the bureau may extend


class Term(Model):
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
    unit = ForeignKeyField(Unit, backref="committees")
    kind = CharField(12)
    name = CharField(80)
    prefix = CharField(20, default="人调字")
    trade = ForeignKeyField(Term, null=True)
    standardised = BooleanField(default=False)  # 规范化
    valid_from = DateField(null=True)
    valid_to = DateField(null=True)
    version = IntegerField(default=1)

    class Meta:
        indexes = ((("unit", "name"), True),)


class Studio(Model):
    committee = ForeignKeyField(Committee, backref="studios")
    kind = CharField(12, default="brand")
    name = CharField(80)
    valid_from = DateField(null=True)
    valid_to = DateField(null=True)
    version = IntegerField(default=1)

    class Meta:
        indexes = ((("committee", "name"), True),)


class Mediator(Model):
    unit = ForeignKeyField(Unit, backref="mediators")
    committee = ForeignKeyField(Committee, null=True, backref="mediators")
    studio = ForeignKeyField(Studio, null=True, backref="mediators")
    name = CharField(50)
    name_key = CharField(200, default="")
    employment = CharField(8, default="part")
    sex = CharField(8, null=True)
    education = CharField(12, null=True)
    grade = ForeignKeyField(Term, null=True, backref="+")
    commended = CharField(100, default="")
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
    token = CharField(64, unique=True)  # sha256 of the token in the cookie
    account = ForeignKeyField(Account, backref="logins", on_delete="CASCADE")
    started_at = DateTimeField(default=now)
    seen_at = DateTimeField(default=now)
    ended_at = DateTimeField(null=True)
    address = CharField(64, default="")
    agent = CharField(200, default="")


class AuditEntry(Model):
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


class CalendarDay(Model):
    day = DateField(primary_key=True)
    working = BooleanField()
    note = CharField(60, default="")


class Alias(Model):
    choice = CharField(24)
    text = CharField(60)
    code = CharField(12)
    unit = ForeignKeyField(Unit, null=True, on_delete="CASCADE")

    class Meta:
        indexes = ((("choice", "text", "unit"), True),)


class ColumnHabit(Model):
    unit = ForeignKeyField(Unit, on_delete="CASCADE")
    register = CharField(24)
    heading = CharField(60)
    field = CharField(40)

    class Meta:
        indexes = ((("unit", "register", "heading"), True),)


class ImportBatch(Model):
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
    committee = ForeignKeyField(Committee)
    year = IntegerField()
    last = IntegerField(default=0)

    class Meta:
        primary_key = CompositeKey("committee", "year")


class Dispute(Model):
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
Dispute.add_index(Dispute.index(Dispute.number, where=SQL("number is not null"), name="dispute_number"))
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


ALL = [
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
    CalendarDay,
    Alias,
    ColumnHabit,
    ImportBatch,
    FileNumber,
    Dispute,
    Party,
    DisputeMediator,
    DisputeTag,
]


def up(migrator, db):
    with db.bind_ctx(ALL):
        db.create_tables(ALL)


def down(migrator, db):
    with db.bind_ctx(ALL):
        db.drop_tables(ALL[::-1])
