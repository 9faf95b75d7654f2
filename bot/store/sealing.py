"""Sealing of columns that identify a person or hold their words, and keyed digests to find them again.

A sealed value is: key id (1 byte), nonce (12), AES-256-GCM text; table, column and row are bound to it.
The key file lives outside the database and never in a backup.
"""

from __future__ import annotations

import base64
import hmac
import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

NONCE: Final = 12


class KeyProblem(Exception):
    """The key file cannot serve; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Sealing:
    """The keys in force: ``current`` seals, every known one opens, ``lookup`` makes keyed digests."""

    current: int
    ciphers: dict[int, AESGCM]
    lookup: bytes

    def seal(self, table: str, column: str, row: int, words: str | bytes) -> bytes:
        """Sealed bytes that open only in this place."""
        nonce = os.urandom(NONCE)
        plain = words.encode() if isinstance(words, str) else words
        sealed = self.ciphers[self.current].encrypt(nonce, plain, _place(table, column, row))
        return bytes((self.current,)) + nonce + sealed

    def open_bytes(self, table: str, column: str, row: int, sealed: bytes) -> bytes:
        """The bytes that were sealed here; raises KeyProblem when key or place is another."""
        cipher = self.ciphers.get(sealed[0]) if sealed else None
        if cipher is None:
            raise KeyProblem(
                f"{table}.{column} is sealed with key {sealed[:1].hex()}, which the key file lacks."
            )
        try:
            return cipher.decrypt(sealed[1 : 1 + NONCE], sealed[1 + NONCE :], _place(table, column, row))
        except (InvalidTag, ValueError):  # ValueError: cut short
            raise KeyProblem(f"{table}.{column}, row {row}: wrong key or moved data.") from None

    def open(self, table: str, column: str, row: int, sealed: bytes) -> str:
        """The words that were sealed here."""
        return self.open_bytes(table, column, row, sealed).decode()

    def digest(self, purpose: str, words: str | bytes) -> bytes:
        """A keyed digest (32 bytes) by which equal words are found without being stored."""
        plain = words.encode() if isinstance(words, str) else words
        return hmac.digest(self.lookup, purpose.encode() + b"\0" + plain, "sha256")


def read_keys(text: str) -> Sealing:
    """Keys from a key file: one ``id base64`` a line; the highest id seals, the lowest digests."""
    masters: dict[int, bytes] = {}
    for line in text.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        name, _, encoded = line.partition(" ")
        masters[int(name)] = base64.b64decode(encoded.strip(), validate=True)
    if not masters or any(len(master) != 32 for master in masters.values()):
        raise ValueError("a key is missing or has not 32 bytes")
    if not all(0 < key < 256 for key in masters):
        raise ValueError("a key's id is not between 1 and 255")
    ciphers = {key: AESGCM(_derive(master, b"seal")) for key, master in masters.items()}
    return Sealing(max(masters), ciphers, _derive(masters[min(masters)], b"lookup"))


def load_keys(file: Path, *, may_create: bool) -> Sealing:
    """Read the key file; make it (mode 600) when it is missing and nothing is sealed yet.

    Raises KeyProblem with a sentence for the operator.
    """
    if not file.exists():
        if not may_create:
            raise KeyProblem(
                f"The database holds sealed data, but its key {file} is missing. Bring the key file back."
            )
        _create(file)
    try:
        return read_keys(file.read_text(encoding="ascii"))
    except (ValueError, OSError) as error:
        raise KeyProblem(f"The key file {file} cannot be read ({type(error).__name__}).") from None


def _create(file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    line = "1 " + base64.b64encode(secrets.token_bytes(32)).decode() + "\n"
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        os.write(handle, line.encode())
        os.fsync(handle)
    finally:
        os.close(handle)


def _derive(master: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"hoaban " + purpose).derive(master)


def _place(table: str, column: str, row: int) -> bytes:
    return f"{table}.{column}.{row}".encode()
