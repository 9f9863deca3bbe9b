"""What a closed month asks of whoever changes a record, inside and outside its window, on both sides of the change."""

import pytest

from figures.evaluator import Question, evaluate
from figures.returns import spans
from models import AuditEntry, Dispute
from office.errors import Closed
from registers import disputes
from tests.cases import TODAY, bureau, enter, entry, office
from tests.months import close

WHY = "调解协议书日期登记错误，按原件更正"


def october(**more):
    """A case of October, as typed."""
    return {"accepted_on": "2026-10-05", "concluded_on": "2026-10-20", "agreed_on": "2026-10-20"} | more


def official(county, month="2026-10"):
    found = evaluate(
        bureau(county), Question(county.unit.id, spans.read(month, "12-31").period, state="official")
    )
    return {key: figure.value for key, figure in found.total.items()}


@pytest.fixture
def closed(county):
    """The county with one case in October, which is locked, and one in November, which is not."""
    county.old = enter(county, office(county), **october())
    county.new = enter(county, office(county), accepted_on="2026-11-03", people=None, type="T03")
    close(county.unit, "2026-10")
    return county


def change(county, made, reason="", **raw):
    return disputes.change(
        office(county), made.id, made.version, entry(county, **raw), today=TODAY, reason=reason
    )


def test_what_a_locked_month_counted_is_changed_only_with_a_reason(closed):
    before = official(closed)
    with pytest.raises(Closed) as told:
        change(closed, closed.old, **october(outcome="failed", form="", amount="", agreed_on=""))
    assert "2026年10月 调解成功数 −1件" in str(told.value)
    assert Dispute.get_by_id(closed.old.id).version == 1
    change(closed, closed.old, WHY, **october(outcome="failed", form="", amount="", agreed_on=""))
    row = AuditEntry.select().order_by(AuditEntry.id.desc()).get()
    assert row.act == "dispute.change"
    assert WHY in row.detail
    assert "调解成功数 −1件" in row.detail
    assert official(closed) == before
