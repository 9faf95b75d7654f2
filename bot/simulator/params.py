"""Parameters of one call, read strictly: they come as strings (form) or as JSON values, files beside them."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.simulator.errors import ApiError, bad


@dataclass(frozen=True, slots=True)
class Upload:
    """A file sent along with a call."""

    name: str
    content: bytes
    mime: str = ""


@dataclass(frozen=True, slots=True)
class Params:
    """What a method was called with."""

    values: Mapping[str, Any]
    files: Mapping[str, Upload] = field(default_factory=dict)

    def text(self, name: str, default: str = "") -> str:
        """A string."""
        value = self.values.get(name)
        if value is None:
            return default
        text = value if isinstance(value, str) else json.dumps(value)
        check_utf8(text)
        return text

    def integer(self, name: str, default: int = 0) -> int:
        """A whole number; anything else counts as absent, as Telegram has it."""
        try:
            return int(self.values.get(name, default))
        except (TypeError, ValueError, OverflowError):
            return default

    def number(self, name: str) -> float:
        """A decimal number. Raises ApiError when it is missing."""
        try:
            number = float(self.values[name])
        except (KeyError, TypeError, ValueError, OverflowError):
            raise bad(f"{name} is empty") from None
        if not math.isfinite(number):
            raise bad(f"{name} is empty")
        return number

    def flag(self, name: str) -> bool:
        """A Boolean."""
        return str(self.values.get(name, "")).lower() in ("true", "1", "yes", "t", "y")

    def given(self, name: str) -> bool:
        """Whether there is anything under this name."""
        return self.values.get(name) not in (None, "")

    def parsed(self, name: str, what: str) -> Any:
        """A JSON value, None when absent. Raises ApiError 400 "can't parse …" for what is no JSON."""
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        if not value.strip():
            return None
        try:
            return json.loads(value)
        except ValueError:
            raise bad(f"can't parse {what}") from None

    def objects(self, name: str, what: str) -> list[dict[str, Any]]:
        """A JSON array of objects, empty when absent."""
        value = self.parsed(name, f"{name} JSON object")
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise bad(f"expected an Array of {what}")
        return value

    def an_object(self, name: str, what: str, wrong: str = "") -> dict[str, Any]:
        """A JSON object, empty when absent; `wrong` is said when it is something else."""
        value = self.parsed(name, f"{what} JSON object")
        if value is None:
            return {}
        if not isinstance(value, dict):
            raise bad(wrong or f"object expected as {what}")
        return value

    def kinds(self) -> object:
        """allowed_updates; what cannot be parsed counts as absent."""
        try:
            return self.parsed("allowed_updates", "allowed_updates")
        except ApiError:
            return None

    def plain(self) -> dict[str, Any]:
        """For the log of calls: without bytes, strings that hold JSON opened."""
        shown = {name: _opened(value) for name, value in self.values.items()}
        return shown | {name: f"<file, {len(file.content)} bytes>" for name, file in self.files.items()}


def check_utf8(text: str) -> None:
    """Raises ApiError for halves of surrogate pairs, which only JSON can carry."""
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise bad("strings must be encoded in UTF-8")


def _opened(value: Any) -> Any:
    if isinstance(value, str) and value[:1] in ("{", "["):
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value
