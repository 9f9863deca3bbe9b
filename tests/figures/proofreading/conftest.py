"""A county whose figures the texts of these tests are about."""

import datetime

import pytest

from tests.figures.proofreading.checking import concluded
from tests.make import County, make_dispute


@pytest.fixture
def county(database):
    """Of 2020: 40 accepted, 20 concluded, 17 settled; the first town 8 of 10, the second 9 of 10. Of 2019: 30 settled."""
    county = County()
    for town, settled in zip(county.towns, (8, 9), strict=True):
        for number in range(10):
            concluded(
                town, 2020, "succeeded" if number < settled else "failed", type="T02" if number < 5 else "T01"
            )
        for _ in range(10):
            make_dispute(town, accepted_on=datetime.date(2020, 5, 1), concluded_on=None, outcome="pending")
    for _ in range(30):
        concluded(county.towns[0], 2019, "succeeded")
    return county
