"""The report texts of the bureau's own, and what each said before it was changed."""

import datetime

import peewee
from peewee import (
    BooleanField,
    CharField,
    DateTimeField,
    ForeignKeyField,
    IntegerField,
    TextField,
)


def now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC).replace(tzinfo=None, microsecond=0)


class Model(peewee.Model):
    class Meta:
        legacy_table_names = False


class Account(Model):
    pass


class ReportText(Model):
    name = CharField(60)
    text = TextField()
    active = BooleanField(default=True)
    version = IntegerField(default=1)


class ReportTextEdition(Model):
    of = ForeignKeyField(ReportText, backref="editions", on_delete="CASCADE", index=False)
    version = IntegerField()
    name = CharField(60)
    text = TextField()
    at = DateTimeField(default=now)
    account = ForeignKeyField(Account, null=True, backref="+", index=False)
    actor = CharField(80)

    class Meta:
        indexes = ((("of", "version"), True),)


ALL = [ReportText, ReportTextEdition]


def up(migrator, db):
    with db.bind_ctx(ALL):
        db.create_tables(ALL)


def down(migrator, db):
    with db.bind_ctx(ALL):
        db.drop_tables(ALL[::-1])
