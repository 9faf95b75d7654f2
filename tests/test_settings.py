"""Settings from the environment: what is missing or wrong is refused with a sentence that names it."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.settings import SHIPPED, TELEGRAM, SettingsProblem, Webhook, read_settings

TOKEN = "1000000:SIMULATOR-not-a-real-token-000000"
SECRET = "ngua-trang_qua-suoi_26"
LEAST = {"TELEGRAM_BOT_TOKEN": TOKEN}


def test_a_token_is_enough() -> None:
    settings = read_settings(LEAST)
    assert (settings.token, settings.api_url, settings.rate) == (TOKEN, TELEGRAM, "guide")
    assert settings.flows_dir == SHIPPED / "flows"
    assert settings.database_file == Path("data/hoaban.db")
    assert settings.secret_key_file == Path("data/secret.key")
    assert (settings.admins, settings.staff_chat, settings.proxy) == ((), None, None)


def test_everything_can_be_set(tmp_path: Path) -> None:
    settings = read_settings(
        LEAST
        | {
            "TELEGRAM_API_URL": "http://127.0.0.1:8090/",
            "TELEGRAM_PROXY": "http://proxy:3128",
            "TELEGRAM_RATE": "off",
            "DATABASE_URL": "sqlite:////srv/hoaban.db",
            "SECRET_KEY_FILE": "/srv/key",
            "DATA_DIR": str(tmp_path / "kept"),
            "FLOWS_DIR": str(tmp_path),
            "LOCALES_DIR": str(tmp_path),
            "PROVINCE_DIR": str(tmp_path),
            "ADMINS": "12, 13 14",
            "STAFF_CHAT": "-100123",
            "LOG_LEVEL": "DEBUG",
        }
    )
    assert settings.api_url == "http://127.0.0.1:8090"
    assert settings.database_file == Path("/srv/hoaban.db")
    assert (settings.admins, settings.staff_chat) == ((12, 13, 14), -100123)
    assert (settings.rate, settings.log_level, settings.flows_dir) == ("off", "DEBUG", tmp_path)


def test_the_data_folder_moves_what_lies_in_it() -> None:
    settings = read_settings(LEAST | {"DATA_DIR": "/srv/hoaban"})
    assert settings.database_file == Path("/srv/hoaban/hoaban.db")
    assert settings.secret_key_file == Path("/srv/hoaban/secret.key")


def test_the_token_can_lie_in_a_file_and_never_shows(tmp_path: Path) -> None:
    file = tmp_path / "token"
    file.write_text(f"{TOKEN}\n")
    settings = read_settings(
        {"TELEGRAM_BOT_TOKEN_FILE": str(file), "TELEGRAM_PROXY": "http://me:secret@proxy"}
    )
    assert settings.token == TOKEN
    assert TOKEN not in repr(settings)
    assert "secret@" not in repr(settings)


def test_without_an_address_there_is_no_webhook() -> None:
    assert read_settings(LEAST | {"WEBHOOK_SECRET": SECRET, "LISTEN": "0.0.0.0:80"}).webhook is None


def test_a_webhook_listens_here_and_its_secret_never_shows(tmp_path: Path) -> None:
    address = {"WEBHOOK_URL": "https://bot.example.org/hook?x=1"}
    webhook = read_settings(LEAST | address).webhook
    assert webhook == Webhook("https://bot.example.org/hook?x=1", None, "127.0.0.1", 8081)
    assert webhook.path == "/hook"
    file = tmp_path / "secret"
    file.write_text(f"{SECRET}\n")
    settings = read_settings(LEAST | address | {"WEBHOOK_SECRET_FILE": str(file), "LISTEN": "[::1]:9000"})
    assert settings.webhook == Webhook(address["WEBHOOK_URL"], SECRET, "::1", 9000)
    assert SECRET not in repr(settings)
    assert Webhook("http://localhost:8081").path == "/"


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"TELEGRAM_BOT_TOKEN": ""}, "TELEGRAM_BOT_TOKEN is missing"),
        ({"TELEGRAM_BOT_TOKEN": "my-token"}, "does not look like a bot token"),
        (
            {"TELEGRAM_BOT_TOKEN": "", "TELEGRAM_BOT_TOKEN_FILE": "/nowhere"},
            "TELEGRAM_BOT_TOKEN_FILE: cannot",
        ),
        ({"TELEGRAM_API_URL": "api.telegram.org"}, "TELEGRAM_API_URL must begin"),
        ({"TELEGRAM_RATE": "fast"}, "TELEGRAM_RATE is 'fast'; it can be off, guide"),
        ({"DATABASE_URL": "mysql://localhost"}, "DATABASE_URL must look like"),
        ({"DATABASE_URL": "sqlite:///"}, "DATABASE_URL must look like"),
        ({"FLOWS_DIR": "/nowhere"}, "FLOWS_DIR: there is no folder"),
        ({"LOCALES_DIR": "/nowhere"}, "LOCALES_DIR: there is no folder"),
        ({"PROVINCE_DIR": "/nowhere"}, "PROVINCE_DIR: there is no folder"),
        ({"ADMINS": "12, lan"}, "ADMINS must be Telegram ids"),
        ({"STAFF_CHAT": "cán bộ"}, "STAFF_CHAT must be the id of a group"),
        ({"LOG_LEVEL": "LOUD"}, "LOG_LEVEL is 'LOUD'"),
        ({"WEBHOOK_URL": "http://bot.example.org/hook"}, "WEBHOOK_URL must begin with https://"),
        ({"WEBHOOK_URL": "http://127.0.0.1.example.org/"}, "WEBHOOK_URL must begin with https://"),
        ({"WEBHOOK_URL": f"https://bot.example.org/{TOKEN}"}, "must not hold the token"),
        ({"WEBHOOK_SECRET": "ngắn"}, "WEBHOOK_SECRET must be 16 to 256"),
        ({"WEBHOOK_SECRET_FILE": "/nowhere"}, "WEBHOOK_SECRET_FILE: cannot"),
        ({"LISTEN": "8081"}, "LISTEN must be host:port"),
        ({"LISTEN": "127.0.0.1:0"}, "LISTEN must be host:port"),
        ({"LISTEN": "127.0.0.1:70000"}, "LISTEN must be host:port"),
    ],
)
def test_what_is_wrong_is_refused_by_name(wrong: dict[str, str], sentence: str) -> None:
    with pytest.raises(SettingsProblem, match=sentence) as problem:
        read_settings(LEAST | wrong)
    assert TOKEN not in str(problem.value)
