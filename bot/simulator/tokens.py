"""Which bot tokens the simulator takes: only those that could never be a real one."""

from __future__ import annotations

import re

DEFAULT_TOKEN = "1000000:SIMULATOR-not-a-real-token-000000"  # noqa: S105  invented, said in its own words
REAL_SECRET_FROM = 30  # real secrets have 35 characters

_SHAPE = re.compile(r"(\d{1,16}):([A-Za-z0-9_-]+)")


class TokenRefused(ValueError):
    """The token is not one for a simulator; the sentence says why. It never repeats the token."""


def bot_id_of(token: str) -> int:
    """The bot's id, which is the number before the colon. Raises TokenRefused.

    Taken: a secret that starts with ``SIM``, is shorter than 30 characters, or repeats one character.
    """
    found = _SHAPE.fullmatch(token)
    if found is None:
        raise TokenRefused("invalid token specified")
    if _looks_real(found[2]):
        raise TokenRefused(
            "the simulator refuses this token because it looks like a real one; "
            "use one whose part after the colon starts with SIM"
        )
    return int(found[1])


def _looks_real(secret: str) -> bool:
    return len(secret) >= REAL_SECRET_FROM and not secret.startswith("SIM") and len(set(secret)) > 1
