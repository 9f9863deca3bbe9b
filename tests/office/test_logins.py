"""Signing in: lockout, idle time-out, logins that others can end; the table never holds what the cookie carries."""

import datetime
import json

import pytest

from models import Account, AuditEntry, Login
from office import access, logins, passwords, settings
from office.errors import NotVisible, Rejected
from tests.county import PASSWORD
from vocab import Role


@pytest.fixture
def account(make_account):
    return make_account(Role.COUNTY)


@pytest.fixture
def clock(monkeypatch):
    """clock.minutes += 31 lets half an hour pass."""

    class Clock:
        start = logins.now()
        minutes = 0

        def __call__(self):
            return self.start + datetime.timedelta(minutes=self.minutes)

    made = Clock()
    monkeypatch.setattr(logins, "now", made)
    return made


def fail(account, times, password="wrong"):
    for _ in range(times):
        with pytest.raises(Rejected):
            logins.sign_in(account.username, password)


def acts():
    return [
        entry.act for entry in AuditEntry.select().order_by(AuditEntry.id) if entry.act.startswith("login.")
    ]


def test_the_table_holds_only_a_digest_of_the_token(account):
    token = logins.sign_in(account.username, PASSWORD, address="10.0.0.9", agent="Chrome/109")
    login = Login.get()
    assert token not in json.dumps(login.__data__, default=str)
    found = logins.find(token)
    assert (found.account.username, found.address) == (account.username, "10.0.0.9")
    assert logins.find(login.token) is None
    assert acts() == ["login.start"]


def test_the_user_name_may_be_typed_in_full_width_capitals(account):
    assert logins.sign_in(account.username.upper().replace("C", "Ｃ"), PASSWORD)


def test_after_five_failures_even_the_right_password_waits(account, clock):
    fail(account, 5)
    fail(account, 1, PASSWORD)
    assert acts() == ["login.failure"] * 5 + ["login.lock", "login.failure"]
    clock.minutes += 29
    fail(account, 1, PASSWORD)
    clock.minutes += 2
    assert logins.sign_in(account.username, PASSWORD)


def test_a_success_begins_the_count_again(account):
    fail(account, 4)
    logins.sign_in(account.username, PASSWORD)
    fail(account, 4)
    assert logins.sign_in(account.username, PASSWORD)


def test_the_number_of_failures_is_a_setting(account):
    settings.put("lock_after", 3)
    fail(account, 3)
    fail(account, 1, PASSWORD)


def test_one_answer_for_wrong_password_unknown_name_and_locked_account(account):
    texts = set()
    for username in (account.username, "nobody"):
        for _ in range(6):
            with pytest.raises(Rejected) as refused:
                logins.sign_in(username, "wrong")
            texts.add(str(refused.value))
    assert len(texts) == 1


def test_an_unknown_name_takes_as_long_as_a_wrong_password(account, monkeypatch):
    compared = []
    monkeypatch.setattr(passwords, "fits", lambda kept, password: bool(compared.append(password)))
    fail(account, 1)
    with pytest.raises(Rejected):
        logins.sign_in("nobody", "wrong")
    assert compared == ["wrong", "wrong"]


def test_a_password_typed_as_the_user_name_is_not_in_the_audit_chain(account):
    with pytest.raises(Rejected):
        logins.sign_in(PASSWORD, "")
    entry = AuditEntry.select().order_by(AuditEntry.id.desc()).first()
    assert entry.act == "login.failure"
    assert PASSWORD.casefold() not in (entry.actor + entry.detail).casefold()


def test_an_idle_login_ends_and_a_used_one_goes_on(account, clock):
    token = logins.sign_in(account.username, PASSWORD)
    Login.update(seen_at=clock()).execute()
    for _ in range(4):
        clock.minutes += 20
        assert logins.find(token)
    clock.minutes += 31
    assert logins.find(token) is None
    assert logins.living(access.actor_of(account), account.id) == []


def test_being_seen_is_written_once_a_minute_at_most(account, clock):
    token = logins.sign_in(account.username, PASSWORD)
    Login.update(seen_at=clock()).execute()
    logins.find(token)
    assert Login.get().seen_at == clock.start
    clock.minutes += 1
    logins.find(token)
    assert Login.get().seen_at == clock()


def test_one_ends_the_own_logins_and_nobody_elses(account, make_account):
    actor = access.actor_of(account)
    token = logins.sign_in(account.username, PASSWORD)
    stranger = make_account(Role.TOWNSHIP)
    theirs = logins.sign_in(stranger.username, PASSWORD)
    with pytest.raises(NotVisible):
        logins.revoke(actor, logins.find(theirs).id)
    with pytest.raises(NotVisible):
        logins.living(actor, stranger.id)
    logins.revoke(actor, logins.find(token).id)
    assert logins.find(token) is None
    assert logins.find(theirs)
    assert acts()[-1] == "login.revoke"


def test_the_administrator_ends_anybodys_login(account, make_account):
    token = logins.sign_in(account.username, PASSWORD)
    logins.revoke(access.actor_of(make_account(Role.ADMIN)), logins.find(token).id)
    assert logins.find(token) is None


def test_a_login_that_is_not_there_is_not_visible(account):
    with pytest.raises(NotVisible):
        logins.revoke(access.actor_of(account), 999)


def test_an_old_password_must_be_changed_where_the_office_says_so(account):
    assert not logins.must_change(account)
    settings.put("password_days", 90)
    assert not logins.must_change(account)
    account.password_set_at -= datetime.timedelta(days=91)
    assert logins.must_change(account)


def test_a_weaker_hash_is_renewed_at_the_next_sign_in(account, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(passwords, "_argon2", lambda: None)
        Account.update(password_hash=passwords.make(PASSWORD)).execute()
    logins.sign_in(account.username, PASSWORD)
    assert Account.get_by_id(account.id).password_hash.startswith("$argon2id$")
    assert logins.sign_in(account.username, PASSWORD)
