"""Reconsideration and litigation: results with their days, heads who appeared among those who should."""

import pytest

from office.errors import Refused
from registers import records
from registers.enterprises import CHECKUPS
from registers.reviews import LITIGATION, REVIEWS
from tests import cases
from tests.cases import TODAY

REVIEW = {
    "number": "青政复〔2026〕1号",
    "received_on": "2026-03-02",
    "agency": "县自然资源局",
    "matter": "土地确权",
}
SUIT = {"number": "（2026）青行初3号", "received_on": "2026-04-01", "agency": "县公安局"}
SERVICE = {"kind": "checkup", "enterprise": "青山纸业", "held_on": "2026-05-06"}
GOOD = {REVIEWS.key: REVIEW, LITIGATION.key: SUIT, CHECKUPS.key: SERVICE}


@pytest.fixture
def boss(county):
    return cases.bureau(county)


def enter(boss, county, register, **raw):
    return records.enter(boss, register, county.unit.id, GOOD[register.key] | raw, today=TODAY)


def test_a_case_is_received_and_later_concluded(county, boss):
    made = enter(boss, county, REVIEWS)
    assert (made.concluded_on, made.result) == (None, None)
    raw = REVIEW | {"concluded_on": "2026-04-20", "result": "redo"}
    changed = records.change(boss, REVIEWS, made.id, made.version, county.unit.id, raw, today=TODAY)
    assert (changed.result, changed.mediated) == ("redo", False)


def test_a_case_withdrawn_after_mediation(county, boss):
    made = enter(boss, county, REVIEWS, concluded_on="2026-04-20", result="withdrawn", mediated="1")
    assert made.mediated


@pytest.mark.parametrize(
    ("register", "raw", "field"),
    [
        (REVIEWS, {"received_on": ""}, "received_on"),
        (REVIEWS, {"concluded_on": "2026-03-01", "result": "upheld"}, "concluded_on"),
        (REVIEWS, {"concluded_on": "2026-04-01"}, "result"),
        (REVIEWS, {"result": "upheld"}, "concluded_on"),
        (REVIEWS, {"concluded_on": "2026-04-01", "result": "upheld", "mediated": "是"}, "mediated"),
        (REVIEWS, {"concluded_on": "2026-11-21", "result": "upheld"}, "concluded_on"),
        (LITIGATION, {"concluded_on": "2026-03-31", "result": "won"}, "concluded_on"),
        (LITIGATION, {"result": "won"}, "concluded_on"),
        (LITIGATION, {"appeared": "是"}, "appeared"),
        (LITIGATION, {"result": "nonsense"}, "result"),
        (CHECKUPS, {"enterprises": "0"}, "enterprises"),
        (CHECKUPS, {"until": "2027-05-05"}, "until"),
        (CHECKUPS, {"kind": "adviser", "until": "2026-05-05"}, "until"),
        (CHECKUPS, {"enterprise": ""}, "enterprise"),
    ],
)
def test_what_cannot_be_is_refused_with_its_field(county, boss, register, raw, field):
    with pytest.raises(Refused) as told:
        enter(boss, county, register, **raw)
    assert [fault.field for fault in told.value.faults] == [field]


def test_one_number_is_one_case(county, boss):
    enter(boss, county, LITIGATION, should_appear="1", appeared="1")
    with pytest.raises(Refused, match="案号"):
        enter(boss, county, LITIGATION)


def test_an_adviser_has_a_term_that_may_end_in_days_to_come(county, boss):
    made = enter(
        boss, county, CHECKUPS, kind="adviser", enterprise="城关商会", enterprises="320家", until="2027-05-05"
    )
    assert (made.enterprises, made.until.year) == (320, 2027)
    assert enter(boss, county, CHECKUPS).enterprises == 1
