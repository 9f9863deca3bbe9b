"""The first start: one code, one county, one administrator."""

import pytest

from models import Account, AuditEntry, Unit
from office import access, logins, settings, setup, units
from office.errors import Rejected
from tests.county import PASSWORD
from vocab import Role, UnitKind

WORDS = {
    "unit_name": "青山县",
    "county_name": "青山县司法局",
    "username": "guanli",
    "name": "王管理",
    "password": PASSWORD,
}


def found(folder, **changed):
    return setup.found(folder, setup.one_time_code(folder), WORDS | changed)


def test_an_empty_installation_needs_it_and_a_founded_one_does_not(database, tmp_path):
    assert setup.needed()
    account = found(tmp_path)
    assert not setup.needed()
    assert (account.role, account.must_change) == (Role.ADMIN, False)
    assert settings.get("county_name") == "青山县司法局"
    assert Unit.get().kind == UnitKind.COUNTY
    assert logins.sign_in("guanli", PASSWORD)
    assert "setup.found" in [entry.act for entry in AuditEntry.select()]


def test_the_code_is_private_stays_until_used_and_is_then_gone(database, tmp_path):
    code = setup.one_time_code(tmp_path)
    assert setup.one_time_code(tmp_path) == code
    assert (tmp_path / "setup.code").stat().st_mode & 0o777 == 0o600
    found(tmp_path)
    assert not (tmp_path / "setup.code").exists()


@pytest.mark.parametrize("code", ["", "wrong", "错误"])
def test_without_the_code_nothing_is_founded(database, tmp_path, code):
    with pytest.raises(Rejected) as refused:
        setup.found(tmp_path, code, WORDS)
    assert refused.value.field == "code"
    assert setup.needed()
    assert not Unit.select().exists()


def test_the_code_may_be_typed_in_capitals(database, tmp_path):
    setup.found(tmp_path, f" {setup.one_time_code(tmp_path).upper()} ", WORDS)
    assert not setup.needed()


def test_a_second_time_is_refused(database, tmp_path):
    found(tmp_path)
    with pytest.raises(Rejected, match="已经设置完成"):
        found(tmp_path, username="other")
    assert Account.select().count() == 1


@pytest.mark.parametrize(
    ("field", "value"), [("password", "123"), ("username", "x"), ("unit_name", " "), ("name", "")]
)
def test_a_fault_founds_nothing_and_keeps_the_code(database, tmp_path, field, value):
    with pytest.raises(Rejected):
        found(tmp_path, **{field: value})
    assert setup.needed()
    assert not Unit.select().exists()
    assert (tmp_path / "setup.code").exists()


def test_a_county_that_a_ledger_brought_is_taken_over(database, tmp_path):
    there = units.add(access.machine(), None, "青山县")
    found(tmp_path, county_name="")
    assert [row.id for row in Unit.select()] == [there.id]
    assert settings.get("county_name") == "青山县司法局"


def test_a_name_that_tells_no_kind_still_makes_a_county(database, tmp_path):
    found(tmp_path, unit_name="青山开发")
    assert Unit.get().kind == UnitKind.COUNTY
