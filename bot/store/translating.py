"""What translators do in the chat: words they write, recordings they speak, and what others make of either."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final, Literal, TypeAlias

from bot.desk_work import DeskWork, Wording
from bot.display import Review, Verdict, digest_of
from bot.domain.calendar import date_of
from bot.recordings import Recording
from bot.store import centre, files, inbox
from bot.store.database import Transaction
from bot.store.engine import Row

VERSION: Final = "desk_work"
"""Counts what changes what people read or hear."""
LICENCE: Final = "CC-BY-4.0"
"""Under which a speaker lets her voice be played and passed on with the texts; she agreed to it by name."""

SpokenState: TypeAlias = Literal["sent", "made", "unfit", "withdrawn"]


@dataclass(frozen=True, slots=True)
class Spoken:
    """A recording as it came: ``file`` holds its bytes, which go where it was unfit or taken back; ``state`` sent until it was
    listened to by the clerk."""

    id: int
    language: str
    key: str
    source: str
    file: int | None
    speaker: int
    chat: int
    state: SpokenState
    why: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What somebody understood of a wording (``words``, or a voice note), and her verdict once she saw the Vietnamese."""

    id: int
    medium: str
    language: str
    key: str
    digest: str
    reader: int
    words: str
    file: int | None
    verdict: Verdict | None


def code(person: int) -> str:
    """How one of the staff is called in the reviews and recordings: they go into the open, and no name does."""
    return f"s{person}"


def version(tx: Transaction) -> int:
    """Grows with whatever changes what people read or hear."""
    return int(centre.get(tx, VERSION) or 0)


def _changed(tx: Transaction) -> None:
    centre.put(tx, VERSION, str(version(tx) + 1))


# --- written ---------------------------------------------------------------------------------


def write(tx: Transaction, author: int, wording: Wording) -> None:
    """Keep words; the newest of a text count. ``over``: of what stands there now; where that was written here too, both lie over
    the same words of the folder."""
    before = tx.one(
        "SELECT made_from, words, over FROM wordings WHERE language = :language AND key = :key ORDER BY id DESC LIMIT 1",
        language=wording.language,
        key=wording.key,
    )
    if before and digest_of(before["made_from"], before["words"]) == wording.over:
        wording = replace(wording, over=before["over"])
    tx.run(
        "INSERT INTO wordings (language, key, made_from, words, over, author, at)"
        " VALUES (:language, :key, :made_from, :words, :over, :author, :now)",
        language=wording.language,
        key=wording.key,
        made_from=wording.made_from,
        words=wording.words,
        over=wording.over,
        author=author,
        now=tx.now,
    )
    _changed(tx)


def author_of(tx: Transaction, language: str, key: str, words: str) -> int | None:
    """Who wrote these words last."""
    row = tx.one(
        "SELECT author FROM wordings WHERE language = :language AND key = :key AND words = :words"
        " ORDER BY id DESC LIMIT 1",
        language=language,
        key=key,
        words=words,
    )
    return row["author"] if row else None


def written_by(tx: Transaction, author: int, language: str) -> list[tuple[str, str]]:
    """The Vietnamese and the words of all that somebody wrote in a language."""
    rows = tx.all(
        "SELECT made_from, words FROM wordings WHERE author = :author AND language = :language",
        author=author,
        language=language,
    )
    return [(row["made_from"], row["words"]) for row in rows]


# --- spoken ----------------------------------------------------------------------------------


def agree(tx: Transaction, person: int) -> None:
    """A speaker lets her voice be played to people."""
    tx.run(
        "INSERT INTO speakers (person, agreed_at) VALUES (:person, :now)"
        " ON CONFLICT (person) DO UPDATE SET agreed_at = :now, withdrawn_at = NULL",
        person=person,
        now=tx.now,
    )


def agrees(tx: Transaction, person: int) -> bool:
    """Does her consent stand?"""
    row = tx.one("SELECT 1 FROM speakers WHERE person = :person AND withdrawn_at IS NULL", person=person)
    return row is not None


def withdraw(tx: Transaction, person: int) -> int:
    """She wants her voice back: it is played no more, and its bytes go, also where she said what others' meant. How many
    recordings that were."""
    rows = tx.all(
        "SELECT id FROM spoken WHERE speaker = :person AND state IN ('sent', 'made')", person=person
    )
    for row in rows:
        _drop(tx, row["id"], "withdrawn", "")
    for row in tx.all(
        "SELECT id, file FROM readings WHERE reader = :person AND file IS NOT NULL", person=person
    ):
        tx.run("UPDATE readings SET file = NULL WHERE id = :id", id=row["id"])
        files.erase_made(tx, row["file"])
    tx.run("UPDATE speakers SET withdrawn_at = :now WHERE person = :person", now=tx.now, person=person)
    _changed(tx)
    return len(rows)


def speak(tx: Transaction, person: int, chat: int, language: str, key: str, source: str, file: int) -> int:
    """Keep a recording until it was listened to; an earlier one of hers that was not yet is dropped."""
    new = tx.new_id("spoken")
    for row in tx.all(
        "SELECT id FROM spoken WHERE speaker = :person AND language = :language AND key = :key AND state = 'sent'",
        person=person,
        language=language,
        key=key,
    ):
        _drop(tx, row["id"], "unfit", "again")
    tx.run(
        "INSERT INTO spoken (id, language, key, source, file, speaker, chat, state, why, at)"
        " VALUES (:id, :language, :key, :source, :file, :person, :chat, 'sent', '', :now)",
        id=new,
        language=language,
        key=key,
        source=source,
        file=file,
        person=person,
        chat=chat,
        now=tx.now,
    )
    return new


def find(tx: Transaction, row: int) -> Spoken | None:
    """One recording."""
    found = tx.one("SELECT * FROM spoken WHERE id = :id", id=row)
    return _spoken(found) if found else None


def waiting_for(tx: Transaction, file: int) -> Spoken | None:
    """The recording whose bytes have come."""
    found = tx.one("SELECT * FROM spoken WHERE file = :file AND state = 'sent'", file=file)
    return _spoken(found) if found else None


def heard(tx: Transaction, row: int, sha256: str, seconds: int, why: str) -> bool:
    """The clerk listened to it: fit, or not and ``why``. False where it was dropped meanwhile. Its speaker hears of it."""
    changed = tx.run(
        "UPDATE spoken SET state = :state, sha256 = :sha256, seconds = :seconds, why = :why"
        " WHERE id = :id AND state = 'sent'",
        state="unfit" if why else "made",
        sha256=sha256,
        seconds=seconds,
        why=why,
        id=row,
    )
    if changed:
        if why:
            _drop(tx, row, "unfit", why)
        chat = tx.only("SELECT chat FROM spoken WHERE id = :id", id=row)["chat"]
        inbox.add(tx, "recording", chat, {"recording": row})
        _changed(tx)
    return bool(changed)


def of_sha256(tx: Transaction, sha256: str) -> Spoken | None:
    """The recording of these bytes that may be listened to."""
    found = tx.one(
        "SELECT * FROM spoken WHERE sha256 = :sha256 AND state = 'made' ORDER BY id DESC LIMIT 1",
        sha256=sha256,
    )
    return _spoken(found) if found else None


def bytes_of(tx: Transaction, sha256: str) -> str | None:
    """Under which name the vault keeps a recording that was made here."""
    found = of_sha256(tx, sha256)
    return files.load(tx, found.file).digest if found and found.file is not None else None


def _drop(tx: Transaction, row: int, state: SpokenState, why: str) -> None:
    """A recording that nobody is to hear: its bytes go."""
    file = tx.only("SELECT file FROM spoken WHERE id = :id", id=row)["file"]
    tx.run(
        "UPDATE spoken SET state = :state, why = :why, file = NULL WHERE id = :id",
        state=state,
        why=why,
        id=row,
    )
    if file is not None:
        files.erase_made(tx, file)


# --- judged ----------------------------------------------------------------------------------


def understand(
    tx: Transaction,
    reader: int,
    medium: str,
    place: tuple[str, str],
    digest: str,
    words: str,
    file: int | None,
) -> int:
    """Keep what somebody understood; her verdict comes after she saw the Vietnamese."""
    new = tx.new_id("readings")
    tx.run(
        "INSERT INTO readings (id, medium, language, key, digest, reader, words, file, verdict, at)"
        " VALUES (:id, :medium, :language, :key, :digest, :reader, :words, :file, '', :now)",
        id=new,
        medium=medium,
        language=place[0],
        key=place[1],
        digest=digest,
        reader=reader,
        words=words,
        file=file,
        now=tx.now,
    )
    return new


def reading(tx: Transaction, row: int) -> Reading | None:
    """One of them."""
    found = tx.one("SELECT * FROM readings WHERE id = :id", id=row)
    return _reading(found) if found else None


def readings_of(tx: Transaction, place: tuple[str, str], digest: str) -> list[Reading]:
    """What people understood of a wording, and approved."""
    rows = tx.all(
        "SELECT * FROM readings WHERE language = :language AND key = :key AND digest = :digest"
        " AND verdict = 'approve' ORDER BY id",
        language=place[0],
        key=place[1],
        digest=digest,
    )
    return [_reading(row) for row in rows]


def judge(tx: Transaction, row: int, verdict: Verdict) -> bool:
    """Her verdict; False where she gave one already."""
    changed = tx.run(
        "UPDATE readings SET verdict = :verdict, at = :now WHERE id = :id AND verdict = ''",
        verdict=verdict,
        now=tx.now,
        id=row,
    )
    if changed:
        _changed(tx)
    return bool(changed)


# --- all of it -------------------------------------------------------------------------------


def work(tx: Transaction) -> DeskWork:
    """All that was done, in its order."""
    wordings = {
        (row["language"], row["key"]): Wording(
            row["language"], row["key"], row["made_from"], row["words"], row["over"]
        )
        for row in tx.all("SELECT * FROM wordings ORDER BY id")
    }
    reviews = tuple(
        Review(row["language"], row["key"], row["digest"], row["verdict"], code(row["reader"]), _date(row))
        for row in tx.all("SELECT * FROM readings WHERE verdict <> '' ORDER BY at, id")
    )
    spoken = tx.all(
        "SELECT spoken.*, coalesce((SELECT sex FROM staff WHERE staff.person = spoken.speaker ORDER BY staff.id DESC LIMIT 1),"
        " '') AS sex FROM spoken WHERE state IN ('made', 'withdrawn') AND sha256 <> '' ORDER BY spoken.id"
    )
    withdrawn = frozenset(row["sha256"] for row in spoken if row["state"] == "withdrawn")
    return DeskWork(tuple(wordings.values()), reviews, tuple(map(_recording, spoken)), withdrawn)


def _recording(row: Row) -> Recording:
    return Recording(
        row["language"],
        row["key"],
        row["source"],
        row["sha256"],
        row["seconds"],
        code(row["speaker"]),
        row["sex"],
        "",
        LICENCE,
        _date(row),
    )


def _date(row: Row) -> str:
    return date_of(row["at"]).isoformat()


def _spoken(row: Row) -> Spoken:
    return Spoken(
        row["id"],
        row["language"],
        row["key"],
        row["source"],
        row["file"],
        row["speaker"],
        row["chat"],
        row["state"],
        row["why"],
    )


def _reading(row: Row) -> Reading:
    return Reading(
        row["id"],
        row["medium"],
        row["language"],
        row["key"],
        row["digest"],
        row["reader"],
        row["words"],
        row["file"],
        row["verdict"] or None,
    )
