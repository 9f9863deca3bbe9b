"""Settings of one installation, read from the environment once, at start."""

import os
import secrets
import time
from dataclasses import dataclass, field
from pathlib import Path

OFFICE_TIME = "CST-8"  # POSIX writes the sign the other way round: eight hours east


class ConfigError(Exception):
    """The installation cannot start; the text says what to do."""


@dataclass(frozen=True)
class Config:
    """Where state lives and how the server behaves; what an office decides is in office/settings.py."""

    data_dir: Path
    database_url: str
    secret_key: str
    testing: bool = False
    migrate_check: bool = True
    trusted_proxies: int = 0
    cookie_secure: bool = False
    language: str = "zh_Hans_CN"
    max_upload_bytes: int = 32 * 1024 * 1024
    flask: dict[str, object] = field(default_factory=dict)

    @classmethod
    def from_env(cls) -> "Config":
        """Settings from the environment: FENGQIAO_DATA, DATABASE_URL, FENGQIAO_PROXIES, FENGQIAO_HTTPS, FENGQIAO_LANGUAGE, TZ.

        The clock is set to the office's (see keep_time). ConfigError when the data folder cannot be written.
        """
        data_dir = Path(os.environ.get("FENGQIAO_DATA") or Path(__file__).parent / "instance").absolute()
        make_folder(data_dir)
        keep_time()
        return cls(
            data_dir=data_dir,
            database_url=os.environ.get("DATABASE_URL") or f"sqlite:///{data_dir / 'fengqiao.db'}",
            secret_key=kept_secret(data_dir / "session.key"),
            trusted_proxies=int(os.environ.get("FENGQIAO_PROXIES") or 0),
            cookie_secure=os.environ.get("FENGQIAO_HTTPS") == "1",
            language=os.environ.get("FENGQIAO_LANGUAGE") or cls.language,
        )


def keep_time() -> None:
    """Count days as the office does: on a server that keeps UTC, "today" would be yesterday until eight.

    China has one time, without a summer time, so its POSIX form says all and needs no zone database. A TZ that is
    set already wins. Stored moments are UTC whatever this says.
    """
    if not os.environ.get("TZ"):
        os.environ["TZ"] = OFFICE_TIME
    if hasattr(time, "tzset"):  # not on Windows, which reads TZ by itself
        time.tzset()


def make_folder(folder: Path) -> None:
    """Make the folder that holds all state, private to its owner; ConfigError when it cannot be written."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        probe = folder / ".write-test"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise ConfigError(
            f"数据文件夹 {folder} 不能写入（{error.strerror}）。请换一个可写的文件夹，用环境变量 FENGQIAO_DATA 指定。"
        ) from error


def kept_secret(path: Path) -> str:
    """A random secret kept in a file: made at the first start, read ever after."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(handle, "w", encoding="ascii") as file:
        made = secrets.token_hex(32)
        file.write(made)
    return made
