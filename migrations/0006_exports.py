"""Long exports: made in the background, kept encrypted in parts for a week."""

import datetime

import peewee
from peewee import (
    BigIntegerField,
    BlobField,
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


class Unit(Model):
    pass


class Account(Model):
    pass


class Export(Model):
    account = ForeignKeyField(Account, backref="+")
    role = CharField(12)
    unit = ForeignKeyField(Unit, null=True, backref="+", index=False)
    label = CharField(200)
    file_name = CharField(200)
    address = TextField()
    state = CharField(12, default="running")
    progress = IntegerField(default=0)
    expected = IntegerField(default=0)
    parts = IntegerField(default=0)
    size = BigIntegerField(default=0)
    message = TextField(default="")
    started_at = DateTimeField(default=now)
    ended_at = DateTimeField(null=True)
    expires_at = DateTimeField()


class ExportPart(Model):
    export = ForeignKeyField(Export, backref="+", on_delete="CASCADE", index=False)
    number = IntegerField()
    content = BlobField()

    class Meta:
        indexes = ((("export", "number"), True),)


ALL = [Export, ExportPart]


def up(migrator, db):
    with db.bind_ctx(ALL):
        db.create_tables(ALL)


def down(migrator, db):
    with db.bind_ctx(ALL):
        db.drop_tables(ALL[::-1])
