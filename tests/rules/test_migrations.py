"""The files of the migrations: numbered without a gap and named for what they do."""

import re

import pytest

import db

FILES = sorted(path.name for path in db.MIGRATIONS.glob("*.py"))


def test_numbers_have_no_gap():
    assert FILES
    assert [int(name[:4]) for name in FILES] == list(range(1, len(FILES) + 1))


@pytest.mark.parametrize("name", FILES)
def test_a_name_says_what_it_does(name):
    assert re.fullmatch(r"\d{4}_[a-z0-9]+(_[a-z0-9]+)*\.py", name)
