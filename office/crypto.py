"""Personal data at rest: encrypted fields, blind indexes for exact search, masks for the screen.

The key is a file of the data folder (`personal.key`), never in the database. A cipher is
b"1" + nonce(12) + text + tag(16) for SM4-GCM, b"2" … for AES-256-GCM (where OpenSSL lacks SM4);
the context (table and field) is bound to it, so that a cipher cannot be moved to another field.
"""

import hmac
import os
import re
from functools import lru_cache
from pathlib import Path

from cryptography.exceptions import InvalidTag, UnsupportedAlgorithm
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from config import kept_secret


class KeyMissing(RuntimeError):
    """use_key() was not called before personal data was touched."""


_master: bytes | None = None


def use_key(data_dir: Path) -> None:
    """Take the installation's key from its data folder, making one at the first start."""
    global _master
    _master = bytes.fromhex(kept_secret(data_dir / "personal.key"))
    _derived.cache_clear()


@lru_cache(maxsize=8)
def _derived(purpose: str) -> bytes:
    if _master is None:
        raise KeyMissing("个人信息密钥尚未装入。")
    return hmac.digest(_master, purpose.encode(), "sha256")


@lru_cache(maxsize=1)
def _sm4_works() -> bool:
    try:
        Cipher(algorithms.SM4(bytes(16)), modes.GCM(bytes(12))).encryptor()
    except UnsupportedAlgorithm:
        return False
    return True


def encrypt(text: str, context: str) -> bytes:
    """Cipher of `text` (an ID number, a phone …) bound to `context` such as "party.id"."""
    return encrypt_bytes(text.encode(), context)


def decrypt(cipher: bytes, context: str) -> str:
    """The text of a cipher made by encrypt() for the same context; ValueError when it was tampered with."""
    return decrypt_bytes(cipher, context).decode()


def encrypt_bytes(content: bytes, context: str) -> bytes:
    """As encrypt(), for whole files."""
    nonce = os.urandom(12)
    if _sm4_works():
        sealer = Cipher(algorithms.SM4(_derived("field")[:16]), modes.GCM(nonce)).encryptor()
        sealer.authenticate_additional_data(context.encode())
        return b"1" + nonce + sealer.update(content) + sealer.finalize() + sealer.tag
    return b"2" + nonce + AESGCM(_derived("field")).encrypt(nonce, content, context.encode())


def decrypt_bytes(cipher: bytes, context: str) -> bytes:
    """As decrypt(), for whole files."""
    cipher = bytes(cipher)
    nonce, body = cipher[1:13], cipher[13:]
    try:
        if cipher[:1] == b"2":
            return AESGCM(_derived("field")).decrypt(nonce, body, context.encode())
        opener = Cipher(algorithms.SM4(_derived("field")[:16]), modes.GCM(nonce, body[-16:])).decryptor()
        opener.authenticate_additional_data(context.encode())
        return opener.update(body[:-16]) + opener.finalize()
    except InvalidTag as error:
        raise ValueError("密文与密钥不符，数据可能被改动或密钥文件已更换。") from error


def blind_index(text: str, context: str) -> str:
    """A keyed digest of the normalised text: equal texts can be found, nothing can be read back."""
    return hmac.digest(_derived("index"), f"{context}:{normal(text)}".encode(), "sha256").hex()


def seal(text: str) -> str:
    """Keyed digest for the audit chain."""
    return hmac.digest(_derived("audit"), text.encode(), "sha256").hex()


def stamp(text: str) -> bytes:
    """Keyed digest for the codes on printed tables: nobody without the installation's key can make one."""
    return hmac.digest(_derived("paper"), text.encode(), "sha256")


def normal(text: str) -> str:
    """The form in which numbers are compared: no spaces or dashes, capital X."""
    return (text if text.isalnum() else re.sub(r"[\s\-—]", "", text)).upper()


def mask(text: str | None) -> str:
    """What the screen shows: the first three and last two characters of a number, the rest as stars."""
    if not text:
        return ""
    if len(text) <= 5:
        return "*" * len(text)
    return text[:3] + "*" * (len(text) - 5) + text[-2:]
