"""The bureau's own texts: named, tried, kept in every version, audited, and for the bureau alone."""

import datetime

import pytest

from figures import periods
from figures.sentences import own
from models import AuditEntry, ReportText, ReportTextEdition
from office.errors import NotAllowed, NotVisible, Refused, Rejected, Stale
from tests.make import County, make_actor
from vocab import Role

TODAY = datetime.date(2026, 11, 20)
TYPED = {"name": "半年小结", "text": "共调解纠纷{调结纠纷数}件。"}


@pytest.fixture
def county(database):
    return County()


def test_a_text_is_added_changed_and_keeps_what_it_said(county):
    row = own.add(county.actor, TYPED, TODAY)
    row = own.change(county.actor, row.id, row.version, TYPED | {"text": "调解{调结纠纷数}件。"}, TODAY)
    assert [(one.version, one.text) for one in own.editions(county.actor, row.id)] == [
        (2, "调解{调结纠纷数}件。"),
        (1, "共调解纠纷{调结纠纷数}件。"),
    ]
    assert [entry.act for entry in AuditEntry.select().order_by(AuditEntry.id)][-2:] == [
        "text.add",
        "text.change",
    ]
    assert own.find(county.actor, "半年小结").name == own.find(county.actor, f"own-{row.id}").name


def test_somebody_who_was_quicker_is_not_overwritten(county):
    row = own.add(county.actor, TYPED, TODAY)
    own.change(county.actor, row.id, 1, TYPED | {"name": "一"}, TODAY)
    with pytest.raises(Stale):
        own.change(county.actor, row.id, 1, TYPED | {"name": "二"}, TODAY)
    assert ReportText.get().name == "一"


def test_out_of_use_and_back(county):
    row = own.add(county.actor, TYPED, TODAY)
    row = own.stop(county.actor, row.id, row.version)
    assert "半年小结" not in [one.title for one in own.offered(county.actor)]
    own.add(county.actor, TYPED, TODAY)
    with pytest.raises(Rejected, match="已有名为“半年小结”"):
        own.resume(county.actor, row.id, row.version)
    assert ReportTextEdition.select().count() == 3


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"name": ""}, "请给这段文字起个名称"),
        ({"name": "人民调解"}, "已有名为“人民调解”"),
        ({"name": "mediation"}, "是系统用的名称"),
        ({"text": ""}, "请填写文字"),
        ({"text": "共{量子数}件"}, "“量子数”不是指标的名称或代码"),
    ],
)
def test_what_cannot_be_kept_is_refused(county, typed, told):
    with pytest.raises(Refused) as error:
        own.add(county.actor, TYPED | typed, TODAY)
    assert told in str(error.value)
    assert ReportText.select().count() == 0


def test_a_trial_stores_nothing(county):
    made = own.tried(county.actor, TYPED, county.unit.id, periods.year(2020), today=TODAY)
    assert made.text.startswith("共调解纠纷0件。")
    assert ReportText.select().count() == 0


def test_only_the_bureau_writes(county):
    town = make_actor(Role.TOWNSHIP, county.towns[0])
    row = own.add(county.actor, TYPED, TODAY)
    for act in (
        lambda: own.add(town, TYPED, TODAY),
        lambda: own.change(town, row.id, 1, TYPED, TODAY),
        lambda: own.stop(town, row.id, 1),
        lambda: own.tried(town, TYPED, county.towns[0].id, periods.year(2020), today=TODAY),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert "半年小结" in [one.title for one in own.offered(town)]
    with pytest.raises(NotVisible):
        own.get(county.actor, 999)
    with pytest.raises(Rejected, match="没有名为“年终总结”"):
        own.find(county.actor, "年终总结")
