"""The tables: built by the migrations exactly as models.py has them, and taken down again."""

import peewee
import pytest
from playhouse.migrations import Runner

import db
import models
from tests.rules.ddl import ddl


def test_migrations_build_the_models(empty_database):
    db.upgrade()
    migrated = ddl(empty_database)
    empty_database.drop_tables(models.ALL[::-1])
    empty_database.create_tables(models.ALL)
    assert ddl(empty_database) == migrated


def test_a_second_upgrade_does_nothing(empty_database):
    assert db.upgrade()
    assert db.pending() == []
    assert db.upgrade() == []


def test_every_migration_goes_down_again(empty_database):
    done = db.upgrade()
    before = ddl(empty_database)
    runner = Runner(db.database.obj, str(db.MIGRATIONS))
    for _ in done:
        runner.down()
    assert ddl(empty_database) == []
    db.upgrade()
    assert ddl(empty_database) == before


def test_a_test_starts_from_the_migrated_tables(database):
    assert db.pending() == []


@pytest.mark.parametrize("model", models.ALL, ids=lambda model: model.__name__)
def test_money_and_shares_are_no_floats(model):
    inexact = (peewee.FloatField, peewee.DoubleField, peewee.DecimalField)
    assert not [field.name for field in model._meta.sorted_fields if isinstance(field, inexact)]


def test_every_table_is_listed_before_those_that_point_to_it():
    place = {model: number for number, model in enumerate(models.ALL)}
    late = [
        f"{model.__name__}.{field.name}"
        for model in models.ALL
        for field in model._meta.refs
        if place[field.rel_model] > place[model]
    ]
    assert not late
