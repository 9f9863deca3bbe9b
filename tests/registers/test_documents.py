"""Legality review and clearing of documents."""

import pytest

from office.errors import Refused
from registers import records
from registers.documents import DOCUMENT_CLEARINGS, DOCUMENT_REVIEWS
from tests import cases
from tests.cases import TODAY

REVIEW = {"reviewed_on": "2026-06-01", "kind": "contract", "title": "某项目合作合同", "opinions": "3"}
CLEARING = {"cleared_on": "2026-06-30", "title": "关于某某的通知", "result": "repealed"}


@pytest.mark.parametrize(
    ("register", "raw", "wrong", "field"),
    [
        (DOCUMENT_REVIEWS, REVIEW, {"kind": "novel"}, "kind"),
        (DOCUMENT_REVIEWS, REVIEW, {"title": "长" * 101}, "title"),
        (DOCUMENT_REVIEWS, REVIEW, {"opinions": "-1"}, "opinions"),
        (DOCUMENT_REVIEWS, REVIEW, {"reviewed_on": "2027-01-01"}, "reviewed_on"),
        (DOCUMENT_CLEARINGS, CLEARING, {"result": ""}, "result"),
        (DOCUMENT_CLEARINGS, CLEARING, {"cleared_on": "6月30日"}, "cleared_on"),
        (DOCUMENT_CLEARINGS, CLEARING, {"title": ""}, "title"),
    ],
)
def test_a_document_goes_in_and_a_fault_names_its_field(county, register, raw, wrong, field):
    boss = cases.bureau(county)
    made = records.enter(boss, register, county.unit.id, raw, today=TODAY)
    assert made.title == raw["title"]
    with pytest.raises(Refused) as told:
        records.enter(boss, register, county.unit.id, raw | wrong, today=TODAY)
    assert [fault.field for fault in told.value.faults] == [field]
