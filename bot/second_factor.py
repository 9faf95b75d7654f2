"""Six digits from an app on a telephone (TOTP, RFC 6238), where one administrator alone must say yes twice."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable
from typing import Final, TypeAlias

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor import InvalidToken
from cryptography.hazmat.primitives.twofactor.totp import TOTP

DIGITS: Final = 6
STEP_S: Final = 30
SLACK: Final = 1
"""Steps before and after: clocks differ."""

SecondFactor: TypeAlias = Callable[[str, int], int | None]
"""Code and time (ms UTC) → the step of time it is of, None where it is wrong. The same step must not serve twice."""


def key_of(secret: str) -> bytes:
    """The key in a secret as apps take it (base32, spaces allowed); raises ValueError."""
    plain = secret.replace(" ", "").upper()
    try:
        key = base64.b32decode(plain + "=" * (-len(plain) % 8))
    except binascii.Error as error:
        raise ValueError("no base32") from error
    if len(key) < 16:
        raise ValueError("too short")
    return key


def second_factor(secret: str) -> SecondFactor:
    """By this secret."""
    # SHA-1 is what the apps on people's telephones know.
    totp = TOTP(key_of(secret), DIGITS, SHA1(), STEP_S)  # noqa: S303

    def verify(code: str, now_ms: int) -> int | None:
        digits = code.replace(" ", "")
        if not (digits.isascii() and digits.isdigit() and len(digits) == DIGITS):
            return None
        now = now_ms // 1000 // STEP_S
        for step in range(max(0, now - SLACK), now + SLACK + 1):
            try:
                totp.verify(digits.encode(), step * STEP_S)
            except InvalidToken:
                continue
            return step
        return None

    return verify
