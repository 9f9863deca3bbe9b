"""Templates of the office above, what their cells mean, and what they were last filled with."""

import datetime
import json
from functools import partial

import peewee
from peewee import BlobField, CharField, DateTimeField, ForeignKeyField, IntegerField

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


class Template(Model):
    unit = ForeignKeyField(Unit, backref="+", index=False)  # the office whose template it is
    name = CharField(80)
    year = IntegerField()
    previous = ForeignKeyField("self", null=True, backref="+")  # last year's file
    file_name = CharField(200)
    content = BlobField()
    digest = CharField(64)
    account = ForeignKeyField(Account, null=True, backref="+", index=False)
    actor = CharField(80)
    at = DateTimeField(default=now)
    note = CharField(200, default="")
    map_version = IntegerField(default=0)

    class Meta:
        indexes = ((("unit", "name", "year"), True),)


class TemplateMap(Model):
    template = ForeignKeyField(Template, backref="map", on_delete="CASCADE", index=False)
    sheet = CharField(120)
    cell = CharField(10)
    indicator = CharField(60)
    part = CharField(24, default="")
    by = CharField(24, default="")
    row = CharField(40, default="")
    whose = CharField(8, default="total")
    child = CharField(60, default="")
    period = CharField(8)
    form = CharField(8)
    version = IntegerField(default=1)

    class Meta:
        indexes = ((("template", "sheet", "cell"), True),)


class TemplateFill(Model):
    template = ForeignKeyField(Template, backref="+", on_delete="CASCADE", index=False)
    unit = ForeignKeyField(Unit, backref="+", index=False)
    year = IntegerField()
    month = IntegerField(default=0)  # 0: the whole year
    state = CharField(8)
    basis = CharField(12)
    map_version = IntegerField()
    numbers = JSONField(default=dict)
    account = ForeignKeyField(Account, null=True, backref="+", index=False)
    actor = CharField(80)
    at = DateTimeField(default=now)

    class Meta:
        indexes = ((("template", "unit", "year", "month", "state"), True),)


ALL = [Template, TemplateMap, TemplateFill]


def up(migrator, db):
    with db.bind_ctx(ALL):
        db.create_tables(ALL)


def down(migrator, db):
    with db.bind_ctx(ALL):
        db.drop_tables(ALL[::-1])
