"""Sealed bytes of files on disk, each under a keyed digest of its content; never opened, never interpreted."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from bot.store.sealing import Sealing


class Vault:
    """A folder of sealed files."""

    def __init__(self, folder: Path, sealing: Sealing) -> None:
        self._folder = folder
        self._sealing = sealing

    def keep(self, content: bytes) -> str:
        """Seal and store durably; returns the digest. Equal content is stored once."""
        digest = self._sealing.digest("file", content).hex()
        file = self._path(digest)
        if not file.exists():
            file.parent.mkdir(parents=True, exist_ok=True)
            _write(file, self._sealing.seal("vault", digest, 0, content))
        return digest

    def read(self, digest: str) -> bytes:
        """The bytes as they came."""
        return self._sealing.open_bytes("vault", digest, 0, self._path(digest).read_bytes())

    def delete(self, digest: str) -> None:
        """Delete for good."""
        self._path(digest).unlink(missing_ok=True)

    def _path(self, digest: str) -> Path:
        return self._folder / digest[:2] / digest


def _write(file: Path, content: bytes) -> None:
    # Two of equal content can be kept at once: each writes a file of its own.
    partial = file.with_suffix(f".{secrets.token_hex(4)}.part")
    with partial.open("wb") as handle:
        handle.write(content)
        handle.flush()
        os.fsync(handle.fileno())
    partial.replace(file)
    folder = os.open(file.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
