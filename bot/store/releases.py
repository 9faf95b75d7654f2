"""Published releases: immutable sets of flow files with who, when and why. The newest is the one that runs.

A release holds every file of ``flows/`` as it was; the version of a flow names its logic (flow/versions.py), and several
releases can hold the same one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from bot.store.database import Transaction
from bot.store.engine import Row

FROM_FOLDER: Final = "folder"
FROM_CHAT: Final = "chat"
BACK: Final = "back"
"""An older one, published again."""


@dataclass(frozen=True, slots=True)
class Release:
    """One release. ``author`` and ``approver``: persons, None where the files of the folder were taken; ``at`` in ms UTC;
    ``moves_all``: whoever is in the middle moves at once."""

    id: int
    origin: str
    author: int | None
    approver: int | None
    note: str
    at: int
    moves_all: bool


def newest(tx: Transaction) -> int:
    """The release that runs; 0 when there is none yet."""
    return int(tx.only("SELECT coalesce(max(id), 0) AS id FROM releases")["id"])


def load(tx: Transaction, release: int) -> Release:
    """One of them."""
    return _release(tx, tx.only("SELECT * FROM releases WHERE id = :id", id=release))


def latest(tx: Transaction, limit: int) -> list[Release]:
    """The newest ones, newest first."""
    return [
        _release(tx, row)
        for row in tx.all("SELECT * FROM releases ORDER BY id DESC LIMIT :limit", limit=limit)
    ]


def files(tx: Transaction, release: int) -> dict[str, bytes]:
    """Its files, by their path below ``flows/``."""
    rows = tx.all(
        "SELECT path, body FROM release_files JOIN sources ON sources.digest = release_files.source"
        " WHERE release = :release ORDER BY path",
        release=release,
    )
    return {row["path"]: bytes(row["body"]) for row in rows}


def paths(tx: Transaction, release: int) -> list[str]:
    """The names of its files."""
    rows = tx.all("SELECT path FROM release_files WHERE release = :release ORDER BY path", release=release)
    return [row["path"] for row in rows]


def source_in(tx: Transaction, release: int, path: str) -> str | None:
    """The digest of one of its files."""
    row = tx.one(
        "SELECT source FROM release_files WHERE release = :release AND path = :path",
        release=release,
        path=path,
    )
    return row["source"] if row else None


def with_file(tx: Transaction, path: str, limit: int) -> list[tuple[Release, str]]:
    """The newest releases in which this file is another than in the one before, each with the digest of the file."""
    rows = tx.all(
        "SELECT releases.*, source FROM releases JOIN release_files ON release = releases.id AND path = :path"
        " WHERE source <> coalesce((SELECT before.source FROM release_files AS before"
        " WHERE before.release = releases.id - 1 AND before.path = :path), '') ORDER BY releases.id DESC LIMIT :limit",
        path=path,
        limit=limit,
    )
    return [(_release(tx, row), row["source"]) for row in rows]


def add(
    tx: Transaction,
    contents: Mapping[str, bytes],
    versions: Mapping[str, str],
    *,
    origin: str,
    author: int | None = None,
    approver: int | None = None,
    note: str = "",
    moves_all: bool = False,
) -> int:
    """Publish these files; ``versions``: by flow that of its logic. Returns the release."""
    new = newest(tx) + 1  # one after the other: a rollback of the transaction leaves no hole
    tx.run(
        "INSERT INTO releases (id, origin, author, approver, note, at, moves_all)"
        " VALUES (:id, :origin, :author, :approver, :note, :now, :moves_all)",
        id=new,
        origin=origin,
        author=author,
        approver=approver,
        note=tx.seal("releases", "note", new, note),
        now=tx.now,
        moves_all=int(moves_all),
    )
    for path, content in contents.items():
        tx.run(
            "INSERT INTO release_files (release, path, source) VALUES (:release, :path, :source)",
            release=new,
            path=path,
            source=keep(tx, content),
        )
    name_versions(tx, new, versions)
    return new


def name_versions(tx: Transaction, release: int, versions: Mapping[str, str]) -> None:
    """By which names the logic of its flows is known; another program may name the same logic otherwise."""
    for flow, version in versions.items():
        tx.run(
            "INSERT INTO release_flows (release, flow, version) VALUES (:release, :flow, :version)"
            " ON CONFLICT (release, flow, version) DO NOTHING",
            release=release,
            flow=flow,
            version=version,
        )


def of_version(tx: Transaction, flow: str, version: str) -> int | None:
    """The newest release that holds this version of a flow."""
    row = tx.only(
        "SELECT max(release) AS id FROM release_flows WHERE flow = :flow AND version = :version",
        flow=flow,
        version=version,
    )
    return int(row["id"]) if row["id"] is not None else None


def superseded(tx: Transaction, release: int) -> tuple[int, bool]:
    """When another release followed this one (ms UTC), and whether one of those that followed moves everybody."""
    row = tx.only(
        "SELECT min(at) AS at, max(moves_all) AS moves_all FROM releases WHERE id > :release", release=release
    )
    return row["at"] if row["at"] is not None else tx.now, bool(row["moves_all"])


def open_versions(tx: Transaction) -> list[tuple[str, str]]:
    """The versions of flows in which somebody is in the middle."""
    rows = tx.all("SELECT DISTINCT flow, version FROM sessions WHERE outcome = '' ORDER BY flow, version")
    return [(row["flow"], row["version"]) for row in rows]


def folder(tx: Transaction) -> dict[str, str]:
    """By path the digest of what the folder held when it was last looked at."""
    return {row["path"]: row["source"] for row in tx.all("SELECT path, source FROM release_folder")}


def note_folder(tx: Transaction, contents: Mapping[str, bytes]) -> None:
    """The folder was looked at."""
    tx.run("DELETE FROM release_folder")
    for path, content in contents.items():
        tx.run(
            "INSERT INTO release_folder (path, source) VALUES (:path, :source)",
            path=path,
            source=digest(content),
        )


def digest(content: bytes) -> str:
    """The name of a content."""
    return hashlib.sha256(content).hexdigest()


def source(tx: Transaction, name: str) -> bytes:
    """A content by its digest."""
    return bytes(tx.only("SELECT body FROM sources WHERE digest = :digest", digest=name)["body"])


def keep(tx: Transaction, content: bytes) -> str:
    """Each content is kept once, however many releases hold it; returns its digest."""
    name = digest(content)
    tx.run(
        "INSERT INTO sources (digest, body) VALUES (:digest, :body) ON CONFLICT (digest) DO NOTHING",
        digest=name,
        body=content,
    )
    return name


def _release(tx: Transaction, row: Row) -> Release:
    note = tx.open("releases", "note", row["id"], row["note"])
    return Release(
        row["id"], row["origin"], row["author"], row["approver"], note, row["at"], bool(row["moves_all"])
    )
