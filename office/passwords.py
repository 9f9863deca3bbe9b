"""Passwords: how they are kept, and which may be chosen."""

import hashlib
import hmac
import secrets
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from office.errors import Rejected

FORMER_BARRED = 5  # 等保: the last five may not come back
CLASSES_WANTED = 3
_SCRYPT = (2**15, 8, 1)
_LETTERS = "abcdefghijkmnpqrstuvwxyz"  # without l and o, which are read as 1 and 0
_DIGITS = "23456789"


@lru_cache(maxsize=1)
def _argon2() -> Any:
    """The argon2 hasher, or None on a machine without the package."""
    try:
        from argon2 import PasswordHasher
    except ImportError:
        return None
    return PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)


def make(password: str) -> str:
    """What is kept of a password: argon2id, or scrypt where argon2 is missing."""
    hasher = _argon2()
    return hasher.hash(password) if hasher else _scrypt(password, secrets.token_hex(16), *_SCRYPT)


def _scrypt(password: str, salt: str, n: int, r: int, p: int) -> str:
    made = hashlib.scrypt(password.encode(), salt=bytes.fromhex(salt), n=n, r=r, p=p, maxmem=256 * n * r)
    return f"scrypt${n}${r}${p}${salt}${made.hex()}"


def fits(kept: str, password: str) -> bool:
    """Whether `password` is the one of which `kept` was made."""
    if kept.startswith("scrypt$"):
        n, r, p, salt, _ = kept.split("$")[1:]
        return hmac.compare_digest(_scrypt(password, salt, int(n), int(r), int(p)), kept)
    return _fits_argon2(kept, password)


def _fits_argon2(kept: str, password: str) -> bool:
    hasher = _argon2()
    if hasher is None:
        return False
    from argon2.exceptions import InvalidHashError, VerificationError

    try:
        return hasher.verify(kept, password)
    except (InvalidHashError, VerificationError):
        return False


def outdated(kept: str) -> bool:
    """Whether `kept` was made in a weaker way than today's, so that it is renewed at the next sign-in."""
    hasher = _argon2()
    if hasher is None:
        return False
    return kept.startswith("scrypt$") or hasher.check_needs_rehash(kept)


@lru_cache(maxsize=1)
def _decoy() -> str:
    return make(secrets.token_hex(16))


def pretend(password: str) -> None:
    """Take as long as a real comparison: for names that do not exist."""
    fits(_decoy(), password)


def check(password: str, username: str, length: int, former: Sequence[str] = ()) -> None:
    """Rejected("password", …) unless the password is long and varied enough, and new."""
    if len(password) < length:
        raise Rejected("password", "密码至少要 {length} 位。", length=length)
    if len(password) > 200:
        raise Rejected("password", "密码太长，最多 200 位。")
    if _classes(password) < CLASSES_WANTED:
        raise Rejected("password", "密码要包含大写字母、小写字母、数字、符号中的至少三种。")
    if username.casefold() in password.casefold():
        raise Rejected("password", "密码中不能包含用户名。")
    if any(fits(kept, password) for kept in former[-FORMER_BARRED:]):
        raise Rejected("password", "不能使用最近 {count} 次用过的密码。", count=FORMER_BARRED)


def _classes(password: str) -> int:
    tests = (str.islower, str.isupper, str.isdigit, lambda sign: not sign.isalnum())
    return sum(any(test(sign) for sign in password) for test in tests)


def one_time() -> str:
    """A random password to be told to somebody once: easy to read aloud, changed at the first sign-in."""
    groups = [
        secrets.choice(_LETTERS.upper())
        + "".join(secrets.choice(_LETTERS) for _ in range(2))
        + secrets.choice(_DIGITS)
        for _ in range(3)
    ]
    return "-".join(groups)
