"""Where what bears an entry of a list that has ended belongs today."""

import peewee
from peewee import CharField, ForeignKeyField


class Term(peewee.Model):
    code = CharField(8, primary_key=True)

    class Meta:
        legacy_table_names = False


def up(migrator, db):
    successor = ForeignKeyField(Term, Term.code, null=True, backref="+", index=False)
    migrator.migrate(migrator.add_column("term", "successor_id", successor))


def down(migrator, db):
    migrator.migrate(migrator.drop_column("term", "successor_id"))
