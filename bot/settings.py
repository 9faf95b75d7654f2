"""Settings, frozen, read once from the environment. Every name and default is told in docs/settings.md."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from bot.second_factor import key_of

SHIPPED: Final = Path(__file__).resolve().parent.parent
TELEGRAM: Final = "https://api.telegram.org"
LAST_PORT: Final = 65_535
RATES: Final = ("off", "guide")


class SettingsProblem(ValueError):
    """A setting is missing or cannot be read; the message names it and says how to mend it."""


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where Telegram sends updates, and where they arrive on this computer. The secret never shows in a repr."""

    url: str
    secret: str | None = field(default=None, repr=False)
    host: str = "127.0.0.1"
    port: int = 8081

    @property
    def path(self) -> str:
        """What of the address is asked for."""
        return urlsplit(self.url).path or "/"


@dataclass(frozen=True, slots=True)
class Settings:
    """What the operator decided. The token never shows in a repr."""

    token: str = field(repr=False)
    api_url: str = TELEGRAM
    proxy: str | None = field(default=None, repr=False)
    rate: str = "guide"
    webhook: Webhook | None = None
    """None: the bot polls."""
    database_url: str = field(default="sqlite:///data/hoaban.db", repr=False)
    """It may hold a password."""
    secret_key_file: Path = Path("data/secret.key")
    data_dir: Path = Path("data")
    flows_dir: Path = SHIPPED / "flows"
    locales_dir: Path = SHIPPED / "locales"
    province_dir: Path = SHIPPED / "province"
    admins: tuple[int, ...] = ()
    staff_chat: int | None = None
    libreoffice: str = "soffice"
    """The program that makes PDFs: a name in PATH, or a path; ``off``: none are made."""
    log_level: str = "INFO"
    totp_secret: str | None = field(default=None, repr=False)
    shows_rpa: bool = False
    """May people be shown Mông in the script that no decree knows?"""
    """Base32, as authenticator apps take it; None: there is no such app."""

    @property
    def database_file(self) -> Path:
        """The file behind a ``sqlite:///`` address; there is none behind another."""
        return Path(self.database_url.removeprefix("sqlite:///"))


NAMES: Final = (
    "TELEGRAM_BOT_TOKEN",
    "TELEGRAM_BOT_TOKEN_FILE",
    "TELEGRAM_API_URL",
    "TELEGRAM_PROXY",
    "TELEGRAM_RATE",
    "WEBHOOK_URL",
    "WEBHOOK_SECRET",
    "WEBHOOK_SECRET_FILE",
    "LISTEN",
    "DATABASE_URL",
    "SECRET_KEY_FILE",
    "FLOWS_DIR",
    "LOCALES_DIR",
    "PROVINCE_DIR",
    "DATA_DIR",
    "ADMINS",
    "STAFF_CHAT",
    "LIBREOFFICE",
    "LOG_LEVEL",
    "ADMIN_TOTP_SECRET",
    "ADMIN_TOTP_SECRET_FILE",
    "SHOW_RPA",
)


def read_settings(environment: Mapping[str, str]) -> Settings:
    """Settings from environment variables; raises SettingsProblem with one clear sentence."""
    given = {name: environment[name].strip() for name in NAMES if environment.get(name, "").strip()}
    data_dir = Path(given.get("DATA_DIR", "data"))
    token = _token(given)
    return Settings(
        token=token,
        api_url=_url(given, "TELEGRAM_API_URL", TELEGRAM).rstrip("/"),
        proxy=given.get("TELEGRAM_PROXY"),
        rate=_one_of(given, "TELEGRAM_RATE", RATES),
        webhook=_webhook(given, token),
        database_url=_database(given, data_dir),
        secret_key_file=Path(given.get("SECRET_KEY_FILE", data_dir / "secret.key")),
        data_dir=data_dir,
        flows_dir=_folder(given, "FLOWS_DIR", SHIPPED / "flows"),
        locales_dir=_folder(given, "LOCALES_DIR", SHIPPED / "locales"),
        province_dir=_folder(given, "PROVINCE_DIR", SHIPPED / "province"),
        admins=_ids(given, "ADMINS"),
        staff_chat=_staff_chat(given),
        libreoffice=given.get("LIBREOFFICE", "soffice"),
        log_level=_one_of(given, "LOG_LEVEL", ("INFO", "DEBUG", "WARNING", "ERROR")),
        totp_secret=_totp(given),
        shows_rpa=_one_of(given, "SHOW_RPA", ("no", "yes")) == "yes",
    )


def _token(given: Mapping[str, str]) -> str:
    token = _kept(given, "TELEGRAM_BOT_TOKEN")
    if not token:
        raise SettingsProblem("TELEGRAM_BOT_TOKEN is missing. Set it, or TELEGRAM_BOT_TOKEN_FILE.")
    if not re.fullmatch(r"\d+:[A-Za-z0-9_-]+", token):
        raise SettingsProblem("TELEGRAM_BOT_TOKEN does not look like a bot token (digits, colon, letters).")
    return token


def _kept(given: Mapping[str, str], name: str) -> str:
    """A secret: the setting itself, or what is in the file that ``…_FILE`` names; empty when neither is set."""
    if name in given or (file := given.get(f"{name}_FILE")) is None:
        return given.get(name, "")
    try:
        return Path(file).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise SettingsProblem(f"{name}_FILE: cannot read {file}: {error.strerror}.") from None


def _totp(given: Mapping[str, str]) -> str | None:
    secret = _kept(given, "ADMIN_TOTP_SECRET")
    try:
        return secret if secret and key_of(secret) else None
    except ValueError:
        raise SettingsProblem(
            "ADMIN_TOTP_SECRET must be base32 (A-Z, 2-7), at least 26 characters."
        ) from None


def _webhook(given: Mapping[str, str], token: str) -> Webhook | None:
    url, secret = given.get("WEBHOOK_URL"), _kept(given, "WEBHOOK_SECRET")
    host, port = _listen(given)
    if secret and not re.fullmatch(r"[A-Za-z0-9_-]{16,256}", secret):
        raise SettingsProblem("WEBHOOK_SECRET must be 16 to 256 letters (A-Z, a-z), digits, _ and -.")
    if url is None:
        return None
    if not re.match(r"https://[^/]|http://(127\.0\.0\.1|localhost|\[::1\])(:\d+)?(/|$)", url):
        raise SettingsProblem("WEBHOOK_URL must begin with https:// (http:// only for this computer).")
    if token.partition(":")[2] in url:
        raise SettingsProblem("WEBHOOK_URL must not hold the token: addresses stand in logs.")
    return Webhook(url, secret or None, host, port)


def _listen(given: Mapping[str, str]) -> tuple[str, int]:
    found = re.fullmatch(r"\[?([^\]\s]+?)\]?:(\d{1,5})", given.get("LISTEN", "127.0.0.1:8081"))
    if found is None or not 0 < int(found[2]) <= LAST_PORT:
        raise SettingsProblem("LISTEN must be host:port, such as 127.0.0.1:8081.")
    return found[1], int(found[2])


def _url(given: Mapping[str, str], name: str, default: str) -> str:
    url = given.get(name, default)
    if not re.match(r"https?://[^/]", url):
        raise SettingsProblem(f"{name} must begin with http:// or https://.")
    return url


def _database(given: Mapping[str, str], data_dir: Path) -> str:
    url = given.get("DATABASE_URL", f"sqlite:///{data_dir / 'hoaban.db'}")
    if not re.match(r"(sqlite:///|postgres(ql)?://).", url):
        raise SettingsProblem(
            "DATABASE_URL must look like sqlite:///path/to/file.db or postgresql://user@host/database."
        )
    return url


def _folder(given: Mapping[str, str], name: str, default: Path) -> Path:
    folder = Path(given.get(name, default))
    if not folder.is_dir():
        raise SettingsProblem(f"{name}: there is no folder {folder}.")
    return folder


def _one_of(given: Mapping[str, str], name: str, allowed: tuple[str, ...]) -> str:
    default = "guide" if name == "TELEGRAM_RATE" else allowed[0]
    value = given.get(name, default)
    if value not in allowed:
        raise SettingsProblem(f"{name} is {value!r}; it can be {', '.join(allowed)}.")
    return value


def _ids(given: Mapping[str, str], name: str) -> tuple[int, ...]:
    parts = given.get(name, "").replace(",", " ").split()
    if not all(part.isdigit() for part in parts):
        raise SettingsProblem(f"{name} must be Telegram ids: digits, separated by commas.")
    return tuple(int(part) for part in parts)


def _staff_chat(given: Mapping[str, str]) -> int | None:
    value = given.get("STAFF_CHAT")
    if value is None:
        return None
    if not re.fullmatch(r"-\d+", value):
        raise SettingsProblem("STAFF_CHAT must be the id of a group: a minus sign and digits.")
    return int(value)
