"""Settings: defaults, rules, who may change them, and what the audit chain says."""

import json

import pytest

from models import AuditEntry
from office import access, settings
from office.access import Actor
from office.errors import NotAllowed, Refused
from vocab import ROLES, Role

COUNTY = Actor(role=Role.COUNTY, name="县局")
ADMIN = Actor(role=Role.ADMIN, name="管理员", unit_path=access.NOWHERE)


def test_what_was_never_set_has_its_default(database):
    assert settings.get("basis") == "concluded"
    assert settings.everything() == {key: option.default for key, option in settings.OPTIONS.items()}


def test_an_unknown_setting_is_a_mistake_in_the_program(database):
    with pytest.raises(KeyError):
        settings.get("nothing")
    with pytest.raises(KeyError):
        settings.put("nothing", 1)


def test_a_change_is_kept_and_recorded_with_old_and_new(database):
    settings.change_office(COUNTY, {"basis": "accepted", "year_end": "11-30", "limit_days": 30})
    assert settings.get("basis") == "accepted"
    settings.change_office(COUNTY, {"basis": "accepted", "year_end": "12-31"})
    details = [json.loads(entry.detail)["changes"] for entry in AuditEntry.select().order_by(AuditEntry.id)]
    assert details == [
        {"basis": ["concluded", "accepted"], "year_end": ["12-31", "11-30"]},
        {"year_end": ["11-30", "12-31"]},
    ]


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("basis", "whatever"),
        ("year_end", "11-31"),
        ("year_end", "02-29"),
        ("year_end", "13-01"),
        ("year_end", "年底"),
        ("limit_days", 0),
        ("limit_days", 366),
        ("limit_days", None),
        ("county_name", ""),
    ],
)
def test_a_value_outside_the_rules_is_refused_and_nothing_stored(database, key, value):
    with pytest.raises(Refused) as refused:
        settings.change_office(COUNTY, {"confirm_days": 20, key: value})
    assert [fault.field for fault in refused.value.faults] == [key]
    assert settings.get("confirm_days") == 30
    assert not AuditEntry.select().exists()


def test_all_faults_are_told_at_once(database):
    with pytest.raises(Refused) as refused:
        settings.change_security(ADMIN, {"lock_after": 1, "lock_minutes": 0, "idle_minutes": 30})
    assert [fault.field for fault in refused.value.faults] == ["lock_after", "lock_minutes"]


@pytest.mark.parametrize("role", ROLES)
def test_the_county_decides_for_the_office_and_the_administrator_about_security(database, role):
    actor = Actor(role=role, name="某人")
    for change, who, values in (
        (settings.change_office, Role.COUNTY, {"basis": "accepted"}),
        (settings.change_security, Role.ADMIN, {"lock_after": 6}),
    ):
        if role == who:
            change(actor, values)
        else:
            with pytest.raises(NotAllowed):
                change(actor, values)


def test_the_office_cannot_change_security_by_its_own_page(database):
    with pytest.raises(KeyError):
        settings.change_office(COUNTY, {"lock_after": 20})
    assert settings.get("lock_after") == 5


def test_ranking_by_volume_is_off_and_switching_it_on_is_recorded(database):
    assert settings.get("rank_volume") == "no"
    settings.change_office(COUNTY, {"rank_volume": "yes"})
    assert settings.get("rank_volume") == "yes"
    assert json.loads(AuditEntry.get().detail)["changes"] == {"rank_volume": ["no", "yes"]}
    with pytest.raises(Refused):
        settings.change_office(COUNTY, {"rank_volume": "perhaps"})
