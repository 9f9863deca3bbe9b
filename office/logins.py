"""Signing in: lockout after failures, idle time-out, logins that can be ended from elsewhere.

The cookie carries a random token, the table only its sha256: a stolen database opens no session.
"""

import datetime
import hashlib
import secrets
import unicodedata

import peewee

import db
from models import Account, Login, Unit, now
from office import access, audit, crypto, passwords, settings
from office.access import Actor
from office.errors import NotVisible, Rejected

_SEEN_EVERY = datetime.timedelta(minutes=1)


def fold_username(text: str) -> str:
    """The form in which user names are kept and compared: narrow letters, lower case."""
    return unicodedata.normalize("NFKC", text).strip().casefold()


def sign_in(username: str, password: str, *, address: str = "", agent: str = "") -> str:
    """Sign in; gives the token for the cookie. Rejected with one and the same text whatever was wrong.

    A locked account is not even compared, so nothing can be learnt by going on guessing.
    """
    at = now()
    account = _joined().where(Account.username == fold_username(username), Account.active).first()
    if account is None or _locked(account, at):
        passwords.pretend(password)
        _note_failure(account, username, address)
        raise _refusal()
    if not passwords.fits(account.password_hash, password):
        _count_failure(account, at, address)
        raise _refusal()
    return _begin(account, password, address, agent)


def _joined() -> peewee.ModelSelect:
    return Account.select(Account, Unit).join(Unit, peewee.JOIN.LEFT_OUTER)


def _locked(account: Account, at: datetime.datetime) -> bool:
    return account.locked_until is not None and account.locked_until > at


def _refusal() -> Rejected:
    return Rejected(
        "password",
        "用户名或密码不正确，或账号已锁定、停用。连续输错 {times} 次锁定 {minutes} 分钟，"
        "忘记密码请联系系统管理员重置。",
        times=settings.get("lock_after"),
        minutes=settings.get("lock_minutes"),
    )


def _note_failure(account: Account | None, username: str, address: str) -> None:
    # a password typed into the wrong box must not stand in the audit chain
    shown = account.name if account else crypto.mask(username[:40])
    with db.transaction():
        audit.record(
            _visitor(account, shown),
            "login.failure",
            "account",
            account.id if account else None,
            address=address,
        )


def _count_failure(account: Account, at: datetime.datetime, address: str) -> None:
    """One more failure, counted in the database so that guesses at the same time all count."""
    with db.transaction():
        Account.update(failures=Account.failures + 1).where(Account.id == account.id).execute()
        failures = Account.select(Account.failures).where(Account.id == account.id).scalar()
        who = _visitor(account, account.name)
        audit.record(who, "login.failure", "account", account.id, address=address, failures=failures)
        if failures >= settings.get("lock_after"):
            until = at + datetime.timedelta(minutes=settings.get("lock_minutes"))
            Account.update(failures=0, locked_until=until).where(Account.id == account.id).execute()
            audit.record(who, "login.lock", "account", account.id, until=until)


def _visitor(account: Account | None, name: str) -> Actor:
    return Actor(
        role="visitor", name=name, account_id=account.id if account else None, unit_path=access.NOWHERE
    )


def _begin(account: Account, password: str, address: str, agent: str) -> str:
    token = secrets.token_urlsafe(32)
    with db.transaction():
        renewed = (
            {"password_hash": passwords.make(password)} if passwords.outdated(account.password_hash) else {}
        )
        Account.update(failures=0, locked_until=None, **renewed).where(Account.id == account.id).execute()
        login = Login.create(
            token=_digest(token), account=account.id, address=address[:64], agent=agent[:200]
        )
        audit.record(access.actor_of(account), "login.start", "login", login.id, address=address)
    return token


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def find(token: str) -> Login | None:
    """The living login of a cookie's token, with account and unit; None when ended, idle too long or closed.

    Notes that it was seen, at most once a minute.
    """
    at = now()
    login = (
        Login.select(Login, Account, Unit)
        .join(Account)
        .join(Unit, peewee.JOIN.LEFT_OUTER)
        .where(Login.token == _digest(token), Login.ended_at.is_null(), Account.active)
        .first()
    )
    if login is None or login.seen_at < _idle_since(at):
        return None
    if at - login.seen_at >= _SEEN_EVERY:
        Login.update(seen_at=at).where(Login.id == login.id).execute()
    return login


def _idle_since(at: datetime.datetime) -> datetime.datetime:
    return at - datetime.timedelta(minutes=settings.get("idle_minutes"))


def must_change(account: Account) -> bool:
    """Whether a new password must be chosen first: it was given by somebody else, or it has grown too old."""
    if account.must_change:
        return True
    days = settings.get("password_days")
    return bool(days) and account.password_set_at + datetime.timedelta(days=days) < now()


def present(actor: Actor) -> list[Login]:
    """Every login that still opens pages, each with its account, the latest first; for the administrator."""
    actor.must("accounts.manage")
    rows = Login.select(Login, Account).join(Account)
    rows = rows.where(Account.active, Login.ended_at.is_null(), Login.seen_at >= _idle_since(now()))
    return list(rows.order_by(Login.seen_at.desc(), Login.id.desc()))


def is_locked(account: Account) -> bool:
    """Whether an account is locked at this moment, after too many wrong passwords."""
    return _locked(account, now())


def living(actor: Actor, account_id: int) -> list[Login]:
    """The logins of an account that still open pages, the latest first. NotVisible."""
    access.get_account(actor, account_id)
    rows = Login.select().where(
        Login.account == account_id, Login.ended_at.is_null(), Login.seen_at >= _idle_since(now())
    )
    return list(rows.order_by(Login.seen_at.desc(), Login.id.desc()))


def sign_out(actor: Actor, login_id: int) -> None:
    """End the present login."""
    _end(actor, login_id, "login.end")


def revoke(actor: Actor, login_id: int) -> None:
    """End another login of one's own, or as the administrator anybody's. NotVisible."""
    _end(actor, login_id, "login.revoke")


def _end(actor: Actor, login_id: int, act: str) -> None:
    with db.transaction():
        login = Login.get_or_none(Login.id == login_id)
        if login is None:
            raise NotVisible()
        access.get_account(actor, login.account_id)
        Login.update(ended_at=now()).where(Login.id == login.id, Login.ended_at.is_null()).execute()
        audit.record(actor, act, "login", login.id, account=login.account_id)


def end_all(account_id: int, but: int | None = None) -> int:
    """End all logins of an account except `but`; part of the act that calls it. Gives their number."""
    rows = Login.update(ended_at=now()).where(Login.account == account_id, Login.ended_at.is_null())
    return (rows.where(Login.id != but) if but else rows).execute()
