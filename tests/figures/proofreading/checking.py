"""Checks texts about the county of these tests."""

import datetime

from figures.proofreading import checker
from tests.make import make_dispute

TODAY = datetime.date(2026, 11, 20)


def concluded(town, year, outcome, **values):
    make_dispute(
        town, accepted_on=datetime.date(year, 3, 1), concluded_on=datetime.date(year, 3, 9), outcome=outcome,
        amount=100_000 if outcome == "succeeded" else None, **values,
    )  # fmt: skip


def checked(county, text, **options):
    return checker.check(county.actor, text, county.unit.id, 2020, today=TODAY, **options).as_json()[
        "numbers"
    ]


def marks(county, text):
    return [(one["text"], one["mark"]) for one in checked(county, text)]


def one(county, text, number):
    return next(found for found in checked(county, text) if found["text"] == number)
