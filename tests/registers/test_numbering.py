"""File numbers: per committee and year, consecutive, given back when the save fails."""

import pytest

import db
from models import Dispute, FileNumber
from registers import numbering
from tests import cases
from tests.cases import enter


def test_each_committee_and_year_counts_from_one(county):
    office = cases.office(county)
    numbers = [
        enter(county, office).number,
        enter(county, office).number,
        enter(county, office, 1).number,
        enter(county, office, accepted_on="2025-12-31").number,
        enter(county, office).number,
    ]
    assert numbers == [
        "〔2026〕东门调字第1号",
        "〔2026〕东门调字第2号",
        "〔2026〕西门调字第1号",
        "〔2025〕东门调字第1号",
        "〔2026〕东门调字第3号",
    ]


def test_serials_taken_in_a_transaction_that_fails_are_given_out_again(county):
    committee = county.committees[0]

    def fail():
        with db.transaction():
            raise RuntimeError(numbering.take(committee.id, 2026))

    with pytest.raises(RuntimeError, match="1"):
        fail()
    assert not FileNumber.select().exists()
    assert numbering.take(committee.id, 2026) == 1


def test_the_database_itself_refuses_a_number_given_out_twice(county, database):
    first = enter(county, cases.office(county))
    values = {name: value for name, value in first.__data__.items() if name not in ("id", "entry_key")}
    with pytest.raises(Exception, match=r"(?i)unique"), db.transaction():
        Dispute.create(**values)
