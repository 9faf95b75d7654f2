"""How a call of the Bot API fails: with an answer (ApiError), or with none at all (Dropped)."""

from __future__ import annotations

from typing import Any, Literal

Json = dict[str, Any]


class ApiError(Exception):
    """An error answer: its code, Telegram's own sentence, and the parameters beside them."""

    def __init__(self, code: int, description: str, parameters: Json | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters or {}

    def answer(self) -> Json:
        """The body of the answer."""
        body: Json = {"ok": False, "error_code": self.code, "description": self.description}
        return body | ({"parameters": self.parameters} if self.parameters else {})


class Dropped(Exception):
    """The connection ends without an answer. `lost_answer`: the call was carried out before."""

    def __init__(self, kind: Literal["lost_answer", "reset"]) -> None:
        super().__init__(kind)
        self.kind = kind


def bad(description: str) -> ApiError:
    """A 400 with Telegram's prefix."""
    return ApiError(400, f"Bad Request: {description}")


def flooded(seconds: int) -> ApiError:
    """A 429; HTTP says the same in a header."""
    return ApiError(429, f"Too Many Requests: retry after {seconds}", {"retry_after": seconds})


def forbidden(description: str) -> ApiError:
    """A 403 with Telegram's prefix."""
    return ApiError(403, f"Forbidden: {description}")
