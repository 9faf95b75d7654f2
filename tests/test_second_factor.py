"""Six digits of an authenticator app, by the example of RFC 6238 and around it."""

from __future__ import annotations

import base64

import pytest

from bot.second_factor import key_of, second_factor
from bot.settings import SettingsProblem, read_settings

SECRET = base64.b32encode(b"12345678901234567890").decode()
"""That of the RFC's examples for SHA-1."""


@pytest.mark.parametrize(
    ("code", "at_s", "step"),
    [
        ("287082", 59, 1),  # RFC 6238, appendix B, the last six of eight digits
        ("081804", 1_111_111_109, 37_037_036),
        ("287082", 59 + 30, 1),
        ("287082", 59 - 30, 1),
        ("287082", 59 + 70, None),
        ("287 082", 59, 1),
        ("287083", 59, None),
        ("28708", 59, None),
        ("٢٨٧٠٨٢", 59, None),
        ("", 59, None),
    ],
)
def test_a_code_is_of_a_step_of_time(code: str, at_s: int, step: int | None) -> None:
    assert second_factor(SECRET)(code, at_s * 1000) == step


@pytest.mark.parametrize("secret", ["", "MZXW6", "not base32!", "1" * 32])
def test_what_is_no_secret_is_refused(secret: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        key_of(secret)


def test_the_setting_is_read_and_never_shown() -> None:
    token = "123:abc"
    found = read_settings({"TELEGRAM_BOT_TOKEN": token, "ADMIN_TOTP_SECRET": f" {SECRET} "})
    assert found.totp_secret == SECRET
    assert SECRET not in repr(found)
    with pytest.raises(SettingsProblem, match="ADMIN_TOTP_SECRET"):
        read_settings({"TELEGRAM_BOT_TOKEN": token, "ADMIN_TOTP_SECRET": "no"})
