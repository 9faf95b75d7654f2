"""JSON bodies of the control API, read strictly: an unknown field or a wrong kind is refused in a clear sentence."""

from __future__ import annotations

import base64
import binascii
import json
from typing import Any

from aiohttp import web


class Refused(ValueError):
    """The control API cannot do this; says why."""


class Body:
    """The fields of one control call."""

    def __init__(self, values: dict[str, Any], known: str) -> None:
        unknown = sorted(values.keys() - set(known.split()))
        if unknown:
            raise Refused(f"unknown field {', '.join(unknown)}; known are: {known or 'none'}")
        self.values = values

    def text(self, name: str, default: str | None = None) -> str:
        """A string; without default it must be there."""
        value = self.values.get(name, default)
        if not isinstance(value, str):
            raise Refused(f"{name} must be a string")
        return value

    def optional_text(self, name: str) -> str | None:
        """A string or nothing."""
        return None if self.values.get(name) is None else self.text(name)

    def integer(self, name: str, default: int | None = None) -> int:
        """A whole number; without default it must be there."""
        value = self.values.get(name, default)
        if isinstance(value, bool) or not isinstance(value, int):
            raise Refused(f"{name} must be a whole number")
        return value

    def optional_integer(self, name: str) -> int | None:
        """A whole number or nothing."""
        return None if self.values.get(name) is None else self.integer(name)

    def number(self, name: str, default: float | None = None) -> float:
        """A number; without default it must be there."""
        value = self.values.get(name, default)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise Refused(f"{name} must be a number")
        return float(value)

    def flag(self, name: str, default: bool = False) -> bool:
        """true or false."""
        value = self.values.get(name, default)
        if not isinstance(value, bool):
            raise Refused(f"{name} must be true or false")
        return value

    def integers(self, name: str) -> list[int]:
        """A list of whole numbers."""
        value = self.values.get(name)
        if not isinstance(value, list) or not all(isinstance(item, int) for item in value):
            raise Refused(f"{name} must be a list of whole numbers")
        return value

    def texts(self, name: str) -> list[str]:
        """A list of strings, empty when absent."""
        value = self.values.get(name, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise Refused(f"{name} must be a list of strings")
        return value

    def content(self, name: str) -> bytes | None:
        """Bytes written as base64, or nothing."""
        written = self.optional_text(name)
        if written is None:
            return None
        try:
            return base64.b64decode(written, validate=True)
        except binascii.Error:
            raise Refused(f"{name} must be base64") from None


async def read_body(request: web.Request, known: str) -> Body:
    """The body of a call, which may have these fields (names with spaces between)."""
    raw = await request.text()
    try:
        values = json.loads(raw or "{}")
    except ValueError:
        raise Refused("the body must be JSON") from None
    if not isinstance(values, dict):
        raise Refused("the body must be a JSON object")
    return Body(values, known)
