"""The 民族 of a mediator, which the table of organisations and people asks for."""

from peewee import CharField


def up(migrator, db):
    migrator.migrate(migrator.add_column("mediator", "ethnic_group", CharField(8, null=True)))


def down(migrator, db):
    migrator.migrate(migrator.drop_column("mediator", "ethnic_group"))
