"""Passwords: which may be chosen, how they are kept, also on machines without argon2."""

import pytest

from office import passwords
from office.errors import Rejected

real_hasher = passwords._argon2  # taken before the suite puts a quick one in its place


@pytest.fixture
def without_argon2(monkeypatch):
    monkeypatch.setattr(passwords, "_argon2", lambda: None)


def test_a_kept_password_fits_only_itself():
    kept = passwords.make("Qingshan-2026")
    assert kept.startswith("$argon2id$")
    assert passwords.fits(kept, "Qingshan-2026")
    assert not passwords.fits(kept, "Qingshan-2027")


def test_guessing_is_made_expensive():
    """OWASP's second recommended setting: 19 MiB, two rounds; as light as an old server needs, and not lighter."""
    assert "$m=19456,t=2,p=1$" in real_hasher().hash("Qingshan-2026")


def test_without_argon2_scrypt_keeps_them(without_argon2):
    kept = passwords.make("Qingshan-2026")
    assert kept.startswith("scrypt$")
    assert passwords.fits(kept, "Qingshan-2026")
    assert not passwords.fits(kept, "Qingshan-2027")
    assert not passwords.outdated(kept)


def test_scrypt_is_outdated_where_argon2_is_there(monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(passwords, "_argon2", lambda: None)
        kept = passwords.make("Qingshan-2026")
    assert passwords.fits(kept, "Qingshan-2026")
    assert passwords.outdated(kept)


def test_something_that_is_no_hash_fits_nothing():
    assert not passwords.fits("rubbish", "rubbish")


@pytest.mark.parametrize(
    "password", ["Abc-123", "abcdefgh1", "ABCDEFGH1", "12345678-", "Zhangsan-1", "A1-" + "x" * 200]
)
def test_a_weak_password_is_refused(password):
    with pytest.raises(Rejected) as refused:
        passwords.check(password, "zhangsan", 8)
    assert refused.value.field == "password"


@pytest.mark.parametrize("password", ["Abcdefg1", "abcdefg-1", "密码很长的汉字Ab1", "ABCDEF-1"])
def test_three_of_four_classes_are_enough(password):
    passwords.check(password, "zhangsan", 8)


def test_the_last_five_may_not_come_back_but_the_sixth_may():
    former = [passwords.make(f"Qingshan-{year}") for year in range(2020, 2026)]
    with pytest.raises(Rejected, match="最近 5 次"):
        passwords.check("Qingshan-2021", "li", 8, former)
    passwords.check("Qingshan-2020", "li", 8, former)


def test_a_one_time_password_satisfies_the_rules_and_is_new_each_time():
    made = {passwords.one_time() for _ in range(20)}
    assert len(made) == 20
    for password in made:
        passwords.check(password, "li", 12)
