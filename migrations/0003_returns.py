"""Returns, their steps, the records sealed in them, what was looked through, and the bureau's own checks."""

import datetime
import json
from functools import partial

import peewee
from peewee import (
    SQL,
    BigIntegerField,
    BooleanField,
    CharField,
    DateField,
    DateTimeField,
    ForeignKeyField,
    IntegerField,
    TextField,
)

JSONField = partial(peewee.JSONField, dumps=partial(json.dumps, ensure_ascii=False, sort_keys=True))


def now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC).replace(tzinfo=None, microsecond=0)


class Model(peewee.Model):
    class Meta:
        legacy_table_names = False


class Unit(Model):
    pass


class Account(Model):
    pass


class Return(Model):
    unit = ForeignKeyField(Unit, backref="+", index=False)
    kind = CharField(8, default="month")
    start = DateField()
    end = DateField()  # the first day after
    revision = IntegerField(default=1)
    live = BooleanField(default=True)
    official = BooleanField(default=False)
    state = CharField(12, default="open")
    nil = BooleanField(default=False)
    reason = CharField(200, default="")  # why this revision was opened
    asked = CharField(200, default="")  # why the unit asks for another
    findings = JSONField(default=list)  # what the checks found, and how it was explained
    figures = JSONField(default=dict)  # as sent up; from the lock on as locked
    edition = JSONField(default=dict)  # of every definition and list that was used
    members = JSONField(default=list)
    missing = JSONField(default=list)
    digest = CharField(64, default="")  # of the own list: what counts
    seal = CharField(64, default="")  # of everything, once it is locked
    created_at = DateTimeField(default=now)
    changed_at = DateTimeField(default=now)
    locked_at = DateTimeField(null=True)
    version = IntegerField(default=1)

    class Meta:
        indexes = ((("unit", "kind", "start", "revision"), True),)


Return.add_index(
    Return.index(Return.unit, Return.kind, Return.start, unique=True, where=SQL("live"), name="return_live")
)
Return.add_index(
    Return.index(
        Return.unit, Return.kind, Return.start, unique=True, where=SQL("official"), name="return_official"
    )
)
Return.add_index(Return.index(Return.kind, Return.start, name="return_period"))


class ReturnStep(Model):
    of = ForeignKeyField(Return, backref="steps", on_delete="CASCADE")
    act = CharField(12)
    at = DateTimeField(default=now)
    account = ForeignKeyField(Account, null=True, backref="+", index=False)
    actor = CharField(80)
    reason = CharField(200, default="")
    on_time = BooleanField(null=True)


class Verified(Model):
    unit = ForeignKeyField(Unit, backref="+", index=False)
    start = DateField()
    end = DateField()
    at = DateTimeField(default=now)
    account = ForeignKeyField(Account, null=True, backref="+", index=False)
    actor = CharField(80)
    digest = CharField(64)  # of what was looked through: a later change shows

    class Meta:
        indexes = ((("unit", "start"), True),)


class SealedRecord(Model):
    sealed_in = ForeignKeyField(Return, backref="+", index=False)
    source = CharField(24)
    record = BigIntegerField()
    version = IntegerField()
    unit = IntegerField()
    adds = TextField()
    parts = TextField()
    shown = TextField()

    class Meta:
        indexes = ((("sealed_in", "source"), False), (("source", "record"), False))


class CheckRule(Model):
    name = CharField(60)
    left = CharField(300)
    relation = CharField(4)
    right = CharField(300)
    strength = CharField(8)
    note = CharField(200, default="")
    active = BooleanField(default=True)
    version = IntegerField(default=1)


ALL = [Return, ReturnStep, Verified, SealedRecord, CheckRule]


def up(migrator, db):
    with db.bind_ctx(ALL):
        db.create_tables(ALL)


def down(migrator, db):
    with db.bind_ctx(ALL):
        db.drop_tables(ALL[::-1])
